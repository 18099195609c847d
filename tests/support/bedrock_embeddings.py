"""A stand-in of Bedrock's InvokeModel for embedders, on the loopback: Titan Text Embeddings V2, Cohere Embed 3 and 4.

Each takes the body that its documentation has and no other, counts what it reads, and answers in its own form with
vectors of words (`word_vectors`), not of length 1. What comes next may be replaced by `replies`.
"""

import json
import re
import threading
from collections import deque
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import unquote

from tests.support.converse import Reply, fail, send
from tests.support.signed_requests import is_signed
from tests.support.word_vectors import count_words, normalize

JsonObject = dict[str, Any]
_KNOWN = re.compile(r"(?:eu\.|us\.|global\.)?(?P<model>amazon\.titan-embed-text-v2:0|cohere\.embed-[a-z0-9-]+(?::0)?)")
_TITAN_FIELDS = {"inputText", "dimensions", "normalize", "embeddingTypes"}
_COHERE_FIELDS = {"texts", "input_type", "embedding_types", "truncate"}


class Embedding(NamedTuple):
    """One request as it came in."""

    model_id: str
    body: JsonObject

    @property
    def texts(self) -> list[str]:
        return list(self.body.get("texts", [self.body.get("inputText")]))


class Refused(Exception):
    """What the service does not take."""


def count_tokens(text: str) -> int:
    return len(text.split()) + 1


def embed_as_titan(body: JsonObject) -> JsonObject:
    text, dimensions = body.get("inputText"), body.get("dimensions", 1024)
    if not isinstance(text, str) or not text or body.keys() - _TITAN_FIELDS or dimensions not in {256, 512, 1024}:
        raise Refused
    if len(text) > 50_000 or count_tokens(text) > 8_192:
        raise Refused
    row = count_words(text, dimensions)
    row = normalize(row) if body.get("normalize", True) else row
    return {"embedding": row, "embeddingsByType": {"float": row}, "inputTextTokenCount": count_tokens(text)}


def embed_as_cohere(body: JsonObject, *, dimensions: set[int], longest: int, truncate: set[str]) -> JsonObject:
    fields = _COHERE_FIELDS | ({"output_dimension", "max_tokens"} if len(dimensions) > 1 else set())
    texts: list[Any] = body.get("texts") or []
    wanted = body.get("output_dimension", max(dimensions))
    is_right = (
        1 <= len(texts) <= 96
        and all(isinstance(text, str) and 1 <= len(text) <= longest for text in texts)
        and body.get("input_type") in {"search_document", "search_query", "classification", "clustering"}
        and body.get("truncate", "NONE") in truncate
        and wanted in dimensions
        and not body.keys() - fields
    )
    if not is_right:
        raise Refused
    rows = [[value * 3 for value in count_words(text, wanted)] for text in texts]
    answer: JsonObject = {"id": "0f1e2d3c", "texts": texts}
    if body.get("embedding_types"):
        return {**answer, "response_type": "embeddings_by_type", "embeddings": {"float": rows}}
    return {**answer, "response_type": "embeddings_floats", "embeddings": rows}


def embed(model: str, body: JsonObject) -> JsonObject:
    if model.startswith("amazon.titan"):
        return embed_as_titan(body)
    if model.startswith("cohere.embed-v4"):
        sizes, sides = {256, 512, 1024, 1536}, {"NONE", "LEFT", "RIGHT"}
        return embed_as_cohere(body, dimensions=sizes, longest=400_000, truncate=sides)
    return embed_as_cohere(body, dimensions={1024}, longest=2_048, truncate={"NONE", "START", "END"})


class BedrockEmbeddings:
    """The stand-in: `replies` are used up before it answers by itself again; what was asked is kept."""

    def __init__(self) -> None:
        self.asked: list[Embedding] = []
        self.replies: deque[Reply] = deque()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # a head and its body go out without waiting for each other

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                outer.answer(self, body)(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 32

            def handle_error(self, *_: object) -> None:
                """A client that hangs up is what some tests are about."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> Reply:
        """What the service answers to a request."""
        if not is_signed(handler, body, "bedrock"):
            return fail("AccessDeniedException")
        _, kind, model_id, operation = unquote(handler.path).split("/", 3)
        known = _KNOWN.fullmatch(model_id)
        if (kind, operation) != ("model", "invoke") or known is None:
            return fail("ResourceNotFoundException")
        given: JsonObject = json.loads(body)
        self.asked.append(Embedding(model_id, given))
        if self.replies:
            return self.replies.popleft()
        try:
            answer = embed(known["model"], given)
        except Refused:
            return fail("ValidationException")
        read = str(sum(count_tokens(text) for text in self.asked[-1].texts))
        return send(200, json.dumps(answer).encode(), X_Amzn_Bedrock_Input_Token_Count=read)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def bedrock_embeddings() -> closing[BedrockEmbeddings]:
    """A stand-in that stands for as long as the block."""
    return closing(BedrockEmbeddings())
