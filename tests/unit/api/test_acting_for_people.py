"""A program acts for a person: with that person's rights as they are at that moment, in their name, and on record."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pytest

from chalicelib import settings
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.identity import Identity, Role
from chalicelib.services import call_limits, employees
from chalicelib.services.call_limits import CallLimits
from tests.simulation.approvals import company
from tests.simulation.stages import waiting_for_approval
from tests.simulation.world import ANNA, BEN, CLARA, DAVID
from tests.support.gateway import Answered, call
from tests.support.people import program_of
from tests.unit.api.scenes import InWorld
from tests.unit.api.scenes import in_world as in_empty_world

BOT = program_of("a-bot", Scope.BOOKINGS_READ, Scope.BOOKINGS_WRITE, Scope.AUDIT_READ, Scope.ACT_FOR)
WORDS = {"request": "Berlin to London 3-5 March 2027"}


@contextmanager
def in_world() -> Iterator[InWorld]:
    """A company whose people all have an account, and hold the roles that their tokens name."""
    with in_empty_world() as scene:
        company(scene.world)
        for who in (ANNA, BEN, CLARA, DAVID):
            scene.world.wire.accounts[who.user_id] = who.name
            scene.world.wire.lost_roles[who.user_id] = frozenset(Role) - who.groups
        yield scene


def request_trip(who: Identity, key: str, **headers: str) -> Answered:
    return call(who, "POST", "/v1/bookings", WORDS, Idempotency_Key=key, **headers)


def audit_of(booking_id: str, who: Identity = CLARA) -> list[dict[str, object]]:
    return [each["actor"] for each in call(who, "GET", f"/v1/bookings/{booking_id}/audit").body["items"]]


def test_what_a_program_requests_is_the_persons_and_the_audit_has_both_ids() -> None:
    with in_world():
        accepted = request_trip(BOT, "one", act_for="anna")
        booking_id = accepted.body["bookingId"]
        own = call(ANNA, "GET", f"/v1/bookings/{booking_id}")
        first = audit_of(booking_id, ANNA)[0]
        verified = call(CLARA, "GET", f"/v1/bookings/{booking_id}/audit/verification")

    assert accepted.status == 202, accepted.text
    assert own.body["requesterId"] == "anna"
    assert {name: first[name] for name in ("kind", "id", "programId")} == {
        "kind": "person",
        "id": "anna",
        "programId": "a-bot",
    }
    assert verified.body["intact"]


def test_a_person_who_acts_themselves_is_in_the_audit_without_a_program() -> None:
    with in_world():
        booking_id = request_trip(ANNA, "one").body["bookingId"]

        assert audit_of(booking_id)[0]["programId"] is None


def test_each_act_is_logged_with_both_ids(capsys: pytest.CaptureFixture[str]) -> None:
    with in_world():
        logging.disable(logging.NOTSET)
        capsys.readouterr()
        call(BOT, "GET", "/v1/bookings", act_for="anna")
        call(BOT, "GET", "/v1/bookings")
        lines = [msgspec.json.decode(line) for line in capsys.readouterr().err.splitlines()]

    assert [(line["userId"], line["programId"]) for line in lines if "statusCode" in line] == [
        ("anna", "a-bot"),
        ("program:a-bot", "a-bot"),
    ]


def test_a_key_and_a_cursor_of_a_person_are_not_those_of_a_program_that_acts_for_them() -> None:
    with in_world():
        own, acted = request_trip(ANNA, "same"), request_trip(BOT, "same", act_for="anna")
        again, other = request_trip(BOT, "same", act_for="anna"), request_trip(BOT, "same", act_for="clara")
        page = call(ANNA, "GET", "/v1/bookings?limit=1")
        cursor = page.body["nextCursor"]
        borrowed = call(BOT, "GET", f"/v1/bookings?limit=1&cursor={cursor}", act_for="anna")

    ids = {each.body["bookingId"] for each in (own, acted, other)}
    assert len(ids) == 3
    assert again.body["bookingId"] == acted.body["bookingId"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert borrowed.status == 400


def test_a_program_that_calls_for_somebody_uses_up_no_call_of_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    with in_world():
        limited = msgspec.structs.replace(settings.current(), reads_per_minute=1)
        monkeypatch.setattr(settings, "current", lambda: limited)
        monkeypatch.setattr(call_limits, "_here", CallLimits())
        answers = [call(BOT, "GET", "/v1/bookings", act_for="anna").status for _ in range(3)]
        own, of_others = call(ANNA, "GET", "/v1/bookings"), call(BOT, "GET", "/v1/bookings", act_for="clara")
        forged = [call(ANNA, "GET", "/v1/bookings", act_for="ben").status for _ in range(3)]
        bens = call(BEN, "GET", "/v1/bookings")

    assert answers[-1] == 429
    assert (own.status, of_others.status) == (200, 200)
    assert (forged[-1], bens.status) == (429, 200)  # who names somebody else uses up calls of their own


@pytest.mark.parametrize("wrong", ["nobody-we-know", "left"])
def test_nobody_acts_for_who_is_unknown_or_has_left(wrong: str) -> None:
    with in_world():
        if wrong == "left":
            employees.deactivate_employee(CLARA, "david", expected=None)
        person = "david" if wrong == "left" else wrong
        asked = [request_trip(BOT, "one", act_for=person), call(BOT, "GET", "/v1/bookings", act_for=person)]

    for answer in asked:
        assert (answer.status, answer.body["detail"]) == (403, "Act-For names nobody whom you may act for.")


@pytest.mark.parametrize("named", ["program:a-bot", "two words", "x" * 65, ""])
def test_what_is_no_id_of_a_person_is_refused(named: str) -> None:
    with in_world():
        answer = call(BOT, "GET", "/v1/bookings", act_for=named)

    assert answer.status == 400
    assert answer.body["errors"][0]["pointer"] == "/Act-For"


def test_a_program_sees_of_a_person_what_that_person_sees() -> None:
    with in_world() as scene:
        path = f"/v1/bookings/{waiting_for_approval(scene.world)}"
        seen = {who: call(BOT, "GET", path, act_for=who) for who in ("anna", "ben", "david")}
        own = {"anna": call(ANNA, "GET", path), "ben": call(BEN, "GET", path)}
        itself = call(BOT, "GET", path)

    assert seen["anna"].body == own["anna"].body
    assert seen["david"].status == 404
    assert seen["ben"].body["operations"] == []  # who is asked to approve does so themselves
    assert own["ben"].body["operations"] != []
    assert {**seen["ben"].body, "operations": own["ben"].body["operations"]} == own["ben"].body
    assert itself.status == 200
    assert itself.body["operations"] == []


def test_who_lost_the_role_to_travel_has_nobody_request_trips_for_them() -> None:
    with in_world() as scene:
        scene.world.wire.lost_roles["anna"] = frozenset(Role)
        answer = request_trip(BOT, "one", act_for="anna")

    assert answer.status == 403


def test_no_group_of_the_pool_makes_a_person_a_program() -> None:
    impostor = msgspec.structs.replace(ANNA, groups=frozenset({"traveller", "system"}))
    with in_world() as scene:
        path = f"/v1/bookings/{waiting_for_approval(scene.world)}"
        asked = call(msgspec.structs.replace(impostor, user_id="david"), "GET", path)
        listed = call(impostor, "GET", "/v1/employees")

    assert (asked.status, listed.status) == (404, 403)
