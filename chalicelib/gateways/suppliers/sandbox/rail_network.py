"""Ways by train through the sandbox's lines: up to three trains, each caught at the earliest after a change.

The search goes round by round, a train more in each, for every departure of a day from the last to the first, and keeps
what arrives earlier than whatever leaves later (Delling, Pajor, Werneck 2012, "Round-Based Public Transit Routing").
The timetable is the same every day, so what was found between two cities is kept.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from chalicelib.gateways.suppliers.sandbox.flight_times import departure_time
from chalicelib.gateways.suppliers.sandbox.rail_lines import Line, all_lines, lines_at
from chalicelib.gateways.suppliers.sandbox.rail_stations import RailStation, all_stations

# Local time at which trains are boarded, first and last, and until when a day's last journey is to end.
FIRST_DEPARTURE, LAST_DEPARTURE = 5 * 60 + 30, 21 * 60 + 30
_LAST_ARRIVAL = 25 * 60
_MOST_TRAINS = 3
_LONGEST_WAIT = 150
# Minutes between two trains at one station, between two stations of a city, and where passengers are checked in.
_CHANGE, _CROSS_CITY, _CHECK_IN = 10, 60, 60
# What a change is worth when journeys are compared, in minutes.
_PRICE_OF_A_CHANGE = 15

# The clock that lines of a region keep, and how far from it the clocks of some of its countries are, in minutes. Their
# clocks change at the same moments, in nights when no train of the sandbox runs.
_CLOCKS = {"CN": "Asia/Shanghai", "HK": "Asia/Shanghai", "JP": "Asia/Tokyo", "KR": "Asia/Seoul"}
_CLOCKS |= {"US": "America/New_York"}
_EUROPEAN_CLOCK = "Europe/Brussels"
_OFF_CLOCK = {"GB": -60, "IE": -60, "PT": -60, "FI": 60}


@dataclass(frozen=True, slots=True)
class Ride:
    """A ride on the `run`-th train of a line, from one of its stops to a later one; the same every day."""

    line: Line
    run: int
    board: int
    alight: int

    @property
    def origin(self) -> RailStation:
        return self.line.stops[self.board]

    @property
    def destination(self) -> RailStation:
        return self.line.stops[self.alight]

    @property
    def train(self) -> str:
        return self.line.train(self.run)

    @property
    def departs(self) -> int:
        """Minutes after midnight, on the region's clock."""
        return self.line.passes_at(self.run, self.board)

    @property
    def arrives(self) -> int:
        """Minutes after midnight, on the region's clock."""
        return self.line.passes_at(self.run, self.alight)

    @property
    def distance_metres(self) -> int:
        """Metres by rail."""
        return self.line.metres[self.alight] - self.line.metres[self.board]

    @property
    def is_boarded_by_day(self) -> bool:
        return FIRST_DEPARTURE <= _local_minute(self.origin, self.departs) <= LAST_DEPARTURE

    def departs_at(self, day: date) -> datetime:
        return departure_time(day, self.departs, _clock(self.origin))

    def arrives_at(self, day: date) -> datetime:
        return self.departs_at(day) + timedelta(minutes=self.arrives - self.departs)


Journey = tuple[Ride, ...]


@lru_cache(maxsize=500)
def find_journeys(origin: str, destination: str) -> tuple[Journey, ...]:
    """Return the journeys of a day between two cities of `RailStation.city` that no later departure beats, in order of
    departure."""
    found = [journey for journey in _search(_stations_in(origin), _stations_in(destination)) if _ends_by_night(journey)]
    kept: list[Journey] = []
    for journey in sorted(found, key=lambda each: (-each[0].departs, _worth(each))):
        if all(_worth(other) > _worth(journey) for other in kept):
            kept.append(journey)
    return tuple(reversed(kept))


def find_ride(line_key: str, run: int, board: str, alight: str) -> Ride | None:
    """Return the ride on that train between the stations of those keys; None when there is none."""
    line = all_lines().get(line_key)
    keys = [stop.key for stop in line.stops] if line else []
    if line is None or board not in keys or alight not in keys or keys.index(board) >= keys.index(alight):
        return None
    ride = Ride(line, run, keys.index(board), keys.index(alight))
    return ride if ride.is_boarded_by_day else None


def is_journey(rides: Journey) -> bool:
    """Return whether each ride can be caught after the one before."""
    return all(
        before.destination.city == after.origin.city
        and after.departs - before.arrives >= _change_minutes(before.destination, after.line, after.origin)
        for before, after in pairwise(rides)
    )


def _search(origins: tuple[str, ...], targets: tuple[str, ...]) -> Iterator[Journey]:
    """Yield, for each departure from the last to the first, the journeys that arrive earlier than any found before with
    as few trains."""
    best: list[dict[str, int]] = [{} for _ in range(_MOST_TRAINS)]
    for line, board, run in _departures(origins):
        boarded: list[tuple[Journey, Line, int, int]] = [((), line, board, run)]
        for turn in range(_MOST_TRAINS):
            reached = _alight(boarded, best[: turn + 1], origins)
            yield from (journey for key, journey in reached.items() if key in targets)
            boarded = [
                catch for key, journey in reached.items() if key not in targets for catch in _catch(journey, key)
            ]


def _departures(origins: tuple[str, ...]) -> list[tuple[Line, int, int]]:
    """Return every departure from `origins`, the last first."""
    departures = [
        (line.passes_at(run, board), line, board, run)
        for key in origins
        for line, board in lines_at(key)
        for run in range((2 * 24 * 60) // line.interval)
        if Ride(line, run, board, board + 1).is_boarded_by_day
    ]
    return [(line, board, run) for _, line, board, run in sorted(departures, key=lambda each: (-each[0], each[1].key))]


def _alight(
    boarded: Iterable[tuple[Journey, Line, int, int]], best: list[dict[str, int]], origins: tuple[str, ...]
) -> dict[str, Journey]:
    """Return the journeys that reach a station earlier than `best` has it with as many trains or fewer, and note it."""
    reached: dict[str, Journey] = {}
    for journey, line, board, run in boarded:
        for alight in range(board + 1, len(line.stops)):
            key, arrives = line.stops[alight].key, line.passes_at(run, alight)
            if key in origins or any(arrives >= each.get(key, arrives + 1) for each in best):
                continue
            best[-1][key] = arrives
            reached[key] = (*journey, Ride(line, run, board, alight))
    return reached


def _catch(journey: Journey, at: str) -> Iterator[tuple[Journey, Line, int, int]]:
    """Yield the next train of every line that leaves the city of the station `at` for elsewhere."""
    station, arrived = all_stations()[at], journey[-1].arrives
    for key in _stations_in(station.city):
        for line, board in lines_at(key):
            ready = arrived + _change_minutes(station, line, line.stops[board])
            run = -((line.passes_at(0, board) - ready) // line.interval)
            wait = line.passes_at(run, board) - arrived
            if wait <= _LONGEST_WAIT and Ride(line, run, board, board + 1).is_boarded_by_day:
                yield journey, line, board, run


def _change_minutes(arrival: RailStation, line: Line, departure: RailStation) -> int:
    change = _CHANGE if arrival.key == departure.key else _CROSS_CITY
    return max(change, _CHECK_IN) if line.checks_in else change


@lru_cache(maxsize=500)
def _stations_in(city: str) -> tuple[str, ...]:
    return tuple(station.key for station in all_stations().values() if station.city == city)


def _ends_by_night(journey: Journey) -> bool:
    return _local_minute(journey[-1].destination, journey[-1].arrives) <= _LAST_ARRIVAL


def _worth(journey: Journey) -> int:
    """Return when it arrives, later for every change."""
    return journey[-1].arrives + _PRICE_OF_A_CHANGE * (len(journey) - 1)


def _clock(station: RailStation) -> str:
    return _CLOCKS.get(station.country, _EUROPEAN_CLOCK)


def _local_minute(station: RailStation, minute: int) -> int:
    return minute + _OFF_CLOCK.get(station.country, 0)
