"""How far a long command is, on stderr: one line at a terminal, else a line now and then."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from graph.facts.unsafe_text import visible

_WIDTH = 30
_AT_A_TERMINAL, _ELSEWHERE = 0.1, 5.0


class ProgressLine:
    """Tells how far something is; what is done sooner than that is not told of."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._every = _AT_A_TERMINAL if self._is_terminal else _ELSEWHERE
        self._told = time.monotonic()
        self._shown = 0

    def tell(self, what: str, done: int, total: int = 0) -> None:
        """Tell what is done of a total, which is 0 where nobody knows it yet."""
        if self._is_due():
            count = f"{done:,} rows"
            if total:
                full = _WIDTH * done // total
                count = f"[{'#' * full}{'-' * (_WIDTH - full)}] {done:,} of {total:,} rows"
            self._show(f"{what} {count}")

    @contextmanager
    def waiting(self, what: str) -> Iterator[None]:
        """Tell for how many seconds something has been going on that cannot tell itself."""
        began, ended = time.monotonic(), threading.Event()

        def count() -> None:
            while not ended.wait(self._every):
                self._show(f"{what}: {time.monotonic() - began:.0f} s")

        ticking = threading.Thread(target=count, daemon=True)
        ticking.start()
        try:
            yield
        finally:
            ended.set()
            ticking.join()
            self.clear()

    def clear(self) -> None:
        """Take the line off the terminal."""
        if self._shown:
            click.echo(f"\r{' ' * self._shown}\r", nl=False, err=True)
            self._shown = 0

    def _is_due(self) -> bool:
        now = time.monotonic()
        if now - self._told < self._every:
            return False
        self._told = now
        return True

    def _show(self, line: str) -> None:
        line = visible(line)
        if self._is_terminal:
            click.echo(f"\r{line.ljust(self._shown)}", nl=False, err=True)
            self._shown = max(self._shown, len(line))
        else:
            click.echo(line, err=True)
