"""The seeded bugs: each takes one guard away, in one place, by replacing one piece of text with another."""

from tests.simulation.teeth.bug import DOMAIN, MODELS, SERVICES, Bug
from tests.simulation.teeth.bugs_of_changes import OF_CHANGES
from tests.simulation.teeth.bugs_of_leave import OF_LEAVE
from tests.simulation.teeth.bugs_of_steps import OF_STEPS

_OF_THE_DOOR = (
    # Conditions of the one door
    Bug(  # each of the three conditions alone refuses it; only without all of them is it written
        "a booking is written whatever has become of it",
        MODELS + "booking_commits.py",
        """condition=unchanged)
    transaction.save(booking_audit.to_row(entry, audit_until), condition=AuditRow.audit_id.does_not_exist())
    moved = record.budget.key if record.budget else None
    event_row = booking_events.to_row(_event(kept, record), events_until, moved)
    transaction.save(event_row, condition=EventRow.seq.does_not_exist())
""",
        """condition=unchanged if before is None else None)
    transaction.save(booking_audit.to_row(entry, audit_until))
    moved = record.budget.key if record.budget else None
    event_row = booking_events.to_row(_event(kept, record), events_until, moved)
    transaction.save(event_row)
""",
    ),
    Bug(
        "the audit is not chained",
        MODELS + "booking_commits.py",
        "previous_hash=before.audit_head if before else audit.GENESIS",
        "previous_hash=audit.GENESIS",
    ),
    Bug(
        "the booking does not carry the head of its audit",
        MODELS + "booking_commits.py",
        "return msgspec.structs.replace(after, audit_head=entry.hash), entry",
        "return after, entry",
    ),
    Bug(
        "what is removed from an inbox stays",
        MODELS + "booking_commits.py",
        "for key in sorted(asked_before - asked):",
        "for key in sorted(asked_before - asked - asked_before):",
    ),
    # Budgets
    Bug(
        "a reservation does not ask whether enough is left",
        MODELS + "budgets.py",
        "enough = (BudgetRow.left >= amount) if amount >= 0 else (BudgetRow.reserved >= -amount)",
        "enough = BudgetRow.limit >= 0",
    ),
    Bug(
        "what is reserved is not taken from what is left",
        MODELS + "budgets.py",
        "actions = [BudgetRow.left.set(BudgetRow.left - amount), BudgetRow.reserved",
        "actions = [BudgetRow.left.set(BudgetRow.left - 0), BudgetRow.reserved",
    ),
    Bug(
        "a booking that ends keeps its reservation",
        SERVICES + "booking_workflow/compensation.py",
        "budget=release_move(booking.budget))",
        "budget=None)",
    ),
    Bug(
        "a round that is given up keeps its reservation",
        SERVICES + "booking_workflow/terms.py",
        '"round": booking.round}\n    record = Record(actor=system("hold"), event=event, data=data, '
        "budget=release_move(booking.budget))",
        '"round": booking.round}\n    record = Record(actor=system("hold"), event=event, data=data)',
    ),
    Bug(
        "another price does not move the budget",
        SERVICES + "booking_workflow/terms.py",
        "data=data, budget=correction(booking.budget, terms.share))",
        "data=data)",
    ),
    Bug(
        "the purchase does not commit the budget",
        SERVICES + "booking_workflow/purchase.py",
        "budget=budget_move(BudgetStep.COMMIT, share) if share else None,",
        "budget=None,",
    ),
    # Once only
    Bug(
        "the supplier's key is another at every attempt",
        DOMAIN + "bookings/booking.py",
        'return f"{self.booking_id}/{self.round}/{self.selected_option_id}/{component}"',
        'return f"{self.booking_id}/{self.round}/{self.version}/{component}"',
    ),
    Bug(
        "the same ask again is another booking",
        SERVICES + "idempotency.py",
        "return Claim(key=scope.hashed, owner=owner, operation_id=row.operation_id)",
        "return Claim(key=scope.hashed, owner=owner, operation_id=str(ULID.from_datetime(now)))",
    ),
    Bug(
        "a key is nobody's",
        MODELS + "idempotency.py",
        "row.save(IdempotencyRow.key.does_not_exist() | expired)",
        "row.save()",
    ),
    Bug(
        "a lease never ends",
        SERVICES + "idempotency.py",
        "if row.lease_until > now or not table.take_over(row, owner, now + LEASE):",
        "if row.lease_until or not table.take_over(row, owner, now + LEASE):",
    ),
    Bug(
        "an answer is not kept",
        SERVICES + "idempotency.py",
        "    if table.store_answer(claimed.key, claimed.owner, answer):\n",
        "    if answer is not None:\n",
    ),
    Bug(
        "a booking that is there already is asked for again",
        SERVICES + "booking_workflow/intake.py",
        "    if already is not None:\n",
        "    if already is not None and already.terminal:\n",
    ),
    # Steps that come twice or late
    Bug(
        "a step goes on although the booking is being undone",
        DOMAIN + "bookings/booking.py",
        "return self.terminal or self.ending is not None or self.amendment is not None",
        "return self.terminal or self.amendment is not None",
    ),
    Bug(
        "a late hold is settled again",
        SERVICES + "booking_workflow/holding.py",
        "if booking.state is not State.HOLDING or booking.holds:",
        "if booking.state is not State.HOLDING:",
    ),
    Bug(
        "a late wait takes the place of the present one",
        DOMAIN + "bookings/booking.py",
        "if other is None or (self.entered_at, self.attempt) > (other.entered_at, other.attempt):",
        "if other is None or self.task_token:",
    ),
    # Undo
    Bug(
        "an ending is not fixed before its undo",
        SERVICES + "booking_workflow/compensation.py",
        "        return change(booking, after, record)\n\n    return until_kept",
        "        return msgspec.structs.replace(after, version=booking.version)\n\n    return until_kept",
    ),
    Bug(
        "orders are not cancelled",
        SERVICES + "booking_workflow/compensation.py",
        '    ("order", lambda supplier, key: supplier.cancel(key)),\n',
        "",
    ),
    Bug(
        "holds are not released",
        SERVICES + "booking_workflow/compensation.py",
        '    ("hold", lambda supplier, key: supplier.release(key)),\n',
        "",
    ),
    Bug(
        "only the first component is given back",
        SERVICES + "booking_workflow/compensation.py",
        "for component, offer in enumerate(booking.selected.components):",
        "for component, offer in enumerate(booking.selected.components[:1]):",
    ),
    Bug(
        "an undo that failed closes the booking",
        SERVICES + "booking_workflow/compensation.py",
        "    if failures:\n",
        "    if failures and booking.terminal:\n",
    ),
    Bug(
        "holds of a round that is given up stay",
        SERVICES + "booking_workflow/terms.py",
        '        return result(booking, "no_offers", reason=reason)\n    release_holds(booking)\n',
        '        return result(booking, "no_offers", reason=reason)\n',
    ),
    Bug(
        "what goes back to its traveller stays held",
        SERVICES + "booking_workflow/revisions.py",
        "            return _to_be_revised(booking)\n        release_holds(booking)\n",
        "            return _to_be_revised(booking)\n",
    ),
    # What is owed after a commit
    Bug(
        "the sweeper looks at no booking",
        SERVICES + "operations/sweeper.py",
        "            done = _settle_guarded(booking_id)\n",
        '            done = "nothing" if booking_id else _settle_guarded(booking_id)\n',
    ),
    Bug(
        "the sweeper tells of no event",
        SERVICES + "operations/sweeper.py",
        "            announce(event.booking_id, event.seq)\n",
        "",
    ),
    Bug(
        "a decision is not told again",
        SERVICES + "operations/reconciliation.py",
        "if booking.callback_owed and tell_workflow(booking):",
        "if booking.callback_owed and booking.terminal and tell_workflow(booking):",
    ),
    Bug(
        "a workflow that was not started is not started",
        SERVICES + "operations/reconciliation.py",
        '    if status == "unknown":\n        workflow.start(booking_id)\n',
        '    if status == "unknown":\n',
    ),
    Bug(
        "a workflow that died is left alone",
        SERVICES + "operations/reconciliation.py",
        '    if status == "ended":\n',
        '    if status == "endless":\n',
    ),
    Bug(
        "an undo that failed is not tried again",
        SERVICES + "operations/reconciliation.py",
        'return "retried" if end_or_escalate(booking_id, Ending.FAILED, None).terminal else "failed"',
        'return "failed"',
    ),
    Bug(
        "a lost announcement is nobody's business",
        MODELS + "booking_events.py",
        "        owed=_OWED,\n",
        "        owed=None,\n",
    ),
    Bug(
        "an event is done with before it is pushed",
        SERVICES + "live_updates.py",
        "        except Unavailable:\n            failed += 1\n    fan_out(event)",
        "        except Unavailable:\n            failed += 0\n    fan_out(event)",
    ),
    # Leave
    Bug(
        "leave counts for whatever is bought",
        SERVICES + "booking_workflow/purchase.py",
        "if terms.outcome is Outcome.COMPLIANT or covers(booking, terms):",
        "if terms.outcome is Outcome.COMPLIANT or booking.leave:",
    ),
    Bug(
        "a price that was charged beyond what was agreed is paid",
        SERVICES + "booking_workflow/purchase.py",
        "if booking.price and charged > booking.price:",
        "if booking.price and charged > booking.price * 9:",
    ),
    # What is given back after the purchase
    Bug(
        "a change that was agreed is not settled",
        SERVICES + "operations/reconciliation.py",
        "    if booking.amendment is not None:\n        return _apply_amendment(booking, booking.amendment)\n",
        "",
    ),
    Bug(
        "what comes back is not taken off the budget",
        SERVICES + "servicing/settlement.py",
        "        budget=freed,\n",
        "        budget=None,\n",
    ),
    Bug(
        "what was given back stays an order",
        SERVICES + "servicing/settlement.py",
        'status = "cancelled" if len(parts) == count else order.status',
        "status = order.status",
    ),
    Bug(
        "the supplier is not asked to take it back",
        SERVICES + "servicing/settlement.py",
        "            terms = _supplier_of(booking, component).confirm_cancel(key)\n",
        "            terms = _supplier_of(booking, component).quote_cancel(\n"
        "                booking.supplier_key(component), [e.part for e in agreed], key=key, until=clock.now()\n"
        "            )\n",
    ),
)

BUGS = (*_OF_THE_DOOR, *OF_STEPS, *OF_LEAVE, *OF_CHANGES)
