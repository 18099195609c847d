"""What is said around a trip by those who ask for it, a kind a test: where they write, why, for whom, to which region,
and what others have still to do."""

from datetime import date

import pytest

from chalicelib.domain.places.resolver import is_airport_code, resolve_place
from chalicelib.domain.trip_requests.preferences import MostStops, Strength, TimeWindow
from chalicelib.domain.trip_requests.reading.journeys.spoken_regions import lies_in, spoken_regions
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import Cabin, TravelMode, TripRequest
from chalicelib.errors import AmbiguousRequest, InvalidInput
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Dublin to Geneva on 3 March 2027, back on 5 March"
ONE_WAY = "Dublin to Geneva on 3 March 2027"
MUST, WISH = Strength.MUST, Strength.WISH


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS)


def asked_fields(sentence: str) -> set[str]:
    with pytest.raises(AmbiguousRequest) as doubt:
        read(sentence)
    return {each.field for each in doubt.value.questions}


PLAIN = read(TRIP)


@pytest.mark.parametrize(
    "sentence",
    [
        f"Hi, sorry, writing this from the train. {TRIP}",
        f"typing this in a taxi, need {TRIP}",
        f"calling from the car. {TRIP}",
        f"{TRIP}. Sent from the bus.",
        f"Stuck on a train with bad wifi, need {TRIP}",
        f"quick one, voice typing from the car so excuse any typos. {TRIP}",
        f"I'm sitting in a taxi and need {TRIP}",
        f"dictated in the car: {TRIP}",
        f"Yes, option B please: {TRIP}",
        f"Let's do option 2: {TRIP}",
        f"Variant A, please. {TRIP}",
        f"We choose proposal no. 3, {TRIP}",
        f"{TRIP} tho",
        f"{TRIP}, idk jk smh",
    ],
)
def test_where_one_writes_and_which_offer_one_takes_change_nothing(sentence: str) -> None:
    assert read(sentence) == PLAIN


def test_a_car_and_a_train_that_are_asked_for_are_no_places_of_writing() -> None:
    assert len(read(f"{TRIP} with a car").cars) == 1
    assert {each.mode for each in read(f"{TRIP}. I'm travelling on the train").slices} == {TravelMode.RAIL}


@pytest.mark.parametrize(
    "why",
    [
        "as the client has yet to sign the contract",
        "because the board still has to discuss the budget",
        "as the ministry is expected to give its consent",
        "as the Senate has yet to give its approval",
        "since our partner is unlikely to give an answer",
        "because the council is yet to present its plan",
        "as my director has to give his go-ahead",
        "since the committee is still to give us feedback",
    ],
)
def test_what_others_have_still_to_do_is_no_purpose(why: str) -> None:
    assert read(f"{TRIP}. The ticket should be refundable, {why}.").purpose is None


@pytest.mark.parametrize(
    ("why", "purpose"),
    [
        ("I have to attend the summit", "attend the summit"),
        ("to sign the contract", "sign the contract"),
        ("I need to give a talk", "give a talk"),
        ("I must speak at the fair", "speak at the fair"),
    ],
)
def test_what_travellers_have_to_do_is_their_purpose(why: str, purpose: str) -> None:
    assert read(f"{TRIP}. {why}.").purpose == purpose


@pytest.mark.parametrize(
    "sentence",
    [
        "Book our team's flight from Dublin to Geneva on 3 March 2027",
        "Please arrange the delegation's travel from Dublin to Geneva on 3 March 2027",
        f"The board's trip: {ONE_WAY}",
        f"Our group's train tickets {ONE_WAY}",
        "The engineers' flights from Dublin to Geneva on 3 March 2027, please",
        f"{ONE_WAY}. The list of participants will be sent later.",
        f"{ONE_WAY}. Passenger list to follow.",
        f"{ONE_WAY}. I'll send you the names later.",
        f"{ONE_WAY}. We will share the list of travellers by Friday.",
        f"{ONE_WAY}. The full list of delegates shall be submitted in due course.",
    ],
)
def test_a_group_and_a_list_of_names_ask_who_travels(sentence: str) -> None:
    assert asked_fields(sentence) == {"travellers"}


@pytest.mark.parametrize(
    "sentence",
    [
        f"{TRIP}. We will share the list of expenses later.",
        f"{TRIP}. I'll send you the list of the hotels later.",
        f"{TRIP}. The list of participants of the fair is on our page.",
    ],
)
def test_a_list_of_anything_else_asks_nothing(sentence: str) -> None:
    assert read(sentence) == PLAIN


@pytest.mark.parametrize(
    ("who", "others"),
    [
        ("We are two engineers, I and Bui Thanh Hoa.", "Bui Thanh Hoa"),
        ("I, Bui Thanh Son and Le Van Tam.", "Bui Thanh Son and Le Van Tam"),
        ("We are three auditors: me, Ann Lee and Bob Ray.", "Ann Lee and Bob Ray"),
        ("We are three colleagues.", "the other 2 people"),
        ("We are 4 auditors and need this.", "the other 3 people"),
        ("We're two engineers.", "the other person"),
    ],
)
def test_who_says_we_is_counted_with_the_others(who: str, others: str) -> None:
    with pytest.raises(AmbiguousRequest) as doubt:
        read(f"{who} {ONE_WAY}")

    assert others in doubt.value.questions[0].question


@pytest.mark.parametrize(
    ("said", "others"), [("1 driver", 0), ("one driver", 0), ("2 drivers", 1), ("three drivers", 2)]
)
def test_drivers_of_a_rental_car_are_counted(said: str, others: int) -> None:
    sentence = f"Car in Geneva from 3 March 2027 to 5 March, {said}"

    if others:
        assert asked_fields(sentence) == {"travellers"}
    else:
        assert len(read(sentence).cars) == len(read(sentence).travellers) == 1


@pytest.mark.parametrize(
    "said",
    [
        "Neither of us likes changing.",
        "I don't fancy a change.",
        "I'd hate to change planes.",
        "Nobody wants a stopover.",
        "She is not keen on connections.",
        "I can't be doing with changes.",
        "We don't enjoy changing planes.",
        "None of us wants to change.",
        "I can't face a layover.",
    ],
)
def test_a_change_that_is_disliked_is_none(said: str) -> None:
    assert read(f"{TRIP}. {said}").preferences == (MostStops(stops=0, strength=MUST),)


@pytest.mark.parametrize(
    ("sentence", "modes"),
    [
        ("Request for train reservation from Lyon to Nice on 3 March 2027", (TravelMode.RAIL,)),
        ("Kindly do the needful for rail booking from Lyon to Nice on 3 March 2027", (TravelMode.RAIL,)),
        ("For train bookings: Lyon to Nice on 3 March 2027", (TravelMode.RAIL,)),
        ("Request for flight reservation from Lyon to Nice on 3 March 2027", (TravelMode.AIR,)),
    ],
)
def test_a_reservation_is_of_what_it_is_for(sentence: str, modes: tuple[TravelMode, ...]) -> None:
    assert tuple(each.mode for each in read(sentence).slices) == modes


@pytest.mark.parametrize("said", ["Coach, aisle on every flight", "Coach. Aisle seat", "Nonstop, coach"])
def test_coach_beside_words_of_flying_is_a_cabin(said: str) -> None:
    assert [each.cabin for each in read(f"{TRIP}. {said}.").slices] == [Cabin.ECONOMY] * 2


@pytest.mark.parametrize(
    "said",
    [
        "Hotel also reqd in",
        "Accommodation to be arranged in",
        "A room is needed in",
        "Hotel too, in",
        "A hotel should be booked for me in",
        "Room required at",
        "Hotel requested in",
        "Lodging must be reserved in",
    ],
)
def test_where_a_hotel_is_stands_behind_what_is_asked_of_it(said: str) -> None:
    (stay,) = read(f"Mumbai to Bangalore on 3 March 2027, back on 5 March. {said} Whitefield.").stays

    assert stay.near is not None
    assert stay.near.name == "Whitefield"


@pytest.mark.parametrize(
    "why",
    [
        "as the meeting is starting at 11",
        "as site inspection is starting at 11",
        "because the tour starts at 10 sharp",
        "since my site visit begins at 11:30",
        ", the hearing is at 10:30 am",
        "as the wedding is at 11",
        ". My workshop begins at 10",
        ". The first session is scheduled for 11",
    ],
)
def test_when_something_begins_says_nothing_beside_by_when_one_lands(why: str) -> None:
    (slice_,) = read(f"I have to be in Geneva by 9:30 am on 3 March 2027 from Dublin {why}.").slices

    assert slice_.arrival == TimeWindow(not_after="09:30", strength=MUST)


@pytest.mark.parametrize("said", ["The inspection is at 11.", "My site visit begins at 2.", "The wedding is at 4."])
def test_when_something_begins_is_asked_about_alone(said: str) -> None:
    assert asked_fields(f"{TRIP}. {said}") == {"unread"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Off to Tuscany: Dublin to Pisa 7 June 2027, returning 11 June",
        "Trip to the Highlands: London to Inverness 7 June 2027",
        "I need to go to Sicily. London to Catania 7 June 2027, returning 11 June.",
        "Travelling to Norway: London to Oslo 7 June 2027",
        "Off to Shetland for the survey: Edinburgh to Sumburgh 7 June 2027",
        "Tour of Northern Italy: London to Milan 7 June 2027, Milan to Venice 9 June",
        "Going to Bavaria, Dublin to Munich 7 June 2027",
        "A trip to Karnataka: Mumbai to Bangalore on 7 June 2027",
    ],
)
def test_a_region_in_which_the_trip_ends_is_passed_over(sentence: str) -> None:
    assert read(sentence).slices


@pytest.mark.parametrize(
    "sentence",
    [
        "Travelling to Norway: London to Stockholm 7 June 2027",
        "Off to Tuscany: Dublin to Palermo 7 June 2027",
        "Off to Shetland: Edinburgh to Inverness 7 June 2027",
    ],
)
def test_a_region_in_which_no_slice_ends_is_asked_about(sentence: str) -> None:
    assert asked_fields(sentence) == {"unread"}


def test_each_spoken_region_is_where_its_airports_are() -> None:
    for name, codes in spoken_regions().items():
        assert all(map(is_airport_code, codes)), name
        assert lies_in(resolve_place(codes[0]), name)


@pytest.mark.parametrize(
    "decisive",
    [
        "on Monday",
        "8 March",
        "300 euros",
        "two people",
        "in Lisbon",
        "via Munich",
        "at most one stop",
        "unless it is late",
    ],
)
@pytest.mark.parametrize(
    "told",
    [
        "writing this from the train",
        "typing this while walking the dog",
        "let's go with option B",
        "I'm off to Switzerland",
        "it's about the Geneva office",
    ],
)
def test_what_is_passed_over_holds_no_day_number_place_or_limit(told: str, decisive: str) -> None:
    for sentence in (f"{ONE_WAY}, {told} {decisive}", f"{ONE_WAY}, {decisive} {told}"):
        try:
            request = read(sentence)
        except (AmbiguousRequest, InvalidInput):
            continue
        assert request != read(ONE_WAY), sentence
