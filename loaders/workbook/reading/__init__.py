"""Rows of the workbook to facts, or to problems that say where and what would be right."""
