"""Where a service listens, and how it is reached there."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # It loads what hashes passwords, which a service on this machine alone need not wait for.
    from api.access.network import NetworkMode


@dataclass(frozen=True, slots=True)
class Listening:
    """Where a service listens: on this machine, or with what it needs on a network.

    certificate and key are files; proxy is whose word is taken for who asks, and by https.
    """

    host: str
    port: int
    network: "NetworkMode | None" = None
    certificate: str | None = None
    key: str | None = None
    proxy: str | None = None

    @property
    def address(self) -> str:
        """The address for a browser, or for commands of this machine."""
        return address_of(self.host, self.port, encrypted=self.certificate is not None)

    @property
    def sentence(self) -> str:
        """Who may come in."""
        if self.network is None:
            return "It answers on this machine only, without a login."
        return f"Whoever has an account signs in at {self.network.address}."


def address_of(host: str, port: int, *, encrypted: bool = False) -> str:
    """Return the address of a service for a browser on this machine."""
    near = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host)
    shown = near or (f"[{host}]" if ":" in host else host)
    return f"{'https' if encrypted else 'http'}://{shown}:{port}/"
