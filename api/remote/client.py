"""A store through the service that has it open: every verb of the port, over HTTP on this machine.

The engine lets one process have its files. So commands of the same user that find a service there
ask it, with the token that lies beside the store, and what they write shows on its pages at once.
"""

import hashlib
import http.client
import json
import ssl
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from typing import Any

from api.remote.error_json import from_error_record
from api.remote.protocol import ERROR, VALUE, in_blocks
from api.remote.token_file import RunningService
from api.remote.value_json import SHAPE, BadValue, from_lines, to_lines
from graph.errors import StoreLocked, StoreUnreachable
from graph.facts.changes import Batch, ChangeRecord
from graph.facts.model import Snapshot
from graph.facts.scenarios import Scenario
from graph.facts.store_dump import Contents
from graph.store import AreaSummary, Edition, Hit, StoreDescription

# Seconds without a word: of a service that is greeted, and of one that says one every five while
# it works.
_GREETING, _SILENCE = 10.0, 30.0
_WRITES = frozenset(("apply", "put", "fill", "keep_places", "forget_places", "keep_scenario")) | {
    "accept_scenario",
    "drop_scenario",
}


class NoSuchService(StoreUnreachable):
    """What a token file names does not answer to it: it has ended, or is about to begin."""

    def __init__(self, service: RunningService) -> None:
        super().__init__(
            f"The service at {service.address} that had the store open is gone: run this again."
        )


class OtherVersion(StoreLocked):
    """A service has a store open whose program says other things than ours."""

    def __init__(self, service: RunningService) -> None:
        super().__init__(
            f"The store is open in a service of another version of Golden Thread at "
            f"{service.address} (process {service.pid}): stop it and start it again."
        )


class RemoteStore:
    """The store of a service that runs on this machine.

    Raises NoSuchService where that is not there, OtherVersion where its program is another one;
    then what the store itself raises, and StoreUnreachable where the service ends.
    """

    def __init__(self, service: RunningService) -> None:
        if service.shape != SHAPE:
            raise OtherVersion(service)
        self._service = service
        self._closed = False
        self._patience = _GREETING
        self.describe()
        self._patience = _SILENCE

    def describe(self) -> StoreDescription:
        """Say what this store is."""
        described: StoreDescription = self._ask("describe")
        return described

    def areas(self) -> tuple[AreaSummary, ...]:
        """Return every area, by slug."""
        areas: tuple[AreaSummary, ...] = self._ask("areas")
        return areas

    def revision(self, slug: str) -> int:
        """Return the revision of an area."""
        return int(self._ask("revision", slug))

    def edition(self, slug: str) -> Edition:
        """Return which text of an area this is."""
        edition: Edition = self._ask("edition", slug)
        return edition

    def editions(self) -> Mapping[str, Edition]:
        """Return the edition of every area, by slug."""
        editions: Mapping[str, Edition] = self._ask("editions")
        return editions

    def editions_at_hand(self) -> None:
        """Return nothing: the service knows, and is to be asked."""
        return

    def read(self, slug: str) -> Snapshot:
        """Return everything recorded of an area."""
        snapshot: Snapshot = self._ask("read", slug)
        return snapshot

    def apply(self, batch: Batch, expected: Mapping[str, int] | None = None) -> int:
        """Write a batch, all or nothing; return the area's new revision."""
        return int(self._ask("apply", batch, expected))

    def history(self, slug: str, about: str | None = None) -> tuple[ChangeRecord, ...]:
        """Return the changes of an area, or of one fact, oldest first."""
        history: tuple[ChangeRecord, ...] = self._ask("history", slug, about)
        return history

    def changes_between(self, before: Edition, after: Edition) -> tuple[ChangeRecord, ...] | None:
        """Return what was written between two editions, where the service did so lately."""
        changes: tuple[ChangeRecord, ...] | None = self._ask("changes_between", before, after)
        return changes

    def put(self, snapshot: Snapshot, history: Sequence[ChangeRecord]) -> None:
        """Write a whole area as it was exported."""
        self._ask("put", snapshot, tuple(history))

    def contents(self) -> Contents:
        """Return everything that is kept, as of one moment."""
        contents: Contents = self._ask("contents")
        return contents

    def fill(self, contents: Contents) -> None:
        """Write everything into an empty store."""
        self._ask("fill", contents)

    def places(self, slug: str, layout: str) -> dict[str, tuple[float, float]]:
        """Return the kept places of things on an area's map."""
        places: dict[str, tuple[float, float]] = self._ask("places", slug, layout)
        return places

    def keep_places(
        self, slug: str, layout: str, places: Mapping[str, tuple[float, float]]
    ) -> None:
        """Keep the places of moved things."""
        self._ask("keep_places", slug, layout, places)

    def keep_scenario(self, scenario: Scenario, seen: int = 0) -> Scenario:
        """Keep a scenario of an area, over the version that was seen."""
        kept: Scenario = self._ask("keep_scenario", scenario, seen)
        return kept

    def scenarios(self, slug: str) -> tuple[Scenario, ...]:
        """Return the scenarios of an area, by name."""
        scenarios: tuple[Scenario, ...] = self._ask("scenarios", slug)
        return scenarios

    def scenario(self, slug: str, name: str) -> Scenario:
        """Return a scenario of an area."""
        scenario: Scenario = self._ask("scenario", slug, name)
        return scenario

    def accept_scenario(
        self,
        slug: str,
        name: str,
        who: str,
        when: datetime,
        seen: int | None = None,
        via: str = "",
    ) -> int:
        """Write a scenario's changes and drop it, both or neither."""
        return int(self._ask("accept_scenario", slug, name, who, when, seen, via))

    def drop_scenario(
        self, slug: str, name: str, who: str, when: datetime, seen: int | None = None
    ) -> None:
        """Drop a scenario."""
        self._ask("drop_scenario", slug, name, who, when, seen)

    def forget_places(self, slug: str, layout: str) -> None:
        """Forget the kept places of a layout."""
        self._ask("forget_places", slug, layout)

    def find(self, text: str, slug: str | None = None) -> tuple[Hit, ...]:
        """Find things whose name, alias or id contains a text."""
        hits: tuple[Hit, ...] = self._ask("find", text, slug)
        return hits

    def verify(self) -> tuple[str, ...]:
        """Check that what is stored is whole."""
        faults: tuple[str, ...] = self._ask("verify")
        return faults

    def close(self) -> None:
        """Ask nothing more; the service keeps the store open."""
        self._closed = True

    def _ask(self, verb: str, *arguments: object) -> Any:
        """Have the service do a verb of the store, and return what it returns."""
        service = self._service
        if self._closed:
            raise StoreUnreachable(f"The store at {service.address} is closed: open it again.")
        with self._refusals_told(verb):
            connection = _connection(service, self._patience)
            try:
                connection.request(
                    "POST",
                    f"/remote/{verb}",
                    in_blocks(to_lines(arguments)),
                    {
                        # A service on a network answers to this name too.
                        "Host": "localhost",
                        "Authorization": f"Bearer {service.token}",
                        "Content-Type": "application/jsonl",
                        "Transfer-Encoding": "chunked",
                    },
                    encode_chunked=True,
                )
                return self._answer(connection.getresponse())
            finally:
                connection.close()

    def _answer(self, response: http.client.HTTPResponse) -> Any:
        if response.status == 404:
            raise NoSuchService(self._service)
        if response.status != 200:
            raise StoreUnreachable(
                f"The service at {self._service.address} refuses this (HTTP {response.status}): "
                "ask again in a moment."
            )
        lines = _without_beats(response)
        word = json.loads(next(lines, b'""'))
        if word == ERROR:
            raise from_error_record(json.loads(next(lines, b"{}")))
        if word != VALUE:
            raise BadValue("The answer is empty.")
        return from_lines(lines)

    @contextmanager
    def _refusals_told(self, verb: str) -> Iterator[None]:
        """Say in a sentence what comes between a command and the service."""
        address = self._service.address
        try:
            yield
        except ConnectionRefusedError as error:
            raise NoSuchService(self._service) from error
        except (OSError, http.client.HTTPException, BadValue, LookupError, ValueError) as error:
            unsure = "whether anything was written is not known: look before you repeat it"
            right = unsure if verb in _WRITES else "ask again in a moment"
            raise StoreUnreachable(
                f"The service at {address} that has the store open did not answer to the end; "
                f"{right}."
            ) from error


def _connection(service: RunningService, patience: float) -> http.client.HTTPConnection:
    """Return a connection to a service, which is the one that wrote the token; raises OSError."""
    if not service.is_encrypted:
        return http.client.HTTPConnection(service.host, service.port, timeout=patience)
    # Whoever vouches for its certificate, it is the very one that the file beside the store names.
    unseen = ssl.create_default_context()
    unseen.check_hostname, unseen.verify_mode = False, ssl.CERT_NONE
    connection = http.client.HTTPSConnection(
        service.host, service.port, timeout=patience, context=unseen
    )
    connection.connect()
    shown = connection.sock.getpeercert(binary_form=True)
    if hashlib.sha256(shown or b"").hexdigest() != service.certificate:
        connection.close()
        raise NoSuchService(service)
    return connection


def _without_beats(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines from the first on that is not empty."""
    rest = iter(lines)
    for line in rest:
        if line.strip():
            yield from chain([line], rest)
