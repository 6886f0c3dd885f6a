"""The pages of a service on a network: signing in, one's account, people, the log."""

from starlette.routing import BaseRoute
from starlette.templating import Jinja2Templates

from api.access.network import NetworkMode
from api.pages.accounts import (
    account_page,
    area_people,
    council_page,
    governance_page,
    log_page,
    password_link,
    people_page,
    second_step_page,
    sign_in_page,
)
from api.pages.accounts.desk import Desk
from api.service.reader import Reader

_MODULES = (
    sign_in_page,
    council_page,
    password_link,
    account_page,
    second_step_page,
    people_page,
    area_people,
    log_page,
    governance_page,
)


def routes(reader: Reader, templates: Jinja2Templates, network: NetworkMode) -> list[BaseRoute]:
    """Return the routes of these pages."""
    desk = Desk(network, reader, templates)
    return [route for module in _MODULES for route in module.routes(desk)]
