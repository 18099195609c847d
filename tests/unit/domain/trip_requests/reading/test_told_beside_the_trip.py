"""What people tell beside a trip: how they get there themselves, what they wait for, what they take back. None of it is
booked, and none of it stands in the way."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import NearPlace, NoOvernight, Strength, WithCarriers, WithoutCarriers
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import Cabin, TravelMode, TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

NOW = mid_morning(date(2026, 11, 20))
TRIP = "Dublin to Geneva on 3 March 2027, back on 5 March"
HOTEL = "Hotel in Porto 3-5 March 2027"
E, B = Cabin.ECONOMY, Cabin.BUSINESS


def read(sentence: str, **answers: str) -> TripRequest:
    return read_request(sentence, now=NOW, defaults=DEFAULTS, answers=answers)


def ask(sentence: str) -> dict[str, str]:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence)
    return {each.field: each.question for each in caught.value.questions}


@pytest.mark.parametrize(
    "said",
    [
        f"Correction to my voicemail: {TRIP}",
        f"Reminder 2: still ticket not received. {TRIP}",
        f"Third reminder: {TRIP}. Confirmation not yet received",
        f"{TRIP}. Kindly send the PNR at the earliest.",
        f"{TRIP}. Please send me the booking confirmation by e-mail",
        f"lol ignore me. {TRIP}",
        f"{TRIP}. My legs are a mile long",
        f"Lake or no lake, {TRIP}",
        f"{TRIP}. Geneva to Basel bus I have already booked.",
        f"{TRIP}. The ferry I have booked myself",
        f"Drop the cab idea. {TRIP}",
        f"{TRIP}. I will be staying in client guest house.",
        f"{TRIP}, we'll be put up at the university's residence",
        f"Sorry, forget Monday: {TRIP}",
        f"Please disregard the 4th, {TRIP}",
        f"It's Dublin not Cork I want. {TRIP}",
        f"{TRIP}; pax = requester",
        f"Traveller: myself. {TRIP}",
        f"{TRIP}. Should economy not be available, business class is acceptable.",
    ],
)
def test_what_is_added_beside_the_trip_changes_nothing(said: str) -> None:
    assert read(said) == read(TRIP)


@pytest.mark.parametrize(
    "ride",
    [
        "Driving down myself.",
        "They come by car.",
        "I'm going there by my own car",
        "Travelling by road",
        "We drive over",
    ],
)
def test_who_drives_to_a_hotel_needs_no_journey(ride: str) -> None:
    assert read(f"I'll be in Porto 3-5 March 2027. Hotel near the river. {ride}") == read(f"{HOTEL} near the river")


@pytest.mark.parametrize(
    "when",
    [
        "Where to I will know tomorrow",
        "I'll tell you on Monday where to",
        "we will confirm by Friday where to",
    ],
)
def test_a_day_on_which_more_is_said_is_none_of_the_trip(when: str) -> None:
    assert ask(f"Flights from Dublin on 3 March 2027, back on 5 March. {when}").keys() == {"destination"}


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("Mr Leo Hartl and the undersigned are to travel", 2),
        ("The undersigned and Ms Kata Fekete travel", 2),
        ("I and two colleagues of me", 3),
        ("me and three friends of mine", 4),
        ("My colleague Leo Hartl travels without me.", 1),
        ("Leo Hartl goes there, without me this time.", 1),
        ("Please book Leo Hartl's trip:", 1),
        ("Leo Hartl's flight is on 3 March 2027, he travels alone.", 1),
        ("for Leo Hartl, who flies alone,", 1),
        ("me & my sis Leonie Hartl", 2),
        ("my fiance Leo Hartl and I", 2),
    ],
)
def test_who_travels_as_people_say_it(said: str, count: int) -> None:
    assert ask(f"{said} {TRIP}").keys() == {"travellers"}
    names = "; ".join(f"Leo {letter} / Hartl" for letter in "ABC"[: count if count == 1 else count - 1])
    assert len(read(f"{said} {TRIP}", travellers=names).travellers) == count


@pytest.mark.parametrize(
    "group", ["put the whole audit team on", "bring the entire sales crew to", "move our whole lab by"]
)
def test_a_whole_group_is_asked_by_name(group: str) -> None:
    assert "travellers" in ask(f"Could you {group} a flight {TRIP}")


@pytest.mark.parametrize(
    ("near", "strength"),
    [
        ("preferably within 1 km of the station", Strength.WISH),
        ("ideally within 500 m of the station", Strength.WISH),
        ("within 1 km of the station if possible", Strength.WISH),
        ("within 1 km of the station", Strength.MUST),
        ("must be within 1 km of the station", Strength.MUST),
    ],
)
def test_a_distance_is_as_strong_as_it_is_said(near: str, strength: Strength) -> None:
    (preference,) = read(f"{HOTEL}, {near}").preferences

    assert isinstance(preference, NearPlace)
    assert preference.strength is strength


@pytest.mark.parametrize("said", ["business too", "business as well", "in business again", "also in business"])
def test_a_train_between_flights_in_a_cabin_that_is_said_of_each_is_in_the_usual_one(said: str) -> None:
    sentence = "Oslo to Rome 3 March, business; then Rome to Milan by rail on 5 March; and Milan to Oslo 8 March 2027"
    slices = read(f"{sentence}, {said}").slices

    assert [each.mode for each in slices] == [TravelMode.AIR, TravelMode.RAIL, TravelMode.AIR]
    assert [each.cabin for each in slices] == [B, E, B]


@pytest.mark.parametrize(
    "said",
    [
        "delta if there's a choice",
        "Delta if there is any choice",
        "delta please",
        "delta if you can",
        "delta preferred",
    ],
)
def test_an_airline_is_wished_for_in_small_letters(said: str) -> None:
    (preference,) = read(f"{TRIP}, {said}").preferences

    assert isinstance(preference, WithCarriers)
    assert (preference.carriers, preference.strength) == (("DL",), Strength.WISH)


@pytest.mark.parametrize("word", ["play please", "lot if possible", "sky please", "delta"])
def test_a_word_in_small_letters_is_no_airline(word: str) -> None:
    try:
        found = read(f"{TRIP}, {word}").preferences
    except AmbiguousRequest:
        return
    assert found == ()


def test_airlines_that_are_each_denied_are_one_preference() -> None:
    (preference,) = read(f"{TRIP}. No Ryanair, no easyJet").preferences

    assert preference == WithoutCarriers(strength=Strength.MUST, carriers=("FR", "U2"))


@pytest.mark.parametrize(
    "said",
    ["please avoid me the night flights", "avoid all night flights", "avoid taking red-eyes", "no overnight flight"],
)
def test_nights_that_are_avoided(said: str) -> None:
    (preference,) = read(f"{TRIP}, {said}").preferences

    assert isinstance(preference, NoOvernight)


@pytest.mark.parametrize(
    "hotel",
    [
        "HTL Naples 2 nts, in 14 Mar out 16 Mar, 4* min",
        "Hotel in Naples, check in 14 March, check out 16 March, at least 4 stars",
        "Htl Naples from 14 to 16 March, min 4 stars",
        "hotel in Naples from 14 to 16 March, four stars or better",
    ],
)
def test_a_hotel_of_an_open_jaw_has_days_of_its_own(hotel: str) -> None:
    (stay,) = read(f"GVA-FCO 13/03/2027, NAP-GVA 16/03/2027. {hotel}").stays

    assert (stay.place.name, stay.check_in, stay.check_out, stay.min_stars) == (
        "Naples",
        date(2027, 3, 14),
        date(2027, 3, 16),
        4,
    )


@pytest.mark.parametrize("length", ["A fortnight in Malta, please", "Two weeks in Malta", "two weeks in Malta for me"])
def test_a_length_that_fits_the_days_changes_nothing(length: str) -> None:
    way = "Dublin to Malta on 3 March 2027, home on 17 March"

    assert read(f"{length}: {way}") == read(way)


def test_a_length_that_does_not_fit_the_days_is_asked_about() -> None:
    assert "returnOn" in ask("A week in Malta: Dublin to Malta on 3 March 2027, home on 17 March")


@pytest.mark.parametrize(
    "said",
    [
        "my old man comes too",
        "as a foursome",
        "plus whoever joins",
        "the twins come along",
        "with my plus-one",
        "and my other half",
        "with the little one",
        "be there for breakfast",
        "in time for the opera",
        "digs for two nights",
        "something to drive",
        "a set of wheels",
        "open return",
        "the return is open",
        "single will do",
        "on my own card",
        "private account pays",
        "use my voucher",
        "quote only",
        "Lars comes too",
    ],
)
def test_what_may_be_of_the_trip_is_asked_about(said: str) -> None:
    assert ask(f"{TRIP}, {said}")


@pytest.mark.parametrize(
    ("said", "modes"),
    [
        ("fly out and train back", (TravelMode.AIR, TravelMode.RAIL)),
        ("train there, plane home", (TravelMode.RAIL, TravelMode.AIR)),
        ("plane out, train home", (TravelMode.AIR, TravelMode.RAIL)),
        ("by train out, flight back", (TravelMode.RAIL, TravelMode.AIR)),
        ("back by rail", (TravelMode.AIR, TravelMode.RAIL)),
        ("by train both ways", (TravelMode.RAIL, TravelMode.RAIL)),
        ("train or plane", (TravelMode.ANY, TravelMode.ANY)),
        ("rail home", (TravelMode.AIR, TravelMode.RAIL)),
    ],
)
def test_the_mode_of_each_direction_may_stand_behind_the_days(said: str, modes: tuple[TravelMode, ...]) -> None:
    assert tuple(each.mode for each in read(f"{TRIP}, {said}").slices) == modes


@pytest.mark.parametrize(
    ("way", "said", "code"),
    [
        ("Oslo to Rome", "Ciampino rather", "CIA"),
        ("Oslo to Milan", "Linate please", "LIN"),
        ("Oslo to London", "Gatwick if possible", "LGW"),
        ("Oslo to Paris", "Orly", "ORY"),
        ("Oslo to London", "LCY please", "LCY"),
        ("Oslo to Milan", "MXP", "MXP"),
    ],
)
def test_an_airport_that_is_named_behind_its_city_is_the_one_that_is_meant(way: str, said: str, code: str) -> None:
    out, back = read(f"{way} on 3 March 2027, back on 5 March. {said}").slices

    assert (out.destination.airports, back.origin.airports) == ((code,), (code,))


@pytest.mark.parametrize("bed", ["a flat bed", "home in time for bed", "tucked up in bed by ten"])
def test_a_bed_on_board_or_at_home_is_no_hotel(bed: str) -> None:
    try:
        stays = read(f"{TRIP}, {bed}").stays
    except AmbiguousRequest:
        return
    assert stays == ()


@pytest.mark.parametrize(
    ("said", "plainly"),
    [
        ("I land in Munich from Athens at 6 pm on 3 March 2027, book me on to Hamburg", "after 6 pm on 3 March 2027"),
        ("I land in Munich on 3 March 2027 at 18:00. Please get me onwards to Hamburg", "on 3 March 2027 after 18:00"),
        (
            "We get into Munich from Oslo on 3 March 2027 at 6:30 am; we need a connecting flight to Hamburg",
            "on 3 March 2027 after 6:30 am",
        ),
        (
            "My flight from Lagos lands in Munich at 7 am on 3 March 2027, and I need an onward flight to Hamburg",
            "at 7 am on 3 March 2027".replace("at", "after"),
        ),
        ("I'm arriving in Munich on 3 March 2027, so book me further to Hamburg", "on 3 March 2027"),
        (
            "I fly into Munich on 3 March 2027; could you put me on to Hamburg that evening",
            "on 3 March 2027 in the evening",
        ),
        ("I'm coming into Munich from Rome on 3 March 2027. Then find me a connection to Hamburg", "on 3 March 2027"),
        ("My plane from Rome arrives in Munich on 3 March 2027! Book me on to Hamburg the same day", "on 3 March 2027"),
    ],
)
def test_a_flight_that_one_has_is_not_booked_but_what_goes_on_from_it(said: str, plainly: str) -> None:
    assert read(said) == read(f"flight from Munich to Hamburg {plainly}")


@pytest.mark.parametrize(
    "said",
    [
        "I arrive in Munich on 3 March 2027, get me on to Hamburg on the 4th",
        "I land in Munich from Athens on 3 March 2027, book me on to Hamburg the next morning",
        "I land in Munich on 3 March 2027. Book me on to our client",
    ],
)
def test_a_connection_on_another_day_or_to_no_place_is_asked_about(said: str) -> None:
    assert ask(said)
