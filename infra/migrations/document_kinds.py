"""Files of documents carry their kind as a tag, by which the bucket archives them; those that were kept before do
not."""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from infra.migrations.migration import Change, Migration, Skipped
from infra.migrations.rows import Row, scan
from infra.target import Target

TAG = "kind"
GONE = ""  # no kind of a file that is not there


class _File(NamedTuple):
    """A file where checked files lie. What is deleted meanwhile is nothing to be changed any more."""

    s3: Any
    bucket: str
    key: str

    def kind(self) -> str | None:
        """Return the tag; None without one, GONE without the file."""
        try:
            tags = self.s3.get_object_tagging(Bucket=self.bucket, Key=self.key)["TagSet"]
        except ClientError as error:
            if error.response["Error"]["Code"] == "NoSuchKey":
                return GONE
            raise
        return next((str(each["Value"]) for each in tags if each["Key"] == TAG), None)

    def tag(self, kind: str) -> None:
        try:
            self.s3.put_object_tagging(
                Bucket=self.bucket, Key=self.key, Tagging={"TagSet": [{"Key": TAG, "Value": kind}]}
            )
        except ClientError as error:
            if error.response["Error"]["Code"] == "NoSuchKey":
                raise Skipped from error
            raise

    def untag(self) -> None:
        self.s3.delete_object_tagging(Bucket=self.bucket, Key=self.key)


def _tag(target: Target) -> Iterator[Change]:
    for file, kind in _kept(target):
        if file.kind() not in (kind, GONE):
            yield Change(file.key, _tagging(file, kind))


def _tagging(file: _File, kind: str) -> Callable[[], None]:
    return lambda: file.tag(kind)


def _untag(target: Target) -> Iterator[Change]:
    for file, _ in _kept(target):
        if file.kind():
            yield Change(file.key, file.untag)


def _kept(target: Target) -> Iterator[tuple[_File, str]]:
    """Return the checked files, and what their documents say of their kind."""
    s3 = target.client("s3")
    bucket = f"sojourn-{target.stage}-documents-{target.account()}-{target.region}"
    for row in scan(target, "documents"):
        document = json.loads(row["document"]["S"])
        if document["status"] == "confirmed":
            yield _File(s3, bucket, _key(row)), str(document["kind"])


def _key(row: Row) -> str:
    return f"documents/{row['userId']['S']}/{row['documentId']['S']}"


MIGRATION = Migration(1, "document-kinds", _tag, _untag)
