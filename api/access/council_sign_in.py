"""Whose account it is that the council's own sign-in let in, and what its groups may here.

Nobody gets an account by merely being known to the council: they were invited, or are in a group
that was given a role.
"""

from collections.abc import Iterable
from datetime import timedelta

from api.access.account_book import AccountBook, Deed
from api.access.names import MOST_NAME, checked_name
from api.access.one_time_links import OneTimeLinks
from api.access.openid_claims import CouncilIdentity
from api.access.openid_provider import OpenIdProvider
from api.access.openid_settings import OpenIdSettings
from api.access.people import People
from api.access.persons import Role
from api.access.sealed_notes import SealedNotes
from api.access.secret_keys import NotSealedHere
from api.access.sign_in import CLOSED
from api.errors import CouncilSignInFailed, UsageError
from graph.accounts.account_records import Account, Grant
from graph.errors import AccountTaken, Conflict

# How long somebody may be at the provider, whose second step may need a telephone.
GOOD_FOR = timedelta(minutes=10)
_PURPOSE = "council sign-in"
# How many of one name a group may have.
_MOST_NAMESAKES = 50


class CouncilSignIn:
    """Finds, binds or makes the account of somebody whom the council's own sign-in let in."""

    good_for = GOOD_FOR

    def __init__(
        self, provider: OpenIdProvider, book: AccountBook, links: OneTimeLinks, notes: SealedNotes
    ) -> None:
        self.provider = provider
        self._book, self._links, self._notes = book, links, notes
        self._people = People(book)

    @property
    def name(self) -> str:
        """The words for the council's own sign-in."""
        return self.provider.settings.name

    def seal(self, started: dict[str, str]) -> str:
        """Return what the browser keeps of an attempt, which it can neither read nor make."""
        return self._notes.seal(_PURPOSE, started, GOOD_FOR)

    def unseal(self, text: str) -> dict[str, str]:
        """Return an attempt as it was begun; raises CouncilSignInFailed."""
        try:
            return self._notes.read(_PURPOSE, text)
        except NotSealedHere as error:
            raise self.elsewhere() from error

    def elsewhere(self) -> CouncilSignInFailed:
        """Make the error for an answer that belongs to no attempt of this browser."""
        return CouncilSignInFailed(
            "This sign-in was not begun in this browser, or is too old: sign in again from here.",
            "the state is not of this browser, or too old",
        )

    def spend(self, state: str) -> None:
        """Use an attempt up; raises CouncilSignInFailed where it was used before."""
        until = self._book.clock() + 2 * GOOD_FOR
        if not self._book.store.spend(f"{_PURPOSE} {state}", until):
            raise CouncilSignInFailed(
                "This sign-in was used before: sign in again.", "the state was used before"
            )

    def account_of(self, who: CouncilIdentity, link: str = "", holder: str = "") -> Account:
        """Return the account of somebody, with the roles of their groups as they are now.

        link is the invitation they followed, holder the account they are signed in with and want
        to sign in to in this way. Raises CouncilSignInFailed, and NotSignedIn for a link that is
        used or too old.
        """
        account = self._book.store.account_of(who.issuer, who.subject)
        if link or holder:
            account = self._bound(self._named(link, holder), who, account)
            if link:
                self._links.take(link)
        account = account or self._invited_by_email(who) or self._by_group(who)
        if account is None:
            sentence = (
                f"{self.name} knows you, and you have no account here: ask whoever keeps the "
                "accounts to invite you."
            )
            raise CouncilSignInFailed(sentence, "no account")
        if account.disabled:
            raise CouncilSignInFailed(CLOSED, f"the account {account.name} is closed")
        self._follow_groups(account, who)
        return self._book.store.account(account.id)

    def refused(self, failure: CouncilSignInFailed) -> None:
        """Write into the log that nobody was signed in, and why."""
        self._book.note(Deed.SIGN_IN_REFUSED, f"by {self.name}: {failure.why}")

    def _named(self, link: str, holder: str) -> Account:
        return self._links.look(link) if link else self._book.store.account(holder)

    def _bound(self, wanted: Account, who: CouncilIdentity, bound: Account | None) -> Account:
        """Bind an account to whoever signed in; raises CouncilSignInFailed."""
        if bound is not None and bound.id == wanted.id:
            return bound
        if bound is not None or wanted.subject:
            sentence = (
                f"This sign-in of {self.name} belongs to another account here, or your account to "
                "another sign-in: ask whoever keeps the accounts."
            )
            raise CouncilSignInFailed(sentence, f"{wanted.name} is bound otherwise")
        return self._bind(wanted, who)

    def _bind(self, account: Account, who: CouncilIdentity) -> Account:
        try:
            return self._people.link_sign_in(account.id, who.issuer, who.subject)
        except Conflict as error:
            sentence = "Somebody changed this account just now: sign in again."
            raise CouncilSignInFailed(sentence, f"{account.name} was changed") from error

    def _invited_by_email(self, who: CouncilIdentity) -> Account | None:
        """Bind the account that is named by an address which the provider has checked.

        No name is looked at: two people may have one, and some change theirs themselves.
        """
        account = self._book.store.account_named(who.email) if who.email else None
        if account is None or account.subject:
            return None
        # A closed one is told so; nobody gets round that by a group.
        return account if account.disabled else self._bind(account, who)

    def _by_group(self, who: CouncilIdentity) -> Account | None:
        """Make the account of somebody in a group that has a role here."""
        if not self._roles(who.groups):
            return None
        for name in _names(who, self.name):
            try:
                return self._bind(self._people.add(name), who)
            except AccountTaken:
                continue
        return None

    def _follow_groups(self, account: Account, who: CouncilIdentity) -> None:
        """Give the roles of somebody's groups, and take back those of groups they have left.

        What somebody here has granted stays, but where a group has the higher role.
        """
        wanted = self._roles(who.groups)
        held = {grant.area: grant for grant in self._book.store.grants(account.id)}
        for area, grant in held.items():
            if grant.by_group and area not in wanted:
                about = f"{account.name}: {grant.role}, by group"
                self._book.write(Deed.GRANT_TAKEN, about, drop=[grant], area=area)
        for area, role in wanted.items():
            before = held.get(area)
            if before and (before.role == role.value or _stays(before, role)):
                continue
            about = f"{account.name}: {role.value}, by group"
            given = Grant(account.id, role.value, area, by_group=True)
            self._book.write(Deed.GRANTED, about, keep=[given], area=area)

    def _roles(self, groups: frozenset[str]) -> dict[str, Role]:
        """Return the highest role that some groups have on each area."""
        roles: dict[str, Role] = {}
        for each in self.provider.settings.groups:
            if each.group in groups:
                before = roles.get(each.area)
                roles[each.area] = before if before and before.holds(each.role) else each.role
        return roles


def _stays(before: Grant, role: Role) -> bool:
    """Say whether what somebody here has granted is more than a group gives."""
    return not before.by_group and Role(before.role).holds(role)


def _names(who: CouncilIdentity, council: str) -> Iterable[str]:
    """Return names for a new account, the best first; each is one that may be taken."""
    for name in (who.name, who.email):
        try:
            yield checked_name(name)
        except UsageError:
            continue
    stem = (who.name or f"Somebody of {council}")[: MOST_NAME - 6]
    for number in range(2, _MOST_NAMESAKES):
        try:
            yield checked_name(f"{stem} ({number})")
        except UsageError:
            return


def council_sign_in(
    settings: OpenIdSettings, book: AccountBook, links: OneTimeLinks, notes: SealedNotes
) -> CouncilSignIn:
    """Return sign-in with the accounts of a council."""
    return CouncilSignIn(OpenIdProvider(settings, book.clock), book, links, notes)
