"""What must hold of overlaps as each write is committed: an option says of every traveller whom it takes along which
trips they have at that time, and none that nobody has. By accounts alone: a trip lasts at least from its first
departure to its last arrival, and at most for what is stayed in and driven as well. What takes the place of parts of
one trip is the same journey, however often it is changed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, Option, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.models.trips import TripRow
from tests.simulation.cloud.rows import Written

# Within this, what evaluates an option may have read what was before, and committed what it found.
_READ_WITHIN = timedelta(minutes=15)
# By this a trip may last longer than its parts, for the day on the wall.
_AROUND = timedelta(days=2)


class OverlapModel:
    """An account of the trips that are bought: which are as they were then, and which there ever were."""

    def __init__(self) -> None:
        self._untouched: dict[str, Booking] = {}
        self._ever: dict[str, Booking] = {}

    def note(self, changed: Sequence[Booking], trips: Sequence[Written]) -> None:
        """Note what is bought, and what is no longer as it was."""
        for booking in changed:
            self._untouched.pop(booking.booking_id, None)
            if booking.trip_id is not None and booking.booking_id not in self._ever:
                self._ever[booking.booking_id] = booking
                if booking.status is BookingStatus.BOOKED:
                    self._untouched[booking.booking_id] = booking
        for row in trips:
            if row.before is not None:
                self._untouched.pop(_booking_of(row.before), None)

    def find_wrong(self, before: Booking | None, after: Booking) -> Iterator[str]:
        """Yield what is wrong with the overlaps that are said on options which are evaluated by this write."""
        if before is None and after.replaces_booking_id is not None:
            return  # evaluated when the change was quoted, and again when it is held
        known = before.options if before is not None else ()
        for option in after.options:
            if option.verdict is not None and option not in known:
                yield from self._of_option(after, option)

    def _of_option(self, booking: Booking, option: Option) -> Iterator[str]:
        said = Counter((each.traveller, str(each.kind)) for each in option.overlaps)
        missing = Counter(self._certain(booking, option)) - said
        if missing:
            yield f"{booking.booking_id}: an option overlaps {dict(missing)}, and does not say so"
        possible = set(self._possible(booking, option))
        invented = {traveller for traveller, _ in said} - possible
        if invented:
            yield f"{booking.booking_id}: an option says that {invented} have another trip, and they have none"

    def _certain(self, booking: Booking, option: Option) -> Iterator[tuple[str, str]]:
        span = _span_of_rides(option.components)
        for other in self._untouched.values():
            around = _span_of_rides(other.selected.components)
            is_old = other.updated_at + _READ_WITHIN <= booking.updated_at
            at_once = span is not None and around is not None and span[0] < around[1] and around[0] < span[1]
            if at_once and is_old and self._root_of(other) != self._root_of(booking):
                same = _flights(option.components) & _flights(other.selected.components)
                for name in _shared(booking, other):
                    yield name, "same_flight" if same else "overlapping_dates"

    def _possible(self, booking: Booking, option: Option) -> Iterator[str]:
        starts, ends = _span(option.components)
        for other in self._ever.values():
            since, until = _span(other.selected.components)
            at_once = starts < until + _AROUND and since < ends + _AROUND
            if self._root_of(other) != self._root_of(booking) and at_once:
                yield from _shared(booking, other)
                yield from (each.full_name for each in booking.travellers if each.user_id is None)

    def _root_of(self, booking: Booking) -> str:
        """The booking that a journey began with."""
        before = self._ever.get(booking.replaces_booking_id or "")
        return booking.booking_id if before is None else self._root_of(before)


def _shared(booking: Booking, other: Booking) -> list[str]:
    """Those of the booking's travellers, by their accounts, who travel by the other as well."""
    aboard = {each.user_id for each in other.travellers} - {None}
    return [each.full_name for each in booking.travellers if each.user_id in aboard]


def _span_of_rides(components: Sequence[Offer]) -> tuple[datetime, datetime] | None:
    """From the first departure to the last arrival; none where nothing is travelled."""
    rides = [
        ride
        for offer in components
        if isinstance(offer, FlightOffer | RailOffer)
        for each in offer.slices
        for ride in each.segments
    ]
    return (min(each.departs_at for each in rides), max(each.arrives_at for each in rides)) if rides else None


def _span(components: Sequence[Offer]) -> tuple[datetime, datetime]:
    """From when until when anything is travelled, stayed in or driven; to a day."""
    rides = _span_of_rides(components)
    moments = [*(rides or ())]
    for offer in components:
        if isinstance(offer, StayOffer):
            moments += [datetime.combine(day, time(12), UTC) for day in (offer.check_in, offer.check_out)]
        elif isinstance(offer, CarOffer):
            moments += [offer.pick_up_at, offer.drop_off_at]
    return min(moments), max(moments)


def _flights(components: Sequence[Offer]) -> set[tuple[str, str, datetime]]:
    return {
        (each.marketing_carrier, each.flight_number, each.departs_at)
        for offer in components
        if isinstance(offer, FlightOffer)
        for part in offer.slices
        for each in part.segments
    }


def _booking_of(row: Any) -> str:
    trip = TripRow.document.deserialize(row["document"]["S"])
    return trip.booking_id or ""
