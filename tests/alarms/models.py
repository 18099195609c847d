"""Language models on a stage: what they answer, one answer after the other, and what they are asked by."""

import io
import json
from collections.abc import Mapping
from typing import Any

import msgspec

from chalicelib import settings
from tests.alarms.stage import Stage
from tests.simulation.cloud.rows import Failure
from tests.simulation.world import ANNA

EMBEDDER = "bedrock:amazon.titan-embed-text-v2:0=0.02"
MODEL = "eu.amazon.nova-lite-v1:0=0.078/0.312"


def change_settings(stage: Stage, **changes: Any) -> None:
    changed = msgspec.structs.replace(settings.current(), **changes)
    stage.patch.setattr(settings, "current", lambda: changed)


def answer_as_bedrock(stage: Stage, answers: list[Mapping[str, Any] | Failure]) -> None:
    """Let Bedrock answer so, one after the other."""
    wire = stage.world.wire
    others = wire._effect

    def effect(name: str, service: str, operation: str, params: Mapping[str, Any]) -> Any:
        if operation != "Converse":
            return others(name, service, operation, params)
        answer = answers.pop(0)
        if isinstance(answer, Failure):
            raise answer
        return answer

    stage.patch.setattr(wire, "_effect", effect)


def embed_as_bedrock(stage: Stage) -> None:
    """Let Bedrock embed texts as Titan does, each into the same vector."""
    wire = stage.world.wire
    others = wire._effect
    headers = {"HTTPHeaders": {"x-amzn-bedrock-input-token-count": "7"}}

    def effect(name: str, service: str, operation: str, params: Mapping[str, Any]) -> Any:
        if operation != "InvokeModel":
            return others(name, service, operation, params)
        dimensions = json.loads(params["body"])["dimensions"]
        answer = {"embedding": [1.0] + [0.0] * (dimensions - 1), "inputTextTokenCount": 7}
        return {"body": io.BytesIO(json.dumps(answer).encode()), "ResponseMetadata": headers}

    stage.patch.setattr(wire, "_effect", effect)


def say_claims(*listed: Mapping[str, Any]) -> dict[str, Any]:
    """An answer of Bedrock with these claims."""
    call = {"toolUse": {"toolUseId": "t1", "name": "read_trip", "input": {"claims": list(listed)}}}
    return {
        "output": {"message": {"role": "assistant", "content": [call]}},
        "stopReason": "tool_use",
        "usage": {"inputTokens": 900, "outputTokens": 80},
        "ResponseMetadata": {"HTTPHeaders": {"content-length": "400"}},
    }


def call_tools(*calls: tuple[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A turn of a model of Bedrock that calls these tools."""
    content = [
        {"toolUse": {"toolUseId": f"t{place}", "name": name, "input": given}}
        for place, (name, given) in enumerate(calls)
    ]
    return {**say_claims(), "output": {"message": {"role": "assistant", "content": content}}}


def ask_assistant(stage: Stage, number: int) -> None:
    """Let Anna ask the assistant something."""
    body = {"message": "What is coming up for me?"}
    answer = stage.call(ANNA, "POST", "/v1/assistant/messages", body, idempotency_key=f"message-{number}")
    assert answer is not None
    assert answer.status < 300, answer.text
