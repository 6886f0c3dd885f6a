"""The page of backups: whole without scripts, its button, and what it says when one fails."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.service.served_backups import ServedBackups
from graph.stores.memory import MemoryStore
from loaders.backup_series import kept_backups
from tests.graph.stores.small import town

OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store.lbug.backups"


@pytest.fixture
def served(folder: Path) -> Iterator[TestClient]:
    store = MemoryStore()
    town(store)
    app = create_app(store, backups=ServedBackups(store, folder))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def test_before_the_first_it_says_where_they_will_be(served: TestClient, folder: Path) -> None:
    page = served.get("/backups").text
    assert "There is no backup yet." in page
    assert str(folder) in page
    assert "Back up now" in page
    assert "How to go back" not in page
    assert 'href="/backups"' in served.get("/").text


def test_the_button_makes_one_and_the_page_says_how_to_go_back(
    served: TestClient, folder: Path
) -> None:
    page = served.post("/backups", headers=OWN).text
    (kept,) = kept_backups(folder)
    assert "A backup of 1 area was made. It was read back and is whole." in page
    assert f'goldenthread restore "{kept.folder}" --store "ladybug:///' in page
    assert "a moment ago" in page
    assert "How to go back to one" in page
    assert "Nothing has changed since the backup of" in served.post("/backups", headers=OWN).text
    assert len(kept_backups(folder)) == 1


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://elsewhere"}, {"Sec-Fetch-Site": "cross-site"}], ids=str
)
def test_a_page_elsewhere_makes_none(
    served: TestClient, folder: Path, headers: dict[str, str]
) -> None:
    answer = served.post("/backups", headers=headers)
    assert answer.status_code == 403
    assert "The form did not come from this page" in answer.text
    assert not folder.exists()


def full_disk(*_: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_said_there_and_on_the_first_page_and_the_service_goes_on(
    served: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", full_disk)
        page = served.post("/backups", headers=OWN).text
    assert "<title>Problem: Backups" in page
    assert "no space left on device" in page
    assert "nothing that was recorded is lost by this" in page
    assert "No backup was made" in served.get("/").text
    assert served.get("/areas/coventry").status_code == 200
    served.post("/backups", headers=OWN)
    assert "No backup was made" not in served.get("/").text


def test_a_demo_has_none(client: TestClient) -> None:
    page = client.get("/backups").text
    assert "there is nothing to back up" in page
    assert "Back up now" not in page
    assert "nothing to back up" in client.post("/backups", headers=OWN).text
