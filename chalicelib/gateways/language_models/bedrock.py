"""Models of Amazon Bedrock, asked by Converse to call one tool: what they answer otherwise is no answer.

Whatever a model says comes out as claims of known kinds, or as ModelUnavailable with a word for the log; nothing is
believed here, and nothing of what it says is repeated.
"""

import json
import threading
from collections.abc import Callable, Mapping
from datetime import date
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

import msgspec

from chalicelib.domain.trip_requests.claims.claim import MOST_CLAIMS, AnyClaim
from chalicelib.domain.trip_requests.languages.small_words import Language
from chalicelib.domain.trip_requests.request_reader import Answered, ModelUnavailable
from chalicelib.gateways import aws
from chalicelib.gateways.language_models.prompt import INSTRUCTIONS, TOOL, describe_tool, say_request

_ONE_CLAIM: msgspec.json.Decoder[AnyClaim] = msgspec.json.Decoder(AnyClaim)
ATTEMPTS = 2
LARGEST_ANSWER = 200_000  # bytes
# Of instructions and schema, which are English, a token is three letters at least; of the request, one.
_LETTERS_A_TOKEN = 3
_OWN_TOKENS = 400  # what the service adds so that a model can call tools
# What Converse answers when something is wrong, by the word for the log; what is not here is a mistake of our own.
_REASONS = {
    "ThrottlingException": "throttled",
    "TooManyRequestsException": "throttled",
    "ServiceQuotaExceededException": "throttled",
    "ModelNotReadyException": "unavailable",
    "ServiceUnavailableException": "unavailable",
    "InternalServerException": "unavailable",
    "ModelErrorException": "unavailable",
    "ModelTimeoutException": "timeout",
    "AccessDeniedException": "denied",
    "UnrecognizedClientException": "denied",
    "ExpiredTokenException": "denied",
    "ResourceNotFoundException": "unknown_model",
    "ValidationException": "refused",
}


class BedrockModel(NamedTuple):
    """One model, in one region, with how long it is waited for and how long its answer may be."""

    model_id: str
    region: str
    seconds: float
    tokens: int

    def list_claims(self, text: str, language: Language, today: date) -> Answered:
        """Return what the model claims that the text says. Raises ModelUnavailable."""
        answer = _wait(self.seconds, lambda: self._converse(say_request(text, language, today)))
        return _read_answer(answer)

    def count_prompt_tokens(self, text: str) -> int:
        """Return at most how many tokens asking about the text takes."""
        letters = len(INSTRUCTIONS) + len(json.dumps(describe_tool()))
        return letters // _LETTERS_A_TOKEN + len(text.encode()) + _OWN_TOKENS

    def _converse(self, message: str) -> Mapping[str, Any]:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            client = aws.client("bedrock-runtime", timeout=self.seconds, attempts=ATTEMPTS, region=self.region)
            answer: Mapping[str, Any] = client.converse(
                modelId=self.model_id,
                system=[{"text": INSTRUCTIONS}],
                messages=[{"role": "user", "content": [{"text": message}]}],
                inferenceConfig={"maxTokens": self.tokens, "temperature": 0.0},
                toolConfig={"tools": [describe_tool()], "toolChoice": {"tool": {"name": TOOL}}},
            )
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            raise ModelUnavailable(_REASONS.get(code, "failed")) from error
        except BotoCoreError as error:
            raise ModelUnavailable("timeout" if "Timeout" in type(error).__name__ else "unreachable") from error
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


def _read_answer(answer: Mapping[str, Any]) -> Answered:
    """Return the claims of an answer that calls the tool, once, and nothing else."""
    size = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("content-length", "0")
    if not size.isdigit() or int(size) > LARGEST_ANSWER:
        raise ModelUnavailable("too_long")
    reason = str(answer.get("stopReason", ""))
    if reason != "tool_use":
        raise ModelUnavailable("too_long" if reason == "max_tokens" else "no_tool_use")
    content = answer.get("output", {}).get("message", {}).get("content", [])
    calls = [block["toolUse"] for block in content if "toolUse" in block]
    if len(calls) != 1 or calls[0].get("name") != TOOL:
        raise ModelUnavailable("other_tool_use")
    claims, unreadable = _read_claims(calls[0].get("input"))
    usage = answer.get("usage", {})
    return Answered(claims, unreadable, int(usage.get("inputTokens", 0)), int(usage.get("outputTokens", 0)))


def _read_claims(given: object) -> tuple[tuple[AnyClaim, ...], int]:
    """Return the claims that are of a known kind and within bounds, and how many are not."""
    listed = given.get("claims") if isinstance(given, dict) else None
    if not isinstance(listed, list):
        raise ModelUnavailable("no_claims")
    if len(listed) > MOST_CLAIMS:
        raise ModelUnavailable("too_long")
    read = [_read_claim(each) for each in listed]
    claims = tuple(each for each in read if each is not None)
    return claims, len(read) - len(claims)


def _read_claim(given: object) -> AnyClaim | None:
    try:
        return _ONE_CLAIM.decode(msgspec.json.encode(given))
    except msgspec.ValidationError:
        return None
