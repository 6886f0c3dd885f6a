"""The process that opens a store first after an unclean end, so that only it can die of that."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from graph.errors import GraphError, InvalidFact, NewerStore, StoreLocked, StoreUnreachable
from graph.facts.journal_entries import differences
from graph.stores import bulk, ladybug_schema
from graph.stores.journal_scan import journal_path, scan
from graph.stores.ladybug_errors import DamagedLog, DiskFull, EngineFailure, NotAStore
from graph.stores.ladybug_pool import LadybugPool
from graph.stores.ladybug_recovery import log_path
from graph.stores.statements import text

# Differences that are said; where the whole store is another one there are thousands.
_SAID = 20


def examine(path: Path, mend: bool = False) -> dict[str, Any]:
    """Open a store, replay its log, read all of it and compare it with its journal.

    The answer has a state: sound, damaged, damaged log, locked, or refused for another reason,
    which the opening itself will say. Of a sound store that could be compared, at is the place in
    the journal where it is, and differs tells what it holds otherwise than is written there.
    """
    lines = scan(journal_path(path))
    # A file that the engine does not know may be any other, but not with these beside it.
    ours = lines is not None or log_path(path).is_file()
    try:
        pool = LadybugPool(path, mend)
        with pool.reading() as run:
            current = ladybug_schema.is_current(run, "")
            whole = bulk.contents(run) if current else None
            seal = run(text("journal_mark"), {})[0]["seal"] if current else None
        pool.checkpoint()
        pool.release()
    except GraphError as error:
        return {"state": _state(error, path, ours), "said": str(error)}
    except Exception as error:  # whatever lengths and texts that are none come to
        return {"state": "damaged", "said": repr(error)}
    at = lines.position(seal) if lines and seal else None
    if lines is None or at is None or whole is None:
        return {"state": "sound"}
    differs = differences(whole, lines.contents(at))
    return {"state": "sound", "at": at, "differs": differs[:_SAID], "count": len(differs)}


def _state(error: GraphError, path: Path, ours: bool) -> str:
    """Return what an error of opening says of a store; ours says whether it is one."""
    match error:
        case DamagedLog():
            return "damaged log"
        case EngineFailure() | InvalidFact():
            return "damaged"
        case StoreLocked():
            return "locked"
        case DiskFull() | NewerStore():
            return "refused"
        case NotAStore():
            return "damaged" if ours else "refused"
        case StoreUnreachable():
            # Damage may send the engine to places that the file does not have.
            return "damaged" if ours and os.access(path, os.R_OK | os.W_OK) else "refused"
        case _:
            return "refused"


def main() -> None:
    """Examine the store that the command line names, and print what came of it."""
    json.dump(examine(Path(sys.argv[1]), "mend" in sys.argv[2:]), sys.stdout)
