"""What also happens on a stage and rings no alarm by itself, but is shown, or looked for by a saved query."""

from collections.abc import Callable
from datetime import timedelta

from chalicelib import settings
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.money import Money
from chalicelib.gateways.cache import registry as cache
from chalicelib.gateways.policy_index import registry
from chalicelib.gateways.reporting_copy import postgres_copy
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.models import budgets
from chalicelib.services.operations.sweeper import PUSH_GIVEN_UP
from chalicelib.services.trip_requests import model_reading
from tests.alarms.each_function import run_each
from tests.alarms.faults_of_bookings import use_the_budget_up
from tests.alarms.faults_of_queues import turn_off
from tests.alarms.functions import read_timeouts
from tests.alarms.models import (
    EMBEDDER,
    MODEL,
    answer_as_bedrock,
    ask_assistant,
    call_tools,
    change_settings,
    embed_as_bedrock,
    say_claims,
)
from tests.alarms.stage import Stage
from tests.alarms.troubles import always_slow, broken, calls_of
from tests.simulation.cloud.rows import Failure
from tests.simulation.stages import FOR_EVER, booked, planned, stuck
from tests.simulation.world import ANNA, CLARA
from tests.support.memory_copy import MemoryCopy
from tests.support.tables import STAGE

Happens = Callable[[Stage], object]
SCENES: list[Happens] = []
CHALICE_API = f"/aws/lambda/sojourn-{STAGE}"
GERMAN = "Flug von Berlin nach London, hin am 3. März 2027 und zurück am 5. März 2027"


def scene(happens: Happens) -> Happens:
    """Have something happen when names are looked for."""
    SCENES.append(happens)
    return happens


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
def answer_by_a_model(stage: Stage) -> None:
    """A model answers as the assistant, is throttled another time, and at last the day's tokens are spent."""
    change_settings(stage, assistant_models=MODEL)
    turns = [call_tools(("list_trips", {}), ("publish", {})), call_tools(("answer", {"facts": ["link-9"]}))]
    answer_as_bedrock(stage, [*turns, *[Failure("ThrottlingException", "Too many requests.")] * 9])
    ask_assistant(stage, 1)
    ask_assistant(stage, 2)
    change_settings(stage, assistant_tokens_a_day=0)
    ask_assistant(stage, 3)
    stage.run(minutes=1)


@scene
def search_the_policy(stage: Stage) -> None:
    """Somebody searches the policy, and a model embeds one of its documents."""
    change_settings(stage, embeddings=EMBEDDER)
    embed_as_bedrock(stage)
    registry.current.cache_clear()
    stage.call(ANNA, "GET", "/v1/policies/search?q=hotel")
    stage.world.guarded("index_policy_document", embed_a_document)
    registry.current.cache_clear()
    stage.run(minutes=1)


def embed_a_document() -> None:
    """Have the embedder of the stage embed two sections."""
    registry.describe_model(settings.current()).passages.embed(["Hotels cost up to 140 EUR.", "Breakfast is paid."])


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
def break_each_function(stage: Stage) -> None:
    """Whatever a function calls answers something that nobody foresaw."""
    stage.disabled.update(read_timeouts())
    run_each(stage, broken(calls_of(stage, read_timeouts())))


@scene
def run_each_function_too_long(stage: Stage) -> None:
    """Whatever a function calls takes a quarter of an hour."""
    stage.disabled.update(read_timeouts())
    run_each(stage, always_slow(stage, calls_of(stage, read_timeouts()), 900))


@scene
def break_the_api_as_chalice_names_it(stage: Stage) -> None:
    """The API's function is named without its handler where Chalice's own command deploys it."""
    stage.functions.named = {"api_handler": CHALICE_API}
    run_each(stage, broken(calls_of(stage, ("api_handler",))))
    run_each(stage, always_slow(stage, calls_of(stage, ("api_handler",)), 900))


@scene
def break_the_supplier_again(stage: Stage) -> None:
    """A compensation that has failed is tried again for a message, and fails again."""
    booking_id = stuck(stage.world).booking_id
    stage.send("reconciliations", f'{{"bookingId": "{booking_id}"}}')
    stage.run(minutes=1)


@scene
def lower_a_limit(stage: Stage) -> None:
    """A travel manager lowers a budget's limit to what is nearly used; once where Chalice's own command deploys."""
    booked(stage.world, after=timedelta(0))
    limit_to(stage, 13_000)
    stage.functions.named = {"api_handler": CHALICE_API}
    limit_to(stage, 50_000)
    limit_to(stage, 12_000)
    stage.run(minutes=1)


def limit_to(stage: Stage, amount: int) -> None:
    """Let Clara set the limit of Anna's budget."""
    body = {"limit": {"amount": amount, "currency": "EUR"}, "thresholds": [80]}
    answer = stage.call(CLARA, "PUT", "/v1/budgets/SALES-EU/2027", body, if_match="*")
    assert answer is not None
    assert answer.status == 200, answer.text


@scene
def notice_a_limit_by_night(stage: Stage) -> None:
    """A limit was lowered by a request that died before it looked at the thresholds."""
    booked(stage.world, after=timedelta(0))
    with stage.world.wire.quiet():
        budget = budgets.get_budget("SALES-EU", "2027")
        budgets.change_limit(budget, Money(amount=12_000, currency="EUR"), (80,), None)
    stage.skip(days=1)
    stage.run(hours=1)


@scene
def notice_a_limit_by_the_sweeper(stage: Stage) -> None:
    """The event of a purchase is delivered by the sweeper, for the queue's function is turned off for long."""
    turn_off(stage, "notifications")
    use_the_budget_up(stage)
    stage.skip(hours=PUSH_GIVEN_UP / timedelta(hours=1))
    stage.run(hours=2)


@scene
def fail_to_erase(stage: Stage) -> None:
    """An erasure begins and cannot go on, nor by night: what must not forget it cannot be written."""
    stage.call(CLARA, "GET", "/v1/employees/anna")
    stage.trouble = broken(calls_of(stage, ("api_handler", "nightly"), "s3.PutObject"))
    stage.call(ANNA, "POST", "/v1/privacy/erasures", {}, idempotency_key="erasure-1")
    stage.skip(days=1)
    stage.run(hours=1)


@scene
def do_without_the_cache(stage: Stage) -> None:
    """The data plane's cache is not reached, and the policy is read from its table."""
    change_settings(stage, cache="valkey", cache_endpoint="127.0.0.1:1")
    cache.current.cache_clear()
    answer = stage.call(ANNA, "GET", "/v1/policies/search?q=hotel")
    cache.current.cache_clear()
    assert answer is not None
    assert answer.status == 200, answer.text
    stage.run(minutes=1)


@scene
def copy_otherwise(stage: Stage) -> None:
    """The data plane's copy of the reports has lost a booking, and the night finds it."""
    copy = MemoryCopy()
    change_settings(stage, reporting_copy=True)
    stage.patch.setattr(postgres_copy, "current", lambda: copy)
    booked(stage.world, after=timedelta(0))
    assert copy.kept
    copy.kept.clear()
    stage.skip(days=1)
    stage.run(hours=24)
    assert copy.kept
