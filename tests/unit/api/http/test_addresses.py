"""Absolute addresses of the API: whatever stands in front of it, they lead to where the caller has come from."""

from typing import Any

import pytest
from chalice.app import Request

from chalicelib import settings
from chalicelib.api.http.addresses import api_address, webcal_of
from chalicelib.services.api_addresses import complete_addresses

AWS = "abc123.execute-api.eu-central-1.amazonaws.com"


def request(host: str | None, **context: str) -> Request:
    event: dict[str, Any] = {
        "headers": {} if host is None else {"Host": host},
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "body": None,
        "isBase64Encoded": False,
        "requestContext": {"httpMethod": "GET", "resourcePath": "/v1/me", "path": "/v1/me", **context},
    }
    return Request(event)


@pytest.mark.parametrize(
    ("given", "host", "context", "base_path", "address"),
    [
        ({}, AWS, {"domainName": AWS, "apiId": "abc123"}, "/api", f"https://{AWS}/api"),
        ({}, "evil.example", {"domainName": AWS, "apiId": "abc123"}, "/api", f"https://{AWS}/api"),
        ({}, None, {"domainName": "api.firma.example"}, "", "https://api.firma.example"),
        ({}, None, {"domainName": "xn--mller-kva.example"}, "/travel", "https://xn--mller-kva.example/travel"),
        ({"public_url": "https://t.example"}, AWS, {"domainName": AWS}, "/api", "https://t.example"),
        ({"public_url": "https://t.example/x/"}, AWS, {"domainName": AWS}, "/api", "https://t.example/x"),
        ({"public_url": "http://10.0.0.7:8080"}, None, {}, "", "http://10.0.0.7:8080"),
        (
            {"aws_endpoint_url": "http://127.0.0.1:4566"},
            "127.0.0.1:4566",
            {"apiId": "abc123"},
            "/api",
            "http://127.0.0.1:4566/_aws/execute-api/abc123/api",
        ),
        ({"aws_endpoint_url": "http://127.0.0.1:4566"}, "localhost:8000", {}, "", "http://localhost:8000"),
        ({}, "127.0.0.1:8000", {}, "", "http://127.0.0.1:8000"),
        ({}, "[::1]:8000", {}, "", "http://[::1]:8000"),
        ({}, None, {}, "", "http://localhost"),
        ({}, "x@evil.example/", {}, "", "http://localhost"),
        ({}, "evil.example\r\nX: y", {}, "", "http://localhost"),
    ],
)
def test_an_address_is_that_of_whoever_is_asked(
    given: dict[str, str],
    host: str | None,
    context: dict[str, str],
    base_path: str,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = settings.Settings(**given)  # type: ignore[arg-type]
    monkeypatch.setattr(settings, "current", lambda: here)

    assert api_address(request(host, **context), base_path) == address


@pytest.mark.parametrize("address", ["https://t.example/a.ics", "http://127.0.0.1:4566/a.ics"])
def test_a_webcal_address_is_the_same_one(address: str) -> None:
    assert webcal_of(address) == f"webcal://{address.partition('://')[2]}"


@pytest.mark.parametrize("off", ["travel.example.com", "ftp://t.example", "https://t.example?x=1", "https://"])
def test_an_address_that_is_none_is_no_setting(off: str) -> None:
    with pytest.raises(ValueError, match="public_url"):
        settings.load({"SOJOURN_PUBLIC_URL": off})


HERE = "https://t.example/api"


@pytest.mark.parametrize(
    ("sent", "completed"),
    [
        ('{"url":"/v1/bookings/b"}', '{"url":"https://t.example/api/v1/bookings/b"}'),
        ('data: {"a":[{"href":"/v1/a?b=c"}]}\n\n', 'data: {"a":[{"href":"https://t.example/api/v1/a?b=c"}]}\n\n'),
        (r'{"example":"{\"eventsUrl\":\"/v1/a\"}"}', r'{"example":"{\"eventsUrl\":\"https://t.example/api/v1/a\"}"}'),
        ('{"url":"https://hooks.example.com/v1/"}', '{"url":"https://hooks.example.com/v1/"}'),
        ('{"notes":"/v1/bookings"}', '{"notes":"/v1/bookings"}'),
        (r'{"notes":"\"url\": \"/v1/a\""}', r'{"notes":"\"url\": \"/v1/a\""}'),
        ('{"url":null}', '{"url":null}'),
    ],
)
def test_what_leads_into_the_api_leaves_as_a_whole_address(sent: str, completed: str) -> None:
    assert complete_addresses(sent, HERE) == completed
