"""What the doors share is read and worked out once for each revision of an area."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from api.errors import UsageError
from api.service.planned_things import sort_of
from api.service.proposals import Proposal
from api.service.reader import Reader, resolve
from graph.errors import AmbiguousName, NoneOfKind, UnknownThing
from graph.facts.changes import Batch, Changed
from graph.facts.model import Snapshot
from graph.rules.finding import Finding
from graph.stores.memory import MemoryStore
from graph.view import View
from loaders.examples import example, example_slugs
from tests.towns import Town


class CountingStore(MemoryStore):
    """A store in memory that counts how often each area is read."""

    def __init__(self) -> None:
        super().__init__()
        self.reads: list[str] = []

    def read(self, slug: str) -> Snapshot:
        self.reads.append(slug)
        return super().read(slug)


@pytest.fixture
def store() -> CountingStore:
    opened = CountingStore()
    for slug in example_slugs():
        archive = example(slug)
        opened.put(archive.snapshot, archive.history)
    opened.reads.clear()
    return opened


def edit(store: MemoryStore, slug: str) -> None:
    """Note something about the first thing of an area."""
    first = next(iter(example(slug).snapshot.nodes.values()))
    store.apply(
        Batch(
            id="edit",
            area=slug,
            who="tester",
            when=datetime(2026, 11, 24, 12, 0, tzinfo=UTC),
            source="minutes",
            changes=(Changed(replace(first, note="Seen again.")),),
        )
    )


def everything(reader: Reader) -> dict[str, tuple[Finding, ...]]:
    return {slug: reader.findings(reader.view(slug)) for slug in example_slugs()}


def test_one_edit_recomputes_only_its_area(store: CountingStore) -> None:
    reader = Reader(store)
    before = everything(reader)
    assert sorted(store.reads) == sorted(example_slugs())
    store.reads.clear()
    assert all(found is before[slug] for slug, found in everything(reader).items())
    assert store.reads == []
    edit(store, "coventry")
    store.reads.clear()
    after = everything(reader)
    # What was written is laid over what was read before.
    assert store.reads == []
    assert [slug for slug in before if after[slug] is not before[slug]] == ["coventry"]


def test_an_area_after_a_change_is_as_the_store_would_read_it(store: CountingStore) -> None:
    reader = Reader(store)
    before = reader.view("coventry").snapshot
    edit(store, "coventry")
    after = reader.view("coventry").snapshot
    assert after != before
    assert after == Reader(store).view("coventry").snapshot
    findings = Reader(store).findings(Reader(store).view("coventry"))
    assert [str(each) for each in reader.findings(reader.view("coventry"))] == [
        str(each) for each in findings
    ]


def test_what_was_restored_at_the_same_revision_is_read_anew(store: CountingStore) -> None:
    edit(store, "coventry")
    reader = Reader(store)
    before = reader.view("coventry").snapshot
    assert len(reader.history("coventry")) == 1
    other = MemoryStore()
    other.put(replace(before, area=replace(before.area, name="As it was before")), ())
    assert other.revision("coventry") == store.revision("coventry")
    reader.store = other
    assert reader.snapshot("coventry").area.name == "As it was before"
    assert reader.view("coventry").snapshot.area.name == "As it was before"
    assert reader.history("coventry") == ()


def test_another_day_or_the_switch_reads_the_area_no_more(store: CountingStore) -> None:
    reader = Reader(store)
    plain = reader.view("coventry")
    switched = reader.view("coventry", plain.day, complete=True)
    assert reader.findings(plain) != reader.findings(switched)
    assert reader.view("coventry", plain.day) is plain
    assert store.reads == ["coventry"]


def test_what_follows_from_a_view_is_made_once_for_its_function_and_arguments(
    store: CountingStore,
) -> None:
    def counted(view: View, kind: str, least: int = 0) -> list[int]:
        return [least + len(view.firm.of_kind(kind))]

    def doubled(view: View, kind: str, least: int = 0) -> list[int]:
        return [2 * n for n in counted(view, kind, least)]

    reader = Reader(store)
    view = reader.view("coventry")
    bodies = reader.derived(view, counted, "body")
    assert reader.derived(view, counted, "body") is bodies
    assert reader.derived(view, counted, "post") != bodies
    assert reader.derived(view, counted, "body", 1) == [bodies[0] + 1]
    assert reader.derived(view, doubled, "body") == [2 * bodies[0]]
    assert reader.derived(reader.view("york"), counted, "body") != bodies


def test_another_day_of_a_view_is_made_once(store: CountingStore) -> None:
    reader = Reader(store)
    view = reader.view("coventry")
    earlier = reader.derived(view, View.on, date(1990, 1, 1), False)
    assert (earlier.day, earlier.snapshot) == (date(1990, 1, 1), view.snapshot)
    assert reader.derived(view, View.on, date(1990, 1, 1), False) is earlier
    assert reader.findings(earlier) is reader.findings(earlier)


@pytest.mark.parametrize("slug", example_slugs())
def test_a_kind_nobody_recorded_is_said_to_be_missing_and_nothing_else_is_offered(
    slug: str,
) -> None:
    snapshot = example(slug).snapshot
    if any(node.text("body_kind") == "hwb" for node in snapshot.nodes.values()):
        assert slug == "example-town"
        return
    for text in ("health and wellbeing board", "The Health and Wellbeing Board", "our HWB"):
        with pytest.raises(NoneOfKind) as caught:
            resolve(snapshot, text)
        said = f"No health and wellbeing board is on the map of {snapshot.area.name}."
        assert str(caught.value) == said


def test_a_kind_means_the_one_thing_of_it() -> None:
    coventry = example("coventry").snapshot
    assert resolve(coventry, "the safeguarding partnership") == "coventry/cscp"
    assert resolve(coventry, "main board") == "coventry/sehp"
    with pytest.raises(AmbiguousName):
        resolve(coventry, "voice forum")
    town = Town().post("p", name="CEO, Office of the PCC").post("dcs", "dcs", name="Ms Example's")
    assert resolve(town.snapshot(), "director of children's services") == "testham/dcs"
    with pytest.raises(NoneOfKind) as caught:
        resolve(town.snapshot(), "health and wellbeing board")
    assert caught.value.nearest == ()


def test_what_is_called_a_board_is_no_plan() -> None:
    with pytest.raises(UnknownThing) as caught:
        resolve(example("coventry").snapshot, "early help board")
    near = [text.rpartition("(")[2].rstrip(")") for text in caught.value.nearest]
    assert "coventry/sehp" in near
    assert {example("coventry").snapshot.nodes[node_id].kind for node_id in near} == {"body"}


def test_a_name_is_found_whatever_its_signs_and_two_of_one_key_are_asked() -> None:
    town = Town().main(name="Children's Board").body("b", "sub_group", name="R&D-Group").snapshot()
    for text in ("children\u2019s board", "The Children's Board.", "CHILDREN`S  BOARD"):
        assert resolve(town, text) == "testham/main"
    assert resolve(town, "r and d group") == "testham/b"
    twins = (
        Town().main(name="Children's Board").body("b", "sub_group", name="Children\u2019s Board")
    )
    with pytest.raises(AmbiguousName, match="use the id testham/b or testham/main"):
        resolve(twins.snapshot(), "Children's Board")


def test_a_thing_of_a_name_on_the_map_is_not_proposed_again() -> None:
    proposal = Proposal(Town().main(name="Early Help Board").snapshot())
    with pytest.raises(UsageError, match=r"\(testham/main\) is on the map already"):
        proposal.thing("The early-help board", sort_of("body"))
