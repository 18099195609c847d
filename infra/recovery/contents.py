"""Brings back what no table holds: documents' files from the replica, people from their latest list; and has the
functions erase again who came back, and go on with what was under way."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec
from botocore.exceptions import ClientError

from chalicelib.domain import compatibility
from chalicelib.domain.policy_documents.document import PolicyDocument
from chalicelib.dynamodb.tables import lengthen
from chalicelib.services.policy_documents.files import folder, kept_key
from infra.artifacts import ABSENT, is_there
from infra.target import DeploymentFailed, Say, Target
from infra.transfer.bundle import Row, to_line
from infra.transfer.files import KEPT, bucket_of
from infra.transfer.people import import_people, list_people

PEOPLE = "people/"
_CONFIRMED = "confirmed"
_TIME = "%Y-%m-%dT%H:%M:%SZ"


class Files(NamedTuple):
    """How many files were copied back, and the keys of those that are nowhere."""

    copied: int
    missing: tuple[str, ...]


def back_up_people(target: Target, say: Say) -> str:
    """Write who has an account, with groups, beside the documents, which are encrypted and replicated; the key."""
    people = list(list_people(target))
    body = gzip.compress(b"".join(to_line(person) + b"\n" for person in people), mtime=0)
    key = f"{PEOPLE}{datetime.now(UTC).strftime(_TIME)}.jsonl.gz"
    target.client("s3").put_object(Bucket=bucket_of(target), Key=key, Body=body)
    say(f"back-up-people: {len(people)} people of {target.stage} are listed in {key}")
    return key


def restore_contents(target: Target, replica: str, say: Say) -> Files:
    """Bring files and people back from a replica of the documents' bucket; what came of the files. DeploymentFailed:
    nobody is listed there."""
    files = restore_files(target, replica)
    say(f"restore: {files.copied} files of documents are copied back, {len(files.missing)} are missing")
    for key in files.missing:
        say(f"restore: {key} is in neither bucket")
    import_people(target, _read_people(target, replica), say)
    return files


def restore_files(target: Target, replica: str) -> Files:
    """Copy every file back that a row of a document, or of a policy document, speaks of and the bucket has not."""
    s3, bucket, copied, missing = target.client("s3"), bucket_of(target), 0, []
    for key in (*list_files(target), *list_policy_files(target, replica)):
        if is_there(s3.head_object, Bucket=bucket, Key=key):
            continue
        if _copy(s3, replica, bucket, key):
            copied += 1
        else:
            missing.append(key)
    return Files(copied, tuple(missing))


def list_files(target: Target) -> Iterator[str]:
    """Yield the keys of the files that the rows of documents speak of."""
    pages = target.client("dynamodb").get_paginator("scan")
    for page in pages.paginate(TableName=f"sojourn-{target.stage}-documents", ConsistentRead=True):
        for row in page["Items"]:
            if json.loads(lengthen(row["document"]["S"]))["status"] == _CONFIRMED:
                yield f"{KEPT}{row['userId']['S']}/{row['documentId']['S']}"


def list_policy_files(target: Target, replica: str) -> Iterator[str]:
    """Yield the keys of the files that versions of policy documents have, and of what the replica holds beside them."""
    lists = target.client("s3").get_paginator("list_objects_v2")
    pages = target.client("dynamodb").get_paginator("scan")
    for page in pages.paginate(TableName=f"sojourn-{target.stage}-policy-documents", ConsistentRead=True):
        for row in page["Items"]:
            document: PolicyDocument = compatibility.read(lengthen(row["document"]["S"]), PolicyDocument)
            for version in document.versions:
                if version.file_kept and document.find(version.version):
                    yield kept_key(document.document_id, version.version)
                    yield from _list_beside(lists, replica, document.document_id, version.version)


def _list_beside(lists: Any, replica: str, document_id: str, version: int) -> Iterator[str]:
    for page in lists.paginate(Bucket=replica, Prefix=folder(document_id, version)):
        for each in page.get("Contents", []):
            if each["Key"] != kept_key(document_id, version):
                yield each["Key"]


def _copy(s3: Any, replica: str, bucket: str, key: str) -> bool:
    try:
        s3.copy_object(Bucket=bucket, Key=key, CopySource={"Bucket": replica, "Key": key})
    except ClientError as error:
        if error.response["Error"]["Code"] in ABSENT:
            return False
        raise
    return True


def _read_people(target: Target, replica: str) -> list[Row]:
    """Return who had an account, by the latest list."""
    s3 = target.client("s3")
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=replica, Prefix=PEOPLE)
    keys = [each["Key"] for page in pages for each in page.get("Contents", [])]
    if not keys:
        raise DeploymentFailed(f"{replica} lists nobody under {PEOPLE}: link people by hand (`make link-accounts`).")
    body = s3.get_object(Bucket=replica, Key=max(keys))["Body"].read()
    return [msgspec.json.decode(line) for line in gzip.decompress(body).splitlines()]


def call_functions(target: Target, say: Say) -> None:
    """Have everybody erased again who came back, and what was under way gone on with. DeploymentFailed: a function
    fails."""
    for function in ("nightly", "sweeper"):
        answer = target.client("lambda").invoke(
            FunctionName=f"sojourn-{target.stage}-{function}", Payload=json.dumps(_SCHEDULED).encode()
        )
        if "FunctionError" in answer:
            raise DeploymentFailed(f"{function} fails: {answer['Payload'].read().decode()}")
        say(f"restore: {function} has run")


# As EventBridge calls a function by its schedule.
_SCHEDULED = {"version": "0", "id": "restore", "detail-type": "Scheduled Event", "source": "aws.events", "account": "",
              "time": "1970-01-01T00:00:00Z", "region": "", "resources": [], "detail": {}}  # fmt: skip
