"""The index in S3 Vectors as tests have it: its bucket, and sections to be indexed."""

from chalicelib.domain.policy_documents.section import Section
from chalicelib.gateways.policy_index.nearest import Embedders
from chalicelib.gateways.policy_index.s3_vectors import S3VectorsIndex
from tests.support.word_vectors import WordEmbedder
from tests.unit.gateways.policy_index.contract import sections_of

BUCKET = "sojourn-dev-policy-index"


def index_of(embedder: WordEmbedder) -> S3VectorsIndex:
    return S3VectorsIndex(Embedders(embedder, embedder), BUCKET)


def sections(*texts: str) -> list[Section]:
    return sections_of(*(("", text) for text in texts))
