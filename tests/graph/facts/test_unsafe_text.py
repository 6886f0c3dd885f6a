"""Texts that command a terminal are refused; an older store that has one still opens."""

from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import InvalidFact
from graph.facts.changes import Added, Changed, Ended
from graph.facts.dates import PartialDate
from graph.facts.model import Node, Reference
from graph.facts.store_dump import Contents
from graph.facts.unsafe_text import unseen, visible
from graph.stores.ladybug import LadybugStore
from graph.stores.memory import MemoryStore
from tests.graph.stores.small import BOARD, COVENTRY, add, batch, body

BELL = "\x1b]0;mine\x07"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Early help board", None),
        ("Bwrdd Iechyd Tŷ, 日本, مجلس, non-breaking\xa0space", None),
        ("\x1b[31mBoard", "a control character (U+001B)"),
        ("Board\x9b31m", "a control character (U+009B)"),
        ("Board\x7f", "a control character (U+007F)"),
        ("a\u202eb", "a character that turns letters round (U+202E)"),
        ("a\u2066b", "a character that turns letters round (U+2066)"),
        ("Early\thelp", "a tab"),
        ("Early\r\nhelp", "a line break"),
        ("Early\u2028help", "a line break"),
    ],
)
def test_what_is_unseen_in_one_line(text: str, found: str | None) -> None:
    told = unseen(text)
    assert (told.what if told else None) == found


def test_several_lines_may_hold_tabs_and_breaks_and_nothing_else() -> None:
    assert unseen("one\r\n\ttwo", many_lines=True) is None
    assert unseen("one\n\x1btwo", many_lines=True) is not None
    assert visible("one\n\t\x1b[1mtwo\u202e\r") == "one\n\t[1mtwo"


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"name": BELL}, "name"),
        ({"name": "two\nlines"}, "name"),
        ({"aliases": ("fine", "\x1b")}, "aliases"),
        ({"note": "\u202e"}, "note"),
        ({"attributes": {"cadence_words": "each\tmonth"}}, "cadence_words"),
        ({"sources": (Reference("minutes", "", "\x1b"),)}, "heading"),
        ({"sources": (Reference("minutes", quote="two\nlines"),)}, "quote"),
        ({"sources": (Reference("minutes", quote="\u202e"),)}, "quote"),
    ],
)
def test_a_store_refuses_it_in_one_sentence_that_names_the_place(
    changed: dict[str, object], key: str
) -> None:
    store = MemoryStore()
    add(store, COVENTRY)
    with pytest.raises(InvalidFact) as caught:
        add(store, replace(BOARD, **changed))  # type: ignore[arg-type]
    assert str(caught.value).startswith(f'{BOARD.id}: "{key}" holds ')
    assert str(caught.value).isprintable()


def test_notes_may_have_lines() -> None:
    store = MemoryStore()
    add(store, COVENTRY)
    add(store, replace(BOARD, note="one\n\ttwo"))


def older(folder: Path) -> LadybugStore:
    """A store of before this was asked, with a name that commands a terminal."""
    made = MemoryStore()
    add(made, COVENTRY)
    add(made, body("coventry/odd", "Odd"))
    found = made.contents()
    fact, version = found.facts["coventry/odd"]
    assert isinstance(fact, Node)
    odd = replace(fact, name=BELL)
    history = (*found.history[:-1], replace(found.history[-1], after=odd))
    store = LadybugStore(folder / "store")
    store.fill(
        Contents(
            schema_version=found.schema_version,
            facts={**found.facts, odd.id: (odd, version)},
            revisions=found.revisions,
            history=history,
            places={},
        )
    )
    return store


def test_an_older_store_with_such_a_name_opens_and_can_be_mended(tmp_path: Path) -> None:
    store = older(tmp_path)
    odd = store.read("coventry").nodes["coventry/odd"]
    assert odd.name == BELL
    assert store.verify() == ()
    store.apply(batch("end", Ended(odd.id, PartialDate("2024"))))
    ended = store.read("coventry").nodes[odd.id]
    with pytest.raises(InvalidFact):
        store.apply(batch("worse", Changed(replace(ended, note="\x1b"))))
    store.apply(batch("mend", Changed(replace(ended, name="Even"))))
    assert store.read("coventry").nodes[odd.id].name == "Even"
    with pytest.raises(InvalidFact):
        store.apply(batch("again", Added(body("coventry/new", BELL))))
    store.close()
