"""A scene for every POST of the API: a request that succeeds there, and another one of the same operation."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Any, NamedTuple

import boto3
import msgspec
import pytest

from chalicelib import settings
from chalicelib.domain.identity import Identity
from chalicelib.domain.servicing.notice_reviews import ReviewStatus
from chalicelib.domain.verdict import Outcome
from chalicelib.gateways import aws
from chalicelib.models import supplier_notices
from tests.simulation.stages import EVA, booked, planned, sent_back, stuck, waiting_for_approval
from tests.simulation.supplier_changes import moved, taken
from tests.simulation.world import ANNA, BEN, CLARA, World
from tests.simulation.worlds import world
from tests.support.accounts import make_pool
from tests.support.asked_trips import journey_body
from tests.support.files import BUCKET, FILES, announcement, make_bucket
from tests.support.gateway import call
from tests.support.keys import make_keys
from tests.support.passenger_samples import details
from tests.support.policy_document_samples import HANDBOOK, policy_file
from tests.support.process_memory import forget_all
from tests.support.tables import REGION, make_queues, make_tables
from tests.support.turning_clock import TurningClock, turning_clock
from tests.support.user_pool import give_every_role
from tests.support.wire import aws_on_the_wire

TRIP = {"name": "Berlin to London", "startsAt": "2026-12-01T06:15:00Z", "endsAt": "2026-12-03T18:50:00Z"}
MEETING = {
    "kind": "meeting",
    "name": "Sales team",
    "startsAt": "2027-03-04T10:00:00+01:00",
    "place": {"name": "Office"},
}
HOOK = {"url": "https://hooks.example.com/in", "eventTypes": ["booking.*"], "description": "Expenses"}
REQUEST = journey_body("Berlin", "London", "2027-03-03", "2027-03-05")
Rows = Counter[tuple[str, str]]


class PostRequest(NamedTuple):
    """A request of `who` that succeeds, and another one of the same operation, where there can be one."""

    who: Identity
    path: str
    body: Any = None
    other_path: str = ""
    other_body: Any = None


class InWorld:
    """The simulation's world: bookings with their workflow."""

    def __init__(self, made: World) -> None:
        self.world, self.clock, self.wire = made, made.clock, made.wire

    def rows(self) -> Rows:
        tables = self.wire.tables.tables.items()
        return _counted((name, row) for name, table in tables for row in table.rows.values())


class InMoto:
    """A cloud that has files and keys as well."""

    def __init__(self, clock: TurningClock, wire: Any) -> None:
        self.clock, self.wire = clock, wire
        self._database: Any = boto3.client("dynamodb", region_name=REGION)

    def rows(self) -> Rows:
        with self.wire.quiet():
            names = self._database.list_tables()["TableNames"]
            return _counted((name, row) for name in names for row in self._database.scan(TableName=name)["Items"])


# Who is at it under which key is no effect, and when somebody looked at a profile is none that must happen once.
_NO_EFFECT = frozenset({"sojourn-local-idempotency", "sojourn-local-passenger-accesses"})


def _counted(rows: Iterable[tuple[str, Any]]) -> Rows:
    """How many rows there are of each table, by how often each was changed where it counts that."""
    return Counter((table, str(row.get("version", ""))) for table, row in rows if table not in _NO_EFFECT)


@contextmanager
def in_world() -> Iterator[InWorld]:
    here = msgspec.structs.replace(settings.current(), signing_key="a key for tests")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "current", lambda: here)
        with world() as made:
            yield InWorld(made)


@contextmanager
def in_moto() -> Iterator[InMoto]:
    here = settings.Settings(
        documents_bucket=BUCKET,
        user_pool_id="eu-central-1_pool",
        user_pool_client_id="client",
        signing_key="a key for tests",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "current", lambda: here)
        give_every_role(patch)
        _forget()
        with turning_clock() as clock, aws_on_the_wire() as wire:
            make_tables()
            make_queues()
            make_keys()
            make_bucket()
            make_pool("eu-central-1_pool")
            yield InMoto(clock, wire)
    _forget()


def _forget() -> None:
    aws.client.cache_clear()
    forget_all()


Prepare = Callable[[Any], PostRequest]


def creating_a_booking(_: InWorld) -> PostRequest:
    return PostRequest(ANNA, "/v1/bookings", REQUEST, other_body={**REQUEST, "purpose": "Another"})


def choosing(scene: InWorld) -> PostRequest:
    booking_id = planned(scene.world)
    options = [each.option_id for each in scene.world.booking(booking_id).options]
    chosen = scene.world.option(booking_id, Outcome.COMPLIANT).option_id
    other = next(each for each in options if each != chosen)
    path = f"/v1/bookings/{booking_id}/selection"
    return PostRequest(ANNA, path, {"optionId": chosen}, other_body={"optionId": other})


def deciding(scene: InWorld) -> PostRequest:
    booking_id = waiting_for_approval(scene.world)
    approval = scene.world.booking(booking_id).approval_request
    assert approval is not None
    said = {"approvalHash": approval.hash}
    path = f"/v1/bookings/{booking_id}/approval"
    return PostRequest(BEN, path, {**said, "decision": "approved"}, other_body={**said, "decision": "declined"})


def recalling(scene: InWorld) -> PostRequest:
    path = f"/v1/bookings/{waiting_for_approval(scene.world)}/recall"
    return PostRequest(ANNA, path, {"comment": "A day later"}, other_body={"comment": "A day sooner"})


def revising(scene: InWorld) -> PostRequest:
    path = f"/v1/bookings/{sent_back(scene.world)}/revision"
    return PostRequest(ANNA, path, {"purpose": "Fair"}, other_body={"purpose": "Visit"})


def cancelling(scene: InWorld) -> PostRequest:
    first, second = planned(scene.world), planned(scene.world)
    return PostRequest(ANNA, f"/v1/bookings/{first}/cancellation", other_path=f"/v1/bookings/{second}/cancellation")


def talking(scene: InWorld) -> PostRequest:
    path = f"/v1/bookings/{planned(scene.world)}/messages"
    return PostRequest(ANNA, path, {"message": "a day later"}, other_body={"message": "a week later"})


def quoting(scene: InWorld) -> PostRequest:
    path = f"/v1/bookings/{booked(scene.world)}/quotes"
    return PostRequest(ANNA, path, {"kind": "cancellation"}, other_body={"kind": "cancellation", "parts": ["0.1"]})


def confirming(scene: InWorld) -> PostRequest:
    path = f"/v1/bookings/{booked(scene.world)}/quotes"
    first, second = (call(ANNA, "POST", path, {"kind": "cancellation"}).body["quoteId"] for _ in range(2))
    return PostRequest(ANNA, f"{path}/{first}/confirmation", other_path=f"{path}/{second}/confirmation")


def deciding_a_change(scene: InWorld) -> PostRequest:
    booking_id = booked(scene.world)
    taken(moved(scene.world, booking_id))
    (change,) = scene.world.booking(booking_id).supplier_changes
    path = f"/v1/bookings/{booking_id}/supplier-changes/{change.change_id}/decision"
    return PostRequest(ANNA, path, {"decision": "accepted"}, other_body={"decision": "declined"})


def reviewing_a_notice(scene: InWorld) -> PostRequest:
    taken(moved(scene.world, booked(scene.world), by=timedelta(days=5)))
    with scene.world.wire.quiet():
        ((review,), _) = supplier_notices.list_reviews(ReviewStatus.NEEDS_REVIEW, limit=9, start=None)
    path = f"/v1/supplier-notices/{review.review_id}/decision"
    return PostRequest(CLARA, path, {"decision": "accepted"}, other_body={"decision": "dismissed"})


def redriving(scene: InWorld) -> PostRequest:
    first, second = (stuck(scene.world).booking_id for _ in range(2))
    scene.world.sweeping = False
    return PostRequest(EVA, f"/v1/compensations/{first}/retry", other_path=f"/v1/compensations/{second}/retry")


def _trips() -> tuple[str, str]:
    first, second = (call(ANNA, "POST", "/v1/trips", TRIP).body["trip"]["tripId"] for _ in range(2))
    return first, second


def making_a_trip(_: InWorld) -> PostRequest:
    return PostRequest(ANNA, "/v1/trips", TRIP, other_body={**TRIP, "name": "Elsewhere"})


def cancelling_a_trip(_: InWorld) -> PostRequest:
    first, second = _trips()
    return PostRequest(ANNA, f"/v1/trips/{first}/cancellation", other_path=f"/v1/trips/{second}/cancellation")


def making_an_item(_: InWorld) -> PostRequest:
    return PostRequest(ANNA, "/v1/items", MEETING, other_body={**MEETING, "name": "Another"})


def opening_a_trips_calendar(_: InWorld) -> PostRequest:
    first, second = _trips()
    return PostRequest(ANNA, f"/v1/trips/{first}/calendar", other_path=f"/v1/trips/{second}/calendar")


def opening_my_calendar(_: InWorld) -> PostRequest:
    return PostRequest(ANNA, "/v1/me/calendar")


def registering_a_device(_: InWorld) -> PostRequest:
    return PostRequest(ANNA, "/v1/me/tracking-devices", {"name": "Phone"}, other_body={"name": "Watch"})


def sharing_a_track(_: InWorld) -> PostRequest:
    return PostRequest(ANNA, "/v1/me/track-shares", {"label": "Home"}, other_body={"label": "Office"})


def drawing_a_geofence(_: InWorld) -> PostRequest:
    body = {"name": "Airport", "shape": {"kind": "place", "name": "BER"}}
    return PostRequest(ANNA, "/v1/geofences", body, other_body={**body, "name": "Brandenburg"})


def _hooks() -> tuple[str, str]:
    first, second = (call(CLARA, "POST", "/v1/webhooks", HOOK).body["webhook"]["webhookId"] for _ in range(2))
    return f"/v1/webhooks/{first}", f"/v1/webhooks/{second}"


def subscribing(_: InWorld) -> PostRequest:
    return PostRequest(CLARA, "/v1/webhooks", HOOK, other_body={**HOOK, "description": "Other"})


def rotating(_: InWorld) -> PostRequest:
    first, second = _hooks()
    return PostRequest(CLARA, f"{first}/secret", other_path=f"{second}/secret")


def pinging(_: InWorld) -> PostRequest:
    first, second = _hooks()
    return PostRequest(CLARA, f"{first}/ping", other_path=f"{second}/ping")


def replaying(_: InWorld) -> PostRequest:
    hook, _other = _hooks()
    first, second = (call(CLARA, "POST", f"{hook}/ping").body["eventId"] for _ in range(2))
    return PostRequest(CLARA, f"{hook}/deliveries/{first}/replay", other_path=f"{hook}/deliveries/{second}/replay")


def exporting(_: InMoto) -> PostRequest:
    return PostRequest(CLARA, "/v1/privacy/exports", {}, other_body={"userId": "anna"})


def erasing(_: InMoto) -> PostRequest:
    return PostRequest(CLARA, "/v1/privacy/erasures", {"userId": "anna"}, other_body={"userId": "david"})


def keeping_a_profile(_: InMoto) -> PostRequest:
    profile: dict[str, Any] = json.loads(msgspec.json.encode(details())) | {"kind": "guest"}
    return PostRequest(ANNA, "/v1/passengers", profile, other_body={**profile, "givenName": "Another"})


def _announced() -> dict[str, Any]:
    said: dict[str, Any] = msgspec.to_builtins(announcement())
    return said


def announcing(_: InMoto) -> PostRequest:
    return PostRequest(ANNA, "/v1/documents", _announced(), other_body={**_announced(), "kind": "visa"})


def confirming_a_document(_: InMoto) -> PostRequest:
    first, second = (call(ANNA, "POST", "/v1/documents", _announced()).body for _ in range(2))
    s3: Any = boto3.client("s3", region_name=REGION)
    key = first["upload"]["fields"]["key"]
    body = next(iter(FILES.values()))
    s3.put_object(Bucket=BUCKET, Key=key, Body=body, ContentType="application/pdf")
    path = "/v1/documents/{}/confirmation"
    return PostRequest(
        ANNA,
        path.format(first["document"]["documentId"]),
        other_path=path.format(second["document"]["documentId"]),
    )


def asking_the_assistant(scene: InWorld) -> PostRequest:
    planned(scene.world)
    asked = {"message": "What is the status of my booking?"}
    return PostRequest(ANNA, "/v1/assistant/messages", asked, other_body={"message": "When is my next trip?"})


def asking_for_events(scene: InWorld) -> PostRequest:
    return asking_the_assistant(scene)._replace(path="/v1/sse/assistant/messages")


def _handbook() -> dict[str, Any]:
    said: dict[str, Any] = msgspec.to_builtins(policy_file())
    return {"title": "Travel handbook", "file": said}


def uploading_a_policy_document(_: InMoto) -> PostRequest:
    return PostRequest(CLARA, "/v1/policy-documents", _handbook(), other_body={**_handbook(), "title": "Another"})


def uploading_a_version(_: InMoto) -> PostRequest:
    document = call(CLARA, "POST", "/v1/policy-documents", _handbook()).body["document"]
    path = f"/v1/policy-documents/{document['documentId']}/versions"
    file = _handbook()["file"]
    return PostRequest(CLARA, path, file, other_body={**file, "fileName": "another.md"})


def confirming_a_version(_: InMoto) -> PostRequest:
    first, second = (call(CLARA, "POST", "/v1/policy-documents", _handbook()).body for _ in range(2))
    s3: Any = boto3.client("s3", region_name=REGION)
    key = first["upload"]["fields"]["key"]
    s3.put_object(Bucket=BUCKET, Key=key, Body=HANDBOOK, ContentType="text/markdown")
    path = "/v1/policy-documents/{}/versions/1/confirmation"
    return PostRequest(
        CLARA,
        path.format(first["document"]["documentId"]),
        other_path=path.format(second["document"]["documentId"]),
    )


def previewing_an_import(_: InWorld) -> PostRequest:
    other = {"csv": "userId,name\nolga,Olga\n"}
    return PostRequest(CLARA, "/v1/employees/imports", {"csv": "userId,name\nnina,Nina\n"}, other_body=other)


def applying_an_import(scene: InWorld) -> PostRequest:
    made = call(CLARA, "POST", "/v1/employees/imports", {"csv": "userId,name\nnina,Nina\n"}).body["importId"]
    path = f"/v1/employees/imports/{made}/application"
    return PostRequest(CLARA, path, {}, other_body={"skipErrors": True})


def exporting_a_list(_: InWorld) -> PostRequest:
    return PostRequest(CLARA, "/v1/exports", {"bookings": {}}, other_body={"trips": {"costCentre": "OPS"}})


SCENES: dict[str, tuple[Callable[[], AbstractContextManager[Any]], Prepare]] = {
    "create_booking": (in_world, creating_a_booking),
    "select_option": (in_world, choosing),
    "decide_approval": (in_world, deciding),
    "recall_booking": (in_world, recalling),
    "revise_booking": (in_world, revising),
    "cancel_booking": (in_world, cancelling),
    "send_message": (in_world, talking),
    "send_assistant_message": (in_world, asking_the_assistant),
    "stream_assistant_message": (in_world, asking_for_events),
    "create_quote": (in_world, quoting),
    "confirm_quote": (in_world, confirming),
    "decide_supplier_change": (in_world, deciding_a_change),
    "decide_notice_review": (in_world, reviewing_a_notice),
    "retry_compensation": (in_world, redriving),
    "create_trip": (in_world, making_a_trip),
    "cancel_trip": (in_world, cancelling_a_trip),
    "create_item": (in_world, making_an_item),
    "create_trip_calendar": (in_world, opening_a_trips_calendar),
    "create_my_calendar": (in_world, opening_my_calendar),
    "create_ticket": (in_world, lambda _: PostRequest(ANNA, "/v1/tickets")),
    "create_track_share": (in_world, sharing_a_track),
    "create_geofence": (in_world, drawing_a_geofence),
    "preview_employee_import": (in_world, previewing_an_import),
    "apply_employee_import": (in_world, applying_an_import),
    "create_webhook": (in_world, subscribing),
    "rotate_webhook_secret": (in_world, rotating),
    "ping_webhook": (in_world, pinging),
    "replay_delivery": (in_world, replaying),
    "request_list_export": (in_world, exporting_a_list),
    "request_export": (in_moto, exporting),
    "request_erasure": (in_moto, erasing),
    "create_passenger": (in_moto, keeping_a_profile),
    "register_tracking_device": (in_world, registering_a_device),
    "create_document": (in_moto, announcing),
    "confirm_document": (in_moto, confirming_a_document),
    "create_policy_document": (in_moto, uploading_a_policy_document),
    "create_policy_document_version": (in_moto, uploading_a_version),
    "confirm_policy_document_version": (in_moto, confirming_a_version),
}
