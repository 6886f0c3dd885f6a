"""Where a store and its journal do not meet, somebody sees what each holds and lets one count."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from api.cli import run
from graph.errors import UnknownThing
from graph.stores.journal_scan import journal_path, scan
from graph.stores.ladybug import LadybugStore
from graph.stores.ladybug_repair import condition, repair
from tests.graph.stores.left import execute
from tests.graph.stores.small import BOARD, add, post, town


@pytest.fixture
def apart(tmp_path: Path) -> Path:
    """A store that has a change more than its journal."""
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        town(store)
    shutil.copy2(journal_path(path), tmp_path / "earlier")
    with closing(LadybugStore(path)) as store:
        add(store, post("coventry/p"))
    shutil.copy2(tmp_path / "earlier", journal_path(path))
    return path


def test_a_store_that_meets_its_journal_needs_none(tmp_path: Path) -> None:
    with closing(LadybugStore(tmp_path / "store")) as store:
        town(store)
    found = condition(tmp_path / "store")
    assert (found.whole, found.choices) == (True, {})
    assert found.sentence.endswith("is whole and as its journal says: there is nothing to repair.")
    with pytest.raises(UnknownThing, match='no way "store"'):
        repair(tmp_path / "store", "store")


def test_it_says_what_each_of_them_holds(apart: Path) -> None:
    found = condition(apart)
    assert not found.whole
    assert "the store has 1 changes more than store.journal.jsonl" in found.sentence
    assert found.details[:3] == (
        "The store holds 1 areas, 5 facts, 5 changes, the last of 2024-03-31 09:30 by Ada.",
        "The journal holds 1 areas, 4 facts, 4 changes, the last of 2024-03-31 09:30 by Ada.",
        "coventry/p is there, and the journal does not have it.",
    )
    assert list(found.choices) == ["store", "journal"]


def test_the_store_can_count(apart: Path) -> None:
    assert "is kept as store.journal.jsonl.aside-1" in repair(apart, "store")
    with closing(LadybugStore(apart)) as store:
        assert "coventry/p" in store.read("coventry").nodes
        assert add(store, post("coventry/q")) == 3
        assert store.verify() == ()
    assert condition(apart).whole


def test_the_journal_can_count(apart: Path) -> None:
    assert "is kept as store.aside-1" in repair(apart, "journal")
    with closing(LadybugStore(apart)) as store:
        assert "coventry/p" not in store.read("coventry").nodes
        assert add(store, post("coventry/q")) == 2
        assert store.verify() == ()
    assert condition(apart).whole
    assert not list(apart.parent.glob("*damaged*"))


def test_a_damaged_journal_counts_as_far_as_it_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        town(store)
        for number in range(3):
            add(store, post(f"coventry/p{number}"))
    found = scan(journal_path(path))
    assert found is not None
    with journal_path(path).open("r+b") as file:
        file.seek(found.ends[2] + 90)
        file.write(b"#")
    # The store is damaged too, so that only the journal is left.
    os.truncate(path, 4096)
    found_then = condition(path)
    assert "is damaged, and its journal is too; no backup lies beside it" in found_then.sentence
    assert list(found_then.choices) == ["journal"]
    assert "as far as that can be read" in found_then.choices["journal"]
    repair(path, "journal")
    with closing(LadybugStore(path)) as store:
        assert set(store.read("coventry").nodes) >= {BOARD.id, "coventry/p0"}
        assert "coventry/p1" not in store.read("coventry").nodes
        assert store.verify() == ()
    assert (tmp_path / "store.journal.jsonl.aside-1").exists()


def test_the_command_says_what_can_be_chosen_and_does_it(
    apart: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"ladybug://{apart}"
    assert run(["examples", "york", "--store", url]) == 3
    assert "goldenthread repair says what each holds" in capsys.readouterr().err
    assert run(["repair", "--store", url]) == 1
    printed = capsys.readouterr().out
    assert "The store holds 1 areas" in printed
    assert "--keep journal: make the store anew from the journal; the file that is" in printed
    assert run(["repair", "--keep", "both", "--store", url]) == 2
    assert 'There is no way "both" to repair' in capsys.readouterr().err
    assert run(["repair", "--keep", "store", "--store", url]) == 0
    assert "goes on as it is" in capsys.readouterr().out
    assert run(["repair", "--store", url]) == 0
    assert run(["repair", "--store", f"ladybug://{apart.parent}/none"]) == 2
    assert run(["repair", "--store", "neo4j://localhost/x"]) == 2
    assert "A store on a server has no journal" in capsys.readouterr().err


def test_the_command_verify_finds_what_the_journal_tells_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "store"
    with closing(LadybugStore(path)) as store:
        town(store)
        store.keep_places("coventry", "columns", {BOARD.id: (1, 2)})
    assert run(["verify", "--store", f"ladybug://{path}"]) == 0
    execute(path, "MATCH (p:Place) SET p.y = 9.0")
    assert run(["verify", "--store", f"ladybug://{path}"]) == 1
    assert "The place of coventry/board in the layout columns" in capsys.readouterr().out
