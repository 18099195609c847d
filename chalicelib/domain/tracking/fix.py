"""What a device reports of a person: a fix (where), a ping (still here), or a fix reduced to what its owner shares.

A person's track is a *set* of these: everything that is derived from it is a function of the set, so the order in which
they came, how they were batched and how often they were repeated change nothing. Whole numbers keep them exact: degrees
in 1e-7 (about a centimetre), time in seconds of UTC. `make_fix` is the one place that rounds.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from math import inf
from operator import attrgetter, lt

from chalicelib.domain.timestamps import MOMENT_YEARS
from chalicelib.domain.value import Value

DEGREE = 10_000_000  # units of a coordinate in a degree
FIRST_SECOND = int(datetime(MOMENT_YEARS.start, 1, 1, tzinfo=UTC).timestamp())
LAST_SECOND = int(datetime(MOMENT_YEARS.stop, 1, 1, tzinfo=UTC).timestamp()) - 1
EVERY_SECOND = range(FIRST_SECOND, LAST_SECOND + 1)

MOST_ACCURACY_DM = 1_000_000  # 100 km: worse says nothing
MOST_SPEED_CM_S = 100_000  # 1,000 m/s, some three times an airliner
CIRCLE_CDEG = 36_000
LEAST_ALTITUDE_DM, MOST_ALTITUDE_DM = -100_000, 1_000_000  # 10 km below the sea, 100 km above it
FULL_BATTERY = 100


class Refusal(StrEnum):
    """Why something that a device sent is not taken; a closed list, which devices are answered with."""

    UNREADABLE = "unreadable"  # no fix in any form that we know
    INVALID_TIME = "invalid_time"  # none, or no second of our century
    INVALID_POSITION = "invalid_position"  # not on the globe, or half of one
    INVALID_MEASURE = "invalid_measure"  # an accuracy, speed, heading, altitude or battery that cannot be
    TOO_OLD = "too_old"  # older than what is kept
    CLOCK_AHEAD = "clock_ahead"  # farther in the future than a wrong clock explains
    NOT_SHARED = "not_shared"  # no consent, outside a trip's window, or quiet hours: nobody may keep it
    TOO_MANY = "too_many"  # beyond what one call may hold


class FixRefused(Exception):
    """A fix cannot be what it says; `field` names the argument of `make_fix` or `make_ping` that is wrong."""

    def __init__(self, reason: Refusal, field: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.field = field
        self.detail = detail


class SharingLevel(StrEnum):
    """How much of a position its owner shares; what they do not share is never stored."""

    EXACT = "exact"
    IN_ZONE = "in_zone"  # which geofences it is in, and no coordinates
    CITY = "city"
    COUNTRY = "country"


class Fix(Value, frozen=True, gc=False):
    """Where a device was at a second; what it did not say is None."""

    at: int  # seconds since 1970, UTC
    device: str
    latitude: int  # 1e-7 degree, north
    longitude: int  # 1e-7 degree, east, from -180 to 180
    accuracy_dm: int | None = None  # the radius within which it is, as the device believes
    speed_cm_s: int | None = None
    heading_cdeg: int | None = None  # from true north, clockwise, below 36,000
    altitude_dm: int | None = None
    battery: int | None = None  # per cent

    @property
    def moment(self) -> datetime:
        """Return when it was, in UTC."""
        return datetime.fromtimestamp(self.at, UTC)

    @property
    def latitude_degrees(self) -> float:
        return self.latitude / DEGREE

    @property
    def longitude_degrees(self) -> float:
        return self.longitude / DEGREE

    @property
    def accuracy_metres(self) -> float | None:
        return None if self.accuracy_dm is None else self.accuracy_dm / 10

    @property
    def speed_metres_per_second(self) -> float | None:
        return None if self.speed_cm_s is None else self.speed_cm_s / 100

    @property
    def heading_degrees(self) -> float | None:
        return None if self.heading_cdeg is None else self.heading_cdeg / 100

    @property
    def altitude_metres(self) -> float | None:
        return None if self.altitude_dm is None else self.altitude_dm / 10


class Ping(Value, frozen=True, gc=False):
    """A device is still where it was at its last fix, without saying where that is."""

    at: int  # seconds since 1970, UTC
    device: str
    battery: int | None = None  # per cent

    @property
    def moment(self) -> datetime:
        """Return when it was, in UTC."""
        return datetime.fromtimestamp(self.at, UTC)


class CoarseFix(Value, frozen=True):
    """A fix of which only its city, its country or its geofences are known: nothing else of it was stored."""

    at: int  # seconds since 1970, UTC
    device: str
    level: SharingLevel  # anything but exact
    places: tuple[str, ...]  # ids of geofences, sorted; or one city or country, or none where nobody lives

    @property
    def moment(self) -> datetime:
        """Return when it was, in UTC."""
        return datetime.fromtimestamp(self.at, UTC)


Signal = Fix | Ping | CoarseFix

_UNKNOWN = LEAST_ALTITUDE_DM - 1  # sorts before every measure that there is


def sort_track(signals: Iterable[Signal]) -> list[Signal]:
    """Return the signals without repetition in canonical order: by second, then device, then what they say."""
    track = list(signals)
    if not _is_in_order(track):
        track = sorted(set(track), key=attrgetter("at"))
        if not _is_in_order(track):
            track.sort(key=order_of)
    return track


def _is_in_order(signals: Sequence[Signal]) -> bool:
    """Return whether each signal is of a later second than the one before: then they are sorted, each once."""
    seconds = [signal.at for signal in signals]
    return all(map(lt, seconds, seconds[1:]))


def fixes_in(signals: Iterable[Signal]) -> list[Fix]:
    """Return the exact fixes of a track, in its order."""
    return [signal for signal in signals if isinstance(signal, Fix)]


def order_of(signal: Signal) -> tuple[int, str, int, tuple[int, ...], tuple[str, ...]]:
    """Return what signals are sorted by; two of equal order are equal. Of one second the most accurate fix is first."""
    match signal:
        case Fix():
            accuracy = MOST_ACCURACY_DM + 1 if signal.accuracy_dm is None else signal.accuracy_dm
            more = (signal.speed_cm_s, signal.heading_cdeg, signal.altitude_dm, signal.battery)
            known = (_UNKNOWN if number is None else number for number in more)
            return signal.at, signal.device, 0, (accuracy, signal.latitude, signal.longitude, *known), ()
        case CoarseFix():
            return signal.at, signal.device, 1, (), (signal.level, *signal.places)
        case Ping():
            battery = _UNKNOWN if signal.battery is None else signal.battery
            return signal.at, signal.device, 2, (battery,), ()


def make_fix(  # noqa: PLR0913 -- what devices say of a position, by name
    *,
    device: str,
    at: float | datetime,
    latitude: float,
    longitude: float,
    accuracy_metres: float | None = None,
    speed_metres_per_second: float | None = None,
    heading_degrees: float | None = None,
    altitude_metres: float | None = None,
    battery_percent: float | None = None,
) -> Fix:
    """Return the fix that a device reports in SI units and degrees, `at` in seconds since 1970 or as a moment.

    Phones say -1 where they do not know an accuracy, a speed, a heading or a battery: that is None. Raises FixRefused.
    """
    return Fix(
        at=_second(at),
        device=device,
        latitude=_coordinate("latitude", latitude, 90),
        longitude=_coordinate("longitude", longitude, 180),
        accuracy_dm=_measure("accuracy_metres", accuracy_metres, 10, MOST_ACCURACY_DM),
        speed_cm_s=_measure("speed_metres_per_second", speed_metres_per_second, 100, MOST_SPEED_CM_S),
        heading_cdeg=_heading(heading_degrees),
        altitude_dm=_altitude(altitude_metres),
        battery=_measure("battery_percent", battery_percent, 1, FULL_BATTERY),
    )


def make_ping(*, device: str, at: float | datetime, battery_percent: float | None = None) -> Ping:
    """Return the ping that a device reports. Raises FixRefused."""
    return Ping(at=_second(at), device=device, battery=_measure("battery_percent", battery_percent, 1, FULL_BATTERY))


def _second(at: float | datetime) -> int:
    """Return the second that has begun: a fraction is cut off, as clocks do."""
    if isinstance(at, datetime) and at.tzinfo is None:
        raise FixRefused(Refusal.INVALID_TIME, "at", "Give its offset from UTC, such as `Z`.")
    seconds = at.timestamp() if isinstance(at, datetime) else at
    if not FIRST_SECOND <= seconds < LAST_SECOND + 1:  # never true of what is not a number
        detail = f"Give a second of a year from {MOMENT_YEARS.start} to {MOMENT_YEARS.stop - 1}."
        raise FixRefused(Refusal.INVALID_TIME, "at", detail)
    return int(seconds)


def _coordinate(field: str, degrees: float, most: int) -> int:
    if not -most <= degrees <= most:
        raise FixRefused(Refusal.INVALID_POSITION, field, f"Give degrees from -{most} to {most}.")
    return round(degrees * DEGREE)


def _measure(field: str, number: float | None, units: int, most: int) -> int | None:
    """Return a measure in whole units of which one of its own has `units`; None where a device does not know it."""
    if number is None or -inf < number < 0:
        return None
    if not 0 <= number * units <= most:
        raise FixRefused(Refusal.INVALID_MEASURE, field, f"Give a number up to {most / units:g}.")
    return round(number * units)


def _heading(degrees: float | None) -> int | None:
    heading = _measure("heading_degrees", degrees, 100, CIRCLE_CDEG)
    return None if heading is None else heading % CIRCLE_CDEG


def _altitude(metres: float | None) -> int | None:
    if metres is None:
        return None
    if not LEAST_ALTITUDE_DM <= metres * 10 <= MOST_ALTITUDE_DM:
        detail = f"Give metres from {LEAST_ALTITUDE_DM / 10:g} to {MOST_ALTITUDE_DM / 10:g}."
        raise FixRefused(Refusal.INVALID_MEASURE, "altitude_metres", detail)
    return round(metres * 10)
