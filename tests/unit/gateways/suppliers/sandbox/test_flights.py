"""Flights between real airports: the same for the same question, at times that clocks on the spot would show."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from chalicelib.domain.money import Money
from chalicelib.domain.offers.searches import FlightQuery
from chalicelib.domain.places.resolver import find_airport
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.errors import InvalidInput
from chalicelib.gateways.suppliers.sandbox.airlines import all_airlines
from chalicelib.gateways.suppliers.sandbox.fares import FareBrand
from chalicelib.gateways.suppliers.sandbox.flight_times import departure_time, distance_metres
from chalicelib.gateways.suppliers.sandbox.flights import (
    Ticket,
    flight_inventory_item,
    flight_tickets,
    read_ticket,
    ticket_id,
)
from chalicelib.gateways.suppliers.sandbox.limits import LIMITS
from chalicelib.gateways.suppliers.sandbox.network import daily_flights
from chalicelib.gateways.suppliers.sandbox.supplier import Sandbox, find_inventory_item
from tests.unit.gateways.suppliers.sandbox.flight_checks import NOW, is_sound, local, offers, segments
from tests.unit.gateways.suppliers.sandbox.sandbox_world import flight_query, sandbox_world

HUBS = sorted({hub for airline in all_airlines() for hub in airline.hubs})
# Places with an airline or two at most, on every continent and on islands between them.
OUTSTATIONS = [
    "TRN", "BRE", "LYR", "FNC", "ITO", "YQB", "FAI", "GUA", "UIO", "USH", "IPC", "DKR", "LUN", "TNR", "SEZ", "KTM",
    "PBH", "ULN", "HKT", "CNS", "DUD", "APW", "RAR", "TRW", "NOU", "CXI", "MLE", "SHJ", "TBS", "KEF", "CUR", "ADK",
]  # fmt: skip
AIRPORTS = st.sampled_from(HUBS + OUTSTATIONS)


def query(origin: str, destination: str, **changes: Any) -> FlightQuery:
    return flight_query(**{"origins": (origin,), "destinations": (destination,), "return_on": None} | changes)


def test_same_question_has_the_same_answer() -> None:
    with sandbox_world() as world:
        first = world.flights()
        world.clock.turn(minutes=15)

        assert world.flights() == first
        assert Sandbox(now=world.clock).search_flights(flight_query()) == first


def test_same_question_has_the_same_answer_in_another_process() -> None:
    script = (
        "from tests.unit.gateways.suppliers.sandbox.flight_checks import *;"
        "from tests.unit.gateways.suppliers.sandbox.sandbox_world import flight_query;"
        "print([o.offer_id + str(o.price) for o in offers(flight_query())])"
    )

    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout
        for seed in ("1", "2")
    }

    assert printed == {f"{[o.offer_id + str(o.price) for o in offers(flight_query())]}\n"}


def test_offer_is_made_again_from_its_id_alone() -> None:
    for ticket in flight_tickets(flight_query(travellers=2, cabin=Cabin.BUSINESS), NOW):
        assert read_ticket(ticket_id(ticket)) == ticket
        assert find_inventory_item(ticket_id(ticket)) == flight_inventory_item(ticket)


def test_offers_stand_for_half_an_hour_at_least() -> None:
    with sandbox_world() as world:
        for minute in range(0, 60, 7):
            world.clock.time = NOW.replace(minute=minute)
            ends = {offer.expires_at - world.clock.time for offer in world.flights()}
            assert all(timedelta(minutes=30) <= end <= timedelta(minutes=60) for end in ends)


def test_short_trip_is_offered_nonstop_and_with_connections_by_several_airlines() -> None:
    found = offers(flight_query())

    assert len({offer.carriers[0] for offer in found}) >= 5
    assert {len(offer.slices[0].segments) for offer in found} == {1, 2}
    assert all(len(offer.slices) == 2 for offer in found)


@pytest.mark.parametrize(
    ("origin", "destination", "zone_out", "zone_in", "days_on_the_wall"),
    [
        # Across the date line eastward, a traveller lands before having left; westward, two days later.
        ("AKL", "LAX", "Pacific/Auckland", "America/Los_Angeles", {-1, 0}),
        ("LAX", "AKL", "America/Los_Angeles", "Pacific/Auckland", {1, 2}),
        ("SYD", "SCL", "Australia/Sydney", "America/Santiago", {0}),
        ("SCL", "SYD", "America/Santiago", "Australia/Sydney", {1, 2}),
        ("HND", "HNL", "Asia/Tokyo", "Pacific/Honolulu", {-1, 0}),
        ("NAN", "LAX", "Pacific/Fiji", "America/Los_Angeles", {-1, 0}),
    ],
)
def test_nonstops_across_the_date_line_keep_local_dates(
    origin: str, destination: str, zone_out: str, zone_in: str, days_on_the_wall: set[int]
) -> None:
    found = [s for o in offers(query(origin, destination)) for s in segments(o) if len(o.slices[0].segments) == 1]

    assert found
    for segment in found:
        left, landed = local(segment.departs_at, zone_out), local(segment.arrives_at, zone_in)
        assert left.date() == date(2027, 3, 3)
        assert (landed.date() - left.date()).days in days_on_the_wall
        assert segment.duration > 0


@pytest.mark.parametrize(
    ("carrier", "origin", "destination", "change"),
    [
        ("LH", "FRA", "JFK", date(2027, 3, 28)),
        ("LH", "FRA", "JFK", date(2027, 10, 31)),
        ("AA", "JFK", "LHR", date(2027, 3, 14)),
        ("QF", "SYD", "LAX", date(2027, 10, 3)),
        ("LA", "SCL", "MAD", date(2027, 9, 5)),
        ("MS", "CAI", "LHR", date(2027, 4, 30)),
    ],
)
def test_timetable_shows_the_same_local_times_when_the_clocks_change(
    carrier: str, origin: str, destination: str, change: date
) -> None:
    airline = next(airline for airline in all_airlines() if airline.designator == carrier)
    from_airport, to_airport = find_airport(origin), find_airport(destination)

    def timetable(day: date) -> list[tuple[str, str]]:
        flights = daily_flights(airline, from_airport, to_airport, day)
        return [(f.name, f"{local(f.departs_at, from_airport.timezone):%H:%M}") for f in flights]

    week = [timetable(change + timedelta(days=i)) for i in range(-3, 4)]

    assert week[0]
    assert all(day == week[0] for day in week)
    offsets = {
        local(departure_time(change + timedelta(days=i), 720, from_airport.timezone), from_airport.timezone).utcoffset()
        for i in (-3, 3)
    }
    assert len(offsets) == 2


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    origin=AIRPORTS,
    destination=AIRPORTS,
    depart_on=st.dates(date(2026, 11, 22), date(2027, 10, 17)),
    nights=st.one_of(st.none(), st.integers(3, 30)),
    cabin=st.sampled_from(Cabin),
    travellers=st.integers(1, 9),
)
def test_any_two_airports_apart_have_eight_to_twenty_sound_offers(
    origin: str, destination: str, depart_on: date, nights: int | None, cabin: Cabin, travellers: int
) -> None:
    asked = query(
        origin,
        destination,
        depart_on=depart_on,
        return_on=depart_on + timedelta(days=nights) if nights else None,
        cabin=cabin,
        travellers=travellers,
    )
    assume(distance_metres(find_airport(origin), find_airport(destination)) >= 150_000)

    found = offers(asked)

    assert 8 <= len(found) <= 20
    assert len({offer.offer_id for offer in found}) == len(found)
    for offer in found:
        is_sound(offer, asked)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(origin=AIRPORTS, destination=AIRPORTS, cabin=st.sampled_from(Cabin))
def test_better_cabin_and_freer_fare_cost_more_on_the_same_flights(origin: str, destination: str, cabin: Cabin) -> None:
    by_flights: dict[object, list[tuple[Ticket, Money]]] = {}
    for ticket in flight_tickets(query(origin, destination, cabin=cabin), NOW):
        by_flights.setdefault(ticket.itinerary, []).append((ticket, flight_inventory_item(ticket).price))

    for tickets in by_flights.values():
        for one, price in tickets:
            for other, other_price in tickets:
                if one.brand is other.brand and one.cabin.rank < other.cabin.rank:
                    assert price < other_price
                if one.cabin is other.cabin and list(FareBrand).index(one.brand) < list(FareBrand).index(other.brand):
                    assert price < other_price


def test_asked_cabin_comes_first_and_its_neighbours_too_on_a_long_flight() -> None:
    found = offers(query("FRA", "SIN", cabin=Cabin.PREMIUM_ECONOMY))

    assert found[0].cabin is Cabin.PREMIUM_ECONOMY
    assert {offer.cabin for offer in found} >= {Cabin.ECONOMY, Cabin.PREMIUM_ECONOMY, Cabin.BUSINESS}


def test_first_class_is_flown_in_business_on_a_short_flight() -> None:
    assert {offer.cabin for offer in offers(query("BER", "LHR", cabin=Cabin.FIRST))} <= {Cabin.ECONOMY, Cabin.BUSINESS}


def test_two_travellers_pay_and_emit_twice_as_much() -> None:
    for one, two in zip(offers(flight_query()), offers(flight_query(travellers=2)), strict=True):
        assert two.price == one.price * 2
        assert two.co2_grams == pytest.approx(2 * one.co2_grams, abs=4)


def test_price_in_another_currency_is_by_the_fixed_table() -> None:
    euros, yen = offers(flight_query())[0].price, offers(flight_query(currency="JPY"))[0].price

    assert yen == Money(amount=(euros.amount * 165 + 50) // 100, currency="JPY")


def test_currency_that_is_not_in_the_table_is_refused() -> None:
    with sandbox_world() as world, pytest.raises(InvalidInput):
        world.flights(currency="XXX")


@pytest.mark.parametrize(
    "asked",
    [
        flight_query(destinations=("BER",)),
        flight_query(return_on=date(2027, 3, 2)),
        flight_query(depart_on=date(2026, 11, 19), return_on=None),
    ],
    ids=["nowhere", "back before out", "yesterday"],
)
def test_what_cannot_be_flown_has_no_offers(asked: FlightQuery) -> None:
    assert offers(asked) == []


def test_flights_about_to_depart_are_not_sold() -> None:
    noon = datetime(2027, 3, 3, 11, 0, tzinfo=UTC)

    found = offers(query("MUC", "FRA"), noon)

    assert found
    assert all(offer.slices[0].departs_at >= noon + timedelta(minutes=90) for offer in found)


def test_return_never_departs_before_the_traveller_has_arrived() -> None:
    found = offers(query("BER", "SYD", return_on=date(2027, 3, 5)))

    assert all(offer.slices[1].departs_at > offer.slices[0].arrives_at for offer in found)


def test_buying_late_costs_more_than_buying_early() -> None:
    late = offers(flight_query(), datetime(2027, 3, 1, 8, tzinfo=UTC))
    early = offers(flight_query())

    assert [offer.slices for offer in late] == [offer.slices for offer in early]
    assert all(soon.price > sooner.price for soon, sooner in zip(late, early, strict=True))


@pytest.mark.parametrize(("off", "are_sold"), [(-1, True), (0, True), (1, False)])
def test_nothing_is_sold_further_ahead_than_the_sandbox_says(off: int, are_sold: bool) -> None:
    day = date(2026, 11, 20) + LIMITS.ahead + timedelta(days=off)

    assert bool(offers(query("BER", "LHR", depart_on=day, return_on=None))) is are_sold
    assert bool(offers(query("BER", "LHR", depart_on=day - timedelta(days=3), return_on=day))) is are_sold
