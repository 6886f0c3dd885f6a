"""Windows too: nothing on the main path needs what only POSIX has.

There is no Windows here to run on; what differs there is taken away from ours instead.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
_POSIX_ONLY = ("fcntl", "grp", "posix", "pwd", "readline", "resource", "syslog", "termios", "tty")
# The libraries have their own ways there, and Python's own modules too: only ours are denied them.
_DENY = f"""
import builtins, sys

OURS = ("graph", "api", "loaders", "visualisations", "start")
real = builtins.__import__

def denied(name, module_globals=None, *rest, **named):
    importer = str((module_globals or {{}}).get("__name__", ""))
    if importer.split(".")[0] in OURS and name.split(".")[0] in {_POSIX_ONLY!r}:
        raise ImportError(f"{{importer}} imports {{name}}, which Windows does not have")
    return real(name, module_globals, *rest, **named)

builtins.__import__ = denied
"""
_IMPORT_ALL = """
import importlib, pkgutil
import start
for name in OURS[:-1]:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, f"{name}."):
        importlib.import_module(module.name)
"""


def run_python(script: str) -> subprocess.CompletedProcess[bytes]:
    """Run a script in a process of its own."""
    command = [sys.executable, "-c", script]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False)


def test_every_module_imports_without_what_only_posix_has() -> None:
    done = run_python(_DENY + _IMPORT_ALL)
    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_a_module_that_would_need_it_is_found() -> None:
    sys_path = "import sys; sys.modules['api.needy'] = module = type(sys)('api.needy'); "
    done = run_python(f"{_DENY}{sys_path}exec('import fcntl', module.__dict__)")
    assert b"api.needy imports fcntl" in done.stderr
