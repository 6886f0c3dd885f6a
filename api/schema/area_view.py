"""An area on a day: one council's partnership, with everything a caller may ask of it.

The file is long because the type is: GraphQL has all fields of a type in one place. Each field is
a few lines here, and what it answers with stands in the file of its subject.
"""

from datetime import date
from typing import Any

import strawberry

from api.reports import decisions, quorum
from api.reports.wording import cautions
from api.schema.arguments import ThingId
from api.schema.change_input import Changes
from api.schema.comparison import (
    CompareFrom,
    CompareTo,
    ComparisonType,
    KnownFrom,
    KnownTo,
    OtherArea,
    OtherDay,
    OtherScenario,
    ScenarioName,
    Sides,
)
from api.schema.connections import After, Before, First, Last, paginate
from api.schema.context import AreaOnDay, LazyArea, LazyThing
from api.schema.decisions import DelegationStepType, MatterNamed, WhoDecidesType
from api.schema.engagement import ArrangementType, NotScoredType
from api.schema.fields import (
    CHECKS,
    SUGGESTING,
    Work,
    field,
    fields_of,
    list_of,
    record_field,
)
from api.schema.findings import (
    OutcomeTotal,
)
from api.schema.governance_questions import ModuleAnswerType
from api.schema.lists import OF_VIEW
from api.schema.measures import (
    JoinedGroupType,
    MeasureNames,
    MeasureType,
    OneHolderType,
    SharedMembersType,
)
from api.schema.node_interface import NodeType
from api.schema.partners import (
    CommissioningChain,
    InvolvementGroup,
    PartnerListedType,
    RiskRegisterType,
    SectorPartnersType,
    WorkshopPartType,
)
from api.schema.paths import From, Intended, LineOfSightType, To, Via, line_on
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
from api.schema.sources import DeclarationType, SourceReference
from api.schema.trials import WhatIfResult
from api.schema.what_if import (
    MostSuggestions,
    NoSuggestion,
    RuleId,
    SubjectId,
    SuggestionType,
)
from api.service.comparisons import of_areas, of_scenarios
from api.service.paging import PageAsked
from graph import partner_lists
from graph.engagement.arrangements import deputised_seats, family_arrangements
from graph.engagement.ranking import engagement_of
from graph.facts.model import Area
from graph.facts.view_ids import ViewId
from graph.governance.nine_barriers import BARRIERS
from graph.governance.question import answers
from graph.governance.twelve_questions import QUESTIONS
from graph.history import change_days
from graph.measures.centrality import communities
from graph.measures.failure import joined_by_one
from graph.remarks import remarks
from graph.two_mode import two_mode


@strawberry.type(
    name="AreaView",
    description="An area on a day: what its map shows, by what was known, complete or not.",
)
class AreaViewType(NodeType):
    at: strawberry.Private[AreaOnDay]
    record: strawberry.Private[Area]

    @classmethod
    def of(cls, at: AreaOnDay) -> "AreaViewType":
        """Make it of an area as of a day."""
        return cls(at=at, record=at.area)

    @property
    def _view_id(self) -> ViewId:
        assert self.at.view_id is not None
        return self.at.view_id

    def identity(self) -> str:
        """Return the id, which says all that it depends on besides the record."""
        return self._view_id.text

    @field("The area it is a view of.", graphql_type=LazyArea)
    def area(self) -> Any:
        return self.at.area_object()

    @field("The day it is for.")
    def as_of(self) -> date:
        return self._view_id.day

    @field("The day by whose end it was known (UTC); null: as it is known now.")
    def known_at(self) -> date | None:
        return self._view_id.known

    @field("Whether the map is treated as complete, as in a workshop: silence is a gap then.")
    def complete(self) -> bool:
        return self._view_id.complete

    @field(
        "One thing on the map, by id or name; null: no such thing is there.",
        graphql_type=LazyThing | None,
    )
    def thing(self, id: ThingId) -> Any:  # noqa: A002 - Relay's name
        return self.at.node(self.at.resolve(id))

    # The rest of what is recorded of it: a new field of an area comes by itself.
    locals().update(
        fields_of(
            Area,
            *("slug", "name", "recorded_as_of", "sources"),
        )
    )
    funding_sources = record_field(kind=list[SourceReference], of="sources")

    @field("Counts the changes to the map that it shows: cite it with an answer.")
    def revision(self) -> int:
        return self.at.snapshot.revision

    # Its lists, those of things kind by kind: here, so that they print in their place.
    locals().update(OF_VIEW)

    # Its network, and who has been seen.

    @field(
        "Who holds the network together: measures, each with its paper, coverage and caution.",
        work=Work(4, each="names"),
    )
    def measures(self, names: MeasureNames = None) -> list[MeasureType]:
        return MeasureType.each(names, self.at)

    @field(
        "The bodies that no line or working link joins, and only one seat-holder does.", length=0.9
    )
    def joined_by_one(self) -> list[OneHolderType]:
        at = self.at
        return list_of(OneHolderType, joined_by_one(at.view), at)

    @field("The bodies that share members, most first.", work=Work(1), length=1.3)
    def shared_members(self) -> list[SharedMembersType]:
        at = self.at
        return list_of(SharedMembersType, two_mode(at.view).shared_members, at)

    @field(
        "Groups joined more among themselves than to others; nothing in them is ranked.",
        work=Work(1),
    )
    def joined_groups(self) -> list[JoinedGroupType]:
        at = self.at
        return list_of(JoinedGroupType, communities(at.view), at)

    @field("The organisations that are not scored, and why: families never are.")
    def not_scored(self) -> list[NotScoredType]:
        return list_of(NotScoredType, engagement_of(self.at.view).unscored, self.at)

    @field("What attendance says of how bodies meet and seats are set up.")
    def arrangements(self) -> list[ArrangementType]:
        at = self.at
        found = (*family_arrangements(at.view), *deputised_seats(at.view))
        return list_of(ArrangementType, found, at)

    # Other days, other areas, and what is proposed.

    @field(
        "Two days side by side, or what was on record by the end of two days, both read as on the "
        "day of this view: what was added, ended or changed, and which findings moved.",
        work=Work(3),
    )
    def compare(
        self,
        first: CompareFrom = None,
        last: CompareTo = None,
        known_from: KnownFrom = None,
        known_to: KnownTo = None,
    ) -> ComparisonType | None:
        return ComparisonType.of_two(self.at, first, last, known_from, known_to)

    @field("This area and another side by side: their findings and totals.", work=Work(3))
    def compare_with(self, slug: OtherArea, as_of: OtherDay = None) -> ComparisonType:
        at = self.at
        found = of_areas(at.context.reader, at.view, slug, as_of).found
        other = ViewId(slug, found.after.day, None, found.after.complete)
        sides = Sides.of(at.context, found, self._view_id, other)
        return ComparisonType(record=found, sides=sides)

    @field(
        "The area with a kept scenario beside it as it is, or beside another scenario.",
        work=Work(4),
        needs="AreaView.compareScenario",
    )
    def compare_scenario(
        self,
        name: ScenarioName,
        beside: OtherScenario = "",
    ) -> ComparisonType:
        at = self.at
        found = of_scenarios(at.context.reader, at.view, name, beside or "").found
        as_it_is = None if beside else self._view_id
        return ComparisonType(record=found, sides=Sides.of(at.context, found, as_it_is))

    @field("The days on which what holds can differ from the day before, oldest first.")
    def change_days(self) -> list[date]:
        return list(change_days(self.at.snapshot))

    @field("What a reader of a day should keep in mind, such as facts that carry no date.")
    def cautions(self) -> list[str]:
        return list(cautions(self.at.view))

    @field(
        "What changes would open, close and move; nothing is written.",
        work=Work(3),
        never_refused=True,
    )
    def what_if(self, changes: Changes) -> WhatIfResult:
        return WhatIfResult.of(self.at, changes)

    @field(
        "The smallest step for each subject a finding is open for; of one that is named, several.",
        work=SUGGESTING,
    )
    def suggestions(
        self,
        rule: RuleId,
        subject: SubjectId = None,
        most: MostSuggestions = None,
    ) -> list[SuggestionType]:
        return SuggestionType.each(self.at, rule, subject, most)

    @field("Where there are no suggestions: that nothing is open, or what to ask.", work=SUGGESTING)
    def no_suggestion(
        self,
        rule: RuleId,
        subject: SubjectId = None,
        most: MostSuggestions = None,
    ) -> list[NoSuggestion]:
        return NoSuggestion.each(self.at, rule, subject, most)

    # Its partners: the lists of the page of partnership questions.

    @field(
        "Every sector with its seats by level, also sectors without any; last, where there are "
        "any, those whose sector is not recorded."
    )
    def partners_by_sector(self) -> list[SectorPartnersType]:
        at = self.at
        return list_of(SectorPartnersType, partner_lists.by_sector(at.view), at)

    @field("The sectors that no seat on record speaks for: ask.")
    def sectors_without_seat(self) -> list[SectorPartnersType]:
        at = self.at
        rows = partner_lists.by_sector(at.view)
        return list_of(SectorPartnersType, (r for r in rows if r.sector and not r.seats), at)

    @field(
        "The organisations with no seat on record, neither themselves nor through a department or "
        "post: ask whether they should have one, or already do."
    )
    def organisations_without_seat(self) -> list[PartnerListedType]:
        at = self.at
        return PartnerListedType.each((n.id for n in partner_lists.without_seat(at.view)), at)

    @field("How each organisation is to be involved; last, those with no answer on record.")
    def involvement(self) -> list[InvolvementGroup]:
        at = self.at
        rows = partner_lists.by_involvement(at.view)
        return [InvolvementGroup(label=label, ids=ids, at=at) for label, ids in rows]

    @field("Whom to invite to a mapping workshop, part by part; think too of who is not on record.")
    def workshop(self) -> list[WorkshopPartType]:
        at = self.at
        return list_of(WorkshopPartType, partner_lists.whom_to_invite(at.view), at)

    @field("The chains of commissions, delivery and sub-contracts.")
    def commissioning_chains(self) -> list[CommissioningChain]:
        at = self.at
        return list_of(CommissioningChain, partner_lists.commissioning_chains(at.view), at)

    @field("The risk registers, each with its risks; empty: none is recorded, ask.")
    def risk_registers(self) -> list[RiskRegisterType]:
        at = self.at
        return [
            RiskRegisterType(record=found, thing=plan.id, read=(plan.id,), at=at)
            for plan, found in partner_lists.risks(at.view)
        ]

    # Who may decide, and how bodies work.

    @field(
        "Each matter for decision with who may decide on it, those on the map first; with matter "
        "only that one."
    )
    def decisions(self, matter: MatterNamed = None) -> list[WhoDecidesType]:
        at = self.at
        return list_of(
            WhoDecidesType, decisions.chosen(at.view, at.own_id(matter) if matter else None), at
        )

    @field("The powers that were passed on without saying on which matter.")
    def unnamed_delegations(self) -> list[DelegationStepType]:
        at = self.at
        return list_of(DelegationStepType, decisions.passed_on_unnamed(at.view), at)

    @field(
        "How much absence each body with a quorum in numbers bears; with body only that one.",
        work=Work(1),
    )
    def quorum(self, body: QuorumOf = None) -> list[QuorumUnderStress]:
        at = self.at
        return list_of(
            QuorumUnderStress, quorum.in_words(at.view, at.own_id(body) if body else None), at
        )

    # Everything on its map, what the checks found, and where it was read.

    @field(
        "What the record shows besides, of levels and lines; no guidance is behind it.",
        needs="AreaView.remarks",
    )
    def remarks(self) -> list[RemarkType]:
        at = self.at
        return list_of(RemarkType, at.view.derived(remarks), at)

    @field("How many checks came to each outcome.", work=CHECKS)
    def totals(self) -> list[OutcomeTotal]:
        return OutcomeTotal.each(self.at.totals())

    @field("Whether a line of accountability leads from one thing to another.")
    def line_of_sight(
        self,
        start: From,
        to: To,
        via: Via = None,
        intended: Intended = False,
    ) -> LineOfSightType:
        at = self.at
        return LineOfSightType(record=line_on(at, start, to, via, intended), at=at)

    @field("The governance module's twelve questions, answered from the record.")
    def questions(self) -> list[ModuleAnswerType]:
        at = self.at
        return list_of(ModuleAnswerType, answers(at.view, QUESTIONS), at)

    @field(
        "What the record leaves open, one for each silence, with what became of it; then what was "
        "said of questions that are open no more.",
        graphql_type=AskedQuestionConnection,
        work=CHECKS,
        needs="AreaView.askedQuestions",
    )
    def asked_questions(
        self,
        states: QuestionStates = None,
        standings: Standings = None,
        rules: QuestionRules = None,
        about: QuestionsOf = None,
        overdue: Overdue = None,
        first: First = None,
        last: Last = None,
        after: After = None,
        before: Before = None,
    ) -> Any:
        at = self.at
        found = questions_on(at, states, standings, rules, about, overdue)
        asked = PageAsked(first, last, after, before)
        return paginate(
            "askedQuestions", found, asked, lambda one: AskedQuestionType(record=one, at=at)
        )

    @field("The module's nine barriers, each with the facts that bear on it.")
    def barriers(self) -> list[ModuleAnswerType]:
        at = self.at
        return list_of(ModuleAnswerType, answers(at.view, BARRIERS), at)

    @field("The lists that somebody declared complete.")
    def declarations(self) -> list[DeclarationType]:
        return list_of(DeclarationType, self.at.snapshot.declarations.values(), self.at)
