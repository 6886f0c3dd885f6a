"""Signing in and the pages of accounts in a real browser, at the address it is served on here."""

import re
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from api.access.account_book import now
from api.access.network import NetworkMode
from api.access.openid_settings import OpenIdSettings
from api.access.persons import Role
from graph.accounts.account_records import LinkPurpose
from tests.api.access.provider_process import ProviderProcess
from tests.api.access.quick import PASSWORD, quick_network, somebody
from tests.api.browser import axe_violations, serving
from tests.api.pages.accounts.visitors import small_service

pytestmark = pytest.mark.browser
NEW = "another four words here"


@pytest.fixture(scope="module")
def network(openid_provider: ProviderProcess) -> NetworkMode:
    issuer = openid_provider.issuer
    openid = OpenIdSettings(issuer, "golden-thread", "a secret", "Easton Council")
    network = quick_network(now, openid, address="http://localhost:8000")
    everything = somebody(network, "Olu Owner", Role.OWNER)
    network.people.grant(everything, None)
    somebody(network, "Jo Reviewer", Role.REVIEWER, "easton")
    return network


@pytest.fixture(scope="module")
def address(network: NetworkMode) -> Iterator[str]:
    with serving(small_service(network)) as served:
        yield served


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def context(
    browser: Browser, address: str, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    opened = browser.new_context(
        base_url=address,
        locale="en-GB",
        viewport={"width": 390, "height": 844},
        java_script_enabled=request.param,
    )
    yield opened
    opened.close()


@pytest.fixture
def scripted(browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_context(
        base_url=address, locale="en-GB", viewport={"width": 1366, "height": 768}
    )
    yield opened.new_page()
    opened.close()


def sign_in(page: Page, name: str, password: str = PASSWORD, path: str = "/") -> None:
    page.goto(path)
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_person_signs_in_with_a_password_and_out(context: BrowserContext) -> None:
    page = context.new_page()
    sign_in(page, "Jo Reviewer", "not this one", "/areas/easton")
    expect(page.get_by_role("alert")).to_have_text("The name or the password is wrong.")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Jo Reviewer")
    expect(page.get_by_label("Password", exact=True)).to_have_value("")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Easton")
    cookie = next(c for c in context.cookies() if c["name"] == "__Host-goldenthread")
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Lax")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_have_text("You are signed out.")
    assert not any(c["name"] == "__Host-goldenthread" for c in context.cookies())


def test_a_person_signs_in_with_their_councils_account(
    context: BrowserContext, openid_provider: ProviderProcess, network: NetworkMode
) -> None:
    email = "pat@easton.example"
    if network.store.account_named(email) is None:
        somebody(network, email, Role.VIEWER, "easton")
    openid_provider.know("pat", email=email, email_verified=True)
    page = context.new_page()
    page.goto("/areas/easton/table")
    page.get_by_role("link", name="Sign in with Easton Council").click()
    page.locator("input[name=sub]").fill("pat")
    page.locator("button[type=submit]:not([value=deny]), input[type=submit]").first.click()
    expect(page.get_by_role("link", name=email)).to_be_visible()
    assert page.url.endswith("/areas/easton/table")


def test_a_person_sets_a_password_and_a_second_step_and_signs_in_with_both(
    scripted: Page, network: NetworkMode
) -> None:
    page = scripted
    account = network.people.add("New Person")
    page.goto(f"/set-password/{network.links.make(account, LinkPurpose.SET)}")
    assert axe_violations(page) == []
    page.get_by_label("New password").fill(NEW)
    page.get_by_label("The same again").fill(NEW)
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("status")).to_contain_text("Your password is set")
    sign_in(page, "New Person", NEW, "/account/second-step")
    expect(page.locator(".qr-box svg")).to_be_visible()
    assert axe_violations(page) == []
    secret = page.locator("code.copied").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(pyotp.TOTP(secret).at(now()))
    page.get_by_label("Your password").fill(NEW)
    page.get_by_role("button", name="Ask for a code from now on").click()
    codes = page.locator("main li code").all_inner_texts()
    assert len(codes) == 10
    assert axe_violations(page) == []
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, "New Person", NEW, "/account")
    assert axe_violations(page) == []
    page.get_by_label("Code").fill("000 000")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("The code is wrong, or was used before")
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    assert page.url.endswith("/account")
    page.get_by_role("link", name="Take the second step away").click()
    assert axe_violations(page) == []


def test_the_keyboard_alone_signs_in_and_finds_what_is_wrong(scripted: Page) -> None:
    page = scripted
    page.goto("/sign-in")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "name":
            break
    page.keyboard.type("Jo Reviewer")
    page.keyboard.press("Tab")
    page.keyboard.type("not this one")
    page.keyboard.press("Enter")
    described = page.get_by_label("Name", exact=True).get_attribute("aria-describedby")
    assert described == "problem"
    expect(page).to_have_title(re.compile(r"^Problem: Sign in"))
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Sign in"
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Jo Reviewer")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1366])
def test_the_pages_break_no_rule_of_accessibility_and_fit(
    scripted: Page, network: NetworkMode, width: int
) -> None:
    page = scripted
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/sign-in?done=out")
    assert axe_violations(page) == []
    sign_in(page, "Olu Owner")
    jo = network.people.named("Jo Reviewer")
    for path in (
        *(
            "/account?done=session",
            "/people",
            f"/people/{jo.id}",
            "/log",
            "/information-governance",
        ),
        *("/areas/easton/people", "/areas/easton/log", "/account/second-step"),
    ):
        page.goto(path)
        assert axe_violations(page) == [], path
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, path
    page.goto("/account")
    page.get_by_label("What it is for").fill("a sheet of the board")
    page.get_by_role("button", name="Issue a token").click()
    expect(page.locator("code.copied")).to_contain_text("gt_")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.goto(f"/people/{jo.id}")
    page.get_by_role("button", name="Make a link to set a password").click()
    expect(page.locator("code.copied")).to_contain_text("/set-password/")
    assert axe_violations(page) == []
