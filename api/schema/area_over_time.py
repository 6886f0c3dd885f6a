"""What an area answers about other days, what was written, and what is proposed."""

from datetime import date
from typing import Annotated, Any

import strawberry

from api.errors import UsageError
from api.reports.wording import cautions
from api.schema.area_lists import AreaFacts
from api.schema.arguments import AsOf, Complete, FirstDay, LastDay
from api.schema.changes import ChangeConnection, ChangeType, Since, changes_of
from api.schema.comparison import ComparisonType
from api.schema.connections import DEFAULT, After, First, paginate
from api.schema.fields import Work, field
from api.schema.scenarios import ScenarioType
from api.schema.what_if import Changes, Most, Rule, Subject, SuggestionType, read_changes
from api.service.comparisons import of_areas, of_days, of_scenarios
from api.service.proposals import suggested, tried
from api.service.reader import resolve
from graph.history import change_days

_argument = strawberry.argument
_OfThing = Annotated[
    strawberry.ID | None,
    _argument(description="Only changes to this thing and its links: an id or a name."),
]
_Other = Annotated[str, _argument(description="The other area's short name.")]
_Scenario = Annotated[str, _argument(description="The name of a scenario of this area.")]
_Beside = Annotated[str | None, _argument(description="A scenario beside it; none: as it is.")]


@strawberry.type(description="What is recorded of an area, over time and as it might be.")
class AreaOverTime(AreaFacts):
    """What an area answers about other days and proposals."""

    @field(
        "Two days side by side: what was added, ended or changed, and which findings moved.",
        work=Work(2),
    )
    def compare(self, first: FirstDay, last: LastDay, complete: Complete = False) -> ComparisonType:
        at = self.on(None, bool(complete))
        found = of_days(at.context.reader, at.view, first, last)
        return ComparisonType(record=found.found, context=at.context)

    @field("This area and another side by side: their findings and totals.", work=Work(2))
    def compare_with(
        self, slug: _Other, as_of: AsOf = None, complete: Complete = False
    ) -> ComparisonType:
        at = self.on(as_of, bool(complete))
        found = of_areas(at.context.reader, at.view, slug, as_of)
        return ComparisonType(record=found.found, context=at.context)

    @field(
        "The area with a kept scenario beside it as it is, or beside another scenario.",
        work=Work(3),
    )
    def compare_scenario(
        self, name: _Scenario, beside: _Beside = "", as_of: AsOf = None, complete: Complete = False
    ) -> ComparisonType:
        at = self.on(as_of, bool(complete))
        found = of_scenarios(at.context.reader, at.view, name, beside or "")
        return ComparisonType(record=found.found, context=at.context)

    @field("Every change to the map, oldest first.", graphql_type=ChangeConnection)
    def changes(
        self,
        since: Since = None,
        about: _OfThing = None,
        first: First = DEFAULT,
        after: After = None,
    ) -> Any:
        thing = resolve(self.at.snapshot, about) if about else None
        found = changes_of(self.at, since, thing)
        return paginate(found, first, after, lambda c: ChangeType(record=c, at=self.at))

    @field("The days on which what holds can differ from the day before, oldest first.")
    def change_days(self) -> list[date]:
        return list(change_days(self.at.snapshot))

    @field("What a reader of a day should keep in mind, such as facts that carry no date.")
    def cautions(self, as_of: AsOf = None) -> list[str]:
        return list(cautions(self.on(as_of).view))

    @field("What changes would open, close and move; nothing is written.", work=Work(2))
    def what_if(
        self, changes: Changes, as_of: AsOf = None, complete: Complete = False
    ) -> ComparisonType:
        at = self.on(as_of, bool(complete))
        made = read_changes(at.snapshot, changes)
        return ComparisonType(
            record=tried(at.context.reader, at.view, made), context=at.context, made=made
        )

    @field("The scenarios that are kept, by name.")
    def scenarios(self) -> list[ScenarioType]:
        return ScenarioType.all_of(self.at)

    @field("The smallest changes that would close a finding, the safest first.", work=Work(20))
    def suggestions(
        self,
        rule: Rule,
        subject: Subject = None,
        most: Most = None,
        as_of: AsOf = None,
        complete: Complete = False,
    ) -> list[SuggestionType]:
        number = 5 if most is None else most
        if not 1 <= number <= 20:
            raise UsageError(f"{number} suggestions were asked for: ask for 1 to 20.")
        at = self.on(as_of, bool(complete))
        found = suggested(at.context.reader, at.view, rule, subject, number)
        return [SuggestionType(record=one) for one in found]
