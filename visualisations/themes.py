"""Colours, shapes and sizes: the palette of every output, and the themes to choose from.

The colours were chosen for contrast and for people who see colours differently; shape and line
style always repeat what colour says.
"""

from dataclasses import dataclass

BLACK, WHITE, GREY, RED = "#0b0c0c", "#ffffff", "#505a5f", "#b10e1e"
SELECTED = "#ffdd00"


@dataclass(frozen=True, slots=True)
class MarkLook:
    """How a sort of thing is drawn; shape is box, round, pill or paper (a corner turned down)."""

    words: str
    fill: str
    ink: str
    border: str
    border_width: float
    shape: str
    dashes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LineLook:
    """How a kind of line is drawn; hidden ones are shown when a body is chosen, or by a switch.

    A double one has a white line along its middle.
    """

    words: str
    colour: str
    width: float
    dashes: tuple[int, ...] = ()
    arrow: bool = False
    hidden: bool = False
    double: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """The sizes of a picture: its text (in boxes and on lines), box width, spaces between boxes.

    room is the width and height of what it is looked at on, in pixels, which a layout is to fill:
    the map's part of a page, or what a projector has left of its screen.
    """

    name: str
    label: str
    font: int
    box_width: int
    padding: int
    gap: int
    column_gap: int
    indent: int
    room: tuple[int, int]

    @property
    def scale(self) -> float:
        """How much larger than on a screen lines, arrows and signs are drawn."""
        return self.font / 14


MARK_LOOKS = {
    "board": MarkLook("Board or partnership", "#1d70b8", WHITE, BLACK, 3, "box"),
    "group": MarkLook("Group", "#005a52", WHITE, BLACK, 2, "round"),
    "team": MarkLook("Team, meeting, panel or forum", WHITE, BLACK, BLACK, 2, "round"),
    "site": MarkLook("Hub or other site", WHITE, BLACK, BLACK, 2, "pill"),
    "agency": MarkLook("Organisation or department", "#f3f2f1", BLACK, BLACK, 2, "box"),
    "post": MarkLook("Post or person", "#f3f2f1", BLACK, BLACK, 2, "pill"),
    "service": MarkLook("Service or event", WHITE, BLACK, GREY, 2, "round", (1, 3)),
    "paper": MarkLook("Plan or agreement", WHITE, BLACK, GREY, 1.5, "paper"),
    "money": MarkLook("Programme or commitment", "#f3f2f1", BLACK, GREY, 1.5, "paper"),
    "people": MarkLook("Community", WHITE, BLACK, GREY, 1.5, "pill"),
    "ground": MarkLook("Ground covered, or other", WHITE, BLACK, GREY, 1.5, "box"),
    "missing": MarkLook("Asked for, and not on the map", WHITE, BLACK, GREY, 1.5, "box", (4, 4)),
    "added": MarkLook("Added", "#cce2d8", BLACK, "#005a30", 4, "round"),
    "ended": MarkLook("Ended", WHITE, BLACK, "#5b3a8e", 2.5, "box", (9, 5)),
    "changed": MarkLook("Changed", "#fff7bf", BLACK, BLACK, 2.5, "pill"),
    "same": MarkLook("The same in both", WHITE, BLACK, "#b1b4b6", 1, "box"),
}
SORTS = tuple(MARK_LOOKS)
LINE_LOOKS = {
    "lead": LineLook("Lead line of accountability", GREY, 2.5, arrow=True),
    "second": LineLook("Second line of accountability", RED, 1.6, (8, 5), arrow=True),
    "oversight": LineLook("Governs, oversees, manages or owns", "#1d70b8", 1.6, arrow=True),
    "member": LineLook("Seat, chair or party", "#6f777b", 1.4, (2, 3), hidden=True),
    "link": LineLook("Other link: works with, funds, covers ...", "#6f777b", 1.2, arrow=True),
    "planned": LineLook("Planned or wished for", BLACK, 1.6, (14, 7), arrow=True),
    "proposed": LineLook("Proposed, not so yet", "#00703c", 5.5, (12, 6), arrow=True, double=True),
    "gap": LineLook("Gap: no line", RED, 2.5, (2, 5)),
    "silent": LineLook("Not recorded: ask", GREY, 1.2, (1, 4)),
    "added": LineLook("Added", "#005a30", 4, arrow=True),
    "ended": LineLook("Ended", "#5b3a8e", 2.2, (10, 4, 2, 4), arrow=True),
    "changed": LineLook("Changed", BLACK, 2.2, (2, 2), arrow=True),
    "same": LineLook("The same in both", "#6f777b", 1),
}
_PAGE, _HALL = (1100, 740), (1920, 930)
THEMES = {
    "screen": Theme("screen", "Screen", 14, 158, 7, 10, 56, 22, _PAGE),
    "large": Theme("large", "Larger labels", 18, 194, 8, 10, 58, 24, _PAGE),
    "projector": Theme("projector", "Projector", 22, 224, 5, 9, 50, 28, _HALL),
}
# The sign that stands at nearly every box of a short record waits until its box is chosen.
HIDDEN_BADGES = frozenset({"silent"})
BADGES = {"gap": (RED, WHITE), "silent": (WHITE, GREY), "planned": (WHITE, BLACK)}
