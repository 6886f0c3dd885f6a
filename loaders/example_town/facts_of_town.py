"""All facts of the invented town, and what people keep beside them: scenarios and moved boxes."""

from dataclasses import replace
from datetime import date

from graph.facts.changes import Added, Changed
from graph.facts.fact_json import from_record
from graph.facts.identifiers import full_id, link_id
from graph.facts.model import Fact, Snapshot, snapshot_of
from graph.facts.scenarios import Scenario, propose
from graph.facts.store_dump import Places
from loaders.example_town.town_links import declared, town_links
from loaders.example_town.town_registers import meetings
from loaders.example_town.town_tables import SLUG, Record, fact, read_from
from loaders.example_town.town_things import town_things

RECORDED = "2026-09-30"
_AREA: Record = {
    "slug": SLUG,
    "name": "Example town (invented)",
    "recorded_as_of": RECORDED,
    "start_for_life_funded": True,
    "transformation_fund": False,
    "since": "1974-04-01",
    "invented": True,
    "source": read_from("record", "section 4: Money"),
}
_DOCUMENTS = {
    "record": "Invented record of Example town: boards, posts, seats and lines",
    "registers": "Invented registers and action log of Example town",
    "workshop": "Invented notes of a workshop in Example town, 16 September 2026",
}


def snapshot() -> Snapshot:
    """Return the whole town."""
    facts: list[Fact] = [from_record("area", _AREA, SLUG)]
    for document, title in _DOCUMENTS.items():
        source = {"id": document, "title": title, "publisher": "Golden Thread", "read_on": RECORDED}
        facts.append(from_record("source", source, SLUG))
    facts += [*town_things(), *town_links(), *meetings(), *declared()]
    by_id = {each.id: each for each in facts}
    assert len(by_id) == len(facts), "each fact has an id of its own"
    return snapshot_of(by_id, SLUG, 1, {})


def scenarios() -> tuple[Scenario, ...]:
    """Return what a workshop in the town proposed: a line that is missing, and two people."""
    town = snapshot()
    line = {
        "from": "board",
        "kind": "reports_to",
        "to": "hwb",
        "content": "A yearly report on family hubs",
        "since": RECORDED,
    }
    seat = town.links[_link("commissioner", "member_of", "board")]
    deputy = replace(seat, attributes={**seat.attributes, "deputy": "Deputy head of commissioning"})
    chair = {"from": "change", "kind": "chairs", "to": "workforce", "since": RECORDED}
    proposed = {
        "Report to the health and wellbeing board": (Added(_proposed(line)),),
        "A deputy for the ICB and a chair for the workforce group": (
            Changed(deputy),
            Added(_proposed(chair)),
        ),
    }
    day = date(2026, 9, 16)
    return tuple(
        propose(town, name, "workshop of 16 September 2026", day, changes)
        for name, changes in proposed.items()
    )


def places() -> Places:
    """Return where people of the town have put boxes: each beside what it belongs to."""
    moved = {"east": (1260.0, 398.0), "vacancy": (1260.0, 235.0)}
    return {full_id(local, SLUG): at for local, at in moved.items()}


def _proposed(record: Record) -> Fact:
    return fact("link", record, "workshop", "second hour: What was proposed")


def _link(start: str, kind: str, end: str) -> str:
    return link_id(SLUG, full_id(start, SLUG), kind, full_id(end, SLUG))
