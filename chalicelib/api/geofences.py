"""Geofences over HTTP: drawing and keeping them, and what happened there."""

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, identifier, links_to
from chalicelib.api.openapi import examples
from chalicelib.domain.ids import UserId
from chalicelib.domain.timestamps import Moment
from chalicelib.domain.tracking.geofencing.geofence_events import EventCause
from chalicelib.domain.tracking.geofencing.geofence_records import GeofenceRecord
from chalicelib.domain.tracking.geofencing.geofence_shapes import CircleShape, CorridorShape, PlaceShape
from chalicelib.domain.tracking.geofencing.geofences import (
    MOST_GEOFENCES,
    GeofenceEventKind,
    GeofenceId,
    GeofenceRequest,
)
from chalicelib.domain.tracking.geofencing.owned_geofences import GeofenceOwner, OwnedGeofence
from chalicelib.domain.tracking.looks import LONGEST_REASON
from chalicelib.errors import AmbiguousRequest, Conflict, NotAllowed, NotFound, TooManyRequests, VersionConflict
from chalicelib.services.tracking import geofence_events as events
from chalicelib.services.tracking import geofences as service

blueprint = ApiBlueprint(
    __name__,
    tag="Geofences",
    description=(
        "Areas of the map, and when somebody entered, stayed and left. Your own are yours alone; those of the company, "
        "which its travel managers draw, count for everybody who shares where they are."
    ),
)

_GEOFENCE = {"geofenceId": identifier("gfn", "The geofence's id")}
_ID = _GEOFENCE["geofenceId"].example
_OPERATIONS = ("get_geofence", "replace_geofence", "delete_geofence", "list_geofence_events")
_LINKS = [links_to(*_OPERATIONS, geofenceId="/geofenceId", etag=True)]
_CANNOT_DRAW = [AmbiguousRequest, NotAllowed, NotFound, TooManyRequests]
_REASON = msgspec.Meta(
    max_length=LONGEST_REASON,
    description="Why you look: whoever's events you are shown reads it",
    examples=["Strike at the airport: checking who is there still"],
)
_PAGES_SAID = "The latest first; a page may be short although more follows."


class GeofenceCreation(GeofenceRequest, frozen=True, kw_only=True):
    """A new geofence."""

    owner: Annotated[
        GeofenceOwner, msgspec.Meta(description="`company` is for travel managers: it counts for everybody")
    ] = GeofenceOwner.PERSON
    counts_from: Annotated[
        Moment | None,
        msgspec.Meta(
            description="Null for now. Before that, at most 7 days for your own and 1 day for the company's, it counts "
            "for each person with the next position that is theirs"
        ),
    ] = None


class GeofenceView(GeofenceRequest, frozen=True, kw_only=True):
    """A geofence."""

    geofence_id: Annotated[str, msgspec.Meta(description="Id of the geofence, as paths name it")]
    owner: Annotated[GeofenceOwner, msgspec.Meta(description="Whether it is a person's own or the company's")]
    found: Annotated[
        CircleShape | CorridorShape | None,
        msgspec.Meta(description="What the place, the route or the trip stood for when this was written"),
    ]
    counts_from: Annotated[datetime, msgspec.Meta(description="Whoever is inside then enters it then")]
    created_at: datetime
    updated_at: datetime


class GeofenceQuery(PageQuery, frozen=True):
    """A page of geofences."""

    owner: Annotated[GeofenceOwner, msgspec.Meta(description="Your own, or the company's")] = GeofenceOwner.PERSON


class OwnEventQuery(PageQuery, frozen=True):
    """A page of your geofence events."""

    since: Annotated[Moment | None, msgspec.Meta(description="From this moment on")] = None
    until: Annotated[Moment | None, msgspec.Meta(description="Before this moment")] = None
    geofence_id: Annotated[GeofenceId | None, msgspec.Meta(description="Only those of this geofence")] = None
    kind: Annotated[GeofenceEventKind | None, msgspec.Meta(description="Only those of this kind")] = None


class EventQuery(PageQuery, frozen=True):
    """A page of the events at a geofence."""

    since: Annotated[Moment | None, msgspec.Meta(description="From this moment on")] = None
    until: Annotated[Moment | None, msgspec.Meta(description="Before this moment")] = None
    kind: Annotated[GeofenceEventKind | None, msgspec.Meta(description="Only those of this kind")] = None
    user_id: Annotated[UserId | None, msgspec.Meta(description="Only those of this person")] = None
    reason: Annotated[str, _REASON] | None = None


def _to_request(body: GeofenceCreation) -> GeofenceRequest:
    return GeofenceRequest(**{name: getattr(body, name) for name in GeofenceRequest.__struct_fields__})


def _to_view(owned: OwnedGeofence) -> GeofenceView:
    geofence = owned.geofence
    return GeofenceView(
        **{name: getattr(geofence.request, name) for name in GeofenceRequest.__struct_fields__},
        geofence_id=owned.geofence_id,
        owner=owned.owner,
        found=geofence.found,
        counts_from=geofence.counts_from,
        created_at=owned.created_at,
        updated_at=owned.updated_at,
    )


def _request_example(name: str = "Airport") -> GeofenceRequest:
    return GeofenceRequest(name=name, shape=PlaceShape(name="BER"))


def _example(name: str = "Airport") -> GeofenceView:
    request = _request_example(name)
    return GeofenceView(
        **{field: getattr(request, field) for field in GeofenceRequest.__struct_fields__},
        geofence_id=_ID,
        owner=GeofenceOwner.PERSON,
        found=CircleShape(latitude=52.366667, longitude=13.503333, radius_metres=4_000),
        counts_from=examples.AT,
        created_at=examples.AT,
        updated_at=examples.AT,
    )


def _events_example() -> Example:
    record = GeofenceRecord(
        geofence_event_id="gev_01JQZXC4T6V8X0Z2B4D6F8H0K2",
        user_id=examples.TRAVELLER_ID,
        geofence_id=_ID,
        geofence_name="Airport",
        owner=GeofenceOwner.COMPANY,
        kind=GeofenceEventKind.ENTER,
        at=examples.AT,
        entered_at=examples.AT,
        cause=EventCause.MOVEMENT,
        recorded_at=examples.AT,
    )
    return Example(response=Page(items=(record,), next_cursor=None))


@blueprint.route(
    "/v1/geofences",
    method="POST",
    status=201,
    summary="Create a geofence",
    description=(
        f"At most {MOST_GEOFENCES} of your own, and as many of the company's. A place, a route and a trip stand for "
        "what they are at this moment."
    ),
    errors=[*_CANNOT_DRAW, Conflict],
    links=[*_LINKS, links_to("list_geofences")],
    example=lambda: Example(
        request=GeofenceCreation(name="Airport", shape=PlaceShape(name="BER")), response=_example()
    ),
)
def create_geofence(call: Call[GeofenceCreation, None]) -> Answer[GeofenceView]:
    body = call.body
    owned = service.create_geofence(
        call.identity, _to_request(body), body.owner, call.new_id("gfn"), counts_from=body.counts_from
    )
    return Answer(_to_view(owned), version=owned.version, location=f"/v1/geofences/{owned.geofence_id}")


@blueprint.route(
    "/v1/geofences",
    summary="List geofences, oldest first",
    links=[links_to(*_OPERATIONS, geofenceId="/items/0/geofenceId")],
    example=lambda: Example(response=Page(items=(_example(),), next_cursor=None)),
)
def list_geofences(call: Call[None, GeofenceQuery]) -> Answer[Page[GeofenceView]]:
    page, position = service.list_geofences(
        call.identity, call.query.owner, limit=call.query.limit, start=call.position()
    )
    return call.page((_to_view(each) for each in page), position)


@blueprint.route(
    "/v1/geofences/{geofenceId}",
    summary="Get a geofence",
    params=_GEOFENCE,
    errors=[NotFound],
    links=_LINKS,
    example=lambda: Example(response=_example()),
)
def get_geofence(call: Call[None, None]) -> Answer[GeofenceView]:
    owned = service.get_geofence(call.identity, call.path["geofenceId"])
    return Answer(_to_view(owned), version=owned.version)


@blueprint.route(
    "/v1/geofences/{geofenceId}",
    method="PUT",
    summary="Replace a geofence",
    description=(
        "With another name alone it goes on counting. Otherwise it counts from then: whoever is inside enters it then, "
        "and what was said of it before stays as it is."
    ),
    params=_GEOFENCE,
    errors=[*_CANNOT_DRAW, VersionConflict],
    links=_LINKS,
    example=lambda: Example(request=_request_example("Brandenburg"), response=_example("Brandenburg")),
)
def replace_geofence(call: Call[GeofenceRequest, None]) -> Answer[GeofenceView]:
    owned = service.replace_geofence(call.identity, call.path["geofenceId"], call.body, expected=call.expected_version)
    return Answer(_to_view(owned), version=owned.version)


@blueprint.route(
    "/v1/geofences/{geofenceId}",
    method="DELETE",
    status=204,
    summary="Delete a geofence",
    description="What happened there stays in the events of whose it was.",
    params=_GEOFENCE,
    errors=[NotAllowed, NotFound, VersionConflict],
    links=[links_to("list_geofences", "list_my_geofence_events")],
    example=Example,
)
def delete_geofence(call: Call[None, None]) -> Answer[None]:
    service.delete_geofence(call.identity, call.path["geofenceId"], expected=call.expected_version)
    return Answer(None)


@blueprint.route(
    "/v1/geofences/{geofenceId}/events",
    summary="List what happened at a geofence, latest first",
    description=(
        "Your own events. At the company's geofences travel managers see those of everybody who shares where they are, "
        "or of `userId`, and arrangers those of whom they arrange trips for: by a reason that each of them reads. "
        f"{_PAGES_SAID}"
    ),
    params=_GEOFENCE,
    errors=[NotFound],
    links=[links_to("list_my_geofence_events")],
    example=_events_example,
)
def list_geofence_events(call: Call[None, EventQuery]) -> Answer[Page[GeofenceRecord]]:
    query = call.query
    page, position = events.list_events_at(
        call.identity,
        call.path["geofenceId"],
        events.EventFilter(query.since, query.until, kind=query.kind),
        user_id=query.user_id,
        reason=query.reason,
        limit=query.limit,
        start=call.position(),
    )
    return call.page(page, position)


@blueprint.route(
    "/v1/me/geofence-events",
    summary="List my geofence events, latest first",
    description=(
        "When you entered and left geofences, your own and the company's. A position that comes late corrects an event "
        f"(`revision` counts that), or withdraws it. {_PAGES_SAID}"
    ),
    links=[links_to("list_geofences")],
    example=_events_example,
)
def list_my_geofence_events(call: Call[None, OwnEventQuery]) -> Answer[Page[GeofenceRecord]]:
    query = call.query
    wanted = events.EventFilter(query.since, query.until, query.geofence_id, query.kind)
    return call.page(*events.list_own_events(call.identity, wanted, limit=query.limit, start=call.position()))
