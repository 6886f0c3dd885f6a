"""Who may what on an area, for its owners, and whether anybody may read it."""

from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from api.access.persons import Role, person_here
from api.errors import UsageError
from api.pages.accounts.account_page import holder_of
from api.pages.accounts.desk import REFUSALS, Desk, form_of, moment, status_of
from api.pages.accounts.words import role_choices
from api.pages.frame import area_frame
from graph.accounts.account_records import Account

_NOT_ONESELF = "Nobody changes their own role: ask another owner, or whoever keeps the accounts."
_DONE = {
    "grant": "The role is given.",
    "take": "The role is taken back.",
    "publish": "Anybody can read this area now, without signing in.",
    "unpublish": "Only those who have a role can read this area now.",
}


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Somebody with a role on an area: on this one, or on every one."""

    account: str
    name: str
    role: str
    everywhere: bool
    state: str
    by_group: bool
    is_own: bool


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of this page."""
    page = _AreaPeoplePage(desk)
    path = "/areas/{slug}/people"
    return [Route(path, page.show), Route(path, page.take, methods=["POST"])]


class _AreaPeoplePage:
    def __init__(self, desk: Desk) -> None:
        self.desk, self.network = desk, desk.network

    def show(self, request: Request, problem: str = "", status: int = 200) -> Response:
        frame = area_frame(self.desk.reader, request)
        own = holder_of(self.desk, request)
        published = {p.area: p for p in self.network.store.published()}.get(frame.slug)
        done = _DONE.get(request.query_params.get("done", ""), "")
        context: dict[str, Any] = {
            "frame": frame,
            "rows": self._rows(frame.slug, own),
            "roles": role_choices(),
            "published": published,
            "since": moment(published.since) if published else "",
            "problem": problem,
            "done": "" if problem else done,
        }
        return self.desk.show(request, "area_people.html", context, status)

    def _rows(self, slug: str, own: Account) -> list[HolderRow]:
        accounts = {account.id: account for account in self.network.store.accounts()}
        grants = [g for g in self.network.store.grants() if g.area in ("", slug)]
        rows = [
            HolderRow(
                account.id,
                account.name,
                grant.role,
                not grant.area,
                ", whose account is closed" if account.disabled else "",
                grant.by_group,
                account.id == own.id,
            )
            for grant in grants
            if (account := accounts.get(grant.account))
        ]
        return sorted(rows, key=lambda row: (row.name.casefold(), row.everywhere))

    async def take(self, request: Request) -> Response:
        try:
            fields = await form_of(request)
            return await run_in_threadpool(self._do, request, fields)
        except REFUSALS as error:
            return await run_in_threadpool(self.show, request, str(error), status_of(error))

    def _do(self, request: Request, fields: dict[str, str]) -> Response:
        own, slug = holder_of(self.desk, request), request.path_params["slug"]
        # An area that is not there gets no role: who looks after one that comes would not know.
        self.desk.reader.store.edition(slug)
        people, do = self.network.people, fields.get("do", "")
        match do:
            case "grant":
                people.grant(self._other(own, fields), _role(fields), slug)
            case "take":
                people.take_back(self._other(own, fields), _role(fields), slug)
            case "publish":
                people.publish(slug, person_here().name)
            case "unpublish":
                people.unpublish(slug)
            case _:
                raise UsageError("That cannot be done here: open the page and try again.")
        return RedirectResponse(f"/areas/{slug}/people?done={do}", 303)

    def _other(self, own: Account, fields: dict[str, str]) -> Account:
        """Return the account that a form names; raises UsageError."""
        name = fields.get("name", "").strip()
        account = self.network.store.account_named(name) if name else None
        if account is None:
            raise UsageError(
                f'No account has the name "{name[:80]}": write it as its holder signs in, or ask '
                "whoever keeps the accounts to invite them."
            )
        if account.id == own.id:
            raise UsageError(_NOT_ONESELF)
        return account


def _role(fields: dict[str, str]) -> Role:
    role = fields.get("role", "")
    if role not in {each.value for each in Role}:
        raise UsageError("Choose a role.")
    return Role(role)
