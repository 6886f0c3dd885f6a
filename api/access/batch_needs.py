"""What writing needs of whoever does it, fact by fact, and what they are told of other areas.

A thing that stands on several maps changes all of them, so it takes the role on each. Whatever is
of an area that is not seen is as if it were not there: no error tells that it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields

from api.access.needs import EDITOR, OWNER, REVIEWER, Admission, Need, asked, forbidden
from api.access.persons import Rights, Role, person_here
from api.errors import Forbidden
from graph.errors import Conflict, InvalidFact
from graph.facts.changes import Added, Batch, Change, Changed
from graph.facts.identifiers import SHARED, area_of, local_of
from graph.facts.integrity import maps_of, referenced_ids
from graph.facts.model import Declaration, Fact, Link, Node, QuestionState, Snapshot
from graph.store import Store

_DECLARED = "declared~"
# The fields of a batch that say what it is; any other is something that it writes.
_ABOUT = (
    *("id", "area", "who", "when", "source", "changes"),
    *("via", "said_by", "meeting", "day", "takes_back"),
)


def check_batch_rights(store: Store, batch: Batch, expected: Mapping[str, int]) -> None:
    """Refuse a batch that the person at work may not write; raises as check_writes does."""
    # Whatever a batch may hold besides changes takes an editor.
    beside = (f.name for f in fields(batch) if f.name not in _ABOUT)
    check_writes(store, batch.area, batch.changes, expected, any(getattr(batch, n) for n in beside))


def check_writes(
    store: Store,
    slug: str,
    changes: Sequence[Change],
    expected: Mapping[str, int],
    more: bool = False,
) -> None:
    """Refuse what the person at work may not write into an area that they see.

    expected are the versions they say they have seen; more says that something is written besides
    the changes. Raises Forbidden; Conflict and InvalidFact
    as the store does of what is not there.
    """
    rights = person_here().rights
    there = _Known(store, slug, rights)
    need = _least(changes, there)
    if need is REVIEWER and (more or not changes):
        need = EDITOR
    if asked(need, person_here(), slug) is not Admission.MAY:
        raise forbidden(need, slug)
    if rights.everywhere is not None and rights.everywhere.holds(Role.EDITOR):
        return
    _check_expected(expected, there)
    new = {fact.id: fact for fact in map(_fact, changes) if fact is not None}
    for change in changes:
        _check_home(_id(change), there)
        written = _fact(change)
        if written is not None:
            _check_references(written, new, there)
        for fact in (there.fact(_id(change)), written):
            if fact is not None:
                _check_maps(fact, new, there)


class _Known:
    """What somebody sees of a store, as far as writing into one area asks for it."""

    def __init__(self, store: Store, slug: str, rights: Rights) -> None:
        self._store, self.slug, self.rights = store, slug, rights
        self._read: dict[str, Snapshot | None] = {}

    def _snapshot(self, slug: str) -> Snapshot | None:
        if slug not in self._read:
            there = slug in self._store.editions()
            self._read[slug] = self._store.read(slug) if there else None
        return self._read[slug]

    def fact(self, fact_id: str) -> Fact | None:
        """Return a fact on one of the maps that are seen, first of all on this one."""
        seen = filter(self.rights.sees, self._store.editions())
        for slug in dict.fromkeys((self.slug, *seen)):
            snapshot = self._snapshot(slug)
            found = snapshot.facts().get(fact_id) if snapshot else None
            if found is not None:
                return found
        return None

    def is_elsewhere(self, fact_id: str) -> bool:
        """Say whether an id is of what is shared, and stands on maps that are not seen alone."""
        if area_of(fact_id) != SHARED or self.fact(fact_id) is not None:
            return False
        return any(hit.node_id == fact_id for hit in self._store.find(fact_id))


def _least(changes: Sequence[Change], there: _Known) -> Need:
    """Return what writing changes into their own area needs."""
    facts = [_fact(change) or there.fact(_id(change)) for change in changes]
    named = (local_of(_id(change)) for change in changes)
    if any(isinstance(one, Declaration) for one in facts) or any(
        name.startswith(_DECLARED) for name in named
    ):
        return OWNER
    return REVIEWER if all(isinstance(one, QuestionState) for one in facts) else EDITOR


def _fact(change: Change) -> Fact | None:
    return change.fact if isinstance(change, Added | Changed) else None


def _id(change: Change) -> str:
    return change.fact.id if isinstance(change, Added | Changed) else change.fact_id


def _check_expected(expected: Mapping[str, int], there: _Known) -> None:
    """Refuse versions of what is not seen, as of what is not there."""
    unseen = [i for i in expected if not _is_own(i, there) and there.fact(i) is None]
    stale = [i for i in unseen if expected[i]]
    if stale:
        raise Conflict(
            [(i, f"was withdrawn since it was read as version {expected[i]}") for i in stale]
        )
    if unseen:
        raise elsewhere(unseen[0])


def _is_own(fact_id: str, there: _Known) -> bool:
    home = area_of(fact_id)
    own = home == there.slug or (home != SHARED and there.rights.sees(home))
    return own or (home == SHARED and not there.is_elsewhere(fact_id))


def _check_home(fact_id: str, there: _Known) -> None:
    home = area_of(fact_id)
    may = home == SHARED or there.rights.may(Role.EDITOR, home) or home == there.slug
    if not may or there.is_elsewhere(fact_id):
        raise elsewhere(fact_id)


def _check_references(fact: Fact, new: Mapping[str, Fact], there: _Known) -> None:
    """Refuse a fact that needs what is not seen, as one that needs what is not there."""
    for fact_id in referenced_ids(fact):
        if fact_id not in new and there.fact(fact_id) is None and fact_id != there.slug:
            right = "record it first, or correct the id"
            raise InvalidFact(fact.id, f'"{fact_id}" is not recorded', right, "id", fact_id)


def _check_maps(fact: Fact, new: Mapping[str, Fact], there: _Known) -> None:
    """Refuse to change what stands on the map of an area in which one may not write."""
    if isinstance(fact, Link):
        ends = (new.get(end) or there.fact(end) for end in referenced_ids(fact))
        maps = set.intersection(*(_maps(end) for end in ends))
    else:
        maps = _maps(fact)
    if not all(there.rights.may(Role.EDITOR, slug) for slug in maps - {SHARED, there.slug}):
        raise elsewhere(fact.id)


def _maps(fact: Fact | None) -> set[str]:
    return set(maps_of(fact)) if isinstance(fact, Node) else set()


def elsewhere(fact_id: str) -> Forbidden:
    """Make the error for what is another area's too; the same whether anything is there or not."""
    return Forbidden(
        f"{fact_id} cannot be written here: it may stand on the map of another area, and that "
        "takes an editor of each. Ask whoever looks after all areas."
    )
