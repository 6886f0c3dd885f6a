"""What a word means: by the name of its list, itself, or what else it is called."""

import pytest

from api.service.meanings import lists_of_words, words_meant
from graph.errors import UnknownThing
from graph.kinds import LINK_KINDS, NODE_KINDS, LinkKind, NodeKind, closed_lists


def meant(text: str) -> dict[str, list[str]]:
    return {heading: [c.word for c in choices] for heading, choices in words_meant(text)}


def test_a_list_a_word_and_another_name_are_understood() -> None:
    assert meant("decision rule") == meant("decision_rule")
    assert next(iter(meant("decision_rule").values()))[0] == "consensus"
    assert meant("hwb") == {"body_kind or also_kinds": ["hwb"]}
    steering = ["transformation_group", "programme_board"]
    assert meant("Steering Group") == {"body_kind or also_kinds": steering}
    assert meant("minute taker") == {"Kinds of link": ["serves"], "seat_kind": ["in_attendance"]}
    assert meant("acts_for") == {
        "Kinds of link": ["acts_for"],
        "Attributes of acts_for": ["matter"],
    }


def test_an_attribute_tells_what_it_holds_and_a_kind_what_it_may_carry() -> None:
    (_, (limit,)) = words_meant("up to (pounds)")[0]
    assert limit.meaning == (
        "Whole pounds; empty: not recorded. Recorded of: delegates_to, has_right_over."
    )
    assert meant("quorum") == {"Attributes": ["quorum"]}
    assert "limit" in meant("has right over")["Attributes of has_right_over"]
    matters = dict(words_meant("matter"))
    assert [choice.word for choice in matters["Kinds of thing"]] == ["matter"]
    assert any(c.meaning.endswith("Recorded of: most links.") for c in matters["Attributes"])
    assert "terms" in meant("terms")["Lists that can be declared complete"]


def test_every_kind_and_attribute_is_there() -> None:
    kinds: tuple[NodeKind | LinkKind, ...] = (*NODE_KINDS, *LINK_KINDS)
    for kind in kinds:
        told = meant(kind.name)[f"Attributes of {kind.name}"]
        assert {attribute.name for attribute in kind.attributes} <= set(told)
        for attribute in kind.attributes:
            assert attribute.name in meant(attribute.name)["Attributes"]


def test_what_is_none_comes_with_what_is_near() -> None:
    with pytest.raises(UnknownThing, match="Did you mean hwb"):
        words_meant("health and welbeing board")
    with pytest.raises(UnknownThing, match=r'"xyzzy"\.$'):
        words_meant("xyzzy")


def test_every_closed_list_is_there() -> None:
    assert set(closed_lists()) <= {choices for _, choices in lists_of_words()}
