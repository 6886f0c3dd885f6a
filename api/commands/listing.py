"""Commands that list what there is: the areas of a store, the kinds of thing and of link."""

import click

from api.commands.options import chosen_store, store_option
from api.commands.output import say
from api.service.meanings import lists_of_words, words_meant
from graph.kinds import DECLARABLE_LISTS, LINK_KINDS, NODE_KINDS, LinkKind
from graph.sentences import capital


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

    With WORD, what that kind, list, attribute or word means, and what else it is called:
    "body_kind", "quorum", "SCP".
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
        name = link.name
        for starts, stops in _ends(link):
            say(f"  {name:<17} {', '.join(starts)} {link.verb} {', '.join(stops)}{mark}")
            name = ""
    say("Lists that can be declared complete")
    for one in DECLARABLE_LISTS:
        say(f"  {one.name:<17} {capital(one.says.rstrip(','))}.")
    say("Lists of words (goldenthread kinds NAME explains each word)")
    for names, choices in lists_of_words():
        say(f"  {' or '.join(names):<17} {len(choices)} words")


def _ends(link: LinkKind) -> list[tuple[list[str], list[str]]]:
    """Return which kinds of thing a link may begin at, with those it may then end at."""
    stops_of: dict[str, list[str]] = {}
    for start, stop in sorted(link.pairs):
        stops_of.setdefault(start, []).append(stop)
    starts_of: dict[tuple[str, ...], list[str]] = {}
    for start, stops in stops_of.items():
        starts_of.setdefault(tuple(stops), []).append(start)
    return [(starts, list(stops)) for stops, starts in starts_of.items()]


def _explain(word: str) -> None:
    """Say what a kind, a list or a word means; raises UnknownThing with what is near."""
    found = words_meant(word)
    for heading, choices in found:
        say(heading)
        for choice in choices:
            others = f" Also called: {'; '.join(choice.other_names)}." if choice.other_names else ""
            said = f"{choice.word} ({choice.label})" if choice.label != choice.word else choice.word
            say(f"  {said}: {choice.meaning}{others}")
