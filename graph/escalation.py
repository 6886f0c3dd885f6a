"""Where a question goes that a body or post cannot settle: its steps, to where they end."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from graph.fact_index import Facts
from graph.facts.model import Link, Node
from graph.view import View


class EscalationEnd(StrEnum):
    """Why a step goes no further."""

    ORGANISATION = "organisation"
    POST = "post"
    DECIDES = "decides"
    NOT_RECORDED = "not recorded"
    CIRCLE = "circle"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """A step; depth counts those before it, end says why it goes no further, None that it does."""

    link: Link
    depth: int
    end: EscalationEnd | None


def escalation_of(view: View, node_id: str) -> tuple[EscalationStep, ...]:
    """Return the steps from a body or post in their order, each with where it goes on from there.

    Planned and disputed steps are in here too; a link's own words say that they are.
    """
    facts = view.shown
    steps: list[EscalationStep] = []
    opened = {node_id}
    waiting: list[tuple[Link, tuple[str, ...]]]
    waiting = [(link, (node_id,)) for link in reversed(_leaving(facts, node_id))]
    while waiting:
        link, above = waiting.pop()
        to = link.to_id
        further = _leaving(facts, to)
        if to in above:
            end: EscalationEnd | None = EscalationEnd.CIRCLE
        elif further and to in opened:
            end = EscalationEnd.ABOVE
        elif further:
            end = None
        else:
            end = _end(facts, facts.nodes[to])
        steps.append(EscalationStep(link, len(above) - 1, end))
        if end is None:
            opened.add(to)
            waiting += [(each, (*above, to)) for each in reversed(further)]
    return tuple(steps)


def in_step_order(links: Iterable[Link]) -> list[Link]:
    """Return escalations by their step, those without one last."""

    def order(link: Link) -> tuple[bool, int, str]:
        step = link.number("order")
        return (step is None, step or 0, link.id)

    return sorted(links, key=order)


def _leaving(facts: Facts, node_id: str) -> list[Link]:
    return in_step_order(facts.out_links(node_id, "escalates_to"))


def _end(facts: Facts, node: Node) -> EscalationEnd:
    if node.kind != "body":
        return EscalationEnd.POST if node.kind == "post" else EscalationEnd.ORGANISATION
    rights = facts.out_links(node.id, "has_right_over")
    decides = "decides" in node.words("decision_making") or any(
        link.text("right") == "decides" for link in rights
    )
    return EscalationEnd.DECIDES if decides else EscalationEnd.NOT_RECORDED
