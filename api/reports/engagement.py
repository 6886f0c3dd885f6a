"""Partners by engagement and key role as text, JSON and CSV: every number with its parts."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from api.reports.printing import csv_text, json_text, wrapped
from api.reports.wording import cautions, count_words
from graph.engagement.arrangements import Arrangement, deputised_seats, family_arrangements
from graph.engagement.imported_ratings import wilder_results
from graph.engagement.ranking import (
    PartnerEngagement,
    engagement_of,
    in_reading_order,
    quiet_partners,
    unrecorded_partners,
)
from graph.engagement.scoring import EngagementLabel, ScorePart, WeightedScore
from graph.facts.dates import day_words
from graph.quantifiers import Claim, Tally
from graph.sentences import capital, fact_sentence, source_words
from graph.view import View

_COLUMNS = (
    *("area", "as_of", "partner", "label", "so_far", "confirmed", "engagement", "coverage", "low"),
    *("high", "key_role", "quiet_score", "attendance", "attendance_margin", "registers"),
    *("not_known", "sentence", "remedies"),
)

_KEY = ("partner known to be key", "partners known to be key")
_SEEN_LESS = Claim(
    *_KEY,
    does="has been seen less",
    do="have been seen less",
    does_not="has not been seen less",
    ask="how much has been seen",
)
_ENOUGH = Claim(
    *_KEY,
    does="has enough on record to say how much it has been seen",
    do="have enough on record to say how much each has been seen",
    does_not="has too little on record",
    ask="how much has been seen",
)


def as_text(view: View) -> str:
    """Return the partners in the reader's order, with what to ask and what to do."""
    engagement = engagement_of(view)
    found = engagement.partners
    quiet, unknown = quiet_partners(found), unrecorded_partners(found)
    rest = [p for p in found.values() if not p.quiet_but_key and not p.key_but_unrecorded]
    lines = [f"{view.snapshot.area.title} as of {day_words(view.day)}", *cautions(view)]
    scored = count_words(len(found), "partner")
    lines.append(f"{capital(scored)} scored, {len(engagement.unscored)} not scored.")
    for heading, partners in (
        ("Key, and seen less", quiet),
        ("We do not know: key, and too little on record", unknown),
        ("Other partners, by name", rest),
    ):
        if partners:
            lines += ["", f"{heading} ({len(partners)})"]
        for partner in partners:
            lines += _text_of(partner)
    lines += _remarks("About arrangements and seats", _arrangements(view))
    if engagement.unscored:
        lines += ["", f"Not scored ({len(engagement.unscored)})"]
        lines += [f"  {one.name}: {one.why}." for one in engagement.unscored]
    if engagement.totals:
        lines += [
            "",
            f"Totals of attendance without registers, in no score ({len(engagement.totals)})",
        ]
        lines += [line for total in engagement.totals for line in wrapped(total.sentence)]
    results = wilder_results(view)
    if results:
        lines += ["", "Wilder inventory: about the whole, in no partner's score"]
        lines += [f"  {result.sentence}" for result in results]
    return "\n".join(lines) + "\n"


def _arrangements(view: View) -> tuple[Arrangement, ...]:
    return (*family_arrangements(view), *deputised_seats(view))


def _remarks(heading: str, found: Sequence[Arrangement]) -> list[str]:
    if not found:
        return []
    lines = ["", f"{heading} ({len(found)})"]
    for one in found:
        lines += ["", *wrapped(one.sentence), *wrapped(f"What to do: {one.remedy}")]
    return lines


def _text_of(partner: PartnerEngagement) -> list[str]:
    score = partner.engagement
    covered = f"{score.coverage:.0%} of the evidence on record"
    key = f"key role {_number(partner.key)}"
    if partner.label is EngagementLabel.NOT_ENOUGH and not partner.has_key_role:
        return [f"  {partner.name}: {partner.label_words} ({covered}; {key})"]
    confirmed = "; it would stay so whatever is not known" if partner.confirmed else ""
    lines = ["", f"  {partner.name}: {partner.label_words}{confirmed}"]
    # A number that could still be nearly anything is not put into words.
    told = "" if partner.label is EngagementLabel.NOT_ENOUGH else f"{_number(score.value)}, "
    by = "" if partner.tower is None else " (as rated by a workshop, by decision)"
    lines += wrapped(f"Seen {told}between {score.low:.2f} and {score.high:.2f}, with {covered}.")
    lines += [line for part in score.parts for line in wrapped(_part_words(part))]
    if partner.turnout.entries:
        lines += wrapped(f"Attendance: {partner.turnout.words}.")
    lines += wrapped(f"{key.capitalize()}{by}.")
    lines += [line for part in partner.influence.parts for line in wrapped(_part_words(part))]
    lines += wrapped(partner.sentence)
    lines += [line for remedy in partner.remedies for line in wrapped(f"What to do: {remedy}")]
    for one in partner.beside:
        lines += wrapped(f"Beside this, in no score: {one.sentence} [{one.instrument}]")
    return lines


def _part_words(part: ScorePart) -> str:
    return f"- {part.label} {_number(part.value)}: {part.sentence}"


def _number(value: float | None) -> str:
    return "not known" if value is None else f"{value:.2f}"


def where_none_is_listed(found: Mapping[str, PartnerEngagement]) -> tuple[str, str]:
    """Say what it means that no key partner is listed as seen less, or as one we do not know.

    That nobody is listed is praise of nobody: it may be that no role is known to be key.
    """
    key = [partner for partner in found.values() if partner.has_key_role]
    told = sum(partner.told for partner in key)
    return (
        _SEEN_LESS.of(Tally(0, told, len(key))),
        _ENOUGH.of(Tally(told, len(key), len(key))),
    )


def as_json(view: View) -> str:
    """Return the partners as one JSON object, with the facts that were read."""
    engagement = engagement_of(view)
    partners = in_reading_order(view)
    read = dict.fromkeys(fact for partner in partners for fact in partner.facts)
    facts = view.snapshot.facts()
    content = {
        "area": view.snapshot.area.slug,
        "asOf": view.day.isoformat(),
        "revision": view.snapshot.revision,
        "cautions": list(cautions(view)),
        "partners": [partner_json(partner) for partner in partners],
        "unscored": [{"id": o.id, "name": o.name, "why": o.why} for o in engagement.unscored],
        "arrangements": [
            {"id": a.id, "sentence": a.sentence, "remedy": a.remedy, "facts": list(a.facts)}
            for a in _arrangements(view)
        ],
        "attendanceTotals": [
            {"fact": t.fact, "partner": t.partner, "sentence": t.sentence}
            for t in engagement.totals
        ],
        "wilder": [result.sentence for result in wilder_results(view)],
        "facts": [
            {
                "id": fact_id,
                "sentence": fact_sentence(facts[fact_id], view.snapshot),
                "source": source_words(facts[fact_id], view.snapshot),
            }
            for fact_id in read
        ],
    }
    return json_text(content)


def partner_json(partner: PartnerEngagement) -> dict[str, Any]:
    """Return one partner as a JSON object."""
    return {
        "id": partner.id,
        "name": partner.name,
        "label": partner.label.value,
        "labelWords": partner.label_words,
        "soFar": partner.so_far,
        "confirmed": partner.confirmed,
        "quietButKey": partner.quiet_but_key,
        "keyButUnrecorded": partner.key_but_unrecorded,
        "quietScore": partner.quiet,
        "keyRole": partner.key,
        "engagement": _score_json(partner.engagement),
        "influence": _score_json(partner.influence),
        "attendance": {
            "value": partner.turnout.value,
            "margin": round(partner.turnout.margin, 4),
            "registers": partner.turnout.registers,
            "entries": [
                {"meeting": e.meeting, "day": e.day.isoformat(), "value": e.value, "part": e.part}
                for e in partner.turnout.entries
            ],
        },
        "sentence": partner.sentence,
        "remedies": list(partner.remedies),
        "beside": [
            {"fact": b.fact, "instrument": b.instrument, "sentence": b.sentence}
            for b in partner.beside
        ],
    }


def _score_json(score: WeightedScore) -> dict[str, Any]:
    return {
        "value": score.value,
        "coverage": score.coverage,
        "low": score.low,
        "high": score.high,
        "parts": [
            {
                "name": part.name,
                "label": part.label,
                "weight": score.weights[part.name],
                "value": part.value,
                "sentence": part.sentence,
                "method": part.method,
                "facts": list(part.facts),
            }
            for part in score.parts
        ],
    }


def as_csv(view: View) -> str:
    """Return a row for each partner."""
    rows = []
    for partner in in_reading_order(view):
        score = partner.engagement
        numbers = (score.value, score.coverage, score.low, score.high, partner.key, partner.quiet)
        shown = ["" if value is None else f"{value:.4f}" for value in numbers]
        attended, margin = partner.turnout.value, partner.turnout.margin
        row = [view.snapshot.area.slug, view.day.isoformat(), partner.name, partner.label.value]
        row += ["yes" if said else "" for said in (partner.so_far, partner.confirmed)]
        row += [*shown, *(["", ""] if attended is None else [f"{attended:.4f}", f"{margin:.4f}"])]
        row += [str(partner.turnout.registers)]
        row += ["; ".join(part.label for part in score.missing), partner.sentence]
        rows.append([*row, " ".join(partner.remedies)])
    return csv_text(_COLUMNS, rows)


FORMATS: dict[str, Callable[[View], str]] = {"text": as_text, "json": as_json, "csv": as_csv}
