"""Sharing a trip with colleagues, and revoking shares."""

import msgspec

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.domain.trips.calendar import calendar_id_of
from chalicelib.domain.trips.share import Right, Share
from chalicelib.domain.value import Cursor
from chalicelib.domain.versions import require_version
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import FieldError, InvalidInput, NotAllowed, NotFound, TripChanged
from chalicelib.models import calendars, shares, trips
from chalicelib.services.authorization.trips import TripAccess, own_trip, visible_trip
from chalicelib.services.colleagues import is_known


def get_share(identity: Identity, trip_id: str, user_id: str) -> Share:
    """Return a colleague's share of a trip: for its parties, a travel manager and the colleague. Raises NotFound and
    NotAllowed."""
    _may_look(identity, trip_id, user_id)
    return _share(trip_id, user_id)


def list_shares(identity: Identity, trip_id: str, *, limit: int, start: Cursor | None) -> ResultPage[Share]:
    """List a page of whom a trip is shared with, and where the next page starts. Raises NotFound and NotAllowed."""
    _may_look(identity, trip_id, None)
    return shares.list_shares(trip_id, limit=limit, start=start)


def put_share(identity: Identity, trip_id: str, user_id: str, right: Right, *, expected: int | None) -> Share:
    """Share a trip, or change the right; `expected` is the version that the caller has seen, 0 for none, None for any.

    Raises NotFound, NotAllowed, InvalidInput for sharing with a party of the trip or nobody, Conflict for too many,
    VersionConflict.
    """
    return until_kept(lambda: _put_share(identity, trip_id, user_id, right, expected), TripChanged)


def _put_share(identity: Identity, trip_id: str, user_id: str, right: Right, expected: int | None) -> Share:
    trip = own_trip(identity, trip_id)
    if user_id in trip.parties:
        raise InvalidInput("The trip is theirs already.", [FieldError("/userId", "Name another person.")])
    before, now = shares.find_share(trip_id, user_id), clock.now()
    require_version(before, expected, "The share")
    if before is not None:
        after = msgspec.structs.replace(before, right=right, updated_at=now, version=before.version + 1)
    else:
        if not is_known(user_id):
            detail = "There is nobody of this id, or they have left: share a trip with a colleague by their `userId`."
            raise InvalidInput("The trip cannot be shared with this person.", [FieldError("/userId", detail)])
        # An address that a crash has left from an earlier share, or that was made as that ended, opens nothing again.
        calendars.delete_calendar(calendar_id_of(user_id, trip_id))
        after = Share(
            trip_id=trip_id,
            user_id=user_id,
            right=right,
            shared_at=now,
            updated_at=now,
            shared_by=identity.user_id,
        )
    shares.put_share(before, after, on=trips.as_read(trip))
    return after


def delete_share(identity: Identity, trip_id: str, user_id: str, *, expected: int | None) -> None:
    """Remove a share; a colleague may remove their own. Raises NotFound, NotAllowed and VersionConflict."""
    if user_id == identity.user_id:
        visible_trip(identity, trip_id)
    else:
        own_trip(identity, trip_id)
    share = _share(trip_id, user_id)
    require_version(share, expected, "The share")
    shares.delete_share(trip_id, user_id)
    calendars.delete_calendar(calendar_id_of(user_id, trip_id))


def _may_look(identity: Identity, trip_id: str, user_id: str | None) -> None:
    access = visible_trip(identity, trip_id).access
    if access not in {TripAccess.OWNER, TripAccess.MANAGER} and user_id != identity.user_id:
        raise NotAllowed("Only the requester and the travellers may see the other shares of a trip.")


def _share(trip_id: str, user_id: str) -> Share:
    share = shares.find_share(trip_id, user_id)
    if share is None:
        raise NotFound("The trip is not shared with this colleague.")
    return share
