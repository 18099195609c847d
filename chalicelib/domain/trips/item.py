"""Items: what a person plans, has booked or wants to remember; on a trip's itinerary, or by itself."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.ids import TripId
from chalicelib.domain.servicing.amendments import PartId
from chalicelib.domain.text import ShortText
from chalicelib.domain.timestamps import Moment, Zone, in_utc, span_errors_in, year_error, zone_errors_in, zone_names
from chalicelib.domain.value import Value
from chalicelib.errors import FieldError, InvalidInput

SUPPLIER = "system/booking"
MOST_ON_A_TRIP = 200

LongText = Annotated[str, msgspec.Meta(max_length=2_000)]
RecordLocator = Annotated[str, msgspec.Meta(max_length=100, description="Record locator or confirmation number")]


class ItemKind(StrEnum):
    """Kind of an item."""

    FLIGHT = "flight"
    STAY = "stay"
    RIDE = "ride"
    RAIL = "rail"
    CAR = "car"
    MEETING = "meeting"
    NOTE = "note"


class ItemStatus(StrEnum):
    """Status of an item."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    DONE = "done"


class ItemPlace(Value, frozen=True):
    """The place of an item; coordinates are WGS 84 degrees."""

    name: Annotated[ShortText, msgspec.Meta(description="What the place is called")]
    address: Annotated[ShortText | None, msgspec.Meta(description="Postal address on one line; null if unknown")] = None
    latitude: Annotated[
        Annotated[float, msgspec.Meta(ge=-90, le=90)] | None,
        msgspec.Meta(description="WGS 84, degrees north of the equator; null if unknown"),
    ] = None
    longitude: Annotated[
        Annotated[float, msgspec.Meta(ge=-180, le=180)] | None,
        msgspec.Meta(description="WGS 84, degrees east of Greenwich; null if unknown"),
    ] = None


class ItemDetails(Value, frozen=True, kw_only=True):
    """An itinerary item as a person writes it. Times are instants (RFC 3339); the time zones give the local time."""

    kind: Annotated[ItemKind, msgspec.Meta(description="What the item is")] = ItemKind.NOTE
    name: Annotated[ShortText, msgspec.Meta(description="What to call it on the itinerary")]
    description: Annotated[
        LongText | None, msgspec.Meta(description="Notes for whoever reads the itinerary; null: none")
    ] = None
    status: Annotated[ItemStatus, msgspec.Meta(description="How certain it is")] = ItemStatus.PLANNED
    trip_id: Annotated[TripId | None, msgspec.Meta(description="Trip that it belongs to; null: none")] = None
    starts_at: Annotated[
        Moment | None,
        msgspec.Meta(description="When it starts, with its offset (RFC 3339); null: at no time in particular"),
    ] = None
    ends_at: Annotated[
        Moment | None, msgspec.Meta(description="When it ends, with its offset (RFC 3339); null: no end")
    ] = None
    start_timezone: Annotated[Zone | None, msgspec.Meta(description="IANA time zone of the place where it starts")] = (
        None
    )
    end_timezone: Annotated[Zone | None, msgspec.Meta(description="IANA time zone of the place where it ends")] = None
    place: Annotated[ItemPlace | None, msgspec.Meta(description="Where it is; null: nowhere in particular")] = None
    record_locator: RecordLocator | None = None
    expires_at: Annotated[Moment | None, msgspec.Meta(description="The item expires then and is removed")] = None


class Item(ItemDetails, frozen=True, kw_only=True):
    """An item; `booking_id` is set on what a booking made. It is kept with `encrypted_locator`, and shown to those who
    may see it with `record_locator`."""

    item_id: str
    user_id: Annotated[str, msgspec.Meta(description="`userId` of the owner; on a trip, of the traveller")]
    booking_id: str | None = None
    part_id: Annotated[PartId | None, msgspec.Meta(description="Part of the booking that it belongs to")] = None
    origin: Annotated[
        ShortText | None,
        msgspec.Meta(
            description="Where what was booked begins: IATA code of a flight's airport, name of a train's or a car's "
            "station"
        ),
    ] = None
    destination: Annotated[ShortText | None, msgspec.Meta(description="Where it ends, in the same words")] = None
    encrypted_locator: Encrypted | None = None
    created_at: datetime
    updated_at: datetime
    created_by: str
    version: Annotated[int, msgspec.Meta(ge=1)] = 1

    @property
    def is_booked(self) -> bool:
        """Whether a booking made it."""
        return self.created_by == SUPPLIER

    @property
    def zones(self) -> tuple[str | None, str | None]:
        """The time zones of its start and its end, one of them for both where it has only one. A row of before may name
        what is no zone: that counts for none."""
        start, end = (zone if zone in zone_names() else None for zone in (self.start_timezone, self.end_timezone))
        return start or end, end or start

    @property
    def duration(self) -> int | None:
        """Seconds from its start to its end; None without one of them, or where a row of before has them turned
        around."""
        if self.starts_at is None or self.ends_at is None:
            return None
        seconds = int((self.ends_at - self.starts_at).total_seconds())
        return seconds if seconds >= 0 else None

    def is_gone(self, now: datetime) -> bool:
        """Return whether its time has run out, even if the table has not removed it yet."""
        return self.expires_at is not None and self.expires_at <= now


_DETAILS = ItemDetails.__struct_fields__
# What the supplier decides of an item that a booking made: all but what a person notes on it.
_SUPPLIED = tuple(field for field in _DETAILS if field != "description")


def validate(details: ItemDetails, now: datetime) -> ItemDetails:
    """Return the details with their times in UTC. Raises InvalidInput with everything that is wrong with them."""
    wrong = [
        *span_errors_in(details.starts_at, details.ends_at),
        *zone_errors_in(startTimezone=details.start_timezone, endTimezone=details.end_timezone),
        *_expiry_errors(details.expires_at, now),
    ]
    if wrong:
        raise InvalidInput("The item is not valid.", wrong)
    return msgspec.structs.replace(
        details,
        starts_at=in_utc(details.starts_at),
        ends_at=in_utc(details.ends_at),
        expires_at=in_utc(details.expires_at),
    )


def details_of(item: Item) -> ItemDetails:
    """Return what was written of `item`."""
    return ItemDetails(**{field: getattr(item, field) for field in _DETAILS})


def rewrite_item(item: Item, seen: Item, details: ItemDetails, now: datetime) -> Item:
    """Return the next version of `item`, by somebody to whom it was shown as `seen`: with a record locator to be
    encrypted if that was changed, else with the one that it has.

    Raises InvalidInput for each field that the supplier decides of a booked item.
    """
    if not item.is_booked:
        fields = {field: getattr(details, field) for field in _DETAILS}
        if details.record_locator == seen.record_locator:  # also what they were not shown stays
            fields["record_locator"] = None
        else:
            fields["encrypted_locator"] = None
    else:
        _refuse_supplied(seen, details)
        fields = {"description": details.description}
    return msgspec.structs.replace(item, **fields, updated_at=now, version=item.version + 1)


def conceal(item: Item) -> Item:
    """Return the item as a colleague sees it: nothing of the booking behind it, nor what opens it elsewhere."""
    return msgspec.structs.replace(item, booking_id=None, part_id=None, record_locator=None, encrypted_locator=None)


def _refuse_supplied(seen: Item, details: ItemDetails) -> None:
    wrong = [
        FieldError(f"/{field.encode_name}", "Only the supplier changes this.")
        for field in msgspec.structs.fields(ItemDetails)
        if field.name in _SUPPLIED and getattr(details, field.name) != getattr(seen, field.name)
    ]
    if wrong:
        raise InvalidInput("Only the description of a booked item can be changed.", wrong)


def _expiry_errors(expires_at: datetime | None, now: datetime) -> list[FieldError]:
    error = year_error(expires_at)
    if error is None and expires_at is not None and expires_at <= now:
        error = "This must be in the future."
    return [FieldError("/expiresAt", error)] if error else []
