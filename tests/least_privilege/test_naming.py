"""Which rights a call needs: by AWS's reference, every table of the foundation, and what our functions really send."""

from typing import Any

import pytest

from tests.least_privilege.naming import NotNamed, arn, of_key, of_table, requests_of
from tests.least_privilege.requests import Request
from tests.support.keys import AUDIT_BUCKET

TRIPS, ITEMS = "sojourn-local-trips", "sojourn-local-items"
FILES = "arn:aws:s3:::sojourn-local-documents-123456789012-eu-central-1"
ANCHORS = "arn:aws:s3:::sojourn-local-audit-anchors-123456789012-eu-central-1"
WITHIN: Any = {"dynamodb__enclosingoperation": ["TransactWriteItems"]}
QUEUE = "https://sqs.eu-central-1.amazonaws.com/123456789012/sojourn-local-webhooks"


@pytest.mark.parametrize(
    ("service", "operation", "params", "needed"),
    [
        ("dynamodb", "GetItem", {"TableName": TRIPS}, [of_table("GetItem", TRIPS)]),
        ("dynamodb", "Query", {"TableName": TRIPS}, [of_table("Query", TRIPS)]),
        # Whoever asks an index is asked for the right to the index alone.
        (
            "dynamodb",
            "Query",
            {"TableName": TRIPS, "IndexName": "traveller-start"},
            [Request("dynamodb:Query", arn("dynamodb", f"table/{TRIPS}/index/traveller-start"))],
        ),
        (
            "dynamodb",
            "BatchGetItem",
            {"RequestItems": {TRIPS: {}, ITEMS: {}}},
            [of_table("BatchGetItem", TRIPS), of_table("BatchGetItem", ITEMS)],
        ),
        (
            "dynamodb",
            "TransactWriteItems",
            {"TransactItems": [{"Put": {"TableName": TRIPS}}, {"ConditionCheck": {"TableName": ITEMS}}]},
            [of_table("PutItem", TRIPS, **WITHIN), of_table("ConditionCheckItem", ITEMS, **WITHIN)],
        ),
        ("sqs", "SendMessage", {"QueueUrl": QUEUE}, [Request("sqs:SendMessage", arn("sqs", "sojourn-local-webhooks"))]),
        # A tag is a right of its own, and the bucket's key is used in the name of whoever keeps a file.
        (
            "s3",
            "PutObject",
            {"Bucket": "documents", "Key": "documents/1", "Tagging": "kind=visa"},
            [
                Request("s3:PutObject", f"{FILES}/documents/x"),
                Request("s3:PutObjectTagging", f"{FILES}/documents/x"),
                of_key("GenerateDataKey", "documents"),
            ],
        ),
        (
            "s3",
            "DeleteObject",
            {"Bucket": "documents", "Key": "policies/travel-policy/1/a.json"},  # a folder with a right of its own
            [Request("s3:DeleteObject", f"{FILES}/policies/travel-policy/x")],
        ),
        (
            "s3",
            "DeleteObject",
            {"Bucket": "documents", "Key": "uploads/1", "VersionId": "1"},
            [Request("s3:DeleteObjectVersion", f"{FILES}/uploads/x")],
        ),
        (
            "lambda",
            "Invoke",
            {"FunctionName": "sojourn-local-search_policies", "Qualifier": "live"},
            [Request("lambda:InvokeFunction", arn("lambda", "function:sojourn-local-search_policies:live"))],
        ),
        ("s3", "ListObjectsV2", {"Bucket": AUDIT_BUCKET}, [Request("s3:ListBucket", ANCHORS)]),
        (
            "s3",
            "GetObject",
            {"Bucket": AUDIT_BUCKET, "Key": "anchors/1"},
            [Request("s3:GetObject", f"{ANCHORS}/anchors/x")],
        ),
        ("kms", "Decrypt", {"KeyId": "alias/sojourn-local-locators"}, [of_key("Decrypt", "locators")]),
        (
            "apigatewaymanagementapi",
            "DeleteConnection",
            {"ConnectionId": "1"},
            [Request("execute-api:ManageConnections", arn("execute-api", "x/api/DELETE/@connections/x"))],
        ),
        (
            "stepfunctions",
            "DescribeExecution",
            {"executionArn": "arn:1"},
            [Request("states:DescribeExecution", arn("states", "execution:sojourn-local-booking:x"))],
        ),
    ],
)
def test_a_call_needs_these_rights(service: str, operation: str, params: Any, needed: list[Request]) -> None:
    assert requests_of(service, operation, params) == needed


@pytest.mark.parametrize(
    ("service", "operation", "params"),
    [
        ("sns", "Publish", {}),
        ("lambda", "InvokeAsync", {"FunctionName": "f"}),
        ("s3", "CopyObject", {"Bucket": "documents", "Key": "documents/1"}),
        ("bedrock-runtime", "InvokeModelWithResponseStream", {"modelId": "m"}),
        ("secretsmanager", "GetSecretValue", {"SecretId": "sojourn-local-other"}),
    ],
)
def test_a_call_that_is_not_known_is_said_to_be(service: str, operation: str, params: Any) -> None:
    with pytest.raises(NotNamed):
        requests_of(service, operation, params)
