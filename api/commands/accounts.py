"""Commands about accounts: who may sign in, what each may, and tokens for their programs.

They work while a service has the store open. What one copies is printed alone on stdout, and what
is said about it on stderr.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from api.access.account_book import AccountBook
from api.access.one_time_links import GOOD_FOR, PATH, OneTimeLinks
from api.access.passwords import LONGEST, Passwords, check_words
from api.access.people import KEEPER, People
from api.access.persons import Role
from api.access.secret_keys import SecretKeys
from api.access.tokens import DAYS, Tokens
from api.commands.options import chosen_store, store_option
from api.commands.output import say
from api.errors import UsageError
from api.settings import SECRET_VARIABLE, store_address
from api.wiring import open_accounts, service_secrets
from graph.accounts.account_records import Account, LinkPurpose
from graph.errors import UnknownThing
from graph.facts.dates import day_words
from graph.near_names import near_names

_ROLES = [role.value for role in Role]
_AREA = "An area, by its slug; without it, every area."


@contextmanager
def _book(store_url: str | None) -> Iterator[AccountBook]:
    """Open the accounts of the store that the option or the environment names."""
    with open_accounts(store_address(store_url, os.environ)) as accounts:
        yield AccountBook(accounts)


@click.group()
def user() -> None:
    """Manage accounts, for a service that people sign in to: add, list, disable and more."""


@user.command()
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Read the password from stdin.")
@store_option
def add(name: str, password_stdin: bool, store_url: str | None) -> None:
    """Add an account, and print a link by which its holder sets a password, once.

    It may do nothing until "grant" gives it a role. With --password-stdin no link is needed.
    """
    password = _password(name) if password_stdin else ""
    hashed = Passwords().hash(password) if password else ""
    with _book(store_url) as book:
        account = People(book).add(name, hashed)
        say(f'The account "{account.name}" was added; it has no role yet.', err=not password)
        if not password:
            _print_link(book, account, LinkPurpose.SET, store_url)


@user.command("list")
@store_option
def list_(store_url: str | None) -> None:
    """List the accounts with what each may, how they sign in, and their tokens."""
    with _book(store_url) as book:
        accounts = book.store.accounts()
        grants, tokens = book.store.grants(), book.store.tokens()
        secrets = {account.id: book.store.secrets(account.id) for account in accounts}
    if not accounts:
        say('There is no account yet: "goldenthread user add NAME" makes one.', err=True)
    for account in accounts:
        held = [f"{g.role} on {g.area or 'every area'}" for g in grants if g.account == account.id]
        held += [KEEPER] if account.keeper else []
        secret = secrets[account.id]
        ways = ["password"] if secret.password else []
        ways += ["second step"] if secret.totp else []
        ways += ["the council's own sign-in"] if account.subject else []
        state = "disabled; " if account.disabled else ""
        says = ", ".join(held) or "no role"
        say(f"{account.name}: {state}{says}; signs in by {' and '.join(ways) or 'nothing yet'}")
        for token in tokens:
            if token.account == account.id and token.revoked is None:
                where = ", ".join(token.areas) or "every area of its holder"
                until = day_words(token.expires.date())
                say(f"  token {token.id}: {token.role} on {where}, until {until}")


@user.command()
@click.argument("name")
@store_option
def disable(name: str, store_url: str | None) -> None:
    """Close an account: its sessions end at once, and its tokens are good for nothing."""
    with _book(store_url) as book:
        account = People(book).named(name)
        if account.disabled:
            raise UsageError(f'The account "{account.name}" is closed already.')
        People(book).disable(account)
    say(f'The account "{account.name}" is closed; its sessions have ended.')


@user.command()
@click.argument("name")
@store_option
def enable(name: str, store_url: str | None) -> None:
    """Open an account again that was closed."""
    with _book(store_url) as book:
        account = People(book).named(name)
        if not account.disabled:
            raise UsageError(f'The account "{account.name}" is open.')
        People(book).enable(account)
    say(f'The account "{account.name}" is open again.')


@user.command()
@click.argument("name")
@store_option
def link(name: str, store_url: str | None) -> None:
    """Print a link by which the holder of an account sets a new password, once."""
    with _book(store_url) as book:
        account = People(book).named(name)
        if account.disabled:
            raise UsageError(f'The account "{account.name}" is closed: open it with user enable.')
        has_one = bool(book.store.secrets(account.id).password)
        purpose = LinkPurpose.RESET if has_one else LinkPurpose.SET
        _print_link(book, account, purpose, store_url)


@user.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="It is meant: an account that is erased is gone.")
@store_option
def erase(name: str, yes: bool, store_url: str | None) -> None:
    """Delete an account for good; histories and the audit log keep the name of who did what."""
    with _book(store_url) as book:
        account = People(book).named(name)
        if not yes:
            raise UsageError(
                f'The account "{account.name}" would be gone for good: say --yes, or close it with '
                "user disable."
            )
        People(book).erase(account)
    say(f'The account "{account.name}" is gone, with its roles, sessions and tokens.')


@click.command()
@click.argument("name")
@click.argument("role", metavar="ROLE")
@click.option("--area", metavar="SLUG", default="", help=_AREA)
@click.option("--revoke", is_flag=True, help="Take the role back.")
@store_option
def grant(name: str, role: str, area: str, revoke: bool, store_url: str | None) -> None:
    """Give an account a role on an area, or on every area; with --revoke take it back.

    ROLE is viewer, reviewer, editor or owner, each of which may all of those before it, or keeper:
    who manages people, and sees no area by it.
    """
    given = None if role == KEEPER else _role(role, KEEPER)
    if given is None and area:
        raise UsageError("A keeper manages the people of all areas: leave --area out.")
    if area and not revoke:
        _check_area(area, store_url)
    with _book(store_url) as book:
        people = People(book)
        account = people.named(name)
        change = people.take_back if revoke else people.grant
        change(account, given, area)
    where = f' on "{area}"' if area else ("" if given is None else " on every area")
    verb = "is no longer" if revoke else "is"
    say(f'"{account.name}" {verb} {role}{where}.')


@click.command()
@click.argument("name")
@click.option("--role", metavar="ROLE", default="", help=f"What it may: {', '.join(_ROLES)}.")
@click.option("--area", "areas", multiple=True, metavar="SLUG", help="An area that it is for.")
@click.option("--days", type=int, default=DAYS, show_default=True, help="How long it is good.")
@click.option("--words", metavar="TEXT", default="", help="What it is for, as lists show it.")
@click.option("--revoke", metavar="ID", default="", help="Revoke the token with this id.")
@store_option
def token(
    name: str,
    role: str,
    areas: tuple[str, ...],
    days: int,
    words: str,
    revoke: str,
    store_url: str | None,
) -> None:
    """Issue a token for a program of an account's holder; it is printed alone.

    It may what its role says, but never more than its holder: without --area on all their areas.
    It is shown this once, and sent in the header Authorization, as Bearer gt_...
    """
    if revoke:
        with _book(store_url) as book:
            Tokens(book).revoke(People(book).named(name).id, revoke)
        say(f"The token {revoke} is good for nothing any more.")
        return
    if not role:
        raise UsageError(f"Say what the token may, with --role: {', '.join(_ROLES)}.")
    given = _role(role)
    for area in areas:
        _check_area(area, store_url)
    with _book(store_url) as book:
        text, issued = Tokens(book).issue(People(book).named(name), given, areas, days, words)
    say(text)
    until = day_words(issued.expires.date())
    say(f"It is good until {until}, and shown this once: put it where nobody else reads.", err=True)


def _role(text: str, *others: str) -> Role:
    if text in _ROLES:
        return Role(text)
    known = [*_ROLES, *others]
    near = near_names(text, known)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise UsageError(f'There is no role "{text}": it is {_or(known)}.{hint}')


def _or(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _check_area(slug: str, store_url: str | None) -> None:
    """Refuse an area that is not in the store; raises UnknownThing."""
    with chosen_store(store_url) as store:
        known = [summary.area.slug for summary in store.areas()]
    if slug not in known:
        raise UnknownThing.nearest_to("area", slug, known)


def _password(name: str) -> str:
    """Read a password from stdin, as a line; raises UsageError."""
    given = sys.stdin.readline(LONGEST + 3)
    password = given.removesuffix("\n").removesuffix("\r")
    check_words(name, password)
    return password


def _print_link(
    book: AccountBook, account: Account, purpose: LinkPurpose, store_url: str | None
) -> None:
    """Print a link alone on stdout, and what to do with it on stderr."""
    keys = SecretKeys(service_secrets(store_address(store_url, os.environ)))
    code = OneTimeLinks(book, keys).make(account, purpose)
    served = book.store.served_as()
    say(f"{served.address if served else ''}{PATH}{code}")
    hours = int(GOOD_FOR[purpose].total_seconds() // 3600)
    good = f"{hours // 24} days" if hours > 48 else f"{hours} hours"
    what = f'Send this to the holder of "{account.name}": it sets a password once, within {good}.'
    if served is None:
        what += " Write the address of the service in front of it."
    say(what, err=True)
    if served and served.secret != keys.mark:
        say(
            f"The service was started with another secret: set {SECRET_VARIABLE} as it is there, "
            "and make the link again.",
            err=True,
        )
