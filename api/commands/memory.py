"""Memory of a process that goes on serving: what it has no use for, and what it need not search."""

import ctypes
import gc
import sys
from contextlib import suppress

# What glibc calls the number of heaps in its mallopt().
_M_ARENA_MAX = -8
# Heaps that threads share. glibc makes eight for each processor, and each holds on to its own gaps.
_HEAPS = 2
# How many objects are made until the collector looks at the new ones, how many such looks until it
# looks at those that are left, and how many of these until it looks at all. Python's 700, 10 and 10
# made it half of the work where all areas are checked. Reading an area makes 5,000 objects; what a
# view leaves that only the collector finds, at most 20 MB of it, waits for two hundred thousand.
_THRESHOLDS = 20_000, 5, 2


def settle_memory() -> None:
    """Give back what starting took, and let all threads share two heaps from now on.

    Opening the nine bundled areas leaves 100 MB behind. Only glibc (most of Linux) needs telling.
    What is there now stays for as long as the process, so the collector searches it no more. It
    searches less often, too: what was read of an area is let go without it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    if sys.platform != "linux":
        return
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_ARENA_MAX, _HEAPS)
        library.malloc_trim(0)
