"""The council's own sign-in, asked by OpenID Connect: authorisation code with PKCE.

What a provider answers is believed only where it is signed by a key of its own, meant for this
service, for this one attempt, and now. See OpenID Connect Core 1.0, 3.1.3.7.
"""

import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
from anyio import fail_after
from authlib.common.security import generate_token
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import BadSignatureError, ClaimError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from api.access.account_book import Clock, now
from api.access.openid_claims import CouncilIdentity, identity_of, seconds_beside
from api.access.openid_failures import (
    PATIENCE,
    SKEW,
    clocks_differ,
    failure_of,
    sent_back,
    untrusted,
)
from api.access.openid_settings import OpenIdSettings, is_trusted_address
from api.errors import CouncilSignInFailed

# Seconds after which a provider is asked anew where it does what.
_DISCOVERED_FOR = 3600
# Only what is signed by a key that the provider alone has: not "none", and no shared secret.
_ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"),
    *("EdDSA", "Ed25519"),
)
_ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")
# Bytes of one answer; all keys of a large provider are a tenth of it.
_MOST_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """One try to sign in: where the browser goes, and what is expected to come back."""

    address: str
    state: str
    nonce: str
    verifier: str


class OpenIdProvider:
    """One provider; what it says of itself and its keys are kept for a while."""

    def __init__(self, settings: OpenIdSettings, clock: Clock = now) -> None:
        self.settings, self._clock = settings, clock
        self._tls: ssl.SSLContext | None = None
        self._about: tuple[float, dict[str, Any]] | None = None
        self._keys: KeySet | None = None

    async def begin(self, back: str) -> SignInAttempt:
        """Return where to send a browser, which comes back to an address of this service.

        Raises CouncilSignInFailed.
        """
        async with self._asking() as client:
            about = await self._discover(client)
            verifier, nonce, state = (generate_token(length) for length in (64, 32, 32))
            address, _ = client.create_authorization_url(
                about["authorization_endpoint"],
                state,
                code_verifier=verifier,
                nonce=nonce,
                redirect_uri=back,
            )
        return SignInAttempt(address, state, nonce, verifier)

    async def finish(self, code: str, nonce: str, verifier: str, back: str) -> CouncilIdentity:
        """Return who came back with a code; raises CouncilSignInFailed."""
        async with self._asking() as client:
            about = await self._discover(client)
            client.token_endpoint_auth_method = _auth_method(about)
            token = await client.fetch_token(
                about["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=verifier,
                redirect_uri=back,
            )
            text = token.get("id_token")
            if not isinstance(text, str):
                raise self._untrusted("no ID token came")
            read = await self._read(client, about, text)
            expected = {
                "nonce": nonce,
                "client_id": self.settings.client_id,
                "access_token": token.get("access_token"),
            }
            return self._checked(read, about["issuer"], expected)

    def check_issuer(self, given: str) -> None:
        """Refuse what comes back in another provider's name (RFC 9207); "" is no name."""
        if given and given.rstrip("/") != self.settings.issuer.rstrip("/"):
            raise self._untrusted("another issuer came back")

    def sent_back(self, error: str) -> CouncilSignInFailed:
        """Return what it means that a browser came back with an error in place of a code."""
        return sent_back(self.settings.name, error)

    @asynccontextmanager
    async def _asking(self) -> AsyncIterator[AsyncOAuth2Client]:
        """Give a client for one step; what goes wrong is a CouncilSignInFailed."""
        if self._tls is None:
            self._tls = httpx2.create_ssl_context()
        try:
            with fail_after(PATIENCE):
                async with AsyncOAuth2Client(
                    self.settings.client_id,
                    self.settings.client_secret,
                    scope="openid profile email",
                    code_challenge_method="S256",
                    timeout=PATIENCE,
                    verify=self._tls,
                ) as client:
                    yield client
        except Exception as error:
            failure = failure_of(self.settings.name, error)
            if failure is None or failure is error:
                raise
            raise failure from error

    async def _discover(self, client: AsyncOAuth2Client) -> dict[str, Any]:
        """Return what the provider says of itself."""
        at = self._clock().timestamp()
        if self._about and 0 <= at - self._about[0] < _DISCOVERED_FOR:
            return self._about[1]
        about = await _json(client, get_well_known_url(self.settings.issuer, external=True))
        issuer = about.get("issuer")
        if not isinstance(issuer, str) or issuer.rstrip("/") != self.settings.issuer.rstrip("/"):
            raise self._untrusted("it calls itself by another issuer than the setting")
        for name in _ADDRESSES:
            if not isinstance(about.get(name), str) or not is_trusted_address(about[name]):
                raise self._untrusted(f"its {name} is no https address")
        self._about = at, about
        return about

    async def _read(self, client: AsyncOAuth2Client, about: dict[str, Any], text: str) -> jwt.Token:
        """Return an ID token whose signature is right; new keys are fetched once."""
        if self._keys is not None:
            try:
                return _decoded(text, self._keys, about)
            except (InvalidKeyIdError, BadSignatureError):
                # The provider may have other keys by now.
                self._keys = None
        fetched: Any = await _json(client, about["jwks_uri"])
        try:
            keys = KeySet.import_key_set(fetched)
        except (JoseError, KeyError, TypeError, ValueError) as error:
            raise self._untrusted("its keys cannot be read") from error
        read = _decoded(text, keys, about)
        self._keys = keys
        return read

    def _checked(self, read: jwt.Token, issuer: str, expected: dict[str, Any]) -> CouncilIdentity:
        """Return who a token is of, if it is for this attempt, this service and this moment."""
        at = int(self._clock().timestamp())
        beside = seconds_beside(read.claims, at)
        if beside > SKEW:
            raise clocks_differ(self.settings.name, beside)
        known = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": self.settings.client_id},
        }
        claims = CodeIDToken(read.claims, read.header, known, expected)
        try:
            claims.validate(now=at, leeway=SKEW)
            return identity_of(claims)
        except ClaimError as error:
            raise self._untrusted(f"its claim {error.claim} is wrong") from error
        except (TypeError, ValueError) as error:
            raise self._untrusted("a claim is of no use") from error

    def _untrusted(self, why: str) -> CouncilSignInFailed:
        return untrusted(self.settings.name, why)


async def _json(client: AsyncOAuth2Client, address: str) -> dict[str, Any]:
    """Return the JSON object at an address; raises httpx2.HTTPError, ValueError."""
    async with client.stream("GET", address, withhold_token=True) as answer:
        answer.raise_for_status()
        body = bytearray()
        async for piece in answer.aiter_bytes():
            body += piece
            if len(body) > _MOST_BYTES:
                raise ValueError("too long")
    read = httpx2.Response(200, content=bytes(body)).json()
    if not isinstance(read, dict):
        raise ValueError("no object")
    return read


def _decoded(text: str, keys: KeySet, about: Mapping[str, Any]) -> jwt.Token:
    named = about.get("id_token_signing_alg_values_supported") or ["RS256"]
    allowed = [name for name in _ALGORITHMS if name in named]
    registry = JWSRegistry(algorithms=allowed, strict_check_header=False)
    return jwt.decode(text, keys, registry=registry)


def _auth_method(about: Mapping[str, Any]) -> str:
    """Return how the service shows its secret; a provider that says nothing takes the first."""
    named = about.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    basic = "client_secret_basic" in named or "client_secret_post" not in named
    return "client_secret_basic" if basic else "client_secret_post"
