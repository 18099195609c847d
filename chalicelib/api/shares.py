"""Sharing a trip over HTTP: which colleague may see it, or change it."""

from typing import Annotated

import msgspec

from chalicelib.api.http.routing import (
    Answer,
    ApiBlueprint,
    Call,
    Example,
    Page,
    PageQuery,
    links_to,
    user_identifier,
)
from chalicelib.api.openapi import examples
from chalicelib.api.openapi.links import TRIP_OPERATIONS
from chalicelib.domain.trips.share import Right, Share
from chalicelib.domain.value import Value
from chalicelib.errors import Conflict, NotAllowed, NotFound, VersionConflict
from chalicelib.services.trips import shares as service

blueprint = ApiBlueprint(__name__, tag="Trips")

_SHARE_OPERATIONS = ("get_share", "put_share", "delete_share")

_PARAMS = {"userId": user_identifier("The colleague's `userId`", examples.APPROVER_ID)}


class ShareRequest(Value, frozen=True):
    """The right that a colleague gets."""

    right: Annotated[Right, msgspec.Meta(description="`read`: see the trip and its items; `write`: change them too")]


class ShareQuery(PageQuery, frozen=True):
    """A page of shares."""


@blueprint.route(
    "/v1/trips/{tripId}/shares",
    summary="List a trip's shares",
    errors=[NotFound, NotAllowed],
    links=[links_to(*TRIP_OPERATIONS, tripId="/items/0/tripId")],
    example=lambda: Example(response=Page(items=(examples.TRIP_SHARE,), next_cursor=None)),
)
def list_shares(call: Call[None, ShareQuery]) -> Answer[Page[Share]]:
    found, position = service.list_shares(
        call.identity, call.path["tripId"], limit=call.query.limit, start=call.position()
    )
    return call.page(found, position)


@blueprint.route(
    "/v1/trips/{tripId}/shares/{userId}",
    params=_PARAMS,
    summary="Get a colleague's share of a trip",
    errors=[NotFound, NotAllowed],
    links=[links_to(*TRIP_OPERATIONS, tripId="/tripId"), links_to(*_SHARE_OPERATIONS, tripId="/tripId", etag=True)],
    example=lambda: Example(response=examples.TRIP_SHARE),
)
def get_share(call: Call[None, None]) -> Answer[Share]:
    return _show(service.get_share(call.identity, call.path["tripId"], call.path["userId"]))


@blueprint.route(
    "/v1/trips/{tripId}/shares/{userId}",
    method="PUT",
    params=_PARAMS,
    summary="Share a trip with a colleague, or change their right",
    description='Send `If-Match: "v0"` to create a share, the ETag that you read to change one, or `*` for either.',
    errors=[NotFound, NotAllowed, Conflict, VersionConflict],
    links=[links_to(*TRIP_OPERATIONS, tripId="/tripId"), links_to(*_SHARE_OPERATIONS, tripId="/tripId")],
    example=lambda: Example(request=ShareRequest(right=Right.WRITE), response=examples.TRIP_SHARE),
)
def put_share(call: Call[ShareRequest, None]) -> Answer[Share]:
    trip_id, user_id = call.path["tripId"], call.path["userId"]
    return _show(service.put_share(call.identity, trip_id, user_id, call.body.right, expected=call.expected_version))


@blueprint.route(
    "/v1/trips/{tripId}/shares/{userId}",
    method="DELETE",
    status=204,
    params=_PARAMS,
    summary="Stop sharing a trip with a colleague",
    description="Takes effect at once. Colleagues may remove their own share.",
    errors=[NotFound, NotAllowed, VersionConflict],
    links=[links_to("get_share", "put_share")],
    example=Example,
)
def delete_share(call: Call[None, None]) -> Answer[None]:
    service.delete_share(call.identity, call.path["tripId"], call.path["userId"], expected=call.expected_version)
    return Answer(None)


def _show(share: Share) -> Answer[Share]:
    return Answer(share, version=share.version)
