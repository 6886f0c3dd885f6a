"""What templates ask of whoever reads a page: what they may, and as whom they are signed in."""

from collections.abc import Callable
from typing import Any

from api.access.needs import is_signed_in
from api.access.persons import Person, Role, person_here


def may(role: str, slug: str) -> bool:
    """Say whether whoever reads has a role, or more, on an area."""
    return person_here().rights.may(Role(role), slug)


def may_everywhere(role: str) -> bool:
    """Say whether whoever reads has a role, or more, on every area."""
    held = person_here().rights.everywhere
    return held is not None and held.holds(Role(role))


def may_somewhere(role: str) -> bool:
    """Say whether whoever reads has a role, or more, on some area."""
    rights = person_here().rights
    held = (rights.everywhere, *rights.by_area.values())
    return any(one is not None and one.holds(Role(role)) for one in held)


def role_globals(on_network: bool) -> dict[str, Any]:
    """Return the functions that templates ask; without a network nobody is signed in."""

    def reading() -> Person | None:
        person = person_here()
        return person if on_network and is_signed_in(person) else None

    functions: tuple[Callable[..., Any], ...] = (may, may_everywhere, may_somewhere)
    return {
        "signed_in": reading,
        "on_network": on_network,
        **{function.__name__: function for function in functions},
    }
