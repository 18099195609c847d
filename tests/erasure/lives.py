"""People in a deployed copy, each with a made-up word in every field, who travel, are booked for, decide on others'
trips, and are erased at a random moment while a colleague books for them."""

import random
import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from chalicelib.domain.passport_spelling import propose_spellings
from local.client import Client, Reply
from tests.e2e.documents import PDF
from tests.e2e.documents import kept as keep_document
from tests.e2e.world import ENDED, World
from tests.erasure.kept import COST_CENTRE, LOCATOR, PROFILE, PSEUDONYM
from tests.erasure.spellings import Trace, make_word

Json = dict[str, Any]

_ZONE = "Pacific/Honolulu"

# How many of the people have what takes long: a trip before they are erased, and one that is bought, after a
# colleague's approval.
_TRAVELS_EVERY = 3
_BUYS_EVERY = 12
_PATIENCE = 240.0  # seconds until what was booked meanwhile has ended and every erasure is done


class Person(NamedTuple):
    """Somebody who will be erased, and the colleague who books for them; `words` by what each stands for."""

    number: int
    client: Client
    user_id: str
    passenger_id: str
    guest_id: str
    arranger: Client
    words: dict[str, str]
    traces: list[Trace]

    def note(self, kind: str, word: str) -> None:
        self.traces.append(Trace(self.user_id, kind, word))


class Race(NamedTuple):
    """What came of an erasure and the bookings that were asked for beside it."""

    erasure: Json
    accepted: list[str]
    refused: int


def hire(world: World, number: int) -> tuple[Client, str]:
    """A colleague who books for others and shares where they are, and their id."""
    client = world.newcomer(f"Arranger {number}", "traveller")
    user_id = str(client.get("/v1/me")["userId"])
    record = {"name": f"Arranger {number}", "costCentre": "SALES-EU"}
    world.manager.put(f"/v1/employees/{user_id}", record, if_match='"v0"')
    client.put("/v1/me/tracking", _sharing())
    return client, user_id


def settle_down(world: World, number: int, chance: random.Random, arranger: Client, arranger_id: str) -> Person:
    """A newcomer with an account, a record, a profile, a guest, a trip, items, a document and a share."""
    fields = (
        *("given", "family", "contact", "purpose", "item", "notes", "trip", "file", "guest", "share", "comment"),
        *("question", "device", "why"),
    )
    words = {field: make_word(chance) for field in fields}
    plain = {field: make_word(chance, plain=True) for field in ("mail", "centre", "content")}
    words |= plain | {"passport": f"P{chance.randrange(10**11):011d}Q", "phone": f"+49{chance.randrange(10**11):011d}"}
    name = f"{words['given']} {words['family']}"
    client = world.newcomer(name, "traveller", "travel-manager", email=f"{plain['mail']}@example.com")
    user_id = str(client.get("/v1/me")["userId"])
    record = {"name": name, "email": f"{plain['mail']}@example.com", "costCentre": plain["centre"].upper()}
    world.manager.put(f"/v1/employees/{user_id}", record, if_match='"v0"')
    passenger_id = client.post("/v1/passengers", _profile(words, arranger_id))["passengerId"]
    guest = {**_profile(words, None), "kind": "guest", "givenName": words["guest"], "familyName": words["guest"]}
    guest_id = client.post("/v1/passengers", guest)["passengerId"]
    person = Person(number, client, user_id, passenger_id, guest_id, arranger, words, [])
    for kind, word in words.items():
        person.note(COST_CENTRE if kind == "centre" else kind, word)
    person.note(PSEUDONYM, user_id)
    person.note(PROFILE, passenger_id)
    _write_things(person, arranger_id)
    _be_followed(person, arranger_id, world.manager)
    return person


def travel(world: World, person: Person, approver: Person) -> None:
    """Book for the person, as their arranger: cancelled, or for some bought, a colleague giving approval in words."""
    if person.number % _TRAVELS_EVERY:
        return
    request = world.trip_request(
        passengerIds=[person.passenger_id],
        purpose=person.words["purpose"],
        cabin="business" if person.number % _BUYS_EVERY == 0 else "economy",
    )
    booking = person.arranger.wait_for(
        world.ask(request, by=person.arranger), "awaiting_selection", *ENDED, seconds=_PATIENCE
    )
    booking_id = booking["bookingId"]
    if person.number % _BUYS_EVERY or booking["status"] != "awaiting_selection":
        person.arranger.post(f"/v1/bookings/{booking_id}/cancellation")
        return
    _buy(world, person, approver, booking)


def race(person: Person, manager: Client, chance: random.Random, request: Json) -> Race:
    """Have the person erased at a random moment while their colleague asks for booking after booking."""
    delay = chance.random() * chance.random()
    with ThreadPoolExecutor(2) as pool:
        booking: Future[tuple[list[str], int]] = pool.submit(_book_on, person, request)
        time.sleep(delay)
        asked_by = person.client if chance.random() < 0.5 else manager
        reply = _erase(asked_by, person)
        accepted, refused = booking.result()
    if reply.status == 202:
        late = _book(person, request)
        assert late.status in (400, 403, 409), f"a booking for somebody erased was answered {late.status}"
        refused += 1
    return Race(reply.body if reply.status == 202 else {}, accepted, refused)


def finish(world: World, people: list[Person], races: list[Race]) -> None:
    """End what was accepted, ask again where bookings were under way, and wait until everybody is erased."""
    for person, raced in zip(people, races, strict=True):
        for booking_id in raced.accepted:
            seen = person.arranger.wait_for(booking_id, "awaiting_selection", *ENDED, seconds=_PATIENCE)
            if seen["status"] == "awaiting_selection":
                person.arranger.post(f"/v1/bookings/{booking_id}/cancellation")
    until = time.monotonic() + _PATIENCE
    waiting = [each for each, raced in zip(people, races, strict=True) if raced.erasure.get("status") != "done"]
    while waiting := [each for each in waiting if not _is_done(world, each)]:
        assert time.monotonic() < until, (
            f"{len(waiting)} erasures are not done: {_erase(world.manager, waiting[0]).body}"
        )
        time.sleep(1)


def _is_done(world: World, person: Person) -> bool:
    reply = _erase(world.manager, person)
    return reply.status == 202 and reply.body["status"] == "done"


def _erase(by: Client, person: Person) -> Reply:
    return by.call("POST", "/v1/privacy/erasures", {"userId": person.user_id})


def _sharing() -> Json:
    """Sharing exactly but for the far half of the day, whatever hour it is now."""
    there = datetime.now(ZoneInfo(_ZONE))
    since, until = (f"{there + timedelta(hours=hours):%H:%M}" for hours in (6, 18))
    quiet = {"from": since, "until": until, "timezone": _ZONE}
    return {"granted": True, "textVersion": "1", "level": "exact", "quietHours": quiet}


def _profile(words: dict[str, str], arranger_id: str | None) -> Json:
    return {
        "givenName": words["given"],
        "familyName": words["family"],
        "latinGivenName": propose_spellings(words["given"])[0],
        "latinFamilyName": propose_spellings(words["family"])[0],
        "birthDate": "1988-04-12",
        "nationality": "DE",
        "documents": [
            {"kind": "passport", "number": words["passport"], "issuingCountry": "DE", "expiresOn": "2033-05-31"}
        ],
        "emergencyContact": {"name": words["contact"], "phone": words["phone"]},
        "arrangerIds": [arranger_id] if arranger_id else [],
    }


def _write_things(person: Person, arranger_id: str) -> None:
    client, words = person.client, person.words
    client.post("/v1/items", {"name": words["item"], "description": words["notes"]})
    client.post("/v1/assistant/messages", {"message": f"When is my next trip, to {words['question']}?"})
    dates = {"startsAt": "2027-03-01T08:00:00Z", "endsAt": "2027-03-03T18:00:00Z"}
    trip = client.post("/v1/trips", {"name": words["trip"], "notes": words["notes"], **dates})["trip"]
    client.put(f"/v1/trips/{trip['tripId']}/shares/{arranger_id}", {"right": "write"}, if_match='"v0"')
    person.arranger.post("/v1/items", {"name": words["share"], "tripId": trip["tripId"]})
    client.post("/v1/me/calendar")
    if person.number % 3 == 0:
        body = PDF + words["content"].encode()
        document = keep_document(client, body, fileName=f"{words['file']}.pdf")
        if person.number % 2:
            client.call("DELETE", f"/v1/documents/{document}", headers={"If-Match": "*"})
    client.put("/v1/consents/trip_sharing", {"granted": True, "textVersion": "1"}, if_match='"v0"')


def _be_followed(person: Person, arranger_id: str, manager: Client) -> None:
    """Share positions of a trip that is under way, from a device; look at somebody's, and be looked at."""
    now = datetime.now(UTC)
    dates = {"startsAt": (now - timedelta(hours=2)).isoformat(), "endsAt": (now + timedelta(hours=2)).isoformat()}
    person.client.post("/v1/trips", {"name": person.words["trip"], **dates})
    person.client.put("/v1/me/tracking", _sharing())
    device = person.client.post("/v1/me/tracking-devices", {"name": person.words["device"]})
    soon = datetime.now(UTC) + timedelta(minutes=1)  # nothing is kept of the time before the consent
    fix = {"at": soon.isoformat(), "latitude": 52.5163, "longitude": 13.3777}
    signed_in = {"Authorization": f"Bearer {device['credential']}"}
    reply = Client(person.client.base_url).call("POST", "/v1/tracking/positions", fix, headers=signed_in)
    assert reply.body["accepted"] == 1, reply.body
    for viewer, user_id in ((person.client, arranger_id), (manager, person.user_id)):
        viewer.get(f"/v1/users/{user_id}/positions?reason={quote('It is ' + person.words['why'])}")


def _buy(world: World, person: Person, approver: Person, booking: Json) -> None:
    options = [each for each in booking["options"] if each["verdict"]["outcome"] != "denied"]
    asked = [each for each in options if each["verdict"]["outcome"] == "approval_required"]
    world.select(booking, (asked or options)[0], by=person.arranger)
    seen = person.arranger.wait_for(booking["bookingId"], "awaiting_approval", *ENDED, seconds=_PATIENCE)
    if seen["status"] == "awaiting_approval":
        body = {
            "decision": "approved",
            "approvalHash": seen["approvalRequest"]["hash"],
            "comment": f"Regards, {approver.words['comment']}",
        }
        approver.client.post(f"/v1/bookings/{booking['bookingId']}/approval", body)
        seen = person.arranger.wait_for(booking["bookingId"], *ENDED, seconds=_PATIENCE)
    for order in person.arranger.get(f"/v1/bookings/{booking['bookingId']}")["orders"]:
        person.note(LOCATOR, order["recordLocator"])


def _book(person: Person, request: Json) -> Reply:
    return person.arranger.call("POST", "/v1/bookings", {**request, "passengerIds": [person.passenger_id]})


def _book_on(person: Person, request: Json) -> tuple[list[str], int]:
    """Ask for bookings of the person until the first is refused, two at most; those accepted, and how many were
    refused."""
    accepted: list[str] = []
    for _ in range(2):
        reply = _book(person, request)
        if reply.status != 202:
            return accepted, 1
        accepted.append(reply.body["bookingId"])
    return accepted, 0
