"""A store is known by its mark: current, to be brought up, or of a newer program."""

import pytest

from graph.errors import NewerStore
from graph.store import SCHEMA_VERSION
from graph.stores.schema_mark import SchemaMark, fingerprint

TABLES = ("CREATE a", "CREATE b")


def test_a_store_is_current_by_its_version_and_its_tables() -> None:
    mark = SchemaMark(SCHEMA_VERSION, fingerprint(TABLES))
    assert mark.is_current(TABLES, "here")
    assert not mark.is_current((*TABLES, "CREATE c"), "here")
    assert not SchemaMark(SCHEMA_VERSION - 1, mark.fingerprint).is_current(TABLES, "here")


def test_a_newer_store_is_refused_with_both_versions() -> None:
    newer = SchemaMark(SCHEMA_VERSION + 1, fingerprint(TABLES))
    with pytest.raises(NewerStore) as caught:
        newer.is_current(TABLES, "bolt://here")
    assert str(caught.value) == (
        f"bolt://here was written by a newer version of Golden Thread (schema "
        f"{SCHEMA_VERSION + 1}, this one knows {SCHEMA_VERSION}): update the program, or give "
        "another store."
    )


def test_a_fingerprint_is_of_every_statement_in_its_order() -> None:
    assert len(fingerprint(TABLES)) == 16
    assert len({fingerprint(some) for some in (TABLES, TABLES[:1], TABLES[::-1])}) == 3
