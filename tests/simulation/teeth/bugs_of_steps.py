"""Seeded bugs of the workflow's own steps: planned, held, bought and undone once, and at the price that was chosen."""

from tests.simulation.teeth.bug import Bug

OF_STEPS = (
    Bug(
        "what is held above the tolerated price is kept",
        "chalicelib.services.booking_workflow.holding:_apply_hold",
        """
            if exceeds_chosen_price(booking, held.price):
                return plan_again(booking, EventType.PRICE_CHANGED, f"The price has risen to {held.price}.")
        """,
        "",
    ),
    Bug(
        "what has risen above the tolerated price is bought",
        "chalicelib.services.booking_workflow.purchase:reprice_option",
        """
            if booking.binding_approval_request is None and exceeds_chosen_price(booking, priced.price):
                return plan_again(booking, EventType.PRICE_CHANGED, f"The price has risen to {priced.price}.")
        """,
        "",
    ),
    Bug(
        "planning repeats for ever",
        "chalicelib.services.booking_workflow.terms:plan_again",
        """
            if booking.planning_rounds_since_revision >= MAX_ROUNDS:
                return result(booking, "no_offers", reason=reason)
        """,
        "",
    ),
    Bug(
        "a late retrieval binds it again",
        "chalicelib.services.booking_workflow.planning:retrieve_policy",
        "is_bound = booking.status is BookingStatus.PLANNING and booking.policy_version is not None",
        "is_bound = False",
    ),
    Bug(
        "a late planning replaces the options",
        "chalicelib.services.booking_workflow.planning:plan_options",
        "if booking.status is not BookingStatus.PLANNING or booking.options:",
        "if booking.status is not BookingStatus.PLANNING:",
    ),
    Bug(
        "a late evaluation is recorded again",
        "chalicelib.services.booking_workflow.planning:judge_options",
        "if booking.status is BookingStatus.PLANNING and not _all_judged(booking):",
        "if booking.status is BookingStatus.PLANNING:",
    ),
    Bug(
        "a late purchase is reported again",
        "chalicelib.services.booking_workflow.purchase:place_orders",
        "if booking.status is not BookingStatus.PURCHASING or booking.orders:",
        "if booking.status is not BookingStatus.PURCHASING:",
    ),
    Bug(
        "what is charged less stays on the budget",
        "chalicelib.services.booking_workflow.purchase:place_orders",
        "shares = shares_of_part(booking, [order.price for order in orders], uses)",
        "shares = booking.budgets",
    ),
    Bug(
        "approvers are notified again",
        "chalicelib.services.booking_workflow.purchase:_notify_approvers",
        "if terms.approval_kind is not ApprovalKind.NOTIFY or booking.approval_request is not None:",
        "if terms.approval_kind is not ApprovalKind.NOTIFY:",
    ),
    Bug(
        "an outcome is fixed of what is bought",
        "chalicelib.services.booking_workflow.compensation:_fix_ending",
        """
            if booking.beyond_workflow:
                return booking
        """,
        "",
    ),
    Bug(
        "what is bought is compensated",
        "chalicelib.services.booking_workflow.compensation:end_booking",
        """
            if booking.terminal or booking.amendment is not None:
                return booking
        """,
        "",
    ),
    Bug(
        "what has been compensated is still pending",
        "chalicelib.services.booking_workflow.compensation:_commit_close",
        """
            waiting=None,
            pending_compensations=(),
        """,
        "waiting=None,",
    ),
    Bug(
        "holds of an abandoned round count for the next",
        "chalicelib.services.booking_workflow.terms:reset_planning",
        '"holds": (),',
        "",
    ),
    Bug(
        "a round has the keys of the one before",
        "chalicelib.services.booking_workflow.terms:reset_planning",
        '"round": booking.round + 1,',
        '"round": booking.round,',
    ),
    Bug(
        "the choice of an abandoned round counts for the next",
        "chalicelib.services.booking_workflow.terms:reset_planning",
        """
            "selected_option_id": None,
            "chosen_price": None,
        """,
        "",
    ),
)
