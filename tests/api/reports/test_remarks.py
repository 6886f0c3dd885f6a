"""A remark shows each fact it read, in words and with its source."""

from api.reports.remarks import sourced
from graph.remarks import remarks
from tests.towns import Town


def test_each_fact_has_its_sentence_and_its_source() -> None:
    town = Town().body("sub", "sub_group").organisation("council", "la_childrens")
    view = town.link("sub", "coordinates_with", "council").view()
    (found,) = [sourced(remark, view.snapshot) for remark in remarks(view)]
    ((sentence, source),) = found.facts
    assert sentence == "SUB works with COUNCIL."
    assert source.startswith("Minutes, Testham Council")
