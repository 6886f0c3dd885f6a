"""Commands that list what there is: the areas of a store, the kinds of thing and of link."""

import click

from api.commands.options import chosen_store, store_option
from api.commands.output import say
from graph.kinds import LINK_KINDS, NODE_KINDS


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
def kinds() -> None:
    """List the kinds of thing and of link, with what each may join."""
    say("Things")
    for kind in NODE_KINDS:
        say(f"  {kind.name:<17} {kind.definition}")
    say("Links")
    for link in LINK_KINDS:
        mark = " (upward)" if link.upward else ""
        starts = ", ".join(sorted({start for start, _ in link.pairs}))
        stops = ", ".join(sorted({stop for _, stop in link.pairs}))
        say(f"  {link.name:<17} {starts} {link.verb} {stops}{mark}")
