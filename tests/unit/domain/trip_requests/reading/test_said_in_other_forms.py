"""Days, places, people and wishes in forms that writers choose besides the usual ones, a kind a test."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import MostStops, Strength, TimeWindow, WithCarriers
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import Cabin, TravelMode, TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

NOW = mid_morning(date(2026, 11, 20))
TRIP = "Dublin to Geneva on 3 March 2027, back on 5 March"
E, B = Cabin.ECONOMY, Cabin.BUSINESS


def read(sentence: str, **answers: str) -> TripRequest:
    return read_request(sentence, now=NOW, defaults=DEFAULTS, answers=answers)


def ask(sentence: str) -> dict[str, str]:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence)
    return {each.field: each.question for each in caught.value.questions}


def days(sentence: str) -> str:
    return " ".join(f"{each.depart_on:%d.%m}" for each in read(sentence).slices)


PLAIN = read(TRIP)


@pytest.mark.parametrize(
    "sentence",
    [
        f"{TRIP}. Gracias!",
        f"{TRIP}, merci",
        f"{TRIP}, via Zurich is fine",
        f"{TRIP}. A stop in Zurich would be ok too",
        f"{TRIP}. The guest house is arranged.",
        f"{TRIP}. Accommodation will be provided by the hosts",
        f"Emergency! {TRIP}",
        f"Kindly be informed that I request {TRIP}",
        f"As discussed on the phone with Ms. Keller yesterday, I confirm: {TRIP}",
        f"My trip's off! Cancel that. New one instead: {TRIP}",
        "Please get me over to Geneva from Dublin on 3 March 2027, back on 5 March",
        "Dublin to Geneva le 3 March 2027, back el 5 March",
        f"{TRIP}. FQTV SK123456789",
    ],
)
def test_what_is_said_beside_the_trip_changes_nothing(sentence: str) -> None:
    assert read(sentence) == PLAIN


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Dublin to Geneva out the 4th, back the 8th of March 2027", "04.03 08.03"),
        ("Dublin to Geneva on the 4th and back on the 8th March", "04.03 08.03"),
        ("Dublin to Geneva on the 28th, back on 2 March", "28.11 02.03"),
        ("Dublin to Geneva (arrival 3 March 2027, departure 5 March)", "03.03 05.03"),
        ("Dublin to Geneva, up on 3 March 2027, down on the 5th", "03.03 05.03"),
        ("Dublin to Geneva Wednesday 3 March 2027, back Friday 5, evening", "03.03 05.03"),
        (
            "Dublin-Cork Monday 1 March 2027; Cork-Leeds Wednesday 3; Leeds-Dublin Thursday 4 night",
            "01.03 03.03 04.03",
        ),
    ],
)
def test_days_are_those_of_the_month_that_is_said(sentence: str, expected: str) -> None:
    assert days(sentence) == expected


@pytest.mark.parametrize(
    "said",
    ["back Friday 6", "back Friday 9", "back Monday 5"],
)
def test_number_behind_a_weekday_that_is_not_its_day_is_asked(said: str) -> None:
    assert ask(f"Dublin to Geneva Wednesday 3 March 2027, {said}")


def test_time_of_a_day_to_come_limits_no_short_journey_of_the_day_before() -> None:
    sentence = "I must be in Geneva by 10am on 4 March 2027. Fly me in from {} on 3 March and back on 5 March"

    assert read(sentence.format("Dublin")).slices[0].arrival is None
    assert "by 10am" in ask(sentence.format("Singapore"))["unread"]


@pytest.mark.parametrize(
    ("said", "strength"),
    [
        ("I'd rather not change more than once", Strength.WISH),
        ("never change more than once", Strength.MUST),
        ("we don't want to stop more than once", Strength.MUST),
        ("not change planes more than once", Strength.MUST),
    ],
)
def test_how_often_one_changes_at_most_is_a_limit(said: str, strength: Strength) -> None:
    assert read(f"{TRIP}, {said}").preferences == (MostStops(strength=strength, stops=1),)


@pytest.mark.parametrize(
    "said", ["Swiss if you can, otherwise KLM", "Swiss if possible, or else KLM", "ideally Swiss, failing that KLM"]
)
def test_airline_of_second_choice_is_a_choice(said: str) -> None:
    (wanted,) = read(f"{TRIP}. {said}").preferences

    assert isinstance(wanted, WithCarriers)
    assert wanted.carriers == ("LX", "KL")


def test_what_desks_put_behind_an_airline_is_read() -> None:
    trip = read("SIN-CGK 10MAR27 SQ AM, CGK-SIN 12MAR SQ PM, PAX TAN WEI MING MR", travellers="Wei Ming / Tan")

    assert [each.full_name for each in trip.travellers] == ["Wei Ming Tan"]
    assert [each.departure for each in trip.slices] == [TimeWindow(not_after="12:00"), TimeWindow(not_before="12:00")]
    assert trip.preferences == (WithCarriers(strength=Strength.WISH, carriers=("SQ",)),)


@pytest.mark.parametrize(
    ("said", "slices"),
    [(("SQ", "SQ"), {"SQ": ()}), (("SQ", "GA"), {"SQ": (0,), "GA": (1,)})],
)
def test_airline_of_every_slice_is_one_of_all(said: tuple[str, str], slices: dict[str, tuple[int, ...]]) -> None:
    trip = read(f"SIN-CGK 10MAR27 {said[0]}, CGK-SIN 12MAR {said[1]}")

    found = {each.carriers: each.slices for each in trip.preferences if isinstance(each, WithCarriers)}
    assert found == {(code,): places for code, places in slices.items()}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Jana will fly Dublin to Geneva on 3 March 2027", "Jana"),
        (f"me + 1 (Tom Becker), {TRIP}", "Tom Becker"),
        (f"myself and one colleague: Tom Becker. {TRIP}", "Tom Becker"),
        (f"The travel of our guest speaker Prof. Maria Lopez: {TRIP}", "Maria Lopez"),
    ],
)
def test_names_are_asked_for_by_what_is_known(sentence: str, name: str) -> None:
    assert f"of {name}?" in ask(sentence)["travellers"]


@pytest.mark.parametrize(
    ("said", "cabins"),
    [
        ("business for the outbound, economy for the rest", (B, E)),
        ("economy on the way out, business on all other flights", (E, B)),
    ],
)
def test_rest_of_the_flights_is_in_another_cabin(said: str, cabins: tuple[Cabin, ...]) -> None:
    assert tuple(each.cabin for each in read(f"{TRIP}. {said}").slices) == cabins


def test_parts_of_a_trip_may_be_numbered() -> None:
    trip = read("1. Flight Nairobi-Kigali 3 March 2027, 2. Hotel in Kigali 2 nights, 3. Flight Kigali-Nairobi 5 March.")

    assert (len(trip.slices), len(trip.stays)) == (2, 1)


def test_by_lunch_is_before_noon() -> None:
    assert read("Dublin to Geneva on 3 March 2027, I want to be there by lunch").slices[0].arrival == TimeWindow(
        not_after="12:00"
    )


def test_flight_out_of_a_city_starts_there() -> None:
    assert read("First flight out of Copenhagen on 3 March 2027 to Geneva").slices[0].origin.name == "Copenhagen"


def test_who_does_not_fly_takes_the_train() -> None:
    sentence = "Doctor's orders: no flying for me, so train Berlin to Amsterdam on 3 March 2027 and back on 5 March"

    assert {each.mode for each in read(sentence).slices} == {TravelMode.RAIL}


def test_overnight_stay_costs_a_night() -> None:
    (stay,) = read("Dublin to Cork 3 March 2027 with an overnight stay and back on the 4th. Hotel up to 120 EUR").stays

    assert stay.nightly_cap is not None


def test_each_room_has_its_price_a_night() -> None:
    (stay,) = read("Hotel in Geneva, 3 to 5 March 2027, not more than 100 euro each per night").stays

    assert str(stay.nightly_cap) == "100.00 EUR"


@pytest.mark.parametrize(
    ("said", "window"),
    [("noonish", ("11:00", "13:00")), ("around noon", ("11:00", "13:00")), ("midday-ish", ("11:00", "13:00"))],
)
def test_time_that_is_only_about_right_is_not_passed_over(said: str, window: tuple[str, str]) -> None:
    (one_way,) = read(f"YYZ to YVR 3 March 2027 {said}").slices

    assert one_way.departure == TimeWindow(not_before=window[0], not_after=window[1])


@pytest.mark.parametrize("said", ["weekendish", "mornings-ish", "earlyish please"])
def test_word_of_time_with_a_tail_is_asked(said: str) -> None:
    assert ask(f"{TRIP}, {said}")


@pytest.mark.parametrize(
    "said", ["I must avoid any overnight stay", "no overnight stay please", "without an overnight stay"]
)
def test_denied_overnight_stay_asks_for_no_hotel(said: str) -> None:
    assert read(f"Hamburg to Munich and back on 3 March 2027, {said}").stays == ()


def test_place_that_another_is_said_instead_of_ends_with_its_sentence() -> None:
    sentence = "Cork rather than Leeds. So Dublin to Cork 3 March 2027, Cork to Dublin 5 March."

    assert [each.destination.name for each in read(sentence).slices] == ["Cork", "Dublin"]


@pytest.mark.parametrize(
    "said",
    [
        "I'm after two seats.",
        "Overnight is fine.",
        "Reminder of my request from last week, still nothing booked!",
        "A shuttle would be nice.",
    ],
)
def test_what_only_leads_on_or_is_fine_is_not_asked(said: str) -> None:
    assert [each.depart_on for each in read(f"{TRIP}. {said}", travellers="Ivo / Brandt").slices]
