"""The codes of everything that goes wrong, for programs; the sentence beside each is for people."""

from enum import StrEnum

from graphql import GraphQLError


class ErrorCode(StrEnum):
    """What went wrong: extensions.code of an error, and the code of a problem."""

    BAD_USER_INPUT = "BAD_USER_INPUT"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    TOO_LARGE = "TOO_LARGE"
    RATE_LIMITED = "RATE_LIMITED"
    CONFLICT = "CONFLICT"
    NOT_FOUND = "NOT_FOUND"
    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    STORE_AWAY = "STORE_AWAY"
    INTERNAL_SERVER_ERROR = "INTERNAL_SERVER_ERROR"


CODE_MEANINGS = {
    ErrorCode.BAD_USER_INPUT: "What was given is no value of its kind, or does not fit: a day that "
    "does not exist, a cursor of another list.",
    ErrorCode.UNAUTHENTICATED: "Sign in first.",
    ErrorCode.FORBIDDEN: "You may see this, and not do it.",
    ErrorCode.TOO_LARGE: "It asks for more than one answer may hold: ask for less at once.",
    ErrorCode.RATE_LIMITED: "Too much at once, or within ten minutes: ask again later.",
    ErrorCode.CONFLICT: "Somebody has changed it since you saw it.",
    ErrorCode.NOT_FOUND: "Nothing is there by that id or name.",
    ErrorCode.GRAPHQL_PARSE_FAILED: "The text is no GraphQL.",
    ErrorCode.GRAPHQL_VALIDATION_FAILED: "It is GraphQL, and does not fit this schema.",
    ErrorCode.STORE_AWAY: "The store does not answer: ask again later.",
    ErrorCode.INTERNAL_SERVER_ERROR: "Something is wrong inside Golden Thread; it was logged.",
}
# Those that say what is wrong with one thing that was given, beside an answer that goes on.
OF_PROBLEMS = (
    ErrorCode.BAD_USER_INPUT,
    ErrorCode.UNAUTHENTICATED,
    ErrorCode.FORBIDDEN,
    ErrorCode.TOO_LARGE,
    ErrorCode.RATE_LIMITED,
    ErrorCode.CONFLICT,
    ErrorCode.NOT_FOUND,
)


class Refusal(GraphQLError):
    """A request that is not answered: one sentence, its code, and when to ask again in seconds."""

    def __init__(self, sentence: str, code: ErrorCode, retry_after: int | None = None) -> None:
        self.code, self.retry_after = code, retry_after
        super().__init__(sentence)


class WrongValue(Refusal):
    """A value that is no value of its type, such as the 30th of February."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, ErrorCode.BAD_USER_INPUT)
