"""Clauses in their own words, beside the numbers that events and audit entries hold."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import msgspec
import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.events import Event, EventType
from chalicelib.domain.policies.document import Clause, Policy
from chalicelib.models import policies
from chalicelib.services.cited_clauses import (
    LONGEST_TOGETHER,
    LONGEST_WORDS,
    cite_in_event,
    cite_in_events,
    list_cited_clauses,
)
from tests.simulation.cloud.empty import empty_cloud
from tests.unit.policy_samples import policy

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LONG = "ä" * 4000
EVENT = Event(
    event_id="evt_01JQZX5V9D7R8M3T2K6W4H0YBE_000004",
    booking_id="bkg_01JQZX5V9D7R8M3T2K6W4H0YBE",
    seq=4,
    type=EventType.AWAITING_APPROVAL,
    status=BookingStatus.AWAITING_APPROVAL,
    at=AT,
    data={},
)


@pytest.fixture(autouse=True)
def _table() -> Iterator[None]:
    with empty_cloud():
        yield


def keep(version: int, *clauses: Clause) -> Policy:
    kept = policy(version=version, clauses=clauses, effective_from=date(2026, 1, 1))
    digest = sha256(msgspec.json.encode(kept)).hexdigest()
    policies.add_policy(kept, digest=digest, published_by="m1", published_at=AT)
    return kept


def clause(number: str, text: str) -> Clause:
    return Clause(number=number, title=f"Clause {number}", text=text)


def named(version: object, *numbers: object) -> dict[str, Any]:
    return {"price": 1, "policyVersion": version, "clauses": list(numbers)}


def test_words_are_those_of_the_version_that_is_named() -> None:
    keep(1, clause("5.2", "At most 140 EUR."))
    keep(2, clause("5.2", "At most 150 EUR."))

    assert [each.text for each in list_cited_clauses(named(1, "5.2"))] == ["At most 140 EUR."]
    assert [each.text for each in list_cited_clauses(named(2, "5.2"))] == ["At most 150 EUR."]
    assert [each.policy_version for each in list_cited_clauses(named(2, "5.2"))] == [2]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"clauses": ["5.2"]},
        {"policyVersion": 1},
        named(1),
        named(1, "0", "9.9"),
        named(7, "5.2"),
        named(None, "5.2"),
        named("1", "5.2"),
        {"policyVersion": 1, "clauses": 3},
        {"policyVersion": 1, "clauses": "5.2"},
    ],
)
def test_nothing_is_cited_where_nothing_is_named_that_there_is(data: dict[str, Any]) -> None:
    keep(1, clause("5.2", "At most 140 EUR."))

    assert list_cited_clauses(data) == ()


def test_an_event_keeps_its_data_and_gains_the_words() -> None:
    keep(1, clause("5.2", "At most 140 EUR."), clause("4.1", "Economy."))
    event = msgspec.structs.replace(EVENT, data=named(1, "5.2", "4.1"))

    shown = cite_in_event(event)

    words = [(each["number"], each["text"], each["citation"]) for each in shown.data.pop("citedClauses")]
    assert words == [("5.2", "At most 140 EUR.", None), ("4.1", "Economy.", None)]
    assert shown == event
    assert cite_in_event(msgspec.structs.replace(event, data={"price": 1})).data == {"price": 1}


def test_of_events_that_are_sent_together_the_latest_have_the_words() -> None:
    keep(1, *(clause(f"5.{n}", LONG) for n in range(1, 4)))
    events = [msgspec.structs.replace(EVENT, seq=seq, data=named(1, "5.1", "5.2")) for seq in range(1, 8)]

    shown = cite_in_events(events)

    with_words = [each.seq for each in shown if "citedClauses" in each.data]
    assert [each.seq for each in shown] == [1, 2, 3, 4, 5, 6, 7]
    assert with_words == [4, 5, 6, 7]
    assert len(msgspec.json.encode(shown)) < LONGEST_TOGETHER + 10_000


def test_the_words_of_an_event_fit_into_one_message() -> None:
    keep(1, *(clause(f"5.{n}", LONG) for n in range(1, 10)))

    found = list_cited_clauses(named(1, *(f"5.{n}" for n in range(1, 10))))

    assert 1 <= len(found) < 9
    assert [each.number for each in found] == [f"5.{n}" for n in range(1, len(found) + 1)]
    assert len(msgspec.json.encode(found)) <= LONGEST_WORDS + 100
