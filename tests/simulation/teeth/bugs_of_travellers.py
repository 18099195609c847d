"""Seeded bugs of whose trip it is: whose rules judge it, who pays for whom, and whose managers agree."""

from tests.simulation.teeth.bug import Bug

_TOGETHER = (44,)  # the kind of schedules in which people of several cost centres, groups and chains travel

OF_TRAVELLERS = (
    Bug(
        "a traveller is judged under the requester's policy group",
        "chalicelib.services.bookings.evaluation:groups_of",
        "users = [each.user_id or booking.requester_id for each in travellers_of(booking)]",
        "users = [booking.requester_id for each in travellers_of(booking)]",
        _TOGETHER,
    ),
    Bug(
        "a rule of a group holds for all who travel",
        "chalicelib.domain.policies.groups:bound_travellers",
        "yield rule, places",
        "yield rule, tuple(range(len(groups)))",
        _TOGETHER,
    ),
    Bug(
        "everybody's rule holds beside that of a group",
        "chalicelib.domain.policies.groups:bound_travellers",
        "(rule.identity, group) not in named",
        "True",
        _TOGETHER,
    ),
    Bug(
        "a share is charged to whoever asked for the trip",
        "chalicelib.services.bookings.charging:charge_travellers",
        "charged = tuple(own[each.user_id or requester_id] for each in travellers)",
        "charged = tuple(own[requester_id] for each in travellers)",
        _TOGETHER,
    ),
    Bug(
        "the whole is charged to the first traveller's cost centre",
        "chalicelib.services.bookings.charging:charge_travellers",
        "cost_centres=charged if differ else ()",
        "cost_centres=()",
        _TOGETHER,
    ),
    Bug(
        "what is left over of a price is charged to nobody",
        "chalicelib.domain.money:divide",
        "each + (1 if place < left_over else 0)",
        "each + (0 if place < left_over else 0)",
        _TOGETHER,
    ),
    Bug(
        "only one share is reserved",
        "chalicelib.services.booking_workflow.terms:reservations",
        "for share in shares",
        "for share in shares[:1]",
        _TOGETHER,
    ),
    Bug(
        "only one share is released",
        "chalicelib.domain.bookings.budget_shares:release_moves",
        'for share in shares if share.status == "reserved"',
        'for share in shares[:1] if share.status == "reserved"',
        _TOGETHER,
    ),
    Bug(
        "what is refunded is returned to one cost centre alone",
        "chalicelib.domain.bookings.budget_shares:refund_moves",
        "if was.amount != now.amount",
        "if was.amount != now.amount and was == before[0]",
        _TOGETHER,
    ),
    Bug(
        "the receipt names one cost centre for all",
        "chalicelib.services.servicing.settlement:_money_refunds",
        "key if key in budgets else (None, None)",
        "booking.budgets[0].key if key in budgets else (None, None)",
        _TOGETHER,
    ),
    Bug(
        "a travel credit eases the cost centre of whoever comes first",
        "chalicelib.domain.bookings.traveller_payments:_list_payments",
        "left = _sum_uses((use.slot, use.amount) for use in uses)",
        "left = _sum_uses((use.slot._replace(place=0), use.amount) for use in uses)",
        _TOGETHER,
    ),
    Bug(
        "a travel credit eases all cost centres",
        "chalicelib.domain.bookings.traveller_payments:_list_payments",
        "left = _sum_uses((use.slot, use.amount) for use in uses)",
        """
            left = _sum_uses(
                (use.slot._replace(place=place), part)
                for use in uses
                for place, part in enumerate(divide(use.amount, len(request.travellers)))
            )
        """,
        _TOGETHER,
    ),
    Bug(
        "a credit of one traveller pays for another",
        "chalicelib.domain.servicing.travel_credits:uses_of",
        "slot = PaySlot(credit.supplier, credit.issuer, holders.index(credit.holder))",
        "slot = PaySlot(credit.supplier, credit.issuer, 0)",
        _TOGETHER,
    ),
    Bug(
        "what returns to a credit is returned to the budget of its traveller as well",
        "chalicelib.services.servicing.settlement:_conclude",
        "find_spent(booking, done, uses)",
        "find_spent(booking, done, booking.credits)",
        _TOGETHER,
    ),
    Bug(
        "an overlap is looked for with the first traveller alone",
        "chalicelib.services.bookings.overlaps:_as_other_trips",
        "for person in people:",
        "for person in people[:1]:",
        _TOGETHER,
    ),
    Bug(
        "the trip that a traveller has already is not said",
        "chalicelib.services.bookings.overlaps:find_overlaps",
        "others = list(_other_trips(booking, options))",
        "others = list(_other_trips(booking, ()))",
        _TOGETHER,
    ),
    Bug(
        "a trip counts for all who travel, whoever has it",
        "chalicelib.services.bookings.overlaps:_as_other_trips",
        "if any(is_same_traveller(person, each) for each in aboard):",
        "if aboard:",
        _TOGETHER,
    ),
    Bug(
        "a seat on the same flight is taken for other dates",
        "chalicelib.domain.bookings.overlaps:overlaps_of",
        "kind=OverlapKind.SAME_FLIGHT if other.flights & flights else OverlapKind.OVERLAPPING_DATES",
        "kind=OverlapKind.OVERLAPPING_DATES",
        _TOGETHER,
    ),
    Bug(
        "an overlap is said and not judged",
        "chalicelib.domain.policies.rules.trips:OverlappingTrip.violations",
        "for overlap in case.option.overlaps:",
        "for overlap in case.option.overlaps[:0]:",
        _TOGETHER,
    ),
    Bug(
        "the managers of one traveller are not asked",
        "chalicelib.services.approvals.approvers:_list_asked_for",
        "for each in travellers_of(booking)",
        "for each in travellers_of(booking)[:1]",
        _TOGETHER,
    ),
    Bug(
        "the managers of whoever asked for the trip are asked in the place of the travellers'",
        "chalicelib.services.approvals.approvers:_list_asked_for",
        "each.user_id or booking.requester_id for each in travellers_of(booking)",
        "booking.requester_id for each in travellers_of(booking)",
        _TOGETHER,
    ),
    Bug(
        "the managers of one traveller agree for all",
        "chalicelib.domain.approvals.progress:conclude_if_agreed",
        "if finished == set(list_chains(approval)) and",
        "if finished and",
        _TOGETHER,
    ),
    Bug(
        "who is asked for one traveller is asked once more for another",
        "chalicelib.domain.approvals.progress:ask_in_chain",
        "if same is None:",
        "if same is None or same.cost_centre is None:",
        _TOGETHER,
    ),
)
