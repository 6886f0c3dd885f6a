"""The operations of a store, in statements: an adapter only runs them, each in a transaction.

A Run takes a statement and its parameters and returns rows of plain values by alias. What is
written is noted as entries of the journal, for a store that keeps one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from graph.facts.changes import Batch, ChangeRecord, settle
from graph.facts.dates import in_utc
from graph.facts.identifiers import area_of, batch_key, may_be_question, natural_key
from graph.facts.journal_entries import (
    Note,
    area_entries,
    change_entries,
    forgotten_entry,
    place_entries,
    to_nobody,
)
from graph.facts.map_places import moved_to
from graph.facts.model import Area, Fact, Node, Snapshot, snapshot_of
from graph.facts.stamps import moment_of, stamped
from graph.name_keys import name_key
from graph.store import AreaSummary, Edition, Hit
from graph.stores import statements
from graph.stores.preconditions import (
    check_batch,
    check_put,
    check_repeated,
    least_revisions,
    touched_areas,
    touched_by_put,
    unknown_area,
)
from graph.stores.rows import Kept, change_row, from_change_row, from_row
from graph.stores.statements import text
from graph.stores.write_facts import FactWrite, write_facts, write_rows

Run = Callable[[str, Mapping[str, Any]], list[dict[str, Any]]]


class FactLookup:
    """Finds facts by id and remembers them, for the length of one transaction."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._seen: dict[str, Kept | None] = {}

    def find(self, ids: Iterable[str]) -> dict[str, Kept]:
        """Return the recorded facts and versions of some ids."""
        asked_for = set(ids)
        fresh = {fact_id for fact_id in asked_for if fact_id not in self._seen}
        self._seen |= dict.fromkeys(fresh)
        # The form of an id says what it can be, which saves most of the statements.
        tilde = {i for i in fresh if "~" in i}
        areas = {i for i in fresh - tilde if "/" not in i}
        for fact_types, some in (
            (("area",), areas),
            (("node", "meeting"), fresh - tilde - areas),
            (("link", "source", "declaration"), tilde),
            (("question",), set(filter(may_be_question, tilde))),
        ):
            for fact_type in fact_types if some else ():
                for row in self._run(statements.READ_IDS[fact_type], {"ids": sorted(some)}):
                    self._seen[row["id"]] = from_row(fact_type, row)
        read = {fact_id: self._seen[fact_id] for fact_id in asked_for}
        return {fact_id: kept for fact_id, kept in read.items() if kept is not None}

    def referring(self, ids: Iterable[str]) -> list[str]:
        """Return the ids of the facts that cannot stand without any of these."""
        needed = {"ids": sorted(ids)}
        if not needed["ids"]:
            return []
        by_name = ("meetings_needing", "meetings_attended", "declarations_needing")
        texts = (statements.JOINED, statements.DECIDED, *map(text, by_name))
        return [row["id"] for statement in texts for row in self._run(statement, needed)]

    def things(self, area: str) -> list[Node]:
        """Return what is on the map of an area."""
        rows = self._run(statements.READ_AREA["node"], {"area": area})
        found = (from_row("node", row)[0] for row in rows)
        return [node for node in found if isinstance(node, Node)]


def slugs_of(run: Run) -> set[str]:
    """Return the slugs of all areas."""
    return {row["id"] for row in run(text("slugs"), {})}


def revisions(run: Run, slugs: Iterable[str]) -> dict[str, int]:
    """Return the revisions of areas; 0 where nothing was written yet."""
    asked = sorted(slugs)
    rows = run(text("revisions"), {"slugs": asked})
    return dict.fromkeys(asked, 0) | {row["id"]: row["number"] for row in rows}


def revision(run: Run, slug: str) -> int:
    """Return the revision of an area; raises UnknownThing."""
    slugs = slugs_of(run)
    if slug not in slugs:
        raise unknown_area(slug, slugs)
    return revisions(run, [slug])[slug]


def areas(run: Run, incarnation: str) -> tuple[AreaSummary, ...]:
    """Return every area, by slug, with what is on its map."""
    rows = run(statements.READ_ALL["area"], {})
    area_of_slug = {row["id"]: from_row("area", row)[0] for row in rows}
    now = revisions(run, area_of_slug)
    nodes: Counter[str] = Counter()
    links: Counter[str] = Counter()
    for row in run(statements.COUNT_NODES, {}):
        nodes.update(dict.fromkeys({row["area"], *(row["maps"] or ())}, row["count"]))
    for row in run(statements.COUNT_LINKS, {}):
        starts = {row["from_area"], *(row["from_maps"] or ())}
        both = starts & {row["to_area"], *(row["to_maps"] or ())}
        links.update(dict.fromkeys(both, row["count"]))
    return tuple(
        AreaSummary(area, Edition(incarnation, slug, now[slug]), nodes[slug], links[slug])
        for slug, area in sorted(area_of_slug.items())
        if isinstance(area, Area)
    )


def editions(run: Run, incarnation: str) -> dict[str, Edition]:
    """Return the edition of every area, by slug."""
    now = revisions(run, slugs_of(run))
    return {slug: Edition(incarnation, slug, number) for slug, number in now.items()}


def editions_after(
    known: Mapping[str, Edition], raised: Mapping[str, int] | None
) -> dict[str, Edition] | None:
    """Return the editions after a write that raised some areas; None where they are to be read."""
    if raised is None:
        return None
    # What is shared between areas has a number too, and is none of them.
    here = raised.keys() & known.keys()
    return {**known, **{slug: replace(known[slug], revision=raised[slug]) for slug in here}}


def read(run: Run, slug: str) -> Snapshot:
    """Return everything recorded of an area, with shared bodies that are on its map."""
    now = revision(run, slug)
    kept = read_facts(run, statements.READ_AREA, {"area": slug})
    facts = {fact_id: fact for fact_id, (fact, _) in kept.items()}
    return snapshot_of(facts, slug, now, {i: version for i, (_, version) in kept.items()})


def read_facts(
    run: Run, texts: Mapping[str, str], parameters: Mapping[str, Any]
) -> dict[str, Kept]:
    """Return facts with their versions, by id, that statements read."""
    found = {}
    for fact_type, statement in texts.items():
        for row in run(statement, parameters):
            found[row["id"]] = from_row(fact_type, row)
    return found


def apply(run: Run, batch: Batch, expected: Mapping[str, int], note: Note = to_nobody) -> int:
    """Write a batch; return the area's new revision."""
    made = run(text("batch"), {"id": batch_key(batch.id)})
    if made:
        check_repeated(batch, made[0]["whole"])
        return int(made[0]["revision"])
    slugs = slugs_of(run)
    check_batch(batch, slugs)
    now = revisions(run, [batch.area])[batch.area] + 1
    look = FactLookup(run)
    records = settle(
        batch,
        now,
        look.find,
        look.referring,
        look.things,
        expected,
        lambda layout: _places(run, batch.area, layout),
    )
    if not records:
        return now - 1
    touched = touched_areas(records, slugs)
    records = stamped(records, batch.when, _last_moments(run, touched))
    raised = {slug: number + 1 for slug, number in revisions(run, touched).items()}
    moved = {record.fact_id: record.after or record.before for record in records}
    write_facts(run, fact_writes(records, look), kinds_of(moved, look))
    write_history(run, records, raised, {batch.id: now})
    write_moves(run, records)
    note(change_entries(records, raised))
    return now


def _last_moments(run: Run, slugs: Iterable[str]) -> list[datetime | None]:
    """Return when each area was last written to; None where nothing was written yet."""
    rows = run(text("stamps"), {"slugs": sorted(slugs)})
    moments: list[datetime | None] = []
    for row in rows:
        stamp = row["stamp"]
        if not stamp:
            # Restored, or kept by a program that knew no stamps: the history tells.
            told = run(text("moments"), {"area": row["id"]})
            stamp = max(told, key=lambda one: int(one["position"]))["when"] if told else None
        moments.append(in_utc(datetime.fromisoformat(stamp)) if stamp else None)
    return moments


def fact_writes(records: Iterable[ChangeRecord], look: FactLookup) -> list[FactWrite]:
    """Return what changes write, each fact at the version after the one that is kept."""
    writes = []
    for record in records:
        kept = look.find([record.fact_id]).get(record.fact_id)
        writes.append(FactWrite(record.before, record.after, kept[1] + 1 if kept else 1))
    return writes


def kinds_of(moved: Mapping[str, Fact | None], look: FactLookup) -> Callable[[str], str]:
    """Return the look-up from the id of a link's end to its kind."""

    def kind(fact_id: str) -> str:
        node = moved.get(fact_id) or look.find([fact_id])[fact_id][0]
        assert isinstance(node, Node)
        return node.kind

    return kind


def write_history(
    run: Run,
    records: Sequence[ChangeRecord],
    raised: Mapping[str, int],
    batches: Mapping[str, int],
) -> None:
    """Write changes, the revisions they raise areas to, and the batches they came in."""
    if records:
        count = int(run(text("count_changes"), {})[0]["changes"])
        rows = [change_row(record, count + n) for n, record in enumerate(records, start=1)]
        write_rows(run, statements.CHANGE, rows)
        run(text("keep_count"), {"changes": count + len(rows)})
    stamps = {slug: _stamp(record) for record in records for slug in record.areas}
    bare = [{"id": slug, "number": number} for slug, number in raised.items() if slug not in stamps]
    rows = [
        {"id": slug, "number": number, "stamp": stamps[slug]}
        for slug, number in raised.items()
        if slug in stamps
    ]
    for name, some in (("keep_revisions", bare), ("keep_stamped_revisions", rows)):
        if some:
            run(text(name), {"rows": some})
    if batches:
        rows = [
            {"id": batch_key(batch), "whole": batch, "revision": number}
            for batch, number in batches.items()
        ]
        run(text("keep_batches"), {"rows": rows})


def _stamp(record: ChangeRecord) -> str:
    """Return when a change was recorded, as a text of which the greater one is the later one."""
    return moment_of(record).isoformat(timespec="microseconds")


def history(run: Run, slug: str, about: str | None) -> tuple[ChangeRecord, ...]:
    """Return the changes of an area, or of one fact, oldest first."""
    revision(run, slug)
    where = "WHERE $area IN n.`areas`" + (" AND n.`fact_id` = $about" if about else "")
    return all_changes(run, where, {"area": slug} | ({"about": about} if about else {}))


def all_changes(run: Run, where: str, parameters: Mapping[str, Any]) -> tuple[ChangeRecord, ...]:
    """Return the changes that a condition lets through, oldest first."""
    rows = run(statements.read(statements.CHANGE, where), parameters)
    return tuple(map(from_change_row, sorted(rows, key=lambda row: int(row["position"]))))


def put(
    run: Run, snapshot: Snapshot, records: Sequence[ChangeRecord], note: Note = to_nobody
) -> None:
    """Write a whole area as it was exported, at its revision."""
    look = FactLookup(run)
    new = check_put(snapshot, look.find(snapshot.facts()))
    touched = touched_by_put(new, look.find, slugs_of(run))
    writes = [FactWrite(None, fact, snapshot.versions.get(i, 1)) for i, fact in new.items()]
    write_facts(run, writes, kinds_of(new, look))
    ids = {record.id: record for record in records}
    there = {row["id"] for row in run(text("change_ids"), {"ids": list(ids)})} if ids else set()
    least = least_revisions(snapshot, records)
    now = revisions(run, {*least, *touched})
    raised = {slug: max(number, now[slug]) for slug, number in least.items()}
    raised |= {slug: max(raised.get(slug, 0), now[slug] + 1) for slug in touched}
    batches = {record.batch: record.revision for record in records}
    missing = [record for i, record in ids.items() if i not in there]
    raised |= {snapshot.area.slug: snapshot.revision}
    write_history(run, missing, raised, batches)
    versions = [(write.after, write.version) for write in writes if write.after]
    note(area_entries(versions, missing, raised))


def places(run: Run, slug: str, layout: str) -> dict[str, tuple[float, float]]:
    """Return the kept places of things on an area's map."""
    revision(run, slug)
    return _places(run, slug, layout)


def _places(run: Run, slug: str, layout: str) -> dict[str, tuple[float, float]]:
    rows = run(text("places"), {"area": slug, "layout": layout})
    return {row["thing"]: (row["x"], row["y"]) for row in rows}


def keep_places(
    run: Run,
    slug: str,
    layout: str,
    moved: Mapping[str, tuple[float, float]],
    note: Note = to_nobody,
) -> None:
    """Keep the places of moved things."""
    revision(run, slug)
    write_places(run, slug, layout, moved)
    note(place_entries(slug, layout, moved))


def write_places(
    run: Run, slug: str, layout: str, moved: Mapping[str, tuple[float, float]]
) -> None:
    """Write the places of things."""
    rows = [
        {"id": place_key(slug, layout, thing), "area": slug, "layout": layout, "thing": thing}
        | {"x": float(x), "y": float(y)}
        for thing, (x, y) in moved.items()
    ]
    if rows:
        run(text("keep_places"), {"rows": rows})


def write_moves(run: Run, records: Iterable[ChangeRecord]) -> None:
    """Write where things stand after changes that moved them on a map."""
    for record in records:
        for layout, places in moved_to(record.places).items():
            kept = {thing: at for thing, at in places.items() if at}
            write_places(run, record.area, layout, kept)
            gone = [{"id": place_key(record.area, layout, i)} for i, at in places.items() if not at]
            if gone:
                run(text("forget_some_places"), {"rows": gone})


def place_key(slug: str, layout: str, thing: str) -> str:
    """Return the id of the row of a thing's place."""
    return f"{slug} {layout} {thing}"


def forget_places(run: Run, slug: str, layout: str, note: Note = to_nobody) -> None:
    """Forget the kept places of a layout."""
    revision(run, slug)
    run(text("forget_places"), {"area": slug, "layout": layout})
    note([forgotten_entry(slug, layout)])


def _names(row: Mapping[str, Any]) -> list[str]:
    names = (row["name"], row["id"], row["short_name"], *(row["aliases"] or ()))
    return [name for name in names if name]


def find(run: Run, sought: str, slug: str | None) -> tuple[Hit, ...]:
    """Find things whose name, alias or id contains a text."""
    if slug is not None:
        revision(run, slug)
    # In Python, not by CONTAINS: engines differ in what is one letter whatever its case.
    folded = name_key(sought)
    hits = [
        Hit(area_of(row["id"]), row["id"], row["kind"], row["name"])
        for row in run(statements.NAMES, {})
        if (slug is None or slug == row["area"] or slug in (row["maps"] or ()))
        and any(folded in name_key(word) for word in _names(row))
    ]
    return tuple(sorted(hits, key=lambda hit: (natural_key(hit.name), hit.node_id)))
