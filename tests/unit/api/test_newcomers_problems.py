"""Whoever is answered a problem reads what is wrong and what to do about it, in words of ours: each type of problem is
brought about over the whole API, so that a type that nothing can answer is found, too.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

import app
from chalicelib import settings
from chalicelib.api.http import problems
from chalicelib.domain.bookings.parts import parts_of
from chalicelib.domain.identity import Identity
from chalicelib.domain.money import Money
from chalicelib.domain.verdict import Outcome
from chalicelib.gateways.suppliers.sandbox.fault_table import FaultKind
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.models import budgets
from chalicelib.services import call_limits
from chalicelib.services.call_limits import CallLimits
from tests.simulation.cloud.wire import Call
from tests.simulation.stages import NEEDS_APPROVAL, booked, planned
from tests.simulation.supplier_changes import moved, taken
from tests.simulation.world import ANNA, World
from tests.simulation.worlds import world as new_world
from tests.support.asked_trips import journey_body
from tests.support.connection import Crash, Cut
from tests.support.gateway import Answered, call
from tests.support.gateway_event import gateway_event
from tests.support.library_words import LIBRARY
from tests.support.people import program_of
from tests.support.tables import STAGE

TYPES = sorted({kind.slug for kind in problems.TABLE.values()})
REMEDY = re.compile(r"(Send|Ask|Read|Create|Select|Sign in|Wait|Try|Look|Use)\b.*\.")
MISSING = "bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7"
TRIP = journey_body("Berlin", "London", "2027-03-03", "2027-03-05")
PLAN = {"name": "Berlin", "startsAt": "2027-03-03T06:15:00Z", "endsAt": "2027-03-05T18:50:00Z"}


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    here = msgspec.structs.replace(settings.current(), signing_key="a key for tests")
    monkeypatch.setattr(settings, "current", lambda: here)
    with new_world() as made:
        yield made


def ask(body: Any = TRIP, *, who: Identity = ANNA, key: str = "k-1", **headers: str) -> Answered:
    return call(who, "POST", "/v1/bookings", body, idempotency_key=key, **headers)


def select(world: World, booking_id: str, outcome: Outcome = Outcome.COMPLIANT) -> Answered:
    option = world.option(booking_id, outcome)
    path = f"/v1/bookings/{booking_id}/selection"
    return call(ANNA, "POST", path, {"optionId": option.option_id}, idempotency_key="s-1")


def quote(booking_id: str) -> Answered:
    return call(ANNA, "POST", f"/v1/bookings/{booking_id}/quotes", {"kind": "cancellation"}, idempotency_key="q-1")


def confirm(booking_id: str, quoted: Answered) -> Answered:
    path = f"/v1/bookings/{booking_id}/quotes/{quoted.body['quoteId']}/confirmation"
    return call(ANNA, "POST", path, idempotency_key="c-1")


def kept_trip() -> str:
    made = call(ANNA, "POST", "/v1/trips", PLAN, idempotency_key="t-1")
    return f"/v1/trips/{made.body['trip']['tripId']}"


def raw(method: str, path: str, body: str | None = None, **headers: str) -> Answered:
    """A request that no gateway would have refused, of nobody."""
    event = gateway_event(method, path, resource=path, captured={}, claims=None, headers=headers, body=body)
    answer = app.app(event, SimpleNamespace(aws_request_id="lambda-1"))
    return Answered(answer["statusCode"], {}, answer["body"])


def budget_exceeded(world: World) -> Answered:
    booking_id = planned(world)
    budgets.change_limit(budgets.get_budget("SALES-EU", "2027"), Money(amount=100, currency="EUR"))
    return select(world, booking_id)


def reservation_limit(world: World) -> Answered:
    world.publish(NEEDS_APPROVAL)
    booking_id = planned(world)
    price = world.option(booking_id, Outcome.APPROVAL_REQUIRED).price
    little = price + Money(amount=price.amount // 2, currency=price.currency)
    budgets.change_limit(budgets.get_budget("SALES-EU", "2027"), little)
    return select(world, booking_id, Outcome.APPROVAL_REQUIRED)


def quote_expired(world: World) -> Answered:
    booking_id = booked(world)
    quoted = quote(booking_id)
    world.clock.time += timedelta(hours=1)
    return confirm(booking_id, quoted)


def quote_stale(world: World) -> Answered:
    booking_id = booked(world)
    quoted = quote(booking_id)
    taken(moved(world, booking_id))
    return confirm(booking_id, quoted)


def departed(world: World) -> Answered:
    booking_id = booked(world)
    world.clock.time = parts_of(world.booking(booking_id))[-1].starts_at + timedelta(days=10)
    return quote(booking_id)


def supplier(kind: FaultKind) -> Callable[[World], Answered]:
    def provoke(world: World) -> Answered:
        booking_id = booked(world)
        arm_fault("quote_cancel", kind, times=10)
        return quote(booking_id)

    return provoke


def conflict(world: World) -> Answered:
    booking_id = planned(world)
    world.choose(booking_id)
    return call(ANNA, "POST", f"/v1/bookings/{booking_id}/cancellation", None, idempotency_key="x-1")


def version_conflict(world: World) -> Answered:
    """Somebody else's change comes between reading the trip and writing it."""
    path, trips = kept_trip(), world.wire.tables.tables[f"sojourn-{STAGE}-trips"]

    def overtake(made: Call) -> None:
        if made.operation == "dynamodb.TransactWriteItems":
            for key, row in list(trips.rows.items()):
                trips.store(key, {**row, "version": {"N": "9"}})

    world.wire.scissors = overtake
    return call(ANNA, "POST", f"{path}/cancellation", idempotency_key="x-1")


def still_running(world: World) -> Answered:
    world.wire.scissors = lambda made: Cut.BEFORE if f"sojourn-{STAGE}-bookings" in str(made.params) else None
    with pytest.raises(Crash):
        ask()
    world.wire.scissors = None
    return ask()


def too_many_requests(_world: World) -> Answered:
    one = msgspec.structs.replace(settings.current(), reads_per_minute=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "current", lambda: one)
        patch.setattr(call_limits, "_here", CallLimits())
        answers = (call(ANNA, "GET", "/v1/me") for _ in range(5))
        return next(each for each in answers if each.status != 200)


def key_reused(_world: World) -> Answered:
    ask()
    return ask({**TRIP, "purpose": "Another"})


def unavailable(world: World) -> Answered:
    world.wire.scissors = lambda made: Cut.UNREACHABLE if made.operation.startswith("dynamodb.") else None
    return call(ANNA, "GET", f"/v1/bookings/{MISSING}")


def internal(world: World) -> Answered:
    booking_id = planned(world)
    rows = world.wire.tables.tables[f"sojourn-{STAGE}-bookings"]
    for key, row in list(rows.rows.items()):
        rows.store(key, {**row, "document": {"S": "{}"}})
    return call(ANNA, "GET", f"/v1/bookings/{booking_id}")


def precondition_failed(_world: World) -> Answered:
    return call(ANNA, "PUT", kept_trip(), PLAN, if_match='"v7"')


PROVOKED: dict[str, Callable[[World], Answered]] = {
    "ambiguous-request": lambda _: ask({"request": "Berlin to Portland 3-5 March 2027"}),
    "body-too-large": lambda _: ask({**TRIP, "purpose": "x" * 300_000}),
    "budget-exceeded": budget_exceeded,
    "conflict": conflict,
    "departed": departed,
    "insufficient-scope": lambda _: ask(who=program_of("a-bot")),
    "internal": internal,
    "invalid-input": lambda _: ask({**TRIP, "purpos": "Another"}),
    "key-reused": key_reused,
    "method-not-allowed": lambda _: raw("PUT", "/v1/bookings", "{}"),
    "not-allowed": lambda _: call(ANNA, "GET", "/v1/employees"),
    "not-found": lambda _: call(ANNA, "GET", f"/v1/bookings/{MISSING}"),
    "precondition-failed": precondition_failed,
    "precondition-required": lambda _: call(ANNA, "PUT", kept_trip(), PLAN),
    "quote-expired": quote_expired,
    "quote-stale": quote_stale,
    "reservation-limit": reservation_limit,
    "still-running": still_running,
    "supplier-timeout": supplier(FaultKind.TIMEOUT),
    "supplier-unavailable": supplier(FaultKind.ERROR),
    "too-many-requests": too_many_requests,
    "unauthenticated": lambda _: raw("GET", "/v1/me"),
    "unavailable": unavailable,
    "unsupported-media-type": lambda _: ask(None, content_type="text/plain"),
    "version-conflict": version_conflict,
}


@pytest.mark.parametrize("slug", TYPES)
def test_a_problem_says_what_is_wrong_and_what_to_do(world: World, slug: str) -> None:
    answer = PROVOKED[slug](world)

    assert answer.body["type"] == problems.TYPE_PREFIX + slug, answer.text
    details = [answer.body["detail"], *(each["detail"] for each in answer.body.get("errors", ()))]
    questions = [each["question"] for each in answer.body.get("questions", ())]
    for text in (answer.body["title"], answer.body["remedy"], *details, *questions):
        assert not LIBRARY.search(text), text
    assert answer.body["detail"].endswith("."), answer.text
    assert REMEDY.fullmatch(answer.body["remedy"]), answer.text
    assert len(answer.body["remedy"]) > 30


def test_no_type_is_provoked_that_there_is_not() -> None:
    assert sorted(PROVOKED) == TYPES


def test_whoever_cancels_what_is_booked_learns_what_to_ask_for_instead(world: World) -> None:
    booking_id = booked(world)

    answer = call(ANNA, "POST", f"/v1/bookings/{booking_id}/cancellation", idempotency_key="x-1")

    assert answer.status == 409
    assert "create a quote of the kind `cancellation`" in answer.body["detail"]
    assert quote(booking_id).status == 201
