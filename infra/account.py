"""Makes what an account has one of, and stages share: once, by an administrator, and again when it is to change.

In the region of the stages, the role by which gateways write access logs. In us-east-1, where AWS keeps what an account
is charged, the alarm on it. `python -m infra.account --limit 200` uses the credentials and region of the environment.
"""

import argparse
import json
import os
import sys
from collections.abc import Mapping

from infra import guards
from infra.artifacts import Artifacts
from infra.commands import command
from infra.stacks import Agree, Plan, Stacks
from infra.target import Say, Target
from infra.templates import Value, attribute, ref, resource, sub
from infra.workflow.alarm_kinds import A_DAY, describe

ACCOUNT = "account"  # in place of a stage
BILLING_REGION = "us-east-1"
CHARGES = "estimated-charges"
# What may be said of where the alarm goes, as of a stage's alarms; kept until it is said again.
NOTIFIED = {"ALARM_EMAIL": "AlarmEmail"}
GATEWAY_LOGS = "arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"


def gateway_template() -> Value:
    """Return the role by which the account's gateways write logs, of any stage, and that they are to take it.

    It stays when the stack goes: gateways that write by it would be refused.
    """
    trusted = {"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "sts:AssumeRole"}
    role = resource(
        "IAM::Role",
        {
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trusted]},
            "ManagedPolicyArns": [sub(GATEWAY_LOGS)],
        },
        kept=True,
    )
    taken = resource("ApiGateway::Account", {"CloudWatchRoleArn": attribute("GatewayLogRole", "Arn")}, kept=True)
    return _template(
        "Sojourn, what an account has one of in a region - the role by which gateways write access logs.",
        {},
        {"GatewayLogRole": role, "GatewayAccount": taken},
    )


def charges_template() -> Value:
    """Return the alarm on what the account is charged this month, with a topic, which has to be in the same region."""
    alarm = resource(
        "CloudWatch::Alarm",
        {
            "AlarmName": f"sojourn-{CHARGES}",
            "AlarmDescription": describe("The account's charges of this month are beyond what was expected.", CHARGES),
            "Namespace": "AWS/Billing",
            "MetricName": "EstimatedCharges",
            "Dimensions": [{"Name": "Currency", "Value": "USD"}],
            "Statistic": "Maximum",
            "Period": A_DAY // 4,  # AWS counts a few times a day
            "EvaluationPeriods": 1,
            "Threshold": ref("ChargesLimit"),
            "ComparisonOperator": "GreaterThanOrEqualToThreshold",
            "TreatMissingData": "notBreaching",
            "AlarmActions": [ref("ChargesTopic")],
            "OKActions": [ref("ChargesTopic")],
        },
    )
    subscription = resource(
        "SNS::Subscription", {"TopicArn": ref("ChargesTopic"), "Protocol": "email", "Endpoint": ref("AlarmEmail")}
    )
    made = _template(
        "Sojourn, what an account has one of - the alarm on its charges, in the region that knows them.",
        {
            "ChargesLimit": {
                "Type": "Number",
                "MinValue": 1,
                "Description": "From how many US dollars in a month on somebody is notified.",
            },
            "AlarmEmail": {
                "Type": "String",
                "Default": "",
                "Description": "E-mail address that is notified; empty, nobody is subscribed.",
            },
        },
        {
            "ChargesTopic": resource("SNS::Topic", {"TopicName": f"sojourn-{CHARGES}"}),
            "ChargesSubscription": {"Condition": "HasAlarmEmail", **subscription},
            "ChargesAlarm": alarm,
        },
    )
    return {**made, "Conditions": {"HasAlarmEmail": {"Fn::Not": [{"Fn::Equals": [ref("AlarmEmail"), ""]}]}}}


def list_templates() -> dict[str, Value]:
    """Return both templates by their names."""
    return {"account-gateways": gateway_template(), "account-charges": charges_template()}


def _template(description: str, parameters: Value, resources: Value) -> Value:
    declared = {"Parameters": parameters} if parameters else {}
    start = {"AWSTemplateFormatVersion": "2010-09-09", "Description": description}
    return {**start, **declared, "Resources": resources}


def install(region: str, limit: str, environment: Mapping[str, str], say: Say, agree: Agree) -> None:
    """Bring both stacks up to date; without a limit there is no alarm. DeploymentFailed says what went wrong."""
    endpoint = environment.get("AWS_ENDPOINT_URL", "")
    _apply(Target(ACCOUNT, region, endpoint), "gateways", gateway_template(), {}, say, agree)
    if not limit:
        return
    said = {parameter: environment[name] for name, parameter in NOTIFIED.items() if name in environment}
    billing = Target(ACCOUNT, BILLING_REGION, endpoint)
    _apply(billing, "charges", charges_template(), {"ChargesLimit": limit, **said}, say, agree)


def _apply(target: Target, part: str, template: Value, given: dict[str, str], say: Say, agree: Agree) -> None:
    artifacts = Artifacts(target)
    url = artifacts.url(artifacts.put(json.dumps(template, indent=1).encode(), f"{part}.json"))
    Stacks(target, say, agree).apply(Plan(target.stack(part), template, url, given))


@command
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", default="", help="US dollars in a month; no alarm on charges if not said")
    asked = parser.parse_args()
    region = Target(ACCOUNT).region
    install(region, asked.limit, os.environ, print, guards.go_on)
    watched = f"an alarm from {asked.limit} dollars a month on" if asked.limit else "no alarm on charges"
    print(f"account: gateways in {region} write access logs from their next deployment on; {watched}")


if __name__ == "__main__":
    sys.exit(main())
