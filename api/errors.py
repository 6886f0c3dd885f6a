"""Expected failures of the doors: one sentence each, and what they mean to a shell or a browser."""

from graph.errors import (
    AccountTaken,
    AmbiguousName,
    Conflict,
    GraphError,
    InvalidFact,
    ScenarioGone,
    StoreError,
    UnknownThing,
)
from loaders.problems import FileError
from loaders.whole_files import CannotWrite
from visualisations.errors import CannotDraw


class Busy(Exception):
    """The service does as much as it may at once: one sentence, with when to ask again."""


class RateLimited(Exception):
    """A caller asks more than it may at once, or in a while: a sentence and the seconds to wait."""

    def __init__(self, sentence: str, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(sentence)


class NotSignedIn(Exception):
    """Who asks is not known, or not any more: one sentence, which tells a stranger nothing."""


class CouncilSignInFailed(NotSignedIn):
    """The council's own sign-in let nobody in; why is for the log alone."""

    def __init__(self, sentence: str, why: str) -> None:
        self.why = why
        super().__init__(sentence)


class UsageError(Exception):
    """A request cannot be understood: a wrong day, port, format or address."""


class Forbidden(Exception):
    """Somebody sees what they may not do: one sentence, with the role that it takes."""


EXPECTED = (
    *(GraphError, FileError, CannotWrite, CannotDraw, UsageError, Busy, RateLimited),
    *(NotSignedIn, Forbidden),
)
DONE, ANSWER_IS_NO, WRONG_USE, STORE_AWAY = 0, 1, 2, 3
_HTTP = (
    (ScenarioGone, 410),
    (UnknownThing, 404),
    (AccountTaken, 409),
    (AmbiguousName, 400),
    (Conflict, 409),
    (InvalidFact, 400),
    (StoreError, 503),
    (UsageError, 400),
    (FileError, 400),
    (CannotWrite, 400),
    (CannotDraw, 503),
    (Busy, 503),
    (RateLimited, 429),
    (Forbidden, 403),
    (NotSignedIn, 401),
)


def exit_code(error: BaseException) -> int:
    """Return the exit code of the command line for an expected error."""
    return STORE_AWAY if isinstance(error, StoreError) else WRONG_USE


def http_status(error: BaseException) -> int:
    """Return the HTTP status for an expected error."""
    return next((status for kind, status in _HTTP if isinstance(error, kind)), 500)
