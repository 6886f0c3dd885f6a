"""The organigram: boards along the top, what hangs under them below, the rest in lists beside.

Agencies stand at the left, other lists at the right. Always the same for the same boxes, and no
box on top of another.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from visualisations.layout.boxes import PlacedBlock, UnplacedBox, fitted, heading_alone
from visualisations.layout.family_trees import Families, FamilyTrees
from visualisations.text import BOLD_WIDER, LINE_HEIGHT, wrap
from visualisations.themes import Theme

# Heights of the columns of lists to try, in pixels: from four boxes to more than two screens. On
# the bundled maps half the step makes letters larger by less than 1 in 200, twice the step makes
# them smaller by 4 in 100.
_HEIGHTS = tuple(range(240, 2400, 90))
_LEAST_HEIGHT = 120  # pixels: two boxes; a lower forest sets no height for the lists beside it
# Tops with their children side by side are what people know as an organigram: worth letters that
# are 15 in 100 smaller. Any other family is spread only where letters grow by 2 in 100, for the
# plain list is easier to follow.
_TOPS_SPREAD, _OTHERS_SPREAD = 0.85, 1.02
# The empty boxes stand along the top unless letters grow by a fifth with them in a list.
_EMPTY_IN_LIST = 1.2
# Children: trying shorter lists too takes twice as long, for 3 in 100 on two maps of nineteen.
_LONG_LIST = 6
_SIDE_BY_SIDE = (2, 3, 4, 6, 8, 12)
_SIDE_GAP = 1.2  # column gaps between the forest and the lists beside it
_OVER_HEADING = 2  # gaps above a heading, where no edges bend
_AT_LEFT = "Organisations"  # the heading of the list that stands left of the forest
# Lists that were run down columns, by their headings and the height of the columns.
Flows = Mapping[tuple[tuple[str, ...], float], PlacedBlock]


def columns(boxes: Iterable[UnplacedBox], theme: Theme) -> PlacedBlock:
    """Place everything as an organigram that fills its theme's room as large as it can.

    What hangs under what is in the boxes; other links do not move anything.

    Families are spread out by trial, all tops together, and what is worth its room is kept.
    """
    given = ForestAndLists(Families(boxes), theme)
    best = Organigram(given, FamilyTrees(given.families, theme, {}, {}), {})
    for columns_of, worth in given.trials():
        tried = best.spread(columns_of)
        if tried.scale >= best.scale * worth:
            best = tried
    return best.block


class ForestAndLists:
    """What is the same however families are spread out: the boxes of the forest and of lists."""

    def __init__(self, families: Families, theme: Theme) -> None:
        self.families = families
        self.theme = theme
        self.tops = [box for box in families.roots if not box.heading]
        self.missing = [box for box in families.roots if box.look == "missing"]
        self.lists: dict[str, list[UnplacedBox]] = {}
        for box in families.roots:
            if box.heading and box.look != "missing":
                self.lists.setdefault(box.heading, []).append(box)
        self._headings: dict[str, PlacedBlock] = {}

    def trials(self) -> list[tuple[dict[str, int], float]]:
        """Return ways to spread families out, each with how much larger letters must become."""
        under = self.families.under
        several = [
            box.id
            for box in self.families.in_levels(self.tops)
            if sum(child.id in under for child in self.families.children(box)) > 1
        ]
        tops = dict.fromkeys({top.id for top in self.tops} & set(several), 0)
        trials = [(tops, _TOPS_SPREAD)] if tops else []
        trials += [({i: 0}, _OTHERS_SPREAD) for i in several]
        long = [i for i in self.families.boxes if len(under.get(i, ())) >= _LONG_LIST]
        return trials + [({i: wide}, _OTHERS_SPREAD) for i in long for wide in _SIDE_BY_SIDE]

    def heading(self, words: str) -> PlacedBlock:
        """Return a heading, measured once: columns repeat it at every height that is tried."""
        if words not in self._headings:
            size = self.theme.font
            lines = wrap(words, self.theme.box_width / BOLD_WIDER, size)
            high = len(lines) * size * LINE_HEIGHT + 2
            self._headings[words] = heading_alone(lines, self.theme.box_width, high)
        return self._headings[words]

    def row(self, blocks: Iterable[PlacedBlock]) -> PlacedBlock:
        """Put blocks side by side."""
        row = PlacedBlock()
        for block in blocks:
            row.put(block, row.w + self.theme.column_gap if row.has_boxes else 0, 0)
        return row


class Organigram:
    """The organigram for one way of spreading families out, at the best height of its lists.

    flows are the lists by heading, and by height, that stand as they do here.
    """

    def __init__(self, given: ForestAndLists, trees: FamilyTrees, flows: Flows) -> None:
        self.given = given
        self.trees = trees
        self._flows = dict(flows)

    def spread(self, columns_of: Mapping[str, int]) -> "Organigram":
        """Return the organigram with some families spread out otherwise as well."""
        if all(self.trees.columns_of.get(i) == wide for i, wide in columns_of.items()):
            return self
        families = self.given.families
        moved = {families.boxes[families.up(i)[-1]].heading for i in columns_of}
        kept = {key: flow for key, flow in self._flows.items() if moved.isdisjoint(key[0])}
        return Organigram(self.given, self.trees.spread(columns_of), kept)

    @cached_property
    def scale(self) -> float:
        """How large it is drawn: more is better."""
        return fitted(self.block, self.given.theme)

    @cached_property
    def block(self) -> PlacedBlock:
        """All of it, with columns of the best height."""
        row = self._best_height(missing_in_row=True)
        if not self._forest.has_boxes or len(self.given.missing) < 2:
            return row
        stack = self._best_height(missing_in_row=False)
        theme = self.given.theme
        return stack if fitted(stack, theme) > fitted(row, theme) * _EMPTY_IN_LIST else row

    @cached_property
    def _forest(self) -> PlacedBlock:
        return self.given.row(map(self.trees.of, self.given.tops))

    @cached_property
    def _missing(self) -> PlacedBlock:
        return self.given.row(map(self.trees.of, self.given.missing))

    def _best_height(self, missing_in_row: bool) -> PlacedBlock:
        def size(block: PlacedBlock) -> tuple[float, float]:
            return (round(fitted(block, self.given.theme), 4), -block.w * block.h)

        heights = (max(self._forest.h, _LEAST_HEIGHT), *_HEIGHTS)
        return max((self._composed(height, missing_in_row) for height in heights), key=size)

    def _composed(self, height: float, missing_in_row: bool) -> PlacedBlock:
        """Put lists beside the forest, or everything in one flow where there is no forest.

        The empty boxes stand in a row along the top, or as a list of their own.
        """
        given, theme, forest = self.given, self.given.theme, self._forest
        whole, gap = PlacedBlock(), theme.column_gap * _SIDE_GAP
        missing, below = PlacedBlock(), 0.0
        beside = (_AT_LEFT,) if forest.has_boxes else ()
        left = {name: each for name, each in given.lists.items() if name in beside}
        right = {name: each for name, each in given.lists.items() if name not in left}
        if missing_in_row:
            missing = self._missing
            over = _OVER_HEADING * theme.gap + theme.font
            below = missing.h + over if missing.has_boxes else 0
        elif given.missing:
            right = {given.missing[0].heading: given.missing, **right}
        if forest.has_boxes:
            whole.put(self._flow(left, height), 0, 0)
            whole.put(forest, whole.w + gap if whole.has_boxes else 0, 0)
        start = whole.w + gap if whole.has_boxes else 0
        whole.put(missing, start, 0)
        whole.put(self._flow(right, height - below), start, below)
        return whole

    def _flow(self, lists: Mapping[str, Sequence[UnplacedBox]], height: float) -> PlacedBlock:
        """Run lists down columns of a height, once."""
        key = (tuple(lists), height)
        if key not in self._flows:
            self._flows[key] = self._run_down(lists, height)
        return self._flows[key]

    def _run_down(self, lists: Mapping[str, Sequence[UnplacedBox]], height: float) -> PlacedBlock:
        """Run lists down columns of a height; a list that must break repeats its heading."""
        block, column = PlacedBlock(), PlacedBlock()
        theme = self.given.theme
        over = _OVER_HEADING * theme.gap
        for heading, boxes in lists.items():
            trees = [self.trees.of(box) for box in boxes]
            head = self.given.heading(heading)
            length = head.h + sum(tree.h + theme.gap for tree in trees)
            room = height - column.h - over
            least = head.h + trees[0].h if trees else 0
            if column.h and room < (length if length <= height else least):
                column = self._next(block, column)
            column.put(head, 0, column.h + over if column.h else 0)
            for tree in trees:
                if column.h + theme.gap + tree.h > height and column.has_boxes:
                    column = self._next(block, column)
                    column.put(self.given.heading(f"{heading} (continued)"), 0, 0)
                column.put(tree, 0, column.h + theme.gap)
        self._next(block, column)
        return block

    def _next(self, block: PlacedBlock, column: PlacedBlock) -> PlacedBlock:
        """Put a full column beside those that are there, and begin another."""
        gap = self.given.theme.column_gap
        block.put(column, block.w + gap if block.has_boxes else 0, 0)
        return PlacedBlock()
