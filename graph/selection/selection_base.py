"""What a list is asked for: conditions that all hold, with "and", "or" and "not" of more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from graph.cancellation import check_cancelled
from graph.view import View

T = TypeVar("T")
Test = Callable[[T], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection(Generic[T]):
    """Conditions on the items of a list; one that is left out lets all pass.

    every are further conditions that must all hold, some of which at least one must (None: not
    asked; empty: none can), none is one that must not.
    """

    every: tuple[Self, ...] = ()
    some: tuple[Self, ...] | None = None
    none: Self | None = None

    def own_tests(self, view: View) -> Iterator[Test[T]]:
        """Yield the tests of the conditions of its own, for the items of a view."""
        raise NotImplementedError

    def fitting(self, view: View) -> Test[T]:
        """Return the test that an item of a view fits; what it needs is worked out once.

        Both it and the test look whether to stop: somebody may give thousands of conditions.
        """
        check_cancelled()
        tests = [*self.own_tests(view), *(part.fitting(view) for part in self.every)]
        if self.some is not None:
            tests.append(_any_of([part.fitting(view) for part in self.some]))
        if self.none is not None:
            tests.append(_not(self.none.fitting(view)))

        def fits(item: T) -> bool:
            check_cancelled()
            return all(test(item) for test in tests)

        return fits


def _any_of(tests: list[Test[T]]) -> Test[T]:
    return lambda item: any(test(item) for test in tests)


def _not(test: Test[T]) -> Test[T]:
    return lambda item: not test(item)
