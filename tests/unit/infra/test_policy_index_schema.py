"""The command that makes the schema: for a stage whose vectors lie in PostgreSQL, and for no other."""

import sys

import boto3
import pytest
from moto import mock_aws

from infra import policy_index_schema
from infra.database_owner import read_secret
from infra.policy_index_schema import Wanted, read_wanted
from infra.target import DeploymentFailed, Target

TITAN = "bedrock:amazon.titan-embed-text-v2:0"


def configure(monkeypatch: pytest.MonkeyPatch, index: str) -> None:
    variables = {"SOJOURN_STAGE": "dev", "SOJOURN_POLICY_INDEX": index, "SOJOURN_EMBEDDINGS": TITAN}
    monkeypatch.setattr(policy_index_schema, "read_variables", lambda _: variables)
    monkeypatch.setattr(sys, "argv", ["schema", "--stage", "dev"])


def test_the_schema_is_of_the_stage_and_of_its_model(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, "pgvector")

    assert read_wanted("dev") == Wanted("sojourn_dev", "amazon.titan-embed-text-v2-0-1024", 1024)


@pytest.mark.parametrize("index", ["local", "s3_vectors"])
def test_a_stage_whose_vectors_lie_elsewhere_has_no_schema(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], index: str
) -> None:
    configure(monkeypatch, index)

    assert policy_index_schema.main(lambda *_: b"") == 1
    assert f"is {index}" in capsys.readouterr().err


def test_a_secret_that_is_none_fails_with_a_sentence_and_without_the_secret(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(monkeypatch, "pgvector")

    assert policy_index_schema.main(lambda *_: b"hunter2") == 1
    said = capsys.readouterr().err
    assert "no JSON object with host and username" in said
    assert "hunter2" not in said


@mock_aws
def test_a_secret_is_read_by_its_name() -> None:
    client = boto3.client("secretsmanager", region_name="eu-central-1")
    client.create_secret(Name="sojourn-dev-policy-index", SecretString='{"host": "db"}')

    assert read_secret(Target("dev", region="eu-central-1"), "sojourn-dev-policy-index") == b'{"host": "db"}'
    with pytest.raises(DeploymentFailed, match="owner cannot be read: ResourceNotFoundException"):
        read_secret(Target("dev", region="eu-central-1"), "owner")
