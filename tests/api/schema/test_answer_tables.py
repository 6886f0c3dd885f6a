"""An answer becomes tables a person can read.

Tests: api/schema/answer_tables.py, api/schema/schema_reference.py
"""

from typing import Any

from api.schema.answer_tables import AnswerTable, label, tables
from api.schema.schema_reference import reference


def shown(table: AnswerTable) -> list[list[str]]:
    return [[" / ".join(cell.lines) for cell in row] for row in table.rows]


def test_a_list_is_a_table_and_single_values_are_facts() -> None:
    data = {"area": {"name": "York", "startForLifeFunded": None, "bodies": page([])}}
    about, bodies = tables(data)
    assert [(words, cell.lines) for words, cell in about.facts] == [
        ("Name", ("York",)),
        ("Start for life funded", ("not recorded",)),
    ]
    assert (bodies.title, bodies.rows, bodies.listed) == ("Bodies", [], True)


def page(items: list[Any], total: int | None = None) -> dict[str, Any]:
    return {"totalCount": len(items) if total is None else total, "nodes": items}


def test_names_lead_to_the_page_of_the_thing() -> None:
    (table,) = tables({"nodes": [{"id": "york/la", "name": "Council"}, None]})
    ((cell,),) = table.rows
    assert (cell.lines, cell.href, cell.under) == (("Council",), "/areas/york/nodes/la", "york/la")


def test_objects_inside_become_columns_and_lists_lines() -> None:
    row = {
        "relation": "reports to",
        "other": {"id": "york/la", "name": "Council"},
        "link": {"status": "OPERATING", "sources": [{"words": "Minutes"}, {"words": "Terms"}]},
        "citation": {"source": "Guide", "section": "Boards"},
        "done": True,
        "address": None,
        "sector": "LA_CHILDRENS",
        "lines": [],
        "since": "2024-03",
        "readOn": "2024-03-31",
        "code": "2024-99",
    }
    (table,) = tables({"links": page([row], 7)})
    assert table.total == 7
    assert dict(zip(table.columns, shown(table)[0], strict=True)) == {
        "Relation": "reports to",
        "Name": "Council",
        "Status": "operating",
        "Where it was read": "Minutes / Terms",
        "Guidance": "Guide: Boards",
        "Done": "yes",
        "Address": "not held",
        "Sector": "council, children's services",
        "Lines": "none recorded",
        "Since": "March 2024",
        "Read on": "31 March 2024",
        "Code": "2024-99",
    }


def test_counts_become_columns_and_edges_are_read_as_nodes() -> None:
    totals = [{"words": "gap", "count": 0}, {"words": "not recorded", "count": 3}]
    edge = {"cursor": "x", "node": {"totals": totals}}
    (table,) = tables({"areas": {"edges": [edge, edge]}})
    assert (table.columns, shown(table)) == (["Gap", "Not recorded"], [["0", "3"]] * 2)


def test_a_long_list_inside_one_item_gets_its_own_table() -> None:
    facts = page([{"sentence": f"Fact {i}."} for i in range(12)])
    source, read = tables({"sources": [{"title": "Minutes", "facts": facts}]})
    assert (source.facts[0][1].lines, len(read.rows)) == (("Minutes",), 12)


def test_anything_at_all_can_be_shown() -> None:
    odd: dict[str, Any] = {
        "a": None,
        "b": [],
        "c": [None],
        "d": [["x"], [1]],
        "e": {},
        "f": {"g": [1, "two", None], "nodes": None},
        "h": {"nodes": [{"nodes": [{"nodes": []}]}]},
        "i": 3.5,
    }
    assert tables(odd)
    assert tables(None) == []


def test_labels() -> None:
    assert [label(name) for name in ("readOn", "a_b", "sentence")] == [
        "Read on",
        "A b",
        "What the record shows",
    ]


def test_the_list_of_fields_begins_where_questions_do() -> None:
    kinds = reference()
    assert [kind.name for kind in kinds[:3]] == ["Query", "Area", "AreaView"]
    assert not [kind.name for kind in kinds if kind.name.endswith(("Connection", "Edge"))]
    area = next(kind for kind in kinds if kind.name == "AreaView")
    bodies = next(entry for entry in area.entries if entry.name.startswith("bodies("))
    assert bodies.gives == "pages of Body"
    assert next(kind for kind in kinds if kind.name == "BodyKind").words
