"""An area: one council's partnership, with its things, links, findings and lines of sight."""

from typing import Annotated, Any

import strawberry

from api.errors import UsageError
from api.schema.area_lists import AreaLists, Search, Statuses, listed
from api.schema.area_network import AreaNetwork
from api.schema.area_over_time import AreaOverTime
from api.schema.area_partners import AreaPartners
from api.schema.arguments import AsOf, Complete, Upward
from api.schema.connections import DEFAULT, After, First, paginate
from api.schema.context import AreaOnDay
from api.schema.fields import CHECKS, field
from api.schema.findings import (
    FindingConnection,
    FindingType,
    OutcomeTotal,
    about,
    reading_order,
)
from api.schema.governance_questions import ModuleAnswerType
from api.schema.links import LinkConnection, LinkType
from api.schema.nodes import NodeConnection, closed_kind
from api.schema.paths import LineOfSightType
from api.schema.sources import DeclarationType, SourceType
from api.schema.vocabulary import (
    FindingOrderEnum,
    LinkKindEnum,
    NodeKindEnum,
    OutcomeEnum,
    SeverityEnum,
    enum_of,
    word_of,
    words_of,
)
from api.service.reader import resolve
from graph.errors import UnknownThing
from graph.governance.nine_barriers import BARRIERS
from graph.governance.question import answers
from graph.governance.twelve_questions import QUESTIONS
from graph.network import upward_step
from graph.paths import line_of_sight
from graph.rules.run import RULES

_argument = strawberry.argument
_BODY_KIND = closed_kind("body")
assert _BODY_KIND is not None
BodyKindEnum: Any = enum_of(_BODY_KIND)

_Kinds = Annotated[list[NodeKindEnum] | None, _argument(description="Only things of these kinds.")]
_Links = Annotated[list[LinkKindEnum] | None, _argument(description="Only links of these kinds.")]
_Outcomes = Annotated[list[OutcomeEnum] | None, _argument(description="Only these outcomes.")]
_Severities = Annotated[
    list[SeverityEnum] | None, _argument(description="Only expectations that come from here.")
]
_Rules = Annotated[list[str] | None, _argument(description="Only checks with these ids.")]
_About = Annotated[
    strawberry.ID | None, _argument(description="Only findings about this thing: an id or a name.")
]
_Order = Annotated[FindingOrderEnum | None, _argument(description="The order they come in.")]
_From = Annotated[strawberry.ID, _argument(name="from", description="Where to begin: id or name.")]
_To = Annotated[strawberry.ID | None, _argument(description="What to reach: id or name.")]
_ToKind = Annotated[BodyKindEnum | None, _argument(description="What kind of body to reach.")]
_Via = Annotated[
    list[LinkKindEnum] | None,
    _argument(description="Also walk links of these kinds, both ways; said in the answer."),
]
_Intended = Annotated[bool | None, _argument(description="Also walk planned and wished for lines.")]


@strawberry.type(name="Area", description="One council's partnership: one map.")
class AreaType(AreaLists, AreaNetwork, AreaOverTime, AreaPartners):  # type: ignore[misc]  # its lists are made from graph.kinds
    """One council's partnership."""

    @field("Everything on the map.", graphql_type=NodeConnection)
    def nodes(
        self,
        kinds: _Kinds = None,
        search: Search = None,
        statuses: Statuses = None,
        as_of: AsOf = None,
        first: First = DEFAULT,
        after: After = None,
    ) -> Any:
        at = self.on(as_of)
        found = listed(at, words_of(kinds), search, statuses)
        return paginate(found, first, after, lambda node: at.node(node.id))

    @field("The links on the map.", graphql_type=LinkConnection)
    def links(
        self,
        kinds: _Links = None,
        upward: Upward = None,
        statuses: Statuses = None,
        as_of: AsOf = None,
        first: First = DEFAULT,
        after: After = None,
    ) -> Any:
        at, wanted, allowed = self.on(as_of), words_of(kinds), words_of(statuses)
        found = [
            link
            for link in at.view.shown.links.values()
            if (wanted is None or link.kind in wanted)
            and upward in (None, upward_step(link, at.view.shown) is not None)
            and (allowed is None or link.status.value in allowed)
        ]
        return paginate(found, first, after, lambda link: LinkType(record=link, at=at))

    @field(
        "What the checks found: one finding for each check.",
        graphql_type=FindingConnection,
        work=CHECKS,
    )
    def findings(
        self,
        as_of: AsOf = None,
        complete: Complete = False,
        outcomes: _Outcomes = None,
        severities: _Severities = None,
        rules: _Rules = None,
        about: _About = None,
        order_by: _Order = FindingOrderEnum.CATALOGUE,
        first: First = DEFAULT,
        after: After = None,
    ) -> Any:
        at = self.on(as_of, bool(complete))
        found = _chosen(at, words_of(outcomes), words_of(severities), rules, about)
        if order_by and word_of(order_by) == "reading":
            found = sorted(found, key=reading_order)
        return paginate(found, first, after, lambda f: FindingType(record=f, at=at))

    @field("How many checks came to each outcome.", work=CHECKS)
    def totals(self, as_of: AsOf = None, complete: Complete = False) -> list[OutcomeTotal]:
        return OutcomeTotal.each(self.on(as_of, bool(complete)).findings())

    @field("Whether a line of accountability leads from one thing to another.")
    def line_of_sight(
        self,
        start: _From,
        to: _To = None,
        to_kind: _ToKind = None,
        via: _Via = None,
        as_of: AsOf = None,
        intended: _Intended = False,
    ) -> LineOfSightType:
        if (to is None) == (to_kind is None):
            raise UsageError("Say what to reach with to or with toKind: one of the two.")
        at = self.on(as_of)
        target = word_of(to_kind) if to is None else resolve(at.snapshot, to)
        kinds = sorted(words_of(via) or ())
        line = line_of_sight(at.view, resolve(at.snapshot, start), target, kinds, bool(intended))
        return LineOfSightType(record=line, at=at)

    @field("The governance module's twelve questions, answered from the record.")
    def questions(self, as_of: AsOf = None) -> list[ModuleAnswerType]:
        at = self.on(as_of)
        return [ModuleAnswerType(record=one, at=at) for one in answers(at.view, QUESTIONS)]

    @field("The module's nine barriers, each with the facts that bear on it.")
    def barriers(self, as_of: AsOf = None) -> list[ModuleAnswerType]:
        at = self.on(as_of)
        return [ModuleAnswerType(record=one, at=at) for one in answers(at.view, BARRIERS)]

    @field("The documents that its facts were read in.")
    def sources(self) -> list[SourceType]:
        return [SourceType(record=s, at=self.at) for s in self.at.snapshot.sources.values()]

    @field("The lists that somebody declared complete.")
    def declarations(self) -> list[DeclarationType]:
        held = self.at.snapshot.declarations.values()
        return [DeclarationType(record=declaration, at=self.at) for declaration in held]


def _chosen(
    at: AreaOnDay,
    outcomes: set[str] | None,
    severities: set[str] | None,
    rules: list[str] | None,
    thing: str | None,
) -> list[Any]:
    known = [rule.id for rule in RULES]
    for rule_id in rules or ():
        if rule_id not in known:
            raise UnknownThing.nearest_to("check", rule_id, known)
    if thing is not None and thing != at.slug:
        thing = resolve(at.snapshot, thing)
    return [
        finding
        for finding in at.findings()
        if (outcomes is None or finding.outcome in outcomes)
        and (severities is None or finding.severity in severities)
        and (rules is None or finding.rule in rules)
        and (thing is None or about(finding, thing))
    ]
