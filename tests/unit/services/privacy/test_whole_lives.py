"""A life with something in every table is forgotten whole: by the request for it, and by the night that finishes it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

import msgspec
import pytest

from chalicelib import clock, settings
from chalicelib.api.openapi import examples
from chalicelib.api.openapi.servicing_examples import QUOTE
from chalicelib.domain.account_links import account_key, person_key, pool_key
from chalicelib.domain.bookings.approval_history import ApprovalRecord
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.bookings.feeds import Attention, feed_of_person
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.domain.money import Money
from chalicelib.domain.passengers import PassengerKind
from chalicelib.domain.policy_documents.parsing import create_document
from chalicelib.domain.privacy.consents import Purpose
from chalicelib.domain.privacy.requests import ErasureStatus
from chalicelib.domain.tracking.events import TrackingEvent, TrackingEventType
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.track_shares import TrackShare
from chalicelib.domain.trips.item import SUPPLIER, ItemDetails
from chalicelib.domain.trips.share import Right, Share
from chalicelib.domain.trips.trip import Trip
from chalicelib.gateways import parameters
from chalicelib.models import (
    approval_history,
    person_feeds,
    policy_documents,
    positions,
    shares,
    track_shares,
    tracking_events,
)
from chalicelib.models.account_links import AccountLinkRow
from chalicelib.models.approval_history import ApprovalHistoryRow
from chalicelib.models.items import to_row
from chalicelib.models.quotes import put_quote
from chalicelib.models.websocket_connections import SubscriptionRow
from chalicelib.services import employees, live_updates
from chalicelib.services.documents.documents import kept_key, upload_key
from chalicelib.services.privacy import consents
from chalicelib.services.privacy import requests as privacy_requests
from chalicelib.services.privacy.erasure import STEPS, ErasureStep
from chalicelib.services.reports import counting
from chalicelib.services.tracking import devices as tracking_devices
from chalicelib.services.trips import calendars, items
from infra import policies
from tests.least_privilege.evaluator import is_allowed
from tests.least_privilege.naming import requests_of
from tests.least_privilege.requests import Request
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Call, Wire
from tests.support.booked_samples import orders_of
from tests.support.event_samples import make_event
from tests.support.passenger_samples import ANNA, CLARA, DAVID
from tests.support.policy_document_samples import policy_file
from tests.support.tables import STAGE
from tests.unit.policy_samples import option
from tests.unit.services.privacy.privacy_samples import (
    NOW,
    everything,
    forget,
    keep_booking,
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
    keep_booking(orders=(msgspec.structs.replace(orders_of(option())[0], locator_hash="locator-of-anna"),))
    _link_account()
    policy = create_document("pdc_01JQZX5V9D7R8M3T2K6W4H0YBE", "Rules", policy_file(), uploaded_by="anna", now=NOW)
    policy_documents.add_document(policy)
    document = keep_document()
    wire.file_bucket.objects |= {upload_key(document): b"passport", kept_key(document): b"passport"}
    keep_conversation("Where does of-anna stay?")
    live_updates.connect(ANNA, "connection-of-anna", "https://socket/api", until=clock.now() + timedelta(hours=1))
    SubscriptionRow("bkg_1", "connection-of-anna", expires_at=2**31).save()
    _be_told_and_followed()


def _be_told_and_followed() -> None:
    """Anna was told that a booking of hers was declined, and a link showed where she was, as her log and track say."""
    assert counting.count_booking(keep_booking(ANNA, BookingStatus.DECLINED).booking_id)
    feed = feed_of_person(ANNA.user_id)
    person_feeds.add_event(feed, make_event(EventType.DECLINED), Attention.INFORMATION, (feed,))
    track_shares.add_share(
        TrackShare(
            share_id="trs_01JQZXC4T6V8X0Z2B4D6F8H0K2",
            user_id=ANNA.user_id,
            secret_hash="none",
            label="For the family of-anna",
            level=SharingLevel.CITY,
            trip_id=None,
            since=None,
            until=None,
            created_at=NOW,
            expires_at=NOW + timedelta(days=1),
        )
    )
    second = int(NOW.timestamp())
    positions.replace_bucket(ANNA.user_id, None, second, b"packed", expires_at=NOW + timedelta(days=1))
    entered = TrackingEvent(
        event_id=examples.EVENT.event_id,
        user_id=ANNA.user_id,
        type=TrackingEventType.ENTERED,
        at=NOW,
        recorded_at=NOW,
        data={"name": "Home of-anna"},
    )
    tracking_events.append_event(entered, kept=timedelta(days=1))


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


def test_what_is_erased_is_read_as_it_is_at_that_moment_wherever_a_table_is_asked(cloud: Wire) -> None:
    """An index cannot be asked so, which is why the night goes through it once more; connections last two hours."""
    live_fully(cloud)
    cloud.calls.clear()

    forget()

    late = {table for call in cloud.calls for table in tables_read_late(call)}
    assert late == {"sojourn-local-connections"}


def tables_read_late(call: Call) -> list[str]:
    """The tables that a call reads as they were a moment ago, without having to."""
    if call.operation == "dynamodb.BatchGetItem":
        return [table for table, asked in call.params["RequestItems"].items() if not asked.get("ConsistentRead")]
    reads = call.operation in {"dynamodb.GetItem", "dynamodb.Query", "dynamodb.Scan"}
    is_late = reads and "IndexName" not in call.params and not call.params.get("ConsistentRead")
    return [call.params["TableName"]] if is_late else []


def test_every_step_may_do_what_it_does_by_the_rights_of_whoever_takes_it(cloud: Wire) -> None:
    """A step that erases what none did before fails here, and not first where it is deployed."""
    live_fully(cloud)
    asked, idle = dict[str, set[Request]](), []
    for step in STEPS:
        cloud.calls.clear()
        if not erase_all(step):
            idle.append(step.name)
        asked[step.name] = {each for call in cloud.calls for each in rights_of(call)}

    assert idle == [], "a step without anything to erase asks for less than it may need"
    for function in ("api_handler", "nightly"):
        assert denied_to(function, asked) == {}, function
    assert denied_to("authorize_caller", asked).keys() == asked.keys(), "which may not erase, and is denied each"


def rights_of(call: Call) -> list[Request]:
    service, _, operation = call.operation.partition(".")
    return requests_of(service, operation, call.params)


def denied_to(function: str, asked: Mapping[str, set[Request]]) -> dict[str, list[str]]:
    """What of this the rights of a function do not allow, by step."""
    rights = policies.policy(function, STAGE)
    denied = {name: [each for each in requests if not is_allowed(rights, each)] for name, requests in asked.items()}
    return {name: [f"{each.action} on {each.resource}" for each in found] for name, found in denied.items() if found}


def erase_all(step: ErasureStep) -> int:
    """Take a step to its end, and return how much it has changed."""
    changed, start = step.erase(ANNA.user_id, None)
    while start is not None:
        more, start = step.erase(ANNA.user_id, start)
        changed += more
    return changed
