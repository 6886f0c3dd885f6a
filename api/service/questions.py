"""The saved example questions: plain words, and the query that answers them.

Each is a file in saved_questions/, in the order of their names: its group and its words in two
lines of comment, then the query. $area is the slug of the chosen area, $thing the id of the chosen
thing on its map.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.body_kinds import is_of
from graph.facts.model import Node
from graph.view import View


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
        return tuple(name for name in ("area", "thing") if f"${name}:" in self.query)

    def query_on(self, days: Mapping[str, str]) -> str:
        """Return the query for some days: asOf, knownAt or both; without any, as it stands."""
        if not days or not self.needs:
            return self.query
        named = "".join(f", ${name}: Date" for name in days)
        given = ", ".join(f"{name}: ${name}" for name in days)
        query = self.query.replace("!) {", f"!{named}) {{", 1)
        query = query.replace("view {", f"view({given}) {{")
        return query.replace("view(complete: true) {", f"view({given}, complete: true) {{")

    def variables(self, area: str, thing: str, days: Mapping[str, str] = {}) -> dict[str, Any]:
        """Return the variables for an area, a thing on its map, and some days."""
        given = {"area": area, "thing": thing}
        return {name: given[name] for name in self.needs} | (dict(days) if self.needs else {})


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
