"""The site: its files, what its page may load, and how they get into its bucket.

Until there is a console it is a page of status, made whole of a style and a script beside it, that asks nothing of any
other host; the reference page is the API's own.
"""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from infra.target import Target

HERE = Path(__file__).with_name("pages")
PAGE = "index.html"
PLACES = {"/* status.css */": "status.css", "/* status.js */": "status.js"}
# A browser asks each time whether its copy is the newest; CloudFront has a minute, and is told when there is another.
KEPT = "public, max-age=0, s-maxage=60, must-revalidate"


class File(NamedTuple):
    """A file of the site, by the path that it is asked for."""

    path: str
    body: bytes
    media: str


def list_files() -> tuple[File, ...]:
    """Return all files of the site."""
    page = _read(PAGE)
    for place, name in PLACES.items():
        page = page.replace(place, _read(name))
    return (
        File(PAGE, page.encode(), "text/html; charset=utf-8"),
        File("robots.txt", b"User-agent: *\nDisallow: /\n", "text/plain; charset=utf-8"),
    )


def security_policy() -> str:
    """Return the page's Content-Security-Policy: its own style and script, its own host's API, nothing else."""
    style, script = (f"'sha256-{_digest(_read(name))}'" for name in PLACES.values())
    return (
        f"default-src 'none'; style-src {style}; script-src {script}; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def function_code() -> str:
    """Return what CloudFront runs before it asks the bucket."""
    return _read("spa.js")


def publish(target: Target, bucket: str, distribution: str) -> int:
    """Put into the bucket what is not there as it is, and have CloudFront forget what it kept of that; how many."""
    s3, changed = target.client("s3"), list[str]()
    there = {each["Key"]: each["ETag"].strip('"') for each in _list_objects(s3, bucket)}
    for file in list_files():
        if there.get(file.path) != hashlib.md5(file.body, usedforsecurity=False).hexdigest():
            s3.put_object(
                Bucket=bucket, Key=file.path, Body=file.body, ContentType=file.media, CacheControl=KEPT
            )  # fmt: skip
            changed.append(f"/{file.path}")
    if changed:
        paths = {"Quantity": 1, "Items": ["/*"]}  # every place within the page is kept as a page of its own
        batch = {"Paths": paths, "CallerReference": hashlib.sha256(repr((there, list_files())).encode()).hexdigest()}
        target.client("cloudfront").create_invalidation(DistributionId=distribution, InvalidationBatch=batch)
    return len(changed)


def clear(target: Target, bucket: str) -> None:
    """Empty the bucket, with what was replaced, so that it can be deleted."""
    s3 = target.client("s3")
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        gone = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        if gone:
            objects = [{"Key": each["Key"], "VersionId": each["VersionId"]} for each in gone]
            s3.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})


def _list_objects(s3: Any, bucket: str) -> list[dict[str, Any]]:
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return [each for page in pages for each in page.get("Contents", [])]


def _digest(source: str) -> str:
    return base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


@cache
def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
