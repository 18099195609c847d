"""Who may do what with which trip and its items: what is not shared with the caller does not exist for them.

Shares are read at every request, consistently: what is revoked is gone at once.
"""

from enum import StrEnum
from typing import NamedTuple

from chalicelib import clock
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.trips.item import Item
from chalicelib.domain.trips.share import Right, Share
from chalicelib.domain.trips.trip import Trip
from chalicelib.errors import NotAllowed, NotFound
from chalicelib.models import items, shares, trips


class TripAccess(StrEnum):
    """The right by which somebody sees a trip."""

    OWNER = "owner"
    WRITE = "write"
    READ = "read"
    DESK = "desk"
    MANAGER = "manager"


class SeenTrip(NamedTuple):
    """A trip, with what the caller may do. The booking behind it is its parties' and the manager's to see."""

    trip: Trip
    access: TripAccess
    sees_all: bool

    viewer_id: str

    @property
    def may_write(self) -> bool:
        return self.access in {TripAccess.OWNER, TripAccess.WRITE}

    @property
    def shown(self) -> Trip:
        """The trip as the caller sees it: neither co-travellers nor colleagues learn who else travels."""
        return self.trip.as_seen_by(self.viewer_id) if self.sees_all else self.trip.as_seen_by_colleague()


class SeenItem(NamedTuple):
    """An item, with what the caller may do."""

    item: Item
    is_own: bool
    may_write: bool
    sees_all: bool


def visible_trip(identity: Identity, trip_id: str) -> SeenTrip:
    """Return a trip that the caller may read: one that they asked for or travel on, one shared with them, any for the
    travel desk and travel managers. Raises NotFound."""
    trip = trips.get_trip(trip_id)
    if not trip.deleting:
        share = None if identity.user_id in trip.parties else shares.find_share(trip_id, identity.user_id)
        found = find_seen(identity, trip, share)
        if found is not None:
            return found
    raise NotFound(f"There is no trip {trip_id}.")


def writable_trip(identity: Identity, trip_id: str) -> SeenTrip:
    """Return a trip that the caller may change. Raises NotFound, and NotAllowed when they may only read it."""
    found = visible_trip(identity, trip_id)
    if not found.may_write:
        raise NotAllowed("You may read this trip, but not change it.")
    return found


def own_trip(identity: Identity, trip_id: str) -> Trip:
    """Return a trip that the caller asked for or travels on. Raises NotFound, and NotAllowed when it is somebody else's
    that they may read."""
    found = visible_trip(identity, trip_id)
    if found.access is not TripAccess.OWNER:
        raise NotAllowed("Only the requester and the travellers of this trip may do that.")
    return found.trip


def removable_trip(identity: Identity, trip_id: str) -> Trip:
    """Return a trip that the caller may delete, which takes it from everybody: one that they asked for. Raises NotFound
    and NotAllowed."""
    trip = own_trip(identity, trip_id)
    if trip.maker_id != identity.user_id:
        raise NotAllowed("Only the requester of this trip may do that.")
    return trip


def find_seen(identity: Identity, trip: Trip, share: Share | None) -> SeenTrip | None:
    """Return the trip as the caller sees it, to whom it may be shared as `share`; None when they may not see it."""
    if identity.user_id in trip.parties:
        return SeenTrip(trip, TripAccess.OWNER, sees_all=True, viewer_id=identity.user_id)
    by_role = _find_access_by_role(identity)
    if share is not None and not (by_role and share.right is Right.READ):
        access = TripAccess(share.right.value)
        return SeenTrip(trip, access, sees_all=by_role is not None, viewer_id=identity.user_id)
    return SeenTrip(trip, by_role, sees_all=True, viewer_id=identity.user_id) if by_role else None


def _find_access_by_role(identity: Identity) -> TripAccess | None:
    """Return as whom the caller reads every trip; None when they do not."""
    if identity.has(Role.TRAVEL_MANAGER, Role.SYSTEM):
        return TripAccess.MANAGER
    return TripAccess.DESK if identity.has(Role.TRAVEL_DESK) else None


def may_read(user_id: str, trip: Trip) -> bool:
    """Return whether the trip is theirs or shared with them, now."""
    if trip.deleting:
        return False
    return user_id in trip.parties or shares.find_share(trip.trip_id, user_id) is not None


def visible_item(identity: Identity, item_id: str) -> SeenItem:
    """Return an item that the caller may read: their own, or one on a trip that they may read. Raises NotFound."""
    item = items.get_item(item_id)
    if item.user_id == identity.user_id:
        found: SeenItem | None = SeenItem(item, is_own=True, may_write=True, sees_all=True)
    else:
        found = _foreign_item(identity, item)
    if found is None or item.is_gone(clock.now()):
        raise NotFound(f"There is no item {item_id}.")
    return found


def _foreign_item(identity: Identity, item: Item) -> SeenItem | None:
    if item.trip_id is None:
        return None
    try:
        found = visible_trip(identity, item.trip_id)
    except NotFound:
        return None
    return SeenItem(item, is_own=False, may_write=found.may_write, sees_all=found.sees_all)
