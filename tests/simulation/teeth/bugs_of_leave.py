"""Seeded bugs of what people decide: who may, when, for what, and what silence does."""

from tests.simulation.teeth.bug import DOMAIN, SERVICES, Bug

OF_LEAVE = (
    Bug(
        "a decision that was made before its wait began is not told: approval",
        SERVICES + "booking_workflow/holding.py",
        "            workflow.tell(wait.task_token, decision)\n",
        "",
    ),
    Bug(
        "a decision that was made before its wait began is not told: revision",
        SERVICES + "booking_workflow/revisions.py",
        "            workflow.tell(wait.task_token, decision)\n",
        "",
    ),
    Bug(
        "silence is always consent",
        DOMAIN + "approvals/approval.py",
        "status = ApprovalStatus.APPROVED if passive else ApprovalStatus.LAPSED",
        "status = ApprovalStatus.APPROVED",
    ),
    Bug(
        "one level's leave is enough",
        DOMAIN + "approvals/approval.py",
        "step.level >= approval.levels:",
        "step.level >= 1:",
    ),
    Bug(
        "a refusal is passed on to the next level",
        DOMAIN + "approvals/approval.py",
        "if refused or one_suffices or",
        "if one_suffices or",
    ),
    Bug(
        "people decide on their own",
        SERVICES + "authorization/bookings.py",
        "    return _is_own(identity, booking) or (booking.approval is not None and identity.user_id in "
        "booking.approval.parties)\n",
        "    return False\n",
    ),
    Bug(
        "who was passed over may still decide",
        DOMAIN + "approvals/approval.py",
        "return tuple(step for step in self.steps if step.pending)",
        "return tuple(step for step in self.steps if step.pending or step.status is StepStatus.ESCALATED)",
    ),
    Bug(
        "a decision after the deadline counts",
        SERVICES + "booking_workflow/decisions.py",
        "    if clock.now() >= approval.deadline:\n"
        '        raise Conflict("The deadline for this approval has passed.")\n',
        "",
    ),
    Bug(
        "leave counts at any price",
        SERVICES + "booking_workflow/terms.py",
        "    if not (_same_but_for_price(given, terms) and terms.policy.tolerates(given.price, terms.price)):\n",
        "    if not _same_but_for_price(given, terms):\n",
    ),
    Bug(
        "leave of fewer levels counts",
        SERVICES + "booking_workflow/terms.py",
        "return terms.policy.levels_for(terms.price) <= given.levels and not _breaks_more",
        "return not _breaks_more",
    ),
    Bug(
        "a stand-in is asked about their own trip",
        DOMAIN + "approvals/chain.py",
        "if acting is None or not acting.active or acting.employee_id in taken:",
        "if acting is None or not acting.active:",
    ),
    Bug(
        "a reminder comes again and again",
        DOMAIN + "approvals/approval.py",
        "remind_at=None, reminded_at=now",
        "reminded_at=now",
    ),
    Bug(
        "nobody is reminded",
        SERVICES + "approvals/timers.py",
        "        if approvals.to_remind(approval, now):\n"
        "            _remind(booking, approval)\n"
        '            return "reminded"\n',
        "",
    ),
    Bug(
        "nobody is passed over",
        SERVICES + "approvals/timers.py",
        "        if approvals.to_escalate(approval, now):\n"
        "            _escalate(booking, approval)\n"
        '            return "escalated"\n',
        "",
    ),
    Bug(
        "timers are due at once",
        DOMAIN + "approvals/approval.py",
        "return step.pending and at is not None and at <= now",
        "return step.pending and at is not None",
    ),
    Bug(
        "who is passed over stays asked",
        DOMAIN + "approvals/approval.py",
        "step, status=StepStatus.ESCALATED) if",
        "step, escalate_at=None) if",
    ),
    Bug(
        "the next level is not asked",
        SERVICES + "booking_workflow/decisions.py",
        "asked = ask_following(given, now)",
        "asked = given",
    ),
    Bug(
        "a choice after its time counts",
        SERVICES + "booking_workflow/decisions.py",
        "    if booking.options_expire_at and now >= booking.options_expire_at:\n",
        "    if booking.options_expire_at and now < booking.created_at:\n",
    ),
    Bug(
        "what the policy denies may be chosen",
        SERVICES + "booking_workflow/decisions.py",
        "option.verdict is None or option.verdict.outcome is Outcome.DENIED:",
        "option.verdict is None:",
    ),
    Bug(
        "choosing again is refused",
        SERVICES + "booking_workflow/decisions.py",
        "    if booking.selected_option_id == option_id and booking.ending is None:\n        return booking\n",
        "",
    ),
    Bug(
        "deciding the same again is refused",
        SERVICES + "booking_workflow/decisions.py",
        "        if _has_ruled(identity, approval, decision):\n            return booking\n",
        "",
    ),
    Bug(
        "revising again is refused",
        SERVICES + "booking_workflow/revisions.py",
        "    if booking.revised_by == operation_id:\n        return booking\n",
        "",
    ),
    Bug(
        "a key stands for another request",
        SERVICES + "idempotency.py",
        "    if row.fingerprint != scope.fingerprint:\n"
        '        raise KeyReused("This Idempotency-Key was used for another request.")\n',
        "",
    ),
    Bug(
        "an answer that was kept is not found",
        SERVICES + "idempotency.py",
        "    if row.answer is not None:\n        return row.answer\n    if",
        "    if",
    ),
    Bug(
        "what goes back to its traveller keeps its reservation",
        SERVICES + "booking_workflow/revisions.py",
        "data=data, budget=release_move(booking.budget)\n",
        "data=data\n",
    ),
    Bug(
        "a revision after its time counts",
        SERVICES + "booking_workflow/revisions.py",
        "    if last.revise_until and now >= last.revise_until:\n"
        '        raise Conflict("The deadline to revise this booking has passed.")\n',
        "",
    ),
    Bug(
        "a revision is planned under the policy of before",
        SERVICES + "booking_workflow/revisions.py",
        "        policy_version=None,  # it is bound to the policy of this day\n",
        "",
    ),
    Bug(
        "leave is waited for longer than it is held",
        SERVICES + "booking_workflow/terms.py",
        "return min(held_until, deadline_after(leave_limit(policy)))",
        "return deadline_after(leave_limit(policy))",
    ),
    Bug(
        "recalling again is refused",
        SERVICES + "booking_workflow/revisions.py",
        "    if _has_come_back(booking, Cause.RECALLED, identity):\n        return booking\n",
        "",
    ),
    Bug(
        "sending back again is refused",
        SERVICES + "booking_workflow/revisions.py",
        "    if _has_come_back(booking, Cause.SENT_BACK, identity, approval_hash):\n        return booking\n",
        "",
    ),
    Bug(
        "calling off again is refused",
        SERVICES + "booking_workflow/decisions.py",
        "    if cancelled or (booking.waiting and booking.waiting.decision is Decision.CANCELLED):\n"
        "        return booking\n",
        "",
    ),
    Bug(
        "all levels are asked at once",
        SERVICES + "approvals/approvers.py",
        "count = 1 if one_by_one else approval.levels",
        "count = approval.levels",
    ),
    Bug(
        "who was asked is asked again",
        DOMAIN + "approvals/chain.py",
        "taken = {*approval.parties, *(person for step in approval.steps for person in step.people)}",
        "taken = {*approval.parties}",
    ),
    Bug(
        "the travel managers are passed over",
        DOMAIN + "approvals/approval.py",
        "escalate_at=None if place.pool is Pool.TRAVEL_MANAGERS else at(approval.escalate_after_seconds)",
        "escalate_at=at(approval.escalate_after_seconds)",
    ),
    Bug(
        "a revision keeps the leave of before",
        SERVICES + "booking_workflow/terms.py",
        '        "approval": None,\n        "budget"',
        '        "budget"',
    ),
    Bug(
        "leave that was not given counts",
        SERVICES + "booking_workflow/purchase.py",
        "        if _leave_is_open(booking, asked):\n            return settled(booking)\n",
        "",
    ),
)
