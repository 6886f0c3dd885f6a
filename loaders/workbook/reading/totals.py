"""Totals of attendance: a summary whose numbers contradict each other is told, never mended."""

from loaders.workbook.reading.rows import RefusedRow, SheetRow


def check_totals(row: SheetRow) -> None:
    """Refuse a row of totals whose presences and absences are not the meetings expected.

    Apologies are among the absences; where absences are not given, they stand for them.
    """
    numbers = {k: row.values.get(k) for k in ("expected", "attended", "absent", "apologies")}
    expected, attended = numbers["expected"], numbers["attended"]
    key = "absent" if numbers["absent"] is not None else "apologies"
    missed = numbers[key]
    if row.sheet.name != "Attendance totals" or None in (expected, attended, missed):
        return
    assert isinstance(expected, int)
    assert isinstance(attended, int)
    assert isinstance(missed, int)
    if attended + missed == expected:
        return
    wrong = (
        f"{expected} were expected, but {attended} present and {missed} "
        f"{'absent' if key == 'absent' else 'with apologies'} make {attended + missed}"
    )
    right = "correct one of the numbers, or ask whoever made the summary"
    row.refuse("totals-do-not-add-up", wrong, right, "expected")
    raise RefusedRow
