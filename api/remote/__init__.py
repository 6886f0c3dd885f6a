"""The store of a service that is running, for the commands of the same user: see client.py."""
