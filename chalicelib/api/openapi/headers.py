"""The headers of requests and responses, as the description of the API names them."""

import msgspec

from chalicelib import __version__
from chalicelib.api.http.addresses import EXAMPLE_ADDRESS
from chalicelib.api.http.versions import VERSION_HEADER
from chalicelib.domain.ids import USER_PATTERN
from chalicelib.domain.value import JsonObject

REQUEST_ID = "0f2c1a52-3b1d-4c7e-9a55-1c0c8f2d4b10"


def _text_header(description: str, example: str) -> JsonObject:
    return {"description": description, "schema": {"type": "string"}, "example": example}


def _parameter(
    name: str, description: str, example: str, schema: JsonObject | None = None, *, required: bool = False
) -> JsonObject:
    header = _text_header(description, example)
    return {"name": name, "in": "header", "required": required, **header, "schema": schema or header["schema"]}


HEADERS: JsonObject = {
    VERSION_HEADER: _text_header("The release that answered", __version__),
    "Deprecation": _text_header(
        "Since when the operation is deprecated (RFC 9745), in Unix seconds after an @", "@1798761600"
    ),
    "Sunset": _text_header("Until when the operation works (RFC 8594)", "Sat, 01 Jan 2028 00:00:00 GMT"),
    "X-Request-Id": _text_header("The request's id in the logs", REQUEST_ID),
    "ETag": _text_header("The version of this representation; send it back as If-Match or If-None-Match", '"v3"'),
    "Location": _text_header(
        "The URL of the new resource, or of the one to follow",
        f"{EXAMPLE_ADDRESS}/v1/bookings/bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7",
    ),
    "Link": _text_header("The next page (rel=next)", f'<{EXAMPLE_ADDRESS}/v1/bookings?cursor=Zm9v>; rel="next"'),
    "Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}, "example": 1},
    "Idempotency-Replayed": _text_header("`true` on the response to a repeated request", "true"),
}
_KEY_MEANS = (
    "Identifies this write. Sent again with the same body within 24 hours, the request is not executed again and "
    "gets the same response"
)
_KEY: JsonObject = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]{1,255}$"}
_UUID = "6f1c1b0e-5d0c-4b53-9a55-8a1d2a4c7e10"
PARAMETERS: JsonObject = {
    "IdempotencyKeyRequired": _parameter("Idempotency-Key", _KEY_MEANS, _UUID, _KEY, required=True),
    "IdempotencyKey": _parameter("Idempotency-Key", _KEY_MEANS, _UUID, _KEY),
    "IfMatch": _parameter(
        "If-Match", "The ETag of the version that the change is based on, in its quotes", '"v3"', required=True
    ),
    "IfMatchOptional": _parameter("If-Match", "The ETag that the resource must still have, in its quotes", '"v3"'),
    "IfNoneMatch": _parameter("If-None-Match", "The ETag of the representation that the caller has", '"v3"'),
    "ActFor": _parameter(
        "Act-For",
        "For a program: the `userId` of the person for whom it acts. Without it, it acts as itself",
        "6b1f0c7e-0d0a-4a9e-9a43-3c1d2e8f7a10",
        {"type": "string", "pattern": f"^{USER_PATTERN}$"},
    ),
    "LastEventId": _parameter(
        "Last-Event-ID", "The id of the last event received", "evt_01JMZ8Q4T5X7V9B2N3C4D5E6F7_000004"
    ),
}


def pick_headers(paths: JsonObject) -> JsonObject:
    """Return the headers that some answer has: those of deprecated operations are there as long as there is one."""
    text = msgspec.json.encode(paths).decode()
    return {name: header for name, header in HEADERS.items() if f'"#/components/headers/{name}"' in text}
