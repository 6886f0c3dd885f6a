"""The doors: pages, GraphQL and the command line."""
