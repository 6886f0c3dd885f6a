"""What an area answers about its network: measures, who shares members, who has been seen."""

from typing import Annotated, Any

import strawberry

from api.schema.area_lists import AreaFacts
from api.schema.arguments import AsOf
from api.schema.connections import DEFAULT, After, First, paginate
from api.schema.engagement import ArrangementType, NotScoredType, PartnerEngagementType
from api.schema.fields import Work, field
from api.schema.measures import JoinedGroupType, MeasureType, OneHolderType, SharedMembersType
from api.schema.meetings import MeetingConnection, MeetingType
from api.service.reader import resolve
from graph.engagement.arrangements import deputised_seats, family_arrangements
from graph.engagement.ranking import engagement_of, in_reading_order
from graph.measures.catalogue import MEASURES, measured
from graph.measures.centrality import communities
from graph.measures.failure import joined_by_one
from graph.two_mode import two_mode

_argument = strawberry.argument
_OfBody = Annotated[
    strawberry.ID | None, _argument(description="Only meetings of this body: an id or a name.")
]
_Measures = Annotated[
    list[str] | None, _argument(description="The ids of measures, such as degree; none: all.")
]


@strawberry.type(description="What is recorded of an area, measured.")
class AreaNetwork(AreaFacts):
    """What an area answers about its network."""

    @field(
        "Who holds the network together: measures, each with its paper, coverage and caution.",
        work=Work(2, each="names"),
    )
    def measures(self, names: _Measures = None, as_of: AsOf = None) -> list[MeasureType]:
        at = self.on(as_of)
        # Each once, so that a list with a default in the question costs no more than all of them.
        wanted = [m.id for m in MEASURES] if names is None else dict.fromkeys(names)
        return [MeasureType(record=measured(at.view, name), at=at) for name in wanted]

    @field("The bodies that no line or working link joins, and only one seat-holder does.")
    def joined_by_one(self, as_of: AsOf = None) -> list[OneHolderType]:
        at = self.on(as_of)
        return [OneHolderType(record=pair, at=at) for pair in joined_by_one(at.view)]

    @field("The bodies that share members, most first.", work=Work(1))
    def shared_members(self, as_of: AsOf = None) -> list[SharedMembersType]:
        at = self.on(as_of)
        return [SharedMembersType(record=p, at=at) for p in two_mode(at.view).shared_members]

    @field(
        "Groups joined more among themselves than to others; nothing in them is ranked.",
        work=Work(1),
    )
    def joined_groups(self, as_of: AsOf = None) -> list[JoinedGroupType]:
        at = self.on(as_of)
        return [JoinedGroupType(record=group, at=at) for group in communities(at.view)]

    @field("The meetings up to the day, oldest first.", graphql_type=MeetingConnection)
    def meetings(
        self, body: _OfBody = None, as_of: AsOf = None, first: First = DEFAULT, after: After = None
    ) -> Any:
        at = self.on(as_of)
        wanted = resolve(at.snapshot, body) if body else None
        found = [m for m in at.view.meetings if wanted in (None, m.body)]
        return paginate(found, first, after, lambda meeting: MeetingType(record=meeting, at=at))

    @field("How much each partner has been seen and how key its part is: whom to ask first.")
    def engagement(self, as_of: AsOf = None) -> list[PartnerEngagementType]:
        at = self.on(as_of)
        return [PartnerEngagementType(record=p, at=at) for p in in_reading_order(at.view)]

    @field("The organisations that are not scored, and why: families never are.")
    def not_scored(self, as_of: AsOf = None) -> list[NotScoredType]:
        return [NotScoredType(record=one) for one in engagement_of(self.on(as_of).view).unscored]

    @field("What attendance says of how bodies meet and seats are set up.")
    def arrangements(self, as_of: AsOf = None) -> list[ArrangementType]:
        at = self.on(as_of)
        found = (*family_arrangements(at.view), *deputised_seats(at.view))
        return [ArrangementType(record=one, at=at) for one in found]
