"""Deciding: whether the shares of a pooled fund add up."""

import re
from collections.abc import Mapping

from graph.body_kinds import in_scope
from graph.facts.model import Link
from graph.governance_view import Partnership
from graph.rules.citations import cite
from graph.rules.deciding_rights import GROUP, unsaid_words
from graph.rules.finding import Severity
from graph.rules.registry import Evidence, RuleContext, Subject, rule
from graph.sentences import some

_FUNDS = ("agreement", "body", "service", "programme")
# Per cent, and how far rounded shares may be off.
_WHOLE, _ROUNDING = 100, 0.5
_YEAR = re.compile(r"\d{4}")


@rule(
    "contributions-add-up",
    group=GROUP,
    title="Shares of a pooled fund add up",
    question="Do the shares that partners pay into each pooled fund add up to the whole?",
    severity=Severity.GOOD,
    citations=(cite("CIPFA16", section="Principle F: performance"),),
    subjects="pooled funds with two shares of one year",
    remedy="Record the contributor that is missing, or correct the shares with those who pay.",
    would_change="Pooled shares of one year on record that come to 100 per cent.",
)
def contributions_add_up(context: RuleContext) -> list[Subject]:
    """Met for each fund and year: the pooled shares come to 100 per cent; a gap where above."""
    subjects = [
        _shares(context, target, year, links)
        for (target, year), links in _pooled(context.firm).items()
        if len(links) > 1
    ]
    return subjects or context.waits("No two shares of a pooled fund are recorded yet for a year.")


def _pooled(partnership: Partnership) -> Mapping[tuple[str, str], list[Link]]:
    """Return the links that say a share of a pooled fund, by fund and year; "" for no year.

    Who funds and commissions the same thing is counted by what they pay.
    """
    found: dict[tuple[str, str], list[Link]] = {}
    for kind in ("funds", "commissions"):
        for link in partnership.facts.links_of(kind):
            target = partnership.facts.nodes[link.to_id]
            judged = target.kind in _FUNDS and (target.kind != "body" or in_scope(target))
            if not judged or not link.flag("pooled") or link.amount("share") is None:
                continue
            own = found.setdefault((link.to_id, _year(link)), [])
            if kind == "funds" or link.from_id not in {f.from_id for f in own if f.kind == "funds"}:
                own.append(link)
    return found


def _year(link: Link) -> str:
    """Return the year in which a financial year begins: "2025" of 2025-26 and of 2025/26."""
    said = link.text("year") or ""
    begins = _YEAR.search(said)
    return begins[0] if begins else said.strip().casefold()


def _shares(context: RuleContext, target: str, year: str, links: list[Link]) -> Subject:
    fund = context.firm.facts.nodes[target]
    total = _total(links)
    when = f" for {links[0].text('year')}" if year else ""
    each = some([f"{context.view.name(f.from_id)} {_per_cent(f.amount('share'))}" for f in links])
    said = f"The pooled shares of {fund.name}{when} come to {_per_cent(total)} ({each})."
    facts = tuple(link.id for link in links)
    above, whole = total > _WHOLE + _ROUNDING, abs(total - _WHOLE) <= _ROUNDING
    coming = not above and not whole and _comes_to_whole(context.intended, target, year)
    unsaid = [] if above or whole else _perhaps_pooled(context.firm, target, year, links)
    absent = f"Who pays the rest of {fund.name}{when} is not recorded ({_per_cent(total)} so far)"
    if above:
        absent = f"For which year each share of {fund.name} is paid is not recorded"
    return Subject(
        id=target,
        name=f"{fund.name}{when}",
        # Shares of no year may be of several.
        contradiction=Evidence(said, facts) if above and year else None,
        met=Evidence(said, facts) if whole else None,
        planned=Evidence(f"With what is to come: {fund.name}{when} is paid in full.", facts)
        if coming
        else None,
        absent=absent,
        hint=unsaid_words(context, unsaid, "Whether that is a pooled share of it, and how much"),
        looked=(*facts, *(link.id for link in unsaid)),
        # While somebody pays of whom the share is not known, no list can settle that nobody does.
        lists=() if above or unsaid else (("agreements", context.area),),
    )


def _perhaps_pooled(
    partnership: Partnership, target: str, year: str, counted: list[Link]
) -> list[Link]:
    """Return who else pays for a fund, and may pay the rest: the record does not say."""
    payers = {link.from_id for link in counted}
    return [
        link
        for link in partnership.facts.in_links(target, "funds", "commissions")
        if link.from_id not in payers
        and link.flag("pooled") is not False
        and (not _year(link) or _year(link) == year or not year)
    ]


def _comes_to_whole(partnership: Partnership, target: str, year: str) -> bool:
    return abs(_total(_pooled(partnership).get((target, year), [])) - _WHOLE) <= _ROUNDING


def _total(links: list[Link]) -> float:
    return round(sum(link.amount("share") or 0 for link in links), 2)


def _per_cent(share: float | None) -> str:
    return f"{share or 0:g} %"
