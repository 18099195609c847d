"""What is asked before anything is deployed: that it is meant, and that this machine can make what AWS will run."""

import json
import os
import sys
from collections.abc import Mapping

import msgspec

from chalicelib import settings
from infra import layers
from infra.gateway_answers import CHALICE
from infra.stacks import Agree
from infra.target import DeploymentFailed, Say, Target
from infra.templates import Value

RUNTIME = "python3.13"  # of the functions on AWS; its bytecode is made by the interpreter that packages
CAREFUL = frozenset({"staging", "prod"})


def check(target: Target, interpreter: tuple[int, int] = sys.version_info[:2]) -> None:
    """Refuse what must never reach AWS, and a region in which the stage's data may not be."""
    check_region(target)
    if not target.on_aws:
        return
    if target.stage == "local":
        raise DeploymentFailed(
            "The stage local is for the embedded cloud alone (`make up`): its functions may answer any workflow of the"
            " account, and its webhooks lead to the machine that they run on. Say STAGE=dev, staging or prod."
        )
    if f"python{interpreter[0]}.{interpreter[1]}" != RUNTIME:
        raise DeploymentFailed(
            f"Functions run on {RUNTIME}, and this is Python {interpreter[0]}.{interpreter[1]}, whose bytecode they"
            f" cannot read: `make clean env PYTHON={RUNTIME}`, then deploy again."
        )


def check_region(target: Target) -> None:
    """Refuse a region in which the stage's data may not be, or whose models may not be asked."""
    config = json.loads(CHALICE.read_text(encoding="utf-8"))
    check_residency(target, config["stages"][target.stage]["environment_variables"])


def check_residency(target: Target, variables: Mapping[str, object]) -> None:
    """Refuse to deploy functions with these variables, where any would take data out of the regions that they allow."""
    said = {name: value for name, value in variables.items() if isinstance(value, str)}
    try:
        settings.load({**said, "AWS_REGION": target.region})
    except msgspec.ValidationError as error:
        raise DeploymentFailed(f"The settings of {target.stage} do not hold in {target.region}: {error}.") from error


def check_package(target: Target, template: Value) -> None:
    """Refuse a package that was made for another stage or another runtime, or, for AWS, without layers."""
    functions = {name: it for name, it in template["Resources"].items() if it["Type"] == "AWS::Serverless::Function"}
    variables = [it["Properties"]["Environment"]["Variables"] for it in functions.values()]
    stages = {each["SOJOURN_STAGE"] for each in variables}
    if stages != {target.stage}:
        raise DeploymentFailed(f"This package is for {', '.join(sorted(stages))}, and not for {target.stage}.")
    for each in variables:
        check_residency(target, each)
    wrong = {it["Properties"]["Runtime"] for it in functions.values()} - {RUNTIME}
    if target.on_aws and wrong:
        raise DeploymentFailed(
            f"This package is for {', '.join(sorted(wrong))}, but functions run on {RUNTIME}: package again."
        )
    if target.on_aws and (missing := layers.list_missing(template)):
        raise DeploymentFailed(
            f"{', '.join(missing)}: packaged without what a layer brings. `make package STAGE={target.stage}` makes the"
            " layers too, then deploy again."
        )


def is_agreed() -> bool:
    """Return whether who runs the command has said yes to all that it will ask."""
    return os.environ.get("YES") == "1"


def ask_somebody(target: Target, say: Say = print, *, agreed: bool | None = None) -> Agree:
    """Return what asks before each change of a stage that people depend on, unless they have `agreed` to all before;
    other stages are changed without."""
    if not (target.on_aws and target.stage in CAREFUL):
        return go_on
    if agreed or (agreed is None and is_agreed()):
        return lambda question: say(f"deploy: {question} YES=1")
    if not sys.stdin.isatty():
        raise DeploymentFailed(
            f"{target.stage} is changed only if somebody says yes: nobody can be asked here, so YES=1."
        )
    return _ask


def go_on(_: str) -> None:
    """Take it that what was shown is wanted."""


def _ask(question: str) -> None:
    if input(f"{question} [yes/no] ").strip().lower() != "yes":
        raise DeploymentFailed("Nothing more is changed: the answer was not yes.")
