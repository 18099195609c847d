"""What is there before anything is tried: things of each kind, in each status that an operation asks for, of each
identity. Ids that were made up would never get past `404`.
"""

import copy
import hashlib
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, NamedTuple

import urllib3

from local.client import Client, sign_in
from local.stack import Stack
from tests.conformance.company import add_for_company, leave_one
from tests.conformance.shapes import mixed
from tests.conformance.tracked import TRACKED, Tracked, set_out_tracked
from tests.e2e.parts import last_flight
from tests.e2e.tracked_journeys import REASON
from tests.e2e.world import World, allowed, day
from tests.support.waiting import eventually

Json = dict[str, Any]

NEWCOMER = "newcomer"  # somebody who is nobody of the stack's own users
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


class Seeds(NamedTuple):
    """What one identity has: `token` is how it is let in, `device` how its phone is, `paths` are path parameters by
    their names, `own_paths` those that one operation alone takes, `bodies` what an operation is to be sent first,
    `queries` what shows the fullest list."""

    token: str
    device: str
    paths: dict[str, str]
    own_paths: dict[str, dict[str, str]]
    bodies: dict[str, Json]
    queries: dict[str, Json]


def planted(document: Json, seeds: Seeds) -> Json:
    """The OpenAPI `document` with what an identity has where it has examples."""
    made = copy.deepcopy(document)
    for name in ("IfMatch", "IfMatchOptional"):
        made["components"]["parameters"][name]["example"] = "*"
    for methods in made["paths"].values():
        for operation in methods.values():
            _plant(operation, seeds)
    return made


def _plant(operation: Json, seeds: Seeds) -> None:
    name = operation["operationId"]
    paths = {**seeds.paths, **seeds.own_paths.get(name, {})}
    for parameter in operation["parameters"]:
        if parameter.get("in") == "path" and parameter["name"] in paths:
            parameter["example"] = paths[parameter["name"]]
    if "requestBody" in operation:
        content = operation["requestBody"]["content"]["application/json"]
        named = {key: paths[key] for key in content["example"] if key in paths and content["example"][key]}
        content["example"] = {**content["example"], **named, **seeds.bodies.get(name, {})}


class Bookings(NamedTuple):
    """One booking in each status that people act upon, all the traveller's, beside one of somebody else."""

    booked: Json
    offered: Json
    unwanted: Json
    guest_id: str  # a profile that a booking was made for
    asked: Json  # one of two that wait for leave
    quoted: Json  # a quote for what is booked
    agreed: Json  # a quote for another booking, to be confirmed
    cancelled_by_part: Json  # piece by piece, for credits
    recallable: Json
    revisable: Json
    stuck: Json  # one that cannot be undone
    mixed: Json  # of a part of every kind
    clause: Json  # of the travel policy in effect, with what it cites
    tracked: Tracked


def make_bookings(stack: Stack) -> Bookings:
    """A booking that is bought, one that waits for a choice, one for an approval."""
    world = World(stack)
    booked = world.finish(world.options(world.trip_request()))
    assert booked["status"] == "booked", booked["failure"]
    asked = [_asking(world), _asking(world)]
    offered, unwanted = (world.options(world.trip_request(ahead=ahead)) for ahead in (160, 170))
    guest_id = _profile(world.traveller)["passengerId"]
    world.ask(world.trip_request(ahead=180, passengerIds=[guest_id]))
    other = world.finish(world.options(world.trip_request(ahead=190)))
    _book_for_manager(world)
    world.sandbox("move", booked["bookingId"], last_flight(booked), 30)
    booked = world.traveller.get(f"/v1/bookings/{booked['bookingId']}")
    doubted = world.finish(world.options(world.trip_request(ahead=200)))
    for minutes in (7_200, 8_640):  # by days, which nobody believes
        world.sandbox("move", doubted["bookingId"], last_flight(doubted), minutes)
    made = Bookings(
        booked=booked,
        offered=offered,
        unwanted=unwanted,
        guest_id=guest_id,
        asked=asked[0],
        quoted=_quote(world, booked["bookingId"]),
        agreed=_quote(world, other["bookingId"]),
        cancelled_by_part=_cancelled_by_part(world),
        recallable=_asking(world),
        revisable=_returned(world),
        stuck=_stuck(world),
        mixed=_mixed(world),
        clause=_citing_clause(world),
        tracked=set_out_tracked(world),
    )
    world.invoke("anchor_audit")  # which is verified from the anchors on
    return made


def _book_for_manager(world: World) -> None:
    """A trip of somebody else's, so that reports are of more than one traveller."""
    wanted = world.trip_request(ahead=195, cost_centre=world.new_budget(5_000, world.manager))
    booked = world.finish(world.options(wanted, by=world.manager), by=world.manager)
    assert booked["status"] == "booked", booked["failure"]


def _quote(world: World, booking_id: str, *parts: str) -> Json:
    body = {"kind": "cancellation", **({"parts": list(parts)} if parts else {})}
    made: Json = world.traveller.post(f"/v1/bookings/{booking_id}/quotes", body)
    return made


def _cancelled_by_part(world: World) -> Json:
    """A booking of a fare with nothing back, too late to be void, whose slices were given back one by one."""
    wanted = world.options(world.trip_request(ahead=5))
    light = next(
        option
        for option in wanted["options"]
        if option["verdict"]["outcome"] != "denied" and option["components"][0]["refundability"] == "none"
    )
    world.select(wanted, light)
    done = world.see_through(wanted["bookingId"])
    for part in [each["partId"] for each in reversed(done["parts"])]:
        quote = _quote(world, done["bookingId"], part)
        world.traveller.post(f"/v1/bookings/{done['bookingId']}/quotes/{quote['quoteId']}/confirmation")
        done = world.traveller.wait_for(done["bookingId"], "booked", "cancelled")
    return done


def _mixed(world: World) -> Json:
    """A booking of a train, a flight, a hotel and a car."""
    made = world.finish(world.options(world.trip_request(**mixed(ahead=210))))
    assert {each["kind"] for each in made["parts"]} == {"rail", "flight", "stay", "car"}, made["failure"]
    return made


def _citing_clause(world: World) -> Json:
    """A clause that rests on words of a policy document, which nobody can delete while it does."""
    policy = world.traveller.get("/v1/policies/current")
    clause = next(each for each in policy["clauses"] if each["source"])
    (cited,) = (each["citation"] for each in policy["citations"] if each["clause"] == clause["number"])
    return {"source": clause["source"], "citation": cited}


def _stuck(world: World) -> Json:
    """A booking that was refused leave, and whose hold the supplier will not take back."""
    held = _asking(world)
    world.sandbox("fault", "release", "error", "--times", 1_000_000, "--match", held["bookingId"])
    world.decide(held, "declined")
    return world.traveller.wait_for(held["bookingId"], "compensation_required")


def _asking(world: World) -> Json:
    """A booking that waits for leave, because it begins so soon."""
    wanted = world.options(world.trip_request(ahead=2))
    world.select(wanted, allowed(wanted, "approval_required"))
    return world.traveller.wait_for(wanted["bookingId"], "awaiting_approval")


def _returned(world: World) -> Json:
    """A booking that its traveller may revise."""
    path = f"/v1/bookings/{_asking(world)['bookingId']}"
    world.traveller.post(f"{path}/recall", {})
    eventually(lambda: "revise" in world.traveller.get(path)["operations"])
    return dict(world.traveller.get(path))


def list_needed(stack: Stack) -> list[str]:
    """The user ids of all whom the API is tried as, or with."""
    return [str(sign_in(stack, role).get("/v1/me")["userId"]) for role in stack.users]


def make_seeds(stack: Stack, role: str, bookings: Bookings, receiver_url: str) -> Seeds:
    """What `role` has and is shown, of most things more than one, so that lists have a second page; a newcomer is
    another person each time.

    The travel manager gets a webhook, which sends to `receiver_url`.
    """
    client = _sign_in(stack, role, bookings)
    others = [each for each in ("approver", "travel-manager", "traveller") if each != role][:2]
    colleagues = [str(sign_in(stack, each).get("/v1/me")["userId"]) for each in others]
    colleague = colleagues[0]
    paths = {"costCentre": "SALES-EU", "period": "2027", "purpose": "location_tracking", "userId": colleague}
    paths |= _trip(client, colleagues) | _profile(client) | _calendar(client) | _shared_track(client)
    paths |= _privacy(client, keeps_consent=role == TRACKED)
    paths |= _geofence(client)
    phone = _kept_device(client)
    paths["deviceId"] = phone["deviceId"]
    paths["bookingId"] = bookings.booked["bookingId"]
    document_id = _uploaded(client, tripId=paths["tripId"])
    client.post(f"/v1/documents/{document_id}/confirmation")
    paths["documentId"] = document_id
    own_paths = {
        "revoke_tracking_device": {"deviceId": _device(client)["deviceId"]},
        "delete_geofence": _geofence(client),
        "confirm_document": {"documentId": _uploaded(client)},
        "delete_conversation": {"conversationId": _begin_conversation(client)},
    }
    paths |= _conversation(client) | _cited(bookings.clause)
    away = {"delegateId": colleague, "from": day(100).isoformat(), "until": day(110).isoformat()}
    bodies: dict[str, Json] = {
        "create_passenger": {"kind": "guest", "arrangerIds": [colleague]},
        "replace_passenger": {"arrangerIds": [colleague]},
        "set_delegate": away,
        "stream_assistant_message": {"message": "And a hotel?", "conversationId": paths["conversationId"]},
    }
    if role == "traveller":
        own_paths["cancel_booking"] = {"bookingId": bookings.unwanted["bookingId"]}
        own_paths["list_accesses"] = {"passengerId": bookings.guest_id}
        own_paths["select_option"] = {"bookingId": bookings.offered["bookingId"]}
        own_paths["recall_booking"] = {"bookingId": bookings.recallable["bookingId"]}
        own_paths["revise_booking"] = {"bookingId": bookings.revisable["bookingId"]}
        own_paths["create_quote"] = {"bookingId": bookings.mixed["bookingId"]}
        bodies["create_quote"] = {"parts": [each["partId"] for each in bookings.mixed["parts"]]}
        bodies["create_booking"] = {"request": None, **mixed(ahead=220)}
        wish = {"preference": "most_stops", "strength": "wish", "stops": 0}
        bodies["revise_booking"] = {"purpose": "Shorter", "stays": [], "cars": [], "preferences": [wish]}
        bodies["select_option"] = {"optionId": allowed(bookings.offered)["optionId"]}
        paths["tripId"] = bookings.booked["tripId"]
        _share(client, paths["tripId"], colleague)
        paths["changeId"] = bookings.booked["supplierChanges"][0]["changeId"]
        paths["quoteId"] = bookings.quoted["quoteId"]
        own_paths["confirm_quote"] = {each: bookings.agreed[each] for each in ("bookingId", "quoteId")}
        own_paths["list_receipts"] = {"bookingId": bookings.cancelled_by_part["bookingId"]}
    if role == "approver":
        own_paths["decide_approval"] = {"bookingId": bookings.asked["bookingId"]}
        bodies["decide_approval"] = {"decision": "approved", "approvalHash": bookings.asked["approvalRequest"]["hash"]}
        paths["bookingId"] = bookings.asked["bookingId"]
    if role == "operator":
        paths["bookingId"] = bookings.stuck["bookingId"]
    if role == "travel-manager":
        add_for_company(client, colleague, receiver_url, paths, own_paths, bodies)
        own_paths |= {each: {"userId": bookings.tracked.user_id} for each in ("list_positions", "get_track_summary")}
        own_paths["list_geofence_events"] = {"geofenceId": bookings.tracked.geofence_id}
        bodies["publish_policy"] = _citing(bookings.clause)
    months = {"fromMonth": f"{day(0):%Y-%m}", "toMonth": f"{day(230):%Y-%m}", "groupBy": "traveller", "limit": 1}
    queries: dict[str, Json] = {
        "report_compliance": months,
        "report_spend": months,
        "list_positions": {"reason": REASON, "limit": 1},
        "get_track_summary": {"reason": REASON},
        "list_geofence_events": {"reason": REASON, "userId": bookings.tracked.user_id, "limit": 1},
        "list_bookings": {"status": "booked"},
        "find_colleagues": {"query": "aage", "limit": 1},  # as the stand-ins are called
        "search_policy": {"q": "hotel in London", "limit": 1},
    }
    return Seeds(str(client.token), phone["credential"], paths, own_paths, bodies, queries)


def _sign_in(stack: Stack, role: str, bookings: Bookings) -> Client:
    if role == NEWCOMER:
        return World(stack).newcomer("Ida Lund", "traveller")
    return Client(stack.base_url, bookings.tracked.token) if role == TRACKED else sign_in(stack, role)


def _trip(client: Client, colleagues: list[str]) -> dict[str, str]:
    start = datetime.now(UTC).replace(microsecond=0) + timedelta(days=40)
    times = {"startsAt": start.isoformat(), "endsAt": (start + timedelta(days=2)).isoformat()}
    trip_id = client.post("/v1/trips", {"name": "Berlin and back", **times})["trip"]["tripId"]
    meeting = {"kind": "meeting", "name": "The sales team", "tripId": trip_id, "startsAt": times["startsAt"]}
    item_id = client.post("/v1/items", meeting)["itemId"]
    for colleague in colleagues:
        client.put(f"/v1/trips/{trip_id}/shares/{colleague}", {"right": "read"}, if_match='"v0"')
    client.post(f"/v1/trips/{trip_id}/calendar")
    return {"tripId": trip_id, "itemId": item_id}


def _share(client: Client, trip_id: str, user_id: str) -> None:
    """Share a trip that has a progress, if it is not shared yet."""
    path = f"/v1/trips/{trip_id}/shares/{user_id}"
    if client.call("GET", path).status == HTTPStatus.NOT_FOUND:
        client.put(path, {"right": "read"}, if_match='"v0"')


def _profile(client: Client) -> dict[str, str]:
    guest = {"kind": "guest", "givenName": "Ida", "familyName": "Lund", "birthDate": "1990-01-02", "nationality": "SE"}
    passenger_id = client.post("/v1/passengers", guest)["passengerId"]
    for _ in range(2):
        client.get(f"/v1/passengers/{passenger_id}?reveal=true")
    return {"passengerId": passenger_id}


def _calendar(client: Client) -> dict[str, str]:
    return {"token": str(client.post("/v1/me/calendar")["url"]).rpartition("/")[2]}


def _shared_track(client: Client) -> dict[str, str]:
    """Links to where somebody was of late; they show nothing of who does not consent to it. There may be twenty."""
    leave_one(client, "/v1/me/track-shares", "shareId")
    body = {"label": "Home", "since": (datetime.now(UTC) - timedelta(hours=3)).isoformat()}
    made = [client.post("/v1/me/track-shares", body) for _ in range(2)]
    return {"shareId": str(made[0]["shareId"]), "shareToken": str(made[0]["url"]).rpartition("/")[2]}


def _geofence(client: Client) -> dict[str, str]:
    body = {"name": "Airport", "shape": {"kind": "place", "name": "BER"}}
    return {"geofenceId": str(client.post("/v1/geofences", body)["geofenceId"])}


def _kept_device(client: Client) -> dict[str, str]:
    """A phone, beside which its person keeps one other: there may be ten."""
    leave_one(client, "/v1/me/tracking-devices", "deviceId", query="")
    return _device(client)


def _device(client: Client) -> dict[str, str]:
    made = client.post("/v1/me/tracking-devices", {"name": "Phone"})
    return {each: str(made[each]) for each in ("deviceId", "credential")}


def _privacy(client: Client, *, keeps_consent: bool) -> dict[str, str]:
    for granted in () if keeps_consent else (True, False):
        client.put("/v1/consents/location_tracking", {"granted": granted, "textVersion": "2026-11-en"})
    return {"exportId": client.post("/v1/privacy/exports", {})["exportId"]}


def _uploaded(client: Client, **more: str) -> str:
    """A document whose file is in the store, but not confirmed yet."""
    said = {"kind": "receipt", "fileName": "hotel.pdf", "contentType": "application/pdf"}
    made = client.post(
        "/v1/documents", {**said, **more, "sizeBytes": len(PDF), "sha256": hashlib.sha256(PDF).hexdigest()}
    )
    form = made["upload"]
    fields: list[tuple[str, Any]] = [*form["fields"].items(), ("file", ("file", PDF, "application/pdf"))]
    answer = urllib3.PoolManager(retries=False).request("POST", form["url"], fields=fields)
    assert answer.status == 204, answer.data
    return str(made["document"]["documentId"])


def _cited(clause: Json) -> dict[str, str]:
    """The section that a clause rests on."""
    cited = clause["citation"]
    named = {"policyDocumentId": cited["documentId"], "version": cited["version"], "position": cited["position"]}
    return {name: str(each) for name, each in named.items()}


def _conversation(client: Client) -> dict[str, str]:
    """A conversation of two messages, beside which its person keeps one other: there may be fifty."""
    leave_one(client, "/v1/assistant/conversations", "conversationId")
    conversation_id = _begin_conversation(client)
    more = {"message": "And for ten hours?", "conversationId": conversation_id}
    client.post("/v1/assistant/messages", more)
    return {"conversationId": conversation_id}


def _begin_conversation(client: Client) -> str:
    begun = client.post("/v1/assistant/messages", {"message": "May I fly in business class to London?"})
    return str(begun["conversationId"])


def _citing(clause: Json) -> Json:
    """What makes of the document's example a policy that rests on words that are there."""
    number = {"number": "5.2", "title": "Hotel rates by city", "text": clause["source"]["quote"]}
    return {"clauses": [{**number, "source": clause["source"]}]}
