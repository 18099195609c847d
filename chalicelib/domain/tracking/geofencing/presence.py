"""What one device's signals say of one geofence: that it is in it, and what it takes to believe that it no longer is.

Nothing is believed on one signal. A device has entered once two signals, or signals `SETTLED_AFTER` seconds apart where
the first was near the edge, say so, and has left once signals that long apart are outside by more than the geofence's
margin and twice their accuracy; each time it is the first of them that counts. So neither noise at an edge nor a single
slip of a receiver is an event, and somebody who walks to and fro over an edge has not left.
"""

from enum import IntEnum

import msgspec

from chalicelib.domain.tracking.fix import Fix
from chalicelib.domain.tracking.geofencing.geofences import Geofence
from chalicelib.domain.tracking.geometry.shapes import Shape

SETTLED_AFTER = 20  # seconds
UNKNOWN_ACCURACY = 30.0  # metres: of receivers that say nothing of it, mostly in recorded tracks
# Metres: so accurate a fix says that somebody is inside, however small the geofence is; a less accurate one does
# where the geofence is as deep.
ACCURATE = 100.0


class Evidence(IntEnum):
    """What a signal says of a geofence."""

    OUTSIDE = 0  # by more than what makes somebody leave it
    BESIDE = 1  # outside, but not by so much
    VAGUE = 2  # perhaps inside: it is not accurate enough to say
    INSIDE = 3
    DEEP = 4  # inside, with all that its accuracy leaves open


class Presence(msgspec.Struct, kw_only=True, rename="camel", gc=False):
    """How a device is to a geofence which it is in, or perhaps about to enter; of all others nothing is kept.

    It changes while signals are followed, tens of thousands a second.
    """

    is_inside: bool = False
    evidence: Evidence
    last_inside_at: int  # seconds since 1970
    changing_since: int | None  # the first signal that speaks for entering, or for having left
    began_deep: bool = False

    def has_entered(self, evidence: Evidence, at: int) -> bool:
        """Return whether a device that perhaps was about to enter has done so, as a second signal has it inside."""
        if self.changing_since is None or at <= self.changing_since:
            return False
        is_deep = self.began_deep and evidence is Evidence.DEEP
        return is_deep or at - self.changing_since >= SETTLED_AFTER

    def has_left(self, at: int) -> bool:
        """Return whether a device that was inside has left, as a further signal has it outside."""
        return self.changing_since is not None and at - self.changing_since >= SETTLED_AFTER


def weigh_fix(geofence: Geofence, shape: Shape, fix: Fix, *, is_held: bool, is_inside: bool) -> Evidence:
    """Return what a fix says of a geofence of that shape, which holds it or not; how deep it is, only where its device
    is not inside yet."""
    accuracy = UNKNOWN_ACCURACY if fix.accuracy_dm is None else fix.accuracy_dm / 10
    if is_held:
        if accuracy > max(shape.depth, ACCURATE):
            return Evidence.VAGUE
        is_deep = not is_inside and shape.is_within(fix.latitude, fix.longitude, -accuracy)
        return Evidence.DEEP if is_deep else Evidence.INSIDE
    margin = geofence.request.exit_margin_metres + 2 * accuracy
    return Evidence.BESIDE if shape.is_within(fix.latitude, fix.longitude, margin) else Evidence.OUTSIDE
