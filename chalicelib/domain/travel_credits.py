"""Travel credits: what a supplier keeps for a traveller instead of giving money back, and how bookings use it up."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.money import Money
from chalicelib.domain.value import Value


class Credit(Value, frozen=True):
    """One credit; `amount` is always `left`, `reserved` and `spent` together."""

    credit_id: Annotated[str, msgspec.Meta(examples=["crd_01JQZXB2M4C6N8P0R2T4V6X8Z0"])]
    employee_id: str
    supplier: str
    amount: Money
    left: Money
    reserved: Annotated[Money, msgspec.Meta(description="Held for bookings that are under way")]
    spent: Money
    expires_at: Annotated[datetime, msgspec.Meta(description="From then on it can no longer be used")]
    created_at: datetime
    from_booking_id: str
    from_order_id: str

    def usable(self, supplier: str, currency: str, now: datetime) -> bool:
        """Whether something of it can be used for an order with this supplier."""
        fits = (self.supplier, self.amount.currency) == (supplier, currency)
        return fits and self.left.amount > 0 and now < self.expires_at


class CreditStep(StrEnum):
    """What one transition does to a credit."""

    RESERVE = "reserve"
    SPEND = "spend"
    RELEASE = "release"
    RETURN = "return"


class CreditMove(Value, frozen=True):
    """`amount` moved in one transition: reserved of what is left, spent or released of what was reserved, or returned
    of what was spent. Only reserving asks whether the credit still stands, at the time of the change."""

    step: CreditStep
    credit_id: str
    amount: Money
