"""The SQLite file of accounts: private, shared by processes, whole after a kill, said when not.

Tests: graph/stores/accounts_file.py, graph/stores/accounts_sqlite.py.
"""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.accounts.account_records import Account, AuditLine, Failures, Grant
from graph.accounts.account_rows import KEYS
from graph.errors import AccountTaken, NewerStore, StoreUnreachable
from graph.stores.accounts_file import STEPS
from graph.stores.accounts_sqlite import SqliteAccounts

ROOT = Path(__file__).parents[3]
NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
ANNA = Account("a1", "Anna", NOON)


def line(name: str) -> AuditLine:
    return AuditLine(name, NOON, "Carol", "command", "role granted")


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
def test_only_its_user_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "accounts.sqlite"
    with closing(SqliteAccounts(path)) as accounts:
        accounts.write([ANNA])
        for file in path.parent.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    path.chmod(0o644)
    SqliteAccounts(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_its_tables_have_the_fields_of_the_records(tmp_path: Path) -> None:
    path = tmp_path / "accounts.sqlite"
    SqliteAccounts(path).close()
    with closing(sqlite3.connect(path)) as held:
        for record in KEYS:
            rows = held.execute(f'PRAGMA table_info("{record.__name__}")').fetchall()
            beside = {"key"} if record is Account else set()
            assert {row[1] for row in rows} == {f.name for f in fields(record)} | beside


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "accounts.sqlite"
    SqliteAccounts(path).close()
    with closing(sqlite3.connect(path)) as held:
        held.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    with pytest.raises(NewerStore, match="newer version of Golden Thread"):
        SqliteAccounts(path)


@pytest.mark.parametrize("content", [b"no accounts at all" * 300, b"\x00" * 5000])
def test_what_is_no_such_file_is_said_to_be_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "accounts.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreUnreachable, match="are damaged, or are no accounts"):
        SqliteAccounts(path)


def test_a_page_that_was_overwritten_is_found(tmp_path: Path) -> None:
    path = tmp_path / "accounts.sqlite"
    with closing(SqliteAccounts(path)) as accounts:
        accounts.write([ANNA], noted=[line(str(number)) for number in range(300)])
    content = bytearray(path.read_bytes())
    middle = len(content) * 3 // 4 // 4096 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    with closing(SqliteAccounts(path)) as accounts:
        try:
            faults = accounts.verify()
        except StoreUnreachable as error:
            faults = (str(error),)
    assert faults
    assert str(path) in faults[0]


def test_a_folder_in_its_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "accounts.sqlite").mkdir()
    with pytest.raises(StoreUnreachable, match="cannot be read or written"):
        SqliteAccounts(tmp_path / "accounts.sqlite")


def test_what_is_closed_says_so(tmp_path: Path) -> None:
    accounts = SqliteAccounts(tmp_path / "accounts.sqlite")
    accounts.close()
    accounts.close()
    with pytest.raises(StoreUnreachable, match="are closed"):
        accounts.accounts()


def test_nobody_edits_the_log(tmp_path: Path) -> None:
    path = tmp_path / "accounts.sqlite"
    with closing(SqliteAccounts(path)) as accounts:
        accounts.write(noted=[line("l1")])
    with closing(sqlite3.connect(path)) as held:
        for statement in ("UPDATE AuditLine SET who = 'x'", "DELETE FROM AuditLine"):
            with pytest.raises(sqlite3.IntegrityError, match="never changed"):
                held.execute(statement)


def test_threads_count_what_went_wrong_each_once() -> None:
    accounts = SqliteAccounts()
    counted: list[int] = []

    def count() -> None:
        for _ in range(20):
            while True:
                seen = accounts.failures("x")
                number = (seen.count if seen else 0) + 1
                if accounts.change_failures("x", seen, Failures("x", number, NOON)):
                    counted.append(number)
                    break

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counted) == list(range(1, 81))


# Adds accounts until it is stopped, and says each that was acknowledged.
_ADDS = """
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from graph.accounts.account_records import Account, AuditLine, Grant
from graph.errors import AccountTaken
from graph.stores.accounts_sqlite import SqliteAccounts

accounts, name = SqliteAccounts(Path(sys.argv[1])), sys.argv[2]
for number in count():
    now = datetime.now(UTC)
    account = Account(f"{name}{number}", f"{name} {number}", now)
    noted = AuditLine(account.id, now, name, "command", "account added")
    accounts.write([account, Grant(account.id, "owner")], noted=[noted])
    try:
        accounts.write([Account(f"{name} too {number}", "the same for both", now)])
    except AccountTaken:
        pass
    print(account.id, flush=True)
"""


def test_two_processes_write_at_once_and_a_kill_loses_nothing_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "accounts.sqlite"
    SqliteAccounts(path).close()
    command = [sys.executable, "-c", _ADDS, str(path)]
    processes = [
        subprocess.Popen([*command, name], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for name in ("p", "q")
    ]
    acknowledged: set[str] = set()
    for process in processes:
        assert process.stdout is not None
        acknowledged |= {process.stdout.readline().strip() for _ in range(20)}
    for process in processes:
        process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        # A line that was cut off says nothing.
        lines = process.communicate()[0].splitlines(keepends=True)
        acknowledged |= {each.strip() for each in lines if each.endswith("\n")}
    with closing(SqliteAccounts(path)) as accounts:
        assert accounts.verify() == ()
        kept = {account.id for account in accounts.accounts()}
        assert acknowledged <= kept
        assert len(acknowledged) >= 40
        # An account without its role or its line of the log was never written.
        both = {each for each in kept if "too" not in each}
        assert len(kept - both) == 1
        assert {grant.account for grant in accounts.grants()} == both
        assert {each.id for each in accounts.audit(most=10**6)} == both


def test_a_writing_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with closing(SqliteAccounts(tmp_path / "accounts.sqlite")) as accounts:
        accounts.write([ANNA])
        with pytest.raises(AccountTaken):
            accounts.write([Grant("a1", "owner"), Account("b1", "ANNA", NOON)], noted=[line("l")])
        assert accounts.grants() == ()
        assert accounts.audit() == ()
        assert accounts.account("a1").version == 1
