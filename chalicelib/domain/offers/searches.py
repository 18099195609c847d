"""What a supplier is asked: flights between airports and stays in a place, already understood and checked."""

from datetime import date
from typing import Annotated

import msgspec

from chalicelib.domain.money import CurrencyCode
from chalicelib.domain.places.place import IataCode, Place
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest
from chalicelib.domain.value import Value

Airports = Annotated[
    tuple[IataCode, ...], msgspec.Meta(min_length=1, description="IATA airport codes, the main airport first")
]


class FlightQuery(Value, frozen=True):
    """Flights out on `depart_on` and, on a return trip, back on `return_on`; dates are local to each departure."""

    origins: Airports
    destinations: Airports
    depart_on: date
    return_on: date | None
    cabin: Annotated[Cabin, msgspec.Meta(description="Asked for; offers also come in the cabins next to it")]
    travellers: Annotated[int, msgspec.Meta(ge=1, le=9)]
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


def flight_query(request: TripRequest) -> FlightQuery:
    """Return the flights that `request` needs."""
    return FlightQuery(
        origins=request.origin.airports,
        destinations=request.destination.airports,
        depart_on=request.depart_on,
        return_on=request.return_on,
        cabin=request.cabin,
        travellers=len(request.travellers),
        currency=request.currency,
    )


def stay_query(request: TripRequest, check_in: date) -> StayQuery | None:
    """Return the stay from `check_in` that `request` needs, a room for each passenger; None where no night is left."""
    if request.stay is None or check_in >= request.stay.ends_on(check_in):
        return None
    return StayQuery(
        place=request.destination,
        check_in=check_in,
        check_out=request.stay.ends_on(check_in),
        rooms=len(request.travellers),
        currency=request.currency,
    )
