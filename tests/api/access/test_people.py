"""Accounts, roles and published areas: what is written, what is refused, who is the local user.

Tests: api/access/people.py, api/access/names.py.
"""

import pytest

from api.access.names import MOST_NAME, checked_name, local_person
from api.access.network import NetworkMode
from api.access.persons import ALL_RIGHTS, Role, Via
from api.errors import UsageError
from graph.accounts.account_records import Grant
from graph.errors import AccountTaken, UnknownThing
from tests.api.access.quick import quick_network, somebody


@pytest.fixture
def network() -> NetworkMode:
    return quick_network()


def test_an_account_is_added_and_found(network: NetworkMode) -> None:
    account = network.people.add("  Anna \u00a0 Officer ")
    assert account.name == "Anna Officer"
    assert network.people.named("ANNA OFFICER") == account
    with pytest.raises(AccountTaken):
        network.people.add("anna officer")
    with pytest.raises(UnknownThing, match="Did you mean Anna Officer"):
        network.people.named("Anna Oficer")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "is empty"),
        ("  \u200b ", "is empty"),
        ("x" * (MOST_NAME + 1), f"write {MOST_NAME} at most"),
        ("An\x1bna", "a control character"),
        ("An\u202ena", "turns letters round"),
        ("An\nna", "a line break"),
    ],
)
def test_a_name_that_is_none_is_a_sentence(network: NetworkMode, name: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        network.people.add(name)
    assert network.store.accounts() == ()


def test_a_role_takes_the_place_of_the_one_there(network: NetworkMode) -> None:
    anna = somebody(network, "Anna", Role.VIEWER)
    network.people.grant(anna, Role.EDITOR, "york")
    network.people.grant(anna, Role.OWNER, "york")
    assert network.store.grants() == (Grant(anna.id, "viewer"), Grant(anna.id, "owner", "york"))
    network.people.take_back(anna, Role.OWNER, "york")
    assert network.store.grants() == (Grant(anna.id, "viewer"),)


def test_what_is_not_held_is_not_taken_back(network: NetworkMode) -> None:
    anna = somebody(network, "Anna", Role.VIEWER)
    for role, area, told in (
        (Role.OWNER, "", '"Anna" is viewer on every area, not owner'),
        (Role.VIEWER, "york", '"Anna" has no role on "york", not viewer'),
        (None, "", '"Anna" is no keeper'),
    ):
        with pytest.raises(UsageError, match=f"{told}: nothing was taken back"):
            network.people.take_back(anna, role, area)
    assert network.store.grants() == (Grant(anna.id, "viewer"),)


def test_a_keeper_manages_people_and_sees_no_area(network: NetworkMode) -> None:
    anna = somebody(network, "Anna")
    network.people.grant(anna, None)
    session = network.sessions.begin(network.store.account(anna.id))
    person = network.person_of_session(session)
    assert person is not None
    assert person.rights.keeper
    assert not person.rights.sees("york")
    network.people.take_back(network.store.account(anna.id), None)
    person = network.person_of_session(session)
    assert person is not None
    assert not person.rights.keeper


def test_an_owner_is_an_open_account_that_owns_an_area(network: NetworkMode) -> None:
    assert not network.people.has_owner()
    somebody(network, "Ben", Role.EDITOR)
    assert not network.people.has_owner()
    anna = somebody(network, "Anna", Role.OWNER, "york")
    assert network.people.has_owner()
    network.people.disable(anna)
    assert not network.people.has_owner()


def test_what_is_published_is_seen_by_anybody(network: NetworkMode) -> None:
    network.people.publish("york", "Carol")
    assert network.published() == {"york"}
    assert network.stranger().rights.on("york") is Role.VIEWER
    assert not network.stranger().rights.sees("hull")
    network.people.unpublish("york")
    network.people.unpublish("york")
    assert not network.stranger().rights.sees("york")
    told = [(each.what, each.area) for each in network.store.audit()]
    assert told == [("area no longer published", "york"), ("area published", "york")]


def test_an_erased_account_leaves_its_name_in_the_log_alone(network: NetworkMode) -> None:
    anna = somebody(network, "Anna", Role.OWNER)
    network.sessions.begin(anna)
    network.people.erase(anna)
    assert (network.store.accounts(), network.store.grants()) == ((), ())
    assert network.store.audit()[0].about == "Anna"
    assert network.people.add("Anna").id != anna.id


def test_a_sign_in_of_the_council_is_linked(network: NetworkMode) -> None:
    anna = somebody(network, "Anna")
    linked = network.people.link_sign_in(anna.id, "https://issuer.test", "7")
    assert network.store.account_of("https://issuer.test", "7") == linked


def test_the_second_step_is_kept_apart_from_the_password(network: NetworkMode) -> None:
    anna = somebody(network, "Anna")
    before = network.store.secrets(anna.id).password
    network.people.set_second_step(anna.id, "sealed")
    kept = network.store.secrets(anna.id)
    assert (kept.password, kept.totp) == (before, "sealed")
    network.people.set_second_step(anna.id, "")
    assert network.store.secrets(anna.id).totp == ""


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({}, "somebody on this machine"),
        ({"GOLDENTHREAD_NAME": " "}, "somebody on this machine"),
        ({"GOLDENTHREAD_NAME": " Anna  Officer"}, "Anna Officer"),
        ({"USER": "aofficer", "LOGNAME": "aofficer"}, "somebody on this machine"),
    ],
)
def test_the_user_of_this_machine_may_all_and_is_named_by_a_setting(
    environ: dict[str, str], name: str
) -> None:
    person = local_person(environ, Via.COMMAND)
    assert (person.name, person.rights, person.account) == (name, ALL_RIGHTS, "")


def test_a_name_in_the_setting_that_is_none_is_a_sentence() -> None:
    with pytest.raises(UsageError, match="GOLDENTHREAD_NAME has a control character"):
        local_person({"GOLDENTHREAD_NAME": "a\x00b"}, Via.COMMAND)
    assert checked_name("Anna") == "Anna"
