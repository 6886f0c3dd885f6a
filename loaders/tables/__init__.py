"""Spreadsheets and CSV files: reading.py turns them into tables, writing.py makes them."""

from loaders.tables.reading import Cell, CellError, Table, guess_format, read_tables

__all__ = ["Cell", "CellError", "Table", "guess_format", "read_tables"]
