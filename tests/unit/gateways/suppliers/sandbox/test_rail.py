"""Invented trains between real stations: the same for the same question, within the times asked for, on plausible
fares."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.local_days import local_day, local_time
from chalicelib.domain.money import Money
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.offers.terms import Refundability, SeatSelection
from chalicelib.domain.trip_requests.preferences import TimeWindow
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.errors import InvalidInput, NotFound
from chalicelib.gateways.suppliers.sandbox.inventory_items import encode_id
from chalicelib.gateways.suppliers.sandbox.limits import LIMITS
from chalicelib.gateways.suppliers.sandbox.prices import CURRENCIES
from chalicelib.gateways.suppliers.sandbox.rail import (
    rail_inventory_item,
    rail_ticket_id,
    rail_tickets,
    read_rail_ticket,
)
from chalicelib.gateways.suppliers.sandbox.rail_fares import RailFare
from chalicelib.gateways.suppliers.sandbox.rail_network import find_journeys
from chalicelib.gateways.suppliers.sandbox.rail_stations import RailStation, all_stations
from chalicelib.gateways.suppliers.sandbox.supplier import find_inventory_item
from tests.unit.gateways.suppliers.sandbox.rail_samples import (
    COLOGNE,
    HAMBURG,
    LONDON,
    MUNICH,
    NOW,
    PARIS,
    SUVA,
    TWO_CITIES,
    city,
    rail_query,
    trains,
)
from tests.unit.gateways.suppliers.sandbox.sandbox_world import sandbox_world

TIMES = st.sampled_from([f"{hour:02}:{minute}" for hour in range(24) for minute in ("00", "30")])
WINDOWS = st.none() | st.builds(TimeWindow, not_before=st.none() | TIMES, not_after=st.none() | TIMES)


def test_same_question_has_the_same_answer() -> None:
    with sandbox_world() as world:
        first = world.supplier.search_rail(rail_query())
        world.clock.turn(minutes=15)

        assert first
        assert world.supplier.search_rail(rail_query()) == first
        assert [offer.offer_id for offer in first] == [offer.offer_id for offer in trains()]


def test_same_question_has_the_same_answer_in_another_process() -> None:
    script = (
        "from tests.unit.gateways.suppliers.sandbox.rail_samples import *;"
        "print([o.offer_id + str(o.price) for o in trains(origin=LONDON, destination=city('ZRH'))])"
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

    assert len(printed) == 1
    assert printed != {"[]\n"}


def test_nobody_who_asks_for_no_train_waits_for_trains() -> None:
    script = (
        "import sys; from chalicelib.gateways.suppliers.sandbox.supplier import Sandbox;"
        "print([name for name in sys.modules if name.startswith('chalicelib') and '.rail' in name])"
    )

    printed = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, env={"PYTHONPATH": "."}
    ).stdout

    assert printed == "['chalicelib.domain.offers.rail']\n"  # the types of offers


@settings(max_examples=60, deadline=None)
@given(
    cities=TWO_CITIES,
    depart_on=st.dates(date(2026, 11, 21), date(2027, 10, 17)),
    departure=WINDOWS,
    arrival=WINDOWS,
    cabin=st.sampled_from(Cabin),
    travellers=st.integers(1, 9),
    currency=st.sampled_from(sorted(CURRENCIES)),
)
def test_whoever_asks_wherever_and_whenever_has_sound_offers(cities: tuple[str, str], **asked: Any) -> None:
    origin, destination = cities
    query = rail_query(origin=city(origin), destination=city(destination), **asked)

    found = trains(origin=city(origin), destination=city(destination), **asked)

    assert len(found) <= 27
    assert len({offer.offer_id for offer in found}) == len(found)
    for offer in found:
        is_sound(offer)
        (rail_slice,) = offer.slices
        first, last = rail_slice.segments[0], rail_slice.segments[-1]
        assert {first.origin.code, last.destination.code} <= {
            station.code for station in stations_in(origin, destination)
        }
        assert local_day(first.departs_at, first.origin_timezone) == query.depart_on
        assert query.departure is None or query.departure.includes(first.departs_at, first.origin_timezone)
        assert query.arrival is None or query.arrival.includes(last.arrives_at, last.destination_timezone)
        assert offer.price.currency == query.currency
        item = find_inventory_item(offer.offer_id)
        assert item.count == query.travellers
        assert min(item.units.values()) >= query.travellers
        assert len(item.units) <= 90


def stations_in(*cities: str) -> list[RailStation]:
    return [station for station in all_stations().values() if station.city in cities]


def is_sound(offer: RailOffer) -> None:
    assert offer.slice_indexes == (0,)
    assert offer.price.amount > 0
    assert offer.co2_grams > 0
    assert (offer.cancellation_fee is not None) is (offer.refundability is Refundability.WITH_FEE)
    assert offer.cancellation_fee is None or offer.cancellation_fee <= offer.price
    (rail_slice,) = offer.slices
    assert 1 <= len(rail_slice.segments) <= 3
    assert rail_slice.duration <= 21 * 3600
    for ride in rail_slice.segments:
        assert ride.departs_at.tzinfo == UTC
        assert ride.departs_at < ride.arrives_at
        assert 40 <= ride.distance_metres / ride.duration * 3.6 <= 320
        assert "05:30" <= f"{local_time(ride.departs_at, ride.origin_timezone):%H:%M}" <= "21:30"
        assert ride.cabin is offer.cabin
    for before, after in pairwise(rail_slice.segments):
        assert timedelta(minutes=10) <= after.departs_at - before.arrives_at <= timedelta(minutes=150)


@pytest.mark.parametrize("change", [date(2027, 3, 28), date(2027, 10, 31)])
@pytest.mark.parametrize(("origin", "destination"), [(LONDON, PARIS), (PARIS, LONDON), (city("BER"), HAMBURG)])
def test_timetable_shows_the_same_local_times_when_the_clocks_change(
    origin: Any, destination: Any, change: date
) -> None:
    def shown(day: date) -> list[tuple[str, str]]:
        segments = [
            offer.slices[0].segments[0] for offer in trains(origin=origin, destination=destination, depart_on=day)
        ]
        return [
            (
                f"{local_time(ride.departs_at, ride.origin_timezone):%H:%M}",
                f"{local_time(ride.arrives_at, ride.destination_timezone):%H:%M}",
            )
            for ride in segments
        ]

    week = [shown(change + timedelta(days=i)) for i in range(-3, 4)]

    assert week[0]
    assert all(day == week[0] for day in week)


def test_train_through_the_tunnel_arrives_by_the_other_clock() -> None:
    there = trains(origin=LONDON, destination=PARIS)[0].slices[0]
    back = trains(origin=PARIS, destination=LONDON)[0].slices[0]

    for rail_slice, shown in ((there, 137 + 60), (back, 137 - 60)):
        (ride,) = rail_slice.segments
        wall = [
            local_time(at, zone).replace(tzinfo=None)
            for at, zone in ((ride.departs_at, ride.origin_timezone), (ride.arrives_at, ride.destination_timezone))
        ]
        assert ride.duration == 137 * 60
        assert wall[1] - wall[0] == timedelta(minutes=shown)


def test_offers_are_spread_over_the_day() -> None:
    hours = sorted({offer.slices[0].departs_at.hour for offer in trains()})

    assert len({offer.slices[0].departs_at for offer in trains()}) == 8
    assert max(after - before for before, after in pairwise(hours)) <= 4
    assert (hours[0], hours[-1]) <= (9, 18)


def test_slower_trains_are_left_out_where_there_are_many() -> None:
    berlin_munich = find_journeys("BER", "MUC")

    offered = {offer.slices[0].duration for offer in trains(destination=MUNICH)}

    assert len(berlin_munich) > 8
    assert len({journey[-1].arrives - journey[0].departs for journey in berlin_munich}) > 1
    assert offered == {60 * min(journey[-1].arrives - journey[0].departs for journey in berlin_munich)}


def test_asked_class_comes_in_three_fares_and_the_other_class_too() -> None:
    second, first = trains(), trains(cabin=Cabin.BUSINESS)

    assert [(offer.fare, offer.refundability) for offer in second[:3]] == [
        ("Saver", Refundability.NONE),
        ("Standard", Refundability.WITH_FEE),
        ("Flexible", Refundability.FULL),
    ]
    for found, most in ((second, Cabin.ECONOMY), (first, Cabin.FIRST)):
        classes = [offer.cabin for offer in found]
        assert {Cabin.ECONOMY, Cabin.FIRST} == set(classes)
        assert classes.count(most) == 24
        assert len(found) == 27


def test_seat_is_chosen_for_nothing_in_first_class_and_with_a_flexible_fare() -> None:
    for offer in trains() + trains(cabin=Cabin.FIRST):
        is_free = offer.fare == "Flexible" or offer.cabin is Cabin.FIRST
        assert offer.seat_selection is (SeatSelection.INCLUDED if is_free else SeatSelection.FOR_A_FEE)


@settings(max_examples=30, deadline=None)
@given(cities=TWO_CITIES, day=st.dates(date(2026, 11, 22), date(2027, 10, 17)))
def test_better_class_freer_fare_and_later_purchase_cost_more_on_the_same_trains(
    cities: tuple[str, str], day: date
) -> None:
    origin, destination = cities

    def prices(cabin: Cabin, now: datetime) -> dict[Any, Money]:
        tickets = rail_tickets(
            rail_query(origin=city(origin), destination=city(destination), depart_on=day, cabin=cabin), now
        )
        return {
            (t.journey, t.fare): rail_inventory_item(t).price
            for t in tickets
            if (t.cabin is Cabin.FIRST) is (cabin is Cabin.FIRST)
        }

    eve = datetime.combine(day - timedelta(days=1), NOW.timetz().replace(hour=1))
    early, late, first = prices(Cabin.ECONOMY, NOW), prices(Cabin.ECONOMY, max(eve, NOW)), prices(Cabin.FIRST, NOW)

    for (journey, fare), price in early.items():
        assert late[journey, fare] >= price
        assert first[journey, fare] > price
        assert fare is RailFare.SAVER or price > early[journey, RailFare.SAVER]
        assert fare is not RailFare.FLEXIBLE or price > early[journey, RailFare.STANDARD]


def test_buying_late_costs_more_than_buying_early() -> None:
    late, early = trains(datetime(2027, 3, 2, 8, tzinfo=UTC)), trains()

    assert [offer.slices for offer in late] == [offer.slices for offer in early]
    assert all(soon.price > sooner.price for soon, sooner in zip(late, early, strict=True))


def test_riding_on_costs_more_on_the_same_train() -> None:
    def by_train(origin: str, destination: str) -> dict[str, Money]:
        found = trains(origin=city(origin), destination=city(destination))
        return {o.slices[0].segments[0].train: o.price for o in found if o.fare == "Saver" and o.cabin is Cabin.ECONOMY}

    compared = 0
    for line in (
        ("BER", "LEI", "ERF", "NUR", "MUC"),
        ("TYO", "NGO", "KYO", "OSA"),
        ("TRN", "MIL", "BOL", "ROM", "NAP"),
    ):
        for nearer, farther in pairwise(line[1:]):
            near, far = by_train(line[0], nearer), by_train(line[0], farther)
            for train in near.keys() & far.keys():
                assert near[train] < far[train]
                compared += 1
    assert compared >= 20


def test_two_travellers_pay_and_emit_twice_as_much() -> None:
    for one, two in zip(trains(), trains(travellers=2), strict=True):
        assert two.price == one.price * 2
        assert two.co2_grams == pytest.approx(2 * one.co2_grams, abs=4)


def test_emissions_are_by_kilometres_of_track_and_less_on_a_train_over_a_border() -> None:
    berlin_hamburg, london_paris = trains()[0], trains(origin=LONDON, destination=PARIS)[0]

    assert berlin_hamburg.co2_grams == round(286 * 35.46)
    assert london_paris.co2_grams == round(492 * 4.46)


def test_price_in_another_currency_is_by_the_fixed_table() -> None:
    euros, yen = trains()[0].price, trains(currency="JPY")[0].price

    assert yen == Money(amount=(euros.amount * 165 + 50) // 100, currency="JPY")


def test_currency_that_is_not_in_the_table_is_refused() -> None:
    with sandbox_world() as world, pytest.raises(InvalidInput):
        world.supplier.search_rail(rail_query(currency="XXX"))


@pytest.mark.parametrize(
    "asked",
    [
        {"destination": city("BER")},
        {"destination": SUVA},
        {"origin": SUVA},
        {"destination": city("TYO")},
        {"depart_on": date(2026, 11, 19)},
        {"departure": TimeWindow(not_before="22:00")},
        {"arrival": TimeWindow(not_after="06:00", not_before="05:00")},
    ],
    ids=["nowhere", "no station there", "no station here", "no line", "yesterday", "too late", "too early"],
)
def test_where_and_when_no_train_goes_there_are_no_offers(asked: dict[str, Any]) -> None:
    assert trains(**asked) == []


@pytest.mark.parametrize(("minutes", "is_sold"), [(14, False), (15, True)])
def test_train_is_sold_until_a_quarter_of_an_hour_before_it_leaves(minutes: int, *, is_sold: bool) -> None:
    departures = {offer.slices[0].departs_at for offer in trains(datetime(2027, 3, 3, 11, 0, tzinfo=UTC))}
    earliest = min(departures)

    left = {offer.slices[0].departs_at for offer in trains(earliest - timedelta(minutes=minutes))}

    assert (earliest in left) is is_sold
    assert departures - {earliest} <= left


@pytest.mark.parametrize(("off", "are_sold"), [(-1, True), (0, True), (1, False)])
def test_nothing_is_sold_further_ahead_than_the_sandbox_says(off: int, are_sold: bool) -> None:
    day = date(2026, 11, 20) + LIMITS.ahead + timedelta(days=off)

    assert bool(trains(depart_on=day)) is are_sold


@settings(max_examples=20, deadline=None)
@given(cities=TWO_CITIES)
def test_id_reads_back_to_the_same_ticket(cities: tuple[str, str]) -> None:
    origin, destination = map(city, cities)

    for ticket in rail_tickets(rail_query(origin=origin, destination=destination), NOW):
        assert read_rail_ticket(rail_ticket_id(ticket)) == ticket


@pytest.mark.parametrize(
    "parts",
    [
        ("economy", "saver", "n", 1, "EUR", "20270303"),
        ("business", "saver", "n", 1, "EUR", "20270303", "ICE1a.20.HAM.BER"),
        ("economy", "light", "n", 1, "EUR", "20270303", "ICE1a.20.HAM.BER"),
        ("economy", "saver", "n", 1, "EUR", "20270303", "ICE1a.20.BER.HAM"),
        ("economy", "saver", "n", 1, "EUR", "20270303", "ICE1a.99.HAM.BER"),
        ("economy", "saver", "n", 1, "EUR", "20270303", "ICE1a.20.HAM.BER", "ICE1a.20.BER.LEI"),
        ("economy", "saver", "n", 1, "EUR", "20270303", "ICE1a.20.HAM.BER", "LNE1a.30.YRK.NCL"),
        ("economy", "saver", "n", 1, "EUR", "2027-03-03", "ICE1a.20.HAM.BER"),
        ("economy", "saver", "n", "one", "EUR", "20270303", "ICE1a.20.HAM.BER"),
        ("economy", "saver"),
    ],
)
def test_id_that_the_sandbox_did_not_make_is_not_found(parts: tuple[object, ...]) -> None:
    with pytest.raises(NotFound):
        find_inventory_item(encode_id("r", *parts))


def test_place_beside_the_city_is_served_by_its_station() -> None:
    outskirts = msgspec.structs.replace(MUNICH, name="Oberschleißheim", latitude=48.25)

    assert [o.slices for o in trains(destination=outskirts)] == [o.slices for o in trains(destination=MUNICH)]
    assert [o.slices for o in trains(destination=COLOGNE)] != [o.slices for o in trains(destination=MUNICH)]
