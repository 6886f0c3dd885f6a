"""What hangs under each box, as blocks: in a list below it, side by side, or in several columns.

A tree depends on how the families in it are spread out, and on nothing else. So trees are kept, and
of a change only those are grown again that hold it.
"""

from collections.abc import Iterable, Mapping

from visualisations.layout.boxes import PlacedBlock, UnplacedBox, alone, in_order
from visualisations.themes import Theme

# How much higher than an equal share a column may grow: with none the last child often begins a
# column of its own (letters smaller by 15 in 100), with 1.2 columns become uneven (by 8).
_UNEVEN = 1.08
_UNDER_PARENT = 3  # gaps below a parent, where its edges bend


class Families:
    """The boxes, in their order, by what they hang under; "" is what hangs nowhere."""

    def __init__(self, boxes: Iterable[UnplacedBox]) -> None:
        self.boxes = {box.id: box for box in in_order(boxes)}
        self.under: dict[str, list[UnplacedBox]] = {}
        for box in self.boxes.values():
            self.under.setdefault(box.parent if box.parent in self.boxes else "", []).append(box)

    @property
    def roots(self) -> list[UnplacedBox]:
        """What hangs nowhere."""
        return self.under.get("", [])

    def children(self, box: UnplacedBox) -> list[UnplacedBox]:
        """Return what hangs under a box."""
        return self.under.get(box.id, [])

    def up(self, box_id: str) -> list[str]:
        """Return a box and all that it hangs under, the root last."""
        line = []
        while box_id in self.boxes:
            line.append(box_id)
            box_id = self.boxes[box_id].parent
        return line

    def in_levels(self, boxes: Iterable[UnplacedBox]) -> list[UnplacedBox]:
        """Return boxes and all that hangs under them, from the top down."""
        found: list[UnplacedBox] = []
        level = list(boxes)
        while level:
            found += level
            level = [child for box in level for child in self.children(box)]
        return found


class FamilyTrees:
    """A tree for each box, for one way of spreading families out.

    columns_of says over how many columns; 0 is a column for each child that has children itself,
    and a family that is not in it has its children in a list.
    """

    def __init__(
        self,
        families: Families,
        theme: Theme,
        columns_of: Mapping[str, int],
        grown: Mapping[str, PlacedBlock],
    ) -> None:
        """Take the families; grown are trees that are the same for columns_of."""
        self.families = families
        self.theme = theme
        self.columns_of = columns_of
        self._grown = dict(grown)

    def spread(self, columns_of: Mapping[str, int]) -> "FamilyTrees":
        """Return the trees with some families spread out otherwise as well."""
        wider, grown = {**self.columns_of, **columns_of}, self._grown.copy()
        for family in columns_of:
            # A spread out child stands otherwise in a list than elsewhere: see _spread_out.
            below = (child.id for child in self.families.under[family] if child.id in wider)
            for box_id in (*self.families.up(family), *below):
                grown.pop(box_id, None)
        return FamilyTrees(self.families, self.theme, wider, grown)

    def of(self, box: UnplacedBox) -> PlacedBlock:
        """Return a box with all that hangs under it."""
        tree = self._grown.get(box.id)
        if tree is None:
            wide = self.columns_of.get(box.id)
            if wide is None:
                tree = self._stacked(box)
            else:
                tree = self._side_by_side(box, wide) if wide else self._spread_out(box)
            self._grown[box.id] = tree
        return tree

    def _stacked(self, box: UnplacedBox) -> PlacedBlock:
        """Put children below and indented, one under the other."""
        block = alone(box)
        for child in self.families.children(box):
            block.put(self.of(child), self.theme.indent, block.h + self.theme.gap)
        return block

    def _side_by_side(self, box: UnplacedBox, wide: int) -> PlacedBlock:
        """Put children below in so many columns of about one height, in their order."""
        trees = [self.of(child) for child in self.families.children(box)]
        tallest = max(tree.h for tree in trees)
        share = sum(tree.h + self.theme.gap for tree in trees) / wide
        most = max(tallest, share * _UNEVEN)
        block, column = alone(box), PlacedBlock()
        top, x = box.h + _UNDER_PARENT * self.theme.gap, float(self.theme.indent)
        for tree in trees:
            if column.has_boxes and column.h + self.theme.gap + tree.h > most:
                block.put(column, x, top)
                x, column = block.w + self.theme.column_gap / 2, PlacedBlock()
            column.put(tree, 0, column.h + self.theme.gap if column.has_boxes else 0)
        block.put(column, x, top)
        return block

    def _spread_out(self, box: UnplacedBox) -> PlacedBlock:
        """Put children side by side below; those with none of their own share a column."""
        under = self.families.under
        children = self.families.children(box)
        leaves = [child for child in children if child.id not in under]
        families = [self.of(child) for child in children if child.id in under]
        row, top = PlacedBlock(), box.h + _UNDER_PARENT * self.theme.gap
        for leaf in leaves:
            row.put(self.of(leaf), self.theme.indent, row.h + self.theme.gap if row.h else 0)
        for family in families:
            row.put(family, row.w + self.theme.column_gap if row.has_boxes else 0, 0)
        block = PlacedBlock()
        block.put(row, 0, top)
        in_a_list = box.parent in self.families.boxes and box.parent not in self.columns_of
        middle = 0 if leaves or in_a_list else (row.w - box.w) / 2
        block.put(alone(box), max(0, middle), 0)
        return block
