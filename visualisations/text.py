"""Text that fits in a box: the widths of letters, and wrapping; and values as words."""

# Thousandths of the size of the text, as in Arial, Liberation Sans and Arimo, which are equally
# wide. Letters that are nearly so share a number; the words of the bundled maps come out at most
# 3 in 100 too wide, and none too narrow.
_OTHER = 556  # digits, a, b, d, e and most other small letters
_WIDE = 1000  # a square: no letter of other scripts should grow out of its box
_LATIN_ENDS = 0x250


class _LetterWidths(dict[str, int]):
    """The widths of Latin letters; any other letter is a square."""

    def __missing__(self, letter: str) -> int:
        return _WIDE


_WIDTHS = _LetterWidths(
    {
        **dict.fromkeys(map(chr, range(_LATIN_ENDS)), _OTHER),
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
)
MOST_LINES = 4  # as many as the longest name on the bundled maps takes in a box
LINE_HEIGHT, BOX_LINE_HEIGHT = 1.2, 1.18
"""From line to line of a heading or words on edges, and of words in a box, in sizes of the text."""
BOLD_WIDER = 1.08
"""How much wider than text_width says bold letters are; single words up to 1.11."""
NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
"""The signs that no XML may hold, for str.translate to leave out."""


def text_width(text: str, size: float) -> float:
    """Return the width of a text in the units of its size."""
    return sum(map(_WIDTHS.__getitem__, text)) * size / 1000


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
    if text_width(word, size) <= width:
        return [word]
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
