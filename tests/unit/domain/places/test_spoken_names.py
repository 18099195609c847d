import pytest

from chalicelib.domain.places.gazetteer import gazetteer
from chalicelib.domain.places.normalization import fold
from chalicelib.domain.places.resolver import find_airport, resolve_place
from chalicelib.domain.places.spoken_names import MEANT_FIRST, airports_by_name, cities_by_name
from chalicelib.errors import AmbiguousRequest, InvalidInput


def test_every_airport_is_called_what_it_is_called() -> None:
    for name, code in airports_by_name().items():
        assert resolve_place(name).airports == (find_airport(code).iata,), name


def test_every_station_and_foreign_name_is_of_its_city_and_hides_no_other() -> None:
    for name, (city, country) in cities_by_name().items():
        place = resolve_place(name)

        assert (fold(place.name), place.country) == (fold(city), country), name
        assert not gazetteer().cities_named(name), name


def test_cities_that_are_meant_first_are_among_their_namesakes() -> None:
    for name, country in MEANT_FIRST.items():
        assert country in {city.country for city in gazetteer().cities_named(name)}, name


@pytest.mark.parametrize(
    ("name", "airports"),
    [
        ("Rome Fiumicino", "FCO"),
        ("Roma Fiumicino", "FCO"),
        ("Houston Hobby", "HOU"),
        ("Belfast City", "BHD"),
        ("Shin-Osaka", "KIX ITM UKB"),
        ("Hakata station", "FUK"),
        ("Paris Gare de Lyon", "CDG ORY BVA"),
        ("Cardiff Central", "CWL"),
        ("Hamburg Hauptbahnhof", "HAM"),
        ("King's Cross", "LHR LGW STN LTN LCY"),
        ("MUC apt", "MUC"),
        ("Denver airport", "DEN"),
        ("London airport", "LHR LGW STN LTN LCY"),
    ],
)
def test_airports_and_stations_are_found_by_name(name: str, airports: str) -> None:
    assert resolve_place(name).airports == tuple(airports.split())


@pytest.mark.parametrize("name", ["station", "Central", "National", "airport", "Lyon Fiumicino"])
def test_what_names_no_place_is_none(name: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        resolve_place(name)

    assert not isinstance(caught.value, AmbiguousRequest)


@pytest.mark.parametrize(
    ("name", "other", "airport"),
    [
        ("Newcastle", "Bristol", "NCL"),
        ("Newcastle", "Sydney", "NTL"),
        ("Newcastle", "Bergen", "NCL"),
        ("Valencia", "Madrid", "VLC"),
        ("Barcelona", "Strasbourg", "BCN"),
        ("Vancouver", "Toronto", "YVR"),
        ("Córdoba", "Buenos Aires", "COR"),
        ("Bristol", None, "BRS"),
        ("Madrid", "Bogotá", "MAD"),
        ("Dundee", "London", "DND"),
        ("Barcelona", "Lisbon", "BCN"),
    ],
)
def test_of_namesakes_in_a_sentence_the_other_end_says_which(name: str, other: str | None, airport: str) -> None:
    place = resolve_place(name, in_words=True, beside=resolve_place(other, in_words=True) if other else None)

    assert place.airports[0] == airport


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Valencia", "Dublin"),
        ("Valencia", "Bogotá"),
        ("Santiago", "Lisbon"),
        ("Portland", "Boston"),
        ("Vancouver", "Seattle"),
        ("London", "Toronto"),
        ("Athens", "Atlanta"),
        ("Manchester", "Boston"),
        ("Wilmington", "Charlotte"),
    ],
)
def test_namesake_that_may_be_meant_is_asked_about(name: str, other: str) -> None:
    with pytest.raises(AmbiguousRequest):
        resolve_place(name, in_words=True, beside=resolve_place(other))
