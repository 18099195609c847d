"""What is somebody else's can neither be read nor changed: every operation, by every role, on every kind of thing that
is one's own, a colleague's, shared, or nobody's. The operations are read from the API's own document."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.e2e.world import World
from tests.security.calls import (
    NO_OBJECTS,
    NO_REFERENCES,
    OBJECTS,
    REFERENCES,
    Call,
    Cast,
    allowed_to_owner,
    assert_unchanged,
    expected,
    filters,
    more_right,
    naming_calls,
    nobodys,
    on_things,
    owners_cursors,
    report,
    rows_about,
    secrets_of,
    shape,
    shared_calls,
    statuses_of,
    wrong_with,
)
from tests.security.described import Operation
from tests.security.people import Household, Right, as_body, person

# The travel manager first: whom a trip is shared with for writing takes its items away, which the manager reads too.
ROLES = ("travel manager", "traveller", "approver", "operator", "nobody in particular")


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

    assert not wrong, report(wrong)
    assert_unchanged(before, rows_about(world, cast.things, cast.owner))
    figures["foreign"] += len(foreign)
    figures["unknown"] += len(unknown)


@pytest.mark.parametrize("role", ROLES)
def test_problems_do_not_distinguish_a_colleagues_from_nobodys(
    operations: list[Operation], cast: Cast, role: str
) -> None:
    who = cast.others[role]
    different = {}
    for operation in on_things(operations):
        foreign = [t for t in cast.things if operation.names <= set(t.ids) and t.right(who) is Right.NONE]
        if foreign and not operation.public:
            shapes = [shape(operation, who, foreign[0].ids), shape(operation, who, nobodys(operation))]
            different.update({operation.name: shapes} if shapes[0] != shapes[1] else {})

    assert different == {}


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

    assert not wrong, report(wrong)
    assert set(escalated) == {403}
    figures["shared"] += len(list(shared_calls(operations, who, [*reading, *writing])))


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
    assert not wrong, report(wrong)
    figures["lists"] += len(calls)


def test_everybody_finds_their_own_in_their_lists(operations: list[Operation], cast: Cast) -> None:
    """So that what is not shown above is not shown because it is somebody else's."""
    plain = {"list_trips", "list_items", "list_documents", "list_passengers", "list_consent_history"}
    plain |= {"list_conversations"}
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
        *("list_bookings", "list_audit_entries", "list_trips", "list_shares", "list_items", "list_documents"),
        *("list_passengers", "list_accesses", "list_consent_history", "list_export_entries"),
        *("list_conversations", "list_conversation_messages", "list_policy_documents", "list_policy_sections"),
    }
    wrong = wrong_with(calls, secrets, figures)
    assert not wrong, report(wrong)
    figures["cursors"] += len(calls)


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
    assert not wrong, report(wrong)
    assert_unchanged(before, rows_about(world, cast.things, cast.owner))
    figures["bodies"] += len(calls)


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
def test_websocket_notifies_nobody_of_a_colleagues_booking(world: World, cast: Cast, role: str) -> None:
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

    assert not refused, report(refused)
