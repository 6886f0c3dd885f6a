"""How the house is kept: one word for one thing, and every module's tests found by its name."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("api", "graph", "loaders", "visualisations")
# Names of results that say nothing where the function that gave them is out of sight.
SAYS_NOTHING = {"asked", "found", "kept", "made", "said", "told", "wanted"}
IN_SIGHT = 10


def trees(folder: str, names: str) -> dict[str, ast.Module]:
    """Return the syntax trees of the modules below a folder, by their paths in the repository."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / folder).rglob(names))
        if path.name != "__init__.py"
    }


MODULES = {path: tree for package in PACKAGES for path, tree in trees(package, "*.py").items()}
TEST_MODULES = trees("tests", "test_*.py")


def named_tests(docstring: str) -> Iterator[str]:
    """Yield the modules that lines "Tests: ..." of a test module's docstring name.

    Paths of the repository with commas between them; a line may go on until an empty one.
    """
    for block in re.split(r"\n\s*\n", docstring):
        for line in re.split(r"^Tests: ", block, flags=re.MULTILINE)[1:]:
            yield from re.split(r",\s*", line.strip().removesuffix("."))


NAMED = [
    (path, name)
    for path, tree in TEST_MODULES.items()
    for name in named_tests(ast.get_docstring(tree) or "")
]


def first_path(module: str) -> str:
    """Return where the tests of a module are looked for first."""
    folder, _, name = module.rpartition("/")
    return f"tests/{folder}/test_{name}"


def all_mended(wrong: list[str], what_to_do: str) -> None:
    """Fail with all that is wrong, a line each, and what to do."""
    assert not wrong, "\n".join([what_to_do, *wrong])


def test_the_tests_of_each_module_are_found_by_its_name() -> None:
    named = {name for _, name in NAMED}
    missing = [m for m in MODULES if m not in named and first_path(m) not in TEST_MODULES]
    all_mended(
        missing,
        "For each of these write tests/<its path>/test_<its name>.py, or name its path in a line "
        '"Tests: ..." of the docstring of the module that tests it.',
    )


def test_what_a_test_module_says_it_tests_is_there() -> None:
    gone = [f"{path}: {name}" for path, name in NAMED if not (ROOT / name).is_file()]
    all_mended(gone, 'Correct these behind "Tests:".')


def twice(named: Iterator[tuple[str, str]]) -> list[str]:
    """Return the names that stand in more than one module, each with where."""
    where = defaultdict(list)
    for name, path in named:
        where[name].append(path)
    return [f"{name}: {', '.join(paths)}" for name, paths in where.items() if len(paths) > 1]


def test_no_two_public_classes_have_one_name() -> None:
    classes = (
        (node.name, path)
        for path, tree in MODULES.items()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    all_mended(twice(classes), "Name all but one of each after what it holds.")


@pytest.mark.parametrize("package", ["graph", "loaders", "visualisations"])
def test_no_module_name_stands_twice_in_a_package(package: str) -> None:
    """In api each room may have one module a subject: findings the page, findings the report."""
    modules = ((p.rpartition("/")[2], p) for p in MODULES if p.startswith(f"{package}/"))
    all_mended(twice(modules), "Name each after what it does in its room.")


def far_names(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    """Yield the results that say nothing and are read more than a few lines below."""
    given: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for node in ast.walk(function):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                for name in ast.walk(target):
                    if isinstance(name, ast.Name):
                        given[name.id].append((node.lineno, isinstance(node.value, ast.Call)))
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            before = [each for each in given[node.id] if each[0] < node.lineno]
            line, is_result = max(before, default=(node.lineno, False))
            if node.id in SAYS_NOTHING and is_result and node.lineno - line > IN_SIGHT:
                yield f"{node.id} of line {line}, read in line {node.lineno}"


def test_a_result_that_is_read_far_below_has_a_telling_name() -> None:
    functions = ast.FunctionDef, ast.AsyncFunctionDef
    far = [
        f"{path}: {name}"
        for path, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, functions)
        for name in dict.fromkeys(far_names(node))
    ]
    all_mended(far, "Call each after what it holds, or read it sooner.")


def test_these_tests_see_what_they_look_for() -> None:
    lines = ["def f():", "    found = g()", *["    h()"] * IN_SIGHT, "    return found"]
    (function,) = ast.parse("\n".join(lines)).body
    assert isinstance(function, ast.FunctionDef)
    assert list(far_names(function)) == ["found of line 2, read in line 13"]
    near = ast.parse("\n".join([*lines[:2], *lines[3:]])).body[0]
    assert isinstance(near, ast.FunctionDef)
    assert list(far_names(near)) == []
    assert twice(iter([("A", "x"), ("B", "x"), ("A", "y")])) == ["A: x, y"]
    docstring = "X.\n\nTests: a/b.py,\nc.py.\nTests: d.py\n\nY."
    assert list(named_tests(docstring)) == ["a/b.py", "c.py", "d.py"]


def test_no_test_turns_the_clock_of_the_whole_process() -> None:
    """A server that another test left running sleeps by it, and may not wake for an hour."""
    turned = re.compile(r"""setattr\(\s*(?:time|"[\w.]*\.time\.\w+"|"time\.\w+")""")
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if turned.search(path.read_text(encoding="utf-8"))
    ]
    all_mended(wrong, "Set the limit, or give the clock to what reads it:")
