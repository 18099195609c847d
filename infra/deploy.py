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
from collections.abc import Iterable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

from infra import account_room, booking_workflow, guards, layers, policies, releases, vectors
from infra.artifacts import Artifacts
from infra.commands import command
from infra.edge.closing import close_address, name_address
from infra.edge.deployment import Edges, describe_api
from infra.edge.said import KIND, OFF
from infra.existing import find_existing, keeping, moving, template_for
from infra.foundation import template as foundation
from infra.gateway_answers import CHALICE
from infra.gateway_logs import log_parameters
from infra.identity import keep_identity
from infra.index_steps import split
from infra.limits import RESERVES, list_reserved
from infra.package import Package, package
from infra.packaged_template import finish, functions, shift_traffic
from infra.policy_index_rights import find_index
from infra.stacks import Agree, Plan, Stacks
from infra.steps_in_use import keep_steps_in_use
from infra.target import DeploymentFailed, Held, Say, Target
from infra.templates import Value
from infra.versions import remove_old_versions
from infra.watching import watch, workflow_parameters
from infra.workflow import template as workflow

__all__ = ["DeploymentFailed", "Say", "Target", "deploy"]

Released = tuple[dict[str, str], list[Plan]]  # what the stacks answer, and what was released

PARTS = ("foundation", "service", "workflow")
# What may be said of a stage when it is deployed, and is kept until it is said again.
SETTINGS = {
    "ALARM_EMAIL": "AlarmEmail",
    "BACKUPS": "Backups",
    "DOCUMENTS_ORIGIN": "DocumentsOrigin",
    "IDENTITY_PROVIDER": "IdentityProvider",
    "IDENTITY_PROVIDER_CLIENT_ID": "IdentityProviderClientId",
    "IDENTITY_PROVIDER_ISSUER": "IdentityProviderIssuer",
    "IDENTITY_PROVIDER_METADATA": "IdentityProviderMetadata",
    "IDENTITY_PROVIDER_SECRET": "IdentityProviderSecret",  # nosec B105 - the name of a parameter
    "SENDER_EMAIL": "SenderEmail",
    "SENDER_IDENTITY": "SenderIdentity",
    "SIGN_IN_PREFIX": "SignInPrefix",
    "SIGN_IN_URLS": "SignInUrls",
    "SIGN_OUT_URLS": "SignOutUrls",
}


def deploy(
    target: Target, built: Package, say: Say, agree: Agree = guards.go_on, *, only_code: bool = False
) -> dict[str, str]:
    """Bring the stacks of a stage up to date; all their outputs. DeploymentFailed says what went wrong.

    `only_code`: of the service alone, and only if nothing but code would change; else Held says what would.
    """
    guards.check(target)
    template = finish(json.loads(built.template.read_text(encoding="utf-8")))  # it may be of another release
    guards.check_package(target, template)
    deployment = Deployment(target, Stacks(target, say, agree), Artifacts(target))
    for name in watch(target).ringing:
        say(f"deploy: {name} rings already, so it does not take this deployment back")
    edges = Edges(target, say, agree, os.environ)
    release = _release_code if only_code else _release_all
    outputs, released = release(deployment, built, template, edges)
    releases.record(deployment.artifacts, released)
    return outputs


def _release_all(deployment: "Deployment", built: Package, template: Value, edges: Edges) -> Released:
    """Bring every stack up to date, and what stands in front of them.

    What people come by stands before the gateway's own address is closed, and that is opened before it goes.
    """
    standing = edges.find()
    wanted = edges.read(standing)
    edges.check(wanted)
    address = wanted.address if wanted == standing else ""
    service, work = deployment.plan_service(built, deepcopy(template), address), deployment.plan_workflow()
    service = deployment.reserve(service)
    outputs = deployment.apply_everything(service, work)
    if wanted.kind != OFF:
        edges.apply(wanted, describe_api(template, outputs))
    elif edges.is_to_go:
        edges.remove()
    if wanted.address != address:
        service = deployment.reserve(deployment.plan_service(built, deepcopy(template), wanted.address))
        outputs |= deployment.apply_service(service)
    return outputs | {"Address": wanted.address or outputs.get("EndpointURL", "")}, [service, work]


def _release_code(deployment: "Deployment", built: Package, template: Value, edges: Edges) -> Released:
    """Give the functions new code. Held: more would change, wherever that is."""
    standing = edges.find()
    wanted = edges.read(standing)
    if wanted != standing:
        raise Held(f"{KIND}={wanted.kind}: more than code would change.")
    service, work = deployment.plan_service(built, deepcopy(template), wanted.address), deployment.plan_workflow()
    if wanted.kind != OFF:
        for stack in edges.list_changed(wanted, describe_api(template, deployment.stacks.outputs(service.stack))):
            raise Held(f"{stack}: more than code would change.")
    outputs = deployment.release_code(service, (deployment.plan_foundation(), *deployment.plan_vectors(), work))
    return outputs | {"Address": wanted.address or outputs.get("EndpointURL", "")}, [service, work]


class Deployment(NamedTuple):
    """One deployment of a stage, stack by stack."""

    target: Target
    stacks: Stacks
    artifacts: Artifacts

    def plan_foundation(self, **more: str) -> Plan:
        """Return what has state, as it is to become; `more` is said of it beside what the environment says."""
        given = {
            "Stage": self.target.stage,
            "EnablePassengersTable": passengers_enabled(self.target.stage),
            **settings(os.environ),
            **more,
        }
        template, kept = keep_identity(self.stacks.template(self.target.stack("foundation")), foundation.template())
        for each in kept:
            self.stacks.say(f"deploy: {each} stays as it is, for only another one could have it otherwise")
        return self.plan_template("foundation", template, given)

    def plan_service(self, built: Package, template: Value, address: str = "") -> Plan:
        """Return the functions and the APIs, as they are to become; `address` is where people reach the API, if it is
        not the gateway's own."""
        code = self.artifacts.put(built.code.read_bytes(), "deployment.zip")
        for function in functions(template).values():
            function["CodeUri"] = {"Bucket": self.artifacts.bucket, "Key": code}
        for content in layers.list_contents(template):
            zipped = (built.code.parent / content["S3Key"]).read_bytes()
            content.update(S3Bucket=self.artifacts.bucket, S3Key=self.artifacts.put(zipped, content["S3Key"]))
        if self.target.on_aws:  # the embedded cloud answers at one address alone
            template = shift_traffic(close_address(template, address), self.target.stage)
        warm = account_room.read_provisioned(os.environ.get("API_PROVISIONED_CONCURRENCY"), template)
        given = {
            "Stage": self.target.stage,
            "EmulatorEndpoint": self.target.endpoint,
            **log_parameters(self.target, template),
            **name_address(template, address),
            **warm,
        }
        return self._watched(self.plan_template("service", template, given))

    def plan_vectors(self) -> list[Plan]:
        """Return what vectors of policy documents lie in, on AWS, where the stage's setting says so."""
        if not self.target.on_aws or find_index(self.target.stage) != "s3_vectors":
            return []
        return [self.plan_template(vectors.STACK, vectors.template(), {"Stage": self.target.stage})]

    def reserve(self, service: Plan) -> Plan:
        """Return the plan with or without room that functions have to themselves, as the account has it."""
        reserved = list_reserved(service.template)
        if not reserved:
            return service
        room = account_room.find_room(self.target, reserved)
        if not room.is_enough:
            self.stacks.say(f"deploy: no room is kept for functions, for {room.describe()}")
        return service._replace(given={**service.given, RESERVES: str(room.is_enough).lower()})

    def plan_workflow(self) -> Plan:
        """Return what names the functions, as it is to become."""
        given = {
            "Stage": self.target.stage,
            "ArtifactsBucket": self.artifacts.bucket,
            "BookingDefinitionKey": self.artifacts.put(booking_workflow.text().encode(), "booking.asl.json"),
            "EmulatorEndpoint": self.target.endpoint,
            **workflow_parameters(self.target),
        }
        return self._watched(self.plan_template("workflow", workflow.template(), given))

    def apply_foundation(self, **more: str) -> dict[str, str]:
        """Bring up to date what has state: index by index, and without losing what moves to another stack."""
        stack = self.target.stack("foundation")
        plan, outputs = self.plan_foundation(**more), dict[str, str]()
        deployed = self.stacks.template(stack)
        if names := moving(deployed, plan.template, workflow.template()):
            self.stacks.apply(self.plan_template("foundation", keeping(deployed, names), {}))
        self.take_in(plan)
        for template in split(self.stacks.template(stack), plan.template):
            outputs = self.stacks.apply(self.plan_template("foundation", template, plan.given))
        return outputs

    def apply_everything(self, service: Plan, work: Plan) -> dict[str, str]:
        """Bring every stack up to date, in the order in which they need each other."""
        outputs = self.apply_foundation()
        for plan in self.plan_vectors():
            self.stacks.apply(plan)
        outputs |= self.apply_service(service) | self.apply_workflow(work)
        if self.target.stage in guards.CAREFUL:
            self.protect()
        return outputs

    def apply_service(self, plan: Plan) -> dict[str, str]:
        """Bring the functions and the APIs up to date; steps that executions may still call stay."""
        template, kept = keep_steps_in_use(self.target, plan.template, self.stacks.template(plan.stack))
        for step in kept:
            self.stacks.say(f"deploy: {step} stays, for executions that began before may call it")
        outputs = self.stacks.apply(self._with(plan, template) if kept else plan)
        remove_old_versions(self.target, template)
        return outputs

    def apply_workflow(self, plan: Plan) -> dict[str, str]:
        """Bring up to date what names the functions."""
        self.take_in(plan)
        return self.stacks.apply(plan)

    def release_code(self, service: Plan, others: Iterable[Plan]) -> dict[str, str]:
        """Give the functions new code. Held: more would change, there or in the other stacks."""
        for plan in others:
            if self.stacks.differs(plan):
                raise Held(f"{plan.stack}: more than code would change.")
        return self.stacks.apply(service._replace(only_code=True))

    def protect(self) -> None:
        """Let nobody delete a stack of the stage by accident."""
        for part in PARTS:
            self.stacks.protect(self.target.stack(part))

    def _watched(self, plan: Plan) -> Plan:
        """Have the stage's alarms take the update back when they ring."""
        found = watch(self.target)
        return plan._replace(alarms=found.alarms, watch_minutes=found.minutes)

    def take_in(self, plan: Plan) -> None:
        """Take into the stack what is there already: what outlived it, or what another stack had before."""
        if self.stacks.is_broken(plan.stack):
            return
        found = find_existing(self.target, plan.template, self.stacks.resources(plan.stack))
        if found:
            template = template_for(found, plan.template, self.stacks.template(plan.stack))
            self.stacks.apply(self._with(plan, template)._replace(imports=tuple(found), alarms=()))

    def _with(self, plan: Plan, template: Value) -> Plan:
        """Return the plan with another template."""
        made = self.plan_template(plan.stack.rsplit("-", 1)[1], template, plan.given)
        return plan._replace(template=made.template, template_url=made.template_url, template_key=made.template_key)

    def plan_template(self, part: str, template: Value, given: dict[str, str]) -> Plan:
        """Return the plan that gives one of the stage's stacks this template."""
        key = self.artifacts.put(json.dumps(template, indent=1).encode(), f"{part}.json")
        return Plan(self.target.stack(part), template, self.artifacts.url(key), given, template_key=key)


def read_package(folder: Path) -> Package:
    """Return the package that lies in a folder. DeploymentFailed: it does not."""
    built = Package(folder / "deployment.zip", folder / "sam.json")
    if missing := [str(each) for each in [*built, *_list_layers(built)] if not each.exists()]:
        raise DeploymentFailed(f"{', '.join(missing)} is not there: `make package` first.")
    return built


def _list_layers(built: Package) -> list[Path]:
    """Return the zips of layers that a package's template names."""
    template = json.loads(built.template.read_text(encoding="utf-8")) if built.template.exists() else {"Resources": {}}
    return [built.template.parent / content["S3Key"] for content in layers.list_contents(template)]


def settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters that are said in the environment; empty is said too, and takes away what was set."""
    return {parameter: environment[name] for name, parameter in SETTINGS.items() if name in environment}


def passengers_enabled(stage: str) -> str:
    """Return whether the stage keeps traveller profiles, as its functions are told: "true" or "false"."""
    config = json.loads(CHALICE.read_text(encoding="utf-8"))
    return str(config["stages"][stage]["environment_variables"].get("SOJOURN_PASSENGERS_ENABLED", "true"))


@command
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    parser.add_argument("--scope", default="all", choices=("all", "code"), help="code: nothing but functions' code")
    parser.add_argument("--package", type=Path, help="a folder that was packaged before; packaged now if not said")
    asked = parser.parse_args()
    target = Target.from_environment(asked.stage)
    started = time.monotonic()
    guards.check(target)
    print(f"deploy: {target.stage} to account {target.account()}, {target.region}, {target.endpoint or 'AWS'}")
    agree = guards.ask_somebody(target)
    agree(f"Deploy to {target.stage}?")
    built = read_package(asked.package) if asked.package else package(target.stage)
    outputs = deploy(target, built, print, agree, only_code=asked.scope == "code")
    print(f"deploy: {target.stage} is up at {outputs['Address']} after {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
