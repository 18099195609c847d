"""A scene for every PUT, PATCH and DELETE of the API: a request that succeeds there, by who has seen what it is of."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, NamedTuple

import msgspec
import pytest

from chalicelib import settings
from chalicelib.domain.identity import Identity
from tests.simulation.approvals import company
from tests.simulation.world import ANNA, CLARA
from tests.simulation.worlds import world
from tests.support.files import BUCKET, announcement
from tests.support.gateway import Answered, call
from tests.support.passenger_samples import details
from tests.support.policy_document_samples import policy_file
from tests.unit.api.scenes import HOOK, MEETING, TRIP, InWorld, asking_the_assistant, keeping_a_profile
from tests.unit.policy_samples import seeded_document

BUDGET = {"limit": {"amount": 100_000, "currency": "EUR"}}
DELEGATION = {"delegateId": "ben", "from": "2026-12-01", "until": "2026-12-24"}
FENCE = {"name": "Airport", "shape": {"kind": "place", "name": "BER"}}
TRACKING = {"granted": True, "textVersion": "1", "level": "exact"}


class Change(NamedTuple):
    """A request of `who`, with the ETag of what they have seen where the operation reads one."""

    who: Identity
    method: str
    path: str
    body: Any = None
    seen: str = "*"

    def send(self) -> Answered:
        return call(self.who, self.method, self.path, self.body, If_Match=self.seen)


@contextmanager
def in_office() -> Iterator[InWorld]:
    """The simulation's world, with a bucket for files."""
    here = msgspec.structs.replace(settings.current(), signing_key="a key for tests", documents_bucket=BUCKET)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "current", lambda: here)
        with world() as made:
            yield InWorld(made)


Make = Callable[[Any], str]
Prepare = Callable[[Any], Change]


def made(who: Identity, collection: str, body: Any, *id_at: str) -> str:
    """The path of what `who` makes, whose id stands there in the answer."""
    answer = call(who, "POST", collection, body, Idempotency_Key="make")
    assert answer.status < 300, answer.text
    found = answer.body
    for name in id_at:
        found = found[name]
    return f"{collection}/{found}" if id_at else collection


def put(who: Identity, path: str, body: Any) -> str:
    """The path of what `who` has put there."""
    answer = call(who, "PUT", path, body, If_Match="*")
    assert answer.status < 300, answer.text
    return path


def changing(who: Identity, method: str, make: Make, body: Any = None, *, is_read: bool = True) -> Prepare:
    """Return how a change of what there is is prepared, by its ETag where it `is_read` at the same path."""

    def prepare(scene: Any) -> Change:
        path = make(scene)
        seen = call(who, "GET", path).headers.get("ETag") if is_read else None
        return Change(who, method, path, body, seen or "*")

    return prepare


def a_trip(_: Any) -> str:
    return made(ANNA, "/v1/trips", TRIP, "trip", "tripId")


def a_share(scene: Any) -> str:
    company(scene.world)
    return put(ANNA, f"{a_trip(scene)}/shares/ben", {"right": "read"})


def an_item(_: Any) -> str:
    return made(ANNA, "/v1/items", MEETING, "itemId")


def a_profile(scene: Any) -> str:
    return made(ANNA, "/v1/passengers", keeping_a_profile(scene).body, "passengerId")


def a_policy_document(_: Any) -> str:
    body = {"title": "Travel handbook", "file": msgspec.to_builtins(policy_file())}
    return made(CLARA, "/v1/policy-documents", body, "document", "documentId")


def a_policy_document_of_two_versions(scene: Any) -> str:
    path = a_policy_document(scene)
    made(CLARA, f"{path}/versions", msgspec.to_builtins(policy_file()))
    return path


def an_employee(scene: Any) -> str:
    company(scene.world)
    return "/v1/employees/david"


def a_delegation(scene: Any) -> str:
    company(scene.world)
    return put(ANNA, "/v1/me/delegation", DELEGATION)


def a_conversation(scene: Any) -> str:
    asked = asking_the_assistant(scene)
    answer = call(asked.who, "POST", asked.path, asked.body, Idempotency_Key="ask")
    return f"/v1/assistant/conversations/{answer.body['conversationId']}"


def a_document(_: Any) -> str:
    return made(ANNA, "/v1/documents", msgspec.to_builtins(announcement()), "document", "documentId")


CHANGE_SCENES: dict[str, tuple[Callable[[], AbstractContextManager[Any]], Prepare]] = {
    "replace_trip": (in_office, changing(ANNA, "PUT", a_trip, {**TRIP, "name": "Elsewhere"})),
    "update_trip": (in_office, changing(ANNA, "PATCH", a_trip, {"name": "Elsewhere"})),
    "delete_trip": (in_office, changing(ANNA, "DELETE", a_trip)),
    "put_share": (in_office, changing(ANNA, "PUT", a_share, {"right": "write"})),
    "delete_share": (in_office, changing(ANNA, "DELETE", a_share)),
    "replace_item": (in_office, changing(ANNA, "PUT", an_item, {**MEETING, "name": "Another"})),
    "update_item": (in_office, changing(ANNA, "PATCH", an_item, {"name": "Another"})),
    "delete_item": (in_office, changing(ANNA, "DELETE", an_item)),
    "revoke_trip_calendar": (
        in_office,
        changing(ANNA, "DELETE", lambda scene: made(ANNA, f"{a_trip(scene)}/calendar", None)),
    ),
    "revoke_my_calendar": (in_office, changing(ANNA, "DELETE", lambda _: made(ANNA, "/v1/me/calendar", None))),
    "delete_list_export": (
        in_office,
        changing(CLARA, "DELETE", lambda _: made(CLARA, "/v1/exports", {"bookings": {}}, "exportId")),
    ),
    "delete_document": (in_office, changing(ANNA, "DELETE", a_document)),
    "rename_tracking_device": (
        in_office,
        changing(
            ANNA,
            "PUT",
            lambda _: made(ANNA, "/v1/me/tracking-devices", {"name": "Phone"}, "deviceId"),
            {"name": "Watch"},
        ),
    ),
    "revoke_tracking_device": (
        in_office,
        changing(ANNA, "DELETE", lambda _: made(ANNA, "/v1/me/tracking-devices", {"name": "Phone"}, "deviceId")),
    ),
    "replace_passenger": (in_office, changing(ANNA, "PUT", a_profile, json.loads(msgspec.json.encode(details())))),
    "delete_passenger": (in_office, changing(ANNA, "DELETE", a_profile)),
    "set_consent": (
        in_office,
        changing(ANNA, "PUT", lambda _: "/v1/consents/trip_sharing", {"granted": True, "textVersion": "1"}),
    ),
    "set_tracking": (
        in_office,
        changing(ANNA, "PUT", lambda _: put(ANNA, "/v1/me/tracking", TRACKING), {**TRACKING, "level": "city"}),
    ),
    "delete_positions": (in_office, changing(ANNA, "DELETE", lambda _: "/v1/me/tracking/positions", is_read=False)),
    "revoke_track_share": (
        in_office,
        changing(ANNA, "DELETE", lambda _: made(ANNA, "/v1/me/track-shares", {"label": "Home"}, "shareId")),
    ),
    "replace_geofence": (
        in_office,
        changing(ANNA, "PUT", lambda _: made(ANNA, "/v1/geofences", FENCE, "geofenceId"), {**FENCE, "name": "BER"}),
    ),
    "delete_geofence": (
        in_office,
        changing(ANNA, "DELETE", lambda _: made(ANNA, "/v1/geofences", FENCE, "geofenceId")),
    ),
    "delete_conversation": (in_office, changing(ANNA, "DELETE", a_conversation)),
    "publish_policy": (
        in_office,
        changing(CLARA, "PUT", lambda _: "/v1/policies/current", json.loads(msgspec.json.encode(seeded_document()))),
    ),
    "delete_policy_document": (in_office, changing(CLARA, "DELETE", a_policy_document)),
    "delete_policy_document_version": (
        in_office,
        changing(
            CLARA, "DELETE", lambda scene: f"{a_policy_document_of_two_versions(scene)}/versions/1", is_read=False
        ),
    ),
    "set_budget": (
        in_office,
        changing(
            CLARA,
            "PUT",
            lambda _: put(CLARA, "/v1/budgets/OPS/2027", BUDGET),
            {"limit": {"amount": 200_000, "currency": "EUR"}},
        ),
    ),
    "put_employee": (in_office, changing(CLARA, "PUT", an_employee, {"name": "David", "managerId": "clara"})),
    "update_employee": (in_office, changing(CLARA, "PATCH", an_employee, {"name": "David Okafor"})),
    "deactivate_employee": (in_office, changing(CLARA, "DELETE", an_employee)),
    "set_delegate": (
        in_office,
        changing(ANNA, "PUT", a_delegation, {**DELEGATION, "delegateId": "clara"}, is_read=False),
    ),
    "remove_delegate": (in_office, changing(ANNA, "DELETE", a_delegation, is_read=False)),
    "replace_webhook": (
        in_office,
        changing(
            CLARA,
            "PUT",
            lambda _: made(CLARA, "/v1/webhooks", HOOK, "webhook", "webhookId"),
            {**HOOK, "description": "Other"},
        ),
    ),
    "delete_webhook": (
        in_office,
        changing(CLARA, "DELETE", lambda _: made(CLARA, "/v1/webhooks", HOOK, "webhook", "webhookId")),
    ),
}
