"""Whatever is put on a trip in the moment in which the trip is deleted is refused, or goes with it: nothing is left
that names a trip that is gone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from chalice.test import HTTPResponse

from chalicelib.api import calendars, items, shares, trips
from chalicelib.models.calendars import CalendarRow
from chalicelib.models.items import ItemRow
from chalicelib.models.shares import ShareRow
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Call, Wire
from tests.support.connection import Cut
from tests.support.user_pool import PoolKeys
from tests.unit.api.conftest import keep_colleagues
from tests.unit.api.harness import Api
from tests.unit.api.people import Person
from tests.unit.api.trip_samples import TRIP

pytestmark = pytest.mark.usefixtures("stage")

NOTE = {"kind": "note", "name": "Take the badge"}
Put = Callable[[Person, str], HTTPResponse]


def add_item(anna: Person, trip_id: str) -> HTTPResponse:
    return anna.send("POST", "/v1/items", {**NOTE, "tripId": trip_id})


def move_item(anna: Person, trip_id: str) -> HTTPResponse:
    with_it = anna.get("/v1/items")["items"][0]["itemId"]
    return anna.send("PATCH", f"/v1/items/{with_it}", {"tripId": trip_id})


def share(anna: Person, trip_id: str) -> HTTPResponse:
    return anna.send("PUT", f"/v1/trips/{trip_id}/shares/david", {"right": "write"})


def open_calendar(anna: Person, trip_id: str) -> HTTPResponse:
    return anna.send("POST", f"/v1/trips/{trip_id}/calendar")


PUTS: dict[str, Put] = {"item": add_item, "moved item": move_item, "share": share, "calendar": open_calendar}


class Deleted:
    """Anna and her trip, which she deletes before one of the calls that putting something on it makes."""

    def __init__(self, wire: Wire, keys: PoolKeys) -> None:
        self.wire = wire
        self.anna = Person(Api(trips.blueprint, shares.blueprint, items.blueprint, calendars.blueprint), keys, "anna")
        keep_colleagues("anna", "david")
        self.trip_id: str = self.anna.post("/v1/trips", TRIP)["trip"]["tripId"]
        self.anna.post("/v1/items", NOTE)
        self.calls = 0

    def put(self, put: Put, *, deleted_before: int | None) -> HTTPResponse:
        def look(_call: Call) -> Cut | None:
            self.calls += 1
            if self.calls == deleted_before:
                self.wire.scissors = None
                assert self.anna.send("DELETE", f"/v1/trips/{self.trip_id}", if_match="*").status_code == 204
            return None

        self.wire.scissors = look
        answer = put(self.anna, self.trip_id)
        self.wire.scissors = None
        return answer

    def left_over(self) -> list[Any]:
        """What names the trip."""
        return [
            *(row.item_id for row in ItemRow.scan() if row.trip_id == self.trip_id),
            *(row.user_id for row in ShareRow.scan() if row.trip_id == self.trip_id),
            *(row.calendar_id for row in CalendarRow.scan() if row.document.trip_id == self.trip_id),
        ]


@pytest.fixture
def deleting(pool_keys: PoolKeys) -> Callable[[], Iterator[Deleted]]:
    def make() -> Iterator[Deleted]:
        with empty_cloud() as wire:
            yield Deleted(wire, pool_keys)

    return make


@pytest.mark.parametrize("name", PUTS)
def test_nothing_is_left_of_what_was_put_on_a_trip_that_was_deleted_meanwhile(
    name: str, deleting: Callable[[], Iterator[Deleted]]
) -> None:
    for untouched in deleting():
        assert untouched.put(PUTS[name], deleted_before=None).status_code < 300
        calls, there = untouched.calls, untouched.left_over()
        untouched.anna.send("DELETE", f"/v1/trips/{untouched.trip_id}", if_match="*")
        assert there
        assert untouched.left_over() == []

    for number in range(1, calls + 1):
        for made in deleting():
            answer = made.put(PUTS[name], deleted_before=number)

            assert made.calls >= number
            assert answer.status_code in {200, 201, 400, 404, 412}, answer.body
            assert made.left_over() == [], f"deleted before call {number} of {calls}"
