"""The changes in law, guidance and programmes that bear on the checks, oldest programme first."""

from graph.facts.dates import PartialDate
from graph.rules.citations import cite
from graph.rules.guidance_catalogue import LAST_READ
from graph.rules.policy import PolicyChange, Sureness


def _day(text: str) -> PartialDate:
    return PartialDate(text)


# Up to when everything below was read; whoever reads one anew gives that one a day of its own.
_READ = LAST_READ
_LEADERSHIP = ("single-accountable-leader", "parent-carer-panel-operating")
POLICY = (
    PolicyChange(
        id="start-for-life-programme",
        title="Family Hubs and Start for Life programme",
        what="The programme that funded 75 councils, with its own requirements for leadership and "
        "for parent and carer panels, ran to the end of March 2026.",
        effect="The two checks on its leader and its panel hold up to its last day. After that it "
        "cannot be told whether they apply, until the guide to what follows has been read.",
        sureness=Sureness.HIGH,
        looked_up=_READ,
        citations=(cite("FHSL2526"),),
        rules=_LEADERSHIP,
        announced=_day("2022-08-08"),
        in_force=_day("2022-08-08"),
        ended=_day("2026-03-31"),
    ),
    PolicyChange(
        id="best-start-family-hubs",
        title="Best Start Family Hubs",
        what="A new programme for every upper-tier council takes the place of Family Hubs and "
        "Start for Life. Money for the youngest children is now called Healthy Babies.",
        effect="What its guide asks of leadership was not seen: the two checks of the old "
        "programme wait for somebody who has read it.",
        sureness=Sureness.HIGH,
        looked_up=_READ,
        citations=(cite("BSFH25"),),
        rules=_LEADERSHIP,
        announced=_day("2025-07-07"),
        in_force=_day("2026-04-01"),
    ),
    PolicyChange(
        id="best-start-local-plans",
        title="Best Start local plans",
        what="Each council is to have a local plan by the end of March 2026, which works together "
        "with the neighbourhood health plan of its health and wellbeing board.",
        effect="The check on that plan begins on 1 April 2026, in every area.",
        sureness=Sureness.HIGH,
        looked_up=_READ,
        citations=(cite("BSFH25"), cite("NESTA"), cite("YORK-BS")),
        rules=("best-start-plan-linked",),
        announced=_day("2025-12-04"),
        in_force=_day("2026-04-01"),
    ),
    PolicyChange(
        id="neighbourhood-health-plans",
        title="Health and wellbeing boards sign off neighbourhood health plans",
        what="Under the ten year plan for health, the board owns and signs off the plan for "
        "neighbourhood health.",
        effect="A path from the early help board to that board matters more; the check itself "
        "reads the same.",
        sureness=Sureness.MEDIUM,
        looked_up=_READ,
        citations=(cite("NH-BRIGHTON"),),
        rules=("link-health-wellbeing-board", "best-start-plan-linked"),
        announced=_day("2025-07"),
        in_force=_day("2026-03"),
    ),
    PolicyChange(
        id="working-together-2023",
        title="Working Together 2023",
        what="The edition that named lead and delegated safeguarding partners and a chair for the "
        "partnership.",
        effect="Cited for days up to the edition of 2026.",
        sureness=Sureness.MEDIUM,
        looked_up=_READ,
        citations=(cite("WT-LEEDS"),),
        rules=("scp-leads-named",),
        in_force=_day("2023-12-15"),
        ended=_day("2026-02"),
    ),
    PolicyChange(
        id="working-together-2026",
        title="Working Together 2026",
        what="Replaced the edition of 2023 in spring 2026: clearer accountability, stronger "
        "sharing of data, and annual reports that show impact.",
        effect="Cited from then on in place of the edition of 2023. The clauses themselves were "
        "not read in full.",
        sureness=Sureness.MEDIUM,
        looked_up=_READ,
        citations=(cite("WT26-LEEDS"), cite("ISS")),
        rules=("scp-leads-named",),
        in_force=_day("2026-03"),
    ),
    PolicyChange(
        id="schools-act-education-in",
        title="Education and childcare in safeguarding arrangements",
        what="Section 2 of the Children's Wellbeing and Schools Act 2026 puts education and "
        "childcare agencies into the arrangements. It starts on a day set by regulations.",
        effect="The check on education in the partnership is what guidance asks for. It becomes "
        "what an Act asks for on the day the section starts.",
        sureness=Sureness.HIGH,
        looked_up=_READ,
        citations=(cite("CWSA26", section="Section 2"), cite("CWSA26", section="Section 78")),
        rules=("scp-education-included",),
        enacted=_day("2026-04-29"),
    ),
    PolicyChange(
        id="child-protection-teams",
        title="Multi-agency child protection teams",
        what="Section 3 of the same Act asks each council for teams of education, social work, "
        "health and police. Their regulations are expected late in 2027.",
        effect="Such a team can be put on the map; no check asks for one.",
        sureness=Sureness.HIGH,
        looked_up=_READ,
        citations=(cite("CWSA26", section="Section 3"), cite("MACPT")),
        enacted=_day("2026-04-29"),
    ),
    PolicyChange(
        id="families-first",
        title="Families First Partnership",
        what="Areas set up transformation boards of their own under the lead safeguarding "
        "partners.",
        effect="A second board beside the hub board is to be expected, so two checks are worth "
        "a second look.",
        sureness=Sureness.HIGH,
        looked_up=_READ,
        citations=(cite("FFP"),),
        rules=("hubs-embedded-in-early-help", "single-master"),
        announced=_day("2025-03-20"),
        in_force=_day("2025-04-01"),
    ),
    PolicyChange(
        id="supporting-families-ended",
        title="Supporting Families, as a programme of that name",
        what="The named programme ran to March 2025.",
        effect="It stays one of the five neighbouring agendas, as work that goes on under other "
        "names.",
        sureness=Sureness.MEDIUM,
        looked_up=_READ,
        citations=(cite("SF22"),),
        rules=("link-early-help-agendas",),
        ended=_day("2025-03-31"),
    ),
    PolicyChange(
        id="health-bill",
        title="Health Bill 2026",
        what="A bill, not law: it would end the duty to have integrated care partnerships, replace "
        "the council's seat on integrated care boards by a mayor's nominee, and abolish "
        "Healthwatch and NHS England.",
        effect="If it is passed, the route into the NHS system, the members of the integrated care "
        "partnership and the Healthwatch seat on the health and wellbeing board will end or "
        "change.",
        sureness=Sureness.HIGH,
        looked_up=_READ,
        citations=(cite("HB-IA"), cite("NUFFIELD"), cite("CCN")),
        rules=("link-integrated-care", "icp-statutory-members", "hwb-statutory-members"),
        announced=_day("2026-05-14"),
    ),
    PolicyChange(
        id="icb-mergers",
        title="Integrated care boards merge",
        what="New footprints from 1 April 2026, among them one board for greater Essex and one for "
        "North West and North Central London.",
        effect="Seats held by a board that has closed should be ended, and the footprints "
        "recorded anew.",
        sureness=Sureness.HIGH,
        looked_up=_READ,
        citations=(cite("ICB-WMS"), cite("NHSE-EOE")),
        rules=("boundaries-bridged", "scp-three-partners", "hwb-statutory-members"),
        announced=_day("2025-09-09"),
        in_force=_day("2026-04-01"),
    ),
    PolicyChange(
        id="local-government-reorganisation",
        title="Councils are reorganised",
        what="Under the English Devolution and Community Empowerment Act 2026 the fifteen councils "
        "of Essex are to be replaced; new councils are expected in April 2028.",
        effect="Boards and partnerships will have successors; no check changes by itself.",
        sureness=Sureness.MEDIUM,
        looked_up=_READ,
        citations=(cite("EDCEA"), cite("LGR-ESSEX")),
        rules=("boundaries-bridged",),
        enacted=_day("2026"),
    ),
    PolicyChange(
        id="police-commissioners-end",
        title="Police and crime commissioners end",
        what="Announced in November 2025 for May 2028.",
        effect="Bears on boards for violence reduction and drugs; no check changes by itself.",
        sureness=Sureness.HIGH,
        looked_up=_READ,
        citations=(cite("PCC"),),
        announced=_day("2025-11"),
    ),
    PolicyChange(
        id="send-reform",
        title="Reform of special educational needs",
        what="A white paper of February 2026, with services run by councils and integrated care "
        "boards together.",
        effect="The partnership for special educational needs is a neighbouring body; no check "
        "changes.",
        sureness=Sureness.HIGH,
        looked_up=_READ,
        citations=(cite("LGA-SEND"),),
        announced=_day("2026-02-23"),
    ),
    PolicyChange(
        id="national-centre-closing",
        title="The National Centre for Family Hubs closes its phase",
        what="Its pages, from which most checks come, may leave the web.",
        effect="No check changes. Each citation names the document and the heading, so that it can "
        "still be looked up in a copy.",
        sureness=Sureness.MEDIUM,
        looked_up=_READ,
        citations=(cite("NCFH-END"),),
    ),
)
