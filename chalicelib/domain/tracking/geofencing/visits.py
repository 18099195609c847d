"""When somebody was in which geofence: visits, found in the set of a person's sound signals in order of time.

A visit lasts as long as any of a person's devices is inside; one that has been silent for `SILENT_AFTER` seconds no
longer counts where another one is elsewhere. A ping repeats what its device said before. Order, batches and repetition
of the signals change nothing, as they are sorted first; and where a span was followed (`VisitState`), the next one goes
on from there, so that following two spans is following both.
"""

from collections.abc import Callable, Container, Iterable, Sequence
from copy import copy
from typing import NamedTuple, assert_never

from chalicelib.domain.tracking.fix import CoarseFix, Fix, Ping, SharingLevel, Signal, sort_track
from chalicelib.domain.tracking.geofencing.geofence_shapes import build_shape
from chalicelib.domain.tracking.geofencing.geofences import Geofence
from chalicelib.domain.tracking.geofencing.presence import Evidence, Presence, weigh_fix
from chalicelib.domain.tracking.geometry.cells import ShapeIndex
from chalicelib.domain.value import Value

SILENT_AFTER = 2 * 3600
_LAST_INSIDE_AT = 1  # where a lasting visit has the last second inside, behind that of entering


class Visit(Value, frozen=True):
    """A stay in a geofence. What is between the last signal outside and the first one inside nobody knows; so between
    the last one inside and the first one outside."""

    geofence_id: str
    entered_at: int  # seconds since 1970, the first signal inside
    last_inside_at: int
    exited_at: int | None = None  # the first signal outside; None while it lasts


class DeviceState(Value, frozen=True):
    """What is known of a device after a span of signals: its last second, and how it is to geofences by their ids."""

    device: str
    last_at: int
    presences: dict[str, Presence]


class VisitState(Value, frozen=True):
    """What is known of a person after a span of signals: all that following the next one takes."""

    devices: tuple[DeviceState, ...] = ()
    visits: tuple[Visit, ...] = ()  # that last


NOWHERE = VisitState()


class Followed(NamedTuple):
    """The visits that a span of signals tells of, those before it that last or end in it included; and the state
    after it."""

    visits: tuple[Visit, ...]
    state: VisitState


class GeofenceIndex:
    """A person's geofences, so kept that a position costs the same among hundreds as among few."""

    def __init__(self, geofences: Iterable[Geofence]) -> None:
        self.geofences = {geofence.geofence_id: geofence for geofence in geofences}
        self.shapes = {key: build_shape(geofence.area) for key, geofence in self.geofences.items()}
        self._index = ShapeIndex(self.shapes)

    def zones_of(self, fix: Fix) -> tuple[str, ...]:
        """Return ids of the geofences that a fix is in, sorted."""
        return self._index.holding(fix.latitude, fix.longitude)

    def weigh(self, key: str, fix: Fix, zones: Container[str], *, is_inside: bool = False) -> Evidence:
        """Return what a fix, which is in those zones, says of a geofence in which its device is already, or is not."""
        return weigh_fix(self.geofences[key], self.shapes[key], fix, is_held=key in zones, is_inside=is_inside)


def follow_signals(index: GeofenceIndex, signals: Iterable[Signal], state: VisitState = NOWHERE) -> Followed:
    """Return a person's visits by a span of sound signals (`screening.keep_sound`), all later than those before."""
    return follow_track(index, sort_track(signals), state)


def follow_track(index: GeofenceIndex, track: Sequence[Signal], state: VisitState = NOWHERE) -> Followed:
    """Return the same for signals that are sorted already, each once."""
    person = _Person(index, state)
    for signal in track:
        person.follow(signal)
    return Followed(person.visits(), person.state())


class _Person:
    """A person while their signals are followed."""

    def __init__(self, index: GeofenceIndex, state: VisitState) -> None:
        known = index.geofences
        self._index = index
        self._last_at = {device.device: device.last_at for device in state.devices}
        self._presences = {
            device.device: {key: copy(each) for key, each in device.presences.items() if key in known}
            for device in state.devices
        }
        self._lasting = {
            visit.geofence_id: [visit.entered_at, visit.last_inside_at]
            for visit in state.visits
            if visit.geofence_id in known
        }
        self._ended: list[Visit] = []

    def visits(self) -> tuple[Visit, ...]:
        return tuple(
            sorted((*self._ended, *self._lasting_visits()), key=lambda each: (each.entered_at, each.geofence_id))
        )

    def state(self) -> VisitState:
        return VisitState(
            devices=tuple(
                DeviceState(
                    device=device,
                    last_at=at,
                    presences={key: copy(each) for key, each in sorted(self._presences.get(device, {}).items())},
                )
                for device, at in sorted(self._last_at.items())
            ),
            visits=self._lasting_visits(),
        )

    def follow(self, signal: Signal) -> None:
        """Take account of a signal; of one device's in one second, of the first alone, which is the most accurate."""
        device, at = signal.device, signal.at
        if self._last_at.get(device) == at:
            return
        self._last_at[device] = at
        presences = self._presences.get(device)
        if presences is None:
            presences = self._presences[device] = {}
        match signal:
            case Fix():
                self._follow_fix(signal, presences)
            case Ping():
                for key, presence in list(presences.items()):
                    self._take(presences, key, presence.evidence, at)
            case CoarseFix():
                if signal.level is SharingLevel.IN_ZONE:
                    self._follow_zones(signal, presences)
            case _:
                assert_never(signal)

    def _follow_fix(self, fix: Fix, presences: dict[str, Presence]) -> None:
        index, at = self._index, fix.at
        zones = index.zones_of(fix)
        for key, presence in tuple(presences.items()):
            self._take(presences, key, index.weigh(key, fix, zones, is_inside=presence.is_inside), at)
        for key in zones:
            if key not in presences:
                self._take(presences, key, index.weigh(key, fix, zones), at)
        if not self._lasting.keys() <= presences.keys():
            self._end_silent(presences, at, lambda key: index.weigh(key, fix, zones))

    def _follow_zones(self, fix: CoarseFix, presences: dict[str, Presence]) -> None:
        zones = dict.fromkeys(fix.places, Evidence.INSIDE)
        for key in {**presences, **zones}:
            if key in self._index.geofences:
                self._take(presences, key, zones.get(key, Evidence.OUTSIDE), fix.at)
        self._end_silent(presences, fix.at, lambda key: zones.get(key, Evidence.OUTSIDE))

    def _take(self, presences: dict[str, Presence], key: str, evidence: Evidence, at: int) -> None:
        """Take account of what a signal says of a geofence to how its device is to it."""
        presence = presences.get(key)
        if presence is None:
            if evidence >= Evidence.INSIDE:
                presences[key] = self._first_presence(key, evidence, at)
            return
        presence.evidence = evidence
        if evidence >= Evidence.INSIDE:
            self._take_inside(presence, key, at)
        elif not presence.is_inside:
            if evidence < Evidence.VAGUE:
                del presences[key]
        elif evidence is Evidence.BESIDE:
            presence.changing_since = None
        elif evidence is Evidence.OUTSIDE:
            if presence.changing_since is None:
                presence.changing_since = at
            elif presence.has_left(at):
                del presences[key]
                self._depart(key, presence.changing_since, at)

    def _first_presence(self, key: str, evidence: Evidence, at: int) -> Presence:
        """Return how a device is to a geofence that its first signal has it inside: where another device has the person
        there already, one signal bears that out."""
        lasting = self._lasting.get(key)
        if lasting is None:
            is_deep = evidence is Evidence.DEEP
            return Presence(evidence=evidence, last_inside_at=at, changing_since=at, began_deep=is_deep)
        lasting[_LAST_INSIDE_AT] = at
        return Presence(is_inside=True, evidence=evidence, last_inside_at=at, changing_since=None)

    def _take_inside(self, presence: Presence, key: str, at: int) -> None:
        if presence.is_inside:
            presence.changing_since = None
        elif presence.has_entered(presence.evidence, at):
            self._begin(key, presence.changing_since or at, at)
        else:
            return
        presence.last_inside_at = at
        self._lasting[key][_LAST_INSIDE_AT] = at

    def _begin(self, key: str, entered_at: int, at: int) -> None:
        """Begin a visit; it bears out other devices that were perhaps about to enter."""
        self._lasting[key] = [entered_at, at]
        for presences in self._presences.values():
            if presence := presences.get(key):
                presence.is_inside, presence.changing_since = True, None

    def _depart(self, key: str, left_at: int, at: int) -> None:
        """End the visit that a device has left, unless another one is there still."""
        others = (presences.get(key) for presences in self._presences.values())
        if not any(each and each.is_inside and at - each.last_inside_at <= SILENT_AFTER for each in others):
            self._end(key, left_at)

    def _end_silent(self, presences: dict[str, Presence], at: int, weigh: Callable[[str], Evidence]) -> None:
        """End the visits of other devices that have long been silent, where this one is elsewhere."""
        silent = [
            key
            for key, (_, last_inside_at) in self._lasting.items()
            if at - last_inside_at > SILENT_AFTER and key not in presences and weigh(key) is Evidence.OUTSIDE
        ]
        for key in silent:
            self._end(key, at)

    def _end(self, key: str, left_at: int) -> None:
        entered_at, last_inside_at = self._lasting.pop(key)
        exited_at = max(left_at, last_inside_at + 1)
        visit = Visit(geofence_id=key, entered_at=entered_at, last_inside_at=last_inside_at, exited_at=exited_at)
        self._ended.append(visit)
        for presences in self._presences.values():
            presences.pop(key, None)

    def _lasting_visits(self) -> tuple[Visit, ...]:
        return tuple(
            Visit(geofence_id=key, entered_at=entered_at, last_inside_at=last_inside_at)
            for key, (entered_at, last_inside_at) in sorted(self._lasting.items())
        )
