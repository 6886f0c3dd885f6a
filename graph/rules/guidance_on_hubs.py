"""The five documents on family hubs that the checks grew from, with every heading in them.

A heading below another carries it in front: "Stage 1: Workshop #1" for the first workshop. The
numbers are lines of the project's transcriptions; what is shown of them is the paragraph.
"""

from graph.rules.guidance import NO_HEADING, Guidance

_SITE = "https://www.nationalcentreforfamilyhubs.org.uk"
_NCFH = "National Centre for Family Hubs"
HUBS = {
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
            (57, "Who needs to be involved in family hub governance?"),
            (59, "Stakeholder engagement and partnership development"),
            (69, "Building partnership governance arrangements"),
            (98, "Engaging families in governance arrangements"),
            (
                108,
                "How can effective governance arrangements support the development of successful "
                "family hubs?",
            ),
        ),
        paragraphs=(
            "3 5 9 11 15 17 21 23 25 29 31 35 37 39 41 45 61 63 65 67 71 73 89 96 100 106 110 112"
        ),
        points="47-55 75-86 91-93 102-104",
        url=f"{_SITE}/toolkits/governance-2/",
    ),
    "001": Guidance(
        "Family hub governance case studies: Westminster, Essex and Coventry",
        _NCFH,
        (
            (1, "Case study: governance"),
            (
                4,
                "Early Help Partnership Board - co-chaired by the voluntary and community "
                "sector (Westminster)",
            ),
            (9, "Family hub locality integrated leadership teams (Westminster)"),
            (20, "Family hub panel meetings (Westminster)"),
            (27, "Family hub locality partnership meetings (Westminster)"),
            (32, f"{NO_HEADING}in the part that begins “In Essex”"),
            (61, f"{NO_HEADING}in the part that begins “In Coventry”"),
        ),
        paragraphs="6 11 13 15 17 22 24 29 32 34 36 38 52 54 56 58 61 63",
        points="40-50 65-70",
        url=f"{_SITE}/case_studies/case-study-governance/",
    ),
    "002": Guidance(
        "The family hub development process",
        _NCFH,
        (
            (1, "What are we talking about?"),
            (12, "Why does the Family Hub development process matter to families?"),
            (
                18,
                "Why does the Family Hub development process matter to Family Hub implementation?",
            ),
            (24, "Who needs to be involved?"),
            (34, "How: good practice - what are the key ingredients for success?"),
            (40, "Stage 1: building consensus on the need for change"),
            (54, "Stage 1: Local system assessment"),
            (75, "Stage 1: Population needs assessment"),
            (98, "Stage 1: Partnership Commitment"),
            (112, "Stage 1: Workshop #1"),
            (158, "Stage 2: specifying a Family Hub approach"),
            (168, "Stage 2: Workshop #2"),
            (191, "Stage 2: Following up"),
            (217, "Stage 3: planning implementation"),
        ),
        paragraphs=(
            "6 8 10 14 16 20 22 26 28 32 38 42 44 50 52 56 58 69 71 77 79 81 92 100 104 108 "
            "114 118 128 138 140 142 146 160 162 164 166 170 180 187 193 195 197 199 204 208 "
            "219 228 239 246"
        ),
        points=(
            "46-48 61-66 83-88 120-124 130-134 148-152 172-176 182-185 201-202 210-213 "
            "221-224 230-235 241-244"
        ),
        url=f"{_SITE}/toolkits/the-family-hub-development-process/",
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
            (
                56,
                "How can effective leadership arrangements support the development of successful "
                "family hubs?",
            ),
            (58, "Sustainability"),
            (62, "Leading change"),
            (95, "Consider system leadership"),
            (114, "Consider equity, diversity and inclusion"),
            (122, "Reflective questions"),
            (132, "Tools and resources"),
            (136, "Leading change checklist"),
            (144, "System leadership checklist"),
        ),
        paragraphs=(
            "3 5 10 12 14 22 24 26 28 32 36 40 44 46 48 54 60 64 66 93 97 99 101 103 105 116 "
            "118 120 124 134"
        ),
        points="16-20 50-52 107-113 126-130 137-143 145-149",
        url=f"{_SITE}/toolkits/leadership/",
    ),
    "004": Guidance(
        "The implementation of family hubs: emerging strategies for success",
        "Local Government Association and Coram",
        (
            (8, "What are family hubs?"),
            (22, "Stockton-on-Tees Borough Council: Introduction"),
            (28, "Stockton-on-Tees Borough Council: Background"),
            (32, "Stockton-on-Tees Borough Council: Integrated services 'owned by all'"),
            (
                38,
                "Stockton-on-Tees Borough Council: Ease of access, community engagement and "
                "strong partnerships",
            ),
            (46, "Stockton-on-Tees Borough Council: Areas for development and key lessons"),
            (56, "Salford City Council: Introduction"),
            (62, "Salford City Council: Background"),
            (68, "Salford City Council: Listening to local families"),
            (76, "Salford City Council: Strengths-based approach"),
            (82, "Salford City Council: Areas for development and key lessons"),
            (94, "Essex County Council: Introduction"),
            (100, "Essex County Council: Background"),
            (106, "Essex County Council: Putting families' voices first"),
            (114, "Essex County Council: Safeguarding"),
            (118, "Essex County Council: Joint outcomes-focused commissioning"),
            (122, "Essex County Council: Areas for development and key lessons"),
            (126, "Cornwall Council: Introduction"),
            (132, "Cornwall Council: Background"),
            (140, "Cornwall Council: Engagement with families"),
            (148, "Cornwall Council: Early help assessments"),
            (152, "Cornwall Council: Areas for development and key lessons"),
            (160, "Lincolnshire County Council: Introduction"),
            (166, "Lincolnshire County Council: Background"),
            (
                174,
                "Lincolnshire County Council: Understanding current strengths and enhancing "
                "pre-existing services",
            ),
            (182, "Lincolnshire County Council: 'Three-pronged' approach"),
            (196, "Lincolnshire County Council: Local commissioning arrangements"),
            (202, "Lincolnshire County Council: Areas for development and key lessons"),
            (216, "City of York Council: Introduction"),
            (224, "City of York Council: Background"),
            (228, "City of York Council: System mapping and co-production"),
            (236, "City of York Council: Community network, 'no wrong door'"),
            (242, "City of York Council: Areas for development and key lessons"),
            (250, "Summary"),
        ),
        paragraphs=(
            "10 12 14 16 18 20 26 30 34 36 40 42 44 48 50 60 64 66 70 72 74 78 80 84 86 88 98 "
            "102 104 108 110 112 116 120 124 130 134 136 138 142 144 146 150 154 164 168 170 "
            "172 176 178 180 184 192 194 198 200 204 206 208 220 226 230 232 234 238 240 244 "
            "252 254 256 258 260 262"
        ),
        points="186 188 190",
        url="https://www.local.gov.uk/publications/"
        "implementation-family-hubs-emerging-strategies-success",
    ),
}
