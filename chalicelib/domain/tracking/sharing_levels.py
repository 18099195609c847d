"""What a sharing level leaves of a signal. It is applied before anything is stored, and again when an exact position
has become too old to be kept: what a level does not show is then nowhere."""

from collections.abc import Callable, Iterable
from typing import assert_never

from chalicelib.domain.places.nearest import place_names_at
from chalicelib.domain.tracking.fix import CoarseFix, Fix, Ping, SharingLevel, Signal

# A fix that is less accurate than this many decimetres may be in another city than it says.
_CITY_ACCURACY_DM = 100_000

ZonesOf = Callable[[Fix], Iterable[str]]


def coarsen(signal: Signal, level: SharingLevel, zones_of: ZonesOf) -> Signal | None:
    """Return what `level` leaves of a signal: what it shows already, where that is less; None where nothing is left.

    A ping says nothing of where, and stays. Of which geofences a fix was in, no city follows, nor the other way about.
    `zones_of` returns ids of the geofences that a fix is in, and is asked for the level `in_zone` alone.
    """
    match signal:
        case Fix():
            return signal if level is SharingLevel.EXACT else _coarsen_fix(signal, level, zones_of)
        case Ping():
            return signal
        case CoarseFix():
            return _coarsen_further(signal, level)
        case _:
            assert_never(signal)


def _coarsen_fix(fix: Fix, level: SharingLevel, zones_of: ZonesOf) -> CoarseFix:
    if level is SharingLevel.IN_ZONE:
        return CoarseFix(at=fix.at, device=fix.device, level=level, places=tuple(sorted(set(zones_of(fix)))))
    names = place_names_at(fix.latitude_degrees, fix.longitude_degrees)
    is_vague = fix.accuracy_dm is not None and fix.accuracy_dm > _CITY_ACCURACY_DM
    shown = names[:1] if level is SharingLevel.COUNTRY or is_vague else names
    return CoarseFix(at=fix.at, device=fix.device, level=level, places=shown)


def _coarsen_further(known: CoarseFix, level: SharingLevel) -> CoarseFix | None:
    match level:
        case SharingLevel.EXACT:
            return known
        case SharingLevel.IN_ZONE:
            return known if known.level is SharingLevel.IN_ZONE else None
        case SharingLevel.CITY:
            return None if known.level is SharingLevel.IN_ZONE else known
        case SharingLevel.COUNTRY:
            if known.level is SharingLevel.IN_ZONE:
                return None
            return CoarseFix(at=known.at, device=known.device, level=level, places=known.places[:1])
        case _:
            assert_never(level)
