"""What every peer has in common, so that only what stands around it differs: who may, what an item is, and DynamoDB.

Copied into each peer's package beside its `handler.py`. The rows, keys, conditions and claims are those of Sojourn's
own route, and DynamoDB is called by boto3's client, the quickest that it has. An item of these peers hangs on no trip.
"""

import json
import os
import time
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import boto3
from botocore.exceptions import ClientError

Json = dict[str, Any]

TABLE = os.environ["ITEMS_TABLE"]
LINKS, EMPLOYEES, MENTIONS = (TABLE.removesuffix("items") + name for name in ("account-links", "employees", "mentions"))
POOL_ID = os.environ["SOJOURN_USER_POOL_ID"]
CLIENT_ID = os.environ["SOJOURN_USER_POOL_CLIENT_ID"]
ISSUER = f"https://cognito-idp.{POOL_ID.partition('_')[0]}.amazonaws.com/{POOL_ID}"
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "Cache-Control": "no-store",
}
UNDATED = "9999-12-31T00:00:00.000Z"
DETAILS = (
    *("kind", "name", "description", "status", "tripId", "startsAt", "endsAt", "startTimezone", "endTimezone"),
    *("place", "recordLocator", "expiresAt"),
)

dynamodb = boto3.client("dynamodb")


class Refused(Exception):
    """A request that ends in a problem."""

    def __init__(self, status: int, title: str) -> None:
        super().__init__(title)
        self.status = status
        self.title = title


def invalid() -> Refused:
    return Refused(400, "The input is not valid")


def authorise(claims: Json) -> str:
    """The caller's id, if the claims are an id token's of our client, and in time."""
    now = time.time()
    if claims.get("token_use") != "id" or claims.get("aud") != CLIENT_ID or claims.get("iss") != ISSUER:
        raise Refused(401, "Sign in first")
    if float(claims.get("exp", 0)) < now - 30 or float(claims.get("iat", now)) > now + 30 or not claims.get("sub"):
        raise Refused(401, "Sign in first")
    return str(claims["sub"])


def read_item(user_id: str, item_id: str) -> Json:
    """The item as it is kept, read consistently; NotFound for somebody else's, and for one whose time has run out."""
    _require_active(user_id)
    answer = dynamodb.get_item(TableName=TABLE, Key={"itemId": {"S": item_id}}, ConsistentRead=True)
    if "Item" not in answer:
        raise Refused(404, "Not found")
    item: Json = json.loads(answer["Item"]["document"]["S"])
    expires = item["expiresAt"]
    if item["userId"] != user_id or (expires and datetime.fromisoformat(expires) <= datetime.now(UTC)):
        raise Refused(404, "Not found")
    if item["createdBy"] != user_id:  # whose record said already what they are called
        _find_names(item["createdBy"])
    return item


def create_item(user_id: str, details: Json) -> Json:
    """Keep a new item; `details` has every field, with moments and zones still to be checked against each other."""
    _require_active(user_id)
    now = datetime.now(UTC)
    for field in ("startTimezone", "endTimezone"):
        if details[field] is not None and not _is_zone(details[field]):
            raise invalid()
    starts, ends, expires = (_moment(details[field]) for field in ("startsAt", "endsAt", "expiresAt"))
    if ends and (starts is None or not timedelta(0) <= ends - starts <= timedelta(days=366)):
        raise invalid()
    if expires and expires <= now:
        raise invalid()
    at = _text(now)
    item = {
        **details,
        "startsAt": _text(starts),
        "endsAt": _text(ends),
        "expiresAt": _text(expires),
        "itemId": _new_id(now),
        "userId": user_id,
        "bookingId": None,
        "createdAt": at,
        "updatedAt": at,
        "createdBy": user_id,
        "version": 1,
    }
    row = {
        "itemId": {"S": item["itemId"]},
        "userId": {"S": user_id},
        "ownerStatus": {"S": f"{user_id}#{item['status']}"},
        "startsAt": {"S": item["startsAt"] or UNDATED},
        "createdAt": {"S": at},
        "version": {"N": "1"},
        "document": {"S": json.dumps(item, separators=(",", ":"))},
    }
    if expires:
        row["ttl"] = {"N": str(int(expires.timestamp()))}
    _write_item(user_id, row)
    _find_names(user_id)
    return item


def _write_item(user_id: str, row: Json) -> None:
    """Write a row that is new, of somebody who is not erased."""
    erased = {"subject": {"S": user_id}, "thing": {"S": "!erased"}}
    put = {"TableName": TABLE, "Item": row, "ConditionExpression": "attribute_not_exists(itemId)"}
    check = {"TableName": MENTIONS, "Key": erased, "ConditionExpression": "attribute_not_exists(subject)"}
    try:
        dynamodb.transact_write_items(TransactItems=[{"ConditionCheck": check}, {"Put": put}])
    except ClientError as error:
        if error.response["Error"]["Code"] != "TransactionCanceledException":
            raise
        raise Refused(409, "The current status does not allow this") from None


def _require_active(user_id: str) -> None:
    """Refuse who has left: find whose account it is, and their record."""
    link = dynamodb.get_item(TableName=LINKS, Key={"key": {"S": user_id}}, ConsistentRead=True).get("Item", {})
    person = link.get("userId", {"S": user_id})
    record = dynamodb.get_item(TableName=EMPLOYEES, Key={"userId": person}, ConsistentRead=True).get("Item")
    if record is not None and not json.loads(record["document"]["S"])["active"]:
        raise Refused(403, "Your role does not permit this")


def _find_names(*user_ids: str) -> Json:
    """The names of people, by their records."""
    keys = [{"userId": {"S": each}} for each in user_ids]
    found = dynamodb.batch_get_item(RequestItems={EMPLOYEES: {"Keys": keys, "ConsistentRead": True}})
    return {row["userId"]["S"]: json.loads(row["document"]["S"])["name"] for row in found["Responses"][EMPLOYEES]}


def view(item: Json) -> Json:
    """An item as the caller sees it."""
    return {
        **{field: item[field] for field in DETAILS},
        **{field: item[field] for field in ("itemId", "userId", "createdAt", "updatedAt", "createdBy", "version")},
        "booked": item["createdBy"] == "system/booking",
    }


def line(operation: str, request_id: str, user_id: str, status: int, begun: float) -> Json:
    """The fields of the one line that each request logs."""
    return {
        "timestamp": datetime.now(UTC).isoformat(),
        "level": "INFO",
        "service": "items",
        "environment": "bench",
        "message": operation,
        "operation": operation,
        "requestId": request_id,
        "userId": user_id,
        "statusCode": status,
        "duration": round((time.perf_counter() - begun) * 1000, 1),
    }


def _moment(given: str | datetime | None) -> datetime | None:
    """A moment in UTC, with its offset given and within our time."""
    if given is None:
        return None
    try:
        found = datetime.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        raise invalid() from None
    if found.tzinfo is None or not 2000 <= found.year <= 2100:
        raise invalid()
    return found.astimezone(UTC)


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@lru_cache(maxsize=1_000)
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def _new_id(now: datetime) -> str:
    """A ULID by hand."""
    number = int(now.timestamp() * 1000) << 80 | int.from_bytes(os.urandom(10), "big")
    return "itm_" + "".join(_LETTERS[number >> shift & 31] for shift in range(125, -1, -5))
