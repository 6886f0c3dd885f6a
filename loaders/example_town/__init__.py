"""An area that is plainly invented, to show what no published record has: registers, a gap, terms.

Every fact is a row of a table. facts_of_town.snapshot() is the whole of it.
"""
