"""Each error is one sentence, and its facts can be read from it."""

from graph.errors import AmbiguousName, Conflict, InvalidFact, UnknownThing


def test_what_is_not_there_is_said_with_the_nearest_that_is() -> None:
    error = UnknownThing.nearest_to("area", "covntry", ["york", "coventry"], "in the store")
    said = 'There is no area "covntry" in the store. Did you mean coventry?'
    assert str(error) == said
    assert (error.what, error.given, error.nearest) == ("area", "covntry", ("coventry",))
    assert str(UnknownThing("area", "x", ["a", "b", "c"])).endswith("Did you mean a, b or c?")
    assert str(UnknownThing.nearest_to("area", "zzz", ["york"])) == 'There is no area "zzz".'


def test_a_name_that_fits_several_things_names_them() -> None:
    error = AmbiguousName("board", ["york/b", "york/c"])
    assert str(error) == '"board" fits several things: use the id york/b or york/c.'
    assert error.candidates == ("york/b", "york/c")


def test_a_wrong_fact_says_what_is_wrong_and_what_would_be_right() -> None:
    error = InvalidFact("york/b", '"tier" is "hgih"', "use high", "tier", "hgih")
    assert str(error) == 'york/b: "tier" is "hgih"; use high.'
    assert (error.fact, error.key, error.value) == ("york/b", "tier", "hgih")
    assert str(InvalidFact("", "it is empty", "write something")) == (
        "it is empty; write something."
    )


def test_a_conflict_names_all_that_moved() -> None:
    error = Conflict([("york/b", "was changed"), ("york/c", "is gone")])
    assert str(error) == (
        "Nothing was written: york/b was changed; york/c is gone. Read the area again and repeat "
        "the change."
    )
