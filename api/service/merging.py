"""Two records of one thing made one: all that the other holds goes over to the kept one.

Nothing is lost: what both say stands once, what they say otherwise is told in a sentence, and the
history keeps the record that goes. All of it is one list of changes, so one batch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from api.errors import UsageError
from graph.facts.changes import Added, Change, Changed, Withdrawn
from graph.facts.dates import PartialDate, day_words
from graph.facts.identifiers import area_of, full_id, link_id, part_of_subject, subject_base
from graph.facts.model import (
    Attendance,
    Attributed,
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    QuestionState,
    Recorded,
    Reference,
    Snapshot,
    Value,
)
from graph.facts.validation import class_of
from graph.kinds import LINK_KIND, NODE_KIND, ValueType
from graph.name_keys import name_key
from graph.sentences import article, attribute_words, attributes_of, capital, fact_name

NOT_RECORDED = "not recorded"
A = TypeVar("A", Node, Link)
R = TypeVar("R", bound=Recorded)


@dataclass(frozen=True, slots=True)
class MergedRecords:
    """The changes that a merging comes to, in one batch; told says what the two say otherwise."""

    changes: tuple[Change, ...]
    told: tuple[str, ...]


def merged(snapshot: Snapshot, keep: str, other: str) -> MergedRecords:
    """Make one of two records of the same thing on the map of an area, by their ids.

    Raises UsageError where they cannot be one: the same record, two kinds, or one that is on
    another area's map, where what hangs on it cannot be seen.
    """
    kept, gone = snapshot.nodes[keep], snapshot.nodes[other]
    if keep == other:
        raise UsageError(f"{kept.name} ({keep}) cannot be merged with itself: name two records.")
    if kept.kind != gone.kind:
        kinds = [article(NODE_KIND[node.kind].label) for node in (kept, gone)]
        said = f"{kept.name} is {kinds[0]} and {gone.name} {kinds[1]}"
        raise UsageError(f"{said}: only two records of one kind can be one thing.")
    elsewhere = sorted({area_of(other), *gone.maps} - {snapshot.area.slug, "shared"})
    if elsewhere:
        said = f"{gone.name} ({other}) is on the map of {' and '.join(elsewhere)} too"
        right = "keep that record and merge the other one into it, or take it off that map first"
        raise UsageError(f"{said}, and what hangs on it there cannot be seen here: {right}.")
    merging = _Merging(snapshot, kept, gone)
    merging.names_and_attributes()
    merging.links()
    merging.meetings()
    merging.pointers()
    merging.words_given()
    merging.changes.append(Withdrawn(other))
    return MergedRecords(tuple(merging.changes), tuple(merging.told))


class _Merging:
    """Makes the changes of a merging, one sort of fact after the other."""

    def __init__(self, snapshot: Snapshot, kept: Node, gone: Node) -> None:
        self.snapshot, self.kept, self.gone = snapshot, kept, gone
        self.changes: list[Change] = []
        self.told: list[str] = []
        self.taken = set(snapshot.facts())
        # What each id that goes becomes: the thing, its links, and meetings that were held twice.
        self.moved = {gone.id: kept.id}
        # Links of the kept record that have taken up another one already.
        self.done: set[str] = set()

    def one(self, fact_id: str) -> str:
        """Return the id that stands for an id from now on."""
        return self.moved.get(fact_id, fact_id)

    def tell(self, what: str, stays: str, goes: str) -> None:
        """Say what the two records say otherwise."""
        self.told.append(f"{capital(what)}: “{stays}” stays; the other record says “{goes}”.")

    # The thing itself

    def names_and_attributes(self) -> None:
        kept, gone = self.kept, self.gone
        names = {name_key(name) for name in kept.names}
        more = []
        for name in gone.names:
            if name_key(name) not in names:
                names.add(name_key(name))
                more.append(name)
        maps = dict.fromkeys((*kept.maps, *gone.maps))
        maps.pop(area_of(kept.id), None)
        made = replace(
            self.together(kept, gone, kept.name),
            aliases=(*kept.aliases, *more),
            maps=tuple(maps),
        )
        self.put(kept, self.pointing(made))

    def together(self, kept: R, gone: R, called: str) -> R:
        """Return a fact with what another record of it says besides; told where they differ."""
        fields: dict[str, Any] = {"sources": _sources(kept.sources, gone.sources)}
        late = kept.until and gone.since and gone.since.first > kept.until.last
        fields["since"] = kept.since or (None if late else gone.since)
        if gone.since and fields["since"] != gone.since:
            self.tell(f"{called}, since", str(kept.since or NOT_RECORDED), str(gone.since))
        # That only one of the two has ended is no end of what goes on: it is told, not taken over.
        if gone.until and kept.until != gone.until:
            self.tell(f"{called}, until", str(kept.until or "it goes on"), str(gone.until))
        if kept.status is not gone.status:
            self.tell(f"{called}, status", kept.status.value, gone.status.value)
        if kept.confidence is not gone.confidence:
            self.tell(f"{called}, how firm", kept.confidence.value, gone.confidence.value)
        notes = dict.fromkeys(note for note in (kept.note, gone.note) if note)
        fields["note"] = "\n".join(notes)
        if isinstance(kept, Attributed) and isinstance(gone, Attributed):
            fields["attributes"] = self.attributes(kept, gone, called)
        return replace(kept, **fields)

    def attributes(self, kept: Attributed, gone: Attributed, called: str) -> dict[str, Value]:
        """Return the attributes of one record with those that only the other has."""
        values = dict(kept.attributes)
        for name, value in gone.attributes.items():
            if name == "short_name" and name in values:
                continue  # it is one of its names
            if name not in values:
                values[name] = value
            elif self.same(values[name]) != self.same(value):
                label = attributes_of(kept)[name].label
                stays, goes = (attribute_words(one, name) for one in (kept, gone))
                self.tell(f"{called}, {label[0].lower()}{label[1:]}", stays, goes)
        return values

    def same(self, value: Value) -> Value:
        return self.one(value) if isinstance(value, str) else value

    def put(self, old: Fact, new: Fact) -> None:
        """Change a fact, where it reads otherwise."""
        if new != old:
            self.changes.append(Changed(new))

    # Links

    def links(self) -> None:
        """Move the links of the other record, each as one of the kept record's."""
        theirs = [f for f in self.snapshot.links.values() if self.gone.id in (f.from_id, f.to_id)]
        own: dict[str, Link] = dict(self.snapshot.links)
        for link in theirs:
            own.pop(link.id)
        touched: dict[str, Link] = {}
        for link in theirs:
            self.changes.append(Withdrawn(link.id))
            if moved := self.moved_link(link, own):
                own[moved.id] = touched[moved.id] = moved
                self.moved[link.id] = moved.id
        for link in touched.values():
            before = self.snapshot.links.get(link.id)
            if before is None:
                self.changes.append(Added(link))
            else:
                self.done.add(link.id)
                self.put(before, link)

    def moved_link(self, link: Link, own: Mapping[str, Link]) -> Link | None:
        """Return what a link becomes: one that is there with what it says besides, or a new one.

        None where it would join the thing to itself.
        """
        said = fact_name(link, self.snapshot)
        start, stop = self.one(link.from_id), self.one(link.to_id)
        if start == stop:
            self.told.append(f"{said}: both ends are one thing now, so the link goes.")
            return None
        twin = next((f for f in own.values() if _is_one(f, link, start, stop)), None)
        if twin:
            self.told.append(f"{said}: the kept record has that already, so the two are one.")
            return self.pointing(self.together(twin, link, fact_name(twin, self.snapshot)))
        free = self.free(link_id(self.home(link, start, stop), start, link.kind, stop))
        return self.pointing(replace(link, id=free, from_id=start, to_id=stop))

    def home(self, link: Link, start: str, stop: str) -> str:
        """Return the area of a link: this one, unless both of its ends are shared."""
        home = area_of(link.id)
        shared = all(area_of(end) == "shared" for end in (start, stop))
        return home if home != "shared" or shared else self.snapshot.area.slug

    def free(self, wanted: str) -> str:
        while wanted in self.taken:
            wanted += "~again"
        self.taken.add(wanted)
        return wanted

    # Meetings and their registers

    def meetings(self) -> None:
        held = {(m.body, m.day.text): m for m in self.snapshot.meetings.values()}
        twins: dict[str, list[Meeting]] = {}
        for meeting in self.snapshot.meetings.values():
            twin = held.get((self.kept.id, meeting.day.text))
            # In one month a body may meet twice.
            if twin and meeting.body == self.gone.id and meeting.day.first == meeting.day.last:
                self.moved[meeting.id] = twin.id
                twins.setdefault(twin.id, []).append(meeting)
        for meeting in self.snapshot.meetings.values():
            if meeting.id in self.moved:
                continue
            moved: Meeting = replace(meeting, body=self.one(meeting.body))
            more: list[Attendance] = []
            for double in twins.get(meeting.id, ()):
                moved = self.one_meeting(moved, double)
                more += double.register
            self.put(meeting, replace(moved, register=self.register(meeting, more)))
        self.changes += [Withdrawn(one.id) for double in twins.values() for one in double]

    def one_meeting(self, meeting: Meeting, double: Meeting) -> Meeting:
        """Return a meeting that was recorded twice, but for its register."""
        said = f"The meeting of {self.kept.name} on {day_words(meeting.day)}"
        self.told.append(f"{said} is recorded twice, so the two are one.")
        if meeting.cancelled != double.cancelled:
            both = (meeting, double)
            words = ["it was cancelled" if one.cancelled else "it took place" for one in both]
            self.tell(said, *words)
        return self.together(meeting, double, said)

    def register(self, meeting: Meeting, more: Sequence[Attendance]) -> tuple[Attendance, ...]:
        """Return the register of a meeting, with what another record of it has besides.

        Where the kept thing and the other both stand in it, what it says of the kept one stays.
        """
        first = {
            (entry.holder, self.one(entry.seat)): entry
            for entry in meeting.register
            if entry.holder != self.gone.id
        }
        made = []
        for at, entry in enumerate((*meeting.register, *more)):
            moved = replace(entry, holder=self.one(entry.holder), seat=self.one(entry.seat))
            key = (moved.holder, moved.seat)
            double = entry.holder == self.gone.id or at >= len(meeting.register)
            if not double or key not in first:
                first.setdefault(key, moved)
                made.append(moved)
            elif (first[key].value, first[key].part) != (moved.value, moved.part):
                node = self.snapshot.nodes.get(moved.holder)
                # Nobody is named for having come, or not.
                called = node.name if node and node.kind != "person" else "somebody"
                said = f"The register of {day_words(meeting.day)}, {called}"
                self.tell(said, _said_of(first[key]), _said_of(moved))
        return tuple(made)

    # What points at it

    def pointers(self) -> None:
        for node in self.snapshot.nodes.values():
            if node.id not in (self.gone.id, self.kept.id):
                self.put(node, self.pointing(node))
        for link in self.snapshot.links.values():
            its = self.gone.id in (link.from_id, link.to_id)
            if not its and link.id not in self.done:
                self.put(link, self.pointing(link))

    def pointing(self, fact: A) -> A:
        """Return a fact with the kept record wherever an attribute names the other."""
        values = dict(fact.attributes)
        for name, attribute in attributes_of(fact).items():
            value = values.get(name)
            if attribute.type is ValueType.REFERENCE and isinstance(value, str):
                values[name] = self.one(value)
            elif attribute.type is ValueType.COUNTS and isinstance(value, tuple):
                values[name] = self.classes(value, fact)
            elif attribute.several and isinstance(value, str):
                parts = [self.named(part.strip()) for part in value.split(";")]
                if parts != [part.strip() for part in value.split(";")]:
                    values[name] = "; ".join(dict.fromkeys(parts))
        return replace(fact, attributes=values)

    def named(self, text: str) -> str:
        """Return a name or id as it stands from now on: a name of the other is one of the kept."""
        ids = (self.gone.id, self.gone.id.partition("/")[2])
        return self.kept.id if text and text in ids else text

    def classes(self, counts: tuple[str, ...], fact: Node | Link) -> tuple[str, ...]:
        """Return the classes of a quorum, the thing among them once."""
        found: dict[str, str] = {}
        for count in counts:
            name, least = class_of(count)
            name = self.named(name)
            key = "" if self.is_it(name) else name
            if key in found and not key:
                said = f"{fact_name(fact, self.snapshot)}, quorum by class"
                self.tell(said, found[key], count)
                continue
            found[key] = f"{name}: {least}"
        return tuple(found.values())

    def is_it(self, name: str) -> bool:
        both = (self.kept, self.gone)
        keys = {name_key(one) for node in both for one in node.names}
        return name_key(name) in keys or full_id(name, self.snapshot.area.slug) == self.kept.id

    # What was said of it

    def words_given(self) -> None:
        """Move what was declared complete of the other record, and what became of questions."""
        given: list[Declaration | QuestionState] = [*self.snapshot.declarations.values()]
        for word in (*given, *self.snapshot.questions.values()):
            moved = self.about_kept(word)
            if moved.id == word.id:
                self.put(word, moved)
                continue
            self.changes.append(Withdrawn(word.id))
            if moved.id in self.taken:
                words = capital(fact_name(moved, self.snapshot))
                self.told.append(f"{words}: the same is on record of the kept one, which stays.")
            else:
                self.taken.add(moved.id)
                self.changes.append(Added(moved))

    def about_kept(self, said: Declaration | QuestionState) -> Declaration | QuestionState:
        if isinstance(said, Declaration):
            return replace(said, subject=self.one(said.subject))
        subject = self.moved.get(said.subject)
        if subject is None:
            base = subject_base(said.subject)
            part = said.subject[len(base) + 1 :]
            subject = part_of_subject(self.one(base), part) if part else self.one(base)
        return replace(said, subject=subject, to=self.one(said.to) if said.to else said.to)


def _said_of(entry: Attendance) -> str:
    return f"{entry.value.replace('_', ' ')}{', for part of it' if entry.part else ''}"


def _sources(mine: tuple[Reference, ...], theirs: tuple[Reference, ...]) -> tuple[Reference, ...]:
    return tuple(dict.fromkeys((*mine, *theirs)))


def _is_one(mine: Link, theirs: Link, start: str, stop: str) -> bool:
    """Say whether two links are two records of one: the same ends and marks, at one time."""
    kind = LINK_KIND[theirs.kind]
    if (mine.from_id, mine.kind, mine.to_id) != (start, theirs.kind, stop):
        return False
    same = kind.marks(mine.attributes) == kind.marks(theirs.attributes)
    return same and not _is_over(mine, theirs.since) and not _is_over(theirs, mine.since)


def _is_over(fact: Recorded, since: PartialDate | None) -> bool:
    """Say whether a fact ended before another began."""
    return bool(fact.until and since and fact.until.last <= since.last)
