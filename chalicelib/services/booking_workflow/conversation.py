"""Messages about a booking: what they change is applied by the code of revisions, selections, recalls and
cancellations, with the rights of that moment; what is unclear is asked back. Each is kept as a turn, in the same
transaction as what it does.
"""

from datetime import datetime
from typing import Annotated, Any

import msgspec

from chalicelib import clock
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import Booking, BookingStatus, move
from chalicelib.domain.bookings.conversation import Deed, Reaction, focus_of, open_message_of, react
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.bookings.revisions import RequestChange
from chalicelib.domain.bookings.turns import MAX_TURNS, Turn, TurnOutcome, TurnQuestion
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Cursor, Value
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import Conflict, FieldError, InvalidInput, NotAllowed
from chalicelib.services.authorization.bookings import may_arrange, visible_booking
from chalicelib.services.authorization.spending import Permitted, permitted_booking
from chalicelib.services.booking_workflow import decisions, revisions
from chalicelib.services.booking_workflow.decisions import ChangedMeanwhile, commit_and_notify
from chalicelib.services.bookings.commits import acting, retry_when_rights_change
from chalicelib.services.idempotency import Claim, IdempotencyScope, StoredAnswer, fingerprint, once
from chalicelib.services.trip_requests.currencies import refuse_lost_currency
from chalicelib.services.trip_requests.limits import trip_errors_in

_ATTEMPTS = 4
_TALKS = frozenset(
    {
        BookingStatus.AWAITING_SELECTION,
        BookingStatus.AWAITING_APPROVAL,
        BookingStatus.REVISING,
        BookingStatus.BOOKED,
    }
)


MessageText = Annotated[
    str, msgspec.Meta(min_length=1, max_length=500, examples=["make it business, and back a day later"])
]
PlanningRound = Annotated[
    Annotated[int, msgspec.Meta(ge=1)] | None,
    msgspec.Meta(description="The planning round whose options you see; refused (409) if there is another by now"),
]


class MessageRequest(Value, frozen=True):
    """What a party of a booking says: a correction of what was asked for, a choice, or an answer to what was asked
    back."""

    message: Annotated[MessageText, msgspec.Meta(description="What to change, to select or to answer, in English")]
    round: PlanningRound = None


class SpokenTurn(Value, frozen=True):
    """A message about a booking, and what was done or asked back because of it."""

    booking_id: str
    number: Annotated[int, msgspec.Meta(ge=1, description="Messages of a booking are counted from 1")]
    at: Annotated[datetime, msgspec.Meta(description="When the message came")]
    by: Annotated[str, msgspec.Meta(description="`userId` of the person who said it")]
    message: Annotated[str | None, msgspec.Meta(description="Null once the words are erased")]
    outcome: Annotated[TurnOutcome, msgspec.Meta(description="What became of the message")]
    reply: Annotated[str | None, msgspec.Meta(description="What became of it, in words; null once erased")]
    changes: Annotated[
        tuple[RequestChange, ...],
        msgspec.Meta(description="What it changed of the trip request, field by field, with before and after"),
    ]
    questions: Annotated[
        tuple[TurnQuestion, ...],
        msgspec.Meta(description="What is unclear: the next message may answer it; nothing is changed until then"),
    ]
    instead: Annotated[
        tuple[str, ...], msgspec.Meta(description="Ids of the operations to use instead", examples=[["create_quote"]])
    ]
    option_id: Annotated[str | None, msgspec.Meta(description="The option that it selected")]


def send_message(identity: Identity, booking_id: str, said: MessageRequest, *, operation_id: str) -> SpokenTurn:
    """Do what a message about a booking says, or ask back; the same `operation_id` again is the same turn.

    Raises NotFound, NotAllowed, Conflict while the booking is worked on, when it has ended, when its options are of
    another round, and what the use case raises that it leads to.
    """
    turn = _send(identity, booking_id, said, operation_id)
    return show_turn(booking_id, turn)


def send_once(identity: Identity, booking_id: str, said: MessageRequest, *, idempotency_key: str) -> SpokenTurn:
    """Do what a message says that came by a way without HTTP; the same key and words again get the same answer.

    Raises what `send_message` raises, KeyReused, StillRunning, and Unavailable when the answer could not be kept.
    """
    scope = IdempotencyScope(
        user_id=identity.user_id,
        operation="message",
        key=idempotency_key,
        fingerprint=fingerprint(booking_id, msgspec.to_builtins(said)),
    )

    def say(claimed: Claim) -> StoredAnswer:
        turn = send_message(identity, booking_id, said, operation_id=claimed.operation_id)
        return StoredAnswer(status=200, headers={}, body=msgspec.json.encode(turn).decode())

    return msgspec.json.decode(once(scope, say).answer.body, type=SpokenTurn)


@retry_when_rights_change
def _send(identity: Identity, booking_id: str, said: MessageRequest, operation_id: str) -> Turn:
    def attempt() -> Turn:
        permitted = permitted_booking(identity, booking_id)
        booking = permitted.booking
        for turn in booking.turns:
            if turn.operation_id == operation_id:
                return turn
        _refuse(booking, said)
        return _take_turn(identity, permitted, said.message, operation_id)

    return until_kept(attempt, ChangedMeanwhile, attempts=_ATTEMPTS)


def list_turns(identity: Identity, booking_id: str, *, limit: int, start: Cursor | None) -> ResultPage[SpokenTurn]:
    """List a page of the messages about a booking, oldest first. Raises NotFound, NotAllowed for who only decides on
    it."""
    booking = visible_booking(identity, booking_id)
    if not (may_arrange(identity, booking) or identity.has(Role.TRAVEL_MANAGER)):
        raise NotAllowed(
            "Only the requester, the travellers of this booking, the travel desk and travel managers may read that."
        )
    after = int(start["turn"]["N"]) if start else 0
    rows = [show_turn(booking_id, each) for each in booking.turns if each.number > after]
    more = len(rows) > limit
    return ResultPage(rows[:limit], {"turn": {"N": str(rows[limit - 1].number)}} if more else None)


def show_turn(booking_id: str, turn: Turn) -> SpokenTurn:
    """Return a turn as the parties of the booking see it."""
    return SpokenTurn(
        booking_id=booking_id,
        number=turn.number,
        at=turn.at,
        by=turn.by,
        message=turn.message,
        outcome=turn.outcome,
        reply=turn.reply,
        changes=turn.changes,
        questions=turn.questions,
        instead=turn.instead,
        option_id=turn.option_id,
    )


def _refuse(booking: Booking, said: MessageRequest) -> None:
    """Raise Conflict when nothing can be said about the booking now."""
    if booking.terminal and booking.status is not BookingStatus.BOOKED:
        raise Conflict(f"This booking is {booking.status}: request a new trip instead.")
    if booking.status not in _TALKS or booking.callback_pending or booking.ending is not None:
        raise Conflict(f"This booking is {booking.status} and being worked on: say it again once it waits for you.")
    if said.round not in (None, booking.round):
        raise Conflict(f"The booking is in planning round {booking.round}: look at its options again.")
    if len(booking.turns) >= MAX_TURNS:
        raise Conflict(f"A booking keeps {MAX_TURNS} messages: use the operations themselves instead.")


def _take_turn(identity: Identity, permitted: Permitted, message: str, operation_id: str) -> Turn:
    # Imported here: most calls of the same function read no words.
    from chalicelib.domain.trip_requests.conversation.turns import take_turn

    booking, now = permitted.booking, clock.now()
    next_turn = take_turn(message, booking.request, now, open_message_of(booking), focus_of(booking))
    reaction = react(booking, next_turn, lambda request: _errors_of(identity, booking, request))
    is_open = any(each.field != "message" for each in reaction.questions)
    turn = Turn(
        number=len(booking.turns) + 1,
        at=now,
        by=identity.user_id,
        operation_id=operation_id,
        message=message,
        outcome=reaction.outcome,
        reply=reaction.reply,
        changes=reaction.changes,
        questions=tuple(map(TurnQuestion.of, reaction.questions)),
        instead=reaction.instead,
        option_id=reaction.option_id,
        about=next_turn.about if is_open else None,
        answers=next_turn.answers if is_open else {},
        said_at=next_turn.said_at if is_open else None,
        focus=next_turn.focus if is_open else (),
        request_of=booking.revised_by if is_open else None,
    )
    kept = _carry_out(identity, permitted, reaction, turn)
    found = next((each for each in kept.turns if each.operation_id == operation_id), None)
    if found is None:
        raise Conflict("The booking has changed meanwhile: read it again.")
    return found


def _carry_out(identity: Identity, permitted: Permitted, reaction: Reaction, turn: Turn) -> Booking:
    """Do what the message leads to, and keep the turn along with it."""
    booking = permitted.booking

    def note(found: Booking) -> dict[str, Any]:
        return {"turns": (*found.turns, msgspec.structs.replace(turn, number=len(found.turns) + 1))}

    match reaction.deed:
        case Deed.NOTHING:
            return _keep_turn(identity, permitted, turn)
        case Deed.REVISE:
            return _revise(identity, permitted, reaction.request or booking.request, turn)
        case Deed.SELECT:
            return decisions.select_option(identity, booking.booking_id, reaction.option_id or "", note)
        case Deed.RECALL:
            return revisions.recall(identity, booking.booking_id, None, note)
        case Deed.CANCEL:
            return decisions.cancel_booking(identity, booking.booking_id, note)


def _keep_turn(identity: Identity, permitted: Permitted, turn: Turn) -> Booking:
    booking = permitted.booking
    after = move(
        booking,
        booking.status,
        clock.now(),
        due_at=booking.due_at,
        turns=(*booking.turns, turn),
        delay=booking.delay,
    )
    record = BookingCommit(
        actor=acting(identity, booking),
        event=EventType.MESSAGE_ANSWERED,
        data={"turn": turn.number, "outcome": turn.outcome},
        relies_on=permitted.relies_on,
    )
    return commit_and_notify(booking, after, record)


def _revise(identity: Identity, permitted: Permitted, request: TripRequest, turn: Turn) -> Booking:
    booking = permitted.booking
    turns = {"turns": (*booking.turns, turn)}
    if booking.status is BookingStatus.AWAITING_SELECTION:
        return revisions.commit_reconsideration(
            identity, permitted, request, operation_id=turn.operation_id, note=lambda _: turns
        )
    revisions.refuse_unrevisable(booking, clock.now())
    return revisions.commit_revision(
        identity, permitted, request, comment=None, operation_id=turn.operation_id, note=lambda _: turns
    )


def _errors_of(identity: Identity, booking: Booking, request: TripRequest) -> list[FieldError]:
    """Return why a request cannot be booked: not by what is sold, in its currency, or on its cost centres."""
    errors = trip_errors_in(request, clock.now())
    if errors:
        return errors
    try:
        refuse_lost_currency(request)
        revisions.check_charge_of(identity, booking, request)
    except InvalidInput as error:
        return list(error.errors)
    except Conflict as error:
        return [FieldError("/currency", str(error))]
    return []
