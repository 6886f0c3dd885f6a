"""The saved example questions: plain words, and the query that answers them.

Each is a file in saved_questions/, in the order of their names: its group and its words in two
lines of comment, then the query. $area is the slug of the chosen area, $thing the id of the chosen
thing on its map. Questions over areas have $areas (null: all real ones), $asOf and $knownAt, some
of them $since, a day, or $words, a name or tag.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.body_kinds import is_of
from graph.facts.model import Node
from graph.view import View

# What a query may leave open, in the order in which people are asked for it.
_VARIABLES = ("area", "areas", "thing", "words", "since", "asOf", "knownAt", "after")


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question; needs names the variables its query has."""

    id: str
    group: str
    words: str
    query: str

    @property
    def needs(self) -> tuple[str, ...]:
        """The variables of the query."""
        return tuple(name for name in _VARIABLES if f"${name}:" in self.query)

    @property
    def over_areas(self) -> bool:
        """Whether it is asked of one, several or all areas, and says its days itself."""
        return "areas" in self.needs

    def query_on(self, days: Mapping[str, str]) -> str:
        """Return the query for some days: asOf, knownAt or both; without any, as it stands."""
        if not days or not self.needs or self.over_areas:
            return self.query
        named = "".join(f", ${name}: Date" for name in days)
        given = ", ".join(f"{name}: ${name}" for name in days)
        query = self.query.replace("!) {", f"!{named}) {{", 1)
        query = query.replace("view {", f"view({given}) {{")
        return query.replace("view(complete: true) {", f"view({given}, complete: true) {{")

    def variables(
        self,
        area: str,
        thing: str,
        days: Mapping[str, str] = {},
        *,
        areas: Sequence[str] | None = None,
        since: str = "",
        words: str = "",
        after: str = "",
    ) -> dict[str, Any]:
        """Return the variables for an area, a thing on its map, and some days.

        Of a question over areas, areas are the chosen ones (None: all that tell of real councils),
        since the day to begin at, words the name or tag that it asks for ("": any), and after the
        cursor to go on from.
        """
        given: dict[str, Any] = {"area": area, "thing": thing, "since": since}
        given |= {"areas": None if areas is None else list(areas), "words": words or None}
        given |= {"after": after} if after else {}
        known = {name: given[name] for name in self.needs if name in given}
        return known | (dict(days) if self.needs else {})


def _question(path: Path) -> Question:
    group, words, query = path.read_text(encoding="utf-8").split("\n", 2)
    question_id = path.stem.partition("-")[2]
    return Question(question_id, group.lstrip("# "), words.lstrip("# "), query.strip())


_FILES = sorted((Path(__file__).parent / "saved_questions").glob("*.graphql"))
QUESTIONS = tuple(_question(path) for path in _FILES)
GROUPS = tuple(dict.fromkeys(question.group for question in QUESTIONS))
QUESTION = {question.id: question for question in QUESTIONS}


def things(view: View) -> list[tuple[str, list[Node]]]:
    """Return what a question can be about, boards and groups first, each kind by name."""
    firm = view.firm.nodes.values()
    bodies = [node for node in firm if node.kind == "body"]
    others = [node for node in firm if node.kind != "body"]
    sorted_by_name = [sorted(part, key=lambda n: n.name.casefold()) for part in (bodies, others)]
    labels = ("Boards, groups and panels", "Everything else on the map")
    return [(label, part) for label, part in zip(labels, sorted_by_name, strict=True) if part]


def first_thing(view: View) -> str:
    """Return what a question is about until somebody chooses: a main board, else the first."""
    listed = [node for _, part in things(view) for node in part]
    mains = [node.id for node in listed if is_of(node, ("main_board",))]
    return next(iter([*mains, *(node.id for node in listed)]), "")
