"""Why nothing was done, fact by fact: who changed what first, and what stands in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from api.reports.conflicts import changed_first, stands_in_the_way
from api.schema.problems import ProblemCodeEnum, ProblemType, problem_of
from api.service.proposals import BadChange
from api.service.reader import Reader
from graph.errors import Conflict, KeyUsed, NotTakenBack, ScenarioMoved

# Facts that problems tell of one by one.
_MOST_TOLD = 20
_READ_AGAIN = "Read it again, and send the change with the version that it has then."


def problems_of(
    reader: Reader, slug: str, error: Exception, path: Sequence[str], seen: Mapping[str, int]
) -> list[ProblemType]:
    """Return why nothing was done to an area; of what has changed since, one for each fact.

    path says where in the arguments it is about; seen are the versions that somebody saw.
    """
    cause = error.__cause__ if isinstance(error, BadChange) else error
    whole = isinstance(cause, KeyUsed | ScenarioMoved) or not isinstance(cause, Conflict)
    if whole or (isinstance(cause, NotTakenBack) and cause.already):
        return [problem_of(error, *path)]
    assert isinstance(cause, Conflict)
    if isinstance(cause, NotTakenBack):
        done, right = "taken back", "Take back what came later first, or change it by hand."
        facts = stands_in_the_way(reader, slug, cause)
    else:
        done, right = "written", _READ_AGAIN
        facts = changed_first(reader, slug, cause, seen)
    known = list(seen)
    found = [
        replace(
            problem_of(Conflict([(one.fact_id, "")]), *(_version_path(known, one.fact_id) or path)),
            message=f"Nothing was {done}: {one.sentence} {right}",
            right=right,
            change=error.number if isinstance(error, BadChange) else None,
        )
        for one in facts[:_MOST_TOLD]
    ]
    if isinstance(error, BadChange):
        found = [replace(one, path=[*path, str(error.number), *error.path]) for one in found]
    if len(facts) > _MOST_TOLD:
        left = f"Nothing was {done}: so it is with {len(facts) - _MOST_TOLD:,} more facts."
        code = ProblemCodeEnum("CONFLICT")
        found.append(ProblemType(code=code, path=list(path), message=left, right=right))
    return found


def _version_path(known: Sequence[str], fact: str) -> tuple[str, ...]:
    if fact not in known:
        return ()
    return ("expectedVersions", str(known.index(fact)), "version")
