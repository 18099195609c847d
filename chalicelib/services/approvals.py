"""The approver's inbox: what waits for leave, the most urgent first, with what is needed to decide."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from chalicelib.domain.approval import Approval
from chalicelib.domain.booking import Booking, State
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.money import Money
from chalicelib.domain.offers import Option
from chalicelib.domain.policy import Outcome
from chalicelib.domain.revisions import Revision
from chalicelib.domain.trip_request import TripRequest
from chalicelib.domain.value import Value
from chalicelib.models import bookings
from chalicelib.services.booking_verdicts import left_for


class Alternative(Value, frozen=True):
    """The cheapest option that would have needed no leave."""

    option_id: str
    price: Money


class Comparison(Value, frozen=True):
    """What leave was last asked for, before the booking came back and was revised, against what it is asked for now."""

    revision: Annotated[Revision, msgspec.Meta(description="Why it came back, what was asked for then, what changed")]
    price_change: Annotated[Money | None, msgspec.Meta(description="Now less then; null in another currency")]
    same_offers: Annotated[bool, msgspec.Meta(description="Whether the very same offers were chosen again")]


class ApprovalTask(Value, frozen=True):
    """One booking that waits for leave, and what speaks for and against it."""

    booking_id: str
    employee_id: str
    request: TripRequest
    option: Option
    price: Money
    approval: Approval
    budget_left: Money | None
    cheapest_compliant: Alternative | None
    compared: Annotated[
        Comparison | None, msgspec.Meta(description="What has changed since it was last asked; null the first time")
    ]


def list_approvals(
    identity: Identity, *, limit: int, start: Mapping[str, Any] | None
) -> tuple[list[ApprovalTask], dict[str, Any] | None]:
    """One page of what the caller may decide on, the earliest deadline first, and where the next page starts.

    What is the caller's own, or has been decided in this moment, is left out, so that a page may be short although more
    follow. Raises NotAllowed.
    """
    identity.require(Role.APPROVER, Role.TRAVEL_MANAGER)
    ids, position = bookings.bookings_in(State.AWAITING_APPROVAL, limit=limit, start=start)
    found = bookings.get_bookings(ids)
    tasks = [_task(booking) for booking in found if booking.decidable and booking.employee_id != identity.user_id]
    return [task for task in tasks if task is not None], position


def _task(booking: Booking) -> ApprovalTask | None:
    if booking.approval is None:
        return None
    compliant = [o for o in booking.options if o.verdict and o.verdict.outcome is Outcome.COMPLIANT]
    cheapest = min(compliant, key=lambda option: option.price.amount, default=None)
    return ApprovalTask(
        booking_id=booking.booking_id,
        employee_id=booking.employee_id,
        request=booking.request,
        option=booking.selected,
        price=booking.approval.price,
        approval=booking.approval,
        budget_left=left_for(booking),
        cheapest_compliant=Alternative(option_id=cheapest.option_id, price=cheapest.price) if cheapest else None,
        compared=_compared(booking, booking.approval.price),
    )


def _compared(booking: Booking, price: Money) -> Comparison | None:
    last = booking.last_revision
    if last is None:
        return None
    offers = [component.offer_id for component in booking.selected.components]
    return Comparison(
        revision=last,
        price_change=price - last.price if price.currency == last.price.currency else None,
        same_offers=offers == [component.offer_id for component in last.option.components],
    )
