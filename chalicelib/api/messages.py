"""Conversations about bookings over HTTP: messages in words, and what became of each."""

from chalicelib import clock
from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, links_to
from chalicelib.api.openapi import examples
from chalicelib.api.openapi.links import OPEN_BOOKING_OPERATIONS
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.revisions import RequestChange
from chalicelib.domain.bookings.turns import TurnOutcome
from chalicelib.errors import BudgetExceeded, Conflict, NotAllowed, NotFound, ReservationLimit
from chalicelib.services.booking_workflow import conversation as service
from chalicelib.services.booking_workflow.conversation import MessageRequest, SpokenTurn

blueprint = ApiBlueprint(
    __name__,
    tag="Messages",
    description="Corrections, choices and answers in words: what a booking's requester and travellers say about it.",
)


class TurnQuery(PageQuery, frozen=True):
    """A page of a conversation."""


def _turn_example() -> SpokenTurn:
    change = RequestChange(pointer="/slices/1/departOn", before="2027-03-05", after="2027-03-06")
    return SpokenTurn(
        booking_id=examples.BOOKING_ID,
        number=1,
        at=examples.AT,
        by=examples.TRAVELLER_ID,
        message="back a day later",
        outcome=TurnOutcome.CHANGED,
        reply="Changed: /slices/1/departOn: 2027-03-05, now 2027-03-06. The trip is planned again.",
        changes=(change,),
        questions=(),
        instead=(),
        option_id=None,
    )


@blueprint.route(
    "/v1/bookings/{bookingId}/messages",
    method="POST",
    idempotency="required",
    statuses=[
        BookingStatus.AWAITING_SELECTION,
        BookingStatus.AWAITING_APPROVAL,
        BookingStatus.REVISING,
        BookingStatus.BOOKED,
    ],
    summary="Say in words what to change, or what to select",
    scope=Scope.BOOKINGS_WRITE,
    description=(
        "Revises the trip request, selects an option, recalls or cancels, as the words say; or asks back what is "
        "unclear, which the next message answers. Nothing is changed by halves. Of a booked trip, `instead` names what "
        "to do."
    ),
    errors=[NotFound, NotAllowed, Conflict, BudgetExceeded, ReservationLimit],
    links=[links_to(*OPEN_BOOKING_OPERATIONS, "list_messages", bookingId="/bookingId")],
    example=lambda: Example(request=MessageRequest(message="back a day later"), response=_turn_example()),
)
def send_message(call: Call[MessageRequest, None]) -> Answer[SpokenTurn]:
    operation_id = call.operation_id or clock.new_id("msg")
    return Answer(service.send_message(call.identity, call.path["bookingId"], call.body, operation_id=operation_id))


@blueprint.route(
    "/v1/bookings/{bookingId}/messages",
    summary="List what was said about a booking, oldest first",
    scope=Scope.BOOKINGS_READ,
    description="For its requester, its travellers and travel managers.",
    errors=[NotFound, NotAllowed],
    links=[links_to("get_booking", "send_message", bookingId="/items/0/bookingId")],
    example=lambda: Example(response=Page(items=(_turn_example(),), next_cursor=None)),
)
def list_messages(call: Call[None, TurnQuery]) -> Answer[Page[SpokenTurn]]:
    turns, position = service.list_turns(
        call.identity, call.path["bookingId"], limit=call.query.limit, start=call.position()
    )
    return call.page(turns, position)
