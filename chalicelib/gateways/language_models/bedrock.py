"""Models of Amazon Bedrock, asked by Converse to call one tool: what they answer otherwise is no answer.

Whatever a model says comes out as claims of known kinds, or as ModelUnavailable with a word for the log; nothing is
believed here, and nothing of what it says is repeated.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import msgspec

from chalicelib.domain.trip_requests.claims.claim import MOST_CLAIMS, AnyClaim
from chalicelib.domain.trip_requests.languages.small_words import Language
from chalicelib.domain.trip_requests.request_reader import Answered, ModelUnavailable
from chalicelib.gateways.language_models.calling import LETTERS_A_TOKEN, OWN_TOKENS, converse
from chalicelib.gateways.language_models.prompt import INSTRUCTIONS, TOOL, describe_tool, say_request

_ONE_CLAIM: msgspec.json.Decoder[AnyClaim] = msgspec.json.Decoder(AnyClaim)


class BedrockModel(NamedTuple):
    """One model, in one region, with how long it is waited for and how long its answer may be."""

    model_id: str
    region: str
    seconds: float
    tokens: int

    def list_claims(self, text: str, language: Language, today: date) -> Answered:
        """Return what the model claims that the text says. Raises ModelUnavailable."""
        answer = converse(
            self.region,
            self.seconds,
            self.seconds,
            modelId=self.model_id,
            system=[{"text": INSTRUCTIONS}],
            messages=[{"role": "user", "content": [{"text": say_request(text, language, today)}]}],
            inferenceConfig={"maxTokens": self.tokens, "temperature": 0.0},
            toolConfig={"tools": [describe_tool()], "toolChoice": {"tool": {"name": TOOL}}},
        )
        return _read_answer(answer)

    def count_prompt_tokens(self, text: str) -> int:
        """Return at most how many tokens asking about the text takes."""
        letters = len(INSTRUCTIONS) + len(json.dumps(describe_tool()))
        return letters // LETTERS_A_TOKEN + len(text.encode()) + OWN_TOKENS


def _read_answer(answer: Mapping[str, Any]) -> Answered:
    """Return the claims of an answer that calls the tool, once, and nothing else."""
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
