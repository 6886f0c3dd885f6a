"""Spreadsheets and CSV files: table_reader.py makes tables of them, table_writer.py makes them."""

from loaders.tables.table import Cell, CellError, Table
from loaders.tables.table_reader import read_tables

__all__ = ["Cell", "CellError", "Table", "read_tables"]
