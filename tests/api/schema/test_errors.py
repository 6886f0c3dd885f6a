"""What goes wrong is one sentence with a code; the inside of the program stays in.

Tests: api/schema/execute.py
"""

import pytest

from api.schema.execute import answer
from api.service.reader import Reader
from graph.stores.memory import MemoryStore


@pytest.fixture(scope="module")
def reader(store: MemoryStore) -> Reader:
    return Reader(store)


@pytest.mark.parametrize(
    ("field", "code", "says"),
    [
        ('findings(rules: ["main-board"]) { totalCount }', "NOT_FOUND", "main-board-exists"),
        ('findings(about: "nobody") { totalCount }', "NOT_FOUND", "nobody"),
        ('lineOfSight(from: "nobody", toKind: HWB) { reached }', "NOT_FOUND", "nobody"),
        ('lineOfSight(from: "sehp") { reached }', "BAD_INPUT", "toKind"),
        ('lineOfSight(from: "sehp", to: "cscp", toKind: HWB) { reached }', "BAD_INPUT", "toKind"),
        ("bodies(first: -1) { totalCount }", "BAD_INPUT", "first"),
        ('compare(from: "2024-02-30", to: "2024-03-31") { inShort }', "BAD_QUERY", "2024-03-31"),
        ("bodies(kind: BOARD) { totalCount }", "BAD_QUERY", "BOARD"),
        ("links(kinds: [LOVES]) { totalCount }", "BAD_QUERY", "LOVES"),
        ("nothing", "BAD_QUERY", "nothing"),
    ],
)
def test_wrong_input_is_one_sentence_with_a_code(
    reader: Reader, field: str, code: str, says: str
) -> None:
    found = answer(reader, f'{{ area(slug: "coventry") {{ view {{ {field} }} }} }}')
    (error,) = found.errors
    assert error["extensions"] == {"code": code}
    assert says in error["message"]
    assert "\n" not in error["message"]


def test_too_many_ids_are_refused(reader: Reader) -> None:
    ids = ", ".join(['"york/la"'] * 101)
    (error,) = answer(reader, f"{{ nodes(ids: [{ids}]) {{ id }} }}").errors
    assert error["extensions"]["code"] == "BAD_INPUT"


def test_an_inside_failure_is_masked_and_logged(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(reader, "findings", broken)
    found = answer(reader, '{ area(slug: "york") { view { totals { count } } } }')
    (error,) = found.errors
    assert error["extensions"]["code"] == "INTERNAL"
    assert "secret" not in error["message"]
    assert "secret detail" in caplog.text
