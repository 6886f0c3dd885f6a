"""Each command is in the table of the command line, and waits for nothing that it does not need.

Tests: api/commands/lazy_group.py, api/commands/listing.py.
"""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click
import pytest

from api import commands
from api.cli import COMMANDS, cli, run
from api.commands.lazy_group import LazyCommand

# What takes long to load, by what has a use for it.
DRAWING = {"fontpkg", "visualisations.scene", "visualisations.routing.router"}
GRAPHS = {"networkx", "numpy", "graph.paths"}
PAPERS = {"jinja2", "docx", "PIL", "lxml"}
SHEETS = {"xlsxwriter", "python_calamine", "rapidfuzz", "loaders.workbook.sheets"}
SERVICE = {"starlette", "strawberry", "graphql", "uvicorn", "neo4j", "api.app"}
CHECKS = {"graph.rules.run", "graph.governance_view"}
STORE = {"ladybug", "asyncio", "graph.store"}
# Of a store: what only finds a use where a service has it open, or where its file is made anew.
SELDOM = {"http.client", "api.remote.client", "filelock", "graph.stores.ladybug_repair"}
ASKING = {"loaders.questions"}
IN_FULL = """
import atexit, gc, json, sys
atexit.register(lambda: print(json.dumps([sorted(sys.modules), gc.get_threshold()])))
from api.cli import main
main()
"""


def ran(*arguments: str, store: Path | None = None) -> tuple[set[str], tuple[int, ...]]:
    """Run a command in a process of its own; return the modules it loaded, and the collector's."""
    command = [sys.executable, "-c", IN_FULL, *arguments]
    command += ["--store", f"ladybug://{store}"] if store else []
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    modules, thresholds = json.loads(done.stdout.splitlines()[-1])
    return set(modules), tuple(thresholds)


def test_help_loads_no_command() -> None:
    modules, _ = ran("--help")
    for heavy in (DRAWING, GRAPHS, PAPERS, SHEETS, SERVICE, CHECKS, STORE):
        assert not heavy & modules
    helpers = {"lazy_group", "output"}
    assert {m for m in modules if m.startswith("api.commands.")} == {
        f"api.commands.{name}" for name in helpers
    }


@pytest.fixture(scope="module")
def york(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("york") / "store"
    assert run(["examples", "york", "--store", f"ladybug://{path}"]) == 0
    return path


def test_areas_are_listed_without_the_checks(york: Path) -> None:
    modules, _ = ran("areas", store=york)
    for heavy in (DRAWING, GRAPHS, PAPERS, SHEETS, SERVICE, CHECKS, SELDOM, ASKING):
        assert not heavy & modules


def test_a_check_draws_and_serves_nothing_and_seldom_looks_for_circles(york: Path) -> None:
    modules, thresholds = ran("check", "york", store=york)
    for heavy in (DRAWING, GRAPHS, PAPERS, SHEETS, SERVICE, SELDOM):
        assert not heavy & modules
    assert thresholds[0] > 100_000


def all_commands() -> dict[str, click.Command]:
    """Return every command, or group of some, that a module below api.commands makes, by name."""
    modules = [import_module(f"api.commands.{m.name}") for m in iter_modules(commands.__path__)]
    found = [each for module in modules for each in vars(module).values()]
    groups = {id(each): each for each in found if type(each) is click.Group}
    grouped = {id(one) for group in groups.values() for one in group.commands.values()}
    kinds = (click.Command, click.Group)
    alone = [each for each in found if type(each) in kinds and id(each) not in grouped]
    return {str(each.name): each for each in alone}


def test_every_command_is_in_the_table() -> None:
    assert set(all_commands()) == {command.name for command in COMMANDS} == set(cli.commands)


@pytest.mark.parametrize("listed", COMMANDS, ids=lambda command: str(command.name))
def test_the_table_says_of_a_command_what_it_says_of_itself(listed: LazyCommand) -> None:
    command = listed.load()
    assert command is all_commands()[str(listed.name)]
    assert command.help
    assert listed.help == " ".join(command.help.split("\n\n")[0].split())
    for limit in (20, 60, 1000):
        assert listed.get_short_help_str(limit) == command.get_short_help_str(limit)


def test_what_is_no_command_is_not_loaded_as_one() -> None:
    with pytest.raises(TypeError, match=r"say of api.commands.output is no command"):
        LazyCommand("output.say", "").load()
