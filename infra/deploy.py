"""Deploys one stage through CloudFormation: the foundation stack, then the packaged service. To AWS or to the embedded
cloud: the same steps, only the endpoint differs.

`python -m infra.deploy --stage dev` uses the credentials and region of the environment.
"""

import argparse
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import boto3
from botocore.exceptions import ClientError

from infra import booking_workflow, policies
from infra.foundation import template as foundation
from infra.package import REGION, ROOT, Package, package

CHALICE = ROOT / ".chalice" / "config.json"
TAGS = {"application": "sojourn"}
Say = Callable[[str], None]


class DeploymentFailed(Exception):
    """CloudFormation refused or rolled back; the message names each failing resource and its reason."""


class Target(NamedTuple):
    """Where to deploy to. `endpoint` is empty on AWS."""

    stage: str
    region: str = REGION
    endpoint: str = ""

    def client(self, service: str) -> Any:
        """Return a client of one service there; the embedded cloud takes fixed credentials for its root."""
        if not self.endpoint:
            return boto3.client(service, region_name=self.region)  # type: ignore[call-overload]
        return boto3.client(  # type: ignore[call-overload]
            service,
            region_name=self.region,
            endpoint_url=self.endpoint,
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106  # nosec B106 - the emulator's own root, no secret
        )


def deploy(target: Target, built: Package, say: Say) -> dict[str, str]:
    """Bring both stacks of a stage up to date; all their outputs. DeploymentFailed says what went wrong."""
    artifacts = _Artifacts(target)
    workflow = artifacts.put(booking_workflow.text().encode(), "booking.asl.json")
    parameters = {
        "Stage": target.stage,
        "ArtifactsBucket": artifacts.bucket,
        "BookingDefinitionKey": workflow,
        "EnablePassengersTable": passengers_enabled(target.stage),
    }
    if email := os.environ.get("ALARM_EMAIL"):
        parameters["AlarmEmail"] = email
    url = artifacts.url(artifacts.put(foundation.text().encode(), "foundation.json"))
    outputs = _apply(target, f"sojourn-{target.stage}-foundation", url, parameters, say)

    code = artifacts.put(built.code.read_bytes(), "deployment.zip")
    template = json.loads(built.template.read_text(encoding="utf-8"))
    for function in _functions(template):
        function["CodeUri"] = {"Bucket": artifacts.bucket, "Key": code}
    url = artifacts.url(artifacts.put(json.dumps(template).encode(), "service.json"))
    parameters = {"Stage": target.stage, "EmulatorEndpoint": target.endpoint}
    return outputs | _apply(target, f"sojourn-{target.stage}-service", url, parameters, say)


def passengers_enabled(stage: str) -> str:
    """Return whether the stage keeps traveller profiles, as its functions are told: "true" or "false"."""
    config = json.loads(CHALICE.read_text(encoding="utf-8"))
    return str(config["stages"][stage]["environment_variables"].get("SOJOURN_PASSENGERS_ENABLED", "true"))


def _functions(template: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            yield resource["Properties"]


class _Artifacts:
    """The bucket that CloudFormation reads from; private, and made when it is not there."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._s3 = target.client("s3")
        account = target.client("sts").get_caller_identity()["Account"]
        self.bucket = f"sojourn-{target.stage}-artifacts-{account}-{target.region}"
        self._make_bucket()

    def _make_bucket(self) -> None:
        try:
            self._s3.head_bucket(Bucket=self.bucket)
        except ClientError as error:
            if error.response["Error"]["Code"] not in {"404", "NoSuchBucket"}:
                raise
        else:
            return
        where = {} if self._target.region == "us-east-1" else {"LocationConstraint": self._target.region}
        self._s3.create_bucket(Bucket=self.bucket, **({"CreateBucketConfiguration": where} if where else {}))
        blocked = dict.fromkeys(
            ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True
        )
        self._s3.put_public_access_block(Bucket=self.bucket, PublicAccessBlockConfiguration=blocked)

    def put(self, body: bytes, name: str) -> str:
        """Store under a key that carries the content's hash, unless it is there already; the key."""
        key = f"{hashlib.sha256(body).hexdigest()[:16]}/{name}"
        try:
            self._s3.head_object(Bucket=self.bucket, Key=key)
        except ClientError:
            self._s3.put_object(Bucket=self.bucket, Key=key, Body=body)
        return key

    def url(self, key: str) -> str:
        if self._target.endpoint:
            return f"{self._target.endpoint}/{self.bucket}/{key}"
        return f"https://{self.bucket}.s3.{self._target.region}.amazonaws.com/{key}"


def _apply(target: Target, stack: str, template_url: str, parameters: dict[str, str], say: Say) -> dict[str, str]:
    cloudformation = target.client("cloudformation")
    started = time.monotonic()
    known = _describe(cloudformation, stack)
    if known and known["StackStatus"] in {"ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS"}:
        cloudformation.delete_stack(StackName=stack)
        _wait(cloudformation, stack)
        known = None
    arguments = {
        "StackName": stack,
        "TemplateURL": template_url,
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
        "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        "Tags": [{"Key": key, "Value": value} for key, value in {**TAGS, "stage": target.stage}.items()],
    }
    try:
        (cloudformation.update_stack if known else cloudformation.create_stack)(**arguments)
    except ClientError as error:
        if "No updates are to be performed" not in str(error):
            raise DeploymentFailed(f"{stack}: {error.response['Error']['Message']}") from error
    done = _wait(cloudformation, stack)
    if done is None or done["StackStatus"] not in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
        raise DeploymentFailed(_reasons(cloudformation, stack, done))
    say(f"deploy: {stack} {done['StackStatus'].lower().replace('_', ' ')} in {time.monotonic() - started:.1f} s")
    return {output["OutputKey"]: output["OutputValue"] for output in done.get("Outputs", [])}


def _describe(cloudformation: Any, stack: str) -> dict[str, Any] | None:
    try:
        found: list[dict[str, Any]] = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    return found[0] if found and found[0]["StackStatus"] != "DELETE_COMPLETE" else None


def _wait(cloudformation: Any, stack: str, limit_seconds: float = 1_800) -> dict[str, Any] | None:
    deadline, pause = time.monotonic() + limit_seconds, 0.1
    while (state := _describe(cloudformation, stack)) and state["StackStatus"].endswith("IN_PROGRESS"):
        if time.monotonic() > deadline:
            raise DeploymentFailed(f"{stack} is still {state['StackStatus']} after {limit_seconds:.0f} s")
        time.sleep(pause)
        pause = min(pause * 1.5, 5)
    return state


def _reasons(cloudformation: Any, stack: str, state: dict[str, Any] | None) -> str:
    lines = [f"{stack} is {state['StackStatus'] if state else 'gone'}: {(state or {}).get('StackStatusReason', '')}"]
    if state:
        events = cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
        failed = [event for event in events if event["ResourceStatus"].endswith("FAILED")]
        lines += [
            f"  {event['LogicalResourceId']} ({event['ResourceType']}): {event.get('ResourceStatusReason', '')}"
            for event in reversed(failed)
        ]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    target = Target(parser.parse_args().stage, endpoint=os.environ.get("AWS_ENDPOINT_URL", ""))
    started = time.monotonic()
    try:
        outputs = deploy(target, package(target.stage), print)
    except DeploymentFailed as error:
        print(error, file=sys.stderr)
        return 1
    address = outputs.get("EndpointURL", "")
    print(f"deploy: {target.stage} is up at {address} after {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
