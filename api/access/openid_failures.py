"""Why the council's own sign-in let nobody in: a sentence for whoever tried, a reason to log."""

import httpx2
from authlib.integrations.httpx_client import OAuthError
from joserfc.errors import JoseError

from api.errors import CouncilSignInFailed

# Seconds that a provider has for all that it is asked in one step.
PATIENCE = 5.0
# Seconds by which its clock and ours may differ.
SKEW = 60
_TELL = "Tell whoever looks after this service if it happens again."
_LATER = "Try again in a minute; who has a password here can sign in with that."
_STOPPED = ("access_denied", "login_required", "interaction_required", "consent_required")
# Characters of a provider's own code of an error, which goes into the log.
_MOST_CODE = 60


def untrusted(name: str, why: str) -> CouncilSignInFailed:
    """Make the error for an answer that may be somebody else's."""
    sentence = (
        f"The sign-in of {name} gave an answer that cannot be relied on, so nobody was signed in. "
        f"{_TELL}"
    )
    return CouncilSignInFailed(sentence, why)


def clocks_differ(name: str, seconds: int) -> CouncilSignInFailed:
    """Make the error for a provider whose clock, or ours, is wrong."""
    sentence = (
        f"The clocks of this service and of {name} differ by more than {SKEW} seconds, so nobody "
        f"was signed in. {_TELL}"
    )
    return CouncilSignInFailed(sentence, f"the clocks differ by {seconds} seconds")


def sent_back(name: str, error: str) -> CouncilSignInFailed:
    """Make the error for what a provider sends in place of a code or a token."""
    if error in _STOPPED:
        sentence = f"You did not go on at {name}, so nobody was signed in."
        return CouncilSignInFailed(sentence, "stopped at the provider")
    if error == "invalid_grant":
        sentence = f"That answer of {name} was used before, or is too old: sign in again."
        return CouncilSignInFailed(sentence, "the code was used, or is too old")
    is_code = error.isascii() and error.replace("_", "").isalnum() and len(error) <= _MOST_CODE
    why = f"the provider answered {error if is_code else 'an odd error'}"
    return CouncilSignInFailed(f"The sign-in of {name} refused this service. {_TELL}", why)


def failure_of(name: str, error: Exception) -> CouncilSignInFailed | None:
    """Return what it means that asking a provider ended so; None for a fault of the program."""
    match error:
        case CouncilSignInFailed():
            return error
        case TimeoutError() | httpx2.TimeoutException():
            sentence = f"The sign-in of {name} did not answer within {PATIENCE:.0f} seconds."
            return CouncilSignInFailed(f"{sentence} {_LATER}", "the provider is slow")
        case httpx2.HTTPStatusError():
            why = f"the provider answered with status {error.response.status_code}"
            sentence = f"The sign-in of {name} is out of order just now. {_LATER}"
            return CouncilSignInFailed(sentence, why)
        case httpx2.HTTPError():
            sentence = f"The sign-in of {name} cannot be reached just now. {_LATER}"
            return CouncilSignInFailed(sentence, "the provider is away")
        case OAuthError():
            return sent_back(name, str(error.error))
        case JoseError():
            return untrusted(name, f"its signature is not to be trusted ({error.error})")
        case ValueError():
            return untrusted(name, "what it answered cannot be read")
    return None
