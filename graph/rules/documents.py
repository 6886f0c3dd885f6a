"""The documents that checks cite, by the tag that rules use.

An Act's day in force is that of the section cited; it is None while no day has been set.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Guidance:
    """A document, the headings in it by the line they begin at, and its days.

    An Act has the day it was enacted, and holds from the day it came into force; while that day is
    not known it is not in force. Guidance holds from its publication, where that is known, until
    the day it was replaced.
    """

    title: str
    publisher: str
    headings: tuple[tuple[int, str], ...] = field(default=())
    url: str | None = None
    enacted: date | None = None
    since: date | None = None
    until: date | None = None


_NCFH = "National Centre for Family Hubs"
_LAW = "UK Parliament"
_DFE = "Department for Education"
GUIDANCE = {
    "000": Guidance(
        "Family hub governance module",
        _NCFH,
        (
            (1, "Executive summary"),
            (7, "Why is effective governance key to family hub development?"),
            (13, "What does effective governance look like?"),
            (19, "Clear shared governance structures including an effective multi-agency board"),
            (27, "Involving families in governance arrangements"),
            (33, "Sub groups of the Board"),
            (43, "What are the barriers to successful governance structures?"),
            (59, "Stakeholder engagement and partnership development"),
            (69, "Building partnership governance arrangements"),
            (98, "Engaging families in governance arrangements"),
            (108, "How can effective governance arrangements support successful family hubs?"),
        ),
    ),
    "001": Guidance(
        "Family hub governance case studies: Westminster, Essex and Coventry",
        _NCFH,
        (
            (4, "Westminster: Early Help Partnership Board"),
            (9, "Westminster: Family hub locality integrated leadership teams"),
            (20, "Westminster: Family hub panel meetings"),
            (27, "Westminster: Family hub locality partnership meetings"),
            (32, "Essex"),
            (61, "Coventry"),
        ),
    ),
    "002": Guidance(
        "The family hub development process",
        _NCFH,
        (
            (1, "What are we talking about?"),
            (34, "How: good practice"),
            (40, "Stage 1: building consensus on the need for change"),
            (158, "Stage 2: specifying a family hub approach"),
            (217, "Stage 3: planning implementation"),
        ),
    ),
    "003": Guidance(
        "Family hub leadership module",
        _NCFH,
        (
            (1, "Executive summary"),
            (8, "Why is effective leadership key to family hub development?"),
            (30, "What leadership arrangements are needed?"),
            (38, "Senior leadership champion the vision for family hubs"),
            (42, "Who needs to be involved in family hub leadership?"),
            (56, "How can effective leadership arrangements support successful family hubs?"),
        ),
    ),
    "004": Guidance(
        "The implementation of family hubs: emerging strategies for success",
        "Local Government Association and Coram",
        (
            (1, "What are family hubs?"),
            (22, "Stockton-on-Tees Borough Council"),
            (56, "Salford City Council"),
            (94, "Essex County Council"),
            (100, "Essex County Council: Background"),
            (106, "Essex County Council: Putting families' voices first"),
            (114, "Essex County Council: Safeguarding"),
            (118, "Essex County Council: Joint outcomes-focused commissioning"),
            (126, "Cornwall Council"),
            (160, "Lincolnshire County Council"),
            (174, "Lincolnshire County Council: Understanding current strengths"),
            (182, "Lincolnshire County Council: 'Three-pronged' approach"),
            (216, "City of York Council"),
            (228, "City of York Council: System mapping and co-production"),
            (236, "City of York Council: Community network, 'no wrong door'"),
            (242, "City of York Council: Areas for development and key lessons"),
            (250, "Summary"),
        ),
        url="https://www.local.gov.uk/publications/"
        "implementation-family-hubs-emerging-strategies-success",
    ),
    "NH-BRIGHTON": Guidance(
        "The board's role in neighbourhood health, paper of 3 March 2026",
        "Brighton and Hove Health and Wellbeing Board",
        since=date(2026, 3, 3),
    ),
    "CDP": Guidance("Combating Drugs Partnerships guidance, membership appendix", "UK Government"),
    "CIPFA16": Guidance("Delivering good governance in local government", "CIPFA and Solace"),
    "NOLAN": Guidance(
        "The seven principles of public life", "Committee on Standards in Public Life"
    ),
    "GRANNER": Guidance(
        "Evaluating community coalition characteristics and functioning: a summary of measurement "
        "tools, Granner and Sharpe, 2004",
        "Health Education Research",
        url="https://doi.org/10.1093/her/cyg056",
    ),
    # Acts, with the day that the section came into force.
    "HSCA194": Guidance(
        "Health and Social Care Act 2012",
        _LAW,
        url="https://www.legislation.gov.uk/ukpga/2012/7/section/194",
        enacted=date(2012, 3, 27),
        since=date(2013, 4, 1),
    ),
    "CA04-16E": Guidance(
        "Children Act 2004, as amended by the Children and Social Work Act 2017",
        _LAW,
        url="https://www.legislation.gov.uk/ukpga/2004/31/section/16E",
        enacted=date(2017, 4, 27),
        since=date(2018, 6, 29),
    ),
    "CA04-16G": Guidance(
        "Children Act 2004, as amended by the Children and Social Work Act 2017",
        _LAW,
        url="https://www.legislation.gov.uk/ukpga/2004/31/section/16G",
        enacted=date(2017, 4, 27),
        since=date(2018, 6, 29),
    ),
    "CA04-18": Guidance(
        "Children Act 2004",
        _LAW,
        url="https://www.legislation.gov.uk/ukpga/2004/31/section/18",
        enacted=date(2004, 11, 15),
        since=date(2005, 4, 1),
    ),
    "CCA-5C": Guidance(
        "Childcare Act 2006, as amended in 2009",
        _LAW,
        url="https://www.legislation.gov.uk/ukpga/2006/21/section/5C",
        enacted=date(2009, 11, 12),
        since=date(2010, 1, 12),
    ),
    "LGPIH-116ZA": Guidance(
        "Local Government and Public Involvement in Health Act 2007, as amended in 2022",
        _LAW,
        url="https://www.legislation.gov.uk/ukpga/2007/28/section/116ZA",
        enacted=date(2022, 4, 28),
        since=date(2022, 7, 1),
    ),
    "CWSA26": Guidance(
        "Children's Wellbeing and Schools Act 2026",
        _LAW,
        url="https://www.legislation.gov.uk/ukpga/2026/21",
        enacted=date(2026, 4, 29),
    ),
    "EDCEA": Guidance(
        "English Devolution and Community Empowerment Act 2026",
        _LAW,
        url="https://www.legislation.gov.uk/ukpga/2026/23",
    ),
    # Statutory guidance, by edition.
    "DCS13": Guidance(
        "Statutory guidance on the director of children's services and the lead member, April 2013",
        _DFE,
    ),
    "WT-LEEDS": Guidance(
        "Working Together to Safeguard Children 2023, as the Leeds executive sets it out",
        "Leeds Safeguarding Children Partnership",
        until=date(2026, 2, 28),
    ),
    "LGL23": Guidance(
        "Working Together 2023: leads, delegates and chair", "Local Government Lawyer"
    ),
    # Published in spring 2026; the exact day was not seen.
    "WT26-LEEDS": Guidance(
        "Working Together to Safeguard Children 2026, news of the changes",
        "Leeds Safeguarding Children Partnership",
        since=date(2026, 3, 1),
    ),
    "ISS": Guidance(
        "Working Together to Safeguard Children 2026, summary of changes",
        "Independent Safeguarding Service",
        since=date(2026, 3, 1),
    ),
    # Safeguarding partnerships.
    "SUSSEX": Guidance(
        "Local safeguarding arrangements: independent scrutiny",
        "Sussex Child Protection and Safeguarding Procedures",
    ),
    "OLSCB": Guidance(
        "Education as a strategic partner in safeguarding",
        "Oldham Safeguarding Children Partnership",
    ),
    "MACPT": Guidance(
        "Note of the policy paper on regulations for child protection teams, January 2026",
        "SAFEcic",
    ),
    # Health.
    "ICP-SALFORD": Guidance(
        "Decision that sets up the integrated care partnership", "Salford City Council"
    ),
    "HB-IA": Guidance("Health Bill 2026: assessment of its impact, 14 May 2026", "UK Government"),
    "NUFFIELD": Guidance("Health Bill 2026: briefing", "Nuffield Trust"),
    "CCN": Guidance("Evidence on clause 21 of the Health Bill", "County Councils Network"),
    "ICB-WMS": Guidance(
        "Written statement on integrated care boards, 9 September 2025", "UK Parliament"
    ),
    "NHSE-EOE": Guidance("Integrated care boards in the East of England", "NHS England"),
    # Programmes.
    "PCP23": Guidance(
        "Establishing your parent and carer panel, 13 February 2023",
        "UK Government",
        url="https://www.gov.uk/government/publications/how-to-set-up-your-start-for-life-parent-"
        "and-carer-panel-local-authority-guidance/establishing-your-parent-and-carer-panel",
    ),
    "FHSL2526": Guidance("Family Hubs and Start for Life programme guide 2025 to 2026", _DFE),
    "SF22": Guidance("Supporting Families guidance 2022 to 2025, chapter 2", "UK Government"),
    "BSFH25": Guidance(
        "Best Start Family Hubs and Healthy Babies: guidance for local authorities, "
        "4 December 2025",
        _DFE,
        url="https://www.gov.uk/government/publications/"
        "best-start-family-hubs-and-healthy-babies-guidance-for-local-authorities",
    ),
    "NESTA": Guidance(
        "Supporting Best Start in Life local strategic planning",
        "Nesta",
        url="https://www.nesta.org.uk/project/"
        "supporting-best-start-in-life-local-strategic-planning",
    ),
    "YORK-BS": Guidance(
        "Best Start in Life plan: briefing to the health and wellbeing board, 21 January 2026",
        "City of York Council",
        url="https://democracy.york.gov.uk/documents/s186889/"
        "Annex%20C%20BSiL%20HWBB%20Brief%20210126.html?CT=2",
    ),
    "FFP": Guidance("Families First Partnership programme, 20 March 2025", "UK Parliament"),
    # Local government and neighbouring policy.
    "LGR-ESSEX": Guidance("Local government reorganisation in Essex", "Essex County Council"),
    "PCC": Guidance("Police and crime commissioners to end in May 2028", "Northern Ledger"),
    "LGA-SEND": Guidance(
        "White paper on special educational needs, 23 February 2026",
        "Local Government Association",
    ),
    "NCFH-END": Guidance("National Centre for Family Hubs", "Anna Freud"),
}
