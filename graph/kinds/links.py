"""Every kind of link: what it says in both directions, and the ends it may join."""

from dataclasses import replace

from graph.kinds import words
from graph.kinds.kind_types import Attribute, LinkKind, ValueType

_MATTER = Attribute("matter", "Matter", ValueType.TEXT, "What the link is about.")
COMMON_LINK_ATTRIBUTES = (_MATTER,)
# Where powers or questions pass on, it is read as matters on the map as far as it names some.
_MATTERS = replace(
    _MATTER,
    meaning="What it is about: matters on the map by name or id, or other words.",
    several=True,
)
_VIA = Attribute("via", "Through", ValueType.TEXT, "Who carries it.")
_CONTENT = Attribute("content", "What is reported", ValueType.TEXT, many_lines=True)
_FREQUENCY = Attribute("frequency_days", "Days between reports", ValueType.NUMBER)
_REPORT = (
    _CONTENT,
    _FREQUENCY,
    Attribute("required", "Required", ValueType.YES_NO),
    _VIA,
)
_ADVICE = (_CONTENT, _FREQUENCY)
_SCRUTINY = (
    _FREQUENCY,
    Attribute(
        "scope_words", "What it covers", ValueType.TEXT, "As its terms say it.", many_lines=True
    ),
)
_LIMIT = (
    Attribute("limit", "Up to (pounds)", ValueType.POUNDS, "Whole pounds; empty: not recorded."),
    Attribute("limit_words", "Limit in words", ValueType.TEXT, "What no number can say."),
)
_RIGHT = (
    Attribute("right", "Right", ValueType.CHOICE, "Which part it has.", words.RIGHTS),
    *_LIMIT,
    Attribute("reserved", "Reserved", ValueType.YES_NO, "Yes: it cannot be delegated."),
)
_APPOINTMENT = (
    Attribute("what", "Appointed", ValueType.CHOICE, "Of the body or post.", words.APPOINTED),
    Attribute("act", "Part in it", ValueType.CHOICE, "Whose choice it is.", words.APPOINTING_ACTS),
)
_MONEY = (
    Attribute("amount", "Amount (pounds)", ValueType.POUNDS, "Whole pounds a year."),
    Attribute("share", "Share (per cent)", ValueType.PER_CENT, "Of the whole fund."),
    Attribute("year", "Year", ValueType.TEXT, "As 2025-26."),
    Attribute("pooled", "Pooled", ValueType.YES_NO, "Yes: it is paid into one fund with others."),
)
SEAT_KIND = Attribute(
    "seat_kind",
    "Kind of seat",
    ValueType.CHOICE,
    "Only full and co-opted members count as members; empty: a member.",
    words.SEAT_KINDS,
)
_SEAT = (
    Attribute("voting", "Voting", ValueType.YES_NO),
    Attribute("level", "Level", ValueType.CHOICE, choices=words.LEVELS),
    Attribute("represents", "Represents", ValueType.CHOICE, choices=words.SECTORS),
    Attribute("term_until", "Term until", ValueType.DATE),
    Attribute("deputy", "Deputy", ValueType.TEXT, "Who stands in, if somebody is named."),
    Attribute("vacant", "Vacant", ValueType.YES_NO),
    Attribute("speaks_for", "Speaks for", ValueType.CHOICES, choices=words.SPEAKS_FOR),
    SEAT_KIND,
)
_TABLE = """
accountable_to | accountability line | is accountable to | holds to account | body post -> body post organisation department | Answers for results and can be directed or dissolved.
reports_to | reporting line | reports to | receives reports from | body post -> body plan organisation department | Sends reports upward.
subgroup_of | sub group | is a sub group of | has as a sub group | body -> body | Set up by and part of the parent.
convenes | convening | convenes | is convened by | body organisation department -> body | Makes sure another meeting happens.
coordinates_with | working link | works with | works with | body service site organisation -> body service site organisation | Two-way working contact without accountability.
informs | informing | informs | is informed by | body -> body organisation department post | One-way information.
advises | advice | advises | is advised by | body -> body organisation department post | One-way advice.
chairs | chair | chairs | is chaired by | post person organisation -> body | Holds the chair.
co_chairs | co-chair | co-chairs | is co-chaired by | post person organisation -> body | Shares the chair.
vice_chairs | vice-chair | is vice-chair of | has as vice-chair | post person organisation -> body | Stands in for the chair.
member_of | seat | sits on | has as a member | post person organisation department team body -> body | Has a seat.
represents | representation | speaks for | is spoken for by | person post organisation -> community organisation | Who a seat speaks for.
holds | holder | holds the post | is held by | person -> post | Who is in the post.
accountable_for | named duty | is accountable for | has as accountable post | post person -> programme agenda plan service body matter | Named as accountable.
leads | lead | leads | is led by | post person -> programme agenda plan service body matter | Named as lead.
sponsors | sponsor | sponsors | is sponsored by | post -> programme agenda plan service body | Named as sponsor.
delegates_to | delegation | delegates to | has powers from | post body organisation department -> post body | Gives powers of its own to another.
scrutinises | scrutiny | scrutinises | is scrutinised by | person post body organisation department -> body organisation department | Independent scrutiny or overview.
governs | governing of a site | governs | is governed by | body -> site | The body responsible for the site.
oversees | oversight | oversees | is overseen by | body -> programme plan service site agreement | Watches over it as a whole.
manages | management | manages | is managed by | department post team organisation -> site service footprint | Line management, not governance.
owns | ownership | owns | is owned by | body organisation -> plan | Answers for the document.
has_plan | plan in use | has as its plan | is the plan of | body organisation -> plan | Works by the document.
contributes_to | contribution | contributes to | draws on | plan body -> plan | The golden thread between plans.
follows | guidance followed | follows | is followed by | body organisation -> plan | Guidance followed.
works_to | procedures worked to | works to | sets procedures for | body organisation -> plan | Procedures worked to.
party_to | party | is party to | has as a party | organisation body -> agreement | Signed up.
employed_by | employment | is employed by | employs | person post -> organisation | Employment.
part_of | part | is part of | includes | department organisation body team -> organisation | Structure.
commissions | commissioning | commissions | is commissioned by | organisation programme community -> organisation service site body programme agreement | Buys it.
funds | funding | funds | is funded by | organisation programme community -> organisation service site body programme agreement | Pays for it.
delivers | delivery | delivers | is delivered by | organisation programme community -> organisation service site body programme | Runs it.
subcontracts_to | sub-contract | sub-contracts to | is sub-contractor of | organisation programme community -> organisation service site body programme | From contractor to sub-contractor.
succeeded_by | succession | is succeeded by | takes over from | programme -> programme plan organisation; body -> body; organisation -> organisation; post -> post; plan -> plan | What takes over when it ends.
established_under | founding grant | was set up under | gave rise to | body -> programme | Exists because of a grant.
covers | cover | covers | is covered by | body organisation plan site -> footprint site | The ground it serves.
located_in | place | is in | is the place of | body organisation plan site -> footprint site | Where it is.
overlaps | overlap | overlaps | is overlapped by | body organisation plan site -> footprint site | Shares ground.
bridges | bridge | bridges | is bridged by | body -> footprint | Set up to span it and the council's ground.
engages | engagement route | engages | is engaged by | organisation body plan -> community site | A named engagement route.
voice_for | voice | is a voice for | is spoken of by | organisation body plan -> community site | Whose voice it is.
partner_of | partnership | is a partner of | has as a partner | organisation -> organisation | Works as partners.
supports | support | supports | is supported by | organisation body -> organisation body | Helps it.
based_in | base | is based in | is the base of | organisation body service -> site | Works from there.
held_at | venue | is held at | is the venue of | organisation body service -> site | Meets there.
takes_part_in | taking part | takes part in | has taking part | organisation -> service event | Takes part.
communicates_with | contact | keeps in touch with | is kept in touch by | body -> post body | Keeps in touch.
has_right_over | right over a matter | has a right over | is decided with | body post organisation -> matter | Has a part in deciding it: decides, must agree, recommends, is consulted or informed.
acts_for | executive | is the executive of | acts through | body -> body | The smaller body that decides for a partnership between or instead of its full meetings.
appoints | appointment | appoints to | is appointed by | organisation department body post -> body post | Chooses, puts forward, approves or removes its chair, its members or its holder.
serves | support of a body | serves | is served by | post organisation team -> body | Does its secretariat or other work for it, and has no seat by that.
escalates_to | escalation | escalates to | takes escalations from | body post -> body post organisation department | Where it takes what it cannot settle.
hosts | hosting | hosts | is hosted by | organisation department -> agreement body service | Holds its money, employs its people or gives it a home.
line_manages | line management | line-manages | is line-managed by | post -> post | Structure inside an organisation, never governance.
"""  # noqa: E501 - a table is read along its rows
# What documents call a kind of link.
_OTHER_NAMES = {
    "accountable_to": "answers to; held to account by; responsible to; under",
    "reports_to": "reports into; reporting line; feeds into; sends minutes to",
    "subgroup_of": "sub-group of; subgroup of; part of the board; workstream of",
    "convenes": "calls; calls together; brings together",
    "coordinates_with": "works alongside; liaises with; linked with; joint work",
    "advises": "gives advice to; consults; recommends to",
    "chairs": "chaired by; chairperson; chair",
    "member_of": "member; attends; has a seat on; belongs to",
    "accountable_for": "responsible for; accountable officer; owner of",
    "delegates_to": "gives delegated authority to; delegated authority; devolves to",
    "scrutinises": "overview of; holds inquiry into; challenges",
    "oversees": "has oversight of; monitors; steers",
    "has_right_over": "decides on; reserved matter; approves; signs off; is consulted on",
    "acts_for": "executive of; decides for; acts on behalf of",
    "appoints": "nominates; elects; names; removes",
    "serves": "secretariat; clerk to; minute taker; provides the secretariat; supports the board",
    "escalates_to": "escalation; refers disputes to; escalation route; refers up to",
    "hosts": "host; hosted by; pooled budget host; employer of the team",
    "line_manages": "line manager; manager of; supervises",
    "succeeded_by": "replaced by; superseded by; became; merged into",
    "funds": "contributes money to; pays for; pooled contribution",
    "commissions": "buys; procures; contracts",
    "delivers": "provides; runs",
    "party_to": "signatory; signed; partner in the agreement",
    "employed_by": "employee of; works for",
}
_UPWARD = {"accountable_to", "reports_to", "subgroup_of", "convenes", "acts_for"}
_ATTRIBUTES = {
    "reports_to": _REPORT,
    "member_of": _SEAT,
    "communicates_with": (_VIA,),
    "informs": _ADVICE,
    "advises": _ADVICE,
    "scrutinises": _SCRUTINY,
    "has_right_over": _RIGHT,
    "delegates_to": _LIMIT,
    "appoints": _APPOINTMENT,
    "serves": (
        Attribute("work", "Work", ValueType.CHOICE, "What it does for it.", words.SERVING_WORK),
    ),
    "escalates_to": (Attribute("order", "Step", ValueType.NUMBER, "1: the first it goes to."),),
    "funds": _MONEY,
    "commissions": _MONEY,
}
_OF_MATTERS = ("delegates_to", "escalates_to")
# By what two links of a kind between the same two things are two facts, besides their dates.
_TOLD_APART_BY = {
    "appoints": ("what", "act"),
    "serves": ("work",),
    "has_right_over": ("right",),
    "funds": ("year",),
    "commissions": ("year",),
    "delegates_to": ("matter",),
    "escalates_to": ("order", "matter"),
}


def _read(row: str) -> LinkKind:
    name, label, verb, reverse, ends, definition = (cell.strip() for cell in row.split(" | "))
    return LinkKind(
        name=name,
        label=label,
        verb=verb,
        reverse=reverse,
        definition=definition,
        pairs=_pairs(ends),
        upward=name in _UPWARD,
        inverse=name == "convenes",
        attributes=(*_ATTRIBUTES.get(name, ()), _MATTERS if name in _OF_MATTERS else _MATTER),
        other_names=tuple(filter(None, _OTHER_NAMES.get(name, "").split("; "))),
        told_apart_by=_TOLD_APART_BY.get(name, ()),
    )


def _pairs(ends: str) -> frozenset[tuple[str, str]]:
    """Read "body post -> body plan; plan -> plan": every start with every stop of its part."""
    found = set()
    for part in ends.split("; "):
        starts, _, stops = part.partition(" -> ")
        found |= {(start, stop) for start in starts.split() for stop in stops.split()}
    return frozenset(found)


LINK_KINDS = tuple(_read(row) for row in _TABLE.strip().splitlines())
