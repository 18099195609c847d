"""Models as settings name them: with what a million tokens cost in US dollars."""

from typing import NamedTuple

import msgspec

# Models of Bedrock that embed texts; `gateways.embeddings.bedrock` knows how each is asked.
EMBEDDERS = (
    "amazon.titan-embed-text-v2:0",
    "cohere.embed-english-v3",
    "cohere.embed-multilingual-v3",
    "cohere.embed-v4:0",
)
_BY_BEDROCK = "bedrock:"
EMBEDDER = rf"{_BY_BEDROCK}[A-Za-z0-9][\w.:/-]*(=[0-9]+(\.[0-9]+)?)?"
_MODEL = r"[A-Za-z0-9][\w.:/-]*=[0-9]+(\.[0-9]+)?/[0-9]+(\.[0-9]+)?"
MODELS = msgspec.Meta(pattern=rf"^({_MODEL}(,{_MODEL})*)?$")


class PricedModel(NamedTuple):
    """A language model, and what a million tokens of it cost in US dollars."""

    model_id: str
    input_price: float
    output_price: float


class EmbeddingModel(NamedTuple):
    """A model of Bedrock that embeds policy documents, and what a million tokens cost in US dollars, if it is said."""

    model_id: str
    price: float | None


def read_models(text: str) -> tuple[PricedModel, ...]:
    """Return the models of a text as `MODELS` has it, in its order."""
    named = (each.rpartition("=") for each in text.split(",") if each)
    priced = ((model_id, *prices.split("/")) for model_id, _, prices in named)
    return tuple(PricedModel(model_id, float(given), float(taken)) for model_id, given, taken in priced)


def read_embedder(text: str) -> EmbeddingModel | None:
    """Return the model of Bedrock that a text names; None where it names none, but those that ship with functions."""
    if not text.startswith(_BY_BEDROCK):
        return None
    model_id, _, price = text.removeprefix(_BY_BEDROCK).partition("=")
    return EmbeddingModel(model_id, float(price) if price else None)
