"""What can be wrong with a file: a catalogue of codes, and the error that refuses a file whole."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One way in which a file can be wrong, with what would be right."""

    code: str
    title: str
    remedy: str


PROBLEM_KINDS = (
    ProblemKind("no-such-file", "There is no such file", "Check the name and the folder."),
    ProblemKind("not-a-file", "It is a folder", "Name the file inside it."),
    ProblemKind("unreadable-file", "The file cannot be read", "Check that you may open it."),
    ProblemKind(
        "not-an-archive", "It is no Golden Thread archive", "Choose a file made by export."
    ),
    ProblemKind("truncated-archive", "The archive stops short", "Export or copy it again."),
    ProblemKind("newer-archive", "A newer version made it", "Update Golden Thread."),
    ProblemKind("bad-line", "A line cannot be read", "Correct the line that is named."),
    ProblemKind("bad-fact", "A fact breaks the model", "Correct the line that is named."),
    ProblemKind("other-area", "The file is of another area", "Leave --area out, or name its area."),
)


class FileError(Exception):
    """A file is refused: code, file, line (0: the whole file) and one sentence."""

    def __init__(self, code: str, file: str, message: str, line: int = 0) -> None:
        self.code, self.file, self.line = code, file, line
        where = f"{file}, line {line}" if line else file
        super().__init__(f"{where}: {message}")
