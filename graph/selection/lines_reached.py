"""From which bodies and posts a line of accountability leads to a body, or to any of a kind.

Only lines of accountability that operate lead anywhere: no working link, line manager or event.
"""

from collections.abc import Iterable

from graph.facts.model import Node
from graph.governance_view import asked_for_a_line, partnership_of
from graph.kinds.words import BODY_KINDS
from graph.network import UPWARD_KINDS, reached, upward_steps
from graph.view import View

_KINDS = frozenset(choice.word for choice in BODY_KINDS)


def reaching(view: View, target: str) -> frozenset[str]:
    """Return the bodies and posts with a line to a thing, or to a body of a kind; itself is one.

    target is the id of a thing or a kind of body. What is planned, wished for or disputed on the
    day has no line, and none leads to it.
    """
    facts = view.firm
    ends = partnership_of(facts).targets(target) if target in _KINDS else _thing(view, target)
    below: dict[str, list[str]] = {}
    for lower, uppers in upward_steps(facts.links_of(*UPWARD_KINDS), facts).items():
        for upper in uppers:
            below.setdefault(upper, []).append(lower)
    return frozenset(one for end in ends for one in reached(below, end.id))


def could_be_reached(view: View, target: str) -> bool:
    """Say whether a map tells who has no line to something: a thing must be on it that day."""
    return target in _KINDS or target in view.shown.nodes


def _thing(view: View, thing: str) -> Iterable[Node]:
    node = view.firm.nodes.get(thing)
    return (node,) if node else ()


def should_answer(view: View, body: Node) -> bool:
    """Say whether a body is one that should answer to something, by the rules on lines.

    No top, panel or forum of families, case meeting, informal network or neighbour is asked.
    """
    return body.id in view.firm.nodes and asked_for_a_line(body)
