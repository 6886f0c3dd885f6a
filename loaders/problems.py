"""What can be wrong with a file: a catalogue of codes, and the error that refuses a file whole."""

from dataclasses import dataclass

from loaders.place import Place


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One way in which a file can be wrong, with what would be right."""

    code: str
    title: str
    remedy: str


PROBLEM_KINDS = (
    ProblemKind("no-such-file", "There is no such file", "Check the name and the folder."),
    ProblemKind("not-a-file", "It is a folder, a device or a pipe", "Name an ordinary file."),
    ProblemKind("unreadable-file", "The file cannot be read", "Check that you may open it."),
    ProblemKind(
        "not-an-archive", "It is no Golden Thread archive", "Choose a file made by export."
    ),
    ProblemKind("truncated-archive", "The archive stops short", "Export or copy it again."),
    ProblemKind("newer-archive", "A newer version made it", "Update Golden Thread."),
    ProblemKind("bad-line", "A line cannot be read", "Correct the line that is named."),
    ProblemKind("bad-fact", "A fact breaks the model", "Correct the line that is named."),
    ProblemKind("not-a-backup", "It is no backup", "Name a folder that backup made."),
    ProblemKind("damaged-backup", "A backup is not as it was written", "Take another backup."),
    ProblemKind("newer-backup", "A newer version made the backup", "Update Golden Thread."),
    ProblemKind("other-area", "The file is of another area", "Leave --area out, or name its area."),
    ProblemKind(
        "too-many-places",
        "There are more places, passages, pages or sentences than sources",
        "Give one a source, and write a semicolon inside a text twice.",
    ),
    ProblemKind("no-rows", "It holds no row to load", "Fill in a row below the headings."),
    ProblemKind(
        "unknown-sheet",
        "A sheet may be ours under another name",
        "Name it as the template does, or take it out.",
    ),
    ProblemKind(
        "unknown-heading",
        "A heading is not known",
        "Write the heading as the template does, or take the column out.",
    ),
    ProblemKind("repeated-heading", "A heading is there twice", "Keep one of the columns."),
    ProblemKind(
        "missing-heading",
        "A column that is needed is not there",
        "Put all headings into one first row.",
    ),
    ProblemKind(
        "no-heading",
        "A cell stands under no heading",
        "Give the column a heading, or empty the cell.",
    ),
    ProblemKind("empty-cell", "A cell that is needed is empty", "Fill it in."),
    ProblemKind("bad-text", "A text cannot be read", "Type it anew."),
    ProblemKind(
        "formula-error", "A formula gives an error", "Write the value instead of the formula."
    ),
    ProblemKind(
        "formula-not-calculated",
        "A formula was never calculated",
        "Open the file in a spreadsheet program, save it, and load that.",
    ),
    ProblemKind("not-yes-or-no", "It is neither yes nor no", "Write yes, no or nothing."),
    ProblemKind("not-a-number", "It is no whole number", "Write a number such as 31."),
    ProblemKind("too-long", "The sentence is too long", "Give the one sentence that says it."),
    ProblemKind("not-in-list", "It is not in the list", "Choose one of the list."),
    ProblemKind("not-a-date", "It is no date", "Write a day in the calendar, a month or a year."),
    ProblemKind("until-before-since", "It ends before it begins", "Correct one of the dates."),
    ProblemKind(
        "wrong-column",
        "The column is not for this kind of thing",
        "Empty the cell, or correct the kind.",
    ),
    ProblemKind(
        "bad-id", "It cannot be an id", "Use letters, digits, dots, dashes and underscores."
    ),
    ProblemKind(
        "repeated-id",
        "Two rows have one id, or one name without ids",
        "Take one out, or give it an id of its own.",
    ),
    ProblemKind("repeated-row", "Two rows say the same", "Take one of them out."),
    ProblemKind(
        "below-total",
        "A row stands below the row of totals",
        "Move it above that row, or take that row out.",
    ),
    ProblemKind(
        "open-question",
        "The row waits for an answer",
        "Answer the question with the option that it names, or on the page.",
    ),
    ProblemKind(
        "still-needed",
        "What would be withdrawn is needed by something else",
        "Take that out too, or say when it ended instead.",
    ),
    ProblemKind(
        "other-kind", "The id belongs to another kind of thing", "Give this one an id of its own."
    ),
    ProblemKind(
        "other-meeting",
        "The meeting is of another body or day",
        "Correct one of them, or leave only the meeting's id.",
    ),
    ProblemKind(
        "unknown-name",
        "A name is neither in the file nor in the store",
        "Correct the name, or add the thing first.",
    ),
    ProblemKind("ambiguous-name", "A name fits several things", "Write the id."),
    ProblemKind(
        "refused-name", "The thing that is named was refused", "Correct its own row first."
    ),
    ProblemKind(
        "totals-do-not-add-up",
        "The totals of a summary do not add up",
        "Correct one of the numbers, or ask whoever made the summary.",
    ),
    ProblemKind(
        "link-not-allowed",
        "The link does not join these two kinds of thing",
        "Choose another link or other ends.",
    ),
    ProblemKind("link-to-itself", "A thing is linked to itself", "Name two different things."),
    ProblemKind(
        "not-a-spreadsheet", "It is no spreadsheet", "Choose an XLSX, XLS, ODS or CSV file."
    ),
    ProblemKind("no-tables", "The folder holds no table", "Name a folder with .csv files."),
    ProblemKind("empty-spreadsheet", "It has no entry", "Choose a file that is filled in."),
    ProblemKind("damaged-spreadsheet", "It is damaged", "Open it in its program and save it anew."),
    ProblemKind("locked-spreadsheet", "It is under a password", "Save a copy without one."),
    ProblemKind("unsafe-xml", "It declares a document type", "Open it and save it anew."),
    ProblemKind("nul-character", "A text holds a NUL character", "Type that text anew."),
    ProblemKind("too-large", "It is too large to be read", "Split it, or delete empty cells."),
)


class FileError(Exception):
    """A file is refused: code, file, line (0: the whole file) and one sentence."""

    def __init__(self, code: str, file: str, message: str, line: int = 0) -> None:
        self.code, self.file, self.line = code, file, line
        place = Place(file, part=f"line {line}" if line else "")
        super().__init__(f"{place.words}: {message}")
