"""The pages about an area: what each says of the bundled records.

Tests: api/pages/areas.py, api/reports/wording.py.
"""

import re
from datetime import date
from html import unescape

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.rules.asking import questions
from graph.rules.registry import Rule
from graph.rules.run import RULES
from graph.stores.memory import MemoryStore
from graph.view import View
from loaders.examples import example
from tests.api.pages.addresses import AREA_PAGES, NO_PAGES, addresses, pages, routes
from tests.deciding_town import SLUG, deciding_town
from tests.towns import Town


def words(client: TestClient, address: str) -> str:
    """Return what a page says between its main tags, as a person reads it."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    main = answer.text.split("<main", 1)[1].split("</main>")[0]
    within_a_line = re.sub(r"</?(a|code|strong)\b[^>]*>", "", main.partition(">")[2])
    text = unescape(re.sub(r"<[^>]+>", " ", within_a_line))
    return re.sub(r" (?=[.,;:)])", "", re.sub(r"\s+", " ", text))


def test_a_page_is_what_answers_with_one(client: TestClient) -> None:
    """All lists of pages rest on it: those of axe, of small screens, of links, of hostile text."""
    for address in addresses():
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["content-type"].startswith("text/html"), address
    assert set(NO_PAGES) < {route.path for route in routes()}
    assert len(pages()) == len(set(pages()))


def test_areas_lists_every_area_with_its_day_and_counts(client: TestClient) -> None:
    said = words(client, "/")
    for name in ("Cornwall", "Coventry", "Essex", "Lincolnshire", "Salford", "Westminster"):
        assert name in said
    assert "As on 31 March 2024" in said
    assert "No bodies, 4 posts, 5 organisations, 3 sites." in said
    assert "Gap: none" in said
    assert "Not recorded: ask: 41" in said


def test_areas_says_what_to_do_when_there_are_none() -> None:
    said = words(TestClient(create_app(MemoryStore()), base_url="http://127.0.0.1"), "/")
    assert "No area is in the store yet." in said


def test_overview_reads_in_the_readers_order(client: TestClient) -> None:
    said = words(client, "/areas/coventry")
    headings = [
        "Not recorded: ask (",
        "Cannot tell if it applies (",
        "Met (",
        "Waits until something is recorded (",
        "Does not apply (",
    ]
    places = [said.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "as on 31 March 2024, the day the record describes." in said
    opened = "Not recorded: ask. Its answer opens 7 other checks. Expectation from guidance"
    assert opened in said


def test_overview_asks_in_order_and_folds_a_long_list_by_group(client: TestClient) -> None:
    html = client.get("/areas/coventry").text
    asked = html.split('aria-labelledby="silent"')[1].split("</section>")[0]
    first, folded = asked.split("by group</h3>")
    in_order = [
        question.finding.rule
        for question in questions(View(example("coventry").snapshot, date(2024, 3, 31)))
    ]
    assert re.findall(r"/findings/([a-z-]+)", first) == in_order[:5]
    counts = [int(n) for n in re.findall(r"<summary>[^<]+ \((\d+)\)</summary>", folded)]
    assert sum(counts) == folded.count("<li>") == int(re.findall(r"\((\d+)\)", asked)[0])


def test_overview_shows_a_short_list_open(client: TestClient) -> None:
    html = client.get("/areas/coventry").text
    unknown = html.split('aria-labelledby="unknown"')[1].split("</section>")[0]
    assert "<details>" not in unknown
    assert "whether" in unknown.casefold()


def test_findings_lead_to_each_group_with_its_count(client: TestClient) -> None:
    html = client.get("/areas/coventry/findings?outcome=silent").text
    named = re.findall(r'<a href="#group-(\w+)">[^<]+</a> \((\d+)\)', html)
    for name, number in named:
        part = html.split(f'aria-labelledby="group-{name}"')[1].split("</section>")[0]
        assert part.count("<article") == int(number)
    assert sum(int(number) for _, number in named) == html.count("<article")


def test_a_change_of_policy_names_its_checks_in_words(client: TestClient) -> None:
    said = words(client, "/rules/changes")
    assert "Checks: One leader for Start for Life; Parent and carer panel." in said
    assert "single-accountable-leader" not in said


@pytest.mark.parametrize(
    "address", ["/rules/body-has-chair", "/areas/york/findings/body-has-chair"]
)
def test_a_passage_is_cited_once(client: TestClient, address: str) -> None:
    html = client.get(address).text.split("Where it is published")[1].split("</dd>")[0]
    cited = re.findall(r"<li>(.*?)</li>", html)
    assert len(cited) == len(set(cited)) > 1


def test_names_keep_their_capitals_among_the_partnership_questions(client: TestClient) -> None:
    assert "One leader for Start for Life (cannot tell" in words(
        client, "/areas/coventry/partnership"
    )


def test_overview_keeps_silence_apart_from_failing(client: TestClient) -> None:
    for slug in ("coventry", "westminster", "york", "salford"):
        # The name that an organisation has on the map is not a word of ours.
        said = words(client, f"/areas/{slug}").lower().replace("statutory partners (unnamed)", "")
        asked = said[said.index("not recorded: ask (") :].split("met (")[0]
        asked = asked.split("does not apply (")[0]
        for word in ("fail", "breach", "non-compli", "statutory", "missing"):
            assert word not in asked, (slug, word)


def test_overview_without_a_body_says_what_to_find_out_first(client: TestClient) -> None:
    said = words(client, "/areas/york")
    assert "What to find out first No board, group or forum is recorded in York." in said
    assert "Is there one board that brings the agencies together" in said
    assert "City of York Council" in said
    assert "Parents and carers in governance (planned)" in said
    assert "The implementation of family hubs" in said


def test_overview_says_whether_it_is_funded_and_where_that_was_read(client: TestClient) -> None:
    said = words(client, "/areas/york")
    assert "Start for Life funded No Transformation Fund Yes Where that was read" in said
    assert 'under "Summary", paragraph 5, read 21 November 2026' in said
    said = words(client, "/areas/coventry")
    assert "Start for Life funded Not recorded: ask Transformation Fund Not recorded: ask" in said
    assert "Where that was read" not in said


@pytest.mark.parametrize(
    "page", [*AREA_PAGES, "/areas/coventry/map.html", "/areas/coventry/nodes/sehp"]
)
def test_no_page_shows_the_short_names_of_transcriptions(client: TestClient, page: str) -> None:
    """No reader has the transcriptions: "[001]" and "L65" mean nothing to them."""
    said = client.get(page).text
    assert not re.search(r"\[00\d\b|\bL\d+\b", re.sub(r"<[^>]*>", "", said)), page


def test_overview_without_a_main_board(client: TestClient) -> None:
    said = words(client, "/areas/salford")
    assert "No main board is recorded in Salford" in said


def test_overview_as_of_a_day_and_treated_as_complete(client: TestClient) -> None:
    said = words(client, "/areas/coventry?asOf=2024-01-31&complete=1")
    assert "This map is being treated as complete." in said
    assert "as on 31 January 2024." in said
    assert "If this map is complete, it shows" in said


def test_findings_show_every_rule_once_by_group(client: TestClient) -> None:
    html = client.get("/areas/coventry/findings").text
    assert [html.count(f' id="{rule.id}"') for rule in RULES] == [1] * len(RULES)
    said = words(client, "/areas/coventry/findings")
    assert said.index("Strategic links") < said.index("Does every body answer to something?")


def test_findings_filter_by_outcome_and_group(client: TestClient) -> None:
    html = client.get(
        "/areas/coventry/findings?outcome=silent&outcome=met&group=accountability"
    ).text
    assert 'id="reports-to-a-body"' in html
    assert '<h3 id="title-link-health-wellbeing-board">' not in html
    assert "group-strategic_links" not in html
    assert html.count(" checked") == 2
    said = words(client, "/areas/york/findings?outcome=met")
    assert "No finding fits this choice." in said


def test_findings_that_wait_are_told_from_those_that_do_not_apply(client: TestClient) -> None:
    waiting = words(client, "/areas/coventry/findings?outcome=waits")
    assert "waits until something is recorded" in waiting
    assert "No health and wellbeing boards are recorded yet." in waiting
    left_out = words(client, "/areas/coventry/findings?outcome=excluded")
    assert "This check begins on 1 April 2026." in left_out
    assert "recorded yet" not in left_out
    both = client.get("/areas/coventry/findings?outcome=not_applicable").text
    assert both.count('" checked>') == 2


def test_overview_without_a_main_board_leads_to_naming_one(client: TestClient) -> None:
    html = client.get("/areas/salford").text
    button = re.search(r'<a class="button" href="([^"]+)">Name the main board</a>', html)
    assert button
    assert client.get(button[1]).status_code == 200
    assert "Its answer opens 13 other checks." in words(client, "/areas/salford")


def test_overview_shows_remarks_with_their_facts(client: TestClient) -> None:
    said = words(client, "/areas/westminster")
    assert "What the record shows besides (5)" in said
    assert "and none on Early Help Partnership Board, which decides" in said
    assert "What the record shows besides" not in words(client, "/areas/york")


def test_a_finding_shows_all_its_grounds(client: TestClient) -> None:
    said = words(client, "/areas/coventry/findings/link-health-wellbeing-board")
    for part in (
        "Can the board's work reach the health and wellbeing board?",
        "not recorded: ask",
        "Line looked at: Strategic Early Help Partnership → then Coventry Safeguarding",
        "not recorded, ask: a line to a health and wellbeing board",
        "is accountable to Coventry Safeguarding Children's Partnership.",
        '(begins with the words In Coventry)", paragraph 2, point 1, read 21 November 2026.',
        "Undated.",
        "Family hub governance module, National Centre for Family Hubs, under",
        "If it is missing",
        "What would change this answer",
        "As on 31 March 2024",
    ):
        assert part in said, part


def test_a_gap_says_what_to_do(client: TestClient) -> None:
    said = words(client, "/areas/coventry/findings?outcome=gap&complete=1")
    assert "What to do" in said
    said = words(client, "/areas/coventry/findings/link-health-wellbeing-board?complete=1")
    assert "no line to a health and wellbeing board" in said


@pytest.fixture(scope="module")
def catalogue(client: TestClient) -> str:
    return words(client, "/rules")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_catalogue_cites_every_rule(catalogue: str, rule: Rule) -> None:
    cited = rule.citations_on(date.today())[0].source
    for part in (rule.title, rule.question, rule.remedy, cited):
        assert part in catalogue


def test_the_catalogue_gives_the_days_a_rule_holds(client: TestClient) -> None:
    assert "From 8 August 2022 to 31 March 2026" in words(client, "/rules")


def test_accessibility_says_what_was_not_tested(client: TestClient) -> None:
    said = words(client, "/accessibility")
    assert "not yet been tested with people who use a screen reader" in said


def test_what_is_planned_stands_between_gaps_and_questions() -> None:
    town = (
        Town()
        .main()
        .body("scp", "safeguarding_partnership", name="Safeguarding Partnership")
        .link("main", "accountable_to", "scp", status="planned", since="2024-01-01")
    )
    store = MemoryStore()
    store.put(town.snapshot(), ())
    said = words(TestClient(create_app(store), base_url="http://127.0.0.1"), "/areas/testham")
    planned = said.index("Planned (2) An intention is on record; it is not so yet.")
    assert planned < said.index("Not recorded: ask (")
    asked = said.index("Not recorded: ask (")
    assert "reach the safeguarding partnership? Pla" in said[planned:asked]
    assert "Planned, not yet so. The line reaches it: MAIN → Safeguarding Partnership." in said


def test_findings_fold_what_needs_no_act_until_they_are_filtered(client: TestClient) -> None:
    for query in ("", "?outcome=silent"):
        html = client.get(f"/areas/coventry/findings{query}").text
        articles = re.findall(r'<article class="finding.*?</article>', html, re.DOTALL)
        assert articles
        for article in articles:
            shown, folded = article.split("<details", 1)
            acted = 'class="tag tag--gap"' in shown or 'class="tag tag--planned"' in shown
            answer = '<p class="quiet">'
            assert (answer in shown) is (acted or bool(query))
            assert (answer in folded.split("<h4>")[0]) is not (answer in shown)
            assert 'class="tag' in shown


def test_who_decides_and_how_a_body_works_is_on_the_pages() -> None:
    store = MemoryStore()
    store.put(deciding_town(), ())
    client = TestClient(create_app(store), base_url="http://127.0.0.1")
    for node_id in store.read(SLUG).nodes:
        assert client.get(f"/areas/{SLUG}/nodes/{node_id}").status_code == 200, node_id
    executive = words(client, f"/areas/{SLUG}/nodes/{SLUG}/exec")
    assert "Executive group (body). Decides for a partnership between or instead of" in executive
    assert "Quorum 3 present; at least 1 of council, 1 of integrated care board, 1 of" in executive
    assert "Decides by Consensus, then majority; the chair has no casting vote" in executive
    assert "Is the executive of Safeguarding partnership for all ages" in executive
    assert "1 March 2026 a decision: Budget agreed is recorded as a decision" in executive
    decision = words(client, f"/areas/{SLUG}/nodes/{SLUG}/d1")
    assert "From meeting Executive of the partnership, 1 March 2026" in decision
    assert "Taken by Executive of the partnership" in decision
    for page in ("", "/map", "/table", "/findings", "/history", "/scenarios"):
        assert client.get(f"/areas/{SLUG}{page}").status_code == 200, page
