"""PynamoDB in fewer steps asks for the same, and reads and keeps the same, as PynamoDB itself."""

import json
import secrets
from typing import Any

import pytest
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import AttributeDeserializationError, AttributeNullError
from pynamodb.models import Model

from chalicelib.dynamodb.tables import TimeAttribute
from tests.simulation.cloud import wire
from tests.simulation.cloud.quick_models import hurry
from tests.simulation.tiers import runner
from tests.simulation.world import World


class _Row(Model):
    class Meta:
        table_name = "things"

    key = UnicodeAttribute(hash_key=True, attr_name="theKey")
    units = NumberAttribute(default=3)
    share = NumberAttribute(null=True)
    state = UnicodeAttribute(default_for_new=lambda: "new", null=True)
    at = TimeAttribute(null=True, attr_name="changedAt")


@pytest.mark.parametrize("seed", [*range(1, 11), 16, 20])
def test_a_schedule_makes_the_same_calls_and_leaves_the_same_rows(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "token_bytes", bytes)  # what is encrypted differs each time for that alone
    quick = _history(seed)
    monkeypatch.setattr(wire, "hurry", lambda _patch: None)
    own = _history(seed)
    assert [both for both in zip(quick, own, strict=False) if both[0] != both[1]][:1] == []
    assert len(quick) == len(own)


def _history(seed: int) -> list[str]:
    seen: list[World] = []
    outcome = runner(seed)(seed, seen.append)
    assert not wire._answering, "the line is still taken"
    line = seen[0].wire
    calls = [f"{call} {json.dumps(call.params, default=repr)}" for call in line.calls]
    return [repr(outcome), *calls, *(f"{name} {table.rows}" for name, table in line.tables.tables.items())]


@pytest.fixture(params=["PynamoDB itself", "in fewer steps"])
def _either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "in fewer steps":
        hurry(monkeypatch)


@pytest.mark.usefixtures("_either")
class TestRows:
    def test_a_new_row_has_all_its_defaults(self) -> None:
        row = _Row("a", share=0.5)
        assert row.attribute_values == {"key": "a", "units": 3, "share": 0.5, "state": "new"}
        assert row.units == 3
        assert getattr(row, "at") is None  # noqa: B009 - its type says that it never is
        kept = {"theKey": {"S": "a"}, "units": {"N": "3"}, "share": {"N": "0.5"}, "state": {"S": "new"}}
        assert row.serialize() == kept

    def test_a_row_that_is_read_has_only_the_defaults_of_those_that_are_kept(self) -> None:
        row = _Row.from_raw_data({"theKey": {"S": "a"}, "share": {"N": "-2"}, "changedAt": {"NULL": True}})
        assert row.attribute_values == {"key": "a", "units": 3, "share": -2}

    def test_what_is_set_is_kept_under_its_own_name(self) -> None:
        row = _Row.from_raw_data({"theKey": {"S": "a"}})
        row.at = TimeAttribute().deserialize("2026-11-20T08:10:00.000Z")
        assert row.serialize()["changedAt"] == {"S": "2026-11-20T08:10:00.000Z"}

    @pytest.mark.parametrize("values", [{}, {"key": "a", "units": None}])
    def test_what_must_not_be_missing_is_missed(self, values: dict[str, Any]) -> None:
        row = _Row(**values)
        if "units" in values:
            row.units = None
        with pytest.raises(AttributeNullError):
            row.serialize()

    def test_an_unknown_attribute_is_refused(self) -> None:
        with pytest.raises(ValueError, match="Attribute colour specified does not exist"):
            _Row("a", colour="red")

    def test_another_type_than_expected_is_refused(self) -> None:
        with pytest.raises(AttributeDeserializationError):
            _Row.from_raw_data({"theKey": {"N": "1"}})

    def test_expressions_and_keys_are_the_same(self) -> None:
        asked = _Row._get_connection().get_operation_kwargs(
            "a",
            condition=(_Row.units > 2) & _Row.at.does_not_exist() & (_Row.key == "a"),
            actions=[_Row.state.set("old"), _Row.share.remove(), _Row.units.add(1)],
        )
        assert asked == {
            "TableName": "things",
            "Key": {"theKey": {"S": "a"}},
            "ConditionExpression": "((#0 > :0 AND attribute_not_exists (#1)) AND #2 = :1)",
            "UpdateExpression": "SET #3 = :2 REMOVE #4 ADD #0 :3",
            "ExpressionAttributeNames": {
                "#0": "units",
                "#1": "changedAt",
                "#2": "theKey",
                "#3": "state",
                "#4": "share",
            },
            "ExpressionAttributeValues": {":0": {"N": "2"}, ":1": {"S": "a"}, ":2": {"S": "old"}, ":3": {"N": "1"}},
        }
