"""A rotation in the embedded cloud, whose Secrets Manager moves versions and calls nobody: the function is called here,
and does with its own rights what each step asks."""

import json
import uuid

from tests.e2e.world import World

STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")


def test_a_rotated_signing_key_is_taken_up_and_pages_that_were_begun_go_on(world: World) -> None:
    secrets, name = world.service("secretsmanager"), world.stack.name("signing")
    before = secrets.get_secret_value(SecretId=name)["SecretString"]
    _ask_for_trips(world, 3)
    first = world.traveller.get("/v1/bookings?limit=1")

    value = _rotate(world, name)

    assert secrets.get_secret_value(SecretId=name)["SecretString"] == value
    assert secrets.get_secret_value(SecretId=name, VersionStage="AWSPREVIOUS")["SecretString"] == before
    second = world.traveller.get(f"/v1/bookings?limit=1&cursor={first['nextCursor']}")
    assert second["items"][0]["bookingId"] != first["items"][0]["bookingId"]


def test_the_function_rotates_no_secret_that_is_not_ours(world: World) -> None:
    secrets = world.service("secretsmanager")
    made = secrets.create_secret(Name=world.stack.name(f"other-{uuid.uuid4().hex[:8]}"), SecretString="a supplier's")

    answer = _step(world, made["ARN"], "createSecret", made["VersionId"])

    assert answer
    assert answer["errorType"] == "ClientError"
    assert "AccessDenied" in answer["errorMessage"]


def _ask_for_trips(world: World, count: int) -> None:
    for _ in range(count):
        world.ask(world.trip_request())


def _rotate(world: World, name: str) -> str:
    """Let a secret be rotated and call the function for each step; the new value. A pending version without a value
    cannot be made here, so it has one."""
    secrets, version, value = world.service("secretsmanager"), str(uuid.uuid4()), uuid.uuid4().hex * 2
    function = world.service("lambda").get_function(FunctionName=world.stack.name("rotate_secret"))
    arn = secrets.rotate_secret(
        SecretId=name,
        RotationLambdaARN=function["Configuration"]["FunctionArn"],
        RotationRules={"ScheduleExpression": "rate(90 days)"},
    )["ARN"]
    secrets.put_secret_value(
        SecretId=name, ClientRequestToken=version, SecretString=value, VersionStages=["AWSPENDING"]
    )
    for step in STEPS:
        assert _step(world, arn, step, version) is None
    return value


def _step(world: World, secret: str, step: str, version: str) -> dict[str, str] | None:
    event = {"Step": step, "SecretId": secret, "ClientRequestToken": version}
    answer = world.service("lambda").invoke(FunctionName=world.stack.name("rotate_secret"), Payload=json.dumps(event))
    told: dict[str, str] | None = json.loads(answer["Payload"].read())
    return told
