"""The schema of the newest release, for what breaks since: written anew when a release is cut."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from graphql.language import Visitor, parse, print_ast, visit

from api.schema.execute import printed
from start import ROOT

RELEASED = Path(__file__).parent / "released.graphql"
COMMAND = "python -m tests.api.clients.released"


class _NoDescriptions(Visitor):
    def enter(self, node: Any, *_: Any) -> Any:
        return replace(node, description=None) if getattr(node, "description", None) else None


def heading() -> str:
    """Return what the file of the program's version begins with."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"# The schema of version {project['version']}, without descriptions.\n"


def without_descriptions(schema: str) -> str:
    """Return a schema as it binds those who ask: descriptions may change with each commit."""
    return print_ast(visit(parse(schema), _NoDescriptions())) + "\n"


if __name__ == "__main__":
    RELEASED.write_text(heading() + without_descriptions(printed()), encoding="utf-8")
