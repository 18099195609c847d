"""What a supplier is asked: flights, trains, stays and cars, already understood and checked."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import msgspec

from chalicelib.domain.money import CurrencyCode
from chalicelib.domain.places.place import IataCode, Place
from chalicelib.domain.timestamps import TimeOfDay
from chalicelib.domain.trip_requests.preferences import Strength, TimeWindow
from chalicelib.domain.trip_requests.trip_request import Cabin, CarCategory, CarRequest, SliceRequest, TripRequest
from chalicelib.domain.value import Value

Airports = Annotated[
    tuple[IataCode, ...], msgspec.Meta(min_length=1, description="IATA airport codes, the main airport first")
]
Travellers = Annotated[int, msgspec.Meta(ge=1, le=9)]


class SliceQuery(Value, frozen=True, kw_only=True):
    """Flights of one slice; date and windows are local, those of the arrival to the destination."""

    origins: Airports
    destinations: Airports
    depart_on: date
    cabin: Annotated[Cabin, msgspec.Meta(description="Asked for; offers also come in the cabins next to it")]
    departure: TimeWindow | None = None
    arrival: TimeWindow | None = None


class FlightQuery(Value, frozen=True):
    """Fares that cover all of these slices together, in their order."""

    slices: Annotated[tuple[SliceQuery, ...], msgspec.Meta(min_length=1, max_length=8)]
    travellers: Travellers
    currency: CurrencyCode


class RailQuery(Value, frozen=True, kw_only=True):
    """Trains from one place to another on a local day."""

    origin: Place
    destination: Place
    depart_on: date
    cabin: Annotated[Cabin, msgspec.Meta(description="Above economy: first class is asked for")]
    departure: TimeWindow | None = None
    arrival: TimeWindow | None = None
    travellers: Travellers
    currency: CurrencyCode


class StayQuery(Value, frozen=True):
    """Rooms in `place` for every night from `check_in` up to, not including, `check_out`."""

    place: Place
    check_in: date
    check_out: date
    rooms: Annotated[int, msgspec.Meta(ge=1, le=9)]
    currency: CurrencyCode

    @property
    def nights(self) -> int:
        return (self.check_out - self.check_in).days


class CarQuery(Value, frozen=True, kw_only=True):
    """Cars for so many people, of a category or a better one; dates and times are local to each station."""

    pick_up: Place
    pick_up_on: date
    pick_up_at: TimeOfDay
    drop_off: Place
    drop_off_on: date
    drop_off_at: TimeOfDay
    category: CarCategory
    automatic: bool
    travellers: Travellers
    currency: CurrencyCode


def flight_query(request: TripRequest, slices: Sequence[SliceRequest]) -> FlightQuery:
    """Return the flights that these slices of `request` need."""
    return FlightQuery(
        slices=tuple(
            SliceQuery(
                origins=each.origin.airports,
                destinations=each.destination.airports,
                depart_on=each.depart_on,
                cabin=each.cabin,
                departure=_must(each.departure),
                arrival=_must(each.arrival),
            )
            for each in slices
        ),
        travellers=len(request.travellers),
        currency=request.currency,
    )


def rail_query(request: TripRequest, wanted: SliceRequest) -> RailQuery:
    """Return the trains that a slice of `request` needs."""
    return RailQuery(
        origin=wanted.origin,
        destination=wanted.destination,
        depart_on=wanted.depart_on,
        cabin=wanted.cabin,
        departure=_must(wanted.departure),
        arrival=_must(wanted.arrival),
        travellers=len(request.travellers),
        currency=request.currency,
    )


def stay_query(request: TripRequest, stay_index: int, check_in: date) -> StayQuery | None:
    """Return the stay from `check_in` that `request` needs, a room for each passenger; None where no night is left."""
    stay = request.stays[stay_index]
    if check_in >= stay.ends_on(check_in):
        return None
    return StayQuery(
        place=stay.place,
        check_in=check_in,
        check_out=stay.ends_on(check_in),
        rooms=len(request.travellers),
        currency=request.currency,
    )


def car_query(request: TripRequest, car: CarRequest) -> CarQuery:
    """Return the car that `request` needs."""
    return CarQuery(
        pick_up=car.pick_up,
        pick_up_on=car.pick_up_on,
        pick_up_at=car.pick_up_at,
        drop_off=car.drop_off,
        drop_off_on=car.drop_off_on,
        drop_off_at=car.drop_off_at,
        category=car.category,
        automatic=car.automatic,
        travellers=len(request.travellers),
        currency=request.currency,
    )


def _must(window: TimeWindow | None) -> TimeWindow | None:
    """Return a window that a supplier may leave out what does not fit: one that is only wished for may not."""
    return window if window is not None and window.strength is Strength.MUST else None
