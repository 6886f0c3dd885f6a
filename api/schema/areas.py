"""An area: one council's partnership, with everything a caller may ask of it.

The file is long because the type is: GraphQL has all fields of a type in one place. Each field is
a few lines here, and what it answers with stands in the file of its subject.
"""

from datetime import date
from typing import Any

import strawberry

from api.reports import decisions, quorum
from api.reports.wording import cautions
from api.schema.arguments import AsOf, Complete, FirstDay, LastDay, Statuses, Upward
from api.schema.changes import ChangeConnection, ChangesOf, ChangeType, Since, changes_of
from api.schema.comparison import ComparisonType, OtherArea, OtherScenario, ScenarioName
from api.schema.connections import DEFAULT, After, First, paginate
from api.schema.context import AreaOnDay
from api.schema.decisions import DelegationStepType, MatterNamed, WhoDecidesType
from api.schema.engagement import ArrangementType, NotScoredType, PartnerEngagementType
from api.schema.fields import CHECKS, Work, field, fields_of, list_of, record_field
from api.schema.findings import (
    FindingConnection,
    FindingOrder,
    FindingsOf,
    FindingType,
    Outcomes,
    OutcomeTotal,
    RuleIds,
    Severities,
    findings_on,
)
from api.schema.governance_questions import ModuleAnswerType
from api.schema.links import LinkConnection, LinkKinds, LinkType, links_on
from api.schema.measures import (
    JoinedGroupType,
    MeasureNames,
    MeasureType,
    OneHolderType,
    SharedMembersType,
)
from api.schema.meetings import MeetingConnection, MeetingsOf, MeetingType, meetings_until
from api.schema.node_lists import LISTS_BY_KIND, NodeKinds, Search, nodes_on
from api.schema.nodes import NodeConnection
from api.schema.partners import (
    CommissioningChain,
    InvolvementGroup,
    PartnerListedType,
    RiskRegisterType,
    SectorPartnersType,
    WorkshopPartType,
)
from api.schema.paths import From, Intended, LineOfSightType, To, ToKind, Via, line_on
from api.schema.question_states import (
    AskedQuestionConnection,
    AskedQuestionType,
    Overdue,
    QuestionRules,
    QuestionsOf,
    QuestionStates,
    Standings,
    questions_on,
)
from api.schema.quorum import QuorumOf, QuorumUnderStress
from api.schema.remarks import RemarkType
from api.schema.scenarios import ScenarioType
from api.schema.sources import DeclarationType, SourceReference, SourceType
from api.schema.vocabulary import FindingOrderEnum
from api.schema.what_if import (
    Changes,
    MostSuggestions,
    NoSuggestion,
    RuleId,
    SubjectId,
    SuggestionType,
    read_changes,
)
from api.service.comparisons import of_areas, of_days, of_known, of_scenarios
from api.service.proposals import effect_of
from graph import partner_lists
from graph.engagement.arrangements import deputised_seats, family_arrangements
from graph.engagement.ranking import engagement_of, in_reading_order
from graph.facts.model import Area
from graph.governance.nine_barriers import BARRIERS
from graph.governance.question import answers
from graph.governance.twelve_questions import QUESTIONS
from graph.history import change_days
from graph.measures.centrality import communities
from graph.measures.failure import joined_by_one
from graph.remarks import remarks
from graph.two_mode import two_mode


@strawberry.type(name="Area", description="One council's partnership: one map.")
class AreaType:
    record: strawberry.Private[Area]
    at: strawberry.Private[AreaOnDay]

    @classmethod
    def of(cls, at: AreaOnDay) -> "AreaType":
        """Make it of an area as of a day."""
        return cls(record=at.area, at=at)

    def on(self, day: date | None, complete: bool | None = False) -> AreaOnDay:
        """Return the area as of another day, or treated as complete."""
        if day is None and not complete:
            return self.at
        return self.at.context.on(self.at.view, day, bool(complete))

    # What is recorded of it as a whole.

    slug = record_field()
    name = record_field()
    recorded_as_of = record_field()

    @field("The day answers are for when a question names none.")
    def as_of(self) -> date:
        return self.at.view.day

    # The rest of what is recorded of it: a new field of an area comes by itself.
    locals().update(
        fields_of(
            Area,
            *("slug", "name", "recorded_as_of", "sources"),
            since=str | None,
            until=str | None,
        )
    )
    funding_sources = record_field(kind=list[SourceReference], of="sources")

    @field("Counts the changes to the map: cite it with an answer.")
    def revision(self) -> int:
        return self.at.snapshot.revision

    # Its things, a list for each kind of graph.kinds: here, so that they print in their place.
    locals().update(LISTS_BY_KIND)

    # Its network, and who has been seen.

    @field(
        "Who holds the network together: measures, each with its paper, coverage and caution.",
        work=Work(2, each="names"),
    )
    def measures(self, names: MeasureNames = None, as_of: AsOf = None) -> list[MeasureType]:
        return MeasureType.each(names, self.on(as_of))

    @field("The bodies that no line or working link joins, and only one seat-holder does.")
    def joined_by_one(self, as_of: AsOf = None) -> list[OneHolderType]:
        at = self.on(as_of)
        return list_of(OneHolderType, joined_by_one(at.view), at)

    @field("The bodies that share members, most first.", work=Work(1))
    def shared_members(self, as_of: AsOf = None) -> list[SharedMembersType]:
        at = self.on(as_of)
        return list_of(SharedMembersType, two_mode(at.view).shared_members, at)

    @field(
        "Groups joined more among themselves than to others; nothing in them is ranked.",
        work=Work(1),
    )
    def joined_groups(self, as_of: AsOf = None) -> list[JoinedGroupType]:
        at = self.on(as_of)
        return list_of(JoinedGroupType, communities(at.view), at)

    @field("The meetings up to the day, oldest first.", graphql_type=MeetingConnection)
    def meetings(
        self,
        body: MeetingsOf = None,
        as_of: AsOf = None,
        first: First = DEFAULT,
        after: After = None,
    ) -> Any:
        at = self.on(as_of)
        found = meetings_until(at, body)
        return paginate(found, first, after, lambda meeting: MeetingType(record=meeting, at=at))

    @field(
        "How much each partner has been seen and how key its part is: whom to ask first, then all "
        "others by name.",
    )
    def engagement(self, as_of: AsOf = None) -> list[PartnerEngagementType]:
        at = self.on(as_of)
        return list_of(PartnerEngagementType, in_reading_order(at.view), at)

    @field("The organisations that are not scored, and why: families never are.")
    def not_scored(self, as_of: AsOf = None) -> list[NotScoredType]:
        return [NotScoredType(record=one) for one in engagement_of(self.on(as_of).view).unscored]

    @field("What attendance says of how bodies meet and seats are set up.")
    def arrangements(self, as_of: AsOf = None) -> list[ArrangementType]:
        at = self.on(as_of)
        found = (*family_arrangements(at.view), *deputised_seats(at.view))
        return list_of(ArrangementType, found, at)

    # Other days, other areas, and what is proposed.

    @field(
        "Two days side by side: what was added, ended or changed, and which findings moved.",
        work=Work(2),
    )
    def compare(self, first: FirstDay, last: LastDay, complete: Complete = False) -> ComparisonType:
        at = self.on(None, complete)
        found = of_days(at.context.reader, at.view, first, last)
        return ComparisonType(record=found.found, context=at.context, written=found.written)

    @field("What was on record by the end of two days, both read as on one day.", work=Work(2))
    def compare_records(
        self, first: FirstDay, last: LastDay, as_of: AsOf = None, complete: Complete = False
    ) -> ComparisonType:
        at = self.on(as_of, complete)
        found = of_known(at.context.reader, at.view, first, last)
        return ComparisonType(record=found.found, context=at.context)

    @field("This area and another side by side: their findings and totals.", work=Work(2))
    def compare_with(
        self, slug: OtherArea, as_of: AsOf = None, complete: Complete = False
    ) -> ComparisonType:
        at = self.on(as_of, complete)
        found = of_areas(at.context.reader, at.view, slug, as_of)
        return ComparisonType(record=found.found, context=at.context)

    @field(
        "The area with a kept scenario beside it as it is, or beside another scenario.",
        work=Work(3),
    )
    def compare_scenario(
        self,
        name: ScenarioName,
        beside: OtherScenario = "",
        as_of: AsOf = None,
        complete: Complete = False,
    ) -> ComparisonType:
        at = self.on(as_of, complete)
        found = of_scenarios(at.context.reader, at.view, name, beside or "")
        return ComparisonType(record=found.found, context=at.context)

    @field("Every change to the map, oldest first.", graphql_type=ChangeConnection)
    def changes(
        self,
        since: Since = None,
        about: ChangesOf = None,
        first: First = DEFAULT,
        after: After = None,
    ) -> Any:
        found = changes_of(self.at, since, about)
        return paginate(found, first, after, lambda c: ChangeType(record=c, at=self.at))

    @field("The days on which what holds can differ from the day before, oldest first.")
    def change_days(self) -> list[date]:
        return list(change_days(self.at.snapshot))

    @field("What a reader of a day should keep in mind, such as facts that carry no date.")
    def cautions(self, as_of: AsOf = None) -> list[str]:
        return list(cautions(self.on(as_of).view))

    @field("What changes would open, close and move; nothing is written.", work=Work(2))
    def what_if(
        self, changes: Changes, as_of: AsOf = None, complete: Complete = False
    ) -> ComparisonType:
        at = self.on(as_of, complete)
        made = read_changes(at.snapshot, changes)
        found = effect_of(at.context.reader, at.view, made)
        return ComparisonType(record=found, context=at.context, made=made)

    @field("The scenarios that are kept, by name.")
    def scenarios(self) -> list[ScenarioType]:
        return ScenarioType.all_of(self.at)

    @field(
        "The smallest step for each subject a finding is open for; of one that is named, several.",
        work=Work(20),
    )
    def suggestions(
        self,
        rule: RuleId,
        subject: SubjectId = None,
        most: MostSuggestions = None,
        as_of: AsOf = None,
        complete: Complete = False,
    ) -> list[SuggestionType]:
        return SuggestionType.each(self.on(as_of, complete), rule, subject, most)

    @field("Where there are no suggestions: that nothing is open, or what to ask.", work=Work(20))
    def no_suggestion(
        self,
        rule: RuleId,
        subject: SubjectId = None,
        most: MostSuggestions = None,
        as_of: AsOf = None,
        complete: Complete = False,
    ) -> list[NoSuggestion]:
        return NoSuggestion.each(self.on(as_of, complete), rule, subject, most)

    # Its partners: the lists of the page of partnership questions.

    @field(
        "Every sector with its seats by level, also sectors without any; last, where there are "
        "any, those whose sector is not recorded."
    )
    def partners_by_sector(self, as_of: AsOf = None) -> list[SectorPartnersType]:
        at = self.on(as_of)
        return list_of(SectorPartnersType, partner_lists.by_sector(at.view), at)

    @field("The sectors that no seat on record speaks for: ask.")
    def sectors_without_seat(self, as_of: AsOf = None) -> list[SectorPartnersType]:
        at = self.on(as_of)
        rows = partner_lists.by_sector(at.view)
        return list_of(SectorPartnersType, (r for r in rows if r.sector and not r.seats), at)

    @field(
        "The organisations with no seat on record, neither themselves nor through a department or "
        "post: ask whether they should have one, or already do."
    )
    def organisations_without_seat(self, as_of: AsOf = None) -> list[PartnerListedType]:
        at = self.on(as_of)
        return PartnerListedType.each((n.id for n in partner_lists.without_seat(at.view)), at)

    @field("How each organisation is to be involved; last, those with no answer on record.")
    def involvement(self, as_of: AsOf = None) -> list[InvolvementGroup]:
        at = self.on(as_of)
        rows = partner_lists.by_involvement(at.view)
        return [InvolvementGroup(label=label, ids=ids, at=at) for label, ids in rows]

    @field("Whom to invite to a mapping workshop, part by part; think too of who is not on record.")
    def workshop(self, as_of: AsOf = None) -> list[WorkshopPartType]:
        at = self.on(as_of)
        return list_of(WorkshopPartType, partner_lists.whom_to_invite(at.view), at)

    @field("The chains of commissions, delivery and sub-contracts.")
    def commissioning_chains(self, as_of: AsOf = None) -> list[CommissioningChain]:
        at = self.on(as_of)
        return list_of(CommissioningChain, partner_lists.commissioning_chains(at.view), at)

    @field("The risk registers, each with its risks; empty: none is recorded, ask.")
    def risk_registers(self, as_of: AsOf = None) -> list[RiskRegisterType]:
        at = self.on(as_of)
        return [
            RiskRegisterType(record=found, thing=plan.id, read=(plan.id,), at=at)
            for plan, found in partner_lists.risks(at.view)
        ]

    # Who may decide, and how bodies work.

    @field(
        "Each matter for decision with who may decide on it, those on the map first; with matter "
        "only that one."
    )
    def decisions(self, matter: MatterNamed = None, as_of: AsOf = None) -> list[WhoDecidesType]:
        at = self.on(as_of)
        return list_of(WhoDecidesType, decisions.chosen(at.view, matter), at)

    @field("The powers that were passed on without saying on which matter.")
    def unnamed_delegations(self, as_of: AsOf = None) -> list[DelegationStepType]:
        at = self.on(as_of)
        return list_of(DelegationStepType, decisions.passed_on_unnamed(at.view), at)

    @field(
        "How much absence each body with a quorum in numbers bears; with body only that one.",
        work=Work(1),
    )
    def quorum(self, body: QuorumOf = None, as_of: AsOf = None) -> list[QuorumUnderStress]:
        at = self.on(as_of)
        return list_of(QuorumUnderStress, quorum.in_words(at.view, body), at)

    # Everything on its map, what the checks found, and where it was read.

    @field("Everything on the map.", graphql_type=NodeConnection)
    def nodes(
        self,
        kinds: NodeKinds = None,
        search: Search = None,
        statuses: Statuses = None,
        as_of: AsOf = None,
        first: First = DEFAULT,
        after: After = None,
    ) -> Any:
        at = self.on(as_of)
        found = nodes_on(at, kinds, search, statuses)
        return paginate(found, first, after, lambda node: at.node(node.id))

    @field("The links on the map.", graphql_type=LinkConnection)
    def links(
        self,
        kinds: LinkKinds = None,
        upward: Upward = None,
        statuses: Statuses = None,
        as_of: AsOf = None,
        first: First = DEFAULT,
        after: After = None,
    ) -> Any:
        at = self.on(as_of)
        found = links_on(at, kinds, upward, statuses)
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
        outcomes: Outcomes = None,
        severities: Severities = None,
        rules: RuleIds = None,
        about: FindingsOf = None,
        order_by: FindingOrder = FindingOrderEnum.CATALOGUE,
        first: First = DEFAULT,
        after: After = None,
    ) -> Any:
        at = self.on(as_of, complete)
        found = findings_on(at, outcomes, severities, rules, about, order_by)
        return paginate(found, first, after, lambda f: FindingType(record=f, at=at))

    @field("What the record shows besides, of levels and lines; no guidance is behind it.")
    def remarks(self, as_of: AsOf = None) -> list[RemarkType]:
        at = self.on(as_of)
        return list_of(RemarkType, at.view.derived(remarks), at)

    @field("How many checks came to each outcome.", work=CHECKS)
    def totals(self, as_of: AsOf = None, complete: Complete = False) -> list[OutcomeTotal]:
        return OutcomeTotal.each(self.on(as_of, complete).totals())

    @field("Whether a line of accountability leads from one thing to another.")
    def line_of_sight(
        self,
        start: From,
        to: To = None,
        to_kind: ToKind = None,
        via: Via = None,
        as_of: AsOf = None,
        intended: Intended = False,
    ) -> LineOfSightType:
        at = self.on(as_of)
        return LineOfSightType(record=line_on(at, start, to, to_kind, via, intended), at=at)

    @field("The governance module's twelve questions, answered from the record.")
    def questions(self, as_of: AsOf = None) -> list[ModuleAnswerType]:
        at = self.on(as_of)
        return list_of(ModuleAnswerType, answers(at.view, QUESTIONS), at)

    @field(
        "What the record leaves open, one for each silence, with what became of it; then what was "
        "said of questions that are open no more.",
        graphql_type=AskedQuestionConnection,
        work=CHECKS,
    )
    def asked_questions(
        self,
        states: QuestionStates = None,
        standings: Standings = None,
        rules: QuestionRules = None,
        about: QuestionsOf = None,
        overdue: Overdue = None,
        as_of: AsOf = None,
        first: First = DEFAULT,
        after: After = None,
    ) -> Any:
        at = self.on(as_of)
        found = questions_on(at, states, standings, rules, about, overdue)
        return paginate(found, first, after, lambda one: AskedQuestionType(record=one, at=at))

    @field("The module's nine barriers, each with the facts that bear on it.")
    def barriers(self, as_of: AsOf = None) -> list[ModuleAnswerType]:
        at = self.on(as_of)
        return list_of(ModuleAnswerType, answers(at.view, BARRIERS), at)

    @field("The documents that its facts were read in.")
    def sources(self) -> list[SourceType]:
        return list_of(SourceType, self.at.snapshot.sources.values(), self.at)

    @field("The lists that somebody declared complete.")
    def declarations(self) -> list[DeclarationType]:
        return list_of(DeclarationType, self.at.snapshot.declarations.values(), self.at)
