"""Fares over every shape of journey: one way, there and back, open jaw, several cities, gaps travelled by oneself."""

from datetime import date, timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.money import total
from chalicelib.domain.offers.offers import FlightOffer, Slice
from chalicelib.domain.offers.searches import FlightQuery, SliceQuery
from chalicelib.domain.trip_requests.preferences import TimeWindow
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.errors import NotFound, SoldOut
from chalicelib.gateways.suppliers.sandbox.flights import (
    flight_inventory_item,
    flight_offer,
    flight_tickets,
    read_ticket,
)
from chalicelib.gateways.suppliers.sandbox.inventory_items import decode_id, encode_id
from chalicelib.gateways.suppliers.sandbox.network import daily_flights, find_routings
from chalicelib.gateways.suppliers.sandbox.supplier import find_inventory_item
from chalicelib.gateways.suppliers.sandbox.tables import open_unit, set_left
from tests.unit.gateways.suppliers.sandbox.flight_checks import NOW, is_sound, local, offers
from tests.unit.gateways.suppliers.sandbox.sandbox_world import (
    ANNA,
    LONDON,
    World,
    slice_query,
    taken,
    untouched,
)

FIRST_DAY = date(2027, 3, 3)
# Cities between which several airlines fly, one of them with five airports, on both sides of the date line.
CITIES = [
    *((code,) for code in ("BER", "FRA", "CDG", "MAD", "VIE", "JFK", "ORD", "SFO", "HND", "SIN", "SYD", "AKL", "HNL")),
    LONDON.airports,
]
TIMES = st.integers(0, 24 * 60 - 1).map(lambda minute: f"{minute // 60:02}:{minute % 60:02}")
HUBS: list[list[tuple[str, ...]]] = [
    [("FRA",), ("MUC",)],
    [LONDON.airports, ("LCY",)],
    [("CDG",), ("ORY",)],
    [("ORD",), ("SFO",), ("EWR",)],
]
SELDOM = st.integers(0, 9).map(lambda number: number == 9)
# Days from one slice to the next: mostly enough to fly both, however far.
PACES = st.sampled_from([(2, 3, 8), (2, 3, 8), (1, 2), (0, 1), (-1, 0, 1)])
WINDOWS = st.none() | st.builds(TimeWindow, not_before=st.none() | TIMES, not_after=st.none() | TIMES)


@st.composite
def queries(draw: st.DrawFn) -> FlightQuery:
    """Slices one after the other, most of them to or from a hub of the same airline, from where the one before has
    ended or from elsewhere, on the same day, the days that follow or the one before."""
    hubs, pace = draw(st.sampled_from(HUBS)), draw(PACES)
    asked: list[SliceQuery] = []
    here, day = draw(st.sampled_from(CITIES)), FIRST_DAY
    for _ in range(draw(st.integers(1, 8))):
        onward = CITIES if here in hubs or draw(SELDOM) else hubs
        there = draw(st.sampled_from([city for city in onward if city != here]))
        windows = {"departure": draw(WINDOWS), "arrival": draw(WINDOWS)} if draw(SELDOM) else {}
        asked.append(slice_query(here, there, day, cabin=draw(st.sampled_from(Cabin)), **windows))
        here = draw(st.sampled_from(CITIES)) if draw(SELDOM) else there
        day += timedelta(days=draw(st.sampled_from(pace)))
    return FlightQuery(slices=tuple(asked), travellers=draw(st.integers(1, 9)), currency="EUR")


def through(*slices: SliceQuery, travellers: int = 1) -> FlightQuery:
    return FlightQuery(slices=slices, travellers=travellers, currency="EUR")


def hop(origin: str, destination: str, days: int) -> SliceQuery:
    """A slice so many days after the first day."""
    return slice_query((origin,), (destination,), FIRST_DAY + timedelta(days=days))


ONE_WAY = through(hop("BER", "LHR", 0))
THERE_AND_BACK = through(hop("BER", "LHR", 0), hop("LHR", "BER", 2))
OPEN_JAW = through(hop("BER", "MAD", 0), hop("LIS", "BER", 4))
SEVERAL_CITIES = through(hop("FRA", "JFK", 0), hop("JFK", "ORD", 2), hop("ORD", "FRA", 5))
WITH_A_GAP = through(hop("BER", "CDG", 0), hop("LHR", "VIE", 3), hop("VIE", "BER", 5))
TWICE_THERE = through(hop("BER", "MUC", 0), hop("MUC", "BER", 1), hop("BER", "MUC", 6), hop("MUC", "BER", 7))
EIGHT = through(*(hop(*way, i) for i, way in enumerate([("FRA", "VIE"), ("VIE", "FRA")] * 4)))
SHAPES = [ONE_WAY, THERE_AND_BACK, OPEN_JAW, SEVERAL_CITIES, WITH_A_GAP, TWICE_THERE, EIGHT]
NAMES = ["one way", "there and back", "open jaw", "several cities", "with a gap", "twice there", "eight"]
every_shape = pytest.mark.parametrize("asked", SHAPES, ids=NAMES)


@every_shape
def test_every_shape_is_sold_through_by_several_airlines(asked: FlightQuery) -> None:
    found = offers(asked)

    assert len({offer.carriers for offer in found}) >= 2
    for offer in found:
        is_sound(offer, asked)


@settings(max_examples=60)
@given(asked=queries())
def test_whatever_the_shape_each_slice_is_the_one_asked_for(asked: FlightQuery) -> None:
    for ticket in flight_tickets(asked, NOW):
        item = flight_inventory_item(ticket)
        offer = flight_offer(ticket, item, item.price, NOW)

        is_sound(offer, asked)
        assert read_ticket(offer.offer_id) == ticket
        assert find_inventory_item(offer.offer_id) == item
        assert item.count == asked.travellers
        assert [part.units for part in item.parts] == [units_of(each) for each in offer.slices]
        assert tuple(item.units) == tuple(unit for part in item.parts for unit in part.units)
        assert [part.times for part in item.parts] == [
            tuple((segment.departs_at, segment.arrives_at) for segment in each.segments) for each in offer.slices
        ]


def units_of(flown: Slice) -> tuple[str, ...]:
    """The units that a slice takes by what it says of itself."""
    return tuple(
        f"flight {each.flight_designator} {local(each.departs_at, each.origin_timezone).date()} "
        f"{each.origin}-{each.destination} {each.cabin}"
        for each in flown.segments
    )


@every_shape
def test_itinerary_is_found_again_by_its_own_times(asked: FlightQuery) -> None:
    for offer in offers(asked):
        pinned = [at_its_times(each, flown) for each, flown in zip(asked.slices, offer.slices, strict=True)]

        found = offers(through(*pinned))

        assert offer.slices in [each.slices for each in found]


def at_its_times(asked: SliceQuery, flown: Slice) -> SliceQuery:
    first, last = flown.segments[0], flown.segments[-1]
    departs, arrives = (
        f"{local(first.departs_at, first.origin_timezone):%H:%M}",
        f"{local(last.arrives_at, last.destination_timezone):%H:%M}",
    )
    return msgspec.structs.replace(
        asked,
        departure=TimeWindow(not_before=departs, not_after=departs),
        arrival=TimeWindow(not_before=arrives, not_after=arrives),
    )


@every_shape
def test_window_that_nothing_is_flown_in_has_no_offers(asked: FlightQuery) -> None:
    at_night = TimeWindow(not_before="02:00", not_after="04:00")
    *before, last = asked.slices

    assert offers(through(*before, msgspec.structs.replace(last, departure=at_night))) == []


def test_slice_on_the_day_before_on_the_other_side_of_the_date_line_is_flown_after() -> None:
    asked = through(hop("AKL", "PPT", 0), hop("PPT", "LAX", -1))

    found = offers(asked)

    assert found
    for offer in found:
        is_sound(offer, asked)


def test_next_slice_goes_on_from_the_airport_of_arrival_if_its_airline_flies_from_there() -> None:
    found = offers(
        through(
            slice_query(("BER",), LONDON.airports, FIRST_DAY),
            slice_query(LONDON.airports, ("CDG", "ORY"), FIRST_DAY + timedelta(days=2)),
            slice_query(("CDG", "ORY"), ("VIE",), FIRST_DAY + timedelta(days=4)),
        )
    )

    goes_on = []
    for offer in found:
        for before, after in pairwise(offer.slices):
            here, there = before.segments[-1].destination, after.segments[-1].destination
            flying = {each.routing.airline.designator for each in find_routings((here,), (there,))}
            goes_on.append(after.segments[0].origin == here)
            assert goes_on[-1] or offer.carriers[0] not in flying
    assert any(goes_on)


@pytest.mark.parametrize("asked", [ONE_WAY, THERE_AND_BACK, TWICE_THERE], ids=["one way", "there and back", "twice"])
def test_first_of_its_airline_leaves_early_and_comes_back_late(asked: FlightQuery) -> None:
    ticket = next(each for each in flight_tickets(asked, NOW) if all(len(journey) == 1 for journey in each.itinerary))
    days = [daily_flights(each.airline, each.origin, each.destination, each.day) for [each] in ticket.itinerary]
    *before, back = zip(ticket.itinerary, days, strict=True)

    assert all(flight == day[0] for [flight], day in before)
    [flight], day = back
    assert flight == (day[-1] if before else day[0])


def test_each_slice_is_flown_in_the_cabin_asked_for_it() -> None:
    out, back = slice_query(("FRA",), ("SIN",), FIRST_DAY, cabin=Cabin.BUSINESS), hop("SIN", "FRA", 4)

    offer = offers(through(out, back))[0]

    assert [{segment.cabin for segment in each.segments} for each in offer.slices] == [{"business"}, {"economy"}]
    assert offer.cabin is Cabin.BUSINESS
    assert offer.fare_brand == "Business Standard"
    assert offer.bags is not None
    assert offer.bags.checked == 1, "what is taken on the slice in economy, too"


def test_two_tickets_are_cheaper_for_some_trips_and_one_for_others() -> None:
    cheapest: set[str] = set()
    for days in range(1, 5):
        for shape in SHAPES[1:5]:
            asked = through(*(later(each, days) for each in shape.slices))
            together = lowest(asked)
            apart = sum(lowest(through(each)) for each in asked.slices)
            cheapest.add("apart" if apart < together else "together")

    assert cheapest == {"apart", "together"}


def later(asked: SliceQuery, days: int) -> SliceQuery:
    return msgspec.structs.replace(asked, depart_on=asked.depart_on + timedelta(days=days))


def lowest(asked: FlightQuery) -> int:
    return min(offer.price.amount for offer in offers(asked))


@every_shape
def test_parts_share_out_the_whole_price(world: World, asked: FlightQuery) -> None:
    offer = world.supplier.search_flights(asked)[0]
    price = buy(world, offer)

    parts = world.supplier.quote_cancel("o", range(len(offer.slices)), key="q", until=world.until()).parts

    assert [each.part_index for each in parts] == list(range(len(asked.slices)))
    assert total((each.paid for each in parts), "EUR").amount == price
    assert all(each.paid.amount > 0 for each in parts)


def buy(world: World, offer: FlightOffer) -> int:
    world.supplier.hold(offer, key="h", travellers=[ANNA], until=world.until())
    return world.supplier.order("h", key="o").price.amount


@every_shape
def test_hold_takes_a_seat_of_every_segment_and_gives_it_back(world: World, asked: FlightQuery) -> None:
    offer = world.supplier.search_flights(asked)[0]

    world.supplier.hold(offer, key="h", travellers=[ANNA], until=world.until())

    assert len(taken(offer.offer_id)) == sum(len(each.segments) for each in offer.slices)
    assert all((held, sold) == (1, 0) for _, held, sold in taken(offer.offer_id).values())
    world.supplier.release("h")
    assert untouched(offer.offer_id)


@every_shape
def test_fare_is_sold_out_with_any_one_of_its_segments(world: World, asked: FlightQuery) -> None:
    offer = max(world.supplier.search_flights(asked), key=lambda each: len(find_inventory_item(each.offer_id).units))
    for unit, capacity in find_inventory_item(offer.offer_id).units.items():
        open_unit(unit, capacity)
        set_left(unit, 0)

        assert offer.offer_id not in {each.offer_id for each in world.supplier.search_flights(asked)}
        with pytest.raises(SoldOut):
            world.supplier.hold(offer, key=f"hold of {unit}", travellers=[ANNA], until=world.until())
        set_left(unit, capacity)

    assert untouched(offer.offer_id)


def test_one_part_of_a_fare_is_cancelled_and_the_rest_stays_sold(world: World) -> None:
    offer = world.supplier.search_flights(SEVERAL_CITIES)[0]
    buy(world, offer)
    parts = find_inventory_item(offer.offer_id).parts

    world.supplier.quote_cancel("o", [1], key="q", until=world.until())
    world.supplier.confirm_cancel("q")

    sold = {unit for unit, (_, _, count) in taken(offer.offer_id).items() if count == 1}
    assert sold == {*parts[0].units, *parts[2].units}


@pytest.mark.parametrize("cabins", ["economy", "economy+economy+economy", "", "economy+hold"])
def test_id_that_does_not_say_a_cabin_for_each_slice_is_none_of_the_sandbox(cabins: str) -> None:
    kind, (_, *rest) = decode_id(offers(THERE_AND_BACK)[0].offer_id)

    with pytest.raises(NotFound):
        find_inventory_item(encode_id(kind, cabins, *rest))
