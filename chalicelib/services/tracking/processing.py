"""What is done with a batch of somebody's positions, in this order: they are stored; what follows from them is worked
out from all that is stored, and published; who follows sees them.

Every step may be done twice, and the later ones find out by themselves what is missing: a batch that dies anywhere is
delivered again, and then all of it is done.
"""

from collections.abc import Iterable

from chalicelib import observability
from chalicelib.domain.tracking.fix import Signal
from chalicelib.errors import PersonErased
from chalicelib.services.tracking import deletion, followers, geofencing, storing, trip_warnings
from chalicelib.services.tracking.person_geofences import PersonGeofences


def process_positions(user_id: str, reported: Iterable[Signal]) -> None:
    """Store what a person's devices reported, and do what follows. Raises Unavailable and VersionConflict when it is to
    be done again."""
    fences = PersonGeofences(user_id)
    stored = storing.store_positions(user_id, reported, zones_of=fences.zones_of)
    if not stored.signals:
        return
    seconds = range(stored.signals[0].at, stored.signals[-1].at + 1)
    said: int | None = None
    try:
        said = geofencing.update_events(fences, stored.signals, stored.unpacked)
        said += trip_warnings.update_warnings(user_id, seconds)
    except PersonErased:  # meanwhile, and with them everything that there was to say
        observability.info("positions of an erased person")
        said = 0
        return
    finally:
        if said != 0 and storing.are_deleted(user_id, stored):
            deletion.delete_what_followed(user_id)
    followers.push_positions(user_id, stored.signals)
