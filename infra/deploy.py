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
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from infra import booking_workflow, guards, policies, releases
from infra.artifacts import Artifacts
from infra.foundation import template as foundation
from infra.index_steps import split
from infra.package import ROOT, Package, package
from infra.stacks import Agree, Plan, Stacks
from infra.target import DeploymentFailed, Held, Say, Target
from infra.templates import Value
from infra.workflow import template as workflow

__all__ = ["DeploymentFailed", "Say", "Target", "deploy"]

PARTS = ("foundation", "service", "workflow")
CHALICE = ROOT / ".chalice" / "config.json"
HELD = 3  # the exit code where a release is held for an approval
# What may be said of a stage when it is deployed, and is kept until it is said again.
SETTINGS = {"ALARM_EMAIL": "AlarmEmail", "DOCUMENTS_ORIGIN": "DocumentsOrigin"}


def deploy(
    target: Target, built: Package, say: Say, agree: Agree = guards.go_on, *, only_code: bool = False
) -> dict[str, str]:
    """Bring the stacks of a stage up to date; all their outputs. DeploymentFailed says what went wrong.

    `only_code`: of the service alone, and only if nothing but code would change; else Held says what would.
    """
    guards.check(target)
    template = json.loads(built.template.read_text(encoding="utf-8"))
    guards.check_package(target, template)
    stacks, artifacts = Stacks(target, say, agree), Artifacts(target)
    service = _plan_service(target, artifacts, built, template)
    work = _plan_workflow(target, artifacts)
    if only_code:
        outputs = _release_code(stacks, (_plan_foundation(target), work), service)
    else:
        outputs = _apply_foundation(target, stacks, artifacts) | stacks.apply(service) | stacks.apply(work)
    releases.record(artifacts, [service, work])
    if target.stage in guards.CAREFUL:
        for part in PARTS:
            stacks.protect(target.stack(part))
    return outputs


def _release_code(stacks: Stacks, others: Iterable[Plan], service: Plan) -> dict[str, str]:
    for plan in others:
        if stacks.differs(plan):
            raise Held(f"{plan.stack}: more than code would change.")
    return stacks.apply(service._replace(only_code=True))


def _plan_foundation(target: Target) -> Plan:
    given = {
        "Stage": target.stage,
        "EnablePassengersTable": passengers_enabled(target.stage),
        **settings(os.environ),
    }
    return Plan(target.stack("foundation"), foundation.template(), "", given)


def _apply_foundation(target: Target, stacks: Stacks, artifacts: Artifacts) -> dict[str, str]:
    plan, outputs = _plan_foundation(target), {}
    for template in split(stacks.template(plan.stack), plan.template):
        url = artifacts.url(artifacts.put(json.dumps(template, indent=1).encode(), "foundation.json"))
        outputs = stacks.apply(plan._replace(template=template, template_url=url))
    return outputs


def _plan_service(target: Target, artifacts: Artifacts, built: Package, template: Value) -> Plan:
    code = artifacts.put(built.code.read_bytes(), "deployment.zip")
    for function in _functions(template):
        function["CodeUri"] = {"Bucket": artifacts.bucket, "Key": code}
    key = artifacts.put(json.dumps(template).encode(), "service.json")
    given = {"Stage": target.stage, "EmulatorEndpoint": target.endpoint}
    return Plan(target.stack("service"), template, artifacts.url(key), given, template_key=key)


def read_package(folder: Path) -> Package:
    """Return the package that lies in a folder. DeploymentFailed: it does not."""
    built = Package(folder / "deployment.zip", folder / "sam.json")
    if missing := [str(each) for each in built if not each.exists()]:
        raise DeploymentFailed(f"{', '.join(missing)} is not there: `make package` first.")
    return built


def _plan_workflow(target: Target, artifacts: Artifacts) -> Plan:
    given = {
        "Stage": target.stage,
        "ArtifactsBucket": artifacts.bucket,
        "BookingDefinitionKey": artifacts.put(booking_workflow.text().encode(), "booking.asl.json"),
    }
    key = artifacts.put(workflow.text().encode(), "workflow.json")
    return Plan(target.stack("workflow"), workflow.template(), artifacts.url(key), given, template_key=key)


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
    parser.add_argument("--scope", default="all", choices=("all", "code"), help="code: nothing but functions' code")
    parser.add_argument("--package", type=Path, help="a folder that was packaged before; packaged now if not said")
    asked = parser.parse_args()
    target = Target(asked.stage, endpoint=os.environ.get("AWS_ENDPOINT_URL", ""))
    started = time.monotonic()
    try:
        guards.check(target)
        print(f"deploy: {target.stage} to account {target.account()}, {target.region}, {target.endpoint or 'AWS'}")
        agree = guards.ask_somebody(target, print, agreed=os.environ.get("YES") == "1")
        agree(f"Deploy to {target.stage}?")
        built = read_package(asked.package) if asked.package else package(target.stage)
        outputs = deploy(target, built, print, agree, only_code=asked.scope == "code")
    except Held as held:
        print(held, file=sys.stderr)
        return HELD
    except DeploymentFailed as error:
        print(error, file=sys.stderr)
        return 1
    address = outputs.get("EndpointURL", "")
    print(f"deploy: {target.stage} is up at {address} after {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
