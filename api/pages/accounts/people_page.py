"""The people of a service, for its keeper: invited, closed, given roles; no area is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from api.access.one_time_links import GOOD_FOR
from api.access.one_time_links import PATH as LINKS
from api.access.people import KEEPER
from api.access.persons import Role
from api.errors import UsageError
from api.pages.accounts.account_page import data_file, holder_of
from api.pages.accounts.desk import REFUSALS, Desk, form_of, moment, status_of
from api.pages.accounts.words import KEEPER_WORDS, role_choices, roles_in_words, ways_in_words
from graph.accounts.account_records import Account, LinkPurpose
from graph.errors import UnknownThing
from graph.facts.identifiers import is_area_slug

PATH = "/people"
_NOT_ONESELF = "Nobody changes what they may themselves: ask another keeper."
_NOT_GONE = "Type the name of the account as it stands here, to erase it."
_DONE = {
    "added": "The account is there; it has no role yet.",
    "disable": "The account is closed, and its sessions have ended.",
    "enable": "The account is open again.",
    "grant": "The role is given.",
    "take": "The role is taken back.",
    "sessions": "All sessions of the account have ended.",
    "no-step": "The second step is taken away.",
    "erase": "The account is gone, with its roles, sessions and tokens.",
}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An account as the list shows it."""

    id: str
    name: str
    state: str
    roles: list[str]
    ways: str


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of these pages."""
    page = _PeoplePage(desk)
    return [
        Route(PATH, page.show_all),
        Route(PATH, page.add, methods=["POST"]),
        Route(f"{PATH}/{{account}}", page.show_one),
        Route(f"{PATH}/{{account}}", page.change, methods=["POST"]),
        Route(f"{PATH}/{{account}}/data.json", page.data),
    ]


class _PeoplePage:
    def __init__(self, desk: Desk) -> None:
        self.desk, self.network = desk, desk.network
        self._deeds: dict[str, Callable[[Account, Account, dict[str, str]], None]] = {
            "disable": self._disable,
            "enable": lambda _, one, __: self.network.people.enable(one),
            "grant": self._grant,
            "take": self._take,
            "sessions": lambda _, one, __: self._end_sessions(one),
            "no-step": lambda _, one, __: self.network.second_step.take_away(one),
            "erase": self._erase,
        }

    def show_all(self, request: Request, problem: str = "", status: int = 200) -> Response:
        holder_of(self.desk, request)
        rows = [self._row(account) for account in self.network.store.accounts()]
        context = {"rows": rows, **self._said(request, problem)}
        return self.desk.show(request, "people.html", context, status)

    def _row(self, account: Account) -> PersonRow:
        store, council = self.network.store, self.network.council
        name = council.name if council else ""
        return PersonRow(
            account.id,
            account.name,
            "closed" if account.disabled else "open",
            roles_in_words(store.grants(account.id), account.keeper, {}),
            ways_in_words(account, store.secrets(account.id), name),
        )

    def show_one(
        self, request: Request, problem: str = "", status: int = 200, link: str = ""
    ) -> Response:
        own, account = holder_of(self.desk, request), self._account(request)
        store = self.network.store
        sessions = self.network.sessions.of(account.id)
        context: dict[str, Any] = {
            "account": account,
            "row": self._row(account),
            "grants": store.grants(account.id),
            "has_step": bool(store.secrets(account.id).totp),
            "sessions": len(sessions),
            "last_used": moment(sessions[0].last_used) if sessions else "",
            "tokens": len(self.network.tokens.of(account.id)),
            "is_own": own.id == account.id,
            "link": link,
            "link_days": GOOD_FOR[LinkPurpose.SET].days,
            "roles": [*role_choices(), (KEEPER, KEEPER_WORDS)],
            **self._said(request, problem),
        }
        return self.desk.show(request, "person.html", context, status)

    def _said(self, request: Request, problem: str) -> dict[str, str]:
        done = _DONE.get(request.query_params.get("done", ""), "")
        return {"problem": problem, "done": "" if problem else done}

    def _account(self, request: Request) -> Account:
        try:
            return self.network.store.account(request.path_params["account"])
        except UnknownThing as error:
            raise HTTPException(404) from error

    async def add(self, request: Request) -> Response:
        try:
            fields = await form_of(request)
            return await run_in_threadpool(self._add, request, fields)
        except REFUSALS as error:
            return await run_in_threadpool(self.show_all, request, str(error), status_of(error))

    def _add(self, request: Request, fields: dict[str, str]) -> Response:
        holder_of(self.desk, request)
        account = self.network.people.add(fields.get("name", ""))
        return RedirectResponse(f"{PATH}/{account.id}?done=added", 303)

    async def change(self, request: Request) -> Response:
        try:
            fields = await form_of(request)
            return await run_in_threadpool(self._change, request, fields)
        except REFUSALS as error:
            return await run_in_threadpool(self.show_one, request, str(error), status_of(error))

    def _change(self, request: Request, fields: dict[str, str]) -> Response:
        keeper, account = holder_of(self.desk, request), self._account(request)
        do = fields.get("do", "")
        if do == "link":
            return self.show_one(request, link=self._link(request, account))
        deed = self._deeds.get(do)
        if deed is None:
            raise UsageError("That cannot be done here: open the page and try again.")
        deed(keeper, account, fields)
        where = PATH if do == "erase" else f"{PATH}/{account.id}"
        return RedirectResponse(f"{where}?done={do}", 303)

    def _link(self, request: Request, account: Account) -> str:
        """Return a link by which somebody sets a password, once."""
        if account.disabled:
            raise UsageError("The account is closed: open it first.")
        # Whoever makes it may not be able to send it at once, so each is good for days.
        code = self.network.links.make(account, LinkPurpose.SET)
        return f"{self.desk.origin(request)}{LINKS}{code}"

    def _disable(self, keeper: Account, account: Account, _: dict[str, str]) -> None:
        if keeper.id == account.id:
            raise UsageError("Nobody closes their own account: ask another keeper.")
        self.network.people.disable(account)

    def _end_sessions(self, account: Account) -> None:
        self.network.sessions.end_all(account.id)

    def _grant(self, keeper: Account, account: Account, fields: dict[str, str]) -> None:
        if keeper.id == account.id:
            raise UsageError(_NOT_ONESELF)
        role, area = _role_and_area(fields)
        self.network.people.grant(account, role, area)

    def _take(self, keeper: Account, account: Account, fields: dict[str, str]) -> None:
        if keeper.id == account.id:
            raise UsageError(_NOT_ONESELF)
        role, area = _role_and_area(fields)
        self.network.people.take_back(account, role, area)

    def _erase(self, keeper: Account, account: Account, fields: dict[str, str]) -> None:
        if keeper.id == account.id:
            raise UsageError("Nobody erases their own account: ask another keeper.")
        if fields.get("name", "").strip() != account.name:
            raise UsageError(_NOT_GONE)
        self.network.people.erase(account)

    def data(self, request: Request) -> Response:
        holder_of(self.desk, request)
        return data_file(self.desk, self._account(request))


def _role_and_area(fields: dict[str, str]) -> tuple[Role | None, str]:
    """Return the role and the area of a form; None is a keeper. Raises UsageError."""
    role, area = fields.get("role", ""), fields.get("area", "").strip().lower()
    if role == KEEPER:
        if area:
            raise UsageError("A keeper manages the people of all areas: leave the area empty.")
        return None, ""
    if role not in {each.value for each in Role}:
        raise UsageError("Choose a role.")
    if area and not is_area_slug(area):
        raise UsageError(
            f'"{area}" is no short name of an area, such as coventry: it is what stands behind '
            "/areas/ in the address of its pages."
        )
    return Role(role), area
