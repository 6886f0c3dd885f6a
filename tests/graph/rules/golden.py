"""The right answers of the whole catalogue, one line a check, as a file that reads well in a diff.

Remade by `python -m tests.graph.rules.golden`, with the picture of the README, which tells what is
not recorded. Every line of the diff that is no new check is an answer that changed: say why.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from graph.rules.finding import Finding, NotApplicableBecause, Outcome
from graph.rules.registry import GROUPS
from graph.rules.run import RULES, run
from graph.view import View, default_day
from loaders.examples import INVENTED, example, example_places, published_slugs
from tests.full_town import BEST_START_DAY, PROGRAMME_DAY, full_town, gap_town
from visualisations.output import svg
from visualisations.scene import scene_of

COMMAND = "python -m tests.graph.rules.golden"
GOLDEN = Path(__file__).with_name("right_answers.md")
PICTURE = Path(__file__).parents[3] / "docs" / f"{INVENTED}.svg"
LETTERS = {
    Outcome.MET: "M",
    Outcome.GAP: "G",
    Outcome.PLANNED: "P",
    Outcome.SILENT: "S",
    Outcome.NOT_APPLICABLE: "N",
    Outcome.UNKNOWN: "U",
}
# What the longest have today; a longer one moves its own line only.
_ID, _SEVERITY = 37, 9
_HEAD = f"""# The checks and their right answers

Made by `{COMMAND}`, which a failing test asks for: read the diff.
`goldenthread rules` and the page `/rules` say what each check cites, what it asks for and what
would change its answer.

One letter an answer: **M** met, **G** gap, **P** planned, **S** not recorded: ask, **W** waits
until something is recorded that it is about, **N** does not apply, **U** cannot be told; a second
one after "/" where the workshop switch "treat this map as complete" gives another. The published
areas are asked on the day each opens on. Fullham and Gapham (`tests/full_town.py`) are made so
that all that can be met is, and all that can be a gap is: on {PROGRAMME_DAY} the programme's checks
apply, on {BEST_START_DAY} that of the plan after it. The severity is that of the first of these
days.
"""


_NEVER_A_GAP = (
    "No contradiction of `safeguarding-review-agreed` can be recorded, and what\n"
    "`bodies-operating` finds not to operate is planned. Any other check named here lacks its\n"
    "facts in that town."
)


def views() -> dict[str, View]:
    """Return what is asked, by the heading of its column."""
    opened = {slug: _opened(slug) for slug in published_slugs()}
    towns = {
        f"{town.slug} {day.year}": town.view(day)
        for town in (full_town(), gap_town())
        for day in (PROGRAMME_DAY, BEST_START_DAY)
    }
    return opened | towns


def _opened(slug: str) -> View:
    """Return a bundled area on the day it opens on."""
    snapshot = example(slug).snapshot
    return View(snapshot, default_day(snapshot, date.today()))


def answers(view: View) -> dict[str, str]:
    """Return the letters of each check, by its id: a second one if the switch gives another."""
    switched = run(View(view.snapshot, view.day, complete=True))
    return {
        plain.rule: _letters(plain, other) for plain, other in zip(run(view), switched, strict=True)
    }


def _letters(plain: Finding, switched: Finding) -> str:
    one, other = _letter(plain), _letter(switched)
    return one if one == other else f"{one}/{other}"


def _letter(finding: Finding) -> str:
    waits = finding.because is NotApplicableBecause.WAITS
    return "W" if waits else LETTERS[finding.outcome]


def written() -> str:
    """Return the file as it should be."""
    return "".join(_lines())


def _lines() -> Iterator[str]:
    columns = {name: answers(view) for name, view in views().items()}
    yield _HEAD
    yield f"\nNot met in Fullham on either day: {_lacking('fullham', 'M', columns)}.\n"
    yield f"No gap in Gapham on either day: {_lacking('gapham', 'G', columns)}.\n"
    yield f"{_NEVER_A_GAP}\n"
    for group, label in GROUPS.items():
        yield f"\n## {label}\n\n"
        yield _row("check", "severity", columns, "what it asks")
        yield _row("---", "---", ["-" * len(name) for name in columns], "---")
        for rule in RULES:
            if rule.group == group:
                letters = [given[rule.id].ljust(len(name)) for name, given in columns.items()]
                yield _row(
                    f"`{rule.id}`", str(rule.severity_on(PROGRAMME_DAY)), letters, rule.question
                )
    yield f"\n## {INVENTED}, which is invented and counts nowhere\n\n"
    for rule_id, letter in answers(_opened(INVENTED)).items():
        yield f"- `{rule_id}` {letter}\n"


def _lacking(town: str, letter: str, columns: Mapping[str, Mapping[str, str]]) -> str:
    """Name the checks that have a letter in none of a town's columns."""
    given = [letters for name, letters in columns.items() if name.startswith(town)]
    lacking = [rule.id for rule in RULES if not any(letter in one[rule.id] for one in given)]
    return ", ".join(f"`{rule}`" for rule in lacking) or "none"


def _row(check: str, severity: str, letters: Iterable[str], asks: str) -> str:
    return "| " + " | ".join([check.ljust(_ID), severity.ljust(_SEVERITY), *letters, asks]) + " |\n"


def picture() -> str:
    """Return the picture of the README as it should be."""
    view = _opened(INVENTED)
    return svg.draw(scene_of(view, run(view), places=example_places(INVENTED)))


if __name__ == "__main__":
    GOLDEN.write_text(written(), encoding="utf-8")
    PICTURE.write_text(picture(), encoding="utf-8")
