"""Powertools for AWS Lambda: its REST resolver, its own validation (pydantic) and its logger."""

import time
from typing import Annotated, Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from item_rules import SECURITY_HEADERS, Json, Refused, authorise, create_item, line, read_item, view
from models import ItemDetails, ItemView

app = APIGatewayRestResolver(enable_validation=True)
logger = Logger(service="items")


@app.exception_handler(Refused)
def refused(error: Refused) -> Response[Any]:
    return Response(error.status, "application/problem+json", {"title": error.title, "status": error.status})


@app.get("/v1/items/<itemId>")
def get_item(itemId: Annotated[str, Path(pattern="^itm_[0-7][0-9A-HJKMNP-TV-Z]{25}$")]) -> Response[ItemView]:
    return _answer(200, read_item(_caller(), itemId))


@app.post("/v1/items")
def post_item(details: ItemDetails) -> Response[ItemView]:
    item = create_item(_caller(), details.model_dump())
    return _answer(201, item, Location=f"/api/v1/items/{item['itemId']}")


def _caller() -> str:
    return authorise(app.current_event.request_context.authorizer.claims)


def _answer(status: int, item: Json, **more: str) -> Response[ItemView]:
    request_id = app.current_event.request_context.request_id
    headers = {**SECURITY_HEADERS, **more, "ETag": f'"v{item["version"]}"', "X-Request-Id": request_id}
    return Response(status, "application/json", ItemView(**view(item)), headers)


def handler(event: Json, context: Any) -> Json:
    begun = time.perf_counter()
    answer = app.resolve(event, context)
    operation = {"GET": "get_item", "POST": "create_item"}.get(event["httpMethod"], "none")
    user_id = event["requestContext"]["authorizer"]["claims"]["sub"]
    fields = line(operation, event["requestContext"]["requestId"], user_id, answer["statusCode"], begun)
    theirs = {"timestamp", "level", "service", "message"}  # the logger has these itself
    logger.info(operation, **{name: value for name, value in fields.items() if name not in theirs})
    return answer
