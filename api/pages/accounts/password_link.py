"""The page of a link that works once: setting a password, the first or after one is forgotten."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from api.access.network import SESSION_COOKIE, SIGN_IN
from api.access.one_time_links import PATH
from api.access.passwords import SHORTEST, check_words
from api.errors import NotSignedIn, UsageError
from api.pages.accounts.desk import (
    REFUSALS,
    Desk,
    drop_cookie,
    form_of,
    status_of,
)
from api.pages.accounts.sign_in_page import sign_in_form

UNLIKE = "The two are not the same: type the new password twice."


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of this page."""
    network = desk.network

    def show(request: Request, problem: str = "", status: int = 200) -> Response:
        code = request.path_params["code"]
        try:
            account = network.links.look(code)
        except NotSignedIn as error:
            return sign_in_form(desk, request, {}, str(error), status_of(error))
        council = network.council
        context = {
            "problem": problem,
            "name": account.name,
            "code": code,
            "least": SHORTEST,
            "council": council.name if council and not account.subject else "",
        }
        return desk.show(request, "set_password.html", context, status)

    def set_it(request: Request, fields: dict[str, str]) -> Response:
        code, password = request.path_params["code"], fields.get("password", "")
        account = network.links.look(code)
        if password != fields.get("again", ""):
            raise UsageError(UNLIKE)
        check_words(account.name, password)
        hashed = network.passwords.hash(password)
        # Nothing can be wrong any more, so the link is used up now.
        network.people.set_password(network.links.take(code).id, hashed)
        response = RedirectResponse(f"{SIGN_IN}?done=set", 303)
        drop_cookie(response, SESSION_COOKIE)
        return response

    async def take(request: Request) -> Response:
        try:
            fields = await form_of(request)
            return await desk.slowly(set_it, request, fields)
        except REFUSALS as error:
            return await desk.slowly(show, request, str(error), status_of(error))

    return [Route(f"{PATH}{{code}}", show), Route(f"{PATH}{{code}}", take, methods=["POST"])]
