"""Flask behind apig-wsgi; Flask validates nothing, so the body is checked by hand, as in the bare handler."""

import json
import sys
import time
from typing import Any

from apig_wsgi import make_lambda_handler
from checks import ITEM_ID, details_of
from flask import Flask, Response, jsonify, request
from item_rules import SECURITY_HEADERS, Json, Refused, authorise, create_item, line, read_item, view

app = Flask(__name__)


@app.errorhandler(Refused)
def refused(error: Refused) -> tuple[Response, int]:
    return jsonify(title=error.title, status=error.status), error.status


@app.get("/v1/items/<item_id>")
def get_item(item_id: str) -> tuple[Response, int]:
    user_id = _caller()
    if not ITEM_ID.fullmatch(item_id):
        raise Refused(404, "Not found")
    return _answer(200, read_item(user_id, item_id))


@app.post("/v1/items")
def post_item() -> tuple[Response, int]:
    item = create_item(_caller(), details_of(request.get_json()))
    return _answer(201, item, Location=f"/api/v1/items/{item['itemId']}")


def _caller() -> str:
    return authorise(request.environ["apig_wsgi.request_context"]["authorizer"]["claims"])


def _answer(status: int, item: Json, **more: str) -> tuple[Response, int]:
    answer = jsonify(view(item))
    request_id = request.environ["apig_wsgi.request_context"]["requestId"]
    answer.headers.update({**SECURITY_HEADERS, **more, "ETag": f'"v{item["version"]}"', "X-Request-Id": request_id})
    return answer, status


inner = make_lambda_handler(app)


def handler(event: Json, context: Any) -> Json:
    begun = time.perf_counter()
    answer = inner(event, context)
    operation = {"GET": "get_item", "POST": "create_item"}.get(event["httpMethod"], "none")
    user_id = event["requestContext"]["authorizer"]["claims"]["sub"]
    fields = line(operation, event["requestContext"]["requestId"], user_id, answer["statusCode"], begun)
    sys.stdout.write(json.dumps(fields) + "\n")
    return answer
