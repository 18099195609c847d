"""Answering as the assistant by a model that a stand-in of Converse is: the real client asks it over HTTP, and every
other service is the simulation's."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from botocore.client import BaseClient

from chalicelib import settings
from chalicelib.domain.assistant.answer import Answer, AnswererKind, AnswerOutcome, AnswerParagraph
from chalicelib.domain.assistant.conversation import AssistantMessage
from chalicelib.gateways import aws
from chalicelib.services.assistant.toolbox import Toolbox
from tests.support.converse import Asked, Converse, JsonObject, Reply, call_tool, converse, say

MODELS = "eu.amazon.nova-lite-v1:0=0.078/0.312"
NOTICE = "Quoted and listed by rules."
_OVER_HTTP = BaseClient._make_api_call  # type: ignore[attr-defined]  # before anybody simulates it


class Rules:
    """Rules that answer alike whatever they are asked, so that tests see when they were."""

    def answer(self, question: str, conversation: Sequence[AssistantMessage], tools: Toolbox) -> Answer:
        return Answer(
            outcome=AnswerOutcome.NOTHING_FOUND,
            answered_by=AnswererKind.EXTRACTIVE,
            notice=NOTICE,
            paragraphs=(AnswerParagraph(text="I found nothing in the policy on this."),),
        )


@contextmanager
def model_answers(*replies: Reply, **changes: Any) -> Iterator[Converse]:
    """A stage on which a model answers, over the simulated cloud that is there; its turns are these."""
    simulated = BaseClient._make_api_call  # type: ignore[attr-defined]
    with converse(*replies) as made, pytest.MonkeyPatch.context() as patch:

        def call(client: BaseClient, operation: str, params: dict[str, Any]) -> Any:
            return (_OVER_HTTP if operation == "Converse" else simulated)(client, operation, params)

        patch.setattr(BaseClient, "_make_api_call", call)
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "testing")
        patch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
        here = msgspec.structs.replace(settings.current(), **{"assistant_models": MODELS, **changes})
        patch.setattr(settings, "current", lambda: here)
        # Clients alone are led there: who checks tokens has keys of their own to ask for.
        led = msgspec.structs.replace(here, aws_endpoint_url=made.url)
        patch.setattr(aws, "settings", SimpleNamespace(current=lambda: led))
        aws.client.cache_clear()
        yield made
        aws.client.cache_clear()


def find(tool: str, call_id: str = "call-1", **arguments: Any) -> JsonObject:
    """A call that looks something up."""
    return call_tool(arguments, tool, call_id)


def answer(**chosen: Any) -> Reply:
    """The turn in which a model answers by handles."""
    return say(call_tool(chosen, "answer", "call-9"), tokens=(2000, 40))


def results_of(asked: Asked) -> list[JsonObject]:
    """What tools have returned before a turn, all of them."""
    blocks = (block for each in asked.body["messages"] for block in each["content"])
    return [block["toolResult"]["content"][0]["json"] for block in blocks if "toolResult" in block]
