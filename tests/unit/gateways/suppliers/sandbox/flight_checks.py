"""What the tests of the sandbox's flights share: offers while nothing is sold, and what is true of each of them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.offers.offers import FlightOffer, Segment, Slice
from chalicelib.domain.offers.searches import FlightQuery, SliceQuery
from chalicelib.gateways.suppliers.sandbox.flights import Ticket, flight_inventory_item, flight_offer, flight_tickets

NOW = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)


def offers(asked: FlightQuery, now: datetime = NOW) -> list[FlightOffer]:
    """What is offered while nothing is sold."""
    return [as_offer(ticket) for ticket in flight_tickets(asked, now)]


def as_offer(ticket: Ticket) -> FlightOffer:
    item = flight_inventory_item(ticket)
    return flight_offer(ticket, item, item.price, NOW + timedelta(hours=1))


def segments(offer: FlightOffer) -> list[Segment]:
    return [segment for flight_slice in offer.slices for segment in flight_slice.segments]


def local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def is_sound(offer: FlightOffer, asked: FlightQuery) -> None:
    assert offer.price.amount > 0
    assert offer.price.currency == asked.currency
    assert offer.co2_grams > 0
    assert offer.slice_indexes == tuple(range(len(asked.slices)))
    for flight_slice, wanted in zip(offer.slices, asked.slices, strict=True):
        is_as_asked(flight_slice, wanted)
    for before, after in zip(offer.slices, offer.slices[1:], strict=False):
        assert after.departs_at >= before.arrives_at + timedelta(hours=1)
    assert len(offer.carriers) == 1
    assert max(segment.cabin.rank for segment in segments(offer)) == offer.cabin.rank


def is_as_asked(flight_slice: Slice, wanted: SliceQuery) -> None:
    first, last = flight_slice.segments[0], flight_slice.segments[-1]
    assert first.origin in wanted.origins
    assert last.destination in wanted.destinations
    assert local(first.departs_at, first.origin_timezone).date() == wanted.depart_on
    assert wanted.departure is None or wanted.departure.includes(first.departs_at, first.origin_timezone)
    assert wanted.arrival is None or wanted.arrival.includes(last.arrives_at, last.destination_timezone)
    assert len(flight_slice.segments) <= 2
    for segment in flight_slice.segments:
        assert 20 * 60 < segment.duration < 20 * 3600
        assert segment.departs_at.tzinfo == UTC
    for before, after in zip(flight_slice.segments, flight_slice.segments[1:], strict=False):
        assert before.destination == after.origin
        assert timedelta(minutes=45) <= after.departs_at - before.arrives_at <= timedelta(hours=30)
