"""Representation: which sectors have a seat on the main board, families first among them."""

from collections.abc import Sequence

from graph.facts.model import Node
from graph.governance_view import Partnership
from graph.rules.citations import cite_lines
from graph.rules.executives import through
from graph.rules.registry import Evidence, RuleContext, Subject, rule
from graph.sectors import sector_fits, sectors_in
from graph.sentences import some

_GROUP = "representation"
_CORE_SECTORS = {
    "la_childrens": "children's services",
    "education": "education",
    "la_housing": "housing",
    "public_health": "public health",
    "health": "health",
    "vcfs": "the voluntary, community and faith sector",
    "families": "families",
}


@rule(
    "main-board-core-sectors",
    group=_GROUP,
    title="Every core sector on the board",
    question="Do children's services, education, housing, public health, the NHS, the voluntary, "
    "community and faith sector and families each have a seat on the board?",
    citations=cite_lines(("000", 61), ("000", 65)),
    subjects="sectors",
    listed_in=("bodies",),
    opens=(
        "families-on-main-board",
        "vcfs-core-partner",
        "adult-services-engaged",
        "elected-member-champion",
        "children-and-transformation-leaders",
        "dcs-oversight",
        "attendance-sufficient",
    ),
    remedy="Invite the sectors that are missing, and name who could speak for each.",
    would_change="A filled seat on the board that speaks for the sector, by what is recorded of "
    "the seat, of its holder or of the holder's employer.",
)
def main_board_core_sectors(context: RuleContext) -> list[Subject]:
    """Met for each of seven sectors: a filled seat on a main board speaks for it.

    A seat of the police is shown, and not required.
    """
    mains = context.firm.mains
    if not mains:
        return context.waits("No main board is recorded yet, so there are no seats to look at.")
    boards = some([main.name for main in mains])
    police = _seats_on_record(context, mains, "police")
    return [
        Subject(
            id=sector,
            name=f"{label[0].upper()}{label[1:]}",
            met=(met := _seats_for(context.firm, mains, sector)),
            planned=None if met else _seats_for(context.intended, mains, sector),
            absent=_no_seat(context, mains, sector, f"A seat for {label} on {boards}"),
            hint=_who_could(context, mains, sector),
            looked=(*_seats_on_record(context, mains, sector), *police),
            about=tuple(main.id for main in mains),
            lists=context.firm.lists_with_members(of=mains, sectors=sectors_in(sector)),
        )
        for sector, label in _CORE_SECTORS.items()
    ]


def _seats_for(partnership: Partnership, mains: Sequence[Node], sector: str) -> Evidence | None:
    for main in mains:
        seats = partnership.seats_for(main.id, sector)
        if seats:
            names = some(list(dict.fromkeys(seat.holder.name for seat in seats)))
            facts = tuple(seat.link.id for seat in seats)
            return through(partnership, [main.id], Evidence(f"On {main.name}: {names}.", facts))
    return None


def _seats_on_record(context: RuleContext, mains: Sequence[Node], sector: str) -> list[str]:
    """Return every recorded seat for a sector, vacant, planned and disputed ones too."""
    return [
        link.id
        for main in mains
        for link in context.shown.recorded_seats(main.id)
        if sector_fits(context.shown.sector(link), sector)
    ]


def _no_seat(context: RuleContext, mains: Sequence[Node], sector: str, seat: str) -> str:
    """Say that a seat is recorded as vacant, or that none is recorded."""
    links = [link for main in mains for link in context.firm.recorded_seats(main.id)]
    if any(sector_fits(context.firm.sector(link), sector) for link in links):
        return f"{seat} is on record, but not who fills it now"
    return f"{seat} is not recorded"


def _who_could(context: RuleContext, mains: Sequence[Node], sector: str) -> str:
    """Name members whose sector is not recorded, and those on the map who have no seat."""
    seats = [seat for main in mains for seat in context.firm.seats(main.id)]
    unknown = list(dict.fromkeys(seat.holder.name for seat in seats if seat.sector is None))
    seated, wanted = {seat.holder.id for seat in seats}, sectors_in(sector)
    others = [
        node.name
        for node in context.firm.facts.of_kind("organisation")
        if node.text("sector") in wanted and node.id not in seated
    ]
    said = []
    if unknown:
        said.append(f"Members whose sector is not recorded: {some(unknown)}.")
    if others:
        said.append(f"Of that sector on the map, without a seat there: {some(others)}.")
    return " ".join(said)


@rule(
    "families-on-main-board",
    group=_GROUP,
    title="Families on the board",
    question="Have parents and carers a seat on the board?",
    citations=cite_lines(("000", 29), ("000", 11)),
    subjects="main boards",
    listed_in=("bodies",),
    remedy="Offer two seats with support for those who take them, or a standing item from the "
    "parent and carer panel.",
    would_change="A filled seat on the board that speaks for families.",
)
def families_on_main_board(context: RuleContext) -> list[Subject]:
    """Met for each main board: a filled seat for families; one for young people is shown."""

    def seated(partnership: Partnership, main: Node) -> Evidence | None:
        found = _seats_for(partnership, [main], "families")
        young = _seats_for(partnership, [main], "young_people")
        if found is None:
            return None
        beside = f"is recorded. {young.sentence}" if young else "beside it is not recorded: ask."
        sentence = f"{found.sentence} A seat for young people {beside}"
        return Evidence(sentence, (*found.facts, *(young.facts if young else ())))

    return [
        Subject(
            id=main.id,
            name=main.name,
            met=(met := seated(context.firm, main)),
            planned=None if met else seated(context.intended, main),
            absent=_no_seat(context, [main], "families", f"A seat for families on {main.name}"),
            hint="" if met else _where_families_sit(context, main),
            looked=(
                *_seats_on_record(context, [main], "families"),
                *_seats_on_record(context, [main], "young_people"),
                *(link for links in _seats_elsewhere(context, main).values() for link in links),
            ),
            lists=context.firm.lists_with_members(of=[main], sectors=sectors_in("families")),
        )
        for main in context.firm.mains
    ]


def _seats_elsewhere(context: RuleContext, main: Node) -> dict[str, list[str]]:
    """Return the seats for families on other bodies, by the name of the body."""
    found: dict[str, list[str]] = {}
    for body in context.firm.facts.of_kind("body"):
        seats = [s for s in context.firm.own_seats(body.id) if s.sector == "families"]
        if seats and body.id != main.id:
            found[body.name] = [seat.link.id for seat in seats]
    return found


def _where_families_sit(context: RuleContext, main: Node) -> str:
    """Say where else families have a seat, that young people have one, and what is intended."""
    said = []
    if bodies := list(_seats_elsewhere(context, main)):
        said.append(f"Families have a seat on: {some(bodies)}.")
    if young := _seats_for(context.firm, [main], "young_people"):
        said.append(f"A seat for young people is recorded. {young.sentence}")
    intentions = [
        commitment.name
        for commitment in context.intended.facts.of_kind("commitment", "family_governance")
    ]
    if intentions:
        said.append(f"An intention is on record: {some(intentions)}.")
    return " ".join(said)
