"""History over HTTP: one's own track, and that of a person whom one cares for; as a list, drawn, or summed up."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, links_to, user_identifier
from chalicelib.api.openapi import examples
from chalicelib.api.track_views import (
    FORMATS_SAID,
    DeviceFilter,
    PositionView,
    TrackQuery,
    alternatives,
    answer_track,
    page_example,
)
from chalicelib.domain.timestamps import Moment
from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.looks import LONGEST_REASON, LookKind, Range, Sight
from chalicelib.domain.value import Value
from chalicelib.errors import NotFound
from chalicelib.services.tracking import history as service
from chalicelib.services.tracking import looks
from chalicelib.services.tracking.history import LONGEST_SPAN, LONGEST_SUMMARY, TimeSpan
from chalicelib.services.tracking.person_geofences import zones_of

if TYPE_CHECKING:
    from chalicelib.domain.tracking.stops import Journey

blueprint = ApiBlueprint(
    __name__,
    tag="Tracks",
    description="Where somebody was: positions by time, stops and moves, and links to share them.",
)

_USER = {"userId": user_identifier("Whose positions", examples.TRAVELLER_ID)}
_REASON = msgspec.Meta(
    max_length=LONGEST_REASON,
    description="Why you look: the person whose positions they are reads it",
    examples=["Strike at the airport: checking who needs another way home"],
)
_SUMMED_UP = (
    "A stop is where a device stayed within 100 metres for five minutes; a move is what lies between. Flagged "
    f"positions count for nothing. At most {LONGEST_SUMMARY.days} days."
)


class PersonTrackQuery(TrackQuery, frozen=True, kw_only=True):
    """Which part of a person's track, as what, and why."""

    reason: Annotated[str, _REASON] | None = None


class SummaryQuery(Value, frozen=True, kw_only=True):
    """Which part of a track is summed up."""

    since: Annotated[Moment | None, msgspec.Meta(description="A day before `until` where it is not given")] = None
    until: Annotated[Moment | None, msgspec.Meta(description="No part of it any more; now where it is not given")] = (
        None
    )
    device_id: DeviceFilter | None = None


class PersonSummaryQuery(SummaryQuery, frozen=True, kw_only=True):
    """Which part of a person's track is summed up, and why."""

    reason: Annotated[str, _REASON] | None = None


class StopView(Value, frozen=True):
    """Where a device stayed."""

    began_at: Annotated[datetime, msgspec.Meta(description="First position of the stop")]
    ended_at: Annotated[datetime, msgspec.Meta(description="Last position of the stop")]
    duration_seconds: Annotated[int, msgspec.Meta(description="Seconds from the first to the last position")]
    latitude: Annotated[float, msgspec.Meta(description="Of the middle, WGS 84 degrees")]
    longitude: Annotated[
        float, msgspec.Meta(description="WGS 84, degrees east of Greenwich, of the middle of the stop")
    ]
    radius_metres: Annotated[float, msgspec.Meta(description="Around the middle, with all of its positions")]
    positions: Annotated[int, msgspec.Meta(description="Positions of which it is made")]


class MoveView(Value, frozen=True):
    """How a device came from one stop to the next."""

    began_at: Annotated[datetime, msgspec.Meta(description="First position of the move")]
    ended_at: Annotated[datetime, msgspec.Meta(description="Last position of the move")]
    duration_seconds: Annotated[int, msgspec.Meta(description="Seconds from the first to the last position")]
    distance_metres: Annotated[float, msgspec.Meta(description="Along the positions, on WGS 84")]
    positions: Annotated[int, msgspec.Meta(description="Positions of which it is made")]


class DeviceTrack(Value, frozen=True):
    """Stops and moves of one device, each in order of time."""

    device_id: str
    distance_metres: Annotated[float, msgspec.Meta(description="Of all moves together")]
    stops: Annotated[tuple[StopView, ...], msgspec.Meta(description="Where it stayed, in order of time")]
    moves: Annotated[tuple[MoveView, ...], msgspec.Meta(description="How it came from stop to stop, in order of time")]


class TrackSummary(Value, frozen=True):
    """Stops and moves of a span of time, for each device that reported positions in it."""

    since: Annotated[datetime, msgspec.Meta(description="Begin of the span of time")]
    until: Annotated[datetime, msgspec.Meta(description="End of the span of time")]
    devices: Annotated[tuple[DeviceTrack, ...], msgspec.Meta(description="What each device did in it")]


def _summary_example() -> Example:
    began_at = examples.AT
    left_at, arrived_at = began_at + timedelta(minutes=40), began_at + timedelta(minutes=67)
    stop = StopView(
        began_at=began_at,
        ended_at=left_at,
        duration_seconds=2_400,
        latitude=60.1719,
        longitude=24.9414,
        radius_metres=18.5,
        positions=41,
    )
    move = MoveView(
        began_at=left_at, ended_at=arrived_at, duration_seconds=1_620, distance_metres=19_480.5, positions=163
    )
    device = DeviceTrack(
        device_id="dev_01JQZX5V9D7R8M3T2K6W4H0YBE",
        distance_metres=move.distance_metres,
        stops=(stop,),
        moves=(move,),
    )
    return Example(TrackSummary(since=began_at, until=arrived_at, devices=(device,)))


@blueprint.route(
    "/v1/me/positions",
    summary="List my positions, earliest first",
    description=f"All that is kept, as it is kept; at most {LONGEST_SPAN.days} days at a time. {FORMATS_SAID}",
    alternatives=alternatives(),
    links=[links_to("get_my_track_summary")],
    example=lambda: Example(page_example()),
)
def list_my_positions(call: Call[None, TrackQuery]) -> Answer[Page[PositionView]]:
    span = service.choose_span(call.query.since, call.query.until)
    return _answer_positions(call, _look_at_own(call), span)


@blueprint.route(
    "/v1/users/{userId}/positions",
    params=_USER,
    summary="List the positions of a person, earliest first",
    description=(
        "For travel managers and for arrangers, by a reason that the person reads, and no more exactly than the person "
        f"shares; at most {LONGEST_SPAN.days} days at a time. {FORMATS_SAID}"
    ),
    errors=[NotFound],
    alternatives=alternatives(),
    links=[links_to("get_track_summary")],
    example=lambda: Example(page_example()),
)
def list_positions(call: Call[None, PersonTrackQuery]) -> Answer[Page[PositionView]]:
    span = service.choose_span(call.query.since, call.query.until)
    return _answer_positions(call, _look(call, call.query.reason), span)


@blueprint.route(
    "/v1/me/track-summary",
    summary="Get my stops and moves",
    description=_SUMMED_UP,
    links=[links_to("list_my_positions")],
    example=_summary_example,
)
def get_my_track_summary(call: Call[None, SummaryQuery]) -> Answer[TrackSummary]:
    span = service.choose_span(call.query.since, call.query.until, LONGEST_SUMMARY)
    return Answer(_summarise(_look_at_own(call), span, call.query.device_id))


@blueprint.route(
    "/v1/users/{userId}/track-summary",
    params=_USER,
    summary="Get the stops and moves of a person",
    description=f"For travel managers and for arrangers, by a reason that the person reads. {_SUMMED_UP}",
    errors=[NotFound],
    links=[links_to("list_positions")],
    example=_summary_example,
)
def get_track_summary(call: Call[None, PersonSummaryQuery]) -> Answer[TrackSummary]:
    span = service.choose_span(call.query.since, call.query.until, LONGEST_SUMMARY)
    return Answer(_summarise(_look(call, call.query.reason), span, call.query.device_id))


def _look(call: Call[None, Any], reason: str | None) -> Sight:
    """Return what the caller may see of a person's positions in the time that they ask for. It is written down as they
    ask for it: who asks for all until now, again and again, looks once."""
    asked = Range(call.query.since, call.query.until)
    return looks.look_at(call.identity, call.path["userId"], kind=LookKind.HISTORY, reason=reason, asked=asked)


def _look_at_own(call: Call[None, Any]) -> Sight:
    return looks.look_at(call.identity, call.identity.user_id, kind=LookKind.HISTORY, reason=None)


def _answer_positions(call: Call[None, Any], sight: Sight, span: TimeSpan) -> Answer[Page[PositionView]]:
    query = call.query
    found = service.list_positions(
        sight,
        span,
        zones_of=zones_of(sight.user_id),
        device=query.device_id,
        limit=query.limit,
        start=call.position(),
    )
    return answer_track(call, found, query.format, query.tolerance)


def _summarise(sight: Sight, span: TimeSpan, device: str | None) -> TrackSummary:
    found = service.summarise_track(sight, span, device=device)
    devices = tuple(_to_device_track(each, journey) for each, journey in found.items())
    return TrackSummary(since=span.since.astimezone(UTC), until=span.until.astimezone(UTC), devices=devices)


def _to_device_track(device: str, journey: "Journey") -> DeviceTrack:
    stops = (
        StopView(
            began_at=_moment(stop.began_at),
            ended_at=_moment(stop.ended_at),
            duration_seconds=stop.seconds,
            latitude=stop.latitude / DEGREE,
            longitude=stop.longitude / DEGREE,
            radius_metres=round(stop.radius_metres, 1),
            positions=stop.fixes,
        )
        for stop in journey.stops
    )
    moves = (
        MoveView(
            began_at=_moment(move.began_at),
            ended_at=_moment(move.ended_at),
            duration_seconds=move.seconds,
            distance_metres=round(move.distance_metres, 1),
            positions=move.fixes,
        )
        for move in journey.moves
    )
    return DeviceTrack(
        device_id=device,
        distance_metres=round(journey.distance_metres, 1),
        stops=tuple(stops),
        moves=tuple(moves),
    )


def _moment(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)
