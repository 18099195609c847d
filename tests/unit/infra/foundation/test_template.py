"""The foundation's template: its two sources do not hide each other, and short forms mean what CloudFormation means."""

from pathlib import Path

import pytest

from infra.foundation import queues, tables, template
from infra.foundation.tables import KEYS, Index, Table
from infra.templates import Value, load


def test_a_resource_that_two_sources_make_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "resources", tables.resources)

    with pytest.raises(ValueError, match=r"infra.foundation.queues makes BookingsTable, which is there already"):
        template.template()


def test_rendering_twice_gives_the_same_text_whose_hash_is_its_address() -> None:
    assert template.text() == template.text()


def test_a_table_defines_each_attribute_of_its_keys_once_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = (Index("by-owner", "ownerId", "seq", carries=KEYS), Index("by-day", "day", "ownerId", carries=("note",)))
    monkeypatch.setattr(tables, "TABLES", (Table("notes", "noteId", indexes=asked, kept=False),))

    made = tables.resources()["NotesTable"]

    defined = {it["AttributeName"]: it["AttributeType"] for it in made["Properties"]["AttributeDefinitions"]}
    assert defined == {"noteId": "S", "ownerId": "S", "seq": "N", "day": "S"}
    assert len(made["Properties"]["AttributeDefinitions"]) == len(defined)
    projections = [it["Projection"] for it in made["Properties"]["GlobalSecondaryIndexes"]]
    assert projections == [
        {"ProjectionType": "KEYS_ONLY"},
        {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["note"]},
    ]
    assert made["DeletionPolicy"] == made["UpdateReplacePolicy"] == "Delete"
    assert "TimeToLiveSpecification" not in made["Properties"]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("!Ref Stage", {"Ref": "Stage"}),
        ("!GetAtt Bucket.Arn", {"Fn::GetAtt": ["Bucket", "Arn"]}),
        ('!Sub "${Bucket.Arn}/*"', {"Fn::Sub": "${Bucket.Arn}/*"}),
        ("!Not [!Condition Protected]", {"Fn::Not": [{"Condition": "Protected"}]}),
        ("!Select {a: 1}", {"Fn::Select": {"a": 1}}),
    ],
)
def test_a_short_form_is_read_as_the_long_one(tmp_path: Path, short: str, long: Value) -> None:
    source = tmp_path / "template.yaml"
    source.write_text(f"value: {short}\n", encoding="utf-8")

    assert load(source) == {"value": long}
