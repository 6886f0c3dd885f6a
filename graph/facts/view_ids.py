"""Ids that carry a view: the area, its day, by when it was known, and whether it is complete.

`coventry@2024-03-31` is a view, `coventry@2024-03-31+known.2024-05-01+complete` another, and
`coventry@2024-03-31/sehp` is the thing `coventry/sehp` as that view shows it. What does not depend
on a view keeps the id of graph.facts.identifiers. An "@" is in no such id, so that the two sorts
are never taken for each other. Checks and changes in policy are of no area: `rule~body-has-chair`.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.facts.identifiers import is_node_id

_RULE, _POLICY = "rule~", "policy~"
_VIEW = re.compile(
    r"(?P<area>[a-z0-9]+(?:-[a-z0-9]+)*)@(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:\+known\.(?P<known>\d{4}-\d\d-\d\d))?(?P<complete>\+complete)?"
)


@dataclass(frozen=True)
class ViewId:
    """A view of an area: all that what it shows depends on, besides the record itself.

    tried tells what changes are only looked at in it: nothing is found by such an id, and none is
    taken for that of what is on record.
    """

    area: str
    day: date
    known: date | None = None
    complete: bool = False
    tried: str = ""

    @cached_property
    def text(self) -> str:
        """The id of the view."""
        known = f"+known.{self.known}" if self.known else ""
        tried = f"+tried.{self.tried}" if self.tried else ""
        return f"{self.area}@{self.day}{known}{'+complete' if self.complete else ''}{tried}"

    @cached_property
    def _own(self) -> str:
        return f"{self.area}/"

    @cached_property
    def _cut(self) -> int:
        return len(self._own)

    @cached_property
    def _begins(self) -> str:
        return f"{self.text}/"

    def holding(self, fact_id: str) -> str:
        """Return the id of a fact or finding as the view shows it."""
        if fact_id.startswith(self._own):
            return self._begins + fact_id[self._cut :]
        # A thing of another map stands whole; anything else of one behind a slash of its own, since
        # a link of the area may begin with a thing of another map too.
        return f"{self.text}/{fact_id}" if is_node_id(fact_id) else f"{self.text}//{fact_id}"


def split_view(text: str) -> tuple[ViewId | None, str]:
    """Take an id apart: the view that it carries, if any, and the id without it.

    The second is empty for the id of a view itself. What looks like neither comes back as it is.
    """
    head, slash, rest = text.strip().partition("/")
    if "@" not in head:
        return None, text
    found = _VIEW.fullmatch(head)
    if found is None:
        return None, text
    try:
        day = date.fromisoformat(found["day"])
        known = date.fromisoformat(found["known"]) if found["known"] else None
    except ValueError:  # a day that does not exist
        return None, text
    view = ViewId(found["area"], day, known, found["complete"] is not None)
    if not slash:
        return view, ""
    if rest.startswith("/"):
        return view, rest[1:]
    return view, rest if is_node_id(rest) else f"{view.area}/{rest}"


def without_view(text: str) -> str:
    """Return an id without the view that it may carry."""
    return split_view(text)[1] or text


def rule_node_id(rule: str) -> str:
    """Make the id of a check where any sort of thing may be meant."""
    return f"{_RULE}{rule}"


def policy_node_id(change: str) -> str:
    """Make the id of a change in policy where any sort of thing may be meant."""
    return f"{_POLICY}{change}"


def rule_named(text: str) -> str | None:
    """Return the check that an id names; None where it is the id of something else."""
    return text.removeprefix(_RULE) if text.startswith(_RULE) else None


def policy_named(text: str) -> str | None:
    """Return the change in policy that an id names; None where it is the id of something else."""
    return text.removeprefix(_POLICY) if text.startswith(_POLICY) else None
