"""One map of two views: each difference in a word, a line style and a shape of its own."""

from datetime import date

from graph.compare import compare
from tests.towns import DAY, Town
from visualisations.comparison_scene import Beside, scene_of
from visualisations.output import svg
from visualisations.themes import LINE_LOOKS, MARK_LOOKS

DIFFERENT = ("added", "ended", "changed", "same")


def town() -> Town:
    made = Town().main(name="Board").body("scp", "safeguarding_partnership", name="SCP")
    made.body("old", "sub_group", name="Old", until="2023").link("old", "subgroup_of", "main")
    made.post("dcs").link("dcs", "chairs", "main").post("dph")
    made.link("dph", "member_of", "main", since="2024")
    return made.link("main", "reports_to", "scp", since="2024")


def drawn(before: Town, after: Town, then: date) -> Beside:
    return scene_of(compare(before.view(then), after.view(DAY)), "then", "now")


def test_two_days_as_one_map() -> None:
    scene = drawn(town(), town(), date(2023, 6, 1))
    sorts = {mark.name: mark.sort for mark in scene.marks}
    assert sorts["Old (ended)"] == "ended"
    assert sorts["Board"] == sorts["SCP"] == "same"
    lines = {(line.from_id[8:], line.to_id[8:]): (line.look, line.label) for line in scene.lines}
    assert lines["main", "scp"] == ("added", "added")
    assert lines["old", "main"] == ("ended", "ended")
    assert lines["dph", "main"] == ("added", "added"), "a seat that differs is never hidden"
    assert ("dcs", "main") not in lines, "a seat that stays is left out"
    assert scene.title == "Testham: what differs between then and now"
    assert scene.summary[0].startswith("2 added, 2 ended and 0 changed")
    assert svg.draw(scene).count('data-look="added"') == 2


def test_what_reads_otherwise_is_changed() -> None:
    before, after = Town().main(name="Board"), Town().main(name="Early Help Board")
    (mark,) = drawn(before, after, DAY).marks
    assert (mark.name, mark.sort) == ("Early Help Board (changed)", "changed")


def test_one_seat_for_another_term_is_changed() -> None:
    made = Town().main().body("scp", "safeguarding_partnership")
    made.link("main", "reports_to", "scp", until="2023").link(
        "main", "reports_to", "scp", since="2024"
    )
    (line,) = drawn(made, made, date(2023, 6, 1)).lines
    assert line.look == "changed"


def test_no_difference_is_told_by_colour_alone() -> None:
    marks = [
        (MARK_LOOKS[d].shape, MARK_LOOKS[d].dashes, MARK_LOOKS[d].border_width) for d in DIFFERENT
    ]
    lines = [(LINE_LOOKS[d].dashes, LINE_LOOKS[d].width) for d in DIFFERENT]
    assert len(set(marks)) == len(set(lines)) == 4
    words = [entry.words for entry in drawn(town(), town(), date(2023, 6, 1)).legend]
    assert {"Added", "Ended", "The same in both"} <= set(words)
