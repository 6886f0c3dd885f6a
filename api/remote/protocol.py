"""What both ends of the way to a running service know: its verbs and the first words of answers."""

from collections.abc import Iterable, Iterator

VERBS = (
    *("describe", "areas", "revision", "edition", "read", "apply", "history", "put", "contents"),
    *("fill", "places", "keep_places", "keep_scenario", "scenarios", "scenario"),
    *("accept_scenario", "drop_scenario", "forget_places", "find", "verify"),
    *("changes_between", "editions"),
)
# The first line of an answer: a value follows, or an error.
VALUE, ERROR = "value", "error"
# Seconds after which whoever waits is told, by an empty line, that the work goes on.
BEAT = 5.0
# Bytes that are sent at once.
_BLOCK = 2**16


def in_blocks(lines: Iterable[str]) -> Iterator[bytes]:
    """Yield lines, with their ends, in blocks of a fair size; none is empty."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line.encode() + b"\n")
        size += len(held[-1])
        if size > _BLOCK:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)
