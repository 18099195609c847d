"""What makes a thing with data the thing that it is. A release that says it otherwise would have CloudFormation make
another, empty one in its place; so what is deployed keeps it, and only new stages have it as the release says."""

from infra.templates import Value

IDENTITY = {
    "AWS::Backup::BackupVault": ("BackupVaultName",),
    "AWS::Cognito::UserPool": ("AliasAttributes", "UsernameAttributes", "UsernameConfiguration"),
    "AWS::DynamoDB::Table": ("TableName",),
    "AWS::KMS::Alias": ("AliasName",),
    "AWS::KMS::Key": ("KeySpec", "KeyUsage", "MultiRegion"),
    "AWS::S3::Bucket": ("BucketName",),
}
# What stands in a second region for a thing of the first: a key there stays the replica that it is.
STANDING_FOR = frozenset({("AWS::KMS::ReplicaKey", "AWS::KMS::Key")})


def keep_identity(deployed: Value, new: Value) -> tuple[Value, list[str]]:
    """Return the new template with what cannot be changed as it is deployed, and what that is."""
    resources, kept = dict(new["Resources"]), []
    for name, resource in new["Resources"].items():
        before = deployed.get("Resources", {}).get(name, {})
        if (before.get("Type"), resource["Type"]) in STANDING_FOR:
            resources[name] = before
            continue
        if before.get("Type") != resource["Type"]:
            continue
        same, changed = _keep(before["Properties"], resource["Properties"], IDENTITY.get(resource["Type"], ()))
        resources[name] = {**resource, "Properties": same}
        kept += [f"{name}.{key}" for key in changed]
    return {**new, "Resources": resources}, sorted(kept)


def _keep(before: Value, after: Value, keys: tuple[str, ...]) -> tuple[Value, list[str]]:
    changed = [key for key in keys if before.get(key) != after.get(key)]
    said = {key: value for key, value in after.items() if key not in changed}
    return said | {key: before[key] for key in changed if key in before}, changed
