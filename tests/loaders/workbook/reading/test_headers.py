"""Headings as people write them."""

import pytest

from graph.facts.model import Node
from loaders.workbook.reading.headers import read_header
from loaders.workbook.sheets import SHEET
from tests.loaders.workbook.loading import load


def test_headings_match_whatever_their_case_spaces_and_order() -> None:
    rows = [("KIND of  Body", "since", " name "), ("Main Board", "Mar-2021", "Board")]
    node = next(f for f in load({"bodies": rows}).added if isinstance(f, Node))
    assert node.attributes == {"body_kind": "main_board"}
    assert str(node.since) == "2021-03"


@pytest.mark.parametrize("heading", ["Also called", "Also known as", "aka"])
def test_a_heading_for_other_names_leads_to_it(heading: str) -> None:
    assert read_header(SHEET["Bodies"], ["Name", heading]).unknown == ((1, heading, "Other names"),)
