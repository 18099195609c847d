"""The S3 Vectors that stands here for the service: it refuses what that refuses, and lists as that lists."""

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from chalicelib.gateways import aws
from chalicelib.gateways.policy_index.s3_vectors import S3VectorsIndex
from tests.support.s3_vectors_index import BUCKET, sections
from tests.support.s3_vectors_stand_in import S3Vectors
from tests.support.signed_requests import ACCESS_KEY
from tests.unit.gateways.policy_index.contract import HANDBOOK

VECTOR = {"key": "k", "data": {"float32": [1.0] * 64}}


@pytest.mark.parametrize(
    ("operation", "given"),
    [
        ("put_vectors", {"vectors": [VECTOR] * 2}),
        ("put_vectors", {"vectors": [{**VECTOR, "key": f"k{number}"} for number in range(501)]}),
        ("put_vectors", {"vectors": [{**VECTOR, "key": "k" * 1_025}]}),
        ("put_vectors", {"vectors": [{**VECTOR, "data": {"float32": [1.0] * 63}}]}),
        ("put_vectors", {"vectors": [{**VECTOR, "data": {"float32": [0.0] * 64}}]}),
        ("put_vectors", {"vectors": [{**VECTOR, "metadata": {"note": "x" * 2_048}}]}),
        ("put_vectors", {"vectors": [{**VECTOR, "metadata": {"start": "x" * 40_960}}]}),
        ("put_vectors", {"vectors": [{**VECTOR, "metadata": {"nested": {"a": 1}}}]}),
        ("get_vectors", {"keys": ["k"] * 101}),
        ("delete_vectors", {"keys": [f"k{number}" for number in range(501)]}),
        ("query_vectors", {"topK": 101, "queryVector": VECTOR["data"]}),
        ("query_vectors", {"topK": 5, "queryVector": {"float32": [1.0]}}),
        ("query_vectors", {"topK": 5, "queryVector": VECTOR["data"], "filter": {"start": 3}}),
        ("query_vectors", {"topK": 5, "queryVector": VECTOR["data"], "filter": {"a": {"$in": []}}}),
        ("query_vectors", {"topK": 5, "queryVector": VECTOR["data"], "filter": {"a": {"$like": "b"}}}),
        ("query_vectors", {"topK": 5, "queryVector": VECTOR["data"], "filter": {"$and": []}}),
        ("query_vectors", {"topK": 5, "queryVector": VECTOR["data"], "filter": {}}),
        ("list_vectors", {"maxResults": 1_001}),
    ],
)
def test_the_service_here_refuses_what_the_service_refuses(
    index: S3VectorsIndex, vectors: S3Vectors, operation: str, given: dict[str, Any]
) -> None:
    index.add_document(HANDBOOK, sections("Breakfast."))

    with pytest.raises(ClientError) as refused:
        getattr(aws.client("s3vectors"), operation)(vectorBucketName=BUCKET, indexName="words-1", **given)

    assert refused.value.response["Error"]["Code"] == "ValidationException"


def test_the_service_here_lists_page_by_page(index: S3VectorsIndex, vectors: S3Vectors) -> None:
    index.add_document(HANDBOOK, sections(*(f"Rule {number}" for number in range(7))))
    pages = aws.client("s3vectors").get_paginator("list_vectors").paginate(
        vectorBucketName=BUCKET, indexName="words-1", PaginationConfig={"PageSize": 3}
    )  # fmt: skip

    assert [len(page["vectors"]) for page in pages] == [3, 3, 1]


def test_the_service_here_takes_no_request_that_another_key_signed(vectors: S3Vectors) -> None:
    stranger = boto3.client(
        "s3vectors",
        region_name="eu-central-1",
        endpoint_url=vectors.url,
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key="another-key",
    )

    with pytest.raises(ClientError) as refused:
        stranger.get_index(vectorBucketName=BUCKET, indexName="words-1")

    assert refused.value.response["Error"]["Code"] == "AccessDeniedException"
