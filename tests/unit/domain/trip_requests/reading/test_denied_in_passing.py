"""What is not needed, who pays and who is late, times that stand beside a word for them, and how people are led to."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import TimeWindow
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import Cabin, TravelMode, TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

NOW = mid_morning(date(2027, 2, 1))
TRIP = "Oslo to Bergen on 8 March"


def read(sentence: str, **answers: str) -> TripRequest:
    return read_request(sentence, now=NOW, defaults=DEFAULTS, answers=answers)


@pytest.mark.parametrize(
    "said",
    [
        "The ferry is no use to me.",
        "Buses are no good for us.",
        "The ship is late.",
        "Our client is running late, so there.",
        "The chess federation pays for everything.",
        "Our museum will pay the tickets.",
        "We're counting shipwrecks, before you ask.",
        "In case anybody asks, it's urgent.",
        "I have a zillion miles there.",
        "no animals",
        "No dangerous goods.",
        "They share nothing.",
        "Apologies for the muddle.",
        "the distance between the two cities I cover with the shipment by road",
        "return by the company ferry, not needed",
        "Neither cars nor hotels are required.",
    ],
)
def test_what_is_denied_in_passing_is_none_of_the_trip(said: str) -> None:
    request = read(f"{TRIP}. {said}")

    assert len(request.slices) == 1
    assert (request.stays, request.cars, request.preferences) == ((), (), ())


@pytest.mark.parametrize(
    "said",
    [
        "The ferry is an option.",
        "Our museum pays business class.",
        "No night flights before you ask Ann.",
        "no more than two stops or animals",
    ],
)
def test_what_is_nearly_denied_so_is_not_passed_over(said: str) -> None:
    try:
        request = read(f"{TRIP}. {said}")
    except AmbiguousRequest:
        return
    assert request.preferences or request.slices[0].cabin is Cabin.BUSINESS


@pytest.mark.parametrize(
    ("said", "mode"),
    [
        ("train not plane", TravelMode.RAIL),
        ("by train and not by plane", TravelMode.RAIL),
        ("rail, not air", TravelMode.RAIL),
        ("train please, not flying", TravelMode.RAIL),
        ("plane not train", TravelMode.AIR),
        ("flight, not the train", TravelMode.AIR),
    ],
)
def test_of_two_modes_the_one_that_is_not_denied_is_meant(said: str, mode: TravelMode) -> None:
    assert read(f"{TRIP}, {said}").slices[0].mode is mode


@pytest.mark.parametrize(
    ("said", "departure"),
    [
        ("by 2 pm flight or later", TimeWindow(not_before="14:00")),
        ("with the 14:30 train or later", TimeWindow(not_before="14:30")),
        ("6 pm or later", TimeWindow(not_before="18:00")),
        ("at 10 am or after", TimeWindow(not_before="10:00")),
        ("take the 9 am flight or earlier", TimeWindow(not_after="09:00")),
        ("7 pm or before", TimeWindow(not_after="19:00")),
        ("first thing, say before eight", TimeWindow(not_after="08:00")),
        ("first thing if you can, like before 9", TimeWindow(not_after="09:00")),
    ],
)
def test_a_time_or_later_is_a_limit(said: str, departure: TimeWindow) -> None:
    assert read(f"{TRIP}, {said}").slices[0].departure == departure


@pytest.mark.parametrize(
    ("said", "cabins"),
    [
        ("In the business class for go, in the economy for return.", (Cabin.BUSINESS, Cabin.ECONOMY)),
        ("Economy for going, business for coming back.", (Cabin.ECONOMY, Cabin.BUSINESS)),
        ("First class for the go and economy class for the return.", (Cabin.FIRST, Cabin.ECONOMY)),
    ],
)
def test_cabins_for_go_and_for_return(said: str, cabins: tuple[Cabin, Cabin]) -> None:
    assert tuple(each.cabin for each in read(f"{TRIP}, return 9 March. {said}").slices) == cabins


@pytest.mark.parametrize(
    "said",
    [
        "train Oslo to Bergen on 8 March, and a hotel in Bergen until 10 March",
        "Oslo to Bergen on 8 March after 14:00, and a hotel there until 10 March",
        "Oslo to Bergen on 8 March, hotel until the 10th",
        "Oslo to Bergen on 8 March plus hotel till 10 March",
    ],
)
def test_a_hotel_until_a_day_makes_up_no_return(said: str) -> None:
    request = read(said)

    assert len(request.slices) == 1
    assert [(str(each.check_in), str(each.check_out)) for each in request.stays] == [("2027-03-08", "2027-03-10")]


def test_a_hotel_until_a_day_beside_a_return_is_of_the_trip() -> None:
    request = read("Oslo to Bergen on 8 March, hotel until 10 March, back on 10 March")

    assert [each.depart_on.day for each in request.slices] == [8, 10]
    assert len(request.stays) == 1


@pytest.mark.parametrize(
    "said",
    [
        "something we can cancel if the lots are pulled",
        "one that I can cancel",
        "a rate you can cancel without cost",
        "something that can be cancelled for free",
        "preferably a room I can cancel again",
    ],
)
def test_what_one_can_cancel_is_refundable(said: str) -> None:
    (stay,) = read(f"Hotel in Bergen from 8 March to 10 March, {said}").stays

    assert stay.refundable


@pytest.mark.parametrize(
    "said",
    [
        "Booking for our newsroom: Ann Lee, Oslo to Bergen on 8 March.",
        "Please book for our master of perfume, madame Ann Lee: Oslo to Bergen the 8 March",
        "Travel for the field team: Ann Lee, Oslo to Bergen, 8 March",
        "A ticket for the inspector of bridges, Ms Ann Lee, Oslo to Bergen on 8 March",
        "For our keeper of bees, Ms Ann Lee: Oslo to Bergen on 8 March",
    ],
)
def test_people_are_led_to_by_their_desk_or_their_office(said: str) -> None:
    request = read(said, travellers="Ann / Lee")

    assert [each.family_name for each in request.travellers] == ["Lee"]


@pytest.mark.parametrize("said", ["for me and for trainer Ann Lee", "for me and Ann Lee", "for me plus Ann Lee"])
def test_whoever_asks_travels_too(said: str) -> None:
    request = read(f"{TRIP} {said}.", travellers="Ann / Lee")

    assert len(request.travellers) == 2


@pytest.mark.parametrize(
    "said",
    [
        "several of his deputies",
        "some of our riggers",
        "a few of her students",
        "the foreman and several of his fitters",
        "many of their players",
    ],
)
def test_some_of_somebodys_people_are_asked_by_name(said: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read(f"We send {said} from Oslo to Bergen on 8 March")

    assert "travellers" in {each.field for each in caught.value.questions}


@pytest.mark.parametrize(
    "said",
    [
        "Mrs Okafor can't make it because of the vaccine audit.",
        "Mr Stone is not coming due to a strike.",
        "Ms Rao won't join on account of her knee.",
    ],
)
def test_why_somebody_stays_away_is_no_purpose(said: str) -> None:
    request = read(f"{said} {TRIP}.")

    assert request.purpose is None
    assert len(request.travellers) == 1
