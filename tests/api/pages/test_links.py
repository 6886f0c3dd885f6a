"""Links: all of them lead somewhere, keep the day and the switch, and no page holds a script.

Tests: api/pages/frame.py.
"""

import json
from datetime import date
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from graph.facts.model import Snapshot
from graph.facts.scenarios import from_change_record
from graph.rules.run import run
from graph.stores.memory import MemoryStore
from graph.view import View, default_day
from graph.what_if import apply_to
from tests.api.pages.addresses import AREA_PAGES
from tests.api.pages.links import Links

AREAS = ("coventry", "york")
DAY = "2024-01-31"
PAGES = (
    *AREA_PAGES,
    "/areas/coventry/table?sort=kind&order=down",
    "/areas/coventry/nodes/sehp",
    "/areas/coventry/questions?rule=body-has-chair&subject=coventry/adv1",
    "/areas/coventry/line-of-sight?from=sehp&to=hwb",
    "/areas/coventry/engagement?sort=name",
)
MAP, IMPORT = "/areas/coventry/map", "/areas/coventry/import"


def read(client: TestClient, address: str) -> Links:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Links(answer.text if "html" in answer.headers["content-type"] else "")


def shape(address: str) -> str:
    """Return what pages that take long to make have in common, so that one of a shape tells.

    They are those that search for what would close a finding, for each of its subjects in each
    area, and those that try what was found. Of any other page it is the whole address.
    """
    whole, query = urlsplit(address).path, parse_qs(urlsplit(address).query)
    path = "/".join(whole.split("/")[3:])
    if path.endswith("/suggestions"):
        return path + "?subject" * ("subject" in query)
    kinds = []
    for change in map(json.loads, query.get("change", ())):
        fact = change.get("fact", {})
        kinds.append([change["change"], fact.get("kind"), fact.get("body_kind")])
    return f"{path} {kinds}" if kinds else address


class Things:
    """What an area has that a page can be of, looked up without making the page."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        findings = run(View(snapshot, default_day(snapshot, date.today())))
        self._subjects = {f.rule: {subject.id for subject in f.subjects} for f in findings}

    def check(self, address: str) -> None:
        """Check that what a page searches for or tries is there, and can be tried."""
        path, query = urlsplit(address).path, parse_qs(urlsplit(address).query)
        if path.endswith("/suggestions"):
            assert set(query) <= {"subject"}, address
            assert set(query.get("subject", ())) <= self._subjects[path.split("/")[4]], address
            return
        changes = [from_change_record(json.loads(change)) for change in query["change"]]
        assert apply_to(self._snapshot, changes) != self._snapshot, address


def within(target: str) -> bool:
    """Say whether a target is ours, and if it lies in an area, in one of the two that are read."""
    path = urlsplit(target).path
    if not target.startswith("/"):
        return False
    return not path.startswith("/areas/") or path.split("/")[2] in AREAS


def test_every_internal_link_resolves(client: TestClient, store: MemoryStore) -> None:
    waiting, seen, wanted = ["/"], {"/"}, set[tuple[str, str]]()
    things = {slug: Things(store.read(slug)) for slug in AREAS}
    shapes: dict[str, int] = {}
    ids: dict[str, set[str]] = {}
    while waiting:
        address = waiting.pop()
        found = read(client, address)
        ids[address] = found.ids
        for target in found.targets:
            whole = target if target.startswith("data:") else urljoin(address, target)
            place, fragment = urldefrag(whole)
            if not within(place):
                assert target.startswith(("https://", "data:", "/areas/")), target
                continue
            if fragment:
                wanted.add((place, fragment))
            if place in seen:
                continue
            seen.add(place)
            alike = shape(place)
            shapes[alike] = shapes.get(alike, 0) + 1
            if shapes[alike] > 1 and not fragment:
                things[place.split("/")[2]].check(place)
            else:
                waiting.append(place)
    assert {(place, part) for place, part in wanted if part not in ids[place]} == set()
    assert len(seen) > 100


@pytest.mark.parametrize("page", PAGES)
def test_links_and_forms_keep_the_day_and_the_switch(client: TestClient, page: str) -> None:
    mark = "&" if "?" in page else "?"
    found = read(client, f"{page}{mark}asOf={DAY}&complete=1")
    off = []
    for target in (t for t in found.targets if t.startswith("/areas/coventry")):
        query = parse_qs(urlsplit(target).query)
        assert query["asOf"] == [DAY], target
        off += [] if query.get("complete") == ["1"] else [target]
    assert len(off) == 1, "only the link that turns the switch off leaves it out"
    # What is loaded is of no day.
    of_a_day = [form for form in found.forms if "file" not in form]
    assert len(of_a_day) == len(found.forms) - (page == IMPORT) > 0
    for form in of_a_day:
        assert (form["asOf"], form["complete"]) == (DAY, "1")


def test_the_day_form_keeps_the_rest_of_the_address(client: TestClient) -> None:
    found = read(client, "/areas/coventry/line-of-sight?from=sehp&to=hwb")
    assert found.forms[-1]["from"] == "sehp"
    assert found.forms[-1]["to"] == "hwb"


@pytest.mark.parametrize("page", [page for page in PAGES if page != MAP])
def test_no_page_needs_or_holds_a_script(client: TestClient, page: str) -> None:
    """But the map, whose picture stands there for those without (see test_map_page)."""
    found = read(client, page)
    assert not {"script", "style"} & set(found.tags)
    assert "style" not in found.attributes
    assert not [name for name in found.attributes if name.startswith("on")]
