"""Headers stand on every answer: each page, file, error and refusal of every route."""

import re

import httpx2
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.middleware import KEPT_BY_BROWSER, KEPT_BY_NOBODY, SECURITY_HEADERS, security_headers
from graph.stores.memory import MemoryStore
from tests.api.pages.addresses import BUNDLED, path_of, routes
from tests.graph.stores.small import town

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


def problems(headers: httpx2.Headers, scheme: str = "http") -> list[str]:
    """Return what is wrong with the headers of an answer."""
    found = [n for n, value in SECURITY_HEADERS.items() if headers.get_list(n) != [value]]
    found += [n for n in ("server", "x-powered-by") if n in headers]
    if ("strict-transport-security" in headers) != (scheme == "https"):
        found.append("strict-transport-security")
    if not re.search(r"no-store|no-cache|max-age=3600", headers.get("cache-control", "")):
        found.append("cache-control")
    if re.match("text/(?!.*charset=utf-8)", headers.get("content-type", "")):
        found.append("charset")
    return found


@pytest.mark.parametrize("address", EVERY)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE"])
def test_every_answer_has_them_once(here: TestClient, address: str, method: str) -> None:
    answer = here.request(method, address, follow_redirects=False)
    assert problems(answer.headers) == []
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
