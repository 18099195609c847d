"""An item in words, for programs that show text: where it is, and when by the clock there.

What a ticket says, local times and airports, stands so in a calendar, whichever zone the calendar is shown in.
"""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.domain.local_days import local_time
from chalicelib.domain.places.resolver import Airport, find_airport
from chalicelib.domain.timestamps import clamp_moment
from chalicelib.domain.trips.item import Item, ItemKind, ItemPlace
from chalicelib.errors import NotFound

_JOURNEYS = frozenset({ItemKind.FLIGHT, ItemKind.RAIL, ItemKind.RIDE})
_WORDS = {ItemKind.STAY: ("Check-in", "Check-out")}


def title_of(item: Item) -> str:
    """Return the item's name; that of a journey with the local times of departure and arrival, and a flight's cities:
    "JL74 Tokyo (HND) 3 March 20:25 to Honolulu (HNL) 3 March 08:15"."""
    departs, arrives = _local_times(item)
    if item.kind not in _JOURNEYS or departs is None or arrives is None:
        return item.name
    dated = departs.date() != arrives.date()
    times = tuple(f"{_day(each)} {each:%H:%M}" if dated else f"{each:%H:%M}" for each in (departs, arrives))
    if item.origin is None or item.destination is None:
        return f"{item.name}, {times[0]} to {times[1]} local time"
    cities = tuple(f"{_city_of(code)} ({code})" for code in (item.origin, item.destination))
    return f"{item.name.split()[0]} {cities[0]} {times[0]} to {cities[1]} {times[1]}"


def description_of(item: Item) -> str:
    """Return what was written of the item, and its local times with their zones; of a flight with its airports."""
    return "\n".join([*([item.description] if item.description else []), *_when_and_where(item)])


def place_of(item: Item) -> ItemPlace | None:
    """Return where the item is: as it says, or the airport that it departs from."""
    if item.place is not None or item.origin is None:
        return item.place
    airport = _known_airport(item.origin)
    if airport is None:
        return ItemPlace(name=item.origin)
    return ItemPlace(name=_airport_name(item.origin), latitude=airport.latitude, longitude=airport.longitude)


def _when_and_where(item: Item) -> Iterator[str]:
    words = ("Departs", "Arrives") if item.kind in _JOURNEYS else _WORDS.get(item.kind, ("Starts", "Ends"))
    places = (
        item.origin and f" from {_airport_name(item.origin)}",
        item.destination and f" at {_airport_name(item.destination)}",
    )
    for word, local, zone, place in zip(words, _local_times(item), item.zones, places, strict=True):
        if local is not None:
            offset = local.isoformat()[-6:]
            yield f"{word} {_day(local)} {local.year}, {local:%H:%M} {zone} (UTC{offset}){place or ''}"


def _local_times(item: Item) -> tuple[datetime | None, datetime | None]:
    """Return when the item starts and ends by the clocks there; None for what is not known."""
    start_zone, end_zone = item.zones
    return _local(item.starts_at, start_zone), _local(item.ends_at, end_zone)


def _local(moment: datetime | None, zone: str | None) -> datetime | None:
    return local_time(clamp_moment(moment), zone) if moment and zone else None


def _day(local: datetime) -> str:
    return f"{local.day} {local:%B}"


def _airport_name(code: str) -> str:
    airport = _known_airport(code)
    return f"{airport.name} ({code}), {airport.city}, {airport.country}" if airport else code


def _city_of(code: str) -> str:
    airport = _known_airport(code)
    return airport.city if airport and airport.city else code


def _known_airport(code: str) -> Airport | None:
    try:
        return find_airport(code)
    except NotFound:  # a row of before may name one that the list has lost since
        return None
