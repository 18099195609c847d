"""The bucket that documents lie in. People reach it only by forms and addresses that are signed here, for one key and a
few minutes; a presigned form names everything about the upload that S3 can check."""

import base64
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import quote

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib import settings
from chalicelib.errors import Unavailable
from chalicelib.gateways import aws, parameters


class SignedForm(NamedTuple):
    """Where to POST an upload as multipart/form-data, and the fields that go before the file, exactly as they are."""

    url: str
    fields: dict[str, str]


class StoredFile(NamedTuple):
    """An object as it lies in the bucket; `body` is None when it is larger than the reader wanted."""

    size_bytes: int
    content_type: str
    body: bytes | None


def upload_form(key: str, *, content_type: str, size_bytes: int, sha256: str, valid: timedelta) -> SignedForm:
    """Return a form for one upload of exactly this key, type, size (bytes) and SHA-256 (hex).

    S3 checks the file against the checksum before it keeps it, encrypted by the bucket's key: a form that named an
    encryption could only name another. Nothing is sent to S3 to make the form.
    """
    fixed = {
        "Content-Type": content_type,
        "x-amz-checksum-algorithm": "SHA256",
        "x-amz-checksum-sha256": _base64(sha256),
    }
    made = aws.client("s3").generate_presigned_post(
        _bucket(),
        key,
        Fields=dict(fixed),
        Conditions=[
            *({name: value} for name, value in fixed.items()),
            ["content-length-range", size_bytes, size_bytes],
        ],
        ExpiresIn=int(valid.total_seconds()),
    )
    return SignedForm(made["url"], made["fields"])


def download_url(key: str, *, file_name: str, content_type: str, valid: timedelta) -> str:
    """Return an address that gives the object as a file to be saved, to whoever has it, as long as it is valid."""
    ascii_name = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%;' else "_" for c in file_name)
    wanted = {
        "Bucket": _bucket(),
        "Key": key,
        "ResponseContentDisposition": f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(file_name, '')}",
        "ResponseContentType": content_type,
        "ResponseCacheControl": "private, no-store",
    }
    return str(
        aws.client("s3").generate_presigned_url("get_object", Params=wanted, ExpiresIn=int(valid.total_seconds()))
    )


def read(key: str, *, at_most: int) -> StoredFile | None:
    """Return the object, its body only if that has `at_most` bytes; None when there is none. Raises Unavailable."""
    try:
        answer = aws.client("s3").get_object(Bucket=_bucket(), Key=key)
        size_bytes = int(answer["ContentLength"])
        with answer["Body"] as stream:
            body = bytes(stream.read()) if size_bytes <= at_most else None
    except ClientError as error:
        if error.response["Error"]["Code"] == "NoSuchKey":
            return None
        raise Unavailable("The document store could not be read.") from error
    except BotoCoreError as error:
        raise Unavailable("The document store could not be read.") from error
    return StoredFile(size_bytes, str(answer.get("ContentType", "")), body)


def write(key: str, body: bytes, *, content_type: str, sha256: str, kind: str) -> None:
    """Keep `body`, whose SHA-256 (hex) S3 checks again, tagged with its kind, by which the bucket archives it. Raises
    Unavailable: then it may be there or not."""
    try:
        aws.client("s3").put_object(
            Bucket=_bucket(),
            Key=key,
            Body=body,
            ContentType=content_type,
            ChecksumSHA256=_base64(sha256),
            Tagging=f"kind={kind}",
        )
    except (BotoCoreError, ClientError) as error:
        raise Unavailable("The document store could not be written.") from error


def delete(*keys: str) -> None:
    """Take the objects away; harmless where there is none. Raises Unavailable: then some may still be there."""
    try:
        for key in keys:
            aws.client("s3").delete_object(Bucket=_bucket(), Key=key)
    except (BotoCoreError, ClientError) as error:
        raise Unavailable("The document store could not be written.") from error


def delete_below(folder: str) -> None:
    """Take every object below a folder away, the slash at its end included; harmless where there is none. Raises
    Unavailable: then some may still be there."""
    try:
        pages = aws.client("s3").get_paginator("list_objects_v2").paginate(Bucket=_bucket(), Prefix=folder)
        found = [each["Key"] for page in pages for each in page.get("Contents", ())]
    except (BotoCoreError, ClientError) as error:
        raise Unavailable("The document store could not be read.") from error
    delete(*found)


def purge(*keys: str) -> None:
    """Take every version of the objects away for good, and of all that are below a key that ends in a slash; harmless
    where there is none. `delete` leaves older versions for a month. Raises Unavailable: then some may still be there.

    S3 replicates to a second region that something was deleted, and not that a version was: there, too, it is done by
    us, after what was still to be replicated is gone from here.
    """
    try:
        recovery_region = parameters.recovery_region()
        for key in keys:
            _purge(aws.client("s3"), _bucket(), key)
        for key in keys if recovery_region else ():
            _purge(aws.client("s3", region=recovery_region), _replica(recovery_region), key)
    except (BotoCoreError, ClientError) as error:
        raise Unavailable("The document store could not be written.") from error


def _purge(s3: Any, bucket: str, key: str) -> None:
    pages = s3.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=key)
    versions = [
        each
        for page in pages
        for each in (*page.get("Versions", ()), *page.get("DeleteMarkers", ()))
        if each["Key"] == key or key.endswith("/")
    ]
    for each in versions:
        s3.delete_object(Bucket=bucket, Key=each["Key"], VersionId=each["VersionId"])


def _base64(sha256: str) -> str:
    return base64.b64encode(bytes.fromhex(sha256)).decode()


def _bucket() -> str:
    return parameters.documents_bucket()


def _replica(region: str) -> str:
    """Return the name of the same stage's bucket of another region: a bucket's name ends in its region."""
    return _bucket().removesuffix(settings.current().region) + region
