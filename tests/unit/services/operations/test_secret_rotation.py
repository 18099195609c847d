"""Rotating a secret, by the steps that Secrets Manager asks for, however often and in whatever order it does."""

# ruff: noqa: N803 - arguments are called as AWS's own are

import json
from typing import Any

import msgspec
import pytest
from botocore import xform_name
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.errors import InvalidInput
from chalicelib.gateways import aws
from chalicelib.services.operations import secret_rotation
from chalicelib.services.operations.secret_rotation import Rotation, RotationRefused
from chalicelib.workers.secret_rotation import rotate_secret

SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:sojourn-dev-signing-a1b2c3"
STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")


class OneSecret:
    """A secret in Secrets Manager while it is rotated: the new version is there, pending, and has no value yet."""

    def __init__(self) -> None:
        self.rotated = True
        self.values = {"old": "the value before"}
        self.labels = {"old": ["AWSCURRENT"], "new": ["AWSPENDING"]}

    def answer(self, model: Any, params: dict[str, Any], **_: object) -> tuple[AWSResponse, dict[str, Any]]:
        """Answer a client of botocore in the place of its connection."""
        try:
            answer = getattr(self, xform_name(model.name))(**json.loads(params["body"]))
        except ClientError as error:
            return AWSResponse("", 400, HTTPHeaders(), None), {"Error": error.response["Error"]}
        return AWSResponse("", 200, HTTPHeaders(), None), answer or {}

    def describe_secret(self, SecretId: str) -> dict[str, Any]:
        return {"RotationEnabled": self.rotated, "VersionIdsToStages": self.labels}

    def get_secret_value(self, SecretId: str, VersionId: str, VersionStage: str) -> dict[str, Any]:
        if VersionId not in self.values or VersionStage not in self.labels[VersionId]:
            raise ClientError({"Error": {"Code": "ResourceNotFoundException"}}, "GetSecretValue")
        return {"SecretString": self.values[VersionId]}

    def put_secret_value(
        self,
        SecretId: str,
        ClientRequestToken: str,
        SecretString: str,
        VersionStages: list[str],
    ) -> None:
        assert ClientRequestToken not in self.values, "a version's value never changes"
        self.values[ClientRequestToken] = SecretString
        assert VersionStages == ["AWSPENDING"]

    def update_secret_version_stage(
        self,
        SecretId: str,
        VersionStage: str,
        MoveToVersionId: str,
        RemoveFromVersionId: str,
    ) -> None:
        self.labels[RemoveFromVersionId].remove(VersionStage)
        self.labels[RemoveFromVersionId].append("AWSPREVIOUS")
        self.labels[MoveToVersionId].append(VersionStage)


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> OneSecret:
    kept = OneSecret()
    monkeypatch.setattr(aws, "client", lambda _: kept)
    return kept


def step(name: str, version: str = "new") -> Rotation:
    return msgspec.convert({"Step": name, "SecretId": SECRET, "ClientRequestToken": version}, Rotation)


def test_a_rotation_puts_a_new_value_in_use_and_keeps_the_one_before(secret: OneSecret) -> None:
    for name in STEPS:
        secret_rotation.rotate(step(name))

    assert secret.labels == {"old": ["AWSPREVIOUS"], "new": ["AWSPENDING", "AWSCURRENT"]}
    assert len(secret.values["new"]) == 64
    assert secret.values["new"].isalnum()
    assert secret.values["old"] == "the value before"


@pytest.mark.parametrize("thing", ["signing", "supplier-sandbox"])
def test_each_secret_is_rotated_by_calls_as_a_client_makes_them(monkeypatch: pytest.MonkeyPatch, thing: str) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    old, new = f"{1:036}", f"{2:036}"
    secret = OneSecret()
    secret.values, secret.labels = {old: "the value before"}, {old: ["AWSCURRENT"], new: ["AWSPENDING"]}
    aws.client.cache_clear()
    aws.client("secretsmanager").meta.events.register("before-call.secretsmanager", secret.answer)

    for name in STEPS:
        arn = SECRET.replace("sojourn-dev-signing", f"sojourn-local-{thing}")
        rotate_secret({"Step": name, "SecretId": arn, "ClientRequestToken": new})

    aws.client.cache_clear()
    assert secret.labels == {old: ["AWSPREVIOUS"], new: ["AWSPENDING", "AWSCURRENT"]}


@given(st.lists(st.sampled_from(STEPS), max_size=12))
def test_steps_that_come_again_or_out_of_turn_harm_nothing(names: list[str]) -> None:
    secret = OneSecret()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aws, "client", lambda _: secret)
        for name in names:
            try:
                secret_rotation.rotate(step(name))
            except RotationRefused:
                assert "new" not in secret.values, "only what has no value yet is refused"
    in_use = [version for version, labels in secret.labels.items() if "AWSCURRENT" in labels]
    assert len(in_use) == 1
    assert in_use[0] in secret.values


def test_two_rotations_make_two_values(monkeypatch: pytest.MonkeyPatch) -> None:
    made = set()
    for _ in range(2):
        secret = OneSecret()
        monkeypatch.setattr(aws, "client", lambda _, kept=secret: kept)
        secret_rotation.rotate(step("createSecret"))
        made.add(secret.values["new"])

    assert len(made) == 2


@pytest.mark.parametrize("name", STEPS)
def test_a_secret_that_is_not_rotated_is_left_alone(secret: OneSecret, name: str) -> None:
    secret.rotated = False

    with pytest.raises(RotationRefused):
        secret_rotation.rotate(step(name))

    assert secret.values == {"old": "the value before"}


@pytest.mark.parametrize("version", ["unknown", "replaced"])
def test_a_version_that_is_not_pending_is_never_put_in_use(secret: OneSecret, version: str) -> None:
    secret.labels["replaced"], secret.values["replaced"] = [], "x" * 64

    with pytest.raises(RotationRefused, match="not pending"):
        secret_rotation.rotate(step("finishSecret", version))

    assert secret.labels["old"] == ["AWSCURRENT"]


def test_a_value_that_somebody_else_put_there_is_not_put_in_use(secret: OneSecret) -> None:
    secret.values["new"] = "short"

    with pytest.raises(RotationRefused, match="no value that was made here"):
        secret_rotation.rotate(step("testSecret"))


def test_the_log_line_of_a_step_names_the_secret_and_never_its_value(
    secret: OneSecret, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in STEPS:
        rotate_secret({"Step": name, "SecretId": SECRET, "ClientRequestToken": "new"})

    lines = "".join(capsys.readouterr())
    assert "sojourn-dev-signing" in lines
    assert secret.values["new"] not in lines


@pytest.mark.parametrize("event", [{}, {"Step": "else", "SecretId": SECRET, "ClientRequestToken": "new"}])
def test_another_event_is_refused(secret: OneSecret, event: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        rotate_secret(event)
