"""Who holds something open hears when what somebody may has changed, here or in another process."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from graph.accounts.accounts_store import AccountsStore
from graph.errors import GraphError

# Seconds between two looks at what other processes have written.
EVERY = 1.0

_log = logging.getLogger(__name__)


class AccessWatch:
    """Calls those who have subscribed: then each looks whether its person may still be there."""

    def __init__(self, store: AccountsStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._subscribed: dict[int, Callable[[], None]] = {}
        self._next = 0
        self._seen = store.changes()

    def subscribe(self, call: Callable[[], None]) -> Callable[[], None]:
        """Call something after each change, from any thread, until what is returned is called."""
        with self._lock:
            number, self._next = self._next, self._next + 1
            self._subscribed[number] = call

        def leave() -> None:
            with self._lock:
                self._subscribed.pop(number, None)

        return leave

    def look(self) -> None:
        """Look whether anything was written since the last look, and call them if so."""
        changes = self._store.changes()
        with self._lock:
            calls = list(self._subscribed.values()) if changes != self._seen else []
            self._seen = changes
        for call in calls:
            try:
                call()
            except Exception:  # one that fails keeps no other from hearing
                _log.exception("A fault of the program in what hears of changed rights")

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Look each second while the block runs."""
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(EVERY):
                try:
                    self.look()
                except GraphError as error:
                    _log.warning("It is not known whether rights have changed: %s", error)

        thread = threading.Thread(target=watch, name="changed rights", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
