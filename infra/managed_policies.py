"""Attaches to what `chalice deploy` has deployed the rights that do not fit into a role (`policy_parts`), and detaches
them again before `chalice delete`: IAM deletes no role that a policy is attached to."""

import json
from typing import Any

from infra import policies
from infra.policy_parts import split
from infra.target import Target

_MOST_VERSIONS = 5  # that IAM keeps of a managed policy


def find_role(functions: Any, arn: str) -> str:
    """Return the name of the role that Chalice made for a function."""
    return str(functions.get_function_configuration(FunctionName=arn)["Role"].rpartition("/")[2])


def attach_managed(target: Target, function: str, role: str) -> bool:
    """Attach to a role that Chalice made what of the function's policy does not fit into it; whether there is any."""
    managed = split(policies.policy(function, target.stage)).managed
    if managed is None:
        return False
    iam = target.client("iam")
    name, text = _name_policy(target, function), json.dumps(managed)
    account = target.client("sts").get_caller_identity()
    arn = f"arn:{account['Arn'].split(':')[1]}:iam::{account['Account']}:policy/{name}"
    try:
        iam.create_policy(PolicyName=name, PolicyDocument=text)
    except iam.exceptions.EntityAlreadyExistsException:
        _replace(iam, arn, text)
    iam.attach_role_policy(RoleName=role, PolicyArn=arn)
    return True


def detach_managed(target: Target, function: str, role: str) -> bool:
    """Delete what was attached to a role that Chalice made; whether there was any. Doing it again changes nothing."""
    iam = target.client("iam")
    attached = iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]
    ours = [each["PolicyArn"] for each in attached if each["PolicyName"] == _name_policy(target, function)]
    for arn in ours:
        iam.detach_role_policy(RoleName=role, PolicyArn=arn)
        for version in iam.list_policy_versions(PolicyArn=arn)["Versions"]:
            if not version["IsDefaultVersion"]:
                iam.delete_policy_version(PolicyArn=arn, VersionId=version["VersionId"])
        iam.delete_policy(PolicyArn=arn)
    return bool(ours)


def _name_policy(target: Target, function: str) -> str:
    return f"sojourn-{target.stage}-{function}"


def _replace(iam: Any, arn: str, text: str) -> None:
    """Make this the policy's default version, in the room of the oldest one that is not."""
    versions = iam.list_policy_versions(PolicyArn=arn)["Versions"]
    others = sorted((each for each in versions if not each["IsDefaultVersion"]), key=lambda each: each["CreateDate"])
    if len(versions) >= _MOST_VERSIONS:
        iam.delete_policy_version(PolicyArn=arn, VersionId=others[0]["VersionId"])
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=text, SetAsDefault=True)
