"""Everybody asks for everything: each gets what the tables say, and nobody a word of the rest.

The routes and fields are those of the program, so whatever is added to it is asked for here too.
Tests: api/access/page_needs.py, api/access/needs.py, api/pages/guarded_routes.py,
api/pages/roles.py.
"""

import re
from collections.abc import Iterator

import httpx2 as httpx
import pytest

from api.access.needs import Level, Where
from api.access.page_needs import PAGE_NEEDS
from api.access.persons import Role
from api.pages.guarded_routes import GuardedRoute
from graph.stores.memory import MemoryStore
from tests.api.two_towns import (
    BY_ROLE,
    BY_TOKEN,
    CALLERS,
    CANARY,
    ELSEWHERE,
    KEEPER,
    SEEN,
    STRANGER,
    UNSEEN,
    Caller,
    ServedTowns,
    network_app,
    serving,
    two_towns,
)

# What stands for a part of an address; each is there in the town that is seen.
_PARTS = {
    "rule": "link-health-wellbeing-board",
    "node": "main",
    "document": "minutes",
    "token": "none",
    "form": "csv",
    "verb": "areas",
}
# Pictures, papers and workbooks that take a second each are made for one of those who may have them.
_SLOW = ("/areas/{slug}/map.png", "/areas/{slug}/report.docx", "/template.xlsx")
_FILES = {"/static": "/static/app.css", "/assets": "/assets/map_view.css"}
# Asked for what is not there: a file that nobody sent.
_NOT_THERE = ("/areas/{slug}/import/{token}", "/areas/{slug}/import/{token}/problems.{form:str}")


def routes() -> list[tuple[str, str]]:
    """Return each path of the service with each of its methods, as the program has them."""
    found = []
    for route in network_app(MemoryStore()).routes:
        assert isinstance(route, GuardedRoute)
        methods = set(getattr(route.route, "methods", None) or ["GET"])
        found += [(route.path, method) for method in sorted(methods - {"HEAD"})]
    return found


ROUTES = routes()


def address(path: str, slug: str = SEEN) -> str:
    if path in _FILES:
        return _FILES[path]
    plain = re.sub(r":\w+\}", "}", path)
    asked = f"?box={slug}/main" if path.endswith("/map/details") else ""
    # A page of one partner is of an organisation.
    node = f"{slug}/{'trust' if 'engagement' in path else 'main'}"
    return plain.format_map({**_PARTS, "slug": slug, "node": node}) + asked


def expected(caller: Caller, path: str, method: str) -> str:
    """Return what a caller should meet, by the table, worked out here once more."""
    need = PAGE_NEEDS[path][method]
    if need.level is Level.MACHINE:
        return "hidden"
    if need.level is Level.OPEN:
        return "may"
    if caller is STRANGER:
        return "sign in"
    if need.role is None:
        return "may"
    rights = caller.rights
    if need.where is Where.HERE:
        held = rights.everywhere or rights.by_area.get(SEEN)
        return "hidden" if held is None else _if(held.holds(need.role))
    roles = [rights.everywhere] if rights.everywhere else []
    if need.where is Where.SOMEWHERE:
        roles += rights.by_area.values()
    return _if(any(role.holds(need.role) for role in roles))


def _if(may: bool) -> str:
    return "may" if may else "forbidden"


def met(status: int, location: str) -> str:
    if status == 401 or location.startswith("/sign-in"):
        return "sign in"
    return {403: "forbidden", 404: "hidden"}.get(status, "may")


def send(
    towns: ServedTowns, caller: Caller, method: str, path: str, slug: str = SEEN
) -> httpx.Response:
    if method == "GET":
        return towns.ask(caller, address(path, slug))
    return towns.ask(caller, address(path, slug), method, json={})


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    return two_towns()


@pytest.fixture(scope="module")
def towns(store: MemoryStore) -> Iterator[ServedTowns]:
    with serving(store) as opened:
        yield opened


@pytest.fixture(scope="module")
def alone() -> Iterator[ServedTowns]:
    """The same service without the unseen town."""
    with serving(two_towns(with_unseen=False)) as opened:
        yield opened


def test_each_route_and_method_has_its_need_and_no_other_has() -> None:
    listed = {(path, method) for path, needs in PAGE_NEEDS.items() for method in needs}
    assert set(ROUTES) == listed, "Write what is new into api/access/page_needs.py."


@pytest.mark.parametrize(("path", "method"), ROUTES, ids=lambda one: str(one))
def test_everybody_meets_what_the_table_says(
    towns: ServedTowns, store: MemoryStore, path: str, method: str
) -> None:
    if path == "/areas/{slug}/follow-today":
        # It writes: whoever asks for the rest sees the towns as they were.
        with serving(two_towns()) as own:
            _everybody(own, path, method)
        return
    before = store.contents()
    _everybody(towns, path, method)
    assert store.contents() == before


def _everybody(towns: ServedTowns, path: str, method: str) -> None:
    for caller in CALLERS:
        should = expected(caller, path, method)
        if path in _SLOW and should == "may" and caller is not BY_ROLE[Role.VIEWER]:
            continue
        answer = send(towns, caller, method, path)
        was = met(answer.status_code, answer.headers.get("location", ""))
        if should == "may" and path in _NOT_THERE:
            assert was in ("may", "hidden"), (caller.name, answer.status_code)
        else:
            assert was == should, (caller.name, answer.status_code)
        assert answer.status_code < 500
        if not caller.sees_unseen:
            assert CANARY not in answer.text.lower(), caller.name
            assert CANARY not in str(answer.headers).lower()


@pytest.mark.parametrize(
    ("path", "method"), [one for one in ROUTES if "{slug}" in one[0]], ids=lambda one: str(one)
)
def test_an_unseen_area_is_as_one_that_never_was(
    towns: ServedTowns, alone: ServedTowns, path: str, method: str
) -> None:
    for caller in (STRANGER, *BY_ROLE.values(), BY_TOKEN[Role.OWNER], ELSEWHERE, KEEPER):
        for slug in (UNSEEN, "nowhere"):
            answers = [send(one, caller, method, path, slug) for one in (towns, alone)]
            kinds = [(one.status_code, one.text, one.headers.get("location")) for one in answers]
            assert kinds[0] == kinds[1], caller.name
            refused = met(answers[0].status_code, answers[0].headers.get("location", ""))
            assert refused == ("sign in" if caller is STRANGER else "hidden")


@pytest.mark.parametrize("path", [path for path, method in ROUTES if method == "GET"])
def test_pages_are_the_same_as_if_the_unseen_area_never_was(
    towns: ServedTowns, alone: ServedTowns, path: str
) -> None:
    if path in ("/health", *_SLOW):
        return
    callers = [BY_ROLE[Role.VIEWER], BY_ROLE[Role.OWNER], BY_TOKEN[Role.REVIEWER], KEEPER]
    for caller in callers:
        texts = [send(one, caller, "GET", path) for one in (towns, alone)]
        assert texts[0].status_code == texts[1].status_code
        assert texts[0].text == texts[1].text, caller.name


def test_health_counts_no_area_for_strangers(towns: ServedTowns) -> None:
    assert towns.ask(STRANGER, "/health").json()["areas"] == 0


def test_what_each_role_adds_is_as_it_was_decided() -> None:
    """By hand, so that a slip in the table is seen: what each role may have and the lesser not."""
    own = {p.removeprefix("/areas/{slug}"): n for p, n in PAGE_NEEDS.items() if "{slug}" in p}
    adds = {
        role: {(page, m) for page, needs in own.items() for m in needs if needs[m].role is role}
        for role in Role
    }
    assert adds[Role.REVIEWER] == {
        ("/engagement/{node:path}", "GET"),
        ("/questions", "GET"),
        ("/questions", "POST"),
    }
    assert adds[Role.EDITOR] == {
        *(("/scenarios", method) for method in ("GET", "POST")),
        *(("/import", method) for method in ("GET", "POST")),
        *(("/import/{token}", method) for method in ("GET", "POST")),
        ("/import/{token}/problems.{form:str}", "GET"),
        ("/map/proposed", "POST"),
        ("/map/places", "POST"),
        ("/follow-today", "POST"),
    }
    assert {method for _, method in adds[Role.VIEWER]} == {"GET"}
    opened = {
        path for path, needs in PAGE_NEEDS.items() for n in needs.values() if n.level is Level.OPEN
    }
    assert opened == {"/accessibility", "/health", "/static", "/assets"}
