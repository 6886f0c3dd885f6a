"""A change of the schema that breaks queries of the newest release is told in the CHANGELOG."""

import re
from collections.abc import Iterable

from start import ROOT
from tests.api.clients.judges import SCHEMA, judge
from tests.api.clients.released import COMMAND, RELEASED, heading, without_descriptions


def told(changelog: str) -> set[str]:
    """Return the types and fields that entries "- Breaking: ..." of what is unreleased name."""
    unreleased = changelog.split("\n## Unreleased\n")[1].split("\n## ")[0]
    entries = re.findall(r"^- Breaking: .*(?:\n  .*)*", unreleased, re.MULTILINE)
    quoted = [words for entry in entries for words in re.findall(r"`([^`]+)`", entry)]
    return {name for words in quoted for name in re.findall(r"[\w.]+", words)}


def untold(breaking: Iterable[dict[str, str]], names: set[str]) -> list[str]:
    """Return what breaks and is not named.

    `Body.links.kinds` is named by itself, by `Body.links` or `Body`, and by `links.kinds`, which
    stands for those of every type; a field of another type than before by that type, too.
    """

    def is_told(path: str, message: str) -> bool:
        parts = path.split(".")
        told_by = set(re.findall(r"changed type from '\W*(\w+)", message)) | {parts[0]}
        for start in range(len(parts)):
            told_by |= {".".join(parts[start:end]) for end in range(start + 2, len(parts) + 1)}
        return not names.isdisjoint(told_by)

    return [f"{at['path']}: {at['message']}" for at in breaking if not is_told(**at)]


def test_what_breaks_since_the_release_is_told() -> None:
    breaking = judge("schema_changes", {"released": str(RELEASED), "now": str(SCHEMA)})
    names = told((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    missing = untold(breaking, names)
    what_to_do = (
        'Name each, or its type, in an entry "- Breaking: ..." of CHANGELOG.md, Unreleased:'
    )
    assert not missing, "\n".join([what_to_do, *missing])


def test_the_schema_of_the_release_is_that_of_this_version() -> None:
    """Whoever cuts a release writes it anew, and begins with nothing that breaks."""
    text = RELEASED.read_text(encoding="utf-8")
    assert text.startswith(heading()), COMMAND
    assert text == heading() + without_descriptions(text), COMMAND
