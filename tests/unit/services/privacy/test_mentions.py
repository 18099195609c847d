"""An erasure finds everything that names a person, whatever became of their profile, and what it does not find is
refused; guests are erased too."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from chalicelib import clock
from chalicelib.api.openapi.servicing_examples import QUOTE
from chalicelib.domain.approvals.approval import ApprovalStep, ApprovalStepStatus
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.domain.mentions import name_subjects
from chalicelib.domain.passengers import PassengerKind
from chalicelib.domain.privacy.anonymity import ERASED
from chalicelib.domain.privacy.consents import Purpose
from chalicelib.domain.privacy.requests import Erasure, ErasureStatus
from chalicelib.domain.trip_requests.trip_request import Traveller
from chalicelib.domain.trips.item import ItemDetails
from chalicelib.domain.trips.share import Right
from chalicelib.domain.trips.trip import TripDetails
from chalicelib.errors import NotFound, PersonErased
from chalicelib.models import bookings, mentions, quotes
from chalicelib.models import passengers as profiles
from chalicelib.models import trips as trip_rows
from chalicelib.services import employees, live_updates, passengers
from chalicelib.services.bookings.audits import verify_audit
from chalicelib.services.bookings.commits import change, person
from chalicelib.services.documents import documents
from chalicelib.services.privacy import consents
from chalicelib.services.privacy import requests as privacy_requests
from chalicelib.services.privacy.erasure import STEPS
from chalicelib.services.tracking import devices as tracking_devices
from chalicelib.services.trips import calendars, items, shares, trips
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire
from tests.support.files import announcement
from tests.support.passenger_samples import ANNA, CLARA, DAVID, EVE
from tests.unit.services.privacy.privacy_samples import (
    NOW,
    everything,
    forget,
    held,
    keep_booking,
    keep_conversation,
    keep_profile,
    keep_trip,
)

POOL = "eu-central-1_Accounts1"


@pytest.fixture(autouse=True)
def cloud() -> Iterator[Wire]:
    with empty_cloud() as wire:
        yield wire


def forget_guest(passenger_id: str, by: Identity = ANNA) -> Erasure:
    return privacy_requests.request_guest_erasure(by, passenger_id, erasure_id=clock.new_id("era"))


def finish(booking: Booking) -> Booking:
    over = msgspec.structs.replace(booking, status=BookingStatus.CANCELLED, version=booking.version + 1)
    return change(booking, over, BookingCommit(actor=person("david"), event=EventType.CANCELLED))


def test_a_profile_that_was_deleted_before_hides_no_booking() -> None:
    mine = keep_profile(arranger_ids=("david",))
    made = keep_booking(DAVID, BookingStatus.CANCELLED, mine)
    passengers.delete_passenger(ANNA, mine, expected=None)
    assert "Weber" in everything()

    erasure = forget()

    assert (erasure.status, erasure.counts["bookings"]) == (ErasureStatus.DONE, 1)
    assert "Weber" not in everything()
    assert verify_audit(DAVID, made.booking_id).intact


def test_a_booking_made_meanwhile_is_refused_or_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever step the colleague's booking comes after: nothing of the person is left once the erasure is done."""
    monkeypatch.setattr(privacy_requests, "A_REQUEST", 0.0)
    mine = keep_profile(arranger_ids=("david",))
    family_name = profiles.get_passenger(mine).profile.family_name
    imagined = msgspec.structs.replace(keep_booking(EVE), version=1, audit_head="", requester_id="david")
    privacy_requests.carry_on(forget(EVE), seconds=60)
    erasure = forget()

    refused = 0
    while erasure.status is ErasureStatus.RUNNING:
        traveller = BookingTraveller(given_name="Anna", family_name="Weber", user_id="anna")
        booking = msgspec.structs.replace(imagined, booking_id=clock.new_id("bkg"), travellers=(traveller,))
        with pytest.raises(PersonErased):
            change(None, booking, BookingCommit(actor=person("david"), event=EventType.REQUESTED))
        refused += 1
        erasure = privacy_requests._do_piece(erasure)

    assert refused > len(STEPS)
    assert family_name not in everything()


def test_a_person_without_an_address_who_left_before_is_erased() -> None:
    employees.put_employee(
        CLARA, "anna", EmployeeDetails(name="Anna Weber", cost_centre="ZQX-1", active=False), expected=0
    )

    assert forget().counts["employee"] == 1

    assert "Weber" not in everything()
    assert "ZQX-1" not in everything()


def test_what_others_wrote_of_a_trip_goes_with_its_traveller() -> None:
    mine = keep_profile(arranger_ids=("david",))
    guest = keep_profile(DAVID, PassengerKind.GUEST, given_name="Grace", family_name="Hopper")
    made = keep_booking(DAVID, BookingStatus.CANCELLED, mine, guest)

    forget()

    left = everything()
    for word in ("Weber", "Anna", "Visiting", "needed there", "birthday"):
        assert word not in left
    assert bookings.get_booking(made.booking_id).travellers[1].full_name == "Grace Hopper"


def test_what_an_approver_wrote_in_bookings_of_others_goes() -> None:
    made = keep_booking(DAVID, BookingStatus.AWAITING_APPROVAL)
    approval = made.approval_request
    assert approval is not None
    steps = tuple(
        ApprovalStep(level=1, requested_at=NOW, decided_by=by, comment=text, status=ApprovalStepStatus.APPROVED)
        for by, text in (("eve", "Regards, Eve Stone, +49 151"), ("ben", "Fine by Ben"))
    )
    ruled = msgspec.structs.replace(approval, steps=steps, comment="Regards again, Eve", decided_by="eve")
    after = msgspec.structs.replace(made, approval_request=ruled, version=2)
    finish(change(made, after, BookingCommit(actor=person("eve"), event=EventType.APPROVED)))
    (found,) = [each for each in held(EVE) if each["section"] == "bookingsByOthers"]
    assert found["data"]["remarks"] == ["Regards, Eve Stone, +49 151", "Regards again, Eve"]
    assert "booking" not in found["data"], "the trip is not theirs"

    forget(EVE)

    left = everything()
    assert "Regards" not in left
    assert "Fine by Ben" in left
    assert "needed there" not in left or "Weber" in left, "the traveller's own words stay theirs"


def test_a_typed_name_without_an_account_is_found_however_it_is_spelled() -> None:
    employees.put_employee(CLARA, "eve", EmployeeDetails(name="Eve Müller-Stone"), expected=0)
    made = keep_booking(DAVID)
    typed = BookingTraveller(given_name="EVE", family_name="Mueller Stone")
    named = (made.request.travellers[0], Traveller(given_name="EVE", family_name="Mueller Stone"))
    request = msgspec.structs.replace(made.request, travellers=named)
    after = msgspec.structs.replace(made, request=request, travellers=(made.travellers[0], typed), version=2)
    change(made, after, BookingCommit(actor=person("david"), event=EventType.REVISED))

    forget(EVE)

    assert "Mueller" not in everything()
    assert not [each for each in name_subjects("Eve Müller-Stone") if each in everything()], "nor a hash of the name"
    assert bookings.get_booking(made.booking_id).request.travellers[1] == ERASED


def test_the_account_goes(cloud: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    user_id = "6a5ed6e5-9b1c-4f0a-8d3e-6f1f0c2b7a11"
    cloud.accounts |= {"mallory": "Mallory Hopper", user_id: "Zed Quux"}
    zed = Identity(
        user_id=user_id,
        email="zed@example.com",
        name="Zed Quux",
        given_name="Zed",
        family_name="Quux",
        groups=frozenset({"traveller"}),
    )

    assert forget(zed).counts["account"] == 1

    assert cloud.accounts == {"mallory": "Mallory Hopper"}
    assert "Zed" not in capsys.readouterr().out


def test_an_open_connection_is_forgotten() -> None:
    live_updates.connect(ANNA, "c1", "http://localhost", until=clock.now() + timedelta(hours=1))

    assert forget().counts["connections"] == 1

    assert ANNA.name not in everything()


def test_what_somebody_added_to_a_colleagues_trip_goes_and_the_item_stays() -> None:
    trip = keep_trip(DAVID)
    employees.put_employee(CLARA, "eve", EmployeeDetails(name="Eve"), expected=0)
    shares.put_share(DAVID, trip.trip_id, "eve", Right.WRITE, expected=0)
    item = items.create_item(
        EVE, ItemDetails(name="Dinner with Stone", trip_id=trip.trip_id), item_id=clock.new_id("itm")
    )
    assert "itemsForOthers" in {each["section"] for each in held(EVE)}

    forget(EVE)

    assert items.get_item(DAVID, item.item_id).name == "Erased item"
    assert "Stone" not in everything()


def test_who_is_kept_again_may_book_again() -> None:
    employees.put_employee(CLARA, "anna", EmployeeDetails(name="Anna Weber"), expected=0)
    forget()
    with pytest.raises(PersonErased):
        keep_booking()

    again = employees.put_employee(CLARA, "anna", EmployeeDetails(name="Anna Winter"), expected=None)

    assert (again.erased, again.active) == (False, True)
    keep_booking()


def test_an_employee_is_not_kept_again_while_the_erasure_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    employees.put_employee(CLARA, "anna", EmployeeDetails(name="Anna Weber"), expected=0)
    monkeypatch.setattr(privacy_requests, "A_REQUEST", 0.0)
    forget()

    with pytest.raises(PersonErased):
        employees.put_employee(CLARA, "anna", EmployeeDetails(name="Anna Winter"), expected=None)


def _create_trip() -> None:
    told = TripDetails(name="Weber's", starts_at=NOW, ends_at=NOW + timedelta(days=1))
    trips.create_trip(ANNA, told, trip_id=clock.new_id("trp"))


def _share() -> None:
    (trip,) = trip_rows.list_trips("david", limit=1, start=None)[0]
    shares.put_share(DAVID, trip.trip_id, "anna", Right.READ, expected=0)


WRITERS: dict[str, Callable[[], Any]] = {
    "booking": keep_booking,
    "calendar": lambda: calendars.create_calendar(ANNA, None),
    "connection": lambda: live_updates.connect(ANNA, "c2", "http://localhost", until=clock.now() + timedelta(hours=1)),
    "conversation": keep_conversation,
    "consent": lambda: consents.decide(ANNA, Purpose.TRIP_SHARING, granted=True, text_version="1", expected=None),
    "document": lambda: documents.create_document(ANNA, announcement(), clock.new_id("doc")),
    "delegate": lambda: employees.put_employee(CLARA, "anna", EmployeeDetails(name="Anna"), expected=None),
    "item": lambda: items.create_item(ANNA, ItemDetails(name="Weber's"), item_id=clock.new_id("itm")),
    "profile": keep_profile,
    "quote": lambda: quotes.put_quote(msgspec.structs.replace(QUOTE, requester_id="anna")),
    "share": _share,
    "tracking device": lambda: tracking_devices.register_device(ANNA, "Phone", clock.new_id("dev")),
    "trip": _create_trip,
}


@pytest.mark.parametrize("writer", WRITERS)
def test_nothing_about_somebody_is_written_while_they_are_erased(writer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    employees.put_employee(CLARA, "anna", EmployeeDetails(name="Anna Weber"), expected=0)
    monkeypatch.setattr(privacy_requests, "A_REQUEST", 0.0)
    keep_trip(DAVID)
    forget()
    before = everything()

    with pytest.raises(PersonErased):
        WRITERS[writer]()

    assert everything() == before


def test_a_guest_is_erased_from_bookings_by_who_keeps_them() -> None:
    guest = keep_profile(ANNA, PassengerKind.GUEST, given_name="Grace", family_name="Hopper")
    made = keep_booking(ANNA, BookingStatus.CANCELLED, guest)

    erasure = forget_guest(guest)

    assert (erasure.status, erasure.user_id, erasure.passenger_id) == (ErasureStatus.DONE, None, guest)
    assert {name: count for name, count in erasure.counts.items() if count} == {"bookings": 1, "profile": 1}
    assert "Hopper" not in everything()
    assert mentions.is_erased([guest])
    assert not mentions.is_erased(["anna"]), "who keeps a guest is not erased with them"
    assert bookings.get_booking(made.booking_id).request.travellers == (ERASED,)


def test_a_guest_whose_profile_is_gone_can_still_be_erased() -> None:
    guest = keep_profile(ANNA, PassengerKind.GUEST, given_name="Grace", family_name="Hopper")
    keep_booking(ANNA, BookingStatus.CANCELLED, guest)
    passengers.delete_passenger(ANNA, guest, expected=None)
    with pytest.raises(NotFound):
        forget_guest(guest, EVE)

    assert forget_guest(guest).counts["bookings"] == 1

    assert "Hopper" not in everything()


@pytest.mark.parametrize(("by", "allowed"), [(ANNA, True), (DAVID, True), (CLARA, True), (EVE, False)])
def test_who_may_have_a_guest_erased(by: Identity, allowed: bool) -> None:
    guest = keep_profile(ANNA, PassengerKind.GUEST, given_name="Grace", family_name="Hopper", arranger_ids=("david",))

    if allowed:
        assert forget_guest(guest, by).status is ErasureStatus.DONE
    else:
        with pytest.raises(NotFound):
            forget_guest(guest, by)


def test_nobody_is_erased_as_a_guest_who_is_none() -> None:
    mine = keep_profile(ANNA, arranger_ids=("david",))

    for by in (ANNA, DAVID, CLARA):
        with pytest.raises(NotFound):
            forget_guest(mine, by)


def test_an_export_shows_what_others_booked_for_the_person_and_nobody_elses_name() -> None:
    mine = keep_profile(arranger_ids=("david",))
    guest = keep_profile(DAVID, PassengerKind.GUEST, given_name="Grace", family_name="Hopper")
    made = keep_booking(DAVID, BookingStatus.CANCELLED, mine, guest)

    (found,) = [each for each in held() if each["section"] == "bookingsByOthers"]

    assert found["id"] == made.booking_id
    assert found["data"]["booking"]["request"]["purpose"] == "Visiting Anna's customer"
    assert [each["type"] for each in found["data"]["events"]] == ["booking.requested"]
    assert "Weber" in str(found)
    assert "Hopper" not in str(found)
