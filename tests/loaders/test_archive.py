"""Our own archive reads back exactly, and what is wrong in one is told by code and line.

Tests: loaders/archive.py, loaders/examples.py
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.facts.changes import Added, Batch, Changed
from graph.facts.model import Area, Link, Node, Snapshot
from graph.sentences import funding_words
from graph.stores.memory import MemoryStore
from loaders.archive import parse_archive, read_archive, write_archive
from loaders.examples import example, example_slugs
from loaders.problems import PROBLEM_KINDS, FileError
from tests.deciding_town import deciding_town
from tests.every_kind import every_town
from tests.towns import Town

HEADER = '{"format": "goldenthread-archive", "version": 1, "area": {"slug": "york", "name": "Y"}}'
NODE = '{"node": {"id": "b", "kind": "body", "name": "Board"}}'


def code_of(*lines: str) -> tuple[str, int]:
    with pytest.raises(FileError) as caught:
        parse_archive(lines, "york.jsonl")
    assert str(caught.value).startswith("york.jsonl")
    assert str(caught.value).endswith(".")
    return caught.value.code, caught.value.line


@pytest.mark.parametrize("slug", example_slugs())
def test_the_bundled_areas_read_back_from_what_is_written(slug: str) -> None:
    snapshot = example(slug).snapshot
    again = parse_archive(list(write_archive(snapshot, ())), "again").snapshot
    assert again == snapshot


@pytest.mark.parametrize("town", [deciding_town, every_town])
def test_each_kind_attribute_and_word_reads_back(town: Callable[[], Snapshot]) -> None:
    snapshot = town()
    assert parse_archive(list(write_archive(snapshot, ())), "again").snapshot == snapshot


def test_the_bundled_areas_have_a_source_for_every_fact_and_no_person() -> None:
    sizes = {}
    for slug in example_slugs():
        snapshot = example(slug).snapshot
        documents = {source.document for source in snapshot.sources.values()}
        funded = [snapshot.area] if any(funding_words(snapshot.area).values()) else []
        facts: list[Area | Node | Link] = [*funded, *snapshot.nodes.values()]
        for fact in (*facts, *snapshot.links.values()):
            assert fact.sources, fact.id
            for reference in fact.sources:
                assert reference.document in documents, fact.id
                assert reference.place, fact.id
                assert reference.heading, fact.id
        assert not [n for n in snapshot.nodes.values() if n.kind == "person"]
        assert all(s.read_on and s.publisher for s in snapshot.sources.values())
        sizes[slug] = (len(snapshot.nodes), len(snapshot.links))
    assert sizes == {
        "cornwall": (46, 57),
        "coventry": (37, 39),
        "example-town": (78, 135),
        "essex": (25, 21),
        "lincolnshire": (67, 11),
        "salford": (25, 18),
        "stockton-on-tees": (18, 23),
        "westminster": (32, 59),
        "york": (15, 6),
    }


def test_the_history_comes_along_and_gives_the_versions() -> None:
    store = MemoryStore()
    town = Town().main()
    when = datetime(2024, 4, 1, tzinfo=UTC)
    first = Batch(
        id="1",
        area="testham",
        who="ann",
        when=when,
        source="minutes",
        changes=tuple(map(Added, town.facts.values())),
    )
    store.apply(first)
    renamed = town.main(name="New name").facts["testham/main"]
    second = Batch(
        id="2", area="testham", who="bob", when=when, source="letter", changes=(Changed(renamed),)
    )
    assert store.apply(second) == 2
    lines = list(write_archive(store.read("testham"), store.history("testham")))
    archive = parse_archive(lines, "x")
    assert archive.snapshot == store.read("testham")
    assert archive.history == store.history("testham")
    other = MemoryStore()
    other.put(archive.snapshot, archive.history)
    assert list(write_archive(other.read("testham"), other.history("testham"))) == lines


def test_lines_may_come_in_any_order_after_the_first() -> None:
    link = '{"link": {"from": "b", "kind": "reports_to", "to": "c"}}'
    other = NODE.replace('"b"', '"c"')
    one = parse_archive([HEADER, link, "", NODE, other], "x").snapshot
    assert set(one.nodes) == {"york/b", "york/c"}


@pytest.mark.parametrize(
    ("lines", "code", "line"),
    [
        ([], "not-an-archive", 0),
        (["Name,Kind"], "not-an-archive", 1),
        (["[]"], "bad-line", 1),
        (['{"nodes": []}'], "not-an-archive", 1),
        ([HEADER.replace("1,", "2,")], "newer-archive", 1),
        ([HEADER.replace("1,", '"1",')], "newer-archive", 1),
        ([HEADER.replace('"area"', '"colour": 1, "area"')], "bad-line", 1),
        (['{"format": "goldenthread-archive", "version": 1}'], "bad-line", 1),
        ([HEADER, NODE[:30]], "truncated-archive", 2),
        ([HEADER, "[" * 100_000], "truncated-archive", 2),
        ([HEADER, "{}"], "bad-line", 2),
        ([HEADER, '{"vertex": {}}'], "bad-line", 2),
        ([HEADER, '{"node": []}'], "bad-line", 2),
        ([HEADER, NODE, NODE], "bad-fact", 3),
        ([HEADER, NODE.replace("body", "bdy")], "bad-fact", 2),
        ([HEADER, '{"change": {"number": 1}}'], "bad-line", 2),
    ],
)
def test_a_bad_archive_is_refused_whole(lines: list[str], code: str, line: int) -> None:
    assert code_of(*lines) == (code, line)


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "picture.jsonl").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    for name, code in [
        ("nowhere", "no-such-file"),
        ("", "not-a-file"),
        ("picture.jsonl", "not-an-archive"),
    ]:
        with pytest.raises(FileError) as caught:
            read_archive(tmp_path / name)
        assert caught.value.code == code


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "york.jsonl"
    file.write_text(f"{HEADER}\n{NODE}\n", encoding="utf-8-sig")
    node = read_archive(file).snapshot.nodes["york/b"]
    assert isinstance(node, Node)


def test_every_code_that_is_raised_is_in_the_catalogue() -> None:
    source = Path(parse_archive.__code__.co_filename).read_text(encoding="utf-8")
    known = {kind.code for kind in PROBLEM_KINDS}
    assert len(known) == len(PROBLEM_KINDS)
    raised = {part.partition('"')[0] for part in source.split('fail("')[1:]}
    raised |= {part.partition('"')[0] for part in source.split('FileError("')[1:]}
    assert raised
    assert raised <= known


def test_an_archive_is_one_object_a_line() -> None:
    for line in write_archive(example("york").snapshot, ()):
        assert line.endswith("\n")
        assert isinstance(json.loads(line), dict)
