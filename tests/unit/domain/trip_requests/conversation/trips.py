"""Trips that are talked about in tests: one way, there and back, several cities, a hotel alone."""

from datetime import UTC, date, datetime

from chalicelib.domain.money import Money
from chalicelib.domain.places.resolver import resolve_place
from chalicelib.domain.trip_requests.trip_request import SliceRequest, StayRequest, TripRequest
from tests.unit.policy_samples import BERLIN, LONDON, stay_request, trip

NOW = datetime(2026, 11, 29, 10, tzinfo=UTC)
PARIS, MADRID = resolve_place("Paris"), resolve_place("Madrid")


def ahead(number: int) -> date:
    """That day of March 2027."""
    return date(2027, 3, number)


def a_stay(**changes: object) -> StayRequest:
    usual = stay_request(begins_on_arrival=True, nightly_cap=Money(amount=18_000, currency="EUR"))
    return StayRequest(**{**{f: getattr(usual, f) for f in usual.__struct_fields__}, **changes})


ONE_WAY = trip(return_on=None, stay=None)
THERE_AND_BACK = trip(stay=a_stay())
WITHOUT_HOTEL = trip(stay=None)
SEVERAL = TripRequest(
    slices=(
        SliceRequest(origin=BERLIN, destination=PARIS, depart_on=ahead(1)),
        SliceRequest(origin=PARIS, destination=MADRID, depart_on=ahead(3)),
        SliceRequest(origin=MADRID, destination=BERLIN, depart_on=ahead(5)),
    ),
    stays=(a_stay(place=PARIS, check_in=ahead(1), check_out=ahead(3)),),
    purpose=None,
    cost_centre="SALES-EU",
    travellers=THERE_AND_BACK.travellers,
    currency="EUR",
)
HOTEL_ALONE = TripRequest(
    slices=(),
    stays=(a_stay(begins_on_arrival=False, check_in=ahead(8), check_out=ahead(10), arrives_by=None, leaves_by=None),),
    purpose=None,
    cost_centre="SALES-EU",
    travellers=THERE_AND_BACK.travellers,
    currency="EUR",
)
TRIPS = {
    "one way": ONE_WAY,
    "there and back": THERE_AND_BACK,
    "without hotel": WITHOUT_HOTEL,
    "several": SEVERAL,
    "hotel alone": HOTEL_ALONE,
}
HAMBURG, MUNICH = resolve_place("Hamburg, DE"), resolve_place("Munich")
GATWICK = resolve_place("LGW")
__all__ = ["BERLIN", "LONDON"]
