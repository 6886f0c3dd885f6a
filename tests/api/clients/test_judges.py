"""The judges see what they look for: each is given what it is there to find."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.api.browser import serving
from tests.api.clients import judges
from tests.api.clients.judges import SCHEMA, check_shown, judge
from tests.api.clients.test_schema_changes import told, untold

QUERY = 'query Two { a: area(slug: "a") { id name } b: area(slug: "b") { id name } }'


async def _two_of_one_id(_: Request) -> Response:
    areas = {each: {"__typename": "Area", "id": "same", "name": each} for each in ("a", "b")}
    return JSONResponse({"data": areas})


def test_a_machine_without_node_skips_them_and_ci_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judges, "missing", lambda: "no Node.js here")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"no Node\.js here, and CI must not skip"):
        judge("apollo", {})
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match=r"no Node\.js here"):
        judge("apollo", {})


@pytest.mark.parametrize("name", ["apollo", "relay", "urql"])
def test_a_cache_that_mixes_two_things_up_is_seen(name: str, tmp_path: Path) -> None:
    asked = [{"name": "two", "query": QUERY, "variables": {}}]
    with serving(Starlette(routes=[Route("/", _two_of_one_id, methods=["POST"])])) as address:
        given = {
            "url": address,
            "documents": asked,
            "asked": [],
            "paged": [],
            "folder": str(tmp_path),
        }
        said = judge(name, given | {"schema": str(SCHEMA)})
    answers = said if name == "apollo" else said["shown"]
    assert answers[0]["alone"]["first"] == [{"path": ".a.name", "sent": "a", "shown": "b"}]
    with pytest.raises(AssertionError, match="differ from what was sent"):
        check_shown(answers, least=0)


def test_a_node_that_says_otherwise_is_seen() -> None:
    async def otherwise(request: Request) -> Response:
        again = "node(" in (await request.json())["query"]
        area = {"__typename": "Area", "id": "a", "name": "other" if again else "a"}
        return JSONResponse({"data": {"n0" if again else "area": area}})

    asked = [{"name": "one", "query": '{ area(slug: "a") { name } }', "variables": {}}]
    with serving(Starlette(routes=[Route("/", otherwise, methods=["POST"])])) as address:
        said = judge("node_again", {"url": address, "documents": asked, "schema": str(SCHEMA)})
    assert said["objects"] == 1
    (wrong,) = said["wrong"]
    assert wrong["first"] == {"path": ".name", "sent": "a", "shown": "other"}


def test_what_the_linter_is_there_for_is_seen(write: Callable[[str, str], Path]) -> None:
    schema = write("now.graphql", '"""All."""\ntype Query {\n  a: Int\n}\n')
    found = judge("schema_lint", {"schema": str(schema)})["found"]
    assert {(each["rule"], each["on"]) for each in found} == {
        ("require-description", "Query.a"),
        ("relay-page-info", "Query"),
    }


def test_what_breaks_is_seen_and_who_tells_it(write: Callable[[str, str], Path]) -> None:
    before = write(
        "before.graphql",
        "type Query { a(b: Int): A } type A { c: Int d: Int f: B } type B { d: Int }",
    )
    after = write(
        "after.graphql",
        "type Query { a(b: Int!): A } type A { d: Int e: Int f: A } type B { d: Int }",
    )
    breaking: list[dict[str, Any]] = judge(
        "schema_changes", {"released": str(before), "now": str(after)}
    )
    assert {each["path"] for each in breaking} == {"A.c", "A.f", "Query.a.b"}
    changelog = (
        "\n## Unreleased\n- Breaking: gone is\n  `A`.\n- `Query.a` \n## 1\n- Breaking: `Query`"
    )
    assert told(changelog) == {"A"}
    assert [line.split(":")[0] for line in untold(breaking, {"A"})] == ["Query.a.b"]
    for told_by in ("Query", "Query.a", "Query.a.b", "a.b"):
        assert untold(breaking, {"A.c", "B", told_by}) == []


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a small file into a folder of its own."""

    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written
