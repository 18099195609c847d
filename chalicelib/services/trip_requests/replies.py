"""What a requester has said since they sent a request in words: answers to what was asked back about it, and
corrections of it, before there is a booking."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from chalicelib.domain.trip_requests.conversation.answers import read_answers
from chalicelib.domain.trip_requests.conversation.applying import apply_changes
from chalicelib.domain.trip_requests.conversation.changes import SetCostCentre
from chalicelib.domain.trip_requests.conversation.turns import take_turn
from chalicelib.domain.trip_requests.conversation.understood import OpenMessage, orders_of, trip_changes_of
from chalicelib.domain.trip_requests.sale_window import sale_window
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest, Clarification, FieldError, InvalidInput

Read = Callable[[Mapping[str, str]], TripRequest]

_ORDERED = "There is no booking yet: leave it out, or say in the request, or by its fields, who travels."

_CHARGED = "Give `costCentre` beside the request, or say it in the request."


def read_with_replies(read: Read, answers: Mapping[str, str], replies: Sequence[str], now: datetime) -> TripRequest:
    """Return the request that `read` makes of the answers, with what the replies answer and correct.

    Raises what `read` raises, AmbiguousRequest with what is still unclear, InvalidInput for a reply that cannot be
    followed.
    """
    known, left = dict(answers), list(enumerate(replies))
    while True:
        try:
            request = read(known)
        except AmbiguousRequest as doubt:
            found, left = _answer(doubt.questions, left, doubt.todays or sale_window(None, now).todays)
            if not found:
                raise
            known |= found
        else:
            return _correct(request, left, now)


def _answer(
    questions: Sequence[Clarification], replies: Sequence[tuple[int, str]], todays: Sequence[date]
) -> tuple[dict[str, str], list[tuple[int, str]]]:
    """Return the answers that the replies give to the questions, and the replies, or what is left of them, that say
    something else; days that would be others on another of `todays` are no answers yet."""
    found: dict[str, str] = {}
    left: list[tuple[int, str]] = []
    for number, reply in replies:
        opened = [asked for asked in questions if asked.field not in found]
        answered, *otherwise = (read_answers(opened, reply, today) for today in todays)
        if any(each != answered for each in otherwise):
            left.append((number, reply))
            continue
        found |= answered.answers
        if not answered.answers and not answered.is_unclear:
            left.append((number, reply))
        elif answered.rest:
            left.append((number, answered.rest))
    return found, left


def _correct(request: TripRequest, replies: Sequence[tuple[int, str]], now: datetime) -> TripRequest:
    """Return the request with what the replies correct, one after the other."""
    opened: OpenMessage | None = None
    for number, reply in replies:
        turn = take_turn(reply, request, now, opened)
        understood = turn.understood
        opened = None
        if asked := understood.questions:
            opened = OpenMessage(turn.about, turn.answers, asked, turn.said_at, turn.focus)
        refusals = [*understood.refusals, *([_ORDERED] if orders_of(understood.changes) else [])]
        refusals += [_CHARGED for each in understood.changes if isinstance(each, SetCostCentre)]
        applied = apply_changes(request, trip_changes_of(understood.changes))
        refusals += [f"{each.pointer}: {each.detail}" for each in applied.errors]
        if refusals:
            at = f"/replies/{number}"
            raise InvalidInput("This cannot be followed.", [FieldError(at, detail) for detail in refusals])
        request = applied.request
    if opened is not None:
        raise AmbiguousRequest(opened.questions)
    return request
