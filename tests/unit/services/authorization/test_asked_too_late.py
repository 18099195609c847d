"""Whoever was once asked to approve, and comes when it is over, reads what became of it: every way in which a request
ends, for everybody who was asked."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib.api.http.problems import kind_of
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.approval_history import ApprovalRecord, RecordStatus, RequestOutcome, explain_end
from chalicelib.domain.bookings.booking import BookingStatus, move
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.identity import Identity
from chalicelib.domain.privacy.requests import Export
from chalicelib.domain.verdict import Outcome
from chalicelib.errors import Conflict, NotAllowed, NotFound, SojournError
from chalicelib.models import approval_history
from chalicelib.services import employees
from chalicelib.services.approvals.timers import reassign_approvers
from chalicelib.services.authorization.bookings import list_histories
from chalicelib.services.booking_workflow import decisions, revisions
from chalicelib.services.bookings import queries
from chalicelib.services.bookings.commits import change, system
from chalicelib.services.privacy import erasure, export, export_entries
from tests.simulation.approvals import (
    EMIL,
    HOUR,
    TIMED,
    TWO_LEVELS,
    approval_of,
    asked_for,
    away,
    company,
    keep,
    publish,
)
from tests.simulation.people import OLGA
from tests.simulation.stages import revise, send_back
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.simulation.worlds import world as new_world

DORA = Identity(user_id="dora", email="dora@example.com", name="Dora", groups=frozenset({"traveller"}))
EVA = Identity(user_id="eva", email="eva@example.com", name="Eva", groups=frozenset({"traveller", "approver"}))

Arrange = Callable[[World], str]
End = Callable[[World, str], None]


def by_name(world: World) -> str:
    company(world)
    publish(world, TIMED)
    return asked_for(world)


def by_delegate(world: World) -> str:
    keep("dora", name="Dora")
    company(world, ben={"delegate": away(world, "dora")})
    publish(world, TIMED)
    return asked_for(world)


def by_pool(world: World) -> str:
    publish(world, TIMED)
    return asked_for(world)


def at_two_levels(world: World) -> str:
    company(world)
    publish(world, TWO_LEVELS)
    booking_id = asked_for(world)
    world.decide(booking_id, "approved", BEN)
    return booking_id


def one_escalated(world: World) -> str:
    booking_id = by_name(world)
    world.run(2 * HOUR + 120)
    return booking_id


def one_left(world: World) -> str:
    """Ben's delegate leaves, and Ben is asked himself."""
    booking_id = by_delegate(world)
    employees.remove_delegate(BEN, expected=None)
    reassign_approvers(booking_id)
    return booking_id


# How people come to be asked, and who they are.
ASKED: dict[str, tuple[Arrange, tuple[Identity, ...]]] = {
    "by name": (by_name, (BEN,)),
    "as a delegate": (by_delegate, (DORA, BEN)),
    "as one of a pool": (by_pool, (BEN, EVA)),
    "at two levels": (at_two_levels, (BEN, CLARA)),
    "and was silent": (one_escalated, (BEN, CLARA)),
    "and another instead": (one_left, (DORA, BEN)),
}


def decide(world: World, booking_id: str, decision: Any, identity: Identity = EMIL) -> None:
    world.decide(booking_id, decision, identity)
    world.run(60)


def approve(world: World, booking_id: str) -> None:
    decide(world, booking_id, "approved")


def decline(world: World, booking_id: str) -> None:
    decide(world, booking_id, "declined")


def return_it(world: World, booking_id: str) -> None:
    send_back(world, booking_id, by=EMIL)
    world.run(60)


def recall(world: World, booking_id: str) -> None:
    revisions.recall(ANNA, booking_id, None)
    world.run(60)


def recall_at_this_moment(world: World, booking_id: str) -> None:
    revisions.recall(ANNA, booking_id, None)


def recall_and_plan_again(world: World, booking_id: str) -> None:
    recall(world, booking_id)
    revise(world, booking_id)
    world.run(60)
    assert world.booking(booking_id).status is BookingStatus.AWAITING_SELECTION


def recall_and_give_up(world: World, booking_id: str) -> None:
    recall(world, booking_id)
    cancel(world, booking_id)


def cancel(world: World, booking_id: str) -> None:
    decisions.cancel_booking(ANNA, booking_id)
    world.run(60)


def cancel_at_this_moment(world: World, booking_id: str) -> None:
    decisions.cancel_booking(ANNA, booking_id)


def expire(world: World, booking_id: str) -> None:
    world.run(9 * HOUR)
    assert world.booking(booking_id).status is BookingStatus.EXPIRED


ENDINGS: dict[End, tuple[RequestOutcome, str]] = {
    approve: (RequestOutcome.APPROVED, "it was approved"),
    decline: (RequestOutcome.DECLINED, "it was declined"),
    return_it: (RequestOutcome.SENT_BACK, "sent it back"),
    recall: (RequestOutcome.RECALLED, "its requester recalled it"),
    recall_at_this_moment: (RequestOutcome.RECALLED, "its requester recalled it"),
    recall_and_plan_again: (RequestOutcome.RECALLED, "its requester recalled it"),
    recall_and_give_up: (RequestOutcome.RECALLED, "its requester recalled it"),
    cancel: (RequestOutcome.CANCELLED, "the booking was cancelled"),
    cancel_at_this_moment: (RequestOutcome.CANCELLED, "the booking was cancelled"),
    expire: (RequestOutcome.EXPIRED, "its deadline passed"),
}
ENDED_BY = {
    RequestOutcome.APPROVED: "emil",
    RequestOutcome.DECLINED: "emil",
    RequestOutcome.SENT_BACK: "emil",
    RequestOutcome.RECALLED: "anna",
    RequestOutcome.CANCELLED: "anna",
    RequestOutcome.EXPIRED: None,
}
CASES = [(way, end) for way in ASKED for end in ENDINGS]


def size() -> tuple[int, int]:
    """Ways of being asked by ways of ending, and how many read each."""
    return len(CASES), sum(len(ASKED[way][1]) for way, _ in CASES)


@pytest.fixture(name="world")
def a_world() -> Iterator[World]:
    with new_world() as made:
        yield made


@pytest.mark.parametrize(("way", "end"), CASES, ids=lambda each: each if isinstance(each, str) else each.__name__)
def test_whoever_was_asked_reads_what_became_of_it(world: World, way: str, end: End) -> None:
    arrange, people = ASKED[way]
    booking_id = arrange(world)
    approval = approval_of(world, booking_id)
    outcome, said = ENDINGS[end]

    end(world, booking_id)

    for who in people:
        assert said in read_of(who, booking_id)
        assert said in refusal_of(partial(decide_late, who, booking_id, approval.hash))
        assert said in refusal_of(partial(return_late, who, booking_id, approval.hash))
        (record,) = listed(who)
        ruled = any(step.decided_by == who.user_id for step in approval.steps)
        assert (record.booking_id, record.outcome, record.ended_by) == (booking_id, outcome, ENDED_BY[outcome])
        assert record.status is (RecordStatus.DECIDED if ruled else RecordStatus.ENDED)
    for stranger in (DAVID, OLGA):
        with pytest.raises(NotFound):
            queries.get_booking(stranger, booking_id)
        assert listed(stranger) == []


def decide_late(who: Identity, booking_id: str, approval_hash: str) -> object:
    return decisions.decide_approval(who, booking_id, decision="declined", approval_hash=approval_hash, comment=None)


def return_late(who: Identity, booking_id: str, approval_hash: str) -> object:
    return revisions.send_back(who, booking_id, approval_hash=approval_hash, comment="Late")


def read_of(who: Identity, booking_id: str) -> str:
    """What somebody reads of the booking: whoever decided, and travel managers, all of it."""
    try:
        booking = queries.get_booking(who, booking_id)
    except Conflict as ended:
        return str(ended)
    return explain_end(booking) or ""


def refusal_of(call: Callable[[], object]) -> str:
    """What somebody reads who is refused with 409."""
    with pytest.raises(SojournError) as refused:
        call()
    assert kind_of(refused.type).status == 409, refused.value
    return str(refused.value)


def listed(who: Identity) -> list[ApprovalRecord]:
    records, _ = approval_history.list_records(list_histories(who), RecordStatus, limit=9, start=None)
    return records


def test_who_is_passed_over_reads_that_others_are_asked(world: World) -> None:
    booking_id = one_escalated(world)

    said = refusal_of(lambda: decide_late(BEN, booking_id, approval_of(world, booking_id).hash))

    assert "Others are asked" in said
    (record,) = listed(BEN)
    assert (record.status, record.step, record.outcome) == (RecordStatus.ENDED, "escalated", None)


def test_what_was_requested_again_for_another_price_was_voided(world: World) -> None:
    booking_id = by_name(world)
    old = approval_of(world, booking_id).hash
    recall(world, booking_id)
    revise(world, booking_id)
    world.run(60)
    world.choose(booking_id, Outcome.APPROVAL_REQUIRED)
    world.run(60)

    assert "recalled it" in refusal_of(lambda: decide_late(BEN, booking_id, old))
    assert [(each.status, each.outcome) for each in listed(BEN)] == [("open", None), ("ended", "recalled")]


def test_requester_and_who_has_left_are_refused_as_ever(world: World) -> None:
    booking_id = by_name(world)
    approval = approval_of(world, booking_id)
    recall(world, booking_id)
    employees.deactivate_employee(CLARA, "ben", expected=None)

    for who in (ANNA, BEN):
        with pytest.raises(NotAllowed):
            decide_late(who, booking_id, approval.hash)


def test_whoever_cancels_is_named_also_when_they_did_not_ask_for_it(world: World) -> None:
    booking_id = by_name(world)
    booking = world.booking(booking_id)
    travels = msgspec.structs.replace(booking.travellers[0], user_id="david")
    record = BookingCommit(actor=system("test"), event=EventType.REQUESTED)
    change(booking, move(booking, booking.status, world.clock.time, travellers=(travels,)), record)

    decisions.cancel_booking(DAVID, booking_id)
    world.run(60)

    assert [(each.outcome, each.ended_by) for each in listed(BEN)] == [("cancelled", "david")]


def test_history_is_walked_page_by_page_latest_booking_first(world: World) -> None:
    company(world)
    publish(world, TIMED)
    asked = [asked_for(world) for _ in range(5)]
    for booking_id in asked[::2]:
        recall(world, booking_id)

    found: list[str] = []
    start = None
    while True:
        page, start = approval_history.list_records(list_histories(BEN), ["ended"], limit=2, start=start)
        found += [each.booking_id for each in page]
        if start is None:
            break
    assert found == asked[::-2]


def test_history_is_exported_to_its_person_and_goes_with_them(world: World) -> None:
    company(world)
    publish(world, TIMED)
    booking_ids = {asked_for(world) for _ in range(3)}
    now = world.clock.time
    asked_for_it = Export(export_id="exp_1", user_id="ben", requested_by="ben", created_at=now, expires_at=now)

    exported = export._approvals(export_entries.Walk(asked_for_it, 9, None)).rows
    gone = erasure._erase_approvals("ben", None)

    assert {each.id for each in exported} == booking_ids
    assert (gone, listed(BEN)) == ((3, None), [])
    assert erasure._erase_approvals("ben", None) == (0, None)
