"""Two towns in one service, of which most people see one, and everybody who may ask for them.

Whatever is of the unseen town has one word in it that stands nowhere else: where that word comes
back to somebody who does not see the town, something was told that should not be.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import httpx2 as httpx
from starlette.applications import Starlette
from starlette.testclient import TestClient

from api.access.network import SESSION_COOKIE, NetworkMode
from api.access.persons import ALL_RIGHTS, Rights, Role
from api.app import create_app
from graph.facts.changes import Added, Batch
from graph.facts.model import Area, Fact, Link, Meeting, Node, QuestionState, Reference, Source
from graph.facts.scenarios import Scenario
from graph.store import Store
from graph.stores.memory import MemoryStore
from tests.api.access.quick import quick_network
from tests.towns import Town

SEEN, UNSEEN, OTHER = "seenham", "zqxtown", "otherham"
CANARY = "zqx"
BASE = "https://127.0.0.1"
OWN = {"Origin": BASE, "Sec-Fetch-Site": "same-origin"}
_WHEN = datetime(2024, 4, 1, 12, tzinfo=UTC)
_SHARED = Node(
    id="shared/icb",
    kind="body",
    name="Integrated care board",
    maps=(SEEN, UNSEEN),
    attributes={"body_kind": "icb_board"},
    sources=(Reference("minutes", "p2"),),
)


def _town(slug: str, word: str) -> list[Fact]:
    town = (
        Town(slug, funded=True)
        .main(name=f"{word} main board", quorum=2, note=f"{word} note")
        .body("group", "sub_group", name=f"{word} group")
        .post("chair", name=f"{word} chair")
        .post("clerk", name=f"{word} clerk")
        .organisation("trust", "nhs_community", name=f"{word} trust")
        .organisation("vcs", name=f"{word} charity")
        .link("chair", "chairs", "main")
        .link("clerk", "member_of", "main")
        .link("trust", "member_of", "main")
        .link("group", "reports_to", "main")
        .meet("met-1", "main", "2024-01-10", chair="present", trust="no_contact")
        .meet("met-2", "main", "2024-02-10", chair="present", trust="present")
        .declare("members", of="main")
    )
    facts = list(town.facts.values())
    asked = QuestionState(
        area=slug,
        rule="terms-of-reference-current",
        subject=f"{slug}/group",
        state="declined",
        on=date(2024, 3, 1),
        by=f"{word} post",
        reason=f"{word} reason",
    )
    return [_named(fact, slug, word) for fact in (*facts, asked)]


def _named(fact: Fact, slug: str, word: str) -> Fact:
    """Return a fact with the word in each text of it that people write."""
    place = Reference("minutes", f"{word} place", f"{word} heading", quote=f"{word} quote")
    match fact:
        case Area():
            return replace(fact, name=f"{word} area", sources=(place,))
        case Source():
            return replace(fact, title=f"{word} minutes", publisher=f"{word} council")
        case Node() | Link() | Meeting() | QuestionState():
            return replace(fact, note=f"{word} note of {slug}", sources=(place,))
    return fact


def _write(store: MemoryStore, area: str, who: str, *facts: Fact) -> None:
    added = tuple(map(Added, facts))
    batch = f"{area}-{len(facts)}-{facts[0].id}"
    store.apply(
        Batch(
            id=batch,
            area=area,
            who=who,
            when=_WHEN,
            source=f"{area}.xlsx",
            changes=added,
            said_by=f"{who} post",
            meeting=f"{area}/met-1",
        )
    )


def _scenario(store: MemoryStore, slug: str, word: str) -> None:
    added = Node(id=f"{slug}/new", kind="body", name=f"{word} new body")
    store.keep_scenario(
        Scenario(
            area=slug,
            name=f"{word} plan",
            author=f"{word} author",
            day=date(2024, 3, 1),
            changes=(Added(added),),
        )
    )


def two_towns(*, with_unseen: bool = True) -> MemoryStore:
    """Return the towns; without the unseen one all else is the same, to the last fact."""
    store = MemoryStore()
    _write(store, SEEN, "Sam", *_town(SEEN, "Seen"))
    _write(store, SEEN, "Sam", _SHARED)
    _scenario(store, SEEN, "Seen")
    if with_unseen:
        _write(store, UNSEEN, f"{CANARY} writer", *_town(UNSEEN, CANARY))
        panel = Node(id=f"{UNSEEN}/panel", kind="body", name=f"{CANARY} panel")
        _write(store, UNSEEN, f"{CANARY} writer", panel)
        _scenario(store, UNSEEN, CANARY)
        store.keep_places(UNSEEN, "columns", {f"{UNSEEN}/main": (1.0, 2.0)})
    _write(store, OTHER, "Ola", Area(slug=OTHER, name="Otherham"))
    return store


@dataclass(frozen=True)
class Caller:
    """Somebody who asks: their account's name, what it may, and whether they ask by a token."""

    name: str
    rights: Rights = field(default_factory=Rights)
    token: bool = False

    @property
    def sees_unseen(self) -> bool:
        """Whether they see the town that most do not."""
        return self.rights.sees(UNSEEN)


STRANGER = Caller("stranger")
BY_ROLE = {role: Caller(role.value, Rights(by_area={SEEN: role})) for role in Role}
BY_TOKEN = {
    role: Caller(f"{role.value} by token", Rights(by_area={SEEN: role}), token=True)
    for role in Role
}
ELSEWHERE = Caller("elsewhere", Rights(by_area={OTHER: Role.OWNER}))
KEEPER = Caller("keeper", Rights(keeper=True))
EVERYWHERE = Caller("everywhere", ALL_RIGHTS)
CALLERS = (STRANGER, *BY_ROLE.values(), *BY_TOKEN.values(), ELSEWHERE, KEEPER, EVERYWHERE)


class ServedTowns:
    """A service on a network over a store, and all who may ask it, each with how they show that."""

    def __init__(self, client: TestClient | None, network: NetworkMode) -> None:
        self._client, self.network = client, network
        self._shown = {caller.name: self._known(caller) for caller in CALLERS}

    @property
    def client(self) -> TestClient:
        """What asks the service, where it is not on a port."""
        assert self._client
        return self._client

    def _known(self, caller: Caller) -> dict[str, str]:
        if caller is STRANGER:
            return {}
        people, rights = self.network.people, caller.rights
        account = people.add(caller.name)
        roles = [(role, slug) for slug, role in rights.by_area.items()]
        roles += [(rights.everywhere, "")] if rights.everywhere else []
        if rights.keeper:
            people.grant(account, None)
        for role, slug in roles:
            people.grant(account, role, slug)
        account = self.network.store.account(account.id)
        if caller.token:
            (role, slug), *_ = roles
            text, _ = self.network.tokens.issue(account, role, [slug])
            return {"Authorization": f"Bearer {text}"}
        return {"Cookie": f"{SESSION_COOKIE}={self.network.sessions.begin(account)}"}

    def shown(self, caller: Caller) -> dict[str, str]:
        """Return the headers that say who asks."""
        return dict(self._shown[caller.name])

    def ask(
        self,
        caller: Caller,
        address: str,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        **sent: Any,
    ) -> httpx.Response:
        """Ask for something as somebody; what is sent comes from a page of the service itself."""
        own = OWN if method != "GET" else {}
        given = {**self.shown(caller), **own, **(headers or {})}
        return self.client.request(method, address, headers=given, **sent)

    def query(self, caller: Caller, query: str, **variables: Any) -> dict[str, Any]:
        """Ask GraphQL something as somebody; return what it answers."""
        sent = {"query": query, "variables": variables}
        answer: dict[str, Any] = self.ask(caller, "/graphql", "POST", json=sent).json()
        return answer


@contextmanager
def _emptied() -> Iterator[Store]:
    """Open the store in which a demo keeps areas: one that is thrown away."""
    yield MemoryStore()


def network_app(store: MemoryStore, network: NetworkMode | None = None) -> Starlette:
    """Return a service on a network with all that it can have."""
    return create_app(
        store,
        network=network or quick_network(),
        token="t",
        keep_in=_emptied,
        contact="mailto:a@b.example",
    )


@contextmanager
def serving(store: MemoryStore) -> Iterator[ServedTowns]:
    """Serve a store on a network, to whoever is known."""
    network = quick_network()
    with TestClient(
        network_app(store, network),
        base_url=BASE,
        raise_server_exceptions=False,
        follow_redirects=False,
    ) as client:
        yield ServedTowns(client, network)
