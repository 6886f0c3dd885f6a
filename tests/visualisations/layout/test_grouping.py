"""Alike numbered things with the same links are one box; a different one stays apart."""

from tests.towns import Town
from tests.visualisations.towns import hubs
from visualisations.layout.grouping import node_groups
from visualisations.scene import scene_of


def names(town: Town) -> set[str]:
    return {group.name for group in node_groups(town.view().shown).values()}


def test_a_run_is_one_mark_and_its_numbers_are_in_the_name() -> None:
    assert {"Family hub 1-23 of 23", "Friends of hub 1-23"} <= names(hubs(23))


def test_a_short_run_stays_as_it_is() -> None:
    assert "Family hub 3 of 4" in names(hubs(4))


def test_things_with_other_links_stay_apart_and_so_do_their_forums() -> None:
    found = names(hubs(20, different=5))
    assert {"Family hub 1-5 of 20", "Family hub 6-20 of 20"} <= found
    assert {"Friends of hub 1-5", "Friends of hub 6-20"} <= found


def test_names_without_a_number_are_never_grouped() -> None:
    town = Town()
    for letter in "ABCDEFG":
        town.organisation(letter.lower(), name=f"Agency {letter}")
    assert len(names(town)) == 7


def test_a_box_of_a_group_says_what_it_stands_for() -> None:
    scene = scene_of(hubs(48).view())
    (node,) = (node for node in scene.nodes if node.name == "Family hub 1-48 of 48")
    assert node.count == 48
    assert node.details[0].heading == "Stands for"
    assert node.details[0].sentences[-1] == "and 36 more"
    assert scene.has_groups
    assert len(scene.nodes) < 12


def test_grouping_can_be_switched_off() -> None:
    assert len(scene_of(hubs(48).view(), group_alike=False).nodes) > 96


def test_a_group_can_be_taken_apart_with_what_hangs_on_it() -> None:
    facts = hubs(8).view().shown
    group = node_groups(facts)["testham/hub1"]
    apart = node_groups(facts, opened=(group.id,))
    assert apart["testham/hub3"].members == ("testham/hub3",)
    assert apart["testham/forum3"].members == ("testham/forum3",)
    assert node_groups(facts, opened=("testham/other",)) == node_groups(facts)
