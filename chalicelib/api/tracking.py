"""A person's own say over their positions: consent, sharing level, quiet hours, and who looked."""

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, links_to
from chalicelib.api.openapi import examples
from chalicelib.domain.privacy.consents import TextVersion
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.looks import Look, LookKind, Standing
from chalicelib.domain.tracking.preferences import QuietHours
from chalicelib.domain.tracking.windows import TripWindow, chosen_level
from chalicelib.domain.value import Value
from chalicelib.errors import PersonErased
from chalicelib.services.tracking import deletion
from chalicelib.services.tracking import looks as look_service
from chalicelib.services.tracking import preferences as service

blueprint = ApiBlueprint(
    __name__,
    tag="Tracking",
    description=(
        "Positions of travellers: kept on trips only, with consent, as exactly as the traveller chose and the company "
        "allows. Who looks at a position that is not theirs says why, and the traveller sees it."
    ),
)

_OPERATIONS = ("get_tracking", "set_tracking", "delete_positions", "list_position_looks")


class TrackingRequest(Value, frozen=True, kw_only=True):
    """What you want of your positions from now on."""

    granted: Annotated[bool, msgspec.Meta(description="Whether your positions may be kept; false ends it at once")]
    text_version: Annotated[
        TextVersion | None, msgspec.Meta(description="Needed to grant a consent that is not in effect")
    ] = None
    level: Annotated[SharingLevel, msgspec.Meta(description="How much of your positions to share")]
    quiet_hours: Annotated[
        QuietHours | None, msgspec.Meta(description="Hours of every day in which no position is kept; null: none")
    ] = None


class OpenWindowView(Value, frozen=True):
    """The trip because of which positions may be kept now, from when until when."""

    trip_id: str
    starts_at: Annotated[datetime, msgspec.Meta(description="From when positions may be kept")]
    ends_at: Annotated[datetime, msgspec.Meta(description="Until when positions may be kept")]


class TrackingView(Value, frozen=True):
    """What you want of your positions, and what follows from it."""

    granted: Annotated[bool, msgspec.Meta(description="False if never granted, withdrawn or expired")]
    text_version: Annotated[
        str | None, msgspec.Meta(description="Version of the consent's text that you agreed to; null without consent")
    ]
    decided_at: Annotated[datetime | None, msgspec.Meta(description="When it was granted or withdrawn; null if never")]
    expires_at: Annotated[
        datetime | None, msgspec.Meta(description="Until when the consent is in effect; null without consent")
    ]
    level: Annotated[SharingLevel, msgspec.Meta(description="The level that you chose")]
    effective_level: Annotated[
        SharingLevel | None,
        msgspec.Meta(
            description="The level at which positions are kept on a trip: the lesser of yours and the company's; null "
            "where none is kept"
        ),
    ]
    quiet_hours: Annotated[
        QuietHours | None, msgspec.Meta(description="Hours of every day in which no position is kept; null: none")
    ]
    open_window: Annotated[OpenWindowView | None, msgspec.Meta(description="Null while you are on no trip")]


class LooksQuery(PageQuery, frozen=True):
    """A page of looks."""


def to_view(tracking: service.Tracking, window: TripWindow | None) -> TrackingView:
    """Return what a person reads of their own preferences."""
    consent, preferences = tracking
    return TrackingView(
        granted=tracking.is_granted,
        text_version=consent.text_version if consent else None,
        decided_at=consent.decided_at if consent else None,
        expires_at=consent.expires_at if consent else None,
        level=chosen_level(preferences),
        effective_level=tracking.effective_level,
        quiet_hours=preferences.quiet_hours if preferences else None,
        open_window=OpenWindowView(trip_id=window.trip_id, **window.interval._asdict()) if window else None,
    )


def _example() -> TrackingView:
    return TrackingView(
        granted=True,
        text_version="2026-11-en",
        decided_at=examples.AT,
        expires_at=examples.AT.replace(year=examples.AT.year + 2),
        level=SharingLevel.CITY,
        effective_level=SharingLevel.CITY,
        quiet_hours=QuietHours(since="20:00", until="07:30", timezone="Europe/Berlin"),
        open_window=None,
    )


def _request_example() -> TrackingRequest:
    shown = _example()
    return TrackingRequest(
        granted=True, text_version=shown.text_version, level=shown.level, quiet_hours=shown.quiet_hours
    )


def _look_example() -> Look:
    return Look(
        look_id="lok_01JQZX5V9D7R8M3T2K6W4H0YBE",
        user_id="6b1f0c7e-0d0a-4a9e-9a43-3c1d2e8f7a10",
        viewer_id="8c6d7a52-0b1f-4c7e-9a55-3f1f6d1f2f10",
        standing=Standing.TRAVEL_MANAGER,
        kind=LookKind.LAST_PLACE,
        reason="Strike at the airport: checking who needs another way home",
        at=examples.AT,
        level=SharingLevel.CITY,
    )


@blueprint.route(
    "/v1/me/tracking",
    summary="Get how my positions are shared",
    links=[links_to(*_OPERATIONS, etag=True)],
    example=lambda: Example(response=_example()),
)
def get_tracking(call: Call[None, None]) -> Answer[TrackingView]:
    found = service.get_tracking(call.identity)
    return Answer(to_view(found, service.get_open_window(call.identity)), version=found.version, content_tagged=True)


@blueprint.route(
    "/v1/me/tracking",
    method="PUT",
    summary="Set how my positions are shared",
    description=(
        'Send `If-Match: "v0"` for the first time, then the ETag that you read, or `*` for either. With `granted` '
        "false nothing is kept from that moment on, and nobody but you sees what was."
    ),
    links=[links_to(*_OPERATIONS, etag=True)],
    errors=[PersonErased],
    example=lambda: Example(request=_request_example(), response=_example()),
)
def set_tracking(call: Call[TrackingRequest, None]) -> Answer[TrackingView]:
    kept = service.set_tracking(
        call.identity,
        granted=call.body.granted,
        text_version=call.body.text_version,
        level=call.body.level,
        quiet_hours=call.body.quiet_hours,
        expected=call.expected_version,
    )
    return Answer(to_view(kept, service.get_open_window(call.identity)), version=kept.version, content_tagged=True)


@blueprint.route(
    "/v1/me/tracking/positions",
    method="DELETE",
    summary="Delete all positions of mine",
    description=(
        "What is kept of where you were is removed, with what was said of it: events at geofences, warnings. What you "
        "want from now on, and who looked, stays."
    ),
    status=204,
    example=Example,
)
def delete_positions(call: Call[None, None]) -> Answer[None]:
    deletion.delete_positions(call.identity)
    return Answer(None)


@blueprint.route(
    "/v1/me/position-looks",
    summary="List who looked at my positions, latest first",
    example=lambda: Example(response=Page(items=(_look_example(),), next_cursor=None)),
)
def list_position_looks(call: Call[None, LooksQuery]) -> Answer[Page[Look]]:
    found, position = look_service.list_looks(call.identity, limit=call.query.limit, start=call.position())
    return call.page(found, position)
