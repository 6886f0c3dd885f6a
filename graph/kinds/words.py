"""The closed lists: every word an attribute may hold, with the words a person reads."""

import re
from datetime import date

from graph.kinds.kind_types import Choice

_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})? ?to ?(\d{4}-\d{2}-\d{2})?")


def _choices(text: str) -> tuple[Choice, ...]:
    """Read "word: label | plural | 2021-01-01 to 2026-03-31" lines; plural and days may lack."""
    choices = []
    for line in text.strip().splitlines():
        word, _, rest = line.strip().partition(": ")
        label, *more = rest.split(" | ")
        plural = ""
        days: tuple[date | None, date | None] = (None, None)
        for part in more:
            matched = _DAYS.fullmatch(part)
            if matched:
                since, until = (date.fromisoformat(d) if d else None for d in matched.groups())
                days = (since, until)
            else:
                plural = part
        choices.append(Choice(word, label or word.replace("_", " "), plural, *days))
    return tuple(choices)


STATUSES = _choices("""
operating: operating
planned: planned
aspired: wished for
ended: ended
""")
CONFIDENCES = _choices("""
stated: stated
inferred: inferred
disputed: disputed
""")
BODY_KINDS = _choices("""
main_board: main board | main boards
safeguarding_partnership: safeguarding partnership | safeguarding partnerships | 2018-06-29 to
hwb: health and wellbeing board | health and wellbeing boards | 2013-04-01 to
icp: integrated care partnership | integrated care partnerships | 2022-07-01 to
icb_board: integrated care board | integrated care boards | 2022-07-01 to
data_board: data board | data boards
sub_group: sub group | sub groups
working_group: working group | working groups
committee: committee | committees
operational_group: operational group | operational groups
locality_team: locality team | locality teams
advisory_board: advisory board | advisory boards
case_meeting: case meeting | case meetings
network: network | networks
reference_forum: reference forum | reference forums
voice_panel: parent and carer panel | parent and carer panels
voice_forum: voice forum | voice forums
transformation_group: transformation group | transformation groups
programme_board: programme board | programme boards
partnership_board: partnership board | partnership boards
scrutiny: scrutiny | scrutiny bodies
macpt: multi-agency child protection team | multi-agency child protection teams
""")
TIERS = _choices("""
strategic: strategic
operational: operational
locality: locality
""")
LEVELS = TIERS[:2]
SECTORS = _choices("""
la_childrens: council, children's services
la_education: council, education
education: schools, early years settings and colleges
la_housing: council, housing
la_adults: council, adults' services
public_health: public health
la_corporate: council, corporate
elected_members: elected members
icb: integrated care board (NHS)
nhs_community: NHS community services
nhs_maternity: NHS maternity
nhs_mental_health: NHS mental health
primary_care: primary care
nhs: NHS (body not named)
police: police
fire: fire and rescue
probation_youth_justice: probation and youth justice
youth_services: youth services
adult_services: services for adults (drugs and alcohol, domestic abuse)
dwp_jobcentre: Jobcentre Plus
other_la: another council
vcs: voluntary and community
faith: faith
independent_provider: independent provider
university: university
families: parents and carers
young_people: young people
healthwatch: Healthwatch
national: national body
""")
POST_KINDS = _choices("""
dcs: director of children's services
lead_member: lead member for children's services
director_adult_services: director of adult services
director_public_health: director of public health
programme_leader: programme leader
senior_sponsor: senior sponsor
transformation_lead: transformation lead
data_evaluation_lead: data or evaluation lead
single_accountable_leader: Start for Life single accountable leader | 2022-08-08 to 2026-03-31
data_board_lead: data board lead
lead_safeguarding_partner: lead safeguarding partner
delegated_safeguarding_partner: delegated safeguarding partner
partnership_chair: partnership chair
independent_scrutineer: independent scrutineer
supporting_families_sro: Supporting Families senior responsible owner | to 2025-03-31
icb_executive_lead: ICB executive lead
elected_member: elected member
champion: champion
head_of_service: head of service
manager: manager
other: other
""")
GRADES = _choices("""
executive: executive
director: director
assistant_director: assistant director
senior: senior
operational: operational
elected: elected
""")
SCOPES = _choices("""
early_help: early help
family_hubs: family hubs
start_for_life: Start for Life
supporting_families: Supporting Families
parental_conflict: reducing parental conflict
drugs: drugs
attendance: school attendance
violence_reduction: violence reduction
data: data
""")
AGENDA_KINDS = SCOPES[3:8]
SUPPORTS = _choices("""
expenses: expenses
payment: payment
childcare: childcare
timing: times that suit
interpreting: interpreting
other: other
""")
SITE_KINDS = _choices("""
family_hub: family hub | family hubs
delivery_site: delivery site | delivery sites
childrens_centre: children's centre | children's centres
""")
FOOTPRINT_KINDS = _choices("""
council: council
locality: locality
safeguarding: safeguarding
health: health
police: police
""")
PLAN_KINDS = _choices("""
early_help_strategy: early help strategy
implementation_plan: implementation plan
annual_plan: annual plan
action_plan: action plan
delivery_plan: delivery plan
hub_strategy: family hub strategy
cyp_plan: children and young people's plan
needs_assessment: needs assessment
self_assessment: self-assessment
engagement_strategy: engagement strategy
best_start_local_plan: Best Start local plan
neighbourhood_health_plan: neighbourhood health plan
governance_model: governance model
risk_register: risk register
theory_of_change: theory of change
guidance: guidance
procedures: procedures
""")
AGREEMENT_KINDS = _choices("""
information_sharing: information sharing agreement
safeguarding_review: safeguarding review
memorandum: memorandum
delegation: delegation
""")
PROGRAMME_KINDS = _choices("""
start_for_life: Start for Life | 2022-08-08 to 2026-03-31
transformation_fund: Transformation Fund
local_grant: local grant
delivery: delivery
other: other
""")
COMMITMENT_KINDS = _choices("""
family_governance: families in governance
other: other
""")
INVOLVEMENTS = _choices("""
informed: is kept informed
consulted: is consulted
involved: is involved
partner: is a partner
decides: decides
""")
RESOURCES = _choices("""
staff: staff
money: money
premises: premises
""")
SPEAKS_FOR = _choices("""
children_leadership: council-led children's partnership leadership
nhs_transformation: NHS-led transformation leadership
childcare: childcare
""")
ATTENDANCE = _choices("""
present: present
deputy: a deputy came
apologies_with_input: apologies, with input
apologies: apologies
no_contact: no contact
""")

HEALTH_SECTORS = frozenset(
    {"icb", "nhs", "nhs_community", "nhs_maternity", "nhs_mental_health", "primary_care"}
)
COUNCIL_SECTORS = frozenset(
    {"la_childrens", "la_education", "la_housing", "la_adults", "la_corporate"}
    | {"public_health", "elected_members"}
)
VCFS_SECTORS = frozenset({"vcs", "faith"})
