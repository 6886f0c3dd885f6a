"""What changes say, a sentence each: each as it finds what stands before it in the list."""

from dataclasses import replace

import pytest

from graph.facts.changes import Added, Change, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.identifiers import link_id
from graph.facts.model import Link, Node, Snapshot, Status, Value
from graph.suggestions.change_words import change_sentences
from graph.what_if import apply_to
from tests.towns import Town

LINE = link_id("testham", "testham/main", "reports_to", "testham/scp")


def town() -> Snapshot:
    made = Town().main("main", name="Main Board", quorum=3).meet("met", "main", "2024-01-09")
    made.body("scp", "safeguarding_partnership", name="The Partnership")
    return made.link("main", "reports_to", "scp").snapshot()


def said(*changes: Change) -> list[str]:
    before = town()
    return list(change_sentences(changes, before, apply_to(before, changes)))


def test_what_the_list_adds_may_be_ended_or_withdrawn_by_it() -> None:
    post = Node(id="testham/dcs", kind="post", name="The Director")
    seat = Link(
        id=link_id("testham", post.id, "chairs", "testham/main"),
        kind="chairs",
        from_id=post.id,
        to_id="testham/main",
    )
    end = PartialDate("2025-01-31")
    found = said(Added(post), Added(seat), Ended(seat.id, end), Withdrawn("testham/met"))
    assert found[2] == "No longer so after 31 January 2025: The Director chairs Main Board."
    assert found[3] == "Recorded in error: Main Board met on 9 January 2024."
    assert said(Added(post), Withdrawn(post.id))[1].startswith("Recorded in error: The Director")
    gone = said(Added(post), Added(seat), Withdrawn(seat.id), Withdrawn(post.id))
    assert gone[1] == "The Director chairs Main Board."
    assert gone[2] == "Recorded in error: The Director chairs Main Board."


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ({"quorum": 4}, "Main Board: quorum: 4."),
        ({"quorum": None}, "Main Board: quorum: not recorded any more."),
        ({"scope": ("early_help", "family_hubs", "drugs")}, "Main Board: scope also: "),
        ({"scope": ("early_help",)}, "Main Board: scope: early help."),
    ],
)
def test_a_change_says_what_is_new(attributes: dict[str, Value | None], words: str) -> None:
    node = town().nodes["testham/main"]
    values = {**node.attributes, **attributes}
    kept = {name: value for name, value in values.items() if value is not None}
    (sentence,) = said(Changed(replace(node, attributes=kept)))
    assert sentence.startswith(words)


def test_a_new_name_and_what_is_recorded_beside_it_are_said() -> None:
    node, line = town().nodes["testham/main"], town().links[LINE]
    assert said(Changed(replace(node, name="The Board"))) == [
        "“Main Board” would be called “The Board”."
    ]
    moved = replace(node, since=PartialDate("2024-03"), aliases=("MB",), note="")
    assert said(Changed(moved)) == ["Main Board: other names: MB; since: March 2024."]
    assert said(Changed(replace(line, status=Status.PLANNED))) == [
        "Main Board reports to The Partnership: status: planned."
    ]
    assert said(Changed(replace(line, sources=()))) == [
        "Main Board reports to The Partnership: where it was read: no source recorded."
    ]
