"""Deciding: is it clear, matter by matter, who decides."""

from collections.abc import Sequence
from typing import NamedTuple

from graph.facts.model import Link, Node
from graph.governance_view import Partnership
from graph.rules.citations import cite
from graph.rules.deciding_rights import GROUP, NO_RIGHT, covers, rights_over
from graph.rules.finding import Severity
from graph.rules.registry import Absence, Evidence, RuleContext, Subject, rule
from graph.sentences import fact_sentence, some


@rule(
    "one-decider",
    group=GROUP,
    title="One decider for each matter",
    question="Is it clear, matter by matter, who decides: one, or several together?",
    severity=Severity.GOOD,
    absence=Absence.NEVER,
    citations=(
        cite("CIPFA16", section="Principle D: interventions"),
        cite("CIPFA16"),
    ),
    subjects="matters with a right recorded",
    opens=("decision-right-granted",),
    remedy="Agree who decides, up to which limit, and record the delegation; where it is decided "
    "together, record that each must agree.",
    would_change="One decider on record; or that each must agree; or a limit for each decider, or "
    "the delegation from one to the other.",
)
def one_decider(context: RuleContext) -> list[Subject]:
    """Met for each matter: one decides, all must agree, limits differ, or one delegates."""
    subjects = []
    over = {link.to_id: context.firm.facts.nodes[link.to_id] for link in rights_over(context.firm)}
    for matter in over.values():
        deciding = _deciding(context.firm, matter)
        met = deciding.clear
        several = f"{some(deciding.names)} each decide on {matter.name}, with nothing on record "
        several += "that tells their parts apart."
        clash = len(deciding.holders) > 1 and not met and not deciding.in_words
        absent = f"Who decides on {matter.name} is not recorded"
        if deciding.in_words and not met:
            absent = f"Up to where each of {some(deciding.names)} decides on {matter.name}, in "
            absent += "numbers, is not recorded"
        subjects.append(
            Subject(
                id=matter.id,
                name=matter.name,
                contradiction=Evidence(several, deciding.facts) if clash else None,
                met=met,
                planned=None if met or clash else _deciding(context.intended, matter).clear,
                absent=absent,
                hint=_others(context, matter),
                looked=tuple(link.id for link in context.firm.facts.in_links(matter.id)),
            )
        )
    return subjects or context.waits(NO_RIGHT)


class _Deciding(NamedTuple):
    """Who decides a matter: the holders, what makes it clear, and whether limits are in words."""

    holders: dict[str, list[Link]]
    names: list[str]
    facts: tuple[str, ...]
    clear: Evidence | None
    in_words: bool


def _deciding(partnership: Partnership, matter: Node) -> _Deciding:
    rights = partnership.facts.in_links(matter.id, "has_right_over")
    holders: dict[str, list[Link]] = {}
    for link in rights:
        if link.text("right") == "decides":
            holders.setdefault(link.from_id, []).append(link)
    names = [partnership.facts.nodes[one].name for one in holders]
    facts = tuple(link.id for links in holders.values() for link in links)
    clear = _clear(partnership, matter, holders, facts) or _together(partnership, matter, rights)
    in_words = len(holders) > 1 and _in_words(holders)
    return _Deciding(holders, names, facts, clear, in_words)


def _together(partnership: Partnership, matter: Node, rights: Sequence[Link]) -> Evidence | None:
    """Say that two or more must agree, and nobody decides alone."""
    agreeing = [link for link in rights if link.text("right") == "must_agree"]
    names = list(dict.fromkeys(partnership.facts.nodes[f.from_id].name for f in agreeing))
    if len({f.from_id for f in agreeing}) < 2 or any(f.text("right") == "decides" for f in rights):
        return None
    said = f"{some(names)} decide on {matter.name} together: each must agree."
    return Evidence(said, tuple(link.id for link in agreeing))


def _clear(
    partnership: Partnership, matter: Node, holders: dict[str, list[Link]], facts: tuple[str, ...]
) -> Evidence | None:
    names = [partnership.facts.nodes[one].name for one in holders]
    if not holders:
        return None
    if len(holders) == 1:
        return Evidence(f"{names[0]} decides on {matter.name}.", facts)
    passed = _passed_on(partnership, matter, list(holders))
    first = [one for one in holders if one not in passed]
    limits = [_limit(holders[one]) for one in first]
    if len(set(limits)) < len(limits):
        return None
    said = f"{some(names)} decide on {matter.name}"
    why = "up to limits that differ" if len(first) > 1 else "one of them for the other"
    if passed and len(first) > 1:
        why = f"{why}, or by delegation"
    links = tuple(link for way in passed.values() for link in way)
    return Evidence(f"{said}, {why}.", (*facts, *links))


def _limit(links: Sequence[Link]) -> int | None:
    """Return up to how many pounds one decides; None where no limit is recorded."""
    limits = [link.number("limit") for link in links]
    known = [limit for limit in limits if limit is not None]
    return max(known) if len(known) == len(limits) else None


def _in_words(holders: dict[str, list[Link]]) -> bool:
    """Say whether deciders with no limit in numbers have one in words that a person can read."""
    without = [links for links in holders.values() if _limit(links) is None]
    unsaid = [links for links in without if not any(f.text("limit_words") for f in links)]
    known = [limit for links in holders.values() if (limit := _limit(links)) is not None]
    return len(unsaid) < len(without) and len(unsaid) < 2 and len(set(known)) == len(known)


def _passed_on(
    partnership: Partnership, matter: Node, holders: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return the deciders who decide for another of them, with the links that say so.

    Another delegates the matter, or powers that name none, to them, and they do not to the other;
    or they act for the other.
    """
    ways = {
        (start, stop): _way(partnership, matter, start, stop)
        for start in holders
        for stop in holders
        if start != stop
    }
    return {stop: way for (start, stop), way in ways.items() if way and not ways[stop, start]}


def _way(partnership: Partnership, matter: Node, start: str, stop: str) -> tuple[str, ...]:
    """Return the delegations of a matter from one to another, or that one acts for the other."""
    facts = partnership.facts
    if partnership.hierarchy.is_own_executive(stop, start):
        return tuple(link.id for link in facts.out_links(stop, "acts_for"))
    ways: list[tuple[str, tuple[str, ...]]] = [(start, ())]
    seen = {start}
    while ways:
        at, way = ways.pop(0)
        for link in facts.out_links(at, "delegates_to"):
            if link.to_id in seen or not covers(partnership, link, matter):
                continue
            if link.to_id == stop:
                return (*way, link.id)
            seen.add(link.to_id)
            ways.append((link.to_id, (*way, link.id)))
    return ()


def _others(context: RuleContext, matter: Node) -> str:
    """Say which other part in a matter is on record, and whose."""
    rights = context.firm.facts.in_links(matter.id, "has_right_over")
    others = [f for f in rights if f.text("right") != "decides"]
    said = [fact_sentence(link, context.view.snapshot).rstrip(".") for link in others]
    return f"On record: {some(said)}." if said else ""
