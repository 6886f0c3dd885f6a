"""Kinds of what other people's instruments say: shown beside what was observed, never in it."""

from graph.kinds.attributes import date, decimal, flag, number, ref, text
from graph.kinds.kind_types import NodeKind

_ANSWERED = (number("answers", "Answers"), date("dated", "Dated"))
_ABOUT = ref("about", "About", "The organisation.")
# What other people's instruments and counts say stands beside what was observed, never in it.
BESIDE_KINDS = (
    NodeKind(
        "partner_score",
        "PARTNER score",
        "PARTNER scores",
        "How partners scored one of them in a PARTNER survey: trust and value, 1 to 4.",
        (
            _ABOUT,
            decimal("reliability", "Reliability", "Trust: is reliable."),
            decimal("shared_mission", "Shared mission", "Trust: shares the mission."),
            decimal("openness", "Openness", "Trust: is open to discussion."),
            decimal("power", "Power and influence", "Value: power and influence."),
            decimal("level_of_involvement", "Level of involvement", "Value: involvement."),
            decimal("resource_contribution", "Resource contribution", "Value: resources."),
            *_ANSWERED,
        ),
    ),
    NodeKind(
        "tower_rating",
        "Net-Map rating",
        "Net-Map ratings",
        "How high a workshop built the influence tower of one partner.",
        (
            _ABOUT,
            decimal("height", "Height of the tower"),
            decimal("tallest", "Tallest tower", "The height of the workshop's tallest tower."),
            text("goals", "Goals", "What the workshop said the partner wants.", many_lines=True),
            flag(
                "replaces_influence",
                "Replaces the worked-out influence",
                "Yes: it was decided to use it in place of what the record comes to.",
            ),
            text("decided_by", "Decided by", "The post or body that decided so."),
            date("dated", "Dated"),
        ),
    ),
    NodeKind(
        "wilder_result",
        "Wilder inventory result",
        "Wilder inventory results",
        "What a group said of one factor of the Wilder inventory, 1 to 5: it rates the whole.",
        (
            text("factor", "Factor", "The factor's name in the inventory."),
            decimal("average", "Average", "From 1 to 5."),
            *_ANSWERED,
        ),
    ),
    NodeKind(
        "attendance_total",
        "attendance total",
        "attendance totals",
        "How often somebody came over a while, where no register says to which meetings.",
        (
            ref("about", "About", "Who should have come."),
            ref("body", "Body"),
            date("first_day", "From"),
            date("last_day", "To"),
            number("expected", "Expected", "Meetings to come to."),
            number("attended", "Present", "Meetings come to."),
            number("absent", "Absent", "Meetings not come to, apologies among them."),
            number("apologies", "Apologies", "Those of the absences with apologies."),
        ),
    ),
)
