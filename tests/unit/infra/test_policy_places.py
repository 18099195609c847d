"""Where a policy's things lie: what only CloudFormation knows stands in every role."""

import pytest

from infra import policies
from infra.policy_places import bind_statements, resolve
from infra.policy_statements import Statement, allow
from tests.least_privilege.evaluator import applies, is_allowed
from tests.least_privilege.pairs import split
from tests.least_privilege.requests import Request
from tests.least_privilege.stages import role_policy

_ACCOUNT, _REGION = "111122223333", "eu-west-1"


def place(statement: Statement) -> Statement:
    return resolve(bind_statements([statement])[0], account=_ACCOUNT, region=_REGION, socket_api="a1b2c3")


@pytest.mark.parametrize(
    ("granted", "deployed"),
    [
        ("arn:aws:dynamodb:*:*:table/sojourn-prod-trips", "arn:aws:dynamodb:*:*:table/sojourn-prod-trips"),
        ("arn:aws:s3:::sojourn-prod-documents-*", "arn:aws:s3:::sojourn-prod-documents-111122223333-eu-west-1"),
        (
            "arn:aws:s3:::sojourn-prod-documents-*/uploads/*",
            "arn:aws:s3:::sojourn-prod-documents-111122223333-eu-west-1/uploads/*",
        ),
        (
            "arn:aws:execute-api:*:*:*/api/POST/@connections/*",
            "arn:aws:execute-api:eu-west-1:*:a1b2c3/api/POST/@connections/*",
        ),
        ("*", "*"),
    ],
)
def test_what_others_could_have_too_is_named_whole(granted: str, deployed: str) -> None:
    assert place(allow(["a:B"], [granted])) == allow(["a:B"], [deployed])


@pytest.mark.parametrize("stage", policies.STAGES)
@pytest.mark.parametrize("function", policies.GRANTS)
def test_no_role_does_anything_in_another_region_but_ask_models(function: str, stage: str) -> None:
    policy = role_policy(function, stage)
    pairs = [each for each in split(policy) if each.resource.startswith("arn:aws:") and ":*:*:" in each.resource]
    asked = [Request(each.action, each.resource.replace(":*:*:", ":us-east-1:123456789012:")) for each in pairs]
    anywhere = Request("bedrock:InvokeModel", "arn:aws:bedrock:us-east-1::foundation-model/m")

    assert asked  # its own log, if nothing else
    assert [each for each in asked if is_allowed(policy, each)] == []
    assert not any(applies(each, anywhere) for each in policy["Statement"] if each["Effect"] == "Deny")


def test_what_is_bound_already_stays_as_it_is() -> None:
    bound = bind_statements(policies.policy("api_handler", "prod")["Statement"])

    assert bind_statements(bound) == bound
