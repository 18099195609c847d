"""Backs up the tables that a change set would remove or make anew, before it is carried out."""

import time
from typing import Any

from botocore.exceptions import ClientError

from infra.stack_changes import Change
from infra.target import DeploymentFailed, Say, Target

TABLE = "AWS::DynamoDB::Table"
ENDING = frozenset({"Remove", "Replace", "Dynamic"})
LIMIT_SECONDS = 600
_NAME_LIMIT = 255  # DynamoDB, of a backup's name


def endangered(changes: list[Change]) -> list[str]:
    """Return the tables, by their names in the template, that the changes end, surely or perhaps."""
    return [change.resource for change in changes if change.kind == TABLE and change.action in ENDING]


def back_up(target: Target, stack: str, change_set: str, changes: list[Change], say: Say) -> None:
    """Back up every table that the change set would end, and wait until it is done. DeploymentFailed: it was not, so
    nothing may be changed."""
    resources = endangered(changes)
    if not resources:
        return
    cloudformation, dynamodb = target.client("cloudformation"), target.client("dynamodb")
    for resource in resources:
        found = cloudformation.describe_stack_resource(StackName=stack, LogicalResourceId=resource)
        table = found["StackResourceDetail"]["PhysicalResourceId"]
        name = f"{table}-before-{change_set}"[:_NAME_LIMIT]
        try:
            made = dynamodb.create_backup(TableName=table, BackupName=name)
        except ClientError as error:
            refused = error.response["Error"]["Message"]
            raise DeploymentFailed(f"{table} could not be backed up, so nothing is changed: {refused}") from error
        _await(dynamodb, made["BackupDetails"]["BackupArn"], table)
        say(f"deploy: {table} is backed up as {name}")


def _await(dynamodb: Any, arn: str, table: str) -> None:
    until = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < until:
        described = dynamodb.describe_backup(BackupArn=arn)
        if described["BackupDescription"]["BackupDetails"]["BackupStatus"] == "AVAILABLE":
            return
        time.sleep(1)
    raise DeploymentFailed(f"{table} is not backed up after {LIMIT_SECONDS} s, so nothing is changed.")
