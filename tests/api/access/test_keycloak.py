"""Sign-in at a real Keycloak, which checks PKCE itself: a minute, and 150 MB the first time.

It is asked for: GOLDENTHREAD_KEYCLOAK=1 make test ARGS="-k keycloak".
Tests: api/access/openid_provider.py.
"""

import html
import os
import re
import shutil
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from api.access.openid_provider import OpenIdProvider, SignInAttempt
from api.access.openid_settings import OpenIdSettings
from api.errors import CouncilSignInFailed
from tests.api.access.keycloak_server import CLIENT, PASSWORD, SECRET, keycloak
from tests.api.own_loop import in_own_loop

BACK = "https://localhost/sign-in/council/back"


def signed_in(attempt: SignInAttempt) -> dict[str, str]:
    """Sign Jo in with Keycloak's own form; return what the browser comes back with."""
    with httpx2.Client(timeout=30) as browser:
        form = browser.get(attempt.address)
        action = re.search(r'action="([^"]+)"', form.text)
        assert action
        # Its cookies are for https, which a browser takes at 127.0.0.1.
        cookies = "; ".join(f"{one.name}={one.value}" for one in browser.cookies.jar)
        answer = browser.post(
            html.unescape(action[1]),
            data={"username": "jo", "password": PASSWORD},
            headers={"cookie": cookies},
        )
    back = answer.headers["location"]
    assert back.startswith(f"{BACK}?")
    return {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}


@pytest.mark.skipif(
    not os.environ.get("GOLDENTHREAD_KEYCLOAK") or not shutil.which("java"),
    reason="GOLDENTHREAD_KEYCLOAK=1 runs it, where Java and Maven are",
)
def test_who_signs_in_at_keycloak_is_known_once_and_by_whoever_began_it_alone() -> None:
    with keycloak(BACK) as issuer:
        provider = OpenIdProvider(OpenIdSettings(issuer, CLIENT, SECRET, "Easton Council"))

        def finish(given: dict[str, str], attempt: SignInAttempt, verifier: str = "") -> str:
            provider.check_issuer(given["iss"])
            verifier = verifier or attempt.verifier
            who = in_own_loop(provider.finish, given["code"], attempt.nonce, verifier, BACK)
            assert (who.name, who.email) == ("Jo Reviewer", "jo@easton.example")
            assert who.groups == {"hub readers"}
            return who.subject

        first = in_own_loop(provider.begin, BACK)
        given = signed_in(first)
        assert given["state"] == first.state
        assert finish(given, first)
        with pytest.raises(CouncilSignInFailed, match="was used before, or is too old"):
            finish(given, first)
        second = in_own_loop(provider.begin, BACK)
        with pytest.raises(CouncilSignInFailed, match="was used before, or is too old"):
            finish(signed_in(second), second, verifier="x" * 64)
