"""graphql-transport-ws through a real server: each case of its protocol, and what we add to it.

Tests: api/pages/sockets.py, api/pages/socket_messages.py, api/pages/following.py,
api/schema/subscribing.py, api/schema/subscription.py
"""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.websockets import WebSocket
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from api.access.persons import Role
from api.access.standing import OVER
from api.pages import sockets
from api.service import area_changes
from api.service import callers as callers_module
from tests.api.access.quick import somebody
from tests.api.live_service import (
    COMES_WITHIN,
    OTHER,
    TOWN,
    Guests,
    LiveService,
    Talk,
    guarded_service,
    live_service,
    small_store,
    talking,
)

REVISION = f'subscription {{ areaChanged(area: "{TOWN}") {{ revision }} }}'
ADD = """mutation { keepScenario(area: "nearham", name: "A", changes: [
    {addBody: {name: "New body"}}]) { problems { code message } } }"""


@pytest.fixture(scope="module")
def service() -> Iterator[LiveService]:
    with live_service(small_store()) as running:
        yield running


@pytest.fixture
def talk(service: LiveService) -> Iterator[Talk]:
    with talking(service) as begun:
        yield begun


@pytest.fixture
def silent(service: LiveService) -> Iterator[Talk]:
    """A socket that has not begun."""
    with talking(service, begun=False) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _nobody_is_left(service: LiveService) -> Iterator[None]:
    """Whatever a test did, nothing of it goes on."""
    yield
    assert service.quiet()


@pytest.mark.parametrize("offered", [None, ["graphql-ws"], ["json"]])
def test_another_protocol_is_named_no_answer_and_closed(
    service: LiveService, offered: list[Any] | None
) -> None:
    with connect(service.socket_address, subprotocols=offered) as connection:
        assert connection.subprotocol is None
        assert Talk(connection).closed() == (4406, "Subprotocol not acceptable")


def test_the_protocol_is_chosen_among_several(service: LiveService) -> None:
    with talking(service, subprotocols=["graphql-ws", "graphql-transport-ws"]) as talk:
        assert talk.connection.subprotocol == "graphql-transport-ws"


def test_who_does_not_begin_is_not_waited_for(
    service: LiveService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "BEGUN_WITHIN", 0.1)
    with talking(service, begun=False) as silent:
        assert silent.closed() == (4408, "Connection initialisation timeout")
    with talking(service) as talk:
        time.sleep(0.2)
        talk.say("ping")
        assert talk.hear() == {"type": "pong"}


@pytest.mark.parametrize("payload", [{}, None, {"any": {"thing": [1]}}])
def test_a_payload_to_begin_with_is_an_object_or_none(silent: Talk, payload: object) -> None:
    silent.say("connection_init", payload=payload)
    assert silent.hear() == {"type": "connection_ack"}


def test_beginning_twice_closes(talk: Talk) -> None:
    talk.say("connection_init")
    assert talk.closed() == (4429, "Too many initialisation requests")


def test_beginning_twice_at_once_closes(silent: Talk) -> None:
    silent.say("connection_init")
    silent.say("connection_init")
    assert silent.closed()[0] == 4429


def test_asking_before_it_has_begun_closes(silent: Talk) -> None:
    silent.ask("{ areas { slug } }")
    assert silent.closed() == (4401, "Unauthorized")


@pytest.mark.parametrize("payload", [{}, {"some": "thing"}])
def test_a_ping_is_answered_with_what_it_held(talk: Talk, payload: dict[str, Any]) -> None:
    talk.say("ping", payload=payload)
    assert talk.hear() == {"type": "pong", "payload": payload}


def test_a_ping_is_answered_before_it_has_begun(silent: Talk) -> None:
    silent.say("ping")
    assert silent.hear() == {"type": "pong"}


def test_a_pong_needs_no_answer(talk: Talk) -> None:
    talk.say("pong", payload={"a": 1})
    talk.say("ping")
    assert talk.hear() == {"type": "pong"}


BAD = [
    *("", "no json", "[]", "null", '"text"', "1", "{}", '{"type": 1}', '{"type": ""}', "NaN"),
    *('{"type": "connection_ack"}', '{"type": "next", "id": "1", "payload": {}}'),
    *('{"type": "start", "id": "1"}', '{"type": "unknown"}', '{"type": "subscribe"}'),
    '{"type": "subscribe", "payload": {"query": "{ a }"}}',
    '{"type": "subscribe", "id": 1, "payload": {"query": "{ a }"}}',
    '{"type": "subscribe", "id": "", "payload": {"query": "{ a }"}}',
    *('{"type": "subscribe", "id": "1"}', '{"type": "subscribe", "id": "1", "payload": ""}'),
    *('{"type": "subscribe", "id": "1", "payload": {}}', '{"type": "complete"}'),
    '{"type": "subscribe", "id": "1", "payload": {"query": {}}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": "{ a }", "variables": "a"}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": "{ a }", "variables": [1]}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": "{ a }", "operationName": {}}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": "{ a }", "extensions": 1}}',
    *(
        '{"type": "complete", "id": 1}',
        '{"type": "ping", "payload": "a"}',
        '{"type": "pong", "payload": []}',
    ),
    "[" * 30_000,
]


@pytest.mark.parametrize("message", BAD)
def test_a_message_that_the_protocol_does_not_know_closes_with_a_sentence(
    talk: Talk, message: str
) -> None:
    talk.connection.send(message)
    code, reason = talk.closed()
    assert code == 4400
    assert reason.endswith(".")


def test_bytes_are_no_message(talk: Talk) -> None:
    talk.connection.send(b'{"type": "ping"}')
    assert talk.closed() == (4400, "Messages are texts, not bytes.")


def test_a_beginning_that_is_no_object_closes(silent: Talk) -> None:
    silent.say("connection_init", payload="iamnotanobject")
    assert silent.closed()[0] == 4400


def test_a_message_of_more_than_64_kb_closes(talk: Talk) -> None:
    talk.say("ping", payload={"a": "a" * 60_000})
    assert talk.hear()["type"] == "pong"
    talk.say("ping", payload={"a": "a" * 66_000})
    assert talk.closed()[0] == 1009


def test_a_question_is_answered_once_and_is_complete(talk: Talk) -> None:
    query = (
        "query Named($slug: String!) { area(slug: $slug) { name } } query Other { areas { slug } }"
    )
    talk.ask(query, variables={"slug": TOWN}, operationName="Named", extensions={})
    data = {"area": {"name": "Nearham"}}
    assert talk.hear() == {"id": "1", "type": "next", "payload": {"data": data}}
    assert talk.hear() == {"id": "1", "type": "complete"}


def test_an_id_may_be_used_again_once_it_is_complete(talk: Talk) -> None:
    for _ in range(3):
        talk.ask("{ areas { slug } }")
        assert [talk.hear()["type"], talk.hear()["type"]] == ["next", "complete"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ areas { nam } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("", "BAD_USER_INPUT"),
        ("query A { areas { slug } } query B { areas { slug } }", "BAD_USER_INPUT"),
        ("{ areas { slug } }" + "#" * 20_000, "TOO_LARGE"),
        ("subscription { areaChanged { revision } }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        (
            f'subscription {{ areaChanged(area: "{TOWN}") {{ nothing }} }}',
            "GRAPHQL_VALIDATION_FAILED",
        ),
        ("subscription ($a: String!) { areaChanged(area: $a) { revision } }", "BAD_USER_INPUT"),
        ('subscription { areaChanged(area: "nowhere") { revision } }', "NOT_FOUND"),
        (
            f'subscription {{ areaChanged(area: "{TOWN}", sinceRevision: -1) {{ revision }} }}',
            "BAD_USER_INPUT",
        ),
        (
            f'subscription {{ a: areaChanged(area: "{TOWN}") {{ revision }}'
            f' b: areaChanged(area: "{OTHER}") {{ revision }} }}',
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (ADD, "BAD_USER_INPUT"),
    ],
)
def test_what_cannot_be_answered_ends_its_operation_alone(
    talk: Talk, query: str, code: str
) -> None:
    talk.ask(query, "wrong")
    heard = talk.hear()
    assert (heard["id"], heard["type"]) == ("wrong", "error")
    (error,) = heard["payload"]
    assert error["extensions"]["code"] == code
    assert "\n" not in error["message"]
    # Nothing more of it, and the socket goes on; its id may be used again.
    talk.ask("{ areas { slug } }", "wrong")
    assert [talk.hear()["type"], talk.hear()["type"]] == ["next", "complete"]


def test_an_error_while_it_runs_stands_beside_the_rest(talk: Talk) -> None:
    talk.ask(f'{{ area(slug: "{TOWN}") {{ name view {{ links(first: -1) {{ totalCount }} }} }} }}')
    payload = talk.hear()["payload"]
    assert payload["data"]["area"]["name"] == "Nearham"
    assert payload["errors"][0]["path"] == ["area", "view", "links"]
    assert talk.hear()["type"] == "complete"


def test_a_page_of_the_service_may_change_something_and_no_other(service: LiveService) -> None:
    with talking(service, origin=service.address) as talk:
        talk.ask(ADD)
        assert talk.hear()["payload"]["data"]["keepScenario"]["problems"] == []
        assert talk.hear()["type"] == "complete"
    with pytest.raises(InvalidStatus) as refused, talking(service, origin="http://elsewhere.org"):
        pass
    assert refused.value.response.status_code == 403


def test_what_is_written_is_told_with_what_was_written(service: LiveService, talk: Talk) -> None:
    seen = service.store.revision(TOWN)
    talk.follow(seen)
    for number in (1, 2, 3):
        assert service.write() == seen + number
        event = talk.event()
        assert event["revision"] == seen + number
        assert event["readAgain"] is False
        assert event["changes"] == [{"id": f"{TOWN}/change~{seen + number}~1"}]


def test_an_event_tells_which_findings_opened_and_closed(talk: Talk, service: LiveService) -> None:
    fields = """revision area { slug } changes { subjectId who action before { sentence }
        after { sentence } } opened { rule { id } because { after { sentence } } }
        closed { move } moved { title sentence viewBefore { id } viewAfter { id } }"""
    seen = service.store.revision(TOWN)
    talk.ask(
        "subscription ($a: String!, $since: Int) "
        f"{{ areaChanged(area: $a, sinceRevision: $since) {{ {fields} }} }}",
        variables={"a": TOWN, "since": seen},
    )
    service.write()
    event = talk.event()
    assert event["area"] == {"slug": TOWN}
    (change,) = event["changes"]
    assert change["who"] == "pat"
    assert change["action"] == "ADDED"
    assert change["before"] is None
    assert change["after"]["sentence"]
    moved = [*event["opened"], *event["closed"], *event["moved"]]
    assert moved, "what is asked of a partnership is something to ask after"
    for one in event["moved"]:
        assert one["viewBefore"] is None
        assert one["viewAfter"]["id"]


def test_who_ends_it_is_told_nothing_more(service: LiveService, talk: Talk) -> None:
    talk.follow(service.store.revision(TOWN), name="ended")
    talk.follow(service.store.revision(OTHER), OTHER, "other")
    service.write()
    assert talk.event()["revision"]
    talk.say("complete", id="ended")
    service.write()
    service.write(OTHER)
    assert talk.hear()["id"] == "other"
    talk.follow(service.store.revision(TOWN), name="ended")
    service.write()
    assert talk.hear()["id"] == "ended"


def test_ending_what_is_not_there_is_no_error(talk: Talk) -> None:
    talk.say("complete", id="never")
    talk.ask("{ areas { slug } }")
    assert [talk.hear()["type"], talk.hear()["type"]] == ["next", "complete"]


@pytest.mark.parametrize("query", [REVISION, "{ areas { slug } }"])
def test_an_id_that_is_used_twice_closes(talk: Talk, query: str) -> None:
    talk.ask(REVISION, "same")
    talk.ask(query, "same")
    assert talk.closed() == (4409, "Subscriber for same already exists")


def test_of_more_than_twenty_the_last_is_refused(service: LiveService, talk: Talk) -> None:
    for number in range(20):
        talk.follow(service.store.revision(TOWN), name=str(number))
    talk.ask(REVISION, "20")
    heard = talk.hear()
    assert (heard["type"], heard["id"]) == ("error", "20")
    assert heard["payload"][0]["extensions"]["code"] == "RATE_LIMITED"
    service.write()
    assert {talk.hear()["id"] for _ in range(20)} == {str(number) for number in range(20)}
    talk.say("complete", id="7")
    talk.ask("{ areas { slug } }", "20")
    assert talk.hear()["type"] == "next"


def test_questions_over_a_socket_have_the_limits_of_all_questions(
    service: LiveService, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = threading.Event()
    real = callers_module.Callers.charge

    def charge(self: Any, caller: str, cost: int, **more: Any) -> None:
        waiting.wait(COMES_WITHIN)
        real(self, caller, cost, **more)

    monkeypatch.setattr(callers_module.Callers, "charge", charge)
    for name in ("1", "2", "3"):
        talk.ask("{ areas { slug } }", name)
    heard = talk.hear()
    assert (heard["id"], heard["type"]) == ("3", "error")
    assert heard["payload"][0]["extensions"]["code"] == "RATE_LIMITED"
    # Ended before it is answered: nothing of it comes any more.
    talk.say("complete", id="2")
    waiting.set()
    assert [(one["id"], one["type"]) for one in (talk.hear(), talk.hear())] == [
        ("1", "next"),
        ("1", "complete"),
    ]


def test_who_comes_again_misses_nothing_and_hears_nothing_twice(service: LiveService) -> None:
    seen = first = service.store.revision(TOWN)
    writer = threading.Thread(target=lambda: [service.write() for _ in range(50)])
    writer.start()
    heard: list[str] = []
    while seen < first + 50:
        with talking(service) as talk:
            talk.follow(seen)
            # Cut off after a few, wherever it is just then.
            for _ in range(7):
                event = talk.event()
                assert event["revision"] == seen + 1
                assert not event["readAgain"]
                seen = event["revision"]
                heard += [change["id"] for change in event["changes"]]
                if seen == first + 50:
                    break
            talk.connection.socket.close()
    writer.join()
    written = [one.id for one in service.store.history(TOWN) if one.revision > first]
    assert heard == written
    assert len(heard) == 50


def test_who_reads_too_slowly_is_told_to_read_again(
    service: LiveService, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(area_changes, "MOST_BEHIND", 3)
    seen = service.store.revision(TOWN)
    sending, wait = WebSocket.send_text, threading.Event()

    async def send_text(self: Any, data: str) -> None:
        while json.loads(data)["type"] == "next" and not wait.is_set():
            await asyncio.sleep(0.01)
        await sending(self, data)

    monkeypatch.setattr(WebSocket, "send_text", send_text)
    talk.follow(seen)
    service.write()
    time.sleep(0.2)
    for _ in range(10):
        newest = service.write()
    wait.set()
    assert talk.event()["revision"] == seen + 1
    event = talk.event()
    assert event == {"revision": newest, "readAgain": True, "changes": []}
    assert service.write() == talk.event()["revision"]


def test_a_revision_that_is_not_there_yet_is_told_to_read_again(
    service: LiveService, talk: Talk
) -> None:
    talk.follow(service.store.revision(TOWN) + 5)
    assert talk.event()["readAgain"] is True


@pytest.fixture(scope="module")
def guests() -> Iterator[Guests]:
    with guarded_service(small_store()) as running:
        yield running


@pytest.mark.parametrize("shown", [{}, {"Authorization": "Bearer gt_wrong"}])
def test_who_shows_no_token_that_is_good_is_told_so(guests: Guests, shown: dict[str, str]) -> None:
    with talking(guests.service, begun=False, additional_headers=shown) as silent:
        assert silent.closed() == (4401, "Unauthorized: sign in, or show a token that is good.")


def test_a_token_may_no_more_than_its_own_role(guests: Guests) -> None:
    shown = guests.let_in("Ed", TOWN)
    guests.network.people.grant(guests.network.people.named("Ed"), Role.EDITOR, TOWN)
    with talking(guests.service, additional_headers=shown) as talk:
        # The token is a reviewer's, whatever its holder may.
        talk.ask(ADD)
        (problem,) = talk.hear()["payload"]["data"]["keepScenario"]["problems"]
        assert problem["code"] == "FORBIDDEN"


@pytest.mark.parametrize("how", ["revoked", "expired", "closed"])
def test_a_token_that_ends_closes_the_socket(guests: Guests, how: str) -> None:
    shown = guests.let_in(how, TOWN)
    service = guests.service
    seen = service.store_below.revision(TOWN)
    with talking(service, additional_headers=shown) as talk:
        talk.follow(seen)
        service.write()
        assert talk.event()["revision"] == seen + 1
        if how == "revoked":
            # Told at once, though nothing is written.
            guests.revoke(how)
        elif how == "closed":
            guests.network.people.disable(guests.network.people.named(how))
        else:
            guests.clock.pass_by(days=91)
            service.write()
        assert talk.closed() == (4401, OVER)


def test_an_area_without_a_right_is_not_there(guests: Guests) -> None:
    shown = guests.let_in("Ada", TOWN)
    with talking(guests.service, additional_headers=shown) as talk:
        for number, slug in enumerate((OTHER, "nowhere")):
            talk.follow(0, slug, str(number))
            (error,) = talk.hear()["payload"]
            assert error["message"].replace(slug, "?") == 'There is no area "?".'
            assert error["extensions"] == {"code": "NOT_FOUND"}


def test_a_right_that_is_taken_away_ends_what_it_was_for(guests: Guests) -> None:
    shown, service = guests.let_in("Bo", TOWN, OTHER), guests.service
    with talking(service, additional_headers=shown) as talk:
        talk.follow(service.store_below.revision(TOWN), TOWN, "kept")
        talk.follow(service.store_below.revision(OTHER), OTHER, "lost")
        guests.take_back("Bo", OTHER)
        service.write(OTHER)
        heard = talk.hear()
        assert (heard["id"], heard["type"]) == ("lost", "error")
        assert heard["payload"][0]["message"] == f'There is no area "{OTHER}".'
        service.write()
        assert talk.hear()["id"] == "kept"


def test_who_wrote_is_told_to_those_who_review(guests: Guests) -> None:
    account = somebody(guests.network, "Vi", Role.VIEWER, TOWN)
    text, _ = guests.network.tokens.issue(account, Role.VIEWER)
    query = f'''subscription {{ areaChanged(area: "{TOWN}", sinceRevision: 1) {{
        changes {{ who subjectId }} }} }}'''
    guests.service.write()
    shown = {"Authorization": f"Bearer {text}"}
    with talking(guests.service, additional_headers=shown) as talk:
        talk.ask(query)
        payload = talk.hear()["payload"]
        assert payload["data"]["areaChanged"]["changes"][0]["subjectId"]
        assert payload["data"]["areaChanged"]["changes"][0]["who"] is None
        assert payload["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_a_service_that_stops_says_so() -> None:
    with live_service(small_store()) as stopping:
        with talking(stopping) as talk:
            talk.follow(1)
            ending = threading.Thread(target=stopping.stop)
            ending.start()
            assert talk.closed() == (1001, "The service stops: connect again in a moment.")
        ending.join()
