"""The service's secret signs and seals, several may be known at once, and none is told to anybody.

Tests: api/access/secret_keys.py, api/access/secret_file.py, api/access/one_time_links.py,
api/access/network.py.
"""

import os
import stat
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from api.access import secret_file
from api.access.network import NetworkMode
from api.access.persons import Role
from api.access.second_step import TOTP_SECRET
from api.access.secret_keys import NotSealedHere, SecretKeys
from api.errors import NotSignedIn, UsageError
from api.settings import secrets_in
from graph.accounts.account_records import AccountSecrets, LinkPurpose
from graph.errors import StoreUnreachable
from tests.api.access.quick import SECRET, SetClock, quick_network, somebody

OLD, NEW, OTHER = (f"{word} secret that is long enough for all" for word in ("old", "new", "other"))


def test_what_is_signed_is_read_and_nothing_else() -> None:
    keys = SecretKeys((NEW,))
    text = keys.sign("link", {"account": "a1"})
    assert keys.read_signed("link", text, 60) == {"account": "a1"}
    for purpose, given in (("other", text), ("link", text + "x"), ("link", ""), ("link", "a.b.c")):
        with pytest.raises(NotSealedHere):
            keys.read_signed(purpose, given, 60)
    with pytest.raises(NotSealedHere):
        keys.read_signed("link", text, -1)


def test_what_is_sealed_is_read_by_the_same_secret_for_the_same_purpose() -> None:
    keys = SecretKeys((NEW,))
    sealed = keys.seal("second step", "JBSWY3DP")
    assert "JBSWY3DP" not in sealed
    assert keys.unseal("second step", sealed) == "JBSWY3DP"
    for who, purpose in ((keys, "other"), (SecretKeys((OTHER,)), "second step")):
        with pytest.raises(NotSealedHere):
            who.unseal(purpose, sealed)


def test_while_a_secret_is_changed_both_are_understood_and_the_first_signs() -> None:
    old, both, new = SecretKeys((OLD,)), SecretKeys((NEW, OLD)), SecretKeys((NEW,))
    assert both.read_signed("link", old.sign("link", 1), 60) == 1
    assert new.read_signed("link", both.sign("link", 2), 60) == 2
    sealed = old.seal("x", "text")
    assert not both.is_newest("x", sealed)
    again = both.resealed("x", sealed)
    assert both.is_newest("x", again)
    assert new.unseal("x", again) == "text"
    with pytest.raises(NotSealedHere):
        new.resealed("x", sealed)
    assert both.mark == new.mark != old.mark


def test_no_secret_stands_in_a_repr() -> None:
    assert OLD not in repr(SecretKeys((OLD,)))
    assert OLD not in SecretKeys((OLD,)).mark
    with pytest.raises(ValueError, match="no secret"):
        SecretKeys(())


def test_second_steps_are_sealed_anew_when_a_service_starts() -> None:
    network = quick_network()
    anna, ben = somebody(network, "Anna"), somebody(network, "Ben")
    older, gone = SecretKeys((OLD,)), SecretKeys((OTHER,))
    network.people.set_second_step(anna.id, older.seal(TOTP_SECRET, "JBSWY3DP"))
    network.people.set_second_step(ben.id, gone.seal(TOTP_SECRET, "JBSWY3DP"))
    kept = network.store.secrets(ben.id)
    replace(network, keys=SecretKeys((NEW, OLD))).seal_anew()
    sealed = network.store.secrets(anna.id).totp
    assert SecretKeys((NEW,)).unseal(TOTP_SECRET, sealed) == "JBSWY3DP"
    assert network.store.secrets(ben.id) == kept
    assert network.store.secrets(anna.id).password
    assert isinstance(kept, AccountSecrets)


def test_several_secrets_have_spaces_or_lines_between_them() -> None:
    assert secrets_in("", "X") == ()
    one, two = "a" * 32, "b" * 40
    assert secrets_in(f" {one}\n{two}\n{one}\n", "X") == (one, two)
    with pytest.raises(
        UsageError, match="X has a secret of 31 characters: take 32 or more"
    ) as told:
        secrets_in(f"{one} {'c' * 31}", "X")
    assert "ccc" not in str(told.value)


def test_a_secret_is_made_once_for_all_who_ask_at_the_same_moment(tmp_path: Path) -> None:
    path, found = tmp_path / "new" / "store.secret", list[tuple[str, ...]]()
    threads = [
        threading.Thread(target=lambda: found.append(secret_file.read_or_make(path)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert len(found[0][0]) >= 43
    assert [each.name for each in path.parent.iterdir()] == ["store.secret"]
    assert secret_file.read_or_make(path) == found[0]
    assert secret_file.read_or_make(tmp_path / "other") != found[0]


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
def test_only_its_user_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    secret_file.read_or_make(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    secret_file.read_or_make(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_holds_no_secret_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text(" \n")
    with pytest.raises(StoreUnreachable, match="is empty: delete the file"):
        secret_file.read_or_make(path)
    path.write_text("short")
    with pytest.raises(UsageError, match="has a secret of 5 characters"):
        secret_file.read_or_make(path)
    path.write_bytes(b"\xff" * 60)
    with pytest.raises(StoreUnreachable, match="it is no text"):
        secret_file.read_or_make(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(StoreUnreachable, match="cannot be read or written"):
        secret_file.read_or_make(path)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def network(clock: SetClock) -> NetworkMode:
    return quick_network(clock)


def over(network: NetworkMode, text: str) -> None:
    for use in (network.links.look, network.links.take):
        with pytest.raises(NotSignedIn, match="was used, or is too old"):
            use(text)


def test_a_link_is_of_its_account_and_works_once(network: NetworkMode) -> None:
    anna = somebody(network, "Anna", Role.VIEWER)
    text = network.links.make(anna, LinkPurpose.SET)
    assert network.links.look(text).id == anna.id
    assert network.links.look(text).id == anna.id
    assert network.links.take(text).id == anna.id
    over(network, text)


def test_a_newer_link_takes_the_place_of_an_older_one(network: NetworkMode) -> None:
    anna = somebody(network, "Anna")
    first, second = (network.links.make(anna, LinkPurpose.SET) for _ in range(2))
    over(network, first)
    assert network.links.take(second).id == anna.id


@pytest.mark.parametrize(("purpose", "hours"), [(LinkPurpose.SET, 24 * 7), (LinkPurpose.RESET, 2)])
def test_a_link_is_over_in_time(
    network: NetworkMode, clock: SetClock, purpose: LinkPurpose, hours: int
) -> None:
    text = network.links.make(somebody(network, "Anna"), purpose)
    clock.pass_by(hours=hours, seconds=-1)
    assert network.links.look(text)
    clock.pass_by(seconds=1)
    over(network, text)


def test_a_link_that_was_changed_or_is_of_another_service_opens_nothing(
    network: NetworkMode,
) -> None:
    anna = somebody(network, "Anna")
    text = network.links.make(anna, LinkPurpose.SET)
    other = quick_network()
    foreign = replace(other, keys=SecretKeys((OTHER,)))
    signed = SecretKeys((OTHER,)).sign("one-time link", "code")
    for given in ("", "x", text[1:], text + "x", text.replace(".", "", 1), signed, "x" * 10_000):
        over(network, given)
    assert network.links.look(text).id == anna.id
    assert foreign.keys.mark != SecretKeys((SECRET,)).mark


def test_a_link_of_a_closed_account_opens_nothing(network: NetworkMode) -> None:
    anna = somebody(network, "Anna")
    text = network.links.make(anna, LinkPurpose.SET)
    network.people.disable(anna)
    over(network, text)


def test_no_code_of_a_link_is_kept(network: NetworkMode) -> None:
    text = network.links.make(somebody(network, "Anna"), LinkPurpose.SET)
    code = SecretKeys((SECRET,)).read_signed("one-time link", text, 60)
    assert network.store.link(code) is None
    assert text not in repr(network.store.audit())
