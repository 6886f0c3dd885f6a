"""What hangs on one thing: reach of lines, single points of failure, knock-out, one holder only."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import combinations

from graph.body_kinds import in_scope, is_top
from graph.cancellation import check_cancelled
from graph.fact_index import Facts
from graph.governance_view import REQUIRED_LINES, Partnership, is_placeholder, partnership_of
from graph.measures.measure import (
    BREIGER,
    GIVE_TIME,
    Measure,
    Method,
    Paper,
    Values,
    ranked,
    things,
)
from graph.network import upward_graph
from graph.view import View

_MONES = Paper(
    "Hierarchy measure for complex networks", "Enys Mones, Lilla Vicsek and Tamás Vicsek", 2012
)
_COOPER = Paper(
    "A simple, fast dominance algorithm",
    "Keith D. Cooper, Timothy J. Harvey and Ken Kennedy",
    2001,
)
_BORGATTI = Paper(
    "Identifying sets of key players in a social network", "Stephen P. Borgatti", 2006
)
_ROOT = ""
_FROM = ("locality_team", "voice_panel", "voice_forum")


def _reach(view: View) -> Values:
    import networkx as nx

    lines = partnership_of(view.firm).hierarchy.graph
    others = max(len(lines) - 1, 1)
    values = {}
    for body in lines:
        check_cancelled()
        below = len(nx.ancestors(lines, body))
        said = f"{things(below, 'body answers', 'bodies answer')} to it, directly or through others"
        values[body] = (below / others, f"{said}, of {others}.")
    return values


def _dominators(view: View) -> Values:
    """Count for each thing the bodies whose every line to any top leads through it."""
    import networkx as nx

    facts = view.firm
    graph = upward_graph(facts, posts=True).reverse()
    tops = [i for i in graph if facts.nodes[i].kind == "body" and is_top(facts.nodes[i])]
    graph.add_edges_from((_ROOT, top) for top in tops)
    if not tops:
        return {}
    above = nx.immediate_dominators(graph, _ROOT)
    hanging: Counter[str] = Counter()
    for body in above:
        if body == _ROOT or facts.nodes[body].kind != "body" or not in_scope(facts.nodes[body]):
            continue
        at = above[body]
        while at not in (None, _ROOT):
            hanging[at] += 1
            at = above[at]
    reached = [i for i in above if i != _ROOT and i not in tops]
    return {
        i: (
            float(hanging[i]),
            f"{things(hanging[i], 'body loses', 'bodies lose')} every line to the top without it.",
        )
        for i in reached
    }


@dataclass(frozen=True, slots=True)
class Required:
    """A path that a partnership needs: from a body to any of these."""

    start: str
    to: tuple[str, ...]
    sentence: str


def required_paths(view: View) -> list[Required]:
    """Return the paths from the main board to what is above it, and to it from below.

    Its safeguarding partnership, health and wellbeing board, integrated care and data; each
    locality team and voice body to it. Only those whose ends are on the map.
    """
    partnership = partnership_of(view.firm)
    found = []
    for main in partnership.mains:
        for kinds in REQUIRED_LINES:
            targets = tuple(body.id for body in partnership.targets(*kinds) if body.id != main.id)
            if targets:
                names = " or ".join(map(view.name, targets))
                found.append(Required(main.id, targets, f"{main.name} to {names}"))
    mains = tuple(main.id for main in partnership.mains)
    for body in partnership.bodies_of(*_FROM) if mains else ():
        names = " or ".join(map(view.name, mains))
        found.append(Required(body.id, mains, f"{body.name} to {names}"))
    return found


def stands(partnership: Partnership, path: Required) -> bool:
    """Say whether a line, a working link of the line, or a holder of both seats joins the ends."""
    if path.start not in partnership.facts.nodes:
        return False
    wanted = {end for end in path.to if end in partnership.facts.nodes}
    line = partnership.hierarchy.line(path.start)
    if wanted & set(line):
        return True
    places = {place for end in wanted for place in partnership.places(end)}
    if any(other in places for body in line for _, other in partnership.working_links(body)):
        return True
    here = {seat.holder.id for seat in partnership.seats(path.start)}
    here |= set(partnership.holders(path.start))
    return any(
        here & ({seat.holder.id for seat in partnership.seats(end)} | set(partnership.holders(end)))
        for end in wanted
    )


def without(facts: Facts, node_id: str) -> Facts:
    """Return the facts without a post or organisation, its departments, posts and people."""
    gone = {node_id}
    for kinds in (("part_of", "employed_by", "holds"), ("employed_by", "holds"), ("holds",)):
        found = {link.from_id for i in gone for link in facts.in_links(i, *kinds)}
        gone |= {i for i in found if facts.nodes[i].kind in ("department", "post", "person")}
    links = {f.id: None for i in gone for f in (*facts.out_links(i), *facts.in_links(i))}
    return facts.after(dict.fromkeys(gone), links)


def _knock_out(view: View) -> Values:
    whole = partnership_of(view.firm)
    standing = [path for path in required_paths(view) if stands(whole, path)]
    values: dict[str, tuple[float, str]] = {}
    for node in view.firm.nodes.values() if standing else ():
        check_cancelled()
        if node.kind not in ("post", "organisation") or not ranked(node, whole):
            continue
        left = Partnership(without(view.firm, node.id))
        broken = [path.sentence for path in standing if not stands(left, path)]
        count = f"{len(broken)} of {things(len(standing), 'path', 'paths')}"
        said = f"Without it {count} would break: {'; '.join(broken)}."
        values[node.id] = (len(broken) / len(standing), said if broken else "No path breaks.")
    return values


REACH = Measure(
    id="reach",
    title="Reach of lines",
    unit="share of bodies",
    means="The share of bodies that answer to a body, directly or through others: how far a "
    "question it asks is carried down.",
    caution="A line that is not recorded looks like one that is not there.",
    papers=(_MONES,),
    reads="lines",
    values=_reach,
)
SINGLE_POINTS = Measure(
    id="single-points",
    title="Single points of failure",
    unit="bodies",
    means="How many bodies answer to anything at the top only by way of this one: where a second "
    "line, or a deputy, is worth most.",
    caution="A second line may exist and not be recorded: ask before anything is built on it. "
    "Bodies whose lines reach no top are not counted at all.",
    papers=(_COOPER,),
    reads="lines",
    values=_dominators,
)
KNOCK_OUT = Measure(
    id="knock-out",
    title="Knock-out",
    unit="share of needed paths",
    means="The share of the paths a partnership needs that would break if a post, or an "
    "organisation with its posts and people, were not there.",
    caution="It says what hangs on a post or organisation as recorded, not how well it works.",
    papers=(_BORGATTI,),
    reads="both",
    values=_knock_out,
)


ONE_HOLDER = Method(
    id="one-holder",
    title="Joined by one holder only",
    means="Pairs of bodies that no line or working link joins, and one seat-holder does: what "
    "passes between them goes when that post is empty.",
    caution="Two bodies may work together in ways nobody has recorded: ask.",
    papers=(BREIGER,),
)


@dataclass(frozen=True, slots=True)
class OneHolder:
    """Two bodies that only one holder of seats joins; holder is a post or organisation, or ""."""

    one: str
    other: str
    holder: str
    links: tuple[str, ...]
    sentence: str


def joined_by_one(view: View) -> tuple[OneHolder, ...]:
    """Return the pairs of bodies that no line or working link joins, and one seat-holder does.

    A person is shown as the post they are in, or not at all. A group whose members are not named
    is not one holder, and who gives their time is left out. Source: Breiger (1974).
    """
    partnership = partnership_of(view.firm)
    seats = {body.id: _seats(partnership, body.id) for body in partnership.bodies}
    joined = cache(partial(_neighbours, partnership))
    found = []
    for (one, other), shared in _shared_holders(seats).items():
        if len(shared) != 1 or other in joined(one) or one in joined(other):
            continue
        node = view.firm.nodes[shared[0]]
        if is_placeholder(node) or partnership.sector_of(node) in GIVE_TIME:
            continue
        who = "one person" if node.kind == "person" else node.name
        sentence = f"Only {who} joins {view.name(one)} and {view.name(other)}."
        links = (seats[one][shared[0]], seats[other][shared[0]])
        found.append(
            OneHolder(one, other, "" if node.kind == "person" else node.id, links, sentence)
        )
    return tuple(found)


def _seats(partnership: Partnership, body: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for seat in partnership.own_seats(body):
        holder = seat.holder.id
        if seat.holder.kind == "person":
            posts = [link.to_id for link in partnership.facts.out_links(holder, "holds")]
            holder = min(posts, default=holder)
        found.setdefault(holder, seat.link.id)
    return found


def _shared_holders(
    seats: Mapping[str, Mapping[str, str]],
) -> dict[tuple[str, str], list[str]]:
    """Return who sits on both of two bodies, for the pairs that share anybody, in their order.

    By the holders, each of a few bodies: there are far more pairs of bodies than pairs that share.
    """
    place = {body: at for at, body in enumerate(seats)}
    bodies: dict[str, list[str]] = {}
    for body, holders in seats.items():
        for holder in holders:
            bodies.setdefault(holder, []).append(body)
    shared: dict[tuple[str, str], list[str]] = {}
    for holder, its in bodies.items():
        for pair in combinations(its, 2):
            shared.setdefault(pair, []).append(holder)
    return {p: shared[p] for p in sorted(shared, key=lambda p: (place[p[0]], place[p[1]]))}


def _neighbours(partnership: Partnership, body: str) -> set[str]:
    """Return the bodies that a line upward or a working link joins a body to."""
    return {
        *partnership.hierarchy.up(body),
        *(end for _, end in partnership.working_links(body)),
    }
