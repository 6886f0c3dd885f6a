"""Of which kinds a body is, and what that makes of it: formal, a top, a neighbour, a voice.

A body is of its body_kind and of all its also_kinds: an all-age partnership is a safeguarding
partnership and a safeguarding adults board. Everybody who asks for a kind of body asks here.
"""

from collections.abc import Collection

from graph.facts.model import Node

FORMAL_KINDS = frozenset(
    {"main_board", "safeguarding_partnership", "hwb", "icp", "icb_board", "data_board"}
    | {"programme_board", "sub_group", "working_group", "operational_group", "locality_team"}
    | {"advisory_board", "case_meeting", "transformation_group"}
    | {"executive_group", "lead_partners_group"}
)
VOICE_KINDS = frozenset({"voice_panel", "voice_forum"})
TOP_KINDS = frozenset({"safeguarding_partnership", "hwb", "icp", "icb_board"})
# Bodies beside a hub partnership, with duties and guidance of their own: not judged unless the
# record says that they are in scope.
NEIGHBOUR_KINDS = frozenset(
    {"cabinet", "council_committee", "joint_committee", "community_safety_partnership"}
    | {"send_board", "youth_justice_board", "adults_board", "place_partnership"}
    | {"corporate_parenting_board", "child_death_panel", "vcs_alliance"}
)


def kinds_of(body: Node) -> tuple[str, ...]:
    """Return the kinds of a body, its body_kind first; none where none is recorded."""
    own, also = body.text("body_kind"), body.words("also_kinds")
    if not also:
        return (own,) if own else ()
    return tuple(dict.fromkeys((*((own,) if own else ()), *also)))


def sorts_of(node: Node) -> tuple[str, ...]:
    """Return the sorts of a thing: a body's kinds, a post's post_kind; none where it has none."""
    if node.kind == "body":
        return kinds_of(node)
    own = node.text(f"{node.kind}_kind")
    return (own,) if own else ()


def is_of(body: Node, kinds: Collection[str]) -> bool:
    """Say whether a body is of one of these kinds."""
    # As it stands here and below: rules ask this of every body, and few have further kinds.
    if body.attributes.get("body_kind") in kinds:
        return True
    return "also_kinds" in body.attributes and any(k in kinds for k in body.words("also_kinds"))


def in_scope(body: Node) -> bool:
    """Say whether a body is judged; one out of scope can only be a target.

    Where the record does not say, only a body all of whose kinds are neighbours is out of scope.
    """
    if "in_scope" in body.attributes and (said := body.flag("in_scope")) is not None:
        return said
    if "also_kinds" not in body.attributes:
        return body.attributes.get("body_kind") not in NEIGHBOUR_KINDS
    return not (kinds := kinds_of(body)) or not NEIGHBOUR_KINDS.issuperset(kinds)


def is_formal(body: Node) -> bool:
    """Say whether a body is formal: one of its kinds is."""
    return is_of(body, FORMAL_KINDS)


def is_voice(body: Node) -> bool:
    """Say whether families or young people speak through a body."""
    return is_of(body, VOICE_KINDS)


def spoken_for(body: Node) -> str | None:
    """Return the sector that a body speaks for where it has a seat on another; None for nobody.

    Never that of an organisation it is part of: a panel that a council runs is not the council.
    """
    if is_voice(body):
        return "families"
    return "vcs" if is_of(body, ("vcs_alliance",)) else None


def is_top(body: Node) -> bool:
    """Say whether lines may end here."""
    return is_of(body, TOP_KINDS) or body.flag("recognised_top") is True
