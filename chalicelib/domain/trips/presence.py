"""On which days a booked trip is in which country, by what was bought and is not cancelled: for those who have to find
their people there."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.parts import BookingPart, parts_of
from chalicelib.domain.day_ranges import month_of
from chalicelib.domain.local_days import local_day
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Segment, StayOffer
from chalicelib.domain.offers.rail import RailOffer, RailSegment

# Which country an airport is in, by its IATA code; None for one that nobody knows.
FindCountry = Callable[[str], str | None]


class CountryMonth(NamedTuple):
    """A country (ISO 3166-1) and a month (`YYYY-MM`)."""

    country: str
    month: str


class _End(NamedTuple):
    """Where and when a segment begins or ends; `country` is None where nobody knows it."""

    country: str | None
    moment: datetime
    timezone: str

    @property
    def day(self) -> date:
        return local_day(self.moment, self.timezone)


def presence_of(booking: Booking, find_country: FindCountry) -> Mapping[CountryMonth, tuple[int, ...]]:
    """Return the days of each month on which the travellers are in each country, by the calendar there.

    They are where a segment begins and ends, on its days; from the arrival in a country until the departure from it;
    where they stay; and where a car is picked up and dropped off, in both places, while they have it. `find_country`
    is asked for airports that the request does not name, which are those of connections.
    """
    found: dict[CountryMonth, set[int]] = {}
    for country, day in _touched(booking, find_country):
        found.setdefault(CountryMonth(country, month_of(day)), set()).add(day.day)
    return {place: tuple(sorted(days)) for place, days in sorted(found.items())}


def _touched(booking: Booking, find_country: FindCountry) -> Iterator[tuple[str, date]]:
    known = {code: place.country for place in booking.request.places for code in place.airports}

    def country_of(airport: str) -> str | None:
        return known.get(airport) or find_country(airport)

    segments: list[tuple[_End, _End]] = []
    for part in parts_of(booking):
        if part.status == "confirmed":
            segments += _segments(booking, part, country_of)
            yield from _stayed(booking, part)
    segments.sort(key=lambda each: each[0].moment)
    for begin, end in segments:
        yield from _on_days(begin.country, begin.day, begin.day)
        yield from _on_days(end.country, end.day, end.day)
    for (_, arrived), (leaves, _) in pairwise(segments):
        if arrived.country == leaves.country:
            yield from _on_days(arrived.country, arrived.day, leaves.day)


def _segments(booking: Booking, part: BookingPart, country_of: FindCountry) -> list[tuple[_End, _End]]:
    offer = booking.selected.components[part.component_index]
    match offer:
        case FlightOffer():
            return [_ends(each, country_of(each.origin), country_of(each.destination))
                    for each in offer.slices[part.part_index].segments]  # fmt: skip
        case RailOffer():
            return [_ends(each, each.origin.country, each.destination.country)
                    for each in offer.slices[part.part_index].segments]  # fmt: skip
        case _:
            return []


def _ends(segment: Segment | RailSegment, origin: str | None, destination: str | None) -> tuple[_End, _End]:
    return (
        _End(origin, segment.departs_at, segment.origin_timezone),
        _End(destination, segment.arrives_at, segment.destination_timezone),
    )


def _stayed(booking: Booking, part: BookingPart) -> Iterator[tuple[str, date]]:
    """Yield the days of a stay, and those on which a car is had, in both of the countries that it is driven between."""
    first = local_day(part.starts_at, part.start_timezone)
    last = local_day(part.ends_at, part.end_timezone)
    match booking.selected.components[part.component_index]:
        case StayOffer() as stay:
            yield from _on_days(stay.country, first, last)
        case CarOffer() as car:
            for country in {car.pick_up.country, car.drop_off.country}:
                yield from _on_days(country, first, last)
        case _:
            return


def _on_days(country: str | None, first: date, last: date) -> Iterator[tuple[str, date]]:
    if country is not None:
        yield from ((country, first + timedelta(days=number)) for number in range((last - first).days + 1))
