"""Ways that are named as no good before the one that is gone, and limits in the words of those who insist."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import CabinAsRequested, NoOvernight, Strength
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

NOW = mid_morning(date(2027, 2, 1))


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=NOW, defaults=DEFAULTS)


@pytest.mark.parametrize(
    "said",
    [
        "Oslo to Bergen doesn't work, so Oslo to Stavanger on 8 March",
        "Oslo to Bergen is a pain, so Oslo to Stavanger on 8 March",
        "Oslo-Bergen is full so Oslo-Stavanger on 8 March",
        "Oslo to Bergen has no flights, so please book Oslo to Stavanger on 8 March",
        "Oslo to Tromsø is way too far so Oslo to Stavanger on 8 March",
        "Oslo to Bergen isn't possible, so make it Oslo to Stavanger on 8 March",
        "Bergen to Stavanger takes too long, so I go from Oslo to Stavanger on 8 March",
        "Oslo - Bergen no exist, so Oslo - Stavanger 8 March",
        "Oslo to Stavanger, not Oslo to Bergen as I wrote, on 8 March",
        "OSL-SVG not OSL-BGO as keyed before, 8MAR",
    ],
)
def test_a_route_that_is_no_good_is_not_booked(said: str) -> None:
    (out,) = read(said).slices

    assert out.destination.airports[0] == "SVG"
    assert out.depart_on == date(2027, 3, 8)


@pytest.mark.parametrize(
    "said",
    [
        "Oslo to Bergen is a pain, and then Bergen to Stavanger on 8 March",
        "Oslo to Bergen doesn't work on Sunday",
        "Oslo to Bergen is too far",
    ],
)
def test_a_route_in_whose_place_none_is_said_stays(said: str) -> None:
    with pytest.raises(AmbiguousRequest):
        read(said)


@pytest.mark.parametrize(
    ("said", "cabins"),
    [
        ("Business class is obligatory on all flights.", (Cabin.BUSINESS, Cabin.BUSINESS)),
        ("Business is a must both ways.", (Cabin.BUSINESS, Cabin.BUSINESS)),
        ("First class is mandatory for all sectors.", (Cabin.FIRST, Cabin.FIRST)),
        ("Business class is essential on every leg.", (Cabin.BUSINESS, Cabin.BUSINESS)),
        ("Business class is compulsory", (Cabin.BUSINESS, Cabin.BUSINESS)),
        ("Business class is a must on the way back.", (Cabin.ECONOMY, Cabin.BUSINESS)),
        ("Business class is mandatory for the outbound flight.", (Cabin.BUSINESS, Cabin.ECONOMY)),
        ("Premium economy is non-negotiable in both directions.", (Cabin.PREMIUM_ECONOMY,) * 2),
    ],
)
def test_a_cabin_is_insisted_on_for_the_slices_that_are_said(said: str, cabins: tuple[Cabin, ...]) -> None:
    request = read(f"Oslo to Bergen on 8 March, back 9 March. {said}")

    assert tuple(each.cabin for each in request.slices) == cabins
    assert request.preferences == (CabinAsRequested(strength=Strength.MUST),)


@pytest.mark.parametrize(
    ("said", "strength"),
    [
        ("a night on board is to be avoided if possible", Strength.WISH),
        ("nights on the plane should be avoided", Strength.MUST),
        ("no flight in the night please", Strength.MUST),
        ("no flights during the night", Strength.MUST),
        ("overnight flights are to be avoided", Strength.MUST),
        ("no flying at night", Strength.MUST),
        ("without flights in the night", Strength.MUST),
        ("night flights should be avoided", Strength.MUST),
    ],
)
def test_a_night_on_the_way_is_avoided(said: str, strength: Strength) -> None:
    assert read(f"Oslo to Bergen on 8 March, {said}").preferences == (NoOvernight(strength=strength),)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("are borne by cost centre NOT-205", "NOT-205"),
        ("cost centre ISLE-12", "ISLE-12"),
        ("cost centre no. 205", "205"),
        ("cost centre ISO-9", "ISO-9"),
        ("cost centre is NO-12", "NO-12"),
        ("cost centre code CODE-1", "CODE-1"),
        ("cost centre: WILL-3", "WILL-3"),
        ("cost centre no 77", "77"),
    ],
)
def test_no_word_before_a_code_is_taken_for_its_beginning(said: str, code: str) -> None:
    assert read(f"Oslo to Bergen on 8 March. The costs {said}.").cost_centre == code
