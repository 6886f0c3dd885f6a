"""Scenarios: changes that somebody proposes, kept by name beside the map and not part of it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from graph.errors import InvalidFact
from graph.facts.changes import Added, Batch, Change, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate
from graph.facts.fact_json import from_record, to_record
from graph.facts.fields import type_of
from graph.facts.identifiers import area_of
from graph.facts.integrity import referenced_ids
from graph.facts.model import Snapshot
from graph.facts.unsafe_text import check_text

_WORDS: dict[str, type[Added] | type[Changed]] = {"added": Added, "changed": Changed}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Changes to one area under a name, by an author on a day.

    expected holds the versions of the facts it touches or joins as the author saw them (0: not
    there), revision that of the area. What has moved since is a Conflict when it is accepted.
    """

    area: str
    name: str
    author: str
    day: date
    changes: tuple[Change, ...]
    revision: int = 0
    expected: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for word, value in (("name", self.name), ("author", self.author)):
            if not value.strip() or value != value.strip():
                right = "write a text without spaces around it"
                raise InvalidFact("the scenario", f'"{word}" is {value!r}', right, word, value)

    def batch(self, who: str, when: datetime) -> Batch:
        """Return the batch that writes the changes; the same scenario makes the same id."""
        whole = json.dumps(to_scenario_record(self), ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:16]
        return Batch(
            id=f"{self.area}/scenario~{digest}",
            area=self.area,
            who=who,
            when=when,
            source=f'scenario "{self.name}" by {self.author}',
            changes=self.changes,
        )


def propose(
    snapshot: Snapshot, name: str, author: str, day: date, changes: Iterable[Change]
) -> Scenario:
    """Return changes as a scenario on an area as it reads now; raises InvalidFact."""
    check_text("the scenario", "name", name)
    check_text("the scenario", "author", author)
    proposed = tuple(changes)
    ids: list[str] = []
    for change in proposed:
        if isinstance(change, Added | Changed):
            ids += [change.fact.id, *referenced_ids(change.fact)]
        else:
            ids.append(change.fact_id)
    return Scenario(
        area=snapshot.area.slug,
        name=name,
        author=author,
        day=day,
        changes=proposed,
        revision=snapshot.revision,
        expected={i: snapshot.versions.get(i, 0) for i in dict.fromkeys(ids)},
    )


def to_scenario_record(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario as a JSON object; from_scenario_record reads it back to an equal one."""
    return {
        "area": scenario.area,
        "name": scenario.name,
        "author": scenario.author,
        "day": scenario.day.isoformat(),
        "revision": scenario.revision,
        "expected": dict(scenario.expected),
        "changes": [to_change_record(change) for change in scenario.changes],
    }


def from_scenario_record(record: Mapping[str, Any]) -> Scenario:
    """Read a scenario from its JSON object; raises InvalidFact for a fact the model refuses."""
    return Scenario(
        area=record["area"],
        name=record["name"],
        author=record["author"],
        day=date.fromisoformat(record["day"]),
        changes=tuple(map(from_change_record, record["changes"])),
        revision=record["revision"],
        expected=dict(record["expected"]),
    )


def to_change_record(change: Change) -> dict[str, Any]:
    """Return a change as a JSON object, a fact in it in the words of the archive format."""
    match change:
        case Added(fact) | Changed(fact):
            word = "added" if isinstance(change, Added) else "changed"
            home = {"area": area_of(fact.id), "type": type_of(fact)}
            return {"change": word} | home | {"fact": to_record(fact)}
        case Ended(fact_id, until):
            return {"change": "ended", "id": fact_id, "until": str(until)}
        case Withdrawn(fact_id):
            return {"change": "withdrawn", "id": fact_id}


def from_change_record(record: Mapping[str, Any]) -> Change:
    """Read a change from its JSON object."""
    if record["change"] == "ended":
        return Ended(record["id"], PartialDate(record["until"]))
    if record["change"] == "withdrawn":
        return Withdrawn(record["id"])
    fact = from_record(record["type"], record["fact"], record["area"])
    return _WORDS[record["change"]](fact)
