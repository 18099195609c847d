"""The bucket in which nothing is changed or removed before its time: for what must outlive whatever happens to the
tables, the anchors of the audit and the ledger of erasures."""

from typing import Any

from chalicelib.errors import Conflict, Unavailable
from chalicelib.gateways import aws, parameters

_THERE_ALREADY = frozenset({"PreconditionFailed", "412", "ConditionalRequestConflict"})
_UNAVAILABLE = "What is locked away for the audit cannot be read or written at the moment."


def list_keys(prefix: str, *, most: int, after: str = "") -> list[str]:
    """Return keys that begin so, in their order, from the one after `after`. Raises Unavailable."""
    start = {"StartAfter": after} if after else {}
    answer = call("s3", "list_objects_v2", Bucket=_bucket(), Prefix=prefix, MaxKeys=most, **start)
    return [each["Key"] for each in answer.get("Contents", [])]


def list_folders(prefix: str, *, most: int, after: str = "") -> list[str]:
    """Return the names of folders under a prefix, in their order, from the one that a key `after` lies in. Raises
    Unavailable."""
    start = {"StartAfter": after} if after else {}
    wanted = {"Prefix": prefix, "Delimiter": "/", "MaxKeys": most}
    answer = call("s3", "list_objects_v2", Bucket=_bucket(), **wanted, **start)
    return [each["Prefix"].removeprefix(prefix).removesuffix("/") for each in answer.get("CommonPrefixes", [])]


def read(key: str) -> bytes:
    """Return what lies under a key. Raises Unavailable."""
    return bytes(call("s3", "get_object", Bucket=_bucket(), Key=key)["Body"].read())


def add(key: str, body: bytes) -> None:
    """Keep a JSON text under a key that is new. Raises Conflict when something lies there already, Unavailable."""
    fixed = {"ContentType": "application/json", "ServerSideEncryption": "AES256", "ChecksumAlgorithm": "SHA256"}
    call("s3", "put_object", Bucket=_bucket(), Key=key, Body=body, **fixed, IfNoneMatch="*")


def call(service: str, operation: str, **asked: Any) -> dict[str, Any]:
    """Return what a service answers. Raises Conflict when there is something already, Unavailable."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        answer: dict[str, Any] = getattr(aws.client(service), operation)(**asked)
    except ClientError as error:
        if error.response["Error"]["Code"] in _THERE_ALREADY:
            raise Conflict("There is one of this name already.") from None
        raise Unavailable(_UNAVAILABLE) from error
    except BotoCoreError as error:
        raise Unavailable(_UNAVAILABLE) from error
    return answer


def _bucket() -> str:
    return parameters.audit_bucket()
