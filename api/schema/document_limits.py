"""How long a question may be as it is written, whatever it asks and however large the store is.

Whoever keeps documents that were read once needs to look at each only once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    Node,
    OperationDefinitionNode,
    SelectionSetNode,
)

from api.schema.codes import ErrorCode, Refusal

# Bytes of text: the longest question of /ask has 2,000, the one that asks for the schema 2,500.
MAX_TEXT = 16 * 1024
# Words, names, brackets and values, which is what reading a question takes its time for.
MAX_TOKENS = 1500
MAX_ALIASES, MAX_DIRECTIVES, MAX_OPERATIONS = 50, 30, 10
# Steps from the first field to the last, and fields, what is spread twice counted twice: to see
# whether a question fits the schema takes time for each pair of fields.
MAX_DEPTH, MAX_FIELDS = 20, 500


@dataclass(frozen=True, slots=True)
class _Outline:
    """How deep a selection goes, and how many fields it comes to."""

    depth: int = 0
    fields: int = 0

    def beside(self, other: "_Outline") -> "_Outline":
        return _Outline(max(self.depth, other.depth), self.fields + other.fields)


def text_refusal(text: str) -> Refusal | None:
    """Return why a text is too long to be read as a question; None where it is not."""
    # A character has up to four bytes, so that most texts need not be written out to be counted.
    if len(text) * 4 <= MAX_TEXT or len(text.encode("utf-8", "replace")) <= MAX_TEXT:
        return None
    return _too_large(
        f"The question is {len(text):,} characters long; up to {MAX_TEXT:,} bytes are read. Ask it "
        "in parts, and give ids and other values as variables."
    )


def unread_refusal(parser_says: str) -> Refusal:
    """Return why a text is not read that the parser gave up."""
    if "nested" in parser_says:
        return _too_large(
            "The question has brackets within brackets, too many to be read. Ask for the inner "
            "part by itself."
        )
    return _too_large(
        f"The question has more than {MAX_TOKENS:,} words, brackets and values, or comments. Ask "
        "it in parts, and give lists of values as variables."
    )


def document_refusal(document: DocumentNode) -> Refusal | None:
    """Return why a question is too long or too deep; None where it is not."""
    aliases, directives, operations = _counted(document)
    outline = _outline_of(document)
    for found, most, said, instead in (
        (operations, MAX_OPERATIONS, "{} queries are in one request", "Send them one by one."),
        (
            aliases,
            MAX_ALIASES,
            "The question gives {} fields a name of its own (an alias)",
            "Ask for several areas or days in questions of their own, or by a list of areas.",
        ),
        (
            directives,
            MAX_DIRECTIVES,
            "The question has {} directives, such as @include",
            "Leave out what is not needed before it is sent.",
        ),
        (
            outline.depth,
            MAX_DEPTH,
            "The question goes {} steps from one thing to what is joined to it",
            "Ask for the things first, and then by their ids for what is joined to them.",
        ),
        (
            outline.fields,
            MAX_FIELDS,
            "The question names {} fields, what is used twice counted twice",
            "Leave out what you do not read, or ask it in two parts.",
        ),
    ):
        if found > most:
            shown = f"{found:,}" if found < 10**9 else "over a thousand million"
            return _too_large(f"{said.format(shown)}; up to {most:,} are allowed. {instead}")
    return None


def _too_large(sentence: str) -> Refusal:
    return Refusal(sentence, ErrorCode.TOO_LARGE)


def _counted(document: DocumentNode) -> tuple[int, int, int]:
    """Count the aliases, directives and operations as they are written."""
    aliases = directives = operations = 0
    for node in _nodes(document):
        if isinstance(node, OperationDefinitionNode):
            operations += 1
        elif isinstance(node, FieldNode) and node.alias:
            aliases += 1
        directives += len(getattr(node, "directives", None) or ())
    return aliases, directives, operations


def _nodes(document: DocumentNode) -> Iterator[Node]:
    """Return definitions and all that they select: nothing else can have an alias."""
    waiting: list[Any] = list(document.definitions)
    while waiting:
        node = waiting.pop()
        yield node
        waiting += getattr(node, "variable_definitions", None) or ()
        chosen = getattr(node, "selection_set", None)
        waiting += chosen.selections if chosen else ()


def _outline_of(document: DocumentNode) -> _Outline:
    """Measure all operations, and fragments that nothing spreads: all of it is validated."""
    fragments = {
        part.name.value: part
        for part in document.definitions
        if isinstance(part, FragmentDefinitionNode)
    }
    sizes: dict[str, _Outline] = {}

    def of_fragment(name: str) -> _Outline:
        if name not in sizes:
            # A fragment that spreads itself finds this and stops; validation names the cycle.
            sizes[name] = _Outline()
            fragment = fragments.get(name)
            if fragment:
                sizes[name] = of(fragment.selection_set)
        return sizes[name]

    def of(chosen: SelectionSetNode | None) -> _Outline:
        total = _Outline()
        for part in chosen.selections if chosen else ():
            if isinstance(part, FragmentSpreadNode):
                total = total.beside(of_fragment(part.name.value))
            else:
                inside = of(getattr(part, "selection_set", None))
                step = 1 if isinstance(part, FieldNode) else 0
                total = total.beside(_Outline(inside.depth + step, inside.fields + step))
        return total

    total = _Outline()
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            total = total.beside(of(definition.selection_set))
    for name in fragments:
        alone = of_fragment(name)
        total = _Outline(max(total.depth, alone.depth), max(total.fields, alone.fields))
    return total
