"""Which index a function has."""

from collections.abc import Iterator

import pytest

from chalicelib import settings
from chalicelib.gateways.embeddings.bedrock import BedrockEmbedder
from chalicelib.gateways.policy_index import registry
from chalicelib.gateways.policy_index.nearest import Embedders
from chalicelib.gateways.policy_index.pgvector import PgvectorIndex
from chalicelib.gateways.policy_index.s3_vectors import S3VectorsIndex
from tests.support.word_vectors import WordEmbedder


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    registry.current.cache_clear()
    yield
    registry.current.cache_clear()


def test_without_models_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "find_embedders", lambda _: ())

    assert registry.current() is None


def test_models_of_the_layer_make_one_that_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "find_embedders", lambda _: (WordEmbedder(8, "one"), WordEmbedder(8, "other")))

    index = registry.current()

    assert index is not None
    assert index.name == "one+other"
    assert registry.current() is index


def configure(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    """A stage dev with these settings, and two models in the layer."""
    here = settings.load({"SOJOURN_STAGE": "dev", "AWS_REGION": "eu-central-1", **variables})
    monkeypatch.setattr(settings, "current", lambda: here)
    monkeypatch.setattr(registry, "find_embedders", lambda _: (WordEmbedder(8, "one"), WordEmbedder(6, "other")))


def test_in_s3_vectors_the_models_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, SOJOURN_POLICY_INDEX="s3_vectors")

    index = registry.current()

    assert isinstance(index, S3VectorsIndex)
    assert (index.bucket, index.name) == ("sojourn-dev-policy-index", "s3_vectors/one+other")
    assert index.embedders.dimensions == 14


def test_in_postgresql_a_stage_has_a_schema_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, SOJOURN_POLICY_INDEX="pgvector")

    index = registry.current()

    assert isinstance(index, PgvectorIndex)
    assert (index.schema, index.name) == ("sojourn_dev", "pgvector/one+other")


def test_a_model_of_bedrock_embeds_questions_as_such_and_needs_no_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    model = "eu.cohere.embed-v4:0"
    variables = {"SOJOURN_EMBEDDINGS": f"bedrock:{model}=0.12", "SOJOURN_READING_REGION": "eu-west-1"}
    configure(monkeypatch, SOJOURN_POLICY_INDEX="s3_vectors", **variables)
    monkeypatch.setattr(registry, "find_embedders", lambda _: ())

    index = registry.current()

    assert isinstance(index, S3VectorsIndex)
    assert index.embedders == Embedders(
        BedrockEmbedder(model, "eu-west-1", "passages", 0.12), BedrockEmbedder(model, "eu-west-1", "question", 0.12)
    )


def test_indexes_of_other_models_or_services_have_other_names(monkeypatch: pytest.MonkeyPatch) -> None:
    names = set()
    for where in ("local", "s3_vectors", "s3_vectors:2", "pgvector", "pgvector:2"):
        for who in ("local", "bedrock:amazon.titan-embed-text-v2:0", "bedrock:cohere.embed-english-v3"):
            configure(monkeypatch, SOJOURN_POLICY_INDEX=where, SOJOURN_EMBEDDINGS=who)
            registry.current.cache_clear()
            index = registry.current()
            assert index is not None
            names.add(index.name)

    assert len(names) == 15


@pytest.mark.parametrize(
    ("who", "name", "dimensions"),
    [
        ("bedrock:amazon.titan-embed-text-v2:0", "amazon.titan-embed-text-v2-0-1024", 1024),
        ("local", "one+other", 14),
    ],
)
def test_what_embeds_is_described_without_asking_it(
    monkeypatch: pytest.MonkeyPatch, who: str, name: str, dimensions: int
) -> None:
    configure(monkeypatch)

    described = registry.describe_model(settings.load({"SOJOURN_EMBEDDINGS": who}))

    assert (described.name, described.dimensions) == (name, dimensions)


def test_models_of_the_layer_are_described_without_their_weights() -> None:
    described = registry.describe_model(settings.load({}))

    assert described.dimensions > 384
    assert described.name.count("+") == 1
