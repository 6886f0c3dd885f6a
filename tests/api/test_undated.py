"""Facts without a date count on every day: each door says so where that makes a day look surer."""

import re
from pathlib import Path

import pytest
from docx import Document
from starlette.testclient import TestClient

from api.cli import run
from api.reader import Reader
from api.schema.run import answer
from graph.store import Store

OF = "76 of 76 things and links carry no date and count on every day"
THEN = "what rests on them may not have been so on 1 January 1990"
DAY = "asOf=1990-01-01"


def told(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("page", ["", "/map", "/table", "/findings", "/partnership", "/report"])
def test_every_page_of_another_day_says_so(client: TestClient, page: str) -> None:
    said = told(client.get(f"/areas/coventry{page}?{DAY}").text)
    assert OF in said
    assert THEN in said
    assert OF not in told(client.get(f"/areas/coventry{page}").text)


def test_graphql_says_so(store: Store) -> None:
    query = '{ area(slug: "coventry") { then: cautions(asOf: "1990-01-01") now: cautions } }'
    found = answer(Reader(store), query)
    assert found.data is not None
    (said,) = found.data["area"]["then"]
    assert OF in said
    assert THEN in said
    assert found.data["area"]["now"] == []


def test_the_command_line_and_its_files_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{tmp_path / 'store.lbug'}")
    day = ("--as-of", "1990-01-01")
    assert run(["examples", "coventry"]) == 0
    for command in (["check", "coventry"], ["measures", "coventry"]):
        capsys.readouterr()
        assert run([*command, *day]) == 0
        assert THEN in " ".join(capsys.readouterr().out.split())
    assert run(["path", "coventry", "sehp", "cscp", *day]) == 0
    assert THEN in capsys.readouterr().out
    for name in ("map.html", "map.svg"):
        assert run(["map", "coventry", "-o", str(tmp_path / name), *day]) == 0
        assert OF in (tmp_path / name).read_text(encoding="utf-8")
    paper = tmp_path / "paper.docx"
    assert run(["report", "coventry", "-o", str(paper), *day]) == 0
    assert any(THEN in paragraph.text for paragraph in Document(str(paper)).paragraphs)
