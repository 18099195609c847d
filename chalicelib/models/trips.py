"""The trips table; a booked trip is written together with its booking, through `transitions.py`."""

from collections.abc import Mapping
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.domain.trip import Trip
from chalicelib.errors import NotFound
from chalicelib.models.base import StructAttribute, TimeAttribute, table_meta


class _ByEmployee(GlobalSecondaryIndex["TripRow"]):
    class Meta:
        index_name = "employee-start"
        projection = AllProjection()

    employee_id = UnicodeAttribute(hash_key=True, attr_name="employeeId")
    starts_at = TimeAttribute(range_key=True, attr_name="startsAt")


class TripRow(Model):
    """One trip."""

    Meta = table_meta("trips")

    trip_id = UnicodeAttribute(hash_key=True, attr_name="tripId")
    employee_id = UnicodeAttribute(attr_name="employeeId")
    starts_at = TimeAttribute(attr_name="startsAt")
    version = NumberAttribute()
    document = StructAttribute[Trip](Trip)

    by_employee = _ByEmployee()


def to_row(trip: Trip) -> TripRow:
    """The row that keeps `trip`."""
    return TripRow(
        trip.trip_id,
        employee_id=trip.employee_id,
        starts_at=trip.starts_at,
        version=trip.version,
        document=trip,
    )


def get_trip(trip_id: str) -> Trip:
    """The trip, read consistently. Raises NotFound."""
    try:
        return TripRow.get(trip_id, consistent_read=True).document
    except DoesNotExist:
        raise NotFound(f"There is no trip {trip_id}.") from None


def list_trips(
    employee_id: str, *, limit: int, start: Mapping[str, Any] | None
) -> tuple[list[Trip], dict[str, Any] | None]:
    """One page of an employee's trips, the latest start first, and the key after which the next page starts."""
    rows = TripRow.by_employee.query(
        employee_id, scan_index_forward=False, limit=limit, last_evaluated_key=dict(start) if start else None
    )
    return [row.document for row in rows], rows.last_evaluated_key
