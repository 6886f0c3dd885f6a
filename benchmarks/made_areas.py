"""Areas of 300 things or more, some three links each, made by chance from a seed; and real ones."""

import random
from dataclasses import replace
from datetime import date

from graph.facts.dates import PartialDate
from graph.facts.identifiers import link_id
from graph.facts.model import (
    Area,
    Fact,
    Link,
    Meeting,
    Node,
    Reference,
    Snapshot,
    Source,
    snapshot_of,
)
from graph.kinds.words import SECTORS
from loaders.examples import example, published_slugs

NODES = 300
SOURCES = (Reference("minutes", "p1", "Terms"),)
# How many of each kind an area of 300 has; a larger one has more of each in proportion, but for
# what there is one of, and as many posts as are left.
BODIES = {
    "main_board": 1,
    "safeguarding_partnership": 1,
    "hwb": 1,
    "icp": 1,
    "icb_board": 1,
    "data_board": 1,
    "operational_group": 2,
    "sub_group": 7,
    "working_group": 5,
    "locality_team": 10,
    "advisory_board": 9,
    "case_meeting": 8,
    "voice_panel": 1,
    "voice_forum": 3,
    "network": 3,
    "partnership_board": 5,
    "programme_board": 1,
}
_FIXED = ("footprint", "agenda")  # one of each sort, in an area of any size
PLANS = ("early_help_strategy", "implementation_plan", "cyp_plan", "engagement_strategy")
OTHERS = {
    "post": 110,
    "person": 20,
    "organisation": 42,
    "site": 28,
    "plan": 20,
    "agreement": 6,
    "programme": 3,
    "agenda": 2,
    "community": 4,
    "footprint": 4,
    "commitment": 1,
}


class Maker:
    """Makes the facts of one area, by chance but always the same for a seed."""

    def __init__(self, slug: str, seed: int) -> None:
        self.slug = slug
        self.chance = random.Random(seed)
        area = Area(
            slug=slug,
            name=slug.title(),
            recorded_as_of=date(2024, 3, 31),
            start_for_life_funded=True,
        )
        source = Source(area=slug, document="minutes", title="Minutes", publisher="The council")
        self.facts: dict[str, Fact] = {area.id: area, source.id: source}
        self.ids: dict[str, list[str]] = {}

    def node(self, kind: str, **attributes: str | bool | int | tuple[str, ...]) -> None:
        """Add a thing, kept by its kind."""
        known = self.ids.setdefault(kind, [])
        node_id = f"{self.slug}/{kind}-{len(known) + 1}"
        known.append(node_id)
        since = PartialDate("2021-04") if self.chance.random() < 0.5 else None
        self.facts[node_id] = Node(
            id=node_id,
            kind=kind,
            name=f"{kind.title()} {len(known)} of {self.slug.title()}",
            since=since,
            sources=SOURCES,
            attributes=attributes,
        )

    def link(self, start: str, kind: str, stop: str, **attributes: str | bool) -> None:
        """Add a link, once."""
        made = link_id(self.slug, start, kind, stop)
        self.facts[made] = Link(
            id=made, kind=kind, from_id=start, to_id=stop, sources=SOURCES, attributes=attributes
        )

    def some(self, kind: str, most: int) -> list[str]:
        """Choose up to so many things of a kind."""
        return self.chance.sample(self.ids[kind], min(most, len(self.ids[kind])))

    def bodies(self, *kinds: str) -> list[str]:
        """Return the bodies of these kinds."""
        nodes = [self.facts[i] for i in self.ids["body"]]
        return [n.id for n in nodes if isinstance(n, Node) and n.text("body_kind") in kinds]


def area(slug: str, seed: int, size: int = NODES) -> Snapshot:
    """Make an area of so many things, 300 or more."""
    maker = Maker(slug, seed)
    _things(maker, size)
    _lines(maker)
    _seats(maker)
    _work(maker)
    return snapshot_of(maker.facts, slug, 1, {})


def _counts(size: int) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many bodies of each kind, and how many other things, an area of a size has."""

    def more(counts: dict[str, int]) -> dict[str, int]:
        return {kind: n if n == 1 else n * size // NODES for kind, n in counts.items()}

    bodies, others = more(BODIES), {**more(OTHERS), **{kind: OTHERS[kind] for kind in _FIXED}}
    others["post"] += size - sum(bodies.values()) - sum(others.values())
    return bodies, others


def _things(maker: Maker, size: int) -> None:
    chance = maker.chance
    bodies, others = _counts(size)
    sectors = [choice.word for choice in SECTORS]
    tiers = {"main_board": "strategic", "operational_group": "operational"}
    scope = {"main_board": ("early_help", "family_hubs"), "voice_panel": ("start_for_life",)}
    for kind, count in bodies.items():
        for _ in range(count):
            maker.node(
                "body",
                body_kind=kind,
                tier=tiers.get(kind, "locality"),
                scope=scope.get(kind, ()),
                cadence_days=chance.choice((30, 60, 90)),
                terms_published_at="the council's site",
                terms_next_review=chance.choice(("2024-12", "2025", "2023-09")),
            )
    kinds = ("dcs", "lead_member", "senior_sponsor", "transformation_lead", "programme_leader")
    for number in range(others["post"]):
        kind = kinds[number] if number < len(kinds) else "other"
        maker.node("post", post_kind=kind, grade=chance.choice(("director", "senior")))
    for _ in range(others["organisation"]):
        maker.node("organisation", sector=chance.choice(sectors))
    for number in range(others["site"]):
        maker.node("site", site_kind="family_hub", designated=number % 4 == 0)
    for number in range(others["plan"]):
        kind = PLANS[number] if number < len(PLANS) else "annual_plan"
        maker.node("plan", plan_kind=kind, dated="2023-09")
    for number in range(others["agreement"]):
        maker.node("agreement", agreement_kind=("information_sharing", "memorandum")[number % 2])
    for kind in ("council", "health", "police", "safeguarding"):
        maker.node("footprint", footprint_kind=kind, equals_council=chance.random() < 0.7)
    for _ in range(others["programme"]):
        maker.node("programme", programme_kind="start_for_life", time_limited=True, end="2025-03")
    for kind in ("drugs", "attendance"):
        maker.node("agenda", agenda_kind=kind)
    for kind in ("person", "community", "commitment"):
        for _ in range(others[kind]):
            maker.node(kind)


def _lines(maker: Maker) -> None:
    """Draw lines up: local ones to the groups, groups to the board, the board to two tops."""
    (main,), (top,) = maker.bodies("main_board"), maker.bodies("hwb")
    groups = maker.bodies("sub_group", "working_group", "operational_group", "data_board")
    local = maker.bodies("locality_team", "advisory_board")
    for body in groups:
        maker.link(body, "subgroup_of", main)
        if maker.chance.random() < 0.6:
            maker.link(body, "reports_to", main)
    for body in local:
        maker.link(body, "reports_to", maker.chance.choice(groups))
    for body in maker.bodies("case_meeting"):
        maker.link(maker.chance.choice(local), "convenes", body)
    for body in maker.bodies("voice_panel", "voice_forum", "network"):
        maker.link(body, "reports_to", maker.chance.choice([main, *local]))
    maker.link(main, "accountable_to", top)
    (partnership,) = maker.bodies("safeguarding_partnership")
    if maker.chance.random() < 0.5:
        maker.link(main, "reports_to", partnership)
    for body in maker.bodies("partnership_board"):
        maker.link(body, "coordinates_with", main)


def _seats(maker: Maker) -> None:
    for body in maker.ids["body"]:
        chair, *posts = maker.some("post", maker.chance.randint(3, 6))
        maker.link(chair, "chairs", body)
        for holder in (*posts, *maker.some("organisation", maker.chance.randint(2, 6))):
            maker.link(holder, "member_of", body, voting=True, level="strategic")
    for post in maker.ids["post"]:
        maker.link(post, "employed_by", maker.chance.choice(maker.ids["organisation"]))
    people = maker.ids["person"]
    for person, post in zip(people, maker.some("post", len(people)), strict=True):
        maker.link(person, "holds", post)


def _work(maker: Maker) -> None:
    """Govern the sites, own the plans, sign the agreements, pay, serve the ground, and meet."""
    local = maker.bodies("locality_team", "advisory_board")
    for site in maker.ids["site"]:
        maker.link(maker.chance.choice(local), "governs", site)
        maker.link(maker.chance.choice(maker.ids["organisation"]), "delivers", site)
    for plan in maker.ids["plan"]:
        maker.link(maker.chance.choice(maker.ids["body"]), "owns", plan)
        maker.link(maker.chance.choice(local), "has_plan", plan)
    for agreement in maker.ids["agreement"]:
        for organisation in maker.some("organisation", 8):
            maker.link(organisation, "party_to", agreement)
    for programme in maker.ids["programme"]:
        maker.link(programme, "funds", maker.chance.choice(maker.ids["organisation"]))
        maker.link(maker.chance.choice(maker.ids["post"]), "accountable_for", programme)
    for footprint in maker.ids["footprint"]:
        for organisation in maker.some("organisation", 4):
            maker.link(organisation, "covers", footprint)
    for number, body in enumerate(maker.ids["body"]):
        meeting = f"{maker.slug}/meeting-{number}"
        day = PartialDate(f"2024-0{maker.chance.randint(1, 3)}-1{maker.chance.randint(0, 9)}")
        maker.facts[meeting] = Meeting(id=meeting, body=body, day=day, sources=SOURCES)


def together() -> Snapshot:
    """Lay the bundled records together as one area: what there is, joined as it really is."""
    whole = "together"
    facts: dict[str, Fact] = {whole: Area(slug=whole, name="Together")}

    def here(fact_id: str) -> str:
        return f"{whole}/{fact_id.replace('/', '-')}"

    for slug in published_slugs():
        snapshot = example(slug).snapshot
        for source in snapshot.sources.values():
            moved = replace(source, area=whole, document=f"{slug}-{source.document}")
            facts[moved.id] = moved
        for node in snapshot.nodes.values():
            facts[here(node.id)] = replace(node, id=here(node.id), maps=())
        for link in snapshot.links.values():
            start, stop = here(link.from_id), here(link.to_id)
            facts[here(link.id)] = replace(link, id=here(link.id), from_id=start, to_id=stop)
        for meeting in snapshot.meetings.values():
            held = replace(meeting, id=here(meeting.id), body=here(meeting.body), register=())
            facts[held.id] = held
    return snapshot_of(facts, whole, 1, {})
