"""What the fields answer, on a small town and on the bundled areas.

Tests: api/schema/area_view.py, api/schema/areas.py,
api/schema/arguments.py, api/schema/citations.py,
api/schema/facts.py, api/schema/findings.py, api/schema/links.py,
api/schema/nodes.py, api/schema/paths.py, api/schema/query.py, api/schema/rules.py,
api/schema/sources.py
"""

from dataclasses import replace
from typing import Any

import pytest

from api.schema.execute import QueryAnswer, answer
from api.service.reader import Reader
from graph.facts.model import Node, Snapshot
from graph.rules.run import RULES
from graph.stores.memory import MemoryStore
from tests.deciding_town import SLUG, deciding_town
from tests.towns import Town


def town() -> Snapshot:
    made = Town()
    made.main("board", since="2021-03", tier="strategic", support=["expenses", "childcare"])
    made.body("partnership", "safeguarding_partnership", name="Safeguarding Partnership")
    made.body("forum", "voice_forum", until="2023")
    made.body("new", "working_group", status="planned", confidence="inferred")
    made.post("chair", vacant=True)
    made.node("seat", "seat", body="testham/board", term_until="2025", voting=True)
    made.link("board", "reports_to", "partnership", since="2022", frequency_days=90, matter="help")
    made.link("chair", "chairs", "board")
    made.declare("members", of="board")
    made.declare("bodies")
    shared = made.facts["testham/partnership"]
    assert isinstance(shared, Node)
    made.facts["shared/icb"] = replace(shared, id="shared/icb", name="ICB", maps=("testham",))
    return made.snapshot()


@pytest.fixture(scope="module")
def reader(store: MemoryStore) -> Reader:
    both = MemoryStore()
    for summary in store.areas():
        both.put(store.read(summary.area.slug), ())
    both.put(town(), ())
    return Reader(both)


def data(found: QueryAnswer) -> dict[str, Any]:
    assert found.errors == []
    assert found.data is not None
    return found.data


def node(reader: Reader, local: str, fields: str) -> dict[str, Any]:
    query = f'{{ node(id: "testham/{local}") {{ ... on Thing {{ {fields} }} }} }}'
    return dict(data(answer(reader, query))["node"])


def area(reader: Reader, fields: str, slug: str = "testham", view: str = "") -> dict[str, Any]:
    query = f'{{ area(slug: "{slug}") {{ view{view} {{ {fields} }} }} }}'
    return dict(data(answer(reader, query))["area"]["view"])


def test_a_body_shows_every_sort_of_attribute(reader: Reader) -> None:
    fields = "bodyKind tier support multiAgency cadenceDays voting: votingSeatsMax scope"
    body = node(reader, "board", f"__typename kind since until ... on Body {{ {fields} }}")
    assert body == {
        "__typename": "Body",
        "kind": "BODY",
        "since": "2021-03",
        "until": None,
        "bodyKind": "MAIN_BOARD",
        "tier": "STRATEGIC",
        "support": ["EXPENSES", "CHILDCARE"],
        "multiAgency": True,
        "cadenceDays": None,
        "voting": None,
        "scope": ["EARLY_HELP", "FAMILY_HUBS"],
    }


def test_who_decides_and_how_a_body_works() -> None:
    store = MemoryStore()
    store.put(deciding_town(), ())
    reader = Reader(store)
    fields = (
        "alsoKinds quorum quorumClasses { class least } decisionRule decisionMaking deputies "
        "leastGrade legalBasis purpose shortName"
    )
    asked = f'{{ node(id: "{SLUG}/exec") {{ ... on Body {{ {fields} }} }} }}'
    assert data(answer(reader, asked))["node"] == {
        "alsoKinds": [],
        "quorum": 3,
        "quorumClasses": [
            {"class": "council", "least": 1},
            {"class": "icb", "least": 1},
            {"class": "Decideham Police", "least": 1},
        ],
        "decisionRule": ["CONSENSUS", "MAJORITY"],
        "decisionMaking": ["DECIDES", "RECOMMENDS"],
        "deputies": "NAMED",
        "leastGrade": "DIRECTOR",
        "legalBasis": "Children Act 2004, section 16E",
        "purpose": "Decides between meetings.\nMeets monthly.",
        "shortName": "DSCP Exec",
    }
    listed = (
        "decisionsTaken { edges { node { name outcome by { id: localId } votesFor matter } } } "
        "mattersForDecision { edges { node { name matterKind } } } "
        "adults: bodies(where: {bodyKind: {is: ADULTS_BOARD}}) { edges { node { id: localId } } } "
        'programmes { edges { node { amount } } } short: things(where: {search: "dscp"}) '
        "{ edges { node { id: localId } } }"
    )
    found = area(reader, listed, SLUG)
    nodes = {key: [edge["node"] for edge in found[key]["edges"]] for key in found}
    assert nodes == {
        "decisionsTaken": [
            {
                "name": "Budget agreed",
                "outcome": "AGREED",
                "by": {"id": f"{SLUG}/exec"},
                "votesFor": 7,
                "matter": "budget",
            }
        ],
        "mattersForDecision": [{"name": "Pooled budget", "matterKind": "BUDGET"}],
        # An all-age partnership is a safeguarding adults board too.
        "adults": [{"id": f"{SLUG}/scp"}],
        "programmes": [{"amount": 2_500_000_000.0}],
        "short": [{"id": f"{SLUG}/exec"}],
    }
    asked = "links(where: {kinds: [FUNDS]}) { edges { node { attributes { label words } } } }"
    (edge,) = area(reader, asked, SLUG)["links"]["edges"]
    said = {one["label"]: one["words"] for one in edge["node"]["attributes"]}
    assert said["Amount (pounds)"] == "£999,999,999,999"
    assert said["Share (per cent)"] == "66.67%"


def test_a_reference_leads_to_the_thing_and_a_date_stays_partial(reader: Reader) -> None:
    seat = node(reader, "seat", "... on Seat { body { id: localId name } termUntil voting vacant }")
    board = {"id": "testham/board", "name": "BOARD"}
    assert seat == {"body": board, "termUntil": "2025", "voting": True, "vacant": None}


def test_attributes_in_words(reader: Reader) -> None:
    words = node(reader, "seat", "attributes { label words }")["attributes"]
    assert {"label": "Body", "words": "BOARD"} in words
    assert {"label": "Voting", "words": "yes"} in words


def test_links_read_both_ways(reader: Reader) -> None:
    links = node(reader, "board", "links { nodes { direction words other { id: localId } } }")[
        "links"
    ]
    assert {"direction": "OUT", "words": "reports to", "other": {"id": "testham/partnership"}} in (
        links["nodes"]
    )
    into = node(
        reader, "board", "links(where: {kinds: [CHAIRS]}, direction: INTO) { nodes { words } }"
    )
    assert into["links"]["nodes"] == [{"words": "is chaired by"}]


def test_a_link_says_everything(reader: Reader) -> None:
    ends = "from { id: localId } to { id: localId }"
    fields = f"id: localId kind verb reverse {ends} since status confidence note sentence"
    links = area(reader, f"links(where: {{kinds: [REPORTS_TO]}}) {{ nodes {{ {fields} }} }}")[
        "links"
    ]
    assert links["nodes"] == [
        {
            "id": "testham/board~reports_to~partnership",
            "kind": "REPORTS_TO",
            "verb": "reports to",
            "reverse": "receives reports from",
            "from": {"id": "testham/board"},
            "to": {"id": "testham/partnership"},
            "since": "2022",
            "status": "OPERATING",
            "confidence": "STATED",
            "note": None,
            "sentence": "BOARD reports to Safeguarding Partnership (help) (since 2022).",
        }
    ]


def test_sources_say_where_and_null_says_not_held(reader: Reader) -> None:
    fields = "sources { title publisher heading place readOn address document { id: localId } }"
    assert node(reader, "board", fields)["sources"] == [
        {
            "title": "Minutes",
            "publisher": "Testham Council",
            "heading": "Terms",
            "place": "p1",
            "readOn": None,
            "address": None,
            "document": {"id": "testham/source~minutes"},
        }
    ]


def test_every_fact_of_a_document_is_listed(reader: Reader) -> None:
    found = area(
        reader, "sources { nodes { title facts { totalCount nodes { id: subjectId sentence } } } }"
    )
    (source,) = found["sources"]["nodes"]
    assert source["facts"]["totalCount"] == 11
    assert "testham/declared~members~board" in [fact["id"] for fact in source["facts"]["nodes"]]


def test_declarations(reader: Reader) -> None:
    found = area(reader, "declarations { listName subject { id: localId } on by }")["declarations"]
    word = {"on": "2024-03-31", "by": "the board's clerk"}
    assert {"listName": "members", "subject": {"id": "testham/board"}, **word} in found
    assert {"listName": "bodies", "subject": None, **word} in found


def test_a_day_changes_what_is_there(reader: Reader) -> None:
    fields = "bodies { nodes { localId } }"
    found = area(reader, fields), area(reader, fields, view='(asOf: "2020-06-01")')
    now, then = ([n["localId"] for n in at["bodies"]["nodes"]] for at in found)
    assert ("testham/forum" in now, "testham/forum" in then) == (False, True)
    assert ("testham/board" in now, "testham/board" in then) == (True, False)


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ("bodyKind: {is: MAIN_BOARD}", ["board"]),
        ('search: "safe PARTNER"', ["partnership"]),
        ("statuses: [PLANNED]", ["new"]),
        ('search: "nothing like it"', []),
    ],
)
def test_lists_are_narrowed(reader: Reader, arguments: str, found: list[str]) -> None:
    nodes = area(reader, f"bodies(where: {{{arguments}}}) {{ nodes {{ id: localId }} }}")["bodies"][
        "nodes"
    ]
    assert [n["id"] for n in nodes] == [f"testham/{local}" for local in found]


def test_a_finding_has_everything_to_cite_it(reader: Reader) -> None:
    fields = """id: localId rule group outcome outcomeWords severity title question sentence
      asOf complete remedy wouldChange citation { source section url } citations { source }
      subjects { id: subjectId name outcome sentence path { id: localId } target
        facts { id: subjectId }
        node: subject { ... on Thing { id: localId } } lists }
      facts { id: subjectId sentence source since until maybe }"""
    rule = "link-safeguarding-partnership"
    found = area(
        reader, f'findings(where: {{rules: ["{rule}"]}}) {{ totalCount nodes {{ {fields} }} }}'
    )
    (finding,) = found["findings"]["nodes"]
    assert finding["outcome"] == "MET"
    assert finding["outcomeWords"] == "met"
    assert (finding["asOf"], finding["complete"]) == ("2024-03-31", False)
    assert finding["citation"]["source"] == finding["citations"][0]["source"]
    assert [n["id"] for n in finding["subjects"][0]["path"]] == [
        "testham/board",
        "testham/partnership",
    ]
    link = "testham/board~reports_to~partnership"
    assert link in [fact["id"] for fact in finding["subjects"][0]["facts"]]
    (read,) = [fact for fact in finding["facts"] if fact["id"] == link]
    assert (read["since"], read["until"]) == ("2022", None)
    assert read["source"].startswith("Minutes, Testham Council")


@pytest.mark.parametrize("slug", ["testham", "coventry", "york"])
def test_every_rule_is_answered_once_in_catalogue_order(reader: Reader, slug: str) -> None:
    found = area(reader, "findings(first: 100) { totalCount nodes { rule } }", slug)["findings"]
    assert [finding["rule"] for finding in found["nodes"]] == [rule.id for rule in RULES]
    assert found["totalCount"] == len(RULES)


def test_findings_are_narrowed_and_ordered(reader: Reader) -> None:
    where = "where: {outcomes: [SILENT, MET], severities: [EXPECTED]}"
    fields = f"findings({where}, orderBy: {{by: READING}}, first: 100) {{ \
nodes {{ outcome severity }} }} totals {{ outcome count }}"
    found = area(reader, fields, "coventry")
    outcomes = [finding["outcome"] for finding in found["findings"]["nodes"]]
    assert outcomes == sorted(outcomes, reverse=True)
    assert set(outcomes) == {"SILENT", "MET"}
    assert {f["severity"] for f in found["findings"]["nodes"]} == {"EXPECTED"}
    assert sum(total["count"] for total in found["totals"]) == len(RULES)


def test_findings_about_a_thing(reader: Reader) -> None:
    fields = """findings(where: {about: "board"}, first: 100) {
      nodes { rule subjects { id: subjectId target } } }"""
    found = area(reader, fields)["findings"]["nodes"]
    assert found
    for finding in found:
        ids = [part for s in finding["subjects"] for part in (s["id"], s["target"])]
        assert "testham/board" in ids
    own = node(reader, "board", "findings { rule }")["findings"]
    assert [f["rule"] for f in own] == [f["rule"] for f in found]


def test_treated_as_complete_turns_silence_into_gaps(reader: Reader) -> None:
    fields = "totals { outcome count }"
    found = (area(reader, fields, "coventry", view) for view in ("", "(complete: true)"))
    a, b = ({t["outcome"]: t["count"] for t in at["totals"]} for at in found)
    assert b["GAP"] > a["GAP"]
    assert a["MET"] == b["MET"]


def test_line_of_sight_reached_and_not(reader: Reader) -> None:
    fields = """yes: lineOfSight(from: "board", toKind: SAFEGUARDING_PARTNERSHIP) {
        reached to { id: localId } path { id: localId }
        steps { nature links { id: localId } } missing { sentence } }
      no: lineOfSight(from: "BOARD", toKind: HWB) {
        reached to { id: localId } nearest { id: localId } target sentence
        missing { from { id: localId } to { id: localId } kind } }"""
    found = area(reader, fields)
    assert found["yes"]["reached"] is True
    assert found["yes"]["missing"] is None
    step = {"nature": "line", "links": [{"id": "testham/board~reports_to~partnership"}]}
    assert found["yes"]["steps"] == [step]
    assert found["no"]["reached"] is False
    assert found["no"]["nearest"] == {"id": "testham/partnership"}
    assert found["no"]["missing"]["kind"] == "REPORTS_TO"
    assert found["no"]["missing"]["to"] is None


def test_unknown_things_are_null_where_the_schema_says_so(reader: Reader) -> None:
    query = """{ area(slug: "nowhere") { name } rule(id: "none") { id }
      node(id: "york/none") { id } nodes(ids: ["york/la", "none", "a/b~c", ""]) { id } }"""
    assert data(answer(reader, query)) == {
        "area": None,
        "rule": None,
        "node": None,
        "nodes": [{"id": "york@2024-03-31/la"}, None, None, None],
    }


def test_the_funding_of_an_area_cites_its_source(reader: Reader) -> None:
    fields = "transformationFund fundingSources { title place placeWords heading }"
    found = area(reader, fields, "york")
    assert found["transformationFund"] is True
    first, second = found["fundingSources"]
    assert (first["place"], second["place"]) == ("paragraph 1", "paragraph 5")
    assert first["placeWords"] == "paragraph 1"
    assert first["heading"] == "City of York Council: Background"
