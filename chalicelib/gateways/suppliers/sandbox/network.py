"""The sandbox's network: which real airlines fly between two airports, through which of their hubs, and when.

Hubs and distances are real; frequencies, flight numbers and times of day are drawn by hash and do not claim to be
anybody's timetable. Every pair of airports more than 150 km apart is served somehow.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from chalicelib.domain.local_days import local_day
from chalicelib.domain.offers.emissions import LONG_HAUL_FROM
from chalicelib.domain.places.resolver import Airport, find_airport
from chalicelib.gateways.suppliers.sandbox.airlines import Airline, Fleet, airlines_from, all_airlines
from chalicelib.gateways.suppliers.sandbox.flight_times import (
    block_seconds,
    connection_seconds,
    departure_time,
    distance_metres,
)
from chalicelib.gateways.suppliers.sandbox.seeded_choices import seeded_choice, seeded_int

_NEAREST = 150_000
_FARTHEST = 15_500_000
_FARTHEST_NARROW = 5_500_000
_SAME_CITY = 80_000
# Fewer airlines than this, and those that might fly there are taken for flying there.
_ENOUGH = 4
_LONGEST_WAIT = timedelta(hours=8)
_FIRST_MINUTE, _LAST_MINUTE = 6 * 60, 21 * 60 + 30
# What a change of planes is worth when routings are compared: its waiting time and the trouble of it.
_PRICE_OF_A_STOP = 3 * 3600


@dataclass(frozen=True, slots=True)
class Flight:
    """One flight number on one local date of departure."""

    airline: Airline
    number: int
    origin: Airport
    destination: Airport
    day: date
    minute: int

    @property
    def name(self) -> str:
        return f"{self.airline.designator}{self.number}"

    @property
    def departs_at(self) -> datetime:
        return departure_time(self.day, self.minute, self.origin.timezone)

    @property
    def arrives_at(self) -> datetime:
        return self.departs_at + timedelta(seconds=block_seconds(self.origin, self.destination))

    @property
    def distance_metres(self) -> int:
        return distance_metres(self.origin, self.destination)


Journey = tuple[Flight, ...]


@dataclass(frozen=True, slots=True)
class Routing:
    """One airline's way between two airports: nonstop, or with one change at a hub."""

    airline: Airline
    airports: tuple[Airport, ...]

    @property
    def hops(self) -> tuple[tuple[Airport, Airport], ...]:
        return tuple(zip(self.airports, self.airports[1:], strict=False))

    @property
    def back(self) -> "Routing":
        return Routing(self.airline, self.airports[::-1])

    @property
    def effort(self) -> int:
        """Seconds on board and changing, by which routings are compared."""
        on_board = sum(block_seconds(*hop) for hop in self.hops)
        return on_board + _PRICE_OF_A_STOP * (len(self.airports) - 2)


class RankedRouting(NamedTuple):
    """A routing with the effort by which it is ranked: more by a tenth for each airport farther down a city's list."""

    routing: Routing
    effort: float


def find_flight(designator: str, number: int, origin: str, destination: str, day: date) -> Flight | None:
    """Return the flight of that number between the two airports on that local date; None when there is none."""
    airline = next((airline for airline in all_airlines() if airline.designator == designator), None)
    if airline is None:
        return None
    flights = daily_flights(airline, find_airport(origin), find_airport(destination), day)
    return next((flight for flight in flights if flight.number == number), None)


def daily_flights(airline: Airline, origin: Airport, destination: Airport, day: date) -> tuple[Flight, ...]:
    """Return all flights of `airline` from `origin` to `destination` on the local `day`, earliest first."""
    timetable = _timetable(airline.designator, origin, destination)
    return tuple(Flight(airline, number, origin, destination, day, minute) for number, minute in timetable)


@lru_cache(maxsize=500)
def find_routings(origins: tuple[str, ...], destinations: tuple[str, ...]) -> tuple[RankedRouting, ...]:
    """Return ways between the cities' airports, the least effort first, one for each airline and pair of airports."""
    found = [
        RankedRouting(routing, routing.effort * (1 + 0.1 * (i + j)))
        for i, origin in enumerate(origins)
        for j, destination in enumerate(destinations)
        for routing in _routings(find_airport(origin), find_airport(destination))
    ]
    return tuple(sorted(found, key=lambda each: each.effort))


def find_journeys(routing: Routing, day: date, is_wanted: Callable[[Journey], bool]) -> list[Journey]:
    """Return every wanted journey along `routing` that leaves on the local `day`, the earliest first, each with its
    shortest sensible connection."""
    first, *onward = routing.hops
    flights = daily_flights(routing.airline, *first, day)
    if not onward:
        return [journey for flight in flights if is_wanted(journey := (flight,))]
    connected = ((flight, _connection(flight, onward[0][1])) for flight in flights)
    journeys = [journey for journey in connected if is_wanted(journey)]
    sensible = [journey for journey in journeys if _wait(journey) <= _LONGEST_WAIT]
    if journeys and not sensible:
        sensible = [min(journeys, key=_wait)]
    # Several flights may feed the same one onward: only the last of them is worth offering.
    return list({journey[1].departs_at: journey for journey in sensible}.values())


def _wait(journey: Journey) -> timedelta:
    return journey[1].departs_at - journey[0].arrives_at


def _connection(before: Flight, destination: Airport) -> Flight:
    """Return the first onward flight of the same airline after the least connecting time."""
    hub = before.destination
    ready = before.arrives_at + timedelta(seconds=connection_seconds((before.origin, hub), (hub, destination)))
    today = local_day(ready, hub.timezone)
    days = (today, today + timedelta(days=1), today + timedelta(days=2))
    onward = (flight for day in days for flight in daily_flights(before.airline, hub, destination, day))
    return next(flight for flight in onward if flight.departs_at >= ready)


def _routings(origin: Airport, destination: Airport) -> list[Routing]:
    if distance_metres(origin, destination) < _NEAREST:
        return []
    nonstop = [
        Routing(airline, (origin, destination))
        for airline in dict.fromkeys((*airlines_from(origin.iata), *airlines_from(destination.iata)))
        if _serves(airline, origin, destination)
    ]
    flown = {routing.airline.designator for routing in nonstop}
    via = _via_hubs(origin, destination, sure=True)
    if len(nonstop) + len(via) < _ENOUGH:
        via = _via_hubs(origin, destination, sure=False)
    return nonstop + [routing for routing in via if routing.airline.designator not in flown]


def _via_hubs(origin: Airport, destination: Airport, *, sure: bool) -> list[Routing]:
    """Return each network carrier's shortest way through one of its hubs; `sure` asks that it really serves both
    ends."""
    nonstop = distance_metres(origin, destination)
    longest = max(nonstop * 1.6, nonstop + 600_000) if sure else 2 * _FARTHEST
    best: list[Routing] = []
    for airline in all_airlines():
        if airline.low_cost or _is_foreign_detour(airline, origin, destination):
            continue
        routings = [
            Routing(airline, (origin, hub, destination))
            for hub in map(find_airport, airline.hubs)
            if hub.iata not in (origin.iata, destination.iata)
            and distance_metres(origin, hub) + distance_metres(hub, destination) <= longest
            and _reaches(airline, origin, hub)
            and _reaches(airline, hub, destination)
            and (not sure or (_serves(airline, origin, hub) and _serves(airline, hub, destination)))
        ]
        if routings:
            best.append(min(routings, key=lambda routing: routing.effort))
    return sorted(best, key=lambda routing: routing.effort)


def _is_foreign_detour(airline: Airline, origin: Airport, destination: Airport) -> bool:
    """Refuse a way between two cities of a country over another country's hub, which nobody flies where its own
    airlines can."""
    return origin.country == destination.country != airline.country and any(
        own.country == origin.country and not own.low_cost for own in all_airlines()
    )


def _reaches(airline: Airline, origin: Airport, destination: Airport) -> bool:
    nearest = LONG_HAUL_FROM if airline.fleet is Fleet.LONG_HAUL else _NEAREST
    farthest = _FARTHEST_NARROW if airline.fleet is Fleet.NARROW else _FARTHEST
    return nearest <= distance_metres(origin, destination) <= farthest


def _serves(airline: Airline, origin: Airport, destination: Airport) -> bool:
    """Return whether `airline` flies this nonstop, the same in both directions; always between two of its hubs."""
    if not _reaches(airline, origin, destination):
        return False
    ends = [airport for airport in (origin, destination) if not airline.flies_from(airport.iata)]
    if len(ends) == 2 or any(_is_beside_a_hub(airline, end) for end in ends):
        return False
    chance = seeded_choice("serves", airline.designator, *sorted((origin.iata, destination.iata)))
    return not ends or chance < _likelihood(airline, ends[0], distance_metres(origin, destination))


def _is_beside_a_hub(airline: Airline, airport: Airport) -> bool:
    """Return whether the airline has a hub beside it: it leaves the city's other airports to others."""
    return any(distance_metres(find_airport(hub), airport) < _SAME_CITY for hub in airline.hubs)


def _likelihood(airline: Airline, outstation: Airport, metres: int) -> float:
    """Return how likely an airline is to fly from its hub to a place that is not: home and big and near are
    likelier."""
    if outstation.country == airline.country:
        return 0.95
    if airlines_from(outstation.iata):
        return 0.95 if metres < 5_000_000 else 0.8
    if metres < LONG_HAUL_FROM:
        return 0.6 if metres < 1_500_000 else 0.35
    return 0.1


@lru_cache(maxsize=5_000)
def _timetable(designator: str, origin: Airport, destination: Airport) -> tuple[tuple[int, int], ...]:
    """Return flight numbers and minutes after local midnight of a day's flights, earliest first; the same every day."""
    route = (designator, origin.iata, destination.iata)
    metres = distance_metres(origin, destination)
    count = seeded_int(3, 5, "count", *route) if metres < 1_500_000 else seeded_int(2, 3, "count", *route)
    if metres >= LONG_HAUL_FROM:
        count = seeded_int(1, 3, "count", *route)
    lowest, highest = (1, 489) if metres >= LONG_HAUL_FROM else (500, 4980)
    first_number = seeded_int(lowest, highest, "number", *route)
    window = (_LAST_MINUTE - _FIRST_MINUTE) / count
    minutes = (_FIRST_MINUTE + window * (i + seeded_choice("minute", *route, i)) for i in range(count))
    return tuple((first_number + 2 * i, round(minute / 5) * 5) for i, minute in enumerate(minutes))
