"""Which word of a closed list somebody may have meant: by its other names first, then its spelling.

A word is answered with what the nearest ones mean, since a list of thirty words says little to
somebody who knows the thing by another name.
"""

from collections.abc import Sequence

from graph.kinds.kind_types import Choice
from graph.name_keys import name_key
from graph.near_names import near_names

_MOST = 3  # words in an answer: more is a list again


def nearest_words(text: str, choices: Sequence[Choice]) -> list[Choice]:
    """Return the choices that a text may mean, the likeliest first; none where nothing is near.

    Those of which it is another name come before those of which a name shares its telling words
    or nearly its spelling.
    """
    known = also_called(text, choices)
    if known:
        return known[:_MOST]
    of_name = {n: c for c in choices for n in (c.label, c.word, *c.other_names)}
    near = near_names(text, of_name, 2 * _MOST)
    return list(dict.fromkeys(of_name[name] for name in near))[:_MOST]


def also_called(text: str, choices: Sequence[Choice]) -> list[Choice]:
    """Return the choices of which a text is another name."""
    key = name_key(text)
    return [c for c in choices if key in map(name_key, c.other_names)]


def explained(choice: Choice, name: str) -> str:
    """Return a word with what it means: "cabinet" (The executive of a council...)."""
    meaning = choice.meaning.rstrip(".")
    return f'"{name}" ({meaning})' if meaning else f'"{name}"'


def allowed_words(text: str, choices: Sequence[Choice], *, several: bool = False) -> str:
    """Say what would be right for a word that is none of a list: what is near, else all of it."""
    near = nearest_words(text, choices)
    if near:
        return f"did you mean {' or '.join(explained(one, one.word) for one in near)}"
    words = ", ".join(one.word for one in choices)
    return f"use {'any' if several else 'one'} of {words}"
