"""The embedders that need no service: two small models whose weights a layer carries."""

from pathlib import Path

from chalicelib.gateways.embeddings.minilm import MiniLm
from chalicelib.gateways.embeddings.protocol import Embedder
from chalicelib.gateways.embeddings.use import UniversalSentenceEncoder
from chalicelib.gateways.embeddings.weights import find_models


def find_embedders(models: Path | None = None) -> tuple[Embedder, ...]:
    """Return the embedders whose weights are here, or in the folder `models`: both, or none where the layer is not
    attached. Nothing is read before they embed."""
    folder = models or find_models()
    return (UniversalSentenceEncoder(folder / "use"), MiniLm(folder / "minilm")) if folder else ()
