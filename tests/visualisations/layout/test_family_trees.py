"""Trees of families, and organigrams: what is kept from one trial to the next is what it would be.

Tests: visualisations/layout/family_trees.py
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.visualisations.layout.unplaced import forests
from visualisations.layout.boxes import PlacedBlock, UnplacedBox
from visualisations.layout.columns import ForestAndLists, Organigram, columns
from visualisations.layout.family_trees import Families, FamilyTrees
from visualisations.themes import THEMES

THEME = THEMES["screen"]


def box(name: str, parent: str = "") -> UnplacedBox:
    return UnplacedBox(name, name, "team", 158, 33, parent)


@given(forests(), st.data())
def test_kept_trees_are_those_that_are_grown_anew(
    boxes: list[UnplacedBox], data: st.DataObject
) -> None:
    families = Families(boxes)
    parents = sorted(families.under.keys() & families.boxes.keys())
    trees = FamilyTrees(families, THEME, {}, {})
    for _ in range(4 if parents else 0):
        for each in families.boxes.values():
            trees.of(each)
        wide = data.draw(st.sampled_from([0, 2, 3]))
        trees = trees.spread({data.draw(st.sampled_from(parents)): wide})
        anew = FamilyTrees(families, THEME, trees.columns_of, {})
        for each in families.boxes.values():
            kept, grown = trees.of(each), anew.of(each)
            assert kept.places() == grown.places()
            assert (kept.w, kept.h) == (grown.w, grown.h)


@settings(max_examples=40)
@given(forests(), st.sampled_from(sorted(THEMES)))
def test_an_organigram_is_the_one_that_trials_with_nothing_kept_find(
    boxes: list[UnplacedBox], theme: str
) -> None:
    found, plain = columns(boxes, THEMES[theme]), with_nothing_kept(boxes, theme)
    assert found.places() == plain.places()
    assert found.headings() == plain.headings()


def with_nothing_kept(boxes: list[UnplacedBox], theme: str) -> PlacedBlock:
    given = ForestAndLists(Families(boxes), THEMES[theme])

    def organigram(columns_of: dict[str, int]) -> Organigram:
        trees = FamilyTrees(given.families, given.theme, columns_of, {})
        return Organigram(given, trees, {})

    best, spread = organigram({}), dict[str, int]()
    for columns_of, worth in given.trials():
        tried = organigram({**spread, **columns_of})
        if tried.scale >= best.scale * worth:
            best, spread = tried, {**spread, **columns_of}
    return best.block


def test_spreading_a_family_grows_only_the_trees_that_hold_it() -> None:
    boxes = [box("a"), box("b", "a"), box("c", "b"), box("d", "b"), box("e", "a"), box("f")]
    families = Families(boxes)
    trees = FamilyTrees(families, THEME, {}, {})
    before = {each.id: trees.of(each) for each in boxes}
    spread = trees.spread({"b": 2})
    grown = {each.id for each in boxes if spread.of(each) is not before[each.id]}
    assert grown == {"a", "b"}


def test_families_are_named_from_the_top_down() -> None:
    families = Families([box("a"), box("b", "a"), box("c", "b"), box("d")])
    assert families.up("c") == ["c", "b", "a"]
    assert [each.id for each in families.in_levels(families.roots)] == ["a", "d", "b", "c"]
