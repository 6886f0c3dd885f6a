"""What one transaction wrote, as JSON objects in the words of archives and backups, and back.

An entry is a JSON object with one key, which says what it holds:

change     a line of the history, and so the fact as it reads from then on, and where things stand
fact       a fact with its version, as it came in with a whole area
past       a line of the history that came in with a whole area
revision   the number of an area's revision
place      where somebody put a thing; forgotten: all places of a layout are gone
scenario   a scenario; end: what became of one that is gone
schema     the version of the schema that facts are of from then on
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph.facts.changes import ChangeRecord
from graph.facts.fact_json import from_record, to_record
from graph.facts.fields import type_of
from graph.facts.history_json import from_history_record, to_history_record
from graph.facts.identifiers import area_of
from graph.facts.map_places import put_places
from graph.facts.model import Fact
from graph.facts.scenarios import (
    Scenario,
    ScenarioEnd,
    from_end_record,
    from_scenario_record,
    to_end_record,
    to_scenario_record,
)
from graph.facts.store_dump import Contents, Places

Entry = Mapping[str, Any]
Note = Callable[[Iterable[Entry]], None]


def to_nobody(entries: Iterable[Entry]) -> None:
    """Take a note for a store that keeps no journal."""


def change_entries(records: Iterable[ChangeRecord], raised: Mapping[str, int]) -> Iterator[Entry]:
    """Yield the entries of a batch: its changes, and the revisions they raise areas to."""
    for record in records:
        yield {"change": to_history_record(record)}
    yield from _revision_entries(raised)


def area_entries(
    facts: Iterable[tuple[Fact, int]],
    records: Iterable[ChangeRecord],
    raised: Mapping[str, int],
) -> Iterator[Entry]:
    """Yield the entries of a whole area that came in: facts with versions, and its history."""
    for fact, version in facts:
        home = {"type": type_of(fact), "area": area_of(fact.id), "version": version}
        yield {"fact": home | {"record": to_record(fact)}}
    for record in records:
        yield {"past": to_history_record(record)}
    yield from _revision_entries(raised)


def _revision_entries(raised: Mapping[str, int]) -> Iterator[Entry]:
    for area, number in sorted(raised.items()):
        yield {"revision": {"area": area, "number": number}}


def place_entries(area: str, layout: str, places: Places) -> Iterator[Entry]:
    """Yield the entries of moved things."""
    for thing, (x, y) in places.items():
        named = {"area": area, "layout": layout, "thing": thing}
        yield {"place": named | {"x": float(x), "y": float(y)}}


def forgotten_entry(area: str, layout: str) -> Entry:
    """Return the entry for the places of a layout that are forgotten."""
    return {"forgotten": {"area": area, "layout": layout}}


def scenario_entry(scenario: Scenario) -> Entry:
    """Return the entry of a scenario that is kept."""
    return {"scenario": to_scenario_record(scenario)}


def end_entry(end: ScenarioEnd) -> Entry:
    """Return the entry of a scenario that was accepted or dropped."""
    return {"end": to_end_record(end)}


def schema_entry(version: int) -> Entry:
    """Return the entry of a store that was brought up to a version of the schema."""
    return {"schema": {"version": version}}


def contents_entries(contents: Contents) -> Iterator[Entry]:
    """Yield everything that a store keeps as entries: a snapshot archive."""
    yield from area_entries(contents.facts.values(), contents.history, contents.revisions)
    for (area, layout), places in sorted(contents.places.items()):
        yield from place_entries(area, layout, places)
    # First the ends: another scenario may be kept under the name of one that is gone.
    for end in contents.ends:
        yield end_entry(end)
    for scenario in contents.scenarios:
        yield scenario_entry(scenario)


class ContentsBuilder:
    """What a store keeps, put together from entries in the order in which they were written.

    What cannot be read raises InvalidFact, LookupError, TypeError or ValueError.
    """

    def __init__(self, schema_version: int) -> None:
        self._schema_version = schema_version
        self._facts: dict[str, tuple[Fact, int]] = {}
        self._revisions: dict[str, int] = {}
        self._history: list[ChangeRecord] = []
        self._places: dict[tuple[str, str], dict[str, tuple[float, float]]] = {}
        self._scenarios: dict[tuple[str, str], Scenario] = {}
        self._ends: dict[tuple[str, str], ScenarioEnd] = {}

    def take(self, entries: Iterable[Entry]) -> None:
        """Take what one transaction wrote."""
        for entry in entries:
            ((word, content),) = entry.items()
            self._take(word, content)

    def _take(self, word: str, content: Mapping[str, Any]) -> None:
        match word:
            case "change":
                record = from_history_record(content)
                self._history.append(record)
                _, version = self._facts.get(record.fact_id, (None, 0))
                if record.after is None:
                    self._facts.pop(record.fact_id, None)
                else:
                    self._facts[record.fact_id] = (record.after, version + 1)
                put_places(self._places, record.area, record.places)
            case "past":
                self._history.append(from_history_record(content))
            case "fact":
                fact, version = fact_of(content)
                self._facts[fact.id] = (fact, version)
            case "revision":
                self._revisions[content["area"]] = int(content["number"])
            case "place":
                layout = self._places.setdefault((content["area"], content["layout"]), {})
                layout[content["thing"]] = (float(content["x"]), float(content["y"]))
            case "forgotten":
                self._places.pop((content["area"], content["layout"]), None)
            case "scenario":
                scenario = from_scenario_record(content)
                self._scenarios[scenario.area, scenario.name] = scenario
            case "end":
                end = from_end_record(content)
                self._scenarios.pop((end.area, end.name), None)
                self._ends[end.area, end.name] = end
            case "schema":
                self._schema_version = int(content["version"])
            case _:
                raise ValueError(f'no entry is called "{word}"')

    def contents(self) -> Contents:
        """Return what has been taken so far."""
        return Contents(
            schema_version=self._schema_version,
            facts=dict(self._facts),
            revisions=dict(self._revisions),
            history=tuple(self._history),
            places={key: dict(places) for key, places in self._places.items() if places},
            scenarios=tuple(self._scenarios[key] for key in sorted(self._scenarios)),
            ends=tuple(self._ends[key] for key in sorted(self._ends)),
        )


def fact_of(content: Mapping[str, Any]) -> tuple[Fact, int]:
    """Return the fact of an entry, and its version."""
    fact = from_record(content["type"], content["record"], content["area"])
    return fact, int(content["version"])


def differences(store: Contents, journal: Contents) -> tuple[str, ...]:
    """Return a sentence for each thing that a store holds otherwise than its journal says."""
    said = [
        *_unlike("", _facts(store), _facts(journal)),
        *_unlike("The change ", _by_id(store.history), _by_id(journal.history)),
        *_unlike("The revision of ", store.revisions, journal.revisions),
        *_unlike("The scenario ", _scenarios(store), _scenarios(journal)),
        *_unlike("The place of ", _places(store), _places(journal)),
    ]
    if not said and store.history != journal.history:
        said.append("The changes are in another order than the journal has them in.")
    return tuple(said)


def _unlike(what: str, store: Mapping[str, object], journal: Mapping[str, object]) -> Iterator[str]:
    for name in {**journal, **store}:
        if name not in store:
            yield f"{what}{name} is not there, and the journal has it."
        elif name not in journal:
            yield f"{what}{name} is there, and the journal does not have it."
        elif store[name] != journal[name]:
            yield f"{what}{name} reads otherwise than the journal says."


def _facts(contents: Contents) -> Mapping[str, object]:
    return contents.facts


def _by_id(history: Sequence[ChangeRecord]) -> dict[str, object]:
    return {record.id: record for record in history}


def _scenarios(contents: Contents) -> dict[str, object]:
    return {f'"{each.name}" of {each.area}': each for each in contents.scenarios}


def _places(contents: Contents) -> dict[str, object]:
    return {
        f"{thing} in the layout {layout} of {area}": place
        for (area, layout), places in contents.places.items()
        for thing, place in places.items()
    }
