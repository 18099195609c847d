"""Migrations: forth, back, interrupted, in the middle of what a stage does, and tried without changing anything."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import boto3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto import mock_aws

from infra.guards import go_on
from infra.migrations import running
from infra.migrations.__main__ import MIGRATIONS
from infra.migrations.migration import Change, Migration, Skipped
from infra.migrations.rows import Row, change_rows
from infra.migrations.running import MigrationFailed, migrate, version
from infra.package import ROOT
from infra.target import Target

REGION = "eu-central-1"
TARGET = Target("dev", REGION)
NOTES = "sojourn-dev-notes"


@pytest.fixture(autouse=True)
def account() -> Iterator[None]:
    with mock_aws():
        boto3.client("dynamodb", REGION).create_table(
            TableName=NOTES,
            KeySchema=[{"AttributeName": "noteId", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "noteId", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        yield


def write(**texts: str) -> None:
    for note_id, text in texts.items():
        boto3.client("dynamodb", REGION).put_item(TableName=NOTES, Item={"noteId": {"S": note_id}, "text": {"S": text}})


def rows() -> dict[str, Row]:
    found = boto3.client("dynamodb", REGION).scan(TableName=NOTES)["Items"]
    return {str(row["noteId"]["S"]): row for row in found}


def with_length(row: Row) -> Row:
    return {**row, "length": {"N": str(len(row["text"]["S"]))}}


def without_length(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "length"}


def moved(row: Row) -> Row | None:
    return {**row, "noteId": {"S": "elsewhere"}}


ADD = Migration(
    1,
    "lengths",
    lambda target: change_rows(target, "notes", with_length),
    lambda target: change_rows(target, "notes", without_length),
)
NOTHING = Migration(2, "nothing", lambda _: iter(()), lambda _: iter(()))


def run(known: Sequence[Migration], to: int, *, dry_run: bool = False) -> tuple[int, list[str]]:
    said: list[str] = []
    return migrate(TARGET, known, to, said.append, go_on, dry_run=dry_run), said


def test_a_migration_changes_what_there_is_and_is_remembered() -> None:
    write(a="one", b="three")

    changed, said = run([ADD], 1)

    assert (changed, version(TARGET)) == (2, 1)
    assert {name: row["length"]["N"] for name, row in rows().items()} == {"a": "3", "b": "5"}
    assert said == ["migrate: lengths: 2 changed; dev is at 1"]


def test_a_downgrade_leaves_it_as_it_was() -> None:
    write(a="one", b="three")
    before = rows()
    run([ADD, NOTHING], 2)

    _, said = run([ADD, NOTHING], 0)

    assert rows() == before
    assert version(TARGET) == 0
    assert said == ["migrate: nothing, back: 0 changed; dev is at 1", "migrate: lengths, back: 2 changed; dev is at 0"]


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=4), st.text(max_size=8), max_size=6))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_there_and_back_again_is_where_one_was(texts: dict[str, str]) -> None:
    client = boto3.client("dynamodb", REGION)
    for note_id in rows():
        client.delete_item(TableName=NOTES, Key={"noteId": {"S": note_id}})
    write(**texts)
    before = rows()

    there, _ = run([ADD], 1)
    again, _ = run([ADD], 1)
    back, _ = run([ADD], 0)

    assert rows() == before
    assert (there, again, back) == (len(texts), 0, len(texts))


def test_a_dry_run_says_what_it_would_change_and_changes_nothing() -> None:
    write(**{f"n{number}": "text" for number in range(7)})
    before = rows()

    would, (said,) = run([ADD], 1, dry_run=True)

    assert would == 7
    assert said.startswith("migrate: lengths would change 7: n")
    assert said.endswith(" and 2 more")
    assert (rows(), version(TARGET)) == (before, 0)


def test_what_was_interrupted_is_run_again_from_its_beginning() -> None:
    write(a="one", b="three")

    def stumbling(target: Target) -> Iterator[Change]:
        yield from list(change_rows(target, "notes", with_length))[:1]
        raise ConnectionError

    with pytest.raises(ConnectionError):
        run([ADD._replace(upgrade=stumbling)], 1)
    assert version(TARGET) == 0

    changed, _ = run([ADD], 1)

    assert changed == 1, "one was changed before"
    assert all("length" in row for row in rows().values())


def test_a_row_that_is_changed_in_between_is_read_again_and_loses_nothing() -> None:
    write(a="one", b="three")

    def overtaken(target: Target) -> Iterator[Change]:
        found = list(change_rows(target, "notes", with_length))
        if not overtaken_once:
            overtaken_once.append(True)
            write(a="another text")
        yield from found

    overtaken_once: list[bool] = []
    run([ADD._replace(upgrade=overtaken)], 1)

    assert rows()["a"]["text"] == {"S": "another text"}
    assert rows()["a"]["length"] == {"N": str(len("another text"))}


def test_a_row_that_is_deleted_in_between_stays_deleted() -> None:
    write(a="one")
    (change,) = change_rows(TARGET, "notes", with_length)
    boto3.client("dynamodb", REGION).delete_item(TableName=NOTES, Key={"noteId": {"S": "a"}})

    with pytest.raises(Skipped):
        change.apply()

    assert rows() == {}


def test_what_others_never_stop_changing_is_given_up_and_said() -> None:
    def refuse() -> None:
        raise Skipped

    restless = ADD._replace(upgrade=lambda _: iter([Change("a", refuse)]))

    with pytest.raises(MigrationFailed, match="0 changed, 1 not"):
        run([restless], 1)

    assert version(TARGET) == 0


def test_a_change_of_a_key_is_no_change() -> None:
    write(a="one")

    with pytest.raises(ValueError, match="the key of a would be another"):
        list(change_rows(TARGET, "notes", moved))


def test_a_stage_that_a_newer_release_migrated_is_left_alone() -> None:
    run([ADD, NOTHING], 2)

    with pytest.raises(MigrationFailed, match="is at 2, which this release does not know"):
        run([ADD], 0)


@pytest.mark.parametrize("to", [-1, 3])
def test_no_other_number_can_be_reached(to: int) -> None:
    with pytest.raises(MigrationFailed, match=f"There is no migration {to}; there are 0, 1, 2"):
        run([ADD, NOTHING], to)


def test_numbers_are_counted_from_one_each_once() -> None:
    with pytest.raises(MigrationFailed, match="counted from 1"):
        run([ADD, ADD], 1)


def test_nothing_is_changed_before_somebody_agrees() -> None:
    write(a="one")

    def disagree(question: str) -> None:
        raise PermissionError(question)

    with pytest.raises(PermissionError, match="Migrate dev by lengths"):
        migrate(TARGET, [ADD], 1, print, disagree)

    assert "length" not in rows()["a"]


def test_the_projects_own_migrations_are_numbered() -> None:
    running._check(MIGRATIONS, len(MIGRATIONS))
    assert len({migration.name for migration in MIGRATIONS}) == len(MIGRATIONS)


def test_every_migration_is_in_the_operators_guide() -> None:
    guide = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    section = guide.partition("## Migrations\n")[2].partition("\n## ")[0]

    numbers = [int(line.split("|")[1]) for line in section.splitlines() if line.startswith("| ") and line[2].isdigit()]
    assert numbers == [migration.number for migration in MIGRATIONS]


# --- the kinds of documents -------------------------------------------------------------------------------------------

BUCKET = f"sojourn-dev-documents-123456789012-{REGION}"


def keep_documents(**kinds: str) -> Any:
    """Documents of these kinds, whose files have no tag; the client of their store."""
    s3, dynamodb = boto3.client("s3", REGION), boto3.client("dynamodb", REGION)
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    dynamodb.create_table(
        TableName="sojourn-dev-documents",
        KeySchema=[{"AttributeName": "userId", "KeyType": "HASH"}, {"AttributeName": "documentId", "KeyType": "RANGE"}],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("userId", "documentId")],
        BillingMode="PAY_PER_REQUEST",
    )
    for document_id, kind in kinds.items():
        status = "pending" if document_id.startswith("pending") else "confirmed"
        document = json.dumps({"kind": kind, "status": status})
        row = {"userId": {"S": "ada"}, "documentId": {"S": document_id}, "document": {"S": document}}
        dynamodb.put_item(TableName="sojourn-dev-documents", Item=row)
        if not document_id.startswith("lost"):
            s3.put_object(Bucket=BUCKET, Key=f"documents/ada/{document_id}", Body=b"%PDF-")
    return s3


def tags(s3: Any, document_id: str) -> dict[str, str]:
    found = s3.get_object_tagging(Bucket=BUCKET, Key=f"documents/ada/{document_id}")["TagSet"]
    return {each["Key"]: each["Value"] for each in found}


def test_files_are_tagged_with_the_kind_of_their_document_and_untagged_again() -> None:
    s3 = keep_documents(one="receipt", two="passport", pending="invoice", lost="receipt")

    there, _ = run(MIGRATIONS[:1], 1)
    tagged = {document_id: tags(s3, document_id) for document_id in ("one", "two", "pending")}
    back, _ = run(MIGRATIONS[:1], 0)

    assert there == back == 2
    assert tagged == {"one": {"kind": "receipt"}, "two": {"kind": "passport"}, "pending": {}}
    assert [tags(s3, document_id) for document_id in ("one", "two")] == [{}, {}]
