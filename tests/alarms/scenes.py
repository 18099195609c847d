"""What also happens on a stage and rings no alarm by itself, but is shown, or looked for by a saved query."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import msgspec

from chalicelib import settings
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.services.trip_requests import model_reading
from tests.alarms.stage import Stage
from tests.alarms.troubles import broken, calls_of
from tests.simulation.cloud.rows import Failure
from tests.simulation.stages import FOR_EVER, planned
from tests.simulation.world import ANNA, CLARA

Happens = Callable[[Stage], object]
SCENES: list[Happens] = []
MODEL = "eu.amazon.nova-lite-v1:0=0.078/0.312"
GERMAN = "Flug von Berlin nach London, hin am 3. März 2027 und zurück am 5. März 2027"


def scene(happens: Happens) -> Happens:
    """Have something happen when names are looked for."""
    SCENES.append(happens)
    return happens


def change_settings(stage: Stage, **changes: Any) -> None:
    changed = msgspec.structs.replace(settings.current(), **changes)
    stage.patch.setattr(settings, "current", lambda: changed)


def answer_as_bedrock(stage: Stage, answers: list[Mapping[str, Any] | Failure]) -> None:
    """Let Bedrock answer so, one after the other."""
    wire = stage.world.wire
    others = wire._effect

    def effect(name: str, service: str, operation: str, params: Mapping[str, Any]) -> Any:
        if operation != "Converse":
            return others(name, service, operation, params)
        answer = answers.pop(0)
        if isinstance(answer, Failure):
            raise answer
        return answer

    stage.patch.setattr(wire, "_effect", effect)


def say_claims(*listed: Mapping[str, Any]) -> dict[str, Any]:
    """An answer of Bedrock with these claims."""
    call = {"toolUse": {"toolUseId": "t1", "name": "read_trip", "input": {"claims": list(listed)}}}
    return {
        "output": {"message": {"role": "assistant", "content": [call]}},
        "stopReason": "tool_use",
        "usage": {"inputTokens": 900, "outputTokens": 80},
        "ResponseMetadata": {"HTTPHeaders": {"content-length": "400"}},
    }


@scene
def read_words_by_a_model(stage: Stage) -> None:
    """A model reads what the rules cannot, and another time it is not there."""
    change_settings(stage, reading_models=MODEL)
    model_reading.forget_recent()
    answer_as_bedrock(stage, [say_claims(), *[Failure("ThrottlingException", "Too many requests.")] * 9])
    for number, words in enumerate((GERMAN, f"{GERMAN}, bitte")):
        stage.call(ANNA, "POST", "/v1/bookings", {"request": words}, idempotency_key=f"words-{number}")
        stage.run(minutes=1)
    model_reading.forget_recent()


@scene
def ask_more_than_allowed(stage: Stage) -> None:
    """A person makes more calls in a minute than the stage allows."""
    change_settings(stage, writes_per_minute=1)
    for number in range(3):
        stage.call(ANNA, "POST", "/v1/bookings", {"slices": []}, idempotency_key=f"many-{number}")
    stage.run(minutes=1)


@scene
def hold_late(stage: Stage) -> None:
    """The supplier is away for some minutes, and the booking waits for it."""
    booking_id = planned(stage.world)
    arm_fault("hold", "error", times=30)
    stage.world.choose(booking_id)
    stage.run(minutes=30)


@scene
def find_nothing(stage: Stage) -> None:
    """The supplier finds nothing for so long that the booking fails."""
    arm_fault("search", "error", times=FOR_EVER)
    booking_id = stage.world.ask()
    over = lambda: stage.world.booking(booking_id).status is BookingStatus.FAILED  # noqa: E731 - asked again and again
    stage.world.run(timedelta(hours=30).total_seconds(), until=over)
    stage.run(minutes=2)


@scene
def fail_to_erase(stage: Stage) -> None:
    """An erasure begins and cannot go on, nor by night: what must not forget it cannot be written."""
    stage.call(CLARA, "GET", "/v1/employees/anna")
    stage.trouble = broken(calls_of(stage, ("api_handler", "nightly"), "s3.PutObject"))
    stage.call(ANNA, "POST", "/v1/privacy/erasures", {}, idempotency_key="erasure-1")
    stage.skip(days=1)
    stage.run(hours=1)
