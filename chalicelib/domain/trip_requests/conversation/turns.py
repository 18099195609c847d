"""The next turn of a conversation about a trip request: a message answers what is open, takes it back, or changes
something; and what a change brings with it is asked."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise

from chalicelib.domain.local_days import local_day
from chalicelib.domain.trip_requests.conversation.answers import is_dismissal, read_answers
from chalicelib.domain.trip_requests.conversation.applying import apply_changes
from chalicelib.domain.trip_requests.conversation.changes import SetDeparture, long_day
from chalicelib.domain.trip_requests.conversation.doubts import Doubts
from chalicelib.domain.trip_requests.conversation.understanding import understand_message
from chalicelib.domain.trip_requests.conversation.understood import NextTurn, OpenMessage, Understood, trip_changes_of
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import Clarification

_OUTDATED = Clarification("message", "The request has changed since that was asked. What should change now?", ())


def take_turn(
    message: str, request: TripRequest, now: datetime, open_message: OpenMessage | None, focus: tuple[int, ...] = ()
) -> NextTurn:
    """Return what `message` means at `now`: as an answer to what is open, else by itself."""
    if open_message is None:
        return _by_itself(message, request, now, focus)
    today = local_day(now, request.start.timezone)
    answered = read_answers(open_message.questions, message, today)
    if open_message.is_outdated and (answered.answers or answered.is_unclear) and not is_dismissal(message):
        return NextTurn(Understood((), (_OUTDATED,)), message, {}, now)
    if answered.answers and answered.rest and today != local_day(open_message.said_at, request.start.timezone):
        return _ask_again(open_message)  # days that are said beside it are counted from another day than the first ones
    if answered.answers and not open_message.is_outdated:
        answers = {**open_message.answers, **answered.answers}
        about = f"{open_message.about}, {answered.rest}" if answered.rest else open_message.about
        said_at, focus = open_message.said_at, open_message.focus
        return NextTurn(_understand(about, request, said_at, answers, focus), about, answers, said_at, focus)
    if is_dismissal(message):
        return NextTurn(Understood(), message, {}, now, is_dismissed=True)
    if answered.is_unclear:
        return _ask_again(open_message)
    alone = _by_itself(message, request, now, focus)
    is_nothing = [asked.field for asked in alone.understood.questions] == ["message"]
    return _ask_again(open_message) if is_nothing and not open_message.is_outdated else alone


def _by_itself(message: str, request: TripRequest, now: datetime, focus: tuple[int, ...]) -> NextTurn:
    return NextTurn(_understand(message, request, now, {}, focus), message, {}, now, focus)


def _ask_again(opened: OpenMessage) -> NextTurn:
    return NextTurn(Understood((), opened.questions), opened.about, opened.answers, opened.said_at, opened.focus)


def _understand(
    about: str, request: TripRequest, now: datetime, answers: Mapping[str, str], focus: tuple[int, ...]
) -> Understood:
    understood = understand_message(about, request, now, answers, focus)
    return _with_what_follows(understood, request, answers) if understood.changes else understood


def _with_what_follows(understood: Understood, request: TripRequest, answers: Mapping[str, str]) -> Understood:
    """Ask for the day of a slice that would depart before the one before it, now that this has another day."""
    changes = list(understood.changes)
    doubts = Doubts(answers)
    after = apply_changes(request, trip_changes_of(changes)).request
    for number, (before, slice_) in enumerate(pairwise(after.slices), 1):
        if slice_.depart_on >= before.depart_on or number >= len(request.slices):
            continue
        length = request.slices[number].depart_on - request.slices[number - 1].depart_on
        choices = [_choice(before.depart_on, nights) for nights in dict.fromkeys((max(length.days, 0), 0))]
        question = (
            f"{slice_.origin.name} to {slice_.destination.name} is on {long_day(slice_.depart_on)}, before that. "
            "On which day is it now?"
        )
        answer = doubts.ask(f"follow.{number}", question, choices)
        if answer is None:
            return Understood((), doubts.questions)
        day = _day_in(answer)
        if day is None or day < before.depart_on:
            doubts.ask_again(f"follow.{number}", question, choices)
            return Understood((), doubts.questions)
        changes.append(SetDeparture(slice=number, day=day))
        after = apply_changes(request, trip_changes_of(changes)).request
    return understood._replace(changes=tuple(changes))


def _choice(day: date, nights: int) -> tuple[str, str]:
    then = day + timedelta(days=nights)
    return then.isoformat(), long_day(then)


def _day_in(answer: str) -> date | None:
    try:
        return date.fromisoformat(answer)
    except ValueError:
        return None
