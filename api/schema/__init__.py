"""The GraphQL schema, one file per subject; query.py puts them together."""
