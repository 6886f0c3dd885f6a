"""What questions over GraphQL take, beside what the guard reckons of each before it runs."""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from graphql import get_introspection_query, parse

from api.schema.cost import Estimate
from api.schema.execute import answer
from api.schema.guard import MAX_MS, MAX_VALUES
from api.schema.query import schema
from api.service.questions import QUESTIONS
from api.service.reader import Reader
from api.service.store_size import StoreSize
from benchmarks.made_areas import area
from graph.cancellation import Cancellation
from graph.rules.run import RULES
from graph.store import Store
from graph.stores.ladybug import LadybugStore

_TEN_DAYS = " ".join(
    f'd{month}: view(asOf: "2023-{month:02}-01") {{ totals {{ count }} }}' for month in range(1, 11)
)
# Of every area at once, but for the last two.
LARGE = {
    "totals": "totals { count }",
    "findings": "findings(first: 100) { nodes { title sentence } }",
    "findings with their facts": "findings(first: 100) { nodes { title facts { sentence } } }",
    "findings thing by thing": (
        "findings(first: 100) { nodes { subjects { sentence facts { sentence } } } }"
    ),
    "things and links": (
        "things(first: 100) { nodes { name sentence } } links(first: 100) { nodes { sentence } }"
    ),
    "who is joined to whom": (
        "bodies(first: 100) { nodes { name links { nodes { other { name } } } } }"
    ),
    "engagement": "engagement(first: 100) { nodes { name sentence } }",
    "one measure": 'measures(names: ["degree"]) { scores { name value } }',
    "all measures": "measures { scores { name value } }",
    "two years": 'compare(from: "2023-01-01", to: "2024-01-01") { opened { title } }',
    "suggestions": 'suggestions(rule: "body-has-chair") { why }',
    "the dearest suggestions": 'suggestions(rule: "no-orphan-body") { why }',
    "who shares members": "sharedMembers { bodies { name } }",
}


def questions(slug: str) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Return the questions by name, each with its variables."""
    found: dict[str, tuple[str, Mapping[str, Any]]] = {
        question.id: (
            question.query,
            question.variables(slug, f"{slug}/body-1", areas=[slug], since="2023-03-31"),
        )
        for question in QUESTIONS
    }
    found |= {
        f"all areas: {name}": (f"{{ areas {{ view {{ {asked} }} }} }}", {})
        for name, asked in LARGE.items()
    }
    found["one area on ten days"] = (f'{{ area(slug: "{slug}") {{ {_TEN_DAYS} }} }}', {})
    found["the schema itself"] = (get_introspection_query(), {})
    return found


def suggestions() -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Return for each check the question what would close it in all areas."""
    query = "query S($rule: String!) { areas { view { suggestions(rule: $rule) { why } } } }"
    return {rule.id: (query, {"rule": rule.id}) for rule in RULES}


def values_in(answered: Any) -> int:
    """Count the values of an answer as the guard does: each key of each object."""
    if isinstance(answered, dict):
        return sum(1 + values_in(inner) for inner in answered.values())
    return sum(map(values_in, answered)) if isinstance(answered, list) else 0


def measure(store: Store, name: str, query: str, variables: Mapping[str, Any]) -> float | None:
    """Print a line for a question; return the reckoned time as a multiple of what it took."""
    sizes = StoreSize.of(store.areas())
    size = Estimate(schema._schema, parse(query), variables, lambda: sizes).size
    refused = size.ms > MAX_MS or size.values > MAX_VALUES
    line = f"{name}: reckoned {size.ms / 1000:.2f} s and {size.values:,.0f} values"
    if refused:
        sys.stdout.write(f"{line}, refused\n")
        return None
    token = Cancellation()
    before = time.process_time()
    answered = answer(Reader(store), query, dict(variables))
    took = time.process_time() - before
    ratio = size.ms / 1000 / took
    sys.stdout.write(
        f"{line}, took {took:.2f} s and {values_in(answered.data):,} values; {ratio:.1f} times "
        f"({token.elapsed:.1f} s by the clock)\n"
    )
    return ratio


def main() -> None:
    """Ask each question of a store that has read nothing yet, and print a line for each."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--areas", type=int, default=4)
    asked.add_argument("--only", default="", help="questions with this in their name")
    asked.add_argument("--suggestions", action="store_true", help="of each check instead")
    given = asked.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(LadybugStore(Path(folder) / "questions.lbug")) as store,
    ):
        for number in range(given.areas):
            store.put(area(f"area-{number:03}", number), ())
        asking = suggestions() if given.suggestions else questions("area-000")
        ratios = [
            ratio
            for name, (query, variables) in asking.items()
            if given.only in name and (ratio := measure(store, name, query, variables))
        ]
    sys.stdout.write(
        f"reckoned to took: {min(ratios):.1f} to {max(ratios):.1f} times, "
        f"the median {statistics.median(ratios):.1f}\n"
    )


if __name__ == "__main__":
    main()
