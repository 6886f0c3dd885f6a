"""What a delegation, an escalation or a decision is about is read as matters on the map."""

from graph.facts.model import Link
from graph.matters import matters_of, texts
from tests.towns import Town


def _named(matter: str) -> list[str]:
    town = Town("mattham").organisation("council", "la_corporate").body("exec", "executive_group")
    town.node("budget", "matter", name="Pooled budget")
    town.node("staff", "matter", name="Staffing; and pay")
    town.link("council", "delegates_to", "exec", **({"matter": matter} if matter else {}))
    facts = town.view().firm
    return [*matters_of(facts).named(next(iter(facts.links_of("delegates_to"))))]


def test_a_matter_is_read_as_an_id_first_and_then_as_a_name() -> None:
    for text in ("budget", "mattham/budget", "Pooled budget", "pooled  Budget", " budget ;"):
        assert _named(text) == ["mattham/budget"], text


def test_several_are_read_in_their_order_and_each_once() -> None:
    assert _named("staff; Pooled budget; budget") == ["mattham/staff", "mattham/budget"]


def test_other_words_stay_words() -> None:
    assert _named("hiring") == []
    assert _named("council") == []
    assert _named("") == []
    link = Link(
        id="a/x~delegates_to~y",
        kind="delegates_to",
        from_id="a/x",
        to_id="a/y",
        attributes={"matter": "hiring ; budget;"},
    )
    assert [*texts(link)] == ["hiring", "budget"]
