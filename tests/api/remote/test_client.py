"""A store through a service: what comes between the two is one sentence each.

That it is a store like any other, the contract suite says (tests/graph/stores).
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from api.app import create_app
from api.remote.client import NoSuchService, OtherVersion, RemoteStore
from api.remote.token_file import RunningService, new_service
from graph.errors import StoreUnreachable
from graph.facts.changes import Added
from graph.stores.memory import MemoryStore
from tests.api.browser import serving
from tests.graph.stores.small import batch, post, town


@contextmanager
def listening(answer: bytes, times: int = 1) -> Iterator[RunningService]:
    """Listen as some other program would, which says the same to everybody and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def say() -> None:
            for _ in range(times):
                connection, _ = listener.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(answer)

        saying = threading.Thread(target=say, daemon=True)
        saying.start()
        yield new_service(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        saying.join(10)


def test_a_service_that_has_ended_is_none() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(NoSuchService, match="is gone: run this again"):
        RemoteStore(new_service(f"http://127.0.0.1:{port}/"))


def test_a_service_of_another_start_does_not_know_the_token() -> None:
    with (
        serving(create_app(MemoryStore(), token=new_service("").token)) as address,
        pytest.raises(NoSuchService),
    ):
        RemoteStore(new_service(address))


def test_a_service_of_another_version_says_what_to_do() -> None:
    service = replace(new_service("http://127.0.0.1:8000/"), shape="older")
    with pytest.raises(OtherVersion, match="stop it and start it again"):
        RemoteStore(service)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>",
        b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n",
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n"value"\n\r\n',
    ],
)
def test_another_program_at_its_address_is_a_sentence(answer: bytes) -> None:
    with listening(answer) as service, pytest.raises(StoreUnreachable, match="in a moment"):
        RemoteStore(service)


def test_where_an_answer_is_lost_nobody_is_told_that_all_is_well() -> None:
    store = MemoryStore()
    town(store)
    token = new_service("").token
    with serving(create_app(store, token=token)) as address:
        remote = RemoteStore(replace(new_service(address), token=token))
    with pytest.raises(NoSuchService):
        remote.apply(batch("b", Added(post("coventry/p"))))
    with listening(b"") as service:
        remote._service = service
        with pytest.raises(StoreUnreachable, match="whether anything was written is not known"):
            remote.apply(batch("b", Added(post("coventry/p"))))


def test_a_store_that_was_closed_is_asked_nothing_more() -> None:
    token = new_service("").token
    with serving(create_app(MemoryStore(), token=token)) as address:
        remote = RemoteStore(replace(new_service(address), token=token))
        remote.close()
        remote.close()
        with pytest.raises(StoreUnreachable, match="open it again"):
            remote.areas()
