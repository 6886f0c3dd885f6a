"""A question is refused for its length before anything else, in a sentence a person can act on."""

from collections.abc import Callable

import pytest
from graphql import get_introspection_query, parse

from api.schema.codes import ErrorCode, Refusal
from api.schema.document_limits import (
    MAX_ALIASES,
    MAX_DEPTH,
    MAX_DIRECTIVES,
    MAX_FIELDS,
    MAX_OPERATIONS,
    MAX_TEXT,
    document_refusal,
    text_refusal,
)
from api.service.questions import QUESTIONS


def doubling(length: int) -> str:
    """Fragments that each spread the next one twice: doubling at every step."""
    parts = [f"fragment f{i} on Query {{ ...f{i + 1} ...f{i + 1} }}" for i in range(length)]
    last = f"fragment f{length} on Query {{ areas {{ slug }} }}"
    return " ".join(["{ ...f0 }", *parts, last])


def aliases(number: int) -> str:
    return "{" + " ".join(f"a{n}: __typename" for n in range(number)) + "}"


def directives(number: int) -> str:
    return "{" + " ".join(["__typename @include(if: true)"] * number) + "}"


def operations(number: int) -> str:
    return " ".join(f"query Q{n} {{ __typename }}" for n in range(number))


def fields(number: int) -> str:
    return "{" + "a " * number + "}"


def steps(number: int) -> str:
    return "{a" * number + "}" * number


# What is counted, how many may be, and what the sentence says of one more.
CAPS: dict[str, tuple[Callable[[int], str], int, str]] = {
    "aliases": (aliases, MAX_ALIASES, "gives 51 fields a name of its own (an alias)"),
    "directives": (directives, MAX_DIRECTIVES, "has 31 directives"),
    "operations": (operations, MAX_OPERATIONS, "11 queries are in one request"),
    "fields": (fields, MAX_FIELDS, "names 501 fields"),
    "steps": (steps, MAX_DEPTH, "goes 21 steps"),
}


def refused(query: str) -> Refusal | None:
    return text_refusal(query) or document_refusal(parse(query))


def said(query: str) -> str:
    found = refused(query)
    assert found is not None
    assert found.code is ErrorCode.TOO_LARGE
    assert "\n" not in found.message
    return found.message


@pytest.mark.parametrize("cap", CAPS)
def test_so_many_are_allowed_and_no_more(cap: str) -> None:
    make, most, sentence = CAPS[cap]
    assert refused(make(most)) is None
    assert sentence in said(make(most + 1))
    assert f"up to {most}" in said(make(most + 1))


def test_a_long_text_is_not_read_at_all() -> None:
    assert text_refusal("a" * MAX_TEXT) is None
    assert text_refusal("ä" * (MAX_TEXT // 2)) is None
    for text in ("a" * (MAX_TEXT + 1), "ä" * (MAX_TEXT // 2 + 1), "\ud800" * (MAX_TEXT + 1)):
        found = text_refusal(text)
        assert found is not None
        assert "16,384 bytes" in found.message


def test_what_is_used_twice_counts_twice_and_is_measured_once() -> None:
    assert refused(doubling(7)) is None
    assert "fragment" not in said(doubling(28))
    assert "over a thousand million fields" in said(doubling(200))
    # Nothing spreads it, and to find that out takes as long.
    assert said(doubling(28).replace("...f0", "__typename", 1))
    assert refused("{ ...f } fragment f on Query { __typename ...f }") is None


def test_aliases_and_directives_count_wherever_they_stand() -> None:
    many = " ".join(f"a{n}: slug" for n in range(26))
    half = f"{{ areas {{ {many} }} ...f }} fragment f on Query {{ areas {{ {many} }} }}"
    assert "gives 52 fields" in said(half)
    inside = "{ areas @skip(if: false) { ... on Area @skip(if: false) { slug } } }"
    assert refused(inside) is None
    on_all = f"query Q($a: Int {'@x ' * 15}) {{ ... {'@y ' * 16} {{ __typename }} }}"
    assert "has 31 directives" in said(on_all)


def test_what_people_and_programs_ask_is_within_all_limits() -> None:
    for query in (get_introspection_query(), *(question.query for question in QUESTIONS)):
        assert refused(query) is None
