"""A refusal of a store reads the same on the other side: class, sentence and facts."""

import pytest

from api.remote.error_json import from_error_record, to_error_record
from graph import errors
from graph.errors import (
    AmbiguousName,
    Conflict,
    DamagedStore,
    GraphError,
    InvalidFact,
    NoneOfKind,
    ScenarioGone,
    ScenarioMoved,
    StoreUnreachable,
    UnknownThing,
)
from graph.stores.ladybug_errors import DiskFull


def near() -> UnknownThing:
    error = UnknownThing("thing", "bord", ["board"], "on the map")
    error.near_ids = ("coventry/board",)
    return error


@pytest.mark.parametrize(
    "error",
    [
        near(),
        NoneOfKind("panel", "the panel", ["board"]),
        AmbiguousName("board", ["a/b", "a/c"]),
        InvalidFact("coventry/x", "it is wrong", "write it right", "name", "\ud800"),
        Conflict([("coventry/x", "has changed"), ("coventry/y", "was withdrawn")]),
        ScenarioGone("Plan", "was dropped a moment ago by Bea", "of coventry"),
        ScenarioMoved("Plan", "Ada kept it", 3, "Look at it first."),
        DamagedStore("The store is damaged."),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_comes_back_as_it_was(error: GraphError) -> None:
    back = from_error_record(to_error_record(error))
    assert type(back) is type(error)
    assert (str(back), vars(back)) == (str(error), vars(error))


def test_every_kind_of_error_is_known() -> None:
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, GraphError):
            error = kind.__new__(kind, "A sentence.")
            assert type(from_error_record(to_error_record(error))) is kind


def test_an_error_of_an_engine_comes_as_the_kind_it_is_one_of() -> None:
    back = from_error_record(to_error_record(DiskFull("The disk is full.")))
    assert (type(back), str(back)) == (StoreUnreachable, "The disk is full.")
