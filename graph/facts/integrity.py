"""Do facts hold together: each well formed, with all that it needs, on a map that shows it."""

from collections.abc import Callable, Iterable, Mapping

from graph.errors import InvalidFact
from graph.facts.identifiers import area_of
from graph.facts.model import Declaration, Fact, Link, Meeting, Node
from graph.facts.plain_form import check_form
from graph.facts.unsafe_text import check_texts
from graph.facts.validation import check_ends

Known = Mapping[str, tuple[Fact, int]]


def referenced_ids(fact: Fact) -> tuple[str, ...]:
    """Return the ids of the facts that this one cannot stand without."""
    match fact:
        case Link():
            return (fact.from_id, fact.to_id)
        case Meeting():
            return (fact.body, *(entry.holder for entry in fact.register))
        case Declaration():
            return (fact.subject,)
        case _:
            return ()


def maps_of(fact: Fact) -> tuple[str, ...]:
    """Return the areas on whose maps a fact itself appears."""
    return (area_of(fact.id), *(fact.maps if isinstance(fact, Node) else ()))


def on_map(fact: Fact, area: str, find: Callable[[str], Fact | None]) -> bool:
    """Say whether a fact is on the map of an area: a link is where both of its ends are."""
    if isinstance(fact, Node):
        return fact.on_map(area)
    if isinstance(fact, Link):
        ends = (find(fact.from_id), find(fact.to_id))
        return all(isinstance(end, Node) and end.on_map(area) for end in ends)
    return area_of(fact.id) == area


def check_whole(
    before: Mapping[str, Fact | None],
    moved: Mapping[str, Fact | None],
    find: Callable[[Iterable[str]], Known],
    referring: Callable[[Iterable[str]], Iterable[str]],
) -> None:
    """Refuse facts (moved, by id; None: withdrawn) that would not hold together with the rest.

    before has the facts as they were; what they hold already may stay.
    """
    gone = [fact_id for fact_id, fact in moved.items() if fact is None]
    left = sorted(set(referring(gone)) - set(gone)) if gone else []
    if left:
        wrong = f"{gone[0]} cannot be withdrawn while {left[0]} needs it"
        raise InvalidFact("", wrong, "withdraw or change that first", "id", gone[0])
    written = [fact for fact in moved.values() if fact is not None]
    outside = {end for fact in written for end in referenced_ids(fact)} - set(moved)
    known = find(outside) if outside else {}

    def standing(fact_id: str, fact: Fact) -> Fact:
        found = moved[fact_id] if fact_id in moved else known.get(fact_id, (None, 0))[0]
        if found is None:
            right = "record it first, or correct the id"
            raise InvalidFact(fact.id, f'"{fact_id}" is not recorded', right, "id", fact_id)
        return found

    for fact in written:
        check_form(fact)
        check_texts(fact, before.get(fact.id))
        ends = [standing(fact_id, fact) for fact_id in referenced_ids(fact)]
        _check_on_map(fact, ends)
        if isinstance(fact, Link):
            _check_link(fact, ends[0], ends[1])
        elif isinstance(fact, Meeting | Declaration) and ends[0].id != area_of(fact.id):
            _check_body(fact.id, ends[0])
        elif isinstance(fact, Node):
            _check_stays(fact, before.get(fact.id), set(gone), referring)


def _check_on_map(fact: Fact, ends: Iterable[Fact]) -> None:
    home = area_of(fact.id)
    for end in ends:
        if isinstance(end, Node) and home != "shared" and not end.on_map(home):
            right = f'add "{home}" to the maps of {end.id} first'
            raise InvalidFact(fact.id, f"{end.id} is not on the map of {home}", right, "id", end.id)


def _check_stays(
    node: Node,
    before: Fact | None,
    gone: set[str],
    referring: Callable[[Iterable[str]], Iterable[str]],
) -> None:
    """Refuse to take a node from a map where something needs it: that would vanish with it."""
    left = set(maps_of(before) if before else ()) - set(maps_of(node))
    held = [i for i in referring([node.id]) if area_of(i) in left] if left else []
    for fact_id in sorted(set(held) - gone):
        wrong = f"{node.id} cannot leave the map of {area_of(fact_id)} while {fact_id} needs it"
        raise InvalidFact(node.id, wrong, "withdraw or change that first", "maps", node.id)


def _check_link(link: Link, start: Fact, stop: Fact) -> None:
    for end in (start, stop):
        if not isinstance(end, Node):
            right = "a link joins two things on the map"
            raise InvalidFact(link.id, f'"{end.id}" is no thing on the map', right, "id", end.id)
    assert isinstance(start, Node)
    assert isinstance(stop, Node)
    check_ends(link, start, stop)


def _check_body(fact_id: str, body: Fact) -> None:
    if not isinstance(body, Node) or body.kind != "body":
        raise InvalidFact(fact_id, f"{body.id} is no body", "name a body", "body", body.id)


def link_maps(
    facts: Iterable[Fact | None],
    moved: Mapping[str, Fact | None],
    find: Callable[[Iterable[str]], Known],
) -> dict[str, set[str]]:
    """Return the areas on whose maps each link appears: those that both of its ends are on."""
    links = {fact.id: fact for fact in facts if isinstance(fact, Link)}
    known = find({end for link in links.values() for end in referenced_ids(link)}) if links else {}

    def maps(end: str) -> set[str]:
        readings = (known.get(end, (None, 0))[0], moved.get(end))
        return {slug for reading in readings if reading is not None for slug in maps_of(reading)}

    return {link.id: maps(link.from_id) & maps(link.to_id) for link in links.values()}
