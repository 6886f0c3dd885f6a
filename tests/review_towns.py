"""Two small towns with one right answer, written by hand, to each of the twelve review questions.

Their days differ: Eastham is recorded as of 31 March 2024, Westham as of 30 June 2024.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from graph.facts.model import Area, Fact, Node, Recorded, Reference, Source
from graph.stores.memory import MemoryStore
from tests.engagement_town import town as engagement_town
from tests.towns import Town

EAST, WEST = "eastham", "westham"


def east() -> Town:
    """A board with a line, a group without one, and what goes wrong with seats and meetings."""
    made = Town(EAST).main("board", name="East Board", member_term_months=12)
    made.body("scp", "safeguarding_partnership", name="East Partnership")
    made.body("group", "sub_group", name="East Group").body("idle", "network", name="East Network")
    made.link("board", "reports_to", "scp", since="2023-09-01")
    # Contact is no line.
    made.link("group", "coordinates_with", "scp")
    made.post("dcs", "dcs", name="East Director").post("lead", name="East Lead")
    made.link("dcs", "chairs", "board").link("dcs", "chairs", "group")
    made.link("lead", "chairs", "scp")
    made.link("lead", "member_of", "board", vacant=True)
    made.link("dcs", "member_of", "scp", term_until="2024-01-31")
    made.organisation("council", "la_childrens", name="East Council")
    made.organisation("helpers", "vcs", name="Helping Hands East")
    made.link("dcs", "employed_by", "council").link("lead", "employed_by", "helpers")
    made.link("helpers", "member_of", "group", document="letter")
    made.node("strategy", "plan", name="East Strategy", plan_kind="early_help_strategy")
    made.node("offer", "plan", name="East Offer", plan_kind="action_plan")
    made.link("board", "owns", "strategy")
    made.meet("m1", "board", "2024-03-01").meet("m2", "group", "2023-10-01")
    made.meet("m3", "group", "2024-02-01", cancelled=True)
    return made


def west() -> Town:
    """Another town of another day, whose board answers to nobody on record."""
    made = Town(WEST).main("board", name="West Board")
    made.body("scp", "safeguarding_partnership", name="West Partnership")
    made.organisation("helpers", "vcs", name="Helping Hands West")
    made.post("volunteer", name="West Lead").link("volunteer", "employed_by", "helpers")
    made.link("volunteer", "chairs", "board", document="letter")
    made.node("plan", "plan", name="West Plan", plan_kind="cyp_plan")
    made.meet("m1", "board", "2024-06-01")
    area = made.facts[WEST]
    assert isinstance(area, Area)
    made.facts[WEST] = replace(area, recorded_as_of=date(2024, 6, 30))
    return made


def _from_two(facts: Iterable[Fact]) -> dict[str, Fact]:
    """Let everything rest on the minutes and a report, but for what was read in the letter."""
    more = (Reference("report"),)
    return {
        fact.id: replace(fact, sources=(*fact.sources, *more))
        if isinstance(fact, Recorded) and not any(s.document == "letter" for s in fact.sources)
        else fact
        for fact in facts
    }


def review_store(*, partners: bool = False) -> MemoryStore:
    """Return both towns in a store, and on request the one that says who has been seen."""
    store = MemoryStore()
    for made in (east(), west()):
        letter = Source(area=made.slug, document="letter", title="Letter")
        made.facts = _from_two({**made.facts, letter.id: letter}.values())
        store.put(made.snapshot(), ())
    if partners:
        store.put(engagement_town().snapshot(), ())
    return store


def shared_trust(made: Town) -> Town:
    """Add an organisation that is on the maps of both towns."""
    made.organisation("trust", "nhs_community", name="Vale Trust")
    node = made.facts.pop(f"{made.slug}/trust")
    assert isinstance(node, Node)
    made.facts["shared/trust"] = replace(node, id="shared/trust", maps=(EAST, WEST))
    return made
