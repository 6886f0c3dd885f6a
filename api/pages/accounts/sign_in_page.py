"""Signing in by name and password, the second step, and signing out."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from api.access.network import SESSION_COOKIE, SIGN_IN
from api.access.persons import person_here
from api.access.secret_keys import NotSealedHere
from api.errors import NotSignedIn
from api.pages.accounts.desk import (
    REFUSALS,
    Desk,
    drop_cookie,
    form_of,
    from_where,
    own_path,
    session_of,
    set_cookie,
    status_of,
    with_wait,
)
from graph.accounts.account_records import Account

STEP_COOKIE = "__Host-goldenthread-step"
_STEP = "second step of signing in"
# How long somebody who has given their password may look for their telephone.
_STEP_GOOD_FOR = timedelta(minutes=5)
_LATE = "That took too long: give your name and password again."
# What is said above the form when another page led here.
_DONE = {
    "out": "You are signed out.",
    "set": "Your password is set. Sign in with it now.",
}


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of these pages."""
    page = _SignInPage(desk)
    return [
        Route(SIGN_IN, page.show),
        Route(SIGN_IN, page.sign_in, methods=["POST"]),
        Route(f"{SIGN_IN}/code", page.ask_code),
        Route(f"{SIGN_IN}/code", page.take_code, methods=["POST"]),
        Route("/sign-out", page.sign_out, methods=["POST"]),
    ]


def sign_in_form(
    desk: Desk, request: Request, given: dict[str, str], problem: str = "", status: int = 200
) -> Response:
    """Return the page on which one signs in; nothing of a password stands in it."""
    goes_on = own_path(given.get("next", ""))
    council = desk.network.council
    context: dict[str, Any] = {
        "problem": problem,
        "done": "" if problem else _DONE.get(given.get("done", ""), ""),
        "name": given.get("name", "")[:200],
        "next": goes_on,
        "council": council.name if council else "",
        "council_address": f"{SIGN_IN}/council?{urlencode({'next': goes_on})}",
    }
    return desk.show(request, "sign_in.html", context, status)


class _SignInPage:
    def __init__(self, desk: Desk) -> None:
        self.desk, self.network = desk, desk.network

    def show(self, request: Request) -> Response:
        given = dict(request.query_params)
        if person_here().account:
            return RedirectResponse(own_path(given.get("next", "")), 303)
        return sign_in_form(self.desk, request, given)

    async def sign_in(self, request: Request) -> Response:
        fields: dict[str, str] = {}
        try:
            fields = await form_of(request)
            return await self.desk.slowly(self._let_in, request, fields)
        except REFUSALS as error:
            shown = sign_in_form(self.desk, request, fields, str(error), status_of(error))
            return with_wait(shown, error)

    def _let_in(self, request: Request, fields: dict[str, str]) -> Response:
        name, password = fields.get("name", ""), fields.get("password", "")
        account = self.network.sign_in.check(name, password, from_where(request))
        goes_on = own_path(fields.get("next", ""))
        if not self.network.second_step.is_set(account):
            return self.desk.begin(request, account, goes_on)
        note = {"account": account.id, "version": str(account.version), "next": goes_on}
        response = RedirectResponse(f"{SIGN_IN}/code", 303)
        sealed = self.network.notes.seal(_STEP, note, _STEP_GOOD_FOR)
        set_cookie(response, STEP_COOKIE, sealed, _STEP_GOOD_FOR)
        return response

    def ask_code(self, request: Request) -> Response:
        try:
            self._begun(request)
        except NotSignedIn as error:
            return self._again(request, str(error))
        return self.desk.show(request, "code.html", {"problem": ""})

    async def take_code(self, request: Request) -> Response:
        try:
            fields = await form_of(request)
            account, goes_on = await run_in_threadpool(self._begun, request)
        except REFUSALS as error:
            return self._again(request, str(error))
        try:
            code = fields.get("code", "")
            check = self.network.second_step.check
            await self.desk.slowly(check, account, code, from_where(request))
        except REFUSALS as error:
            shown = self.desk.show(request, "code.html", {"problem": str(error)}, status_of(error))
            return with_wait(shown, error)
        response = await run_in_threadpool(self.desk.begin, request, account, goes_on)
        drop_cookie(response, STEP_COOKIE)
        return response

    def _begun(self, request: Request) -> tuple[Account, str]:
        """Return who has given their password, and where they go on; raises NotSignedIn."""
        try:
            note = self.network.notes.read(_STEP, request.cookies.get(STEP_COOKIE, ""))
        except NotSealedHere as error:
            raise NotSignedIn(_LATE) from error
        account = next((a for a in self.network.store.accounts() if a.id == note["account"]), None)
        # Whatever changed of the account since, such as its password, asks for that again.
        if account is None or account.disabled or str(account.version) != note["version"]:
            raise NotSignedIn(_LATE)
        return account, note["next"]

    def _again(self, request: Request, problem: str) -> Response:
        response = sign_in_form(self.desk, request, {}, problem, 401)
        drop_cookie(response, STEP_COOKIE)
        return response

    async def sign_out(self, request: Request) -> Response:
        try:
            await form_of(request)
        except REFUSALS as error:
            return sign_in_form(self.desk, request, {}, str(error), status_of(error))
        await run_in_threadpool(self.network.sessions.sign_out, session_of(request))
        response = RedirectResponse(f"{SIGN_IN}?done=out", 303)
        drop_cookie(response, SESSION_COOKIE)
        return response
