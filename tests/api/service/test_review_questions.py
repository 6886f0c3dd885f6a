"""The twelve review questions over areas: right answers by hand, each with its citation.

Tests: api/service/questions.py
"""

from datetime import UTC, datetime
from typing import Any

import pytest

from api.schema.execute import answer
from api.service.questions import QUESTION, QUESTIONS
from api.service.reader import Reader
from graph.facts.changes import Added, Batch
from graph.kinds.words import SECTORS
from graph.stores.memory import MemoryStore
from tests.review_towns import EAST, WEST, east, review_store

GROUP = "Review questions over areas"
REVIEW = [question for question in QUESTIONS if question.group == GROUP]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(review_store())


def ask(reader: Reader, question: str, **variables: Any) -> Any:
    found = answer(reader, QUESTION[question].query, variables)
    assert found.errors == []
    assert found.data is not None
    return found.data


def nodes(reader: Reader, question: str, **variables: Any) -> list[dict[str, Any]]:
    (connection,) = ask(reader, question, **variables).values()
    assert connection["totalCount"] == len(connection["nodes"])
    return list(connection["nodes"])


def read(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [(row["area"]["name"], *(row[name] for name in names)) for row in rows]


def test_there_are_twelve_in_their_order() -> None:
    assert len(REVIEW) == 12
    assert all({"areas", "asOf", "knownAt"} <= set(question.needs) for question in REVIEW)


def test_1_no_line_to_the_safeguarding_partnership(reader: Reader) -> None:
    rows = nodes(reader, "no-line")
    assert read(rows, "name", "shouldAnswer") == [
        ("Eastham", "East Group", True),
        ("Eastham", "East Network", True),
        ("Westham", "West Board", True),
    ]
    assert all(row["lineOfSight"]["sentence"].startswith("Not recorded: ask.") for row in rows)
    assert rows[0]["sources"][0]["words"].startswith("Minutes, Testham Council")
    assert [row["view"]["asOf"] for row in rows] == ["2024-03-31", "2024-03-31", "2024-06-30"]
    # Before its line began, the East Board had none either.
    before = nodes(reader, "no-line", areas=[EAST], asOf="2023-06-30")
    assert [row["name"] for row in before] == ["East Board", "East Group", "East Network"]


def test_2_who_chairs_more_than_one(reader: Reader) -> None:
    (row,) = nodes(reader, "chairs-of-several")
    assert (row["area"]["name"], row["name"]) == ("Eastham", "East Director")
    links = [one["link"] for one in row["chairOf"]["nodes"]]
    assert [link["sentence"] for link in links] == [
        "East Director chairs East Board.",
        "East Director chairs East Group.",
    ]
    assert all(link["sources"] for link in links)


def test_3_vacant_seats(reader: Reader) -> None:
    (row,) = nodes(reader, "vacant-seats", asOf="2024-03-31")
    assert row["body"]["name"] == "East Board"
    assert row["holder"]["name"] == "East Lead"
    assert row["facts"][0]["source"].startswith("Minutes")


def test_4_which_findings_changed_and_because_of_what(reader: Reader) -> None:
    rows = nodes(reader, "findings-moved", since="2023-06-30")
    moved = {(row["area"]["name"], row["title"]): row for row in rows}
    line = moved["Eastham", "Each body accountable to only one other"]
    assert (line["beforeWords"], line["afterWords"]) == (
        "waits until something is recorded",
        "met",
    )
    (fact,) = line["because"]
    assert fact["before"] is None
    assert fact["after"]["sentence"].startswith("East Board reports to East Partnership")
    assert line["becauseWords"] == "Of the facts that it reads: 1 added."
    assert line["citations"]
    assert (line["dayBefore"], line["dayAfter"]) == ("2023-06-30", "2024-03-31")
    assert {row["area"]["name"] for row in rows} == {"Eastham"}
    # An area whose own day is no later has nothing to compare.
    assert nodes(reader, "findings-moved", since="2024-06-30") == []


def test_5_key_partners_seen_less() -> None:
    reader = Reader(review_store(partners=True))
    rows = nodes(reader, "key-and-seen-less", asOf="2026-09-30")
    assert read(rows, "name", "labelWords") == [
        ("Sampleton", "Sampleton ICB", "has been seen less")
    ]
    entries = rows[0]["attendance"]["entries"]
    assert len(entries) == rows[0]["attendance"]["registers"] == 5
    assert all(entry["fact"]["source"] for entry in entries)


def test_low_attendance_can_be_asked_for_by_itself() -> None:
    reader = Reader(review_store(partners=True))

    def named(where: str) -> dict[str, float | None]:
        asked = f'engagement(areas: "sampleton", asOf: "2026-09-30", where: {where})'
        found = answer(reader, f"{{ {asked} {{ nodes {{ name key attendance {{ value }} }} }} }}")
        assert found.errors == []
        assert found.data is not None
        rows = found.data["engagement"]["nodes"]
        return {row["name"]: row["attendance"]["value"] for row in rows}

    every, low = named("{}"), named("{attendanceAtMost: 0.5}")
    assert low == {n: came for n, came in every.items() if came is not None and came <= 0.5}
    # Whose attendance nobody recorded is not low: it is not known.
    assert None in every.values()
    assert set() < low.keys() < every.keys()
    assert named("{key: true, attendanceAtMost: 0.5}").keys() == {"Sampleton ICB"}
    assert named("{key: true}").keys() | named("{key: false}").keys() == every.keys()


def test_6_facts_of_one_document_alone(reader: Reader) -> None:
    rows = nodes(reader, "one-document-alone")
    assert read(rows, "sentence") == [
        ("Eastham", "Helping Hands East sits on East Group."),
        ("Westham", "West Lead chairs West Board."),
    ]
    assert all(row["source"].startswith("Letter") for row in rows)
    assert nodes(reader, "one-document-alone", words="minutes") == []
    places = [[place["title"] for place in row["sources"]] for row in rows]
    assert places == [["Letter"], ["Letter"]]


def test_7_one_organisation_in_every_area(reader: Reader) -> None:
    rows = nodes(reader, "organisation-everywhere", words="helping hands")
    assert read(rows, "name", "sector") == [
        ("Eastham", "Helping Hands East", "VCS"),
        ("Westham", "Helping Hands West", "VCS"),
    ]
    # Its own seat, and the chair and the vacant seat of the post that it employs.
    seats = [seat["sentence"] for seat in rows[0]["seats"]["nodes"]]
    assert seats == [
        "Helping Hands East sits on East Group.",
        "East Lead chairs East Partnership.",
        "East Lead sits on East Board.",
    ]
    assert [one["other"]["name"] for one in rows[1]["employs"]["nodes"]] == ["West Lead"]


def test_an_owner_who_is_only_planned_is_none_and_is_shown() -> None:
    made = east().link("board", "owns", "offer", status="planned")
    store = MemoryStore()
    store.put(made.snapshot(), ())
    (row,) = nodes(Reader(store), "plans-without-owner")
    assert row["name"] == "East Offer"
    (owner,) = [one["link"] for one in row["owners"]["nodes"]]
    assert owner["statusWords"] == "planned"


def test_an_answer_as_it_was_known_cites_the_revision_that_it_read() -> None:
    store = MemoryStore()
    for day, made in ((1, east()), (2, east().body("late", "network", name="Late Network"))):
        have = store.read(EAST).facts() if day > 1 else {}
        changes = tuple(Added(f) for f in made.snapshot().facts().values() if f.id not in have)
        when = datetime(2024, 5, day, 12, tzinfo=UTC)
        store.apply(Batch(id=f"b{day}", area=EAST, who="A", when=when, source="s", changes=changes))
    known, now = (
        nodes(Reader(store), "no-line", **asked) for asked in ({"knownAt": "2024-05-01"}, {})
    )
    assert {row["name"] for row in now} - {row["name"] for row in known} == {"Late Network"}
    (read,), (latest,) = ({row["view"]["revision"] for row in rows} for rows in (known, now))
    assert read < latest


def test_8_plans_without_an_owner_on_record(reader: Reader) -> None:
    assert read(nodes(reader, "plans-without-owner"), "name") == [
        ("Eastham", "East Offer"),
        ("Westham", "West Plan"),
    ]


def test_9_statutory_gaps_and_silences(reader: Reader) -> None:
    rows = nodes(reader, "statutory", areas=[EAST])
    assert rows
    assert {row["outcomeWords"] for row in rows} <= {"gap", "not recorded"}
    for row in rows:
        assert row["citations"]
        assert row["view"]["asOf"] == "2024-03-31"


def test_10_not_met_is_not_no_meeting_on_record(reader: Reader) -> None:
    found = ask(reader, "not-met")
    not_met, silent = (
        [(row["area"]["name"], row["name"]) for row in found[name]["nodes"]]
        for name in ("notMetForAQuarter", "noMeetingOnRecord")
    )
    # The cancelled meeting of February is none.
    assert not_met == [("Eastham", "East Group")]
    assert silent == [
        ("Eastham", "East Network"),
        ("Eastham", "East Partnership"),
        ("Westham", "West Partnership"),
    ]
    (row,) = found["notMetForAQuarter"]["nodes"]
    assert row["lastMet"]["day"] == "2023-10-01"
    assert row["lastMet"]["sources"]


def test_11_term_over_and_still_sitting(reader: Reader) -> None:
    (row,) = nodes(reader, "term-over")
    assert (row["holder"]["name"], row["body"]["name"]) == ("East Director", "East Partnership")
    assert row["termWords"] == "31 January 2024"
    # On a day inside the term nobody is past it.
    assert nodes(reader, "term-over", asOf="2023-12-31") == []


def test_12_sectors_without_a_seat_area_by_area(reader: Reader) -> None:
    rows = nodes(reader, "sectors-area-by-area")
    assert [row["area"]["name"] for row in rows] == ["Eastham", "Westham"]
    first, second = ({s["sector"] for s in row["sectorsWithoutSeat"]} for row in rows)
    # The director's seat speaks for one sector, those of Helping Hands for another.
    assert second - first == {"Council, children's services"}
    assert first < second
    assert len(first) == len(SECTORS) - 2
    assert all(row["asOf"] for row in rows)


@pytest.mark.parametrize("question", REVIEW, ids=lambda question: question.id)
def test_each_row_says_its_area_day_and_revision(reader: Reader, question: Any) -> None:
    variables = {"since": "2023-06-30"} if "since" in question.needs else {}
    for connection in ask(reader, question.id, **variables).values():
        for row in connection["nodes"]:
            views = (row, row.get("view"), row.get("viewAfter"))
            assert any((view or {}).get("revision") for view in views)
            days = (row.get("asOf"), row.get("dayAfter"), (row.get("view") or {}).get("asOf"))
            assert any(days)


@pytest.mark.parametrize("question", REVIEW, ids=lambda question: question.id)
def test_chosen_areas_only_and_an_unknown_one_is_refused(reader: Reader, question: Any) -> None:
    variables = {"since": "2023-06-30"} if "since" in question.needs else {}
    for connection in ask(reader, question.id, areas=[WEST], **variables).values():
        assert {row["area"]["name"] for row in connection["nodes"]} <= {"Westham"}
    refused = answer(reader, question.query, {"areas": ["westam"], **variables})
    assert refused.errors[0]["message"] == 'There is no area "westam". Did you mean westham?'
