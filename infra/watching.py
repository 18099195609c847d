"""What the workflow's stack, which has the alarms, is told of its stage and its account; and which of the alarms watch
a deployment, so that CloudFormation takes it back when one of them rings."""

import os
from collections.abc import Mapping
from typing import NamedTuple

from infra.target import Target
from infra.tracing import is_traced
from infra.watched import WATCHED

# For how many minutes after an update alarms still take it back: a metric is a few minutes late.
MINUTES = {"local": 0, "dev": 0, "staging": 5, "prod": 15}


# What may be said of where alarms go when a stage is deployed, and is kept until it is said again.
ALARM_SETTINGS = {
    "ALARM_SNS_TOPIC_ARN": "AlarmSnsTopicArn",
    "SLACK_WORKSPACE_ID": "SlackWorkspaceId",
    "SLACK_CHANNEL_ID": "SlackChannelId",
}


class Watch(NamedTuple):
    """The alarms that watch (ARNs), for how many minutes after an update; those that ring already (names) do not, for
    what is deployed may be what mends them."""

    alarms: tuple[str, ...]
    minutes: int
    ringing: tuple[str, ...]


def watch(target: Target) -> Watch:
    """Return which of the stage's alarms can watch a deployment now. One that is not there would make it fail."""
    names = [f"sojourn-{target.stage}-{name}" for name in WATCHED]
    found = target.client("cloudwatch").describe_alarms(AlarmNames=names)["MetricAlarms"]
    quiet = tuple(sorted(each["AlarmArn"] for each in found if each["StateValue"] != "ALARM"))
    ringing = tuple(sorted(each["AlarmName"] for each in found if each["StateValue"] == "ALARM"))
    return Watch(quiet, MINUTES[target.stage] if quiet else 0, ringing)


def workflow_parameters(target: Target, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return what the workflow's stack is told: where alarms go, if it is said, whether executions are traced, and how
    many functions may run at once in the account. The embedded cloud bounds nothing."""
    said = {parameter: environment[name] for name, parameter in ALARM_SETTINGS.items() if name in environment}
    given = {**said, "Tracing": str(is_traced(target.stage) and target.on_aws).lower()}
    if target.on_aws:
        limit = target.client("lambda").get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
        given["AccountConcurrency"] = str(limit)
    return given
