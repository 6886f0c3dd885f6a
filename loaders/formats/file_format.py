"""What the program knows of a file format: its name, how it is recognised, read and written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.facts.changes import ChangeRecord
from graph.facts.model import Snapshot
from loaders.tables import RawTable
from loaders.tables.recognition import FileStart


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatReader:
    """How a file is read: as rows under the headings of our sheets, checked as the workbook's are.

    words are what a sentence calls such a file. files are the sorts of file that people choose:
    the name of each, and the ends that its files have.
    """

    words: str
    files: tuple[tuple[str, tuple[str, ...]], ...]
    read: Callable[[Path], Iterator[RawTable]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatWriter:
    """How an area is taken out; about says to what, for the help of export.

    write gets the area, its history and the place. suffix is the end of the file's name, by which
    export chooses; "" writes a folder. only_so: the file may have no other end.
    """

    about: str
    write: Callable[[Snapshot, Sequence[ChangeRecord], Path], None]
    suffix: str = ""
    only_so: bool = False
    keeps_history: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFormat:
    """One sort of file, or folder: the name is what --format says.

    recognises decides by what is in a file, as far as anything in it tells. reader is None for what
    load and the import page do not read, writer for what export does not write.
    """

    name: str
    recognises: Callable[[FileStart], bool]
    reader: FormatReader | None = None
    writer: FormatWriter | None = None
