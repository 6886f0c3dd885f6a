"""Where each mark stands: always the same for the same marks, and no two on top of each other.

columns is an organigram: boards along the top, what hangs under them below, agencies at the left
and the rest at the right. network lets springs find places for everything.
"""

from collections.abc import Iterable, Mapping, Sequence

from graph.facts.identifiers import natural_key
from visualisations.layout import force_directed
from visualisations.layout.boxes import Block, Heading, Item
from visualisations.text import wrap
from visualisations.themes import SORTS, Theme

SCREEN = (1920, 1080)
MARGIN = 40
_HEIGHTS = tuple(range(240, 2400, 90))
_SPREAD_WORTH, _ROW_WORTH = 0.85, 1.2
_NEEDLESS = 1.02
_LONG_LIST = 6
_SIDE_BY_SIDE = (2, 3, 4, 6, 8, 12)
_SPREADS = ((0.55, 1.25), (0.4, 1.25), (0.4, 1.9), (0.28, 2.6), (0.28, 4.0), (0.2, 6.0))
_MOST_TRIED = 120
_WIDER = (1.05, 0.95, 1.15, 1.3, 1.5)


def network(items: Iterable[Item], links: Iterable[tuple[str, str]], theme: Theme) -> Block:
    """Place linked things by springs between them, and the rest in rows below."""
    boxes = {item.id: item for item in _ordered(items)}
    pairs = sorted({(a, b) for a, b in links if a != b and a in boxes and b in boxes})
    tried = _SPREADS if len(boxes) <= _MOST_TRIED else _SPREADS[:1]
    sprung = (_sprung(boxes, pairs, theme, *spread) for spread in tried)
    return max(sprung, key=lambda block: fitted(block, theme))


def _sprung(
    boxes: Mapping[str, Item],
    pairs: Sequence[tuple[str, str]],
    theme: Theme,
    spread: float,
    stretch: float,
) -> Block:
    """Lay out what hangs together by springs, then all of it in rows, the largest first."""
    across, down = theme.column_gap * 0.85, theme.column_gap * 0.7
    sizes = {i: (b.w + across, b.h + down) for i, b in boxes.items()}
    parts = []
    for names in force_directed.together(pairs):
        near = [pair for pair in pairs if pair[0] in names]
        middles = force_directed.places({i: sizes[i] for i in sorted(names)}, near, spread, stretch)
        corners = {i: (x - boxes[i].w / 2, y - boxes[i].h / 2) for i, (x, y) in middles.items()}
        left, top = (min(corner[axis] for corner in corners.values()) for axis in (0, 1))
        part = Block()
        for item_id, (x, y) in corners.items():
            part.put(_alone(boxes[item_id]), x - left, y - top)
        parts.append(part)
    parts.sort(key=lambda part: -part.w * part.h)
    linked = {end for pair in pairs for end in pair}
    parts += [_alone(item) for item in boxes.values() if item.id not in linked]
    room = sum((part.w + theme.column_gap) * (part.h + theme.column_gap) for part in parts)
    widest = max((part.w for part in parts), default=0)
    square = (room * theme.room[0] / theme.room[1]) ** 0.5
    rows = (_in_rows(parts, max(widest, square * wider), theme) for wider in _WIDER)
    return max(rows, key=lambda block: fitted(block, theme))


def _in_rows(parts: Iterable[Block], width: float, theme: Theme) -> Block:
    """Put parts side by side in rows of a width, in their order."""
    block, x, y = Block(), 0.0, 0.0
    for part in parts:
        if x and x + part.w > width:
            x, y = 0.0, block.h + theme.column_gap * 0.8
        block.put(part, x, y)
        x += part.w + theme.column_gap
    return block


def _alone(item: Item) -> Block:
    return Block({item.id: (0, 0)}, w=item.w, h=item.h)


def columns(items: Iterable[Item], links: Iterable[tuple[str, str]], theme: Theme) -> Block:
    """Place everything as an organigram that fills its theme's room as large as it can.

    What hangs under what is in the items; the other links do not move anything.
    """
    return _Columns(items, theme).best()


def fitted(block: Block, theme: Theme) -> float:
    """Return the scale at which a block fills the room that its theme is for."""
    wide, high = theme.room
    return min(wide / (block.w + 2 * MARGIN), high / (block.h + 2 * MARGIN))


def _ordered(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda i: (SORTS.index(i.sort), i.rank, natural_key(i.name), i.id))


class _Columns:
    def __init__(self, items: Iterable[Item], theme: Theme) -> None:
        self.theme = theme
        self.items = {item.id: item for item in _ordered(items)}
        self.under: dict[str, list[Item]] = {}
        for item in self.items.values():
            self.under.setdefault(item.parent if item.parent in self.items else "", []).append(item)
        roots = self.under.get("", [])
        self.tops = [i for i in roots if not i.heading]
        self.missing = [i for i in roots if i.sort == "missing"]
        self.lists: dict[str, list[Item]] = {}
        for item in roots:
            if item.heading and item.sort != "missing":
                self.lists.setdefault(item.heading, []).append(item)
        self.spread: dict[str, int] = {}

    def best(self) -> Block:
        """Try spreading out families, all tops together, and keep what is worth its room.

        A family is spread with a column for each child that has children, or over so many columns.
        """
        best, families = self._best_height(), self._families()
        tops = dict.fromkeys({top.id for top in self.tops} & set(families), 0)
        trials = [(tops, _SPREAD_WORTH), *(({i: 0}, _NEEDLESS) for i in families)]
        long = [i for i in self.items if len(self.under.get(i, ())) >= _LONG_LIST]
        trials += [({i: wide}, _NEEDLESS) for i in long for wide in _SIDE_BY_SIDE]
        for tried_ids, worth in trials:
            before = dict(self.spread)
            self.spread |= tried_ids
            if self.spread == before:
                continue
            tried = self._best_height()
            if self._fitted(tried) >= self._fitted(best) * worth:
                best = tried
            else:
                self.spread = before
        return best

    def _fitted(self, block: Block) -> float:
        return fitted(block, self.theme)

    def _families(self) -> list[str]:
        """List what has two children or more with children themselves, from the top down."""
        found, level = [], list(self.tops)
        while level:
            found += [i.id for i in level if self._families_under(i) > 1]
            level = [child for item in level for child in self._children(item)]
        return found

    def _families_under(self, item: Item) -> int:
        return sum(child.id in self.under for child in self._children(item))

    def _children(self, item: Item) -> list[Item]:
        return self.under.get(item.id, [])

    def _best_height(self) -> Block:
        forest = self._forest()
        heights = (max(forest.h, 120), *_HEIGHTS)

        def size(block: Block) -> tuple[float, float]:
            return (round(self._fitted(block), 4), -block.w * block.h)

        row = max((self._compose(forest, height, True) for height in heights), key=size)
        if not forest.places or len(self.missing) < 2:
            return row
        stack = max((self._compose(forest, height, False) for height in heights), key=size)
        return stack if self._fitted(stack) > self._fitted(row) * _ROW_WORTH else row

    def _forest(self) -> Block:
        return self._row([self._tree(top) for top in self.tops])

    def _row(self, blocks: Sequence[Block]) -> Block:
        row = Block()
        for block in blocks:
            row.put(block, row.w + self.theme.column_gap if row.places else 0, 0)
        return row

    def _compose(self, forest: Block, height: float, missing_in_row: bool) -> Block:
        """Put lists beside the forest, or everything in one flow where there is no forest.

        The empty boxes stand in a row along the top, or as a list of their own.
        """
        missing, below = Block(), 0.0
        if missing_in_row:
            missing = self._row([self._tree(item) for item in self.missing])
            below = missing.h + 2 * self.theme.gap + self.theme.font if missing.places else 0
        whole, gap = Block(), self.theme.column_gap * 1.2
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

    def _flow(self, lists: Mapping[str, Sequence[Item]], height: float) -> Block:
        """Run lists down columns of a height; a list that must break repeats its heading."""
        block, column = Block(), Block()
        theme = self.theme
        for heading, items in lists.items():
            trees = [self._tree(item) for item in items]
            head = self._heading(heading)
            length = head.h + sum(tree.h + theme.gap for tree in trees)
            room = height - column.h - 2 * theme.gap
            least = head.h + trees[0].h if trees else 0
            if column.h and room < (length if length <= height else least):
                block, column = self._next(block, column)
            at = column.h + 2 * theme.gap if column.h else 0
            column.put(head, 0, at)
            for tree in trees:
                if column.h + theme.gap + tree.h > height and column.places:
                    block, column = self._next(block, column)
                    column.put(self._heading(f"{heading} (continued)"), 0, 0)
                column.put(tree, 0, column.h + theme.gap)
        return self._next(block, column)[0]

    def _next(self, block: Block, column: Block) -> tuple[Block, Block]:
        block.put(column, block.w + self.theme.column_gap if block.places else 0, 0)
        return block, Block()

    def _heading(self, words: str) -> Block:
        size = self.theme.font
        lines = wrap(words, self.theme.box_width / 1.08, size)
        height = len(lines) * size * 1.2 + 2
        return Block(headings=[Heading(lines, 0, 0)], w=self.theme.box_width, h=height)

    def _tree(self, item: Item) -> Block:
        wide = self.spread.get(item.id)
        if wide is None:
            return self._stacked(item)
        return self._side_by_side(item, wide) if wide else self._spread_out(item)

    def _stacked(self, item: Item) -> Block:
        """Put children below and indented, one under the other."""
        block = _alone(item)
        for child in self._children(item):
            block.put(self._tree(child), self.theme.indent, block.h + self.theme.gap)
        return block

    def _side_by_side(self, item: Item, wide: int) -> Block:
        """Put children below in so many columns of about one height, in their order."""
        trees = [self._tree(child) for child in self._children(item)]
        least = max(tree.h for tree in trees)
        room = sum(tree.h + self.theme.gap for tree in trees) / wide
        block, column = _alone(item), Block()
        top, x = item.h + 3 * self.theme.gap, float(self.theme.indent)
        for tree in trees:
            if column.places and column.h + self.theme.gap + tree.h > max(least, room * 1.08):
                block.put(column, x, top)
                x, column = block.w + self.theme.column_gap / 2, Block()
            column.put(tree, 0, column.h + self.theme.gap if column.places else 0)
        block.put(column, x, top)
        return block

    def _spread_out(self, item: Item) -> Block:
        """Put children side by side below; those with none of their own share a column."""
        children = self._children(item)
        leaves = [child for child in children if child.id not in self.under]
        families = [self._tree(child) for child in children if child.id in self.under]
        row, top = Block(), item.h + 3 * self.theme.gap
        for leaf in leaves:
            row.put(self._tree(leaf), self.theme.indent, row.h + self.theme.gap if row.h else 0)
        for family in families:
            row.put(family, row.w + self.theme.column_gap if row.places else 0, 0)
        block = Block()
        block.put(row, 0, top)
        hung = item.parent in self.items and item.parent not in self.spread
        middle = 0 if leaves or hung else (row.w - item.w) / 2
        block.put(_alone(item), max(0, middle), 0)
        return block


LAYOUT = {"columns": columns, "network": network}
