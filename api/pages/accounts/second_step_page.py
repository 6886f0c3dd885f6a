"""Setting up the second step of signing in, and taking it away."""

import io
from datetime import timedelta

import segno
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from api.access.second_step import WRONG_CODE, in_words
from api.access.secret_keys import NotSealedHere
from api.errors import NotSignedIn
from api.pages.accounts.account_page import PATH as ACCOUNT
from api.pages.accounts.account_page import WRONG_PASSWORD, holder_of
from api.pages.accounts.desk import REFUSALS, Desk, form_of, from_where, status_of, with_wait
from graph.accounts.account_records import Account

PATH = f"{ACCOUNT}/second-step"
_PENDING = "second step to be set up"
# How long somebody may take to fetch an app and read the picture with it.
_GOOD_FOR = timedelta(minutes=30)
_LATE = "That took too long: a new picture is shown. Read it with the app again."
# Pixels of one square of the picture; its quiet margin is four squares, as its standard has it.
_SQUARE = 5


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of this page."""
    page = _SecondStepPage(desk)
    return [Route(PATH, page.show), Route(PATH, page.take, methods=["POST"])]


def picture(text: str) -> str:
    """Return a text as a QR code, an SVG to stand in a page."""
    out = io.BytesIO()
    segno.make(text, error="m").save(
        out,
        kind="svg",
        scale=_SQUARE,
        xmldecl=False,
        svgns=False,
        light="#fff",
        svgclass="qr",
        lineclass=None,
        omitsize=True,
        title="The secret as a picture, for an app to read",
    )
    return out.getvalue().decode("utf-8")


class _SecondStepPage:
    def __init__(self, desk: Desk) -> None:
        self.desk, self.step = desk, desk.network.second_step

    def show(self, request: Request, problem: str = "", status: int = 200) -> Response:
        account = self._holder(request)
        if self.step.is_set(account):
            return self.desk.show(request, "second_step_off.html", {"problem": problem}, status)
        return self._set_up(request, account, self.step.new_secret(), problem, status)

    def _holder(self, request: Request) -> Account:
        """Return whoever is signed in, if by a password: for others their council asks for more."""
        account = holder_of(self.desk, request)
        if not self.desk.network.store.secrets(account.id).password:
            raise HTTPException(404)
        return account

    def _set_up(
        self, request: Request, account: Account, secret: str, problem: str, status: int
    ) -> Response:
        note = {"account": account.id, "secret": secret}
        context = {
            "problem": problem,
            "picture": picture(self.step.address(account, secret)),
            "secret": in_words(secret),
            "pending": self.desk.network.notes.seal(_PENDING, note, _GOOD_FOR),
        }
        return self.desk.show(request, "second_step.html", context, status)

    async def take(self, request: Request) -> Response:
        fields: dict[str, str] = {}
        try:
            fields = await form_of(request)
            return await self.desk.slowly(self._do, request, fields)
        except REFUSALS as error:
            shown = await run_in_threadpool(self.show, request, str(error), status_of(error))
            return with_wait(shown, error)

    def _do(self, request: Request, fields: dict[str, str]) -> Response:
        account = self._holder(request)
        network, address = self.desk.network, from_where(request)
        if not network.sign_in.is_right(account, fields.get("current", ""), address):
            if fields.get("do") == "set":
                return self._anew(request, account, fields, WRONG_PASSWORD)
            raise NotSignedIn(WRONG_PASSWORD)
        if fields.get("do") != "set":
            if self.step.is_set(account):
                self.step.check(account, fields.get("code", ""), address)
                self.step.take_away(account)
            return RedirectResponse(f"{ACCOUNT}?done=no-step", 303)
        if self.step.is_set(account):
            return RedirectResponse(PATH, 303)
        secret = self._pending(account, fields)
        if secret is None:
            raise NotSignedIn(_LATE)
        try:
            codes = self.step.set_up(account, secret, fields.get("code", ""))
        except NotSignedIn:
            return self._set_up(request, account, secret, WRONG_CODE, 401)
        return self.desk.show(request, "recovery_codes.html", {"codes": codes})

    def _anew(
        self, request: Request, account: Account, fields: dict[str, str], problem: str
    ) -> Response:
        """Show the same picture again: the app has read it."""
        secret = self._pending(account, fields) or self.step.new_secret()
        return self._set_up(request, account, secret, problem, 401)

    def _pending(self, account: Account, fields: dict[str, str]) -> str | None:
        try:
            note = self.desk.network.notes.read(_PENDING, fields.get("pending", ""))
        except NotSealedHere:
            return None
        return note["secret"] if note["account"] == account.id else None
