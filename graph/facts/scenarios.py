"""Scenarios: changes that somebody proposes, kept by name beside the map and not part of it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from graph.errors import InvalidFact
from graph.facts.changes import Added, Batch, Change, Changed, Ended, Withdrawn
from graph.facts.dates import PartialDate, day_words, in_utc
from graph.facts.fact_json import from_record, to_record
from graph.facts.fields import type_of
from graph.facts.identifiers import area_of
from graph.facts.integrity import referenced_ids
from graph.facts.model import Snapshot
from graph.facts.unsafe_text import check_text

_WORDS: dict[str, type[Added] | type[Changed]] = {"added": Added, "changed": Changed}
# What errors call a scenario.
THE_SCENARIO = "the scenario"
# For so long "a moment ago" says more than a day does.
_A_MOMENT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Changes to one area under a name, by an author on a day.

    expected holds the versions of the facts it touches or joins as the author saw them (0: not
    there), revision that of the area. What has moved since is a Conflict when it is accepted.
    version is counted by the store that keeps it (0: not kept yet), and never comes twice there.
    """

    area: str
    name: str
    author: str
    day: date
    changes: tuple[Change, ...]
    revision: int = 0
    expected: Mapping[str, int] = field(default_factory=dict)
    version: int = 0

    def __post_init__(self) -> None:
        for word, value in (("name", self.name), ("author", self.author)):
            if not value.strip() or value != value.strip():
                right = "write a text without spaces around it"
                raise InvalidFact(THE_SCENARIO, f'"{word}" is {value!r}', right, word, value)

    @property
    def kept_words(self) -> str:
        """Who keeps it, since when, and which version it is."""
        since = day_words(self.day)
        return f'{self.author} kept "{self.name}" on {since} (version {self.version})'

    def batch(self, who: str, when: datetime, via: str = "") -> Batch:
        """Return the batch that writes the changes; the same scenario makes the same id."""
        record = to_scenario_record(self)
        # A first version has the id that programs gave it which knew no versions.
        later = f"~{self.version}" if record.pop("version") > 1 else ""
        whole = json.dumps(record, ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:16]
        return Batch(
            id=f"{self.area}/scenario~{digest}{later}",
            area=self.area,
            who=who,
            when=when,
            source=f'scenario "{self.name}" by {self.author}',
            changes=self.changes,
            via=via,
        )

    def ended(self, who: str, when: datetime, revision: int | None) -> "ScenarioEnd":
        """Return what is remembered once it is accepted (at a revision) or dropped (None)."""
        return ScenarioEnd(
            area=self.area,
            name=self.name,
            version=self.version,
            accepted=revision is not None,
            who=who,
            when=when,
            revision=revision or 0,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioEnd:
    """What became of a scenario: it was accepted (at which revision) or dropped, by whom, when.

    The last one of each name is remembered, so that whoever comes later is told, and no version
    comes twice.
    """

    area: str
    name: str
    version: int
    accepted: bool
    who: str
    when: datetime
    revision: int = 0

    def is_by(self, who: str, when: datetime, *, accepted: bool) -> bool:
        """Say whether it is this very step of somebody, which is then asked for again."""
        return (self.accepted, self.who, self.when) == (accepted, who, when)

    def words(self, now: datetime) -> str:
        """Say what became of it, as seen from a moment."""
        did = "accepted" if self.accepted else "dropped"
        moment = in_utc(self.when)
        recent = abs(now - moment) <= _A_MOMENT
        day = "a moment ago" if recent else f"on {day_words(moment.date())}"
        return f"was {did} {day} by {self.who}"


def propose(
    snapshot: Snapshot, name: str, author: str, day: date, changes: Iterable[Change]
) -> Scenario:
    """Return changes as a scenario on an area as it reads now; raises InvalidFact."""
    check_text(THE_SCENARIO, "name", name)
    check_text(THE_SCENARIO, "author", author)
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
        "version": scenario.version,
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
        # Programs that knew no versions kept the only one there was.
        version=record.get("version", 1),
    )


def to_end_record(end: ScenarioEnd) -> dict[str, Any]:
    """Return what became of a scenario as a JSON object."""
    return {
        "area": end.area,
        "name": end.name,
        "version": end.version,
        "accepted": end.accepted,
        "who": end.who,
        "when": end.when.isoformat(),
        "revision": end.revision,
    }


def from_end_record(record: Mapping[str, Any]) -> ScenarioEnd:
    """Read what became of a scenario from its JSON object."""
    return ScenarioEnd(**{**record, "when": datetime.fromisoformat(record["when"])})


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
