"""Reads a request in words by rules: real places, real dates, and a question for whatever is not certain."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

import msgspec

from chalicelib.domain.money import CurrencyCode
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.people import Party, read_cabin, read_cost_centre, read_travellers
from chalicelib.domain.trip_requests.reading.route import read_purpose, read_route
from chalicelib.domain.trip_requests.reading.stay import place_stay, read_stay, stay_request
from chalicelib.domain.trip_requests.reading.trip_dates import settle_dates, take_dates
from chalicelib.domain.trip_requests.reading.unsold import say_unsold, take_unsold
from chalicelib.domain.trip_requests.reading.words import GAP, Words
from chalicelib.domain.trip_requests.sale_window import SaleLimits, sale_window
from chalicelib.domain.trip_requests.trip_request import Cabin, SliceRequest, Traveller, TripRequest
from chalicelib.domain.value import Value
from chalicelib.errors import FieldError, InvalidInput

T = TypeVar("T")

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
    stay_reading = read_stay(words, findings, defaults.currency)
    date_phrases = take_dates(words)
    cabin = read_cabin(words, findings, defaults.cabin)
    limits = defaults.stay_limits if stay_reading.wanted else defaults.limits
    travellers = read_travellers(words, findings, _party_of(defaults, limits.travellers))
    purpose = read_purpose(words)
    unsold = take_unsold(words)
    route = read_route(words, findings)
    most_nights = limits.nights if stay_reading.wanted else None
    window = sale_window(route.origin, now, limits.ahead, most_nights)
    dates = settle_dates(date_phrases, findings, window)
    stay = stay_request(stay_reading, dates, findings, window)
    if unsold and route.origin is route.destination is None:
        findings.refuse(say_unsold(unsold))
    _account_for_the_rest(words, findings, unsold)
    findings.raise_if_any()
    out = SliceRequest(
        origin=_certain(route.origin),
        destination=_certain(route.destination),
        depart_on=_certain(dates.depart_on),
        cabin=cabin,
    )
    back = _slice_back(out, dates.return_on)
    return TripRequest(
        slices=(out, *back),
        stays=(place_stay(stay, out.destination, returns=bool(back)),) if stay else (),
        purpose=purpose,
        cost_centre=cost_centre,
        travellers=travellers,
        currency=defaults.currency,
    )


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


def _certain(found: T | None) -> T:
    """Return what is certain: what is None has noted a question or an error, which were raised; a gap in that is still
    never a guess."""
    if found is None:
        raise InvalidInput("The request was not understood.", [FieldError("/request", "Not understood.")])
    return found
