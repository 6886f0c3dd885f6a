"""Documents tell the truth: every command, setting and problem code stands in a README."""

import re
from pathlib import Path

import click
import pytest

from api.cli import COMMANDS
from api.settings import PASSWORD_VARIABLE, STORE_VARIABLE
from graph.stores.memory import MemoryStore
from loaders.archive import parse_archive
from loaders.problems import PROBLEM_KINDS
from tests.graph.rules.golden import COMMAND, PICTURE, picture

ROOT = Path(__file__).parent.parent


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_every_command_and_option_is_explained(command: click.Command) -> None:
    readme = text("api/README.md")
    assert f"`{command.name}" in readme
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[0] in readme, parameter.opts


def test_every_setting_is_explained() -> None:
    for name in ("README.md", "api/README.md"):
        assert re.search(rf"{STORE_VARIABLE}\b", text(name))
        assert PASSWORD_VARIABLE in text(name)


def test_every_problem_code_is_explained() -> None:
    named = re.findall(r"^\| `([a-z-]+)` \|", text("loaders/README.md"), re.MULTILINE)
    assert named == [kind.code for kind in PROBLEM_KINDS]


def test_the_example_of_the_archive_format_is_an_archive() -> None:
    block = text("loaders/README.md").split("```json\n")[1].split("```")[0]
    archive = parse_archive(block.splitlines(), "the example")
    store = MemoryStore()
    store.put(archive.snapshot, archive.history)
    assert store.verify() == ()
    assert len(archive.snapshot.meetings) == len(archive.snapshot.declarations) == 1


@pytest.mark.parametrize(
    "readme",
    ["README.md", *(f"{p}/README.md" for p in ("api", "graph", "loaders", "visualisations"))],
)
def test_links_and_modules_that_are_named_exist(readme: str) -> None:
    folder = (ROOT / readme).parent
    for target in re.findall(r"\]\(([^)#:]+)\)", text(readme)):
        assert (folder / target).exists(), target
    for module in re.findall(r"^\| (`[^|]+`) \|", text(readme), re.MULTILINE):
        for name in re.findall(r"`([a-z_]+(?:\.py|/))`", module):
            assert (folder / name).exists(), name


def test_the_make_targets_of_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z0-9]+):", text("Makefile"), re.MULTILINE))
    assert set(re.findall(r"make ([a-z0-9]+)", text("README.md"))) <= targets


def test_the_picture_of_the_readme_is_what_the_product_draws() -> None:
    """It tells of each check that is open, so that a new one moves it."""
    assert PICTURE.read_text(encoding="utf-8") == picture(), f"Remade by: {COMMAND}"


def test_no_file_names_a_registry_or_a_machine() -> None:
    for name in ("pyproject.toml", "constraints.txt", "Makefile", ".ci/run"):
        assert not re.search(r"https?://|/(root|home|opt)/", text(name)), name
