"""Texts that a spreadsheet would take for a formula, whoever may have typed them."""

# The signs a formula may begin with, and the two that Excel drops in front of one (OWASP, CSV
# Injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def no_formula(cell: str) -> str:
    """Return a cell that stays a text: an apostrophe goes before what begins like a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
