"""Which refusals of DynamoDB pass by themselves."""

from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError
from pynamodb.exceptions import DoesNotExist, GetError, QueryError, TransactWriteError

from chalicelib.dynamodb.errors import is_transient

URL = "https://dynamodb.eu-central-1.amazonaws.com"


def refused(code: str, status: int = 400) -> ClientError:
    answer: Any = {"Error": {"Code": code, "Message": ""}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "Query")


@pytest.mark.parametrize(
    "cause",
    [
        ConnectTimeoutError(endpoint_url=URL),
        ReadTimeoutError(endpoint_url=URL),
        EndpointConnectionError(endpoint_url=URL),
        refused("ThrottlingException"),
        refused("ProvisionedThroughputExceededException"),
        refused("InternalServerError", 500),
        refused("InternalFailure", 500),
        refused("of a name that nobody knows", 502),
    ],
)
def test_no_answer_and_too_much_to_do_pass(cause: Exception) -> None:
    assert is_transient(QueryError("", cause))


@pytest.mark.parametrize(
    "error",
    [
        QueryError("", refused("ValidationException")),
        QueryError("", refused("AccessDeniedException")),
        GetError("", refused("ResourceNotFoundException")),
        DoesNotExist(),
        ValueError(),
    ],
)
def test_what_will_be_refused_again_does_not(error: Exception) -> None:
    assert not is_transient(error)


def cancelled(*codes: str) -> TransactWriteError:
    answer: Any = {
        "Error": {"Code": "TransactionCanceledException", "Message": ""},
        "ResponseMetadata": {"HTTPStatusCode": 400},
        "CancellationReasons": [{"Code": code} for code in codes],
    }
    return TransactWriteError("", ClientError(answer, "TransactWriteItems"))


@pytest.mark.parametrize("busy", ["ThrottlingError", "ProvisionedThroughputExceeded", "TransactionConflict"])
def test_a_transaction_that_was_too_much_at_the_moment_passes_and_one_that_was_refused_does_not(busy: str) -> None:
    assert is_transient(cancelled(busy, "None"))
    assert is_transient(cancelled("None", busy, "ThrottlingError"))
    assert not is_transient(cancelled(busy, "ConditionalCheckFailed"))
    assert not is_transient(cancelled("None", "ValidationError"))
    assert not is_transient(cancelled())
