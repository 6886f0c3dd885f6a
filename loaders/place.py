"""Where in a file something stands, and how a sentence or a source says it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file, as far as it is known: its sheet, row (0: none) and column.

    part is any other place in words, such as "page 3", "shape 12" or "line 7".
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    part: str = ""

    @property
    def words(self) -> str:
        """The whole place, such as: facts.xlsx, sheet "Links", row 2, "To"."""
        return _listed(self.file, self.in_file, f'"{self.column}"' if self.column else "")

    @property
    def in_file(self) -> str:
        """The place without file and column, such as: sheet "Links", row 2."""
        return _listed(f'sheet "{self.sheet}"' if self.sheet else "", self._row, self.part)

    @property
    def as_reference(self) -> str:
        """The place as a source says it, such as: Links, row 2."""
        if self.sheet and self.row and not self.part:
            return f"{self.sheet}, row {self.row}"  # of most facts that a file brings
        return _listed(self.sheet, self._row, self.part)

    def seen_from(self, other: "Place") -> str:
        """Say the place to a reader at another: row 2, or row 2 of the sheet "Links" of b.xlsx."""
        sheet = "" if self.sheet == other.sheet else f' of the sheet "{self.sheet}"'
        file = "" if self.file == other.file else f" of {self.file}"
        return f"{_listed(self._row, self.part)}{sheet}{file}"

    @property
    def _row(self) -> str:
        return f"row {self.row}" if self.row else ""


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
