"""Accounts on the command line, as whoever looks after a service manages them.

Tests: api/commands/accounts.py, api/store_paths.py.
"""

import io
import re
from pathlib import Path

import pytest

from api.access.network import NetworkMode, network_mode
from api.access.persons import Rights, Role
from api.access.secret_keys import SecretKeys
from api.cli import run
from api.settings import StoreAddress
from api.store_paths import accounts_path
from api.wiring import accounts_dump, open_accounts, service_secrets
from graph.accounts.account_records import ServedAs
from graph.errors import StoreUnreachable
from graph.stores.accounts_sqlite import SqliteAccounts
from graph.stores.ladybug import LadybugStore
from tests.conftest import Servers
from tests.graph.stores.neo4j_server import PASSWORD as PASSWORD_OF_SERVER
from tests.graph.stores.small import town

PASSWORD = "four words in a row"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "store.lbug"
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{path}")
    monkeypatch.setenv("GOLDENTHREAD_NAME", "Carol Keeper")
    monkeypatch.delenv("GOLDENTHREAD_SECRET", raising=False)
    return path


@pytest.fixture
def filled(store: Path) -> Path:
    opened = LadybugStore(store)
    town(opened)
    opened.close()
    return store


@pytest.fixture(scope="module")
def of_ben(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one account, which nothing here changes."""
    path = tmp_path_factory.mktemp("ben") / "store.lbug"
    opened = LadybugStore(path)
    town(opened)
    opened.close()
    for arguments in (["user", "add", "Ben"], ["grant", "Ben", "viewer"]):
        assert run([*arguments, "--store", f"ladybug://{path}"]) == 0
    return path


def network_of(store: Path) -> NetworkMode:
    """Return what a service over the store would have."""
    keys = SecretKeys(service_secrets(StoreAddress(store)))
    return network_mode(SqliteAccounts(accounts_path(StoreAddress(store))), keys)


def done(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[str, str]:
    assert run(arguments) == code
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return captured.out, captured.err


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    out, errors = done(capsys, *arguments, code=2)
    assert out == ""
    assert errors.count("\n") == 1
    return errors.strip()


def type_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_from_nothing_to_somebody_who_reads_one_area(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link, told = done(capsys, "user", "add", "Anna Officer")
    assert re.fullmatch(r"/set-password/[\w.-]+\n", link)
    assert "sets a password once, within 7 days" in told
    assert "Write the address of the service in front of it" in told
    out, _ = done(capsys, "grant", "anna officer", "reviewer", "--area", "coventry")
    assert out == '"Anna Officer" is reviewer on "coventry".\n'
    token, told = done(capsys, "token", "Anna Officer", "--role", "viewer", "--days", "7")
    assert re.fullmatch(r"gt_[a-z0-9]{12}_[a-z0-9]{40}\n", token)
    assert "shown this once" in told
    network = network_of(filled)
    account = network.links.take(link.strip().removeprefix("/set-password/"))
    network.sign_in.set_password(account, PASSWORD)
    session = network.sessions.begin(network.sign_in.check("Anna Officer", PASSWORD, "192.0.2.1"))
    person = network.person_of_session(session)
    assert person is not None
    assert person.rights == Rights(by_area={"coventry": Role.REVIEWER})
    by_token = network.person_of_token(token.strip())
    assert by_token is not None
    assert by_token.rights == Rights(by_area={"coventry": Role.VIEWER})
    out, _ = done(capsys, "user", "list")
    assert out.startswith("Anna Officer: reviewer on coventry; signs in by password\n  token ")
    noted = [(each.who, each.via, each.what) for each in network.store.audit()]
    assert noted[-3:] == [
        ("Carol Keeper", "command", "role granted"),
        ("Carol Keeper", "command", "link to set a password made"),
        ("Carol Keeper", "command", "account added"),
    ]
    done(capsys, "user", "disable", "Anna Officer")
    assert network.person_of_session(session) is None
    assert network.person_of_token(token.strip()) is None
    assert "disabled; reviewer" in done(capsys, "user", "list")[0]
    assert "is closed already" in refused(capsys, "user", "disable", "Anna Officer")
    assert "open it with user enable" in refused(capsys, "user", "link", "Anna Officer")
    done(capsys, "user", "enable", "Anna Officer")
    assert network.person_of_token(token.strip())
    token_id = token.split("_")[1]
    done(capsys, "token", "Anna Officer", "--revoke", token_id)
    assert network.person_of_token(token.strip()) is None
    assert "would be gone for good: say --yes" in refused(capsys, "user", "erase", "Anna Officer")
    done(capsys, "user", "erase", "Anna Officer", "--yes")
    assert network.store.accounts() == ()


def test_a_password_is_read_from_stdin(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, f"{PASSWORD}\r\n")
    out, errors = done(capsys, "user", "add", "Ben", "--password-stdin")
    assert (out, errors) == ('The account "Ben" was added; it has no role yet.\n', "")
    assert network_of(store).sign_in.check("Ben", PASSWORD, "192.0.2.1")
    type_in(monkeypatch, "short\n")
    assert "take 12 or more" in refused(capsys, "user", "add", "Dan", "--password-stdin")
    type_in(monkeypatch, "")
    assert "has 0 characters" in refused(capsys, "user", "add", "Dan", "--password-stdin")
    assert "Dan" not in done(capsys, "user", "list")[0]


def test_a_keeper_and_an_owner_of_all_are_made_and_unmade(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done(capsys, "user", "add", "Ben")
    assert done(capsys, "grant", "Ben", "keeper")[0] == '"Ben" is keeper.\n'
    assert done(capsys, "grant", "Ben", "owner")[0] == '"Ben" is owner on every area.\n'
    listed = done(capsys, "user", "list")[0]
    assert listed == "Ben: owner on every area, keeper; signs in by nothing yet\n"
    done(capsys, "grant", "Ben", "keeper", "--revoke")
    out, _ = done(capsys, "grant", "Ben", "owner", "--revoke")
    assert out == '"Ben" is no longer owner on every area.\n'
    assert done(capsys, "user", "list")[0] == "Ben: no role; signs in by nothing yet\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["user", "add", "BEN"], 'an account "BEN" already, written "Ben"'),
        (["user", "add", " "], "The name is empty"),
        (["user", "disable", "Benn"], 'no account "Benn". Did you mean Ben?'),
        (["grant", "Nobody", "owner"], 'There is no account "Nobody".'),
        (
            ["grant", "Ben", "king"],
            'no role "king": it is viewer, reviewer, editor',
        ),
        (["grant", "Ben", "ownr"], "Did you mean owner?"),
        (["grant", "Ben", "owner", "--area", "coventri"], "Did you mean coventry?"),
        (["grant", "Ben", "keeper", "--area", "coventry"], "leave --area out"),
        (["grant", "Ben", "owner", "--revoke"], '"Ben" is viewer on every area, not owner'),
        (["token", "Ben"], "Say what the token may, with --role"),
        (["token", "Ben", "--role", "keeper"], 'no role "keeper": it is viewer'),
        (["token", "Ben", "--role", "viewer", "--days", "0"], "1 to 366 days, not for 0"),
        (["token", "Ben", "--role", "viewer", "--days", "10000"], "not for 10000"),
        (["token", "Ben", "--role", "viewer", "--area", "hull"], 'There is no area "hull".'),
        (["token", "Ben", "--role", "owner"], '"Ben" is viewer at most'),
        (["token", "Ben", "--role", "viewer", "--days", "x"], "not a valid integer"),
        (["token", "Ben", "--revoke", "x"], 'There is no token "x".'),
    ],
)
def test_bad_input_is_one_sentence(
    of_ben: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    before = accounts_dump(StoreAddress(of_ben))
    assert told in refused(capsys, *arguments, "--store", f"ladybug://{of_ben}")
    assert accounts_dump(StoreAddress(of_ben)) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["user"], "Manage accounts"), (["user", "remove", "Ben"], "No such command")],
)
def test_a_command_that_is_none_is_said(
    capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    out, errors = done(capsys, *arguments, code=2)
    assert out == ""
    assert told in errors


def test_no_area_is_named_of_a_store_that_is_not_there(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done(capsys, "user", "add", "Ben")
    assert "There is no store at" in refused(capsys, "grant", "Ben", "owner", "--area", "york")


def test_a_link_has_the_address_of_the_service_and_its_secret(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done(capsys, "user", "add", "Ben")
    network = network_of(store)
    network.store.write([ServedAs("https://hubs.test", network.keys.mark)])
    link, told = done(capsys, "user", "link", "Ben")
    assert link.startswith("https://hubs.test/set-password/")
    assert "secret" not in told
    assert network.links.take(link.strip().rpartition("/")[2]).name == "Ben"
    monkeypatch.setenv("GOLDENTHREAD_SECRET", "another secret of some".replace(" ", "-") * 2)
    link, told = done(capsys, "user", "link", "Ben")
    assert "The service was started with another secret: set GOLDENTHREAD_SECRET" in told
    monkeypatch.setenv("GOLDENTHREAD_SECRET", "short")
    assert "has a secret of 5 characters" in refused(capsys, "user", "link", "Ben")


def test_who_works_here_is_named_by_the_setting(
    filled: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Carol Keeper", ""):
        monkeypatch.setenv("GOLDENTHREAD_NAME", name)
        arguments = ("what-if", "coventry", "--new", "Other Board", "body", "--keep", f"of {name}")
        done(capsys, *arguments)
    out, _ = done(capsys, "scenarios", "coventry")
    assert "Carol Keeper" in out
    assert "somebody on this machine" in out
    monkeypatch.setenv("GOLDENTHREAD_NAME", "x" * 81)
    assert "GOLDENTHREAD_NAME has 81 characters" in refused(capsys, "areas")


def test_accounts_go_into_a_backup_and_come_back_without_passwords(
    filled: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    type_in(monkeypatch, f"{PASSWORD}\n")
    done(capsys, "user", "add", "Ben", "--password-stdin")
    done(capsys, "grant", "Ben", "owner", "--area", "coventry")
    token, _ = done(capsys, "token", "Ben", "--role", "viewer")
    folder = tmp_path / "backup"
    assert ", 1 accounts, in 4 files" in done(capsys, "backup", str(folder))[0]
    everything = "".join(path.read_text("utf-8") for path in folder.rglob("*.json*"))
    assert "Ben" in everything
    assert "argon2" not in everything
    assert token.strip().split("_")[2] not in everything
    assert done(capsys, "verify")[0].endswith("No fault was found.\n")
    assert ", 1 accounts." in done(capsys, "verify", "--backup", str(folder))[0]
    other = tmp_path / "other.lbug"
    out, _ = done(capsys, "restore", str(folder), "--store", f"ladybug://{other}")
    assert "accounts came without passwords" in out
    out, _ = done(capsys, "user", "list", "--store", f"ladybug://{other}")
    assert out == "Ben: owner on coventry; signs in by nothing yet\n"
    network = network_of(other)
    assert [each.what for each in network.store.audit()][-1] == "account added"
    assert network.person_of_token(token.strip()) is None
    full = tmp_path / "full.lbug"
    done(capsys, "user", "add", "Dan", "--store", f"ladybug://{full}")
    told = refused(capsys, "restore", str(folder), "--store", f"ladybug://{full}")
    assert "There are accounts beside that store already" in told
    opened = LadybugStore(full)
    assert opened.areas() == ()
    opened.close()


def test_verify_says_that_the_accounts_are_damaged(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done(capsys, "user", "add", "Ben")
    path = accounts_path(StoreAddress(filled))
    for beside in path.parent.glob(f"{path.name}-*"):
        beside.unlink()
    path.write_bytes(b"nothing of the sort" * 400)
    _, errors = done(capsys, "verify", code=3)
    assert "are damaged, or are no accounts" in errors
    with pytest.raises(StoreUnreachable), open_accounts(StoreAddress(filled)):
        pass


def test_accounts_are_managed_on_a_server_too(
    neo4j_servers: Servers, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = neo4j_servers.get(0)
    server.wipe()
    monkeypatch.setenv("GOLDENTHREAD_STORE", server.url)
    monkeypatch.setenv("GOLDENTHREAD_STORE_PASSWORD", PASSWORD_OF_SERVER)
    monkeypatch.setenv("GOLDENTHREAD_SECRET", "a secret of the tests".replace(" ", "-") * 2)
    assert done(capsys, "user", "add", "Ben")[0].startswith("/set-password/")
    done(capsys, "grant", "Ben", "owner")
    assert done(capsys, "token", "Ben", "--role", "viewer")[0].startswith("gt_")
    assert done(capsys, "user", "list")[0].startswith("Ben: owner on every area; signs in by")
    assert "already" in refused(capsys, "user", "add", "BEN")
    assert "No fault was found" in done(capsys, "verify")[0]
