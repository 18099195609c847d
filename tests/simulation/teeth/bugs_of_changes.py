"""Seeded bugs of what is changed after the purchase: quotes, other dates, receipts, credits, suppliers' notices."""

from tests.simulation.teeth.bug import Bug

_CHANGING = tuple(range(0, 50, 10))  # people who change what they have booked, while its supplier does

OF_CHANGES = (
    Bug(
        "confirming again is refused",
        "chalicelib.services.servicing.quotes:confirm_quote",
        """
            if was_confirmed(booking, quote_id):
                return booking
            now
        """,
        "now",
    ),
    Bug(
        "credits that paid are not spent",
        "chalicelib.services.booking_workflow.purchase:record_trip",
        'credits=tuple(msgspec.structs.replace(use, status="spent") for use in booking.credits),',
        "",
    ),
    Bug(
        "the sweeper does not look at changes",
        "chalicelib.domain.bookings.booking:LIVE",
        "if status not in TERMINAL)",
        "if status not in TERMINAL | {BookingStatus.CHANGING})",
        _CHANGING,
    ),
    Bug(
        "a trip is cancelled before the other one is bought",
        "chalicelib.services.servicing.settlement:_waits_for_replacement",
        """
            if amendment.replacement_booking_id is None:
                return None
            other
        """,
        """
            if amendment:
                return None
            other
        """,
    ),
    Bug(
        "a change whose replacement failed goes on for ever",
        "chalicelib.services.servicing.settlement:_waits_for_replacement",
        """
            if other.terminal:
                after = move(booking, BookingStatus.BOOKED
        """,
        """
            if other.terminal and other.trip_id:
                after = move(booking, BookingStatus.BOOKED
        """,
    ),
    Bug(
        "the trip that is replaced stays as it is",
        "chalicelib.services.servicing.date_changes:_commit_exchange",
        "        linked=old,",
        "",
    ),
    Bug(
        "a quote counts after it has expired",
        "chalicelib.services.servicing.quotes:confirm_quote",
        """
            if now >= quote.expires_at:
                raise QuoteExpired("This quote has expired: create a new one.")
        """,
        "",
    ),
    Bug(
        "a quote counts for a booking that has changed",
        "chalicelib.services.servicing.quotes:confirm_quote",
        """
            if booking.version != quote.booking_version:
                raise QuoteStale("The booking has changed since this quote: create a new one.")
        """,
        "",
    ),
    Bug(
        "a credit that was promised is not made",
        "chalicelib.services.servicing.settlement:_conclude",
        "new_credits=new_credits,",
        "",
    ),
    Bug(
        "what is refunded is not returned to the credit that paid",
        "chalicelib.services.servicing.settlement:_conclude",
        """
            credits=uses,
            amendment=None,
        """,
        "amendment=None,",
    ),
    Bug(
        "what was refunded stays on the itinerary",
        "chalicelib.services.servicing.settlement:_conclude",
        "changed_items=itinerary,",
        "",
    ),
    Bug(
        "a fully cancelled trip stands",
        "chalicelib.services.servicing.settlement:_conclude",
        "changed_trip=trip,",
        "",
    ),
    Bug(
        "a superseded notice counts",
        "chalicelib.services.servicing.supplier_notices:_handle",
        """
            if notice.data.sequence <= last_sequence(booking.supplier_changes, part.component_index):
                return "superseded"
        """,
        "",
    ),
    Bug(
        "an earlier change of the same flight stays open",
        "chalicelib.services.servicing.supplier_notices:_apply",
        "changes = (*supersede_changes(booking.supplier_changes, part.part_id), reported)",
        "changes = (*booking.supplier_changes, reported)",
    ),
    Bug(
        "a supplier's change is decided again",
        "chalicelib.services.servicing.supplier_notices:decide_change",
        """
            if not found.open_at(now):
                raise Conflict("This change can no longer be decided on.")
        """,
        "",
    ),
    Bug(
        "a notice comes in the middle of a change",
        "chalicelib.services.servicing.supplier_notices:_handle",
        """
            if booking.status is not BookingStatus.BOOKED:
                raise Unavailable("The booking is being changed: send the notice again.")
        """,
        "",
        _CHANGING,
    ),
    Bug(
        "a moved flight stays where it was on the itinerary",
        "chalicelib.services.servicing.supplier_notices:_apply",
        "_record(reported, actor, changed_trip=trip, changed_items=itinerary)",
        "_record(reported, actor)",
    ),
    Bug(
        "a credit is used without asking what remains",
        "chalicelib.models.travel_credits:move_expression",
        "stands = (CreditRow.expires_at > now) & (remaining >= amount)",
        "stands = CreditRow.expires_at > now",
        (1, 6, 11, 16, 21, 26, 31, 36, 41, 46),  # of unruly people, who choose two trips at once
    ),
    Bug(
        "a credit pays a carrier that did not grant it",
        "chalicelib.domain.servicing.travel_credits:uses_of",
        "slot = PaySlot(credit.supplier, credit.issuer, holders.index(credit.holder))",
        "slot = next(each for each in prices if each.place == holders.index(credit.holder))",
        among=tuple(range(1, 50, 5)),
    ),
    Bug(
        "who asks for a trip pays it with their own credits, whoever travels",
        "chalicelib.domain.bookings.credit_slots:_holder",
        "return CreditHolder(person.user_id, None)",
        "return CreditHolder(booking.requester_id, None)",
        among=tuple(range(3, 50, 5)),
    ),
    Bug(
        "a credit lasts longer than its carrier lets it",
        "chalicelib.services.servicing.settlement:_credits_of",
        "expires_at=given.terms.credit_until,",
        "expires_at=given.terms.credit_until.replace(year=2040),",
        among=tuple(range(0, 50, 5)),
    ),
    Bug(
        "a booking that ends keeps its credits",
        "chalicelib.services.booking_workflow.compensation:_commit_close",
        "credits=(),",
        "",
    ),
    Bug(
        "an abandoned round keeps its credits",
        "chalicelib.services.booking_workflow.terms:reset_planning",
        '"credits": (),',
        "",
    ),
    Bug(
        "the first slices are bought instead of those that move",
        "chalicelib.domain.servicing.requested_parts:narrow_request",
        "slices=tuple(request.slices[index] for index in slices),",
        "slices=request.slices[: len(slices)],",
    ),
    Bug(
        "what does not move is bought again",
        "chalicelib.domain.servicing.requested_parts:narrow_request",
        "slices=tuple(request.slices[index] for index in slices),",
        "slices=request.slices,",
    ),
    Bug(
        "what was refunded can be refunded again",
        "chalicelib.services.servicing.quotes:_left",
        'return [part for part in parts_of(booking) if part.status == "confirmed"]',
        "return list(parts_of(booking))",
    ),
    Bug(
        "an earlier receipt is lost",
        "chalicelib.services.servicing.settlement:_conclude",
        "receipts=(*booking.receipts, receipt)",
        "receipts=(receipt,)",
    ),
    Bug(
        "answering a supplier's change again is refused",
        "chalicelib.services.servicing.supplier_notices:decide_change",
        """
            if found.decision == answer:
                return booking
        """,
        "",
    ),
)
