"""Keeping items: one's own, and those on trips that one may change."""

from collections.abc import Callable, Sequence

import msgspec

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.domain.trips import item as rules
from chalicelib.domain.trips.item import Item, ItemDetails, ItemStatus
from chalicelib.domain.trips.trip import Trip, TripStatus
from chalicelib.domain.value import Cursor
from chalicelib.domain.versions import require_version
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import Conflict, FieldError, InvalidInput, NotAllowed, NotFound, TripChanged, VersionConflict
from chalicelib.models import items, trips
from chalicelib.models.mentions import Contended
from chalicelib.services import record_locators
from chalicelib.services.authorization.trips import SeenItem, visible_item, visible_trip, writable_trip
from chalicelib.services.trips.own_items import list_own_items


def create_item(identity: Identity, details: ItemDetails, *, item_id: str) -> Item:
    """Create an item; on a trip it is the traveller's, whoever adds it. Made again under the same id, it is the first
    one.

    Raises InvalidInput, NotAllowed for a trip that the caller may only read, Conflict for one that takes no more.
    """
    now = clock.now()
    details = rules.validate(details, now)

    def attempt() -> Item:
        trip = _trip_for(identity, details.trip_id)
        new = Item(
            **msgspec.structs.asdict(details),
            item_id=item_id,
            user_id=trip.traveller_id if trip else identity.user_id,
            created_at=now,
            updated_at=now,
            created_by=identity.user_id,
        )
        return _keep_new(record_locators.protect_item(new), trip)

    return _show(identity, until_kept(attempt, TripChanged), sees_all=True)


def get_item(identity: Identity, item_id: str) -> Item:
    """Return an item as the caller may see it. Raises NotFound."""
    found = visible_item(identity, item_id)
    return _show(identity, found.item, sees_all=found.sees_all)


def list_items(
    identity: Identity,
    *,
    status: ItemStatus | None,
    trip_id: str | None,
    limit: int,
    start: Cursor | None,
) -> ResultPage[Item]:
    """List a page of the caller's items, the newest first, and of what was booked for them on trips of others after
    those; or of one trip's in order of their start; and where the next page starts. Raises NotFound for a trip that
    they may not see."""
    now = clock.now()
    if trip_id is None:
        own, position = list_own_items(identity.user_id, status=status, now=now, limit=limit, start=start)
        return ResultPage(show_items(identity, own, sees_all=True), position)
    trip = visible_trip(identity, trip_id)
    found, position = items.list_trip_items(trip_id, status=status, now=now, limit=limit, start=start)
    return ResultPage(show_items(identity, found, sees_all=trip.sees_all), position)


def show_items(identity: Identity, found: Sequence[Item], *, sees_all: bool) -> list[Item]:
    """Return items as the caller may see them; `sees_all` is what they may see of the trip. Raises Unavailable."""
    return [_show(identity, item, sees_all=sees_all) for item in found]


def rewrite_item(
    identity: Identity, item_id: str, rewrite: Callable[[ItemDetails], ItemDetails], *, expected: int | None
) -> Item:
    """Change an item to what `rewrite` makes of its details; `expected` is the version that the caller has seen, None
    for any. Raises NotFound, NotAllowed, InvalidInput, Conflict and VersionConflict."""
    found = _writable_item(identity, item_id, expected=expected)
    shown, now = _show(identity, found.item, sees_all=found.sees_all), clock.now()
    details = rules.validate(rewrite(rules.details_of(shown)), now)
    after = rules.rewrite_item(found.item, shown, details, now)
    if after.record_locator is not None:
        after = record_locators.protect_item(after)
    if after.trip_id == found.item.trip_id:
        items.replace_item(found.item, after)
    else:
        after = until_kept(lambda: _move_item(identity, found, after), TripChanged)
    return _show(identity, after, sees_all=found.sees_all)


def delete_item(identity: Identity, item_id: str, *, expected: int | None) -> None:
    """Remove an item. Raises NotFound, NotAllowed, VersionConflict, and Conflict for what a booking made."""
    found = _writable_item(identity, item_id, expected=expected)
    if found.item.is_booked:
        raise Conflict("A booked item is deleted with its trip.")
    items.delete_item(found.item)


def _keep_new(item: Item, trip: Trip | None) -> Item:
    """Keep a new item, on its trip as that was read, or return the one of its id that its maker has already. Raises
    TripChanged, Conflict, VersionConflict."""
    try:
        items.create_item(item, on=trips.as_read(trip) if trip else None)
    except (Contended, TripChanged):
        raise
    except VersionConflict:
        kept = items.get_item(item.item_id)
        if kept.created_by != item.created_by:
            raise
        return kept
    return item


def _writable_item(identity: Identity, item_id: str, *, expected: int | None) -> SeenItem:
    found = visible_item(identity, item_id)
    if not found.may_write:
        raise NotAllowed("You may read this item, but not change it.")
    require_version(found.item, expected, "The item")
    return found


def _move_item(identity: Identity, found: SeenItem, after: Item) -> Item:
    """Keep the item on its other trip, as that was read, or on none; whose it is goes with the trip. Raises
    TripChanged."""
    if not found.is_own:
        raise NotAllowed("Only the owner of this item may move it to another trip.")
    trip = _trip_for(identity, after.trip_id)
    if trip is not None:
        after = msgspec.structs.replace(after, user_id=trip.traveller_id)
    items.replace_item(found.item, after, on=trips.as_read(trip) if trip else None)
    return after


def _trip_for(identity: Identity, trip_id: str | None) -> Trip | None:
    """Return the trip that an item is to hang on, if any."""
    if trip_id is None:
        return None
    try:
        trip = writable_trip(identity, trip_id).trip
    except NotFound as error:
        raise InvalidInput("The item is not valid.", [FieldError("/tripId", "Trip not found.")]) from error
    if trip.status is TripStatus.CANCELLED:
        raise Conflict("This trip is cancelled.")
    return trip


def _show(identity: Identity, item: Item, *, sees_all: bool) -> Item:
    """Return an item as the caller may see it; who wrote it knows what is in it."""
    if sees_all or item.created_by == identity.user_id:
        return record_locators.reveal_item(item)
    return rules.conceal(item)
