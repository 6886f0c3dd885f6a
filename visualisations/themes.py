"""Colours, shapes and sizes: the palette of every output, and the themes to choose from.

The colours were chosen for contrast and for people who see colours differently; shape and line
style always repeat what colour says.
"""

from dataclasses import dataclass

# On white grey and red have a contrast of 7.1 to 1, blue of 5.2 and the lightest grey of a line of
# 4.6: WCAG 2.2 asks 4.5 of text, as words on lines have their line's colour.
BLACK, WHITE, GREY, RED = "#0b0c0c", "#ffffff", "#505a5f", "#b10e1e"
SELECTED = "#ffdd00"

_SCREEN_FONT = 14
"""The size of text on a screen, in pixels; every size in this file was tried out with it."""


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """How a box is drawn; shape is box, round, pill or paper (a corner turned down).

    Widths and dashes are pixels at the size of a screen; dashes are lengths of ink and of nothing.
    """

    words: str
    fill: str
    ink: str
    border: str
    border_width: float
    shape: str
    dashes: tuple[int, ...] = ()

    def radius(self, height: float, round_by: float = 8.0) -> float:
        """Return the radius of the corners of a box so high, in pixels.

        A pill is no rounder than 22, or words in one of several lines would run over its ends.
        """
        return {"round": round_by, "pill": min(height / 2, 22.0)}.get(self.shape, 0.0)


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """How an edge is drawn; hidden ones are shown when a body is chosen, or by a switch.

    Widths and dashes are pixels at the size of a screen, multiplied by the theme's scale. A double
    one has a white line along its middle.
    """

    words: str
    colour: str
    width: float
    dashes: tuple[int, ...] = ()
    arrow: bool = False
    hidden: bool = False
    double: bool = False


@dataclass(frozen=True, slots=True)
class BadgeStyle:
    """The sign at the corner of a box; a hidden one is shown when its box is chosen."""

    sign: str
    words: str
    fill: str
    ink: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """The sizes of a picture, in pixels: its text (in boxes and on edges), boxes, and gaps.

    padding is the gap between a box's edge and its words, gap that between boxes of a list,
    column_gap that between columns, indent how far a child stands to the right of its parent.
    room is the width and height of what it is looked at on, which a layout is to fill: the map's
    part of a page, or what a projector has left of its screen.
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
        """How much larger than on a screen edges, arrows and signs are drawn."""
        return self.font / _SCREEN_FONT


# Border: 3 for who leads, 2 for who works, 1.5 for what is worked with, so that rank is seen in
# black and white too; what differs between two days goes from 1 (the same) to 4 (added).
NODE_STYLES = {
    "board": NodeStyle("Board or partnership", "#1d70b8", WHITE, BLACK, 3, "box"),
    "group": NodeStyle("Group", "#005a52", WHITE, BLACK, 2, "round"),
    "team": NodeStyle("Team, meeting, panel or forum", WHITE, BLACK, BLACK, 2, "round"),
    "site": NodeStyle("Hub or other site", WHITE, BLACK, BLACK, 2, "pill"),
    "agency": NodeStyle("Organisation or department", "#f3f2f1", BLACK, BLACK, 2, "box"),
    "post": NodeStyle("Post or person", "#f3f2f1", BLACK, BLACK, 2, "pill"),
    "service": NodeStyle("Service or event", WHITE, BLACK, GREY, 2, "round", (1, 3)),
    "paper": NodeStyle("Plan, agreement or matter", WHITE, BLACK, GREY, 1.5, "paper"),
    "money": NodeStyle("Programme or commitment", "#f3f2f1", BLACK, GREY, 1.5, "paper"),
    "people": NodeStyle("Community", WHITE, BLACK, GREY, 1.5, "pill"),
    "ground": NodeStyle("Ground covered, or other", WHITE, BLACK, GREY, 1.5, "box"),
    "missing": NodeStyle("Asked for, and not on the map", WHITE, BLACK, GREY, 1.5, "box", (4, 4)),
    "added": NodeStyle("Added", "#cce2d8", BLACK, "#005a30", 4, "round"),
    "ended": NodeStyle("Ended", WHITE, BLACK, "#5b3a8e", 2.5, "box", (9, 5)),
    "changed": NodeStyle("Changed", "#fff7bf", BLACK, BLACK, 2.5, "pill"),
    "same": NodeStyle("The same in both", WHITE, BLACK, "#b1b4b6", 1, "box"),
}
NODE_LOOKS = tuple(NODE_STYLES)
"""The looks of boxes, in the order that lists and the legend follow."""
# The one lead line is thicker than all others that hold; no two looks share both dashes and width.
EDGE_STYLES = {
    "lead": EdgeStyle("Lead line of accountability", GREY, 2.5, arrow=True),
    "second": EdgeStyle("Second line of accountability", RED, 1.6, (8, 5), arrow=True),
    # Two lines: a body and what decides for it are one.
    "acting": EdgeStyle("Acts for: decides in its place", BLACK, 4.5, arrow=True, double=True),
    "oversight": EdgeStyle("Governs, oversees, manages or owns", "#1d70b8", 1.6, arrow=True),
    "member": EdgeStyle("Seat, chair or party", "#6f777b", 1.4, (2, 3), hidden=True),
    "escalation": EdgeStyle(
        "Escalation: where questions go on", GREY, 1.6, (9, 3, 2, 3), arrow=True, hidden=True
    ),
    "serving": EdgeStyle(
        "Serves: secretariat and support", GREY, 1.6, (5, 2, 1, 2, 1, 2), arrow=True, hidden=True
    ),
    "powers": EdgeStyle(
        "Powers and structure: appoints, hosts ...", "#6f777b", 1.4, (6, 3), arrow=True, hidden=True
    ),
    "link": EdgeStyle("Other link: works with, funds, covers ...", "#6f777b", 1.2, arrow=True),
    "planned": EdgeStyle("Planned or wished for", BLACK, 1.6, (14, 7), arrow=True),
    "proposed": EdgeStyle("Proposed, not so yet", "#00703c", 5.5, (12, 6), arrow=True, double=True),
    "gap": EdgeStyle("Gap: no line", RED, 2.5, (2, 5)),
    "silent": EdgeStyle("Not recorded: ask", GREY, 1.2, (1, 4)),
    "added": EdgeStyle("Added", "#005a30", 4, arrow=True),
    "ended": EdgeStyle("Ended", "#5b3a8e", 2.2, (10, 4, 2, 4), arrow=True),
    "changed": EdgeStyle("Changed", BLACK, 2.2, (2, 2), arrow=True),
    "same": EdgeStyle("The same in both", "#6f777b", 1),
}
# About what a map has of a page on a screen of 1440 by 900 (1070 by 680, and the page scrolls), and
# of a projector's 1920 by 1080 below the heading and the bar.
_PAGE, _HALL = (1100, 740), (1920, 930)
# The projector's boxes are wider in pixels but hold fewer letters (224 / 22 against 158 / 14), and
# its paddings and gaps are smaller: in a hall room goes to letters, which must have 18 pixels.
THEMES = {
    "screen": Theme("screen", "Screen", _SCREEN_FONT, 158, 7, 10, 56, 22, _PAGE),
    "large": Theme("large", "Larger labels", 18, 194, 8, 10, 58, 24, _PAGE),
    "projector": Theme("projector", "Projector", 22, 224, 5, 9, 50, 28, _HALL),
}
# The sign that stands at nearly every box of a short record waits until its box is chosen.
BADGE_STYLES = {
    "gap": BadgeStyle("!", "Gap: something is missing here", RED, WHITE),
    "silent": BadgeStyle("?", "Not recorded here: ask", WHITE, GREY, hidden=True),
    "planned": BadgeStyle("P", "Planned here, not so yet", WHITE, BLACK),
}
