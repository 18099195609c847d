"""Country and city of a position: real places, the antimeridian, the poles, and the sea between."""

import pytest
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from chalicelib.domain.places.gazetteer import City, gazetteer
from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.nearest import CITY_WITHIN, COUNTRY_WITHIN, place_names_at


@pytest.mark.parametrize(
    ("position", "names"),
    [
        ((52.4736, 13.4018), ("DE", "Berlin")),  # Tempelhofer Feld, in one of its quarters
        ((52.3667, 13.5033), ("DE", "Berlin")),  # its airport, beyond its limits
        ((52.3960, 13.0580), ("DE", "Potsdam")),
        ((47.4647, 8.5492), ("CH", "Zürich")),  # its airport, in Kloten
        ((51.4700, -0.4543), ("GB", "London")),  # Heathrow
        ((40.7580, -73.9855), ("US", "New York City")),
        ((-18.1416, 178.4419), ("FJ", "Suva")),
        ((-16.8500, -179.9700), ("FJ",)),  # Taveuni, on the other side of the antimeridian from every city of Fiji
        ((64.7300, 177.5100), ("RU", "Anadyr")),
        ((78.2200, 15.6500), ("SJ", "Longyearbyen")),
        ((45.0, -35.0), ()),  # the Atlantic
        ((0.0, 0.0), ()),
        ((90.0, 0.0), ()),
        ((-90.0, 180.0), ()),
    ],
)
def test_position_is_in_the_city_that_people_would_say(position: tuple[float, float], names: tuple[str, ...]) -> None:
    assert place_names_at(*position) == names


@tuned(max_examples=8, deadline=None)
@given(st.sampled_from(gazetteer().cities), st.floats(-2, 2), st.floats(-4, 4))
def test_index_finds_what_a_look_at_every_city_finds(city: City, north: float, east: float) -> None:
    latitude = round(city.latitude + north, 2)
    longitude = round((city.longitude + east + 180) % 360 - 180, 2)
    distances = [
        (great_circle_distance(latitude, longitude, each.latitude, each.longitude), each.id, each)
        for each in gazetteer().cities
    ]
    metres, _, nearest = min(distances, key=lambda found: found[:2])
    names = place_names_at(latitude, longitude)

    assert names[:1] == ((nearest.country,) if metres <= COUNTRY_WITHIN else ())
    near = {each.name for away, _, each in distances if away <= CITY_WITHIN and each.country == nearest.country}
    assert set(names[1:]) <= near
    assert len(names) == (2 if near else int(metres <= COUNTRY_WITHIN))
