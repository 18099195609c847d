"""Whether a trip request that was read is what its sentence asks for.

A list in the place of an expected value holds all right answers; None among them means that it may be left out.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import msgspec

from chalicelib.domain.places.gazetteer import City, gazetteer
from chalicelib.domain.places.normalization import fold
from chalicelib.domain.places.place import Place
from chalicelib.domain.places.resolver import is_airport
from chalicelib.domain.trip_requests.preferences import AnyPreference, TimeWindow
from chalicelib.domain.trip_requests.reading.journeys.place_names import is_same_place
from chalicelib.domain.trip_requests.trip_request import CarRequest, SliceRequest, StayRequest, TripRequest

Json = dict[str, Any]


def find_differences(expected: Json, read: TripRequest) -> Iterator[str]:
    """Yield what was read otherwise than expected, a line each; nothing where all of it is right."""
    yield from _differ("travellers", expected.get("travellers", 1), len(read.travellers))
    yield from _names(expected.get("names", []), [each.full_name for each in read.travellers])
    for name, differ in (("slices", _slice), ("stays", _stay), ("cars", _car)):
        asked, found = expected.get(name, []), getattr(read, name)
        if len(asked) != len(found):
            yield f"{name}: {len(found)} instead of {len(asked)}"
            continue
        for number, (one, other) in enumerate(zip(asked, found, strict=True)):
            yield from (f"{name} {number}: {each}" for each in differ(one, other, expected))
    yield from _preferences(expected.get("preferences", []), read.preferences)
    if "costCentre" in expected:
        yield from _differ("cost centre", expected["costCentre"], read.cost_centre)
    yield from _purpose(_right_answers(expected.get("purpose")), read.purpose)


def _slice(asked: Json, read: SliceRequest, whole: Json) -> Iterator[str]:
    yield from _airports("from", asked["from"], read.origin)
    yield from _airports("to", asked["to"], read.destination)
    yield from _differ("on", asked["on"], read.depart_on.isoformat())
    yield from _differ("mode", asked.get("mode", "air"), read.mode.value)
    yield from _differ("cabin", asked.get("cabin", whole.get("cabin", "economy")), read.cabin.value)
    yield from _window("departure", asked.get("departure", [None, None]), read.departure)
    yield from _window("arrival", asked.get("arrival", [None, None]), read.arrival)


def _stay(asked: Json, read: StayRequest, _: Json) -> Iterator[str]:
    yield from _city(asked["city"], read.place)
    yield from _differ("check-in", asked["checkIn"], read.check_in.isoformat())
    yield from _differ("check-out", asked["checkOut"], read.check_out.isoformat())
    yield from _differ("a night", asked.get("maxNightly"), read.nightly_cap and msgspec.to_builtins(read.nightly_cap))
    yield from _differ("in all", asked.get("maxTotal"), read.total_cap and msgspec.to_builtins(read.total_cap))
    yield from _differ("stars", asked.get("minStars"), read.min_stars)
    yield from _differ("refundable", asked.get("refundable", False), read.refundable)
    near = [each and fold(each) for each in _right_answers(asked.get("near"))]
    found = fold(read.near.name) if read.near else "centre" if read.near_centre else None
    if not any(found == each or (found and each and (found in each or each in found)) for each in near):
        yield f"near {found} instead of {near}"


def _car(asked: Json, read: CarRequest, _: Json) -> Iterator[str]:
    yield from _city(asked["city"], read.pick_up)
    yield from _city(asked["dropOff"] if "dropOff" in asked else asked["city"], read.drop_off)
    yield from _differ("pick-up", asked["pickUpOn"], read.pick_up_on.isoformat())
    yield from _differ("drop-off", asked["dropOffOn"], read.drop_off_on.isoformat())
    for name, found in (
        ("pickUpAt", read.pick_up_at),
        ("dropOffAt", read.drop_off_at),
        ("category", read.category.value),
    ):
        if name in asked:
            yield from _differ(name, asked[name], found)
    yield from _differ("automatic", asked.get("automatic", False), read.automatic)


def _right_answers(expected: Any) -> list[Any]:
    return expected if isinstance(expected, list) else [expected]


def _differ(name: str, expected: Any, read: Any) -> Iterator[str]:
    if read not in _right_answers(expected):
        yield f"{name} {read} instead of {expected}"


def _airports(name: str, expected: str | list[str], read: Place) -> Iterator[str]:
    right = _is_alone(expected, read) if isinstance(expected, str) else not set(expected).isdisjoint(read.airports)
    if not right:
        yield f"{name} {read.name} {read.airports} instead of {expected}"


def _is_alone(expected: str, read: Place) -> bool:
    """Return whether a place is an airport and no other, or the city that it is the main one of, unless such a city has
    a code of its own ("LON") by which it would have been expected."""
    has_own_code = any(city.airports.split() == list(read.airports) for city in _with_own_codes())
    return read.airports == (expected,) or (read.airports[0] == expected and not is_airport(read) and not has_own_code)


@cache
def _with_own_codes() -> tuple[City, ...]:
    book = gazetteer()
    return tuple(book.metro_area(code) for code in book.metro_areas if code not in book.metro_area(code).airports)


def _city(expected: str | list[str], read: Place) -> Iterator[str]:
    names = {fold(each) for each in _right_answers(expected)}
    is_named = fold(read.name) in names or any(is_same_place(each, read.name) for each in _right_answers(expected))
    if not is_named and names.isdisjoint(code.lower() for code in read.airports):
        yield f"in {read.name} instead of {expected}"


def _window(name: str, expected: Sequence[Any], read: TimeWindow | None) -> Iterator[str]:
    found = (read.not_before, read.not_after) if read else (None, None)
    for end, right, time in zip(("from", "until"), expected, found, strict=True):
        yield from _differ(f"{name} {end}", right, time)


def _names(expected: Sequence[Any], read: Sequence[str]) -> Iterator[str]:
    found = [fold(each) for each in read]
    for name in expected:
        right = _right_answers(name)
        if None not in right and not any(fold(each) in one for each in right for one in found):
            yield f"{name} does not travel"


def _preferences(expected: Sequence[Json], read: Sequence[AnyPreference]) -> Iterator[str]:
    left = [msgspec.json.decode(msgspec.json.encode(each)) for each in read]
    for each in expected:
        same = next((one for one in left if _is_same(each, one)), None)
        if same is None:
            yield f"no {each}"
        else:
            left.remove(same)
    yield from (f"unasked {each}" for each in left)


def _is_same(expected: Json, read: Json) -> bool:
    return all(read.get(name) in _right_answers(value) or read.get(name) == value for name, value in expected.items())


def _purpose(right: Sequence[str | None], read: str | None) -> Iterator[str]:
    if read is None and None in right:
        return
    folded = fold(read or "")
    if not any(each and (fold(each) in folded or (folded and folded in fold(each))) for each in right):
        yield f"for {read!r} instead of {right}"
