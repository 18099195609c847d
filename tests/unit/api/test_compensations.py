"""Compensations over HTTP: an operator's list, a second look, and a retry that is accepted and then done."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import boto3
import msgspec
import pytest

from chalicelib import settings
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import Booking, BookingStatus, Ending
from chalicelib.domain.bookings.compensation import OpenCompensation
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.identity import Identity
from chalicelib.models import booking_commits
from chalicelib.services.bookings.commits import system
from tests.simulation.world import ANNA, BEN, CLARA, World
from tests.simulation.worlds import world
from tests.support.booked_samples import NOW, booking
from tests.support.gateway import ADDRESS, call
from tests.support.tables import REGION

EVA = Identity(
    user_id="eva",
    email="eva@example.com",
    name="Eva Lindqvist",
    given_name="Eva",
    family_name="Lindqvist",
    groups=frozenset({"operator"}),
)
NOBODY = Identity(user_id="mallory", email="m@example.com", name="Mallory", groups=frozenset())


@pytest.fixture(autouse=True)
def a_world() -> Iterator[World]:
    """Every table and queue, empty, at the time of the samples; a key to encrypt cursors by."""
    here = msgspec.structs.replace(settings.current(), signing_key="a key for tests")
    with pytest.MonkeyPatch.context() as patch, world() as made:
        patch.setattr(settings, "current", lambda: here)
        yield made


def kept(number: int, status: BookingStatus = BookingStatus.COMPENSATION_REQUIRED) -> Booking:
    """A booking that has not been undone for so many minutes."""
    since = NOW - timedelta(minutes=number)
    left = OpenCompensation(
        component_index=0,
        kind="hold",
        key=f"key-{number}",
        error="SupplierTimeout",
        attempts=number,
        first_failed_at=since,
        last_failed_at=NOW,
    )
    made = booking(
        status,
        booking_id=f"bkg_01JQZX5V9D7R8M3T2K6W00000{number}",
        due_at=NOW + timedelta(minutes=30 - number) if status is BookingStatus.COMPENSATION_REQUIRED else None,
        compensation_since=since,
        compensation_attempts=number,
        ending=Ending.FAILED,
        pending_compensations=(left,) if status is BookingStatus.COMPENSATION_REQUIRED else (),
    )
    return booking_commits.commit(
        None, made, BookingCommit(actor=system("escalate"), event=EventType.COMPENSATION_REQUIRED)
    )


def asked_for() -> int:
    """How many reconciliations were asked for."""
    sqs = boto3.client("sqs", region_name=REGION)
    url = sqs.get_queue_url(QueueName="sojourn-local-reconciliations")["QueueUrl"]
    counted = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    return int(counted["ApproximateNumberOfMessages"])


def walk(url: str) -> list[Any]:
    """All items of the operator's list, page by page."""
    page = call(EVA, "GET", url).body
    found = list(page["items"])
    while page["nextCursor"]:
        page = call(EVA, "GET", f"{url}&cursor={page['nextCursor']}").body
        found += page["items"]
    return found


def test_list_is_walked_page_by_page_the_longest_waiting_first() -> None:
    expected = [kept(number).booking_id for number in (5, 4, 3, 2, 1)]
    kept(6, BookingStatus.FAILED)

    found = walk("/v1/compensations?limit=2")

    assert [each["bookingId"] for each in found] == expected
    assert found[0]["pendingCompensations"][0]["idempotencyKey"] == "key-5"


def test_retry_is_accepted_and_done_later() -> None:
    path = f"/v1/compensations/{kept(1).booking_id}"

    first, again = (call(EVA, "POST", f"{path}/retry", Idempotency_Key="k") for _ in range(2))

    assert (first.status, first.headers["Location"]) == (202, f"{ADDRESS}{path}")
    assert again.text == first.text
    assert asked_for() == 1
    assert call(EVA, "GET", path).body["nextAttemptAt"] == "2026-11-20T08:10:00Z"


def test_what_has_ended_says_how_and_is_not_tried_again() -> None:
    path = f"/v1/compensations/{kept(1, BookingStatus.FAILED).booking_id}"

    shown = call(EVA, "GET", path).body
    assert (shown["status"], shown["pendingCompensations"]) == ("failed", [])
    assert call(EVA, "POST", f"{path}/retry").status == 409
    assert asked_for() == 0


@pytest.mark.parametrize("person", [ANNA, BEN, CLARA, NOBODY])
def test_nobody_but_an_operator_may_look(person: Identity) -> None:
    path = f"/v1/compensations/{kept(1).booking_id}"

    answers = [call(person, *each) for each in (("GET", "/v1/compensations"), ("GET", path), ("POST", f"{path}/retry"))]

    assert [answer.status for answer in answers] == [403, 403, 403]
    assert asked_for() == 0
