"""The sandbox's stays: ten invented hotels in every city, named so that none can be taken for a real one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import cos, radians, sin

from chalicelib.domain.local_days import local_day
from chalicelib.domain.money import Money, average
from chalicelib.domain.offers.offers import StayOffer
from chalicelib.domain.offers.searches import StayQuery
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.places.place import Place
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.gateways.suppliers.sandbox.cities import price_level
from chalicelib.gateways.suppliers.sandbox.fares import room_rate
from chalicelib.gateways.suppliers.sandbox.flight_times import departure_time
from chalicelib.gateways.suppliers.sandbox.inventory_items import (
    InventoryItem,
    Part,
    decode_id,
    encode_id,
    read_place,
    unknown_offer,
    write_place,
)
from chalicelib.gateways.suppliers.sandbox.limits import LIMITS
from chalicelib.gateways.suppliers.sandbox.prices import in_currency
from chalicelib.gateways.suppliers.sandbox.seeded_choices import seeded_choice, seeded_int

SUPPLIER = "sandbox"
_CHECK_IN_MINUTE = 15 * 60
_METRES_PER_DEGREE = 111_195
_FEWEST_ROOMS, _MOST_ROOMS = 9, 30

# Name, stars, and metres to the centre: the nearest and the farthest that the hotel may stand in any city.
_HOTELS = (
    ("Garden House", 3, 250, 900),
    ("Station Rooms", 3, 600, 1_800),
    ("Grand Courtyard", 4, 200, 1_000),
    ("Riverside Lodge", 4, 800, 2_500),
    ("Palace Rooms", 5, 150, 1_200),
    ("Market Inn", 2, 500, 1_900),
    ("Museum Quarter House", 4, 1_500, 3_500),
    ("Parkview Rooms", 3, 2_200, 4_500),
    ("Business Park Inn", 3, 4_000, 7_500),
    ("Ring Road Lodge", 2, 4_500, 9_000),
)
_RATES = {Refundability.FULL: 1.0, Refundability.WITH_FEE: 0.95, Refundability.NONE: 0.87}
# Stars from which breakfast is part of the rate, but for the cheaper one with nothing back.
_WITH_BREAKFAST_FROM = 4
# Hotels that also sell a cheaper rate with nothing back.
_WITH_SAVER_RATE = (0, 2)


@dataclass(frozen=True, slots=True)
class Room:
    """Everything that an offer's id says; `place` is known by what prices and positions depend on."""

    hotel: int
    refundability: Refundability
    place: Place
    check_in: date
    check_out: date
    rooms: int
    currency: str

    @property
    def nights(self) -> tuple[date, ...]:
        return tuple(self.check_in + timedelta(days=i) for i in range((self.check_out - self.check_in).days))

    @property
    def hotel_key(self) -> str:
        return f"{self.place.name}, {self.place.country} {self.hotel + 1}"


def stay_rooms(query: StayQuery, now: datetime) -> list[Room]:
    """Return what could be offered for `query` if nothing were sold. Raises InvalidInput for more than 60 nights."""
    if query.nights > LIMITS.nights:
        detail = f"The sandbox supplier sells at most {LIMITS.nights} nights at once."
        raise InvalidInput(detail, [FieldError("/checkOut", detail)])
    if query.nights < 1 or query.check_in < local_day(now, query.place.timezone):
        return []
    return [
        Room(hotel, refundability, query.place, query.check_in, query.check_out, query.rooms, query.currency)
        for hotel in range(len(_HOTELS))
        for refundability in _rates(hotel, query.place)
    ]


def read_room(offer_id: str) -> Room:
    """Return the room that `offer_id` stands for. Raises NotFound."""
    try:
        kind, (hotel, refundability, check_in, check_out, rooms, currency, *place) = decode_id(offer_id)
        room = Room(
            hotel=int(hotel),
            refundability=Refundability(refundability),
            place=read_place(place),
            check_in=date.fromisoformat(check_in),
            check_out=date.fromisoformat(check_out),
            rooms=int(rooms),
            currency=currency,
        )
    except ValueError:
        raise unknown_offer(offer_id) from None
    if kind != "s" or not 0 <= room.hotel < len(_HOTELS) or not room.nights:
        raise unknown_offer(offer_id)
    return room


def stay_inventory_item(room: Room) -> InventoryItem:
    """Return the rooms that are taken each night, and what they cost while no unit's price is changed."""
    nights = [_rate(room, night) for night in room.nights]
    units = {
        f"stay {room.hotel_key} {night}": seeded_int(_FEWEST_ROOMS, _MOST_ROOMS, "rooms", room.hotel_key, night)
        for night in room.nights
    }
    starts_at = departure_time(room.check_in, _CHECK_IN_MINUTE, room.place.timezone)
    return InventoryItem(
        offer_id=_room_id(room),
        units=units,
        count=room.rooms,
        price=in_currency(sum(nights), room.currency) * room.rooms,
        refundability=room.refundability,
        fee=_fee(room, nights[0]),
        starts_at=starts_at,
        parts=(Part(units=tuple(units), starts_at=starts_at, weight=1),),
    )


def stay_offer(room: Room, item: InventoryItem, price: Money, expires_at: datetime) -> StayOffer:
    """Return `room` as it is offered, at `price`."""
    name, stars, _, _ = _HOTELS[room.hotel]
    latitude, longitude = _position(room)
    return StayOffer(
        offer_id=item.offer_id,
        supplier=SUPPLIER,
        name=f"{name} {room.place.name} (sandbox)",
        city=room.place.name,
        country=room.place.country,
        timezone=room.place.timezone,
        latitude=latitude,
        longitude=longitude,
        stars=stars,
        distance_to_centre_metres=_metres_to_centre(room),
        check_in=room.check_in,
        check_out=room.check_out,
        stay_index=0,
        rooms=room.rooms,
        nightly=average(price, len(room.nights) * room.rooms),
        price=price,
        refundability=room.refundability,
        cancellation_fee=item.fee,
        expires_at=expires_at,
        breakfast_included=stars >= _WITH_BREAKFAST_FROM and room.refundability is not Refundability.NONE,
    )


def _rates(hotel: int, place: Place) -> Iterator[Refundability]:
    yield (
        Refundability.FULL if seeded_choice("rate", place.name, place.country, hotel) < 0.6 else Refundability.WITH_FEE
    )
    if hotel in _WITH_SAVER_RATE:
        yield Refundability.NONE


def _rate(room: Room, night: date) -> float:
    """Return euro cents of one room for one night."""
    rate = room_rate(
        stars=_HOTELS[room.hotel][1],
        kilometres=_metres_to_centre(room) / 1000,
        night=night,
        price_level=price_level(room.place),
        demand=seeded_choice("demand", room.hotel_key, night),
        southern=room.place.latitude < 0,
    )
    return rate * _RATES[room.refundability]


def _fee(room: Room, first_night: float) -> Money | None:
    """Return the first night of every room."""
    if room.refundability is not Refundability.WITH_FEE:
        return None
    return in_currency(first_night, room.currency) * room.rooms


def _metres_to_centre(room: Room) -> int:
    _, _, nearest, farthest = _HOTELS[room.hotel]
    return seeded_int(nearest, farthest, "distance", room.hotel_key)


def _position(room: Room) -> tuple[float, float]:
    """Return WGS 84 degrees: the distance to the centre in a drawn direction, on the plane that touches the city."""
    bearing = radians(360 * seeded_choice("bearing", room.hotel_key))
    degrees = _metres_to_centre(room) / _METRES_PER_DEGREE
    latitude = max(-89.0, min(89.0, room.place.latitude + degrees * cos(bearing)))
    longitude = room.place.longitude + degrees * sin(bearing) / cos(radians(latitude))
    return round(latitude, 6), round((longitude + 180) % 360 - 180, 6)


def _room_id(room: Room) -> str:
    when = (room.check_in, room.check_out, room.rooms, room.currency)
    return encode_id("s", room.hotel, room.refundability, *when, *write_place(room.place))
