"""A journey of several slices, with the hotels and cars on its way."""

import re
from collections.abc import Sequence
from datetime import datetime

import msgspec

from chalicelib.domain.places.normalization import fold
from chalicelib.domain.places.place import Place
from chalicelib.domain.places.resolver import city_of
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.days.slice_dates import SliceDates, settle_slice_dates
from chalicelib.domain.trip_requests.reading.days.stopovers import Stopover
from chalicelib.domain.trip_requests.reading.days.trip_dates import TripDates, settle_span
from chalicelib.domain.trip_requests.reading.hotels.stay import settle_currency
from chalicelib.domain.trip_requests.reading.journeys.named_slices import NamedSlice
from chalicelib.domain.trip_requests.reading.journeys.place_names import certain_place, is_same_place
from chalicelib.domain.trip_requests.reading.scopes import ranked_among
from chalicelib.domain.trip_requests.reading.shapes import Read, Wants, put_windows, with_terms
from chalicelib.domain.trip_requests.reading.text.words import GAP
from chalicelib.domain.trip_requests.reading.transport.cars import settle_cars
from chalicelib.domain.trip_requests.reading.wishes.cabins import put_cabins
from chalicelib.domain.trip_requests.sale_window import SaleLimits, SaleWindow, sale_window
from chalicelib.domain.trip_requests.stay_dates import AskedStay, is_same_city, settle_stay
from chalicelib.domain.trip_requests.trip_request import MOST_SLICES, CarRequest, SliceRequest, StayRequest, TravelMode

# A mode that stands right before its slice, not one behind the slice before it ("by train on the 3rd and ...").
_PARTED = LatePattern(r"\band,\s*$", re.IGNORECASE)
_LEADS_ON_PARTED = LatePattern(r"[^,;.0-9]*,\s*")
# Between nights and the word for a hotel, either way round.
_NIGHTS_AT = LatePattern(rf"\s*(?:there )?(?:(?:at|in) )?(?:(?:an?|the) )?{GAP}+", re.IGNORECASE)
_FOR_NIGHTS = LatePattern(rf"[\s{GAP},]*(?:there )?(?:for )?(?:the )?", re.IGNORECASE)
_FROM = LatePattern(r"\s*from\b", re.IGNORECASE)
_AND = LatePattern(r"(?:,|;|\band)\s*(?:then\s*)?$", re.IGNORECASE)
_LEADS_ON = LatePattern(r"(?:(?!\b(?:and|then)\b)[^,;.0-9])*", re.IGNORECASE)


def read_itinerary(
    wants: Wants,
    slices: Sequence[NamedSlice],
    stay_places: Sequence[str],
    findings: Findings,
    now: datetime,
    limits: SaleLimits,
) -> Read:
    """Return the slices of the journey, in their order, with a hotel in the places that are named or in each."""
    if len(slices) > MOST_SLICES:
        findings.refuse(f"A trip has at most {MOST_SLICES} slices.")
        return Read((), (), (), ())
    named = _find_places(slices, findings)
    origin = named[0][0]
    window = sale_window(origin, now, limits.ahead, limits.nights if wants.stay.wanted else None)
    findings.todays = window.todays
    dates = settle_slice_dates(wants.dates.of_trip, slices, findings, window)
    modes, unplaced = _modes(wants, dates, slices)
    places = tuple(place for pair in named for place in pair if place is not None)
    asked = tuple(
        SliceRequest(origin=start, destination=end, depart_on=day, mode=mode)
        for (start, end), day, mode in zip(named, dates.days, modes, strict=True)
        if start is not None and end is not None and day is not None
    )
    wants = wants._replace(stay=settle_currency(wants.stay, places, wants.currency, findings))
    if len(asked) < len(slices):
        return Read(places, (), (), ())
    first = TripDates(asked[0].depart_on, None, None)
    own = settle_span(wants.dates.of_stay, findings, window, first) if wants.dates.of_stay else None
    stays = _settle_stays(wants, dates.stopovers, stay_places, own, asked, findings)
    cars = _settle_cars(wants, asked, findings, window)
    asked = put_cabins(asked, dates.starts, wants.cabins, findings)
    timed = put_windows(asked, dates.starts, wants.windows, wants.dates.of_trip)
    return Read(
        places,
        timed.slices,
        with_terms(stays, wants),
        cars,
        (*unplaced, *dates.unplaced, *timed.unplaced),
        dates.starts,
        dates.stopovers,
        dates.starts,
    )


def _find_places(slices: Sequence[NamedSlice], findings: Findings) -> list[tuple[Place | None, Place | None]]:
    """Return the ends of each slice; each name is looked up, and asked about, once."""
    found: dict[str, Place | None] = {}

    def find(text: str | None, field: str, other: str | None) -> Place | None:
        if text is None:
            return findings.asked_place(field, "Where does this slice start or end?")
        if fold(text) not in found:
            found[fold(text)] = findings.place(text, field, certain_place(other))
        return found[fold(text)]

    ends: list[tuple[Place | None, Place | None]] = []
    for place, one_slice in enumerate(slices):
        start, end = one_slice.origin, one_slice.destination
        origin = find(start, "origin" if place == 0 else f"slices.{place}.origin", end)
        if end is None and one_slice.goes_back:
            ends.append((origin, ends[0][0]))
        else:
            ends.append((origin, find(end, f"slices.{place}.destination", start)))
    for leaves, reaches in ends:
        if leaves and reaches and is_same_city(leaves, reaches):
            findings.refuse(
                f"{leaves.name} and {reaches.name} are served by the same airport: there is nothing to fly."
            )
    return ends


def _modes(wants: Wants, dates: SliceDates, slices: Sequence[NamedSlice]) -> tuple[list[TravelMode], list[str]]:
    """Return by what each slice is travelled: by what is named within it, or for all of them ("by rail throughout:");
    and what is said so that the first or all can be meant. That either will do, said once, is said of all."""
    modes: list[set[TravelMode]] = [set() for _ in slices]
    general: set[TravelMode] = set()
    unplaced: list[str] = []
    text = wants.dates.of_trip.text
    leads = [named for named in wants.named_modes if named.start < dates.starts[0] and not named.is_for_all]
    for named in wants.named_modes:
        if named.scope is not None:
            for of_this in ranked_among(named.scope, range(len(slices))):
                modes[of_this].add(named.mode)
            continue
        place = sum(start <= named.start for start in dates.starts) - 1
        leads_on = _LEADS_ON if not _PARTED.search(text[: named.start]) else _LEADS_ON_PARTED
        if 0 <= place < len(slices) - 1 and leads_on.fullmatch(text[named.start : slices[place + 1].start]):
            place += 1  # "fly from Bergen": right before its slice
        is_only_choice = named.mode is TravelMode.ANY and len(wants.named_modes) == 1
        is_behind_all = place == len(slices) - 1 and all(
            named.start < day.start() for day in wants.dates.of_trip.phrases
        )
        if (
            named.is_for_all
            or is_only_choice
            or is_behind_all
            or (place < 0 and ":" in text[named.start : dates.starts[0]])
        ):
            general.add(named.mode)
        else:
            modes[max(place, 0)].add(named.mode)
    if (leads and _is_there_and_back(slices)) or (leads and _is_one_sentence(text, slices)):
        general.update(named.mode for named in leads)
        modes = [one - {named.mode for named in leads} for one in modes]
    elif leads and not general and len(wants.named_modes) == len(leads):
        unplaced.append(leads[0].mode.value)
    usual = general.pop() if len(general) == 1 else TravelMode.ANY if general else TravelMode.AIR
    found = [one.pop() if len(one) == 1 else TravelMode.ANY if one else usual for one in modes]
    return found, unplaced


def _is_one_sentence(text: str, slices: Sequence[NamedSlice]) -> bool:
    """Return whether all slices hang on what is said once before them: "rail travel from Geneva to Milan on the 3rd and
    from Milan to Rome on the 5th"."""
    return len(slices) > 1 and all(
        _FROM.match(text, each.start) and (each is slices[0] or _AND.search(text, 0, each.start)) for each in slices
    )


def _is_there_and_back(slices: Sequence[NamedSlice]) -> bool:
    """Return whether the second of two slices is the way back of the first, so that what is said before both is of
    both."""
    if len(slices) != 2:
        return False
    out, back = slices
    return is_same_place(out.origin, back.destination) and is_same_place(out.destination, back.origin)


def _settle_stays(
    wants: Wants,
    stopovers: Sequence[Stopover],
    named: Sequence[str],
    own: TripDates | None,
    slices: Sequence[SliceRequest],
    findings: Findings,
) -> tuple[StayRequest, ...]:
    if not wants.stay.wanted:
        return ()
    stops = _stops(slices)
    if not named and (spent := _find_stop_of_hotel(wants, stopovers)) is not None:
        named = [slices[spent].destination.airports[0]]
    cities = [place for text in named if (place := findings.place(text, "destination"))] if named else stops
    if not named and len(stops) > 1 and not wants.stay.in_each:
        choices = [(place.airports[0], place.name) for place in stops]
        chosen = findings.asked_place("stays.0.place", "In which city is the hotel?", choices)
        cities = [chosen] if chosen else []
    counts = wants.dates.of_trip.lasting is None and not stopovers
    nights = wants.dates.of_trip.nights if counts else None
    stays: list[StayRequest] = []
    if own and len(cities) == 1:
        return _stay_for(cities[0], own, wants, slices)
    for city in cities:
        if stay := _settle_stay(city, nights, wants, slices, stays, findings):
            stays.append(stay)
    if not cities and not stops:
        findings.refuse("A hotel is asked for, but the trip has no night.")
    return tuple(stays)


def _find_stop_of_hotel(wants: Wants, stopovers: Sequence[Stopover]) -> int | None:
    """Return the slice at the end of which the one hotel is: "two nights at a hotel, then on to Linz"."""
    text, ends = wants.dates.of_trip.text, wants.stay.ends
    beside = [
        each.stop
        for each in stopovers
        for end in ends
        if _NIGHTS_AT.fullmatch(text, each.end, end) or _FOR_NIGHTS.fullmatch(text, end, each.start)
    ]
    return beside[0] if len(beside) == len(ends) == 1 else None


def _stay_for(city: Place, own: TripDates, wants: Wants, slices: Sequence[SliceRequest]) -> tuple[StayRequest, ...]:
    """Return the stay with days of its own; none while they are asked or refused."""
    if own.depart_on is None or own.return_on is None:
        return ()
    asked = _ask_for(city, wants)
    settled = settle_stay(msgspec.structs.replace(asked, check_in=own.depart_on, check_out=own.return_on), slices)
    return (settled.stay,) if settled.stay else ()


def _ask_for(city: Place, wants: Wants) -> AskedStay:
    return AskedStay(
        place=city_of(city),
        nightly_cap=wants.stay.nightly_cap,
        total_cap=wants.stay.total,
        near_centre=wants.stay.near_centre,
    )


def _settle_stay(
    city: Place,
    nights: int | None,
    wants: Wants,
    slices: Sequence[SliceRequest],
    before: Sequence[StayRequest],
    findings: Findings,
) -> StayRequest | None:
    asked = _ask_for(city, wants)
    settled = settle_stay(asked, slices, before)
    if nights is not None and (settled.stay is None or settled.stay.nights != nights):
        settled = settle_stay(msgspec.structs.replace(asked, nights=nights), slices, before)
    if settled.stay is None:
        findings.ask("nights", f"For how many nights is the hotel in {city.name}?")
    return settled.stay


def _stops(slices: Sequence[SliceRequest]) -> list[Place]:
    """Return where a night is spent on the way, home excepted."""
    home = slices[0].origin
    return [
        before.destination
        for before, after in zip(slices, [*slices[1:], None], strict=True)
        if not is_same_city(before.destination, home)
        and (after is None or (after.depart_on > before.depart_on and is_same_city(after.origin, before.destination)))
    ]


def _settle_cars(
    wants: Wants, slices: Sequence[SliceRequest], findings: Findings, window: SaleWindow
) -> tuple[CarRequest, ...]:
    """Return the cars, at the one stop of the journey, or at the one that is answered, until the journey goes on."""
    if not wants.cars:
        return ()
    stops = _stops(slices)
    if named := wants.cars[0].pick_up:
        place: Place | None = findings.place(named, "cars.0.pickUp")
    elif len(stops) == 1:
        place = stops[0]
    else:
        choices = [(each.airports[0], each.name) for each in stops]
        place = findings.asked_place("cars.0.pickUp", "Where is the rental car picked up?", choices)
    arrives = next((each.depart_on for each in slices if place and is_same_city(each.destination, place)), None)
    leaves = next((each.depart_on for each in slices[1:] if arrives and each.depart_on > arrives), None)
    days = TripDates(arrives, leaves, None)
    return settle_cars(wants.cars, place, wants.dates.of_cars, days, findings, window)
