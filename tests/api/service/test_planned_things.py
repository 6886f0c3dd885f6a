"""What a thing that is not on the map can be, by the words people have for it."""

from datetime import date

import pytest

from api.errors import UsageError
from api.service.planned_things import likely, planned_thing, sort_of, sorts
from graph.errors import UnknownThing
from graph.facts.model import Status

DAY = date(2024, 3, 31)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hwb", "body:hwb"),
        ("Health and Wellbeing Board", "body:hwb"),
        ("body:hwb", "body:hwb"),
        ("body", "body"),
        ("organisation", "organisation"),
        ("police", "organisation:police"),
        ("director of children's services", "post:dcs"),
    ],
)
def test_a_kind_is_named_in_any_of_its_words(text: str, value: str) -> None:
    assert sort_of(text).value == value


def test_what_is_no_kind_comes_with_near_ones() -> None:
    with pytest.raises(UnknownThing, match="Did you mean locality_team"):
        sort_of("locality tam")
    for nothing in ("", "person", "castle"):
        with pytest.raises(UnknownThing):
            sort_of(nothing)


def test_only_what_fits_an_end_of_a_link_is_offered_and_never_a_person() -> None:
    above = {sort.kind for sort in sorts("reports_to", "to", "body", DAY)}
    assert above == {"body", "plan", "organisation", "department"}
    assert {sort.kind for sort in sorts("member_of", "to", "", DAY)} == {"body"}
    holders = {sort.kind for sort in sorts("member_of", "from", "body", DAY)}
    assert holders == {"post", "organisation", "department", "team", "body"}
    assert "person" not in {sort.kind for sort in sorts()}


def test_what_was_not_in_use_on_the_day_is_left_out() -> None:
    values = {sort.value for sort in sorts("", "to", "", date(2010, 1, 1))}
    assert "body:hwb" not in values
    assert "body:main_board" in values


def test_a_name_that_says_what_it_is_is_taken_at_its_word() -> None:
    fitting = sorts("reports_to", "to", "body", DAY)
    assert likely("The health and wellbeing board", fitting) == "body:hwb"
    assert likely("Our wellbeing forum", fitting) == ""
    assert likely("director of public health", fitting) == ""


def test_a_planned_thing_has_an_id_of_its_own() -> None:
    made = planned_thing("york", " police  force ", sort_of("police"), {"york/police-force"})
    assert (made.id, made.name, made.status) == (
        "york/police-force-2",
        "Police force",
        Status.PLANNED,
    )
    assert made.attributes == {"sector": "police"}
    with pytest.raises(UsageError):
        planned_thing("york", "x" * 121, sort_of("body"), ())
