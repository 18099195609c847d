"""Airlines in words: by name, by designator, alone between commas, or to be avoided, and never those that are met or
places besides."""

import pytest

from chalicelib.domain.trip_requests.preferences import Alliance, Strength, WithCarriers, WithoutCarriers
from chalicelib.domain.trip_requests.reading.airlines import AIRLINES
from chalicelib.domain.trip_requests.reading.text.words import Words
from chalicelib.domain.trip_requests.reading.wishes.comforts import take_comforts

MUST, WISH = Strength.MUST, Strength.WISH


NEGATIONS = (
    "not on {}",
    "not with {}, please",
    "no {}",
    "any airline but {}",
    "any airline except {}",
    "anything but {}",
    "everything except {} is fine",
    "avoid {}",
    "without {}",
    "I never fly {}",
    "please don't put me on {}",
    "other than with {}",
)


def avoided(text: str) -> list[WithoutCarriers]:
    comforts = take_comforts(Words(text, 1000))
    return [each for each in comforts.preferences if isinstance(each, WithoutCarriers)]


def airlines(text: str) -> list[WithCarriers]:
    comforts = take_comforts(Words(text, 1000))
    return [each for each in comforts.preferences if isinstance(each, WithCarriers)]


@pytest.mark.parametrize(
    ("text", "strength", "carriers"),
    [
        ("MEL-SYD 3 March, Qantas please", WISH, ("QF",)),
        ("3 March. Delta for all of it. Thanks", WISH, ("DL",)),
        ("CPT-JNB 3 March, FlySafair or Airlink", WISH, ("FA", "4Z")),
        ("Iberia both ways", WISH, ("IB",)),
        ("LIM-UIO 7JUN27 LA, J class", WISH, ("LA",)),
        ("3 March. PAL or Cebu Pacific ok", WISH, ("PR", "5J")),
        ("lh only", MUST, ("LH",)),
        ("biz, KL preferred", WISH, ("KL",)),
        ("Y, AY", WISH, ("AY",)),
        ("BA or VS, aisle", WISH, ("BA", "VS")),
        ("flights with Air Serbia", WISH, ("JU",)),
        ("Air Astana if there is space", WISH, ("KC",)),
        ("must be on Turkish Airlines", MUST, ("TK",)),
        ("we fly United", WISH, ("UA",)),
        ("TAP direct only", MUST, ("TP",)),
        ("indigo preferred", WISH, ("6E",)),
        ("airline: Finnair", WISH, ("AY",)),
        ("I'd prefer WestJet but Air Canada works too", WISH, ("WS", "AC")),
        ("KLM, though Air France is also fine", WISH, ("KL", "AF")),
    ],
)
def test_airlines_to_fly_with_are_read(text: str, strength: Strength, carriers: tuple[str, ...]) -> None:
    assert airlines(text) == [WithCarriers(strength=strength, carriers=carriers)]


@pytest.mark.parametrize("name", ["Star Alliance", "star alliance", "STAR ALLIANCE"])
def test_alliance_is_read_in_any_letters(name: str) -> None:
    assert airlines(f"12 May, {name} only") == [WithCarriers(strength=MUST, alliance=Alliance.STAR_ALLIANCE)]


@pytest.mark.parametrize(
    "text",
    [
        "I meet Lufthansa in Frankfurt",
        "a visit at the KLM headquarters",
        "the Emirates office in Dubai",
        "Doha, Qatar, 5 March",
        "Jackson, MS, 5 March",
        "San Juan, PR, 5 March",
        "fly at 9 am only",
        "is it ok, or no",
        "a lot of people, united in spirit",
        "with Ana from the swiss team",
        "not with Ryanair",
        "Ref. TR/2027/1",
        "QF-7 is a code of ours",
    ],
)
def test_what_is_no_airline_to_fly_with_sets_none(text: str) -> None:
    assert airlines(text) == []


@pytest.mark.parametrize("negation", NEGATIONS)
@pytest.mark.parametrize(("name", "carrier"), [("Ryanair", "FR"), ("British Airways", "BA"), ("Air France", "AF")])
def test_airlines_that_are_not_wanted_are_avoided(negation: str, name: str, carrier: str) -> None:
    text = f"12 May, {negation.format(name)}"

    assert avoided(text) == [WithoutCarriers(strength=MUST, carriers=(carrier,))]
    assert airlines(text) == []


@pytest.mark.parametrize(
    ("text", "carriers"),
    [
        ("3 March. Southwest is out, I'm done with them.", ("WN",)),
        ("3 March. Frontier is out", ("F9",)),
        ("3 March, but American is not an option", ("AA",)),
        ("3 March. Delta and United are off the table.", ("DL", "UA")),
        ("3 March. Ryanair is a no-go for me", ("FR",)),
        ("3 March. Spirit flights are out", ("NK",)),
        ("3 March. easyJet is right out", ("U2",)),
        ("3 March. I'm done with United", ("UA",)),
        ("3 March. I'm fed up with Frontier.", ("F9",)),
        ("3 March. We've had enough of Delta", ("DL",)),
        ("3 March. Never again with Wizz Air", ("W6",)),
    ],
)
def test_airlines_that_somebody_has_done_with_are_avoided(text: str, carriers: tuple[str, ...]) -> None:
    assert avoided(text) == [WithoutCarriers(strength=MUST, carriers=carriers)]
    assert airlines(text) == []


@pytest.mark.parametrize("text", ["I'd rather not fly Ryanair or easyJet", "if possible, not on Ryanair or easyJet"])
def test_airlines_that_one_would_rather_not_fly_with_are_a_wish(text: str) -> None:
    assert avoided(text) == [WithoutCarriers(strength=WISH, carriers=("FR", "U2"))]


def test_one_airline_may_be_wanted_and_another_not() -> None:
    text = "12 May with Lufthansa, not Ryanair"

    assert airlines(text) == [WithCarriers(strength=WISH, carriers=("LH",))]
    assert avoided(text) == [WithoutCarriers(strength=MUST, carriers=("FR",))]


@pytest.mark.parametrize(
    "text", ["no meeting with Ryanair", "no United meeting", "12 May but Lufthansa", "Delta is out of Atlanta"]
)
def test_what_is_not_said_of_flying_avoids_nobody(text: str) -> None:
    assert avoided(text) == []


@pytest.mark.parametrize("name", sorted(AIRLINES))
def test_every_name_is_read(name: str) -> None:
    assert airlines(f"3 March, with {name} only, aisle") == [WithCarriers(strength=MUST, carriers=(AIRLINES[name],))]
