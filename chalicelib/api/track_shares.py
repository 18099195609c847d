"""Share links over HTTP: an address by which anybody may follow a part of somebody's track, until it expires or is
revoked."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from chalicelib.api.http.routing import (
    Answer,
    ApiBlueprint,
    Call,
    Example,
    Page,
    PageQuery,
    PathParam,
    identifier,
    links_to,
)
from chalicelib.api.openapi import examples
from chalicelib.api.track_views import FORMATS_SAID, PositionView, TrackQuery, alternatives, answer_track, page_example
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.track_shares import (
    LONGEST_OPEN,
    MOST_SHARES,
    TOKEN_PATTERN,
    TrackShare,
    TrackShareRequest,
)
from chalicelib.domain.value import Value
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import Conflict, NotAllowed, NotFound, PersonErased, TooManyRequests, Unavailable
from chalicelib.services.tracking import history, sharing
from chalicelib.services.tracking.person_geofences import zones_of

blueprint = ApiBlueprint(__name__, tag="Tracks")

_SHARE = {"shareId": identifier("trs", "The link's id")}
_TOKEN = PathParam(
    TOKEN_PATTERN,
    "The link's secret token",
    "4xN1pGq7Zk2mWc9rTb5sYw01JQZX5V9D7R8M3T2K6W4H0YBEypeBEsobvcr6wjGzmiPcTQczAIcfRMFo58lJ3ix1DmD",
)
_OPERATIONS = ("get_track_share", "revoke_track_share")
_UNLISTED = {"X-Robots-Tag": "noindex, nofollow, noarchive"}


class TrackShareView(Value, frozen=True, kw_only=True):
    """A share link that is open."""

    share_id: Annotated[str, msgspec.Meta(description="Id of the link; revoke it by this")]
    label: Annotated[str, msgspec.Meta(description="For whom it is, as you wrote")]
    level: Annotated[SharingLevel, msgspec.Meta(description="How exactly it shows your positions at most")]
    trip_id: Annotated[str | None, msgspec.Meta(description="The trip that it shows; null where it is a span of time")]
    since: Annotated[datetime | None, msgspec.Meta(description="Null where it shows a trip")]
    until: Annotated[datetime | None, msgspec.Meta(description="Null where it shows a trip")]
    created_at: datetime
    expires_at: Annotated[datetime, msgspec.Meta(description="Until when the link can be opened")]


class TrackShareAddress(TrackShareView, frozen=True, kw_only=True):
    """A share link with its secret address, which is shown once."""

    url: Annotated[str, msgspec.Meta(description="Whoever has it sees what it shows")]


class TrackSharesQuery(PageQuery, frozen=True):
    """A page of share links."""


@blueprint.route(
    "/v1/me/track-shares",
    method="POST",
    status=201,
    summary="Create a link to share my track",
    description=(
        "Whoever has the address sees what it shows, without signing in: a trip of yours, or a span of time that may "
        "lie ahead. It shows no more than you share with anybody, and ends when you revoke it, when it expires (at "
        f"most {LONGEST_OPEN.days} days ahead), when the trip is cancelled, and when you withdraw your consent. You "
        f"read each visit in `/v1/me/position-looks`. At most {MOST_SHARES} links are open at a time. The address is "
        "shown once and cannot be read again, except by a retry with the same Idempotency-Key."
    ),
    errors=[NotFound, NotAllowed, Conflict, PersonErased],
    links=[links_to(*_OPERATIONS, shareId="/shareId")],
    example=lambda: Example(
        request=TrackShareRequest(label="Home", trip_id=examples.TRIP_ID),
        response=_address(_share_example(), f"https://travel.example.com/api/v1/shared-tracks/{_TOKEN.example}"),
    ),
)
def create_track_share(call: Call[TrackShareRequest, None]) -> Answer[TrackShareAddress]:
    share, token = sharing.create_share(call.identity, call.body, share_id=call.new_id("trs"))
    url = f"{call.api_address}/v1/shared-tracks/{token}"
    return Answer(_address(share, url), location=f"{call.resource}/{share.share_id}")


@blueprint.route(
    "/v1/me/track-shares",
    summary="List my share links that are open, latest first",
    links=[links_to("create_track_share")],
    example=lambda: Example(Page(items=(_to_view(_share_example()),), next_cursor=None)),
)
def list_track_shares(call: Call[None, TrackSharesQuery]) -> Answer[Page[TrackShareView]]:
    found, position = sharing.list_shares(call.identity, limit=call.query.limit, start=call.position())
    return call.page(map(_to_view, found), position)


@blueprint.route(
    "/v1/me/track-shares/{shareId}",
    params=_SHARE,
    summary="Get a share link of mine",
    errors=[NotFound],
    links=[links_to(*_OPERATIONS)],
    example=lambda: Example(_to_view(_share_example())),
)
def get_track_share(call: Call[None, None]) -> Answer[TrackShareView]:
    return Answer(_to_view(sharing.get_share(call.identity, call.path["shareId"])))


@blueprint.route(
    "/v1/me/track-shares/{shareId}",
    method="DELETE",
    status=204,
    params=_SHARE,
    summary="Revoke a share link",
    errors=[NotFound],
    links=[links_to("create_track_share", "list_track_shares")],
    example=Example,
)
def revoke_track_share(call: Call[None, None]) -> Answer[None]:
    sharing.revoke_share(call.identity, call.path["shareId"])
    return Answer(None)


@blueprint.route(
    "/v1/shared-tracks/{shareToken}",
    public=True,
    params={"shareToken": _TOKEN},
    summary="Read a shared track, earliest first",
    description=(
        "For whoever was given the address. `since` and `until` narrow what the link shows. A link that is revoked or "
        f"expired, or whose person shares nothing any more, answers 404. {FORMATS_SAID}"
    ),
    errors=[NotFound, TooManyRequests, Unavailable],
    alternatives=alternatives(),
    example=lambda: Example(page_example()),
)
def read_shared_track(call: Call[None, TrackQuery]) -> Answer[Page[PositionView]]:
    query = call.query
    shared = sharing.open_share(call.path["shareToken"])
    span = sharing.narrow_span(shared, query.since, query.until)
    found = (
        history.list_positions(
            shared.sight,
            span,
            zones_of=zones_of(shared.sight.user_id),
            device=query.device_id,
            limit=query.limit,
            start=call.position(),
        )
        if span is not None
        else ResultPage([], None)
    )
    answer = answer_track(call, found, query.format, query.tolerance)
    return replace(answer, headers={**answer.headers, **_UNLISTED})


def _to_view(share: TrackShare) -> TrackShareView:
    return TrackShareView(
        share_id=share.share_id,
        label=share.label,
        level=share.level,
        trip_id=share.trip_id,
        since=share.since,
        until=share.until,
        created_at=share.created_at,
        expires_at=share.expires_at,
    )


def _address(share: TrackShare, url: str) -> TrackShareAddress:
    return TrackShareAddress(**msgspec.structs.asdict(_to_view(share)), url=url)


def _share_example() -> TrackShare:
    return TrackShare(
        share_id="trs_01JQZX5V9D7R8M3T2K6W4H0YBE",
        user_id=examples.TRAVELLER_ID,
        secret_hash=examples.HASH,
        label="Home",
        level=SharingLevel.CITY,
        trip_id=examples.TRIP_ID,
        since=None,
        until=None,
        created_at=examples.AT,
        expires_at=examples.AT + timedelta(days=1),
    )
