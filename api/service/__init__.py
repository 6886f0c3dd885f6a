"""What the doors do, as functions of a reader or a view: no web, no terminal, no wording."""
