"""Which slices a stay lies between, and from which night to which morning it lasts: as asked, or as its journey says.

A trip is slices in order of time, with a gap before the first, between any two, and after the last. A stay lies in one
of the gaps: where the slice before it arrives, or the slice after it departs, or both. One that lies at neither is
reached by oneself.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated, NamedTuple

import msgspec

from chalicelib.domain.money import Money
from chalicelib.domain.places.place import Landmark, Place
from chalicelib.domain.trip_requests.arrivals import earliest_arrival
from chalicelib.domain.trip_requests.trip_request import SliceRequest, StayRequest
from chalicelib.domain.value import Value
from chalicelib.errors import FieldError

# One who travels on no further checks in when they arrive: by night, or with a wait on the way, two days at most after
# the first day on which they can be there, which across the date line is later than that of departure itself.
ARRIVES_WITHIN = timedelta(days=2)
# Who leaves after midnight, or late in the evening, keeps the room for a night more.
KEEPS_ROOM = timedelta(days=1)


class AskedStay(Value, frozen=True, kw_only=True):
    """A stay as it is asked for: what is left out follows from the slices."""

    place: Place
    check_in: date | None = None
    check_out: date | None = None
    nights: Annotated[int, msgspec.Meta(ge=1)] | None = None
    nightly_cap: Money | None = None
    total_cap: Money | None = None
    near_centre: bool = False
    near: Landmark | None = None
    min_stars: int | None = None
    refundable: bool = False


class SettledStay(NamedTuple):
    """A stay with its nights, or what is missing for them, with pointers that begin at the stay."""

    stay: StayRequest | None
    errors: tuple[FieldError, ...] = ()


class _Gap(NamedTuple):
    """Between which slices, by their places, one may stay; None before the first and after the last."""

    after: int | None
    before: int | None


def settle_stay(asked: AskedStay, slices: Sequence[SliceRequest], taken: Sequence[StayRequest] = ()) -> SettledStay:
    """Return the stay with its nights, in its gap; `taken` are the stays before it: who goes on from one of them to
    another of the same gap does not arrive there by the slice."""
    gap = _choose_gap(asked, slices, taken)
    if gap.after is not None and any(each.arrives_by == gap.after for each in taken):
        gap = gap._replace(after=None)
    arrival = slices[gap.after] if gap.after is not None else None
    departure = slices[gap.before] if gap.before is not None else None
    check_in = asked.check_in or (arrival.depart_on if arrival else None)
    if check_in is None:
        detail = "required where no slice arrives at the place of the stay, or another stay begins on its arrival"
        return SettledStay(None, (FieldError("/checkIn", detail),))
    check_out = _check_out(asked, check_in, departure)
    if check_out is None:
        detail = "required, or `nights`, where no slice departs from the place of the stay"
        return SettledStay(None, (FieldError("/checkOut", detail),))
    return SettledStay(
        StayRequest(
            place=asked.place,
            check_in=check_in,
            check_out=check_out,
            nightly_cap=asked.nightly_cap,
            total_cap=asked.total_cap,
            near_centre=asked.near_centre,
            near=asked.near,
            min_stars=asked.min_stars,
            refundable=asked.refundable,
            begins_on_arrival=asked.check_in is None,
            keeps_nights=asked.nights is not None and asked.check_out is None,
            arrives_by=gap.after,
            leaves_by=gap.before,
        )
    )


def ask_again(stay: StayRequest, before: Sequence[SliceRequest], after: Sequence[SliceRequest]) -> AskedStay:
    """Return a settled stay as it is to be asked for beside other slices. One that had no dates of its own goes along
    with them, to where the slice leads by which it is reached, unless one of them still leads to its place."""
    arrival = before[stay.arrives_by] if stay.arrives_by is not None else None
    departure = before[stay.leaves_by] if stay.leaves_by is not None else None
    nights = (arrival and arrival.depart_on, departure and departure.depart_on)
    follows = stay.keeps_nights or (stay.check_in, stay.check_out) == nights
    place = _leads_to(stay, after)
    has_end = any(is_same_city(place, each.origin) for each in after[1:])
    return AskedStay(
        place=place,
        check_in=None if arrival is not None and (follows or stay.begins_on_arrival) else stay.check_in,
        check_out=None if stay.keeps_nights or (follows and has_end) else stay.check_out,
        nights=stay.nights if stay.keeps_nights else None,
        nightly_cap=stay.nightly_cap,
        total_cap=stay.total_cap,
        near_centre=stay.near_centre,
        near=stay.near,
        min_stars=stay.min_stars,
        refundable=stay.refundable,
    )


def find_stay_errors(stay: StayRequest, slices: Sequence[SliceRequest], most_nights: int) -> Iterator[FieldError]:
    """Yield what is wrong with the nights of a stay beside its journey, which lie from the first arrival that can be to
    the departure, and with its caps and the place to be near. Pointers begin at the stay."""
    arrival = slices[stay.arrives_by] if stay.arrives_by is not None else None
    departure = slices[stay.leaves_by] if stay.leaves_by is not None else None
    if arrival is not None and stay.check_in < first_day_there(arrival):
        yield FieldError("/checkIn", "before the departure of the slice that arrives there")
    elif departure is not None and stay.check_in > departure.depart_on:
        yield FieldError("/checkIn", "after the slice that departs from there")
    elif departure is None and arrival is not None and stay.check_in > _last_day_to_arrive(arrival):
        yield FieldError("/checkIn", f"more than {ARRIVES_WITHIN.days} days after one can arrive there")
    if stay.check_out <= stay.check_in:
        yield FieldError("/checkOut", "not after the check-in")
    elif departure is not None and stay.check_out > departure.depart_on + KEEPS_ROOM:
        yield FieldError("/checkOut", "after the slice that departs from there")
    if stay.nights > most_nights:
        yield FieldError("/checkOut", f"{stay.nights} nights; hotels sell at most {most_nights}")
    for name, cap in (("nightlyCap", stay.nightly_cap), ("totalCap", stay.total_cap)):
        if cap and cap.amount <= 0:
            yield FieldError(f"/{name}/amount", "not above zero")
    if stay.near and (missing := stay.near.missing_coordinate):
        yield FieldError(f"/near/{missing}", "missing: give both latitude and longitude, or neither")


def first_day_there(arriving: SliceRequest) -> date:
    """Return the first day on which one may be at the end of a slice, by its own wall."""
    return min(arriving.depart_on, earliest_arrival(arriving))


def _last_day_to_arrive(arriving: SliceRequest) -> date:
    """Return the last day, by the wall at the end of a slice, on which one who has left as asked may still arrive."""
    return max(arriving.depart_on, earliest_arrival(arriving)) + ARRIVES_WITHIN


def is_same_city(one: Place, other: Place) -> bool:
    """Return whether two places are one: they share an airport."""
    return not set(one.airports).isdisjoint(other.airports)


def _leads_to(stay: StayRequest, slices: Sequence[SliceRequest]) -> Place:
    """Return where a stay is beside these slices."""
    if stay.arrives_by is None or stay.arrives_by >= len(slices):
        return stay.place
    reached = any(is_same_city(stay.place, each.destination) for each in slices)
    return stay.place if reached else slices[stay.arrives_by].destination


def _check_out(asked: AskedStay, check_in: date, departure: SliceRequest | None) -> date | None:
    if asked.check_out is not None:
        return asked.check_out
    if asked.nights is not None:
        return check_in + timedelta(days=asked.nights)
    return departure.depart_on if departure else None


def _choose_gap(asked: AskedStay, slices: Sequence[SliceRequest], taken: Sequence[StayRequest]) -> _Gap:
    """Return the gap that a stay lies in: the first at its place whose days hold its first night, else the first in
    which no other stay lies, else the first; none where no slice touches its place. A stay whose end is not said lies
    where a slice says it, if there is one."""
    gaps = list(_gaps_at(asked.place, slices))
    if not gaps:
        return _Gap(None, None)
    if asked.check_in is not None:
        nights = (asked.check_in + timedelta(days=1), asked.check_in)  # rather where one sleeps than leaves that day
        return next((gap for last in nights for gap in gaps if _holds(gap, asked.check_in, last, slices)), gaps[0])
    others = {(each.arrives_by, each.leaves_by) for each in taken}
    reached = [gap for gap in gaps if gap.after is not None] or gaps
    if asked.check_out is None and asked.nights is None:
        reached = [gap for gap in reached if gap.before is not None] or reached
    return next((gap for gap in reached if gap not in others), reached[0])


def _gaps_at(place: Place, slices: Sequence[SliceRequest]) -> Iterator[_Gap]:
    for number in range(len(slices) + 1):
        arrives = number > 0 and is_same_city(slices[number - 1].destination, place)
        leaves = number < len(slices) and is_same_city(slices[number].origin, place)
        if arrives or (leaves and number > 0):
            yield _Gap(number - 1 if arrives else None, number if leaves else None)
    if slices and is_same_city(slices[0].origin, place):
        yield _Gap(None, 0)  # a stay where the journey begins comes last: most stay where they arrive


def _holds(gap: _Gap, check_in: date, stays_until: date, slices: Sequence[SliceRequest]) -> bool:
    """Return whether one is there from the check-in until that day, between the slices on both sides of a gap, also
    where one of them leads elsewhere: after it, or before it, one is not there."""
    after = gap.after if gap.after is not None else (gap.before or 0) - 1
    arrived = after < 0 or first_day_there(slices[after]) <= check_in
    return arrived and (after + 1 == len(slices) or stays_until <= slices[after + 1].depart_on)
