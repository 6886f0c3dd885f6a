"""Writes a function of Python for what a question asks of one type of object.

A dictionary made in one piece, of reads that stand in it as they are, takes a third of the time of
one that is put together by a loop over functions.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

# Takes what a field gives, and the run, and gives what is sent.
Complete = Callable[[Any, Any], Any]
_numbers = count()


@dataclass(frozen=True, slots=True)
class FieldCode:
    """How one field is read: an expression, and what completes the value that it gives.

    The expression knows the object s, its record r, the run, and what is held by a name. A value of
    exactly the type as_is is sent as it is; without complete any value is. Where complete is a
    method of a dictionary, that has what completes objects by their class. of_record says that it
    reads the record, alone that it reads nothing else.
    """

    key: str
    expression: str
    as_is: type | None = None
    complete: Complete | None = None
    of_record: bool = False
    alone: bool = False

    def lines(self, variable: str, names: dict[str, Any]) -> Iterator[str]:
        """Yield the statements that put its value into a variable."""
        if self.complete is None:
            yield f"{variable} = {self.expression}"
            return
        owner = getattr(self.complete, "__self__", None)
        if isinstance(owner, dict):
            # Objects, by their class: without a call between.
            known, complete = hold(names, owner.get), hold(names, self.complete)
            yield f"{variable} = {self.expression}"
            yield f"read = {known}({variable}.__class__) or {complete}"
            yield f"{variable} = read({variable}, run)"
            return
        complete = hold(names, self.complete)
        if self.as_is is None:
            yield f"{variable} = {complete}({self.expression}, run)"
            return
        yield f"{variable} = {self.expression}"
        yield f"if {variable}.__class__ is not {self.as_is.__name__}:"
        yield f"    {variable} = {complete}({variable}, run)"


def hold(names: dict[str, Any], value: object) -> str:
    """Give a value a name that no other has, and return it."""
    name = f"held_{next(_numbers)}"
    names[name] = value
    return name


def written(fields: Iterable[FieldCode], names: dict[str, Any], *, by_record: bool) -> Complete:
    """Return the function that gives all of the fields of an object, or of its record by itself.

    names has what the expressions name. Of what somebody sent only keys come into the code, each
    written as a text.
    """
    found = list(fields)
    own = "r" if by_record else "s"
    body = ["r = s.record"] if not by_record and any(one.of_record for one in found) else []
    for number, one in enumerate(found):
        body += one.lines(f"v{number}", names)
    pairs = ", ".join(f"{one.key!r}: v{number}" for number, one in enumerate(found))
    lines = [
        f"def whole({own}, run):",
        *(f"    {line}" for line in body),
        f"    return {{{pairs}}}",
    ]
    inside: dict[str, Any] = {}
    exec(compile("\n".join(lines), "<plan>", "exec"), names, inside)
    made: Complete = inside["whole"]
    return made
