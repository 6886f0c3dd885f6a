"""The ways lines take between placed boxes."""
