"""Who answers to whom in the invented town, who sits where, and who does what."""

from collections.abc import Iterator

from graph.facts.model import Fact
from loaders.example_town.town_tables import fact, links

# The day on which one board took the place of another, and the last day of the one before.
_CHANGE, _DAY_BEFORE = "2025-04-01", "2025-03-31"
_LINES = f"""
board | reports_to | scp | content: Hub developments and early help performance; frequency_days: 182; since: {_CHANGE}
ehp | reports_to | scp | until: {_DAY_BEFORE}
ops | subgroup_of | board | since: {_CHANGE}
ops | reports_to | board | frequency_days: 91; since: {_CHANGE}
ops | subgroup_of | ehp | until: {_DAY_BEFORE}
evidence | subgroup_of | board | since: {_CHANGE}
evidence | subgroup_of | ehp | until: {_DAY_BEFORE}
workforce | subgroup_of | board | since: {_CHANGE}
north | reports_to | ops
south | reports_to | ops
north | convenes | meeting
panel | reports_to | board | since: {_CHANGE}
panel | reports_to | ehp | until: {_DAY_BEFORE}
board | coordinates_with | csp | since: {_CHANGE}
csp | coordinates_with | board | since: {_CHANGE}
scrutineer | scrutinises | scp | since: 2024-12-01
"""  # noqa: E501 - a table is read along its rows
_SEATS = f"""
ad | chairs | board | since: {_CHANGE}
voluntary | vice_chairs | board | since: {_CHANGE}
ad | member_of | board | speaks_for: children_leadership; since: {_CHANGE}
commissioner | member_of | board | speaks_for: nhs_transformation; term_until: 2027-03-31; since: {_CHANGE}; note: No deputy is named. The ICB holds its own quality committee on the same mornings.
visitors | member_of | board | term_until: 2027-03-31; deputy: Health visiting team leader; since: {_CHANGE}
head | member_of | board | term_until: 2026-03-31; since: {_CHANGE}
voluntary | member_of | board | term_until: 2026-03-31; since: {_CHANGE}
nurse | member_of | board | term_until: 2027-03-31; since: {_CHANGE}
homes | member_of | board | term_until: 2027-03-31; since: {_CHANGE}
inclusion | member_of | board | term_until: 2027-03-31; since: {_CHANGE}
champion | member_of | board | since: {_CHANGE}
parents | member_of | board | represents: families; since: {_CHANGE}
dcs | chairs | ehp | until: {_DAY_BEFORE}
ad | member_of | ehp | until: {_DAY_BEFORE}
commissioner | member_of | ehp | until: {_DAY_BEFORE}
visitors | member_of | ehp | until: {_DAY_BEFORE}
head | member_of | ehp | until: {_DAY_BEFORE}
voluntary | member_of | ehp | until: {_DAY_BEFORE}
parents | member_of | ehp | represents: families; until: {_DAY_BEFORE}
chair | chairs | scp
chair | leads | scp
lcouncil | member_of | scp
licb | member_of | scp
lpolice | member_of | scp
dcs | member_of | scp
dcouncil | member_of | scp
dicb | member_of | scp
dpolice | member_of | scp
inclusion | member_of | scp
early | member_of | scp | speaks_for: childcare
lm | chairs | hwb
das | member_of | hwb
dcs | member_of | hwb
dph | member_of | hwb
watch | member_of | hwb
licb | member_of | hwb
das | chairs | icp
commissioner | member_of | icp
hoh | chairs | ops
visitors | member_of | ops
early | member_of | ops
refuge-manager | member_of | ops
northlead | member_of | ops
southlead | member_of | ops
analyst | chairs | evidence
change | member_of | evidence
nurse | member_of | evidence
change | member_of | workforce | since: 2024-09-01
voluntary | member_of | workforce | since: 2024-09-01
northlead | chairs | north
refuge-manager | member_of | north
southlead | chairs | south
early | member_of | south
hoh | chairs | east
commissioner | member_of | east
parents | member_of | panel
"""  # noqa: E501 - a table is read along its rows
_WORK = f"""
ad | employed_by | council
hoh | employed_by | council
change | employed_by | council
analyst | employed_by | council
dcs | employed_by | council
dph | employed_by | council
das | employed_by | council
lm | employed_by | council
champion | employed_by | council
nurse | employed_by | council
inclusion | employed_by | council
homes | employed_by | council
southlead | employed_by | council
lcouncil | employed_by | council
dcouncil | employed_by | council
licb | employed_by | icb
dicb | employed_by | icb
commissioner | employed_by | icb
lpolice | employed_by | police
dpolice | employed_by | police
scrutineer | employed_by | uni
visitors | employed_by | trust
head | employed_by | schools
early | employed_by | nursery
voluntary | employed_by | vcs
northlead | employed_by | vcs
refuge-manager | employed_by | refuge
lcouncil | delegates_to | dcouncil
licb | delegates_to | dicb
lpolice | delegates_to | dpolice
ad | sponsors | board | since: {_CHANGE}
board | owns | strategy | since: 2025-05-01
board | owns | best | since: 2026-03-20
board | oversees | best | since: 2026-03-20
hwb | owns | health | since: 2026-03-31
best | contributes_to | health | since: 2026-03-31
ops | has_plan | yearly | since: 2024-06-01
north | governs | hub-north | since: 2023-02-01
south | governs | hub-south | since: 2023-05-01
vcs | delivers | hub-north | since: 2023-02-01
council | manages | hub-south | since: 2023-05-01
icb | manages | hub-north | since: 2023-02-01; matter: the lease of the health centre it is in
icb | commissions | speech
trust | delivers | speech
start | funds | council | since: 2022-08-08; until: 2026-03-31
start | succeeded_by | grant | since: 2022-08-08; until: 2026-03-31
grant | funds | council | since: 2026-04-01
council | party_to | sharing | since: 2025-06-02
trust | party_to | sharing | since: 2025-06-02
schools | party_to | sharing | since: 2025-06-02
vcs | party_to | sharing | since: 2025-06-02
icb | party_to | sharing | status: planned; since: 2025-07-09
board | party_to | review | since: 2025-09-10
scp | party_to | review | since: 2025-09-10
vcs | engages | fathers
board | covers | ground | since: {_CHANGE}
icp | covers | system
"""
# What each side told in its own words, so that what only one side tells can be seen.
_TOLD = """
icb | coordinates_with | vcs
trust | coordinates_with | council
vcs | coordinates_with | council
"""
_CONFIRMED = """
council | coordinates_with | trust
council | coordinates_with | vcs
icb | coordinates_with | schools
"""
_DECLARED = """
outward_lines | board
outward_lines | scp
members | scp
members | hwb
"""


def town_links() -> Iterator[Fact]:
    """Yield every link of the town."""
    yield from links(_LINES, "record", "section 2: Boards and groups")
    yield from links(_SEATS, "record", "section 3: Seats")
    yield from links(_WORK, "record", "section 4: Who does what")
    yield from links(_TOLD, "registers", "survey: What partners told")
    yield from links(_CONFIRMED, "record", "section 1: Partners")


def declared() -> Iterator[Fact]:
    """Yield the lists that the town's partnership manager has declared complete."""
    for row in _DECLARED.strip().splitlines():
        name, _, subject = (cell.strip() for cell in row.partition("|"))
        record = {"list": name, "subject": subject, "on": "2026-09-30", "since": _CHANGE}
        by = {"by": "the partnership manager"}
        yield fact("declaration", record | by, "record", "section 5: What is complete")
