"""What a viewer and an editor see of a map in a real browser, on a network.

A token stands for the session, as a cookie is kept over https alone.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from api.access.persons import Role
from tests.api.access.quick import quick_network
from tests.api.browser import axe_violations
from tests.api.browser import serving as on_a_port
from tests.api.two_towns import BY_TOKEN, SEEN, ServedTowns, network_app, two_towns


@pytest.fixture(scope="module")
def towns() -> Iterator[tuple[str, ServedTowns]]:
    network = quick_network()
    with on_a_port(network_app(two_towns(), network)) as address:
        yield address, ServedTowns(None, network)


def opened(browser: Browser, address: str, headers: dict[str, str]) -> tuple[Page, list[str]]:
    page = browser.new_context(base_url=address, extra_http_headers=headers).new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("response", lambda r: problems.append(r.url) if r.status >= 400 else None)
    return page, problems


def test_a_viewer_looks_at_the_map_and_an_editor_tries_what_if(
    browser: Browser, towns: tuple[str, ServedTowns]
) -> None:
    address, people = towns
    for role in (Role.VIEWER, Role.EDITOR):
        page, problems = opened(browser, address, people.shown(BY_TOKEN[role]))
        page.goto(f"/areas/{SEEN}/map")
        expect(page.locator(".map-canvas")).to_be_visible()
        panel = page.get_by_role("heading", name="What if")
        expect(panel).to_have_count(1 if role is Role.EDITOR else 0)
        expect(page.get_by_text(f"Signed in as {role.value} by token")).to_be_visible()
        slider = page.get_by_label("Day shown, along a timeline")
        slider.focus()
        page.keyboard.press("ArrowLeft")
        expect(page.locator(".map-canvas")).to_be_visible()
        assert axe_violations(page) == []
        assert problems == []
        page.context.close()
