"""Those for whom somebody else books: they look at it, choose, recall and cancel as whoever asked for it does; and
bystanders, who try to with no part in it. At the end everybody finds what is theirs, and nothing else."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.identity import Identity
from chalicelib.domain.trips.trip import Trip
from chalicelib.domain.verdict import Outcome
from chalicelib.errors import NotAllowed, NotFound
from chalicelib.models.trips import TripRow
from chalicelib.services.bookings import queries
from chalicelib.services.bookings.queries import BookingOperation
from chalicelib.services.trips import calendars, trips
from chalicelib.services.trips.trips import TripFilter
from tests.simulation.people import Onlooker, Traveller
from tests.simulation.watch_rights import NOW
from tests.simulation.world import World
from tests.support.listed import ids_of, trips_of

_MOST = 50  # bookings and trips that somebody has in a schedule, at most


class Companion(Onlooker):
    """Travels by what another has asked for, and does now and then what there is to be done."""

    def __init__(self, world: World, traveller: Traveller, identity: Identity) -> None:
        super().__init__(world, traveller, identity, f"companion-{identity.user_id}", first=7.0, pace=7.0)
        self._rng = Random(f"companion {world.seed}")

    def act(self, booking: Booking | None) -> None:
        if booking is None:
            return
        if not _is_gone(self.world, self.identity):
            self._see(booking)
        may, luck = self.may(booking), self._rng.random()
        if BookingOperation.CANCEL in may and luck < 0.03:
            self._do("cancellation", None)
        elif BookingOperation.RECALL in may and luck < 0.1:
            self._do("recall", {})
        elif BookingOperation.REVISE in may and luck < 0.5:
            self._do("revision", {})
        elif BookingOperation.SELECT in may and luck < 0.5:
            allowed = [o for o in booking.options if o.verdict and o.verdict.outcome is not Outcome.DENIED]
            self._do("selection", {"optionId": allowed[0].option_id})

    def _do(self, what: str, body: Any) -> None:
        self.left -= 1
        self.post(what, body)

    def _see(self, booking: Booking) -> None:
        with self.world.wire.quiet():
            try:
                queries.get_booking(self.identity, booking.booking_id)
            except (NotFound, NotAllowed):
                self.world.found.append(f"{self.identity.user_id} travels by {booking.booking_id} and does not see it")


class Bystander(Companion):
    """Tries to act on what they may at most read."""

    def act(self, booking: Booking | None) -> None:
        if booking is not None and booking.status is BookingStatus.AWAITING_APPROVAL:
            self._do(self._rng.choice(["cancellation", "recall"]), {})
        elif booking is not None and booking.choosable:
            self._do("selection", {"optionId": booking.options[0].option_id})


def add_companions(
    world: World, traveller: Traveller, profiles: Mapping[str, str], people: Mapping[str, Identity]
) -> None:
    """Let whoever is booked for by their profile act as well, and now and then somebody who has no part in it."""
    rng = Random(f"companions {world.seed}")
    theirs = traveller.preferences.get("passengerIds", ())
    for user_id, passenger_id in profiles.items():
        if passenger_id in theirs and user_id != traveller.identity.user_id:
            Companion(world, traveller, people[user_id])
    if rng.random() < 0.4:
        Bystander(world, traveller, people[rng.choice(["ben", "clara", "dora", "david"])])


def of_sight(world: World, people: Mapping[str, Identity]) -> Iterator[str]:
    """What is wrong with what everybody finds at the end, in their lists and in their calendars."""
    with world.wire.quiet():
        booked = {each.trip_id: each for each in world.asked() if each.trip_id}
        there: list[Trip] = [row.document for row in TripRow.scan() if "#" not in row.trip_id]
        for user_id, who in people.items():
            if not _is_gone(world, who):
                yield from _of_lists(world, who)
                travels_on = {each.name for each in there if user_id in _travellers(world, booked[each.trip_id])}
                yield from _of_calendar(user_id, who, travels_on, {each.name for each in there})


def _of_lists(world: World, who: Identity) -> Iterator[str]:
    bookings = world.asked()
    theirs = {each.booking_id for each in bookings if who.user_id in {each.requester_id, *_travellers(world, each)}}
    found = set(ids_of(queries.list_bookings(who, status=None, limit=_MOST, start=None)[0]))
    if found != theirs:
        yield f"{who.user_id} finds {sorted(found)}, and a part in {sorted(theirs)} is theirs"
    of_theirs = {each.trip_id for each in bookings if each.booking_id in theirs and each.trip_id}
    seen = trips_of(trips.list_trips(who, TripFilter(), user_id=None, limit=_MOST, start=None)[0])
    listed = {each.trip_id for each in seen}
    if listed != of_theirs:
        yield f"{who.user_id} finds the trips {sorted(listed)}, and {sorted(map(str, of_theirs))} are theirs"


def _of_calendar(user_id: str, who: Identity, wanted: set[str], all_names: set[str]) -> Iterator[str]:
    text = calendars.read_calendar(calendars.create_calendar(who, None)[1])
    has_events = "BEGIN:VEVENT" in text
    if has_events and not wanted:
        yield f"the calendar of {user_id} holds journeys of others: {sorted(all_names)}"
    if wanted and not has_events:
        yield f"the calendar of {user_id} is empty, who travels on {sorted(wanted)}"


def _travellers(world: World, booking: Booking) -> set[str]:
    """Who travels, by their own profiles, or as the requester by their name alone."""
    rights = world.watch.rights
    by_profile = {rights.people_of.get(each, "") for each in booking.request.passenger_ids} - {""}
    if booking.request.passenger_ids:
        return by_profile
    own = rights.names.get(booking.requester_id, "").casefold()
    named = {f"{each.given_name} {each.family_name}".casefold() for each in booking.request.travellers}
    return {booking.requester_id} if own in named else set()


def _is_gone(world: World, who: Identity) -> bool:
    """Whether somebody has left, or is forgotten."""
    return world.watch.rights.has_left(who.user_id, NOW)
