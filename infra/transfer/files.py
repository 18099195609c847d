"""The files of documents: of each the version that was the newest at the bundle's moment, under the hash of what it
holds, so that who goes on fetches nothing twice."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from infra.target import Say, Target
from infra.transfer.bundle import Bundle, BundleBroken, Row, hash_file

PART = "files"
KEPT = "documents/"  # what is checked; what is not is uploaded again
POLICIES = "policies/"  # files of policy documents as checked, and what is made of them
_SLACK = timedelta(seconds=1)  # S3 tells times by the second
_BLOCK = 1 << 20


class Version(NamedTuple):
    """A file as it was at a moment."""

    key: str
    version_id: str
    etag: str


def bucket_of(target: Target) -> str:
    """Return the name of a stage's bucket of documents."""
    return f"sojourn-{target.stage}-documents-{target.account()}-{target.region}"


def export_files(target: Target, bundle: Bundle, say: Say) -> None:
    """Write every file as it was at the bundle's moment."""
    if bundle.has(PART):
        return
    s3, bucket = target.client("s3"), bucket_of(target)
    moment = datetime.fromtimestamp(bundle.manifest.moment, UTC) + _SLACK
    part = bundle.write(PART, (_fetch(s3, bucket, bundle, each) for each in list_versions(s3, bucket, moment)))
    say(f"export: {part.rows} files of documents")


def list_versions(s3: Any, bucket: str, moment: datetime) -> Iterator[Version]:
    """Yield every file that was there at a moment, as it was then."""
    newest: dict[str, tuple[datetime, Version | None]] = {}
    lists = s3.get_paginator("list_object_versions")
    for page in chain.from_iterable(lists.paginate(Bucket=bucket, Prefix=each) for each in (KEPT, POLICIES)):
        for there, found in ((True, page.get("Versions", [])), (False, page.get("DeleteMarkers", []))):
            for each in found:
                at, key = each["LastModified"], each["Key"]
                if at <= moment and (key not in newest or newest[key][0] < at or each["IsLatest"]):
                    version = Version(key, each["VersionId"], each["ETag"]) if there else None
                    newest[key] = (at, version)
    yield from (version for _, (_, version) in sorted(newest.items()) if version is not None)


def _fetch(s3: Any, bucket: str, bundle: Bundle, version: Version) -> Row:
    """Have the content of a file in the bundle; what is to be known of it."""
    named = {"Bucket": bucket, "Key": version.key, "VersionId": version.version_id}
    found = s3.get_object(**named)
    fresh = bundle.folder / "file.fresh"
    with fresh.open("wb") as file:
        for block in found["Body"].iter_chunks(_BLOCK):
            file.write(block)
    digest = hash_file(fresh)
    path = content_of(bundle, digest)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh.rename(path)
    tags = s3.get_object_tagging(**named)["TagSet"]
    return {
        "key": version.key,
        "sha256": digest,
        "contentType": found["ContentType"],
        "metadata": found["Metadata"],
        "tags": {each["Key"]: each["Value"] for each in tags},
    }


def content_of(bundle: Bundle, digest: str) -> Path:
    """Return where the content of a file lies."""
    return bundle.folder / "contents" / digest[:2] / digest


def check_files(bundle: Bundle) -> None:
    """See that the contents are what they were. Raises BundleBroken."""
    broken = [row["key"] for row in bundle.read(PART) if not _is_whole(bundle, row["sha256"])]
    if broken:
        raise BundleBroken(f"{len(broken)} files of documents are not as they were written, {broken[0]} for one.")


def _is_whole(bundle: Bundle, digest: str) -> bool:
    path = content_of(bundle, digest)
    return path.exists() and hash_file(path) == digest


def import_files(target: Target, bundle: Bundle, say: Say) -> None:
    """Put every file where it was; one that lies there already with the same content stays."""
    s3, bucket, put = target.client("s3"), bucket_of(target), 0
    for row in bundle.read(PART):
        body = content_of(bundle, row["sha256"]).read_bytes()
        s3.put_object(
            Bucket=bucket,
            Key=row["key"],
            Body=body,
            ContentType=row["contentType"],
            Metadata=row["metadata"],
            Tagging=urlencode(row["tags"]),
        )
        put += 1
    say(f"import: {put} files of documents")
