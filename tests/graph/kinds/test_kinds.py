"""The lint of the model: every kind has its words, and nothing collides.

Tests: graph/kinds/kind_types.py, graph/kinds/nodes.py, graph/kinds/links.py
Tests: graph/kinds/lists.py, graph/kinds/words.py, graph/kinds/word_list.py
Tests: graph/kinds/body_words.py, graph/kinds/partner_words.py, graph/kinds/paper_words.py
Tests: graph/kinds/attributes.py, graph/kinds/body_attributes.py, graph/kinds/beside_kinds.py
"""

from collections import Counter

import pytest

from graph import kinds
from graph.kinds import words
from graph.kinds.kind_types import Choice, ValueType
from graph.kinds.word_list import read_choices
from graph.name_keys import name_key

GLOSSARY_NODES = {
    *("organisation", "department", "body", "person", "post", "seat", "community", "plan"),
    *("agreement", "programme", "agenda", "service", "site", "team", "event", "footprint"),
    *("meeting", "action", "commitment", "source", "matter", "decision"),
}
GLOSSARY_LINKS = {
    *("accountable_to", "reports_to", "subgroup_of", "convenes", "coordinates_with", "informs"),
    *("advises", "chairs", "co_chairs", "vice_chairs", "member_of", "represents", "holds"),
    *("accountable_for", "leads", "sponsors", "delegates_to", "scrutinises", "governs"),
    *("oversees", "manages", "owns", "has_plan", "contributes_to", "follows", "works_to"),
    *("party_to", "employed_by", "part_of", "commissions", "funds", "delivers"),
    *("subcontracts_to", "succeeded_by", "established_under", "covers", "located_in"),
    *("overlaps", "bridges", "engages", "voice_for", "partner_of", "supports", "based_in"),
    *("held_at", "takes_part_in", "communicates_with"),
    *("has_right_over", "acts_for", "appoints", "serves", "escalates_to", "hosts"),
    "line_manages",
}


def repeated(names: list[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def test_the_kinds_are_the_glossarys() -> None:
    beside = {"partner_score", "tower_rating", "wilder_result", "attendance_total"}
    assert {kind.name for kind in kinds.BESIDE_KINDS} == beside
    # Meetings and sources are records of their own (graph/facts/model.py).
    assert {*kinds.NODE_KIND, "meeting", "source"} - beside == GLOSSARY_NODES
    assert set(kinds.LINK_KIND) == GLOSSARY_LINKS
    assert len(words.BODY_KINDS) == 35
    assert len(words.SECTORS) == 35
    assert len(words.POST_KINDS) == 21
    assert len(words.PLAN_KINDS) == 17


def test_every_kind_has_its_words_and_none_collide() -> None:
    nodes, links = kinds.NODE_KINDS, kinds.LINK_KINDS
    for kind in nodes:
        assert all((kind.label, kind.plural, kind.definition)), kind.name
    for link in links:
        assert all((link.label, link.verb, link.reverse, link.definition)), link.name
    for names in (
        [k.label for k in nodes],
        [k.plural for k in nodes],
        [k.label for k in links],
        [k.verb for k in links],
        [*kinds.NODE_KIND, *kinds.LINK_KIND],
        [c.label for c in words.BODY_KINDS],
        [c.plural for c in words.BODY_KINDS],
        [c.label for c in words.SECTORS],
    ):
        assert repeated(names) == []


def every_list() -> list[tuple[Choice, ...]]:
    """Return every closed list, also those that no attribute takes its words from."""
    beside = (words.STATUSES, words.CONFIDENCES, words.ATTENDANCE)
    return list(dict.fromkeys((*kinds.closed_lists(), *beside)))


def test_every_word_of_every_list_has_one_line_of_meaning_and_other_names() -> None:
    assert len(every_list()) >= 35
    for choices in every_list():
        own = {name_key(name) for c in choices for name in (c.word, c.label)}
        for choice in choices:
            assert choice.meaning.endswith("."), choice.word
            assert "\n" not in choice.meaning, choice.word
            assert len(choice.meaning) <= 120, choice.word
            assert choice.other_names, choice.word
            assert repeated([name_key(name) for name in choice.other_names]) == [], choice.word
            # What is a word of the list itself is no other name of another.
            others = {name_key(name) for name in choice.other_names}
            mine = {name_key(choice.word), name_key(choice.label)}
            assert not others & (own - mine), (choice.word, others & own)


def test_a_line_of_a_list_without_a_meaning_is_refused() -> None:
    with pytest.raises(ValueError, match='"chair" has no meaning'):
        read_choices("chair: the chair")


def test_links_join_kinds_that_exist() -> None:
    known = set(kinds.NODE_KIND)
    for link in kinds.LINK_KINDS:
        assert link.pairs, link.name
        assert {end for pair in link.pairs for end in pair} <= known, link.name


def test_the_upward_lines_are_those_of_the_glossary() -> None:
    upward = {link.name for link in kinds.LINK_KINDS if link.upward}
    assert upward == {"accountable_to", "reports_to", "subgroup_of", "convenes", "acts_for"}
    assert [link.name for link in kinds.LINK_KINDS if link.inverse] == ["convenes"]


def test_attributes_have_labels_and_lists_have_words() -> None:
    for kind in kinds.NODE_KINDS:
        known = kinds.node_attributes(kind.name)
        assert repeated([a.name for a in kind.attributes]) == []
        assert repeated([a.label for a in known.values()]) == []
        for attribute in known.values():
            assert attribute.label
            listed = attribute.type in (ValueType.CHOICE, ValueType.CHOICES, ValueType.COUNTS)
            assert listed == bool(attribute.choices), attribute.name


def test_no_attribute_has_the_name_of_a_fixed_key() -> None:
    fixed = {"id", "kind", "name", "aliases", "maps", "status", "since", "until", "confidence"}
    fixed |= {"note", "source", "from", "to"}
    for kind in kinds.NODE_KINDS:
        assert not fixed & set(kinds.node_attributes(kind.name)), kind.name
    for link in kinds.LINK_KINDS:
        assert not fixed & set(kinds.link_attributes(link.name)), link.name


def test_slices_of_lists_are_what_they_are_taken_for() -> None:
    def listed(choices: tuple[Choice, ...]) -> list[str]:
        return [choice.word for choice in choices]

    assert listed(words.LEVELS) == ["strategic", "operational"]
    assert listed(words.AGENDA_KINDS) == [
        *("supporting_families", "parental_conflict", "drugs"),
        *("attendance", "violence_reduction"),
    ]
    cadence = kinds.node_attributes("body")["cadence_status"]
    assert cadence.words == ("operating", "aspired")


def test_eleven_lists_can_be_declared_complete() -> None:
    of_bodies = {item.name for item in kinds.DECLARABLE_LISTS if not item.of_area}
    assert of_bodies == {"outward_lines", "members", "duties", "terms"}
    assert len(kinds.DECLARABLE_LISTS) == 11


def ends(kind: str) -> set[tuple[str, str]]:
    return set(kinds.LINK_KIND[kind].pairs)


def test_the_ends_of_the_new_and_wider_links_are_those_of_the_domain() -> None:
    def product(starts: str, stops: str) -> set[tuple[str, str]]:
        return {(a, b) for a in starts.split() for b in stops.split()}

    agency = "organisation department"
    assert ends("has_right_over") == product("body post organisation", "matter")
    assert ends("delegates_to") == product(f"post body {agency}", "post body")
    assert ends("acts_for") == {("body", "body")}
    assert ends("appoints") == product(f"{agency} body post", "body post")
    assert ends("serves") == product("post organisation team", "body")
    assert ends("escalates_to") == product("body post", f"body post {agency}")
    assert ends("hosts") == product(agency, "agreement body service")
    assert ends("line_manages") == {("post", "post")}
    assert ends("accountable_to") == product("body post", f"body post {agency}")
    assert ends("reports_to") == product("body post", f"body plan {agency}")
    assert ends("convenes") == product(f"body {agency}", "body")
    for kind in ("informs", "advises"):
        assert ends(kind) == product("body", f"body post {agency}")
    assert ends("scrutinises") == product(f"person post body {agency}", f"body {agency}")
    assert ends("supports") == product("organisation body", "organisation body")
    assert ("body", "agreement") in ends("oversees")
    assert {("organisation", "agreement")} <= ends("funds") & ends("commissions")
    assert {("body", "body"), ("team", "body")} <= ends("member_of")
    for kind in ("leads", "accountable_for"):
        assert product("post person", "matter body plan") <= ends(kind)
    alike = {(kind, kind) for kind in ["programme", "body", "organisation", "post", "plan"]}
    assert ends("succeeded_by") == alike | product("programme", "plan organisation")
