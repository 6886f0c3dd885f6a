"""Rows of a sheet: which are read, and which are the template's own."""

from graph.facts.model import Node
from tests.loaders.workbook.loading import BODIES, load


def test_examples_are_left_out_and_not_counted() -> None:
    loaded = load({"Bodies": [*BODIES, ("", "Example early help board", "main board")]})
    assert (loaded.report.rows, loaded.report.problems) == (1, [])


def test_only_an_example_that_is_as_the_template_has_it_is_left_out() -> None:
    rows = [("Name",), ("Exampleton Parish Council",), ("Example Council",)]
    loaded = load({"Organisations": rows})
    assert [f.name for f in loaded.added if isinstance(f, Node)] == ["Exampleton Parish Council"]
    changed = [("Name", "Sector"), ("Example Council", "police")]
    assert load({"Organisations": changed}).report.rows == 1
