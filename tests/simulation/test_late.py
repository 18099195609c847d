"""Whoever leaves it to the last moment, and misses it, goes on with the page that was open: they ask, and are
refused."""

from typing import Any

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.services.bookings.queries import BookingOperation
from tests.simulation.approvals import TWO_LEVELS, company, publish
from tests.simulation.people import Approver, Person, Traveller
from tests.simulation.world import World

DAYS = 3 * 86_400.0


def answers_of(person: Person, what: str, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the person hears of a request of this kind, from now on."""
    heard: list[Any] = []
    send = person.app.send

    def listen(path: str, body: Any) -> Any:
        answer = send(path, body)
        if path.endswith(what):
            heard.append(answer)
        return answer

    monkeypatch.setattr(person.app, "send", listen)
    return heard


@pytest.mark.parametrize(("by", "ends"), [(-5.0, BookingStatus.BOOKED), (1.0, BookingStatus.EXPIRED)])
def test_traveller_chooses_in_the_last_moment_or_after_it(
    world: World, monkeypatch: pytest.MonkeyPatch, by: float, ends: BookingStatus
) -> None:
    traveller = Traveller(world)
    traveller.late = ("selection", by)
    heard = answers_of(traveller, "/selection", monkeypatch)

    world.run(DAYS)

    assert world.booking(traveller.booking_id or "").status is ends
    assert (heard[0].get("detail") == "The options have expired.") is (by > 0)


def test_approver_decides_after_the_deadline_and_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    company(world)
    publish(world, TWO_LEVELS)
    traveller = Traveller(world)
    approver = Approver(world, traveller, "approved")
    approver.late = ("approval", 1.0)
    heard = answers_of(approver, "/approval", monkeypatch)

    world.run(DAYS)

    assert heard[0]["detail"] == "The deadline for this approval has passed."
    assert world.booking(traveller.booking_id or "").status is BookingStatus.EXPIRED


def test_whoever_is_not_late_sees_the_page_of_now(world: World) -> None:
    traveller = Traveller(world)
    traveller.late = ("approval", 1.0)  # of something else
    world.run(1.0, until=lambda: False)
    world.run(60.0, until=lambda: bool(traveller.booking_id) and world.booking(traveller.booking_id or "").choosable)
    booking = world.booking(traveller.booking_id or "")
    assert booking.options_expire_at is not None

    world.clock.time = booking.options_expire_at

    assert BookingOperation.SELECT not in traveller.may(booking)
    assert world.clock.time == booking.options_expire_at
