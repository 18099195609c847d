"""Deleting where somebody was, and all that was said of it, at their own wish: their preferences, and looks, stay."""

from collections.abc import Callable

from chalicelib.domain.identity import Identity
from chalicelib.domain.value import Cursor
from chalicelib.services.privacy.positions import erase_events_alone, erase_geofence_events, erase_positions


def delete_positions(identity: Identity) -> int:
    """Remove all that is kept of where the caller was; how many quarters of an hour that was. Done again, it goes on
    where it was interrupted."""
    count = _erase(identity.user_id, erase_positions)
    _erase(identity.user_id, erase_geofence_events)
    _erase(identity.user_id, erase_events_alone)
    return count


def _erase(user_id: str, erase: Callable[[str, Cursor | None], tuple[int, Cursor | None]]) -> int:
    count, going = 0, True
    start: Cursor | None = None
    while going:
        removed, start = erase(user_id, start)
        count += removed
        going = start is not None
    return count
