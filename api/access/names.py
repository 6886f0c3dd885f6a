"""Names by which somebody is written down: which are taken, and that of this machine's user."""

import re
from collections.abc import Mapping

from api.access.persons import ALL_RIGHTS, Person, Via
from api.errors import UsageError
from api.settings import NAME_VARIABLE
from graph.facts.unsafe_text import unseen
from graph.name_keys import is_blank, without_unseen

# Characters of a name, as it stands in every history.
MOST_NAME = 80
# Whose account of the system it is, is nobody's business who reads a history.
SOMEBODY = "somebody on this machine"


def checked_name(name: str, what: str = "The name") -> str:
    """Return a name as it is kept; raises UsageError."""
    kept = re.sub(" +", " ", without_unseen(name)).strip()
    wrong = unseen(kept)
    if wrong:
        raise UsageError(f"{what} has {wrong.what} in it: {wrong.right}.")
    if is_blank(kept):
        raise UsageError(f"{what} is empty: write one.")
    if len(kept) > MOST_NAME:
        raise UsageError(f"{what} has {len(kept)} characters: write {MOST_NAME} at most.")
    return kept


def local_person(environ: Mapping[str, str], via: Via) -> Person:
    """Return the user of this machine, who may do everything here; raises UsageError.

    Their name is GOLDENTHREAD_NAME, never that of their account of the operating system.
    """
    given = environ.get(NAME_VARIABLE, "")
    name = checked_name(given, NAME_VARIABLE) if given.strip() else SOMEBODY
    return Person(name, ALL_RIGHTS, via)
