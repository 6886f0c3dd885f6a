"""Sessions: opaque, over in time, another id when rights change, ended from anywhere at once.

Tests: api/access/sessions.py, api/access/access_watch.py, api/access/account_book.py.
"""

import threading
from datetime import datetime, timedelta

import pytest

from api.access.access_watch import AccessWatch
from api.access.account_book import now
from api.access.network import NetworkMode
from api.access.persons import Person, Rights, Role, Via, acting_as
from api.access.sessions import IDLE, LONGEST, Sessions
from graph.accounts.account_records import Account, Session
from graph.errors import StoreUnreachable
from graph.stores.accounts_sqlite import SqliteAccounts
from tests.api.access.quick import SetClock, quick_network, somebody


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def network(clock: SetClock) -> NetworkMode:
    return quick_network(clock)


@pytest.fixture
def anna(network: NetworkMode) -> Account:
    return somebody(network, "Anna", Role.EDITOR, "york")


def test_a_session_is_of_its_person_with_their_rights(network: NetworkMode, anna: Account) -> None:
    network.people.publish("hull", "Carol")
    session = network.sessions.begin(anna, "Firefox")
    rights = Rights(by_area={"york": Role.EDITOR}, published=frozenset({"hull"}))
    assert network.person_of_session(session) == Person("Anna", rights, Via.PAGE, anna.id)
    person = network.person_of_session(session, Via.GRAPHQL)
    assert person is not None
    assert person.via is Via.GRAPHQL


def test_ids_are_opaque_and_kept_as_hashes(network: NetworkMode, anna: Account) -> None:
    ids = {network.sessions.begin(anna) for _ in range(50)}
    assert len(ids) == 50
    assert min(map(len, ids)) >= 43
    kept = repr([(s.id, s.hashed) for s in network.store.sessions(anna.id)])
    assert not any(each in kept for each in ids)


@pytest.mark.parametrize("other", ["", "x", "x" * 43, "x" * 10_000, "\x00", "ü", "\ud800"])
def test_no_other_id_is_of_anybody(network: NetworkMode, anna: Account, other: str) -> None:
    network.sessions.begin(anna)
    assert network.person_of_session(other) is None


def test_one_that_is_not_used_ends_after_half_an_hour(
    network: NetworkMode, anna: Account, clock: SetClock
) -> None:
    session = network.sessions.begin(anna)
    for _ in range(5):
        clock.pass_by(minutes=29)
        assert network.person_of_session(session)
    clock.pass_by(minutes=30, seconds=1)
    assert network.person_of_session(session) is None
    assert network.sessions.of(anna.id) == ()


def test_one_that_is_used_ends_after_twelve_hours(
    network: NetworkMode, anna: Account, clock: SetClock
) -> None:
    session = network.sessions.begin(anna)
    for _ in range(12 * 3):
        clock.pass_by(minutes=20)
        assert network.person_of_session(session)
    clock.pass_by(seconds=1)
    assert network.person_of_session(session) is None
    assert timedelta(minutes=30) == IDLE
    assert timedelta(hours=12) == LONGEST


def test_being_used_is_noted_once_a_minute(
    network: NetworkMode, anna: Account, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = network.sessions.begin(anna)
    noted: list[datetime] = []
    touch = network.store.touch

    def counted(used: Session, when: datetime) -> None:
        noted.append(when)
        touch(used, when)

    monkeypatch.setattr(network.store, "touch", counted)
    for _ in range(30):
        clock.pass_by(seconds=10)
        network.person_of_session(session)
    assert len(noted) == 5


def test_a_disk_that_cannot_be_written_keeps_nobody_from_reading(
    network: NetworkMode,
    anna: Account,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    session = network.sessions.begin(anna)

    def full(*_: object) -> None:
        raise StoreUnreachable("The disk is full.")

    monkeypatch.setattr(network.store, "touch", full)
    clock.pass_by(minutes=2)
    assert network.person_of_session(session)
    assert "The disk is full" in caplog.text
    assert session not in caplog.text


def test_what_somebody_may_counts_at_once(network: NetworkMode, anna: Account) -> None:
    session = network.sessions.begin(anna)
    network.people.take_back(network.store.account(anna.id), Role.EDITOR, "york")
    person = network.person_of_session(session)
    assert person is not None
    assert not person.rights.sees("york")
    network.people.disable(network.store.account(anna.id))
    assert network.person_of_session(session) is None
    network.people.enable(network.store.account(anna.id))
    assert network.person_of_session(session) is None


def test_the_id_changes_when_rights_do(
    network: NetworkMode, anna: Account, clock: SetClock
) -> None:
    session = network.sessions.begin(anna)
    held = network.sessions.look(session)
    assert held is not None
    assert not held.is_stale
    network.people.grant(anna, Role.OWNER, "york")
    held = network.sessions.look(session)
    assert held is not None
    assert held.is_stale
    other = network.sessions.renew(held)
    assert other not in ("", session)
    # A request that was under way comes with the old one, and gets no third.
    assert network.sessions.renew(held) == ""
    late = network.sessions.look(session)
    assert late is not None
    assert not late.is_stale
    renewed = network.sessions.look(other)
    assert renewed is not None
    assert not renewed.is_stale
    clock.pass_by(seconds=31)
    assert network.sessions.look(session) is None
    assert network.sessions.look(other) is not None
    assert [each.began for each in network.sessions.of(anna.id)] == [held.session.began]


def test_renewing_brings_back_no_session_that_was_ended(
    network: NetworkMode, anna: Account
) -> None:
    session = network.sessions.begin(anna)
    network.people.grant(anna, Role.OWNER, "hull")
    held = network.sessions.look(session)
    assert held is not None
    network.sessions.end_all(anna.id)
    assert network.sessions.renew(held) == ""
    assert network.sessions.of(anna.id) == ()


def test_a_person_sees_and_ends_their_own(network: NetworkMode, anna: Account) -> None:
    ben = somebody(network, "Ben", Role.VIEWER)
    first, second = (network.sessions.begin(anna, words) for words in ("Firefox", "Edge\n" * 90))
    other = network.sessions.begin(ben, "Safari")
    listed = network.sessions.of(anna.id)
    assert {each.browser[:7] for each in listed} == {"Firefox", "EdgeEdg"}
    assert max(len(each.browser) for each in listed) == 120
    (of_ben,) = network.sessions.of(ben.id)
    assert not network.sessions.end(anna.id, of_ben.id)
    assert network.person_of_session(other)
    (edge,) = [each for each in listed if each.browser.startswith("Edge")]
    assert network.sessions.end(anna.id, edge.id)
    assert network.person_of_session(second) is None
    assert network.person_of_session(first)
    third = network.sessions.begin(anna)
    (kept,) = [each for each in network.sessions.of(anna.id) if each.browser == ""]
    assert network.sessions.end_all(anna.id, but=kept.id) == 1
    assert network.person_of_session(third)
    assert network.person_of_session(first) is None
    assert network.sessions.end_all(anna.id, but=kept.id) == 0


def test_signing_in_anew_ends_the_session_the_browser_had(
    network: NetworkMode, anna: Account
) -> None:
    first = network.sessions.begin(anna)
    second = network.sessions.begin(anna, instead_of=first)
    assert second != first
    assert network.person_of_session(first) is None
    assert network.person_of_session(second)
    assert network.person_of_session(network.sessions.begin(anna, instead_of="unknown"))


def test_signing_out_ends_it(network: NetworkMode, anna: Account) -> None:
    session = network.sessions.begin(anna)
    network.sessions.sign_out(session)
    network.sessions.sign_out(session)
    network.sessions.sign_out("")
    assert network.person_of_session(session) is None
    told = [(each.what, each.who) for each in network.store.audit(most=2)]
    assert told == [("signed out", "Anna"), ("signed in", "Anna")]


def test_who_did_it_and_by_which_door_stands_in_the_log(
    network: NetworkMode, anna: Account, clock: SetClock
) -> None:
    with acting_as(Person("Carol", Rights(keeper=True), Via.PAGE, "c1")):
        network.people.grant(anna, Role.VIEWER, "hull")
    noted = network.store.audit()[0]
    assert (noted.who, noted.via, noted.what) == ("Carol", "page", "role granted")
    assert (noted.area, noted.about, noted.when) == ("hull", "Anna: viewer", clock())


def test_sessions_that_are_over_are_swept_when_somebody_signs_in(
    network: NetworkMode, anna: Account, clock: SetClock
) -> None:
    network.sessions.begin(anna)
    clock.pass_by(hours=1)
    network.sessions.begin(anna)
    assert len(network.store.sessions(anna.id)) == 1


def test_whoever_watches_hears_of_each_change_here(network: NetworkMode, anna: Account) -> None:
    heard: list[str] = []
    leave = network.watch.subscribe(lambda: heard.append("first"))
    network.watch.subscribe(lambda: heard.append("second"))
    network.people.grant(anna, Role.VIEWER, "hull")
    assert heard == ["first", "second"]
    network.watch.look()
    assert len(heard) == 2
    leave()
    leave()
    _, token = network.tokens.issue(network.store.account(anna.id), Role.VIEWER)
    network.tokens.revoke(anna.id, token.id)
    assert heard == ["first", "second", "second", "second"]


def test_one_that_fails_keeps_no_other_from_hearing(
    network: NetworkMode, anna: Account, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[int] = []
    network.watch.subscribe(lambda: [][0])
    network.watch.subscribe(lambda: heard.append(1))
    network.people.grant(anna, Role.VIEWER, "hull")
    assert heard == [1]
    assert "A fault of the program" in caplog.text


def test_what_another_process_writes_is_heard_within_a_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("api.access.access_watch.EVERY", 0.01)
    store = SqliteAccounts()
    watch, heard = AccessWatch(store), threading.Event()
    watch.subscribe(heard.set)
    with watch.watching():
        store.write([Account("a1", "Anna", now())])
        assert heard.wait(20)


def test_sessions_have_no_secret_in_their_repr(network: NetworkMode, anna: Account) -> None:
    session = network.sessions.begin(anna)
    held = network.sessions.look(session)
    assert held is not None
    assert held.session.hashed not in repr(held)
    assert isinstance(network.sessions, Sessions)
