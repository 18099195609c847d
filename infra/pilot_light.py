"""Gives a stage a second region to come back in: `make pilot-light STAGE=prod REGION=eu-west-1`.

What has to be there beforehand is made there (`infra.foundation.pilot_light`), and then files, backups and secrets are
copied there. Without a region nothing is copied any more, and what is there stays. docs/disaster-recovery.md says what
is done with it when the first region is lost.
"""

import argparse
import sys

from botocore.exceptions import ClientError

from infra import guards, policies
from infra.artifacts import ABSENT, Artifacts
from infra.commands import command
from infra.deploy import Deployment
from infra.foundation.keys import KEYS
from infra.foundation.pilot_light import make_template
from infra.foundation.tables import TABLES
from infra.stacks import Agree, Stacks
from infra.target import DeploymentFailed, Say, Target
from infra.templates import identify

FOUNDATION = "foundation"


def light(target: Target, second: Target, say: Say, agree: Agree) -> None:
    """Make what has to stand in the second region, and have the stage copy there. DeploymentFailed says why not; what
    is made by then stays, and the same call goes on."""
    if second.region == target.region:
        raise DeploymentFailed(f"{second.region} is the stage's own region: a second one has to be another.")
    for each in (target, second):
        guards.check_region(each)
        require_backups(each)
    stacks = Stacks(target, say, agree)
    values = read_parameters(stacks, target)
    primaries = find_keys(target, second)
    there = Deployment(second, Stacks(second, say, agree), Artifacts(second))
    require_unused(there)
    plan = there.plan_template(FOUNDATION, make_template(primaries), _given(target, values))
    there.take_in(plan)
    there.stacks.apply(plan)
    copy_to(target, second.region, say, agree)
    say(
        f"pilot-light: {target.stage} has {len(primaries)} keys, its buckets and a vault in {second.region}; files and"
        " secrets are copied there, and backups where there are any"
    )


def copy_to(target: Target, region: str, say: Say, agree: Agree) -> None:
    """Have the stage copy files, backups and secrets to another region; to none, if it has no name."""
    deployment = Deployment(target, Stacks(target, say, agree), Artifacts(target))
    deployment.apply_foundation(RecoveryRegion=region)


def find_keys(target: Target, second: Target) -> dict[str, str]:
    """Return the ARNs of the stage's keys, by their names in the template. DeploymentFailed: they are of one region, or
    at home in the second one."""
    found: dict[str, str] = {}
    single: list[str] = []
    kms = target.client("kms")
    for key in KEYS:
        try:
            described = kms.describe_key(KeyId=f"alias/sojourn-{target.stage}-{key.name}")["KeyMetadata"]
        except ClientError as error:
            if error.response["Error"]["Code"] in ABSENT:
                raise DeploymentFailed(f"{target.stage} has no key {key.name} in {target.region}.") from error
            raise
        if described.get("MultiRegion"):
            found[identify(key.name, "Key")] = described["MultiRegionConfiguration"]["PrimaryKey"]["Arn"]
        else:
            single.append(key.name)
    if single:
        raise DeploymentFailed(
            f"The keys {', '.join(single)} of {target.stage} are of one region, for it was made before keys were of"
            " several: what they encrypted could be read nowhere else. Only a stage that is made now can have a second"
            " region: move to one by `make export-stage` and `make import-stage`."
        )
    if home := [arn for arn in found.values() if f":kms:{second.region}:" in arn]:
        raise DeploymentFailed(
            f"{len(home)} keys of {target.stage} are at home in {second.region}: make {target.region} their home first,"
            f" each with `aws kms update-primary-region --primary-region {target.region}`."
        )
    return found


def require_unused(there: Deployment) -> None:
    """Refuse a region in which the stage is deployed with its tables."""
    resources = there.stacks.template(there.target.stack(FOUNDATION)).get("Resources", {})
    tables = {identify(each.name, "Table") for each in TABLES}
    if tables & resources.keys():
        raise DeploymentFailed(f"{there.target.stage} is deployed in {there.target.region} as well, with its tables.")
    if others := [name for name, it in resources.items() if it["Type"] == "AWS::KMS::Key"]:
        raise DeploymentFailed(f"{', '.join(others)} in {there.target.region} are keys of their own, and no replicas.")


def require_backups(target: Target) -> None:
    """Refuse a region in which AWS Backup may not back up tables, or copy what it backed up."""
    said = target.client("backup").describe_region_settings()
    opted = said.get("ResourceTypeOptInPreference", {}).get("DynamoDB", False)
    managed = said.get("ResourceTypeManagementPreference", {}).get("DynamoDB", False)
    if not (opted and managed):
        raise DeploymentFailed(
            f"AWS Backup may not copy tables in {target.region} yet: `aws backup update-region-settings --region"
            f" {target.region} --resource-type-opt-in-preference DynamoDB=true"
            " --resource-type-management-preference DynamoDB=true`."
        )


def read_parameters(stacks: Stacks, target: Target) -> dict[str, str]:
    """Return what was said of the stage's foundation. DeploymentFailed: there is none."""
    known = stacks.find(target.stack(FOUNDATION))
    if known is None:
        raise DeploymentFailed(f"{target.stage} is not deployed in {target.region}: `make deploy` it first.")
    return {each["ParameterKey"]: each["ParameterValue"] for each in known.get("Parameters", [])}


def _given(target: Target, values: dict[str, str]) -> dict[str, str]:
    """Return what is said of the second region's part: the stage, and which pages may fetch its documents."""
    return {"Stage": target.stage, "DocumentsOrigin": values.get("DocumentsOrigin", "*")}


@command
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True, choices=[stage for stage in policies.STAGES if stage != "local"])
    parser.add_argument("--region", default="", help="the second region; none: nothing is copied any more")
    asked = parser.parse_args()
    target = Target.from_environment(asked.stage)
    agree = guards.ask_somebody(target)
    if asked.region:
        light(target, target._replace(region=asked.region), print, agree)
    else:
        copy_to(target, "", print, agree)
        print(f"pilot-light: {target.stage} copies nothing any more; what is in the second region stays there")


if __name__ == "__main__":
    sys.exit(main())
