"""Commands about what became of the questions of an area: list them, and say it of one."""

import click

from api.commands.area_views import area_view, shown_day
from api.commands.options import chosen_store, day_option, format_option, store_option
from api.commands.output import say, say_in
from api.reports.question_states import FORMATS, QuestionFilter, fitting
from api.service.question_states import FROM_COMMAND, GivenState, questions_of, set_state
from api.service.reader import Reader
from graph.rules.registry import rule_by_id

_STATES = "not_asked, asked, promised, does_not_know, declined, not_ours or answered"


@click.command()
@click.argument("slug")
@click.option("--state", "states", multiple=True, metavar="STATE", help=f"Only these: {_STATES}.")
@click.option("--rule", "rule_ids", multiple=True, metavar="ID", help="Only those of this check.")
@click.option("--overdue", is_flag=True, help="Only those whose answer is late.")
@day_option
@format_option(FORMATS, "the questions")
@store_option
def questions(
    slug: str,
    states: tuple[str, ...],
    rule_ids: tuple[str, ...],
    overdue: bool,
    as_of: str | None,
    output_format: str,
    store_url: str | None,
) -> None:
    """List the questions of an area: what is not recorded, who was asked, and what became of it."""
    wanted = QuestionFilter.read(states, [rule_by_id(one).id for one in rule_ids], overdue)
    with chosen_store(store_url) as store:
        reader = Reader(store)
        view = area_view(reader, slug, as_of)
        asked = questions_of(reader, view)
    if output_format == "text":
        say(f"{view.snapshot.area.title} as of {shown_day(view)}")
    today = reader.today()
    found = fitting(asked, wanted, today)
    say_in(output_format, FORMATS[output_format](view, asked, found, today))


@click.command()
@click.argument("slug")
@click.argument("subject", required=False, default="")
@click.option("--rule", "rule_id", metavar="ID", default="", help="The check that asks.")
@click.option("--attribute", metavar="NAME", default="", help="Or what is not recorded: quorum.")
@click.option("--state", required=True, metavar="STATE", help=f"What became of it: {_STATES}.")
@click.option("--to", metavar="WHO", default="", help="Whom: a post or organisation.")
@click.option("--on", metavar="DAY", default="", help="The day of it (default: today).")
@click.option("--due", metavar="DAY", default="", help="The day by which an answer is expected.")
@click.option("--by", metavar="NAME", default="", help="Who says so (default: you).")
@click.option("--reason", metavar="TEXT", default="", help="Why; with not_ours it must be given.")
@store_option
def question(
    slug: str,
    subject: str,
    rule_id: str,
    attribute: str,
    state: str,
    to: str,
    on: str,
    due: str,
    by: str,
    reason: str,
    store_url: str | None,
) -> None:
    """Say what became of a question: whom you asked, until when, or why it is not yours.

    SUBJECT is what it is about, by the id or name that questions lists; without it, the area.
    """
    given = GivenState(
        subject=subject,
        rule=rule_id,
        attribute=attribute,
        state=state,
        to=to,
        on=on,
        due=due,
        by=by,
        reason=reason,
    )
    with chosen_store(store_url) as store:
        reader = Reader(store)
        area_view(reader, slug, None)
        say(f"{slug}: {set_state(reader, slug, given, FROM_COMMAND)}")
