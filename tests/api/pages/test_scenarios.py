"""The page of scenarios with scripts off: propose, see the effect, keep, accept, drop.

Tests: api/pages/proposal_form.py.
"""

import html
import re
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.stores.memory import MemoryStore
from loaders.examples import example

PAGE = "/areas/coventry/scenarios"
LINK = {"from": "adv1", "kind": "reports_to", "to": "sehp"}
CHANGE = '{"link":{"from":"adv1","kind":"reports_to","to":"sehp"}}'
FORM = {"origin": "http://127.0.0.1", "content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def store() -> MemoryStore:
    """A store that a test may change."""
    opened, found = MemoryStore(), example("coventry")
    opened.put(found.snapshot, found.history)
    return opened


@pytest.fixture
def client(store: MemoryStore) -> TestClient:
    return TestClient(create_app(store), base_url="http://127.0.0.1", follow_redirects=False)


def send(client: TestClient, headers: dict[str, str] | None = None, **fields: str) -> Any:
    return client.post(PAGE, content=urlencode(fields), headers=headers or FORM)


def words(answer: Any) -> str:
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def test_a_link_is_added_by_name_and_its_effect_is_told(client: TestClient) -> None:
    names = {"from": "Early help advisory group, South", "to": "Strategic Early Help Partnership"}
    asked = client.get(PAGE, params=names)
    assert "These are the kinds of link that may join the two" in words(asked)
    kinds = re.findall(r'<option value="([a-z_]+)"', asked.text)
    assert "reports_to" in kinds
    assert "chairs" not in kinds
    added = client.get(PAGE, params={**names, "kind": "reports_to"})
    assert "Early help advisory group, South reports to Strategic" in words(added)
    assert "Would read otherwise: " in words(added)
    assert "Every body answers to something" in words(added)
    # The form of the next link holds the one before; each can be taken away again.
    (held, *_) = re.findall(r'name="change" value="([^"]+)"', added.text)
    (away,) = re.findall(r'<a href="([^"]+)">Take away', added.text)
    again = {"change": html.unescape(held), "from": "adv2", "kind": "reports_to", "to": "sehp"}
    assert client.get(PAGE, params=again).text.count(">Take away") == 2
    assert "Nothing yet." in words(client.get(html.unescape(away)))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"from": "adv1"}, "Choose where the link begins"),
        ({"from": "adv1", "to": "nobody"}, 'no thing "nobody"'),
        ({**LINK, "kind": "chairs"}, "choose one of"),
        ({**LINK, "kind": "x"}, 'no kind of link "x"'),
        ({"from": "cyp", "to": "adv1"}, "No kind of link joins these two"),
        ({"change": "{"}, "It is not JSON"),
        ({"change": "[" * 20_000}, "It is not JSON"),
        ({"change": '{"change": "added", "type": "area", "area": "x", "fact": {}}'}, "is missing"),
        ({"change": [CHANGE] * 201}, "recorded"),
        ({"scenario": "nothing"}, 'no scenario "nothing"'),
    ],
)
def test_what_cannot_be_tried_is_said_on_the_page(
    client: TestClient, query: dict[str, Any], said: str
) -> None:
    answer = client.get(PAGE, params=query)
    assert answer.status_code == 400
    assert said in words(answer)
    assert 'role="alert"' in answer.text


def hidden(answer: Any, name: str) -> str:
    """Return what the last form of a page that holds a name sends under it."""
    found: list[str] = re.findall(
        rf'<input type="hidden" name="{name}" value="([^"]*)"', answer.text
    )
    return html.unescape(found[-1])


def test_a_scenario_is_kept_opened_accepted(client: TestClient, store: MemoryStore) -> None:
    kept = send(client, do="keep", name=" A  line ", change=CHANGE)
    assert kept.headers["location"] == f"{PAGE}?scenario=A+line"
    opened = client.get(kept.headers["location"])
    assert "What if: A line" in words(opened)
    assert "(version 1)." in words(opened)
    assert store.revision("coventry") == 1
    unsure = send(client, do="accept", name="A line", version="1")
    assert unsure.status_code == 400
    assert "tick that it should be written" in words(unsure)
    assert "Accept or drop “A line”" in words(unsure)
    # A form that does not say which version it showed is none of this page's.
    unseen = send(client, do="accept", name="A line", sure="1")
    assert (unseen.status_code, store.revision("coventry")) == (400, 1)
    done = send(client, do="accept", name="A line", sure="1", version=hidden(opened, "version"))
    assert (done.status_code, done.headers["location"]) == (303, "/areas/coventry/history")
    assert store.revision("coventry") == 2
    assert store.scenarios("coventry") == ()
    assert 'Scenario "A line", proposed by' in words(client.get("/areas/coventry/nodes/adv1"))
    # Whoever presses the same button a moment later is told who was first.
    late = send(client, do="accept", name="A line", sure="1", version="1")
    assert late.status_code == 410
    assert "was accepted a moment ago by" in words(late)
    assert "was accepted a moment ago by" in words(client.get(kept.headers["location"]))


def test_what_has_moved_since_is_named_and_the_scenario_can_be_dropped(
    client: TestClient, store: MemoryStore
) -> None:
    for name in ("One", "Two"):
        send(client, do="keep", name=name, change=CHANGE)
    send(client, do="accept", name="One", sure="1", version="1")
    late = send(client, do="accept", name="Two", sure="1", version="1")
    assert late.status_code == 409
    assert "Nothing was written" in words(late)
    # Only the list can show it still: its changes no longer fit.
    opened = client.get(PAGE, params={"scenario": "Two"})
    assert "Accept or drop “Two”" in words(opened)
    version = hidden(opened, "version")
    assert send(client, do="drop", name="Two", version=version).headers["location"] == PAGE
    assert store.scenarios("coventry") == ()
    assert send(client, do="drop", name="Two", version="1").status_code == 410
    assert send(client, do="drop", name="Three", version="1").status_code == 404
    assert send(client, do="keep", name="", change=CHANGE).status_code == 400
    assert send(client, do="keep", name="Empty").status_code == 400
    assert send(client, do="explode", name="Two").status_code == 400


OTHER = '{"link":{"from":"adv2","kind":"reports_to","to":"sehp"}}'


def test_a_name_that_somebody_has_is_not_taken_in_silence(
    client: TestClient, store: MemoryStore
) -> None:
    send(client, do="keep", name="South", change=CHANGE)
    first = store.scenarios("coventry")
    taken = send(client, do="keep", name="South", change=OTHER)
    assert taken.status_code == 409
    assert "Nothing was written" in words(taken)
    assert 'kept "South" on' in words(taken)
    assert store.scenarios("coventry") == first
    # What was typed and proposed is still there, and can be kept over it knowingly.
    assert 'value="South"' in taken.text
    (over,) = re.findall(r'name="over" value="([^"]+)"', taken.text)
    changes = hidden(taken, "change")
    assert send(client, do="keep", name="South", change=changes, over=over).status_code == 303
    (now,) = store.scenarios("coventry")
    assert (now.version, now.changes == first[0].changes) == (2, False)
    # Whoever had the first one open can neither accept the second unseen, nor drop it.
    for do in ("accept", "drop"):
        late = send(client, do=do, name="South", sure="1", version="1")
        assert (late.status_code, "you saw version 1" in words(late)) == (409, True)
    assert store.scenarios("coventry") == (now,)


def test_what_is_added_to_an_opened_scenario_takes_its_place(
    client: TestClient, store: MemoryStore
) -> None:
    send(client, do="keep", name="South", change=CHANGE)
    opened = client.get(PAGE, params={"scenario": "South"})
    form: dict[str, Any] = {name: hidden(opened, name) for name in ("began", "seen")}
    changes = [html.unescape(c) for c in re.findall(r'name="change" value="([^"]+)"', opened.text)]
    more = client.get(PAGE, params={**form, "change": changes[:2], **LINK, "from": "adv2"})
    assert more.text.count(">Take away") == 2
    assert "it takes the place of version 1" in words(more)
    # It is not the kept one any more, which is what accepting would write.
    assert "Accept or drop" not in words(more)
    (away, *_) = re.findall(r'<a href="([^"]+)">Take away', more.text)
    assert "began=South&seen=1" in html.unescape(away)
    began = {"began": hidden(more, "began"), "seen": hidden(more, "seen")}
    assert began == {"began": "South", "seen": "1"}
    keep = partial(send, client, do="keep", began="South", seen="1")
    assert keep(name="South", change=OTHER).status_code == 303
    assert [one.version for one in store.scenarios("coventry")] == [2]
    # The same form once more, as from a second window, is too late; a new name is not.
    late = keep(name="South", change=CHANGE)
    assert (late.status_code, "after version 1" in words(late)) == (409, True)
    assert keep(name="North", change=CHANGE).status_code == 303
    send(client, do="drop", name="South", version="2")
    gone = send(client, do="keep", name="South", change=CHANGE, began="South", seen="2")
    assert (gone.status_code, "was dropped a moment ago by" in words(gone)) == (409, True)
    assert 'name="began"' not in gone.text
    assert send(client, do="keep", name="South", change=CHANGE).status_code == 303


@pytest.mark.parametrize("origin", ["", "http://elsewhere.example", "null"])
def test_a_form_from_elsewhere_changes_nothing(
    client: TestClient, store: MemoryStore, origin: str
) -> None:
    headers = {**FORM, "origin": origin}
    answer = send(client, headers, do="keep", name="A", change=CHANGE)
    assert answer.status_code == 403
    assert store.scenarios("coventry") == ()


def test_a_form_that_is_too_large_is_refused(client: TestClient) -> None:
    assert send(client, do="keep", name="A", change="x" * 2**20).status_code == 413


def test_the_map_and_its_picture_show_what_is_proposed(client: TestClient) -> None:
    page = client.get("/areas/coventry/map", params={"change": CHANGE})
    assert "Proposed: Early help advisory group, South reports to" in words(page)
    assert '"look": "proposed"' in page.text
    drawn = client.get("/areas/coventry/map.svg", params={"change": CHANGE})
    assert drawn.text.count('<g data-look="proposed">') == 1
    assert "proposed" not in client.get("/areas/coventry/map.svg").text
    wrong = client.get("/areas/coventry/map", params={"change": "{"})
    assert (wrong.status_code, 'role="alert"' in wrong.text) == (200, True)
    given = {"addLink": {**LINK, "kind": "REPORTS_TO"}}
    data = client.post("/areas/coventry/map/proposed", json={"changes": [given]}).json()
    assert [line["label"] for line in data["lines"] if line["look"] == "proposed"] == ["proposed"]
    # An address holds the changes in the words of an archive.
    (held,) = data["proposed"]
    again = client.get("/areas/coventry/map.svg", params={"change": held})
    assert again.text == drawn.text
    for body in ({}, {"changes": 1}, {"changes": [1]}, {"changes": ["{"]}):
        assert client.post("/areas/coventry/map/proposed", json=body).json()["problem"]
    assert client.post("/areas/coventry/map/proposed", content=b"[").status_code == 400


def test_what_would_close_a_finding_has_a_page_of_its_own(client: TestClient) -> None:
    finding = client.get("/areas/coventry/findings/no-orphan-body")
    (address,) = re.findall(r'href="([^"]+/suggestions)"', finding.text)
    page = client.get(address)
    assert "A question to ask" in words(page)
    opens = [html.unescape(a) for a in re.findall(r'href="([^"]+)">Open it', page.text)]
    assert len(opens) > 2
    assert "Proposed: " in words(client.get(opens[0]))
    met = client.get("/areas/coventry/findings/main-board-exists")
    assert "What would close it" not in met.text
    nothing = client.get("/areas/coventry/findings/main-board-exists/suggestions")
    assert "There is nothing open here." in words(nothing)
    assert client.get("/areas/coventry/findings/nothing/suggestions").status_code == 404


def test_each_open_thing_has_one_step_and_the_one_that_is_named_has_several(
    client: TestClient,
) -> None:
    page = client.get("/areas/coventry/findings/no-orphan-body/suggestions")
    steps = re.findall(r"<h3>([^<]+)</h3>", page.text)
    assert len(steps) == len(set(steps)) > 1
    (other, *_) = re.findall(r'href="([^"]+)">Other ways', page.text)
    ways = client.get(html.unescape(other))
    assert len(re.findall(r"<h3>\d\. ", ways.text)) > 1
    assert ways.text.count("<h2>") == page.text.count("<h2>") - len(steps) + 1
    asked = client.get("/areas/coventry/findings/children-and-transformation-leaders/suggestions")
    assert "No small step closes it: who employs somebody" in words(asked)


def test_a_statutory_board_that_is_not_on_the_map_is_to_be_recorded(client: TestClient) -> None:
    address = "/areas/coventry/findings/hwb-statutory-members"
    said = "Record the health and wellbeing board: not on the map yet."
    assert said in words(client.get(address))
    page = client.get(f"{address}/suggestions")
    assert said in words(page)
    (opens,) = [html.unescape(a) for a in re.findall(r'href="([^"]+)">Open it', page.text)]
    assert "Health and wellbeing board (not on the map yet)" in words(client.get(opens))
    other = client.get("/areas/coventry/findings/data-board-led-and-senior")
    assert "What to record first" not in words(other)


def chosen(page: Any) -> list[str]:
    return [html.unescape(v) for v in re.findall(r'<option value="([^"]*)" selected>', page.text)]


def test_what_is_not_on_the_map_is_added_as_planned(client: TestClient) -> None:
    names = {"from": "sehp", "kind": "reports_to", "to": "health and wellbeing board"}
    asked = client.get(PAGE, params=names)
    assert asked.status_code == 400
    assert "No health and wellbeing board is on the map of Coventry." in words(asked)
    assert "Did you mean" not in words(asked)
    assert 'name="to" list="things" autocomplete="off" required value="health and' in asked.text
    # What it is called says what it is, and only what the link may lead to is offered.
    assert chosen(asked) == ["reports_to", "body:hwb"]
    assert 'value="post:dcs"' not in asked.text
    added = client.get(PAGE, params={**names, "toIs": "body:hwb"})
    assert added.status_code == 200
    said = words(added)
    assert "Health and wellbeing board would be added to the map as planned" in said
    assert "reports to Health and wellbeing board (would be planned, as Health and" in said
    assert "Then: Planned, not yet so: Strategic Early Help Partnership → Health and" in said
    assert "Would close: nothing" in said
    # The next link may name it, from either end.
    changes = [html.unescape(c) for c in re.findall(r'name="change" value="([^"]+)"', added.text)]
    more = {"change": changes[:2], "from": "adv1", "kind": "informs", "to": names["to"]}
    assert client.get(PAGE, params=more).text.count(">Take away") == 3


def test_a_new_thing_is_joined_by_a_kind_that_is_chosen_next(client: TestClient) -> None:
    both = {"from": "Youth club", "fromIs": "organisation:vcs", "to": "Coventry youth board"}
    asked = client.get(PAGE, params=both)
    assert "“Coventry youth board” is not on the map yet" in words(asked)
    assert "“Youth club”" in words(asked)
    assert chosen(asked) == ["organisation:vcs"]
    kinds = client.get(PAGE, params={**both, "toIs": "body:network"})
    assert "These are the kinds of link that may join the two" in words(kinds)
    assert kinds.text.count(">Take away") == 2
    wrong = client.get(PAGE, params={**both, "toIs": "body:nothing"})
    assert 'There is no kind of thing "body:nothing".' in words(wrong)
    impossible = client.get(PAGE, params={**both, "kind": "chairs", "toIs": "plan:hub_strategy"})
    assert impossible.status_code == 400
    assert 'value="body:network"' in impossible.text


def test_near_names_come_before_adding(client: TestClient) -> None:
    asked = client.get(
        PAGE, params={"from": "early help board", "kind": "reports_to", "to": "cscp"}
    )
    near = re.findall(r'<a href="([^"]+)">Strategic Early Help Partnership</a>', asked.text)
    done = client.get(html.unescape(near[0]))
    assert "Strategic Early Help Partnership reports to Coventry Safeguarding" in words(done)
    assert asked.text.index("Did you mean\n") < asked.text.index("Add it as planned")
