"""The sandbox's flight offers: fares over one slice or several, in the cabins asked for and those beside them, priced
and made again from nothing but their id."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from chalicelib.domain.local_days import local_day
from chalicelib.domain.money import Money
from chalicelib.domain.offers.emissions import LONG_HAUL_FROM, flight_co2_grams
from chalicelib.domain.offers.offers import FlightOffer, Segment, Slice
from chalicelib.domain.offers.searches import FlightQuery, SliceQuery
from chalicelib.domain.places.resolver import find_airport
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.errors import NotFound
from chalicelib.gateways.suppliers.sandbox.fare_terms import (
    REFUNDS,
    bag_allowance,
    brands_of,
    fare_name,
    seat_selection,
)
from chalicelib.gateways.suppliers.sandbox.fares import (
    Advance,
    FareBrand,
    advance_class,
    seat_fare,
    slice_fare,
    ticket_fare,
)
from chalicelib.gateways.suppliers.sandbox.inventory_items import (
    InventoryItem,
    Part,
    decode_id,
    encode_id,
    unknown_offer,
)
from chalicelib.gateways.suppliers.sandbox.itineraries import Itinerary, find_itineraries
from chalicelib.gateways.suppliers.sandbox.limits import LIMITS
from chalicelib.gateways.suppliers.sandbox.network import Flight, Journey, find_flight
from chalicelib.gateways.suppliers.sandbox.prices import in_currency
from chalicelib.gateways.suppliers.sandbox.seeded_choices import seeded_choice, seeded_int

SUPPLIER = "sandbox"
# Fewest and most seats of each cabin that are on sale before anything is sold here.
_SEATS = {
    Cabin.ECONOMY: (9, 60),
    Cabin.PREMIUM_ECONOMY: (9, 24),
    Cabin.BUSINESS: (9, 20),
    Cabin.FIRST: (2, 8),
}


@dataclass(frozen=True, slots=True)
class Ticket:
    """Everything that an offer's id says; `cabins` are those paid for, one a slice."""

    itinerary: Itinerary
    cabins: tuple[Cabin, ...]
    brand: FareBrand
    advance: Advance
    travellers: int
    currency: str

    @property
    def cabin(self) -> Cabin:
        """The best cabin of them all."""
        return max(self.cabins, key=_rank)

    @property
    def seats(self) -> tuple[tuple[tuple[Flight, Cabin], ...], ...]:
        """The flights of each slice, each with the best cabin it has that is no better than the one paid for."""
        return tuple(
            tuple((flight, _best_cabin(flight, cabin)) for flight in journey)
            for journey, cabin in zip(self.itinerary, self.cabins, strict=True)
        )


def describe_slice(asked: SliceQuery) -> str:
    """Return what the match of a fault in a search may look for."""
    return f"{asked.depart_on} {','.join(asked.origins)}-{','.join(asked.destinations)} {asked.cabin}"


def flight_tickets(query: FlightQuery, now: datetime) -> list[Ticket]:
    """Return what could be offered for all slices of `query` together if nothing were sold; the best itineraries first
    within each cabin."""
    today = local_day(now, find_airport(query.slices[0].origins[0]).timezone)
    if max(each.depart_on for each in query.slices) > today + LIMITS.ahead:
        return []  # no airline has loaded its schedule yet
    asked = [each.cabin for each in query.slices]
    advance = advance_class((query.slices[0].depart_on - today).days)
    return [
        Ticket(itinerary, cabins, brand, advance, query.travellers, query.currency)
        for rank, itinerary in enumerate(find_itineraries(query.slices, now))
        for cabins, brand in _products(itinerary, asked, rank)
    ]


def read_ticket(offer_id: str) -> Ticket:
    """Return the ticket that `offer_id` stands for. Raises NotFound."""
    try:
        kind, (cabins, brand, advance, travellers, currency, *slices) = decode_id(offer_id)
        itinerary = tuple(tuple(_read_flight(text) for text in each.split("+")) for each in slices)
        ticket = Ticket(
            itinerary=itinerary,
            cabins=tuple(Cabin(cabin) for cabin in cabins.split("+")),
            brand=FareBrand(brand),
            advance=Advance(advance),
            travellers=int(travellers),
            currency=currency,
        )
    except (ValueError, NotFound):
        raise unknown_offer(offer_id) from None
    if kind != "f" or len(ticket.cabins) != len(itinerary):
        raise unknown_offer(offer_id)
    return ticket


def ticket_id(ticket: Ticket) -> str:
    slices = ("+".join(_write_flight(flight) for flight in journey) for journey in ticket.itinerary)
    terms = ("+".join(ticket.cabins), ticket.brand, ticket.advance, ticket.travellers, ticket.currency)
    return encode_id("f", *terms, *slices)


def flight_inventory_item(ticket: Ticket) -> InventoryItem:
    """Return the seats that `ticket` takes, and what it costs while no unit's price is changed."""
    seats = ticket.seats
    fares = [[_seat_fare(flight, cabin, ticket.advance) for flight, cabin in each] for each in seats]
    price = in_currency(ticket_fare(fares, ticket.brand), ticket.currency) * ticket.travellers
    return InventoryItem(
        offer_id=ticket_id(ticket),
        units={
            _unit(flight, cabin): seeded_int(
                *_SEATS[cabin], "seats", flight.name, flight.day, flight.origin.iata, cabin
            )
            for each in seats
            for flight, cabin in each
        },
        count=ticket.travellers,
        price=price,
        refundability=REFUNDS[ticket.brand],
        fee=_fee(ticket, price) if ticket.brand is FareBrand.STANDARD else None,
        starts_at=ticket.itinerary[0][0].departs_at,
        parts=tuple(_part(each, fare) for each, fare in zip(seats, fares, strict=True)),
        credit_fee=_fee(ticket, price) if ticket.brand is FareBrand.LIGHT else None,
    )


def flight_offer(ticket: Ticket, item: InventoryItem, price: Money, expires_at: datetime) -> FlightOffer:
    """Return `ticket` as it is offered, at `price`; it is for the slices of its query, from 0."""
    seats, low_cost = ticket.seats, ticket.itinerary[0][0].airline.low_cost
    lowest = min(ticket.cabins, key=_rank)
    return FlightOffer(
        offer_id=item.offer_id,
        supplier=SUPPLIER,
        slices=tuple(Slice(segments=tuple(_segment(flight, cabin) for flight, cabin in each)) for each in seats),
        slice_indexes=tuple(range(len(ticket.itinerary))),
        cabin=ticket.cabin,
        price=price,
        refundability=item.refundability,
        cancellation_fee=item.fee,
        co2_grams=sum(
            flight_co2_grams(flight.distance_metres, cabin, ticket.travellers)
            for each in seats
            for flight, cabin in each
        ),
        expires_at=expires_at,
        fare_brand=fare_name(ticket.cabin, ticket.brand),
        # What holds on every slice: a fare of several cabins says what the lowest of them has.
        bags=bag_allowance(lowest, ticket.brand, low_cost=low_cost),
        seat_selection=seat_selection(lowest, ticket.brand, low_cost=low_cost),
    )


def _products(itinerary: Itinerary, asked: Sequence[Cabin], rank: int) -> Iterator[tuple[tuple[Cabin, ...], FareBrand]]:
    """Yield the cabins asked for, or the nearest that are flown, in several brands; of the first itineraries those one
    below and one above, too."""
    flown = [_flown_cabins(journey) for journey in itinerary]
    nearest = [
        min(range(len(cabins)), key=lambda i: abs(cabins[i].rank - cabin.rank))
        for cabins, cabin in zip(flown, asked, strict=True)
    ]
    paid = _cabins_at(flown, nearest)
    brands = _common_brands(paid)
    yield from ((paid, brand) for brand in (brands if rank < 3 else brands[:1]))
    if rank < 3:
        beside = (_cabins_at(flown, [i + step for i in nearest]) for step in (-1, 1))
        yield from ((cabins, _common_brands(cabins)[0]) for cabins in beside if cabins != paid)


def _cabins_at(flown: Sequence[Sequence[Cabin]], indexes: Sequence[int]) -> tuple[Cabin, ...]:
    """Return the cabin of each slice at its index, or the first or last that there is."""
    return tuple(cabins[min(max(i, 0), len(cabins) - 1)] for cabins, i in zip(flown, indexes, strict=True))


def _common_brands(cabins: Sequence[Cabin]) -> tuple[FareBrand, ...]:
    """Return the brands that all these cabins are sold in: those of the best of them."""
    return brands_of(max(cabins, key=_rank))


def _rank(cabin: Cabin) -> int:
    return cabin.rank


def _flown_cabins(journey: Journey) -> list[Cabin]:
    """Return the cabins of its flights, the lowest first."""
    return sorted({cabin for flight in journey for cabin in _cabins(flight)}, key=_rank)


def _cabins(flight: Flight) -> tuple[Cabin, ...]:
    """Return the cabins: short flights have economy and business; long ones what the airline has."""
    if flight.distance_metres >= LONG_HAUL_FROM:
        return flight.airline.cabins
    return tuple(cabin for cabin in flight.airline.cabins if cabin in (Cabin.ECONOMY, Cabin.BUSINESS))


def _best_cabin(flight: Flight, paid: Cabin) -> Cabin:
    return max((cabin for cabin in _cabins(flight) if cabin.rank <= paid.rank), key=_rank)


def _part(seats: Sequence[tuple[Flight, Cabin]], fares: Sequence[float]) -> Part:
    return Part(
        units=tuple(_unit(flight, cabin) for flight, cabin in seats),
        starts_at=seats[0][0].departs_at,
        weight=round(100 * slice_fare(fares)),
        times=tuple((flight.departs_at, flight.arrives_at) for flight, _ in seats),
    )


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
        operating_carrier=flight.airline.designator,
    )


def _seat_fare(flight: Flight, cabin: Cabin, advance: Advance) -> float:
    return seat_fare(
        flight.distance_metres,
        cabin,
        flight.day,
        advance,
        seeded_choice("demand", flight.name, flight.day, flight.origin.iata),
        low_cost=flight.airline.low_cost,
    )


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
