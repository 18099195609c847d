"""Attaches to what `chalice deploy` has deployed the rights that do not fit into a role (`policy_parts`)."""

import json
from typing import Any

from infra import policies
from infra.policy_parts import split
from infra.target import Target

_MOST_VERSIONS = 5  # that IAM keeps of a managed policy


def attach_managed(target: Target, function: str, role: str) -> bool:
    """Attach to a role that Chalice made what of the function's policy does not fit into it; whether there is any."""
    managed = split(policies.policy(function, target.stage)).managed
    if managed is None:
        return False
    iam = target.client("iam")
    name, text = f"sojourn-{target.stage}-{function}", json.dumps(managed)
    account = target.client("sts").get_caller_identity()
    arn = f"arn:{account['Arn'].split(':')[1]}:iam::{account['Account']}:policy/{name}"
    try:
        iam.create_policy(PolicyName=name, PolicyDocument=text)
    except iam.exceptions.EntityAlreadyExistsException:
        _replace(iam, arn, text)
    iam.attach_role_policy(RoleName=role, PolicyArn=arn)
    return True


def _replace(iam: Any, arn: str, text: str) -> None:
    """Make this the policy's default version, in the room of the oldest one that is not."""
    versions = iam.list_policy_versions(PolicyArn=arn)["Versions"]
    others = sorted((each for each in versions if not each["IsDefaultVersion"]), key=lambda each: each["CreateDate"])
    if len(versions) >= _MOST_VERSIONS:
        iam.delete_policy_version(PolicyArn=arn, VersionId=others[0]["VersionId"])
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=text, SetAsDefault=True)
