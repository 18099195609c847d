"""Which alarms watch a deployment, so that CloudFormation takes it back when one of them rings."""

from typing import NamedTuple

from infra.target import Target
from infra.watched import WATCHED

# For how many minutes after an update alarms still take it back: a metric is a few minutes late.
MINUTES = {"local": 0, "dev": 0, "staging": 5, "prod": 15}


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
