"""The pages about engagement: coverage first, honest where nothing is known, fair to a partner.

Tests: api/pages/engagement_table.py, api/service/citation.py.
"""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.engagement.method import HOW, RECORD
from graph.engagement.scoring import ENGAGEMENT_WEIGHTS, INFLUENCE_WEIGHTS, METHODS
from graph.stores.memory import MemoryStore
from tests.api.pages.links import Links
from tests.api.pages.test_pages import words
from tests.engagement_town import town

DAY = "asOf=2026-10-01"
PAGE = f"/areas/sampleton/engagement?{DAY}"


@pytest.fixture(scope="module")
def sampleton() -> Iterator[TestClient]:
    store = MemoryStore()
    store.put(town().snapshot(), ())
    with TestClient(create_app(store), base_url="http://127.0.0.1") as opened:
        yield opened


def test_coverage_is_said_before_any_partner(sampleton: TestClient) -> None:
    said = words(sampleton, PAGE)
    assert "6 registers of 1 body up to 1 October 2026. Enough is on record to say how" in said
    headings = re.findall(r'<h2 id="(\w+)"', sampleton.get(PAGE).text)
    assert headings == [
        *("coverage", "grid", "quiet", "unknown", "arrangements", "partners", "unscored"),
        *("strips", "trend", "wilder", "how"),
    ]


def section(client: TestClient, name: str) -> str:
    """Return what one section of the page of the area says."""
    html = client.get(PAGE).text.split(f'<section aria-labelledby="{name}">')[1]
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
    assert "Families and communities have been seen less at Sampleton family hubs board" in said
    assert "A deputy took the seat of Sampleton Schools lead on Sampleton family hubs board at" in said
    assert "Parents of Sampleton: families and young people are never scored." in said
    table = section(sampleton, "partners")
    assert "Parents of Sampleton" not in table
    assert "Sampleton University" not in table


def rows(client: TestClient, query: str) -> list[str]:
    html = client.get(f"{PAGE}{query}").text.split('id="partners"')[1].split("</table>")[0]
    return re.findall(r'<th scope="row"><a[^>]*>([^<]+)</a>', html)


def test_the_table_sorts_by_each_column_with_links_only(sampleton: TestClient) -> None:
    assert rows(sampleton, "")[0] == "Sampleton ICB"
    names = rows(sampleton, "&sort=name")
    assert names == sorted(names)
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
    assert re.search(r"Sampleton ICB \? \? \? \? \? 0\.\d\d 0\.\d\d 0\.32", said)


def test_a_partner_can_check_every_part_of_its_own_page(sampleton: TestClient) -> None:
    said = words(sampleton, f"/areas/sampleton/engagement/icb?{DAY}")
    for part in (
        "Has been seen less; it would stay so whatever is not known",
        "0.32, between 0.27 and 0.42",
        "85% of the evidence; 5 registers",
        "0.64: key",
        "15 September 2026, apologies",
        "met on 15 September 2026. Minutes, Testham Council, under",
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
    assert "Nothing can be said yet." in said
    assert (
        "as been seen less" not in said.split("How it is worked out")[0].split("What is known")[1]
    )
    for what, _ in RECORD.values():
        assert what in said


def test_every_part_is_explained() -> None:
    assert HOW.keys() == {**ENGAGEMENT_WEIGHTS, **INFLUENCE_WEIGHTS}.keys() == METHODS.keys()
    assert RECORD.keys() == ENGAGEMENT_WEIGHTS.keys()
