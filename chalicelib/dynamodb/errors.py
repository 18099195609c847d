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
# What it says of the items of a transaction when it has too much to do, and nothing else is wrong with them.
_BUSY = frozenset({"ProvisionedThroughputExceeded", "ThrottlingError", "TransactionConflict"})
_CANCELLED = "TransactionCanceledException"


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
    code = refusal_code(error)
    if code == _CANCELLED:
        return _is_cancelled_for_load(error)
    return isinstance(error.cause, BotoCoreError) or status >= 500 or code in _TRANSIENT


def _is_cancelled_for_load(error: PynamoDBException) -> bool:
    reasons = {reason.get("Code", "None") for reason in _answer(error).get("CancellationReasons", ())} - {"None"}
    return bool(reasons) and reasons <= _BUSY


def _answer(error: PynamoDBException) -> JsonObject:
    return getattr(error.cause, "response", None) or {}
