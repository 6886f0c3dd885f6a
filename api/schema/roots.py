"""What a question over areas may begin with, besides the lists: views, a search, one document."""

from collections.abc import Sequence
from typing import Annotated, Any

import strawberry

from api.errors import UsageError
from api.schema.arguments import AsOf, Complete, KnownAt
from api.schema.citations import CitedFact
from api.schema.connections import After, Before, First, Last, Page, connection_of
from api.schema.context import AreaOnDay, Context, LazyView
from api.schema.fields import field
from api.schema.finding_changes import finding_changes
from api.schema.listed import Areas, Info, Item, chosen_areas, viewed_over
from api.schema.nodes import ThingConnection
from api.schema.sources import FactConnection, SourceType
from api.schema.vocabulary import NodeKindEnum, words_of
from api.service.citation import facts_read_in
from api.service.paging import ListPart, PageAsked, PagedList
from graph.facts.model import Node
from graph.name_keys import folded_name, name_key
from graph.selection.thing_selection import ThingSelection

AreaViewConnection: Any = connection_of("AreaView", LazyView)
_argument = strawberry.argument
_Text = Annotated[
    str,
    _argument(
        description="Words of a name, other name or id, or of what something took over from."
    ),
]
_Kinds = Annotated[list[NodeKindEnum] | None, _argument(description="Only things of these kinds.")]
_Tag = Annotated[str, _argument(description="The document's tag: the last part of its id.")]


def _viewed(
    context: Context, areas: Any, as_of: Any, known_at: Any, complete: Any = False
) -> list[ListPart[AreaOnDay]]:
    given = {"as_of": as_of, "known_at": known_at, "complete": complete}

    def part(slug: str) -> ListPart[AreaOnDay]:
        def make() -> Sequence[AreaOnDay]:
            at = viewed_over(context, slug, given, named=areas is not None)
            return [at] if at else []

        return ListPart(slug, make)

    return [part(slug) for slug in chosen_areas(context, areas)]


@field(
    "Views of several areas, one after the other: whatever is asked of a view, area by area.",
    graphql_type=AreaViewConnection,
)
def _area_views(
    self: Any,
    info: Info,
    areas: Areas = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    complete: Complete = False,
    first: First = None,
    last: Last = None,
    after: After = None,
    before: Before = None,
) -> Any:
    parts = _viewed(info.context, areas, as_of, known_at, complete)
    listed = PagedList("areaViews", parts, lambda at: (at.slug, ""))
    page = listed.slice(PageAsked(first, last, after, before))
    return Page(page, lambda at: at.view_object())


@field(
    "Things of any kind by words, over areas: what is called just so first, then what begins so.",
    graphql_type=ThingConnection,
)
def _search(
    self: Any,
    info: Info,
    text: _Text,
    kinds: _Kinds = None,
    areas: Areas = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    first: First = None,
    last: Last = None,
    after: After = None,
    before: Before = None,
) -> Any:
    if not text.split():
        raise UsageError("text is empty: give words of what you look for.")
    kept = words_of(kinds)
    where = ThingSelection(search=text, kinds=None if kept is None else frozenset(kept))

    def things(viewed: ListPart[AreaOnDay]) -> ListPart[Item]:
        def make() -> Sequence[Item]:
            return [
                (at, node)
                for at in viewed.items
                for fits in (where.fitting(at.view),)
                for node in at.view.shown.nodes.values()
                if fits(node)
            ]

        return ListPart(viewed.area, make)

    parts = [things(part) for part in _viewed(info.context, areas, as_of, known_at)]
    listed = PagedList("search", parts, lambda item: (item[0].slug, item[1].id))
    ranked = listed.sorted_by(lambda item: _rank(item[1], text))
    page = ranked.slice(PageAsked(first, last, after, before))
    return Page(page, lambda item: item[0].node(item[1].id))


def _rank(node: Node, text: str) -> int:
    """Return 0 for what is called just so, 1 for what begins so, 2 for the rest."""
    if name_key(text) in map(name_key, node.names):
        return 0
    return 1 if any(folded_name(n).startswith(folded_name(text)) for n in node.names) else 2


@strawberry.type(
    name="Document",
    description="One document over all areas that hold it or name it as a source, by its tag.",
)
class DocumentType:
    tag: str = strawberry.field(description="Its tag, the same in each area.")
    parts: strawberry.Private[list[ListPart[AreaOnDay]]]

    @field("Its title, as the first area that holds it has it; null: no area holds its title.")
    def title(self) -> str | None:
        return next((copy.record.title for copy in self.sources()), None)

    @field("It as each area holds it.")
    def sources(self) -> list[SourceType]:
        return [
            SourceType(record=source, at=at)
            for part in self.parts
            for at in part.items
            for source in at.snapshot.sources.values()
            if source.document == self.tag
        ]

    @field(
        "The facts that were read in it, of whatever day, area by area.",
        graphql_type=FactConnection,
    )
    def facts(
        self,
        first: First = None,
        last: Last = None,
        after: After = None,
        before: Before = None,
    ) -> Any:
        def facts(viewed: ListPart[AreaOnDay]) -> ListPart[Item]:
            def make() -> Sequence[Item]:
                return [
                    (at, fact)
                    for at in viewed.items
                    for fact in facts_read_in(at.snapshot, self.tag)
                ]

            return ListPart(viewed.area, make)

        parts = [facts(part) for part in self.parts]
        listed = PagedList("document", parts, lambda item: (item[0].slug, item[1].id))
        page = listed.slice(PageAsked(first, last, after, before))
        return Page(page, lambda item: CitedFact.of(item[1], item[0]))


@field("One document over areas, by its tag; null where no area holds it or names it.")
def _document(
    self: Any,
    info: Info,
    tag: _Tag,
    areas: Areas = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> DocumentType | None:
    parts = _viewed(info.context, areas, as_of, known_at)
    known = any(
        any(source.document == tag for source in at.snapshot.sources.values())
        or facts_read_in(at.snapshot, tag)
        for part in parts
        for at in part.items
    )
    return DocumentType(tag=tag, parts=parts) if known else None


ROOTS = {
    "area_views": _area_views,
    "finding_changes": finding_changes,
    "search": _search,
    "document": _document,
}
