"""Which nights have a bed: by the clocks at the destination, for pairs of airports all over the world.

What is expected is worked out by zoneinfo alone, from the moments at which flights leave and arrive.
"""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import airportsdata
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.offers.offers import FlightOffer, Option, Slice, StayOffer
from chalicelib.domain.offers.searches import stay_query
from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.planning.nights import arrival_night, find_missing_nights
from chalicelib.domain.planning.nights import first_night as first_night_of
from chalicelib.domain.planning.ranking import plan
from chalicelib.domain.policies.evaluation import judge
from chalicelib.domain.policies.rules.timing import AdvanceBooking
from chalicelib.domain.trip_requests.sale_window import sale_window
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.verdict import Action
from tests.unit.domain.planning.judges import Verdicts
from tests.unit.policy_samples import euros, flight, policy, segment, stay, stay_request, trip

ROWS = airportsdata.load("IATA")
PAIRS = 10_000
POLICY = policy()
ADVANCE = AdvanceBooking(clause="1.1", action=Action.NOTE, min_days=10)
ADVANCE_POLICY = policy(ADVANCE)
SEGMENT, FLIGHT, STAY, TRIP = segment(), flight(), stay(), trip(return_on=None)

# A pair, local departure on 3 March 2027 and what is on the wall at the destination on arrival; the night that begins
# the stay; each in another zone or across another line.
CASES = [
    ("FRA", "DXB", "2027-03-03T16:05", 360, "2027-03-03"),
    ("NRT", "HNL", "2027-03-03T08:30", 425, "2027-03-02"),
    ("LAX", "SYD", "2027-03-03T22:30", 905, "2027-03-05"),
    ("APW", "PPG", "2027-03-03T10:00", 45, "2027-03-02"),
    ("PPG", "APW", "2027-03-03T11:00", 45, "2027-03-04"),
    ("HND", "LAX", "2027-03-03T00:05", 600, "2027-03-02"),
    ("AKL", "PPT", "2027-03-03T09:00", 300, "2027-03-02"),
    ("MUC", "BER", "2027-03-03T23:10", 70, "2027-03-03"),
    ("JFK", "LHR", "2027-03-03T21:30", 415, "2027-03-04"),
    ("JNB", "KGL", "2027-03-03T22:00", 230, "2027-03-03"),
    ("DEL", "KTM", "2027-03-03T04:20", 105, "2027-03-03"),
    ("BNE", "ADL", "2027-03-03T02:30", 150, "2027-03-02"),
    ("YYT", "YHZ", "2027-03-03T04:30", 100, "2027-03-02"),
    ("NAN", "HNL", "2027-03-03T21:00", 380, "2027-03-02"),
]


def fly(origin: str, destination: str, departs_at: datetime, minutes: int) -> FlightOffer:
    flown = msgspec.structs.replace(
        SEGMENT,
        departs_at=departs_at,
        arrives_at=departs_at + timedelta(minutes=minutes),
        origin_timezone=ROWS[origin]["tz"],
        destination_timezone=ROWS[destination]["tz"],
    )
    return msgspec.structs.replace(FLIGHT, slices=(Slice(segments=(flown,)),), slice_indexes=(0,))


def first_night(offer: FlightOffer, request: TripRequest) -> date:
    (asked,) = request.stays
    return first_night_of(asked, arrival_night((offer,), asked))


def wanted(
    check_in: date, check_out: date, *, begins_on_arrival: bool = False, keeps_nights: bool = False
) -> TripRequest:
    asked = stay_request(
        check_in=check_in,
        check_out=check_out,
        begins_on_arrival=begins_on_arrival,
        keeps_nights=keeps_nights,
        leaves_by=None,
    )
    return msgspec.structs.replace(TRIP, stays=(asked,))


def days_ahead(offer: FlightOffer, request: TripRequest, zone: str, booked_at: datetime) -> int | None:
    """Return how many days ahead the verdict says that it is; None where it says nothing."""
    (flown,), (asked_stay,) = request.slices, request.stays
    here = msgspec.structs.replace(flown.origin, timezone=zone)
    slices = (msgspec.structs.replace(flown, depart_on=asked_stay.check_in, origin=here),)
    asked = msgspec.structs.replace(request, slices=slices)
    option = Option(option_id="opt_1", components=(offer,), rank=1, reasons=())
    today = sale_window(here, booked_at).today
    violations = judge(option, asked, ADVANCE_POLICY, today=today, budgets=()).violations
    return int(violations[0].actual.split()[0]) if violations else None


def room(request: TripRequest, check_in: date) -> StayOffer:
    query = stay_query(request, 0, check_in)
    assert query is not None
    return msgspec.structs.replace(STAY, check_in=query.check_in, check_out=query.check_out)


def night_on_the_wall(moment: datetime, zone: str) -> date:
    """Return the evening of the night that it is, by zoneinfo alone."""
    wall = moment.astimezone(ZoneInfo(zone))
    return wall.date() - timedelta(days=1) if wall.hour < 6 else wall.date()


@pytest.mark.parametrize(("origin", "destination", "leaves", "minutes", "night"), CASES)
def test_stay_begins_in_the_night_of_arrival(
    origin: str, destination: str, leaves: str, minutes: int, night: str
) -> None:
    departs_at = datetime.fromisoformat(leaves).replace(tzinfo=ZoneInfo(ROWS[origin]["tz"])).astimezone(UTC)
    offer = fly(origin, destination, departs_at, minutes)
    request = wanted(date(2027, 3, 3), date(2027, 3, 8), begins_on_arrival=True)

    begins = first_night(offer, request)
    (option,) = plan([offer, room(request, begins)], request, POLICY, Verdicts()).options

    assert begins.isoformat() == night
    assert [bed.check_out for bed in option.stays] == [date(2027, 3, 8)]
    on_the_way = [date(2027, 3, 3) + timedelta(days=n) for n in range((begins - date(2027, 3, 3)).days)]
    assert [(missing.night, missing.reason) for missing in option.missing_nights] == [
        (each, "in_transit") for each in on_the_way
    ]


@pytest.mark.parametrize(("origin", "destination", "leaves", "minutes", "night"), CASES)
def test_nights_asked_for_by_number_are_nights_covered(
    origin: str, destination: str, leaves: str, minutes: int, night: str
) -> None:
    departs_at = datetime.fromisoformat(leaves).replace(tzinfo=ZoneInfo(ROWS[origin]["tz"])).astimezone(UTC)
    request = wanted(date(2027, 3, 3), date(2027, 3, 8), begins_on_arrival=True, keeps_nights=True)
    offer = fly(origin, destination, departs_at, minutes)

    bed = room(request, first_night(offer, request))

    assert (bed.check_in.isoformat(), bed.nights) == (night, 5)
    assert find_missing_nights([offer, bed], request) == ()


def _random_flight(chance: random.Random, codes: Sequence[str]) -> tuple[str, str, datetime, int]:
    origin, destination = chance.sample(codes, 2)
    here, there = ROWS[origin], ROWS[destination]
    metres = great_circle_distance(here["lat"], here["lon"], there["lat"], there["lon"])
    departs_at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(3 * 525_600))
    return origin, destination, departs_at, 45 + round(metres / 14_500)


def test_nights_and_verdicts_of_ten_thousand_pairs_agree_with_the_walls_at_both_ends() -> None:
    chance, codes = random.Random(20_270_303), sorted(ROWS)
    zones, shifts = set(), set()
    for _ in range(PAIRS):
        origin, destination, departs_at, minutes = _random_flight(chance, codes)
        zone = ROWS[destination]["tz"]
        offer = fly(origin, destination, departs_at, minutes)
        leaves_on = departs_at.astimezone(ZoneInfo(ROWS[origin]["tz"])).date()
        request = wanted(leaves_on, leaves_on + timedelta(days=6), begins_on_arrival=True)
        slept = night_on_the_wall(departs_at + timedelta(minutes=minutes), zone)

        assert first_night(offer, request) == slept
        booked_at = departs_at - timedelta(minutes=chance.randrange(20 * 1440))
        ahead = (leaves_on - booked_at.astimezone(ZoneInfo(ROWS[origin]["tz"])).date()).days
        assert days_ahead(offer, request, ROWS[origin]["tz"], booked_at) == (
            ahead if ahead < ADVANCE.min_days else None
        )
        bed = room(request, slept)
        expected = [leaves_on + timedelta(days=n) for n in range((slept - leaves_on).days)]
        assert [missing.night for missing in find_missing_nights([offer, bed], request)] == expected
        zones.add(zone)
        shifts.add((slept - leaves_on).days)

    assert len(zones) > 300
    assert shifts >= {-1, 0, 1, 2}


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(ROWS)),
    # Days on which clocks change: in Europe, America, Australia, Chile, Lord Howe, Morocco.
    st.sampled_from([(2027, 3, 28), (2027, 10, 31), (2027, 3, 14), (2027, 11, 7), (2027, 4, 4), (2027, 10, 3)]),
    st.integers(-36 * 60, 36 * 60),
)
def test_night_of_arrival_agrees_with_the_wall_where_the_clocks_change(
    code: str, day: tuple[int, int, int], minutes: int
) -> None:
    arrives_at = datetime(*day, tzinfo=UTC) + timedelta(minutes=minutes)
    offer = fly("LHR", code, arrives_at - timedelta(minutes=90), 90)
    request = wanted(date(2027, 1, 1), date(2028, 1, 1), begins_on_arrival=True)

    assert first_night(offer, request) == night_on_the_wall(arrives_at, ROWS[code]["tz"])


def test_nights_that_nobody_asked_for_or_offers_are_said_and_never_called_cheapest() -> None:
    early = fly("NRT", "HNL", datetime(2027, 3, 2, 23, 30, tzinfo=UTC), 425)
    named = wanted(date(2027, 3, 4), date(2027, 3, 8))
    late_bed = stay(check_in=date(2027, 3, 4), check_out=date(2027, 3, 8))

    assert [(each.night.day, each.reason) for each in find_missing_nights([early, late_bed], named)] == [
        (2, "not_requested"),
        (3, "not_requested"),
    ]
    assert [(each.night.day, each.reason) for each in find_missing_nights([early], named)][2:] == [
        (day, "not_offered") for day in range(4, 8)
    ]


def test_option_without_a_bed_for_a_night_comes_after_more_expensive_ones_that_have_it() -> None:
    request = wanted(date(2027, 3, 3), date(2027, 3, 5), begins_on_arrival=True)
    whole = flight("whole", euros(300), FLIGHT.slices[:1])
    short = fly("FRA", "DXB", datetime(2027, 3, 2, 23, 0, tzinfo=UTC), 100)
    beds = [
        stay("from the 3rd", euros(500), check_in=date(2027, 3, 3), check_out=date(2027, 3, 5)),
        stay("from the 5th", euros(100), check_in=date(2027, 3, 5), check_out=date(2027, 3, 6)),
    ]

    shown: tuple[Option, ...] = plan([whole, short, *beds], request, POLICY, Verdicts()).options

    assert [option.flights[0].offer_id for option in shown] == ["whole", "f1"]
    complete, lacking = shown
    assert complete.missing_nights == ()
    assert "cheapest" in complete.reasons
    assert complete.price.amount > lacking.price.amount
    assert [each.night.day for each in lacking.missing_nights] == [2]
    assert not [word for word in lacking.reasons if word.startswith("cheapest")]
    assert "no hotel has a room for the night of 2 March 2027" in lacking.reasons
