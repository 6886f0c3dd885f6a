"""Tokens: never above their holder, over at the second, and gone everywhere once revoked.

Tests: api/access/tokens.py, api/access/standing_rights.py.
"""

import hashlib
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.access.network import NetworkMode
from api.access.persons import Rights, Role, Via
from api.access.standing_rights import rights_of, token_rights
from api.errors import NotSignedIn, UsageError
from graph.accounts.account_records import Account, Token
from graph.errors import UnknownThing
from tests.api.access.quick import SetClock, quick_network, somebody

AREAS = ("york", "hull", "leeds")


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def network(clock: SetClock) -> NetworkMode:
    return quick_network(clock)


@pytest.fixture
def anna(network: NetworkMode) -> Account:
    return somebody(network, "Anna", Role.EDITOR, "york", "hull")


def refused(network: NetworkMode, text: str) -> str:
    assert network.person_of_token(text) is None
    with pytest.raises(NotSignedIn) as caught:
        network.tokens.look(text)
    return str(caught.value)


def test_a_token_is_of_its_holder_with_its_role(network: NetworkMode, anna: Account) -> None:
    text, token = network.tokens.issue(anna, Role.REVIEWER, ["york"], words="dashboard\n")
    held = network.tokens.look(text)
    assert held.person.name == "Anna"
    assert held.person.via is Via.TOKEN
    assert held.person.account == anna.id
    assert held.person.rights == Rights(by_area={"york": Role.REVIEWER})
    assert token.words == "dashboard"
    assert network.person_of_token(text) == held.person


def test_it_is_kept_as_a_hash_and_its_secret_in_no_log(network: NetworkMode, anna: Account) -> None:
    text, token = network.tokens.issue(anna, Role.VIEWER)
    assert text.startswith(f"gt_{token.id}_")
    secret = text.removeprefix(f"gt_{token.id}_")
    kept = repr((network.store.tokens(), network.store.audit(), network.tokens.look(text), token))
    assert secret not in kept
    assert hashlib.sha256(secret.encode()).hexdigest() not in kept
    others = {network.tokens.issue(anna, Role.VIEWER)[0] for _ in range(50)}
    assert len(others | {text}) == 51


@pytest.mark.parametrize(
    "mangle",
    [
        lambda text: "",
        lambda text: text[:-1],
        lambda text: text + "x",
        lambda text: text.upper(),
        lambda text: text[:-1] + ("a" if text[-1] != "a" else "b"),
        lambda text: text.replace("gt_", "xx_"),
        lambda text: f" {text}",
        lambda text: f"{text}\n",
        lambda text: "gt_" + "a" * 12 + "_" + "b" * 40,
        lambda text: text.replace("_", "\x00", 1),
    ],
)
def test_any_other_text_is_of_nobody(
    network: NetworkMode, anna: Account, mangle: "type[str]"
) -> None:
    text, _ = network.tokens.issue(anna, Role.VIEWER)
    assert refused(network, mangle(text)) == "The token is not known here: ask for another one."


def test_who_has_not_the_secret_is_not_told_that_there_is_such_a_token(
    network: NetworkMode, anna: Account
) -> None:
    _, token = network.tokens.issue(anna, Role.VIEWER)
    network.tokens.revoke(anna.id, token.id)
    assert refused(network, f"gt_{token.id}_{'a' * 40}").startswith("The token is not known here")


def test_it_is_over_at_its_end(network: NetworkMode, anna: Account, clock: SetClock) -> None:
    text, token = network.tokens.issue(anna, Role.VIEWER, days=2)
    assert token.expires == clock() + timedelta(days=2)
    clock.pass_by(days=2, seconds=-1)
    assert network.person_of_token(text)
    clock.pass_by(seconds=1)
    assert refused(network, text) == ("The token expired on 3 December 2026: ask for another one.")


def test_a_revoked_one_is_over_at_once(network: NetworkMode, anna: Account) -> None:
    text, token = network.tokens.issue(anna, Role.VIEWER)
    other, _ = network.tokens.issue(anna, Role.VIEWER)
    network.tokens.revoke(anna.id, token.id)
    network.tokens.revoke(anna.id, token.id)
    assert refused(network, text) == "The token was revoked on 1 December 2026: use another one."
    assert network.person_of_token(other)
    assert [each.id for each in network.tokens.of(anna.id)] == [other.split("_")[1]]
    told = [each.what for each in network.store.audit()]
    assert told.count("token revoked") == 1


def test_nobody_revokes_the_token_of_another(network: NetworkMode, anna: Account) -> None:
    ben = somebody(network, "Ben", Role.OWNER)
    text, token = network.tokens.issue(anna, Role.VIEWER)
    for account_id, token_id in ((ben.id, token.id), (anna.id, "other")):
        with pytest.raises(UnknownThing, match="token"):
            network.tokens.revoke(account_id, token_id)
    assert network.person_of_token(text)


def test_a_closed_account_has_no_token_that_is_good(network: NetworkMode, anna: Account) -> None:
    text, _ = network.tokens.issue(anna, Role.VIEWER)
    network.people.disable(network.store.account(anna.id))
    assert refused(network, text).startswith("The account of the token is closed")
    with pytest.raises(UsageError, match="is closed: it gets no token"):
        network.tokens.issue(anna, Role.VIEWER)
    network.people.enable(network.store.account(anna.id))
    assert network.person_of_token(text)
    network.people.erase(network.store.account(anna.id))
    assert refused(network, text).startswith("The token is not known here")


@pytest.mark.parametrize(
    ("role", "areas", "days", "told"),
    [
        (Role.OWNER, (), 7, '"Anna" is editor at most'),
        (Role.OWNER, ("york",), 7, '"Anna" is editor on "york"'),
        (Role.VIEWER, ("york", "leeds"), 7, '"Anna" has no role on "leeds"'),
        (Role.VIEWER, (), 0, "good for 1 to 366 days, not for 0"),
        (Role.VIEWER, (), -1, "not for -1"),
        (Role.VIEWER, (), 10_000, "not for 10000"),
    ],
)
def test_what_cannot_be_issued_is_a_sentence(
    network: NetworkMode, anna: Account, role: Role, areas: tuple[str, ...], days: int, told: str
) -> None:
    network.people.publish("leeds", "Carol")
    with pytest.raises(UsageError, match=told):
        network.tokens.issue(anna, role, areas, days)
    assert network.store.tokens() == ()


def test_who_has_no_role_gets_no_token(network: NetworkMode) -> None:
    ben = somebody(network, "Ben")
    network.people.grant(ben, None)
    with pytest.raises(UsageError, match="has no role yet"):
        network.tokens.issue(network.store.account(ben.id), Role.VIEWER)


def test_being_used_is_noted_once_a_minute(
    network: NetworkMode, anna: Account, clock: SetClock
) -> None:
    text, _ = network.tokens.issue(anna, Role.VIEWER)
    noted = []
    for _ in range(13):
        network.person_of_token(text)
        noted.append(network.store.tokens()[0].last_used)
        clock.pass_by(seconds=10)
    assert len(set(noted)) == 3


roles = st.sampled_from(Role)
places = st.sampled_from(("", *AREAS))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("grant"), roles, places),
        st.tuples(st.just("take"), roles, places),
        st.tuples(st.just("publish"), roles, st.sampled_from(AREAS)),
        st.tuples(st.just("keeper"), roles, places),
        st.tuples(st.just("issue"), roles, places),
    ),
    max_size=14,
)


@given(steps)
def test_a_token_never_has_more_than_its_holder(
    history: list[tuple[str, Role, str]],
) -> None:
    """Whatever was granted and taken back, before and after it was issued."""
    network = quick_network()
    anna = network.people.add("Anna")
    issued: list[tuple[str, Token]] = []
    for what, role, place in history:
        account = network.store.account(anna.id)
        try:
            match what:
                case "grant":
                    network.people.grant(account, role, place)
                case "take":
                    network.people.take_back(account, role, place)
                case "publish":
                    network.people.publish(place, "Carol")
                case "keeper":
                    network.people.grant(account, None)
                case _:
                    areas = [place] if place else []
                    issued.append(network.tokens.issue(account, role, areas))
        except UsageError:
            continue
        standing = network.store.standing(anna.id)
        holder = rights_of(standing)
        for text, token in issued:
            person = network.person_of_token(text)
            assert person is not None
            assert person.rights == token_rights(token, standing)
            assert not person.rights.keeper
            for slug in (*AREAS, "not there yet"):
                of_token = person.rights.on(slug)
                if of_token is None:
                    continue
                of_holder = holder.on(slug)
                assert of_holder is not None
                assert of_holder.holds(of_token)
                is_open = slug in standing.published and of_token is Role.VIEWER
                assert is_open or Role(token.role).holds(of_token)
                assert is_open or not token.areas or slug in token.areas
