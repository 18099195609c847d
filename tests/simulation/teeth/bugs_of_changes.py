"""Seeded bugs of what is changed after the purchase: quotes, other dates, receipts, credits, suppliers' notices."""

from tests.simulation.teeth.bug import DOMAIN, MODELS, SERVICES, Bug

OF_CHANGES = (
    Bug(
        "confirming again is refused",
        SERVICES + "servicing/quotes.py",
        "    if was_confirmed(booking, quote_id):\n        return booking\n    now",
        "    now",
    ),
    Bug(
        "credits that paid are not spent",
        SERVICES + "booking_workflow/purchase.py",
        '            credits=tuple(msgspec.structs.replace(use, status="spent") for use in booking.credits),\n',
        "",
    ),
    Bug(
        "the sweeper does not look at changes",
        DOMAIN + "bookings/booking.py",
        "if state not in TERMINAL)",
        "if state not in TERMINAL | {State.CHANGING})",
    ),
    Bug(
        "a trip is given back before the other one is bought",
        SERVICES + "servicing/settlement.py",
        "    if amendment.replacement_id is None:\n        return None\n    other",
        "    if amendment:\n        return None\n    other",
    ),
    Bug(
        "a change whose replacement failed goes on for ever",
        SERVICES + "servicing/settlement.py",
        "    if other.terminal:\n        after = move(booking, State.BOOKED",
        "    if other.terminal and other.trip_id:\n        after = move(booking, State.BOOKED",
    ),
    Bug(
        "the trip that is replaced stays as it is",
        SERVICES + "servicing/date_changes.py",
        "        beside=old,\n",
        "",
    ),
    Bug(
        "a quote counts after it has expired",
        SERVICES + "servicing/quotes.py",
        '    if now >= quote.expires_at:\n        raise QuoteExpired("This quote has expired: create a new one.")\n',
        "",
    ),
    Bug(
        "a quote counts for a booking that has changed",
        SERVICES + "servicing/quotes.py",
        "    if booking.version != quote.booking_version:\n"
        '        raise QuoteStale("The booking has changed since this quote: create a new one.")\n',
        "",
    ),
    Bug(
        "a credit that was promised is not made",
        SERVICES + "servicing/settlement.py",
        "        new_credits=new_credits,\n",
        "",
    ),
    Bug(
        "what comes back is not given to the credit that paid",
        SERVICES + "servicing/settlement.py",
        "        credits=uses,\n        amendment=None,",
        "        amendment=None,",
    ),
    Bug(
        "what was given back stays on the itinerary",
        SERVICES + "servicing/settlement.py",
        "        changed_items=itinerary,\n",
        "",
    ),
    Bug(
        "the trip of which nothing is left stands",
        SERVICES + "servicing/settlement.py",
        "        changed_trip=trip,\n",
        "",
    ),
    Bug(
        "a notice that was overtaken counts",
        SERVICES + "servicing/supplier_notices.py",
        "    if notice.data.sequence <= last_sequence(booking.supplier_changes, segment.component):\n"
        '        return "overtaken"\n',
        "",
    ),
    Bug(
        "an earlier change of the same flight stays open",
        SERVICES + "servicing/supplier_notices.py",
        "changes = (*superseded(booking.supplier_changes, segment.segment_id), told)",
        "changes = (*booking.supplier_changes, told)",
    ),
    Bug(
        "a supplier's change is decided again",
        SERVICES + "servicing/supplier_notices.py",
        '        if not found.open_at(now):\n            raise Conflict("This change can no longer be decided on.")\n',
        "",
    ),
    Bug(
        "a notice comes in the middle of a change",
        SERVICES + "servicing/supplier_notices.py",
        "    if booking.state is not State.BOOKED:\n"
        '        raise Unavailable("The booking is being changed: send the notice again.")\n',
        "",
    ),
    Bug(
        "a moved flight stays where it was on the itinerary",
        SERVICES + "servicing/supplier_notices.py",
        "_record(told, changed_trip=trip, changed_items=itinerary)",
        "_record(told)",
    ),
    Bug(
        "a credit is used without asking what is left",
        MODELS + "travel_credits.py",
        "stands = (CreditRow.expires_at > now) & (left >= amount)",
        "stands = CreditRow.expires_at > now",
    ),
    Bug(
        "a booking that ends keeps its credits",
        SERVICES + "booking_workflow/compensation.py",
        "        credits=(),\n",
        "",
    ),
    Bug(
        "a round that is given up keeps its credits",
        SERVICES + "booking_workflow/terms.py",
        '        "credits": (),\n',
        "",
    ),
    Bug(
        "the way home is bought as the way out",
        SERVICES + "servicing/date_changes.py",
        "    if ways != {HOME}:\n",
        "    if ways:\n",
    ),
    Bug(
        "what does not move is bought again",
        SERVICES + "servicing/date_changes.py",
        "        return_on=whole.return_on if ways == {OUT, HOME} else None,\n",
        "        return_on=whole.return_on,\n",
    ),
    Bug(
        "what was given back can be given back again",
        SERVICES + "servicing/quotes.py",
        '    return [segment for segment in segments_of(booking) if segment.status == "confirmed"]\n',
        "    return list(segments_of(booking))\n",
    ),
    Bug(
        "an earlier receipt is lost",
        SERVICES + "servicing/settlement.py",
        "receipts=(*booking.receipts, receipt)",
        "receipts=(receipt,)",
    ),
    Bug(
        "answering a supplier's change again is refused",
        SERVICES + "servicing/supplier_notices.py",
        "        if found.decision == answer:\n            return booking\n",
        "",
    ),
)
