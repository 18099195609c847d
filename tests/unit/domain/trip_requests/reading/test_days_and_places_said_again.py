"""A day that is named once more with a time, a place to which one is invited, and how one gets from somewhere; a kind a
test."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

NOW = mid_morning(date(2026, 11, 20))
TRIP = "Oslo to Rome, Monday 15 March 2027, return Wednesday 17 March"


def read(sentence: str, **answers: str) -> TripRequest:
    return read_request(sentence, now=NOW, defaults=DEFAULTS, answers=answers)


def ask(sentence: str) -> dict[str, str]:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence)
    return {each.field: each.question for each in caught.value.questions}


@pytest.mark.parametrize(
    ("said", "place", "window", "from_to"),
    [
        ("Arrival on Monday no later than 12:30.", 0, "arrival", (None, "12:30")),
        ("On Wednesday I can't leave before 15:00.", 1, "departure", ("15:00", None)),
        ("Departure on Wednesday after 4 pm.", 1, "departure", ("16:00", None)),
        ("I must land before 11:00 on Monday.", 0, "arrival", (None, "11:00")),
        ("On Monday please nothing before 8 am.", 0, "departure", ("08:00", None)),
        ("Leaving Wednesday no earlier than 17:00.", 1, "departure", ("17:00", None)),
        ("On Wednesday, not before 3:30 pm.", 1, "departure", ("15:30", None)),
        ("Monday departure before 9 am.", 0, "departure", (None, "09:00")),
    ],
)
def test_day_of_the_week_named_again_with_a_time_is_the_one_of_that_date(
    said: str, place: int, window: str, from_to: tuple[str | None, str | None]
) -> None:
    slices = read(f"{TRIP}. {said}").slices
    found = getattr(slices[place], window)

    assert (found.not_before, found.not_after) == from_to
    assert [each.depart_on for each in slices] == [date(2027, 3, 15), date(2027, 3, 17)]
    assert (slices[1 - place].departure, slices[1 - place].arrival) == (None, None)


@pytest.mark.parametrize(
    "sentence",
    [
        f"{TRIP}. Arrival on Tuesday no later than 12:30.",
        f"{TRIP}. And another one on Monday.",
        "Oslo to Rome, Monday 15 March 2027, return Monday 22 March. Arrival on Monday no later than 12:30.",
        f"{TRIP}. Next Monday landing by 12:30.",
    ],
)
def test_day_of_the_week_of_no_one_date_is_asked(sentence: str) -> None:
    assert "departOn" in ask(sentence)


@pytest.mark.parametrize(
    "said",
    [
        "I have been invited to deliver a lecture in Graz",
        "I was invited to speak in Graz",
        "We have been selected to present our work in Graz",
        "I have been appointed to examine a thesis in Graz",
        "I was chosen to chair a panel in Graz",
        "I have been summoned to a hearing in Graz",
        "I was nominated to judge a competition in Graz",
        "I have been requested to inspect a plant in Graz",
    ],
)
def test_place_to_which_one_has_been_invited_is_where_one_goes(said: str) -> None:
    request = read(f"{said}. I would need to travel from Oslo on 15 March 2027 and to return on 17 March 2027.")

    assert [each.destination.name for each in request.slices] == ["Graz", "Oslo"]


@pytest.mark.parametrize(
    "said", ["I was invited to speak in Lima last year.", "I was selected to present in Lima last month."]
)
def test_place_to_which_one_was_once_invited_is_past(said: str) -> None:
    assert read(f"{said} {TRIP}").slices == read(TRIP).slices


@pytest.mark.parametrize(
    "said",
    [
        "Could you get me from Oslo to Rome on 15 March 2027 in the afternoon",
        "Get me to Rome from Oslo on the afternoon of 15 March 2027",
        "Please get me from Oslo to Rome in the afternoon of 15 March 2027",
        "Can you get me down to Rome from Oslo on 15 March 2027 in the afternoon",
    ],
)
def test_part_of_the_day_at_which_one_is_got_from_somewhere_is_of_the_departure(said: str) -> None:
    (out,) = read(said).slices

    assert out.arrival is None
    assert out.departure is not None
    assert (out.departure.not_before, out.departure.not_after) == ("12:00", "18:00")


@pytest.mark.parametrize(
    "verb", ["going over", "flying over", "heading over", "getting over", "travelling over", "go over", "fly over"]
)
def test_one_goes_over_to_a_place(verb: str) -> None:
    sentence = (
        f"I'm {verb} to Rome from Oslo on 15 March 2027"
        if verb.split(maxsplit=1)[0].endswith("ing")
        else (f"I want to {verb} to Rome from Oslo on 15 March 2027")
    )

    assert read(sentence).slices == read("Oslo to Rome on 15 March 2027").slices


@pytest.mark.parametrize(
    "said",
    [
        "For the training in Bratislava I fly Dubrovnik to Vienna 15 March 2027, back 17 March",
        "Dubrovnik to Vienna 15 March 2027 for a workshop in Bratislava, back 17 March",
        "Conference in Bratislava. Dubrovnik to Vienna 15 March 2027, back 17 March",
        "I have a meeting in Bratislava, please book Dubrovnik to Vienna 15 March 2027, back 17 March",
        "Dubrovnik to Vienna 15 March 2027, back 17 March, to visit our plant in Bratislava",
        "We attend a fair in Bratislava: Dubrovnik to Vienna 15 March 2027, home 17 March",
        "Dubrovnik to Vienna 15 March 2027, back 17 March; lecture in Bratislava",
        "Flights Dubrovnik to Vienna 15 March 2027, back 17 March, for the audit in Bratislava",
    ],
)
def test_what_takes_place_near_an_end_of_the_trip_adds_no_slice(said: str) -> None:
    assert read(said).slices == read("Dubrovnik to Vienna 15 March 2027, back 17 March").slices


@pytest.mark.parametrize(
    "said",
    [
        "For the training in Bratislava I fly Dubrovnik to Lisbon 15 March 2027, back 17 March",
        "Dubrovnik to Lisbon 15 March 2027 for a workshop in Graz, back 17 March",
        "Dubrovnik to Vienna 15 March 2027 in Bratislava, back 17 March",
    ],
)
def test_place_that_is_far_or_of_nothing_that_takes_place_is_asked(said: str) -> None:
    assert "unread" in ask(said)
