"""What was imported stands beside the scores and never changes them, unless it was decided."""

from graph.engagement.imported_ratings import wilder_results
from graph.engagement.ranking import PartnerEngagement, partners
from tests.graph.engagement.towns import DAY, icb
from tests.towns import Town


def partner(town: Town) -> PartnerEngagement:
    return partners(town.view(DAY))["testham/icb"]


def test_imports_are_shown_and_never_mixed_in() -> None:
    before = partner(icb())
    town = icb().node(
        "s", "partner_score", name="Survey", about="icb", reliability="2.5", dated="2026-05"
    )
    town.node("t", "tower_rating", name="Tower", about="icb", height="1", tallest="5")
    after = partner(town)
    assert (after.engagement, after.influence) == (before.engagement, before.influence)
    assert (after.tower, after.quiet, after.label) == (None, before.quiet, before.label)
    assert [(b.fact, b.sentence) for b in after.beside] == [
        ("testham/s", "Survey (May 2026): reliability 2.5."),
        ("testham/t", "Tower: height of the tower 1, tallest tower 5."),
    ]
    assert after.beside[0].instrument.startswith("PARTNER survey")


def rating(**more: object) -> Town:
    return icb().node("t", "tower_rating", about="icb", height="4", tallest="5", **more)  # type: ignore[arg-type]


def test_a_tower_replaces_influence_by_a_recorded_decision_only() -> None:
    assert partner(rating(replaces_influence=True)).tower is None
    assert partner(rating(decided_by="the board")).tower is None
    found = partner(rating(replaces_influence=True, decided_by="the board"))
    assert (found.tower, found.key) == (0.8, 0.8)
    assert round(found.influence.value or 0, 4) == 0.7350
    assert round(found.quiet or 0, 4) == 0.5128


def test_a_rating_of_a_later_day_is_not_shown_yet() -> None:
    assert partner(rating(dated="2026-11")).beside == ()


def test_the_inventory_rates_the_whole_in_three_bands() -> None:
    town = icb()
    for local, average in (("w1", "4.0"), ("w2", "3.5"), ("w3", "2.9")):
        town.node(local, "wilder_result", factor=local, average=average, answers=12)
    assert [found.sentence for found in wilder_results(town.view(DAY))] == [
        "w1: average 4.0, answers 12; a strength.",
        "w2: average 3.5, answers 12; to discuss.",
        "w3: average 2.9, answers 12; a concern.",
    ]
    assert partner(town).beside == ()
