"""A supplier's notice that cannot be right is put aside: nothing moves until a travel manager has decided."""

import json
import logging
from datetime import date, timedelta

import msgspec
import pytest

from chalicelib import observability
from chalicelib.domain.servicing.notice_reviews import Doubt, NoticeReview, ReviewStatus
from chalicelib.domain.servicing.supplier_changes import SupplierNotice
from chalicelib.domain.trips.icalendar import write_calendar
from chalicelib.domain.trips.timeline import timeline_of
from chalicelib.errors import Conflict, NotAllowed, NotFound
from chalicelib.models import booking_audit, items, trips
from chalicelib.services.bookings.commits import person
from chalicelib.services.servicing.notice_reviews import decide_review, get_review, list_reviews
from chalicelib.services.servicing.supplier_notices import decide_change
from tests.simulation.invariants import violations
from tests.simulation.outcomes import event_types
from tests.simulation.stages import booked
from tests.simulation.supplier_changes import HOUR, moved, taken
from tests.simulation.world import ANNA, CLARA, World
from tests.support.tables import alarms

Notice = tuple[str, SupplierNotice]


def shift(notice: Notice, by: timedelta) -> Notice:
    """The same notice with all its times moved."""
    name, said = notice
    times = tuple(
        msgspec.structs.replace(each, departs_at=each.departs_at + by, arrives_at=each.arrives_at + by)
        for each in said.data.times
    )
    return name, msgspec.structs.replace(said, data=msgspec.structs.replace(said.data, times=times))


def turn_round(notice: Notice) -> Notice:
    """The same notice with arrivals before departures."""
    name, said = notice
    times = tuple(
        msgspec.structs.replace(each, departs_at=each.arrives_at, arrives_at=each.departs_at)
        for each in said.data.times
    )
    return name, msgspec.structs.replace(said, data=msgspec.structs.replace(said.data, times=times))


def waiting() -> list[NoticeReview]:
    return list_reviews(CLARA, ReviewStatus.NEEDS_REVIEW, limit=20, start=None).rows


@pytest.mark.parametrize(
    ("slice_index", "by", "doubts"),
    [
        (1, timedelta(days=3), {Doubt.MOVED_BY_DAYS}),
        (0, timedelta(days=-3), {Doubt.MOVED_BY_DAYS}),
        (1, timedelta(days=-4), {Doubt.CONTRADICTS_OTHER_SLICE, Doubt.MOVED_BY_DAYS}),
        (0, timedelta(days=4), {Doubt.CONTRADICTS_OTHER_SLICE, Doubt.MOVED_BY_DAYS}),
        (1, timedelta(days=-200), {Doubt.CONTRADICTS_OTHER_SLICE, Doubt.IN_THE_PAST, Doubt.MOVED_BY_DAYS}),
        (1, timedelta(days=500), {Doubt.FAR_AHEAD, Doubt.MOVED_BY_DAYS}),
        (1, timedelta(days=365 * 70), {Doubt.FAR_AHEAD, Doubt.MOVED_BY_DAYS}),
    ],
)
def test_notice_that_cannot_be_right_moves_nothing(
    world: World, slice_index: int, by: timedelta, doubts: set[Doubt]
) -> None:
    booking_id = booked(world)
    before = world.booking(booking_id)
    notice = shift(moved(world, booking_id, slice_index), by - HOUR)

    assert (taken(notice), taken(notice)) == ("needs_review", "needs_review")

    assert world.booking(booking_id) == before
    (review,) = waiting()
    assert set(review.doubts) == doubts
    assert (review.booking_id, review.notice_id, review.notice) == (booking_id, *notice)
    assert get_review(CLARA, review.review_id) == review


@pytest.mark.parametrize(("slice_index", "by"), [(1, timedelta(days=-1.5)), (0, timedelta(days=1.5))])
def test_return_is_not_before_the_outbound_flight_however_little_it_moves(
    world: World, slice_index: int, by: timedelta
) -> None:
    booking_id = booked(world, return_on=date(2027, 3, 4))

    assert taken(moved(world, booking_id, slice_index, by)) == "needs_review"

    (review,) = waiting()
    assert review.doubts == (Doubt.CONTRADICTS_OTHER_SLICE,)


def test_notice_that_contradicts_itself_can_only_be_dismissed(world: World) -> None:
    booking_id = booked(world)

    assert taken(turn_round(moved(world, booking_id))) == "needs_review"

    (review,) = waiting()
    assert Doubt.CONTRADICTS_ITSELF in review.doubts
    with pytest.raises(Conflict):
        decide_review(CLARA, review.review_id, "accepted")
    decide_review(CLARA, review.review_id, "dismissed")


def test_accepted_notice_is_applied_and_the_audit_says_by_whom(world: World) -> None:
    booking_id = booked(world)
    notice = moved(world, booking_id, by=timedelta(days=5))
    taken(notice)
    (review,) = waiting()

    accepted = decide_review(CLARA, review.review_id, "accepted")

    assert (accepted.status, accepted.decided_at) == (ReviewStatus.ACCEPTED, world.clock.time)
    assert decide_review(CLARA, review.review_id, "accepted") == accepted
    booking = world.booking(booking_id)
    (change,) = booking.supplier_changes
    assert change.after == notice[1].data.times
    with world.wire.quiet():
        (*_, entry), _ = booking_audit.list_entries(booking_id)
    assert entry.actor == person(CLARA.user_id)
    assert event_types(world, booking_id)[-1] == "supplier_changed"
    assert taken(notice) == "duplicate"
    assert waiting() == []
    decide_change(ANNA, booking_id, change.change_id, "accepted")
    assert violations(world) == []
    with pytest.raises(Conflict):
        decide_review(CLARA, review.review_id, "dismissed")


def test_dismissed_notice_changes_nothing_but_the_audit(world: World) -> None:
    booking_id = booked(world)
    before = world.booking(booking_id)
    notice = moved(world, booking_id, by=timedelta(days=5))
    taken(notice)
    (review,) = waiting()

    decide_review(CLARA, review.review_id, "dismissed")
    decide_review(CLARA, review.review_id, "dismissed")

    after = world.booking(booking_id)
    assert (after.selected, after.status, after.supplier_changes) == (before.selected, before.status, ())
    assert event_types(world, booking_id)[-1] == "supplier_notice_dismissed"
    assert after.version == before.version + 1
    with world.wire.quiet():
        (*_, entry), _ = booking_audit.list_entries(booking_id)
    assert entry.actor == person(CLARA.user_id)
    assert taken(notice) == "dismissed"
    assert violations(world) == []


def test_notice_that_a_later_one_has_overtaken_is_not_accepted(world: World) -> None:
    booking_id = booked(world)
    taken(moved(world, booking_id, by=timedelta(days=5)))
    assert taken(moved(world, booking_id)) == "applied"
    (review,) = waiting()

    with pytest.raises(Conflict, match="later notice"):
        decide_review(CLARA, review.review_id, "accepted")

    assert waiting() == [review]


def test_nobody_but_a_travel_manager_sees_or_decides(world: World) -> None:
    booking_id = booked(world)
    taken(moved(world, booking_id, by=timedelta(days=5)))
    (review,) = waiting()

    with pytest.raises(NotAllowed):
        get_review(ANNA, review.review_id)
    with pytest.raises(NotAllowed):
        decide_review(ANNA, review.review_id, "accepted")
    with pytest.raises(NotAllowed):
        list_reviews(ANNA, ReviewStatus.NEEDS_REVIEW, limit=1, start=None)
    with pytest.raises(NotFound):
        get_review(CLARA, "ntc_01JMZ8Q4T5X7V9B2N3C4D5E6F7")


def test_trip_stays_readable_whatever_was_accepted(world: World) -> None:
    booking_id = booked(world)
    taken(shift(moved(world, booking_id), timedelta(days=-3)))
    (review,) = waiting()
    decide_review(CLARA, review.review_id, "accepted")

    trip_id = world.booking(booking_id).trip_id
    assert trip_id is not None
    with world.wire.quiet():
        trip, itinerary = trips.get_trip(trip_id), items.list_itinerary(trip_id)
    assert timeline_of(trip, itinerary).conflicts
    assert write_calendar("Trip", [(trip, itinerary)])


def test_alarm_looks_where_a_notice_that_is_put_aside_is_counted(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    notice = moved(world, booked(world), by=timedelta(days=5))
    logging.disable(logging.NOTSET)

    with observability.operation("receive_notice"):
        taken(notice)

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    (measured,) = [line for line in lines if "SupplierNoticesPutAside" in line]
    (watched,) = alarms("SupplierNoticesPutAside")
    assert measured["operation"] == "receive_notice"
    assert {"Name": "operation", "Value": "receive_notice"} in watched["Dimensions"]
