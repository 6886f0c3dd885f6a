"""What may be recorded of a body: what it is, when it meets, and how it works."""

from graph.kinds import words
from graph.kinds.attributes import any_of, date, flag, number, one_of, text
from graph.kinds.kind_types import Attribute, ValueType

_PURPOSE = (
    text(
        "purpose",
        "Purpose",
        "What it is for, in the document's or one's own words.",
        many_lines=True,
    ),
    text("short_name", "Short name", "What everybody calls it, such as CSCP."),
)
DELEGATED_AUTHORITY = flag(
    "delegated_authority", "Delegated authority", "No: stated that it has none."
)
# How a body works, as its terms say it: the part of a board's papers that is asked for first when
# something has gone wrong.
HOW_IT_WORKS = (
    any_of(
        "decision_making",
        "Decides or advises",
        words.DECISION_MAKING,
        "What its decisions are; none: stated that it takes none.",
    ),
    DELEGATED_AUTHORITY,
    number("quorum", "Quorum", "Least number present."),
    Attribute(
        "quorum_classes",
        "Quorum by class",
        ValueType.COUNTS,
        "Least number of each, as council: 1; icb: 1. A class is a word of the list, or an "
        "organisation or post on the map.",
        words.QUORUM_CLASSES,
    ),
    text("quorum_words", "Quorum in words", "What no number can say."),
    any_of(
        "decision_rule",
        "Decides by",
        words.DECISION_RULES,
        "Several in the order in which they are tried.",
    ),
    flag("casting_vote", "Casting vote", "Yes: the chair has a second vote where votes are even."),
    number("members_least", "Members at least"),
    number("members_most", "Members at most"),
    one_of("membership", "Membership", words.MEMBERSHIPS, "Who may be a member."),
    one_of("deputies", "Deputies", words.DEPUTIES, "Who may come in a member's place."),
    flag("deputies_decide", "Deputies decide", "Yes: a deputy counts and votes as the member."),
    one_of("least_grade", "Lowest grade", words.GRADES, "The lowest grade that may sit."),
    flag("meets_in_public", "Meets in public"),
    flag(
        "conflicts_rule",
        "Rule on interests",
        "Yes: its terms speak of conflicts of interest.",
    ),
    flag("dispute_rule", "Rule on disputes", "Yes: its terms say how disputes are settled."),
    number("missed_meetings_limit", "Meetings missed at most", "Then a member stands down."),
    one_of("chair_chosen_by", "Chair is", words.CHAIRS_CHOSEN_BY, "How the chair comes to it."),
    text("legal_basis", "Legal basis", "Act and section, regulation or agreement."),
    date("terms_agreed_on", "Terms agreed on"),
    text("terms_version", "Version of the terms"),
    number("terms_review_months", "Months between reviews of the terms"),
    date("terms_last_reviewed", "Terms last reviewed"),
    text("terms_review_words", "Review of the terms in words"),
)
BODY_ATTRIBUTES = (
    one_of("body_kind", "Kind of body", words.BODY_KINDS),
    any_of(
        "also_kinds",
        "Also",
        words.BODY_KINDS,
        "What else it is: an all-age partnership is a safeguarding adults board too.",
    ),
    *_PURPOSE,
    one_of("tier", "Tier", words.TIERS),
    flag("in_scope", "In scope", "No: recorded and can be a target, never judged."),
    flag("informal", "Informal", "Yes: a network by choice, not asked for an upward line."),
    flag("recognised_top", "Recognised top", "Yes: lines may end here."),
    any_of("scope", "Scope", words.SCOPES),
    flag("multi_agency", "Multi-agency", "Recorded as bringing several agencies together."),
    flag("standing", "Standing", "No: set up for one task."),
    flag("chair_post_exists", "Terms name a chair"),
    flag("vice_chair_post_exists", "Terms name a vice-chair"),
    number("voting_seats_max", "Voting seats at most"),
    flag("seat_list_exists", "A seat list exists"),
    number("member_term_months", "Members' term in months"),
    number("chair_term_months", "Chair's term in months"),
    number("cadence_days", "Days between meetings"),
    text("cadence_words", "How often it meets"),
    one_of("cadence_status", "Cadence is", words.STATUSES[0:3:2]),
    flag("terms_exist", "Terms of reference exist"),
    text("terms_published_at", "Terms published at"),
    date("terms_next_review", "Terms next reviewed"),
    any_of("support", "Support for taking part", words.SUPPORTS),
    flag("from_conception_to_two", "Covers conception to two"),
    *HOW_IT_WORKS,
)
