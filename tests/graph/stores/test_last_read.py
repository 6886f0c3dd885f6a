"""What was read is answered again until the next write, and never from before it."""

from contextlib import closing
from pathlib import Path

import pytest

from graph.facts.model import Area
from graph.stores import operations
from graph.stores.ladybug import LadybugStore
from graph.stores.ladybug_pool import LadybugPool
from graph.stores.last_read import LastRead
from tests.graph.stores.small import add, batch, post
from tests.graph.stores.test_recent_changes import AREAS, STEPS, start


def test_an_answer_is_read_once_between_two_writes() -> None:
    last, reads = LastRead(), list[int]()

    def read() -> int:
        reads.append(1)
        return len(reads)

    assert [last.get("areas", read) for _ in range(3)] == [1, 1, 1]
    assert last.get("editions", read) == 2
    last.forget()
    assert [last.get("areas", read) for _ in range(3)] == [3, 3, 3]


def test_what_was_read_before_a_write_that_ended_meanwhile_is_not_remembered() -> None:
    last = LastRead()

    def overtaken() -> str:
        last.forget()
        return "of before"

    assert last.get("areas", overtaken) == "of before"
    assert last.get("areas", lambda: "of now") == "of now"


def test_what_is_known_after_a_write_is_not_read_again() -> None:
    last = LastRead()
    last.get("editions", lambda: 1)
    last.get("areas", lambda: "two")
    last.forget({"editions": lambda number: number + 1, "never read": lambda each: each})
    assert last.get("editions", lambda: 99) == 2
    assert last.get("areas", lambda: "three") == "three"
    assert last.get("never read", lambda: "now") == "now"
    last.forget({"editions": lambda _: None})
    assert last.get("editions", lambda: 99) == 99


def test_the_editions_after_each_change_are_those_that_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[str]()
    reading = LadybugPool.reading

    def counted(self: LadybugPool):  # type: ignore[no-untyped-def]
        asked.append("asked")
        return reading(self)

    with closing(LadybugStore(tmp_path / "store")) as store:
        start(store)

        def there() -> dict[str, int]:
            with store._engine.reading() as run:
                return {
                    slug: edition.revision
                    for slug, edition in operations.editions(run, "any").items()
                }

        store.edition("coventry")
        monkeypatch.setattr(LadybugPool, "reading", counted)
        for number, (home, changes, _) in enumerate(STEPS):
            store.apply(batch(f"step {number}", *changes, area=home))
            asked.clear()
            told = {slug: store.edition(slug).revision for slug in AREAS}
            assert asked == []
            assert told == there()
        kent = Area(slug="kent", name="Kent")
        add(store, kent, post("kent/chair"), area="kent")
        assert store.edition("kent").revision == there()["kent"] == 1
