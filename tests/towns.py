"""Builds small towns in code: a partnership of a few facts, for one test to read at a glance."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from graph.facts.dates import PartialDate
from graph.facts.identifiers import full_id, link_id
from graph.facts.model import (
    Area,
    Attendance,
    Confidence,
    Declaration,
    Fact,
    Link,
    Meeting,
    Node,
    Reference,
    Snapshot,
    Source,
    Status,
    snapshot_of,
)
from graph.facts.validation import read_attributes
from graph.kinds import link_attributes, node_attributes
from graph.rules.finding import Finding, Outcome, SubjectFinding
from graph.rules.registry import rule_by_id
from graph.rules.run import run
from graph.view import View

DAY = date(2024, 3, 31)
MINUTES = (Reference("minutes", "p1", "Terms"),)


class Town:
    """A partnership under construction; every fact has the town's minutes as its source."""

    def __init__(self, slug: str = "testham", funded: bool | None = None) -> None:
        self.slug = slug
        area = Area(
            slug=slug,
            name=slug.title(),
            recorded_as_of=DAY,
            start_for_life_funded=funded,
            sources=MINUTES if funded is not None else (),
        )
        source = Source(area=slug, document="minutes", title="Minutes", publisher="Testham Council")
        self.facts: dict[str, Fact] = {area.id: area, source.id: source}

    def node(
        self,
        local: str,
        kind: str,
        *,
        name: str = "",
        status: str = "operating",
        since: str = "",
        until: str = "",
        confidence: str = "stated",
        note: str = "",
        **attributes: object,
    ) -> "Town":
        """Add a thing of any kind."""
        node = Node(
            id=full_id(local, self.slug),
            kind=kind,
            name=name or local.upper(),
            status=Status(status),
            since=PartialDate(since) if since else None,
            until=PartialDate(until) if until else None,
            confidence=Confidence(confidence),
            note=note,
            sources=MINUTES,
            attributes=read_attributes(attributes, node_attributes(kind), local, self.slug),
        )
        assert not attributes, attributes
        self.facts[node.id] = node
        return self

    def body(self, local: str, body_kind: str, **rest: object) -> "Town":
        """Add a body."""
        return self.node(local, "body", body_kind=body_kind, **rest)  # type: ignore[arg-type]

    def post(self, local: str, post_kind: str = "other", **rest: object) -> "Town":
        """Add a post."""
        return self.node(local, "post", post_kind=post_kind, **rest)  # type: ignore[arg-type]

    def organisation(self, local: str, sector: str = "vcs", **rest: object) -> "Town":
        """Add an organisation."""
        return self.node(local, "organisation", sector=sector, **rest)  # type: ignore[arg-type]

    def main(self, local: str = "main", **rest: object) -> "Town":
        """Add a multi-agency main board with early help and hubs in its scope."""
        rest = {"scope": ["early_help", "family_hubs"], "multi_agency": True, **rest}
        return self.body(local, "main_board", **rest)

    def link(
        self,
        start: str,
        kind: str,
        stop: str,
        *,
        status: str = "operating",
        since: str = "",
        until: str = "",
        confidence: str = "stated",
        document: str = "minutes",
        **attributes: object,
    ) -> "Town":
        """Add a link between two things; document is where it was read."""
        ends = full_id(start, self.slug), full_id(stop, self.slug)
        made = link_id(self.slug, ends[0], kind, ends[1])
        while made in self.facts:
            made += "~again"
        link = Link(
            id=made,
            kind=kind,
            from_id=ends[0],
            to_id=ends[1],
            status=Status(status),
            since=PartialDate(since) if since else None,
            until=PartialDate(until) if until else None,
            confidence=Confidence(confidence),
            sources=tuple(replace(reference, document=document) for reference in MINUTES),
            attributes=read_attributes(attributes, link_attributes(kind), kind, self.slug),
        )
        assert not attributes, attributes
        self.facts[link.id] = link
        return self

    def meet(
        self,
        local: str,
        body: str,
        day: str,
        *,
        status: str = "operating",
        confidence: str = "stated",
        cancelled: bool = False,
        register: Mapping[str, str] | None = None,
        **came: str,
    ) -> "Town":
        """Add a meeting of a body; register and came say of each holder how: "deputy"."""
        entries = tuple(
            Attendance(
                full_id(holder, self.slug), value.removesuffix(" part"), value.endswith(" part")
            )
            for holder, value in {**(register or {}), **came}.items()
        )
        meeting = Meeting(
            id=full_id(local, self.slug),
            body=full_id(body, self.slug),
            day=PartialDate(day),
            status=Status(status),
            confidence=Confidence(confidence),
            cancelled=cancelled,
            register=entries,
            sources=MINUTES,
        )
        self.facts[meeting.id] = meeting
        return self

    def declare(self, *lists: str, of: str = "") -> "Town":
        """Declare lists complete, of a body or of the town."""
        for name in lists:
            declaration = Declaration(
                area=self.slug,
                list_name=name,
                subject=full_id(of, self.slug) if of else self.slug,
                on=DAY,
                by="the board's clerk",
                sources=MINUTES,
            )
            self.facts[declaration.id] = declaration
        return self

    def snapshot(self) -> Snapshot:
        """Return the town as a store would."""
        return snapshot_of(self.facts, self.slug, 1, {})

    def view(self, day: date = DAY, complete: bool = False) -> View:
        """Return the town as of a day."""
        return View(self.snapshot(), day, complete)

    def find(self, rule: str, day: date = DAY, complete: bool = False) -> Finding:
        """Return one rule's finding."""
        return run(self.view(day, complete), [rule_by_id(rule)])[0]

    def outcome(self, rule: str, day: date = DAY, complete: bool = False) -> Outcome:
        """Return one rule's outcome."""
        return self.find(rule, day, complete).outcome

    def subject(self, rule: str, local: str, **rest: object) -> SubjectFinding:
        """Return what one rule says about one subject, by its local id or word."""
        finding = self.find(rule, **rest)  # type: ignore[arg-type]
        wanted = (local, full_id(local, self.slug))
        return next(subject for subject in finding.subjects if subject.id in wanted)
