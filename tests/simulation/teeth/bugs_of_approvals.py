"""Seeded bugs of what people decide: who may, when, for what, and what silence does."""

from tests.simulation.teeth.bug import Bug

_UNRULY = tuple(range(1, 50, 5))  # people who come in the last moment, and after it

OF_APPROVALS = (
    Bug(
        "a decision that was made before its wait began is not sent to the workflow: approval",
        "chalicelib.services.booking_workflow.holding:await_approval",
        "workflow.notify(wait.task_token, decision)",
        "",
    ),
    Bug(
        "a decision that was made before its wait began is not sent to the workflow: revision",
        "chalicelib.services.booking_workflow.revisions:await_revision",
        "workflow.notify(wait.task_token, decision)",
        "",
    ),
    Bug(
        "silence always approves",
        "chalicelib.domain.approvals.approval:expire",
        "status = ApprovalStatus.APPROVED if passive else ApprovalStatus.EXPIRED",
        "status = ApprovalStatus.APPROVED",
    ),
    Bug(
        "one level's approval is enough",
        "chalicelib.domain.approvals.progress:is_finished",
        "return len(agreed) + silent >= _levels_of(approval, chain)",
        "return len(agreed) + silent >= 1",
    ),
    Bug(
        "a declined request goes on to the next level",
        "chalicelib.domain.approvals.progress:apply_ruling",
        "if ruling.status is ApprovalStatus.DECLINED or not approval.steps:",
        "if not approval.steps:",
    ),
    Bug(
        "people decide on their own",
        "chalicelib.domain.authorization.deciding:find_bar",
        "return OWN",
        "return None",
    ),
    Bug(
        "who was escalated past may still decide",
        "chalicelib.domain.approvals.approval:ApprovalRequest.open_steps",
        "return tuple(step for step in self.steps if step.pending)",
        "return tuple(step for step in self.steps if step.pending or step.status is ApprovalStepStatus.ESCALATED)",
        _UNRULY,
    ),
    Bug(
        "a decision after the deadline counts",
        "chalicelib.services.booking_workflow.decisions:refuse_late",
        """
            if clock.now() >= approval.deadline:
                raise Conflict("The deadline for this approval has passed.")
        """,
        "",
        _UNRULY,
    ),
    Bug(
        "what cannot be judged is asked of the management chain",
        "chalicelib.services.booking_workflow.terms:request_approval",
        "if terms.outcome is Outcome.CANNOT_BE_JUDGED:",
        "if terms.outcome is Outcome.DENIED:",
    ),
    Bug(
        "an approval counts at any price",
        "chalicelib.services.booking_workflow.terms:covers",
        "if not (_same_but_for_price(booking, given, terms) and terms.policy.tolerates(given.price, terms.price)):",
        "if not _same_but_for_price(booking, given, terms):",
    ),
    Bug(
        "an approval of fewer levels counts",
        "chalicelib.services.booking_workflow.terms:covers",
        "terms.levels <= given.levels",
        "True",
        _UNRULY,
    ),
    Bug(
        "a delegate is asked about their own trip",
        "chalicelib.domain.approvals.chain:_find_representative",
        "if acting is None or not _may_be_asked(acting, taken, names):",
        "if acting is None or not acting.active:",
    ),
    Bug(
        "a reminder comes again and again",
        "chalicelib.domain.approvals.approval:record_reminders",
        "remind_at=None, reminded_at=now",
        "reminded_at=now",
    ),
    Bug(
        "nobody is reminded",
        "chalicelib.services.approvals.timers:keep_up",
        """
            if approvals.to_remind(approval, now):
                _remind(booking, approval)
                return "reminded"
        """,
        "",
    ),
    Bug(
        "nobody is escalated past",
        "chalicelib.services.approvals.timers:keep_up",
        """
            if approvals.to_escalate(approval, now):
                _escalate(booking, approval)
                return "escalated"
        """,
        "",
    ),
    Bug(
        "timers are due at once",
        "chalicelib.domain.approvals.approval:_is_due",
        "return step.pending and at is not None and at <= now",
        "return step.pending and at is not None",
    ),
    Bug(
        "who is escalated past stays asked",
        "chalicelib.domain.approvals.approval:drop_silent",
        "step, status=ApprovalStepStatus.ESCALATED) if",
        "step, escalate_at=None) if",
    ),
    Bug(
        "the next level is not asked",
        "chalicelib.services.booking_workflow.decisions:_after_ruling",
        "given = progress.conclude_if_agreed(ask_following(booking, given, now), ruling)",
        "given = progress.conclude_if_agreed(given, ruling)",
    ),
    Bug(
        "a choice after its time counts",
        "chalicelib.services.booking_workflow.decisions:_refuse_expired",
        "if booking.options_expire_at and now >= booking.options_expire_at:",
        "if booking.options_expire_at and now < booking.created_at:",
        _UNRULY,
    ),
    Bug(
        "what the policy denies may be chosen",
        "chalicelib.services.booking_workflow.decisions:_choosable_option",
        "option.verdict is None or option.verdict.outcome is Outcome.DENIED:",
        "option.verdict is None:",
    ),
    Bug(
        "choosing again is refused",
        "chalicelib.services.booking_workflow.decisions:select_option",
        """
            if booking.selected_option_id == option_id and booking.ending is None:
                return booking
        """,
        "",
    ),
    Bug(
        "deciding the same again is refused",
        "chalicelib.services.booking_workflow.decisions:decide_approval",
        """
            if _has_ruled(identity, approval, decision):
                return booking
        """,
        "",
    ),
    Bug(
        "revising again is refused",
        "chalicelib.services.booking_workflow.revisions:revise_booking",
        """
            if booking.revised_by == operation_id:
                return booking
        """,
        "",
    ),
    Bug(
        "a key stands for another request",
        "chalicelib.services.idempotency:_second",
        """
            if row.fingerprint != scope.fingerprint:
                raise KeyReused("This Idempotency-Key was used for another request.")
        """,
        "",
    ),
    Bug(
        "an answer that was kept is not found",
        "chalicelib.services.idempotency:_second",
        """
            if row.answer is not None:
                return row.answer
            if
        """,
        "if",
    ),
    Bug(
        "what is returned to its traveller keeps its reservation",
        "chalicelib.services.booking_workflow.revisions:reopen_booking",
        "data=data, budgets=release_moves(booking.budgets)",
        "data=data",
    ),
    Bug(
        "a revision after its time counts",
        "chalicelib.services.booking_workflow.revisions:refuse_unrevisable",
        """
            if last.revise_until and now >= last.revise_until:
                raise Conflict("The deadline to revise this booking has passed.")
        """,
        "",
        _UNRULY,
    ),
    Bug(
        "a revision is planned under the policy of before",
        "chalicelib.services.booking_workflow.revisions:commit_revision",
        "policy_version=None,",
        "",
    ),
    Bug(
        "a correction in words is planned under the policy of before",
        "chalicelib.services.booking_workflow.revisions:commit_reconsideration",
        "policy_version=None,",
        "",
    ),
    Bug(
        "a correction in words counts again once it is planned",
        "chalicelib.domain.bookings.booking:Booking.planned_since_decision",
        "return self.status is BookingStatus.PLANNING and self.decided_on_selection and bool(self.options)",
        "return False",
    ),
    Bug(
        "approval is awaited longer than the hold lasts",
        "chalicelib.services.booking_workflow.terms:_approval_deadline",
        "return min(held_until, deadline_after(approval_limit(policy)))",
        "return deadline_after(approval_limit(policy))",
    ),
    Bug(
        "recalling again is refused",
        "chalicelib.services.booking_workflow.revisions:recall",
        """
            if _has_come_back(booking, ReturnCause.RECALLED, identity):
                return booking
        """,
        "",
    ),
    Bug(
        "sending back again is refused",
        "chalicelib.services.booking_workflow.revisions:send_back",
        """
            if _has_come_back(booking, ReturnCause.SENT_BACK, identity, approval_hash):
                return booking
        """,
        "",
    ),
    Bug(
        "cancelling again is refused",
        "chalicelib.services.booking_workflow.decisions:cancel_booking",
        """
            if cancelled or (booking.waiting and booking.waiting.decision is Decision.CANCELLED):
                return booking
        """,
        "",
    ),
    Bug(
        "all levels are asked at once",
        "chalicelib.services.approvals.approvers:ask_first",
        "count = 1 if one_by_one else approval.levels",
        "count = approval.levels",
    ),
    Bug(
        "who was asked is asked again",
        "chalicelib.domain.approvals.chain:find_following_place",
        "taken = _find_taken(approval, barring)",
        "taken = {*approval.excluded_user_ids}",
        _UNRULY,
    ),
    Bug(
        "the travel managers are left out",
        "chalicelib.domain.approvals.approval:ask_places",
        "escalate_at=None if place.pool is Pool.TRAVEL_MANAGERS else at(approval.escalate_after_seconds)",
        "escalate_at=at(approval.escalate_after_seconds)",
    ),
    Bug(
        "a revision keeps the approval of before",
        "chalicelib.services.booking_workflow.terms:reset_planning",
        """
            "approval_request": None,
            "budgets"
        """,
        '"budgets"',
    ),
    Bug(
        "an approval that was not given counts",
        "chalicelib.services.booking_workflow.purchase:reprice_option",
        """
            if _approval_is_open(booking, approval_requests):
                return terms_result(booking)
        """,
        "",
    ),
)
