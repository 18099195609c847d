"""Seeing all that is held about a person, and having them forgotten: completely, resumably, and leaving others be."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest

from chalicelib import clock, settings
from chalicelib.api.openapi.servicing_examples import CREDIT, QUOTE
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.passengers import AccessReason, PassengerKind
from chalicelib.domain.privacy.anonymity import ERASED
from chalicelib.domain.privacy.consents import Purpose
from chalicelib.domain.privacy.requests import ErasureStatus
from chalicelib.domain.trip_requests.trip_request import Traveller
from chalicelib.domain.trips.share import Right, Share
from chalicelib.errors import Conflict, NotAllowed, NotFound, PersonErased
from chalicelib.models import bookings, privacy, shares
from chalicelib.models import consents as consent_rows
from chalicelib.models.calendars import CalendarRow
from chalicelib.models.passengers import LinkRow, PassengerRow
from chalicelib.models.privacy import ErasureRow, save_erasure
from chalicelib.models.quotes import find_quote, put_quote
from chalicelib.models.shares import ShareRow
from chalicelib.models.travel_credits import list_credits, to_row
from chalicelib.services import passengers
from chalicelib.services.bookings import audits
from chalicelib.services.bookings import queries as booking_service
from chalicelib.services.bookings.commits import change, person
from chalicelib.services.privacy import consents
from chalicelib.services.privacy import requests as privacy_requests
from chalicelib.services.privacy.erasure import STEPS
from chalicelib.services.trips import calendars, trips
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire
from tests.support.passenger_samples import ANNA, CLARA, DAVID, EVE, PRIVATE
from tests.unit.services.privacy.privacy_samples import (
    NOW,
    booking_count,
    everything,
    forget,
    held,
    keep_booking,
    keep_document,
    keep_profile,
    keep_trip,
    settle_everything,
)


@pytest.fixture(autouse=True)
def cloud() -> Iterator[Wire]:
    with empty_cloud() as wire:
        yield wire


def test_an_export_shows_everything_with_its_secrets() -> None:
    settle_everything()

    found = held()

    sections = {each["section"] for each in found}
    assert sections == {
        "profile", "profileUses", "arrangedProfiles", "bookings", "audit", "trips", "items", "consents", "exports",
        "trackingPreferences", "positionLooks", "looksTaken", "geofences", "geofenceEvents",
    }  # fmt: skip
    (profile,) = [each["data"] for each in found if each["section"] == "profile"]
    assert [word for word in PRIVATE if word not in str(profile)] == []
    assert "David" not in str(found), "other people's profiles are theirs"


def test_what_cannot_be_decrypted_keeps_nothing_else_from_an_export() -> None:
    settle_everything()
    before = held()
    row = PassengerRow.get(next(each["id"] for each in before if each["section"] == "profile"))
    row.encrypted = PassengerRow.get(keep_profile(DAVID, PassengerKind.GUEST)).encrypted
    row.save()

    found = held()

    assert {each["section"] for each in found} == {each["section"] for each in before}
    (profile,) = (each["data"] for each in found if each["section"] == "profile")
    assert (profile["givenName"], "documents" in profile) == ("Anna Maria", False)


@pytest.mark.parametrize("limit", [1, 2, 7])
def test_pages_of_any_size_show_the_same(limit: int) -> None:
    settle_everything()
    for _ in range(3):
        keep_booking()

    def names(size: int) -> list[tuple[str, str]]:
        changing = {"profileUses", "exports"}  # each reading adds to these
        return [(e["section"], e["id"]) for e in held(limit=size) if e["section"] not in changing]

    assert names(limit) == names(100)


def test_an_export_reveals_no_task_token() -> None:
    keep_booking(ANNA, BookingStatus.CANCELLED)

    assert all(each["data"]["waiting"] is None for each in held() if each["section"] == "bookings")


def test_a_travel_manager_exports_for_somebody_and_they_can_see_it() -> None:
    mine = keep_profile()

    held(CLARA, "anna")

    (seen,) = passengers.list_accesses(ANNA, mine, limit=10, start=None)[0]
    assert (seen.user_id, seen.reason) == ("clara", AccessReason.EXPORTED)


def test_nobody_else_asks_or_reads() -> None:
    export = privacy_requests.request_export(ANNA, None, export_id=clock.new_id("exp"))

    with pytest.raises(NotAllowed):
        privacy_requests.request_export(DAVID, "anna", export_id=clock.new_id("exp"))
    with pytest.raises(NotAllowed):
        forget(DAVID, "anna")
    for somebody in (DAVID, CLARA):
        with pytest.raises(NotFound):
            privacy_requests.list_entries(somebody, export.export_id, limit=10, start=None)


def test_an_export_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    export = privacy_requests.request_export(ANNA, None, export_id=clock.new_id("exp"))
    monkeypatch.setattr(clock, "now", lambda: export.expires_at)

    with pytest.raises(NotFound):
        privacy_requests.get_export(ANNA, export.export_id)


def test_a_person_is_forgotten_everywhere_and_others_are_not() -> None:
    settle_everything()
    keep_profile(EVE, given_name="Eve", family_name="Stone")

    erasure = forget()

    assert erasure.status is ErasureStatus.DONE
    left = everything()
    for word in ("Weber", "Hopper", "Anna'", "Visiting", "needed there", "birthday"):
        assert word not in left
    assert "Okafor" in left
    assert "Stone" in left


def test_an_erasure_counts_what_it_did_and_stays() -> None:
    settle_everything()

    erasure = forget()

    wanted = {"bookings": 1, "trips": 2, "items": 1, "consents": 2, "arrangements": 1, "guests": 1, "profile": 1}
    wanted |= {"trackingPreferences": 1, "positionLooks": 1, "looksTaken": 1}
    wanted |= {"geofences": 2, "geofenceEvents": 3}
    assert {name: count for name, count in erasure.counts.items() if count} == wanted
    assert privacy_requests.get_erasure(CLARA, erasure.erasure_id) == erasure
    with pytest.raises(NotFound):
        privacy_requests.get_erasure(DAVID, erasure.erasure_id)


def test_to_forget_again_finds_nothing() -> None:
    settle_everything()
    forget()

    again = forget()

    assert again.status is ErasureStatus.DONE
    assert {name: count for name, count in again.counts.items() if count} == {}
    assert booking_count("booking.anonymised") == 1


def test_the_audit_stays_whole_and_knows_only_the_user_id() -> None:
    made = keep_booking()

    forget()

    entries, _ = booking_service.list_audit_entries(ANNA, made.booking_id, limit=10, start=None)
    assert audits.verify_audit(ANNA, made.booking_id).intact
    assert [each.action for each in entries] == ["booking.requested", "booking.anonymised"]
    assert {each.requester_id for each in entries} == {"anna"}


@pytest.mark.parametrize(
    "status", [BookingStatus.REQUESTED, BookingStatus.AWAITING_APPROVAL, BookingStatus.COMPENSATION_REQUIRED]
)
def test_nothing_is_erased_while_a_booking_is_in_progress(status: BookingStatus) -> None:
    keep_profile()
    keep_booking(ANNA, status)

    with pytest.raises(Conflict, match="in progress"):
        forget()

    assert passengers.list_passengers(ANNA, relation=None, limit=10, start=None)[0]
    assert list(ErasureRow.scan()) == []


def test_a_booking_that_a_colleague_makes_for_one_counts_too() -> None:
    mine = keep_profile(arranger_ids=("david",))
    keep_booking(DAVID, BookingStatus.PLANNING, mine)

    with pytest.raises(Conflict, match="in progress"):
        forget()


def test_a_colleagues_booking_loses_its_traveller_only() -> None:
    mine = keep_profile(arranger_ids=("david",))
    guest = keep_profile(DAVID, PassengerKind.GUEST, given_name="Grace", family_name="Hopper")
    made = keep_booking(DAVID, BookingStatus.CANCELLED, mine, guest)

    forget()

    request = bookings.get_booking(made.booking_id).request
    assert request.travellers == (ERASED, Traveller(given_name="Grace", family_name="Hopper"))
    assert guest in request.passenger_ids
    assert mine not in request.passenger_ids
    assert request.purpose is None, "it may be about them"

    forget(DAVID)
    assert set(bookings.get_booking(made.booking_id).request.travellers) == {ERASED}
    assert {each.full_name for each in bookings.get_booking(made.booking_id).travellers} == {ERASED.full_name}


def test_a_guest_goes_to_who_else_may_book_for_them() -> None:
    guest = keep_profile(ANNA, PassengerKind.GUEST, arranger_ids=("david", "eve"))

    forget()

    profile, secrets = passengers.get_passenger(DAVID, guest)
    assert (profile.user_id, profile.arranger_ids) == ("david", ("eve",))
    assert secrets.birth_date == date(1988, 4, 12)
    with pytest.raises(NotFound):
        passengers.get_passenger(ANNA, guest)


def test_an_erasure_that_was_interrupted_goes_on_where_it_stood(monkeypatch: pytest.MonkeyPatch) -> None:
    settle_everything()
    for _ in range(30):
        keep_booking()
    monkeypatch.setattr(privacy_requests, "A_REQUEST", 0.0)
    begun = forget()
    assert begun.status is ErasureStatus.RUNNING

    half = privacy_requests._do_piece(begun)
    assert (half.step, half.counts["bookings"]) == ("bookings", 25)
    assert forget().erasure_id == begun.erasure_id, "asked again, it is the same one"

    assert privacy_requests.carry_on_all(seconds=60) == (1, 0)
    done = privacy_requests.get_erasure(ANNA, begun.erasure_id)
    assert (done.status, done.counts["bookings"]) == (ErasureStatus.DONE, 31)
    assert "Weber" not in everything()
    assert privacy_requests.carry_on_all(seconds=60) == (0, 0)


def test_a_step_that_was_done_and_not_written_down_is_done_again_without_harm() -> None:
    settle_everything()
    erasure = forget()

    for step in STEPS:
        step.erase("anna", None)

    assert booking_count("booking.anonymised") == 1
    assert erasure.status is ErasureStatus.DONE


def test_a_booking_that_begins_meanwhile_holds_the_erasure_until_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Booking] = []
    begin = privacy.begin_erasure

    def book_and_begin(*given: Any) -> None:
        """Make a booking after nothing was found under way, and before anything is refused."""
        made.append(keep_booking(ANNA, BookingStatus.PLANNING))
        begin(*given)

    monkeypatch.setattr(privacy, "begin_erasure", book_and_begin)
    begun = forget()
    assert begun.status is ErasureStatus.RUNNING
    with pytest.raises(PersonErased):
        keep_booking(ANNA, BookingStatus.PLANNING)

    assert privacy_requests.carry_on_all(seconds=60) == (0, 1)

    over = msgspec.structs.replace(made[0], status=BookingStatus.CANCELLED, version=made[0].version + 1)
    change(made[0], over, BookingCommit(actor=person("anna"), event=EventType.CANCELLED))
    assert privacy_requests.carry_on_all(seconds=60) == (1, 0)
    assert privacy_requests.get_erasure(ANNA, begun.erasure_id).status is ErasureStatus.DONE


def test_one_erasure_that_fails_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy_requests, "A_REQUEST", 0.0)
    keep_profile(DAVID)
    broken = msgspec.structs.replace(forget(ANNA), step="a step that is gone", version=2)
    save_erasure(broken)
    fine = forget(DAVID)

    assert privacy_requests.carry_on_all(seconds=60) == (1, 1)
    assert privacy_requests.get_erasure(DAVID, fine.erasure_id).status is ErasureStatus.DONE


def test_consent_is_withdrawn_and_its_history_stays() -> None:
    consents.decide(ANNA, Purpose.TRIP_SHARING, granted=True, text_version="1", expected=None)

    forget()

    history, _ = consent_rows.list_history("anna", Purpose.TRIP_SHARING, limit=10, start=None)
    assert [each.granted for each in history] == [False, True]


def test_documents_go_with_their_files(monkeypatch: pytest.MonkeyPatch) -> None:
    with_bucket = msgspec.structs.replace(settings.current(), documents_bucket="papers")
    monkeypatch.setattr(settings, "current", lambda: with_bucket)
    keep_document()
    assert "Weber.pdf" in str(held())

    erasure = forget()

    assert (erasure.status, erasure.counts["documents"]) == (ErasureStatus.DONE, 1)
    assert "Weber.pdf" not in str(held())


def test_quotes_go_and_credits_stay_and_both_are_shown() -> None:
    kept = msgspec.structs.replace(QUOTE, requester_id="anna")
    put_quote(kept)
    put_quote(msgspec.structs.replace(kept, requester_id="david", quote_id="qte_2"))
    to_row(msgspec.structs.replace(CREDIT, user_id="anna")).save()
    assert {("quotes", kept.quote_id), ("credits", CREDIT.credit_id)} <= {(e["section"], e["id"]) for e in held()}

    erasure = forget()

    assert erasure.counts["quotes"] == 1
    assert find_quote(kept.booking_id, kept.quote_id) is None
    assert find_quote(kept.booking_id, "qte_2") is not None
    assert [each.credit_id for each in list_credits("anna", limit=5, start=None)[0]] == [CREDIT.credit_id]


def test_a_calendar_that_has_outlived_its_trip_is_forgotten_with_its_person() -> None:
    trip = keep_trip(DAVID)
    calendars.create_calendar(DAVID, trip.trip_id)
    (left,) = CalendarRow.scan()
    trips.delete_trip(DAVID, trip.trip_id, expected=None)
    left.save()

    assert forget(DAVID).counts["calendar"] == 1
    assert list(CalendarRow.scan()) == []


def test_shares_and_calendars_are_closed_on_both_sides() -> None:
    mine, theirs = keep_trip(), keep_trip(DAVID)
    for trip, sharee in ((mine, "david"), (theirs, "anna")):
        shared = Share(
            trip_id=trip.trip_id,
            user_id=sharee,
            right=Right.READ,
            shared_at=NOW,
            updated_at=NOW,
            shared_by=trip.traveller_id,
        )
        shares.put_share(None, shared)
    words = [calendars.create_calendar(ANNA, each)[1] for each in (None, mine.trip_id, theirs.trip_id)]
    kept_open = calendars.create_calendar(DAVID, theirs.trip_id)[1]
    assert {"calendar", "sharedWithMe"} <= {each["section"] for each in held()}

    forget()

    for word in words:
        with pytest.raises(NotFound):
            calendars.read_calendar(word)
    assert "BEGIN:VCALENDAR" in calendars.read_calendar(kept_open)
    assert [*ShareRow.scan()] == []
    assert [row.document.user_id for row in CalendarRow.scan()] == ["david"]


def test_a_stage_that_keeps_profiles_no_longer_exports_and_forgets_those_it_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep_booking()
    keep_profile()
    keep_profile(DAVID, arranger_ids=(ANNA.user_id,))
    without = msgspec.structs.replace(settings.current(), passengers_enabled=False)
    monkeypatch.setattr(settings, "current", lambda: without)

    assert {"bookings", "profile", "arrangedProfiles"} <= {each["section"] for each in held()}
    assert forget().status is ErasureStatus.DONE
    (left,) = [row.document for row in PassengerRow.scan()]
    assert (left.user_id, left.arranger_ids) == (DAVID.user_id, ())
    assert ANNA.user_id not in {row.user_id for row in LinkRow.scan()}
