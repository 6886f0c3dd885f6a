"""Stable ids of the form area/local; the only place that makes or takes apart slugs and ids.

A node's local id has letters, digits, dots, dashes and underscores. Everything else that has an
id (links, declarations, sources, findings, changes) carries a "~", so it is never a node's.
"""

import re
import unicodedata
from functools import lru_cache

_LOCAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# The home of what several areas share; never the slug of one.
SHARED = "shared"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slugify(name: str) -> str:
    """Make a lower-case slug of a name: "Stockton-on-Tees" becomes stockton-on-tees."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "").lower())) or "thing"


# An area's own slug, and "shared", asked about for each id.
@lru_cache(maxsize=1024)
def is_area_slug(text: str) -> bool:
    """Say whether a text can be the slug of an area."""
    return _SLUG.fullmatch(text) is not None


def is_node_id(text: str) -> bool:
    """Say whether a text has the form of a node's id."""
    area, _, local = text.partition("/")
    return is_area_slug(area) and _LOCAL.fullmatch(local) is not None


def area_of(fact_id: str) -> str:
    """Return the home area of any id; an area's own id is its slug."""
    return fact_id.partition("/")[0]


def is_shared(fact_id: str) -> bool:
    """Say whether a fact is at home in no area, but on the maps of several."""
    return area_of(fact_id) == SHARED


def local_of(fact_id: str) -> str:
    """Return an id without its area."""
    return fact_id.partition("/")[2]


def full_id(text: str, area: str) -> str:
    """Complete a local id with its area; leave a full one alone."""
    return text if "/" in text else f"{area}/{text}"


def _within(fact_id: str, area: str) -> str:
    return local_of(fact_id) if area_of(fact_id) == area else fact_id


def link_id(area: str, from_id: str, kind: str, to_id: str) -> str:
    """Make the id of a link from its ends and kind."""
    return f"{area}/{_within(from_id, area)}~{kind}~{_within(to_id, area)}"


def declaration_id(area: str, list_name: str, subject: str) -> str:
    """Make the id of a declaration; the subject of an area's list is the area's slug."""
    return f"{area}/declared~{list_name}~{_within(subject, area) if '/' in subject else 'area'}"


def question_id(area: str, rule: str, attribute: str, subject: str) -> str:
    """Make the id of what became of a question: of a check, or of an attribute, about a subject.

    A subject that is no id (a sector, the area's own slug) stands behind a "~" of its own, so that
    it is never taken for a thing of that name.
    """
    asked = rule or f"attribute~{attribute}"
    return f"{area}/question~{asked}~{_within(subject, area) if '/' in subject else f'~{subject}'}"


def part_of_subject(fact_id: str, part: str) -> str:
    """Make the subject of a question about one part of what a check asks of a thing."""
    return f"{fact_id}#{part}"


def subject_base(subject: str) -> str:
    """Return what a question is about without the part of it; see part_of_subject."""
    return subject.partition("#")[0]


def may_be_question(fact_id: str) -> bool:
    """Say whether an id has the form of what became of a question; see question_id."""
    return local_of(fact_id).startswith("question~")


def source_id(area: str, document: str) -> str:
    """Make the id of a source document as one area holds it."""
    return f"{area}/source~{document}"


def document_of(made_id: str) -> str:
    """Return the document that the id of a source names; see source_id."""
    return made_id.partition("/source~")[2]


def change_id(area: str, revision: int, number: int) -> str:
    """Make the id of a change: the number counts within the revision."""
    return f"{area}/change~{revision}~{number}"


def repeatable_batch_id(area: str, key: str, content: str) -> str:
    """Make the id of a batch that may be sent again: by digests of its key and of what it says."""
    return f"{area}/once~{key}~{content}"


def batch_key(batch: str) -> str:
    """Return what a batch is remembered by: its id, and of one that may be sent again its key."""
    once = local_of(batch).startswith("once~")
    return batch.rpartition("~")[0] if once else batch


def finding_id(area: str, rule: str) -> str:
    """Make the id of a rule's finding about an area."""
    return f"{area}/finding~{rule}"


def is_finding_id(text: str) -> bool:
    """Say whether an id has the form of a finding's; see finding_id."""
    return local_of(text).startswith("finding~")


def scenario_id(area: str, name: str) -> str:
    """Make the id of a scenario of an area."""
    return f"{area}/scenario~{name}"


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sort "hub 10" after "hub 9", the same on every machine."""
    parts = re.split(r"(\d+)", text)
    return tuple((1, int(p), p) if p.isdecimal() and p.isascii() else (0, 0, p) for p in parts if p)
