"""What every page of an area shares: the view it reads, and links that keep its day and switch."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote, urlencode

from starlette.requests import Request

from api.errors import EXPECTED, UsageError
from api.service.reader import Reader, read_day
from graph.errors import UnknownThing
from graph.facts.identifiers import area_of, local_of
from graph.kinds.words import BODY_KINDS as BODY_KIND_CHOICES
from graph.question_sentences import whole_words
from graph.rules.finding import Finding
from graph.rules.question_list import became_in_short
from graph.sentences import article, newer_words
from graph.view import View, default_day

BODY_KINDS = {choice.word: choice.label for choice in BODY_KIND_CHOICES}

_VIEWPOINT = ("asOf", "complete", "known")
_YES, _NO = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


@dataclass(frozen=True, slots=True)
class Frame:
    """An area as a page shows it; kept are the other values of its address, for its own form."""

    view: View
    path: str
    given_day: str
    kept: tuple[tuple[str, str], ...]
    known: date | None = None

    @property
    def slug(self) -> str:
        """The slug of the area."""
        return self.view.snapshot.area.slug

    @property
    def name(self) -> str:
        """The name of the area, as a heading has it."""
        return self.view.snapshot.area.title

    @property
    def day(self) -> date:
        """The day the page shows."""
        return self.view.day

    @property
    def complete(self) -> bool:
        """Whether the map is being treated as complete."""
        return self.view.complete

    @property
    def opens_on(self) -> date:
        """The day the area opens on when the address names none."""
        return default_day(self.view.snapshot, date.today())

    @property
    def opens_on_record(self) -> bool:
        """Whether that is the day its record describes."""
        return self.view.snapshot.area.recorded_as_of is not None

    @property
    def newer(self) -> str:
        """That the record has facts of later days, up to today; "" where all of them show."""
        return newer_words(self.view, date.today())

    @property
    def newest(self) -> date:
        """The newest day, up to today, that a fact on record is dated; else the day shown."""
        return max(self.view.newer(date.today()).values(), default=self.day)

    @property
    def section(self) -> str:
        """The first part of the path below the area: "" for the overview."""
        return self.path.removeprefix(f"/areas/{self.slug}").strip("/").partition("/")[0]

    def here(self, page: str) -> bool:
        """Say whether this is a page of the area, not one below it."""
        return self.path.rstrip("/") == f"/areas/{self.slug}/{page}".rstrip("/")

    def link(self, page: str = "", /, **query: str) -> str:
        """Return the address of a page of this area; the day and switch are kept if not given."""
        path = f"/areas/{self.slug}/{quote(page)}".rstrip("/")
        given = {name: value for name, value in query.items() if value}
        kept = {name: value for name, value in self.viewpoint.items() if name not in given}
        return _address(path, {**given, **kept})

    def source(self, document: str) -> str:
        """Return the address of our page of a document; "" for a name that no address can hold."""
        return _source(self.slug, self.given_day, self.complete, self.known, document)

    def rule(self, rule_id: str = "") -> str:
        """Return the address of a check in the catalogue, or of all, with day and switch kept."""
        return _address(f"/rules/{rule_id}".rstrip("/"), self.viewpoint)

    def ask(self) -> str:
        """Return the address that asks about this area, on the same days."""
        days = {name: value for name, value in self.viewpoint.items() if name != "complete"}
        return _address("/ask", {"area": self.slug, **days})

    @property
    def viewpoint(self) -> dict[str, str]:
        """What every address of the area keeps: the day, the switch, and what was known when."""
        return viewpoint_of(self.given_day, self.complete, self.known)

    def to(self, node_id: str, page: str = "nodes") -> str:
        """Return the address of a thing's page below a page of this map."""
        local = local_of(node_id) if area_of(node_id) == self.slug else node_id
        return self.link(f"{page}/{local}")

    def became(self, rule: str, subject: str, attribute: str = "") -> str:
        """Say what became of the question of a check about a subject, or of an attribute of it.

        "" where nothing is said.
        """
        said = self.view.question(subject, rule=rule, attribute=attribute)
        return whole_words(said, self.view.name, date.today()) if said else ""

    def became_in_short(self, finding: Finding) -> str:
        """Say in a few words what became of the questions of a finding; "" for nothing."""
        return became_in_short(finding, self.view, date.today())

    def question(self, subject: str, rule: str = "", attribute: str = "") -> str:
        """Return the address of the page of one question, with its form."""
        return self.link("questions", rule=rule, attribute=attribute, subject=subject)

    def thing(self, target: str) -> str:
        """Return the name of a thing on the map, or the words for a kind of body."""
        kind = BODY_KINDS.get(target)
        return article(kind) if kind else self.view.name(target)

    def on_newest(self) -> str:
        """Return the address of this page on the newest day of the record."""
        query = [*self.kept, ("asOf", self.newest.isoformat())]
        query += [(k, v) for k, v in self.viewpoint.items() if k != "asOf"]
        return f"{self.path}?{urlencode(query)}"

    def switched_off(self) -> str:
        """Return the address of this page with the workshop switch off."""
        return self._without("complete")

    def as_now(self) -> str:
        """Return the address of this page with what the map says now."""
        return self._without("known")

    def _without(self, name: str) -> str:
        values = [*self.kept, *((k, v) for k, v in self.viewpoint.items() if k != name)]
        return f"{self.path}?{urlencode(values)}" if values else self.path


def viewpoint_of(given_day: str, complete: bool, known: date | None) -> dict[str, str]:
    """Return what an address keeps: the day that was given, the switch, and what was known when."""
    values = {"asOf": given_day, "complete": "1" if complete else ""}
    values["known"] = known.isoformat() if known else ""
    return {name: value for name, value in values.items() if value}


@lru_cache(maxsize=1024)  # a page of findings may cite one document a thousand times
def _source(slug: str, given_day: str, complete: bool, known: date | None, document: str) -> str:
    if document in (".", ".."):
        return ""
    path = f"/areas/{slug}/sources/{quote(document)}"
    return _address(path, viewpoint_of(given_day, complete, known))


def _address(path: str, values: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(values)}" if values else path


def area_frame(reader: Reader, request: Request) -> Frame:
    """Read slug, asOf, complete and known of a request; raises UnknownThing and UsageError."""
    slug, query = request.path_params["slug"], request.query_params
    day, complete, known = read_viewpoint(request)
    try:
        view = reader.view(slug, day, complete, known)
    except UnknownThing as error:
        slugs = [summary.area.slug for summary in reader.areas()]
        raise UnknownThing.nearest_to("area", error.given, slugs) from error
    kept = tuple((k, v) for k, v in query.multi_items() if k not in _VIEWPOINT)
    return Frame(view, request.url.path, day.isoformat() if day else "", kept, known)


def read_viewpoint(request: Request) -> tuple[date | None, bool, date | None]:
    """Read asOf, complete and known of an address, without the store; raises UsageError."""
    query = request.query_params
    complete = read_switch(query.get("complete", ""))
    return read_day(query.get("asOf")), complete, read_day(query.get("known"))


def nearby(reader: Reader, request: Request) -> Frame | None:
    """Return the area that an address which cannot be read lies in, as it opens; None off areas."""
    slug = request.path_params.get("slug", "")
    try:
        return Frame(reader.view_at_hand(slug) or reader.view(slug), "", "", ())
    except EXPECTED:
        return None


def read_switch(text: str) -> bool:
    """Read the workshop switch of an address; raises UsageError."""
    if text.lower() in (*_YES, *_NO):
        return text.lower() in _YES
    raise UsageError(f'"complete" is "{text}": write 1 to treat the map as complete, or 0.')
