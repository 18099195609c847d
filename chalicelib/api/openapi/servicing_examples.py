"""The example trip after it is booked: its parts, a quote, the receipt, a supplier's notice, a travel credit."""

from datetime import UTC, datetime

from chalicelib.api.openapi.examples import AT, BOOKING_ID, FLIGHT, STAY, TRAVELLER_ID, euros
from chalicelib.domain.bookings.parts import BookingPart
from chalicelib.domain.servicing.amendments import AmendmentKind, CancellationTerms, Receipt, ReceiptPart, Refund
from chalicelib.domain.servicing.quotes import Quote
from chalicelib.domain.servicing.supplier_changes import NoticeData, NoticeKind, SegmentTimes, SupplierNotice
from chalicelib.domain.servicing.travel_credits import Credit
from chalicelib.domain.timestamps import show_local
from chalicelib.domain.trip_requests.preferences import ComponentKind


def _part(
    component_index: int, part_index: int, name: str, times: tuple[datetime, datetime], *zones: str
) -> BookingPart:
    start_timezone, end_timezone = zones
    return BookingPart(
        part_id=f"{component_index}.{part_index}",
        component_index=component_index,
        part_index=part_index,
        kind=ComponentKind.STAY if component_index else ComponentKind.FLIGHT,
        name=name,
        starts_at=times[0],
        ends_at=times[1],
        start_timezone=start_timezone,
        end_timezone=end_timezone,
        starts_at_local=show_local(times[0], start_timezone),
        ends_at_local=show_local(times[1], end_timezone),
        status="confirmed",
    )


_OUT, _BACK = FLIGHT.slices
_NIGHTS = (datetime(2027, 3, 3, 15, 0, tzinfo=UTC), datetime(2027, 3, 5, 11, 0, tzinfo=UTC))
PARTS = (
    _part(0, 0, "BA981 BER to LHR", (_OUT.departs_at, _OUT.arrives_at), "Europe/Berlin", "Europe/London"),
    _part(0, 1, "BA986 LHR to BER", (_BACK.departs_at, _BACK.arrives_at), "Europe/London", "Europe/Berlin"),
    _part(1, 0, STAY.name, _NIGHTS, "Europe/London", "Europe/London"),
)
_TERMS = CancellationTerms(
    part_id="0.1",
    component_index=0,
    part_index=1,
    name="BA986 LHR to BER",
    paid=euros(10920),
    fee=euros(3500),
    refund=euros(7420),
    refund_to="original",
)
QUOTE = Quote(
    quote_id="qte_01JQZXB2M4C6N8P0R2T4V6X8Z0",
    booking_id=BOOKING_ID,
    requester_id=TRAVELLER_ID,
    booking_version=11,
    kind=AmendmentKind.CANCELLATION,
    created_at=AT,
    expires_at=datetime(2026, 11, 20, 9, 20, tzinfo=UTC),
    parts=(_TERMS,),
    fee=_TERMS.fee,
    refund=_TERMS.refund,
    credit=euros(0),
    fully_cancelled=False,
)
RECEIPT = Receipt(
    receipt_id="rcp_01JQZXB2M4C6N8P0R2T4V6X8Z5",
    booking_id=BOOKING_ID,
    kind=AmendmentKind.CANCELLATION,
    source_id=QUOTE.quote_id,
    issued_at=AT,
    parts=(
        ReceiptPart(
            part_id="0.1",
            component_index=0,
            part_index=1,
            name="BA986 LHR to BER",
            paid=euros(10920),
            fee=euros(3500),
            refund=euros(7420),
            refund_to="original",
            status="cancelled",
        ),
    ),
    fee=_TERMS.fee,
    refund=_TERMS.refund,
    refunds=(Refund(to="original", amount=_TERMS.refund, cost_centre="SALES-EU", period="2027"),),
    fully_cancelled=False,
    statement="Cancelled: BA986 LHR to BER. The rest of the trip remains booked.",
)
NOTICE = SupplierNotice(
    type=NoticeKind.SCHEDULE_CHANGED,
    timestamp=AT,
    data=NoticeData(
        order_key=f"{BOOKING_ID}/1/opt_3f9a1c2b7d4e/0",
        order_id="ord_7Q2M4X",
        sequence=1,
        part_index=1,
        times=(
            SegmentTimes(
                departs_at=datetime(2027, 3, 5, 18, 30, tzinfo=UTC), arrives_at=datetime(2027, 3, 5, 20, 20, tzinfo=UTC)
            ),
        ),
    ),
)
CREDIT = Credit(
    credit_id="crd_01JQZXB2M4C6N8P0R2T4V6X8Z6",
    user_id=TRAVELLER_ID,
    supplier="sandbox",
    amount=euros(12000),
    remaining=euros(8000),
    reserved=euros(0),
    spent=euros(4000),
    expires_at=datetime(2027, 11, 20, 9, 0, tzinfo=UTC),
    created_at=AT,
    from_booking_id=BOOKING_ID,
    from_order_id="ord_7Q2M4X",
    issuer="BA",
)
