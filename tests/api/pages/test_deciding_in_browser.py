"""Who decides and how a body works, in Chromium: pages that a bundled area has nothing to fill."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from api.app import create_app
from graph.stores.memory import MemoryStore
from tests.api.browser import axe_violations, serving
from tests.towns import Town


def town() -> Town:
    made = Town().body("scp", "safeguarding_partnership", name="Partnership")
    made.body("exec", "executive_group", name="Executive", quorum=2, quorum_classes=["council: 1"])
    made.organisation("council", "la_corporate", name="Council").node("unit", "team", name="Unit")
    for local in ("dcs", "head", "clerk"):
        made.post(local, name=local.title()).link(local, "employed_by", "council")
    made.link("dcs", "member_of", "exec").link("head", "member_of", "exec", seat_kind="co_opted")
    made.link("clerk", "member_of", "exec", seat_kind="in_attendance")
    made.link("exec", "acts_for", "scp").link("unit", "serves", "exec", work="secretariat")
    made.link("exec", "escalates_to", "council", order=1).link("scp", "accountable_to", "council")
    made.node("budget", "matter", name="Pooled budget", matter_kind="budget")
    made.link("exec", "has_right_over", "budget", right="decides", limit=5000)
    made.link("council", "delegates_to", "exec", matter="budget").link(
        "exec", "delegates_to", "dcs"
    )
    register = {"dcs": "present", "head": "deputy"}
    return made.meet("m", "exec", "2024-02-01", register=register)


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[Page]:
    store = MemoryStore()
    store.put(town().snapshot(), ())
    with serving(create_app(store)) as address:
        context = browser.new_context(base_url=address, locale="en-GB")
        yield context.new_page()
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("page", ["decisions", "nodes/exec", "nodes/budget", "seats", "map"])
def test_axe_finds_nothing_and_a_small_screen_does_not_scroll(opened: Page, page: str) -> None:
    opened.set_viewport_size({"width": 1280, "height": 900})
    answer = opened.goto(f"/areas/testham/{page}")
    assert answer is not None
    assert answer.status == 200
    opened.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert axe_violations(opened) == []
    opened.set_viewport_size({"width": 320, "height": 640})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.browser
def test_escalation_and_who_serves_have_switches_that_are_off(opened: Page) -> None:
    opened.set_viewport_size({"width": 1280, "height": 900})
    opened.goto("/areas/testham/map")
    opened.get_by_text("What the shapes and lines mean").first.wait_for()
    for words in ("Escalation: where questions go on", "Serves: secretariat and support"):
        box = opened.get_by_role("checkbox", name=words)
        assert not box.is_checked()
        box.check()
        assert box.is_checked()
    assert opened.get_by_role("checkbox", name="Acts for: decides in its place").is_checked()
