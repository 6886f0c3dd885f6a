"""Which type of the schema shows which record: what a request is given to make objects with."""

from collections.abc import Callable
from typing import Any

from api.schema.area_view import AreaViewType
from api.schema.areas import AreaType
from api.schema.attribute_values import ATTRIBUTE_TYPES
from api.schema.context import Makers
from api.schema.findings import FindingType
from api.schema.links import LinkType
from api.schema.meetings import MeetingType
from api.schema.nodes import NODE_TYPES
from api.schema.question_states import QuestionStateType
from api.schema.sources import DeclarationType, SourceReference, SourceType
from graph.facts.model import Declaration, Link, Meeting, QuestionState, Source
from graph.rules.finding import Finding

_FACTS: dict[type, Callable[..., Any]] = {
    Link: LinkType,
    Meeting: MeetingType,
    Declaration: DeclarationType,
    QuestionState: QuestionStateType,
    Source: SourceType,
    Finding: FindingType,
}
MAKERS = Makers(
    thing=NODE_TYPES,
    fact=_FACTS,
    area=lambda context, summary, area: AreaType(context=context, summary=summary, record=area),
    view=AreaViewType.of,
    reference=SourceReference,
)
# What only an id leads to, and so no field names.
TYPES: list[Any] = [*NODE_TYPES.values(), *_FACTS.values(), *ATTRIBUTE_TYPES]
