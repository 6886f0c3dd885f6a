"""The embedded store is opened beside its journal, whatever became of its files meanwhile.

Tests: graph/stores/ladybug_opening.py, graph/stores/ladybug_rebuild.py
Tests: graph/stores/ladybug_child.py, graph/stores/replay.py
"""

import logging
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.errors import DamagedStore, NewerStore, StoreLocked, UndecidedStore
from graph.facts.changes import Added, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.scenarios import propose
from graph.facts.store_dump import Contents
from graph.stores.journal import kept_before
from graph.stores.journal_scan import journal_path, scan, seal_of
from graph.stores.ladybug import LadybugStore, is_there
from graph.stores.ladybug_child import examine
from graph.stores.ladybug_rebuild import alone
from graph.stores.ladybug_recovery import log_path
from graph.stores.statements import text
from tests.graph.stores.left import copied, execute, killed
from tests.graph.stores.small import (
    BOARD,
    CHAIR,
    CHAIRS,
    COVENTRY,
    ESSEX,
    WHEN,
    add,
    batch,
    body,
    post,
    town,
)

KILLED = {f"coventry/p{number}" for number in range(4)}
# Each damages a log of so many bytes, as disks, power cuts and tools do.
LOGS: dict[str, Callable[[bytes], bytes]] = {
    "zeros at the end": lambda log: log[:-300] + bytes(300),
    "zeros behind the end": lambda log: log + bytes(5_000),
    "all zeros": lambda log: bytes(len(log)),
    "cut short": lambda log: log[:-10],
    "nothing in it": lambda _: b"",
    "a bit flipped in a text": lambda log: flipped(log, len(log) // 2),
    "a bit flipped in a length": lambda log: flipped(log, 7),
}


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 0x40]) + content[at + 1 :]


def everything(store: LadybugStore) -> Contents:
    """Write something of every sort that a journal tells of; return what the store holds."""
    town(store)
    store.apply(batch("2", Changed(replace(BOARD, note="new")), Added(post("coventry/p"))))
    store.apply(batch("3", Ended(CHAIRS.id, PartialDate("2024"))))
    store.apply(batch("4", Withdrawn("coventry/p")))
    store.apply(batch("5", Added(post("coventry/p"))))
    store.keep_places("coventry", "columns", {BOARD.id: (1.5, 2), CHAIR.id: (3, 4)})
    store.keep_places("coventry", "network", {BOARD.id: (5, 6)})
    store.forget_places("coventry", "network")
    for name in ("A plan", "Another", "Accepted"):
        changes = [Added(post(f"coventry/new-{name[:2].lower().strip()}"))]
        store.keep_scenario(propose(store.read("coventry"), name, "Ada", date(2026, 1, 1), changes))
    store.drop_scenario("coventry", "Another", "Ada", WHEN)
    store.accept_scenario("coventry", "Accepted", "Ada", WHEN)
    with closing(LadybugStore(Path(store.describe().address + "-essex"))) as other:
        add(other, ESSEX, body("essex/board"), area="essex")
        store.put(other.read("essex"), other.history("essex"))
    return store.contents()


def stamps(store: LadybugStore) -> list[dict[str, object]]:
    """Return when each area was last written to, as the store keeps it beside the revisions."""
    with store._engine.reading() as run:
        rows = run(text("stamps"), {"slugs": ["coventry", "essex"]})
    return sorted(rows, key=lambda row: str(row["id"]))


@pytest.fixture(scope="module")
def unclean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose last four changes stand in its log, whose process was killed."""
    path = tmp_path_factory.mktemp("unclean") / "store"
    killed(path)
    return path


@pytest.mark.parametrize("damage", LOGS)
def test_whatever_becomes_of_the_log_no_acknowledged_change_is_lost(
    damage: str, unclean: Path, tmp_path: Path
) -> None:
    path = copied(unclean, tmp_path / "store")
    log = log_path(path)
    log.write_bytes(LOGS[damage](log.read_bytes()))
    with closing(LadybugStore(path)) as store:
        assert set(store.read("coventry").nodes) >= KILLED
        assert store.verify() == ()
        assert add(store, post("coventry/q")) == 6


def test_the_file_of_yesterday_beside_the_log_of_today(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path, yesterday = tmp_path / "store", tmp_path / "yesterday"
    with closing(LadybugStore(path)) as store:
        add(store, COVENTRY, BOARD)
    shutil.copy2(path, yesterday)
    with closing(LadybugStore(path)) as store:
        add(store, body("coventry/of-today"))
    killed(path)
    shutil.copy2(yesterday, path)
    with closing(LadybugStore(path)) as store:
        assert set(store.read("coventry").nodes) >= KILLED | {"coventry/of-today"}
        assert store.verify() == ()
    assert "was made anew from its journal" in caplog.text
    assert {file.name for file in tmp_path.glob("*damaged*")} == {
        "store.damaged-1",
        "store.damaged-1.wal",
    }


def test_a_sound_store_that_is_behind_gets_what_it_lacks_in_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path, yesterday = tmp_path / "store", tmp_path / "yesterday"
    with closing(LadybugStore(path)) as store:
        pass
    shutil.copy2(path, yesterday)
    with closing(LadybugStore(path)) as store:
        wanted = everything(store)
        edition, moments = store.edition("coventry"), stamps(store)
    shutil.copy2(yesterday, path)
    with closing(LadybugStore(path)) as store:
        assert store.contents() == wanted
        assert store.contents().ends == wanted.ends
        assert stamps(store) == moments
        assert store.edition("coventry") == edition
        assert store.apply(batch("5", Added(post("coventry/p")))) == 5
        assert store.verify() == ()
    assert "was behind its journal by 14 lines: they were written again" in caplog.text
    assert not list(tmp_path.glob("*damaged*"))


def test_a_file_that_is_gone_or_emptied_is_made_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        wanted = everything(store)
    for gone in (True, False):
        if gone:
            path.unlink()
        else:
            os.truncate(path, 0)
        assert is_there(path)
        caplog.clear()
        with closing(LadybugStore(path)) as store:
            assert store.contents() == wanted
            assert store.contents().ends == wanted.ends
        assert "its file is gone" in caplog.text


PLACES = 6


def test_512_bytes_anywhere_in_the_file_lose_nothing(tmp_path: Path) -> None:
    """By hand at as many as you like: python -m tests.graph.stores.test_ladybug_opening 40."""
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        wanted = everything(store)
    assert spoiled(path, wanted, PLACES, tmp_path) == PLACES


def spoiled(path: Path, wanted: Contents, places: int, folder: Path) -> int:
    """Damage copies of a store at some places, and count those that hold all there was."""
    chance, whole = random.Random(5), path.read_bytes()
    used = [at for at in range(0, len(whole) - 512, 512) if any(whole[at : at + 512])]
    right = 0
    for number in range(places):
        copy = copied(path, folder / f"damaged{number}")
        at = 0 if not number else chance.choice(used)
        fill = bytes(512) if number % 2 else chance.randbytes(512)
        copy.write_bytes(whole[:at] + fill + whole[at + 512 :])
        with closing(LadybugStore(copy)) as store:
            right += store.contents() == wanted and store.verify() == ()
        assert list(folder.glob(f"{copy.name}.damaged-1"))
    return right


TAMPERED = {
    "an old version": (
        "MATCH (c:Change) WHERE c.before <> '' SET c.before = replace(c.before, 'EHB', 'EHC')",
        "The change coventry/change~2~1 reads otherwise than the journal says.",
    ),
    "a scenario": (
        "MATCH (s:Scenario) SET s.record = replace(s.record, 'coventry/new', 'coventry/now')",
        'The scenario "A plan" of coventry reads otherwise than the journal says.',
    ),
    "a place": (
        "MATCH (p:Place) WHERE p.thing = 'coventry/chair' SET p.x = 3.5",
        "The place of coventry/chair in the layout columns of coventry reads otherwise than the "
        "journal says.",
    ),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_verify_finds_a_letter_that_was_changed(what: str, tmp_path: Path) -> None:
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        everything(store)
    statement, said = TAMPERED[what]
    execute(path, statement)
    with closing(LadybugStore(path)) as store:
        assert said in store.verify()
        with pytest.raises(UndecidedStore, match="nothing is written until somebody decides"):
            add(store, post("coventry/q"))
        assert "coventry/q" not in store.read("coventry").nodes


def test_verify_finds_what_was_written_past_the_journal_while_it_was_open(tmp_path: Path) -> None:
    with closing(LadybugStore(tmp_path / "store")) as store:
        town(store)
        with store._engine._pool.writing() as run:
            run("MATCH (b:Body {kind: 'body'}) SET b.name = 'forged'", {})
        told = f"{BOARD.id} reads otherwise than the journal says."
        assert store.verify() == (f"{BOARD.id} reads otherwise than its last change says.", told)


def test_a_store_ahead_of_its_journal_waits_for_somebody_to_decide(tmp_path: Path) -> None:
    path, earlier = tmp_path / "store", tmp_path / "earlier"
    with closing(LadybugStore(path)) as store:
        town(store)
    shutil.copy2(journal_path(path), earlier)
    with closing(LadybugStore(path)) as store:
        add(store, post("coventry/p"), post("coventry/q"))
    shutil.copy2(earlier, journal_path(path))
    before = path.read_bytes(), journal_path(path).read_bytes()
    with closing(LadybugStore(path)) as store:
        with pytest.raises(
            UndecidedStore, match=r"the store has 2 changes more .* goldenthread repair"
        ):
            store.drop_scenario("coventry", "A plan", "Ada", WHEN)
        assert "coventry/p" in store.read("coventry").nodes
    assert journal_path(path).read_bytes() == before[1]


def test_the_journal_of_another_store_does_not_meet(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for path in (one, other):
        with closing(LadybugStore(path)) as store:
            town(store)
    shutil.copy2(journal_path(other), journal_path(one))
    with (
        closing(LadybugStore(one)) as store,
        pytest.raises(UndecidedStore, match="is of another store, or of another time"),
    ):
        add(store, post("coventry/p"))


def test_a_journal_with_a_line_that_is_not_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        everything(store)
    lines = journal_path(path).read_bytes().split(b"\n")
    lines[4] = lines[4].replace(b"coventry", b"coventrx")
    journal_path(path).write_bytes(b"\n".join(lines))
    with closing(LadybugStore(path)) as store:
        assert store.verify() != ()
        with pytest.raises(UndecidedStore, match=r"line 5 of store.journal.jsonl is not as it was"):
            add(store, post("coventry/z"))


def test_another_program_that_wrote_past_the_journal_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        town(store)
    # An older version of ours has other tables, and writes nothing of the journal.
    execute(path, "MATCH (m:Meta) SET m.changes = 9, m.tables = 'older'")
    with (
        closing(LadybugStore(path)) as store,
        pytest.raises(UndecidedStore, match="another program changed the store"),
    ):
        add(store, post("coventry/p"))


def test_a_store_without_a_journal_begins_one_and_a_new_incarnation(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        wanted, edition = everything(store), store.edition("coventry")
    journal_path(path).unlink()
    with closing(LadybugStore(path)) as store:
        assert store.contents() == wanted
        assert store.edition("coventry").incarnation != edition.incarnation
        assert store.verify() == ()
    assert "is gone: a new one begins with what it holds" in caplog.text
    found = scan(journal_path(path))
    assert found is not None
    assert found.contents() == wanted


def test_a_new_journal_that_was_never_committed_gives_way_to_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        wanted = everything(store)
    place = journal_path(path)
    whole = place.read_bytes()
    with closing(LadybugStore(tmp_path / "other")):
        pass
    place.replace(kept_before(place))  # as a kill between the two leaves it
    shutil.copy2(journal_path(tmp_path / "other"), place)
    with closing(LadybugStore(path)) as store:
        assert store.contents() == wanted
    assert place.read_bytes().startswith(whole.split(b'{"closed"')[0])
    assert not kept_before(place).exists()


def test_a_damaged_store_without_a_journal_names_the_newest_backup(tmp_path: Path) -> None:
    path = tmp_path / "store"
    killed(path)
    journal_path(path).unlink()
    path.write_bytes(flipped(path.read_bytes(), 1)[:2_000])
    for name, when in (("old", 1), ("new", 2)):
        manifest = tmp_path / "store.backups" / name / "manifest.json"
        manifest.parent.mkdir(parents=True)
        manifest.write_text("{}")
        os.utime(manifest.parent, (when, when))
    with pytest.raises(DamagedStore) as caught:
        LadybugStore(path)
    assert f"the newest backup is {tmp_path / 'store.backups' / 'new'}: restore it" in str(
        caught.value
    )
    shutil.rmtree(tmp_path / "store.backups")
    with pytest.raises(DamagedStore, match="no backup lies beside it"):
        LadybugStore(path)


def test_a_store_that_was_closed_and_has_no_journal_is_not_opened_here_first(
    tmp_path: Path,
) -> None:
    """Nothing says that its file is as it was left, and a damaged one may end the process."""
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        town(store)
    journal_path(path).unlink()
    content = bytearray(path.read_bytes())
    for part in range(1, 60):
        at = part * len(content) // 60 // 4096 * 4096
        content[at : at + 512] = b"\xff" * 512
    path.write_bytes(content)
    with pytest.raises(DamagedStore, match="is damaged, and it has no journal"):
        LadybugStore(path)


def test_a_newer_journal_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store"
    LadybugStore(path).close()
    lines = journal_path(path).read_bytes().split(b"\n")
    text = lines[0][75:].replace(b'"version":1', b'"version":2')
    lines[0] = b'{"seal":"' + seal_of("", text).encode() + b'",' + text
    journal_path(path).write_bytes(b"\n".join(lines))
    with pytest.raises(NewerStore, match="update the program"):
        LadybugStore(path)


def test_a_child_says_what_it_found_of_a_store(unclean: Path, tmp_path: Path) -> None:
    path = copied(unclean, tmp_path / "store")
    seen = examine(path)
    assert (seen["state"], seen["count"]) == ("sound", 0)
    log_path(path).write_bytes(b"no log at all" * 99)
    assert examine(path)["state"] in ("damaged", "damaged log")
    (tmp_path / "letter").write_text("Dear all")
    assert examine(tmp_path / "letter")["state"] == "refused"


def test_what_another_process_has_open_is_locked_also_after_an_unclean_end(
    tmp_path: Path,
) -> None:
    path = tmp_path / "store"
    killed(path)
    path.write_bytes(bytes(4096))
    with alone(path), pytest.raises(StoreLocked, match="being made anew"):
        LadybugStore(path)
    with closing(LadybugStore(path)) as store:
        assert set(store.read("coventry").nodes) >= KILLED


@pytest.fixture(autouse=True)
def _told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        store_path, asked = Path(made) / "store", int(sys.argv[1])
        with closing(LadybugStore(store_path)) as opened:
            held = everything(opened)
        whole_after = spoiled(store_path, held, asked, Path(made))
        sys.stdout.write(f"{asked} places damaged, all there after {whole_after}\n")
