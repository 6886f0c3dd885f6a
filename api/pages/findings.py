"""The findings of an area by group, and one finding whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates

from api.errors import UsageError
from api.pages.unchanged import tagged_frame
from api.service.proposals import suggested
from api.service.reader import Reader, resolve
from graph.facts.model import Snapshot
from graph.kinds.words import SECTORS
from graph.rules.finding import (
    READING_ORDER,
    Answer,
    Finding,
    NotApplicableBecause,
    Outcome,
    Severity,
)
from graph.rules.registry import GROUPS, rule_by_id
from graph.rules.run import answers
from graph.sectors import sector_fits
from graph.view import View

# The sectors, or groups of them, that a check asks for as a whole; others have one a subject.
_PARTNERS = ("council", "icb", "police")
_ASKED_FOR = {
    "data-board-led-and-senior": ("health", "la_childrens", "education", "police"),
    "scp-three-partners": _PARTNERS,
    "scp-leads-named": _PARTNERS,
    "scp-education-included": ("education",),
    "hwb-statutory-members": (
        *("elected_members", "la_adults", "la_childrens", "public_health", "healthwatch", "icb"),
    ),
    "icp-statutory-members": ("icb",),
    "families-on-main-board": ("families",),
    "family-voice-reaches-board": ("families", "young_people"),
    "parent-carer-panel-operating": ("families",),
    "participation-supported": ("families", "young_people"),
    "vcfs-core-partner": ("vcfs",),
    "adult-services-engaged": ("la_adults", "adult_services"),
    "elected-member-champion": ("elected_members",),
}


def routes(reader: Reader, templates: Jinja2Templates) -> list[BaseRoute]:
    """Return the routes of these pages."""

    def listed(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        everything = reader.findings(frame.view)
        wanted = read_filter(frame.view.snapshot, request.query_params)
        fitting = [f for f in everything if wanted.fits(f, frame.view)]
        bodies = sorted(frame.view.shown.of_kind("body"), key=lambda n: n.name.casefold())
        context = {
            "frame": frame,
            "wanted": wanted,
            "totals": answers(everything),
            "order": READING_ORDER,
            "groups": by_group(fitting),
            "all": len(everything),
            "bodies": bodies,
            "sectors": [c for c in SECTORS if _speaks_of(c.word, everything, frame.view)],
        }
        return templates.TemplateResponse(request, "findings.html", context)

    def one(request: Request) -> Response:
        frame = tagged_frame(reader, request)
        rule = rule_by_id(request.path_params["rule"])
        finding = next(f for f in reader.findings(frame.view) if f.rule == rule.id)
        # A check that waits for what every council has by law says so where it is read.
        waits = finding.because is NotApplicableBecause.WAITS
        steps = suggested(reader, frame.view, rule.id).steps if waits else ()
        context = {
            "frame": frame,
            "finding": finding,
            "rule": rule,
            "record_first": next(iter(steps), None),
        }
        return templates.TemplateResponse(request, "finding.html", context)

    return [
        Route("/areas/{slug}/findings", listed),
        Route("/areas/{slug}/findings/{rule}", one),
    ]


def by_group(findings: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    """Return findings by group, each in reading order; no empty groups."""
    ranked = sorted(findings, key=lambda f: READING_ORDER.index(f.answer))
    lists = ((name, [f for f in ranked if f.group == name]) for name in GROUPS)
    return [(name, found) for name, found in lists if found]


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """Which findings an address asks for; what is empty asks for all."""

    outcomes: tuple[Answer, ...] = ()
    severity: str = ""
    group: str = ""
    about: str = ""
    sector: str = ""

    @property
    def anything(self) -> bool:
        """Whether something is left out."""
        return self != FindingFilter()

    def fits(self, finding: Finding, view: View) -> bool:
        """Say whether a finding is asked for."""
        read = {i for s in finding.subjects for i in (s.id, *s.about, *s.facts, *s.path, s.target)}
        return (
            (not self.outcomes or finding.answer in self.outcomes)
            and self.severity in ("", finding.severity)
            and self.group in ("", finding.group)
            and (not self.about or bool(read & _with_links(self.about, view)))
            and (
                not self.sector
                or asks_for(self.sector, finding)
                or bool(read & touching(self.sector, view))
            )
        )


def asks_for(sector: str, finding: Finding) -> bool:
    """Say whether a check asks for a sector, also where nobody of it is on the map."""
    subjects = (subject.id for subject in finding.subjects)
    return any(sector_fits(sector, s) for s in (*_ASKED_FOR.get(finding.rule, ()), *subjects))


def _speaks_of(sector: str, findings: Sequence[Finding], view: View) -> bool:
    return bool(touching(sector, view)) or any(asks_for(sector, f) for f in findings)


def touching(sector: str, view: View) -> set[str]:
    """Return the things of a sector, their links, and the seats that speak for it."""
    found = {n.id for n in view.shown.nodes.values() if n.text("sector") == sector}
    seats = {f.id for f in view.shown.links.values() if f.text("represents") == sector}
    return found.union(seats, *(_with_links(node_id, view) for node_id in found))


def _with_links(node_id: str, view: View) -> set[str]:
    facts = view.shown
    return {node_id, *(f.id for f in (*facts.out_links(node_id), *facts.in_links(node_id)))}


def read_filter(snapshot: Snapshot, query: QueryParams) -> FindingFilter:
    """Read the filters of an address; raises UsageError and UnknownThing."""
    given = [text for text in query.getlist("outcome") if text]
    known = [*READING_ORDER, Outcome.NOT_APPLICABLE]
    outcomes = [_one_of("outcome", text, known) for text in given]
    about = query.get("about", "")
    return FindingFilter(
        outcomes=tuple(a for a in READING_ORDER if a in outcomes or a.outcome in outcomes),
        severity=_one_of("severity", query.get("severity", ""), list(Severity)),
        group=_one_of("group of checks", query.get("group", ""), list(GROUPS)),
        about=resolve(snapshot, about) if about else "",
        sector=_one_of("sector", query.get("sector", ""), [choice.word for choice in SECTORS]),
    )


def _one_of(what: str, given: str, known: Sequence[str]) -> str:
    if given and given not in known:
        raise UsageError(f'"{given}" is no {what}: choose {", ".join(known)}.')
    return given
