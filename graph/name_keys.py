"""One key for comparing names: what looks the same, or is written with or without a dash, is one.

Word's autocorrect bends apostrophes, a Mac takes é apart into e and an accent, web pages bring
spaces that do not break and marks that nobody sees. Every look-up of a name compares these keys,
and every search these words.
"""

import re
import unicodedata
from functools import lru_cache

# What people type, or a program makes of it, for a quotation mark or an apostrophe: to one of them.
# Before NFKC, which takes an acute accent that stands alone apart into a space and an accent.
_QUOTES: dict[int, str | None] = dict.fromkeys(
    map(
        ord,
        "\x27\x60\x22\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a"
        "\u2032\u2033\u2035\u2036\u02b9\u02bb\u02bc\u02bd\u02c8\uff07\uff02",
    ),
    "'",
)
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u2043"
_DASH: dict[int, str | None] = dict.fromkeys(map(ord, _DASHES), "-")
# Joiners are letters' business in some scripts: two names may differ by them alone, seldom by
# meaning. They are no part of a key, but stay in a name that is kept.
_JOINERS = "\u200c\u200d"
_NO_JOINERS: dict[int, str | None] = dict.fromkeys(map(ord, _JOINERS))
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
# "R&D", "Health & Wellbeing": said as "and" by all who read them out.
_AND = re.compile(r"\s*&\s*")
_DIGIT_GAP = re.compile(r"(?<=\d)[\s-]+(?=\d)")
_MANY_QUOTES = re.compile("''+")
_THE = re.compile(r"^the\s+(?=\S)")


def without_unseen(text: str) -> str:
    """Return a text as it is to be kept: without marks that nobody sees, its accents composed.

    Spaces and hyphens that do not break become plain ones. What is not seen and can do harm is
    refused elsewhere (graph.facts.unsafe_text), not mended here.
    """
    if text.isascii():
        return text
    cleaned = _UNSEEN.sub("", text).replace("\u2011", "-")
    cleaned = "".join(" " if unicodedata.category(c) == "Zs" else c for c in cleaned)
    return unicodedata.normalize("NFC", cleaned)


def is_blank(text: str) -> bool:
    """Say whether there is nothing to see in a text: then it is empty, wherever it stands."""
    if not text or text.isspace():
        return True
    return not text.isascii() and not without_unseen(text).strip(" \t\r\n\v\f" + _JOINERS)


def plain_signs(text: str) -> str:
    """Return a text with one sort of quotes, dashes and spaces, and no mark that nobody sees."""
    if not text.isascii():
        text = _UNSEEN.sub("", text.translate(_QUOTES | _DASH))
        text = text.translate(_NO_JOINERS)
        text = unicodedata.normalize("NFKC", text).translate(_QUOTES | _DASH)
    elif '"' in text or "`" in text:
        text = text.translate(_QUOTES)
    return " ".join(text.split())


def folded_name(text: str) -> str:
    """Return a text for searching: plain_signs in small letters, "&" written out.

    Children's, whatever the apostrophe, and "Trust  -  Board" become children's and trust - board.
    """
    text = plain_signs(text).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if "&" in text:
        text = " ".join(_AND.sub(" and ", text).split())
    return _MANY_QUOTES.sub("'", text) if "''" in text else text


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text for searching, each once however often it is given."""
    return tuple(dict.fromkeys(folded_name(text).split()))


# A large file names some 50,000 things, each of them several times.
@lru_cache(maxsize=2**16)
def name_key(text: str) -> str:
    """Return the key of a name: two names with one key are taken for one.

    Without spaces, dashes, a leading "The" and a full stop at the end, but for what parts two
    numbers: "Early-Help Board" is "The early help board.", and "Team 1-1" is not "Team 11".
    """
    folded = folded_name(text)
    core = _THE.sub("", folded).rstrip(". ")
    parts = _DIGIT_GAP.split(core)
    return "-".join([part.replace(" ", "").replace("-", "") for part in parts]) or folded


def looks_alike(one: str, other: str) -> bool:
    """Say whether two names differ in no more than capitals and spaces: nobody needs telling."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def difference_in_words(one: str, other: str) -> str:
    """Say in what two names of one key differ: "a quotation mark or apostrophe", "a dash"."""
    signs = [
        words
        for words, told in (
            ("a quotation mark or apostrophe", _quotes_of),
            ("a dash", lambda text: [c for c in text if c in _DASHES]),
            ("a mark that nobody sees", lambda text: _UNSEEN.findall(text)),
            ("how an accent is stored", _accents_of),
            ('"&" and "and"', lambda text: text.count("&")),
            ('"The" at the beginning', lambda text: bool(_THE.match(text.casefold()))),
            ("a full stop", lambda text: text.rstrip().endswith(".")),
        )
        if told(one) != told(other)
    ]
    return " and ".join(signs) or "spaces"


def _quotes_of(text: str) -> list[str]:
    return [c for c in text if ord(c) in _QUOTES]


def _accents_of(text: str) -> int:
    return sum(1 for c in text if unicodedata.combining(c))
