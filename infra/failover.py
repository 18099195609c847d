"""Brings a stage's rows and secrets to the region that it fails over to: `make fail-over STAGE=prod`, with the second
region in the environment. The first need not answer any more.

Tables come from the newest copies in the vault of the pilot light, under their own names; the replicas of secrets
become secrets of their own. `make deploy` then takes both in. Whatever is there already stays as it is, so all of it
may be called again.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from infra import guards, policies
from infra.artifacts import ABSENT, is_there
from infra.commands import command
from infra.foundation.backup_plans import COPIES_VAULT
from infra.foundation.tables import TABLES, Table
from infra.recovery.tables import set_up
from infra.target import DeploymentFailed, Say, Target

LIMIT_SECONDS = 14_400  # AWS restores within some hours, whatever a table's size
PAUSE_SECONDS = 10
SECRETS = ("signing", "supplier-sandbox", "locator-index")
_OVER = frozenset({"ABORTED", "FAILED"})


class Copy(NamedTuple):
    """A copy of a table in the vault: of when, and by which it is restored."""

    made_at: datetime
    arn: str


def fail_over(target: Target, at: datetime | None, say: Say) -> None:
    """Restore what the stage has lost with its first region, no later than `at`. DeploymentFailed: a table that must be
    kept has no copy, and nothing was restored; or a restoration failed."""
    copies = choose_copies(target, at)
    restore(target, copies, say)
    for secret in promote_secrets(target):
        say(f"fail-over: the secret {secret} is one of {target.region} now")
    if copies:
        moments = sorted(copy.made_at for copy in copies.values())
        apart = (moments[-1] - moments[0]).total_seconds()
        say(f"fail-over: the oldest of {len(copies)} copies is of {moments[0]:%Y-%m-%d %H:%M} UTC, {apart:.0f} s apart")
    say(f"fail-over: {target.stage} has its rows in {target.region}: now `make deploy STAGE={target.stage}`")


def choose_copies(target: Target, at: datetime | None = None) -> dict[str, Copy]:
    """Return the newest copy, no later than `at`, of every table that is not there. DeploymentFailed: one has none."""
    gone = [table for table in TABLES if table.kept and not _is_there(target, table)]
    newest = {name: copy for name, copy in sorted(list_copies(target)) if at is None or copy.made_at <= at}
    if missing := [table.name for table in gone if table.name not in newest]:
        raise DeploymentFailed(
            f"The vault of {target.region} has no copy of {', '.join(missing)}, so nothing is restored: put in what was"
            f" exported (`make import-stage`), or make a stage without them by `make deploy STAGE={target.stage}`."
        )
    return {table.name: newest[table.name] for table in gone}


def list_copies(target: Target) -> Iterator[tuple[str, Copy]]:
    """Yield every whole copy of the vault with the name of its table, without the stage."""
    prefix = f"sojourn-{target.stage}-"
    pages = target.client("backup").get_paginator("list_recovery_points_by_backup_vault")
    for page in pages.paginate(BackupVaultName=f"{prefix}{COPIES_VAULT}", ByResourceType="DynamoDB"):
        for point in page["RecoveryPoints"]:
            table = str(point["ResourceArn"]).rpartition("/")[2]
            if point["Status"] == "COMPLETED" and table.startswith(prefix):
                yield table.removeprefix(prefix), Copy(point["CreationDate"], point["RecoveryPointArn"])


def restore(target: Target, copies: dict[str, Copy], say: Say) -> None:
    """Restore tables from their copies, all at once, and set what no backup holds. DeploymentFailed: one failed."""
    backup, role = target.client("backup"), find_role(target) if copies else ""
    jobs: dict[str, str] = {}
    for name, copy in copies.items():
        metadata = {
            "targetTableName": f"sojourn-{target.stage}-{name}",
            "encryptionType": "KMS",  # by the account's own key of DynamoDB, as the foundation has it
            "kmsMasterKeyArn": "Not Applicable",
        }
        started = backup.start_restore_job(
            RecoveryPointArn=copy.arn,
            Metadata=metadata,
            IamRoleArn=role,
            ResourceType="DynamoDB",
            IdempotencyToken=f"{target.stage}-{name}-{copy.made_at:%Y%m%dT%H%M%S}",
        )
        jobs[name] = started["RestoreJobId"]
    _await(backup, jobs)
    for table in TABLES:
        if table.name in jobs:
            set_up(target, table)
            say(f"fail-over: {table.name} is restored as of {copies[table.name].made_at:%Y-%m-%d %H:%M} UTC")


def find_role(target: Target) -> str:
    """Return the role that the first region's foundation made for AWS Backup; roles are of the whole account."""
    stack = f"{target.stack('foundation')}-BackupRole-"
    for page in target.client("iam").get_paginator("list_roles").paginate():
        for role in page["Roles"]:
            if role["RoleName"].startswith(stack):
                return str(role["Arn"])
    raise DeploymentFailed(f"There is no role {stack}... of {target.stage} for AWS Backup to restore by.")


def promote_secrets(target: Target, names: Iterable[str] = SECRETS) -> list[str]:
    """Make the replicas of secrets secrets of their own, and return which they are: the first region's can rotate them
    no more."""
    secrets, promoted = target.client("secretsmanager"), list[str]()
    for name in names:
        secret = f"sojourn-{target.stage}-{name}"
        try:
            found = secrets.describe_secret(SecretId=secret)
        except ClientError as error:
            if error.response["Error"]["Code"] in ABSENT:
                continue  # the deployment makes another: cursors and notices that are under way are refused
            raise
        if found.get("PrimaryRegion", target.region) != target.region:
            secrets.stop_replication_to_replica(SecretId=secret)
            promoted.append(secret)
    return promoted


def _await(backup: Any, jobs: dict[str, str]) -> None:
    until, open_jobs = time.monotonic() + LIMIT_SECONDS, dict(jobs)
    while open_jobs:
        for name, job in list(open_jobs.items()):
            found = backup.describe_restore_job(RestoreJobId=job)
            if found["Status"] in _OVER:
                raise DeploymentFailed(f"{name} was not restored: {found.get('StatusMessage', found['Status'])}")
            if found["Status"] == "COMPLETED":
                del open_jobs[name]
        if time.monotonic() > until:
            raise DeploymentFailed(f"{', '.join(open_jobs)} not restored after {LIMIT_SECONDS} s: run this again.")
        if open_jobs:
            time.sleep(PAUSE_SECONDS)


def _is_there(target: Target, table: Table) -> bool:
    return is_there(target.client("dynamodb").describe_table, TableName=f"sojourn-{target.stage}-{table.name}")


@command
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True, choices=[stage for stage in policies.STAGES if stage != "local"])
    parser.add_argument("--at", type=datetime.fromisoformat, help="no later than this moment, with its zone")
    asked = parser.parse_args()
    if asked.at is not None and asked.at.tzinfo is None:
        parser.error("say --at with its zone: 2027-03-01T08:00:00Z")
    target = Target.from_environment(asked.stage)
    guards.check_region(target)
    agree = guards.ask_somebody(target)
    agree(f"Restore {target.stage} in {target.region} from copies? The region before must not be written to any more.")
    fail_over(target, asked.at, print)


if __name__ == "__main__":
    sys.exit(main())
