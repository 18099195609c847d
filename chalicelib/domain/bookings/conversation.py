"""What becomes of a message about a booking, by what was understood of it and by where the booking is: a revision, a
selection, a recall or a cancellation to be carried out, a question, or what to do instead."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.revisions import RequestChange, changes_of
from chalicelib.domain.bookings.turns import Turn, TurnOutcome
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.trip_requests.conversation.applying import apply_changes
from chalicelib.domain.trip_requests.conversation.changes import (
    CancelTrip,
    ChangeTravellers,
    Order,
    SelectOption,
    TripChange,
)
from chalicelib.domain.trip_requests.conversation.understood import NextTurn, OpenMessage, orders_of, trip_changes_of
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.verdict import Outcome
from chalicelib.errors import Clarification, FieldError

FindErrors = Callable[[TripRequest], Sequence[FieldError]]

RECALL = Clarification(
    "recall",
    "The booking waits for approval. Is it to be recalled from its approvers, to be changed so?",
    (("yes", "Recall it, to change it so"), ("no", "Leave it as it is")),
)
PROCEED = Clarification(
    "proceed", "Is the change to be made, now that it may be revised?", (("yes", "Make the change"), ("no", "Leave it"))
)
CANCEL = Clarification(
    "cancel", "Is the whole booking to be cancelled?", (("yes", "Cancel the booking"), ("no", "Keep the booking"))
)
_QUOTED = (
    "It is booked: a date change, or the cancellation of all or parts of it, is quoted first, and done once you "
    "confirm the quote."
)
_FIXED = (
    "Who travels is fixed when a trip is requested: cancel this booking, and request the trip with all its travellers."
)
_LEFT = "The booking stays as it is."
_SELECT_LATER = "Select one of the new options once there are any."


class Deed(StrEnum):
    """What is to be done because of a message."""

    NOTHING = "nothing"
    REVISE = "revise"
    SELECT = "select"
    RECALL = "recall"
    CANCEL = "cancel"


class Reaction(NamedTuple):
    """What is to be done, and what is answered; `request` is the request after a revision."""

    outcome: TurnOutcome
    reply: str
    deed: Deed = Deed.NOTHING
    questions: tuple[Clarification, ...] = ()
    changes: tuple[RequestChange, ...] = ()
    instead: tuple[str, ...] = ()
    request: TripRequest | None = None
    option_id: str | None = None


def open_message_of(booking: Booking) -> OpenMessage | None:
    """Return the message of which the last turn has asked something back; None where nothing is open."""
    last = _last_turn(booking)
    if last is None or last.about is None or not last.questions:
        return None
    return OpenMessage(
        about=last.about,
        answers=last.answers,
        questions=tuple(each.clarification for each in last.questions),
        said_at=last.said_at or last.at,
        focus=last.focus,
        is_outdated=last.request_of != booking.revised_by,
    )


def focus_of(booking: Booking) -> tuple[int, ...]:
    """Return the slices whose day the last turn has changed: what a correction of a day is about, unless the request
    has changed since."""
    last = _last_turn(booking)
    if last is None or last.outcome is not TurnOutcome.CHANGED or last.operation_id != booking.revised_by:
        return ()
    pointers = (each.pointer.split("/") for each in last.changes)
    return tuple(int(path[2]) for path in pointers if len(path) == 4 and (path[1], path[3]) == ("slices", "departOn"))


def _last_turn(booking: Booking) -> Turn | None:
    return booking.turns[-1] if booking.turns else None


def react(booking: Booking, turn: NextTurn, find_errors: FindErrors) -> Reaction:
    """Return what becomes of a message about a booking that its requester may spend on."""
    understood = turn.understood
    if turn.is_dismissed:
        return Reaction(TurnOutcome.UNCHANGED, "Nothing is changed.")
    if understood.questions:
        return _ask(*understood.questions)
    if understood.refusals:
        return Reaction(TurnOutcome.NOT_POSSIBLE, " ".join(understood.refusals))
    orders, changes = orders_of(understood.changes), trip_changes_of(understood.changes)
    stopped = [each for each in orders if not isinstance(each, SelectOption)]
    if stopped or (orders and not changes):
        return _follow(booking, (stopped or orders)[0], turn)
    reaction = _change(booking, changes, turn, find_errors)
    if orders and reaction.deed is Deed.REVISE:
        return reaction._replace(reply=f"{reaction.reply} {_SELECT_LATER}")
    return reaction


def _ask(*questions: Clarification) -> Reaction:
    return Reaction(TurnOutcome.ASKED, " ".join(each.question for each in questions), questions=questions)


def _follow(booking: Booking, order: Order, turn: NextTurn) -> Reaction:
    match order:
        case ChangeTravellers():
            return Reaction(TurnOutcome.NOT_POSSIBLE, _FIXED, instead=("cancel_booking", "create_booking"))
        case CancelTrip():
            return _cancel(booking, turn)
        case SelectOption():
            return _select(booking, order, turn)


def _cancel(booking: Booking, turn: NextTurn) -> Reaction:
    if booking.status is BookingStatus.BOOKED:
        return Reaction(TurnOutcome.NOT_POSSIBLE, _QUOTED, instead=("create_quote",))
    match turn.answers.get(CANCEL.field):
        case None:
            return _ask(CANCEL)
        case "yes":
            return Reaction(TurnOutcome.CANCELLED, "The booking is cancelled.", Deed.CANCEL)
        case _:
            return Reaction(TurnOutcome.UNCHANGED, _LEFT)


def _select(booking: Booking, order: SelectOption, turn: NextTurn) -> Reaction:
    if booking.status is not BookingStatus.AWAITING_SELECTION:
        said = {
            BookingStatus.AWAITING_APPROVAL: "An option is selected already, and waits for approval.",
            BookingStatus.BOOKED: "It is booked already.",
        }
        reply = said.get(booking.status, "There are no options to select from: say what is to change.")
        return Reaction(TurnOutcome.NOT_POSSIBLE, reply)
    option = _option_meant(booking, order, turn.answers.get("option"))
    if option is None:
        return _ask(_which_option(booking))
    if not _may_be_chosen(option):
        reply = f"The travel policy does not allow option {booking.options.index(option) + 1}."
        return Reaction(TurnOutcome.NOT_POSSIBLE, reply)
    reply = f"Option {booking.options.index(option) + 1} is selected, for {option.price}."
    return Reaction(TurnOutcome.SELECTED, reply, Deed.SELECT, option_id=option.option_id)


def _option_meant(booking: Booking, order: SelectOption, answer: str | None) -> Option | None:
    """Return the option that is meant, as it is answered or said; None where that is not certain."""
    options = booking.options
    if answer is not None:
        return next((option for option in options if option.option_id == answer), None)
    allowed = [option for option in options if _may_be_chosen(option)]
    match order.which:
        case None:
            return allowed[0] if len(allowed) == 1 else None
        case "last":
            return options[-1]
        case "cheapest":
            return min(allowed, key=lambda each: (each.unoffered_nights, each.price.amount), default=None)
        case number:
            return options[number - 1] if 1 <= number <= len(options) else None


def _which_option(booking: Booking) -> Clarification:
    offered = [(number, each) for number, each in enumerate(booking.options, 1) if _may_be_chosen(each)]
    choices = tuple((option.option_id, f"Option {number}, {option.price}") for number, option in offered)
    return Clarification("option", "Which option is to be selected?", choices)


def _may_be_chosen(option: Option) -> bool:
    return option.verdict is not None and option.verdict.outcome is not Outcome.DENIED


def _change(booking: Booking, changes: list[TripChange], turn: NextTurn, find_errors: FindErrors) -> Reaction:
    if booking.status is BookingStatus.BOOKED:
        return Reaction(TurnOutcome.NOT_POSSIBLE, _QUOTED, instead=("create_quote",))
    applied = apply_changes(booking.request, changes)
    if applied.request == booking.request and not applied.errors:
        return Reaction(TurnOutcome.UNCHANGED, "It is so already.")
    errors = [*applied.errors, *find_errors(applied.request)]
    if errors:
        details = "; ".join(f"{each.pointer}: {each.detail}" for each in errors)
        return Reaction(TurnOutcome.NOT_POSSIBLE, f"It cannot be booked so: {details}.")
    differences = changes_of(booking.request, applied.request)
    if booking.status is BookingStatus.AWAITING_APPROVAL:
        return _recall(turn)
    if turn.answers.get(PROCEED.field) == "no":
        return Reaction(TurnOutcome.UNCHANGED, _LEFT)
    reply = f"{say_changes(differences)} The trip is planned again."
    return Reaction(TurnOutcome.CHANGED, reply, Deed.REVISE, changes=differences, request=applied.request)


def _recall(turn: NextTurn) -> Reaction:
    match turn.answers.get(RECALL.field):
        case None:
            return _ask(RECALL)
        case "yes":
            reply = "The booking is recalled from its approvers. Say yes once it may be revised, and it is changed so."
            return Reaction(TurnOutcome.RECALLED, reply, Deed.RECALL, questions=(PROCEED,))
        case _:
            return Reaction(TurnOutcome.UNCHANGED, _LEFT)


def say_changes(changes: Sequence[RequestChange]) -> str:
    """Return what has changed, field by field, with what it was before and what it is now."""
    said = (f"{each.pointer}: {_say(each.before)}, now {_say(each.after)}" for each in changes)
    return f"Changed: {'; '.join(said)}."


def _say(value: Any) -> str:
    match value:
        case None:
            return "none"
        case {"amount": int() as amount, "currency": str() as currency}:
            return str(Money(amount=amount, currency=currency))
        case {"place": str() as place}:
            return f"a stay in {place}"
        case {"origin": str() as origin, "destination": str() as destination}:
            return f"{origin} to {destination}"
        case {"preference": str() as preference}:
            return preference
        case dict() | list():
            return "there"
        case _:
            return str(value)
