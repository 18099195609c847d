"""Deploys one stage through CloudFormation: the foundation stack, then the packaged service, then the workflow, which
calls the service's functions and so never knows one that is not there. To AWS or to the embedded cloud: the same steps,
only the endpoint differs.

`python -m infra.deploy --stage dev` uses the credentials and region of the environment.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping

from infra import booking_workflow, guards, policies
from infra.artifacts import Artifacts
from infra.foundation import template as foundation
from infra.index_steps import split
from infra.package import ROOT, Package, package
from infra.stacks import Agree, Plan, Stacks
from infra.target import DeploymentFailed, Say, Target
from infra.templates import Value
from infra.workflow import template as workflow

__all__ = ["DeploymentFailed", "Say", "Target", "deploy"]

PARTS = ("foundation", "service", "workflow")
CHALICE = ROOT / ".chalice" / "config.json"
# What may be said of a stage when it is deployed, and is kept until it is said again.
SETTINGS = {"ALARM_EMAIL": "AlarmEmail", "DOCUMENTS_ORIGIN": "DocumentsOrigin"}


def deploy(target: Target, built: Package, say: Say, agree: Agree = guards.go_on) -> dict[str, str]:
    """Bring the stacks of a stage up to date; all their outputs. DeploymentFailed says what went wrong."""
    guards.check(target)
    template = json.loads(built.template.read_text(encoding="utf-8"))
    guards.check_package(target, template)
    stacks, artifacts = Stacks(target, say, agree), Artifacts(target)
    outputs = _apply_foundation(target, stacks, artifacts)
    outputs |= stacks.apply(_plan_service(target, artifacts, built, template))
    outputs |= stacks.apply(_plan_workflow(target, artifacts))
    if target.stage in guards.CAREFUL:
        for part in PARTS:
            stacks.protect(target.stack(part))
    return outputs


def _apply_foundation(target: Target, stacks: Stacks, artifacts: Artifacts) -> dict[str, str]:
    stack, outputs = target.stack("foundation"), {}
    given = {
        "Stage": target.stage,
        "EnablePassengersTable": passengers_enabled(target.stage),
        **settings(os.environ),
    }
    for template in split(stacks.template(stack), foundation.template()):
        url = artifacts.url(artifacts.put(json.dumps(template, indent=1).encode(), "foundation.json"))
        outputs = stacks.apply(Plan(stack, template, url, given))
    return outputs


def _plan_service(target: Target, artifacts: Artifacts, built: Package, template: Value) -> Plan:
    code = artifacts.put(built.code.read_bytes(), "deployment.zip")
    for function in _functions(template):
        function["CodeUri"] = {"Bucket": artifacts.bucket, "Key": code}
    url = artifacts.url(artifacts.put(json.dumps(template).encode(), "service.json"))
    given = {"Stage": target.stage, "EmulatorEndpoint": target.endpoint}
    return Plan(target.stack("service"), template, url, given)


def _plan_workflow(target: Target, artifacts: Artifacts) -> Plan:
    given = {
        "Stage": target.stage,
        "ArtifactsBucket": artifacts.bucket,
        "BookingDefinitionKey": artifacts.put(booking_workflow.text().encode(), "booking.asl.json"),
    }
    url = artifacts.url(artifacts.put(workflow.text().encode(), "workflow.json"))
    return Plan(target.stack("workflow"), workflow.template(), url, given)


def settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters that are said in the environment; empty is said too, and takes away what was set."""
    return {parameter: environment[name] for name, parameter in SETTINGS.items() if name in environment}


def passengers_enabled(stage: str) -> str:
    """Return whether the stage keeps traveller profiles, as its functions are told: "true" or "false"."""
    config = json.loads(CHALICE.read_text(encoding="utf-8"))
    return str(config["stages"][stage]["environment_variables"].get("SOJOURN_PASSENGERS_ENABLED", "true"))


def _functions(template: Value) -> Iterator[Value]:
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            yield resource["Properties"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    target = Target(parser.parse_args().stage, endpoint=os.environ.get("AWS_ENDPOINT_URL", ""))
    started = time.monotonic()
    try:
        guards.check(target)
        print(f"deploy: {target.stage} to account {target.account()}, {target.region}, {target.endpoint or 'AWS'}")
        agree = guards.ask_somebody(target, print, agreed=os.environ.get("YES") == "1")
        agree(f"Deploy to {target.stage}?")
        outputs = deploy(target, package(target.stage), print, agree)
    except DeploymentFailed as error:
        print(error, file=sys.stderr)
        return 1
    address = outputs.get("EndpointURL", "")
    print(f"deploy: {target.stage} is up at {address} after {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
