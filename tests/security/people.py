"""People and what is theirs: everything the API keeps about a person, made through the API, and marked so that a single
word of it can be found again wherever it leaks to."""

import uuid
from collections.abc import Mapping
from enum import Enum, auto
from typing import Any, NamedTuple

from local.client import Client
from tests.e2e.documents import PDF, kept, send
from tests.e2e.ear import Json
from tests.e2e.parts import last_flight
from tests.e2e.policy_documents import MARKDOWN, announced
from tests.e2e.world import World, allowed, day
from tests.support.waiting import eventually

PURPOSE = "trip_sharing"
_EXPORTED_WITHIN = 120.0  # seconds: the sweeper begins with it
GENERAL = "GENERAL"  # the cost centre of who has no employee record
HANDBOOK = MARKDOWN + b"\n## 2 Hotels\n\nA room may cost 180 EUR a night in Vienna.\n"


class Right(Enum):
    """What somebody may do with a thing."""

    NONE = auto()
    READ = auto()
    WRITE = auto()
    OWNER = auto()


class Person(NamedTuple):
    """Somebody who is signed in. `roles` are their groups."""

    name: str
    user_id: str
    roles: frozenset[str]
    client: Client

    @property
    def is_manager(self) -> bool:
        return "travel-manager" in self.roles


class Thing(NamedTuple):
    """Something of somebody's: the ids that name it in a path, and the words that only those may read who may see it.

    `hidden` are words that colleagues whom it is shared with may not read either; `everybody` is what all may do with
    it.
    """

    name: str
    ids: dict[str, str]
    marks: frozenset[str]
    hidden: frozenset[str] = frozenset()
    manager: Right = Right.NONE
    shared: Mapping[str, Right] = {}
    everybody: Right = Right.NONE

    def right(self, person: Person) -> Right:
        """What a person may do with it who is not its owner."""
        given = self.shared.get(person.name, Right.NONE)
        managing = self.manager if person.is_manager else Right.NONE
        return max(given, managing, self.everybody, key=lambda right: right.value)

    def secret_from(self, person: Person) -> frozenset[str]:
        """The words that a person who is not its owner may not read."""
        if self.right(person) is Right.NONE:
            return self.marks | self.hidden
        return frozenset() if person.is_manager and self.manager is not Right.NONE else self.hidden


def person(world: World, name: str, *roles: str) -> Person:
    """Somebody new, in these groups."""
    client = world.newcomer(f"{name.title()} Sample", *roles)
    return Person(name, client.get("/v1/me")["userId"], frozenset(roles), client)


def mark() -> str:
    """A word that stands nowhere else; letters only, since names take nothing else."""
    return "zq" + "".join(chr(ord("a") + int(digit, 16)) for digit in uuid.uuid4().hex[:16])


class Household:
    """Makes what is a person's, `witness` being a colleague whom they trust with all of it."""

    def __init__(self, world: World, owner: Person, witness: Person) -> None:
        self.world, self.owner, self.witness = world, owner, witness
        self.client = owner.client
        self.things = [self._erasure()]

    def furnish(self, friends: list[Person] | None = None) -> list[Thing]:
        """At least two of everything that is listed, so that every list has a second page; and for each of `friends`
        a trip that they may read and one that they may change. The friends may book for the owner, too."""
        for number in range(2):
            trip = self.trip(f"trip {number}")
            self._note(f"a note {number}", None)
            self._document(trip.ids["tripId"])
            self._conversation()
            self._device()
        self._calendars(trip.ids["tripId"])
        self._shared_tracks()
        self._geofences()
        for friend in friends or []:
            for right in (Right.READ, Right.WRITE):
                self.trip(f"trip that {friend.name} may {right.name.lower()}", {friend.name: right}, friend)
        self._profiles(friends or [])
        self._decisions()
        self._export()
        if self.owner.is_manager:
            self._webhooks()
            self._list_export()
            self._policy_document(self.owner)
        for manager in filter(lambda friend: friend.is_manager, friends or []):
            self._policy_document(manager)
            self._unconfirmed_policy_document(manager)
        return self.things

    def trip(self, name: str, shared: Mapping[str, Right] | None = None, friend: Person | None = None) -> Thing:
        """A trip made by hand with an item on it, shared with the witness and perhaps with a friend."""
        words = {"name": mark(), "notes": mark()}
        dates = {"startsAt": f"{day(40)}T08:00:00Z", "endsAt": f"{day(42)}T18:00:00Z"}
        trip_id = self.client.post("/v1/trips", {**words, **dates})["trip"]["tripId"]
        self._share(trip_id, self.witness, "read")
        if friend is not None and shared is not None:
            self._share(trip_id, friend, shared[friend.name].name.lower())
        ids = {"tripId": trip_id, "userId": self.witness.user_id}
        marks = frozenset({trip_id, *words.values()})
        thing = Thing(name, ids, marks, manager=Right.READ, shared=shared or {})
        self.things.append(thing)
        self._note(f"a meeting on the {name}", trip_id, shared or {})
        return thing

    def _share(self, trip_id: str, colleague: Person, right: str) -> None:
        self.client.put(f"/v1/trips/{trip_id}/shares/{colleague.user_id}", {"right": right}, if_match='"v0"')

    def _note(self, name: str, trip_id: str | None, shared: Mapping[str, Right] | None = None) -> None:
        words = {"name": mark(), "description": mark()}
        record_locator = mark() if trip_id is None else None
        starts = {"startsAt": f"{day(41)}T09:00:00Z"} if trip_id else {}
        body = {"kind": "meeting", "tripId": trip_id, "recordLocator": record_locator, **words, **starts}
        item = self.client.post("/v1/items", {field: value for field, value in body.items() if value is not None})
        marks = frozenset({item["itemId"], *words.values(), *([record_locator] if record_locator else [])})
        manager = Right.READ if trip_id else Right.NONE
        self.things.append(Thing(name, {"itemId": item["itemId"]}, marks, manager=manager, shared=shared or {}))

    def _document(self, trip_id: str) -> None:
        file_name = f"{mark()}.pdf"
        document_id = kept(self.client, PDF, fileName=file_name, tripId=trip_id)
        self.things.append(Thing("a document", {"documentId": document_id}, frozenset({document_id, file_name})))

    def _conversation(self) -> None:
        words = mark()
        sent = self.client.post("/v1/assistant/messages", {"message": f"When is my next trip, {words}?"})
        ids = {"conversationId": sent["conversationId"]}
        self.client.post("/v1/assistant/messages", {"message": "And where does it go?", **ids})
        marks = frozenset({sent["conversationId"], sent["messageId"], words})
        self.things.append(Thing("a conversation", ids, marks))

    def _policy_document(self, manager: Person) -> None:
        """One that everybody may read, but for the version that is to come; who manages travel owns all of them."""
        title, coming = mark(), mark()
        document_id = self._upload_policy_document(manager, title, "handbook")
        manager.client.post(f"/v1/policy-documents/{document_id}/versions/1/confirmation")
        eventually(lambda: self._is_indexed(document_id))
        manager.client.post(f"/v1/policy-documents/{document_id}/versions", announced_as(coming))
        ids = {"policyDocumentId": document_id, "version": "1", "position": "0"}
        named = "a policy document with a version to come"
        self.things.append(
            Thing(named, ids, frozenset({title}), frozenset({coming}), manager=Right.OWNER, everybody=Right.READ)
        )

    def _is_indexed(self, document_id: str) -> bool:
        """Return whether a policy document was indexed, and nothing of it changes by itself any more."""
        rows = (row for row in self.world.rows("policy-documents") if row["documentId"] == document_id)
        return any(row["status"] == "indexed" and not row.get("due") for row in rows)

    def _unconfirmed_policy_document(self, manager: Person) -> None:
        """One that nobody but who manages travel knows of yet, though its file has come."""
        title, file_name = mark(), mark()
        document_id = self._upload_policy_document(manager, title, file_name)
        ids = {"policyDocumentId": document_id, "version": "1", "position": "0"}
        marks = frozenset({document_id, title, file_name})
        self.things.append(Thing("a policy document to come", ids, marks, manager=Right.OWNER))

    def _upload_policy_document(self, manager: Person, title: str, file_name: str) -> str:
        made = manager.client.post("/v1/policy-documents", {"title": title, "file": announced_as(file_name)})
        assert send(made["upload"], HANDBOOK).status == 204
        return str(made["document"]["documentId"])

    def _calendars(self, trip_id: str) -> None:
        for path in ("/v1/me/calendar", f"/v1/trips/{trip_id}/calendar"):
            word = self.client.post(path)["url"].rpartition("/")[2]
            self.things.append(Thing("a calendar's address", {"token": word}, frozenset({word.removesuffix(".ics")})))

    def _shared_tracks(self) -> None:
        for _ in range(2):
            label = mark()
            made = self.client.post("/v1/me/track-shares", {"label": label})
            marks = frozenset({label, made["shareId"], made["url"].rpartition("/")[2]})
            self.things.append(Thing("a link to a track", {"shareId": made["shareId"]}, marks))

    def _geofences(self) -> None:
        for _ in range(2):
            name = mark()
            shape = {"kind": "circle", "latitude": 52.52, "longitude": 13.4, "radiusMetres": 300}
            geofence_id = self.client.post("/v1/geofences", {"name": name, "shape": shape})["geofenceId"]
            thing = Thing("a geofence of a person", {"geofenceId": geofence_id}, frozenset({name, geofence_id}))
            self.things.append(thing)

    def _profiles(self, arrangers: list[Person]) -> None:
        for kind in ("employee", "guest"):
            may_book = [each.user_id for each in arrangers] if kind == "employee" else []
            number, names = mark().upper(), {"givenName": mark(), "familyName": mark()}
            document = {"kind": "passport", "number": number, "issuingCountry": "DE", "expiresOn": "2033-05-31"}
            said = {"kind": kind, "birthDate": "1988-04-12", "nationality": "DE", "arrangerIds": may_book}
            made = self.client.post("/v1/passengers", {**said, **names, "documents": [document]})
            passenger_id = made["passengerId"]
            for _ in range(2):
                self.client.get(f"/v1/passengers/{passenger_id}?reveal=true")
            self.things.append(
                Thing(
                    f"the profile of a person ({kind})",
                    {"passengerId": passenger_id},
                    frozenset({passenger_id, *names.values()}),
                    hidden=frozenset({number}),
                    shared={each.name: Right.READ for each in arrangers if may_book},
                )
            )

    def _decisions(self) -> None:
        words = [mark(), mark()]
        for word in words:
            self.client.put(f"/v1/consents/{PURPOSE}", {"granted": True, "textVersion": word})
        self.things.append(Thing("what was consented to", {"purpose": PURPOSE}, frozenset(words)))

    def _export(self) -> None:
        export_id = self.client.post("/v1/privacy/exports", {})["exportId"]
        self.things.append(Thing("an export", {"exportId": export_id}, frozenset({export_id})))

    def _list_export(self) -> None:
        export_id = self.client.post("/v1/exports", {"bookings": {}})["exportId"]
        eventually(lambda: self.client.get(f"/v1/exports/{export_id}")["status"] == "done", seconds=_EXPORTED_WITHIN)
        self.things.append(Thing("an export of a list", {"listExportId": export_id}, frozenset({export_id})))

    def _device(self) -> None:
        word = mark()
        made = self.client.post("/v1/me/tracking-devices", {"name": word})
        ids = {"deviceId": made["deviceId"]}
        self.things.append(Thing("a tracking device", ids, frozenset({word, made["credential"], *ids.values()})))

    def _erasure(self) -> Thing:
        """The erasure of a guest: after their own there would be nothing left to attack."""
        name = {"kind": "guest", "givenName": "Guest", "familyName": "Erased"}
        guest = self.client.post("/v1/passengers", {**name, "birthDate": "1988-04-12", "nationality": "DE"})
        made = self.client.post("/v1/privacy/erasures", {"passengerId": guest["passengerId"]})
        assert made["status"] == "done"
        ids = {"erasureId": made["erasureId"]}
        return Thing("an erasure", ids, frozenset(ids.values()), manager=Right.READ)

    def _webhooks(self) -> None:
        for _ in range(2):
            word = mark()
            body = {"url": "https://hooks.example.com/sojourn", "eventTypes": ["booking.failed"], "description": word}
            made = self.client.post("/v1/webhooks", body)
            hook = made["webhook"]
            pings = [self.client.post(f"/v1/webhooks/{hook['webhookId']}/ping") for _ in range(2)]
            ids = {"webhookId": hook["webhookId"], "eventId": pings[0]["eventId"]}
            marks = frozenset({*ids.values(), word, made["secret"]})
            self.things.append(Thing("a webhook", ids, marks, manager=Right.WRITE))

    def bookings(self, friend: Person) -> None:
        """One that waits for a choice, one that waits for approval, and one whose trip, bought, a friend may see."""
        world = self.world
        for name, outcome in (("to choose", None), ("to be approved", "approval_required")):
            purpose = mark()
            booking = world.options(
                world.trip_request(purpose=purpose, cost_centre=GENERAL, ahead=2 if outcome else 100), by=self.client
            )
            marks = frozenset({booking["bookingId"], purpose})
            approvers: dict[str, Right] = {}
            if outcome:
                world.select(booking, allowed(booking, outcome), by=self.client)
                self.client.wait_for(booking["bookingId"], "awaiting_approval")
                approvers = {"approver": Right.READ}
            ids = {"bookingId": booking["bookingId"]}
            self.things.append(Thing(f"a booking {name}", ids, marks, manager=Right.READ, shared=approvers))
        self._bought(world, friend)

    def _bought(self, world: World, friend: Person) -> None:
        purpose = mark()
        done = world.finish(
            world.options(world.trip_request(purpose=purpose, cost_centre=GENERAL), by=self.client), by=self.client
        )
        assert done["status"] == "booked"
        whole: Json = self.client.get(f"/v1/trips/{done['tripId']}")
        self._share(done["tripId"], self.witness, "read")
        self._share(done["tripId"], friend, "read")
        shared = {friend.name: Right.READ}
        ids, marks = {"bookingId": done["bookingId"]}, frozenset({done["bookingId"], purpose})
        self.things.append(Thing("what was booked", ids, marks, manager=Right.READ))
        world.sandbox("move", done["bookingId"], last_flight(done), 30)
        (change,) = self.client.get(f"/v1/bookings/{done['bookingId']}")["supplierChanges"]
        named = {**ids, "changeId": change["changeId"]}
        self.things.append(Thing("a moved flight", named, frozenset({change["changeId"]}), manager=Right.READ))
        quote = self.client.post(f"/v1/bookings/{done['bookingId']}/quotes", {"kind": "cancellation"})
        named = {**ids, "quoteId": quote["quoteId"]}
        self.things.append(Thing("a quote", named, frozenset({quote["quoteId"]}), manager=Right.READ))
        ids = {"tripId": done["tripId"], "userId": self.witness.user_id}
        hidden, marks = frozenset({done["bookingId"]}), frozenset({done["tripId"]})
        self.things.append(Thing("the trip that was bought", ids, marks, hidden, manager=Right.READ, shared=shared))
        for item in whole["items"]:
            ids, marks, hidden = (
                {"itemId": item["itemId"]},
                frozenset({item["itemId"]}),
                frozenset({item["recordLocator"]}),
            )
            self.things.append(Thing("what was bought", ids, marks, hidden, manager=Right.READ, shared=shared))


def announced_as(name: str) -> Json:
    """How the handbook is announced under this name."""
    return {**announced(HANDBOOK, "text/markdown"), "fileName": f"{name}.md"}


def as_body(example: Any, values: Mapping[str, Any]) -> Any:
    """An example of a body with these fields in the place of its own, however deep; a field that it lacks is added at
    the top where `values` says so."""
    if not isinstance(example, dict):
        return example
    inner = {name: as_body(value, {}) for name, value in example.items()}
    return {**inner, **values}
