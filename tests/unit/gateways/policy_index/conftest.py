"""S3 Vectors on the loopback, for what asks it over HTTP."""

from collections.abc import Iterator

import pytest

from chalicelib.gateways.policy_index.s3_vectors import S3VectorsIndex
from tests.support.s3_vectors_index import BUCKET, index_of
from tests.support.s3_vectors_stand_in import S3Vectors, s3_vectors
from tests.support.signed_requests import clients_led_to
from tests.support.word_vectors import WordEmbedder


@pytest.fixture(name="service", scope="module")
def a_service() -> Iterator[S3Vectors]:
    """Where the real client is led to, which is made once; it waits for nobody before it tries again."""
    with s3_vectors() as made, clients_led_to(made.url):
        yield made


@pytest.fixture(name="vectors")
def an_empty_service(service: S3Vectors) -> S3Vectors:
    """The service with a bucket, and nothing in it."""
    service.forget()
    service.store.do("CreateVectorBucket", {"vectorBucketName": BUCKET})
    service.store.needed.clear()
    return service


@pytest.fixture(name="index")
def an_index(vectors: S3Vectors) -> S3VectorsIndex:
    return index_of(WordEmbedder())
