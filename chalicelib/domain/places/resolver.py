"""Real airports and cities: how a code or a name in a request becomes a place that flights and hotels serve.

A name that several cities share is never guessed: it is a question, unless one of them clearly dominates (`_winner`).
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.domain.places.gazetteer import City, Gazetteer, gazetteer
from chalicelib.domain.places.normalization import fold
from chalicelib.domain.places.place import Place
from chalicelib.domain.value import Value
from chalicelib.errors import AmbiguousRequest, Clarification, FieldError, InvalidInput, NotFound

if TYPE_CHECKING:
    import airportsdata

# A city is meant by its bare name when it has this many times the people of the next city of that name ...
_DOMINANCE = 20
# ... or this many times, where the next one has no airport of its own (Dublin in Ireland over Dublin in California).
_DOMINANCE_WITHOUT_AIRPORT = 5

_MOST_CHOICES = 8
_LONGEST_NAME = 100
_AIRPORT_WORDS = re.compile(r"\b(?:international|intercontinental|airport|intl|aerodrome)\b")
# What travellers call an airport, where its official name says something else.
_AIRPORT_NICKNAMES = {"haneda": "HND", "kennedy": "JFK", "itami": "ITM", "ataturk": "ISL", "kastrup": "CPH"}


class Airport(Value, frozen=True):
    """One airport with an IATA code; WGS 84 degrees and an IANA zone."""

    iata: str
    name: str
    city: str
    country: str
    latitude: float
    longitude: float
    timezone: str


@cache
def find_airport(iata: str) -> Airport:
    """Return the airport with this IATA code (upper case); NotFound when there is none. Source: airportsdata."""
    row = _airport_rows().get(iata)
    if row is None:
        raise NotFound(f"There is no airport with the IATA code {iata}.")
    return Airport(
        iata=iata,
        name=row["name"],
        city=row["city"],
        country=row["country"],
        latitude=row["lat"],
        longitude=row["lon"],
        timezone=row["tz"],
    )


def airport_place(airport: Airport) -> Place:
    """Return a single airport as the place of departure or arrival."""
    return Place(
        name=airport.name,
        country=airport.country,
        airports=(airport.iata,),
        latitude=airport.latitude,
        longitude=airport.longitude,
        timezone=airport.timezone,
    )


def find_places(name: str, country: str | None = None, region: str | None = None) -> tuple[Place, ...]:
    """Return every city called `name`, the largest first; `country` and `region` are names or codes that narrow it
    down."""
    book = gazetteer()
    qualifiers = [fold(given) for given in (country, region) if given]
    return tuple(book.place(city) for city in _narrow(book, book.cities_named(fold(name)), qualifiers))


def names_place(text: str) -> bool:
    """Return whether `resolve_place` would find a place, or several, in this text (a code in capitals only)."""
    return bool(_find_named_cities(text) or _by_code(text.strip()) or _airport_named(text))


def names_city(text: str) -> bool:
    """Return whether one or several cities have this name; does not need the airports, which take longer to load."""
    return bool(_find_named_cities(text))


def resolve_place(text: str, field: str = "place") -> Place:
    """Return the one place that a traveller means by a code or a name.

    Takes an IATA airport code ("BER": that airport alone), a metropolitan code ("LON": the city with all its airports;
    a code that is both is the airport), a city ("Cologne"), a city with its region or country ("London, Ontario",
    "Portland ME"), an airport's name ("London Heathrow"), or a code from the choices of a question ("geonames:...").
    InvalidInput when nothing is called so, with the nearest spellings; AmbiguousRequest with one question for `field`
    when several cities are.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST_NAME:
        raise _invalid(field, f"A place is named in 1 to {_LONGEST_NAME} characters.")
    if place := _by_code(text):
        return place
    if cities := _find_named_cities(text):
        return _only_one(cities, text, field)
    if airport := _airport_named(text):
        return airport_place(airport)
    if re.fullmatch("[a-z]{3}", text) and (place := _by_code(text.upper())):
        return place
    raise _unknown(text, field)


def _by_code(text: str) -> Place | None:
    book = gazetteer()
    if text.startswith("geonames:") and text[9:].isascii() and text[9:].isdigit():
        city = book.city(int(text[9:]))
        return book.place(city) if city else None
    coded = re.fullmatch(r"([A-Z]{3})|.*\(([A-Z]{3})\)", text)
    if coded is None:
        return None
    code = coded[1] or coded[2]
    if code in _airport_rows():
        return airport_place(find_airport(code))
    return book.place(book.metro_area(code)) if code in book.metro_areas else None


def _find_named_cities(text: str) -> list[City]:
    """Return cities of that name; of what follows a comma, or else of the last words, each must say region or
    country."""
    book = gazetteer()
    parts = text.split(",")
    for length in range(len(parts), 0, -1):  # a few names have a comma of their own: "Misato, Saitama"
        name, *qualifiers = fold(",".join(parts[:length])), *map(fold, parts[length:])
        if found := _narrow(book, book.cities_named(name), qualifiers):
            return found
    words = name.split()
    for length in range(len(words) - 1, 0, -1):
        found = _narrow(book, book.cities_named(" ".join(words[:length])), [" ".join(words[length:]), *qualifiers])
        if found:
            return found
    return []


def _narrow(book: Gazetteer, cities: list[City], qualifiers: list[str]) -> list[City]:
    return [city for city in cities if all(book.lies_in(city, word) for word in qualifiers if word)]


def _only_one(cities: list[City], text: str, field: str) -> Place:
    book = gazetteer()
    if winner := _winner(cities):
        return book.place(winner)
    choices = tuple((f"geonames:{city.id}", book.label(city)) for city in cities[:_MOST_CHOICES])
    raise AmbiguousRequest([Clarification(field, f"Which {text} do you mean?", choices)])


def _winner(cities: list[City]) -> City | None:
    """Return the city that a bare name means, of cities in falling order of people; None when it is not clear."""
    first, *others = cities
    for other in others:
        if first.population < other.population * (_DOMINANCE if other.own else _DOMINANCE_WITHOUT_AIRPORT):
            return None
    return first


def _airport_named(text: str) -> Airport | None:
    name = _AIRPORT_WORDS.sub(" ", fold(text))
    code = _airports_by_name().get(" ".join(name.split()))
    return find_airport(code) if code else None


@cache
def _airports_by_name() -> dict[str, str]:
    """Return folded name, with and without its city and the word airport -> code; names of several airports are left
    out."""
    codes: dict[str, set[str]] = {}
    for code, row in _airport_rows().items():
        name = " ".join(_AIRPORT_WORDS.sub(" ", fold(row["name"])).split())
        city = fold(row["city"])
        for known in {name, name.removeprefix(city + " "), f"{city} {name}"}:
            codes.setdefault(known, set()).add(code)
    unique = {name: next(iter(found)) for name, found in codes.items() if len(found) == 1 and len(name) > 3}
    for nickname, code in _AIRPORT_NICKNAMES.items():
        unique |= {nickname: code, f"{fold(_airport_rows()[code]['city'])} {nickname}": code}
    return unique


def _unknown(text: str, field: str) -> InvalidInput:
    near = gazetteer().near_spellings(fold(text.split(",", maxsplit=1)[0]))
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return _invalid(field, f'There is no city or airport called "{text}" that is known.{hint}')


def _invalid(field: str, detail: str) -> InvalidInput:
    return InvalidInput(detail, [FieldError(f"/{field}", detail)])


@cache
def _airport_rows() -> "dict[str, airportsdata.Airport]":
    import airportsdata

    return airportsdata.load("IATA")
