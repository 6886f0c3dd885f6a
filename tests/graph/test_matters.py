"""Which matters a fact names: by id, by a name, else in its own words."""

from graph.matters import NamedMatter, matter_names
from tests.towns import Town


def named(town: Town, local: str) -> tuple[NamedMatter, ...]:
    facts = town.view().shown
    (link,) = facts.out_links(f"testham/{local}")
    return matter_names(facts).named(link)


def town() -> Town:
    made = Town().organisation("council").body("exec", "executive_group").body("board", "hwb")
    return made.node("budget", "matter", name="Pooled Budget")


def test_an_id_is_read_first_then_a_name_and_other_words_stay() -> None:
    made = town().node("other", "matter", name="budget")
    made.link("council", "delegates_to", "exec", matter="budget; the pooled budget; Staffing")
    assert named(made, "council") == (
        NamedMatter("budget", "testham/budget"),
        NamedMatter("the pooled budget", "testham/budget"),
        NamedMatter("Staffing", None),
    )


def test_a_name_of_two_matters_names_neither() -> None:
    made = town().node("second", "matter", name="pooled budget")
    made.link("council", "delegates_to", "exec", matter="Pooled budget")
    assert named(made, "council") == (NamedMatter("Pooled budget", None),)


def test_the_same_words_in_other_letters_are_one_matter() -> None:
    made = town().link("council", "delegates_to", "exec", matter="Staff & posts")
    made.link("board", "escalates_to", "exec", matter="staff and posts")
    facts = made.view().shown
    keys = {
        key
        for link in facts.links_of("delegates_to", "escalates_to")
        for key in matter_names(facts).keys(link)
    }
    assert len(keys) == 1


def test_a_link_without_a_matter_names_none() -> None:
    assert named(town().link("council", "delegates_to", "exec"), "council") == ()
