"""Every kind of thing on a map, with the attributes it may carry."""

from graph.kinds import words
from graph.kinds.kind_types import Attribute, Choice, NodeKind, ValueType


def _text(name: str, label: str, meaning: str = "", *, many_lines: bool = False) -> Attribute:
    return Attribute(name, label, ValueType.TEXT, meaning, many_lines=many_lines)


def _flag(name: str, label: str, meaning: str = "") -> Attribute:
    return Attribute(name, label, ValueType.YES_NO, meaning)


def _number(name: str, label: str, meaning: str = "") -> Attribute:
    return Attribute(name, label, ValueType.NUMBER, meaning)


def _decimal(name: str, label: str, meaning: str = "") -> Attribute:
    return Attribute(name, label, ValueType.DECIMAL, meaning)


def _date(name: str, label: str, meaning: str = "") -> Attribute:
    return Attribute(name, label, ValueType.DATE, meaning)


def _one(name: str, label: str, choices: tuple[Choice, ...], meaning: str = "") -> Attribute:
    return Attribute(name, label, ValueType.CHOICE, meaning, choices)


def _any(name: str, label: str, choices: tuple[Choice, ...], meaning: str = "") -> Attribute:
    return Attribute(name, label, ValueType.CHOICES, meaning, choices)


def _ref(name: str, label: str, meaning: str = "") -> Attribute:
    return Attribute(name, label, ValueType.REFERENCE, meaning)


COMMON_NODE_ATTRIBUTES = (
    _flag("name_recorded", "Name recorded", "No: the number in the name is ours."),
    _flag("named", "Named", "No: a group such as local voluntary partners."),
    _flag("stands_for_several", "Stands for several", "One entry for several alike things."),
    _flag("number_is_minimum", "Number is a minimum", "There may be more than the number given."),
)

_BODY = (
    _one("body_kind", "Kind of body", words.BODY_KINDS),
    _one("tier", "Tier", words.TIERS),
    _flag("in_scope", "In scope", "No: recorded and can be a target, never judged."),
    _flag("informal", "Informal", "Yes: a network by choice, not asked for an upward line."),
    _flag("recognised_top", "Recognised top", "Yes: lines may end here."),
    _any("scope", "Scope", words.SCOPES),
    _flag("multi_agency", "Multi-agency", "Recorded as bringing several agencies together."),
    _flag("standing", "Standing", "No: set up for one task."),
    _flag("chair_post_exists", "Terms name a chair"),
    _flag("vice_chair_post_exists", "Terms name a vice-chair"),
    _number("voting_seats_max", "Voting seats at most"),
    _flag("seat_list_exists", "A seat list exists"),
    _number("member_term_months", "Members' term in months"),
    _number("chair_term_months", "Chair's term in months"),
    _number("cadence_days", "Days between meetings"),
    _text("cadence_words", "How often it meets"),
    _one("cadence_status", "Cadence is", words.STATUSES[0:3:2]),
    _flag("terms_exist", "Terms of reference exist"),
    _text("terms_published_at", "Terms published at"),
    _date("terms_next_review", "Terms next reviewed"),
    _any("support", "Support for taking part", words.SUPPORTS),
    _flag("from_conception_to_two", "Covers conception to two"),
)
_PLAN_DATES = (_date("dated", "Dated"), _date("next_review", "Next review"))

_ANSWERED = (_number("answers", "Answers"), _date("dated", "Dated"))
_ABOUT = _ref("about", "About", "The organisation.")
# What other people's instruments and counts say stands beside what was observed, never in it.
BESIDE_KINDS = (
    NodeKind(
        "partner_score",
        "PARTNER score",
        "PARTNER scores",
        "How partners scored one of them in a PARTNER survey: trust and value, 1 to 4.",
        (
            _ABOUT,
            _decimal("reliability", "Reliability", "Trust: is reliable."),
            _decimal("shared_mission", "Shared mission", "Trust: shares the mission."),
            _decimal("openness", "Openness", "Trust: is open to discussion."),
            _decimal("power", "Power and influence", "Value: power and influence."),
            _decimal("level_of_involvement", "Level of involvement", "Value: involvement."),
            _decimal("resource_contribution", "Resource contribution", "Value: resources."),
            *_ANSWERED,
        ),
    ),
    NodeKind(
        "tower_rating",
        "Net-Map rating",
        "Net-Map ratings",
        "How high a workshop built the influence tower of one partner.",
        (
            _ABOUT,
            _decimal("height", "Height of the tower"),
            _decimal("tallest", "Tallest tower", "The height of the workshop's tallest tower."),
            _text("goals", "Goals", "What the workshop said the partner wants.", many_lines=True),
            _flag(
                "replaces_influence",
                "Replaces the worked-out influence",
                "Yes: it was decided to use it in place of what the record comes to.",
            ),
            _text("decided_by", "Decided by", "The post or body that decided so."),
            _date("dated", "Dated"),
        ),
    ),
    NodeKind(
        "wilder_result",
        "Wilder inventory result",
        "Wilder inventory results",
        "What a group said of one factor of the Wilder inventory, 1 to 5: it rates the whole.",
        (
            _text("factor", "Factor", "The factor's name in the inventory."),
            _decimal("average", "Average", "From 1 to 5."),
            *_ANSWERED,
        ),
    ),
    NodeKind(
        "attendance_total",
        "attendance total",
        "attendance totals",
        "How often somebody came over a while, where no register says to which meetings.",
        (
            _ref("about", "About", "Who should have come."),
            _ref("body", "Body"),
            _date("first_day", "From"),
            _date("last_day", "To"),
            _number("expected", "Expected", "Meetings to come to."),
            _number("attended", "Present", "Meetings come to."),
            _number("absent", "Absent", "Meetings not come to, apologies among them."),
            _number("apologies", "Apologies", "Those of the absences with apologies."),
        ),
    ),
)

NODE_KINDS = (
    NodeKind(
        "organisation",
        "organisation",
        "organisations",
        "An agency that can hold seats, commission or deliver.",
        (
            _one("sector", "Sector", words.SECTORS),
            _one("involvement", "How it is to be involved", words.INVOLVEMENTS),
            _any(
                "resources",
                "Gives to the work",
                words.RESOURCES,
                "What it gives; none: it was asked and gives none; empty: nobody asked.",
            ),
        ),
    ),
    NodeKind(
        "department",
        "department",
        "departments",
        "Part of an organisation with a lead of its own.",
        (_one("sector", "Sector", words.SECTORS),),
    ),
    NodeKind(
        "body",
        "body",
        "bodies",
        "A meeting structure that decides, advises, delivers or listens.",
        _BODY,
    ),
    NodeKind("person", "person", "people", "A named individual who stands behind a post."),
    NodeKind(
        "post",
        "post",
        "posts",
        "A post or duty; it holds seats and chairs, whoever is in it.",
        (
            _one("post_kind", "Kind of post", words.POST_KINDS),
            _one("grade", "Grade", words.GRADES),
            _one("sector", "Sector", words.SECTORS),
            _flag("vacant", "Vacant"),
        ),
    ),
    NodeKind(
        "seat",
        "seat",
        "seats",
        "A place on a body that is shown by itself, so that a vacancy can be seen.",
        (
            _ref("body", "Body"),
            _one("represents", "Represents", words.SECTORS),
            _one("level", "Level", words.LEVELS),
            _flag("voting", "Voting"),
            _flag("vacant", "Vacant"),
            _date("term_until", "Term until"),
        ),
    ),
    NodeKind("community", "community", "communities", "People whose voice should be heard."),
    NodeKind(
        "plan",
        "plan",
        "plans",
        "A strategy, plan, assessment, guidance or procedures.",
        (
            _one("plan_kind", "Kind of plan", words.PLAN_KINDS),
            *_PLAN_DATES,
            _date("agreed_on", "Agreed on"),
            _text(
                "risks",
                "Risks and mitigations",
                "As risk: mitigation; one a line.",
                many_lines=True,
            ),
        ),
    ),
    NodeKind(
        "agreement",
        "agreement",
        "agreements",
        "Terms, an information sharing agreement, a memorandum or a delegation.",
        (
            _one("agreement_kind", "Kind of agreement", words.AGREEMENT_KINDS),
            *_PLAN_DATES,
            _flag("scrutiny_considered", "Independent scrutiny was considered"),
        ),
    ),
    NodeKind(
        "programme",
        "programme",
        "programmes",
        "A funding stream or national programme.",
        (
            _one("programme_kind", "Kind of programme", words.PROGRAMME_KINDS),
            _flag("time_limited", "Time limited"),
            _date("end", "Ends"),
            _flag("ring_fenced", "Ring-fenced"),
        ),
    ),
    NodeKind(
        "agenda",
        "agenda",
        "agendas",
        "A neighbouring policy area that hubs must join up with.",
        (_one("agenda_kind", "Kind of agenda", words.AGENDA_KINDS),),
    ),
    NodeKind("service", "service", "services", "A front door or delivery offer."),
    NodeKind(
        "site",
        "site",
        "sites",
        "A family hub, delivery site or children's centre.",
        (
            _one("site_kind", "Kind of site", words.SITE_KINDS),
            _flag("designated", "Designated children's centre"),
        ),
    ),
    NodeKind("team", "team", "teams", "Managers inside one organisation; not governance."),
    NodeKind("event", "event", "events", "A workshop or drop-in: contact, not governance."),
    NodeKind(
        "footprint",
        "footprint",
        "footprints",
        "The ground a body or service covers.",
        (
            _one("footprint_kind", "Kind of footprint", words.FOOTPRINT_KINDS),
            _flag("equals_council", "Same ground as the council"),
        ),
    ),
    NodeKind(
        "action",
        "action",
        "actions",
        "A task given to a partner or person.",
        (
            _ref("owner", "Owner"),
            _ref("from_meeting", "From meeting"),
            _date("due", "Due"),
            _date("closed", "Closed"),
        ),
    ),
    NodeKind(
        "commitment",
        "commitment",
        "commitments",
        "A recorded intention, not yet a fact.",
        (
            _one("commitment_kind", "Kind of commitment", words.COMMITMENT_KINDS),
            _date("due", "Due"),
        ),
    ),
    *BESIDE_KINDS,
)
