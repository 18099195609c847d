"""Why DynamoDB refused: PynamoDB's own `cause_response_code` fails when there was no answer at all."""

from pynamodb.exceptions import PynamoDBException

CONDITION_FAILED = "ConditionalCheckFailedException"


def refusal_code(error: PynamoDBException) -> str | None:
    """DynamoDB's code for `error`, such as ConditionalCheckFailedException; None when it did not answer."""
    answer = getattr(error.cause, "response", None) or {}
    code: str | None = answer.get("Error", {}).get("Code")
    return code


def is_condition_failed(error: PynamoDBException) -> bool:
    """Whether the row was not as the write's condition wanted it."""
    return refusal_code(error) == CONDITION_FAILED
