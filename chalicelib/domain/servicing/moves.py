"""What moves when a traveller changes dates of a booked trip, what goes along with it, and the request of what is
bought instead.

A stay goes along with the slices that its travellers arrive and leave by, each end by as many days as its slice; where
all slices move alike, so do all stays and cars. What is bought instead is a request of its own, of what moves alone.
What does not move stays booked as it is, so nothing may move across it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

import msgspec

from chalicelib.domain.local_days import local_day, local_time, night_of
from chalicelib.domain.offers.offers import Option, StayOffer
from chalicelib.domain.servicing.amendments import PartId
from chalicelib.domain.servicing.date_changes import DateChange
from chalicelib.domain.servicing.requested_parts import RequestedPart, narrow_request, slices_of
from chalicelib.domain.trip_requests.preferences import Strength, TimeWindow
from chalicelib.domain.trip_requests.stay_dates import KEEPS_ROOM, first_day_there
from chalicelib.domain.trip_requests.trip_request import CarRequest, SliceRequest, StayRequest, TripRequest
from chalicelib.errors import FieldError, InvalidInput

Asked = TypeVar("Asked")


class BookedPart(NamedTuple):
    """A part that is still booked, and when it is."""

    part_id: PartId
    requested: RequestedPart
    name: str
    starts_at: datetime
    ends_at: datetime


class KeptSlice(NamedTuple):
    """A slice that stays booked, in its place in the journey: from when until when nothing else is travelled."""

    place: int
    name: str
    starts_at: datetime
    ends_at: datetime


class BookedTrip(NamedTuple):
    """A trip as it was asked for and chosen, and what of it is still booked.

    It may be only some of a journey, of which other bookings have the slices `beside`; `places` are those of its own.
    Between two slices is time to `change`.
    """

    request: TripRequest
    option: Option
    parts: tuple[BookedPart, ...]
    places: tuple[int, ...]
    beside: tuple[KeptSlice, ...] = ()
    change: timedelta = timedelta()

    def find(self, field: str, place: int | None) -> BookedPart | None:
        """Return what is booked of a slice, a stay or a car of the request."""
        return next((each for each in self.parts if each.requested == (field, place)), None)

    def offered_stay(self, index: int) -> StayOffer:
        """Return the room that was bought for a stay of the request."""
        return next(each for each in self.option.stays if each.stay_index == index)


class Move(NamedTuple):
    """What moves together: its parts, the request of what is bought instead, where in the date change each of its
    slices, stays and cars was asked for, and which slices of the journey move and which stay."""

    request: TripRequest
    part_ids: tuple[PartId, ...]
    pointers: Mapping[RequestedPart, str]
    places: tuple[int, ...]
    kept: tuple[KeptSlice, ...]

    def locate(self, pointer: str) -> str:
        """Return where in the date change that stands which `pointer` names in the request of what is bought
        instead."""
        for (field, new_place), at in self._places():
            named = f"/{field}/{new_place}"
            if pointer == named or pointer.startswith(f"{named}/"):
                return f"{at}{pointer.removeprefix(named)}" if at.startswith(f"/{field}/") else at
        return pointer

    def is_crossed_by(self, option: Option) -> bool:
        """Return whether a slice of what would be bought leaves before one that stays booked before it has arrived, or
        arrives after one that stays booked after it has left."""
        return any(
            each.departs_at < kept.ends_at if kept.place < self.places[index] else kept.starts_at < each.arrives_at
            for offer in option.transport
            for index, each in slices_of(offer)
            for kept in self.kept
        )

    def _places(self) -> Iterator[tuple[RequestedPart, str]]:
        """Yield the places that what moves has in the request of what is bought instead, and where each was asked
        for."""
        counts = Counter[str]()
        for each, at in self.pointers.items():
            yield RequestedPart(each.field, counts[each.field]), at
            counts[each.field] += 1


def move_parts(trip: BookedTrip, change: DateChange, now: datetime) -> Move:
    """Return what moves of a trip, and the request of what is bought instead; a stay that has begun does not go along.

    Raises InvalidInput, with pointers into the date change, for what is named twice or is not booked, where nothing
    changes, and for what would move across what stays booked.
    """
    _refuse(_naming_errors(trip, change), "Some of this cannot be moved.")
    slices = {each.slice: each.apply(trip.request.slices[each.slice]) for each in change.slices}
    days = {index: (each.depart_on - trip.request.slices[index].depart_on).days for index, each in slices.items()}
    stays, cars = dict(_move_stays(trip, change, days, now)), dict(_move_cars(trip, change, days, now))
    pointers = dict(_locate_moved(trip.request, change, stays, cars))
    if not pointers:
        at = next((pointer for _, pointer in _named(change)), "")
        _refuse([FieldError(at, "nothing moves: give a day or a time")], "Nothing would be moved.")
    kept = _list_kept(trip, slices)
    errors: dict[str, FieldError] = {}
    for each in (*_slice_errors(trip, slices, pointers, kept), *_stay_errors(trip, stays, pointers)):
        errors.setdefault(each.pointer, each)
    _refuse(errors.values(), "The trip cannot be moved to these dates.")
    moved = msgspec.structs.replace(
        trip.request,
        slices=_put(
            trip.request.slices, {index: _fit(each, trip.places[index], kept) for index, each in slices.items()}
        ),
        stays=_put(trip.request.stays, stays),
        cars=_put(trip.request.cars, cars),
    )
    return Move(
        request=narrow_request(moved, tuple(pointers)),
        part_ids=tuple(each.part_id for each in trip.parts if each.requested in pointers),
        pointers=pointers,
        places=tuple(trip.places[index] for index in sorted(slices)),
        kept=kept,
    )


def _refuse(errors: Iterable[FieldError], detail: str) -> None:
    wrong = list(errors)
    if wrong:
        raise InvalidInput(detail, wrong)


def _naming_errors(trip: BookedTrip, change: DateChange) -> Iterator[FieldError]:
    """Yield an error for everything that is named twice, is not booked, or is said nothing new of."""
    said: dict[RequestedPart, str] = {}
    empty = {RequestedPart("slices", each.slice) for each in change.slices if each.is_empty}
    for part, pointer in _named(change):
        at = f"{pointer}/{part.field[:-1]}"
        if part in said:
            yield FieldError(at, f"named before, at {said[part]}")
        elif trip.find(*part) is None:
            yield FieldError(at, "not a remaining part of this booking")
        elif part in empty:
            yield FieldError(pointer, "nothing changes: give a day or a time")
        said.setdefault(part, at)


def _named(change: DateChange) -> Iterator[tuple[RequestedPart, str]]:
    """Yield what is named, and where; stays and cars are also named so that they remain."""
    for place, a_slice in enumerate(change.slices):
        yield RequestedPart("slices", a_slice.slice), f"/slices/{place}"
    for place, stay in enumerate(change.stays):
        yield RequestedPart("stays", stay.stay), f"/stays/{place}"
    for place, car in enumerate(change.cars):
        yield RequestedPart("cars", car.car), f"/cars/{place}"


def _move_stays(
    trip: BookedTrip, change: DateChange, days: Mapping[int, int], now: datetime
) -> Iterator[tuple[int, StayRequest]]:
    """Yield the stays that move: those that are named with a date, and those that go along with slices."""
    named = {each.stay: each for each in change.stays}
    for index in range(len(trip.request.stays)):
        booked = trip.find("stays", index)
        if booked is None:
            continue
        before = _read_stay(trip, index, days)
        along = _go_along(trip, before, days)
        if index in named and not named[index].remains:
            yield index, named[index].apply(along)
        elif index not in named and along != before and now < booked.starts_at:
            yield index, along


def _move_cars(
    trip: BookedTrip, change: DateChange, days: Mapping[int, int], now: datetime
) -> Iterator[tuple[int, CarRequest]]:
    """Yield the cars that move: those that are named with a date or a time, and all where the whole journey moves."""
    named = {each.car: each for each in change.cars}
    whole = _days_of_all(trip.request, days)
    for index, car in enumerate(trip.request.cars):
        booked = trip.find("cars", index)
        if index in named and not named[index].remains:
            yield index, named[index].apply(car)
        elif index not in named and whole and booked is not None and now < booked.starts_at:
            yield (
                index,
                msgspec.structs.replace(car, pick_up_on=car.pick_up_on + whole, drop_off_on=car.drop_off_on + whole),
            )


def _read_stay(trip: BookedTrip, index: int, days: Mapping[int, int]) -> StayRequest:
    """Return a stay as it was asked for; on the dates that are booked, where its travellers have arrived otherwise than
    by what moves."""
    stay, offer = trip.request.stays[index], trip.offered_stay(index)
    if stay.arrives_by in days:
        return stay
    return msgspec.structs.replace(
        stay, check_in=offer.check_in, check_out=offer.check_out, begins_on_arrival=False, keeps_nights=False
    )


def _go_along(trip: BookedTrip, stay: StayRequest, days: Mapping[int, int]) -> StayRequest:
    """Return a stay as it follows the slices that move by so many `days`: as a whole, where those on both sides of it,
    or all there are, move alike; else with each end at which no night is between it and its slice."""
    whole, zone = _days_of_all(trip.request, days), stay.place.timezone
    arrives, leaves = trip.find("slices", stay.arrives_by), trip.find("slices", stay.leaves_by)
    by_arrival, by_departure = (whole or _days_of(days, index) for index in (stay.arrives_by, stay.leaves_by))
    as_a_whole = bool(whole) or (by_arrival == by_departure and leaves is not None)
    begins = arrives is not None and (stay.begins_on_arrival or stay.check_in <= night_of(arrives.ends_at, zone))
    ends = leaves is not None and stay.check_out >= night_of(leaves.starts_at, zone)
    start = by_arrival if begins or as_a_whole else timedelta()
    # Who leaves by themselves stays as long as before.
    end = start if leaves is None else by_departure if ends or as_a_whole else timedelta()
    check_in, check_out = stay.check_in + start, stay.check_out + end
    if stay.keeps_nights and start:
        check_out = stay.ends_on(check_in)
    return msgspec.structs.replace(stay, check_in=check_in, check_out=check_out)


def _days_of(days: Mapping[int, int], index: int | None) -> timedelta:
    return timedelta(days=0 if index is None else days.get(index, 0))


def _days_of_all(request: TripRequest, days: Mapping[int, int]) -> timedelta:
    """Return by how much the whole journey moves: nothing, where some slices do not move, or otherwise."""
    alike = set(days.values())
    return timedelta(days=alike.pop()) if len(days) == len(request.slices) and len(alike) == 1 else timedelta()


def _locate_moved(
    request: TripRequest, change: DateChange, stays: Collection[int], cars: Collection[int]
) -> Iterator[tuple[RequestedPart, str]]:
    """Yield what moves, in the order of the request, and where that was asked for: what goes along by its slice."""
    named = dict(_named(change))
    slices = sorted(each.slice for each in change.slices)
    yield from ((part, named[part]) for part in (RequestedPart("slices", index) for index in slices))
    for index in sorted(stays):
        part, stay = RequestedPart("stays", index), request.stays[index]
        beside = next((each for each in slices if each in (stay.leaves_by, stay.arrives_by)), None)
        yield part, named.get(part) or _day_of_slice(named, slices, beside)
    for index in sorted(cars):
        part = RequestedPart("cars", index)
        yield part, named.get(part) or _day_of_slice(named, slices)


def _day_of_slice(named: Mapping[RequestedPart, str], slices: Sequence[int], index: int | None = None) -> str:
    """Return where the new day of a slice was said, or else of the first one that moves."""
    return f"{named[RequestedPart('slices', slices[0] if index is None else index)]}/departOn"


def _list_kept(trip: BookedTrip, moved: Collection[int]) -> tuple[KeptSlice, ...]:
    """Return the slices of the journey that stay booked when these of the trip's own move, each with the time to change
    before and after it."""
    own = (
        KeptSlice(trip.places[each.requested.place], each.name, each.starts_at, each.ends_at)
        for each in trip.parts
        if each.requested.field == "slices" and each.requested.place not in moved
    )
    return tuple(
        each._replace(starts_at=each.starts_at - trip.change, ends_at=each.ends_at + trip.change)
        for each in (*own, *trip.beside)
    )


def _slice_errors(
    trip: BookedTrip,
    slices: Mapping[int, SliceRequest],
    pointers: Mapping[RequestedPart, str],
    kept: Sequence[KeptSlice],
) -> Iterator[FieldError]:
    """Yield an error for each slice whose day lies across one that stays, or that moves as well."""
    for index, each in slices.items():
        at, zone = f"{pointers[RequestedPart('slices', index)]}/departOn", each.origin.timezone
        for other in kept:
            if other.place < trip.places[index] and each.depart_on < local_day(other.ends_at, zone):
                yield FieldError(at, f"before the arrival of {other.name}, which stays")
            elif other.place > trip.places[index] and each.depart_on > local_day(other.starts_at, zone):
                yield FieldError(at, f"after the departure of {other.name}, which stays")
        earlier = [first_day_there(other) for place, other in slices.items() if place < index]
        if each.depart_on < max(earlier, default=each.depart_on):
            yield FieldError(at, "before a slice before it, which moves as well")
        fitted = _fit(each, trip.places[index], kept)
        for name, window in (("departure", fitted.departure), ("arrival", fitted.arrival)):
            if window != getattr(each, name) and _is_empty(window):
                yield FieldError(
                    f"{pointers[RequestedPart('slices', index)]}/{name}", "not between the slices that stay"
                )


def _stay_errors(
    trip: BookedTrip, stays: Mapping[int, StayRequest], pointers: Mapping[RequestedPart, str]
) -> Iterator[FieldError]:
    """Yield what is wrong with stays that move: each has a night, and lies with those of its slices that stay."""
    for index, stay in stays.items():
        at, zone = pointers[RequestedPart("stays", index)], stay.place.timezone
        is_named = at.startswith("/stays/")
        check_in, check_out = (f"{at}/{end}" if is_named else at for end in ("checkIn", "checkOut"))
        arrives, leaves = (
            None if ("slices", by) in pointers else trip.find("slices", by) for by in (stay.arrives_by, stay.leaves_by)
        )
        if stay.check_out <= stay.check_in:
            yield FieldError(check_out, f"stay {index} would end before its first night; name its dates in `stays`")
        elif arrives is not None and stay.check_in < min(
            local_day(arrives.starts_at, zone), night_of(arrives.ends_at, zone)
        ):
            yield FieldError(check_in, f"stay {index} would begin before its travellers arrive")
        elif leaves is not None and stay.check_out > local_day(leaves.starts_at, zone) + KEEPS_ROOM:
            yield FieldError(check_out, f"stay {index} would end after its travellers leave")


def _fit(moved: SliceRequest, here: int, kept: Sequence[KeptSlice]) -> SliceRequest:
    """Return a slice that leaves, and arrives, when those on the same day that stay leave room for it; more than its
    day says of them is asked of what is found."""
    origin, destination = moved.origin.timezone, moved.destination.timezone
    arrivals = [each.ends_at for each in kept if each.place < here]
    departures = [each.starts_at for each in kept if each.place > here]
    after, before = max(arrivals, default=None), min(departures, default=None)
    if after is not None and local_day(after, origin) == moved.depart_on:
        moved = msgspec.structs.replace(moved, departure=_narrow(moved.departure, not_before=_clock(after, origin)))
    if before is not None and local_day(before, destination) == moved.depart_on:
        moved = msgspec.structs.replace(moved, arrival=_narrow(moved.arrival, not_after=_clock(before, destination)))
    return moved


def _narrow(
    window: TimeWindow | None, *, not_before: str | None = None, not_after: str | None = None
) -> TimeWindow | None:
    """Return a window within these times; one that is only wished for stays a wish."""
    if window is not None and window.strength is Strength.WISH:
        return window
    known = window or TimeWindow()
    return TimeWindow(
        not_before=max(filter(None, (known.not_before, not_before)), default=None),
        not_after=min(filter(None, (known.not_after, not_after)), default=None),
    )


def _is_empty(window: TimeWindow | None) -> bool:
    """Return whether no time is within a window."""
    if window is None or window.not_before is None or window.not_after is None:
        return False
    return window.not_after < window.not_before


def _clock(moment: datetime, zone: str) -> str:
    return f"{local_time(moment, zone):%H:%M}"


def _put(asked: Sequence[Asked], changed: Mapping[int, Asked]) -> tuple[Asked, ...]:
    return tuple(changed.get(index, each) for index, each in enumerate(asked))
