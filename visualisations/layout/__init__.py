"""Where boxes stand: in columns below each other, in a tree, or as a network."""
