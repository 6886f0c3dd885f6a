"""Files in and out: a file becomes facts or problems, a view becomes a file."""
