"""The history of an area batch by batch: who wrote what, when, by which door and from what."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.reports.field_changes import Altered, altered, with_former_names
from api.reports.printing import csv_text, json_text, wrapped
from api.reports.question_moves import written_sentence
from api.reports.wording import count_words
from api.service.batches import door_words
from graph.facts.changes import ChangeRecord
from graph.facts.dates import day_words
from graph.facts.map_places import PlaceMove
from graph.facts.model import Snapshot
from graph.facts.stamps import moment_of
from graph.undo import taken_back_by, written_by

# What a change is called, and under which heading it stands: in the order of reading.
_HEADINGS = {
    "added": "Added",
    "changed": "Altered",
    "ended": "Ended: so until a day, and kept on record",
    "withdrawn": "Removed, as recorded in error",
    "moved": "Moved on the map",
}
_CALLED = {"added": "added", "changed": "altered", "ended": "ended", "withdrawn": "removed"}
DOOR_UNKNOWN = "By which door it was written is not recorded."


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change: the fact in a sentence, and what of it reads otherwise than before."""

    sentence: str
    altered: tuple[Altered, ...]


@dataclass(frozen=True, slots=True)
class WrittenBatch:
    """One batch of changes, written together: summary counts all, groups hold those shown.

    occasion says by which door it came, who said it and when, and what took what back.
    """

    batch: str
    revision: int
    day: date
    when: str
    who: str
    source: str
    occasion: tuple[str, ...]
    summary: str
    caution: str
    elsewhere: int
    groups: tuple[tuple[str, tuple[ChangeLine, ...]], ...]


def written_batches(
    shown: Sequence[ChangeRecord],
    records: Sequence[ChangeRecord],
    everything: Sequence[ChangeRecord],
    snapshot: Snapshot,
) -> list[WrittenBatch]:
    """Return the changes shown by batch, in the order given; records hold whole batches.

    everything is the whole history of the area.
    """
    counted: dict[str, list[ChangeRecord]] = {}
    for record in records:
        counted.setdefault(record.batch, []).append(record)
    found: dict[str, list[ChangeRecord]] = {}
    for record in shown:
        found.setdefault(record.batch, []).append(record)
    naming, back = with_former_names(snapshot, everything), taken_back_by(everything)
    first = {record.batch: record for record in reversed(everything)}
    return [
        _written(some, counted[batch], naming, occasion(some[0], naming, first, back))
        for batch, some in found.items()
    ]


def occasion(
    record: ChangeRecord,
    snapshot: Snapshot,
    first: Mapping[str, ChangeRecord],
    back: Mapping[str, ChangeRecord],
) -> tuple[str, ...]:
    """Say of a batch by which door it came, who said it and when, and what took what back.

    first has a change of each batch, back that which took a batch back.
    """
    said = [f"Written {door_words(record.via)}." if record.via else DOOR_UNKNOWN]
    if record.said_by or record.meeting or record.day:
        said.append(_said(record, snapshot))
    if record.takes_back:
        before = first.get(record.takes_back)
        what = f"what {written_by(before)} wrote" if before else "an earlier writing"
        said.append(f"It takes back {what}.")
    if record.batch in back:
        said.append(f"Taken back by {written_by(back[record.batch])}.")
    return tuple(said)


def _said(record: ChangeRecord, snapshot: Snapshot) -> str:
    by = f" by {record.said_by}" if record.said_by else ""
    at = ""
    if record.meeting:
        meeting = snapshot.meetings.get(record.meeting)
        body = snapshot.nodes.get(meeting.body) if meeting else None
        called = f"{body.name} on {day_words(meeting.day)}" if meeting and body else record.meeting
        at = f" at the meeting of {called}" if body else f" at the meeting {called}"
    on = f" on {day_words(record.day)}" if record.day else ""
    return f"Said{by}{at}{on}."


def _written(
    records: list[ChangeRecord],
    every: Sequence[ChangeRecord],
    snapshot: Snapshot,
    told: tuple[str, ...],
) -> WrittenBatch:
    last, moment = records[0], moment_of(records[0])
    # The newest stands first on the page, but within one writing its own order is easier to follow.
    inside = list(reversed(records))
    counted = Counter(record.action for record in every)
    said = [f"{count_words(counted[a], 'fact')} {_CALLED[a]}" for a in _CALLED if counted[a]]
    moves = [move for record in every for move in record.places]
    if moves:
        said.append(f"{count_words(len(moves), 'thing')} moved on the map")
    lists = [
        (heading, tuple(_line(r, snapshot) for r in inside if r.action == action))
        for action, heading in _HEADINGS.items()
        if action != "moved"
    ]
    shown_moves = tuple(_move_lines(inside, snapshot))
    lists.append((_HEADINGS["moved"], shown_moves))
    return WrittenBatch(
        batch=last.batch,
        revision=last.revision,
        day=moment.date(),
        when=f"{moment:%H:%M}",
        who=last.who,
        source=last.source,
        occasion=told,
        summary=", ".join(said),
        caution=last.caution,
        elsewhere=len(every) - len(records),
        groups=tuple((heading, lines) for heading, lines in lists if lines),
    )


def _line(record: ChangeRecord, snapshot: Snapshot) -> ChangeLine:
    before, after = record.before, record.after
    fact = after or before
    sentence = written_sentence(fact, snapshot) if fact else record.fact_id
    return ChangeLine(sentence, altered(before, after, snapshot) if before and after else ())


def _move_lines(records: Iterable[ChangeRecord], snapshot: Snapshot) -> Iterable[ChangeLine]:
    for move in (move for record in records for move in record.places):
        yield ChangeLine(_move_words(move, snapshot), ())


def _move_words(move: PlaceMove, snapshot: Snapshot) -> str:
    node = snapshot.nodes.get(move.thing)
    where = "elsewhere" if move.after else "back where the layout puts it"
    return f"{node.name if node else move.thing} was put {where} ({move.layout})"


def as_text(name: str, batches: Sequence[WrittenBatch]) -> str:
    """Return a history as lines, the newest batch first."""
    lines = [f"{name}: {count_words(len(batches), 'writing')}, the newest first."]
    for one in batches:
        lines += ["", f"{day_words(one.day)}, {one.when} (UTC): {one.summary} [{one.batch}]"]
        source = one.source or "no source named"
        lines += wrapped(f"By {one.who}, from {source} (revision {one.revision}).")
        lines += wrapped(" ".join(one.occasion))
        if one.caution:
            lines += wrapped(one.caution)
        for heading, told in one.groups:
            lines.append(f"    {heading}:")
            for line in told:
                lines += wrapped(f"- {line.sentence}")
                for field in line.altered:
                    said = f"{field.label}: {field.after} (before: {field.before})"
                    lines += wrapped(said, "        ")
    return "\n".join(lines) + "\n"


def change_json(record: ChangeRecord, snapshot: Snapshot) -> dict[str, Any]:
    """Return a change as a JSON object."""
    line = _line(record, snapshot)
    return {
        "id": record.id,
        "batch": record.batch,
        "revision": record.revision,
        "when": moment_of(record).isoformat(),
        "who": record.who,
        "via": record.via or None,
        "saidBy": record.said_by or None,
        "meeting": record.meeting or None,
        "day": record.day.isoformat() if record.day else None,
        "source": record.source,
        "takesBack": record.takes_back or None,
        "action": record.action,
        "fact": record.fact_id,
        "sentence": line.sentence,
        "altered": [
            {"label": one.label, "before": one.before, "after": one.after} for one in line.altered
        ],
        "placesMoved": len(record.places),
        "caution": record.caution or None,
    }


def as_json(slug: str, records: Sequence[ChangeRecord], snapshot: Snapshot) -> str:
    """Return changes as one JSON object, the newest first."""
    changes = [change_json(record, snapshot) for record in records]
    return json_text({"area": slug, "revision": snapshot.revision, "changes": changes})


_COLUMNS = (
    *("revision", "when", "who", "via", "said by", "meeting", "day", "source", "takes back"),
    *("action", "fact", "sentence", "altered", "batch"),
)


def as_csv(records: Sequence[ChangeRecord], snapshot: Snapshot) -> str:
    """Return changes as CSV, a line each, the newest first."""
    rows = []
    for record in records:
        told = change_json(record, snapshot)
        fields = "; ".join(
            f"{one['label']}: {one['after']} (before: {one['before']})" for one in told["altered"]
        )
        row = (
            *(told["revision"], told["when"], told["who"], door_words(record.via)),
            *(told["saidBy"], told["meeting"], told["day"], told["source"], told["takesBack"]),
            *(told["action"], told["fact"], told["sentence"], fields, told["batch"]),
        )
        rows.append(["" if cell is None else str(cell) for cell in row])
    return csv_text(_COLUMNS, rows)


FORMATS = ("text", "json", "csv")
