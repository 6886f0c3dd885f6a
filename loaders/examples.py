"""The bundled areas: eight councils' facts as published, and a town that is plainly invented."""

from importlib.resources import files

from graph.errors import UnknownThing
from graph.facts.scenarios import Scenario
from graph.facts.store_dump import Places
from loaders.archive import Archive, parse_archive
from loaders.example_town import facts_of_town
from loaders.example_town.town_tables import SLUG

INVENTED = SLUG
_FOLDER = files("loaders") / "bundled"


def example_slugs() -> tuple[str, ...]:
    """Return the slugs of the bundled areas, the invented one first."""
    return (INVENTED, *published_slugs())


def published_slugs() -> tuple[str, ...]:
    """Return the slugs of the bundled areas that tell of real councils."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(n.removesuffix(".jsonl") for n in names if n.endswith(".jsonl")))


def example(slug: str) -> Archive:
    """Return a bundled area; raises UnknownThing with the nearest names."""
    check_example(slug)
    if slug == INVENTED:
        return Archive(facts_of_town.snapshot(), ())
    file = _FOLDER / f"{slug}.jsonl"
    return parse_archive(file.read_text(encoding="utf-8").splitlines(), file.name)


def check_example(slug: str) -> None:
    """Refuse what is no bundled area; raises UnknownThing with the nearest names."""
    if slug not in example_slugs():
        raise UnknownThing.nearest_to("bundled area", slug, example_slugs())


def example_scenarios(slug: str) -> tuple[Scenario, ...]:
    """Return the scenarios that come with a bundled area."""
    return facts_of_town.scenarios() if slug == INVENTED else ()


def example_places(slug: str) -> Places:
    """Return where boxes of a bundled area were put on its map in columns, by id."""
    return facts_of_town.places() if slug == INVENTED else {}
