"""Real airports and cities: how a code or a name in a request becomes a place that flights and hotels serve.

A name that several cities share is never guessed: it is a question, unless one of them clearly dominates (`namesakes`).
"""

import re
from collections.abc import Collection
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from chalicelib.domain.places.gazetteer import City, Gazetteer, gazetteer
from chalicelib.domain.places.namesakes import choose, meant_first, winner_of
from chalicelib.domain.places.normalization import fold
from chalicelib.domain.places.place import Place
from chalicelib.domain.places.spoken_names import airports_by_name, cities_by_name
from chalicelib.domain.value import Value
from chalicelib.errors import AmbiguousRequest, Clarification, FieldError, InvalidInput, NotFound

if TYPE_CHECKING:
    import airportsdata

_MOST_CHOICES = 8
_LONGEST_NAME = 100
_AIRPORT_WORDS = re.compile(r"\b(?:international|intercontinental|airport|intl|aerodrome)\b")
# What stations are called behind the names of their cities, each in the words of its country.
_STATION_NAMES = (
    "europe", "flandres", "nord", "sud", "ost", "ostbahnhof", "sudkreuz", "altona", "dammtor", "spandau", "messe",
    "midi", "zuid", "centrum", "matabiau", "sbb", "cff", "hb", "saint charles", "st charles", "saint jean", "st jean",
    "tgv", "ville", "glowny", "glowna", "hlavni nadrazi", "keleti", "nyugati", "termini",
)  # fmt: skip
# Words behind the name of a city that say which of its stations or airports is meant, where that makes no difference.
_OF_A_CITY = re.compile(
    r"\b(?:(?:main|central|train|railway|rail|north|south|east|west) station|station|central(?:e|station)?|centraal|hbf"
    r"|hauptbahnhof|airport|apt|city cent(?:re|er)|downtown|city|proper|area"
    rf"|{'|'.join(_STATION_NAMES)})$"
)
_LAST_WORDS = frozenset((
    "station", "central", "centrale", "centralstation", "centraal", "hbf", "hauptbahnhof", "airport", "apt", "centre",
    "center", "downtown", "city", "proper", "area", "international", "intercontinental", "intl", "aerodrome",
    *(name.split()[-1] for name in _STATION_NAMES),
))  # fmt: skip
# Words that are the names of airports, once "airport" is taken away, and mean none.
_NO_NAMES = frozenset((
    "station", "central", "republic", "union", "victory", "freedom", "national", "regional", "municipal", "county",
    "city", "executive", "private", "island", "lake", "mission", "camp", "base", "north", "south", "east", "west",
    "new", "old", "field", "metro", "metropolitan", "home", "global", "enterprise", "pioneer", "eagle", "falcon",
    "phoenix", "express", "general", "memorial", "river", "bay",
))  # fmt: skip


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


def is_airport_code(iata: str) -> bool:
    """Return whether an airport has this IATA code (upper case)."""
    return iata in _airport_rows()


def is_airport(place: Place) -> bool:
    """Return whether a place is a single airport, and no city."""
    row = _airport_rows().get(place.airports[0])
    return row is not None and row["name"] == place.name


def city_of(place: Place) -> Place:
    """Return the city that an airport is of, where one stays the night; any other place itself."""
    if not is_airport(place):
        return place
    book, code = gazetteer(), place.airports[0]
    named = book.cities_named(fold(_airport_rows()[code]["city"]))
    return next(
        (book.place(each) for each in named if each.country == place.country and code in each.airports.split()), place
    )


def most_words_of_a_name(word: str) -> int:
    """Return how many words the longest name of a place has that begins with this word, codes included; 0 where none
    does. What stands behind a name, its region or its country, is not counted."""
    folded = fold(word).split()
    longest = _longest_names().get(folded[0], 0) if folded else 0
    return longest or int(bool(re.match(r"[A-Z]{3}(?![A-Za-z])", word)) and bool(_by_code(word[:3])))


def may_name_place(text: str) -> bool:
    """Return whether a text is a name, or ends as one with its region, its country or its station does: a quick look
    before the long one of `names_place`."""
    folded = fold(text)
    words = folded.split()
    if not words or "(" in text:
        return bool(words)
    if any(folded in names for names in _all_names()) or words[-1] in _last_words():
        return True
    return _airport_of_city(text) is not None


def _all_names() -> tuple[Collection[str], ...]:
    return gazetteer().names, _airports_by_name(), airports_by_name(), cities_by_name()


@cache
def _last_words() -> frozenset[str]:
    stations = [*airports_by_name(), *cities_by_name()]
    last = {name.split()[-1] for name in (*_regions(), *stations) if name}
    return frozenset(last | _LAST_WORDS)


@cache
def _longest_names() -> dict[str, int]:
    longest: dict[str, int] = {}
    for names in _all_names():
        for name in names:
            first, *others = name.split() or [""]
            longest[first] = max(longest.get(first, 0), 1 + len(others))
    return longest


def names_place(text: str) -> bool:
    """Return whether `resolve_place` would find a place, or several, in this text (a code in capitals only)."""
    return bool(_find_named_cities(text) or _by_code(text.strip()) or _airport_named(text) or _city_spoken_of(text))


def names_region(text: str) -> bool:
    """Return whether a region or a country has this name or code."""
    return fold(text) in _regions()


@cache
def _regions() -> frozenset[str]:
    return frozenset(fold(name) for name in gazetteer().regions if name)


def names_city(text: str) -> bool:
    """Return whether one or several cities have this name; does not need the airports, which take longer to load."""
    return bool(_find_named_cities(text))


def resolve_place(text: str, field: str = "place", *, in_words: bool = False, beside: Place | None = None) -> Place:
    """Return the one place that a traveller means by a code or a name.

    Takes an IATA airport code ("BER": that airport alone), a metropolitan code ("LON": the city with all its airports;
    a code that is both is the airport), a city ("Cologne"), a city with its region or country ("London, Ontario",
    "Portland ME"), an airport's name ("London Heathrow"), a station's ("Gare de Lyon"), or a code from the choices of a
    question ("geonames:..."). `in_words`: it stands in a sentence, where the best known of namesakes is meant, or the
    one that `beside`, the other end of the journey, points at.
    InvalidInput when nothing is called so, with the nearest spellings; AmbiguousRequest with one question for `field`
    when several cities are.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST_NAME:
        raise _invalid(field, f"A place is named in 1 to {_LONGEST_NAME} characters.")
    if place := _by_code(text):
        return place
    if airport := _airport_spoken_of(text):
        return airport_place(airport)
    if cities := _find_named_cities(text):
        return _only_one(cities, text, field, choose(cities, beside) if in_words else winner_of(cities))
    if fold(text) not in cities_by_name() and (airport := _airport_named(text)) and not _is_elsewhere(airport, text):
        return airport_place(airport)
    if cities := _city_spoken_of(text):
        return _only_one(cities, text, field, choose(cities, beside) if in_words else winner_of(cities))
    if re.fullmatch("[a-z]{3}", text) and (place := _by_code(text.upper())):
        return place
    raise _unknown(text, field)


def _by_code(text: str) -> Place | None:
    book = gazetteer()
    if text.startswith("geonames:") and text[9:].isascii() and text[9:].isdigit():
        city = book.city(int(text[9:]))
        return book.place(city) if city else None
    coded = re.fullmatch(r"([A-Z]{3})(?: (?:[Aa]irport|[Aa]pt))?|.*\(([A-Z]{3})\)", text)
    if coded is None:
        return _airport_of_city(text)
    code = coded[1] or coded[2]
    if code in _airport_rows():
        return airport_place(find_airport(code))
    return book.place(book.metro_area(code)) if code in book.metro_areas else None


def _airport_of_city(text: str) -> Place | None:
    """Return the airport whose code stands behind the name of its city: "New York JFK"."""
    named = re.fullmatch(r"([^,()]{2,60}?),? ([A-Z]{3})", text)
    if named is None or named[2] not in _airport_rows():
        return None
    cities = gazetteer().cities_named(fold(named[1]))
    is_of_it = any(named[2] in city.airports.split() for city in cities)
    return airport_place(find_airport(named[2])) if is_of_it else None


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
        named = book.cities_named(" ".join(words[:length]))
        if named and (found := _narrow(book, named, [" ".join(words[length:]), *qualifiers])):
            return found
    return []


def _narrow(book: Gazetteer, cities: list[City], qualifiers: list[str]) -> list[City]:
    return [city for city in cities if all(book.lies_in(city, word) for word in qualifiers if word)]


def _only_one(cities: list[City], text: str, field: str, winner: City | None) -> Place:
    book = gazetteer()
    if winner:
        return book.place(winner)
    choices = tuple((f"geonames:{city.id}", book.label(city)) for city in cities[:_MOST_CHOICES])
    raise AmbiguousRequest([Clarification(field, f"Which {text} do you mean?", choices)])


def _airport_named(text: str) -> Airport | None:
    code = _airports_by_name().get(_without_airport_words(fold(text)))
    return _airport_spoken_of(text) or (find_airport(code) if code else None)


def _is_elsewhere(airport: Airport, text: str) -> bool:
    """Return whether an airport that has the name of a city is that of a lesser namesake: "London airport" is none in
    Ontario."""
    cities = _find_named_cities(" ".join(_AIRPORT_WORDS.sub(" ", fold(text)).split()))
    meant = meant_first(cities) if cities else None
    return meant is not None and airport.iata not in meant.airports.split()


def _airport_spoken_of(text: str) -> Airport | None:
    """Return the airport that travellers call so, by its name alone or behind its city's."""
    folded = fold(text)
    name = _without_airport_words(folded)
    known = airports_by_name()
    if code := known.get(folded) or known.get(name):
        return find_airport(code)
    words = name.split()
    for length in range(1, len(words)):
        code = known.get(" ".join(words[length:]))
        if code and any(code in city.airports.split() for city in gazetteer().cities_named(" ".join(words[:length]))):
            return find_airport(code)
    return None


@lru_cache(maxsize=2048)
def _without_airport_words(folded: str) -> str:
    return " ".join(_AIRPORT_WORDS.sub(" ", folded).split())


def _city_spoken_of(text: str) -> list[City]:
    """Return the city that has such a name elsewhere, or such a station, or behind whose name one is named."""
    book, folded = gazetteer(), fold(text)
    known = cities_by_name()
    if folded in known:
        name, country = known[folded]
        return [city for city in book.cities_named(fold(name)) if city.country == country][:1]
    if (shorter := _OF_A_CITY.sub("", folded).strip()) != folded and shorter:
        return _find_named_cities(shorter) or _city_spoken_of(shorter)
    words = folded.split()
    for length in range(1, len(words)):
        station = known.get(" ".join(words[length:]))
        if station is None:
            continue
        found = [city for city in book.cities_named(" ".join(words[:length])) if city.country == station[1]]
        if found and fold(station[0]) in {fold(city.name) for city in found}:
            return found[:1]
    return []


@cache
def _airports_by_name() -> dict[str, str]:
    """Return folded name, with and without its city and the word airport -> code; names of several airports are left
    out."""
    codes: dict[str, set[str]] = {}
    for code, row in _airport_rows().items():
        name = _without_airport_words(fold(row["name"]))
        city = fold(row["city"])
        for known in {name, name.removeprefix(city + " "), f"{city} {name}"} - _NO_NAMES:
            codes.setdefault(known, set()).add(code)
    return {name: next(iter(found)) for name, found in codes.items() if len(found) == 1 and len(name) > 3}


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
