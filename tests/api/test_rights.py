"""Everybody asks for everything: each gets what the tables say, and nobody a word of the rest.

The routes and fields are those of the program, so whatever is added to it is asked for here too.
Tests: api/access/page_needs.py, api/access/needs.py, api/pages/roles.py.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx2 as httpx
import pytest
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocketDisconnect

from api.access.needs import Level, Where
from api.access.page_needs import PAGE_NEEDS
from api.access.persons import Role
from api.pages.guarded_routes import GuardedRoute
from graph.facts.changes import Batch, Changed
from graph.stores.memory import MemoryStore
from tests.api.two_towns import (
    BASE,
    BY_ROLE,
    BY_TOKEN,
    CALLERS,
    CANARY,
    ELSEWHERE,
    EVERYWHERE,
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
    "code": "made.up",
    "account": "none",
}
# What takes a second to make is made for one of those who may have it.
_SLOW = ("/areas/{slug}/map.png", "/areas/{slug}/report.docx", "/template.xlsx")
_FILES = {"/static": "/static/app.css", "/assets": "/assets/map_view.css"}
_WITHOUT_END = ("/areas/{slug}/events",)
# Asked for what is not there: a file that nobody sent, an account, a council's own sign-in.
_NOT_THERE = (
    *("/areas/{slug}/import/{token}", "/areas/{slug}/import/{token}/problems.{form:str}"),
    *("/people/{account}", "/people/{account}/data.json", "/account/second-step"),
    *("/sign-in/council", "/sign-in/council/back"),
)
# They say themselves that whoever asks is not known, so what they answer says nothing of a need.
_OF_STRANGERS = (
    *("/sign-in", "/sign-in/code", "/sign-out"),
    *("/set-password/{code}", "/set-password/{code}/council"),
)
# They show the moment, ids of accounts, or a secret that is made anew.
_NEVER_ALIKE = ("/account", "/account/data.json", "/people", "/log", "/areas/{slug}/log")
# They end something, or write: whoever asks for the rest finds it as it was.
_WRITING = ("/areas/{slug}/follow-today", "/sign-out")


def routes() -> list[tuple[str, str]]:
    """Return each path of the service with each of its methods, as the program has them."""
    found = []
    for route in network_app(MemoryStore()).routes:
        assert isinstance(route, GuardedRoute)
        begins = "WEBSOCKET" if isinstance(route.route, WebSocketRoute) else "GET"
        methods = set(getattr(route.route, "methods", None) or [begins])
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
    if need.level is Level.IN_PERSON and caller.token:
        return "hidden"
    if need.level is Level.KEEPER:
        return "may" if caller.rights.keeper else "hidden"
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
        # What has no end is asked for its headers.
        asked = "HEAD" if path in _WITHOUT_END else method
        return towns.ask(caller, address(path, slug), asked)
    if method == "WEBSOCKET":
        return opened(towns, caller, path)
    return towns.ask(caller, address(path, slug), method, json={})


def opened(towns: ServedTowns, caller: Caller, path: str) -> httpx.Response:
    """Open a socket as somebody; return what that came to, as a status."""
    headers = {**towns.shown(caller), "Origin": BASE}
    where, protocols = f"{BASE.replace('http', 'ws', 1)}{path}", ["graphql-transport-ws"]
    with towns.client.websocket_connect(where, protocols, headers=headers) as socket:
        try:
            socket.send_json({"type": "connection_init"})
            begun = socket.receive_json() == {"type": "connection_ack"}
        except WebSocketDisconnect as closed:
            return httpx.Response({4401: 401, 4403: 403}[closed.code])
    return httpx.Response(200 if begun else 500)


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
    if path in _WRITING:
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
        if path in _OF_STRANGERS:
            assert was != "hidden", (caller.name, answer.status_code)
        elif should == "may" and path in _NOT_THERE:
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
        for slug in (UNSEEN, UNSEEN[:-1], "nowhere"):
            answers = [send(one, caller, method, path, slug) for one in (towns, alone)]
            kinds = [(one.status_code, one.text, one.headers.get("location")) for one in answers]
            assert kinds[0] == kinds[1], caller.name
            refused = met(answers[0].status_code, answers[0].headers.get("location", ""))
            assert refused == ("sign in" if caller is STRANGER else "hidden")


@pytest.mark.parametrize("path", [path for path, method in ROUTES if method == "GET"])
def test_pages_are_the_same_as_if_the_unseen_area_never_was(
    towns: ServedTowns, alone: ServedTowns, path: str
) -> None:
    if path in ("/health", *_SLOW, *_NEVER_ALIKE):
        return
    callers = [BY_ROLE[Role.VIEWER], BY_ROLE[Role.OWNER], BY_TOKEN[Role.REVIEWER], KEEPER]
    for caller in callers:
        texts = [send(one, caller, "GET", path) for one in (towns, alone)]
        assert texts[0].status_code == texts[1].status_code
        assert texts[0].text == texts[1].text, caller.name


def test_health_counts_no_area_for_strangers(towns: ServedTowns) -> None:
    assert towns.ask(STRANGER, "/health").json() == {"status": "ok"}


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
    assert opened == {
        *("/accessibility", "/health", "/ready", "/.well-known/security.txt"),
        *("/static", "/assets", *_OF_STRANGERS),
        *("/sign-in/council", "/sign-in/council/back"),
    }
    owners = {p: m for p, needs in PAGE_NEEDS.items() for m in needs if needs[m].role is Role.OWNER}
    assert {"/areas/{slug}/people", "/areas/{slug}/log", "/backups", "/keep"} == set(owners)


_PLACES = {"json": {"places": {"seenham/main": [1, 2]}}}
_ASKED = {
    "rule": "terms-of-reference-current",
    "subject": "seenham/main",
    "state": "declined",
    "on": "2024-03-01",
    "by": "A post",
    "reason": "Not theirs to say",
}
_KEPT = {"name": "Mine", "do": "keep", "change": ""}
_DROPPED = {"name": "Seen plan", "do": "drop", "version": "1"}
_ACCEPTED = {"name": "Seen plan", "do": "accept", "version": "1", "sure": "1"}
_ACTIONS = [
    (Role.REVIEWER, "/questions", {"data": _ASKED}),
    (Role.EDITOR, "/map/places", _PLACES),
    (Role.EDITOR, "/map/places", {"json": {"back": True}}),
    (Role.EDITOR, "/scenarios", {"data": _DROPPED}),
    (Role.EDITOR, "/scenarios", {"data": _ACCEPTED}),
    (Role.EDITOR, "/follow-today", {}),
]


@pytest.mark.parametrize(("least", "page", "sent"), _ACTIONS, ids=lambda one: str(one)[:40])
def test_each_thing_that_is_done_takes_its_role_and_is_done(
    least: Role, page: str, sent: dict[str, Any]
) -> None:
    store = two_towns()
    store.keep_places(SEEN, "columns", {"seenham/group": (3.0, 4.0)})
    before = store.contents()
    with serving(store) as own:
        for role, caller in BY_ROLE.items():
            answer = own.ask(caller, f"/areas/{SEEN}{page}", "POST", **sent)
            if not role.holds(least):
                assert (answer.status_code, store.contents() == before) == (403, True), role
            else:
                assert answer.status_code in (204, 303), answer.text
                assert store.contents() != before
                break
        for caller in (ELSEWHERE, KEEPER):
            assert own.ask(caller, f"/areas/{SEEN}{page}", "POST", **sent).status_code == 404


def test_what_is_written_names_the_account_that_wrote_it() -> None:
    store = two_towns()
    with serving(store) as own:
        editor = BY_TOKEN[Role.EDITOR]
        assert own.ask(editor, f"/areas/{SEEN}/follow-today", "POST").status_code == 303
    assert store.history(SEEN)[-1].who == editor.name


_BUTTONS = {
    "": {Role.EDITOR: "Load a workbook into", Role.REVIEWER: "See them one by one"},
    "/map": {Role.EDITOR: 'id="what-if-data"'},
    "/nodes/main": {Role.EDITOR: "It ends, or another takes over"},
    "/findings": {Role.REVIEWER: "The questions one by one"},
    "/findings/terms-of-reference-current": {Role.REVIEWER: "what became of it"},
    "/engagement": {Role.REVIEWER: "/engagement/trust"},
    "/history": {Role.REVIEWER: "By Sam, from seenham.xlsx"},
    "/table": {Role.EDITOR: ">What if<", Role.REVIEWER: ">Questions<"},
}


@pytest.mark.parametrize("page", _BUTTONS)
def test_nobody_is_shown_a_button_that_they_may_not_press(towns: ServedTowns, page: str) -> None:
    for role, caller in BY_ROLE.items():
        text = towns.ask(caller, f"/areas/{SEEN}{page}").text
        assert "/map/places" not in text or role.holds(Role.EDITOR)
        for least, words in _BUTTONS[page].items():
            assert (words in text) == role.holds(least), (role, words)
        if not role.holds(Role.EDITOR):
            assert f"/areas/{SEEN}/import" not in text
            assert f"/areas/{SEEN}/scenarios" not in text


def _with_a_change_from_elsewhere() -> MemoryStore:
    """Return the towns after the unseen one renamed what both have, and a register was changed."""
    store = two_towns()
    shared = store.read(UNSEEN).nodes["shared/icb"]
    meeting = store.read(SEEN).meetings[f"{SEEN}/met-1"]
    corrected = replace(meeting.register[0], value="apologies")
    written = [
        (UNSEEN, f"{CANARY} writer", Changed(replace(shared, name="ICB"))),
        (SEEN, "Sam", Changed(replace(meeting, register=(corrected, *meeting.register[1:])))),
        (SEEN, "Sam", Changed(replace(shared, name="ICB", maps=(SEEN,)))),
    ]
    for number, (area, who, change) in enumerate(written):
        batch = Batch(
            id=f"{CANARY}-{number}",
            area=area,
            who=who,
            when=datetime(2024, 4, 2 + number, tzinfo=UTC),
            source=f"{CANARY}.xlsx" if area == UNSEEN else "register.xlsx",
            changes=(change,),
        )
        store.apply(batch)
    return store


def test_the_history_of_what_is_shared_tells_nothing_of_the_other_area() -> None:
    asked = (
        f'{{ area(slug: "{SEEN}") {{ changes {{ edges {{ node {{ id who source subjectId '
        "revision before { sentence } after { sentence } } } } } }"
    )
    with serving(_with_a_change_from_elsewhere()) as own:
        for role, caller in BY_ROLE.items():
            page = own.ask(caller, f"/areas/{SEEN}/history").text
            assert CANARY not in page
            assert ("Seen chair: present" in page) == role.holds(Role.REVIEWER)
            assert ("By somebody of another area" in page) == role.holds(Role.REVIEWER)
            answer = own.query(caller, asked)
            assert CANARY not in str(answer)
            edges = answer["data"]["area"]["changes"]["edges"]
            (other,) = (e["node"] for e in edges if "elsewhere" in e["node"]["id"])
            assert other["subjectId"] == "shared/icb"
            assert other["before"]["sentence"] != other["after"]["sentence"]
            found = own.query(caller, f'{{ node(id: "{other["id"]}") {{ id }} }}')
            assert found["data"]["node"] == {"id": other["id"]}
        whole = own.ask(EVERYWHERE, f"/areas/{SEEN}/history").text
        assert f"By {CANARY} writer, from {CANARY}.xlsx" in whole
        assert UNSEEN in whole


def test_what_was_known_is_read_anew_for_who_sees_other_areas() -> None:
    """One after the other, so that what is kept for one is asked for by the other."""
    path = f"/areas/{SEEN}/history?known=2024-04-03"
    with serving(_with_a_change_from_elsewhere()) as own:
        for _ in range(2):
            assert CANARY in own.ask(EVERYWHERE, path).text
            assert CANARY not in own.ask(BY_ROLE[Role.OWNER], path).text
