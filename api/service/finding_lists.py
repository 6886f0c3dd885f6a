"""Which findings and partners fit what somebody asks for, and the order to read findings in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.service.reader import Reader
from graph.engagement.ranking import PartnerEngagement
from graph.errors import UnknownThing
from graph.facts.view_ids import rule_named
from graph.name_keys import folded_name, folded_words
from graph.rules.finding import READING_ORDER, Finding, Severity
from graph.rules.registry import GROUPS
from graph.rules.run import RULES
from graph.selection.selection_base import Selection, Test
from graph.view import View

_SEVERITIES = list(Severity)


def about(finding: Finding, thing: str) -> bool:
    """Say whether a thing is one of a finding's subjects, or what one should reach."""
    return any(thing in (subject.id, subject.target) for subject in finding.subjects)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSelection(Selection[Finding]):
    """What findings are asked for; see Selection. rules are ids of checks, about that of a thing.

    Raises UnknownThing with the nearest names for a check or a group of checks that there is not.
    """

    outcomes: frozenset[str] | None = None
    severities: frozenset[str] | None = None
    rules: frozenset[str] | None = None
    groups: frozenset[str] | None = None
    about: str | None = None

    def own_tests(self, view: View) -> Iterator[Test[Finding]]:
        """Yield the tests of the conditions of its own."""
        if self.rules is not None:
            rules = frozenset(_rule(given) for given in self.rules)
            yield lambda finding: finding.rule in rules
        if self.groups is not None:
            groups = frozenset(_group(given) for given in self.groups)
            yield lambda finding: finding.group in groups
        if (outcomes := self.outcomes) is not None:
            yield lambda finding: finding.outcome.value in outcomes
        if (severities := self.severities) is not None:
            yield lambda finding: finding.severity.value in severities
        if (thing := self.about) is not None:
            yield lambda finding: about(finding, thing)


def _rule(given: str) -> str:
    known, wanted = [rule.id for rule in RULES], rule_named(given) or given
    if wanted not in known:
        raise UnknownThing.nearest_to("check", given, known)
    return wanted


def _group(given: str) -> str:
    key = folded_name(given)
    for group, words in GROUPS.items():
        if key in (folded_name(group), folded_name(words)):
            return group
    raise UnknownThing.nearest_to("group of checks", given, GROUPS.values())


def reading_rank(finding: Finding, reader: Reader, view: View) -> tuple[int, int]:
    """Return where a finding comes for a person: gaps first, law first, questions in their order.

    The rank means the same in each area.
    """
    places = reader.derived(view, _places_to_ask, reader)
    place = places.get(finding.rule, _SEVERITIES.index(finding.severity))
    return READING_ORDER.index(finding.answer), place


def _places_to_ask(view: View, reader: Reader) -> dict[str, int]:
    asked: Sequence[str] = [one.finding.rule for one in reader.questions(view)]
    return {rule: place for place, rule in reversed(list(enumerate(asked)))}


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementSelection(Selection[PartnerEngagement]):
    """What partners are asked for; see Selection. labels are names in small letters."""

    labels: frozenset[str] | None = None
    key: bool | None = None
    attendance_at_most: float | None = None
    key_and_seen_less: bool | None = None
    key_but_unrecorded: bool | None = None
    search: str = ""

    def own_tests(self, view: View) -> Iterator[Test[PartnerEngagement]]:
        """Yield the tests of the conditions of its own."""
        if (labels := self.labels) is not None:
            yield lambda partner: partner.label.name.lower() in labels
        if self.key is not None:
            yield lambda partner: partner.has_key_role is self.key
        if (most := self.attendance_at_most) is not None:
            yield (lambda partner: (came := partner.turnout.value) is not None and came <= most)
        if self.key_and_seen_less is not None:
            yield lambda partner: partner.quiet_but_key is self.key_and_seen_less
        if self.key_but_unrecorded is not None:
            yield lambda partner: partner.key_but_unrecorded is self.key_but_unrecorded
        if words := folded_words(self.search):
            yield lambda partner: all(word in folded_name(partner.name) for word in words)
