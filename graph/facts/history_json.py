"""Lines of the history to JSON objects and back: the words that archives and journals share."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from graph.facts.changes import ChangeRecord
from graph.facts.fact_json import from_record, to_record
from graph.facts.fields import type_of
from graph.facts.identifiers import area_of, change_id
from graph.facts.json_fields import Record
from graph.facts.map_places import from_moves_record, to_moves_record
from graph.facts.model import Fact

HISTORY_KEYS = frozenset(
    ("number", "revision", "batch", "who", "when", "source", "action", "type", "fact")
) | {"before", "after", "areas", "area"}
# Only where there is something to say: programs that knew none wrote none.
HISTORY_TEXTS = ("caution", "via", "said_by", "meeting", "takes_back")
OPTIONAL_KEYS = frozenset((*HISTORY_TEXTS, "day", "places"))

ReadFact = Callable[[str, Record, str], Fact]


def to_history_record(record: ChangeRecord) -> Record:
    """Return a line of the history as a JSON object; from_history_record reads it back."""
    fact = record.after or record.before
    assert fact is not None
    line = {
        "number": int(record.id.rpartition("~")[2]),
        "revision": record.revision,
        "area": record.area,
        "areas": list(record.areas),
        "batch": record.batch,
        "who": record.who,
        "when": record.when,
        "source": record.source,
        "action": record.action,
        "type": type_of(fact),
        "fact": record.fact_id,
        "before": to_record(record.before) if record.before else None,
        "after": to_record(record.after) if record.after else None,
    }
    more: dict[str, Any] = {name: getattr(record, name) for name in HISTORY_TEXTS}
    more["day"] = record.day.isoformat() if record.day else None
    more["places"] = to_moves_record(record.places)
    return line | {name: value for name, value in more.items() if value}


def from_history_record(
    record: Mapping[str, Any], read_fact: ReadFact = from_record
) -> ChangeRecord:
    """Read a line of the history; read_fact reads the facts in it, and raises what it likes.

    Raises InvalidFact for a fact the model refuses, and LookupError, TypeError or ValueError
    where the object is not of that shape.
    """
    area, home = str(record["area"]), area_of(str(record["fact"]))
    before, after = (
        read_fact(str(record["type"]), record[key], home) if record[key] else None
        for key in ("before", "after")
    )
    return ChangeRecord(
        id=change_id(area, int(record["revision"]), int(record["number"])),
        area=area,
        areas=tuple(record["areas"]),
        revision=int(record["revision"]),
        batch=str(record["batch"]),
        who=str(record["who"]),
        when=str(record["when"]),
        source=str(record["source"]),
        action=str(record["action"]),
        fact_id=str(record["fact"]),
        before=before,
        after=after,
        day=date.fromisoformat(record["day"]) if record.get("day") else None,
        places=from_moves_record(record.get("places", ())),
        **{name: str(record.get(name, "")) for name in HISTORY_TEXTS},
    )
