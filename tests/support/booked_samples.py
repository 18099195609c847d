"""Bookings and trips that the tests of the booking's rules and tables speak about."""

from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.travellers import BookingTraveller, barred_users
from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.offers.offers import Option, Order
from chalicelib.domain.trip_requests.trip_request import TripRequest
from tests.unit.policy_samples import option, trip

NOW = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
BOOKING_ID = "bkg_01JQZX5V9D7R8M3T2K6W4H0YBE"


def booking(status: BookingStatus = BookingStatus.REQUESTED, **changes: Any) -> Booking:
    """A booking of Berlin to London and back with one option, in `status`; with changes."""
    usual: dict[str, Any] = {
        "booking_id": BOOKING_ID,
        "requester_id": "anna",
        "status": status,
        "version": 1,
        "created_at": NOW,
        "updated_at": NOW,
        "due_at": NOW + timedelta(seconds=30),
        "request": trip(),
    }
    return Booking(**(_travelled(usual | changes) | usual | changes))


def _travelled(fields: dict[str, Any]) -> dict[str, Any]:
    """Who travels and who is barred, as when the request is taken in; the first named is the requester."""
    request: TripRequest = fields["request"]
    profiles = request.passenger_ids or (None,) * len(request.travellers)
    travellers = tuple(
        BookingTraveller(
            given_name=each.given_name,
            family_name=each.family_name,
            user_id=None if place or profile else fields["requester_id"],
            passenger_id=profile,
        )
        for place, (each, profile) in enumerate(zip(request.travellers, profiles, strict=True))
    )
    return {"travellers": travellers, "barred": barred_users(fields["requester_id"], travellers)}


def orders_of(chosen: Option) -> tuple[Order, ...]:
    """Every component of an option, bought at its price."""
    return tuple(
        Order(
            component_index=number,
            order_id=f"ord_{number}",
            supplier="sandbox",
            encrypted_locator=Encrypted(key="a key", text=f"REF{number}"),
            price=component.price,
            status="confirmed",
        )
        for number, component in enumerate(chosen.components)
    )


def ordered(**changes: Any) -> Booking:
    """A booking whose flight and stay have been bought."""
    chosen = option()
    usual = {"options": (chosen,), "selected_option_id": chosen.option_id, "orders": orders_of(chosen)}
    return booking(BookingStatus.PURCHASING, **(usual | changes))
