"""The bare handler: a dictionary of functions, `json`, `re` and boto3. What all others are measured against."""

import json
import sys
import time
from typing import Any

from checks import ITEM_ID, details_of
from item_rules import SECURITY_HEADERS, Json, Refused, authorise, create_item, invalid, line, read_item, view


def handler(event: Json, context: Any) -> Json:
    begun = time.perf_counter()
    request_id = event["requestContext"]["requestId"]
    operation, user_id = "none", "nobody"
    try:
        operation, status, answer = ROUTES[event["resource"], event["httpMethod"]]
        user_id = authorise(event["requestContext"]["authorizer"]["claims"])
        item = answer(event, user_id)
        body = view(item)
        headers = {"Content-Type": "application/json", "ETag": f'"v{item["version"]}"'}
        if status == 201:
            headers["Location"] = f"/api/v1/items/{item['itemId']}"
    except Refused as error:
        status, body = error.status, {"title": error.title, "status": error.status}
        headers = {"Content-Type": "application/problem+json"}
    sys.stdout.write(json.dumps(line(operation, request_id, user_id, status, begun)) + "\n")
    return {
        "statusCode": status,
        "headers": {**SECURITY_HEADERS, **headers, "X-Request-Id": request_id},
        "body": json.dumps(body, separators=(",", ":")),
        "isBase64Encoded": False,
    }


def get_item(event: Json, user_id: str) -> Json:
    item_id = event["pathParameters"]["itemId"]
    if not ITEM_ID.fullmatch(item_id):
        raise Refused(404, "Not found")
    return read_item(user_id, item_id)


def post_item(event: Json, user_id: str) -> Json:
    if not event["headers"].get("Content-Type", "").startswith("application/json"):
        raise Refused(415, "The body must be JSON")
    try:
        body = json.loads(event["body"] or "")
    except ValueError:
        raise invalid() from None
    return create_item(user_id, details_of(body))


ROUTES = {
    ("/v1/items/{itemId}", "GET"): ("get_item", 200, get_item),
    ("/v1/items", "POST"): ("create_item", 201, post_item),
}
