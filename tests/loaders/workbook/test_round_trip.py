"""Out as a workbook or CSVs and back in: exactly the same facts.

Tests: loaders/workbook/writing.py, loaders/workbook/reading/load.py
"""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import GraphError
from graph.facts.fact_json import from_record
from graph.facts.identifiers import link_id
from graph.facts.model import Fact, Snapshot, snapshot_of
from graph.kinds import LINK_KINDS, NODE_KINDS, Attribute, ValueType, link_attributes
from graph.kinds import node_attributes as attributes_of_node
from graph.kinds.words import ATTENDANCE, QUESTION_STATES
from graph.rules.run import run
from graph.view import View, default_day
from loaders.examples import example, example_slugs
from loaders.load_files import load_files
from loaders.workbook.writing import export_csv, export_workbook
from tests.deciding_town import deciding_town
from tests.every_kind import every_town

TODAY = date(2026, 11, 24)


def there_and_back(snapshot: Snapshot, form: str, folder: Path) -> Snapshot:
    slug = snapshot.area.slug
    path = folder / ("area.xlsx" if form == "workbook" else "sheets")
    (export_workbook if form == "workbook" else export_csv)(snapshot, path)
    loaded = load_files([path], slug, None, today=TODAY)
    assert loaded.report.problems == []
    again = load_files([path], slug, snapshot, today=TODAY)
    assert again.changes == ()
    return snapshot_of({fact.id: fact for fact in loaded.added}, slug, 1, {})


@pytest.mark.parametrize("form", ["workbook", "csv"])
@pytest.mark.parametrize("slug", example_slugs())
def test_bundled_areas_come_back_the_same(slug: str, form: str, tmp_path: Path) -> None:
    snapshot = example(slug).snapshot
    again = there_and_back(snapshot, form, tmp_path)
    assert again == snapshot
    day = default_day(snapshot, TODAY)
    assert run(View(again, day)) == run(View(snapshot, day))


@pytest.mark.parametrize("form", ["workbook", "csv"])
def test_who_decides_and_how_a_body_works_comes_back_the_same(form: str, tmp_path: Path) -> None:
    snapshot = deciding_town()
    assert there_and_back(snapshot, form, tmp_path) == snapshot


@pytest.mark.parametrize("form", ["workbook", "csv"])
def test_each_kind_end_attribute_and_word_comes_back_the_same(form: str, tmp_path: Path) -> None:
    snapshot = every_town()
    assert there_and_back(snapshot, form, tmp_path) == snapshot


# Texts as people write them, with what is awkward in spreadsheets: formulas, quotes, separators.
AWKWARD = st.text("=+-@';\" ,|abÅ1e.", min_size=1, max_size=8).map(str.strip).filter(bool)
LINES = st.text("=+-@';\"\n ,|abÅ1e.", min_size=1, max_size=8).map(str.strip).filter(bool)
DATES = st.sampled_from(["2021", "2021-03", "2021-03-14", "2024-02-29"])


def values(attribute: Attribute, ids: list[str]) -> st.SearchStrategy[Any]:
    match attribute.type:
        case ValueType.YES_NO:
            return st.booleans()
        case ValueType.NUMBER:
            return st.integers(0, 999)
        case ValueType.DECIMAL:
            return st.sampled_from(["0", "3", "3.25", "4.0"])
        case ValueType.DATE:
            return DATES
        case ValueType.CHOICE:
            return st.sampled_from(attribute.words)
        case ValueType.POUNDS:
            return st.sampled_from([0, 250_000, 999_999_999_999])
        case ValueType.PER_CENT:
            return st.sampled_from([0.0, 33.33, 100.0])
        case ValueType.COUNTS:
            return st.lists(
                st.sampled_from(attribute.words).map(lambda word: f"{word}: 1"),
                max_size=2,
                unique=True,
            )
        case ValueType.CHOICES if "none" in attribute.words:
            return st.sampled_from([["none"], list(attribute.words[:2])])
        case ValueType.CHOICES:
            return st.lists(st.sampled_from(attribute.words), max_size=2, unique=True)
        case ValueType.REFERENCE:
            return st.sampled_from(ids)
        case _:
            return LINES if attribute.many_lines else AWKWARD


@st.composite
def recorded(draw: st.DrawFn) -> dict[str, Any]:
    sources = st.fixed_dictionaries(
        {"document": AWKWARD},
        optional={
            "place": AWKWARD,
            "heading": AWKWARD,
            "page": st.integers(1, 300),
            "quote": AWKWARD,
        },
    )
    record: dict[str, Any] = {"source": draw(st.lists(sources, max_size=2))}
    record["status"] = draw(st.sampled_from(["operating", "planned", "aspired", "ended"]))
    for key, strategy in (("since", DATES), ("note", LINES)):
        if draw(st.booleans()):
            record[key] = draw(strategy)
    return record


@st.composite
def questions(draw: st.DrawFn, ids: list[str], body: str) -> dict[str, Any]:
    """Return what became of a question: of a check about something, or of a body's quorum."""
    asked = draw(st.sampled_from(["rule", "attribute"]))
    subjects = [*ids, f"{body}#the-police", "police", "testham"] if asked == "rule" else [body]
    record = {
        asked: {"rule": "body-has-chair", "attribute": "quorum"}[asked],
        "subject": draw(st.sampled_from(subjects)),
        "state": draw(st.sampled_from([c.word for c in QUESTION_STATES if c.word != "asked"])),
        "on": "2024-03-03",
        "due": draw(st.sampled_from([None, "2024-04-01"])),
        "by": draw(AWKWARD),
        "reason": draw(LINES),
    }
    return record | draw(recorded())


@st.composite
def areas(draw: st.DrawFn) -> Snapshot:
    kinds = draw(st.lists(st.sampled_from([k.name for k in NODE_KINDS]), min_size=1, max_size=5))
    kinds.append("body")
    ids = [f"testham/n{number}" for number in range(len(kinds))]
    records: list[tuple[str, dict[str, Any]]] = [
        ("area", {"slug": "testham", "name": draw(AWKWARD), "start_for_life_funded": True})
    ]
    for node_id, kind in zip(ids, kinds, strict=True):
        record = {"id": node_id, "kind": kind, "name": draw(AWKWARD), **draw(recorded())}
        if kind == "seat":
            record["body"] = ids[-1]
        for name, attribute in attributes_of_node(kind).items():
            if name != "body" and draw(st.integers(0, 3)) == 0:
                record[name] = draw(values(attribute, ids))
        if kind == "attendance_total":
            # Whoever publishes a summary adds it up; one that does not is refused, as tested there.
            record |= {"expected": 3, "attended": 2, "absent": 1}
        if kind == "decision":
            # Taken by a body at a meeting: no store has another, so no file has.
            taken = {"from_meeting": "testham/m1", "by": ids[-1]}
            record |= {name: right for name, right in taken.items() if name in record}
        records.append(("node", record))
    for link in LINK_KINDS:
        ends = [
            (a, b)
            for a, start in zip(ids, kinds, strict=True)
            for b, stop in zip(ids, kinds, strict=True)
            if a != b and (start, stop) in link.pairs
        ]
        if ends and draw(st.integers(0, 2)) == 0:
            a, b = draw(st.sampled_from(ends))
            record = {"from": a, "kind": link.name, "to": b, **draw(recorded())}
            if draw(st.booleans()):
                record["id"] = f"{link_id('testham', a, link.name, b)}~other"
            for name, attribute in link_attributes(link.name).items():
                if draw(st.integers(0, 3)) == 0:
                    record[name] = draw(values(attribute, ids))
            records.append(("link", record))
    bodies = [i for i, kind in zip(ids, kinds, strict=True) if kind == "body"]
    if bodies:
        entries = st.fixed_dictionaries(
            {
                "holder": st.sampled_from(ids),
                "value": st.sampled_from([choice.word for choice in ATTENDANCE]),
                "part": st.booleans(),
            }
        )
        register = draw(st.lists(entries, max_size=3, unique_by=lambda entry: entry["holder"]))
        meeting = {"id": "m1", "body": bodies[0], "day": "2024-03", "register": register}
        records.append(("meeting", meeting | draw(recorded())))
        declared = {
            "list": "members",
            "subject": bodies[0],
            "on": "2024-03-31",
            "by": draw(AWKWARD),
        }
        records.append(("declaration", declared | draw(recorded())))
        records += [("question", draw(questions(ids, bodies[0]))) for _ in range(2)]
    facts: dict[str, Fact] = {}
    for fact_type, record in records:
        fact = from_record(fact_type, record, "testham")
        facts[fact.id] = fact
    return snapshot_of(facts, "testham", 1, {})


@settings(max_examples=40)
@given(areas(), st.sampled_from(["workbook", "csv"]))
def test_generated_areas_come_back_the_same(snapshot: Snapshot, form: str) -> None:
    with TemporaryDirectory() as folder:
        try:
            again = there_and_back(snapshot, form, Path(folder))
        except GraphError as error:  # pragma: no cover - says what the generator made wrong
            raise AssertionError(str(error)) from error
    assert again == snapshot
