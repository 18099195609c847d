"""What is asked of a track as a whole: its stretches without a break, how far it leads, which of several devices its
person carries, and where somebody was of whom a ping says that they were still there."""

from collections.abc import Iterable, Sequence

import msgspec

from chalicelib.domain.tracking.fix import Fix, Ping, Signal, sort_track
from chalicelib.domain.tracking.geometry.arcs import vector_of
from chalicelib.domain.tracking.geometry.geodesy import surface_distance
from chalicelib.domain.tracking.geometry.points import point_of

# A receiver that says nothing for so long was off, or had no view of the sky.
LONGEST_BREAK = 15 * 60
# A ping is about the last fix before it; a device that gave none for so long has forgotten where that was.
LONGEST_SILENCE = 12 * 60 * 60

# What a device is off by that does not say how far it may be, and what even a good one is off by.
_UNKNOWN_ACCURACY, _BEST_ACCURACY, _WORST_ACCURACY = 20.0, 5.0, 100.0


def locate_pings(signals: Iterable[Signal]) -> list[Fix]:
    """Return the fixes of a track in its order, each ping among them as a fix where its device was last.

    A ping is left out that has no fix of its device before it, or none in the last twelve hours.
    """
    last: dict[str, Fix] = {}
    located = []
    for signal in sort_track(signals):
        if isinstance(signal, Fix):
            last[signal.device] = signal
            located.append(signal)
        elif isinstance(signal, Ping) and (fix := last.get(signal.device)) and signal.at - fix.at <= LONGEST_SILENCE:
            standing = msgspec.structs.replace(fix, at=signal.at, speed_cm_s=0, battery=signal.battery)
            located.append(standing)
    return located


def follow_carried(fixes: Sequence[Fix]) -> list[Fix]:
    """Return the fixes of a track, in its order, of the device that its person carries: of several that report at a
    time, the one that comes the farthest. A tablet that lies at home is left out; a phone that replaces another counts
    before and after that one."""
    by_device: dict[str, list[Fix]] = {}
    for fix in fixes:
        by_device.setdefault(fix.device, []).append(fix)
    followed: list[Fix] = []
    for _, own in sorted(by_device.items(), key=lambda item: (-travelled_metres(item[1]), item[0])):
        since, until = (followed[0].at, followed[-1].at) if followed else (own[-1].at + 1, own[-1].at + 1)
        beside = [fix for fix in own if not since <= fix.at <= until]
        followed = sorted([*followed, *beside], key=lambda fix: fix.at)
    return followed


def split_at_gaps(fixes: Iterable[Fix], longest_break: int = LONGEST_BREAK) -> list[list[Fix]]:
    """Return the fixes of a track, in its order, as stretches in which none is more than `longest_break` seconds after
    the one before."""
    stretches: list[list[Fix]] = []
    for fix in fixes:
        if not stretches or fix.at - stretches[-1][-1].at > longest_break:
            stretches.append([])
        stretches[-1].append(fix)
    return stretches


def travelled_metres(fixes: Sequence[Fix]) -> float:
    """Return how far somebody came whose fixes these are, in order of time.

    A receiver that lies still wanders about. So a step counts once it is longer than both of its ends may be off: what
    is less adds up until it is, and standing adds nothing.
    """
    if not fixes:
        return 0.0
    metres, counted = 0.0, fixes[0]
    since = vector_of(point_of(counted))
    for fix in fixes[1:]:
        here = vector_of(point_of(fix))
        step = surface_distance(since, here)
        if step > max(accuracy_of(counted), accuracy_of(fix)):
            metres, counted, since = metres + step, fix, here
    return metres


def accuracy_of(fix: Fix) -> float:
    """Return the radius in metres within which a fix may be off, where its device gives none or an unlikely one as
    well."""
    known = _UNKNOWN_ACCURACY if fix.accuracy_metres is None else fix.accuracy_metres
    return min(max(known, _BEST_ACCURACY), _WORST_ACCURACY)
