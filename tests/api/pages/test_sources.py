"""Sources and citations: each opens something, and the sentence stands in a fold beside it.

Tests: api/service/citation.py, api/pages/sources.py
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import urldefrag, urljoin

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.reports.comparison import as_text
from api.service.citation import documents_of, facts_read_in
from api.service.comparisons import Asked, compared
from api.service.reader import Reader
from graph.facts.changes import Added, Changed
from graph.facts.dates import PartialDate
from graph.facts.model import (
    Attendance,
    Fact,
    Link,
    Meeting,
    Node,
    Reference,
    Snapshot,
    snapshot_of,
)
from graph.stores.memory import MemoryStore
from loaders.examples import example, published_slugs
from tests.api.pages.addresses import BUNDLED, addresses
from tests.api.pages.links import Links
from tests.api.pages.test_history import write
from tests.api.pages.test_pages import words
from tests.deciding_town import SLUG as DECIDING
from tests.deciding_town import deciding_town
from tests.towns import Town

QUOTE = "The board answers to the partnership & meets; it reports."
# Names of people who came: never beside a total or a register of them.
NAMED = "Present: J. Bloggs."


def client_of(*snapshots: Snapshot) -> TestClient:
    store = MemoryStore()
    for snapshot in snapshots:
        store.put(snapshot, ())
    return TestClient(create_app(store), base_url="http://127.0.0.1")


def pages_of(snapshot: Snapshot) -> Iterator[str]:
    """Yield the address of each page of an area, a thing of each kind, and each document."""
    one_of_a_kind = {node.kind: node.id.partition("/")[2] for node in snapshot.nodes.values()}
    documents = [each.document for each in documents_of(snapshot)]
    given = BUNDLED | {"slug": snapshot.area.slug, "document": documents[0]}
    under = "/areas/{slug}"
    organisation = one_of_a_kind.get("organisation", "")
    yield from addresses(given | {"node": organisation}, under)
    for node in one_of_a_kind.values():
        yield f"/areas/{snapshot.area.slug}/nodes/{node}"
    for document in documents[1:]:
        yield f"/areas/{snapshot.area.slug}/sources/{document}"


def unlinked(html: str) -> list[str]:
    """Return where a page names a source or guidance and gives no link to it."""
    html = re.sub(r"\s+", " ", html)
    bare = re.findall(r"Source: (?!<a |no source recorded)[^<]{0,80}", html)
    for place in re.finditer("address not held", html):
        before, after = html[: place.start()], html[place.end() :]
        if not re.search(r"</a>[^<]*$", before) and not after.startswith(" (<a href="):
            bare.append(html[max(0, place.start() - 80) : place.end()])
    return bare


def check_pages(client: TestClient, pages: list[str]) -> int:
    """Check what each page cites, and that its links to documents of ours open; return how many."""
    wanted: set[str] = set()
    cited = 0
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        html = answer.text
        assert unlinked(html) == [], page
        said = re.sub(r"<[^>]*>", "", html)
        assert not re.search(r"transcription|\bL\d+\b|\blines? \d", said), page
        for target in Links(html).targets:
            assert target.startswith(("https://", "data:", "/", "#", "?")), (page, target)
            ours = urljoin(page, target)
            if "/sources/" in ours or ours.startswith("/rules/documents"):
                wanted.add(ours)
            cited += target.startswith("https://")
    ids: dict[str, set[str]] = {}
    for target in sorted(wanted):
        place, fragment = urldefrag(target)
        if place not in ids:
            answer = client.get(place)
            assert answer.status_code == 200, target
            ids[place] = Links(answer.text).ids
        assert not fragment or fragment in ids[place], target
    return cited + len(wanted)


@pytest.mark.parametrize("slug", published_slugs())
def test_every_source_and_citation_of_a_bundled_area_opens_something(
    client: TestClient, store: MemoryStore, slug: str
) -> None:
    snapshot = store.read(slug)
    assert all(source.address for source in snapshot.sources.values())
    assert check_pages(client, list(pages_of(snapshot))) > 100


def test_every_source_of_the_invented_town_opens_our_page_of_it() -> None:
    snapshot = example("example-town").snapshot
    assert not any(source.address for source in snapshot.sources.values())
    assert check_pages(client_of(snapshot), list(pages_of(snapshot))) > 100


def test_what_the_checks_cite_opens_something(client: TestClient) -> None:
    pages = ["/rules", "/rules/changes", "/rules/documents", "/rules/scp-leads-named"]
    assert check_pages(client, pages) > 40
    said = words(client, "/rules/documents")
    assert "A page on education as a strategic partner" in said
    assert "Address: not held" in said


def quoted_town() -> Snapshot:
    """Return a board that answers to a partnership, as a sentence of the minutes says."""
    town = (
        Town()
        .main(name="Main Board", cadence_days=31)
        .body("scp", "safeguarding_partnership", name="Partnership")
        .organisation("icb", "icb", name="Care Board")
        .link("main", "accountable_to", "scp")
        .link("icb", "member_of", "main")
    )
    facts = quoted(town.facts)
    seat = next(fact.id for fact in facts.values() if "member_of" in fact.id)
    came = (Attendance("testham/icb", "present", seat=seat),)
    met = Meeting(
        id="testham/m1",
        body="testham/main",
        day=PartialDate("2024-03-01"),
        register=came,
        sources=(Reference("minutes", quote=NAMED),),
    )
    return snapshot_of({**facts, met.id: met}, "testham", 1, {})


def quoted(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Return facts of which each thing and link was read in one sentence of the minutes."""
    read = (Reference("minutes", "item 3", page=4, quote=QUOTE),)
    return {
        i: replace(fact, sources=read) if isinstance(fact, Node | Link) else fact
        for i, fact in facts.items()
    }


@pytest.mark.parametrize("page", ["decisions", "nodes/exec", "nodes/d1"])
def test_who_decides_and_how_leads_to_where_it_was_read(page: str) -> None:
    town = snapshot_of(quoted(deciding_town().facts()), DECIDING, 1, {})
    client, address = client_of(town), f"/areas/{DECIDING}/{page}"
    assert check_pages(client, [address]) > 0
    html = client.get(address).text
    outside = re.sub(r'<details class="quote">.*?</details>', "", html, flags=re.DOTALL)
    assert outside != html
    assert "The board answers to the partnership" not in outside


@pytest.mark.parametrize(
    "page",
    [
        "nodes/main",
        "findings/link-safeguarding-partnership",
        "findings",
        "line-of-sight?from=main&to=scp",
        "table",
        "seats",
        "partnership",
        "report",
        "compare?from=2023-06-01&to=2024-03-31",
        "sources/minutes",
    ],
)
def test_the_sentence_stands_in_a_fold_where_its_source_is_shown(page: str) -> None:
    html = client_of(quoted_town()).get(f"/areas/testham/{page}").text
    fold = re.search(r'<details class="quote"><summary>.*?</details>', html, re.DOTALL)
    assert fold, page
    said = re.sub(r"<[^>]*>", " ", fold[0])
    assert "The sentence it was read in" in said
    assert "The board answers to the partnership &amp; meets; it reports." in said
    assert "page 4, item 3" in html.replace("Page", "page")
    # One fold for one place, and the sentence nowhere else.
    outside = re.sub(r'<details class="quote">.*?</details>', "", html, flags=re.DOTALL)
    assert "The board answers to the partnership" not in outside, page


def test_a_comparison_says_which_sentence_it_was_before() -> None:
    store, town = MemoryStore(), Town().main(name="Main Board")
    board = town.facts["testham/main"]
    assert isinstance(board, Node)
    write(store, 1, *map(Added, town.facts.values()))
    write(store, 2, Changed(replace(board, sources=(Reference("minutes", quote="It meets."),))))
    client = TestClient(create_app(store), base_url="http://127.0.0.1")
    html = client.get("/areas/testham/compare?knownFrom=2024-05-01&knownTo=2024-05-02").text
    assert "The sentence it was read in was: not recorded." in html
    fold = html.split('<details class="quote">')[1].split("</details>")[0]
    assert "<blockquote>It meets.</blockquote>" in fold
    reader, days = Reader(store), (date(2024, 5, 1), date(2024, 5, 2))
    asked = Asked(known_first=days[0], known_last=days[1])
    found = compared(reader, reader.view("testham"), asked)
    assert "in the words: “It meets.”" in as_text(found)


def test_no_map_has_the_sentence() -> None:
    client = client_of(quoted_town())
    pages = ("map", "map.svg", "map.html", "map/details?id=main", "export.html")
    shown = [client.get(f"/areas/testham/{page}") for page in pages]
    assert [answer.status_code for answer in shown[:3]] == [200, 200, 200]
    for answer in shown:
        assert "answers to the partnership" not in answer.text


def test_who_came_is_quoted_nowhere() -> None:
    client = client_of(quoted_town())
    for page in addresses(BUNDLED | {"slug": "testham", "node": "icb", "document": "minutes"}):
        assert "Bloggs" not in client.get(page).text, page
    assert "Where it is written" in client.get("/areas/testham/engagement/icb").text
    asked = (
        '{ area(slug: "testham") { view { meetings { edges { node { sources { quote } } } } } } }'
    )
    answer = client.post("/graphql", json={"query": asked}).json()["data"]["area"]["view"]
    (edge,) = answer["meetings"]["edges"]
    assert edge["node"]["sources"] == [{"quote": None}]


def test_a_document_has_a_page_of_what_was_read_in_it() -> None:
    client = client_of(quoted_town())
    said = words(client, "/areas/testham/sources/minutes")
    for part in (
        "Source document, testham Minutes",
        "Publisher Testham Council Address Not held Read on Not recorded",
        "What was read in it (6)",
        "Main Board is accountable to Partnership",
    ):
        assert part.casefold() in said.casefold(), part
    listed = words(client, "/areas/testham/sources")
    assert "Minutes, Testham Council; address not held (6 facts)" in listed


def test_a_document_of_which_only_the_name_is_recorded_has_a_page_too() -> None:
    snapshot = Town().main().organisation("vcs").snapshot()
    main = snapshot.nodes["testham/main"]
    lost = replace(main, sources=(Reference("old/paper.pdf", "item 2"),))
    client = client_of(replace(snapshot, nodes={**snapshot.nodes, main.id: lost}))
    html = client.get("/areas/testham/nodes/main").text
    assert '<a href="/areas/testham/sources/old/paper.pdf">old/paper.pdf</a>, item 2' in html
    said = words(client, "/areas/testham/sources/old/paper.pdf")
    assert "only this name for it is" in said
    assert "Item 2 MAIN is recorded" in said


def test_an_unknown_document_is_answered_with_the_nearest() -> None:
    answer = client_of(Town().main().snapshot()).get("/areas/testham/sources/minuts")
    assert answer.status_code == 404
    assert "minutes" in answer.text


def test_a_document_with_much_in_it_is_shown_page_by_page() -> None:
    town = Town().main()
    for number in range(120):
        town.organisation(f"o{number}", name=f"Charity {number}")
    client = client_of(town.snapshot())
    first, second = (
        client.get(f"/areas/testham/sources/minutes?page={page}&asOf=2024-02-01").text
        for page in (1, 2)
    )
    named = [set(re.findall(r"Charity \d+", page)) for page in (first, second)]
    assert len(named[0]) + len(named[1]) == 120
    assert not named[0] & named[1]
    assert "page=2&amp;asOf=2024-02-01" in first
    assert client.get("/areas/testham/sources/minutes?page=none").status_code == 400


def test_documents_are_counted_over_the_whole_record() -> None:
    snapshot = Town().main(until="2020").organisation("vcs").snapshot()
    (minutes,) = documents_of(snapshot)
    assert (minutes.document, minutes.facts) == ("minutes", 2)
    read = facts_read_in(snapshot, "minutes")
    assert [fact.id for fact in read if isinstance(fact, Node)] == ["testham/main", "testham/vcs"]
    assert facts_read_in(snapshot, "letters") == []
