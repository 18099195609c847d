"""The sandbox's flight offers: journeys out and back, in the cabin asked for and those beside it, priced and made again
from nothing but their id."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from chalicelib.domain.local_days import local_day
from chalicelib.domain.money import Money
from chalicelib.domain.offers.emissions import LONG_HAUL_FROM, flight_co2_grams
from chalicelib.domain.offers.offers import FlightOffer, Refundability, Segment, Slice
from chalicelib.domain.offers.searches import FlightQuery
from chalicelib.domain.places.resolver import find_airport
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.errors import NotFound
from chalicelib.gateways.suppliers.sandbox.fares import (
    THROUGH_FARE,
    Advance,
    FareBrand,
    advance_class,
    seat_fare,
    ticket_fare,
)
from chalicelib.gateways.suppliers.sandbox.inventory_items import (
    InventoryItem,
    Part,
    decode_id,
    encode_id,
    unknown_offer,
)
from chalicelib.gateways.suppliers.sandbox.limits import LIMITS
from chalicelib.gateways.suppliers.sandbox.network import (
    Flight,
    Journey,
    Routing,
    find_flight,
    find_journeys,
    find_routings,
)
from chalicelib.gateways.suppliers.sandbox.prices import in_currency
from chalicelib.gateways.suppliers.sandbox.seeded_choices import seeded_choice, seeded_int

SUPPLIER = "sandbox"
_ITINERARIES = 8
_BEFORE_DEPARTURE = timedelta(minutes=90)
_BEFORE_RETURN = timedelta(hours=1)
_REFUND = {
    FareBrand.LIGHT: Refundability.NONE,
    FareBrand.STANDARD: Refundability.WITH_FEE,
    FareBrand.FLEX: Refundability.FULL,
}
# Fewest and most seats of each cabin that are on sale before anything is sold here.
_SEATS = {
    Cabin.ECONOMY: (9, 60),
    Cabin.PREMIUM_ECONOMY: (9, 24),
    Cabin.BUSINESS: (9, 20),
    Cabin.FIRST: (2, 8),
}

Itinerary = tuple[Journey, ...]


@dataclass(frozen=True, slots=True)
class Ticket:
    """Everything that an offer's id says."""

    itinerary: Itinerary
    cabin: Cabin
    brand: FareBrand
    advance: Advance
    travellers: int
    currency: str


def flight_tickets(query: FlightQuery, now: datetime) -> list[Ticket]:
    """Return what could be offered for `query` if nothing were sold; the best itineraries first within each cabin."""
    today = local_day(now, find_airport(query.origins[0]).timezone)
    if max(query.depart_on, query.return_on or query.depart_on) > today + LIMITS.ahead:
        return []  # no airline has loaded its schedule yet
    itineraries = _find_itineraries(query, now)
    advance = advance_class((query.depart_on - today).days)
    return [
        Ticket(itinerary, cabin, brand, advance, query.travellers, query.currency)
        for rank, itinerary in enumerate(itineraries)
        for cabin, brand in _products(itinerary, query.cabin, rank)
    ]


def read_ticket(offer_id: str) -> Ticket:
    """Return the ticket that `offer_id` stands for. Raises NotFound."""
    try:
        kind, (cabin, brand, advance, travellers, currency, *slices) = decode_id(offer_id)
        itinerary = tuple(tuple(_read_flight(text) for text in each.split("+")) for each in slices)
        ticket = Ticket(itinerary, Cabin(cabin), FareBrand(brand), Advance(advance), int(travellers), currency)
    except (ValueError, NotFound):
        raise unknown_offer(offer_id) from None
    if kind != "f" or not itinerary:
        raise unknown_offer(offer_id)
    return ticket


def ticket_id(ticket: Ticket) -> str:
    slices = ("+".join(_write_flight(flight) for flight in journey) for journey in ticket.itinerary)
    terms = (ticket.cabin, ticket.brand, ticket.advance, ticket.travellers, ticket.currency)
    return encode_id("f", *terms, *slices)


def flight_inventory_item(ticket: Ticket) -> InventoryItem:
    """Return the seats that `ticket` takes, and what it costs while no unit's price is changed."""
    price = _price(ticket)
    fares = [_fares(ticket, journey) for journey in ticket.itinerary]
    return InventoryItem(
        offer_id=ticket_id(ticket),
        units={
            _unit(flight, cabin): seeded_int(
                *_SEATS[cabin], "seats", flight.name, flight.day, flight.origin.iata, cabin
            )
            for journey in ticket.itinerary
            for flight, cabin in _seat_flights(journey, ticket.cabin)
        },
        count=ticket.travellers,
        price=price,
        refundability=_REFUND[ticket.brand],
        fee=_fee(ticket, price) if ticket.brand is FareBrand.STANDARD else None,
        starts_at=ticket.itinerary[0][0].departs_at,
        parts=tuple(
            Part(
                units=tuple(_unit(flight, cabin) for flight, cabin in _seat_flights(journey, ticket.cabin)),
                starts_at=journey[0].departs_at,
                weight=round(100 * sum(fare) * (THROUGH_FARE if len(fare) > 1 else 1)),
            )
            for journey, fare in zip(ticket.itinerary, fares, strict=True)
        ),
        credit_fee=_fee(ticket, price) if ticket.brand is FareBrand.LIGHT else None,
    )


def flight_offer(ticket: Ticket, item: InventoryItem, price: Money, expires_at: datetime) -> FlightOffer:
    """Return `ticket` as it is offered, at `price`."""
    return FlightOffer(
        offer_id=item.offer_id,
        supplier=SUPPLIER,
        slices=tuple(
            Slice(segments=tuple(_segment(flight, cabin) for flight, cabin in _seat_flights(journey, ticket.cabin)))
            for journey in ticket.itinerary
        ),
        cabin=ticket.cabin,
        price=price,
        refundability=item.refundability,
        cancellation_fee=item.fee,
        co2_grams=sum(
            flight_co2_grams(flight.distance_metres, cabin, ticket.travellers)
            for journey in ticket.itinerary
            for flight, cabin in _seat_flights(journey, ticket.cabin)
        ),
        expires_at=expires_at,
    )


def _find_itineraries(query: FlightQuery, now: datetime) -> list[Itinerary]:
    """Return the best way of every airline first, then every airline's second best, until there are enough."""
    if query.return_on is not None and query.return_on < query.depart_on:
        return []
    by_turn: list[tuple[int, int, Itinerary]] = []
    turns: dict[str, int] = {}
    for order, routing in enumerate(find_routings(query.origins, query.destinations)):
        for itinerary in _itineraries(routing, query.depart_on, query.return_on, now):
            turn = turns.get(routing.airline.designator, 0)
            turns[routing.airline.designator] = turn + 1
            by_turn.append((turn, order, itinerary))
        if len(turns) >= 2 * _ITINERARIES:
            break
    return [itinerary for _, _, itinerary in sorted(by_turn, key=lambda entry: entry[:2])[:_ITINERARIES]]


def _itineraries(routing: Routing, depart_on: date, return_on: date | None, now: datetime) -> Iterator[Itinerary]:
    """Yield the early out and the late back first, so that a short trip has a whole day at its destination."""
    outward = [j for j in find_journeys(routing, depart_on) if j[0].departs_at >= now + _BEFORE_DEPARTURE]
    if return_on is None:
        yield from ((journey,) for journey in outward)
        return
    homeward = find_journeys(routing.back, return_on)[::-1]
    if not outward or not homeward:
        return
    for turn in range(max(len(outward), len(homeward))):
        out, back = outward[turn % len(outward)], homeward[turn % len(homeward)]
        if back[0].departs_at >= out[-1].arrives_at + _BEFORE_RETURN:
            yield (out, back)


def _products(itinerary: Itinerary, asked: Cabin, rank: int) -> Iterator[tuple[Cabin, FareBrand]]:
    """Yield the cabin asked for, or the nearest that is flown, in several brands; of the first itineraries its
    neighbours."""
    flown = sorted({cabin for journey in itinerary for flight in journey for cabin in _cabins(flight)}, key=_rank)
    nearest = min(range(len(flown)), key=lambda i: abs(flown[i].rank - asked.rank))
    brands = _brands(flown[nearest])
    yield from ((flown[nearest], brand) for brand in (brands if rank < 3 else brands[:1]))
    if rank < 3:
        beside = [flown[i] for i in (nearest - 1, nearest + 1) if 0 <= i < len(flown)]
        yield from ((cabin, _brands(cabin)[0]) for cabin in beside)


def _brands(cabin: Cabin) -> tuple[FareBrand, ...]:
    return tuple(FareBrand) if cabin is Cabin.ECONOMY else (FareBrand.STANDARD, FareBrand.FLEX)


def _rank(cabin: Cabin) -> int:
    return cabin.rank


def _cabins(flight: Flight) -> tuple[Cabin, ...]:
    """Return the cabins: short flights have economy and business; long ones what the airline has."""
    if flight.distance_metres >= LONG_HAUL_FROM:
        return flight.airline.cabins
    return tuple(cabin for cabin in flight.airline.cabins if cabin in (Cabin.ECONOMY, Cabin.BUSINESS))


def _seat_flights(journey: Journey, cabin: Cabin) -> list[tuple[Flight, Cabin]]:
    """Return each flight with the best cabin it has that is no better than the one paid for."""
    return [(flight, max((c for c in _cabins(flight) if c.rank <= cabin.rank), key=_rank)) for flight in journey]


def _unit(flight: Flight, cabin: Cabin) -> str:
    return f"flight {flight.name} {flight.day} {flight.origin.iata}-{flight.destination.iata} {cabin}"


def _segment(flight: Flight, cabin: Cabin) -> Segment:
    return Segment(
        marketing_carrier=flight.airline.designator,
        flight_number=str(flight.number),
        origin=flight.origin.iata,
        destination=flight.destination.iata,
        departs_at=flight.departs_at,
        arrives_at=flight.arrives_at,
        origin_timezone=flight.origin.timezone,
        destination_timezone=flight.destination.timezone,
        distance_metres=flight.distance_metres,
        cabin=cabin,
    )


def _fares(ticket: Ticket, journey: Journey) -> list[float]:
    """Return euro cents of one seat on each flight of a journey."""
    return [
        seat_fare(
            flight.distance_metres,
            cabin,
            flight.day,
            ticket.advance,
            seeded_choice("demand", flight.name, flight.day, flight.origin.iata),
            low_cost=flight.airline.low_cost,
        )
        for flight, cabin in _seat_flights(journey, ticket.cabin)
    ]


def _price(ticket: Ticket) -> Money:
    fares = [fare for journey in ticket.itinerary for fare in _fares(ticket, journey)]
    one = ticket_fare(fares, [len(journey) for journey in ticket.itinerary], ticket.brand)
    return in_currency(one, ticket.currency) * ticket.travellers


def _fee(ticket: Ticket, price: Money) -> Money:
    """Return 60 euros a passenger when every flight is short, else 150; never more than was paid."""
    is_long = any(flight.distance_metres >= LONG_HAUL_FROM for journey in ticket.itinerary for flight in journey)
    fee = in_currency(15_000 if is_long else 6_000, ticket.currency) * ticket.travellers
    return min(fee, price, key=lambda money: money.amount)


def _write_flight(flight: Flight) -> str:
    airports = f"{flight.origin.iata}.{flight.destination.iata}"
    return f"{flight.airline.designator}.{flight.number}.{airports}.{flight.day:%Y%m%d}"


def _read_flight(text: str) -> Flight:
    designator, number, origin, destination, day = text.split(".")
    on = datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC).date()
    flight = find_flight(designator, int(number), origin, destination, on)
    if flight is None:
        raise NotFound(f"There is no flight {text}.")
    return flight
