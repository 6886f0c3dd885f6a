"""Signing in by name and password, with a second step, and out.

Tests: api/pages/accounts/desk.py, api/access/second_step.py, api/access/sealed_notes.py.
"""

import re
from urllib.parse import quote

import pyotp
import pytest
from starlette.applications import Starlette

from api.access.network import SESSION_COOKIE, NetworkMode
from api.access.persons import Role
from api.access.sign_in import WRONG
from api.pages.accounts.desk import browser_words, own_path
from graph.accounts.account_records import Account
from tests.api.access.quick import PASSWORD, SetClock, quick_network, somebody
from tests.api.pages.accounts.visitors import Visitor, small_service


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def network(clock: SetClock) -> NetworkMode:
    return quick_network(clock)


@pytest.fixture
def jo(network: NetworkMode) -> Account:
    return somebody(network, "Jo Reviewer", Role.REVIEWER, "easton")


@pytest.fixture
def app(network: NetworkMode) -> Starlette:
    return small_service(network)


@pytest.fixture
def visitor(app: Starlette, jo: Account) -> Visitor:
    return Visitor(app)


def deeds(network: NetworkMode) -> list[str]:
    return [line.what for line in network.store.audit()]


def second_step(network: NetworkMode, account: Account, clock: SetClock) -> str:
    """Set up a second step; return its secret, with a code that is still to come."""
    secret = pyotp.random_base32()
    network.second_step.set_up(account, secret, pyotp.TOTP(secret).at(clock()))
    clock.pass_by(minutes=2)
    return secret


def test_who_is_led_to_the_form_comes_back_to_where_they_wanted_to_go(visitor: Visitor) -> None:
    led = visitor.visit("/areas/easton/findings?asOf=2024-03-31")
    assert (led.status, led.leads_to) == (
        303,
        f"/sign-in?next={quote('/areas/easton/findings?asOf=2024-03-31', safe='')}",
    )
    form = visitor.visit(led.leads_to)
    goes_on = re.search(r'name="next" value="([^"]*)"', form.text)
    assert goes_on
    assert form.headers["cache-control"] == "no-store"
    done = visitor.sign_in("jo  REVIEWER", next=goes_on[1])
    assert (done.status, done.leads_to) == (303, "/areas/easton/findings?asOf=2024-03-31")
    assert visitor.visit(done.leads_to).status == 200
    assert visitor.visit("/areas/weston").status == 404


def test_the_cookie_is_one_that_only_this_host_gets_and_no_script_reads(visitor: Visitor) -> None:
    cookie = visitor.sign_in("Jo Reviewer").headers["set-cookie"]
    assert cookie.startswith("__Host-goldenthread=")
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert parts == {"path=/", "secure", "httponly", "samesite=lax"}


@pytest.mark.parametrize(
    ("name", "password"), [("Jo Reviewer", "not this one"), ("Nobody Here", PASSWORD), ("", "")]
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike(
    visitor: Visitor, name: str, password: str
) -> None:
    shown = visitor.sign_in(name, password)
    assert (shown.status, shown.problem) == (401, WRONG)
    assert "set-cookie" not in shown.headers
    assert password == "" or password not in shown.text


def test_who_guesses_is_asked_to_wait(visitor: Visitor, clock: SetClock) -> None:
    for _ in range(5):
        assert visitor.sign_in("Jo Reviewer", "not this one").status == 401
    slowed = visitor.sign_in("Jo Reviewer")
    assert (slowed.status, slowed.problem) == (
        429,
        "Too many tries: wait 1 second, then try again.",
    )
    assert slowed.headers["retry-after"] == "1"
    clock.pass_by(seconds=2)
    assert visitor.sign_in("Jo Reviewer").status == 303


def test_signing_out_ends_the_session_for_everybody_who_has_its_id(
    visitor: Visitor, app: Starlette, network: NetworkMode
) -> None:
    visitor.sign_in("Jo Reviewer")
    copied = Visitor(app)
    copied.cookies.set(SESSION_COOKIE, visitor.cookies[SESSION_COOKIE])
    assert copied.visit("/account").status == 200
    out = visitor.submit("/sign-out")
    assert (out.status, out.leads_to) == (303, "/sign-in?done=out")
    assert SESSION_COOKIE not in visitor.cookies
    assert "You are signed out." in visitor.visit(out.leads_to).words
    assert copied.visit("/account").status == 303
    assert deeds(network)[0] == "signed out"


def test_who_is_signed_in_is_not_asked_again(visitor: Visitor) -> None:
    visitor.sign_in("Jo Reviewer")
    assert visitor.visit("/sign-in?next=/rules").leads_to == "/rules"


@pytest.mark.parametrize(
    "path",
    [
        *("https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", ""),
        *("\\\\elsewhere.example", "javascript:alert(1)", "/\t/elsewhere.example", "///x.example"),
        *("/%0d%0aSet-Cookie: a=b\r\n", "/sign-in?next=/", "/sign-out", "/set-password/x", "é"),
        *("http:/elsewhere.example", "elsewhere.example", "/" + "a" * 3000, " /x"),
    ],
)
def test_nobody_is_led_elsewhere(visitor: Visitor, path: str) -> None:
    assert own_path(path) == "/"
    assert visitor.sign_in("Jo Reviewer", next=path).leads_to == "/"
    assert visitor.visit(f"/sign-in?next={quote(path)}").leads_to == "/"


@pytest.mark.parametrize("path", ["/", "/areas/easton?asOf=2024-03-31&x=//y", "/rules#a"])
def test_a_path_of_this_service_is_gone_to(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/code", "/sign-out"])
def test_a_page_elsewhere_can_sign_nobody_in_or_out(
    visitor: Visitor, path: str, network: NetworkMode, jo: Account
) -> None:
    visitor.sign_in("Jo Reviewer")
    fields = {"name": "Jo Reviewer", "password": PASSWORD}
    for headers in (
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"origin": "https://localhost", "sec-fetch-site": "cross-site"},
        {"origin": "https://localhost", "sec-fetch-site": "same-site"},
        {},
    ):
        answer = visitor.post(path, data=fields, headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
    assert len(network.sessions.of(jo.id)) == 1


def test_a_session_that_somebody_planted_is_not_the_one_that_is_signed_in(
    app: Starlette, jo: Account, network: NetworkMode
) -> None:
    """Session fixation: the id before signing in, made up or another's, is good for nothing."""
    somebody(network, "Mallory", Role.VIEWER, "weston")
    mallory, victim = Visitor(app), Visitor(app)
    mallory.sign_in("Mallory")
    planted = mallory.cookies[SESSION_COOKIE]
    for before in ("an id that was made up", planted):
        victim.cookies.clear()
        victim.cookies.set(SESSION_COOKIE, before)
        given = victim.sign_in("Jo Reviewer").headers["set-cookie"]
        assert before not in given
    mallory.cookies.clear()
    mallory.cookies.set(SESSION_COOKIE, planted)
    assert mallory.visit("/areas/easton").status == 303


def test_a_second_step_is_asked_for_and_its_code_works_once(
    visitor: Visitor, app: Starlette, network: NetworkMode, jo: Account, clock: SetClock
) -> None:
    secret = second_step(network, jo, clock)
    step = visitor.sign_in("Jo Reviewer", next="/rules")
    assert (step.status, step.leads_to) == (303, "/sign-in/code")
    assert SESSION_COOKIE not in visitor.cookies
    assert visitor.visit("/account").status == 303
    assert visitor.visit("/sign-in/code").status == 200
    wrong = visitor.submit("/sign-in/code", code="000000")
    assert wrong.status == 401
    assert wrong.problem.startswith("The code is wrong, or was used before")
    code = pyotp.TOTP(secret).at(clock())
    done = visitor.submit("/sign-in/code", code=f"{code[:3]} {code[3:]}")
    assert (done.status, done.leads_to) == (303, "/rules")
    assert visitor.visit("/account").status == 200
    other = Visitor(app)
    other.sign_in("Jo Reviewer")
    again = other.submit("/sign-in/code", code=code)
    assert again.problem.startswith("The code is wrong, or was used before")


def test_a_recovery_code_works_once(
    app: Starlette, network: NetworkMode, jo: Account, clock: SetClock
) -> None:
    secret = pyotp.random_base32()
    codes = network.second_step.set_up(jo, secret, pyotp.TOTP(secret).at(clock()))
    assert len(set(codes)) == 10
    for expected in (303, 401):
        visitor = Visitor(app)
        visitor.sign_in("Jo Reviewer")
        assert visitor.submit("/sign-in/code", code=codes[3].upper()).status == expected
    assert network.second_step.recovery_left(jo) == 9
    kept = network.store.secrets(jo.id)
    assert secret not in kept.totp
    assert codes[4] not in kept.totp


def test_codes_that_are_guessed_are_slowed_down(
    visitor: Visitor, network: NetworkMode, jo: Account, clock: SetClock
) -> None:
    second_step(network, jo, clock)
    visitor.sign_in("Jo Reviewer")
    answers = [visitor.submit("/sign-in/code", code=f"{n:06}").status for n in range(7)]
    assert answers[:5] == [401] * 5
    assert answers[5:] == [429] * 2


def test_whoever_takes_long_or_changes_the_password_meanwhile_begins_again(
    visitor: Visitor, network: NetworkMode, jo: Account, clock: SetClock
) -> None:
    secret = second_step(network, jo, clock)
    visitor.sign_in("Jo Reviewer")
    network.people.set_password(jo.id, network.passwords.hash(PASSWORD))
    late = visitor.submit("/sign-in/code", code=pyotp.TOTP(secret).at(clock()))
    assert (late.status, late.problem) == (
        401,
        "That took too long: give your name and password again.",
    )
    visitor.sign_in("Jo Reviewer")
    clock.pass_by(minutes=6)
    assert visitor.visit("/sign-in/code").status == 401
    assert visitor.submit("/sign-in/code", code=pyotp.TOTP(secret).at(clock())).status == 401
    visitor.cookies.set("__Host-goldenthread-step", "made up")
    assert visitor.submit("/sign-in/code", code=pyotp.TOTP(secret).at(clock())).status == 401


def test_a_closed_account_is_told_so_only_to_whoever_knows_its_password(
    visitor: Visitor, network: NetworkMode, jo: Account
) -> None:
    network.people.disable(jo)
    assert visitor.sign_in("Jo Reviewer", "not this one").problem == WRONG
    assert visitor.sign_in("Jo Reviewer").problem.startswith("This account is closed")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Firefox/130.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Safari/604.1",
            "Safari on an iPhone",
        ),
        ("curl/8.0", "a browser not known here"),
    ],
)
def test_a_browser_is_named_as_people_know_it(said: str, words: str) -> None:
    assert browser_words(said) == words
