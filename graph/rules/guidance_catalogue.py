"""The documents that checks cite, by the tag that rules use.

An Act's day in force is that of the section cited; it is None while no day has been set.
"""

from datetime import date

from graph.facts.dates import PartialDate
from graph.rules.guidance import NO_HEADING, NOT_NOTED, Guidance
from graph.rules.guidance_on_hubs import HUBS

# Up to when law and guidance were read. Nothing here says how they stand on a later day.
LAST_READ = PartialDate("2026-07")
_LAW = "UK Parliament"
_DFE = "Department for Education"
GUIDANCE = {
    **HUBS,
    "NH-BRIGHTON": Guidance(
        "Introduction to Neighbourhood Health Agenda for Change, paper of 3 March 2026",
        "Brighton and Hove Health and Wellbeing Board",
        section="Executive Summary",
        where="published on democracy.brighton-hove.gov.uk",
        since=date(2026, 3, 3),
    ),
    "CDP": Guidance(
        "Drugs strategy guidance for local delivery partners, appendix 3: membership of Combating "
        "Drugs Partnerships",
        "UK Government",
        section=f"{NO_HEADING}at the beginning, on whom to involve",
        url="https://www.gov.uk/government/publications/drugs-strategy-guidance-for-local-delivery-"
        "partners/appendix-3-membership-of-combating-drugs-partnerships-accessible-version",
    ),
    "CIPFA16": Guidance(
        "Delivering good governance in local government: framework, 2016 edition",
        "CIPFA and Solace",
        section="Principle G: accountability",
        url="https://cms.cipfa.org/policy-and-guidance/publications/d/"
        "delivering-good-governance-in-local-government-framework-2016-edition",
    ),
    # Read in an article that sets the principles out, not on the committee's own pages.
    "NOLAN": Guidance(
        "The seven principles of public life",
        "Committee on Standards in Public Life",
        section="Objectivity; Accountability",
        where="as set out on ruralwords.co.uk",
        url="https://ruralwords.co.uk/2022/06",
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
        looked_up=LAST_READ,
    ),
    "EDCEA": Guidance(
        "English Devolution and Community Empowerment Act 2026",
        _LAW,
        url="https://www.legislation.gov.uk/ukpga/2026/23",
    ),
    # Statutory guidance, by edition.
    "DCS13": Guidance(
        "Statutory guidance on the roles and responsibilities of the Director of Children's "
        "Services and the Lead Member for Children's Services, April 2013",
        _DFE,
        section="The Director of Children's Services (DCS); The Lead Member for Children's "
        "Services (LMCS)",
        url="https://www.gov.uk/government/publications/"
        "directors-of-childrens-services-roles-and-responsibilities",
    ),
    "WT-LEEDS": Guidance(
        "Working Together to Safeguard Children 2023, as the Leeds executive sets it out",
        "Leeds Safeguarding Children Partnership",
        section=f"{NO_HEADING}on lead and delegated safeguarding partners",
        url="https://leedsscp.org.uk/the-partnership/annual-report/lscp-executive",
        until=date(2026, 2, 28),
        secondary=True,
    ),
    "LGL23": Guidance(
        "Government issues changes to Working Together guidance (2023), news item",
        "Local Government Lawyer",
        section=f"{NO_HEADING}on the changes to chapter 2: leads, delegates and the chair",
        url="https://localgovernmentlawyer.co.uk/child-protection/392-children-protection-news/"
        "55973-government-issues-changes-to-working-together-guidance",
        until=date(2026, 2, 28),
        secondary=True,
    ),
    # Published in spring 2026; the exact day was not seen.
    "WT26-LEEDS": Guidance(
        "Working Together to Safeguard Children 2026, news of the changes",
        "Leeds Safeguarding Children Partnership",
        section=f"{NOT_NOTED}on safeguarding partners",
        url="https://leedsscp.org.uk/news",
        since=date(2026, 3, 1),
        secondary=True,
    ),
    "ISS": Guidance(
        "Working Together to Safeguard Children 2026, summary of changes",
        "Independent Safeguarding Service",
        section=f"{NO_HEADING}on the most notable changes",
        url="https://independentsafeguardingservice.org/news/8-iss-news",
        since=date(2026, 3, 1),
        secondary=True,
    ),
    # Safeguarding partnerships.
    "SUSSEX": Guidance(
        "Chapter 2.1: Safeguarding Children Partnership",
        "Pan Sussex Child Protection and Safeguarding Procedures Manual",
        url="https://sussexchildprotection.procedures.org.uk/pkysqs/"
        "the-safeguarding-children-partnership/safeguarding-children-partnership",
    ),
    # Which of the partnership's pages it was is not on record.
    "OLSCB": Guidance(
        "A page on education as a strategic partner",
        "Oldham Safeguarding Children Partnership",
        section=f"{NOT_NOTED}on education as a strategic partner",
        where="published on olscb.org",
    ),
    "MACPT": Guidance(
        "Note of the policy paper on regulations for child protection teams, January 2026",
        "SAFEcic",
        url="https://safecic.co.uk/news/3803",
        secondary=True,
    ),
    # Health.
    "ICP-SALFORD": Guidance(
        "Record of the decision that sets up the Greater Manchester integrated care partnership",
        "Salford City Council",
        section="The Reasons are",
        url="https://sccdemocracy.salford.gov.uk/mgAi.aspx?ID=49991",
    ),
    "HB-IA": Guidance(
        "Health Bill 2026: assessment of its impact, 14 May 2026",
        "UK Government",
        where="published on gov.uk",
    ),
    "NUFFIELD": Guidance(
        "Health Bill 2026: briefing", "Nuffield Trust", where="published on nuffieldtrust.org.uk"
    ),
    "CCN": Guidance(
        "Evidence on clause 21 of the Health Bill",
        "County Councils Network",
        where="published on countycouncilsnetwork.org.uk",
    ),
    "ICB-WMS": Guidance(
        "Written statement on integrated care boards, 9 September 2025",
        "UK Parliament",
        where="as shown on parallelparliament.co.uk",
    ),
    "NHSE-EOE": Guidance(
        "Integrated care boards in the East of England",
        "NHS England",
        url="https://www.england.nhs.uk/east-of-england",
    ),
    # Programmes.
    "PCP23": Guidance(
        "Establishing your parent and carer panel, 13 February 2023",
        "UK Government",
        section="Introduction",
        url="https://www.gov.uk/government/publications/how-to-set-up-your-start-for-life-parent-"
        "and-carer-panel-local-authority-guidance/establishing-your-parent-and-carer-panel",
    ),
    # Of this guide only the page that announces it was read.
    "FHSL2526": Guidance(
        "Family Hubs and Start for Life programme: local authority guide 2025 to 2026",
        _DFE,
        section="Details",
        url="https://www.gov.uk/government/publications/"
        "family-hubs-and-start-for-life-programme-local-authority-guide-2025-to-2026",
    ),
    "SF22": Guidance(
        "Supporting Families programme guidance 2022 to 2025, chapter 2: delivering Supporting "
        "Families",
        "UK Government",
        section="Local authority sign up commitments",
        url="https://www.gov.uk/government/publications/"
        "supporting-families-programme-guidance-2022-to-2025/"
        "chapter-2-delivering-supporting-families",
    ),
    "BSFH25": Guidance(
        "Best Start Family Hubs and Healthy Babies: guidance for local authorities, "
        "4 December 2025",
        _DFE,
        section="It provides",
        url="https://www.gov.uk/government/publications/"
        "best-start-family-hubs-and-healthy-babies-guidance-for-local-authorities",
    ),
    "NESTA": Guidance(
        "Supporting Best Start in Life local strategic planning",
        "Nesta",
        section="Strategic planning",
        url="https://www.nesta.org.uk/project/"
        "supporting-best-start-in-life-local-strategic-planning",
    ),
    "YORK-BS": Guidance(
        "Best Start in Life plan: briefing to the health and wellbeing board, 21 January 2026",
        "City of York Council",
        section="The National Strategy",
        url="https://democracy.york.gov.uk/documents/s186889/"
        "Annex%20C%20BSiL%20HWBB%20Brief%20210126.html?CT=2",
    ),
    "FFP": Guidance(
        "Families First Partnership programme, 20 March 2025",
        "UK Parliament",
        where="as shown on parallelparliament.co.uk",
    ),
    # Local government and neighbouring policy.
    "LGR-ESSEX": Guidance(
        "Local government reorganisation in Essex",
        "Essex County Council",
        where="published on intranet.essex.gov.uk",
    ),
    "PCC": Guidance(
        "Police and crime commissioners to end in May 2028",
        "Northern Ledger",
        where="published on northern-ledger.co.uk",
    ),
    "LGA-SEND": Guidance(
        "White paper on special educational needs, 23 February 2026",
        "Local Government Association",
        where="published on lgafirst.co.uk",
    ),
    "NCFH-END": Guidance(
        "National Centre for Family Hubs", "Anna Freud", where="published on annafreud.org"
    ),
}
