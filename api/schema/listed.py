"""Lists of what areas hold, described once: of one view of an area, or over several areas at once.

Over areas each is read once, and only as far as a page needs it; without a day each is answered for
its own.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any

import strawberry

from api.errors import UsageError
from api.schema.arguments import AsOf, Complete, KnownAt
from api.schema.connections import PAGE_ARGUMENTS, Page
from api.schema.context import AreaOnDay, Context
from api.schema.fields import WORK, Work
from api.schema.vocabulary import make_enum, word_of
from api.service.paging import ListPart, PageAsked, PagedList
from graph.errors import UnknownThing
from graph.facts.view_ids import split_view
from graph.selection.when_held import Holding

Info = strawberry.Info[Context, None]
Record = Any
# An item of a list over areas: the area that it is of, as viewed, and what is recorded.
Item = tuple[AreaOnDay, Record]
OrderKey = Callable[[AreaOnDay, Record], Any]
Resolver = Callable[[str], str]

Areas = Annotated[
    list[str] | None,
    strawberry.argument(
        description="The areas by their short names, in this order. Left out: every area that "
        "tells of a real council; where only made-up ones are held, these."
    ),
]
HoldingEnum: Any = make_enum(
    "Holding",
    "When a thing or a link holds, seen from the day of the answer.",
    [
        (Holding.NOW.value, "It holds on the day.", "holds"),
        (Holding.ENDED.value, "It has ended by the day.", "ended"),
        (Holding.COMING.value, "It begins after the day.", "to come"),
        (Holding.EVER.value, "Whatever the day.", "ever"),
    ],
)
HoldingAsked = Annotated[
    HoldingEnum | None,
    strawberry.argument(description="When it is to hold; left out: on the day."),
]
OrderDirectionEnum: Any = make_enum(
    "OrderDirection",
    "Which way a list is ordered; what has no value to order by comes last either way.",
    [("asc", "The smallest, earliest or first in the alphabet first.", "up"),
     ("desc", "The largest, latest or last in the alphabet first.", "down")],
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ListOrders:
    """The orders of a list: by the word that asks for it, what it means and what it compares.

    None, as what it compares, is the order that a list has by itself.
    """

    name: str
    by: Mapping[str, tuple[str, OrderKey | None]]

    @cached_property
    def input(self) -> Any:
        """The input that asks for one of them."""
        words = [(word, meaning, "") for word, (meaning, _) in self.by.items()]
        enum = make_enum(f"{self.name}OrderBy", "What a list is ordered by.", words)
        content: dict[str, Any] = {
            "__annotations__": {"by": enum, "direction": OrderDirectionEnum | None},
            "by": strawberry.field(description="What it is ordered by."),
            "direction": strawberry.field(
                default=None, description="Which way; left out: upwards."
            ),
        }
        made = type(f"{self.name}Order", (), content)
        description = "The order of a list; over areas they are then put in order together."
        return strawberry.input(made, name=f"{self.name}Order", description=description)


@dataclass(frozen=True, kw_only=True)
class ListSpec:
    """A list: what it is made of in one view of an area, and by what it is narrowed and ordered.

    items gives the records of a view that fit: of where, when they hold, with what turns the name
    of a thing into its id. what_is tells where in words. holds says that it can be asked what has
    ended, complete that what it says depends on whether the map is treated as complete.
    """

    name: str
    description: str
    connection: Any
    items: Callable[[AreaOnDay, Any, Holding, Resolver], Sequence[Record]]
    make: Callable[[Record, AreaOnDay], Any]
    key: Callable[[Record], str]
    where: Any = None
    orders: ListOrders | None = None
    holds: bool = False
    complete: bool = False
    work: Work | None = None

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments that it has in a view, by name; all may be left out."""
        found: dict[str, Any] = {}
        if self.where is not None:
            said = strawberry.argument(description="What it is to be; left out: anything.")
            found["where"] = Annotated[self.where | None, said]
        if self.holds:
            found["holding"] = HoldingAsked
        if self.orders is not None:
            said = strawberry.argument(
                description="The order; left out: as recorded, over areas one after the other."
            )
            found["order_by"] = Annotated[self.orders.input | None, said]
        return {**found, **PAGE_ARGUMENTS}

    def part(self, at: AreaOnDay, given: Mapping[str, Any], resolve: Resolver) -> list[Item]:
        """Return the items of a view of an area."""
        holding = given.get("holding")
        when = Holding.NOW if holding is None else Holding(word_of(holding))
        return [(at, record) for record in self.items(at, given.get("where"), when, resolve)]

    def page(self, parts: Sequence[ListPart[Item]], given: Mapping[str, Any]) -> Any:
        """Return the page of the parts of a list that is asked for."""
        listed = PagedList(self.name, parts, self._key)
        order = given.get("order_by")
        if order is not None and self.orders is not None:
            compared = self.orders.by[word_of(order.by)][1]
            down = order.direction is not None and word_of(order.direction) == "desc"
            if compared is not None or down:
                listed = listed.sorted_by(self._order(compared), descending=down)
        asked = PageAsked(*(given.get(name) for name in PAGE_ARGUMENTS))
        return Page(listed.slice(asked), lambda item: self.make(item[1], item[0]))

    def _key(self, item: Item) -> tuple[str, str]:
        return item[0].slug, self.key(item[1])

    def _order(self, compared: OrderKey | None) -> Callable[[Item], Any]:
        if compared is None:
            # Its own order backwards.
            places: dict[int, int] = {}
            return lambda item: places.setdefault(id(item), len(places))
        return lambda item: compared(*item)


def _field(spec: ListSpec, resolve: Callable[..., Any], arguments: Mapping[str, Any]) -> Any:
    """Make the field of a list of a function that takes its arguments by name."""
    parameters = [
        inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD),
        *(
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=empty)
            for name, kind in arguments.items()
            for empty in (inspect.Parameter.empty if name == "info" else None,)
        ),
    ]
    resolve.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return strawberry.field(
        resolver=resolve,
        description=spec.description,
        graphql_type=spec.connection,
        metadata={WORK: spec.work},
    )


def list_of_view(spec: ListSpec) -> Any:
    """Make the field that lists it of one view of an area."""

    def resolve(self: Any, **given: Any) -> Any:
        at: AreaOnDay = self.at

        def named(text: str) -> str:
            return text if text == at.slug else at.resolve(text)

        return spec.page([ListPart(at.slug, lambda: spec.part(at, given, named))], given)

    return _field(spec, resolve, spec.arguments)


def list_over_areas(spec: ListSpec) -> Any:
    """Make the field that lists it over areas."""

    def resolve(self: Any, info: Info, **given: Any) -> Any:
        return spec.page(parts_over(info.context, spec, given), given)

    viewed = {"areas": Areas, "as_of": AsOf, "known_at": KnownAt}
    if spec.complete:
        viewed["complete"] = Complete
    return _field(spec, resolve, {"info": Info, **viewed, **spec.arguments})


def parts_over(context: Context, spec: ListSpec, given: Mapping[str, Any]) -> list[ListPart[Item]]:
    """Return the parts of a list, one an area, each made when a page needs it."""
    named = given.get("areas")

    def part(slug: str) -> ListPart[Item]:
        def make() -> Sequence[Item]:
            at = viewed_over(context, slug, given, named=named is not None)
            return spec.part(at, given, lambda text: thing_in(at, text)) if at else []

        return ListPart(slug, make)

    return [part(slug) for slug in chosen_areas(context, named)]


def chosen_areas(context: Context, named: Iterable[str] | None) -> list[str]:
    """Return the slugs of the areas that are named, each once; of none the real ones, else all.

    Raises UnknownThing with the nearest names for an area that there is not.
    """
    known = {summary.area.slug: summary.area for summary in context.areas()}
    if named is None:
        real = [slug for slug, area in known.items() if not area.invented]
        return real or list(known)
    chosen = list(dict.fromkeys(named))
    for slug in chosen:
        if slug not in known:
            raise UnknownThing.nearest_to("area", slug[:60], known)
    return chosen


def viewed_over(
    context: Context, slug: str, given: Mapping[str, Any], *, named: bool
) -> AreaOnDay | None:
    """Return one of several areas as they are asked for.

    None where nothing of it was recorded by the day that is asked for and nobody named it; raises
    UsageError where somebody did.
    """
    day: date | None = given.get("as_of")
    try:
        return context.on(slug, day, given.get("known_at"), bool(given.get("complete")))
    except UsageError:
        if named:
            raise
        return None


def thing_in(at: AreaOnDay, text: str) -> str:
    """Return the id of a thing that is named over areas, "" in an area where there is none such."""
    view, plain = split_view(text)
    if view is not None and view.area != at.slug:
        return ""
    if plain == at.slug:
        return plain
    try:
        return at.resolve(text)
    except UnknownThing:
        return ""
