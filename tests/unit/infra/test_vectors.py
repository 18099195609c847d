"""The bucket of S3 Vectors is made on AWS, where a stage's setting has vectors lie in it, and nowhere else."""

from typing import Any

import pytest

from infra import deploy, vectors
from infra.deploy import Deployment
from infra.stacks import Plan
from infra.target import Target


def plan(monkeypatch: pytest.MonkeyPatch, setting: str, target: Target) -> list[Plan]:
    """What is planned for a stage with this setting."""

    def plan_template(_: Deployment, part: str, template: Any, given: dict[str, str]) -> Plan:
        return Plan(target.stack(part), template, "https://example.com", given)

    monkeypatch.setattr(deploy, "find_index", lambda _: setting)
    monkeypatch.setattr(Deployment, "plan_template", plan_template)
    stacks: Any = None
    artifacts: Any = None
    return Deployment(target, stacks, artifacts).plan_vectors()


def test_a_stage_whose_vectors_lie_there_gets_a_stack_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    (planned,) = plan(monkeypatch, "s3_vectors", Target("dev"))

    assert (planned.stack, planned.given) == ("sojourn-dev-vectors", {"Stage": "dev"})
    assert planned.template == vectors.template()


@pytest.mark.parametrize(
    ("setting", "endpoint"), [("local", ""), ("pgvector", ""), ("s3_vectors", "http://127.0.0.1:4566")]
)
def test_no_other_stage_and_no_embedded_cloud_does(
    monkeypatch: pytest.MonkeyPatch, setting: str, endpoint: str
) -> None:
    assert plan(monkeypatch, setting, Target("dev", endpoint=endpoint)) == []


def test_the_bucket_has_the_name_that_functions_may_use_and_takes_nothing_without_tls() -> None:
    resources = vectors.template()["Resources"]

    bucket = resources[vectors.BUCKET]["Properties"]
    assert bucket["VectorBucketName"] == {"Fn::Sub": "sojourn-${Stage}-policy-index"}
    (refusal,) = resources[f"{vectors.BUCKET}Policy"]["Properties"]["Policy"]["Statement"]
    assert (refusal["Effect"], refusal["Principal"], refusal["Action"]) == ("Deny", "*", "s3vectors:*")
    assert refusal["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
