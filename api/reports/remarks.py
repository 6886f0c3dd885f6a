"""Remarks with where their facts were read, for pages, the command line and the board paper."""

from dataclasses import dataclass

from graph.facts.model import Snapshot
from graph.remarks import Remark
from graph.sentences import fact_sentence, source_words


@dataclass(frozen=True, slots=True)
class SourcedRemark:
    """A remark with each fact it read, in a sentence and with its source."""

    remark: Remark
    facts: tuple[tuple[str, str], ...]


def sourced(remark: Remark, snapshot: Snapshot) -> SourcedRemark:
    """Return a remark with its facts in words."""
    known = snapshot.facts()
    read = [known[fact_id] for fact_id in remark.facts]
    facts = tuple((fact_sentence(f, snapshot), source_words(f, snapshot)) for f in read)
    return SourcedRemark(remark, facts)
