"""What a browser keeps for the service between two pages: nobody can read it, make it or keep it
for longer than it is good for.
"""

import json
from dataclasses import dataclass
from datetime import timedelta

from api.access.account_book import Clock
from api.access.secret_keys import NotSealedHere, SecretKeys

_UNTIL = "until"
# Characters: a cookie has 4,096 at most, with its name.
_MOST = 3_500


@dataclass(frozen=True, slots=True)
class SealedNotes:
    """Seals notes with the service's secret, and reads those that are still good."""

    keys: SecretKeys
    clock: Clock

    def seal(self, purpose: str, note: dict[str, str], good_for: timedelta) -> str:
        """Return a note as a text for a cookie or a hidden field."""
        until = (self.clock() + good_for).timestamp()
        return self.keys.seal(purpose, json.dumps(note | {_UNTIL: str(until)}))

    def read(self, purpose: str, text: str) -> dict[str, str]:
        """Return a note; raises NotSealedHere, also for one that is over."""
        if len(text) > _MOST:
            raise NotSealedHere
        note: dict[str, str] = json.loads(self.keys.unseal(purpose, text))
        if float(note.pop(_UNTIL)) <= self.clock().timestamp():
            raise NotSealedHere
        return note
