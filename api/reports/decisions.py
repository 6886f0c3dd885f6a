"""Who may decide, in words: matter by matter, as pages, text, JSON and CSV show it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from api.errors import UsageError
from api.reports.printing import SourceNumbers, area_and_day, csv_text, json_text, wrapped
from api.reports.wording import capital, cautions
from graph.decision_rights import (
    RIGHTS,
    DelegationStep,
    MatterRights,
    deciding_words,
    limit_notes,
    step_order,
    unnamed_delegations,
    who_decides,
)
from graph.errors import UnknownThing
from graph.facts.dates import day_words
from graph.facts.identifiers import full_id
from graph.facts.model import Fact, Link, Node
from graph.kinds import LINK_KIND, link_attributes
from graph.name_keys import name_key
from graph.near_names import near_names
from graph.places_read import Places, places_read, places_words
from graph.sentences import attribute_words
from graph.view import View
from visualisations.in_words import doubts

NOT_SAID = "Which right is not recorded"
HEADINGS = {
    right: capital(link_attributes("has_right_over")["right"].label_of(right)) for right in RIGHTS
} | {"": NOT_SAID}
NO_MATTERS = (
    "Who may decide on what is not recorded here: no matter for decision, and no delegation, "
    "escalation or decision that names one. That says nothing about whether it is settled: ask for "
    "the terms of reference and the scheme of delegation."
)
HOW_TO_RECORD = (
    'Record each matter (a budget, an appointment, a plan) on the sheet "Matters and decisions" of '
    'the workbook, and on the sheet "Links" who "has a right over" it, with the right, and who '
    '"delegates to" whom.'
)
NOBODY = "Nobody recorded"
UNNAMED = "Powers passed on without naming a matter"
_COLUMNS = (
    *("area", "as_of", "matter", "kind", "what", "who", "to", "limit_pounds", "words", "source"),
)


@dataclass(frozen=True, slots=True)
class PartInDecision:
    """A thing as part of what is said of a matter, with what qualifies it and where it was read."""

    node_id: str
    name: str
    notes: tuple[str, ...]
    fact: Fact
    places: Places

    @property
    def source(self) -> str:
        """Where it was read, in words."""
        return places_words(self.places)

    @property
    def words(self) -> str:
        """Its name, with what qualifies it in brackets."""
        return f"{self.name} ({'; '.join(self.notes)})" if self.notes else self.name


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A delegation in words: "{giver} to {taker}"; depth says how far down the route it stands."""

    depth: int
    giver: PartInDecision
    taker: PartInDecision

    @property
    def words(self) -> str:
        """The delegation as a clause."""
        return f"{self.giver.name} delegates to {self.taker.words}"


@dataclass(frozen=True, slots=True)
class MatterWords:
    """A matter in words: what it is, who decides in a sentence, and everything behind that.

    places is where a matter on the map was read.
    """

    found: MatterRights
    kind: str
    limit: str
    places: Places
    sentence: str
    rights: Mapping[str, tuple[PartInDecision, ...]]
    route: tuple[PassedOn, ...]
    escalations: tuple[PartInDecision, ...]
    named_for_it: tuple[PartInDecision, ...]
    decisions: tuple[PartInDecision, ...]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.found.name

    @property
    def source(self) -> str:
        """Where a matter on the map was read, in words; "" where it is only named in words."""
        return places_words(self.places) if self.found.node else ""


def in_words(view: View) -> tuple[MatterWords, ...]:
    """Return every matter of an area in words, those on the map first."""
    return tuple(_matter(view, found) for found in who_decides(view))


def chosen(view: View, matter: str | None) -> tuple[MatterWords, ...]:
    """Return the matter that an id, a name or some words name, or all.

    Raises UnknownThing with near names, and UsageError for nothing but spaces.
    """
    if matter is not None and not matter.strip():
        raise UsageError("The matter is empty: name one, or leave it out for all of them.")
    all_of_them = in_words(view)
    if matter is None:
        return all_of_them
    key, by_id = name_key(matter), full_id(matter.strip(), view.snapshot.area.slug)
    fits = [
        each
        for each in all_of_them
        if each.found.key in (by_id, key)
        or key in map(name_key, each.found.node.names if each.found.node else (each.name,))
    ]
    if not fits:
        names = [each.name for each in all_of_them]
        near = near_names(matter, names, 3)
        where = f"among the matters of {view.snapshot.area.name}"
        raise UnknownThing("matter", matter, [f'"{name}"' for name in near], where)
    return tuple(fits)


def passed_on_unnamed(view: View) -> tuple[PassedOn, ...]:
    """Return the delegations that name no matter."""
    return tuple(_step(view, DelegationStep(f, 0, True)) for f in unnamed_delegations(view))


def _matter(view: View, found: MatterRights) -> MatterWords:
    node = found.node
    return MatterWords(
        found=found,
        kind=attribute_words(node, "matter_kind") if node else "",
        limit=(node.text("limit_words") or "") if node else "",
        places=places_read(node, view.snapshot) if node else (),
        sentence=deciding_words(found, view),
        rights={
            right: tuple(_from(view, link, limit_notes(link)) for link in links)
            for right, links in found.rights.items()
        },
        route=tuple(_step(view, step) for step in found.route),
        escalations=tuple(_escalation(view, link) for link in found.escalations),
        named_for_it=tuple(
            _from(view, link, (LINK_KIND[link.kind].verb,)) for link in found.named_for_it
        ),
        decisions=tuple(_decision(view, each) for each in found.decisions),
    )


def _from(view: View, link: Link, notes: Iterable[str]) -> PartInDecision:
    places = places_read(link, view.snapshot)
    notes = (*notes, *doubts(view, link))
    return PartInDecision(link.from_id, view.name(link.from_id), notes, link, places)


def _step(view: View, step: DelegationStep) -> PassedOn:
    link = step.link
    notes = [*limit_notes(link), *doubts(view, link)]
    if not step.names_matter:
        notes.insert(0, "names no matter")
    if step.circle:
        notes.append("and so back: the powers go round in a circle")
    elif step.goes_on:
        notes.append("and on as above")
    places = places_read(link, view.snapshot)
    return PassedOn(
        step.depth,
        PartInDecision(link.from_id, view.name(link.from_id), (), link, places),
        PartInDecision(link.to_id, view.name(link.to_id), tuple(notes), link, places),
    )


def _escalation(view: View, link: Link) -> PartInDecision:
    """Say whom a question about the matter goes to, from whom, and as which step."""
    without, order = step_order(link)
    notes = [f"from {view.name(link.from_id)}"] + ([] if without else [f"step {order}"])
    places = places_read(link, view.snapshot)
    return PartInDecision(
        link.to_id, view.name(link.to_id), (*notes, *doubts(view, link)), link, places
    )


def _decision(view: View, decision: Node) -> PartInDecision:
    day, by = decision.day("decided_on"), decision.text("by")
    notes = [attribute_words(decision, "outcome")]
    notes += [f"on {day_words(day)}"] if day else []
    notes += [f"by {view.name(by)}"] if by else []
    notes += doubts(view, decision)
    places = places_read(decision, view.snapshot)
    return PartInDecision(decision.id, decision.name, tuple(filter(None, notes)), decision, places)


def as_text(view: View, matter: str | None = None) -> str:
    """Return the matters as text, each fact with the number of the place it was read in."""
    found, sources = chosen(view, matter), SourceNumbers[str]()
    lines = [area_and_day(view), *cautions(view)]
    unnamed = () if matter else passed_on_unnamed(view)
    if not found:
        lines += ["", *wrapped(NO_MATTERS, "", hang=""), *wrapped(HOW_TO_RECORD, "", hang="")]
    for each in found:
        lines += ["", *_lines(each, sources)]
    if unnamed:
        lines += ["", UNNAMED]
        lines += [line for step in unnamed for line in _passed(step, sources)]
    return "\n".join([*lines, *sources.lines()]) + "\n"


def _lines(each: MatterWords, sources: SourceNumbers[str]) -> list[str]:
    read = f" [{sources.of(each.source)}]" if each.found.node else ""
    kind = each.kind if each.found.node else "named in words only"
    lines = [f"{capital(each.name)}{f' ({kind})' if kind else ''}{read}"]
    lines += wrapped(each.sentence)
    lines += wrapped(f"Limit: {each.limit}") if each.limit else []
    for heading, said in (
        *((HEADINGS[right], said) for right, said in each.rights.items()),
        ("Escalated to", each.escalations),
        ("Named for it", each.named_for_it),
        ("Decisions taken", each.decisions),
    ):
        for one in said:
            lines += wrapped(f"{heading}: {one.words} [{sources.of(one.source)}]")
    for step in each.route:
        lines += _passed(step, sources)
    return lines


def _passed(step: PassedOn, sources: SourceNumbers[str]) -> list[str]:
    indent = "    " + "  " * step.depth
    return wrapped(f"- {step.words} [{sources.of(step.taker.source)}]", indent)


def as_json(view: View, matter: str | None = None) -> str:
    """Return the matters as JSON, with the ids of things and facts."""
    content = {
        "area": view.snapshot.area.slug,
        "as_of": view.day.isoformat(),
        "cautions": list(cautions(view)),
        "matters": [_object(each) for each in chosen(view, matter)],
    }
    if matter is None:
        content["without_a_matter"] = [_step_object(step) for step in passed_on_unnamed(view)]
    return json_text(content)


def _object(each: MatterWords) -> dict[str, Any]:
    node = each.found.node
    return {
        "id": node.id if node else None,
        "name": each.name,
        "kind": each.kind or None,
        "limit": each.limit or None,
        "sentence": each.sentence,
        "nobody_recorded": each.found.nobody,
        **{
            right or "right_not_recorded": [_said_object(one) for one in said]
            for right, said in each.rights.items()
        },
        "delegations": [_step_object(step) for step in each.route],
        "escalations": [_said_object(one) for one in each.escalations],
        "named_for_it": [_said_object(one) for one in each.named_for_it],
        "decisions": [_said_object(one) for one in each.decisions],
    }


def _said_object(one: PartInDecision) -> dict[str, Any]:
    return {
        "id": one.node_id,
        "name": one.name,
        "notes": list(one.notes),
        "limit": one.fact.number("limit") if isinstance(one.fact, Link) else None,
        "fact": one.fact.id,
        "source": one.source,
    }


def _step_object(step: PassedOn) -> dict[str, Any]:
    return {
        "depth": step.depth,
        "from": step.giver.node_id,
        "from_name": step.giver.name,
        **{("to" if k == "id" else "to_name" if k == "name" else k): v
           for k, v in _said_object(step.taker).items()},
    }  # fmt: skip


def as_csv(view: View, matter: str | None = None) -> str:
    """Return a row for each right, delegation, escalation, duty and decision."""
    head = (view.snapshot.area.slug, view.day.isoformat())
    rows: list[tuple[str, ...]] = []
    for each in chosen(view, matter):
        of = (*head, each.name, each.kind)
        if each.found.nobody:
            rows.append((*of, NOBODY, "", "", "", each.sentence, each.source))
        for what, said in (
            *((HEADINGS[right], said) for right, said in each.rights.items()),
            ("Named for it", each.named_for_it),
            ("Decision taken", each.decisions),
        ):
            rows += [(*of, what, one.name, "", *_tail(one)) for one in said]
        rows += [_delegation_row(of, step) for step in each.route]
        rows += [(*of, "Escalated to", "", one.name, *_tail(one)) for one in each.escalations]
    if matter is None:
        rows += [_delegation_row((*head, "", ""), step) for step in passed_on_unnamed(view)]
    return csv_text(_COLUMNS, rows)


def _delegation_row(of: tuple[str, ...], step: PassedOn) -> tuple[str, ...]:
    return (*of, "Delegates", step.giver.name, step.taker.name, *_tail(step.taker))


def _tail(one: PartInDecision) -> tuple[str, ...]:
    limit = one.fact.number("limit") if isinstance(one.fact, Link) else None
    return ("" if limit is None else str(limit), "; ".join(one.notes), one.source)


FORMATS: Mapping[str, Callable[[View, str | None], str]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
}
