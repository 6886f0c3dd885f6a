"""The messages of graphql-transport-ws, as its protocol words them: read strictly, written plainly.

Source: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
"""

import json
from enum import IntEnum
from typing import Any, NoReturn

from api.schema.subscribing import AskedOperation, as_json

PROTOCOL = "graphql-transport-ws"
# Bytes of the reason for closing: what a frame for that can hold.
_MOST_REASON = 123
_PLAIN = ("connection_init", "ping", "pong", "complete", "subscribe")


class Close(IntEnum):
    """Why a socket is closed, by the protocol's numbers."""

    GOING_AWAY = 1001
    TRY_LATER = 1013
    BAD_MESSAGE = 4400
    UNAUTHORISED = 4401
    SUBPROTOCOL = 4406
    INIT_TIMEOUT = 4408
    ALREADY_EXISTS = 4409
    TOO_MANY_INITS = 4429
    INTERNAL = 4500


class BadMessage(Exception):
    """A message that the protocol does not know, in a sentence."""


def read_message(text: str | None) -> dict[str, Any]:
    """Read a message: an object with a type that the protocol knows and what it asks of that.

    Raises BadMessage.
    """
    if text is None:
        raise BadMessage("Messages are texts, not bytes.")
    try:
        message = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise BadMessage("The message is not JSON that can be read.") from None
    if not isinstance(message, dict):
        raise BadMessage("A message is a JSON object.")
    kind = message.get("type")
    if not isinstance(kind, str) or kind not in _PLAIN:
        raise BadMessage(f"The type of a message is one of {', '.join(_PLAIN)}.")
    if kind in ("complete", "subscribe"):
        given = message.get("id")
        if not isinstance(given, str) or not given:
            raise BadMessage(f"{kind} has an id, a text that is not empty.")
    elif not _is_object_or_none(message.get("payload")):
        raise BadMessage(f"The payload of {kind} is an object, or left out.")
    return message


def read_asked(payload: object, *, changing: bool) -> AskedOperation:
    """Read what a subscribe message asks; raises BadMessage."""
    if not isinstance(payload, dict):
        raise BadMessage("The payload of subscribe is an object.")
    query, operation = payload.get("query"), payload.get("operationName")
    if not isinstance(query, str):
        raise BadMessage("subscribe asks in payload.query, a text.")
    if operation is not None and not isinstance(operation, str):
        raise BadMessage("payload.operationName is a text, or left out.")
    for name in ("variables", "extensions"):
        if not _is_object_or_none(payload.get(name)):
            raise BadMessage(f"payload.{name} is an object, or left out.")
    return AskedOperation(query, payload.get("variables"), operation or None, changing)


def _is_object_or_none(value: object) -> bool:
    return value is None or isinstance(value, dict)


def _no_constant(text: str) -> NoReturn:
    raise ValueError(text)


def plain(kind: str, payload: object = None) -> str:
    """Write a message of the connection itself."""
    message = {"type": kind} if payload is None else {"type": kind, "payload": payload}
    return as_json(message).decode("utf-8")


def of_operation(kind: str, operation: str, payload: bytes = b"") -> str:
    """Write a message of an operation; payload is JSON already."""
    head = as_json({"id": operation, "type": kind})
    whole = head if not payload else head[:-1] + b',"payload":' + payload + b"}"
    return whole.decode("utf-8")


def reason_of(words: str) -> str:
    """Return words as they fit into the frame that closes a socket."""
    return words.encode("utf-8", "replace")[:_MOST_REASON].decode("utf-8", "ignore")
