"""A thing's page shows whatever the vocabulary lets anybody record of it, and of its links.

Tests: api/pages/nodes.py, api/pages/link_words.py
"""

import html
import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.pages.how_it_works import TOLD_TOGETHER
from graph.facts.model import Link, Node
from graph.kinds import LINK_KINDS, NODE_KINDS, Attribute, ValueType
from graph.sentences import attribute_words, attributes_of, link_verbs
from graph.stores.memory import MemoryStore
from tests.every_kind import every_town

TOWN = every_town()
# Said in words of its own: the name of a number, who may come in a member's place, a vacancy.
_SAID_OTHERWISE = ("name_recorded", "deputies", "chair_chosen_by", "quorum_classes")


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    store = MemoryStore()
    store.put(TOWN, ())
    with TestClient(create_app(store), base_url="http://127.0.0.1") as opened:
        yield opened


def words_of(client: TestClient, node_id: str) -> str:
    """Return the words of a thing's page, in small letters."""
    page = client.get(f"/areas/{TOWN.area.slug}/nodes/{node_id}").text
    main = page.split("<main")[1].split("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split()).lower()


def shown_as(fact: Node | Link, attribute: Attribute) -> str:
    """Return what a page must say of an attribute: its words, or its label where it is a yes."""
    words = attribute_words(fact, attribute.name)
    if attribute.type is ValueType.REFERENCE:
        meeting = TOWN.meetings.get(words)
        return TOWN.nodes[meeting.body if meeting else words].name.lower()
    told = attribute.name in TOLD_TOGETHER
    return (attribute.label if attribute.type is ValueType.YES_NO and not told else words).lower()


@pytest.mark.parametrize("kind", [kind.name for kind in NODE_KINDS])
def test_each_attribute_of_a_thing_is_shown(client: TestClient, kind: str) -> None:
    thing = TOWN.nodes[f"{TOWN.area.slug}/{kind}-1"]
    said = words_of(client, thing.id)
    flags = [a.name for a in attributes_of(thing).values() if a.type is ValueType.YES_NO]
    left = {*_SAID_OTHERWISE, *(name for name in flags if name in TOLD_TOGETHER)}
    lacking = [
        attribute.name
        for attribute in attributes_of(thing).values()
        if attribute.name not in left and shown_as(thing, attribute) not in said
    ]
    assert lacking == []


@pytest.mark.parametrize("kind", [kind.name for kind in LINK_KINDS])
def test_each_link_is_said_at_both_ends_with_its_attributes(client: TestClient, kind: str) -> None:
    links = {(one.from_id, one.to_id): one for one in TOWN.links.values() if one.kind == kind}
    pages = {end: words_of(client, end) for ends in links for end in ends}
    lacking = []
    for link in links.values():
        verb, reverse = link_verbs(link)
        # Where questions go on stands step by step instead.
        verb = "step by step" if kind == "escalates_to" else verb
        for here, there, said in (
            (link.from_id, link.to_id, verb),
            (link.to_id, link.from_id, reverse),
        ):
            wanted = [said, TOWN.nodes[there].name, "three members form a quorum."]
            wanted += [
                shown_as(link, attribute)
                for attribute in attributes_of(link).values()
                if attribute.name != "vacant"
            ]
            lacking += [(here, word) for word in wanted if word.lower() not in pages[here]]
    assert lacking == []
