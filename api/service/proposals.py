"""Changes that somebody proposes: read from what a door is given, tried, and said back.

A change is written as in the archive format: {"link": {...}}, {"node": {...}} and so on adds a
fact, or changes the one with that id; {"ended": ID, "until": DAY} and {"withdrawn": ID} do what
they say. Ends of links may be names. Of a thing that ends, "successors", "since" and "links" say
who takes over, when, and what becomes of what hangs on it (graph.endings). What
graph.facts.scenarios writes is read too.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from api.errors import UsageError
from api.service.planned_things import Sort, new_id, planned_thing
from api.service.reader import Reader, resolve
from graph.compare import Comparison
from graph.endings import ALL, FATES, Ending, changes_of
from graph.errors import GraphError, InvalidFact, UnknownThing
from graph.facts.changes import Added, Change, Changed, Ended, Withdrawn, ended_on
from graph.facts.dates import PartialDate, day_words
from graph.facts.fact_json import from_record
from graph.facts.fields import FACT_TYPES
from graph.facts.identifiers import full_id, link_id
from graph.facts.model import Fact, Link, Node, Snapshot, snapshot_of
from graph.facts.scenarios import from_change_record, to_change_record
from graph.hanging import ALL_GROUPS, ended_between, left_hanging
from graph.kinds import LINK_KIND, LINK_KINDS, link_choice
from graph.kinds.nearest_words import nearest_words
from graph.name_keys import name_key
from graph.rules.registry import rule_by_id
from graph.sentences import some
from graph.suggestions.change_words import change_sentences
from graph.suggestions.search import ClosingSteps, closing_steps
from graph.view import View
from graph.what_if import what_if

# Far more than anybody proposes by hand: a bound on what an address or a file makes a page try.
MOST_CHANGES = 200
# Letters of what somebody typed that a sentence repeats, and of a scenario's name.
MOST_TEXT = 60
# What may be said of a thing that ends, besides its links one by one.
WHAT_HANGS = frozenset({ALL, *(group.key for group in ALL_GROUPS)})
_SHAPES = f'write {{"link": {{...}}}}, another of {", ".join(FACT_TYPES)}, "ended" or "withdrawn"'


class BadChange(UsageError):
    """A change that cannot be read or tried: which one, counted from 0, and why.

    path leads to the field of it that is wrong, where that is known.
    """

    def __init__(self, number: int, sentence: str, path: Sequence[str] = ()) -> None:
        self.number, self.sentence, self.path = number, sentence, tuple(path)
        super().__init__(f"Change {number + 1}: {sentence}")


class Proposal:
    """Changes to one area under construction, read one by one against what came before.

    most is how many changes it may come to.
    """

    def __init__(self, snapshot: Snapshot, most: int = MOST_CHANGES) -> None:
        self.snapshot, self.most = snapshot, most
        self.changes: list[Change] = []
        # What could not be done as it was asked, in sentences.
        self.told: list[str] = []
        self._known = dict(snapshot.facts())

    @property
    def known(self) -> Mapping[str, Fact]:
        """The facts as they read after all that is proposed, by id."""
        return self._known

    def add(self, change: Change) -> None:
        """Add a change; raises BadChange where there are too many."""
        if len(self.changes) == self.most:
            raise BadChange(self.most, f"try at most {self.most} at a time.")
        self.changes.append(change)
        match change:
            case Added(fact) | Changed(fact):
                self._known[fact.id] = fact
            case Ended(fact_id, until) if fact_id in self._known:
                self._known[fact_id] = ended_on(self._known[fact_id], until)
            case Withdrawn(fact_id):
                self._known.pop(fact_id, None)

    def link(self, start: str, kind: str, stop: str) -> None:
        """Add a link between two things, each given by id or name."""
        ends = self.find(start), self.find(stop)
        if kind not in LINK_KIND:
            fitting = kinds_between(self.node(ends[0]).kind, self.node(ends[1]).kind)
            near = nearest_words(kind, [link_choice(name) for name in fitting])
            raise UnknownThing("kind of link", kind, [one.word for one in near])
        new_id = link_id(self.snapshot.area.slug, ends[0], kind, ends[1])
        while new_id in self._known:
            old = self._known[new_id]
            if isinstance(old, Link) and old.until is None:
                raise UsageError(f"{self.said(ends[0], kind, ends[1])} is recorded already.")
            new_id += "~again"
        allowed = LINK_KIND[kind].pairs
        pair = (self.node(ends[0]).kind, self.node(ends[1]).kind)
        if pair not in allowed:
            raise UsageError(
                f"{self.said(ends[0], kind, ends[1])} cannot be: choose one of "
                f"{', '.join(kinds_between(*pair)) or 'no kind, since none joins the two'}."
            )
        self.add(Added(Link(id=new_id, kind=kind, from_id=ends[0], to_id=ends[1])))

    def thing(self, name: str, sort: Sort) -> str:
        """Add a thing that is not on the map, as planned; return its id.

        Raises UsageError where one of this kind and name is there, whatever dashes or quotes.
        """
        for known in self._known.values():
            alike = isinstance(known, Node) and name_key(known.name) == name_key(name)
            if alike and isinstance(known, Node) and known.kind == sort.kind:
                raise UsageError(f'"{known.name}" ({known.id}) is on the map already.')
        made = planned_thing(self.snapshot.area.slug, name, sort, self._known)
        self.add(Added(made))
        return made.id

    def words(self, text: str) -> None:
        """Add a link written "FROM KIND TO", the kind by its name or in words."""
        wrong: GraphError | None = None
        for kind in LINK_KINDS:
            for phrase in dict.fromkeys((kind.name, kind.verb)):
                start, found, stop = text.partition(f" {phrase} ")
                if not found:
                    continue
                try:
                    ends = self.find(start), self.find(stop)
                except GraphError as error:
                    wrong = wrong or error
                    continue
                return self.link(ends[0], kind.name, ends[1])
        if wrong:
            raise wrong
        raise UsageError(
            f'"{text[:MOST_TEXT]}" is no link: write "FROM KIND TO", such as '
            '"main reports_to scp" (goldenthread kinds lists the kinds).'
        )

    def end(
        self,
        fact_id: str,
        until: date | str,
        successors: Sequence[str] = (),
        since: str = "",
        fates: Mapping[str, str] | None = None,
    ) -> None:
        """Add that a fact was so until a day; of a thing, what becomes of what hangs on it.

        successors are ids or names, fates as graph.endings.Ending has them, a successor by its id
        or name.
        """
        known, day = self.ended(fact_id), _partial(str(until))
        if not isinstance(self._known[known], Node):
            if successors or fates:
                raise UsageError("Only a thing has a successor, and links that hang on it.")
            self.add(Ended(known, day))
            return
        self.end_thing(self.ending(known, day, successors, since, fates))

    def ending(
        self,
        thing: str,
        until: PartialDate,
        successors: Sequence[str] = (),
        since: str = "",
        fates: Mapping[str, str] | None = None,
    ) -> Ending:
        """Read how a thing ends; raises UnknownThing and InvalidFact."""
        heirs = tuple(self.find(name) for name in successors)
        return Ending(
            thing,
            until,
            heirs,
            _partial(since) if since else None,
            {
                self._hanging(what): fate if fate in FATES else self.find(fate)
                for what, fate in (fates or {}).items()
            },
        )

    def end_thing(self, ending: Ending) -> None:
        """Add all that the ending of a thing comes to."""
        made = changes_of(self.as_proposed(), ending)
        for change in made.changes:
            self.add(change)
        self.told += made.told

    def as_proposed(self) -> Snapshot:
        """Return the area as it reads after all that is proposed so far."""
        return snapshot_of(self._known, self.snapshot.area.slug, 0, {})

    def day(self, text: str) -> PartialDate:
        """Read a day, month or year; raises InvalidFact."""
        return _partial(text)

    def ended(self, text: str) -> str:
        """Return the id of what ends: a fact by its id, a thing by its name too."""
        try:
            return self.fact(text)
        except UnknownThing as error:
            try:
                return self.find(text)
            except GraphError:
                raise error from None

    def _hanging(self, text: str) -> str:
        """Return what a fate is about: a group or ALL as it is, a fact by its id."""
        return text if text in WHAT_HANGS else self.fact(text)

    def withdraw(self, fact_id: str) -> None:
        """Add that a fact was recorded in error."""
        self.add(Withdrawn(self.fact(fact_id)))

    def record(self, content: object) -> None:
        """Add a change written as a JSON object."""
        if not isinstance(content, Mapping):
            raise UsageError(f"it is no JSON object: {_SHAPES}.")
        try:
            self._add_record(content)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UsageError(f"it cannot be read: {_SHAPES}.") from error

    def text(self, text: str) -> None:
        """Add a change written as JSON."""
        try:
            content = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise UsageError(f"it is not JSON that can be read; {_SHAPES}.") from error
        self.record(content)

    def _add_record(self, content: Mapping[str, Any]) -> None:
        slug = self.snapshot.area.slug
        if "change" in content:
            self.add(from_change_record(content))
        elif "ended" in content:
            self._end_record(content)
        elif "withdrawn" in content:
            self.withdraw(str(content["withdrawn"]))
        else:
            self._add_fact(content, slug)

    def _end_record(self, content: Mapping[str, Any]) -> None:
        heirs, fates = content.get("successors", ()), content.get("links", {})
        self.end(
            str(content["ended"]),
            str(content.get("until", "")),
            [heirs] if isinstance(heirs, str) else [str(heir) for heir in heirs],
            str(content.get("since") or ""),
            {str(what): str(fate) for what, fate in fates.items()},
        )

    def _add_fact(self, content: Mapping[str, Any], slug: str) -> None:
        (sort,) = (sort for sort in FACT_TYPES if sort in content)
        record = dict(content[sort])
        if sort == "node" and "id" not in record:
            record["id"] = new_id(slug, str(record["name"]), self._known)
        if sort == "link":
            record |= {end: self.find(str(record[end])) for end in ("from", "to")}
        if sort == "question" and record.get("rule"):
            # An archive may tell of a check that this edition asks no more; who writes now may not.
            record["rule"] = rule_by_id(str(record["rule"])).id
        fact = from_record(sort, record, str(content.get("area", slug)))
        old = self._known.get(fact.id)
        self.add(Changed(fact) if old is not None else Added(fact))

    def find(self, text: str) -> str:
        """Return the id of a thing on the map, or of one that is proposed."""
        slug = self.snapshot.area.slug
        if not self.changes:
            return resolve(self.snapshot, text)
        given = full_id(text.strip(), slug)
        if isinstance(self._known.get(given), Node):
            return given
        facts = {i: fact for i, fact in self._known.items() if isinstance(fact, Node)}
        return resolve(snapshot_of({slug: self.snapshot.area, **facts}, slug, 0, {}), text)

    def fact(self, text: str) -> str:
        """Return the id of a fact, given with or without its area; a link also as FROM~KIND~TO."""
        given, slug = text.strip(), self.snapshot.area.slug
        for made in (given, f"{slug}/{given}"):
            if made in self._known:
                return made
        parts = given.split("~")
        if len(parts) == 3 and parts[1] in LINK_KIND:
            made = link_id(slug, self.find(parts[0]), parts[1], self.find(parts[2]))
            if made in self._known:
                return made
        raise UnknownThing.nearest_to("fact", given, self._known, f"of {slug}")

    def said(self, start: str, kind: str, stop: str) -> str:
        """Say a link, "A reports to B"."""
        return f"{self.node(start).name} {LINK_KIND[kind].verb} {self.node(stop).name}"

    def node(self, node_id: str) -> Node:
        """Return a thing that is on the map or proposed."""
        found = self._known[node_id]
        assert isinstance(found, Node)
        return found


def kinds_between(start: str, stop: str) -> list[str]:
    """Return the kinds of link that may join two kinds of thing."""
    return [kind.name for kind in LINK_KINDS if (start, stop) in kind.pairs]


def read_records(snapshot: Snapshot, records: Sequence[object]) -> tuple[Change, ...]:
    """Read changes written as JSON objects; raises BadChange."""
    proposal = Proposal(snapshot)
    for number, record in enumerate(records):
        try:
            if isinstance(record, str):
                proposal.text(record)
            else:
                proposal.record(record)
        except BadChange:
            raise
        except (GraphError, UsageError) as error:
            raise BadChange(number, str(error)) from error
    return tuple(proposal.changes)


def read_file(snapshot: Snapshot, text: str) -> tuple[Change, ...]:
    """Read changes from a JSON list, one JSON object, or one object a line; raises BadChange."""
    try:
        whole = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        lines: list[object] = [line for line in text.splitlines() if line.strip()]
        return read_records(snapshot, lines)
    return read_records(snapshot, whole if isinstance(whole, list) else [whole])


def written(change: Change) -> str:
    """Write a change as one line of JSON; read_records reads it back to an equal one."""
    return json.dumps(to_change_record(change), ensure_ascii=False, separators=(",", ":"))


def effect_of(reader: Reader, view: View, changes: Sequence[Change]) -> Comparison:
    """Compare a view with what changes would make of it; raises Conflict and InvalidFact.

    Worked out once: a page asks whether changes can be made, what they do, and draws them.
    """
    return reader.derived(view, _effect, reader, Proposed.of(changes))


def _effect(view: View, reader: Reader, proposed: "Proposed") -> Comparison:
    return what_if(view, proposed.changes, reader.findings(view))


@dataclass(frozen=True, slots=True)
class Proposed:
    """Changes, told from others by how they are written: the facts in them have no hash."""

    texts: tuple[str, ...]
    changes: Sequence[Change] = field(compare=False)

    @classmethod
    def of(cls, changes: Sequence[Change]) -> "Proposed":
        """Return changes as what they make of a view is kept under."""
        return cls(tuple(map(written, changes)), changes)


def sentences(comparison: Comparison, changes: Sequence[Change]) -> list[str]:
    """Say the changes that were tried, one sentence each."""
    before, after = comparison.before.snapshot, comparison.after.snapshot
    return list(change_sentences(changes, before, after))


def left_words(comparison: Comparison) -> list[str]:
    """Say what hangs on the things that would end and goes on without an end of its own.

    Of one that ends only after the day shown, that nothing of it shows on that day.
    """
    before, after = comparison.before.snapshot, comparison.after.snapshot
    said = [said for one in left_hanging(before, after) for said in one.sentences(after)]
    day = comparison.after.day
    ended = ended_between(before, after)
    later = [node.name for node in ended if node.until and node.until.last >= day]
    if later:
        ends = f"{some(later)} {'ends' if len(later) == 1 else 'end'}"
        shown = f"after {day_words(day)}, the day shown"
        said.append(f"{ends} {shown}: look at a later day to see what that does.")
    return said


def suggested(
    reader: Reader, view: View, rule: str, subject: str | None = None, most: int = 5
) -> ClosingSteps:
    """Return what would close a finding, worked out once a view; raises UnknownThing."""
    return reader.derived(view, closing_steps, rule, subject, most)


def _partial(text: str) -> PartialDate:
    try:
        return PartialDate(text)
    except ValueError as error:
        right = "write 2024, 2024-03 or 2024-03-31"
        raise InvalidFact(
            "", f'"{text[:MOST_TEXT]}" is not a date', right, "until", text
        ) from error
