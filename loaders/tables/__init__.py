"""Spreadsheets and CSV files: table_reader.py makes tables of them, table_writer.py makes them."""

from loaders.tables.table_reader import Cell, CellError, Table, guess_format, read_tables

__all__ = ["Cell", "CellError", "Table", "guess_format", "read_tables"]
