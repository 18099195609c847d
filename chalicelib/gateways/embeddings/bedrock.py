"""Embedders of Amazon Bedrock, asked by InvokeModel: Titan Text Embeddings V2, and Cohere Embed 3 and 4.

Rows are made length 1 here, whoever made them. What is asked counts with its beginning: each family says how long a
text may be in its own way, and a text that is too long would fail a whole call.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import Any, Literal, NamedTuple

import msgspec

from chalicelib import observability
from chalicelib.errors import Unavailable
from chalicelib.gateways import aws
from chalicelib.gateways.bedrock_failures import FAILURES
from chalicelib.gateways.embeddings.protocol import Matrix
from chalicelib.residency import name_model

JsonObject = dict[str, Any]
Purpose = Literal["passages", "question"]

# Seconds to connect and to read, and how often in all. With a question somebody waits, and words answer otherwise;
# whoever indexes has minutes, and is throttled when others do so too.
PATIENCE: Mapping[Purpose, tuple[float, int]] = {"passages": (10.0, 8), "question": (2.0, 2)}
AT_ONCE = 8
_TOKEN_HEADER = "x-amzn-bedrock-input-token-count"  # noqa: S105  # nosec B105 - a count, of tokens read


class _Failed(Exception):
    """A call gave no vectors; `reason` is a word for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Answer(NamedTuple):
    """What one call gave: a row for each of its texts, and how many tokens were charged."""

    rows: Sequence[Sequence[float]]
    tokens: int


class Family(NamedTuple):
    """Models that are asked alike: how a call is written, how its answer is read, and how much it may hold."""

    dimensions: int
    texts_a_call: int
    longest_text: int
    """In characters; the rest is left out."""
    write: Callable[[Sequence[str], Purpose], JsonObject]
    read: Callable[[JsonObject], Any]


def _write_titan(texts: Sequence[str], _: Purpose) -> JsonObject:
    (text,) = texts
    return {"inputText": text, "dimensions": _TITAN_DIMENSIONS, "normalize": True}


def _read_titan(answer: JsonObject) -> Any:
    return [answer["embedding"]]


def _write_cohere(texts: Sequence[str], purpose: Purpose) -> JsonObject:
    kind = "search_query" if purpose == "question" else "search_document"
    return {"texts": list(texts), "input_type": kind, "embedding_types": ["float"]}


def _write_cohere_3(texts: Sequence[str], purpose: Purpose) -> JsonObject:
    return {**_write_cohere(texts, purpose), "truncate": "END"}


def _write_cohere_4(texts: Sequence[str], purpose: Purpose) -> JsonObject:
    return {**_write_cohere(texts, purpose), "truncate": "RIGHT", "output_dimension": _COHERE_4_DIMENSIONS}


def _read_cohere(answer: JsonObject) -> Any:
    return answer["embeddings"]["float"]


_TITAN_DIMENSIONS = 1024
_COHERE_4_DIMENSIONS = 1536
# Titan reads 8,192 tokens and refuses more; a character is one token at most, in all but the rarest of scripts.
_TITAN = Family(_TITAN_DIMENSIONS, 1, 8_000, _write_titan, _read_titan)
_COHERE_3 = Family(1024, 96, 2_048, _write_cohere_3, _read_cohere)
_COHERE_4 = Family(_COHERE_4_DIMENSIONS, 96, 8_000, _write_cohere_4, _read_cohere)
# The same models as `model_names.EMBEDDERS`.
FAMILIES: Mapping[str, Family] = {
    "amazon.titan-embed-text-v2:0": _TITAN,
    "cohere.embed-english-v3": _COHERE_3,
    "cohere.embed-multilingual-v3": _COHERE_3,
    "cohere.embed-v4:0": _COHERE_4,
}


class BedrockEmbedder(NamedTuple):
    """One model in one region, asked for passages or for questions, which some models embed otherwise; both may be
    compared, and so have one name. `price` is what a million tokens cost in US dollars, where that is known."""

    model_id: str
    region: str
    purpose: Purpose = "passages"
    price: float | None = None

    @property
    def name(self) -> str:
        """The model, with the number of dimensions that it is asked for."""
        return f"{name_model(self.model_id).replace(':', '-')}-{self.dimensions}"

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return find_family(self.model_id).dimensions

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return a row for each text, of length 1; zeros for an empty one. Raises Unavailable."""
        family = find_family(self.model_id)
        asked = [text[: family.longest_text] for text in texts if text.strip()]
        calls = [asked[start : start + family.texts_a_call] for start in range(0, len(asked), family.texts_a_call)]
        try:
            answers = self._ask_all(family, calls)
        except _Failed as failed:
            observability.warning("Texts were not embedded", modelId=self.model_id, reason=failed.reason)
            reason = f"The model {self.model_id} does not embed texts at the moment ({failed.reason})."
            raise Unavailable(reason) from failed
        self._count_tokens(len(asked), sum(answer.tokens for answer in answers))
        rows = (_normalize(row) for row in chain.from_iterable(answer.rows for answer in answers))
        nothing = [0.0] * family.dimensions
        return Matrix.from_rows(family.dimensions, (next(rows) if text.strip() else nothing for text in texts))

    def _ask_all(self, family: Family, calls: Sequence[Sequence[str]]) -> Sequence[Answer]:
        """Return the answers in the order of the calls, of which some run at once. The first failure ends it: what was
        not begun is never asked, for it would be paid for and thrown away."""
        if len(calls) < 2:
            return [self._ask(family, call) for call in calls]
        self._find_client()  # made once, and not by each of those who find that there is none
        with ThreadPoolExecutor(max_workers=min(AT_ONCE, len(calls))) as pool:
            running = [pool.submit(self._ask, family, call) for call in calls]
            try:
                return [each.result() for each in running]
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def _ask(self, family: Family, texts: Sequence[str]) -> Answer:
        answer, tokens = self._invoke(family.write(texts, self.purpose))
        try:
            rows = msgspec.convert(family.read(answer), list[list[float]])
        except (KeyError, TypeError, msgspec.ValidationError) as error:
            raise _Failed("no_vectors") from error
        is_right = [len(row) for row in rows] == [family.dimensions] * len(texts)
        if not is_right or not all(map(math.isfinite, chain.from_iterable(rows))):
            raise _Failed("no_vectors")
        return Answer(rows, tokens if tokens is not None else int(answer.get("inputTextTokenCount", 0)))

    def _invoke(self, body: JsonObject) -> tuple[JsonObject, int | None]:
        """Return the answer of the model, and how many tokens Bedrock says that it read."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            found = self._find_client().invoke_model(
                modelId=self.model_id,
                body=json.dumps(body),
                contentType="application/json",
                accept="application/json",
            )
            answer = json.loads(found["body"].read())
        except ClientError as error:
            raise _Failed(FAILURES.get(str(error.response["Error"]["Code"]), "failed")) from error
        except BotoCoreError as error:
            raise _Failed("timeout" if "Timeout" in type(error).__name__ else "unreachable") from error
        except ValueError as error:
            raise _Failed("no_vectors") from error
        counted = found["ResponseMetadata"]["HTTPHeaders"].get(_TOKEN_HEADER, "")
        return answer if isinstance(answer, dict) else {}, int(counted) if counted.isdigit() else None

    def _find_client(self) -> Any:
        seconds, attempts = PATIENCE[self.purpose]
        return aws.client("bedrock-runtime", timeout=seconds, attempts=attempts, region=self.region)

    def _count_tokens(self, texts: int, tokens: int) -> None:
        if not texts:
            return
        observability.metric("EmbeddedTokens", tokens, by_operation=False)
        cost = {} if self.price is None else {"microdollars": round(tokens * self.price)}
        observability.info("Texts were embedded", modelId=self.model_id, texts=texts, modelInput=tokens, **cost)


def find_family(model_id: str) -> Family:
    """Return how a model is asked. Raises ValueError for one that nobody here knows how to ask."""
    family = FAMILIES.get(name_model(model_id))
    if family is None:
        raise ValueError(f"{model_id} is no embedder that is known; there are {', '.join(FAMILIES)}")
    return family


def _normalize(row: Sequence[float]) -> Sequence[float]:
    length = math.hypot(*row)
    return [value / length for value in row] if length else row
