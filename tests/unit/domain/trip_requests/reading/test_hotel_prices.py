"""What a hotel may cost, in words: a night or in all, in which currency, and what is asked about it."""

from datetime import date

import pytest

from chalicelib.domain.money import Money
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.hotels.hotel_prices import take_price
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.reading.text.words import Words
from chalicelib.domain.trip_requests.trip_request import StayRequest
from chalicelib.errors import AmbiguousRequest, Clarification
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS


def read(sentence: str, **answers: str) -> StayRequest:
    now = mid_morning(date(2026, 11, 20))
    (stay,) = read_request(sentence, now=now, defaults=DEFAULTS, answers={"unread": "ignore", **answers}).stays
    return stay


def asked(sentence: str) -> Clarification:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence)
    (question,) = caught.value.questions
    assert question.field == "nightlyCap"
    return question


@pytest.mark.parametrize(
    ("words", "amount", "currency"),
    [
        ("under 120 EUR a night", 12000, "EUR"),
        ("max EUR 120/nt", 12000, "EUR"),
        ("not more than 95 euros for one night", 9500, "EUR"),
        ("one night not over 14000 yen", 14000, "JPY"),
        ("price for the night less than 230 jordanian dinars", 230000, "JOD"),
        ("55 dinar jordan maximum every night", 55000, "JOD"),
        ("not more as 3.400 CZK pro night", 340000, "CZK"),
        ("no dearer than 110 pounds the night", 11000, "GBP"),
        ("eighty-five quid a night at the outside", 8500, "GBP"),
        ("two-fifty euros a night", 25000, "EUR"),
        ("maximal 130,- Euro for night", 13000, "EUR"),
        ("up to NOK 1 650 nightly", 165000, "NOK"),
        ("upto 3500 INR per nite", 350000, "INR"),
        ("R1500 a night max", 150000, "ZAR"),
        ("until 110,000 won one night", 110000, "KRW"),
        ("within SGD 280 per night per room", 28000, "SGD"),
        ("the price of the room shall not exceed CHF 210 per night", 21000, "CHF"),
        ("nightly budget 150 EUR", 15000, "EUR"),
        ("budget is max 99 EUR per night", 9900, "EUR"),
        ("CHF 280 per night is the upper limit", 28000, "CHF"),
        ("not more than INR 4,800 per day", 480000, "INR"),
        ("keep each one below 150 EUR per night", 15000, "EUR"),
        ("OMR 42.500 a night", 42500, "OMR"),
    ],
)
def test_price_of_a_night_is_read(words: str, amount: int, currency: str) -> None:
    stay = read(f"Hotel in Hamburg 3-5 March 2027, {words}")

    assert (stay.nightly_cap, stay.total_cap) == (Money(amount=amount, currency=currency), None)


@pytest.mark.parametrize(
    ("words", "amount", "currency"),
    [
        ("price for all stay not higher then 1 500 z\u0142", 150000, "PLN"),
        ("the total price must not exceed 480 euros", 48000, "EUR"),
        ("at most 480 EUR in total", 48000, "EUR"),
        ("budget of 480 EUR for the whole stay", 48000, "EUR"),
        ("max 480 EUR altogether", 48000, "EUR"),
        ("total cost of the hotel not over USD 480", 48000, "USD"),
    ],
)
def test_price_of_all_nights_is_read(words: str, amount: int, currency: str) -> None:
    stay = read(f"Hotel in Hamburg 3-5 March 2027, {words}")

    assert (stay.nightly_cap, stay.total_cap) == (None, Money(amount=amount, currency=currency))


@pytest.mark.parametrize(
    ("sentence", "choices"),
    [
        ("Hotel in Antwerp 14-16 March 2027, ceiling of 130 a night", {"EUR"}),
        ("Kochi to Muscat 3 March 2027, back 6 March, hotel within 45 per night", {"EUR", "INR", "OMR"}),
        ("Hotel in Penang 3-5 March 2027, 400/nt max", {"EUR", "MYR"}),
        ("Algiers to Tunis 3-5 March 2027, hotel, price for the night less than 230 dinars", {"DZD", "TND"}),
        ("Bergen to Aarhus 3-5 March 2027, hotel for at most 2,100 kroner per night", {"NOK", "DKK"}),
        ("Mumbai to Colombo 3-5 March 2027, hotel up to Rs. 14,000 per night", {"INR", "LKR"}),
        (
            "Hotel in Lima 3-5 March 2027, at most 300 dinars a night",
            {"KWD", "BHD", "JOD", "TND", "DZD", "RSD", "IQD", "LYD", "MKD"},
        ),
        ("Berlin to Munich 3-5 March 2027, hotel under 200 EUR", {"night", "stay"}),
    ],
)
def test_what_a_price_leaves_open_is_asked(sentence: str, choices: set[str]) -> None:
    assert {code for code, _ in asked(sentence).choices} == choices
    for code in choices:
        stay = read(sentence, nightlyCap=code)
        cap = stay.nightly_cap or stay.total_cap
        assert cap is not None
        assert cap.currency == code or code in {"night", "stay"}


def test_number_within_one_country_is_in_its_currency_where_no_other_can_be_meant() -> None:
    assert read("Delhi to Pune 3-5 March 2027, hotel max 6.5k per night").nightly_cap == Money(
        amount=650000, currency="INR"
    )
    assert read("Berlin to Munich 3-5 March 2027, hotel max 90 a night").nightly_cap == Money(
        amount=9000, currency="EUR"
    )
    assert asked("Delhi to Pune 3-5 March 2027, hotel max 90 a night").field == "nightlyCap"


@pytest.mark.parametrize(
    "words",
    [
        "no htl reqd",
        "hotel not needed",
        "I shall not require accommodation",
        "lodging not needed",
        "the hotel I have already",
        "I have a hotel already",
        "hotel is booked",
        "hotel near the port? Skip that, friends host me",
        "no need of hotel",
        "accommodation is taken care of",
    ],
)
def test_hotel_that_is_not_to_be_booked_is_none(words: str) -> None:
    now = mid_morning(date(2026, 11, 20))
    sentence = f"Berlin to London 3-5 March 2027. {words.capitalize()}."

    assert read_request(sentence, now=now, defaults=DEFAULTS, answers={"unread": "ignore"}).stays == ()


def test_price_beside_a_hotel_alone_is_the_hotels() -> None:
    assert read("Hotel in Porto, one night, 22 January, under 100 euros").nightly_cap == Money(
        amount=10000, currency="EUR"
    )
    assert asked("Hotel in Porto, 22 to 24 January, hotel max 100 EUR").question.startswith("Is ")


def test_price_of_a_journey_is_not_the_hotels() -> None:
    trip = "BER-OPO 22 January, back 24 January, hotel, under 100 euros"

    assert read(trip).nightly_cap is None


@pytest.mark.parametrize("counted", ["2 nts", "1NT", "2 nights", "1 pax", "3 days"])
def test_code_of_a_city_before_a_number_of_nights_is_no_currency(counted: str) -> None:
    assert take_price(Words(f"hotel ZRH {counted} from 18 January", 1000), Findings({}), is_alone=True) is None


@pytest.mark.parametrize(
    "said",
    [
        "a 4* hotel, refundable, max 90 EUR",
        "Hotel near the station. max 90 EUR",
        "hotel in the centre, under 90 EUR",
        "room with breakfast, not more than 90 EUR",
    ],
)
def test_price_apart_from_its_hotel_is_asked_of_what_it_is(said: str) -> None:
    question = asked(f"Cairo to Amman 3 March 2027, back 5 March, {said}").question

    assert question.endswith("the limit for a night or for the whole stay?")


@pytest.mark.parametrize("said", ["hotel 3 nights $220pn", "hotel max USD 220pn", "hotel 220 USD p.n."])
def test_price_of_a_night_in_two_letters_may_stand_behind_digits(said: str) -> None:
    stay = read(f"Denver to Austin 3 March 2027, back 6 March, {said}")

    assert stay.nightly_cap == Money(amount=22000, currency="USD")


def test_price_of_tickets_behind_a_hotel_is_none_of_it() -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read_request(
            "Cairo to Amman 3 March 2027, back 5 March. Hotel near the station, tickets max 90 EUR",
            now=mid_morning(date(2026, 11, 20)),
            defaults=DEFAULTS,
        )

    assert [each.field for each in caught.value.questions] == ["unread"]
