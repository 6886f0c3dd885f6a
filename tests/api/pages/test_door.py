"""The door of a service on a network: who gets in, as whom, and what strangers are told."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.types import Message

from api.access.network import SESSION_COOKIE
from api.access.persons import Role
from api.pages.replays import Replays
from graph.errors import StoreUnreachable
from graph.stores.memory import MemoryStore
from tests.api.access.quick import SetClock
from tests.api.own_loop import in_own_loop
from tests.api.two_towns import (
    BASE,
    BY_ROLE,
    BY_TOKEN,
    CANARY,
    ELSEWHERE,
    EVERYWHERE,
    OWN,
    SEEN,
    STRANGER,
    UNSEEN,
    ServedTowns,
    network_app,
    serving,
    two_towns,
)

VIEWER, EDITOR, OWNER = (BY_ROLE[role] for role in (Role.VIEWER, Role.EDITOR, Role.OWNER))
ASKED = "{ areas { slug } }"
KEEP = (
    f'mutation {{ keepScenario(area: "{SEEN}", name: "x", '
    'changes: [{addBody: {name: "New", bodyKind: SUB_GROUP}}]) { problems { code } } }'
)


@pytest.fixture(scope="module")
def towns() -> Iterator[ServedTowns]:
    with serving(two_towns()) as opened:
        yield opened


@pytest.fixture(scope="module")
def alone() -> Iterator[ServedTowns]:
    """The same service without the unseen town."""
    with serving(two_towns(with_unseen=False)) as opened:
        yield opened


@pytest.fixture
def own() -> Iterator[ServedTowns]:
    """A service of one test, which changes who may what."""
    with serving(two_towns()) as opened:
        yield opened


def leads_to(location: str) -> str:
    """Return where one goes on after signing in."""
    parts = urlsplit(location)
    assert (parts.scheme, parts.netloc, parts.path) == ("", "", "/sign-in")
    (next_,) = parse_qs(parts.query)["next"]
    return next_


@pytest.mark.parametrize(
    ("path", "after"),
    [
        ("/", "/"),
        (f"/areas/{SEEN}/map?asOf=2024-03-31&hide=a", f"/areas/{SEEN}/map?asOf=2024-03-31&hide=a"),
        (f"/areas/{UNSEEN}", f"/areas/{UNSEEN}"),
        ("/areas/nowhere", "/areas/nowhere"),
        ("/no/such/page", "/no/such/page"),
        ("/favicon.ico", "/favicon.ico"),
        ("/areas/seenham/", "/areas/seenham/"),
        ("/static", "/static"),
        ("/a b?c=d e", "/a%20b?c=d%20e"),
        ("//evil.example/x", "/"),
        ("/%2f/evil.example", "/"),
        ("/\\evil.example", "/%5Cevil.example"),
    ],
)
def test_a_stranger_is_led_to_sign_in_and_then_to_where_they_were_going(
    towns: ServedTowns, path: str, after: str
) -> None:
    for method in ("GET", "HEAD"):
        answer = towns.ask(STRANGER, f"{BASE}{path}", method)
        assert answer.status_code == 303
        assert leads_to(answer.headers["location"]) == after
        assert answer.headers["cache-control"] == "private, no-cache"
        assert "Cookie" in answer.headers["vary"]
        assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS", "PUT", "TRACE"])
def test_programs_are_told_before_anything_of_what_they_send_is_read(method: str) -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        raise AssertionError("It was read.")

    async def send(message: Message) -> None:
        sent.append(message)

    async def ask() -> None:
        scope = {
            "type": "http",
            "method": method,
            "path": "/graphql",
            "raw_path": b"/graphql",
            "query_string": b"query={",
            "headers": [(b"host", b"127.0.0.1"), (b"origin", BASE.encode())],
            "client": ("192.0.2.1", 5),
            "scheme": "https",
        }
        await network_app(MemoryStore())(scope, receive, send)

    in_own_loop(ask)
    headers = dict(sent[0]["headers"])
    assert sent[0]["status"] == 401
    assert headers[b"www-authenticate"] == b'Bearer realm="Golden Thread"'
    assert b"UNAUTHENTICATED" in sent[1]["body"] or method == "HEAD"


def test_a_form_of_a_stranger_leads_to_sign_in_too(towns: ServedTowns) -> None:
    path = f"/areas/{SEEN}/scenarios"
    asked = {"Accept": "text/html", **OWN}
    answer = towns.ask(STRANGER, path, "POST", asked, data={"do": "keep"})
    assert (answer.status_code, leads_to(answer.headers["location"])) == (303, path)
    assert towns.ask(STRANGER, path, "POST", json={}).status_code == 401


@pytest.mark.parametrize("path", ["/", "/graphql", f"/areas/{SEEN}", "/health", "/static/app.css"])
@pytest.mark.parametrize(
    "shown",
    [
        ["Bearer gt_unknown"],
        ["Bearer"],
        ["bearer "],
        ["Bearer gt_aaaaaaaaaaaa_" + 40 * "a"],
        ["{good}", "{good}"],
        ["Bearer {text}, Bearer {text}"],
        ["Bearer {text}x"],
    ],
)
def test_a_token_that_is_no_good_gets_nobody_in(
    towns: ServedTowns, path: str, shown: list[str]
) -> None:
    good = towns.shown(BY_TOKEN[Role.OWNER])["Authorization"]
    text = good.removeprefix("Bearer ")
    given = [("Authorization", one.format(good=good, text=text)) for one in shown]
    answer = towns.client.get(path, headers=[*given, *towns.shown(OWNER).items()])
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]
    assert text not in answer.text


def test_a_token_is_taken_from_its_header_alone(towns: ServedTowns) -> None:
    text = towns.shown(BY_TOKEN[Role.OWNER])["Authorization"].removeprefix("Bearer ")
    session = towns.shown(OWNER)["Cookie"].partition("=")[2]
    sent = {"query": ASKED, "token": text}
    for headers in (
        {"Cookie": f"{SESSION_COOKIE}={text}"},
        {"Authorization": f"Basic {text}"},
        {"Authorization": text},
        {"X-Authorization": f"Bearer {text}"},
        {"Cookie": f"goldenthread={session}"},
        {"Cookie": f"{SESSION_COOKIE}=; {SESSION_COOKIE}x={session}"},
    ):
        answer = towns.client.post(f"/graphql?token={text}", headers={**OWN, **headers}, json=sent)
        assert answer.status_code == 401
    lower = {"authorization": f"bearer {text}"}
    assert towns.client.post("/graphql", headers=lower, json={"query": ASKED}).status_code == 200


def test_a_bearer_of_a_session_is_no_token(towns: ServedTowns) -> None:
    session = towns.shown(OWNER)["Cookie"].partition("=")[2]
    answer = towns.client.get("/", headers={"Authorization": f"Bearer {session}"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": BASE},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://127.0.0.1.evil.example"},
        {"Origin": "https://127.0.0.1:8443"},
        {"Referer": BASE},
        {"X-Requested-With": "XMLHttpRequest", "X-Forwarded-Host": "127.0.0.1"},
    ],
)
def test_what_a_page_elsewhere_sends_with_a_cookie_is_refused(
    towns: ServedTowns, said: dict[str, str]
) -> None:
    for path in (
        "/graphql",
        "/ask",
        "/ask/answer.csv",
        "/backups",
        f"/areas/{SEEN}/map/places",
        f"/areas/{SEEN}/map/proposed",
        f"/areas/{SEEN}/scenarios",
        f"/areas/{SEEN}/import",
        f"/areas/{SEEN}/questions",
        f"/areas/{SEEN}/follow-today",
    ):
        headers = {**towns.shown(EVERYWHERE), **said}
        answer = towns.client.post(path, headers=headers, json={"query": ASKED})
        assert answer.status_code == 403, path
        assert "did not come from a page of this service" in answer.text


@pytest.mark.parametrize("said", [{}, {"Origin": "https://evil.example"}])
def test_a_program_that_shows_nothing_is_told_to_sign_in(
    towns: ServedTowns, said: dict[str, str]
) -> None:
    """Most programs say nothing of where they come from, and nor do they have to."""
    answer = towns.client.post("/graphql", headers=said, json={"query": ASKED})
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_a_page_elsewhere_asks_graphql_nothing_by_get(towns: ServedTowns) -> None:
    asked = f"/graphql?query={ASKED}"
    for said, status in (
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ):
        assert towns.ask(VIEWER, asked, headers=said).status_code == status, said
        assert towns.ask(BY_TOKEN[Role.VIEWER], asked, headers=said).status_code == status


def test_a_mutation_comes_by_post_alone(own: ServedTowns) -> None:
    for caller in (EDITOR, BY_TOKEN[Role.EDITOR]):
        answer = own.client.get("/graphql", params={"query": KEEP}, headers=own.shown(caller))
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
        override = {**own.shown(caller), "X-HTTP-Method-Override": "POST"}
        answer = own.client.get("/graphql", params={"query": KEEP}, headers=override)
        assert answer.status_code == 405
    asked = '{ area(slug: "seenham") { scenarios { name } } }'
    assert own.query(EDITOR, asked)["data"]["area"]["scenarios"] == [{"name": "Seen plan"}]


def test_a_program_changes_something_with_its_token_alone(own: ServedTowns) -> None:
    headers = own.shown(BY_TOKEN[Role.EDITOR])
    answer = own.client.post("/graphql", headers=headers, json={"query": KEEP})
    assert answer.json() == {"data": {"keepScenario": {"problems": []}}}
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        given = {**own.shown(EDITOR), **OWN, "Content-Type": kind}
        answer = own.client.post("/graphql", headers=given, content=f'{{"query": "{ASKED}"}}')
        assert answer.status_code == 415


def test_a_session_or_token_that_is_over_gets_nobody_in(own: ServedTowns) -> None:
    network, (viewer, token) = own.network, (VIEWER, BY_TOKEN[Role.VIEWER])
    assert [own.ask(one, "/").status_code for one in (viewer, token)] == [200, 200]
    for account in network.store.accounts():
        if account.name == token.name:
            (held,) = network.tokens.of(account.id)
            network.tokens.revoke(account.id, held.id)
        if account.name == viewer.name:
            network.sessions.end_all(account.id)
    assert own.ask(viewer, "/").status_code == 303
    refused = own.ask(token, "/")
    assert refused.status_code == 401
    assert "The token was revoked" in refused.text
    assert own.ask(EDITOR, "/").status_code == 200
    clock = network.book.clock
    assert isinstance(clock, SetClock)
    clock.pass_by(minutes=31)
    assert own.ask(EDITOR, "/").status_code == 303
    assert own.query(EDITOR, ASKED)["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    network.people.disable(network.people.named(BY_TOKEN[Role.EDITOR].name))
    assert own.ask(BY_TOKEN[Role.EDITOR], "/").status_code == 401


def test_a_new_role_gives_the_session_another_id(own: ServedTowns) -> None:
    before = own.shown(VIEWER)["Cookie"].partition("=")[2]
    assert "set-cookie" not in own.ask(VIEWER, "/").headers
    own.network.people.grant(own.network.people.named(VIEWER.name), Role.EDITOR, SEEN)
    given = own.ask(VIEWER, f"/areas/{SEEN}/import")
    assert given.status_code == 200
    cookie = given.headers["set-cookie"]
    name, _, rest = cookie.partition("=")
    new, *how = rest.split("; ")
    assert (name, how) == (SESSION_COOKIE, ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"])
    assert new != before
    asked = own.client.get("/", headers={"Cookie": f"{SESSION_COOKIE}={new}"})
    assert asked.status_code == 200
    assert "set-cookie" not in asked.headers
    clock = own.network.book.clock
    assert isinstance(clock, SetClock)
    clock.pass_by(seconds=31)
    assert own.ask(VIEWER, "/").status_code == 303


def test_anybody_reads_what_is_published_and_nothing_else(own: ServedTowns) -> None:
    network = own.network
    network.people.publish(SEEN, "Olu")
    for page in ("", "/map", "/table", "/findings", "/history", "/report", "/nodes/main"):
        answer = own.ask(STRANGER, f"/areas/{SEEN}{page}")
        assert answer.status_code == 200
        assert "Sam" not in answer.text.replace("Same", "")
        assert CANARY not in answer.text
        assert '<form method="post"' not in answer.text
    for page in ("/questions", "/scenarios", "/import", "/engagement/trust"):
        assert own.ask(STRANGER, f"/areas/{SEEN}{page}").status_code == 303
    for path in ("/", "/rules", f"/areas/{UNSEEN}", "/areas/nowhere", "/ask"):
        assert own.ask(STRANGER, path).status_code == 303
    assert own.query(STRANGER, ASKED)["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    missing = own.ask(STRANGER, f"/areas/{SEEN}/nodes/{UNSEEN}/main")
    assert (missing.status_code, CANARY + " " in missing.text) == (404, False)
    assert own.ask(STRANGER, f"/areas/{SEEN}/scenarios", "POST", json={}).status_code == 401
    assert own.ask(ELSEWHERE, f"/areas/{SEEN}").status_code == 200
    network.people.unpublish(SEEN)
    assert own.ask(STRANGER, f"/areas/{SEEN}").status_code == 303
    assert own.ask(ELSEWHERE, f"/areas/{SEEN}").status_code == 404


def test_a_page_that_a_browser_has_is_asked_for_each_time(own: ServedTowns) -> None:
    path = f"/areas/{SEEN}/table"
    first = own.ask(VIEWER, path)
    tag = {"If-None-Match": first.headers["etag"]}
    assert own.ask(VIEWER, path, headers=tag).status_code == 304
    assert "Cookie" in own.ask(VIEWER, path, headers=tag).headers["vary"]
    assert first.headers["cache-control"] == "private, no-cache"
    assert 'Signed in as <a href="/account">viewer</a>' in first.text
    # Another role, or another name, is another page.
    assert own.ask(EDITOR, path, headers=tag).status_code == 200
    assert own.ask(ELSEWHERE, path, headers=tag).status_code == 404
    assert own.ask(STRANGER, path, headers=tag).status_code == 303
    account = own.network.people.named(VIEWER.name)
    own.network.people.take_back(account, Role.VIEWER, SEEN)
    assert own.ask(VIEWER, path, headers=tag).status_code == 404


class AtHand(MemoryStore):
    """A store that tells its editions without waiting, as the embedded one does."""

    def editions_at_hand(self) -> Any:
        return self.editions()


def test_what_is_sent_again_is_sent_only_while_its_caller_may_see_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    replayed: list[bool] = []
    again = Replays._again

    def noting(self: Replays, *given: Any) -> Any:
        found = again(self, *given)
        replayed.append(found is not None)
        return found

    monkeypatch.setattr(Replays, "_again", noting)
    store = AtHand()
    store.fill(two_towns().contents())
    question = f'{{ area(slug: "{SEEN}") {{ name }} areas {{ slug }} }}'
    whole = {"data": {"area": {"name": "Seen area"}, "areas": [{"slug": SEEN}]}}
    with serving(store) as own:
        for caller in (VIEWER, BY_TOKEN[Role.VIEWER]):
            replayed.clear()
            answers = [own.query(caller, question) for _ in range(4)]
            assert answers == [whole] * 4
            assert replayed[-1]
            account = own.network.people.named(caller.name)
            own.network.people.take_back(account, Role.VIEWER, SEEN)
            nothing: Any = {"data": {"area": None, "areas": []}}
            assert [own.query(caller, question) for _ in range(3)] == [nothing] * 3
            own.network.people.grant(account, Role.VIEWER, SEEN)
            assert own.query(caller, question) == whole
        own.network.sessions.end_all(own.network.people.named(VIEWER.name).id)
        assert "data" not in own.query(VIEWER, question)


@pytest.mark.parametrize(
    "path",
    [
        f"/areas/%7a{UNSEEN[1:]}",
        f"/areas/{UNSEEN}%2fmap",
        f"/areas/{UNSEEN}/../{UNSEEN}",
        f"//areas/{UNSEEN}",
        f"/areas//{UNSEEN}",
        f"/areas/{UNSEEN.upper()}",
        f"/areas/{UNSEEN}/",
        f"/areas/{UNSEEN}/map/",
        f"/areas/{UNSEEN};x=1/map",
        f"/areas/{UNSEEN}%00",
        f"/areas/{SEEN}/../{UNSEEN}/map",
        f"/areas/{SEEN}/nodes/{UNSEEN}/main",
        f"/areas/{SEEN}/nodes/..%2f..%2f{UNSEEN}",
        f"/areas/{SEEN}/sources/../../{UNSEEN}",
        f"/areas/{SEEN}/compare?with={UNSEEN}",
        f"/areas/{SEEN}/history?about={UNSEEN}/main",
        f"/areas/{SEEN}/map?change={UNSEEN}/main~reports_to~main",
        f"/areas/{SEEN}/line-of-sight?from=main&to={UNSEEN}/main",
        f"/ask?area={UNSEEN}",
        f"/ask?question=bodies-without-line&areas={UNSEEN}",
        "/rules/link-health-wellbeing-board",
    ],
)
def test_no_way_of_writing_an_address_shows_what_is_not_seen(
    towns: ServedTowns, alone: ServedTowns, path: str
) -> None:
    for caller in (VIEWER, OWNER, BY_TOKEN[Role.OWNER], ELSEWHERE):
        for more in ({}, {"X-Original-URL": f"/areas/{UNSEEN}", "X-Forwarded-Prefix": "/x"}):
            answers = [one.ask(caller, path, headers=more) for one in (towns, alone)]
            assert answers[0].status_code == answers[1].status_code < 500
            assert answers[0].text == answers[1].text


_SENT: list[tuple[str, dict[str, Any]]] = [
    ("/ask", {"data": {"query": f'{{ node(id: "{UNSEEN}/main") {{ id }} areas {{ name }} }}'}}),
    ("/ask/answer.csv", {"data": {"query": "{ areas { slug name } }"}}),
    (
        f"/areas/{SEEN}/map/proposed",
        {
            "json": {
                "changes": [
                    {"addLink": {"from": "main", "kind": "reports_to", "to": f"{UNSEEN}/main"}}
                ]
            }
        },
    ),
    (f"/areas/{SEEN}/map/places", {"json": {"places": {f"{UNSEEN}/main": [1, 2]}}}),
    (
        f"/areas/{SEEN}/scenarios",
        {"data": {"do": "drop", "name": f"{CANARY} plan", "version": "1"}},
    ),
    (
        f"/areas/{SEEN}/questions",
        {"data": {"rule": "no-orphan-body", "subject": f"{UNSEEN}/main", "state": "asked"}},
    ),
    (
        f"/areas/{SEEN}/import",
        {
            "files": {
                "file": (
                    "Links.csv",
                    f"From,Kind,To\nmain,reports_to,{UNSEEN}/main\nmain,informs,shared/icb\n",
                    "text/csv",
                )
            }
        },
    ),
]


@pytest.mark.parametrize(("path", "sent"), _SENT, ids=lambda one: str(one)[:40])
def test_nothing_that_is_sent_tells_of_what_is_not_seen(
    towns: ServedTowns, alone: ServedTowns, path: str, sent: dict[str, Any]
) -> None:
    for caller in (OWNER, BY_TOKEN[Role.OWNER]):
        answers = []
        for one in (towns, alone):
            answer = one.ask(caller, path, "POST", **sent)
            if path.endswith("/import"):
                assert answer.status_code == 303
                kept = answer.headers["location"]
                answer = one.ask(caller, kept)
                answers.append((answer.status_code, answer.text.replace(kept, "")))
            else:
                answers.append((answer.status_code, answer.text))
        assert answers[0] == answers[1]
        assert answers[0][0] < 500


def test_a_command_of_this_machine_is_no_stranger_and_nobody_else_is_one(
    towns: ServedTowns,
) -> None:
    url, right = "/remote/areas", {"Authorization": "Bearer t"}
    for more in ({}, {"X-Forwarded-For": "10.0.0.1"}, {"Forwarded": "for=10.0.0.1"}):
        answer = towns.client.post(url, headers={**right, **more}, content=b"")
        # The client of the tests is not on this machine.
        assert answer.status_code == 404
    token = towns.shown(BY_TOKEN[Role.OWNER])
    assert towns.client.post(url, headers=token).status_code == 404
    assert towns.client.get(url, headers=towns.shown(EVERYWHERE)).status_code in (404, 405)


def test_an_upload_is_its_senders_alone(own: ServedTowns) -> None:
    sheet = "Id,Name,Kind of body\nnew,New Group,working group\n"
    path = f"/areas/{SEEN}/import"
    sent = own.ask(EDITOR, path, "POST", files={"file": ("Bodies.csv", sheet, "text/csv")})
    assert sent.status_code == 303
    kept = sent.headers["location"]
    assert "New Group" in own.ask(EDITOR, kept).text
    for other in (OWNER, EVERYWHERE):
        answer = own.ask(other, kept)
        assert answer.status_code == 404
        assert "New Group" not in answer.text


def test_where_accounts_are_away_nobody_gets_in(
    own: ServedTowns, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise StoreUnreachable("The accounts are away.")

    monkeypatch.setattr(type(own.network.sessions), "look", away)
    answer = own.ask(VIEWER, "/")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert answer.text == "The accounts are away.\n"


def test_the_person_of_a_request_ends_with_it(towns: ServedTowns) -> None:
    """One after the other on the same threads: nobody is left there for the next."""
    for _ in range(3):
        assert towns.query(EVERYWHERE, ASKED)["data"]["areas"]
        assert towns.query(ELSEWHERE, ASKED)["data"] == {"areas": [{"slug": "otherham"}]}
        assert "areas" not in towns.ask(STRANGER, "/health").json()
