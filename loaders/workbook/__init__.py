"""Our workbook: its sheets, the empty template, an area written out, and rows read back."""
