"""What streams, as its function serves it: opened and refused as by the API's function, told as it happens, and ended
with the right to it."""

import json
import random
import threading
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any, cast

import pytest

from chalicelib import clock, tracing
from chalicelib.api import streams
from chalicelib.api.blueprints import BLUEPRINTS
from chalicelib.api.http import exchange
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.errors import Unavailable
from chalicelib.services import employees, live_updates, tickets
from chalicelib.services.authentication import Session
from chalicelib.services.booking_workflow import revisions
from chalicelib.workers.stream_runtime import Ending, Handler, Runtime, answer_events
from infra import policies
from infra.policy_statements import TABLE_ACTIONS
from infra.streaming import PREFIX
from tests.simulation.stages import planned, waiting_for_approval
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.simulation.worlds import world as new_world
from tests.support.gateway import call, make_event
from tests.support.runtime_api import RuntimeApi
from tests.support.streamed import Invocation, ReadEvents, append_events, read_prelude
from tests.support.waiting import PATIENCE

_END = b"\n\n"  # of an event
PAGE_ORIGIN = "Access-Control-Allow-Origin"


@pytest.fixture
def world() -> Iterator[World]:
    with new_world() as made:
        yield made


def ask(who: Identity | None, url: str, invocation: Invocation, **headers: str) -> Iterator[bytes]:
    return streams.stream(make_event(who, "GET", url, **headers), invocation)


def rest(answer: Iterator[bytes]) -> str:
    return b"".join(answer).decode()


def path_of(booking_id: str, query: str = "") -> str:
    return f"/v1/sse/bookings/{booking_id}{query}"


def test_every_operation_that_streams_is_served_and_lies_where_the_gateway_streams() -> None:
    described = {route.path for each in BLUEPRINTS for route in each.api_routes if route.takes_ticket}

    assert streams.ROUTES.keys() == described
    assert len(described) == 5
    assert all(path.startswith(PREFIX) for path in described)
    assert not [
        route.path
        for each in BLUEPRINTS
        for route in each.api_routes
        if route.path.startswith(PREFIX) and route.method == "GET" and not route.takes_ticket
    ]


def test_what_is_there_is_sent_at_once_and_what_comes_within_a_look(world: World) -> None:
    booking_id, invocation = planned(world), Invocation()
    answer = ask(ANNA, path_of(booking_id), invocation)

    status, headers = read_prelude(answer)
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, "text/event-stream", "no-store")
    assert headers[PAGE_ORIGIN] == "*"
    assert headers["X-Request-Id"] == "req-1"
    assert (next(answer), invocation.time) == (b"retry: 500\n\n", 0.0)
    assert [each["seq"] for each in ReadEvents(next(answer)).data] == [1, 2, 3, 4, 5]

    invocation.happens[5.0] = lambda: append_events(booking_id, 1, after=5)
    assert [each["seq"] for each in ReadEvents(next(answer)).data] == [6]
    assert 5.0 <= invocation.time <= 5.1


def test_it_says_what_the_whole_answer_says(world: World) -> None:
    booking_id = planned(world)
    world.choose(booking_id)
    world.run()

    answer = ask(ANNA, path_of(booking_id), Invocation())
    read_prelude(answer)

    streamed = rest(answer)
    assert ReadEvents(streamed.encode()).data == ReadEvents(call(ANNA, "GET", path_of(booking_id)).text.encode()).data
    assert streamed.endswith("retry: 60000\n\n"), "nothing more can come of what is booked"


def test_who_comes_back_after_the_last_event_is_sent_away_for_long(world: World) -> None:
    booking_id, invocation = planned(world), Invocation()
    world.choose(booking_id)
    world.run()
    last = live_updates.events_after(ANNA, booking_id, None, 100)[-1].event_id

    answer = ask(ANNA, path_of(booking_id), invocation, Last_Event_ID=last)
    read_prelude(answer)

    assert rest(answer) == "retry: 500\n\nretry: 60000\n\n"
    assert invocation.time == 0.0


@pytest.mark.parametrize(
    ("who", "query", "status"), [(DAVID, "", 404), (None, "", 401), (ANNA, "?wait=x", 400), (ANNA, "?other=1", 400)]
)
def test_what_is_refused_is_refused_as_by_the_api(who: Identity | None, query: str, status: int, world: World) -> None:
    booking_id = planned(world)

    answer = ask(who, path_of(booking_id, query), Invocation())

    found, headers = read_prelude(answer)
    problem = json.loads(rest(answer))
    assert (found, problem["status"]) == (status, status)
    assert headers["Content-Type"] == "application/problem+json"
    assert headers[PAGE_ORIGIN] == "*"
    if who is not None:
        whole = call(who, "GET", path_of(booking_id, query))
        assert (problem, headers.items() >= {"Cache-Control": "no-store"}.items()) == (whole.body, True)


def test_it_ends_with_the_right_to_see_it_before_anything_more_is_sent(world: World) -> None:
    booking_id, invocation = waiting_for_approval(world), Invocation()
    answer = ask(BEN, path_of(booking_id), invocation)
    read_prelude(answer)
    next(answer), next(answer)

    def recall() -> None:
        revisions.recall(ANNA, booking_id, None)
        world.run(60)

    invocation.happens[3.0] = recall

    assert rest(answer) == "retry: 500\n\n"
    assert invocation.time < 4.0


def test_it_ends_with_the_right_to_see_it_while_nothing_happens(world: World) -> None:
    booking_id, invocation = planned(world), Invocation()
    answer = ask(ANNA, path_of(booking_id), invocation)
    read_prelude(answer)
    next(answer), next(answer)

    def leave() -> None:
        employees.put_employee(CLARA, ANNA.user_id, EmployeeDetails(name="Anna"), expected=None)
        employees.deactivate_employee(CLARA, ANNA.user_id, expected=1)
        world.clock.turn(seconds=6)

    invocation.happens[2.0] = leave

    assert rest(answer) == "retry: 500\n\n"
    assert invocation.time < 16.0


def test_it_ends_with_the_token(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    booking_id, invocation = planned(world), Invocation()
    opened = exchange.open_stream

    def open_briefly(*given: Any) -> Any:
        response, stream = opened(*given)
        assert stream is not None
        return response, stream._replace(until=world.clock.time + timedelta(seconds=100))

    monkeypatch.setattr(streams, "open_stream", open_briefly)
    answer = ask(ANNA, path_of(booking_id), invocation)
    read_prelude(answer)

    assert rest(answer).endswith("retry: 500\n\n")
    assert invocation.time == pytest.approx(100.0)


def test_it_ends_before_the_functions_time_is_over(world: World) -> None:
    booking_id, invocation = planned(world), Invocation()
    answer = ask(ANNA, path_of(booking_id), invocation)
    read_prelude(answer)

    said = rest(answer)

    assert said.endswith("retry: 500\n\n")
    assert invocation.time == pytest.approx(900 - streams.LAST_SECONDS)
    assert said.count(": ping\n\n") == pytest.approx(890 / 15, abs=2)


@pytest.mark.parametrize(("error", "level"), [(Unavailable("down"), "ERROR"), (ZeroDivisionError(), "ERROR")])
def test_an_error_that_comes_meanwhile_ends_it_and_is_logged(
    error: Exception,
    level: str,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    written: list[tuple[str, str, dict[str, Any]]],
) -> None:
    booking_id, invocation = planned(world), Invocation()
    answer = ask(ANNA, path_of(booking_id), invocation)
    read_prelude(answer)
    next(answer), next(answer)

    def fail(*_: Any) -> bool:
        raise error

    monkeypatch.setattr(live_updates, "has_news", fail)

    assert rest(answer) == "retry: 500\n\n"
    assert [(fields["error"], fields["sent"]) for _, name, fields in written if name == "events.stream"] == [
        (type(error).__name__, 2)
    ]
    assert [each for each, name, _ in written if name == "events.stream"] == [level]


def test_a_reader_who_leaves_is_no_error(world: World, written: list[tuple[str, str, dict[str, Any]]]) -> None:
    booking_id = planned(world)
    answer: Any = ask(ANNA, path_of(booking_id), Invocation())
    read_prelude(answer)
    next(answer)

    answer.close()

    ((level, _, fields),) = [each for each in written if each[1] == "events.stream"]
    assert (level, fields["outcome"]) == ("INFO", "left")


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, dict[str, Any]]]:
    """The lines that are logged: their level, their name and their fields."""
    from chalicelib import observability

    lines: list[tuple[str, str, dict[str, Any]]] = []
    monkeypatch.setattr(observability, "_write", lambda level, name, fields, _: lines.append((level, name, fields)))
    return lines


def test_a_persons_own_stream_is_read_on_by_its_place(world: World) -> None:
    booking_id, invocation = planned(world), Invocation()
    answer = ask(ANNA, "/v1/sse/me", invocation)
    read_prelude(answer)
    next(answer)
    first = ReadEvents(next(answer))

    def choose() -> None:
        world.choose(booking_id)
        world.run()

    invocation.happens[1.0] = choose
    more = ReadEvents(next(answer))

    whole = ReadEvents(call(ANNA, "GET", "/v1/sse/me?wait=0").text.encode())
    assert [*first.data, *more.data] == whole.data
    assert more.last_id == whole.last_id


def test_looking_costs_one_read_of_the_log_while_nothing_happens(world: World) -> None:
    booking_id, invocation = planned(world), Invocation()
    answer = ask(ANNA, path_of(booking_id), invocation)
    read_prelude(answer)
    next(answer), next(answer)
    invocation.happens[10.0] = lambda: append_events(booking_id, 1, after=5)
    before = len(world.wire.calls)
    next(answer)

    made = [(each.operation, each.params.get("TableName")) for each in world.wire.calls[before:]]
    looks = [each for each in made if each == ("dynamodb.Query", "sojourn-local-booking-events")]
    assert len(looks) >= 10.0 / 0.05
    assert len(made) - len(looks) < 10


def test_it_does_nothing_that_its_role_does_not_allow(world: World) -> None:
    """Every operation, for a party, an approver, a manager, a program, and by a ticket."""
    booking_id = waiting_for_approval(world)
    session = Session(ANNA, clock.now() + timedelta(hours=1))
    ticket = tickets.take_ticket(session, clock.new_id("tkt"), origin=None).text
    urls = [path_of(booking_id), "/v1/sse/me", "/v1/sse/users/anna/tracking?reason=meeting%20them"]
    urls += [
        "/v1/sse/policy-documents/pdc_01JQZX5V9D7R8M3T2K6W4H0YBE",
        "/v1/sse/assistant/conversations/cnv_01JQZX5V9D7R8M3T2K6W4H0YBE",
    ]
    before = len(world.wire.calls)
    for who, url in [*product((ANNA, BEN, CLARA, DAVID), urls), (None, f"/v1/sse/me?ticket={ticket}")]:
        invocation = Invocation()
        invocation.time = 885.0  # which leaves some seconds to look
        list(ask(who, url, invocation))

    used = {grant_of(each.operation, each.params) for each in world.wire.calls[before:]}
    assert used - set(policies.GRANTS["stream_events"]) == set()
    assert {"table:query:booking-events", "table:update:tickets", "table:query:person-feeds"} <= used


def grant_of(operation: str, params: Any) -> str:
    """What has to be granted for a call."""
    service, _, action = operation.partition(".")
    if service != "dynamodb":
        return {"cognito-idp": "accounts:ask:users", "ssm": "parameter:read:foundation"}.get(service, operation)
    verb = {f"{name}": verb for verb, name in TABLE_ACTIONS.items()}[action]
    table = params["TableName"] if "TableName" in params else next(iter(params["RequestItems"]))
    index = f"/{params['IndexName']}" if "IndexName" in params else ""
    return f"table:{verb}:{table.removeprefix('sojourn-local-')}{index}"


@pytest.mark.waits
@pytest.mark.parametrize("by", ["a stream", "whole answers"])
def test_a_thousand_events_come_once_and_in_order_although_the_connection_breaks_ten_times(
    by: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracing, "_noted", {})
    booking_id, cuts = planned(world), random.Random(7)
    append_events(booking_id, 995, after=5, last=BookingStatus.BOOKED)
    read = (read_streamed if by == "a stream" else read_whole)(booking_id, cuts)

    assert [each["seq"] for each in read.data] == list(range(1, 1_001))
    assert read.retry[-1] == 60_000
    assert read.cuts == 10


class CutReader(ReadEvents):
    """A reader whose connection breaks ten times, each time somewhere in what comes."""

    def __init__(self, cuts: random.Random) -> None:
        super().__init__()
        self.cuts, self._places = 0, sorted(cuts.sample(range(20, 980), 10))

    def take(self, content: bytes) -> bool:
        """Read on, up to where it breaks; whether it has broken."""
        for whole in content.removesuffix(_END).split(_END):
            if self._places and len(self.data) == self._places[0]:
                self.feed(whole[: len(whole) // 2])
                self.cut()
                self._places.pop(0)
                self.cuts += 1
                return True
            self.feed(whole + _END)
        return False

    @property
    def headers(self) -> dict[str, str]:
        return {"Last_Event_ID": self.last_id} if self.last_id else {}


def read_streamed(booking_id: str, cuts: random.Random) -> CutReader:
    """What comes by the runtime that streams, over the Runtime API."""
    reader, ending = CutReader(cuts), Ending()
    with RuntimeApi() as api:
        runtime = Runtime(api.address, ending.stopping)
        handle = cast("Handler", streams.stream)
        thread = threading.Thread(target=answer_events, args=(runtime, handle, ending), daemon=True)
        thread.start()
        while 60_000 not in reader.retry:
            answered = api.invoke(make_event(ANNA, "GET", path_of(booking_id), **reader.headers))
            assert answered.prelude()[0] == 200
            for chunk in answered.chunks():
                if reader.take(chunk):
                    answered.cut()
                    break
        ending.stopping.set()
        api.invoke(make_event(ANNA, "GET", path_of(booking_id, "?wait=0")))  # if it waits for one already
        thread.join(PATIENCE)
        assert not thread.is_alive()
        assert api.faults == []
    return reader


def read_whole(booking_id: str, cuts: random.Random) -> CutReader:
    """What comes by one answer after the other."""
    reader = CutReader(cuts)
    while 60_000 not in reader.retry:
        reader.take(call(ANNA, "GET", path_of(booking_id), **reader.headers).text.encode())
    return reader
