"""Following a person's signals from a point at which all is known, to one from which on nothing is other than it was.

What is known at a boundary (a whole hour) is kept as a checkpoint. A batch of signals changes nothing before it but the
flags of the bucket before; so its visits are followed from the last checkpoint before that, and up to the first after
it at which the same is known as before. What happened in between is compared, geofence by geofence, from the second on
of which later signals may still decide (`undecided_from`).
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from math import inf
from typing import NamedTuple

import msgspec

from chalicelib.domain.tracking.fix import CoarseFix, Fix, Ping, SharingLevel, Signal
from chalicelib.domain.tracking.geofencing.owned_geofences import HOUR, GeofenceSet
from chalicelib.domain.tracking.geofencing.visits import NOWHERE, DeviceState, Visit, VisitState, follow_track
from chalicelib.domain.tracking.packing import BUCKET_SECONDS, bucket_start
from chalicelib.domain.value import Value

# Buckets that are so many seconds apart are followed each by itself.
_APART = 2 * HOUR


class Checkpoint(Value, frozen=True):
    """What is known of a person when all signals before a boundary are followed, through the geofences of which one
    knew that had changed until a second."""

    boundary: int
    known_until: int
    state: VisitState


class KnownGeofences(NamedTuple):
    """The geofences that a person's signals are followed through: all that had changed until a second."""

    geofences: GeofenceSet
    until: int


class FollowedSpan(NamedTuple):
    """The visits of a span that lie in it or reach into it; what was known at its beginning and its end (None where the
    track ends first); and the checkpoints in it that are other than they were."""

    visits: tuple[Visit, ...]
    start: Checkpoint
    end: Checkpoint | None
    checkpoints: tuple[Checkpoint, ...]

    @property
    def seconds(self) -> tuple[int, float]:
        """From which second, and before which, it decides anything at any geofence."""
        first = min([self.start.boundary, *undecided_from(self.start).values()])
        return first, self.end.boundary if self.end else inf


def ask_span(span: FollowedSpan) -> Callable[[str, int], bool]:
    """Return what answers whether the signals of a span decide what happened at a geofence at a second."""
    first = undecided_from(span.start)
    last = undecided_from(span.end) if span.end else {}
    until = span.end.boundary if span.end else inf

    def decides(geofence_id: str, second: int) -> bool:
        return first.get(geofence_id, span.start.boundary) <= second < last.get(geofence_id, until)

    return decides


def undecided_from(checkpoint: Checkpoint) -> dict[str, int]:
    """Return for each geofence in which a person is, or is perhaps about to enter, the second from which on signals
    after a boundary decide what happened there; at others it is the boundary."""
    seconds = {visit.geofence_id: visit.last_inside_at + 1 for visit in checkpoint.state.visits}
    for device in checkpoint.state.devices:
        for key, presence in device.presences.items():
            if key not in seconds or not presence.is_inside:
                since = presence.changing_since if presence.changing_since is not None else checkpoint.boundary
                seconds[key] = min(seconds.get(key, since), since)
    return seconds


def is_followed(signal: Signal) -> bool:
    """Return whether a signal may tell of geofences at all."""
    match signal:
        case Fix() | Ping():
            return True
        case CoarseFix():
            return signal.level is SharingLevel.IN_ZONE


def group_buckets(signals: Iterable[Signal]) -> list[range]:
    """Return the spans of seconds in which signals may change flags, those together that are not far apart: from the
    bucket before to the bucket after each."""
    spans: list[range] = []
    for starts_at in sorted({bucket_start(signal.at) for signal in signals if is_followed(signal)}):
        first, last = starts_at - BUCKET_SECONDS, starts_at + 2 * BUCKET_SECONDS
        if spans and first <= spans[-1].stop + _APART:
            spans[-1] = range(spans[-1].start, last)
        else:
            spans.append(range(first, last))
    return spans


def follow_span(
    track: Iterable[Signal],
    fences: KnownGeofences,
    start: Checkpoint,
    changed: range,
    find: Callable[[int], Checkpoint | None],
) -> FollowedSpan:
    """Follow a track of sound signals from a checkpoint on, until what is known after all that changed is what was
    known before.

    `find` returns the checkpoint that is kept of a boundary. The track is asked for as far as it is followed.
    """
    state, ended = start.state, list[Visit]()
    checkpoints = list[Checkpoint]()
    boundary = start.boundary
    for hour, signals in groupby(track, key=lambda signal: signal.at // HOUR):
        begins_at = hour * HOUR
        if begins_at > boundary:  # what is known since the last signals, which were before that
            here = Checkpoint(boundary=begins_at, known_until=fences.until, state=settle_state(state))
            if not _is_same(find(begins_at), here, fences):
                checkpoints.append(here)
            elif begins_at >= changed.stop:
                return FollowedSpan((*ended, *state.visits), start, here, tuple(checkpoints))
        followed = follow_track(fences.geofences.index_at(begins_at), list(signals), state)
        ended += [visit for visit in followed.visits if visit.exited_at is not None]
        state, boundary = followed.state, begins_at
    return FollowedSpan((*ended, *state.visits), start, None, tuple(checkpoints))


def settle_state(state: VisitState) -> VisitState:
    """Return what of a state later signals may depend on, at a boundary that no second of before reaches: devices that
    are nowhere, and the last seconds of others, make no difference any more."""
    devices = (
        DeviceState(device=each.device, last_at=0, presences=each.presences) for each in state.devices if each.presences
    )
    return VisitState(devices=tuple(devices), visits=state.visits)


def nothing_known(boundary: int, fences: KnownGeofences) -> Checkpoint:
    """Return the checkpoint at a boundary before which nothing counts."""
    return Checkpoint(boundary=boundary, known_until=fences.until, state=NOWHERE)


def _is_same(known: Checkpoint | None, here: Checkpoint, fences: KnownGeofences) -> bool:
    """Return whether a checkpoint that is kept says the same, of the geofences that there are."""
    if known is None or not fences.geofences.are_known(known.boundary, known.known_until):
        return False
    return _only(known.state, fences.geofences.index_at(known.boundary - 1).geofences) == here.state


def _only(state: VisitState, geofence_ids: Mapping[str, object]) -> VisitState:
    """Return a state without what it says of other geofences."""
    devices = (
        msgspec.structs.replace(
            each, presences={key: one for key, one in each.presences.items() if key in geofence_ids}
        )
        for each in state.devices
    )
    visits = tuple(visit for visit in state.visits if visit.geofence_id in geofence_ids)
    return settle_state(VisitState(devices=tuple(devices), visits=visits))
