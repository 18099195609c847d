"""Days that moved, ways back that need no ticket, and what people leave out as they write."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import SeatChoice, Strength, TimeWindow
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

NOW = mid_morning(date(2027, 2, 1))


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=NOW, defaults=DEFAULTS)


@pytest.mark.parametrize(
    "said",
    [
        "so not 8 march, make it 9 march: Oslo to Bergen, one way",
        "Not the 8th of March, make that the 9th of March: Oslo to Bergen, one way",
        "Oslo to Bergen, not 8 March but rather 9 March, one way",
        "Not on 8 March after all, let's say 9 March. Oslo to Bergen one way",
        "Oslo to Bergen one way, not on Monday 8 March; please make it Tuesday 9 March",
        "Oslo to Bergen one way, not March 8, I meant March 9",
        "One way Oslo to Bergen. Not 8 March any more, instead 9 March.",
        "Not the 8th, make it 9 March: Oslo to Bergen one way",
    ],
)
def test_a_day_is_denied_and_another_one_said_in_its_place(said: str) -> None:
    assert [each.depart_on for each in read(said).slices] == [date(2027, 3, 9)]


@pytest.mark.parametrize(
    "said",
    [
        "shooting schedule got preponed from 20th March to 8th March.",
        "The trial run has been put off from March 3 to March 9.",
        "audit dates were advanced from 15 March to 9 March,",
        "Site acceptance is being moved from the 4th to the 9th of March.",
        "The tasting was shifted from 1 March to 9 March;",
        "Final rehearsal has been rescheduled from Monday to Tuesday.",
        "our annual stocktake got pushed back from 2 March to 9 March.",
        "Vessel arrival was delayed from 6 March to 9 March.",
    ],
)
def test_what_moved_from_one_day_to_another_says_no_day_of_the_trip(said: str) -> None:
    slices = read(f"{said} Oslo to Bergen on 8 March, back on 11 March.").slices

    assert [each.depart_on for each in slices] == [date(2027, 3, 8), date(2027, 3, 11)]


@pytest.mark.parametrize(
    "said",
    [
        "nothing for the way back",
        "no flight back please",
        "no ticket home needed",
        "nothing for the return.",
        "I come home with the broadcast truck",
        "We ride back on the tour bus",
        "I return home in the camper van.",
        "from there I cycle home.",
    ],
)
def test_a_return_that_needs_no_ticket_makes_it_one_way(said: str) -> None:
    assert len(read(f"Oslo to Bergen on 8 March, {said}").slices) == 1


@pytest.mark.parametrize("said", ["I come home by train", "home again later"])
def test_a_return_of_which_more_may_be_meant_is_asked(said: str) -> None:
    with pytest.raises(AmbiguousRequest):
        read(f"Oslo to Bergen on 8 March, {said}.")


@pytest.mark.parametrize(
    "office",
    [
        "Sr. Manager",
        "Asst. Manager",
        "Dy. Director",
        "Jr Engr.",
        "Sr. Mgr",
    ],
)
def test_a_shortened_office_is_no_end_of_a_sentence(office: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read(f"Oslo to Bergen on 8 March, for self and our {office} Mr. Senthil Kumaran. Thanks.")

    (question,) = caught.value.questions
    assert "Senthil Kumaran?" in question.question


@pytest.mark.parametrize(
    "said",
    [
        "2 singles please, Oslo to Bergen on 8 March, for Ann Lee and Bob Ray",
        "Two singles from Oslo to Bergen on 8 March for Ann Lee and Bob Ray",
        "two singles, Oslo to Bergen, 8 March. Passengers: Ann Lee and Bob Ray",
    ],
)
def test_singles_are_tickets_where_no_room_is_spoken_of(said: str) -> None:
    request = read_request(said, now=NOW, defaults=DEFAULTS, answers={"travellers": "Ann / Lee; Bob / Ray"})

    assert (len(request.slices), len(request.travellers)) == (1, 2)


@pytest.mark.parametrize(
    ("said", "window"),
    [
        ("in the evening, only after 7 pm", TimeWindow(not_before="19:00")),
        ("in the evening only after 6 pm", TimeWindow(not_before="18:00")),
        ("in the morning, only after 6 pm", None),
    ],
)
def test_of_two_times_of_one_slice_the_narrower_holds(said: str, window: TimeWindow | None) -> None:
    sentence = f"Oslo to Bergen 8 March, return same day {said}."
    if window is None:
        with pytest.raises(AmbiguousRequest):
            read(sentence)
        return

    assert read(sentence).slices[1].departure == window


@pytest.mark.parametrize(
    ("said", "slices"),
    [
        ("Window seat while going.", (0,)),
        ("window seat while returning please", (1,)),
        ("window seat when flying home", (1,)),
        ("window seat while coming back", (1,)),
        ("window seat while coming.", (1,)),
        ("window seat when going out", (0,)),
    ],
)
def test_a_seat_is_of_the_way_during_which_it_is_wanted(said: str, slices: tuple[int, ...]) -> None:
    (seat,) = read(f"Oslo to Bergen on 8 March and back 11 March, {said}").preferences

    assert isinstance(seat, SeatChoice)
    assert seat.slices == slices


@pytest.mark.parametrize("said", ["aisle seat is must", "aisle seat is a must", "aisle must be"])
def test_a_seat_that_is_must_is_one(said: str) -> None:
    (seat,) = read(f"Oslo to Bergen on 8 March, {said}").preferences

    assert seat.strength is Strength.MUST


@pytest.mark.parametrize("said", ["Scratch the red-eye.", "skip any redeyes please.", "Spare me the red eye."])
def test_a_night_flight_is_refused(said: str) -> None:
    request = read(f"{said} Oslo to Bergen on 8 March, morning departure.")

    assert len(request.preferences) == 1
    assert request.slices[0].departure == TimeWindow(not_after="12:00")


@pytest.mark.parametrize(
    "said",
    [
        "The court hears our interpreter, Ms Ann Lee. Kindly arrange her flight Oslo to Bergen on 8 March.",
        "The Registry requires the attendance of Ms Ann Lee. Please book her ticket from Oslo to Bergen on 8 March.",
        "The board invited Ms Ann Lee. Book her journey, Oslo to Bergen on 8 March.",
    ],
)
def test_whose_journey_is_arranged_is_the_one_who_travels(said: str) -> None:
    request = read_request(said, now=NOW, defaults=DEFAULTS, answers={"travellers": "Ann / Lee"})

    assert [each.family_name for each in request.travellers] == ["Lee"]
