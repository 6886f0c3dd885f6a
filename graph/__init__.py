"""What is true of a partnership, and what follows from it; no web, no files."""
