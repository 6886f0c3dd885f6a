"""People for the keeper and for owners of an area, and the log.

Tests: api/pages/accounts/area_people.py, api/pages/accounts/log_page.py,
api/pages/accounts/governance_page.py, api/access/person_data.py.
"""

import json
import re

import pytest
from starlette.applications import Starlette

from api.access.account_book import Deed
from api.access.network import NetworkMode
from api.access.persons import Role
from graph.accounts.account_records import Account
from tests.api.access.quick import quick_network, somebody
from tests.api.pages.accounts.visitors import Visitor, small_service

PASSWORD = "another four words here"


@pytest.fixture
def network() -> NetworkMode:
    return quick_network()


@pytest.fixture
def app(network: NetworkMode) -> Starlette:
    return small_service(network)


@pytest.fixture
def jo(network: NetworkMode) -> Account:
    return somebody(network, "Jo Reviewer", Role.REVIEWER, "easton")


@pytest.fixture
def keeper(app: Starlette, network: NetworkMode, jo: Account) -> Visitor:
    network.people.grant(somebody(network, "Ann Keeper"), None)
    visitor = Visitor(app)
    visitor.sign_in("Ann Keeper")
    return visitor


@pytest.fixture
def owner(app: Starlette, network: NetworkMode, jo: Account) -> Visitor:
    somebody(network, "Olu Owner", Role.OWNER, "easton")
    visitor = Visitor(app)
    visitor.sign_in("Olu Owner")
    return visitor


def roles(network: NetworkMode, account: Account) -> dict[str, str]:
    return {grant.area: grant.role for grant in network.store.grants(account.id)}


def test_a_keeper_sees_people_and_no_area(keeper: Visitor) -> None:
    page = keeper.visit("/people")
    assert "reviewer of easton" in page.words
    # The name of the area is content, which a keeper does not see.
    assert "Easton" not in page.words
    assert keeper.visit("/areas/easton").status == 404
    assert keeper.visit("/areas/easton/people").status == 404
    assert "There is no area here that you may see" in keeper.visit("/").words


def test_who_is_no_keeper_finds_no_such_pages(owner: Visitor, app: Starlette, jo: Account) -> None:
    for path in ("/people", f"/people/{jo.id}", f"/people/{jo.id}/data.json", "/log"):
        assert owner.visit(path).status == 404
        assert Visitor(app).visit(path).status == 303
    assert owner.submit("/people", name="Mallory").status == 404
    assert owner.submit(f"/people/{jo.id}", do="grant", role="owner").status == 404


def test_a_keeper_invites_somebody_who_then_signs_in(
    keeper: Visitor, app: Starlette, network: NetworkMode
) -> None:
    added = keeper.submit("/people", name="New Person")
    assert added.status == 303
    path = added.leads_to.split("?")[0]
    page = keeper.submit(path, do="link")
    link = re.search(r"https://localhost(/set-password/[^<]+)<", page.text)
    assert link
    assert link[1] not in keeper.visit(path).text
    keeper.submit(path, do="grant", role="viewer", area="Easton ")
    invited = Visitor(app)
    assert invited.submit(link[1], password=PASSWORD, again=PASSWORD).status == 303
    assert invited.sign_in("new person", PASSWORD).status == 303
    assert invited.visit("/areas/easton").status == 200
    taken = keeper.submit("/people", name="new  PERSON")
    assert taken.status == 409
    assert len(network.store.accounts()) == 3


def test_a_keeper_gives_and_takes_roles_closes_and_opens(
    keeper: Visitor, app: Starlette, network: NetworkMode, jo: Account
) -> None:
    path = f"/people/{jo.id}"
    signed_in = Visitor(app)
    signed_in.sign_in("Jo Reviewer")
    keeper.submit(path, do="grant", role="editor", area="")
    assert roles(network, jo) == {"": "editor", "easton": "reviewer"}
    keeper.submit(path, do="take", role="editor", area="")
    keeper.submit(path, do="take", role="reviewer", area="easton")
    assert roles(network, jo) == {}
    assert signed_in.visit("/areas/easton").status == 404
    keeper.submit(path, do="disable")
    assert signed_in.visit("/account").status == 303
    assert keeper.submit(path, do="link").problem == "The account is closed: open it first."
    keeper.submit(path, do="enable")
    assert signed_in.sign_in("Jo Reviewer").status == 303
    keeper.submit(path, do="sessions")
    assert signed_in.visit("/account").status == 303
    keeper.submit(path, do="grant", role="keeper")
    assert network.store.account(jo.id).keeper


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"do": "grant", "role": "king"}, "Choose a role."),
        ({"do": "grant", "role": "viewer", "area": "no slug"}, '"no slug" is no short name'),
        ({"do": "grant", "role": "keeper", "area": "easton"}, "A keeper manages the people of all"),
        (
            {"do": "take", "role": "owner", "area": "easton"},
            '"Jo Reviewer" is reviewer on "easton"',
        ),
        ({"do": "erase", "name": "Jo"}, "Type the name of the account"),
        ({"do": "crown"}, "That cannot be done here"),
    ],
)
def test_what_makes_no_sense_is_told_and_does_nothing(
    keeper: Visitor, network: NetworkMode, jo: Account, fields: dict[str, str], problem: str
) -> None:
    refused = keeper.submit(f"/people/{jo.id}", **fields)
    assert (refused.status, refused.problem[: len(problem)]) == (400, problem)
    assert roles(network, jo) == {"easton": "reviewer"}


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "grant", "role": "owner"},
        {"do": "take", "role": "keeper"},
        {"do": "disable"},
        {"do": "erase", "name": "Ann Keeper"},
    ],
)
def test_nobody_changes_what_they_may_themselves(
    keeper: Visitor, network: NetworkMode, fields: dict[str, str]
) -> None:
    own = network.people.named("Ann Keeper")
    assert keeper.submit(f"/people/{own.id}", **fields).status == 400
    assert network.people.named("Ann Keeper").keeper
    assert roles(network, own) == {}


def test_an_account_is_given_out_and_erased_and_the_log_keeps_its_name(
    keeper: Visitor, network: NetworkMode, jo: Account
) -> None:
    data = json.loads(keeper.visit(f"/people/{jo.id}/data.json").text)
    assert data["account"]["name"] == "Jo Reviewer"
    done = keeper.submit(f"/people/{jo.id}", do="erase", name="Jo Reviewer")
    assert done.leads_to == "/people?done=erase"
    assert network.store.account_named("Jo Reviewer") is None
    assert keeper.visit(f"/people/{jo.id}").status == 404
    assert "account erased Jo Reviewer" in keeper.visit("/log").words


def test_an_owner_gives_and_takes_roles_on_their_area_alone(
    owner: Visitor, network: NetworkMode, jo: Account
) -> None:
    path = "/areas/easton/people"
    assert owner.submit(path, do="grant", name="jo reviewer", role="editor").status == 303
    assert roles(network, jo) == {"easton": "editor"}
    assert "Jo Reviewer editor" in owner.visit(path).words
    owner.submit(path, do="take", name="Jo Reviewer", role="editor")
    assert roles(network, jo) == {}
    fields = {"do": "grant", "name": "Jo Reviewer", "role": "owner"}
    for elsewhere in ("weston", "nowhere"):
        assert owner.submit(f"/areas/{elsewhere}/people", **fields).status == 404
    unknown = owner.submit(path, do="grant", name="Nobody", role="viewer")
    assert (unknown.status, unknown.problem[:28]) == (400, 'No account has the name "Nob')
    own = owner.submit(path, do="take", name="Olu Owner", role="owner")
    assert (own.status, own.problem[:33]) == (400, "Nobody changes their own role: as")
    assert roles(network, jo) == {}


def test_who_is_no_owner_of_an_area_may_not_look_after_its_people(
    app: Starlette, network: NetworkMode
) -> None:
    somebody(network, "Ed Editor", Role.EDITOR, "easton")
    visitor = Visitor(app)
    visitor.sign_in("Ed Editor")
    assert visitor.visit("/areas/easton/people").status == 403
    assert visitor.visit("/areas/easton/log").status == 403
    assert visitor.submit("/areas/easton/people", do="publish").status == 403
    assert "/areas/easton/people" not in visitor.visit("/areas/easton").text
    assert network.store.published() == ()


def test_a_published_area_is_read_by_anybody_until_it_is_not(
    owner: Visitor, app: Starlette
) -> None:
    stranger, path = Visitor(app), "/areas/easton/people"
    assert stranger.visit("/areas/easton").status == 303
    owner.submit(path, do="publish")
    assert "Olu Owner published it" in owner.visit(path).words
    assert stranger.visit("/areas/easton").status == 200
    assert stranger.visit("/areas/weston").status == 303
    assert stranger.visit(path).status == 303
    owner.submit(path, do="unpublish")
    assert stranger.visit("/areas/easton").status == 303


def test_each_log_tells_what_is_for_its_readers(
    owner: Visitor, keeper: Visitor, network: NetworkMode
) -> None:
    owner.submit("/areas/easton/people", do="publish")
    of_area = owner.visit("/areas/easton/log")
    assert "Olu Owner area published" in of_area.words
    assert "signed in" not in of_area.words.split("By")[1]
    of_people = keeper.visit("/log").words
    assert "Olu Owner signed in" in of_people
    for line in range(120):
        deed = Deed.EXPORTED if line % 2 else Deed.REFUSED
        network.book.note(deed, f"line {line}", area="easton")
    first = owner.visit("/areas/easton/log")
    assert "line 119" in first.words
    older = re.search(r'href="(/areas/easton/log\?before=\d+)"', first.text)
    assert older
    assert "line 5" in owner.visit(older[1]).words
    assert "line 119" not in keeper.visit("/log").words
    assert "Olu Owner signed in" in keeper.visit("/log").words
    assert owner.visit("/areas/easton/log?before=x").status == 400


def test_information_governance_is_for_those_who_sign_in(owner: Visitor, app: Starlette) -> None:
    page = owner.visit("/information-governance")
    assert page.status == 200
    assert "30 minutes without use, 12 hours at most" in page.words
    assert Visitor(app).visit("/information-governance").status == 303


@pytest.mark.parametrize("page", ["people", "log"])
def test_what_depends_on_no_day_offers_none(owner: Visitor, page: str) -> None:
    assert "Day and workshop switch" in owner.visit("/areas/easton/history").words
    words = owner.visit(f"/areas/easton/{page}").words
    assert "Day and workshop switch" not in words
    assert "Change the day" not in words
