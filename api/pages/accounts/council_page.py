"""Signing in with the council's own account: to its provider, and back with an answer."""

import hmac
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from api.access.network import SIGN_IN
from api.access.one_time_links import PATH as LINKS
from api.access.persons import person_here
from api.errors import CouncilSignInFailed, NotSignedIn
from api.pages.accounts.desk import Desk, drop_cookie, own_path, set_cookie, status_of
from api.pages.accounts.sign_in_page import sign_in_form

if TYPE_CHECKING:
    from api.access.council_sign_in import CouncilSignIn

START = f"{SIGN_IN}/council"
BACK = f"{START}/back"
COOKIE = "__Host-goldenthread-council"
# Characters of what a provider sends back; codes are of some hundred.
_MOST = 4_000


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of these pages."""
    page = CouncilPage(desk)
    return [
        Route(START, page.start),
        Route(BACK, page.back),
        Route(f"{LINKS}{{code}}/council", page.start_by_link),
    ]


class CouncilPage:
    """Sends browsers to the provider, and takes what they come back with."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def _council(self) -> "CouncilSignIn":
        council = self.desk.network.council
        if council is None:
            raise HTTPException(404)
        return council

    @property
    def name(self) -> str:
        """The words for the council's own sign-in."""
        return self._council().name

    async def start(self, request: Request) -> Response:
        """Lead to the provider, and from there to where somebody wanted to go."""
        goes_on = own_path(request.query_params.get("next", ""))
        return await self.leave(request, {"next": goes_on})

    async def start_by_link(self, request: Request) -> Response:
        """Lead whoever was invited to the provider; their account is bound to who they are."""
        link = request.path_params["code"]
        try:
            await run_in_threadpool(self.desk.network.links.look, link)
        except NotSignedIn as error:
            return sign_in_form(self.desk, request, {}, str(error), status_of(error))
        return await self.leave(request, {"link": link, "next": "/"})

    async def leave(self, request: Request, note: dict[str, str]) -> Response:
        """Begin an attempt: only this browser can end it."""
        try:
            address, sealed = await self.begun(request, note)
        except CouncilSignInFailed as error:
            return await self._told(request, error, note.get("next", ""))
        response = RedirectResponse(address, 303)
        self.keep(response, sealed)
        return response

    async def begun(self, request: Request, note: dict[str, str]) -> tuple[str, str]:
        """Return where the provider is asked, and what the browser keeps of the attempt."""
        council = self._council()
        attempt = await council.provider.begin(f"{self.desk.origin(request)}{BACK}")
        kept = {"state": attempt.state, "nonce": attempt.nonce, "verifier": attempt.verifier}
        return attempt.address, council.seal(note | kept)

    def keep(self, response: Response, sealed: str) -> None:
        """Have the browser keep an attempt."""
        set_cookie(response, COOKIE, sealed, self._council().good_for)

    async def back(self, request: Request) -> Response:
        """Take what a browser comes back with: sign in, or say in a sentence why not."""
        council = self._council()
        note: dict[str, str] = {}
        try:
            note = council.unseal(request.cookies.get(COOKIE, ""))
            response = await self._answered(request, council, note)
        except CouncilSignInFailed as error:
            response = await self._told(request, error, note.get("next", ""))
        except NotSignedIn as error:
            response = sign_in_form(self.desk, request, note, str(error), status_of(error))
        drop_cookie(response, COOKIE)
        return response

    async def _answered(
        self, request: Request, council: "CouncilSignIn", note: dict[str, str]
    ) -> Response:
        given = {name: value[:_MOST] for name, value in request.query_params.items()}
        if not hmac.compare_digest(given.get("state", "").encode(), note["state"].encode()):
            raise council.elsewhere()
        await run_in_threadpool(council.spend, note["state"])
        council.provider.check_issuer(given.get("iss", ""))
        if "code" not in given:
            raise council.provider.sent_back(given.get("error", "nothing"))
        holder = note.get("holder", "")
        if holder and person_here().account != holder:
            raise council.elsewhere()
        who = await council.provider.finish(
            given["code"], note["nonce"], note["verifier"], f"{self.desk.origin(request)}{BACK}"
        )
        link = note.get("link", "")
        account = await run_in_threadpool(council.account_of, who, link, holder)
        if holder:
            return RedirectResponse("/account?done=council", 303)
        return await run_in_threadpool(self.desk.begin, request, account, note["next"])

    async def _told(self, request: Request, error: CouncilSignInFailed, goes_on: str) -> Response:
        await run_in_threadpool(self._council().refused, error)
        return sign_in_form(self.desk, request, {"next": goes_on}, str(error), status_of(error))
