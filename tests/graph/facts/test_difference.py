from graph.facts.changes import Added, Changed
from graph.facts.difference import difference
from graph.facts.model import Node


def node(local: str, name: str = "Board") -> Node:
    return Node(id=f"york/{local}", kind="body", name=name)


def test_what_is_new_reads_otherwise_or_is_missing_is_told_apart() -> None:
    old = {"york/a": node("a"), "york/b": node("b"), "york/c": node("c")}
    new = {"york/a": node("a"), "york/b": node("b", "New board"), "york/d": node("d")}
    found = difference(old, new)
    assert (found.added, found.changed, found.missing) == (
        (node("d"),),
        (node("b", "New board"),),
        (node("c"),),
    )
    assert found.changes == (Added(node("d")), Changed(node("b", "New board")))


def test_the_same_facts_differ_in_nothing() -> None:
    facts = {"york/a": node("a")}
    assert difference(facts, dict(facts)).changes == ()
