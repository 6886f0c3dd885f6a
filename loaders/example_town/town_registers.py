"""Three years of meetings in the invented town: a letter for each member and day."""

from collections.abc import Iterator

from graph.facts.model import Fact
from loaders.example_town.town_tables import Record, fact, rows

_LETTERS = {
    "p": "present",
    "d": "deputy",
    "i": "apologies_with_input",
    "a": "apologies",
    "n": "no_contact",
}
# "." is nobody on the register that day: no seat yet, or no register was kept.
_EHP = """
days     | 2023-10-11 2024-01-17 2024-04-17 2024-07-10 2024-10-09 2025-01-15
dcs      | p p p . p p
ad       | p p p . p d
commissioner | p p a . p p
visitors | p p p . a p
head     | p a p . p p
voluntary | p p p . p p
parents  | p p a . a p
"""
_BOARD = """
days     | 2025-04-23 2025-07-09 2025-10-08 2026-01-14 2026-04-22 2026-07-08 2026-09-23
ad       | p p p . p p p
commissioner | p a n . a n n
visitors | p d p . d p p
head     | p p a . p a p
voluntary | p p p . p p p
nurse    | p p d . p p a
homes    | a p p . i p p
inclusion | p p p . p d p
champion | p a p . p p a
parents  | p a n . a n a
"""
_OPS = """
days     | 2023-11-07 2024-01-09 2024-03-05 2024-05-07 2024-07-02 2024-09-03 2024-11-05 2025-01-07 2025-03-04 2025-05-06 2025-07-01 2025-09-02 2025-11-04 2026-01-06 2026-03-03 2026-05-05 2026-07-07 2026-09-01
hoh      | p p p p p p p p p d p p p p p p p p
visitors | p p a p p p d p p p a p p p d p p p
early    | p a p p i p p a p p p p a p p p i p
refuge-manager | p p p a p p p p a p p p p p a p p p
northlead | p p p p p p a p p p p p p p p p p p
southlead | p p p p d p p p p p p p p a p p p p
"""  # noqa: E501 - a table is read along its rows
_NORTH = """
days     | 2025-10-14 2026-01-20 2026-04-14 2026-07-14
northlead | p p p p
refuge-manager | p a p p
"""
_SOUTH = """
days     | 2025-10-21 2026-01-27 2026-04-21 2026-07-21
southlead | p p p p
early    | p p i p
"""
# It has not met since, though its terms say four times a year; no register was kept.
_EAST = "days | 2025-03-18 2025-06-17 2025-09-16 2025-12-09"
_SCP = "days | 2025-12-03 2026-03-04 2026-06-03 2026-09-02"
_KEPT = {"ehp": _EHP, "board": _BOARD, "ops": _OPS, "north": _NORTH, "south": _SOUTH}
_KEPT |= {"east": _EAST, "scp": _SCP}
_CANCELLED = {"board-2026-01-14"}


def meetings() -> Iterator[Fact]:
    """Yield every meeting of the town, with its register where one was kept."""
    for body, table in _KEPT.items():
        (_, days), *members = rows(table)
        letters = {holder: came.split() for holder, came in members}
        for number, day in enumerate(days.split()):
            register = [
                {"holder": holder, "value": _LETTERS[came[number]], "part": False}
                for holder, came in letters.items()
                if came[number] != "."
            ]
            local = f"{body}-{day}"
            # Its own day is enough: with another it would be a day on which the map changes.
            record: Record = {"id": local, "body": body, "day": day, "since": None}
            record |= {"cancelled": local in _CANCELLED, "register": register}
            yield fact("meeting", record, "registers", f"{day}: Register")
