"""A request as API Gateway hands it to a Lambda function."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit


def gateway_event(
    method: str,
    url: str,
    *,
    resource: str,
    captured: Mapping[str, str],
    claims: Mapping[str, str] | str | None,
    headers: Mapping[str, str],
    body: str | None = None,
    is_base64: bool = False,
) -> dict[str, Any]:
    """The event of a request to `url`, which `resource` matched with these path parameters; `claims` are what the
    authorizer found (the function's are JSON), None where there is none. A header's `_` is a `-`."""
    parts = urlsplit(url)
    return {
        "path": parts.path,
        "headers": {name.replace("_", "-"): value for name, value in headers.items()},
        "multiValueQueryStringParameters": parse_qs(parts.query, keep_blank_values=True) or None,
        "pathParameters": dict(captured) or None,
        "stageVariables": None,
        "body": body,
        "isBase64Encoded": is_base64,
        "requestContext": {
            "apiId": "abc123",
            "domainName": "abc123.execute-api.eu-central-1.amazonaws.com",
            "requestId": "req-1",
            "extendedRequestId": "AbCdEf-1=",
            "httpMethod": method,
            "resourcePath": resource,
            "path": f"/api{parts.path}",
            "authorizer": {"claims": claims} if claims is not None else {},
        },
    }
