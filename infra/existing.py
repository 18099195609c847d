"""What a stack is to have and is there already, because it outlived the stack that made it: it is taken in, by the
identifier that CloudFormation imports it by, and not made a second time."""

import copy
import json
import re
from collections.abc import Callable

from botocore.exceptions import ClientError

from infra.artifacts import is_there
from infra.policy_statements import EMULATED
from infra.target import Target
from infra.templates import Value

Identifier = dict[str, str]
Resources = dict[str, Value]
SUBSTITUTED = re.compile(r"\$\{([A-Za-z0-9]+)[.}]")


def find_existing(target: Target, template: Value, there: set[str]) -> list[Value]:
    """Return what the template has, the stack has not (`there`), and the account has: as ResourcesToImport."""
    missing = {name: it for name, it in template["Resources"].items() if name not in there and it["Type"] in FINDERS}
    identified = {name: FINDERS[it["Type"]](target, name, missing) for name, it in missing.items()}
    return [
        {"ResourceType": missing[name]["Type"], "LogicalResourceId": name, "ResourceIdentifier": identifier}
        for name, identifier in identified.items()
        if identifier
    ]


def template_for(found: list[Value], new: Value, deployed: Value) -> Value:
    """Return the template that takes these in: what is deployed, unchanged, and beside it only them.

    A property that names something else that is not there yet is left to the update that follows.
    """
    taken = {each["LogicalResourceId"] for each in found}
    there = taken | deployed.get("Resources", {}).keys()
    made = {name: copy.deepcopy(new["Resources"][name]) for name in taken}
    for resource in made.values():
        resource.setdefault("DeletionPolicy", "Delete")
        resource.pop("DependsOn", None)
        resource["Properties"] = {
            key: value
            for key, value in resource["Properties"].items()
            if not (_named(value) & new["Resources"].keys()) - there
        }
    sections = {key: new[key] for key in ("Mappings", "Conditions", "Parameters") if key in new}
    kept = deployed or {"AWSTemplateFormatVersion": new["AWSTemplateFormatVersion"], "Resources": {}}
    return {
        **kept,
        **{key: kept.get(key, {}) | value for key, value in sections.items()},
        "Resources": kept["Resources"] | made,
    }


def moving(old: Value, new: Value, others: Value) -> list[str]:
    """Return what leaves one stack for another, and must not be deleted meanwhile, a workflow with its executions."""
    leaving = old.get("Resources", {}).keys() - new["Resources"].keys()
    return sorted(name for name in leaving & others["Resources"].keys() if old["Resources"][name]["Type"] in FINDERS)


def keeping(template: Value, names: list[str]) -> Value:
    """Return the template with these resources kept when they leave it."""
    kept = copy.deepcopy(template)
    for name in names:
        kept["Resources"][name] |= {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}
    return kept


def _named(value: object) -> set[str]:
    """Return what a value refers to."""
    match value:
        case {"Ref": str(name)}:
            return {name}
        case {"Fn::GetAtt": [str(name), *_]}:
            return {name}
        case {"Fn::Sub": str(text)}:
            return set(SUBSTITUTED.findall(text))
        case dict():
            return set().union(*map(_named, value.values()))
        case list():
            return set().union(*map(_named, value))
        case _:
            return set()


def _name(target: Target, given: object) -> str:
    """Return a physical name as CloudFormation will have it."""
    text = given["Fn::Sub"] if isinstance(given, dict) else str(given)
    known = {"Stage": target.stage, "AWS::Region": target.region}
    if "${AWS::AccountId}" in text:
        known["AWS::AccountId"] = target.account()
    for key, value in known.items():
        text = text.replace(f"${{{key}}}", value)
    if "${" in text:
        raise ValueError(f"{json.dumps(given)} is not named by the stage, the account and the region alone")
    return str(text)


def _find_table(target: Target, name: str, among: Resources) -> Identifier | None:
    table = _name(target, among[name]["Properties"]["TableName"])
    return {"TableName": table} if is_there(target.client("dynamodb").describe_table, TableName=table) else None


def _find_bucket(target: Target, name: str, among: Resources) -> Identifier | None:
    bucket = _name(target, among[name]["Properties"]["BucketName"])
    return {"BucketName": bucket} if is_there(target.client("s3").head_bucket, Bucket=bucket) else None


def _find_vault(target: Target, name: str, among: Resources) -> Identifier | None:
    """Return the vault, looked for among all: to ask for one that is not there is forbidden. None is made locally."""
    if target.stage == EMULATED:
        return None
    vault = _name(target, among[name]["Properties"]["BackupVaultName"])
    pages = target.client("backup").get_paginator("list_backup_vaults").paginate()
    there = {each["BackupVaultName"] for page in pages for each in page["BackupVaultList"]}
    return {"BackupVaultName": vault} if vault in there else None


def _find_secret(target: Target, name: str, among: Resources) -> Identifier | None:
    """Return the secret, unless it is being deleted, or is the replica of one of another region."""
    secret = _name(target, among[name]["Properties"]["Name"])
    describe = target.client("secretsmanager").describe_secret
    if not is_there(describe, SecretId=secret):
        return None
    found = describe(SecretId=secret)
    replica = found.get("PrimaryRegion", target.region) != target.region
    return None if replica or "DeletedDate" in found else {"Id": found["ARN"]}


def _find_alias(target: Target, name: str, among: Resources) -> Identifier | None:
    alias = _name(target, among[name]["Properties"]["AliasName"])
    return {"AliasName": alias} if is_there(target.client("kms").describe_key, KeyId=alias) else None


def _find_key(target: Target, name: str, among: Resources) -> Identifier | None:
    """Return the key that the alias leads to: by no other name is it known."""
    aliases = [it for it in among.values() if it["Properties"].get("TargetKeyId") == {"Ref": name}]
    names = [_name(target, it["Properties"]["AliasName"]) for it in aliases]
    kms = target.client("kms")
    found = [kms.describe_key(KeyId=alias) for alias in names if is_there(kms.describe_key, KeyId=alias)]
    return {"KeyId": found[0]["KeyMetadata"]["KeyId"]} if found else None


def _find_pool(target: Target, name: str, among: Resources) -> Identifier | None:
    pool = _name(target, among[name]["Properties"]["UserPoolName"])
    pages = target.client("cognito-idp").get_paginator("list_user_pools").paginate(MaxResults=60)
    found = [each["Id"] for page in pages for each in page["UserPools"] if each["Name"] == pool]
    if len(found) > 1:
        raise ValueError(f"There are {len(found)} user pools called {pool}: delete those that nobody signs in to.")
    return {"UserPoolId": found[0]} if found else None


def _find_machine(target: Target, name: str, among: Resources) -> Identifier | None:
    found = _machine(target, _name(target, among[name]["Properties"]["StateMachineName"]))
    return {"Arn": str(found["stateMachineArn"])} if found else None


def _find_role(target: Target, name: str, among: Resources) -> Identifier | None:
    """Return the role of a machine that is taken in too: CloudFormation has made up its name."""
    for it in among.values():
        if it["Properties"].get("RoleArn") == {"Fn::GetAtt": [name, "Arn"]}:
            found = _machine(target, _name(target, it["Properties"]["StateMachineName"]))
            return {"RoleName": str(found["roleArn"]).rsplit("/", 1)[1]} if found else None
    return None


def _machine(target: Target, name: str) -> Value | None:
    states = target.client("stepfunctions")
    arn = f"arn:aws:states:{target.region}:{target.account()}:stateMachine:{name}"
    try:
        found: Value = states.describe_state_machine(stateMachineArn=arn)
    except ClientError as error:
        if error.response["Error"]["Code"] == "StateMachineDoesNotExist":
            return None
        raise
    return found


FINDERS: dict[str, Callable[[Target, str, Resources], Identifier | None]] = {
    "AWS::DynamoDB::Table": _find_table,
    "AWS::S3::Bucket": _find_bucket,
    "AWS::KMS::Key": _find_key,
    "AWS::KMS::ReplicaKey": _find_key,
    "AWS::KMS::Alias": _find_alias,
    "AWS::Backup::BackupVault": _find_vault,
    "AWS::SecretsManager::Secret": _find_secret,
    "AWS::Cognito::UserPool": _find_pool,
    "AWS::StepFunctions::StateMachine": _find_machine,
    "AWS::IAM::Role": _find_role,
}
