"""What a change names, and where it was read: found on the map, or added before in the list."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from api.errors import UsageError
from api.service.change_values import MOST_SHOWN, BadField
from api.service.proposals import BadChange, Proposal
from graph.errors import GraphError, StoreError, UnknownThing
from graph.facts.changes import Added
from graph.facts.fact_json import from_record
from graph.facts.identifiers import area_of, full_id, is_area_slug, slugify, source_id
from graph.facts.model import Fact, Node, Reference, Source
from graph.facts.view_ids import split_view
from graph.name_keys import name_key
from graph.store import SHARED


@contextmanager
def at_field(*path: str) -> Iterator[None]:
    """Say of whatever is wrong in what is read here where it stands."""
    try:
        yield
    except BadField as error:
        raise BadField((*path, *error.path), error.sentence) from (error.__cause__ or error)
    except (StoreError, BadChange):
        raise
    except (GraphError, UsageError) as error:
        raise BadField(path, str(error)) from error


class NamedFacts:
    """The facts of an area as they read after all that is proposed, found by what names them."""

    def __init__(self, proposal: Proposal) -> None:
        self.proposal, self.slug = proposal, proposal.snapshot.area.slug

    def own(self, text: str) -> str:
        """Return an id without the view that it carries; raises BadField for another area's."""
        view, plain = split_view(text)
        if view is not None and view.area != self.slug:
            right = f'give "{plain}"' if plain else f"name something of {self.slug}"
            wrong = f'"{text[:MOST_SHOWN]}" is of a view of {view.area}'
            raise BadField((), f"{wrong}, and these are changes to {self.slug}: {right}.")
        return plain or text

    def thing(self, text: str) -> Node:
        """Return a thing on the map, or added before, by its id or name."""
        with self._of_here(text):
            found = self.proposal.known[self.proposal.find(text)]
        assert isinstance(found, Node)
        return found

    def any_id(self, text: str) -> str:
        """Return the id of a thing by id or name, or of another fact by its id."""
        for made in (text, full_id(text, self.slug)):
            if made in self.proposal.known:
                return made
        return self.thing(text).id

    @contextmanager
    def _of_here(self, text: str) -> Iterator[None]:
        """Say of an id of another area that it is one, where nothing here has it."""
        try:
            yield
        except UnknownThing as error:
            area = area_of(text)
            if "/" not in text or not is_area_slug(area) or area in (self.slug, SHARED):
                raise
            wrong = f'"{text[:MOST_SHOWN]}" is of {area}, and these are changes to {self.slug}'
            raise UsageError(f"{wrong}: name something of {self.slug}.") from error

    def over(self, text: str, find: Callable[[str], str]) -> str:
        """Return the id of a fact that is to end or to be withdrawn, as find does.

        Raises UnknownThing, and UsageError for an area, which is neither ended nor withdrawn.
        """
        if text in (self.slug, f"{self.slug}/{self.slug}"):
            raise UsageError(f"{text} is the area itself: use changeArea for what is said of it.")
        with self._of_here(text):
            return find(text)

    def fact(self, text: str, sort: type[Fact], called: str) -> Fact:
        """Return a fact of a sort by its id; raises UnknownThing."""
        known = self.proposal.known
        try:
            with self._of_here(text):
                found = known[self.proposal.fact(text)]
        except UnknownThing:
            ids = (fact_id for fact_id, fact in known.items() if isinstance(fact, sort))
            raise UnknownThing.nearest_to(called, text, ids, f"of {self.slug}") from None
        if not isinstance(found, sort):
            raise UsageError(f'"{text}" is no {called}.')
        return found

    def document(self, text: str) -> Source | None:
        """Return a document on record, by its id or short name."""
        found = self.proposal.known.get(text) or self.proposal.known.get(source_id(self.slug, text))
        return found if isinstance(found, Source) else None

    def reference(self, given: Mapping[str, Any]) -> Reference:
        """Return where something was read; a document that is new is added first."""
        tag = self._tag(given)
        place = {key: given.get(key) or "" for key in ("place", "heading", "quote")}
        return Reference(tag, page=given.get("page"), **place)

    def _tag(self, given: Mapping[str, Any]) -> str:
        named, title = str(given.get("id") or ""), " ".join(str(given.get("title") or "").split())
        known = self.document(named) if named else self._titled(title)
        if given.get("held") is False:
            if not named or title:
                raise BadField(("id",), "Give the short name of what is not held, and no title.")
            return named
        if known and title and name_key(known.title) != name_key(title):
            wrong = f'"{named}" is on record already, with the title "{known.title}"'
            raise BadField(("title",), f"{wrong}: leave the title out, or change the source.")
        if known:
            return known.document
        if not title:
            if not named:
                right = "give the id of one on record, or the title of a new one"
                raise BadField((), f"It names no document: {right}.")
            tags = (fact.document for fact in self.proposal.known.values()
                    if isinstance(fact, Source))  # fmt: skip
            with at_field("id"):
                raise UnknownThing.nearest_to("document", named, tags, f"of {self.slug}")
        record = {"id": named or self.new_tag(title), "title": title}
        more = {key: given[key] for key in ("publisher", "read_on", "address") if given.get(key)}
        self.proposal.add(Added(from_record("source", record | more, self.slug)))
        return record["id"]

    def _titled(self, title: str) -> Source | None:
        if not title:
            return None
        sources = (fact for fact in self.proposal.known.values() if isinstance(fact, Source))
        return next((one for one in sources if name_key(one.title) == name_key(title)), None)

    def new_tag(self, title: str) -> str:
        """Return a short name for a new document that no other has."""
        base = tag = slugify(title)
        number = 2
        while source_id(self.slug, tag) in self.proposal.known:
            tag, number = f"{base}-{number}", number + 1
        return tag
