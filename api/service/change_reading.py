"""Changes as GraphQL's ChangeInput has them, read into changes of the record.

Each is read against all that stands before it in the list, so that a thing may be named as soon as
it is added. Nothing is written here: whatIf tries what comes out, a scenario keeps it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from api.errors import UsageError
from api.service.change_adding import NewFacts
from api.service.change_naming import at_field
from api.service.change_shapes import (
    CHANGE_SHAPES,
    SOURCE_SHAPE,
    ChangeShape,
    Way,
)
from api.service.change_values import LONGEST_NAME, MOST_SHOWN, BadField, read_object
from api.service.changes_read import ReadChanges
from api.service.maps import places_of
from api.service.merging import merged
from api.service.proposals import MOST_CHANGES, WHAT_HANGS, BadChange, Proposal
from api.service.question_states import GivenState, change_about, change_of
from api.service.reader import Reader
from api.service.scenarios import citing
from graph.cancellation import check_cancelled
from graph.endings import ENDS, MOVES, STAYS
from graph.errors import InvalidFact, UnknownThing
from graph.facts.changes import Added, Change, Changed, Withdrawn
from graph.facts.fact_json import to_record
from graph.facts.identifiers import (
    area_of,
    declaration_id,
    full_id,
)
from graph.facts.map_places import PlacesMoved
from graph.facts.model import (
    Fact,
    Link,
    Meeting,
    Source,
)
from graph.facts.view_ids import rule_named
from graph.kinds import DECLARABLE_LIST, NODE_KIND
from graph.name_keys import without_unseen
from graph.rules.registry import rule_by_id
from graph.sentences import article
from graph.view import View

# Changes of the record that one list may come to: ending or merging a thing takes its links along.
MOST_MADE = 2000


def read_inputs(
    reader: Reader,
    view: View,
    given: Sequence[object],
    source: Mapping[str, Any] | None = None,
) -> ReadChanges:
    """Read changes; source, a SourceInput, is where all was read that names no source of its own.

    Raises BadChange, which says which change is wrong and where in it, and BadField for the source.
    """
    if len(given) > MOST_CHANGES:
        said = f"there are {len(given):,} changes: give at most {MOST_CHANGES} at a time."
        raise BadChange(MOST_CHANGES, said)
    reading = _Reading(reader, view)
    cited = None
    if source is not None:
        with at_field("source"):
            cited = reading.reference(read_object(SOURCE_SHAPE, source, reading.own))
    reading.count(-1)
    fields = [_shape_of(number, one) for number, one in enumerate(given)]
    for number, (shape, one) in enumerate(zip(fields, given, strict=True)):
        assert isinstance(one, Mapping)
        reading.read(number, shape, one[shape.field])
    changes = tuple(reading.proposal.changes)
    return ReadChanges(
        citing(view.snapshot, changes, cited) if cited else changes,
        tuple(reading.numbers),
        tuple(shape.field for shape in fields),
        tuple(reading.proposal.told),
        tuple(reading.places),
        cited,
    )


def _shape_of(number: int, given: object) -> ChangeShape:
    """Return what one change of a list says that it does."""
    right = "write an object with one field, such as addLink"
    if not isinstance(given, Mapping) or len(given) != 1:
        raise BadChange(number, f"it does not say one thing: {right}.")
    (name,) = given
    if name not in CHANGE_SHAPES:
        error = UnknownThing.nearest_to("kind of change", str(name)[:MOST_SHOWN], CHANGE_SHAPES)
        raise BadChange(number, str(error)) from error
    return CHANGE_SHAPES[name]


class _Reading(NewFacts):
    """Reads a list of changes one by one."""

    def __init__(self, reader: Reader, view: View) -> None:
        super().__init__(Proposal(view.snapshot, MOST_MADE))
        self.reader, self.view = reader, view
        self.numbers: list[int] = []
        self.places: list[PlacesMoved] = []

    def count(self, number: int) -> None:
        """Note that what was made since is of one change of the list."""
        self.numbers += [number] * (len(self.proposal.changes) - len(self.numbers))

    def read(self, number: int, shape: ChangeShape, value: object) -> None:
        """Read one change; raises BadChange."""
        check_cancelled()
        try:
            with at_field(shape.field):
                given = read_object(shape.shape, value, self.own)
                _DO[shape.way](self, shape, given)
        except BadField as error:
            cause = error.__cause__ or error
            raise BadChange(number, error.sentence, error.path) from cause
        except BadChange as error:
            # All that it comes to is counted, not what stands in the list.
            said = f"with it the list comes to more than {MOST_MADE:,} changes of the record"
            what = "the documents, links and seats that it adds or takes along count too"
            raise BadChange(number, f"{said} ({what}): send fewer.", (shape.field,)) from error
        self.count(number)

    def change(self, shape: ChangeShape, given: Mapping[str, Any]) -> None:
        """Change a fact on record: what is left out stays, None takes away."""
        with at_field("id") if shape.sort != "area" else at_field():
            old = self._old(shape, given)
        if isinstance(old, Link):
            self.fits_kind(old.kind, given)
        changes = self.record(shape, given, old)
        if not changes:
            raise BadField((), f"It changes nothing of {old.id}: give a field that changes.")
        home = self.slug if isinstance(old, Source) else area_of(old.id)
        self.write(shape, {**to_record(old), **changes}, home, known=True)

    def _old(self, shape: ChangeShape, given: Mapping[str, Any]) -> Fact:
        match shape.sort:
            case "area":
                return self.proposal.known[self.slug]
            case "node":
                node = self.thing(given["id"])
                if node.kind != shape.kind:
                    right = next(
                        one.field
                        for one in CHANGE_SHAPES.values()
                        if (one.way, one.kind) == (Way.CHANGE, node.kind)
                    )
                    label = article(NODE_KIND[node.kind].label)
                    raise UsageError(f"{node.name} ({node.id}) is {label}: use {right}.")
                return node
            case "link":
                return self.fact(given["id"], Link, "link")
            case "meeting":
                return self.fact(given["id"], Meeting, "meeting")
        if found := self.document(given["id"]):
            return found
        tags = (one.document for one in self.proposal.known.values() if isinstance(one, Source))
        raise UnknownThing.nearest_to("document", given["id"], tags, f"of {self.slug}")

    def _declared(self, given: Mapping[str, Any]) -> tuple[str, str]:
        """Return the list and the subject of a declaration."""
        listed, subject = DECLARABLE_LIST[given["list"]], given.get("subject")
        with at_field("subject"):
            if listed.of_area:
                if subject and subject != self.slug:
                    raise UsageError(f"{listed.label} are a list of the area: leave it out.")
                return listed.name, self.slug
            if not subject:
                raise UsageError(f"Say of which body all {listed.label} are recorded.")
            return listed.name, self.thing(subject).id

    def declare(self, shape: ChangeShape, given: Mapping[str, Any]) -> None:
        """Declare a list complete, in place of what was said of it before."""
        listed, subject = self._declared(given)
        record = self.record(shape, given) | {"list": listed, "subject": subject}
        there = declaration_id(self.slug, listed, subject) in self.proposal.known
        self.write(shape, record, self.slug, known=there)

    def undeclare(self, shape: ChangeShape, given: Mapping[str, Any]) -> None:
        """Withdraw a declaration."""
        listed, subject = self._declared(given)
        made = declaration_id(self.slug, listed, subject)
        if made not in self.proposal.known:
            label = DECLARABLE_LIST[listed].label
            raise BadField((), f"Nobody has declared the {label} of {subject} complete.")
        self.proposal.add(Withdrawn(made))

    def question(self, shape: ChangeShape, given: Mapping[str, Any]) -> None:
        """Say what became of a question."""
        said = {key: str(given.get(key) or "") for key in _SAID_OF_A_QUESTION}
        for name in ("rule", "attribute"):
            if len(said[name]) > LONGEST_NAME:
                raise BadField((name,), f"No {name} has a name of {len(said[name])} characters.")
        said["rule"] = rule_named(said["rule"]) or said["rule"]
        to = ""
        if given.get("to"):
            with at_field("to"):
                to = self.thing(given["to"]).id
        made = self._question(GivenState(**said, to=to))  # type: ignore[arg-type]  # texts all
        rest = {key: value for key, value in given.items() if key not in (*said, "to")}
        more = self.record(shape, rest)
        if isinstance(made, Withdrawn) or not more:
            self.proposal.add(made)
            return
        assert isinstance(made, Added | Changed)
        record = {**to_record(made.fact), **more}
        self.write(shape, record, self.slug, known=isinstance(made, Changed))

    def _question(self, state: GivenState) -> Change:
        view, today = self.view, self.reader.today()
        if self.proposal.changes:
            view = View(self.proposal.as_proposed(), view.day, view.complete)
        findings = self.reader.findings(self.view) if state.rule else ()
        try:
            return change_of(view, findings, state, today)
        except UnknownThing as error:
            with at_field("rule" if error.what == "check" else "subject"):
                raise
        except UsageError:
            # The checks have not seen yet what was added before in the list.
            new = full_id(state.subject, self.slug)
            if not state.rule or new in self.view.snapshot.facts():
                raise
            if new not in self.proposal.known:
                raise
            rule = rule_by_id(state.rule).id
            return change_about(view.snapshot, state, rule, "", new, today)

    def keep_places(self, shape: ChangeShape, given: Mapping[str, Any]) -> None:
        """Note where things are to stand on a map."""
        places = {}
        for at, place in enumerate(given["places"]):
            with at_field("places", str(at), "id"):
                places[self.thing(place["id"]).id] = (float(place["x"]), float(place["y"]))
        if not places:
            raise BadField(("places",), "It names no place: use forgetPlaces to put all back.")
        self.places.append(PlacesMoved(_layout(given), places))

    def forget_places(self, shape: ChangeShape, given: Mapping[str, Any]) -> None:
        """Note that all is to stand where the layout puts it."""
        self.places.append(PlacesMoved(_layout(given), {}))

    def end(self, shape: ChangeShape, given: Mapping[str, Any]) -> None:
        """End a fact; of a thing, with what becomes of what hangs on it."""
        heirs, fates = [], {}
        for at, one in enumerate(given.get("successors") or ()):
            with at_field("successors", str(at)):
                heirs.append(self.thing(one).id)
        for at, one in enumerate(given.get("dependants") or ()):
            with at_field("dependants", str(at)):
                what, fate = one["what"], one["fate"]
                if what not in WHAT_HANGS:
                    with at_field("what"):
                        what = self.over(what, self.proposal.fact)
                if one.get("to"):
                    if fate != MOVES:
                        right = "leave it out, or write MOVES"
                        raise BadField(
                            ("to",), f"What {_FATE_SAID[fate]} goes over to nobody: {right}."
                        )
                    with at_field("to"):
                        fate = self.thing(one["to"]).id
                    heirs += [fate] if fate not in heirs else []
                fates[what] = fate
        with at_field("id"):
            over = self.over(given["id"], self.proposal.ended)
        try:
            self.proposal.end(over, given["until"], heirs, str(given.get("since") or ""), fates)
        except InvalidFact as error:
            name = {"successor": "successors", "links": "dependants"}.get(error.key, error.key)
            path = (name,) if shape.shape.name_of(name) else ()
            raise BadField(path, f"{error.wrong}; {error.right}.") from error

    def withdraw(self, shape: ChangeShape, given: Mapping[str, Any]) -> None:
        """Withdraw a fact that was recorded in error."""
        with at_field("id"):
            self.proposal.withdraw(self.over(given["id"], self.proposal.fact))

    def rename(self, shape: ChangeShape, given: Mapping[str, Any]) -> None:
        """Give a thing another name; the old one is one that it goes by."""
        with at_field("id"):
            node = self.thing(given["id"])
        name = " ".join(without_unseen(given["name"]).split())
        if not name or name == node.name:
            wrong = f'It is called "{node.name}" already' if name else "The new name is empty"
            raise BadField(("name",), f"{wrong}: give another one.")
        others = [one for one in (*node.aliases, node.name) if one != name]
        self.proposal.add(Changed(replace(node, name=name, aliases=tuple(dict.fromkeys(others)))))

    def merge(self, shape: ChangeShape, given: Mapping[str, Any]) -> None:
        """Make one of two records of one thing."""
        things = {}
        for name in ("keep", "other"):
            with at_field(name):
                things[name] = self.thing(given[name]).id
        if given.get("until"):
            self.proposal.end(things["other"], given["until"], [things["keep"]], "", {"all": MOVES})
            return
        made = merged(self.proposal.as_proposed(), things["keep"], things["other"])
        for change in made.changes:
            self.proposal.add(change)
        self.proposal.told += made.told


def _layout(given: Mapping[str, Any]) -> str:
    layout, theme = given.get("layout") or "columns", given.get("theme") or "screen"
    return places_of(layout, theme, given.get("fold") is not False)


_SAID_OF_A_QUESTION = (
    *("rule", "attribute", "subject", "state"),
    *("on", "due", "by", "reason"),
)
_FATE_SAID = {ENDS: "ends", STAYS: "stays"}
_DO: Mapping[Way, Callable[[_Reading, ChangeShape, Mapping[str, Any]], None]] = {
    Way.ADD: _Reading.add,
    Way.CHANGE: _Reading.change,
    Way.DECLARE: _Reading.declare,
    Way.UNDECLARE: _Reading.undeclare,
    Way.QUESTION: _Reading.question,
    Way.KEEP_PLACES: _Reading.keep_places,
    Way.FORGET_PLACES: _Reading.forget_places,
    Way.END: _Reading.end,
    Way.WITHDRAW: _Reading.withdraw,
    Way.RENAME: _Reading.rename,
    Way.MERGE: _Reading.merge,
}
