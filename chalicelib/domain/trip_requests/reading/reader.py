"""Reads a request in words by rules: real places, real dates, and a question for whatever is not certain."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from chalicelib.domain.money import CurrencyCode
from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.reading.cars import CarDates, part_dates, settle_cars
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.date_phrases import take_dates
from chalicelib.domain.trip_requests.reading.people import Party, read_cabin, read_cost_centre, read_travellers
from chalicelib.domain.trip_requests.reading.route import (
    NamedRoute,
    read_purpose,
    settle_place,
    settle_route,
    take_route,
)
from chalicelib.domain.trip_requests.reading.stay import (
    StayReading,
    lone_stay,
    place_stay,
    read_stay,
    speaks_of_journey,
    stay_request,
    take_only,
)
from chalicelib.domain.trip_requests.reading.transport import (
    AskedCar,
    Way,
    say_unsold,
    take_cars,
    take_unsold,
    take_ways,
)
from chalicelib.domain.trip_requests.reading.trip_dates import settle_dates, settle_span
from chalicelib.domain.trip_requests.reading.words import GAP, Words
from chalicelib.domain.trip_requests.sale_window import SaleLimits, sale_window
from chalicelib.domain.trip_requests.trip_request import (
    Cabin,
    CarRequest,
    SliceRequest,
    StayRequest,
    Traveller,
    TravelMode,
    TripRequest,
)
from chalicelib.domain.value import Value

TEXT_LIMIT = 1000
IGNORE = "ignore"

_EXAMPLE = "Berlin to London 3-5 March 2027, hotel near the centre under 200 EUR a night"


class ReadingDefaults(Value, frozen=True):
    """What holds where the words say nothing: who travels, the company's currency, cabin and cost centre."""

    traveller: Traveller | None  # None: their given and family names are not known, and are asked
    currency: CurrencyCode
    cabin: Cabin = Cabin.ECONOMY
    cost_centre: str | None = None
    refused_cost_centres: frozenset[str] = frozenset()  # of the words, what may not be charged
    display_name: str = ""  # what a traveller whose names are not known is called
    given: tuple[Traveller, ...] = ()  # who travels, where that is said beside the words
    limits: SaleLimits = SaleLimits()  # what is sold of a trip at most
    stay_limits: SaleLimits = SaleLimits()  # ... and of one with a hotel


def read_request(
    text: str, *, now: datetime, defaults: ReadingDefaults, answers: Mapping[str, str] | None = None
) -> TripRequest:
    """Return the trip that `text` asks for, in English, at most 1000 characters; today is the day that it is at `now`
    where the trip starts.

    AmbiguousRequest holds every question at once; `answers` (field -> the chosen code, or a place, a date, names)
    settle them when the same text is read again, and answers to what is not in doubt change nothing.
    InvalidInput says what is wrong: nothing understood, an unknown place, a past date, a contradiction.
    """
    words = Words(text, TEXT_LIMIT)
    findings = Findings(answers or {})
    cost_centre = read_cost_centre(words, findings, defaults.cost_centre, defaults.refused_cost_centres)
    is_lone = take_only(words)
    speaks = speaks_of_journey(words.text)
    stay_reading = read_stay(words, findings, defaults.currency)
    cars = take_cars(words)
    dates = part_dates(take_dates(words), cars)
    cabin = read_cabin(words, findings, defaults.cabin)
    limits = defaults.stay_limits if stay_reading.wanted else defaults.limits
    travellers = read_travellers(words, findings, _party_of(defaults, limits.travellers))
    purpose = read_purpose(words)
    ways = take_ways(words)
    unsold = take_unsold(words)
    named = take_route(words)
    wants = _Wants(stay_reading, cars, dates, cabin, ways)
    is_lone = _is_at_a_place(wants, named, says_only=is_lone, speaks_of_journey=speaks)
    read = (_read_at_a_place if is_lone else _read_journey)(wants, named, findings, now, limits)
    if unsold and not read.places:
        findings.refuse(say_unsold(unsold))
    _account_for_the_rest(words, findings, unsold)
    findings.raise_if_any()
    return TripRequest(
        slices=read.slices,
        stays=read.stays,
        cars=read.cars,
        purpose=purpose,
        cost_centre=cost_centre,
        travellers=travellers,
        currency=defaults.currency,
    )


class _Wants(NamedTuple):
    """What is asked for, before it is known from where to where and when."""

    stay: StayReading
    cars: tuple[AskedCar, ...]
    dates: CarDates
    cabin: Cabin
    ways: tuple[Way, ...]


class _Read(NamedTuple):
    """What was understood; `places` are those that are certain, if only some of them are."""

    places: tuple[Place, ...]
    slices: tuple[SliceRequest, ...]
    stays: tuple[StayRequest, ...]
    cars: tuple[CarRequest, ...]


def _is_at_a_place(wants: _Wants, named: NamedRoute, *, says_only: bool, speaks_of_journey: bool) -> bool:
    """Return whether a hotel or a car in a place, and nothing else, is asked for: it needs no journey."""
    if not (wants.stay.wanted or wants.cars):
        return False
    return says_only or not (named.origins or named.heads_for or wants.ways or speaks_of_journey)


def _read_journey(wants: _Wants, named: NamedRoute, findings: Findings, now: datetime, limits: SaleLimits) -> _Read:
    route = settle_route(named, findings)
    window = sale_window(route.origin, now, limits.ahead, limits.nights if wants.stay.wanted else None)
    dates = settle_dates(wants.dates.of_trip, findings, window)
    stay = stay_request(wants.stay, dates, findings, window)
    cars = settle_cars(wants.cars, route.destination, wants.dates.of_cars, dates, findings, window)
    places = tuple(place for place in route if place is not None)
    if route.origin is None or route.destination is None or dates.depart_on is None:
        return _Read(places, (), (), ())
    mode = _mode_of(wants.ways)
    out = SliceRequest(
        origin=route.origin, destination=route.destination, depart_on=dates.depart_on, cabin=wants.cabin, mode=mode
    )
    back = _slice_back(out, dates.return_on)
    stays = (place_stay(stay, out.destination, returns=bool(back)),) if stay else ()
    return _Read(places, (out, *back), stays, cars)


def _read_at_a_place(wants: _Wants, named: NamedRoute, findings: Findings, now: datetime, limits: SaleLimits) -> _Read:
    """Return a hotel, a car, or both, where one is by oneself."""
    place = settle_place(named, findings)
    window = sale_window(place, now, limits.ahead, limits.nights if wants.stay.wanted else None)
    dates = settle_span(wants.dates.of_trip, findings, window)
    stay = stay_request(wants.stay, dates, findings, window)
    cars = settle_cars(wants.cars, place, wants.dates.of_cars, dates, findings, window)
    stays = (lone_stay(stay, place),) if stay and place else ()
    return _Read((place,) if place else (), (), stays, cars)


def _mode_of(ways: tuple[Way, ...]) -> TravelMode:
    """Return the one mode that is named for the way there and back."""
    modes = {way.mode for way in ways}
    return modes.pop() if len(modes) == 1 else TravelMode.ANY if modes else TravelMode.AIR


def _slice_back(out: SliceRequest, return_on: date | None) -> tuple[SliceRequest, ...]:
    if return_on is None:
        return ()
    return (msgspec.structs.replace(out, origin=out.destination, destination=out.origin, depart_on=return_on),)


def _party_of(defaults: ReadingDefaults, most: int) -> Party:
    alone = (defaults.traveller,) if defaults.traveller else ()
    return Party(defaults.given or alone, is_given=bool(defaults.given), display_name=defaults.display_name, most=most)


def _account_for_the_rest(words: Words, findings: Findings, unsold: tuple[str, ...]) -> None:
    """Ask about what nobody sells, and about words that nothing understood, since they may matter: the traveller says
    whether to go on without them."""
    if GAP not in words.text:
        findings.refuse(f'No trip was found in these words. Say from where to where and when, such as "{_EXAMPLE}".')
        return
    doubts = [say_unsold(unsold)] if unsold else []
    if left := words.left():
        quoted = ", ".join(f'"{run}"' for run in left)
        doubts.append(f"Not understood: {quoted}.")
    if doubts:
        findings.choose("unread", f"{' '.join(doubts)} Go on without that?", [(IGNORE, "Go on without that")])
