"""Commands that ask: lines of sight, a map as a file, and what there is."""

from pathlib import Path

import click

from api.commands.moving import write_whole
from api.commands.options import (
    area_view,
    chosen_store,
    complete_option,
    day_option,
    known_option,
    shown_day,
    store_option,
)
from api.commands.output import say
from api.errors import ANSWER_IS_NO, DONE, UsageError
from api.reports.wording import cautions, open_words
from api.service.maps import COLOURS, drawn
from api.service.meanings import lists_of_words, words_meant
from api.service.reader import Reader, resolve, resolve_target
from graph.kinds import LINK_KINDS, NODE_KINDS
from graph.paths import LineOfSight, PathStep, line_of_sight
from graph.sentences import fact_sentence, source_words
from graph.view import View
from visualisations.output import png, svg
from visualisations.scene import Scene


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
            note = "" if step.nature == "line" else f" ({step.nature}, no line of accountability)"
            doubt = f" {open_words(view.day)}" if view.maybe(fact) else ""
            said.append(f"{fact_sentence(fact, view.snapshot)}{note}{doubt}")
            said.append(f"  source: {source_words(fact, view.snapshot)}")
        return said

    return [line for step in (*answer.steps, *answer.joined_by) for line in lines(step)]


@click.command("map")
@click.argument("slug")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file.")
@click.option("--layout", type=click.Choice(["columns", "network"]), default="columns")
@click.option("--theme", type=click.Choice(["screen", "projector"]), default="screen")
@click.option("--size", type=click.Choice(list(svg.SIZES)), help="Paper to fit an .svg on.")
@click.option("--colour", type=click.Choice(list(COLOURS)), default="kind")
@day_option
@known_option
@complete_option
@store_option
def map_(
    slug: str,
    output: Path,
    layout: str,
    theme: str,
    size: str | None,
    colour: str,
    as_of: str | None,
    known_at: str | None,
    complete: bool,
    store_url: str | None,
) -> None:
    """Draw the map as one file: .html works offline, .svg and .png are the same picture.

    The file is drawn anew each time, in place of one that is there.
    """
    if output.suffix not in (".html", ".svg", ".png"):
        raise UsageError(f"{output} ends in none of .html, .svg and .png: name it so.")
    if size and output.suffix != ".svg":
        raise UsageError(f"--size {size} is for an .svg, and {output} is none.")
    with chosen_store(store_url) as store:
        reader = Reader(store)
        view = area_view(reader, slug, as_of, complete, known_at)
        scene = drawn(reader, view, layout, theme, colour=colour)
    write_whole(output, _picture(scene, output.suffix, size or ""))
    say(f"{output}: the map of {view.snapshot.area.title}.")


def _picture(scene: Scene, suffix: str, size: str) -> str | bytes:
    if suffix == ".html":
        from visualisations.output.html_file import write_page  # pyvis takes a second to load

        return write_page(scene)
    return svg.draw(scene, size=size) if suffix == ".svg" else png.draw(scene)


@click.command()
@store_option
def areas(store_url: str | None) -> None:
    """List the areas in the store."""
    with chosen_store(store_url) as store:
        found = store.areas()
    if not found:
        say('No areas yet: run "goldenthread examples".')
    for one in found:
        counts = f"{one.nodes} things, {one.links} links, revision {one.revision}"
        say(f"{one.area.slug:<20} {one.area.title:<23} {counts}")


@click.command()
@click.argument("word", required=False)
def kinds(word: str | None) -> None:
    """List the kinds of thing and of link, with what each may join, and every list of words.

    With WORD, what that kind, list or word means, and what else it is called: "body_kind", "SCP".
    """
    if word:
        _explain(word)
        return
    say("Things")
    for kind in NODE_KINDS:
        say(f"  {kind.name:<17} {kind.definition}")
    say("Links")
    for link in LINK_KINDS:
        mark = " (upward)" if link.upward else ""
        starts = ", ".join(sorted({start for start, _ in link.pairs}))
        stops = ", ".join(sorted({stop for _, stop in link.pairs}))
        say(f"  {link.name:<17} {starts} {link.verb} {stops}{mark}")
    say("Lists of words (goldenthread kinds NAME explains each word)")
    for names, choices in lists_of_words():
        say(f"  {' or '.join(names):<17} {len(choices)} words")


def _explain(word: str) -> None:
    """Say what a kind, a list or a word means; raises UnknownThing with what is near."""
    found = words_meant(word)
    for heading, choices in found:
        say(heading)
        for choice in choices:
            others = f" Also called: {'; '.join(choice.other_names)}." if choice.other_names else ""
            said = f"{choice.word} ({choice.label})" if choice.label != choice.word else choice.word
            say(f"  {said}: {choice.meaning}{others}")
