"""Trips in every shape, each with an option that fits it, for what is asked of every rule."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.domain.money import Money
from chalicelib.domain.offers.cars import CarOffer, RentalStation
from chalicelib.domain.offers.offers import FlightOffer, Offer, Option, Segment, Slice, StayOffer
from chalicelib.domain.offers.rail import RailOffer, RailSegment, RailSlice, Station
from chalicelib.domain.offers.terms import Refundability, SeatSelection
from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.trip_request import (
    Cabin,
    CarCategory,
    CarRequest,
    SliceRequest,
    StayRequest,
    TravelMode,
    TripRequest,
)
from tests.unit.policy_samples import BERLIN, DEPARTURE, HAMBURG, LAGOS, LONDON, euros, flight, segment, stay, trip

PARIS = Place(name="Paris", country="FR", airports=("CDG",), latitude=48.86, longitude=2.35, timezone="Europe/Paris")
AIR, RAIL = TravelMode.AIR, TravelMode.RAIL
FIRST_DAY = date(2027, 3, 3)


def one_slice(origin: Place, destination: Place, days: int = 0, mode: TravelMode = AIR, **changes: Any) -> SliceRequest:
    """A slice so many days after the first day, which may be before it."""
    depart_on = changes.pop("depart_on", FIRST_DAY + timedelta(days=days))
    return SliceRequest(origin=origin, destination=destination, depart_on=depart_on, mode=mode, **changes)


def stay_in(place: Place, days: int = 0, nights: int = 2, **changes: Any) -> StayRequest:
    check_in = changes.pop("check_in", FIRST_DAY + timedelta(days=days))
    return StayRequest(place=place, check_in=check_in, check_out=check_in + timedelta(days=nights), **changes)


def car_in(place: Place, days: int = 0, **changes: Any) -> CarRequest:
    pick_up_on = changes.pop("pick_up_on", FIRST_DAY + timedelta(days=days))
    pick_up_at = changes.pop("pick_up_at", 10)
    return CarRequest(
        pick_up=place,
        pick_up_on=pick_up_on,
        pick_up_at=f"{pick_up_at:02}:00",
        drop_off=place,
        drop_off_on=pick_up_on + timedelta(days=2),
        drop_off_at="10:00",
        **changes,
    )


def asked(
    slices: tuple[SliceRequest, ...] = (),
    stays: tuple[StayRequest, ...] = (),
    cars: tuple[CarRequest, ...] = (),
    **changes: Any,
) -> TripRequest:
    return trip(slices=slices, stays=stays, cars=cars, **changes)


def fare(
    request: TripRequest, *indexes: int, price: Money | None = None, hour: int = 12, **changes: Any
) -> FlightOffer:
    """A flight fare over these slices of a request, each of one segment of two hours at that hour."""
    flown = tuple(Slice(segments=(_flown(request.slices[index], hour, f"20{index}"),)) for index in indexes)
    ids = "_".join(map(str, indexes))
    usual = {"slice_indexes": indexes, "price": price or euros(90 * len(indexes))}
    return flight(f"f{ids}", slices=flown, **{**usual, **changes})


def ride(request: TripRequest, index: int, price: Money | None = None, **changes: Any) -> RailOffer:
    """A train of two hours at noon over a slice of a request."""
    wanted = request.slices[index]
    departs_at = _departure(wanted, 12)
    train = RailSegment(
        operator="Sample Rail",
        train=f"ICE {index}",
        origin=Station(code="8011160", name=wanted.origin.name, country=wanted.origin.country),
        destination=Station(code="8002549", name=wanted.destination.name, country=wanted.destination.country),
        departs_at=departs_at,
        arrives_at=departs_at + timedelta(hours=2),
        origin_timezone=wanted.origin.timezone,
        destination_timezone=wanted.destination.timezone,
        distance_metres=280_000,
        cabin=Cabin.ECONOMY,
    )
    usual: dict[str, Any] = {
        "offer_id": f"r{index}",
        "supplier": "sandbox",
        "slices": (RailSlice(segments=(train,)),),
        "slice_indexes": (index,),
        "cabin": Cabin.ECONOMY,
        "fare": "Flexible",
        "seat_selection": SeatSelection.INCLUDED,
        "price": price or euros(60),
        "refundability": Refundability.FULL,
        "cancellation_fee": None,
        "co2_grams": 9_000,
        "expires_at": DEPARTURE - timedelta(days=30),
    }
    return RailOffer(**{**usual, **changes})


def first_class(offer: RailOffer) -> RailOffer:
    """The same trains in first class."""
    slices = tuple(
        RailSlice(segments=tuple(msgspec.structs.replace(train, cabin=Cabin.FIRST) for train in each.segments))
        for each in offer.slices
    )
    return msgspec.structs.replace(offer, cabin=Cabin.FIRST, slices=slices)


def room(request: TripRequest, index: int, price: Money | None = None, **changes: Any) -> StayOffer:
    """A room for the stay of a request that has this place in it."""
    wanted = request.stays[index]
    usual = {
        "stay_index": index,
        "city": wanted.place.name,
        "country": wanted.place.country,
        "timezone": wanted.place.timezone,
        "check_in": wanted.check_in,
        "check_out": wanted.check_out,
        "price": price or euros(100 * wanted.nights),
    }
    return stay(f"s{index}", **{**usual, **changes})


def rental(request: TripRequest, index: int, price: Money | None = None, **changes: Any) -> CarOffer:
    """A car for the one of a request that has this place in it."""
    wanted = request.cars[index]
    zone = ZoneInfo(wanted.pick_up.timezone)
    station = RentalStation(
        name="Main station",
        city=wanted.pick_up.name,
        country=wanted.pick_up.country,
        latitude=wanted.pick_up.latitude,
        longitude=wanted.pick_up.longitude,
        timezone=wanted.pick_up.timezone,
    )
    usual: dict[str, Any] = {
        "offer_id": f"c{index}",
        "supplier": "sandbox",
        "company": "Sample Cars",
        "model": "Volkswagen Golf",
        "category": CarCategory.COMPACT,
        "acriss": "CDAR",
        "seats": 5,
        "automatic": True,
        "pick_up": station,
        "drop_off": station,
        "pick_up_at": datetime.combine(wanted.pick_up_on, time.fromisoformat(wanted.pick_up_at), zone).astimezone(UTC),
        "drop_off_at": datetime.combine(wanted.drop_off_on, time(10), zone).astimezone(UTC),
        "car_index": index,
        "days": 2,
        "daily": euros(40),
        "price": price or euros(80),
        "refundability": Refundability.FULL,
        "cancellation_fee": None,
        "expires_at": DEPARTURE - timedelta(days=30),
    }
    return CarOffer(**{**usual, **changes})


def itinerary(*components: Offer) -> Option:
    return Option(option_id="opt_1", components=components, rank=1, reasons=())


def _flown(wanted: SliceRequest, hour: int, number: str) -> Segment:
    return msgspec.structs.replace(
        segment(departs_at=_departure(wanted, hour), number=number),
        origin=wanted.origin.airports[0],
        destination=wanted.destination.airports[0],
        origin_timezone=wanted.origin.timezone,
        destination_timezone=wanted.destination.timezone,
    )


def _departure(wanted: SliceRequest, hour: int) -> datetime:
    return datetime.combine(wanted.depart_on, time(hour), ZoneInfo(wanted.origin.timezone)).astimezone(UTC)


_THERE_AND_BACK = trip()
_HOTEL = asked(stays=(stay_in(LONDON),))
_CAR = asked(cars=(car_in(BERLIN),))
_RAIL_AND_AIR = asked((one_slice(BERLIN, HAMBURG, mode=RAIL), one_slice(HAMBURG, BERLIN, 2)), (stay_in(HAMBURG),))
_OPEN_JAW = asked((one_slice(BERLIN, LONDON), one_slice(PARIS, BERLIN, 4)), (stay_in(LONDON), stay_in(PARIS, 2)))
_EIGHT = asked(
    tuple(
        one_slice(origin, destination, days)
        for days, (origin, destination) in enumerate(
            zip(
                (BERLIN, HAMBURG, LONDON, PARIS, LAGOS, PARIS, LONDON, HAMBURG),
                (HAMBURG, LONDON, PARIS, LAGOS, PARIS, LONDON, HAMBURG, BERLIN),
                strict=True,
            )
        )
    )
)

SHAPES: dict[str, tuple[TripRequest, Option]] = {
    "there and back": (_THERE_AND_BACK, itinerary(fare(_THERE_AND_BACK, 0, 1), room(_THERE_AND_BACK, 0))),
    "split tickets": (
        _THERE_AND_BACK,
        itinerary(fare(_THERE_AND_BACK, 0), fare(_THERE_AND_BACK, 1), room(_THERE_AND_BACK, 0)),
    ),
    "hotel alone": (_HOTEL, itinerary(room(_HOTEL, 0))),
    "car alone": (_CAR, itinerary(rental(_CAR, 0))),
    "rail out and air back": (
        _RAIL_AND_AIR,
        itinerary(ride(_RAIL_AND_AIR, 0), fare(_RAIL_AND_AIR, 1), room(_RAIL_AND_AIR, 0)),
    ),
    "open jaw": (_OPEN_JAW, itinerary(fare(_OPEN_JAW, 0, 1), room(_OPEN_JAW, 0), room(_OPEN_JAW, 1))),
    "eight slices": (_EIGHT, itinerary(fare(_EIGHT, 0, 1, 2), fare(_EIGHT, *range(3, 8)))),
}
