"""What a new fact is known by: its id, or its ends and kind, checked against what is on record."""

from collections.abc import Mapping
from typing import Any

from api.errors import UsageError
from api.service.change_naming import at_field
from api.service.change_records import ChangeRecords
from api.service.change_shapes import CHANGE_SHAPES, ChangeShape, Way
from api.service.change_values import BadField
from api.service.planned_things import new_id
from api.service.proposals import kinds_between
from graph.facts.identifiers import area_of, full_id, link_id
from graph.facts.model import Link, Meeting, Node
from graph.kinds import LINK_KIND, link_attributes
from graph.name_keys import name_key
from graph.store import SHARED


class NewFacts(ChangeRecords):
    """Proposes facts that are not on record."""

    def add(self, shape: ChangeShape, given: Mapping[str, Any]) -> None:
        """Add a fact that is not on record."""
        match shape.sort:
            case "node":
                own = {"kind": shape.kind, "id": self._node_id(shape.kind, given)}
            case "link":
                own = self._new_link(given)
            case "meeting":
                own = {"id": self._meeting_id(given)}
            case _:
                own = {"id": self._source_tag(given)}
        record = self.record(shape, given)
        self.write(shape, own | record, self.slug, known=False)

    def free(self, text: str, change: str) -> str:
        """Return the id that a new fact is to have; raises BadField where it cannot have it."""
        with at_field("id"):
            made = full_id(text.strip(), self.slug)
            if area_of(made) not in (self.slug, SHARED):
                raise UsageError(f'"{text}" is of another area: write one of {self.slug}.')
            if made in self.proposal.known:
                right = f"leave the id out for another one, or use {change} to change it"
                raise UsageError(f'"{made}" is on record already: {right}.')
        return made

    def _node_id(self, kind: str, given: Mapping[str, Any]) -> str:
        change = next(
            s.field for s in CHANGE_SHAPES.values() if (s.way, s.kind) == (Way.CHANGE, kind)
        )
        if given.get("id"):
            made = self.free(given["id"], change)
            if area_of(made) == SHARED and self.slug not in (given.get("maps") or ()):
                right = f'add "{self.slug}" to its maps, or it would be on no map here'
                raise BadField(("maps",), f'"{made}" is shared: {right}.')
            return made
        for known in self.proposal.known.values():
            same = isinstance(known, Node) and known.kind == kind
            if same and isinstance(known, Node) and name_key(known.name) == name_key(given["name"]):
                right = f"use {change}, or give the new one an id of its own"
                raise BadField(
                    ("name",), f'"{known.name}" ({known.id}) is on the map already: {right}.'
                )
        return new_id(self.slug, given["name"], self.proposal.known)

    def _new_link(self, given: Mapping[str, Any]) -> dict[str, Any]:
        kind = LINK_KIND[given["kind"]]
        ends = []
        for end in ("from", "to"):
            with at_field(end):
                ends.append(self.thing(given[end]))
        start, stop = ends
        pair, said = (start.kind, stop.kind), f"{start.name} {kind.verb} {stop.name}"
        if start.id == stop.id:
            raise BadField(("to",), f"{said}: a link joins two different things.")
        if pair not in kind.pairs:
            right = ", ".join(name.upper() for name in kinds_between(*pair))
            right = f"choose one of {right}" if right else "no kind of link joins the two"
            raise BadField(("kind",), f"{said} cannot be: {right}.")
        self.fits_kind(kind.name, given)
        made = link_id(self.slug, start.id, kind.name, stop.id)
        if given.get("id"):
            made = self.free(_own_id(given["id"], self.slug), "changeLink")
        while made in self.proposal.known:
            old = self.proposal.known[made]
            apart = isinstance(old, Link) and kind.marks(old.attributes) != kind.marks(given)
            if isinstance(old, Link) and old.until is None and not apart:
                raise BadField((), f"{said} is recorded already ({made}): use changeLink.")
            made += "~again"
        return {"from": start.id, "kind": kind.name, "to": stop.id, "id": made}

    def fits_kind(self, kind: str, given: Mapping[str, Any]) -> None:
        """Refuse an attribute that no link of the kind has."""
        allowed = link_attributes(kind)
        for field in CHANGE_SHAPES["addLink"].shape.fields:
            if field.attribute and field.key in given and field.key not in allowed:
                own = [f.name for f in CHANGE_SHAPES["addLink"].shape.fields if f.key in allowed]
                right = f"it may have {', '.join(own)}"
                wrong = f'"{field.name}" says nothing of a link of the kind {kind.upper()}'
                raise BadField((field.name,), f"{wrong}: {right}.")

    def _meeting_id(self, given: Mapping[str, Any]) -> str:
        if given.get("id"):
            return self.free(given["id"], "changeMeeting")
        with at_field("body"):
            body = self.thing(given["body"])
        day = str(given["day"])
        for known in self.proposal.known.values():
            if isinstance(known, Meeting) and (known.body, str(known.day)) == (body.id, day):
                right = "use changeMeeting, or give the new one an id of its own"
                said = f"A meeting of {body.name} on {day} is on record already ({known.id})"
                raise BadField(("day",), f"{said}: {right}.")
        return new_id(self.slug, f"{body.name} {day}", self.proposal.known)

    def _source_tag(self, given: Mapping[str, Any]) -> str:
        tag = str(given.get("id") or "").strip() or self.new_tag(given["title"])
        if known := self.document(tag):
            right = "use changeSource, or give the new one another short name"
            raise BadField(("id",), f'"{tag}" is on record already ({known.title}): {right}.')
        return tag


def _own_id(text: str, area: str) -> str:
    """Complete the id of a link, in whose local part there may be another area's slash."""
    return text if text.startswith((f"{area}/", f"{SHARED}/")) else f"{area}/{text}"
