"""What is refused, denied or taken back, with the reasons for it, a kind a test; and names that are words, or other
places, besides."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import Strength, WithoutCarriers
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Dublin to Geneva on 3 March 2027, back on 5 March"


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS)


def asked_fields(sentence: str) -> set[str]:
    with pytest.raises(AmbiguousRequest) as doubt:
        read(sentence)
    return {each.field for each in doubt.value.questions}


def slices_of(sentence: str) -> list[tuple[str, str, str]]:
    return [
        (each.origin.airports[0], each.destination.airports[0], each.depart_on.isoformat()[5:])
        for each in read(sentence).slices
    ]


PLAIN = read(TRIP)


@pytest.mark.parametrize(
    ("said", "carriers"),
    [
        ("Not United this time, they lost my bag.", ("UA",)),
        ("Not Delta, they lost my bag.", ("DL",)),
        ("Not Delta again.", ("DL",)),
        ("Not Swiss again please.", ("LX",)),
        ("Not with American, they were late.", ("AA",)),
        ("No Ryanair because they're always late.", ("FR",)),
        ("Anything but United; they broke my guitar once.", ("UA",)),
        ("No easyJet or Wizz, they cancelled on me.", ("U2", "W6")),
        ("Not Delta, they lost my luggage on the flight to Rome.", ("DL",)),
        ("Never again Vueling, since they left me stranded.", ("VY",)),
    ],
)
def test_an_airline_is_refused_for_any_reason(said: str, carriers: tuple[str, ...]) -> None:
    assert read(f"{TRIP}. {said}").preferences == (WithoutCarriers(strength=Strength.MUST, carriers=carriers),)


@pytest.mark.parametrize(
    "said",
    [
        "Not Delta, they made me pay for 2 bags.",
        "Not Delta, they never fly before noon.",
        "Not Delta, they charge for more than two bags.",
        "Not Delta, they are late unless it rains.",
    ],
)
def test_a_reason_with_numbers_days_and_limits_is_asked_about(said: str) -> None:
    assert asked_fields(f"{TRIP}. {said}") == {"unread"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Zurich to Hamburg on Tuesday the 6th of April, no wait, Wednesday the 7th, and home on Friday the 9th",
            [("ZRH", "HAM", "04-07"), ("HAM", "ZRH", "04-09")],
        ),
        (
            "Zurich to Hamburg on Tuesday 6 April, sorry, Wednesday 7 April, home on Friday 9 April",
            [("ZRH", "HAM", "04-07"), ("HAM", "ZRH", "04-09")],
        ),
        (
            "Zurich to Hamburg, out Monday the 5th of April, back Tuesday the 6th of April, sorry, Wednesday the 7th",
            [("ZRH", "HAM", "04-05"), ("HAM", "ZRH", "04-07")],
        ),
        ("Srinagar to Jammu, sorry, Srinagar to Chandigarh on 12 May 2027", [("SXR", "IXC", "05-12")]),
        ("Oslo-Rome, no wait, Oslo-Pisa on 12 May 2027", [("OSL", "PSA", "05-12")]),
        ("Flight from Rome to Oslo, I mean from Rome to Bergen, on 12 May 2027", [("FCO", "BGO", "05-12")]),
        (
            "Oslo to Rome, sorry, Oslo to Pisa, 12 May 2027, back 14 May",
            [("OSL", "PSA", "05-12"), ("PSA", "OSL", "05-14")],
        ),
        ("Lima to Cusco... actually, Lima to Arequipa on 12 May 2027", [("LIM", "AQP", "05-12")]),
    ],
)
def test_a_day_and_a_route_that_are_corrected_replace_those_before(
    sentence: str, expected: list[tuple[str, str, str]]
) -> None:
    assert slices_of(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("HAK-CAN 07MAY, CAN-HAK 09MAY", [("HAK", "CAN", "05-07"), ("CAN", "HAK", "05-09")]),
        ("PEK/CAN 07MAY CAN/PEK 09MAY", [("PEK", "CAN", "05-07"), ("CAN", "PEK", "05-09")]),
        ("CAN YOU BOOK OSL-BGO 07MAY", [("OSL", "BGO", "05-07")]),
        ("OSL-BGO 07MAY AND BGO-OSL 09MAY", [("OSL", "BGO", "05-07"), ("BGO", "OSL", "05-09")]),
        ("NEW RES // OSL-BGO 07MAY // BGO-OSL 09MAY", [("OSL", "BGO", "05-07"), ("BGO", "OSL", "05-09")]),
        ("NEW BKG: OSL-BGO 07MAY", [("OSL", "BGO", "05-07")]),
        ("TRVL REQ - OSL-BGO 07MAY", [("OSL", "BGO", "05-07")]),
        ("RES-EZE 07MAY, EZE-RES 09MAY", [("RES", "EZE", "05-07"), ("EZE", "RES", "05-09")]),
        ("URGENT BOOKING: OSL-BGO 07MAY", [("OSL", "BGO", "05-07")]),
        (
            "GVA-FCO 13/09 out; return not ex FCO but NAP-GVA 16/09",
            [("GVA", "FCO", "09-13"), ("NAP", "GVA", "09-16")],
        ),
    ],
)
def test_words_in_capitals_are_codes_only_within_a_route(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert slices_of(sentence) == expected


@pytest.mark.parametrize(
    ("city", "part"),
    [
        ("Mumbai", "BKC"),
        ("Mumbai", "Bandra"),
        ("New York", "Midtown"),
        ("Boston", "Seaport"),
        ("Mexico City", "Santa Fe"),
        ("Los Angeles", "Westwood"),
        ("Mumbai", "Andheri"),
        ("Mexico City", "Polanco"),
    ],
)
def test_a_hotel_in_a_part_of_the_city_is_near_it_whatever_else_is_called_so(city: str, part: str) -> None:
    (stay,) = read(f"Dublin to {city} on 3 March 2027, back on 5 March. Hotel in {part} for these nights.").stays

    assert stay.near is not None
    assert (stay.near.name, stay.near.latitude is None) == (part, False)


@pytest.mark.parametrize(
    ("who", "question"),
    [
        ("And no, not alone, Kwame Boateng comes with me.", "Kwame Boateng"),
        ("Not alone: Ann Lee and Bob Ray come too.", "Ann Lee and Bob Ray"),
        ("I'm not travelling alone.", "Name everybody besides you"),
        ("I won't be going on my own.", "Name everybody besides you"),
        ("No, not by myself, with Ann Lee.", "Ann Lee"),
        ("I do not travel alone.", "Name everybody besides you"),
        ("But not solo.", "Name everybody besides you"),
        ("I am not flying alone, Ann Lee joins me.", "Ann Lee"),
    ],
)
def test_who_does_not_travel_alone_travels_with_somebody(who: str, question: str) -> None:
    with pytest.raises(AmbiguousRequest) as doubt:
        read(f"{TRIP}. {who}")

    assert [each.field for each in doubt.value.questions] == ["travellers"]
    assert question in doubt.value.questions[0].question


@pytest.mark.parametrize(
    ("said", "cabins"),
    [
        ("First class on the way out, coach on the way back.", [Cabin.FIRST, Cabin.ECONOMY]),
        ("Business out, coach home.", [Cabin.BUSINESS, Cabin.ECONOMY]),
        ("Coach is fine.", [Cabin.ECONOMY, Cabin.ECONOMY]),
        ("Coach.", [Cabin.ECONOMY, Cabin.ECONOMY]),
        ("Coach both ways is ok.", [Cabin.ECONOMY, Cabin.ECONOMY]),
        ("Coach going out, first class coming back.", [Cabin.ECONOMY, Cabin.FIRST]),
    ],
)
def test_coach_is_a_cabin_beside_another_and_in_north_america(said: str, cabins: list[Cabin]) -> None:
    found = read(f"Boise to Tucson on 3 March 2027, back on 5 March. {said}")

    assert [each.cabin for each in found.slices] == cabins


@pytest.mark.parametrize("said", ["Coach is fine.", "Coach.", "Coach both ways."])
def test_coach_alone_is_asked_about_elsewhere(said: str) -> None:
    assert asked_fields(f"{TRIP}. {said}") == {"cabin"}


@pytest.mark.parametrize(
    "sentence",
    [
        f"My Geneva trip: {TRIP}",
        f"the geneva thing is on. {TRIP}",
        f"Regarding our Geneva project. {TRIP}",
        f"It's about the Geneva office. {TRIP}",
        f"dictating this while walking the dog, so, {TRIP}",
        f"texting you as I walk to work. {TRIP}",
        f"typing this while cooking, {TRIP}",
        "Dublin to Geneva on 3 March 2027, back on that same 5 March",
        "Dublin to Geneva on 3 March 2027, flight back the same 5 March",
    ],
)
def test_what_only_names_the_trip_and_its_days_once_more_changes_nothing(sentence: str) -> None:
    assert read(sentence) == PLAIN


@pytest.mark.parametrize("sentence", [f"My Basel trip: {TRIP}", f"For the Lyon office. {TRIP}"])
def test_a_trip_to_another_place_is_asked_about(sentence: str) -> None:
    assert asked_fields(sentence) == {"unread"}


@pytest.mark.parametrize("verb", ["attend", "present", "speak", "train", "meet", "visit"])
def test_a_verb_alone_is_no_purpose(verb: str) -> None:
    assert read(f"{TRIP}. I shall {verb}.").purpose is None
