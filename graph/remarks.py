"""What the record shows about who is on which level, in words: remarks, and no checks.

No guidance is behind a remark, so none is met, missing or counted. Each says what is on record and
shows its facts; what it does not say may well be so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.governance_view import Partnership, is_top, partnership_of
from graph.kinds import LINK_KIND
from graph.kinds.words import SECTORS
from graph.measures.failure import joined_by_one
from graph.sentences import some
from graph.view import View

_REPORTING = ("accountable_to", "reports_to")


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence about what is on record, the ids of the facts it read, and of what it names."""

    sentence: str
    facts: tuple[str, ...]
    about: tuple[str, ...]


def remarks(view: View) -> tuple[Remark, ...]:
    """Return the remarks of a day: lines to agencies, sectors below the board, lone joiners."""
    partnership = partnership_of(view.firm)
    return (
        *_lines_to_agencies(view, partnership),
        *_sectors_below(view, partnership),
        *_lone_joiners(view),
    )


def _lines_to_agencies(view: View, partnership: Partnership) -> Iterator[Remark]:
    """Name each body whose only recorded lines end at organisations: no body answers for it."""
    nodes = partnership.facts.nodes
    for body in partnership.bodies:
        links = partnership.facts.out_links(body.id, *_REPORTING)
        agencies = all(nodes[f.to_id].kind in ("organisation", "department") for f in links)
        if links and agencies and not partnership.hierarchy.up(body.id):
            verbs = [f"{LINK_KIND[f.kind].verb} {nodes[f.to_id].name}" for f in links]
            yield Remark(
                f"{body.name} {some(verbs)}: its line goes to agencies, and no board or group "
                "above it is on record.",
                tuple(link.id for link in links),
                (body.id,),
            )


def _sectors_below(view: View, partnership: Partnership) -> Iterator[Remark]:
    """Name each sector with seats on groups and none on a main board.

    Only where members of a main board are on record: else nothing is known of who sits there.
    """
    mains = [main for main in partnership.mains if partnership.seats(main.id)]
    deciding = [seat.sector for main in mains for seat in partnership.seats(main.id)]
    boards = some([main.name for main in mains])
    unsaid = deciding.count(None)
    doubt = f"; of {unsaid} there the sector is not recorded" if unsaid else ""
    groups = [body for body in partnership.formal if body not in mains and not is_top(body)]
    for choice in SECTORS if mains else ():
        seats = {body.id: partnership.seats_for(body.id, choice.word) for body in groups}
        where = [body for body, found in seats.items() if found]
        if not where or choice.word in deciding:
            continue
        names = some([view.name(body) for body in where])
        only = f"on {names} only" if len(where) == 1 else f"on {len(where)} groups ({names})"
        yield Remark(
            f"{choice.label[0].upper()}{choice.label[1:]}: seats are on record {only}, and none on "
            f"{boards}, which decides{doubt}.",
            tuple(seat.link.id for found in seats.values() for seat in found),
            (*where, *(main.id for main in mains)),
        )


def _lone_joiners(view: View) -> Iterator[Remark]:
    for pair in joined_by_one(view):
        sentence = pair.sentence.removesuffix(".")
        yield Remark(
            f"{sentence}: no line or working link between the two is on record.",
            pair.links,
            tuple(filter(None, (pair.holder, pair.one, pair.other))),
        )
