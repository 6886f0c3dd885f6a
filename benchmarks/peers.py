"""Eight checks over England, against the same eight in Cypher on a warm Neo4j and written plainly.

England is the 153 made areas of checks.py. Ours decide each subject of every area, with sentence,
sources and citations. Cypher counts subjects and met ones: once with a query a check over all
areas, and once with a query a check and area, as whoever opens an area would ask. It has things and
links as nodes and relationships, and each step upward is drawn beforehand, as
(lower)-[:UP]->(upper). The plain program counts the same with dictionaries and rustworkx, and
builds both anew for each area, as ours builds its view. Neither peer looks at dates, at how firm a
fact is, or at what is planned.

All three count the same, but for links to a partnership or board: there ours also take a working
link, or somebody with a seat on both, and the peers only the line.
"""

import argparse
import gc
import re
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import neo4j
import psutil
import rustworkx as rx

from api.cli import SELDOM
from benchmarks.checks import AREAS, DAY
from benchmarks.made_areas import area
from graph.body_kinds import FORMAL_KINDS, TOP_KINDS, VOICE_KINDS
from graph.facts.model import Node, Snapshot
from graph.rules.finding import Outcome
from graph.rules.registry import rule_by_id
from graph.rules.run import run
from graph.view import View
from tests.graph.stores.neo4j_server import local_server

ROUNDS = 7
WARMING = 20  # rounds until Java has compiled what it runs
BY_LINE = {
    "link-safeguarding-partnership": "safeguarding_partnership",
    "link-health-wellbeing-board": "hwb",
}
CHECKS = (
    *("body-has-chair", "no-orphan-body", "no-accountability-cycle"),
    *BY_LINE,
    *("hub-governed", "sub-group-reports-back", "case-meeting-linked"),
)
RULES = [rule_by_id(rule) for rule in CHECKS]
CHAIRS = ("chairs", "co_chairs")
GROUPS = ("sub_group", "working_group", "committee")
UPWARD = ("accountable_to", "reports_to", "subgroup_of")
# Subjects and met ones, by check and area.
Counts = dict[tuple[str, str], tuple[int, int]]


def ours(england: Iterable[Snapshot], by_line: bool = False) -> Counts:
    """Ask the eight checks; with by_line, of the links to a board only lines count as met."""
    counts = {}
    for snapshot in england:
        for finding in run(View(snapshot, DAY), RULES):
            met = [s for s in finding.subjects if s.outcome is Outcome.MET]
            if by_line and finding.rule in BY_LINE:
                met = [s for s in met if s.sentence.startswith("The line reaches it")]
            counts[finding.rule, snapshot.area.slug] = len(finding.subjects), len(met)
    return counts


def plain(england: Iterable[Snapshot]) -> Counts:
    """Count the same with dictionaries, and rustworkx for what is above and for circles."""
    counts: Counts = {}
    for snapshot in england:
        for check, answers in _answers(snapshot):
            counts[check, snapshot.area.slug] = len(answers), sum(answers)
    return counts


def _answers(snapshot: Snapshot) -> Iterable[tuple[str, list[bool]]]:
    nodes = snapshot.nodes
    out: dict[tuple[str, str], list[str]] = defaultdict(list)
    into: dict[tuple[str, str], list[str]] = defaultdict(list)
    number = {node_id: at for at, node_id in enumerate(nodes)}
    steps = []
    for link in snapshot.links.values():
        start, stop, kind = link.from_id, link.to_id, link.kind
        if link.flag("vacant") is not True:
            out[start, kind].append(stop)
            into[stop, kind].append(start)
        if kind in UPWARD or kind == "convenes":
            lower, upper = (stop, start) if kind == "convenes" else (start, stop)
            if nodes[lower].kind == nodes[upper].kind == "body":
                steps.append((number[lower], number[upper]))
    lines = rx.PyDiGraph()
    lines.add_nodes_from(list(nodes.values()))
    lines.add_edges_from_no_data(steps)
    above = {lower for lower, _ in steps}
    bodies = [n for n in nodes.values() if n.kind == "body" and n.flag("in_scope") is not False]

    def chaired(body: Node) -> bool:
        holders = [holder for kind in CHAIRS for holder in into[body.id, kind]]
        seated = any(nodes[holder].flag("vacant") is not True for holder in holders)
        return seated or body.flag("chair_post_exists") is True

    def of(*kinds: str) -> list[Node]:
        return [body for body in bodies if body.text("body_kind") in kinds]

    yield "body-has-chair", [chaired(body) for body in of(*FORMAL_KINDS)]
    asked = [body for body in bodies if body.text("body_kind") not in _NOT_ASKED]
    yield (
        "no-orphan-body",
        [
            number[body.id] in above or bool(out[body.id, "accountable_to"])
            for body in asked
            if body.flag("recognised_top") is not True and body.flag("informal") is not True
        ],
    )
    yield "no-accountability-cycle", [rx.is_directed_acyclic_graph(lines)]
    for check, kind in BY_LINE.items():
        yield check, [_reaches(lines, number[main.id], kind) for main in of("main_board")]
    hubs = (n for n in nodes.values() if n.text("site_kind") == "family_hub")
    yield "hub-governed", [bool(into[hub.id, "governs"]) for hub in hubs]
    yield (
        "sub-group-reports-back",
        [
            any(nodes[to].kind == "body" for to in out[body.id, "reports_to"])
            for body in of(*GROUPS)
        ],
    )
    yield "case-meeting-linked", [number[body.id] in above for body in of("case_meeting")]


_NOT_ASKED = TOP_KINDS | VOICE_KINDS | {"case_meeting"}


def _reaches(lines: rx.PyDiGraph, main: int, kind: str) -> bool:
    return any(lines[one].text("body_kind") == kind for one in rx.descendants(lines, main))


JUDGED = "coalesce(b.in_scope, true)"
COUNTED = "RETURN b.area AS area, count(*) AS subjects, sum(CASE WHEN {} THEN 1 ELSE 0 END) AS met"


def _query(match: str, met: str) -> str:
    return f"{match} {COUNTED.format(met)}"


QUERIES = {
    "body-has-chair": _query(
        f"MATCH (b:body) WHERE {JUDGED} AND b.body_kind IN $formal",
        "coalesce(b.chair_post_exists, false) OR EXISTS { (h)-[r:chairs|co_chairs]->(b) "
        "WHERE NOT coalesce(r.vacant, false) AND NOT coalesce(h.vacant, false) }",
    ),
    "no-orphan-body": _query(
        f"MATCH (b:body) WHERE {JUDGED} AND NOT b.body_kind IN $not_asked "
        "AND NOT coalesce(b.recognised_top, false) AND NOT coalesce(b.informal, false)",
        "EXISTS { (b)-[:UP]->(:body) } OR EXISTS { (b)-[:accountable_to]->() }",
    ),
    "no-accountability-cycle": "MATCH (b:body) WITH b.area AS area, "
    "sum(CASE WHEN EXISTS { (b)-[:UP*1..]->(b) } THEN 1 ELSE 0 END) AS round "
    "RETURN area, 1 AS subjects, CASE WHEN round = 0 THEN 1 ELSE 0 END AS met",
    **{
        check: _query(
            f"MATCH (b:body {{body_kind: 'main_board'}}) WHERE {JUDGED}",
            f"EXISTS {{ (b)-[:UP*1..]->(:body {{body_kind: '{kind}'}}) }}",
        )
        for check, kind in BY_LINE.items()
    },
    "hub-governed": _query(
        "MATCH (b:site {site_kind: 'family_hub'})", "EXISTS { ()-[:governs]->(b) }"
    ),
    "sub-group-reports-back": _query(
        f"MATCH (b:body) WHERE {JUDGED} AND b.body_kind IN $groups",
        "EXISTS { (b)-[:reports_to]->(:body) }",
    ),
    "case-meeting-linked": _query(
        f"MATCH (b:body {{body_kind: 'case_meeting'}}) WHERE {JUDGED}",
        "EXISTS { (b)-[:UP]->(:body) }",
    ),
}
WORDS = {"formal": [*FORMAL_KINDS], "groups": [*GROUPS], "not_asked": [*_NOT_ASKED]}


def _of_area(query: str) -> str:
    """Return a query for one area, which an index finds."""
    return re.sub(
        r"^MATCH \(b:(\w+)(?: \{(.*?)\})?\)",
        lambda found: f"MATCH (b:{found[1]} {{area: $area{f', {found[2]}' if found[2] else ''}}})",
        query,
    )


def cypher(session: neo4j.Session) -> Counts:
    """Ask a Neo4j that holds England, a query a check."""
    counts = {}
    for check, query in QUERIES.items():
        for found in session.run(query, WORDS):
            counts[check, found["area"]] = found["subjects"], found["met"]
    return counts


def cypher_by_area(session: neo4j.Session, england: Iterable[Snapshot]) -> Counts:
    """Ask it a query a check for each area."""
    counts = {}
    for slug in [snapshot.area.slug for snapshot in england]:
        for check, query in QUERIES.items():
            for found in session.run(_of_area(query), WORDS, area=slug):
                counts[check, slug] = found["subjects"], found["met"]
    return counts


def fill(session: neo4j.Session, england: Iterable[Snapshot]) -> None:
    """Put things and links into a database as nodes and relationships, and the steps upward."""
    rows: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for snapshot in england:
        nodes = snapshot.nodes
        for node in nodes.values():
            known = {k: list(v) if isinstance(v, tuple) else v for k, v in node.attributes.items()}
            known |= {"id": node.id, "area": snapshot.area.slug}
            rows[f"CREATE (n:thing:{node.kind}) SET n = row.known"].append({"known": known})
        for link in snapshot.links.values():
            ends = {"start": link.from_id, "stop": link.to_id, "known": dict(link.attributes)}
            rows[_joining(link.kind)].append(ends)
            both = {nodes[link.from_id].kind, nodes[link.to_id].kind} == {"body"}
            if both and link.kind in UPWARD:
                rows[_joining("UP")].append(ends)
            elif both and link.kind == "convenes":
                rows[_joining("UP")].append(ends | {"start": link.to_id, "stop": link.from_id})
    session.run("CREATE CONSTRAINT FOR (n:thing) REQUIRE n.id IS UNIQUE").consume()
    for kind, attribute in (("body", "body_kind"), ("site", "site_kind")):
        session.run(f"CREATE INDEX FOR (n:{kind}) ON (n.{attribute})").consume()
        session.run(f"CREATE INDEX FOR (n:{kind}) ON (n.area)").consume()
    session.run("CALL db.awaitIndexes(300)").consume()
    for statement, whole in sorted(rows.items()):  # CREATE before MATCH
        for at in range(0, len(whole), 5_000):
            part = whole[at : at + 5_000]
            session.run(f"UNWIND $rows AS row {statement}", rows=part).consume()


def _joining(kind: str) -> str:
    ends = "MATCH (a:thing {id: row.start}), (b:thing {id: row.stop})"
    return f"{ends} CREATE (a)-[r:{kind}]->(b) SET r = row.known"


def used() -> float:
    """Return the seconds of a processor that this process and the server have taken."""
    servers = (p for p in psutil.Process().children(recursive=True) if "java" in p.name())
    return time.process_time() + sum(sum(p.cpu_times()[:2]) for p in servers)


def compared(england: list[Snapshot], session: neo4j.Session, rounds: int) -> None:
    """Run the three by turns, and print the medians and the ratios."""
    works: dict[str, Callable[[], Counts]] = {
        "ours": lambda: ours(england),
        "Cypher": lambda: cypher(session),
        "Cypher by area": lambda: cypher_by_area(session, england),
        "plain": lambda: plain(england),
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            gc.collect()
            cpu, clock = used(), time.perf_counter()
            work()
            taken[name].append((used() - cpu, time.perf_counter() - clock))
    cpu_of = {name: statistics.median(t[0] for t in each) for name, each in taken.items()}
    clock_of = {name: statistics.median(t[1] for t in each) for name, each in taken.items()}
    said = "; ".join(f"{n} {cpu_of[n]:.2f} s ({clock_of[n]:.2f} s passed)" for n in works)
    sys.stdout.write(
        f"{len(CHECKS)} checks of {len(england)} areas, CPU time with the server's, medians of "
        f"{rounds}: {said}; ours are {cpu_of['ours'] / cpu_of['Cypher']:.2f} of Cypher "
        f"({clock_of['ours'] / clock_of['Cypher']:.2f} of the time passed), "
        f"{cpu_of['ours'] / cpu_of['Cypher by area']:.2f} of Cypher by area "
        f"({clock_of['ours'] / clock_of['Cypher by area']:.2f}) and "
        f"{cpu_of['ours'] / cpu_of['plain']:.1f} times the plain program\n"
    )


def check_same(england: list[Snapshot], session: neo4j.Session) -> None:
    """See that all three count the same, but for what ours take beside a line; say how much."""
    lines, everything = ours(england, by_line=True), ours(england)
    peers = {"plain": plain(england), "Cypher": cypher(session)}
    peers["Cypher by area"] = cypher_by_area(session, england)
    for name, counts in peers.items():
        differ = {key for key in lines.keys() | counts.keys() if lines.get(key) != counts.get(key)}
        assert not differ, (name, sorted(differ)[:5])
    more = sum(everything[key][1] - lines[key][1] for key in lines)
    met = sum(count for _, count in lines.values())
    subjects = sum(count for count, _ in lines.values())
    sys.stdout.write(
        f"All three: {met} of {subjects} subjects met; by a working link or a seat on both ours "
        f"take {more} more\n"
    )


def main() -> None:
    """Make England, see that all agree, warm the server, and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areas", type=int, default=AREAS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    wanted = parser.parse_args()
    gc.set_threshold(SELDOM)
    england = [area(f"area-{number}", number) for number in range(wanted.areas)]
    with local_server() as server:
        address, user, password, database = server.login()
        with (
            neo4j.GraphDatabase.driver(
                address, auth=(user, password), notifications_min_severity="OFF"
            ) as driver,
            driver.session(database=database) as session,
        ):
            fill(session, england)
            check_same(england, session)
            for _ in range(WARMING):
                cypher(session)
            for _ in range(WARMING // 10):
                cypher_by_area(session, england)
            compared(england, session, wanted.rounds)


if __name__ == "__main__":
    main()
