"""A life in the tables, for exports and erasures: profiles, bookings, trips, documents, and what is left of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import msgspec

from chalicelib import clock
from chalicelib.domain.approvals.approval import ApprovalRequest, ApprovalStatus
from chalicelib.domain.assistant.answer import Answer, AnswererKind, AnswerOutcome, AnswerParagraph
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.bookings.revisions import RequestChange, ReturnCause, Revision
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.bookings.turns import Turn, TurnOutcome, TurnQuestion
from chalicelib.domain.documents import ContentType, Document, DocumentKind, DocumentRequest, announce_document
from chalicelib.domain.identity import Identity
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Order
from chalicelib.domain.passengers import PassengerKind
from chalicelib.domain.privacy.consents import Purpose
from chalicelib.domain.privacy.requests import Erasure
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.geofencing.geofence_events import EventCause, make_event
from chalicelib.domain.tracking.geofencing.geofence_records import RecordChange, Recorder
from chalicelib.domain.tracking.geofencing.geofence_shapes import CircleShape
from chalicelib.domain.tracking.geofencing.geofences import GeofenceEventKind, GeofenceRequest
from chalicelib.domain.tracking.geofencing.owned_geofences import make_owned
from chalicelib.domain.tracking.geofencing.visit_spans import Checkpoint
from chalicelib.domain.tracking.geofencing.visits import NOWHERE
from chalicelib.domain.tracking.looks import LookKind, Range, Sight, Standing, look_of
from chalicelib.domain.tracking.preferences import TrackingPreferences
from chalicelib.domain.trip_requests.trip_request import Traveller, TripRequest
from chalicelib.domain.trips.item import ItemDetails
from chalicelib.domain.trips.trip import Trip, TripStatus
from chalicelib.models import documents, geofence_events, geofences, position_looks, tracking_preferences, trips
from chalicelib.services import passengers
from chalicelib.services.assistant import conversations
from chalicelib.services.assistant.conversations import AssistantMessageRequest
from chalicelib.services.bookings.commits import change, person
from chalicelib.services.privacy import consents
from chalicelib.services.privacy import requests as privacy_requests
from chalicelib.services.trip_requests.travellers import identify_travellers
from chalicelib.services.trips import items as item_service
from tests.support.booked_samples import booking
from tests.support.passenger_samples import ANNA, DAVID, details
from tests.support.readable import readable_text
from tests.support.tables import REGION
from tests.unit.policy_samples import option
from tests.unit.policy_samples import trip as trip_request

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def keep_profile(identity: Identity = ANNA, kind: PassengerKind = PassengerKind.EMPLOYEE, **changes: Any) -> str:
    made = passengers.create_passenger(identity, kind, details(**changes), passenger_id=clock.new_id("psg"))
    return made.profile.passenger_id


def keep_conversation(message: str = "When is Anna Weber's next trip?") -> str:
    """A conversation of Anna's with one message, which is answered."""
    answer = Answer(
        outcome=AnswerOutcome.NOTHING_FOUND,
        answered_by=AnswererKind.EXTRACTIVE,
        notice="By rules.",
        paragraphs=(AnswerParagraph(text=f"Nothing on: {message}"),),
    )
    sent = conversations.send_message(
        ANNA,
        AssistantMessageRequest(message=message),
        message_id=clock.new_id("msg"),
        conversation_id=clock.new_id("cnv"),
        answering=lambda _who, _question, _before: answer,
    )
    return sent.conversation_id


def keep_booking(
    identity: Identity = ANNA,
    status: BookingStatus = BookingStatus.CANCELLED,
    *passenger_ids: str,
    orders: tuple[Order, ...] = (),
) -> Booking:
    names = (Traveller(given_name="Anna", family_name="Weber"), Traveller(given_name="Grace", family_name="Hopper"))
    request = msgspec.structs.replace(
        trip_request(),
        purpose="Visiting Anna's customer",
        travellers=names[: len(passenger_ids) or 2],
        passenger_ids=passenger_ids,
    )
    approval = ApprovalRequest(
        hash="h",
        status=ApprovalStatus.APPROVED,
        price=Money(amount=1, currency="EUR"),
        deadline=NOW,
        comment="Anna is needed there",
    )
    made = booking(
        status,
        booking_id=clock.new_id("bkg"),
        requester_id=identity.user_id,
        request=request,
        travellers=_travellers_of(identity, request),
        request_text="Anna to London",
        orders=orders,
        approval_request=approval,
        revisions=(
            Revision(
                number=1,
                cause=ReturnCause.SENT_BACK,
                returned_by="ben",
                comment="Anna need not stay for the birthday",
                at=NOW,
                option=option(),
                price=Money(amount=1, currency="EUR"),
                approval_hash="h",
                round=1,
                traveller_comment="Weber will be sorry",
                changes=(
                    RequestChange(pointer="/slices/1/departOn", before="2027-03-06", after="2027-03-05"),
                    RequestChange(pointer="/purpose", before="A birthday", after="Visiting Anna's customer"),
                ),
            ),
        ),
    )
    made = msgspec.structs.replace(made, turns=(_turn_of(identity),))
    passengers.note_booking(identity, passenger_ids, made.booking_id)
    return change(
        None, made, BookingCommit(actor=person(identity.user_id), event=EventType.REQUESTED, data={"to": "London"})
    )


def _turn_of(identity: Identity) -> Turn:
    """What somebody said about a booking, and what was asked back, with words of theirs in each field that has any."""
    said = "near Granny Weber's house in Acacia Road"
    return Turn(
        number=1,
        at=NOW,
        by=identity.user_id,
        operation_id="1",
        message=said,
        outcome=TurnOutcome.ASKED,
        reply=f"Not understood: {said}",
        changes=(RequestChange(pointer="/purpose", before="A birthday", after="Granny Weber's birthday"),),
        questions=(TurnQuestion(field="stays.near", question=f"Where is {said}?", choices=()),),
        about=said,
        answers={"stays.near": "Acacia Road, at Granny Weber's"},
    )


def _travellers_of(identity: Identity, request: TripRequest) -> tuple[BookingTraveller, ...]:
    """Who travels, as it is fixed when the request is taken in."""
    if request.passenger_ids:
        return identify_travellers(identity, request)
    requester, *others = request.travellers
    own = BookingTraveller(given_name=requester.given_name, family_name=requester.family_name, user_id=identity.user_id)
    return (own, *(BookingTraveller(given_name=e.given_name, family_name=e.family_name) for e in others))


def keep_trip(identity: Identity = ANNA, booking_id: str | None = None) -> Trip:
    trip = Trip(
        trip_id=clock.new_id("trp"),
        traveller_id=identity.user_id,
        booking_id=booking_id,
        name="Anna's trip",
        notes="Bring Jan Weber's keys",
        starts_at=NOW,
        ends_at=NOW + timedelta(days=2),
        status=TripStatus.CONFIRMED,
        created_at=NOW,
        updated_at=NOW,
        created_by=identity.user_id,
    )
    trips.create_trip(trip)
    return trip


def forget(identity: Identity = ANNA, user_id: str | None = None) -> Erasure:
    return privacy_requests.request_erasure(identity, user_id, erasure_id=clock.new_id("era"))


def held(identity: Identity = ANNA, user_id: str | None = None, *, limit: int = 100) -> list[dict[str, Any]]:
    """All that an export shows, walked to its end."""
    export = privacy_requests.request_export(identity, user_id, export_id=clock.new_id("exp"))
    found: list[dict[str, Any]] = []
    start = None
    while True:
        page, start = privacy_requests.list_entries(identity, export.export_id, limit=limit, start=start)
        assert len(page) <= limit
        found += [msgspec.to_builtins(each) for each in page]
        if start is None:
            return found


def everything() -> str:
    """Every row of every table but the idempotency's, as text."""
    dynamodb = boto3.client("dynamodb", region_name=REGION)
    rows = (item for name in dynamodb.list_tables()["TableNames"] for item in dynamodb.scan(TableName=name)["Items"])
    return readable_text("\n".join(map(str, rows)))


def keep_document() -> Document:
    new = DocumentRequest(
        kind=DocumentKind.PASSPORT,
        file_name="Weber.pdf",
        content_type=ContentType.PDF,
        size_bytes=1,
        sha256="0" * 64,
    )
    kept = announce_document(new, clock.new_id("doc"), "anna", NOW)
    documents.save(kept)
    return kept


def settle_everything() -> None:
    """A life: a profile, a guest, leave from a colleague, bookings, trips, items, shares, consents."""
    keep_profile()
    keep_profile(ANNA, PassengerKind.GUEST, given_name="Grace", family_name="Hopper")
    keep_profile(DAVID, given_name="David", family_name="Okafor", arranger_ids=("anna", "eve"))
    keep_booking()
    keep_trip()
    keep_trip(booking_id="bkg_1")
    item_service.create_item(ANNA, ItemDetails(name="Weber's birthday"), item_id=clock.new_id("itm"))
    consents.decide(ANNA, Purpose.TRIP_SHARING, granted=True, text_version="1", expected=None)
    look_around()


def look_around() -> None:
    """Anna shares where she is, a manager looks, and Anna as a manager has looked at David's, in words of her own."""
    consents.decide(ANNA, Purpose.LOCATION_TRACKING, granted=True, text_version="1", expected=None)
    tracking_preferences.replace_preferences(
        None, TrackingPreferences(user_id=ANNA.user_id, level=SharingLevel.CITY, updated_at=NOW)
    )
    for viewer_id, user_id in (("clara", ANNA.user_id), (ANNA.user_id, DAVID.user_id)):
        sight = Sight(user_id, Standing.TRAVEL_MANAGER, SharingLevel.CITY, NOW, NOW)
        look = look_of(sight, viewer_id, LookKind.LAST_PLACE, "Anna Weber's birthday", Range(), NOW)
        position_looks.add_look(look, NOW + timedelta(days=365))
    draw_geofence()


def draw_geofence() -> None:
    """Anna drew a geofence, and was there."""
    shape = CircleShape(latitude=52.52, longitude=13.40, radius_metres=200)
    request = GeofenceRequest(name="Anna Weber's home", shape=shape)
    drawn = make_owned("gfn_01JQZXC4T6V8X0Z2B4D6F8H0K2", request, ANNA.user_id, NOW)
    geofences.add_geofence(drawn, 500)
    turn = geofence_events.draw_turn(ANNA.user_id, NOW)
    second = int(NOW.timestamp())
    entered = make_event(drawn.geofence_id, GeofenceEventKind.ENTER, second, second, EventCause.MOVEMENT)
    change = RecordChange(None, Recorder(ANNA.user_id, NOW, turn).record(entered, drawn))
    checkpoint = Checkpoint(boundary=second, known_until=second, state=NOWHERE)
    changes = geofence_events.Changes([change], [checkpoint])
    geofence_events.write_changes(ANNA.user_id, turn, changes, geofence_events.Kept(90))


def booking_count(action: str) -> int:
    entries = boto3.client("dynamodb", region_name=REGION).scan(TableName="sojourn-local-booking-audit")["Items"]
    return sum(action in str(entry) for entry in entries)
