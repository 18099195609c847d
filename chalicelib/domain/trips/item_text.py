"""An item in words, for programs that show text: where it is, and when by the clock there.

What a ticket says, local times, airports and stations, stands so in a calendar, whichever zone the calendar is shown
in.
"""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.domain.local_days import local_time
from chalicelib.domain.places.resolver import Airport, find_airport
from chalicelib.domain.timestamps import clamp_moment
from chalicelib.domain.trips.item import Item, ItemKind, ItemPlace
from chalicelib.errors import NotFound

_JOURNEYS = frozenset({ItemKind.FLIGHT, ItemKind.RAIL, ItemKind.RIDE})
_WORDS = {
    **dict.fromkeys(_JOURNEYS, ("Departs", "Arrives")),
    ItemKind.STAY: ("Check-in", "Check-out"),
    ItemKind.CAR: ("Pick-up", "Drop-off"),
}


def title_of(item: Item) -> str:
    """Return the item's name; that of a journey with the local times of departure and arrival, a flight's cities and a
    train's stations: "JL74 Tokyo (HND) 3 March 20:25 to Honolulu (HNL) 3 March 08:15"."""
    departs, arrives = _local_times(item)
    if item.kind not in _JOURNEYS or departs is None or arrives is None:
        return item.name
    dated = departs.date() != arrives.date()
    times = tuple(f"{_day(each)} {each:%H:%M}" if dated else f"{each:%H:%M}" for each in (departs, arrives))
    if item.origin is None or item.destination is None:
        return f"{item.name}, {times[0]} to {times[1]} local time"
    number = item.name.removesuffix(f" {item.origin} to {item.destination}")
    ends = tuple(_short_place(item, each) for each in (item.origin, item.destination))
    return f"{number} {ends[0]} {times[0]} to {ends[1]} {times[1]}"


def description_of(item: Item) -> str:
    """Return what was written of the item, and its local times with their zones; of a flight, a train or a
    car with where it begins and ends."""
    return "\n".join([*([item.description] if item.description else []), *_when_and_where(item)])


def place_of(item: Item) -> ItemPlace | None:
    """Return where the item is: as it says, or the airport or station that it departs from."""
    if item.place is not None or item.origin is None:
        return item.place
    airport = _known_airport(item, item.origin)
    if airport is None:
        return ItemPlace(name=item.origin)
    return ItemPlace(name=_full_name(airport), latitude=airport.latitude, longitude=airport.longitude)


def _when_and_where(item: Item) -> Iterator[str]:
    words = _WORDS.get(item.kind, ("Starts", "Ends"))
    places = (
        item.origin and f" {_preposition(item)} {_long_place(item, item.origin)}",
        item.destination and f" at {_long_place(item, item.destination)}",
    )
    for word, local, zone, place in zip(words, _local_times(item), item.zones, places, strict=True):
        if local is not None:
            offset = local.isoformat()[-6:]
            yield f"{word} {_day(local)} {local.year}, {local:%H:%M} {zone} (UTC{offset}){place or ''}"


def _preposition(item: Item) -> str:
    return "from" if item.kind in _JOURNEYS else "at"


def _local_times(item: Item) -> tuple[datetime | None, datetime | None]:
    """Return when the item starts and ends by the clocks there; None for what is not known."""
    start_zone, end_zone = item.zones
    return _local(item.starts_at, start_zone), _local(item.ends_at, end_zone)


def _local(moment: datetime | None, zone: str | None) -> datetime | None:
    return local_time(clamp_moment(moment), zone) if moment and zone else None


def _day(local: datetime) -> str:
    return f"{local.day} {local:%B}"


def _long_place(item: Item, place: str) -> str:
    """Return the airport of a flight in full, and the station of anything else as it is called."""
    airport = _known_airport(item, place)
    return _full_name(airport) if airport else place


def _short_place(item: Item, place: str) -> str:
    """Return the city of a flight's airport with its code, and the station of a train as it is called."""
    if item.kind is not ItemKind.FLIGHT:
        return place
    airport = _known_airport(item, place)
    return f"{airport.city if airport and airport.city else place} ({place})"


def _full_name(airport: Airport) -> str:
    return f"{airport.name} ({airport.iata}), {airport.city}, {airport.country}"


def _known_airport(item: Item, code: str) -> Airport | None:
    if item.kind is not ItemKind.FLIGHT:
        return None
    try:
        return find_airport(code)
    except NotFound:  # a row of before may name one that the list has lost since
        return None
