"""A name stands beside every id of a person in an answer, read once; and no field of what callers send has one."""

from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_origin

import msgspec
import pytest
from msgspec import inspect

from app import app
from chalicelib.api.http.route import Route
from chalicelib.api.http.routing import Endpoint, Page
from chalicelib.api.openapi import examples
from chalicelib.domain.approvals.approval import ApprovalStep, Pool
from chalicelib.domain.bookings.audit import Actor
from chalicelib.domain.employees import Delegation
from chalicelib.domain.shown_names import DATA_FIELDS, ID_FIELDS, LIST_FIELDS, with_names
from chalicelib.domain.value import SentValue
from chalicelib.errors import Unavailable
from chalicelib.models import employees
from chalicelib.services import shown_names
from tests.support.booked_samples import NOW
from tests.support.described import describe_api

NAMES = {"ben": "Ben Larsen", "clara": "Clara Rossi", "zoe": "Erased"}


class Reader:
    """Counts how often names are read."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, user_ids: Iterable[str]) -> dict[str, str]:
        self.asked.append(sorted(user_ids))
        return {each: NAMES[each] for each in self.asked[-1] if each in NAMES}


def routes() -> Iterator[Route]:
    for entries in app.routes.values():
        yield from (
            entry.view_function.route for entry in entries.values() if isinstance(entry.view_function, Endpoint)
        )


def structs(kind: Any, seen: set[type]) -> set[type]:
    """Every type of value that a type is made of."""
    if kind is None:
        return seen
    walk(inspect.type_info(kind), seen)
    return seen


def walk(info: Any, seen: set[type]) -> None:
    if isinstance(info, inspect.StructType):
        if info.cls in seen:
            return
        seen.add(info.cls)
    for name in getattr(info, "__struct_fields__", ()):
        for each in flat(getattr(info, name)):
            walk(each, seen)


def flat(value: Any) -> Iterator[Any]:
    if isinstance(value, inspect.Type | inspect.Field):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from flat(each)


def fields(kind: type) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(kind)}


def size() -> tuple[int, int]:
    """Operations that answer, and fields that are known to hold a person's id."""
    return sum(route.output_type is not None for route in routes()), len(ID_FIELDS) + len(LIST_FIELDS)


def test_no_name_is_described_where_callers_would_have_to_send_it() -> None:
    people = {*ID_FIELDS, *LIST_FIELDS}
    taken = set[type]().union(*(structs(route.body_type, set()) for route in routes()))
    given = set[type]().union(*(structs(shown(route), set()) for route in routes()))

    both = {kind for kind in taken & given if fields(kind) & people}

    assert [kind for kind in both if not issubclass(kind, SentValue)] == []


def shown(route: Route) -> Any:
    kind = route.output_type
    return get_args(kind)[0] if get_origin(kind) is Page else kind if isinstance(kind, type) else None


def test_every_field_that_looks_like_a_persons_id_has_a_name_or_says_why_not() -> None:
    schemas = describe_api()["components"]["schemas"]
    things = (
        *("booking", "trip", "item", "option", "offer", "order", "hold", "credit", "quote", "change", "document"),
        *("webhook", "event", "passenger", "audit", "review", "notice", "policy", "request", "execution", "part"),
        *("export", "erasure", "access", "component", "receipt", "anchor", "entry", "delivery", "key", "calendar"),
        *("source", "reference", "guest", "conversation", "message", "model", "device"),
        *("look", "share", "geofence", "warning", "import"),
    )
    endings = tuple(f"{thing}id" for thing in things)
    known = {*ID_FIELDS, *LIST_FIELDS, "respondBy", "settledBy"}  # a time, and in words what would
    known |= {"answeredBy", "programId"}  # rules, or a model; a client of the user pool
    known |= {"arrivesBy", "leavesBy"}  # slices, by which a stay is reached and left
    unknown = {
        f"{title}.{field}"
        for title, schema in schemas.items()
        for field in schema.get("properties", {})
        if field.endswith(("Id", "By")) and field not in known and not field.lower().endswith(endings)
    }

    assert unknown == set()


@pytest.mark.parametrize("field", sorted(ID_FIELDS))
def test_name_stands_beside_the_id(field: str) -> None:
    snake = "".join(f"_{each.lower()}" if each.isupper() else each for each in field)
    kind = msgspec.defstruct("Shown", [(snake, str | None)], rename="camel")
    reader = Reader()

    assert with_names(kind("ben"), reader) == {field: "ben", ID_FIELDS[field]: "Ben Larsen"}
    assert with_names(kind("nobody"), reader) == {field: "nobody", ID_FIELDS[field]: None}
    assert with_names(kind(None), reader) == {field: None, ID_FIELDS[field]: None}
    assert reader.asked == [["ben"], ["nobody"]]


@pytest.mark.parametrize("field", sorted(LIST_FIELDS))
def test_names_stand_beside_lists_of_ids_in_their_order(field: str) -> None:
    snake = "".join(f"_{each.lower()}" if each.isupper() else each for each in field)
    kind = msgspec.defstruct("Shown", [(snake, tuple[str, ...])], rename="camel")

    named = with_names(kind(("zoe", "nobody", "ben")), Reader())

    assert named[LIST_FIELDS[field]] == ["Erased", None, "Ben Larsen"]


@pytest.mark.parametrize("field", sorted(DATA_FIELDS))
def test_events_name_who_was_asked_and_no_pools(field: str) -> None:
    event = msgspec.structs.replace(examples.EVENT, data={field: ["ben", "travel-managers"]})

    assert with_names(event, Reader())["data"][DATA_FIELDS[field]] == ["Ben Larsen", None]


def test_a_whole_page_is_read_once_whoever_is_on_it() -> None:
    step = ApprovalStep(level=1, requested_at=NOW, approver_id="ben", decided_by="clara")
    steps = (step, ApprovalStep(level=2, requested_at=NOW, pool=Pool.APPROVERS), step)
    reader = Reader()

    page = with_names(Page(items=steps, next_cursor=None), reader)

    assert [(each["approverName"], each["decidedByName"]) for each in page["items"]] == [
        ("Ben Larsen", "Clara Rossi"),
        (None, None),
        ("Ben Larsen", "Clara Rossi"),
    ]
    assert reader.asked == [["ben", "clara"]]


def test_actor_is_named_if_it_is_a_person() -> None:
    assert with_names(Actor(kind="person", id="ben"), Reader())["name"] == "Ben Larsen"
    assert with_names(Actor(kind="system", id="ben"), Reader())["name"] is None


def test_delegate_is_named_beside_what_one_sends_and_gets_alike() -> None:
    away = Delegation(delegate_id="ben", first_day=NOW.date(), until=NOW.date())
    employee = msgspec.structs.replace(examples.EMPLOYEE, delegate=away, manager_id="clara")

    shown = with_names(employee, Reader())

    assert (shown["delegateName"], shown["managerName"]) == ("Ben Larsen", "Clara Rossi")
    assert "delegateName" not in shown["delegate"]
    assert "userName" not in shown


def test_answer_is_given_without_names_while_they_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_user_ids: Iterable[str]) -> dict[str, str]:
        raise Unavailable("The employees could not be read.")

    monkeypatch.setattr(employees, "names_of", fail)

    assert shown_names.show_names(examples.TRIP_SHARE) is examples.TRIP_SHARE


def test_names_that_are_known_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader()
    monkeypatch.setattr(employees, "names_of", reader)
    share = msgspec.structs.replace(examples.TRIP_SHARE, user_id="ben", shared_by="anna")

    shown = shown_names.show_names(share, {"anna": "Anna Berger", "david": "David Okafor"})
    unknown = shown_names.show_names(share, {"anna": None})

    assert (shown["userName"], shown["sharedByName"]) == ("Ben Larsen", "Anna Berger")
    assert (unknown["userName"], unknown["sharedByName"]) == ("Ben Larsen", None)
    assert reader.asked == [["ben"], ["ben"]]


def test_what_shows_nobody_is_left_as_it_is_and_nothing_is_read() -> None:
    reader = Reader()

    assert with_names(examples.VERIFICATION, reader) is examples.VERIFICATION
    assert reader.asked == []
