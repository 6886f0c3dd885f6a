"""Boxes to place, drawn by chance: forests and lists of any shape."""

from hypothesis import strategies as st

from visualisations.layout.boxes import UnplacedBox
from visualisations.themes import NODE_LOOKS

HEADINGS = ("Organisations", "Posts", "Plans")


@st.composite
def forests(draw: st.DrawFn, most: int = 30) -> list[UnplacedBox]:
    """Boxes of several heights; each hangs under an earlier one, under a heading, or is a top."""
    boxes: list[UnplacedBox] = []
    for number in range(draw(st.integers(0, most))):
        # Chosen among few, so that families become long enough to be spread over columns.
        parent = draw(st.sampled_from(["", *(box.id for box in boxes[:4])]))
        heading = "" if parent else draw(st.sampled_from(["", *HEADINGS]))
        boxes.append(
            UnplacedBox(
                f"b{number}",
                f"Body {number}",
                draw(st.sampled_from([look for look in NODE_LOOKS if look != "missing"])),
                158,
                draw(st.sampled_from([33.1, 49.6, 66.2])),
                parent,
                heading,
            )
        )
    for number in range(draw(st.integers(0, 3))):
        boxes.append(
            UnplacedBox(
                f"m{number}", f"Missing {number}", "missing", 158, 49.6, "", "Not here", number
            )
        )
    return boxes
