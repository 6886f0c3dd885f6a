"""After an unclean end: a store is opened in a process of its own before ours opens it.

Reopening after a kill has once ended the process inside the engine (LadybugDB 0.22), and a log
beside another file than its own does so each time. That must not be the process that serves people.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.stores.journal_scan import journal_path

_CHILD = "from graph.stores.ladybug_child import main; main()"
# A child that dies once may live the next time; one that dies twice dies of the files.
_TRIES = 2
# Seconds for one child, and more for each MB it reads: on a busy machine it replayed 2 MB of log,
# and compared 3 MB of a store with its journal, in a second.
_PATIENCE, _PATIENCE_MB = 60.0, 2.0


@dataclass(frozen=True, slots=True)
class Examination:
    """What a child found: sound, damaged, damaged log, locked, refused or nothing (not known).

    at is the place in the journal where a sound store is, differs what it holds otherwise than the
    journal has it there, the first of count; None and empty where the two could not be compared.
    """

    state: str
    said: str = ""
    at: int | None = None
    differs: tuple[str, ...] = ()
    count: int = 0


def log_path(path: Path) -> Path:
    """Return where the engine keeps its log of a store."""
    return path.with_name(f"{path.name}.wal")


def examine_in_child(path: Path, mend: bool = False) -> Examination:
    """Open a store in a child process and close it again; with mend, cut a damaged log short."""
    command = [sys.executable, "-c", _CHILD, str(path), *(["mend"] if mend else [])]
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    for _ in range(_TRIES):
        try:
            done = subprocess.run(
                command, check=False, capture_output=True, timeout=_seconds(path), env=environ
            )
        except subprocess.TimeoutExpired:
            continue
        # Python ends with 0 or 1; a crash has another code, below 0 but on Windows.
        if done.returncode in (0, 1):
            return _read(done.stdout)
    return Examination("damaged", "the engine dies of it")


def _seconds(path: Path) -> float:
    kept = (path, log_path(path), journal_path(path))
    return _PATIENCE + _PATIENCE_MB * sum(f.stat().st_size for f in kept if f.is_file()) / 2**20


def _read(printed: bytes) -> Examination:
    try:
        answer: Mapping[str, Any] = json.loads(printed)
    except ValueError:
        return Examination("not known")
    return Examination(
        state=answer["state"],
        said=answer.get("said", ""),
        at=answer.get("at"),
        differs=tuple(answer.get("differs", ())),
        count=answer.get("count", 0),
    )
