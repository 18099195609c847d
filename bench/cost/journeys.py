"""What people do, each once on a deployed copy that nothing else happens on, and what that used.

Nobody polls here: how far a booking is stands in its row, which is looked at from outside, so that a copy that is slow
today uses no more than one that is not. The reads that a page makes are made on purpose.
"""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from bench.cost.metered import Reading, Units, merge, read, times, without
from bench.cost.schedules import runs_a_day
from local.client import Client
from tests.e2e.ear import Json
from tests.e2e.world import ENDED, World, allowed, day
from tests.support.waiting import eventually

Functions = Mapping[str, Units]
_TEN_MINUTES = timedelta(minutes=10)
# How long nothing is counted any more, before all is over.
QUIET_SECONDS = 3.0
OVER_SECONDS = 240.0


class Journeys:
    """The journeys on one copy. `warm_up` comes first; what it used is where speeds are learnt of first calls."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._reporter: tuple[Client, dict[str, str], datetime] | None = None
        self._reported = 0

    def measure(self, journey: Callable[[], object]) -> Reading:
        """Return what was used from the beginning of a journey until nothing happens any more."""
        before = self._settle()
        journey()
        return self._settle().since(before)

    def read(self) -> Reading:
        """Return what was counted since the copy was started."""
        return read(self._world.stack.endpoint)

    def _settle(self) -> Reading:
        """Return what is counted once nothing is added any more."""
        until, last, quiet_since = time.monotonic() + OVER_SECONDS, self.read(), time.monotonic()
        while time.monotonic() - quiet_since < QUIET_SECONDS:
            if time.monotonic() > until:
                raise TimeoutError("something goes on happening: is a schedule running?")
            time.sleep(0.25)
            if (now := self.read()) != last:
                last, quiet_since = now, time.monotonic()
        return last

    # A booking

    def book(self) -> Json:
        """Request a trip that needs no approval, look at its options, choose, and look at the trip."""
        return self._book(self._world.trip_request(stay={"nearCentre": True}), "compliant")

    def book_with_approval(self) -> Json:
        """Do the same for a trip so soon that an approver is asked, who looks at it and approves."""
        return self._book(self._world.trip_request(ahead=2, stay={"nearCentre": True}), "approval_required")

    def _book(self, trip_request: Json, outcome: str) -> Json:
        world = self._world
        booking_id = world.ask(trip_request)
        self._wait(booking_id, "awaiting_selection")
        booking = world.traveller.get(f"/v1/bookings/{booking_id}")
        world.select(booking, allowed(booking, outcome))
        if self._wait(booking_id, "awaiting_approval", "booked") == "awaiting_approval":
            self._approve(booking_id)
        self._wait(booking_id, "booked")
        booked: Json = world.traveller.get(f"/v1/bookings/{booking_id}")
        world.traveller.get(f"/v1/trips/{booked['tripId']}")
        return booked

    def _approve(self, booking_id: str) -> None:
        asked = self._world.approver.get("/v1/approvals")["items"]
        (task,) = (each for each in asked if each["bookingId"] == booking_id)
        self._world.decide(task, "approved")

    def _wait(self, booking_id: str, *statuses: str) -> str:
        """Return the status, once it is one of these. AssertionError when the booking ended otherwise."""
        found = eventually(lambda: {self._status(booking_id)} & {*statuses, *ENDED})
        assert found <= set(statuses), f"{booking_id} is {found}, not {statuses}"
        return found.pop()

    def _status(self, booking_id: str) -> str:
        key = {"bookingId": {"S": booking_id}}
        table = self._world.stack.name("bookings")
        row = self._world.service("dynamodb").get_item(TableName=table, Key=key, ConsistentRead=True)["Item"]
        return str(row["status"]["S"])

    def anchor(self) -> None:
        """Anchor what has changed, as happens every hour."""
        self._world.invoke("anchor_audit")

    # What follows

    def change(self, booking: Json) -> None:
        """Move a booked trip to other days: quoted, confirmed, settled."""
        path = f"/v1/bookings/{booking['bookingId']}/quotes"
        dates = [{"slice": number, "departOn": str(day(121 + 2 * number))} for number in range(2)]
        quote = self._world.traveller.post(path, {"kind": "date_change", "slices": dates})
        changing = self._world.traveller.post(f"{path}/{quote['quoteId']}/confirmation")
        self._wait(changing["amendment"]["replacementBookingId"], "booked")
        self._wait(booking["bookingId"], "cancelled", "booked")

    def read_pages(self) -> None:
        """Read what an app's pages show: oneself, one's bookings, trips and approvals."""
        for path in ("/v1/me", "/v1/bookings", "/v1/trips", "/v1/approvals"):
            self._world.traveller.get(path)

    # Who watches

    def watch(self, booking: Json) -> Functions:
        """Return what an hour of watching over WebSocket uses, without what is pushed."""
        opened, beaten = Reading((), {}), Reading((), {})
        alone = self.measure(lambda: self._world.invoke("heartbeat"))

        def listen() -> None:
            nonlocal beaten
            with self._world.ear(self._world.traveller) as ear:
                ear.ask({"action": "subscribe", "bookingId": booking["bookingId"]})
                beaten = self.measure(lambda: self._world.invoke("heartbeat"))

        opened = self.measure(listen)
        once = without(opened.by_function(), beaten.by_function())
        beat = without(beaten.by_function(), alone.by_function())
        return merge([once, times(beat, runs_a_day()["heartbeat"] / 24)])

    def poll(self, booking: Json) -> tuple[Functions, Functions]:
        """Ask for events that there are none of; what a poll uses that looks once, and what each further look uses."""
        last = self._world.events(booking["bookingId"])[-1]["eventId"]
        path = f"/v1/sse/bookings/{booking['bookingId']}?lastEventId={last}&wait="
        once = self.measure(lambda: self._world.traveller.call("GET", f"{path}0")).by_function()
        several = self.measure(lambda: self._world.traveller.call("GET", f"{path}4")).by_function()
        further = {"api_handler": _counted_at_all(without(several, once)["api_handler"])}
        looks = further["api_handler"]["call:dynamodb:Query"]  # one for each look
        return once, times(further, 1 / looks)

    # Where people are

    def report_positions(self) -> None:
        """Report ten minutes of a ride, a position each ten seconds, from a device of a traveller on a trip."""
        if self._reporter is None:
            self._reporter = self._register()
        client, signed_in, begun = self._reporter
        first = begun + self._reported * _TEN_MINUTES
        self._reported += 1
        fixes = [
            {
                "at": (first + number * timedelta(seconds=10)).isoformat(),
                "latitude": 52.5163 + 0.0009 * number,
                "longitude": 13.3777 + 0.0004 * (number % 7),
                "accuracyMetres": 8,
                "speedMetresPerSecond": 10 + number % 5,
            }
            for number in range(60)
        ]
        reply = client.call("POST", "/v1/tracking/positions", {"fixes": fixes}, headers=signed_in)
        assert reply.body["accepted"] == len(fixes), reply.body

    def _register(self) -> tuple[Client, dict[str, str], datetime]:
        """Let the traveller share exact positions on a trip that is under way; what reports them, and since when."""
        begun, traveller = datetime.now(UTC) - timedelta(hours=3), self._world.traveller
        dates = {"startsAt": begun.isoformat(), "endsAt": (begun + timedelta(hours=6)).isoformat()}
        traveller.put("/v1/me/tracking", {"granted": True, "textVersion": "2026-11-en", "level": "exact"})
        traveller.post("/v1/trips", {"name": "By car to Hamburg", **dates})
        device = traveller.post("/v1/me/tracking-devices", {"name": "Phone"})
        consented = datetime.now(UTC) + timedelta(minutes=1)  # nothing is kept of the time before
        return Client(traveller.base_url), {"Authorization": f"Bearer {device['credential']}"}, consented

    # Nobody

    def schedules(self) -> dict[str, Reading]:
        """Return what one run of each scheduled function uses, while there is nothing to do."""
        found: dict[str, Reading] = {}
        for function in runs_a_day():
            self.measure(lambda name=function: self._world.invoke(name))  # type: ignore[misc]
            found[function] = self.measure(lambda name=function: self._world.invoke(name))  # type: ignore[misc]
        return found


def _counted_at_all(units: Units) -> Units:
    """Return units without those of time and of invocations, which a longer wait has no more of."""
    return {name: number for name, number in units.items() if name.startswith(("call:", "read:", "write:"))}
