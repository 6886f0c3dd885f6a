"""The routes of edges between placed boxes."""
