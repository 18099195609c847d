"""Calendar feeds over HTTP: an address that a calendar program reads without signing in, until it is revoked."""

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.api.http.addresses import webcal_of
from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, PathParam, links_to
from chalicelib.api.openapi import examples
from chalicelib.api.openapi.links import TRIP_OPERATIONS
from chalicelib.domain.trips.calendar import TOKEN_PATTERN, Calendar, calendar_name
from chalicelib.domain.trips.icalendar import CONTENT_TYPE, write_calendar
from chalicelib.domain.value import Value
from chalicelib.errors import NotAllowed, NotFound, Unavailable
from chalicelib.services.trips import calendars as service

blueprint = ApiBlueprint(
    __name__, tag="Calendars", description="Calendar feeds (iCalendar) of trips, each at a secret address."
)

_TOKEN = PathParam(
    f"{TOKEN_PATTERN}(\\.ics)?",
    "The calendar's secret token, with or without `.ics`",
    "ypeBEsobvcr6wjGzmiPcTQczAIcfRMFo58lJ3ix1DmDCybuP9TABfFomcjTpy0244.ics",
)
_OPENING = (
    "Whoever has the address can read the calendar: keep it like a password. It is shown once and cannot be "
    "read again. Another request creates a new address and revokes the old one, except a retry with the same "
    "Idempotency-Key, which returns the same address; it is stored encrypted and is readable only with that key."
)


class CalendarView(Value, frozen=True):
    """A calendar feed that is active."""

    trip_id: Annotated[
        str | None, msgspec.Meta(description="The trip that the calendar shows; null for all your trips")
    ]
    created_at: datetime


class CalendarAddress(CalendarView, frozen=True):
    """The secret address of a calendar feed."""

    url: Annotated[str, msgspec.Meta(description="Address of the calendar, for programs that ask for one")]
    webcal_url: Annotated[str, msgspec.Meta(description="The same address, which calendar programs open to subscribe")]


def _address_example(trip_id: str | None) -> Example:
    return Example(
        response=_to_address(trip_id, examples.AT, f"https://travel.example.com/api/v1/calendars/{_TOKEN.example}")
    )


def _open_example(trip_id: str | None) -> Example:
    return Example(response=CalendarView(trip_id=trip_id, created_at=examples.AT))


@blueprint.route(
    "/v1/trips/{tripId}/calendar",
    method="POST",
    status=201,
    summary="Create a calendar address for a trip",
    description=_OPENING,
    errors=[NotFound, NotAllowed],
    links=[links_to(*TRIP_OPERATIONS, "get_trip_calendar", "revoke_trip_calendar", tripId="/tripId")],
    example=lambda: _address_example(examples.TRIP_ID),
)
def create_trip_calendar(call: Call[None, None]) -> Answer[CalendarAddress]:
    return _created(call, call.path["tripId"])


@blueprint.route(
    "/v1/trips/{tripId}/calendar",
    summary="Get my calendar of a trip",
    errors=[NotFound],
    links=[links_to(*TRIP_OPERATIONS, tripId="/tripId")],
    example=lambda: _open_example(examples.TRIP_ID),
)
def get_trip_calendar(call: Call[None, None]) -> Answer[CalendarView]:
    return Answer(_show(service.get_calendar(call.identity, call.path["tripId"])))


@blueprint.route(
    "/v1/trips/{tripId}/calendar",
    method="DELETE",
    status=204,
    summary="Revoke a trip's calendar address",
    errors=[NotFound],
    links=[links_to("create_trip_calendar", "get_trip_calendar")],
    example=Example,
)
def revoke_trip_calendar(call: Call[None, None]) -> Answer[None]:
    service.revoke_calendar(call.identity, call.path["tripId"])
    return Answer(None)


@blueprint.route(
    "/v1/me/calendar",
    method="POST",
    status=201,
    summary="Create a calendar address for all my trips",
    description=f"Covers the last three months and at most a hundred trips. {_OPENING}",
    links=[links_to("get_my_calendar", "revoke_my_calendar")],
    example=lambda: _address_example(None),
)
def create_my_calendar(call: Call[None, None]) -> Answer[CalendarAddress]:
    return _created(call, None)


@blueprint.route(
    "/v1/me/calendar",
    summary="Get the calendar of all my trips",
    errors=[NotFound],
    example=lambda: _open_example(None),
)
def get_my_calendar(call: Call[None, None]) -> Answer[CalendarView]:
    return Answer(_show(service.get_calendar(call.identity, None)))


@blueprint.route(
    "/v1/me/calendar",
    method="DELETE",
    status=204,
    summary="Revoke my calendar address",
    errors=[NotFound],
    links=[links_to("create_my_calendar", "get_my_calendar")],
    example=Example,
)
def revoke_my_calendar(call: Call[None, None]) -> Answer[None]:
    service.revoke_calendar(call.identity, None)
    return Answer(None)


@blueprint.route(
    "/v1/calendars/{token}",
    public=True,
    params={"token": _TOKEN},
    produces=CONTENT_TYPE,
    cache_control="private, no-cache",
    summary="Read a calendar feed (iCalendar, RFC 5545)",
    description="For calendar programs. Contains no record locators. A revoked address answers 404 at once.",
    errors=[NotFound, Unavailable],
    example=lambda: Example(
        response=write_calendar(calendar_name(examples.TRIP.name, "Anna Berger"), [(examples.TRIP, [examples.MEETING])])
    ),
)
def read_calendar(call: Call[None, None]) -> Answer[str]:
    text = service.read_calendar(call.path["token"].removesuffix(".ics"))
    return Answer(text, headers={"Content-Disposition": 'inline; filename="trips.ics"'})


def _created(call: Call[None, None], trip_id: str | None) -> Answer[CalendarAddress]:
    calendar, token = service.create_calendar(call.identity, trip_id)
    address = f"{call.api_address}/v1/calendars/{token}.ics"
    return Answer(_to_address(trip_id, calendar.created_at, address), location=call.resource)


def _to_address(trip_id: str | None, created_at: datetime, address: str) -> CalendarAddress:
    return CalendarAddress(trip_id=trip_id, created_at=created_at, url=address, webcal_url=webcal_of(address))


def _show(calendar: Calendar) -> CalendarView:
    return CalendarView(trip_id=calendar.trip_id, created_at=calendar.created_at)
