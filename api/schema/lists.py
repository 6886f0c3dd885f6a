"""The lists of a view, and of several areas: things kind by kind, links, seats, facts, findings.

Each is described once; AreaView and Query have the same ones.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from api.schema.citations import CitedFact
from api.schema.context import AreaOnDay
from api.schema.engagement import PartnerEngagementConnection, PartnerEngagementType
from api.schema.fields import CHECKS
from api.schema.findings import FindingConnection, FindingType
from api.schema.links import LinkConnection, LinkType
from api.schema.list_wheres import (
    EngagementWhere,
    FactWhere,
    FindingWhere,
    LinkWhere,
    MeetingWhere,
    SeatWhere,
    SourceWhere,
    read_engagement,
    read_facts,
    read_findings,
    read_links,
    read_meetings,
    read_seats,
    read_sources,
)
from api.schema.listed import (
    ListOrders,
    ListSpec,
    OrderKey,
    Resolver,
    list_of_view,
    list_over_areas,
)
from api.schema.meetings import MeetingConnection, MeetingType
from api.schema.nodes import CONNECTIONS, ThingConnection
from api.schema.seats import ListedSeatConnection, ListedSeatType
from api.schema.sources import FactConnection, SourceConnection, SourceType
from api.schema.thing_wheres import WHERES, AnyThingWhere, read_where
from api.service.finding_lists import reading_rank
from graph.engagement.ranking import in_reading_order
from graph.facts.identifiers import natural_key, slugify
from graph.facts.model import Fact, Node
from graph.kinds import NODE_KIND, NODE_KINDS
from graph.rules.finding import READING_ORDER, Severity
from graph.selection.fact_selection import documents_behind, facts_of, sort_of_fact
from graph.selection.meeting_record import last_met
from graph.selection.seat_list import listed_seats
from graph.selection.selection_base import Selection
from graph.selection.when_held import Holding, links_held, nodes_held, of_record

_SEVERITIES = list(Severity)
# Of a thing of its own kind "seat" the list has another name: the seats are what bodies have.
_ALONE = "seats_by_themselves"


def _fitting(
    at: AreaOnDay,
    records: Iterable[Any],
    where: Any,
    read: Callable[[Any, Resolver], Selection[Any]],
    resolve: Resolver,
) -> Sequence[Any]:
    if where is None:
        return list(records)
    fits = read(where, resolve).fitting(at.view)
    return [record for record in records if fits(record)]


def _name_key(name: str) -> Any:
    return natural_key(name.casefold())


def _first_day(day: Any) -> Any:
    return day.first if day else None


_THING_ORDERS: dict[str, tuple[str, OrderKey | None]] = {
    "id": ("Its id, number after number.", lambda _, node: natural_key(node.id)),
    "name": ("Its name.", lambda _, node: _name_key(node.name)),
    "kind": ("Its kind.", lambda _, node: NODE_KIND[node.kind].label),
    "status": ("Whether it is so, decided, wished for, or over.", lambda _, node: node.status),
    "since": ("Since when it holds.", lambda _, node: _first_day(node.since)),
    "until": ("Until when it holds.", lambda _, node: _first_day(node.until)),
}
_THINGS = ListOrders(name="Thing", by=_THING_ORDERS)


def _last_met(at: AreaOnDay, body: Node) -> Any:
    meeting = last_met(at.view, body.id)
    return meeting.day.last if meeting else None


_BODIES = ListOrders(
    name="Body",
    by={**_THING_ORDERS, "last_met": ("When it last met, as far as is on record.", _last_met)},
)


def _things(kinds: frozenset[str] | None) -> Callable[..., Sequence[Node]]:
    def items(at: AreaOnDay, where: Any, holding: Holding, resolve: Resolver) -> Sequence[Node]:
        held = nodes_held(at.view, holding).values()
        among = held if kinds is None else [node for node in held if node.kind in kinds]
        return _fitting(at, among, where, lambda given, how: read_where(given, kinds, how), resolve)

    return items


def _thing_list(name: str, description: str, connection: Any, where: Any, kind: str) -> ListSpec:
    return ListSpec(
        name=name,
        description=description,
        connection=connection,
        items=_things(frozenset({kind}) if kind else None),
        make=lambda node, at: at.node(node.id),
        key=lambda node: node.id,
        where=where,
        orders=_BODIES if kind == "body" else _THINGS,
        holds=True,
    )


def _list_name(plural: str) -> str:
    name = slugify(plural).replace("-", "_")
    return _ALONE if name == "seats" else name


_KIND_LISTS = [
    _thing_list(
        _list_name(kind.plural),
        f"The {kind.plural} on the map. {kind.definition}",
        CONNECTIONS[kind.name],
        WHERES[kind.name],
        kind.name,
    )
    for kind in NODE_KINDS
]
THINGS = _thing_list("things", "Everything on the map.", ThingConnection, AnyThingWhere, "")
LINKS = ListSpec(
    name="links",
    description="The links on the map; with holding also those that have ended.",
    connection=LinkConnection,
    items=lambda at, where, holding, resolve: _fitting(
        at, links_held(at.view, holding).values(), where, read_links, resolve
    ),
    make=lambda link, at: LinkType(record=link, at=at),
    key=lambda link: link.id,
    where=LinkWhere,
    orders=ListOrders(
        name="Link",
        by={
            "id": ("Its id, number after number.", lambda _, link: natural_key(link.id)),
            "kind": ("Its kind.", lambda _, link: link.kind),
            "from": ("Where it begins.", lambda at, link: _name_key(at.view.name(link.from_id))),
            "to": ("Where it ends.", lambda at, link: _name_key(at.view.name(link.to_id))),
            "since": ("Since when it holds.", lambda _, link: _first_day(link.since)),
            "until": ("Until when it holds.", lambda _, link: _first_day(link.until)),
        },
    ),
    holds=True,
)


def _seats(at: AreaOnDay, where: Any, holding: Holding, resolve: Resolver) -> Sequence[Any]:
    view = at.view
    if holding is Holding.NOW:
        seats = listed_seats(view.shown)
    else:
        held = {**links_held(view, holding), **nodes_held(view, holding)}
        seats = [seat for seat in listed_seats(of_record(view)) if seat.id in held]
    return _fitting(at, seats, where, read_seats, resolve)


SEATS = ListSpec(
    name="seats",
    description="The seats of all bodies: chairs, members' places and places that stand by "
    "themselves, each with its holder, vacancy and term. Who observes or attends has none.",
    connection=ListedSeatConnection,
    items=_seats,
    make=lambda seat, at: ListedSeatType(record=seat, at=at),
    key=lambda seat: seat.id,
    where=SeatWhere,
    orders=ListOrders(
        name="ListedSeat",
        by={
            "id": ("Its id, number after number.", lambda _, seat: natural_key(seat.id)),
            "body": ("The body that it is on.", lambda _, seat: _name_key(seat.body.name)),
            "holder": (
                "Who holds it.",
                lambda _, seat: _name_key(seat.holder.name) if seat.holder else None,
            ),
            "term_ends": ("When its term ends.", lambda _, seat: seat.term and seat.term[1]),
        },
    ),
    holds=True,
)
FINDINGS = ListSpec(
    name="findings",
    description="What the checks found: one finding for each check.",
    connection=FindingConnection,
    items=lambda at, where, _, resolve: _fitting(at, at.findings(), where, read_findings, resolve),
    make=lambda finding, at: FindingType(record=finding, at=at),
    key=lambda finding: finding.id,
    where=FindingWhere,
    orders=ListOrders(
        name="Finding",
        by={
            "catalogue": ("As the checks stand in the catalogue.", None),
            "reading": (
                "Gaps first, then what is planned, then what to ask in the order to ask it.",
                lambda at, finding: reading_rank(finding, at.context.reader, at.view),
            ),
            "outcome": (
                "Gaps first, then what is planned, what to ask, and what is met.",
                lambda _, finding: READING_ORDER.index(finding.answer),
            ),
            "severity": (
                "What an Act asks first, then guidance, then good practice.",
                lambda _, finding: _SEVERITIES.index(finding.severity),
            ),
        },
    ),
    complete=True,
    work=CHECKS,
)


def _documents(_: AreaOnDay, fact: Fact) -> int:
    return len(documents_behind(fact))


FACTS = ListSpec(
    name="facts",
    description="The facts of the day, each with where it was read: things, links, meetings up to "
    "the day, declarations, what became of questions, and the area's own record.",
    connection=FactConnection,
    items=lambda at, where, _, resolve: _fitting(
        at, facts_of(at.view).values(), where, read_facts, resolve
    ),
    make=CitedFact.of,
    key=lambda fact: fact.id,
    where=FactWhere,
    orders=ListOrders(
        name="Fact",
        by={
            "id": ("Its id, number after number.", lambda _, fact: natural_key(fact.id)),
            "sort": ("Its sort.", lambda _, fact: sort_of_fact(fact).value),
            "documents": ("How many documents it was read in.", _documents),
            "since": (
                "Since when it holds.",
                lambda _, fact: _first_day(getattr(fact, "since", None)),
            ),
        },
    ),
)
SOURCES = ListSpec(
    name="sources",
    description="The documents that facts were read in, as each area holds them.",
    connection=SourceConnection,
    items=lambda at, where, _, resolve: _fitting(
        at, at.snapshot.sources.values(), where, read_sources, resolve
    ),
    make=lambda source, at: SourceType(record=source, at=at),
    key=lambda source: source.id,
    where=SourceWhere,
    orders=ListOrders(
        name="Source",
        by={
            "id": ("Its id, number after number.", lambda _, source: natural_key(source.id)),
            "title": ("Its title.", lambda _, source: _name_key(source.title)),
            "read_on": ("The day it was read.", lambda _, source: source.read_on),
        },
    ),
)
MEETINGS = ListSpec(
    name="meetings",
    description="The meetings up to the day, of each area the oldest first.",
    connection=MeetingConnection,
    items=lambda at, where, _, resolve: _fitting(
        at, at.view.meetings, where, read_meetings, resolve
    ),
    make=lambda meeting, at: MeetingType(record=meeting, at=at),
    key=lambda meeting: meeting.id,
    where=MeetingWhere,
    orders=ListOrders(
        name="Meeting",
        by={
            "day": ("When it was.", lambda _, meeting: meeting.day.first),
            "body": (
                "The body that met.",
                lambda at, meeting: _name_key(at.view.name(meeting.body)),
            ),
        },
    ),
)
ENGAGEMENT = ListSpec(
    name="engagement",
    description="How much each partner has been seen and how key its part is: of each area whom to "
    "ask first, then all others by name. Families are never scored.",
    connection=PartnerEngagementConnection,
    items=lambda at, where, _, resolve: _fitting(
        at, in_reading_order(at.view), where, read_engagement, resolve
    ),
    make=lambda partner, at: PartnerEngagementType(record=partner, at=at),
    key=lambda partner: partner.id,
    where=EngagementWhere,
    orders=ListOrders(
        name="PartnerEngagement",
        by={
            "reading": ("Whom to ask first, then all others by name.", None),
            "name": ("Its name.", lambda _, partner: _name_key(partner.name)),
        },
    ),
)
LISTS = (*_KIND_LISTS, THINGS, LINKS, SEATS, FINDINGS, FACTS, SOURCES, MEETINGS, ENGAGEMENT)
OF_VIEW = {spec.name: list_of_view(spec) for spec in LISTS}
OVER_AREAS = {spec.name: list_over_areas(spec) for spec in LISTS}
