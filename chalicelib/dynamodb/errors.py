"""Why DynamoDB refused: PynamoDB's own `cause_response_code` fails when there was no answer at all."""

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain.value import JsonObject

CONDITION_FAILED = "ConditionalCheckFailedException"

# What DynamoDB says when it has too much to do, or fails itself: the same call may succeed a little later. So is
# whatever it answers with a status of 500 and above, by any name.
_TRANSIENT = frozenset(
    {
        "InternalServerError",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
        "TransactionConflictException",
    }
)


_THROTTLED = frozenset(
    {
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ThrottlingError",
        "ThrottlingException",
    }
)


def is_throttled(answer: JsonObject) -> bool:
    """Return whether an answer of DynamoDB refuses a call, or a part of a transaction, because there are too many."""
    codes = {answer.get("Error", {}).get("Code"), *(each.get("Code") for each in answer.get("CancellationReasons", ()))}
    return not codes.isdisjoint(_THROTTLED)


def refusal_code(error: PynamoDBException) -> str | None:
    """Return DynamoDB's code for `error`, such as ConditionalCheckFailedException; None when it did not answer."""
    code: str | None = _answer(error).get("Error", {}).get("Code")
    return code


def is_condition_failed(error: PynamoDBException) -> bool:
    """Return whether the row was not as the write's condition wanted it."""
    return refusal_code(error) == CONDITION_FAILED


def is_transient(error: BaseException) -> bool:
    """Return whether DynamoDB did not answer, or could not at the moment, so that it is worth asking again."""
    if not isinstance(error, PynamoDBException):
        return False
    status = _answer(error).get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return isinstance(error.cause, BotoCoreError) or status >= 500 or refusal_code(error) in _TRANSIENT


def _answer(error: PynamoDBException) -> JsonObject:
    return getattr(error.cause, "response", None) or {}
