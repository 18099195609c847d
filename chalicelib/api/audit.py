"""The audit over HTTP, of all bookings at once."""

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, links_to
from chalicelib.api.openapi import examples
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.bookings.audit import Verification
from chalicelib.domain.identity import Role
from chalicelib.services.bookings import audits as service

blueprint = ApiBlueprint(
    __name__,
    tag="Audit",
    description="The audit of all bookings, compared with the anchors that no function can change.",
)


class VerificationQuery(PageQuery, frozen=True):
    """A page of verified bookings."""


@blueprint.route(
    "/v1/audit/verification",
    summary="Verify the audit chains of all bookings",
    scope=Scope.AUDIT_READ,
    description=(
        "Every booking that was ever anchored, in the order of the ids, those too that are gone from the tables. "
        "Follow `nextCursor` to the end: whatever is not `intact` was tampered with."
    ),
    roles=[Role.TRAVEL_MANAGER, Role.OPERATOR],
    links=[links_to("get_booking", "list_audit_entries", "verify_audit", bookingId="/items/0/bookingId")],
    example=lambda: Example(response=Page(items=(examples.VERIFICATION,), next_cursor=None)),
)
def verify_all_audits(call: Call[None, VerificationQuery]) -> Answer[Page[Verification]]:
    found, position = service.verify_anchored(call.identity, limit=call.query.limit, start=call.position())
    return call.page(found, position)
