"""An area: one council's partnership, with its things, links, findings and lines of sight."""

from datetime import date
from typing import Annotated, Any

import strawberry

from api.comparing import of_areas, of_days, of_scenarios
from api.errors import UsageError
from api.proposing import suggested, tried
from api.reader import resolve
from api.schema.changes import ChangeConnection, ChangeType, Since, changes_of
from api.schema.comparison import ComparisonType
from api.schema.connections import DEFAULT, After, First, paginate
from api.schema.engagement import ArrangementType, NotScoredType, PartnerEngagementType
from api.schema.fields import field
from api.schema.findings import (
    FindingConnection,
    FindingType,
    OutcomeTotal,
    about,
    reading_order,
)
from api.schema.links import LinkConnection, LinkType
from api.schema.lists import AreaLists, Search, Statuses, listed
from api.schema.measures import JoinedGroupType, MeasureType, OneHolderType, SharedMembersType
from api.schema.meetings import MeetingConnection, MeetingType
from api.schema.module import ModuleAnswerType
from api.schema.nodes import NodeConnection, closed_kind, make_node
from api.schema.paths import LineOfSightType
from api.schema.reading import At
from api.schema.scenarios import ScenarioType
from api.schema.shared import AsOf, Complete, FirstDay, LastDay, Upward
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
from api.schema.what_if import (
    Changes,
    Most,
    Rule,
    Subject,
    SuggestionType,
    read_changes,
)
from graph.engagement.arrangements import deputised_seats, family_arrangements
from graph.engagement.ranking import engagement_of, in_reading_order
from graph.errors import UnknownThing
from graph.governance.answering import answers
from graph.governance.nine_barriers import BARRIERS
from graph.governance.twelve_questions import QUESTIONS
from graph.history import change_days
from graph.measures.catalogue import MEASURES, measured
from graph.measures.centrality import communities
from graph.measures.failure import joined_by_one
from graph.network import upward_step
from graph.paths import line_of_sight
from graph.rules.run import RULES
from graph.two_mode import two_mode

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
_OfThing = Annotated[
    strawberry.ID | None,
    _argument(description="Only changes to this thing and its links: an id or a name."),
]
_OfBody = Annotated[
    strawberry.ID | None, _argument(description="Only meetings of this body: an id or a name.")
]
_Order = Annotated[FindingOrderEnum | None, _argument(description="The order they come in.")]
_From = Annotated[strawberry.ID, _argument(name="from", description="Where to begin: id or name.")]
_To = Annotated[strawberry.ID | None, _argument(description="What to reach: id or name.")]
_ToKind = Annotated[BodyKindEnum | None, _argument(description="What kind of body to reach.")]
_Via = Annotated[
    list[LinkKindEnum] | None,
    _argument(description="Also walk links of these kinds, both ways; said in the answer."),
]
_Measures = Annotated[
    list[str] | None, _argument(description="The ids of measures, such as degree; none: all.")
]
_Other = Annotated[str, _argument(description="The other area's short name.")]
_Scenario = Annotated[str, _argument(description="The name of a scenario of this area.")]
_Beside = Annotated[str | None, _argument(description="A scenario beside it; none: as it is.")]
_Intended = Annotated[bool | None, _argument(description="Also walk planned and wished for lines.")]


@strawberry.type(name="Area", description="One council's partnership: one map.")
class AreaType(AreaLists):  # type: ignore[misc]  # its lists are made from graph.kinds
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
        """Everything on the map."""
        at = self.on(as_of)
        found = listed(at, words_of(kinds), search, statuses)
        return paginate(found, first, after, lambda node: make_node(node, at))

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
        """The links on the map."""
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
        """What the checks found."""
        at = self.on(as_of, bool(complete))
        found = _chosen(at, words_of(outcomes), words_of(severities), rules, about)
        if order_by and word_of(order_by) == "reading":
            found = sorted(found, key=reading_order)
        return paginate(found, first, after, lambda f: FindingType(record=f, at=at))

    @field("How many checks came to each outcome.")
    def totals(self, as_of: AsOf = None, complete: Complete = False) -> list[OutcomeTotal]:
        """How many checks came to each outcome."""
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
        """Whether a line leads from one thing to another."""
        if (to is None) == (to_kind is None):
            raise UsageError("Say what to reach with to or with toKind: one of the two.")
        at = self.on(as_of)
        target = word_of(to_kind) if to is None else resolve(at.snapshot, to)
        kinds = sorted(words_of(via) or ())
        line = line_of_sight(at.view, resolve(at.snapshot, start), target, kinds, bool(intended))
        return LineOfSightType(record=line, at=at)

    @field("Two days side by side: what was added, ended or changed, and which findings moved.")
    def compare(self, first: FirstDay, last: LastDay, complete: Complete = False) -> ComparisonType:
        """Two days side by side."""
        at = self.on(None, bool(complete))
        found = of_days(at.reading.reader, at.view, first, last)
        return ComparisonType(record=found.found, reading=at.reading)

    @field("This area and another side by side: their findings and totals.")
    def compare_with(
        self, slug: _Other, as_of: AsOf = None, complete: Complete = False
    ) -> ComparisonType:
        """This area and another side by side."""
        at = self.on(as_of, bool(complete))
        found = of_areas(at.reading.reader, at.view, slug, as_of)
        return ComparisonType(record=found.found, reading=at.reading)

    @field("The area with a kept scenario beside it as it is, or beside another scenario.")
    def compare_scenario(
        self, name: _Scenario, beside: _Beside = "", as_of: AsOf = None, complete: Complete = False
    ) -> ComparisonType:
        """The area with a scenario and without."""
        at = self.on(as_of, bool(complete))
        found = of_scenarios(at.reading.reader, at.view, name, beside or "")
        return ComparisonType(record=found.found, reading=at.reading)

    @field("Who holds the network together: measures, each with its paper, coverage and caution.")
    def measures(self, names: _Measures = None, as_of: AsOf = None) -> list[MeasureType]:
        """Who holds the network together."""
        at = self.on(as_of)
        wanted = [measure.id for measure in MEASURES] if names is None else names
        return [MeasureType(record=measured(at.view, name), at=at) for name in wanted]

    @field("The bodies that no line or working link joins, and only one seat-holder does.")
    def joined_by_one(self, as_of: AsOf = None) -> list[OneHolderType]:
        """The bodies that only one seat-holder joins."""
        at = self.on(as_of)
        return [OneHolderType(record=pair, at=at) for pair in joined_by_one(at.view)]

    @field("The bodies that share members, most first.")
    def shared_members(self, as_of: AsOf = None) -> list[SharedMembersType]:
        """The bodies that share members."""
        at = self.on(as_of)
        return [SharedMembersType(record=p, at=at) for p in two_mode(at.view).shared_members]

    @field("Groups joined more among themselves than to others; nothing in them is ranked.")
    def joined_groups(self, as_of: AsOf = None) -> list[JoinedGroupType]:
        """Groups that are joined more among themselves."""
        at = self.on(as_of)
        return [JoinedGroupType(ids=group, at=at) for group in communities(at.view)]

    @field("The governance module's twelve questions, answered from the record.")
    def questions(self, as_of: AsOf = None) -> list[ModuleAnswerType]:
        """The twelve questions."""
        at = self.on(as_of)
        return [ModuleAnswerType(record=one, at=at) for one in answers(at.view, QUESTIONS)]

    @field("The module's nine barriers, each with the facts that bear on it.")
    def barriers(self, as_of: AsOf = None) -> list[ModuleAnswerType]:
        """The nine barriers."""
        at = self.on(as_of)
        return [ModuleAnswerType(record=one, at=at) for one in answers(at.view, BARRIERS)]

    @field("Every change to the map, oldest first.", graphql_type=ChangeConnection)
    def changes(
        self,
        since: Since = None,
        about: _OfThing = None,
        first: First = DEFAULT,
        after: After = None,
    ) -> Any:
        """Every change to the map."""
        thing = resolve(self.at.snapshot, about) if about else None
        found = changes_of(self.at, since, thing)
        return paginate(found, first, after, lambda c: ChangeType(record=c, at=self.at))

    @field("The days on which what holds can differ from the day before, oldest first.")
    def change_days(self) -> list[date]:
        """The days on which something begins or is over."""
        return list(change_days(self.at.snapshot))

    @field("The meetings up to the day, oldest first.", graphql_type=MeetingConnection)
    def meetings(
        self, body: _OfBody = None, as_of: AsOf = None, first: First = DEFAULT, after: After = None
    ) -> Any:
        """The meetings up to the day."""
        at = self.on(as_of)
        wanted = resolve(at.snapshot, body) if body else None
        found = [m for m in at.view.meetings if wanted in (None, m.body)]
        return paginate(found, first, after, lambda meeting: MeetingType(record=meeting, at=at))

    @field("How much each partner has been seen and how key its part is: whom to ask first.")
    def engagement(self, as_of: AsOf = None) -> list[PartnerEngagementType]:
        """Each partner, whom to ask first."""
        at = self.on(as_of)
        return [PartnerEngagementType(record=p, at=at) for p in in_reading_order(at.view)]

    @field("The organisations that are not scored, and why: families never are.")
    def not_scored(self, as_of: AsOf = None) -> list[NotScoredType]:
        """The organisations that are not scored."""
        return [NotScoredType(record=one) for one in engagement_of(self.on(as_of).view).unscored]

    @field("What attendance says of how bodies meet and seats are set up.")
    def arrangements(self, as_of: AsOf = None) -> list[ArrangementType]:
        """What attendance says of arrangements."""
        at = self.on(as_of)
        found = (*family_arrangements(at.view), *deputised_seats(at.view))
        return [ArrangementType(record=one, at=at) for one in found]

    @field("What changes would open, close and move; nothing is written.")
    def what_if(
        self, changes: Changes, as_of: AsOf = None, complete: Complete = False
    ) -> ComparisonType:
        """What changes would come to."""
        at = self.on(as_of, bool(complete))
        made = read_changes(at.snapshot, changes)
        return ComparisonType(
            record=tried(at.reading.reader, at.view, made), reading=at.reading, made=made
        )

    @field("The scenarios that are kept, by name.")
    def scenarios(self) -> list[ScenarioType]:
        """The scenarios that are kept."""
        return ScenarioType.all_of(self.at)

    @field("The smallest changes that would close a finding, the safest first.")
    def suggestions(
        self,
        rule: Rule,
        subject: Subject = None,
        most: Most = None,
        as_of: AsOf = None,
        complete: Complete = False,
    ) -> list[SuggestionType]:
        """What would close a finding."""
        number = 5 if most is None else most
        if not 1 <= number <= 20:
            raise UsageError(f"{number} suggestions were asked for: ask for 1 to 20.")
        at = self.on(as_of, bool(complete))
        found = suggested(at.reading.reader, at.view, rule, subject, number)
        return [SuggestionType(record=one) for one in found]

    @field("The documents that its facts were read in.")
    def sources(self) -> list[SourceType]:
        """Its documents."""
        return [SourceType(record=s, at=self.at) for s in self.at.snapshot.sources.values()]

    @field("The lists that somebody declared complete.")
    def declarations(self) -> list[DeclarationType]:
        """Its declarations."""
        held = self.at.snapshot.declarations.values()
        return [DeclarationType(record=declaration, at=self.at) for declaration in held]


def _chosen(
    at: At,
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
