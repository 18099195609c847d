"""Which of several cities of one name is meant: the one that clearly dominates, or the one that the other end of a
journey points at; else none is."""

from chalicelib.domain.places.gazetteer import City
from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.normalization import fold
from chalicelib.domain.places.place import Place
from chalicelib.domain.places.spoken_names import MEANT_ABROAD, MEANT_BESIDE, MEANT_FIRST

# A city is meant by its bare name when it has this many times the people of the next city of that name ...
_DOMINANCE = 20
# ... or this many times, where the next one has no airport of its own (Dublin in Ireland over Dublin in California).
_DOMINANCE_WITHOUT_AIRPORT = 5
# A namesake as near as this to the other end of a journey may be meant, if it has an airport and this many people,
# or at least this part of the people of the largest.
_NEAR, _NEAR_PEOPLE, _NEAR_SMALLER = 400_000, 40_000, 10
# A namesake in the country of the other end is meant if it has this many people, and the others are this much farther.
_OWN_COUNTRY_PEOPLE, _OWN_COUNTRY_FARTHER = 100_000, 8
# The largest namesake of all is meant where the journey stays in its country, where it is this much larger.
_LARGER_AT_HOME = 8
# ... or this much larger than the next there that has an airport of its own, and half as large again as any other.
_LARGER_WITH_AIRPORT, _LARGER_THAN_TOWN = 4, 1.5
# The largest namesake is meant if it is this much larger than the next, and the others are this much farther.
_LARGEST_LARGER, _LARGEST_FARTHER = 2, 8


def meant_first(cities: list[City]) -> City | None:
    """Return the city that a name means wherever it is said; None when it is not clear."""
    country = MEANT_FIRST.get(fold(cities[0].name))
    return winner_of(cities) or next((city for city in cities if city.country == country), None)


def choose(cities: list[City], beside: Place | None) -> City | None:
    """Return the city that a name means at one end of a journey whose other end is `beside`; None when it is not
    clear: the larger one far away, or the smaller one nearby."""
    if beside is None or len(cities) == 1:
        return meant_first(cities)
    metres = {
        city: great_circle_distance(city.latitude, city.longitude, beside.latitude, beside.longitude) for city in cities
    }
    at_home = [city for city in cities if city.country == beside.country]
    nearby = [city for city in at_home if metres[city] <= _NEAR and _may_rival(city, cities[0])]
    if winner := meant_first(cities):
        return winner if not nearby or winner in nearby else None
    if known := MEANT_BESIDE.get(fold(cities[0].name)):
        return next((city for city in cities if city.country == known), None)
    if not at_home and (known := MEANT_ABROAD.get(fold(cities[0].name))):
        nearest = min((city for city in cities if city.own), key=lambda city: metres[city])
        return nearest if nearest.country == known else None
    if at_home and at_home[0] is cities[0] and not nearby and _is_largest_by_far(cities):
        return at_home[0]
    others = {city: [metres[other] for other in cities if other is not city] for city in cities}
    if (
        at_home
        and at_home[0] is cities[0]
        and nearby in ([], at_home[:1])
        and metres[cities[0]] <= min(others[cities[0]])
        and _is_largest_with_airport(at_home)
    ):
        return at_home[0]
    if len(at_home) == 1 and at_home[0].population >= _OWN_COUNTRY_PEOPLE:
        (only,) = at_home
        if metres[only] * _OWN_COUNTRY_FARTHER <= min(others[only]):
            return only
    first, second, *_ = cities
    is_larger = first.population >= _LARGEST_LARGER * second.population
    return first if is_larger and metres[first] * _LARGEST_FARTHER <= min(others[first]) else None


def _is_largest_by_far(cities: list[City]) -> bool:
    """Return whether the first of namesakes is so much larger than the next that it is meant in its own country."""
    first, *others = cities
    return all(first.population >= _LARGER_AT_HOME * other.population for other in others)


def _is_largest_with_airport(at_home: list[City]) -> bool:
    """Return whether the first of the namesakes of one country is the one to which one flies: Columbus in Ohio."""
    first, *others = at_home
    return bool(first.own) and all(
        first.population >= (_LARGER_WITH_AIRPORT if other.own else _LARGER_THAN_TOWN) * other.population
        for other in others
    )


def _may_rival(city: City, largest: City) -> bool:
    return city.population >= (_NEAR_PEOPLE if city.own else largest.population / _NEAR_SMALLER)


def winner_of(cities: list[City]) -> City | None:
    """Return the city that a bare name means, of cities in falling order of people; None when it is not clear."""
    first, *others = cities
    for other in others:
        if first.population < other.population * (_DOMINANCE if other.own else _DOMINANCE_WITHOUT_AIRPORT):
            return None
    return first
