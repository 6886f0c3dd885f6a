"""Pictures of engagement: well formed, said in words, nothing by colour alone, nobody unscored.

Tests: visualisations/pictures/attendance_svg.py
"""

import re
import xml.etree.ElementTree as ET
from datetime import date
from itertools import combinations
from typing import Any

from graph.engagement.ranking import partners
from graph.engagement.trend import quarters, trend
from tests.graph.engagement.towns import DAY, icb, police, vcs
from tests.towns import Town
from tests.visualisations.towns import NASTY
from visualisations.pictures.attendance_svg import body_strips, partner_strips, trend_line
from visualisations.pictures.engagement_svg import engagement_grid
from visualisations.text import text_width

_NAMESPACE = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ET.Element:
    """Parse a picture; it has a title and a description, and asks nobody for anything."""
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    named = {element.get("id") for element in root if element.get("id")}
    assert set(str(root.get("aria-labelledby")).split()) == named
    assert not re.search(r"href|url\(|<script", svg)
    return root


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{_NAMESPACE}text")]


def titles(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{_NAMESPACE}title")]


def test_the_grid_names_its_partners_and_lists_the_others() -> None:
    root = parsed(engagement_grid(icb().view(DAY)))
    said = texts(root)
    assert "Testham ICB" in said
    assert "Key, and we do not know: ask for registers (1)" in said
    assert "Testham Council: 25% of the evidence on record" in said
    assert (
        "Testham ICB has been seen less (whatever is not known): engagement 0.36 (0.29 to 0.49), "
        "key role 0.73, 80% of the evidence on record."
    ) in titles(root)
    description = root.find(f"{_NAMESPACE}desc")
    assert description is not None
    assert "Key and seen less: Testham ICB." in str(description.text)


def test_labels_have_shapes_of_their_own() -> None:
    quiet = engagement_grid(icb().view(DAY)).split("seen in part")[0]
    engaged = engagement_grid(vcs().view(DAY)).split("seen in part")[0]
    assert re.search(r"<title>Testham ICB has been seen less .*?</title><rect", quiet)
    assert re.search(r"<title>Testham Together has been seen often.*?</title><circle", engaged)


def test_a_partner_with_too_little_on_record_is_never_drawn_on_the_grid() -> None:
    root = parsed(engagement_grid(police().view(DAY)))
    assert "No partner can be placed yet: ask for registers and actions first." in texts(root)
    assert not [title for title in titles(root) if "seen less" in title]


def crowd(count: int = 14) -> Town:
    town = (
        Town()
        .main(seat_list_exists=True)
        .organisation("c", name="Chair")
        .link("c", "chairs", "main")
    )
    for i in range(count):
        local = f"o{i}"
        town.organisation(local, name=f"Voluntary agency {i}").link(local, "member_of", "main")
        town.node(f"a{i}", "action", owner=local, due="2026-06-01", closed="2026-05-01")
    for number, day in enumerate(("2026-03-01", "2026-06-01", "2026-09-01")):
        came: Any = {f"o{i}": "present" for i in range(count)}
        town.meet(f"m{number}", "main", day, **came)
    return town


def test_names_do_not_cover_each_other() -> None:
    root = parsed(engagement_grid(crowd().view(DAY)))
    boxes = []
    for element in root.iter(f"{_NAMESPACE}text"):
        if str(element.text).startswith("Voluntary agency"):
            width = text_width(str(element.text), 12)
            x, y = float(str(element.get("x"))), float(str(element.get("y")))
            left = x - width if element.get("text-anchor") == "end" else x
            boxes.append((left, y - 9, left + width, y + 2))
    assert len(boxes) == 14
    for a, b in combinations(boxes, 2):
        assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3])


def test_the_strips_say_each_meeting_in_words_and_by_sign() -> None:
    root = parsed(partner_strips(icb().view(DAY), "testham/icb"))
    assert "15 September 2026: apologies" in titles(root)
    assert "15 June 2025: no register recorded" in titles(root)
    assert {"P", "A", "N", "·"} <= set(texts(root))
    root = parsed(partner_strips(vcs().view(DAY), "testham/vcs"))
    assert "15 June 2026: present for part of it" in titles(root)
    assert {"½", "D"} <= set(texts(root))


def test_families_have_no_strip() -> None:
    town = icb().organisation("forum", "families", name="Parent forum")
    town.link("forum", "member_of", "main").meet("m9", "main", "2026-09-20", forum="no_contact")
    view = town.view(DAY)
    assert "Parent forum" not in body_strips(view, "testham/main")
    assert "Testham ICB" in body_strips(view, "testham/main")
    assert "ask for them" in partner_strips(view, "testham/forum")


def test_cancelled_meetings_and_those_to_ask_about_are_told() -> None:
    town = icb().meet("m8", "main", "2026-08-01", cancelled=True)
    said = titles(parsed(partner_strips(town.view(DAY), "testham/icb")))
    assert "1 August 2026: cancelled" in said
    said = titles(parsed(partner_strips(town.view(DAY), "testham/council")))
    assert "15 September 2026: not in the register: ask" in said


def test_the_trend_is_said_in_words_and_gaps_are_questions() -> None:
    view = icb().view(DAY)
    days = (date(2020, 1, 1), *quarters(DAY, 2))
    root = parsed(trend_line("Testham ICB", trend(view, days)["testham/icb"]))
    description = root.find(f"{_NAMESPACE}desc")
    assert description is not None
    assert "1 January 2020: too little recorded to say, between" in str(description.text)
    assert "1 October 2026: 0.36, between 0.29 and 0.49." in str(description.text)
    assert "?" in texts(root)


def test_names_are_text_whatever_they_hold() -> None:
    town = crowd(1).organisation("n", name=NASTY).link("n", "member_of", "main")
    town.meet("mx", "main", "2026-09-15", n="present")
    view = town.view(DAY)
    assert "testham/n" in partners(view)
    for svg in (engagement_grid(view), body_strips(view, "testham/main"), trend_line(NASTY, ())):
        parsed(svg)
