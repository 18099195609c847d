"""How a stage is lost: its tables, the files of its documents, and its users, one after the other in any order, while
it is used. What outlives that on AWS is left: backups, the replica of the files, keys, and what is locked away."""

import random
import threading
from collections.abc import Callable
from typing import Any

from infra.account_links import find_pool
from infra.foundation.tables import TABLES
from infra.target import Target
from infra.transfer.files import bucket_of

SECOND_REGION = "eu-west-1"
_SUPPLIERS_OWN = "sandbox-"  # stands for the books of others, which no loss of ours touches


def lose(target: Target, chance: random.Random) -> None:
    """Lose the stage."""
    tables = [table.name for table in TABLES if not table.name.startswith(_SUPPLIERS_OWN)]
    losses: list[Callable[[], None]] = [
        *(lambda name=name: _lose_table(target, name) for name in tables),
        lambda: _lose_files(target),
        lambda: _lose_people(target),
    ]
    for each in chance.sample(losses, len(losses)):
        each()


def _lose_table(target: Target, name: str) -> None:
    target.client("dynamodb").delete_table(TableName=f"sojourn-{target.stage}-{name}")


def _lose_files(target: Target) -> None:
    s3, bucket = target.client("s3"), bucket_of(target)
    while True:
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
            for each in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
                s3.delete_object(Bucket=bucket, Key=each["Key"], VersionId=each["VersionId"])
        try:
            s3.delete_bucket(Bucket=bucket)
        except s3.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != "BucketNotEmpty":  # somebody uploads at this moment
                raise
            continue
        return


def _lose_people(target: Target) -> None:
    target.client("cognito-idp").delete_user_pool(UserPoolId=find_pool(target))


class Replication:
    """What S3 does of itself on AWS: whatever is written into the documents' bucket is soon in that of the second
    region."""

    def __init__(self, target: Target) -> None:
        self._target, self._stop = target, threading.Event()
        self.bucket = bucket_of(target._replace(region=SECOND_REGION))
        self._known: set[tuple[str, str]] = set()
        self._thread = threading.Thread(target=self._run, daemon=True)
        place: Any = {"LocationConstraint": SECOND_REGION}
        target._replace(region=SECOND_REGION).client("s3").create_bucket(
            Bucket=self.bucket, CreateBucketConfiguration=place
        )

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        s3, source = self._target.client("s3"), bucket_of(self._target)
        while not self._stop.wait(0.3):
            try:
                self._copy(s3, source)
            except s3.exceptions.ClientError:  # it is being lost
                continue

    def _copy(self, s3: Any, source: str) -> None:
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=source):
            for each in page.get("Contents", []):
                version = (each["Key"], each["ETag"])
                if version not in self._known:
                    s3.copy_object(
                        Bucket=self.bucket, Key=each["Key"], CopySource={"Bucket": source, "Key": each["Key"]}
                    )
                    self._known.add(version)
