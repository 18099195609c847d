"""What counts as reading a sentence right: everything that it asks for, and nothing besides."""

import json
from datetime import date
from typing import Any

import msgspec
import pytest

from bench.sentences.expectations import find_differences
from bench.sentences.reading import read_sentence
from chalicelib.domain.money import Money
from chalicelib.domain.places.place import Landmark
from chalicelib.domain.places.resolver import resolve_place
from chalicelib.domain.trip_requests.preferences import MostStops, SeatChoice, SeatPosition, Strength, TimeWindow
from chalicelib.domain.trip_requests.trip_request import Cabin, CarRequest, SliceRequest, TravelMode, TripRequest
from infra.package import ROOT
from tests.unit.policy_samples import BERLIN, crowd, stay_request, trip

SENTENCES = ROOT / "bench" / "sentences"
CAR = CarRequest(
    pick_up=BERLIN,
    pick_up_on=date(2027, 3, 3),
    pick_up_at="10:00",
    drop_off=BERLIN,
    drop_off_on=date(2027, 3, 5),
    drop_off_at="10:00",
)
CAP, FAIR = Money(amount=15_000, currency="EUR"), Landmark(name="The Fair", latitude=51.5, longitude=0)
READ = trip(
    purpose="the fair",
    cars=(CAR,),
    preferences=(MostStops(stops=0, strength=Strength.WISH),),
    stay=stay_request(nightly_cap=CAP, near=FAIR),
)
ASKED: dict[str, Any] = {
    "slices": [
        {"from": "BER", "to": ["LHR", "LCY"], "on": "2027-03-03", "departure": [[None, "00:00"], None]},
        {"from": ["LHR", "LCY"], "to": "BER", "on": "2027-03-05"},
    ],
    "stays": [
        {
            "city": ["London", "LON"],
            "checkIn": "2027-03-03",
            "checkOut": "2027-03-05",
            "maxNightly": {"amount": 15_000, "currency": "EUR"},
            "near": "fair",
        }
    ],
    "cars": [{"city": "Berlin", "pickUpOn": "2027-03-03", "dropOffOn": "2027-03-05", "pickUpAt": "10:00"}],
    "preferences": [{"preference": "most_stops", "strength": ["must", "wish"], "stops": 0}],
    "purpose": [None, "fair"],
    "costCentre": "SALES-EU",
}


def read(**changes: Any) -> TripRequest:
    return msgspec.structs.replace(READ, **changes)


def with_slice(**changes: Any) -> TripRequest:
    first, *others = READ.slices
    return read(slices=(msgspec.structs.replace(first, **changes), *others))


OTHERWISE: dict[str, TripRequest] = {
    "no slice back": read(slices=READ.slices[:1]),
    "another day": with_slice(depart_on=date(2027, 3, 4)),
    "another mode": with_slice(mode=TravelMode.RAIL),
    "another cabin": with_slice(cabin=Cabin.BUSINESS),
    "another place": with_slice(origin=READ.slices[1].origin),
    "a time that nobody asked for": with_slice(arrival=TimeWindow(not_after="12:00")),
    "a later time": with_slice(departure=TimeWindow(not_before="08:00")),
    "no stay": read(stays=()),
    "a hotel without a limit": read(stays=(stay_request(near=FAIR),)),
    "a hotel anywhere": read(stays=(stay_request(nightly_cap=CAP),)),
    "no car": read(cars=()),
    "another car": read(cars=(msgspec.structs.replace(CAR, automatic=True),)),
    "a car left elsewhere": read(cars=(msgspec.structs.replace(CAR, drop_off=resolve_place("Oslo")),)),
    "two people": read(travellers=crowd(2)),
    "no preference": read(preferences=()),
    "one more preference": read(
        preferences=(*READ.preferences, SeatChoice(position=SeatPosition.AISLE, strength=Strength.WISH))
    ),
    "another cost centre": read(cost_centre="OPS"),
    "another purpose": read(purpose="a wedding"),
}


def test_what_was_asked_for_is_right() -> None:
    assert list(find_differences(ASKED, READ)) == []
    assert list(find_differences(ASKED, read(purpose=None))) == []


@pytest.mark.parametrize("otherwise", OTHERWISE)
def test_what_was_read_otherwise_is_found(otherwise: str) -> None:
    assert list(find_differences(ASKED, OTHERWISE[otherwise])) != []


def test_question_is_right_if_it_asks_for_just_what_is_missing() -> None:
    entry = {"text": "Berlin to London", "today": "2027-03-01", "expect": {"kind": "question", "about": ["dates"]}}

    assert read_sentence(entry).verdict == "right"
    assert read_sentence({**entry, "expect": {"kind": "question", "about": ["origin"]}}).verdict == "asked"
    assert read_sentence({**entry, "text": "Berlin to London 3-5 March 2027"}).verdict == "wrong"
    assert read_sentence({**entry, "text": "Zzyzxia to London tomorrow, one way"}).verdict == "refused"


@pytest.mark.parametrize("part", ["known", "apart"])
def test_every_style_has_its_sentences(part: str) -> None:
    files = sorted((SENTENCES / part).glob("*.json"))
    found: list[list[dict[str, Any]]] = [json.loads(each.read_text(encoding="utf-8")) for each in files]

    assert len(files) == 8
    assert {len(each) for each in found} == {13 if part == "apart" else 199}
    questions = sum(entry["expect"]["kind"] == "question" for each in found for entry in each)
    assert questions <= sum(map(len, found)) / 3


@pytest.mark.parametrize(
    ("expected", "name", "is_right"),
    [
        ("FRA", "Frankfurt", True),
        ("FRA", "Hahn", False),
        ("LHR", "London", False),
        ("LHR", "Heathrow", True),
        ("LGW", "Heathrow", False),
        (["LHR", "LGW"], "London", True),
    ],
)
def test_city_is_its_main_airport_unless_it_has_a_code_of_its_own(
    expected: str | list[str], name: str, *, is_right: bool
) -> None:
    leaves = SliceRequest(origin=resolve_place(name), destination=resolve_place("Oslo"), depart_on=date(2027, 3, 1))
    asked = {"slices": [{"from": expected, "to": "OSL", "on": "2027-03-01"}]}

    differences = list(find_differences(asked, trip(slices=(leaves,), stays=(), purpose=None)))

    assert (differences == []) is is_right


@pytest.mark.parametrize(("city", "is_right"), [("Berlin", True), ("BER", True), ("berlin", True), ("Bremen", False)])
def test_city_of_a_car_goes_by_any_of_its_names(city: str, *, is_right: bool) -> None:
    asked = {**ASKED, "cars": [{**ASKED["cars"][0], "city": city}]}

    assert (list(find_differences(asked, READ)) == []) is is_right


def test_city_of_a_stay_goes_by_its_name_of_another_language() -> None:
    seville = stay_request(place=resolve_place("Sevilla"))
    named = {"city": "Seville", "checkIn": seville.check_in.isoformat(), "checkOut": seville.check_out.isoformat()}

    asked = {"slices": [], "stays": [named]}
    assert list(find_differences(asked, trip(slices=(), stays=(seville,), purpose=None))) == []
