"""The letters of a painted picture: the first font at hand that has every letter of a text.

Arial and Liberation Sans come first, as boxes are measured by their widths; the font that Pillow
brings has English letters only, and is there on every machine.
"""

from functools import cache

from PIL import ImageFont

from visualisations.text import text_width

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
_NAMES = ("arial.ttf", "Arial.ttf", "LiberationSans-Regular.ttf", "DejaVuSans.ttf")
_BOLD = ("arialbd.ttf", "Arial Bold.ttf", "LiberationSans-Bold.ttf", "DejaVuSans-Bold.ttf")
_NO_LETTER = "\uffff"
_WIDER, _BOLD_WIDER = 1.04, 1.15


def font_for(text: str, size: float, bold: bool = False) -> Font:
    """Return the font for a text, made smaller where its letters are wider than Arial's."""
    names = (*_at_hand(_BOLD), "") if bold else (*_at_hand(_NAMES), "")
    name = next((n for n in names if all(_has(n, letter) for letter in text)), names[0])
    font = _font(name, round(size, 1))
    wide = font.getlength(text)
    room = text_width(text, size) * (_BOLD_WIDER if bold else _WIDER)
    return _font(name, round(size * room / wide, 1)) if wide > room else font


@cache
def _at_hand(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of these fonts that this machine has."""

    def there(name: str) -> bool:
        try:
            ImageFont.truetype(name, 10)
        except OSError:
            return False
        return True

    return tuple(name for name in names if there(name))


@cache
def _font(name: str, size: float) -> Font:
    return ImageFont.truetype(name, size) if name else ImageFont.load_default(size)


@cache
def _has(name: str, letter: str) -> bool:
    """Say whether a font has a letter: what it lacks, it draws as one sign for all."""
    font = _font(name, 20.0)
    return letter.isspace() or bytes(font.getmask(letter)) != bytes(font.getmask(_NO_LETTER))
