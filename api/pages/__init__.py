"""The pages: each module offers routes(reader, templates), listed here.

Templates stand in api/templates and extend base.html (blocks: title, head, width, main, scripts).
A page of an area reads its address with frame.area_frame and gives the template "frame". Each
page is whole with scripts off.
"""

from types import ModuleType
from typing import Any

from api.pages import (
    about,
    areas,
    ask,
    compare,
    decisions,
    engagement,
    event_streams,
    findings,
    follow_today,
    graphql,
    history,
    import_page,
    line_of_sight,
    map_page,
    measures,
    nodes,
    partner,
    partnership,
    question_states,
    ready,
    report,
    rules,
    scenarios,
    seats,
    sockets,
    sources,
    table,
    workbook,
)
from api.reports import wording

_MODULES: tuple[ModuleType, ...] = (
    areas,
    map_page,
    table,
    scenarios,
    findings,
    question_states,
    report,
    nodes,
    sources,
    partnership,
    engagement,
    partner,
    line_of_sight,
    decisions,
    history,
    compare,
    follow_today,
    measures,
    seats,
    rules,
    workbook,
    import_page,
    ask,
    # Before the questions: who would rather have a stream asks at the same address.
    event_streams,
    sockets,
    graphql,
    about,
    ready,
)
ROUTE_MAKERS: tuple[Any, ...] = tuple(module.routes for module in _MODULES)


def template_globals() -> dict[str, Any]:
    """Return the words and functions every template may use."""
    return wording.template_globals()
