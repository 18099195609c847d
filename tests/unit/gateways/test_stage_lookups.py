"""What a stage looks up by name: the foundation's ids and the signing key."""

import json
import time
from collections.abc import Iterator

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from moto import mock_aws

from chalicelib import settings
from chalicelib.errors import Unavailable
from chalicelib.gateways import aws, parameters, secrets

REGION = "eu-central-1"
WRITTEN = {
    "userPoolId": "eu-central-1_Pool",
    "userPoolClientId": "client",
    "stateMachineArn": "arn:machine",
    "somethingNewer": "ignored",
}


@pytest.fixture(autouse=True)
def account() -> Iterator[None]:
    forget = (aws.client.cache_clear, parameters.current.cache_clear, secrets._kept.clear)
    for each in forget:
        each()
    with mock_aws():
        boto3.client("ssm", REGION).put_parameter(
            Name="/sojourn/dev/foundation", Value=json.dumps(WRITTEN), Type="String"
        )
        boto3.client("secretsmanager", REGION).create_secret(Name="sojourn-dev-signing", SecretString="first")
        yield
    for each in forget:
        each()


def use(monkeypatch: pytest.MonkeyPatch, **changes: str) -> None:
    here = settings.Settings(stage="dev", **changes)  # type: ignore[arg-type]  # text settings only
    monkeypatch.setattr(settings, "current", lambda: here)


def test_ids_are_looked_up_where_the_environment_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch)

    assert parameters.user_pool() == ("eu-central-1_Pool", "client")
    assert parameters.current().state_machine_arn == "arn:machine"


def test_the_environment_goes_before_what_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, user_pool_id="mine")

    assert parameters.user_pool() == ("mine", "client")


def test_nothing_is_looked_up_that_the_environment_has(monkeypatch: pytest.MonkeyPatch) -> None:
    boto3.client("ssm", REGION).delete_parameter(Name="/sojourn/dev/foundation")
    use(monkeypatch, user_pool_id="p", user_pool_client_id="c", state_machine_arn="m")

    assert parameters.user_pool() == ("p", "c")
    assert parameters.current().state_machine_arn == "m"


def test_the_signing_key_is_the_stages_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch)

    assert secrets.signing_key() == b"first"


def test_a_rotated_key_is_taken_up_after_five_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch)
    assert secrets.signing_key() == b"first"
    boto3.client("secretsmanager", REGION).put_secret_value(SecretId="sojourn-dev-signing", SecretString="second")
    assert secrets.signing_key() == b"first"

    real = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: real() + secrets.KEPT_SECONDS)

    assert secrets.signing_key() == b"second"


def test_what_the_key_before_signed_is_good_until_the_next_rotation(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch)
    boto3.client("secretsmanager", REGION).put_secret_value(SecretId="sojourn-dev-signing", SecretString="second")

    assert [*secrets.signing_keys()] == [b"second", b"first"]


def test_what_a_function_signs_that_has_the_new_key_is_good_for_one_that_has_the_old(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use(monkeypatch)
    assert secrets.signing_key() == b"first"
    boto3.client("secretsmanager", REGION).put_secret_value(SecretId="sojourn-dev-signing", SecretString="second")
    real = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: real() + secrets.READ_AGAIN_SECONDS)

    assert b"second" in [*secrets.signing_keys()]


@pytest.mark.parametrize("known", [1, 2], ids=["read for the first time", "read while there was one before"])
def test_what_the_key_before_signed_is_good_whenever_the_new_one_was_taken_up(
    monkeypatch: pytest.MonkeyPatch, known: int
) -> None:
    """A function has looked for the key before, and takes the new one up early, for another has signed with it."""
    use(monkeypatch)
    client = boto3.client("secretsmanager", REGION)
    for value in ["second", "third"][: known - 1]:
        client.put_secret_value(SecretId="sojourn-dev-signing", SecretString=value)
    (used, *_) = secrets.signing_keys()
    client.put_secret_value(SecretId="sojourn-dev-signing", SecretString="newest")
    real = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: real() + secrets.READ_AGAIN_SECONDS)
    assert b"newest" in [*secrets.signing_keys()]

    assert [*secrets.signing_keys()] == [b"newest", used]


def test_a_bad_signature_asks_secrets_manager_once_in_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch)
    asked: list[str] = []
    fetch = secrets._fetch

    def count(name: str, stage: str) -> bytes | None:
        asked.append(stage)
        return fetch(name, stage)

    monkeypatch.setattr(secrets, "_fetch", count)
    for _ in range(20):
        assert [*secrets.signing_keys()] == [b"first"]

    assert asked == ["AWSCURRENT", "AWSPREVIOUS"]


def test_a_key_from_the_environment_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, signing_key="given")

    assert secrets.signing_key() == b"given"


def test_a_key_that_was_read_is_good_while_secrets_manager_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch)
    assert [*secrets.signing_keys()] == [b"first"]
    real = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: real() + secrets.KEPT_SECONDS)
    boto3.client("secretsmanager", REGION).put_secret_value(SecretId="sojourn-dev-signing", SecretString="second")

    with monkeypatch.context() as patch:
        patch.setattr(aws.client("secretsmanager"), "get_secret_value", _refuse)
        assert [*secrets.signing_keys()] == [b"first"]

    monkeypatch.setattr(time, "monotonic", lambda: real() + secrets.KEPT_SECONDS + secrets.READ_AGAIN_SECONDS)
    assert [*secrets.signing_keys()] == [b"second", b"first"]


def test_without_a_key_it_is_said_that_it_is_for_now(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch)
    monkeypatch.setattr(aws.client("secretsmanager"), "get_secret_value", _refuse)

    with pytest.raises(Unavailable):
        secrets.signing_key()


def _refuse(**_: str) -> None:
    raise EndpointConnectionError(endpoint_url="secretsmanager")
