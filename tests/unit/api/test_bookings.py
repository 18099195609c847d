"""What a booking's answer says of it holds when it is read."""

from datetime import timedelta

from tests.simulation.stages import booked
from tests.simulation.world import ANNA
from tests.support.gateway import call
from tests.unit.api.scenes import in_world


def test_what_can_be_done_no_more_is_said_to_a_caller_who_may_see_the_booking() -> None:
    with in_world() as scene:
        path = f"/v1/bookings/{booked(scene.world)}"
        known = call(ANNA, "GET", path)
        assert known.body["operations"] == ["change"]
        assert call(ANNA, "GET", path, If_None_Match=known.headers["ETag"]).status == 304

        scene.clock.time += timedelta(days=500)  # the trip has begun, and nothing was written since
        read = call(ANNA, "GET", path, If_None_Match=known.headers["ETag"])

    assert (read.status, read.body["operations"]) == (200, [])
