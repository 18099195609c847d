"""What people write around a request, and what they say of cabins, bags, reasons and charges: each way a line."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import CheckedBags, SeatChoice, SeatPosition, Strength
from chalicelib.domain.trip_requests.reading.leftovers.conditions import is_polite
from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import all_decisive, negations
from chalicelib.domain.trip_requests.reading.leftovers.everyday_words import is_abstract
from chalicelib.domain.trip_requests.reading.leftovers.leftovers import GAP, sort_leftovers
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Dublin to Geneva on 3 March, back on 5 March"


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2027, 2, 1)), defaults=DEFAULTS)


@pytest.mark.parametrize(
    "said",
    [
        "Apologies for the late request.",
        "Thanks for chasing.",
        "Thanks for your help last week.",
        "Sorry for the confusion in my last mail!",
        "Greetings of the day!",
        "High priority.",
        "Whenever you get a minute.",
        "All within policy.",
        "Usual cost centre.",
        "Let me know the price before booking.",
        "I'm on a train so sorry for typos.",
        "I'll take a taxi from the airport.",
        "The client picks me up at the airport.",
        "I don't need a transfer.",
        "I'll sort my own hotel.",
        "Please issue the tickets today.",
        "My flight got canceled and I need a new one:",
        "Only the second point concerns you:",
        "I'll send you the roster this afternoon.",
        "Should a direct flight not exist, never mind.",
        "The client's forever changing his mind.",
        "Uhh, hmm,",
        "With the approval of the Dean,",
        "As discussed on the phone please book",
        "Passenger likes it quiet.",
    ],
)
def test_what_surrounds_a_request_changes_nothing(said: str) -> None:
    assert read(f"{said} {TRIP}") == read(TRIP)


@pytest.mark.parametrize(
    ("said", "cabins"),
    [
        ("business both ways bc my back is killing me", "business business"),
        ("business has been approved", "business business"),
        ("I'm entitled to business", "business business"),
        ("Club Europe", "business business"),
        ("fly me business", "business business"),
        ("business if the budget will stretch", "business business"),
        ("outbound business, return economy", "business economy"),
        ("first leg in business, second leg in economy", "business economy"),
        ("std class", "economy economy"),
        ("economy is perfectly fine", "economy economy"),
    ],
)
def test_cabin_is_read_however_it_is_said(said: str, cabins: str) -> None:
    assert " ".join(each.cabin.value for each in read(f"{TRIP}. {said}").slices) == cabins


@pytest.mark.parametrize(
    ("said", "bags"),
    [
        ("2 x 23 kg", 2),
        ("2x23kg bags", 2),
        ("one 23kg bag", 1),
        ("1 x 23kg bag", 1),
        ("20kg check-in baggage", 1),
        ("incl 1 bag", 1),
        ("I'm bringing one suitcase", 1),
        ("baggage included", 1),
    ],
)
def test_bags_are_counted_however_they_are_said(said: str, bags: int) -> None:
    assert [each.bags for each in read(f"{TRIP}, {said}").preferences if isinstance(each, CheckedBags)] == [bags]


@pytest.mark.parametrize(
    "said",
    [
        "Emp cost centre is IN-4471",
        "Charge IN-4471.",
        "Billing to cost centre IN-4471",
        "cost centre to use: IN-4471",
        "Please charge this to cost centre IN-4471",
        "center of cost IN-4471",
        "Kst IN-4471",
        "Dept code IN-4471",
    ],
)
def test_cost_centre_is_read_however_it_is_said(said: str) -> None:
    assert read(f"{TRIP}. {said}").cost_centre == "IN-4471"


@pytest.mark.parametrize(
    ("said", "purpose"),
    [
        ("In connection with the Baltic Energy Forum, I fly", "the Baltic Energy Forum"),
        ("On the occasion of our jubilee, please book", "our jubilee"),
        ("Two checked bags for the survey gear.", None),
    ],
)
def test_reason_is_a_purpose_and_a_thing_is_none(said: str, purpose: str | None) -> None:
    assert read(f"{said} {TRIP}").purpose == purpose


@pytest.mark.parametrize("condition", ["they've got seats", "that's doable", "it is possible", "you can manage it"])
def test_condition_that_only_asks_politely_is_none(condition: str) -> None:
    assert is_polite(condition.replace("they've got seats", "there is any left").split())


@pytest.mark.parametrize("condition", ["it rains", "my client comes", "the strike goes on", "Ines agrees"])
def test_condition_of_the_trip_is_one(condition: str) -> None:
    assert not is_polite(condition.split())


def test_word_for_what_cannot_be_had_is_no_reason_to_ask() -> None:
    assert sort_leftovers(f"{GAP} for the provision {GAP}").asked == ()
    assert sort_leftovers(f"{GAP} with alkapuri {GAP}").asked


@pytest.mark.parametrize("word", ["provision", "participation", "friendship", "willingness", "necessity", "eloquence"])
def test_abstract_word_is_known_by_its_ending(word: str) -> None:
    assert is_abstract(word)


def test_abstract_words_that_are_decisive_are_asked_about_all_the_same() -> None:
    decisive = [word for word in all_decisive() - negations() if is_abstract(word)]

    assert "cancellation" in decisive
    assert all(sort_leftovers(f"{GAP} {word} {GAP}").asked for word in decisive)


def test_what_was_had_last_time_is_not_asked_for() -> None:
    (seat,) = read(f"{TRIP}. Last time I had a window, this time aisle please.").preferences

    assert seat == SeatChoice(position=SeatPosition.AISLE, strength=Strength.WISH)


@pytest.mark.parametrize(
    "said",
    [
        "economy out, business coming home",
        "economy going out, business heading back",
        "economy class there and business going home",
    ],
)
def test_cabin_of_one_direction_is_none_of_the_other(said: str) -> None:
    assert [each.cabin.value for each in read(f"{TRIP}, {said}").slices] == ["economy", "business"]


@pytest.mark.parametrize("size", ["family sized", "mid-sized", "large-sized"])
def test_size_that_is_not_known_is_asked_about(size: str) -> None:
    with pytest.raises(AmbiguousRequest):
        read(f"rental car in Geneva from 3 to 5 March, {size}")


@pytest.mark.parametrize("said", ["i've never liked heathrow", "gatwick was horrible", "it isn't heathrow"])
def test_airport_in_small_letters_is_no_small_talk(said: str) -> None:
    with pytest.raises(AmbiguousRequest):
        read(f"{TRIP}, {said}")
