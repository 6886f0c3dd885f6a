"""Sessions on the server: the browser has an opaque id, the store has its hash."""

import hashlib
import logging
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from api.access.account_book import AccountBook, Deed
from api.access.persons import Person, Via
from api.access.standing_rights import rights_of
from graph.accounts.account_records import Account, AccountStanding, Session
from graph.errors import StoreError

# A session that is not used ends after so long, and any after so long.
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=12)
# It is written down no more often than this that somebody was there: so it may end so much sooner.
NOTED_EVERY = timedelta(minutes=1)
# Requests that were under way when the id changed bring the old one.
OVERLAP = timedelta(seconds=30)
# Characters of what a browser says of itself, and of an id.
_MOST_WORDS, _MOST_ID = 120, 100

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A session that lasts, and whose it is.

    is_stale says that what its account may has changed since its id was made: the next page gives
    it another one (Sessions.renew).
    """

    session: Session
    standing: AccountStanding
    person: Person
    is_stale: bool


class Sessions:
    """Begins, finds and ends sessions."""

    def __init__(self, book: AccountBook) -> None:
        self._book = book

    def begin(self, account: Account, browser: str = "", instead_of: str = "") -> str:
        """Begin a session of somebody who has shown who they are; return the id for their cookie.

        browser is what theirs says of itself; instead_of is the id it came with, which ends.
        """
        now, new = self._book.clock(), secrets.token_urlsafe(32)
        self._book.store.sweep(now, now - IDLE, now - LONGEST)
        before = self._book.store.session_standing(_hash(instead_of)) if instead_of else None
        session = Session(
            id=secrets.token_hex(8),
            hashed=_hash(new),
            account=account.id,
            began=now,
            last_used=now,
            browser=_short(browser),
            seen=self._book.store.account(account.id).version,
        )
        self._book.write(
            Deed.SIGNED_IN,
            keep=[session],
            drop=[before[0]] if before else (),
            who=account.name,
        )
        return new

    def look(
        self, session_id: str, via: Via = Via.PAGE, *, is_use: bool = True
    ) -> HeldSession | None:
        """Return the session of an id, with what its account may now; None where it is over.

        is_use says that somebody does something: a page that only listens uses nothing.
        """
        if not session_id or len(session_id) > _MOST_ID:
            return None
        hashed = _hash(session_id)
        found = self._book.store.session_standing(hashed)
        if found is None:
            return None
        session, standing = found
        now = self._book.clock()
        is_earlier = session.hashed != hashed
        if standing.account.disabled or is_over(session, now):
            return None
        if is_earlier and (session.renewed is None or now - session.renewed > OVERLAP):
            return None
        if is_use and now - session.last_used >= NOTED_EVERY:
            self._note(session)
        account = standing.account
        person = Person(account.name, rights_of(standing), via, account.id)
        is_stale = not is_earlier and session.seen < account.version
        return HeldSession(session, standing, person, is_stale)

    def renew(self, held: HeldSession) -> str:
        """Give a session another id; return it, or "" where another request was first."""
        now, new = self._book.clock(), secrets.token_urlsafe(32)
        before = held.session
        after = replace(
            before,
            hashed=_hash(new),
            earlier=before.hashed,
            renewed=now,
            last_used=max(now, before.last_used),
            seen=held.standing.account.version,
        )
        return new if self._book.store.renew(after, before.hashed) else ""

    def of(self, account_id: str) -> tuple[Session, ...]:
        """Return the sessions of an account that last, the last used first."""
        now = self._book.clock()
        return tuple(s for s in self._book.store.sessions(account_id) if not is_over(s, now))

    def sign_out(self, session_id: str) -> None:
        """End the session of a cookie, if it lasts."""
        found = self._book.store.session_standing(_hash(session_id))
        if found:
            name = found[1].account.name
            self._book.write(Deed.SIGNED_OUT, drop=[found[0]], who=name)

    def end(self, account_id: str, session_id: str) -> bool:
        """End a session of an account by what it is listed as; say whether it was there."""
        for session in self._book.store.sessions(account_id):
            if session.id == session_id:
                self._end([session], account_id)
                return True
        return False

    def end_all(self, account_id: str, but: str = "") -> int:
        """End the sessions of an account, but one by what it is listed as; return how many."""
        ending = [s for s in self._book.store.sessions(account_id) if s.id != but]
        if ending:
            self._end(ending, account_id)
        return len(ending)

    def _end(self, sessions: list[Session], account_id: str) -> None:
        name = self._book.store.account(account_id).name
        self._book.write(Deed.SESSION_ENDED, name, drop=sessions)

    def _note(self, session: Session) -> None:
        try:
            self._book.store.touch(session, self._book.clock())
        except StoreError as error:
            # A disk that is full keeps nobody from reading.
            _log.warning("It could not be noted that a session was used: %s", error)


def is_over(session: Session, now: datetime) -> bool:
    """Say whether a session has ended by itself."""
    return now - session.last_used > IDLE or now - session.began > LONGEST


def _hash(session_id: str) -> str:
    return hashlib.sha256(session_id.encode("utf-8", "surrogatepass")).hexdigest()


def _short(browser: str) -> str:
    return "".join(c for c in browser if c.isprintable())[:_MOST_WORDS]
