"""Trips over HTTP: planned by hand or booked, with their itinerary."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib import clock
from chalicelib.api.http.patching import apply_patch
from chalicelib.api.http.routing import Alternative, Answer, ApiBlueprint, Call, Example, Page, links_to
from chalicelib.api.items import ItemView
from chalicelib.api.items import to_view as to_item_view
from chalicelib.api.list_scopes import CSV_SAID, answer_csv, wants_csv
from chalicelib.api.openapi import examples
from chalicelib.api.openapi.links import TRIP_OPERATIONS
from chalicelib.api.trip_lists import TripQuery, list_page
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.csv_text import CSV, write_rows
from chalicelib.domain.identity import Identity
from chalicelib.domain.money import Money
from chalicelib.domain.text import ShortText
from chalicelib.domain.timestamps import Moment
from chalicelib.domain.trips.timeline import Timeline, timeline_of
from chalicelib.domain.trips.trip import TripDetails, TripStatus
from chalicelib.domain.value import Value
from chalicelib.dynamodb.paging import find_unreadable
from chalicelib.errors import Conflict, NotAllowed, NotFound, VersionConflict
from chalicelib.services.authorization.trips import SeenTrip, TripAccess
from chalicelib.services.trips import trips as service
from chalicelib.services.trips.trip_lines import TRIP_COLUMNS, trip_cells

blueprint = ApiBlueprint(
    __name__, tag="Trips", description="Trips, planned by hand or booked, with their itinerary, shares and timeline."
)


class TripView(Value, frozen=True):
    """A trip with its current status."""

    trip_id: str
    requester_id: Annotated[str, msgspec.Meta(description="`userId` of who asked for the trip, or planned it by hand")]
    traveller_id: Annotated[
        str,
        msgspec.Meta(description="`userId` of the traveller: the first one with an account, or else the requester"),
    ]
    traveller_ids: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description="`userId` of every traveller with an account; a traveller who did not ask for the trip, and a "
            "colleague, see only one"
        ),
    ]
    name: Annotated[str, msgspec.Meta(description="What the trip is called")]
    notes: Annotated[str | None, msgspec.Meta(description="Notes for whoever may read the trip; null: none")]
    status: Annotated[TripStatus, msgspec.Meta(description="`in_progress` from the start, `completed` from the end")]
    starts_at: Annotated[datetime, msgspec.Meta(description="Begin of the trip, which is `in_progress` from then on")]
    ends_at: Annotated[datetime, msgspec.Meta(description="End of the trip, which is `completed` from then on")]
    access: Annotated[TripAccess, msgspec.Meta(description="The right by which you see the trip")]
    booking_id: Annotated[str | None, msgspec.Meta(description="Null for colleagues")]
    price: Annotated[Money | None, msgspec.Meta(description="Null for colleagues")]
    created_at: datetime
    updated_at: datetime
    created_by: Annotated[str, msgspec.Meta(description="Who made it, by their id")]
    version: int


class TripWithItems(Value, frozen=True):
    """A trip with its itinerary in order of start; items without a start come last."""

    trip: Annotated[TripView, msgspec.Meta(description="The trip itself")]
    items: Annotated[tuple[ItemView, ...], msgspec.Meta(description="Its itinerary")]


class TripPatch(Value, frozen=True):
    """A merge patch of a trip (RFC 7396): null removes a field, fields left out stay unchanged."""

    name: Annotated[ShortText | UnsetType, msgspec.Meta(description="What to call the trip")] = UNSET
    notes: Annotated[
        Annotated[str, msgspec.Meta(max_length=4_000)] | UnsetType | None,
        msgspec.Meta(description="Notes for whoever may read the trip"),
    ] = UNSET
    starts_at: (
        Annotated[Moment, msgspec.Meta(description="When the trip begins, with its offset (RFC 3339)")] | UnsetType
    ) = UNSET
    ends_at: (
        Annotated[Moment, msgspec.Meta(description="When the trip ends, with its offset (RFC 3339)")] | UnsetType
    ) = UNSET


class TripViewPage(Page[TripView], frozen=True):
    """A page of trips; `nextCursor` is null on the last page."""

    unreadable: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description="Ids of trips at this place in the list that cannot be read at the moment, whatever they are "
            "filtered by; operators are notified. Empty as a rule"
        ),
    ] = ()


def to_view(found: SeenTrip, now: datetime) -> TripView:
    """Return the view of a trip at `now`: nothing of its booking and its price, if they are a colleague."""
    trip = found.shown
    return TripView(
        trip_id=trip.trip_id,
        requester_id=trip.maker_id,
        traveller_id=trip.traveller_id,
        traveller_ids=trip.travellers,
        name=trip.name,
        notes=trip.notes,
        status=trip.status_at(now),
        starts_at=trip.starts_at,
        ends_at=trip.ends_at,
        access=found.access,
        booking_id=trip.booking_id if found.sees_all else None,
        price=trip.price if found.sees_all else None,
        created_at=trip.created_at,
        updated_at=trip.updated_at,
        created_by=trip.created_by,
        version=trip.version,
    )


_SEEN = SeenTrip(examples.TRIP, TripAccess.OWNER, sees_all=True, viewer_id=examples.TRIP.traveller_id)


def _example_view() -> TripView:
    return to_view(_SEEN, examples.AT)


def _csv_example() -> str:
    return write_rows((TRIP_COLUMNS, trip_cells(_SEEN, examples.AT)))


def _example() -> TripWithItems:
    return TripWithItems(trip=_example_view(), items=(to_item_view(examples.TRIP_ITEM),))


@blueprint.route(
    "/v1/trips",
    method="POST",
    status=201,
    summary="Create a trip by hand",
    scope=Scope.TRIPS_WRITE,
    links=[links_to(*TRIP_OPERATIONS, tripId="/trip/tripId", etag=True)],
    example=lambda: Example(request=examples.TRIP_DETAILS, response=_example()),
)
def create_trip(call: Call[TripDetails, None]) -> Answer[TripWithItems]:
    found = service.create_trip(call.identity, call.body, trip_id=call.new_id("trp"))
    return _show(call.identity, found, location=f"/v1/trips/{found.trip.trip_id}")


@blueprint.route(
    "/v1/trips",
    summary="List trips",
    scope=Scope.TRIPS_READ,
    description=(
        "The trips that you travel on, whoever asked for them, and those that you asked for, latest start first; or "
        "with `shared`, those shared with you, latest share first. A travel manager may list anybody's by `userId`, "
        "and with `scope=all` those of the whole company, earliest start first; with `on` and `country`, those that "
        "are there on that day. A page may be short, because of filters, although `nextCursor` says that more follow. "
        f"{CSV_SAID}"
    ),
    errors=[NotAllowed],
    alternatives={CSV: Alternative(str, _csv_example)},
    links=[
        links_to(*TRIP_OPERATIONS, tripId="/items/0/tripId"),
        links_to("get_booking", "stream_booking_events", bookingId="/items/0/bookingId"),
        links_to("get_employee", userId="/items/0/travellerId"),
    ],
    example=lambda: Example(response=TripViewPage(items=(_example_view(),), next_cursor=None)),
)
def list_trips(call: Call[None, TripQuery]) -> Answer[TripViewPage]:
    found, position = list_page(call)
    now = clock.now()
    if wants_csv(call):
        return answer_csv(call, "trips", (TRIP_COLUMNS, *(trip_cells(each, now) for each in found)), position)
    cursor = call.cursor_at(position)
    page = TripViewPage(
        items=tuple(to_view(each, now) for each in found if isinstance(each, SeenTrip)),
        next_cursor=cursor,
        unreadable=find_unreadable(found),
    )
    return Answer(page, headers=call.link_to(cursor))


@blueprint.route(
    "/v1/trips/{tripId}",
    summary="Get a trip with its itinerary",
    scope=Scope.TRIPS_READ,
    errors=[NotFound],
    links=[
        links_to(*TRIP_OPERATIONS, tripId="/trip/tripId", etag=True),
        links_to("get_booking", "stream_booking_events", bookingId="/trip/bookingId"),
        links_to("get_employee", userId="/trip/travellerId"),
        links_to("get_employee", userId="/trip/requesterId"),
        links_to("get_item", itemId="/items/0/itemId"),
    ],
    example=lambda: Example(response=_example()),
)
def get_trip(call: Call[None, None]) -> Answer[TripWithItems]:
    return _show(call.identity, service.get_trip(call.identity, call.path["tripId"]))


@blueprint.route(
    "/v1/trips/{tripId}",
    method="PUT",
    summary="Replace a trip",
    scope=Scope.TRIPS_WRITE,
    description="The dates of a booked trip follow its booking: send them unchanged.",
    errors=[NotFound, NotAllowed, Conflict, VersionConflict],
    links=[links_to(*TRIP_OPERATIONS, tripId="/trip/tripId", etag=True)],
    example=lambda: Example(request=examples.TRIP_DETAILS, response=_example()),
)
def replace_trip(call: Call[TripDetails, None]) -> Answer[TripWithItems]:
    details = call.body
    return _show(
        call.identity,
        service.rewrite_trip(call.identity, call.path["tripId"], lambda _now: details, expected=call.expected_version),
    )


@blueprint.route(
    "/v1/trips/{tripId}",
    method="PATCH",
    summary="Update a trip",
    scope=Scope.TRIPS_WRITE,
    description="A JSON Merge Patch (RFC 7396), as `application/merge-patch+json` or `application/json`.",
    errors=[NotFound, NotAllowed, Conflict, VersionConflict],
    links=[links_to(*TRIP_OPERATIONS, tripId="/trip/tripId", etag=True)],
    example=lambda: Example(request=TripPatch(notes="Bring the contracts."), response=_example()),
)
def update_trip(call: Call[TripPatch, None]) -> Answer[TripWithItems]:
    patch = call.body
    return _show(
        call.identity,
        service.rewrite_trip(
            call.identity, call.path["tripId"], lambda now: apply_patch(now, patch), expected=call.expected_version
        ),
    )


@blueprint.route(
    "/v1/trips/{tripId}/cancellation",
    method="POST",
    summary="Cancel a trip",
    scope=Scope.TRIPS_WRITE,
    description="For trips planned by hand. A trip with confirmed orders is cancelled through its booking.",
    errors=[NotFound, NotAllowed, Conflict, VersionConflict],
    links=[links_to("get_trip", "delete_trip", "list_shares", "get_timeline", tripId="/trip/tripId")],
    example=lambda: Example(response=_example()),
)
def cancel_trip(call: Call[None, None]) -> Answer[TripWithItems]:
    return _show(call.identity, service.cancel_trip(call.identity, call.path["tripId"], expected=call.expected_version))


@blueprint.route(
    "/v1/trips/{tripId}",
    method="DELETE",
    status=204,
    summary="Delete a trip with its items and shares",
    description=(
        "For whoever asked for it, since it is gone for all; only a trip made by hand, or a cancelled one. With "
        "`If-Match`, only if nobody has changed it since."
    ),
    errors=[NotFound, NotAllowed, Conflict, VersionConflict],
    links=[links_to("get_trip", "replace_trip", "update_trip")],
    example=Example,
)
def delete_trip(call: Call[None, None]) -> Answer[None]:
    service.delete_trip(call.identity, call.path["tripId"], expected=call.expected_version)
    return Answer(None)


@blueprint.route(
    "/v1/trips/{tripId}/timeline",
    summary="Get a trip's timeline and its conflicts",
    scope=Scope.TRIPS_READ,
    description=(
        "The trip's items in order, in local times. Findings are advice: items that overlap, connections that "
        "are too short, two stays for one night, a night without a stay, items outside the dates of the trip."
    ),
    errors=[NotFound],
    links=[links_to(*TRIP_OPERATIONS, tripId="/tripId"), links_to("get_item", itemId="/entries/0/itemId")],
    example=lambda: Example(response=timeline_of(examples.TRIP, (examples.TRIP_ITEM, examples.MEETING))),
)
def get_timeline(call: Call[None, None]) -> Answer[Timeline]:
    return Answer(service.get_timeline(call.identity, call.path["tripId"]))


def _show(identity: Identity, found: SeenTrip, location: str | None = None) -> Answer[TripWithItems]:
    items = tuple(to_item_view(item) for item in service.list_itinerary(identity, found))
    whole = TripWithItems(trip=to_view(found, clock.now()), items=items)
    return Answer(whole, version=found.trip.version, content_tagged=True, location=location)
