"""The items table: what hangs on a trip's itinerary."""

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.domain.trip import TripItem
from chalicelib.models.base import StructAttribute, TimeAttribute, table_meta


class _ByTrip(GlobalSecondaryIndex["ItemRow"]):
    class Meta:
        index_name = "trip-start"
        projection = AllProjection()

    trip_id = UnicodeAttribute(hash_key=True, attr_name="tripId")
    starts_at = TimeAttribute(range_key=True, attr_name="startsAt")


class _ByStatus(GlobalSecondaryIndex["ItemRow"]):
    class Meta:
        index_name = "status-created"
        projection = AllProjection()

    status = UnicodeAttribute(hash_key=True)
    created_at = TimeAttribute(range_key=True, attr_name="createdAt")


class ItemRow(Model):
    """One item."""

    Meta = table_meta("items")

    item_id = UnicodeAttribute(hash_key=True, attr_name="itemId")
    trip_id = UnicodeAttribute(attr_name="tripId", null=True)
    starts_at = TimeAttribute(attr_name="startsAt", null=True)
    status = UnicodeAttribute()
    created_at = TimeAttribute(attr_name="createdAt")
    version = NumberAttribute()
    ttl = TTLAttribute(null=True)
    document = StructAttribute[TripItem](TripItem)

    by_trip = _ByTrip()
    by_status = _ByStatus()


def to_row(item: TripItem) -> ItemRow:
    """The row that keeps `item`."""
    return ItemRow(
        item.item_id,
        trip_id=item.trip_id,
        starts_at=item.starts_at,
        status=item.status,
        created_at=item.created_at,
        version=item.version,
        document=item,
    )


def list_itinerary(trip_id: str) -> list[TripItem]:
    """All items of a trip in the order in which they start."""
    return [row.document for row in ItemRow.by_trip.query(trip_id)]
