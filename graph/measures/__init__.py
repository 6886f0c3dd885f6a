"""Measures of the network, each with its paper, its meaning and when it must not be read."""
