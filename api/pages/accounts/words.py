"""Roles, areas and ways to sign in, in the words of the pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.access.persons import Role
from graph.accounts.account_records import Account, AccountSecrets, Grant

ROLE_WORDS = {
    Role.VIEWER: "reads maps, findings and reports",
    Role.REVIEWER: "also reads registers, remarks and the history with names, and takes files out",
    Role.EDITOR: "also changes the record, loads workbooks and keeps scenarios",
    Role.OWNER: "also says who may what here, publishes, declares lists complete and deletes",
}
KEEPER_WORDS = "keeper: manages people, and sees no area by that"


def role_choices() -> list[tuple[str, str]]:
    """Return the roles with what each may, the least first."""
    return [(role.value, ROLE_WORDS[role]) for role in Role]


def roles_in_words(grants: Iterable[Grant], is_keeper: bool, names: Mapping[str, str]) -> list[str]:
    """Return what somebody may, area by area; names are those of the areas that may be told."""
    said = [
        f"{grant.role} of {names.get(grant.area, grant.area) if grant.area else 'every area'}"
        f"{' (by a group of the council)' if grant.by_group else ''}"
        for grant in grants
    ]
    return [*said, *([KEEPER_WORDS] if is_keeper else [])]


def ways_in_words(account: Account, secrets: AccountSecrets, council: str) -> str:
    """Return how somebody signs in."""
    ways = ["with a password"] if secrets.password else []
    ways += ["and a second step"] if secrets.password and secrets.totp else []
    said = " ".join(ways)
    if account.subject:
        said += f"{', or ' if said else ''}with {council or 'the sign-in of the council'}"
    return said or "not at all yet: no password is set"


def area_choices(areas: Iterable[Any]) -> dict[str, str]:
    """Return the names of areas by slug."""
    return {summary.area.slug: summary.area.name for summary in areas}
