"""Makes the roles by which a repository deploys one stage and people operate it: once, by an administrator.

`python -m infra.pipeline --stage dev --repository acme/travel --operator ARN` uses the credentials and region of the
environment.
"""

import argparse
import json
import sys

from infra import guards
from infra.artifacts import Artifacts
from infra.commands import command
from infra.package import ROOT
from infra.stacks import Agree, Plan, Stacks
from infra.target import Say, Target
from infra.templates import Value, load

TEMPLATE = ROOT / "infra" / "pipeline.yaml"
EDGE_RIGHTS = ROOT / "infra" / "edge_rights.yaml"
STAGES = ("dev", "staging", "prod")


def template() -> Value:
    """Return the pipeline's template as it is sent to CloudFormation."""
    made = load(TEMPLATE)
    for section, more in load(EDGE_RIGHTS).items():
        made[section] |= more
    return made


def text() -> str:
    """Return the template as it is sent to CloudFormation."""
    return json.dumps(template(), indent=1)


def install(target: Target, given: dict[str, str], say: Say, agree: Agree = guards.go_on) -> dict[str, str]:
    """Make or change the roles of a stage; their ARNs. DeploymentFailed says what went wrong."""
    artifacts = Artifacts(target)
    url = artifacts.url(artifacts.put(text().encode(), "pipeline.json"))
    plan = Plan(target.stack("pipeline"), template(), url, {"Stage": target.stage, **given}, named_roles=True)
    return Stacks(target, say, agree).apply(plan)


@command
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True, choices=STAGES)
    parser.add_argument("--repository", required=True, help="owner/name on GitHub")
    parser.add_argument("--operator", required=True, help="the ARN of who may become the operator")
    parser.add_argument("--branch", default="main", help="the only branch that deploys (main)")
    parser.add_argument("--provider", default="", help="the ARN of the account's provider for GitHub, if it has one")
    parser.add_argument("--zone", default="", help="the hosted zone of what stands in front of the stage, if it does")
    asked = parser.parse_args()
    target = Target.from_environment(asked.stage)
    given = {
        "Repository": asked.repository,
        "Branch": asked.branch,
        "ProviderArn": asked.provider,
        "OperatorPrincipal": asked.operator,
        "EdgeZoneId": asked.zone,
    }
    agree = guards.ask_somebody(target)
    made = install(target, given, print, agree)
    print(f"  CODE_ROLE_ARN={made['CodeRoleArn']}\n  INFRASTRUCTURE_ROLE_ARN={made['InfrastructureRoleArn']}")
    print(
        f"pipeline: {asked.repository} on {asked.branch} deploys {asked.stage}, {made['OperatorRoleArn']} operates it"
    )


if __name__ == "__main__":
    sys.exit(main())
