"""Scenarios kept by name, and the three things that may be done with one."""

from collections.abc import Callable
from typing import Annotated

import strawberry

from api.access.persons import Via
from api.errors import Forbidden, UsageError
from api.schema.change_input import Changes, values_of
from api.schema.conflict_problems import problems_of
from api.schema.context import AreaOnDay, Context
from api.schema.fields import Work, field, record_field
from api.schema.node_interface import NodeType
from api.schema.problems import ProblemType, problem_of
from api.schema.proposed import ProposedChange, proposed
from api.service.batches import coming_by
from api.service.change_reading import read_inputs
from api.service.changes_read import effect_of_read, facts_only
from api.service.newer_facts import newer_of
from api.service.proposals import BadChange, effect_of, sentences
from api.service.scenarios import accept_kept, drop_kept, hanging_after, keep, scenario_of
from graph.errors import GraphError, InvalidFact, ScenarioMoved, StoreError, UnknownThing
from graph.facts.identifiers import scenario_id
from graph.facts.scenarios import THE_SCENARIO, Scenario
from graph.suggestions.change_words import change_sentences

Info = strawberry.Info[Context, None]
_Slug = Annotated[str, strawberry.argument(description="The area's short name: coventry.")]
_Name = Annotated[str, strawberry.argument(description="The scenario's name.")]
_Replaced = Annotated[
    int,
    strawberry.argument(
        description="The version it takes the place of, as it was seen; 0: the name is new. Where "
        "another is kept, nothing is done."
    ),
]
_Seen = Annotated[
    int | None,
    strawberry.argument(
        description="The version that was seen; where another is kept, nothing is done. Without "
        "it, the one that is kept."
    ),
]


@strawberry.type(name="Scenario", description="Changes somebody proposes, kept beside the map.")
class ScenarioType(NodeType):
    record: strawberry.Private[Scenario]
    at: strawberry.Private[AreaOnDay]

    def identity(self) -> str:
        """Return the id, made of the area and the name."""
        return scenario_id(self.at.slug, self.record.name)

    @classmethod
    def all_of(cls, at: AreaOnDay) -> "list[ScenarioType]":
        """Return those of an area, by name."""
        found = at.context.reader.store.scenarios(at.slug)
        return [cls(record=scenario, at=at) for scenario in found]

    name = record_field("Its name.")
    version = record_field("Its version: each keeping counts on, and none comes twice.")
    author = record_field("Who kept it.")
    day = record_field("The day it was kept.")

    @field(
        "Its changes, as they read beside the map as it is now.",
        work=Work(2),
    )
    def changes(self) -> list[ProposedChange]:
        made = self.record.changes
        view = self.at.view
        try:
            said = sentences(effect_of(self.at.context.reader, view, made), made)
        except GraphError:
            said = list(change_sentences(made, view.snapshot, view.snapshot))
        return proposed(made, said, view.snapshot)


@strawberry.type(description="What came of it: problems, or what was done.")
class ScenarioResult:
    scenario: ScenarioType | None = strawberry.field(
        description="The scenario that was kept, accepted or dropped; null: nothing was done."
    )
    revision: int | None = strawberry.field(
        description="The revision of the map where it was accepted; null: the map stays as it was."
    )
    problems: list[ProblemType] = strawberry.field(
        description="Why nothing was done; empty: it was."
    )
    notices: list[str] = strawberry.field(
        description="What is on record from after the day the area opens on, what goes on hanging "
        "on what has ended, and what could not be as it was asked; empty: nothing of these."
    )


def _result(
    at: AreaOnDay | None, slug: str, work: Callable[[AreaOnDay], tuple[Scenario, int | None]]
) -> ScenarioResult:
    """Do something with a scenario; what is expected to fail comes back as problems."""
    if at is None:
        return _failed([problem_of(UnknownThing("area", slug), "area")])
    try:
        scenario, revision = work(at)
    except StoreError:
        raise
    except (Forbidden, GraphError, UsageError) as error:
        return _failed(problems_of(at.context.reader, slug, error, [_argument(error)], {}))
    at.context.read_anew()
    at = at.context.on(slug) or at
    kept = ScenarioType(record=scenario, at=at)
    newer = newer_of(at.snapshot).sentences if revision else ()
    return ScenarioResult(scenario=kept, revision=revision, problems=[], notices=list(newer))


def _argument(error: Exception) -> str:
    """Return which argument a failure is about."""
    match error:
        case BadChange():
            return "changes"
        case InvalidFact():
            return error.key if error.fact == THE_SCENARIO else "changes"
        case ScenarioMoved():
            return "expectedVersion"
        case Forbidden():
            return "area"
    return "name"


def _failed(problems: list[ProblemType]) -> ScenarioResult:
    return ScenarioResult(scenario=None, revision=None, problems=problems, notices=[])


def _at(info: Info, slug: str) -> AreaOnDay | None:
    return info.context.on(slug)


@strawberry.type(description="What may be done with a scenario.")
class ScenarioMutations:
    """The fields of Mutation about scenarios; no type of the schema by itself."""

    @field(
        "Keep changes under a name, in place of the version that was seen; the map stays.",
        work=Work(2),
        never_refused=True,
    )
    def keep_scenario(
        self,
        info: Info,
        area: _Slug,
        name: _Name,
        changes: Changes,
        expected_version: _Replaced = 0,
    ) -> ScenarioResult:
        notices: list[str] = []

        def work(at: AreaOnDay) -> tuple[Scenario, int | None]:
            reader = at.context.reader
            read = facts_only(read_inputs(reader, at.view, values_of(changes)))
            effect_of_read(reader, at.view, read)
            notices.extend(read.notices)
            return keep(reader, area, name, read.changes, expected_version), None

        result = _result(_at(info, area), area, work)
        if result.scenario:
            result.notices += notices
        return result

    @field("Write a scenario into the map, all of it or nothing, and drop it.", never_refused=True)
    def accept_scenario(
        self, info: Info, area: _Slug, name: _Name, expected_version: _Seen = None
    ) -> ScenarioResult:
        hanging: list[str] = []

        def work(at: AreaOnDay) -> tuple[Scenario, int | None]:
            kept = scenario_of(at.context.reader, area, name)
            seen = kept.version if expected_version is None else expected_version
            hanging.extend(hanging_after(at.context.reader, at.view, name))
            with coming_by(Via.GRAPHQL):
                return kept, accept_kept(at.context.reader, area, name, seen)

        result = _result(_at(info, area), area, work)
        if result.revision:
            result.notices += hanging
        return result

    @field("Drop a scenario; the map stays as it is.", never_refused=True)
    def drop_scenario(
        self, info: Info, area: _Slug, name: _Name, expected_version: _Seen = None
    ) -> ScenarioResult:
        def work(at: AreaOnDay) -> tuple[Scenario, int | None]:
            kept = scenario_of(at.context.reader, area, name)
            seen = kept.version if expected_version is None else expected_version
            drop_kept(at.context.reader, area, name, seen)
            return kept, None

        return _result(_at(info, area), area, work)
