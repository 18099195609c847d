"""FastAPI behind Mangum: pydantic checks path, body and answer."""

import json
import sys
import time
from typing import Annotated, Any

from fastapi import FastAPI, Path, Request, Response
from fastapi.responses import JSONResponse
from item_rules import SECURITY_HEADERS, Json, Refused, authorise, create_item, line, read_item, view
from mangum import Mangum
from models import ItemDetails, ItemView

app = FastAPI()
ItemId = Annotated[str, Path(alias="itemId", pattern="^itm_[0-7][0-9A-HJKMNP-TV-Z]{25}$")]


@app.exception_handler(Refused)
async def refused(_request: Request, error: Refused) -> JSONResponse:
    problem = {"title": error.title, "status": error.status}
    return JSONResponse(problem, error.status, media_type="application/problem+json")


@app.get("/v1/items/{itemId}")
async def get_item(request: Request, response: Response, item_id: ItemId) -> ItemView:
    return _answer(request, response, read_item(_caller(request), item_id))


@app.post("/v1/items", status_code=201)
async def post_item(request: Request, response: Response, details: ItemDetails) -> ItemView:
    item = create_item(_caller(request), details.model_dump())
    return _answer(request, response, item, Location=f"/api/v1/items/{item['itemId']}")


def _caller(request: Request) -> str:
    return authorise(request.scope["aws.event"]["requestContext"]["authorizer"]["claims"])


def _answer(request: Request, response: Response, item: Json, **more: str) -> ItemView:
    request_id = request.scope["aws.event"]["requestContext"]["requestId"]
    response.headers.update({**SECURITY_HEADERS, **more, "ETag": f'"v{item["version"]}"', "X-Request-Id": request_id})
    return ItemView(**view(item))


inner = Mangum(app, lifespan="off")


def handler(event: Json, context: Any) -> Json:
    begun = time.perf_counter()
    answer = inner(event, context)
    operation = {"GET": "get_item", "POST": "create_item"}.get(event["httpMethod"], "none")
    user_id = event["requestContext"]["authorizer"]["claims"]["sub"]
    fields = line(operation, event["requestContext"]["requestId"], user_id, answer["statusCode"], begun)
    sys.stdout.write(json.dumps(fields) + "\n")
    return answer
