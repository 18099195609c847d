"""The shape of a trip in words: a journey there and back, one of several slices, or a hotel or a car by itself."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from chalicelib.domain.places.landmarks import locate, locate_place
from chalicelib.domain.places.place import Landmark, Place
from chalicelib.domain.places.resolver import city_of
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.preferences import TimeWindow
from chalicelib.domain.trip_requests.reading.blanks import blank_out
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.days.date_phrases import DatePhrases
from chalicelib.domain.trip_requests.reading.days.dates import occurrences, read_phrases
from chalicelib.domain.trip_requests.reading.days.stopovers import Stopover
from chalicelib.domain.trip_requests.reading.days.times import AskedWindow
from chalicelib.domain.trip_requests.reading.days.trip_dates import settle_dates, settle_span
from chalicelib.domain.trip_requests.reading.hotels.stay import (
    StayNights,
    StayReading,
    lone_stay,
    place_stay,
    settle_currency,
    stay_request,
)
from chalicelib.domain.trip_requests.reading.hotels.stay_phrases import StayPlace, part_by_place
from chalicelib.domain.trip_requests.reading.journeys.place_names import certain_place, is_same_place
from chalicelib.domain.trip_requests.reading.journeys.route import NamedRoute, settle_place, settle_route
from chalicelib.domain.trip_requests.reading.scopes import is_long_haul, ranked_among, slices_in
from chalicelib.domain.trip_requests.reading.text.words import GAP
from chalicelib.domain.trip_requests.reading.transport.cars import CarDates, settle_cars
from chalicelib.domain.trip_requests.reading.transport.transport import AskedCar, NamedMode
from chalicelib.domain.trip_requests.reading.wishes.cabins import AskedCabins, put_cabins
from chalicelib.domain.trip_requests.reading.wishes.comforts import Comforts, names_each
from chalicelib.domain.trip_requests.sale_window import SaleLimits, sale_window
from chalicelib.domain.trip_requests.stay_dates import AskedStay, settle_stay
from chalicelib.domain.trip_requests.trip_request import CarRequest, SliceRequest, StayRequest, TravelMode

_CODE = LatePattern(r"[A-Z]{3}")
_ON_DAY = LatePattern(rf"[\s{GAP},]*(?:on )?(?:the )?", re.IGNORECASE)
_HOMEWARD = LatePattern(r"\b(?:back|home(?:ward)?|return(?:s|ing)?|inbound)\b", re.IGNORECASE)


class Wants(NamedTuple):
    """What is asked for, before it is known from where to where and when."""

    stay: StayReading
    cars: tuple[AskedCar, ...]
    dates: CarDates
    cabins: AskedCabins
    named_modes: tuple[NamedMode, ...]
    windows: tuple[AskedWindow, ...]
    comforts: Comforts
    currency: str


class Read(NamedTuple):
    """What was understood; `places` are those that are certain, if only some of them are, and `unplaced` what is said
    of which it is open which slice it is about."""

    places: tuple[Place, ...]
    slices: tuple[SliceRequest, ...]
    stays: tuple[StayRequest, ...]
    cars: tuple[CarRequest, ...]
    unplaced: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()  # where in the text the words of each slice begin, in a journey of several
    stopovers: tuple[Stopover, ...] = ()  # the nights between slices that say a day
    begins: tuple[int, ...] = ()  # where in the text the words of each slice begin, wherever that is known


def as_journey_home(wants: Wants) -> Wants:
    """Return the same with its one day as that of a journey home, after which nothing comes: "home" and "back" say
    nothing more of it."""
    taken = wants.dates.of_trip
    if len(taken.phrases) != 1 or taken.round_trip or taken.lasting is not None:
        return wants
    text = blank_out(_HOMEWARD, taken.text)
    return wants._replace(dates=wants.dates._replace(of_trip=taken._replace(text=text, one_way=True)))


def as_there_and_back(wants: Wants) -> Wants:
    """Return the same with its last day as that of the way back, which is named by its places alone: "Oslo to Bergen on
    the 3rd, to Oslo on the 5th"."""
    taken = wants.dates.of_trip
    if taken.back_at is not None or taken.one_way:
        return wants
    return wants._replace(dates=wants.dates._replace(of_trip=taken._replace(round_trip=True)))


def is_at_a_place(wants: Wants, named: NamedRoute, *, says_only: bool, speaks_of_journey: bool) -> bool:
    """Return whether a hotel or a car in a place, and nothing else, is asked for: it needs no journey."""
    if not (wants.stay.wanted or wants.cars):
        return False
    return says_only or not (named.origins or named.heads_for or wants.named_modes or speaks_of_journey)


def read_journey(wants: Wants, named: NamedRoute, findings: Findings, now: datetime, limits: SaleLimits) -> Read:
    """Return a journey there, and back if that is said, with a hotel and a car where it goes."""
    route = settle_route(named, findings)
    window = sale_window(route.origin, now, limits.ahead, limits.nights if wants.stay.wanted else None)
    findings.todays = window.todays
    dates = settle_dates(wants.dates.of_trip, findings, window)
    places = tuple(place for place in route if place is not None)
    reading = settle_currency(wants.stay, places, wants.currency, findings)
    of_stay = wants.dates.of_stay
    nights = settle_span(of_stay, findings, window, dates) if of_stay else dates
    stay = stay_request(reading, nights, findings, window)
    cars = settle_cars(wants.cars, route.destination, wants.dates.of_cars, dates, findings, window)
    if route.origin is None or route.destination is None or dates.depart_on is None:
        return Read(places, (), (), ())
    out = SliceRequest(origin=route.origin, destination=route.destination, depart_on=dates.depart_on)
    slices = (out, *_slice_back(out, dates.return_on))
    starts = (0,) if len(slices) == 1 else (0, dates.back_at)
    slices = tuple(
        msgspec.structs.replace(each, mode=mode)
        for each, mode in zip(slices, _modes_of(wants.named_modes, starts, wants.dates.of_trip), strict=True)
    )
    slices = put_cabins(slices, starts, wants.cabins, findings)
    timed = put_windows(slices, starts, wants.windows, wants.dates.of_trip)
    stays = _stay_of(stay, named, slices, findings, has_own_days=of_stay is not None) if stay else ()
    parted = tuple(start for start in starts if start is not None)
    own = parted if names_each(wants.comforts, parted) else ()
    return Read(places, timed.slices, with_terms(stays, wants), cars, timed.unplaced, own, begins=parted)


def _stay_of(
    nights: StayNights,
    named: NamedRoute,
    slices: Sequence[SliceRequest],
    findings: Findings,
    *,
    has_own_days: bool,
) -> tuple[StayRequest, ...]:
    """Return the stay where the journey goes, or in the town near it that is named."""
    if named.stay is None and has_own_days:
        asked = AskedStay(
            place=city_of(slices[0].destination),
            check_in=nights.check_in,
            check_out=nights.check_out,
            nightly_cap=nights.nightly_cap,
            total_cap=nights.total_cap,
            near_centre=nights.near_centre,
        )
        settled = settle_stay(asked, slices).stay
        return (settled,) if settled else ()
    if named.stay is None:
        return (place_stay(nights, city_of(slices[0].destination), returns=len(slices) > 1),)
    place = findings.place(named.stay, "destination", slices[0].destination)
    return (lone_stay(nights, place),) if place else ()


def read_at_places(
    wants: Wants,
    stays: Sequence[StayPlace],
    named: NamedRoute,
    findings: Findings,
    now: datetime,
    limits: SaleLimits,
) -> Read:
    """Return a hotel, a car, or both, where one is by oneself; or hotels in several cities, each with days of its
    own."""
    parts = part_by_place(wants.dates.of_trip, stays) if len(stays) > 1 and not wants.cars else None
    if parts is None:
        return read_at_a_place(wants, named, findings, now, limits)
    reads = [
        read_at_a_place(
            wants._replace(dates=CarDates(None, part)), named._replace(destinations=[stay.name]), findings, now, limits
        )
        for stay, part in zip(stays, parts, strict=True)
    ]
    found = tuple(stay for read in reads for stay in read.stays)
    return Read(tuple(place for read in reads for place in read.places), (), found, (), reads[0].unplaced)


def read_at_a_place(wants: Wants, named: NamedRoute, findings: Findings, now: datetime, limits: SaleLimits) -> Read:
    """Return a hotel, a car, or both, where one is by oneself."""
    place = settle_place(named, findings)
    if place and _CODE.fullmatch(next(iter((*named.destinations, *named.origins)), "")):
        place = city_of(place)  # "hotel BKK": in the city
    window = sale_window(place, now, limits.ahead, limits.nights if wants.stay.wanted else None)
    findings.todays = window.todays
    nights = [each for each in wants.windows if each.is_night] if wants.stay.wanted and not wants.cars else []
    if wants.cars and wants.dates.of_cars and not wants.stay.wanted:
        wants = wants._replace(dates=_join_dates(wants.dates))
    dates = settle_span(wants.dates.of_trip.for_one_night() if nights else wants.dates.of_trip, findings, window)
    reading = settle_currency(wants.stay, (place,) if place else (), wants.currency, findings)
    stay = stay_request(reading, dates, findings, window)
    cars = settle_cars(wants.cars, place, wants.dates.of_cars, dates, findings, window)
    stays = (lone_stay(stay, place),) if stay and place else ()
    return Read(
        (place,) if place else (),
        (),
        with_terms(stays, wants),
        cars,
        tuple(each.text for each in wants.windows if each not in nights),
    )


def _join_dates(dates: CarDates) -> CarDates:
    """Return the dates of a car that is all there is to book: it has all of them."""
    own = dates.of_cars.phrases if dates.of_cars else []
    phrases = sorted([*own, *dates.of_trip.phrases], key=lambda phrase: phrase.start())
    return CarDates(None, dates.of_trip._replace(phrases=phrases))


def _modes_of(named_modes: Sequence[NamedMode], starts: Sequence[int | None], dates: DatePhrases) -> list[TravelMode]:
    """Return the mode of each slice: the one that is named for the whole way, else the one within its words; where that
    is not said, any. One that is only named for a way back with a day of its own is of no other."""
    modes = {named.mode for named in named_modes} or {TravelMode.AIR}
    if len(starts) > 1 and named_modes and all(_is_of_return(named, dates) for named in named_modes):
        return [TravelMode.AIR, *(modes.pop() if len(modes) == 1 else TravelMode.ANY for _ in starts[1:2])]
    ranked = [named for named in named_modes if named.scope is not None]
    if len(modes) == 1 and not ranked:
        return list(modes) * len(starts)
    known = [start for start in starts if start is not None]
    within: list[set[TravelMode]] = [set() for _ in starts]
    for named in ranked:
        for place in ranked_among(named.scope, range(len(starts))) if named.scope else ():
            within[place].add(named.mode)
    for named in (each for each in named_modes if each.scope is None):
        place = len(known) - 1 if named.is_of_return else sum(start <= named.start for start in known) - 1
        place = 0 if named.is_of_out else place
        within[max(place, 0)].add(named.mode)
    usual = TravelMode.AIR if ranked else TravelMode.ANY
    return [one.pop() if len(one) == 1 else TravelMode.ANY if one else usual for one in within]


def _is_of_return(named: NamedMode, dates: DatePhrases) -> bool:
    """Return whether a mode is named for the way back alone: behind the day out, not as in "and back by train on the
    3rd"."""
    return named.is_of_return and not named.is_for_all and any(day.end() <= named.start for day in dates.phrases)


class TimedSlices(NamedTuple):
    """Slices with their windows, and the windows that are of none of them for certain."""

    slices: tuple[SliceRequest, ...]
    unplaced: tuple[str, ...]


def put_windows(
    slices: Sequence[SliceRequest], starts: Sequence[int | None], windows: Sequence[AskedWindow], dates: DatePhrases
) -> TimedSlices:
    """Return the slices with the windows that stand within them; `starts` is where each begins in the text, None where
    that is not said. A window in a sentence of its own may be of any slice."""
    timed: list[SliceRequest] = list(slices)
    unplaced: list[str] = []
    known = [start for start in starts if start is not None]
    for asked in windows:
        if asked.of_all:
            timed = [_with_window(each, asked) for each in timed]
            continue
        if asked.is_of_any and asked.of_slice is None and _is_behind_all(asked, known, dates):
            timed = [_with_window(each, asked, unless_said=True) for each in timed]
            continue
        field = "arrival" if asked.of_arrival else "departure"
        if asked.scope is not None:
            of_these = [place for place in slices_in(asked.scope, slices) if getattr(timed[place], field) is None]
            timed = [_with_window(each, asked) if n in of_these else each for n, each in enumerate(timed)]
            unplaced += [] if of_these else [asked.text]
            continue
        place = max(sum(start <= asked.start for start in known) - 1, 0)
        if asked.of_slice is not None and len(slices) == len(known) == 2:
            place = asked.of_slice
        said = _slice_on_day(asked, dates, known, timed)
        place = place if said is None else said
        if asked.of_arrival and (day := _day_beside(asked, dates, timed[place])) and day > timed[place].depart_on:
            if is_long_haul(timed[place]):
                unplaced.append(asked.text)
            continue  # by then one has arrived the day before
        said = _slice_beside(asked, timed) if said is None else said
        if said is not None and getattr(timed[said], field) is None:
            timed[said] = _with_window(timed[said], asked)
            continue
        is_last = len(slices) > 1 and not any(start > asked.start for start in known)
        is_apart = is_last and asked.of_slice is None and dates.is_apart(asked.start, known)
        before = getattr(timed[place], field)
        narrower = asked.window if before is None else _narrower(before, asked.window)
        if len(known) < len(slices) or is_apart or narrower is None:
            unplaced.append(asked.text)
        else:
            timed[place] = msgspec.structs.replace(timed[place], **{field: narrower})
    return TimedSlices(tuple(timed), tuple(unplaced))


def _narrower(one: TimeWindow, other: TimeWindow) -> TimeWindow | None:
    """Return the one of two windows that lies within the other: "in the evening, only after 7 pm"; None where neither
    does, so that one cannot mean both."""
    first, second = ((each.not_before or "00:00", each.not_after or "24:00") for each in (one, other))
    if first[0] <= second[0] and second[1] <= first[1]:
        return other
    return one if second[0] <= first[0] and first[1] <= second[1] else None


def _is_behind_all(asked: AskedWindow, starts: Sequence[int], dates: DatePhrases) -> bool:
    """Return whether a time stands behind all slices, parted from them by a mark, and not in a sentence in which only
    some of them start: "A to B on the 3rd. Back on the 5th, nothing before 8"."""
    begin, end = dates.sentence_of(asked.start)
    within = sum(begin <= start < end for start in starts)
    return (
        not any(start > asked.start for start in starts) and within in {0, len(starts)} and dates.is_parted(asked.start)
    )


def _day_beside(asked: AskedWindow, dates: DatePhrases, one_slice: SliceRequest) -> date | None:
    """Return the day that is said right behind a time, if it is a day of the calendar."""
    behind = (phrase for phrase in dates.phrases if _ON_DAY.fullmatch(dates.text, asked.end, phrase.start()))
    mentions = read_phrases(list(behind)[:1], one_slice.depart_on)
    if len(mentions) != 1:
        return None
    said = mentions[0]
    possible = occurrences(said.month_day, None, one_slice.depart_on, 1) if said.month_day else said.days
    return possible[0] if len(possible) == 1 else None


def _slice_on_day(
    asked: AskedWindow, dates: DatePhrases, starts: Sequence[int], slices: Sequence[SliceRequest]
) -> int | None:
    """Return the one slice that departs on the day that is said in the sentence of a time: "on the 9th I can't take off
    before noon". None where several days are said in it, or none of a slice, or where a slice begins in it."""
    begin, end = dates.sentence_of(asked.start)
    phrases = [phrase for phrase in dates.phrases if begin <= phrase.start() < end]
    if asked.of_slice is not None or len(phrases) != 1 or any(begin <= start < end for start in starts):
        return None
    found = [place for place, each in enumerate(slices) if _may_say(phrases[0], each.depart_on)]
    return found[0] if len(found) == 1 else None


def _slice_beside(asked: AskedWindow, slices: Sequence[SliceRequest]) -> int | None:
    """Return the one slice that leaves, or lands in, the place that is said beside a time."""
    ends = [each.destination if asked.of_arrival else each.origin for each in slices]
    beside = [number for number, end in enumerate(ends) if asked.at and is_same_place(asked.at, end.name)]
    return beside[0] if len(beside) == 1 else None


def _may_say(phrase: re.Match[str], day: date) -> bool:
    """Return whether a phrase may mean a day, where that is known: "the 9th", "the Tuesday", "12 May"."""
    mentions = read_phrases([phrase], day)
    return len(mentions) == 1 and (mentions[0].month_day == (day.month, day.day) or day in mentions[0].days)


def _with_window(one_slice: SliceRequest, asked: AskedWindow, *, unless_said: bool = False) -> SliceRequest:
    """Return a slice with a window; where that is of all slices, one that has its own keeps it."""
    field = "arrival" if asked.of_arrival else "departure"
    if unless_said and getattr(one_slice, field) is not None:
        return one_slice
    return msgspec.structs.replace(one_slice, **{field: asked.window})


def with_terms(stays: Sequence[StayRequest], wants: Wants) -> tuple[StayRequest, ...]:
    """Return the stays with the stars and the terms that are asked for, and with what they are to be near: each one, or
    those in whose city that is."""
    comforts, named = wants.comforts, wants.stay.near
    near = [_locate(named.name, stay.place) if named else None for stay in stays]
    is_known = any(each and each.point for each in near)
    return tuple(
        msgspec.structs.replace(
            stay,
            refundable=comforts.refundable_stay,
            min_stars=comforts.min_stars,
            near=each if each and (each.point or not is_known) else None,
        )
        for stay, each in zip(stays, near, strict=True)
    )


def _locate(name: str, place: Place) -> Landmark:
    """Return what a hotel is to be near, a landmark or else a place of that name."""
    found = locate(name, place)
    known = None if found.point else certain_place(name)
    return locate_place(name, place, known) if known else found


def _slice_back(out: SliceRequest, return_on: date | None) -> tuple[SliceRequest, ...]:
    if return_on is None:
        return ()
    return (msgspec.structs.replace(out, origin=out.destination, destination=out.origin, depart_on=return_on),)
