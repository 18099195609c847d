"""The shape of a trip as it is asked for in fields, made real: places found, stays put between their slices."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

import msgspec

from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.stay_dates import AskedStay, SettledStay, ask_again, is_same_city, settle_stay
from chalicelib.domain.trip_requests.trip_request import CarRequest, SliceRequest, StayRequest, TripRequest
from chalicelib.domain.trip_requests.validation import AskedStays
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.services.trip_requests.fields import RequestedCar, RequestedSlice, RequestedStay
from chalicelib.services.trip_requests.limits import CANNOT_BE_BOOKED, trip_errors_in
from chalicelib.services.trip_requests.places import NamedPlaces, find_places, imagine_place


class Shape(NamedTuple):
    """Slices, stays and cars; each as it is asked for, or as it was understood `before`, when these were the
    slices."""

    slices: Sequence[RequestedSlice | SliceRequest]
    stays: Sequence[RequestedStay | StayRequest]
    cars: Sequence[RequestedCar | CarRequest]
    before: Sequence[SliceRequest] = ()


def settle_shape(shape: Shape, around: TripRequest, answers: Mapping[str, str], now: datetime) -> TripRequest:
    """Return the request `around` with this shape. Raises InvalidInput with everything that is wrong with it,
    AmbiguousRequest with every question about its places."""
    named = _named_places(shape)
    found = find_places(named, answers, partial(_draft, shape, around), partial(_errors_of, now), CANNOT_BE_BOOKED)
    drafted = _draft(shape, around, found)
    if errors := _errors_of(now, drafted):
        raise InvalidInput(CANNOT_BE_BOOKED, errors)
    return drafted.request


def imagine_shape(shape: Shape, around: TripRequest) -> TripRequest:
    """Return the request `around` with the days of this shape, before any of its places is known; without the stays
    that have no nights."""
    unknown = {text: imagine_place(number, text) for number, text in enumerate(_named_places(shape))}
    return _draft(shape, around, unknown).request


class _Drafted(NamedTuple):
    """What is asked for, with what is wrong with it by itself."""

    request: TripRequest
    errors: tuple[FieldError, ...]
    stays: AskedStays


def _draft(shape: Shape, around: TripRequest, found: Mapping[str, Place]) -> _Drafted:
    slices = tuple(_slice(each, found) for each in shape.slices)
    stays, errors = _settle_stays(shape, slices, found)
    cars = tuple(_car(each, found) for each in shape.cars)
    request = msgspec.structs.replace(around, slices=slices, stays=tuple(stays.values()), cars=cars)
    return _Drafted(request, tuple(errors), AskedStays(len(shape.stays), tuple(stays)))


def _errors_of(now: datetime, drafted: _Drafted) -> list[FieldError]:
    """Return what is wrong: with stays that have no nights, and with all else."""
    return [*drafted.errors, *trip_errors_in(drafted.request, now, drafted.stays)]


def _named_places(shape: Shape) -> NamedPlaces:
    """Return each name of a place with the field in which it stands first."""
    fields: dict[str, str] = {}
    for text, field in _name_fields(shape):
        fields.setdefault(text, field)
    return fields


def _name_fields(shape: Shape) -> Iterator[tuple[str, str]]:
    for number, each in enumerate(shape.slices):
        if isinstance(each, RequestedSlice):
            yield each.origin, f"slices.{number}.origin"
            yield each.destination, f"slices.{number}.destination"
    for number, stay in enumerate(shape.stays):
        if isinstance(stay, RequestedStay) and stay.place is not None:
            yield stay.place, f"stays.{number}.place"
    for number, car in enumerate(shape.cars):
        if isinstance(car, RequestedCar):
            yield car.pick_up, f"cars.{number}.pickUp"
            if car.drop_off is not None:
                yield car.drop_off, f"cars.{number}.dropOff"


def _slice(asked: RequestedSlice | SliceRequest, found: Mapping[str, Place]) -> SliceRequest:
    if isinstance(asked, SliceRequest):
        return asked
    return SliceRequest(
        origin=found[asked.origin],
        destination=found[asked.destination],
        depart_on=asked.depart_on,
        mode=asked.mode,
        cabin=asked.cabin,
        departure=asked.departure,
        arrival=asked.arrival,
    )


def _car(asked: RequestedCar | CarRequest, found: Mapping[str, Place]) -> CarRequest:
    if isinstance(asked, CarRequest):
        return asked
    return CarRequest(
        pick_up=found[asked.pick_up],
        pick_up_on=asked.pick_up_on,
        pick_up_at=asked.pick_up_at,
        drop_off=found[asked.drop_off or asked.pick_up],
        drop_off_on=asked.drop_off_on,
        drop_off_at=asked.drop_off_at,
        category=asked.category,
        automatic=asked.automatic,
    )


def _settle_stays(
    shape: Shape, slices: Sequence[SliceRequest], found: Mapping[str, Place]
) -> tuple[dict[int, StayRequest], list[FieldError]]:
    """Return the stays that have nights, by their places among all, and what is wrong with the others."""
    stays: dict[int, StayRequest] = {}
    errors: list[FieldError] = []
    for number, each in enumerate(shape.stays):
        if isinstance(each, StayRequest) and tuple(slices) == tuple(shape.before):
            stays[number] = each
            continue
        asked = ask_again(each, shape.before, slices) if isinstance(each, StayRequest) else _ask(each, slices, found)
        settled = (
            settle_stay(asked, slices, list(stays.values()))
            if isinstance(asked, AskedStay)
            else SettledStay(None, (asked,))
        )
        errors += [error._replace(pointer=f"/stays/{number}{error.pointer}") for error in settled.errors]
        if settled.stay is not None:
            stays[number] = settled.stay
    return stays, errors


def _ask(stay: RequestedStay, slices: Sequence[SliceRequest], found: Mapping[str, Place]) -> AskedStay | FieldError:
    """Return a stay with its place, or what is wrong with it by itself."""
    if stay.nights is not None and stay.check_out is not None:
        return FieldError("/nights", "give `checkOut` or `nights`, not both")
    place = _place_of(stay.place, slices, found)
    if place is None:
        return FieldError("/place", "required where the trip goes to several places, or to none")
    return AskedStay(**{**msgspec.structs.asdict(stay), "place": place})


def _place_of(text: str | None, slices: Sequence[SliceRequest], found: Mapping[str, Place]) -> Place | None:
    """Return the place of a stay: as named, or where the trip goes to, if that is one place."""
    if text is not None:
        return found[text]
    away = [each.destination for each in slices if not is_same_city(each.destination, slices[0].origin)]
    one = all(is_same_city(place, away[0]) for place in away)
    return away[0] if away and one else None
