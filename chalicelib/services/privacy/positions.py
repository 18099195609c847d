"""What is held of where a person was and who looked: erased a piece at a time, and exported. It is erased after the
consents are withdrawn, so that nothing new comes in meanwhile."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from chalicelib import clock
from chalicelib.domain.tracking.fix import EVERY_SECOND
from chalicelib.domain.tracking.packing import unpack
from chalicelib.domain.tracking.readable import describe_signal
from chalicelib.domain.tracking.track_shares import TrackShare
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.models import (
    geofence_events,
    geofences,
    position_looks,
    positions,
    track_shares,
    tracking_devices,
    tracking_events,
    tracking_preferences,
)
from chalicelib.models.positions import StoredBucket
from chalicelib.services.privacy.export_entries import ExportEntry, Walk, export_entry

_A_PIECE = 25


def erase_preferences(user_id: str, _start: Cursor | None) -> tuple[int, Cursor | None]:
    """Forget how the person shared their positions."""
    return int(tracking_preferences.delete_preferences(user_id)), None


def erase_devices(user_id: str, _start: Cursor | None) -> tuple[int, Cursor | None]:
    """End the devices that may report where the person is."""
    return tracking_devices.remove_devices(user_id), None


def erase_positions(user_id: str, _start: Cursor | None) -> tuple[int, Cursor | None]:
    """Delete where the person was. What is being stored at this moment is deleted by who stores it."""
    return _go_on(user_id, positions.forget_person(user_id, _A_PIECE))


def erase_geofences(user_id: str, _start: Cursor | None) -> tuple[int, Cursor | None]:
    """Remove the geofences that the person drew for themselves."""
    return _go_on(user_id, geofences.forget_person(user_id, _A_PIECE))


def erase_geofence_events(user_id: str, _start: Cursor | None) -> tuple[int, Cursor | None]:
    """Remove when the person was in which geofence, and from where on their positions are followed."""
    return _go_on(user_id, geofence_events.forget_person(user_id, _A_PIECE))


def erase_shares(user_id: str, _start: Cursor | None) -> tuple[int, Cursor | None]:
    """Remove the links by which the person shared their track: they open nothing from then on."""
    return _go_on(user_id, track_shares.forget_person(user_id, _A_PIECE))


def erase_tracking_events(user_id: str, _start: Cursor | None) -> tuple[int, Cursor | None]:
    """Remove what was published of the person on the move, and what their trips were warned of."""
    return _go_on(user_id, tracking_events.forget_person(user_id, _A_PIECE))


def erase_events_alone(user_id: str, _start: Cursor | None) -> tuple[int, Cursor | None]:
    """Remove what was published of the person on the move while they stay, so that their log goes on."""
    return _go_on(user_id, tracking_events.forget_events(user_id, _A_PIECE))


def erase_looks(user_id: str, _start: Cursor | None) -> tuple[int, Cursor | None]:
    """Remove who looked at the person's positions."""
    return _go_on(user_id, position_looks.forget_looks(user_id, _A_PIECE))


def erase_looks_taken(user_id: str, _start: Cursor | None) -> tuple[int, Cursor | None]:
    """Take the person and their reasons out of looks at others, who keep that somebody looked."""
    return _go_on(user_id, position_looks.forget_viewer(user_id, _A_PIECE))


def _go_on(user_id: str, count: int) -> tuple[int, Cursor | None]:
    """Return a piece after which another follows where it was a full one."""
    return count, {"userId": {"S": user_id}} if count == _A_PIECE else None


def _tracking(walk: Walk) -> ResultPage[ExportEntry]:
    """Return how the person shares their positions."""
    found = tracking_preferences.find_preferences(walk.user_id)
    return ResultPage([] if found is None else [export_entry("trackingPreferences", walk.user_id, found)], None)


def _devices(walk: Walk) -> ResultPage[ExportEntry]:
    """Return the devices that may report where the person is, without what is kept of their secrets."""
    found = tracking_devices.list_devices(walk.user_id)
    return ResultPage([export_entry("trackingDevices", each.device_id, each.details) for each in found], None)


def _looks(walk: Walk) -> ResultPage[ExportEntry]:
    """Return who looked at the person's positions."""
    page, position = position_looks.list_looks(walk.user_id, limit=walk.limit, start=walk.start)
    return ResultPage([export_entry("positionLooks", each.look_id, each) for each in page], position)


def _looks_taken(walk: Walk) -> ResultPage[ExportEntry]:
    """Return when and why the person looked at others' positions."""
    page, position = position_looks.list_taken(walk.user_id, limit=walk.limit, start=walk.start)
    return ResultPage([export_entry("looksTaken", each.look_id, each) for each in page], position)


def _geofences(walk: Walk) -> ResultPage[ExportEntry]:
    """Return the geofences that the person drew for themselves."""
    page, position = geofences.list_geofences(walk.user_id, limit=walk.limit, start=walk.start)
    return ResultPage([export_entry("geofences", each.geofence_id, each) for each in page], position)


def _geofence_events(walk: Walk) -> ResultPage[ExportEntry]:
    """Return when the person entered and left which geofence."""
    page, position = geofence_events.list_events(walk.user_id, None, None, limit=walk.limit, start=walk.start)
    return ResultPage([export_entry("geofenceEvents", each.geofence_event_id, each) for each in page], position)


def _tracking_events(walk: Walk) -> ResultPage[ExportEntry]:
    """Return what was published of the person on the move."""
    page, position = tracking_events.list_page(walk.user_id, limit=walk.limit, start=walk.start)
    return ResultPage([export_entry("trackingEvents", each.event.event_id, each.event) for each in page], position)


def _positions(walk: Walk) -> ResultPage[ExportEntry]:
    """Return where the person was, as exactly as it is kept, a quarter of an hour an entry."""
    page, position = positions.list_buckets(
        walk.user_id, EVERY_SECOND, now=clock.now(), limit=walk.limit, start=walk.start
    )
    return ResultPage(
        [export_entry("positions", f"{walk.user_id}/{each.starts_at}", _signals_in(each)) for each in page], position
    )


def _shares(walk: Walk) -> ResultPage[ExportEntry]:
    """Return the links by which the person shares their track, without what opens them."""
    page, position = track_shares.list_shares(walk.user_id, clock.now(), limit=walk.limit, start=walk.start)
    return ResultPage([_share_entry(each) for each in page], position)


def _share_entry(share: TrackShare) -> ExportEntry:
    entry = export_entry("trackShares", share.share_id, share)
    return msgspec.structs.replace(entry, data={key: value for key, value in entry.data.items() if key != "secretHash"})


def _signals_in(bucket: StoredBucket) -> dict[str, Any]:
    return {"positions": [describe_signal(signal) for signal in unpack(bucket.packed)]}


SECTIONS: Mapping[str, Callable[[Walk], ResultPage[ExportEntry]]] = {
    "trackingPreferences": _tracking,
    "trackingDevices": _devices,
    "trackingEvents": _tracking_events,
    "geofences": _geofences,
    "geofenceEvents": _geofence_events,
    "positionLooks": _looks,
    "looksTaken": _looks_taken,
    "positions": _positions,
    "trackShares": _shares,
}
