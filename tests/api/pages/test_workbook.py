"""What people need who keep facts in spreadsheets: the empty workbook, and what can be wrong."""

import zipfile
from io import BytesIO

from starlette.testclient import TestClient

from loaders.problems import PROBLEM_KINDS


def test_the_empty_workbook_is_sent_as_a_file(client: TestClient) -> None:
    answer = client.get("/template.xlsx")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith('filename="golden-thread-template.xlsx"')
    with zipfile.ZipFile(BytesIO(answer.content)) as package:
        assert "xl/workbook.xml" in package.namelist()


def test_the_page_of_problems_names_each_with_what_would_be_right(client: TestClient) -> None:
    html = client.get("/problems").text
    for kind in PROBLEM_KINDS:
        assert f"<code>{kind.code}</code></th><td>{kind.title}</td>" in html
