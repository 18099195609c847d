"""The types that operations take and give. Written by `make client`."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from msgspec import UNSET, UnsetType, field

from sojourn_client.base import Model, OpenEnum


class Cabin(OpenEnum):
    """Cabins of a flight, in rising order of comfort."""

    BUSINESS = "business"
    ECONOMY = "economy"
    FIRST = "first"
    PREMIUM_ECONOMY = "premium_economy"


class Refundability(OpenEnum):
    """What cancelling gives back."""

    FULL = "full"
    NONE = "none"
    WITH_FEE = "with_fee"


class Outcome(OpenEnum):
    """The whole verdict, decided by the gravest violation."""

    APPROVAL_REQUIRED = "approval_required"
    COMPLIANT = "compliant"
    DENIED = "denied"


class Action(OpenEnum):
    """What a violation calls for, in rising order."""

    APPROVE = "approve"
    DENY = "deny"
    NOTE = "note"
    NOTIFY = "notify"
    PASSIVE = "passive"


class ApprovalKind(OpenEnum):
    """What leave a verdict calls for, in rising order."""

    HARD = "hard"
    NONE = "none"
    NOTIFY = "notify"
    PASSIVE = "passive"


class ApprovalStatus(OpenEnum):
    """Where an approval stands."""

    APPROVED = "approved"
    LAPSED = "lapsed"
    NOTIFIED = "notified"
    PENDING = "pending"
    REJECTED = "rejected"


class Pool(OpenEnum):
    """Several people of whom any may decide: where nobody is named."""

    APPROVERS = "approvers"
    TRAVEL_MANAGERS = "travel-managers"


class StepStatus(OpenEnum):
    """Where the asking of one person, or of a pool, stands."""

    APPROVED = "approved"
    ESCALATED = "escalated"
    NOTIFIED = "notified"
    PENDING = "pending"
    REJECTED = "rejected"
    SKIPPED = "skipped"


class Cause(OpenEnum):
    """Why a booking that waited for leave came back to its traveller."""

    RECALLED = "recalled"
    SENT_BACK = "sent_back"


class State(OpenEnum):
    """Where a booking stands."""

    AWAITING_APPROVAL = "awaiting_approval"
    AWAITING_SELECTION = "awaiting_selection"
    BOOKED = "booked"
    BOOKING = "booking"
    CANCELLED = "cancelled"
    CHANGING = "changing"
    COMPENSATION_REQUIRED = "compensation_required"
    DECLINED = "declined"
    EXPIRED = "expired"
    FAILED = "failed"
    HOLDING = "holding"
    PLANNING = "planning"
    REQUESTED = "requested"
    REVISING = "revising"


class Operation(OpenEnum):
    """What somebody may do with a booking at this moment."""

    APPROVE = "approve"
    CANCEL = "cancel"
    CHANGE = "change"
    DECIDE_SUPPLIER_CHANGE = "decide_supplier_change"
    RECALL = "recall"
    REVISE = "revise"
    SELECT = "select"
    SEND_BACK = "send_back"


class AmendmentKind(OpenEnum):
    """Why segments are given back."""

    CANCELLATION = "cancellation"
    DATE_CHANGE = "date_change"
    SUPPLIER_CANCELLATION = "supplier_cancellation"
    SUPPLIER_CHANGE_DECLINED = "supplier_change_declined"


class NoticeKind(OpenEnum):
    """What a supplier tells of a part of an order."""

    ORDER_CANCELLED = "order.cancelled"
    ORDER_SCHEDULE_CHANGED = "order.schedule_changed"


class QuoteState(OpenEnum):
    """What may become of a quote: it can be confirmed while it is open."""

    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    OPEN = "open"
    STALE = "stale"


class Purpose(OpenEnum):
    """What may be asked leave for."""

    DOCUMENT_STORAGE = "document_storage"
    LOCATION_TRACKING = "location_tracking"
    TRAVEL_ANALYTICS = "travel_analytics"
    TRAVEL_OFFERS = "travel_offers"
    TRIP_SHARING = "trip_sharing"


class Reason(OpenEnum):
    """Why an entry came to be."""

    DECIDED = "decided"
    ERASED = "erased"
    EXPIRED = "expired"


class DocumentsDocumentKind(OpenEnum):
    """DocumentsDocumentKind"""

    INVOICE = "invoice"
    ITINERARY = "itinerary"
    PASSPORT = "passport"
    RECEIPT = "receipt"
    VISA = "visa"


class ContentType(OpenEnum):
    """What may be uploaded: nothing that a browser or an office program would run."""

    APPLICATION_PDF = "application/pdf"
    IMAGE_HEIC = "image/heic"
    IMAGE_JPEG = "image/jpeg"
    IMAGE_PNG = "image/png"
    IMAGE_WEBP = "image/webp"


class DocumentState(OpenEnum):
    """DocumentState"""

    CONFIRMED = "confirmed"
    DELETED = "deleted"
    PENDING = "pending"
    REJECTED = "rejected"


class ItemKind(OpenEnum):
    """What an item is."""

    FLIGHT = "flight"
    MEETING = "meeting"
    NOTE = "note"
    RAIL = "rail"
    RIDE = "ride"
    STAY = "stay"


class ItemStatus(OpenEnum):
    """How far an item has come."""

    CANCELLED = "cancelled"
    CONFIRMED = "confirmed"
    DONE = "done"
    PLANNED = "planned"


class Role(OpenEnum):
    """The groups of the user pool that mean something here."""

    APPROVER = "approver"
    OPERATOR = "operator"
    TRAVEL_MANAGER = "travel-manager"
    TRAVELLER = "traveller"


class PassengersDocumentKind(OpenEnum):
    """What one travels on."""

    IDENTITY_CARD = "identity_card"
    PASSPORT = "passport"
    RESIDENCE_PERMIT = "residence_permit"
    VISA = "visa"


class Seat(OpenEnum):
    """Where somebody likes to sit."""

    AISLE = "aisle"
    BULKHEAD = "bulkhead"
    EXTRA_LEGROOM = "extra_legroom"
    FRONT = "front"
    WINDOW = "window"


class Meal(OpenEnum):
    """IATA's codes of special meals."""

    AVML = "AVML"
    BLML = "BLML"
    CHML = "CHML"
    DBML = "DBML"
    FPML = "FPML"
    GFML = "GFML"
    HNML = "HNML"
    KSML = "KSML"
    LCML = "LCML"
    LFML = "LFML"
    LSML = "LSML"
    MOML = "MOML"
    NLML = "NLML"
    RVML = "RVML"
    SFML = "SFML"
    VGML = "VGML"
    VJML = "VJML"
    VLML = "VLML"
    VOML = "VOML"


class PassengerKind(OpenEnum):
    """A person of the company, or somebody whom one of them invites."""

    EMPLOYEE = "employee"
    GUEST = "guest"


class Relation(OpenEnum):
    """How a profile comes to be in somebody's list."""

    ARRANGER = "arranger"
    GUEST = "guest"
    OWN = "own"


class AccessReason(OpenEnum):
    """Why somebody got to see or to use a profile."""

    BOOKED = "booked"
    EXPORTED = "exported"
    REVEALED = "revealed"


class Tag(OpenEnum):
    """What trips a clause speaks of, beyond the rules that it carries."""

    ALWAYS = "always"
    DOMESTIC = "domestic"
    FLIGHT = "flight"
    GROUP = "group"
    INTERNATIONAL = "international"
    STAY = "stay"


class ErasureState(OpenEnum):
    """How far an erasure has come."""

    DONE = "done"
    RUNNING = "running"


class TripState(OpenEnum):
    """Where a trip stands. Planned, confirmed and cancelled are kept; the clock makes the other two of them."""

    CANCELLED = "cancelled"
    COMPLETED = "completed"
    CONFIRMED = "confirmed"
    IN_PROGRESS = "in_progress"
    PLANNED = "planned"


class TripsAccess(OpenEnum):
    """By what right somebody sees a trip."""

    MANAGER = "manager"
    OWNER = "owner"
    READ = "read"
    WRITE = "write"


class Right(OpenEnum):
    """What a colleague may do: see the trip and its items, or change them too."""

    READ = "read"
    WRITE = "write"


class Misfit(OpenEnum):
    """What does not fit together."""

    NO_BED = "no_bed"
    OUTSIDE_TRIP = "outside_trip"
    OVERLAP = "overlap"
    OVERLAPPING_STAYS = "overlapping_stays"
    SHORT_CONNECTION = "short_connection"


class DisabledBecause(OpenEnum):
    """Why we stopped sending."""

    FAILING = "failing"
    GONE = "gone"


class DeliveryStatus(OpenEnum):
    """How a delivery stands: on its way or waiting for its next try, arrived, or given up."""

    DELIVERED = "delivered"
    FAILED = "failed"
    PENDING = "pending"


class ApprovalTask(Model, frozen=True, kw_only=True):
    """One booking that waits for leave, and what speaks for and against it."""

    booking_id: str
    employee_id: str
    """Who asked for the trip"""
    employee_name: str | None
    """Null when no record is kept of them"""
    in_place_of: str | None
    """The person for whom you decide, if not for yourself"""
    request: TripRequest
    option: Option
    """The itinerary, with its verdict"""
    clauses: tuple[BrokenClause, ...]
    """What the verdict rests on, in full"""
    price: Money
    approval: Approval
    budget_left: Money | None
    cheapest_compliant: Alternative | None
    compared: Comparison | None
    """What has changed since it was last asked; null the first time"""


class TripRequest(Model, frozen=True, kw_only=True):
    """A trip asked for; dates are local to the place of departure."""

    origin: Place
    destination: Place
    depart_on: dt.date
    return_on: dt.date | None
    cabin: Cabin
    stay: StayRequest | None
    purpose: str | None
    cost_centre: str
    passengers: tuple[Passenger, ...]
    currency: str
    """The currency that offers are asked for in"""
    passenger_ids: tuple[str, ...] = ()
    """The profiles that the passengers were taken from, if they were"""


class Place(Model, frozen=True, kw_only=True):
    """A city or a single airport: where a trip starts or goes."""

    name: str
    country: str
    """ISO 3166-1 alpha-2"""
    airports: tuple[str, ...]
    """The main airport first"""
    latitude: float
    """WGS 84 degrees"""
    longitude: float
    """WGS 84 degrees"""
    timezone: str
    """IANA zone"""


class StayRequest(Model, frozen=True, kw_only=True):
    """A wish for a hotel at the destination: local dates, the night of `check_out` not included."""

    check_in: dt.date
    check_out: dt.date
    nightly_cap: Money | None = None
    near_centre: bool = False


class Money(Model, frozen=True, kw_only=True):
    """An amount in minor units (cents) of one currency, as `{"amount": 12345, "currency": "EUR"}`."""

    amount: int
    """Minor units (cents)"""
    currency: str
    """ISO 4217 code"""


class Passenger(Model, frozen=True, kw_only=True):
    """One person who travels, with the name as in the passport."""

    given_name: str
    family_name: str


class Option(Model, frozen=True, kw_only=True):
    """One itinerary that the traveller may choose: a flight and, where asked for, a stay; with its verdict."""

    option_id: str
    components: tuple[FlightOffer | StayOffer, ...]
    rank: int
    """1 is the best"""
    reasons: tuple[str, ...]
    """Why it ranks there, in words"""
    verdict: Verdict | None = None


class FlightOffer(Model, frozen=True, kw_only=True, tag="flight", tag_field="kind"):
    """A fare for all passengers over all legs (outbound, and inbound on a return trip)."""

    offer_id: str
    supplier: str
    legs: tuple[Leg, ...]
    cabin: Cabin
    price: Money
    refundability: Refundability
    cancellation_fee: Money | None
    co2: int
    """Grams of CO2 equivalent, all passengers together"""
    expires_at: str


class Leg(Model, frozen=True, kw_only=True):
    """One direction of a journey: one segment, or several with connections."""

    segments: tuple[Segment, ...]


class Segment(Model, frozen=True, kw_only=True):
    """One flight number from one airport to the next; times are UTC, zones say the local time."""

    carrier: str
    """IATA airline designator"""
    flight_number: str
    origin: str
    """IATA airport code"""
    destination: str
    """IATA airport code"""
    departs_at: str
    arrives_at: str
    origin_timezone: str
    destination_timezone: str
    distance: int
    """Metres"""
    cabin: Cabin


class StayOffer(Model, frozen=True, kw_only=True, tag="stay", tag_field="kind"):
    """A room for all nights; `nightly` is the average night's price for one room, `price` the whole."""

    offer_id: str
    supplier: str
    name: str
    city: str
    country: str
    """ISO 3166-1 alpha-2"""
    latitude: float
    longitude: float
    stars: int
    distance_to_centre: int
    """Metres"""
    check_in: dt.date
    check_out: dt.date
    rooms: int
    nightly: Money
    price: Money
    refundability: Refundability
    cancellation_fee: Money | None
    expires_at: str


class Verdict(Model, frozen=True, kw_only=True):
    """The deterministic judgement of one option under one version of the policy."""

    outcome: Outcome
    policy_version: int
    violations: tuple[Violation, ...]
    approval: ApprovalKind | None = None
    """The leave that it calls for; null on verdicts of the time when there was one kind"""


class Violation(Model, frozen=True, kw_only=True):
    """One rule that an option breaks, and the clause it rests on."""

    rule: str
    clause: str
    """The clause's number"""
    expected: str
    actual: str
    action: Action


class BrokenClause(Model, frozen=True, kw_only=True):
    """A clause of the travel policy that the trip does not keep to, in full."""

    number: str
    title: str
    text: str


class Approval(Model, frozen=True, kw_only=True):
    """Leave to buy exactly what `hash` covers: these offers at this price under this version of the policy."""

    hash: str
    status: ApprovalStatus
    price: Money
    deadline: str
    decided_by: str | None = None
    decided_at: str | None = None
    comment: str | None = None
    voided: tuple[VoidedApproval, ...] = ()
    kind: ApprovalKind = ApprovalKind.HARD
    """What silence means, and whether anybody has to decide"""
    require: Literal["all", "any"] = "all"
    """Whether one after the other or any one of them"""
    levels: int = 1
    """How far up the line leave is needed"""
    steps: tuple[ApprovalStep, ...] = ()
    """Who has been asked so far"""
    remind_after_seconds: int | None = None
    escalate_after_seconds: int | None = None
    parties: tuple[str, ...] = ()
    """Who asked for it and who travels: none of them may decide"""
    reason: str | None = None
    """Why it is decided, where no person decided"""
    accepted_price: Money | None = None
    """What was bought for, where it was not the approved price to the cent"""


class VoidedApproval(Model, frozen=True, kw_only=True):
    """An approval that no longer counts, because what was approved has changed."""

    hash: str
    reason: str
    decided_by: str | None
    voided_at: str


class ApprovalStep(Model, frozen=True, kw_only=True):
    """One person, or one pool, who is asked; exactly one of `approver_id` and `pool` is given."""

    level: int
    """Counted up the line from the traveller"""
    asked_at: str
    approver_id: str | None = None
    """A person's `sub` in the user pool"""
    pool: Pool | None = None
    in_place_of: str | None = None
    """The person in the line who is out of office, and may decide as well"""
    status: StepStatus = StepStatus.PENDING
    remind_at: str | None = None
    reminded_at: str | None = None
    escalate_at: str | None = None
    decided_by: str | None = None
    """A person's `sub` in the user pool"""
    decided_at: str | None = None
    comment: str | None = None


class Alternative(Model, frozen=True, kw_only=True):
    """The cheapest option that would have needed no leave."""

    option_id: str
    price: Money


class Comparison(Model, frozen=True, kw_only=True):
    """What leave was last asked for, before the booking came back and was revised, against what it is asked
    for now.
    """

    revision: Revision
    """Why it came back, what was asked for then, what changed"""
    price_change: Money | None
    """Now less then; null in another currency"""
    same_offers: bool
    """Whether the very same offers were chosen again"""


class Revision(Model, frozen=True, kw_only=True):
    """One time that a booking came back from approval: what it was about, and how the traveller answered."""

    number: int
    cause: Cause
    by: str
    """Who sent it back, or recalled it"""
    comment: str | None
    at: str
    option: Option
    """What leave was asked for"""
    price: Money
    approval_hash: str
    round: int
    """The round of planning that it was about"""
    revise_until: str | None = None
    """When it expires unless it is revised"""
    revised_at: str | None = None
    answer: str | None = None
    """What the traveller says to it"""
    changes: tuple[RequestChange, ...] = ()


class RequestChange(Model, frozen=True, kw_only=True):
    """One difference between the request before a revision and after it; null is nothing there."""

    pointer: str
    """RFC 6901, into the request"""
    before: Any
    after: Any


class BookingAsk(Model, frozen=True, kw_only=True):
    """What a traveller sends to ask for a trip: `request` in words, or `origin`, `destination` and `departOn`.

    `answers` settles what an earlier attempt asked back, by the question's field.
    """

    request: str | None = None
    """The trip in words"""
    answers: dict[str, str] = field(default_factory=dict)
    origin: str | None = None
    """A city, or an IATA airport or city code"""
    destination: str | None = None
    """A city, or an IATA airport or city code"""
    depart_on: dt.date | None = None
    return_on: dt.date | None = None
    """Leave out for a one-way trip"""
    cabin: Cabin | None = None
    stay: StayWish | None = None
    purpose: str | None = None
    cost_centre: str | None = None
    passengers: tuple[Passenger, ...] = ()
    """You, and who comes along; by default only you"""
    passenger_ids: tuple[str, ...] = ()
    """Instead of `passengers`: profiles that you may book for"""
    currency: str | None = None
    """ISO 4217 code"""


class StayWish(Model, frozen=True, kw_only=True):
    """A hotel at the destination; the nights default to those of the trip."""

    check_in: dt.date | None = None
    check_out: dt.date | None = None
    nightly_cap: Money | None = None
    near_centre: bool = False


class BookingAccepted(Model, frozen=True, kw_only=True):
    """The answer to asking for a trip: what was understood, and where to watch it."""

    booking_id: str
    execution_id: str
    """The workflow's execution"""
    state: State
    request: TripRequest
    """What was understood"""
    url: str
    events_url: str


class BookingSummary(Model, frozen=True, kw_only=True):
    """What a list shows of a booking."""

    booking_id: str
    state: State
    origin: str
    destination: str
    depart_on: dt.date
    return_on: dt.date | None
    price: Money | None
    trip_id: str | None
    created_at: str
    updated_at: str


class BookingView(Model, frozen=True, kw_only=True):
    """A booking as its traveller, its approver and the travel manager see it."""

    booking_id: str
    employee_id: str
    state: State
    operations: tuple[Operation, ...]
    """What you may do with it now"""
    created_at: str
    updated_at: str
    request: TripRequest
    words: str | None
    """The request as it was written"""
    policy_version: int | None
    clauses: tuple[ClauseHit, ...]
    """Clauses of the policy that apply"""
    round: int
    """Rises when options had to be looked for again"""
    options: tuple[Option, ...]
    options_expire_at: str | None
    selected_option_id: str | None
    price: Money | None
    approval: Approval | None
    budget: BudgetShare | None
    credits: tuple[CreditUse, ...]
    """What travel credits pay of it"""
    orders: tuple[Order, ...]
    segments: tuple[BookedSegment, ...]
    """What can be given back by itself"""
    change: Amendment | None
    """What was agreed to change and is being settled"""
    receipts: tuple[Receipt, ...]
    replaces: str | None
    """The booking that this one takes the place of"""
    supplier_changes: tuple[SupplierChange, ...]
    """What suppliers have changed"""
    trip_id: str | None
    failure: Failure | None
    revisions: tuple[Revision, ...]
    """How often it came back from approval, and what came of it"""
    events_url: str


class ClauseHit(Model, frozen=True, kw_only=True):
    """One clause that applies to a request, and why it was found: rules, kinds of trip, words."""

    number: str
    title: str
    excerpt: str
    why: tuple[str, ...]


class BudgetShare(Model, frozen=True, kw_only=True):
    """What this booking has taken of a cost centre's budget, in the budget's currency."""

    cost_centre: str
    period: str
    """Calendar year of departure"""
    amount: Money
    status: Literal["committed", "reserved"]


class CreditUse(Model, frozen=True, kw_only=True):
    """What a booking has taken of one credit, for its orders with that supplier."""

    credit_id: str
    supplier: str
    amount: Money
    status: Literal["reserved", "spent"]


class Order(Model, frozen=True, kw_only=True):
    """One component bought."""

    component: int
    order_id: str
    supplier: str
    reference: str
    """The record locator or confirmation number"""
    price: Money
    status: Literal["cancelled", "confirmed"]
    """Cancelled once nothing of it is left"""
    cancelled_parts: tuple[int, ...] = ()
    """The directions of a flight, from 0, that were given back"""


class BookedSegment(Model, frozen=True, kw_only=True):
    """One direction of a flight, or a stay, as it was bought."""

    segment_id: str
    """The component, and the part of it"""
    component: int
    part: int
    kind: Literal["flight", "stay"]
    name: str
    starts_at: str
    ends_at: str
    status: Literal["cancelled", "confirmed"]


class Amendment(Model, frozen=True, kw_only=True):
    """A change of a booking that was agreed and is under way; `source_id` is the quote, or the change by the
    supplier, that it goes by.
    """

    kind: AmendmentKind
    source_id: str
    segments: tuple[SegmentTerms, ...]
    agreed_by: str
    agreed_at: str
    replacement_id: str | None = None
    """The booking that is to take this one's place; it waits for how that ends"""
    looks: int = 0
    """How often that booking was found to be under way"""


class SegmentTerms(Model, frozen=True, kw_only=True):
    """What giving one segment back costs: `paid` is always `fee` and `refund` together."""

    segment_id: str
    """The component, and the part of it"""
    component: int
    part: int
    name: str
    paid: Money
    fee: Money
    refund: Money
    refund_to: Literal["credit", "original"]
    """Where it was paid from, or a credit for later trips with this supplier"""


class Receipt(Model, frozen=True, kw_only=True):
    """What was given back of a booking in one change; there is one for each, and it never changes."""

    receipt_id: str
    booking_id: str
    kind: AmendmentKind
    source_id: str
    """The quote that was confirmed, or the supplier's change"""
    issued_at: str
    segments: tuple[ReceiptLine, ...]
    fee: Money
    refund: Money
    repayments: tuple[Repayment, ...]
    everything_cancelled: bool
    """Whether nothing of the booking is left"""
    statement: str
    replaced_by: str | None = None
    """The booking that took this one's place"""


class ReceiptLine(Model, frozen=True, kw_only=True):
    """What became of one segment, and what it cost in the end; one that could not be given back says why."""

    segment_id: str
    """The component, and the part of it"""
    component: int
    part: int
    name: str
    paid: Money
    fee: Money
    refund: Money
    refund_to: Literal["credit", "original"]
    """Where it was paid from, or a credit for later trips with this supplier"""
    status: Literal["cancelled", "kept"]
    reason: str | None = None


class Repayment(Model, frozen=True, kw_only=True):
    """Where money went: back to where it was paid from (and so to the cost centre), into a new travel credit,
    or back to a credit that had paid for it.
    """

    to: Literal["credit", "original", "used_credit"]
    amount: Money
    cost_centre: str | None = None
    period: str | None = None
    credit_id: str | None = None


class SupplierChange(Model, frozen=True, kw_only=True):
    """One change by the supplier, as it was put to the traveller."""

    change_id: str
    notice_id: str
    sequence: int
    kind: NoticeKind
    segment_id: str
    """The component, and the part of it"""
    component: int
    part: int
    name: str
    before: tuple[FlightTimes, ...]
    after: tuple[FlightTimes, ...]
    """None when it is cancelled"""
    noticed_at: str
    respond_by: str | None
    """Until then it can be declined for nothing; after that it stands"""
    verdict: Verdict | None
    """Of the whole trip as it is now, by today's policy"""
    decision: Literal["accepted", "declined", "superseded"] | None = None
    decided_at: str | None = None


class FlightTimes(Model, frozen=True, kw_only=True):
    """When one flight departs and arrives."""

    departs_at: str
    arrives_at: str


class Failure(Model, frozen=True, kw_only=True):
    """Why a booking ended without being bought."""

    code: str
    detail: str


class ApprovalDecision(Model, frozen=True, kw_only=True):
    """The approver's decision on exactly what they have seen."""

    decision: Literal["approved", "rejected"] | Literal["sent_back"]
    approval_hash: str
    """`approval.hash` of the booking as you read it"""
    comment: str | None = None
    """Needed to send it back: what should be revised"""


class AuditEntry(Model, frozen=True, kw_only=True):
    """One change of a booking: who, what, when, from which state to which."""

    audit_id: str
    booking_id: str
    employee_id: str
    seq: int
    timestamp: str
    actor: Actor
    action: str
    state_before: str | None
    state_after: str
    detail: dict[str, Any]
    previous_hash: str
    hash: str = ""


class Actor(Model, frozen=True, kw_only=True):
    """Who did it: a person by user id, or the system by the name of its part."""

    kind: Literal["person", "system"]
    id: str


class Verification(Model, frozen=True, kw_only=True):
    """The result of walking a chain: whole, or the first entry that breaks it and how."""

    booking_id: str
    whole: bool
    entries: int
    head: str
    first_broken: str | None = None
    reason: str | None = None


class QuoteAsk(Model, frozen=True, kw_only=True):
    """Which segments to give back, or to move to other dates; without any, all that are left. What is not
    named of the dates of a date change stays; a stay for all nights of the trip goes with it.
    """

    kind: Literal["cancellation", "date_change"]
    segments: tuple[str, ...] | UnsetType = UNSET
    depart_on: dt.date | UnsetType = UNSET
    return_on: dt.date | UnsetType | None = UNSET
    stay: StayWish | UnsetType | None = UNSET


class QuoteView(Model, frozen=True, kw_only=True):
    """A quote, and what may become of it now."""

    quote_id: str
    booking_id: str
    employee_id: str
    booking_version: int
    """A booking that has changed since needs a new quote"""
    kind: AmendmentKind
    created_at: str
    expires_at: str
    """Until then it can be confirmed on these terms"""
    segments: tuple[SegmentTerms, ...]
    fee: Money
    """Kept for all segments together"""
    refund: Money
    """Comes back as money, to where it was paid from"""
    credit: Money
    """Comes back as a travel credit"""
    everything_cancelled: bool
    """Whether nothing of the booking would be left"""
    replacement: Replacement | None = None
    """Of a date change: what takes its place"""
    state: QuoteState


class Replacement(Model, frozen=True, kw_only=True):
    """What would be bought instead, for the same people: the trip, or the one way of it that moves, on these
    dates. The way home alone is a journey of its own, without a return.
    """

    depart_on: dt.date
    return_on: dt.date | None
    stay: StayRequest | None
    option: Option
    """With the verdict that it gets today"""
    price: Money
    difference: Money
    """Its price less what comes back as money"""


class RecallAsk(Model, frozen=True, kw_only=True):
    """Why the traveller takes the booking back."""

    comment: str | None = None


class RevisionAsk(Model, frozen=True, kw_only=True):
    """What a traveller changes of a request. What is not named stays; null takes `returnOn`, `stay` or
    `purpose` away.

    A stay that is not named and was for the nights of the trip goes with the trip's dates. `answers`
    settles what an earlier attempt asked back, by the question's field.
    """

    origin: str | UnsetType = UNSET
    """A city, or an IATA airport or city code"""
    destination: str | UnsetType = UNSET
    """A city, or an IATA airport or city code"""
    depart_on: dt.date | UnsetType = UNSET
    return_on: dt.date | UnsetType | None = UNSET
    cabin: Cabin | UnsetType = UNSET
    stay: StayWish | UnsetType | None = UNSET
    purpose: str | UnsetType | None = UNSET
    cost_centre: str | UnsetType = UNSET
    answers: dict[str, str] = field(default_factory=dict)
    comment: str | None = None
    """What you say to the approver"""


class Selection(Model, frozen=True, kw_only=True):
    """The traveller's choice."""

    option_id: str


class ChangeDecision(Model, frozen=True, kw_only=True):
    """What the traveller says to a schedule change."""

    decision: Literal["accepted", "declined"]


class BudgetView(Model, frozen=True, kw_only=True):
    """A budget: the limit, and what bookings have reserved and committed of it."""

    cost_centre: str
    period: str
    limit: Money
    reserved: Money
    """Held by bookings that are under way"""
    committed: Money
    """Spent by bookings that were bought"""
    left: Money
    used_percent: float
    """Reserved and committed, in percent of the limit"""
    warn_at: tuple[int, ...]
    """The thresholds"""
    warnings: tuple[Warned, ...]
    """Which of them are reached, since when"""


class Warned(Model, frozen=True, kw_only=True):
    """A threshold that counts as reached, until use has fallen five points below it."""

    percent: int
    """Percent of the limit"""
    reached_at: str


class BudgetLimit(Model, frozen=True, kw_only=True):
    """How much may be spent in all, and where to warn of it."""

    limit: Money
    warn_at: tuple[int, ...] | None = None
    """Percents of the limit, ascending; without it they stay as they are"""


class Compensation(Model, frozen=True, kw_only=True):
    """A booking whose undo has failed: in `compensation_required` until it is done, then as it has ended."""

    booking_id: str
    employee_id: str
    state: State
    since: str
    attempts: int
    """Of undoing the booking as a whole"""
    next_attempt_at: str | None
    """Null when nothing is left to undo"""
    failure: Failure | None
    """Why the booking ends"""
    not_undone: tuple[Owed, ...]


class Owed(Model, frozen=True, kw_only=True):
    """A hold or an order that is not given back yet, as one asks its supplier about it."""

    kind: str
    """`hold` or `order`"""
    key: str
    """The idempotency key that it was made under"""
    supplier: str | None
    """Null when the supplier never answered"""
    supplier_id: str | None
    """The supplier's own id of it, where one is known"""
    error: str
    """The last error, by its name"""
    attempts: int
    first_failed_at: str
    last_failed_at: str


class ConsentView(Model, frozen=True, kw_only=True):
    """Whether leave is given at this moment, and by which decision."""

    purpose: Purpose
    granted: bool
    """False also when leave has run out"""
    text_version: str | None
    decided_at: str | None
    """Null before the first decision"""
    expires_at: str | None
    reason: Reason | None


class Decision(Model, frozen=True, kw_only=True):
    """Leave given, or taken back."""

    granted: bool
    text_version: str
    """Which wording the person saw"""


class Consent(Model, frozen=True, kw_only=True):
    """One entry of a person's history for one purpose; `version` counts the entries."""

    user_id: str
    purpose: Purpose
    version: int
    granted: bool
    text_version: str
    """Which wording the person saw"""
    decided_at: str
    expires_at: str | None
    """Until when leave is given"""
    reason: Reason = Reason.DECIDED


class Credit(Model, frozen=True, kw_only=True):
    """One credit; `amount` is always `left`, `reserved` and `spent` together."""

    credit_id: str
    employee_id: str
    supplier: str
    amount: Money
    left: Money
    reserved: Money
    """Held for bookings that are under way"""
    spent: Money
    expires_at: str
    """From then on it can no longer be used"""
    created_at: str
    from_booking_id: str
    from_order_id: str


class NewDocument(Model, frozen=True, kw_only=True):
    """What somebody is about to upload."""

    kind: DocumentsDocumentKind
    file_name: str
    """Its suffix fits the type"""
    content_type: ContentType
    size: int
    """Bytes"""
    sha256: str
    """Of the file, in hex"""
    trip_id: str | None = None
    expires_on: dt.date | None = None
    """Of a visa or passport; reminders come before"""


class DocumentAnnounced(Model, frozen=True, kw_only=True):
    """The document, and the form to send its file with."""

    document: DocumentsDocumentView
    upload: UploadForm
    """POST it as multipart/form-data, the field `file` last"""


class DocumentsDocumentView(Model, frozen=True, kw_only=True):
    """A document as its owner sees it."""

    document_id: str
    kind: DocumentsDocumentKind
    file_name: str
    content_type: ContentType
    size: int
    """Bytes"""
    sha256: str
    trip_id: str | None
    expires_on: dt.date | None
    state: DocumentState
    """Only a confirmed document has a file to fetch"""
    rejection: Rejection | None
    """Why the file was not taken, if it was not"""
    reminders: tuple[Reminder, ...]
    """Sent before it expires"""
    created_at: str
    updated_at: str


class Rejection(Model, frozen=True, kw_only=True):
    """Why an uploaded file was not taken."""

    code: str
    detail: str


class Reminder(Model, frozen=True, kw_only=True):
    """The owner was reminded that a document expires."""

    days_before: int
    at: str


class UploadForm(Model, frozen=True, kw_only=True):
    """Where to send the file: a POST of multipart/form-data with these fields as they are, the field `file`
    last.
    """

    url: str
    fields: dict[str, str]
    expires_at: str


class DownloadLink(Model, frozen=True, kw_only=True):
    """Where the file can be fetched from, without a token, until the link expires."""

    url: str
    expires_at: str
    file_name: str
    content_type: str
    size: int
    sha256: str


class Employee(Model, frozen=True, kw_only=True):
    """A person as they are kept; erased, only their place in the line remains."""

    employee_id: str
    name: str
    email: str | None
    manager_id: str | None
    grade: int
    cost_centre: str | None
    delegate: Delegation | None
    active: bool
    version: int
    created_at: str
    updated_at: str


class Delegation(Model, frozen=True, kw_only=True):
    """Who stands in while somebody is out of office; both days count, by the UTC calendar."""

    employee_id: str
    """The `sub` of the person's account in the user pool"""
    from_: dt.date = field(name="from")
    until: dt.date


class EmployeeDetails(Model, frozen=True, kw_only=True):
    """What the travel manager keeps of a person."""

    name: str
    email: str | None = None
    manager_id: str | None = None
    """Null at the top of the company"""
    grade: int = 1
    cost_centre: str | None = None
    """What a trip counts against unless the request names another"""
    delegate: Delegation | None = None
    active: bool = True
    """Who is not is asked for nothing"""


class EmployeePatch(Model, frozen=True, kw_only=True):
    """What to change of a record (RFC 7396): null takes a field away, what is not named stays."""

    name: str | UnsetType = UNSET
    email: str | UnsetType | None = UNSET
    manager_id: str | UnsetType | None = UNSET
    """The `sub` of the person's account in the user pool"""
    grade: int | UnsetType = UNSET
    cost_centre: str | UnsetType | None = UNSET
    delegate: Delegation | UnsetType | None = UNSET
    active: bool | UnsetType = UNSET


class HealthView(Model, frozen=True, kw_only=True):
    """The state of the service, at most ten seconds old."""

    status: Literal["degraded", "ok"]
    """ok when every dependency answers"""
    stage: str
    version: str
    dependencies: dict[str, Dependency]


class Dependency(Model, frozen=True, kw_only=True):
    """One system that the service stands on."""

    status: Literal["failing", "ok"]
    latency_ms: int
    """Milliseconds until it answered or was given up"""


class ItemDetails(Model, frozen=True, kw_only=True):
    """What a person writes of an item. Times are moments; the zones say which local time stands on a ticket."""

    kind: ItemKind = ItemKind.NOTE
    name: str
    description: str | None = None
    status: ItemStatus = ItemStatus.PLANNED
    trip_id: str | None = None
    starts_at: dt.datetime | None = None
    """RFC 3339, with its offset"""
    ends_at: dt.datetime | None = None
    """RFC 3339, with its offset"""
    start_timezone: str | None = None
    """IANA zone"""
    end_timezone: str | None = None
    """IANA zone"""
    place: ItemPlace | None = None
    reference: str | None = None
    """Record locator or confirmation number"""
    expires_at: dt.datetime | None = None
    """From then on the item is gone"""


class ItemPlace(Model, frozen=True, kw_only=True):
    """Where something is; coordinates are WGS 84 degrees."""

    name: str
    address: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class ItemView(Model, frozen=True, kw_only=True):
    """An item. Of what a booking made (`booked`), only the description may be changed."""

    item_id: str
    kind: ItemKind
    name: str
    description: str | None
    status: ItemStatus
    trip_id: str | None
    starts_at: str | None
    ends_at: str | None
    start_timezone: str | None
    end_timezone: str | None
    place: ItemPlace | None
    reference: str | None
    """Of what was booked, not shown to colleagues"""
    booked: bool
    employee_id: str
    """Whose it is: on a trip, the traveller's"""
    created_at: str
    updated_at: str
    created_by: str
    expires_at: str | None
    version: int


class ItemPatch(Model, frozen=True, kw_only=True):
    """What to change of an item (RFC 7396): null takes a field away, what is not named stays."""

    kind: ItemKind | UnsetType = UNSET
    name: str | UnsetType = UNSET
    description: str | UnsetType | None = UNSET
    status: ItemStatus | UnsetType = UNSET
    trip_id: str | UnsetType | None = UNSET
    starts_at: dt.datetime | UnsetType | None = UNSET
    """RFC 3339, with its offset"""
    ends_at: dt.datetime | UnsetType | None = UNSET
    """RFC 3339, with its offset"""
    start_timezone: str | UnsetType | None = UNSET
    """IANA zone"""
    end_timezone: str | UnsetType | None = UNSET
    """IANA zone"""
    place: PlacePatch | UnsetType | None = UNSET
    reference: str | UnsetType | None = UNSET
    """Record locator or confirmation number"""
    expires_at: dt.datetime | UnsetType | None = UNSET
    """RFC 3339, with its offset"""


class PlacePatch(Model, frozen=True, kw_only=True):
    """What to change of a place."""

    name: str | UnsetType = UNSET
    address: str | UnsetType | None = UNSET
    latitude: float | UnsetType | None = UNSET
    longitude: float | UnsetType | None = UNSET


class MeView(Model, frozen=True, kw_only=True):
    """The signed-in person."""

    user_id: str
    """The user pool's `sub`; employeeId elsewhere"""
    email: str
    name: str
    roles: tuple[Role, ...]
    may: tuple[str, ...]
    """What the roles allow, as resource:action"""


class CalendarAddress(Model, frozen=True, kw_only=True):
    """Where a calendar program finds the calendar."""

    trip_id: str | None
    """Of this trip; without one, of all trips of one's own"""
    created_at: str
    url: str
    """Below the address of this API"""


class OpenCalendar(Model, frozen=True, kw_only=True):
    """That a calendar is open, and since when."""

    trip_id: str | None
    """Of this trip; without one, of all trips of one's own"""
    created_at: str


class NewPassenger(Model, frozen=True, kw_only=True):
    """A profile of one's own (`employee`), or of a guest whom one books for."""

    given_name: str
    """As in the passport"""
    family_name: str
    """As in the passport"""
    birth_date: dt.date
    nationality: str
    """ISO 3166-1 alpha-2"""
    documents: tuple[TravelDocument, ...] = ()
    known_traveller_number: str | None = None
    """TSA PreCheck, Global Entry ..."""
    redress_number: str | None = None
    """Of the DHS's redress programme"""
    loyalty: tuple[LoyaltyNumber, ...] = ()
    seat: Seat | None = None
    meal: Meal | None = None
    emergency_contact: EmergencyContact | None = None
    arrangers: tuple[str, ...] = ()
    """Who else may book for this person"""
    kind: PassengerKind = PassengerKind.EMPLOYEE


class TravelDocument(Model, frozen=True, kw_only=True):
    """A passport or what else one travels on."""

    kind: PassengersDocumentKind
    number: str
    issuing_country: str
    """ISO 3166-1 alpha-2"""
    expires_on: dt.date


class LoyaltyNumber(Model, frozen=True, kw_only=True):
    """Membership of an airline's or a hotel's programme."""

    programme: str
    """The airline's or chain's code"""
    number: str


class EmergencyContact(Model, frozen=True, kw_only=True):
    """Whom to call when something happens."""

    name: str
    phone: str
    relationship: str | None = None


class PassengerView(Model, frozen=True, kw_only=True):
    """A profile as it is shown; with `masked` true, nothing secret is in it."""

    passenger_id: str
    kind: PassengerKind
    owner_id: str
    """The person, or who keeps the guest's profile"""
    masked: bool
    given_name: str
    family_name: str
    birth_date: str
    """A date, or `••••-••-••`"""
    nationality: str
    documents: tuple[PassengersDocumentView, ...]
    known_traveller_number: str | None
    """Masked like `•••• 0T47` unless revealed"""
    redress_number: str | None
    """Masked like `•••• 0T47` unless revealed"""
    loyalty: tuple[LoyaltyView, ...]
    seat: Seat | None
    meal: Meal | None
    emergency_contact: ContactView | None
    arrangers: tuple[str, ...]
    created_at: str
    updated_at: str


class PassengersDocumentView(Model, frozen=True, kw_only=True):
    """A travel document as it is shown."""

    kind: PassengersDocumentKind
    number: str
    """Masked like `•••• 0T47` unless revealed"""
    issuing_country: str
    expires_on: dt.date


class LoyaltyView(Model, frozen=True, kw_only=True):
    """LoyaltyView"""

    programme: str
    number: str
    """Masked like `•••• 0T47` unless revealed"""


class ContactView(Model, frozen=True, kw_only=True):
    """ContactView"""

    name: str
    """Masked like `•••• 0T47` unless revealed"""
    phone: str
    """Masked like `•••• 0T47` unless revealed"""
    relationship: str | None


class PassengerSummary(Model, frozen=True, kw_only=True):
    """What a list shows of a profile, and why it is in the list."""

    passenger_id: str
    relation: Relation
    """Your own, a guest of yours, or somebody who lets you book"""
    kind: PassengerKind
    given_name: str
    family_name: str
    updated_at: str


class PassengerDetails(Model, frozen=True, kw_only=True):
    """A traveller as they say it themselves, or their arranger for them."""

    given_name: str
    """As in the passport"""
    family_name: str
    """As in the passport"""
    birth_date: dt.date
    nationality: str
    """ISO 3166-1 alpha-2"""
    documents: tuple[TravelDocument, ...] = ()
    known_traveller_number: str | None = None
    """TSA PreCheck, Global Entry ..."""
    redress_number: str | None = None
    """Of the DHS's redress programme"""
    loyalty: tuple[LoyaltyNumber, ...] = ()
    seat: Seat | None = None
    meal: Meal | None = None
    emergency_contact: EmergencyContact | None = None
    arrangers: tuple[str, ...] = ()
    """Who else may book for this person"""


class PassengersAccess(Model, frozen=True, kw_only=True):
    """One use of a profile: who, when, and for what."""

    access_id: str
    passenger_id: str
    user_id: str
    """Who it was"""
    at: str
    reason: AccessReason
    booking_id: str | None = None


class Policy(Model, frozen=True, kw_only=True):
    """One published version of the travel policy; it never changes."""

    name: str
    effective_from: dt.date
    """The first day (UTC) on which it counts"""
    currency: str
    """The policy's own currency: every limit is given in it"""
    rates: tuple[Rate, ...]
    clauses: tuple[Clause, ...]
    rules: tuple[
        CabinByDuration
        | FareCap
        | NightlyCap
        | TotalCap
        | BudgetAvailable
        | AdvanceBooking
        | PreferredCarriers
        | BarredCarriers
        | DestinationApproval
        | ShortRoute
        | Refundable
        | HotelStars
        | StayLength
        | TravellingTogether
        | PurposeStated,
        ...,
    ]
    trade_offs: TradeOffs = field(default_factory=lambda: TradeOffs())  # noqa: PLW0108 - it is defined further down
    approvals: ApprovalRules = field(default_factory=lambda: ApprovalRules())  # noqa: PLW0108 - it is defined further down
    version: int


class Rate(Model, frozen=True, kw_only=True):
    """The company's exchange rate: one major unit of `currency` is `rate` major units of the policy's
    currency.
    """

    currency: str
    """ISO 4217 code"""
    rate: str
    """A decimal number, as text to be exact"""


class Clause(Model, frozen=True, kw_only=True):
    """One numbered paragraph of the policy, as employees read it."""

    number: str
    """The clause's number"""
    title: str
    text: str
    tags: tuple[Tag, ...] = ()


class CabinByDuration(Model, frozen=True, kw_only=True, tag="cabin_by_duration", tag_field="rule"):
    """The highest cabin in each direction, by the block time of that direction's longest flight."""

    clause: str
    """The clause's number"""
    action: Action
    bands: tuple[CabinBand, ...]
    """Ascending, the first from 0"""


class CabinBand(Model, frozen=True, kw_only=True):
    """From this flight time on, this cabin is the highest allowed."""

    from_seconds: int
    """Seconds"""
    cabin: Cabin


class FareCap(Model, frozen=True, kw_only=True, tag="fare_cap", tag_field="rule"):
    """The highest fare for one passenger and direction, by great-circle length of the route; a return has
    twice it.
    """

    clause: str
    """The clause's number"""
    action: Action
    bands: tuple[FareBand, ...]
    """Ascending, the first from 0"""


class FareBand(Model, frozen=True, kw_only=True):
    """From this route length on, this much for one passenger in one direction."""

    from_metres: int
    """Metres"""
    amounts: tuple[Money, ...]
    """One limit in several currencies, the policy's own among them; others are converted by `rates`"""


class NightlyCap(Model, frozen=True, kw_only=True, tag="nightly_cap", tag_field="rule"):
    """The highest price of a room a night, all taxes in: the city's, else the country's, else the default."""

    clause: str
    """The clause's number"""
    action: Action
    default: tuple[Money, ...]
    """One limit in several currencies, the policy's own among them; others are converted by `rates`"""
    countries: tuple[CountryCap, ...] = ()
    cities: tuple[CityCap, ...] = ()


class CountryCap(Model, frozen=True, kw_only=True):
    """CountryCap"""

    country: str
    """ISO 3166-1 alpha-2"""
    amounts: tuple[Money, ...]
    """One limit in several currencies, the policy's own among them; others are converted by `rates`"""


class CityCap(Model, frozen=True, kw_only=True):
    """A city's nightly limit; `also` lists the names under which suppliers know the city."""

    city: str
    country: str
    """ISO 3166-1 alpha-2"""
    amounts: tuple[Money, ...]
    """One limit in several currencies, the policy's own among them; others are converted by `rates`"""
    also: tuple[str, ...] = ()


class TotalCap(Model, frozen=True, kw_only=True, tag="total_cap", tag_field="rule"):
    """The highest price of the whole option, all passengers together."""

    clause: str
    """The clause's number"""
    action: Action
    amounts: tuple[Money, ...]
    """One limit in several currencies, the policy's own among them; others are converted by `rates`"""


class BudgetAvailable(Model, frozen=True, kw_only=True, tag="budget_available", tag_field="rule"):
    """The cost centre has a budget, and the price fits into what is left of it."""

    clause: str
    """The clause's number"""
    action: Action


class AdvanceBooking(Model, frozen=True, kw_only=True, tag="advance_booking", tag_field="rule"):
    """At least this many days from the day of booking to the day of departure."""

    clause: str
    """The clause's number"""
    action: Action
    min_days: int
    """Days"""
    scope: Literal["any", "domestic", "international"] = "any"


class PreferredCarriers(Model, frozen=True, kw_only=True, tag="preferred_carriers", tag_field="rule"):
    """Every flight is with one of these."""

    clause: str
    """The clause's number"""
    action: Action
    carriers: tuple[Carrier, ...]


class Carrier(Model, frozen=True, kw_only=True):
    """Carrier"""

    code: str
    """IATA airline designator"""
    name: str


class BarredCarriers(Model, frozen=True, kw_only=True, tag="barred_carriers", tag_field="rule"):
    """No flight is with one of these."""

    clause: str
    """The clause's number"""
    action: Action
    carriers: tuple[Carrier, ...]


class DestinationApproval(Model, frozen=True, kw_only=True, tag="destination_approval", tag_field="rule"):
    """The destination is none of these countries and cities; `reason` says why in a few words."""

    clause: str
    """The clause's number"""
    action: Action
    reason: str
    countries: tuple[str, ...] = ()
    cities: tuple[PolicyCity, ...] = ()


class PolicyCity(Model, frozen=True, kw_only=True):
    """A city by name, and by its airports where a trip may name one of them instead."""

    city: str
    country: str
    """ISO 3166-1 alpha-2"""
    airports: tuple[str, ...] = ()


class ShortRoute(Model, frozen=True, kw_only=True, tag="short_route", tag_field="rule"):
    """No flight between places nearer than this to each other: there is a train."""

    clause: str
    """The clause's number"""
    action: Action
    min_metres: int
    """Metres"""
    scope: Literal["any", "domestic", "international"] = "any"


class Refundable(Model, frozen=True, kw_only=True, tag="refundable", tag_field="rule"):
    """A component that costs more than this gives at least part of its price back when cancelled."""

    clause: str
    """The clause's number"""
    action: Action
    component: Literal["flight", "stay"]
    above: tuple[Money, ...]
    """One limit in several currencies, the policy's own among them; others are converted by `rates`"""


class HotelStars(Model, frozen=True, kw_only=True, tag="hotel_stars", tag_field="rule"):
    """No hotel has more stars than this."""

    clause: str
    """The clause's number"""
    action: Action
    max_stars: int


class StayLength(Model, frozen=True, kw_only=True, tag="stay_length", tag_field="rule"):
    """No stay is longer than this."""

    clause: str
    """The clause's number"""
    action: Action
    max_nights: int


class TravellingTogether(Model, frozen=True, kw_only=True, tag="travelling_together", tag_field="rule"):
    """No more employees than this on one aircraft."""

    clause: str
    """The clause's number"""
    action: Action
    max_passengers: int


class PurposeStated(Model, frozen=True, kw_only=True, tag="purpose_stated", tag_field="rule"):
    """The request says what the trip is for."""

    clause: str
    """The clause's number"""
    action: Action
    scope: Literal["any", "domestic", "international"] = "any"


class TradeOffs(Model, frozen=True, kw_only=True):
    """What the company would pay to be spared each of these once: how options are ranked, never how they are
    judged.
    """

    hour: int = 0
    """an hour of one passenger's journey"""
    connection: int = 0
    """a change of aircraft, a passenger"""
    unsocial_hour: int = 0
    """a departure before 06:00 or an arrival from 23:00 to 06:00, local, a passenger"""
    co2_tonne: int = 0
    """a tonne of CO2 equivalent"""
    centre_kilometre: int = 0
    """a kilometre from hotel to centre, a night"""
    star: int = 0
    """a hotel star less, a night"""
    other_carrier: int = 0
    """a flight with a carrier not preferred, a passenger"""
    lower_cabin: int = 0
    """a flight a cabin below the one asked for"""
    no_refund: int = 0
    """a component that gives nothing back"""


class ApprovalRules(Model, frozen=True, kw_only=True):
    """Who gives leave, and by when. `all`: one level after the other; `any`: all at once, and the first one
    decides.
    """

    tiers: tuple[ApprovalTier, ...] = ()
    """Ascending, the first from 0; without any, one level for every price"""
    require: Literal["all", "any"] = "all"
    limit_seconds: int | None = None
    """How long leave is waited for at most; the stage's limit without it"""
    remind_after_seconds: int | None = None
    """Silence after which one who is asked is reminded; never without it"""
    escalate_after_seconds: int | None = None
    """Silence after which the next level is asked instead; never without it"""
    tolerance_percent: int = 0
    """How much dearer than approved something may be bought"""
    tolerance_amount: int | None = None
    """The same as an amount: what is less of the two counts"""


class ApprovalTier(Model, frozen=True, kw_only=True):
    """From this price of the whole option on, leave is needed from so many levels of the line."""

    from_amount: int
    """Minor units of the policy's currency"""
    levels: int
    """1 is the traveller's manager"""


class PolicyDocument(Model, frozen=True, kw_only=True):
    """A travel policy as a travel manager writes it; publishing it makes a `Policy`, which has a version."""

    name: str
    effective_from: dt.date
    """The first day (UTC) on which it counts"""
    currency: str
    """The policy's own currency: every limit is given in it"""
    rates: tuple[Rate, ...]
    clauses: tuple[Clause, ...]
    rules: tuple[
        CabinByDuration
        | FareCap
        | NightlyCap
        | TotalCap
        | BudgetAvailable
        | AdvanceBooking
        | PreferredCarriers
        | BarredCarriers
        | DestinationApproval
        | ShortRoute
        | Refundable
        | HotelStars
        | StayLength
        | TravellingTogether
        | PurposeStated,
        ...,
    ]
    trade_offs: TradeOffs = field(default_factory=lambda: TradeOffs())  # noqa: PLW0108 - it is defined further down
    approvals: ApprovalRules = field(default_factory=lambda: ApprovalRules())  # noqa: PLW0108 - it is defined further down


class PrivacyAsk(Model, frozen=True, kw_only=True):
    """Whom it is about."""

    user_id: str | None = None
    """Yourself unless given; others need a travel manager"""


class ErasureView(Model, frozen=True, kw_only=True):
    """How far a person has been forgotten."""

    erasure_id: str
    user_id: str
    requested_by: str
    state: ErasureState
    created_at: str
    updated_at: str
    counts: dict[str, int]
    """What was removed or made anonymous, by kind"""


class ExportView(Model, frozen=True, kw_only=True):
    """An export that may be read until it expires."""

    export_id: str
    user_id: str
    created_at: str
    expires_at: str
    entries_url: str
    """Where it is read, a page at a time"""


class ExportEntry(Model, frozen=True, kw_only=True):
    """One thing that is held: what kind, which, and all of it."""

    section: str
    id: str
    data: dict[str, Any]


class SupplierNotice(Model, frozen=True, kw_only=True):
    """What a supplier sends when it has changed what was bought of it."""

    type: NoticeKind
    timestamp: str
    data: NoticeData


class NoticeData(Model, frozen=True, kw_only=True):
    """Which part of which order, and its new times; `sequence` grows with every notice of an order."""

    order_key: str
    """The idempotency key it was bought under"""
    order_id: str
    sequence: int
    part: int
    """The direction of a flight, from 0; a stay has one"""
    times: tuple[FlightTimes, ...] = ()
    """Of each flight of this direction; none of what is cancelled"""


class NoticeTaken(Model, frozen=True, kw_only=True):
    """That a notice need not be sent again, and what came of it."""

    notice_id: str
    outcome: Literal["applied", "known", "overtaken", "too_late", "unknown_order"]


class TripDetails(Model, frozen=True, kw_only=True):
    """What a person writes of a trip."""

    name: str
    notes: str | None = None
    starts_at: dt.datetime
    """RFC 3339, with its offset"""
    ends_at: dt.datetime
    """RFC 3339, with its offset"""


class TripWithItems(Model, frozen=True, kw_only=True):
    """A trip with its itinerary, in the order in which it happens; items without a start come last."""

    trip: TripView
    items: tuple[ItemView, ...]


class TripView(Model, frozen=True, kw_only=True):
    """A trip as it stands now."""

    trip_id: str
    employee_id: str
    """The traveller"""
    name: str
    notes: str | None
    state: TripState
    """In progress from its start, completed at its end"""
    starts_at: str
    ends_at: str
    access: TripsAccess
    """By what right you see it"""
    booking_id: str | None
    """Not shown to colleagues"""
    price: Money | None
    """Not shown to colleagues"""
    created_at: str
    updated_at: str
    created_by: str
    version: int


class TripPatch(Model, frozen=True, kw_only=True):
    """What to change of a trip (RFC 7396): null takes a field away, what is not named stays."""

    name: str | UnsetType = UNSET
    notes: str | UnsetType | None = UNSET
    starts_at: dt.datetime | UnsetType = UNSET
    """RFC 3339, with its offset"""
    ends_at: dt.datetime | UnsetType = UNSET
    """RFC 3339, with its offset"""


class Share(Model, frozen=True, kw_only=True):
    """One colleague's right to a trip; the traveller's alone to give and to take back."""

    trip_id: str
    user_id: str
    """The colleague"""
    right: Right
    shared_at: str
    updated_at: str
    shared_by: str
    version: int = 1


class ShareBody(Model, frozen=True, kw_only=True):
    """What the colleague may do."""

    right: Right
    """`read` shows the trip and its items, `write` lets change them"""


class Timeline(Model, frozen=True, kw_only=True):
    """What happens on a trip, in order, and what does not fit together."""

    trip_id: str
    entries: tuple[TimelineEntry, ...]
    undated: tuple[str, ...]
    """Ids of items without a start"""
    findings: tuple[Finding, ...]


class TimelineEntry(Model, frozen=True, kw_only=True):
    """One item in its place."""

    item_id: str
    kind: ItemKind
    name: str
    status: ItemStatus
    starts: LocalTime
    ends: LocalTime | None
    minutes: int | None
    """How long it takes"""


class LocalTime(Model, frozen=True, kw_only=True):
    """A time as it is there."""

    at: str
    local: str
    """Local time with its offset"""
    timezone: str


class Finding(Model, frozen=True, kw_only=True):
    """One thing that does not fit, and the items it is about."""

    kind: Misfit
    detail: str
    item_ids: tuple[str, ...]
    night: dt.date | None = None
    """The evening of the night without a bed"""


class WebhookAsk(Model, frozen=True, kw_only=True):
    """What a system subscribes to, and where it wants to be told."""

    url: str
    """Where events are sent: https, a public host, port 443 or 8443"""
    event_types: tuple[
        Literal[
            "*",
            "booking.*",
            "document.*",
            "budget.*",
            "webhook.*",
            "booking.requested",
            "booking.policy_retrieved",
            "booking.options_planned",
            "booking.options_judged",
            "booking.awaiting_selection",
            "booking.selected",
            "booking.held",
            "booking.sold_out",
            "booking.price_changed",
            "booking.awaiting_approval",
            "booking.approval_step_decided",
            "booking.approval_reminded",
            "booking.approval_escalated",
            "booking.approval_lapsed",
            "booking.approvers_notified",
            "booking.approved",
            "booking.rejected",
            "booking.sent_back",
            "booking.recalled",
            "booking.reopened",
            "booking.awaiting_revision",
            "booking.revised",
            "booking.approval_voided",
            "booking.cancel_requested",
            "booking.repriced",
            "booking.ordered",
            "booking.booked",
            "booking.changing",
            "booking.changed",
            "booking.change_waiting",
            "booking.change_abandoned",
            "booking.supplier_changed",
            "booking.supplier_change_accepted",
            "booking.supplier_change_declined",
            "booking.compensating",
            "booking.declined",
            "booking.expired",
            "booking.cancelled",
            "booking.failed",
            "booking.compensation_required",
            "booking.compensation_redriven",
            "booking.anonymised",
            "document.expiring",
            "budget.threshold_reached",
            "webhook.disabled",
        ],
        ...,
    ]
    """Types of events (`booking.booked`), families of them (`booking.*`), or `*` for all"""
    description: str = ""
    enabled: bool = True


class NewWebhook(Model, frozen=True, kw_only=True):
    """A subscription that was just made, with its secret: it is shown here and nowhere else."""

    webhook: WebhookView
    secret: str
    """Signs messages; keep it where only the receiver can read it"""


class WebhookView(Model, frozen=True, kw_only=True):
    """A subscription, and how it fares."""

    webhook_id: str
    url: str
    event_types: tuple[str, ...]
    description: str
    enabled: bool
    disabled_because: DisabledBecause | None
    """Why we stopped sending: the receiver answered 410, or failed for three days"""
    failures: int
    """How many tries failed since one last succeeded"""
    failing_since: str | None
    created_at: str
    created_by: str
    updated_at: str


class DeliveryView(Model, frozen=True, kw_only=True):
    """One event on its way to one webhook."""

    event_id: str
    """What the receiver sees as `webhook-id`"""
    event_type: str
    status: DeliveryStatus
    attempts: int
    created_at: str
    next_attempt_at: str | None
    last_attempt: Attempt | None


class Attempt(Model, frozen=True, kw_only=True):
    """One try: what the receiver answered, or in our own words why it did not. Its answer's body is never
    read.
    """

    at: str
    milliseconds: int
    status_code: int | None = None
    error: str | None = None


class NewSecret(Model, frozen=True, kw_only=True):
    """The secret that signs from now on, shown here and nowhere else."""

    secret: str
    """Signs messages; keep it where only the receiver can read it"""
    previous_secret_signs_until: str
    """Until then every message carries a signature by either secret"""


class Problem(Model, frozen=True, kw_only=True):
    """What went wrong, for people and for programs (RFC 9457)."""

    type: str
    """Names the kind of problem; stable"""
    title: str
    status: int
    detail: str
    """This occurrence, in a sentence"""
    instance: str = ""
    """The path that was asked for; a gateway may leave it out"""
    request_id: str
    """To find this request in the logs"""
    errors: tuple[WrongField, ...] = ()
    questions: tuple[AskedBack, ...] = ()


class WrongField(Model, frozen=True, kw_only=True):
    """One thing wrong with the input."""

    pointer: str
    """RFC 6901, or the query parameter's name as one"""
    detail: str


class AskedBack(Model, frozen=True, kw_only=True):
    """A question about what was asked for, with the answers to choose from."""

    field: str
    question: str
    choices: tuple[Choice, ...]


class Choice(Model, frozen=True, kw_only=True):
    """One possible answer to a question."""

    code: str
    label: str
