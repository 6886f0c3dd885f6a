"""Checks as the catalogue has them, and the guidance that they cite."""

from datetime import date
from typing import Any

import strawberry

from api.schema.arguments import AsOf
from api.schema.fields import field
from api.schema.vocabulary import SeverityEnum
from graph.rules.finding import Citation
from graph.rules.registry import GROUPS, Rule


@strawberry.type(name="Citation", description="Published guidance that a check rests on.")
class CitationType:
    """Published guidance."""

    source: str = strawberry.field(
        description="The document: title, publisher, perhaps whose site to look on."
    )
    section: str = strawberry.field(
        description="The heading or section to look up, or in words that there is none."
    )
    url: str | None = strawberry.field(description="Its address; null: not held.")
    place: str = strawberry.field(description="The line in the project's transcription, or empty.")
    enacted: date | None = strawberry.field(description="The day an Act was enacted; null: no Act.")
    since: date | None = strawberry.field(
        description="The day it came into force or was published; null: not known, or not yet."
    )
    until: date | None = strawberry.field(description="The last day it holds; null: none known.")

    @classmethod
    def of(cls, citation: Citation) -> "CitationType":
        """Make it of a citation."""
        return cls(
            source=citation.source,
            section=citation.section,
            url=citation.url,
            place=citation.place,
            enacted=citation.enacted,
            since=citation.since,
            until=citation.until,
        )


@strawberry.type(name="Rule", description="One check: what it asks, and by which guidance.")
class RuleType:
    """One check."""

    record: strawberry.Private[Rule]

    @field("The check's id, such as body-has-chair.")
    def id(self) -> strawberry.ID:
        """Its id."""
        return strawberry.ID(self.record.id)

    @field("The group of checks it belongs to.")
    def group(self) -> str:
        """Its group in words."""
        return GROUPS.get(self.record.group, self.record.group)

    @field("What is expected, in a few words.")
    def title(self) -> str:
        """Its title."""
        return self.record.title

    @field("The question it asks of the record.")
    def question(self) -> str:
        """Its question."""
        return self.record.question

    @field(
        "Where the expectation comes from on a day (today, unless one is given): "
        "an Act counts while it is in force.",
        graphql_type=SeverityEnum,
    )
    def severity(self, as_of: AsOf = None) -> Any:
        """Where it comes from on a day."""
        return SeverityEnum(self.record.severity_on(as_of or date.today()).value)

    @field("What absence from the record can come to.")
    def absence(self) -> str:
        """What absence can come to."""
        return self.record.absence.value

    @field("What the check is asked of, such as main boards.")
    def subjects(self) -> str:
        """What it is asked of."""
        return self.record.subjects

    @field("The first of its citations.")
    def citation(self) -> CitationType:
        """Its first citation."""
        return CitationType.of(self.record.citations[0])

    @field("The guidance it rests on.")
    def citations(self) -> list[CitationType]:
        """Its citations."""
        return [CitationType.of(citation) for citation in self.record.citations]

    @field("What to do where it is not met.")
    def remedy(self) -> str:
        """Its remedy."""
        return self.record.remedy

    @field("What would change the answer.")
    def would_change(self) -> str:
        """What would change the answer."""
        return self.record.would_change

    @field("The first day it is asked; null: it always was.")
    def valid_from(self) -> date | None:
        """The first day it is asked."""
        return self.record.valid_from

    @field("The last day it is asked; null: it still is.")
    def valid_to(self) -> date | None:
        """The last day it is asked."""
        return self.record.valid_to
