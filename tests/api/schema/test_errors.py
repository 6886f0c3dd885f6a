"""What goes wrong is one sentence with a code; the inside of the program stays in.

Tests: api/schema/execute.py, api/schema/codes.py
"""

import pytest

from api.schema.codes import CODE_MEANINGS, OF_PROBLEMS, ErrorCode
from api.schema.execute import QueryAnswer, answer
from api.service.reader import Reader
from graph.stores.memory import MemoryStore


@pytest.fixture(scope="module")
def reader(store: MemoryStore) -> Reader:
    return Reader(store)


FIELDS = [
    ('findings(where: {rules: ["main-board"]}) { totalCount }', "NOT_FOUND", "main-board-exists"),
    ('findings(where: {about: "nobody"}) { totalCount }', "NOT_FOUND", "nobody"),
    ('lineOfSight(from: "nobody", toKind: HWB) { reached }', "NOT_FOUND", "nobody"),
    ('lineOfSight(from: "sehp") { reached }', "BAD_USER_INPUT", "toKind"),
    ('lineOfSight(from: "sehp", to: "cscp", toKind: HWB) { reached }', "BAD_USER_INPUT", "toKind"),
    ("bodies(first: -1) { totalCount }", "BAD_USER_INPUT", "first is -1: ask for 0 to 100"),
    ("bodies(first: 1000000) { totalCount }", "BAD_USER_INPUT", "first is 1000000: ask for 0"),
    ("bodies(first: 99999999999) { totalCount }", "BAD_USER_INPUT", "99999999999"),
    ('bodies(first: "all") { totalCount }', "BAD_USER_INPUT", "all"),
    ('bodies(after: "nonsense") { totalCount }', "BAD_USER_INPUT", "begin again without after"),
    ("bodies(where: {bodyKind: {is: BOARD}}) { totalCount }", "BAD_USER_INPUT", "BOARD"),
    ("links(where: {kinds: [LOVES]}) { totalCount }", "BAD_USER_INPUT", "LOVES"),
    ("nothing", "GRAPHQL_VALIDATION_FAILED", "nothing"),
    ("bodies(colour: 1) { totalCount }", "GRAPHQL_VALIDATION_FAILED", "colour"),
    ("bodies", "GRAPHQL_VALIDATION_FAILED", "bodies"),
    # An id of another kind, of something that is gone, of another area, of another view.
    ('thing(id: "rule~body-has-chair") { name }', "NOT_FOUND", "rule~body-has-chair"),
    ('thing(id: "coventry/finding~body-has-chair") { name }', "NOT_FOUND", "finding~body-has"),
    ('thing(id: "gone") { name }', "NOT_FOUND", 'no thing "gone" on the map of Coventry'),
    ('thing(id: "york/la") { name }', "NOT_FOUND", 'no thing "york/la" on the map of Coventry'),
    ('thing(id: "coventry@2020-01-01/sehp") { name }', "BAD_USER_INPUT", "is of another view"),
    ('suggestions(rule: "gone") { why }', "NOT_FOUND", 'no check "gone"'),
    ('suggestions(rule: "body-has-chair", most: 1000) { why }', "BAD_USER_INPUT", "1 to 20"),
    ('compareScenario(name: "gone") { dayAfter }', "NOT_FOUND", 'no scenario "gone"'),
    ('compareWith(slug: "gone") { dayAfter }', "NOT_FOUND", 'no area "gone"'),
]


def only_error(answered: QueryAnswer, code: str) -> str:
    """Return the sentence of the one error, which has this code."""
    (error,) = answered.errors
    assert error["extensions"] == {"code": code}
    message = str(error["message"])
    assert "\n" not in message
    return message


@pytest.mark.parametrize(("field", "code", "says"), FIELDS)
def test_wrong_input_is_one_sentence_with_a_code(
    reader: Reader, field: str, code: str, says: str
) -> None:
    found = answer(reader, f'{{ area(slug: "coventry") {{ view {{ {field} }} }} }}')
    assert says in only_error(found, code)


def test_a_cursor_of_another_list_is_refused(reader: Reader) -> None:
    of_bodies = (
        '{ area(slug: "coventry") { view { bodies(first: 1) { pageInfo { endCursor } } } } }'
    )
    data = answer(reader, of_bodies).data
    assert data is not None
    cursor = data["area"]["view"]["bodies"]["pageInfo"]["endCursor"]
    for other in ("posts", "links", "findings"):
        asked = f'{other}(after: "{cursor}") {{ totalCount }}'
        query = f'{{ area(slug: "coventry") {{ view {{ {asked} }} }} }}'
        assert "is not in this list" in only_error(answer(reader, query), "BAD_USER_INPUT")


@pytest.mark.parametrize("day", ["2024-02-30", "30/03/2024", "0000-01-01", "soon", ""])
def test_a_day_that_does_not_exist_refuses_the_request(reader: Reader, day: str) -> None:
    for query, variables in (
        (f'{{ area(slug: "york") {{ view(asOf: "{day}") {{ id }} }} }}', None),
        ('query Q($d: Date) { area(slug: "york") { view(asOf: $d) { id } } }', {"d": day}),
    ):
        found = answer(reader, query, variables)
        assert not found.ran
        said = only_error(found, "BAD_USER_INPUT")
        assert f'"{day}" is not a day: write it as 2024-03-31.' in said


@pytest.mark.parametrize(
    ("query", "code", "says"),
    [
        ("{ areas { slug }", "GRAPHQL_PARSE_FAILED", "cannot be read at line 1, column 17: expect"),
        ("{ areas { slug } } }", "GRAPHQL_PARSE_FAILED", "unexpected"),
        ("", "BAD_USER_INPUT", "The question is empty"),
        ("subscription { a }", "BAD_USER_INPUT", "Only a query can be asked here"),
        ("mutation { dropScenario }", "BAD_USER_INPUT", "Only a query can be asked here"),
        ("type A { b: Int }", "BAD_USER_INPUT", "Only a query can be asked here"),
        ("{ area { name } }", "GRAPHQL_VALIDATION_FAILED", "slug"),
        ("{ ...f }", "GRAPHQL_VALIDATION_FAILED", "f"),
        ("query Q($a: Int) { areas { slug } }", "GRAPHQL_VALIDATION_FAILED", "$a"),
        ("{ node(id: $a) { id } }", "GRAPHQL_VALIDATION_FAILED", "$a"),
        ("query Q($a: ID!) { node(id: $a) { id } }", "BAD_USER_INPUT", "$a"),
    ],
)
def test_what_is_no_question_says_what_is_wrong(
    reader: Reader, query: str, code: str, says: str
) -> None:
    found = answer(reader, query)
    assert not found.ran
    assert says in only_error(found, code)


def test_every_code_has_a_meaning() -> None:
    assert set(CODE_MEANINGS) == set(ErrorCode)
    assert set(OF_PROBLEMS) < set(ErrorCode)


def test_too_many_ids_are_refused(reader: Reader) -> None:
    ids = ", ".join(['"york/la"'] * 101)
    (error,) = answer(reader, f"{{ nodes(ids: [{ids}]) {{ id }} }}").errors
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_an_inside_failure_is_masked_and_logged(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(reader, "findings", broken)
    found = answer(reader, '{ area(slug: "york") { name view { totals { count } } } }')
    (error,) = found.errors
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert "secret" not in error["message"]
    assert "secret detail" in caplog.text
