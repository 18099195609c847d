"""The seeded bugs: each takes one guard away, in one function, by replacing one piece of code with another."""

from tests.simulation.teeth.bug import Bug
from tests.simulation.teeth.bugs_of_approvals import OF_APPROVALS
from tests.simulation.teeth.bugs_of_changes import OF_CHANGES
from tests.simulation.teeth.bugs_of_days import OF_DAYS
from tests.simulation.teeth.bugs_of_people import OF_PEOPLE
from tests.simulation.teeth.bugs_of_reports import OF_REPORTS
from tests.simulation.teeth.bugs_of_room import OF_ROOM
from tests.simulation.teeth.bugs_of_shapes import OF_SHAPES
from tests.simulation.teeth.bugs_of_steps import OF_STEPS
from tests.simulation.teeth.bugs_of_travellers import OF_TRAVELLERS

_OF_THE_DOOR = (
    # Conditions of the one door
    Bug(  # each of the three conditions alone refuses it; only without all of them is it written
        "a booking is written whatever has become of it",
        "chalicelib.models.booking_commits:_save_booking",
        """
            transaction.save(bookings.to_row(kept), condition=unchanged)
            transaction.save(booking_audit.to_row(entry, audit_until), condition=AuditRow.audit_id.does_not_exist())
            moved = tuple(budget.key for budget in record.budgets)
            event = _event(kept, record)
            event_row = booking_events.to_row(event, events_until, moved, address_event(event, before, kept))
            transaction.save(event_row, condition=EventRow.seq.does_not_exist())
        """,
        """
            transaction.save(bookings.to_row(kept), condition=unchanged if before is None else None)
            transaction.save(booking_audit.to_row(entry, audit_until))
            moved = tuple(budget.key for budget in record.budgets)
            event = _event(kept, record)
            event_row = booking_events.to_row(event, events_until, moved, address_event(event, before, kept))
            transaction.save(event_row)
        """,
    ),
    Bug(
        "the audit is not chained",
        "chalicelib.models.booking_commits:_entry",
        "previous_hash=before.audit_head if before else audit.GENESIS",
        "previous_hash=audit.GENESIS",
    ),
    Bug(
        "the booking does not carry the head of its audit",
        "chalicelib.models.booking_commits:_with_audit_entry",
        "return msgspec.structs.replace(after, audit_head=entry.hash), entry",
        "return after, entry",
    ),
    Bug(
        "what is removed from an inbox stays",
        "chalicelib.models.booking_commits:_save_tasks",
        "for key in sorted(asked_before - asked):",
        "for key in sorted(asked_before - asked - asked_before):",
    ),
    # Budgets
    Bug(
        "a reservation does not ask whether enough is left",
        "chalicelib.models.budgets:move_expression",
        "enough = (BudgetRow.remaining >= amount) if amount >= 0 else (BudgetRow.reserved >= -amount)",
        "enough = BudgetRow.limit >= 0",
        tuple(range(1, 50, 5)),  # of unruly people, of whom two choose at once
    ),
    Bug(
        "what is reserved is not taken from what remains",
        "chalicelib.models.budgets:move_expression",
        "actions = [BudgetRow.remaining.set(BudgetRow.remaining - amount), BudgetRow.reserved",
        "actions = [BudgetRow.remaining.set(BudgetRow.remaining - 0), BudgetRow.reserved",
    ),
    Bug(
        "a booking that ends keeps its reservation",
        "chalicelib.services.booking_workflow.compensation:_commit_close",
        "budgets=release_moves(booking.budgets))",
        "budgets=())",
    ),
    Bug(
        "an abandoned round keeps its reservation",
        "chalicelib.services.booking_workflow.terms:plan_again",
        "budgets=release_moves(booking.budgets)",
        "",
    ),
    Bug(
        "another price does not move the budget",
        "chalicelib.services.booking_workflow.terms:apply_terms",
        "budgets=correction_moves(booking.budgets, terms.shares),",
        "budgets=(),",
    ),
    Bug(
        "the purchase does not commit the budget",
        "chalicelib.services.booking_workflow.purchase:record_trip",
        "budgets=commit_moves(booking.budgets),",
        "budgets=(),",
    ),
    # Once only
    Bug(
        "the supplier's key is another at every attempt",
        "chalicelib.domain.bookings.booking:Booking.component_key",
        'return f"{self.booking_id}/{self.round}/{self.selected_option_id}/{component_index}"',
        'return f"{self.booking_id}/{self.round}/{self.version}/{component_index}"',
    ),
    Bug(
        "the same request again is another booking",
        "chalicelib.services.idempotency:_second",
        "return Claim(key=scope.hashed, owner=owner, operation_id=row.operation_id)",
        "return Claim(key=scope.hashed, owner=owner, operation_id=owner)",
    ),
    Bug(
        "a key belongs to nobody",
        "chalicelib.models.idempotency:create",
        "row.save(IdempotencyRow.key.does_not_exist() | expired)",
        "row.save()",
    ),
    Bug(
        "a lease never ends",
        "chalicelib.services.idempotency:_second",
        "(row.lease_until > now or not _take_over(row, owner, now)):",
        "(row.lease_until or not _take_over(row, owner, now)):",
    ),
    Bug(
        "an answer is not kept",
        "chalicelib.services.idempotency:complete",
        "if table.store_answer(claimed.key, claimed.owner, answer):",
        "if answer is not None:",
    ),
    Bug(
        "a booking that exists already is requested again",
        "chalicelib.services.booking_workflow.intake:request_booking",
        "if already is not None:",
        "if already is not None and already.terminal:",
    ),
    # Steps that come twice or late
    Bug(
        "a step goes on although the booking is being compensated",
        "chalicelib.domain.bookings.booking:Booking.beyond_workflow",
        "return self.terminal or self.ending is not None or self.amendment is not None",
        "return self.terminal or self.amendment is not None",
    ),
    Bug(
        "a late hold is applied again",
        "chalicelib.services.booking_workflow.holding:hold_option",
        "if booking.status is not BookingStatus.HOLDING or booking.holds:",
        "if booking.status is not BookingStatus.HOLDING:",
    ),
    Bug(
        "a late wait replaces the present one",
        "chalicelib.domain.bookings.booking:Waiting.comes_after",
        "if other is None or not other.task_token or (self.entered_at, self.attempt) > "
        "(other.entered_at, other.attempt):",
        "if other is None or self.task_token:",
    ),
    # Compensation
    Bug(
        "an outcome is not fixed before its compensation",
        "chalicelib.services.booking_workflow.compensation:_fix_ending",
        "return change(booking, after, record)",
        "return msgspec.structs.replace(after, version=booking.version)",
    ),
    Bug(
        "orders are not cancelled",
        "chalicelib.services.booking_workflow.compensation:_COMPENSATIONS",
        '("order", lambda supplier, key: supplier.cancel(key)),',
        "*(),",
    ),
    Bug(
        "holds are not released",
        "chalicelib.services.booking_workflow.compensation:_COMPENSATIONS",
        '("hold", lambda supplier, key: supplier.release(key)),',
        "",
    ),
    Bug(
        "only the first component is compensated",
        "chalicelib.services.booking_workflow.compensation:_compensate",
        "for component_index, offer in enumerate(booking.selected.components):",
        "for component_index, offer in enumerate(booking.selected.components[:1]):",
    ),
    Bug(
        "a compensation that failed closes the booking",
        "chalicelib.services.booking_workflow.compensation:end_booking",
        "if failures:",
        "if failures and booking.terminal:",
    ),
    Bug(
        "holds of an abandoned round stay",
        "chalicelib.services.booking_workflow.terms:plan_again",
        """
            return result(booking, "no_offers", reason=reason)
                release_holds(booking)
        """,
        'return result(booking, "no_offers", reason=reason)',
    ),
    Bug(
        "what is returned to its traveller stays held",
        "chalicelib.services.booking_workflow.revisions:reopen_booking",
        """
            return _to_be_revised(booking)
                    release_holds(booking)
        """,
        "return _to_be_revised(booking)",
    ),
    # What is pending after a commit
    Bug(
        "the sweeper looks at no booking",
        "chalicelib.services.operations.sweeper:_reconcile",
        "return reconcile_booking(booking_id)",
        "return NOTHING if booking_id else reconcile_booking(booking_id)",
    ),
    Bug(
        "the sweeper delivers no event",
        "chalicelib.services.operations.sweeper:_deliver",
        "announce(booking_id, seq)",
        "",
    ),
    Bug(
        "a decision is not sent to the workflow again",
        "chalicelib.services.operations.reconciliation:_reconcile_wait",
        "if booking.callback_pending and notify_workflow(booking):",
        "if booking.callback_pending and booking.terminal and notify_workflow(booking):",
    ),
    Bug(
        "a workflow that was not started is not started",
        "chalicelib.services.operations.reconciliation:reconcile_booking",
        """
            if execution == "unknown":
                _start(booking)
        """,
        'if execution == "unknown":',
    ),
    Bug(
        "a workflow that died is left alone",
        "chalicelib.services.operations.reconciliation:reconcile_booking",
        'if execution == "ended":',
        'if execution == "endless":',
    ),
    Bug(
        "an execution that takes the place of a lost one begins at the beginning",
        "chalicelib.services.operations.reconciliation:_start",
        "workflow.start(booking.booking_id, booking.execution, resume=not is_new)",
        "workflow.start(booking.booking_id, booking.execution)",
    ),
    Bug(
        "a supplier that is away is given up while there is time",
        "chalicelib.domain.bookings.delay:pause_before_retry",
        "if left < 1:",
        "if left < 1 or now - since > timedelta(minutes=1):",
    ),
    Bug(
        "a compensation that failed is not retried",
        "chalicelib.services.operations.reconciliation:reconcile_booking",
        'return "retried" if end_or_escalate(booking_id, Ending.FAILED, None).terminal else "failed"',
        'return "failed"',
    ),
    Bug(
        "a lost announcement is not delivered by the sweeper",
        "chalicelib.models.booking_events:to_row",
        "pending=_PENDING,",
        "pending=None,",
    ),
    Bug(
        "an event is done with before it is pushed",
        "chalicelib.services.live_updates:push_to_listeners",
        "return Pushed(counts[_REACHED], tuple(sorted(unreached)))",
        "return Pushed(counts[_REACHED], ())",
    ),
    # Approval
    Bug(
        "an approval counts for whatever is bought",
        "chalicelib.services.booking_workflow.purchase:_apply_price",
        "if terms.outcome is Outcome.COMPLIANT or covers(booking, terms):",
        "if terms.outcome is Outcome.COMPLIANT or booking.binding_approval_request:",
    ),
    Bug(
        "a price that was charged beyond what was agreed is paid",
        "chalicelib.services.booking_workflow.purchase:_compute_charged",
        "if booking.price and charged > booking.price:",
        "if booking.price and charged > booking.price * 9:",
    ),
    # Refunds after the purchase
    Bug(
        "a confirmed change is not settled",
        "chalicelib.services.operations.reconciliation:reconcile_booking",
        """
            if booking.amendment is not None:
                return _apply_amendment(booking, booking.amendment)
        """,
        "",
    ),
    Bug(
        "what is refunded is not returned to the budget",
        "chalicelib.services.servicing.settlement:_conclude",
        "budgets=refund_moves(booking.budgets, shares),",
        "budgets=(),",
    ),
    Bug(
        "what was refunded stays an order",
        "chalicelib.services.servicing.settlement:_orders_after",
        'status = "cancelled" if len(cancelled_parts) == count else order.status',
        "status = order.status",
    ),
    Bug(
        "the supplier is not asked to cancel it",
        "chalicelib.services.servicing.settlement:_cancel_parts",
        "terms = _supplier_of(booking, component_index).confirm_cancel(key)",
        """
            terms = _supplier_of(booking, component_index).quote_cancel(
                booking.component_key(component_index), [e.part_index for e in agreed], key=key, until=clock.now()
            )
        """,
    ),
)

BUGS = (
    *(*_OF_THE_DOOR, *OF_STEPS, *OF_APPROVALS, *OF_CHANGES, *OF_DAYS),
    *(*OF_PEOPLE, *OF_REPORTS, *OF_ROOM, *OF_SHAPES, *OF_TRAVELLERS),
)
