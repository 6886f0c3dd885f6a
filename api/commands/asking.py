"""The command that asks for a line of sight."""

import click

from api.commands.area_views import area_view, shown_day
from api.commands.options import chosen_store, day_option, known_option, store_option
from api.commands.output import say
from api.errors import ANSWER_IS_NO, DONE
from api.reports.wording import cautions, open_words
from api.service.reader import Reader, resolve, resolve_target
from graph.paths import LineOfSight, PathStep, line_of_sight
from graph.sentences import fact_sentence, source_words
from graph.view import View


@click.command()
@click.argument("slug")
@click.argument("start", metavar="FROM")
@click.argument("stop", metavar="TO")
@click.option("--via", metavar="KIND,...", default="", help="Further kinds of link to walk.")
@day_option
@known_option
@store_option
def path(
    slug: str,
    start: str,
    stop: str,
    via: str,
    as_of: str | None,
    known_at: str | None,
    store_url: str | None,
) -> int:
    """Line of sight between two things, or how far it gets and what would complete it.

    FROM and TO are ids or names; TO may also be a kind of body, such as "safeguarding partnership".
    """
    with chosen_store(store_url) as store:
        view = area_view(Reader(store), slug, as_of, known_at=known_at)
        kinds = tuple(kind.strip() for kind in via.split(",") if kind.strip())
        target = resolve_target(view.snapshot, stop)
        answer = line_of_sight(view, resolve(view.snapshot, start), target, kinds)
    say(f"{view.snapshot.area.title} as of {shown_day(view)}")
    for caution in cautions(view):
        say(caution)
    say(answer.sentence)
    for line in _path_lines(answer, view):
        say(f"  {line}")
    if answer.missing:
        say(answer.missing.sentence)
    return DONE if answer.reached else ANSWER_IS_NO


def _path_lines(answer: LineOfSight, view: View) -> list[str]:
    def lines(step: PathStep) -> list[str]:
        said = []
        for link in step.links:
            fact = view.snapshot.links[link]
            note = "" if step.nature == "line" else f" ({step.words}, no line of accountability)"
            doubt = f" {open_words(view.day)}" if view.maybe(fact) else ""
            said.append(f"{fact_sentence(fact, view.snapshot)}{note}{doubt}")
            said.append(f"  source: {source_words(fact, view.snapshot)}")
        return said

    return [line for step in (*answer.steps, *answer.joined_by) for line in lines(step)]
