"""The command that lists the checks, as they stand on a day, and what changed between two."""

from datetime import date

import click

from api.commands.output import say
from api.errors import UsageError
from api.reports.wording import capital, count_words, passage
from api.service.reader import read_day
from graph.facts.dates import day_words
from graph.rules.finding import SEVERITY_WORDS, Citation, act_words, expectation_words
from graph.rules.policy import changes_bearing_on, days_in_words, rules_between, unread_words
from graph.rules.policy_changes import POLICY
from graph.rules.registry import Rule, rule_by_id
from graph.rules.run import RULES


@click.command()
@click.argument("rule_id", required=False, metavar="[RULE]")
@click.option("--as-of", "as_of", metavar="DAY", help="As they stand on this day (default: today).")
@click.option(
    "--changed-since",
    metavar="DAY",
    help="Only the checks that stand otherwise than on this earlier day, and why.",
)
def rules(rule_id: str | None, as_of: str | None, changed_since: str | None) -> None:
    """List the checks, or show one with its guidance, as they stand on a day."""
    day, first = read_day(as_of) or date.today(), read_day(changed_since)
    chosen = (rule_by_id(rule_id),) if rule_id else RULES
    if first:
        _changed(chosen, first, day)
    elif rule_id:
        _one(chosen[0], day)
    else:
        for rule in RULES:
            said = SEVERITY_WORDS[rule.severity_on(day)]
            say(f"{rule.id:<38} {said:<20} {rule.question}")


def _one(rule: Rule, day: date) -> None:
    say(f"{rule.title}: {rule.question}")
    expected = expectation_words(rule.severity_on(day), rule.citations, day)
    say(f"As on {day_words(day)}: expectation from {expected}")
    say(f"If nothing is recorded: not recorded, ask. {capital(rule.absence.value)}.")
    say(f"If it is missing: {rule.remedy}")
    for citation in rule.citations_on(day):
        say(f"Guidance: {_cited(citation, day)}")
    for change in changes_bearing_on(rule.id, POLICY):
        say(f"Change: {change.title} ({days_in_words(change)}). {change.on(day)} {change.effect}")


def _cited(citation: Citation, day: date) -> str:
    said = passage(citation) + (f", {citation.url}" if citation.url else "")
    return f"{said} ({act_words(citation, day).rstrip('.')})" if citation.coming(day) else said


def _changed(chosen: tuple[Rule, ...], first: date, last: date) -> None:
    if last < first:
        raise UsageError(f"{day_words(first)} lies after {day_words(last)}: give an earlier day.")
    found = rules_between(first, last, chosen, POLICY)
    between = f"between {day_words(first)} and {day_words(last)}"
    say(f"{capital(count_words(len(found), 'check'))} changed {between}.")
    if unread_words(POLICY, last):
        say(unread_words(POLICY, last))
    for one in found:
        say(f"\n{one.rule.title} [{one.rule.id}]")
        say(f"  On {day_words(first)}: {one.before}.")
        say(f"  On {day_words(last)}: {one.after}.")
        for change in one.why:
            say(f"  Why: {change.title} ({days_in_words(change)}). {change.what}")
