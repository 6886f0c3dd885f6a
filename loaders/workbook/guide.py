"""The sheet Guide: how to fill the workbook in, for somebody who sees it for the first time."""

from collections.abc import Iterator

from graph.kinds import Choice
from loaders.workbook.sheets import SHEETS, SheetColumn

GuideLine = tuple[str, ...]

_START = (
    "This workbook records a family hub partnership: its boards and groups, who sits on them, who "
    "answers to whom. The program Golden Thread reads it and draws the map. Nothing here is a "
    "formula, and nothing is sent anywhere.",
    'The grey rows whose name begins with "Example" show how to fill a sheet in. They are left '
    "out on loading; you may keep them or delete them.",
)
_ORDER = (
    ("1. Area", "One row: the name of your council or partnership."),
    ("2. Organisations", "The agencies: council, NHS, police, schools, voluntary groups."),
    ("3. Bodies", "Every board, group, panel and forum that meets."),
    ("4. Posts", "The posts that chair, sit on boards or answer for something."),
    ("5. Seats", "Who chairs and who sits on which body: a row a seat."),
    ("6. Links", "Who reports to whom, and all other links: a row a link."),
    ("After that", "Every other sheet, as far as you know it. Leave the rest empty."),
)
_RULES = (
    (
        "Names and ids",
        "Give each thing a name on its own sheet, and use that same name on the sheets Seats, "
        "Links and Meetings; capitals, dashes, quotation marks and a leading The do not matter. "
        "The id is a short name that never changes. "
        'Leave it empty and it is made from the name: "Early Help Board" becomes '
        "early-help-board. Where two things have the same name, write their ids instead. To "
        "rename a thing, keep its id and change its name. Without an id, a new name is asked about "
        "when the file is loaded again; so is a seat or a link with other ends.",
    ),
    (
        "Empty cells",
        'An empty cell means "not recorded". It never means "no". If the answer is no, write '
        "no. In a column that takes several values, the word none means that it was looked at and "
        "there are none.",
    ),
    (
        "Dates",
        "Write what you know: 2024, 2024-03 or 2024-03-14. 14/03/2024 and 14 March 2024 are read "
        'too. Without a date in "Since", a thing counts as having always been so.',
    ),
    (
        "Several values",
        'Where a column takes several values, put "; " between them: early help; family hubs. '
        "Where a value has a semicolon of its own, double it: terms;; annex.",
    ),
    (
        "Sources",
        "Write each document once on the sheet Sources, under a short name, and use that name in "
        'the column "Source" of the other sheets. "Place in source" is the item or paragraph, '
        '"Passage" the heading above it, "Page" the number of the page, "Sentence" the one '
        "sentence that says it, word for word. With several sources, give each of these in "
        "the same order. A row without a source gets this file, its sheet and its row as its "
        "source; the word none says that there is no source at all.",
    ),
    (
        "Not yet so",
        'Use the column "Status": planned is decided or being set up, wished for is an intention. '
        'Neither counts as done. A thing that is over is ended; give the day in "Until".',
    ),
    (
        "Declared complete",
        "Without this sheet, what is not here counts as not recorded. A row on it says that a list "
        "is whole, such as all members of a board: from then on what is not on the list counts as "
        "missing, and can be reported as a gap. Only do this when somebody who can know has said "
        "so, and name their post.",
    ),
    (
        "Questions",
        "A row on it says what became of a question that a check asks: whom you asked and until "
        "when, or why it is not yours. It changes no answer, but that a question which is not "
        "yours is not asked any more, unless an Act asks it. Give the check by its id, or the "
        "attribute that is not recorded by its name, such as quorum.",
    ),
    (
        "Personal data",
        'Record posts, not names: "head of early help" rather than a person. Leave the sheet '
        "People empty unless your council has agreed that names are needed. Keep children, "
        "families and opinions about people out of every note.",
    ),
    (
        "Attendance",
        "There are two layouts. Either a row for each entry: body, day, who, and what they did. Or "
        "a register: the columns Body and Holder, then a column for each meeting with its day as "
        "the heading, and what they did in the cells.",
    ),
    (
        "Apostrophes",
        "In an exported file a cell may begin with ' where a spreadsheet would otherwise take it "
        "for a formula. Leave it there: loading takes it off.",
    ),
)
_COMMANDS = (
    (
        "Look first",
        "goldenthread load FILE --area SLUG --dry-run says what would change and lists each "
        "problem with its sheet, row and column, what is wrong and what would be right. Nothing "
        "is written. SLUG is the short name of your area, such as testham.",
    ),
    (
        "See the problems",
        "goldenthread load FILE --area SLUG --dry-run --problems OUT.xlsx writes a copy of your "
        "file in which the cells to look at are yellow and say why.",
    ),
    ("Load", "goldenthread load FILE --area SLUG writes it. You can load again after changes."),
    (
        "In the browser",
        "The same without commands: the page of all areas and that of each area have a link to "
        "load a workbook. It shows what would change and what is wrong before anything is written.",
    ),
)


def guide_lines() -> tuple[GuideLine, ...]:
    """Return the lines of the sheet: a style, then one or two texts."""
    return tuple(_lines())


def _lines() -> Iterator[GuideLine]:
    yield ("title", "How to fill in this workbook")
    for text in _START:
        yield ("text", text)
    for title, terms in (
        ("Begin with these", _ORDER),
        ("How to write things", _RULES),
        ("When it is filled in", _COMMANDS),
    ):
        yield ("text", "")
        yield ("heading", title)
        yield from (("term", *term) for term in terms)
    yield ("text", "")
    yield ("heading", "The sheets")
    yield from (("term", sheet.name, sheet.about) for sheet in SHEETS)
    yield ("text", "")
    yield ("heading", "Words that columns take")
    for heading, choices in _lists().items():
        yield ("text", "")
        yield ("heading", heading)
        yield ("text", "Several may be given." if choices.several else "One of these.")
        yield from (("term", choice.label, _meaning(choice)) for choice in choices.choices)


def _meaning(choice: Choice) -> str:
    """Return what a word means, and what else it is called."""
    others = f" Also called: {'; '.join(choice.other_names)}." if choice.other_names else ""
    return f"{choice.meaning}{others}"


def _lists() -> dict[str, SheetColumn]:
    """Return a column for every closed list, by its heading and, where need be, the sheet."""
    by_heading: dict[str, SheetColumn] = {}
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.choices:
                known = by_heading.get(column.heading)
                heading = column.heading
                if known and (known.choices, known.several) != (column.choices, column.several):
                    heading = f"{heading} ({sheet.name})"
                by_heading[heading] = column
    return by_heading
