"""Journeys of several slices in words: several cities, open jaws, and hotels on their way."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TravelMode, TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TODAY = date(2026, 11, 20)


def read(sentence: str, **answers: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(TODAY), defaults=DEFAULTS, answers=answers)


def slices_of(trip: TripRequest) -> list[str]:
    return [f"{each.origin.airports[0]}-{each.destination.airports[0]} {each.depart_on:%m-%d}" for each in trip.slices]


def asked(sentence: str, **answers: str) -> set[str]:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence, **answers)
    return {question.field for question in caught.value.questions}


# sentence, slices
TRIPS = [
    (
        "Berlin to Paris on 1 March, on to Madrid on the 3rd, back to Berlin on the 5th",
        "BER-CDG 03-01, CDG-MAD 03-03, MAD-BER 03-05",
    ),
    (
        "BER-CDG 1 March / CDG-MAD 3 March / MAD-BER 5 March",
        "BER-CDG 03-01, CDG-MAD 03-03, MAD-BER 03-05",
    ),
    (
        "BER-CDG-MAD-BER 1 March, 3 March, 5 March",
        "BER-CDG 03-01, CDG-MAD 03-03, MAD-BER 03-05",
    ),
    (
        "On 1 March Berlin to Paris, on 3 March on to Madrid, on 5 March home",
        "BER-CDG 03-01, CDG-MAD 03-03, MAD-BER 03-05",
    ),
    (
        "berlin to paris on 1 march, then on to madrid on 3 march, home on 5 march",
        "BER-CDG 03-01, CDG-MAD 03-03, MAD-BER 03-05",
    ),
    (
        "From Berlin fly into Munich on 3 March, home from Frankfurt on 6 March",
        "BER-MUC 03-03, FRA-BER 03-06",
    ),
    (
        "Chicago to New York 3-5 March, returning to Boston",
        "ORD-JFK 03-03, JFK-BOS 03-05",
    ),
    (
        "Tokyo to Seoul 28 December, Seoul to Taipei 2 January 2027",
        "HND-ICN 12-28, ICN-TPE 01-02",
    ),
    (
        "Sydney to Melbourne tomorrow, Melbourne to Sydney the next day",
        "SYD-MEL 11-21, MEL-SYD 11-22",
    ),
    (
        "Sydney to Melbourne tomorrow, Melbourne to Sydney the same day",
        "SYD-MEL 11-21, MEL-SYD 11-21",
    ),
    (
        "Nairobi to Kampala on Tuesday, Kampala to Kigali two days later, Kigali to Nairobi on Friday",
        "NBO-EBB 11-24, EBB-KGL 11-26, KGL-NBO 11-27",
    ),
    (
        "To Gothenburg from Copenhagen on 3 March, to Oslo on 5 March and back on 7 March",
        "CPH-GOT 03-03, GOT-OSL 03-05, OSL-CPH 03-07",
    ),
    (
        "Nairobi to Mombasa 3 March, Zanzibar to Nairobi 10 March",
        "NBO-MBA 03-03, ZNZ-NBO 03-10",
    ),
    (
        "Quito to Lima 03/04/2027, Lima to Quito 25/04/2027",
        "UIO-LIM 04-03, LIM-UIO 04-25",
    ),
]


# In the words of those who write as they speak: sentence, slices.
OPEN_JAWS = [
    ("Berlin to Rome on 3 March, back to Berlin from Milan on 8 March", "BER-FCO 03-03, MXP-BER 03-08"),
    ("Berlin to Rome on 3 March, returning to Berlin from Naples 8 March", "BER-FCO 03-03, NAP-BER 03-08"),
    ("Berlin to Rome on 3 March, home to Berlin out of Naples on 8 March", "BER-FCO 03-03, NAP-BER 03-08"),
    ("Berlin to Rome on 3 March, back to Berlin on 8 March from Naples", "BER-FCO 03-03, NAP-BER 03-08"),
    ("LHR to NBO 15 February, back to LHR from CPT 26 February", "LHR-NBO 02-15, CPT-LHR 02-26"),
    ("Oslo to Nice 3 March and back into Oslo from Marseille on 9 March", "OSL-NCE 03-03, MRS-OSL 03-09"),
    ("Open jaw for me: OSL-NCE 3 March, MRS-OSL 9 March", "OSL-NCE 03-03, MRS-OSL 03-09"),
    ("Berlin to Rome on 3 March, back to Berlin from Rome on 8 March", "BER-FCO 03-03, FCO-BER 03-08"),
]
LISTED = [
    (
        "Oslo to Rome 3 March, after Rome to Naples 5 March, after Naples to Oslo 7 March",
        "OSL-FCO 03-03, FCO-NAP 03-05, NAP-OSL 03-07",
    ),
    (
        "First Oslo to Rome 3 March, afterwards Rome to Naples 5 March, and after that Naples to Oslo 7 March",
        "OSL-FCO 03-03, FCO-NAP 03-05, NAP-OSL 03-07",
    ),
    ("YYZ-ORD-DEN-YYZ, 8 / 10 / 13 Sep", "YYZ-ORD 09-08, ORD-DEN 09-10, DEN-YYZ 09-13"),
    ("OSL-FCO-NAP-PSA-OSL 8/10/13/15 Sep", "OSL-FCO 09-08, FCO-NAP 09-10, NAP-PSA 09-13, PSA-OSL 09-15"),
    (
        "Flying into Jakarta on 8 Feb from Singapore, then Surabaya on the 10th, and back to Singapore on the 12th",
        "SIN-CGK 02-08, CGK-SUB 02-10, SUB-SIN 02-12",
    ),
    ("Oslo to Rome 3 March, then Naples 5 March, then home 7 March", "OSL-FCO 03-03, FCO-NAP 03-05, NAP-OSL 03-07"),
    ("London - Milan - London. Dates 8th and 10th Feb.", "LHR-MXP 02-08, MXP-LHR 02-10"),
    ("Dubai-Cape Town-Dubai, 3 March and 10 March", "DXB-CPT 03-03, CPT-DXB 03-10"),
    ("Rio de Janeiro-Buenos Aires-Rio de Janeiro 3 March and 5 March", "GIG-EZE 03-03, EZE-GIG 03-05"),
    ("Kuala Lumpur-Ho Chi Minh City 3 March, one way", "KUL-SGN 03-03"),
    ("Book Tel Aviv-New York 3 March, one way", "TLV-JFK 03-03"),
    ("Baden-Baden to Berlin 3 March, one way", "FKB-BER 03-03"),
]


@pytest.mark.parametrize(("sentence", "slices"), [*TRIPS, *OPEN_JAWS, *LISTED])
def test_slices_are_read_in_their_order(sentence: str, slices: str) -> None:
    assert slices_of(read(sentence)) == slices.split(", ")


CITIES = ("Berlin", "Paris", "Madrid", "Oslo", "Vienna", "Prague", "Lisbon")


def spell_pairs(names: list[str], days: list[date]) -> str:
    pairs = zip(names, names[1:], days, strict=False)
    return ", ".join(f"{start} to {end} on {day.day} {day:%B %Y}" for start, end, day in pairs)


def spell_onward(names: list[str], days: list[date]) -> str:
    first = f"from {names[0]} to {names[1]} on {days[0].isoformat()}"
    rest = [f"then on to {name} on {day.isoformat()}" for name, day in zip(names[2:], days[1:], strict=False)]
    return ", ".join([first, *rest])


def spell_dates_first(names: list[str], days: list[date]) -> str:
    return "; ".join(
        f"{day:%b} {day.day}, {day.year}: {start} - {end}"
        for start, end, day in zip(names, names[1:], days, strict=False)
    )


@pytest.mark.parametrize("spell", [spell_pairs, spell_onward, spell_dates_first])
@settings(max_examples=40, deadline=None)
@given(
    names=st.lists(st.sampled_from(CITIES), min_size=3, max_size=6, unique=True),
    gaps=st.lists(st.integers(1, 20), min_size=5, max_size=5),
)
def test_journey_through_several_cities_is_read_back(
    spell: Callable[[list[str], list[date]], str], names: list[str], gaps: list[int]
) -> None:
    days = [TODAY + timedelta(days=sum(gaps[: place + 1])) for place in range(len(names) - 1)]

    trip = read(spell(names, days))

    assert [each.origin.name for each in trip.slices] == names[:-1]
    assert [each.destination.name for each in trip.slices] == names[1:]
    assert [each.depart_on for each in trip.slices] == days


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        ("Rome to Paris to London 3-5 March 2027", {"departOn", "slices.1.departOn"}),
        ("Berlin to Paris on 1 March, Paris to Madrid, Madrid to Berlin on 5 March", {"slices.1.departOn"}),
        ("Berlin to Birmingham 1 March, Birmingham to Oslo 3 March", {"slices.0.destination"}),
        ("Berlin to Paris 1 March, Paris to Madrid 3 March, Madrid to Berlin 5 March, hotel", {"stays.0.place"}),
    ],
)
def test_what_is_missing_of_a_slice_is_asked_by_its_place(sentence: str, fields: set[str]) -> None:
    assert asked(sentence) == fields


def test_answers_settle_the_slices() -> None:
    sentence = "Berlin to Paris on 1 March, Paris to Madrid, Madrid to Berlin on 5 March"

    trip = read(sentence, **{"slices.1.departOn": "2027-03-03"})

    assert [each.depart_on.day for each in trip.slices] == [1, 3, 5]


@pytest.mark.parametrize(
    "sentence",
    [
        "Berlin to Paris on 5 March 2027, Paris to Madrid on 3 March 2027",
        "Berlin to Paris on 5 March 2025, Paris to Madrid on 3 March 2027",
        "Berlin to Paris 1 March and 2 March, Paris to Madrid 3 March",
    ],
)
def test_days_that_cannot_be_are_asked(sentence: str) -> None:
    assert {field.rsplit(".", maxsplit=1)[-1] for field in asked(sentence)} == {"departOn"}


@pytest.mark.parametrize(
    ("words", "stays"),
    [
        ("hotels", ["Paris 1-3", "Madrid 3-5"]),
        ("a hotel in each city", ["Paris 1-3", "Madrid 3-5"]),
        ("hotel in Madrid", ["Madrid 3-5"]),
        ("hotel in Paris and in Madrid", ["Paris 1-3", "Madrid 3-5"]),
        ("no hotel", []),
    ],
)
def test_hotels_are_where_they_are_asked_for(words: str, stays: list[str]) -> None:
    trip = read(f"Berlin to Paris on 1 March, on to Madrid on 3 March, back to Berlin on 5 March, {words}")

    assert [f"{each.place.name} {each.check_in.day}-{each.check_out.day}" for each in trip.stays] == stays
    assert all(each.arrives_by is not None and each.leaves_by is not None for each in trip.stays)


def test_each_slice_goes_by_what_is_named_within_it() -> None:
    trip = read("Berlin to Paris on 1 March, Paris to Lyon on 3 March by train, Lyon to Berlin on 5 March")
    whole = read("By rail throughout: Milan to Bologna on 1 March, Bologna to Rome on 3 March, home on 4 March")

    assert [each.mode for each in trip.slices] == [TravelMode.AIR, TravelMode.RAIL, TravelMode.AIR]
    parted = read("Riga to Oslo on 1 March and, by rail, from Oslo to Bergen on 3 March, home by air on 4 March")
    joined = read("Milan to Rome by train on 1 March and Rome to Naples on 3 March, Naples to Milan on 4 March")
    beside = read("Milan to Rome by train on 1 March, back by air Rome to Linate on 3 March")
    mixed = read("Take the train from Oslo to Bergen on 1 March, fly from Bergen to Stavanger 3 March, home 4 March")

    assert [each.mode for each in parted.slices] == [TravelMode.AIR, TravelMode.RAIL, TravelMode.AIR]
    assert [each.mode for each in joined.slices] == [TravelMode.RAIL, TravelMode.AIR, TravelMode.AIR]
    assert [each.mode for each in beside.slices] == [TravelMode.RAIL, TravelMode.AIR]
    assert {each.mode for each in whole.slices} == {TravelMode.RAIL}
    assert [each.mode for each in mixed.slices] == [TravelMode.RAIL, TravelMode.AIR, TravelMode.AIR]


@pytest.mark.parametrize("words", ["I take the train between", "I take the bus in between", "we reach Lyon by train"])
def test_gap_that_is_travelled_by_oneself_is_none_of_the_slices(words: str) -> None:
    trip = read(f"Oslo to Paris on 3 March 2027, and Lyon to Oslo on 6 March, {words}")

    assert slices_of(trip) == ["OSL-CDG 03-03", "LYS-OSL 03-06"]
    assert {each.mode for each in trip.slices} == {TravelMode.AIR}


def test_car_of_an_open_jaw_is_asked_where_it_is_picked_up_or_is_at_the_one_stop() -> None:
    (car,) = read("Berlin to Oslo 1 March, Oslo to Bergen 1 March, Bergen to Berlin 4 March, rental car").cars

    assert (car.pick_up.name, car.pick_up_on.day, car.drop_off_on.day) == ("Bergen", 1, 4)


def test_hotel_at_the_end_of_a_flight_is_in_the_city_of_the_airport() -> None:
    (stay,) = read("Berlin to LHR 3-5 March 2027, hotel").stays
    both = read("BER-LHR 1 March 2027, LHR-FCO 3 March, FCO-BER 5 March, hotels").stays

    assert stay.place.name == "London"
    assert [each.place.name for each in both] == ["London", "Rome"]


def test_mode_that_is_said_before_both_slices_there_and_back_is_of_both() -> None:
    trip = read("Book the train Geneva - Lyon for 1 March 2027 and Lyon - Geneva for 3 March")

    assert [each.mode for each in trip.slices] == [TravelMode.RAIL, TravelMode.RAIL]


def test_town_of_the_hotel_may_be_named_twice() -> None:
    trip = read("I am in Eindhoven. Zurich to Amsterdam 1 March 2027, back 3 March, hotel in Eindhoven")

    assert [each.place.name for each in trip.stays] == ["Eindhoven"]
