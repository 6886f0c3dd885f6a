"""What a person chooses or writes at /ask: read from an address or a form, and kept in both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode

from api.pages.graphql import BadRequest
from api.service.questions import Question
from graph.facts.dates import day_words
from graph.store import AreaSummary
from graph.view import View

_TEXTS = ("area", "question", "thing", "known", "since", "words", "after")
_DAYS_OF_A_YEAR = 365


@dataclass(frozen=True)
class AskForm:
    """What a person chose or wrote; query is None until a query was sent.

    areas are those of a question over areas, none for all; since and words are what some of these
    ask for besides, and after is the cursor to go on from.
    """

    area: str = ""
    question: str = ""
    thing: str = ""
    query: str | None = None
    variables: str = ""
    as_of: str = ""
    known: str = ""
    since: str = ""
    words: str = ""
    after: str = ""
    areas: tuple[str, ...] = ()

    @property
    def days(self) -> dict[str, str]:
        """The days that were chosen, by the names of the query's variables."""
        return {n: day for n, day in (("asOf", self.as_of), ("knownAt", self.known)) if day}

    @property
    def kept(self) -> dict[str, str]:
        """The same by the names that every page's address has."""
        return {n: day for n, day in (("asOf", self.as_of), ("known", self.known)) if day}

    def address_of(self, question: Question, area: str, thing: str) -> dict[str, Any]:
        """Return what an address says to ask a saved question again."""
        asked: dict[str, Any] = {"question": question.id}
        if not question.over_areas:
            asked = {"area": area, **asked}
        if "thing" in question.needs:
            asked["thing"] = thing
        if question.over_areas and self.areas:
            asked["areas"] = ",".join(self.areas)
        for name in ("since", "words", "after"):
            if name in question.needs and getattr(self, name):
                asked[name] = getattr(self, name)
        return asked | (self.kept if question.needs else {})

    @classmethod
    def of(cls, values: Mapping[str, str], areas: Iterable[str]) -> "AskForm":
        """Read it from an address."""
        given = {name: values.get(name, "") for name in _TEXTS}
        return cls(**given, as_of=values.get("asOf", ""), areas=_split(areas))

    @classmethod
    def posted(cls, body: bytes) -> "AskForm":
        """Read it from a form that was sent; raises BadRequest for one that cannot be read."""
        try:
            values = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=200)
        except ValueError:
            raise BadRequest("The form cannot be read: send it again from this page.") from None
        given = {name: found[0] for name, found in values.items()}
        texts = {name: given.get(name, "") for name in (*_TEXTS, "query", "variables")}
        areas = _split(values.get("areas", ()))
        return cls(**texts, as_of=given.get("asOf", ""), areas=areas)


def _split(areas: Iterable[str]) -> tuple[str, ...]:
    """Return areas, each once: an address may name them one by one or with commas between them."""
    parts = (part.strip() for value in areas for part in value.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def year_before(summaries: Sequence[AreaSummary], areas: Sequence[str], today: date) -> str:
    """Return the day a year before the earliest day that one of the areas opens on."""
    chosen = [s.area for s in summaries if s.area.slug in areas or not areas]
    first = min((area.recorded_as_of or today for area in chosen), default=today)
    return date.fromordinal(first.toordinal() - _DAYS_OF_A_YEAR).isoformat()


def next_page(answered: dict[str, Any] | None) -> str:
    """Return the cursor to go on from where an answer is one list that goes on, else ""."""
    lists = list((answered or {}).values())
    if len(lists) != 1 or not isinstance(lists[0], dict):
        return ""
    place = lists[0].get("pageInfo") or {}
    return str(place.get("endCursor") or "") if place.get("hasNextPage") else ""


def citation(
    question: Question,
    form: AskForm,
    view: View,
    thing: str,
    summaries: Sequence[AreaSummary],
    base: str,
) -> dict[str, str]:
    """Return what a person writes to cite the answer to a saved question: words, address, about."""
    asked = form.address_of(question, view.snapshot.area.slug, thing)
    said = _over(form, summaries) if question.over_areas else _of_one(question, form, view, thing)
    of_area = f" {said};" if question.needs else ""
    about = f" (about {view.name(thing)})" if "thing" in question.needs else ""
    words = f"Golden Thread, “{question.words}”{about},{of_area} asked {day_words(date.today())}."
    shown = f"{said}{about}" if question.needs else "Every area"
    query = urlencode(asked)
    # The file has every page.
    whole = urlencode({name: value for name, value in asked.items() if name != "after"})
    address = f"{base.rstrip('/')}/ask?{query}"
    return {
        "words": words,
        "about": shown,
        "address": address,
        "csv": f"/ask/answer.csv?{whole}",
    }


def _of_one(question: Question, form: AskForm, view: View, thing: str) -> str:
    snapshot = view.snapshot
    where = f"{snapshot.area.title}, record as of {day_words(view.day)}"
    return f"{where}, revision {snapshot.revision}{_known(form)}"


def _over(form: AskForm, summaries: Sequence[AreaSummary]) -> str:
    titles = {summary.area.slug: summary.area.title for summary in summaries}
    named = ", ".join(titles.get(slug, slug) for slug in form.areas)
    # Where none is chosen, what is made up is left out unless nothing else is held.
    made_up = {bool(summary.area.invented) for summary in summaries}
    every = "all areas" if len(made_up) < 2 else "all areas that tell of real councils"
    day = f"as of {day_words(form.as_of)}" if form.as_of else "each as of its own day"
    since = f", since {day_words(form.since)}" if form.since else ""
    words = f", for “{form.words}”" if form.words else ""
    return f"{named or every}, {day}{since}{words}{_known(form)}"


def _known(form: AskForm) -> str:
    return f", as known on {day_words(form.known)}" if form.known else ""
