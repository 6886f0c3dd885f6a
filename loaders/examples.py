"""The bundled areas: eight councils' facts as published, in the archive format."""

from importlib.resources import files

from graph.errors import UnknownThing
from loaders.archive import Archive, parse_archive

_FOLDER = files("loaders") / "bundled"


def example_slugs() -> tuple[str, ...]:
    """Return the slugs of the bundled areas."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(n.removesuffix(".jsonl") for n in names if n.endswith(".jsonl")))


def example(slug: str) -> Archive:
    """Return a bundled area; raises UnknownThing with the nearest names."""
    if slug not in example_slugs():
        raise UnknownThing.nearest_to("bundled area", slug, example_slugs())
    file = _FOLDER / f"{slug}.jsonl"
    return parse_archive(file.read_text(encoding="utf-8").splitlines(), file.name)
