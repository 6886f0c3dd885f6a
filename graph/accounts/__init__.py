"""Who has an account on a network, and what each may: the records and their port; no web."""
