"""The catalogue of rules, and what a rule hands to the engine that decides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from graph.errors import UnknownThing
from graph.facts.model import Value
from graph.governance_view import Partnership, partnership_of
from graph.rules.finding import Citation, NotApplicableBecause, Outcome, Severity, unread_act
from graph.view import View


class Absence(StrEnum):
    """What absence can come to: a gap once lists are declared complete, or never a gap."""

    GAP_BY_LISTS = "a gap once the lists it reads are declared complete"
    NEEDS_EVIDENCE = "never a gap: it needs dated or named evidence"
    NEVER = "never a gap"


# Stands among the lists that would hold the subjects of a rule where no list says it of a body: a
# body may meet to a rhythm that nobody recorded, however complete the list of bodies is.
UNLISTED = "unlisted"


class Evidence(NamedTuple):
    """Facts that decide a subject one way, with the sentence that says so."""

    sentence: str
    facts: tuple[str, ...] = ()
    path: tuple[str, ...] = ()


class Subject(NamedTuple):
    """What a rule knows of one subject; the engine decides in the order of the deciding table.

    absent is a clause without a full stop that says what is not recorded; hint is sentences that
    help to ask; about names the things whose pages should show it too; first is what to record
    before anything else can be told. lists names the declarations that turn silence into a gap;
    where there are none it never does. applies says that the rule does not apply, or that this
    cannot be told. part is a word that tells apart the subjects of one id, which stays as it is.
    """

    id: str
    name: str
    contradiction: Evidence | None = None
    met: Evidence | None = None
    planned: Evidence | None = None
    absent: str = ""
    hint: str = ""
    first: str = ""
    looked: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    target: str = ""
    lists: tuple[tuple[str, str], ...] = ()
    applies: Outcome | None = None
    because: NotApplicableBecause | None = None
    part: str = ""


@dataclass(frozen=True)
class RuleContext:
    """What a rule may look at: the view, and the partnership as it operates or is intended."""

    view: View

    @cached_property
    def firm(self) -> Partnership:
        """The partnership of the operating facts."""
        return partnership_of(self.view.firm)

    @cached_property
    def intended(self) -> Partnership:
        """The partnership of the operating, planned and wished for facts."""
        return partnership_of(self.view.intended)

    def later(self, ask: "Callable[[Partnership], Evidence | None]") -> "Evidence | None":
        """Ask again of what is intended; None where that is no more than what operates."""
        same = self.view.intended is self.view.firm
        return None if same else ask(self.intended)

    @cached_property
    def shown(self) -> Partnership:
        """The partnership of every fact of the day, disputed ones too: to show, not to count."""
        return partnership_of(self.view.shown)

    @cached_property
    def _subjects_of(self) -> "dict[Condition, Sequence[Subject]]":
        return {}

    def subjects(self, condition: "Condition") -> "Sequence[Subject]":
        """Return the subjects of a condition, found once: some rules ask what others found."""
        if condition not in self._subjects_of:
            self._subjects_of[condition] = condition(self)
        return self._subjects_of[condition]

    @property
    def area(self) -> str:
        """The slug of the area."""
        return self.view.snapshot.area.slug

    def of_area(self, **parts: object) -> Subject:
        """Make a subject of the area as a whole."""
        name = self.view.snapshot.area.name
        return Subject(id=self.area, name=name, **parts)  # type: ignore[arg-type]

    def waits(self, why: str) -> list[Subject]:
        """Say that nothing is on the map yet that the rule is about."""
        return self._not_applicable(NotApplicableBecause.WAITS, why)

    def excluded(self, why: str, *looked: str) -> list[Subject]:
        """Say that the rule is not about this area or day; looked are the facts that say so."""
        return self._not_applicable(NotApplicableBecause.EXCLUDED, why, *looked)

    def _not_applicable(
        self, because: NotApplicableBecause, why: str, *looked: str
    ) -> list[Subject]:
        applies = Outcome.NOT_APPLICABLE
        return [self.of_area(applies=applies, because=because, hint=why, looked=looked)]

    def cannot_tell(self, why: str, first: str = "") -> list[Subject]:
        """Say that it is not recorded whether the rule applies, and what to record first."""
        return [self.of_area(applies=Outcome.UNKNOWN, hint=why, first=first)]

    def without_main(self, whether: str, target: str = "main_board") -> list[Subject]:
        """Say that nothing can be told before a main board is recorded: silent, never a gap."""
        intended = ", ".join(main.name for main in self.intended.mains)
        hint = f"Planned or wished for: {intended}." if intended else ""
        absent = f"No main board is recorded, so whether {whether} cannot be told"
        first = "First record which board it is."
        return [self.of_area(absent=absent, hint=hint, first=first, target=target)]


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedThing:
    """A hint for suggestions: the one thing that would meet a rule, where its readings are silent.

    attributes are pairs of a name and a value; None stands for the day. links are pairs of a kind
    of link and who it joins the new thing to: a kind of body, "subject", "sector" (an organisation
    of the sector that is the subject) or a sector.
    """

    kind: str
    attributes: tuple[tuple[str, Value | None], ...] = ()
    links: tuple[tuple[str, str], ...] = ()


Condition = Callable[[RuleContext], Sequence[Subject]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One check: what it asks, by which guidance, and how it decides.

    listed_in are the lists that would hold its subjects: once they are declared complete, a check
    without subjects no longer waits for any. opens are the ids of the checks that an answer to this
    one opens, since they read what it asks for.
    """

    id: str
    group: str
    title: str
    question: str
    severity: Severity
    absence: Absence
    citations: tuple[Citation, ...]
    subjects: str
    listed_in: tuple[str, ...]
    opens: tuple[str, ...]
    remedy: str
    would_change: str
    valid_from: date | None = None
    valid_to: date | None = None
    after: Outcome = Outcome.NOT_APPLICABLE
    wanted: tuple[WantedThing, ...] = ()
    condition: Condition = field(repr=False)

    @property
    def from_an_act(self) -> bool:
        """Say whether an Act asks or has asked for it, so that its lists need declaring.

        One whose sections have never come into force has asked for nothing.
        """
        acts = [citation for citation in self.citations if citation.enacted and citation.since]
        return self.severity is Severity.STATUTORY and bool(acts)

    def severity_on(self, day: date) -> Severity:
        """Return where the expectation comes from on a day: an Act counts while it is in force."""
        if self.severity is Severity.STATUTORY and not any(
            citation.enacted and citation.in_force(day) for citation in self.citations
        ):
            return Severity.EXPECTED
        return self.severity

    def unread(self, day: date) -> str:
        """Say that nobody has read whether an Act on it is in force on a day; "" where known."""
        return unread_act(self.citations, day)

    def citations_on(self, day: date) -> tuple[Citation, ...]:
        """Return what is cited on a day: what holds then or is coming, else all of it."""
        held = tuple(c for c in self.citations if c.in_force(day) or c.coming(day))
        return held or self.citations


GROUPS = {
    "strategic_links": "Strategic links",
    "composition": "Members and lead posts",
    "accountability": "Accountability",
    "representation": "Representation",
    "operations": "Operations",
    "engagement": "Engagement",
    "currency": "Currency, geography and funding",
    "deciding": "Who decides, and how",
}
_RULES: dict[str, Rule] = {}


def rule(
    rule_id: str,
    *,
    group: str,
    title: str,
    question: str,
    severity: Severity = Severity.EXPECTED,
    absence: Absence = Absence.GAP_BY_LISTS,
    citations: tuple[Citation, ...],
    subjects: str = "the area",
    listed_in: tuple[str, ...] = (),
    opens: tuple[str, ...] = (),
    remedy: str,
    would_change: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
    after: Outcome = Outcome.NOT_APPLICABLE,
    wanted: tuple[WantedThing, ...] = (),
) -> Callable[[Condition], Condition]:
    """Register a condition as a rule; run.py puts the files of rules in catalogue order."""

    def register(condition: Condition) -> Condition:
        assert rule_id not in _RULES, rule_id
        _RULES[rule_id] = Rule(
            id=rule_id,
            group=group,
            title=title,
            question=question,
            severity=severity,
            absence=absence,
            citations=citations,
            subjects=subjects,
            listed_in=listed_in,
            opens=opens,
            remedy=remedy,
            would_change=would_change,
            valid_from=valid_from,
            valid_to=valid_to,
            after=after,
            wanted=wanted,
            condition=condition,
        )
        return condition

    return register


def registered() -> tuple[Rule, ...]:
    """Return the rules registered so far; graph.rules.run.RULES is the whole catalogue."""
    return tuple(_RULES.values())


def rule_by_id(rule_id: str) -> Rule:
    """Return a rule; raises UnknownThing with the nearest names."""
    if rule_id not in _RULES:
        raise UnknownThing.nearest_to("check", rule_id, _RULES)
    return _RULES[rule_id]
