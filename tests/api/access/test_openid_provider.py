"""What a provider answers is believed only where it is right.

Tests: api/access/openid_claims.py, api/access/openid_failures.py.
"""

import base64
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import OctKey, RSAKey

from api.access.account_book import now
from api.access.openid_claims import CouncilIdentity
from api.access.openid_provider import OpenIdProvider
from api.access.openid_settings import OpenIdSettings
from api.errors import CouncilSignInFailed
from tests.api.access.forging_provider import CLIENT, NONCE, ForgingProvider
from tests.api.access.provider_process import ProviderProcess
from tests.api.browser import serving
from tests.api.own_loop import in_own_loop

BACK = "https://gt.example/sign-in/council/back"
Change = Callable[[ForgingProvider], None]


@pytest.fixture(scope="module")
def forging_address() -> Iterator[tuple[ForgingProvider, str]]:
    provider = ForgingProvider()
    with serving(provider.app) as address:
        yield provider, address


@pytest.fixture
def forging(forging_address: tuple[ForgingProvider, str]) -> ForgingProvider:
    provider, address = forging_address
    app = provider.app
    provider.issuer, provider.about, provider.claims, provider.token = address, {}, {}, {}
    provider.status, provider.seconds, provider.keys_asked = 200, 0.0, 0
    assert provider.app is app
    return provider


def settings(issuer: str) -> OpenIdSettings:
    return OpenIdSettings(issuer, CLIENT, "a secret of the tests", "Exampleshire Council")


def finish(provider: OpenIdProvider, code: str = "a code") -> CouncilIdentity:
    return in_own_loop(provider.finish, code, NONCE, "v" * 64, BACK)


def failed(provider: OpenIdProvider) -> CouncilSignInFailed:
    with pytest.raises(CouncilSignInFailed) as caught:
        finish(provider)
    return caught.value


def test_who_signs_in_at_a_real_provider_is_known_by_issuer_and_subject(
    openid_provider: ProviderProcess,
) -> None:
    openid_provider.know("jo", name="Jo Reviewer", email="jo@gt.example", email_verified=True)
    provider = OpenIdProvider(settings(openid_provider.issuer))
    begun = in_own_loop(provider.begin, BACK)
    asked = parse_qs(urlsplit(begun.address).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert (asked["state"], asked["nonce"]) == ([begun.state], [begun.nonce])
    assert begun.verifier not in begun.address
    back = openid_provider.authorise(begun.address, "jo")
    given = parse_qs(urlsplit(back).query)
    assert given["state"] == [begun.state]
    code = given["code"][0]
    who = in_own_loop(provider.finish, code, begun.nonce, begun.verifier, BACK)
    assert who == CouncilIdentity(openid_provider.issuer, "jo", "Jo Reviewer", "jo@gt.example")
    with pytest.raises(CouncilSignInFailed, match="was used before, or is too old"):
        in_own_loop(provider.finish, code, begun.nonce, begun.verifier, BACK)


def test_keys_that_a_real_provider_has_changed_are_fetched_anew(
    openid_provider: ProviderProcess,
) -> None:
    provider = OpenIdProvider(settings(openid_provider.issuer))

    def sign_in() -> str:
        begun = in_own_loop(provider.begin, BACK)
        given = parse_qs(urlsplit(openid_provider.authorise(begun.address, "jo")).query)
        code = given["code"][0]
        return in_own_loop(provider.finish, code, begun.nonce, begun.verifier, BACK).subject

    assert sign_in() == "jo"
    openid_provider.stop()
    openid_provider.start()
    assert sign_in() == "jo"


def test_an_honest_answer_is_believed(forging: ForgingProvider) -> None:
    who = finish(OpenIdProvider(settings(forging.issuer)))
    assert who == CouncilIdentity(forging.issuer, "248289761001", "Jo Reviewer")


def _forged(forging: ForgingProvider) -> None:
    forging.token = {"id_token": forging.signed(key=RSAKey.generate_key(2048, {"kid": "first"}))}


def _unsigned(forging: ForgingProvider) -> None:
    _, content, _ = forging.signed().split(".")
    forging.token = {"id_token": f"{_encoded(json.dumps({'alg': 'none'}).encode())}.{content}."}


def _signed_with_the_secret(forging: ForgingProvider) -> None:
    key = OctKey.import_key("a secret of the tests", {"kid": "first"})
    forging.token = {"id_token": forging.signed("HS256", key)}


def _signed_with_the_public_key(forging: ForgingProvider) -> None:
    _, content, _ = forging.signed().split(".")
    signed = f"{_encoded(json.dumps({'alg': 'HS256'}).encode())}.{content}"
    by_hand = hmac.digest(forging.key.as_pem(private=False), signed.encode(), "sha256")
    forging.token = {"id_token": f"{signed}.{_encoded(by_hand)}"}


def _encoded(some: bytes) -> str:
    return base64.urlsafe_b64encode(some).rstrip(b"=").decode()


def _token(**token: Any) -> Change:
    return lambda forging: setattr(forging, "token", token)


def _claims(**claims: Any) -> Change:
    return lambda forging: setattr(forging, "claims", claims)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_forged, "bad_signature"),
        (_unsigned, "unsupported_algorithm"),
        (_signed_with_the_secret, "unsupported_algorithm"),
        (_signed_with_the_public_key, "unsupported_algorithm"),
        (_token(id_token="no token at all"), "not to be trusted"),
        (_token(id_token=""), "not to be trusted"),
        (_token(id_token=None), "no ID token came"),
        (_claims(aud="another service"), "claim aud"),
        (_claims(aud=[CLIENT, "another service"]), "claim azp"),
        (_claims(azp="another service"), "claim azp"),
        (_claims(iss="https://elsewhere.example"), "claim iss"),
        (_claims(nonce="of another attempt"), "claim nonce"),
        (_claims(nonce=None), "claim nonce"),
        (_claims(exp=None), "claim exp"),
        (_claims(sub=None), "claim sub"),
        (_claims(sub=""), "of no use"),
        (_claims(sub="x" * 256), "of no use"),
        (_claims(at_hash="of another token"), "claim at_hash"),
    ],
)
def test_a_wrong_answer_lets_nobody_in(forging: ForgingProvider, change: Change, why: str) -> None:
    change(forging)
    error = failed(OpenIdProvider(settings(forging.issuer)))
    assert why in error.why
    assert str(error) == (
        "The sign-in of Exampleshire Council gave an answer that cannot be relied on, so nobody "
        "was signed in. Tell whoever looks after this service if it happens again."
    )


@pytest.mark.parametrize("seconds", [-3600, -400, 61, 3600])
def test_clocks_that_differ_by_more_than_a_minute_are_told(
    forging: ForgingProvider, seconds: int
) -> None:
    """A provider's clock that is behind shows once what it made is over."""
    provider = OpenIdProvider(settings(forging.issuer), lambda: now() - timedelta(seconds=seconds))
    error = failed(provider)
    assert "differ by more than 60 seconds" in str(error)
    assert error.why.startswith("the clocks differ by ")


@pytest.mark.parametrize("seconds", [-350, -50, 50])
def test_clocks_may_differ_by_less(forging: ForgingProvider, seconds: int) -> None:
    provider = OpenIdProvider(settings(forging.issuer), lambda: now() - timedelta(seconds=seconds))
    assert finish(provider).subject == "248289761001"


def test_new_keys_are_fetched_once_and_no_more(forging: ForgingProvider) -> None:
    provider = OpenIdProvider(settings(forging.issuer))
    finish(provider)
    finish(provider)
    assert forging.keys_asked == 1
    forging.renew_key("second")
    finish(provider)
    assert forging.keys_asked == 2
    _forged(forging)
    failed(provider)
    assert forging.keys_asked == 3


@pytest.mark.parametrize(
    "about",
    [
        {"issuer": "https://elsewhere.example"},
        {"issuer": None},
        {"token_endpoint": "http://elsewhere.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": None},
    ],
)
def test_a_provider_that_says_odd_things_of_itself_is_not_asked(
    forging: ForgingProvider, about: dict[str, Any]
) -> None:
    forging.about = about
    with pytest.raises(CouncilSignInFailed, match="cannot be relied on"):
        in_own_loop(OpenIdProvider(settings(forging.issuer)).begin, BACK)


def test_a_provider_that_is_away_slow_or_out_of_order_is_told_each_in_its_words(
    forging: ForgingProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = OpenIdProvider(settings("http://127.0.0.1:9"))
    with pytest.raises(CouncilSignInFailed, match="cannot be reached just now"):
        in_own_loop(away.begin, BACK)
    forging.status = 500
    with pytest.raises(CouncilSignInFailed, match="is out of order just now"):
        in_own_loop(OpenIdProvider(settings(forging.issuer)).begin, BACK)
    forging.status, forging.seconds = 200, 0.5
    monkeypatch.setattr("api.access.openid_provider.PATIENCE", 0.1)
    with pytest.raises(CouncilSignInFailed, match="did not answer within"):
        in_own_loop(OpenIdProvider(settings(forging.issuer)).begin, BACK)
    forging.seconds = 0.0
    monkeypatch.setattr("api.access.openid_provider._MOST_BYTES", 10)
    with pytest.raises(CouncilSignInFailed, match="cannot be relied on"):
        in_own_loop(OpenIdProvider(settings(forging.issuer)).begin, BACK)


def test_an_answer_in_the_name_of_another_issuer_is_refused(forging: ForgingProvider) -> None:
    provider = OpenIdProvider(settings(forging.issuer))
    provider.check_issuer("")
    provider.check_issuer(forging.issuer)
    with pytest.raises(CouncilSignInFailed, match="cannot be relied on"):
        provider.check_issuer("https://elsewhere.example")


def test_an_address_is_taken_as_that_of_whoever_it_is_only_where_it_was_checked(
    forging: ForgingProvider,
) -> None:
    provider = OpenIdProvider(settings(forging.issuer))
    for claims, email in (
        ({"email": "jo@gt.example"}, ""),
        ({"email": "jo@gt.example", "email_verified": "true"}, ""),
        ({"email": "jo@gt.example", "email_verified": True}, "jo@gt.example"),
        ({"email": "jo@gt.example", "xms_edov": "1"}, "jo@gt.example"),
    ):
        forging.claims = claims
        assert finish(provider).email == email
    forging.claims = {"groups": ["readers", 7], "roles": ["editors"]}
    assert finish(provider).groups == {"readers", "editors"}
