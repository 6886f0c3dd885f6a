"""Spreadsheets and CSV files: table_reader.py makes tables of them, table_writer.py makes them."""

from loaders.tables.table import CellError, CellValue, RawTable
from loaders.tables.table_reader import read_tables

__all__ = ["CellError", "CellValue", "RawTable", "read_tables"]
