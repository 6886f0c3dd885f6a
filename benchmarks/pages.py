"""Every page of one made area, cold and warm: processor time, beside Jinja2 writing a bare table.

Cold is the first answer of a service over a store in memory that has been asked nothing of the area
yet: its view, checks and page; modules and templates are there. Warm is the same again. What
processes that draw take is counted.
"""

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

import jinja2
import psutil
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from api.app import create_app
from benchmarks import made_areas
from graph.facts.identifiers import local_of
from graph.facts.model import Snapshot
from graph.rules.finding import Outcome
from graph.rules.run import run
from graph.stores.memory import MemoryStore
from graph.view import View, default_day

COLD, WARM = 0.5, 0.1
"""The aims, in seconds of a processor; papers and pixels need reach the second only."""
_ONLY_WARM = ("report.docx", "map.png")
_REPEATS = 5
_SLUG = "made"
# What else people ask of a page: other layouts and columns, and a map with every thing by itself.
_ALSO = (
    "map?layout=network",
    "map?fold=no",
    "map?colour=engagement",
    "map?theme=projector",
    "table?sort=name",
    "engagement?sort=seen",
    "seats.svg",
)
_TABLE = """<table>{% for each in things %}<tr><td>{{ each.id }}</td><td>{{ each.kind }}</td>
<td>{{ each.name }}</td></tr>{% endfor %}{% for each in links %}<tr><td>{{ each.from_id }}</td>
<td>{{ each.kind }}</td><td>{{ each.to_id }}</td></tr>{% endfor %}</table>"""


def addresses(app: Starlette, snapshot: Snapshot) -> list[str]:
    """Return the address of every page of an area, of a busy thing where a page is of one."""
    ends = [end for link in snapshot.links.values() for end in (link.from_id, link.to_id)]
    bodies = [i for i, node in snapshot.nodes.items() if node.kind == "body"]
    partners = [i for i, node in snapshot.nodes.items() if node.kind == "organisation"]
    findings = run(View(snapshot, default_day(snapshot, date.today())))
    gap = next(finding.rule for finding in findings if finding.outcome is Outcome.GAP)
    given = {
        "{slug}": _SLUG,
        "nodes/{node:path}": f"nodes/{quote(local_of(max(bodies, key=ends.count)))}",
        "engagement/{node:path}": f"engagement/{quote(local_of(max(partners, key=ends.count)))}",
        "{rule}": gap,
    }
    found = []
    for route in app.routes:
        if isinstance(route, Route) and "{slug}" in route.path and "GET" in (route.methods or ()):
            path = route.path
            for name, value in given.items():
                path = path.replace(name, value)
            if "{" not in path:
                found.append(path)
    return [*found, *(f"/areas/{_SLUG}/{page}" for page in _ALSO)]


def spent() -> float:
    """Return the processor time of this process and of those that draw for it."""
    children = psutil.Process().children(recursive=True)
    times = [child.cpu_times() for child in children]
    return time.process_time() + float(sum(each.user + each.system for each in times))


def timed(work: Callable[[], object]) -> float:
    """Return the processor time of some work."""
    began = spent()
    work()
    return spent() - began


def measured(snapshot: Snapshot, address: str, keep: Path | None) -> tuple[float, float, int]:
    """Return what one page takes cold and warm, and how many bytes it has."""
    store = MemoryStore()
    store.put(snapshot, ())
    with TestClient(create_app(store), base_url="http://127.0.0.1") as client:

        def ask() -> bytes:
            answer = client.get(address)
            answer.raise_for_status()
            return answer.content

        gc.collect()  # of what the last page left behind
        cold = timed(ask)
        warm = statistics.median(timed(ask) for _ in range(_REPEATS))
        content = ask()
    if keep:
        name = address.removeprefix("/areas/").replace("/", "_").replace("?", "~")
        (keep / name).write_bytes(content)
    return cold, warm, len(content)


def peer(snapshot: Snapshot) -> float:
    """Return what Jinja2 takes to write a bare table of all things and links."""
    template = jinja2.Environment(autoescape=True).from_string(_TABLE)
    things, links = list(snapshot.nodes.values()), list(snapshot.links.values())
    return statistics.median(
        timed(lambda: template.render(things=things, links=links)) for _ in range(_REPEATS)
    )


def lines(snapshot: Snapshot, keep: Path | None, only: str) -> Iterator[str]:
    """Yield a line for each page."""
    pages = [each for each in addresses(create_app(MemoryStore()), snapshot) if only in each]
    for address in pages:  # modules and templates, which come once
        measured(snapshot, address, None)
    bare = peer(snapshot)
    yield (
        f"{len(snapshot.nodes)} things, {len(snapshot.links)} links; processor time in seconds; "
        f"Jinja2 writes a bare table of them in {bare:.3f}"
    )
    for address in pages:
        cold, warm, size = measured(snapshot, address, keep)
        late = warm > WARM or (cold > COLD and not address.endswith(_ONLY_WARM))
        yield (
            f"{cold:6.2f} cold {warm:6.3f} warm ({warm / bare:5.1f} tables) {size / 1000:7.0f} kB  "
            f"{address}{'  <- over the aim' if late else ''}"
        )


def main() -> None:
    """Measure every page of one made area."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--things", type=int, default=made_areas.NODES)
    parser.add_argument("--only", default="", help="pages whose address has this in it")
    parser.add_argument("--keep", type=Path, help="a folder for the pages, to compare two versions")
    given = parser.parse_args()
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
    snapshot = made_areas.area(_SLUG, 0, given.things)
    for line in lines(snapshot, given.keep, given.only):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
