"""Headers stand on every answer: each page, file, error and refusal of every route."""

import re

import httpx2
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.middleware import (
    KEPT_BY_BROWSER,
    KEPT_BY_NOBODY,
    MAP_MAY_LOAD,
    SECURITY_HEADERS,
    security_headers,
)
from graph.stores.memory import MemoryStore
from tests.api.pages.addresses import BUNDLED, path_of, routes
from tests.graph.stores.small import town

POLICY = "Content-Security-Policy"
GIVEN = BUNDLED | {"token": "x", "form": "csv", "node": "sehp"}
PATHS = sorted({path_of(route) for route in routes()} | {"/assets/vis-network.min.js"})
FILES = (
    "/static/app.css",
    "/static/nothing.css",
    "/nowhere",
    "/areas/nowhere",
    "/areas/coventry?asOf=x",
)
EVERY = [path.format_map(GIVEN) for path in PATHS] + list(FILES)


class Broken(MemoryStore):
    """A store with a fault in it."""

    def revision(self, slug: str) -> int:
        raise ZeroDivisionError("a secret")


@pytest.fixture(scope="module")
def here() -> TestClient:
    store = MemoryStore()
    town(store)
    return TestClient(create_app(store), base_url="http://127.0.0.1")


def problems(headers: httpx2.Headers, scheme: str = "http", is_map: bool = False) -> list[str]:
    """Return what is wrong with the headers of an answer."""
    wanted = SECURITY_HEADERS | ({POLICY: MAP_MAY_LOAD} if is_map else {})
    found = [n for n, value in wanted.items() if headers.get_list(n) != [value]]
    found += [n for n in ("server", "x-powered-by") if n in headers]
    if ("strict-transport-security" in headers) != (scheme == "https"):
        found.append("strict-transport-security")
    if not re.search(r"no-store|no-cache|max-age=3600", headers.get("cache-control", "")):
        found.append("cache-control")
    if re.match("text/(?!.*charset=utf-8)", headers.get("content-type", "")):
        found.append("charset")
    return found


@pytest.mark.parametrize(
    ("method", "address"),
    # What has no end is read in tests/api/pages/test_event_streams.py.
    [
        (method, address)
        for method in ("GET", "HEAD", "POST", "DELETE")
        for address in EVERY
        if method != "GET" or not address.endswith("/events")
    ],
)
def test_every_answer_has_them_once(here: TestClient, address: str, method: str) -> None:
    answer = here.request(method, address, follow_redirects=False)
    is_map = address.endswith("/map") and answer.status_code == 200
    assert problems(answer.headers, is_map=is_map) == []
    if method == "DELETE" or answer.status_code >= 400:
        assert answer.headers["Cache-Control"] == KEPT_BY_NOBODY
        assert answer.headers["Pragma"] == "no-cache"
    tag = answer.headers.get("ETag")
    if tag and method == "GET":
        again = here.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, problems(again.headers)) == (304, [])
        assert again.headers["Cache-Control"] == answer.headers["Cache-Control"]


def test_too_much_is_refused_with_them(here: TestClient) -> None:
    answer = here.post(
        "/graphql", content=b" " * (2**20 + 1), headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, problems(answer.headers)) == (413, [])


def test_a_foreign_host_is_refused_with_them(here: TestClient) -> None:
    answer = here.get("/", headers={"Host": "elsewhere.example"})
    assert (answer.status_code, problems(answer.headers)) == (400, [])


def test_a_fault_in_the_program_has_them_too() -> None:
    app = create_app(Broken())
    answer = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False).get(
        "/areas/coventry"
    )
    assert (answer.status_code, problems(answer.headers)) == (500, [])
    assert answer.headers["Cache-Control"] == KEPT_BY_NOBODY


@pytest.mark.parametrize(
    ("host", "only_https"),
    [("hubs.example.gov.uk", True), ("hubs.example.gov.uk:8443", True), ("localhost", False),
     ("127.0.0.1:8000", False), ("[::1]:8000", False), ("192.168.4.2", False)],
)  # fmt: skip
def test_by_https_a_browser_is_told_to_come_so_again(host: str, only_https: bool) -> None:
    said = security_headers("https", host).get("Strict-Transport-Security")
    assert said == ("max-age=31536000; includeSubDomains" if only_https else None)
    assert "Strict-Transport-Security" not in security_headers("http", host)


def test_who_keeps_what(here: TestClient) -> None:
    def kept(address: str) -> str:
        return here.get(address).headers["Cache-Control"]

    assert kept("/") == kept("/areas/coventry") == kept("/areas/coventry/map") == KEPT_BY_BROWSER
    assert (kept("/static/app.css"), kept("/assets/vis-network.min.js")) == (
        "no-cache",
        "max-age=3600",
    )
    assert kept("/account") == kept("/ready") == KEPT_BY_NOBODY


def test_no_page_has_a_script_or_a_style_inside(here: TestClient) -> None:
    """What the policy forbids would be lost without a word."""
    for address in EVERY:
        if address.endswith("/events"):
            continue
        page = here.get(address)
        # The file of a map is for taking along: it has all inside, and a policy of its own.
        is_page = page.headers.get("content-type", "").startswith("text/html")
        if not is_page or address.endswith("/map.html"):
            continue
        inside = re.findall(
            r"<script(?![^>]*(?:src=|application/json))[^>]*>|<style|\son\w+=", page.text
        )
        assert inside == [], address
        assert not re.search(r"<[^>]*\sstyle=", page.text), address


SCANNERS = {
    "script-src": ("'self'",), "style-src": ("'self'",), "object-src": ("'none'",),
    "default-src": ("'none'",), "base-uri": ("'none'",), "form-action": ("'self'",),
    "frame-ancestors": ("'none'",), "img-src": ("'self'",), "connect-src": ("'self'",),
}  # fmt: skip


def test_the_policy_is_as_strict_as_header_scanners_want() -> None:
    """By the rules of the HTTP Observatory, drHEADer and humble, as of autumn 2026."""
    parts = [part.split() for part in SECURITY_HEADERS[POLICY].split("; ")]
    policy = {name: tuple(values) for name, *values in parts}
    assert len(policy) == len(parts)
    assert {name: policy[name] for name in SCANNERS} == SCANNERS
    assert not re.search(r"unsafe|http:|\*|data:|blob:", SECURITY_HEADERS[POLICY])
    assert re.fullmatch(r"(?:[a-z-]+=\(\)(?:, )?)+", SECURITY_HEADERS["Permissions-Policy"])
    assert SECURITY_HEADERS["X-Frame-Options"] == "DENY"
    assert SECURITY_HEADERS["Cross-Origin-Embedder-Policy"] == "require-corp"
    for name in ("Opener", "Resource"):
        assert SECURITY_HEADERS[f"Cross-Origin-{name}-Policy"] == "same-origin"
