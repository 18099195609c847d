"""Calls of Bedrock's Converse: within so many seconds, and whatever goes wrong is ModelUnavailable with a word for the
log."""

import threading
from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue
from typing import Any

from chalicelib.domain.trip_requests.request_reader import ModelUnavailable
from chalicelib.gateways import aws
from chalicelib.gateways.bedrock_failures import FAILURES

ATTEMPTS = 2
LARGEST_ANSWER = 200_000  # bytes
# Of instructions and schemas, which are English, a token is three letters at least; of what people write, one.
LETTERS_A_TOKEN = 3
OWN_TOKENS = 400  # what the service adds so that a model can call tools
# After these nothing was read, and nothing is charged.
UNCHARGED = frozenset({"throttled", "unavailable", "denied", "unknown_model", "refused", "unreachable"})


def converse(region: str, seconds: float, timeout: float, **request: Any) -> Mapping[str, Any]:
    """Return what Converse answers to a request within so many seconds, of at most LARGEST_ANSWER bytes; `timeout` is
    that of a socket. Raises ModelUnavailable."""
    answer = _wait(seconds, lambda: _call(region, timeout, request))
    size = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("content-length", "0")
    if not size.isdigit() or int(size) > LARGEST_ANSWER:
        raise ModelUnavailable("too_long")
    return answer


def _call(region: str, timeout: float, request: Mapping[str, Any]) -> Mapping[str, Any]:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        client = aws.client("bedrock-runtime", timeout=timeout, attempts=ATTEMPTS, region=region)
        answer: Mapping[str, Any] = client.converse(**request)
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        raise ModelUnavailable(FAILURES.get(code, "failed")) from error
    except BotoCoreError as error:
        raise ModelUnavailable("timeout" if "Timeout" in type(error).__name__ else "unreachable") from error
    except RecursionError as error:  # an answer that is nested beyond all measure
        raise ModelUnavailable("malformed") from error
    return answer


def _wait(seconds: float, work: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return what comes of the work, which is left to itself after so many seconds: a socket's own timeout holds for
    each read, and not for an answer that comes byte by byte."""
    outcome: SimpleQueue[Mapping[str, Any] | Exception] = SimpleQueue()

    def run() -> None:
        try:
            outcome.put(work())
        except Exception as error:  # noqa: BLE001  raised where it is waited for
            outcome.put(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        found = outcome.get(timeout=seconds)
    except Empty:
        raise ModelUnavailable("timeout") from None
    if isinstance(found, Exception):
        raise found
    return found
