"""Generated areas and changes: whatever the model allows, drawn from a seed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from graph.facts.changes import Added, Change, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.identifiers import declaration_id, link_id
from graph.facts.integrity import referenced_ids
from graph.facts.model import (
    Area,
    Attendance,
    Confidence,
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    Reference,
    Snapshot,
    Source,
    Status,
    Value,
    snapshot_of,
)
from graph.governance_view import SEAT_LINKS
from graph.kinds import DECLARABLE_LISTS, LINK_KINDS, ValueType, node_attributes
from graph.kinds.words import ATTENDANCE

SLUG = "madeham"
WAYS = ("node", "link", "link", "link", "change", "end", "withdraw", "word", "meeting", "register")
ATTENDED = tuple(choice.word for choice in ATTENDANCE)
KINDS = ("body", "body", "body", "post", "post", "organisation", "plan", "site", "person")
MORE = (
    "programme",
    "agreement",
    "agreement",
    "action",
    "action",
    "agenda",
    "department",
    "community",
    "footprint",
    "commitment",
)
DAYS = ("", "", "", "2019", "2023-06", "2024-03-31", "2025")


def generated(seed: int, size: int = 14, lines: int = 30) -> Snapshot:
    """Return an area of so many things and links."""
    dice = Random(seed)
    area = Area(
        slug=SLUG,
        name="Madeham",
        recorded_as_of=date(2024, 3, 31),
        start_for_life_funded=dice.choice([True, True, False, None]),
    )
    source = Source(area=SLUG, document="minutes", title="Minutes")
    nodes = [new_node(dice, number) for number in range(size)]
    nodes = [owned(dice, node, nodes) for node in nodes]
    first: tuple[Fact, ...] = (area, source, *nodes)
    facts = {fact.id: fact for fact in first}
    for _ in range(lines):
        if link := new_link(dice, nodes):
            facts[link.id] = link
    bodies = [node for node in nodes if node.kind == "body"]
    for listed in dice.sample(DECLARABLE_LISTS, 4):
        about = SLUG if listed.of_area else dice.choice(bodies).id if bodies else ""
        if about:
            one = Declaration(
                area=SLUG, list_name=listed.name, subject=about, on=date(2024, 1, 1), by="Ada"
            )
            facts[declaration_id(SLUG, listed.name, about)] = one
    for number, body in enumerate(bodies[:2] * 3):
        meeting = new_meeting(dice, number, body, facts)
        facts[meeting.id] = meeting
    return snapshot_of(facts, SLUG, 1, {})


def new_node(dice: Random, number: int, slug: str = SLUG) -> Node:
    """Return a thing of some kind with some of its attributes."""
    kind = dice.choice(KINDS if dice.random() < 0.85 else MORE)
    attributes: dict[str, Value] = {}
    for name, attribute in node_attributes(kind).items():
        always = name in ("body_kind", "post_kind", "plan_kind", "sector", "site_kind")
        if not always and dice.random() < 0.7:
            continue
        if attribute.type is ValueType.YES_NO:
            attributes[name] = dice.random() < 0.5
        elif attribute.type is ValueType.CHOICE:
            attributes[name] = dice.choice(attribute.words)
        elif attribute.type is ValueType.CHOICES:
            some = dice.sample(attribute.words, 2)
            attributes[name] = ("none",) if "none" in some else tuple(some)
        elif attribute.type is ValueType.DATE:
            attributes[name] = "2024-02"
    if kind == "body" and dice.random() < 0.3:
        attributes["body_kind"] = dice.choice(["main_board", "sub_group", "hwb", "data_board"])
    return Node(
        id=f"{slug}/{kind}{number}",
        kind=kind,
        name=f"The {kind} {number}",
        attributes=attributes,
        **_recorded(dice),
    )


def owned(dice: Random, node: Node, nodes: list[Node]) -> Node:
    """Return an action with somebody who owns it; anything else as it is."""
    owners = [n.id for n in nodes if n.kind in ("organisation", "post")]
    if node.kind != "action" or not owners:
        return node
    return replace(node, attributes={**node.attributes, "owner": dice.choice(owners)})


def new_link(dice: Random, nodes: list[Node], slug: str = SLUG) -> Link | None:
    """Return a link between two of these things, if their kinds allow one."""
    start, stop = dice.choice(nodes), dice.choice(nodes)
    kinds = [k.name for k in LINK_KINDS if (start.kind, stop.kind) in k.pairs]
    if not kinds or start.id == stop.id:
        return None
    kind = dice.choice(kinds)
    if kind == "succeeded_by" and start.id > stop.id:
        return None  # nothing takes over from itself, in however many steps
    own: dict[str, Value] = {}
    if kind == "member_of":
        own = {"vacant": dice.random() < 0.2, "level": "strategic"}
    return Link(
        id=link_id(slug, start.id, kind, stop.id),
        kind=kind,
        from_id=start.id,
        to_id=stop.id,
        attributes=own,
        **_recorded(dice),
    )


def new_meeting(
    dice: Random, number: int, body: Node, facts: Mapping[str, Fact], slug: str = SLUG
) -> Meeting:
    """Return a meeting of a body, often with a register of those who have a seat on it."""
    seats = [f for f in facts.values() if isinstance(f, Link) and f.to_id == body.id]
    holders = dict.fromkeys(f.from_id for f in seats if f.kind in SEAT_LINKS)
    entries = tuple(Attendance(holder, dice.choice(ATTENDED)) for holder in holders)
    return Meeting(
        id=f"{slug}/m{number}",
        body=body.id,
        day=PartialDate(dice.choice(["2023-09", "2023-11-07", "2024-01-09", "2024-03-05"])),
        cancelled=dice.random() < 0.1,
        register=entries if dice.random() < 0.7 else (),
    )


def _recorded(dice: Random) -> dict[str, Any]:
    since, until = dice.choice(DAYS), dice.choice(DAYS) if dice.random() < 0.2 else ""
    until = until if until > since else ""
    status = dice.choice([Status.OPERATING] * 6 + [Status.PLANNED, Status.ASPIRED])
    confidence = dice.choice([Confidence.STATED] * 8 + [Confidence.DISPUTED])
    return {
        "status": status,
        "confidence": confidence,
        "since": PartialDate(since) if since else None,
        "until": PartialDate(until) if until else None,
        "sources": (_reference(dice),),
    }


def _reference(dice: Random) -> Reference:
    page = dice.randint(1, 40) if dice.random() < 0.2 else None
    quote = dice.choice(["The board meets; it reports.", "None", "'so'", "=1"])
    return Reference("minutes", "p1", "", page, quote if dice.random() < 0.2 else "")


def some_changes(seed: int, snapshot: Snapshot) -> tuple[Change, ...]:
    """Return changes to an area, of every sort, to any fact; a few of them no store would take."""
    dice = Random(seed)
    nodes = dict(snapshot.nodes)
    made: dict[str, Change] = {}
    needed = {end for fact in snapshot.facts().values() for end in referenced_ids(fact)}
    for number in range(dice.randint(1, 4)):
        what = dice.choice(WAYS)
        if what == "node":
            node = new_node(dice, 100 + number, snapshot.area.slug)
            nodes[node.id] = node
            made[node.id] = Added(node)
        elif what == "link":
            link = new_link(dice, list(nodes.values()), snapshot.area.slug)
            if link and link.id not in snapshot.links:
                made[link.id] = Added(link)
        elif what == "meeting":
            bodies = [node for node in snapshot.nodes.values() if node.kind == "body"]
            if bodies:
                known = snapshot.facts()
                slug = snapshot.area.slug
                one = new_meeting(dice, 100 + number, dice.choice(bodies), known, slug)
                made[one.id] = Added(one)
        elif what == "register" and snapshot.meetings:
            met = dice.choice([*snapshot.meetings.values()])
            made[met.id] = Changed(replace(met, register=met.register[:1], cancelled=False))
        elif what == "word" and snapshot.declarations:
            word = dice.choice([*snapshot.declarations.values()])
            made[word.id] = Withdrawn(word.id)
        else:
            everything: list[Node | Link] = [*snapshot.nodes.values(), *snapshot.links.values()]
            fact = dice.choice(everything)
            if fact.id in made:
                continue
            if what == "withdraw" and fact.id not in needed:
                made[fact.id] = Withdrawn(fact.id)
            elif what == "end":
                made[fact.id] = Ended(fact.id, PartialDate(dice.choice(["2024-03-01", "2024-03"])))
            elif isinstance(fact, Node) and fact.kind in (*KINDS, *MORE):
                again = next(
                    n for n in iter(lambda: new_node(dice, 0), None) if n.kind == fact.kind
                )
                made[fact.id] = Changed(replace(fact, attributes=again.attributes, note="again"))
            else:
                made[fact.id] = Changed(replace(fact, status=Status.PLANNED))
    gone = {i for i, change in made.items() if isinstance(change, Withdrawn)}
    return tuple(
        change
        for change in made.values()
        if not (isinstance(change, Added) and gone & set(referenced_ids(change.fact)))
    )
