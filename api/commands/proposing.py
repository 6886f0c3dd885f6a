"""Commands that try changes without writing them, keep them by name, and accept or drop them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from api.commands.area_views import area_view, note_invented, say_newer, shown_day
from api.commands.options import (
    chosen_store,
    complete_option,
    day_option,
    follow_option,
    format_option,
    store_option,
)
from api.commands.output import say
from api.errors import UsageError
from api.reports.printing import json_text
from api.service.planned_things import sort_of
from api.service.proposals import Proposal, effect_of, left_words, read_file, sentences
from api.service.reader import Reader
from api.service.scenarios import accept_kept, drop_kept, hanging_after, keep
from api.service.sights import Sight, sights
from graph.compare import Comparison, FindingMoved
from graph.errors import ScenarioMoved
from graph.facts.changes import Change
from graph.facts.dates import day_words
from graph.facts.scenarios import Scenario
from graph.rules.finding import OUTCOME_WORDS
from loaders.ordinary_files import read_ordinary

_format_option = format_option(("text", "json"), "the answer")
# Of a file of changes: some 20,000 letters for each that is tried at once.
_MOST_BYTES = 4 * 2**20
_version_option = click.option(
    "--version",
    "version",
    type=click.IntRange(1),
    metavar="VERSION",
    help="Only if it is still the version that was looked at (scenarios lists them).",
)


@click.command("what-if")
@click.argument("slug")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--add", "added", multiple=True, metavar="'FROM KIND TO'", help="Propose a link.")
@click.option(
    "--new",
    "new",
    multiple=True,
    nargs=2,
    metavar="NAME WHAT",
    help="Add a thing as planned: WHAT is a kind, such as hwb or organisation:police.",
)
@click.option(
    "--end", "ended", multiple=True, nargs=2, metavar="FACT DAY", help="A fact is so until a day."
)
@click.option(
    "--successor",
    "successors",
    multiple=True,
    metavar="THING",
    help="With one --end of a thing: what takes over from it; several times for a split.",
)
@click.option(
    "--takes-over", "since", metavar="DAY", help="When it takes over; default: right after the end."
)
@click.option(
    "--hanging",
    "fates",
    multiple=True,
    nargs=2,
    metavar="WHAT FATE",
    help="With one --end of a thing: what becomes of a group of its links (seats, sub-groups ...), "
    "of one link, or of all: ends, moves, stays, or the successor that takes it.",
)
@click.option("--withdraw", "withdrawn", multiple=True, metavar="FACT", help="Recorded in error.")
@click.option("--keep", "keep_as", metavar="NAME", help="Keep the changes as a scenario.")
@click.option(
    "--over",
    "over",
    type=click.IntRange(1),
    metavar="VERSION",
    help="With --keep: in place of this version of the scenario of that name.",
)
@day_option
@complete_option
@_format_option
@store_option
def what_if(
    slug: str,
    file: Path | None,
    added: tuple[str, ...],
    new: tuple[tuple[str, str], ...],
    ended: tuple[tuple[str, str], ...],
    successors: tuple[str, ...],
    since: str | None,
    fates: tuple[tuple[str, str], ...],
    withdrawn: tuple[str, ...],
    keep_as: str | None,
    over: int | None,
    as_of: str | None,
    complete: bool,
    output_format: str,
    store_url: str | None,
) -> None:
    """Try changes on an area: what would open, close and move. Nothing is written.

    FILE holds changes, a JSON object each, in the words of the archive format. FACT is an id, of
    a link also FROM~KIND~TO, of a thing also its name. What hangs on a thing that ends is listed;
    it stays as it is unless --hanging says what becomes of it.
    """
    more = bool(successors or since or fates)
    if more and len(ended) != 1:
        raise UsageError(
            "--successor, --takes-over and --hanging say what becomes of one thing: give one --end "
            "with them, and end the next one in another scenario or a file of changes."
        )
    if over is not None and keep_as is None:
        raise UsageError("--over says which version --keep takes the place of: add --keep NAME.")
    with chosen_store(store_url) as store:
        reader = Reader(store)
        view = area_view(reader, slug, as_of, complete)
        proposal = Proposal(view.snapshot)
        for change in read_file(view.snapshot, _text(file)) if file else ():
            proposal.add(change)
        for name, what in new:
            proposal.thing(name, sort_of(what))
        for text in added:
            proposal.words(text)
        for fact, until in ended:
            proposal.end(fact, until, successors, since or "", dict(fates))
        for fact in withdrawn:
            proposal.withdraw(fact)
        if not proposal.changes:
            raise UsageError('Nothing to try: name a file of changes, or --add "FROM KIND TO".')
        comparison = effect_of(reader, view, proposal.changes)
        kept = None
        if keep_as is not None:
            kept = _kept(reader, slug, keep_as, proposal.changes, over or 0)
    print_as = _json if output_format == "json" else _print
    print_as(comparison, proposal, kept)


def _kept(reader: Reader, slug: str, name: str, changes: Sequence[Change], seen: int) -> Scenario:
    """Keep changes; where another scenario has the name, say how to keep them over it."""
    try:
        return keep(reader, slug, name, changes, seen)
    except ScenarioMoved as error:
        how = f" To keep yours over it: --over {error.version}." if error.version else ""
        raise UsageError(f"{error}{how}") from error


def _text(file: Path) -> str:
    try:
        return read_ordinary(file, str(file), _MOST_BYTES, "propose less at a time.").decode()
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not UTF-8 text.") from error


def _print(comparison: Comparison, proposal: Proposal, kept: Scenario | None) -> None:
    say(f"{comparison.before.snapshot.area.title} as of {shown_day(comparison.before)}, if")
    for sentence in sentences(comparison, proposal.changes):
        say(f"  {sentence}")
    for heading, said in (
        ("Not as asked", proposal.told),
        ("Hangs on what would end", left_words(comparison)),
    ):
        if said:
            say(f"{heading}")
        for sentence in said:
            say(f"  {sentence}")
    lists = (
        ("Would close", comparison.closed),
        ("Would open", comparison.opened),
        ("Would read otherwise", comparison.moved),
    )
    for heading, findings in lists:
        say(f"{heading}: {len(findings) or 'nothing'}")
        for moved in findings:
            was, now = OUTCOME_WORDS[moved.before], OUTCOME_WORDS[moved.after]
            change = f"{was}, then {now}" if was != now else now
            say(f"  {moved.rule} ({change}): {moved.sentence}")
    say("Lines of sight")
    for sight in sights(comparison) or ():
        say(f"  {sight.board} to the {sight.target}")
        say(f"    before: {sight.before}")
        say(f"    after:  {sight.after if sight.after != sight.before else 'the same.'}")
    area = comparison.before.snapshot.area.slug
    if kept is None:
        say("Nothing was written.")
    else:
        name = kept.name
        say(
            f'Kept as "{name}" (version {kept.version}); the record is as it was: '
            f'goldenthread accept {area} "{name}"'
        )


def _json(comparison: Comparison, proposal: Proposal, kept: Scenario | None) -> None:
    before = comparison.before
    note_invented(before)
    content = {
        "area": before.snapshot.area.slug,
        "as_of": before.day.isoformat(),
        "changes": sentences(comparison, proposal.changes),
        "not_as_asked": proposal.told,
        "hanging": left_words(comparison),
        "closed": [_moved(moved) for moved in comparison.closed],
        "opened": [_moved(moved) for moved in comparison.opened],
        "moved": [_moved(moved) for moved in comparison.moved],
        "lines_of_sight": [_sight(sight) for sight in sights(comparison)],
        "kept": kept.name if kept else None,
        "kept_version": kept.version if kept else None,
    }
    say(json_text(content), nl=False)


def _moved(moved: FindingMoved) -> dict[str, str]:
    return {
        "rule": moved.rule,
        "before": moved.before.value,
        "after": moved.after.value,
        "sentence_before": moved.sentence_before,
        "sentence": moved.sentence,
    }


def _sight(sight: Sight) -> dict[str, Any]:
    names = ("board", "target", "reached_before", "reached", "before", "after")
    return {name: getattr(sight, name) for name in names}


@click.command()
@click.argument("slug")
@store_option
def scenarios(slug: str, store_url: str | None) -> None:
    """List the scenarios kept of an area."""
    with chosen_store(store_url) as store:
        note_invented(area_view(Reader(store), slug, None))
        found = store.scenarios(slug)
    if not found:
        say(f"No scenario of {slug} is kept: goldenthread what-if {slug} --keep NAME.")
    for one in found:
        number = len(one.changes)
        changes = f"{number} change{'' if number == 1 else 's'}"
        since = f"on {day_words(one.day)} (version {one.version})"
        say(f'"{one.name}" by {one.author} {since}: {changes}')


@click.command()
@click.argument("slug")
@click.argument("name")
@_version_option
@follow_option
@store_option
def accept(slug: str, name: str, version: int | None, follow: bool, store_url: str | None) -> None:
    """Write a scenario's changes into the record, all of them or none."""
    with chosen_store(store_url) as store:
        reader = Reader(store)
        view = area_view(reader, slug, None)
        for sentence in hanging_after(reader, view, name):
            say(sentence)
        revision = accept_kept(reader, slug, name, version)
        say(f'{slug}: "{name}" is written into the record (revision {revision}).')
        say_newer(store, slug, follow, "use the button on its pages, or load with --follow-today.")


@click.command()
@click.argument("slug")
@click.argument("name")
@_version_option
@store_option
def drop(slug: str, name: str, version: int | None, store_url: str | None) -> None:
    """Drop a scenario; the record stays as it is."""
    with chosen_store(store_url) as store:
        reader = Reader(store)
        area_view(reader, slug, None)
        drop_kept(reader, slug, name, version)
    say(f'{slug}: "{name}" is dropped.')
