"""What `serve` needs on a network, each missing piece in one sentence that says how to get it."""

import hashlib
import os
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path

from api.commands.listening import Listening
from api.errors import UsageError
from api.settings import LOCAL_HOSTS, ServerAddress, StoreAddress
from api.wiring import open_accounts, service_secrets
from graph.accounts.account_records import ServedAs

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_AN_IP6 = re.compile(r"[0-9a-f]*:[0-9a-f:.]+")


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """What was said on the command line about a network."""

    login: bool = False
    hosts: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None
    proxy: str = ""


def is_network(host: str, options: NetworkOptions) -> bool:
    """Say whether a service is for a network: asked for so, or on an address others reach.

    Raises UsageError for what makes sense on a network only, and for what is missing there.
    """
    if host in LOCAL_HOSTS and not options.login:
        given = {
            "--allowed-host": options.hosts,
            "--certificate": options.certificate,
            "--key": options.key,
            "--behind-proxy": options.proxy,
        }
        alone = next((name for name, value in given.items() if value), None)
        if alone:
            raise UsageError(f"{alone} is for a service that people sign in to: add --login.")
        return False
    for name in options.hosts:
        _check_host(name)
    if (options.certificate is None) != (options.key is None):
        there, missing = ("--certificate", "--key")[:: 1 if options.certificate else -1]
        raise UsageError(f"{there} is there without {missing}: name both files.")
    if options.certificate and options.key:
        _check_certificate(options.certificate, options.key)
    if options.proxy:
        _check_proxy(options.proxy)
    if host in LOCAL_HOSTS:
        return True
    if not options.certificate and not options.proxy:
        raise UsageError(
            f'Other machines can reach "{host}", so the service needs https there: name its '
            "certificate with --certificate and --key, or the proxy in front of it that has one "
            "with --behind-proxy ADDRESS."
        )
    if not options.hosts:
        raise UsageError(
            "The service needs the names that it is asked for, so that no page elsewhere can use "
            "it: add --allowed-host NAME, such as --allowed-host hubs.example.org."
        )
    return True


@contextmanager
def network_listening(
    address: StoreAddress | ServerAddress, host: str, port: int, options: NetworkOptions
) -> Iterator[Listening]:
    """Open the accounts of a store and say how a service listens; raises UsageError, StoreError."""
    # What hashes and signs, which only a service on a network loads.
    from api.access.network import network_mode
    from api.access.openid_settings import openid_settings
    from api.access.secret_keys import SecretKeys

    keys, openid = SecretKeys(service_secrets(address)), openid_settings(os.environ)
    with open_accounts(address) as accounts:
        hosts = tuple(dict.fromkeys((*map(str.lower, options.hosts), *LOCAL_HOSTS)))
        typed = _typed(port, options)
        network = network_mode(accounts, keys, hosts, address=typed, openid=openid)
        if not network.people.has_owner():
            raise UsageError(
                "Nobody has an account yet who owns an area: goldenthread user add NAME adds one, "
                "goldenthread grant NAME owner makes it an owner."
            )
        network.seal_anew()
        accounts.write([ServedAs(network.address, keys.mark)])
        proxy = options.proxy or ("127.0.0.1" if not options.certificate else None)
        certificate = str(options.certificate) if options.certificate else None
        key = str(options.key) if options.key else None
        yield Listening(host, port, network, certificate, key, proxy)


def fingerprint(certificate: str | None) -> str:
    """Return the SHA-256 of the first certificate in a file, by which commands know the service."""
    if certificate is None:
        return ""
    text = Path(certificate).read_text("ascii")
    end = "-----END CERTIFICATE-----"
    first = text[text.index("-----BEGIN CERTIFICATE-----") : text.index(end) + len(end)]
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(first)).hexdigest()


def _typed(port: int, options: NetworkOptions) -> str:
    """Return the address that people type."""
    if not options.hosts:
        return f"{'https' if options.certificate else 'http'}://localhost:{port}"
    at = f":{port}" if options.certificate and port != 443 else ""
    name = options.hosts[0].lower()
    return f"https://{f'[{name}]' if ':' in name else name}{at}"


def _check_host(name: str) -> None:
    if not (_HOST.fullmatch(name.lower()) or _AN_IP6.fullmatch(name.lower())):
        raise UsageError(
            f'--allowed-host is "{name}", which is no name of a machine: write the name alone, '
            "without https:// and port, such as hubs.example.org."
        )


def _check_proxy(text: str) -> None:
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        raise UsageError(
            f'--behind-proxy is "{text}": write the address from which the proxy asks, such as '
            "10.0.0.5, or a network of its own, such as 172.18.0.0/16."
        ) from None
    if network.prefixlen < (8 if network.version == 4 else 32):
        raise UsageError(
            f'--behind-proxy is "{text}", which is nearly everybody, and whoever it names may say '
            "from where a request came: name the proxy alone."
        )


def _check_certificate(certificate: Path, key: Path) -> None:
    for name, file in (("--certificate", certificate), ("--key", key)):
        if not file.is_file():
            raise UsageError(f"{name} is {file}, and there is no such file: check the name.")
    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        # A key that asks for a password would wait for somebody to type it.
        context.load_cert_chain(certificate, key, password="")
        fingerprint(str(certificate))
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{certificate} and {key} are no certificate with its key that can be used: both are "
            "PEM files, the key without a password."
        ) from error
