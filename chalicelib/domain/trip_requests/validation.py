"""What is wrong with a trip request whose places are known: days that cannot be, or are not on sale, times that
contradict each other, preferences about what is not asked for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from chalicelib.domain.local_days import local_day, local_time
from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.preferences import (
    AnyPreference,
    NearPlace,
    RefundableComponents,
    TimeWindow,
    WithCarriers,
)
from chalicelib.domain.trip_requests.sale_window import SaleLimits, sale_window
from chalicelib.domain.trip_requests.stay_dates import find_stay_errors, first_day_there, is_same_city
from chalicelib.domain.trip_requests.trip_request import CarRequest, SliceRequest, TravelMode, TripRequest
from chalicelib.errors import FieldError

# By the kind of a component: what whoever sells it sells at most.
Limits = Mapping[str, SaleLimits]

_SELLERS = {"flight": "airlines sell", "rail": "railways sell", "stay": "hotels sell", "car": "car rentals sell"}


class AskedStays(NamedTuple):
    """How many stays were asked for, and the places among them of those that a request has: all but what has no nights
    yet."""

    number: int
    places: Sequence[int]


def find_trip_errors(
    request: TripRequest, now: datetime, limits: Limits, asked: AskedStays | None = None
) -> list[FieldError]:
    """Return everything that is wrong with `request` at `now`; `limits` has those of each kind that it needs. Pointers
    lead into the stays that were `asked` for, where the request does not have all of them."""
    count = len(request.stays)
    asked = asked or AskedStays(count, range(count))
    return [
        *_find_slice_errors(request.slices, now, limits),
        *_find_stay_errors(request, asked, now, limits),
        *_find_car_errors(request.cars, now, limits),
        *_find_preference_errors(request, asked),
    ]


def _find_slice_errors(slices: tuple[SliceRequest, ...], now: datetime, limits: Limits) -> Iterator[FieldError]:
    for number, each in enumerate(slices):
        at = f"/slices/{number}"
        if is_same_city(each.origin, each.destination):
            yield FieldError(f"{at}/destination", "the origin")
        kind = "rail" if each.mode is TravelMode.RAIL else "flight"
        yield from _find_unsold_day(f"{at}/departOn", each, now, limits[kind].ahead, kind)
        for name, window in (("departure", each.departure), ("arrival", each.arrival)):
            if window is not None:
                yield from _find_window_errors(f"{at}/{name}", window)
    for number, (before, after) in enumerate(pairwise(slices), 1):
        if after.depart_on < min(before.depart_on, first_day_there(before)):
            yield FieldError(f"/slices/{number}/departOn", "before the slice before it")


def _find_unsold_day(at: str, asked: SliceRequest, now: datetime, ahead: timedelta, kind: str) -> Iterator[FieldError]:
    window = sale_window(asked.origin, now, ahead)
    if asked.depart_on < window.today:
        yield FieldError(at, f"in the past: today is {window.today}")
    if asked.depart_on > window.last:
        yield FieldError(at, f"{_SELLERS[kind]} only until {window.last}")


def _find_window_errors(at: str, window: TimeWindow) -> Iterator[FieldError]:
    if window.not_before is None and window.not_after is None:
        yield FieldError(at, "says no time: give `notBefore`, `notAfter` or both, or leave it out")
    elif window.not_before is not None and window.not_after is not None and window.not_after < window.not_before:
        yield FieldError(f"{at}/notAfter", "before `notBefore`")


def _find_stay_errors(request: TripRequest, asked: AskedStays, now: datetime, limits: Limits) -> Iterator[FieldError]:
    for number, stay in zip(asked.places, request.stays, strict=True):
        at = f"/stays/{number}"
        sold_until = _today(stay.place, now) + limits["stay"].ahead
        for error in find_stay_errors(stay, request.slices, limits["stay"].nights):
            yield error._replace(pointer=at + error.pointer)
        if stay.arrives_by is None and stay.check_in < _today(stay.place, now):
            yield FieldError(f"{at}/checkIn", f"in the past: today is {_today(stay.place, now)}")
        if stay.check_out > sold_until:
            yield FieldError(f"{at}/checkOut", f"hotels sell only until {sold_until}")


def _find_car_errors(cars: tuple[CarRequest, ...], now: datetime, limits: Limits) -> Iterator[FieldError]:
    for number, car in enumerate(cars):
        at, today = f"/cars/{number}", _today(car.pick_up, now)
        sold_until = today + limits["car"].ahead
        if car.pick_up_on < today:
            yield FieldError(f"{at}/pickUpOn", f"in the past: today is {today}")
        elif car.picked_up_at < now:
            clock = local_time(now, car.pick_up.timezone)
            yield FieldError(f"{at}/pickUpAt", f"in the past: it is {clock:%H:%M} there today")
        if car.dropped_off_at <= car.picked_up_at:
            yield FieldError(f"{at}/dropOffOn", "not after the pick-up")
        days = (car.drop_off_on - car.pick_up_on).days
        if days > limits["car"].rental_days:
            yield FieldError(f"{at}/dropOffOn", f"{days} days; cars are rented for at most {limits['car'].rental_days}")
        if car.drop_off_on > sold_until:
            yield FieldError(f"{at}/dropOffOn", f"car rentals sell only until {sold_until}")


def _find_preference_errors(request: TripRequest, asked: AskedStays) -> Iterator[FieldError]:
    for number, preference in enumerate(request.preferences):
        at = f"/preferences/{number}"
        if isinstance(preference, WithCarriers) and not preference.carriers and preference.alliance is None:
            yield FieldError(at, "names neither carriers nor an alliance")
        field, indexes, count = _indexes_of(preference, request, asked)
        for place, index in enumerate(indexes):
            if index >= count:
                yield FieldError(f"{at}/{field}/{place}", f"there are {count} {field}, counted from 0")


def _indexes_of(preference: AnyPreference, request: TripRequest, asked: AskedStays) -> tuple[str, tuple[int, ...], int]:
    match preference:
        case RefundableComponents():
            return "kinds", (), 0
        case NearPlace():
            return "stays", preference.stays, asked.number
        case _:
            return "slices", preference.slices, len(request.slices)


def _today(place: Place, now: datetime) -> date:
    return local_day(now, place.timezone)
