"""Positions from their queue: all of a person's at once, each person by themselves, and nothing lost on the way."""

from collections.abc import Iterator

import msgspec
import pytest

from chalicelib import clock
from chalicelib.domain.tracking import packing
from chalicelib.domain.tracking.fix import Fix, Ping, SharingLevel, Signal
from chalicelib.models import positions, trips
from chalicelib.services.tracking import preferences
from chalicelib.services.tracking.messages import MOST_ROWS, PositionsMessage, to_messages
from chalicelib.workers.queues import SECONDS, BatchFailed, store_positions
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Call, Wire
from tests.support.connection import Cut
from tests.support.message_batches import batch, dead_letters
from tests.support.passenger_samples import ANNA, DAVID
from tests.unit.domain.tracking.windows_samples import HOUR, NOW, trip

PHONE, WATCH = "dev_01JQZXF8M2N4P6Q8R0S2T4V6W8", "dev_01JQZXG9N3P5Q7R9S1T3V5W7X9"
SECOND = int(NOW.timestamp())


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with empty_cloud() as wire:
        for number, who in enumerate((ANNA, DAVID)):
            trip_id = f"trp_01JQZXB2M4C6N8P0R2T4V6X8Z{number}"
            trips.create_trip(trip(NOW - 9 * HOUR, NOW + 9 * HOUR, trip_id=trip_id, traveller_id=who.user_id))
            preferences.set_tracking(
                who, granted=True, text_version="1", level=SharingLevel.EXACT, quiet_hours=None, expected=None
            )
        yield wire


def fix(second: int, device: str = PHONE) -> Fix:
    return Fix(at=SECOND + second, device=device, latitude=523652000 + second, longitude=135097000, battery=84)


def message(user_id: str, *reported: Fix | Ping) -> str:
    (made,) = to_messages(user_id, reported[0].device, reported)
    return msgspec.json.encode(made).decode()


def stored(user_id: str) -> list[Signal]:
    span = range(SECOND - 3600, SECOND + 3600)
    page = positions.list_buckets(user_id, span, now=NOW, limit=100)
    return [signal for bucket in page.rows for signal in packing.unpack(bucket.packed)]


def writes(calls: list[Call]) -> list[str]:
    """The persons of whom a bucket was written, once for each write."""
    return [
        call.params["Item"]["userId"]["S"]
        for call in calls
        if call.operation == "dynamodb.PutItem" and call.params["TableName"].endswith("-positions")
    ]


def test_what_a_batch_holds_of_a_person_is_one_write(cloud: Wire) -> None:
    messages = [message("anna", fix(second)) for second in range(4)]
    event, left = batch(
        "positions", *messages, message("david", fix(0)), message("anna", fix(9, WATCH)), message("anna", fix(1))
    )
    seen: list[Call] = []

    def watch(call: Call) -> None:
        seen.append(call)

    cloud.scissors = watch

    store_positions(event)

    assert sorted(writes(seen)) == ["anna", "david"]
    assert stored("anna") == [*(fix(second) for second in range(4)), fix(9, WATCH)]
    assert stored("david") == [fix(0)]
    assert left() == 7, "Lambda deletes them, for none failed"


def test_pings_and_what_a_device_does_not_know_are_stored_as_they_came(cloud: Wire) -> None:
    bare = Fix(at=SECOND, device=PHONE, latitude=-1, longitude=1)
    event, _ = batch("positions", message("anna", bare, Ping(at=SECOND + 5, device=PHONE, battery=3)))

    store_positions(event)

    assert stored("anna") == [bare, Ping(at=SECOND + 5, device=PHONE, battery=3)]


def test_a_person_whose_positions_cannot_be_stored_comes_again_and_keeps_nobody_waiting(cloud: Wire) -> None:
    event, left = batch("positions", message("anna", fix(0)), message("david", fix(0)), message("anna", fix(1)))
    cloud.scissors = lambda call: Cut.UNREACHABLE if writes([call]) == ["anna"] else None

    with pytest.raises(BatchFailed, match="2 of 3"):
        store_positions(event)

    assert left() == 2
    assert (stored("anna"), stored("david")) == ([], [fix(0)])
    cloud.scissors = lambda _call: None
    store_positions(event)
    assert stored("anna") == [fix(0), fix(1)]
    assert stored("david") == [fix(0)]


def test_what_nobody_can_read_is_put_aside_and_the_rest_is_stored(cloud: Wire) -> None:
    broken = ["no json", '{"userId": "anna"}', '{"userId": "anna", "deviceId": "x", "fixes": []}']
    event, _ = batch("positions", broken[0], message("anna", fix(0)), *broken[1:])

    store_positions(event)

    assert stored("anna") == [fix(0)]
    assert dead_letters("positions") == set(broken)


def test_people_for_whom_there_is_no_time_are_handed_back_at_once(cloud: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    event, left = batch("positions", message("anna", fix(0)), message("david", fix(0)))
    times = iter([0.0, 1.0, 1.0, 1.0, SECONDS + 1])
    monkeypatch.setattr(clock, "elapsed", lambda: next(times))

    with pytest.raises(BatchFailed, match="1 of 2"):
        store_positions(event)

    assert left() == 0, "one is deleted, and the other waits to be handed out again"


def test_messages_hold_all_that_was_reported() -> None:
    reported = [fix(second) if second % 3 else Ping(at=SECOND + second, device=PHONE) for second in range(2_500)]

    made = list(to_messages("anna", PHONE, reported))

    assert [len(each.fixes) + len(each.pings) for each in made] == [MOST_ROWS, MOST_ROWS, 500]
    again = [msgspec.json.decode(msgspec.json.encode(each), type=PositionsMessage) for each in made]
    assert {signal for each in again for signal in each.reported()} == set(reported)
