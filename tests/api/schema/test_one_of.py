"""Of an input that takes exactly one field, a sentence says which one sent does not, and why."""

from typing import Any

import pytest

from api.schema.execute import answer
from api.service.reader import Reader
from graph.stores.memory import MemoryStore
from tests.towns import Town

RENAME = {"rename": {"id": "board", "name": "Board"}}
RIGHT = "Give exactly one field of a ChangeInput, and let it not be null: write another for each."
WHAT_IF = """
query Q($c: [ChangeInput!]!) { area(slug: "anytown") { view { whatIf(changes: $c) { notices } } } }
"""
KEEP = """
mutation M($c: [ChangeInput!]!) {
  keepScenario(area: "anytown", name: "One", changes: $c) { problems { message } }
}
"""


def told(query: str, variables: dict[str, Any] | None = None, *, changing: bool = False) -> str:
    (error,) = answer(Reader(MemoryStore()), query, variables, changing=changing).errors
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    message: str = error["message"]
    return message


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([{}], "Change 1 ($c[0]) gives no field."),
        ([RENAME, {**RENAME, "addBody": None}], 'Change 2 ($c[1]) gives "rename" and "addBody".'),
        ([RENAME, {"addBody": None}], 'Change 2 ($c[1]) gives "addBody" as null.'),
        ([RENAME] * 199 + [{}], "Change 200 ($c[199]) gives no field."),
        (
            [{"a": 1, "b": 2, "c" * 100: 3, "d": 4, "e": 5}],
            f'Change 1 ($c[0]) gives "a", "b", "{"c" * 60}" and 2 more.',
        ),
        ({}, "Change 1 ($c[0]) gives no field."),
    ],
)
def test_of_variables_the_change_and_its_fields_are_named(changes: Any, said: str) -> None:
    # The second time as well, when the document is known.
    for _ in range(2):
        assert told(WHAT_IF, {"c": changes}) == f"{said} {RIGHT}"


def test_it_is_found_in_a_mutation_and_inside_of_another_input() -> None:
    said = told(KEEP, {"c": [RENAME, {}]}, changing=True)
    assert said == f"Change 2 ($c[1]) gives no field. {RIGHT}"
    where = {"or": [{"not": {"reaches": {"kind": "HWB", "thing": "x"}}}]}
    query = "query Q($w: ThingWhere) { things(where: $w) { totalCount } }"
    assert told(query, {"w": where}) == (
        f'$w.or[0].not.reaches gives "kind" and "thing". {RIGHT.replace("Change", "Reach")}'
    )


@pytest.mark.parametrize(
    ("literal", "said"),
    [
        ("{}", f"gives no field. {RIGHT}"),
        (
            '{endFact: {id: "a", until: "2024"}, withdrawFact: {id: "a"}}',
            f'gives "endFact" and "withdrawFact". {RIGHT}',
        ),
        ("{addBody: null}", f'gives "addBody" as null. {RIGHT.replace(" of a ChangeInput", "")}'),
        ("{rename: $r}", f'takes $r, which may be null: declare its type with "!". {RIGHT}'),
    ],
)
def test_of_a_text_the_place_and_the_fields_are_named(literal: str, said: str) -> None:
    query = (
        'query Q($r: RenameInput) { area(slug: "anytown") { view { whatIf(changes: [\n'
        f'{{rename: {{id: "a", name: "b"}}}}, {literal}]) {{ notices }} }} }} }}'
    )
    if "$r" not in literal:
        query = query.replace("($r: RenameInput)", "")
    assert told(query) == f"What stands at line 2, column 33 {said}"


def test_what_gives_one_passes() -> None:
    store = MemoryStore()
    store.put(Town("anytown").node("board", "body").snapshot(), ())
    assert answer(Reader(store), WHAT_IF, {"c": [RENAME]}).errors == []
