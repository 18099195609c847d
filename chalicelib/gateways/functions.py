"""Other functions of the stage, called by the alias that a release moves: what one is asked must not need what it
carries."""

import msgspec
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib import settings
from chalicelib.errors import Unavailable
from chalicelib.gateways import aws

ALIAS = "live"
LARGEST_ANSWER = 6 * 1024 * 1024  # Lambda's own limit of what is asked and answered


def invoke(function: str, question: msgspec.Struct, *, seconds: float) -> bytes:
    """Return the JSON that a handler of `app.py` answers, waiting no longer than `seconds` to connect and as long for
    the answer, once and not again.

    Raises Unavailable when it cannot be reached, does not answer in time, or fails.
    """
    try:
        answer = aws.client("lambda", timeout=seconds, attempts=1).invoke(
            FunctionName=settings.current().name(function), Qualifier=ALIAS, Payload=msgspec.json.encode(question)
        )
        body = bytes(answer["Payload"].read(LARGEST_ANSWER))
    except (BotoCoreError, ClientError, OSError) as error:
        raise Unavailable(f"The function {function} could not be called ({_reason(error)}).") from error
    if "FunctionError" in answer:
        raise Unavailable(f"The function {function} failed.")
    return body


def _reason(error: BotoCoreError | ClientError | OSError) -> str:
    """Return what AWS, or the SDK, calls the error."""
    return str(error.response["Error"]["Code"]) if isinstance(error, ClientError) else type(error).__name__
