"""A scene as a picture, a file or data for a page."""
