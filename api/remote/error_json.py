"""Expected errors of a store as JSON objects and back: the same class, sentence and facts."""

from typing import Any

from api.remote.value_json import from_lines, to_lines
from graph import errors
from graph.errors import GraphError

_KINDS: dict[str, type[GraphError]] = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, GraphError)
}


def to_error_record(error: GraphError) -> dict[str, Any]:
    """Return an error as a JSON object, one of an engine's own kinds as the kind it is one of."""
    kind = next(each.__name__ for each in type(error).__mro__ if each.__name__ in _KINDS)
    return {"kind": kind, "said": str(error), "facts": list(to_lines(vars(error)))}


def from_error_record(record: dict[str, Any]) -> GraphError:
    """Read an error from its JSON object; raises LookupError and BadValue for what is none."""
    kind = _KINDS[record["kind"]]
    # Not made anew from parts: the sentence is the one that the store said.
    error = kind.__new__(kind, record["said"])
    for name, fact in from_lines(record["facts"]).items():
        setattr(error, name, fact)
    return error
