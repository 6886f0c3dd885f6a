"""A real OpenID Connect provider for tests, in a process of its own: oidc-provider-mock from PyPI.

It lets in whoever is named to it, and is killed at the end.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import httpx2

_STARTS_WITHIN = 30.0


class ProviderProcess:
    """One provider on a port that stays its own, also when it is stopped and started again."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.issuer = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, with new keys and nobody known; wait until it answers."""
        command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "-p", str(self.port)]
        self._process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"NO_COLOR": "1"},
        )
        until = time.monotonic() + _STARTS_WITHIN
        while True:
            try:
                httpx2.get(f"{self.issuer}/jwks").raise_for_status()
                return
            except httpx2.HTTPError as error:
                if self._process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError("the provider did not start") from error
                time.sleep(0.1)

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def know(self, subject: str, **claims: object) -> None:
        """Have somebody known, with what is said of them."""
        address = f"{self.issuer}/users/{quote(subject)}"
        httpx2.put(address, json=claims).raise_for_status()

    def authorise(self, address: str, subject: str) -> str:
        """Sign somebody in at an address, as its form does; return where the browser is sent."""
        answer = httpx2.post(address, data={"sub": subject})
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]


@contextmanager
def provider_process() -> Iterator[ProviderProcess]:
    """Run a provider until the end of the block."""
    provider = ProviderProcess()
    provider.start()
    try:
        yield provider
    finally:
        provider.stop()
