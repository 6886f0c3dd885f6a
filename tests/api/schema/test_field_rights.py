"""GraphQL by role: every field for those who may, and of an unseen area nothing whatever is asked.

Tests: api/access/field_needs.py.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    is_non_null_type,
    is_required_argument,
)

from api.access.field_needs import FIELD_NEEDS, ROOT_NEEDS
from api.access.persons import Role
from api.schema import query as query_module
from api.schema.fields import NEEDS
from api.schema.query import schema
from tests.api.two_towns import (
    BY_ROLE,
    BY_TOKEN,
    CANARY,
    ELSEWHERE,
    EVERYWHERE,
    KEEPER,
    SEEN,
    STRANGER,
    UNSEEN,
    Caller,
    ServedTowns,
    serving,
    two_towns,
)

CORE = schema._schema
# Where an object of a type is found that no list of a view leads to by itself.
_ARGUMENTS = {
    ("Query", "area"): f'(slug: "{SEEN}")',
    ("Query", "node"): f'(id: "{SEEN}/main")',
    ("Query", "nodes"): f'(ids: ["{SEEN}/main"])',
    ("Query", "search"): '(text: "main")',
    ("Query", "document"): '(tag: "minutes")',
    ("Query", "findingChanges"): '(from: "2023-01-01")',
    ("Query", "rule"): '(id: "link-health-wellbeing-board")',
    ("Query", "ruleChanges"): '(from: "2024-01-01", to: "2026-01-01")',
    ("AreaView", "thing"): '(id: "main")',
    ("AreaView", "lineOfSight"): '(from: "main", to: "icp")',
    ("AreaView", "compareWith"): '(slug: "otherham")',
    ("AreaView", "compareScenario"): '(name: "Seen plan")',
    ("AreaView", "compare"): '(from: "2024-01-01", to: "2024-03-31")',
    ("AreaView", "suggestions"): '(rule: "link-health-wellbeing-board")',
    ("AreaView", "noSuggestion"): '(rule: "link-health-wellbeing-board")',
    ("AreaView", "whatIf"): '(changes: [{addBody: {name: "New", bodyKind: SUB_GROUP}}])',
}
_AT_ONCE = 12  # fields of one question: what a document may ask for is bounded


def arguments(owner: str, name: str, field: GraphQLField) -> str | None:
    """Return the arguments that a field is asked with; None where it needs some we have not."""
    if (owner, name) in _ARGUMENTS:
        return _ARGUMENTS[owner, name]
    needed = [one for one in field.args.values() if is_required_argument(one)]
    return None if needed else ""


def leaves(kind: Any) -> str:
    """Return a selection of the plain fields of a type."""
    if isinstance(kind, GraphQLUnionType):
        return "{ __typename }"
    names = [
        name
        for name, field in kind.fields.items()
        if is_leaf_type(get_named_type(field.type)) and arguments(kind.name, name, field) == ""
    ]
    return f"{{ __typename {' '.join(names[:40])} }}"


def selected(owner: str, name: str, field: GraphQLField) -> str | None:
    given = arguments(owner, name, field)
    if given is None:
        return None
    kind = get_named_type(field.type)
    return f"{name}{given}" if is_leaf_type(kind) else f"{name}{given} {leaves(kind)}"


def paths() -> dict[str, list[str]]:
    """Return for each object type the shortest way to it from where a question begins."""
    found: dict[str, list[str]] = {"Query": []}
    waiting = ["Query"]
    while waiting:
        owner = waiting.pop(0)
        kind = CORE.type_map[owner]
        assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
        for name, field in kind.fields.items():
            inner = get_named_type(field.type)
            given = arguments(owner, name, field)
            if given is None or not isinstance(inner, GraphQLObjectType | GraphQLInterfaceType):
                continue
            if inner.name not in found:
                found[inner.name] = [*found[owner], f"{name}{given}"]
                waiting.append(inner.name)
    return found


PATHS = paths()


def questions(owner: str) -> Iterator[str]:
    """Yield questions that ask for every field of a type that can be asked for by itself."""
    kind = CORE.type_map[owner]
    assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
    fields = [selected(owner, name, field) for name, field in kind.fields.items()]
    wanted = [one for one in fields if one]
    way = PATHS[owner]
    for number in range(0, len(wanted), _AT_ONCE):
        inside = " ".join(wanted[number : number + _AT_ONCE])
        yield f"{{ {' { '.join([*way, inside])} {'} ' * len(way)} }}"


@pytest.fixture(scope="module")
def towns() -> Iterator[ServedTowns]:
    with serving(two_towns()) as opened:
        yield opened


@pytest.fixture(scope="module")
def alone() -> Iterator[ServedTowns]:
    with serving(two_towns(with_unseen=False)) as opened:
        yield opened


def codes(answer: dict[str, Any]) -> list[str]:
    return [one["extensions"]["code"] for one in answer.get("errors", ())]


def test_each_field_that_begins_something_has_its_need_and_no_other_has() -> None:
    every = (CORE.query_type, CORE.mutation_type, CORE.subscription_type)
    roots = {one.name: set(one.fields) for one in every if one}
    assert {name: set(needs) for name, needs in ROOT_NEEDS.items()} == roots


def test_each_need_of_a_field_is_asked_where_it_is_made() -> None:
    asked = {}
    for kind in CORE.type_map.values():
        for name, field in getattr(kind, "fields", {}).items():
            made = getattr(field, "extensions", {}).get("strawberry-definition")
            needs = made.metadata.get(NEEDS) if made else ""
            if needs:
                asked[needs] = f"{kind.name}.{name}"
                assert not is_non_null_type(field.type), "A field that may be refused may be null."
    assert asked == {name: name for name in FIELD_NEEDS}


def test_a_field_that_stands_in_no_table_is_denied(monkeypatch: pytest.MonkeyPatch) -> None:
    import strawberry

    from api.schema.fields import field

    @strawberry.type(name="Query", description="Where every question begins.")
    class Begins:
        @field("Not in the table.")
        def secret(self) -> str:
            return "told"

    query_module._deny_unlisted(Begins)
    made = strawberry.Schema(query=Begins).execute_sync("{ secret }")
    assert made.data is None
    assert made.errors
    assert "stands in no table" in made.errors[0].message


@pytest.mark.parametrize("owner", sorted(PATHS))
def test_every_field_is_the_same_as_if_the_unseen_area_never_was(
    towns: ServedTowns, alone: ServedTowns, owner: str
) -> None:
    kind = CORE.type_map[owner]
    assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
    for question in questions(owner):
        if "rateLimit" in question:
            continue
        for caller in (BY_TOKEN[Role.VIEWER], BY_TOKEN[Role.OWNER]):
            # Twice: what was asked before runs by its plan, or is given again.
            answers = [one.query(caller, question) for one in (towns, towns, alone)]
            assert answers[0] == answers[1] == answers[2], question
            assert CANARY not in json.dumps(answers[0]).lower().replace(f'"{UNSEEN}"', ""), question
            wrong = set(codes(answers[0])) - {"FORBIDDEN", "NOT_FOUND", "BAD_USER_INPUT"}
            assert not wrong, (answers[0]["errors"], question)
            if caller is BY_TOKEN[Role.OWNER]:
                assert "FORBIDDEN" not in codes(answers[0]), question


@pytest.mark.parametrize("name", sorted(FIELD_NEEDS))
def test_a_field_is_refused_below_its_role_and_what_stands_beside_it_is_not(
    towns: ServedTowns, name: str
) -> None:
    owner, _, field = name.partition(".")
    kind = CORE.type_map[owner]
    assert isinstance(kind, GraphQLObjectType)
    asked, way = selected(owner, field, kind.fields[field]), PATHS[owner]
    question = f"{{ {' { '.join([*way, f'__typename {asked}'])} {'} ' * len(way)} }}"
    for callers in (BY_ROLE, BY_TOKEN):
        for role, caller in callers.items():
            for _ in range(2):
                answer = towns.query(caller, question)
                told = json.dumps(answer["data"])
                if role.holds(FIELD_NEEDS[name].role or Role.OWNER):
                    assert "errors" not in answer, (role, answer)
                    assert f'"{field}": null' not in told
                else:
                    assert set(codes(answer)) == {"FORBIDDEN"}, role
                    assert f'"__typename": "{owner}"' in told
                    assert f'"{field}": null' in told


_VIEW = f'area(slug: "{SEEN}") {{ view {{ %s }} }}'
_OF_SEEN = [
    "{ %s }" % (_VIEW % inside)
    for inside in (
        f'thing(id: "{UNSEEN}/main") {{ name }}',
        f'thing(id: "{CANARY} main board") {{ name }}',
        f'compareWith(slug: "{UNSEEN}") {{ sentence: __typename }}',
        'compareWith(slug: "zqxtow") { __typename }',
        f'lineOfSight(from: "main", to: {{thing: "{CANARY} group"}}) {{ reached }}',
        f'links(where: {{from: "{UNSEEN}/main"}}) {{ totalCount }}',
        f'whatIf(changes: [{{addLink: {{from: "main", kind: REPORTS_TO, to: "{UNSEEN}/main"}}}}]) '
        "{ problems { code message near given } }",
        f'whatIf(changes: [{{endFact: {{id: "{UNSEEN}/main", until: "2024"}}}}]) '
        "{ problems { code message near given } }",
    )
]
_ATTACKS = [
    *_OF_SEEN,
    "{ areas { slug name revision } }",
    f'{{ area(slug: "{UNSEEN}") {{ slug name }} }}',
    '{ area(slug: "zqxtow") { slug name } }',
    *(
        f'{{ node(id: "{one}") {{ id __typename }} }}'
        for one in (
            UNSEEN,
            f"{UNSEEN}@2024-03-31",
            f"{UNSEEN}/main",
            f"{UNSEEN}@2024-03-31/main",
            f"{UNSEEN}/met-1",
            f"{UNSEEN}/change~1~1",
            f"{UNSEEN}/finding~link-health-wellbeing-board",
            f"{UNSEEN}/source~minutes",
            f"{UNSEEN}/scenario~{CANARY} plan",
            f"{UNSEEN}/chair~chairs~main",
            f"{SEEN}@2024-03-31/{UNSEEN}/main",
        )
    ),
    f'{{ nodes(ids: ["{SEEN}/main", "{UNSEEN}/main", "shared/icb", "nowhere/main"]) '
    "{ id ... on Thing { name appearances { area { slug } } } } }",
    '{ node(id: "shared/icb") { id ... on Thing { name area { slug } appearances '
    "{ area { slug name } } links { totalCount } findings { rule { id } } } } }",
    f'{{ search(text: "{CANARY}") {{ totalCount edges {{ node {{ name }} }} }} }}',
    f'{{ search(text: "board", areas: ["{UNSEEN}"]) {{ totalCount }} }}',
    f'{{ bodies(areas: ["{SEEN}", "{UNSEEN}"]) {{ totalCount edges {{ node {{ name }} }} }} }}',
    "{ bodies { totalCount pageInfo { endCursor hasNextPage } edges { cursor node { name } } } }",
    '{ document(tag: "minutes") { title sources { title } facts { totalCount } } }',
    "{ findings { totalCount } facts { totalCount } meetings { totalCount } }",
    f'{{ areaViews(areas: ["{UNSEEN}"]) {{ totalCount }} }}',
    '{ findingChanges(from: "2023-01-01") { __typename } }',
    "{ rateLimit { cost } areas { view { findings { totalCount } } } }",
    "{ a: areas { slug } b: areas { slug } ... on Query { c: areas { slug } } }",
    "query A { areas { slug } } query B { areas { name } }",
    f'mutation {{ dropScenario(area: "{UNSEEN}", name: "{CANARY} plan") '
    "{ problems { code message path } } }",
    f'mutation {{ acceptScenario(area: "{UNSEEN}", name: "x") '
    "{ problems { code message path } } }",
    f'mutation {{ keepScenario(area: "{UNSEEN}", name: "x", '
    'changes: [{addBody: {name: "New", bodyKind: SUB_GROUP}}]) { problems { code message } } }',
]


@pytest.mark.parametrize("question", _ATTACKS)
def test_whoever_guesses_is_told_what_they_would_be_without_that_area(
    towns: ServedTowns, alone: ServedTowns, question: str
) -> None:
    for caller in (*BY_TOKEN.values(), BY_ROLE[Role.VIEWER], ELSEWHERE, KEEPER):
        answers = [one.query(caller, question) for one in (towns, alone)]
        assert answers[0] == answers[1], caller.name


def test_an_answer_that_is_kept_is_given_only_to_who_may_see_it(towns: ServedTowns) -> None:
    question = f'{{ area(slug: "{UNSEEN}") {{ name }} areas {{ slug }} }}'
    for _ in range(2):
        whole = towns.query(EVERYWHERE, question)["data"]
        assert whole["area"]["name"] == f"{CANARY} area"
        for caller in (BY_ROLE[Role.OWNER], BY_TOKEN[Role.VIEWER]):
            assert towns.query(caller, question)["data"] == {
                "area": None,
                "areas": [{"slug": SEEN}],
            }
        assert towns.query(KEEPER, question)["data"] == {"area": None, "areas": []}


def _keeping(caller: Caller, towns: ServedTowns, name: str) -> Any:
    changes = '[{addBody: {name: "New", bodyKind: SUB_GROUP}}]'
    asked = (
        f'mutation {{ keepScenario(area: "{SEEN}", name: "{name}", changes: {changes}) '
        "{ scenario { name author } problems { code path } } }"
    )
    return towns.query(caller, asked)["data"]["keepScenario"]


def test_a_change_takes_its_role_and_has_its_account_for_author() -> None:
    with serving(two_towns()) as own:
        for callers in (BY_ROLE, BY_TOKEN):
            for role, caller in callers.items():
                done = _keeping(caller, own, f"by {caller.name}")
                if role.holds(Role.EDITOR):
                    assert done["scenario"]["author"] == caller.name
                else:
                    assert done["problems"] == [{"code": "FORBIDDEN", "path": ["area"]}]
        assert _keeping(ELSEWHERE, own, "x")["problems"][0]["code"] == "NOT_FOUND"
        assert _keeping(KEEPER, own, "x")["problems"][0]["code"] == "NOT_FOUND"


def test_a_stranger_is_not_told_a_field(towns: ServedTowns) -> None:
    for question in ("{ __schema { types { name } } }", "{ areas { slug } }", "{ nonsense }", "{"):
        answer = towns.query(STRANGER, question)
        assert codes(answer) == ["UNAUTHENTICATED"]
        assert "data" not in answer
