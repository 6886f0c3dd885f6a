"""When bodies met, as far as meetings are on record; that none is says nothing of whether they did.

A meeting counts as held where it is neither cancelled, only in the diary, nor disputed.
"""

from datetime import date

from graph.facts.model import Confidence, Meeting, Status
from graph.view import View

_INTENDED = (Status.PLANNED, Status.ASPIRED)


def was_held(meeting: Meeting) -> bool:
    """Say whether a meeting that is on record took place, as far as nobody disputes it."""
    firm = meeting.status not in _INTENDED and meeting.confidence is not Confidence.DISPUTED
    return firm and not meeting.cancelled


def last_met(view: View, body: str) -> Meeting | None:
    """Return the last meeting of a body that was held up to the day; None: none is on record.

    Of two meetings whose days are not whole, the later is the one that can be later.
    """
    held = [meeting for meeting in view.meetings_of(body) if was_held(meeting)]
    return max(held, key=lambda meeting: meeting.day.last, default=None)


def days_since(meeting: Meeting, day: date) -> int:
    """Return how many days lie at least between a meeting and a later day."""
    return (day - min(meeting.day.last, day)).days
