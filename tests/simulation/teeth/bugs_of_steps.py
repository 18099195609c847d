"""Seeded bugs of the workflow's own steps: planned, held, bought and undone once, and at the price that was chosen."""

from tests.simulation.teeth.bug import SERVICES, Bug

OF_STEPS = (
    Bug(
        "what is held dearer than tolerated is kept",
        SERVICES + "booking_workflow/holding.py",
        "    if dearer_than_chosen(booking, held.price):\n"
        '        return plan_again(booking, EventType.PRICE_CHANGED, f"The price has risen to '
        '{held.price}.")\n',
        "",
    ),
    Bug(
        "what has become dearer than tolerated is bought",
        SERVICES + "booking_workflow/purchase.py",
        "        if booking.leave is None and dearer_than_chosen(booking, priced.price):\n"
        '            return plan_again(booking, EventType.PRICE_CHANGED, f"The price has risen to '
        '{priced.price}.")\n',
        "",
    ),
    Bug(
        "planning goes round for ever",
        SERVICES + "booking_workflow/terms.py",
        '    if booking.rounds_of_its_own >= MAX_ROUNDS:\n        return result(booking, "no_offers", reason=reason)\n',
        "",
    ),
    Bug(
        "a late retrieval binds it again",
        SERVICES + "booking_workflow/planning.py",
        "        is_bound = booking.state is State.PLANNING and booking.policy_version is not None\n",
        "        is_bound = False\n",
    ),
    Bug(
        "a late planning replaces the options",
        SERVICES + "booking_workflow/planning.py",
        "if booking.state is not State.PLANNING or booking.options:",
        "if booking.state is not State.PLANNING:",
    ),
    Bug(
        "a late judgement is given again",
        SERVICES + "booking_workflow/planning.py",
        "if booking.state is State.PLANNING and not _all_judged(booking):",
        "if booking.state is State.PLANNING:",
    ),
    Bug(
        "a late purchase is told again",
        SERVICES + "booking_workflow/purchase.py",
        "if booking.state is not State.BOOKING or booking.orders:",
        "if booking.state is not State.BOOKING:",
    ),
    Bug(
        "what is charged less stays on the budget",
        SERVICES + "booking_workflow/purchase.py",
        "share = share_of_part(booking, charged, uses)",
        "share = booking.budget",
    ),
    Bug(
        "approvers are told again",
        SERVICES + "booking_workflow/purchase.py",
        "if terms.leave is not ApprovalKind.NOTIFY or booking.approval is not None:",
        "if terms.leave is not ApprovalKind.NOTIFY:",
    ),
    Bug(
        "an ending is fixed of what is bought",
        SERVICES + "booking_workflow/compensation.py",
        "        if booking.beyond_workflow:\n            return booking\n",
        "",
    ),
    Bug(
        "what is bought is undone",
        SERVICES + "booking_workflow/compensation.py",
        "    if booking.terminal or booking.amendment is not None:\n        return booking\n",
        "",
    ),
    Bug(
        "what has been undone is still said not to be",
        SERVICES + "booking_workflow/compensation.py",
        "        waiting=None,\n        not_undone=(),\n",
        "        waiting=None,\n",
    ),
    Bug(
        "holds of a round that is given up count for the next",
        SERVICES + "booking_workflow/terms.py",
        '        "holds": (),\n',
        "",
    ),
    Bug(
        "a round has the keys of the one before",
        SERVICES + "booking_workflow/terms.py",
        '"round": booking.round + 1,',
        '"round": booking.round,',
    ),
    Bug(
        "the choice of a round that is given up counts for the next",
        SERVICES + "booking_workflow/terms.py",
        '        "credits": (),\n        "waiting": None,\n',
        '        "credits": (),\n',
    ),
)
