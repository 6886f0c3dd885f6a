"""The lists about partners over GraphQL: they say what the page shows, and cite every fact."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import groupby
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.schema.execute import answer
from api.service.reader import Reader
from graph.facts.changes import Added
from graph.stores.memory import MemoryStore
from tests.api.test_known_at import write
from tests.partner_town import town
from tests.towns import Town

AREAS = ("testham", "westminster", "essex")
SEATS = """{ id: subjectId name level body { id: localId name }
  facts { id: subjectId sentence source maybe } readIn }"""
LISTED = """{ id: subjectId name node: subject { kindWords }
  facts { id: subjectId sentence source since } readIn }"""
WHOLE = f"""
query Whole($area: String!, $day: Date, $known: Date) {{
  area(slug: $area) {{ view(knownAt: $known, asOf: $day) {{
    partnersBySector {{
      sector words withoutSeat {LISTED}
      strategic {SEATS} operational {SEATS} levelNotRecorded {SEATS}
    }}
    sectorsWithoutSeat {{ words withoutSeat {{ name }} }}
    organisationsWithoutSeat {LISTED}
    involvement {{ words recorded partners {LISTED} }}
    workshop {{
      title hint citation {{ source section }}
      guests {{ id: subjectId name why facts {{ id: subjectId sentence source }} readIn }}
    }}
    commissioningChains {{
      sentence links {{ from {{ name }} verb to {{ name }} note }}
      facts {{ id: subjectId sentence source since }} readIn
    }}
    riskRegisters {{
      id: subjectId name risks {{ risk mitigation }}
      facts {{ id: subjectId sentence source }} readIn
    }}
  }}
}} }}
"""


@pytest.fixture(scope="module")
def reader(store: MemoryStore) -> Reader:
    both = MemoryStore()
    for slug in AREAS[1:]:
        both.put(store.read(slug), ())
    both.put(town().snapshot(), ())
    return Reader(both)


@pytest.fixture(scope="module")
def opened(reader: Reader) -> Iterator[TestClient]:
    with TestClient(create_app(reader.store), base_url="http://127.0.0.1") as client:
        yield client


def asked(reader: Reader, area: str = "testham", **days: str) -> dict[str, Any]:
    found = answer(reader, WHOLE, {"area": area, **days})
    assert found.errors == []
    assert found.data is not None
    return dict(found.data["area"]["view"])


def page(client: TestClient, area: str, part: str) -> str:
    html = client.get(f"/areas/{area}/partnership").text
    # The id is the heading's, or where its part is folded that of what is in the fold.
    return html.split(f' id="{part}">')[1].split("<h2")[0].split("</main>")[0]


def text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def items(html: str) -> list[str]:
    return [text(found) for found in re.findall(r"<li>(.*?)</li>", html, re.DOTALL)]


def pairs(html: str) -> list[tuple[str, str]]:
    return re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html, re.DOTALL)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def seats(found: list[dict[str, Any]]) -> list[str]:
    said = []
    for _, some in groupby(sorted(found, key=lambda seat: seat["id"]), lambda seat: seat["id"]):
        held = list(some)
        bodies = ", ".join(seat["body"]["name"] for seat in held)
        said.append(f"{held[0]['name']}, on {bodies}")
    return said


@pytest.mark.parametrize("area", AREAS)
def test_sectors_with_seats_are_those_of_the_page(
    reader: Reader, opened: TestClient, area: str
) -> None:
    shown = {
        text(head): [items(cell) for cell in re.findall(r"<td>(.*?)</td>", cells, re.DOTALL)]
        for head, cells in re.findall(
            r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', page(opened, area, "sectors"), re.DOTALL
        )
    }
    levels = ("strategic", "operational", "levelNotRecorded")
    rows = asked(reader, area)["partnersBySector"]
    found = {row["words"]: [seats(row[level]) for level in levels] for row in rows}
    with_seats = {sector: cells for sector, cells in found.items() if any(cells)}
    unlevelled = any(cells[2] for cells in with_seats.values())
    assert {s: c if unlevelled else c[:2] for s, c in with_seats.items()} == shown


@pytest.mark.parametrize("area", AREAS)
def test_what_nobody_sits_for_is_as_on_the_page(
    reader: Reader, opened: TestClient, area: str
) -> None:
    found = asked(reader, area)
    said = []
    for row in found["sectorsWithoutSeat"]:
        there = ", ".join(one["name"] for one in row["withoutSeat"])
        said.append(
            row["words"] + (f" (on the map, without a seat on record: {there})" if there else "")
        )
    assert said
    assert items(page(opened, area, "sectors").split("<h3>")[1]) == said
    unseated = re.findall(r"<li>.*?<a [^>]+>(.*?)</a>", page(opened, area, "unseated"))
    assert [unescape(name) for name in unseated] == [
        one["name"] for one in found["organisationsWithoutSeat"]
    ]


@pytest.mark.parametrize("area", AREAS)
def test_involvement_and_whom_to_invite_are_as_on_the_page(
    reader: Reader, opened: TestClient, area: str
) -> None:
    found = asked(reader, area)
    shown = [(text(how), text(who)) for how, who in pairs(page(opened, area, "involvement"))]
    assert [(how.removesuffix(": ask"), who) for how, who in shown] == [
        (row["words"].removesuffix(": ask"), ", ".join(one["name"] for one in row["partners"]))
        for row in found["involvement"]
        if row["partners"]
    ]
    assert found["involvement"][-1]["recorded"] is False
    invited = page(opened, area, "invite")
    assert [text(title) for title, _ in pairs(invited)] == [
        part["title"] for part in found["workshop"]
    ]
    for part, (_, shown_guests) in zip(found["workshop"], pairs(invited), strict=True):
        said = [f"{guest['name']} ({guest['why']})" for guest in part["guests"]]
        assert items(shown_guests) == said
        if not said:
            hint = part["hint"]
            nobody = f"Nobody on record: ask for {hint[:1].lower()}{hint[1:]}."
            assert text(shown_guests) == nobody


@pytest.mark.parametrize("area", AREAS)
def test_chains_and_risks_are_as_on_the_page(reader: Reader, opened: TestClient, area: str) -> None:
    found = asked(reader, area)
    said = []
    for chain in found["commissioningChains"]:
        steps = [
            f"{link['from']['name']} {link['verb']} {link['to']['name']}"
            + (f" ({link['note']})" if link["note"] else "")
            for link in chain["links"]
        ]
        # On the page each place stands once, and its title leads to the address.
        places = re.split(r"; address https://[^;]+(?:; |$)", "; ".join(chain["readIn"]))
        read_in = dict.fromkeys(filter(None, places))
        said.append(f"{'; '.join(steps)}. Source: {'; '.join(read_in)}.")
    assert items(page(opened, area, "chains")) == said
    shown = page(opened, area, "risks")
    names = [text(name) for name in re.findall(r"<h3>(.*?)</h3>", shown)]
    assert names == [register["name"] for register in found["riskRegisters"]]
    unknown = "What is done about it is not recorded: ask."
    assert [(text(risk), text(how)) for risk, how in pairs(shown)] == [
        (capital(one["risk"]), capital(one["mitigation"] or unknown))
        for register in found["riskRegisters"]
        for one in register["risks"]
    ]


@pytest.mark.parametrize("area", AREAS)
def test_whatever_is_listed_has_facts_with_their_sources(reader: Reader, area: str) -> None:
    def listed(value: Any) -> Iterator[dict[str, Any]]:
        if isinstance(value, list):
            for item in value:
                yield from listed(item)
        elif isinstance(value, dict):
            if "facts" in value:
                yield value
            for part in value.values():
                yield from listed(part)

    found = list(listed(asked(reader, area)))
    assert found
    for one in found:
        assert one["facts"]
        assert all(fact["sentence"] and fact["source"] for fact in one["facts"])
        assert one["readIn"] == list(dict.fromkeys(fact["source"] for fact in one["facts"]))


def test_a_seat_cites_what_says_its_sector_and_its_level(reader: Reader) -> None:
    rows = {row["sector"]: row for row in asked(reader)["partnersBySector"]}
    (matron,) = rows["NHS_COMMUNITY"]["strategic"]
    assert (matron["name"], matron["level"]) == ("Matron", "STRATEGIC")
    assert [fact["id"] for fact in matron["facts"]] == [
        "testham/matron~member_of~board",
        "testham/matron~employed_by~trust",
        "testham/trust",
        "testham/board",
    ]
    assert matron["facts"][2]["sentence"].startswith("Trust is recorded as an organisation (sector")
    (own,) = rows["NHS_MENTAL_HEALTH"]["levelNotRecorded"]
    assert [fact["id"] for fact in own["facts"]] == ["testham/trust~member_of~net"]
    assert own["level"] is None
    assert {seat["id"] for seat in rows[None]["strategic"]} == {"testham/head", "testham/place"}
    assert rows["POLICE"]["withoutSeat"][0]["name"] == "Police"


def test_a_guest_cites_the_reason_it_is_there_for(reader: Reader) -> None:
    leaders, commissioners, *_ = asked(reader)["workshop"]
    assert [(g["name"], g["why"]) for g in leaders["guests"]] == [
        ("Head of Early Help", "director")
    ]
    reasons = {
        g["name"]: (g["why"], [f["id"] for f in g["facts"]]) for g in commissioners["guests"]
    }
    assert reasons == {
        "ICB": ("commissions or funds", ["testham/icb~commissions~front"]),
        "Head of Early Help": (
            "is accountable for Strategy",
            ["testham/head~accountable_for~strategy", "testham/strategy"],
        ),
    }
    assert leaders["citation"]["source"].startswith("The family hub development process")


def test_a_chain_is_told_step_by_step_with_its_dates(reader: Reader) -> None:
    (chain,) = asked(reader)["commissioningChains"]
    assert chain["sentence"] == (
        "ICB commissions Front door. Trust delivers Front door. "
        "Trust sub-contracts to Shop & Co (since 2022)."
    )
    assert [fact["since"] for fact in chain["facts"]] == [None, None, "2022"]


def test_risks_come_with_what_is_done_about_them_or_null(reader: Reader) -> None:
    bare, register = asked(reader)["riskRegisters"]
    assert bare["risks"] == []
    assert register["risks"] == [
        {"risk": "money ends", "mitigation": "ask in May"},
        {"risk": "Staff leave", "mitigation": None},
    ]


def test_they_answer_for_a_day_and_for_what_the_map_said() -> None:
    store = MemoryStore()
    made = Town().main("board", tier="strategic").organisation("a").organisation("b")
    write(store, "first", 1, *(Added(fact) for fact in made.snapshot().facts().values()))
    made.link("a", "member_of", "board", since="2023-06-01").link("a", "commissions", "b")
    write(store, "links", 10, *(Added(link) for link in made.snapshot().links.values()))
    reader = Reader(store)

    def unseated(**days: str) -> list[str]:
        return [one["name"] for one in asked(reader, **days)["organisationsWithoutSeat"]]

    assert unseated() == ["B"]
    assert unseated(day="2023-05-31") == ["A", "B"]
    assert unseated(known="2024-05-09") == ["A", "B"]
    assert asked(reader, known="2024-05-09")["commissioningChains"] == []
    assert len(asked(reader)["commissioningChains"]) == 1
