"""Every kind of link: what it says in both directions, and the ends it may join."""

from graph.kinds import words
from graph.kinds.kind_types import Attribute, LinkKind, ValueType

COMMON_LINK_ATTRIBUTES = (Attribute("matter", "Matter", ValueType.TEXT, "What the link is about."),)
_VIA = Attribute("via", "Through", ValueType.TEXT, "Who carries it.")
_REPORT = (
    Attribute("content", "What is reported", ValueType.TEXT, many_lines=True),
    Attribute("frequency_days", "Days between reports", ValueType.NUMBER),
    Attribute("required", "Required", ValueType.YES_NO),
    _VIA,
)
_SEAT = (
    Attribute("voting", "Voting", ValueType.YES_NO),
    Attribute("level", "Level", ValueType.CHOICE, choices=words.LEVELS),
    Attribute("represents", "Represents", ValueType.CHOICE, choices=words.SECTORS),
    Attribute("term_until", "Term until", ValueType.DATE),
    Attribute("deputy", "Deputy", ValueType.TEXT, "Who stands in, if somebody is named."),
    Attribute("vacant", "Vacant", ValueType.YES_NO),
    Attribute("speaks_for", "Speaks for", ValueType.CHOICES, choices=words.SPEAKS_FOR),
)
_TABLE = """
accountable_to | accountability line | is accountable to | holds to account | body post -> body post | Answers for results and can be directed or dissolved.
reports_to | reporting line | reports to | receives reports from | body post -> body plan | Sends reports upward.
subgroup_of | sub group | is a sub group of | has as a sub group | body -> body | Set up by and part of the parent.
convenes | convening | convenes | is convened by | body organisation -> body | Makes sure another meeting happens.
coordinates_with | working link | works with | works with | body service site organisation -> body service site organisation | Two-way working contact without accountability.
informs | informing | informs | is informed by | body -> body | One-way information.
advises | advice | advises | is advised by | body -> body | One-way advice.
chairs | chair | chairs | is chaired by | post person organisation -> body | Holds the chair.
co_chairs | co-chair | co-chairs | is co-chaired by | post person organisation -> body | Shares the chair.
vice_chairs | vice-chair | is vice-chair of | has as vice-chair | post person organisation -> body | Stands in for the chair.
member_of | seat | sits on | has as a member | post person organisation department -> body | Has a seat.
represents | representation | speaks for | is spoken for by | person post organisation -> community organisation | Who a seat speaks for.
holds | holder | holds the post | is held by | person -> post | Who is in the post.
accountable_for | named duty | is accountable for | has as accountable post | post -> programme agenda plan service body | Named as accountable.
leads | lead | leads | is led by | post -> programme agenda plan service body | Named as lead.
sponsors | sponsor | sponsors | is sponsored by | post -> programme agenda plan service body | Named as sponsor.
delegates_to | delegation | delegates to | acts for | post -> post | Lead to delegated partner.
scrutinises | scrutiny | scrutinises | is scrutinised by | person post body -> body | Independent scrutiny or overview.
governs | governing of a site | governs | is governed by | body -> site | The body responsible for the site.
oversees | oversight | oversees | is overseen by | body -> programme plan service site | Watches over it as a whole.
manages | management | manages | is managed by | department post team organisation -> site service footprint | Line management, not governance.
owns | ownership | owns | is owned by | body organisation -> plan | Answers for the document.
has_plan | plan in use | has as its plan | is the plan of | body organisation -> plan | Works by the document.
contributes_to | contribution | contributes to | draws on | plan body -> plan | The golden thread between plans.
follows | guidance followed | follows | is followed by | body organisation -> plan | Guidance followed.
works_to | procedures worked to | works to | sets procedures for | body organisation -> plan | Procedures worked to.
party_to | party | is party to | has as a party | organisation body -> agreement | Signed up.
employed_by | employment | is employed by | employs | person post -> organisation | Employment.
part_of | part | is part of | includes | department organisation body team -> organisation | Structure.
commissions | commissioning | commissions | is commissioned by | organisation programme community -> organisation service site body programme | Buys it.
funds | funding | funds | is funded by | organisation programme community -> organisation service site body programme | Pays for it.
delivers | delivery | delivers | is delivered by | organisation programme community -> organisation service site body programme | Runs it.
subcontracts_to | sub-contract | sub-contracts to | is sub-contractor of | organisation programme community -> organisation service site body programme | From contractor to sub-contractor.
succeeded_by | succession | is succeeded by | takes over from | programme -> programme plan organisation | What takes over when the money ends.
established_under | founding grant | was set up under | gave rise to | body -> programme | Exists because of a grant.
covers | cover | covers | is covered by | body organisation plan site -> footprint site | The ground it serves.
located_in | place | is in | is the place of | body organisation plan site -> footprint site | Where it is.
overlaps | overlap | overlaps | is overlapped by | body organisation plan site -> footprint site | Shares ground.
bridges | bridge | bridges | is bridged by | body -> footprint | Set up to span it and the council's ground.
engages | engagement route | engages | is engaged by | organisation body plan -> community site | A named engagement route.
voice_for | voice | is a voice for | is spoken of by | organisation body plan -> community site | Whose voice it is.
partner_of | partnership | is a partner of | has as a partner | organisation -> organisation | Works as partners.
supports | support | supports | is supported by | organisation -> organisation | Helps it.
based_in | base | is based in | is the base of | organisation body service -> site | Works from there.
held_at | venue | is held at | is the venue of | organisation body service -> site | Meets there.
takes_part_in | taking part | takes part in | has taking part | organisation -> service event | Takes part.
communicates_with | contact | keeps in touch with | is kept in touch by | body -> post body | Keeps in touch.
"""  # noqa: E501 - a table is read along its rows
_UPWARD = {"accountable_to", "reports_to", "subgroup_of", "convenes"}
_ATTRIBUTES = {"reports_to": _REPORT, "member_of": _SEAT, "communicates_with": (_VIA,)}


def _read(row: str) -> LinkKind:
    name, label, verb, reverse, ends, definition = (cell.strip() for cell in row.split(" | "))
    starts, _, stops = ends.partition(" -> ")
    return LinkKind(
        name=name,
        label=label,
        verb=verb,
        reverse=reverse,
        definition=definition,
        pairs=frozenset((start, stop) for start in starts.split() for stop in stops.split()),
        upward=name in _UPWARD,
        inverse=name == "convenes",
        attributes=(*_ATTRIBUTES.get(name, ()), *COMMON_LINK_ATTRIBUTES),
    )


LINK_KINDS = tuple(_read(row) for row in _TABLE.strip().splitlines())
