"""Bookings are found by the record locators of their orders: by exactly those, by whoever may see them, as long as
anybody is named in them."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.parties import PartyRole
from chalicelib.domain.identity import Identity
from chalicelib.gateways import secrets
from chalicelib.gateways.suppliers.sandbox import inventory
from chalicelib.models.locator_index import LocatorRow
from chalicelib.services.bookings.queries import find_by_locator
from chalicelib.services.privacy import erasure
from chalicelib.services.trip_requests.fields import RequestedStay
from tests.simulation.stages import NEEDS_APPROVAL, booked, planned
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.simulation.worlds import world
from tests.support.connection import Cut
from tests.support.gateway import call
from tests.support.people import person_of

TESS = person_of("tess", "Tess Brink", "traveller", "travel-desk")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    numbers = count(1)
    monkeypatch.setattr(inventory, "_locator", lambda _key: f"X7K2P{next(numbers)}")
    with world() as made:
        yield made


def found(who: Identity, locator: str = "X7K2P1", limit: int = 10) -> list[str]:
    page, _ = find_by_locator(who, locator, status=None, limit=limit, start=None)
    return [each.booking_id for each in page]


def test_each_order_of_a_booking_leads_to_it_in_any_case(here: World) -> None:
    booking_id = booked(here, stay=RequestedStay())

    orders = here.booking(booking_id).orders
    assert len(orders) > 1
    for number in range(1, len(orders) + 1):
        assert found(ANNA, f"X7K2P{number}") == [booking_id]
    assert found(ANNA, "x7k 2p1 ") == [booking_id]
    for other in ("X7K2P", "X7K2P1A", "X7K2P9"):
        assert found(ANNA, other) == []


def test_it_is_found_by_parties_the_desk_and_managers_and_nobody_else(here: World) -> None:
    here.publish(NEEDS_APPROVAL)
    booking_id = booked(here)

    assert found(ANNA) == found(TESS) == found(CLARA) == [booking_id]
    assert found(BEN) == found(DAVID) == []  # who approved it, and a stranger


def test_one_that_was_given_twice_finds_both_the_newest_first(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inventory, "_locator", lambda _key: "REUSED")
    first, second = booked(here), booked(here)

    assert found(TESS, "REUSED") == [second, first]
    page, position = find_by_locator(TESS, "REUSED", status=None, limit=1, start=None)
    rest, _ = find_by_locator(TESS, "REUSED", status=None, limit=1, start=position)
    assert [each.booking_id for each in (*page, *rest)] == [second, first]


def test_status_and_role_hold_beside_it(here: World) -> None:
    booking_id = booked(here)

    def found_with(who: Identity, status: BookingStatus | None, role: PartyRole | None) -> list[str]:
        page, _ = find_by_locator(who, "X7K2P1", status=status, role=role, limit=5, start=None)
        return [each.booking_id for each in page]

    assert found_with(ANNA, BookingStatus.CANCELLED, None) == []
    assert found_with(ANNA, BookingStatus.BOOKED, PartyRole.TRAVELLER) == [booking_id]
    assert found_with(TESS, None, PartyRole.TRAVELLER) == []


def test_nobody_finds_it_once_nobody_is_named_in_it(here: World) -> None:
    booking_id = booked(here)

    with here.wire.quiet(), here.unwatched():
        assert erasure.end_names(booking_id, here.clock.time + timedelta(days=4000))

    assert found(ANNA) == found(CLARA) == []
    assert not here.rows("record-locators")


def test_nothing_is_bought_whose_record_locator_could_not_be_hashed(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "_kept", {})
    here.wire.scissors = lambda made: Cut.UNREACHABLE if made.operation == "secretsmanager.GetSecretValue" else None
    booking_id = planned(here)
    here.choose(booking_id)
    here.run(30)

    assert here.booking(booking_id).orders == ()
    here.wire.scissors = None
    here.run(3600)
    assert here.booking(booking_id).status is BookingStatus.BOOKED


@pytest.mark.parametrize("locator", ["AB", "X7K2P1*", "X" * 41, "X7K2P\u00e9"])
def test_what_is_no_record_locator_is_refused(here: World, locator: str) -> None:
    assert call(ANNA, "GET", f"/v1/bookings?recordLocator={locator}").status == 400


def test_the_list_takes_it_as_a_filter(here: World) -> None:
    booking_id = booked(here)

    answer = call(TESS, "GET", "/v1/bookings?recordLocator=x7k2p1")

    assert [each["bookingId"] for each in answer.body["items"]] == [booking_id]
    assert answer.body["items"][0]["roles"] == []


def test_a_key_of_the_index_holds_no_record_locator(here: World) -> None:
    booked(here)

    with here.wire.quiet():
        keys = {row.locator_hash for row in LocatorRow.scan()}
    assert all(len(each) == 64 and "X7K2P" not in each for each in keys)
