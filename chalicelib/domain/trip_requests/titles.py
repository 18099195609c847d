"""What a trip is called when nobody has named it: where it goes, in the order of the request."""

from collections.abc import Sequence

from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.stay_dates import is_same_city
from chalicelib.domain.trip_requests.trip_request import CarRequest, SliceRequest, TripRequest

LONGEST_TITLE = 200
# So long may each place be that a title with one of each kind, and a count of the others, is not too long.
LONGEST_PLACE = 45


def name_trip(request: TripRequest) -> str:
    """Return the name of a trip, as "Berlin to London and Paris", "Berlin to Munich, back from Frankfurt" or "Hotel in
    London", of at most 200 characters: of many places the last ones are only counted."""
    most_named = 2 * len(request.places)
    titles = (_title(request, named) for named in range(most_named, 0, -1))
    return next(title for title in titles if len(title) <= LONGEST_TITLE)


def _title(request: TripRequest, named: int) -> str:
    """Return the title in which at most `named` places of a list stand by name."""
    if request.slices:
        return _title_journey(request.slices, named)
    hotels = [each.place for each in request.stays]
    if hotels and {place for car in request.cars for place in (car.pick_up, car.drop_off)} == set(hotels):
        both = f"{_count('Hotel', hotels)} and {_count('car', request.cars)}"
        return f"{both} in {_list_places(hotels, named)}"
    titles = []
    if request.stays:
        titles.append(f"{_count('Hotel', hotels)} in {_list_places(hotels, named)}")
    if request.cars:
        titles.append(_title_cars(request.cars, named))
    first, *others = titles
    return ", ".join([first, *map(_uncapitalise, others)])


def _title_journey(slices: Sequence[SliceRequest], named: int) -> str:
    home, last = slices[0].origin, slices[-1]
    back_from = _return_origin(slices)
    known = {home, back_from, last.destination if _comes_home(slices) else None}
    visited = [place for each in slices for place in (each.origin, each.destination)]
    cities = [place for place in visited if place not in known] or [slices[0].destination]
    back = f", back from {_shorten(back_from)}" if back_from else ""
    return f"{_shorten(home)} to {_list_places(cities, named)}{back}"


def _return_origin(slices: Sequence[SliceRequest]) -> Place | None:
    """Return where an open jaw comes home from: a place that no slice before has touched."""
    *before, last = slices
    touched = [place for each in before for place in (each.origin, each.destination)]
    return last.origin if before and _comes_home(slices) and last.origin not in touched else None


def _comes_home(slices: Sequence[SliceRequest]) -> bool:
    """Return whether the last slice leads to where the first one began, be it to another airport of the city."""
    return is_same_city(slices[-1].destination, slices[0].origin)


def _title_cars(cars: Sequence[CarRequest], named: int) -> str:
    if len(cars) == 1 and cars[0].pick_up != cars[0].drop_off:
        return f"Car from {_shorten(cars[0].pick_up)} to {_shorten(cars[0].drop_off)}"
    return f"{_count('Car', cars)} in {_list_places([each.pick_up for each in cars], named)}"


def _count(noun: str, things: Sequence[object]) -> str:
    return noun if len(things) == 1 else f"{noun}s"


def _uncapitalise(title: str) -> str:
    return title[0].lower() + title[1:]


def _list_places(places: Sequence[Place], named: int) -> str:
    """Return the first `named` of these places, each once, and how many are left."""
    names = list(dict.fromkeys(_shorten(place) for place in places))
    left = len(names) - named
    listed = [*names[:named], f"{left} more"] if left > 0 else names
    *first, last = listed
    return f"{', '.join(first)} and {last}" if first else last


def _shorten(place: Place) -> str:
    name = place.name
    return name if len(name) <= LONGEST_PLACE else f"{name[: LONGEST_PLACE - 1].rstrip()}…"
