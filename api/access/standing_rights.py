"""What an account may at this moment, as rights; a token has no more than that."""

from collections.abc import Iterable

from api.access.persons import Rights, Role
from graph.accounts.account_records import AccountStanding, Grant, Token


def rights_of(standing: AccountStanding) -> Rights:
    """Return the rights of an account's holder who has signed in."""
    return Rights(
        everywhere=_everywhere(standing.grants),
        by_area={grant.area: Role(grant.role) for grant in standing.grants if grant.area},
        published=standing.published,
        keeper=standing.account.keeper,
    )


def token_rights(token: Token, standing: AccountStanding) -> Rights:
    """Return the rights of a token: its role, but nowhere more than its holder has now.

    Nobody manages people by a token.
    """
    most, held = Role(token.role), _everywhere(standing.grants)
    by_area = {grant.area: Role(grant.role) for grant in standing.grants if grant.area}
    if not token.areas:
        return Rights(
            everywhere=lesser(most, held) if held else None,
            by_area={slug: lesser(most, role) for slug, role in by_area.items()},
            published=standing.published,
        )
    of_holder = Rights(everywhere=held, by_area=by_area)
    on_areas = {slug: of_holder.on(slug) for slug in token.areas}
    return Rights(
        by_area={slug: lesser(most, role) for slug, role in on_areas.items() if role},
        published=standing.published,
    )


def lesser(one: Role, other: Role) -> Role:
    """Return the role of two that may less."""
    return other if one.holds(other) else one


def highest(standing: AccountStanding) -> Role | None:
    """Return the highest role that an account has anywhere."""
    roles = [Role(grant.role) for grant in standing.grants]
    return next((role for role in roles if all(role.holds(other) for other in roles)), None)


def _everywhere(grants: Iterable[Grant]) -> Role | None:
    return next((Role(grant.role) for grant in grants if not grant.area), None)
