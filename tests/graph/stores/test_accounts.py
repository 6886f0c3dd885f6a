"""What every store of accounts must do, on each engine: the same tests for all.

Tests: graph/accounts/account_records.py, graph/accounts/accounts_store.py,
graph/stores/account_operations.py, graph/accounts/account_rows.py, graph/stores/kept_accounts.py,
graph/stores/accounts_neo4j.py.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph.accounts.account_records import (
    Account,
    AccountsDump,
    AccountSecrets,
    AuditLine,
    Failures,
    Grant,
    KeptRecord,
    LinkPurpose,
    OneTimeLink,
    PublishedArea,
    ServedAs,
    Session,
    Token,
)
from graph.accounts.account_rows import KEYS, from_account_row, to_account_row
from graph.accounts.accounts_store import AccountsStore
from graph.errors import AccountTaken, Conflict, UnknownThing
from graph.stores.accounts_neo4j import Neo4jAccounts
from graph.stores.accounts_sqlite import SqliteAccounts
from tests.conftest import Servers

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
ANNA = Account("a1", "Anna Officer", NOON)
BEN = Account("b1", "Ben", NOON)
ENGINES = ("memory", "file", "neo4j")


def on_server(servers: Servers) -> AccountsStore:
    server = servers.get(0)
    server.wipe()
    return Neo4jAccounts(*server.login())


@pytest.fixture(params=ENGINES)
def new_accounts(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[], AccountsStore]]:
    made: list[AccountsStore] = []

    def make() -> AccountsStore:
        match request.param:
            case "memory":
                made.append(SqliteAccounts())
            case "file":
                made.append(SqliteAccounts(tmp_path / f"{len(made)}.sqlite"))
            case _:
                made.append(on_server(request.getfixturevalue("neo4j_servers")))
        return made[-1]

    yield make
    for accounts in made:
        accounts.close()


@pytest.fixture
def accounts(new_accounts: Callable[[], AccountsStore]) -> AccountsStore:
    """An empty store of accounts."""
    return new_accounts()


def session(number: int = 1, account: str = "a1", **more: object) -> Session:
    made = Session(f"s{number}", f"hash{number}", account, NOON, NOON, "Firefox")
    return replace(made, **more)  # type: ignore[arg-type]


def token(number: int = 1, account: str = "a1", **more: object) -> Token:
    until = NOON + timedelta(days=7)
    made = Token(f"t{number}", f"hash{number}", account, "reviewer", NOON, until, ("york", "hull"))
    return replace(made, **more)  # type: ignore[arg-type]


def line(number: int, area: str = "", what: str = "role granted") -> AuditLine:
    return AuditLine(f"l{number}", NOON, "Carol", "command", what, area, "Ben")


def test_what_is_kept_is_read_back(accounts: AccountsStore) -> None:
    accounts.write([ANNA, replace(BEN, disabled=True, keeper=True, issuer="entra", subject="7")])
    kept = accounts.account("b1")
    assert kept == Account("b1", "Ben", NOON, True, True, "entra", "7", version=1)
    assert accounts.accounts() == (replace(ANNA, version=1), kept)
    assert accounts.account_of("entra", "7") == kept
    assert accounts.account_of("entra", "8") is None
    assert accounts.account_of("", "") is None
    secrets = AccountSecrets("a1", "$argon2id$", "sealed")
    accounts.write([secrets, Grant("a1", "owner"), Grant("a1", "viewer", "york"), token()])
    accounts.write([session(), OneTimeLink("a1", "linked", LinkPurpose.RESET, NOON)])
    accounts.write([PublishedArea("york", "Anna", NOON), ServedAs("https://hubs.test", "mark")])
    assert accounts.secrets("a1") == secrets
    assert accounts.secrets("b1") == AccountSecrets("b1")
    assert accounts.grants("a1") == (Grant("a1", "owner"), Grant("a1", "viewer", "york"))
    assert accounts.grants("b1") == ()
    assert accounts.grants() == accounts.grants("a1")
    assert accounts.sessions("a1") == (session(),)
    assert accounts.tokens("a1") == accounts.tokens() == (token(),)
    assert accounts.link("linked") == OneTimeLink("a1", "linked", LinkPurpose.RESET, NOON)
    assert accounts.published() == (PublishedArea("york", "Anna", NOON),)
    assert accounts.served_as() == ServedAs("https://hubs.test", "mark")
    assert accounts.verify() == ()


def test_a_name_is_found_however_it_is_written_and_is_taken_once(accounts: AccountsStore) -> None:
    accounts.write([ANNA])
    found = accounts.account_named("  anna   OFFICER ")
    assert found is not None
    assert found.id == "a1"
    assert accounts.account_named("anna") is None
    with pytest.raises(AccountTaken, match='"ANNA officer" already, written "Anna Officer"'):
        accounts.write([BEN, Account("c1", "ANNA officer", NOON)], noted=[line(1)])
    assert [account.id for account in accounts.accounts()] == ["a1"]
    assert accounts.audit() == ()


def test_two_accounts_do_not_share_a_sign_in_of_the_council(accounts: AccountsStore) -> None:
    accounts.write([replace(ANNA, issuer="entra", subject="7")])
    with pytest.raises(Conflict, match="same sign-in"):
        accounts.write([replace(BEN, issuer="entra", subject="7")])
    accounts.write([replace(BEN, issuer="other", subject="7")])


def test_an_account_that_somebody_changed_first_is_a_conflict(accounts: AccountsStore) -> None:
    accounts.write([ANNA])
    seen = accounts.account("a1")
    accounts.write([replace(seen, disabled=True)])
    with pytest.raises(Conflict, match="Anna Officer"):
        accounts.write([replace(seen, issuer="entra", subject="7"), Grant("a1", "owner")])
    assert accounts.account("a1").disabled
    assert accounts.grants() == ()


def test_the_version_grows_with_what_an_account_may(accounts: AccountsStore) -> None:
    accounts.write([ANNA, BEN])
    versions = [accounts.account("a1").version]
    steps: tuple[tuple[list[KeptRecord], list[KeptRecord]], ...] = (
        ([Grant("a1", "owner")], []),
        ([Grant("a1", "viewer", "york"), AccountSecrets("a1", "h")], []),
        ([], [Grant("a1", "owner")]),
        ([session(), token()], []),
        ([], [session()]),
    )
    for keep, drop in steps:
        accounts.write(keep, drop)
        versions.append(accounts.account("a1").version)
    assert versions == [1, 2, 3, 4, 4, 4]
    assert accounts.account("b1").version == 1


def test_what_is_of_nobody_is_refused(accounts: AccountsStore) -> None:
    for record in (Grant("a1", "owner"), session(), token(), AccountSecrets("a1", "h")):
        with pytest.raises(UnknownThing, match="account"):
            accounts.write([record])
    with pytest.raises(UnknownThing):
        accounts.account("a1")
    with pytest.raises(UnknownThing):
        accounts.standing("a1")


def test_an_account_that_is_dropped_takes_its_own_along(accounts: AccountsStore) -> None:
    accounts.write([ANNA, BEN])
    link = OneTimeLink("a1", "linked", LinkPurpose.SET, NOON)
    accounts.write([AccountSecrets("a1", "h"), Grant("a1", "owner"), session(), token(), link])
    accounts.write([Grant("b1", "viewer")])
    accounts.write(drop=[accounts.account("a1")], noted=[line(1)])
    assert [account.name for account in accounts.accounts()] == ["Ben"]
    assert accounts.grants() == (Grant("b1", "viewer"),)
    assert accounts.session_standing("hash1") is None
    assert accounts.token_standing("t1") is None
    assert accounts.secrets("a1") == AccountSecrets("a1")
    assert accounts.link("linked") is None
    assert len(accounts.audit()) == 1


def test_who_a_session_or_token_is_of_comes_with_what_they_may(accounts: AccountsStore) -> None:
    accounts.write([ANNA, BEN])
    accounts.write([Grant("a1", "owner"), Grant("a1", "viewer", "york"), Grant("b1", "editor")])
    accounts.write([PublishedArea("hull", "Anna", NOON), session(), token()])
    found = accounts.session_standing("hash1")
    assert found is not None
    assert found == (session(), accounts.standing("a1"))
    assert found[1].account == accounts.account("a1")
    assert found[1].grants == (Grant("a1", "owner"), Grant("a1", "viewer", "york"))
    assert found[1].published == {"hull"}
    assert accounts.token_standing("t1") == (token(), accounts.standing("a1"))
    assert accounts.session_standing("other") is accounts.session_standing("") is None
    assert accounts.token_standing("other") is None


def test_being_used_is_noted_and_changes_nothing_else(accounts: AccountsStore) -> None:
    accounts.write([ANNA])
    accounts.write([session(), token()])
    before = accounts.changes()
    later = NOON + timedelta(minutes=3)
    accounts.write([token(revoked=NOON)])
    accounts.touch(token(), later)
    accounts.touch(session(), later)
    accounts.touch(session(), NOON)
    assert accounts.tokens() == (token(revoked=NOON, last_used=later),)
    assert accounts.sessions("a1") == (session(last_used=later),)
    assert accounts.changes() == before + 1
    accounts.write(drop=[session()])
    accounts.touch(session(), later)
    assert accounts.sessions("a1") == ()


def test_a_session_gets_another_hash_once(accounts: AccountsStore) -> None:
    accounts.write([ANNA])
    accounts.write([session()])
    after = session(hashed="new", earlier="hash1", renewed=NOON)
    assert accounts.renew(after, "hash1")
    assert not accounts.renew(session(hashed="newer", earlier="hash1"), "hash1")
    assert accounts.sessions("a1") == (after,)
    for hashed in ("new", "hash1"):
        found = accounts.session_standing(hashed)
        assert found is not None
        assert found[0] == after
    accounts.write(drop=[after])
    assert not accounts.renew(after, "new")
    assert accounts.sessions("a1") == ()


def test_a_link_is_taken_once_and_the_newest_of_an_account_counts(accounts: AccountsStore) -> None:
    accounts.write([ANNA])
    accounts.write([OneTimeLink("a1", "first", LinkPurpose.SET, NOON)])
    second = OneTimeLink("a1", "second", LinkPurpose.RESET, NOON)
    accounts.write([second])
    assert accounts.take_link("first") is None
    assert accounts.link("second") == second
    assert accounts.take_link("second") == second
    assert accounts.take_link("second") is None


def test_a_key_is_spent_once(accounts: AccountsStore) -> None:
    assert accounts.spend("code", NOON)
    assert not accounts.spend("code", NOON)
    assert accounts.spend("other", NOON)


def test_failures_count_only_over_what_was_seen(accounts: AccountsStore) -> None:
    assert accounts.failures("x") is None
    one = Failures("x", 1, NOON)
    assert accounts.change_failures("x", None, one)
    assert not accounts.change_failures("x", None, one)
    assert accounts.failures("x") == one
    assert accounts.change_failures("x", one, replace(one, count=2))
    assert not accounts.change_failures("x", one, None)
    assert accounts.change_failures("x", replace(one, count=2), None)
    assert accounts.failures("x") is None


def test_the_log_is_read_in_pages_the_newest_first(accounts: AccountsStore) -> None:
    for number in range(1, 6):
        accounts.write(noted=[line(number, "york" if number % 2 else "")])
    page = accounts.audit(most=2)
    assert [each.id for each in page] == ["l5", "l4"]
    assert [each.id for each in accounts.audit(before=page[-1].number)] == ["l3", "l2", "l1"]
    of_york = accounts.audit(areas=frozenset({"york", "hull"}))
    assert [each.id for each in of_york] == ["l5", "l3", "l1"]
    assert accounts.audit(areas=frozenset()) == ()
    assert replace(page[0], number=0) == line(5, "york")
    assert [each.number for each in accounts.audit()] == [5, 4, 3, 2, 1]


def test_what_is_over_is_swept(accounts: AccountsStore) -> None:
    accounts.write([ANNA, BEN])
    old = NOON - timedelta(hours=1)
    accounts.write(
        [
            *(session(), session(2, last_used=old), session(3, began=NOON - timedelta(hours=13))),
            *(OneTimeLink("a1", "old", LinkPurpose.SET, old), token(expires=old)),
            OneTimeLink("b1", "new", LinkPurpose.SET, NOON),
        ]
    )
    accounts.spend("old", old)
    accounts.spend("new", NOON)
    accounts.change_failures("x", None, Failures("x", 1, NOON - timedelta(hours=13)))
    accounts.sweep(NOON, NOON - timedelta(minutes=30), NOON - timedelta(hours=12))
    assert accounts.sessions("a1") == (session(),)
    assert accounts.link("old") is None
    assert accounts.link("new") is not None
    assert accounts.spend("old", NOON)
    assert not accounts.spend("new", NOON)
    assert accounts.failures("x") is None
    # A token that expired is listed still, so that its program can be told so.
    assert len(accounts.tokens()) == 1


def test_a_dump_has_no_secret_and_fills_what_is_empty(
    new_accounts: Callable[[], AccountsStore],
) -> None:
    accounts = new_accounts()
    accounts.write([ANNA, replace(BEN, disabled=True)], noted=[line(1), line(2, "york")])
    secrets = AccountSecrets("a1", "$argon2id$very", "sealed")
    link = OneTimeLink("a1", "a-link", LinkPurpose.SET, NOON)
    accounts.write([secrets, Grant("a1", "owner"), session(), token(), link])
    accounts.write([PublishedArea("york", "Anna", NOON), ServedAs("https://hubs.test", "mark")])
    dump = accounts.dump()
    assert dump.accounts == accounts.accounts()
    assert dump.grants == (Grant("a1", "owner"),)
    assert [each.number for each in dump.audit] == [1, 2]
    for secret in ("argon2id", "sealed", "hash1", "a-link"):
        assert secret not in repr(dump)
    with pytest.raises(Conflict):
        accounts.fill(dump)
    accounts.close()
    filled = new_accounts()
    filled.fill(dump)
    assert filled.dump() == dump
    assert filled.secrets("a1") == AccountSecrets("a1")
    assert (filled.sessions("a1"), filled.tokens()) == ((), ())
    filled.write(noted=[line(3)])
    assert filled.audit()[0].number == 3


def test_faults_are_told(accounts: AccountsStore) -> None:
    dump = AccountsDump(
        accounts=(ANNA,), grants=(Grant("a1", "king", "york"), Grant("gone", "owner"))
    )
    accounts.fill(dump)
    assert set(accounts.verify()) == {
        'A grant of "Anna Officer" has the role "king", which there is not.',
        'A grant is of an account "gone" that is not there.',
    }


@pytest.mark.parametrize("record", KEYS, ids=lambda record: str(record.__name__))
def test_each_record_survives_its_row(record: type[Any]) -> None:
    examples: dict[object, object] = {
        "str": "text",
        "int": 7,
        "bool": True,
        "datetime": NOON,
        "LinkPurpose": LinkPurpose.SET,
        "tuple[str, ...]": ("a", "b,c"),
        "datetime.datetime | None": NOON,
    }
    given = {}
    for field in fields(record):
        name = getattr(field.type, "__name__", "") if isinstance(field.type, type) else ""
        given[field.name] = examples.get(str(field.type), examples.get(name))
    made = record(**given)
    assert from_account_row(record, to_account_row(made)) == made
    assert all(isinstance(v, str | int) for v in to_account_row(made).values())


def test_accounts_are_no_part_of_the_maps_beside_them(neo4j_servers: Servers) -> None:
    from graph.stores.neo4j import Neo4jStore
    from tests.graph.stores.small import town

    server = neo4j_servers.get(0)
    with closing(on_server(neo4j_servers)) as accounts:
        accounts.write([ANNA], noted=[line(1)])
        accounts.write([AccountSecrets("a1", "h"), Grant("a1", "owner"), session(), token()])
        with closing(Neo4jStore(*server.login())) as store:
            town(store)
            contents = store.contents()
            assert store.verify() == ()
            assert "Anna" not in repr(contents)
            snapshot = store.read("coventry")
            assert "a1" not in snapshot.facts()
            assert store.find("Anna") == ()
        assert accounts.verify() == ()
