"""A booking and its life: the statuses, the one table of allowed moves, and what a booking carries through them.

    requested -> planning -> awaiting_selection -> holding -> awaiting_approval -> purchasing -> booked

What waits for approval may come back to its traveller, in `revising`, and is then planned again; so is what waits for
a selection, when its traveller revises it in words. Every live status
before `booked` may also end in `failed`; people and clocks end it in `declined`, `expired` or `cancelled`; a
compensation that fails waits in `compensation_required` until it succeeds. What is booked rests: nothing is pending. A
change that was agreed with its traveller makes it `changing`, until what is cancelled is settled, and then `booked`
again or `cancelled`. The whole table is `MOVES`.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal

import msgspec

from chalicelib.domain.approvals.approval import ApprovalBlock, ApprovalRequest
from chalicelib.domain.bookings.carrier_facts import MissingFact
from chalicelib.domain.bookings.compensation import OpenCompensation
from chalicelib.domain.bookings.delay import Delay
from chalicelib.domain.bookings.revisions import ReturnCause, Revision
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.bookings.turns import Turn
from chalicelib.domain.budgets.budget import BudgetKey
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Hold, Option, Order
from chalicelib.domain.policies.retrieval import ClauseHit
from chalicelib.domain.policy_documents.search import SectionHit
from chalicelib.domain.servicing.amendments import Amendment, Receipt
from chalicelib.domain.servicing.supplier_changes import SupplierChange
from chalicelib.domain.servicing.travel_credits import CreditUse
from chalicelib.domain.trip_requests.request_reading import RequestReading
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import ApprovalKind
from chalicelib.errors import Conflict


class BookingStatus(StrEnum):
    """Status of a booking."""

    REQUESTED = "requested"
    PLANNING = "planning"
    AWAITING_SELECTION = "awaiting_selection"
    HOLDING = "holding"
    AWAITING_APPROVAL = "awaiting_approval"
    REVISING = "revising"
    PURCHASING = "purchasing"
    BOOKED = "booked"
    CHANGING = "changing"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    FAILED = "failed"
    COMPENSATION_REQUIRED = "compensation_required"


class Ending(StrEnum):
    """How a booking that is not bought ends; each is the status of the same name."""

    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    FAILED = "failed"


_ENDINGS = frozenset({BookingStatus.DECLINED, BookingStatus.EXPIRED, BookingStatus.CANCELLED, BookingStatus.FAILED})
_COMPENSATED = _ENDINGS | {BookingStatus.COMPENSATION_REQUIRED}

MOVES: Mapping[BookingStatus, frozenset[BookingStatus]] = {
    BookingStatus.REQUESTED: frozenset({BookingStatus.PLANNING}) | _ENDINGS,
    BookingStatus.PLANNING: frozenset({BookingStatus.AWAITING_SELECTION}) | _COMPENSATED,
    BookingStatus.AWAITING_SELECTION: frozenset({BookingStatus.PLANNING, BookingStatus.HOLDING}) | _ENDINGS,
    BookingStatus.HOLDING: frozenset(
        {BookingStatus.PLANNING, BookingStatus.AWAITING_APPROVAL, BookingStatus.PURCHASING}
    )
    | _COMPENSATED,
    BookingStatus.AWAITING_APPROVAL: frozenset(
        {BookingStatus.PLANNING, BookingStatus.REVISING, BookingStatus.PURCHASING}
    )
    | _COMPENSATED,
    BookingStatus.REVISING: frozenset({BookingStatus.PLANNING}) | _ENDINGS,
    BookingStatus.PURCHASING: frozenset({BookingStatus.BOOKED}) | _COMPENSATED,
    BookingStatus.BOOKED: frozenset({BookingStatus.BOOKED, BookingStatus.CHANGING}),
    BookingStatus.CHANGING: frozenset(
        {BookingStatus.BOOKED, BookingStatus.CANCELLED, BookingStatus.COMPENSATION_REQUIRED}
    ),
    BookingStatus.COMPENSATION_REQUIRED: frozenset({BookingStatus.BOOKED}) | _ENDINGS,
    **dict.fromkeys(_ENDINGS, frozenset[BookingStatus]()),
}

# Statuses in which nothing more is pending. Only people, and the supplier, take a booking on from `booked`.
TERMINAL = _ENDINGS | {BookingStatus.BOOKED}
LIVE = tuple(status for status in BookingStatus if status not in TERMINAL)

# How long a status may last before the sweeper asks what is still pending; waiting statuses add their own deadline.
PATIENCE: Mapping[BookingStatus, timedelta] = {
    BookingStatus.REQUESTED: timedelta(seconds=30),
    BookingStatus.PLANNING: timedelta(minutes=2),
    BookingStatus.AWAITING_SELECTION: timedelta(minutes=2),
    BookingStatus.HOLDING: timedelta(minutes=2),
    BookingStatus.AWAITING_APPROVAL: timedelta(minutes=2),
    BookingStatus.REVISING: timedelta(minutes=2),
    BookingStatus.PURCHASING: timedelta(minutes=3),
    BookingStatus.CHANGING: timedelta(minutes=2),
    BookingStatus.COMPENSATION_REQUIRED: timedelta(minutes=1),
}
# How soon after a decision the sweeper looks whether the workflow has heard of it.
CALLBACK_PATIENCE = timedelta(seconds=30)

# How often options are looked for anew because some were lost, from one revision by the traveller to the next.
MAX_ROUNDS = 3


class Decision(StrEnum):
    """What a person decided where the workflow waited for one."""

    SELECTED = "selected"
    APPROVED = "approved"
    DECLINED = "declined"
    SENT_BACK = "sent_back"
    RECALLED = "recalled"
    REVISED = "revised"
    CANCELLED = "cancelled"


WaitsOn = Literal["selection", "approval", "revision"]


class Waiting(Value, frozen=True):
    """The workflow waits for a person; once `decision` is set, the workflow has a callback pending.

    `entered_at` and `attempt` tell the present wait from an earlier one whose task comes late. Without a `task_token`
    the wait is open to people while the workflow has yet to come to it: then it hears of the decision at once.
    """

    on: WaitsOn
    task_token: str
    entered_at: datetime
    attempt: int = 0
    decision: Decision | None = None

    @classmethod
    def opened(cls, on: WaitsOn, now: datetime) -> "Waiting":
        """Return a wait that people may end already, and the workflow comes to next."""
        return cls(on=on, task_token="", entered_at=now)  # nosec B106 - no password: the workflow gives it later

    def comes_after(self, other: "Waiting | None") -> bool:
        """Return whether this is a later wait, or a later attempt at the same one, than `other`.

        A wait for something else that began in the same moment is the next one: only one is ever open.
        """
        if other is None or not other.task_token or (self.entered_at, self.attempt) > (other.entered_at, other.attempt):
            return True
        return self.on != other.on and self.entered_at == other.entered_at


class BudgetShare(Value, frozen=True):
    """What a booking has reserved or committed of a cost centre's budget, in the budget's currency."""

    cost_centre: str
    period: Annotated[
        str,
        msgspec.Meta(
            description="Calendar year in which that begins which it pays: a first slice, a stay, a rental",
            examples=["2027"],
        ),
    ]
    amount: Annotated[Money, msgspec.Meta(description="Money of the share, in the budget's currency")]
    status: Annotated[Literal["reserved", "committed"], msgspec.Meta(description="Whether it is set aside or spent")]
    awaiting_approval: Annotated[
        bool, msgspec.Meta(description="True while it is reserved for a booking that is not approved yet")
    ] = False

    @property
    def key(self) -> BudgetKey:
        return BudgetKey(self.cost_centre, self.period)


class Failure(Value, frozen=True):
    """Why a booking ended without being bought."""

    code: Annotated[
        str, msgspec.Meta(examples=["no_offers"], description="For programs: what made it end, such as `sold_out`")
    ]
    detail: str


CANCELLED_BY_TRAVELLER = Failure(code="cancelled_by_traveller", detail="The traveller cancelled the booking.")


class Booking(Value, frozen=True):
    """A booking as it is kept; people see it through the API's own view."""

    booking_id: str
    requester_id: str
    status: BookingStatus
    version: Annotated[int, msgspec.Meta(ge=1)]
    created_at: datetime
    updated_at: datetime
    due_at: datetime | None
    request: TripRequest
    # Both are fixed when it is taken in; who is barred never decides on it.
    travellers: tuple[BookingTraveller, ...] = ()
    barred: tuple[str, ...] = ()
    desk_user_ids: tuple[str, ...] = ()  # of the travel desk, who acted for the parties: they do not decide either
    request_text: str | None = None
    request_reading: RequestReading | None = None  # of the words, when it was taken in
    policy_version: int | None = None
    clauses: tuple[ClauseHit, ...] = ()
    policy_sections: tuple[SectionHit, ...] = ()  # of policy documents, that bear on the request
    round: int = 1
    options: tuple[Option, ...] = ()
    # What carriers need of the travellers by check-in, as known when it was planned, chosen or bought last.
    missing: tuple[MissingFact, ...] = ()
    options_expire_at: datetime | None = None
    selected_option_id: str | None = None
    chosen_price: Money | None = None
    holds: tuple[Hold, ...] = ()
    price: Money | None = None
    approval_request: ApprovalRequest | None = None
    approval_outlook: ApprovalBlock | None = None  # that nobody could approve an option, as far as could be foreseen
    # One for each cost centre that is charged and each period that it is charged for, where there is a budget.
    budgets: tuple[BudgetShare, ...] = ()
    orders: tuple[Order, ...] = ()
    trip_id: str | None = None
    booked_at: datetime | None = None  # when what was bought became a trip: by it reports have their month
    failure: Failure | None = None
    waiting: Waiting | None = None
    ending: Ending | None = None
    compensation_attempts: int = 0
    # Since when a compensation has been failing; it stays when the compensation has succeeded.
    compensation_since: datetime | None = None
    pending_compensations: tuple[OpenCompensation, ...] = ()
    credits: tuple[CreditUse, ...] = ()
    replaces_booking_id: str | None = None
    amendment: Amendment | None = None
    receipts: tuple[Receipt, ...] = ()
    supplier_changes: tuple[SupplierChange, ...] = ()
    audit_head: str = ""
    revisions: tuple[Revision, ...] = ()
    revised_by: str | None = None  # the operation that revised it last, so that the same sent again is known
    # The rounds whose options were not selected from, because the request was revised in words instead.
    reconsidered: tuple[int, ...] = ()
    turns: tuple[Turn, ...] = ()
    delay: Delay | None = None
    execution: int = 1  # of the workflow; one that was lost is followed by the next

    @property
    def terminal(self) -> bool:
        return self.status in TERMINAL

    @property
    def beyond_workflow(self) -> bool:
        """Whether the steps that buy have no more business with it: it ends, has ended, or was bought and changes."""
        return self.terminal or self.ending is not None or self.amendment is not None

    @property
    def selected(self) -> Option:
        """The option that the traveller chose; ValueError while none is chosen."""
        for option in self.options:
            if option.option_id == self.selected_option_id:
                return option
        raise ValueError(f"booking {self.booking_id} has no selected option")

    def options_with(self, changed: Option) -> tuple[Option, ...]:
        """Return the options, with `changed` in the place of the one that has its id."""
        return tuple(changed if option.option_id == changed.option_id else option for option in self.options)

    @property
    def choosable(self) -> bool:
        """Whether the workflow waits for the traveller's choice and nothing has been decided yet."""
        return self._waits_on("selection")

    @property
    def decidable(self) -> bool:
        """Whether the workflow waits for approval and nothing has been decided yet."""
        return self._waits_on("approval")

    @property
    def revisable(self) -> bool:
        """Whether the workflow waits for the traveller to revise the request."""
        return self._waits_on("revision")

    def may_select(self, now: datetime) -> bool:
        """Return whether the traveller may still choose one of the options."""
        in_time = self.options_expire_at is None or now < self.options_expire_at
        chosen_from = any(each.verdict and each.verdict.outcome.may_be_chosen for each in self.options)
        return self.choosable and in_time and chosen_from

    def may_approve(self, now: datetime) -> bool:
        """Return whether an approver may still decide."""
        return self.decidable and self.approval_request is not None and now < self.approval_request.deadline

    def may_revise(self, now: datetime) -> bool:
        """Return whether the traveller may still revise the request."""
        last = self.last_revision
        return self.revisable and last is not None and (last.revise_until is None or now < last.revise_until)

    @property
    def last_revision(self) -> Revision | None:
        return self.revisions[-1] if self.revisions else None

    @property
    def planning_rounds_since_revision(self) -> int:
        """How many rounds of planning there were since people last went round, the present one included."""
        return self.round - max(self.revisions[-1].round if self.revisions else 0, *self.reconsidered[-1:], 0)

    @property
    def return_cause(self) -> ReturnCause | None:
        """Why it is on its way back to its traveller; None when it is not."""
        decision = self.waiting.decision if self.waiting and self.status is BookingStatus.AWAITING_APPROVAL else None
        return ReturnCause(decision) if decision in (Decision.SENT_BACK, Decision.RECALLED) else None

    def decision_on(self, what: WaitsOn) -> Decision | None:
        """Return what has been decided in the wait for this; None while nothing has, and when it waits for something
        else. A revision instead of a selection counts until the trip is planned again: then the wait is another."""
        if self.waiting is None or self.waiting.on != what or self.planned_since_decision:
            return None
        return self.waiting.decision

    @property
    def planned_since_decision(self) -> bool:
        """Whether the request was revised instead of a selection, and options were found for it since."""
        return self.status is BookingStatus.PLANNING and self.decided_on_selection and bool(self.options)

    @property
    def decided_on_selection(self) -> bool:
        """Whether the wait for a selection was ended, be it by one or by a revision."""
        waiting = self.waiting
        return waiting is not None and (waiting.on, waiting.decision) == ("selection", Decision.SELECTED)

    @property
    def binding_approval_request(self) -> ApprovalRequest | None:
        """The approval request of the booking; one of which somebody was only told is none."""
        return (
            None
            if self.approval_request is None or self.approval_request.kind is ApprovalKind.NOTIFY
            else self.approval_request
        )

    @property
    def approval_requests(self) -> int:
        """How often approval has been requested for what is chosen in this round."""
        return len(self.binding_approval_request.voided) + 1 if self.binding_approval_request else 0

    @property
    def is_delayed_unbought(self) -> bool:
        """Whether it waits for another system, and its traveller may still cancel it: nothing is known to be bought."""
        waits = self.delay is not None and self.ending is None
        return waits and not self.orders and self.replaces_booking_id is None

    @property
    def callback_pending(self) -> bool:
        return self.waiting is not None and self.waiting.decision is not None

    def _waits_on(self, what: WaitsOn) -> bool:
        return self.waiting is not None and self.waiting.on == what and self.waiting.decision is None

    def component_key(self, component_index: int) -> str:
        """Return the idempotency key under which this round's component is held and bought: the same in every
        attempt."""
        return f"{self.booking_id}/{self.round}/{self.selected_option_id}/{component_index}"


class MoveNotAllowed(Conflict):
    """The booking's present status has no such move."""


def move(
    booking: Booking, to: BookingStatus, now: datetime, *, due_at: datetime | None = None, **changes: Any
) -> Booking:
    """Return the booking's next version in status `to` (its own again is allowed while it lives), with `changes`.

    `due_at` is when the sweeper should look at it if nothing else happens: by default `PATIENCE` from `now`. Whatever
    happens to it, it is not delayed any more, unless `changes` says so. Raises MoveNotAllowed.
    """
    stays = to is booking.status and not booking.terminal
    if to not in MOVES[booking.status] and not stays:
        raise MoveNotAllowed(f"A booking that is {booking.status} cannot become {to}.")
    due = None if to in TERMINAL else due_at or now + PATIENCE[to]
    return msgspec.structs.replace(
        booking, status=to, version=booking.version + 1, updated_at=now, due_at=due, **{"delay": None, **changes}
    )
