"""The commands, one file per purpose; api.cli lists them."""
