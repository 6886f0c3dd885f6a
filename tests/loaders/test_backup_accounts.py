"""Accounts in a backup: all that says who is who, nothing that lets anybody in."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.accounts.account_records import (
    NO_ACCOUNTS,
    Account,
    AccountsDump,
    AuditLine,
    Grant,
    PublishedArea,
)
from graph.stores.memory import MemoryStore
from loaders.backup import write_backup
from loaders.backup_accounts import account_lines, accounts_in
from loaders.backup_reading import ACCOUNTS, MANIFEST, read_backup
from loaders.backup_series import write_next
from loaders.problems import FileError
from tests.graph.stores.small import town

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
DUMP = AccountsDump(
    accounts=(Account("a1", "Ánna", NOON, True, True, "https://issuer.test", "7", 4),),
    grants=(Grant("a1", "owner"), Grant("a1", "viewer", "york")),
    published=(PublishedArea("york", "Carol", NOON),),
    audit=(AuditLine("l1", NOON, "Carol", "command", "area published", "york", "", 1),),
)


@pytest.fixture
def store() -> MemoryStore:
    opened = MemoryStore()
    town(opened)
    return opened


def test_they_come_back_as_they_were() -> None:
    lines = list(account_lines(DUMP))
    assert [*json.loads(lines[0])] == ["account"]
    assert len(lines) == 5
    assert accounts_in(lines) == DUMP
    assert accounts_in([]) == NO_ACCOUNTS


@pytest.mark.parametrize(
    "line",
    [
        '{"session": {}}',
        '{"account": {"id": "a"}}',
        "[]",
        "{}",
        '{"grant": 3}',
        "x",
        '{"a":1,"b":2}',
    ],
)
def test_a_line_of_something_else_is_no_backup(line: str) -> None:
    with pytest.raises((ValueError, LookupError, TypeError, AttributeError)):
        accounts_in([line])


def test_a_backup_takes_them_along(store: MemoryStore, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    args = store.contents(), store.describe(), NOON
    write_backup(folder, *args, accounts=DUMP)
    backup = read_backup(folder)
    assert backup.accounts == DUMP
    assert backup.contents == store.contents()
    assert backup.files == 4
    # An older program says that it is newer, and not that it is damaged.
    assert json.loads((folder / MANIFEST).read_text("utf-8"))["version"] == 2
    write_backup(tmp_path / "without", *args)
    assert read_backup(tmp_path / "without").accounts == NO_ACCOUNTS
    assert json.loads((tmp_path / "without" / MANIFEST).read_text("utf-8"))["version"] == 1


def test_a_file_of_accounts_that_was_changed_is_refused(store: MemoryStore, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    write_backup(folder, store.contents(), store.describe(), NOON, accounts=DUMP)
    kept = (folder / ACCOUNTS).read_text("utf-8")
    (folder / ACCOUNTS).write_text(kept.replace("viewer", "owners"), "utf-8")
    with pytest.raises(FileError, match="it was changed since the backup was made"):
        read_backup(folder)
    (folder / ACCOUNTS).unlink()
    with pytest.raises(FileError, match="it is missing"):
        read_backup(folder)


def test_one_of_a_series_is_of_its_accounts_too(store: MemoryStore, tmp_path: Path) -> None:
    kept = write_next(tmp_path, store.contents(), store.describe(), NOON, DUMP)
    assert kept.areas == 1
    assert kept.holds(store.contents(), DUMP)
    assert not kept.holds(store.contents())
    assert not kept.holds(store.contents(), AccountsDump(accounts=DUMP.accounts))
