"""Sentences with all, both, none, most: said only of what is known, and never of nothing.

"All are fine" said of an empty list is true in logic and false to a reader. So whoever would say
all, each, every or none gives what fits, what is known and how many there are, and gets the words.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Tally(NamedTuple):
    """How many things fit, of how many it is known, and how many there are."""

    fits: int
    known: int
    total: int


@dataclass(frozen=True, slots=True)
class Quantified:
    """What is said of some things, in the forms that a sentence needs.

    one and many name the things ("recorded line", "recorded lines"); does and do say what is so of
    them, does_not that it is not so of the only one; ask is what is not recorded of the others
    ("where they lead").
    """

    one: str
    many: str
    does: str
    do: str
    does_not: str
    ask: str

    def of(self, tally: Tally) -> str:
        """Return the sentence for a tally, with its full stop."""
        fits, known, total = tally
        if not 0 <= fits <= known <= total:
            raise ValueError(f"{tally} does not add up")
        if not total:
            return f"No {self.many} are on record."
        if not known:
            of = f"the one {self.one}" if total == 1 else f"the {total} {self.many}"
            return f"Of {of} it is not recorded {self.ask}: ask."
        if known < total:
            return f"{self._of_the_known(fits, known)} {self._others(total - known)}"
        if total == 1:
            return f"The one {self.one} {self.does if fits else self.does_not}."
        if fits == total:
            return f"{all_of(total, self.many, begin=True)} {self.do}."
        if not fits:
            return f"{'Neither' if total == 2 else 'None'} of the {total} {self.many} {self.does}."
        return f"{fits} of the {total} {self.many} {self.does if fits == 1 else self.do}."

    def _of_the_known(self, fits: int, known: int) -> str:
        if fits == 0:
            return f"It is so for none of the {known} {self._things(known)} of which it is known."
        does = self.does if fits == 1 else self.do
        return (
            f"{fits} {self._things(fits)} {does}{'' if fits == known else f', of {known} known'}."
        )

    def _others(self, unknown: int) -> str:
        return f"Of {unknown} more it is not recorded {self.ask}: ask."

    def _things(self, count: int) -> str:
        return self.one if count == 1 else self.many


def all_of(count: int, things: str, *, begin: bool = False) -> str:
    """Return "all 3 bodies" or "both bodies"; there must be two or more of them."""
    if count < 2:
        raise ValueError(f"all of {count} {things} says nothing")
    words = f"both {things}" if count == 2 else f"all {count} {things}"
    return words[0].upper() + words[1:] if begin else words


def share_words(tally: Tally) -> str:
    """Return "all", "most", "half", "some" or "none" of what there is; "" where it is not known.

    Most is more than half of all there are, whatever else is not known of the others.
    """
    fits, known, total = tally
    if not known:
        return ""
    if fits == total:
        return "all"
    if 2 * fits > total:
        return "most"
    if 2 * fits == total == known:
        return "half"
    if fits:
        return "some"
    return "none" if known == total else ""
