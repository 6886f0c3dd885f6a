"""Signing in with the council's own account, at a real provider.

Tests: api/access/council_sign_in.py.
"""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from starlette.applications import Starlette

from api.access.account_book import now
from api.access.network import SESSION_COOKIE, NetworkMode
from api.access.openid_settings import GroupRole, OpenIdSettings
from api.access.persons import Role
from graph.accounts.account_records import LinkPurpose
from tests.api.access.provider_process import ProviderProcess
from tests.api.access.quick import PASSWORD, quick_network, somebody
from tests.api.pages.accounts.visitors import Answer, Visitor, small_service

GROUPS = (
    GroupRole("hub readers", Role.VIEWER, "easton"),
    GroupRole("hub editors", Role.EDITOR, "easton"),
    GroupRole("directors", Role.REVIEWER),
)
NOT_BEGUN = "This sign-in was not begun in this browser, or is too old: sign in again from here."
NO_ACCOUNT = (
    "Easton Council knows you, and you have no account here: ask whoever keeps the accounts to "
    "invite you."
)


def settings(issuer: str, *groups: GroupRole) -> OpenIdSettings:
    return OpenIdSettings(issuer, "golden-thread", "a secret", "Easton Council", groups)


@pytest.fixture
def network(openid_provider: ProviderProcess) -> NetworkMode:
    return quick_network(now, settings(openid_provider.issuer, *GROUPS))


@pytest.fixture
def app(network: NetworkMode) -> Starlette:
    return small_service(network)


@pytest.fixture
def visitor(app: Starlette) -> Visitor:
    return Visitor(app)


def back_from(provider: ProviderProcess, address: str, subject: str) -> str:
    """Sign in at the provider; return where the browser comes back to, without the host."""
    parts = urlsplit(provider.authorise(address, subject))
    assert f"{parts.scheme}://{parts.netloc}" == "https://localhost"
    return f"{parts.path}?{parts.query}"


def sign_in(
    provider: ProviderProcess, visitor: Visitor, subject: str, start: str = "/sign-in/council"
) -> Answer:
    """Sign in with the button, at the provider, and back."""
    return visitor.visit(back_from(provider, visitor.visit(start).leads_to, subject))


def log(network: NetworkMode) -> list[tuple[str, str]]:
    return [(line.what, line.about) for line in network.store.audit()]


def test_the_button_leads_to_the_provider_and_back_to_where_one_wanted_to_go(
    openid_provider: ProviderProcess, visitor: Visitor, app: Starlette, network: NetworkMode
) -> None:
    openid_provider.know("1", email="jo@easton.example", email_verified=True, name="Jo")
    account = somebody(network, "jo@easton.example", Role.VIEWER, "easton")
    assert "Sign in with Easton Council" in visitor.visit("/sign-in?next=/rules").words
    begun = visitor.visit("/sign-in/council?next=/rules")
    assert begun.status == 303
    asked = parse_qs(urlsplit(begun.leads_to).query)
    assert asked["redirect_uri"] == ["https://localhost/sign-in/council/back"]
    assert asked["scope"] == ["openid profile email"]
    done = visitor.visit(back_from(openid_provider, begun.leads_to, "1"))
    assert (done.status, done.leads_to) == (303, "/rules")
    assert "__Host-goldenthread-council" not in visitor.cookies
    assert visitor.visit("/areas/easton").status == 200
    bound = network.store.account(account.id)
    assert (bound.issuer, bound.subject) == (openid_provider.issuer, "1")
    # From now on the subject counts, whatever the address is by then.
    openid_provider.know("1", email="married@easton.example", email_verified=True)
    assert sign_in(openid_provider, Visitor(app), "1").leads_to == "/"


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "jo@easton.example"},
        {"email": "jo@easton.example", "email_verified": False},
        {"name": "jo@easton.example", "preferred_username": "jo@easton.example"},
        {"email": "mallory@easton.example", "email_verified": True, "name": "Jo"},
    ],
)
def test_nobody_gets_an_account_by_a_name_or_an_address_that_nobody_has_checked(
    openid_provider: ProviderProcess,
    visitor: Visitor,
    network: NetworkMode,
    claims: dict[str, object],
) -> None:
    somebody(network, "jo@easton.example", Role.OWNER)
    somebody(network, "Jo", Role.OWNER)
    openid_provider.know("mallory", **claims)
    refused = sign_in(openid_provider, visitor, "mallory")
    assert (refused.status, refused.problem) == (401, NO_ACCOUNT)
    assert SESSION_COOKIE not in visitor.cookies
    assert log(network)[0] == ("sign-in refused", "by Easton Council: no account")


def test_an_invitation_binds_whoever_follows_it_and_is_used_up(
    openid_provider: ProviderProcess, app: Starlette, network: NetworkMode
) -> None:
    account = network.people.add("Jo Reviewer")
    network.people.grant(network.store.account(account.id), Role.VIEWER, "easton")
    code = network.links.make(account, LinkPurpose.SET)
    openid_provider.know("of-jo", name="Joanna")
    visitor = Visitor(app)
    assert "Sign in with Easton Council" in visitor.visit(f"/set-password/{code}").words
    start = f"/set-password/{code}/council"
    assert sign_in(openid_provider, visitor, "of-jo", start).leads_to == "/"
    assert visitor.visit("/areas/easton").status == 200
    again = Visitor(app).visit(start)
    assert (again.status, again.problem[:18]) == (401, "This link was used")
    other = network.people.add("Other")
    second = network.links.make(other, LinkPurpose.SET)
    refused = sign_in(openid_provider, Visitor(app), "of-jo", f"/set-password/{second}/council")
    assert refused.problem.startswith("This sign-in of Easton Council belongs to another account")


def test_who_has_a_password_can_add_the_sign_in_of_their_council(
    openid_provider: ProviderProcess, app: Starlette, network: NetworkMode
) -> None:
    account = somebody(network, "Jo Reviewer", Role.VIEWER, "easton")
    openid_provider.know("own", name="Joanna")
    visitor = Visitor(app)
    visitor.sign_in("Jo Reviewer")
    wrong = visitor.submit("/account", do="council", current="not this one")
    assert (wrong.status, wrong.problem) == (401, "That is not the password you have now.")
    page = visitor.submit("/account", do="council", current=PASSWORD)
    address = page.text.split('class="button" href="')[1].split('"')[0].replace("&amp;", "&")
    back = back_from(openid_provider, address, "own")
    stranger = Visitor(app)
    stranger.cookies = visitor.cookies.__class__(visitor.cookies)
    stranger.cookies.delete(SESSION_COOKIE)
    assert stranger.visit(back).problem == NOT_BEGUN
    assert network.store.account(account.id).subject == ""
    page = visitor.submit("/account", do="council", current=PASSWORD)
    address = page.text.split('class="button" href="')[1].split('"')[0].replace("&amp;", "&")
    done = visitor.visit(back_from(openid_provider, address, "own"))
    assert done.leads_to == "/account?done=council"
    assert network.store.account(account.id).subject == "own"


def test_a_group_gives_its_role_and_takes_it_along(
    openid_provider: ProviderProcess, app: Starlette, network: NetworkMode
) -> None:
    def roles(**claims: object) -> dict[str, str]:
        openid_provider.know("grouped", **claims)
        sign_in(openid_provider, Visitor(app), "grouped")
        account = network.store.account_of(openid_provider.issuer, "grouped")
        assert account
        return {g.area: g.role for g in network.store.grants(account.id)}

    somebody(network, "Sam Lee")
    assert roles(name="Sam Lee", groups=["hub readers", "hub editors"]) == {"easton": "editor"}
    account = network.store.account_of(openid_provider.issuer, "grouped")
    assert account
    # Another has that name, and there is one more than with it.
    assert account.name == "Sam Lee (2)"
    network.people.grant(account, Role.OWNER, "weston")
    held = roles(groups=["hub readers", "directors"])
    assert held == {"": "reviewer", "easton": "viewer", "weston": "owner"}
    assert roles(groups="hub editors") == {"weston": "owner"}
    network.people.grant(network.store.account(account.id), Role.OWNER, "easton")
    assert roles(groups=["hub readers"]) == {"easton": "owner", "weston": "owner"}


def test_a_closed_account_stays_closed_whatever_its_groups(
    openid_provider: ProviderProcess, app: Starlette, network: NetworkMode
) -> None:
    account = somebody(network, "left@easton.example")
    network.people.disable(account)
    openid_provider.know(
        "left", email="left@easton.example", email_verified=True, groups=["directors"]
    )
    refused = sign_in(openid_provider, Visitor(app), "left")
    assert (refused.status, refused.problem[:22]) == (401, "This account is closed")
    assert len(network.store.accounts()) == 1


def _other_state(back: str) -> str:
    return back.replace("state=", "state=x")


@pytest.mark.parametrize(
    "change",
    [_other_state, lambda back: back.split("&state=")[0], lambda back: back.split("?")[0]],
)
def test_an_answer_that_this_browser_has_not_asked_for_is_refused(
    openid_provider: ProviderProcess,
    visitor: Visitor,
    network: NetworkMode,
    change: Callable[[str], str],
) -> None:
    openid_provider.know("1", groups=["directors"])
    back = back_from(openid_provider, visitor.visit("/sign-in/council").leads_to, "1")
    refused = visitor.visit(change(back))
    assert (refused.status, refused.problem) == (401, NOT_BEGUN)
    assert network.store.accounts() == ()


def test_an_answer_of_another_browser_signs_nobody_in(
    openid_provider: ProviderProcess, app: Starlette, network: NetworkMode
) -> None:
    """Login CSRF: whoever is led to the attacker's answer is not signed in as the attacker."""
    openid_provider.know("mallory", groups=["directors"])
    mallory, victim = Visitor(app), Visitor(app)
    back = back_from(openid_provider, mallory.visit("/sign-in/council").leads_to, "mallory")
    assert victim.visit(back).problem == NOT_BEGUN
    victim.visit("/sign-in/council")
    assert victim.visit(back).problem == NOT_BEGUN
    assert SESSION_COOKIE not in victim.cookies


def test_an_answer_works_once(
    openid_provider: ProviderProcess, visitor: Visitor, network: NetworkMode
) -> None:
    openid_provider.know("1", groups=["directors"])
    begun = visitor.visit("/sign-in/council")
    kept = visitor.cookies["__Host-goldenthread-council"]
    back = back_from(openid_provider, begun.leads_to, "1")
    assert visitor.visit(back).status == 303
    visitor.cookies.set("__Host-goldenthread-council", kept, domain="localhost.local", path="/")
    again = visitor.visit(back)
    assert again.problem == "This sign-in was used before: sign in again."


def test_what_the_provider_sends_in_place_of_a_code_is_told(
    openid_provider: ProviderProcess, visitor: Visitor, network: NetworkMode
) -> None:
    for error, sentence in (
        ("access_denied", "You did not go on at Easton Council, so nobody was signed in."),
        ("invalid_request", "The sign-in of Easton Council refused this service."),
        ("<script>alert(1)</script>", "The sign-in of Easton Council refused this service."),
    ):
        begun = visitor.visit("/sign-in/council")
        state = parse_qs(urlsplit(begun.leads_to).query)["state"][0]
        query = httpx2.QueryParams({"state": state, "error": error})
        refused = visitor.visit(f"/sign-in/council/back?{query}")
        assert refused.problem.startswith(sentence)
        assert "alert(1)" not in refused.text
    assert [about for _, about in log(network)] == [
        "by Easton Council: the provider answered an odd error",
        "by Easton Council: the provider answered invalid_request",
        "by Easton Council: stopped at the provider",
    ]


def test_while_the_provider_is_away_one_signs_in_by_password() -> None:
    network = quick_network(now, settings("http://127.0.0.1:9"))
    somebody(network, "Jo Reviewer", Role.VIEWER, "easton")
    visitor = Visitor(small_service(network))
    away = visitor.visit("/sign-in/council?next=/rules")
    assert (away.status, away.problem) == (
        401,
        "The sign-in of Easton Council cannot be reached just now. Try again in a minute; who has "
        "a password here can sign in with that.",
    )
    assert 'name="next" value="/rules"' in away.text
    assert visitor.sign_in("Jo Reviewer", next="/rules").leads_to == "/rules"


def test_without_a_provider_there_is_no_such_page() -> None:
    network = quick_network()
    visitor = Visitor(small_service(network))
    assert "With your council" not in visitor.visit("/sign-in").words
    for path in ("/sign-in/council", "/sign-in/council/back"):
        assert visitor.visit(path).status == 404
