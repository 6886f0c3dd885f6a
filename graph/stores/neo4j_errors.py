"""A database on a server, and what can be wrong with it: one sentence each, without a password."""

import re
import ssl
from dataclasses import dataclass

from neo4j import exceptions

from graph.errors import StoreError, StoreUnreachable

OLDEST = 5


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a server: the address to connect to (without user), and who connects."""

    address: str
    user: str = ""
    password: str = ""
    database: str = ""

    @property
    def url(self) -> str:
        """The address as people write it, without the password."""
        whole = self.address.replace("://", f"://{self.user}@") if self.user else self.address
        return f"{whole}/{self.database}" if self.database else whole


def check_version(version: str, server: Server) -> None:
    """Refuse a server that is older than this program can use."""
    major = re.match(r"\d+", version)
    if not major or int(major[0]) < OLDEST:
        raise StoreUnreachable(
            f"The server at {server.url} is Neo4j {version or 'of an unknown version'}, and this "
            f"program needs {OLDEST} or later: update the server, or give another store."
        )


def _doubted_certificate(error: BaseException) -> ssl.SSLCertVerificationError | None:
    """Return what is wrong with the server's certificate, where that is behind an error."""
    seen: list[BaseException] = []
    behind: list[BaseException | None] = [error]
    while behind:
        one = behind.pop()
        if isinstance(one, ssl.SSLCertVerificationError):
            return one
        if one is not None and one not in seen:
            seen.append(one)
            # Each server of a cluster has an error of its own.
            behind += one.exceptions if isinstance(one, BaseExceptionGroup) else ()
            behind += (one.__context__, one.__cause__)
    return None


def _certificate_words(doubted: ssl.SSLCertVerificationError, server: Server) -> str:
    """Say what is wrong with a certificate, and what to do; the codes are those of OpenSSL."""
    of_it = f"The certificate of the server at {server.url}"
    match doubted.verify_code:
        case 9 | 10:
            return f"{of_it} is not of today: have it renewed, and check the clocks of both."
        case 62 | 64:
            return f"{of_it} is of another name: write the address with the name it was made for."
    without = server.url.replace("+s://", "+ssc://")
    return (
        f"{of_it} is one that nobody vouches for: have the computer trust who made it, or, where "
        f"the network is your own, take it unseen with +ssc ({without})."
    )


def classify(error: Exception, server: Server) -> StoreError:
    """Say in one sentence of ours what the driver, the server or the network complains about."""
    code = str(getattr(error, "code", None) or "")
    url = server.url
    message = " ".join(str(getattr(error, "message", None) or error).split()).rstrip(".")
    if code.endswith(("Security.Unauthorized", "Security.CredentialsExpired")):
        return StoreUnreachable(
            f'The server at {url} refused the user "{server.user}" or the password: check both, '
            "the password in GOLDENTHREAD_STORE_PASSWORD."
        )
    if code.endswith("Security.AuthenticationRateLimit"):
        return StoreUnreachable(
            f"The server at {url} had too many wrong passwords: wait a minute, then try again."
        )
    if code.endswith("Database.DatabaseNotFound"):
        name = f'database "{server.database}"' if server.database else "database for this user"
        return StoreUnreachable(
            f"The server at {url} has no {name}: correct the end of the address, or have the "
            "database made."
        )
    if code.startswith("Neo.ClientError.Security"):
        return StoreUnreachable(
            f'The server at {url} does not let the user "{server.user}" do this: have its '
            "rights extended, or connect as another user."
        )
    if isinstance(error, exceptions.UnsupportedServerProduct) or re.search(
        "handshake|Bolt service", message
    ):
        return StoreUnreachable(
            f"What answers at {url} is no Neo4j {OLDEST} or later, or it wants encryption "
            "(neo4j+s://, bolt+s://): check the address."
        )
    if doubted := _doubted_certificate(error):
        return StoreUnreachable(_certificate_words(doubted, server))
    if isinstance(error, exceptions.ConfigurationError | ValueError):
        return StoreUnreachable(f"{url} is no address of a server: {message}.")
    if isinstance(error, exceptions.DriverError | OSError | exceptions.DatabaseUnavailable):
        return unanswered(server)
    return StoreError(
        f"The server at {url} could not do what was asked: have whoever runs it look into its log "
        "(neo4j.log, debug.log); nothing was written."
    )


def unanswered(server: Server) -> StoreUnreachable:
    """Return the error for a server that says nothing, or is not there."""
    return StoreUnreachable(
        f"The server at {server.url} does not answer: start it, or check the address and the "
        "network."
    )
