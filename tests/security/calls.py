"""Every call that somebody may make on a thing of somebody's: what it may come to, and what is wrong with what came."""

import itertools
import json
import re
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from local.client import Reply
from tests.e2e.ear import Json
from tests.e2e.world import World, at_once
from tests.security.described import Operation
from tests.security.people import Person, Right, Thing, as_body

# Parameters that name a thing of somebody's; each has things in the household (people.py).
OBJECTS = frozenset(
    {
        *("bookingId", "tripId", "itemId", "documentId", "passengerId", "exportId", "erasureId"),
        *("webhookId", "eventId", "token", "quoteId", "changeId", "conversationId", "policyDocumentId", "shareId"),
        *("deviceId", "geofenceId", "listExportId"),
    }
)
# Parameters that name nothing of anybody's: the company's budgets and its people as the travel manager keeps them, also
# from a file, what suppliers told that is put aside for the travel manager, which of one's own consents is meant, the
# versions and sections of the policy document in the path, and what opens a link to a track, which even its person
# reads once.
NO_OBJECTS = frozenset(
    {
        *("supplier", "costCentre", "period", "purpose", "userId", "reviewId", "importId"),
        *("version", "position", "shareToken"),
    },
)
# What tells a thing of somebody's from all others, wherever it stands.
TELLING = OBJECTS | {"userId"}
# Fields and filters that name a thing or a person. To name somebody else's there must be as good as to name nobody's.
REFERENCES = frozenset(
    {"conversationId", "tripId", "passengerId", "passengerIds", "userId", "delegateId", "geofenceId", "deviceId"}
)
# Those that are free: an option of the booking in the path, an event that was read before, whom one lets book, who
# is above whom or answers for a cost centre, what a supplier names in what it has signed, and the policy document that
# the travel manager cites or anybody searches (`filters`).
NO_REFERENCES = frozenset(
    {
        *("optionId", "lastEventId", "policyId", "eventId", "arrangerIds", "managerId", "ownerId", "orderId"),
        "documentId",
    }
)
# What somebody who may only read a thing may do beside reading it: with what is their own about it.
OWN_PART = frozenset({"create_trip_calendar", "get_trip_calendar", "revoke_trip_calendar"})
# What nobody sees of a trip but its traveller, unless they share where they are: it is as if there were none.
SHARED_APART = frozenset({"get_trip_progress"})
# Who decides on a booking may see it, and does nothing else with it.
DECIDING = frozenset({"decide_approval"})
# What nobody may do with what is their own.
NOT_FOR_OWNERS = frozenset({"decide_approval"})
# What every caller writes in for themselves, and where the copy's own clock writes.
IGNORED_TABLES = frozenset({"idempotency", "connections", "subscriptions", "webhook-deliveries"})


class Cast(NamedTuple):
    """Everybody, what is the owner's, and what is each of the others'."""

    owner: Person
    others: dict[str, Person]
    things: list[Thing]
    own: dict[str, list[Thing]]


def on_things(operations: Iterable[Operation]) -> list[Operation]:
    return [each for each in operations if each.names & OBJECTS]


def nobodys(operation: Operation) -> dict[str, str]:
    """Ids as good as any, of nothing; of nobody, where a person is named beside the thing."""
    return {name: _like(example) for name, example in operation.examples.items() if name in TELLING}


def _like(example: str) -> str:
    """`example` with other letters: a ULID, a UUID or a calendar's word, as it may be."""
    if re.fullmatch(r"[0-9a-f-]{36}", example):
        return str(uuid.uuid4())
    prefix, glue, rest = example.partition("_") if example[:4].endswith("_") else ("", "", example)
    return f"{prefix}{glue}{rest[:-8].replace('M', 'N')}{rest[-8:][::-1] if '.' not in rest else rest[-8:]}"


def expected(operation: Operation, who: Person, right: Right) -> set[int]:
    """The statuses that an operation may have on a thing, by somebody with this right to it who is not its owner."""
    if operation.roles and not operation.roles & who.roles:
        return {403}
    if right is Right.NONE or (operation.name in SHARED_APART and right is not Right.OWNER):
        return {404}
    if operation.name in OWN_PART:
        return {200, 201, 204, 403, 404}
    if operation.name in DECIDING and who.roles & {"approver", "travel-manager"}:
        return {400, 409, 412, 422}  # the example's hash is not what waits for approval
    if right is Right.READ:
        return {200, 403} if operation.method == "get" else {403}
    return {200, 201, 202, 204, 400, 403, 409, 412, 422}


class Call(NamedTuple):
    """One call to be made and judged."""

    who: Person
    operation: Operation
    url: str
    body: Any
    statuses: set[int]
    about: str

    def send(self) -> Reply:
        return self.operation.send(self.who.client, self.url, self.body)


def leaks(call: Call, reply: Reply, secrets: frozenset[str]) -> list[str]:
    """The secret words in an answer, but for those that the caller said."""
    said = call.url + json.dumps(call.body)
    return [word for word in secrets if word in reply.raw.decode() and word not in said]


def secrets_of(things: Iterable[Thing], who: Person) -> frozenset[str]:
    """What a person may not read of all these."""
    things = list(things)
    kept = frozenset[str]().union(*(thing.secret_from(who) for thing in things))
    may = frozenset[str]().union(*(thing.marks for thing in things if thing.right(who) is not Right.NONE))
    return kept - may


def wrong_with(calls: list[Call], secrets: Mapping[str, frozenset[str]], figures: Counter[str]) -> list[str]:
    """What is wrong with the answers to all these calls, in plain words."""
    found = []
    for call, reply in zip(calls, at_once(Call.send, calls), strict=True):
        figures["calls"] += 1
        line = f"{call.who.name}: {call.operation.method.upper()} {call.url} ({call.about})"
        if reply.status not in call.statuses:
            found.append(f"{line} is {reply.status}, not one of {sorted(call.statuses)}: {str(reply.body)[:200]}")
        if leaked := leaks(call, reply, secrets[call.who.name]):
            figures["leaks"] += 1
            found.append(f"{line} reveals {leaked}")
    return found


def report(wrong: list[str]) -> str:
    """What went wrong, for whoever mends it; not all of it, where one fault shows everywhere."""
    return "\n".join([f"{len(wrong)} wrong:", *wrong[:40]])


def rows_about(world: World, things: Iterable[Thing], owner: Person) -> dict[str, str]:
    """Every row that mentions a person or what is theirs, and every file of theirs."""
    words = {owner.user_id, *(word for thing in things for name, word in thing.ids.items() if name in TELLING)}
    tables = world.service("dynamodb").get_paginator("list_tables").paginate()
    names = [name.removeprefix(world.stack.name("")) for page in tables for name in page["TableNames"]]
    kept = {}
    for table in set(names) - IGNORED_TABLES:
        for row in world.rows(table):
            text = json.dumps(row, sort_keys=True, default=str)
            if any(word in text for word in words):
                kept[f"{table} {uuid.uuid5(uuid.NAMESPACE_OID, text)}"] = text
    s3 = world.service("s3")
    for bucket in s3.list_buckets()["Buckets"]:
        for each in s3.list_objects_v2(Bucket=bucket["Name"]).get("Contents", []):
            if owner.user_id in each["Key"]:
                kept[f"file {each['Key']}"] = each["ETag"]
    return kept


def assert_unchanged(before: Mapping[str, str], after: Mapping[str, str]) -> None:
    gone = [before[key] for key in before.keys() - after.keys()]
    new = [after[key] for key in after.keys() - before.keys()]
    assert (gone, new) == ([], []), f"changed: {gone}\nto: {new}"


def shape(operation: Operation, who: Person, ids: Mapping[str, str]) -> str:
    """An answer, status and headers included, without what differs from call to call."""
    reply = operation.send(who.client, operation.url(ids), operation.body)
    names = sorted(name.lower() for name in reply.headers)
    text = f"{reply.status} {names} {reply.body}"
    for word in (reply.headers.get("X-Request-Id", " "), *(ids[name] for name in ids if name in TELLING)):
        text = text.replace(word, "...")
    return text


def shared_calls(operations: list[Operation], who: Person, things: list[Thing]) -> Iterable[Call]:
    """Every operation on these things; what takes them away comes last."""
    for operation in sorted(on_things(operations), key=lambda each: (each.method == "delete", -len(each.path))):
        for thing in things:
            if operation.names <= set(thing.ids) and not operation.public:
                statuses = expected(operation, who, thing.right(who))
                body = as_body(operation.body, {"tripId": None} if "tripId" in operation.body_fields else {})
                yield Call(who, operation, operation.url(thing.ids), body, statuses, thing.name)


def more_right(world: World, who: Person, thing: Thing) -> int:
    """What comes of giving oneself more right than one was given."""
    path = f"/v1/trips/{thing.ids['tripId']}/shares/{who.user_id}"
    return who.client.call("PUT", path, {"right": "write"}, headers={"If-Match": "*"}).status


def statuses_of(operation: Operation, who: Person) -> set[int]:
    if operation.roles and not operation.roles & who.roles:
        return {403}
    return {200, 400, 403, 404}


def filters(operation: Operation, cast: Cast) -> Iterable[dict[str, str]]:
    """No filter; then each by itself with every value that it may have, the owner's own among them; then the owner's
    together with everything else that may be said."""
    yield {}
    policy_documents = [thing for thing in cast.things if "policyDocumentId" in thing.ids]
    theirs = {
        "userId": [cast.owner.user_id],
        "tripId": [t.ids["tripId"] for t in cast.things if "tripId" in t.ids],
        "documentId": [thing.ids["policyDocumentId"] for thing in policy_documents],
        "q": ["Which hotels?", *(word for thing in policy_documents for word in sorted(thing.marks | thing.hidden))],
    }
    values: dict[str, list[str]] = {"limit": ["1", "100"]}
    for name, schema in operation.query.items():
        options = [*schema.get("anyOf", []), schema]
        kinds = {each.get("type") for each in options}
        if name in theirs:
            values[name] = theirs[name]
        elif "boolean" in kinds:
            values[name] = ["true", "false"]
        else:
            values[name] = [*values.get(name, []), *(v for each in options for v in each.get("enum", []) if v)]
    for name, possible in values.items():
        if name in operation.query:
            yield from ({name: value} for value in possible)
    for first, second in itertools.combinations([name for name in values if name in operation.query], 2):
        for one, other in itertools.product(values[first][:2], values[second][:2]):
            yield {first: one, second: other}


def owners_cursors(operations: list[Operation], cast: Cast) -> Iterable[tuple[tuple[str, str], tuple[Json, str]]]:
    """One cursor of each of the owner's lists that has a second page, with the ids in the list's path."""
    for operation in operations:
        if not operation.is_list or operation.roles:
            continue
        for thing in cast.things if operation.names & OBJECTS else cast.things[:1]:
            if not operation.names & OBJECTS or operation.names <= set(thing.ids):
                ids = {**thing.ids, "purpose": "trip_sharing"}
                reply = operation.send(cast.owner.client, operation.url(ids, limit="1"))
                if reply.status == 200 and reply.body["nextCursor"]:
                    yield (operation.name, thing.name), (ids, reply.body["nextCursor"])
                    break


def naming_calls(operations: list[Operation], who: Person, cast: Cast) -> Iterable[Call]:
    """Every operation whose body may name a thing, naming what is the owner's: on what is one's own."""
    own = {name: value for thing in cast.own[who.name] for name, value in thing.ids.items()}
    for operation in operations:
        for field in sorted(operation.body_fields & REFERENCES):
            for name, value in theirs(field, who, cast):
                is_for_others = bool(operation.roles) and not operation.roles & who.roles
                statuses = {403} if is_for_others else {400, 403, 404, 422}
                body = as_body(operation.body, {field: value})
                yield Call(who, operation, operation.url(own), body, statuses, f"{field}: {name}")


def theirs(field: str, who: Person, cast: Cast) -> Iterable[tuple[str, Any]]:
    """What a field can name that is the owner's and not for `who` to change."""
    if field == "userId" and not who.is_manager:
        yield "a colleague", cast.owner.user_id
    for thing in cast.things:
        if field == "tripId" and "tripId" in thing.ids and thing.right(who) in (Right.NONE, Right.READ):
            yield thing.name, thing.ids["tripId"]
        if field == "conversationId" and "conversationId" in thing.ids:
            yield thing.name, thing.ids["conversationId"]
        if "passengerId" not in thing.ids or thing.right(who) is not Right.NONE:
            continue
        if field == "passengerIds":
            yield thing.name, [thing.ids["passengerId"]]
        if field == "passengerId" and not who.is_manager:  # who may have anybody forgotten
            yield thing.name, thing.ids["passengerId"]


def allowed_to_owner(operation: Operation, status: int) -> bool:
    if operation.method in {"get", "delete"}:
        return status in (200, 204, 404 if operation.name in OWN_PART else 200)
    return status in (200, 201, 202, 204, 400, 409, 412, 422) or operation.name in NOT_FOR_OWNERS
