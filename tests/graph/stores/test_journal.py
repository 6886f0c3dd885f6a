"""The journal's file: lines that are added, cut off, chained, torn and damaged.

Tests: graph/stores/journal.py, graph/stores/journal_scan.py
"""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph.facts.changes import Added, Changed
from graph.facts.journal_entries import Entry, scenario_entry
from graph.facts.scenarios import Scenario
from graph.stores import journal
from graph.stores.journal import (
    Journal,
    confirm,
    kept_before,
    put_back,
    put_in_place,
    settle_place,
    unfinished,
    write_journal,
)
from graph.stores.journal_scan import ClosedFile, JournalScan, Mark, journal_path, scan, seal_of
from graph.stores.ladybug import LadybugStore
from graph.stores.memory import MemoryStore
from tests.graph.stores.small import BOARD, WHEN, add, body, post, town

PLACE: Entry = {
    "place": {"area": "coventry", "layout": "columns", "thing": "coventry/é", "x": 1.0, "y": 2.0}
}


def scanned(path: Path) -> JournalScan:
    found = scan(path)
    assert found is not None
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal that begins with Coventry."""
    store = MemoryStore()
    town(store)
    made = tmp_path / "store.journal.jsonl"
    assert write_journal(made, "one", store.contents()) == scanned(made).last
    return made


@pytest.fixture
def opened(path: Path) -> Iterator[Journal]:
    with closing(Journal(scanned(path))) as made:
        yield made


def test_it_begins_with_a_snapshot_in_the_words_of_archives(path: Path) -> None:
    first, second, *_, last = map(json.loads, path.read_text("utf-8").splitlines())
    assert (first["format"], first["version"]) == ("goldenthread-journal", 1)
    (entry,) = second["entries"]
    assert entry["fact"]["type"] == "area"
    assert entry["fact"]["record"]["name"] == "Coventry"
    assert last["whole"] == {"line": 0, "changes": 4}
    assert scan(path.with_name("other")) is None


def test_each_seal_is_over_the_line_before_and_its_own_text(path: Path, opened: Journal) -> None:
    mark = opened.append([PLACE])
    *_, before, last = path.read_bytes().splitlines()
    seal = json.loads(before)["seal"]
    assert mark == Mark(seal_of(seal, last[75:]), 1, 4)
    assert scanned(path).last == mark
    assert list(scanned(path).entries(after=0)) == [[PLACE]]
    assert scanned(path).contents().places == {("coventry", "columns"): {"coventry/é": (1.0, 2.0)}}


def test_a_line_that_is_taken_back_leaves_what_was_there(path: Path, opened: Journal) -> None:
    before = path.read_bytes()
    opened.append([PLACE])
    opened.take_back()
    assert path.read_bytes() == before
    opened.append([PLACE])
    assert scanned(path).last.line == 1


def test_a_line_in_doubt_counts_where_the_store_turns_out_to_have_it(
    path: Path, opened: Journal
) -> None:
    opened.append([PLACE])
    before, mark = path.stat().st_size, opened.append([PLACE])
    opened.take_back(doubtful=True)
    found = scanned(path)
    assert (found.last.line, found.void, found.broken) == (1, mark, 0)
    assert found.torn == path.stat().st_size - before
    confirm(found)
    assert (scanned(path).last, scanned(path).void) == (mark, None)
    with closing(Journal(scanned(path))) as again:
        again.append([PLACE])
        again.take_back(doubtful=True)
        other = again.append([PLACE])
    assert (scanned(path).last, scanned(path).void, scanned(path).torn) == (other, None, 0)


@pytest.mark.parametrize("torn", [b'{"seal":"', b"\0" * 700, b'{"seal":"00","entries":[]}\n'])
def test_a_line_that_was_never_whole_is_cut_off_by_the_next(
    torn: bytes, path: Path, opened: Journal
) -> None:
    mark = opened.append([PLACE])
    with path.open("ab") as file:
        file.write(torn)
    found = scanned(path)
    assert (found.last, found.torn, found.broken) == (mark, len(torn), 0)
    with closing(Journal(found)) as again:
        again.append([PLACE])
    assert (scanned(path).torn, scanned(path).last.line) == (0, 2)


def test_every_line_that_is_not_as_it_was_written_is_found(path: Path, opened: Journal) -> None:
    for _ in range(3):
        opened.append([PLACE])
    whole = path.read_bytes()
    lines = whole.count(b"\n")
    # The last is told from one that was never whole by the store, which has its seal.
    for number, line in enumerate(whole.splitlines(keepends=True)[:-1], start=1):
        at = whole.index(line) + len(line) // 2
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        found = scanned(path)
        assert (found.broken, found.lost) == (number, lines - number + 1)
        assert len(found.marks) == max(0, number - (lines - 3))
    without = whole.splitlines(keepends=True)
    path.write_bytes(b"".join(without[:-2] + without[-1:]))
    assert scanned(path).last.line == 1
    for content in (b"", b"Dear all\n", whole[:400]):
        path.write_bytes(content)
        assert scanned(path).broken


def test_how_the_file_was_left_stands_at_the_end_until_the_next_line(
    path: Path, opened: Journal
) -> None:
    left = ClosedFile(4096, "ab" * 32, "cd" * 32)
    opened.note_closed(left)
    assert scanned(path).closed == left
    with closing(Journal(scanned(path))) as again:
        before = path.stat().st_mtime_ns
        again.note_closed(left)
        assert path.stat().st_mtime_ns == before
        again.append([PLACE])
    assert scanned(path).closed is None
    with closing(Journal(scanned(path))) as again:
        again.note_closed(left)
        again.note_open()
        assert again.closed is None
    assert (scanned(path).closed, scanned(path).last.line) == (None, 1)


def test_changes_are_counted_and_what_scenarios_propose_is_not(opened: Journal, path: Path) -> None:
    changes = (Added(post("coventry/p")), Changed(body(BOARD.id)))
    day = WHEN.date()
    plan = Scenario(area="coventry", name="A", author="B", day=day, changes=changes)
    assert opened.append([scenario_entry(plan)]).changes == 4
    assert scanned(path).last.changes == 4
    assert scanned(path).contents().scenarios == (plan,)


def test_a_new_journal_takes_the_place_of_one_that_is_kept_until_it_counts(path: Path) -> None:
    before, new = path.read_bytes(), unfinished(path)
    write_journal(new, "two", MemoryStore().contents())
    put_in_place(new, path)
    assert scanned(path).incarnation == "two"
    put_back(path)
    assert path.read_bytes() == before
    with pytest.raises(FileNotFoundError):
        put_in_place(new, path)
    assert path.read_bytes() == before
    write_journal(new, "two", MemoryStore().contents())
    put_in_place(new, path)
    settle_place(path)
    assert not kept_before(path).exists()
    assert scanned(path).incarnation == "two"


def test_it_is_compacted_where_it_has_grown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store"
    place = journal_path(path)
    monkeypatch.setattr(journal, "_LARGE", 20_000)
    with closing(LadybugStore(path)) as store:
        town(store)
        edition = store.edition("coventry")
        for number in range(110):
            store.keep_places("coventry", "columns", {BOARD.id: (number, 1)})
        wanted = store.contents()
        assert store.edition("coventry").incarnation == edition.incarnation
        assert store.verify() == ()
    found = scanned(place)
    assert (found.marks[0].line > 50, found.last.line) == (True, 1 + 110)
    assert found.contents() == wanted
    assert place.stat().st_size < 20_000
    with closing(LadybugStore(path)) as store:
        assert add(store, post("coventry/p")) == 2


def test_a_compaction_that_fails_leaves_the_long_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "_LARGE", 10)
    monkeypatch.setattr(journal, "_GROWN", 0)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with closing(LadybugStore(tmp_path / "store")) as store:
        monkeypatch.setattr(journal, "put_in_place", refuse)
        town(store)
        assert add(store, post("coventry/p")) == 2
        monkeypatch.undo()
        assert add(store, post("coventry/q")) == 3
        assert store.verify() == ()
    assert scanned(journal_path(tmp_path / "store")).last.line == 3
