"""Which known names somebody could have meant: those of the same words, never of like letters.

"Health and wellbeing board" is no near name of "CEO, Office of the PCC", however many letters the
two share: a suggestion across meanings is worse than none.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from graph.name_keys import folded_name

_WORD = re.compile(r"[^\W_]+")
# Letters that may differ in a word or a name, by how long it is: a slip of the hand. Three letters
# and fewer are other words when one differs: ICB and ICP.
_SLIPS = ((14, 3), (8, 2), (4, 1))
# Of what was asked for, the part of the telling words that a name must share to be near.
_SHARED = 0.5
_MOST = 3
_FAR = 100


# A file may ask thousands of times after one list of names: what they are made of is kept.
@lru_cache(maxsize=2**14)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared: whatever case, apostrophes and signs."""
    return tuple(_WORD.findall(folded_name(text).replace("'", "")))


_SMALL = words_of("a an and at by for from in of on or our the this to with")
# Words that many names share, so that they alone say nothing of what is meant.
_COMMON = frozenset(
    words_of(
        "board boards body bodies committee committees council forum group groups head lead "
        "meeting meetings network officer panel partner partners partnership partnerships post "
        "service services team teams unnamed"
    )
)


def near_names(given: str, known: Iterable[str], most: int = _MOST) -> list[str]:
    """Return the known names that share words, an acronym or nearly the spelling; nearest first."""
    asked = words_of(given)
    ranked = [(_nearness(asked, name), name) for name in dict.fromkeys(known)]
    near = sorted((pair for pair in ranked if pair[0] > 0), key=lambda pair: -pair[0])
    return [name for _, name in near[:most]]


def _nearness(asked: tuple[str, ...], name: str) -> float:
    """Return how near a name is, up to 3; 0 where nothing says that it was meant."""
    held = words_of(name)
    distance = _slips(" ".join(asked), " ".join(held))
    if "/" in name and distance == _FAR:
        # Of an id, what stands behind the area is the name somebody types.
        distance = _slips(" ".join(asked), " ".join(words_of(name.rpartition("/")[2])))
    if distance != _FAR:
        return 3 - distance / 10
    if _acronym(asked, held) or _acronym(held, asked):
        return 2
    return _shared(asked, held)


def _slips(one: str, other: str) -> int:
    """Return how many letters differ, or _FAR where it is more than a slip."""
    if one == other:
        return 0
    longer = max(len(one), len(other))
    allowed = next((slips for length, slips in _SLIPS if longer >= length), 0)
    if abs(len(one) - len(other)) > allowed or not allowed:
        return _FAR
    from rapidfuzz.distance import OSA  # 20 ms, for those who misspell a name

    distance = OSA.distance(one, other, score_cutoff=allowed)
    return distance if distance <= allowed else _FAR


def _acronym(words: Sequence[str], spelled: Sequence[str]) -> bool:
    """Say whether a name is one word of the first letters of others: HWB, SCP."""
    if len(words) != 1 or not 2 < len(words[0]) < 8 or len(spelled) < 3:
        return False
    letters = [word[0] for word in spelled if word not in _SMALL]
    return words[0] in ("".join(letters), "".join(word[0] for word in spelled))


def _shared(asked: Sequence[str], held: Sequence[str]) -> float:
    """Return the part of the telling words that two names share, at most 1; 0 where too few."""
    telling = [word for word in asked if word not in _SMALL and word not in _COMMON]
    # Where only common words were typed, they are all there is to go by.
    telling = telling or [word for word in asked if word not in _SMALL]
    found = [word for word in telling if _is_among(word, held)]
    if not telling or len(found) / len(telling) <= _SHARED:
        return 0
    others = [word for word in held if word not in _SMALL]
    every = [word for word in asked if word not in _SMALL]
    return sum(1 for word in every if _is_among(word, others)) / max(len(every), len(others))


def _is_among(word: str, words: Sequence[str]) -> bool:
    return word in words or any(_same_word(word, other) for other in words)


@lru_cache(maxsize=2**16)
def _same_word(one: str, other: str) -> bool:
    """Say whether two words are one, but for its ending or a slip: child, children's."""
    if one == other:
        return True
    if one.isdigit() or other.isdigit():
        return False
    short, long = sorted((one, other), key=len)
    if len(short) > 3 and long.startswith(short) and len(long) - len(short) <= 4:
        return True
    return len(short) > 4 and _slips(one, other) != _FAR
