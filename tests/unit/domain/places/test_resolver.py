from zoneinfo import ZoneInfo

import airportsdata
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.places.gazetteer import gazetteer
from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.normalization import fold
from chalicelib.domain.places.resolver import airport_place, find_airport, find_places, names_city, resolve_place
from chalicelib.errors import AmbiguousRequest, InvalidInput, NotFound

BOOK = gazetteer()
AIRPORTS = airportsdata.load("IATA")


def test_airport_is_found_by_its_code() -> None:
    airport = find_airport("LHR")

    assert (airport.name, airport.city, airport.country) == ("London Heathrow Airport", "London", "GB")
    assert airport.timezone == "Europe/London"
    assert airport_place(airport).airports == ("LHR",)


@pytest.mark.parametrize("code", ["QQQ", "lhr", "", "LHRX"])
def test_unknown_code_is_no_airport(code: str) -> None:
    with pytest.raises(NotFound):
        find_airport(code)


def test_every_airport_of_every_city_exists_and_has_a_zone() -> None:
    for city in BOOK.cities:
        codes = city.airports.split()
        assert codes, city
        for code in codes:
            assert AIRPORTS[code]["tz"], (city, code)


@pytest.mark.parametrize(
    ("city", "airports"),
    [
        ("Zaragoza", ("ZAZ",)),
        ("Charleston, South Carolina", ("CHS",)),
        ("Reus", ("REU",)),
        ("Tarragona", ("REU",)),
        ("Iwakuni", ("IWK",)),
        ("Misawa", ("MSJ",)),
        ("Gunsan", ("KUV",)),
        ("Bathinda", ("BUP",)),
        ("Ukunda", ("UKA",)),
        ("Hoedspruit", ("HDS",)),
        ("Khasab", ("KHS",)),
        ("Tórshavn", ("FAE",)),
        ("Torshavn", ("FAE",)),
        ("San Marino, San Marino", ("RMI", "FRL")),
    ],
)
def test_city_is_served_by_the_scheduled_flights_of_an_air_base_or_an_airstrip(
    city: str, airports: tuple[str, ...]
) -> None:
    assert resolve_place(city).airports == airports


def test_every_city_is_a_valid_place_with_a_real_zone() -> None:
    places = [BOOK.place(city) for city in BOOK.cities]

    assert all(-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180 for place in places)
    assert {ZoneInfo(zone).key for zone in {place.timezone for place in places}}
    assert len(BOOK.cities) > 12_000
    assert len({city.id for city in BOOK.cities}) == len(BOOK.cities)


def test_airports_lie_within_reach_of_the_city_they_serve() -> None:
    for city in BOOK.cities:
        main = AIRPORTS[city.airports.split()[0]]
        assert great_circle_distance(city.latitude, city.longitude, main["lat"], main["lon"]) < 151_000, city


@pytest.mark.parametrize("code", sorted(BOOK.metro_areas))
def test_metropolitan_code_names_its_city_or_the_airport_of_the_same_code(code: str) -> None:
    place = resolve_place(code)

    city = BOOK.metro_area(code)
    if code in AIRPORTS:
        assert place.airports == (code,)
    else:
        assert place.name == city.name
        assert place.airports == tuple(city.airports.split())
    assert find_places(city.name, country=city.country)


@pytest.mark.parametrize(
    ("name", "airports"),
    [
        ("LON", "LHR LGW STN LTN LCY"),
        ("NYC", "JFK EWR LGA"),
        ("PAR", "CDG ORY BVA"),
        ("TYO", "HND NRT"),
        ("New York", "JFK EWR LGA"),
        ("new york city", "JFK EWR LGA"),
        ("Cologne", "CGN"),
        ("Köln", "CGN"),
        ("KOELN", "CGN"),
        ("München", "MUC"),
        ("Munich", "MUC"),
        ("Bombay", "BOM"),
        ("Mumbai", "BOM"),
        ("Saigon", "SGN"),
        ("Washington, D.C.", "IAD BWI DCA"),
        ("sao paulo", "GRU CGH VCP"),
        ("St. Petersburg", "LED"),
        ("Zurich", "ZRH"),
        ("Sydney", "SYD"),
        ("London", "LHR LGW STN LTN LCY"),
        ("London, UK", "LHR LGW STN LTN LCY"),
        ("London, England", "LHR LGW STN LTN LCY"),
        ("London, Ontario", "YXU"),
        ("London, ON, Canada", "YXU"),
        ("Birmingham, UK", "BHX"),
        ("Birmingham, Alabama", "BHM"),
        ("Birmingham AL", "BHM"),
        ("San Jose, Costa Rica", "SJO SYQ"),
        ("San Jose, CA", "SJC SFO OAK"),
        ("Portland, Maine", "PWM"),
        ("Portland, OR", "PDX"),
        ("Paris, Texas", "PRX"),
        ("Santiago, Chile", "SCL"),
        ("Santiago de Compostela", "SCQ"),
        ("Dublin", "DUB"),
        ("BER", "BER"),
        ("Berlin (BER)", "BER"),
        ("jfk", "JFK"),
        ("London Heathrow", "LHR"),
        ("Heathrow Airport", "LHR"),
        ("Tokyo Haneda", "HND"),
        ("geonames:2655603", "BHX"),
    ],
)
def test_name_or_code_means_one_place(name: str, airports: str) -> None:
    assert " ".join(resolve_place(name).airports) == airports


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("Birmingham", {"Birmingham, England, United Kingdom (BHX)", "Birmingham, Alabama, United States (BHM)"}),
        ("Portland", {"Portland, Oregon, United States (PDX)", "Portland, Maine, United States (PWM)"}),
        ("San Jose", {"San Jose, California, United States (SJC)", "San José, Costa Rica (SJO)"}),
        ("Manchester", {"Manchester, England, United Kingdom (MAN)", "Manchester, New Hampshire, United States (MHT)"}),
        ("Santiago", {"Santiago, Chile (SCL)", "Santiago de los Caballeros, Dominican Republic (STI)"}),
        ("Hyderabad", {"Hyderabad, Telangana, India (HYD)"}),
        ("Portland, US", {"Portland, Oregon, United States (PDX)", "Portland, Maine, United States (PWM)"}),
    ],
)
def test_shared_name_is_a_question_whose_choices_resolve(name: str, labels: set[str]) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        resolve_place(name, "destination")

    (question,) = caught.value.questions
    assert question.field == "destination"
    assert len(question.choices) >= 2
    assert labels <= {label for _, label in question.choices}
    assert len({label for _, label in question.choices}) == len(question.choices)
    for code, label in question.choices:
        assert resolve_place(code).airports[0] == label[-4:-1]


@pytest.mark.parametrize(
    ("name", "hint"),
    [("Lodnon", "London"), ("Berlni", "Berlin"), ("Singapor", "Singapore"), ("Barcelon", "Barcelona")],
)
def test_misspelt_name_suggests_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        resolve_place(name, "origin")

    assert hint in str(caught.value)
    assert caught.value.errors[0].pointer == "/origin"


@pytest.mark.parametrize("name", ["", "   ", "xqzzkw", "London, Japan", "QQQ", "geonames:1", "geonames:x", "x" * 101])
def test_what_is_no_place_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        resolve_place(name)

    assert not isinstance(caught.value, AmbiguousRequest)


def test_every_city_is_found_by_its_own_name_and_country() -> None:
    called = {(city.name, city.country) for city in BOOK.cities}

    assert {each for each in called if not names_city(each[0]) or not names_city(", ".join(each))} == set()


def test_name_with_a_comma_of_its_own_is_a_name() -> None:
    assert resolve_place("Misato, Saitama") == resolve_place("misato, saitama, Japan")
    assert resolve_place("Misato, Saitama").name == "Misato, Saitama"


def test_cities_of_one_name_come_largest_first_and_can_be_narrowed() -> None:
    assert [place.country for place in find_places("London")][:2] == ["GB", "CA"]
    assert [place.country for place in find_places("London", country="CA")] == ["CA"]
    assert [place.airports[0] for place in find_places("Portland", region="Maine")] == ["PWM"]
    assert find_places("Nowhereville") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("Saint-Étienne", "saint etienne"), ("Łódź", "Lodz"), ("Tromsø", "TROMSO"), ("St. John's", "Saint Johns")],
)
def test_names_are_compared_without_accents_case_and_punctuation(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text(max_size=120))
def test_any_text_is_a_place_a_question_or_refused(text: str) -> None:
    try:
        known = bool(resolve_place(text).airports)
    except InvalidInput as error:
        known = bool(str(error))

    assert known
