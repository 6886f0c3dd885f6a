"""The organigram: boards along the top, what hangs under them below, the rest in lists beside.

Agencies stand at the left, other lists at the right. Always the same for the same boxes, and no
box on top of another.
"""

from collections.abc import Iterable, Mapping, Sequence

from visualisations.layout.boxes import (
    ListHeading,
    PlacedBlock,
    UnplacedBox,
    alone,
    fitted,
    in_order,
)
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
# How much higher than an equal share a column may grow: with none the last child often begins a
# column of its own (letters smaller by 15 in 100), with 1.2 columns become uneven (by 8).
_UNEVEN = 1.08
_SIDE_GAP = 1.2  # column gaps between the forest and the lists beside it
_UNDER_PARENT, _OVER_HEADING = 3, 2  # gaps: below a parent its edges bend, above a heading none do


def columns(boxes: Iterable[UnplacedBox], theme: Theme) -> PlacedBlock:
    """Place everything as an organigram that fills its theme's room as large as it can.

    What hangs under what is in the boxes; other links do not move anything.
    """
    return _Organigram(boxes, theme).best()


class _Organigram:
    """The boxes by what they hang under, and how many columns each family is spread over.

    columns_of holds 0 for a family with a column for each child that has children itself; what is
    not in it has its children in a list.
    """

    def __init__(self, boxes: Iterable[UnplacedBox], theme: Theme) -> None:
        self.theme = theme
        self.boxes = {box.id: box for box in in_order(boxes)}
        self.under: dict[str, list[UnplacedBox]] = {}
        for box in self.boxes.values():
            self.under.setdefault(box.parent if box.parent in self.boxes else "", []).append(box)
        roots = self.under.get("", [])
        self.tops = [box for box in roots if not box.heading]
        self.missing = [box for box in roots if box.look == "missing"]
        self.lists: dict[str, list[UnplacedBox]] = {}
        for box in roots:
            if box.heading and box.look != "missing":
                self.lists.setdefault(box.heading, []).append(box)
        self.columns_of: dict[str, int] = {}

    def best(self) -> PlacedBlock:
        """Try spreading out families, all tops together, and keep what is worth its room."""
        best, families = self._best_height(), self._families()
        tops = dict.fromkeys({top.id for top in self.tops} & set(families), 0)
        trials = [(tops, _TOPS_SPREAD), *(({i: 0}, _OTHERS_SPREAD) for i in families)]
        long = [i for i in self.boxes if len(self.under.get(i, ())) >= _LONG_LIST]
        trials += [({i: wide}, _OTHERS_SPREAD) for i in long for wide in _SIDE_BY_SIDE]
        for trial, worth in trials:
            before = dict(self.columns_of)
            self.columns_of |= trial
            if self.columns_of == before:
                continue
            tried = self._best_height()
            if self._fitted(tried) >= self._fitted(best) * worth:
                best = tried
            else:
                self.columns_of = before
        return best

    def _fitted(self, block: PlacedBlock) -> float:
        return fitted(block, self.theme)

    def _families(self) -> list[str]:
        """List what has two children or more with children themselves, from the top down."""
        families, level = [], list(self.tops)
        while level:
            families += [box.id for box in level if self._families_under(box) > 1]
            level = [child for box in level for child in self._children(box)]
        return families

    def _families_under(self, box: UnplacedBox) -> int:
        return sum(child.id in self.under for child in self._children(box))

    def _children(self, box: UnplacedBox) -> list[UnplacedBox]:
        return self.under.get(box.id, [])

    def _best_height(self) -> PlacedBlock:
        forest = self._forest()
        heights = (max(forest.h, _LEAST_HEIGHT), *_HEIGHTS)

        def size(block: PlacedBlock) -> tuple[float, float]:
            return (round(self._fitted(block), 4), -block.w * block.h)

        row = max((self._compose(forest, height, True) for height in heights), key=size)
        if not forest.places or len(self.missing) < 2:
            return row
        stack = max((self._compose(forest, height, False) for height in heights), key=size)
        return stack if self._fitted(stack) > self._fitted(row) * _EMPTY_IN_LIST else row

    def _forest(self) -> PlacedBlock:
        return self._row([self._tree(top) for top in self.tops])

    def _row(self, blocks: Sequence[PlacedBlock]) -> PlacedBlock:
        row = PlacedBlock()
        for block in blocks:
            row.put(block, row.w + self.theme.column_gap if row.places else 0, 0)
        return row

    def _compose(self, forest: PlacedBlock, height: float, missing_in_row: bool) -> PlacedBlock:
        """Put lists beside the forest, or everything in one flow where there is no forest.

        The empty boxes stand in a row along the top, or as a list of their own.
        """
        missing, below = PlacedBlock(), 0.0
        if missing_in_row:
            missing = self._row([self._tree(box) for box in self.missing])
            over = _OVER_HEADING * self.theme.gap + self.theme.font
            below = missing.h + over if missing.places else 0
        whole, gap = PlacedBlock(), self.theme.column_gap * _SIDE_GAP
        beside = ("Organisations",) if forest.places else ()
        left = {name: each for name, each in self.lists.items() if name in beside}
        right = {name: each for name, each in self.lists.items() if name not in left}
        if self.missing and not missing_in_row:
            right = {self.missing[0].heading: self.missing, **right}
        if forest.places:
            whole.put(self._flow(left, height), 0, 0)
            whole.put(forest, whole.w + gap if whole.places else 0, 0)
        start = whole.w + gap if whole.places else 0
        whole.put(missing, start, 0)
        whole.put(self._flow(right, height - below), start, below)
        return whole

    def _flow(self, lists: Mapping[str, Sequence[UnplacedBox]], height: float) -> PlacedBlock:
        """Run lists down columns of a height; a list that must break repeats its heading."""
        block, column = PlacedBlock(), PlacedBlock()
        theme = self.theme
        over = _OVER_HEADING * theme.gap
        for heading, boxes in lists.items():
            trees = [self._tree(box) for box in boxes]
            head = self._heading(heading)
            length = head.h + sum(tree.h + theme.gap for tree in trees)
            room = height - column.h - over
            least = head.h + trees[0].h if trees else 0
            if column.h and room < (length if length <= height else least):
                block, column = self._next(block, column)
            column.put(head, 0, column.h + over if column.h else 0)
            for tree in trees:
                if column.h + theme.gap + tree.h > height and column.places:
                    block, column = self._next(block, column)
                    column.put(self._heading(f"{heading} (continued)"), 0, 0)
                column.put(tree, 0, column.h + theme.gap)
        return self._next(block, column)[0]

    def _next(self, block: PlacedBlock, column: PlacedBlock) -> tuple[PlacedBlock, PlacedBlock]:
        block.put(column, block.w + self.theme.column_gap if block.places else 0, 0)
        return block, PlacedBlock()

    def _heading(self, words: str) -> PlacedBlock:
        size = self.theme.font
        lines = wrap(words, self.theme.box_width / BOLD_WIDER, size)
        height = len(lines) * size * LINE_HEIGHT + 2
        return PlacedBlock(headings=[ListHeading(lines, 0, 0)], w=self.theme.box_width, h=height)

    def _tree(self, box: UnplacedBox) -> PlacedBlock:
        wide = self.columns_of.get(box.id)
        if wide is None:
            return self._stacked(box)
        return self._side_by_side(box, wide) if wide else self._spread_out(box)

    def _stacked(self, box: UnplacedBox) -> PlacedBlock:
        """Put children below and indented, one under the other."""
        block = alone(box)
        for child in self._children(box):
            block.put(self._tree(child), self.theme.indent, block.h + self.theme.gap)
        return block

    def _side_by_side(self, box: UnplacedBox, wide: int) -> PlacedBlock:
        """Put children below in so many columns of about one height, in their order."""
        trees = [self._tree(child) for child in self._children(box)]
        tallest = max(tree.h for tree in trees)
        share = sum(tree.h + self.theme.gap for tree in trees) / wide
        most = max(tallest, share * _UNEVEN)
        block, column = alone(box), PlacedBlock()
        top, x = box.h + _UNDER_PARENT * self.theme.gap, float(self.theme.indent)
        for tree in trees:
            if column.places and column.h + self.theme.gap + tree.h > most:
                block.put(column, x, top)
                x, column = block.w + self.theme.column_gap / 2, PlacedBlock()
            column.put(tree, 0, column.h + self.theme.gap if column.places else 0)
        block.put(column, x, top)
        return block

    def _spread_out(self, box: UnplacedBox) -> PlacedBlock:
        """Put children side by side below; those with none of their own share a column."""
        children = self._children(box)
        leaves = [child for child in children if child.id not in self.under]
        families = [self._tree(child) for child in children if child.id in self.under]
        row, top = PlacedBlock(), box.h + _UNDER_PARENT * self.theme.gap
        for leaf in leaves:
            row.put(self._tree(leaf), self.theme.indent, row.h + self.theme.gap if row.h else 0)
        for family in families:
            row.put(family, row.w + self.theme.column_gap if row.places else 0, 0)
        block = PlacedBlock()
        block.put(row, 0, top)
        in_a_list = box.parent in self.boxes and box.parent not in self.columns_of
        middle = 0 if leaves or in_a_list else (row.w - box.w) / 2
        block.put(alone(box), max(0, middle), 0)
        return block
