"""What is on record: facts and their dates, how they change, and whether they hold together."""
