"""Requests that fail, take long or are too many, and the functions and tables behind them."""

from tests.alarms.faults import rings
from tests.alarms.models import MODEL, answer_as_bedrock, ask_assistant, change_settings
from tests.alarms.stage import Stage
from tests.alarms.troubles import broken, calls_of, slow, unreachable
from tests.simulation.cloud.rows import Failure
from tests.simulation.unreadable import spoil_booking
from tests.simulation.world import ANNA, CLARA

API = ("api_handler",)
TRIPS = "/v1/trips"


def ask(stage: Stage, times: int, *, every: float = 0.0) -> None:
    """Ask for Anna's trips so often, with seconds between."""
    for _ in range(times):
        stage.call(ANNA, "GET", TRIPS)
        stage.run(seconds=every)


def some_of(stage: Stage, times: int, *, failed: int, every: float = 1.0) -> None:
    """So many requests, of which the first fail by something that nobody foresaw."""
    stage.trouble = broken(calls_of(stage, API))
    ask(stage, failed, every=every)
    stage.trouble = lambda _call: None
    ask(stage, times - failed, every=every)
    stage.run(minutes=2)


@rings("exceptions", "errors", "something-is-wrong")
def answer_nonsense(stage: Stage) -> None:
    """DynamoDB answers five requests within two minutes with something that nobody foresaw."""
    stage.trouble = broken(calls_of(stage, API))
    ask(stage, 5, every=20)
    stage.run(minutes=2)


@rings("errors-burst")
def fail_at_once(stage: Stage) -> None:
    """Eleven requests fail within ten seconds."""
    stage.trouble = broken(calls_of(stage, API))
    ask(stage, 11, every=0.9)
    stage.run(minutes=2)


@rings("error-rate")
def fail_one_of_ten(stage: Stage) -> None:
    some_of(stage, 40, failed=4)


@rings("api-errors")
def lose_the_database(stage: Stage) -> None:
    """The API cannot reach DynamoDB and says 503."""
    stage.trouble = unreachable(calls_of(stage, API, "dynamodb."))
    ask(stage, 5, every=20)
    stage.run(minutes=2)


@rings("edge-errors")
def lose_the_gateway(stage: Stage) -> None:
    """CloudFront does not reach the gateway for one request of twelve."""
    for number in range(120):
        stage.front.answer(failed=number % 12 == 0)
    stage.run(minutes=2)


@rings("edge-blocked")
def attack(stage: Stage) -> None:
    """Somebody tries what they know against the stage, and the firewall stops a thousand requests."""
    stage.front.block(1_000)
    stage.run(minutes=2)


@rings("api-error-rate")
def fail_one_of_fifty(stage: Stage) -> None:
    some_of(stage, 150, failed=3)


@rings("api-slow")
def answer_late(stage: Stage) -> None:
    """Each request waits for more than a second for DynamoDB, for a quarter of an hour."""
    stage.trouble = slow(stage, calls_of(stage, API, "dynamodb."), 1.2)
    ask(stage, 100, every=9)


@rings("api-handler-slow")
def keep_waiting(stage: Stage) -> None:
    """Two requests, some minutes apart, wait for twelve seconds."""
    stage.trouble = slow(stage, calls_of(stage, API, "dynamodb."), 12)
    ask(stage, 2, every=400)
    stage.run(minutes=5)


@rings("planning-slow")
def plan_late(stage: Stage) -> None:
    """The supplier's flights are found after twelve seconds, for two travellers one after the other."""
    stage.trouble = slow(stage, calls_of(stage, ("step_plan",)), 12)
    for _ in range(2):
        stage.world.ask()
        stage.run(minutes=6)


@rings("functions-throttled")
def ask_more_than_may_run(stage: Stage) -> None:
    """Thirty requests come at one moment to an account that may run ten functions at once."""
    stage.functions.limit = 10
    ask(stage, 30)
    stage.run(minutes=2)


@rings("functions-concurrency", AccountConcurrency="50")
def come_near_the_limit(stage: Stage) -> None:
    """Forty-five requests come at one moment to an account that may run fifty functions at once."""
    stage.functions.limit = 50
    ask(stage, 45)
    stage.run(minutes=2)


@rings("tables-throttled")
def ask_too_much_of_a_table(stage: Stage) -> None:
    """DynamoDB refuses ten calls because there are too many."""
    refused = '{"__type": "ThrottlingException", "Message": "Throughput exceeds the current capacity of your table."}'
    stage.world.wire.refusals["dynamodb.Query"] = [refused] * 12
    ask(stage, 12, every=5)
    stage.run(minutes=2)


@rings("rows-unreadable")
def cut_a_booking_off(stage: Stage) -> None:
    """Of two bookings one cannot be read, and somebody lists what the company books."""
    booking_id, _other = stage.world.ask(), stage.world.ask()
    spoil_booking(stage.world, booking_id, '{"status":"bo')
    stage.call(CLARA, "GET", "/v1/bookings?scope=all&startsFrom=2027-01-01")
    stage.run(minutes=10)


@rings("looks-refused")
def try_whom_one_sees(stage: Stage) -> None:
    """Somebody asks for the positions of twenty people who share none."""
    for number in range(20):
        stage.call(ANNA, "GET", f"/v1/users/person-{number}/positions?reason=Only+looking")
        stage.run(seconds=30)
    stage.run(hours=1)


@rings("assistant-models-failed")
def lose_the_model(stage: Stage) -> None:
    """The model that answers as the assistant is not there, for five questions within a quarter of an hour."""
    change_settings(stage, assistant_models=MODEL)
    answer_as_bedrock(stage, [Failure("ServiceUnavailableException", "Try later.")] * 30)
    for number in range(5):
        ask_assistant(stage, number)
        stage.run(minutes=3)
    stage.run(hours=1)
