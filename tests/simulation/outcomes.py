"""What came of a booking: what was said of it, the money that it takes, and how its parts stand."""

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.parts import parts_of
from chalicelib.models import booking_events, budgets
from tests.simulation.world import World


def event_types(world: World, booking_id: str) -> list[str]:
    with world.wire.quiet():
        return [e.type.removeprefix("booking.") for e in booking_events.list_events(booking_id, after=0, limit=100)]


def money(world: World) -> tuple[int, int]:
    """Minor units reserved and committed of SALES-EU."""
    with world.wire.quiet():
        budget = budgets.get_budget("SALES-EU", "2027")
    return budget.reserved.amount, budget.committed.amount


def statuses(booking: Booking) -> dict[str, str]:
    return {each.part_id: each.status for each in parts_of(booking)}


def gone(booking: Booking) -> set[str]:
    """The parts that are cancelled."""
    return {part for part, status in statuses(booking).items() if status == "cancelled"}


def both(made: World, booking_id: str, new_id: str) -> tuple[Booking, Booking]:
    return made.booking(booking_id), made.booking(new_id)


def flight_of(booking: Booking) -> str:
    return booking.selected.flights[0].offer_id
