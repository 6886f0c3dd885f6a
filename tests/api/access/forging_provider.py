"""A provider that answers what a test wants: other issuers, forged signatures, wrong clocks."""

import time
from typing import Any

import anyio
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

CLIENT = "golden-thread"
NONCE = "the nonce of this attempt"


class ForgingProvider:
    """What it says of itself, of its keys and in its token; each can be set."""

    def __init__(self) -> None:
        self.issuer = ""
        self.key = RSAKey.generate_key(2048, {"kid": "first"})
        self.about: dict[str, Any] = {}
        self.claims: dict[str, Any] = {}
        self.token: dict[str, Any] = {}
        self.status = 200
        self.seconds = 0.0
        self.keys_asked = 0
        routes = [
            Route("/.well-known/openid-configuration", self._about),
            Route("/keys", self._keys),
            Route("/token", self._token, methods=["POST"]),
        ]
        self.app = Starlette(routes=routes)

    def renew_key(self, kid: str) -> None:
        """Sign with another key from now on."""
        self.key = RSAKey.generate_key(2048, {"kid": kid})

    def signed(self, alg: str = "RS256", key: Any = None, **claims: Any) -> str:
        """Return an ID token as it ought to be, but for what is given."""
        at = int(time.time())
        honest: dict[str, Any] = {"iss": self.issuer, "aud": CLIENT, "nonce": NONCE, "iat": at}
        honest |= {"exp": at + 300, "sub": "248289761001", "name": "Jo Reviewer"}
        content = {k: v for k, v in (honest | claims).items() if v is not None}
        signing = key or self.key
        return jwt.encode({"alg": alg, "kid": signing.kid}, content, signing, algorithms=[alg])

    async def _about(self, _: Request) -> Response:
        await anyio.sleep(self.seconds)
        own = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }
        return JSONResponse(own | self.about, self.status)

    async def _keys(self, _: Request) -> Response:
        self.keys_asked += 1
        return JSONResponse(KeySet([self.key]).as_dict(private=False))

    async def _token(self, _: Request) -> Response:
        answer = {"access_token": "opaque", "token_type": "Bearer"}
        answer |= {"id_token": self.signed(**self.claims)}
        return JSONResponse(answer | self.token)
