"""The replication of files to the same stage's buckets of a second region, where there is one (`RecoveryRegion`), by a
role that reads here and writes there and nothing else.

S3 replicates what is written, and that something was deleted; not that one version was. An erasure takes every version
away in both regions itself (`chalicelib.gateways.storage`).
"""

from collections.abc import Iterable

from infra.templates import Value, attribute, ref, resource, sub

DOCUMENTS, ANCHORS = "documents", "audit-anchors"
# What is worth keeping of documents; `uploads/` are files that nobody has confirmed.
REPLICATED_FOLDERS = ("documents/", "people/", "policies/")
_KEY = "arn:${AWS::Partition}:kms:${RecoveryRegion}:${AWS::AccountId}:key/${DocumentsKey}"


def resources() -> dict[str, Value]:
    """Return the role that S3 replicates by."""
    return {"ReplicationRole": {"Condition": "Replicated", **_role()}}


def replicate(name: str) -> Value:
    """Return how a bucket is replicated: not at all where there is no second region."""
    folders = REPLICATED_FOLDERS if name == DOCUMENTS else ("",)
    rules = [_rule(name, folder, place) for place, folder in enumerate(folders, 1)]
    configuration = {"Role": attribute("ReplicationRole", "Arn"), "Rules": rules}
    return {"Fn::If": ["Replicated", configuration, ref("AWS::NoValue")]}


def _rule(name: str, folder: str, priority: int) -> Value:
    to: Value = {"Bucket": sub(_arn(name, "RecoveryRegion"))}
    if name == DOCUMENTS:
        to["EncryptionConfiguration"] = {"ReplicaKmsKeyID": sub(_KEY)}
    return {
        "Id": folder.strip("/") or name,
        "Status": "Enabled",
        "Priority": priority,
        "Filter": {"Prefix": folder},
        "DeleteMarkerReplication": {"Status": "Enabled"},
        "Destination": to,
        **({"SourceSelectionCriteria": {"SseKmsEncryptedObjects": {"Status": "Enabled"}}} if name == DOCUMENTS else {}),
    }


def _arn(name: str, region: str) -> str:
    """Return what a bucket of a region is called; by a reference, role and bucket would each wait for the other."""
    return f"arn:${{AWS::Partition}}:s3:::sojourn-${{Stage}}-{name}-${{AWS::AccountId}}-${{{region}}}"


def _role() -> Value:
    here = [_arn(name, "AWS::Region") for name in (DOCUMENTS, ANCHORS)]
    there = [_arn(name, "RecoveryRegion") for name in (DOCUMENTS, ANCHORS)]
    reads = ["s3:GetObjectVersionAcl", "s3:GetObjectVersionForReplication", "s3:GetObjectVersionTagging"]
    locked = ["s3:GetObjectLegalHold", "s3:GetObjectRetention"]
    statements = [
        _allow(["s3:GetReplicationConfiguration", "s3:ListBucket"], map(sub, here)),
        _allow([*reads, *locked], (sub(f"{each}/*") for each in here)),
        _allow(["s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"], (sub(f"{each}/*") for each in there)),
        _through_s3("kms:Decrypt", attribute("DocumentsKey", "Arn"), "${AWS::Region}"),
        _through_s3("kms:Encrypt", sub(_KEY), "${RecoveryRegion}"),
    ]
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "s3.amazonaws.com"}}
    return resource(
        "IAM::Role",
        {
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
            "Policies": [
                {"PolicyName": "replicates", "PolicyDocument": {"Version": "2012-10-17", "Statement": statements}}
            ],
        },
    )


def _allow(actions: list[str], on: Iterable[Value]) -> Value:
    return {"Effect": "Allow", "Action": actions, "Resource": list(on)}


def _through_s3(action: str, key: Value, region: str) -> Value:
    """Return the right to a key that counts only for what S3 of one region does."""
    via = {"StringEquals": {"kms:ViaService": sub(f"s3.{region}.${{AWS::URLSuffix}}")}}
    return {**_allow([action], [key]), "Condition": via}
