"""The lint of the model: every kind has its words, and nothing collides.

Tests: graph/kinds/kind_types.py, graph/kinds/nodes.py, graph/kinds/links.py
Tests: graph/kinds/lists.py, graph/kinds/words.py
"""

from collections import Counter

from graph import kinds
from graph.kinds import words
from graph.kinds.kind_types import Choice, ValueType

GLOSSARY_NODES = {
    *("organisation", "department", "body", "person", "post", "seat", "community", "plan"),
    *("agreement", "programme", "agenda", "service", "site", "team", "event", "footprint"),
    *("meeting", "action", "commitment", "source"),
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
}


def repeated(names: list[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def test_the_kinds_are_the_glossarys() -> None:
    beside = {"partner_score", "tower_rating", "wilder_result", "attendance_total"}
    assert {kind.name for kind in kinds.BESIDE_KINDS} == beside
    # Meetings and sources are records of their own (graph/facts/model.py).
    assert {*kinds.NODE_KIND, "meeting", "source"} - beside == GLOSSARY_NODES
    assert set(kinds.LINK_KIND) == GLOSSARY_LINKS
    assert len(words.BODY_KINDS) == 22
    assert len(words.SECTORS) == 29
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


def test_links_join_kinds_that_exist() -> None:
    known = set(kinds.NODE_KIND)
    for link in kinds.LINK_KINDS:
        assert link.pairs, link.name
        assert {end for pair in link.pairs for end in pair} <= known, link.name


def test_the_upward_lines_are_the_four_of_the_glossary() -> None:
    upward = {link.name for link in kinds.LINK_KINDS if link.upward}
    assert upward == {"accountable_to", "reports_to", "subgroup_of", "convenes"}
    assert [link.name for link in kinds.LINK_KINDS if link.inverse] == ["convenes"]


def test_attributes_have_labels_and_lists_have_words() -> None:
    for kind in kinds.NODE_KINDS:
        known = kinds.node_attributes(kind.name)
        assert repeated([a.name for a in kind.attributes]) == []
        assert repeated([a.label for a in known.values()]) == []
        for attribute in known.values():
            assert attribute.label
            listed = attribute.type in (ValueType.CHOICE, ValueType.CHOICES)
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


def test_ten_lists_can_be_declared_complete() -> None:
    of_bodies = {item.name for item in kinds.DECLARABLE_LISTS if not item.of_area}
    assert of_bodies == {"outward_lines", "members", "duties"}
    assert len(kinds.DECLARABLE_LISTS) == 10
