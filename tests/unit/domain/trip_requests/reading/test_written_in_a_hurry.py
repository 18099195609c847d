"""Shorthand of chats and desks, names in small letters, wishes that look like statements, and what is not settled yet:
a kind a test, in other words than anybody's."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import (
    AnyPreference,
    CheckedBags,
    MostStops,
    RefundableComponents,
    Strength,
    WithCarriers,
)
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.reading.text.chat_forms import put_chat_plainly
from chalicelib.domain.trip_requests.trip_request import Cabin, CarCategory, TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Dublin to Geneva on 3 March 2027, back on 5 March"
MUST, WISH = Strength.MUST, Strength.WISH


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS)


def ask(sentence: str) -> set[str]:
    with pytest.raises(AmbiguousRequest) as doubt:
        read(sentence)
    return {each.field for each in doubt.value.questions}


PLAIN = read(TRIP)


@pytest.mark.parametrize(
    "sentence",
    [
        f"{TRIP}. Much obliged, Crispin",
        f"{TRIP}.\n\nSpeak soon\nCrispin",
        f"{TRIP}, cheers xx",
        f"{TRIP}, ta xoxo",
        f"{TRIP} xxx",
        f"{TRIP}. Otherwise I'm not fussed.",
        f"{TRIP}, otherwise I really don't mind",
        f"{TRIP}, or else whatever's cheapest",
        f"{TRIP}, failing that anything will do",
        f"{TRIP}, if not it's really not that important",
        f"No, the 2nd is impossible for me, so take the 3rd: {TRIP}",
        f"The 2nd of March is out of the question for us. {TRIP}",
        "Dublin to Geneva on 3 March 2027 (not 2 March as advised), back on 5 March",
        "Dublin to Geneva on 3 March 2027, not 2 March as originally requested, back on 5 March",
        f"{TRIP} (going to bus it from geneva to lausanne myself)",
        f"{TRIP}, gonna train it between Geneva and Lausanne on my own",
        f"{TRIP}. Neither of us minds what time.",
        f"{TRIP}, none of us cares about the airline",
        f"{TRIP}. GST invoice reqd",
        f"{TRIP}. Proper tax receipts are required please",
        f"{TRIP} idc",
        "Dublin to Geneva on 3 March 2027, back 5 March. Idc which",
        "Can u do Dublin to Geneva on 3 March 2027, back on 5 March",
        f"{TRIP}. I'll take the bus from Geneva to Lausanne by myself",
    ],
)
def test_what_is_added_in_a_hurry_changes_nothing(sentence: str) -> None:
    assert read(sentence) == PLAIN


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("me n priya are off to muscat", "me n Priya are off to muscat"),
        ("me and tomasz need a flight", "me and Tomasz need a flight"),
        ("flights for priya and me", "flights for Priya and me"),
        ("me, anya and tom", "me, Anya and tom"),
        ("me and my boss", "me and my boss"),
        ("me and luggage", "me and luggage"),
        ("me and hubby are off", "me and hubby are off"),
        ("me to oslo and back", "me to oslo and back"),
        ("me and oslo", "me and oslo"),
        ("for me and nobody else", "for me and nobody else"),
    ],
)
def test_whoever_is_called_by_a_small_name_beside_oneself_is_somebody(said: str, plain: str) -> None:
    assert put_chat_plainly(said) == plain


@pytest.mark.parametrize(
    "said",
    [
        "me n priya are off",
        "myself, Bhaskar Kalita and Nabanita Das",
        "3 pax - self, Bhaskar Kalita, Nabanita Das",
        "My assistant, Mr Theo Muller, will accompany me",
        "Mr Theo Muller will accompany me",
        "Ms Ann Lee, our trainee, will be accompanying me",
        "a few of our techs will fly",
        "several of my fitters are going",
        "fly some of the surveyors, don't have a head count yet",
        "for some people, no final numbers yet",
    ],
)
def test_others_who_travel_are_asked_by_name(said: str) -> None:
    assert ask(f"{said}. {TRIP}") == {"travellers"}


@pytest.mark.parametrize(
    ("said", "preference"),
    [
        ("Is very important the direct flight.", MostStops(strength=MUST, stops=0)),
        ("Direct connections are essential for me.", MostStops(strength=MUST, stops=0)),
        ("It has to be direct.", MostStops(strength=MUST, stops=0)),
        ("Non-stop flights are a must.", MostStops(strength=MUST, stops=0)),
        ("We'll each have a case to check in.", CheckedBags(strength=MUST, bags=1)),
        ("I have two cases to check in.", CheckedBags(strength=MUST, bags=2)),
        ("Fully flex.", RefundableComponents(strength=MUST)),
        ("1 checked bag ea.", CheckedBags(strength=MUST, bags=1)),
    ],
)
def test_wish_that_looks_like_a_statement_is_read(said: str, preference: AnyPreference) -> None:
    assert read(f"{TRIP}. {said}").preferences == (preference,)


@pytest.mark.parametrize(
    ("said", "cabins"),
    [
        ("First class on the way up, coach on the way back", ("first", "economy")),
        ("business class going out, coach coming back", ("business", "economy")),
        ("coach out and first class back", ("economy", "first")),
        ("BUS CLS", ("business", "business")),
    ],
)
def test_coach_beside_another_class_is_one(said: str, cabins: tuple[str, str]) -> None:
    assert tuple(each.cabin for each in read(f"{TRIP}. {said}").slices) == tuple(map(Cabin, cabins))


def test_coach_alone_is_asked_about() -> None:
    assert ask(f"{TRIP}, coach") == {"cabin"}


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("on 8 July and need to be there by 11am. Back the following day.", "11:00"),
        ("on 8 July, landing by 9.30am. Back the next day.", "09:30"),
        ("on 8 July, be in by 10 a.m. Home on 9 July.", "10:00"),
        ("on 8 July, arriving before 1pm. Return the following day.", "13:00"),
    ],
)
def test_time_that_ends_a_sentence_is_of_the_way_out(said: str, until: str) -> None:
    out, back = read(f"Leeds to Oslo {said}").slices

    assert out.arrival is not None
    assert (out.arrival.not_after, back.arrival) == (until, None)


@pytest.mark.parametrize(
    ("said", "window"),
    [
        ("departing between 7:00 and 8:30, and come back the same day in the evening", ("07:00", "08:30")),
        ("leaving after 6:30, back that day at 18:00", ("06:30", None)),
        ("leaving between 6 and 8, home the same day after 5 pm", ("06:00", "08:00")),
        ("dep btn 1200-1500", ("12:00", "15:00")),
    ],
)
def test_hour_of_a_day_trip_is_of_its_morning(said: str, window: tuple[str, str | None]) -> None:
    departure = read(f"Vienna to Salzburg by train on 6 July, {said}").slices[0].departure

    assert departure is not None
    assert (departure.not_before, departure.not_after) == window


def test_hour_of_another_day_is_asked_about() -> None:
    assert ask("Vienna to Salzburg by train on 6 July between 7:00 and 8:30, back on 7 July") == {"unread"}


@pytest.mark.parametrize("field", ["destination", "origin"])
@pytest.mark.parametrize("country", ["Portugal", "Brazil", "Ghana", "Sri Lanka"])
def test_city_of_a_country_is_asked(country: str, field: str) -> None:
    ends = f"from Luton to {country}" if field == "destination" else f"from {country} to Luton"

    assert ask(f"Flight {ends}, out on 2 June and back on 6 June") == {field}


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ("IST-TBS 4 Apr, EVN-IST 9 Apr, surface TBS-EVN arranged by client", ["IST-TBS", "EVN-IST"]),
        ("IST-TBS 4 Apr, EVN-IST 9 Apr, arnk TBS-EVN", ["IST-TBS", "EVN-IST"]),
        ("IST-TBS 4 Apr, own arrangements TBS-EVN, EVN-IST 9 Apr", ["IST-TBS", "EVN-IST"]),
        ("I'm stuck in Amarillo. I need a one-way to San Antonio on 4 April", ["AMA-SAT"]),
        ("I'm currently stranded in Oslo, get me to Bergen on 4 April", ["OSL-BGO"]),
        ("We are already here in Oslo. One way to Bergen on 4 April", ["OSL-BGO"]),
    ],
)
def test_slices_are_those_that_are_to_be_booked(sentence: str, ends: list[str]) -> None:
    assert [f"{each.origin.airports[0]}-{each.destination.airports[0]}" for each in read(sentence).slices] == ends


@pytest.mark.parametrize(
    "said",
    [
        "Swiss for the first and the last flight",
        "Swiss on the first and last legs",
        "with Swiss on the first and last",
        "Swiss on the first flight and the last flight",
    ],
)
def test_wish_for_the_first_and_the_last_is_of_these(said: str) -> None:
    wanted = WithCarriers(strength=WISH, carriers=("LX",), slices=(0, 2))

    assert read(f"Doha to Colombo 9 June, Colombo to Male 12 June, Male to Doha 15 June; {said}.").preferences == (
        wanted,
    )


@pytest.mark.parametrize(
    ("said", "nightly", "total"),
    [
        ("The total for the whole stay must not exceed EUR 480", None, 48000),
        ("total for the stay max 480 EUR", None, 48000),
        ("the total over the entire period shall not exceed 480 EUR", None, 48000),
        ("within budget of EUR 120 per night", 12000, None),
        ("within a limit of 120 EUR a night", 12000, None),
        ("not more than 120 euros per room and night", 12000, None),
        ("max 120 EUR per room/night", 12000, None),
    ],
)
def test_price_says_of_what_it_is(said: str, nightly: int | None, total: int | None) -> None:
    (stay,) = read(f"Hotel in Porto from 3 March to 5 March. {said}.").stays

    caps = [each and each.amount for each in (stay.nightly_cap, stay.total_cap)]
    assert caps == [nightly, total]


@pytest.mark.parametrize("said", ["middle size", "middle-sized", "medium-size"])
def test_car_of_the_middle_size_is_one(said: str) -> None:
    (car,) = read(f"Rental car in Porto, pick up 3 March at 10:00, drop off 5 March at 17:00, {said} please").cars

    assert car.category is CarCategory.INTERMEDIATE


@pytest.mark.parametrize("said", ["HTL BOGOTA 3 nts fm 08JUN", "HTL MADRID 3 nts fm 8JUN", "HTL LISBON 3 nts fm 8 JUN"])
def test_city_of_six_letters_is_no_pair_of_codes(said: str) -> None:
    assert len(read(said).stays) == 1
