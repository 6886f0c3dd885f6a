"""One's own account: password, link, sessions, tokens, the second step.

Tests: api/pages/accounts/password_link.py, api/pages/accounts/second_step_page.py,
api/pages/accounts/words.py.
"""

import json
import re

import pyotp
import pytest
from starlette.applications import Starlette

from api.access.network import SESSION_COOKIE, NetworkMode
from api.access.persons import Role
from api.pages.accounts.words import roles_in_words
from graph.accounts.account_records import Account, Grant, LinkPurpose
from tests.api.access.quick import PASSWORD, SetClock, quick_network, somebody
from tests.api.pages.accounts.visitors import Visitor, small_service

NEW = "another four words here"


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
    visitor = Visitor(app)
    visitor.sign_in("Jo Reviewer")
    return visitor


def test_a_link_sets_a_password_once_and_ends_what_was_open(
    visitor: Visitor, app: Starlette, network: NetworkMode, jo: Account
) -> None:
    path = f"/set-password/{network.links.make(network.store.account(jo.id), LinkPurpose.RESET)}"
    invited = Visitor(app)
    page = invited.visit(path)
    assert (page.status, page.headers["cache-control"]) == (200, "no-store")
    assert "the account Jo Reviewer" in page.words
    for password, again, problem in (
        (NEW, f"{NEW}!", "The two are not the same"),
        ("short", "short", "The password has 5 characters"),
        ("aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "The password is one character over and over"),
    ):
        refused = invited.submit(path, password=password, again=again)
        assert (refused.status, refused.problem[: len(problem)]) == (400, problem)
        assert f'value="{password}"' not in refused.text
    done = invited.submit(path, password=NEW, again=NEW)
    assert (done.status, done.leads_to) == (303, "/sign-in?done=set")
    assert SESSION_COOKIE not in invited.cookies
    assert visitor.visit("/account").status == 303
    assert invited.submit(path, password=NEW, again=NEW).problem.startswith("This link was used")
    assert invited.visit(path).status == 401
    assert invited.sign_in("Jo Reviewer").status == 401
    assert invited.sign_in("Jo Reviewer", NEW).status == 303


def test_a_link_that_was_made_up_or_is_too_old_opens_nothing(
    app: Starlette, network: NetworkMode, jo: Account, clock: SetClock
) -> None:
    code = network.links.make(jo, LinkPurpose.SET)
    clock.pass_by(days=8)
    for path in (f"/set-password/{code}", "/set-password/made.up", f"/set-password/{'x' * 900}"):
        for answer in (
            Visitor(app).visit(path),
            Visitor(app).submit(path, password=NEW, again=NEW),
        ):
            assert answer.status == 401
            assert answer.problem.startswith("This link was used, or is too old")


def test_the_page_says_who_one_is_and_may(visitor: Visitor) -> None:
    page = visitor.visit("/account")
    assert "You are reviewer of Easton" in page.words
    assert "You sign in with a password" in page.words
    assert page.headers["cache-control"] == "no-store"


def test_roles_are_said_area_by_area() -> None:
    grants = [Grant("1", "editor", "weston"), Grant("1", "viewer", "", by_group=True)]
    assert roles_in_words(grants, True, {"weston": "Weston"}) == [
        "editor of Weston",
        "viewer of every area (by a group of the council)",
        "keeper: manages people, and sees no area by that",
    ]


def test_who_changes_their_password_goes_on_and_nobody_else(
    visitor: Visitor, app: Starlette
) -> None:
    other = Visitor(app)
    other.sign_in("Jo Reviewer")
    wrong = visitor.submit("/account", do="password", current="no", password=NEW, again=NEW)
    assert (wrong.status, wrong.problem) == (401, "That is not the password you have now.")
    done = visitor.submit("/account", do="password", current=PASSWORD, password=NEW, again=NEW)
    assert done.leads_to == "/account?done=password"
    assert "Your password is changed" in visitor.visit(done.leads_to).words
    assert other.visit("/account").status == 303


def test_sessions_are_listed_and_ended(
    visitor: Visitor, app: Starlette, network: NetworkMode
) -> None:
    others = [Visitor(app) for _ in range(3)]
    for other in others:
        other.sign_in("Jo Reviewer")
    ids = re.findall(r'name="id" value="([0-9a-f]+)"', visitor.visit("/account").text)
    assert len(ids) == 3
    assert visitor.submit("/account", do="session", id=ids[0]).leads_to == "/account?done=session"
    assert sum(other.visit("/account").status == 200 for other in others) == 2
    visitor.submit("/account", do="sessions")
    assert sum(other.visit("/account").status == 200 for other in others) == 0
    assert visitor.visit("/account").status == 200
    stranger = somebody(network, "Mallory")
    mallory = Visitor(app)
    mallory.sign_in("Mallory")
    own = network.sessions.of(network.people.named("Jo Reviewer").id)[0]
    mallory.submit("/account", do="session", id=own.id)
    assert visitor.visit("/account").status == 200
    assert stranger.id


def test_a_token_is_shown_once_and_revoked(
    visitor: Visitor, app: Starlette, network: NetworkMode, jo: Account
) -> None:
    shown = visitor.submit(
        "/account", do="new-token", words="a sheet", role="viewer", area="easton", days="30"
    )
    assert shown.status == 200
    token = re.search(r"gt_[a-z0-9]{12}_[a-z0-9]{40}", shown.text)
    assert token
    assert token[0] not in visitor.visit("/account").text
    program = Visitor(app)
    program.headers["authorization"] = f"Bearer {token[0]}"
    assert program.visit("/areas/easton").status == 200
    listed = network.tokens.of(jo.id)[0]
    done = visitor.submit("/account", do="token", id=listed.id)
    assert done.leads_to == "/account?done=token"
    assert program.visit("/areas/easton").status == 401


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"role": "owner"}, '"Jo Reviewer" is reviewer at most'),
        ({"role": "viewer", "area": "weston"}, '"Jo Reviewer" has no role on "weston"'),
        ({"role": "king"}, "Choose what the token may."),
        ({"role": "viewer", "days": "400"}, "A token is good for 1 to 366 days"),
        ({"role": "viewer", "days": "a week"}, "Write for how many days"),
        ({"role": "viewer", "days": "²"}, "Write for how many days"),
    ],
)
def test_a_token_has_no_more_than_its_holder(
    visitor: Visitor, network: NetworkMode, jo: Account, fields: dict[str, str], problem: str
) -> None:
    refused = visitor.submit("/account", **({"do": "new-token", "days": "30"} | fields))
    assert (refused.status, refused.problem[: len(problem)]) == (400, problem)
    assert network.tokens.of(jo.id) == ()


def test_a_token_opens_no_page_of_its_holders_account(
    app: Starlette, network: NetworkMode, jo: Account
) -> None:
    keeper = somebody(network, "Ann Keeper", Role.OWNER)
    network.people.grant(keeper, None)
    text, _ = network.tokens.issue(network.store.account(keeper.id), Role.OWNER)
    program = Visitor(app)
    program.headers["authorization"] = f"Bearer {text}"
    for path in (
        *("/account", "/account/data.json", "/account/second-step", "/people", "/log"),
        *(f"/people/{jo.id}", "/areas/easton/people", "/areas/easton/log"),
    ):
        assert program.visit(path).status == 404, path
    fields = {"do": "new-token", "role": "owner", "days": "300"}
    assert program.submit("/account", **fields).status == 404
    grant = {"do": "grant", "name": "Jo Reviewer", "role": "owner"}
    assert program.submit("/areas/easton/people", **grant).status == 404
    assert len(network.tokens.of(keeper.id)) == 1


def test_a_second_step_is_set_up_with_a_picture_and_taken_away_with_a_code(
    visitor: Visitor, network: NetworkMode, jo: Account, clock: SetClock
) -> None:
    page = visitor.visit("/account/second-step")
    assert "<svg" in page.text
    found = re.search(r'<code class="copied">([A-Z2-7 ]+)</code>', page.text)
    pending = re.search(r'name="pending" value="([^"]+)"', page.text)
    assert found
    assert pending
    secret = found[1].replace(" ", "")
    code = pyotp.TOTP(secret).at(clock())
    fields = {"do": "set", "pending": pending[1], "current": PASSWORD, "code": code}
    wrong = visitor.submit("/account/second-step", **(fields | {"current": "not this one"}))
    assert (wrong.status, wrong.problem) == (401, "That is not the password you have now.")
    assert found[1] in wrong.text
    wrong = visitor.submit("/account/second-step", **(fields | {"code": "000000"}))
    assert (wrong.status, wrong.problem[:17]) == (401, "The code is wrong")
    assert not network.second_step.is_set(jo)
    shown = visitor.submit("/account/second-step", **fields)
    codes = re.findall(r"<code>([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</code>", shown.text)
    assert len(codes) == 10
    assert "10 recovery codes left" in visitor.visit("/account").words
    assert visitor.submit("/account/second-step", **fields).leads_to == "/account/second-step"
    off = {"do": "off", "current": PASSWORD, "code": code}
    used = visitor.submit("/account/second-step", **off)
    assert (used.status, used.problem[:17]) == (401, "The code is wrong")
    done = visitor.submit("/account/second-step", **(off | {"code": codes[0]}))
    assert done.leads_to == "/account?done=no-step"
    assert not network.second_step.is_set(jo)


def test_a_picture_that_was_made_up_sets_up_nothing(
    visitor: Visitor, network: NetworkMode, jo: Account, clock: SetClock
) -> None:
    secret = pyotp.random_base32()
    code = pyotp.TOTP(secret).at(clock())
    other = network.notes.seal(
        "second step to be set up", {"account": "other", "secret": secret}, clock.now - clock.now
    )
    for pending in ("", secret, other):
        late = visitor.submit(
            "/account/second-step", do="set", pending=pending, current=PASSWORD, code=code
        )
        assert (late.status, late.problem[:19]) == (401, "That took too long:")
    assert not network.second_step.is_set(jo)


def test_one_gets_all_that_is_kept_of_oneself_and_no_secret(
    visitor: Visitor, network: NetworkMode, jo: Account, clock: SetClock
) -> None:
    text, token = network.tokens.issue(network.store.account(jo.id), Role.VIEWER)
    answer = visitor.visit("/account/data.json")
    assert answer.headers["content-disposition"].startswith("attachment")
    data = json.loads(answer.text)
    assert data["account"]["name"] == "Jo Reviewer"
    assert data["roles"] == [{"area": "easton", "role": "reviewer", "byGroup": False}]
    assert [one["id"] for one in data["tokens"]] == [token.id]
    assert {"signed in", "token issued", "role granted"} <= {one["what"] for one in data["log"]}
    kept = network.store.secrets(jo.id)
    session = network.store.sessions(jo.id)[0]
    for secret in (kept.password, session.hashed, token.hashed, text, session.id):
        assert secret not in answer.text
