"""Facts without a date count on every day: each door says so where that makes a day look surer."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from starlette.testclient import TestClient

from api.cli import run
from api.reports.comparison import as_json
from api.schema.execute import answer
from api.service.comparisons import Asked, compared
from api.service.reader import Reader
from graph.store import Store
from tests.api.commands.test_loading import folder
from tests.api.pages.addresses import AREA_PAGES

OF = "76 of 76 things and links carry no date and count on every day"
THEN = "what rests on them may not have been so on 1 January 1990"
DAY = "asOf=1990-01-01"


def told(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


OUTSIDE = "On 1 January 1970 this council is not there"


@pytest.mark.parametrize("command", ["check", "measures", "engagement"])
def test_tables_stay_tables_and_other_formats_carry_it(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{tmp_path / 'store.lbug'}")
    folder(
        tmp_path / "facts",
        Area="Slug,Area,Recorded as of,Since\ntestham,Testham,2024-03-31,1974-04-01\n",
        Bodies="Name,Kind of body\nBoard,main board\n",
    )
    assert run(["load", str(tmp_path / "facts"), "--area", "testham"]) == 0
    for days, outside in ((["--as-of", "1970-01-01"], True), ([], False)):
        capsys.readouterr()
        arguments = [command, "testham", *days]
        assert run([*arguments, "--format", "csv"]) == 0
        out, err = capsys.readouterr()
        assert out.startswith("area,as_of,")
        assert all(line.startswith(("area,", "testham,")) for line in out.splitlines())
        assert [line.startswith("Note: ") for line in err.splitlines()] == [True] * (2 * outside)
        assert (f"Note: {OUTSIDE}" in err) is outside
        assert run([*arguments, "--format", "json"]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        said = json.loads(out)["cautions"]
        assert [each.startswith(OUTSIDE) for each in said] == ([True, False] if outside else [])
        assert run(arguments) == 0
        assert (OUTSIDE in capsys.readouterr().out) is outside


def test_a_comparison_says_of_which_side(store: Store, client: TestClient) -> None:
    view = Reader(store).view("coventry")
    then = f"1 January 1990: {OF}"
    days = Asked(date(1990, 1, 1), date(2024, 3, 31))
    found = compared(Reader(store), view, days)
    assert [said.startswith(then) for said in found.cautions] == [True]
    answer = json.loads(as_json(found))
    assert THEN in " ".join(answer["before"]["cautions"])
    assert answer["after"]["cautions"] == []
    page = "/areas/coventry/compare?from=1990-01-01&to=2024-03-31"
    for address, side, other in ((page, then, OF), (f"{page}&{DAY}", OF, then)):
        html = client.get(address).text
        assert html.count(f"<p>{side}") == 1
        assert f"<p>{other}" not in html
    picture = client.get("/areas/coventry/compare.svg?from=1990-01-01&to=2024-03-31").text
    assert f">{then}" in picture


@pytest.mark.parametrize("page", [page for page in AREA_PAGES if not page.endswith("/compare")])
def test_every_page_of_another_day_says_so(client: TestClient, page: str) -> None:
    """But the comparison, which has days of its own."""
    said = told(client.get(f"{page}?{DAY}").text)
    assert OF in said
    assert THEN in said
    assert OF not in told(client.get(page).text)


def test_graphql_says_so(store: Store) -> None:
    query = (
        '{ area(slug: "coventry") { then: view(asOf: "1990-01-01") { cautions } '
        "now: view { cautions } } }"
    )
    found = answer(Reader(store), query)
    assert found.data is not None
    (said,) = found.data["area"]["then"]["cautions"]
    assert OF in said
    assert THEN in said
    assert found.data["area"]["now"]["cautions"] == []


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
    capsys.readouterr()
    assert run(["compare", "coventry", "--from", "1990-01-01", "--to", "2024-03-31"]) == 0
    text = capsys.readouterr().out
    assert text.count(OF) == 1
    assert f"1 January 1990: {OF}" in text
    assert run(["path", "coventry", "sehp", "cscp", *day]) == 0
    assert THEN in capsys.readouterr().out
    for name in ("map.html", "map.svg"):
        assert run(["map", "coventry", "-o", str(tmp_path / name), *day]) == 0
        assert OF in (tmp_path / name).read_text(encoding="utf-8")
    paper = tmp_path / "paper.docx"
    assert run(["report", "coventry", "-o", str(paper), *day]) == 0
    assert any(THEN in paragraph.text for paragraph in Document(str(paper)).paragraphs)
