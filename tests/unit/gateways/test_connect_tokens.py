"""Tokens are what AWS's own tools make of them, and are made without asking anybody."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest

from chalicelib.errors import Unavailable
from chalicelib.gateways import connect_tokens
from chalicelib.gateways.connect_tokens import sign_cache_token, sign_database_token


@pytest.fixture
def role(monkeypatch: pytest.MonkeyPatch) -> None:
    """A role as Lambda gives one, at a moment that stands."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(name, f"test/+= {name}")
    moment = datetime.now(UTC)
    monkeypatch.setattr("botocore.auth.get_current_datetime", lambda **_: moment)


@pytest.mark.usefixtures("role")
@pytest.mark.parametrize("user", ["sojourn_dev_reporting", "odd & = user"])
def test_a_token_of_a_database_is_the_one_that_the_sdk_makes(user: str) -> None:
    theirs = (
        boto3.Session()
        .client("rds", region_name="eu-central-1")
        .generate_db_auth_token(DBHostname="db.example.com", Port=5432, DBUsername=user)
    )

    assert sign_database_token("db.example.com", 5432, user) == theirs


@pytest.mark.usefixtures("role")
def test_a_token_of_a_cache_names_group_and_user_and_ends_soon() -> None:
    token = urlsplit(f"//{sign_cache_token('sojourn-dev', 'sojourn-dev-functions')}")

    said = {name: values[0] for name, values in parse_qs(token.query).items()}
    assert (token.netloc, token.path) == ("sojourn-dev", "/")
    assert (said["Action"], said["User"]) == ("connect", "sojourn-dev-functions")
    assert said["X-Amz-Expires"] == "900"
    assert said["X-Amz-Credential"].endswith("/eu-central-1/elasticache/aws4_request")
    assert said["X-Amz-Security-Token"] == "test/+= AWS_SESSION_TOKEN"
    assert len(said["X-Amz-Signature"]) == 64


def test_whoever_has_no_role_has_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boto3.Session, "get_credentials", lambda _: None)

    with pytest.raises(Unavailable, match="no role to sign for elasticache"):
        connect_tokens.sign_cache_token("sojourn-dev", "sojourn-dev-functions")
