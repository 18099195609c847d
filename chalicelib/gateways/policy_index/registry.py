"""The index of the stage, as its settings say, for the functions that carry what it needs."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from chalicelib import settings
from chalicelib.gateways import secrets
from chalicelib.gateways.embeddings.joined import JoinedEmbedder
from chalicelib.gateways.embeddings.local import find_embedders
from chalicelib.gateways.embeddings.protocol import Embedder
from chalicelib.gateways.policy_index.nearest import Embedders
from chalicelib.gateways.policy_index.protocol import PolicyIndex
from chalicelib.settings import Settings


class _Chosen(NamedTuple):
    """Who embeds passages, and who questions, in the same order."""

    passages: Sequence[Embedder]
    questions: Sequence[Embedder]

    def join(self) -> Embedders:
        """Return all of them as one."""
        return Embedders(_as_one(self.passages), _as_one(self.questions))


@cache
def current() -> PolicyIndex | None:
    """Return the index that documents are added to and searched in; None where there are no models, as when they were
    not made for this computer: then words are ranked."""
    here = settings.current()
    chosen = _choose(here)
    if not chosen.passages:
        return None
    match here.index_place:
        case "local":
            from chalicelib.gateways.policy_index.local import LocalIndex

            return LocalIndex(chosen.passages, questions=chosen.questions)
        case "s3_vectors":
            from chalicelib.gateways.policy_index.s3_vectors import S3VectorsIndex

            return S3VectorsIndex(chosen.join(), here.name("policy-index"), here.policy_index)
        case "pgvector":
            from chalicelib.gateways.policy_index.pgvector import PgvectorIndex, name_schema
            from chalicelib.gateways.postgres import Database

            database = Database(secrets.policy_index_secrets)
            return PgvectorIndex(chosen.join(), database, name_schema(here.stage), here.policy_index)


def describe_model(here: Settings) -> Embedders:
    """Return who embeds on a stage with these settings, as one; to be asked for name and dimensions, for the weights
    need not be here."""
    return _choose(here, Path("weights")).join()


def _choose(here: Settings, weights: Path | None = None) -> _Chosen:
    model = here.embedding_model
    if model is None:
        found = find_embedders(weights)
        return _Chosen(found, found)
    from chalicelib.gateways.embeddings.bedrock import BedrockEmbedder

    region = here.reading_region or here.region
    return _Chosen(
        [BedrockEmbedder(model.model_id, region, "passages", model.price)],
        [BedrockEmbedder(model.model_id, region, "question", model.price)],
    )


def _as_one(embedders: Sequence[Embedder]) -> Embedder:
    return embedders[0] if len(embedders) == 1 else JoinedEmbedder(embedders)
