"""What there is to warn of on the way: episodes of likely missing a connection, of standing still, of being off the
route. A function of the planned moves and of the track, so that the order of arrival of its positions changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from chalicelib.domain.tracking.fix import Fix, Signal
from chalicelib.domain.tracking.on_the_way.arrival import Confidence, estimate_under_way
from chalicelib.domain.tracking.on_the_way.deviation import find_deviations
from chalicelib.domain.tracking.on_the_way.planned_moves import connections_in
from chalicelib.domain.tracking.on_the_way.progress import PlannedMove, Travelled, travel
from chalicelib.domain.tracking.on_the_way.trip_warnings import Episode, WarningKind
from chalicelib.domain.tracking.stops import StopLimits, find_stops
from chalicelib.domain.tracking.tracks import locate_pings, travelled_metres
from chalicelib.domain.trips.item import ItemKind

# One position in so many seconds is enough to be warned by; a device may give one each second.
SLOT_SECONDS = 30

# Seconds for which it has to look like missing a connection, and by which one has to reach it again: an estimate goes
# up and down by itself.
CONFIRMED_AFTER, REACHED_BY = 120, 600

# Seconds from arriving to the next departure that are needed at least. Check-in and bag drop close some 45 minutes
# before a flight, and gates 15 to 20; a train closes its doors, but has to be walked to.
_FROM_A_FLIGHT_TO: Mapping[ItemKind, int] = {ItemKind.FLIGHT: 30 * 60, ItemKind.RAIL: 20 * 60}
_TO: Mapping[ItemKind, int] = {ItemKind.FLIGHT: 45 * 60, ItemKind.RAIL: 5 * 60}

# What of those under way is standing still for long; aircraft wait where nobody can tell.
STOP_LIMITS: Mapping[ItemKind, StopLimits] = {
    ItemKind.RIDE: StopLimits(radius_metres=150, shortest=20 * 60),
    ItemKind.RAIL: StopLimits(radius_metres=150, shortest=30 * 60),
}


class _Slack(NamedTuple):
    """By how many seconds a connection was going to be reached, as seen at a second; less than zero: not."""

    at: int
    seconds: int
    arrives_at: int
    is_vague: bool = False  # by the earliest time that is possible: what is short by it is short, and no more is known
    has_arrived: bool = False


def thin_track(signals: Iterable[Signal]) -> list[Fix]:
    """Return what a track, of which nothing is flagged, is followed by: of each device the first position of each half
    minute, pings as positions; of several devices the one that came farthest, which its owner carries."""
    by_device: dict[str, list[Fix]] = {}
    for fix in locate_pings(signals):
        fixes = by_device.setdefault(fix.device, [])
        if not fixes or fix.at // SLOT_SECONDS > fixes[-1].at // SLOT_SECONDS:
            fixes.append(fix)
    return max(by_device.values(), key=lambda fixes: (travelled_metres(fixes), fixes[0].device), default=[])


def find_episodes(moves: Sequence[PlannedMove], fixes: Sequence[Fix]) -> list[Episode]:
    """Return the episodes of a group of moves, by the fixes of `thin_track`."""
    travelled = dict(zip((move.item_id for move in moves), travel(moves, fixes), strict=True))
    return [
        *_missed_connections(moves, travelled, fixes),
        *(stop for move in moves for stop in _long_stops(move, travelled[move.item_id])),
        *_deviations(moves, fixes),
    ]


def least_transfer(move: PlannedMove, following: PlannedMove) -> int:
    """Return how many seconds from the end of a move to the departure of the next are needed at least."""
    needed = _FROM_A_FLIGHT_TO if move.kind is ItemKind.FLIGHT else _TO
    return needed[following.kind]


def _missed_connections(
    moves: Sequence[PlannedMove], travelled: Mapping[str, Travelled], fixes: Sequence[Fix]
) -> Iterator[Episode]:
    for move, following in connections_in(moves):
        needed = least_transfer(move, following)
        begun_at = travelled[following.item_id].departed_at
        over_at = begun_at if begun_at is not None else following.arrives_at
        latest = following.departs_at - needed
        slacks = (each for each in _slacks(move, travelled[move.item_id], fixes, latest) if each.at < over_at)
        newest = fixes[-1].at if fixes else 0
        for first, ended_at in _short(slacks, over_at if newest >= over_at else None):
            data = {
                "nextItemId": following.item_id,
                "shortBySeconds": -first.seconds,
                "transferSeconds": needed,
                "delaySeconds": first.arrives_at - move.arrives_at,
            }
            yield Episode(WarningKind.MISSED_CONNECTION, move.item_id, first.at, ended_at, data)


def _slacks(move: PlannedMove, travelled: Travelled, fixes: Sequence[Fix], latest: int) -> Iterator[_Slack]:
    """Yield by how much a move was going to end before `latest`, at each position that says something of it."""
    for arrival in estimate_under_way(move, travelled, fixes):
        is_vague = arrival.confidence is Confidence.LOW
        at, arrives_at = arrival.rests_on, arrival.earliest_at if is_vague else arrival.estimated_at
        if at is not None and arrives_at is not None:
            yield _Slack(at, latest - arrives_at, arrives_at, is_vague=is_vague)
    if travelled.arrived_at is not None:
        yield _Slack(travelled.arrived_at, latest - travelled.arrived_at, travelled.arrived_at, has_arrived=True)


def _short(slacks: Iterable[_Slack], over_at: int | None) -> Iterator[tuple[_Slack, int | None]]:
    """Yield where it looked for a while like missing a connection, and when that was over: it could be reached again by
    a good margin, or in fact; the last one at `over_at`, None while it lasts."""
    pending: _Slack | None = None
    is_raised = False
    for slack in slacks:
        if slack.is_vague and slack.seconds >= 0:
            continue
        if slack.seconds >= (0 if slack.has_arrived or not is_raised else REACHED_BY):
            if is_raised and pending is not None:
                yield pending, slack.at
            pending, is_raised = None, False
        elif slack.seconds < 0:
            pending = pending or slack
            is_raised = is_raised or slack.has_arrived or slack.at - pending.at >= CONFIRMED_AFTER
    if is_raised and pending is not None:
        yield pending, over_at


def _long_stops(move: PlannedMove, travelled: Travelled) -> Iterator[Episode]:
    limits = STOP_LIMITS.get(move.kind)
    if limits is None or not travelled.passages:
        return
    fixes = [passage.fix for passage in travelled.passages]
    for stop in find_stops(fixes, limits).stops:
        lasts = stop.ended_at >= fixes[-1].at and travelled.arrived_at is None
        data = {"longerThanSeconds": limits.shortest}
        yield Episode(WarningKind.STOPPED, move.item_id, stop.began_at, None if lasts else stop.ended_at, data)


def _deviations(moves: Sequence[PlannedMove], fixes: Sequence[Fix]) -> Iterator[Episode]:
    for deviation in find_deviations(moves, fixes):
        data = {"mostMetres": round(deviation.most_metres)}
        yield Episode(WarningKind.OFF_ROUTE, deviation.item_id, deviation.began_at, deviation.ended_at, data)
