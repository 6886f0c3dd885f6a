"""An area that is made up says so on every page and in every file; no total over areas has it."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from starlette.testclient import TestClient

from api.app import create_app
from api.cli import run
from api.schema.execute import answer
from api.service.questions import QUESTIONS
from api.service.reader import Reader
from graph.facts.model import Area
from graph.stores.memory import MemoryStore
from loaders.archive import parse_archive, write_archive
from loaders.examples import INVENTED, example
from tests.api.pages.addresses import BUNDLED, addresses
from tests.towns import Town

SAYS = "This area is made up, to try things on"
MARKED = "Trainham (invented)"


def made_up() -> MemoryStore:
    """Return a store with the invented town under a plain name, so that only the field marks it."""
    lines = "".join(write_archive(example(INVENTED).snapshot, ()))
    plain = lines.replace(INVENTED, "trainham").replace("Example town (invented)", "Trainham")
    store = MemoryStore()
    store.put(parse_archive(plain.splitlines(), "trainham.jsonl").snapshot, ())
    store.put(example("york").snapshot, ())
    return store


@pytest.fixture(scope="module")
def trained() -> MemoryStore:
    return made_up()


@pytest.fixture(scope="module")
def pages(trained: MemoryStore) -> Iterator[TestClient]:
    with TestClient(create_app(trained), base_url="http://127.0.0.1") as client:
        yield client


def test_a_heading_marks_it_once() -> None:
    assert Area(slug="a", name="Trainham", invented=True).title == MARKED
    assert Area(slug="a", name="Trainham (invented)", invented=True).title == MARKED
    for real in (False, None):
        assert Area(slug="a", name="York", invented=real).title == "York"


@pytest.mark.parametrize(
    "address",
    addresses(
        BUNDLED | {"slug": "trainham", "node": "icb", "document": "record"},
        under="/areas/{slug}",
    ),
)
def test_every_page_says_so(pages: TestClient, address: str) -> None:
    page = pages.get(address)
    assert page.status_code == 200
    assert SAYS in page.text
    assert MARKED in page.text


def test_the_list_of_areas_begins_with_it(pages: TestClient) -> None:
    names = re.findall(r'<h2><a href="[^"]*">([^<]*)', pages.get("/").text)
    assert names == [MARKED, "York"]
    assert SAYS in pages.get("/").text
    assert SAYS not in pages.get("/areas/york").text


@pytest.mark.parametrize("picture", ["map", "engagement", "measures", "seats"])
def test_every_picture_has_it_in_its_title(pages: TestClient, picture: str) -> None:
    assert MARKED in pages.get(f"/areas/trainham/{picture}.svg").text


def test_pictures_of_the_map_say_it_in_full(pages: TestClient) -> None:
    for address in ("map.svg", "map.html", "compare.svg?from=2025-03-31&to=2026-09-30"):
        assert SAYS in pages.get(f"/areas/trainham/{address}").text, address


def test_the_paper_for_a_board_says_so_above_each_page(pages: TestClient) -> None:
    document = Document(io.BytesIO(pages.get("/areas/trainham/report.docx").content))
    assert MARKED in document.sections[0].header.paragraphs[0].text
    assert SAYS in "\n".join(paragraph.text for paragraph in document.paragraphs[:4])


@pytest.fixture
def stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    monkeypatch.setenv("GOLDENTHREAD_STORE", f"ladybug://{tmp_path / 'store.lbug'}")
    file = tmp_path / "trainham.jsonl"
    file.write_text("".join(write_archive(made_up().read("trainham"), ())), encoding="utf-8")
    assert run(["import", str(file)]) == 0
    capsys.readouterr()
    return tmp_path


COMMANDS = [
    *(f"{name} trainham" for name in ("check", "engagement", "partnership", "measures")),
    "path trainham board scp",
    "compare trainham --from 2025-03-31 --to 2026-09-30",
    "suggest trainham link-health-wellbeing-board",
    "scenarios trainham",
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("stored")
def test_commands_say_so(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(command.split())
    out, err = capsys.readouterr()
    assert SAYS in out + err


@pytest.mark.parametrize("output_format", ["json", "csv"])
@pytest.mark.usefixtures("stored")
def test_what_programs_read_carries_it(
    output_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "trainham", "--format", output_format]) == 0
    out, err = capsys.readouterr()
    assert SAYS in (out if output_format == "json" else err)


def test_files_say_so_and_load_as_they_were(
    stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("map.svg", "map.html"):
        assert run(["map", "trainham", "-o", str(stored / name)]) == 0
        assert SAYS in (stored / name).read_text(encoding="utf-8")
    assert run(["report", "trainham", "-o", str(stored / "paper.html")]) == 0
    paper = (stored / "paper.html").read_text(encoding="utf-8")
    assert (SAYS in paper, MARKED in paper) == (True, True)
    assert run(["export", "trainham", "-o", str(stored / "out.jsonl")]) == 0
    first = (stored / "out.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert json.loads(first)["area"]["invented"] is True
    assert run(["export", "trainham", "-o", str(stored / "sheets"), "--format", "csv"]) == 0
    heads, row = (stored / "sheets" / "Area.csv").read_text(encoding="utf-8-sig").splitlines()[:2]
    assert dict(zip(heads.split(","), row.split(","), strict=False))["Invented"] == "yes"
    assert run(["export", "trainham", "-o", str(stored / "out.xlsx")]) == 0
    capsys.readouterr()
    assert run(["areas"]) == 0
    assert MARKED in capsys.readouterr().out
    for name in ("out.xlsx", "sheets"):
        again = ["load", str(stored / name), "--area", "trainham", "--dry-run"]
        assert run(again) == 0
        assert "changed: 0" in capsys.readouterr().out


def asked(store: MemoryStore, query: str) -> Any:
    result = answer(Reader(store), query, {})
    assert not result.errors
    assert result.data is not None
    return result.data


def test_graphql_says_so(trained: MemoryStore) -> None:
    query = '{ area(slug: "trainham") { view { invented cautions } } }'
    found = asked(trained, query)["area"]["view"]
    assert found["invented"] is True
    assert found["cautions"][0].startswith(SAYS)
    assert asked(trained, '{ area(slug: "york") { view { invented } } }') == {
        "area": {"view": {"invented": None}}
    }


def test_questions_about_all_areas_leave_it_out(trained: MemoryStore) -> None:
    over_areas = [question for question in QUESTIONS if "areas(" in question.query]
    assert over_areas
    for question in over_areas:
        areas = asked(trained, question.query)["areas"]
        assert isinstance(areas, list)
        assert [area["name"] for area in areas] == ["York"], question.id
    both = {"areas": [{"slug": "trainham"}, {"slug": "york"}]}
    assert asked(trained, "{ areas { slug } }") == both
    assert asked(trained, "{ areas(invented: true) { slug } }") == {"areas": both["areas"][:1]}
    bare = [q.id for q in QUESTIONS if re.search(r"\bareas\s*\{", q.query)]
    assert bare == []


def test_it_is_compared_with_no_real_area(pages: TestClient) -> None:
    for slug, other in (("trainham", "york"), ("york", "trainham")):
        page = pages.get(f"/areas/{slug}/compare?with={other}")
        assert page.status_code == 400
        assert "only one is real" in page.text
        assert f'<option value="{other}"' not in pages.get(f"/areas/{slug}/compare").text


def test_an_area_may_be_recorded_as_invented_and_as_real_again() -> None:
    town = Town("trainham")
    archive = list(write_archive(town.snapshot(), ()))
    assert "invented" not in archive[0]
    marked = archive[0].replace('"name": "Trainham"', '"name": "Trainham", "invented": true')
    assert parse_archive([marked, *archive[1:]], "a").snapshot.area.invented is True
