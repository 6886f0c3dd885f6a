"""The things of the invented town. Nobody is named: people are posts."""

from collections.abc import Iterator

from graph.facts.model import Fact
from loaders.example_town.town_tables import things

_ORGANISATIONS = """
organisation | council | Example Town Council | sector: la_childrens; resources: staff premises
organisation | icb | Example Integrated Care Board | sector: icb
organisation | trust | Example Community Health Trust | sector: nhs_community; resources: staff
organisation | police | Example Police | sector: police
organisation | schools | Example Town Schools Forum | sector: education
organisation | nursery | Example Town Nurseries | sector: education
organisation | vcs | Example Town Voluntary Action | sector: vcs; resources: staff premises
organisation | refuge | Example Town Domestic Abuse Service | sector: adult_services
organisation | jobs | Example Town Jobcentre | sector: dwp_jobcentre
organisation | watch | Example Town Healthwatch | sector: healthwatch
organisation | uni | Example University | sector: university
organisation | parents | Parents and carers of Example town | sector: families; named: no
"""
_BODIES = """
body | board | Family Hubs and Early Help Board | body_kind: main_board; tier: strategic; scope: early_help family_hubs start_for_life supporting_families data; multi_agency: yes; seat_list_exists: yes; member_term_months: 24; cadence_days: 91; terms_exist: yes; terms_next_review: 2026-06-30; since: 2025-04-01; note: Took the place of the Early Help Partnership on 1 April 2025.
body | ehp | Early Help Partnership | body_kind: main_board; tier: strategic; scope: early_help supporting_families; multi_agency: yes; until: 2025-03-31; note: The Family Hubs and Early Help Board took its place on 1 April 2025.
body | scp | Example Town Safeguarding Children Partnership | body_kind: safeguarding_partnership; tier: strategic; cadence_days: 91
body | hwb | Example Town Health and Wellbeing Board | body_kind: hwb; tier: strategic
body | icp | Example Integrated Care Partnership | body_kind: icp; tier: strategic
body | ops | Hub Operations Group | body_kind: sub_group; tier: operational; scope: family_hubs; cadence_days: 61; terms_exist: yes; terms_next_review: 2027-03-31
body | evidence | Data and Evidence Group | body_kind: working_group; tier: operational; scope: data
body | workforce | Workforce and Training Group | body_kind: working_group; tier: operational; since: 2024-09-01
body | north | North Locality Team | body_kind: locality_team; tier: locality; cadence_days: 91
body | south | South Locality Team | body_kind: locality_team; tier: locality; cadence_days: 91
body | east | East Locality Team | body_kind: locality_team; tier: locality; cadence_days: 91
body | panel | Parent and Carer Panel | body_kind: voice_panel; from_conception_to_two: yes; support: expenses childcare
body | meeting | Family Support Meeting | body_kind: case_meeting; chair_post_exists: yes
body | network | Early Help Practitioners' Network | body_kind: network; informal: yes
body | csp | Example Town Community Safety Partnership | body_kind: partnership_board; in_scope: no; scope: drugs violence_reduction
"""  # noqa: E501 - a table is read along its rows
_POSTS = """
post | ad | Assistant Director, Early Help | post_kind: senior_sponsor; grade: assistant_director; sector: la_childrens
post | hoh | Head of Family Hubs | post_kind: programme_leader; grade: senior; sector: la_childrens
post | change | Transformation Manager | post_kind: transformation_lead; grade: senior
post | analyst | Data and Evaluation Lead | post_kind: data_evaluation_lead; grade: operational
post | dcs | Director of Children's Services | post_kind: dcs; grade: director
post | dph | Director of Public Health | post_kind: director_public_health; grade: director
post | das | Director of Adult Services | post_kind: director_adult_services; grade: director
post | lm | Lead Member for Children | post_kind: lead_member; grade: elected
post | champion | Councillor Champion for Family Hubs | post_kind: elected_member; grade: elected
post | nurse | Consultant in Public Health, Children | grade: senior; sector: public_health
post | inclusion | Head of Education Inclusion | post_kind: head_of_service; grade: senior; sector: la_education
post | homes | Head of Housing Options | post_kind: head_of_service; grade: senior; sector: la_housing
post | southlead | South Family Hub Manager | post_kind: manager; grade: operational; sector: la_childrens
post | lcouncil | Council Chief Executive | post_kind: lead_safeguarding_partner; grade: executive
post | licb | ICB Chief Executive | post_kind: lead_safeguarding_partner; grade: executive
post | lpolice | Chief Constable | post_kind: lead_safeguarding_partner; grade: executive
post | dcouncil | Assistant Director, Safeguarding | post_kind: delegated_safeguarding_partner; grade: assistant_director; sector: la_childrens
post | dicb | Designated Nurse | post_kind: delegated_safeguarding_partner; grade: senior
post | dpolice | Superintendent, Vulnerability | post_kind: delegated_safeguarding_partner; grade: senior
post | chair | Partnership Chair | post_kind: partnership_chair; grade: executive
post | scrutineer | Independent Scrutineer | post_kind: independent_scrutineer; grade: senior
post | commissioner | ICB Head of Children's Commissioning | post_kind: head_of_service; grade: senior
post | visitors | Head of Health Visiting | post_kind: head_of_service; grade: senior
post | head | Headteacher for the Schools Forum | grade: senior
post | early | Nurseries Manager | post_kind: manager; grade: operational
post | voluntary | Voluntary Action Chief Executive | grade: executive
post | northlead | North Family Hub Manager | post_kind: manager; grade: operational
post | refuge-manager | Domestic Abuse Service Manager | post_kind: manager; grade: senior
seat | vacancy | Seat for primary schools | body: ops; represents: education; vacant: yes; since: 2026-01-01
"""  # noqa: E501 - a table is read along its rows
_WORK = """
plan | strategy | Early Help and Family Hubs Strategy | plan_kind: early_help_strategy; dated: 2025-05-01; next_review: 2028-05-01; since: 2025-05-01
plan | yearly | Hub Operations Plan 2024-25 | plan_kind: annual_plan; dated: 2024-06-01; since: 2024-06-01
plan | best | Best Start Local Plan | plan_kind: best_start_local_plan; dated: 2026-03-20; next_review: 2027-03-31; since: 2026-03-20
plan | health | Neighbourhood Health Plan | plan_kind: neighbourhood_health_plan; dated: 2026-03-31; next_review: 2027-03-31; since: 2026-03-31
agreement | sharing | Information Sharing Agreement | agreement_kind: information_sharing; dated: 2025-06-02; next_review: 2027-06-01; since: 2025-06-02
agreement | review | Safeguarding Review of Hub Developments | agreement_kind: safeguarding_review; dated: 2025-09-10; next_review: 2026-09-10; scrutiny_considered: yes; since: 2025-09-10
programme | start | Start for Life Programme | programme_kind: start_for_life; time_limited: yes; end: 2026-03-31; since: 2022-08-08; until: 2026-03-31
programme | grant | Family Hubs Grant | programme_kind: other; time_limited: yes; end: 2029-03-31; since: 2026-04-01
site | hub-north | North Family Hub | site_kind: family_hub; designated: no; since: 2023-02-01
site | hub-south | South Family Hub | site_kind: family_hub; designated: no; since: 2023-05-01
site | hub-east | East Family Hub | site_kind: family_hub; designated: no; status: planned; since: 2026-05-01
service | speech | Early Speech and Language Service
community | fathers | Fathers in Example town
community | arrived | Families who have newly arrived
footprint | ground | Example town | footprint_kind: council
footprint | system | Example integrated care system | footprint_kind: health; equals_council: no
"""  # noqa: E501 - a table is read along its rows
_ACTIONS = """
action | a1 | Share waiting times for speech and language | owner: icb; from_meeting: board-2025-04-23; since: 2025-04-23; due: 2025-07-09; closed: 2025-07-04
action | a2 | Sign the information sharing agreement | owner: icb; from_meeting: board-2025-07-09; since: 2025-07-09; due: 2025-12-31
action | a3 | Name a deputy for the board | owner: icb; from_meeting: board-2026-04-22; since: 2026-04-22; due: 2026-07-08
action | a4 | Map training on offer | owner: voluntary; from_meeting: board-2025-10-08; since: 2025-10-08; due: 2026-01-14; closed: 2026-01-09
action | a5 | Publish the hub timetable | owner: hoh; from_meeting: board-2026-04-22; since: 2026-04-22; due: 2026-06-30; closed: 2026-06-26
action | a6 | Bring health visiting data to the group | owner: visitors; from_meeting: board-2026-07-08; since: 2026-07-08; due: 2026-09-30
"""  # noqa: E501 - a table is read along its rows


def town_things() -> Iterator[Fact]:
    """Yield every thing on the map of the town."""
    yield from things(_ORGANISATIONS, "record", "section 1: Partners")
    yield from things(_BODIES, "record", "section 2: Boards and groups")
    yield from things(_POSTS, "record", "section 3: Posts")
    yield from things(_WORK, "record", "section 4: Plans, agreements, money and places")
    yield from things(_ACTIONS, "registers", "log: Actions")
