"""The questions and barriers of the governance module, answered from the record."""
