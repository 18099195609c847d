"""Seeded bugs of who may do what, of what is forgotten, and of one broken thing that stands in the way of others."""

from tests.simulation.teeth.bug import Bug

_TOGETHER = (44,)  # the kind of schedules in which several travel by one booking
_OF_RIGHTS = (
    Bug(
        "whoever has left goes on with their own bookings",
        "chalicelib.services.authorization.people:People.require_active",
        "if not self.is_active(user_id):",
        "if not user_id:",
    ),
    Bug(
        "the right to spend does not ask whether the requester has left",
        "chalicelib.domain.authorization.spending:find_ended_right",
        "if not is_active(booking.requester_id):",
        "if not booking.requester_id:",
    ),
    Bug(
        "the right to spend does not ask whether a traveller has left",
        "chalicelib.domain.authorization.spending:find_ended_right",
        "if traveller.user_id is not None and not is_active(traveller.user_id):",
        "if traveller.user_id is not None and not traveller.user_id:",
    ),
    Bug(
        "an arranger whose arrangement was withdrawn goes on booking",
        "chalicelib.domain.authorization.spending:find_ended_right",
        "if traveller.passenger_id and (profile is None or not _may_use(profile, booking, holds_desk)):",
        "if traveller.passenger_id and profile is not None and not profile.user_id:",
    ),
    Bug(
        "the last price is asked without the right to spend",
        "chalicelib.services.booking_workflow.purchase:reprice_option",
        "relies_on = require_right_to_spend(booking)",
        "relies_on = ()",
    ),
    Bug(
        "buying does not ask for the right to spend",
        "chalicelib.services.booking_workflow.purchase:place_orders",
        "require_right_to_spend(booking)",
        "",
    ),
    Bug(
        "a commit does not name the records that it relies on",
        "chalicelib.models.booking_commits:_write",
        "for each in record.relies_on:",
        "for each in record.relies_on[:0]:",
    ),
    Bug(
        "whoever travels may decide",
        "chalicelib.domain.authorization.deciding:barred_users_of",
        "return tuple(dict.fromkeys([booking.requester_id, *booking.barred, *booking.desk_user_ids]))",
        "return (booking.requester_id,)",
        _TOGETHER,
    ),
    Bug(
        "a decision need not be on what was seen",
        "chalicelib.services.booking_workflow.decisions:seen_approval",
        "if approval is not None and approval.hash == approval_hash:",
        "if approval is not None:",
    ),
    Bug(
        "whoever has left goes on to hear of a booking",
        "chalicelib.services.live_updates:_push",
        "shown = show_to_listener(connection.identity, booking, event)",
        "shown = event",
    ),
)

_LEAVING = tuple(range(3, 50, 5))  # the kinds of schedules in which people leave, and lose their roles
_OF_DEAD_ENDS = (
    Bug(
        "nobody says that nobody can answer",
        "chalicelib.services.approvals.dead_ends:update_block",
        "if (block is None) == (approval.blocked is None):",
        "if block is not None or approval.blocked is None:",
        _LEAVING,
    ),
    Bug(
        "a dead end stays one for ever",
        "chalicelib.services.approvals.dead_ends:update_block",
        "if (block is None) == (approval.blocked is None):",
        "if block is None or approval.blocked is not None:",
        _LEAVING,
    ),
    Bug(
        "what waits for a pool is looked at once only",
        "chalicelib.services.approvals.dead_ends:_list_waiting",
        "yield from ids",
        "yield from ids[:0]",
        _LEAVING,
    ),
)

_OF_PARTIES = (
    Bug(
        "whoever travels does not see what others booked",
        "chalicelib.services.authorization.bookings:_may_see",
        "is_party(booking, identity.user_id)",
        "booking.requester_id == identity.user_id",
    ),
    Bug(
        "whoever may read a booking may act on it",
        "chalicelib.services.authorization.bookings:arrangeable_booking",
        "if not may_arrange(identity, booking):",
        "if not identity.user_id:",
    ),
    Bug(
        "whoever travels does not find the booking in their list",
        "chalicelib.models.bookings:to_copies",
        "if user_id != booking.requester_id",
        "if user_id not in list_party_users(booking)",
    ),
    Bug(
        "what a traveller is to find stands in another's list",
        "chalicelib.models.trips:to_copies",
        'return [_row(f"{trip.trip_id}#{user_id}", user_id, trip) for user_id in trip.parties[1:]]',
        'return [_row(f"{trip.trip_id}#{user_id}", "david", trip) for user_id in trip.parties[1:]]',
    ),
    Bug(
        "who has been moved or cancelled is still looked for where they were",
        "chalicelib.models.trip_days:changed_rows",
        "places = sorted(was.keys() | is_now.keys())",
        "places = sorted(is_now.keys() - was.keys())",
    ),
    Bug(
        "a calendar holds the journeys of others whom one asked for",
        "chalicelib.services.trips.calendars:_own_trips",
        "keep=lambda trip: not trip.deleting and user_id in trip.travellers,",
        "keep=lambda trip: not trip.deleting,",
    ),
)

_OF_PATIENCE = (
    Bug(
        "a supplier that is away ends the booking",
        "chalicelib.domain.bookings.delay:pause_before_retry",
        "if left < 1:",
        "if left:",
    ),
    Bug(
        "what is held is asked for a minute only",
        "chalicelib.services.booking_workflow.patience:_patient_until",
        "return min(hold.expires_at for hold in booking.holds) - PURCHASE_MARGIN",
        "return since + PURCHASE_MARGIN",
    ),
    Bug(
        "what is chosen is asked for a minute only",
        "chalicelib.services.booking_workflow.patience:_patient_until",
        "return booking.selected.expires_at",
        "return since + PURCHASE_MARGIN",
    ),
    Bug(
        "an execution that was lost ends its booking",
        "chalicelib.services.operations.reconciliation:_replace_execution",
        "if booking.ending is None and booking.execution < MAX_EXECUTIONS:",
        "if booking.ending is None and booking.execution < 1:",
    ),
)

_OF_ISOLATION = (
    Bug(
        "a thing that cannot be read ends the sweep",
        "chalicelib.worklist:_Progress._do",
        "except Exception as error:",
        "except SojournError as error:",
    ),
    Bug(
        "what had nothing to be done stays the first in line",
        "chalicelib.worklist:_Progress._do",
        "if outcome in (NOTHING, FAILED):",
        "if outcome == FAILED:",
    ),
    Bug(
        "a row that is put off stays where it is",
        "chalicelib.dynamodb.due_rows:put_off",
        "row.update([rows.due_at.set(to_text(now + pause))], condition=unmoved)",
        "pause",
    ),
    Bug(
        "a message that cannot be read fails those that came with it",
        "chalicelib.workers.queues:_finish",
        "_forget(queue, handled)",
        "",
    ),
    Bug(
        "a receiver that hangs takes all functions that deliver",
        "chalicelib.services.webhooks.deliveries:deliver",
        "if not webhooks.begin_delivery(webhook, at_once=patience.at_once, now=now, until=now + _LEASE):",
        "if not webhook.webhook_id:",
    ),
)

_OF_ERASURE = (
    Bug(
        "an erasure does not find who travels by the bookings of others",
        "chalicelib.domain.bookings.mentions:parties_of",
        "return frozenset((booking.requester_id, *travelling))",
        "return frozenset((booking.requester_id,))",
    ),
)

_LEAVING, _BROKEN = tuple(range(3, 50, 5)), (49,)

OF_PEOPLE = (
    *(bug._replace(among=bug.among or _LEAVING) for bug in (*_OF_RIGHTS, *_OF_PARTIES, *_OF_ERASURE)),
    *_OF_DEAD_ENDS,
    *(bug._replace(among=_BROKEN) for bug in (*_OF_PATIENCE, *_OF_ISOLATION)),
)
