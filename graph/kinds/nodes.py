"""Every kind of thing on a map, with the attributes it may carry."""

from graph.kinds import words
from graph.kinds.attributes import any_of, date, flag, number, one_of, pounds, ref, text
from graph.kinds.beside_kinds import BESIDE_KINDS
from graph.kinds.body_attributes import BODY_ATTRIBUTES, DELEGATED_AUTHORITY
from graph.kinds.kind_types import Attribute, NodeKind, ValueType
from graph.kinds.links import SEAT_KIND

COMMON_NODE_ATTRIBUTES = (
    flag("name_recorded", "Name recorded", "No: the number in the name is ours."),
    flag("named", "Named", "No: a group such as local voluntary partners."),
    flag("stands_for_several", "Stands for several", "One entry for several alike things."),
    flag("number_is_minimum", "Number is a minimum", "There may be more than the number given."),
)

_PLAN_DATES = (date("dated", "Dated"), date("next_review", "Next review"))

NODE_KINDS = (
    NodeKind(
        "organisation",
        "organisation",
        "organisations",
        "An agency that can hold seats, commission or deliver.",
        (
            one_of("sector", "Sector", words.SECTORS),
            one_of("involvement", "How it is to be involved", words.INVOLVEMENTS),
            any_of(
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
        (one_of("sector", "Sector", words.SECTORS),),
    ),
    NodeKind(
        "body",
        "body",
        "bodies",
        "A meeting structure that decides, advises, delivers or listens.",
        BODY_ATTRIBUTES,
    ),
    NodeKind("person", "person", "people", "A named individual who stands behind a post."),
    NodeKind(
        "post",
        "post",
        "posts",
        "A post or duty; it holds seats and chairs, whoever is in it.",
        (
            one_of("post_kind", "Kind of post", words.POST_KINDS),
            one_of("grade", "Grade", words.GRADES),
            one_of("sector", "Sector", words.SECTORS),
            flag("vacant", "Vacant"),
            DELEGATED_AUTHORITY,
        ),
    ),
    NodeKind(
        "seat",
        "seat",
        "seats",
        "A place on a body that is shown by itself, so that a vacancy can be seen.",
        (
            ref("body", "Body"),
            one_of("represents", "Represents", words.SECTORS),
            one_of("level", "Level", words.LEVELS),
            flag("voting", "Voting"),
            flag("vacant", "Vacant"),
            date("term_until", "Term until"),
            SEAT_KIND,
        ),
    ),
    NodeKind("community", "community", "communities", "People whose voice should be heard."),
    NodeKind(
        "plan",
        "plan",
        "plans",
        "A strategy, plan, assessment, guidance or procedures.",
        (
            one_of("plan_kind", "Kind of plan", words.PLAN_KINDS),
            *_PLAN_DATES,
            date("agreed_on", "Agreed on"),
            text(
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
            one_of("agreement_kind", "Kind of agreement", words.AGREEMENT_KINDS),
            *_PLAN_DATES,
            flag("scrutiny_considered", "Independent scrutiny was considered"),
        ),
    ),
    NodeKind(
        "programme",
        "programme",
        "programmes",
        "A funding stream or national programme.",
        (
            one_of("programme_kind", "Kind of programme", words.PROGRAMME_KINDS),
            flag("time_limited", "Time limited"),
            date("end", "Ends"),
            flag("ring_fenced", "Ring-fenced"),
            pounds("amount", "Amount (pounds)", "Whole pounds, over its whole time."),
        ),
    ),
    NodeKind(
        "agenda",
        "agenda",
        "agendas",
        "A neighbouring policy area that hubs must join up with.",
        (one_of("agenda_kind", "Kind of agenda", words.AGENDA_KINDS),),
    ),
    NodeKind("service", "service", "services", "A front door or delivery offer."),
    NodeKind(
        "site",
        "site",
        "sites",
        "A family hub, delivery site or children's centre.",
        (
            one_of("site_kind", "Kind of site", words.SITE_KINDS),
            flag("designated", "Designated children's centre"),
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
            one_of("footprint_kind", "Kind of footprint", words.FOOTPRINT_KINDS),
            flag("equals_council", "Same ground as the council"),
        ),
    ),
    NodeKind(
        "action",
        "action",
        "actions",
        "A task given to a partner or person.",
        (
            ref("owner", "Owner"),
            ref("from_meeting", "From meeting"),
            date("due", "Due"),
            date("closed", "Closed"),
        ),
    ),
    NodeKind(
        "commitment",
        "commitment",
        "commitments",
        "A recorded intention, not yet a fact.",
        (
            one_of("commitment_kind", "Kind of commitment", words.COMMITMENT_KINDS),
            date("due", "Due"),
        ),
    ),
    NodeKind(
        "matter",
        "matter for decision",
        "matters for decision",
        "Something on which somebody decides: a budget, an appointment, a plan, the terms of a "
        "body.",
        (
            one_of("matter_kind", "Kind of matter", words.MATTER_KINDS),
            text("limit_words", "Limit in words", "What no number can say.", many_lines=True),
        ),
    ),
    NodeKind(
        "decision",
        "decision",
        "decisions taken",
        "What a meeting decided on a matter, as its minutes say it.",
        (
            ref("from_meeting", "From meeting"),
            ref("by", "Taken by", "The body that decided."),
            date("decided_on", "Decided on"),
            one_of("outcome", "Outcome", words.DECISION_OUTCOMES),
            number("votes_for", "Votes for"),
            number("votes_against", "Votes against"),
            number("abstained", "Abstained"),
            Attribute(
                "matter",
                "Matter",
                ValueType.TEXT,
                "What it was about: matters on the map by name or id, or other words.",
                several=True,
            ),
        ),
    ),
    *BESIDE_KINDS,
)
