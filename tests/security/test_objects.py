"""What is somebody else's can neither be read nor changed: every operation, by every role, on every kind of thing that
is one's own, a colleague's, shared, or nobody's. The operations are read from the API's own document."""

import itertools
import json
import re
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import pytest

from local.client import Reply
from tests.e2e.ear import Json
from tests.e2e.world import World, at_once
from tests.security.described import Operation
from tests.security.people import Household, Person, Right, Thing, as_body, person

# Parameters that name a thing of somebody's; each has things in the household (people.py).
OBJECTS = frozenset(
    {
        *("bookingId", "tripId", "colleagueId", "itemId", "documentId", "passengerId", "exportId", "erasureId"),
        *("webhookId", "eventId", "token", "quoteId", "changeId"),
    }
)
# Parameters that name nothing of anybody's: the company's budgets and its people as the travel manager keeps them, and
# which of one's own consents is meant.
NO_OBJECTS = frozenset({"supplier", "costCentre", "period", "purpose", "employeeId"})
# Fields and filters that name a thing or a person. To name somebody else's there must be as good as to name nobody's.
REFERENCES = frozenset({"tripId", "passengerIds", "userId", "employeeId"})
# Those that need no leave: an option of the booking in the path, an event that was read before, whom one lets book, who
# is above whom, and what a supplier names in what it has signed.
NO_REFERENCES = frozenset({"optionId", "lastEventId", "policyId", "eventId", "managerId", "orderId"})

# What somebody who may only read a thing may do beside reading it: with what is their own about it.
OWN_PART = frozenset({"open_trip_calendar", "get_trip_calendar", "close_trip_calendar"})
# Who decides on a booking may see it, and does nothing else with it.
DECIDING = frozenset({"decide_approval"})
# What nobody may do with what is their own.
NOT_FOR_OWNERS = frozenset({"decide_approval"})
# What every caller writes in for themselves, and where the copy's own clock writes.
IGNORED_TABLES = frozenset({"idempotency", "connections", "subscriptions", "webhook-deliveries"})
# The travel manager first: whom a trip is shared with for writing takes its items away, which the manager reads too.
ROLES = ("travel manager", "traveller", "approver", "operator", "nobody in particular")


class Cast(NamedTuple):
    """Everybody, what is the owner's, and what is each of the others'."""

    owner: Person
    others: dict[str, Person]
    things: list[Thing]
    own: dict[str, list[Thing]]


@pytest.fixture(scope="module")
def cast(world: World) -> Cast:
    owner, witness = person(world, "owner", "traveller"), person(world, "witness", "traveller")
    others = {
        "traveller": person(world, "traveller", "traveller"),
        "approver": person(world, "approver", "traveller", "approver"),
        "travel manager": person(world, "travel manager", "traveller", "travel-manager"),
        "operator": person(world, "operator", "operator"),
        "nobody in particular": person(world, "nobody in particular"),
    }
    household = Household(world, owner, witness)
    with ThreadPoolExecutor(3) as pool:
        booked = pool.submit(household.bookings, others["traveller"])
        own = list(pool.map(lambda each: Household(world, each, witness).furnish(), others.values()))
        household.furnish(list(others.values()))
        booked.result()
    return Cast(owner, others, household.things, dict(zip(others, own, strict=True)))


def on_things(operations: Iterable[Operation]) -> list[Operation]:
    return [each for each in operations if each.names & OBJECTS]


def nobodys(operation: Operation) -> dict[str, str]:
    """Ids as good as any, of nothing."""
    return {name: _like(example) for name, example in operation.examples.items() if name in OBJECTS}


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
    if right is Right.NONE:
        return {404}
    if operation.name in OWN_PART:
        return {200, 201, 204, 403, 404}
    if operation.name in DECIDING and who.roles & {"approver", "travel-manager"}:
        return {400, 409, 412, 422}  # the example's hash is not what waits for leave
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
        if told := leaks(call, reply, secrets[call.who.name]):
            figures["leaks"] += 1
            found.append(f"{line} tells {told}")
    return found


def told(wrong: list[str]) -> str:
    """What went wrong, for whoever mends it; not all of it, where one fault shows everywhere."""
    return "\n".join([f"{len(wrong)} wrong:", *wrong[:40]])


def rows_about(world: World, things: Iterable[Thing], owner: Person) -> dict[str, str]:
    """Every row that mentions a person or what is theirs, and every file of theirs."""
    words = {owner.user_id, *(word for thing in things for word in thing.ids.values())}
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


def test_every_operation_has_a_rule_for_what_it_names(operations: list[Operation]) -> None:
    """A new parameter, field or filter that names a thing must be added above, with things to try it on."""
    unruled = {name for each in operations for name in each.names} - OBJECTS - NO_OBJECTS
    naming = {name for each in operations for name in (*each.body_fields, *each.query) if re.search(r"Ids?$", name)}

    assert unruled == set()
    assert naming - REFERENCES - NO_REFERENCES == set()


def test_there_is_a_thing_for_every_operation_on_things(operations: list[Operation], cast: Cast) -> None:
    nothing = [
        each.name
        for each in on_things(operations)
        if not any(each.names <= set(thing.ids) for thing in (*cast.things, *cast.own["travel manager"]))
    ]

    assert nothing == []


@pytest.mark.parametrize("role", ROLES)
def test_what_is_a_colleagues_is_as_if_it_did_not_exist(
    world: World, operations: list[Operation], cast: Cast, figures: Counter[str], role: str
) -> None:
    who = cast.others[role]
    strangers = [*cast.things, *(cast.own["travel manager"] if role != "travel manager" else [])]
    secrets = {who.name: secrets_of(strangers, who)}
    before = rows_about(world, cast.things, cast.owner)
    foreign, unknown = [], []
    for operation in on_things(operations):
        if operation.public:
            continue
        for thing in strangers:
            if operation.names <= set(thing.ids) and thing.right(who) is Right.NONE:
                statuses = expected(operation, who, Right.NONE)
                foreign.append(Call(who, operation, operation.url(thing.ids), operation.body, statuses, thing.name))
        statuses = expected(operation, who, Right.NONE)
        unknown.append(Call(who, operation, operation.url(nobodys(operation)), operation.body, statuses, "nobody's"))

    wrong = wrong_with(foreign, secrets, figures) + wrong_with(unknown, secrets, figures)

    assert not wrong, told(wrong)
    assert_unchanged(before, rows_about(world, cast.things, cast.owner))
    figures["foreign"] += len(foreign)
    figures["unknown"] += len(unknown)


@pytest.mark.parametrize("role", ROLES)
def test_problems_do_not_tell_a_colleagues_from_nobodys(operations: list[Operation], cast: Cast, role: str) -> None:
    who = cast.others[role]
    told = {}
    for operation in on_things(operations):
        foreign = [t for t in cast.things if operation.names <= set(t.ids) and t.right(who) is Right.NONE]
        if foreign and not operation.public:
            shapes = [shape(operation, who, foreign[0].ids), shape(operation, who, nobodys(operation))]
            told.update({operation.name: shapes} if shapes[0] != shapes[1] else {})

    assert told == {}


def shape(operation: Operation, who: Person, ids: Mapping[str, str]) -> str:
    """An answer, status and headers included, without what differs from call to call."""
    reply = operation.send(who.client, operation.url(ids), operation.body)
    names = sorted(name.lower() for name in reply.headers)
    text = f"{reply.status} {names} {reply.body}"
    for word in (reply.headers.get("X-Request-Id", " "), *ids.values()):
        text = text.replace(word, "...")
    return text


@pytest.mark.parametrize("role", ROLES)
def test_what_is_shared_may_be_read_and_what_is_the_travellers_own_is_not_in_it(
    world: World, operations: list[Operation], cast: Cast, figures: Counter[str], role: str
) -> None:
    """Whoever may read a thing changes nothing of it, and whoever may change it takes nothing away that is not said."""
    who = cast.others[role]
    secrets = {who.name: secrets_of(cast.things, who)}
    reading = [thing for thing in cast.things if thing.right(who) is Right.READ]
    writing = [thing for thing in cast.things if thing.right(who) is Right.WRITE]
    before = rows_about(world, cast.things, cast.owner)

    wrong = wrong_with(list(shared_calls(operations, who, reading)), secrets, figures)
    changed = rows_about(world, cast.things, cast.owner)
    personal = {key: text for key, text in changed.items() if who.user_id in text and key not in before}
    assert_unchanged(before, {key: text for key, text in changed.items() if key not in personal})
    assert all(key.startswith("calendars ") for key in personal), personal
    wrong += wrong_with(list(shared_calls(operations, who, writing)), secrets, figures)
    escalated = [more_right(world, who, thing) for thing in (*reading, *writing) if "tripId" in thing.ids]

    assert not wrong, told(wrong)
    assert set(escalated) == {403}
    figures["shared"] += len(list(shared_calls(operations, who, [*reading, *writing])))


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


def test_lists_show_ones_own_only_whatever_is_asked_for(
    operations: list[Operation], cast: Cast, figures: Counter[str]
) -> None:
    """Every list without a thing in its path, with every filter there is, filled in with what is the owner's too."""
    calls = [
        Call(who, operation, operation.url(**query), None, statuses_of(operation, who), "a list")
        for operation in operations
        if operation.method == "get" and not operation.names & OBJECTS and not operation.public
        for who in cast.others.values()
        for query in filters(operation, cast)
    ]
    secrets = {who.name: secrets_of(cast.things, who) for who in cast.others.values()}

    wrong = wrong_with(calls, secrets, figures)
    assert not wrong, told(wrong)
    figures["lists"] += len(calls)


def statuses_of(operation: Operation, who: Person) -> set[int]:
    if operation.roles and not operation.roles & who.roles:
        return {403}
    return {200, 400, 403, 404}


def filters(operation: Operation, cast: Cast) -> Iterable[dict[str, str]]:
    """No filter; then each by itself with every value that it may have, the owner's own among them; then the owner's
    together with everything else that may be said."""
    yield {}
    theirs = {"employeeId": [cast.owner.user_id], "tripId": [t.ids["tripId"] for t in cast.things if "tripId" in t.ids]}
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


def test_everybody_finds_their_own_in_their_lists(operations: list[Operation], cast: Cast) -> None:
    """So that what is not shown above is not shown because it is somebody else's."""
    plain = {"list_trips", "list_items", "list_documents", "list_passengers", "list_consent_history"}
    lists = [operation for operation in operations if operation.name in plain]
    assert len(lists) == len(plain)

    for who in cast.others.values():
        marks = frozenset[str]().union(*(thing.marks for thing in cast.own[who.name]))
        for operation in lists:
            reply = operation.send(who.client, operation.url({"purpose": "trip_sharing"}))
            assert any(word in reply.raw.decode() for word in marks), (who.name, operation.name)


def test_a_cursor_is_good_for_nobody_else_and_for_no_other_list(
    operations: list[Operation], cast: Cast, figures: Counter[str]
) -> None:
    cursors = dict(owners_cursors(operations, cast))
    secrets = {who.name: secrets_of(cast.things, who) for who in (*cast.others.values(), cast.owner)}
    calls = [
        Call(who, operation, operation.url(ids, cursor=cursor, limit="1"), None, {400, 403, 404}, f"cursor of {name}")
        for (name, _), (ids, cursor) in cursors.items()
        for operation in operations
        if operation.is_list
        for who in (*cast.others.values(), cast.owner)
        if (who is not cast.owner or operation.name != name) and operation.names <= set(ids) | {"purpose"}
    ]

    assert {name for name, _ in cursors} >= {
        *("list_bookings", "list_audit", "list_trips", "list_shares", "list_items", "list_documents"),
        *("list_passengers", "list_accesses", "list_consent_history", "list_export_entries"),
    }
    wrong = wrong_with(calls, secrets, figures)
    assert not wrong, told(wrong)
    figures["cursors"] += len(calls)


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


@pytest.mark.parametrize("role", ROLES)
def test_what_is_a_colleagues_cannot_be_named_in_a_body(
    world: World, operations: list[Operation], cast: Cast, figures: Counter[str], role: str
) -> None:
    """An item, a document or a booking of one's own does not hang on what is somebody else's."""
    who = cast.others[role]
    secrets = {who.name: secrets_of(cast.things, who)}
    before = rows_about(world, cast.things, cast.owner)
    calls = list(naming_calls(operations, who, cast))

    assert len(calls) >= 4
    wrong = wrong_with(calls, secrets, figures)
    assert not wrong, told(wrong)
    assert_unchanged(before, rows_about(world, cast.things, cast.owner))
    figures["bodies"] += len(calls)


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
        if field == "passengerIds" and "passengerId" in thing.ids and thing.right(who) is Right.NONE:
            yield thing.name, [thing.ids["passengerId"]]


def test_a_calendars_address_opens_for_whoever_has_all_of_it_and_no_other(
    operations: list[Operation], cast: Cast
) -> None:
    """The one thing that is opened by what one knows: a word of it changed anywhere opens nothing."""
    (reading,) = (each for each in operations if each.public and each.names & OBJECTS)
    stranger = cast.others["traveller"].client
    for thing in (thing for thing in cast.things if "token" in thing.ids):
        word = thing.ids["token"]
        assert reading.send(stranger, reading.url({"token": word})).status == 200
        for place in range(0, len(word) - 4, 3):
            other = word[:place] + ("a" if word[place] != "a" else "b") + word[place + 1 :]
            assert reading.send(stranger, reading.url({"token": other})).status == 404, other


@pytest.mark.parametrize("role", ROLES)
def test_websocket_tells_nobody_of_a_colleagues_booking(world: World, cast: Cast, role: str) -> None:
    who = cast.others[role]
    foreign = [t for t in cast.things if "bookingId" in t.ids and t.right(who) is Right.NONE]
    with world.ear(who.client) as ear:
        for thing in foreign:
            refused = ear.ask({"action": "subscribe", "bookingId": thing.ids["bookingId"]})
            assert (refused["type"], refused["code"]) == ("error", "not_found"), thing.name
        assert not [
            word for word in secrets_of(foreign, who) - {t.ids["bookingId"] for t in foreign} if word in str(ear.heard)
        ]
    assert not [row for row in world.rows("subscriptions") if row["bookingId"] in str([t.ids for t in foreign])]


@pytest.mark.parametrize("role", ROLES)
def test_what_is_ones_own_may_be_used(
    operations: list[Operation], cast: Cast, figures: Counter[str], role: str
) -> None:
    """The last of all, since it takes things away: nobody is kept from what is theirs."""
    who = cast.others[role]
    refused = []
    order = ("get", "put", "patch", "post", "delete")
    for operation in sorted(on_things(operations), key=lambda each: (order.index(each.method), -len(each.path))):
        for thing in cast.own[role]:
            if operation.names <= set(thing.ids):
                body = as_body(operation.body, {"tripId": None} if "tripId" in operation.body_fields else {})
                reply = operation.send(who.client, operation.url(thing.ids), body)
                figures["own"] += 1
                if not allowed_to_owner(operation, reply.status):
                    refused.append(f"{operation.method} {operation.url(thing.ids)} is {reply.status}: {reply.body}")

    assert not refused, told(refused)


def allowed_to_owner(operation: Operation, status: int) -> bool:
    if operation.method in {"get", "delete"}:
        return status in (200, 204, 404 if operation.name in OWN_PART else 200)
    return status in (200, 201, 202, 204, 400, 409, 412, 422) or operation.name in NOT_FOR_OWNERS
