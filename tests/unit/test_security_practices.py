"""Which findings about the templates are argued, and that an argument covers no more than it says."""

import pytest

from infra.foundation import queues
from infra.package import ROOT
from tests.security import practices
from tests.security.practices import ARGUED, Argument, Finding

TABLE = (ROOT / "docs" / "decisions" / "template-findings.md").read_text(encoding="utf-8")


def test_what_is_not_argued_stays_open() -> None:
    argued = Finding("CKV_AWS_119", "AWS::DynamoDB::Table.BookingsTable")
    another_practice = Finding("CKV_AWS_28", "AWS::DynamoDB::Table.BookingsTable")

    judged = practices.weigh([argued, another_practice], passed=7)

    assert judged.open == (another_practice,)
    assert (judged.argued, judged.passed) == (1, 7)


def test_an_argument_covers_what_it_names_and_no_other() -> None:
    judged = practices.weigh([Finding("CKV_AWS_18", "AWS::S3::Bucket.DocumentsBucket")], passed=0)

    assert judged.open == (Finding("CKV_AWS_18", "AWS::S3::Bucket.DocumentsBucket"),)


def test_an_argument_for_what_is_not_found_is_idle() -> None:
    judged = practices.weigh([Finding("CKV_AWS_18", "AWS::S3::Bucket.AccessLogsBucket")], passed=0)

    assert {each.resources for each in ARGUED if each not in judged.idle} == {"AWS::S3::Bucket.AccessLogsBucket"}


def test_a_report_of_what_cannot_be_read_is_none() -> None:
    report = {"summary": {"parsing_errors": 1, "passed": 3}, "results": {"failed_checks": [], "parsing_errors": ["a"]}}

    with pytest.raises(ValueError, match="cannot read"):
        practices.read_report(report)


def test_a_report_is_read() -> None:
    failed = {"check_id": "CKV_AWS_18", "resource": "AWS::S3::Bucket.Files"}
    report = {"summary": {"parsing_errors": 0, "passed": 3}, "results": {"failed_checks": [failed]}}

    assert practices.read_report(report) == ([Finding("CKV_AWS_18", "AWS::S3::Bucket.Files")], 3)


def test_every_argument_is_in_the_table() -> None:
    rows = [line.strip("| ").split(" | ") for line in TABLE.splitlines() if line.startswith("| `CKV_")]

    assert [Argument(check.strip("`"), resources.strip("`"), why) for check, resources, why in rows] == [*ARGUED]


def test_queues_are_encrypted_as_is_argued() -> None:
    assert {each["Properties"]["SqsManagedSseEnabled"] for each in queues.resources().values()} == {True}
