"""A booking whose step fails ends with the words of what was wrong: every step of the workflow, every kind of error."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chalicelib import errors
from chalicelib.domain.bookings.booking import Booking, BookingStatus, MoveNotAllowed
from chalicelib.services.booking_workflow import holding, planning, purchase, revisions
from chalicelib.workers import step_failures
from chalicelib.workers.step_failures import TaskError, failure_of
from infra import booking_workflow
from tests.simulation.stages import NEEDS_APPROVAL, planned, send_back, waiting_for_approval
from tests.simulation.world import World

WORDS = "This is what was wrong, in words of its own."
_WITH_MORE: dict[type[errors.SojournError], Callable[[], errors.SojournError]] = {
    errors.AmbiguousRequest: lambda: errors.AmbiguousRequest([]),
    errors.TooManyRequests: lambda: errors.TooManyRequests(WORDS, retry_after=1),
    errors.InsufficientScope: lambda: errors.InsufficientScope(WORDS, scope="sojourn/bookings.read"),
}


def _every_kind() -> Iterator[type[errors.SojournError]]:
    family: list[type[errors.SojournError]] = [errors.SojournError]
    for each in family:
        family += each.__subclasses__()
    for each in family[1:]:
        if each.__module__ == errors.__name__ or each is MoveNotAllowed:
            yield each


KINDS = {each.__name__: each for each in _every_kind()}
# What is our own fault: nobody but us can do anything about it.
OURS = {"UnreadableInput"}
TASKS = {name: state for name, state in booking_workflow.STATES.items() if state["Type"] == "Task"}
# What ends a booking, or decides how, is not ended itself.
ENDINGS = {"Compensate", "Escalate"}


def size() -> tuple[int, int]:
    """How many steps there are, and how many kinds of error each may end in."""
    return len(TASKS), len(KINDS)


def _failed_by(name: str) -> TaskError:
    made = _WITH_MORE.get(KINDS[name], lambda: KINDS[name](WORDS))()
    return TaskError(error=name, cause=json.dumps({"errorMessage": str(made), "errorType": name}))


@pytest.mark.parametrize("name", sorted(KINDS.keys() - OURS))
def test_every_kind_of_error_has_a_code_and_words(name: str) -> None:
    failure = failure_of(_failed_by(name))

    assert failure.code != "internal_error"
    assert failure.detail
    if name not in step_failures._FIXED and name != "AmbiguousRequest":
        assert failure.detail == WORDS


def test_what_nobody_foresaw_says_nothing_of_itself() -> None:
    for name in ("ValueError", "Lambda.Unknown", "SojournErrorOfNobody", "annotations", "Sequence", "UnreadableInput"):
        failure = failure_of(TaskError(error=name, cause=json.dumps({"errorMessage": "a secret"})))
        assert (failure.code, "secret" in failure.detail) == ("internal_error", False)


@pytest.mark.parametrize("cause", ["", "x", "[]", "{}", '{"errorMessage": 1}', '{"errorMessage": null}', '{"errorMes'])
def test_refusal_whose_words_are_lost_keeps_its_code(cause: str) -> None:
    failure = failure_of(TaskError(error="InvalidInput", cause=cause))

    assert (failure.code, bool(failure.detail)) == ("invalid_request", True)


@pytest.mark.parametrize("name", booking_workflow.AWS_AWAY)
def test_booking_that_a_part_of_aws_has_ended_says_that_it_was_unavailable(name: str) -> None:
    assert failure_of(TaskError(error=name, cause="{}")) == step_failures.UNAVAILABLE


def test_words_have_an_end() -> None:
    cause = json.dumps({"errorMessage": "x" * 100_000})

    assert len(failure_of(TaskError(error="InvalidInput", cause=cause)).detail) == step_failures.LONGEST_DETAIL


@pytest.mark.parametrize("name", sorted(TASKS.keys() - ENDINGS))
def test_every_step_hands_its_error_on_and_tries_no_refusal_again(name: str) -> None:
    state = TASKS[name]

    last = state["Catch"][-1]
    assert (last["ErrorEquals"], last["ResultPath"], last["Next"]) == (["States.ALL"], "$.error", "FailedByError")
    assert set(state["Retry"][0]["ErrorEquals"]) >= set(booking_workflow.REFUSALS)
    assert booking_workflow.STATES["FailedByError"]["Parameters"]["error.$"] == "$.error"


def test_every_refusal_of_the_domain_is_known_to_the_workflow() -> None:
    passing = {each for each in KINDS.values() if issubclass(each, errors.Unavailable | errors.VersionConflict)}
    # HTTP's alone:
    elsewhere = {errors.Unauthenticated, errors.StillRunning, errors.TooManyRequests, errors.InsufficientScope}

    refused = {each.__name__ for each in set(KINDS.values()) - passing - elsewhere}
    assert refused == set(booking_workflow.REFUSALS)


# Each step, with where its use case stands, and how a booking comes to it.
def _planned(world: World) -> str:
    return planned(world)


def _chosen(world: World) -> str:
    booking_id = planned(world)
    world.choose(booking_id)
    return booking_id


def _decided(world: World) -> str:
    booking_id = waiting_for_approval(world)
    world.decide(booking_id, "approved")
    return booking_id


def _to_be_approved(world: World) -> str:
    with world.wire.quiet():
        world.publish(NEEDS_APPROVAL)
    booking_id = planned(world)
    world.choose(booking_id, world.booking(booking_id).options[0].verdict.outcome)  # type: ignore[union-attr]
    return booking_id


def _sent_back(world: World) -> str:
    booking_id = waiting_for_approval(world)
    send_back(world, booking_id)
    return booking_id


STEPS: dict[str, tuple[Any, str, Callable[[World], str], str]] = {
    "retrieve": (planning, "retrieve_policy", World.ask, "InvalidInput"),
    "plan": (planning, "plan_options", World.ask, "InvalidInput"),
    "validate": (planning, "judge_options", World.ask, "Conflict"),
    "await selection": (planning, "await_selection", World.ask, "InvalidInput"),
    "hold": (holding, "hold_option", _chosen, "InvalidInput"),
    "await approval": (holding, "await_approval", _to_be_approved, "NotFound"),
    "reopen": (revisions, "reopen_booking", _sent_back, "InvalidInput"),
    "await revision": (revisions, "await_revision", _sent_back, "KeyReused"),
    "reprice": (purchase, "reprice_option", _decided, "InvalidInput"),
    "book": (purchase, "place_orders", _decided, "NotFound"),
    "record": (purchase, "record_trip", _decided, "InvalidInput"),
}


@pytest.mark.parametrize("step", STEPS)
def test_booking_ends_with_the_words_of_what_a_step_refused(
    world: World, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, use_case, bring, kind = STEPS[step]

    def refuse(*_: Any, **__: Any) -> None:
        raise KINDS[kind](WORDS)

    if bring is World.ask:
        monkeypatch.setattr(module, use_case, refuse)
    booking_id = bring(world)
    monkeypatch.setattr(module, use_case, refuse)
    world.run(600)

    ended: Booking = world.booking(booking_id)
    assert ended.status is BookingStatus.FAILED
    assert ended.failure is not None
    assert (ended.failure.code, ended.failure.detail) == (failure_of(_failed_by(kind)).code, WORDS)
    assert ended.failure.code != "internal_error"


def test_every_step_that_works_on_a_booking_is_tried() -> None:
    steps = {state["Parameters"]["FunctionName"].strip("${}").removeprefix("step_") for state in TASKS.values()}

    assert steps == {step.replace(" ", "_") for step in STEPS} | {
        "resume", "expire", "delay", "compensate", "escalate",
    }  # fmt: skip
