"""The schema of the newest release, for what breaks since: written anew when a release is cut."""

import tomllib
from pathlib import Path
from typing import Any

from graphql.language import Node, Visitor, parse, print_ast, visit

from api.schema.execute import printed
from start import ROOT

RELEASED = Path(__file__).parent / "released.graphql"
COMMAND = "python -m tests.api.clients.released"


class _NoDescriptions(Visitor):
    def enter(self, node: Node, *_: Any) -> Any:
        if getattr(node, "description", None) is None:
            return None
        node.description = None  # type: ignore[attr-defined]
        return node


def heading() -> str:
    """Return what the file of the program's version begins with."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"# The schema of version {project['version']}, without descriptions.\n"


def without_descriptions(schema: str) -> str:
    """Return a schema as it binds those who ask: descriptions may change with each commit."""
    return print_ast(visit(parse(schema), _NoDescriptions())) + "\n"


if __name__ == "__main__":
    RELEASED.write_text(heading() + without_descriptions(printed()), encoding="utf-8")
