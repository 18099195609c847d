"""The sandbox's rail offers: journeys of a day between two cities, in both classes and three fares, priced and made
again from nothing but their id."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from chalicelib.domain.local_days import local_day
from chalicelib.domain.money import Money
from chalicelib.domain.offers.emissions import rail_co2_grams
from chalicelib.domain.offers.rail import RailOffer, RailSegment, RailSlice, Station
from chalicelib.domain.offers.searches import RailQuery
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.gateways.suppliers.sandbox.fares import Advance, advance_class
from chalicelib.gateways.suppliers.sandbox.inventory_items import (
    InventoryItem,
    Part,
    decode_id,
    encode_id,
    unknown_offer,
)
from chalicelib.gateways.suppliers.sandbox.limits import LIMITS
from chalicelib.gateways.suppliers.sandbox.prices import in_currency
from chalicelib.gateways.suppliers.sandbox.rail_fares import RailFare, rail_ticket_fare, ride_fare, seat_selection
from chalicelib.gateways.suppliers.sandbox.rail_network import Journey, Ride, find_journeys, find_ride, is_journey
from chalicelib.gateways.suppliers.sandbox.rail_stations import RailStation, stations_of
from chalicelib.gateways.suppliers.sandbox.seeded_choices import seeded_choice, seeded_int

SUPPLIER = "sandbox"
_JOURNEYS = 8
# Of how many journeys, the quickest, the other class is offered too.
_WITH_BOTH_CLASSES = 3
_BEFORE_DEPARTURE = timedelta(minutes=15)
_FEE = 1_000  # euro cents a traveller
# Fewest and most seats of each class that are on sale before anything is sold here.
_SEATS = {Cabin.ECONOMY: (9, 60), Cabin.FIRST: (9, 24)}


@dataclass(frozen=True, slots=True)
class RailTicket:
    """Everything that an offer's id says; `day` is the local date of departure."""

    journey: Journey
    day: date
    cabin: Cabin
    fare: RailFare
    advance: Advance
    travellers: int
    currency: str

    @property
    def departs_at(self) -> datetime:
        return self.journey[0].departs_at(self.day)


def rail_tickets(query: RailQuery, now: datetime) -> list[RailTicket]:
    """Return what could be offered for `query` if nothing were sold, in order of departure; nothing where no station is
    near, or no train goes."""
    today = local_day(now, query.origin.timezone)
    if query.depart_on > today + LIMITS.ahead:
        return []  # no timetable has been published yet
    advance = advance_class((query.depart_on - today).days)
    journeys = _choose_journeys([each for each in _find_journeys(query) if _is_on_sale(each, query, now)])
    asked, other = _classes(query.cabin)
    quickest = sorted(journeys, key=_minutes)[:_WITH_BOTH_CLASSES]
    return [
        RailTicket(journey, query.depart_on, cabin, fare, advance, query.travellers, query.currency)
        for journey in journeys
        for cabin, fare in (
            *((asked, fare) for fare in RailFare),
            *([(other, RailFare.STANDARD)] if journey in quickest else []),
        )
    ]


def read_rail_ticket(offer_id: str) -> RailTicket:
    """Return the ticket that `offer_id` stands for. Raises NotFound."""
    try:
        kind, (cabin, fare, advance, travellers, currency, day, *rides) = decode_id(offer_id)
        ticket = RailTicket(
            journey=tuple(_read_ride(text) for text in rides),
            day=datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC).date(),
            cabin=Cabin(cabin),
            fare=RailFare(fare),
            advance=Advance(advance),
            travellers=int(travellers),
            currency=currency,
        )
    except (ValueError, LookupError):
        raise unknown_offer(offer_id) from None
    if kind != "r" or not ticket.journey or not is_journey(ticket.journey) or ticket.cabin not in _SEATS:
        raise unknown_offer(offer_id)
    return ticket


def rail_ticket_id(ticket: RailTicket) -> str:
    terms = (ticket.cabin, ticket.fare, ticket.advance, ticket.travellers, ticket.currency, f"{ticket.day:%Y%m%d}")
    return encode_id("r", *terms, *(_write_ride(ride) for ride in ticket.journey))


def rail_inventory_item(ticket: RailTicket) -> InventoryItem:
    """Return the seats that `ticket` takes between each two stops, and what it costs while no unit's price is
    changed."""
    price, units = _price(ticket), _units(ticket)
    return InventoryItem(
        offer_id=rail_ticket_id(ticket),
        units={unit: seeded_int(*_SEATS[ticket.cabin], "seats", unit) for unit in units},
        count=ticket.travellers,
        price=price,
        refundability=ticket.fare.refundability,
        fee=_fee(ticket, price) if ticket.fare is RailFare.STANDARD else None,
        starts_at=ticket.departs_at,
        parts=(
            Part(
                units=units,
                starts_at=ticket.departs_at,
                weight=1,
                times=tuple((ride.departs_at(ticket.day), ride.arrives_at(ticket.day)) for ride in ticket.journey),
            ),
        ),
    )


def rail_offer(ticket: RailTicket, item: InventoryItem, price: Money, expires_at: datetime) -> RailOffer:
    """Return `ticket` as it is offered, at `price`."""
    return RailOffer(
        offer_id=item.offer_id,
        supplier=SUPPLIER,
        slices=(RailSlice(segments=tuple(_segment(ride, ticket) for ride in ticket.journey)),),
        slice_indexes=(0,),
        cabin=ticket.cabin,
        fare=ticket.fare.capitalize(),
        seat_selection=seat_selection(ticket.fare, ticket.cabin),
        price=price,
        refundability=item.refundability,
        cancellation_fee=item.fee,
        co2_grams=sum(_co2_grams(ride, ticket.travellers) for ride in ticket.journey),
        expires_at=expires_at,
    )


def _find_journeys(query: RailQuery) -> tuple[Journey, ...]:
    origins, destinations = stations_of(query.origin), stations_of(query.destination)
    if not origins or not destinations or origins == destinations:
        return ()
    return find_journeys(origins[0].city, destinations[0].city)


def _is_on_sale(journey: Journey, query: RailQuery, now: datetime) -> bool:
    departs_at, arrives_at = journey[0].departs_at(query.depart_on), journey[-1].arrives_at(query.depart_on)
    return (
        departs_at >= now + _BEFORE_DEPARTURE
        and (query.departure is None or query.departure.includes(departs_at, journey[0].origin.timezone))
        and (query.arrival is None or query.arrival.includes(arrives_at, journey[-1].destination.timezone))
    )


def _choose_journeys(journeys: list[Journey]) -> list[Journey]:
    """Return so many as are offered: the quickest of each part of the day."""
    if len(journeys) <= _JOURNEYS:
        return journeys
    bounds = pairwise(len(journeys) * part // _JOURNEYS for part in range(_JOURNEYS + 1))
    return [min(journeys[start:end], key=_minutes) for start, end in bounds]


def _classes(asked: Cabin) -> tuple[Cabin, Cabin]:
    """Return the class of a train that is asked for, and the other."""
    return (Cabin.ECONOMY, Cabin.FIRST) if asked is Cabin.ECONOMY else (Cabin.FIRST, Cabin.ECONOMY)


def _minutes(journey: Journey) -> int:
    return journey[-1].arrives - journey[0].departs


def _units(ticket: RailTicket) -> tuple[str, ...]:
    """Return a unit for each train between each two of its stops, so that whoever shares a part of the way shares its
    seats."""
    return tuple(unit for ride in ticket.journey for unit in _ride_units(ride, ticket.day, ticket.cabin))


def _ride_units(ride: Ride, day: date, cabin: Cabin) -> Iterator[str]:
    for before, after in pairwise(ride.line.stops[ride.board : ride.alight + 1]):
        yield f"rail {ride.line.operator} {ride.train} {day} {before.key}>{after.key} {cabin}"


def _segment(ride: Ride, ticket: RailTicket) -> RailSegment:
    return RailSegment(
        operator=ride.line.operator,
        train=ride.train,
        origin=_station(ride.origin),
        destination=_station(ride.destination),
        departs_at=ride.departs_at(ticket.day),
        arrives_at=ride.arrives_at(ticket.day),
        origin_timezone=ride.origin.timezone,
        destination_timezone=ride.destination.timezone,
        distance_metres=ride.distance_metres,
        cabin=ticket.cabin,
    )


def _station(station: RailStation) -> Station:
    return Station(code=station.code, name=station.name, country=station.country)


def _co2_grams(ride: Ride, travellers: int) -> int:
    is_international = ride.origin.country != ride.destination.country
    return rail_co2_grams(ride.distance_metres, travellers, is_international=is_international)


def _price(ticket: RailTicket) -> Money:
    fares = [
        ride_fare(
            ride.distance_metres,
            ride.line.operator,
            ticket.cabin,
            ticket.day,
            ticket.advance,
            seeded_choice("rail demand", ride.line.key, ride.run, ticket.day),
        )
        for ride in ticket.journey
    ]
    return in_currency(rail_ticket_fare(fares, ticket.fare), ticket.currency) * ticket.travellers


def _fee(ticket: RailTicket, price: Money) -> Money:
    """Return 10 euros a traveller, never more than was paid."""
    fee = in_currency(_FEE, ticket.currency) * ticket.travellers
    return min(fee, price, key=lambda money: money.amount)


def _write_ride(ride: Ride) -> str:
    return f"{ride.line.key}.{ride.run}.{ride.origin.key}.{ride.destination.key}"


def _read_ride(text: str) -> Ride:
    line, run, board, alight = text.split(".")
    ride = find_ride(line, int(run), board, alight)
    if ride is None:
        raise LookupError(text)
    return ride
