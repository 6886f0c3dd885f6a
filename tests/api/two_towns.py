"""Two towns in one service, of which most people see one, and everybody who may ask for them.

Whatever is of the unseen town has one word in it that stands nowhere else: where that word comes
back to somebody who does not see the town, something was told that should not be.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from starlette.testclient import TestClient

from api.access.network import SESSION_COOKIE, NetworkMode
from api.access.persons import ALL_RIGHTS, Person, Rights, Role, Via
from api.app import create_app
from graph.facts.changes import Added, Batch
from graph.facts.model import Area, Fact, Link, Meeting, Node, QuestionState, Reference, Source
from graph.facts.scenarios import Scenario
from graph.store import Store
from graph.stores.memory import MemoryStore
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
        rule="body-has-terms",
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
        Batch(id=batch, area=area, who=who, when=_WHEN, source=f"{area}.xlsx", changes=added)
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
    """Somebody who asks: by which headers they are known, and what they may."""

    name: str
    person: Person | None
    token: bool = False

    @property
    def headers(self) -> dict[str, str]:
        """The headers that say who asks."""
        if self.person is None:
            return {}
        shown = f"gt_{self.name}" if self.token else self.name
        if self.token:
            return {"Authorization": f"Bearer {shown}"}
        return {"Cookie": f"{SESSION_COOKIE}={shown}"}

    @property
    def sees_unseen(self) -> bool:
        """Whether they see the town that most do not."""
        return self.person is not None and self.person.rights.sees(UNSEEN)


def _caller(name: str, rights: Rights, token: bool = False) -> Caller:
    via = Via.TOKEN if token else Via.PAGE
    return Caller(name, Person(name.title(), rights, via, f"account-{name}"), token)


STRANGER = Caller("stranger", None)
BY_ROLE = {role: _caller(role.value, Rights(by_area={SEEN: role})) for role in Role}
BY_TOKEN = {
    role: _caller(f"{role.value}-token", Rights(by_area={SEEN: role}), token=True) for role in Role
}
ELSEWHERE = _caller("elsewhere", Rights(by_area={OTHER: Role.OWNER}))
KEEPER = _caller("keeper", Rights(keeper=True))
EVERYWHERE = _caller("everywhere", ALL_RIGHTS)
CALLERS = (STRANGER, *BY_ROLE.values(), *BY_TOKEN.values(), ELSEWHERE, KEEPER, EVERYWHERE)
RESTRICTED = tuple(one for one in CALLERS if not one.sees_unseen)


class People:
    """Whoever is known; who is signed out, and which areas are published, may change."""

    def __init__(self, published: frozenset[str] = frozenset()) -> None:
        self.shown = {
            one.headers.popitem()[1].removeprefix("Bearer ").removeprefix(f"{SESSION_COOKIE}="): one
            for one in CALLERS
            if one.person
        }
        self.areas = published

    def _person(self, text: str, token: bool) -> Person | None:
        found = self.shown.get(text)
        if found is None or found.person is None or found.token != token:
            return None
        return replace(found.person, rights=replace(found.person.rights, published=self.areas))

    def person_of_session(self, text: str) -> Person | None:
        return self._person(text, token=False)

    def person_of_token(self, text: str) -> Person | None:
        return self._person(text, token=True)

    def published(self) -> frozenset[str]:
        return self.areas


@contextmanager
def _emptied() -> Iterator[Store]:
    """Open the store in which a demo keeps areas: one that is thrown away."""
    yield MemoryStore()


@contextmanager
def serving(store: MemoryStore, people: People | None = None) -> Iterator[TestClient]:
    """Serve a store on a network, to whoever is known."""
    app = create_app(store, network=NetworkMode(people or People()), token="t", keep_in=_emptied)
    with TestClient(
        app, base_url=BASE, raise_server_exceptions=False, follow_redirects=False
    ) as client:
        yield client
