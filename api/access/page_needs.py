"""What each address needs, method by method: one table, in which what is missing is not found.

HEAD is asked as GET. What is of an area names it as {slug}; a role is of that area.
"""

from api.access.needs import (
    EDITOR,
    EVERY_OWNER,
    IN_PERSON,
    KEEPER,
    MACHINE,
    OPEN,
    OWNER_IN_PERSON,
    REVIEWER,
    SIGNED_IN,
    SOME_EDITOR,
    VIEWER,
    Need,
)

_READ_BY_VIEWERS = (
    *("", "/map", "/map/details", "/map.svg", "/map.png", "/map.html", "/table", "/findings"),
    *("/findings/{rule}", "/findings/{rule}/suggestions", "/report", "/report.docx"),
    *("/nodes/{node:path}", "/sources", "/sources/{document:path}", "/partnership"),
    *("/engagement", "/engagement.svg", "/line-of-sight", "/decisions", "/history"),
    *("/events", "/compare", "/compare.svg", "/measures", "/measures.svg", "/seats", "/seats.svg"),
)
_OF_AREAS: dict[str, dict[str, Need]] = {
    **{page: {"GET": VIEWER} for page in _READ_BY_VIEWERS},
    # Meeting by meeting, who came: registers are for those who review.
    "/engagement/{node:path}": {"GET": REVIEWER},
    "/questions": {"GET": REVIEWER, "POST": REVIEWER},
    "/scenarios": {"GET": EDITOR, "POST": EDITOR},
    "/map/proposed": {"POST": EDITOR},
    "/map/places": {"POST": EDITOR},
    "/follow-today": {"POST": EDITOR},
    "/import": {"GET": EDITOR, "POST": EDITOR},
    "/import/{token}": {"GET": EDITOR, "POST": EDITOR},
    "/import/{token}/problems.{form:str}": {"GET": EDITOR},
    "/people": {"GET": OWNER_IN_PERSON, "POST": OWNER_IN_PERSON},
    "/log": {"GET": OWNER_IN_PERSON},
}
PAGE_NEEDS: dict[str, dict[str, Need]] = {
    "/": {"GET": SIGNED_IN},
    **{f"/areas/{{slug}}{page}": needs for page, needs in _OF_AREAS.items()},
    "/import": {"GET": SOME_EDITOR},
    "/rules": {"GET": SIGNED_IN},
    "/rules/changes": {"GET": SIGNED_IN},
    "/rules/documents": {"GET": SIGNED_IN},
    "/rules/{rule}": {"GET": SIGNED_IN},
    "/template.xlsx": {"GET": SIGNED_IN},
    "/problems": {"GET": SIGNED_IN},
    "/ask": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "/ask/answer.csv": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "/ask/schema.graphql": {"GET": SIGNED_IN},
    "/graphql": {"GET": SIGNED_IN, "POST": SIGNED_IN, "WEBSOCKET": SIGNED_IN},
    "/backups": {"GET": EVERY_OWNER, "POST": EVERY_OWNER},
    "/keep": {"POST": EVERY_OWNER},
    "/remote/{verb}": {"POST": MACHINE},
    "/accessibility": {"GET": OPEN},
    "/health": {"GET": OPEN},
    "/sign-in": {"GET": OPEN, "POST": OPEN},
    "/sign-in/code": {"GET": OPEN, "POST": OPEN},
    "/sign-in/council": {"GET": OPEN},
    "/sign-in/council/back": {"GET": OPEN},
    "/sign-out": {"POST": OPEN},
    "/set-password/{code}": {"GET": OPEN, "POST": OPEN},
    "/set-password/{code}/council": {"GET": OPEN},
    "/account": {"GET": IN_PERSON, "POST": IN_PERSON},
    "/account/data.json": {"GET": IN_PERSON},
    "/account/second-step": {"GET": IN_PERSON, "POST": IN_PERSON},
    "/information-governance": {"GET": SIGNED_IN},
    "/people": {"GET": KEEPER, "POST": KEEPER},
    "/people/{account}": {"GET": KEEPER, "POST": KEEPER},
    "/people/{account}/data.json": {"GET": KEEPER},
    "/log": {"GET": KEEPER},
    "/static": {"GET": OPEN},
    "/assets": {"GET": OPEN},
}
