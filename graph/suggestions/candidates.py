"""Single steps that could bear on a finding: links, facts about known things, new things.

None is made for a particular rule: a link is a candidate where the rule read links of that kind at
one of its ends, a new thing where it looked for things of that kind. What a rule looks for and no
reading tells, it may say itself (WantedThing, in graph/rules/registry.py).
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from graph.body_kinds import is_top
from graph.facts.changes import Added, Change, Changed, Ended
from graph.facts.dates import PartialDate
from graph.facts.identifiers import link_id
from graph.facts.model import Confidence, Link, Meeting, Node, Status, Value
from graph.governance_view import SEAT_LINKS, Partnership, partnership_of
from graph.kinds import (
    COMMON_NODE_ATTRIBUTES,
    LINK_KINDS,
    Attribute,
    ValueType,
    node_attributes,
)
from graph.kinds.body_attributes import HOW_IT_WORKS
from graph.rules.finding import Outcome, SubjectFinding
from graph.rules.registry import Absence, Rule, WantedThing
from graph.sectors import sector_fits
from graph.suggestions.dependencies import Key
from graph.suggestions.new_things import FIRST_OF, is_suggested, new_node, new_organisation
from graph.suggestions.permitted_links import height, may_join
from graph.suggestions.required_by_law import REQUIRED_BY_LAW, missing
from graph.view import View

Changes = tuple[Change, ...]
# Taking a thing out of judgement, or calling it another kind of thing, answers no question; whom
# somebody belongs to is for others to say, and what our names mean is no fact about a partnership.
_NEVER = frozenset(
    {"in_scope", "informal", "recognised_top", "standing", "sector", "also_kinds"}
    | {attribute.name for attribute in COMMON_NODE_ATTRIBUTES}
)
# How a body works stands in its terms: only the checks that read them try what they read.
_IN_TERMS = frozenset(attribute.name for attribute in HOW_IT_WORKS)
_READ_OF_TERMS = frozenset({"chair_chosen_by", "decision_making", "deputies_decide"})
_ALL = "*"
_MADE = ("body", "post", "plan", "agreement", "programme")
# Things a finding is about that steps are tried at: each is joined with every other on the map, so
# the steps grow with both; a finding that names more says the same of each.
_FEW = 12


@dataclass(frozen=True)
class Candidates:
    """The steps to try for one subject of a rule on a view; notes is what the rule read."""

    view: View
    rule: Rule
    subject: SubjectFinding
    notes: Set[Key]

    def steps(self) -> Iterator[Changes]:
        """Yield the steps, each a few changes that belong together, the same in every run."""
        yield from self._settled()
        anchors = self._anchors()
        for anchor in anchors:
            yield from self._links(anchor)
        for anchor in anchors:
            yield from self._attributes(anchor)
            yield from self._seats(anchor)
        for wanted in self.rule.wanted:
            yield from self._wanted(wanted)
        yield from self._met()
        for node in self._new():
            yield (Added(node),)
            for anchor in anchors:
                for kind, start, stop in self._joining(node, anchor):
                    yield (Added(node), Added(self._link(start, kind, stop)))

    def _anchors(self) -> list[Node]:
        """Return the known things the finding is about."""
        nodes = self.view.firm.nodes
        subject = self.subject
        named = (subject.id, *subject.path, *subject.about, subject.target, *subject.facts)
        found = [nodes[i] for i in dict.fromkeys(named) if i in nodes and nodes[i].kind != "person"]
        # What was added while searching is asked about too.
        found += [n for n in nodes.values() if is_suggested(n) and n not in found]
        return found[:_FEW] or [n for n in nodes.values() if n.kind == "body"][:_FEW]

    def _settled(self) -> Iterator[Changes]:
        """Yield what would settle the facts the finding shows: begun, no longer disputed, ended."""
        shown = self.view.shown
        day = self.view.day
        before = PartialDate((day - timedelta(days=day > date.min)).isoformat())
        for fact_id in self.subject.facts:
            fact = shown.nodes.get(fact_id) or shown.links.get(fact_id)
            if fact is None or self._personal(fact):
                continue
            if fact.status in (Status.PLANNED, Status.ASPIRED):
                yield (_changed(replace(fact, status=Status.OPERATING)),)
            if fact.confidence is Confidence.DISPUTED:
                yield (_changed(replace(fact, confidence=Confidence.STATED)),)
            if isinstance(fact, Link) and self.subject.outcome is Outcome.GAP:
                yield (Ended(fact.id, before),)

    def _personal(self, fact: Node | Link) -> bool:
        """Say whether a fact is about a person, so that settling it would name one."""
        ends = (fact.from_id, fact.to_id) if isinstance(fact, Link) else (fact.id,)
        nodes = self.view.shown.nodes
        return any(end in nodes and nodes[end].kind == "person" for end in ends)

    def _links(self, anchor: Node) -> Iterator[Changes]:
        """Yield the links between a thing and any other that the rule would see."""
        for other in self.view.firm.nodes.values():
            if other.id == anchor.id:
                continue
            for start, stop in ((anchor, other), (other, anchor)):
                for kind in self._kinds(start, stop):
                    # Asked before a link is made of it: most pairs are never looked at.
                    read = self._read(start.id, kind, stop.id)
                    if read and may_join(start, kind, stop, self.view.firm):
                        yield (Added(self._link(start, kind, stop)),)

    def _kinds(self, start: Node, stop: Node) -> list[str]:
        return [kind.name for kind in LINK_KINDS if (start.kind, stop.kind) in kind.pairs]

    def _link(self, start: Node, kind: str, stop: Node) -> Link:
        made = link_id(self.view.snapshot.area.slug, start.id, kind, stop.id)
        while made in self.view.snapshot.links:
            made += "~again"
        return Link(id=made, kind=kind, from_id=start.id, to_id=stop.id)

    def _read(self, start: str, kind: str, stop: str) -> bool:
        """Say whether the rule looked for links of this kind at one of these ends."""
        keys: set[Key] = {("firm links", kind), ("firm link", "*")}
        for sort in (kind, "*"):
            keys |= {("firm out", start, sort), ("firm into", stop, sort)}
        if keys.isdisjoint(self.notes):
            return False
        return all(link.to_id != stop for link in self.view.firm.out_links(start, kind))

    @cached_property
    def _kinds_read(self) -> set[str]:
        kinds = {key[-1] for key in self.notes if key[0] in ("firm out", "firm into")}
        return kinds | {key[1] for key in self.notes if key[0] == "firm links"}

    def _joining(self, new: Node, anchor: Node) -> Iterator[tuple[str, Node, Node]]:
        for start, stop in ((anchor, new), (new, anchor)):
            for kind in self._kinds(start, stop):
                if kind in self._kinds_read and may_join(start, kind, stop, self.view.firm):
                    yield kind, start, stop

    def _attributes(self, node: Node) -> Iterator[Changes]:
        """Yield facts about a known thing that are not recorded, or add to a list of words."""
        for attribute in node_attributes(node.kind).values():
            if attribute.name in _NEVER or attribute.name.endswith("_kind"):
                continue
            if attribute.name in _IN_TERMS and not self._reads_terms(attribute.name):
                continue
            if attribute.name == "tier" and height(node) == 0:
                continue
            for value in self._values(attribute, node):
                own = {**node.attributes, attribute.name: value}
                yield (Changed(replace(node, attributes=own)),)

    def _reads_terms(self, name: str) -> bool:
        return self.rule.group == "deciding" and name in _READ_OF_TERMS

    def _values(self, attribute: Attribute, node: Node) -> Iterator[Value]:
        recorded = node.attributes.get(attribute.name)
        if attribute.type is ValueType.CHOICES:
            held = node.words(attribute.name)
            yield from ((*held, word) for word in attribute.words if word not in held)
        elif attribute.name == "vacant":
            # A post or seat that is recorded as empty is filled: a decision, not a correction.
            yield from (False,) if recorded else ()
        elif recorded is None and attribute.type is ValueType.YES_NO:
            yield True
        elif recorded is None and attribute.type is ValueType.CHOICE:
            yield from attribute.words
        elif recorded is None and attribute.type is ValueType.DATE:
            yield self.view.day.isoformat()

    def _seats(self, body: Node) -> Iterator[Changes]:
        """Yield vacant seats that are filled, a chair to be named, and organisations not known yet.

        Whom a seat of somebody known speaks for, and who sits for a statutory partner, is asked.
        """
        known = self.view.firm.in_links(body.id, *SEAT_LINKS)
        for link in (link for link in known if not self._personal(link)):
            for vacant in (link, self.view.firm.nodes[link.from_id]):
                if vacant.flag("vacant"):
                    own = {**vacant.attributes, "vacant": False}
                    yield (_changed(replace(vacant, attributes=own)),)
        if body.kind != "body" or is_top(body) or not self._kinds_read & {*SEAT_LINKS, "*"}:
            return
        if not self._needs_names:
            post = self.new_node("post", {})
            yield (Added(post), Added(self._link(post, "chairs", body)))
        words = node_attributes("organisation")["sector"].words
        asked = self.subject.id in (*words, *FIRST_OF)
        for word in (FIRST_OF.get(self.subject.id, self.subject.id),) if asked else words:
            holder = new_organisation(self.view.snapshot, word)
            if may_join(holder, "member_of", body, self.view.firm):
                seat = self._link(holder, "member_of", body)
                yield (Added(holder), Added(replace(seat, attributes={"level": "strategic"})))

    @property
    def _needs_names(self) -> bool:
        """Whether the rule asks for named evidence, which a post to be named never is."""
        return self.rule.absence is Absence.NEEDS_EVIDENCE

    def _new(self) -> Iterator[Node]:
        """Yield things the rule looked for by their kind, and what every council has by law."""
        lawful = {(one.kind, one.word) for one in REQUIRED_BY_LAW}
        absent = {(one.kind, one.word) for one in missing(self.view, self.view.shown)}
        read = {key[1:] for key in self.notes if key[0] == "firm kind"}
        for kind in _MADE:
            attribute = node_attributes(kind).get(f"{kind}_kind")
            sorts = [word for looked, word in read if looked == kind]
            if not sorts or attribute is None or (kind == "post" and self._needs_names):
                continue
            asked = {self.subject.id, self.subject.target, *sorts}
            if kind == "body" and not partnership_of(self.view.firm).mains:
                asked.add("main_board")
            for word in attribute.words:
                # Of a rule that looks at all of a kind, nothing says which other it lacks; and of
                # what the law asks for a council has one.
                asked_for = word in asked or (_ALL in sorts and (kind, word) in absent)
                if asked_for and ((kind, word) in absent or (kind, word) not in lawful):
                    yield self.new_node(kind, {attribute.name: word})
                    if kind == "post":
                        yield self.new_node(kind, {attribute.name: word, "grade": "director"})

    def _met(self) -> Iterator[Changes]:
        """Yield that the body in question met on the day, where the rule looked for meetings."""
        body = self.view.firm.nodes.get(self.subject.id)
        if body is None or body.kind != "body" or ("meetings", "*") not in self.notes:
            return
        made = f"{self.view.snapshot.area.slug}/suggested-meeting"
        day = PartialDate(self.view.day.isoformat())
        yield (Added(Meeting(id=made, body=body.id, day=day)),)

    def _wanted(self, wanted: WantedThing) -> Iterator[Changes]:
        """Yield the thing a rule says it wants, with its links to the bodies it names."""
        day = self.view.day.isoformat()
        attributes = {name: day if value is None else value for name, value in wanted.attributes}
        alike = (
            n
            for n in self.view.firm.nodes.values()
            if n.kind == wanted.kind and {*attributes.items()} <= {*n.attributes.items()}
        )
        node = next(alike, None) or self.new_node(wanted.kind, attributes)
        new = node.id not in self.view.snapshot.nodes
        changes: list[Change] = [Added(node)] if new else []
        for kind, role in wanted.links:
            body = self._in_role(role)
            if body is None:
                body = self._new_in_role(role)
                changes.append(Added(body))
            ends = (body, node) if (body.kind, node.kind) in _pairs(kind) else (node, body)
            changes.append(Added(self._link(ends[0], kind, ends[1])))
        if changes:
            yield tuple(changes)

    def _new_in_role(self, role: str) -> Node:
        sector = self.subject.id if role == "sector" else role
        if role == "sector" or sector in node_attributes("organisation")["sector"].words:
            return new_organisation(self.view.snapshot, sector)
        return self.new_node("body", {"body_kind": role})

    def new_node(self, kind: str, attributes: dict[str, Value]) -> Node:
        """Return a thing that is not on the map."""
        return new_node(self.view.snapshot, kind, attributes)

    def _in_role(self, role: str) -> Node | None:
        facts = self.view.firm
        if role == "subject":
            return facts.nodes.get(self.subject.id)
        sector = self.subject.id if role == "sector" else role
        organisations = (n for n in facts.nodes.values() if n.kind == "organisation")
        fits = (n for n in organisations if sector_fits(n.text("sector"), sector))
        if role == "sector" or role in node_attributes("organisation")["sector"].words:
            return next(fits, None)
        partnership = Partnership(facts)
        found = partnership.bodies_of(role) or partnership.targets(role)
        return found[0] if found else None


def _changed(fact: Node | Link) -> Change:
    return Changed(fact)


def _pairs(kind: str) -> Iterable[tuple[str, str]]:
    return next(known.pairs for known in LINK_KINDS if known.name == kind)
