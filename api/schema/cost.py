"""What a question would take, worked out before it runs: its values, and the time of the service.

It knows the schema by its shape (shape.py), the work of a field by the Work beside it, and how
large the areas are by what the store says. Each fragment is measured once for each sort of place
that it is spread in, so the time of all this grows with the length of the document only.

The times are of one core of a server of 2024 (benchmarks/questions.py measures them again); an
estimate may be three times too high or too low.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_composite_type,
)
from graphql.utilities import value_from_ast_untyped

from api.schema import shape
from api.schema.fields import LENGTH, WORK, Work
from api.schema.question_size import Size, counted
from api.service.store_size import AreasSize, StoreSize
from graph.facts.store_dump import SHARED
from graph.facts.view_ids import rule_named
from graph.suggestions.long_searches import SEARCHED_LONG

# Milliseconds of opening an area, of seeing it as of a day, and of all its checks: for each area,
# and for each thing or link on its map.
OPEN_MS, OPEN_FACT_MS = 10.0, 0.06
VIEW_MS, VIEW_FACT_MS = 1.0, 0.005
RUN_MS, RUN_FACT_MS = 3.0, 0.035
# What looking for the steps of a check takes: milliseconds, and runs of all checks, of those that
# are searched for long and of all others, where something is open. Where nothing is, it is one run.
_LONG_SEARCH, _SEARCH = (500.0, 50), (30.0, 7)
# Milliseconds of holding one thing or link against one condition: whether its name has some words,
# or (once an area) finding what is named and what reaches it.
CONDITION_MS = 0.005
# How long a list is that says nothing of its length: one of a whole area, as a share of its things
# (organisations are as many); one of a single thing; one of the catalogue, such as all checks.
_SHARE_OF_THINGS, _OF_ONE, _OF_CATALOGUE = 1 / 8, 3.0, 75.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a selection stands: in which areas, and how much of one each of its objects is.

    chosen is how large those areas are that slugs names; None: all there are. part is "" outside
    of areas, "area" where an object is an area or a day of it, "thing" where it is one of many in
    it, "entry" where it is one of a catalogue. items is the length of the list that an object is a
    page of. days are those that checks are run for.
    """

    chosen: AreasSize | None = None
    slugs: tuple[str, ...] = ()
    part: str = ""
    items: float | None = None
    days: tuple[tuple[str, str], ...] = ()


class Estimate:
    """The size of one operation of a document over a store, whose size is asked for if it counts.

    Checks, and the opening of an area, are counted once for the same areas and days: a request
    runs and opens them once.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        variables: Mapping[str, Any] | None,
        store: Callable[[], StoreSize],
        operation: str | None = None,
    ) -> None:
        self._schema, self._ask_size = schema, store
        self.store: StoreSize | None = None
        self._variables = dict(variables or {})
        self._fragments = {
            part.name.value: part
            for part in document.definitions
            if isinstance(part, FragmentDefinitionNode)
        }
        self._sizes: dict[tuple[str, _Place], Size] = {}
        self._shared: dict[object, tuple[float, tuple[str, ...]]] = {}
        queries = [p for p in document.definitions if isinstance(p, OperationDefinitionNode)]
        asked = [q for q in queries if not operation or (q.name and q.name.value == operation)]
        size = Size()
        for query in asked[:1]:
            self._given_by_default(query)
            root = schema.get_root_type(query.operation)
            size = self._selection(query.selection_set, root, _Place())
        for ms, path in self._shared.values():
            size = size.beside(Size(ms=ms, path=path))
        self.size = size

    @property
    def ms(self) -> float:
        """Milliseconds of the service's time."""
        return self.size.ms

    @property
    def _stored(self) -> StoreSize:
        if self.store is None:
            self.store = self._ask_size()
        return self.store

    def _whole(self, place: _Place) -> AreasSize:
        """Return the size of all areas of a place."""
        return self._stored.all if place.chosen is None else place.chosen

    def _each(self, place: _Place) -> tuple[float, float]:
        """Return how many things, and things and links, one of its areas has.

        Where a question begins and chooses no area yet, it is all of them.
        """
        whole = self._whole(place)
        areas = max(whole.areas, 1) if place.part else 1
        return whole.things / areas, whole.facts / areas

    def _given_by_default(self, query: OperationDefinitionNode) -> None:
        for one in query.variable_definitions or ():
            if one.default_value is not None:
                default = value_from_ast_untyped(one.default_value)
                self._variables.setdefault(one.variable.name.value, default)

    def _selection(self, chosen: SelectionSetNode | None, parent: Any, place: _Place) -> Size:
        total = Size()
        # Of the fragments on several kinds of thing only one fits each thing.
        of_type: dict[str, Size] = {}
        for part in chosen.selections if chosen else ():
            match part:
                case FieldNode():
                    total = total.beside(self._field(part, parent, place))
                    continue
                case InlineFragmentNode():
                    on = self._on(part, parent)
                    found = self._selection(part.selection_set, on, _seen_as(place, on))
                case FragmentSpreadNode():
                    fragment = self._fragments.get(part.name.value)
                    on = self._on(fragment, parent) if fragment else None
                    found = self._fragment(part.name.value, _seen_as(place, on))
                case _:
                    continue
            if isinstance(on, GraphQLObjectType) and on is not parent:
                of_type[on.name] = of_type.get(on.name, Size()).beside(found)
            else:
                total = total.beside(found)
        if of_type:
            total = total.beside(max(of_type.values(), key=lambda one: one.ms))
        return total

    def _on(self, part: InlineFragmentNode | FragmentDefinitionNode, parent: Any) -> Any:
        condition = part.type_condition
        return self._schema.get_type(condition.name.value) if condition else parent

    def _fragment(self, name: str, place: _Place) -> Size:
        key = (name, place)
        if key not in self._sizes:
            # A fragment that spreads itself finds this and stops; validation names the cycle.
            self._sizes[key] = Size()
            fragment = self._fragments.get(name)
            if fragment:
                on = self._on(fragment, None)
                self._sizes[key] = self._selection(fragment.selection_set, on, place)
        return self._sizes[key]

    def _field(self, node: FieldNode, parent: Any, place: _Place) -> Size:
        name = node.name.value
        known = self._schema.get_field(parent, name) if is_composite_type(parent) else None
        if known is None:
            inside = self._selection(node.selection_set, None, place)
            return counted(name, inside, 1.0, 0.0)
        given = {a.name.value: self._value(a.value) for a in node.arguments or ()}
        kind = get_named_type(known.type)
        within = self._narrowed(place, given, known)
        made = known.extensions.get("strawberry-definition")
        metadata = made.metadata if made else {}
        work: Work | None = metadata.get(WORK)
        times, inner = self._inside(known, given, place, within, metadata.get(LENGTH))
        if work and work.each:
            times = float(shape.items_given(given, work.each))
        reads = place.part == "area" or (not place.part and inner.part == "thing")
        if reads and is_composite_type(kind):
            self._share(("open", within.slugs), self._of_all(within, OPEN_MS, OPEN_FACT_MS), name)
            viewed = ("view", within.slugs, within.days)
            self._share(viewed, self._of_all(within, VIEW_MS, VIEW_FACT_MS), name)
        own = self._work(work, given, within, name)
        inside = self._selection(node.selection_set, kind, inner)
        is_plumbing = place.items is not None or shape.is_edge(parent)
        conditions = shape.conditions_given(given)
        if conditions:
            of_one = place.part == "thing"
            among = self._all_items(within, True) if of_one else float(self._whole(within).facts)
            own += CONDITION_MS * conditions * among
        return counted("" if is_plumbing else name, inside, times, own, conditions)

    def _value(self, node: Any) -> Any:
        return value_from_ast_untyped(node, self._variables)

    def _narrowed(self, place: _Place, given: Mapping[str, Any], known: Any) -> _Place:
        """Return the place within the areas, and on the days, that arguments name."""
        days = {**dict(place.days), **shape.days_given(known, given)}
        found = replace(place, days=tuple(sorted(days.items())))
        slugs = shape.texts_given(given, shape.SLUGS)
        if place.part:
            # Another area beside this one.
            return self._chosen(found, (*place.slugs, *slugs)) if slugs and place.slugs else found
        slugs += map(shape.slug_of, shape.texts_given(given, shape.IDS))
        # What is shared by several maps is looked for in all of them.
        return self._chosen(found, slugs) if slugs and SHARED not in slugs else found

    def _chosen(self, place: _Place, slugs: Iterable[str]) -> _Place:
        there = tuple(sorted({slug for slug in slugs if slug in self._stored.of_area}))
        return replace(place, chosen=self._stored.of_areas(there), slugs=there)

    def _inside(
        self,
        known: Any,
        given: Mapping[str, Any],
        place: _Place,
        within: _Place,
        length: float | None,
    ) -> tuple[float, _Place]:
        """Return how many objects a field gives, and where their own fields stand."""
        kind, is_list = get_named_type(known.type), shape.is_list(known.type)
        if shape.is_area(kind):
            several = is_list and not place.part
            each = float(max(self._whole(within).areas, 1)) if several else 1.0
            return each, replace(within, part="area", items=None)
        if place.items is not None:
            # The items of a page are counted here, and not where it began.
            return (place.items if is_list else 1.0), replace(within, items=None)
        names_areas = any(name in known.args for name in (*shape.SLUGS, *shape.IDS))
        about_areas = place.part in ("area", "thing") or (not place.part and names_areas)
        part = "thing" if about_areas else "entry"
        if shape.is_page(kind):
            items = min(float(shape.page_length(given)), self._all_items(within, about_areas))
            return 1.0, replace(within, part=part, items=items)
        if place.part == "area" and shape.is_day_of_area(kind):
            return 1.0, within
        inner = replace(within, part=part)
        if not is_list:
            return 1.0, inner
        if shape.is_about_schema(kind):
            every = shape.is_every_type(known.type)
            # A quarter of the types have fields.
            return (len(self._schema.type_map) / 4 if every else _OF_ONE), inner
        ids = shape.texts_given(given, shape.IDS)
        if ids:
            return float(len(ids)), inner
        if length is not None:
            return max(length * self._each(within)[0], 1.0), inner
        return self._list(within), inner

    def _all_items(self, place: _Place, about_areas: bool) -> float:
        """Return how many items a list has that is given page by page."""
        if place.part == "thing":
            whole = self._whole(place)
            return max(2.0 * whole.links / max(whole.things, 1), 2.0)
        return self._each(place)[1] if about_areas else _OF_CATALOGUE

    def _list(self, place: _Place) -> float:
        if place.part == "area":
            return max(self._each(place)[0] * _SHARE_OF_THINGS, _OF_ONE)
        return _OF_ONE if place.part else _OF_CATALOGUE

    def _of_all(self, place: _Place, each: float, fact: float) -> float:
        whole = self._whole(place)
        return each * whole.areas + fact * whole.facts

    def _work(self, work: Work | None, given: Mapping[str, Any], place: _Place, name: str) -> float:
        """Return the milliseconds of what a field works out for itself; note what it shares."""
        if work is None:
            return 0.0
        checks = work.runs * self._of_all(place, RUN_MS, RUN_FACT_MS)
        if work.searched:
            # Whatever is asked of the same search: the steps, and where there are none.
            key = ("steps", *(str(given.get(name)) for name in ("rule", "subject", "most")))
            rule = str(given.get("rule"))
            ms, runs = _LONG_SEARCH if (rule_named(rule) or rule) in SEARCHED_LONG else _SEARCH
            ms = ms * max(self._whole(place).areas, 1) + runs * checks
            self._share((*key, place.slugs, place.days), ms, name)
            return 0.0
        if work.once:
            self._share(("checks", place.slugs, place.days), checks, name)
            return 0.0
        areas = max(self._whole(place).areas, 1) if place.part else 1
        return checks / areas * (shape.items_given(given, work.each) if work.each else 1)

    def _share(self, key: object, ms: float, name: str) -> None:
        before = self._shared.get(key, (0.0, ()))
        self._shared[key] = max(before, (ms, (name,)))


def _seen_as(place: _Place, kind: Any) -> _Place:
    """Return the place of what a fragment takes to be of a type: an id may be that of an area."""
    is_whole = shape.is_area(kind) or shape.is_day_of_area(kind)
    return replace(place, part="area") if is_whole and place.part == "thing" else place
