"""The types that operations take and give. Written by `make client`."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from msgspec import UNSET, UnsetType, field

from sojourn_client.base import Model, OpenEnum


class ApprovalHistoryRecordStatus(OpenEnum):
    """Status of an approval request for one who was asked."""

    DECIDED = "decided"
    ENDED = "ended"
    OPEN = "open"


class RequestOutcome(OpenEnum):
    """What became of an approval request."""

    APPROVED = "approved"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    EXPIRED = "expired"
    FAILED = "failed"
    NOTIFIED = "notified"
    RECALLED = "recalled"
    SENT_BACK = "sent_back"
    VOIDED = "voided"


class TripRequestTravelMode(OpenEnum):
    """What a slice is travelled by."""

    AIR = "air"
    ANY = "any"
    RAIL = "rail"


class Cabin(OpenEnum):
    """Cabin class of a flight; of a train, first class stands for all above economy."""

    BUSINESS = "business"
    ECONOMY = "economy"
    FIRST = "first"
    PREMIUM_ECONOMY = "premium_economy"


class Strength(OpenEnum):
    """Whether something must be so, or would only be liked."""

    MUST = "must"
    WISH = "wish"


class CarCategory(OpenEnum):
    """Category of a rental car: the first letter of its ACRISS code."""

    COMPACT = "compact"
    ECONOMY = "economy"
    FULL_SIZE = "full_size"
    INTERMEDIATE = "intermediate"
    MINI = "mini"
    PREMIUM = "premium"
    STANDARD = "standard"


class Alliance(OpenEnum):
    """An airline alliance."""

    ONEWORLD = "oneworld"
    SKYTEAM = "skyteam"
    STAR_ALLIANCE = "star_alliance"


class ComponentKind(OpenEnum):
    """Kind of a component of a trip."""

    CAR = "car"
    FLIGHT = "flight"
    RAIL = "rail"
    STAY = "stay"


class SeatPosition(OpenEnum):
    """Where in a row a seat is."""

    AISLE = "aisle"
    WINDOW = "window"


class ApprovalStatus(OpenEnum):
    """Status of an approval request."""

    APPROVED = "approved"
    DECLINED = "declined"
    EXPIRED = "expired"
    NOTIFIED = "notified"
    PENDING = "pending"


class ApprovalKind(OpenEnum):
    """The kind of approval that a verdict requires, in rising order."""

    HARD = "hard"
    NONE = "none"
    NOTIFY = "notify"
    PASSIVE = "passive"


class Pool(OpenEnum):
    """A group of approvers of whom any may decide, where no person is named."""

    APPROVERS = "approvers"
    TRAVEL_MANAGERS = "travel-managers"


class ApprovalStepStatus(OpenEnum):
    """Status of an approval request to one approver or pool."""

    APPROVED = "approved"
    DECLINED = "declined"
    ESCALATED = "escalated"
    NOTIFIED = "notified"
    PENDING = "pending"
    REASSIGNED = "reassigned"
    SKIPPED = "skipped"


class BlockReason(OpenEnum):
    """Why nobody can answer an approval request."""

    NO_ELIGIBLE_APPROVER = "no_eligible_approver"
    POOL_EMPTY = "pool_empty"


class MissingNightReason(OpenEnum):
    """Why an option has no room for a night."""

    IN_TRANSIT = "in_transit"
    NOT_OFFERED = "not_offered"
    NOT_REQUESTED = "not_requested"


class OverlapKind(OpenEnum):
    """How another trip of a traveller overlaps an option."""

    OVERLAPPING_DATES = "overlapping_dates"
    SAME_FLIGHT = "same_flight"


class Refundability(OpenEnum):
    """How much of the price a cancellation refunds."""

    FULL = "full"
    NONE = "none"
    WITH_FEE = "with_fee"


class SeatSelection(OpenEnum):
    """Whether a fare lets a traveller choose the seat."""

    FOR_A_FEE = "for_a_fee"
    INCLUDED = "included"
    NONE = "none"


class Outcome(OpenEnum):
    """The outcome of a policy evaluation, decided by the gravest violation, or by a fact that a rule lacks."""

    APPROVAL_REQUIRED = "approval_required"
    CANNOT_BE_JUDGED = "cannot_be_judged"
    COMPLIANT = "compliant"
    DENIED = "denied"


class Action(OpenEnum):
    """What a violation requires, in rising order of gravity."""

    APPROVE = "approve"
    DENY = "deny"
    NOTE = "note"
    NOTIFY = "notify"
    PASSIVE = "passive"


class Fact(OpenEnum):
    """What a rule has to know, and somebody may not have said."""

    EXCHANGE_RATE = "exchange_rate"
    HOTEL_STARS = "hotel_stars"


class ReturnCause(OpenEnum):
    """Why a booking that waited for approval was returned to its requester."""

    RECALLED = "recalled"
    SENT_BACK = "sent_back"


class MessageStatus(OpenEnum):
    """Status of a message to the assistant."""

    ANSWERED = "answered"
    ANSWERING = "answering"


class AnswerOutcome(OpenEnum):
    """What came of a question."""

    ANSWERED = "answered"
    NOTHING_FOUND = "nothing_found"
    OUT_OF_SCOPE = "out_of_scope"


class AnswererKind(OpenEnum):
    """Who made an answer: rules that quote and list what they find, or a language model that chose what is
    shown.
    """

    EXTRACTIVE = "extractive"
    MODEL = "model"


class BookingStatus(OpenEnum):
    """Status of a booking."""

    AWAITING_APPROVAL = "awaiting_approval"
    AWAITING_SELECTION = "awaiting_selection"
    BOOKED = "booked"
    CANCELLED = "cancelled"
    CHANGING = "changing"
    COMPENSATION_REQUIRED = "compensation_required"
    DECLINED = "declined"
    EXPIRED = "expired"
    FAILED = "failed"
    HOLDING = "holding"
    PLANNING = "planning"
    PURCHASING = "purchasing"
    REQUESTED = "requested"
    REVISING = "revising"


class PartyRole(OpenEnum):
    """As what somebody has a part in a booking or a trip."""

    REQUESTER = "requester"
    TRAVELLER = "traveller"


class BookingOperation(OpenEnum):
    """An operation that the caller may perform on a booking now."""

    APPROVE = "approve"
    CANCEL = "cancel"
    CHANGE = "change"
    DECIDE_SUPPLIER_CHANGE = "decide_supplier_change"
    RECALL = "recall"
    REVISE = "revise"
    SELECT = "select"
    SEND_BACK = "send_back"


class AmendmentKind(OpenEnum):
    """Why parts are cancelled."""

    CANCELLATION = "cancellation"
    DATE_CHANGE = "date_change"
    SUPPLIER_CANCELLATION = "supplier_cancellation"
    SUPPLIER_CHANGE_DECLINED = "supplier_change_declined"


class NoticeKind(OpenEnum):
    """The kind of a supplier's notice about a part of an order."""

    ORDER_CANCELLED = "order.cancelled"
    ORDER_SCHEDULE_CHANGED = "order.schedule_changed"


class TurnOutcome(OpenEnum):
    """What became of a message."""

    ASKED = "asked"
    CANCELLED = "cancelled"
    CHANGED = "changed"
    NOT_POSSIBLE = "not_possible"
    RECALLED = "recalled"
    SELECTED = "selected"
    UNCHANGED = "unchanged"


class QuoteStatus(OpenEnum):
    """Status of a quote; it can be confirmed while it is open, and never where the policy or the budget denies
    what would be bought instead (`denied`).
    """

    CONFIRMED = "confirmed"
    DENIED = "denied"
    EXPIRED = "expired"
    OPEN = "open"
    STALE = "stale"


class Purpose(OpenEnum):
    """A purpose of data use that needs consent."""

    DOCUMENT_STORAGE = "document_storage"
    LOCATION_TRACKING = "location_tracking"
    TRAVEL_ANALYTICS = "travel_analytics"
    TRAVEL_OFFERS = "travel_offers"
    TRIP_SHARING = "trip_sharing"


class ConsentChangeReason(OpenEnum):
    """Why an entry of the consent history was made."""

    DECIDED = "decided"
    ERASED = "erased"
    EXPIRED = "expired"


class DocumentKind(OpenEnum):
    """Kind of a document."""

    INVOICE = "invoice"
    ITINERARY = "itinerary"
    PASSPORT = "passport"
    RECEIPT = "receipt"
    VISA = "visa"


class ContentType(OpenEnum):
    """Media type of an upload; active content is excluded."""

    APPLICATION_PDF = "application/pdf"
    IMAGE_HEIC = "image/heic"
    IMAGE_JPEG = "image/jpeg"
    IMAGE_PNG = "image/png"
    IMAGE_WEBP = "image/webp"


class DocumentStatus(OpenEnum):
    """Status of a document."""

    CONFIRMED = "confirmed"
    DELETED = "deleted"
    PENDING = "pending"
    REJECTED = "rejected"


class MapsTravelMode(OpenEnum):
    """How somebody goes from one place to another."""

    BICYCLE = "bicycle"
    CAR = "car"
    FLIGHT = "flight"
    FOOT = "foot"


class Weekday(OpenEnum):
    """Day of the week."""

    FRIDAY = "friday"
    MONDAY = "monday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    THURSDAY = "thursday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"


class GeofenceEventKind(OpenEnum):
    """What happened at a geofence."""

    DWELL = "dwell"
    ENTER = "enter"
    EXIT = "exit"


class GeofenceOwner(OpenEnum):
    """Whose a geofence is."""

    COMPANY = "company"
    PERSON = "person"


class EventCause(OpenEnum):
    """Why a geofence event happened."""

    CALENDAR = "calendar"
    MOVEMENT = "movement"


class GeofenceRecordsRecordStatus(OpenEnum):
    """Status of an event. It is withdrawn when positions that came late show that it did not happen."""

    CURRENT = "current"
    WITHDRAWN = "withdrawn"


class ItemKind(OpenEnum):
    """Kind of an item."""

    CAR = "car"
    FLIGHT = "flight"
    MEETING = "meeting"
    NOTE = "note"
    RAIL = "rail"
    RIDE = "ride"
    STAY = "stay"


class ItemStatus(OpenEnum):
    """Status of an item."""

    CANCELLED = "cancelled"
    CONFIRMED = "confirmed"
    DONE = "done"
    PLANNED = "planned"


class PlaceKind(OpenEnum):
    """What a place is."""

    ADDRESS = "address"
    AIRPORT = "airport"
    CITY = "city"
    COUNTRY = "country"
    POINT_OF_INTEREST = "point_of_interest"
    POSTAL_CODE = "postal_code"
    REGION = "region"
    STREET = "street"


class MapSource(OpenEnum):
    """Who knows what was answered."""

    LOCATION_SERVICE = "location_service"
    OFFLINE = "offline"
    OSRM = "osrm"
    VALHALLA = "valhalla"


class Role(OpenEnum):
    """A role: a group of the user pool."""

    APPROVER = "approver"
    OPERATOR = "operator"
    TRAVEL_MANAGER = "travel-manager"
    TRAVELLER = "traveller"


class Standing(OpenEnum):
    """As whom somebody looks."""

    ARRANGER = "arranger"
    SELF = "self"
    SHARE_LINK = "share_link"
    TRAVEL_MANAGER = "travel_manager"


class LookKind(OpenEnum):
    """What of a person's position was looked at."""

    HISTORY = "history"
    LAST_PLACE = "last_place"
    LIVE = "live"
    PROGRESS = "progress"


class SharingLevel(OpenEnum):
    """How much of a position its owner shares; what they do not share is never stored."""

    CITY = "city"
    COUNTRY = "country"
    EXACT = "exact"
    IN_ZONE = "in_zone"


class TrackFormat(OpenEnum):
    """As what a track is read."""

    GEOJSON = "geojson"
    GPX = "gpx"
    JSON = "json"
    POLYLINE5 = "polyline5"
    POLYLINE6 = "polyline6"


class PositionKind(OpenEnum):
    """What a device reported: where it was, or that it is still there; or what its owner shares of where it
    was.
    """

    COARSE = "coarse"
    FIX = "fix"
    PING = "ping"


class Flag(OpenEnum):
    """Why a fix is not followed."""

    CLOCK_AHEAD = "clock_ahead"
    JUMP = "jump"
    POOR_ACCURACY = "poor_accuracy"
    REPEATED = "repeated"
    ZERO_ISLAND = "zero_island"


class TravelDocumentKind(OpenEnum):
    """Kind of a travel document."""

    IDENTITY_CARD = "identity_card"
    PASSPORT = "passport"
    RESIDENCE_PERMIT = "residence_permit"
    VISA = "visa"


class Seat(OpenEnum):
    """Seat preference."""

    AISLE = "aisle"
    BULKHEAD = "bulkhead"
    EXTRA_LEGROOM = "extra_legroom"
    FRONT = "front"
    WINDOW = "window"


class Meal(OpenEnum):
    """Special meal (IATA code)."""

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
    """Kind of a passenger profile: an employee, or a guest of one."""

    EMPLOYEE = "employee"
    GUEST = "guest"


class SpellingStatus(OpenEnum):
    """Where the Latin spelling of a name comes from: the name itself, its bearer, or a proposal that is not
    confirmed; or it is missing, since nothing can be proposed for the script.
    """

    AS_WRITTEN = "as_written"
    CONFIRMED = "confirmed"
    MISSING = "missing"
    PROPOSED = "proposed"


class Relation(OpenEnum):
    """The caller's relation to a passenger profile."""

    ARRANGER = "arranger"
    GUEST = "guest"
    OWN = "own"


class AccessReason(OpenEnum):
    """Why a passenger profile was accessed."""

    BOOKED = "booked"
    EXPORTED = "exported"
    REVEALED = "revealed"


class VersionStatus(OpenEnum):
    """What a version counts for today (UTC)."""

    IN_EFFECT = "in_effect"
    SCHEDULED = "scheduled"
    SUPERSEDED = "superseded"


class Tag(OpenEnum):
    """Kind of trips that a clause applies to, besides those of its rules."""

    ALWAYS = "always"
    CAR = "car"
    DOMESTIC = "domestic"
    FLIGHT = "flight"
    GROUP = "group"
    INTERNATIONAL = "international"
    RAIL = "rail"
    STAY = "stay"


class RankingMethod(OpenEnum):
    """What hits were ranked by: the meaning of the words (vectors of models), or the words alone."""

    MEANING = "meaning"
    WORDS = "words"


class PolicyFileType(OpenEnum):
    """Media type of a policy document's file."""

    APPLICATION_PDF = "application/pdf"
    APPLICATION_VND_OPENXMLFORMATS_OFFICEDOCUMENT_WORDPROCESSINGML_DOCUMENT = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    )
    TEXT_HTML = "text/html"
    TEXT_MARKDOWN = "text/markdown"
    TEXT_PLAIN = "text/plain"


class PolicyDocumentStatus(OpenEnum):
    """Status of a version: `pending` until its file is uploaded and confirmed, `parsed` once its sections can
    be read, `indexed` once a search finds them.
    """

    DELETED = "deleted"
    FAILED = "failed"
    INDEXED = "indexed"
    PARSED = "parsed"
    PARSING = "parsing"
    PENDING = "pending"
    RECEIVED = "received"


class ParsingProblem(OpenEnum):
    """Why a file of a policy document was not parsed."""

    ACTIVE_CONTENT = "active_content"
    DAMAGED = "damaged"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    NOT_AS_ANNOUNCED = "not_as_announced"
    NOT_PARSED = "not_parsed"
    NOT_UPLOADED = "not_uploaded"
    SCANNED_WITHOUT_TEXT = "scanned_without_text"
    TOO_COMPLEX = "too_complex"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    UNREADABLE_TEXT = "unreadable_text"
    UNSAFE_MARKUP = "unsafe_markup"
    WRONG_TYPE = "wrong_type"


class ParsingWarning(OpenEnum):
    """What is missing from a version that was parsed all the same."""

    PICTURES_NOT_READ = "pictures_not_read"
    TABLES_NOT_READ = "tables_not_read"


class ErasureStatus(OpenEnum):
    """Status of an erasure."""

    DONE = "done"
    RUNNING = "running"


class ReviewStatus(OpenEnum):
    """Status of a notice that was put aside."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    NEEDS_REVIEW = "needs_review"


class Doubt(OpenEnum):
    """Why a notice is put aside: arrivals before departures, against another slice of the trip, in the past,
    more than a year ahead, or moved by days.
    """

    CONTRADICTS_ITSELF = "contradicts_itself"
    CONTRADICTS_OTHER_SLICE = "contradicts_other_slice"
    FAR_AHEAD = "far_ahead"
    IN_THE_PAST = "in_the_past"
    MOVED_BY_DAYS = "moved_by_days"


class Refusal(OpenEnum):
    """Why something that a device sent is not taken; a closed list, which devices are answered with."""

    CLOCK_AHEAD = "clock_ahead"
    INVALID_MEASURE = "invalid_measure"
    INVALID_POSITION = "invalid_position"
    INVALID_TIME = "invalid_time"
    NOT_SHARED = "not_shared"
    TOO_MANY = "too_many"
    TOO_OLD = "too_old"
    UNREADABLE = "unreadable"


class TripStatus(OpenEnum):
    """Status of a trip. `in_progress` and `completed` follow from the dates of the trip."""

    CANCELLED = "cancelled"
    COMPLETED = "completed"
    CONFIRMED = "confirmed"
    IN_PROGRESS = "in_progress"
    PLANNED = "planned"


class TripAccess(OpenEnum):
    """The right by which somebody sees a trip."""

    MANAGER = "manager"
    OWNER = "owner"
    READ = "read"
    WRITE = "write"


class Phase(OpenEnum):
    """How far a move has come."""

    ARRIVED = "arrived"
    BEFORE = "before"
    UNCONFIRMED = "unconfirmed"
    UNDER_WAY = "under_way"


class Basis(OpenEnum):
    """What a phase rests on."""

    POSITION = "position"
    SCHEDULE = "schedule"


class Confidence(OpenEnum):
    """How well an estimate may be relied on."""

    HIGH = "high"
    LOW = "low"
    MEDIUM = "medium"


class Withheld(OpenEnum):
    """Why there is no estimate."""

    ARRIVED = "arrived"
    NO_PATH = "no_path"
    NO_POSITION = "no_position"
    NOT_DEPARTED = "not_departed"
    STALE = "stale"
    UNCONFIRMED = "unconfirmed"


class WarningKind(OpenEnum):
    """What a traveller is warned of."""

    MISSED_CONNECTION = "missed_connection"
    OFF_ROUTE = "off_route"
    STOPPED = "stopped"


class WarningStatus(OpenEnum):
    """Status of a warning. It is withdrawn when positions that came late show that there was nothing to warn
    of.
    """

    ENDED = "ended"
    RAISED = "raised"
    WITHDRAWN = "withdrawn"


class Right(OpenEnum):
    """A colleague's right: `read` the trip and its items, or `write` them too."""

    READ = "read"
    WRITE = "write"


class ConflictKind(OpenEnum):
    """Kind of a conflict on the timeline."""

    MISSING_STAY = "missing_stay"
    OUTSIDE_TRIP = "outside_trip"
    OVERLAP = "overlap"
    OVERLAPPING_STAYS = "overlapping_stays"
    SHORT_CONNECTION = "short_connection"


class DisabledReason(OpenEnum):
    """Why delivery to a webhook stopped."""

    FAILING = "failing"
    GONE = "gone"


class DeliveryStatus(OpenEnum):
    """Status of a delivery: `pending` until the next attempt, `delivered`, or `failed` after the last retry."""

    DELIVERED = "delivered"
    FAILED = "failed"
    PENDING = "pending"


class ApprovalTaskView(Model, frozen=True, kw_only=True):
    """An approval request to you: while it is open, with what you need to decide; else with what became of it."""

    booking_id: str
    requester_id: str
    """`userId` of the requester"""
    requester_name: str | None
    """Null if there is no employee record"""
    delegator_id: str | None
    """`userId` of the approver whose delegate you are; null if you are the approver"""
    status: ApprovalHistoryRecordStatus
    """`open`: you may decide; `decided`: you have; `ended`: it ended without you"""
    decision: RequestOutcome | None
    """Your own decision"""
    outcome: RequestOutcome | None
    """What became of the request; null while it is not decided"""
    ended_by: str | None
    """`userId` of whoever ended it; null if a deadline or the system did"""
    ended_at: str | None
    requested_at: str
    deadline: str
    request: TripRequest | None
    """Null once it may be another than the one you were asked about"""
    clauses: tuple[CitedClause, ...]
    """The policy clauses that the option's verdict rests on, in full"""
    price: Money
    approval_request: ApprovalRequest | None
    """Null once the booking has another, or none"""
    remaining_budgets: tuple[RemainingBudget, ...]
    """What each cost centre that is charged may still spend, with what this reserves"""
    cheapest_compliant: CompliantAlternative | None
    option: OptionView | None
    """The selected option with its policy verdict; null if it is no longer known"""
    comparison: ComparisonView | None
    """What has changed since the previous approval request; null for the first one"""
    delegator_name: str | UnsetType | None = UNSET
    """Name of `delegatorId`; null if there is no employee record"""
    ended_by_name: str | UnsetType | None = UNSET
    """Name of `endedBy`; null if there is no employee record"""


class TripRequest(Model, frozen=True, kw_only=True):
    """A trip request as it was understood: what is travelled, where is stayed, what is driven, each in order
    of time.
    """

    slices: tuple[SliceRequest, ...]
    stays: tuple[StayRequest, ...]
    cars: tuple[CarRequest, ...] = ()
    preferences: tuple[
        MostStops
        | NoOvernight
        | CabinAsRequested
        | WithCarriers
        | WithoutCarriers
        | RefundableComponents
        | CheckedBags
        | SeatChoice
        | NearPlace,
        ...,
    ] = ()
    purpose: str | None
    cost_centre: str
    """The cost centre that is charged, or that of the first traveller's share"""
    travellers: tuple[Traveller, ...]
    currency: str
    """ISO 4217 code of the currency in which offers are requested"""
    passenger_ids: tuple[str, ...] = ()
    """Ids of the passenger profiles of the travellers, if they were given as profiles"""
    cost_centres: tuple[str, ...] = ()
    """Cost centre of each traveller's share, in the order of `travellers`; empty if `costCentre` is charged
    for all
    """


class SliceRequest(Model, frozen=True, kw_only=True):
    """A requested slice: one direction of a journey, from one place to another on one day. Dates and times are
    local, those of the departure to its origin, those of the arrival to its destination.
    """

    origin: Place
    destination: Place
    depart_on: dt.date
    mode: TripRequestTravelMode = TripRequestTravelMode.AIR
    cabin: Cabin = Cabin.ECONOMY
    """Asked for; options also come in the cabins next to it, unless it is a must"""
    departure: TimeWindow | None = None
    """Between which times it departs; null: at any"""
    arrival: TimeWindow | None = None
    """Between which times it arrives; null: at any"""


class Place(Model, frozen=True, kw_only=True):
    """A city or a single airport, as origin or destination of a trip."""

    name: str
    country: str
    """ISO 3166-1 alpha-2"""
    airports: tuple[str, ...]
    """IATA airport codes, the main airport first"""
    latitude: float
    """WGS 84 degrees"""
    longitude: float
    """WGS 84 degrees"""
    timezone: str
    """IANA zone"""


class TimeWindow(Model, frozen=True, kw_only=True):
    """Between which local times something is to happen, both included; null is open on that side."""

    not_before: str | None = None
    """Local time of day"""
    not_after: str | None = None
    """Local time of day"""
    strength: Strength = Strength.MUST


class StayRequest(Model, frozen=True, kw_only=True):
    """A requested hotel stay: local dates, from the night of `checkIn` to the night before `checkOut`."""

    place: Place
    check_in: dt.date
    check_out: dt.date
    nightly_cap: Money | None = None
    near_centre: bool = False
    begins_on_arrival: bool = False
    """True: the stay begins in the night of arrival, whatever its date (an arrival before 06:00 belongs to the
    night before); `checkIn` is then the date of departure
    """
    keeps_nights: bool = False
    """True: a number of nights was requested; check-out moves with the night of arrival"""
    total_cap: Money | None = None
    """The most that all nights and rooms may cost together"""
    arrives_by: int | None = None
    """Place in `slices`, from 0, of the slice by which the travellers arrive; null: by themselves"""
    leaves_by: int | None = None
    """Place in `slices`, from 0, of the slice by which the travellers depart; null: by themselves"""
    near: Landmark | None = None
    """The hotel should be near this place"""
    min_stars: int | None = None
    refundable: bool = False
    """True: at least partly refundable"""


class Money(Model, frozen=True, kw_only=True):
    """An amount in minor units (cents) of one currency: `{"amount": 12345, "currency": "EUR"}` is 123.45 EUR."""

    amount: int
    """Minor units of the currency, such as cents"""
    currency: str
    """ISO 4217 code of a currency in circulation, by the list of 2026-01-01"""


class Landmark(Model, frozen=True, kw_only=True):
    """A place that somebody wants to be near: an office, a fair, a station; coordinates are WGS 84 degrees,
    null where it is known by name alone.
    """

    name: str
    latitude: float | None = None
    longitude: float | None = None


class CarRequest(Model, frozen=True, kw_only=True):
    """A requested rental car; dates and times are local to where it is picked up and dropped off."""

    pick_up: Place
    pick_up_on: dt.date
    pick_up_at: str
    """Local time of day"""
    drop_off: Place
    drop_off_on: dt.date
    drop_off_at: str
    """Local time of day"""
    category: CarCategory = CarCategory.MINI
    """At least this category"""
    automatic: bool = False
    """True: with an automatic gearbox"""


class MostStops(Model, frozen=True, kw_only=True, tag="most_stops", tag_field="preference"):
    """At most so many changes of aircraft or train on a slice; 0 is non-stop."""

    strength: Strength
    stops: int
    slices: tuple[int, ...] = ()
    """Places in `slices`, from 0, that it is about; empty for all"""


class NoOvernight(Model, frozen=True, kw_only=True, tag="no_overnight", tag_field="preference"):
    """No slice is under way through the night."""

    strength: Strength
    slices: tuple[int, ...] = ()
    """Places in `slices`, from 0, that it is about; empty for all"""


class CabinAsRequested(Model, frozen=True, kw_only=True, tag="cabin_as_requested", tag_field="preference"):
    """Every segment in the cabin that its slice asks for, or a better one."""

    strength: Strength
    slices: tuple[int, ...] = ()
    """Places in `slices`, from 0, that it is about; empty for all"""


class WithCarriers(Model, frozen=True, kw_only=True, tag="carriers", tag_field="preference"):
    """Every flight with one of these carriers, or with a member of the alliance."""

    strength: Strength
    carriers: tuple[str, ...] = ()
    alliance: Alliance | None = None
    slices: tuple[int, ...] = ()
    """Places in `slices`, from 0, that it is about; empty for all"""


class WithoutCarriers(Model, frozen=True, kw_only=True, tag="without_carriers", tag_field="preference"):
    """No flight with any of these carriers."""

    strength: Strength
    carriers: tuple[str, ...]
    slices: tuple[int, ...] = ()
    """Places in `slices`, from 0, that it is about; empty for all"""


class RefundableComponents(Model, frozen=True, kw_only=True, tag="refundable", tag_field="preference"):
    """Components of these kinds (none: of all) are at least partly refundable."""

    strength: Strength
    kinds: tuple[ComponentKind, ...] = ()


class CheckedBags(Model, frozen=True, kw_only=True, tag="checked_bags", tag_field="preference"):
    """At least so many checked bags a traveller are included."""

    strength: Strength
    bags: int
    slices: tuple[int, ...] = ()
    """Places in `slices`, from 0, that it is about; empty for all"""


class SeatChoice(Model, frozen=True, kw_only=True, tag="seat", tag_field="preference"):
    """A seat at the aisle or at the window can be chosen, for a fee or without one."""

    strength: Strength
    position: SeatPosition
    slices: tuple[int, ...] = ()
    """Places in `slices`, from 0, that it is about; empty for all"""


class NearPlace(Model, frozen=True, kw_only=True, tag="near_place", tag_field="preference"):
    """A hotel at most so many metres from the place that its stay is to be near, or from the centre."""

    strength: Strength
    within_metres: int
    """Metres"""
    stays: tuple[int, ...] = ()
    """Places in `stays`, from 0, that it is about; empty for all"""


class Traveller(Model, frozen=True, kw_only=True):
    """A traveller, with the name as in the passport."""

    given_name: str
    family_name: str
    latin_given_name: str | None = None
    """As spelled for the carrier; null if the name is in letters from A to Z"""
    latin_family_name: str | None = None


class CitedClause(Model, frozen=True, kw_only=True):
    """A clause of the travel policy in its own words, as a verdict, an approval or an audit entry rests on it."""

    policy_version: int
    """Version of the travel policy that has these words"""
    number: str
    """Number of the policy clause, such as `5.2`"""
    title: str
    text: str
    citation: Citation | None = None
    """Words of a policy document that the clause rests on; null if it names none"""


class Citation(Model, frozen=True, kw_only=True):
    """A verbatim quote of one version of a policy document or of the travel policy, and where it stands."""

    document_id: str
    """The policy document, or `travel-policy` for a clause of the travel policy"""
    version: int
    """Version of the document"""
    title: str
    """Title of the document"""
    position: int
    """Place of the section in the document, from 0"""
    number: str | None
    """Number of the section, as printed"""
    heading: str
    page: int | None
    """Page that the quote begins on; null without pages"""
    quote: str
    start: int
    """Where it begins in the section's text, in code points"""
    end: int
    """Where it ends in the section's text, exclusive"""


class ApprovalRequest(Model, frozen=True, kw_only=True):
    """An approval request: to buy exactly what `hash` covers, which is all that is shown to decide on."""

    hash: str
    status: ApprovalStatus
    price: Money
    deadline: str
    decided_by: str | None = None
    decided_at: str | None = None
    comment: str | None = None
    voided: tuple[VoidedApproval, ...] = ()
    kind: ApprovalKind = ApprovalKind.HARD
    """Whether somebody has to decide, and what happens if nobody does before the deadline"""
    mode: Literal["all", "any"] = "all"
    """`all`: every level approves, one after another; `any`: all are asked at once, the first decision counts"""
    levels: int = 1
    """Number of levels of the management chain that have to approve"""
    steps: tuple[ApprovalStep, ...] = ()
    """Approvers asked so far"""
    remind_after_seconds: int | None = None
    escalate_after_seconds: int | None = None
    excluded_user_ids: tuple[str, ...] = ()
    """`userId` of the requester and of each traveller who is a user: none of them may approve"""
    reason: str | None = None
    """The reason, if it was decided without a person"""
    accepted_price: Money | None = None
    """The price paid, if it differs from the approved price"""
    blocked: ApprovalBlock | None = None
    """Why nobody can answer it as things stand; null if somebody can"""
    decided_by_name: str | UnsetType | None = UNSET
    """Name of `decidedBy`; null if there is no employee record"""
    excluded_user_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `excludedUserIds`, in the same order"""


class VoidedApproval(Model, frozen=True, kw_only=True):
    """An approval that became void because the price, the offers or the policy have changed."""

    hash: str
    reason: str
    decided_by: str | None
    voided_at: str
    decided_by_name: str | UnsetType | None = UNSET
    """Name of `decidedBy`; null if there is no employee record"""


class ApprovalStep(Model, frozen=True, kw_only=True):
    """One approver, or one pool of approvers; exactly one of `approverId` and `pool` is given."""

    level: int
    """Level in the management chain, counted from the traveller; 1 is their manager"""
    requested_at: str
    approver_id: str | None = None
    """The person's id: the `sub` of their first account in the user pool, which stays when that changes"""
    pool: Pool | None = None
    delegator_id: str | None = None
    """`userId` of the absent approver whose delegate is asked; they may decide as well"""
    cost_centre: str | None = None
    """The cost centre as whose owner they are asked; null in the management chain"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of those in whose management chains they are asked: travellers, and the requester for guests;
    empty for the owner of a cost centre
    """
    status: ApprovalStepStatus = ApprovalStepStatus.PENDING
    remind_at: str | None = None
    reminded_at: str | None = None
    escalate_at: str | None = None
    decided_by: str | None = None
    """The person's id: the `sub` of their first account in the user pool, which stays when that changes"""
    decided_at: str | None = None
    comment: str | None = None
    approver_name: str | UnsetType | None = UNSET
    """Name of `approverId`; null if there is no employee record"""
    delegator_name: str | UnsetType | None = UNSET
    """Name of `delegatorId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""
    decided_by_name: str | UnsetType | None = UNSET
    """Name of `decidedBy`; null if there is no employee record"""


class ApprovalBlock(Model, frozen=True, kw_only=True):
    """A dead end: nobody can answer the approval request as things stand. It ends by itself once somebody can."""

    reason: BlockReason
    detail: str
    since: str


class RemainingBudget(Model, frozen=True, kw_only=True):
    """What a cost centre may still spend in a period that what is chosen is charged to."""

    cost_centre: str
    period: str
    remaining: Money | None
    """Null if the cost centre has no budget"""


class CompliantAlternative(Model, frozen=True, kw_only=True):
    """The cheapest option that would have needed no approval; one with a bed for every night, if there is one."""

    option_id: str
    price: Money
    missing_nights: tuple[MissingNight, ...] = ()
    """Nights of the requested stay for which it has no room; empty if it has all"""


class MissingNight(Model, frozen=True, kw_only=True):
    """A night without a room: `in_transit` to the destination, `not_offered` by any hotel, or after the
    arrival and before the requested check-in (`not_requested`).
    """

    night: dt.date
    """Date of the evening, local to the destination"""
    reason: MissingNightReason
    stay_index: int = 0
    """Place in the request's `stays`, from 0"""


class OptionView(Model, frozen=True, kw_only=True):
    """An option to select: what is travelled, stayed in and driven, with its policy verdict. Components come
    in the order of the request: slices, stays, cars.
    """

    option_id: str
    rank: int
    """Position in the ranking; 1 is the best"""
    reasons: tuple[str, ...]
    """Reasons for the rank, in words"""
    missing_nights: tuple[MissingNight, ...] = ()
    """Nights of the requested stay for which the option has no room; empty if it has all"""
    overlaps: tuple[Overlap, ...] = ()
    """Other trips that its travellers have at the same time"""
    credits: tuple[OptionCredit, ...] = ()
    """Your travel credits that would pay for it; said while options wait for a selection"""
    unmet: tuple[UnmetPreference, ...] = ()
    """What it lacks of what the request must have or would rather have"""
    choice_cost: ChoiceCost | None = None
    """What choosing it costs beside its price, as it was when the options were shown"""
    components: tuple[FlightOfferView | RailOfferView | StayOfferView | CarOfferView, ...]
    verdict: VerdictView | None
    price: Money
    """Sum of the components' prices; all are in the currency of the request"""
    co2_grams: int
    """Sum of the flights' and trains', all travellers together"""
    duration_seconds: int
    """Seconds under way, all slices together"""
    stops: int
    """Connections, all slices together"""


class Overlap(Model, frozen=True, kw_only=True):
    """Another trip that a traveller has at the same time; it is named to those who may see that trip."""

    kind: OverlapKind
    traveller: str
    """Name of the traveller who has the other trip"""
    trip_id: str | None = None
    """Null unless you may see that trip"""
    trip_name: str | None = None
    starts_at: str | None = None
    ends_at: str | None = None


class OptionCredit(Model, frozen=True, kw_only=True):
    """A travel credit of yours that would pay for an option, if it were selected now."""

    credit_id: str
    issuer: str
    """The carrier or hotel that granted it and that alone it pays"""
    value: Money
    """What is left of it"""
    would_pay: Money
    """What it would pay of this option"""
    expires_at: str


class UnmetPreference(Model, frozen=True, kw_only=True):
    """What somebody must have or would rather have, and an option lacks."""

    preference: str
    """Which kind of preference, or field of the request"""
    strength: Strength
    pointer: str
    """The slice, stay or car of the request that lacks it"""
    detail: str
    """What it lacks, in words"""
    is_offered: bool
    """False: nobody offers it for this slice, stay or car; this is among the nearest"""


class ChoiceCost(Model, frozen=True, kw_only=True):
    """What choosing an option costs beside its price: the limits that it exceeds, who would have to approve,
    and what other options would save.
    """

    excesses: tuple[LimitExcess, ...]
    approval_kind: ApprovalKind
    approvers: tuple[str, ...]
    """Who would have to approve, or may object, one after another; empty if nobody has to"""
    cheaper: tuple[CheaperOption, ...]
    """At most three, none of which both costs more and takes longer than another"""


class LimitExcess(Model, frozen=True, kw_only=True):
    """By how much an option is above a limit of the travel policy or what is left of a budget."""

    rule: str
    clause: str
    excess: Money


class CheaperOption(Model, frozen=True, kw_only=True):
    """Another shown option that costs less, and the time that it takes more (less than 0: it is faster as
    well).
    """

    rank: int
    """Its position in the ranking"""
    saves: Money
    extra_seconds: int
    """Seconds under way, all slices together"""


class FlightOfferView(Model, frozen=True, kw_only=True, tag="flight", tag_field="kind"):
    """A fare for all travellers over its slices: one way, there and back, or through several cities."""

    offer_id: str
    supplier: str
    price: Money
    refundability: Refundability
    cancellation_fee: Money | None
    expires_at: str
    slices: tuple[SliceView, ...]
    slice_indexes: tuple[int, ...]
    """Places in the request's `slices`, from 0, of the slices that it is for, in their order"""
    cabin: Cabin
    co2_grams: int
    """Grams of CO2 equivalent, all travellers together"""
    fare_brand: str | None = None
    """Name of the fare; null if the supplier does not say"""
    bags: BagAllowance | None = None
    """Null if the supplier does not say"""
    seat_selection: SeatSelection | None = None
    """Null if the supplier does not say"""


class SliceView(Model, frozen=True, kw_only=True):
    """A slice: one direction of a journey, of one segment or of several with connections."""

    segments: tuple[SegmentView, ...]
    duration_seconds: int
    """Seconds from departure to arrival"""
    stops: int
    """Connections; 0 is non-stop"""
    connections: tuple[Connection, ...]


class SegmentView(Model, frozen=True, kw_only=True):
    """A flight segment: one flight number between two airports; times are UTC, and local to each airport."""

    marketing_carrier: str
    """IATA airline designator"""
    flight_number: str
    """Without the airline designator"""
    origin: str
    """IATA airport code"""
    destination: str
    """IATA airport code"""
    departs_at: str
    arrives_at: str
    origin_timezone: str
    destination_timezone: str
    distance_metres: int
    """Metres"""
    cabin: Cabin
    operating_carrier: str | None = None
    """The airline whose aircraft and crew it is; null if the supplier does not say"""
    marketing_carrier_name: str | None
    """Name of the airline; null if it is not known"""
    operating_carrier_name: str | None
    """Name of the airline; null if it is not known"""
    origin_name: str | None
    """Name of the airport; null if it is not known"""
    destination_name: str | None
    """Name of the airport; null if it is not known"""
    departs_at_local: str
    """Local time with its offset"""
    arrives_at_local: str
    """Local time with its offset"""
    duration_seconds: int
    """Seconds from departure to arrival"""


class Connection(Model, frozen=True, kw_only=True):
    """A connection within a slice: where one waits for the next flight or train, and how long."""

    arrival: str
    """IATA code of the airport, or UIC code of the station, of arrival"""
    departure: str
    """Code of the one where it goes on; another one means a transfer between them"""
    name: str | None
    """Name of where one arrives; null if it is not known"""
    waiting_seconds: int
    """Seconds from arrival to departure"""


class BagAllowance(Model, frozen=True, kw_only=True):
    """Bags that a fare includes, for each traveller."""

    cabin: int
    """Bags taken on board, besides what goes under the seat"""
    checked: int
    checked_kilograms: int | None = None
    """What each checked bag may weigh; null if there is none, or the supplier does not say"""


class RailOfferView(Model, frozen=True, kw_only=True, tag="rail", tag_field="kind"):
    """A rail fare for all travellers over its slices."""

    offer_id: str
    supplier: str
    price: Money
    refundability: Refundability
    cancellation_fee: Money | None
    expires_at: str
    slices: tuple[RailSliceView, ...]
    slice_indexes: tuple[int, ...]
    """Places in the request's `slices`, from 0, of the slices that it is for, in their order"""
    cabin: Cabin
    fare: str
    """Name of the fare"""
    seat_selection: SeatSelection
    co2_grams: int
    """Grams of CO2 equivalent, all travellers together"""


class RailSliceView(Model, frozen=True, kw_only=True):
    """A slice by rail, of one train or of several with changes."""

    segments: tuple[RailSegmentView, ...]
    duration_seconds: int
    """Seconds from departure to arrival"""
    stops: int
    """Connections; 0 is non-stop"""
    connections: tuple[Connection, ...]


class RailSegmentView(Model, frozen=True, kw_only=True):
    """A ride on one train between two stations; times are UTC, and local to each station."""

    operator: str
    train: str
    """Its kind and number"""
    origin: Station
    destination: Station
    departs_at: str
    arrives_at: str
    origin_timezone: str
    destination_timezone: str
    distance_metres: int
    """Metres"""
    cabin: Cabin
    """`economy` is second (standard) class"""
    departs_at_local: str
    """Local time with its offset"""
    arrives_at_local: str
    """Local time with its offset"""
    duration_seconds: int
    """Seconds from departure to arrival"""


class Station(Model, frozen=True, kw_only=True):
    """A railway station."""

    code: str
    """UIC station code"""
    name: str
    country: str
    """ISO 3166-1 alpha-2"""


class StayOfferView(Model, frozen=True, kw_only=True, tag="stay", tag_field="kind"):
    """A hotel stay. `nightly` is the average price of one room a night, `price` the total for all rooms and
    nights.
    """

    offer_id: str
    supplier: str
    price: Money
    refundability: Refundability
    cancellation_fee: Money | None
    expires_at: str
    name: str
    city: str
    country: str
    """ISO 3166-1 alpha-2"""
    timezone: str
    latitude: float
    longitude: float
    stars: int | None
    """Null if the supplier does not say"""
    distance_to_centre_metres: int
    """Metres"""
    check_in: dt.date
    check_out: dt.date
    stay_index: int
    """Place in the request's `stays`, from 0"""
    rooms: int
    nightly: Money
    breakfast_included: bool | None = None
    """Null if the supplier does not say"""
    nights: int


class CarOfferView(Model, frozen=True, kw_only=True, tag="car", tag_field="kind"):
    """A rental car for all travellers; times are UTC, and local to where it is picked up and dropped off."""

    offer_id: str
    supplier: str
    price: Money
    refundability: Refundability
    cancellation_fee: Money | None
    expires_at: str
    company: str
    model: str
    """A car of its category"""
    category: CarCategory
    acriss: str
    """ACRISS car code"""
    seats: int
    automatic: bool
    pick_up: RentalStation
    drop_off: RentalStation
    pick_up_at: str
    drop_off_at: str
    car_index: int
    """Place in the request's `cars`, from 0"""
    days: int
    daily: Money
    pick_up_at_local: str
    """Local time with its offset"""
    drop_off_at_local: str
    """Local time with its offset"""


class RentalStation(Model, frozen=True, kw_only=True):
    """Where a rental car is picked up or dropped off."""

    name: str
    city: str
    country: str
    """ISO 3166-1 alpha-2"""
    latitude: float
    longitude: float
    timezone: str


class VerdictView(Model, frozen=True, kw_only=True):
    """The deterministic evaluation of an option against one version of the travel policy."""

    outcome: Outcome
    policy_version: int
    approval_kind: ApprovalKind | None = None
    """The kind of approval required; null on older verdicts, from before there were several kinds"""
    violations: tuple[ViolationView, ...]
    missing_facts: tuple[MissingFactView, ...]
    """What is not known and would have to be, for the rules to judge the option; it may be selected all the
    same, and a travel manager approves it
    """


class ViolationView(Model, frozen=True, kw_only=True):
    """A policy rule that an option violates, and the clause that states it, in its own words."""

    rule: str
    clause: str
    """Number of the policy clause, such as `5.2`"""
    expected: str
    actual: str
    action: Action
    travellers: tuple[int, ...] = ()
    """Places in `travellers` of the booking, from 0, of those whom it is about; empty if all are judged alike"""
    excess: Money | None = None
    """By how much a price is above its limit, in the limit's currency"""
    cited_clause: CitedClause | None
    """The clause in its own words; null where it holds whatever the policy says (`0`)"""


class MissingFactView(Model, frozen=True, kw_only=True):
    """A fact that a rule lacks to judge an option, and what would settle it."""

    rule: str
    clause: str
    """Number of the policy clause, such as `5.2`"""
    fact: Fact
    detail: str
    """What is not known"""
    settled_by: str
    """Who could say it, and where"""
    travellers: tuple[int, ...] = ()
    """Places in `travellers` of the booking, from 0, of those whom it is about; empty if all are judged alike"""
    cited_clause: CitedClause | None
    """The clause in its own words; null where it holds whatever the policy says (`0`)"""


class ComparisonView(Model, frozen=True, kw_only=True):
    """The difference between this approval request and the previous one, from before the revision."""

    price_change: Money | None
    """New price minus previous price; null if the currencies differ"""
    same_offers: bool
    """True if the same offers were selected again"""
    revision: RevisionView
    """The revision: why the booking was returned, what approval was requested for, what changed"""


class RevisionView(Model, frozen=True, kw_only=True):
    """A revision: a booking was sent back by its approver or recalled, and revised by its requester."""

    number: int
    cause: ReturnCause
    returned_by: str
    """`userId` of the person who sent it back or recalled it"""
    comment: str | None
    at: str
    price: Money
    approval_hash: str
    round: int
    """The planning round of that option"""
    revise_until: str | None = None
    """The booking expires then unless it is revised"""
    revised_at: str | None = None
    traveller_comment: str | None = None
    """The requester's comment on the revision"""
    changes: tuple[RequestChange, ...] = ()
    option: OptionView
    """The option for which approval was requested"""
    returned_by_name: str | UnsetType | None = UNSET
    """Name of `returnedBy`; null if there is no employee record"""


class RequestChange(Model, frozen=True, kw_only=True):
    """One field of the trip request that a revision changed; null means absent."""

    pointer: str
    """JSON pointer (RFC 6901) into the trip request"""
    before: Any
    after: Any


class ConversationView(Model, frozen=True, kw_only=True):
    """A conversation with the assistant. Nobody else can read it."""

    conversation_id: str
    title: str
    """How its first message begins"""
    messages: int
    """How many messages have been answered"""
    answering: bool
    """Whether a message is being answered"""
    created_at: str
    updated_at: str
    expires_at: str
    """When it is deleted, unless it goes on before"""
    events_url: str


class AssistantMessage(Model, frozen=True, kw_only=True):
    """A message of a conversation, and its answer as soon as there is one."""

    conversation_id: str
    message_id: str
    number: int
    """Place in the conversation, from 1"""
    sent_at: str
    message: str
    status: MessageStatus
    answered_at: str | None
    answer: Answer | None
    """Null while it is being answered"""


class Answer(Model, frozen=True, kw_only=True):
    """What the assistant says to a question."""

    outcome: AnswerOutcome
    """`nothing_found`: neither the policy nor what is yours says anything on this; `out_of_scope`: it is about
    neither
    """
    answered_by: AnswererKind
    """`extractive`: quoted and listed by rules; `model`: chosen, not worded, by a language model"""
    notice: str
    """How the answer was made, to be shown with it"""
    paragraphs: tuple[AnswerParagraph, ...]
    citations: tuple[Citation, ...] = ()
    links: tuple[Link, ...] = ()
    actions: tuple[ActionLink, ...] = ()
    usage: Usage | None = None
    """Null unless a language model made it"""


class AnswerParagraph(Model, frozen=True, kw_only=True):
    """A paragraph of an answer; with `citation`, the words of a document, letter by letter."""

    text: str
    citation: int | None = None
    """Place in `citations`, from 0, of what this quotes; else null"""


class Link(Model, frozen=True, kw_only=True):
    """Where something that an answer speaks of can be read."""

    title: str
    href: str
    """Path within this API"""


class ActionLink(Model, frozen=True, kw_only=True):
    """A request that its reader may send to change something, if they want to; the assistant never sends it."""

    operation: str
    """`operationId` of the request"""
    title: str
    method: Literal["DELETE", "POST", "PUT"]
    href: str
    """Path within this API"""
    body: dict[str, Any] | None
    """What to send; null for no body"""
    effect: str
    """What it does"""


class Usage(Model, frozen=True, kw_only=True):
    """What it took a language model to make an answer."""

    model_id: str
    input_tokens: int
    output_tokens: int


class AssistantMessageRequest(Model, frozen=True, kw_only=True):
    """A message to the assistant: a question about the travel policy or about your own trips, in words."""

    message: str
    conversation_id: str | None = None
    """The conversation that it continues; left out to begin one"""


class Verification(Model, frozen=True, kw_only=True):
    """The result of verifying an audit chain: intact, or the first broken entry and why."""

    booking_id: str
    intact: bool
    entries: int
    """Entries that were verified"""
    version: int
    """The booking's version: how many entries were ever written"""
    head: str
    aged_entries: int = 0
    """The first entries that are kept no longer, seven years after they were written"""
    anchor: AnchorsReceipt | None = None
    """The latest anchor of the chain; null until the first, within an hour"""
    first_broken_entry_id: str | None = None
    reason: str | None = None


class AnchorsReceipt(Model, frozen=True, kw_only=True):
    """What proves that the head of a booking's chain is in an anchor."""

    anchored_at: str
    root: str
    leaf: Leaf
    place: int
    """The leaf's place in the tree, from 0, which is the former root"""
    path: tuple[str, ...]
    """Hashes beside the leaf's way up to the root, the lowest first"""
    signed: Signed


class Leaf(Model, frozen=True, kw_only=True):
    """The head of a booking's chain when it was anchored."""

    booking_id: str
    version: int
    """Number of the last entry that was anchored"""
    head: str
    """Hash of that entry"""
    changed_at: str
    """When that entry was written"""


class Signed(Model, frozen=True, kw_only=True):
    """A statement as it was signed."""

    text: str
    """The signed statement: these bytes, and no others"""
    signature: str
    """ECDSA P-256 over their SHA-256, DER in base64"""
    key_id: str
    """The KMS key that signed"""


class BookingRequest(Model, frozen=True, kw_only=True):
    """A trip request: `request` in words, or at least one of `slices`, `stays` and `cars`.

    `answers` answers the questions of an earlier attempt, by the question's field.
    """

    request: str | None = None
    """The trip in words"""
    answers: dict[str, str] = field(default_factory=dict)
    replies: tuple[str, ...] = ()
    """What you said since, in order: answers in words to what was asked back about `request`, and corrections
    of it
    """
    slices: tuple[RequestedSlice, ...] = ()
    """In order of time: one way, there and back, through several cities, with gaps travelled by oneself, or
    none at all
    """
    stays: tuple[RequestedStay, ...] = ()
    """Hotel stays in order of time"""
    cars: tuple[RequestedCar, ...] = ()
    """Rental cars"""
    preferences: tuple[
        MostStops
        | NoOvernight
        | CabinAsRequested
        | WithCarriers
        | WithoutCarriers
        | RefundableComponents
        | CheckedBags
        | SeatChoice
        | NearPlace,
        ...,
    ] = ()
    """What must be so (`must`: what falls short comes last, and says in what) or would be liked (`wish`)"""
    cabin: Cabin | None = None
    """Of a request in words that names none; `economy` by default"""
    purpose: str | None = None
    cost_centre: str | None = None
    """The cost centre that is charged for all; by default each traveller's share is charged to their own, and
    a guest's to yours
    """
    travellers: tuple[TravellerName, ...] = ()
    """Travellers, you included; by default only you"""
    passenger_ids: tuple[str, ...] = ()
    """Instead of `travellers`: ids of passenger profiles that you may book for"""
    currency: str | None = None
    """Currency of the offers, the company's by default; one in which no supplier sells is refused, with those
    that there are
    """


class RequestedSlice(Model, frozen=True, kw_only=True):
    """One direction of the journey. Days and times are local, those of the arrival to the destination."""

    origin: str
    """A city, or an IATA airport or city code"""
    destination: str
    """A city, or an IATA airport or city code"""
    depart_on: dt.date
    """ISO 8601, of a year from 1900 to 2100"""
    mode: TripRequestTravelMode = TripRequestTravelMode.AIR
    cabin: Cabin = Cabin.ECONOMY
    departure: TimeWindow | None = None
    arrival: TimeWindow | None = None


class RequestedStay(Model, frozen=True, kw_only=True):
    """A hotel stay; by default where the trip goes to, for all nights there."""

    place: str | None = None
    """By default where the trip goes to, if that is one place"""
    check_in: dt.date | None = None
    """Date of the first night; by default the night of arrival, to which an arrival before 06:00 of the next
    day belongs. Required where no slice arrives
    """
    check_out: dt.date | None = None
    """By default the day of the next departure from there; required, or `nights`, without"""
    nights: int | None = None
    """Instead of `checkOut`"""
    nightly_cap: Money | None = None
    near_centre: bool = False
    total_cap: Money | None = None
    """The most that all nights and rooms may cost together"""
    near: Landmark | None = None
    """The hotel should be near this place"""
    min_stars: int | None = None
    refundable: bool = False
    """True: at least partly refundable"""


class RequestedCar(Model, frozen=True, kw_only=True):
    """A rental car; days and times are local to where it is picked up and dropped off."""

    pick_up: str
    """A city, or an IATA airport or city code"""
    pick_up_on: dt.date
    """ISO 8601, of a year from 1900 to 2100"""
    pick_up_at: str = "10:00"
    """Local time of day"""
    drop_off: str | None = None
    """By default where it is picked up"""
    drop_off_on: dt.date
    """ISO 8601, of a year from 1900 to 2100"""
    drop_off_at: str = "10:00"
    """Local time of day"""
    category: CarCategory = CarCategory.MINI
    automatic: bool = False


class TravellerName(Model, frozen=True, kw_only=True):
    """A traveller of a new request, with the name as in the passport; its Latin spelling is asked where it is
    left out and the name is in other letters.
    """

    given_name: str
    """As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops"""
    family_name: str
    """As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops"""
    latin_given_name: str | None = None
    """As spelled in the machine-readable lines of the passport: letters from A to Z"""
    latin_family_name: str | None = None
    """As spelled in the machine-readable lines of the passport: letters from A to Z"""


class BookingAccepted(Model, frozen=True, kw_only=True):
    """An accepted trip request: how it was understood, and where to follow its progress."""

    booking_id: str
    execution_id: str
    """Id of the workflow execution"""
    status: BookingStatus
    request: TripRequest
    """The trip request as it was understood"""
    url: str
    events_url: str
    request_reading: RequestReading | None = None
    """What was read of a request in words, and what was passed over; null if it was sent as fields, or in
    another language than English
    """


class RequestReading(Model, frozen=True, kw_only=True):
    """What was read of a request in words, in its order, and what was not: nothing of that is booked."""

    read: tuple[ReadWords, ...]
    unread: tuple[str, ...]
    """Words that were passed over; greetings, quoted mail and the like apart"""


class ReadWords(Model, frozen=True, kw_only=True):
    """Words of a request, as they were understood ("tmrw" is "tomorrow"), and the field into which they were
    read.
    """

    words: str
    field: str


class BookingSummary(Model, frozen=True, kw_only=True):
    """A booking in the list of one of its parties."""

    booking_id: str
    status: BookingStatus
    name: str
    """Where the trip goes"""
    starts_on: dt.date
    """First day of the trip, local to where it starts"""
    ends_on: dt.date
    """Last day that was asked for: of a departure, check-out or drop-off, each local"""
    places: tuple[str, ...]
    """Names of its places, in order: where it starts first"""
    price: Money | None
    trip_id: str | None
    created_at: str
    updated_at: str
    requester_id: str | None = None
    roles: tuple[PartyRole, ...] = ()
    """Whether you asked for it, travel by it, or both"""
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""


class BookingView(Model, frozen=True, kw_only=True):
    """A booking as its requester, its travellers, its approver and a travel manager see it."""

    booking_id: str
    requester_id: str
    status: BookingStatus
    operations: tuple[BookingOperation, ...]
    """Operations that you may perform on the booking now"""
    created_at: str
    updated_at: str
    request: TripRequest
    travellers: tuple[BookingTraveller, ...]
    """Travellers, fixed when the booking was made; the ids of each are for the requester, travel managers and
    that traveller
    """
    request_text: str | None
    """The trip request in the requester's words; null if it was sent as fields"""
    request_reading: RequestReading | None
    """How these words were read when they came in, before any revision; null if it was sent as fields, or in
    another language than English
    """
    policy_version: int | None
    clauses: tuple[ClauseHitView, ...]
    """Policy clauses that apply to the trip request"""
    round: int
    """Planning round; rises each time options are searched again"""
    options: tuple[OptionView, ...]
    missing: tuple[MissingFact, ...]
    """What carriers need of the travellers by check-in and have not been given, as known when the booking was
    last planned, selected or bought; of each traveller for themselves, the requester and travel managers
    """
    options_expire_at: str | None
    policy_sections: tuple[SectionHit, ...]
    """Sections of policy documents that bear on the trip request; they decide nothing"""
    selected_option_id: str | None
    price: Money | None
    approval_outlook: ApprovalBlock | None
    """Why nobody could approve an option that requires approval, as things stood when the options were
    evaluated; null if somebody could, or none requires it
    """
    approval_request: ApprovalRequest | None
    budgets: tuple[BudgetShare, ...]
    """What the booking takes of budgets: of each cost centre and year that it charges"""
    credits: tuple[CreditUse, ...]
    """Travel credits used to pay for the booking"""
    orders: tuple[OrderView, ...]
    parts: tuple[BookingPart, ...]
    """Parts of the booking that can be cancelled separately"""
    amendment: Amendment | None
    """The confirmed change that is being settled; null if there is none"""
    receipts: tuple[AmendmentsReceipt, ...]
    replaces_booking_id: str | None
    """Id of the booking that this one replaces"""
    supplier_changes: tuple[SupplierChangeView, ...]
    """Schedule changes and cancellations by suppliers"""
    trip_id: str | None
    failure: Failure | None
    delay: Delay | None
    """Since when and until when the booking waits for a supplier, or for another system, that is unavailable;
    null if it does not
    """
    revisions: tuple[RevisionView, ...]
    """Revisions after the booking was sent back or recalled, oldest first"""
    events_url: str
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""


class BookingTraveller(Model, frozen=True, kw_only=True):
    """A traveller of a booking."""

    given_name: str
    family_name: str
    user_id: str | None = None
    """`userId`, if the traveller is known to be a user and you may know which"""
    passenger_id: str | None = None
    """Id of the passenger profile that was given, if you may know it"""


class ClauseHitView(Model, frozen=True, kw_only=True):
    """A policy clause that applies to a trip request, and why: rules, kinds of trip, words."""

    number: str
    title: str
    excerpt: str
    why: tuple[str, ...]
    cited_clause: CitedClause | None
    """The clause in its own words, all of them"""


class MissingFact(Model, frozen=True, kw_only=True):
    """What a carrier needs of a traveller by check-in, and has not been given."""

    traveller_index: int
    """Place in `travellers`"""
    passenger_id: str | None
    """Passenger profile to complete, if there is one"""
    pointer: str
    """JSON pointer into the profile (RFC 6901); empty for the whole profile"""
    detail: str


class SectionHit(Model, frozen=True, kw_only=True):
    """A section of a policy document, or a clause of the travel policy, that bears on a question."""

    citation: Citation
    """The words that bear on it most, word for word"""
    score: float
    """How much it bears on the question, compared with the others of this answer"""
    why: tuple[str, ...]
    """`meaning`, when models found it alike, and the words that it shares with the question"""
    similarity: float | None = None
    """How near the passage is to the question in meaning, whatever else was found: the cosine of their
    vectors, on average of the models; null where words alone were compared
    """


class BudgetShare(Model, frozen=True, kw_only=True):
    """What a booking has reserved or committed of a cost centre's budget, in the budget's currency."""

    cost_centre: str
    period: str
    """Calendar year in which that begins which it pays: a first slice, a stay, a rental"""
    amount: Money
    status: Literal["committed", "reserved"]
    awaiting_approval: bool = False
    """True while it is reserved for a booking that is not approved yet"""


class CreditUse(Model, frozen=True, kw_only=True):
    """What a booking has used of one travel credit, of what its issuer is paid for one traveller."""

    credit_id: str
    supplier: str
    amount: Money
    status: Literal["reserved", "spent"]
    issuer: str = ""
    """The carrier or hotel that granted the credit"""
    traveller: int = 0
    """Place of the traveller in `travellers`, from 0"""


class OrderView(Model, frozen=True, kw_only=True):
    """An order: one component (a flight or rail fare, a stay, a car) bought from a supplier."""

    component_index: int
    order_id: str
    supplier: str
    record_locator: str | None
    """The supplier's record locator or confirmation number; null for approvers"""
    price: Money
    status: Literal["cancelled", "confirmed"]
    """`cancelled` once all parts are cancelled"""
    cancelled_parts: tuple[int, ...]
    """Cancelled parts: indexes of the slices of a flight or rail fare, from 0"""


class BookingPart(Model, frozen=True, kw_only=True):
    """A part of a booking that can be cancelled separately: one slice by air or by rail, a stay, or a car.
    Times are UTC; the time zones give the local time at its start and its end.
    """

    part_id: str
    """Index of the component and index of the part in it, as `0.1`"""
    component_index: int
    part_index: int
    kind: ComponentKind
    name: str
    starts_at: str
    ends_at: str
    start_timezone: str
    end_timezone: str
    starts_at_local: str
    """Local time with its offset"""
    ends_at_local: str
    """Local time with its offset"""
    status: Literal["cancelled", "confirmed"]


class Amendment(Model, frozen=True, kw_only=True):
    """A confirmed change of a booking in progress; `sourceId` is the quote or the supplier's change that it
    follows.
    """

    kind: AmendmentKind
    source_id: str
    parts: tuple[CancellationTerms, ...]
    agreed_by: str
    agreed_at: str
    replacement_booking_id: str | None = None
    """Id of the booking that is to replace this one; the change waits until that is bought or has failed"""
    attempts: int = 0
    """How often the replacement was checked and found to be in progress"""
    agreed_by_name: str | UnsetType | None = UNSET
    """Name of `agreedBy`; null if there is no employee record"""


class CancellationTerms(Model, frozen=True, kw_only=True):
    """The cancellation terms of one part; `paid` is `fee` plus `refund`."""

    part_id: str
    """Index of the component and index of the part in it, as `0.1`"""
    component_index: int
    part_index: int
    name: str
    paid: Money
    fee: Money
    refund: Money
    refund_to: Literal["credit", "original"]
    """`original`: refunded to the payment source; `credit`: a travel credit with this supplier"""


class AmendmentsReceipt(Model, frozen=True, kw_only=True):
    """A receipt of one settled change of a booking; it never changes."""

    receipt_id: str
    booking_id: str
    kind: AmendmentKind
    source_id: str
    """Id of the confirmed quote, or of the supplier's change"""
    issued_at: str
    parts: tuple[ReceiptPart, ...]
    fee: Money
    refund: Money
    refunds: tuple[Refund, ...]
    fully_cancelled: bool
    """True if all parts of the booking are cancelled"""
    statement: str
    replaced_by_booking_id: str | None = None
    """Id of the booking that replaced this one"""


class ReceiptPart(Model, frozen=True, kw_only=True):
    """One part on a receipt: its status, final fee and refund, and the reason if it could not be cancelled."""

    part_id: str
    """Index of the component and index of the part in it, as `0.1`"""
    component_index: int
    part_index: int
    name: str
    paid: Money
    fee: Money
    refund: Money
    refund_to: Literal["credit", "original"]
    """`original`: refunded to the payment source; `credit`: a travel credit with this supplier"""
    status: Literal["cancelled", "kept"]
    reason: str | None = None


class Refund(Model, frozen=True, kw_only=True):
    """Where a refund went: to the payment source (and so to the cost centre), into a new travel credit, or
    back into the travel credit that had paid.
    """

    to: Literal["credit", "original", "used_credit"]
    amount: Money
    cost_centre: str | None = None
    period: str | None = None
    credit_id: str | None = None


class SupplierChangeView(Model, frozen=True, kw_only=True):
    """A schedule change or cancellation by a supplier."""

    change_id: str
    notice_id: str
    sequence: int
    kind: NoticeKind
    part_id: str
    """Index of the component and index of the part in it, as `0.1`"""
    component_index: int
    part_index: int
    name: str
    received_at: str
    respond_by: str | None
    """Until then the change can be declined with a full refund; after that it counts as accepted"""
    conflicts: tuple[MissedSlice, ...] = ()
    """Connections that this change makes the travellers miss, which were bought apart"""
    decision: Literal["accepted", "declined", "superseded"] | None = None
    decided_at: str | None = None
    before: tuple[SegmentTimesView, ...]
    after: tuple[SegmentTimesView, ...]
    """New times of each segment; empty if cancelled"""
    verdict: VerdictView | None
    """Verdict of the changed trip under the policy in effect"""


class MissedSlice(Model, frozen=True, kw_only=True):
    """Another slice of the journey that the travellers cannot take as well; after a date change it may be of
    another booking.
    """

    booking_id: str
    part_id: str
    """Index of the component and index of the part in it, as `0.1`"""
    name: str


class SegmentTimesView(Model, frozen=True, kw_only=True):
    """Departure and arrival of one segment, in UTC and local to each end."""

    departs_at: dt.datetime
    """RFC 3339, with its offset, of a year from 2000 to 2100"""
    arrives_at: dt.datetime
    """RFC 3339, with its offset, of a year from 2000 to 2100"""
    origin_timezone: str
    destination_timezone: str
    departs_at_local: str
    """Local time with its offset"""
    arrives_at_local: str
    """Local time with its offset"""


class Failure(Model, frozen=True, kw_only=True):
    """Why a booking ended without being bought."""

    code: str
    detail: str


class Delay(Model, frozen=True, kw_only=True):
    """Another system cannot do what comes next at the moment, and is asked again."""

    since: str
    until: str
    """When it is given up, and the booking fails"""
    code: str
    """What keeps it: the failure's code if it lasts"""


class ApprovalDecisionRequest(Model, frozen=True, kw_only=True):
    """An approver's decision on the approval request that `approvalHash` identifies."""

    decision: Literal["approved", "declined"] | Literal["sent_back"]
    approval_hash: str
    """`approvalRequest.hash` of the booking that you read (SHA-256, hex)"""
    comment: str | None = None
    """Required to send it back: what to revise"""


class AuditEntryView(Model, frozen=True, kw_only=True):
    """An audit entry: who changed a booking, how and when, from which status to which. The chain holds it
    without `citedClauses` and the names of people.
    """

    audit_id: str
    booking_id: str
    requester_id: str
    seq: int
    timestamp: str
    actor: Actor
    action: str
    status_before: str | None
    status_after: str
    detail: dict[str, Any]
    previous_hash: str
    previous_at: str | None = None
    """When the entry before was written, so that its age is known without it"""
    subject_ids: tuple[str, ...] = ()
    """Whom it concerns: `userId` of each traveller with an account; of others than yourself only for the
    requester and travel managers
    """
    hash: str = ""
    cited_clauses: tuple[CitedClause, ...] = ()
    """The clauses of the travel policy that `detail` names (`policyVersion`, `clauses`), in their own words"""
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    subject_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `subjectIds`, in the same order"""


class Actor(Model, frozen=True, kw_only=True):
    """Who acted: a person, by `userId`, or the system, by the name of its component. For whom, the entry says
    itself: `requesterId` asked, `subjectIds` travel.
    """

    kind: Literal["person", "system"]
    id: str
    name: str | UnsetType | None = UNSET
    """Name of `id`; null if there is no employee record"""


class MessageRequest(Model, frozen=True, kw_only=True):
    """What a party of a booking says: a correction of what was asked for, a choice, or an answer to what was
    asked back.
    """

    message: str
    round: int | None = None
    """The planning round whose options you see; refused (409) if there is another by now"""


class SpokenTurn(Model, frozen=True, kw_only=True):
    """A message about a booking, and what was done or asked back because of it."""

    booking_id: str
    number: int
    at: str
    """When the message came"""
    by: str
    """`userId` of the person who said it"""
    message: str | None
    """Null once the words are erased"""
    outcome: TurnOutcome
    reply: str | None
    """What became of it, in words; null once erased"""
    changes: tuple[RequestChange, ...]
    """What it changed of the trip request, field by field, with before and after"""
    questions: tuple[TurnQuestion, ...]
    """What is unclear: the next message may answer it; nothing is changed until then"""
    instead: tuple[str, ...]
    """Ids of the operations to use instead"""
    option_id: str | None
    """The option that it selected"""


class TurnQuestion(Model, frozen=True, kw_only=True):
    """What is unclear of a message, and has to be answered by the next."""

    field: str
    question: str
    choices: tuple[TurnChoice, ...]


class TurnChoice(Model, frozen=True, kw_only=True):
    """An answer to choose from; a message may name it by its code, by its label, or by its place in the list."""

    code: str
    label: str


class QuoteRequest(Model, frozen=True, kw_only=True):
    """Which parts to cancel, all that remain and have not begun if none is given; or, for a date change, which
    slices, stays and cars to move. A stay that lies next to a slice goes along with it, unless it is named.
    """

    kind: Literal["cancellation", "date_change"]
    parts: tuple[str, ...] | UnsetType = UNSET
    """Only of a cancellation"""
    slices: tuple[SliceDateChange, ...] = ()
    """Only of a date change"""
    stays: tuple[StayDateChange, ...] = ()
    """Only of a date change"""
    cars: tuple[CarDateChange, ...] = ()
    """Only of a date change"""


class SliceDateChange(Model, frozen=True, kw_only=True):
    """A slice of the booking's request, and what changes of it; what is left out stays."""

    slice: int
    """Place in the request's `slices`, from 0"""
    depart_on: dt.date | UnsetType = UNSET
    """ISO 8601, of a year from 1900 to 2100"""
    departure: TimeWindow | UnsetType | None = UNSET
    arrival: TimeWindow | UnsetType | None = UNSET


class StayDateChange(Model, frozen=True, kw_only=True):
    """A stay of the booking's request, and its new dates. A date that is left out goes along with the slices
    that move; without either the stay remains as it is booked.
    """

    stay: int
    """Place in the request's `stays`, from 0"""
    check_in: dt.date | UnsetType = UNSET
    """ISO 8601, of a year from 1900 to 2100"""
    check_out: dt.date | UnsetType = UNSET
    """ISO 8601, of a year from 1900 to 2100"""


class CarDateChange(Model, frozen=True, kw_only=True):
    """A car of the booking's request, and what changes of it; what is left out stays, and without anything the
    car remains as it is booked.
    """

    car: int
    """Place in the request's `cars`, from 0"""
    pick_up_on: dt.date | UnsetType = UNSET
    """ISO 8601, of a year from 1900 to 2100"""
    pick_up_at: str | UnsetType = UNSET
    """Local time of day"""
    drop_off_on: dt.date | UnsetType = UNSET
    """ISO 8601, of a year from 1900 to 2100"""
    drop_off_at: str | UnsetType = UNSET
    """Local time of day"""


class QuoteView(Model, frozen=True, kw_only=True):
    """A quote and its status."""

    quote_id: str
    booking_id: str
    requester_id: str
    booking_version: int
    """Version of the booking that was quoted; once the booking changes, a new quote is needed"""
    kind: AmendmentKind
    created_at: str
    expires_at: str
    """The quote can be confirmed until then"""
    parts: tuple[CancellationTerms, ...]
    fee: Money
    """Cancellation fees of all parts together"""
    refund: Money
    """Total refunded to the payment source"""
    credit: Money
    """Total granted as travel credit"""
    fully_cancelled: bool
    """True if no part of the booking would remain"""
    replacement: ReplacementView | None = None
    """The replacement; only for a date change"""
    status: QuoteStatus
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""


class ReplacementView(Model, frozen=True, kw_only=True):
    """What would be bought instead, for the same travellers: the slices, stays and cars that move, on the new
    dates.
    """

    slices: tuple[SliceRequest, ...]
    stays: tuple[StayRequest, ...]
    cars: tuple[CarRequest, ...]
    preferences: tuple[
        MostStops
        | NoOvernight
        | CabinAsRequested
        | WithCarriers
        | WithoutCarriers
        | RefundableComponents
        | CheckedBags
        | SeatChoice
        | NearPlace,
        ...,
    ]
    price: Money
    difference: Money
    """Price of the replacement minus the refund"""
    option: OptionView
    """The new option with its verdict under the policy in effect"""


class RecallRequest(Model, frozen=True, kw_only=True):
    """Why the requester recalls the booking from its approver."""

    comment: str | None = None


class RevisionRequest(Model, frozen=True, kw_only=True):
    """A revision of a trip request. What is left out stays unchanged; a list replaces the whole list, an empty
    one removes it; null removes `purpose`, and a named `costCentre`, so that each traveller's share is
    charged to their own.

    A stay that is left out and had no dates of its own goes along with the slices. `answers` answers the
    questions of an earlier attempt, by the question's field.
    """

    slices: tuple[RequestedSlice, ...] | UnsetType = UNSET
    """In order of time: one way, there and back, through several cities, with gaps travelled by oneself, or
    none at all
    """
    stays: tuple[RequestedStay, ...] | UnsetType = UNSET
    """Hotel stays in order of time"""
    cars: tuple[RequestedCar, ...] | UnsetType = UNSET
    """Rental cars"""
    preferences: (
        tuple[
            MostStops
            | NoOvernight
            | CabinAsRequested
            | WithCarriers
            | WithoutCarriers
            | RefundableComponents
            | CheckedBags
            | SeatChoice
            | NearPlace,
            ...,
        ]
        | UnsetType
    ) = UNSET
    """What must be so (`must`: what falls short comes last, and says in what) or would be liked (`wish`)"""
    purpose: str | UnsetType | None = UNSET
    cost_centre: str | UnsetType | None = UNSET
    answers: dict[str, str] = field(default_factory=dict)
    comment: str | None = None
    """Comment to the approver"""


class SelectionRequest(Model, frozen=True, kw_only=True):
    """The option that the traveller selects."""

    option_id: str


class SupplierChangeDecisionRequest(Model, frozen=True, kw_only=True):
    """The traveller's decision on a supplier's schedule change."""

    decision: Literal["accepted", "declined"]


class BudgetView(Model, frozen=True, kw_only=True):
    """A budget: the limit, and what bookings have reserved and committed of it."""

    cost_centre: str
    period: str
    limit: Money
    reserved: Money
    """Reserved for bookings in progress"""
    awaiting_approval: Money
    """Part of `reserved` that is reserved for bookings that are not approved yet"""
    committed: Money
    """Spent on booked trips"""
    remaining: Money
    used_percent: float
    """`reserved` plus `committed`, in percent of `limit`"""
    thresholds: tuple[int, ...]
    """Warning thresholds in percent of the limit"""
    reached_thresholds: tuple[ReachedThreshold, ...]
    """Thresholds that are reached, and since when"""
    owner_id: str | None
    """`userId` of the owner of the cost centre"""
    owner_name: str | UnsetType | None = UNSET
    """Name of `ownerId`; null if there is no employee record"""


class ReachedThreshold(Model, frozen=True, kw_only=True):
    """A warning threshold that is reached; it stays reached until use has fallen five percentage points below
    it.
    """

    percent: int
    """Percent of the limit"""
    reached_at: str


class BudgetRequest(Model, frozen=True, kw_only=True):
    """The limit of a budget and the thresholds at which to warn."""

    limit: Money
    thresholds: tuple[int, ...] | None = None
    """Warning thresholds in percent of the limit, ascending; unchanged if left out"""
    owner_id: str | UnsetType | None = UNSET
    """`userId` of the owner of the cost centre, who approves charges by people who may not charge it by
    themselves; unchanged if left out, null for none
    """


class Colleague(Model, frozen=True, kw_only=True):
    """Somebody of the company: what is needed to name them, and nothing else."""

    user_id: str
    name: str
    email: str | None
    """Null if there is none in the employee record"""


class Compensation(Model, frozen=True, kw_only=True):
    """A booking whose compensation has failed: `compensation_required` until it succeeds, then its final
    status.
    """

    booking_id: str
    requester_id: str
    status: BookingStatus
    waiting_since: str
    attempts: int
    """Attempts to compensate the booking as a whole"""
    next_attempt_at: str | None
    """Next automatic retry; null if nothing is left to compensate"""
    failure: Failure | None
    """Why the booking failed"""
    pending_compensations: tuple[PendingCompensation, ...]
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""


class PendingCompensation(Model, frozen=True, kw_only=True):
    """A hold not yet released, or an order not yet cancelled, with the ids to ask its supplier about."""

    kind: str
    """`hold` or `order`"""
    idempotency_key: str
    """The idempotency key under which it was made"""
    supplier: str | None
    """Null if the supplier never answered"""
    supplier_reference_id: str | None
    """The supplier's id; null if unknown"""
    error: str
    """Name of the last error"""
    attempts: int
    first_failed_at: str
    last_failed_at: str


class ConsentView(Model, frozen=True, kw_only=True):
    """Whether a consent is in effect, and by which decision."""

    purpose: Purpose
    granted: bool
    """False if never granted, withdrawn or expired"""
    text_version: str | None
    decided_at: str | None
    """Null if never decided"""
    expires_at: str | None
    reason: ConsentChangeReason | None


class ConsentRequest(Model, frozen=True, kw_only=True):
    """A consent that is granted or withdrawn."""

    granted: bool
    text_version: str
    """Version of the consent text that the person saw"""


class Consent(Model, frozen=True, kw_only=True):
    """An entry of a person's consent history for one purpose; `version` counts the entries."""

    user_id: str
    purpose: Purpose
    version: int
    granted: bool
    text_version: str
    """Version of the consent text that the person saw"""
    decided_at: str
    expires_at: str | None
    """The consent expires then; null if withdrawn"""
    reason: ConsentChangeReason = ConsentChangeReason.DECIDED
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class Credit(Model, frozen=True, kw_only=True):
    """A travel credit of one traveller, for the carrier that granted it; `amount` is `remaining` plus
    `reserved` plus `spent`.
    """

    credit_id: str
    user_id: str
    supplier: str
    amount: Money
    remaining: Money
    reserved: Money
    """Reserved for bookings in progress"""
    spent: Money
    expires_at: str
    """The credit expires then"""
    created_at: str
    from_booking_id: str
    from_order_id: str
    issuer: str | None = None
    """Who granted it and where alone it pays: an IATA airline designator, or a hotel"""
    guest_id: str | None = None
    """Stands for the guest whose it is; null for the user's own"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class DocumentRequest(Model, frozen=True, kw_only=True):
    """A document to upload."""

    kind: DocumentKind
    file_name: str
    """File name with a suffix that fits the content type"""
    content_type: ContentType
    size_bytes: int
    """Bytes"""
    sha256: str
    """SHA-256 of the file, in hex"""
    trip_id: str | None = None
    expires_on: dt.date | None = None
    """Expiry date of a visa or passport; reminders are sent before"""


class DocumentUpload(Model, frozen=True, kw_only=True):
    """The document, and the form to upload its file with."""

    document: DocumentView
    upload: UploadForm
    """POST it as multipart/form-data with the field `file` last"""


class DocumentView(Model, frozen=True, kw_only=True):
    """A document as its owner sees it."""

    document_id: str
    kind: DocumentKind
    file_name: str
    content_type: ContentType
    size_bytes: int
    """Bytes"""
    sha256: str
    trip_id: str | None
    expires_on: dt.date | None
    status: DocumentStatus
    """Only a confirmed document has a file to download"""
    rejection: Rejection | None
    """Why the file was rejected; null if it was not"""
    reminders: tuple[Reminder, ...]
    """Reminders sent before the document expires"""
    created_at: str
    updated_at: str


class Rejection(Model, frozen=True, kw_only=True):
    """Why an uploaded file was rejected."""

    code: str
    detail: str


class Reminder(Model, frozen=True, kw_only=True):
    """A reminder sent to the owner before a document expires."""

    days_before: int
    at: str


class UploadForm(Model, frozen=True, kw_only=True):
    """The upload form: POST these fields unchanged as multipart/form-data, with the field `file` last."""

    url: str
    fields: dict[str, str]
    expires_at: str


class DownloadLink(Model, frozen=True, kw_only=True):
    """A download link; needs no token until it expires."""

    url: str
    expires_at: str
    file_name: str
    content_type: str
    size_bytes: int
    sha256: str


class Employee(Model, frozen=True, kw_only=True):
    """An employee record; after erasure, only the place in the management chain remains."""

    user_id: str
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
    chargeable_cost_centres: tuple[str, ...] = ()
    """Cost centres that the employee may charge beside their own"""
    policy_group: str | None = None
    """Group whose rules of the travel policy hold; null for none"""
    erased: bool = False
    """True once the person's data has been erased"""
    manager_name: str | UnsetType | None = UNSET
    """Name of `managerId`; null if there is no employee record"""
    delegate_name: str | UnsetType | None = UNSET
    """Name of `delegate.delegateId`; null if there is no employee record"""


class Delegation(Model, frozen=True, kw_only=True):
    """A delegate who approves while the employee is absent, from `from` to `until`, both inclusive (UTC)."""

    delegate_id: str
    """The person's id: the `sub` of their first account in the user pool, which stays when that changes"""
    from_: dt.date = field(name="from")
    """ISO 8601, of a year from 1900 to 2100"""
    until: dt.date
    """ISO 8601, of a year from 1900 to 2100"""


class EmployeeDetails(Model, frozen=True, kw_only=True):
    """An employee record as a travel manager writes it."""

    name: str
    """Name by which the person is shown"""
    email: str | None = None
    manager_id: str | None = None
    """`userId` of the manager; null at the top of the company"""
    grade: int = 1
    cost_centre: str | None = None
    """Default cost centre of the employee's trips"""
    delegate: Delegation | None = None
    active: bool = True
    """False for a deactivated employee, who gets no approval requests"""
    chargeable_cost_centres: tuple[str, ...] = ()
    """Cost centres that the employee may charge beside their own"""
    policy_group: str | None = None
    """Group whose rules of the travel policy hold; null for none"""


class EmployeePatch(Model, frozen=True, kw_only=True):
    """A merge patch of an employee record (RFC 7396): null removes a field, fields left out stay unchanged."""

    name: str | UnsetType = UNSET
    """Name by which the person is shown"""
    email: str | UnsetType | None = UNSET
    manager_id: str | UnsetType | None = UNSET
    """The person's id: the `sub` of their first account in the user pool, which stays when that changes"""
    grade: int | UnsetType = UNSET
    cost_centre: str | UnsetType | None = UNSET
    delegate: Delegation | UnsetType | None = UNSET
    active: bool | UnsetType = UNSET
    chargeable_cost_centres: tuple[str, ...] | UnsetType = UNSET
    """Cost centres that the employee may charge beside their own"""
    policy_group: str | UnsetType | None = UNSET
    """A group of employees that rules of the travel policy may name"""


class GeofenceCreation(Model, frozen=True, kw_only=True):
    """A new geofence."""

    name: str
    shape: CircleShape | PolygonShape | CorridorShape | PlaceShape | RouteShape | TripShape
    calendar: Calendar | None = None
    """When it counts; null for always"""
    events: tuple[GeofenceEventKind, ...] = (GeofenceEventKind.ENTER, GeofenceEventKind.EXIT)
    """Which ones are published"""
    dwell_seconds: int | None = None
    """How long a stay is, for `dwell`"""
    exit_margin_metres: int = 50
    """How far outside somebody has left it, beyond twice the accuracy of the position"""
    owner: GeofenceOwner = GeofenceOwner.PERSON
    """`company` is for travel managers: it counts for everybody"""
    counts_from: dt.datetime | None = None
    """Null for now. Before that, at most 7 days for your own and 1 day for the company's, it counts for each
    person with the next position that is theirs
    """


class CircleShape(Model, frozen=True, kw_only=True, tag="circle", tag_field="kind"):
    """Everything up to a radius around a point."""

    latitude: float
    """WGS 84 degrees"""
    longitude: float
    """WGS 84 degrees"""
    radius_metres: int
    """Metres"""


class PolygonShape(Model, frozen=True, kw_only=True, tag="polygon", tag_field="kind"):
    """The inside of a ring, without its holes: `coordinates` of a GeoJSON polygon."""

    coordinates: tuple[tuple[tuple[float, ...], ...], ...]
    """The outer ring, then the holes, in either turn"""


class CorridorShape(Model, frozen=True, kw_only=True, tag="corridor", tag_field="kind"):
    """Everything up to a distance from a path: `coordinates` of a GeoJSON line string, joined by great
    circles.
    """

    coordinates: tuple[tuple[float, ...], ...]
    half_width_metres: int
    """Metres to either side"""


class PlaceShape(Model, frozen=True, kw_only=True, tag="place", tag_field="kind"):
    """A circle around an airport or a city that is called by its code or its name."""

    name: str
    """IATA code, or name"""
    radius_metres: int | None = None
    """Metres; null for 4,000 around an airport and 15,000 around a city"""


class RouteShape(Model, frozen=True, kw_only=True, tag="route", tag_field="kind"):
    """A corridor along the route through positions, as maps had it when it was written."""

    through: tuple[tuple[float, ...], ...]
    """Longitude first, as in GeoJSON"""
    mode: MapsTravelMode = MapsTravelMode.CAR
    half_width_metres: int = 500
    """Metres to either side"""


class TripShape(Model, frozen=True, kw_only=True, tag="trip", tag_field="kind"):
    """A corridor along the moves that the itinerary of a trip plans, as it was when this was written."""

    trip_id: str
    half_width_metres: int = 20000
    """Metres to either side"""


class Calendar(Model, frozen=True, kw_only=True):
    """When a geofence counts, in the time zone of a place; without hours, all day, every day."""

    zone: str
    """IANA zone"""
    hours: tuple[CalendarHours, ...] = ()
    from_day: dt.date | None = None
    """First day, local; null when it counts already"""
    until_day: dt.date | None = None
    """Last day, local; null when it counts for good"""


class CalendarHours(Model, frozen=True, kw_only=True):
    """Hours of some days of the week; those that end at or before their start end on the next day."""

    weekdays: tuple[Weekday, ...]
    starts_at: str = "00:00"
    """Local time of day"""
    ends_at: str = "00:00"
    """Local time of day"""


class GeofenceView(Model, frozen=True, kw_only=True):
    """A geofence."""

    name: str
    shape: CircleShape | PolygonShape | CorridorShape | PlaceShape | RouteShape | TripShape
    calendar: Calendar | None = None
    """When it counts; null for always"""
    events: tuple[GeofenceEventKind, ...] = (GeofenceEventKind.ENTER, GeofenceEventKind.EXIT)
    """Which ones are published"""
    dwell_seconds: int | None = None
    """How long a stay is, for `dwell`"""
    exit_margin_metres: int = 50
    """How far outside somebody has left it, beyond twice the accuracy of the position"""
    geofence_id: str
    owner: GeofenceOwner
    found: CircleShape | CorridorShape | None
    """What the place, the route or the trip stood for when this was written"""
    counts_from: str
    """Whoever is inside then enters it then"""
    created_at: str
    updated_at: str


class GeofenceRequest(Model, frozen=True, kw_only=True):
    """A geofence as its owner writes it."""

    name: str
    shape: CircleShape | PolygonShape | CorridorShape | PlaceShape | RouteShape | TripShape
    calendar: Calendar | None = None
    """When it counts; null for always"""
    events: tuple[GeofenceEventKind, ...] = (GeofenceEventKind.ENTER, GeofenceEventKind.EXIT)
    """Which ones are published"""
    dwell_seconds: int | None = None
    """How long a stay is, for `dwell`"""
    exit_margin_metres: int = 50
    """How far outside somebody has left it, beyond twice the accuracy of the position"""


class GeofenceRecord(Model, frozen=True, kw_only=True):
    """An event of one person at one geofence, as positions have it that are known by now."""

    geofence_event_id: str
    user_id: str
    """Whose it is"""
    geofence_id: str
    geofence_name: str
    """As it was called then"""
    owner: GeofenceOwner
    """Whose geofence it is"""
    kind: GeofenceEventKind
    at: str
    """When it happened"""
    entered_at: str
    """When the stay began that it is of"""
    cause: EventCause
    status: GeofenceRecordsRecordStatus = GeofenceRecordsRecordStatus.CURRENT
    revision: int = 1
    """Counts corrections, from 1"""
    recorded_at: str
    """When it was found: later where positions came late"""
    corrected_at: str | None = None
    """When this revision was found"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class HealthView(Model, frozen=True, kw_only=True):
    """The health of the service, at most ten seconds old."""

    status: Literal["degraded", "ok"]
    """`ok` if every dependency answers"""
    stage: str
    version: str
    dependencies: dict[str, Dependency]


class Dependency(Model, frozen=True, kw_only=True):
    """A system that the service depends on."""

    status: Literal["failing", "ok"]
    latency_milliseconds: int
    """Milliseconds until it answered or timed out"""


class ItemDetails(Model, frozen=True, kw_only=True):
    """An itinerary item as a person writes it. Times are instants (RFC 3339); the time zones give the local
    time.
    """

    kind: ItemKind = ItemKind.NOTE
    name: str
    description: str | None = None
    status: ItemStatus = ItemStatus.PLANNED
    trip_id: str | None = None
    starts_at: dt.datetime | None = None
    """RFC 3339, with its offset, of a year from 2000 to 2100"""
    ends_at: dt.datetime | None = None
    """RFC 3339, with its offset, of a year from 2000 to 2100"""
    start_timezone: str | None = None
    """IANA zone"""
    end_timezone: str | None = None
    """IANA zone"""
    place: ItemPlace | None = None
    record_locator: str | None = None
    """Record locator or confirmation number"""
    expires_at: dt.datetime | None = None
    """The item expires then and is removed"""


class ItemPlace(Model, frozen=True, kw_only=True):
    """The place of an item; coordinates are WGS 84 degrees."""

    name: str
    address: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class ItemView(Model, frozen=True, kw_only=True):
    """An itinerary item. Only the description of an item made by a booking (`booked`) may be changed."""

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
    starts_at_local: str | None
    """Start by the clock there; null without a time zone"""
    ends_at_local: str | None
    """End by the clock there; null without a time zone"""
    duration_seconds: int | None
    """Seconds from start to end; null without one of them"""
    place: ItemPlace | None
    origin: str | None
    """Where what was booked begins: IATA code of a flight's airport, name of a train's or a car's station;
    null for other items
    """
    destination: str | None
    """Where it ends, in the same words"""
    record_locator: str | None
    """Record locator or confirmation number; null for colleagues"""
    booked: bool
    part_id: str | None
    """`partId` of the booking's part that it belongs to; null for colleagues"""
    user_id: str
    """`userId` of the owner; on a trip, of the traveller"""
    created_at: str
    updated_at: str
    created_by: str
    expires_at: str | None
    version: int
    created_by_name: str | UnsetType | None = UNSET
    """Name of `createdBy`; null if there is no employee record"""


class ItemPatch(Model, frozen=True, kw_only=True):
    """A merge patch of an item (RFC 7396): null removes a field, fields left out stay unchanged."""

    kind: ItemKind | UnsetType = UNSET
    name: str | UnsetType = UNSET
    description: str | UnsetType | None = UNSET
    status: ItemStatus | UnsetType = UNSET
    trip_id: str | UnsetType | None = UNSET
    starts_at: dt.datetime | UnsetType | None = UNSET
    """RFC 3339, with its offset, of a year from 2000 to 2100"""
    ends_at: dt.datetime | UnsetType | None = UNSET
    """RFC 3339, with its offset, of a year from 2000 to 2100"""
    start_timezone: str | UnsetType | None = UNSET
    """IANA zone"""
    end_timezone: str | UnsetType | None = UNSET
    """IANA zone"""
    place: PlacePatch | UnsetType | None = UNSET
    record_locator: str | UnsetType | None = UNSET
    """Record locator or confirmation number"""
    expires_at: dt.datetime | UnsetType | None = UNSET
    """RFC 3339, with its offset, of a year from 2000 to 2100"""


class PlacePatch(Model, frozen=True, kw_only=True):
    """A merge patch of a place."""

    name: str | UnsetType = UNSET
    address: str | UnsetType | None = UNSET
    latitude: float | UnsetType | None = UNSET
    longitude: float | UnsetType | None = UNSET


class PlaceList(Model, frozen=True, kw_only=True):
    """Places, the best first; none, if there are none."""

    items: tuple[MapPlace, ...]
    attribution: str
    """Whom to name where it is shown; the licence asks for it"""


class MapPlace(Model, frozen=True, kw_only=True):
    """A place that a text means, or that is at a point."""

    name: str
    """What it is called, by itself"""
    label: str
    """What sets it apart from its namesakes"""
    kind: PlaceKind
    latitude: float
    """WGS 84 degrees"""
    longitude: float
    """WGS 84 degrees"""
    country: str | None
    """ISO 3166-1 alpha-2"""
    timezone: str
    """IANA zone"""
    airports: tuple[str, ...]
    """Airports that serve it, the main one first; empty if not known"""
    distance_metres: int | None
    """From the point that was asked about; null when none was"""
    source: MapSource


class Surroundings(Model, frozen=True, kw_only=True):
    """Places at a point, the nearest first, and the nearest road."""

    items: tuple[MapPlace, ...]
    road: RoadPoint | None
    """Null if there is none within 1 km, or nobody knows roads"""
    attribution: str
    """Whom to name where it is shown; the licence asks for it"""


class RoadPoint(Model, frozen=True, kw_only=True):
    """The point of a road that is nearest to another point."""

    name: str | None
    """The road's name; null if it has none"""
    latitude: float
    """WGS 84 degrees"""
    longitude: float
    """WGS 84 degrees"""
    distance_metres: int
    """From the point that was asked about"""
    source: MapSource


class RouteView(Model, frozen=True, kw_only=True):
    """A way through points in their order."""

    source: MapSource
    mode: MapsTravelMode
    is_estimate: bool
    """No road was looked up: distance and duration are estimated from the great circle, which `polyline`
    draws. There may be no way at all
    """
    distance_metres: int
    duration_seconds: int
    """Without stops; of a flight, from gate to gate"""
    polyline: str
    """The path as an encoded polyline"""
    precision: int
    """Digits behind the point in `polyline`"""
    attribution: str
    """Whom to name where it is shown; the licence asks for it"""


class TimeZoneView(Model, frozen=True, kw_only=True):
    """The time zone of a point."""

    timezone: str
    """IANA zone; at sea the nautical one, `Etc/GMT-2` for two hours ahead of UTC"""
    source: MapSource
    attribution: str
    """Whom to name where it is shown; the licence asks for it"""


class MeView(Model, frozen=True, kw_only=True):
    """The signed-in user."""

    user_id: str
    """The user's id: the `sub` of their first account in the user pool"""
    email: str
    name: str
    roles: tuple[Role, ...]
    permissions: tuple[str, ...]
    """Permissions of the roles, as `resource:action`"""


class CalendarAddress(Model, frozen=True, kw_only=True):
    """The secret address of a calendar feed."""

    trip_id: str | None
    """The trip that the calendar shows; null for all your trips"""
    created_at: str
    url: str
    """Address of the calendar, for programs that ask for one"""
    webcal_url: str
    """The same address, which calendar programs open to subscribe"""


class CalendarView(Model, frozen=True, kw_only=True):
    """A calendar feed that is active."""

    trip_id: str | None
    """The trip that the calendar shows; null for all your trips"""
    created_at: str


class Look(Model, frozen=True, kw_only=True):
    """One look, as the person whose position it was sees it. Who opened a share link is nobody we know."""

    look_id: str
    user_id: str
    """Whose position it was"""
    viewer_id: str | None
    """Who looked; null for a share link, and once erased"""
    standing: Standing
    kind: LookKind
    reason: str | None
    """In the viewer's words; null for a share link"""
    at: str
    """When it began; looking on for the same reason is the same look"""
    level: SharingLevel
    """The most exact level that was shown"""
    since: str | None = None
    """Beginning of the time that was looked at"""
    until: str | None = None
    """End of the time that was looked at"""
    share_id: str | None = None
    """The share link that was opened"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""
    viewer_name: str | UnsetType | None = UNSET
    """Name of `viewerId`; null if there is no employee record"""


class PositionView(Model, frozen=True, kw_only=True):
    """What is kept of a position; null what its device did not say, or its owner does not share."""

    at: str
    device_id: str
    kind: PositionKind
    latitude: float | None = None
    """WGS 84 degrees"""
    longitude: float | None = None
    """WGS 84 degrees"""
    accuracy_metres: float | None = None
    """Radius, as the device believes"""
    speed_metres_per_second: float | None = None
    heading_degrees: float | None = None
    """From true north, clockwise"""
    altitude_metres: float | None = None
    battery_percent: int | None = None
    level: SharingLevel | None = None
    """As exactly as a coarse position is known"""
    places: tuple[str, ...] = ()
    """Of a coarse position its city, its country, or the ids of the geofences it is in"""
    flags: tuple[Flag, ...] = ()
    """Why it is not drawn and does not count"""


class TrackShareRequest(Model, frozen=True, kw_only=True):
    """What a share link is to show: a trip of yours, or a span of time."""

    trip_id: str | None = None
    since: dt.datetime | None = None
    """Beginning of what is shown, where it is no trip; null: as of now"""
    until: dt.datetime | None = None
    """End of what is shown, where it is no trip; null: until it expires"""
    level: SharingLevel = SharingLevel.CITY
    """How exactly at most, whatever else you or the company allow"""
    expires_at: dt.datetime | None = None
    """At most 30 days ahead; null: 24 hours from now"""
    label: str
    """For whom it is, for yourself"""


class TrackShareAddress(Model, frozen=True, kw_only=True):
    """A share link with its secret address, which is shown once."""

    share_id: str
    label: str
    """For whom it is, as you wrote"""
    level: SharingLevel
    """How exactly it shows your positions at most"""
    trip_id: str | None
    """The trip that it shows; null where it is a span of time"""
    since: str | None
    """Null where it shows a trip"""
    until: str | None
    """Null where it shows a trip"""
    created_at: str
    expires_at: str
    url: str
    """Whoever has it sees what it shows"""


class TrackShareView(Model, frozen=True, kw_only=True):
    """A share link that is open."""

    share_id: str
    label: str
    """For whom it is, as you wrote"""
    level: SharingLevel
    """How exactly it shows your positions at most"""
    trip_id: str | None
    """The trip that it shows; null where it is a span of time"""
    since: str | None
    """Null where it shows a trip"""
    until: str | None
    """Null where it shows a trip"""
    created_at: str
    expires_at: str


class TrackSummary(Model, frozen=True, kw_only=True):
    """Stops and moves of a span of time, for each device that reported positions in it."""

    since: str
    until: str
    devices: tuple[DeviceTrack, ...]


class DeviceTrack(Model, frozen=True, kw_only=True):
    """Stops and moves of one device, each in order of time."""

    device_id: str
    distance_metres: float
    """Of all moves together"""
    stops: tuple[StopView, ...]
    moves: tuple[TracksMoveView, ...]


class StopView(Model, frozen=True, kw_only=True):
    """Where a device stayed."""

    began_at: str
    ended_at: str
    duration_seconds: int
    latitude: float
    """Of the middle, WGS 84 degrees"""
    longitude: float
    radius_metres: float
    """Around the middle, with all of its positions"""
    positions: int


class TracksMoveView(Model, frozen=True, kw_only=True):
    """How a device came from one stop to the next."""

    began_at: str
    ended_at: str
    duration_seconds: int
    distance_metres: float
    """Along the positions, on WGS 84"""
    positions: int


class TrackingView(Model, frozen=True, kw_only=True):
    """What you want of your positions, and what follows from it."""

    granted: bool
    """False if never granted, withdrawn or expired"""
    text_version: str | None
    decided_at: str | None
    """When it was granted or withdrawn; null if never"""
    expires_at: str | None
    level: SharingLevel
    """The level that you chose"""
    effective_level: SharingLevel | None
    """The level at which positions are kept on a trip: the lesser of yours and the company's; null where none
    is kept
    """
    quiet_hours: QuietHours | None
    open_window: OpenWindowView | None
    """Null while you are on no trip"""


class QuietHours(Model, frozen=True, kw_only=True):
    """Hours of every day in which no position is kept, by the clock on the wall: from `from` until `until`,
    through midnight where that comes first.
    """

    from_: str = field(name="from")
    """Local time of day"""
    until: str
    """Local time of day"""
    timezone: str
    """Zone at home: it counts where the itinerary names no other"""
    at_place: bool = True
    """Whether, on the way, the clock of the place counts instead"""


class OpenWindowView(Model, frozen=True, kw_only=True):
    """The trip because of which positions may be kept now, from when until when."""

    trip_id: str
    starts_at: str
    ends_at: str


class TrackingRequest(Model, frozen=True, kw_only=True):
    """What you want of your positions from now on."""

    granted: bool
    """Whether your positions may be kept; false ends it at once"""
    text_version: str | None = None
    """Needed to grant a consent that is not in effect"""
    level: SharingLevel
    quiet_hours: QuietHours | None = None


class DeviceRequest(Model, frozen=True, kw_only=True):
    """What a device is to be called."""

    name: str
    """What its owner calls it"""


class DeviceRegistration(Model, frozen=True, kw_only=True):
    """A device that is new, with what it signs in by."""

    device_id: str
    name: str
    version: int
    created_at: str
    updated_at: str
    credential: str
    """What the device sends to report positions. It is shown once: keep it like a password"""


class DeviceDetails(Model, frozen=True, kw_only=True):
    """A device that may report positions, as its owner sees it."""

    device_id: str
    name: str
    version: int
    created_at: str
    updated_at: str


class PassengerRequest(Model, frozen=True, kw_only=True):
    """A new passenger profile: your own (`employee`), or that of a guest whom you book for."""

    given_name: str
    """As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops"""
    family_name: str
    """As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops"""
    birth_date: dt.date
    """ISO 8601, of a year from 1900 to 2100"""
    nationality: str
    """ISO 3166-1 alpha-2"""
    latin_given_name: str | None = None
    """Confirms the spelling for carriers; null while it is not"""
    latin_family_name: str | None = None
    """As spelled in the machine-readable lines of the passport: letters from A to Z"""
    documents: tuple[TravelDocument, ...] = ()
    known_traveller_number: str | None = None
    """TSA PreCheck, Global Entry ..."""
    redress_number: str | None = None
    """Of the DHS's redress programme"""
    loyalty: tuple[LoyaltyNumber, ...] = ()
    seat: Seat | None = None
    meal: Meal | None = None
    home_airport: str | None = None
    """Where the traveller's trips start, unless a request says otherwise"""
    emergency_contact: EmergencyContact | None = None
    arranger_ids: tuple[str, ...] = ()
    """`userId` of each person who may book for the traveller"""
    kind: PassengerKind = PassengerKind.EMPLOYEE


class TravelDocument(Model, frozen=True, kw_only=True):
    """A travel document, such as a passport."""

    kind: TravelDocumentKind
    number: str
    issuing_country: str
    """ISO 3166-1 alpha-2"""
    expires_on: dt.date | None = None
    """ISO 8601, of a year from 1900 to 2100; null, or a day of the year 9999, where there is no end"""


class LoyaltyNumber(Model, frozen=True, kw_only=True):
    """Membership in a loyalty programme of an airline or hotel chain."""

    programme: str
    """Code of the airline or hotel chain"""
    number: str


class EmergencyContact(Model, frozen=True, kw_only=True):
    """Emergency contact."""

    name: str
    """Name by which the person is shown"""
    phone: str
    relationship: str | None = None


class PassengerView(Model, frozen=True, kw_only=True):
    """A passenger profile. If `masked` is true, sensitive values are masked."""

    passenger_id: str
    kind: PassengerKind
    user_id: str
    """`userId` of the person, or of the host who keeps the guest's profile"""
    masked: bool
    given_name: str
    family_name: str
    latin_given_name: str | None
    """Confirmed spelling; null if there is none"""
    latin_family_name: str | None
    latin_spelling: LatinSpellingView
    birth_date: str
    """A date (ISO 8601), or `••••-••-••` if masked"""
    nationality: str
    documents: tuple[TravelDocumentView, ...]
    known_traveller_number: str | None
    """Masked, as `•••• 0T47`, unless `reveal` is set"""
    redress_number: str | None
    """Masked, as `•••• 0T47`, unless `reveal` is set"""
    loyalty: tuple[LoyaltyView, ...]
    seat: Seat | None
    meal: Meal | None
    home_airport: str | None
    """Where trips in words start that name no place of departure"""
    emergency_contact: ContactView | None
    arranger_ids: tuple[str, ...]
    created_at: str
    updated_at: str
    arranger_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `arrangerIds`, in the same order"""


class LatinSpellingView(Model, frozen=True, kw_only=True):
    """How carriers spell the name, and where that comes from."""

    given_name: str | None
    """Null if it has to be given"""
    family_name: str | None
    status: SpellingStatus
    """`proposed` by ICAO Doc 9303 until you confirm it, as `latinGivenName` and `latinFamilyName` of a
    replacement; `missing` where the script has no table. A booking asks for either
    """


class TravelDocumentView(Model, frozen=True, kw_only=True):
    """A travel document of a passenger profile."""

    kind: TravelDocumentKind
    number: str
    """Masked, as `•••• 0T47`, unless `reveal` is set"""
    issuing_country: str
    expires_on: dt.date | None
    """Null if the document has no end"""


class LoyaltyView(Model, frozen=True, kw_only=True):
    """A loyalty programme membership of a passenger profile."""

    programme: str
    number: str
    """Masked, as `•••• 0T47`, unless `reveal` is set"""


class ContactView(Model, frozen=True, kw_only=True):
    """The emergency contact of a passenger profile."""

    name: str
    """Masked, as `•••• 0T47`, unless `reveal` is set"""
    phone: str
    """Masked, as `•••• 0T47`, unless `reveal` is set"""
    relationship: str | None


class PassengerSummary(Model, frozen=True, kw_only=True):
    """A passenger profile in a list, and why it is listed."""

    passenger_id: str
    relation: Relation
    """Your own, a guest of yours, or a person who made you their arranger"""
    kind: PassengerKind
    given_name: str
    family_name: str
    updated_at: str


class PassengerDetails(Model, frozen=True, kw_only=True):
    """A passenger profile as the traveller or their arranger writes it."""

    given_name: str
    """As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops"""
    family_name: str
    """As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops"""
    birth_date: dt.date
    """ISO 8601, of a year from 1900 to 2100"""
    nationality: str
    """ISO 3166-1 alpha-2"""
    latin_given_name: str | None = None
    """Confirms the spelling for carriers; null while it is not"""
    latin_family_name: str | None = None
    """As spelled in the machine-readable lines of the passport: letters from A to Z"""
    documents: tuple[TravelDocument, ...] = ()
    known_traveller_number: str | None = None
    """TSA PreCheck, Global Entry ..."""
    redress_number: str | None = None
    """Of the DHS's redress programme"""
    loyalty: tuple[LoyaltyNumber, ...] = ()
    seat: Seat | None = None
    meal: Meal | None = None
    home_airport: str | None = None
    """Where the traveller's trips start, unless a request says otherwise"""
    emergency_contact: EmergencyContact | None = None
    arranger_ids: tuple[str, ...] = ()
    """`userId` of each person who may book for the traveller"""


class PassengerAccess(Model, frozen=True, kw_only=True):
    """One access to a passenger profile: by whom, when and why."""

    access_id: str
    passenger_id: str
    user_id: str
    """`userId` of the person who accessed it"""
    at: str
    reason: AccessReason
    booking_id: str | None = None
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class PolicyVersionView(Model, frozen=True, kw_only=True):
    """That a version of the travel policy was published, and what it counts for."""

    version: int
    status: VersionStatus
    """`in_effect`: it counts today (UTC); `scheduled`: it will from `effectiveFrom`; `superseded`: a newer one
    counts instead
    """
    effective_from: dt.date
    published_at: str
    published_by: str | None
    """`userId` of who published it; for travel managers"""
    url: str
    published_by_name: str | UnsetType | None = UNSET
    """Name of `publishedBy`; null if there is no employee record"""


class PolicyView(Model, frozen=True, kw_only=True):
    """One published version of the travel policy, and which of its sources a newer version of a document
    outdates.
    """

    name: str
    effective_from: dt.date
    """First day on which the policy is in effect (UTC)"""
    currency: str
    """ISO 4217 code of the policy's currency; every limit is given in it"""
    rates: tuple[Rate, ...]
    clauses: tuple[Clause, ...]
    rules: tuple[
        CabinByDuration
        | RailClassByDuration
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
        | HighestCarCategory
        | TravellingTogether
        | PurposeStated
        | OverlappingTrip,
        ...,
    ]
    trade_offs: TradeOffs = field(default_factory=lambda: TradeOffs())  # noqa: PLW0108 - it is defined further down
    approvals: ApprovalRules = field(default_factory=lambda: ApprovalRules())  # noqa: PLW0108 - it is defined further down
    version: int
    citations: tuple[ClauseCitation, ...] = ()
    """Where the words that clauses name as their `source` stand, letter by letter"""
    outdated_sources: tuple[OutdatedSource, ...] = ()
    """Sources of whose documents there is a newer version; the policy goes on to cite the old one"""


class Rate(Model, frozen=True, kw_only=True):
    """The company's exchange rate: one major unit of `currency` is `rate` major units of the policy's
    currency.
    """

    currency: str
    """ISO 4217 code of a currency in circulation, by the list of 2026-01-01"""
    rate: str
    """Decimal number, as text to keep it exact"""


class Clause(Model, frozen=True, kw_only=True):
    """A numbered paragraph of the policy, as employees read it."""

    number: str
    """Number of the policy clause, such as `5.2`"""
    title: str
    text: str
    tags: tuple[Tag, ...] = ()
    source: ClauseSource | None = None
    """Words of a policy document that it rests on, checked when the policy is published"""


class ClauseSource(Model, frozen=True, kw_only=True):
    """Where the words of a clause come from: a quote of a section, named by its number, its position or both."""

    document_id: str
    version: int
    """Version of the document"""
    quote: str
    """Words of that section, letter by letter as its `text` has them"""
    number: str | None = None
    """Number of the section, as printed; needed unless `position` is given"""
    position: int | None = None
    """Place of the section in the document, from 0"""


class CabinByDuration(Model, frozen=True, kw_only=True, tag="cabin_by_duration", tag_field="rule"):
    """The highest cabin of each slice that is flown, by the block time of its longest segment; a class on a
    train is no cabin of a flight.
    """

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    bands: tuple[CabinBand, ...]
    """Ascending; the first starts at 0"""


class CabinBand(Model, frozen=True, kw_only=True):
    """From this block time on, the highest cabin allowed."""

    from_seconds: int
    """Seconds"""
    cabin: Cabin


class RailClassByDuration(Model, frozen=True, kw_only=True, tag="rail_class", tag_field="rule"):
    """Second class on trains; first class on slices that take long enough, from the first departure to the
    last arrival.
    """

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    first_class_from_seconds: int | None = None
    """Seconds from which on first class is allowed; null: never"""


class FareCap(Model, frozen=True, kw_only=True, tag="fare_cap", tag_field="rule"):
    """The highest flight fare for one traveller and slice, by great-circle length of the slice; a fare over
    several slices has the sum of their limits.
    """

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    bands: tuple[FareBand, ...]
    """Ascending; the first starts at 0"""


class FareBand(Model, frozen=True, kw_only=True):
    """From this length of a slice on, the highest fare for one traveller and slice."""

    from_metres: int
    """Metres"""
    amounts: tuple[Money, ...]
    """A limit in one or more currencies, the policy's own among them; others are converted by `rates`"""


class NightlyCap(Model, frozen=True, kw_only=True, tag="nightly_cap", tag_field="rule"):
    """The highest price of a room a night, taxes included: the city's, else the country's, else the default."""

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    default: tuple[Money, ...]
    """A limit in one or more currencies, the policy's own among them; others are converted by `rates`"""
    countries: tuple[CountryCap, ...] = ()
    cities: tuple[CityCap, ...] = ()


class CountryCap(Model, frozen=True, kw_only=True):
    """A country's nightly limit."""

    country: str
    """ISO 3166-1 alpha-2"""
    amounts: tuple[Money, ...]
    """A limit in one or more currencies, the policy's own among them; others are converted by `rates`"""


class CityCap(Model, frozen=True, kw_only=True):
    """A city's nightly limit; `also` lists other names of the city."""

    city: str
    country: str
    """ISO 3166-1 alpha-2"""
    amounts: tuple[Money, ...]
    """A limit in one or more currencies, the policy's own among them; others are converted by `rates`"""
    aliases: tuple[str, ...] = ()


class TotalCap(Model, frozen=True, kw_only=True, tag="total_cap", tag_field="rule"):
    """The highest price of the whole option, all travellers together."""

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    amounts: tuple[Money, ...]
    """A limit in one or more currencies, the policy's own among them; others are converted by `rates`"""


class BudgetAvailable(Model, frozen=True, kw_only=True, tag="budget_available", tag_field="rule"):
    """Requires that each cost centre that is charged has a budget of each period that it is charged for, and
    that what it pays fits into the remaining amount.
    """

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """


class AdvanceBooking(Model, frozen=True, kw_only=True, tag="advance_booking", tag_field="rule"):
    """Requires at least this many days between booking and the first day of the trip."""

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    min_days: int
    """Days"""
    scope: Literal["any", "domestic", "international"] = "any"


class PreferredCarriers(Model, frozen=True, kw_only=True, tag="preferred_carriers", tag_field="rule"):
    """Requires every flight to be with one of these carriers."""

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    carriers: tuple[Carrier, ...]


class Carrier(Model, frozen=True, kw_only=True):
    """An airline, by IATA designator and name."""

    code: str
    """IATA airline designator"""
    name: str


class BarredCarriers(Model, frozen=True, kw_only=True, tag="barred_carriers", tag_field="rule"):
    """Forbids flights with these carriers."""

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    carriers: tuple[Carrier, ...]


class DestinationApproval(Model, frozen=True, kw_only=True, tag="destination_approval", tag_field="rule"):
    """Restricts these countries and cities as places that a trip goes to; `reason` says why in a few words."""

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    reason: str
    countries: tuple[str, ...] = ()
    cities: tuple[PolicyCity, ...] = ()


class PolicyCity(Model, frozen=True, kw_only=True):
    """A city, by name and, if trips may name an airport instead, by its airports."""

    city: str
    country: str
    """ISO 3166-1 alpha-2"""
    airports: tuple[str, ...] = ()


class ShortRoute(Model, frozen=True, kw_only=True, tag="short_route", tag_field="rule"):
    """Forbids flights over shorter distances, where a train is expected; each slice by its own length and
    scope.
    """

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    min_metres: int
    """Metres"""
    scope: Literal["any", "domestic", "international"] = "any"


class Refundable(Model, frozen=True, kw_only=True, tag="refundable", tag_field="rule"):
    """Requires that a component above this price is at least partly refundable."""

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    component_kind: ComponentKind
    above: tuple[Money, ...]
    """A limit in one or more currencies, the policy's own among them; others are converted by `rates`"""


class HotelStars(Model, frozen=True, kw_only=True, tag="hotel_stars", tag_field="rule"):
    """The highest number of hotel stars."""

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    max_stars: int


class StayLength(Model, frozen=True, kw_only=True, tag="stay_length", tag_field="rule"):
    """The highest number of nights of a stay."""

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    max_nights: int


class HighestCarCategory(Model, frozen=True, kw_only=True, tag="car_category", tag_field="rule"):
    """The highest category of a rental car, by how many travellers share it: all of the trip, for whomever of
    them the rule holds.
    """

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    bands: tuple[CarBand, ...]
    """Ascending; the first starts at 1"""


class CarBand(Model, frozen=True, kw_only=True):
    """From so many travellers on, the highest category allowed."""

    from_travellers: int
    category: CarCategory


class TravellingTogether(Model, frozen=True, kw_only=True, tag="travelling_together", tag_field="rule"):
    """The highest number of employees on one aircraft."""

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    max_travellers: int


class PurposeStated(Model, frozen=True, kw_only=True, tag="purpose_stated", tag_field="rule"):
    """Requires that the trip request states its purpose."""

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    scope: Literal["any", "domestic", "international"] = "any"


class OverlappingTrip(Model, frozen=True, kw_only=True, tag="overlapping_trip", tag_field="rule"):
    """Asks that no traveller has another trip at the same time."""

    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    same_flight_only: bool = False
    """Only for a flight that a traveller has a seat on already"""


class TradeOffs(Model, frozen=True, kw_only=True):
    """What the company would pay, in minor units, to avoid each of these once. Ranks options; verdicts ignore
    it.
    """

    hour: int = 0
    """An hour of journey, per traveller"""
    connection: int = 0
    """A change of aircraft, per traveller"""
    unsocial_time: int = 0
    """A departure before 06:00 or an arrival from 23:00 to 06:00, local time, per traveller"""
    co2_tonne: int = 0
    """A tonne of CO2 equivalent"""
    centre_kilometre: int = 0
    """A kilometre between hotel and centre, per night"""
    star: int = 0
    """A hotel star less, per night"""
    non_preferred_carrier: int = 0
    """A flight with a carrier that is not preferred, per traveller"""
    lower_cabin: int = 0
    """A flight in a cabin below the requested one"""
    non_refundable: int = 0
    """A component that is not refundable"""


class ApprovalRules(Model, frozen=True, kw_only=True):
    """Who approves, and by when. `all`: one level after another; `any`: all at once, and the first decision
    counts.
    """

    tiers: tuple[ApprovalTier, ...] = ()
    """Ascending, the first from 0; if empty, one level at every price"""
    mode: Literal["all", "any"] = "all"
    limit_seconds: int | None = None
    """Time limit for an approval, in seconds; the stage's default if null"""
    remind_after_seconds: int | None = None
    """Seconds without a decision after which an approver is reminded; never if null"""
    escalate_after_seconds: int | None = None
    """Seconds without a decision after which the request escalates to the next level; never if null"""
    tolerance_percent: int = 0
    """Highest price increase after approval, in percent"""
    tolerance_amount: int | None = None
    """Highest price increase after approval, in minor units; the lower of the two limits counts"""


class ApprovalTier(Model, frozen=True, kw_only=True):
    """From this price of the whole option on, the number of levels of the management chain that have to
    approve.
    """

    from_amount: int
    """Minor units of the policy's currency"""
    levels: int
    """Number of levels; 1 is the traveller's manager alone"""


class ClauseCitation(Model, frozen=True, kw_only=True):
    """The citation of a clause's source, as publishing has fixed it."""

    clause: str
    """Number of the policy clause, such as `5.2`"""
    citation: Citation


class OutdatedSource(Model, frozen=True, kw_only=True):
    """A source of a clause of which the document has a newer version."""

    clause: str
    """Number of the policy clause, such as `5.2`"""
    document_id: str
    cited_version: int
    newest_version: int
    """The newest version that can be cited"""
    citation: Citation | None
    """Where the newest version has the same words; null if it has them no longer"""


class PolicySubmission(Model, frozen=True, kw_only=True):
    """A travel policy to publish: a draft, or what was read of a version, edited. Fields that only Sojourn
    sets may be sent as they were read.
    """

    name: str
    effective_from: dt.date
    """First day on which the policy is in effect (UTC)"""
    currency: str
    """ISO 4217 code of the policy's currency; every limit is given in it"""
    rates: tuple[Rate, ...]
    clauses: tuple[Clause, ...]
    rules: tuple[
        CabinByDuration
        | RailClassByDuration
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
        | HighestCarCategory
        | TravellingTogether
        | PurposeStated
        | OverlappingTrip,
        ...,
    ]
    trade_offs: TradeOffs = field(default_factory=lambda: TradeOffs())  # noqa: PLW0108 - it is defined further down
    approvals: ApprovalRules = field(default_factory=lambda: ApprovalRules())  # noqa: PLW0108 - it is defined further down
    version: int | UnsetType = UNSET
    """The version that was read and edited; may be left out"""
    citations: tuple[ClauseCitation, ...] | UnsetType = UNSET
    """As that version has them; may be left out"""
    outdated_sources: tuple[OutdatedSource, ...] | UnsetType = UNSET
    """As they were read; may be left out"""


class PolicyHits(Model, frozen=True, kw_only=True):
    """What was found, the best first; nothing, if nothing bears on the question."""

    items: tuple[SectionHit, ...]
    method: RankingMethod
    """What it was ranked by: `meaning` by models of language, `words` while those are not at hand"""


class PolicyDocumentRequest(Model, frozen=True, kw_only=True):
    """A policy document to upload: its title, and the file of its first version."""

    title: str
    """What the document is called where it is cited"""
    file: PolicyFile


class PolicyFile(Model, frozen=True, kw_only=True):
    """A file to upload as a version of a policy document."""

    file_name: str
    """File name with a suffix that fits the content type"""
    content_type: PolicyFileType
    size_bytes: int
    """Bytes"""
    sha256: str
    """SHA-256 of the file, in hex"""


class PolicyDocumentUpload(Model, frozen=True, kw_only=True):
    """The document, the version whose file is to be uploaded, and the form to upload it with."""

    document: PolicyDocumentView
    version: int
    upload: UploadForm
    """POST it as multipart/form-data with the field `file` last"""


class PolicyDocumentView(Model, frozen=True, kw_only=True):
    """A policy document with all its versions."""

    document_id: str
    title: str
    current_version: int | None
    """The newest version whose sections can be read; null if there is none"""
    versions: tuple[PolicyDocumentVersionView, ...]
    events_url: str
    created_at: str
    updated_at: str


class PolicyDocumentVersionView(Model, frozen=True, kw_only=True):
    """A version of a policy document."""

    version: int
    file: PolicyFile
    status: PolicyDocumentStatus
    """Sections can be read once it is `parsed`; a search finds them once it is `indexed`"""
    progress: ParsingProgress
    failure: ParsingFailure | None
    """Why it failed and what to do; null unless it `failed`"""
    warnings: tuple[ParsingWarning, ...]
    """What is missing from its sections"""
    uploaded_by: str | None
    """`userId` of the travel manager; shown to travel managers"""
    created_at: str
    updated_at: str
    uploaded_by_name: str | UnsetType | None = UNSET
    """Name of `uploadedBy`; null if there is no employee record"""


class ParsingProgress(Model, frozen=True, kw_only=True):
    """How far parsing has come."""

    pages_parsed: int = 0
    pages: int | None = None
    """Null until it is known, and for files without pages"""
    sections: int = 0
    """Sections found so far"""


class ParsingFailure(Model, frozen=True, kw_only=True):
    """Why a version of a policy document failed, and what to do about it."""

    problem: ParsingProblem
    detail: str
    """What to do about it"""
    found: str | None = None
    """What was found in this very file, such as the number of a page"""


class PolicyDocumentSummary(Model, frozen=True, kw_only=True):
    """A policy document in a list."""

    document_id: str
    title: str
    current_version: int | None
    """The newest version whose sections can be read; null if there is none"""
    newest: PolicyDocumentVersionView
    """The version that was created last"""
    created_at: str
    updated_at: str


class PolicySectionView(Model, frozen=True, kw_only=True):
    """A numbered or titled part of a policy document, without the sections below it."""

    position: int
    """Place in the document, from 0"""
    number: str | None
    """As printed, such as `4.2`; null if it has none"""
    heading: str
    """Without its number; empty for text before the first heading"""
    level: int
    """Depth of the heading, 1 for the highest"""
    text: str
    """Paragraphs parted by an empty line; rows of tables as lines with ` | `"""
    pages: tuple[PageStart, ...]
    """Empty for files without pages"""
    tables: tuple[Table, ...]
    captions: tuple[str, ...]
    """Captions of figures"""


class PageStart(Model, frozen=True, kw_only=True):
    """Where a page of the file begins in the text of a section."""

    offset: int
    """Code points from the beginning of `text`"""
    page: int
    """Number of the page, from 1"""


class Table(Model, frozen=True, kw_only=True):
    """A table within a section's text, from `start` to `end` (exclusive)."""

    start: int
    end: int
    caption: str | None
    rows: tuple[tuple[str, ...], ...]


class ErasureRequest(Model, frozen=True, kw_only=True):
    """The person whose data is to be erased: a user, or a guest."""

    user_id: str | None = None
    """You, if left out; only a travel manager may name another person"""
    passenger_id: str | None = None
    """Instead of `userId`: the passenger profile of a guest, whom you keep or may book for; a travel manager
    may name any guest
    """


class ErasureView(Model, frozen=True, kw_only=True):
    """The progress of an erasure of a person's data."""

    erasure_id: str
    user_id: str | None
    """Null if it concerns a guest"""
    passenger_id: str | None
    """The guest's passenger profile; null for a user"""
    requested_by: str
    status: ErasureStatus
    created_at: str
    updated_at: str
    counts: dict[str, int]
    """Number of records removed or anonymised, by kind"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""
    requested_by_name: str | UnsetType | None = UNSET
    """Name of `requestedBy`; null if there is no employee record"""


class PrivacyRequest(Model, frozen=True, kw_only=True):
    """The person whose data it concerns."""

    user_id: str | None = None
    """You, if left out; only a travel manager may name another person"""


class ExportView(Model, frozen=True, kw_only=True):
    """A data export, readable until it expires."""

    export_id: str
    user_id: str
    created_at: str
    expires_at: str
    entries_url: str
    """Path of the export's entries, a paged list"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class ExportEntry(Model, frozen=True, kw_only=True):
    """One exported record: its kind, its id and its content."""

    section: str
    id: str
    data: dict[str, Any]


class NoticeReview(Model, frozen=True, kw_only=True):
    """A supplier's notice that was put aside until a travel manager accepts or dismisses it."""

    review_id: str
    supplier: str
    notice_id: str
    booking_id: str
    part_id: str
    """Index of the component and index of the part in it, as `0.1`"""
    name: str
    notice: SupplierNotice
    before: tuple[SegmentTimes, ...]
    """Times of each segment when the notice was received"""
    doubts: tuple[Doubt, ...]
    """Why it was not applied"""
    status: ReviewStatus
    received_at: str
    decided_at: str | None = None


class SupplierNotice(Model, frozen=True, kw_only=True):
    """A supplier's notice that it has changed or cancelled an order."""

    type: NoticeKind
    timestamp: dt.datetime
    """RFC 3339, with its offset, of a year from 2000 to 2100"""
    data: NoticeData


class NoticeData(Model, frozen=True, kw_only=True):
    """The changed part of an order and its new times; `sequence` rises with every notice of an order."""

    order_key: str
    """The idempotency key under which it was bought"""
    order_id: str
    sequence: int
    part_index: int
    """Index of the part: the slice of a flight or rail fare, from 0; else there is one"""
    times: tuple[SegmentTimes, ...] = ()
    """Times of each segment of the part; empty if it is cancelled"""


class SegmentTimes(Model, frozen=True, kw_only=True):
    """Departure and arrival of one segment, by air or by rail."""

    departs_at: dt.datetime
    """RFC 3339, with its offset, of a year from 2000 to 2100"""
    arrives_at: dt.datetime
    """RFC 3339, with its offset, of a year from 2000 to 2100"""


class NoticeReviewDecisionRequest(Model, frozen=True, kw_only=True):
    """The travel manager's decision on a notice that was put aside."""

    decision: Literal["accepted", "dismissed"]


class NoticeReceipt(Model, frozen=True, kw_only=True):
    """Acknowledges a notice, which need not be sent again, and says what it changed."""

    notice_id: str
    outcome: Literal["applied", "dismissed", "duplicate", "needs_review", "superseded", "too_late", "unknown_order"]


class OsmAndForm(Model, frozen=True, kw_only=True):
    """The same parameters as a form."""

    id: str | None = None
    """The credential of the device; `deviceid` is the same"""
    deviceid: str | None = None
    timestamp: str | None = None
    """Seconds or milliseconds since 1970, or ISO 8601, in UTC without an offset"""
    lat: float | None = None
    lon: float | None = None
    location: str | None = None
    """Latitude and longitude, with a comma between"""
    accuracy: float | None = None
    """Metres"""
    speed: float | None = None
    """Knots"""
    speed_metres_per_second: float | None = None
    """For apps that have no knots; goes before `speed`"""
    bearing: float | None = None
    """Degrees from true north; `heading` is the same"""
    heading: float | None = None
    altitude: float | None = None
    """Metres"""
    batt: float | None = None
    """Per cent"""
    valid: str | None = None
    """`false` where the device does not know where it is"""


class PositionsReceipt(Model, frozen=True, kw_only=True):
    """What became of what a device sent. What is accepted is stored a moment later; none of it need be sent
    again.
    """

    accepted: int
    not_kept: int
    """How many nobody may keep: outside of a trip, in quiet hours, or without consent to it"""
    refused: tuple[RefusedFixView, ...]


class RefusedFixView(Model, frozen=True, kw_only=True):
    """A fix that is not taken, and why; sending it again changes nothing."""

    index: int
    """Which of those that were sent, counted from 0"""
    field: str | None
    """The field that is wrong, as it was sent; null for all of it"""
    reason: Refusal
    detail: str


class FixBatch(Model, frozen=True, kw_only=True):
    """Fixes and pings, in any order; each is judged by itself."""

    fixes: tuple[FixRequest, ...]


class FixRequest(Model, frozen=True, kw_only=True):
    """Where a device was at a moment; or, as a ping, that it was still where it had been."""

    at: dt.datetime
    """RFC 3339, with its offset, of a year from 2000 to 2100"""
    latitude: float | None = None
    """WGS 84; none of a ping"""
    longitude: float | None = None
    """WGS 84; none of a ping"""
    accuracy_metres: float | None = None
    """Radius within which the device believes to be"""
    speed_metres_per_second: float | None = None
    heading_degrees: float | None = None
    """Clockwise from true north"""
    altitude_metres: float | None = None
    battery_percent: float | None = None
    ping: bool | None = None
    """True for a ping, which has a time and no position"""


class TripDetails(Model, frozen=True, kw_only=True):
    """A trip as a person writes it."""

    name: str
    notes: str | None = None
    starts_at: dt.datetime
    """RFC 3339, with its offset, of a year from 2000 to 2100"""
    ends_at: dt.datetime
    """RFC 3339, with its offset, of a year from 2000 to 2100"""


class TripWithItems(Model, frozen=True, kw_only=True):
    """A trip with its itinerary in order of start; items without a start come last."""

    trip: TripView
    items: tuple[ItemView, ...]


class TripView(Model, frozen=True, kw_only=True):
    """A trip with its current status."""

    trip_id: str
    requester_id: str
    """`userId` of who asked for the trip, or planned it by hand"""
    traveller_id: str
    """`userId` of the traveller: the first one with an account, or else the requester"""
    traveller_ids: tuple[str, ...]
    """`userId` of every traveller with an account; a traveller who did not ask for the trip, and a colleague,
    see only one
    """
    name: str
    notes: str | None
    status: TripStatus
    """`in_progress` from the start, `completed` from the end"""
    starts_at: str
    ends_at: str
    access: TripAccess
    """The right by which you see the trip"""
    booking_id: str | None
    """Null for colleagues"""
    price: Money | None
    """Null for colleagues"""
    created_at: str
    updated_at: str
    created_by: str
    version: int
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_name: str | UnsetType | None = UNSET
    """Name of `travellerId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""
    created_by_name: str | UnsetType | None = UNSET
    """Name of `createdBy`; null if there is no employee record"""


class TripPatch(Model, frozen=True, kw_only=True):
    """A merge patch of a trip (RFC 7396): null removes a field, fields left out stay unchanged."""

    name: str | UnsetType = UNSET
    notes: str | UnsetType | None = UNSET
    starts_at: dt.datetime | UnsetType = UNSET
    """RFC 3339, with its offset, of a year from 2000 to 2100"""
    ends_at: dt.datetime | UnsetType = UNSET
    """RFC 3339, with its offset, of a year from 2000 to 2100"""


class TripProgress(Model, frozen=True, kw_only=True):
    """How far a traveller is along the stretch of a trip that is under way, comes next, or was the last."""

    trip_id: str
    user_id: str
    """`userId` of the traveller"""
    as_of: str
    """When this was worked out"""
    level: SharingLevel | None
    """How exactly positions may be shown to you; but for `exact`, the schedule alone counts"""
    newest_position_at: str | None
    current_item_id: str | None
    """Item of the move that is under way"""
    next_item_id: str | None
    """Item of the move that begins next"""
    moves: tuple[TripProgressMoveView, ...]
    warnings: tuple[TripWarning, ...] = ()
    """All of the trip, the earliest first; `raised` are those that last"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class TripProgressMoveView(Model, frozen=True, kw_only=True):
    """A move of the itinerary, how far it has come, and when it is likely to end."""

    item_id: str
    kind: ItemKind
    phase: Phase
    """`before`, `under_way`, `arrived`; `unconfirmed`: its time is over, and no position says that anybody
    arrived
    """
    basis: Basis
    """Whether the phase rests on positions or on the schedule alone"""
    planned_departure_at: str
    """As booked, or written by hand"""
    planned_arrival_at: str
    """As booked, or written by hand"""
    departed_at: str | None = None
    """First position away from where it begins"""
    arrived_at: str | None = None
    """First position where it ends"""
    fraction: float | None = None
    """Share of the planned path that is behind, from 0 to 1"""
    travelled_metres: int | None = None
    """Along the planned path"""
    remaining_metres: int | None = None
    """Along the planned path"""
    away_metres: int | None = None
    """From the planned path, at the newest position"""
    estimated_arrival_at: str | None = None
    """When it is likely to end; null where `withheld` says why"""
    earliest_arrival_at: str | None = None
    """At the fastest speed seen or planned"""
    latest_arrival_at: str | None = None
    """At the slowest speed seen or planned"""
    delay_seconds: int | None = None
    """Estimated after planned arrival; negative if it is before"""
    confidence: Confidence | None = None
    """By how far the earliest and the latest arrival are apart"""
    withheld: Withheld | None = None
    """Why there is no estimated arrival"""
    position_at: str | None = None
    """Time of the newest position that this rests on"""
    position_age_seconds: int | None = None
    """Age of that position as of `asOf`"""


class TripWarning(Model, frozen=True, kw_only=True):
    """One episode that was warned of. `revision` counts what was published of it."""

    warning_id: str
    kind: WarningKind
    status: WarningStatus
    item_id: str
    """Item of the itinerary that it is about"""
    began_at: str
    """From which position on, as far as is known"""
    ended_at: str | None = None
    """Null while it lasts"""
    data: dict[str, Any]
    """How bad it was when it was raised, or corrected"""
    revision: int = 1


class Share(Model, frozen=True, kw_only=True):
    """A colleague's access to a trip; only the traveller grants and revokes it."""

    trip_id: str
    user_id: str
    """`userId` of the colleague"""
    right: Right
    shared_at: str
    updated_at: str
    shared_by: str
    version: int = 1
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""
    shared_by_name: str | UnsetType | None = UNSET
    """Name of `sharedBy`; null if there is no employee record"""


class ShareRequest(Model, frozen=True, kw_only=True):
    """The right that a colleague gets."""

    right: Right
    """`read`: see the trip and its items; `write`: change them too"""


class Timeline(Model, frozen=True, kw_only=True):
    """A trip's items in order of time, and the conflicts among them."""

    trip_id: str
    entries: tuple[TimelineEntry, ...]
    undated: tuple[str, ...]
    """Ids of items without a start"""
    conflicts: tuple[TimelineConflict, ...]


class TimelineEntry(Model, frozen=True, kw_only=True):
    """An item on the timeline."""

    item_id: str
    kind: ItemKind
    name: str
    status: ItemStatus
    starts: LocalTime
    ends: LocalTime | None
    duration_minutes: int | None
    """Duration in minutes"""


class LocalTime(Model, frozen=True, kw_only=True):
    """A time at its place."""

    at: str
    local: str
    """Local time with its offset"""
    timezone: str


class TimelineConflict(Model, frozen=True, kw_only=True):
    """A conflict on the timeline, and the items involved."""

    kind: ConflictKind
    detail: str
    item_ids: tuple[str, ...]
    night: dt.date | None = None
    """Date of the evening of a night without a stay"""


class WebhookRequest(Model, frozen=True, kw_only=True):
    """A webhook subscription: the event types, and the URL that receives them."""

    url: str
    """URL of the receiver: https, a public host, port 443 or 8443"""
    event_types: tuple[
        Literal[
            "*",
            "booking.*",
            "document.*",
            "budget.*",
            "policy_document.*",
            "geofence.*",
            "trip.*",
            "webhook.*",
            "booking.requested",
            "booking.policy_retrieved",
            "booking.options_planned",
            "booking.options_evaluated",
            "booking.awaiting_selection",
            "booking.selected",
            "booking.held",
            "booking.sold_out",
            "booking.price_changed",
            "booking.awaiting_approval",
            "booking.approval_step_decided",
            "booking.approval_reminded",
            "booking.approval_escalated",
            "booking.approval_reassigned",
            "booking.approval_blocked",
            "booking.approval_unblocked",
            "booking.approval_expired",
            "booking.approvers_notified",
            "booking.approved",
            "booking.approval_declined",
            "booking.sent_back",
            "booking.recalled",
            "booking.reopened",
            "booking.awaiting_revision",
            "booking.revised",
            "booking.message_answered",
            "booking.approval_voided",
            "booking.cancel_requested",
            "booking.repriced",
            "booking.ordered",
            "booking.booked",
            "booking.delayed",
            "booking.resumed",
            "booking.changing",
            "booking.changed",
            "booking.change_waiting",
            "booking.change_abandoned",
            "booking.supplier_changed",
            "booking.supplier_change_accepted",
            "booking.supplier_change_declined",
            "booking.supplier_notice_dismissed",
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
            "policy_document.parsed",
            "policy_document.failed",
            "geofence.entered",
            "geofence.dwelt",
            "geofence.exited",
            "geofence.corrected",
            "trip.warning_raised",
            "trip.warning_ended",
            "trip.warning_withdrawn",
            "webhook.disabled",
        ],
        ...,
    ]
    """Event types (`booking.booked`), groups of them (`booking.*`), or `*` for all"""
    description: str = ""
    enabled: bool = True


class NewWebhook(Model, frozen=True, kw_only=True):
    """A new webhook with its signing secret, which is shown only here."""

    webhook: WebhookView
    secret: str
    """The signing secret; keep it where only the receiver can read it"""


class WebhookView(Model, frozen=True, kw_only=True):
    """A webhook subscription and its delivery status."""

    webhook_id: str
    url: str
    event_types: tuple[str, ...]
    description: str
    enabled: bool
    disabled_reason: DisabledReason | None
    """Why delivery stopped: the receiver answered 410 (`gone`), or failed for three days (`failing`)"""
    failures: int
    """Failed attempts since the last successful one"""
    failing_since: str | None
    created_at: str
    created_by: str
    updated_at: str
    created_by_name: str | UnsetType | None = UNSET
    """Name of `createdBy`; null if there is no employee record"""


class DeliveryView(Model, frozen=True, kw_only=True):
    """The delivery of one event to one webhook."""

    event_id: str
    """The event's id; the receiver gets it as `webhook-id`"""
    event_type: str
    status: DeliveryStatus
    attempts: int
    created_at: str
    next_attempt_at: str | None
    last_attempt: Attempt | None


class Attempt(Model, frozen=True, kw_only=True):
    """A delivery attempt: the receiver's status code, or the error if it did not answer. The response's body
    is never read.
    """

    at: str
    duration_milliseconds: int
    status_code: int | None = None
    error: str | None = None


class NewSecret(Model, frozen=True, kw_only=True):
    """The new signing secret, which is shown only here."""

    secret: str
    """The signing secret; keep it where only the receiver can read it"""
    previous_secret_signs_until: str
    """Until then every message carries signatures by both secrets"""


class TrackCollection(Model, frozen=True, kw_only=True, tag="FeatureCollection", tag_field="type"):
    """A track as GeoJSON (RFC 7946), a feature for each of its stretches."""

    features: tuple[StretchFeature, ...]
    next_cursor: str | None
    """Null on the last page"""


class StretchFeature(Model, frozen=True, kw_only=True, tag="Feature", tag_field="type"):
    """A stretch of a track: a line, cut where it crosses the antimeridian, or a point."""

    geometry: PointGeometry | PathGeometry | CutPathGeometry
    properties: StretchProperties
    bbox: tuple[float, float, float, float]
    """West, south, east, north in degrees; west is greater than east across the antimeridian"""


class PointGeometry(Model, frozen=True, kw_only=True, tag="Point", tag_field="type"):
    """One place."""

    coordinates: tuple[float, float]
    """Longitude and latitude in WGS 84 degrees"""


class PathGeometry(Model, frozen=True, kw_only=True, tag="LineString", tag_field="type"):
    """A track that does not cross the antimeridian."""

    coordinates: tuple[tuple[float, float], ...]


class CutPathGeometry(Model, frozen=True, kw_only=True, tag="MultiLineString", tag_field="type"):
    """A track that is cut at the antimeridian."""

    coordinates: tuple[tuple[tuple[float, float], ...], ...]


class StretchProperties(Model, frozen=True, kw_only=True):
    """Of which device a stretch is, and when it was at each position."""

    device_id: str
    began_at: str
    ended_at: str
    coordinate_properties: CoordinateProperties


class CoordinateProperties(Model, frozen=True, kw_only=True):
    """What is known of each position of a track."""

    times: tuple[str | tuple[str, ...], ...]
    """When it was at each position; for a MultiLineString, a list for each of its lists"""


class EncodedTrack(Model, frozen=True, kw_only=True):
    """A track as encoded polylines, one for each of its stretches."""

    precision: Literal[5, 6]
    """Digits after the point"""
    stretches: tuple[EncodedStretch, ...]
    next_cursor: str | None
    """Null on the last page"""


class EncodedStretch(Model, frozen=True, kw_only=True):
    """A stretch of a track as an encoded polyline."""

    device_id: str
    began_at: str
    ended_at: str
    positions: int
    """How many the line has"""
    polyline: str


class Problem(Model, frozen=True, kw_only=True):
    """Problem details (RFC 9457)."""

    type: str
    """URI of the kind of problem; stable"""
    title: str
    status: int
    detail: str
    """What went wrong in this request, in a sentence"""
    instance: str = ""
    """The path of the request; may be absent if the gateway answers"""
    request_id: str
    """The request's id in the logs"""
    errors: tuple[FieldProblem, ...] = ()
    questions: tuple[Question, ...] = ()


class FieldProblem(Model, frozen=True, kw_only=True):
    """An error in one field of the input."""

    pointer: str
    """JSON pointer (RFC 6901) into the body, or `/` and the query parameter's name"""
    detail: str


class Question(Model, frozen=True, kw_only=True):
    """A question about an ambiguous request, with the possible answers."""

    field: str
    question: str
    choices: tuple[QuestionChoice, ...]


class QuestionChoice(Model, frozen=True, kw_only=True):
    """One possible answer to a question."""

    code: str
    label: str
