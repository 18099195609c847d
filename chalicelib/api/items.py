"""Items over HTTP: what one plans, has booked or wants to remember; by itself, or on a trip's itinerary."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.api.http.patching import apply_patch
from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, links_to
from chalicelib.api.openapi import examples
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.ids import TripId
from chalicelib.domain.text import ShortText
from chalicelib.domain.timestamps import LocalText, Moment, Zone, show_local
from chalicelib.domain.trips.item import Item, ItemDetails, ItemKind, ItemPlace, ItemStatus, LongText, RecordLocator
from chalicelib.domain.value import Value
from chalicelib.errors import Conflict, NotAllowed, NotFound, VersionConflict
from chalicelib.services.trips import items as service

blueprint = ApiBlueprint(
    __name__,
    tag="Items",
    description="Itinerary items: flights, trains, stays, cars, rides, meetings and notes, on a trip or alone.",
)

_ITEM_OPERATIONS = ("get_item", "replace_item", "update_item", "delete_item")


class ItemView(Value, frozen=True):
    """An itinerary item. Only the description of an item made by a booking (`booked`) may be changed."""

    item_id: str
    kind: Annotated[ItemKind, msgspec.Meta(description="What the item is")]
    name: Annotated[str, msgspec.Meta(description="What it is called on the itinerary")]
    description: Annotated[str | None, msgspec.Meta(description="Notes for whoever reads the itinerary; null: none")]
    status: Annotated[ItemStatus, msgspec.Meta(description="How certain it is")]
    trip_id: Annotated[str | None, msgspec.Meta(description="Trip that it belongs to; null: none")]
    starts_at: Annotated[datetime | None, msgspec.Meta(description="When it starts; null if it has no time")]
    ends_at: Annotated[datetime | None, msgspec.Meta(description="When it ends; null if it has no end")]
    start_timezone: Annotated[
        str | None, msgspec.Meta(description="IANA time zone where it starts; null if it has no time")
    ]
    end_timezone: Annotated[str | None, msgspec.Meta(description="IANA time zone where it ends; null if it has no end")]
    starts_at_local: Annotated[
        LocalText | None, msgspec.Meta(description="Start by the clock there; null without a time zone")
    ]
    ends_at_local: Annotated[
        LocalText | None, msgspec.Meta(description="End by the clock there; null without a time zone")
    ]
    duration_seconds: Annotated[
        Annotated[int, msgspec.Meta(ge=0)] | None,
        msgspec.Meta(description="Seconds from start to end; null without one of them"),
    ]
    place: Annotated[ItemPlace | None, msgspec.Meta(description="Where it is; null: nowhere in particular")]
    origin: Annotated[
        str | None,
        msgspec.Meta(
            description="Where what was booked begins: IATA code of a flight's airport, name of a train's or a car's "
            "station; null for other items"
        ),
    ]
    destination: Annotated[str | None, msgspec.Meta(description="Where it ends, in the same words")]
    record_locator: Annotated[
        str | None, msgspec.Meta(description="Record locator or confirmation number; null for colleagues")
    ]
    booked: Annotated[bool, msgspec.Meta(description="True: a booking made it, and keeps its times and place")]
    part_id: Annotated[
        str | None,
        msgspec.Meta(description="`partId` of the booking's part that it belongs to; null for colleagues"),
    ]
    user_id: Annotated[str, msgspec.Meta(description="`userId` of the owner; on a trip, of the traveller")]
    created_at: datetime
    updated_at: datetime
    created_by: Annotated[str, msgspec.Meta(description="Who made it, by their id")]
    expires_at: Annotated[datetime | None, msgspec.Meta(description="When it is deleted by itself; null: never")]
    version: int


class PlacePatch(Value, frozen=True):
    """A merge patch of a place."""

    name: Annotated[ShortText | UnsetType, msgspec.Meta(description="What the place is called")] = UNSET
    address: Annotated[ShortText | UnsetType | None, msgspec.Meta(description="Postal address on one line")] = UNSET
    latitude: Annotated[
        Annotated[float, msgspec.Meta(ge=-90, le=90)] | UnsetType | None,
        msgspec.Meta(description="WGS 84, degrees north of the equator"),
    ] = UNSET
    longitude: Annotated[
        Annotated[float, msgspec.Meta(ge=-180, le=180)] | UnsetType | None,
        msgspec.Meta(description="WGS 84, degrees east of Greenwich"),
    ] = UNSET


class ItemPatch(Value, frozen=True):
    """A merge patch of an item (RFC 7396): null removes a field, fields left out stay unchanged."""

    kind: Annotated[ItemKind | UnsetType, msgspec.Meta(description="What the item is")] = UNSET
    name: Annotated[ShortText | UnsetType, msgspec.Meta(description="What to call it on the itinerary")] = UNSET
    description: Annotated[
        LongText | UnsetType | None, msgspec.Meta(description="Notes for whoever reads the itinerary")
    ] = UNSET
    status: Annotated[ItemStatus | UnsetType, msgspec.Meta(description="How certain it is")] = UNSET
    trip_id: Annotated[
        TripId | UnsetType | None, msgspec.Meta(description="Trip that it belongs to; null takes it out of its trip")
    ] = UNSET
    starts_at: Annotated[
        Moment | UnsetType | None, msgspec.Meta(description="When it starts, with its offset (RFC 3339)")
    ] = UNSET
    ends_at: Annotated[
        Moment | UnsetType | None, msgspec.Meta(description="When it ends, with its offset (RFC 3339)")
    ] = UNSET
    start_timezone: Annotated[
        Zone | UnsetType | None, msgspec.Meta(description="IANA time zone of the place where it starts")
    ] = UNSET
    end_timezone: Annotated[
        Zone | UnsetType | None, msgspec.Meta(description="IANA time zone of the place where it ends")
    ] = UNSET
    place: Annotated[PlacePatch | UnsetType | None, msgspec.Meta(description="Where it is")] = UNSET
    record_locator: RecordLocator | UnsetType | None = UNSET
    expires_at: Annotated[
        Moment | UnsetType | None, msgspec.Meta(description="When it is removed by itself (RFC 3339)")
    ] = UNSET


class ItemQuery(PageQuery, frozen=True):
    status: Annotated[ItemStatus | None, msgspec.Meta(description="Only items with this status")] = None
    trip_id: Annotated[TripId | None, msgspec.Meta(description="Only items of this trip")] = None


def to_view(item: Item) -> ItemView:
    """Return the view of an item, whose booking is set only for those who may know of it."""
    return ItemView(
        item_id=item.item_id,
        kind=item.kind,
        name=item.name,
        description=item.description,
        status=item.status,
        trip_id=item.trip_id,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        start_timezone=item.start_timezone,
        end_timezone=item.end_timezone,
        starts_at_local=_show_local(item.starts_at, item.zones[0]),
        ends_at_local=_show_local(item.ends_at, item.zones[1]),
        duration_seconds=item.duration,
        place=item.place,
        origin=item.origin,
        destination=item.destination,
        record_locator=item.record_locator,
        booked=item.is_booked,
        part_id=item.part_id,
        user_id=item.user_id,
        created_at=item.created_at,
        updated_at=item.updated_at,
        created_by=item.created_by,
        expires_at=item.expires_at,
        version=item.version,
    )


def _show_local(moment: datetime | None, zone: str | None) -> str | None:
    return show_local(moment, zone) if moment is not None and zone is not None else None


@blueprint.route(
    "/v1/items",
    method="POST",
    status=201,
    summary="Create an item",
    scope=Scope.TRIPS_WRITE,
    description=(
        "With `tripId` the item belongs to that trip, which must be yours or shared with you with the right `write`."
    ),
    errors=[NotAllowed, Conflict],
    links=[links_to(*_ITEM_OPERATIONS, itemId="/itemId", etag=True)],
    example=lambda: Example(request=examples.MEETING_DETAILS, response=to_view(examples.MEETING)),
)
def create_item(call: Call[ItemDetails, None]) -> Answer[ItemView]:
    item = service.create_item(call.identity, call.body, item_id=call.new_id("itm"))
    return Answer(to_view(item), version=item.version, location=f"/v1/items/{item.item_id}")


@blueprint.route(
    "/v1/items",
    summary="List my items, or a trip's",
    scope=Scope.TRIPS_READ,
    description=(
        "Your items newest first, and after them what was booked for you on trips that stand with another traveller; "
        "with `tripId`, that trip's items in order of their start. Expired items are left out, as are a trip's items "
        "with another `status`: a page may be short although `nextCursor` says that more follow."
    ),
    errors=[NotFound],
    links=[
        links_to(*_ITEM_OPERATIONS, itemId="/items/0/itemId"),
        links_to("get_employee", userId="/items/0/userId"),
        links_to("get_trip", tripId="/items/0/tripId"),
    ],
    example=lambda: Example(response=Page(items=(to_view(examples.MEETING),), next_cursor=None)),
)
def list_items(call: Call[None, ItemQuery]) -> Answer[Page[ItemView]]:
    query = call.query
    found, position = service.list_items(
        call.identity, status=query.status, trip_id=query.trip_id, limit=query.limit, start=call.position()
    )
    return call.page([to_view(item) for item in found], position)


@blueprint.route(
    "/v1/items/{itemId}",
    summary="Get an item",
    scope=Scope.TRIPS_READ,
    errors=[NotFound],
    links=[
        links_to(*_ITEM_OPERATIONS, itemId="/itemId", etag=True),
        links_to("get_employee", userId="/userId"),
        links_to("get_trip", tripId="/tripId"),
    ],
    example=lambda: Example(response=to_view(examples.TRIP_ITEM)),
)
def get_item(call: Call[None, None]) -> Answer[ItemView]:
    return _show(service.get_item(call.identity, call.path["itemId"]))


@blueprint.route(
    "/v1/items/{itemId}",
    method="PUT",
    summary="Replace an item",
    scope=Scope.TRIPS_WRITE,
    description=(
        "Fields left out are removed. Fields of a booked item that the supplier decides must be sent unchanged."
    ),
    errors=[NotFound, NotAllowed, Conflict, VersionConflict],
    links=[links_to(*_ITEM_OPERATIONS, itemId="/itemId", etag=True)],
    example=lambda: Example(request=examples.MEETING_DETAILS, response=to_view(examples.MEETING)),
)
def replace_item(call: Call[ItemDetails, None]) -> Answer[ItemView]:
    details = call.body
    return _show(
        service.rewrite_item(call.identity, call.path["itemId"], lambda _now: details, expected=call.expected_version)
    )


@blueprint.route(
    "/v1/items/{itemId}",
    method="PATCH",
    summary="Update an item",
    scope=Scope.TRIPS_WRITE,
    description="A JSON Merge Patch (RFC 7396), as `application/merge-patch+json` or `application/json`.",
    errors=[NotFound, NotAllowed, Conflict, VersionConflict],
    links=[links_to(*_ITEM_OPERATIONS, itemId="/itemId", etag=True)],
    example=lambda: Example(request=ItemPatch(status=ItemStatus.CONFIRMED), response=to_view(examples.MEETING)),
)
def update_item(call: Call[ItemPatch, None]) -> Answer[ItemView]:
    patch = call.body
    return _show(
        service.rewrite_item(
            call.identity, call.path["itemId"], lambda now: apply_patch(now, patch), expected=call.expected_version
        )
    )


@blueprint.route(
    "/v1/items/{itemId}",
    method="DELETE",
    status=204,
    summary="Delete an item",
    scope=Scope.TRIPS_WRITE,
    description="With `If-Match`, only if nobody has changed it since. A booked item is deleted with its trip.",
    errors=[NotFound, NotAllowed, Conflict, VersionConflict],
    links=[links_to(*_ITEM_OPERATIONS)],
    example=Example,
)
def delete_item(call: Call[None, None]) -> Answer[None]:
    service.delete_item(call.identity, call.path["itemId"], expected=call.expected_version)
    return Answer(None)


def _show(item: Item) -> Answer[ItemView]:
    return Answer(to_view(item), version=item.version)
