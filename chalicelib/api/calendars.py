"""Calendar feeds over HTTP: an address that a calendar program reads without signing in, until it is taken back."""

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, PathParam, links_to
from chalicelib.api.openapi import examples
from chalicelib.api.openapi.links import TRIP_OPERATIONS
from chalicelib.domain.trips.calendar import WORD, Calendar
from chalicelib.domain.trips.icalendar import CONTENT_TYPE, write_calendar
from chalicelib.domain.value import Value
from chalicelib.errors import NotAllowed, NotFound, Unavailable
from chalicelib.services.trips import calendars as service

blueprint = ApiBlueprint(
    __name__, tag="Calendars", description="Trips in one's own calendar, by an address that nobody can guess."
)

_TOKEN = PathParam(
    f"{WORD}(\\.ics)?",
    "The word that opens a calendar, with or without `.ics`",
    "ypeBEsobvcr6wjGzmiPcTQczAIcfRMFo58lJ3ix1DmDCybuP9TABfFomcjTpy0244.ics",
)
_OPENING = (
    "Whoever has the address reads the calendar: keep it as you keep a password. It is shown once and cannot be asked "
    "for again. Opening the calendar again gives a new address and takes the old one back, unless it is the same "
    "request under the same Idempotency-Key: what is kept for that can be opened with the key alone."
)


class OpenCalendar(Value, frozen=True):
    """That a calendar is open, and since when."""

    trip_id: Annotated[str | None, msgspec.Meta(description="Of this trip; without one, of all trips of one's own")]
    created_at: datetime


class CalendarAddress(OpenCalendar, frozen=True):
    """Where a calendar program finds the calendar."""

    url: Annotated[str, msgspec.Meta(description="Below the address of this API")]


def _address_example(trip_id: str | None) -> Example:
    address = CalendarAddress(trip_id=trip_id, created_at=examples.AT, url=f"/v1/calendars/{_TOKEN.example}")
    return Example(response=address)


def _open_example(trip_id: str | None) -> Example:
    return Example(response=OpenCalendar(trip_id=trip_id, created_at=examples.AT))


@blueprint.route(
    "/v1/trips/{tripId}/calendar",
    method="POST",
    status=201,
    secret_answer=True,
    summary="Open a calendar of a trip",
    description=_OPENING,
    errors=[NotFound, NotAllowed],
    links=[links_to(*TRIP_OPERATIONS, "get_trip_calendar", "close_trip_calendar", tripId="/tripId")],
    example=lambda: _address_example(examples.TRIP_ID),
)
def open_trip_calendar(call: Call[None, None]) -> Answer[CalendarAddress]:
    return _opened(call, call.path["tripId"])


@blueprint.route(
    "/v1/trips/{tripId}/calendar",
    summary="Whether my calendar of a trip is open",
    errors=[NotFound],
    links=[links_to(*TRIP_OPERATIONS, tripId="/tripId")],
    example=lambda: _open_example(examples.TRIP_ID),
)
def get_trip_calendar(call: Call[None, None]) -> Answer[OpenCalendar]:
    return Answer(_shown(service.get_calendar(call.identity, call.path["tripId"])))


@blueprint.route(
    "/v1/trips/{tripId}/calendar",
    method="DELETE",
    status=204,
    summary="Take the address of my calendar of a trip back",
    errors=[NotFound],
    links=[links_to("open_trip_calendar", "get_trip_calendar")],
    example=Example,
)
def close_trip_calendar(call: Call[None, None]) -> Answer[None]:
    service.close_calendar(call.identity, call.path["tripId"])
    return Answer(None)


@blueprint.route(
    "/v1/me/calendar",
    method="POST",
    status=201,
    secret_answer=True,
    summary="Open a calendar of all my trips",
    description=f"It goes back three months and holds the latest hundred trips. {_OPENING}",
    links=[links_to("get_my_calendar", "close_my_calendar")],
    example=lambda: _address_example(None),
)
def open_my_calendar(call: Call[None, None]) -> Answer[CalendarAddress]:
    return _opened(call, None)


@blueprint.route(
    "/v1/me/calendar",
    summary="Whether the calendar of all my trips is open",
    errors=[NotFound],
    example=lambda: _open_example(None),
)
def get_my_calendar(call: Call[None, None]) -> Answer[OpenCalendar]:
    return Answer(_shown(service.get_calendar(call.identity, None)))


@blueprint.route(
    "/v1/me/calendar",
    method="DELETE",
    status=204,
    summary="Take the address of the calendar of all my trips back",
    errors=[NotFound],
    links=[links_to("open_my_calendar", "get_my_calendar")],
    example=Example,
)
def close_my_calendar(call: Call[None, None]) -> Answer[None]:
    service.close_calendar(call.identity, None)
    return Answer(None)


@blueprint.route(
    "/v1/calendars/{token}",
    public=True,
    params={"token": _TOKEN},
    produces=CONTENT_TYPE,
    cache_control="private, no-cache",
    summary="A calendar, for programs that subscribe to one (RFC 5545)",
    description="It shows no confirmation numbers. An address that was taken back is 404 at once.",
    errors=[NotFound, Unavailable],
    example=lambda: Example(response=write_calendar(examples.TRIP.name, [(examples.TRIP, [examples.MEETING])])),
)
def read_calendar(call: Call[None, None]) -> Answer[str]:
    text = service.read_calendar(call.path["token"].removesuffix(".ics"))
    return Answer(text, headers={"Content-Disposition": 'inline; filename="trips.ics"'})


def _opened(call: Call[None, None], trip_id: str | None) -> Answer[CalendarAddress]:
    opened, word = service.open_calendar(call.identity, trip_id)
    address = CalendarAddress(trip_id=trip_id, created_at=opened.created_at, url=f"/v1/calendars/{word}.ics")
    return Answer(address, location=call.resource)


def _shown(calendar: Calendar) -> OpenCalendar:
    return OpenCalendar(trip_id=calendar.trip_id, created_at=calendar.created_at)
