"""The tasks of the booking workflow, as the state machine calls them: plain JSON in, plain JSON out.

Each task is a function of its own, so each imports its own use cases; `starting` has them imported at its start.
Input that is not as it should be is UnreadableInput, which the state machine does not try again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, TypeVar

import msgspec

from chalicelib import observability
from chalicelib.decoding.messages import read_values
from chalicelib.domain.bookings.booking import CANCELLED_BY_TRAVELLER, Ending, Failure, WaitsOn
from chalicelib.domain.bookings.delay import PatientStep
from chalicelib.domain.ids import BookingId
from chalicelib.domain.timestamps import Moment
from chalicelib.domain.value import Value
from chalicelib.dynamodb.errors import is_transient
from chalicelib.errors import BodyTooLarge, InvalidInput, Unavailable, UnreadableInput
from chalicelib.services.bookings.steps import StepResult, Wait
from chalicelib.workers.step_failures import UNKNOWN, TaskError, code_of_delay, failure_of

WorkflowStep = Callable[..., StepResult]
WaitingStep = Callable[[str, Wait], StepResult]
GivenInput = TypeVar("GivenInput", bound=Value)


class StepInput(Value, frozen=True, forbid_unknown_fields=False):
    """What every task gets: the booking."""

    booking_id: BookingId


class RoundInput(StepInput, frozen=True, forbid_unknown_fields=False):
    """What a task gets that must not touch a later round than its own: the round, unless the run is older than this."""

    of_round: Annotated[int, msgspec.Meta(ge=0)] | None = msgspec.field(name="round", default=None)


class RepriceInput(RoundInput, frozen=True, forbid_unknown_fields=False):
    """What the re-pricing task gets: also how often approval had been requested, unless the run is older than this."""

    approval_requests: Annotated[int, msgspec.Meta(ge=0)] | None = None


class ExpireInput(StepInput, frozen=True, forbid_unknown_fields=False):
    """What the task gets that expires a wait: what is waited for; for an approval, if the run is older than this."""

    on: WaitsOn = "approval"


class WaitInput(Value, frozen=True, forbid_unknown_fields=False):
    """What a task gets that begins a wait: the booking, the token that ends the wait, and which wait it is."""

    booking_id: BookingId
    task_token: Annotated[str, msgspec.Meta(min_length=1, max_length=2048)]
    entered_at: Moment
    attempt: Annotated[int, msgspec.Meta(ge=0)]


class DelayInput(RoundInput, frozen=True, kw_only=True, forbid_unknown_fields=False):
    """What the task gets that decides about another attempt: the step that failed, and of what."""

    step: PatientStep
    error: TaskError


class CompensateInput(Value, frozen=True, forbid_unknown_fields=False):
    """How the booking is to end, and the reason or the error that ended it."""

    booking_id: BookingId
    ending: Ending
    reason: str | None = None
    error: TaskError | None = None


class EndedBooking(Value, frozen=True):
    """How the booking has ended."""

    booking_id: str
    status: str


_ENDINGS = {
    Ending.EXPIRED: Failure(code="deadline_passed", detail="Nobody decided before the deadline."),
    Ending.CANCELLED: CANCELLED_BY_TRAVELLER,
    Ending.DECLINED: Failure(code="declined_by_approver", detail="The approver declined."),
    Ending.FAILED: UNKNOWN,
}


def run(step: WorkflowStep, event: dict[str, Any], kind: type[StepInput] = StepInput) -> dict[str, Any]:
    """Do one step of the workflow for the booking that `event` names, with what else a task of this kind is given."""
    given = _read(event, kind)
    with observability.operation(step.__name__, bookingId=given.booking_id) as line, _passing():
        result = step(**msgspec.structs.asdict(given))
        line.note(outcome=result.outcome)
    return _plain(result)


def wait(step: WaitingStep, event: dict[str, Any]) -> dict[str, Any]:
    """Begin a wait of the workflow, to be ended with the token that `event` carries."""
    given = _read(event, WaitInput)
    begun = Wait(task_token=given.task_token, entered_at=given.entered_at, attempt=given.attempt)
    with observability.operation(step.__name__, bookingId=given.booking_id) as line, _passing():
        result = step(given.booking_id, begun)
        line.note(outcome=result.outcome)
    return _plain(result)


def retrieve(event: dict[str, Any]) -> dict[str, Any]:
    from chalicelib.services.booking_workflow import planning

    return run(planning.retrieve_policy, event)


def plan(event: dict[str, Any]) -> dict[str, Any]:
    from chalicelib.services.booking_workflow import planning

    return run(planning.plan_options, event)


def validate(event: dict[str, Any]) -> dict[str, Any]:
    from chalicelib.services.booking_workflow import planning

    return run(planning.judge_options, event)


def await_selection(event: dict[str, Any]) -> dict[str, Any]:
    from chalicelib.services.booking_workflow import planning

    return wait(planning.await_selection, event)


def hold(event: dict[str, Any]) -> dict[str, Any]:
    from chalicelib.services.booking_workflow import holding

    return run(holding.hold_option, event, RoundInput)


def await_approval(event: dict[str, Any]) -> dict[str, Any]:
    from chalicelib.services.booking_workflow import holding

    return wait(holding.await_approval, event)


def reopen(event: dict[str, Any]) -> dict[str, Any]:
    from chalicelib.services.booking_workflow import revisions

    return run(revisions.reopen_booking, event, RoundInput)


def await_revision(event: dict[str, Any]) -> dict[str, Any]:
    from chalicelib.services.booking_workflow import revisions

    return wait(revisions.await_revision, event)


def expire(event: dict[str, Any]) -> dict[str, Any]:
    from chalicelib.services.booking_workflow import expiry

    return run(expiry.expire_wait, event, ExpireInput)


def resume(event: dict[str, Any]) -> dict[str, Any]:
    from chalicelib.services.booking_workflow import resumption

    return run(resumption.resume_workflow, event)


def delay(event: dict[str, Any]) -> dict[str, Any]:
    """Decide whether a step that failed for now is done again, and when."""
    from chalicelib.services.booking_workflow import patience

    given = _read(event, DelayInput)
    code = code_of_delay(given.error)
    with (
        observability.operation("delay_step", bookingId=given.booking_id, step=given.step, code=code) as line,
        _passing(),
    ):
        result = patience.delay_step(given.booking_id, given.step, code, given.of_round)
        line.note(outcome=result.outcome)
    return _plain(result)


def reprice(event: dict[str, Any]) -> dict[str, Any]:
    from chalicelib.services.booking_workflow import purchase

    return run(purchase.reprice_option, event, RepriceInput)


def book(event: dict[str, Any]) -> dict[str, Any]:
    from chalicelib.services.booking_workflow import purchase

    return run(purchase.place_orders, event)


def record(event: dict[str, Any]) -> dict[str, Any]:
    from chalicelib.services.booking_workflow import purchase

    return run(purchase.record_trip, event)


def compensate(event: dict[str, Any]) -> dict[str, Any]:
    """Compensate what was done for the booking and end it as `event` says."""
    from chalicelib.services.booking_workflow import compensation

    given = _read(event, CompensateInput)
    with observability.operation("compensate", bookingId=given.booking_id) as line:
        booking = compensation.end_booking(given.booking_id, given.ending, _failure(given))
        line.note(outcome=booking.status)
    return _plain(EndedBooking(booking_id=booking.booking_id, status=booking.status))


def escalate(event: dict[str, Any]) -> dict[str, Any]:
    """Retry the compensation that has failed; when it fails again, record what is left of it, raise the alarm and leave
    it to the sweeper."""
    from chalicelib.services.booking_workflow import compensation

    given = _read(event, StepInput)
    with observability.operation("escalate", bookingId=given.booking_id) as line:
        booking = compensation.end_or_escalate(given.booking_id, Ending.FAILED, UNKNOWN)
        line.note(outcome=booking.status)
    return _plain(EndedBooking(booking_id=booking.booking_id, status=booking.status))


def _read(event: dict[str, Any], kind: type[GivenInput]) -> GivenInput:
    """Return what a task was given. Raises UnreadableInput, which is no fault of whoever made the booking and is said
    here, for the operation has not begun yet."""
    try:
        return read_values(event, kind)
    except (InvalidInput, BodyTooLarge) as error:
        wrong = error.errors if isinstance(error, InvalidInput) else []
        observability.error("unreadable task", kind=kind.__name__, pointers=[each.pointer for each in wrong][:5])
        raise UnreadableInput(str(error), wrong) from error


@contextmanager
def _passing() -> Iterator[None]:
    """Name what DynamoDB cannot do at the moment as what it is, so that the workflow tries again for longer."""
    try:
        yield
    except Exception as error:
        if is_transient(error):
            raise Unavailable("The database is unavailable.") from error
        raise


def _failure(given: CompensateInput) -> Failure:
    if given.error is not None:
        return failure_of(given.error)
    usual = _ENDINGS[given.ending]
    if given.reason is None:
        return usual
    code = "no_offers" if given.ending is Ending.FAILED else "denied_by_policy"
    return Failure(code=code, detail=given.reason)


def _plain(value: Value) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(value)
    return plain
