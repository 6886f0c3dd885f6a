"""Our own archive: JSON Lines, one fact a line, the header first; see loaders/README.md."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from graph.errors import GraphError
from graph.facts.changes import ChangeRecord
from graph.facts.fact_json import from_record, to_record
from graph.facts.fields import FACT_TYPES, type_of
from graph.facts.history_json import (
    HISTORY_KEYS,
    OPTIONAL_KEYS,
    from_history_record,
    to_history_record,
)
from graph.facts.identifiers import area_of
from graph.facts.model import Area, Fact, Link, Snapshot, Source, snapshot_of
from graph.facts.store_dump import versions_of
from loaders.ordinary_files import read_ordinary
from loaders.problems import FileError

FORMAT = "goldenthread-archive"
VERSION = 1
# Of an archive, or a file of a backup: a million and more changes of one area.
MOST_BYTES = 2**30


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive holds: the area as it stands, and its history (empty where left out)."""

    snapshot: Snapshot
    history: tuple[ChangeRecord, ...]


def write_archive(snapshot: Snapshot, history: Sequence[ChangeRecord]) -> Iterator[str]:
    """Yield the lines of an archive, the same for the same content."""
    header = {
        "format": FORMAT,
        "version": VERSION,
        "area": to_record(snapshot.area),
        "revision": snapshot.revision,
    }
    yield _line(header)
    for fact in snapshot.facts().values():
        if not isinstance(fact, Area):
            yield _line({type_of(fact): _home(fact, snapshot.area.slug) | to_record(fact)})
    for record in history:
        yield _line({"change": to_history_record(record)})


def _home(fact: Fact, slug: str) -> dict[str, Any]:
    """Return what tells a fact of another home: a record of a source or a link need not say."""
    home = area_of(fact.id)
    if home == slug or not isinstance(fact, Source | Link):
        return {}
    return {"area": home} if isinstance(fact, Source) else {"id": fact.id}


def _line(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False) + "\n"


def read_archive(path: Path) -> Archive:
    """Read an archive whole; raises FileError with file and line for anything that is wrong."""
    # Not splitlines(): a text may hold other characters that end a line.
    return parse_archive(_text_of(path).split("\n"), path.name)


def _text_of(path: Path) -> str:
    name = str(path)
    right = "choose a .jsonl file made by export."
    try:
        return read_ordinary(path, name, MOST_BYTES, right).decode("utf-8-sig")
    except UnicodeDecodeError:
        message = "this is not a Golden Thread archive (no UTF-8 text); choose a .jsonl export."
        raise FileError("not-an-archive", name, message) from None


def parse_archive(lines: Iterable[str], file: str) -> Archive:
    """Read the lines of an archive; file is the name to use in errors."""
    reader = _Reader(file)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            reader.take(number, line)
    return reader.done()


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.number = 0
        self.slug = ""
        self.revision = 1
        self.facts: dict[str, Fact] = {}
        self.lines: dict[str, int] = {}
        self.history: list[ChangeRecord] = []

    def fail(self, code: str, message: str, cause: Exception | None = None) -> NoReturn:
        raise FileError(code, self.file, message, self.number) from cause

    def take(self, number: int, line: str) -> None:
        self.number = number
        try:
            content = json.loads(line)
        except (ValueError, RecursionError) as error:
            if not self.slug:
                right = "this is not a Golden Thread archive; choose a .jsonl file made by export."
                self.fail("not-an-archive", right, error)
            message = "the line stops short or is damaged; export or copy the file again."
            self.fail("truncated-archive", message, error)
        if not isinstance(content, dict):
            self.fail("bad-line", "the line is no JSON object; each line holds one fact.")
        if not self.slug:
            self._header(content)
            return
        if len(content) != 1 or next(iter(content)) not in {*FACT_TYPES, "change"} - {"area"}:
            found = ", ".join(f'"{key}"' for key in content) or "nothing"
            right = "source, node, link, meeting, declaration, question or change"
            self.fail("bad-line", f"the line holds {found}; each line holds one {right}.")
        fact_type, record = next(iter(content.items()))
        if not isinstance(record, dict):
            self.fail("bad-line", f'"{fact_type}" holds no JSON object; see the archive format.')
        if fact_type == "change":
            self._change(record)
        else:
            self._fact(fact_type, record)

    def _header(self, content: dict[str, Any]) -> None:
        if content.get("format") != FORMAT:
            message = (
                f'the first line does not say "format": "{FORMAT}"; choose a file made by export.'
            )
            self.fail("not-an-archive", message)
        version = content.get("version")
        if not isinstance(version, int) or version > VERSION:
            message = (
                f"it is of archive version {version}, and this program reads version {VERSION}; "
                "update Golden Thread."
            )
            self.fail("newer-archive", message)
        unknown = sorted(set(content) - {"format", "version", "area", "revision"})
        if unknown:
            self.fail("bad-line", f'the key "{unknown[0]}" is not known in the first line.')
        area = content.get("area")
        if not isinstance(area, dict):
            self.fail("bad-line", 'the first line has no "area"; it needs at least slug and name.')
        revision = content.get("revision", 1)
        if not isinstance(revision, int) or revision < 1:
            self.fail("bad-line", '"revision" must be a whole number from 1.')
        self.revision = revision
        fact = self._read("area", area, "")
        assert isinstance(fact, Area)
        self.slug = fact.slug
        self.facts[fact.id] = fact

    def _read(self, fact_type: str, record: dict[str, Any], area: str) -> Fact:
        try:
            return from_record(fact_type, record, area)
        except GraphError as error:
            self.fail("bad-fact", str(error), error)

    def _fact(self, fact_type: str, record: dict[str, Any]) -> None:
        home = record.pop("area", self.slug) if fact_type == "source" else self.slug
        fact = self._read(fact_type, record, str(home))
        if fact.id in self.facts:
            before = self.lines.get(fact.id, 1)
            if isinstance(fact, Link) and "id" not in record:
                message = (
                    f"the same link stands in line {before}; give one of them an id of its own."
                )
            else:
                message = f'the id "{fact.id}" stands in line {before} too; ids are unique.'
            self.fail("bad-fact", message)
        self.facts[fact.id] = fact
        self.lines[fact.id] = self.number

    def _change(self, record: dict[str, Any]) -> None:
        unknown = sorted(set(record) - OPTIONAL_KEYS ^ HISTORY_KEYS)
        if unknown:
            self.fail("bad-line", f'a change has exactly its known keys; look at "{unknown[0]}".')
        fact_type = str(record["type"])
        if fact_type not in FACT_TYPES:
            self.fail("bad-line", f'"type" is "{fact_type}"; use one of {", ".join(FACT_TYPES)}.')
        self.history.append(from_history_record(record, self._read))

    def done(self) -> Archive:
        if not self.slug:
            message = "the file is empty; choose a .jsonl file made by export."
            raise FileError("not-an-archive", self.file, message)
        snapshot = snapshot_of(self.facts, self.slug, self.revision, versions_of(self.history))
        return Archive(snapshot, tuple(self.history))
