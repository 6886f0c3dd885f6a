"""Documents tell the truth: every command, setting and problem code stands in a README."""

import json
import re
import tomllib
from pathlib import Path

import click
import pytest

from api.access.openid_settings import VARIABLES
from api.cli import COMMANDS
from api.commands.lazy_group import LazyCommand
from api.settings import (
    CONTACT_VARIABLE,
    KEPT_VARIABLE,
    LOG_VARIABLE,
    NAME_VARIABLE,
    PASSWORD_VARIABLE,
    SECRET_VARIABLE,
    STOP_VARIABLE,
    STORE_VARIABLE,
)
from graph.stores.memory import MemoryStore
from loaders.archive import parse_archive
from loaders.problems import PROBLEM_KINDS
from tests.api.pages.addresses import path_of, routes
from tests.api.two_towns import network_app
from tests.graph.rules.golden import COMMAND, PICTURE, picture

ROOT = Path(__file__).parent.parent
PACKAGES = ("api", "graph", "loaders", "visualisations")
LISTS = ("constraints.txt", "constraints-dev.txt")
CLIENTS = ("tests/api/clients/package.json", "tests/api/clients/.npmrc")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_every_command_and_option_is_explained(command: LazyCommand) -> None:
    readme = text("api/README.md")
    assert f"`{command.name}" in readme
    loaded = command.load()
    parts = loaded.commands if isinstance(loaded, click.Group) else {}
    for name in parts:
        assert f"`{command.name} {name}" in readme
    for parameter in (p for each in (loaded, *parts.values()) for p in each.params):
        if isinstance(parameter, click.Option):
            assert parameter.opts[0] in readme, parameter.opts


def test_every_page_is_explained_and_each_that_is_there_exists() -> None:
    section = text("api/README.md").split("## Pages\n")[1].split("\n## ")[0]
    named: list[str] = []
    for cell in re.findall(r"^\| (`[^|]+) \|", section, re.MULTILINE):
        address, *others = re.findall(r"`([^`]+)`", cell)
        named += [address, *(address + each if each[0] == "." else each for each in others)]
    assert sorted(named) == sorted({path_of(route) for route in routes()})


def test_every_page_of_accounts_is_explained() -> None:
    section = text("api/README.md").split("## Signing in\n")[1].split("\n## ")[0]
    addresses = set(re.findall(r"`(/[^`]*)`", section))
    plain = {path_of(route) for route in routes()}
    on_network = network_app(MemoryStore()).routes
    every = {re.sub(r":\w+\}", "}", getattr(route, "path", "")) for route in on_network}
    elsewhere = {"/static", "/assets", "/remote/{verb}", "/keep", "/.well-known/security.txt"}
    assert every - plain - elsewhere == addresses


def test_every_setting_is_explained() -> None:
    for name in ("README.md", "api/README.md"):
        assert re.search(rf"{STORE_VARIABLE}\b", text(name))
        assert {PASSWORD_VARIABLE, NAME_VARIABLE, SECRET_VARIABLE} <= set(
            re.findall(r"GOLDENTHREAD_\w+", text(name))
        )
    for name in (KEPT_VARIABLE, LOG_VARIABLE, STOP_VARIABLE, CONTACT_VARIABLE):
        assert f"`{name}" in text("api/README.md")
    assert [name for name in VARIABLES if name not in text("api/README.md")] == []


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


@pytest.mark.parametrize("readme", ["README.md", *(f"{p}/README.md" for p in PACKAGES)])
def test_what_a_readme_links_to_exists(readme: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", text(readme)):
        assert ((ROOT / readme).parent / target).exists(), target


def rows_of(package: str) -> list[tuple[list[str], str]]:
    """Return what the first table of a package's README says: modules and rooms, and of them."""
    table = re.search(r"(?:^\|.*\n)+", text(f"{package}/README.md"), re.MULTILINE)
    assert table
    rows = [re.split(r"(?<!\\)\|", line) for line in table[0].splitlines()[2:]]
    return [(re.findall(r"`([\w/]+(?:\.py|/))`", row[1]), row[2]) for row in rows]


def modules(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.py")} - {"__init__.py"}


@pytest.mark.parametrize("package", PACKAGES)
def test_the_readme_names_all_that_stands_at_the_top_of_its_package(package: str) -> None:
    named = [name for names, _ in rows_of(package) for name in names]
    rooms = {f"{path.name}/" for path in (ROOT / package).iterdir() if path.is_dir()}
    at_top = modules(ROOT / package) | rooms - {"__pycache__/"}
    assert sorted(at_top - set(named)) == [], "give each a row in the first table"
    assert [name for name in named if not (ROOT / package / name).exists()] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_the_row_of_a_room_names_its_modules(package: str) -> None:
    """Each of them, or where the room has "one file a ..." those that are something else."""
    for names, said in rows_of(package):
        inside = {m: n for n in names if n.endswith("/") for m in modules(ROOT / package / n)}
        mentioned = set(re.findall(r"`(\w+\.py)`", said))
        elsewhere = mentioned - set(inside) - set(names)
        assert {name for name in elsewhere if not (ROOT / package / name).exists()} == set()
        if "one file a" not in said:
            assert sorted(set(inside) - mentioned) == [], f"name these in the row of {names}"


def test_the_picture_of_the_readme_is_what_the_product_draws() -> None:
    """It tells of each check that is open, so that a new one moves it."""
    assert PICTURE.read_text(encoding="utf-8") == picture(), f"Remade by: {COMMAND}"


def test_no_file_names_a_registry_or_a_machine() -> None:
    for name in ("pyproject.toml", *LISTS, *CLIENTS, "Makefile", "start.py", ".ci/run"):
        assert not re.search(r"https?://|/(root|home|opt)/", text(name)), name


def test_npm_packages_are_pinned_and_no_lock_file_names_a_registry() -> None:
    package, settings = (text(name) for name in CLIENTS)
    for name, version in json.loads(package)["dependencies"].items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
    assert {"package-lock=false", "ignore-scripts=true"} <= set(settings.splitlines())
    assert re.search(r"^before=\d{4}-\d\d-\d\d$", settings, re.MULTILINE)
    locks = ("package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml")
    assert [lock for lock in locks if (ROOT / "tests/api/clients" / lock).exists()] == []


def test_the_changelog_has_the_version_and_what_comes_after_it() -> None:
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    headings = re.findall(r"^## (.*)$", text("CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert re.fullmatch(rf"{re.escape(version)} - \d{{4}}-\d\d-\d\d", headings[1])
    parts = re.findall(r"^### (.*)$", text("CHANGELOG.md"), re.MULTILINE)
    assert set(parts) <= {"Added", "Changed", "Fixed"}
