"""Travel credits over HTTP."""

from typing import Annotated

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, links_to
from chalicelib.api.openapi import servicing_examples
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.ids import UserId
from chalicelib.domain.servicing.travel_credits import Credit
from chalicelib.errors import NotAllowed
from chalicelib.services import travel_credits as service

blueprint = ApiBlueprint(
    __name__, tag="Credits", description="Travel credits that suppliers grant instead of a refund."
)


class CreditQuery(PageQuery, frozen=True):
    user_id: Annotated[
        UserId | None,
        msgspec.Meta(description="`userId` of another person; only for travel managers"),
    ] = None


@blueprint.route(
    "/v1/credits",
    summary="List my travel credits, oldest first",
    scope=Scope.BOOKINGS_READ,
    description="Includes credits that are used up or expired: see `remaining` and `expiresAt`.",
    errors=[NotAllowed],
    links=[links_to("get_employee", userId="/items/0/userId")],
    example=lambda: Example(response=Page(items=(servicing_examples.CREDIT,), next_cursor=None)),
)
def list_credits(call: Call[None, CreditQuery]) -> Answer[Page[Credit]]:
    found, position = service.list_credits(
        call.identity, user_id=call.query.user_id, limit=call.query.limit, start=call.position()
    )
    return call.page(found, position)
