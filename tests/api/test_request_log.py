"""A line for each request, for people or programs, with no secret in it.

Tests: api/request_log.py, api/commands/logs.py.
"""

import json
import logging
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.commands import logs
from api.request_log import log, path_told
from graph.stores.memory import MemoryStore


class Broken(MemoryStore):
    def areas(self) -> tuple[()]:
        raise ZeroDivisionError("nothing of it")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Put the loggers back as they were."""
    loggers = [logging.getLogger(name) for name in (*logs._TOLD, log.name)]
    before = [(one, one.handlers[:], one.level, one.propagate) for one in loggers]
    yield
    for one, handlers, level, propagates in before:
        one.handlers[:], one.propagate = handlers, propagates
        one.setLevel(level)


def ask(store: MemoryStore, *addresses: str) -> list[str]:
    app = create_app(store, logs_requests=True)
    client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    answers = [client.get(address) for address in addresses]
    assert all(len(answer.headers.get_list("X-Request-ID")) == 1 for answer in answers)
    return [answer.headers["X-Request-ID"] for answer in answers]


def test_each_request_is_a_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    logs.write_logs("json")
    ids = ask(MemoryStore(), "/rules?asOf=2026-01-01&token=hidden", "/nowhere", "/static/app.css")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["id"] for line in lines] == ids
    assert len(set(ids)) == 3
    assert [(line["path"], line["status"]) for line in lines] == [
        ("/rules", 200), ("/nowhere", 404), ("/static/app.css", 200),
    ]  # fmt: skip
    for line in lines:
        assert {"time", "level", "event", "who", "method", "ms", "bytes"} <= set(line)
        assert line["bytes"] > 0
    assert "hidden" not in json.dumps(lines)


def test_a_line_for_people_has_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    logs.write_logs("text")
    [request_id] = ask(MemoryStore(), "/rules")
    [line] = capsys.readouterr().err.splitlines()
    assert f' info request id={request_id} who="" method=GET path=/rules status=200 ms=' in line


def test_a_fault_is_written_with_its_place_and_told_by_its_id(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.write_logs("json")
    app = create_app(Broken(), logs_requests=True)
    client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    answer = client.get("/")
    [line] = [json.loads(each) for each in capsys.readouterr().err.splitlines()]
    assert (answer.status_code, line["status"]) == (500, 500)
    assert answer.headers["X-Request-ID"] == line["id"]
    assert f"its log has the request as\n  {line['id']}" in answer.text


def test_what_a_room_logs_is_one_line_and_what_libraries_tell_is_left_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.write_logs("text")
    logging.getLogger("api.wiring").warning("two\nlines \x1b[2J")
    logging.getLogger("neo4j.notifications").warning("of no use")
    try:
        raise ValueError("here")
    except ValueError:
        logging.getLogger("graph.store").exception("a fault")
    first, second = capsys.readouterr().err.splitlines()
    assert first.endswith(' warning api.wiring message="two\\nlines \\u001b[2J"')
    assert "ValueError: here" in second


@pytest.mark.parametrize(
    ("path", "parts", "told"),
    [
        ("/areas/york/nodes/board", {"slug": "york"}, "/areas/york/nodes/board"),
        ("/areas/york/import/abc", {"token": "abc"}, "/areas/york/import/..."),
        ("/room/K7P", {"code": "K7P"}, "/room/..."),
        ("/nowhere/gt_12_secret", {}, "/nowhere/..."),
        ("/set-password/eyJh.bGciOiJIUzI1NiJ9x", {}, "/set-password/..."),
        ("/rules/link-health-wellbeing-board", {}, "/rules/link-health-wellbeing-board"),
        ("/a b\n\x1b", {}, "/a%20b%0A%1B"),
    ],
)
def test_a_path_is_told_without_what_lets_somebody_in(
    path: str, parts: dict[str, str], told: str
) -> None:
    assert path_told(path, parts) == told
