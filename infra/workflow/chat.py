"""Alarms in a chat: AWS's chat applications read the alarms' topic and write into a channel of Slack.

Once in an account somebody has to let them into the workspace, in the console; then its id and the channel's will do.
"""

from infra.templates import Value, attribute, name_of, ref, resource, sub
from infra.workflow.alarm_kinds import alarm_topic

# What a message shows of an alarm: its state, and a graph of its metric. Metrics know no resource.
SHOWN = (
    "cloudwatch:DescribeAlarms",
    "cloudwatch:GetMetricData",
    "cloudwatch:GetMetricStatistics",
    "cloudwatch:ListMetrics",
)
# The most that anybody may do from the channel, whatever the role should get one day.
GUARDRAIL = "arn:${AWS::Partition}:iam::aws:policy/CloudWatchReadOnlyAccess"


def resources() -> dict[str, Value]:
    """Return the channel and its role, if a channel is named."""
    return {name: {"Condition": "HasChat", **made} for name, made in {"ChatRole": _role(), "Chat": _channel()}.items()}


def _role() -> Value:
    trusted = {
        "Effect": "Allow",
        "Principal": {"Service": "chatbot.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"aws:SourceAccount": ref("AWS::AccountId")}},
    }
    showing = {"Effect": "Allow", "Action": list(SHOWN), "Resource": "*"}
    policy = {"PolicyName": "show-alarms", "PolicyDocument": _document(showing)}
    return resource("IAM::Role", {"AssumeRolePolicyDocument": _document(trusted), "Policies": [policy]})


def _channel() -> Value:
    return resource(
        "Chatbot::SlackChannelConfiguration",
        {
            "ConfigurationName": name_of("alarms"),
            "SlackWorkspaceId": ref("SlackWorkspaceId"),
            "SlackChannelId": ref("SlackChannelId"),
            "SnsTopicArns": [alarm_topic()],
            "IamRoleArn": attribute("ChatRole", "Arn"),
            "GuardrailPolicies": [sub(GUARDRAIL)],
            "LoggingLevel": "ERROR",
        },
    )


def _document(statement: Value) -> Value:
    return {"Version": "2012-10-17", "Statement": [statement]}
