"""What a word means: by the name of its list, itself, or what else it is called."""

import pytest

from api.service.meanings import lists_of_words, words_meant
from graph.errors import UnknownThing
from graph.kinds import closed_lists


def meant(text: str) -> dict[str, list[str]]:
    return {heading: [c.word for c in choices] for heading, choices in words_meant(text)}


def test_a_list_a_word_and_another_name_are_understood() -> None:
    assert meant("decision rule") == meant("decision_rule")
    assert next(iter(meant("decision_rule").values()))[0] == "consensus"
    assert meant("hwb") == {"body_kind or also_kinds": ["hwb"]}
    steering = ["transformation_group", "programme_board"]
    assert meant("Steering Group") == {"body_kind or also_kinds": steering}
    assert meant("minute taker") == {"Kinds of link": ["serves"], "seat_kind": ["in_attendance"]}
    assert meant("acts_for") == {"Kinds of link": ["acts_for"]}


def test_what_is_none_comes_with_what_is_near() -> None:
    with pytest.raises(UnknownThing, match="Did you mean hwb"):
        words_meant("health and welbeing board")
    with pytest.raises(UnknownThing, match=r'"xyzzy"\.$'):
        words_meant("xyzzy")


def test_every_closed_list_is_there() -> None:
    assert set(closed_lists()) <= {choices for _, choices in lists_of_words()}
