"""What the record shows about who is on which level, in words: remarks, and no checks.

No guidance is behind a remark, so none is met, missing or counted. Each says what is on record and
shows its facts; what it does not say may well be so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.body_kinds import is_top
from graph.governance_view import Partnership, asked_for_a_line, lines_to_agencies, partnership_of
from graph.kinds.words import SECTORS
from graph.measures.failure import OneHolder, joined_by_one
from graph.sentences import fact_sentence, some
from graph.view import View


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
        *_joined_to_agencies(view, partnership),
        *_sectors_below(view, partnership),
        *_lone_joiners(view),
    )


def _joined_to_agencies(view: View, partnership: Partnership) -> Iterator[Remark]:
    """Name each body that should answer to something and is joined to organisations only."""
    for body in filter(asked_for_a_line, partnership.bodies):
        links = lines_to_agencies(partnership, body)
        if links and not partnership.hierarchy.up(body.id):
            said = some([fact_sentence(link, view.snapshot).rstrip(".") for link in links])
            yield Remark(
                f"{said}: it is joined to agencies, and no board or group above {body.name} is on "
                "record.",
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
    below = _seats_below(partnership, {main.id for main in mains}) if mains else {}
    for choice in SECTORS:
        found = below.get(choice.word)
        if not found or choice.word in deciding:
            continue
        where = list(found)
        names = some([view.name(body) for body in where])
        only = f"on {names} only" if len(where) == 1 else f"on {len(where)} groups ({names})"
        yield Remark(
            f"{choice.label[0].upper()}{choice.label[1:]}: seats are on record {only}, and none on "
            f"{boards}, which decides{doubt}.",
            tuple(seat for seats in found.values() for seat in seats),
            (*where, *(main.id for main in mains)),
        )


def _seats_below(partnership: Partnership, mains: set[str]) -> dict[str, dict[str, list[str]]]:
    """Return the seats on formal bodies that are no tops, by sector and then by body."""
    found: dict[str, dict[str, list[str]]] = {}
    for body in partnership.formal:
        if body.id not in mains and not is_top(body):
            for seat in partnership.own_seats(body.id):
                of_sector = found.setdefault(seat.sector or "", {})
                of_sector.setdefault(body.id, []).append(seat.link.id)
    return found


def _lone_joiners(view: View) -> Iterator[Remark]:
    """Name who alone joins bodies, each post or organisation once; a person is not named."""
    pairs: dict[str, list[OneHolder]] = {}
    for number, pair in enumerate(joined_by_one(view)):
        pairs.setdefault(pair.holder or f"person {number}", []).append(pair)
    for joined in pairs.values():
        first = joined[0]
        said = first.sentence.removesuffix(".")
        if len(joined) > 1:
            names = [f"{view.name(one.one)} and {view.name(one.other)}" for one in joined]
            said = f"Only {view.name(first.holder)} joins {some(names)}"
        yield Remark(
            f"{said}: no line or working link between the two is on record.",
            tuple(dict.fromkeys(link for one in joined for link in one.links)),
            tuple(
                dict.fromkeys(i for one in joined for i in (one.holder, one.one, one.other) if i)
            ),
        )
