"""What is wrong with a fix, as far as it shows in the track that it stands in. Nothing is dropped: who follows,
measures or draws a track leaves out what is flagged, and whoever asks sees it with its flags.

Flags are a function of the set of signals and of the second as of which they are judged. Each device is judged by
itself: a phone in a pocket and a tablet at home are two places, and no jump between them. Judge a span of time together
with a bucket on either side: a jump shows by what came before it and what comes after.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise, starmap
from operator import itemgetter
from typing import NamedTuple

from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.tracking.fix import DEGREE, Fix, Signal, sort_track

FASTEST = 400  # metres a second; the fastest airliners, with a jet stream behind them, came to some 360
POOR_ACCURACY_DM = 2_000  # 200 m: a network's guess, not a receiver's measurement
BELIEVED_AFTER = 5  # fixes that bear each other out; fewer, away from all others, are a receiver's slip
CLOCK_TOLERANCE = 60  # seconds that a clock may be ahead without anything being wrong
_ZERO_ISLAND = DEGREE // 100  # about a kilometre around 0 N 0 E, where receivers are that know nothing
_SLACK = 100.0  # metres of a step that prove nothing
_UNKNOWN_ACCURACY = 50.0  # metres
_METRES_A_UNIT = 0.01112  # and no more, of a great circle
_MOST_CHAINS = 4  # places between which a device may seem to go to and fro


class Flag(StrEnum):
    """Why a fix is not followed."""

    REPEATED = "repeated"  # another fix of the same device and second says it more accurately
    ZERO_ISLAND = "zero_island"
    POOR_ACCURACY = "poor_accuracy"
    CLOCK_AHEAD = "clock_ahead"  # it is yet to come
    JUMP = "jump"  # nobody gets there from where the device was, and on to where it was next


class Screened(NamedTuple):
    """A signal, and what is wrong with it; nothing, of all but fixes."""

    signal: Signal
    flags: frozenset[Flag]


class _Run(NamedTuple):
    """Fixes of a device with each of which nothing is wrong by itself; and whether each is surely reached from the one
    before."""

    fixes: list[Fix]
    is_steady: bool


class Judged(NamedTuple):
    """Signals in the order of a track, what is wrong with each beside the one before it, and by which fixes of each
    device jumps show."""

    track: list[Signal]
    flags: list[frozenset[Flag]]
    runs: dict[str, _Run]


class _Chain:
    """Fixes each of which can be reached from the one before."""

    def __init__(self, fix: Fix) -> None:
        self.fixes = [fix]

    @property
    def is_believed(self) -> bool:
        return len(self.fixes) > BELIEVED_AFTER

    def rank(self, fix: Fix) -> tuple[int, float]:
        """Return how well a fix goes on from here, the least best: after what is borne out most, and the slowest."""
        return -min(len(self.fixes), BELIEVED_AFTER + 1), _least_speed(self.fixes[-1], fix)


_GOOD: frozenset[Flag] = frozenset()
_FOLLOWABLE = frozenset({Flag.POOR_ACCURACY})  # whatever else is wrong with a fix, no jump shows by it


def screen_track(signals: Iterable[Signal], as_of: int) -> list[Screened]:
    """Return each signal of a set once, in the order of a track, with its flags as of a second since 1970."""
    judged = judge_signals(signals, as_of)
    return screen_among(judged, [judged])


def keep_sound(signals: Iterable[Signal], as_of: int) -> list[Signal]:
    """Return the track of a set of signals without what is flagged."""
    return [screened.signal for screened in screen_track(signals, as_of) if not screened.flags]


def judge_signals(signals: Iterable[Signal], as_of: int) -> Judged:
    """Return a set of signals in the order of a track with what is wrong with each, but for jumps."""
    track = sort_track(signals)
    flags = list[frozenset[Flag]]()
    last, sound = dict[str, Fix](), defaultdict[str, list[Fix]](list)
    for signal in track:
        if not isinstance(signal, Fix):
            flags.append(_GOOD)
            continue
        own = _own_flags(signal, last.get(signal.device), as_of)
        flags.append(own)
        last[signal.device] = signal
        if own <= _FOLLOWABLE:
            sound[signal.device].append(signal)
    return Judged(track, flags, {device: _Run(fixes, _is_steady(fixes)) for device, fixes in sound.items()})


def screen_among(here: Judged, near: Sequence[Judged]) -> list[Screened]:
    """Return the signals of `here` with their flags: jumps are those beside all that is near in order of time, with
    itself among it."""
    jumps = _find_jumps(here, near)
    if not jumps:
        return list(map(Screened, here.track, here.flags))
    return [
        Screened(signal, flags | {Flag.JUMP} if signal in jumps else flags)
        for signal, flags in zip(here.track, here.flags, strict=True)
    ]


def keep_sound_among(here: Judged, near: Sequence[Judged]) -> list[Signal]:
    """Return those signals of `here` that `screen_among` returns without flags."""
    jumps = _find_jumps(here, near)
    sound = [signal for signal, flags in zip(here.track, here.flags, strict=True) if not flags]
    return [signal for signal in sound if signal not in jumps] if jumps else sound


def _find_jumps(here: Judged, near: Sequence[Judged]) -> set[Fix]:
    runs = ([each.runs[device] for each in near if device in each.runs] for device in here.runs)
    return {jump for found in runs for jump in _jumps_among(found)}


def _own_flags(fix: Fix, before: Fix | None, as_of: int) -> frozenset[Flag]:
    """Return what is wrong with a fix beside the one before it in its device's track."""
    found = _GOOD
    if before is not None and before.at == fix.at:  # the most accurate one of a second is the first
        found |= {Flag.REPEATED}
    if abs(fix.latitude) <= _ZERO_ISLAND and abs(fix.longitude) <= _ZERO_ISLAND:
        found |= {Flag.ZERO_ISLAND}
    if fix.accuracy_dm is not None and fix.accuracy_dm > POOR_ACCURACY_DM:
        found |= {Flag.POOR_ACCURACY}
    if fix.at > as_of + CLOCK_TOLERANCE:
        found |= {Flag.CLOCK_AHEAD}
    return found


def _is_steady(fixes: Sequence[Fix]) -> bool:
    return all(map(_is_surely_reached, fixes, fixes[1:]))


def _jumps_among(runs: Sequence[_Run]) -> list[Fix]:
    """Return the fixes of chains too short to be believed: what a device says a few times, and nobody can reach.

    Where no chain is long enough, the longest is believed, of equal ones the earliest.
    """
    joints = ((one.fixes[-1], other.fixes[0]) for one, other in pairwise(runs))
    if all(run.is_steady for run in runs) and all(starmap(_is_surely_reached, joints)):
        return []  # they are one chain
    chains = _chain([fix for run in runs for fix in run.fixes])
    longest = max(chains, key=lambda chain: len(chain.fixes))
    return [fix for chain in chains if not chain.is_believed and chain is not longest for fix in chain.fixes]


def _chain(fixes: Sequence[Fix]) -> list[_Chain]:
    """Return the chains that fixes in order of time make up, each with as many of them as can be."""
    chains, open_chains = list[_Chain](), list[_Chain]()
    for fix in fixes:
        if len(open_chains) == 1 and _is_surely_reached(open_chains[0].fixes[-1], fix):
            open_chains[0].fixes.append(fix)
            continue
        reaching = [(chain.rank(fix), chain) for chain in open_chains]
        best = min((each for each in reaching if each[0][1] <= FASTEST), key=itemgetter(0), default=None)
        if best is not None:
            best[1].fixes.append(fix)
            continue
        if len(open_chains) == _MOST_CHAINS:
            open_chains.remove(min(open_chains, key=lambda chain: (chain.is_believed, chain.fixes[-1].at)))
        chains.append(_Chain(fix))
        open_chains.append(chains[-1])
    return chains


def _is_surely_reached(start: Fix, end: Fix) -> bool:
    """Return whether it is no jump by the longest that the way can be: along a meridian, then along the equator."""
    units = abs(end.latitude - start.latitude) + abs(end.longitude - start.longitude)
    return units * _METRES_A_UNIT <= FASTEST * max(1, end.at - start.at)


def _least_speed(start: Fix, end: Fix) -> float:
    """Return metres a second that going from one fix to a later one takes at least, as inaccurate as both are."""
    metres = great_circle_distance(
        start.latitude_degrees, start.longitude_degrees, end.latitude_degrees, end.longitude_degrees
    )
    return max(0.0, metres - _radius(start) - _radius(end) - _SLACK) / max(1, end.at - start.at)


def _radius(fix: Fix) -> float:
    return _UNKNOWN_ACCURACY if fix.accuracy_metres is None else fix.accuracy_metres
