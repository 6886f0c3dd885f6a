"""Backups of a store while it is served: at the press of a button, by themselves daily, at the end.

Nothing is written where nothing has changed since the newest, which is read and checked again.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from api.access.persons import SERVICE, acting_as
from api.errors import EXPECTED
from graph.accounts.account_records import AccountsDump
from graph.facts.dates import day_words
from graph.store import Store
from loaders.backup_series import KeptBackup, kept_backups, write_next
from loaders.whole_files import CannotWrite

DAILY = timedelta(days=1)
# Seconds between two looks at the clock: the machine may have slept, and a day is over when it is
# over, not after 24 hours of waiting.
_TICK = 60.0
# How long after a failure it is tried again.
_AGAIN = timedelta(hours=1)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BackupOutcome:
    """What came of making a backup, in a sentence: a new one, none needed, or why there is none.

    faults are those of the store, which a backup has too.
    """

    moment: datetime
    sentence: str
    failed: bool = False
    made: KeptBackup | None = None
    faults: tuple[str, ...] = ()


def _now() -> datetime:
    return datetime.now(UTC)


class ServedBackups:
    """The backups of one store in one folder; methods may be called from several threads.

    by_itself says whether they are made daily, and at the end of the service. accounts returns what
    is kept of accounts beside the store.
    """

    def __init__(
        self,
        store: Store,
        folder: Path,
        *,
        by_itself: bool = True,
        clock: Callable[[], datetime] = _now,
        accounts: Callable[[], AccountsDump] = AccountsDump,
    ) -> None:
        self.folder, self.by_itself = folder, by_itself
        self.last: BackupOutcome | None = None
        self._store, self._clock, self._accounts = store, clock, accounts
        self._making = threading.Lock()

    def kept(self) -> tuple[KeptBackup, ...]:
        """Return those that are kept, the newest first."""
        return kept_backups(self.folder)

    def make(self) -> BackupOutcome:
        """Make a backup where something has changed since the newest; say what came of it."""
        # Whoever asks for it, it is the service that reads every area.
        with self._making, acting_as(SERVICE):
            try:
                outcome = self._made()
            except (*EXPECTED, OSError) as error:
                outcome = BackupOutcome(self._clock(), _no_backup(self.folder, error), failed=True)
            self.last = outcome
            return outcome

    def _made(self) -> BackupOutcome:
        now, contents, accounts = self._clock(), self._store.contents(), self._accounts()
        if not contents.slugs():
            return BackupOutcome(now, "The store has no areas yet, so there is nothing to back up.")
        kept = self.kept()
        if kept and kept[0].holds(contents, accounts):
            when = moment_words(kept[0].made)
            said = f"Nothing has changed since the backup of {when}, which was read again and is"
            return BackupOutcome(now, f"{said} whole: no other was needed.")
        made = write_next(self.folder, contents, self._store.describe(), now, accounts)
        faults = contents.faults()
        said = "It was read back and is whole."
        if faults:
            said = "It was read back; the store has faults, which it has too."
        areas = "1 area" if made.areas == 1 else f"{made.areas} areas"
        sentence = f"A backup of {areas} was made. {said}"
        return BackupOutcome(now, sentence, made=made, faults=faults)

    def make_if_due(self) -> BackupOutcome | None:
        """Make one where the newest is a day old and nobody has looked since."""
        return self.make() if self._is_due() else None

    def _is_due(self) -> bool:
        now, last = self._clock(), self.last
        if last:
            return abs(now - last.moment) >= (_AGAIN if last.failed else DAILY)
        # A clock that was ahead once has left one of a day to come: that says nothing of today.
        past = [kept.made for kept in self.kept() if kept.made <= now]
        return not past or now - max(past) >= DAILY

    @contextmanager
    def daily(self) -> Iterator[None]:
        """Make one a day, while the block runs."""
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(_TICK):
                try:
                    outcome = self.make_if_due()
                except Exception:  # whatever it is, tomorrow there is to be one
                    _log.exception("A fault of the program in a daily backup")
                    continue
                if outcome and outcome.failed:
                    _log.warning("%s", outcome.sentence)

        watching = threading.Thread(target=watch, name="daily backups", daemon=True)
        if self.by_itself:
            watching.start()
        try:
            yield
        finally:
            ended.set()
            if self.by_itself:
                watching.join()


def _no_backup(folder: Path, error: Exception) -> str:
    """Say why there is none, and what to do; what is wrong with the store it says itself."""
    cause = error.__cause__ if isinstance(error, CannotWrite) else error
    if isinstance(cause, OSError):
        why = (cause.strerror or "the disk or the folder refuses it").lower()
        return (
            f"No backup was made: {folder} cannot be written ({why}). Make room there, or take one "
            "to another disk with goldenthread backup DIR."
        )
    return f"No backup was made: {error}"


def moment_words(moment: datetime) -> str:
    """Say a moment as 30 November 2026 at 17:45, in the time of this machine."""
    local = moment.astimezone()
    return f"{day_words(local.date())} at {local:%H:%M}"


def age_words(age: timedelta) -> str:
    """Say how long ago something was: "3 hours ago"; a clock may have been put back since."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return "a moment ago"
    for size, word in ((1440, "day"), (60, "hour"), (1, "minute")):
        count = minutes // size
        if count:
            return f"{count} {word}{'' if count == 1 else 's'} ago"
    raise AssertionError(age)


def size_words(size: int) -> str:
    """Say how large something is, in kilobytes or megabytes of a million bytes."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB"
