"""A plain page runs the checks of its area once, and once more only for another day or area."""

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.stores.memory import MemoryStore
from loaders.examples import example

COVENTRY = "/areas/coventry"
# How often all checks are run for a page that nobody has asked for before.
RUNS = {
    "/": 2,
    COVENTRY: 1,
    f"{COVENTRY}/map": 1,
    f"{COVENTRY}/map.svg": 1,
    f"{COVENTRY}/table": 1,
    f"{COVENTRY}/findings": 1,
    f"{COVENTRY}/findings/body-has-chair": 1,
    f"{COVENTRY}/nodes/sehp": 1,
    f"{COVENTRY}/partnership": 1,
    f"{COVENTRY}/engagement": 1,
    f"{COVENTRY}/measures": 1,
    f"{COVENTRY}/seats": 0,
    f"{COVENTRY}/history": 0,
    f"{COVENTRY}/line-of-sight?from=sehp&to=hwb": 0,
    f"{COVENTRY}/report": 1,
    f"{COVENTRY}/compare?from=2020-01-01&to=2024-03-31": 2,
    f"{COVENTRY}/compare?with=york": 2,
}


@pytest.fixture(scope="module")
def two_areas() -> MemoryStore:
    opened = MemoryStore()
    for slug in ("coventry", "york"):
        archive = example(slug)
        opened.put(archive.snapshot, archive.history)
    return opened


@pytest.mark.parametrize("address", RUNS)
def test_a_page_runs_the_checks_as_often_as_it_has_days_and_areas(
    two_areas: MemoryStore, checks_run: list[str], address: str
) -> None:
    client = TestClient(create_app(two_areas), base_url="http://127.0.0.1")
    assert client.get(address).status_code == 200
    assert len(checks_run) <= RUNS[address], checks_run
    checks_run.clear()
    assert client.get(address).status_code == 200
    assert checks_run == []


def test_all_pages_of_an_area_run_its_checks_once(
    two_areas: MemoryStore, checks_run: list[str]
) -> None:
    client = TestClient(create_app(two_areas), base_url="http://127.0.0.1")
    for address in RUNS:
        if address.startswith(COVENTRY) and "compare" not in address:
            client.get(address)
    assert checks_run == ["coventry"]
