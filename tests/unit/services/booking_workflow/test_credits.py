"""Credits belong to the carrier that granted them and to the traveller whom they name, and pay nowhere else."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.credit_slots import holders_of, issuer_of
from chalicelib.domain.identity import Identity
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import OptionCredit
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.passengers import PassengerKind, profile_of
from chalicelib.domain.servicing.travel_credits import Credit, CreditHolder
from chalicelib.domain.verdict import Outcome
from chalicelib.models import passengers, travel_credits
from chalicelib.models.travel_credits import CreditRow
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.bookings import queries
from chalicelib.services.bookings.evaluation import shares_of
from chalicelib.services.trip_requests.fields import RequestedStay
from tests.simulation.invariants import violations
from tests.simulation.quoting import cancelled
from tests.simulation.stages import booked, planned, waiting_for_approval
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.support.passenger_samples import details, encrypted

DAVIDS, GUESTS = (f"psg_01JQZW3V9D7R8M3T2K6W4H0YB{letter}" for letter in "DG")
TOGETHER = (DAVIDS, GUESTS)


@pytest.fixture
def arranged(world: World) -> World:
    """Anna may book for David, and for a guest of hers; she herself stays at home."""
    with world.wire.quiet():
        for passenger_id, who, name in ((DAVIDS, DAVID, "David"), (GUESTS, ANNA, "Gustavo")):
            kind = PassengerKind.GUEST if who is ANNA else PassengerKind.EMPLOYEE
            named = details(given_name=name, family_name="Okafor", arranger_ids=() if who is ANNA else ("anna",))
            profile = profile_of(named, passenger_id=passenger_id, kind=kind, user_id=who.user_id, now=world.clock.time)
            passengers.create_passenger(profile, encrypted(profile.passenger_id))
    return world


def grant(world: World, holder: CreditHolder, carrier: str, cents: int = 2_000, days: int = 90) -> str:
    """A credit that somebody has of before."""
    number = sum(1 for _ in world.rows("credits"))
    amount, nothing = Money(amount=cents, currency="EUR"), Money(amount=0, currency="EUR")
    credit = Credit(
        credit_id=f"crd_{number}", user_id=holder.user_id, supplier="sandbox", amount=amount, remaining=amount,
        reserved=nothing, spent=nothing, expires_at=world.clock.time + timedelta(days=days),
        created_at=world.clock.time, from_booking_id="before", from_order_id="before", issuer=carrier,
        guest_id=holder.guest_id,
    )  # fmt: skip
    with world.wire.quiet():
        travel_credits.to_row(credit).save()
    return credit.credit_id


def carriers(world: World, booking_id: str) -> list[str]:
    """Who would be paid for the flights of each option, the first option's first."""
    return list(dict.fromkeys(issuer_of(option.components[0]) for option in world.booking(booking_id).options))


def offered(world: World, booking_id: str, who: Identity) -> dict[str, list[OptionCredit]]:
    """The credits that somebody reads on options, by the carrier of the option."""
    found: dict[str, list[OptionCredit]] = {}
    for option in queries.show_options(who, queries.get_booking(who, booking_id)):
        found.setdefault(issuer_of(option.components[0]), []).extend(option.credits)
    return found


def paid(world: World, booking_id: str) -> dict[str, int]:
    """What credits pay of a booking once its first option is chosen and bought."""
    world.choose(booking_id)
    world.run(60)
    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.BOOKED
    assert violations(world) == []
    return {use.credit_id: use.amount.amount for use in booking.credits}


MINE = CreditHolder("anna", None)


def test_a_credit_is_said_on_the_options_of_its_carrier_with_its_value_and_its_end(world: World) -> None:
    booking_id = planned(world)
    carrier, *others = carriers(world, booking_id)
    assert others
    credit_id = grant(world, MINE, carrier)
    grant(world, MINE, "ZZ")
    grant(world, MINE, carrier, days=-1)

    found = offered(world, booking_id, ANNA)

    assert {credit.credit_id for credit in found[carrier]} == {credit_id}
    assert all(
        (credit.value.amount, credit.would_pay.amount, credit.expires_at)
        == (2_000, 2_000, world.clock.time + timedelta(days=90))
        for credit in found[carrier]
    )
    assert not any(found[each] for each in others)
    assert {option.credits for option in world.booking(booking_id).options} == {()}  # nobody else reads them there


def test_what_an_option_says_that_a_credit_would_pay_is_what_it_pays(world: World) -> None:
    booking_id = planned(world)
    carrier = carriers(world, booking_id)[0]
    grant(world, MINE, carrier, 1_000_000)
    option = world.option(booking_id, Outcome.COMPLIANT)
    said = next(
        each
        for each in queries.show_options(ANNA, world.booking(booking_id))
        if each == msgspec.structs.replace(option, credits=each.credits)
    )

    assert paid(world, booking_id) == {credit.credit_id: credit.would_pay.amount for credit in said.credits}


@pytest.mark.parametrize("carrier", ["ZZ", "", "The Sample Rooms", None])
def test_a_credit_of_another_carrier_pays_nothing(world: World, carrier: str | None) -> None:
    booking_id = planned(world)
    grant(world, MINE, carrier or "")
    if carrier is None:
        with world.wire.quiet():
            CreditRow("crd_0").update([CreditRow.issuer.remove()])

    assert paid(world, booking_id) == {}


def test_a_credit_that_expires_between_reading_and_reserving_it_pays_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking_id = planned(world)
    credit_id = grant(world, MINE, carriers(world, booking_id)[0])
    with world.wire.quiet():
        CreditRow(credit_id).update([CreditRow.expires_at.set(world.clock.time + timedelta(seconds=1))])

    def slowly(*args: Any) -> Any:
        world.clock.time += timedelta(seconds=2)
        return shares_of(*args)

    monkeypatch.setattr(decisions, "shares_of", slowly)

    assert paid(world, booking_id) == {}
    (kept,) = _kept("anna")
    assert (kept.remaining, kept.reserved.amount) == (kept.amount, 0)


def test_of_several_travellers_each_pays_with_their_own_and_reads_their_own(arranged: World) -> None:
    booking_id = planned(arranged, passenger_ids=TOGETHER)
    booking = arranged.booking(booking_id)
    carrier, (davids, guests) = carriers(arranged, booking_id)[0], holders_of(booking)
    price = arranged.option(booking_id, Outcome.COMPLIANT).components[0].price.amount
    grant(arranged, MINE, carrier)  # who asked does not travel
    of_david = grant(arranged, davids, carrier, 1_000_000)
    of_guest = grant(arranged, guests, carrier)
    grant(arranged, CreditHolder("anna", "gst_another"), carrier)

    assert {each.credit_id for each in offered(arranged, booking_id, DAVID)[carrier]} == {of_david}
    assert {each.credit_id for each in offered(arranged, booking_id, ANNA)[carrier]} == {of_guest}
    assert not any(offered(arranged, booking_id, CLARA).values())
    used = paid(arranged, booking_id)
    assert used.keys() == {of_david, of_guest}
    assert used[of_david] in {price // 2, price // 2 + 1}  # no more than David's own seat costs


def test_who_is_asked_to_approve_reads_nobodys_credits(world: World) -> None:
    booking_id = waiting_for_approval(world)
    grant(world, CreditHolder("ben", None), carriers(world, booking_id)[0])
    grant(world, MINE, carriers(world, booking_id)[0])

    assert not any(offered(world, booking_id, BEN).values())


def test_a_fare_without_refund_gives_each_traveller_a_credit_of_their_own(arranged: World) -> None:
    booking_id = booked(arranged, Refundability.NONE, passenger_ids=TOGETHER)
    cancelled(arranged, booking_id)
    booking = arranged.booking(booking_id)
    with arranged.wire.quiet():
        rows = [travel_credits.to_row(each) for who in ("anna", "david") for each in _kept(who)]

    assert {(row.user_id, row.guest_id) for row in rows} == set(holders_of(booking))
    assert {row.issuer for row in rows} == {issuer_of(booking.selected.components[0])}
    promised = sum(
        each.amount.amount for receipt in booking.receipts for each in receipt.refunds if each.to == "credit"
    )
    assert sum(int(row.amount) for row in rows) == promised > 0
    assert violations(arranged) == []


def test_what_a_hotel_refunds_returns_to_no_credit_of_the_airline(world: World) -> None:
    booking_id = planned(world, stay=RequestedStay())
    flight = world.option(booking_id, Outcome.COMPLIANT).components[0]
    credit_id = grant(world, MINE, issuer_of(flight), 1_000_000)
    used = paid(world, booking_id)
    assert used == {credit_id: world.booking(booking_id).orders[0].price.amount}

    receipt = cancelled(world, booking_id, "1.0")

    assert {refund.to for refund in receipt.refunds} <= {"original"}
    assert {use.credit_id: use.amount.amount for use in world.booking(booking_id).credits} == used
    assert violations(world) == []


def _kept(user_id: str) -> list[Credit]:
    return list(travel_credits.list_credits(user_id, limit=10, start=None)[0])
