"""Which links may be proposed at all: none that names a person or puts a duty on families."""

from graph.facts.model import Node
from graph.governance_view import SEAT_LINKS, TOP_KINDS
from graph.network import UPWARD_KINDS

_HOLDING = (*SEAT_LINKS, "scrutinises", "holds", "represents")
_GIVE_TIME = ("families", "young_people", "vcs", "faith")
_VOICE = ("voice_panel", "voice_forum", "reference_forum")


def may_join(start: Node, kind: str, stop: Node) -> bool:
    """Say whether a link may be proposed.

    Never for a person, nor who holds a statutory seat; no organisation as chair, and no families
    or volunteers for more than a seat. Nobody is made to answer to those who speak for families.
    """
    if "person" in (start.kind, stop.kind) or kind == "holds":
        return False
    above = start if kind == "convenes" else stop
    if kind in UPWARD_KINDS and above.text("body_kind") in _VOICE:
        return False
    if kind in ("governs", "oversees") and start.text("body_kind") in _VOICE:
        return False
    if kind not in _HOLDING:
        return True
    if kind != "member_of" and (start.kind != "post" or start.text("sector") in _GIVE_TIME):
        return False
    statutory = stop.text("body_kind") in TOP_KINDS
    return not statutory or is_suggested(start)


def is_suggested(node: Node) -> bool:
    """Say whether a thing was made up for a suggestion: it is on nobody's map yet."""
    return "/suggested-" in node.id
