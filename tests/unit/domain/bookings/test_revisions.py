"""What a revision changed of a request: named where it stands, told as far as it may be, and erased where it must."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec

from chalicelib.domain.bookings.booking import MAX_ROUNDS, BookingStatus, Decision, Waiting
from chalicelib.domain.bookings.revisions import (
    RequestChange,
    ReturnCause,
    Revision,
    changes_of,
    redact_for_audit,
    without_words,
)
from chalicelib.domain.places.place import Landmark
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest
from tests.support.booked_samples import booking
from tests.unit.policy_samples import BERLIN, LONDON, euros, option, stay_request, trip

NOW = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)


def revision(**changes: Any) -> Revision:
    usual: dict[str, Any] = {
        "number": 1,
        "cause": ReturnCause.SENT_BACK,
        "returned_by": "ben",
        "comment": "Too long.",
        "at": NOW,
        "option": option(),
        "price": euros(300),
        "approval_hash": "0" * 64,
        "round": 1,
    }
    return Revision(**(usual | changes))


def pointers(before: TripRequest, after: TripRequest) -> list[str]:
    return [each.pointer for each in changes_of(before, after)]


def test_same_request_has_no_changes() -> None:
    assert changes_of(trip(), trip()) == ()


def test_every_field_that_may_be_revised_is_named_with_both_values() -> None:
    before = trip(stay=None, purpose="A workshop", return_on=date(2027, 3, 5))
    after = trip(
        origin=LONDON,
        destination=BERLIN,
        depart_on=date(2027, 3, 4),
        return_on=None,
        cabin=Cabin.BUSINESS,
        stay=stay_request(place=BERLIN),
        purpose=None,
        cost_centre="OPS",
    )

    found = {each.pointer: (each.before, each.after) for each in changes_of(before, after)}

    out = [f"/slices/0/{field}" for field in ("origin", "destination", "departOn", "cabin")]
    assert list(found) == [*out, "/slices/1", "/stays/0", "/purpose", "/costCentre"]
    assert found["/slices/0/departOn"] == ("2027-03-03", "2027-03-04")
    assert found["/slices/1"][0]["departOn"] == "2027-03-05"
    assert found["/slices/1"][1] is None
    assert found["/purpose"] == ("A workshop", None)
    assert found["/stays/0"][1]["checkOut"] == "2027-03-05"
    assert found["/slices/0/origin"] == tuple(reversed(found["/slices/0/destination"]))
    assert BERLIN.name in found["/slices/0/origin"][0]


def test_stay_that_is_changed_is_named_by_what_changed_of_it() -> None:
    before = trip()
    after = trip(stay=stay_request(near_centre=True, nightly_cap=euros(9)))

    assert pointers(before, after) == ["/stays/0/nightlyCap", "/stays/0/nearCentre"]
    assert pointers(before, trip(stay=None)) == ["/stays/0"]


def test_what_a_hotel_is_to_be_near_is_in_no_audit() -> None:
    near = Landmark(name="my sister's house", latitude=51.5, longitude=-0.1)
    changed = changes_of(trip(), trip(stay=stay_request(near=near)))
    added = changes_of(trip(stay=None), trip(stay=stay_request(near=near)))

    assert [each.pointer for each in changed] == ["/stays/0/near"]
    assert "sister" not in str(redact_for_audit((*changed, *added)))
    assert "sister" not in str(without_words(revision(changes=(*changed, *added))))


def test_audit_records_that_the_text_changed_and_not_how() -> None:
    changes = (
        RequestChange(pointer="/purpose", before="Anna's birthday", after=None),
        RequestChange(pointer="/cabin", before="economy", after="business"),
    )

    recorded = redact_for_audit(changes)

    assert recorded == [{"pointer": "/purpose"}, {"pointer": "/cabin", "before": "economy", "after": "business"}]


def test_what_people_wrote_is_erased_and_the_rest_stays() -> None:
    kept = RequestChange(pointer="/cabin", before="economy", after="business")
    recorded = revision(
        traveller_comment="Sorry.", changes=(RequestChange(pointer="/purpose", before="a", after="b"), kept)
    )

    silent = without_words(recorded)

    assert (silent.comment, silent.traveller_comment) == (None, None)
    assert silent.changes == (RequestChange(pointer="/purpose", before=None, after=None), kept)
    assert without_words(silent) == silent
    assert (silent.returned_by, silent.price, silent.option) == (recorded.returned_by, recorded.price, recorded.option)


def test_rounds_of_planning_are_counted_from_the_last_revision_on() -> None:
    assert booking(round=MAX_ROUNDS).planning_rounds_since_revision == MAX_ROUNDS
    assert (
        booking(round=5, revisions=(revision(round=1), revision(number=2, round=4))).planning_rounds_since_revision == 1
    )


def test_booking_is_returned_only_while_approval_is_awaited() -> None:
    waiting = Waiting(on="approval", task_token="t", entered_at=NOW, decision=Decision.RECALLED)

    assert booking(BookingStatus.AWAITING_APPROVAL, waiting=waiting).return_cause is ReturnCause.RECALLED
    assert booking(BookingStatus.PURCHASING, waiting=waiting).return_cause is None
    for decision in (None, Decision.APPROVED, Decision.CANCELLED):
        decided = msgspec.structs.replace(waiting, decision=decision)
        assert booking(BookingStatus.AWAITING_APPROVAL, waiting=decided).return_cause is None


def test_booking_that_was_kept_before_there_were_revisions_is_still_read() -> None:
    kept = msgspec.to_builtins(booking())
    del kept["revisions"], kept["revisedBy"]

    assert msgspec.convert(kept, type(booking())) == booking()


def test_next_wait_may_begin_at_the_time_at_which_the_last_one_did() -> None:
    revising = Waiting(on="revision", task_token="1", entered_at=NOW, decision=Decision.REVISED)
    choosing = Waiting(on="selection", task_token="2", entered_at=NOW)

    assert choosing.comes_after(revising)
    assert not msgspec.structs.replace(revising, task_token="3").comes_after(revising)
