"""What people write as they speak, a kind a test: places in small letters, parts of a city, what they take back, who is
named before anything else."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import CheckedBags, MostStops, NearPlace, NoOvernight
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS)


def ends(sentence: str) -> list[str]:
    return [f"{each.origin.name} {each.destination.name} {each.depart_on:%d.%m}" for each in read(sentence).slices]


@pytest.mark.parametrize(
    ("sentence", "city"),
    [
        ("omg finally got the ok for prague!! flying from berlin on 3 march 2027, home on 5 march", "Prague"),
        ("got the green light for lisbon, from berlin 3 march 2027, back 5 march", "Lisbon"),
        ("i have to be at the fair in hanover, from berlin 3 march 2027, back 5 march", "Hannover"),
        ("the kickoff is in madrid! from berlin 3 march 2027, back 5 march", "Madrid"),
        ("off to see the folks in malaga, from berlin 3 march 2027, back 5 march", "M\u00e1laga"),
        ("so excited for athens, from berlin 3 march 2027, back 5 march", "Athens"),
    ],
)
def test_city_in_small_letters_is_where_one_goes(sentence: str, city: str) -> None:
    assert ends(sentence) == [f"Berlin {city} 03.03", f"{city} Berlin 05.03"]


@pytest.mark.parametrize("said", ["need to be there for lunch", "ready for summer", "all set for a change"])
def test_other_words_in_small_letters_are_no_places(said: str) -> None:
    assert ends(f"{said}, from berlin to oslo 3 march 2027, one way") == ["Berlin Oslo 03.03"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("from NY to Boston 3 March 2027, one way", "New York City Boston 03.03"),
        ("Boston to NY 3 March 2027, one way", "Boston New York City 03.03"),
        ("NY to Boston on 3 March 2027, one way", "New York City Boston 03.03"),
        ("Albany, NY to Boston 3 March 2027, one way", "Albany Boston 03.03"),
    ],
)
def test_new_york_by_its_letters(sentence: str, expected: str) -> None:
    assert ends(sentence) == [expected]


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("somewhere in Gangnam would be sweet", "Gangnam"),
        ("anywhere around Hongdae", "Hongdae"),
        ("somewhere in the Marais", "Marais"),
        ("somewhere in Seoul", None),
    ],
)
def test_part_of_a_city_that_is_named_behind_somewhere_is_what_the_hotel_is_near(said: str, near: str | None) -> None:
    (stay,) = read(f"just a hotel in Seoul, 23 to 26 August 2027, {said}").stays

    assert (stay.near.name if stay.near else None) == near


@pytest.mark.parametrize(
    ("said", "metres"),
    [
        ("within a mile of Waverley station", 1609),
        ("within a km of Waverley station", 1000),
        ("half a mile from Waverley station", 804),
        ("half a kilometre from Waverley station", 500),
        ("no more than a mile from Waverley station", 1609),
    ],
)
def test_distance_may_be_one_or_a_half(said: str, metres: int) -> None:
    (limit,) = read(f"Hotel in Edinburgh, 8 to 13 August 2027, {said}").preferences

    assert isinstance(limit, NearPlace)
    assert limit.within_metres == metres


@pytest.mark.parametrize(
    "sentence",
    [
        "Just grab me a hotel in Chicago, 4 to 6 August 2027",
        "just book us a room in Chicago, 4 to 6 August 2027",
        "I'm in Chicago the night of August 4th through the morning of August 6th 2027, just get me a hotel",
        "only find me a place to stay in Chicago, 4-6 August 2027",
    ],
)
def test_hotel_that_is_all_there_is_to_book_needs_no_journey(sentence: str) -> None:
    trip = read(sentence)

    assert trip.slices == ()
    assert [(each.check_in, each.check_out) for each in trip.stays] == [(date(2027, 8, 4), date(2027, 8, 6))]


@pytest.mark.parametrize(
    ("said", "bags"),
    [
        ("Two hold bags between... actually make that one hold bag each", 1),
        ("two checked bags, sorry, one checked bag", 1),
        ("One checked bag - no, make it two checked bags", 2),
    ],
)
def test_count_that_is_taken_back_is_none(said: str, bags: int) -> None:
    (preference,) = read(f"Berlin to Oslo on 3 March 2027, one way. {said}").preferences

    assert isinstance(preference, CheckedBags)
    assert preference.bags == bags


@pytest.mark.parametrize(
    "said",
    [
        "But not returning on the 24th as I wrote, I return on the 25th of March instead",
        "not returning on the 24th, returning on the 25th",
        "not coming back on the 24th but on the 25th",
        "but not back on the 24th as planned, back on the 25th instead",
        "not returning on 24 March like I said, but on 25 March",
    ],
)
def test_day_of_the_return_that_no_longer_holds_is_none(said: str) -> None:
    assert ends(f"Sofia to Athens on 22 March 2027, {said}") == ["Sofia Athens 22.03", "Athens Sofia 25.03"]


@pytest.mark.parametrize(
    "said",
    [
        "not Lisbon but Porto. From Paris 8 February 2027, one way",
        "I go not to Lisbon but Porto, from Paris 8 February 2027, one way",
        "From Paris to Porto instead of Lisbon 8 February 2027, one way",
        "Paris to Porto rather than Faro, 8 February 2027, one way",
    ],
)
def test_place_that_is_none_is_said_beside_the_one_that_is(said: str) -> None:
    assert ends(said) == ["Paris Porto 08.02"]


@pytest.mark.parametrize(
    "sentence",
    [
        "pls get me to Cork!! from stansted, 29 jan 2027, one way",
        "to Cork, from stansted, 29 jan 2027. one way",
        "Cork! from stansted; 29 jan 2027, one way",
    ],
)
def test_airport_in_small_letters_is_no_small_talk(sentence: str) -> None:
    assert ends(sentence) == ["London Stansted Airport Cork 29.01"]


@pytest.mark.parametrize(
    "said",
    [
        "the 14:05 Frankfurt to Madrid on 8 February 2027, one way",
        "on the 14:05 from Frankfurt to Madrid on 8 February 2027, one way",
        "the 1405 Frankfurt - Madrid, 8 February 2027, one way",
        "I take the 14:05 FRA-MAD on 8 February 2027, one way",
    ],
)
def test_time_before_the_route_is_when_it_departs(said: str) -> None:
    departure = read(said).slices[0].departure

    assert departure is not None
    assert (departure.not_before, departure.not_after) == ("13:05", "15:05")


@pytest.mark.parametrize("said", ["red-eye ok", "red-eye is fine", "a red eye possible", "red-eyes are acceptable"])
def test_night_flight_that_will_do_is_no_wish(said: str) -> None:
    assert read(f"Tampa to Newark on 12 February 2027, one way, {said}").slices[0].departure is None


@pytest.mark.parametrize(
    "said",
    ["Could Julia Hahn get a seat", "Can Julia Hahn be booked", "Could Julia Hahn please fly", "May Julia Hahn go"],
)
def test_somebody_who_may_be_booked_travels(said: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read(f"{said} from Oslo to Rome on 3 March 2027, one way?")

    (question,) = caught.value.questions
    assert "of Julia Hahn?" in question.question


@pytest.mark.parametrize(
    "people",
    [
        "Dr. Keisha Broussard plus Evan Stroud, Denver to Honolulu",
        "Keisha Broussard and Evan Stroud: DEN-HNL",
        "Ms Keisha Broussard & Mr Evan Stroud, Denver -> Honolulu",
    ],
)
def test_people_before_the_route_are_those_who_travel(people: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read(f"{people}, 29 November 2026, one way")

    (question,) = caught.value.questions
    assert "of Keisha Broussard and Evan Stroud?" in question.question


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Night in train or plane I don't want", NoOvernight),
        ("Overnight flights I do not want.", NoOvernight),
        ("A night on the plane we don't like", NoOvernight),
        ("Stops I don't want", MostStops),
        ("Layovers we do not like", MostStops),
    ],
)
def test_what_is_not_wanted_may_stand_first(said: str, expected: type) -> None:
    (preference,) = read(f"Munich to Toulouse on 26 February 2027, one way. {said}").preferences

    assert isinstance(preference, expected)


@pytest.mark.parametrize(
    "said",
    [
        "We have in Cologne the fair Anuga.",
        "There is the congress Medica then.",
        "It's for the festival Primavera.",
        "until the 13th, on which day I return to Brussels",
    ],
)
def test_names_of_events_and_which_day_are_not_asked_about(said: str) -> None:
    sentence = f"Brussels to Cologne on 11 October 2027, back on 13 October. {said}"

    assert ends(sentence) == ["Brussels K\u00f6ln 11.10", "K\u00f6ln Brussels 13.10"]
