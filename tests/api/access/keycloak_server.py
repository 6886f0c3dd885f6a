"""A real Keycloak for a test: fetched by Maven once, into the user's cache; no data is kept."""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

VERSION = "26.4.0"
PASSWORD = "four words in a row"
CLIENT, SECRET = "golden-thread", "a secret of the tests"
_STARTS_WITHIN = 240.0
_GROUPS = {
    "name": "groups",
    "protocol": "openid-connect",
    "protocolMapper": "oidc-group-membership-mapper",
    "config": {"claim.name": "groups", "full.path": "false", "id.token.claim": "true"},
}
_JO = {
    "username": "jo",
    "enabled": True,
    "email": "jo@easton.example",
    "emailVerified": True,
    "firstName": "Jo",
    "lastName": "Reviewer",
    "groups": ["hub readers"],
    "credentials": [{"type": "password", "value": PASSWORD, "temporary": False}],
}


def _realm(back: str) -> dict[str, object]:
    client = {
        "clientId": CLIENT,
        "secret": SECRET,
        "redirectUris": [back],
        "attributes": {"pkce.code.challenge.method": "S256"},
        "protocolMappers": [_GROUPS],
    }
    return {
        "realm": "hubs",
        "enabled": True,
        "sslRequired": "none",
        "clients": [client],
        "groups": [{"name": "hub readers"}],
        "users": [_JO],
    }


def _distribution() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "goldenthread"
    file = cache / f"keycloak-quarkus-dist-{VERSION}.zip"
    if not file.is_file():
        goal = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
        artifact = f"-Dartifact=org.keycloak:keycloak-quarkus-dist:{VERSION}:zip"
        command = [shutil.which("mvn") or "mvn", "-q", "-B", goal, artifact]
        subprocess.run([*command, f"-DoutputDirectory={cache}"], check=True, capture_output=True)
    return file


@contextmanager
def keycloak(back: str) -> Iterator[str]:
    """Run a server that knows Jo until the end of the block; gives the issuer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    issuer = f"http://127.0.0.1:{port}/realms/hubs"
    with tempfile.TemporaryDirectory(prefix="goldenthread-keycloak-") as folder:
        with zipfile.ZipFile(_distribution()) as packed:
            packed.extractall(folder)
        home = Path(folder) / f"keycloak-{VERSION}"
        (home / "data" / "import").mkdir(parents=True)
        (home / "data" / "import" / "hubs-realm.json").write_text(json.dumps(_realm(back)), "utf-8")
        options = ["start-dev", "--import-realm", "--http-host=127.0.0.1", f"--http-port={port}"]
        process = subprocess.Popen(
            ["bash", str(home / "bin" / "kc.sh"), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _wait(issuer, process)
            yield issuer
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(issuer: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while True:
        try:
            httpx2.get(f"{issuer}/.well-known/openid-configuration").raise_for_status()
            return
        except httpx2.HTTPError as error:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("Keycloak did not start") from error
            time.sleep(1)
