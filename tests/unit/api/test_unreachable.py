"""What people are told while DynamoDB cannot be reached, or has too much to do."""

from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError

from tests.simulation.cloud.wire import Wire
from tests.unit.api.people import Person

pytestmark = pytest.mark.usefixtures("stage")

LISTS = ("/v1/trips", "/v1/items")


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "of DynamoDB's own"}}, "Query")


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("error", [ConnectTimeoutError(endpoint_url="https://table"), refused("ThrottlingException")])
def test_they_are_asked_to_come_again(
    anna: Person, monkeypatch: pytest.MonkeyPatch, path: str, error: Exception
) -> None:
    fail_with(error, monkeypatch)

    answer = anna.send("GET", path)

    assert (answer.status_code, answer.json_body["type"]) == (503, "urn:sojourn:problem:unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    assert "DynamoDB" not in answer.body.decode()
    assert "table" not in answer.body.decode()


def test_what_would_be_refused_again_is_our_fault(anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(refused("AccessDeniedException"), monkeypatch)

    answer = anna.send("GET", "/v1/trips")

    assert (answer.status_code, answer.headers.get("Retry-After")) == (500, None)


def fail_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_wire: Wire, _client: object, _operation: str, _params: object) -> Any:
        raise error

    monkeypatch.setattr(Wire, "aws", fail)
