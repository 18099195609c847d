"""Uses of credits, cancelled parts and their receipts, for tests of what returns to whom."""

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.money import Money
from chalicelib.domain.servicing.amendments import AmendmentKind, Receipt, ReceiptPart, RefundTo
from chalicelib.domain.servicing.travel_credits import CreditUse, PaySlot
from tests.support.booked_samples import NOW


def use_of(slot: PaySlot, amount: int, code: str) -> CreditUse:
    return CreditUse(
        credit_id=f"crd_{slot.issuer}_{slot.place}",
        supplier=slot.supplier,
        amount=Money(amount=amount, currency=code),
        status="spent",
        issuer=slot.issuer,
        traveller=slot.place,
    )


def cancelled_part(number: int, part_index: int, paid_and_fee: tuple[int, int], to: RefundTo, code: str) -> ReceiptPart:
    paid, fee = (Money(amount=each, currency=code) for each in paid_and_fee)
    return ReceiptPart(
        part_id=f"{number}.{part_index}",
        component_index=number,
        part_index=part_index,
        name="a part",
        paid=paid,
        fee=fee,
        refund=paid - fee,
        refund_to=to,
        status="cancelled",
    )


def receipt_of(made: Booking, parts: tuple[ReceiptPart, ...]) -> Receipt:
    nothing = Money(amount=0, currency=made.request.currency)
    return Receipt(
        receipt_id="rcp_1",
        booking_id=made.booking_id,
        kind=AmendmentKind.CANCELLATION,
        source_id="qte_1",
        issued_at=NOW,
        parts=parts,
        fee=nothing,
        refund=nothing,
        refunds=(),
        fully_cancelled=False,
        statement="",
    )
