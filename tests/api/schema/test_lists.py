"""Lists of a view and over areas: narrowed, ordered, paged, each area read once and no more.

Tests: api/schema/listed.py, api/schema/lists.py, api/schema/list_wheres.py,
api/schema/thing_wheres.py, api/schema/filters.py, api/schema/seats.py,
api/schema/neighbours.py, api/schema/roots.py, api/schema/finding_changes.py,
api/service/finding_lists.py
"""

from dataclasses import replace
from typing import Any

import pytest

from api.schema.execute import answer
from api.schema.lists import LISTS
from api.schema.query import schema
from api.schema.vocabulary import type_name
from api.service.reader import Reader
from graph.facts.model import Area, Snapshot
from graph.kinds import NODE_KINDS, node_attributes
from graph.store import AreaSummary
from graph.stores.memory import MemoryStore
from tests.api.test_known_at import fill
from tests.every_kind import every_town
from tests.review_towns import EAST, WEST, east, review_store, shared_trust, west
from tests.towns import Town


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(review_store())


def data(reader: Reader, query: str, **variables: Any) -> dict[str, Any]:
    found = answer(reader, query, variables)
    assert found.errors == []
    assert found.data is not None
    return found.data


def local_ids(reader: Reader, field: str) -> list[str]:
    (found,) = data(reader, f"{{ {field} {{ nodes {{ localId }} }} }}").values()
    return [node["localId"] for node in found["nodes"]]


def refusal(reader: Reader, field: str, inside: str = "totalCount") -> str:
    """Return the one sentence that a list is refused with; it always has a code."""
    found = answer(reader, f"{{ {field} {{ {inside} }} }}")
    (error,) = found.errors
    assert error["extensions"]["code"]
    return str(error["message"])


def camel(name: str) -> str:
    whole = type_name(name)
    return whole[0].lower() + whole[1:]


def arguments(owner: str, field: str) -> set[str]:
    return set(schema._schema.type_map[owner].fields[field].args)  # type: ignore[attr-defined]


@pytest.mark.parametrize("spec", LISTS, ids=lambda spec: spec.name)
def test_each_list_is_there_of_a_view_and_over_areas(spec: Any) -> None:
    own = {"where", "orderBy", "first", "last", "after", "before"}
    own |= {"holding"} if spec.holds else set()
    over = {"areas", "asOf", "knownAt"} | ({"complete"} if spec.complete else set())
    assert arguments("AreaView", camel(spec.name)) == own
    assert arguments("Query", camel(spec.name)) == own | over


def test_every_kind_of_thing_has_its_list() -> None:
    kinds = {spec.connection.__name__ for spec in LISTS}
    assert {f"{type_name(kind.name)}Connection" for kind in NODE_KINDS} <= kinds


def test_over_areas_one_comes_after_the_other_each_on_its_own_day(reader: Reader) -> None:
    rows = data(reader, "{ bodies { nodes { name view { asOf } area { slug } } } }")["bodies"]
    told = [(row["area"]["slug"], row["view"]["asOf"]) for row in rows["nodes"]]
    assert told == [(EAST, "2024-03-31")] * 4 + [(WEST, "2024-06-30")] * 2
    one_day = data(reader, '{ bodies(asOf: "2024-01-01") { nodes { view { asOf } } } }')["bodies"]
    assert {row["view"]["asOf"] for row in one_day["nodes"]} == {"2024-01-01"}


def test_named_areas_come_in_their_order_each_once(reader: Reader) -> None:
    field = f'plans(areas: ["{WEST}", "{EAST}", "{WEST}"])'
    assert local_ids(reader, field) == ["westham/plan", "eastham/offer", "eastham/strategy"]
    assert local_ids(reader, "plans(areas: [])") == []
    assert refusal(reader, 'plans(areas: ["estham"])').startswith('There is no area "estham".')


def test_made_up_areas_are_asked_only_by_name_or_where_there_is_nothing_else() -> None:
    def store(*towns: Town) -> Reader:
        opened = MemoryStore()
        for made in towns:
            opened.put(made.snapshot(), ())
        return Reader(opened)

    def invented(made: Town) -> Town:
        area = made.facts[made.slug]
        assert isinstance(area, Area)
        made.facts[made.slug] = replace(area, invented=True)
        return made

    both = store(east(), invented(west()))
    assert "westham/plan" not in local_ids(both, "plans")
    assert local_ids(both, 'plans(areas: ["westham"])') == ["westham/plan"]
    assert local_ids(store(invented(west())), "plans") == ["westham/plan"]


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("plans(where: {planKind: {is: CYP_PLAN}})", ["westham/plan"]),
        ("plans(where: {not: {planKind: {in: [CYP_PLAN, ACTION_PLAN]}}})", ["eastham/strategy"]),
        (
            'plans(where: {or: [{search: "offer"}, {search: "west"}], and: [{hasNot: [OWNS]}]})',
            ["eastham/offer", "westham/plan"],
        ),
        ("plans(where: {or: []})", []),
        ('plans(where: {search: "nothing like it"})', []),
        ("plans(where: {dated: {recorded: true}})", []),
        ("plans(where: {statuses: [PLANNED]})", []),
        ('bodies(where: {reaches: {thing: "East Partnership"}})', ["eastham/board", "eastham/scp"]),
        # Of another area, of a thing that is gone: nothing fits.
        ('bodies(where: {reaches: {thing: "coventry/sehp"}})', []),
        ('bodies(where: {lastMetBefore: "2024-01-01"})', ["eastham/group"]),
        ('links(where: {about: "West Plan"})', []),
        ('links(where: {kinds: [OWNS]})', ["eastham/board~owns~strategy"]),
        ('meetings(where: {held: false})', ["eastham/m3"]),
        ('sources(where: {search: "letter"})', ["eastham/source~letter", "westham/source~letter"]),
        ('posts(where: {chairsAtLeast: 2})', ["eastham/dcs"]),
        (
            'things(where: {kinds: [POST, PLAN], search: "west"})',
            ["westham/plan", "westham/volunteer"],
        ),
    ],
)  # fmt: skip
def test_lists_are_narrowed(reader: Reader, field: str, found: list[str]) -> None:
    assert local_ids(reader, field) == found


@pytest.mark.parametrize(
    ("field", "says"),
    [
        (
            "plans(where: {has: [CHAIRS]})",
            'CHAIRS is no kind of link that plans can have: "chairs" joins',
        ),
        ("things(where: {kinds: [PLAN, SITE], hasNot: [CHAIRS]})", "that plans and sites can have"),
        ("bodies(where: {not: {has: [EMPLOYED_BY]}})", "EMPLOYED_BY is no kind of link"),
        ('findings(where: {rules: ["body-has-chai"]})', "Did you mean body-has-chair"),
        ("findings(where: {groups: [ACOUNTABILITY]})", "Did you mean the enum value"),
        ("engagement(where: {attendanceAtMost: 50})", "attendanceAtMost is 50: give 0 to 1"),
        ("plans(first: 1000000)", "first is 1000000: ask for 0 to 100"),
        ('plans(after: "abc")', "is not in this list"),
        ('plans(asOf: "2024-02-31")', "2024-02-31"),
        ('bodies(where: {reaches: {kind: HWB, thing: "x"}})', "exactly one"),
    ],
)
def test_what_cannot_be_is_one_sentence_with_a_code(reader: Reader, field: str, says: str) -> None:
    assert says in refusal(reader, field)


def test_a_thing_of_one_view_is_refused_in_another_and_unknown_ones_in_one_area(
    reader: Reader,
) -> None:
    links = 'links(where: {about: "%s"}) { totalCount }'
    view = f'{{ area(slug: "{EAST}") {{ view {{ {links} }} }} }}'
    for given, says in (
        ("nobody", "There is no thing"),
        ("eastham@2020-01-01/board", "another view"),
    ):
        (error,) = answer(reader, view % given).errors
        assert says in error["message"]
    found = data(reader, view % "eastham@2024-03-31/board")
    assert found["area"]["view"]["links"]["totalCount"] == 4


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("plans(orderBy: {by: NAME})", ["eastham/offer", "eastham/strategy", "westham/plan"]),
        (
            "plans(orderBy: {by: NAME, direction: DESC})",
            ["westham/plan", "eastham/strategy", "eastham/offer"],
        ),
        (
            "bodies(where: {meetingOnRecord: true}, orderBy: {by: LAST_MET, direction: DESC})",
            ["westham/board", "eastham/board", "eastham/group"],
        ),
        ("meetings(orderBy: {by: DAY}, last: 1)", ["westham/m1"]),
        # What has no date comes last, whichever way.
        ("links(orderBy: {by: SINCE}, first: 1)", ["eastham/board~reports_to~scp"]),
        (
            "links(orderBy: {by: SINCE, direction: DESC}, first: 1)",
            ["eastham/board~reports_to~scp"],
        ),
    ],
)
def test_lists_are_ordered_over_areas(reader: Reader, field: str, found: list[str]) -> None:
    assert local_ids(reader, field) == found


def test_findings_in_the_order_to_read_them_and_backwards(reader: Reader) -> None:
    query = """query F($order: FindingOrder) {
      findings(orderBy: $order, first: 100) { totalCount nodes { localId outcome } }
    }"""
    reading = data(reader, query, order={"by": "READING"})["findings"]["nodes"]
    outcomes = [node["outcome"] for node in reading]
    first, last = outcomes.index("SILENT"), outcomes.index("MET")
    assert "MET" not in outcomes[first:last]
    own = data(reader, query)["findings"]
    assert own["totalCount"] == 140
    back = data(reader, query, order={"by": "CATALOGUE", "direction": "DESC"})["findings"]["nodes"]
    every = data(reader, "{ findings(last: 100) { nodes { localId } } }")["findings"]["nodes"]
    assert [n["localId"] for n in back] == [n["localId"] for n in every][::-1]


def test_walking_over_areas_both_ways_gives_everything_once(reader: Reader) -> None:
    query = """query W($first: Int, $last: Int, $after: String, $before: String) {
      links(first: $first, last: $last, after: $after, before: $before) {
        totalCount
        edges { cursor node { localId } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }"""
    whole = local_ids(reader, "links(first: 100)")
    walked: list[str] = []
    variables: dict[str, Any] = {"first": 3}
    while True:
        page = data(reader, query, **variables)["links"]
        assert page["totalCount"] == len(whole)
        walked += [edge["node"]["localId"] for edge in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        variables = {"first": 3, "after": page["pageInfo"]["endCursor"]}
    assert walked == whole
    back: list[str] = []
    variables = {"last": 4}
    while True:
        page = data(reader, query, **variables)["links"]
        back = [edge["node"]["localId"] for edge in page["edges"]] + back
        if not page["pageInfo"]["hasPreviousPage"]:
            break
        variables = {"last": 4, "before": page["pageInfo"]["startCursor"]}
    assert back == whole


def test_a_cursor_of_another_list_is_refused(reader: Reader) -> None:
    cursor = data(reader, "{ plans { pageInfo { endCursor } } }")["plans"]["pageInfo"]["endCursor"]
    said = refusal(reader, f'bodies(after: "{cursor}")')
    assert said == (
        'The cursor in after is not in this list: it is one of "plans", and this is "bodies".'
    )


class CountingStore(MemoryStore):
    """A store that counts what is asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.reads: list[str] = []

    def read(self, area: str) -> Snapshot:
        """Note the area, and read it."""
        self.reads.append(area)
        return super().read(area)

    def areas(self) -> tuple[AreaSummary, ...]:
        """Note that all are listed; how this store does that is its own affair."""
        before = list(self.reads)
        listed = super().areas()
        self.reads = [*before, "list"]
        return listed


def many(count: int) -> CountingStore:
    store = CountingStore()
    for number in range(count):
        made = Town(f"town{number:02}").main("board").post("chair").link("chair", "chairs", "board")
        store.put(made.snapshot(), ())
    store.reads.clear()
    return store


def test_a_question_over_many_areas_reads_each_once(checks_run: list[str]) -> None:
    store = many(12)
    query = """{
      bodies { totalCount nodes { name chairs { nodes { other { name } } } lastMet { day } } }
      links { totalCount nodes { sentence sources { words } } }
      seats(where: {vacant: false}) { totalCount nodes { body { name } facts { source } } }
      areaViews { nodes { revision sectorsWithoutSeat { sectorWords } } }
    }"""
    found = data(Reader(store), query)
    assert found["bodies"]["totalCount"] == 12
    assert sorted(store.reads) == ["list", *(f"town{number:02}" for number in range(12))]
    # No check was asked for, and none was run.
    assert checks_run == []


def test_a_page_of_findings_runs_the_checks_of_the_areas_it_shows(checks_run: list[str]) -> None:
    reader = Reader(many(12))
    first = data(reader, "{ findings(first: 5) { nodes { rule { id } } pageInfo { endCursor } } }")
    assert checks_run == ["town00"]
    cursor = first["findings"]["pageInfo"]["endCursor"]
    data(reader, f'{{ findings(first: 5, after: "{cursor}") {{ nodes {{ rule {{ id }} }} }} }}')
    assert checks_run == ["town00"]
    data(reader, "{ findings(last: 5) { nodes { rule { id } } } }")
    assert checks_run == ["town00", "town11"]
    data(reader, "{ findings(first: 1) { totalCount } }")
    assert sorted(checks_run) == [f"town{number:02}" for number in range(12)]


def test_what_has_ended_and_what_is_to_come_can_be_reached() -> None:
    store = MemoryStore()
    made = Town().main("board").post("old").post("new")
    made.link("old", "chairs", "board", until="2023-09-30").link(
        "new", "chairs", "board", since="2025-01-01"
    )
    store.put(made.snapshot(), ())
    reader = Reader(store)
    assert local_ids(reader, "links") == []
    assert local_ids(reader, "links(holding: ENDED)") == ["testham/old~chairs~board"]
    assert local_ids(reader, "links(holding: COMING)") == ["testham/new~chairs~board"]
    assert len(local_ids(reader, "links(holding: EVER)")) == 2
    found = data(reader, "{ seats(holding: ENDED) { nodes { subjectId holder { name } } } }")
    assert [seat["holder"]["name"] for seat in found["seats"]["nodes"]] == ["OLD"]
    thing = """{ bodies { nodes { links(holding: ENDED, where: {kinds: [CHAIRS]}) {
      nodes { words link { until } } } } } }"""
    (body,) = data(reader, thing)["bodies"]["nodes"]
    assert body["links"]["nodes"] == [{"words": "is chaired by", "link": {"until": "2023-09-30"}}]


def test_what_was_known_leaves_out_areas_that_came_later() -> None:
    reader = Reader(fill(MemoryStore()))
    assert local_ids(reader, 'bodies(knownAt: "2024-05-09")') == ["testham/board", "testham/scp"]
    assert local_ids(reader, 'bodies(knownAt: "2024-04-30")') == []
    said = refusal(reader, 'bodies(knownAt: "2024-04-30", areas: ["testham"])')
    assert said.startswith("Nothing was recorded of Testham on 30 April 2024")


def test_a_search_puts_what_is_called_just_so_first() -> None:
    store = MemoryStore()
    for slug, name in (("aton", "Early Help Board for All"), ("bton", "Early Help Board")):
        store.put(Town(slug).main("board", name=name).snapshot(), ())
    store.put(Town("cton").main("board", name="The New Early Help Board").snapshot(), ())
    reader = Reader(store)
    field = 'search(text: "early help BOARD")'
    assert local_ids(reader, field) == ["bton/board", "aton/board", "cton/board"]
    assert local_ids(reader, 'search(text: "board", kinds: [PLAN])') == []
    assert local_ids(reader, 'search(text: "board", areas: ["cton"])') == ["cton/board"]
    assert refusal(reader, 'search(text: "  ")').startswith("text is empty")


def test_a_document_over_areas(reader: Reader) -> None:
    query = """{ document(tag: "letter") {
      tag title sources { area { slug } } facts { totalCount nodes { sentence area { slug } } } }
      none: document(tag: "nothing") { tag }
      named: document(tag: "report") { title sources { title } facts { totalCount } } }"""
    found = data(reader, query)
    letter = found["document"]
    assert [source["area"]["slug"] for source in letter["sources"]] == [EAST, WEST]
    assert [fact["area"]["slug"] for fact in letter["facts"]["nodes"]] == [EAST, WEST]
    assert letter["title"] == "Letter"
    assert found["none"] is None
    # One that only facts name has no title on record.
    assert found["named"]["title"] is None
    assert found["named"]["facts"]["totalCount"] > 20


def test_neighbours_come_with_their_sources(reader: Reader) -> None:
    query = """{
      bodies(where: {search: "east board"}) { nodes {
        chairs { nodes { other { name } link { sources { title } } } }
        members { nodes { other { name } } }
        answersTo { nodes { other { name } } }
        answeredBy { totalCount }
        meetings(last: 1) { nodes { day } }
        lastMet { day }
        shouldAnswer
        lineOfSight(to: {kind: SAFEGUARDING_PARTNERSHIP}) { reached }
      } }
      plans(where: {search: "strategy"}) { nodes { owners { nodes { other { name } } } } }
      posts(where: {search: "director"}) { nodes {
        chairOf { nodes { other { name } } } seats { totalCount } } }
    }"""
    found = data(reader, query)
    (board,), (plan,), (post,) = (found[name]["nodes"] for name in ("bodies", "plans", "posts"))

    def others(links: Any) -> list[str]:
        return [link["other"]["name"] for link in links["nodes"]]

    assert others(board["chairs"]) == ["East Director"]
    assert board["chairs"]["nodes"][0]["link"]["sources"][0]["title"] == "Minutes"
    assert others(board["members"]) == ["East Lead"]
    assert others(board["answersTo"]) == ["East Partnership"]
    assert board["answeredBy"]["totalCount"] == 0
    assert (board["lastMet"]["day"], board["shouldAnswer"]) == ("2024-03-01", True)
    assert board["meetings"]["nodes"] == [{"day": "2024-03-01"}]
    assert board["lineOfSight"] == {"reached": True}
    assert others(plan["owners"]) == ["East Board"]
    assert others(post["chairOf"]) == ["East Board", "East Group"]
    assert post["seats"]["totalCount"] == 3


def test_a_shared_thing_has_its_neighbours_on_all_maps() -> None:
    store = MemoryStore()
    for made in (east(), west()):
        town = shared_trust(made)
        store.put(town.link("shared/trust", "member_of", "board").snapshot(), ())
    reader = Reader(store)
    seats_of = "... on Organisation { seats { nodes { area { slug } } } }"
    query = f'{{ node(id: "shared/trust") {{ {seats_of} }} }}'
    seats = data(reader, query)["node"]["seats"]["nodes"]
    assert [seat["area"]["slug"] for seat in seats] == [EAST, WEST]


COMPARED = '{ area(slug: "testham") { name view { asOf compare%s { opened { rule { id } } } } } }'


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ('(from: "2024-01-01", knownFrom: "2024-01-01")', "one of the two"),
        ("", "one of the two"),
        ('(knownFrom: "2024-01-01")', "give both"),
        ('(to: "2024-01-01")', "give both"),
        ('(from: "2024-03-31")', "give the earlier day first"),
    ],
)
def test_what_cannot_be_compared_loses_nothing_beside_it(given: str, says: str) -> None:
    found = answer(Reader(fill(MemoryStore())), COMPARED % given)
    assert says in found.errors[0]["message"]
    assert found.data is not None
    assert found.data["area"]["view"] == {"asOf": "2024-03-31", "compare": None}


def test_what_moved_between_two_states_of_the_record() -> None:
    reader = Reader(fill(MemoryStore()))
    query = """{ findingChanges(knownFrom: "2024-05-09", knownTo: "2024-05-10") {
      totalCount nodes { move dayBefore because { before { sentence } after { sentence } } }
    } }"""
    found = data(reader, query)["findingChanges"]
    sentence = "BOARD reports to Safeguarding Board (since 2023-06-01)."
    assert found["totalCount"] == len(found["nodes"]) > 0
    for one in found["nodes"]:
        assert one["dayBefore"] == "2024-03-31"
        assert one["because"] == [{"before": None, "after": {"sentence": sentence}}]
    closed = query.replace('"2024-05-10")', '"2024-05-10", moves: [CLOSED])')
    assert {one["move"] for one in data(reader, closed)["findingChanges"]["nodes"]} == {"CLOSED"}
    told = refusal(reader, 'findingChanges(from: "2024-01-01", to: "2023-01-01")')
    assert told == "2024-01-01 is not before 2023-01-01: give the earlier day as from."


@pytest.fixture(scope="module")
def everything() -> Reader:
    store = MemoryStore()
    store.put(every_town(), ())
    return Reader(store)


@pytest.mark.parametrize("kind", NODE_KINDS, ids=lambda kind: kind.name)
def test_every_attribute_can_be_asked_for(everything: Reader, kind: Any) -> None:
    """What is recorded and what is not are together all there is, of each attribute."""
    connection = f"{type_name(kind.name)}Connection"
    name = camel(next(spec.name for spec in LISTS if spec.connection.__name__ == connection))
    whole = data(everything, f"{{ {name} {{ totalCount }} }}")[name]["totalCount"]
    for attribute in node_attributes(kind.name):
        where = f"where: {{{camel(attribute)}: {{recorded: %s}}}}"
        query = " ".join(
            f"{said}: {name}({where % value}) {{ totalCount }}"
            for said, value in (("yes", "true"), ("no", "false"))
        )
        found = data(everything, f"{{ {query} }}")
        counts = [found[said]["totalCount"] for said in ("yes", "no")]
        assert sum(counts) == whole
        assert counts[0] > 0


def test_what_refers_to_a_thing_is_found_by_its_id_with_a_view_too() -> None:
    made = Town().main("board").node("chair", "seat", body="board")
    reader = Reader(MemoryStore())
    made_store = reader.store
    made_store.put(made.snapshot(), ())
    for body in ("board", "testham/board", "testham@2024-03-31/board"):
        assert local_ids(reader, f'seatsByThemselves(where: {{body: {{is: "{body}"}}}})') == [
            "testham/chair"
        ]
    # Nobody has recorded whether anybody holds it: it is neither vacant nor held.
    for asked, found in (("vacant: true", 0), ("vacant: false", 0), ("vacancyRecorded: false", 1)):
        query = f"{{ seats(where: {{{asked}}}) {{ totalCount nodes {{ vacant }} }} }}"
        assert data(reader, query)["seats"]["totalCount"] == found
