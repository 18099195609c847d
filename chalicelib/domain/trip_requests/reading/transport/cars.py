"""Rental cars in words: where they are picked up and for which days, which are those of the trip unless others stand
right behind the car."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.days.date_phrases import DatePhrases
from chalicelib.domain.trip_requests.reading.days.trip_dates import TripDates, settle_span
from chalicelib.domain.trip_requests.reading.journeys.place_names import is_same_place
from chalicelib.domain.trip_requests.reading.text.words import GAP
from chalicelib.domain.trip_requests.reading.transport.transport import AskedCar
from chalicelib.domain.trip_requests.sale_window import SaleWindow
from chalicelib.domain.trip_requests.trip_request import CarRequest

# Rental stations are open; who lands later is expected later, for stations hold a car until they close.
_PICK_UP_AT = _DROP_OFF_AT = "10:00"
_DROP_OFF_SAME_DAY_AT = "18:00"
_BEHIND = LatePattern(
    rf"(?:[\s{GAP},+]|\b(?:from|on|between|and|to|upto|up to|until|till?|for|the|required|needed|reqd|please|pls"
    rf"|wanted|of|category|class|size|type|booked|reserved)\b|-"
    r"|\b(?:in|at) (?-i:(?:the )?[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,3})(?: airport)?|\b(?-i:[A-Z]{3})\b)*",
    re.IGNORECASE,
)


class CarDates(NamedTuple):
    """The phrases of dates that are the cars', those that are the trip's, and those that are the hotel's own."""

    of_cars: DatePhrases | None
    of_trip: DatePhrases
    of_stay: DatePhrases | None = None


def part_dates(taken: DatePhrases, cars: Sequence[AskedCar]) -> CarDates:
    """Return which dates stand right behind a car, where the trip has dates besides."""
    own: list[re.Match[str]] = []
    for car in cars[:1]:
        end = car.end
        for phrase in taken.phrases:
            if phrase.start() >= end and _BEHIND.fullmatch(taken.text[end : phrase.start()]):
                own.append(phrase)
                end = phrase.end()
    rest = [phrase for phrase in taken.phrases if phrase not in own]
    if not own or not rest:
        return CarDates(None, taken)
    behind = " " * cars[0].end + taken.text[cars[0].end :]
    alone = DatePhrases(behind, own, None, one_way=False, round_trip=False, nights=None, days=None)
    return CarDates(alone, taken._replace(phrases=rest))


def settle_cars(
    cars: Sequence[AskedCar],
    place: Place | None,
    own: DatePhrases | None,
    trip: TripDates,
    findings: Findings,
    window: SaleWindow,
) -> tuple[CarRequest, ...]:
    """Return the cars that are asked for; none while their place or days are asked or refused."""
    if not cars:
        return ()
    days = settle_span(own, findings, window, trip) if own else trip
    until = _drop_off_on(days, findings)
    car = cars[0]  # one of several has no places of its own
    if place and car.pick_up and not is_same_place(place.name, car.pick_up):
        place = findings.place(car.pick_up, "cars.0.pickUp", place)
    left_in = findings.place(car.drop_off, "cars.0.dropOff", place) if car.drop_off else place
    if place is None or left_in is None or days.depart_on is None or until is None:
        return ()
    if until < days.depart_on:
        findings.refuse("A rental car is given back after it was picked up.")
        return ()
    return tuple(
        CarRequest(
            pick_up=place,
            pick_up_on=days.depart_on,
            pick_up_at=car.pick_up_at or _PICK_UP_AT,
            drop_off=left_in,
            drop_off_on=until,
            drop_off_at=car.drop_off_at or (_DROP_OFF_SAME_DAY_AT if until == days.depart_on else _DROP_OFF_AT),
            category=car.category,
            automatic=car.automatic,
        )
        for car in cars
    )


def _drop_off_on(days: TripDates, findings: Findings) -> date | None:
    if days.return_on is not None or days.depart_on is None:
        return days.return_on
    return days.ends_on or findings.ask_date("dropOffOn", "Until which day is the rental car?")
