"""The book of cities: GeoNames' cities with the airports that serve them, read once from data/places.json.

`local/make_places.py` makes the file; docs/decisions says how cities, names and airports were chosen.
"""

from collections.abc import Iterator, KeysView
from functools import cache
from pathlib import Path

import msgspec

from chalicelib.domain.places.normalization import fold
from chalicelib.domain.places.place import Place

_FILE = Path(__file__).parent / "data" / "places.json"
_MOST_SUGGESTIONS = 3


class City(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A row of the file: `region` and `zone` are indices, `airports` codes with the main one first.

    `own` is 1 when the airports are the city's own and 0 when they are a neighbour's; `known_as` holds folded names.
    """

    id: int
    name: str
    region: int
    country: str
    latitude: float
    longitude: float
    population: int
    zone: int
    own: int
    airports: str
    known_as: str


class _Contents(msgspec.Struct, frozen=True, rename="camel"):
    countries: dict[str, str]
    metro_areas: dict[str, int]
    regions: list[str]
    zones: list[str]
    cities: list[City]


class Gazetteer:
    """Cities by name, by id and by metropolitan code."""

    def __init__(self, contents: _Contents) -> None:
        self.metro_areas = contents.metro_areas
        self.cities = contents.cities
        self._regions = contents.regions
        self._countries = contents.countries
        self._zones = contents.zones
        self._by_name: dict[str, list[City]] = {}
        for city in contents.cities:  # in falling order of population, and so is each list
            self._by_name.setdefault(fold(city.name), []).append(city)
            for name in city.known_as.split("|") if city.known_as else ():
                self._by_name.setdefault(name, []).append(city)

    def cities_named(self, folded: str) -> list[City]:
        """Return cities with this folded name, the largest first."""
        found = self._by_name.get(folded, [])
        return sorted(found, key=lambda city: -city.population) if len(found) > 1 else found

    @property
    def names(self) -> KeysView[str]:
        """Every folded name of every city."""
        return self._by_name.keys()

    @property
    def regions(self) -> Iterator[str]:
        """Every name and code of every region and country."""
        for names in (*self._regions, *self._countries.values()):
            yield from names.split("|")
        yield from self._countries

    def city(self, identity: int) -> City | None:
        """Return the city with this GeoNames id."""
        return next((city for city in self.cities if city.id == identity), None)

    def metro_area(self, code: str) -> City:
        """Return the city with this metropolitan code; KeyError when there is none."""
        identity = self.metro_areas[code]
        return next(city for city in self.cities if city.id == identity)

    def lies_in(self, city: City, folded: str) -> bool:
        """Return whether `folded` is a name or a code of the city's country or region."""
        if folded == fold(city.country):
            return True
        names = f"{self._countries[city.country]}|{self._regions[city.region]}".split("|")
        return any(folded == fold(name) for name in names if name)

    def place(self, city: City) -> Place:
        return Place(
            name=city.name,
            country=city.country,
            airports=tuple(city.airports.split()),
            latitude=city.latitude,
            longitude=city.longitude,
            timezone=self._zones[city.zone],
        )

    def label(self, city: City) -> str:
        """Return what tells a city from its namesakes: "London, Ontario, Canada (YXU)"."""
        region = self._regions[city.region].split("|")[0]
        country = self._countries[city.country].split("|")[0]
        names = [city.name, *([region] if region and region not in {city.name, country} else []), country]
        return f"{', '.join(names)} ({city.airports.split()[0]})"

    def near_spellings(self, folded: str) -> list[str]:
        """Return names of cities spelt nearly like `folded`, the nearest first."""
        from difflib import get_close_matches

        alike = [name for name in self._by_name if name[:1] == folded[:1] and abs(len(name) - len(folded)) <= 2]
        near = get_close_matches(folded, alike, n=_MOST_SUGGESTIONS, cutoff=0.75)
        return list(dict.fromkeys(self.cities_named(name)[0].name for name in near))


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer that ships with this package."""
    return Gazetteer(msgspec.json.decode(_FILE.read_bytes(), type=_Contents))
