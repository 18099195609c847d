"""A life with something in every table is forgotten whole: by the request for it, and by the night that finishes it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import msgspec
import pytest

from chalicelib import clock, settings
from chalicelib.api.openapi.servicing_examples import QUOTE
from chalicelib.domain.account_links import account_key, person_key, pool_key
from chalicelib.domain.bookings.approval_history import ApprovalRecord
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.domain.money import Money
from chalicelib.domain.passengers import PassengerKind
from chalicelib.domain.policy_documents.parsing import create_document
from chalicelib.domain.privacy.consents import Purpose
from chalicelib.domain.privacy.requests import ErasureStatus
from chalicelib.domain.trips.item import SUPPLIER, ItemDetails
from chalicelib.domain.trips.share import Right, Share
from chalicelib.domain.trips.trip import Trip
from chalicelib.gateways import parameters
from chalicelib.models import approval_history, policy_documents, shares
from chalicelib.models.account_links import AccountLinkRow
from chalicelib.models.approval_history import ApprovalHistoryRow
from chalicelib.models.items import to_row
from chalicelib.models.quotes import put_quote
from chalicelib.models.websocket_connections import SubscriptionRow
from chalicelib.services import employees, live_updates
from chalicelib.services.documents.documents import kept_key, upload_key
from chalicelib.services.privacy import consents
from chalicelib.services.privacy import requests as privacy_requests
from chalicelib.services.tracking import devices as tracking_devices
from chalicelib.services.trips import calendars, items
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire
from tests.support.passenger_samples import ANNA, CLARA, DAVID
from tests.support.policy_document_samples import policy_file
from tests.unit.services.privacy.privacy_samples import (
    NOW,
    everything,
    forget,
    keep_conversation,
    keep_document,
    keep_profile,
    keep_trip,
    settle_everything,
)

WORDS = ("Anna Weber", "Weber.pdf", "Hopper", "birthday", "of-anna")


@pytest.fixture(autouse=True)
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    with_bucket = msgspec.structs.replace(settings.current(), documents_bucket="papers")
    with empty_cloud() as wire:
        monkeypatch.setattr(settings, "current", lambda: with_bucket)
        yield wire


def share(trip: Trip, sharee: Identity, right: Right) -> None:
    shared = Share(
        trip_id=trip.trip_id,
        user_id=sharee.user_id,
        right=right,
        shared_at=NOW,
        updated_at=NOW,
        shared_by=trip.traveller_id,
    )
    shares.put_share(None, shared)


def live_fully(wire: Wire) -> None:
    settle_everything()
    wire.accounts[ANNA.user_id] = "Anna Weber"
    employees.put_employee(CLARA, DAVID.user_id, EmployeeDetails(name="David Okafor"), expected=None)
    employees.put_employee(
        CLARA, ANNA.user_id, EmployeeDetails(name="Anna Weber", manager_id=DAVID.user_id), expected=None
    )
    keep_profile(ANNA, PassengerKind.GUEST, given_name="Ruth", family_name="Stone", arranger_ids=(DAVID.user_id,))
    put_quote(msgspec.structs.replace(QUOTE, requester_id=ANNA.user_id))
    _ask_for_approval()
    mine, theirs = keep_trip(), keep_trip(DAVID)
    share(mine, DAVID, Right.READ)
    consents.decide(DAVID, Purpose.TRIP_SHARING, granted=True, text_version="1", expected=None)
    share(theirs, ANNA, Right.WRITE)
    items.create_item(ANNA, ItemDetails(name="Dinner of-anna", trip_id=theirs.trip_id), item_id=clock.new_id("itm"))
    items.create_item(ANNA, ItemDetails(name="Lunch of-anna", trip_id=mine.trip_id), item_id=clock.new_id("itm"))
    for trip_id in (None, mine.trip_id, theirs.trip_id):
        calendars.create_calendar(ANNA, trip_id)
    tracking_devices.register_device(ANNA, "Phone of-anna", clock.new_id("dev"))
    _keep_what_was_booked(keep_trip(booking_id="bkg_2"))
    _link_account()
    policy = create_document("pdc_01JQZX5V9D7R8M3T2K6W4H0YBE", "Rules", policy_file(), uploaded_by="anna", now=NOW)
    policy_documents.add_document(policy)
    document = keep_document()
    wire.file_bucket.objects |= {upload_key(document): b"passport", kept_key(document): b"passport"}
    keep_conversation("Where does of-anna stay?")
    live_updates.connect(ANNA, "connection-of-anna", "https://socket/api", until=clock.now() + timedelta(hours=1))
    SubscriptionRow("bkg_1", "connection-of-anna", expires_at=2**31).save()


def _keep_what_was_booked(trip: Trip) -> None:
    """A part of a booked trip, which stays when its person is forgotten."""
    details = ItemDetails(name="BER-LHR", description="Seat of-anna", trip_id=trip.trip_id)
    made = items.create_item(ANNA, details, item_id=clock.new_id("itm"))
    to_row(msgspec.structs.replace(made, created_by=SUPPLIER, booking_id="bkg_2")).save()


def _link_account() -> None:
    pool_id = parameters.user_pool()[0]
    for key in (pool_key(pool_id), account_key(pool_id, ANNA.user_id), person_key(pool_id, ANNA.user_id)):
        AccountLinkRow(key, user_id=ANNA.user_id, sub=ANNA.user_id).save()


def _ask_for_approval() -> None:
    record = ApprovalRecord(
        booking_id="bkg_1",
        requested_at=NOW,
        deadline=NOW,
        price=Money(amount=1, currency="EUR"),
        approval_hash="hash-of-anna",
        step=None,
    )
    of_anna = approval_history.of_person(ANNA.user_id)
    ApprovalHistoryRow(of_anna, "bkg_1#1", expires_at=2**31, document=record).save()


def forget_at_once(_patch: pytest.MonkeyPatch) -> None:
    assert forget().status is ErasureStatus.DONE


def forget_by_night(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(privacy_requests, "A_REQUEST", 0.0)
    assert forget().status is ErasureStatus.RUNNING
    assert privacy_requests.carry_on_all(seconds=60) == (1, 0)


@pytest.mark.parametrize("forgetting", [forget_at_once, forget_by_night])
def test_a_whole_life_is_forgotten(
    cloud: Wire, monkeypatch: pytest.MonkeyPatch, forgetting: Callable[[pytest.MonkeyPatch], None]
) -> None:
    live_fully(cloud)
    before = everything()

    forgetting(monkeypatch)

    left = everything()
    assert [word for word in WORDS if word not in before] == []
    assert [word for word in WORDS if word in left] == []
    assert (cloud.accounts, cloud.file_bucket.objects) == ({}, {})
    uploads = [version for each in policy_documents.list_every_document() for version in each.versions]
    assert [each.uploaded_by for each in uploads] == [None]
