"""What things are asked for: an input for each kind and one for all, made from graph.kinds."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import strawberry

from api.errors import UsageError
from api.schema.filters import attribute_fields, attribute_tests, joined_by, make_input
from api.schema.vocabulary import (
    DirectionEnum,
    LinkKindEnum,
    NodeKindEnum,
    StatusEnum,
    enum_of,
    type_name,
    word_of,
    words_of,
)
from graph.kinds import LINK_KIND, NODE_KIND, NODE_KINDS, Attribute, node_attributes
from graph.selection.thing_selection import ThingSelection, link_sides

_BodyKindEnum: Any = enum_of(node_attributes("body")["body_kind"])
_LINKS = list.__class_getitem__(LinkKindEnum)
# Turns what a caller calls a thing into its id, in one area; what is in none fits nothing.
Resolver = Callable[[str], str]


@strawberry.input(
    one_of=True, description="What a line of accountability should lead to: one of the two."
)
class ReachInput:
    kind: _BodyKindEnum | None = strawberry.field(
        default=strawberry.UNSET, description="Any body of this kind."
    )
    thing: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="This body or post, by id or name."
    )


_COMMON: dict[str, tuple[Any, str, str | None]] = {
    "search": (
        str,
        "Its name, other name or id has these words, or the name of what it took over from.",
        None,
    ),
    "statuses": (list.__class_getitem__(StatusEnum), "It has one of these statuses.", None),
    "has": (
        _LINKS,
        "It has a link of each of these kinds, seen from the side that direction says. A link "
        "counts where it and what is at its other end operate and nobody disputes them. Of what "
        "does not hold on the day (see holding) those count that it has on record of any day.",
        None,
    ),
    "has_not": (
        _LINKS,
        "It has no such link of any of these kinds: nothing is on record, or only what is planned, "
        "wished for, ended or disputed. A question to ask, never a failing.",
        None,
    ),
    "direction": (
        DirectionEnum,
        "From which side has and hasNot look. Left out: the side on which this kind of thing can "
        "stand, as a plan is owned; where it can stand on both, that where the link begins, as a "
        "body reports to another.",
        None,
    ),
}
_LINES: dict[str, tuple[Any, str, str | None]] = {
    "reaches": (
        ReachInput,
        "A line of accountability leads from it there, or it is that itself. No working link, "
        "line manager or shared member makes a line.",
        None,
    ),
    "reaches_not": (
        ReachInput,
        "It operates, and no such line is on record: ask. What is planned, wished for or disputed "
        "is in neither list. Where the thing is not on the map of an area that day, nothing of "
        "that area is in this list: a map that does not show it says nothing of who reaches it.",
        None,
    ),
}
_CHAIRS: dict[str, tuple[Any, str, str | None]] = {
    "chairs_at_least": (
        int,
        "It chairs or co-chairs at least so many bodies. A person chairs what the posts chair that "
        "they hold. A vacant chair, or one only planned, is none.",
        None,
    )
}
_MEETINGS: dict[str, tuple[Any, str, str | None]] = {
    "last_met_before": (
        date,
        "Its last meeting on record was surely before this day. A body without any meeting on "
        "record is not among these: nobody knows whether it met; see meetingOnRecord.",
        None,
    ),
    "not_met_for_days": (
        int,
        "Its last meeting on record was at least so many days before the day of the answer. A body "
        "without any meeting on record is not among these; see meetingOnRecord.",
        None,
    ),
    "meeting_on_record": (
        bool,
        "Yes: a meeting that was held is on record up to the day; no: none is, which says nothing "
        "of whether it has met: ask. Planned bodies are among these: see statuses.",
        None,
    ),
    "should_answer": (
        bool,
        "Whether it is one that should answer to something: it operates, and is no top, panel or "
        "forum of families, case meeting, informal network or neighbour.",
        None,
    ),
}
_OF_KIND = {
    "body": {**_LINES, **_MEETINGS},
    "post": {**_LINES, **_CHAIRS},
    "person": _CHAIRS,
    "organisation": _CHAIRS,
}
_KINDS: dict[str, tuple[Any, str, str | None]] = {
    "kinds": (list.__class_getitem__(NodeKindEnum), "It is of one of these kinds.", None)
}


def _input(kind: str) -> Any:
    name = f"{type_name(kind)}Where"
    known = NODE_KIND[kind]
    fields = {**_COMMON, **_OF_KIND.get(kind, {}), **attribute_fields(_attributes(kind))}
    return make_input(
        name,
        f"Conditions on {known.plural}, which all hold; one that is left out lets all pass.",
        {**fields, **joined_by(name, __name__)},
        __name__,
    )


def _attributes(kind: str) -> Iterable[Attribute]:
    return node_attributes(kind).values()


WHERES: dict[str, Any] = {kind.name: _input(kind.name) for kind in NODE_KINDS}
AnyThingWhere: Any = make_input(
    "ThingWhere",
    "Conditions on things of any kind, which all hold; one that is left out lets all pass.",
    {**_KINDS, **_COMMON, **_LINES, **_CHAIRS, **_MEETINGS, **joined_by("ThingWhere", __name__)},
    __name__,
)
# Found by name where an input has fields of its own sort.
globals().update({f"{type_name(kind)}Where": made for kind, made in WHERES.items()})
globals()["ThingWhere"] = AnyThingWhere


def read_where(given: Any, kinds: Iterable[str] | None, resolve: Resolver) -> ThingSelection:
    """Read what is asked of things of some kinds (None: of any).

    Raises UsageError for a kind of link that none of these kinds can have.
    """
    own = words_of(getattr(given, "kinds", None))
    among = own if own is not None else kinds
    only = None if among is None else frozenset(among)
    has, has_not = _links(given.has, only), _links(given.has_not, only)
    kind = next(iter(only)) if only and len(only) == 1 else ""
    attributes = (
        attribute_tests(given, _attributes(kind)) if type(given) is WHERES.get(kind) else ()
    )

    def further(one: Any) -> ThingSelection:
        return read_where(one, among, resolve)

    return ThingSelection(
        search=given.search or "",
        kinds=only,
        statuses=_words(given.statuses),
        has=has,
        has_not=has_not,
        outward=None if given.direction is None else word_of(given.direction) == "out",
        reaches=_target(given, "reaches", resolve),
        reaches_not=_target(given, "reaches_not", resolve),
        should_answer=getattr(given, "should_answer", None),
        chairs_at_least=getattr(given, "chairs_at_least", None),
        last_met_before=getattr(given, "last_met_before", None),
        not_met_for=getattr(given, "not_met_for_days", None),
        meeting_on_record=getattr(given, "meeting_on_record", None),
        attributes=tuple(attributes),
        every=tuple(map(further, given.every or ())),
        some=None if given.some is None else tuple(map(further, given.some)),
        none=None if given.none is None else further(given.none),
    )


def _words(given: Iterable[Any] | None) -> frozenset[str] | None:
    found = words_of(given)
    return None if found is None else frozenset(found)


def _links(given: Iterable[Any] | None, kinds: frozenset[str] | None) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(word_of(each) for each in given or ()))
    for link in found:
        if kinds is not None and not any(link_sides(link, kind) for kind in kinds):
            known = LINK_KIND[link]
            names = " and ".join(sorted(NODE_KIND[kind].plural for kind in kinds))
            raise UsageError(
                f'{link.upper()} is no kind of link that {names} can have: "{known.verb}" joins '
                f"{_ends(link)}."
            )
    return found


def _ends(link: str) -> str:
    starts, stops = ({pair[side] for pair in LINK_KIND[link].pairs} for side in (0, 1))
    said = (" or ".join(sorted(NODE_KIND[k].label for k in ends)) for ends in (starts, stops))
    return " with ".join(f"a thing of the kind {words}" for words in said)


def _target(given: Any, name: str, resolve: Resolver) -> str | None:
    asked = getattr(given, name, None)
    if asked is None:
        return None
    return word_of(asked.kind) if asked.kind else resolve(asked.thing)
