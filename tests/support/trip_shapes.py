"""Trips of any shape: requests of slices by air and by rail, gaps travelled by oneself, stays and cars, each with an
option that is just what it asks for, in real places of several time zones.

`make_shape` makes one of a seed; `trip_shapes` is a strategy of them. Every itinerary can be travelled: one arrives
before one leaves, has time to change, and, with `beds`, sleeps in a hotel every night away.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.local_days import local_day, local_time, night_of, nights_between
from chalicelib.domain.money import Money
from chalicelib.domain.offers.cars import CarOffer, RentalStation
from chalicelib.domain.offers.offers import FlightOffer, Option, Segment, Slice, StayOffer
from chalicelib.domain.offers.rail import RailOffer, RailSegment, RailSlice
from chalicelib.domain.offers.terms import Refundability, SeatSelection
from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.trip_request import (
    MOST_CARS,
    MOST_SLICES,
    MOST_STAYS,
    Cabin,
    CarCategory,
    CarRequest,
    SliceRequest,
    StayRequest,
    Traveller,
    TravelMode,
    TripRequest,
)
from tests.support.booked_samples import ordered, orders_of
from tests.support.cities import CITIES, NEIGHBOURS, City

EXPIRES_AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

_EARLIEST_HOUR = 5


class TripShape(NamedTuple):
    """A request, and an option that has all of it."""

    request: TripRequest
    option: Option

    @property
    def booking(self) -> Booking:
        """The booking of it, with every component bought."""
        return ordered(
            request=self.request,
            options=(self.option,),
            selected_option_id=self.option.option_id,
            orders=orders_of(self.option),
        )


def trip_shapes(
    slices: st.SearchStrategy[int] | None = None, *, beds: bool = True, cars: int = MOST_CARS
) -> st.SearchStrategy[TripShape]:
    """A strategy of trips of so many slices (from none, a hotel or a car alone, to the most), with a hotel for every
    night away or with none."""
    return st.builds(
        make_shape,
        st.integers(0, 2**32),
        slices=st.integers(0, MOST_SLICES) if slices is None else slices,
        cars=st.integers(0, cars),
        beds=st.just(beds),
    )


def make_shape(seed: int, *, slices: int, cars: int = 0, beds: bool = True) -> TripShape:
    """Return a trip of at most so many slices and cars, always the same for the same seed. Without slices it has at
    least a hotel or a car."""
    made = _Journey(random.Random(seed), beds=beds, most_cars=cars)
    made.travel(slices)
    if not made.slices and not made.cars and not made.stays:
        made.stay_somewhere()
    return made.shape()


def train(slice_index: int = 0, **changes: Any) -> RailOffer:
    """Second class from Paris to London for 90 EUR, in two and a half hours that are half past one on the clock; with
    changes."""
    departs_at = datetime(2027, 3, 3, 8, 13, tzinfo=UTC)
    ride = _ride(CITIES["Paris"], CITIES["London"], departs_at, departs_at + timedelta(minutes=150), "ES 9023")
    usual = _sale(f"r{slice_index}", 90) | {
        "slices": (RailSlice(segments=(ride,)),),
        "slice_indexes": (slice_index,),
        "cabin": Cabin.ECONOMY,
        "fare": "Standard",
        "seat_selection": SeatSelection.INCLUDED,
        "co2_grams": 2_000,
    }
    return RailOffer(**(usual | changes))


def car(car_index: int = 0, **changes: Any) -> CarOffer:
    """A compact car in Munich from 3 to 5 March 2027 for 120 EUR; with changes."""
    munich = CITIES["Munich"].place
    usual = _sale(f"c{car_index}", 120) | {
        "company": "Sample Cars",
        "model": "Volkswagen Golf",
        "category": CarCategory.COMPACT,
        "acriss": "CDMR",
        "seats": 5,
        "automatic": False,
        "pick_up": _rental_station(munich),
        "drop_off": _rental_station(munich),
        "pick_up_at": datetime(2027, 3, 3, 9, tzinfo=UTC),
        "drop_off_at": datetime(2027, 3, 5, 9, tzinfo=UTC),
        "car_index": car_index,
        "days": 2,
        "daily": Money(amount=6_000, currency="EUR"),
    }
    return CarOffer(**(usual | changes))


class _Journey:
    """A trip as it is made up: where its travellers are, and since when."""

    def __init__(self, chance: random.Random, *, beds: bool, most_cars: int) -> None:
        self.chance, self.beds, self.most_cars = chance, beds, most_cars
        self.slices: list[SliceRequest] = []
        self.sold: list[Slice | RailSlice] = []
        self.stays: list[StayRequest] = []
        self.cars: list[CarRequest] = []
        self.here = self.home = chance.choice(list(CITIES.values()))
        self.since = datetime(2027, 1, 5, tzinfo=UTC) + timedelta(minutes=chance.randrange(300 * 1440))
        self.arrived_by: int | None = None

    def travel(self, slices: int) -> None:
        """Travel so many slices, now and then a stretch by oneself, and stay on where the last one does not lead
        home."""
        for number in range(slices):
            if len(self.stays) >= MOST_STAYS - 1:
                break
            if number:
                has_room = len(self.stays) < MOST_STAYS - 2
                if has_room and self.here.place.name in NEIGHBOURS and self.chance.random() < 0.3:
                    self._go_by_oneself()
                self._rest()
            leads_home = number == slices - 1 and self.here != self.home and self.chance.random() < 0.8
            self._take_slice(self.home if leads_home else self._next_city())
        if self.here != self.home:
            self._dwell(self.since + timedelta(hours=self.chance.randrange(1, 90)), leaves=False)
        elif not self.slices:
            self._rent(self.since, self.since + timedelta(hours=self.chance.randrange(2, 200)), self.here)

    def stay_somewhere(self) -> None:
        """Stay in a city, and perhaps in its neighbour and there again, without a journey there."""
        check_in = local_day(self.since, self.here.place.timezone)
        for _ in range(self.chance.randrange(1, 4)):
            check_out = check_in + timedelta(days=self.chance.randrange(1, 6))
            self.stays.append(StayRequest(place=self.here.place, check_in=check_in, check_out=check_out))
            self.here, check_in = CITIES[NEIGHBOURS.get(self.here.place.name, self.here.place.name)], check_out

    def shape(self) -> TripShape:
        request = TripRequest(
            slices=tuple(self.slices),
            stays=tuple(self.stays),
            cars=tuple(self.cars),
            purpose="Sales kickoff",
            cost_centre="SALES-EU",
            travellers=tuple(
                Traveller(given_name="Anna", family_name=family)
                for family in ("Muster", "Beispiel", "Vorbild")[: self.chance.randrange(1, 4)]
            ),
            currency="EUR",
        )
        components = (
            *self._fares(),
            *(_hotel(number, each, len(request.travellers)) for number, each in enumerate(self.stays)),
            *(_rental(number, each) for number, each in enumerate(self.cars)),
        )
        return TripShape(request, Option(option_id="opt_1", components=components, rank=1, reasons=()))

    def _rest(self) -> None:
        """Stay where one is, for hours or for days, and not leave in the middle of a night."""
        until = self.since + timedelta(minutes=self.chance.choice((180, 600, 2000, 5000)) + self._below(300))
        hour = local_time(until, self.here.place.timezone).hour
        self._dwell(until + timedelta(hours=max(0, _EARLIEST_HOUR - hour)))

    def _go_by_oneself(self) -> None:
        """Leave after a while, at noon, and be in the neighbouring city in the afternoon."""
        day = local_day(self.since, self.here.place.timezone) + timedelta(days=self.chance.randrange(1, 4))
        noon = datetime.combine(day, time(12), ZoneInfo(self.here.place.timezone)).astimezone(UTC)
        there = CITIES[NEIGHBOURS[self.here.place.name]]
        self._dwell(noon, leaves=False)
        self._rent(noon, noon + timedelta(hours=4), there)
        self.here, self.since, self.arrived_by = there, noon + timedelta(hours=5), None

    def _dwell(self, until: datetime, *, leaves: bool = True) -> None:
        zone = self.here.place.timezone
        nights = list(nights_between(self.since, until, zone))
        if nights and self.beds:
            self.stays.append(
                StayRequest(
                    place=self.here.place,
                    check_in=night_of(self.since, zone),
                    check_out=local_day(until, zone),
                    arrives_by=self.arrived_by,
                    leaves_by=len(self.slices) if leaves else None,
                )
            )
        self._rent(self.since + timedelta(hours=1), until - timedelta(hours=1), self.here)
        self.since = until

    def _rent(self, pick_up_at: datetime, drop_off_at: datetime, drop_off: City) -> None:
        """Drive a car in the meantime, or not."""
        if len(self.cars) == self.most_cars or pick_up_at >= drop_off_at or self.chance.random() < 0.3:
            return
        here, there = self.here.place, drop_off.place
        begins, ends = local_time(pick_up_at, here.timezone), local_time(drop_off_at, there.timezone)
        self.cars.append(
            CarRequest(
                pick_up=here,
                pick_up_on=begins.date(),
                pick_up_at=f"{begins:%H:%M}",
                drop_off=there,
                drop_off_on=ends.date(),
                drop_off_at=f"{ends:%H:%M}",
            )
        )

    def _next_city(self) -> City:
        return self.chance.choice([each for each in CITIES.values() if each != self.here])

    def _take_slice(self, there: City) -> None:
        here, departs_at = self.here, self.since
        by_rail = here.station is not None and there.station is not None and self.chance.random() < 0.6
        made = self._trains(there, departs_at) if by_rail else self._flights(there, departs_at)
        modes = (TravelMode.RAIL if by_rail else TravelMode.AIR, TravelMode.ANY)
        self.slices.append(
            SliceRequest(
                origin=here.place,
                destination=there.place,
                depart_on=local_day(departs_at, here.place.timezone),
                mode=self.chance.choice(modes),
            )
        )
        self.sold.append(made)
        self.here, self.since, self.arrived_by = there, made.arrives_at, len(self.slices) - 1

    def _stops(self, there: City, hubs: Sequence[str]) -> list[City]:
        between = [CITIES[name] for name in hubs if CITIES[name] not in (self.here, there)]
        return [self.here, *([self.chance.choice(between)] if self.chance.random() < 0.3 else []), there]

    def _flights(self, there: City, departs_at: datetime) -> Slice:
        stops, segments = self._stops(there, ("Frankfurt", "London", "Tokyo")), []
        for here, to in pairwise(stops):
            lands_at = departs_at + timedelta(minutes=60 + _metres(here, to) // 13_000)
            number = str(self.chance.randrange(100, 9_000))
            segments.append(_flight(here, to, departs_at, lands_at, number))
            departs_at = lands_at + timedelta(minutes=60 + self._below(120))
        return Slice(segments=tuple(segments))

    def _trains(self, there: City, departs_at: datetime) -> RailSlice:
        stops, segments = self._stops(there, ("Frankfurt", "Paris", "Berlin")), []
        for here, to in pairwise(stops):
            arrives_at = departs_at + timedelta(minutes=20 + _metres(here, to) // 2_500)
            number = f"ICE {self.chance.randrange(100, 9_000)}"
            segments.append(_ride(here, to, departs_at, arrives_at, number))
            departs_at = arrives_at + timedelta(minutes=15 + self._below(40))
        return RailSlice(segments=tuple(segments))

    def _below(self, most: int) -> int:
        return self.chance.randrange(most)

    def _fares(self) -> Iterator[FlightOffer | RailOffer]:
        """Yield fares that cover each slice once: of all, of two, or of one, for flights and for trains apart."""
        tickets: dict[tuple[bool, int], list[int]] = {}
        most = self.chance.randrange(1, 4)
        for number, each in enumerate(self.sold):
            tickets.setdefault((isinstance(each, Slice), self._below(most)), []).append(number)
        yield from (self._fare(tuple(each)) for each in tickets.values())

    def _fare(self, indexes: tuple[int, ...]) -> FlightOffer | RailOffer:
        first = self.sold[indexes[0]]
        usual = _sale(f"fare{indexes[0]}", 80 * len(indexes)) | {
            "slices": tuple(self.sold[number] for number in indexes),
            "slice_indexes": indexes,
            "cabin": Cabin.ECONOMY,
            "co2_grams": 100_000,
        }
        if isinstance(first, RailSlice):
            return RailOffer(**usual, fare="Standard", seat_selection=SeatSelection.INCLUDED)
        return FlightOffer(**usual)


def _hotel(number: int, asked: StayRequest, rooms: int) -> StayOffer:
    nights = asked.nights
    return StayOffer(
        **_sale(f"stay{number}", 100 * nights * rooms),
        name=f"The {asked.place.name} Rooms",
        city=asked.place.name,
        country=asked.place.country,
        timezone=asked.place.timezone,
        latitude=asked.place.latitude,
        longitude=asked.place.longitude,
        stars=3,
        distance_to_centre_metres=900,
        check_in=asked.check_in,
        check_out=asked.check_out,
        stay_index=number,
        rooms=rooms,
        nightly=Money(amount=10_000, currency="EUR"),
    )


def _rental(number: int, asked: CarRequest) -> CarOffer:
    pick_up_at = _moment(asked.pick_up_on, asked.pick_up_at, asked.pick_up)
    drop_off_at = _moment(asked.drop_off_on, asked.drop_off_at, asked.drop_off)
    return car(
        number,
        pick_up=_rental_station(asked.pick_up),
        drop_off=_rental_station(asked.drop_off),
        pick_up_at=pick_up_at,
        drop_off_at=drop_off_at,
        days=-(-(drop_off_at - pick_up_at) // timedelta(days=1)) or 1,
    )


def _moment(day: date, hour: str, place: Place) -> datetime:
    return datetime.combine(day, time.fromisoformat(hour), ZoneInfo(place.timezone)).astimezone(UTC)


def _rental_station(place: Place) -> RentalStation:
    return RentalStation(
        name=f"{place.name} Central",
        city=place.name,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        timezone=place.timezone,
    )


def _flight(here: City, there: City, departs_at: datetime, arrives_at: datetime, number: str) -> Segment:
    return Segment(
        marketing_carrier="LH",
        flight_number=number,
        origin=here.place.airports[0],
        destination=there.place.airports[0],
        departs_at=departs_at,
        arrives_at=arrives_at,
        origin_timezone=here.place.timezone,
        destination_timezone=there.place.timezone,
        distance_metres=_metres(here, there),
        cabin=Cabin.ECONOMY,
    )


def _ride(here: City, there: City, departs_at: datetime, arrives_at: datetime, name: str) -> RailSegment:
    assert here.station is not None
    assert there.station is not None
    return RailSegment(
        operator="DB",
        train=name,
        origin=here.station,
        destination=there.station,
        departs_at=departs_at,
        arrives_at=arrives_at,
        origin_timezone=here.place.timezone,
        destination_timezone=there.place.timezone,
        distance_metres=_metres(here, there),
        cabin=Cabin.ECONOMY,
    )


def _metres(here: City, there: City) -> int:
    one, other = here.place, there.place
    return int(great_circle_distance(one.latitude, one.longitude, other.latitude, other.longitude))


def _sale(offer_id: str, price: int) -> dict[str, Any]:
    return {
        "offer_id": offer_id,
        "supplier": "sandbox",
        "price": Money(amount=price * 100, currency="EUR"),
        "refundability": Refundability.FULL,
        "cancellation_fee": None,
        "expires_at": EXPIRES_AT,
    }
