"""Pages in a real browser: one server and one Chromium for the whole run, shared by every test.

The page fixture fails a test whose page asks another host for anything or logs an error; axe
says what a page breaks of the accessibility rules it knows.
"""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright
from starlette.applications import Starlette

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_STARTS_WITHIN = 20.0
# Every rule is asked of everything all the same; to describe what passes, which nobody reads, took
# half the time.
_ONLY_WRONG = {"resultTypes": ["violations"]}


@pytest.fixture(scope="session")
def live(app: Starlette) -> Iterator[str]:
    """Serve the app on a free port; return its address without a slash at the end."""
    with serving(app) as address:
        yield address


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    """Serve an app on a free port while the block runs; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="warning", ws="none", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    until = time.monotonic() + _STARTS_WITHIN
    while not server.started:
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listener.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once; skip where there is none, unless this is CI."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    if not os.path.exists(path):
        missing = "no chromium here: install it, or name one in CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, live: str) -> Iterator[Page]:
    """Open a page; afterwards fail on any foreign request, console error or script error."""
    context = browser.new_context(
        base_url=live, locale="en-GB", viewport={"width": 1280, "height": 900}
    )
    opened = context.new_page()
    problems: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((f"{live}/", "data:", "blob:")):
            problems.append(f"asked {request.url}")

    def said(message: ConsoleMessage) -> None:
        # An error page logs its own status; the test that opens one looks at it.
        its_own = message.location.get("url") == opened.url
        if message.type in ("error", "warning") and not its_own:
            problems.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    opened.on("request", asked)
    opened.on("console", said)
    opened.on("pageerror", lambda error: problems.append(f"script error: {error}"))
    yield opened
    context.close()
    assert problems == []


def axe_violations(opened: Page) -> list[str]:
    """Return what axe finds wrong with a page: rule, what it says, and where."""
    found = Axe().run(opened, options=_ONLY_WRONG).response["violations"]
    return [
        f"{rule['id']}: {rule['help']}: {[node['html'][:200] for node in rule['nodes']]}"
        for rule in found
    ]
