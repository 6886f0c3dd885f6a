"""Where the store is, as a user writes it; a password is never shown."""

import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from api.errors import UsageError
from api.settings import (
    ServerAddress,
    StoreAddress,
    kept_bytes,
    log_kind,
    path_text,
    path_url,
    security_contact,
    stop_seconds,
    store_address,
)

PASSWORD = {"GOLDENTHREAD_STORE_PASSWORD": "secret"}


def test_the_option_counts_before_the_setting_and_that_before_the_users_own() -> None:
    setting = {"GOLDENTHREAD_STORE": "ladybug:///a%20b"}
    assert store_address("ladybug:///c", setting) == StoreAddress(Path("/c"))
    assert store_address(None, setting) == StoreAddress(Path("/a b"))
    own = store_address(None, {})
    assert isinstance(own, StoreAddress)
    assert own.path.name == "store.lbug"


def test_a_path_with_a_drive_comes_back_on_windows() -> None:
    path = PureWindowsPath("C:\\maps\\store.lbug")
    assert path_url(path) == "ladybug:///C:/maps/store.lbug"
    assert PureWindowsPath(path_text("/C:/maps/store.lbug", on_windows=True)) == path
    assert path_url(PurePosixPath("/C:/maps")) == "ladybug:///C:/maps"
    assert path_text("/C:/maps", on_windows=False) == "/C:/maps"


@pytest.mark.parametrize(
    ("given", "address", "user", "database"),
    [
        ("neo4j://ada@host:7688/maps", "neo4j://host:7688", "ada", "maps"),
        ("neo4j+s://ada@host/maps", "neo4j+s://host:7687", "ada", "maps"),
        ("neo4j+ssc://ada@host/", "neo4j+ssc://host:7687", "ada", ""),
        ("bolt://a%40b@host", "bolt://host:7687", "a@b", ""),
        ("bolt+s://ada@[::1]:1/maps", "bolt+s://[::1]:1", "ada", "maps"),
        ("bolt+ssc://ada@10.0.0.1", "bolt+ssc://10.0.0.1:7687", "ada", ""),
    ],
)
def test_addresses_of_servers(given: str, address: str, user: str, database: str) -> None:
    found = store_address(given, PASSWORD)
    assert found == ServerAddress(address, user, "secret", database)
    assert "secret" not in repr(found)


def test_without_a_user_nobody_logs_in() -> None:
    assert store_address("bolt://host", {}) == ServerAddress("bolt://host:7687", "", "", "")


@pytest.mark.parametrize(
    ("given", "environ", "said"),
    [
        ("neo4j://ada:hush@host/maps", PASSWORD, "has a password in it"),
        ("neo4j://ada:hush@ho[st/maps", PASSWORD, "is no store address"),
        ("http://ada:hush@host/maps", PASSWORD, 'is "http://host/maps", which is no store'),
        ("neo4j://ada@host/maps", {}, 'names the user "ada": put the password into'),
        ("neo4j://host/maps", PASSWORD, "names no user"),
        ("neo4j:///maps", PASSWORD, "which is no store address"),
        ("neo4j://ada@host/maps/more", PASSWORD, "which is no store address"),
        ("neo4j://ada@host/maps?policy=eu", PASSWORD, "which is no store address"),
        ("neo4j://ada@host:many/maps", PASSWORD, "is no store address"),
        ("ladybug://host/maps", PASSWORD, "which is no store address"),
    ],
)
def test_what_is_no_address(given: str, environ: dict[str, str], said: str) -> None:
    for option, setting in ((given, {}), (None, {"GOLDENTHREAD_STORE": given})):
        with pytest.raises(UsageError) as caught:
            store_address(option, environ | setting)
        where = "--store" if option else "GOLDENTHREAD_STORE"
        assert said in str(caught.value)
        assert where in str(caught.value)
        assert "secret" not in str(caught.value)
        assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "megabytes"), [("", 64), (" 256 ", 256), ("0", 0), ("4096", 4096)]
)
def test_how_much_memory_answers_may_take(text: str, megabytes: int) -> None:
    assert kept_bytes({"GOLDENTHREAD_CACHE_MB": text}) == megabytes * 2**20
    assert kept_bytes({}) == 64 * 2**20


@pytest.mark.parametrize("text", ["much", "-1", "1.5", "256 MB", "9999999", "²"])
def test_what_is_no_amount_of_memory(text: str) -> None:
    with pytest.raises(
        UsageError, match=r"GOLDENTHREAD_CACHE_MB is .*: write a number of megabytes"
    ):
        kept_bytes({"GOLDENTHREAD_CACHE_MB": text})


def test_the_driver_is_loaded_only_by_those_who_use_it() -> None:
    script = "import api.cli, api.app, sys; sys.exit('neo4j' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_how_the_service_runs_is_as_its_settings_say() -> None:
    assert (log_kind({}), stop_seconds({}), security_contact({})) == ("", 15, "")
    given = {"GOLDENTHREAD_LOG": "json", "GOLDENTHREAD_STOP_SECONDS": "0"}
    assert (log_kind(given), stop_seconds(given)) == ("json", 0)


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("security@example.gov.uk", "mailto:security@example.gov.uk"),
        ("mailto:a.b+c@example.org", "mailto:a.b+c@example.org"),
        ("https://example.gov.uk/security?a=b", "https://example.gov.uk/security?a=b"),
    ],
)
def test_where_faults_are_told_is_an_address(given: str, address: str) -> None:
    assert security_contact({"GOLDENTHREAD_SECURITY_CONTACT": given}) == address


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("GOLDENTHREAD_LOG", "xml", "write text or json"),
        ("GOLDENTHREAD_STOP_SECONDS", "soon", "write a number of seconds up to 3600"),
        ("GOLDENTHREAD_STOP_SECONDS", "3601", "write a number of seconds up to 3600"),
        ("GOLDENTHREAD_STOP_SECONDS", "-1", "write a number of seconds up to 3600"),
        ("GOLDENTHREAD_SECURITY_CONTACT", "the desk", "such as security@example.gov.uk"),
        ("GOLDENTHREAD_SECURITY_CONTACT", "http://a.b", "a page as https://"),
        ("GOLDENTHREAD_SECURITY_CONTACT", "a@b.c\nExpires: never", "such as security@"),
    ],
)
def test_what_a_setting_cannot_be_is_said_with_what_would_be_right(
    name: str, value: str, right: str
) -> None:
    read = {
        "GOLDENTHREAD_LOG": log_kind,
        "GOLDENTHREAD_STOP_SECONDS": stop_seconds,
        "GOLDENTHREAD_SECURITY_CONTACT": security_contact,
    }[name]
    with pytest.raises(UsageError, match=name) as refused:
        read({name: value})
    assert value in str(refused.value)
    assert right in str(refused.value)
