"""How each part is worked out, in words a partner can check against its own record."""

from graph.engagement.register import HALF_LIFE_DAYS, VALUES
from graph.engagement.scoring import (
    CONFIRMED_BELOW,
    ENGAGED_FROM,
    ENOUGH_COVERAGE,
    ENOUGH_REGISTERS,
    KEY_FROM,
    QUIET_BELOW,
    SETTLED_COVERAGE,
)

_WORTH = {name: f"{value:.1f}".removesuffix(".0") for name, value in VALUES.items()}
HOW = {
    "attendance": (
        f"Somebody of the organisation there, for all of a meeting or part of it, counts "
        f"{_WORTH['present']}; a deputy {_WORTH['deputy']}; apologies with a written contribution "
        f"{_WORTH['apologies_with_input']}; apologies {_WORTH['apologies']}; no word "
        f"{_WORTH['no_contact']}. The mean is taken, a meeting weighing half as much for every "
        f"{HALF_LIFE_DAYS} days since, and begins from one meeting in two, so that a single "
        "register says little. Of each meeting one entry counts, the best over all seats of the "
        "organisation. Cancelled meetings and meetings without a register are left out. In four "
        "cases of five the value lies within what is given as give or take."
    ),
    "actions": (
        "Actions that fell due and were closed in time, out of all that fell due, beginning from "
        "one in two."
    ),
    "roles": (
        "The highest role held: a chair or co-chair counts 1; a vice-chair, or the lead of a part "
        "of the work, 0.6. Only one can chair, so a partner that holds none is not marked down: "
        "the part is left out."
    ),
    "seats": "Its seats that are filled, out of those it has on bodies whose seats are listed.",
    "data_sharing": "The sharing agreements that are signed, out of those it is decided it needs.",
    "two_way_links": "Its working links that both sides told of, out of all of them.",
    "resources": "Staff, money or premises given to the work count 1; asked and none, 0.",
    "legitimacy": (
        "A partner by an Act, or a seat on the health and wellbeing board, counts 1; named by the "
        "safeguarding arrangements 0.7; a sector that guidance says to involve first 0.5; "
        "otherwise 0.2."
    ),
    "structure": (
        "The share of the lines guidance asks for, among those recorded, that would break if its "
        "people and seats were taken away."
    ),
    "levers": (
        "A quarter each for money, hub staff, premises, and data that is needed, where it is "
        "recorded as holding them."
    ),
    "decisions": "Its share of the voting seats of the main board; chairing it counts 1.",
    "uniqueness": "One divided by how many organisations the map has from its sector.",
}
BANDS = (
    f"From {ENGAGED_FROM:.2f} it is said that a partner has been seen often, below "
    f"{QUIET_BELOW:.2f} that it has been seen less, and between them in part. Nothing is said "
    f"where less than {ENOUGH_COVERAGE:.0%} of the weights is known, or by fewer than "
    f"{ENOUGH_REGISTERS} registers; below {SETTLED_COVERAGE:.0%} of the weights it is said with "
    f'"so far". That it has been seen less counts as confirmed only where it '
    f"would stay below {CONFIRMED_BELOW:.2f} whatever is not known."
)
KEY_BAND = f"A role is key from {KEY_FROM:.2f}."
BOUNDS = (
    "A part that is not known counts neither for nor against: the weights of the others are "
    "stretched. The two ends of the range say what the number would be if all that is not known "
    "stood at nothing, or in full."
)
# What to write down so that a part can be known, and on which sheets of the workbook.
RECORD = {
    "attendance": (
        "Who was there, meeting by meeting: by organisation or post, with deputies and apologies",
        "Meetings, Attendance",
    ),
    "actions": (
        "Actions given to a partner or its posts, with the day due and the day closed",
        "Actions",
    ),
    "roles": ("Who chairs each board and group, and who leads parts of the work", "Seats, Links"),
    "seats": (
        "The seats of each body, empty ones among them, or that its terms list them",
        "Seats, Bodies",
    ),
    "data_sharing": (
        "Which sharing agreements each partner needs (planned), and which are signed",
        "Plans and agreements, Links",
    ),
    "two_way_links": ("Who works with whom, asked on both sides", "Links"),
    "resources": (
        "Whether a partner gives staff, money or premises, or was asked and gives none",
        "Organisations, Links",
    ),
}
