"""Text that fits in a box: the widths of letters, and wrapping; and values as words."""

_WIDTHS = {
    **dict.fromkeys("ijl'|", 222),
    **dict.fromkeys(" ft.,:;/!I[]\\", 278),
    **dict.fromkeys('r-()"`', 340),
    **dict.fromkeys("ckszvxyJ", 500),
    **dict.fromkeys("FTZL", 611),
    **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("mM%@", 890),
    "W": 944,
}
_OTHER = 556
_WIDE = 1000
_LATIN_ENDS = 0x250
MOST_LINES = 4
NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
"""The signs that no XML may hold, for str.translate to leave out."""


def text_width(text: str, size: float) -> float:
    """Return the width of a text in the units of its size."""
    unknown = (_OTHER if ord(letter) < _LATIN_ENDS else _WIDE for letter in text)
    return sum(_WIDTHS.get(a, b) for a, b in zip(text, unknown, strict=True)) * size / 1000


def wrap(text: str, width: float, size: float, most: int = MOST_LINES) -> tuple[str, ...]:
    """Break a text into lines no wider than width; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.extend(_pieces(word, width, size))
    if len(lines) > most:
        last = lines[most - 1]
        while last and text_width(f"{last}…", size) > width:
            last = last[:-1]
        lines = [*lines[: most - 1], f"{last.rstrip()}…"]
    return tuple(lines) or ("",)


def _pieces(word: str, width: float, size: float) -> list[str]:
    """Cut a word that is wider than a line; most are not."""
    pieces, piece = [], ""
    for letter in word:
        if piece and text_width(piece + letter, size) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


def value_words(value: float) -> str:
    """Say a value: a whole number as it is, others to two places."""
    return str(int(value)) if value == int(value) else f"{value:.2f}"
