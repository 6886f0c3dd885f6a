"""Loading by the page: sent, seen, written, and what is refused on the way.

Tests: api/pages/uploads.py.
"""

import csv
import errno
import html
import io
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.pages import uploads
from graph.stores.memory import MemoryStore
from loaders.tables import read_tables
from tests.api.commands.test_loading import GOOD
from tests.graph.stores.small import town

OWN = {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"}
BODIES = "Id,Name,Kind of body\nboard,Families Board,main board\nnew,New Group,working group\n"
BAD = "Name,Since\nGood,2024\nBad,31/02/2024\n"


@pytest.fixture
def own() -> MemoryStore:
    store = MemoryStore()
    town(store)
    return store


@pytest.fixture
def door(own: MemoryStore) -> Iterator[TestClient]:
    app = create_app(own)
    with TestClient(app, raise_server_exceptions=False, base_url="http://127.0.0.1") as opened:
        opened.headers.update(OWN)
        yield opened


def send(door: TestClient, text: str | bytes, name: str = "Bodies.csv", **fields: str) -> str:
    """Send a file to Coventry's page; return the address of what it would change."""
    answer = door.post(
        "/areas/coventry/import",
        files={"file": (name, text)},
        data=fields,
        follow_redirects=False,
    )
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_the_page_says_which_files_are_read_and_offers_them(door: TestClient) -> None:
    text = door.get("/areas/coventry/import").text
    assert "XLSX, XLS, ODS or CSV, up to 16 MB, without a password." in text
    assert 'accept=".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt"' in text


def test_a_file_is_seen_first_and_written_when_confirmed(
    door: TestClient, own: MemoryStore
) -> None:
    seen = send(door, BODIES)
    text = door.get(seen).text
    assert "Bodies.csv: 2 rows read: 2 accepted, 0 refused." in text
    assert "Families Board" in text
    assert own.revision("coventry") == 1
    answer = door.post(seen, data={"revision": "1"})
    assert "facts added, 1 changed, 0 ended (revision 2)" in answer.text
    assert own.read("coventry").nodes["coventry/board"].name == "Families Board"
    # Sent twice by a double click, it is written once.
    assert "(revision 2)" in door.post(seen, data={"revision": "1"}).text
    assert own.revision("coventry") == 2
    assert own.history("coventry")[-1].source == "Bodies.csv"


def test_problems_are_told_and_can_be_taken_along(
    door: TestClient, own: MemoryStore, tmp_path: Path
) -> None:
    seen = send(door, BAD)
    text = door.get(seen).text
    assert "<td>Since</td><td>31/02/2024</td>" in text
    assert "Write the good rows only" in text
    refused = door.post(seen, data={"revision": "1"})
    assert refused.status_code == 409
    assert "correct the problems first" in refused.text
    listed = door.get(f"{seen}/problems.csv")
    assert listed.headers["content-disposition"] == 'attachment; filename="problems.csv"'
    rows = list(csv.reader(io.StringIO(listed.content.decode("utf-8-sig"))))
    assert [row[:5] for row in rows[1:]] == [["not-a-date", "Bodies.csv", "Bodies", "3", "Since"]]
    marked = tmp_path / "problems.xlsx"
    marked.write_bytes(door.get(f"{seen}/problems.xlsx").content)
    assert "Bodies" in [table.sheet for table in read_tables(marked)]
    assert own.revision("coventry") == 1
    answer = door.post(seen, data={"revision": "1", "partial": "1"})
    assert "(revision 2)" in answer.text
    assert door.get(f"{seen}/problems.csv").status_code == 404


def test_a_record_that_has_changed_since_is_shown_anew(door: TestClient, own: MemoryStore) -> None:
    first, second = send(door, BODIES), send(door, BODIES.replace("New Group", "Newer"))
    door.post(first, data={"revision": "1"})
    late = door.post(second, data={"revision": "1"})
    assert late.status_code == 409
    assert "The record has changed since this was shown" in late.text
    assert 'name="revision" value="2"' in late.text
    assert own.revision("coventry") == 2


def test_replacing_ends_what_the_file_leaves_out(door: TestClient, own: MemoryStore) -> None:
    seen = send(door, "Id,Name\nnew,New\n", replace="1")
    assert "<h3>Ended: 2</h3>" in door.get(seen).text
    assert 'name="end_many"' in door.get(seen).text
    for wrong in ({}, {"end_many": "1"}):
        refused = door.post(seen, data={"revision": "1", **wrong})
        assert refused.status_code == 409
        assert "2 facts would end or be withdrawn" in refused.text
    assert own.revision("coventry") == 1
    door.post(seen, data={"revision": "1", "end_many": "2"})
    assert own.read("coventry").nodes["coventry/board"].until is not None


def test_a_new_area_is_made_of_its_sheet(door: TestClient, own: MemoryStore) -> None:
    assert door.get("/import?area=Testham").url.path == "/areas/testham/import"
    send_to = "/areas/testham/import"
    lost = door.post(send_to, files={"file": ("Bodies.csv", GOOD["Bodies"])})
    assert lost.status_code == 400
    assert "fill in the sheet Area for a new one" in lost.text
    seen = door.post(send_to, files={"file": ("Area.csv", GOOD["Area"])})
    assert 'name="revision" value="0"' in seen.text
    done = door.post(str(seen.url), data={"revision": "0"})
    assert "Testham: 1 facts added" in done.text
    assert [summary.area.slug for summary in own.areas()] == ["coventry", "testham"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("facts.xlsx", b"\x89PNG\r\n", "this is a PNG picture"),
        ("facts.xlsx", b"PK\x03\x04", "the workbook is damaged"),
        ("Bodies.csv", b"", "the file is empty"),
        ("Bodies.csv", b"Name\n", "it holds no row to load"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    door: TestClient, name: str, content: bytes, sentence: str
) -> None:
    answer = door.post("/areas/coventry/import", files={"file": (name, content)})
    assert answer.status_code == 400
    assert sentence in answer.text
    assert str(Path("/tmp")) not in answer.text


def test_forms_from_elsewhere_are_refused(door: TestClient, own: MemoryStore) -> None:
    seen = send(door, BODIES)
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://elsewhere.example"},
    ):
        answer = door.post(seen, data={"revision": "1"}, headers=headers)
        assert answer.status_code == 403
        assert "did not come from this page" in answer.text
    for name in ("Origin", "Sec-Fetch-Site"):
        del door.headers[name]
    answer = door.post("/areas/coventry/import", files={"file": ("Bodies.csv", BODIES)})
    assert answer.status_code == 403
    assert own.revision("coventry") == 1


def test_an_upload_has_limits_of_size_number_and_time(
    door: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = send(door, BODIES)
    assert door.get(first).status_code == 200
    for number in range(8):
        send(door, BODIES.replace("New Group", f"Group {number}"))
    gone = door.get(first)
    assert gone.status_code == 404
    assert "a file is kept for half an hour" in gone.text
    last = send(door, BODIES)
    assert door.get(last.replace("coventry", "testham")).status_code == 404
    monkeypatch.setattr(uploads, "KEPT_FOR", 0)
    assert door.get(last).status_code == 404
    monkeypatch.setattr(uploads, "MOST_BYTES", 2**20)
    large = door.post("/areas/coventry/import", files={"file": ("a.csv", b"x" * 2**20)})
    assert large.status_code == 413
    assert "larger than 1 MB" in large.text


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"x", "text/plain", 415),
        (b"x", "multipart/form-data", 415),
        (b"x", "multipart/form-data; boundary=b", 400),
        (
            b"--b\r\nContent-Disposition: form-data; name=file\r\n\r\nx\r\n--b--",
            "multipart/form-data; boundary=b",
            400,
        ),
        (b"\0" * 99, 'multipart/form-data; boundary="', 415),
    ],
)
def test_no_body_breaks_it(door: TestClient, body: bytes, kind: str, status: int) -> None:
    answer = door.post("/areas/coventry/import", content=body, headers={"Content-Type": kind})
    assert answer.status_code == status


def test_names_of_files_lose_what_is_no_name() -> None:
    assert uploads.plain_name("C:\\Users\\x\\facts.xlsx") == "facts.xlsx"
    assert uploads.plain_name("../../etc/passwd") == "passwd"
    assert uploads.plain_name("..") == "upload"
    assert uploads.plain_name("a\0b<c>.csv") == "abc.csv"
    long = uploads.plain_name("\N{WATER WAVE}" * 200 + ".csv")
    assert len(long.encode()) <= 120
    assert long.endswith("\N{WATER WAVE}.csv")


def test_a_long_name_is_shortened_and_the_file_read(door: TestClient) -> None:
    seen = send(
        door, "Id,Name\nnew,New\n", name="\N{CJK UNIFIED IDEOGRAPH-8868}" * 100 + "Bodies.csv"
    )
    assert door.get(seen).status_code == 200


def test_a_swept_folder_of_temporary_files_is_made_anew(
    door: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    first = send(door, BODIES)
    for left in tmp_path.glob("goldenthread-*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    for _ in range(9):
        assert door.get(send(door, BODIES)).status_code == 200
    assert door.get(first).status_code == 404


def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    door: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(path: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        answer = door.post("/areas/coventry/import", files={"file": ("Bodies.csv", BODIES)})
    assert answer.status_code == 507
    assert "The file could not be kept (No space left on device)" in answer.text
    assert str(tmp_path) not in answer.text
    assert [*tmp_path.glob("goldenthread-*/*")] == []


def test_a_file_that_cannot_be_read_takes_nobodys_place(door: TestClient) -> None:
    seen = send(door, BODIES)
    for _ in range(9):
        door.post("/areas/coventry/import", files={"file": ("Bodies.csv", b"Name\n")})
    assert door.get(seen).status_code == 200


def test_two_who_confirm_at_once_write_it_once(door: TestClient, own: MemoryStore) -> None:
    seen = send(door, BODIES)
    with ThreadPoolExecutor(6) as pool:
        answers = [*pool.map(lambda _: door.post(seen, data={"revision": "1"}), range(6))]
    assert {answer.status_code for answer in answers} == {200}
    assert all("(revision 2)" in answer.text for answer in answers)
    assert own.revision("coventry") == 2


def test_slugs_that_are_none_are_refused(door: TestClient) -> None:
    for address in ("/import?area=New York", "/areas/shared/import", "/import"):
        answer = door.get(address)
        assert answer.status_code == 400
        assert "small letters and dashes" in answer.text


def test_a_question_is_answered_on_the_page(door: TestClient, own: MemoryStore) -> None:
    first = send(door, "Id,Name\n007,Head of Early Help\n", "Posts.csv")
    door.post(first, data={"revision": "1"})
    seen = send(door, "Id,Name,Grade\n7,Head of Early Help,senior\n", "Posts.csv")
    text = html.unescape(door.get(seen).text)
    assert 'Is "7" the "007" on record?' in text
    assert "1 question to answer; nothing was written." in text
    assert 'name="revision"' not in text
    assert "answer the questions first" in door.post(seen, data={"revision": "2"}).text
    wrong = door.post(seen, data={"answering": "1", "answer-same-id-1": "delete 7"})
    assert "choose one of those on the page" in wrong.text
    answer = {"answering": "1", "answer-same-id-1": "same 7=007"}
    text = door.post(seen, data=answer).text
    assert "Changed: 1" in text
    assert "Changed: grade was" in html.unescape(text)
    assert 'name="answering"' not in text
    door.post(seen, data={"revision": "2"})
    posts = {i for i, node in own.read("coventry").nodes.items() if node.kind == "post"}
    assert "coventry/7" not in posts
    assert own.read("coventry").nodes["coventry/007"].text("grade") == "senior"


def test_many_questions_are_answered_all_at_once(door: TestClient, own: MemoryStore) -> None:
    numbers = range(1, 16)
    rows = "".join(f"{n:03},Post {n}\n" for n in numbers)
    door.post(send(door, f"Id,Name\n{rows}", "Posts.csv"), data={"revision": "1"})
    rows = "".join(f"{n},Post {n}\n" for n in numbers)
    seen = send(door, f"Id,Name\n{rows}", "Posts.csv")
    text = door.get(seen).text
    assert text.count("<fieldset>") == 11
    assert "And 5 more like these." in text
    text = door.post(seen, data={"answering": "1", "answer-same-id-all": "same all"}).text
    assert "It changes nothing" in text
    assert own.revision("coventry") == 2
