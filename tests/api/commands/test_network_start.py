"""What `serve` needs on a network: a sentence for each missing piece; then it answers, by https.

Tests: api/commands/listening.py, api/middleware.py.
"""

import http.client
import os
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.cli import run
from api.commands.listening import Listening, address_of
from api.commands.network_start import (
    NetworkOptions,
    fingerprint,
    is_network,
    network_listening,
)
from api.commands.server import server_settings
from api.errors import UsageError
from api.middleware import EncryptedOnly
from api.remote.token_file import read_token
from api.settings import StoreAddress
from graph.stores.ladybug import LadybugStore
from tests.api.commands.test_server import free_port
from tests.api.own_loop import in_own_loop
from tests.graph.stores import test_neo4j
from tests.graph.stores.small import town

PEM = Path(test_neo4j.__file__).with_name("self_signed.pem")
BOTH = {"certificate": PEM, "key": PEM}


@pytest.mark.parametrize(
    ("host", "options", "told"),
    [
        ("127.0.0.1", {"hosts": ("hubs.test",)}, "--allowed-host is for a service that people"),
        ("localhost", {"proxy": "127.0.0.1"}, "--behind-proxy is for a service .*: add --login"),
        ("127.0.0.1", {"certificate": PEM}, "--certificate is for a service"),
        ("0.0.0.0", {}, '"0.0.0.0", so the service needs https .* --behind-proxy ADDRESS'),
        ("0.0.0.0", {"login": True}, "needs https there"),
        ("::", {"proxy": "10.0.0.5"}, "add --allowed-host NAME, such as"),
        ("0.0.0.0", BOTH, "add --allowed-host NAME"),
        ("0.0.0.0", {"certificate": PEM}, "--certificate is there without --key: name both"),
        ("0.0.0.0", {"key": PEM}, "--key is there without --certificate"),
        ("0.0.0.0", {"certificate": Path("x.pem"), "key": PEM}, "--certificate is x.pem, and"),
        ("0.0.0.0", {"certificate": PEM, "key": Path("x.pem")}, "--key is x.pem, and there is no"),
        ("0.0.0.0", {"certificate": Path(__file__), "key": PEM}, "are no certificate with its key"),
        ("0.0.0.0", {"proxy": "nginx"}, '--behind-proxy is "nginx": write the address'),
        ("0.0.0.0", {"proxy": "0.0.0.0/0"}, "which is nearly everybody"),
        ("0.0.0.0", {"proxy": "::/0"}, "which is nearly everybody"),
        ("0.0.0.0", {"hosts": ("https://hubs.test",)}, "write the name alone, without https://"),
        ("0.0.0.0", {"hosts": ("hubs.test:443",)}, "write the name alone"),
        ("0.0.0.0", {"hosts": ("*",)}, "write the name alone"),
        ("0.0.0.0", {"hosts": ("",)}, "write the name alone"),
    ],
)
def test_each_missing_or_wrong_piece_is_a_sentence(
    host: str, options: dict[str, object], told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        is_network(host, NetworkOptions(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("host", "options", "network"),
    [
        ("127.0.0.1", {}, False),
        ("localhost", {"login": True}, True),
        ("127.0.0.1", {"login": True, "hosts": ("Hubs.Test",)}, True),
        ("0.0.0.0", {"proxy": "172.18.0.0/16", "hosts": ("hubs.test",)}, True),
        ("10.0.0.9", {**BOTH, "hosts": ("hubs.test", "10.0.0.9", "fd00::9")}, True),
    ],
)
def test_what_is_whole_is_taken(host: str, options: dict[str, object], network: bool) -> None:
    assert is_network(host, NetworkOptions(**options)) is network  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("GOLDENTHREAD_SECRET", raising=False)
    path = tmp_path / "store.lbug"
    opened = LadybugStore(path)
    town(opened)
    opened.close()
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{path}")
    return path


def owned(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["user", "add", "Anna"]) == run(["grant", "Anna", "owner"]) == 0
    capsys.readouterr()


def test_nobody_is_let_in_before_there_is_an_owner(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (["user", "add", "Anna"], ["grant", "Anna", "editor"]):
        assert run(["serve", "--login", "--port", str(free_port())]) == 2
        told = capsys.readouterr().err
        assert told.count("\n") == 1
        assert "goldenthread user add NAME adds one, goldenthread grant NAME owner makes" in told
        assert run(arguments) == 0
        capsys.readouterr()


def test_a_bad_secret_is_a_sentence_that_tells_nothing_of_it(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    owned(capsys)
    monkeypatch.setenv("GOLDENTHREAD_SECRET", "hunter2")
    assert run(["serve", "--login", "--port", str(free_port())]) == 2
    told = capsys.readouterr().err
    assert "GOLDENTHREAD_SECRET has a secret of 7 characters: take 32 or more" in told
    assert "hunter2" not in told


@pytest.mark.parametrize(
    ("options", "typed", "hosts", "proxy"),
    [
        ({"login": True}, "http://localhost:8000", ("127.0.0.1", "localhost"), "127.0.0.1"),
        (
            {"login": True, "hosts": ("Hubs.Test", "other.test")},
            "https://hubs.test",
            ("hubs.test", "other.test", "127.0.0.1", "localhost"),
            "127.0.0.1",
        ),
        (
            {"hosts": ("hubs.test",), "proxy": "10.0.0.5"},
            "https://hubs.test",
            ("hubs.test", "127.0.0.1", "localhost"),
            "10.0.0.5",
        ),
        (
            {"hosts": ("hubs.test",), **BOTH},
            "https://hubs.test:8000",
            ("hubs.test", "127.0.0.1", "localhost"),
            None,
        ),
    ],
)
def test_a_service_knows_its_address_its_names_and_whom_to_believe(
    store: Path,
    capsys: pytest.CaptureFixture[str],
    options: dict[str, object],
    typed: str,
    hosts: tuple[str, ...],
    proxy: str | None,
) -> None:
    owned(capsys)
    given = NetworkOptions(**options)  # type: ignore[arg-type]
    with network_listening(StoreAddress(store), "127.0.0.1", 8000, given) as where:
        assert where.network is not None
        assert where.network.address == typed
        assert where.network.hosts == hosts
        assert where.proxy == proxy
        assert where.sentence == f"Whoever has an account signs in at {typed}."
        served = where.network.store.served_as()
        assert served is not None
        assert (served.address, served.secret) == (typed, where.network.keys.mark)
        settings = server_settings(EncryptedOnly(_nothing), where.host, where.port, where)
        assert settings.proxy_headers is (proxy is not None)


async def _nothing(scope: object, receive: object, send: object) -> None:
    raise AssertionError("nobody is let in")


def test_addresses_are_for_a_browser_on_this_machine() -> None:
    assert address_of("127.0.0.1", 8000) == "http://127.0.0.1:8000/"
    assert address_of("0.0.0.0", 443, encrypted=True) == "https://127.0.0.1:443/"
    assert address_of("::", 8000) == "http://[::1]:8000/"
    assert address_of("fd00::9", 8000) == "http://[fd00::9]:8000/"
    assert "without a login" in Listening("127.0.0.1", 8000).sentence


@pytest.mark.parametrize(
    ("scheme", "client", "status"),
    [
        ("https", ("203.0.113.9", 4000), 200),
        ("http", ("203.0.113.9", 4000), 403),
        ("http", ("10.0.0.9", 4000), 403),
        ("http", ("127.0.0.1", 4000), 200),
        ("http", ("::1", 4000), 200),
        ("http", None, 403),
        ("http", ("testclient", 4000), 403),
    ],
)
def test_what_comes_past_the_proxy_is_refused(
    scheme: str, client: tuple[str, int] | None, status: int
) -> None:
    statuses: list[int] = []

    async def app(scope: object, receive: object, send: object) -> None:
        statuses.append(200)

    async def ask() -> None:
        async def receive() -> dict[str, object]:
            return {"type": "http.request"}

        async def send(message: object) -> None:
            assert isinstance(message, dict)
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        scope = {"type": "http", "scheme": scheme, "client": client, "method": "GET", "path": "/"}
        await EncryptedOnly(app)(scope, receive, send)

    in_own_loop(ask)
    assert statuses == [status]


@contextmanager
def serving(store: Path, *options: str) -> Iterator[tuple[int, list[str], subprocess.Popen[str]]]:
    port = free_port()
    command = [sys.executable, "-c", "from api.cli import main; main()", "serve"]
    with subprocess.Popen(
        [*command, "--port", str(port), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline(), process.stdout.readline()]
        try:
            yield port, lines, process
        finally:
            process.kill()


def test_with_a_certificate_it_answers_by_https_and_commands_find_it(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    owned(capsys)
    options = ("--certificate", str(PEM), "--key", str(PEM), "--allowed-host", "hubs.test")
    with serving(store, "--host", "0.0.0.0", *options) as (port, lines, process):
        assert lines[0] == f"Golden Thread is at https://127.0.0.1:{port}/ (stop it with Ctrl+C).\n"
        assert lines[1] == f"Whoever has an account signs in at https://hubs.test:{port}.\n"
        told = {}
        for host in ("hubs.test", "127.0.0.1", "elsewhere.test"):
            unseen = ssl.create_default_context()
            unseen.check_hostname, unseen.verify_mode = False, ssl.CERT_NONE
            asking = http.client.HTTPSConnection("127.0.0.1", port, timeout=20, context=unseen)
            asking.request("GET", "/health", headers={"Host": host})
            told[host] = asking.getresponse().status
            asking.close()
        assert told == {"hubs.test": 200, "127.0.0.1": 200, "elsewhere.test": 400}
        service = read_token(store)
        assert service is not None
        assert service.certificate == fingerprint(str(PEM))
        assert run(["areas"]) == 0
        assert capsys.readouterr().out.startswith("coventry ")
        assert run(["user", "link", "Anna"]) == 0
        assert capsys.readouterr().out.startswith(f"https://hubs.test:{port}/set-password/")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")
