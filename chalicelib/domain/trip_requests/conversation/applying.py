"""Applying what a message changes: a trip request in, the trip request after it out, stays and cars along with the
slices that they hang on."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

import msgspec

from chalicelib.domain.trip_requests.conversation.changes import (
    AddCar,
    AddPreference,
    AddReturn,
    AddStay,
    DropCars,
    DropPreferences,
    DropReturn,
    DropStays,
    MoveTrip,
    ReplacePlace,
    SetCabin,
    SetCostCentre,
    SetDeparture,
    SetMode,
    SetPurpose,
    SetSliceEnd,
    SetStayDay,
    SetStayTerms,
    SetWindow,
    TripChange,
    kind_of_preference,
)
from chalicelib.domain.trip_requests.preferences import AnyPreference, NearPlace, RefundableComponents
from chalicelib.domain.trip_requests.stay_dates import AskedStay, ask_again, is_same_city, settle_stay
from chalicelib.domain.trip_requests.trip_request import CarRequest, SliceRequest, StayRequest, TripRequest
from chalicelib.errors import FieldError

_PICK_UP_AT = _DROP_OFF_AT = "10:00"
_DROP_OFF_SAME_DAY_AT = "18:00"


class Applied(NamedTuple):
    """A request after a change, and what the change lacks, with pointers into that request."""

    request: TripRequest
    errors: tuple[FieldError, ...] = ()


def apply_changes(request: TripRequest, changes: Iterable[TripChange]) -> Applied:
    """Return the request after all `changes`, one after the other, with everything that they lack; changes that leave
    nothing of it change nothing."""
    errors: tuple[FieldError, ...] = ()
    after = request
    for change in changes:
        after, found = apply_change(after, change)
        errors += found
    if not (after.slices or after.stays or after.cars):
        return Applied(request, (FieldError("/slices", "nothing would be left of the trip: cancel it instead"),))
    return Applied(after, errors)


def apply_change(request: TripRequest, change: TripChange) -> Applied:
    """Return the request after one change."""
    match change:
        case MoveTrip():
            return Applied(_move_trip(request, timedelta(days=change.days)))
        case SetDeparture() | SetWindow() | SetCabin() | SetMode() | SetSliceEnd() | AddReturn() | DropReturn():
            return _with_slices(request, _change_slices(request, change))
        case ReplacePlace():
            return Applied(_replace_place(request, change))
        case AddStay() | DropStays() | SetStayDay() | SetStayTerms():
            return _change_stays(request, change)
        case AddCar() | DropCars():
            return Applied(msgspec.structs.replace(request, cars=_change_cars(request, change)))
        case AddPreference() | DropPreferences():
            preferences = _change_preferences(request, change)
            return Applied(_without_lost_places(msgspec.structs.replace(request, preferences=preferences)))
        case SetCostCentre():
            return Applied(msgspec.structs.replace(request, cost_centre=change.cost_centre, cost_centres=()))
        case SetPurpose():
            return Applied(msgspec.structs.replace(request, purpose=change.purpose))


def _move_trip(request: TripRequest, by: timedelta) -> TripRequest:
    replace = msgspec.structs.replace
    return replace(
        request,
        slices=tuple(replace(each, depart_on=each.depart_on + by) for each in request.slices),
        stays=tuple(
            replace(each, check_in=each.check_in + by, check_out=each.check_out + by) for each in request.stays
        ),
        cars=tuple(
            replace(each, pick_up_on=each.pick_up_on + by, drop_off_on=each.drop_off_on + by) for each in request.cars
        ),
    )


def _change_slices(
    request: TripRequest,
    change: SetDeparture | SetWindow | SetCabin | SetMode | SetSliceEnd | AddReturn | DropReturn,
) -> tuple[SliceRequest, ...]:
    slices = list(request.slices)
    replace = msgspec.structs.replace
    match change:
        case SetDeparture():
            slices[change.slice] = replace(slices[change.slice], depart_on=change.day)
        case SetWindow():
            slices[change.slice] = replace(slices[change.slice], **{change.end: change.window})
        case SetSliceEnd():
            slices[change.slice] = replace(slices[change.slice], **{change.end: change.place})
        case SetCabin():
            slices = [replace(e, cabin=change.cabin) if n in change.slices else e for n, e in enumerate(slices)]
        case SetMode():
            slices = [replace(e, mode=change.mode) if n in change.slices else e for n, e in enumerate(slices)]
        case AddReturn():
            last = slices[-1]
            back = replace(last, origin=last.destination, destination=slices[0].origin, depart_on=change.day)
            slices.append(replace(back, departure=None, arrival=None))
        case DropReturn():
            slices.pop()
    return tuple(slices)


def _with_slices(request: TripRequest, slices: tuple[SliceRequest, ...]) -> Applied:
    """Return the request with these slices, its stays, cars and preferences along with them."""
    stays: list[StayRequest] = []
    errors: list[FieldError] = []
    for number, stay in enumerate(request.stays):
        settled = settle_stay(ask_again(stay, request.slices, slices), slices, stays)
        errors += [error._replace(pointer=f"/stays/{number}{error.pointer}") for error in settled.errors]
        if settled.stay is not None:
            stays.append(settled.stay)
    cars = tuple(_follow(car, request.slices, slices) for car in request.cars)
    after = msgspec.structs.replace(request, slices=slices, stays=tuple(stays), cars=cars)
    return Applied(_without_lost_places(after), tuple(errors))


def _follow(car: CarRequest, before: Sequence[SliceRequest], after: Sequence[SliceRequest]) -> CarRequest:
    """Return a car along with the slices by which one arrives where it is picked up and leaves where it is dropped
    off, if it was for their days."""
    for old, new in zip(before, after, strict=False):
        if is_same_city(old.destination, car.pick_up) and old.depart_on == car.pick_up_on:
            car = msgspec.structs.replace(car, pick_up_on=new.depart_on)
        elif is_same_city(old.origin, car.drop_off) and old.depart_on == car.drop_off_on:
            car = msgspec.structs.replace(car, drop_off_on=new.depart_on)
    return car


def _replace_place(request: TripRequest, change: ReplacePlace) -> TripRequest:
    replace, before, after = msgspec.structs.replace, change.before, change.after
    slices = tuple(
        replace(
            each,
            origin=after if is_same_city(each.origin, before) else each.origin,
            destination=after if is_same_city(each.destination, before) else each.destination,
        )
        for each in request.slices
    )
    stays = tuple(
        replace(each, place=after, near=None) if is_same_city(each.place, before) else each for each in request.stays
    )
    cars = tuple(
        replace(
            each,
            pick_up=after if is_same_city(each.pick_up, before) else each.pick_up,
            drop_off=after if is_same_city(each.drop_off, before) else each.drop_off,
        )
        for each in request.cars
    )
    return replace(request, slices=slices, stays=stays, cars=cars)


def _change_stays(request: TripRequest, change: AddStay | DropStays | SetStayDay | SetStayTerms) -> Applied:
    replace, stays = msgspec.structs.replace, request.stays
    match change:
        case AddStay():
            return _add_stay(request, change)
        case DropStays():
            stays = tuple(each for number, each in enumerate(stays) if number not in change.stays)
            return Applied(_without_lost_places(replace(request, stays=stays)))
        case SetStayDay():
            moved = replace(
                stays[change.stay],
                **{change.which: change.day},
                keeps_nights=False,
                **({"begins_on_arrival": False} if change.which == "check_in" else {}),
            )
            return Applied(
                replace(request, stays=tuple(moved if n == change.stay else each for n, each in enumerate(stays)))
            )
        case SetStayTerms():
            said = dict(change.said)
            return Applied(
                replace(
                    request,
                    stays=tuple(replace(e, **said) if n in change.stays else e for n, e in enumerate(stays)),
                )
            )


def _add_stay(request: TripRequest, change: AddStay) -> Applied:
    asked = AskedStay(place=change.place, nights=change.nights)
    settled = settle_stay(asked, request.slices, request.stays)
    if settled.stay is None:
        at = f"/stays/{len(request.stays)}"
        return Applied(request, tuple(each._replace(pointer=at + each.pointer) for each in settled.errors))
    stays = sorted((*request.stays, settled.stay), key=lambda each: (each.check_in, each.check_out))
    return Applied(msgspec.structs.replace(request, stays=tuple(stays)))


def _change_cars(request: TripRequest, change: AddCar | DropCars) -> tuple[CarRequest, ...]:
    match change:
        case DropCars():
            return ()
        case AddCar():
            is_a_day = change.from_day == change.until
            added = CarRequest(
                pick_up=change.place,
                pick_up_on=change.from_day,
                pick_up_at=_PICK_UP_AT,
                drop_off=change.place,
                drop_off_on=change.until,
                drop_off_at=_DROP_OFF_SAME_DAY_AT if is_a_day else _DROP_OFF_AT,
                category=change.category,
                automatic=change.automatic,
            )
            return tuple(sorted((*request.cars, added), key=lambda each: (each.pick_up_on, each.drop_off_on)))


def _change_preferences(request: TripRequest, change: AddPreference | DropPreferences) -> tuple[AnyPreference, ...]:
    match change:
        case DropPreferences():
            return tuple(each for each in request.preferences if kind_of_preference(each) not in change.kinds)
        case AddPreference():
            new = change.preference
            others = [each for each in request.preferences if _key_of(each) != _key_of(new)]
            return (*others, new)


def _key_of(preference: AnyPreference) -> tuple[object, ...]:
    """Return what two preferences have in common of which one replaces the other."""
    about = preference.kinds if isinstance(preference, RefundableComponents) else _indexes_of(preference)
    return (kind_of_preference(preference), *about)


def _indexes_of(preference: AnyPreference) -> tuple[int, ...]:
    match preference:
        case RefundableComponents():
            return ()
        case NearPlace():
            return preference.stays
        case _:
            return preference.slices


def _without_lost_places(request: TripRequest) -> TripRequest:
    """Return the request without preferences about slices and stays that are not there any more."""
    kept: list[AnyPreference] = []
    for each in request.preferences:
        field, count = ("stays", len(request.stays)) if isinstance(each, NearPlace) else ("slices", len(request.slices))
        indexes = _indexes_of(each)
        left = tuple(index for index in indexes if index < count)
        if left == indexes:
            kept.append(each)
        elif left:
            kept.append(msgspec.structs.replace(each, **{field: left}))
    return msgspec.structs.replace(request, preferences=tuple(kept))
