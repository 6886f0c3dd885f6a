"""The service's secret: it signs links and seals what is kept, and is never told to anybody.

It may be several, the newest first: that one signs and seals, the others are still understood.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from itsdangerous import BadData, URLSafeTimedSerializer


class NotSealedHere(Exception):
    """Something was signed or sealed with a secret that this service has not, or not at all."""


@dataclass(frozen=True, slots=True)
class SecretKeys:
    """One secret or several, the newest first."""

    secrets: tuple[str, ...] = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse none at all."""
        if not self.secrets:
            raise ValueError("there is no secret")

    @property
    def mark(self) -> str:
        """What tells one newest secret from another, and tells nothing of it."""
        return self.tag("mark", "")[:16]

    def sign(self, purpose: str, content: Any) -> str:
        """Return a text for an address or a cookie that says something, signed, with its moment."""
        signed = self._signer(purpose).dumps(content)
        return signed if isinstance(signed, str) else signed.decode()

    def read_signed(self, purpose: str, text: str, most_seconds: float) -> Any:
        """Return what a signed text says; raises NotSealedHere, also where it is too old."""
        try:
            return self._signer(purpose).loads(text, max_age=int(most_seconds))
        except BadData as error:
            raise NotSealedHere from error

    def seal(self, purpose: str, content: str) -> str:
        """Return a text that only this service can read."""
        return self._sealer(purpose).encrypt(content.encode()).decode()

    def unseal(self, purpose: str, sealed: str) -> str:
        """Return what was sealed; raises NotSealedHere."""
        try:
            return self._sealer(purpose).decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise NotSealedHere from error

    def is_newest(self, purpose: str, sealed: str) -> bool:
        """Say whether something was sealed with the newest secret."""
        try:
            SecretKeys(self.secrets[:1]).unseal(purpose, sealed)
        except NotSealedHere:
            return False
        return True

    def resealed(self, purpose: str, sealed: str) -> str:
        """Return the same sealed with the newest secret; raises NotSealedHere."""
        try:
            return self._sealer(purpose).rotate(sealed.encode()).decode()
        except InvalidToken as error:
            raise NotSealedHere from error

    def tag(self, purpose: str, text: str) -> str:
        """Return what stands for a text where it is not to be read, such as a name that was typed.

        It is another one after the newest secret has changed.
        """
        return hmac.digest(self._key(purpose, self.secrets[0]), text.encode(), "sha256").hex()

    def _signer(self, purpose: str) -> URLSafeTimedSerializer:
        # It signs with the last of them.
        keys = [self._key(purpose, secret) for secret in reversed(self.secrets)]
        return URLSafeTimedSerializer(
            keys, salt=purpose, signer_kwargs={"digest_method": hashlib.sha256}
        )

    def _sealer(self, purpose: str) -> MultiFernet:
        keys = [base64.urlsafe_b64encode(self._key(purpose, secret)) for secret in self.secrets]
        return MultiFernet([Fernet(key) for key in keys])

    @staticmethod
    def _key(purpose: str, secret: str) -> bytes:
        """Return a key of its own for each purpose: what is signed for one opens no other."""
        made = HKDF(SHA256(), 32, salt=None, info=f"goldenthread {purpose}".encode())
        return made.derive(secret.encode())
