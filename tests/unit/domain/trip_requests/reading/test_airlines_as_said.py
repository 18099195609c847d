"""How people say with which airlines they want to fly and with which not, and how direct; each way a line."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import (
    AnyPreference,
    MostStops,
    Strength,
    WithCarriers,
    WithoutCarriers,
)
from chalicelib.domain.trip_requests.reading.reader import read_request
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Dublin to Geneva on 3 March 2027, back on 5 March"


def preferences(said: str) -> tuple[AnyPreference, ...]:
    return read_request(f"{TRIP}. {said}", now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS).preferences


@pytest.mark.parametrize(
    "said",
    [
        "Swiss is my favourite",
        "Swiss is good",
        "Swiss will do nicely",
        "Swiss works for me",
        "Swiss all the way",
        "I like Swiss best",
        "the Swiss flight",
        "my preference is Swiss",
        "any chance of Swiss",
        "nothing but Swiss",
        "if possible Swiss",
        "Swiss obvs",
        "Swiss if they've got seats",
        "Swiss is to be given precedence",
    ],
)
def test_airline_that_is_praised_is_flown_with(said: str) -> None:
    assert [each.carriers for each in preferences(said) if isinstance(each, WithCarriers)] == [("LX",)]


@pytest.mark.parametrize(
    "said",
    [
        "I hate Ryanair",
        "she can't abide Ryanair",
        "I refuse to fly Ryanair",
        "not a fan of Ryanair",
        "Ryanair is to be avoided",
        "Ryanair should be avoided",
        "Ryanair isn't an option",
        "Ryanair not accepted",
        "all airlines except Ryanair",
        "as long as it isn't Ryanair",
    ],
)
def test_airline_that_is_disliked_is_avoided(said: str) -> None:
    assert [each.carriers for each in preferences(said) if isinstance(each, WithoutCarriers)] == [("FR",)]


@pytest.mark.parametrize("said", ["Air Canada's good", "Air Canada's fine by me", "EVA is the best choice"])
def test_praise_may_be_joined_to_the_name(said: str) -> None:
    assert len(preferences(said)) == 1


def test_cooled_train_is_no_airline() -> None:
    sentence = "book an AC train from Rome to Milan on 3 March 2027, one way"

    assert read_request(sentence, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS).preferences == ()


@pytest.mark.parametrize(
    ("said", "stops"),
    [
        ("I hate stopovers", 0),
        ("point to point please", 0),
        ("in one go please", 0),
        ("no hops", 0),
        ("I can make one stop, not two", 1),
        ("I don't mind one stop", 1),
        ("1 stop allowed, more than that please avoid", 1),
        ("one stop is the maximum", 1),
        ("one scale only", 1),
    ],
)
def test_changes_are_limited_however_it_is_said(said: str, stops: int) -> None:
    assert [each.stops for each in preferences(said) if isinstance(each, MostStops)] == [stops]


@pytest.mark.parametrize(
    ("said", "slices"),
    [
        ("with KLM, 6 March Oslo to Rome, 9 March Rome to Dublin", (0,)),
        (", 6 March Oslo to Rome with KLM, 9 March Rome to Dublin", (1,)),
        (", 6 March Oslo to Rome, 9 March Rome to Dublin. KLM", ()),
        (", 6 March Oslo to Rome, 9 March Rome to Dublin. KLM on the first leg", (0,)),
        (", 6 March Oslo to Rome, 9 March Rome to Dublin. KLM for the last flight", (2,)),
        (", 6 March Oslo to Rome, 9 March Rome to Dublin. KLM for anything touching Oslo", (0, 1)),
        (", 6 March Oslo to Rome, 9 March Rome to Dublin. KLM for all flights to and from Rome", (1, 2)),
        (", 6 March Oslo to Rome, 9 March Rome to Dublin. KLM on the second flight", (1,)),
    ],
)
def test_airline_is_of_the_slice_that_is_said(said: str, slices: tuple[int, ...]) -> None:
    text = f"Dublin to Oslo 3 March 2027 {said}"
    (carriers,) = read_request(text, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS).preferences

    assert isinstance(carriers, WithCarriers)
    assert carriers.slices == slices


@pytest.mark.parametrize(
    "sentence",
    [
        "Dublin to Geneva on 3 March 2027 with Swiss, back on 5 March with Austrian",
        f"{TRIP}, out with Swiss, back with Austrian",
        f"{TRIP}, flying out with Swiss and back with Austrian",
        f"{TRIP}, Swiss on the way there, Austrian on the way back",
        "Dublin-Geneva 3 March 2027 on Swiss, home 5 March on Austrian",
    ],
)
def test_each_slice_has_the_airline_within_its_words(sentence: str) -> None:
    read = read_request(sentence, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS).preferences

    found = [(each.carriers, each.slices) for each in read if isinstance(each, WithCarriers)]
    assert found == [(("LX",), (0,)), (("OS",), (1,))]


@pytest.mark.parametrize("said", ["with Swiss", "return with Swiss", "Swiss please"])
def test_airline_that_is_named_once_is_of_all_slices(said: str) -> None:
    assert [each.slices for each in preferences(said) if isinstance(each, WithCarriers)] == [()]


@pytest.mark.parametrize(
    ("said", "strength"),
    [
        ("not Ryanair if you can help it", Strength.WISH),
        ("not Ryanair if avoidable", Strength.WISH),
        ("no Ryanair if possible", Strength.WISH),
        ("not Ryanair", Strength.MUST),
        ("no Air France please", Strength.MUST),
    ],
)
def test_airline_is_refused_as_firmly_as_is_said(said: str, strength: Strength) -> None:
    assert [each.strength for each in preferences(said) if isinstance(each, WithoutCarriers)] == [strength]
