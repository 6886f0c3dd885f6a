"""A small service on a network for tests, and browsers that visit it."""

import re
from html import unescape

from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from api.access.network import NetworkMode
from api.app import create_app
from graph.stores.memory import MemoryStore
from tests.api.access.quick import PASSWORD
from tests.towns import Town

ADDRESS = "https://localhost"


def small_service(network: NetworkMode, *slugs: str) -> Starlette:
    """Return a service over a few small areas."""
    store = MemoryStore()
    for slug in slugs or ("easton", "weston"):
        store.put(Town(slug).body("board", "partnership_board").snapshot(), ())
    return create_app(store, network=network)


class Visitor(TestClient):
    """A browser with a jar of cookies of its own, which sends forms as a browser does."""

    def __init__(self, app: Starlette, address: str = ADDRESS) -> None:
        super().__init__(app, base_url=address, follow_redirects=False)
        self.address = address

    def submit(self, path: str, **fields: str) -> "Answer":
        """Send a form of a page of the service."""
        return Answer(self.post(path, data=fields, headers={"origin": self.address}))

    def sign_in(self, name: str, password: str = PASSWORD, **fields: str) -> "Answer":
        """Sign in by name and password."""
        return self.submit("/sign-in", name=name, password=password, **fields)

    def visit(self, path: str) -> "Answer":
        """Open a page."""
        return Answer(self.get(path))


class Answer:
    """What a service has answered."""

    def __init__(self, response: Response) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self.text = response.text
        self.leads_to = response.headers.get("location", "")

    @property
    def problem(self) -> str:
        """The sentence of a problem that the page shows."""
        found = re.search(r'class="problem"[^>]*><strong>(.*?)</strong>', self.text, re.DOTALL)
        return unescape(found[1]) if found else ""

    @property
    def words(self) -> str:
        """What stands on the page, without marks and with single spaces."""
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", self.text)))
