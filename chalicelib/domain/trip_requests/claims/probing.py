"""What a phrase says by itself, as the rules read it in a plain sentence whose every other word is known."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

import msgspec

from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults, read_request
from chalicelib.domain.trip_requests.trip_request import Cabin, StayRequest, Traveller, TravelMode, TripRequest
from chalicelib.errors import AmbiguousRequest, InvalidInput

# How many sentences are read for one request: three times as many as the longest trip takes; what comes then is not
# borne out. Each takes some milliseconds.
MOST_READINGS = 150
_SOMEBODY = Traveller(given_name="Sam", family_name="Sojourner")
_FIRST_DAY, _NIGHTS = timedelta(days=40), 3
# Where it is tomorrow first, and where last: what day is meant in both is meant everywhere.
_EARLIEST, _LATEST = "AKL", "HNL"
_FROM, _TO = "BER", "LHR"


# What a phrase may say of a trip.
DAYS, DEPARTURE, ARRIVAL, MODE, CABIN, STAYS, TERMS, CARS, PREFERENCES = range(9)


class Probed(NamedTuple):
    """What came of a sentence: a request; or, without one, the questions that it leaves, by their fields."""

    request: TripRequest | None
    doubts: Mapping[str, tuple[str, ...]]  # the choices of each question
    has_stay: bool = False  # also without the phrase

    def says_only(self, *things: int) -> bool:
        """Return whether the phrase says nothing of the trip but these things."""
        return self.request is not None and _list_said(self.request, self.has_stay) <= set(things)

    def offers(self, field: str, choice: str) -> bool:
        """Return whether nothing but this is open, and the choice is among those that are left."""
        return set(self.doubts) == {field} and choice in self.doubts[field]


def _list_said(request: TripRequest, has_stay: bool) -> set[int]:
    """Return what a request has that no plain journey has. Days are left out: who asks about them knows how many."""
    slices, stays = request.slices, request.stays
    said = {
        DEPARTURE: any(each.departure for each in slices),
        ARRIVAL: any(each.arrival for each in slices),
        MODE: any(each.mode is not TravelMode.AIR for each in slices),
        CABIN: any(each.cabin is not Cabin.ECONOMY for each in slices),
        STAYS: bool(stays) and not has_stay,
        TERMS: any(_terms_of(each) != _PLAIN for each in stays),
        CARS: bool(request.cars),
        PREFERENCES: bool(request.preferences),
    }
    return {thing for thing, is_said in said.items() if is_said}


def _days_of(probed: Probed) -> tuple[date, ...]:
    """Return the days of a journey of which a phrase says nothing else."""
    return tuple(each.depart_on for each in probed.request.slices) if probed.request and probed.says_only(DAYS) else ()


def _terms_of(stay: StayRequest) -> tuple[object, ...]:
    return stay.nightly_cap, stay.total_cap, stay.near_centre, stay.near, stay.min_stars, stay.refundable


_PLAIN = (None, None, False, None, None, False)


class Prober:
    """Reads phrases in plain sentences of one moment, and for one company."""

    def __init__(self, now: datetime, defaults: ReadingDefaults) -> None:
        self._now = now
        self._defaults = msgspec.structs.replace(
            defaults, traveller=_SOMEBODY, given=(), cost_centre="GENERAL", home=None, find_people=None
        )
        self._day = (now + _FIRST_DAY).date()
        self._tried = 0

    def departure(self, phrase: str, origin: str | None) -> Probed:
        """Return a journey, one way unless the phrase is of two days, that departs on what the phrase says. Where it
        departs from is a code, or not known: then only a day that is the same everywhere is certain."""
        if origin:
            return self._first_day(phrase, origin)
        probed = [self._first_day(phrase, each) for each in (_EARLIEST, _LATEST)]
        said = {_days_of(each) for each in probed}
        if len(said) == 1 and probed[0].request:
            return probed[0]
        offered = [choice for each in probed for choice in each.doubts.get("departOn", ())]
        known = [str(days[0]) for days in said if days]
        return Probed(None, {"departOn": (*offered, *known)})

    def later_day(self, phrase: str, first: date) -> Probed:
        """Return a journey there on the first day, and back on what the phrase says."""
        return self._try(f"{_FROM} to {_TO} on {first}; back {phrase}")

    def one_way(self, phrase: str) -> Probed:
        """Return a journey one way of which the phrase says more."""
        return self._try(f"{_FROM} to {_TO} on {self._day}, one way, {phrase}")

    def length(self, phrase: str) -> Probed:
        """Return a journey that lasts as long as the phrase says."""
        return self._try(f"{_FROM} to {_TO} on {self._day}, {phrase}")

    def hotel(self, phrase: str, destination: str | None = None) -> Probed:
        """Return a journey with a hotel of which the phrase says more."""
        back = self._day + timedelta(days=_NIGHTS)
        return self._try(
            f"{_FROM} to {destination or _TO} on {self._day}; back on {back}; hotel {phrase}", has_stay=True
        )

    def stay(self, phrase: str) -> Probed:
        """Return a journey there and back, with the hotel or the car that the phrase asks for."""
        back = self._day + timedelta(days=_NIGHTS)
        return self._try(f"{_FROM} to {_TO} on {self._day}; back on {back}; {phrase}")

    def party(self, phrase: str, count: int) -> Probed:
        """Return a journey of so many people, which is none where the phrase says that they are more or fewer."""
        return self._try(f"{_FROM} to {_TO} on {self._day}, one way, {phrase}", count)

    def _first_day(self, phrase: str, origin: str) -> Probed:
        destination = _TO if origin != _TO else _FROM
        sentence = f"{origin} to {destination}, {phrase}"
        both = self._try(sentence)
        return both if both.request is not None else self._try(f"{sentence}, one way")

    def _try(self, sentence: str, count: int = 0, *, has_stay: bool = False) -> Probed:
        self._tried += 1
        if self._tried > MOST_READINGS:
            return Probed(None, {})
        return _read_sentence(sentence, count, self._now, self._defaults)._replace(has_stay=has_stay)


@lru_cache(maxsize=256)
def _read_sentence(sentence: str, count: int, now: datetime, defaults: ReadingDefaults) -> Probed:
    """Return what comes of a sentence for so many travellers; for whoever it is, where no count is given."""
    people = tuple(Traveller(given_name=f"Sam {'I' * n}", family_name="Sojourner") for n in range(1, count + 1))
    try:
        return Probed(read_request(sentence, now=now, defaults=msgspec.structs.replace(defaults, given=people)), {})
    except AmbiguousRequest as doubt:
        return Probed(None, {each.field: tuple(code for code, _ in each.choices) for each in doubt.questions})
    except InvalidInput:
        return Probed(None, {})
