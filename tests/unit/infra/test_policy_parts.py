"""A policy that is too long for a role stands in two parts, which are the whole and no longer than IAM takes."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any, cast

import boto3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from moto import mock_aws

from infra import policies, policy_files, policy_parts
from infra.chalice_delete import release_roles
from infra.chalice_finish import Deployed
from infra.managed_policies import attach_managed, detach_managed
from infra.packaged_template import finish
from infra.policies import Policy
from infra.target import Target
from infra.templates import Value

REGION = "eu-central-1"


def make_policy(*sizes: int) -> Policy:
    statements = [
        {"Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": [f"arn:aws:sqs:*:*:{'q' * size}-{number}"]}
        for number, size in enumerate(sizes)
    ]
    return cast("Policy", {"Version": "2012-10-17", "Statement": statements})


@given(st.lists(st.integers(1, 900), min_size=1, max_size=16))
def test_both_parts_together_are_the_policy_and_the_first_fits_into_a_role(sizes: list[int]) -> None:
    document = make_policy(*sizes)

    parts = policy_parts.split(document)

    left = parts.managed["Statement"] if parts.managed else []
    assert [*parts.inline["Statement"], *left] == document["Statement"]
    assert policy_parts.measure(parts.inline) <= policy_parts.LONGEST_INLINE
    fits = policy_parts.measure(document) <= policy_parts.LONGEST_INLINE
    assert (parts.managed is None) == fits


@pytest.mark.parametrize("stage", policies.STAGES)
def test_every_function_has_room_for_its_rights(stage: str) -> None:
    for function in policies.GRANTS:
        inline, managed = policy_parts.split(policies.policy(function, stage))

        assert policy_parts.measure(inline) <= policy_parts.LONGEST_INLINE < policy_parts.INLINE_LIMIT
        assert managed is None or policy_parts.measure(managed) <= policy_parts.LONGEST_MANAGED


def test_a_policy_is_measured_with_the_longest_names_that_it_may_have() -> None:
    document = policies.policy("nightly", "staging")

    assert policy_parts.measure(document) > len(json.dumps(document, separators=(",", ":")))


def test_a_statement_that_fits_nowhere_is_an_error() -> None:
    with pytest.raises(ValueError, match="one statement alone"):
        policy_parts.split(make_policy(20_000))


def test_rights_that_iam_would_refuse_for_their_length_are_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "policy", lambda _function, _stage: make_policy(*[900] * 16))

    problems = policy_files.problems("", policy_files.write_review())

    assert any("the managed policy of nightly has" in each and "IAM takes 6144" in each for each in problems)


@pytest.fixture
def long_policy(monkeypatch: pytest.MonkeyPatch) -> Policy:
    """What the API's function may do here: more than fits into its role."""
    document = make_policy(*[900] * 12)
    monkeypatch.setattr(policies, "policy", lambda _function, _stage: document)
    return document


def test_the_packaged_template_attaches_what_does_not_fit_before_the_function_runs(long_policy: Policy) -> None:
    inline, managed = policy_parts.split(long_policy)
    role = {"Policies": [{"PolicyName": "x", "PolicyDocument": json.loads(json.dumps(inline))}]}
    function = {
        "FunctionName": {"Fn::Sub": "sojourn-${Stage}-api_handler"},
        "Role": {"Fn::GetAtt": ["APIHandlerRole", "Arn"]},
        "Environment": {"Variables": {"SOJOURN_STAGE": "dev"}},
        "Timeout": 29,
    }
    template: Value = {
        "Resources": {
            "APIHandler": {"Type": "AWS::Serverless::Function", "Properties": function},
            "APIHandlerRole": {"Type": "AWS::IAM::Role", "Properties": role},
        }
    }

    made = policy_parts_of(finish(template))

    assert managed is not None
    assert made["APIHandlerRole"]["Properties"]["ManagedPolicyArns"] == [{"Ref": "APIHandlerRoleManaged"}]
    kept = made["APIHandlerRoleManaged"]["Properties"]["PolicyDocument"]
    assert kept["Statement"] == managed["Statement"]


def policy_parts_of(template: Value) -> dict[str, Any]:
    return {name: each for name, each in template["Resources"].items() if each["Type"].startswith("AWS::IAM::")}


@pytest.fixture
def iam() -> Iterator[Any]:
    """An account with the role that Chalice has made."""
    with mock_aws():
        client = boto3.client("iam", REGION)
        client.create_role(RoleName="sojourn-dev-api_handler", AssumeRolePolicyDocument="{}")
        yield client


def read_attached(iam: Any) -> list[dict[str, Any]]:
    found = []
    for each in iam.list_attached_role_policies(RoleName="sojourn-dev-api_handler")["AttachedPolicies"]:
        version = iam.get_policy(PolicyArn=each["PolicyArn"])["Policy"]["DefaultVersionId"]
        policy = iam.get_policy_version(PolicyArn=each["PolicyArn"], VersionId=version)
        found.append(policy["PolicyVersion"]["Document"])
    return found


def test_what_chalice_deployed_is_given_the_rest_and_a_newer_rest_however_often(iam: Any, long_policy: Policy) -> None:
    target = Target("dev", region=REGION)

    for count in (10, 11, 12, 11, 12, 10, 12):
        long_policy["Statement"][:] = make_policy(*[900] * count)["Statement"]
        expected = policy_parts.split(long_policy).managed

        attached = attach_managed(target, "api_handler", "sojourn-dev-api_handler")

        assert attached == (expected is not None)
        if expected is not None:
            assert read_attached(iam) == [expected]


def test_a_role_with_room_for_all_gets_nothing_beside(iam: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "policy", lambda _function, _stage: make_policy(10))

    assert not attach_managed(Target("dev", region=REGION), "nightly", "sojourn-dev-api_handler")
    assert read_attached(iam) == []


def test_a_role_can_be_deleted_once_what_was_attached_is_detached(iam: Any, long_policy: Policy) -> None:
    target, role = Target("dev", region=REGION), "sojourn-dev-api_handler"
    foreign = iam.create_policy(PolicyName="audit", PolicyDocument=json.dumps(make_policy(10)))["Policy"]["Arn"]
    for count in (11, 12):  # so that there are two versions
        long_policy["Statement"][:] = make_policy(*[900] * count)["Statement"]
        attach_managed(target, "api_handler", role)
    iam.attach_role_policy(RoleName=role, PolicyArn=foreign)

    assert detach_managed(target, "api_handler", role)
    assert not detach_managed(target, "api_handler", role)

    (left,) = iam.list_policies(Scope="Local")["Policies"]
    assert (left["Arn"], left["AttachmentCount"]) == (foreign, 1)  # which somebody else has attached
    iam.detach_role_policy(RoleName=role, PolicyArn=foreign)
    iam.delete_role(RoleName=role)


def test_roles_are_released_of_the_functions_that_are_there_still(iam: Any, long_policy: Policy) -> None:
    target, role = Target("dev", region=REGION), iam.get_role(RoleName="sojourn-dev-api_handler")["Role"]
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as package:
        package.writestr("app.py", "")
    made = target.client("lambda").create_function(
        FunctionName="sojourn-dev",
        Role=role["Arn"],
        Runtime="python3.13",
        Handler="app.app",
        Code={"ZipFile": zipped.getvalue()},
    )
    gone = made["FunctionArn"].replace("sojourn-dev", "sojourn-dev-nightly")
    deployed = Deployed("rest", "", "socket", {"nightly": gone, "api_handler": made["FunctionArn"]})
    long_policy["Statement"][:] = make_policy(*[900] * 12)["Statement"]
    attach_managed(target, "api_handler", role["RoleName"])

    assert [release_roles(target, deployed) for _ in range(2)] == [1, 0]
    assert read_attached(iam) == []
