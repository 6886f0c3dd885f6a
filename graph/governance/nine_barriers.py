"""The nine barriers to successful governance structures, in our words (000 L47-55)."""

from graph.body_kinds import is_voice
from graph.governance.evidence import called_panel, links, several, several_masters, things
from graph.governance.question import ModuleQuestion

BARRIERS = (
    ModuleQuestion(
        1,
        "Built around grants",
        "Do structures exist because of a grant rather than a strategy for the whole area?",
        47,
        ("structures-tied-to-strategy", "funding-succession", "hubs-embedded-in-early-help"),
        ("chains",),
        links("established_under", "funds"),
    ),
    ModuleQuestion(
        2,
        "Driven from below, or spread thin",
        "Is it left to operational leaders, or is accountability spread over several structures?",
        48,
        ("director-level-drive", "single-master", "no-single-person-dependency"),
        (),
        several_masters,
    ),
    ModuleQuestion(
        3,
        "Boundaries that differ",
        "Do council, health and police footprints differ, and what spans them?",
        49,
        ("boundaries-bridged", "scp-three-partners"),
        (),
        several(things("footprint", "equals_council"), links("bridges")),
    ),
    ModuleQuestion(
        4,
        "No map or strategy of engagement",
        "Is there a strategy for engaging communities, across the partnership?",
        50,
        ("engagement-strategy-in-place", "seldom-heard-represented"),
        ("involvement",),
        several(things("plan", "plan_kind", "engagement_strategy"), links("engages")),
    ),
    ModuleQuestion(
        5,
        "Nothing offered to families",
        "What is offered to families who take part in design and governance?",
        51,
        ("participation-supported",),
        (),
        things("body", "support"),
    ),
    ModuleQuestion(
        6,
        "No time",
        "Do the hours and ways of meeting suit families and staff with little time?",
        52,
        ("participation-supported", "attendance-sufficient", "meetings-on-cadence"),
        (),
        lambda facts: [
            body
            for body in facts.of_kind("body")
            if {"timing", "childcare"} & set(body.words("support"))
        ],
    ),
    ModuleQuestion(
        7,
        "Nobody asks for families' experience",
        "Does anything call for families' experience to be gathered and reported?",
        53,
        ("family-voice-reaches-board", "reviews-on-time"),
        (),
        several(
            things("plan", "plan_kind", "self_assessment", "needs_assessment"),
            lambda facts: [
                link
                for link in facts.links_of("reports_to", "informs", "advises")
                if is_voice(facts.nodes[link.from_id])
            ],
        ),
    ),
    ModuleQuestion(
        8,
        "Words that put families off",
        "Do the names of meetings for families invite them in?",
        54,
        ("participation-supported",),
        (),
        called_panel,
    ),
    ModuleQuestion(
        9,
        "Families who are not reached",
        "Whose voices are likely to be missed, and what route do they have?",
        55,
        ("seldom-heard-represented", "families-on-main-board"),
        (),
        several(lambda facts: facts.of_kind("community"), links("engages", "voice_for")),
    ),
)
