"""A view in, a picture out."""
