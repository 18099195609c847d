"""The buckets: what is the same for all is said once, what each is for and what it forgets stands beside it.

Nobody but the account reaches any of them, over TLS alone, and who reads or writes what lies in the others is written
into the last.
"""

from typing import Any

from infra.foundation import logs
from infra.foundation.replication import ANCHORS, DOCUMENTS, replicate
from infra.templates import Value, attribute, identify, ref, resource, sub

# What a deleted or replaced file leaves behind; whoever has the right can have it back for so long.
VERSIONS_KEPT_DAYS = 30
ARCHIVED_AFTER_DAYS = 90
# As long as an hourly backup of the tables, beside which a list of the pool's people is kept.
PEOPLE_KEPT_DAYS = 7
# A day more than an export is there for, of which half may have gone while it was written.
EXPORTS_KEPT_DAYS = 2
# Whose files are archived, by the tag that the application puts on a file: what books are kept by, and seldom read.
ARCHIVED_KINDS = ("receipt", "invoice")
# Below, the archive costs more than it saves.
SMALLEST_ARCHIVED_BYTES = 131_072
ANCHORS_KEPT_DAYS = 2_925


def resources() -> dict[str, Value]:
    """Return every bucket with its policy."""
    return {
        "DocumentsBucket": _logged(DOCUMENTS, _documents()),
        "DocumentsBucketPolicy": _on_aws(_policy("DocumentsBucket", *_only_over_tls("DocumentsBucket"))),
        "AuditAnchorsBucket": _logged(ANCHORS, _anchors()),
        "AuditAnchorsBucketPolicy": _on_aws(
            _policy("AuditAnchorsBucket", *_only_over_tls("AuditAnchorsBucket"), *_only_added_to("AuditAnchorsBucket"))
        ),
        "AccessLogsBucket": _bucket("access-logs", _access_logs()),
        # It is there everywhere, for the buckets that are logged wait for it.
        "AccessLogsBucketPolicy": _policy(
            "AccessLogsBucket",
            _delivered_by_s3(),
            *({"Fn::If": ["OverTls", each, ref("AWS::NoValue")]} for each in _only_over_tls("AccessLogsBucket")),
        ),
    }


def _documents() -> Value:
    """Return what documents' files have: a key of their own, for they are passports among other things, and an archive
    for those that are kept for the books. Erasing a person takes every version at once."""
    uploads = _forgetting("uploads-that-nobody-confirmed", 1, Prefix="uploads/", ExpirationInDays=1)
    exports = _forgetting("exports-of-lists", 1, Prefix="exports/", ExpirationInDays=EXPORTS_KEPT_DAYS)
    people = _forgetting("lists-of-people", 1, Prefix="people/", ExpirationInDays=PEOPLE_KEPT_DAYS)
    deleted = _forgetting("what-was-deleted", VERSIONS_KEPT_DAYS, Prefix="documents/", ExpiredObjectDeleteMarker=True)
    withdrawn = _forgetting("policies-deleted", VERSIONS_KEPT_DAYS, Prefix="policies/", ExpiredObjectDeleteMarker=True)
    return {
        "BucketEncryption": _encryption(
            {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": attribute("DocumentsKey", "Arn")}, BucketKeyEnabled=True
        ),
        "LifecycleConfiguration": {
            "Rules": [uploads, exports, people, deleted, withdrawn, *map(_archiving, ARCHIVED_KINDS)]
        },
        "ReplicationConfiguration": replicate(DOCUMENTS),
        "CorsConfiguration": {
            "CorsRules": [
                {  # forms and links carry their right in themselves, and no cookie is ever sent
                    "AllowedOrigins": [ref("DocumentsOrigin")],
                    "AllowedMethods": ["GET", "POST"],
                    "AllowedHeaders": ["*"],
                    "ExposedHeaders": ["ETag"],
                    "MaxAge": 600,
                }
            ]
        },
    }


def _archiving(kind: str) -> Value:
    """Return the rule for files of a kind: into the archive that answers at once, for a download waits for nobody."""
    return {
        "Id": f"archive-{kind}s",
        "Status": "Enabled",
        "Prefix": "documents/",
        "TagFilters": [{"Key": "kind", "Value": kind}],
        "ObjectSizeGreaterThan": str(SMALLEST_ARCHIVED_BYTES),
        "Transitions": [{"StorageClass": "GLACIER_IR", "TransitionInDays": ARCHIVED_AFTER_DAYS}],
    }


def _anchors() -> Value:
    """Return what the anchors of the audit have: what is written stays as it is until its time is over.

    On prod not even the account's root shortens that (COMPLIANCE); elsewhere whoever holds s3:BypassGovernanceRetention
    can, so that a stage can be removed.
    """
    mode = {"Fn::If": ["IsProd", "COMPLIANCE", "GOVERNANCE"]}
    return {
        "BucketEncryption": _encryption({"SSEAlgorithm": "AES256"}),
        "ReplicationConfiguration": replicate(ANCHORS),
        "ObjectLockEnabled": True,
        "ObjectLockConfiguration": {
            "ObjectLockEnabled": "Enabled",
            # A year longer than the last entry that an anchor is over.
            "Rule": {"DefaultRetention": {"Mode": mode, "Years": 8}},
        },
        "LifecycleConfiguration": {
            "Rules": [_forgetting("when-no-entry-is-left", VERSIONS_KEPT_DAYS, ExpirationInDays=ANCHORS_KEPT_DAYS)]
        },
    }


def _access_logs() -> Value:
    """Return what the access logs have: they are kept as long as the stage's other logs, in the one encryption that S3
    delivers them into without a key."""
    forgetting = _forgetting("as-long-as-other-logs", 1, ExpirationInDays=logs.RETENTION)
    return {
        "BucketEncryption": _encryption({"SSEAlgorithm": "AES256"}),
        "LifecycleConfiguration": {"Rules": [forgetting]},
    }


def _encryption(by: Value, **more: Any) -> Value:
    return {"ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": by, **more}]}


def _forgetting(name: str, versions_kept_days: int, **what: Any) -> Value:
    return {
        "Id": name,
        "Status": "Enabled",
        **what,
        "NoncurrentVersionExpiration": {"NoncurrentDays": versions_kept_days},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1},
    }


def _logged(name: str, own: Value) -> Value:
    """Return a bucket of which S3 writes down who did what."""
    destination = {
        "DestinationBucketName": ref("AccessLogsBucket"),
        "LogFilePrefix": f"{name}/",
        "TargetObjectKeyFormat": {"PartitionedPrefix": {"PartitionDateSource": "EventTime"}},
    }
    return {"DependsOn": "AccessLogsBucketPolicy", **_bucket(name, {**own, "LoggingConfiguration": destination})}


def _bucket(name: str, own: Value) -> Value:
    """Return a bucket. A bucket's name is taken for the whole world, so it carries the account, and the region."""
    everyones = {
        "BucketName": sub(f"sojourn-${{Stage}}-{name}-${{AWS::AccountId}}-${{AWS::Region}}"),
        "PublicAccessBlockConfiguration": dict.fromkeys(
            ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True
        ),
        "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
        "VersioningConfiguration": {"Status": "Enabled"},
    }
    return resource("S3::Bucket", everyones | own, kept=True)


def _policy(bucket: str, *statements: Value) -> Value:
    document = {"Version": "2012-10-17", "Statement": list(statements)}
    return resource("S3::BucketPolicy", {"Bucket": ref(bucket), "PolicyDocument": document})


def _on_aws(policy: Value) -> Value:
    """Return a policy that is made on AWS alone: the embedded cloud answers on the loopback, without TLS."""
    return {"Condition": "OverTls", **policy}


def _only_over_tls(bucket: str) -> tuple[Value, Value]:
    return (
        _deny("OnlyOverTls", bucket, "s3:*", {"Bool": {"aws:SecureTransport": "false"}}),
        _deny("OnlyOverTlsOfToday", bucket, "s3:*", {"NumericLessThan": {"s3:TlsVersion": "1.2"}}),
    )


def _only_added_to(bucket: str) -> tuple[Value, ...]:
    """Return what keeps everybody but one function from writing anchors, everybody but those that erase people from
    writing into the ledger of erasures, and everybody from hiding either."""
    ledger = sub(f"${{{bucket}.Arn}}/erasures/*")
    elsewhere = _deny("OnlyTheAnchoringFunctionWrites", bucket, "s3:PutObject", _unless_by("anchor_audit"))
    del elsewhere["Resource"]
    remembering = _deny(
        "OnlyErasingFunctionsRemember", bucket, "s3:PutObject", _unless_by("api_handler", "nightly")
    ) | {"Resource": ledger}
    # Governance mode needs the right to bypass it as well; on prod no right helps.
    hiding = ["s3:DeleteObject", "s3:PutObjectRetention", "s3:PutBucketObjectLockConfiguration"]
    return (
        {**elsewhere, "NotResource": ledger},
        remembering,
        # S3's own lifecycle removes what is over.
        _deny("NobodyHidesOrShortens", bucket, hiding, {"Bool": {"aws:PrincipalIsAWSService": "false"}}),
    )


def _unless_by(*functions: str) -> Value:
    """Return the condition that a call comes from no role of these functions. A role's name is CloudFormation's, of the
    service's stack; plain `chalice deploy` calls it otherwise."""
    role = "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/sojourn-${Stage}-"
    made = [sub(f"{role}service-*{identify(each)}*") for each in functions]
    return {"ArnNotLike": {"aws:PrincipalArn": [*made, *(sub(f"{role}{each}") for each in functions)]}}


def _delivered_by_s3() -> Value:
    """Return the right of S3 to write what it logs of the account's own buckets."""
    return {
        "Sid": "S3WritesItsLogs",
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": sub("${AccessLogsBucket.Arn}/*"),
        "Condition": {
            "StringEquals": {"aws:SourceAccount": ref("AWS::AccountId")},
            "ArnLike": {"aws:SourceArn": sub("arn:${AWS::Partition}:s3:::sojourn-${Stage}-*")},
        },
    }


def _deny(name: str, bucket: str, actions: str | list[str], when: Value) -> Value:
    return {
        "Sid": name,
        "Effect": "Deny",
        "Principal": "*",
        "Action": actions,
        "Resource": [attribute(bucket, "Arn"), sub(f"${{{bucket}.Arn}}/*")],
        "Condition": when,
    }
