"""The key of CloudFront is made once, and the one before it is good until the next."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from infra.edge.origin_key import LENGTH, OriginKeys, read_keys
from infra.target import Target

TARGET = Target("dev", "eu-central-1")
SECRET = "sojourn-dev-edge"


@pytest.fixture(autouse=True)
def cloud() -> Iterator[None]:
    with mock_aws():
        yield


def test_a_stage_without_a_key_gets_one_and_keeps_it() -> None:
    made = read_keys(TARGET)

    assert len(made.current) == LENGTH
    assert made.current.isalnum()
    assert read_keys(TARGET) == made == OriginKeys(made.current, made.current)


def test_the_key_before_is_good_beside_another_one() -> None:
    before = read_keys(TARGET).current
    TARGET.client("secretsmanager").put_secret_value(SecretId=SECRET, SecretString="n" * LENGTH)

    assert read_keys(TARGET) == OriginKeys(current="n" * LENGTH, former=before)


def test_each_stage_has_its_own() -> None:
    assert read_keys(TARGET).current != read_keys(Target("prod", "eu-central-1")).current
