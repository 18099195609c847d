"""Deleting where somebody was, and all that was said of it, at their own wish: their preferences, and looks, stay."""

from collections.abc import Callable

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.domain.value import Cursor
from chalicelib.models import geofence_events
from chalicelib.services.privacy.positions import erase_events_alone, erase_geofence_events, erase_positions


def delete_positions(identity: Identity) -> int:
    """Remove all that is kept of where the caller was; how many quarters of an hour that was. Done again, it goes on
    where it was interrupted."""
    count = _erase(identity.user_id, erase_positions)
    delete_what_followed(identity.user_id)
    return count


def delete_what_followed(user_id: str) -> None:
    """Remove what was said of where somebody was, when their positions are gone. Whoever has read them before, and is
    following them at this moment, writes nothing more: another turn has begun."""
    geofence_events.draw_turn(user_id, clock.now())
    while _erase(user_id, erase_geofence_events):
        geofence_events.draw_turn(user_id, clock.now())  # what was written until then is found by the next pass
    _erase(user_id, erase_events_alone)


def _erase(user_id: str, erase: Callable[[str, Cursor | None], tuple[int, Cursor | None]]) -> int:
    count, going = 0, True
    start: Cursor | None = None
    while going:
        removed, start = erase(user_id, start)
        count += removed
        going = start is not None
    return count
