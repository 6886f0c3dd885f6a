"""Of which kinds a body is, and what follows: one place decides scope, form, tops and voices."""

from typing import Any

import pytest

from graph.body_kinds import (
    FORMAL_KINDS,
    NEIGHBOUR_KINDS,
    TOP_KINDS,
    VOICE_KINDS,
    in_scope,
    is_formal,
    is_top,
    is_voice,
    kinds_of,
    sorts_of,
    spoken_for,
)
from graph.facts.model import Node
from graph.governance_view import Partnership
from graph.kinds import words
from graph.view import View, default_day
from tests.deciding_town import SLUG, deciding_town


def body(**attributes: Any) -> Node:
    return Node(id="york/b", kind="body", name="B", attributes=attributes)


def test_a_body_is_of_its_kind_and_of_what_it_also_is() -> None:
    both = body(body_kind="safeguarding_partnership", also_kinds=("adults_board",))
    assert kinds_of(both) == sorts_of(both) == ("safeguarding_partnership", "adults_board")
    assert kinds_of(body(also_kinds=("hwb",))) == ("hwb",)
    assert kinds_of(body(body_kind="hwb", also_kinds=("hwb",))) == ("hwb",)
    assert kinds_of(body()) == ()


@pytest.mark.parametrize(
    ("attributes", "judged"),
    [
        ({}, True),
        ({"body_kind": "main_board"}, True),
        ({"body_kind": "executive_group"}, True),
        ({"body_kind": "macpt"}, True),
        ({"body_kind": "cabinet"}, False),
        ({"body_kind": "cabinet", "in_scope": True}, True),
        ({"body_kind": "main_board", "in_scope": False}, False),
        ({"body_kind": "adults_board", "also_kinds": ("safeguarding_partnership",)}, True),
        ({"body_kind": "adults_board", "also_kinds": ("send_board",)}, False),
    ],
)
def test_only_a_body_all_of_whose_kinds_are_neighbours_is_out_of_scope(
    attributes: dict[str, Any], judged: bool
) -> None:
    assert in_scope(body(**attributes)) is judged


def test_formal_and_top_if_one_of_its_kinds_is() -> None:
    assert is_formal(body(body_kind="lead_partners_group"))
    assert is_formal(body(body_kind="adults_board", also_kinds=("safeguarding_partnership",)))
    assert is_top(body(body_kind="adults_board", also_kinds=("safeguarding_partnership",)))
    assert not is_top(body(body_kind="adults_board"))
    assert not is_formal(body(body_kind="cabinet"))
    assert is_voice(body(body_kind="network", also_kinds=("voice_forum",)))


def test_the_lists_are_of_words_there_are() -> None:
    known = {choice.word for choice in words.BODY_KINDS}
    assert known >= FORMAL_KINDS | NEIGHBOUR_KINDS | TOP_KINDS | VOICE_KINDS
    assert not NEIGHBOUR_KINDS & (FORMAL_KINDS | TOP_KINDS)


def test_a_body_with_a_seat_speaks_for_families_volunteers_or_nobody() -> None:
    assert spoken_for(body(body_kind="voice_panel")) == "families"
    assert spoken_for(body(body_kind="vcs_alliance")) == "vcs"
    assert spoken_for(body(body_kind="sub_group")) is None
    snapshot = deciding_town()
    view = View(snapshot, default_day(snapshot, snapshot.meetings[f"{SLUG}/m1"].day.first))
    partnership = Partnership(view.firm)
    sectors = {seat.holder.id: seat.sector for seat in partnership.seats(f"{SLUG}/scp")}
    assert sectors[f"{SLUG}/panel"] == "families"
    assert sectors[f"{SLUG}/alliance"] == "vcs"
    # The panel is part of the council, and its seat is none of the council's.
    panel = snapshot.nodes[f"{SLUG}/panel"]
    assert partnership.organisation_of(panel) is None
    assert partnership.organisations_at(f"{SLUG}/scp") == set()
