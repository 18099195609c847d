"""Days that are only denied beside the one that is asked for; of which flights a cabin is by their rank; and where a
journey goes that is told by what one has there."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TOUR = "Canberra to Adelaide on 3 August; Adelaide to Perth on 5 August; Perth to Canberra on 9 August"


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2027, 3, 1)), defaults=DEFAULTS)


@pytest.mark.parametrize(
    "denied",
    [
        "No, not the 9th, sorry.",
        "Not the 9th.",
        "Sorry, not Tuesday.",
        "Hi, not on Thursday any more, sorry!",
        "We can't make the 9th after all.",
        "ugh can't do wednesday anymore 😩 make it",
        "I cannot travel on the 9th now, sorry.",
        "Wednesday is no longer possible.",
        "Wednesday doesn't work any more for me.",
        "The 9th won't work out for the client after all.",
        "Unfortunately 9 May is not possible.",
        "I can't do 9 May any more so",
    ],
)
def test_day_that_is_only_denied_is_passed_over(denied: str) -> None:
    assert read(f"{denied} 10 May: Mendoza to Salta, back on 13 May.") == read(
        "10 May: Mendoza to Salta, back on 13 May."
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Mendoza to Salta on 9 May. No, not the 9th, sorry. Make it the 10th.",
        "Mendoza to Salta next week. Not Tuesday.",
        "Not the 10th. Mendoza to Salta on 10 May.",
        "We can't do Monday after all. Mendoza to Salta on Monday 10 May, back on the 12th.",
        "Mendoza to Salta. Not the 9th.",
    ],
)
def test_day_that_is_denied_and_asked_for_is_asked_about(sentence: str) -> None:
    with pytest.raises(AmbiguousRequest):
        read(sentence)


@pytest.mark.parametrize(
    ("said", "cabins"),
    [
        ("Business class is requested for the last flight, economy class for the other two", "EEB"),
        ("Business class for the last flight, economy for the other two flights", "EEB"),
        ("Business class is needed on the last flight", "EEB"),
        ("Business class should be booked for the last flight only, economy for the others", "EEB"),
        ("Business class is preferred on the first flight, economy on the other two", "BEE"),
        ("First class is requested for the last leg, business for the other two legs", "BBF"),
        ("Business is wanted for the first flight, economy for the remaining two", "BEE"),
        ("Business class to be booked for the last flight, economy for the other 2", "EEB"),
    ],
)
def test_cabin_is_of_the_flights_that_their_rank_says(said: str, cabins: str) -> None:
    assert "".join(str(each.cabin)[0].upper() for each in read(f"{TOUR}. {said}.").slices) == cabins


@pytest.mark.parametrize("said", ["solely in Perth", "exclusively in Perth", "only in Perth", "in Perth only"])
def test_hotel_is_in_the_only_city_that_is_named(said: str) -> None:
    (stay,) = read(f"{TOUR}. Hotel accommodation is needed {said}, not exceeding AUD 260 per night.").stays

    assert stay.place.name == "Perth"


@pytest.mark.parametrize(
    "said",
    [
        "budget's 150 EUR",
        "the budget's 150 EUR",
        "limit's 150 EUR",
        "max's 150 EUR",
        "budget is 150 EUR",
        "cap's EUR 150",
    ],
)
def test_price_is_said_in_short(said: str) -> None:
    (stay,) = read(f"Oslo to Bergen on 10 March, back on the 13th, plus a hotel there, {said} a night").stays

    assert stay.nightly_cap is not None
    assert stay.nightly_cap.amount == 15_000


@pytest.mark.parametrize(
    "has",
    [
        "I've got a site walk",
        "I've got a meeting",
        "I have got a job interview",
        "We've got an audit",
        "We have got an inspection",
        "I've got my induction",
        "I have a site walk",
        "There's a plant tour",
    ],
)
def test_journey_goes_where_one_has_something(has: str) -> None:
    trip = read(f"{has} in Wichita. I need to fly in from McAllen on March 25 and go home the 26th.")

    assert [(each.origin.name, each.destination.name) for each in trip.slices] == [
        ("McAllen", "Wichita"),
        ("Wichita", "McAllen"),
    ]


@pytest.mark.parametrize(
    "moved",
    [
        "So the friday thing moved.",
        "The Tuesday meeting has been postponed,",
        "my Thursday call was rescheduled.",
        "The 9th's workshop got pushed back;",
        "that Monday one has moved:",
        "the Wednesday flight was changed,",
        "Our Friday session is delayed.",
        "The Monday visit has just been brought forward.",
    ],
)
def test_day_of_what_was_moved_is_no_day_of_the_trip(moved: str) -> None:
    assert read(f"{moved} It's Palma to Bilbao on Monday 18 October now, back the same night.") == read(
        "Palma to Bilbao on Monday 18 October, back the same night."
    )


@pytest.mark.parametrize(
    "said",
    [
        "Direct flights are not required.",
        "Direct flight not needed.",
        "Nonstop flights are not required",
        "Non-stop trains not needed.",
        "Direct trains are not needed.",
        "Flexible tickets are not required.",
        "Direct connections are not required.",
        "Refundable tickets are not required.",
    ],
)
def test_kind_that_is_not_needed_leaves_the_journey_without_it(said: str) -> None:
    assert read(f"Luxembourg to Lisbon on 3 May, one way. {said}") == read("Luxembourg to Lisbon on 3 May, one way.")
