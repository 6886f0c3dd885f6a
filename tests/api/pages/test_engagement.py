"""The pages about engagement: coverage first, honest where nothing is known, fair to a partner.

Tests: api/pages/engagement_table.py, api/pages/partner.py, api/service/citation.py.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from html import unescape

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.engagement.method import HOW, RECORD
from graph.engagement.scoring import ENGAGEMENT_WEIGHTS, INFLUENCE_WEIGHTS, METHODS
from graph.facts.dates import day_words
from graph.stores.memory import MemoryStore
from tests.api.pages.links import Links
from tests.api.pages.test_pages import words
from tests.engagement_town import town
from tests.towns import Town

DAY = "asOf=2026-10-01"
PAGE = f"/areas/sampleton/engagement?{DAY}"


@contextmanager
def opened(made: Town) -> Iterator[TestClient]:
    store = MemoryStore()
    store.put(made.snapshot(), ())
    with TestClient(create_app(store), base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture(scope="module")
def sampleton() -> Iterator[TestClient]:
    with opened(town()) as client:
        yield client


def test_coverage_is_said_before_any_partner(sampleton: TestClient) -> None:
    said = words(sampleton, PAGE)
    assert "6 registers of 1 body up to 1 October 2026. Enough is on record to say how" in said
    headings = re.findall(r'<h2 id="(\w+)"', sampleton.get(PAGE).text)
    assert headings == [
        *("coverage", "grid", "quiet", "unknown", "arrangements", "partners", "unscored"),
        *("totals", "strips", "trend", "wilder", "how"),
    ]


def section(client: TestClient, name: str, page: str = PAGE) -> str:
    """Return what one section of the page of an area says."""
    html = client.get(page).text.split(f'<section aria-labelledby="{name}">')[1]
    said = re.sub(r"<[^>]+>", " ", html.split("</section>")[0])
    return re.sub(r"\s+", " ", unescape(said))


def test_quiet_and_unrecorded_partners_stand_apart_with_what_to_do(sampleton: TestClient) -> None:
    quiet, unknown = section(sampleton, "quiet"), section(sampleton, "unknown")
    assert "Sampleton ICB is key by its" in quiet
    assert "It would stay so whatever is not known." in quiet
    assert "What to do: Name a deputy for its seat." in quiet
    assert "Sampleton Police" not in quiet
    assert "Sampleton Police is key by its" in unknown
    assert "What to do: Ask for the registers and actions first" in unknown
    assert unknown.startswith(" We do not know These have a key role")
    assert "disengaged" not in words(sampleton, PAGE).lower()


def test_arrangements_are_told_without_blame(sampleton: TestClient) -> None:
    said = words(sampleton, PAGE)
    assert "Families and communities have attended less at Sampleton family hubs board" in said
    assert "A deputy took the seat of Sampleton Schools lead on Sampleton family hubs board" in said
    assert "Parents of Sampleton: families and young people are never scored." in said
    table = section(sampleton, "partners")
    assert "Parents of Sampleton" not in table
    assert "Sampleton University" not in table


def rows(client: TestClient, query: str) -> list[str]:
    html = client.get(f"{PAGE}{query}").text.split('id="partners"')[1].split("</table>")[0]
    return re.findall(r'<th scope="row"><a[^>]*>([^<]+)</a>', html)


def test_the_table_sorts_by_each_column_with_links_only(sampleton: TestClient) -> None:
    names = rows(sampleton, "&sort=name")
    assert names == sorted(names)
    assert rows(sampleton, "") == names, "in no order of score unless it is asked for"
    assert rows(sampleton, "&sort=name&order=down") == names[::-1]
    seen = rows(sampleton, "&sort=seen")
    assert seen[0] == "Sampleton ICB"
    assert seen[-1] == "Sampleton Police", "what has no number comes last"
    assert rows(sampleton, "&sort=seen&order=down")[-1] == "Sampleton Police"
    assert sampleton.get(f"{PAGE}&sort=mood").status_code == 400


def test_no_number_is_shown_where_it_could_be_nearly_anything(sampleton: TestClient) -> None:
    html = sampleton.get(PAGE).text.split('id="partners"')[1]
    row = html.split("Sampleton Police</a>")[1].split("</tr>")[0]
    assert "between 0.15 and 0.90" in row
    assert not re.search(r"<td>0\.60", row)


def test_the_trend_asks_where_too_little_was_known(sampleton: TestClient) -> None:
    said = section(sampleton, "trend")
    assert re.search(r"Sampleton ICB \? \? \? \? \? 0\.\d\d 0\.\d\d 0\.34", said)


def test_a_partner_can_check_every_part_of_its_own_page(sampleton: TestClient) -> None:
    said = words(sampleton, f"/areas/sampleton/engagement/icb?{DAY}")
    for part in (
        "Has been seen less; it would stay so whatever is not known",
        "0.34, between 0.27 and 0.47",
        "80% of the evidence; 5 registers",
        "Attendance is 0.36, give or take 0.26, by 5 registers: in four cases of five it lies "
        "between 0.10 and 0.62.",
        "Of each meeting one entry counts, the best over all seats of Sampleton ICB",
        "15 September 2026 Sampleton family hubs board Apologies: Sampleton ICB lead Minutes, "
        "Testham Council, under",
        "Year to March, Sampleton ICB lead at Sampleton family hubs board: present 2. Minutes,",
        "Attendance could add up to",
        "and is not known: whether a partner gives staff, money or premises",
        "Beside this, and in none of these numbers Survey: reliability 2.5. PARTNER survey",
        "a meeting weighing half as much for every 180 days since",
        "After Granner and Sharpe 2004",
    ):
        assert part in said, part
    for name in HOW:
        assert HOW[name] in said
        assert METHODS[name] in said


def test_a_partners_page_begins_with_its_meetings_and_whom_to_tell(sampleton: TestClient) -> None:
    html = sampleton.get(f"/areas/sampleton/engagement/icb?{DAY}").text
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", html)
    assert headings == [
        "The meetings it was expected at",
        "How much it has been seen",
        "Why its role is key",
        "What would change it",
        "Beside this, and in none of these numbers",
        "How it is worked out",
        "Day and workshop switch",
    ]
    by = day_words(date.today() + timedelta(days=14))
    to = "Sampleton Council lead (chair of Sampleton family hubs board)"
    assert f"Tell us what is wrong or missing by {by}, to: {to}." in unescape(html)
    assert html.index("Tell us") < html.index("The meetings it was expected at")


def test_a_day_and_a_post_can_be_put_on_a_partners_page(sampleton: TestClient) -> None:
    page = f"/areas/sampleton/engagement/icb?{DAY}"
    chosen = f"{page}&by=2026-10-31&to=the+hubs+manager,+hubs@sampleton.example"
    html = sampleton.get(chosen).text
    assert "by 31 October 2026, to: the hubs manager, hubs@sampleton.example." in html
    assert '<input type="hidden" name="asOf" value="2026-10-01">' in html
    assert '<option value="Sampleton Police lead">' in html
    said = sampleton.get(f"{page}&to=%3Cscript%3Ealert(1)").text
    assert "to: &lt;script&gt;alert(1)." in said
    for wrong in ("&by=soon", f"&to={'x' * 121}", "&to=a%0Ab", "&to=%E2%80%AEa"):
        assert sampleton.get(page + wrong).status_code == 400, wrong


def test_without_a_chair_on_record_whoever_keeps_the_map_is_told() -> None:
    with opened(Town().main(name="Hub board").organisation("p")) as client:
        assert "to: whoever keeps this map." in words(client, "/areas/testham/engagement/p")
    person = Town().main(name="Hub board").organisation("p").node("ada", "person", name="Ada")
    with opened(person.link("ada", "chairs", "main")) as client:
        said = words(client, "/areas/testham/engagement/p")
        assert "to: the chair of Hub board." in said
        assert "Ada" not in said


def test_why_a_role_is_not_key_is_on_no_partners_page(sampleton: TestClient) -> None:
    for local in ("jobs", "vcs", "trust"):
        said = words(sampleton, f"/areas/sampleton/engagement/{local}?{DAY}")
        for unkind in ("key", "Key", "Guidance", "guidance", "place by name"):
            assert unkind not in said, (local, unkind)


def test_the_best_entry_over_all_seats_is_shown_with_whose_it_is() -> None:
    town = Town().main().organisation("icb", "icb", name="Testham ICB")
    for local, name in (("lead", "Children's lead"), ("nurse", "Designated nurse")):
        town.post(local, name=name).link(local, "employed_by", "icb")
        town.link(local, "member_of", "main")
    town.meet("m1", "main", "2026-05-12", lead="no_contact", nurse="present part")
    with opened(town) as client:
        said = words(client, "/areas/testham/engagement/icb?asOf=2026-06-01")
    assert "Present for part of it: Designated nurse (the best of its 2 entries) Minutes" in said


def test_totals_are_told_as_given_and_families_are_left_out() -> None:
    town = Town().main().organisation("parents", "families", name="Parents")
    town.node("t1", "attendance_total", name="Ward 1", expected=12, attended=8)
    town.node("t2", "attendance_total", name="Carers", about="parents", attended=1)
    with opened(town) as client:
        said = words(client, "/areas/testham/engagement")
    assert "Ward 1: expected 12, present 8. Minutes, Testham Council" in said
    assert "Carers" not in said


def test_that_nobody_is_listed_praises_nobody() -> None:
    town = Town().main(seat_list_exists=True).organisation("p", "vcs")
    town.link("p", "member_of", "main").node("a", "action", owner="p", due="2026-01-10")
    for month in (1, 2, 3):
        town.meet(f"m{month}", "main", f"2026-0{month}-10", p="present")
    with opened(town) as client:
        page = "/areas/testham/engagement?asOf=2026-04-01"
        said = words(client, page)
        assert section(client, "quiet", page).endswith(
            " No partners known to be key are on record. "
        )
        assert section(client, "unknown", page).endswith(
            " No partners known to be key are on record. "
        )
        assert "every partner" not in said
        town.organisation("icb", "icb").link("icb", "member_of", "main")
    with opened(town) as client:
        quiet = section(client, "quiet", page)
        assert "Of the one partner known to be key it is not recorded how much" in quiet
        assert "ICB" in section(client, "unknown", page)


def test_a_partner_is_never_ranked_against_others_on_its_page(sampleton: TestClient) -> None:
    said = words(sampleton, f"/areas/sampleton/engagement/icb?{DAY}")
    for other in ("Sampleton Police", "Sampleton Together", "Sampleton Jobcentre", "Ask first"):
        assert other not in said
    assert "quiet" not in said.lower()


def test_everyone_but_an_organisation_has_no_such_page(sampleton: TestClient) -> None:
    for local in ("icb-lead", "main", "nobody"):
        answer = sampleton.get(f"/areas/sampleton/engagement/{local}?{DAY}")
        assert answer.status_code == 404
    said = words(sampleton, f"/areas/sampleton/engagement/parents?{DAY}")
    assert "Not scored: families and young people are never scored." in said
    assert not re.search(r"\d\.\d\d", said.split("Day and workshop")[0])


def test_another_day_gives_another_answer_and_links_keep_it(sampleton: TestClient) -> None:
    said = words(sampleton, "/areas/sampleton/engagement?asOf=2025-06-01&complete=1")
    assert "No register is recorded in Sampleton up to 1 June 2025." in said
    found = Links(sampleton.get("/areas/sampleton/engagement?asOf=2025-06-01&complete=1").text)
    sortable = [t for t in found.targets if "sort=" in t]
    assert sortable
    assert all("asOf=2025-06-01" in t and "complete=1" in t for t in sortable)


@pytest.mark.parametrize("day", ["0001-01-01", "0001-08-01", "9999-12-31"])
def test_the_first_and_the_last_day_there_can_be_are_answered(
    sampleton: TestClient, day: str
) -> None:
    for page in ("engagement", "engagement.svg", "engagement/icb", "map", "findings", "report"):
        answer = sampleton.get(f"/areas/sampleton/{page}?asOf={day}")
        assert answer.status_code == 200, page


def test_the_grid_is_offered_as_a_file(sampleton: TestClient) -> None:
    answer = sampleton.get(f"/areas/sampleton/engagement.svg?{DAY}")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "Sampleton ICB" in answer.text


@pytest.mark.parametrize("slug", ["coventry", "essex", "westminster", "york"])
def test_bundled_areas_say_what_to_record_and_call_nobody_anything(
    client: TestClient, slug: str
) -> None:
    said = words(client, f"/areas/{slug}/engagement")
    assert "No register is recorded in" in said
    assert "get the empty workbook (XLSX)" in said
    nothing = (
        "it is not recorded how much has been seen: ask.",
        "No partners known to be key",
    )
    assert any(each in said for each in nothing)
    assert (
        "as been seen less" not in said.split("How it is worked out")[0].split("What is known")[1]
    )
    for what, _ in RECORD.values():
        assert what in said


def test_every_part_is_explained() -> None:
    assert HOW.keys() == {**ENGAGEMENT_WEIGHTS, **INFLUENCE_WEIGHTS}.keys() == METHODS.keys()
    assert RECORD.keys() == ENGAGEMENT_WEIGHTS.keys()
