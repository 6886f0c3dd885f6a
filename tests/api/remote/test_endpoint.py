"""The way in for commands: with the token, from this machine, and for nobody else there is none."""

import http.client
import json
import logging
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from api.app import create_app
from api.remote import endpoint
from api.remote.client import RemoteStore
from api.remote.token_file import RunningService, new_service
from graph.errors import StoreError, StoreUnreachable
from graph.stores.memory import MemoryStore
from tests.api.browser import serving
from tests.graph.stores.small import town


class SlowStore(MemoryStore):
    """Takes its time to find, and has a fault in its check."""

    def find(self, text: str, slug: str | None = None) -> tuple[()]:
        time.sleep(0.3)
        return ()

    def verify(self) -> tuple[str, ...]:
        raise RuntimeError("secrets of the program")


@pytest.fixture(scope="module")
def service() -> Iterator[RunningService]:
    store = SlowStore()
    town(store)
    token = new_service("").token
    with serving(create_app(store, token=token)) as address:
        yield replace(new_service(address), token=token)


def answer(
    service: RunningService, verb: str = "areas", method: str = "POST", **headers: str
) -> tuple[int, bytes]:
    """Ask as a program would that knows the way; return the status and the answer."""
    connection = http.client.HTTPConnection(service.host, service.port, timeout=20)
    whole = {"Authorization": f"Bearer {service.token}"}
    whole |= {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, f"/remote/{verb}", b"[]\n", whole)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_with_the_token_a_command_is_answered(service: RunningService) -> None:
    status, said = answer(service)
    assert status == 200
    assert json.loads(said.splitlines()[0]) == "value"


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": ""},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer né"},
        {"Origin": "http://127.0.0.1:8000"},
        {"Sec_Fetch_Site": "same-origin"},
    ],
    ids=str,
)
def test_without_it_or_from_a_browser_nobody_finds_the_way(
    service: RunningService, headers: dict[str, str]
) -> None:
    status, page = answer(service, **headers)
    assert status == 404
    # The same page as for any address that is not there.
    assert page == answer(service, "nothing", **headers)[1]


def test_an_address_of_another_host_is_refused(service: RunningService) -> None:
    assert answer(service, Host="golden.example")[0] == 400


@pytest.mark.parametrize("verb", ["close", "_ask", "__class__", "nothing"])
def test_only_verbs_of_the_port_are_there(service: RunningService, verb: str) -> None:
    assert answer(service, verb)[0] == 404


def test_a_service_without_a_token_has_no_such_way() -> None:
    with serving(create_app(MemoryStore())) as address:
        for token in ("", new_service("").token):
            assert answer(replace(new_service(address), token=token))[0] == 404


def test_what_is_sent_is_bounded(service: RunningService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_MOST_BYTES", 1000)
    store = RemoteStore(service)
    with pytest.raises(StoreUnreachable, match=r"HTTP 413|did not answer"):
        store.find("x" * 1001)
    assert len(store.areas()) == 1


def test_who_waits_is_told_that_the_work_goes_on(
    service: RunningService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "BEAT", 0.05)
    connection = http.client.HTTPConnection(service.host, service.port, timeout=20)
    headers = {"Authorization": f"Bearer {service.token}"}
    connection.request("POST", "/remote/find", b'["board"]\n', headers)
    said = connection.getresponse().read()
    connection.close()
    assert said.startswith(b"\n\n")
    assert said.lstrip() == b'"value"\n[]\n'
    assert RemoteStore(service).find("board") == ()


def test_a_fault_of_the_program_is_told_without_its_words(
    service: RunningService, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(StoreError) as told:
        RemoteStore(service).verify()
    assert "A fault of the program ended this in the service" in str(told.value)
    assert "secrets" not in str(told.value)
    assert "secrets of the program" in caplog.text


def test_arguments_that_are_none_are_refused_in_a_sentence(service: RunningService) -> None:
    connection = http.client.HTTPConnection(service.host, service.port, timeout=20)
    headers = {"Authorization": f"Bearer {service.token}"}
    connection.request("POST", "/remote/read", b"{\n", headers)
    said = connection.getresponse().read()
    connection.close()
    assert json.loads(said.splitlines()[0]) == "error"
    assert "could not read what it was sent" in said.decode()
