"""Roles and rights: more includes less, nothing is open by itself, and a person lasts a `with`."""

import threading
from contextvars import copy_context

import pytest

from api.access.persons import (
    ALL_RIGHTS,
    NOBODY,
    Person,
    Rights,
    Role,
    Via,
    acting_as,
    person_here,
)


def test_a_role_holds_itself_and_every_lesser_one() -> None:
    held = {role: [less for less in Role if role.holds(less)] for role in Role}
    assert held == {
        Role.VIEWER: [Role.VIEWER],
        Role.REVIEWER: [Role.VIEWER, Role.REVIEWER],
        Role.EDITOR: [Role.VIEWER, Role.REVIEWER, Role.EDITOR],
        Role.OWNER: list(Role),
    }


def test_the_highest_role_counts_and_without_one_an_area_is_not_seen() -> None:
    rights = Rights(everywhere=Role.VIEWER, by_area={"york": Role.EDITOR})
    assert rights.on("york") is Role.EDITOR
    assert rights.on("leeds") is Role.VIEWER
    assert rights.may(Role.EDITOR, "york")
    assert not rights.may(Role.REVIEWER, "leeds")
    some = Rights(by_area={"york": Role.OWNER}, published=frozenset({"leeds"}))
    assert some.sees("york")
    assert some.sees("leeds")
    assert not some.sees("hull")
    assert some.on("leeds") is Role.VIEWER
    assert some.on("hull") is None


def test_a_keeper_sees_no_area_by_that() -> None:
    assert not Rights(keeper=True).sees("york")
    assert Rights(keeper=True).on("york") is None


def test_a_stranger_may_nothing() -> None:
    assert not NOBODY.rights.sees("york")
    assert not NOBODY.rights.keeper


@pytest.mark.parametrize(
    "other",
    [
        Rights(),
        Rights(keeper=True),
        Rights(everywhere=Role.OWNER),
        Rights(by_area={"york": Role.VIEWER}),
        Rights(by_area={"york": Role.EDITOR}),
        Rights(published=frozenset({"york"})),
    ],
)
def test_other_rights_have_another_key(other: Rights) -> None:
    every = [
        ALL_RIGHTS,
        Rights(),
        Rights(keeper=True),
        Rights(everywhere=Role.OWNER),
        Rights(by_area={"york": Role.VIEWER}),
        Rights(by_area={"york": Role.EDITOR}),
        Rights(published=frozenset({"york"})),
    ]
    assert [one for one in every if one.key == other.key] == [other]


def test_a_person_lasts_as_long_as_the_block_and_goes_along_into_a_thread() -> None:
    before, found = person_here(), []
    ann = Person("Ann", Rights(), Via.PAGE)
    with acting_as(ann):
        here = copy_context()
        thread = threading.Thread(target=lambda: found.append(here.run(person_here)))
        thread.start()
        thread.join()
        assert person_here() is ann
    assert found == [ann]
    assert person_here() is before
