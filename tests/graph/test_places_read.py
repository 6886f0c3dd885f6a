"""The places facts were read in, in parts."""

from dataclasses import replace
from datetime import date

from graph.facts.dates import PartialDate
from graph.facts.model import Attendance, Meeting, Node, Reference, Source
from graph.places_read import PlaceRead, places_read, quote_words, references_of
from tests.towns import Town

ADDRESS = "https://example.org/terms"


def test_a_place_has_its_words_its_address_and_its_sentence() -> None:
    town = Town().main()
    read_on = date(2024, 4, 2)
    terms = Source(
        area="testham", document="terms", title="Terms", read_on=read_on, address=ADDRESS
    )
    town.facts[terms.id] = terms
    places = (Reference("terms", "3.2", page=4, quote="It meets."), Reference("lost", "item 1"))
    main = replace(town.facts["testham/main"], sources=places)  # type: ignore[arg-type]
    town.facts[main.id] = main
    assert places_read(main, town.snapshot()) == (
        PlaceRead("terms", "Terms", "page 4, 3.2, read 2 April 2024", ADDRESS, "It meets."),
        PlaceRead("lost", "lost", "item 1", None, ""),
    )
    assert [place.words for place in places_read(main, town.snapshot())] == [
        f"Terms, page 4, 3.2, read 2 April 2024; address {ADDRESS}",
        "lost, item 1; address not held",
    ]
    assert references_of(terms) == ()
    assert places_read(terms, town.snapshot()) == ()


def test_each_sentence_is_quoted_once() -> None:
    places = (Reference("a", quote="It meets."), Reference("b"), Reference("c", quote="It meets."))
    assert quote_words(places) == "“It meets.”"
    assert quote_words((Reference("a"),)) == ""


def test_the_sentence_of_a_register_names_who_came_and_is_left_out() -> None:
    read = (Reference("minutes", quote="Present: J. Bloggs."),)
    met = Meeting(id="testham/m", body="testham/main", day=PartialDate("2024-03"), sources=read)
    assert references_of(met) == read
    came = replace(met, register=(Attendance("testham/o", "present"),))
    assert references_of(came) == (Reference("minutes"),)
    total = Node(id="testham/t", kind="attendance_total", name="Total", sources=read)
    assert references_of(total) == (Reference("minutes"),)
