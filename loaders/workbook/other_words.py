"""Words that stand for something else than they say: one table for every sheet.

Compared without case, spaces, dashes and punctuation (cells.folded). A later list of other words,
such as those for attendance, is one more row here.
"""

# In Holder: nobody holds the seat. Those that say so, and those that only do not name anybody.
SEAT_IS_VACANT = frozenset(
    (
        *("vacant", "vacancy", "postvacant", "vacantpost", "vacantseat", "currentlyvacant"),
        *("unfilled", "notfilled", "emptyseat", "empty", "notappointed", "noappointmentmade"),
    )
)
SEAT_NAMES_NOBODY = frozenset(
    (
        *("tbc", "tba", "tbd", "tobeconfirmed", "tobeappointed", "tobeadvised", "tobedecided"),
        *("tobeagreed", "tobeidentified", "na", "notapplicable", "none", "nobody", "noone"),
        *("nil", ""),  # "-" and its like, of which nothing is left once folded
    )
)
# Somebody may hold it and it is not known who: never an empty seat.
HOLDER_UNKNOWN = frozenset(("unknown", "notknown", "unnamed", "dontknow", "dk"))
# Alone at the start of a row: the rows of the table add up here, and end.
TOTAL_OF_ROWS = frozenset(
    (
        *("total", "totals", "grandtotal", "overalltotal", "sum", "overall", "average", "mean"),
        *("totalpresent", "totalattendance", "totalattended", "totalmembers", "percentage"),
    )
)
# Before a colon at the start of a row that holds nothing else: a remark on the table.
REMARK_BELOW = frozenset(
    ("note", "notes", "nb", "pleasenote", "source", "sources", "key", "footnote", "footnotes")
)
