"""What this process wrote lately, so that what was read before need not be read again."""

import contextlib
import threading
from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from graph.errors import GraphError
from graph.facts.changes import ChangeRecord
from graph.facts.history_json import from_history_record
from graph.facts.journal_entries import Entry
from graph.facts.model import Area
from graph.store import Edition

# Batches that are remembered of an area, and the changes of the largest one: reading the area
# again costs less than many changes one by one.
_BATCHES = 16
_CHANGES = 200


class RecentChanges:
    """Remembers the last batches of each area, by the revision that each raised it to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, deque[tuple[int, Sequence[ChangeRecord]]]] = {}

    def note(self, records: Sequence[ChangeRecord], raised: Mapping[str, int]) -> None:
        """Remember a batch that is written, and to which revision it raised each area."""
        with self._lock:
            for slug, number in raised.items():
                kept = self._kept.setdefault(slug, deque(maxlen=_BATCHES))
                if len(records) <= _CHANGES:
                    kept.append((number, [one for one in records if slug in one.areas]))
                else:
                    kept.clear()

    def take(self, entries: Iterable[Entry]) -> Mapping[str, int] | None:
        """Remember what one transaction noted for a journal; return to what it raised each area.

        It is written already: what cannot be remembered is read. None where an area may have come
        or gone with it.
        """
        changes, raised, whole = list[Entry](), dict[str, int](), False
        for entry in entries:
            match entry:
                case {"change": change}:
                    changes.append(change)
                case {"revision": revision}:
                    raised[revision["area"]] = int(revision["number"])
                case {"fact": _}:
                    whole = True
        if not whole and len(changes) <= _CHANGES:
            with contextlib.suppress(GraphError, LookupError, TypeError, ValueError):
                records = [from_history_record(change) for change in changes]
                self.note(records, raised)
                is_plain = not any(
                    isinstance(one.before or one.after, Area) and None in (one.before, one.after)
                    for one in records
                )
                return raised if is_plain else None
        # A whole area came in, which is no change to what was there.
        with self._lock:
            for slug in raised:
                self._kept.pop(slug, None)
        return None

    def forget(self) -> None:
        """Forget all: the store holds something else now."""
        with self._lock:
            self._kept.clear()

    def between(self, before: Edition, after: Edition) -> tuple[ChangeRecord, ...] | None:
        """Return what led from one edition of an area to another; None where that is not known."""
        if before.incarnation != after.incarnation:
            return None
        with self._lock:
            kept = dict(self._kept.get(after.area, ()))
        steps = range(before.revision + 1, after.revision + 1)
        if not steps or any(number not in kept for number in steps):
            return None
        return tuple(record for number in steps for record in kept[number])
