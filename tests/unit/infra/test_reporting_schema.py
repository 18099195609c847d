"""The command that makes the schema of the reporting copy: for a stage that keeps one, as the owner of its database."""

import json
import sys

import pytest

from chalicelib.errors import Unavailable
from chalicelib.settings import Settings
from infra import reporting_schema
from infra.database_owner import complete

FUNCTIONS = {
    "host": "db.example.com",
    "port": 5432,
    "dbname": "sojourn",
    "username": "functions",
    "caCertificate": "PEM",
}


@pytest.mark.parametrize(
    ("copies", "secret", "said"),
    [
        (False, b"{}", "SOJOURN_REPORTING_COPY of dev is not true"),
        (True, b"hunter2", "no JSON object with host and username"),
    ],
)
def test_a_stage_without_a_copy_and_a_secret_that_is_none_are_refused_in_a_sentence(
    copies: bool,
    secret: bytes,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(reporting_schema, "read_settings", lambda _: Settings(stage="dev", reporting_copy=copies))
    monkeypatch.setattr(sys, "argv", ["schema", "--stage", "dev"])

    assert reporting_schema.main(lambda *_: secret) == 1

    written = capsys.readouterr().err
    assert said in written
    assert "hunter2" not in written


def test_an_owner_whose_secret_amazon_rds_manages_is_where_the_functions_database_is() -> None:
    owner = json.dumps({"username": "sojourn_owner", "password": "s3cr3t"}).encode()

    completed = json.loads(complete(owner, json.dumps({**FUNCTIONS, "password": "theirs"}).encode()))

    assert completed == {**FUNCTIONS, "username": "sojourn_owner", "password": "s3cr3t"}


def test_an_owner_who_says_where_the_database_is_is_believed() -> None:
    owner = json.dumps({**FUNCTIONS, "host": "other.example.com", "username": "owner", "password": "s3cr3t"}).encode()

    assert json.loads(complete(owner, json.dumps(FUNCTIONS).encode()))["host"] == "other.example.com"


@pytest.mark.parametrize("secret", [b"", b"[]", b"\xff", b"postgres://owner:hunter2@db"])
def test_what_is_no_secret_of_a_database_is_repeated_nowhere(secret: bytes) -> None:
    with pytest.raises(Unavailable) as failed:
        complete(secret, json.dumps(FUNCTIONS).encode())

    assert "hunter2" not in str(failed.value)
    assert failed.value.__cause__ is None
