"""The two requests that every peer answers, what DynamoDB answers to their calls, and the environment of a function."""

import json
import time
from typing import Any

Json = dict[str, Any]

POOL_ID = "eu-central-1_BenchPool"
CLIENT_ID = "benchclient"
TABLE = "sojourn-local-items"
USER_ID = "6b1f0c7e-0d0a-4a9e-9a43-3c1d2e8f7a10"
ITEM_ID = "itm_01JQZXB2M4C6N8P0R2T4V6X8Z1"
CREATED_AT = "2026-11-20T09:00:00Z"
DETAILS: Json = {
    "kind": "meeting",
    "name": "Quarterly review with the London sales team",
    "description": "Bring the figures of the third quarter, and the plan for the next.",
    "status": "confirmed",
    "startsAt": "2027-03-03T08:30:00+00:00",
    "endsAt": "2027-03-03T11:00:00+01:00",
    "startTimezone": "Europe/London",
    "endTimezone": "Europe/Berlin",
    "place": {"name": "London office", "address": "1 Poultry, London", "latitude": 51.5134, "longitude": -0.0911},
    "recordLocator": None,  # which Sojourn encrypts, and none of the others
}
# What both requests ask first: whose account it is, and whether they have left, which also says what they are called; a
# write asks that once more at its end, for it may have changed it.
_FIRST = ("GetItem of sojourn-local-account-links", "GetItem of sojourn-local-employees")
_LAST = "BatchGetItem of sojourn-local-employees"
READING, WRITING = [*_FIRST, "GetItem"], [*_FIRST, "TransactWriteItems", _LAST]
ENVIRONMENT = {
    "AWS_REGION": "eu-central-1",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "AKIABENCHBENCHBENCH0",
    "AWS_SECRET_ACCESS_KEY": "bench" * 8,
    "AWS_SESSION_TOKEN": "bench" * 100,
    "AWS_LAMBDA_FUNCTION_NAME": "sojourn-local-api_handler",
    "ITEMS_TABLE": TABLE,
    "SOJOURN_STAGE": "local",
    "SOJOURN_USER_POOL_ID": POOL_ID,
    "SOJOURN_USER_POOL_CLIENT_ID": CLIENT_ID,
}


def events() -> dict[str, Json]:
    """A read, and a write that is validated and kept."""
    own: Json = {"path": f"/v1/items/{ITEM_ID}", "pathParameters": {"itemId": ITEM_ID}}
    return {
        "read": event("GET", "/v1/items/{itemId}", **own),
        "write": event("POST", "/v1/items", path="/v1/items", body=json.dumps(DETAILS)),
    }


def answers() -> dict[str, Json]:
    """DynamoDB's answers by table and operation, or by the operation alone."""
    item = {
        **_kept(DETAILS),
        "itemId": ITEM_ID,
        "userId": USER_ID,
        "bookingId": None,
        "createdAt": CREATED_AT,
        "updatedAt": CREATED_AT,
        "createdBy": USER_ID,
        "version": 1,
    }
    texts = {
        "itemId": ITEM_ID,
        "userId": USER_ID,
        "ownerStatus": f"{USER_ID}#confirmed",
        "startsAt": "2027-03-03T08:30:00.000Z",
        "createdAt": CREATED_AT,
        "document": json.dumps(item, separators=(",", ":")),
    }
    row = {**{name: {"S": text} for name, text in texts.items()}, "version": {"N": "1"}}
    capacity = {"TableName": TABLE, "CapacityUnits": 1.0}
    return {f"{TABLE} GetItem": {"Item": row, "ConsumedCapacity": capacity}, "TransactWriteItems": {}}


def expected(name: str) -> Json:
    """What any peer must answer, without what is new with each item."""
    item = {**_kept(DETAILS), "booked": False, "userId": USER_ID, "createdBy": USER_ID, "version": 1}
    return item if name == "write" else {**item, "itemId": ITEM_ID, "createdAt": CREATED_AT, "updatedAt": CREATED_AT}


def _kept(details: Json) -> Json:
    """What is written, as it is kept: times in UTC, nothing left out."""
    absent = {"tripId": None, "expiresAt": None}
    return {**absent, **details, "startsAt": "2027-03-03T08:30:00Z", "endsAt": "2027-03-03T10:00:00Z"}


def event(method: str, resource: str, *, path: str, **more: Any) -> Json:
    """A REST API's proxy event behind a Cognito authorizer."""
    sent = {
        "Accept": "application/json",
        "Authorization": "Bearer " + "e" * 900,
        "CloudFront-Viewer-Country": "DE",
        "Content-Type": "application/json",
        "Host": "abcdefghij.execute-api.eu-central-1.amazonaws.com",
        "User-Agent": "python-requests/2.32.5",
        "X-Amzn-Trace-Id": "Root=1-674d5b3a-1b2c3d4e5f60718293a4b5c6",
        "X-Forwarded-For": "203.0.113.7",
        "X-Forwarded-Port": "443",
        "X-Forwarded-Proto": "https",
    }
    now = int(time.time())
    claims = {
        "sub": USER_ID,
        "email": "anna@example.com",
        "name": "Anna Weber",
        "cognito:groups": "traveller",
        "token_use": "id",
        "aud": CLIENT_ID,
        "iss": f"https://cognito-idp.eu-central-1.amazonaws.com/{POOL_ID}",
        "iat": str(now),
        "exp": str(now + 3600),
    }
    context = {
        "accountId": "000000000000",
        "apiId": "abcdefghij",
        "authorizer": {"claims": claims},
        "domainName": "abcdefghij.execute-api.eu-central-1.amazonaws.com",
        "httpMethod": method,
        "identity": {"sourceIp": "203.0.113.7", "userAgent": "python-requests/2.32.5"},
        "path": f"/api{path}",
        "protocol": "HTTP/1.1",
        "requestId": "0f2c1a52-3b1d-4c7e-9a55-1c0c8f2d4b10",
        "requestTimeEpoch": now * 1000,
        "resourceId": "abc123",
        "resourcePath": resource,
        "stage": "api",
    }
    return {
        "resource": resource,
        "path": path,
        "httpMethod": method,
        "headers": sent,
        "multiValueHeaders": {name: [value] for name, value in sent.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": context,
        "body": None,
        "isBase64Encoded": False,
        **more,
    }
