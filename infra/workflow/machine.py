"""The state machine that runs bookings, and its role, which may invoke steps and no more: also those of the release
before, and by other names than its alias, for executions go on by the workflow as it was when they began."""

from infra import policies
from infra.packaged_template import ALIAS
from infra.templates import Value, attribute, name_of, ref, resource, sub
from infra.tracing import SAMPLING, SENDING

_HERE = "${AWS::Region}:${AWS::AccountId}"
_FUNCTION = f"arn:${{AWS::Partition}}:lambda:{_HERE}:function:sojourn-${{Stage}}-"
STEPS = {name: sub(f"{_FUNCTION}{name}:{ALIAS}") for name in policies.GRANTS if name.startswith("step_")}
# With the other log groups, the foundation makes it.
LOG = f"arn:${{AWS::Partition}}:logs:{_HERE}:log-group:/aws/vendedlogs/states/sojourn-${{Stage}}-booking:*"
LOG_DELIVERY = ("CreateLogDelivery", "GetLogDelivery", "UpdateLogDelivery", "DeleteLogDelivery", "ListLogDeliveries",
                "PutResourcePolicy", "DescribeResourcePolicies", "DescribeLogGroups")  # fmt: skip


def resources() -> dict[str, Value]:
    """Return the machine and its role."""
    return {
        "BookingMachineRole": resource("IAM::Role", _role()),
        "BookingMachine": resource("StepFunctions::StateMachine", _machine(), kept=False),
    }


def _role() -> Value:
    trusted = {
        "Effect": "Allow",
        "Principal": {"Service": "states.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"aws:SourceAccount": ref("AWS::AccountId")}},
    }
    invoking = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": sub(f"{_FUNCTION}step_*")}
    # Log delivery has no resources of its own to name.
    logging = {"Effect": "Allow", "Action": [f"logs:{action}" for action in LOG_DELIVERY], "Resource": "*"}
    # Nor have traces.
    tracing = {"Effect": "Allow", "Action": [*SENDING, *SAMPLING], "Resource": "*"}
    traced = {"PolicyName": "trace", "PolicyDocument": _document(tracing)}
    return {
        "AssumeRolePolicyDocument": _document(trusted),
        "Policies": [
            {"PolicyName": "invoke-steps", "PolicyDocument": _document(invoking, logging)},
            {"Fn::If": ["Traced", traced, ref("AWS::NoValue")]},
        ],
    }


def _document(*statements: Value) -> Value:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def _machine() -> Value:
    return {
        "StateMachineName": name_of("booking"),
        "StateMachineType": "STANDARD",
        "RoleArn": attribute("BookingMachineRole", "Arn"),
        "DefinitionS3Location": {"Bucket": ref("ArtifactsBucket"), "Key": ref("BookingDefinitionKey")},
        "LoggingConfiguration": {
            "Level": "ERROR",
            "IncludeExecutionData": False,
            "Destinations": [{"CloudWatchLogsLogGroup": {"LogGroupArn": sub(LOG)}}],
        },
        "TracingConfiguration": {"Enabled": {"Fn::If": ["Traced", True, False]}},
        "DefinitionSubstitutions": {"Stage": ref("Stage"), **STEPS},
    }
