"""Because of which facts a finding moved: those it reads that were added, ended or changed.

Only what is between the two sides of a comparison of one area counts. None is left where the day
alone moved a finding, as when a term runs out, or a date of the check itself or of its guidance.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from graph.compare import Comparison, FindingMoved
from graph.facts.difference import difference
from graph.facts.model import Fact, Source
from graph.rules.finding import Finding
from graph.selection.fact_selection import facts_of, things_of


@dataclass(frozen=True, slots=True)
class FactMoved:
    """A fact that differs: None before where it was added, None after where it ended."""

    before: Fact | None
    after: Fact | None

    @property
    def id(self) -> str:
        """The id of the fact."""
        fact = self.after or self.before
        assert fact is not None
        return fact.id

    @property
    def things(self) -> Set[str]:
        """The ids of what it is about, on either side."""
        return {thing for fact in (self.before, self.after) if fact for thing in things_of(fact)}


@dataclass(frozen=True, slots=True)
class MovedFacts:
    """The facts that differ between the two sides of a comparison, by id."""

    found: Comparison
    by_id: Mapping[str, FactMoved]

    def behind(self, moved: FindingMoved) -> tuple[FactMoved, ...]:
        """Return the facts that moved a finding: those read of the subjects it answers otherwise.

        Where none of these moved, those that the finding reads of any; else what joins one of
        those subjects to anything; else what joins anything that the finding reads, as the
        employer of one whose seat it is about.
        """
        subjects = {subject.id for subject in moved.subjects}
        sides = [
            finding
            for findings in (self.found.findings_before, self.found.findings_after)
            for finding in findings
            if finding.rule == moved.rule
        ]
        read = dict.fromkeys(i for one in sides for i in _read_of(one, subjects))
        every = dict.fromkeys(fact.id for one in sides for fact in one.facts)
        return (
            self._of(read)
            or self._of(every)
            or self._joining(subjects)
            or self._joining(self._things(read))
            or self._joining(self._things(every))
        )

    def _of(self, ids: Iterable[str]) -> tuple[FactMoved, ...]:
        return tuple(self.by_id[i] for i in ids if i in self.by_id)

    def _joining(self, things: Set[str]) -> tuple[FactMoved, ...]:
        return tuple(one for one in self.by_id.values() if one.things & things)

    def _things(self, ids: Iterable[str]) -> Set[str]:
        links = (self.found.before.snapshot.links, self.found.after.snapshot.links)
        facts = [side[i] for i in ids for side in links if i in side]
        return {*ids, *(thing for fact in facts for thing in things_of(fact))}


def _read_of(finding: Finding, subjects: Set[str]) -> Iterable[str]:
    """Return the facts that a finding reads of some of its subjects, of all where none is named."""
    return (
        fact
        for subject in finding.subjects
        if not subjects or subject.id in subjects
        for fact in (subject.id, *subject.facts)
    )


def moved_facts(found: Comparison) -> MovedFacts:
    """Return what differs between the two sides; nothing between two areas, which share no facts.

    A fact that holds on one side only is added or ended; one that holds on neither day, as a
    meeting in the diary, differs where the record does.
    """
    before, after = found.before, found.after
    if before.snapshot.area.slug != after.snapshot.area.slug:
        return MovedFacts(found, {})
    moved: dict[str, FactMoved] = {}
    if before.snapshot is not after.snapshot:
        moved |= _differing(before.snapshot.facts(), after.snapshot.facts())
    moved |= _differing(facts_of(before), facts_of(after))
    return MovedFacts(found, moved)


def _differing(old: Mapping[str, Fact], new: Mapping[str, Fact]) -> dict[str, FactMoved]:
    between = difference(old, new)
    pairs = [
        *((None, fact) for fact in between.added),
        *((fact, None) for fact in between.missing),
        *((old[fact.id], fact) for fact in between.changed),
    ]
    return {
        moved.id: moved
        for moved in (FactMoved(was, now) for was, now in pairs)
        if not isinstance(moved.after or moved.before, Source)
    }


def because_words(facts: Sequence[FactMoved]) -> str:
    """Say in a word what moved a finding: how many facts, or that none of them did."""
    if not facts:
        return (
            "No fact that it reads was added, ended or changed: the day moved it, or a date of "
            "the check or its guidance."
        )
    counts = (
        (sum(one.before is None for one in facts), "added"),
        (sum(one.after is None for one in facts), "ended"),
        (sum(None not in (one.before, one.after) for one in facts), "changed"),
    )
    said = ", ".join(f"{count} {word}" for count, word in counts if count)
    return f"Of the facts that it reads: {said}."
