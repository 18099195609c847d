"""The items table; what a booking made is written together with it, through `booking_commits.py`."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model
from pynamodb.pagination import ResultIterator

from chalicelib import clock
from chalicelib.domain.mentions import ITEM, Mention
from chalicelib.domain.trips.item import MOST_ON_A_TRIP, Item, ItemStatus
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage, page_of
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, changing, table_meta
from chalicelib.errors import Conflict, NotFound, VersionConflict
from chalicelib.models.limits import Limit, list_recent, scope_of
from chalicelib.models.mentions import Basis, save_unless_erased

# Where items without a start stand in an itinerary: after all that have one, and still in its index.
_UNDATED = datetime(9999, 12, 31, tzinfo=UTC)


class _ByTrip(GlobalSecondaryIndex["ItemRow"]):
    class Meta:
        index_name = "trip-start"
        projection = AllProjection()

    trip_id = UnicodeAttribute(hash_key=True, attr_name="tripId")
    starts_at = TimeAttribute(range_key=True, attr_name="startsAt")


class _ByOwner(GlobalSecondaryIndex["ItemRow"]):
    class Meta:
        index_name = "user-created"
        projection = AllProjection()

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    created_at = TimeAttribute(range_key=True, attr_name="createdAt")


class _ByStatus(GlobalSecondaryIndex["ItemRow"]):
    class Meta:
        index_name = "status-created"
        projection = AllProjection()

    owner_status = UnicodeAttribute(hash_key=True, attr_name="ownerStatus")
    created_at = TimeAttribute(range_key=True, attr_name="createdAt")


class ItemRow(Model):
    """One item; `owner_status` is whose it is and its status in one, so that nobody's list reads anybody else's."""

    Meta = table_meta("items")

    item_id = UnicodeAttribute(hash_key=True, attr_name="itemId")
    user_id = UnicodeAttribute(attr_name="userId")
    owner_status = UnicodeAttribute(attr_name="ownerStatus")
    trip_id = UnicodeAttribute(attr_name="tripId", null=True)
    starts_at = TimeAttribute(attr_name="startsAt")
    created_at = TimeAttribute(attr_name="createdAt")
    version = NumberAttribute()
    ttl = TTLAttribute(null=True)
    document = StructAttribute[Item](Item)

    by_trip = _ByTrip()
    by_owner = _ByOwner()
    by_status = _ByStatus()


def to_row(item: Item) -> ItemRow:
    """Return the row that keeps `item`. ValueError for a record locator that everybody could read who reads the
    table."""
    if item.record_locator is not None:
        raise ValueError(f"the record locator of {item.item_id} is to be encrypted before it is kept")
    return ItemRow(
        item.item_id,
        user_id=item.user_id,
        owner_status=_owner_status(item.user_id, item.status),
        trip_id=item.trip_id,
        starts_at=item.starts_at or _UNDATED,
        created_at=item.created_at,
        version=item.version,
        ttl=item.expires_at,
        document=item,
    )


def get_item(item_id: str) -> Item:
    """Return the item, read consistently; one whose time has run out may still be there. Raises NotFound."""
    try:
        return ItemRow.get(item_id, consistent_read=True).document
    except DoesNotExist:
        raise NotFound(f"There is no item {item_id}.") from None


def find_item(item_id: str) -> Item | None:
    """Return the item, read consistently, or None when there is none."""
    try:
        return get_item(item_id)
    except NotFound:
        return None


def create_item(item: Item, *, on: Basis | None = None) -> None:
    """Keep a new item, which names who adds it to somebody else's trip; `on` its trip as that was read. Raises
    VersionConflict when there is one of its id already, PersonErased, what the basis raises."""
    people = {item.user_id, item.created_by}
    named = [Mention(each, f"{ITEM}/{item.item_id}") for each in people - {item.user_id}]
    save_unless_erased(
        to_row(item),
        ItemRow.item_id.does_not_exist(),
        of=people,
        what="The item",
        mentions=named,
        at=item.created_at,
        within=_room_for(item),
        on=on,
    )


def replace_item(before: Item, after: Item, *, erasing: bool = False, on: Basis | None = None) -> None:
    """Keep `after` in the place of `before`; where it moves, `on` its trip as that was read. Raises VersionConflict
    when that is no longer what is there, what the basis raises, and PersonErased but where the person's erasure itself
    does it."""
    people = [] if erasing else [after.user_id]
    room = _room_for(after) if after.trip_id != before.trip_id else None
    unchanged = ItemRow.version == before.version
    save_unless_erased(to_row(after), unchanged, of=people, what="The item", within=room, on=on)


def delete_item(item: Item) -> None:
    """Remove the item; harmless when it is gone, also where the SDK sends this twice. Raises VersionConflict when it is
    no longer what was read."""
    unchanged = ItemRow.item_id.does_not_exist() | (ItemRow.version == item.version)
    with changing("The item"):
        ItemRow(item.item_id).delete(condition=unchanged)


def remove_item(item_id: str) -> None:
    """Remove the item, whatever has become of it."""
    ItemRow(item_id).delete()


def clear_trip(trip_id: str) -> None:
    """Remove all items that hang on a trip to which none can be added any more, those that its index has not yet
    included; one that has been moved away meanwhile stays."""
    item_ids = [*(item.item_id for item in list_itinerary(trip_id)), *list_recent(_scope_of(trip_id))]
    for item_id in dict.fromkeys(item_ids):
        with suppress(VersionConflict), changing("The item"):
            ItemRow(item_id).delete(condition=ItemRow.trip_id == trip_id)


def list_items(
    user_id: str, *, status: ItemStatus | None, now: datetime, limit: int, start: Cursor | None
) -> ResultPage[Item]:
    """Return one page of an employee's items, the newest first, and the key after which the next page starts."""
    hash_key = user_id if status is None else _owner_status(user_id, status)
    index = ItemRow.by_owner if status is None else ItemRow.by_status
    rows: ResultIterator[ItemRow] = index.query(
        hash_key, scan_index_forward=False, page_size=limit, last_evaluated_key=start
    )
    found, position = page_of(rows, lambda row: not row.document.is_gone(now), limit=limit)
    return ResultPage([row.document for row in found], position)


def list_trip_items(
    trip_id: str, *, status: ItemStatus | None, now: datetime, limit: int, start: Cursor | None
) -> ResultPage[Item]:
    """Return one page of a trip's items in the order in which they start, and the key after which the next page
    starts."""

    def keep(row: ItemRow) -> bool:
        return not row.document.is_gone(now) and status in {None, row.document.status}

    rows = ItemRow.by_trip.query(trip_id, page_size=limit, last_evaluated_key=start)
    found, position = page_of(rows, keep, limit=limit)
    return ResultPage([row.document for row in found], position)


def list_itinerary(trip_id: str) -> list[Item]:
    """Return all items of a trip in the order in which they start; some may have run out."""
    return [row.document for row in ItemRow.by_trip.query(trip_id)]


def _room_for(item: Item) -> Limit | None:
    """Return the limit that an item is added to, with the trip that it hangs on."""
    if item.trip_id is None:
        return None
    return Limit(
        scope=_scope_of(item.trip_id),
        most=MOST_ON_A_TRIP,
        key=item.item_id,
        count=partial(_count_others, item.trip_id, item.item_id),
        full=Conflict(f"A trip has at most {MOST_ON_A_TRIP} items."),
    )


def _scope_of(trip_id: str) -> str:
    return scope_of("items of a trip", trip_id)


def _count_others(trip_id: str, item_id: str, recent: Sequence[str]) -> int:
    """Return how many other items hang on a trip: those of the index, and of the `recent` those that it has not yet;
    none whose time has run out, though the table still has it. Far from full they are not compared one by one."""
    alive = ItemRow.ttl.does_not_exist() | (ItemRow.ttl > clock.now())
    at_most: int = ItemRow.by_trip.count(trip_id, filter_condition=alive) + len(recent)
    if at_most < MOST_ON_A_TRIP:
        return at_most
    known = {row.item_id for row in ItemRow.by_trip.query(trip_id, filter_condition=alive)}
    missing = [each for each in recent if each not in known and _hangs_on(each, trip_id)]
    return len(known - {item_id}) + len(missing)


def _hangs_on(item_id: str, trip_id: str) -> bool:
    try:
        return ItemRow.get(item_id, consistent_read=True).trip_id == trip_id
    except DoesNotExist:
        return False


def _owner_status(user_id: str, status: ItemStatus) -> str:
    return f"{user_id}#{status.value}"
