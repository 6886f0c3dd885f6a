"""What links, seats, facts, documents, meetings, findings and partners are asked for, as inputs."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

import strawberry

from api.errors import UsageError
from api.schema.closed_lists import RuleGroupEnum
from api.schema.engagement import EngagementLabelEnum
from api.schema.filters import attribute_fields, attribute_tests, joined_by, make_input
from api.schema.vocabulary import (
    ConfidenceEnum,
    FactSortEnum,
    LinkKindEnum,
    OutcomeEnum,
    SeverityEnum,
    StatusEnum,
    words_of,
)
from api.service.finding_lists import EngagementSelection, FindingSelection
from graph.kinds import LINK_KINDS, Attribute, link_attributes, node_attributes
from graph.selection.fact_selection import FactSelection, SourceSelection
from graph.selection.link_selection import LinkSelection
from graph.selection.meeting_selection import MeetingSelection
from graph.selection.seat_list import SeatSelection
from graph.selection.selection_base import Selection

S = TypeVar("S", bound=Selection[Any])
Resolver = Callable[[str], str]
_Fields = dict[str, tuple[Any, str, str | None]]
_ALL = "which all hold; one that is left out lets all pass."


def _several(kind: Any) -> Any:
    return list.__class_getitem__(kind)


_STATUSES: _Fields = {"statuses": (_several(StatusEnum), "It has one of these statuses.", None)}
_SURE: _Fields = {
    "confidences": (_several(ConfidenceEnum), "It is as firmly said as one of these.", None)
}
_UNDATED: _Fields = {
    "undated": (bool, "Yes: it carries no date, and so holds on every day; no: it has one.", None)
}


def _of_links() -> dict[str, Attribute]:
    """Return the attributes of links by name: those of several kinds mean the same of each."""
    return {
        name: attribute
        for kind in LINK_KINDS
        for name, attribute in link_attributes(kind.name).items()
    }


LINK_ATTRIBUTES = tuple(_of_links().values())
# Those of a member's seat, whether it is a link or a thing of its own.
SEAT_ATTRIBUTES = tuple(
    attribute
    for name, attribute in link_attributes("member_of").items()
    if name in node_attributes("seat") and name not in ("vacant", "term_until")
)


def _where(name: str, about: str, fields: _Fields) -> Any:
    description = f"Conditions on {about}, {_ALL}"
    made = make_input(name, description, {**fields, **joined_by(name, __name__)}, __name__)
    # Found by name where it has fields of its own sort.
    globals()[name] = made
    return made


LinkWhere: Any = _where(
    "LinkWhere",
    "links",
    {
        "search": (str, "The names or ids of its two ends have these words.", None),
        "kinds": (_several(LinkKindEnum), "It is of one of these kinds.", None),
        **_STATUSES,
        **_SURE,
        "upward": (
            bool,
            "Yes: it is a line of accountability that governance paths follow; no: it is none.",
            None,
        ),
        "start": (strawberry.ID, "It begins here: an id or a name.", "from"),
        "end": (strawberry.ID, "It ends here: an id or a name.", "to"),
        "about": (strawberry.ID, "It begins or ends here: an id or a name.", None),
        **_UNDATED,
        **attribute_fields(LINK_ATTRIBUTES),
    },
)
SeatWhere: Any = _where(
    "ListedSeatWhere",
    "seats",
    {
        "body": (strawberry.ID, "It is on this body: an id or a name.", None),
        "holder": (strawberry.ID, "This post, person or organisation holds it.", None),
        **_STATUSES,
        "vacant": (
            bool,
            "Yes: on record as vacant, or its post is; no: it is held. One that stands by itself "
            "with neither on record is in neither list; see vacancyRecorded. A planned seat may be "
            "vacant too: see statuses.",
            None,
        ),
        "vacancy_recorded": (
            bool,
            "Yes: it is on record as vacant or as held; no: it stands by itself and neither is on "
            "record, which is to ask.",
            None,
        ),
        "term_over": (
            bool,
            "Yes: its term is surely over on the day of the answer; no: it surely is not. One "
            "whose end is not recorded, or only by a month or year in doubt, is neither.",
            None,
        ),
        "term_until_before": (date, "Its term surely ended before this day.", None),
        "term_recorded": (
            bool,
            "Yes: the end of its term is recorded, or the day it began and the length that the "
            "body's terms give; no: it is not, which is to ask.",
            None,
        ),
        **attribute_fields(SEAT_ATTRIBUTES),
    },
)
FactWhere: Any = _where(
    "FactWhere",
    "facts",
    {
        "search": (str, "Its sentence has these words.", None),
        "sorts": (_several(FactSortEnum), "It is of one of these sorts.", None),
        "document": (str, "It was read in the document with this tag, perhaps among others.", None),
        "documents": (
            int,
            "It was read in exactly so many documents: 1 for what rests on one alone, 0 for what "
            "has no source.",
            None,
        ),
        "about": (strawberry.ID, "It is this thing, or joins it, or is its meeting or list.", None),
        **_STATUSES,
        **_SURE,
        **_UNDATED,
    },
)
SourceWhere: Any = _where(
    "SourceWhere",
    "documents",
    {
        "search": (str, "Its title, publisher or tag has these words.", None),
        "document": (str, "It has this tag.", None),
        "address_held": (bool, "Whether its address is held.", None),
        "read_on_recorded": (bool, "Whether the day it was read is recorded.", None),
    },
)
MeetingWhere: Any = _where(
    "MeetingWhere",
    "meetings",
    {
        "body": (strawberry.ID, "It is of this body: an id or a name.", None),
        "holder": (strawberry.ID, "Its register speaks of this post or organisation.", None),
        **_STATUSES,
        "before": (date, "It was surely before this day.", None),
        "after": (date, "It was surely after this day.", None),
        "held": (bool, "Yes: it took place; no: it was cancelled, or somebody disputes it.", None),
        "register_recorded": (bool, "Whether a register of who was there is recorded.", None),
    },
)
FindingWhere: Any = _where(
    "FindingWhere",
    "findings",
    {
        "outcomes": (_several(OutcomeEnum), "It came to one of these.", None),
        "severities": (_several(SeverityEnum), "The expectation comes from one of these.", None),
        "rules": (_several(strawberry.ID), "It is of one of these checks, by id.", None),
        "groups": (_several(RuleGroupEnum), "The check is of one of these groups.", None),
        "about": (
            strawberry.ID,
            "It has this as a subject, or as what a subject should reach: an id or a name.",
            None,
        ),
    },
)
EngagementWhere: Any = _where(
    "PartnerEngagementWhere",
    "partners",
    {
        "labels": (_several(EngagementLabelEnum), "One of these is said of it.", None),
        "key": (bool, "Whether its role is key.", None),
        "attendance_at_most": (
            float,
            "By the registers it came to no more than this, from 0 to 1: 0.5 is half. One of which "
            "no register speaks is not among these: ask.",
            None,
        ),
        "key_and_seen_less": (
            bool,
            "Whether its role is key and it has been seen less, by all that is known of it: "
            "attendance is one part. For attendance alone see key and attendanceAtMost.",
            None,
        ),
        "key_but_unrecorded": (
            bool,
            "Whether its role is key and too little is on record to say how much it was seen.",
            None,
        ),
        "search": (str, "Its name has these words.", None),
    },
)


def _words(given: Iterable[Any] | None) -> frozenset[str] | None:
    found = words_of(given)
    return None if found is None else frozenset(found)


def _thing(given: str | None, resolve: Resolver) -> str | None:
    return None if given is None else resolve(given)


def _joined(given: Any, read: Callable[[Any], S]) -> dict[str, Any]:
    return {
        "every": tuple(map(read, given.every or ())),
        "some": None if given.some is None else tuple(map(read, given.some)),
        "none": None if given.none is None else read(given.none),
    }


def read_links(given: Any, resolve: Resolver) -> LinkSelection:
    """Read what is asked of links."""
    return LinkSelection(
        search=given.search or "",
        kinds=_words(given.kinds),
        statuses=_words(given.statuses),
        confidences=_words(given.confidences),
        upward=given.upward,
        start=_thing(given.start, resolve),
        end=_thing(given.end, resolve),
        about=_thing(given.about, resolve),
        undated=given.undated,
        attributes=tuple(attribute_tests(given, LINK_ATTRIBUTES)),
        **_joined(given, lambda one: read_links(one, resolve)),
    )


def read_seats(given: Any, resolve: Resolver) -> SeatSelection:
    """Read what is asked of seats."""
    return SeatSelection(
        body=_thing(given.body, resolve),
        holder=_thing(given.holder, resolve),
        statuses=_words(given.statuses),
        vacant=given.vacant,
        vacancy_recorded=given.vacancy_recorded,
        term_over=given.term_over,
        term_until_before=given.term_until_before,
        term_recorded=given.term_recorded,
        attributes=tuple(attribute_tests(given, SEAT_ATTRIBUTES)),
        **_joined(given, lambda one: read_seats(one, resolve)),
    )


def read_facts(given: Any, resolve: Resolver) -> FactSelection:
    """Read what is asked of facts."""
    return FactSelection(
        search=given.search or "",
        sorts=_words(given.sorts),
        document=given.document,
        documents=given.documents,
        about=_thing(given.about, resolve),
        statuses=_words(given.statuses),
        confidences=_words(given.confidences),
        undated=given.undated,
        **_joined(given, lambda one: read_facts(one, resolve)),
    )


def read_sources(given: Any, resolve: Resolver) -> SourceSelection:
    """Read what is asked of documents."""
    return SourceSelection(
        search=given.search or "",
        document=given.document,
        address_held=given.address_held,
        read_on_recorded=given.read_on_recorded,
        **_joined(given, lambda one: read_sources(one, resolve)),
    )


def read_meetings(given: Any, resolve: Resolver) -> MeetingSelection:
    """Read what is asked of meetings."""
    return MeetingSelection(
        body=_thing(given.body, resolve),
        holder=_thing(given.holder, resolve),
        statuses=_words(given.statuses),
        before=given.before,
        after=given.after,
        held=given.held,
        register_recorded=given.register_recorded,
        **_joined(given, lambda one: read_meetings(one, resolve)),
    )


def read_findings(given: Any, resolve: Resolver) -> FindingSelection:
    """Read what is asked of findings; raises UnknownThing for a check that there is not."""
    return FindingSelection(
        outcomes=_words(given.outcomes),
        severities=_words(given.severities),
        rules=None if given.rules is None else frozenset(given.rules),
        groups=_words(given.groups),
        about=_thing(given.about, resolve),
        **_joined(given, lambda one: read_findings(one, resolve)),
    )


def read_engagement(given: Any, resolve: Resolver) -> EngagementSelection:
    """Read what is asked of partners; raises UsageError for an attendance that is no share."""
    most = given.attendance_at_most
    if most is not None and not 0 <= most <= 1:
        raise UsageError(f"attendanceAtMost is {most:g}: give 0 to 1, where 0.5 is half.")
    return EngagementSelection(
        labels=_words(given.labels),
        key=given.key,
        attendance_at_most=most,
        key_and_seen_less=given.key_and_seen_less,
        key_but_unrecorded=given.key_but_unrecorded,
        search=given.search or "",
        **_joined(given, lambda one: read_engagement(one, resolve)),
    )
