"""What an area answers about its partners: the lists of its page of partnership questions."""

import strawberry

from api.schema.area_lists import AreaFacts
from api.schema.arguments import AsOf
from api.schema.fields import field
from api.schema.partners import (
    CommissioningChain,
    InvolvementGroup,
    PartnerListedType,
    RiskRegisterType,
    SectorPartnersType,
    WorkshopPartType,
)
from graph import partner_lists


@strawberry.type(description="What is recorded of an area's partners.")
class AreaPartners(AreaFacts):
    """What an area answers about its partners."""

    @field(
        "Every sector with its seats by level, also sectors without any; last, where there are "
        "any, those whose sector is not recorded."
    )
    def partners_by_sector(self, as_of: AsOf = None) -> list[SectorPartnersType]:
        at = self.on(as_of)
        return [SectorPartnersType(record=row, at=at) for row in partner_lists.by_sector(at.view)]

    @field("The sectors that no seat on record speaks for: ask.")
    def sectors_without_seat(self, as_of: AsOf = None) -> list[SectorPartnersType]:
        at = self.on(as_of)
        rows = partner_lists.by_sector(at.view)
        return [SectorPartnersType(record=r, at=at) for r in rows if r.sector and not r.seats]

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
        return [
            WorkshopPartType(record=part, at=at) for part in partner_lists.whom_to_invite(at.view)
        ]

    @field("The chains of commissions, delivery and sub-contracts.")
    def commissioning_chains(self, as_of: AsOf = None) -> list[CommissioningChain]:
        at = self.on(as_of)
        chains = partner_lists.commissioning_chains(at.view)
        return [CommissioningChain(record=chain, at=at) for chain in chains]

    @field("The risk registers, each with its risks; empty: none is recorded, ask.")
    def risk_registers(self, as_of: AsOf = None) -> list[RiskRegisterType]:
        at = self.on(as_of)
        return [
            RiskRegisterType(record=found, thing=plan.id, read=(plan.id,), at=at)
            for plan, found in partner_lists.risks(at.view)
        ]
