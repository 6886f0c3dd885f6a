"""What a Neo4j database needs before facts come: one unique id a label, and our mark."""

from collections.abc import Iterable, Iterator

from graph.errors import StoreUnreachable
from graph.kinds.words import BODY_KINDS
from graph.stores.operations import Run
from graph.stores.schema_mark import begin_incarnation, read_incarnation, read_mark, write_mark
from graph.stores.statements import ALL_TABLES, LINES, NODE_TABLES, label_of, text

BODY_LABELS = {kind.word: label_of(kind.word) for kind in BODY_KINDS}
_INDEXED = (("Change", "fact_id"), ("Place", "area"), ("Meeting", "body"))


def constraints() -> Iterator[str]:
    """Yield the statements that make every id unique, and others quick to find."""
    for table in NODE_TABLES:
        yield (
            f"CREATE CONSTRAINT `{table.label}_id` IF NOT EXISTS "
            f"FOR (n:{table.label}) REQUIRE n.`id` IS UNIQUE"
        )
    for label, column in _INDEXED:
        yield f"CREATE INDEX `{label}_{column}` IF NOT EXISTS FOR (n:{label}) ON (n.`{column}`)"
    for table in LINES.values():
        yield (
            f"CREATE INDEX `{table.label}_id` IF NOT EXISTS FOR ()-[n:{table.label}]-() ON (n.`id`)"
        )


def is_current(run: Run, address: str) -> bool:
    """Say whether the database is as this program wants it; refuses what it must not touch.

    Raises NewerStore, and StoreUnreachable for a database with other things in it.
    """
    mark = read_mark(run)
    if mark is None:
        if run(text("is_empty", "neo4j"), {})[0]["empty"]:
            return False
        raise StoreUnreachable(
            f"The database at {address} holds other things: give the store a database of its own."
        )
    return mark.is_current(constraints(), address)


def version(run: Run) -> int:
    """Return the version of the schema that a database is of; 0 for an empty one."""
    mark = read_mark(run)
    return mark.version if mark else 0


def mark(run: Run) -> None:
    """Write which schema the database has, and begin its life where it has none yet."""
    write_mark(run, constraints())
    if not read_incarnation(run):
        begin_incarnation(run)


def label_bodies(run: Run, ids: Iterable[str]) -> None:
    """Give bodies their kind as a second label (:Body:MainBoard), and take an earlier one off."""
    moves: dict[tuple[str, str], list[str]] = {}
    for row in run(text("body_labels", "neo4j"), {"ids": sorted(ids)}):
        wanted = {BODY_LABELS[row["body_kind"]]} if row["body_kind"] else set()
        there = set(row["labels"]) & set(BODY_LABELS.values())
        for verb, labels in (("REMOVE", there - wanted), ("SET", wanted - there)):
            for label in labels:
                moves.setdefault((verb, label), []).append(row["id"])
    for (verb, label), some in moves.items():
        run(f"MATCH (n:Body) WHERE n.`id` IN $ids {verb} n:{label}", {"ids": some})


assert not {*BODY_LABELS.values()} & {t.label for t in ALL_TABLES}, "a label has one meaning"
