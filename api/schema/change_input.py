"""ChangeInput: one change of a list, and its value as whatIf and scenarios give it back."""

from collections.abc import Sequence
from typing import Annotated, Any, NewType

import strawberry
from graphql import GraphQLError

from api.schema.kind_inputs import input_type, make_input, plain_value
from api.service.change_shapes import CHANGE_SHAPES, SOURCE_SHAPE, ChangeShape
from api.service.proposals import MOST_CHANGES


def _member(shape: ChangeShape) -> tuple[str, Any, Any]:
    made = strawberry.field(name=shape.field, description=shape.meaning, default=strawberry.UNSET)
    return shape.field, input_type(shape.shape) | None, made


SourceInput: Any = input_type(SOURCE_SHAPE)
ChangeInput: Any = make_input(
    "ChangeInput",
    "One change: exactly one of its fields. Ends and references are given by id or name, also of "
    "what an earlier change of the list adds.",
    map(_member, CHANGE_SHAPES.values()),
    one_of=True,
)
Changes = Annotated[
    list[ChangeInput],
    strawberry.argument(description=f"At most {MOST_CHANGES} changes, in their order."),
]
ChangeValue = NewType("ChangeValue", dict[str, Any])


def _nobody_sends_it(value: object) -> ChangeValue:
    raise GraphQLError("A change is sent as a ChangeInput, whose value this is.")


CHANGE_SCALARS: dict[object, Any] = {
    ChangeValue: strawberry.scalar(
        name="ChangeValue",
        description="A change as a JSON object: a value of ChangeInput, to be sent again as a "
        "variable.",
        serialize=dict,
        parse_value=_nobody_sends_it,
        specified_by_url="https://www.rfc-editor.org/rfc/rfc8259",
    ),
}


def values_of(changes: Sequence[Any]) -> list[Any]:
    """Return changes that GraphQL has read as the JSON objects that were sent."""
    return [plain_value(change) for change in changes]
