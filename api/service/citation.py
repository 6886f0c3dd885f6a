"""Facts as they are cited: what each says, where it was read, its dates, any doubt on the day."""

from collections.abc import Iterable

from graph.facts.model import Fact
from graph.rules.finding import FactRead
from graph.view import View


def cited(fact: Fact, view: View) -> FactRead:
    """Return a fact as it is cited."""
    return FactRead(fact, view.snapshot, view.maybe(fact))


def evidence(ids: Iterable[str], view: View) -> list[FactRead]:
    """Return the facts of these ids as they are cited, each once and in this order."""
    facts = view.snapshot.facts()
    return [cited(facts[fact_id], view) for fact_id in dict.fromkeys(ids) if fact_id in facts]
