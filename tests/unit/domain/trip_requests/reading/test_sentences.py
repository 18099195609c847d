"""Sentences as people write them, over all continents, and the trip that each of them asks for."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from tests.support.asked_trips import Journey, there_and_back
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TODAY = date(2026, 11, 20)

# sentence, airports of origin and destination, departure, return ("" for one way), cabin
TRIPS = """
Berlin to London 3-5 March 2027 | BER LHR | 2027-03-03 2027-03-05 | economy
from Berlin to London from 3 to 5 March 2027 | BER LHR | 2027-03-03 2027-03-05 | economy
BER-LHR 3–5 March 2027 | BER LHR | 2027-03-03 2027-03-05 | economy
leaving BER for LHR 3-5 March 2027 | BER LHR | 2027-03-03 2027-03-05 | economy
berlin to london 3-5 march 2027 | BER LHR | 2027-03-03 2027-03-05 | economy
From: Berlin, To: London, Dates: 3-5 March 2027, Cabin: business | BER LHR | 2027-03-03 2027-03-05 | business
leaving Berlin for London on 3 March 2027, back the next day | BER LHR | 2027-03-03 2027-03-04 | economy
I'm in Berlin, going to London 3/3/2027, back to Berlin on 5 March 2027 | BER LHR | 2027-03-03 2027-03-05 | economy
Need to be in London by 3 March 2027, from Berlin, back on 5 March 2027 | BER LHR | 2027-03-03 2027-03-05 | economy
I need to fly Warsaw to Prague 3rd of March 2027, back 5th of March 2027. | WAW PRG | 2027-03-03 2027-03-05 | economy
Madrid to Lisbon on 3 March 2027 for 3 nights | MAD LIS | 2027-03-03 2027-03-06 | economy
Paris to Rome next Monday one way | CDG FCO | 2026-11-23 - | economy
Brussels to Luxembourg on Wednesday 3 March 2027, day trip | BRU LUX | 2027-03-03 2027-03-03 | economy
Oslo to Nice 2027-03-03 - 2027-03-05 | OSL NCE | 2027-03-03 2027-03-05 | economy
Reykjavik to Nuuk from 3/3/2027 until 25/3/2027 | KEF GOH | 2027-03-03 2027-03-25 | economy
Geneva to Cologne 3.4.2027 to 25.4.2027 | GVA CGN | 2027-04-03 2027-04-25 | economy
Please book me New York to Tokyo, March 3-5, 2027, business class | JFK HND | 2027-03-03 2027-03-05 | business
Flight from JFK to LHR on 28 December 2026 to 3 January 2027 | JFK LHR | 2026-12-28 2027-01-03 | economy
Denver to Austin 28 Dec - 3 Jan 2027 | DEN AUS | 2026-12-28 2027-01-03 | economy
Denver to Austin from December 28, 2026 until January 3 | DEN AUS | 2026-12-28 2027-01-03 | economy
Denver to Austin March 3 - March 5 2027 | DEN AUS | 2027-03-03 2027-03-05 | economy
Boston to San Francisco March 3rd, 2027, returning March 9th | BOS SFO | 2027-03-03 2027-03-09 | economy
London, Ontario to Birmingham, UK on 3 March 2027 one way in premium economy | YXU BHX | 2027-03-03 - | premium_economy
Portland, Maine to Portland, Oregon 3-5 March 2027 | PWM PDX | 2027-03-03 2027-03-05 | economy
San Jose, Costa Rica to San Jose, CA on 3 March 2027 one way | SJO SJC | 2027-03-03 - | economy
fly business from Dallas to Miami 3-5 March 2027 | DFW MIA | 2027-03-03 2027-03-05 | business
Mexico City to Bogotá on Wed 3 March 2027, returning Friday | MEX BOG | 2027-03-03 2027-03-05 | economy
São Paulo to Buenos Aires tomorrow, one way | GRU EZE | 2026-11-21 - | economy
Lima to Santiago, Chile 3-5 March 2027 | LIM SCL | 2027-03-03 2027-03-05 | economy
Tel Aviv to Rio de Janeiro on 3 March 2027, one-way, first class | TLV GIG | 2027-03-03 - | first
Nairobi to Cape Town on 12 Jan 2027, back on 15 Jan 2027 | NBO CPT | 2027-01-12 2027-01-15 | economy
Johannesburg to Casablanca in three weeks, one way | JNB CMN | 2026-12-11 - | economy
Trip to Nairobi from Lagos 4th to 9th April 2027 | LOS NBO | 2027-04-04 2027-04-09 | economy
Cairo to Dubai Monday to Wednesday | CAI DXB | 2026-11-23 2026-11-25 | economy
Addis Ababa to Accra 1 May 2027 for a week | ADD ACC | 2027-05-01 2027-05-08 | economy
fly to Tokyo from Osaka 3 March 2027 to 5 March 2027 | KIX HND | 2027-03-03 2027-03-05 | economy
Seoul → Singapore, 2027-05-01 to 2027-05-05 | ICN SIN | 2027-05-01 2027-05-05 | economy
Dubai-Riyadh 3-5 March 2027 | DXB RUH | 2027-03-03 2027-03-05 | economy
From London Heathrow to Tokyo Haneda, 3-10 May 2027, business | LHR HND | 2027-05-03 2027-05-10 | business
Depart Manila 3 March 2027, arrive Jakarta, return 8 March 2027 | MNL CGK | 2027-03-03 2027-03-08 | economy
Saigon to Bombay 3 March 2027 - 5 March 2027 | SGN BOM | 2027-03-03 2027-03-05 | economy
Hanoi to Bangkok the day after tomorrow, overnight | HAN BKK | 2026-11-22 2026-11-23 | economy
to Sydney from Melbourne on 2027-03-03, one way | MEL SYD | 2027-03-03 - | economy
Auckland to Los Angeles, 1 February 2027, return 9 February 2027, first class | AKL LAX | 2027-02-01 2027-02-09 | first
Perth to Port Moresby on 1 Aug 2027 until 6 Aug 2027 | PER POM | 2027-08-01 2027-08-06 | economy
Wellington to Nadi 9 to 12 March 2027, 3 nights | WLG NAN | 2027-03-09 2027-03-12 | economy
Ushuaia to Punta Arenas on 3 March 2027, one way please, thank you! | USH PUQ | 2027-03-03 - | economy
We are to fly Lagos-Nairobi 3 March 2027, one way | LOS NBO | 2027-03-03 - | economy
Two nights in Singapore from Jakarta, leaving 3 March 2027 | CGK SIN | 2027-03-03 2027-03-05 | economy
Washington, D.C. to St. Louis, Missouri 3-5 March 2027 | IAD STL | 2027-03-03 2027-03-05 | economy
"""


def read(sentence: str, answers: dict[str, str] | None = None) -> Journey:
    return there_and_back(read_request(sentence, now=mid_morning(TODAY), defaults=DEFAULTS, answers=answers))


@pytest.mark.parametrize("line", TRIPS.strip().splitlines())
def test_sentence_is_read_as_the_trip_it_asks_for(line: str) -> None:
    sentence, airports, days, cabin = (part.strip() for part in line.split("|"))

    trip = read(sentence)

    assert f"{trip.origin.airports[0]} {trip.destination.airports[0]}" == airports
    assert f"{trip.depart_on} {trip.return_on or '-'}" == days
    assert trip.cabin == cabin
    assert trip.stay is None
    assert trip.purpose is None
    assert trip.travellers == (DEFAULTS.traveller,)
    assert (trip.cost_centre, trip.currency) == ("SALES-EU", "EUR")


# what is said about the hotel -> cap in minor units with currency, near the centre
STAYS = [
    ("hotel", None, False),
    ("with a hotel near the centre", None, True),
    ("hotel near the center under 200 EUR a night", "20000 EUR", True),
    ("hotel downtown max $150/night", "15000 USD", True),
    ("€200 per night", "20000 EUR", False),
    ("a hotel in the city centre up to 180 euros per night", "18000 EUR", True),
    ("hotel at most £90 p.n.", "9000 GBP", False),
    ("hotel below 1,200.50 USD a night", "120050 USD", False),
    ("hotel not more than 250 CHF per night", "25000 CHF", False),
    ("accommodation for 2 nights, no more than ¥20000 a night", "20000 JPY", False),
    ("hotel ≤ 120 USD per night", "12000 USD", False),
]


@pytest.mark.parametrize(("words", "cap", "near_centre"), STAYS)
def test_hotel_is_read_with_its_limit(words: str, cap: str | None, near_centre: bool) -> None:
    stay = read(f"Berlin to London 3-5 March 2027, {words}").stay

    assert stay is not None
    assert (stay.check_in, stay.check_out) == (date(2027, 3, 3), date(2027, 3, 5))
    assert (stay.nightly_cap and f"{stay.nightly_cap.amount} {stay.nightly_cap.currency}") == cap
    assert stay.near_centre is near_centre


# One way or with a return; 1 to 30 nights; currencies with no, two and three digits.
TOTALS = [
    ("Berlin to London 3-5 March 2027, hotel 600 EUR in total", "60000 EUR"),
    ("Berlin to London 3-6 March 2027, hotel 100 EUR in total", "10000 EUR"),
    ("Tokyo to Honolulu 3-8 March 2027, hotel 1000 USD total", "100000 USD"),
    ("Auckland to Los Angeles 3-10 March 2027, hotel up to 2000 NZD all in", "200000 NZD"),
    ("Tokyo to Osaka 3-10 March 2027, hotel 100000 JPY in total", "100000 JPY"),
    ("Frankfurt to Dubai 3-5 March 2027, hotel 777 CHF in total", "77700 CHF"),
    ("Kuwait to Dubai 3-5 March 2027, hotel 200 KWD in total", "200000 KWD"),
    ("Berlin to London on 3 March 2027, one way, 7 nights, hotel 701 EUR in total", "70100 EUR"),
    ("Berlin to London on 3 March 2027, one way, 30 nights, hotel max 3000 GBP total", "300000 GBP"),
    ("Berlin to London on 3 March 2027, one way, 1 night, hotel 99.99 EUR in total", "9999 EUR"),
    ("Los Angeles to Sydney 3-6 March 2027, hotel 1000 AUD all in", "100000 AUD"),
]


@pytest.mark.parametrize(("text", "total"), TOTALS)
def test_limit_for_the_whole_stay_is_kept_whole(text: str, total: str) -> None:
    stay = read(text).stay

    assert stay is not None
    assert stay.nightly_cap is None
    assert (stay.total_cap and f"{stay.total_cap.amount} {stay.total_cap.currency}") == total


@pytest.mark.parametrize("words", ["no hotel", "without a hotel", "no hotel needed", "I don't need a hotel"])
def test_hotel_that_is_declined_is_none(words: str) -> None:
    assert read(f"Berlin to London 3-5 March 2027, {words}").stay is None


def test_one_way_with_nights_has_a_hotel_for_these_nights() -> None:
    trip = read("Berlin to London on 3 March 2027 one way, hotel for 2 nights")

    assert trip.return_on is None
    assert trip.stay is not None
    assert trip.stay.nights == 2
    assert trip.stay.begins_on_arrival
    assert trip.stay.keeps_nights


@pytest.mark.parametrize(
    ("words", "purpose"),
    [
        ("for the sales kickoff", "the sales kickoff"),
        ("to meet ACME", "meet ACME"),
        ("to attend the annual summit in London", "attend the annual summit"),
        ("for a meeting with Shell in London", "a meeting with Shell"),
        ("to present the roadmap to the board", "present the roadmap to the board"),
        ("The purpose is a client workshop.", "a client workshop"),
    ],
)
def test_purpose_is_kept_in_the_traveller_s_words(words: str, purpose: str) -> None:
    assert read(f"Berlin to London 3-5 March 2027, {words}").purpose == purpose


def test_a_whole_letter_is_read() -> None:
    trip = read(
        "Hello! Could you please arrange a business trip from Zurich to Hong Kong, departing on 7 June 2027 "
        "and returning on 11 June 2027? Business class please, hotel in the centre at most 250 CHF per night, "
        "cost centre APAC-01. I will travel with Bob LEE and Mia WONG. The purpose is a client workshop. Many thanks"
    )

    assert (trip.origin.name, trip.destination.name) == ("Zürich", "Hong Kong")
    assert (trip.depart_on, trip.return_on) == (date(2027, 6, 7), date(2027, 6, 11))
    assert trip.cabin == "business"
    assert trip.stay is not None
    assert trip.stay.near_centre
    assert trip.cost_centre == "APAC-01"
    assert [traveller.family_name for traveller in trip.travellers] == ["Adams", "LEE", "WONG"]
    assert trip.purpose == "a client workshop"
