"""The page of whoever is signed in: what they may, their sessions, tokens and password."""

import json
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from api.access.passwords import SHORTEST
from api.access.person_data import person_data
from api.access.persons import Role, person_here
from api.access.tokens import DAYS, MOST_DAYS
from api.errors import NotSignedIn, UsageError
from api.pages.accounts.council_page import CouncilPage
from api.pages.accounts.desk import (
    REFUSALS,
    Desk,
    browser_words,
    form_of,
    from_where,
    moment,
    session_of,
    status_of,
    with_wait,
)
from api.pages.accounts.password_link import UNLIKE
from api.pages.accounts.words import ROLE_WORDS, area_choices, roles_in_words, ways_in_words
from graph.accounts.account_records import Account, Session, Token
from graph.facts.dates import day_words

PATH = "/account"
WRONG_PASSWORD = "That is not the password you have now."
# Characters of a number of days.
_MOST_DIGITS = 4
_DONE = {
    "password": "Your password is changed; everybody else signed in as you is signed out.",
    "session": "That session has ended.",
    "sessions": "All your other sessions have ended.",
    "token": "The token is good for nothing any more.",
    "step": "You are asked for a code from now on.",
    "no-step": "You are not asked for a code any more.",
    "council": "From now on you can sign in with the account of your council.",
}


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as the page shows it."""

    id: str
    browser: str
    began: str
    last_used: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as the page shows it."""

    id: str
    words: str
    may: str
    until: str
    last_used: str
    is_over: bool


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of this page."""
    page = _AccountPage(desk)
    return [
        Route(PATH, page.show),
        Route(PATH, page.take, methods=["POST"]),
        Route(f"{PATH}/data.json", page.data),
    ]


def holder_of(desk: Desk, request: Request) -> Account:
    """Return the account of whoever has signed in with a browser; a token opens nothing here."""
    held = desk.network.sessions.look(session_of(request))
    if held is None or held.standing.account.id != person_here().account:
        raise HTTPException(404)
    return held.standing.account


class _AccountPage:
    def __init__(self, desk: Desk) -> None:
        self.desk, self.network = desk, desk.network
        self._council = CouncilPage(desk)

    def show(
        self, request: Request, problem: str = "", status: int = 200, token: str = ""
    ) -> Response:
        account = holder_of(self.desk, request)
        store, council = self.network.store, self.network.council
        secrets, grants = store.secrets(account.id), store.grants(account.id)
        names = area_choices(self.desk.reader.areas())
        own = self.desk.held_by(request)
        tokens = self.network.tokens.of(account.id)
        has_step = bool(secrets.password and secrets.totp)
        context: dict[str, Any] = {
            "problem": problem,
            "done": "" if problem else _DONE.get(request.query_params.get("done", ""), ""),
            "account": account,
            "roles": roles_in_words(grants, account.keeper, names),
            "ways": ways_in_words(account, secrets, council.name if council else ""),
            "has_password": bool(secrets.password),
            "has_step": has_step,
            "codes_left": self._codes_left(account) if has_step else 0,
            "council": council.name if council and not account.subject else "",
            "sessions": [_session(s, own) for s in self.network.sessions.of(account.id)],
            "tokens": [_token(t, self.network.book.clock()) for t in tokens],
            "token": token,
            "token_roles": _token_roles(grants),
            "areas": _own_areas(names),
            "days": DAYS,
            "most_days": MOST_DAYS,
            "least": SHORTEST,
        }
        return self.desk.show(request, "account.html", context, status)

    def _codes_left(self, account: Account) -> int:
        try:
            return self.network.second_step.recovery_left(account)
        except NotSignedIn:
            return 0

    async def take(self, request: Request) -> Response:
        try:
            fields = await form_of(request)
            if fields.get("do") == "council":
                return await self._link_council(request, fields)
            return await self.desk.slowly(self._do, request, fields)
        except REFUSALS as error:
            shown = await run_in_threadpool(self.show, request, str(error), status_of(error))
            return with_wait(shown, error)

    def _do(self, request: Request, fields: dict[str, str]) -> Response:
        account = holder_of(self.desk, request)
        match fields.get("do", ""):
            case "password":
                return self._change_password(request, account, fields)
            case "session":
                self.network.sessions.end(account.id, fields.get("id", ""))
            case "sessions":
                self.network.sessions.end_all(account.id, but=self.desk.held_by(request))
            case "token":
                self.network.tokens.revoke(account.id, fields.get("id", ""))
            case "new-token":
                return self.show(request, token=self._issue(account, fields))
            case _:
                raise UsageError("That cannot be done here: open the page and try again.")
        return RedirectResponse(f"{PATH}?done={fields['do']}", 303)

    def _change_password(
        self, request: Request, account: Account, fields: dict[str, str]
    ) -> Response:
        self.check_password(request, account, fields)
        if fields.get("password", "") != fields.get("again", ""):
            raise UsageError(UNLIKE)
        self.network.sign_in.set_password(account, fields.get("password", ""))
        # All sessions have ended, this one too: whoever has just shown who they are goes on.
        return self.desk.begin(request, account, f"{PATH}?done=password")

    def check_password(self, request: Request, account: Account, fields: dict[str, str]) -> None:
        """Refuse whoever does not know the password; raises NotSignedIn, RateLimited and Busy."""
        given = fields.get("current", "")
        if not self.network.sign_in.is_right(account, given, from_where(request)):
            raise NotSignedIn(WRONG_PASSWORD)

    def _issue(self, account: Account, fields: dict[str, str]) -> str:
        role, area = fields.get("role", ""), fields.get("area", "")
        days = fields.get("days", "").strip()
        if role not in {each.value for each in Role}:
            raise UsageError("Choose what the token may.")
        if not (days.isascii() and days.isdecimal() and len(days) <= _MOST_DIGITS):
            raise UsageError(f"Write for how many days the token is good, from 1 to {MOST_DAYS}.")
        areas = (area,) if area else ()
        text, _ = self.network.tokens.issue(
            account, Role(role), areas, int(days), fields.get("words", "")
        )
        return text

    async def _link_council(self, request: Request, fields: dict[str, str]) -> Response:
        account = await run_in_threadpool(holder_of, self.desk, request)
        await self.desk.slowly(self.check_password, request, account, fields)
        # A form may not lead elsewhere, so a link does.
        address, sealed = await self._council.begun(request, {"holder": account.id})
        context = {"council": self._council.name, "address": address}
        response = self.desk.show(request, "to_council.html", context)
        self._council.keep(response, sealed)
        return response

    def data(self, request: Request) -> Response:
        """Give somebody all that is kept of them."""
        return data_file(self.desk, holder_of(self.desk, request))


def data_file(desk: Desk, account: Account) -> Response:
    """Return what is kept of an account's holder as a file."""
    text = json.dumps(person_data(desk.network.book, account), indent=2, ensure_ascii=False)
    headers = {
        "Content-Disposition": f'attachment; filename="account-{account.id}.json"',
        "Cache-Control": "no-store",
    }
    return Response(text, media_type="application/json", headers=headers)


def _session(session: Session, own: str) -> SessionRow:
    return SessionRow(
        session.id,
        browser_words(session.browser),
        moment(session.began),
        moment(session.last_used),
        session.id == own,
    )


def _token(token: Token, now: Any) -> TokenRow:
    where = ", ".join(token.areas) or "all your areas"
    return TokenRow(
        token.id,
        token.words or "not said what for",
        f"{token.role} of {where}",
        day_words(token.expires.date()),
        moment(token.last_used),
        token.expires <= now,
    )


def _token_roles(grants: Any) -> list[tuple[str, str]]:
    """Return the roles that a token of somebody with these may have."""
    held = [Role(grant.role) for grant in grants]
    return [(r.value, ROLE_WORDS[r]) for r in Role if any(one.holds(r) for one in held)]


def _own_areas(names: dict[str, str]) -> list[tuple[str, str]]:
    """Return the areas for which whoever reads may issue a token: not those published to all."""
    rights = person_here().rights
    return [
        (slug, name)
        for slug, name in names.items()
        if rights.everywhere is not None or slug in rights.by_area
    ]
