"""The backups of the tables: by the hour for a week, by the day for ninety days, each copied to the second region where
there is one. Every table has point-in-time recovery beside that, which is quicker and to the second, in its own region.

A backup of a table is a whole one and costs what the table holds, so a stage pays for it only where it is wanted
(parameter `Backups`): without a word, on prod alone, and by the hour where there is a second region, for whose sake
those are. Daily ones are cold after a day, at a third of the price: nobody is in a hurry for what the recovery to a
point in time lacks.
"""

from typing import NamedTuple

from infra.foundation.tables import TABLES
from infra.templates import Value, attribute, name_of, ref, resource, sub

# No backup outlives the longest plan: nobody's data is kept longer than docs/privacy.md says.
SHORTEST_DAYS, LONGEST_DAYS = 7, 91
WARM_DAYS = 1  # of a backup that is kept cold afterwards, for ninety days: AWS takes no fewer
COPIES_VAULT = "copies"
_ACCOUNT = "${AWS::AccountId}"
_ROLES = ("AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForRestores")


class Schedule(NamedTuple):
    """How often the tables are backed up (UTC), for how many days a backup is kept, and on which condition."""

    name: str
    cron: str
    days: int
    condition: str
    is_cold: bool = False

    @property
    def lifecycle(self) -> Value:
        """What becomes of a backup, and of its copy."""
        return {**({"MoveToColdStorageAfterDays": WARM_DAYS} if self.is_cold else {}), "DeleteAfterDays": self.days}


SCHEDULES = (
    Schedule("hourly", "cron(5 * * * ? *)", SHORTEST_DAYS, "BackedUpHourly"),
    Schedule("daily", "cron(35 1 * * ? *)", LONGEST_DAYS, "BackedUp", is_cold=True),
)


def resources() -> dict[str, Value]:
    """Return the vault, the plans and the role that makes backups and restores them.

    The vault is there on AWS either way, for it costs nothing by itself, and holds what was backed up before the plans
    were taken away.
    """
    made = {
        "BackupVault": {"Condition": "OverTls", **vault("tables")},
        "BackupRole": {"Condition": "BackedUp", **_role()},
    }
    for schedule in SCHEDULES:
        plan, wanted = f"{schedule.name.capitalize()}Backups", {"Condition": schedule.condition}
        made[plan] = wanted | resource("Backup::BackupPlan", {"BackupPlan": _plan(schedule)})
        made[f"{plan}Tables"] = wanted | resource("Backup::BackupSelection", _selection(plan))
    return made


def vault(name: str) -> Value:
    """Return a vault in which a backup stays for as long as its plan says, neither less nor longer, whoever asks: the
    lock can be taken away only by who may configure vaults (governance)."""
    lock = {"MinRetentionDays": SHORTEST_DAYS, "MaxRetentionDays": LONGEST_DAYS}
    return resource("Backup::BackupVault", {"BackupVaultName": name_of(name), "LockConfiguration": lock}, kept=True)


def backed_up() -> list[str]:
    """Return the tables that are backed up: those that outlive the stack. The others can be made again."""
    return [table.name for table in TABLES if table.kept]


def _plan(schedule: Schedule) -> Value:
    there = sub(
        f"arn:${{AWS::Partition}}:backup:${{RecoveryRegion}}:{_ACCOUNT}:backup-vault:sojourn-${{Stage}}-{COPIES_VAULT}"
    )
    copy = {"DestinationBackupVaultArn": there, "Lifecycle": schedule.lifecycle}
    return {
        "BackupPlanName": name_of(schedule.name),
        "BackupPlanRule": [
            {
                "RuleName": schedule.name,
                "TargetBackupVault": ref("BackupVault"),
                "ScheduleExpression": schedule.cron,
                # The shortest that AWS takes: a backup begins within the hour, or is given up.
                "StartWindowMinutes": 60,
                "CompletionWindowMinutes": 120,
                "Lifecycle": schedule.lifecycle,
                "CopyActions": {"Fn::If": ["Replicated", [copy], ref("AWS::NoValue")]},
            }
        ],
    }


def _selection(plan: str) -> Value:
    table = f"arn:${{AWS::Partition}}:dynamodb:${{AWS::Region}}:{_ACCOUNT}:table/sojourn-${{Stage}}-"
    return {
        "BackupPlanId": ref(plan),
        "BackupSelection": {
            "SelectionName": "tables",
            "IamRoleArn": attribute("BackupRole", "Arn"),
            "Resources": [sub(f"{table}{name}") for name in backed_up()],
        },
    }


def _role() -> Value:
    """Return the role that AWS Backup works by, with the rights that AWS keeps up to date for it."""
    trust = {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"Service": "backup.amazonaws.com"},
        "Condition": {"StringEquals": {"aws:SourceAccount": ref("AWS::AccountId")}},
    }
    return resource(
        "IAM::Role",
        {
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
            "ManagedPolicyArns": [
                sub(f"arn:${{AWS::Partition}}:iam::aws:policy/service-role/{each}") for each in _ROLES
            ],
        },
    )
