"""Who may deploy a stage: the roles of the pipeline, each asked what it may do to this stage and to the others."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

import pytest

from infra import pipeline

TEMPLATE = pipeline.template()
STAGES = ("dev", "staging", "prod")
GIVEN = {
    "Repository": "acme/travel",
    "Branch": "main",
    "AWS::Partition": "aws",
    "AWS::Region": "eu-central-1",
    "AWS::AccountId": "111122223333",
    "OperatorPrincipal": "arn:aws:iam::111122223333:role/sso-operators",
    "EdgeZoneId": "Z0123456789ABC",
}
REGIONAL = "eu-central-1:111122223333"
ROLES = ("CodeRole", "InfrastructureRole", "OperatorRole")

# What exists of a stage, as the rights know it, with what changes it.
THINGS = {
    "backup:DeleteBackupVault": "arn:aws:backup:{0}:backup-vault:sojourn-{1}-tables",
    "dynamodb:DeleteTable": "arn:aws:dynamodb:{0}:table/sojourn-{1}-bookings",
    "iam:PutRolePolicy": "arn:aws:iam::111122223333:role/sojourn-{1}-service-APIHandlerRole-1",
    "iam:CreateRole": "arn:aws:iam::111122223333:role/sojourn-{1}-service-APIHandlerRole-1",
    "iam:CreatePolicy": "arn:aws:iam::111122223333:policy/sojourn-{1}-service-APIHandlerRoleManaged-1",
    "lambda:AddPermission": "arn:aws:lambda:{0}:function:sojourn-{1}-api_handler",
    "lambda:CreateFunction": "arn:aws:lambda:{0}:function:sojourn-{1}-api_handler",
    "lambda:DeleteFunction": "arn:aws:lambda:{0}:function:sojourn-{1}-api_handler",
    "lambda:PublishLayerVersion": "arn:aws:lambda:{0}:layer:sojourn-{1}-retrieval",
    "lambda:DeleteLayerVersion": "arn:aws:lambda:{0}:layer:sojourn-{1}-retrieval:7",
    "lambda:UpdateFunctionConfiguration": "arn:aws:lambda:{0}:function:sojourn-{1}-api_handler",
    "s3:DeleteBucket": "arn:aws:s3:::sojourn-{1}-documents-111122223333",
    "sqs:SetQueueAttributes": "arn:aws:sqs:{0}:sojourn-{1}-bookings",
    "states:UpdateStateMachine": "arn:aws:states:{0}:stateMachine:sojourn-{1}-booking",
    "events:PutRule": "arn:aws:events:{0}:rule/sojourn-{1}-service-Sweeper-1",
    "secretsmanager:GetSecretValue": "arn:aws:secretsmanager:{0}:secret:sojourn-{1}-signing-x",
    "cloudwatch:PutCompositeAlarm": "arn:aws:cloudwatch:{0}:alarm:sojourn-{1}-something-is-wrong",
    "logs:CreateLogGroup": "arn:aws:logs:{0}:log-group:/aws/apigateway/sojourn-{1}-rest",
    "chatbot:UpdateSlackChannelConfiguration": (
        "arn:aws:chatbot::111122223333:chat-configuration/slack-channel/sojourn-{1}-alarms"
    ),
    "cloudformation:CreateStack": "arn:aws:cloudformation:{0}:stack/sojourn-{1}-foundation/1",
    "cloudformation:DeleteStack": "arn:aws:cloudformation:{0}:stack/sojourn-{1}-service/1",
}
# What stands in front of a stage, where its zone is named.
ZONE = "Z0123456789ABC"
AT_THE_EDGE = {
    "cloudformation:CreateChangeSet": "arn:aws:cloudformation:us-east-1:111122223333:stack/sojourn-{1}-edge/1",
    "cloudwatch:PutMetricAlarm": "arn:aws:cloudwatch:us-east-1:111122223333:alarm:sojourn-{1}-edge-errors",
    "logs:CreateLogGroup": "arn:aws:logs:us-east-1:111122223333:log-group:aws-waf-logs-sojourn-{1}-edge",
    "sns:CreateTopic": "arn:aws:sns:us-east-1:111122223333:sojourn-{1}-edge-alarms",
    "wafv2:CreateWebACL": "arn:aws:wafv2:us-east-1:111122223333:global/webacl/sojourn-{1}-edge/1",
    "wafv2:CreateIPSet": "arn:aws:wafv2:{0}:regional/ipset/sojourn-{1}-allowed-networks-4/1",
}
CODE = "arn:aws:lambda:{0}:function:sojourn-{1}-api_handler"


def resolve(value: Any, stage: str) -> Any:
    """A template's value as CloudFormation would make it, of what this template uses."""
    match value:
        case {"Ref": name}:
            return {**GIVEN, "Stage": stage}.get(name, f"arn:of:{name}")
        case {"Fn::GetAtt": [name, _]}:
            return f"arn:of:{name}"
        case {"Fn::If": [_, first, _]}:
            return resolve(first, stage)
        case {"Fn::FindInMap": [name, key, inner]}:
            return TEMPLATE["Mappings"][name][resolve(key, stage)][inner]
        case {"Fn::Sub": said}:
            text, more = said if isinstance(said, list) else (said, {})
            return substitute(text, {**GIVEN, "Stage": stage, **resolve(more, stage)})
        case dict():
            return {key: resolve(each, stage) for key, each in value.items()}
        case list():
            return [resolve(each, stage) for each in value]
    return value


def substitute(text: str, names: Mapping[str, str]) -> str:
    for name, value in names.items():
        text = text.replace(f"${{{name}}}", value)
    assert "${" not in text
    return text


def role(name: str, stage: str) -> dict[str, Any]:
    return dict(resolve(TEMPLATE["Resources"][name]["Properties"], stage))


def statements(name: str, stage: str) -> list[dict[str, Any]]:
    return [each for policy in policies_of(name, stage) for each in policy["PolicyDocument"]["Statement"]]


def policies_of(name: str, stage: str) -> list[dict[str, Any]]:
    """What is written into a role, with what is written beside it for a stage with an edge."""
    edge = resolve(TEMPLATE["Resources"]["EdgeRights"]["Properties"], stage)
    return [*role(name, stage)["Policies"], *([edge] if edge["RoleName"] == f"arn:of:{name}" else [])]


def listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def may(name: str, stage: str, action: str, resource: str) -> bool:
    """Whether the role may do this, its conditions being met: a denial counts before whatever allows it."""
    effects = {
        each["Effect"]
        for each in statements(name, stage)
        if any(fnmatchcase(action, wanted) for wanted in listed(each["Action"]))
        and any(fnmatchcase(resource, wanted) for wanted in listed(each["Resource"]))
    }
    return effects == {"Allow"}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(("action", "thing"), THINGS.items())
def test_infrastructure_changes_its_own_stage_and_no_other_and_code_changes_neither(
    stage: str, action: str, thing: str
) -> None:
    own = thing.format(REGIONAL, stage)
    others = [thing.format(REGIONAL, other) for other in (*STAGES, "local") if other != stage]

    assert may("InfrastructureRole", stage, action, own)
    assert [other for other in others if may("InfrastructureRole", stage, action, other)] == []
    assert [each for each in (own, *others) if may("CodeRole", stage, action, each)] == []
    assert [each for each in (own, *others) if may("OperatorRole", stage, action, each)] == []


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(("action", "thing"), AT_THE_EDGE.items())
def test_infrastructure_changes_what_stands_before_its_own_stage_and_before_no_other(
    stage: str, action: str, thing: str
) -> None:
    allowed = {other: may("InfrastructureRole", stage, action, thing.format(REGIONAL, other)) for other in STAGES}

    assert allowed == {other: other == stage for other in STAGES}
    assert not may("CodeRole", stage, action, thing.format(REGIONAL, stage))


def test_names_are_changed_in_the_zone_that_is_named_and_in_no_other() -> None:
    change, zone = "route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/"

    assert may("InfrastructureRole", "dev", change, f"{zone}{ZONE}")
    assert not may("InfrastructureRole", "dev", change, f"{zone}Z9")
    assert TEMPLATE["Resources"]["EdgeRights"]["Condition"] == "HasEdge"


@pytest.mark.parametrize("stage", STAGES)
def test_code_sees_whether_something_stands_before_its_stage(stage: str) -> None:
    edge = f"arn:aws:cloudformation:us-east-1:111122223333:stack/sojourn-{stage}-edge/1"

    assert may("CodeRole", stage, "cloudformation:GetTemplate", edge)
    assert may("CodeRole", stage, "cloudformation:DescribeStacks", edge)


@pytest.mark.parametrize("stage", STAGES)
def test_infrastructure_sees_a_network_that_functions_are_put_into_and_makes_none(stage: str) -> None:
    network = f"arn:aws:ec2:{REGIONAL}:vpc/vpc-1"

    assert may("InfrastructureRole", stage, "ec2:DescribeVpcs", "*")
    for action in ("ec2:CreateVpc", "ec2:DeleteVpc", "ec2:AuthorizeSecurityGroupIngress", "rds:ModifyDBCluster"):
        assert not may("InfrastructureRole", stage, action, network)


@pytest.mark.parametrize("stage", STAGES)
def test_code_goes_to_functions_of_its_own_stage(stage: str) -> None:
    deployed = {
        other: may("CodeRole", stage, "lambda:UpdateFunctionCode", CODE.format(REGIONAL, other)) for other in STAGES
    }

    assert deployed == {other: other == stage for other in STAGES}


@pytest.mark.parametrize("stage", STAGES)
def test_code_changes_no_stack_but_the_service(stage: str) -> None:
    stacks = {
        part: f"arn:aws:cloudformation:{REGIONAL}:stack/sojourn-{stage}-{part}/1"
        for part in ("foundation", "service", "workflow", "pipeline")
    }

    for action in ("cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"):
        assert [part for part, arn in stacks.items() if may("CodeRole", stage, action, arn)] == ["service"]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("name", ["CodeRole", "InfrastructureRole"])
def test_no_role_of_the_pipeline_widens_itself(stage: str, name: str) -> None:
    own = [
        f"arn:aws:iam::111122223333:role/sojourn-{stage}-{each}"
        for each in ("deploys-code", "deploys-infrastructure", "operator")
    ]
    stack = f"arn:aws:cloudformation:{REGIONAL}:stack/sojourn-{stage}-pipeline/1"

    for action in ("iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:PassRole"):
        assert [each for each in own if may(name, stage, action, each)] == []
    for action in ("cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet", "cloudformation:DeleteStack"):
        assert not may("InfrastructureRole", stage, action, stack)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(("name", "kind"), [("CodeRole", "Code"), ("InfrastructureRole", "Infrastructure")])
def test_only_this_repository_on_this_branch_in_this_environment_becomes_the_role(
    stage: str, name: str, kind: str
) -> None:
    (trust,) = role(name, stage)["AssumeRolePolicyDocument"]["Statement"]
    environment = TEMPLATE["Mappings"]["Environments"][stage][kind]

    assert trust["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert trust["Condition"] == {
        "StringEquals": {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": (
                f"repo:acme/travel:environment:{environment}:ref:refs/heads/main"
            ),
        }
    }


def test_environments_are_of_one_stage_each() -> None:
    mapped = TEMPLATE["Mappings"]["Environments"]
    by_stage = [set(mapped[stage].values()) for stage in STAGES]

    assert sum(map(len, by_stage)) == len(set().union(*by_stage))


@pytest.mark.parametrize("stage", STAGES)
def test_people_need_a_second_factor_and_see_no_travel_data(stage: str) -> None:
    (trust,) = role("OperatorRole", stage)["AssumeRolePolicyDocument"]["Statement"]
    data = {
        "dynamodb:GetItem": f"arn:aws:dynamodb:{REGIONAL}:table/sojourn-{stage}-bookings",
        "s3:GetObject": f"arn:aws:s3:::sojourn-{stage}-documents-111122223333/documents/1",
        "kms:Decrypt": f"arn:aws:kms:{REGIONAL}:key/1",
    }

    assert trust["Condition"] == {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    assert [action for action, thing in data.items() if may("OperatorRole", stage, action, thing)] == []
    assert may("OperatorRole", stage, "sqs:StartMessageMoveTask", f"arn:aws:sqs:{REGIONAL}:sojourn-{stage}-bookings")


@pytest.mark.parametrize("stage", STAGES)
def test_people_who_operate_a_stage_may_do_what_the_runbook_says(stage: str) -> None:
    groups = (f"/aws/lambda/sojourn-{stage}-sweeper", f"/aws/apigateway/sojourn-{stage}-rest")
    anywhere = ("cloudwatch:DescribeAlarms", "cloudwatch:GetDashboard", "logs:DescribeQueryDefinitions",
                "logs:GetQueryResults", "xray:GetTraceSummaries", "xray:BatchGetTraces")  # fmt: skip

    assert [each for each in anywhere if not may("OperatorRole", stage, each, "*")] == []
    for group in groups:
        assert may("OperatorRole", stage, "logs:StartQuery", f"arn:aws:logs:{REGIONAL}:log-group:{group}")
    nightly = f"arn:aws:lambda:{REGIONAL}:function:sojourn-{stage}-nightly:live"
    assert may("OperatorRole", stage, "lambda:InvokeFunction", nightly)
    assert not may("OperatorRole", stage, "lambda:InvokeFunction", nightly.replace("nightly", "step_book"))
    assert may(
        "OperatorRole", stage, "events:EnableRule", f"arn:aws:events:{REGIONAL}:rule/sojourn-{stage}-service-S-1"
    )
    secret = f"arn:aws:secretsmanager:{REGIONAL}:secret:sojourn-{stage}-signing-x"
    assert may("OperatorRole", stage, "secretsmanager:RotateSecret", secret)
    assert not may("OperatorRole", stage, "secretsmanager:GetSecretValue", secret)


@pytest.mark.parametrize("name", ROLES)
def test_roles_fit_into_iams_limit(name: str) -> None:
    policies = policies_of(name, "staging")

    assert sum(len("".join(str(each["PolicyDocument"]).split())) for each in policies) < 10_000
