"""The policies table: versions are added, never changed, and the newest one in effect is found."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, Literal

import boto3
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto import mock_aws

from chalicelib.domain.policies.document import Policy
from chalicelib.errors import NotFound, VersionConflict
from chalicelib.models import policies
from chalicelib.models.policies import PolicyRow, VersionKey
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.units import Meter, UnitKey
from tests.support.process_memory import forget_all
from tests.unit.policy_samples import policy, seeded_policy


@pytest.fixture(autouse=True)
def _table() -> Iterator[None]:
    with mock_aws():
        PolicyRow.create_table(billing_mode="PAY_PER_REQUEST", wait=True)
        yield


def add(version: int, effective_from: date = date(2026, 1, 1)) -> Policy:
    added = policy(version=version, effective_from=effective_from)
    policies.add_policy(added, digest=f"d{version}", published_by="u1", published_at=datetime(2026, 1, 1, tzinfo=UTC))
    return added


def test_version_is_read_as_it_was_written() -> None:
    whole = msgspec.structs.replace(seeded_policy(), version=3)

    policies.add_policy(whole, digest="d", published_by="u1", published_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert policies.get_version(3) == whole


def test_version_is_never_overwritten() -> None:
    first = add(1)

    with pytest.raises(VersionConflict):
        add(1, date(2027, 1, 1))

    assert policies.get_version(1) == first


def test_unknown_version_is_not_found() -> None:
    with pytest.raises(NotFound, match="no version 9"):
        policies.get_version(9)


def test_newest_version_counts_by_number_and_not_as_text() -> None:
    for version in (1, 2, 9, 10):
        add(version)

    assert policies.find_newest_version() == VersionKey(10, "d10")


def test_version_that_is_not_yet_in_effect_does_not_count() -> None:
    add(1, date(2026, 1, 1))
    add(2, date(2026, 6, 1))
    add(3, date(2027, 6, 1))

    assert policies.find_newest_version(date(2025, 12, 31)) is None
    assert policies.find_newest_version(date(2026, 5, 31)) == VersionKey(1, "d1")
    assert policies.find_newest_version(date(2026, 6, 1)) == VersionKey(2, "d2")
    assert policies.find_newest_version() == VersionKey(3, "d3")


def test_no_version_at_all_is_none() -> None:
    assert policies.find_newest_version() is None


def test_keys_are_those_of_the_foundation() -> None:
    add(4)
    item = boto3.client("dynamodb", region_name="eu-central-1").get_item(
        TableName="sojourn-local-policies", Key={"policyId": {"S": "travel"}, "version": {"N": "4"}}
    )["Item"]

    assert item["effectiveFrom"] == {"S": "2026-01-01"}
    assert item["publishedBy"] == {"S": "u1"}


def asked_again(effective_on: date | None) -> list[Any]:
    """What both questions answer to a process that has read nothing yet."""
    forget_all()
    return [policies.find_newest_version(effective_on), policies.list_versions_that_count(effective_on or date.max)]


Step = tuple[Literal["publish", "ask", "publish beside", "lose"], int]


@given(st.lists(st.tuples(st.sampled_from(["publish", "ask", "publish beside", "lose"]), st.integers(0, 5))))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_process_knows_of_versions_is_what_is_there(steps: list[Step]) -> None:
    """Other processes publish as well, and a table may be restored from before."""
    with empty_cloud():
        newest = 0
        for step, day in steps:
            effective = date(2026, 1, 1 + day)
            match step:
                case "publish":
                    newest += 1
                    add(newest, effective)
                case "publish beside":
                    newest += 1
                    add(newest, effective)
                    add(newest + 1, date(2026, 1, 3))
                    newest += 1
                case "lose":
                    if newest:
                        PolicyRow("travel", newest).delete()
                        newest -= 1
                    policies._known.seen_at -= policies.SEEN_SECONDS
                case "ask":
                    known = [policies.find_newest_version(effective), policies.list_versions_that_count(effective)]
                    assert known == asked_again(effective)
                    assert policies.find_newest_version() == asked_again(None)[0]


def test_versions_that_are_known_are_not_read_again() -> None:
    with empty_cloud() as wire:
        for version in range(1, 8):
            add(version)
        policies.find_newest_version(date(2020, 1, 1))
        meter = wire.tables.meter = Meter()

        assert policies.find_newest_version(date(2020, 1, 1)) is None
        assert policies.find_newest_version(date(2026, 2, 1)) == VersionKey(7, "d7")
        read = dict(meter.reads)
        add(8)
        add(9)
        assert policies.find_newest_version(date(2026, 2, 1)) == VersionKey(9, "d9")

    assert read == {UnitKey("policies", "", "travel"): 3}
    assert policies.find_known(9) == VersionKey(9, "d9")
    assert policies.find_known(10) is None


def test_a_former_version_is_read_once_a_minute_and_few_are_kept() -> None:
    with empty_cloud() as wire:
        for version in range(1, 12):
            add(version)
        meter = wire.tables.meter = Meter()

        first = [policies.read_version(2) for _ in range(3)]
        read = sum(meter.halves.values())
        policies._known.singles[2] = (first[0], policies._known.singles[2][1] - policies.SEEN_SECONDS)
        again = policies.read_version(2)
        every = [policies.read_version(version).version for version in range(1, 12)]

        assert (first, read) == ([again] * 3, 1)
        assert sum(meter.halves.values()) == 1 + 1 + 10
        assert every == list(range(1, 12))
        assert list(policies._known.singles) == list(range(4, 12))
        with pytest.raises(NotFound):
            policies.read_version(12)
