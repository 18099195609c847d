"""What intake lets through is sold: one below each limit, the limit itself and one above, by every way that a trip is
asked for, in other places and on both sides of the date line."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.local_days import local_day
from chalicelib.domain.places.resolver import resolve_place
from chalicelib.domain.trip_requests.sale_window import SaleLimits
from chalicelib.domain.trip_requests.trip_request import TravellerName, TripRequest
from chalicelib.errors import AmbiguousRequest, InvalidInput
from chalicelib.gateways.suppliers import registry
from chalicelib.services.booking_workflow import planning
from chalicelib.services.trip_requests.fields import BookingRequest, RequestedStay
from chalicelib.services.trip_requests.parsing import understand
from tests.simulation.stages import revise, sent_back
from tests.simulation.world import ANNA, World
from tests.simulation.worlds import world as made_world
from tests.support.asked_trips import ask_there_and_back
from tests.support.turning_clock import START

LIMITS = registry.sale_limits(["flight", "stay"])
DAY = date(2027, 3, 3)
# Both ways over the date line, into the night, along one zone, and in eleven zones.
JOURNEYS = (
    ("Berlin", "London"),
    ("Tokyo", "Honolulu"),
    ("Auckland", "Los Angeles"),
    ("Los Angeles", "Sydney"),
    ("Frankfurt", "Dubai"),
    ("APW", "PPG"),
    ("Honolulu", "Tokyo"),
    ("NBO", "CPT"),
    ("GRU", "LIS"),
    ("YYZ", "YVR"),
    ("KTM", "BKK"),
    ("Reykjavik", "Oslo"),
)
NEIGHBOURS = (LIMITS.nights - 1, LIMITS.nights, LIMITS.nights + 1)


def in_fields(origin: str, destination: str, nights: int) -> BookingRequest:
    return ask_there_and_back(origin, destination, DAY, DAY + timedelta(days=nights), stay=RequestedStay())


def in_fields_one_way(origin: str, destination: str, nights: int) -> BookingRequest:
    return ask_there_and_back(origin, destination, DAY, stay=RequestedStay(check_out=DAY + timedelta(days=nights)))


def in_number(origin: str, destination: str, nights: int) -> BookingRequest:
    return ask_there_and_back(origin, destination, DAY, stay=RequestedStay(nights=nights))


def in_hotel_alone(_origin: str, destination: str, nights: int) -> BookingRequest:
    stay = RequestedStay(place=destination, check_in=DAY, check_out=DAY + timedelta(days=nights))
    return BookingRequest(stays=(stay,))


def in_dates(origin: str, destination: str, nights: int) -> BookingRequest:
    until = DAY + timedelta(days=nights)
    return BookingRequest(request=f"{origin} to {destination} on {DAY}, back on {until}, hotel")


def in_nights(origin: str, destination: str, nights: int) -> BookingRequest:
    return BookingRequest(request=f"{origin} to {destination} on {DAY}, one way, hotel for {nights} nights")


WAYS = {way.__name__: way for way in (in_fields, in_fields_one_way, in_number, in_hotel_alone, in_dates, in_nights)}


def understood(request: BookingRequest) -> TripRequest | None:
    """What was understood; None where it is refused, with the limit in words."""
    try:
        return understand(ANNA, request, now=START)
    except InvalidInput as refused:
        (error,) = refused.errors
        assert str(LIMITS.nights) in error.detail, error
        assert error.pointer == ("/request" if request.request else "/stays/0/checkOut")
        return None


def options_of(request: TripRequest) -> list[str]:
    """What is found for it, as planning finds it."""
    booking = Booking(
        booking_id="bkg_01JQZX5V9D7R8M3T2K6W4H0YBE",
        requester_id=ANNA.user_id,
        status=BookingStatus.PLANNING,
        version=1,
        created_at=START,
        updated_at=START,
        due_at=None,
        request=request,
        policy_version=1,
    )
    return [option.option_id for option in planning.best_options(booking)]


@pytest.mark.parametrize("way", WAYS)
def test_as_many_nights_as_are_asked_for_are_sold_or_refused(world: World, way: str) -> None:
    for number, (origin, destination) in enumerate(JOURNEYS):
        asked = {nights: understood(WAYS[way](origin, destination, nights)) for nights in NEIGHBOURS}

        assert [nights for nights, request in asked.items() if request is None] == [LIMITS.nights + 1]
        if number % len(WAYS) == list(WAYS).index(way) or number == 1:
            request = asked[LIMITS.nights]
            assert request is not None
            assert options_of(request), (way, origin, destination)


def test_too_many_nights_are_refused_before_anything_is_asked(world: World) -> None:
    for words in (
        "San Jose to London on 3 March 2027, one way, hotel for 61 nights",
        "Berlin to San Jose on 3 March 2027 for 9 weeks, hotel",
        "Berlin to London next Friday for 62 days, hotel",
        "Berlin to London for 61 nights, hotel",
        "San Jose to London 3 March to 4 May 2027, hotel",
    ):
        assert understood(BookingRequest(request=words)) is None, words

    # Nobody who wants no hotel is kept from staying away for longer.
    assert understood(BookingRequest(request="Berlin to London 3 March to 4 June 2027")) is not None


def test_no_length_is_offered_that_no_hotel_sells(world: World) -> None:
    with pytest.raises(AmbiguousRequest) as asked:
        understand(ANNA, BookingRequest(request="Berlin to London on 3 March 2027 for 61 days, hotel"), now=START)

    question = next(each for each in asked.value.questions if each.field == "returnOn")
    assert [code for code, _ in question.choices] == ["nights:60"]


@settings(max_examples=30, deadline=None)
@given(
    journey=st.sampled_from(JOURNEYS),
    off=st.integers(-1, 1),
    ahead=st.integers(300, 361),
    way=st.sampled_from(("slices/0/departOn", "slices/1/departOn", "stays/0/checkOut")),
)
def test_last_day_on_sale_is_the_suppliers(journey: tuple[str, str], off: int, ahead: int, way: str) -> None:
    with made_world(), pytest.MonkeyPatch.context() as patch:
        _sell(patch, SaleLimits(ahead=timedelta(days=ahead)))
        where = journey[0] if way == "slices/0/departOn" else journey[1]  # which place's day is today
        today = local_day(START, resolve_place(where, "place").timezone)
        last, day = today + timedelta(days=ahead), today + timedelta(days=ahead + off)
        leaves = day if way == "slices/0/departOn" else day - timedelta(days=2)
        returns = day if way == "slices/1/departOn" else None
        stay = RequestedStay(check_out=day) if way == "stays/0/checkOut" else None

        fields = ask_there_and_back(*journey, leaves, returns, stay=stay)
        try:
            understand(ANNA, fields, now=START)
        except InvalidInput as refused:
            (error,) = refused.errors
            assert (off, error.pointer) == (1, f"/{way}")
            assert error.detail.endswith(f"sell only until {last}")
        else:
            assert off < 1


@pytest.mark.parametrize("most", range(1, 10))
def test_no_more_travel_together_than_is_sold(world: World, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    _sell(monkeypatch, SaleLimits(travellers=most))
    people = [TravellerName(given_name="Anna", family_name="Berger")]
    people += [TravellerName(given_name=name, family_name="Weber") for name in ("Ida", "Ole", "Uwe", "Eva", "Lea")]
    people += [TravellerName(given_name=name, family_name="Lang") for name in ("Ida", "Ole", "Uwe")]

    for count in {max(1, most - 1), most, min(9, most + 1)}:
        fields = ask_there_and_back("Berlin", "London", DAY, travellers=tuple(people[:count]))
        if count <= most:
            assert len(understand(ANNA, fields, now=START).travellers) == count
            continue
        with pytest.raises(InvalidInput) as refused:
            understand(ANNA, fields, now=START)
        assert [(e.pointer, e.detail) for e in refused.value.errors] == [
            ("/travellers", f"{count} travellers; a trip is sold for at most {most}")
        ]
        with pytest.raises(InvalidInput, match=f"A trip is for 1 to {most} people"):
            understand(ANNA, BookingRequest(request=f"Berlin to London on {DAY} for {count} people"), now=START)


def test_revision_is_held_to_the_same_limits(world: World) -> None:
    booking_id = sent_back(world)

    with pytest.raises(InvalidInput) as refused:
        revise(world, booking_id, return_on=DAY + timedelta(days=61), stay=RequestedStay())
    assert [error.pointer for error in refused.value.errors] == ["/stays/0/checkOut"]

    revised = revise(world, booking_id, return_on=DAY + timedelta(days=60), stay=RequestedStay())
    assert [stay.nights for stay in revised.request.stays] == [60]


def _sell(patch: pytest.MonkeyPatch, limits: SaleLimits) -> None:
    limits_of: Any = registry.SALE_LIMITS
    for name in tuple(limits_of):
        patch.setitem(limits_of, name, lambda: limits)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("5/4/2027 to 7/4/2027, hotel", ["2027-04-05"]),
        ("5/4/2027 to 7/4/2027", ["2027-05-04", "2027-04-05"]),
        ("5/4/2027 to 6/4/2027, hotel", ["2027-05-04", "2027-04-05"]),
        ("1/2/2027 back 4/2/2027, hotel under 200 a night", ["2027-02-01"]),
        ("9/10/2027 for 5 nights", ["2027-10-09", "2027-09-10"]),
        ("2/10/2027 to 12/10/2027, hotel", ["2027-10-02"]),
        ("10/11/2027 for 5 nights", ["2027-11-10", "2027-10-11"]),
        ("10/11/2027 for 12 nights", ["2027-10-11"]),
        ("10/11/2027 for 10 days", ["2027-10-11"]),
        ("11/10/2027 for 6 days", ["2027-11-10", "2027-10-11"]),
    ],
)
def test_no_day_is_offered_from_which_the_trip_would_be_too_long_or_not_on_sale(
    world: World, words: str, offered: list[str]
) -> None:
    with world.wire.quiet(), pytest.raises(AmbiguousRequest) as asked:
        understand(ANNA, BookingRequest(request=f"Berlin to Frankfurt {words}"), now=world.clock.time)

    choices = {question.field: [code for code, _ in question.choices] for question in asked.value.questions}
    assert sorted(choices["departOn"]) == sorted(offered)


@pytest.mark.parametrize("words", ["11/10/2027 for 40 days", "10/11/2027 back 1/12/2027"])
def test_no_day_is_offered_where_none_can_be_kept_and_the_reason_is_said(world: World, words: str) -> None:
    with world.wire.quiet(), pytest.raises(AmbiguousRequest) as asked:
        understand(ANNA, BookingRequest(request=f"Berlin to Frankfurt {words}"), now=world.clock.time)

    assert [each.choices for each in asked.value.questions] == [()]
    assert "not on sale yet" in asked.value.questions[0].question
