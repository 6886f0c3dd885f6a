"""Keeping what a demo shows: its areas are brought into a store that stays."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from graph.errors import Conflict, UnknownThing
from graph.facts.store_dump import Contents
from graph.store import Store

OpenStore = Callable[[], AbstractContextManager[Store]]


@dataclass(frozen=True, slots=True)
class KeptAreas:
    """Where areas were kept: those that are new there, those that were there already, by title.

    refused has those that could not be, each with the reason in a sentence.
    """

    address: str
    kept: tuple[str, ...]
    there: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


def keep_areas(demo: Store, own: OpenStore, slug: str = "") -> KeptAreas:
    """Bring an area, or all, with history, scenarios and moved boxes into one's own store.

    What is there already stays as it is. Raises UnknownThing, StoreError where the store cannot be
    opened, and UsageError where its address is none.
    """
    contents = demo.contents()
    if slug and slug not in contents.slugs():
        raise UnknownThing.nearest_to("area", slug, contents.slugs())
    titles = {each: snapshot.area.title for each, snapshot in contents.snapshots().items()}
    wanted = [slug] if slug else list(titles)
    refused = []
    with own() as store:
        known = {summary.area.slug for summary in store.areas()}
        new = [each for each in wanted if each not in known]
        for each in new:
            try:
                _keep(store, contents, each)
            except Conflict as error:
                refused.append((titles[each], str(error)))
        address = store.describe().address
    left_out = {title for title, _ in refused}
    kept = tuple(titles[each] for each in new if titles[each] not in left_out)
    there = tuple(titles[each] for each in wanted if each in known)
    return KeptAreas(address, kept, there, tuple(refused))


def _keep(store: Store, contents: Contents, slug: str) -> None:
    store.put(contents.snapshots()[slug], contents.history_of(slug))
    for (area, layout), places in contents.places.items():
        if area == slug:
            store.keep_places(slug, layout, places)
    for scenario in contents.scenarios:
        if scenario.area == slug:
            store.keep_scenario(scenario)
