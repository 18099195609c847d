"""The types that operations take and give. Written by `make client`."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Literal

from msgspec import UNSET, UnsetType, field

from sojourn_client.base import Model, OpenEnum


class TransportMode(OpenEnum):
    """What a slice is travelled by."""

    AIR = "air"
    """By air"""
    RAIL = "rail"
    """By train"""
    ANY = "any"
    """By air or by train"""


class Cabin(OpenEnum):
    """Cabin class of a flight; of a train, first class stands for all above economy."""

    ECONOMY = "economy"
    """Economy class"""
    PREMIUM_ECONOMY = "premium_economy"
    """Premium economy class"""
    BUSINESS = "business"
    """Business class"""
    FIRST = "first"
    """First class; on trains it stands for all above economy"""


class Strength(OpenEnum):
    """Whether something must be so, or would only be liked."""

    MUST = "must"
    """What lacks it is no option, unless nothing else is left"""
    WISH = "wish"
    """What lacks it ranks lower"""


class CarCategory(OpenEnum):
    """Category of a rental car: the first letter of its ACRISS code."""

    MINI = "mini"
    """ACRISS M"""
    ECONOMY = "economy"
    """ACRISS E"""
    COMPACT = "compact"
    """ACRISS C"""
    INTERMEDIATE = "intermediate"
    """ACRISS I"""
    STANDARD = "standard"
    """ACRISS S"""
    FULL_SIZE = "full_size"
    """ACRISS F"""
    PREMIUM = "premium"
    """ACRISS P"""


class Alliance(OpenEnum):
    """An airline alliance."""

    ONEWORLD = "oneworld"
    """oneworld"""
    SKYTEAM = "skyteam"
    """SkyTeam"""
    STAR_ALLIANCE = "star_alliance"
    """Star Alliance"""


class ComponentKind(OpenEnum):
    """Kind of a component of a trip."""

    FLIGHT = "flight"
    """A flight fare"""
    RAIL = "rail"
    """A rail fare"""
    STAY = "stay"
    """A hotel stay"""
    CAR = "car"
    """A rental car"""


class SeatPosition(OpenEnum):
    """Where in a row a seat is."""

    AISLE = "aisle"
    """At the aisle"""
    WINDOW = "window"
    """At the window"""


class BookingStatus(OpenEnum):
    """Status of a booking."""

    REQUESTED = "requested"
    """Accepted; planning has not begun"""
    PLANNING = "planning"
    """Offers are searched, ranked and evaluated against the travel policy"""
    AWAITING_SELECTION = "awaiting_selection"
    """Waits for somebody to select an option"""
    HOLDING = "holding"
    """Holds the selected offers at their suppliers and reserves the budget"""
    AWAITING_APPROVAL = "awaiting_approval"
    """Waits for an approver's decision"""
    REVISING = "revising"
    """Sent back or recalled; waits for its requester's revision"""
    PURCHASING = "purchasing"
    """Is being bought"""
    BOOKED = "booked"
    """Everything is bought, and there is a trip"""
    CHANGING = "changing"
    """Parts of what is booked are being cancelled or moved"""
    DECLINED = "declined"
    """An approver declined, or the policy allows no option; nothing was bought"""
    EXPIRED = "expired"
    """A deadline passed without a selection, decision or revision; nothing was bought"""
    CANCELLED = "cancelled"
    """Cancelled before it was bought, or all its parts were cancelled afterwards"""
    FAILED = "failed"
    """Could not be bought; what was done for it is taken back"""
    COMPENSATION_REQUIRED = "compensation_required"
    """Taking back failed; it is retried, and an operator may retry it"""


class PartyRole(OpenEnum):
    """As what somebody has a part in a booking or a trip."""

    REQUESTER = "requester"
    """Asked for it"""
    TRAVELLER = "traveller"
    """Travels by it"""


class Outcome(OpenEnum):
    """The outcome of a policy evaluation, decided by the gravest violation, or by a fact that a rule lacks."""

    COMPLIANT = "compliant"
    """The policy allows it"""
    APPROVAL_REQUIRED = "approval_required"
    """The policy allows it once somebody approves"""
    CANNOT_BE_JUDGED = "cannot_be_judged"
    """Nothing forbids it, and a fact is missing: a travel manager decides"""
    DENIED = "denied"
    """The policy forbids it: it cannot be selected"""


class ListScope(OpenEnum):
    """Whose things a list has: one's own, or everybody's."""

    OWN = "own"
    """What concerns you"""
    ALL = "all"
    """What concerns anybody in the company"""


class BookingOperation(OpenEnum):
    """An operation that the caller may perform on a booking now."""

    SELECT = "select"
    """Select an option"""
    APPROVE = "approve"
    """Approve or decline the approval request"""
    SEND_BACK = "send_back"
    """Send the booking back for a revision"""
    RECALL = "recall"
    """Recall the booking from its approver, in order to revise it"""
    REVISE = "revise"
    """Revise the request"""
    CANCEL = "cancel"
    """Cancel the booking before it is bought"""
    CHANGE = "change"
    """Ask for a quote to cancel parts or to move them to other days"""
    DECIDE_SUPPLIER_CHANGE = "decide_supplier_change"
    """Accept or decline a supplier's change"""


class MissingNightReason(OpenEnum):
    """Why an option has no room for a night."""

    IN_TRANSIT = "in_transit"
    """The travellers are under way in that night"""
    NOT_OFFERED = "not_offered"
    """No hotel offers a room for it"""
    NOT_REQUESTED = "not_requested"
    """The request's check-in is after it"""


class OverlapKind(OpenEnum):
    """How another trip of a traveller overlaps an option."""

    SAME_FLIGHT = "same_flight"
    """A seat on the same flight is booked already"""
    OVERLAPPING_DATES = "overlapping_dates"
    """Another trip takes place at the same time"""


class ApprovalKind(OpenEnum):
    """The kind of approval that a verdict requires, in rising order."""

    NONE = "none"
    """No approval is needed"""
    NOTIFY = "notify"
    """Approvers are notified; nobody has to decide"""
    PASSIVE = "passive"
    """Approved at the deadline unless somebody declines"""
    HARD = "hard"
    """Somebody has to approve before the deadline, or the booking expires"""


class Refundability(OpenEnum):
    """How much of the price a cancellation refunds."""

    NONE = "none"
    """Nothing is refunded"""
    WITH_FEE = "with_fee"
    """The price less the cancellation fee is refunded"""
    FULL = "full"
    """The whole price is refunded"""


class SeatSelection(OpenEnum):
    """Whether a fare lets a traveller choose the seat."""

    NONE = "none"
    """A seat is assigned"""
    FOR_A_FEE = "for_a_fee"
    """A seat can be chosen and is charged"""
    INCLUDED = "included"
    """A seat can be chosen free of charge"""


class Action(OpenEnum):
    """What a violation requires, in rising order of gravity."""

    NOTE = "note"
    """It is said, and nothing more"""
    NOTIFY = "notify"
    """Those who would have to approve are notified"""
    PASSIVE = "passive"
    """Approved unless somebody declines before the deadline"""
    APPROVE = "approve"
    """Somebody has to approve"""
    DENY = "deny"
    """The option cannot be selected"""


class Fact(OpenEnum):
    """What a rule has to know, and somebody may not have said."""

    EXCHANGE_RATE = "exchange_rate"
    """The policy has no rate for the currency of a price"""
    HOTEL_STARS = "hotel_stars"
    """The supplier does not say how many stars the hotel has"""


class BlockReason(OpenEnum):
    """Why nobody can answer an approval request."""

    POOL_EMPTY = "pool_empty"
    """Nobody has the role by which they could decide"""
    NO_ELIGIBLE_APPROVER = "no_eligible_approver"
    """Whoever has the role is a party of the booking, has left, or has decided already"""


class ApprovalStatus(OpenEnum):
    """Status of an approval request."""

    PENDING = "pending"
    """Waits for a decision"""
    APPROVED = "approved"
    """Approved"""
    DECLINED = "declined"
    """Declined: the booking ends"""
    EXPIRED = "expired"
    """Nobody decided before the deadline"""
    NOTIFIED = "notified"
    """Nobody has to decide: the approvers named were notified"""


class Pool(OpenEnum):
    """A group of approvers of whom any may decide, where no person is named."""

    APPROVERS = "approvers"
    """Anybody with the role `approver`"""
    TRAVEL_MANAGERS = "travel-managers"
    """Anybody with the role `travel-manager`"""


class ApprovalStepStatus(OpenEnum):
    """Status of an approval request to one approver or pool."""

    PENDING = "pending"
    """Waits for this approver or pool"""
    APPROVED = "approved"
    """Approved by them"""
    DECLINED = "declined"
    """Declined by them"""
    SKIPPED = "skipped"
    """Another approver's decision made this one unnecessary"""
    ESCALATED = "escalated"
    """No decision in time: the next level decides instead"""
    REASSIGNED = "reassigned"
    """They cannot decide any more: somebody else is asked"""
    NOTIFIED = "notified"
    """They were notified and have nothing to decide"""


class AmendmentKind(OpenEnum):
    """Why parts are cancelled."""

    CANCELLATION = "cancellation"
    """A party cancelled parts, by a quote"""
    DATE_CHANGE = "date_change"
    """A party moved parts to other days, by a quote"""
    SUPPLIER_CANCELLATION = "supplier_cancellation"
    """The supplier cancelled the part"""
    SUPPLIER_CHANGE_DECLINED = "supplier_change_declined"
    """A party declined the supplier's change"""


class NoticeKind(OpenEnum):
    """The kind of a supplier's notice about a part of an order."""

    ORDER_SCHEDULE_CHANGED = "order.schedule_changed"
    """New times"""
    ORDER_CANCELLED = "order.cancelled"
    """The supplier no longer provides it"""


class ReturnCause(OpenEnum):
    """Why a booking that waited for approval was returned to its requester."""

    SENT_BACK = "sent_back"
    """An approver asked for a revision"""
    RECALLED = "recalled"
    """The requester took it back to revise it"""


class TurnOutcome(OpenEnum):
    """What became of a message."""

    CHANGED = "changed"
    """The request was revised, and is planned again"""
    SELECTED = "selected"
    """An option was selected"""
    RECALLED = "recalled"
    """The booking was recalled from its approver"""
    CANCELLED = "cancelled"
    """The booking was cancelled"""
    ASKED = "asked"
    """Something is unclear: answer the questions by another message"""
    UNCHANGED = "unchanged"
    """It says nothing that the request does not say already"""
    NOT_POSSIBLE = "not_possible"
    """Understood, and not possible in the booking's status or for you"""


class ApprovalRecordStatus(OpenEnum):
    """Status of an approval request for one who was asked."""

    OPEN = "open"
    """You may decide"""
    DECIDED = "decided"
    """You have decided"""
    ENDED = "ended"
    """It ended for you without your decision"""


class RequestOutcome(OpenEnum):
    """What became of an approval request."""

    APPROVED = "approved"
    """Approved"""
    DECLINED = "declined"
    """Declined"""
    SENT_BACK = "sent_back"
    """Sent back for a revision"""
    RECALLED = "recalled"
    """Recalled by the requester"""
    EXPIRED = "expired"
    """Nobody decided before the deadline"""
    CANCELLED = "cancelled"
    """The booking was cancelled"""
    FAILED = "failed"
    """The booking failed"""
    VOIDED = "voided"
    """Price, offers or policy changed before anybody decided"""
    NOTIFIED = "notified"
    """Nobody had to decide"""


class QuoteStatus(OpenEnum):
    """Status of a quote; it can be confirmed while it is open, and never where the policy or the budget denies
    what would be bought instead (`denied`).
    """

    OPEN = "open"
    """Can be confirmed"""
    CONFIRMED = "confirmed"
    """Was confirmed"""
    EXPIRED = "expired"
    """Was not confirmed in time"""
    STALE = "stale"
    """The booking has changed since: ask for a new quote"""
    DENIED = "denied"
    """The policy or the budget denies what would be bought instead"""


class ReviewStatus(OpenEnum):
    """Status of a notice that was put aside."""

    NEEDS_REVIEW = "needs_review"
    """Waits for a travel manager"""
    ACCEPTED = "accepted"
    """The notice was applied"""
    DISMISSED = "dismissed"
    """The notice changes nothing"""


class Doubt(OpenEnum):
    """Why a notice is put aside: arrivals before departures, against another slice of the trip, in the past,
    more than a year ahead, or moved by days.
    """

    CONTRADICTS_ITSELF = "contradicts_itself"
    """It arrives before it departs"""
    CONTRADICTS_OTHER_SLICE = "contradicts_other_slice"
    """It collides with another slice of the trip"""
    IN_THE_PAST = "in_the_past"
    """It moves something into the past"""
    FAR_AHEAD = "far_ahead"
    """It moves something more than a year ahead"""
    MOVED_BY_DAYS = "moved_by_days"
    """It moves something by days"""


class TripStatus(OpenEnum):
    """Status of a trip. `in_progress` and `completed` follow from the dates of the trip."""

    PLANNED = "planned"
    """Planned by hand, and nothing says that it is certain"""
    CONFIRMED = "confirmed"
    """Booked, or confirmed by hand"""
    IN_PROGRESS = "in_progress"
    """Its start has passed"""
    COMPLETED = "completed"
    """Its end has passed"""
    CANCELLED = "cancelled"
    """Does not take place"""


class TripAccess(OpenEnum):
    """The right by which somebody sees a trip."""

    OWNER = "owner"
    """You are a party of the trip"""
    WRITE = "write"
    """It is shared with you to read and write"""
    READ = "read"
    """It is shared with you to read"""
    DESK = "desk"
    """You are of the travel desk"""
    MANAGER = "manager"
    """You are a travel manager"""


class ItemKind(OpenEnum):
    """Kind of an item."""

    FLIGHT = "flight"
    """A flight"""
    RAIL = "rail"
    """A train ride"""
    STAY = "stay"
    """A hotel stay"""
    CAR = "car"
    """A rental car"""
    RIDE = "ride"
    """A taxi, a bus or another ride"""
    MEETING = "meeting"
    """An appointment"""
    NOTE = "note"
    """Anything else"""


class ItemStatus(OpenEnum):
    """Status of an item."""

    PLANNED = "planned"
    """Intended"""
    CONFIRMED = "confirmed"
    """Certain: booked or agreed"""
    DONE = "done"
    """Has taken place"""
    CANCELLED = "cancelled"
    """Does not take place"""


class ConflictKind(OpenEnum):
    """Kind of a conflict on the timeline."""

    OVERLAP = "overlap"
    """Two items take place at the same time"""
    SHORT_CONNECTION = "short_connection"
    """Too little time from one item to the next"""
    OVERLAPPING_STAYS = "overlapping_stays"
    """Two stays have the same night"""
    MISSING_STAY = "missing_stay"
    """A night without a stay"""
    OUTSIDE_TRIP = "outside_trip"
    """An item is outside the trip's dates"""


class SharingLevel(OpenEnum):
    """How much of a position its owner shares; what they do not share is never stored."""

    EXACT = "exact"
    """Positions as measured"""
    IN_ZONE = "in_zone"
    """Which geofences you are in, and no coordinates"""
    CITY = "city"
    """The nearest city"""
    COUNTRY = "country"
    """The country"""


class Phase(OpenEnum):
    """How far a move has come."""

    BEFORE = "before"
    """Has not begun"""
    UNDER_WAY = "under_way"
    """Is under way"""
    ARRIVED = "arrived"
    """Is over"""
    UNCONFIRMED = "unconfirmed"
    """Its time is over, and no position says that anybody arrived"""


class Basis(OpenEnum):
    """What a phase rests on."""

    POSITION = "position"
    """Positions say so"""
    SCHEDULE = "schedule"
    """The itinerary says so"""


class Confidence(OpenEnum):
    """How well an estimate may be relied on."""

    HIGH = "high"
    """Rests on a recent position on the path"""
    MEDIUM = "medium"
    """Rests on an older position, or one off the path"""
    LOW = "low"
    """Rests on the itinerary and little else"""


class Withheld(OpenEnum):
    """Why there is no estimate."""

    NO_POSITION = "no_position"
    """There is no position in the time of the move"""
    STALE = "stale"
    """The newest position is too old"""
    NO_PATH = "no_path"
    """Where the move begins or ends is unknown"""
    NOT_DEPARTED = "not_departed"
    """It is yet to begin, in time: what is planned holds"""
    ARRIVED = "arrived"
    """It is over"""
    UNCONFIRMED = "unconfirmed"
    """Its time is over, or a later move has begun"""


class WarningKind(OpenEnum):
    """What a traveller is warned of."""

    MISSED_CONNECTION = "missed_connection"
    """The next move will probably be missed"""
    STOPPED = "stopped"
    """The traveller has stopped under way"""
    OFF_ROUTE = "off_route"
    """The traveller is off the path of the move"""


class WarningStatus(OpenEnum):
    """Status of a warning. It is withdrawn when positions that came late show that there was nothing to warn
    of.
    """

    RAISED = "raised"
    """Still holds"""
    ENDED = "ended"
    """No longer holds"""
    WITHDRAWN = "withdrawn"
    """Positions that came late show that there was nothing to warn of"""


class Right(OpenEnum):
    """A colleague's right: `read` the trip and its items, or `write` them too."""

    READ = "read"
    """Read the trip and its items"""
    WRITE = "write"
    """Read and write them"""


class ListKind(OpenEnum):
    """Which list is exported."""

    BOOKINGS = "bookings"
    """The company's bookings"""
    TRIPS = "trips"
    """The company's trips"""


class ListExportStatus(OpenEnum):
    """Status of an export of a list."""

    QUEUED = "queued"
    """Not begun yet"""
    RUNNING = "running"
    """Being written"""
    DONE = "done"
    """The file is there"""
    FAILED = "failed"
    """Given up; `failure` says why"""


class ListExportFailure(OpenEnum):
    """Why an export of a list failed."""

    NOT_ALLOWED = "not_allowed"
    """You may not list what the company books any more"""
    TOO_MANY_ROWS = "too_many_rows"
    """There are more rows than may be exported"""
    EXPIRED = "expired"
    """It was not written within a day"""


class DocumentKind(OpenEnum):
    """Kind of a document."""

    RECEIPT = "receipt"
    """Proof of a payment"""
    INVOICE = "invoice"
    """An invoice"""
    ITINERARY = "itinerary"
    """A plan of the journey"""
    VISA = "visa"
    """A visa"""
    PASSPORT = "passport"
    """A passport"""


class ContentType(OpenEnum):
    """Media type of an upload; active content is excluded."""

    APPLICATION_PDF = "application/pdf"
    """PDF"""
    IMAGE_JPEG = "image/jpeg"
    """JPEG"""
    IMAGE_PNG = "image/png"
    """PNG"""
    IMAGE_WEBP = "image/webp"
    """WebP"""
    IMAGE_HEIC = "image/heic"
    """HEIC"""


class DocumentStatus(OpenEnum):
    """Status of a document."""

    PENDING = "pending"
    """Waits for its file, or for the file to be confirmed"""
    CONFIRMED = "confirmed"
    """Its file is there and can be downloaded"""
    REJECTED = "rejected"
    """Its file is not what was announced"""
    DELETED = "deleted"
    """Deleted, its file as well"""


class Refusal(OpenEnum):
    """Why something that a device sent is not taken; a closed list, which devices are answered with."""

    UNREADABLE = "unreadable"
    """Not a fix in any form that is known"""
    INVALID_TIME = "invalid_time"
    """No time, or none of our century"""
    INVALID_POSITION = "invalid_position"
    """Not on the globe, or half a position"""
    INVALID_MEASURE = "invalid_measure"
    """An accuracy, speed, heading, altitude or charge that cannot be"""
    TOO_OLD = "too_old"
    """Older than what is kept"""
    CLOCK_AHEAD = "clock_ahead"
    """Farther in the future than a wrong clock explains"""
    NOT_SHARED = "not_shared"
    """No consent, no trip, or quiet hours: it must not be kept"""
    TOO_MANY = "too_many"
    """Beyond what one call may hold: send it by another"""


class TravelDocumentKind(OpenEnum):
    """Kind of a travel document."""

    PASSPORT = "passport"
    """A passport"""
    IDENTITY_CARD = "identity_card"
    """A national identity card"""
    VISA = "visa"
    """A visa"""
    RESIDENCE_PERMIT = "residence_permit"
    """A residence permit"""


class Seat(OpenEnum):
    """Seat preference."""

    WINDOW = "window"
    """At the window"""
    AISLE = "aisle"
    """At the aisle"""
    BULKHEAD = "bulkhead"
    """Behind a partition"""
    EXTRA_LEGROOM = "extra_legroom"
    """With more room for the legs"""
    FRONT = "front"
    """In the front of the cabin"""


class Meal(OpenEnum):
    """Special meal (IATA code)."""

    AVML = "AVML"
    """Asian vegetarian"""
    BLML = "BLML"
    """Bland"""
    CHML = "CHML"
    """Child"""
    DBML = "DBML"
    """Diabetic"""
    FPML = "FPML"
    """Fruit platter"""
    GFML = "GFML"
    """Gluten-free"""
    HNML = "HNML"
    """Hindu"""
    KSML = "KSML"
    """Kosher"""
    LCML = "LCML"
    """Low calorie"""
    LFML = "LFML"
    """Low fat"""
    LSML = "LSML"
    """Low salt"""
    MOML = "MOML"
    """Muslim"""
    NLML = "NLML"
    """Lactose-free"""
    RVML = "RVML"
    """Raw vegetarian"""
    SFML = "SFML"
    """Seafood"""
    VGML = "VGML"
    """Vegan"""
    VLML = "VLML"
    """Vegetarian with dairy and eggs"""
    VJML = "VJML"
    """Jain"""
    VOML = "VOML"
    """Oriental vegetarian"""


class PassengerKind(OpenEnum):
    """Kind of a passenger profile: an employee, or a guest of one."""

    EMPLOYEE = "employee"
    """A person with an account"""
    GUEST = "guest"
    """A guest of the person who keeps it"""


class SpellingStatus(OpenEnum):
    """Where the Latin spelling of a name comes from: the name itself, its bearer, or a proposal that is not
    confirmed; or it is missing, since nothing can be proposed for the script.
    """

    AS_WRITTEN = "as_written"
    """The name is in letters from A to Z"""
    CONFIRMED = "confirmed"
    """Its bearer or arranger confirmed the spelling"""
    PROPOSED = "proposed"
    """Proposed by the rules of passports; not confirmed"""
    MISSING = "missing"
    """The script has no rules: somebody has to enter a spelling"""


class Relation(OpenEnum):
    """The caller's relation to a passenger profile."""

    OWN = "own"
    """Your own profile"""
    GUEST = "guest"
    """The profile of a guest of yours"""
    ARRANGER = "arranger"
    """A profile that you may book with as its arranger"""


class AccessReason(OpenEnum):
    """Why a passenger profile was accessed."""

    REVEALED = "revealed"
    """Somebody read the hidden values"""
    BOOKED = "booked"
    """A booking was made with it"""
    EXPORTED = "exported"
    """It went into a data export"""


class Purpose(OpenEnum):
    """A purpose of data use that needs consent."""

    LOCATION_TRACKING = "location_tracking"
    """Positions of your devices during trips"""
    DOCUMENT_STORAGE = "document_storage"
    """Files of your documents"""
    TRIP_SHARING = "trip_sharing"
    """Sharing your trips with colleagues"""
    TRAVEL_ANALYTICS = "travel_analytics"
    """Statistics on travel that name nobody"""
    TRAVEL_OFFERS = "travel_offers"
    """Offers that suit your travel"""


class ConsentChangeReason(OpenEnum):
    """Why an entry of the consent history was made."""

    DECIDED = "decided"
    """The person granted or withdrew it"""
    EXPIRED = "expired"
    """Its time was over"""
    ERASED = "erased"
    """The person's data was erased"""


class Standing(OpenEnum):
    """As whom somebody looks."""

    SELF = "self"
    """The person themselves"""
    ARRANGER = "arranger"
    """An arranger of their profile"""
    TRAVEL_MANAGER = "travel_manager"
    """A travel manager"""
    SHARE_LINK = "share_link"
    """Whoever opened a share link"""


class LookKind(OpenEnum):
    """What of a person's position was looked at."""

    LIVE = "live"
    """Positions as they came in"""
    LAST_PLACE = "last_place"
    """The last place"""
    PROGRESS = "progress"
    """Progress on a trip"""
    HISTORY = "history"
    """Positions of the past"""


class TrackFormat(OpenEnum):
    """As what a track is read."""

    JSON = "json"
    """Positions one by one, in pages"""
    GEOJSON = "geojson"
    """GeoJSON (RFC 7946)"""
    POLYLINE5 = "polyline5"
    """Encoded polylines of five digits"""
    POLYLINE6 = "polyline6"
    """Encoded polylines of six digits"""
    GPX = "gpx"
    """GPX 1.1"""


class PositionKind(OpenEnum):
    """What a device reported: where it was, or that it is still there; or what its owner shares of where it
    was.
    """

    FIX = "fix"
    """A measured position"""
    PING = "ping"
    """The device is still where it was"""
    COARSE = "coarse"
    """Only a city, a country or geofences, as its owner shares it"""


class Flag(OpenEnum):
    """Why a fix is not followed."""

    REPEATED = "repeated"
    """Another fix of the same second is more accurate"""
    ZERO_ISLAND = "zero_island"
    """At 0, 0, which devices report without a position"""
    POOR_ACCURACY = "poor_accuracy"
    """Too inaccurate to go by"""
    CLOCK_AHEAD = "clock_ahead"
    """Its time is yet to come"""
    JUMP = "jump"
    """Nobody gets there and on in the time"""


class TravelMode(OpenEnum):
    """How somebody goes from one place to another."""

    CAR = "car"
    """By car"""
    BICYCLE = "bicycle"
    """By bicycle"""
    FOOT = "foot"
    """On foot"""
    FLIGHT = "flight"
    """By air"""


class Weekday(OpenEnum):
    """Day of the week."""

    MONDAY = "monday"
    """Monday"""
    TUESDAY = "tuesday"
    """Tuesday"""
    WEDNESDAY = "wednesday"
    """Wednesday"""
    THURSDAY = "thursday"
    """Thursday"""
    FRIDAY = "friday"
    """Friday"""
    SATURDAY = "saturday"
    """Saturday"""
    SUNDAY = "sunday"
    """Sunday"""


class GeofenceEventKind(OpenEnum):
    """What happened at a geofence."""

    ENTER = "enter"
    """The person came in"""
    DWELL = "dwell"
    """The person has stayed as long as the geofence asks"""
    EXIT = "exit"
    """The person went out"""


class GeofenceOwner(OpenEnum):
    """Whose a geofence is."""

    PERSON = "person"
    """A person, who alone knows of it"""
    COMPANY = "company"
    """The company: it counts for everybody"""


class EventCause(OpenEnum):
    """Why a geofence event happened."""

    MOVEMENT = "movement"
    """The person moved"""
    CALENDAR = "calendar"
    """The geofence began or ceased to count while the person was inside"""


class GeofenceRecordStatus(OpenEnum):
    """Status of an event. It is withdrawn when positions that came late show that it did not happen."""

    CURRENT = "current"
    """It happened, as positions known by now have it"""
    WITHDRAWN = "withdrawn"
    """Positions that came late show that it did not happen"""


class PlaceKind(OpenEnum):
    """What a place is."""

    COUNTRY = "country"
    """A country"""
    REGION = "region"
    """A state, province or region"""
    CITY = "city"
    """A city or town"""
    POSTAL_CODE = "postal_code"
    """The area of a postal code"""
    STREET = "street"
    """A street"""
    ADDRESS = "address"
    """A house number"""
    POINT_OF_INTEREST = "point_of_interest"
    """A business, sight or other place with a name"""
    AIRPORT = "airport"
    """An airport"""


class MapSource(OpenEnum):
    """Who knows what was answered."""

    OFFLINE = "offline"
    """What ships with the service: airports, cities, zones, and arithmetic on the globe"""
    LOCATION_SERVICE = "location_service"
    """Amazon Location Service"""
    OSRM = "osrm"
    """A server of OSRM"""
    VALHALLA = "valhalla"
    """A server of Valhalla"""


class ErasureStatus(OpenEnum):
    """Status of an erasure."""

    RUNNING = "running"
    """Still at work"""
    DONE = "done"
    """All data of the person is erased or anonymous"""


class MessageStatus(OpenEnum):
    """Status of a message to the assistant."""

    ANSWERING = "answering"
    """The answer is being made"""
    ANSWERED = "answered"
    """The answer is there"""


class AnswerOutcome(OpenEnum):
    """What came of a question."""

    ANSWERED = "answered"
    """There is an answer"""
    NOTHING_FOUND = "nothing_found"
    """Neither the policy nor your trips say anything about it"""
    OUT_OF_SCOPE = "out_of_scope"
    """It is about something else than the policy and your trips"""


class AnswererKind(OpenEnum):
    """Who made an answer: rules that quote and list what they find, or a language model that chose what is
    shown.
    """

    EXTRACTIVE = "extractive"
    """Rules that quote and list what they find"""
    MODEL = "model"
    """A language model that chose what is shown"""


class VersionStatus(OpenEnum):
    """What a version counts for today (UTC)."""

    SCHEDULED = "scheduled"
    """It counts from `effectiveFrom` on"""
    IN_EFFECT = "in_effect"
    """It counts today (UTC)"""
    SUPERSEDED = "superseded"
    """A newer one counts instead"""


class Tag(OpenEnum):
    """Kind of trips that a clause applies to, besides those of its rules."""

    ALWAYS = "always"
    """Every trip"""
    FLIGHT = "flight"
    """Trips with a flight"""
    RAIL = "rail"
    """Trips with a train"""
    STAY = "stay"
    """Trips with a hotel stay"""
    CAR = "car"
    """Trips with a rental car"""
    DOMESTIC = "domestic"
    """Trips within one country"""
    INTERNATIONAL = "international"
    """Trips across a border"""
    GROUP = "group"
    """Trips of several travellers"""


class RankingMethod(OpenEnum):
    """What hits were ranked by: the meaning of the words (vectors of models), or the words alone."""

    MEANING = "meaning"
    """By what the words mean, as a model has it"""
    WORDS = "words"
    """By the words that question and section share"""


class PolicyFileType(OpenEnum):
    """Media type of a policy document's file."""

    APPLICATION_PDF = "application/pdf"
    """PDF"""
    APPLICATION_VND_OPENXMLFORMATS_OFFICEDOCUMENT_WORDPROCESSINGML_DOCUMENT = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    )
    """Word (.docx)"""
    TEXT_HTML = "text/html"
    """HTML"""
    TEXT_MARKDOWN = "text/markdown"
    """Markdown"""
    TEXT_PLAIN = "text/plain"
    """Plain text"""


class PolicyDocumentStatus(OpenEnum):
    """Status of a version: `pending` until its file is uploaded and confirmed, `parsed` once its sections can
    be read, `indexed` once a search finds them.
    """

    PENDING = "pending"
    """Waits for its file to be uploaded and confirmed"""
    RECEIVED = "received"
    """Its file is there, and waits to be parsed"""
    PARSING = "parsing"
    """Is being parsed"""
    PARSED = "parsed"
    """Its sections can be read and cited"""
    INDEXED = "indexed"
    """Its sections are found by a search as well"""
    FAILED = "failed"
    """Could not be parsed; `failure` says why"""
    DELETED = "deleted"
    """Deleted, its file as well"""


class ParsingProblem(OpenEnum):
    """Why a file of a policy document was not parsed."""

    NOT_UPLOADED = "not_uploaded"
    """There is no file"""
    NOT_AS_ANNOUNCED = "not_as_announced"
    """The file has another size or checksum than announced"""
    WRONG_TYPE = "wrong_type"
    """The file is not of its media type"""
    TOO_LARGE = "too_large"
    """The file is larger than allowed"""
    TOO_MANY_PAGES = "too_many_pages"
    """The file has more pages than allowed"""
    TOO_COMPLEX = "too_complex"
    """Its structure takes more time or memory than allowed"""
    DAMAGED = "damaged"
    """The file cannot be read to its end"""
    ENCRYPTED = "encrypted"
    """The file asks for a password"""
    EMPTY = "empty"
    """There are no words in it"""
    SCANNED_WITHOUT_TEXT = "scanned_without_text"
    """Its pages are pictures without text"""
    UNREADABLE_TEXT = "unreadable_text"
    """Its characters cannot be told from one another"""
    ACTIVE_CONTENT = "active_content"
    """It holds scripts, forms or other files"""
    UNSAFE_MARKUP = "unsafe_markup"
    """Its markup would load or run something"""
    NOT_PARSED = "not_parsed"
    """Parsing stopped for a reason of our own; upload it again"""


class ParsingWarning(OpenEnum):
    """What is missing from a version that was parsed all the same."""

    TABLES_NOT_READ = "tables_not_read"
    """Tables stand in the text as printed, and not as rows of cells"""
    PICTURES_NOT_READ = "pictures_not_read"
    """Some pages are pictures without text"""


class MissingPeople(OpenEnum):
    """What becomes of active employees who are not in the file."""

    KEEP = "keep"
    """They stay as they are"""
    DEACTIVATE = "deactivate"
    """They are deactivated, but for yourself"""


class UnknownAccounts(OpenEnum):
    """What becomes of a new person for whose address the user pool has no account yet."""

    REFUSE = "refuse"
    """The row is an error"""
    CREATE = "create"
    """They are kept under a new `userId`, which an operator links to the account later"""


class ImportStatus(OpenEnum):
    """How far an import is."""

    PREVIEWED = "previewed"
    """What it would change is known, and nothing is changed"""
    APPLYING = "applying"
    """Its rows are being written"""
    APPLIED = "applied"
    """All its rows have an outcome"""
    STOPPED = "stopped"
    """Given up; `reason` says why"""


class RowAction(OpenEnum):
    """What a row does."""

    ERROR = "error"
    """Nothing: something is wrong with it"""
    CREATE = "create"
    """Makes a record"""
    CHANGE = "change"
    """Changes a record"""
    DEACTIVATE = "deactivate"
    """Deactivates somebody"""
    UNCHANGED = "unchanged"
    """Nothing: the record is so already"""


class RowOutcome(OpenEnum):
    """What became of a row when the import was applied."""

    APPLIED = "applied"
    """It was written"""
    CONFLICT = "conflict"
    """The record changed after the preview, and was left as it is"""
    REFUSED = "refused"
    """A rule forbade it"""


class SpendGrouping(OpenEnum):
    """By what spend is grouped."""

    MONTH = "month"
    """By month of purchase"""
    COSTCENTRE = "costCentre"
    """By cost centre that pays"""
    TRAVELLER = "traveller"
    """By traveller"""
    ROUTE = "route"
    """By pair of places, whichever way, of fares alone"""
    CARRIER = "carrier"
    """By airline or railway that sells, of fares alone"""


class ComplianceGrouping(OpenEnum):
    """By what compliance is grouped."""

    MONTH = "month"
    """By month of purchase"""
    COSTCENTRE = "costCentre"
    """By cost centre that pays"""
    TRAVELLER = "traveller"
    """By traveller"""


class DisabledReason(OpenEnum):
    """Why delivery to a webhook stopped."""

    GONE = "gone"
    """The receiver answered 410: it wants no more events"""
    FAILING = "failing"
    """Deliveries have failed for days"""


class DeliveryStatus(OpenEnum):
    """Status of a delivery: `pending` until the next attempt, `delivered`, or `failed` after the last retry."""

    PENDING = "pending"
    """Waits for the next attempt"""
    DELIVERED = "delivered"
    """The receiver accepted it"""
    FAILED = "failed"
    """The last attempt failed; it can be sent again"""


class Role(OpenEnum):
    """A role: a group of the user pool; but for `SYSTEM`, which programs have and no group gives."""

    TRAVELLER = "traveller"
    """Requests trips and travels"""
    APPROVER = "approver"
    """Decides on approval requests of others"""
    TRAVEL_DESK = "travel-desk"
    """Requests, selects, changes and cancels for everybody, and approves nothing"""
    TRAVEL_MANAGER = "travel-manager"
    """Keeps the policy, budgets and employee records, and sees all bookings"""
    SYSTEM = "system"
    """A program of the company's, by what its scopes say"""
    OPERATOR = "operator"
    """Retries what failed and reads how the service fares"""


class EventType(OpenEnum):
    """Everything that can happen to a booking."""

    BOOKING_REQUESTED = "booking.requested"
    """The trip request was accepted"""
    BOOKING_POLICY_RETRIEVED = "booking.policy_retrieved"
    """The clauses that apply were found"""
    BOOKING_OPTIONS_PLANNED = "booking.options_planned"
    """Options were found and ranked"""
    BOOKING_OPTIONS_EVALUATED = "booking.options_evaluated"
    """Options were evaluated against the travel policy"""
    BOOKING_AWAITING_SELECTION = "booking.awaiting_selection"
    """Waits for a selection"""
    BOOKING_SELECTED = "booking.selected"
    """An option was selected"""
    BOOKING_HELD = "booking.held"
    """The offers are held and the budget is reserved"""
    BOOKING_SOLD_OUT = "booking.sold_out"
    """An offer was sold out; options are searched again"""
    BOOKING_PRICE_CHANGED = "booking.price_changed"
    """The price rose; options are searched again or approval is asked again"""
    BOOKING_AWAITING_APPROVAL = "booking.awaiting_approval"
    """Waits for an approval"""
    BOOKING_APPROVAL_STEP_DECIDED = "booking.approval_step_decided"
    """One of several approvers has decided"""
    BOOKING_APPROVAL_REMINDED = "booking.approval_reminded"
    """Silent approvers were reminded"""
    BOOKING_APPROVAL_ESCALATED = "booking.approval_escalated"
    """A silent approver's turn passed to the next level"""
    BOOKING_APPROVAL_REASSIGNED = "booking.approval_reassigned"
    """Somebody else is asked, since an approver cannot decide any more"""
    BOOKING_APPROVAL_BLOCKED = "booking.approval_blocked"
    """Nobody can decide as things stand"""
    BOOKING_APPROVAL_UNBLOCKED = "booking.approval_unblocked"
    """Somebody can decide again"""
    BOOKING_APPROVAL_EXPIRED = "booking.approval_expired"
    """Nobody decided before the deadline"""
    BOOKING_APPROVERS_NOTIFIED = "booking.approvers_notified"
    """Approvers were notified; nobody has to decide"""
    BOOKING_APPROVED = "booking.approved"
    """Approved"""
    BOOKING_APPROVAL_DECLINED = "booking.approval_declined"
    """An approver declined"""
    BOOKING_SENT_BACK = "booking.sent_back"
    """An approver asked for a revision"""
    BOOKING_RECALLED = "booking.recalled"
    """The requester recalled it from its approver"""
    BOOKING_REOPENED = "booking.reopened"
    """What was held is released, so that it can be revised"""
    BOOKING_AWAITING_REVISION = "booking.awaiting_revision"
    """Waits for a revision"""
    BOOKING_REVISED = "booking.revised"
    """The request was revised and is planned again"""
    BOOKING_MESSAGE_ANSWERED = "booking.message_answered"
    """A message about the booking was answered"""
    BOOKING_APPROVAL_VOIDED = "booking.approval_voided"
    """The approval is void: price, offers or policy changed"""
    BOOKING_CANCEL_REQUESTED = "booking.cancel_requested"
    """A party cancelled it before it was bought"""
    BOOKING_REPRICED = "booking.repriced"
    """The price was confirmed before buying"""
    BOOKING_ORDERED = "booking.ordered"
    """Every component is bought"""
    BOOKING_BOOKED = "booking.booked"
    """Booked: there is a trip"""
    BOOKING_DELAYED = "booking.delayed"
    """Another system cannot be reached; it is tried again"""
    BOOKING_RESUMED = "booking.resumed"
    """A lost execution of the workflow was taken up again"""
    BOOKING_CHANGING = "booking.changing"
    """A change was confirmed and is being carried out"""
    BOOKING_CHANGED = "booking.changed"
    """A change was carried out; there is a receipt"""
    BOOKING_CHANGE_WAITING = "booking.change_waiting"
    """A change waits for a supplier that cannot be reached"""
    BOOKING_CHANGE_ABANDONED = "booking.change_abandoned"
    """A change was given up; everything stays booked"""
    BOOKING_SUPPLIER_CHANGED = "booking.supplier_changed"
    """A supplier changed or cancelled a part"""
    BOOKING_SUPPLIER_CHANGE_ACCEPTED = "booking.supplier_change_accepted"
    """The supplier's change was accepted"""
    BOOKING_SUPPLIER_CHANGE_DECLINED = "booking.supplier_change_declined"
    """The supplier's change was declined"""
    BOOKING_SUPPLIER_NOTICE_DISMISSED = "booking.supplier_notice_dismissed"
    """A travel manager dismissed a supplier's notice"""
    BOOKING_COMPENSATING = "booking.compensating"
    """What was done is taken back"""
    BOOKING_DECLINED = "booking.declined"
    """Ended: declined"""
    BOOKING_EXPIRED = "booking.expired"
    """Ended: a deadline passed"""
    BOOKING_CANCELLED = "booking.cancelled"
    """Ended: cancelled"""
    BOOKING_FAILED = "booking.failed"
    """Ended: failed"""
    BOOKING_COMPENSATION_REQUIRED = "booking.compensation_required"
    """Taking back failed; it is retried"""
    BOOKING_COMPENSATION_REDRIVEN = "booking.compensation_redriven"
    """An operator had it retried"""
    BOOKING_ANONYMISED = "booking.anonymised"
    """A person's data was removed from it"""


class TrackingEventType(OpenEnum):
    """Everything that is published of a traveller on the move."""

    GEOFENCE_ENTERED = "geofence.entered"
    """A traveller entered a geofence"""
    GEOFENCE_DWELT = "geofence.dwelt"
    """A traveller stayed in a geofence as long as it asks"""
    GEOFENCE_EXITED = "geofence.exited"
    """A traveller left a geofence"""
    GEOFENCE_CORRECTED = "geofence.corrected"
    """A geofence event was corrected or withdrawn"""
    TRIP_WARNING_RAISED = "trip.warning_raised"
    """Something on a trip is to be warned of"""
    TRIP_WARNING_ENDED = "trip.warning_ended"
    """A warning no longer holds"""
    TRIP_WARNING_WITHDRAWN = "trip.warning_withdrawn"
    """A warning was withdrawn"""


class Ending(OpenEnum):
    """How a booking that is not bought ends; each is the status of the same name."""

    DECLINED = "declined"
    """Declined"""
    EXPIRED = "expired"
    """A deadline passed"""
    CANCELLED = "cancelled"
    """Cancelled"""
    FAILED = "failed"
    """Failed"""


class Attention(OpenEnum):
    """What an event asks of whoever gets it."""

    ACTION = "action"
    """It waits for something that you do"""
    INFORMATION = "information"
    """It says what became of something"""


class PolicyDocumentEventType(OpenEnum):
    """Everything that can happen to a policy document."""

    POLICY_DOCUMENT_CREATED = "policy_document.created"
    """A version was announced; its file is still to be uploaded"""
    POLICY_DOCUMENT_RECEIVED = "policy_document.received"
    """The file of a version has come in"""
    POLICY_DOCUMENT_PARSING = "policy_document.parsing"
    """A version is being parsed"""
    POLICY_DOCUMENT_PROGRESSED = "policy_document.progressed"
    """More of a version is parsed"""
    POLICY_DOCUMENT_PARSED = "policy_document.parsed"
    """A version was parsed"""
    POLICY_DOCUMENT_INDEXED = "policy_document.indexed"
    """A version can be searched"""
    POLICY_DOCUMENT_FAILED = "policy_document.failed"
    """A version could not be parsed"""
    POLICY_DOCUMENT_DELETED = "policy_document.deleted"
    """A version was deleted"""


class BookingRequest(Model, frozen=True, kw_only=True):
    """A trip request: `request` in words, or at least one of `slices`, `stays` and `cars`.

    `answers` answers the questions of an earlier attempt, by the question's field.
    """

    request: str | UnsetType | None = UNSET
    """The trip in words"""
    answers: dict[str, str] | UnsetType = UNSET
    """Answers to the `questions` of a 422, by their `field`: the `code` of a choice each"""
    replies: tuple[str, ...] | UnsetType = UNSET
    """What you said since, in order: answers in words to what was asked back about `request`, and corrections
    of it
    """
    slices: tuple[RequestedSlice, ...] | UnsetType = UNSET
    """In order of time: one way, there and back, through several cities, with gaps travelled by oneself, or
    none at all
    """
    stays: tuple[RequestedStay, ...] | UnsetType = UNSET
    """Hotel stays in order of time"""
    cars: tuple[RequestedCar, ...] | UnsetType = UNSET
    """Rental cars"""
    preferences: tuple[Preference, ...] | UnsetType = UNSET
    """What must be so (`must`: what falls short comes last, and says in what) or would be liked (`wish`)"""
    cabin: Cabin | UnsetType | None = UNSET
    """Of a request in words that names none; `economy` by default"""
    purpose: str | UnsetType | None = UNSET
    """What the trip is for; the policy may ask for it"""
    cost_centre: str | UnsetType | None = UNSET
    """The cost centre that is charged for all; by default each traveller's share is charged to their own, and
    a guest's to yours
    """
    travellers: tuple[TravellerName, ...] | UnsetType = UNSET
    """Travellers, you included; by default only you"""
    passenger_ids: tuple[str, ...] | UnsetType = UNSET
    """Instead of `travellers`: ids of passenger profiles that you may book for"""
    currency: str | UnsetType | None = UNSET
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
    """Day of departure, local to the origin (ISO 8601)"""
    mode: TransportMode | UnsetType = UNSET
    """Whether to fly, to go by train, or either; by default `air`"""
    cabin: Cabin | UnsetType = UNSET
    """Cabin to search in; by default `economy`"""
    departure: TimeWindow | UnsetType | None = UNSET
    """Between which local times to depart; null: any"""
    arrival: TimeWindow | UnsetType | None = UNSET
    """Between which local times to arrive, by the destination's clock; null: any"""


class TimeWindow(Model, frozen=True, kw_only=True):
    """Between which local times something is to happen, both included; null is open on that side."""

    not_before: str | None = None
    """Earliest local time of day; null: from midnight"""
    not_after: str | None = None
    """Latest local time of day; null: until midnight"""
    strength: Strength = Strength.MUST
    """Whether an offer outside these times is refused or only ranked lower"""


class RequestedStay(Model, frozen=True, kw_only=True):
    """A hotel stay; by default where the trip goes to, for all nights there."""

    place: str | UnsetType | None = UNSET
    """By default where the trip goes to, if that is one place"""
    check_in: dt.date | UnsetType | None = UNSET
    """Date of the first night; by default the night of arrival, to which an arrival before 06:00 of the next
    day belongs. Required where no slice arrives
    """
    check_out: dt.date | UnsetType | None = UNSET
    """By default the day of the next departure from there; required, or `nights`, without"""
    nights: int | UnsetType | None = UNSET
    """Instead of `checkOut`"""
    nightly_cap: Money | UnsetType | None = UNSET
    """The most that a room may cost a night; null: what the policy allows"""
    near_centre: bool | UnsetType = UNSET
    """True: hotels near the centre rank higher; by default `false`"""
    total_cap: Money | UnsetType | None = UNSET
    """The most that all nights and rooms may cost together"""
    near: Landmark | UnsetType | None = UNSET
    """The hotel should be near this place"""
    min_stars: int | UnsetType | None = UNSET
    """At least so many stars; null: any"""
    refundable: bool | UnsetType = UNSET
    """True: at least partly refundable; by default `false`"""


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
    """The place in the words of the request"""
    latitude: float | None = None
    """WGS 84, degrees north of the equator"""
    longitude: float | None = None
    """WGS 84, degrees east of Greenwich"""


class RequestedCar(Model, frozen=True, kw_only=True):
    """A rental car; days and times are local to where it is picked up and dropped off."""

    pick_up: str
    """A city, or an IATA airport or city code"""
    pick_up_on: dt.date
    """Day of pick-up, local to that place (ISO 8601)"""
    pick_up_at: str | UnsetType = UNSET
    """Local time of day at which to pick the car up; by default `10:00`"""
    drop_off: str | UnsetType | None = UNSET
    """By default where it is picked up"""
    drop_off_on: dt.date
    """Day of return, local to that place (ISO 8601)"""
    drop_off_at: str | UnsetType = UNSET
    """Local time of day at which to return the car; by default `10:00`"""
    category: CarCategory | UnsetType = UNSET
    """Smallest category that will do; by default `mini`"""
    automatic: bool | UnsetType = UNSET
    """True: only with an automatic gearbox; by default `false`"""


class MostStops(Model, frozen=True, kw_only=True, tag="most_stops", tag_field="preference"):
    """At most so many changes of aircraft or train on a slice; 0 is non-stop."""

    preference: ClassVar[Literal["most_stops"]] = "most_stops"
    strength: Strength
    """Whether an option that lacks it is left out, or only ranked lower"""
    stops: int
    """Changes on a slice; 0 is non-stop"""
    slices: tuple[int, ...] = ()
    """Places in `slices`, from 0, that it is about; empty for all"""


class NoOvernight(Model, frozen=True, kw_only=True, tag="no_overnight", tag_field="preference"):
    """No slice is under way through the night."""

    preference: ClassVar[Literal["no_overnight"]] = "no_overnight"
    strength: Strength
    """Whether an option that lacks it is left out, or only ranked lower"""
    slices: tuple[int, ...] = ()
    """Places in `slices`, from 0, that it is about; empty for all"""


class CabinAsRequested(Model, frozen=True, kw_only=True, tag="cabin_as_requested", tag_field="preference"):
    """Every segment in the cabin that its slice asks for, or a better one."""

    preference: ClassVar[Literal["cabin_as_requested"]] = "cabin_as_requested"
    strength: Strength
    """Whether an option that lacks it is left out, or only ranked lower"""
    slices: tuple[int, ...] = ()
    """Places in `slices`, from 0, that it is about; empty for all"""


class WithCarriers(Model, frozen=True, kw_only=True, tag="carriers", tag_field="preference"):
    """Every flight with one of these carriers, or with a member of the alliance."""

    preference: ClassVar[Literal["carriers"]] = "carriers"
    strength: Strength
    """Whether an option that lacks it is left out, or only ranked lower"""
    carriers: tuple[str, ...] = ()
    """Airlines that will do, by IATA designator"""
    alliance: Alliance | None = None
    """Its members will do as well; null: only `carriers`"""
    slices: tuple[int, ...] = ()
    """Places in `slices`, from 0, that it is about; empty for all"""


class WithoutCarriers(Model, frozen=True, kw_only=True, tag="without_carriers", tag_field="preference"):
    """No flight with any of these carriers."""

    preference: ClassVar[Literal["without_carriers"]] = "without_carriers"
    strength: Strength
    """Whether an option that lacks it is left out, or only ranked lower"""
    carriers: tuple[str, ...]
    """Airlines that will not do, by IATA designator"""
    slices: tuple[int, ...] = ()
    """Places in `slices`, from 0, that it is about; empty for all"""


class RefundableComponents(Model, frozen=True, kw_only=True, tag="refundable", tag_field="preference"):
    """Components of these kinds (none: of all) are at least partly refundable."""

    preference: ClassVar[Literal["refundable"]] = "refundable"
    strength: Strength
    """Whether an option that lacks it is left out, or only ranked lower"""
    kinds: tuple[ComponentKind, ...] = ()
    """Kinds of components that are meant; empty for all"""


class CheckedBags(Model, frozen=True, kw_only=True, tag="checked_bags", tag_field="preference"):
    """At least so many checked bags a traveller are included."""

    preference: ClassVar[Literal["checked_bags"]] = "checked_bags"
    strength: Strength
    """Whether an option that lacks it is left out, or only ranked lower"""
    bags: int
    """Bags for each traveller, included in the fare"""
    slices: tuple[int, ...] = ()
    """Places in `slices`, from 0, that it is about; empty for all"""


class SeatChoice(Model, frozen=True, kw_only=True, tag="seat", tag_field="preference"):
    """A seat at the aisle or at the window can be chosen, for a fee or without one."""

    preference: ClassVar[Literal["seat"]] = "seat"
    strength: Strength
    """Whether an option that lacks it is left out, or only ranked lower"""
    position: SeatPosition
    """Which seats it is about"""
    slices: tuple[int, ...] = ()
    """Places in `slices`, from 0, that it is about; empty for all"""


class NearPlace(Model, frozen=True, kw_only=True, tag="near_place", tag_field="preference"):
    """A hotel at most so many metres from the place that its stay is to be near, or from the centre."""

    preference: ClassVar[Literal["near_place"]] = "near_place"
    strength: Strength
    """Whether an option that lacks it is left out, or only ranked lower"""
    within_metres: int
    """Farthest that the hotel may be from there, in metres"""
    stays: tuple[int, ...] = ()
    """Places in `stays`, from 0, that it is about; empty for all"""


class TravellerName(Model, frozen=True, kw_only=True):
    """A traveller of a new request, with the name as in the passport; its Latin spelling is asked where it is
    left out and the name is in other letters.
    """

    given_name: str
    """As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops"""
    family_name: str
    """As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops"""
    latin_given_name: str | UnsetType | None = UNSET
    """As spelled in the machine-readable lines of the passport: letters from A to Z"""
    latin_family_name: str | UnsetType | None = UNSET
    """As spelled in the machine-readable lines of the passport: letters from A to Z"""


class BookingAccepted(Model, frozen=True, kw_only=True):
    """An accepted trip request: how it was understood, and where to follow its progress."""

    booking_id: str
    """Id of the booking, as paths name it"""
    execution_id: str
    """Id of the workflow execution"""
    status: BookingStatus
    """Where the booking is in its life; `requested` unless the request was repeated"""
    request: TripRequest
    """The trip request as it was understood"""
    url: str
    """Address of the booking"""
    events_url: str
    """Address of its events, as they happen"""
    request_reading: RequestReading | None = None
    """What was read of a request in words, and what was passed over; null if it was sent as fields, or in
    another language than English
    """


class TripRequest(Model, frozen=True, kw_only=True):
    """A trip request as it was understood: what is travelled, in order of time, where is stayed and what is
    driven.
    """

    slices: tuple[SliceRequest, ...]
    """Directions of the journey, in order of departure; empty for a trip without travel"""
    stays: tuple[StayRequest, ...]
    """Hotel stays, in the order of the request"""
    cars: tuple[CarRequest, ...] = ()
    """Rental cars, in the order of the request"""
    preferences: tuple[Preference, ...] = ()
    """What somebody must have or would rather have, beside places, days and cabins"""
    purpose: str | None
    """What the trip is for, in the requester's words; null if nobody said"""
    cost_centre: str
    """The cost centre that is charged, or that of the first traveller's share"""
    travellers: tuple[Traveller, ...]
    """Who travels, in the order of the request; one entry for each seat"""
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
    """Where the slice begins"""
    destination: Place
    """Where the slice ends"""
    depart_on: dt.date
    """Day of departure, local to the origin"""
    mode: TransportMode = TransportMode.AIR
    """Whether it is flown, goes by train, or may be either"""
    cabin: Cabin = Cabin.ECONOMY
    """Asked for; options also come in the cabins next to it, unless it is a must"""
    departure: TimeWindow | None = None
    """Between which times it departs; null: at any"""
    arrival: TimeWindow | None = None
    """Between which times it arrives; null: at any"""


class Place(Model, frozen=True, kw_only=True):
    """A city or a single airport, as origin or destination of a trip."""

    name: str
    """Name of the city in English, or of the airport if only that airport is meant"""
    country: str
    """Country of the place (ISO 3166-1 alpha-2)"""
    airports: tuple[str, ...]
    """IATA airport codes, the main airport first"""
    latitude: float
    """WGS 84 degrees"""
    longitude: float
    """WGS 84 degrees"""
    timezone: str
    """IANA time zone of the place, by which its dates and times are meant"""


class StayRequest(Model, frozen=True, kw_only=True):
    """A requested hotel stay: local dates, from the night of `checkIn` to the night before `checkOut`."""

    place: Place
    """City where the hotel is to be"""
    check_in: dt.date
    """Day of the first night, by the calendar of the hotel"""
    check_out: dt.date
    """Day of departure; the night before it is the last"""
    nightly_cap: Money | None = None
    """The most that a room may cost a night; null: what the policy allows"""
    near_centre: bool = False
    """True: hotels near the centre rank higher"""
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
    """At least so many stars; null: any"""
    refundable: bool = False
    """True: at least partly refundable"""


class CarRequest(Model, frozen=True, kw_only=True):
    """A requested rental car; dates and times are local to where it is picked up and dropped off."""

    pick_up: Place
    """City or airport where the car is picked up"""
    pick_up_on: dt.date
    """Day of pick-up, local to that place"""
    pick_up_at: str
    """Local time of day at which the car is picked up"""
    drop_off: Place
    """City or airport where the car is returned"""
    drop_off_on: dt.date
    """Day of return, local to that place"""
    drop_off_at: str
    """Local time of day at which the car is returned"""
    category: CarCategory = CarCategory.MINI
    """At least this category"""
    automatic: bool = False
    """True: with an automatic gearbox"""


class Traveller(Model, frozen=True, kw_only=True):
    """A traveller, with the name as in the passport."""

    given_name: str
    """All given names, in the order of the passport"""
    family_name: str
    """Family name as the passport has it"""
    latin_given_name: str | None = None
    """As spelled for the carrier; null if the name is in letters from A to Z"""
    latin_family_name: str | None = None
    """As spelled for the carrier; null if the name is in letters from A to Z"""


class RequestReading(Model, frozen=True, kw_only=True):
    """What was read of a request in words, in its order, and what was not: nothing of that is booked."""

    read: tuple[ReadWords, ...]
    """Words that were understood, in the order of the text, each with its field"""
    unread: tuple[str, ...]
    """Words that were passed over; greetings, quoted mail and the like apart"""


class ReadWords(Model, frozen=True, kw_only=True):
    """Words of a request, as they were understood ("tmrw" is "tomorrow"), and the field into which they were
    read.
    """

    words: str
    """As the request has them"""
    field: str
    """Field of the request that they fill, such as `slices`"""


class ListedBooking(Model, frozen=True, kw_only=True):
    """A booking in a list. What only lists across the company say is empty in a list of one's own."""

    booking_id: str
    """Id of the booking, as paths name it"""
    status: BookingStatus
    """Where the booking is in its life"""
    name: str
    """Where the trip goes"""
    starts_on: dt.date
    """First day of the trip, local to where it starts"""
    ends_on: dt.date
    """Last day that was asked for: of a departure, check-out or drop-off, each local"""
    places: tuple[str, ...]
    """Names of its places, in order: where it starts first"""
    price: Money | None
    """What the selected option costs in all; null while none is selected"""
    trip_id: str | None
    """Trip that holds what was booked; null until it is booked"""
    created_at: dt.datetime
    """When it was created"""
    updated_at: dt.datetime
    """When it last changed"""
    requester_id: str | None = None
    """Who requested it, by their id; null if they were erased"""
    roles: tuple[PartyRole, ...] = ()
    """Whether you asked for it, travel by it, or both"""
    traveller_ids: tuple[str, ...] = ()
    """With `scope=all`: `userId` of every traveller with an account"""
    cost_centres: tuple[str, ...] = ()
    """With `scope=all`: cost centres that pay, that of the first traveller's share first"""
    outcome: Outcome | None = None
    """With `scope=all`: policy outcome of the selected option; null if none is selected"""
    countries: tuple[str, ...] = ()
    """With `scope=all`: countries of its places, in order: where it starts first"""
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class BookingView(Model, frozen=True, kw_only=True):
    """A booking as its requester, its travellers, its approver and a travel manager see it."""

    booking_id: str
    """Id of the booking, as paths name it"""
    requester_id: str
    """Who requested it, by their id"""
    status: BookingStatus
    """Where the booking is in its life"""
    operations: tuple[BookingOperation, ...]
    """Operations that you may perform on the booking now"""
    created_at: dt.datetime
    """When it was created"""
    updated_at: dt.datetime
    """When it last changed"""
    request: TripRequest
    """The trip as it was understood; compare it with what you meant"""
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
    """Version of the travel policy that its options were judged by; null until they were"""
    clauses: tuple[ClauseHitView, ...]
    """Policy clauses that apply to the trip request"""
    round: int
    """Planning round; rises each time options are searched again"""
    options: tuple[OptionView, ...]
    """Itineraries to select from, the best first"""
    missing: tuple[MissingFact, ...]
    """What carriers need of the travellers by check-in and have not been given, as known when the booking was
    last planned, selected or bought; of each traveller for themselves, the requester and travel managers
    """
    options_expire_at: dt.datetime | None
    """Until when an option can be selected; null while there are none"""
    policy_sections: tuple[SectionHit, ...]
    """Sections of policy documents that bear on the trip request; they decide nothing"""
    selected_option_id: str | None
    """Option that was selected; null while none is"""
    price: Money | None
    """What the selected option costs in all; null while none is selected"""
    approval_outlook: ApprovalBlock | None
    """Why nobody could approve an option that requires approval, as things stood when the options were
    evaluated; null if somebody could, or none requires it
    """
    approval_request: ApprovalRequest | None
    """The approval that the selected option needs; null if it needs none, or none is selected"""
    budgets: tuple[BudgetShare, ...]
    """What the booking takes of budgets: of each cost centre and year that it charges"""
    credits: tuple[CreditUse, ...]
    """Travel credits used to pay for the booking"""
    orders: tuple[OrderView, ...]
    """What was bought, one for each component; empty until it is booked"""
    parts: tuple[BookingPart, ...]
    """Parts of the booking that can be cancelled separately"""
    amendment: Amendment | None
    """The confirmed change that is being settled; null if there is none"""
    receipts: tuple[Receipt, ...]
    """What became of changes and cancellations, in order of settlement"""
    replaces_booking_id: str | None
    """Id of the booking that this one replaces"""
    supplier_changes: tuple[SupplierChangeView, ...]
    """Schedule changes and cancellations by suppliers"""
    trip_id: str | None
    """Trip that holds what was booked; null until it is booked"""
    failure: Failure | None
    """Why it ended without being bought; null otherwise"""
    delay: Delay | None
    """Since when and until when the booking waits for a supplier, or for another system, that is unavailable;
    null if it does not
    """
    revisions: tuple[RevisionView, ...]
    """Revisions after the booking was sent back or recalled, oldest first"""
    events_url: str
    """Stream of its events (server-sent events)"""
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""


class BookingTraveller(Model, frozen=True, kw_only=True):
    """A traveller of a booking."""

    given_name: str
    """Given names as the passport has them"""
    family_name: str
    """Family name as the passport has it"""
    user_id: str | None = None
    """`userId`, if the traveller is known to be a user and you may know which"""
    passenger_id: str | None = None
    """Id of the passenger profile that was given, if you may know it"""


class ClauseHitView(Model, frozen=True, kw_only=True):
    """A policy clause that applies to a trip request, and why: rules, kinds of trip, words."""

    number: str
    """Number of the clause, such as 4.2"""
    title: str
    """Heading of the clause"""
    excerpt: str
    """First words of the clause"""
    why: tuple[str, ...]
    """What of the request it applies to, in words"""
    cited_clause: CitedClause | None
    """The clause in its own words, all of them"""


class CitedClause(Model, frozen=True, kw_only=True):
    """A clause of the travel policy in its own words, as a verdict, an approval or an audit entry rests on it."""

    policy_version: int
    """Version of the travel policy that has these words"""
    number: str
    """Number of the policy clause, such as `5.2`"""
    title: str
    """Heading of the clause"""
    text: str
    """The clause as it stood when the verdict was made"""
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
    """Heading of the section that is quoted"""
    page: int | None
    """Page that the quote begins on; null without pages"""
    quote: str
    """Words of the section, letter by letter"""
    start: int
    """Where it begins in the section's text, in code points"""
    end: int
    """Where it ends in the section's text, exclusive"""


class OptionView(Model, frozen=True, kw_only=True):
    """An option to select: what is travelled, stayed in and driven, with its policy verdict. Components come
    in the order of the request: slices, stays, cars.
    """

    option_id: str
    """Selects this option; valid until the booking's `optionsExpireAt`"""
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
    components: tuple[OptionComponent, ...]
    """What is bought together: fares, stays, cars"""
    verdict: VerdictView | None
    """What the travel policy says of it; null until it is judged"""
    price: Money
    """Sum of the components' prices; all are in the currency of the request"""
    co2_grams: int
    """Sum of the flights' and trains', all travellers together"""
    duration_seconds: int
    """Seconds under way, all slices together"""
    stops: int
    """Connections, all slices together"""


class MissingNight(Model, frozen=True, kw_only=True):
    """A night without a room: `in_transit` to the destination, `not_offered` by any hotel, or after the
    arrival and before the requested check-in (`not_requested`).
    """

    night: dt.date
    """Date of the evening, local to the destination"""
    reason: MissingNightReason
    """Why there is no room for it"""
    stay_index: int = 0
    """Place in the request's `stays`, from 0"""


class Overlap(Model, frozen=True, kw_only=True):
    """Another trip that a traveller has at the same time; it is named to those who may see that trip."""

    kind: OverlapKind
    """Whether it is the same flight or only the same time"""
    traveller: str
    """Name of the traveller who has the other trip"""
    trip_id: str | None = None
    """Null unless you may see that trip"""
    trip_name: str | None = None
    """Name of that trip; null if you may not see it"""
    starts_at: dt.datetime | None = None
    """When that trip begins; null if you may not see it"""
    ends_at: dt.datetime | None = None
    """When that trip ends; null if you may not see it"""


class OptionCredit(Model, frozen=True, kw_only=True):
    """A travel credit of yours that would pay for an option, if it were selected now."""

    credit_id: str
    """Id of the travel credit"""
    issuer: str
    """The carrier or hotel that granted it and that alone it pays"""
    value: Money
    """What is left of it"""
    would_pay: Money
    """What it would pay of this option"""
    expires_at: dt.datetime
    """Until when the credit can be used"""


class UnmetPreference(Model, frozen=True, kw_only=True):
    """What somebody must have or would rather have, and an option lacks."""

    preference: str
    """Which kind of preference, or field of the request"""
    strength: Strength
    """Whether it had to be so, or would only be liked"""
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
    """Limits that it exceeds, and by how much; empty if none"""
    approval_kind: ApprovalKind
    """What kind of approval it would need"""
    approvers: tuple[str, ...]
    """Who would have to approve, or may object, one after another; empty if nobody has to"""
    cheaper: tuple[CheaperOption, ...]
    """At most three, none of which both costs more and takes longer than another"""


class LimitExcess(Model, frozen=True, kw_only=True):
    """By how much an option is above a limit of the travel policy or what is left of a budget."""

    rule: str
    """Name of the rule that sets the limit, such as `nightly_cap`"""
    clause: str
    """Number of the clause that states the rule"""
    excess: Money
    """How much it is above the limit"""


class CheaperOption(Model, frozen=True, kw_only=True):
    """Another shown option that costs less, and the time that it takes more (less than 0: it is faster as
    well).
    """

    rank: int
    """Its position in the ranking"""
    saves: Money
    """How much less it costs"""
    extra_seconds: int
    """Seconds under way, all slices together"""


class FlightOfferView(Model, frozen=True, kw_only=True, tag="flight", tag_field="kind"):
    """A fare for all travellers over its slices: one way, there and back, or through several cities."""

    kind: ClassVar[Literal["flight"]] = "flight"
    offer_id: str
    """Id of the offer at its supplier"""
    supplier: str
    """Name of the connection that made the offer, such as `sandbox`"""
    price: Money
    """For all travellers together, taxes included"""
    refundability: Refundability
    """What a cancellation before departure or arrival refunds"""
    cancellation_fee: Money | None
    """What the supplier keeps of a refund, for all travellers together; null if there is no fee"""
    expires_at: dt.datetime
    """Until when the supplier sells it at this price"""
    slices: tuple[SliceView, ...]
    """Directions that the fare covers, in order of departure"""
    slice_indexes: tuple[int, ...]
    """Places in the request's `slices`, from 0, of the slices that it is for, in their order"""
    cabin: Cabin
    """Lowest cabin of its segments"""
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
    """Flights of the slice, in order of departure"""
    duration_seconds: int
    """Seconds from departure to arrival"""
    stops: int
    """Connections; 0 is non-stop"""
    connections: tuple[Connection, ...]
    """Where one changes, in order; one fewer than `segments`"""


class SegmentView(Model, frozen=True, kw_only=True):
    """A flight segment: one flight number between two airports; times are UTC, and local to each airport."""

    marketing_carrier: str
    """IATA designator of the airline that sells the flight"""
    flight_number: str
    """Without the airline designator"""
    origin: str
    """IATA code of the airport of departure"""
    destination: str
    """IATA code of the airport of arrival"""
    departs_at: dt.datetime
    """When it leaves the gate, by the timetable"""
    arrives_at: dt.datetime
    """When it reaches the gate, by the timetable"""
    origin_timezone: str
    """IANA time zone of the origin airport"""
    destination_timezone: str
    """IANA time zone of the destination airport"""
    distance_metres: int
    """Great-circle distance between the airports in metres"""
    cabin: Cabin
    """Cabin in which this flight is booked"""
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
    departs_at_local: dt.datetime
    """Departure by the clock at the origin, with its offset"""
    arrives_at_local: dt.datetime
    """Arrival by the clock at the destination, with its offset"""
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
    """Pieces of checked baggage"""
    checked_kilograms: int | None = None
    """What each checked bag may weigh; null if there is none, or the supplier does not say"""


class RailOfferView(Model, frozen=True, kw_only=True, tag="rail", tag_field="kind"):
    """A rail fare for all travellers over its slices."""

    kind: ClassVar[Literal["rail"]] = "rail"
    offer_id: str
    """Id of the offer at its supplier"""
    supplier: str
    """Name of the connection that made the offer, such as `sandbox`"""
    price: Money
    """For all travellers together, taxes included"""
    refundability: Refundability
    """What a cancellation before departure or arrival refunds"""
    cancellation_fee: Money | None
    """What the supplier keeps of a refund, for all travellers together; null if there is no fee"""
    expires_at: dt.datetime
    """Until when the supplier sells it at this price"""
    slices: tuple[RailSliceView, ...]
    """Directions that the fare covers, in order of departure"""
    slice_indexes: tuple[int, ...]
    """Places in the request's `slices`, from 0, of the slices that it is for, in their order"""
    cabin: Cabin
    """Class of the fare; first class stands for all above economy"""
    fare: str
    """Name of the fare"""
    seat_selection: SeatSelection
    """Whether a seat may be chosen"""
    co2_grams: int
    """Grams of CO2 equivalent, all travellers together"""


class RailSliceView(Model, frozen=True, kw_only=True):
    """A slice by rail, of one train or of several with changes."""

    segments: tuple[RailSegmentView, ...]
    """Trains of the slice, in order of departure"""
    duration_seconds: int
    """Seconds from departure to arrival"""
    stops: int
    """Connections; 0 is non-stop"""
    connections: tuple[Connection, ...]
    """Where one changes, in order; one fewer than `segments`"""


class RailSegmentView(Model, frozen=True, kw_only=True):
    """A ride on one train between two stations; times are UTC, and local to each station."""

    operator: str
    """Railway that runs the train"""
    train: str
    """Its kind and number"""
    origin: Station
    """Station of departure"""
    destination: Station
    """Station of arrival"""
    departs_at: dt.datetime
    """When it leaves the station, by the timetable"""
    arrives_at: dt.datetime
    """When it reaches the station, by the timetable"""
    origin_timezone: str
    """IANA time zone of the station of departure"""
    destination_timezone: str
    """IANA time zone of the station of arrival"""
    distance_metres: int
    """Distance between the stations in metres"""
    cabin: Cabin
    """`economy` is second (standard) class"""
    departs_at_local: dt.datetime
    """Departure by the clock at the origin, with its offset"""
    arrives_at_local: dt.datetime
    """Arrival by the clock at the destination, with its offset"""
    duration_seconds: int
    """Seconds from departure to arrival"""


class Station(Model, frozen=True, kw_only=True):
    """A railway station."""

    code: str
    """UIC code of the station"""
    name: str
    """Name of the station as its railway has it"""
    country: str
    """Country of the station (ISO 3166-1 alpha-2)"""


class StayOfferView(Model, frozen=True, kw_only=True, tag="stay", tag_field="kind"):
    """A hotel stay. `nightly` is the average price of one room a night, `price` the total for all rooms and
    nights.
    """

    kind: ClassVar[Literal["stay"]] = "stay"
    offer_id: str
    """Id of the offer at its supplier"""
    supplier: str
    """Name of the connection that made the offer, such as `sandbox`"""
    price: Money
    """For all travellers together, taxes included"""
    refundability: Refundability
    """What a cancellation before departure or arrival refunds"""
    cancellation_fee: Money | None
    """What the supplier keeps of a refund, for all travellers together; null if there is no fee"""
    expires_at: dt.datetime
    """Until when the supplier sells it at this price"""
    name: str
    """Name of the hotel"""
    city: str
    """City of the hotel"""
    country: str
    """Country of the hotel (ISO 3166-1 alpha-2)"""
    timezone: str
    """IANA time zone of the hotel"""
    latitude: float
    """WGS 84, degrees north of the equator"""
    longitude: float
    """WGS 84, degrees east of Greenwich"""
    stars: int | None
    """Null if the supplier does not say"""
    distance_to_centre_metres: int
    """From the hotel to the centre of its city, in metres"""
    check_in: dt.date
    """Day of the first night"""
    check_out: dt.date
    """Day of departure; the night before it is the last"""
    stay_index: int
    """Place in the request's `stays`, from 0"""
    rooms: int
    """Rooms for all travellers together"""
    nightly: Money
    """Average price of one room a night, taxes included"""
    breakfast_included: bool | None = None
    """Null if the supplier does not say"""
    nights: int
    """Nights from the first to the day of departure"""


class CarOfferView(Model, frozen=True, kw_only=True, tag="car", tag_field="kind"):
    """A rental car for all travellers; times are UTC, and local to where it is picked up and dropped off."""

    kind: ClassVar[Literal["car"]] = "car"
    offer_id: str
    """Id of the offer at its supplier"""
    supplier: str
    """Name of the connection that made the offer, such as `sandbox`"""
    price: Money
    """For all travellers together, taxes included"""
    refundability: Refundability
    """What a cancellation before departure or arrival refunds"""
    cancellation_fee: Money | None
    """What the supplier keeps of a refund, for all travellers together; null if there is no fee"""
    expires_at: dt.datetime
    """Until when the supplier sells it at this price"""
    company: str
    """Rental company"""
    model: str
    """A car of its category"""
    category: CarCategory
    """Size of the car, by the first letter of its ACRISS code"""
    acriss: str
    """Category, doors, gearbox and fuel of the car, as an ACRISS code"""
    seats: int
    """Seats, the driver's included"""
    automatic: bool
    """True: with an automatic gearbox"""
    pick_up: RentalStation
    """Where the car is picked up"""
    drop_off: RentalStation
    """Where the car is returned"""
    pick_up_at: dt.datetime
    """When the car is picked up"""
    drop_off_at: dt.datetime
    """When the car has to be returned"""
    car_index: int
    """Place in the request's `cars`, from 0"""
    days: int
    """Days that are charged: of 24 hours each, the last one begun included"""
    daily: Money
    """Average price of such a day, taxes included"""
    pick_up_at_local: dt.datetime
    """Pick-up by the clock there, with its offset"""
    drop_off_at_local: dt.datetime
    """Return by the clock there, with its offset"""


class RentalStation(Model, frozen=True, kw_only=True):
    """Where a rental car is picked up or dropped off."""

    name: str
    """Name of the rental station"""
    city: str
    """City of the station"""
    country: str
    """Country of the station (ISO 3166-1 alpha-2)"""
    latitude: float
    """WGS 84, degrees north of the equator"""
    longitude: float
    """WGS 84, degrees east of Greenwich"""
    timezone: str
    """IANA time zone of the station"""


class VerdictView(Model, frozen=True, kw_only=True):
    """The deterministic evaluation of an option against one version of the travel policy."""

    outcome: Outcome
    """What it comes to, by the gravest violation or missing fact"""
    policy_version: int
    """Version of the travel policy that was applied"""
    approval_kind: ApprovalKind | None = None
    """The kind of approval required; null on older verdicts, from before there were several kinds"""
    violations: tuple[ViolationView, ...]
    """Rules that the option violates, with their clauses; empty if it is compliant"""
    missing_facts: tuple[MissingFactView, ...]
    """What is not known and would have to be, for the rules to judge the option; it may be selected all the
    same, and a travel manager approves it
    """


class ViolationView(Model, frozen=True, kw_only=True):
    """A policy rule that an option violates, and the clause that states it, in its own words."""

    rule: str
    """Name of the rule, such as `fare_cap`"""
    clause: str
    """Number of the policy clause, such as `5.2`"""
    expected: str
    """What the rule allows, in words"""
    actual: str
    """What the option has, in words"""
    action: Action
    """What the violation requires"""
    travellers: tuple[int, ...] = ()
    """Places in `travellers` of the booking, from 0, of those whom it is about; empty if all are judged alike"""
    excess: Money | None = None
    """By how much a price is above its limit, in the limit's currency"""
    cited_clause: CitedClause | None
    """The clause in its own words; null where it holds whatever the policy says (`0`)"""


class MissingFactView(Model, frozen=True, kw_only=True):
    """A fact that a rule lacks to judge an option, and what would settle it."""

    rule: str
    """Name of the rule that cannot be evaluated"""
    clause: str
    """Number of the policy clause, such as `5.2`"""
    fact: Fact
    """What it would have to know"""
    detail: str
    """What is not known"""
    settled_by: str
    """Who could say it, and where"""
    travellers: tuple[int, ...] = ()
    """Places in `travellers` of the booking, from 0, of those whom it is about; empty if all are judged alike"""
    cited_clause: CitedClause | None
    """The clause in its own words; null where it holds whatever the policy says (`0`)"""


class MissingFact(Model, frozen=True, kw_only=True):
    """What a carrier needs of a traveller by check-in, and has not been given."""

    traveller_index: int
    """Place in `travellers`"""
    passenger_id: str | None
    """Passenger profile to complete, if there is one"""
    pointer: str
    """JSON pointer into the profile (RFC 6901); empty for the whole profile"""
    detail: str
    """What is the matter, in a sentence for people; its wording may change"""


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


class ApprovalBlock(Model, frozen=True, kw_only=True):
    """A dead end: nobody can answer the approval request as things stand. It ends by itself once somebody can."""

    reason: BlockReason
    """Why nobody can answer"""
    detail: str
    """What is the matter, in a sentence for people; its wording may change"""
    since: dt.datetime
    """When it came to this"""


class ApprovalRequest(Model, frozen=True, kw_only=True):
    """An approval request: to buy exactly what `hash` covers, which is all that is shown to decide on."""

    hash: str
    """What is approved: covers offers, price and policy version; send it back as `approvalHash`"""
    status: ApprovalStatus
    """How the request stands as a whole"""
    price: Money
    """What all components cost together, taxes included"""
    deadline: dt.datetime
    """Until when it has to be decided"""
    decided_by: str | None = None
    """Who decided, by their id; null while nobody has"""
    decided_at: dt.datetime | None = None
    """When it was decided; null while it is not"""
    comment: str | None = None
    """What the approver wrote with the decision; null if nothing"""
    voided: tuple[VoidedApproval, ...] = ()
    """Approvals that became void before this request, oldest first"""
    kind: ApprovalKind = ApprovalKind.HARD
    """Whether somebody has to decide, and what happens if nobody does before the deadline"""
    mode: Literal["all", "any"] = "all"
    """`all`: every level approves, one after another; `any`: all are asked at once, the first decision counts"""
    levels: int = 1
    """Number of levels of the management chain that have to approve"""
    steps: tuple[ApprovalStep, ...] = ()
    """Approvers asked so far"""
    remind_after_seconds: int | None = None
    """Silent approvers are reminded after so many seconds; null: never"""
    escalate_after_seconds: int | None = None
    """A silent approver's turn passes to the next level after so many seconds; null: never"""
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
    """What had been approved"""
    reason: str
    """What has changed since, in a sentence"""
    decided_by: str | None
    """Who had approved it, by their id; null if nobody had yet"""
    voided_at: dt.datetime
    """When it became void"""
    decided_by_name: str | UnsetType | None = UNSET
    """Name of `decidedBy`; null if there is no employee record"""


class ApprovalStep(Model, frozen=True, kw_only=True):
    """One approver, or one pool of approvers; exactly one of `approverId` and `pool` is given."""

    level: int
    """Level in the management chain, counted from the traveller; 1 is their manager"""
    requested_at: dt.datetime
    """When this approver or pool was asked"""
    approver_id: str | None = None
    """The person's id: the `sub` of their first account in the user pool, which stays when that changes"""
    pool: Pool | None = None
    """Group of which anybody may decide; null if one person is asked"""
    delegator_id: str | None = None
    """`userId` of the absent approver whose delegate is asked; they may decide as well"""
    cost_centre: str | None = None
    """The cost centre as whose owner they are asked; null in the management chain"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of those in whose management chains they are asked: travellers, and the requester for guests;
    empty for the owner of a cost centre
    """
    status: ApprovalStepStatus = ApprovalStepStatus.PENDING
    """What became of this step"""
    remind_at: dt.datetime | None = None
    """When a reminder is due; null: no more"""
    reminded_at: dt.datetime | None = None
    """When the last reminder was sent; null if none was"""
    escalate_at: dt.datetime | None = None
    """When the turn passes to the next level; null: it does not"""
    decided_by: str | None = None
    """The person's id: the `sub` of their first account in the user pool, which stays when that changes"""
    decided_at: dt.datetime | None = None
    """When this step was decided; null while it is not"""
    comment: str | None = None
    """What the approver wrote with the decision; null if nothing"""
    approver_name: str | UnsetType | None = UNSET
    """Name of `approverId`; null if there is no employee record"""
    delegator_name: str | UnsetType | None = UNSET
    """Name of `delegatorId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""
    decided_by_name: str | UnsetType | None = UNSET
    """Name of `decidedBy`; null if there is no employee record"""


class BudgetShare(Model, frozen=True, kw_only=True):
    """What a booking has reserved or committed of a cost centre's budget, in the budget's currency."""

    cost_centre: str
    """Code of the cost centre"""
    period: str
    """Calendar year in which that begins which it pays: a first slice, a stay, a rental"""
    amount: Money
    """Money of the share, in the budget's currency"""
    status: Literal["reserved", "committed"]
    """Whether it is set aside or spent"""
    awaiting_approval: bool = False
    """True while it is reserved for a booking that is not approved yet"""


class CreditUse(Model, frozen=True, kw_only=True):
    """What a booking has used of one travel credit, of what its issuer is paid for one traveller."""

    credit_id: str
    """Travel credit that pays"""
    supplier: str
    """Name of the connection, such as `sandbox`"""
    amount: Money
    """Money that is taken from the credit"""
    status: Literal["reserved", "spent"]
    """Whether it is set aside or spent"""
    issuer: str = ""
    """The carrier or hotel that granted the credit"""
    traveller: int = 0
    """Place of the traveller in `travellers`, from 0"""


class OrderView(Model, frozen=True, kw_only=True):
    """An order: one component (a flight or rail fare, a stay, a car) bought from a supplier."""

    component_index: int
    """Place in the selected option's `components`, from 0"""
    order_id: str
    """Id of the order at its supplier"""
    supplier: str
    """Name of the connection by which it was bought"""
    record_locator: str | None
    """The supplier's record locator or confirmation number; null for approvers"""
    price: Money
    """What was paid for the component, taxes included"""
    status: Literal["confirmed", "cancelled"]
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
    """Place in the selected option's `components`, from 0"""
    part_index: int
    """Place of the part in its component, from 0: a slice of a fare; 0 for a stay or a car"""
    kind: ComponentKind
    """Kind of the component that it is a part of"""
    name: str
    """What it is, such as the flight numbers or the hotel"""
    starts_at: dt.datetime
    """Departure, check-in or pick-up"""
    ends_at: dt.datetime
    """Arrival, check-out or return"""
    start_timezone: str
    """IANA time zone of the place where it starts"""
    end_timezone: str
    """IANA time zone of the place where it ends"""
    starts_at_local: dt.datetime
    """Start by the clock there, with its offset"""
    ends_at_local: dt.datetime
    """End by the clock there, with its offset"""
    status: Literal["confirmed", "cancelled"]
    """Whether it is still booked"""


class Amendment(Model, frozen=True, kw_only=True):
    """A confirmed change of a booking in progress; `sourceId` is the quote or the supplier's change that it
    follows.
    """

    kind: AmendmentKind
    """Why parts are cancelled"""
    source_id: str
    """Id of the quote, or of the supplier's change, that it follows"""
    parts: tuple[CancellationTerms, ...]
    """Parts that are cancelled, with their terms"""
    agreed_by: str
    """Who confirmed it, by their id; the system's component where nobody had to"""
    agreed_at: dt.datetime
    """When it was confirmed"""
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
    """Place in the selected option's `components`, from 0"""
    part_index: int
    """Place of the part in its component, from 0"""
    name: str
    """What the part is, such as the flight numbers or the hotel"""
    paid: Money
    """What was paid for the part"""
    fee: Money
    """What the supplier keeps"""
    refund: Money
    """What comes back"""
    refund_to: Literal["original", "credit"]
    """`original`: refunded to the payment source; `credit`: a travel credit with this supplier"""


class Receipt(Model, frozen=True, kw_only=True):
    """A receipt of one settled change of a booking; it never changes."""

    receipt_id: str
    """Id of the receipt, as paths name it"""
    booking_id: str
    """Id of the booking, as paths name it"""
    kind: AmendmentKind
    """Why parts were cancelled"""
    source_id: str
    """Id of the confirmed quote, or of the supplier's change"""
    issued_at: dt.datetime
    """When the change was settled"""
    parts: tuple[ReceiptPart, ...]
    """What became of each part"""
    fee: Money
    """What suppliers kept, of all parts together"""
    refund: Money
    """What came back, of all parts together"""
    refunds: tuple[Refund, ...]
    """Where the refund went; empty if nothing came back"""
    fully_cancelled: bool
    """True if all parts of the booking are cancelled"""
    statement: str
    """The receipt in sentences for people"""
    replaced_by_booking_id: str | None = None
    """Id of the booking that replaced this one"""


class ReceiptPart(Model, frozen=True, kw_only=True):
    """One part on a receipt: its status, final fee and refund, and the reason if it could not be cancelled."""

    part_id: str
    """Index of the component and index of the part in it, as `0.1`"""
    component_index: int
    """Place in the selected option's `components`, from 0"""
    part_index: int
    """Place of the part in its component, from 0"""
    name: str
    """What the part is, such as the flight numbers or the hotel"""
    paid: Money
    """What was paid for the part"""
    fee: Money
    """What the supplier keeps"""
    refund: Money
    """What comes back"""
    refund_to: Literal["original", "credit"]
    """`original`: refunded to the payment source; `credit`: a travel credit with this supplier"""
    status: Literal["cancelled", "kept"]
    """Whether the supplier cancelled it"""
    reason: str | None = None
    """Why it could not be cancelled; null if it was"""


class Refund(Model, frozen=True, kw_only=True):
    """Where a refund went: to the payment source (and so to the cost centre), into a new travel credit, or
    back into the travel credit that had paid.
    """

    to: Literal["original", "credit", "used_credit"]
    """Where the money went"""
    amount: Money
    """Money that went there"""
    cost_centre: str | None = None
    """Cost centre whose budget has it back; null if it is a travel credit"""
    period: str | None = None
    """Calendar year of that budget, such as 2027; null if it is a travel credit"""
    credit_id: str | None = None
    """Travel credit that has it; null if it went back to the payment source"""


class SupplierChangeView(Model, frozen=True, kw_only=True):
    """A schedule change or cancellation by a supplier."""

    change_id: str
    """Id of the change; decide on it by this"""
    notice_id: str
    """The supplier's own id of its notice"""
    sequence: int
    """Rises with every notice about the order; one that comes late is passed over"""
    kind: NoticeKind
    """Whether it moves or cancels the part"""
    part_id: str
    """Index of the component and index of the part in it, as `0.1`"""
    component_index: int
    """Place in the selected option's `components`, from 0"""
    part_index: int
    """Place of the part in its component, from 0"""
    name: str
    """What the part is, such as the flight numbers"""
    received_at: dt.datetime
    """When the notice came in"""
    respond_by: dt.datetime | None
    """Until then the change can be declined with a full refund; after that it counts as accepted"""
    conflicts: tuple[MissedSlice, ...] = ()
    """Connections that this change makes the travellers miss, which were bought apart"""
    decision: Literal["accepted", "declined", "superseded"] | None = None
    """What was decided; null while it has to be"""
    decided_at: dt.datetime | None = None
    """When it was decided; null while it is not"""
    before: tuple[SegmentTimesView, ...]
    """Times of each segment before the change; empty for a stay or a car"""
    after: tuple[SegmentTimesView, ...]
    """New times of each segment; empty if cancelled"""
    verdict: VerdictView | None
    """Verdict of the changed trip under the policy in effect"""


class MissedSlice(Model, frozen=True, kw_only=True):
    """Another slice of the journey that the travellers cannot take as well; after a date change it may be of
    another booking.
    """

    booking_id: str
    """Booking that has the slice"""
    part_id: str
    """Index of the component and index of the part in it, as `0.1`"""
    name: str
    """What the slice is, such as its flight numbers"""


class SegmentTimesView(Model, frozen=True, kw_only=True):
    """Departure and arrival of one segment, in UTC and local to each end."""

    departs_at: dt.datetime
    """Departure, with its offset (RFC 3339)"""
    arrives_at: dt.datetime
    """Arrival, with its offset (RFC 3339)"""
    origin_timezone: str
    """IANA time zone of the departure"""
    destination_timezone: str
    """IANA time zone of the arrival"""
    departs_at_local: dt.datetime
    """Departure by the clock at the origin, with its offset"""
    arrives_at_local: dt.datetime
    """Arrival by the clock at the destination, with its offset"""


class Failure(Model, frozen=True, kw_only=True):
    """Why a booking ended without being bought."""

    code: str
    """For programs: what made it end, such as `sold_out`"""
    detail: str
    """What is the matter, in a sentence for people; its wording may change"""


class Delay(Model, frozen=True, kw_only=True):
    """Another system cannot do what comes next at the moment, and is asked again."""

    since: dt.datetime
    """When the first attempt failed"""
    until: dt.datetime
    """When it is given up, and the booking fails"""
    code: str
    """What keeps it: the failure's code if it lasts"""


class RevisionView(Model, frozen=True, kw_only=True):
    """A revision: a booking was sent back by its approver or recalled, and revised by its requester."""

    number: int
    """Revisions are counted from 1"""
    cause: ReturnCause
    """Whether an approver sent the booking back or its requester recalled it"""
    returned_by: str
    """`userId` of the person who sent it back or recalled it"""
    comment: str | None
    """What the approver or the requester wrote with it; null if nothing"""
    at: dt.datetime
    """When the booking was sent back or recalled"""
    price: Money
    """What the approval request was about, in all"""
    approval_hash: str
    """Hash of the approval request that ended by it"""
    round: int
    """The planning round of that option"""
    revise_until: dt.datetime | None = None
    """The booking expires then unless it is revised"""
    revised_at: dt.datetime | None = None
    """When the requester revised it; null while they have not"""
    traveller_comment: str | None = None
    """The requester's comment on the revision"""
    changes: tuple[RequestChange, ...] = ()
    """Fields of the request that changed, each before and after"""
    option: OptionView
    """The option for which approval was requested"""
    returned_by_name: str | UnsetType | None = UNSET
    """Name of `returnedBy`; null if there is no employee record"""


class RequestChange(Model, frozen=True, kw_only=True):
    """One field of the trip request that a revision changed; null means absent."""

    pointer: str
    """JSON pointer (RFC 6901) into the trip request"""
    before: Any
    """Value before the revision; null if there was none"""
    after: Any
    """Value after the revision; null if it was removed"""


class SelectionRequest(Model, frozen=True, kw_only=True):
    """The option that the traveller selects."""

    option_id: str
    """Option to take, of the booking's `options`"""


class ApprovalDecisionRequest(Model, frozen=True, kw_only=True):
    """An approver's decision on the approval request that `approvalHash` identifies."""

    decision: Literal["approved", "declined"] | Literal["sent_back"]
    """What you decide; `sent_back` needs a comment"""
    approval_hash: str
    """`approvalRequest.hash` of the booking that you read (SHA-256, hex)"""
    comment: str | UnsetType | None = UNSET
    """Required to send it back: what to revise"""


class RecallRequest(Model, frozen=True, kw_only=True):
    """Why the requester recalls the booking from its approver."""

    comment: str | UnsetType | None = UNSET
    """Why, for the approver to read; null: nothing"""


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
    preferences: tuple[Preference, ...] | UnsetType = UNSET
    """What must be so (`must`: what falls short comes last, and says in what) or would be liked (`wish`)"""
    purpose: str | UnsetType | None = UNSET
    """What the trip is for; null removes it"""
    cost_centre: str | UnsetType | None = UNSET
    """Cost centre to charge; null: that of the first traveller"""
    answers: dict[str, str] | UnsetType = UNSET
    """Answers to the `questions` of a 422, by their `field`: the `code` of a choice each"""
    comment: str | UnsetType | None = UNSET
    """Comment to the approver"""


class AuditEntryView(Model, frozen=True, kw_only=True):
    """An audit entry: who changed a booking, how and when, from which status to which. The chain holds it
    without `citedClauses` and the names of people.
    """

    audit_id: str
    """Id of the entry"""
    booking_id: str
    """Id of the booking, as paths name it"""
    requester_id: str
    """`userId` of the requester"""
    seq: int
    """Place in the booking's chain, from 1"""
    timestamp: dt.datetime
    """When it happened"""
    actor: Actor
    """Who did it"""
    action: str
    """What was done, such as `booking.selected`"""
    status_before: str | None
    """Status of the booking before; null for its first entry"""
    status_after: str
    """Status of the booking after"""
    detail: dict[str, Any]
    """What belongs to the action: amounts, reasons, clauses"""
    previous_hash: str
    """Hash of the entry before, in hexadecimal digits; zeros for the first"""
    previous_at: dt.datetime | None = None
    """When the entry before was written, so that its age is known without it"""
    subject_ids: tuple[str, ...] = ()
    """Whom it concerns: `userId` of each traveller with an account; of others than yourself only for the
    requester and travel managers
    """
    hash: str = ""
    """SHA-256 of this entry and `previousHash`, in hexadecimal digits"""
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
    """Whether a person or the system acted"""
    id: str
    """The person's id, or the name of the system's component"""
    role: Literal["travel_desk"] | None = None
    """`travel_desk` for a person of the travel desk who acted for the parties"""
    program_id: str | None = None
    """Client id of the program that acted for the person, if one did"""
    name: str | UnsetType | None = UNSET
    """Name of `id`; null if there is no employee record"""


class Verification(Model, frozen=True, kw_only=True):
    """The result of verifying an audit chain: intact, or the first broken entry and why."""

    booking_id: str
    """Id of the booking, as paths name it"""
    intact: bool
    """True: each entry follows from the one before and the whole chain is there"""
    entries: int
    """Entries that were verified"""
    version: int
    """The booking's version: how many entries were ever written"""
    head: str
    """Hash of the newest entry, in hexadecimal digits"""
    aged_entries: int = 0
    """The first entries that are kept no longer, seven years after they were written"""
    anchor: AnchorReceipt | None = None
    """The latest anchor of the chain; null until the first, within an hour"""
    first_broken_entry_id: str | None = None
    """First entry that does not follow; null while the chain is intact"""
    reason: str | None = None
    """What is wrong with that entry; null while the chain is intact"""


class AnchorReceipt(Model, frozen=True, kw_only=True):
    """What proves that the head of a booking's chain is in an anchor."""

    anchored_at: dt.datetime
    """When the anchor was signed"""
    root: str
    """Root of the Merkle tree over all heads of the anchor, in hexadecimal digits"""
    leaf: Leaf
    """Head of this booking's chain, as it is in the tree"""
    place: int
    """The leaf's place in the tree, from 0, which is the former root"""
    path: tuple[str, ...]
    """Hashes beside the leaf's way up to the root, the lowest first"""
    signed: Signed
    """Statement about the root, with its signature"""


class Leaf(Model, frozen=True, kw_only=True):
    """The head of a booking's chain when it was anchored."""

    booking_id: str
    """Id of the booking, as paths name it"""
    version: int
    """Number of the last entry that was anchored"""
    head: str
    """Hash of that entry"""
    changed_at: dt.datetime
    """When that entry was written"""


class Signed(Model, frozen=True, kw_only=True):
    """A statement as it was signed."""

    text: str
    """The signed statement: these bytes, and no others"""
    signature: str
    """ECDSA P-256 over their SHA-256, DER in base64"""
    key_id: str
    """The KMS key that signed"""


class MessageRequest(Model, frozen=True, kw_only=True):
    """What a party of a booking says: a correction of what was asked for, a choice, or an answer to what was
    asked back.
    """

    message: str
    """What to change, to select or to answer, in English"""
    round: int | UnsetType | None = UNSET
    """The planning round whose options you see; refused (409) if there is another by now"""


class SpokenTurn(Model, frozen=True, kw_only=True):
    """A message about a booking, and what was done or asked back because of it."""

    booking_id: str
    """Id of the booking, as paths name it"""
    number: int
    """Messages of a booking are counted from 1"""
    at: dt.datetime
    """When the message came"""
    by: str
    """`userId` of the person who said it"""
    message: str | None
    """Null once the words are erased"""
    outcome: TurnOutcome
    """What became of the message"""
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
    """Field of the request that is unclear"""
    question: str
    """The question, for people"""
    choices: tuple[TurnChoice, ...]
    """Answers to choose from; empty if it is answered freely"""


class TurnChoice(Model, frozen=True, kw_only=True):
    """An answer to choose from; a message may name it by its code, by its label, or by its place in the list."""

    code: str
    """Short name of the choice"""
    label: str
    """The choice in words, for people"""


class ApprovalTaskView(Model, frozen=True, kw_only=True):
    """An approval request to you: while it is open, with what you need to decide; else with what became of it."""

    booking_id: str
    """Id of the booking, as paths name it"""
    requester_id: str
    """`userId` of the requester"""
    requester_name: str | None
    """Null if there is no employee record"""
    delegator_id: str | None
    """`userId` of the approver whose delegate you are; null if you are the approver"""
    status: ApprovalRecordStatus
    """`open`: you may decide; `decided`: you have; `ended`: it ended without you"""
    decision: RequestOutcome | None
    """Your own decision"""
    outcome: RequestOutcome | None
    """What became of the request; null while it is not decided"""
    ended_by: str | None
    """`userId` of whoever ended it; null if a deadline or the system did"""
    ended_at: dt.datetime | None
    """When the request ended for you; null while it is open"""
    requested_at: dt.datetime
    """When you were asked"""
    deadline: dt.datetime
    """Decide before this; without a decision the booking expires, or is approved if the approval is passive"""
    request: TripRequest | None
    """Null once it may be another than the one you were asked about"""
    clauses: tuple[CitedClause, ...]
    """The policy clauses that the option's verdict rests on, in full"""
    price: Money
    """What all components cost together, taxes included"""
    approval_request: ApprovalRequest | None
    """Null once the booking has another, or none"""
    remaining_budgets: tuple[RemainingBudget, ...]
    """What each cost centre that is charged may still spend, with what this reserves"""
    cheapest_compliant: CompliantAlternative | None
    """The cheapest option that would have needed no approval; null if there was none"""
    option: OptionView | None
    """The selected option with its policy verdict; null if it is no longer known"""
    comparison: ComparisonView | None
    """What has changed since the previous approval request; null for the first one"""
    delegator_name: str | UnsetType | None = UNSET
    """Name of `delegatorId`; null if there is no employee record"""
    ended_by_name: str | UnsetType | None = UNSET
    """Name of `endedBy`; null if there is no employee record"""


class RemainingBudget(Model, frozen=True, kw_only=True):
    """What a cost centre may still spend in a period that what is chosen is charged to."""

    cost_centre: str
    """Code of the cost centre"""
    period: str
    """Calendar year of the budget, such as 2027"""
    remaining: Money | None
    """Null if the cost centre has no budget"""


class CompliantAlternative(Model, frozen=True, kw_only=True):
    """The cheapest option that would have needed no approval; one with a bed for every night, if there is one."""

    option_id: str
    """Id of that option, in the booking's `options`"""
    price: Money
    """What it would cost in all, taxes included"""
    missing_nights: tuple[MissingNight, ...] = ()
    """Nights of the requested stay for which it has no room; empty if it has all"""


class ComparisonView(Model, frozen=True, kw_only=True):
    """The difference between this approval request and the previous one, from before the revision."""

    price_change: Money | None
    """New price minus previous price; null if the currencies differ"""
    same_offers: bool
    """True if the same offers were selected again"""
    revision: RevisionView
    """The revision: why the booking was returned, what approval was requested for, what changed"""


class QuoteRequest(Model, frozen=True, kw_only=True):
    """Which parts to cancel, all that remain and have not begun if none is given; or, for a date change, which
    slices, stays and cars to move. A stay that lies next to a slice goes along with it, unless it is named.
    """

    kind: Literal["cancellation", "date_change"]
    """Whether parts are cancelled or moved to other days"""
    parts: tuple[str, ...] | UnsetType = UNSET
    """Only of a cancellation"""
    slices: tuple[SliceDateChange, ...] | UnsetType = UNSET
    """Only of a date change"""
    stays: tuple[StayDateChange, ...] | UnsetType = UNSET
    """Only of a date change"""
    cars: tuple[CarDateChange, ...] | UnsetType = UNSET
    """Only of a date change"""


class SliceDateChange(Model, frozen=True, kw_only=True):
    """A slice of the booking's request, and what changes of it; what is left out stays."""

    slice: int
    """Place in the request's `slices`, from 0"""
    depart_on: dt.date | UnsetType = UNSET
    """New day of departure, local to the origin (ISO 8601)"""
    departure: TimeWindow | UnsetType | None = UNSET
    """Between which local times to depart; null: any"""
    arrival: TimeWindow | UnsetType | None = UNSET
    """Between which local times to arrive; null: any"""


class StayDateChange(Model, frozen=True, kw_only=True):
    """A stay of the booking's request, and its new dates. A date that is left out goes along with the slices
    that move; without either the stay remains as it is booked.
    """

    stay: int
    """Place in the request's `stays`, from 0"""
    check_in: dt.date | UnsetType = UNSET
    """New day of the first night (ISO 8601)"""
    check_out: dt.date | UnsetType = UNSET
    """New day of departure (ISO 8601)"""


class CarDateChange(Model, frozen=True, kw_only=True):
    """A car of the booking's request, and what changes of it; what is left out stays, and without anything the
    car remains as it is booked.
    """

    car: int
    """Place in the request's `cars`, from 0"""
    pick_up_on: dt.date | UnsetType = UNSET
    """New day of pick-up (ISO 8601)"""
    pick_up_at: str | UnsetType = UNSET
    """Local time of day"""
    drop_off_on: dt.date | UnsetType = UNSET
    """New day of return (ISO 8601)"""
    drop_off_at: str | UnsetType = UNSET
    """Local time of day"""


class QuoteView(Model, frozen=True, kw_only=True):
    """A quote and its status."""

    quote_id: str
    """Id of the quote; confirm it by this"""
    booking_id: str
    """Id of the booking, as paths name it"""
    requester_id: str
    """`userId` of the requester"""
    booking_version: int
    """Version of the booking that was quoted; once the booking changes, a new quote is needed"""
    kind: AmendmentKind
    """What the quote is for"""
    created_at: dt.datetime
    """When it was created"""
    expires_at: dt.datetime
    """The quote can be confirmed until then"""
    parts: tuple[CancellationTerms, ...]
    """Parts that would be cancelled, with their terms"""
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
    """Whether it can be confirmed, or what became of it"""
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""


class ReplacementView(Model, frozen=True, kw_only=True):
    """What would be bought instead, for the same travellers: the slices, stays and cars that move, on the new
    dates.
    """

    slices: tuple[SliceRequest, ...]
    """Slices on their new days"""
    stays: tuple[StayRequest, ...]
    """Stays on their new days"""
    cars: tuple[CarRequest, ...]
    """Cars on their new days"""
    preferences: tuple[Preference, ...]
    """Preferences of the booking, which hold for what is bought instead"""
    price: Money
    """What would be bought instead costs so much in all"""
    difference: Money
    """Price of the replacement minus the refund"""
    option: OptionView
    """The new option with its verdict under the policy in effect"""


class Credit(Model, frozen=True, kw_only=True):
    """A travel credit of one traveller, for the carrier that granted it; `amount` is `remaining` plus
    `reserved` plus `spent`.
    """

    credit_id: str
    """Id of the travel credit"""
    user_id: str
    """Id of the person, the same wherever they are named"""
    supplier: str
    """Connection by which the credited order was bought"""
    amount: Money
    """What was granted"""
    remaining: Money
    """What can still be used"""
    reserved: Money
    """Reserved for bookings in progress"""
    spent: Money
    """What has paid for bookings"""
    expires_at: dt.datetime
    """The credit expires then"""
    created_at: dt.datetime
    """When it was created"""
    from_booking_id: str
    """Booking whose cancellation it comes from"""
    from_order_id: str
    """The supplier's id of the order that was cancelled"""
    issuer: str | None = None
    """Who granted it and where alone it pays: an IATA airline designator, or a hotel"""
    guest_id: str | None = None
    """Stands for the guest whose it is; null for the user's own"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class SupplierNotice(Model, frozen=True, kw_only=True):
    """A supplier's notice that it has changed or cancelled an order."""

    type: NoticeKind
    """Whether it moves or cancels a part of an order"""
    timestamp: dt.datetime
    """When the supplier wrote the notice (RFC 3339)"""
    data: NoticeData
    """The part, and its new times"""


class NoticeData(Model, frozen=True, kw_only=True):
    """The changed part of an order and its new times; `sequence` rises with every notice of an order."""

    order_key: str
    """The idempotency key under which it was bought"""
    order_id: str
    """The supplier's id of the order"""
    sequence: int
    """Rises with every notice about the order"""
    part_index: int
    """Index of the part: the slice of a flight or rail fare, from 0; else there is one"""
    times: tuple[SegmentTimes, ...] = ()
    """Times of each segment of the part; empty if it is cancelled"""


class SegmentTimes(Model, frozen=True, kw_only=True):
    """Departure and arrival of one segment, by air or by rail."""

    departs_at: dt.datetime
    """Departure, with its offset (RFC 3339)"""
    arrives_at: dt.datetime
    """Arrival, with its offset (RFC 3339)"""


class NoticeReceipt(Model, frozen=True, kw_only=True):
    """Acknowledges a notice, which need not be sent again, and says what it changed."""

    notice_id: str
    """The supplier's own id of its notice"""
    outcome: Literal["applied", "needs_review", "dismissed", "duplicate", "superseded", "too_late", "unknown_order"]
    """What the notice changed"""


class SupplierChangeDecisionRequest(Model, frozen=True, kw_only=True):
    """The traveller's decision on a supplier's schedule change."""

    decision: Literal["accepted", "declined"]
    """`accepted` keeps what the supplier offers, `declined` cancels the part free of charge"""


class NoticeReview(Model, frozen=True, kw_only=True):
    """A supplier's notice that was put aside until a travel manager accepts or dismisses it."""

    review_id: str
    """Id of the review; decide on it by this"""
    supplier: str
    """Name of the connection that sent the notice"""
    notice_id: str
    """The supplier's own id of its notice"""
    booking_id: str
    """Id of the booking, as paths name it"""
    part_id: str
    """Index of the component and index of the part in it, as `0.1`"""
    name: str
    """What the part is, such as the flight numbers"""
    notice: SupplierNotice
    """The notice as it came in"""
    before: tuple[SegmentTimes, ...]
    """Times of each segment when the notice was received"""
    doubts: tuple[Doubt, ...]
    """Why it was not applied"""
    status: ReviewStatus
    """Whether it still has to be decided"""
    received_at: dt.datetime
    """When the notice came in"""
    decided_at: dt.datetime | None = None
    """When it was decided; null while it is not"""


class NoticeReviewDecisionRequest(Model, frozen=True, kw_only=True):
    """The travel manager's decision on a notice that was put aside."""

    decision: Literal["accepted", "dismissed"]
    """`accepted` applies the notice, `dismissed` changes nothing"""


class TicketView(Model, frozen=True, kw_only=True):
    """A ticket for one connection. It is shown this once."""

    ticket: str
    """Send it as `?ticket=` in place of a token, once"""
    expires_at: dt.datetime
    """Until when it can be used: for 60 seconds, and no longer than your token"""


class TripDetails(Model, frozen=True, kw_only=True):
    """A trip as a person writes it."""

    name: str
    """What to call the trip"""
    notes: str | UnsetType | None = UNSET
    """Notes for whoever may read the trip; null: none"""
    starts_at: dt.datetime
    """When the trip begins, with its offset (RFC 3339)"""
    ends_at: dt.datetime
    """When the trip ends, with its offset (RFC 3339)"""


class TripWithItems(Model, frozen=True, kw_only=True):
    """A trip with its itinerary in order of start; items without a start come last."""

    trip: TripView
    """The trip itself"""
    items: tuple[ItemView, ...]
    """Its itinerary"""


class TripView(Model, frozen=True, kw_only=True):
    """A trip with its current status."""

    trip_id: str
    """Id of the trip, as paths name it"""
    requester_id: str
    """`userId` of who asked for the trip, or planned it by hand"""
    traveller_id: str
    """`userId` of the traveller: the first one with an account, or else the requester"""
    traveller_ids: tuple[str, ...]
    """`userId` of every traveller with an account; a traveller who did not ask for the trip, and a colleague,
    see only one
    """
    name: str
    """What the trip is called"""
    notes: str | None
    """Notes for whoever may read the trip; null: none"""
    status: TripStatus
    """`in_progress` from the start, `completed` from the end"""
    starts_at: dt.datetime
    """Begin of the trip, which is `in_progress` from then on"""
    ends_at: dt.datetime
    """End of the trip, which is `completed` from then on"""
    access: TripAccess
    """The right by which you see the trip"""
    booking_id: str | None
    """Null for colleagues"""
    price: Money | None
    """Null for colleagues"""
    created_at: dt.datetime
    """When it was created"""
    updated_at: dt.datetime
    """When it last changed"""
    created_by: str
    """Who made it, by their id"""
    version: int
    """Number of this version: every change raises it by one"""
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_name: str | UnsetType | None = UNSET
    """Name of `travellerId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""
    created_by_name: str | UnsetType | None = UNSET
    """Name of `createdBy`; null if there is no employee record"""


class ItemView(Model, frozen=True, kw_only=True):
    """An itinerary item. Only the description of an item made by a booking (`booked`) may be changed."""

    item_id: str
    """Id of the itinerary item, as paths name it"""
    kind: ItemKind
    """What the item is"""
    name: str
    """What it is called on the itinerary"""
    description: str | None
    """Notes for whoever reads the itinerary; null: none"""
    status: ItemStatus
    """How certain it is"""
    trip_id: str | None
    """Trip that it belongs to; null: none"""
    starts_at: dt.datetime | None
    """When it starts; null if it has no time"""
    ends_at: dt.datetime | None
    """When it ends; null if it has no end"""
    start_timezone: str | None
    """IANA time zone where it starts; null if it has no time"""
    end_timezone: str | None
    """IANA time zone where it ends; null if it has no end"""
    starts_at_local: dt.datetime | None
    """Start by the clock there; null without a time zone"""
    ends_at_local: dt.datetime | None
    """End by the clock there; null without a time zone"""
    duration_seconds: int | None
    """Seconds from start to end; null without one of them"""
    place: ItemPlace | None
    """Where it is; null: nowhere in particular"""
    origin: str | None
    """Where what was booked begins: IATA code of a flight's airport, name of a train's or a car's station;
    null for other items
    """
    destination: str | None
    """Where it ends, in the same words"""
    record_locator: str | None
    """Record locator or confirmation number; null for colleagues"""
    booked: bool
    """True: a booking made it, and keeps its times and place"""
    part_id: str | None
    """`partId` of the booking's part that it belongs to; null for colleagues"""
    user_id: str
    """`userId` of the owner; on a trip, of the traveller"""
    created_at: dt.datetime
    """When it was created"""
    updated_at: dt.datetime
    """When it last changed"""
    created_by: str
    """Who made it, by their id"""
    expires_at: dt.datetime | None
    """When it is deleted by itself; null: never"""
    version: int
    """Number of this version: every change raises it by one"""
    created_by_name: str | UnsetType | None = UNSET
    """Name of `createdBy`; null if there is no employee record"""


class ItemPlace(Model, frozen=True, kw_only=True):
    """The place of an item; coordinates are WGS 84 degrees."""

    name: str
    """What the place is called"""
    address: str | None = None
    """Postal address on one line; null if unknown"""
    latitude: float | None = None
    """WGS 84, degrees north of the equator; null if unknown"""
    longitude: float | None = None
    """WGS 84, degrees east of Greenwich; null if unknown"""


class TripPatch(Model, frozen=True, kw_only=True):
    """A merge patch of a trip (RFC 7396): null removes a field, fields left out stay unchanged."""

    name: str | UnsetType = UNSET
    """What to call the trip"""
    notes: str | UnsetType | None = UNSET
    """Notes for whoever may read the trip"""
    starts_at: dt.datetime | UnsetType = UNSET
    """When the trip begins, with its offset (RFC 3339)"""
    ends_at: dt.datetime | UnsetType = UNSET
    """When the trip ends, with its offset (RFC 3339)"""


class Timeline(Model, frozen=True, kw_only=True):
    """A trip's items in order of time, and the conflicts among them."""

    trip_id: str
    """Id of the trip, as paths name it"""
    entries: tuple[TimelineEntry, ...]
    """Items with a time, in order of start"""
    undated: tuple[str, ...]
    """Ids of items without a start"""
    conflicts: tuple[TimelineConflict, ...]
    """What does not fit together; empty if all does"""


class TimelineEntry(Model, frozen=True, kw_only=True):
    """An item on the timeline."""

    item_id: str
    """Id of the itinerary item, as paths name it"""
    kind: ItemKind
    """What the item is"""
    name: str
    """What it is called on the itinerary"""
    status: ItemStatus
    """How certain it is"""
    starts: LocalTime
    """Start, at its place"""
    ends: LocalTime | None
    """End, at its place; null if it has none"""
    duration_minutes: int | None
    """Duration in minutes"""


class LocalTime(Model, frozen=True, kw_only=True):
    """A time at its place."""

    at: dt.datetime
    """The instant, in UTC"""
    local: dt.datetime
    """The same instant by the clock there, with its offset"""
    timezone: str
    """IANA time zone of the place"""


class TimelineConflict(Model, frozen=True, kw_only=True):
    """A conflict on the timeline, and the items involved."""

    kind: ConflictKind
    """What does not fit"""
    detail: str
    """What is the matter, in a sentence for people; its wording may change"""
    item_ids: tuple[str, ...]
    """Items that do not fit together"""
    night: dt.date | None = None
    """Date of the evening of a night without a stay"""


class TripProgress(Model, frozen=True, kw_only=True):
    """How far a traveller is along the stretch of a trip that is under way, comes next, or was the last."""

    trip_id: str
    """Id of the trip, as paths name it"""
    user_id: str
    """`userId` of the traveller"""
    as_of: dt.datetime
    """When this was worked out"""
    level: SharingLevel | None
    """How exactly positions may be shown to you; but for `exact`, the schedule alone counts"""
    newest_position_at: dt.datetime | None
    """When the traveller was last seen; null if there is no position"""
    current_item_id: str | None
    """Item of the move that is under way"""
    next_item_id: str | None
    """Item of the move that begins next"""
    moves: tuple[TripMoveView, ...]
    """Moves of the stretch, in order of the itinerary"""
    warnings: tuple[TripWarning, ...] = ()
    """All of the trip, the earliest first; `raised` are those that last"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class TripMoveView(Model, frozen=True, kw_only=True):
    """A move of the itinerary, how far it has come, and when it is likely to end."""

    item_id: str
    """Id of the itinerary item, as paths name it"""
    kind: ItemKind
    """By what the move is made"""
    phase: Phase
    """`before`, `under_way`, `arrived`; `unconfirmed`: its time is over, and no position says that anybody
    arrived
    """
    basis: Basis
    """Whether the phase rests on positions or on the schedule alone"""
    planned_departure_at: dt.datetime
    """As booked, or written by hand"""
    planned_arrival_at: dt.datetime
    """As booked, or written by hand"""
    departed_at: dt.datetime | None = None
    """First position away from where it begins"""
    arrived_at: dt.datetime | None = None
    """First position where it ends"""
    fraction: float | None = None
    """Share of the planned path that is behind, from 0 to 1"""
    travelled_metres: int | None = None
    """Along the planned path"""
    remaining_metres: int | None = None
    """Along the planned path"""
    away_metres: int | None = None
    """From the planned path, at the newest position"""
    estimated_arrival_at: dt.datetime | None = None
    """When it is likely to end; null where `withheld` says why"""
    earliest_arrival_at: dt.datetime | None = None
    """At the fastest speed seen or planned"""
    latest_arrival_at: dt.datetime | None = None
    """At the slowest speed seen or planned"""
    delay_seconds: int | None = None
    """Estimated after planned arrival; negative if it is before"""
    confidence: Confidence | None = None
    """By how far the earliest and the latest arrival are apart"""
    withheld: Withheld | None = None
    """Why there is no estimated arrival"""
    position_at: dt.datetime | None = None
    """Time of the newest position that this rests on"""
    position_age_seconds: int | None = None
    """Age of that position as of `asOf`"""


class TripWarning(Model, frozen=True, kw_only=True):
    """One episode that was warned of. `revision` counts what was published of it."""

    warning_id: str
    """Id of the warning, the same through all corrections"""
    kind: WarningKind
    """What is warned of"""
    status: WarningStatus
    """Whether it still holds"""
    item_id: str
    """Item of the itinerary that it is about"""
    began_at: dt.datetime
    """From which position on, as far as is known"""
    ended_at: dt.datetime | None = None
    """Null while it lasts"""
    data: dict[str, Any]
    """How bad it was when it was raised, or corrected"""
    revision: int = 1
    """How often it was published, from 1"""


class Share(Model, frozen=True, kw_only=True):
    """A colleague's access to a trip; only the traveller grants and revokes it."""

    trip_id: str
    """Id of the trip, as paths name it"""
    user_id: str
    """`userId` of the colleague"""
    right: Right
    """What the colleague may do"""
    shared_at: dt.datetime
    """Since when it is shared"""
    updated_at: dt.datetime
    """When it last changed"""
    shared_by: str
    """Who shared it, by their id"""
    version: int = 1
    """Number of this version: every change raises it by one"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""
    shared_by_name: str | UnsetType | None = UNSET
    """Name of `sharedBy`; null if there is no employee record"""


class ShareRequest(Model, frozen=True, kw_only=True):
    """The right that a colleague gets."""

    right: Right
    """`read`: see the trip and its items; `write`: change them too"""


class ItemDetails(Model, frozen=True, kw_only=True):
    """An itinerary item as a person writes it. Times are instants (RFC 3339); the time zones give the local
    time.
    """

    kind: ItemKind | UnsetType = UNSET
    """What the item is; by default `note`"""
    name: str
    """What to call it on the itinerary"""
    description: str | UnsetType | None = UNSET
    """Notes for whoever reads the itinerary; null: none"""
    status: ItemStatus | UnsetType = UNSET
    """How certain it is; by default `planned`"""
    trip_id: str | UnsetType | None = UNSET
    """Trip that it belongs to; null: none"""
    starts_at: dt.datetime | UnsetType | None = UNSET
    """When it starts, with its offset (RFC 3339); null: at no time in particular"""
    ends_at: dt.datetime | UnsetType | None = UNSET
    """When it ends, with its offset (RFC 3339); null: no end"""
    start_timezone: str | UnsetType | None = UNSET
    """IANA time zone of the place where it starts"""
    end_timezone: str | UnsetType | None = UNSET
    """IANA time zone of the place where it ends"""
    place: ItemPlace | UnsetType | None = UNSET
    """Where it is; null: nowhere in particular"""
    record_locator: str | UnsetType | None = UNSET
    """Record locator or confirmation number"""
    expires_at: dt.datetime | UnsetType | None = UNSET
    """The item expires then and is removed"""


class ItemPatch(Model, frozen=True, kw_only=True):
    """A merge patch of an item (RFC 7396): null removes a field, fields left out stay unchanged."""

    kind: ItemKind | UnsetType = UNSET
    """What the item is"""
    name: str | UnsetType = UNSET
    """What to call it on the itinerary"""
    description: str | UnsetType | None = UNSET
    """Notes for whoever reads the itinerary"""
    status: ItemStatus | UnsetType = UNSET
    """How certain it is"""
    trip_id: str | UnsetType | None = UNSET
    """Trip that it belongs to; null takes it out of its trip"""
    starts_at: dt.datetime | UnsetType | None = UNSET
    """When it starts, with its offset (RFC 3339)"""
    ends_at: dt.datetime | UnsetType | None = UNSET
    """When it ends, with its offset (RFC 3339)"""
    start_timezone: str | UnsetType | None = UNSET
    """IANA time zone of the place where it starts"""
    end_timezone: str | UnsetType | None = UNSET
    """IANA time zone of the place where it ends"""
    place: PlacePatch | UnsetType | None = UNSET
    """Where it is"""
    record_locator: str | UnsetType | None = UNSET
    """Record locator or confirmation number"""
    expires_at: dt.datetime | UnsetType | None = UNSET
    """When it is removed by itself (RFC 3339)"""


class PlacePatch(Model, frozen=True, kw_only=True):
    """A merge patch of a place."""

    name: str | UnsetType = UNSET
    """What the place is called"""
    address: str | UnsetType | None = UNSET
    """Postal address on one line"""
    latitude: float | UnsetType | None = UNSET
    """WGS 84, degrees north of the equator"""
    longitude: float | UnsetType | None = UNSET
    """WGS 84, degrees east of Greenwich"""


class CalendarAddress(Model, frozen=True, kw_only=True):
    """The secret address of a calendar feed."""

    trip_id: str | None
    """The trip that the calendar shows; null for all your trips"""
    created_at: dt.datetime
    """When it was created"""
    url: str
    """Address of the calendar, for programs that ask for one"""
    webcal_url: str
    """The same address, which calendar programs open to subscribe"""


class CalendarView(Model, frozen=True, kw_only=True):
    """A calendar feed that is active."""

    trip_id: str | None
    """The trip that the calendar shows; null for all your trips"""
    created_at: dt.datetime
    """When it was created"""


class ListExportRequest(Model, frozen=True, kw_only=True):
    """Which list is exported, by the filters of its route: either bookings or trips."""

    bookings: BookingFilters | UnsetType | None = UNSET
    """Filters of `GET /v1/bookings` with `scope=all`"""
    trips: TripFilters | UnsetType | None = UNSET
    """Filters of `GET /v1/trips` with `scope=all`"""


class BookingFilters(Model, frozen=True, kw_only=True):
    """Which of the company's bookings are meant; all of them together."""

    status: BookingStatus | None = None
    """Only bookings with this status"""
    role: PartyRole | None = None
    """`requester`: only bookings that you, or `userId`, asked for; `traveller`: only those that you, or they,
    travel by
    """
    user_id: str | None = None
    """With `scope=all`: `userId` of a requester or traveller"""
    cost_centre: str | None = None
    """With `scope=all`: only bookings of which it pays, or a share"""
    outcome: Outcome | None = None
    """With `scope=all`: only bookings whose selected option has this policy outcome"""
    country: str | None = None
    """With `scope=all`: only bookings with a place in this country"""
    starts_from: dt.date | None = None
    """With `scope=all`: only trips that start on this day or later, local to where they start; today (UTC), if
    neither this, `startsTo` nor `userId` is given
    """
    starts_to: dt.date | None = None
    """With `scope=all`: only trips that start on this day or earlier, at most 366 days from the first, which
    are meant if it is not given
    """


class TripFilters(Model, frozen=True, kw_only=True):
    """Which trips are meant; all of them together."""

    status: TripStatus | None = None
    """Only trips that have this status now"""
    starts_from: dt.date | None = None
    """Only trips that start on this day (UTC) or later; with `scope=all`, today if neither this, `startsTo`,
    `on` nor `userId` is given
    """
    starts_to: dt.date | None = None
    """Only trips that start on this day (UTC) or earlier; with `scope=all` at most 366 days from the first,
    which are meant if it is not given
    """
    user_id: str | None = None
    """`userId` of a requester or traveller; only for travel managers"""
    role: PartyRole | None = None
    """`requester`: only trips that they asked for; `traveller`: only those they travel on"""
    cost_centre: str | None = None
    """With `scope=all`: only trips of whose booking it pays, or a share"""
    outcome: Outcome | None = None
    """With `scope=all`: only trips whose booked option had this policy outcome"""
    country: str | None = None
    """With `scope=all`: only trips whose booking has a place in this country"""
    on: dt.date | None = None
    """With `scope=all` and `country`: only booked trips that are there on this day, by the calendar there: on
    the way in or out, staying, or between arriving and leaving
    """


class ListExportView(Model, frozen=True, kw_only=True):
    """An export of a list, and how far it is."""

    export_id: str
    """Id of the export, as paths name it"""
    list: ListKind
    """Which list it is of"""
    status: ListExportStatus
    """How far it is"""
    bookings: BookingFilters | None
    """Filters, with the days that they mean"""
    trips: TripFilters | None
    """Filters, with the days that they mean"""
    rows: int
    """Rows that are written so far, without the header"""
    unreadable: int
    """How many of the rows have an id alone, because the rest cannot be read"""
    size_bytes: int
    """Size of what is written so far, in bytes"""
    failure: ListExportFailure | None
    """Why it failed; null unless it did. At most 100,000 rows are exported"""
    created_at: dt.datetime
    """When it was created"""
    updated_at: dt.datetime
    """When it last changed"""
    expires_at: dt.datetime
    """The export and its file are removed then"""
    download_url: str | None
    """Gives the file for a minute, to whoever has it; null while there is no file"""


class DocumentRequest(Model, frozen=True, kw_only=True):
    """A document to upload."""

    kind: DocumentKind
    """What the file shows"""
    file_name: str
    """File name with a suffix that fits the content type"""
    content_type: ContentType
    """Media type of the file; its bytes have to be of it"""
    size_bytes: int
    """Size of the file, in bytes"""
    sha256: str
    """SHA-256 of the file, in hex"""
    trip_id: str | UnsetType | None = UNSET
    """Trip to attach it to; null: none"""
    expires_on: dt.date | UnsetType | None = UNSET
    """Expiry date of a visa or passport; reminders are sent before"""


class DocumentUpload(Model, frozen=True, kw_only=True):
    """The document, and the form to upload its file with."""

    document: DocumentView
    """The document, `pending` until its file is confirmed"""
    upload: UploadForm
    """POST it as multipart/form-data with the field `file` last"""


class DocumentView(Model, frozen=True, kw_only=True):
    """A document as its owner sees it."""

    document_id: str
    """Id of the document, as paths name it"""
    kind: DocumentKind
    """What the file shows"""
    file_name: str
    """Name of the file as it was announced"""
    content_type: ContentType
    """Media type of the file"""
    size_bytes: int
    """Size of the file, in bytes"""
    sha256: str
    """SHA-256 of the file's bytes, in hexadecimal digits"""
    trip_id: str | None
    """Trip that it is attached to; null if none"""
    expires_on: dt.date | None
    """Last day on which the document is valid; null if it does not expire"""
    status: DocumentStatus
    """Only a confirmed document has a file to download"""
    rejection: Rejection | None
    """Why the file was rejected; null if it was not"""
    reminders: tuple[Reminder, ...]
    """Reminders sent before the document expires"""
    created_at: dt.datetime
    """When it was created"""
    updated_at: dt.datetime
    """When it last changed"""


class Rejection(Model, frozen=True, kw_only=True):
    """Why an uploaded file was rejected."""

    code: str
    """For programs: what is wrong with the file"""
    detail: str
    """What is the matter, in a sentence for people; its wording may change"""


class Reminder(Model, frozen=True, kw_only=True):
    """A reminder sent to the owner before a document expires."""

    days_before: int
    """So many days before the document expires"""
    at: dt.datetime
    """When the reminder was sent"""


class UploadForm(Model, frozen=True, kw_only=True):
    """The upload form: POST these fields unchanged as multipart/form-data, with the field `file` last."""

    url: str
    """Where to POST the form"""
    fields: dict[str, str]
    """Form fields by name, all of which have to be sent"""
    expires_at: dt.datetime
    """Until when the form is accepted"""


class DownloadLink(Model, frozen=True, kw_only=True):
    """A download link; needs no token until it expires."""

    url: str
    """Address of the file; whoever has it can read the file"""
    expires_at: dt.datetime
    """Until when the link works"""
    file_name: str
    """Name to save the file under"""
    content_type: str
    """Media type of the file"""
    size_bytes: int
    """Size of the file in bytes"""
    sha256: str
    """SHA-256 of the file's bytes, in hexadecimal digits"""


class DeviceRequest(Model, frozen=True, kw_only=True):
    """What a device is to be called."""

    name: str
    """What its owner calls it"""


class DeviceRegistration(Model, frozen=True, kw_only=True):
    """A device that is new, with what it signs in by."""

    device_id: str
    """Id of the tracking device, as paths name it"""
    name: str
    """What its owner calls the device"""
    version: int
    """Number of this version: every change raises it by one"""
    created_at: dt.datetime
    """When it was created"""
    updated_at: dt.datetime
    """When it last changed"""
    credential: str
    """What the device sends to report positions. It is shown once: keep it like a password"""


class DeviceDetails(Model, frozen=True, kw_only=True):
    """A device that may report positions, as its owner sees it."""

    device_id: str
    """Id of the tracking device, as paths name it"""
    name: str
    """What its owner calls the device"""
    version: int
    """Number of this version: every change raises it by one"""
    created_at: dt.datetime
    """When it was created"""
    updated_at: dt.datetime
    """When it last changed"""


class FixBatch(Model, frozen=True, kw_only=True):
    """Fixes and pings, in any order; each is judged by itself."""

    fixes: tuple[FixRequest, ...]
    """What the device reports"""


class FixRequest(Model, frozen=True, kw_only=True):
    """Where a device was at a moment; or, as a ping, that it was still where it had been."""

    at: dt.datetime
    """When the device measured it, with its offset (RFC 3339)"""
    latitude: float | UnsetType | None = UNSET
    """WGS 84; none of a ping"""
    longitude: float | UnsetType | None = UNSET
    """WGS 84; none of a ping"""
    accuracy_metres: float | UnsetType | None = UNSET
    """Radius within which the device believes to be"""
    speed_metres_per_second: float | UnsetType | None = UNSET
    """Speed over ground in metres a second; null if not measured"""
    heading_degrees: float | UnsetType | None = UNSET
    """Clockwise from true north"""
    altitude_metres: float | UnsetType | None = UNSET
    """Metres above the WGS 84 ellipsoid; null if not measured"""
    battery_percent: float | UnsetType | None = UNSET
    """Charge of the device's battery, 0 to 100; null if unknown"""
    ping: bool | UnsetType | None = UNSET
    """True for a ping, which has a time and no position"""


class PositionsReceipt(Model, frozen=True, kw_only=True):
    """What became of what a device sent. What is accepted is stored a moment later; none of it need be sent
    again.
    """

    accepted: int
    """How many were taken"""
    not_kept: int
    """How many nobody may keep: outside of a trip, in quiet hours, or without consent to it"""
    refused: tuple[RefusedFixView, ...]
    """Those that were not taken, each with its reason"""


class RefusedFixView(Model, frozen=True, kw_only=True):
    """A fix that is not taken, and why; sending it again changes nothing."""

    index: int
    """Which of those that were sent, counted from 0"""
    field: str | None
    """The field that is wrong, as it was sent; null for all of it"""
    reason: Refusal
    """Why it is not taken"""
    detail: str
    """What is the matter, in a sentence for people; its wording may change"""


class PassengerRequest(Model, frozen=True, kw_only=True):
    """A new passenger profile: your own (`employee`), or that of a guest whom you book for."""

    given_name: str
    """As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops"""
    family_name: str
    """As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops"""
    birth_date: dt.date
    """Date of birth as in the passport (ISO 8601)"""
    nationality: str
    """Country whose citizen the traveller is (ISO 3166-1 alpha-2)"""
    latin_given_name: str | UnsetType | None = UNSET
    """Confirms the spelling for carriers; null while it is not"""
    latin_family_name: str | UnsetType | None = UNSET
    """As spelled in the machine-readable lines of the passport: letters from A to Z"""
    documents: tuple[TravelDocument, ...] | UnsetType = UNSET
    """Passports, identity cards and visas"""
    known_traveller_number: str | UnsetType | None = UNSET
    """TSA PreCheck, Global Entry ..."""
    redress_number: str | UnsetType | None = UNSET
    """Of the DHS's redress programme"""
    loyalty: tuple[LoyaltyNumber, ...] | UnsetType = UNSET
    """Memberships of airlines' and hotels' programmes"""
    seat: Seat | UnsetType | None = UNSET
    """Where to sit; null: anywhere"""
    meal: Meal | UnsetType | None = UNSET
    """Special meal on board; null: the usual one"""
    home_airport: str | UnsetType | None = UNSET
    """Where the traveller's trips start, unless a request says otherwise"""
    emergency_contact: EmergencyContact | UnsetType | None = UNSET
    """Whom to call; null: nobody"""
    arranger_ids: tuple[str, ...] | UnsetType = UNSET
    """`userId` of each person who may book for the traveller"""
    kind: PassengerKind | UnsetType = UNSET
    """Whether it is your own profile or a guest's; by default `employee`"""


class TravelDocument(Model, frozen=True, kw_only=True):
    """A travel document, such as a passport."""

    kind: TravelDocumentKind
    """What kind of document it is"""
    number: str
    """As printed on the document"""
    issuing_country: str
    """Country that issued the document (ISO 3166-1 alpha-2)"""
    expires_on: dt.date | UnsetType | None = UNSET
    """ISO 8601, of a year from 1900 to 2100; null, or a day of the year 9999, where there is no end"""


class LoyaltyNumber(Model, frozen=True, kw_only=True):
    """Membership in a loyalty programme of an airline or hotel chain."""

    programme: str
    """Code of the airline or hotel chain"""
    number: str
    """Membership number as the programme writes it"""


class EmergencyContact(Model, frozen=True, kw_only=True):
    """Emergency contact."""

    name: str
    """Name by which the person is shown"""
    phone: str
    """Telephone number with country code, such as +49 30 123456"""
    relationship: str | UnsetType | None = UNSET
    """Who they are to the traveller, such as "sister"; null if not said"""


class PassengerView(Model, frozen=True, kw_only=True):
    """A passenger profile. If `masked` is true, sensitive values are masked."""

    passenger_id: str
    """Id of the profile; book with it"""
    kind: PassengerKind
    """Whether it is an employee's or a guest's"""
    user_id: str
    """`userId` of the person, or of the host who keeps the guest's profile"""
    masked: bool
    """True: numbers and the birth date are hidden; `reveal=true` shows them"""
    given_name: str
    """Given names as in the passport"""
    family_name: str
    """Family name as in the passport"""
    latin_given_name: str | None
    """Confirmed spelling; null if there is none"""
    latin_family_name: str | None
    """Family name as carriers spell it; null if it is in letters from A to Z"""
    latin_spelling: LatinSpellingView
    """How carriers spell the name, and whether somebody has confirmed it"""
    birth_date: str
    """A date (ISO 8601), or `••••-••-••` if masked"""
    nationality: str
    """ISO 3166-1 alpha-2 code of the country"""
    documents: tuple[TravelDocumentView, ...]
    """Passports, identity cards and visas"""
    known_traveller_number: str | None
    """Masked, as `•••• 0T47`, unless `reveal` is set"""
    redress_number: str | None
    """Masked, as `•••• 0T47`, unless `reveal` is set"""
    loyalty: tuple[LoyaltyView, ...]
    """Memberships of airlines' and hotels' programmes"""
    seat: Seat | None
    """Where to sit; null: anywhere"""
    meal: Meal | None
    """Special meal on board; null: the usual one"""
    home_airport: str | None
    """Where trips in words start that name no place of departure"""
    emergency_contact: ContactView | None
    """Whom to call; null: nobody"""
    arranger_ids: tuple[str, ...]
    """Who may book with the profile, by their ids"""
    created_at: dt.datetime
    """When it was created"""
    updated_at: dt.datetime
    """When it last changed"""
    arranger_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `arrangerIds`, in the same order"""


class LatinSpellingView(Model, frozen=True, kw_only=True):
    """How carriers spell the name, and where that comes from."""

    given_name: str | None
    """Null if it has to be given"""
    family_name: str | None
    """Family name in letters from A to Z; null if nothing can be proposed"""
    status: SpellingStatus
    """`proposed` by ICAO Doc 9303 until you confirm it, as `latinGivenName` and `latinFamilyName` of a
    replacement; `missing` where the script has no table. A booking asks for either
    """


class TravelDocumentView(Model, frozen=True, kw_only=True):
    """A travel document of a passenger profile."""

    kind: TravelDocumentKind
    """What kind of document it is"""
    number: str
    """Masked, as `•••• 0T47`, unless `reveal` is set"""
    issuing_country: str
    """ISO 3166-1 alpha-2 code of the country that issued it"""
    expires_on: dt.date | None
    """Null if the document has no end"""


class LoyaltyView(Model, frozen=True, kw_only=True):
    """A loyalty programme membership of a passenger profile."""

    programme: str
    """Airline or hotel chain whose programme it is"""
    number: str
    """Masked, as `•••• 0T47`, unless `reveal` is set"""


class ContactView(Model, frozen=True, kw_only=True):
    """The emergency contact of a passenger profile."""

    name: str
    """Masked, as `•••• 0T47`, unless `reveal` is set"""
    phone: str
    """Masked, as `•••• 0T47`, unless `reveal` is set"""
    relationship: str | None
    """Who they are to the traveller; null if not said"""


class PassengerSummary(Model, frozen=True, kw_only=True):
    """A passenger profile in a list, and why it is listed."""

    passenger_id: str
    """Id of the profile; book with it"""
    relation: Relation
    """Your own, a guest of yours, or a person who made you their arranger"""
    kind: PassengerKind
    """Whether it is an employee's or a guest's"""
    given_name: str
    """Given names as in the passport"""
    family_name: str
    """Family name as in the passport"""
    updated_at: dt.datetime
    """When it last changed"""


class PassengerDetails(Model, frozen=True, kw_only=True):
    """A passenger profile as the traveller or their arranger writes it."""

    given_name: str
    """As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops"""
    family_name: str
    """As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops"""
    birth_date: dt.date
    """Date of birth as in the passport (ISO 8601)"""
    nationality: str
    """Country whose citizen the traveller is (ISO 3166-1 alpha-2)"""
    latin_given_name: str | UnsetType | None = UNSET
    """Confirms the spelling for carriers; null while it is not"""
    latin_family_name: str | UnsetType | None = UNSET
    """As spelled in the machine-readable lines of the passport: letters from A to Z"""
    documents: tuple[TravelDocument, ...] | UnsetType = UNSET
    """Passports, identity cards and visas"""
    known_traveller_number: str | UnsetType | None = UNSET
    """TSA PreCheck, Global Entry ..."""
    redress_number: str | UnsetType | None = UNSET
    """Of the DHS's redress programme"""
    loyalty: tuple[LoyaltyNumber, ...] | UnsetType = UNSET
    """Memberships of airlines' and hotels' programmes"""
    seat: Seat | UnsetType | None = UNSET
    """Where to sit; null: anywhere"""
    meal: Meal | UnsetType | None = UNSET
    """Special meal on board; null: the usual one"""
    home_airport: str | UnsetType | None = UNSET
    """Where the traveller's trips start, unless a request says otherwise"""
    emergency_contact: EmergencyContact | UnsetType | None = UNSET
    """Whom to call; null: nobody"""
    arranger_ids: tuple[str, ...] | UnsetType = UNSET
    """`userId` of each person who may book for the traveller"""


class PassengerAccess(Model, frozen=True, kw_only=True):
    """One access to a passenger profile: by whom, when and why."""

    access_id: str
    """Id of the access, as paths name it"""
    passenger_id: str
    """Profile that was accessed"""
    user_id: str
    """`userId` of the person who accessed it"""
    at: dt.datetime
    """When it was accessed"""
    reason: AccessReason
    """What for"""
    booking_id: str | None = None
    """Booking that it was accessed for; null if for none"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class ConsentView(Model, frozen=True, kw_only=True):
    """Whether a consent is in effect, and by which decision."""

    purpose: Purpose
    """Use of data that the consent is for"""
    granted: bool
    """False if never granted, withdrawn or expired"""
    text_version: str | None
    """Version of the text that was agreed to; null if nothing was decided"""
    decided_at: dt.datetime | None
    """Null if never decided"""
    expires_at: dt.datetime | None
    """Until when the consent is in effect; null if it is not, or does not expire"""
    reason: ConsentChangeReason | None
    """Why it is as it is; null if nothing was decided"""


class ConsentRequest(Model, frozen=True, kw_only=True):
    """A consent that is granted or withdrawn."""

    granted: bool
    """True grants the consent, false withdraws it"""
    text_version: str
    """Version of the consent text that the person saw"""


class Consent(Model, frozen=True, kw_only=True):
    """An entry of a person's consent history for one purpose; `version` counts the entries."""

    user_id: str
    """Id of the person, the same wherever they are named"""
    purpose: Purpose
    """Use of data that the consent is for"""
    version: int
    """Entries of the purpose are counted from 1"""
    granted: bool
    """Whether the consent was in effect from then on"""
    text_version: str
    """Version of the consent text that the person saw"""
    decided_at: dt.datetime
    """When the entry was made"""
    expires_at: dt.datetime | None
    """The consent expires then; null if withdrawn"""
    reason: ConsentChangeReason = ConsentChangeReason.DECIDED
    """Why the entry was made"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class TrackingView(Model, frozen=True, kw_only=True):
    """What you want of your positions, and what follows from it."""

    granted: bool
    """False if never granted, withdrawn or expired"""
    text_version: str | None
    """Version of the consent's text that you agreed to; null without consent"""
    decided_at: dt.datetime | None
    """When it was granted or withdrawn; null if never"""
    expires_at: dt.datetime | None
    """Until when the consent is in effect; null without consent"""
    level: SharingLevel
    """The level that you chose"""
    effective_level: SharingLevel | None
    """The level at which positions are kept on a trip: the lesser of yours and the company's; null where none
    is kept
    """
    quiet_hours: QuietHours | None
    """Hours of every day in which no position is kept; null: none"""
    open_window: OpenWindowView | None
    """Null while you are on no trip"""


class QuietHours(Model, frozen=True, kw_only=True):
    """Hours of every day in which no position is kept, by the clock on the wall: from `from` until `until`,
    through midnight where that comes first.
    """

    from_: str = field(name="from")
    """Local time of day from which no position is kept"""
    until: str
    """Local time of day until which no position is kept"""
    timezone: str
    """Zone at home: it counts where the itinerary names no other"""
    at_place: bool = True
    """Whether, on the way, the clock of the place counts instead"""


class OpenWindowView(Model, frozen=True, kw_only=True):
    """The trip because of which positions may be kept now, from when until when."""

    trip_id: str
    """Id of the trip, as paths name it"""
    starts_at: dt.datetime
    """From when positions may be kept"""
    ends_at: dt.datetime
    """Until when positions may be kept"""


class TrackingRequest(Model, frozen=True, kw_only=True):
    """What you want of your positions from now on."""

    granted: bool
    """Whether your positions may be kept; false ends it at once"""
    text_version: str | UnsetType | None = UNSET
    """Needed to grant a consent that is not in effect"""
    level: SharingLevel
    """How much of your positions to share"""
    quiet_hours: QuietHours | UnsetType | None = UNSET
    """Hours of every day in which no position is kept; null: none"""


class Look(Model, frozen=True, kw_only=True):
    """One look, as the person whose position it was sees it. Who opened a share link is nobody we know."""

    look_id: str
    """Id of the look, as paths name it"""
    user_id: str
    """Whose position it was"""
    viewer_id: str | None
    """Who looked; null for a share link, and once erased"""
    standing: Standing
    """As whom somebody looked"""
    kind: LookKind
    """What of the position was looked at"""
    reason: str | None
    """In the viewer's words; null for a share link"""
    at: dt.datetime
    """When it began; looking on for the same reason is the same look"""
    level: SharingLevel
    """The most exact level that was shown"""
    since: dt.datetime | None = None
    """Beginning of the time that was looked at"""
    until: dt.datetime | None = None
    """End of the time that was looked at"""
    share_id: str | None = None
    """The share link that was opened"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""
    viewer_name: str | UnsetType | None = UNSET
    """Name of `viewerId`; null if there is no employee record"""


class PositionView(Model, frozen=True, kw_only=True):
    """What is kept of a position; null what its device did not say, or its owner does not share."""

    at: dt.datetime
    """Second at which the device measured it"""
    device_id: str
    """Id of the tracking device, as paths name it"""
    kind: PositionKind
    """What the device reported, or what is shared of it"""
    latitude: float | None = None
    """WGS 84 degrees"""
    longitude: float | None = None
    """WGS 84 degrees"""
    accuracy_metres: float | None = None
    """Radius, as the device believes"""
    speed_metres_per_second: float | None = None
    """Speed over ground in metres a second"""
    heading_degrees: float | None = None
    """From true north, clockwise"""
    altitude_metres: float | None = None
    """Metres above the WGS 84 ellipsoid"""
    battery_percent: int | None = None
    """Charge of the device's battery, 0 to 100"""
    level: SharingLevel | None = None
    """As exactly as a coarse position is known"""
    places: tuple[str, ...] = ()
    """Of a coarse position its city, its country, or the ids of the geofences it is in"""
    flags: tuple[Flag, ...] = ()
    """Why it is not drawn and does not count"""


class TrackSummary(Model, frozen=True, kw_only=True):
    """Stops and moves of a span of time, for each device that reported positions in it."""

    since: dt.datetime
    """Begin of the span of time"""
    until: dt.datetime
    """End of the span of time"""
    devices: tuple[DeviceTrack, ...]
    """What each device did in it"""


class DeviceTrack(Model, frozen=True, kw_only=True):
    """Stops and moves of one device, each in order of time."""

    device_id: str
    """Id of the tracking device, as paths name it"""
    distance_metres: float
    """Of all moves together"""
    stops: tuple[StopView, ...]
    """Where it stayed, in order of time"""
    moves: tuple[TrackMoveView, ...]
    """How it came from stop to stop, in order of time"""


class StopView(Model, frozen=True, kw_only=True):
    """Where a device stayed."""

    began_at: dt.datetime
    """First position of the stop"""
    ended_at: dt.datetime
    """Last position of the stop"""
    duration_seconds: int
    """Seconds from the first to the last position"""
    latitude: float
    """Of the middle, WGS 84 degrees"""
    longitude: float
    """WGS 84, degrees east of Greenwich, of the middle of the stop"""
    radius_metres: float
    """Around the middle, with all of its positions"""
    positions: int
    """Positions of which it is made"""


class TrackMoveView(Model, frozen=True, kw_only=True):
    """How a device came from one stop to the next."""

    began_at: dt.datetime
    """First position of the move"""
    ended_at: dt.datetime
    """Last position of the move"""
    duration_seconds: int
    """Seconds from the first to the last position"""
    distance_metres: float
    """Along the positions, on WGS 84"""
    positions: int
    """Positions of which it is made"""


class TrackShareRequest(Model, frozen=True, kw_only=True):
    """What a share link is to show: a trip of yours, or a span of time."""

    trip_id: str | UnsetType | None = UNSET
    """Trip of yours to show; null: the span of time is shown"""
    since: dt.datetime | UnsetType | None = UNSET
    """Beginning of what is shown, where it is no trip; null: as of now"""
    until: dt.datetime | UnsetType | None = UNSET
    """End of what is shown, where it is no trip; null: until it expires"""
    level: SharingLevel | UnsetType = UNSET
    """How exactly at most, whatever else you or the company allow; by default `city`"""
    expires_at: dt.datetime | UnsetType | None = UNSET
    """At most 30 days ahead; null: 24 hours from now"""
    label: str
    """For whom it is, for yourself"""


class TrackShareAddress(Model, frozen=True, kw_only=True):
    """A share link with its secret address, which is shown once."""

    share_id: str
    """Id of the link; revoke it by this"""
    label: str
    """For whom it is, as you wrote"""
    level: SharingLevel
    """How exactly it shows your positions at most"""
    trip_id: str | None
    """The trip that it shows; null where it is a span of time"""
    since: dt.datetime | None
    """Null where it shows a trip"""
    until: dt.datetime | None
    """Null where it shows a trip"""
    created_at: dt.datetime
    """When it was created"""
    expires_at: dt.datetime
    """Until when the link can be opened"""
    url: str
    """Whoever has it sees what it shows"""


class TrackShareView(Model, frozen=True, kw_only=True):
    """A share link that is open."""

    share_id: str
    """Id of the link; revoke it by this"""
    label: str
    """For whom it is, as you wrote"""
    level: SharingLevel
    """How exactly it shows your positions at most"""
    trip_id: str | None
    """The trip that it shows; null where it is a span of time"""
    since: dt.datetime | None
    """Null where it shows a trip"""
    until: dt.datetime | None
    """Null where it shows a trip"""
    created_at: dt.datetime
    """When it was created"""
    expires_at: dt.datetime
    """Until when the link can be opened"""


class GeofenceCreation(Model, frozen=True, kw_only=True):
    """A new geofence."""

    name: str
    """Name by which its owner knows it"""
    shape: GeofenceShape
    """Area of the map that it covers"""
    calendar: Calendar | UnsetType | None = UNSET
    """When it counts; null for always"""
    events: tuple[GeofenceEventKind, ...] | UnsetType = UNSET
    """Which ones are published; by default `["enter","exit"]`"""
    dwell_seconds: int | UnsetType | None = UNSET
    """How long a stay is, for `dwell`"""
    exit_margin_metres: int | UnsetType = UNSET
    """How far outside somebody has left it, beyond twice the accuracy of the position; by default `50`"""
    owner: GeofenceOwner | UnsetType = UNSET
    """`company` is for travel managers: it counts for everybody; by default `person`"""
    counts_from: dt.datetime | UnsetType | None = UNSET
    """Null for now. Before that, at most 7 days for your own and 1 day for the company's, it counts for each
    person with the next position that is theirs
    """


class CircleShape(Model, frozen=True, kw_only=True, tag="circle", tag_field="kind"):
    """Everything up to a radius around a point."""

    kind: ClassVar[Literal["circle"]] = "circle"
    latitude: float
    """WGS 84 degrees"""
    longitude: float
    """WGS 84 degrees"""
    radius_metres: int
    """From the middle to the edge, in metres"""


class PolygonShape(Model, frozen=True, kw_only=True, tag="polygon", tag_field="kind"):
    """The inside of a ring, without its holes: `coordinates` of a GeoJSON polygon."""

    kind: ClassVar[Literal["polygon"]] = "polygon"
    coordinates: tuple[tuple[tuple[float, ...], ...], ...]
    """The outer ring, then the holes, in either turn"""


class CorridorShape(Model, frozen=True, kw_only=True, tag="corridor", tag_field="kind"):
    """Everything up to a distance from a path: `coordinates` of a GeoJSON line string, joined by great
    circles.
    """

    kind: ClassVar[Literal["corridor"]] = "corridor"
    coordinates: tuple[tuple[float, ...], ...]
    """Positions of the path as GeoJSON has them: longitude, latitude"""
    half_width_metres: int
    """Metres to either side"""


class PlaceShape(Model, frozen=True, kw_only=True, tag="place", tag_field="kind"):
    """A circle around an airport or a city that is called by its code or its name."""

    kind: ClassVar[Literal["place"]] = "place"
    name: str
    """IATA code, or name"""
    radius_metres: int | None = None
    """Metres; null for 4,000 around an airport and 15,000 around a city"""


class RouteShape(Model, frozen=True, kw_only=True, tag="route", tag_field="kind"):
    """A corridor along the route through positions, as maps had it when it was written."""

    kind: ClassVar[Literal["route"]] = "route"
    through: tuple[tuple[float, ...], ...]
    """Longitude first, as in GeoJSON"""
    mode: TravelMode = TravelMode.CAR
    """How the route is travelled"""
    half_width_metres: int = 500
    """Metres to either side"""


class TripShape(Model, frozen=True, kw_only=True, tag="trip", tag_field="kind"):
    """A corridor along the moves that the itinerary of a trip plans, as it was when this was written."""

    kind: ClassVar[Literal["trip"]] = "trip"
    trip_id: str
    """Id of the trip, as paths name it"""
    half_width_metres: int = 20000
    """Metres to either side"""


class Calendar(Model, frozen=True, kw_only=True):
    """When a geofence counts, in the time zone of a place; without hours, all day, every day."""

    zone: str
    """IANA time zone by whose clock the hours are meant"""
    hours: tuple[CalendarHours, ...] = ()
    """Hours of the week at which it counts; empty: always"""
    from_day: dt.date | None = None
    """First day, local; null when it counts already"""
    until_day: dt.date | None = None
    """Last day, local; null when it counts for good"""


class CalendarHours(Model, frozen=True, kw_only=True):
    """Hours of some days of the week; those that end at or before their start end on the next day."""

    weekdays: tuple[Weekday, ...]
    """Days on which the hours begin"""
    starts_at: str = "00:00"
    """Local time of day at which the hours begin"""
    ends_at: str = "00:00"
    """Local time of day at which the hours end"""


class GeofenceView(Model, frozen=True, kw_only=True):
    """A geofence."""

    name: str
    """Name by which its owner knows it"""
    shape: GeofenceShape
    """Area of the map that it covers"""
    calendar: Calendar | None = None
    """When it counts; null for always"""
    events: tuple[GeofenceEventKind, ...] = (GeofenceEventKind.ENTER, GeofenceEventKind.EXIT)
    """Which ones are published"""
    dwell_seconds: int | None = None
    """How long a stay is, for `dwell`"""
    exit_margin_metres: int = 50
    """How far outside somebody has left it, beyond twice the accuracy of the position"""
    geofence_id: str
    """Id of the geofence, as paths name it"""
    owner: GeofenceOwner
    """Whether it is a person's own or the company's"""
    found: GeofenceArea | None
    """What the place, the route or the trip stood for when this was written"""
    counts_from: dt.datetime
    """Whoever is inside then enters it then"""
    created_at: dt.datetime
    """When it was created"""
    updated_at: dt.datetime
    """When it last changed"""


class GeofenceRequest(Model, frozen=True, kw_only=True):
    """A geofence as its owner writes it."""

    name: str
    """Name by which its owner knows it"""
    shape: GeofenceShape
    """Area of the map that it covers"""
    calendar: Calendar | UnsetType | None = UNSET
    """When it counts; null for always"""
    events: tuple[GeofenceEventKind, ...] | UnsetType = UNSET
    """Which ones are published; by default `["enter","exit"]`"""
    dwell_seconds: int | UnsetType | None = UNSET
    """How long a stay is, for `dwell`"""
    exit_margin_metres: int | UnsetType = UNSET
    """How far outside somebody has left it, beyond twice the accuracy of the position; by default `50`"""


class GeofenceRecord(Model, frozen=True, kw_only=True):
    """An event of one person at one geofence, as positions have it that are known by now."""

    geofence_event_id: str
    """Id of the event, the same through all corrections"""
    user_id: str
    """Whose it is"""
    geofence_id: str
    """Geofence at which it happened"""
    geofence_name: str
    """As it was called then"""
    owner: GeofenceOwner
    """Whose geofence it is"""
    kind: GeofenceEventKind
    """What happened"""
    at: dt.datetime
    """When it happened"""
    entered_at: dt.datetime
    """When the stay began that it is of"""
    cause: EventCause
    """Whether the person moved or the geofence's calendar began or ended"""
    status: GeofenceRecordStatus = GeofenceRecordStatus.CURRENT
    """Whether later positions have disproved it"""
    revision: int = 1
    """Counts corrections, from 1"""
    recorded_at: dt.datetime
    """When it was found: later where positions came late"""
    corrected_at: dt.datetime | None = None
    """When this revision was found"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class PlaceList(Model, frozen=True, kw_only=True):
    """Places, the best first; none, if there are none."""

    items: tuple[MapPlace, ...]
    """Places, the best first"""
    attribution: str
    """Whom to name where it is shown; the licence asks for it"""


class MapPlace(Model, frozen=True, kw_only=True):
    """A place that a text means, or that is at a point."""

    name: str
    """What it is called, by itself"""
    label: str
    """What sets it apart from its namesakes"""
    kind: PlaceKind
    """What the place is"""
    latitude: float
    """WGS 84 degrees"""
    longitude: float
    """WGS 84 degrees"""
    country: str | None
    """Country of the place (ISO 3166-1 alpha-2)"""
    timezone: str
    """IANA time zone of the place"""
    airports: tuple[str, ...]
    """Airports that serve it, the main one first; empty if not known"""
    distance_metres: int | None
    """From the point that was asked about; null when none was"""
    source: MapSource
    """Whose knowledge it is"""


class Surroundings(Model, frozen=True, kw_only=True):
    """Places at a point, the nearest first, and the nearest road."""

    items: tuple[MapPlace, ...]
    """Places at the point, the nearest first"""
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
    """Whose knowledge it is"""


class TimeZoneView(Model, frozen=True, kw_only=True):
    """The time zone of a point."""

    timezone: str
    """IANA zone; at sea the nautical one, `Etc/GMT-2` for two hours ahead of UTC"""
    source: MapSource
    """Whose knowledge it is"""
    attribution: str
    """Whom to name where it is shown; the licence asks for it"""


class RouteView(Model, frozen=True, kw_only=True):
    """A way through points in their order."""

    source: MapSource
    """Whose knowledge it is"""
    mode: TravelMode
    """How the way is travelled"""
    is_estimate: bool
    """No road was looked up: distance and duration are estimated from the great circle, which `polyline`
    draws. There may be no way at all
    """
    distance_metres: int
    """Length of the way in metres"""
    duration_seconds: int
    """Without stops; of a flight, from gate to gate"""
    polyline: str
    """The path as an encoded polyline"""
    precision: int
    """Digits behind the point in `polyline`"""
    attribution: str
    """Whom to name where it is shown; the licence asks for it"""


class PrivacyRequest(Model, frozen=True, kw_only=True):
    """The person whose data it concerns."""

    user_id: str | UnsetType | None = UNSET
    """You, if left out; only a travel manager may name another person"""


class ExportView(Model, frozen=True, kw_only=True):
    """A data export, readable until it expires."""

    export_id: str
    """Id of the export, as paths name it"""
    user_id: str
    """Id of the person, the same wherever they are named"""
    created_at: dt.datetime
    """When it was created"""
    expires_at: dt.datetime
    """Until when it can be read"""
    entries_url: str
    """Address of the export's entries, a paged list"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class ExportEntry(Model, frozen=True, kw_only=True):
    """One exported record: its kind, its id and its content."""

    section: str
    """What kind of record it is, such as `bookings`"""
    id: str
    """Id of the record within its section"""
    data: dict[str, Any]
    """The record, as it is stored"""


class ErasureRequest(Model, frozen=True, kw_only=True):
    """The person whose data is to be erased: a user, or a guest."""

    user_id: str | UnsetType | None = UNSET
    """You, if left out; only a travel manager may name another person"""
    passenger_id: str | UnsetType | None = UNSET
    """Instead of `userId`: the passenger profile of a guest, whom you keep or may book for; a travel manager
    may name any guest
    """


class ErasureView(Model, frozen=True, kw_only=True):
    """The progress of an erasure of a person's data."""

    erasure_id: str
    """Id of the erasure, as paths name it"""
    user_id: str | None
    """Null if it concerns a guest"""
    passenger_id: str | None
    """The guest's passenger profile; null for a user"""
    requested_by: str
    """Who requested it, by their id"""
    status: ErasureStatus
    """Whether it is complete"""
    created_at: dt.datetime
    """When it was created"""
    updated_at: dt.datetime
    """When it last changed"""
    counts: dict[str, int]
    """Number of records removed or anonymised, by kind"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""
    requested_by_name: str | UnsetType | None = UNSET
    """Name of `requestedBy`; null if there is no employee record"""


class AssistantMessageRequest(Model, frozen=True, kw_only=True):
    """A message to the assistant: a question about the travel policy or about your own trips, in words."""

    message: str
    """The question, in English"""
    conversation_id: str | UnsetType | None = UNSET
    """The conversation that it continues; left out to begin one"""


class AssistantMessage(Model, frozen=True, kw_only=True):
    """A message of a conversation, and its answer as soon as there is one."""

    conversation_id: str
    """Conversation to which it belongs"""
    message_id: str
    """Id of the message, as paths name it"""
    number: int
    """Place in the conversation, from 1"""
    sent_at: dt.datetime
    """When it was sent"""
    message: str
    """What was asked, as it was sent"""
    status: MessageStatus
    """Whether there is an answer yet"""
    answered_at: dt.datetime | None
    """When it was answered; null until then"""
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
    """The answer, in order of reading"""
    citations: tuple[Citation, ...] = ()
    """Quotes that the paragraphs rest on, by their index"""
    links: tuple[Link, ...] = ()
    """Where to read what the answer speaks of"""
    actions: tuple[ActionLink, ...] = ()
    """Requests that you may send to act on the answer; none is sent by itself"""
    usage: Usage | None = None
    """Null unless a language model made it"""


class AnswerParagraph(Model, frozen=True, kw_only=True):
    """A paragraph of an answer; with `citation`, the words of a document, letter by letter."""

    text: str
    """Words of the paragraph"""
    citation: int | None = None
    """Place in `citations`, from 0, of what this quotes; else null"""


class Link(Model, frozen=True, kw_only=True):
    """Where something that an answer speaks of can be read."""

    title: str
    """What is to be read there"""
    href: str
    """What can be asked for, within this API"""


class ActionLink(Model, frozen=True, kw_only=True):
    """A request that its reader may send to change something, if they want to; the assistant never sends it."""

    operation: str
    """`operationId` of the request"""
    title: str
    """What sending it does"""
    method: Literal["POST", "PUT", "DELETE"]
    """HTTP method of the request"""
    href: str
    """What can be asked for, within this API"""
    body: dict[str, Any] | None
    """What to send; null for no body"""
    effect: str
    """What it does"""


class Usage(Model, frozen=True, kw_only=True):
    """What it took a language model to make an answer."""

    model_id: str
    """Bedrock id of the model"""
    input_tokens: int
    """Tokens that the model read"""
    output_tokens: int
    """Tokens that the model wrote"""


class ConversationView(Model, frozen=True, kw_only=True):
    """A conversation with the assistant. Nobody else can read it."""

    conversation_id: str
    """Id of the conversation, as paths name it"""
    title: str
    """How its first message begins"""
    messages: int
    """How many messages have been answered"""
    answering: bool
    """Whether a message is being answered"""
    created_at: dt.datetime
    """When it was created"""
    updated_at: dt.datetime
    """When it last changed"""
    expires_at: dt.datetime
    """When it is deleted, unless it goes on before; each message is kept as long after it was sent"""
    events_url: str
    """Stream of its events (server-sent events)"""


class PolicyVersionView(Model, frozen=True, kw_only=True):
    """That a version of the travel policy was published, and what it counts for."""

    version: int
    """Number of this version: every change raises it by one"""
    status: VersionStatus
    """Whether it counts today (UTC)"""
    effective_from: dt.date
    """First day (UTC) on which it counts"""
    published_at: dt.datetime
    """When it was published"""
    published_by: str | None
    """`userId` of who published it; for travel managers"""
    url: str
    """Address of the version, to be read whole"""
    published_by_name: str | UnsetType | None = UNSET
    """Name of `publishedBy`; null if there is no employee record"""


class PolicyView(Model, frozen=True, kw_only=True):
    """One published version of the travel policy, and which of its sources a newer version of a document
    outdates.
    """

    name: str
    """Name of the policy, for people"""
    effective_from: dt.date
    """First day on which the policy is in effect (UTC)"""
    currency: str
    """ISO 4217 code of the policy's currency; every limit is given in it"""
    rates: tuple[Rate, ...]
    """Exchange rates by which prices in other currencies are compared with limits"""
    clauses: tuple[Clause, ...]
    """The policy as employees read it, in order"""
    rules: tuple[PolicyRule, ...]
    """What is checked of every option; each names the clause that states it"""
    trade_offs: TradeOffs = field(default_factory=lambda: TradeOffs())  # noqa: PLW0108 - it is defined further down
    """What options are ranked by"""
    approvals: ApprovalRules = field(default_factory=lambda: ApprovalRules())  # noqa: PLW0108 - it is defined further down
    """Who approves, and by when"""
    version: int
    """Number of this version: every change raises it by one"""
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
    """Heading of the clause"""
    text: str
    """Words of the clause, which verdicts quote"""
    tags: tuple[Tag, ...] = ()
    """Kinds of trips that it applies to, besides those of its rules"""
    source: ClauseSource | None = None
    """Words of a policy document that it rests on, checked when the policy is published"""


class ClauseSource(Model, frozen=True, kw_only=True):
    """Where the words of a clause come from: a quote of a section, named by its number, its position or both."""

    document_id: str
    """Policy document that has the words"""
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

    rule: ClassVar[Literal["cabin_by_duration"]] = "cabin_by_duration"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    bands: tuple[CabinBand, ...]
    """Ascending; the first starts at 0"""


class CabinBand(Model, frozen=True, kw_only=True):
    """From this block time on, the highest cabin allowed."""

    from_seconds: int
    """Block time from which it holds, in seconds"""
    cabin: Cabin
    """Highest cabin allowed"""


class RailClassByDuration(Model, frozen=True, kw_only=True, tag="rail_class", tag_field="rule"):
    """Second class on trains; first class on slices that take long enough, from the first departure to the
    last arrival.
    """

    rule: ClassVar[Literal["rail_class"]] = "rail_class"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
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

    rule: ClassVar[Literal["fare_cap"]] = "fare_cap"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    bands: tuple[FareBand, ...]
    """Ascending; the first starts at 0"""


class FareBand(Model, frozen=True, kw_only=True):
    """From this length of a slice on, the highest fare for one traveller and slice."""

    from_metres: int
    """Length of a slice from which it holds, in metres"""
    amounts: tuple[Money, ...]
    """A limit in one or more currencies, the policy's own among them; others are converted by `rates`"""


class NightlyCap(Model, frozen=True, kw_only=True, tag="nightly_cap", tag_field="rule"):
    """The highest price of a room a night, taxes included: the city's, else the country's, else the default."""

    rule: ClassVar[Literal["nightly_cap"]] = "nightly_cap"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    default: tuple[Money, ...]
    """A limit in one or more currencies, the policy's own among them; others are converted by `rates`"""
    countries: tuple[CountryCap, ...] = ()
    """Limits of countries, in the place of the default"""
    cities: tuple[CityCap, ...] = ()
    """Limits of cities, in the place of their country's"""


class CountryCap(Model, frozen=True, kw_only=True):
    """A country's nightly limit."""

    country: str
    """Country whose limit it is (ISO 3166-1 alpha-2)"""
    amounts: tuple[Money, ...]
    """A limit in one or more currencies, the policy's own among them; others are converted by `rates`"""


class CityCap(Model, frozen=True, kw_only=True):
    """A city's nightly limit; `also` lists other names of the city."""

    city: str
    """Name of the city in English"""
    country: str
    """Country of the city (ISO 3166-1 alpha-2)"""
    amounts: tuple[Money, ...]
    """A limit in one or more currencies, the policy's own among them; others are converted by `rates`"""
    aliases: tuple[str, ...] = ()
    """Other names of the city"""


class TotalCap(Model, frozen=True, kw_only=True, tag="total_cap", tag_field="rule"):
    """The highest price of the whole option, all travellers together."""

    rule: ClassVar[Literal["total_cap"]] = "total_cap"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
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

    rule: ClassVar[Literal["budget_available"]] = "budget_available"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """


class AdvanceBooking(Model, frozen=True, kw_only=True, tag="advance_booking", tag_field="rule"):
    """Requires at least this many days between booking and the first day of the trip."""

    rule: ClassVar[Literal["advance_booking"]] = "advance_booking"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    min_days: int
    """Least number of days between booking and the first day of the trip"""
    scope: Literal["any", "domestic", "international"] = "any"
    """Which trips it is about, by whether they cross a border"""


class PreferredCarriers(Model, frozen=True, kw_only=True, tag="preferred_carriers", tag_field="rule"):
    """Requires every flight to be with one of these carriers."""

    rule: ClassVar[Literal["preferred_carriers"]] = "preferred_carriers"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    carriers: tuple[Carrier, ...]
    """Airlines to fly with"""


class Carrier(Model, frozen=True, kw_only=True):
    """An airline, by IATA designator and name."""

    code: str
    """IATA designator of the airline"""
    name: str
    """Name of the airline, for people"""


class BarredCarriers(Model, frozen=True, kw_only=True, tag="barred_carriers", tag_field="rule"):
    """Forbids flights with these carriers."""

    rule: ClassVar[Literal["barred_carriers"]] = "barred_carriers"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    carriers: tuple[Carrier, ...]
    """Airlines not to fly with"""


class DestinationApproval(Model, frozen=True, kw_only=True, tag="destination_approval", tag_field="rule"):
    """Restricts these countries and cities as places that a trip goes to; `reason` says why in a few words."""

    rule: ClassVar[Literal["destination_approval"]] = "destination_approval"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    reason: str
    """Why, in a few words that the verdict shows"""
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes of the countries"""
    cities: tuple[PolicyCity, ...] = ()
    """Cities that it is about"""


class PolicyCity(Model, frozen=True, kw_only=True):
    """A city, by name and, if trips may name an airport instead, by its airports."""

    city: str
    """Name of the city in English"""
    country: str
    """Country of the city (ISO 3166-1 alpha-2)"""
    airports: tuple[str, ...] = ()
    """IATA codes of its airports"""


class ShortRoute(Model, frozen=True, kw_only=True, tag="short_route", tag_field="rule"):
    """Forbids flights over shorter distances, where a train is expected; each slice by its own length and
    scope.
    """

    rule: ClassVar[Literal["short_route"]] = "short_route"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    min_metres: int
    """Shortest great-circle distance that may be flown, in metres"""
    scope: Literal["any", "domestic", "international"] = "any"
    """Which slices it is about, by whether they cross a border"""


class Refundable(Model, frozen=True, kw_only=True, tag="refundable", tag_field="rule"):
    """Requires that a component above this price is at least partly refundable."""

    rule: ClassVar[Literal["refundable"]] = "refundable"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    component_kind: ComponentKind
    """Kind of component that it is about"""
    above: tuple[Money, ...]
    """A limit in one or more currencies, the policy's own among them; others are converted by `rates`"""


class HotelStars(Model, frozen=True, kw_only=True, tag="hotel_stars", tag_field="rule"):
    """The highest number of hotel stars."""

    rule: ClassVar[Literal["hotel_stars"]] = "hotel_stars"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    max_stars: int
    """Most stars that a hotel may have"""


class StayLength(Model, frozen=True, kw_only=True, tag="stay_length", tag_field="rule"):
    """The highest number of nights of a stay."""

    rule: ClassVar[Literal["stay_length"]] = "stay_length"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    max_nights: int
    """Most nights that a stay may have"""


class HighestCarCategory(Model, frozen=True, kw_only=True, tag="car_category", tag_field="rule"):
    """The highest category of a rental car, by how many travellers share it: all of the trip, for whomever of
    them the rule holds.
    """

    rule: ClassVar[Literal["car_category"]] = "car_category"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    bands: tuple[CarBand, ...]
    """Ascending; the first starts at 1"""


class CarBand(Model, frozen=True, kw_only=True):
    """From so many travellers on, the highest category allowed."""

    from_travellers: int
    """From so many travellers on"""
    category: CarCategory
    """Largest category allowed"""


class TravellingTogether(Model, frozen=True, kw_only=True, tag="travelling_together", tag_field="rule"):
    """The highest number of employees on one aircraft."""

    rule: ClassVar[Literal["travelling_together"]] = "travelling_together"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    max_travellers: int
    """Most employees on one aircraft"""


class PurposeStated(Model, frozen=True, kw_only=True, tag="purpose_stated", tag_field="rule"):
    """Requires that the trip request states its purpose."""

    rule: ClassVar[Literal["purpose_stated"]] = "purpose_stated"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
    groups: tuple[str, ...] = ()
    """Groups of employees for whom alone it holds, in the place of the rule of its kind, action and subject
    that names none; empty for everybody else
    """
    scope: Literal["any", "domestic", "international"] = "any"
    """Which trips it is about, by whether they cross a border"""


class OverlappingTrip(Model, frozen=True, kw_only=True, tag="overlapping_trip", tag_field="rule"):
    """Asks that no traveller has another trip at the same time."""

    rule: ClassVar[Literal["overlapping_trip"]] = "overlapping_trip"
    clause: str
    """Number of the policy clause, such as `5.2`"""
    action: Action
    """What a violation requires"""
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
    """Whether levels are asked one after another or all at once"""
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
    """Words of the source, and where they stand"""


class OutdatedSource(Model, frozen=True, kw_only=True):
    """A source of a clause of which the document has a newer version."""

    clause: str
    """Number of the policy clause, such as `5.2`"""
    document_id: str
    """Policy document that has a newer version"""
    cited_version: int
    """Version that the clause cites"""
    newest_version: int
    """The newest version that can be cited"""
    citation: Citation | None
    """Where the newest version has the same words; null if it has them no longer"""


class PolicySubmission(Model, frozen=True, kw_only=True):
    """A travel policy to publish: a draft, or what was read of a version, edited. Fields that only Sojourn
    sets may be sent as they were read.
    """

    name: str
    """Name of the policy, for people"""
    effective_from: dt.date
    """First day on which the policy is in effect (UTC)"""
    currency: str
    """ISO 4217 code of the policy's currency; every limit is given in it"""
    rates: tuple[Rate, ...]
    """Exchange rates by which prices in other currencies are compared with limits"""
    clauses: tuple[Clause, ...]
    """The policy as employees read it, in order"""
    rules: tuple[PolicyRule, ...]
    """What is checked of every option; each names the clause that states it"""
    trade_offs: TradeOffs | UnsetType = UNSET
    """What options are ranked by; by default `{"hour":0,"connection":0,"unsocialTime":0,"co2Tonne":0,"centreKi
    lometre":0,"star":0,"nonPreferredCarrier":0,"lowerCabin":0,"nonRefundable":0}`
    """
    approvals: ApprovalRules | UnsetType = UNSET
    """Who approves, and by when; by default `{"tiers":[],"mode":"all","limitSeconds":null,"remindAfterSeconds"
    :null,"escalateAfterSeconds":null,"tolerancePercent":0,"toleranceAmount":null}`
    """
    version: int | UnsetType = UNSET
    """The version that was read and edited; may be left out"""
    citations: tuple[ClauseCitation, ...] | UnsetType = UNSET
    """As that version has them; may be left out"""
    outdated_sources: tuple[OutdatedSource, ...] | UnsetType = UNSET
    """As they were read; may be left out"""


class PolicyHits(Model, frozen=True, kw_only=True):
    """What was found, the best first; nothing, if nothing bears on the question."""

    items: tuple[SectionHit, ...]
    """Sections that bear on the question, the best first"""
    method: RankingMethod
    """What it was ranked by: `meaning` by models of language, `words` while those are not at hand"""


class PolicyDocumentRequest(Model, frozen=True, kw_only=True):
    """A policy document to upload: its title, and the file of its first version."""

    title: str
    """What the document is called where it is cited"""
    file: PolicyFile
    """The file to be uploaded as its first version"""


class PolicyFile(Model, frozen=True, kw_only=True):
    """A file to upload as a version of a policy document."""

    file_name: str
    """File name with a suffix that fits the content type"""
    content_type: PolicyFileType
    """Media type of the file; its bytes have to be of it"""
    size_bytes: int
    """Size of the file, in bytes"""
    sha256: str
    """SHA-256 of the file, in hex"""


class PolicyDocumentUpload(Model, frozen=True, kw_only=True):
    """The document, the version whose file is to be uploaded, and the form to upload it with."""

    document: PolicyDocumentView
    """The document, whose new version is `pending`"""
    version: int
    """Number of the version whose file is to be uploaded"""
    upload: UploadForm
    """POST it as multipart/form-data with the field `file` last"""


class PolicyDocumentView(Model, frozen=True, kw_only=True):
    """A policy document with all its versions."""

    document_id: str
    """Id of the document, as paths name it"""
    title: str
    """Title of the document, for people"""
    current_version: int | None
    """The newest version whose sections can be read; null if there is none"""
    versions: tuple[PolicyDocumentVersionView, ...]
    """All versions, the newest first"""
    events_url: str
    """Stream of its events (server-sent events)"""
    created_at: dt.datetime
    """When it was created"""
    updated_at: dt.datetime
    """When it last changed"""


class PolicyDocumentVersionView(Model, frozen=True, kw_only=True):
    """A version of a policy document."""

    version: int
    """Number of the version, from 1"""
    file: PolicyFile
    """The file as it was announced"""
    status: PolicyDocumentStatus
    """Sections can be read once it is `parsed`; a search finds them once it is `indexed`"""
    progress: ParsingProgress
    """How far parsing has come"""
    failure: ParsingFailure | None
    """Why it failed and what to do; null unless it `failed`"""
    warnings: tuple[ParsingWarning, ...]
    """What is missing from its sections"""
    uploaded_by: str | None
    """`userId` of the travel manager; shown to travel managers"""
    created_at: dt.datetime
    """When it was created"""
    updated_at: dt.datetime
    """When it last changed"""
    uploaded_by_name: str | UnsetType | None = UNSET
    """Name of `uploadedBy`; null if there is no employee record"""


class ParsingProgress(Model, frozen=True, kw_only=True):
    """How far parsing has come."""

    pages_parsed: int = 0
    """Pages that are parsed so far"""
    pages: int | None = None
    """Null until it is known, and for files without pages"""
    sections: int = 0
    """Sections found so far"""


class ParsingFailure(Model, frozen=True, kw_only=True):
    """Why a version of a policy document failed, and what to do about it."""

    problem: ParsingProblem
    """What is wrong with the file"""
    detail: str
    """What to do about it"""
    found: str | None = None
    """What was found in this very file, such as the number of a page"""


class PolicyDocumentSummary(Model, frozen=True, kw_only=True):
    """A policy document in a list."""

    document_id: str
    """Id of the document, as paths name it"""
    title: str
    """Title of the document, for people"""
    current_version: int | None
    """The newest version whose sections can be read; null if there is none"""
    newest: PolicyDocumentVersionView
    """The version that was created last"""
    created_at: dt.datetime
    """When it was created"""
    updated_at: dt.datetime
    """When it last changed"""


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
    """Tables within the text"""
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
    """Where the table begins in the section's text, in characters from 0"""
    end: int
    """Where it ends, exclusive"""
    caption: str | None
    """Words above or below the table; null if it has none"""
    rows: tuple[tuple[str, ...], ...]
    """Cells by row; the first row is the head"""


class BudgetView(Model, frozen=True, kw_only=True):
    """A budget: the limit, and what bookings have reserved and committed of it."""

    cost_centre: str
    """Code of the cost centre"""
    period: str
    """Calendar year that it is for, such as 2027"""
    limit: Money
    """What may be spent in the period"""
    reserved: Money
    """Reserved for bookings in progress"""
    awaiting_approval: Money
    """Part of `reserved` that is reserved for bookings that are not approved yet"""
    committed: Money
    """Spent on booked trips"""
    remaining: Money
    """What may still be reserved: the limit less what is reserved and committed"""
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
    reached_at: dt.datetime
    """When use reached it"""


class BudgetRequest(Model, frozen=True, kw_only=True):
    """The limit of a budget and the thresholds at which to warn."""

    limit: Money
    """What may be spent in the period; its currency is the budget's"""
    thresholds: tuple[int, ...] | UnsetType | None = UNSET
    """Warning thresholds in percent of the limit, ascending; unchanged if left out"""
    owner_id: str | UnsetType | None = UNSET
    """`userId` of the owner of the cost centre, who approves charges by people who may not charge it by
    themselves; unchanged if left out, null for none
    """


class FileRequest(Model, frozen=True, kw_only=True):
    """The file as a text, where a client sends nothing but JSON; the body may then have 256 kB."""

    csv: str
    """The file: a header line, and a line for each person"""


class EmployeeImport(Model, frozen=True, kw_only=True):
    """An import of people: what its file would change, and how far that is done."""

    import_id: str
    """Id of the import, as paths name it"""
    status: ImportStatus
    """How far it is"""
    requested_by: str
    """`userId` of the travel manager who sent the file"""
    options: ImportOptions
    """How the file was to be read"""
    counts: ImportCounts
    """How many rows do what, as previewed"""
    progress: ImportProgress
    """What has become of the rows so far"""
    active_employees: int
    """Active employees when it was previewed"""
    created_at: dt.datetime
    """When it was created"""
    updated_at: dt.datetime
    """When it last changed"""
    expires_at: dt.datetime
    """When it is forgotten, with everything that it held"""
    version: int
    """Number of this version: every change raises it by one"""
    reason: str | None = None
    """Why it was stopped"""
    requested_by_name: str | UnsetType | None = UNSET
    """Name of `requestedBy`; null if there is no employee record"""


class ImportOptions(Model, frozen=True, kw_only=True):
    """How a file is to be taken."""

    missing: MissingPeople = MissingPeople.KEEP
    """What becomes of active employees who are not in the file"""
    accounts: UnknownAccounts = UnknownAccounts.REFUSE
    """What becomes of new people for whose address there is no account"""


class ImportCounts(Model, frozen=True, kw_only=True):
    """How many rows do what; `deactivate` counts people who are not in the file as well."""

    error: int = 0
    """Rows with errors, which change nothing"""
    create: int = 0
    """Rows that make a new record"""
    change: int = 0
    """Rows that change a record"""
    deactivate: int = 0
    """People who are deactivated"""
    unchanged: int = 0
    """Rows that are as the record already is"""


class ImportProgress(Model, frozen=True, kw_only=True):
    """What has become of the rows so far; `remaining` are still to be written."""

    remaining: int
    """Rows that are still to be written"""
    applied: int = 0
    """Rows that were written"""
    conflict: int = 0
    """Rows whose record changed after the preview"""
    refused: int = 0
    """Rows that a rule forbade when they were applied"""


class ImportRow(Model, frozen=True, kw_only=True):
    """A row of an import: what it does, or what is wrong with it; and, once applied, what became of it."""

    row: int | None
    """Line of the file; null for who is not in it"""
    action: RowAction
    """What it does"""
    user_id: str | None = None
    """Id of the person, the same wherever they are named"""
    email: str | None = None
    """Address of the person, where the row names one"""
    changes: tuple[str, ...] = ()
    """Columns whose values change"""
    errors: tuple[RowError, ...] = ()
    """Everything that is wrong with it"""
    outcome: RowOutcome | None = None
    """What became of it; null until it is applied, or where it does nothing"""
    reason: str | None = None
    """Why it was not applied"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class RowError(Model, frozen=True, kw_only=True):
    """What is wrong with a line: the column, unless it is the line as a whole, and what to write instead."""

    column: str | None
    """Name of the column; null: the line as a whole"""
    detail: str
    """What is the matter, in a sentence for people; its wording may change"""


class ApplicationRequest(Model, frozen=True, kw_only=True):
    """Apply an import as it was previewed."""

    skip_errors: bool | UnsetType = UNSET
    """Apply the other rows although some have errors; else mend the file first; by default `false`"""
    confirm_deactivations: int | UnsetType | None = UNSET
    """How many people are deactivated, as previewed: required when they are more than 10 % of the active
    employees
    """


class SpendFigures(Model, frozen=True, kw_only=True):
    """What was spent in one group, in one currency; a group has one such entry for each."""

    group: str
    """What the figures are of, by `groupBy`: a month, a cost centre, a traveller's `userId` (`(guests)` for
    all who have no account, `(erased)` for those who were erased), a route by its two ends in alphabetical
    order, both directions together, or a carrier by its IATA designator or a railway by its name
    """
    traveller_id: str | None
    """`userId` of the traveller whose figures they are; null where they are of anything else"""
    bookings: int
    """Bookings that were bought, cancelled ones included"""
    cancelled_bookings: int
    """Bookings of which everything was cancelled"""
    gross: Money
    """Prices of what was bought"""
    refunded: Money
    """Money that came back for what was cancelled"""
    fees: Money
    """Kept by suppliers of what was cancelled"""
    credited: Money
    """Granted as travel credits for what was cancelled"""
    co2_grams: int
    """Of flights and trains that were not cancelled"""
    journeys: int | None
    """Travellers on slices, or on segments by carrier, not cancelled; by route and carrier"""
    travellers: int | None
    """Of all bookings together; null by route and carrier"""
    paid_by_credit: Money | None
    """Paid by travel credits instead of money; null by route and carrier"""
    net: Money | None
    """`gross` less `refunded` and `paidByCredit`, as budgets have it; null as above"""
    by_kind: SpendByKind | None
    """`gross` by kind; null by route and carrier"""
    traveller_name: str | UnsetType | None = UNSET
    """Name of `travellerId`; null if there is no employee record"""


class SpendByKind(Model, frozen=True, kw_only=True):
    """What was bought, by kind; refunds are not taken off."""

    flights: Money
    """Fares of airlines"""
    rail: Money
    """Fares of railways"""
    stays: Money
    """Hotel stays"""
    cars: Money
    """Rental cars"""


class ComplianceFigures(Model, frozen=True, kw_only=True):
    """How one group kept to the travel policy, in one currency; a group has one such entry for each."""

    group: str
    """What the figures are of, by `groupBy`: a month, a cost centre, a traveller's `userId` (`(guests)` for
    all who have no account, `(erased)` for those who were erased), a route by its two ends in alphabetical
    order, both directions together, or a carrier by its IATA designator or a railway by its name
    """
    traveller_id: str | None
    """`userId` of the traveller whose figures they are; null where they are of anything else"""
    bookings: int
    """Bookings that were bought"""
    within_policy: int
    """Of these, what needed nobody's approval"""
    approved_exceptions: int
    """Of these, what somebody approved, or did not object to, against the policy"""
    declined: int
    """Requests that were declined; they are none of `bookings`"""
    average_lead_days: float | None
    """Days from the purchase to the first day of the trip; null without any"""
    compared_bookings: int
    """Bookings for which an option within the policy was offered"""
    missed_savings: Money
    """By how much these cost more than the cheapest such option"""
    traveller_name: str | UnsetType | None = UNSET
    """Name of `travellerId`; null if there is no employee record"""


class Employee(Model, frozen=True, kw_only=True):
    """An employee record; after erasure, only the place in the management chain remains."""

    user_id: str
    """Id of the person, the same wherever they are named"""
    name: str
    """Full name; `Erased` after an erasure"""
    email: str | None
    """Address by which colleagues find and share with the person; null after an erasure"""
    manager_id: str | None
    """The manager, by their id; null at the top of the management chain"""
    grade: int
    """Rank in the company, 1 to 20, as the company counts it"""
    cost_centre: str | None
    """Code of the cost centre"""
    delegate: Delegation | None
    """Who decides approvals in the person's place, and when; null: nobody"""
    active: bool
    """False once the person has left: they can sign in, and do nothing but read their own data"""
    version: int
    """Number of this version: every change raises it by one"""
    created_at: dt.datetime
    """When it was created"""
    updated_at: dt.datetime
    """When it last changed"""
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
    """First day on which the delegate decides (ISO 8601)"""
    until: dt.date
    """Last day on which the delegate decides (ISO 8601)"""


class EmployeeDetails(Model, frozen=True, kw_only=True):
    """An employee record as a travel manager writes it."""

    name: str
    """Name by which the person is shown"""
    email: str | UnsetType | None = UNSET
    """Address by which colleagues find and share with the person; null: none"""
    manager_id: str | UnsetType | None = UNSET
    """`userId` of the manager; null at the top of the company"""
    grade: int | UnsetType = UNSET
    """Rank in the company, 1 to 20, as the company counts it; by default `1`"""
    cost_centre: str | UnsetType | None = UNSET
    """Default cost centre of the employee's trips"""
    delegate: Delegation | UnsetType | None = UNSET
    """Who decides approvals in the person's place, and when; null: nobody"""
    active: bool | UnsetType = UNSET
    """False for a deactivated employee, who gets no approval requests; by default `true`"""
    chargeable_cost_centres: tuple[str, ...] | UnsetType = UNSET
    """Cost centres that the employee may charge beside their own"""
    policy_group: str | UnsetType | None = UNSET
    """Group whose rules of the travel policy hold; null for none"""


class EmployeePatch(Model, frozen=True, kw_only=True):
    """A merge patch of an employee record (RFC 7396): null removes a field, fields left out stay unchanged."""

    name: str | UnsetType = UNSET
    """Name by which the person is shown"""
    email: str | UnsetType | None = UNSET
    """Address by which colleagues find and share with the person"""
    manager_id: str | UnsetType | None = UNSET
    """The person's id: the `sub` of their first account in the user pool, which stays when that changes"""
    grade: int | UnsetType = UNSET
    """Rank in the company, 1 to 20, as the company counts it"""
    cost_centre: str | UnsetType | None = UNSET
    """Cost centre that the person's trips are charged to"""
    delegate: Delegation | UnsetType | None = UNSET
    """Who decides approvals in the person's place, and when"""
    active: bool | UnsetType = UNSET
    """False once the person has left"""
    chargeable_cost_centres: tuple[str, ...] | UnsetType = UNSET
    """Cost centres that the employee may charge beside their own"""
    policy_group: str | UnsetType | None = UNSET
    """A group of employees that rules of the travel policy may name"""


class Colleague(Model, frozen=True, kw_only=True):
    """Somebody of the company: what is needed to name them, and nothing else."""

    user_id: str
    """Id of the person, the same wherever they are named"""
    name: str
    """Name by the employee records"""
    email: str | None
    """Null if there is none in the employee record"""


class Compensation(Model, frozen=True, kw_only=True):
    """A booking whose compensation has failed: `compensation_required` until it succeeds, then its final
    status.
    """

    booking_id: str
    """Id of the booking, as paths name it"""
    requester_id: str
    """Who requested the booking, by their id"""
    status: BookingStatus
    """`compensation_required`, or what it ends in once compensation has succeeded"""
    waiting_since: dt.datetime
    """Since when compensation has been failing"""
    attempts: int
    """Attempts to compensate the booking as a whole"""
    next_attempt_at: dt.datetime | None
    """Next automatic retry; null if nothing is left to compensate"""
    failure: Failure | None
    """Why the booking failed"""
    pending_compensations: tuple[PendingCompensation, ...]
    """What is still to be released or cancelled"""
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
    """How often it was tried"""
    first_failed_at: dt.datetime
    """When it first failed"""
    last_failed_at: dt.datetime
    """When it last failed"""


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
    description: str | UnsetType = UNSET
    """What the subscription is for, for people; by default ``"""
    enabled: bool | UnsetType = UNSET
    """False: nothing is delivered until it is true again; by default `true`"""


class NewWebhook(Model, frozen=True, kw_only=True):
    """A new webhook with its signing secret, which is shown only here."""

    webhook: WebhookView
    """The subscription"""
    secret: str
    """The signing secret; keep it where only the receiver can read it"""


class WebhookView(Model, frozen=True, kw_only=True):
    """A webhook subscription and its delivery status."""

    webhook_id: str
    """Id of the subscription"""
    url: str
    """Address that receives the events"""
    event_types: tuple[str, ...]
    """Types of events that are delivered; `*` stands for all"""
    description: str
    """What the subscription is for, for people"""
    enabled: bool
    """Whether events are delivered"""
    disabled_reason: DisabledReason | None
    """Why delivery stopped: the receiver answered 410 (`gone`), or failed for three days (`failing`)"""
    failures: int
    """Failed attempts since the last successful one"""
    failing_since: dt.datetime | None
    """Since when no delivery has succeeded; null while they do"""
    created_at: dt.datetime
    """When it was created"""
    created_by: str
    """Who made it, by their id"""
    updated_at: dt.datetime
    """When it last changed"""
    created_by_name: str | UnsetType | None = UNSET
    """Name of `createdBy`; null if there is no employee record"""


class NewSecret(Model, frozen=True, kw_only=True):
    """The new signing secret, which is shown only here."""

    secret: str
    """The signing secret; keep it where only the receiver can read it"""
    previous_secret_signs_until: dt.datetime
    """Until then every message carries signatures by both secrets"""


class DeliveryView(Model, frozen=True, kw_only=True):
    """The delivery of one event to one webhook."""

    event_id: str
    """The event's id; the receiver gets it as `webhook-id`"""
    event_type: str
    """Type of the event that is delivered"""
    status: DeliveryStatus
    """Whether it arrived"""
    attempts: int
    """How often it was tried"""
    created_at: dt.datetime
    """When it was created"""
    next_attempt_at: dt.datetime | None
    """When it is tried next; null if it is not tried again"""
    last_attempt: Attempt | None
    """The last attempt; null if there was none yet"""


class Attempt(Model, frozen=True, kw_only=True):
    """A delivery attempt: the receiver's status code, or the error if it did not answer. The response's body
    is never read.
    """

    at: dt.datetime
    """When it was sent"""
    duration_milliseconds: int
    """How long the receiver took, in milliseconds"""
    status_code: int | None = None
    """Status of the receiver's response; null if it did not answer"""
    error: str | None = None
    """Why there was no response; null if there was one"""


class MeView(Model, frozen=True, kw_only=True):
    """The signed-in user."""

    user_id: str
    """The user's id: the `sub` of their first account in the user pool"""
    email: str
    """Address by which you sign in"""
    name: str
    """Name by the user pool"""
    roles: tuple[Role, ...]
    """What you may do, by the groups of the user pool"""
    permissions: tuple[str, ...]
    """Permissions of the roles, as `resource:action`"""


class HealthView(Model, frozen=True, kw_only=True):
    """The health of the service, at most ten seconds old."""

    status: Literal["ok", "degraded"]
    """`ok` if every dependency answers"""
    stage: str
    """Stage that answers, such as `prod`"""
    version: str
    """Release that answers"""
    dependencies: dict[str, Dependency]
    """Systems that it depends on, by name"""


class Dependency(Model, frozen=True, kw_only=True):
    """A system that the service depends on."""

    status: Literal["ok", "failing"]
    """Whether it answers"""
    latency_milliseconds: int
    """Milliseconds until it answered or timed out"""


class ExpiryNotice(Model, frozen=True, kw_only=True):
    """A document that is about to expire; without its name, or its owner's."""

    document_id: str
    """Id of the document, as paths name it"""
    user_id: str
    """Id of the person, the same wherever they are named"""
    kind: DocumentKind
    """What kind of document it is"""
    expires_on: dt.date
    """Last day on which it is good"""
    days_before: int
    """How many days before that the reminder was due"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class BudgetReached(Model, frozen=True, kw_only=True):
    """A budget that has reached a threshold."""

    cost_centre: str
    """Code of the cost centre"""
    period: str
    """Year or month that the budget is for"""
    percent: int
    """The threshold"""
    reached_at: dt.datetime
    """When it was reached"""
    limit: Money
    """What may be spent in the period"""
    reserved: Money
    """Kept for bookings that are not bought yet"""
    committed: Money
    """Spent on what is bought"""
    remaining: Money
    """`limit` less `reserved` and `committed`"""
    used_percent: float
    """Share of the limit that is reserved or committed"""


class PolicyDocumentNotice(Model, frozen=True, kw_only=True):
    """How parsing a version of a policy document ended."""

    document_id: str
    """Id of the document, as paths name it"""
    title: str
    """Title of the document"""
    version: int
    """Number of this version: every change raises it by one"""
    status: PolicyDocumentStatus
    """`parsed` or `failed`"""
    pages: int | None
    """Pages that it has; null where its format has none"""
    sections: int
    """Sections that were found"""
    failure: ParsingFailure | None
    """Why it could not be parsed; null if it was"""


class TrackingEvent(Model, frozen=True, kw_only=True):
    """One thing that happened on the way; `event_id` is the same wherever the event is read."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    user_id: str
    """`userId` of the traveller"""
    type: TrackingEventType
    """What happened"""
    at: dt.datetime
    """When it happened, by the positions that it follows from"""
    recorded_at: dt.datetime
    """When it was found: later where positions came late"""
    trip_id: str | None = None
    """The trip that it belongs to, if it is about one"""
    data: dict[str, Any]
    """What it is about: the fence, or the warning"""
    private: bool = False
    """About a geofence of the traveller's own, of which nobody else learns"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class DisabledNotice(Model, frozen=True, kw_only=True):
    """Delivery to a webhook has stopped, until somebody enables it."""

    webhook_id: str
    """Id of the webhook, as paths name it"""
    reason: DisabledReason
    """Why it stopped"""


class PingNotice(Model, frozen=True, kw_only=True):
    """A message that tries whether a receiver is there."""

    webhook_id: str
    """Id of the webhook, as paths name it"""


class RequestedData(Model, frozen=True, kw_only=True):
    """What was requested."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    name: str
    """Name of the trip, by where it leads"""
    starts_on: dt.date
    """Its first day, where it starts"""
    ends_on: dt.date
    """Its last day, where it ends"""


class PolicyRetrievedData(Model, frozen=True, kw_only=True):
    """What of the travel policy and its documents concerns the trip."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    policy_version: int | UnsetType = UNSET
    """Version of the travel policy by which it was judged"""
    clauses: tuple[str, ...] | UnsetType = UNSET
    """Numbers of the clauses that the verdicts rest on"""
    cited_clauses: tuple[CitedClause, ...] | UnsetType = UNSET
    """These clauses in their own words, as far as there is room; absent without any"""
    sections: tuple[SectionPlace, ...] | UnsetType = UNSET
    """Sections of policy documents that concern the trip; absent without any"""


class SectionPlace(Model, frozen=True, kw_only=True):
    """Where a section of a policy document stands."""

    document_id: str
    """Id of the policy document"""
    version: int
    """Version of the document"""
    position: int
    """Place of the section in the document, from 0"""


class OptionsPlannedData(Model, frozen=True, kw_only=True):
    """How the search went."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    options: int
    """How many options were found"""
    round: int
    """How often options were searched for"""
    cheapest: Money
    """What the cheapest costs"""
    exact: bool
    """Whether they are surely the best; false if there were too many to try"""


class OptionsEvaluatedData(Model, frozen=True, kw_only=True):
    """What the travel policy says of each option."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    policy_version: int | UnsetType = UNSET
    """Version of the travel policy by which it was judged"""
    clauses: tuple[str, ...] | UnsetType = UNSET
    """Numbers of the clauses that the verdicts rest on"""
    cited_clauses: tuple[CitedClause, ...] | UnsetType = UNSET
    """These clauses in their own words, as far as there is room; absent without any"""
    verdicts: dict[str, Outcome | None]
    """The verdict on each option, by its id"""


class AwaitingSelectionData(Model, frozen=True, kw_only=True):
    """What there is to select from."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    options: tuple[str, ...]
    """Ids of the options, the best first"""
    deadline: dt.datetime
    """Until when one may be selected"""


class SelectedData(Model, frozen=True, kw_only=True):
    """What was selected."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    policy_version: int | UnsetType = UNSET
    """Version of the travel policy by which it was judged"""
    clauses: tuple[str, ...] | UnsetType = UNSET
    """Numbers of the clauses that the verdicts rest on"""
    cited_clauses: tuple[CitedClause, ...] | UnsetType = UNSET
    """These clauses in their own words, as far as there is room; absent without any"""
    option_id: str
    """Id of the option that is selected"""
    price: Money
    """What all components cost together, taxes included"""
    credit: Money | UnsetType = UNSET
    """What travel credits pay of it; absent if none is used"""
    replaces_booking_id: str | UnsetType = UNSET
    """Id of the booking whose place this one takes; absent if it takes none's"""


class TermsData(Model, frozen=True, kw_only=True):
    """At which price it goes on, and what the travel policy says of it."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    policy_version: int | UnsetType = UNSET
    """Version of the travel policy by which it was judged"""
    clauses: tuple[str, ...] | UnsetType = UNSET
    """Numbers of the clauses that the verdicts rest on"""
    cited_clauses: tuple[CitedClause, ...] | UnsetType = UNSET
    """These clauses in their own words, as far as there is room; absent without any"""
    price: Money
    """What all components cost together, taxes included"""
    verdict: Outcome
    """The verdict at this price"""
    approved_price: Money | UnsetType = UNSET
    """The price that was approved, where a lower one is paid"""


class PlannedAgainData(Model, frozen=True, kw_only=True):
    """Why options are searched again."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    policy_version: int | UnsetType = UNSET
    """Version of the travel policy by which it was judged"""
    clauses: tuple[str, ...] | UnsetType = UNSET
    """Numbers of the clauses that the verdicts rest on"""
    cited_clauses: tuple[CitedClause, ...] | UnsetType = UNSET
    """These clauses in their own words, as far as there is room; absent without any"""
    reason: str
    """Why, in a sentence for people; its wording may change"""
    option_id: str | None
    """Id of the option that cannot be had as it was selected"""
    round: int
    """How often options were searched for"""


class AwaitingApprovalData(Model, frozen=True, kw_only=True):
    """What is to be approved, by whom and until when."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    policy_version: int | UnsetType = UNSET
    """Version of the travel policy by which it was judged"""
    clauses: tuple[str, ...] | UnsetType = UNSET
    """Numbers of the clauses that the verdicts rest on"""
    cited_clauses: tuple[CitedClause, ...] | UnsetType = UNSET
    """These clauses in their own words, as far as there is room; absent without any"""
    price: Money
    """What all components cost together, taxes included"""
    hash: str
    """What was to be approved: `approvalRequest.hash` of the booking"""
    deadline: dt.datetime
    """Until when somebody has to answer"""
    kind: ApprovalKind
    """Which kind of approval the travel policy asks for"""
    approvers: tuple[str, ...]
    """Who is asked: each the `userId` of a person, or the name of a pool (`travel-managers`)"""
    approver_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `approvers`, in the same order; null for a pool and where there is no employee record"""


class ApprovalStepDecidedData(Model, frozen=True, kw_only=True):
    """What one of several approvers decided, and who is asked next."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    policy_version: int | UnsetType = UNSET
    """Version of the travel policy by which it was judged"""
    clauses: tuple[str, ...] | UnsetType = UNSET
    """Numbers of the clauses that the verdicts rest on"""
    cited_clauses: tuple[CitedClause, ...] | UnsetType = UNSET
    """These clauses in their own words, as far as there is room; absent without any"""
    hash: str
    """What was to be approved: `approvalRequest.hash` of the booking"""
    level: int
    """Level of the approval chain that was decided, from 1"""
    decision: Literal["approved", "declined"]
    """What the approver decided"""
    approvers: tuple[str, ...]
    """Who is asked: each the `userId` of a person, or the name of a pool (`travel-managers`)"""
    approver_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `approvers`, in the same order; null for a pool and where there is no employee record"""


class ApprovalRemindedData(Model, frozen=True, kw_only=True):
    """Who was reminded."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    policy_version: int | UnsetType = UNSET
    """Version of the travel policy by which it was judged"""
    clauses: tuple[str, ...] | UnsetType = UNSET
    """Numbers of the clauses that the verdicts rest on"""
    cited_clauses: tuple[CitedClause, ...] | UnsetType = UNSET
    """These clauses in their own words, as far as there is room; absent without any"""
    hash: str
    """What was to be approved: `approvalRequest.hash` of the booking"""
    reminded: tuple[str, ...]
    """Who is asked: each the `userId` of a person, or the name of a pool (`travel-managers`)"""
    deadline: dt.datetime
    """Until when somebody has to answer"""
    reminded_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `reminded`, in the same order; null for a pool and where there is no employee record"""


class ApproversChangedData(Model, frozen=True, kw_only=True):
    """Who is asked now, in the place of whom."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    policy_version: int | UnsetType = UNSET
    """Version of the travel policy by which it was judged"""
    clauses: tuple[str, ...] | UnsetType = UNSET
    """Numbers of the clauses that the verdicts rest on"""
    cited_clauses: tuple[CitedClause, ...] | UnsetType = UNSET
    """These clauses in their own words, as far as there is room; absent without any"""
    hash: str
    """What was to be approved: `approvalRequest.hash` of the booking"""
    previous_approvers: tuple[str, ...]
    """Who is asked no more, as in `approvers`"""
    approvers: tuple[str, ...]
    """Who is asked: each the `userId` of a person, or the name of a pool (`travel-managers`)"""
    deadline: dt.datetime
    """Until when somebody has to answer"""
    reason: str | UnsetType = UNSET
    """Why, in a sentence for people; its wording may change"""
    approver_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `approvers`, in the same order; null for a pool and where there is no employee record"""
    previous_approver_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `previousApprovers`, in the same order; null for a pool and where there is no employee record"""


class ApprovalBlockedData(Model, frozen=True, kw_only=True):
    """Why nobody can decide."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    policy_version: int | UnsetType = UNSET
    """Version of the travel policy by which it was judged"""
    clauses: tuple[str, ...] | UnsetType = UNSET
    """Numbers of the clauses that the verdicts rest on"""
    cited_clauses: tuple[CitedClause, ...] | UnsetType = UNSET
    """These clauses in their own words, as far as there is room; absent without any"""
    hash: str
    """What was to be approved: `approvalRequest.hash` of the booking"""
    approvers: tuple[str, ...]
    """Who is asked: each the `userId` of a person, or the name of a pool (`travel-managers`)"""
    reason: BlockReason
    """Why nobody can decide"""
    detail: str
    """What is the matter, in a sentence for people; its wording may change"""
    approver_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `approvers`, in the same order; null for a pool and where there is no employee record"""


class ApprovalUnblockedData(Model, frozen=True, kw_only=True):
    """Who can decide again."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    policy_version: int | UnsetType = UNSET
    """Version of the travel policy by which it was judged"""
    clauses: tuple[str, ...] | UnsetType = UNSET
    """Numbers of the clauses that the verdicts rest on"""
    cited_clauses: tuple[CitedClause, ...] | UnsetType = UNSET
    """These clauses in their own words, as far as there is room; absent without any"""
    hash: str
    """What was to be approved: `approvalRequest.hash` of the booking"""
    approvers: tuple[str, ...]
    """Who is asked: each the `userId` of a person, or the name of a pool (`travel-managers`)"""
    approver_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `approvers`, in the same order; null for a pool and where there is no employee record"""


class ApprovalExpiredData(Model, frozen=True, kw_only=True):
    """What became of an approval request on which nobody decided."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    policy_version: int | UnsetType = UNSET
    """Version of the travel policy by which it was judged"""
    clauses: tuple[str, ...] | UnsetType = UNSET
    """Numbers of the clauses that the verdicts rest on"""
    cited_clauses: tuple[CitedClause, ...] | UnsetType = UNSET
    """These clauses in their own words, as far as there is room; absent without any"""
    hash: str
    """What was to be approved: `approvalRequest.hash` of the booking"""
    kind: ApprovalKind
    """Which kind of approval was asked"""
    approved: bool
    """Whether silence means approval, as the travel policy has it"""


class ApproversNotifiedData(Model, frozen=True, kw_only=True):
    """Who was notified of what is bought without asking them."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    policy_version: int | UnsetType = UNSET
    """Version of the travel policy by which it was judged"""
    clauses: tuple[str, ...] | UnsetType = UNSET
    """Numbers of the clauses that the verdicts rest on"""
    cited_clauses: tuple[CitedClause, ...] | UnsetType = UNSET
    """These clauses in their own words, as far as there is room; absent without any"""
    hash: str
    """What was to be approved: `approvalRequest.hash` of the booking"""
    price: Money
    """What all components cost together, taxes included"""
    notified: tuple[str, ...]
    """Who was notified, by `userId` or the name of a pool"""


class ApprovalDecidedData(Model, frozen=True, kw_only=True):
    """What was decided on."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    policy_version: int | UnsetType = UNSET
    """Version of the travel policy by which it was judged"""
    clauses: tuple[str, ...] | UnsetType = UNSET
    """Numbers of the clauses that the verdicts rest on"""
    cited_clauses: tuple[CitedClause, ...] | UnsetType = UNSET
    """These clauses in their own words, as far as there is room; absent without any"""
    hash: str
    """What was to be approved: `approvalRequest.hash` of the booking"""


class ReturnedData(Model, frozen=True, kw_only=True):
    """What was returned to be revised."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    policy_version: int | UnsetType = UNSET
    """Version of the travel policy by which it was judged"""
    clauses: tuple[str, ...] | UnsetType = UNSET
    """Numbers of the clauses that the verdicts rest on"""
    cited_clauses: tuple[CitedClause, ...] | UnsetType = UNSET
    """These clauses in their own words, as far as there is room; absent without any"""
    revision: int
    """Number of the revision, from 1"""
    hash: str
    """What was to be approved: `approvalRequest.hash` of the booking"""
    price: Money
    """What all components cost together, taxes included"""


class ReopenedData(Model, frozen=True, kw_only=True):
    """Until when it can be revised."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    revision: int
    """Number of the revision, from 1"""
    deadline: dt.datetime
    """Until when somebody has to answer"""


class AwaitingRevisionData(Model, frozen=True, kw_only=True):
    """Until when it can be revised."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    deadline: dt.datetime
    """Until when somebody has to answer"""


class RevisedData(Model, frozen=True, kw_only=True):
    """What was revised: after it was returned (`revision`), or while it waited for a selection (`round`)."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    changes: tuple[ChangedField, ...]
    """What changed in the trip request"""
    revision: int | UnsetType = UNSET
    """Number of the revision, from 1"""
    round: int | UnsetType = UNSET
    """How often options were searched for"""


class ChangedField(Model, frozen=True, kw_only=True):
    """A field of the trip request that was changed; of free text no more than where it stands."""

    pointer: str
    """JSON pointer (RFC 6901) into the trip request"""
    before: Any | UnsetType = UNSET
    """Value before; null if there was none"""
    after: Any | UnsetType = UNSET
    """Value after; null if it was removed"""


class MessageAnsweredData(Model, frozen=True, kw_only=True):
    """What became of a message; its words are in the conversation."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    turn: int
    """Number of the turn, as in `GET /v1/bookings/{bookingId}/messages`"""
    outcome: TurnOutcome
    """What became of the message"""


class EventData(Model, frozen=True, kw_only=True):
    """Nothing beside who acted: the event says it all by its type."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""


class OrderedData(Model, frozen=True, kw_only=True):
    """What was bought."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    orders: int
    """How many components were bought"""
    price: Money
    """What the suppliers charged, all components together"""


class BookedData(Model, frozen=True, kw_only=True):
    """The trip that was booked."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    trip_id: str
    """Id of the trip, as paths name it"""
    price: Money
    """What all components cost together, taxes included"""


class DelayedData(Model, frozen=True, kw_only=True):
    """What is waited for, and for how long."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    step: str
    """The step of the workflow that is tried again"""
    code: str
    """For programs: why, as `failure.code`"""
    until: dt.datetime
    """Until when it is tried again"""


class ResumedData(Model, frozen=True, kw_only=True):
    """By which execution it goes on."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    execution: int
    """Number of the workflow's execution, from 1"""


class ChangingData(Model, frozen=True, kw_only=True):
    """The change that was confirmed."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    quote_id: str
    """Id of the quote that was confirmed"""
    reason: AmendmentKind
    """Which kind of change"""
    parts: tuple[str, ...]
    """Ids of the parts that are to be cancelled"""
    fee: Money
    """What the suppliers keep"""
    refund: Money
    """What they pay back"""
    credit: Money
    """What they give as travel credits"""
    replacement_booking_id: str | UnsetType = UNSET
    """Id of the booking that takes this one's place; absent if none does"""


class ReceiptData(Model, frozen=True, kw_only=True):
    """What came of a change, as its receipt says."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    receipt_id: str
    """Id of the receipt that says what came of each part"""
    reason: AmendmentKind
    """Which kind of change"""
    cancelled: tuple[str, ...]
    """Ids of the parts that were cancelled"""
    kept: tuple[str, ...]
    """Ids of the parts that stay booked nevertheless"""
    fee: Money
    """What the suppliers kept"""
    refund: Money
    """What they paid back"""


class ReplacementData(Model, frozen=True, kw_only=True):
    """Why a change waits or was given up: the booking that was to take this one's place."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    replacement_booking_id: str
    """Id of the booking that takes this one's place"""
    status: BookingStatus
    """Status of that booking"""


class SupplierChangedData(Model, frozen=True, kw_only=True):
    """What a supplier changed."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    change_id: str
    """Id of the change, by which it is answered"""
    kind: str
    """What the supplier's notice says happened"""
    part_id: str
    """Id of the part, as `parts` of the booking name it"""
    before: tuple[SegmentTimes, ...]
    """Times of its segments before"""
    after: tuple[SegmentTimes, ...]
    """Times of its segments now; none if cancelled"""
    respond_by: dt.datetime | None
    """Until when to answer; null if there is nothing to"""
    conflicts: tuple[MissedSlice, ...]
    """Connections that are missed by it"""
    verdict: Outcome | None
    """What the travel policy says of the new times"""


class SupplierChangeAnsweredData(Model, frozen=True, kw_only=True):
    """Which change of a supplier was answered."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    change_id: str
    """Id of the supplier's change"""
    part_id: str
    """Id of the part, as `parts` of the booking name it"""


class NoticeDismissedData(Model, frozen=True, kw_only=True):
    """Which notice of a supplier was dismissed."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    notice_id: str
    """The supplier's own id of its notice"""
    part_id: str
    """Id of the part, as `parts` of the booking name it"""
    doubts: tuple[Doubt, ...]
    """Why nobody acted on it unseen"""


class CompensatingData(Model, frozen=True, kw_only=True):
    """How the booking ends once everything is taken back."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    ending: Ending
    """Status in which it will end"""
    code: str | UnsetType = UNSET
    """For programs: why, as `failure.code`"""
    reason: str | UnsetType = UNSET
    """Why, in a sentence for people; its wording may change"""


class EndedData(Model, frozen=True, kw_only=True):
    """Why it ended."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    code: str | UnsetType = UNSET
    """For programs: why, as `failure.code`"""
    reason: str | UnsetType = UNSET
    """Why, in a sentence for people; its wording may change"""


class CancelledData(Model, frozen=True, kw_only=True):
    """Why it was cancelled before it was bought; or, of a trip that was booked, what came of it."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    code: str | UnsetType = UNSET
    """For programs: why, as `failure.code`"""
    reason: str | UnsetType = UNSET
    """Why, in a sentence for people; its wording may change"""
    receipt_id: str | UnsetType = UNSET
    """Id of the receipt; absent if nothing had been bought"""
    cancelled: tuple[str, ...] | UnsetType = UNSET
    """Ids of the parts that were cancelled"""
    kept: tuple[str, ...] | UnsetType = UNSET
    """Ids of the parts that stay booked nevertheless"""
    fee: Money | UnsetType = UNSET
    """What the suppliers kept"""
    refund: Money | UnsetType = UNSET
    """What they paid back"""


class CompensationRequiredData(Model, frozen=True, kw_only=True):
    """What could not be taken back."""

    actor_role: Literal["travel_desk"] | UnsetType = UNSET
    """`travel_desk` if a person of the travel desk acted for the parties; else absent"""
    attempts: int
    """How often it was tried"""
    pending_compensations: tuple[LeftToCompensate, ...]
    """What is left"""


class LeftToCompensate(Model, frozen=True, kw_only=True):
    """A hold or an order that is not taken back yet."""

    kind: Literal["hold", "order"]
    """Whether a hold is to be released, or an order cancelled"""
    key: str
    """Idempotency key under which the supplier knows it"""
    error: str
    """Why it failed the last time"""


class Problem(Model, frozen=True, kw_only=True):
    """Problem details (RFC 9457)."""

    type: str
    """URI of the kind of problem; stable"""
    title: str
    """What went wrong, the same for every problem of the `type`"""
    status: int
    """HTTP status of the answer"""
    detail: str
    """What went wrong in this request, in a sentence"""
    remedy: str = ""
    """What to do about it, the same for every problem of the `type`"""
    instance: str = ""
    """The path of the request; may be absent if the gateway answers"""
    request_id: str
    """The request's id in the logs"""
    errors: tuple[FieldProblem, ...] = ()
    """Every field of the input that is wrong; absent otherwise"""
    questions: tuple[Question, ...] = ()
    """What has to be answered before the request can be understood; absent otherwise"""
    scope: str = ""
    """The scope that the token of a program lacks; absent if it lacks none"""


class FieldProblem(Model, frozen=True, kw_only=True):
    """An error in one field of the input."""

    pointer: str
    """JSON pointer (RFC 6901) into the body, or `/` and the query parameter's name"""
    detail: str
    """What is the matter, in a sentence for people; its wording may change"""


class Question(Model, frozen=True, kw_only=True):
    """A question about an ambiguous request, with the possible answers."""

    field: str
    """Answer it in `answers` under this name"""
    question: str
    """The question, for people"""
    choices: tuple[QuestionChoice, ...]
    """Possible answers"""


class QuestionChoice(Model, frozen=True, kw_only=True):
    """One possible answer to a question."""

    code: str
    """Send this as the answer"""
    label: str
    """The choice in words, for people"""


class TrackCollection(Model, frozen=True, kw_only=True, tag="FeatureCollection", tag_field="type"):
    """A track as GeoJSON (RFC 7946), a feature for each of its stretches."""

    type: ClassVar[Literal["FeatureCollection"]] = "FeatureCollection"
    features: tuple[StretchFeature, ...]
    """Stretches of the track, in order of time"""
    next_cursor: str | None
    """Null on the last page"""


class StretchFeature(Model, frozen=True, kw_only=True, tag="Feature", tag_field="type"):
    """A stretch of a track: a line, cut where it crosses the antimeridian, or a point."""

    type: ClassVar[Literal["Feature"]] = "Feature"
    geometry: StretchGeometry
    """Line or point of the stretch"""
    properties: StretchProperties
    """Device and times of the stretch"""
    bbox: tuple[float, float, float, float]
    """West, south, east, north in degrees; west is greater than east across the antimeridian"""


class PointGeometry(Model, frozen=True, kw_only=True, tag="Point", tag_field="type"):
    """One place."""

    type: ClassVar[Literal["Point"]] = "Point"
    coordinates: tuple[float, float]
    """Longitude and latitude in WGS 84 degrees"""


class PathGeometry(Model, frozen=True, kw_only=True, tag="LineString", tag_field="type"):
    """A track that does not cross the antimeridian."""

    type: ClassVar[Literal["LineString"]] = "LineString"
    coordinates: tuple[tuple[float, float], ...]
    """Positions as GeoJSON has them: longitude, latitude"""


class CutPathGeometry(Model, frozen=True, kw_only=True, tag="MultiLineString", tag_field="type"):
    """A track that is cut at the antimeridian."""

    type: ClassVar[Literal["MultiLineString"]] = "MultiLineString"
    coordinates: tuple[tuple[tuple[float, float], ...], ...]
    """Lines on either side of the antimeridian, each of positions: longitude, latitude"""


class StretchProperties(Model, frozen=True, kw_only=True):
    """Of which device a stretch is, and when it was at each position."""

    device_id: str
    """Id of the tracking device, as paths name it"""
    began_at: dt.datetime
    """First position of the stretch"""
    ended_at: dt.datetime
    """Last position of the stretch"""
    coordinate_properties: CoordinateProperties
    """What belongs to each of the coordinates, in their order"""


class CoordinateProperties(Model, frozen=True, kw_only=True):
    """What is known of each position of a track."""

    times: tuple[dt.datetime | tuple[dt.datetime, ...], ...]
    """When it was at each position; for a MultiLineString, a list for each of its lists"""


class EncodedTrack(Model, frozen=True, kw_only=True):
    """A track as encoded polylines, one for each of its stretches."""

    precision: Literal[5, 6]
    """Digits after the point"""
    stretches: tuple[EncodedStretch, ...]
    """Stretches of the track, in order of time"""
    next_cursor: str | None
    """Null on the last page"""


class EncodedStretch(Model, frozen=True, kw_only=True):
    """A stretch of a track as an encoded polyline."""

    device_id: str
    """Id of the tracking device, as paths name it"""
    began_at: dt.datetime
    """First position of the stretch"""
    ended_at: dt.datetime
    """Last position of the stretch"""
    positions: int
    """How many the line has"""
    polyline: str
    """Positions in Google's polyline encoding"""


class PersonEvent(Model, frozen=True, kw_only=True):
    """An event that concerns you. `eventId` is the same wherever the event is read."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    type: EventType
    """What happened"""
    attention: Attention
    """`action`: it waits for something that you do; `information`: it says what became of something"""
    event: Event | None
    """The event as you may see it; null if you were asked to approve the booking and are no more: it waits for
    you no longer
    """


class Followed(Model, frozen=True, kw_only=True, tag="following", tag_field="type"):
    """The answer to who begins to follow a traveller: how exactly they see them, where that was last, and how
    far along the trip.
    """

    type: ClassVar[Literal["following"]] = "following"
    user_id: str
    """Id of the person, the same wherever they are named"""
    level: SharingLevel
    """How exactly the reader may see the traveller"""
    position: LivePosition | None
    """Where that was last; null if nobody knows"""
    progress: TripProgress | None
    """How far along the trip; null if on none"""
    id: str | None = None
    """The `id` of the message that this answers, over WebSocket"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class LivePosition(Model, frozen=True, kw_only=True):
    """A position as it may be shown: coordinates where the level is `exact`, else the places that the level
    names.
    """

    at: dt.datetime
    """When the traveller was there"""
    level: SharingLevel
    """How exactly it is shown"""
    latitude: float | None = None
    """WGS 84 degrees, north"""
    longitude: float | None = None
    """WGS 84 degrees, east"""
    accuracy_metres: float | None = None
    """Radius within which it is"""
    speed_metres_per_second: float | None = None
    """Speed over ground"""
    heading_degrees: float | None = None
    """From true north, clockwise"""
    altitude_metres: float | None = None
    """Metres above the WGS 84 ellipsoid"""
    battery_percent: int | None = None
    """Charge of the device that reported it"""
    places: tuple[str, ...] = ()
    """Country and city, country alone, or ids of geofences, as the level has it"""


class LivePositions(Model, frozen=True, kw_only=True, tag="positions", tag_field="type"):
    """Positions of a traveller that have just come in, in order of time; later ones may be older."""

    type: ClassVar[Literal["positions"]] = "positions"
    user_id: str
    """Id of the person, the same wherever they are named"""
    positions: tuple[LivePosition, ...]
    """The positions, the earliest first"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class FollowingEnded(Model, frozen=True, kw_only=True, tag="following_ended", tag_field="type"):
    """There is nothing more of a traveller for the connection to see, which need not unfollow: they withdrew
    their consent, their trip is over, or the right to look has ended. It does not say which.
    """

    type: ClassVar[Literal["following_ended"]] = "following_ended"
    user_id: str
    """Id of the person, the same wherever they are named"""
    detail: str = "There is nothing more of this traveller for you to see."
    """What is the matter, in a sentence for people; its wording may change"""
    user_name: str | UnsetType | None = UNSET
    """Name of `userId`; null if there is no employee record"""


class MessageStarted(Model, frozen=True, kw_only=True):
    """A message as it was sent."""

    conversation_id: str
    """Conversation to which it belongs"""
    message_id: str
    """Id of the message, as paths name it"""
    number: int
    """Place in the conversation, from 1"""
    sent_at: dt.datetime
    """When it was sent"""
    message: str
    """What was asked, as it was sent"""


class NumberedCitation(Model, frozen=True, kw_only=True):
    """A quote that the answer rests on, under its number."""

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
    """Heading of the section that is quoted"""
    page: int | None
    """Page that the quote begins on; null without pages"""
    quote: str
    """Words of the section, letter by letter"""
    start: int
    """Where it begins in the section's text, in code points"""
    end: int
    """Where it ends in the section's text, exclusive"""
    citation: int
    """Number of the quote, by which paragraphs name it"""


class MessageCompleted(Model, frozen=True, kw_only=True):
    """The end of an answer, and how it was made."""

    conversation_id: str
    """Conversation to which it belongs"""
    message_id: str
    """Id of the message, as paths name it"""
    outcome: AnswerOutcome
    """What came of the question"""
    answered_by: AnswererKind
    """Who made the answer"""
    notice: str
    """How the answer was made, to be shown with it"""
    usage: Usage | None
    """What it took a language model; null without one"""


class PolicyDocumentEvent(Model, frozen=True, kw_only=True):
    """One thing that happened to a version of a policy document."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    document_id: str
    """Id of the document, as paths name it"""
    seq: int
    """Rises with every event of the document"""
    type: PolicyDocumentEventType
    """What happened"""
    version: int
    """Version of the document, from 1"""
    status: PolicyDocumentStatus
    """Status of the version after it"""
    at: dt.datetime
    """When it was committed"""
    progress: ParsingProgress
    """How far parsing has come"""
    failure: ParsingFailure | None = None
    """Why parsing failed; null if it did not"""


class RequestedEvent(Model, frozen=True, kw_only=True, tag="booking.requested", tag_field="type"):
    """The trip request was accepted."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.requested"]] = "booking.requested"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: RequestedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class PolicyRetrievedEvent(Model, frozen=True, kw_only=True, tag="booking.policy_retrieved", tag_field="type"):
    """The clauses that apply were found."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.policy_retrieved"]] = "booking.policy_retrieved"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: PolicyRetrievedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class OptionsPlannedEvent(Model, frozen=True, kw_only=True, tag="booking.options_planned", tag_field="type"):
    """Options were found and ranked."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.options_planned"]] = "booking.options_planned"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: OptionsPlannedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class OptionsEvaluatedEvent(Model, frozen=True, kw_only=True, tag="booking.options_evaluated", tag_field="type"):
    """Options were evaluated against the travel policy."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.options_evaluated"]] = "booking.options_evaluated"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: OptionsEvaluatedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class AwaitingSelectionEvent(Model, frozen=True, kw_only=True, tag="booking.awaiting_selection", tag_field="type"):
    """Waits for a selection."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.awaiting_selection"]] = "booking.awaiting_selection"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: AwaitingSelectionData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class SelectedEvent(Model, frozen=True, kw_only=True, tag="booking.selected", tag_field="type"):
    """An option was selected."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.selected"]] = "booking.selected"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: SelectedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class HeldEvent(Model, frozen=True, kw_only=True, tag="booking.held", tag_field="type"):
    """The offers are held and the budget is reserved."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.held"]] = "booking.held"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: TermsData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class SoldOutEvent(Model, frozen=True, kw_only=True, tag="booking.sold_out", tag_field="type"):
    """An offer was sold out; options are searched again."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.sold_out"]] = "booking.sold_out"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: PlannedAgainData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class PriceChangedEvent(Model, frozen=True, kw_only=True, tag="booking.price_changed", tag_field="type"):
    """The price rose; options are searched again or approval is asked again."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.price_changed"]] = "booking.price_changed"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: PlannedAgainData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class AwaitingApprovalEvent(Model, frozen=True, kw_only=True, tag="booking.awaiting_approval", tag_field="type"):
    """Waits for an approval."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.awaiting_approval"]] = "booking.awaiting_approval"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: AwaitingApprovalData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ApprovalStepDecidedEvent(Model, frozen=True, kw_only=True, tag="booking.approval_step_decided", tag_field="type"):
    """One of several approvers has decided."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.approval_step_decided"]] = "booking.approval_step_decided"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ApprovalStepDecidedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ApprovalRemindedEvent(Model, frozen=True, kw_only=True, tag="booking.approval_reminded", tag_field="type"):
    """Silent approvers were reminded."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.approval_reminded"]] = "booking.approval_reminded"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ApprovalRemindedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ApprovalEscalatedEvent(Model, frozen=True, kw_only=True, tag="booking.approval_escalated", tag_field="type"):
    """A silent approver's turn passed to the next level."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.approval_escalated"]] = "booking.approval_escalated"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ApproversChangedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ApprovalReassignedEvent(Model, frozen=True, kw_only=True, tag="booking.approval_reassigned", tag_field="type"):
    """Somebody else is asked, since an approver cannot decide any more."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.approval_reassigned"]] = "booking.approval_reassigned"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ApproversChangedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ApprovalBlockedEvent(Model, frozen=True, kw_only=True, tag="booking.approval_blocked", tag_field="type"):
    """Nobody can decide as things stand."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.approval_blocked"]] = "booking.approval_blocked"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ApprovalBlockedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ApprovalUnblockedEvent(Model, frozen=True, kw_only=True, tag="booking.approval_unblocked", tag_field="type"):
    """Somebody can decide again."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.approval_unblocked"]] = "booking.approval_unblocked"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ApprovalUnblockedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ApprovalExpiredEvent(Model, frozen=True, kw_only=True, tag="booking.approval_expired", tag_field="type"):
    """Nobody decided before the deadline."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.approval_expired"]] = "booking.approval_expired"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ApprovalExpiredData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ApproversNotifiedEvent(Model, frozen=True, kw_only=True, tag="booking.approvers_notified", tag_field="type"):
    """Approvers were notified; nobody has to decide."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.approvers_notified"]] = "booking.approvers_notified"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ApproversNotifiedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ApprovedEvent(Model, frozen=True, kw_only=True, tag="booking.approved", tag_field="type"):
    """Approved."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.approved"]] = "booking.approved"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ApprovalDecidedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ApprovalDeclinedEvent(Model, frozen=True, kw_only=True, tag="booking.approval_declined", tag_field="type"):
    """An approver declined."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.approval_declined"]] = "booking.approval_declined"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ApprovalDecidedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class SentBackEvent(Model, frozen=True, kw_only=True, tag="booking.sent_back", tag_field="type"):
    """An approver asked for a revision."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.sent_back"]] = "booking.sent_back"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ReturnedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class RecalledEvent(Model, frozen=True, kw_only=True, tag="booking.recalled", tag_field="type"):
    """The requester recalled it from its approver."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.recalled"]] = "booking.recalled"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ReturnedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ReopenedEvent(Model, frozen=True, kw_only=True, tag="booking.reopened", tag_field="type"):
    """What was held is released, so that it can be revised."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.reopened"]] = "booking.reopened"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ReopenedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class AwaitingRevisionEvent(Model, frozen=True, kw_only=True, tag="booking.awaiting_revision", tag_field="type"):
    """Waits for a revision."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.awaiting_revision"]] = "booking.awaiting_revision"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: AwaitingRevisionData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class RevisedEvent(Model, frozen=True, kw_only=True, tag="booking.revised", tag_field="type"):
    """The request was revised and is planned again."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.revised"]] = "booking.revised"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: RevisedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class MessageAnsweredEvent(Model, frozen=True, kw_only=True, tag="booking.message_answered", tag_field="type"):
    """A message about the booking was answered."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.message_answered"]] = "booking.message_answered"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: MessageAnsweredData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ApprovalVoidedEvent(Model, frozen=True, kw_only=True, tag="booking.approval_voided", tag_field="type"):
    """The approval is void: price, offers or policy changed."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.approval_voided"]] = "booking.approval_voided"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: TermsData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class CancelRequestedEvent(Model, frozen=True, kw_only=True, tag="booking.cancel_requested", tag_field="type"):
    """A party cancelled it before it was bought."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.cancel_requested"]] = "booking.cancel_requested"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: EventData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class RepricedEvent(Model, frozen=True, kw_only=True, tag="booking.repriced", tag_field="type"):
    """The price was confirmed before buying."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.repriced"]] = "booking.repriced"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: TermsData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class OrderedEvent(Model, frozen=True, kw_only=True, tag="booking.ordered", tag_field="type"):
    """Every component is bought."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.ordered"]] = "booking.ordered"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: OrderedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class BookedEvent(Model, frozen=True, kw_only=True, tag="booking.booked", tag_field="type"):
    """Booked: there is a trip."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.booked"]] = "booking.booked"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: BookedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class DelayedEvent(Model, frozen=True, kw_only=True, tag="booking.delayed", tag_field="type"):
    """Another system cannot be reached; it is tried again."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.delayed"]] = "booking.delayed"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: DelayedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ResumedEvent(Model, frozen=True, kw_only=True, tag="booking.resumed", tag_field="type"):
    """A lost execution of the workflow was taken up again."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.resumed"]] = "booking.resumed"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ResumedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ChangingEvent(Model, frozen=True, kw_only=True, tag="booking.changing", tag_field="type"):
    """A change was confirmed and is being carried out."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.changing"]] = "booking.changing"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ChangingData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ChangedEvent(Model, frozen=True, kw_only=True, tag="booking.changed", tag_field="type"):
    """A change was carried out; there is a receipt."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.changed"]] = "booking.changed"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ReceiptData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ChangeWaitingEvent(Model, frozen=True, kw_only=True, tag="booking.change_waiting", tag_field="type"):
    """A change waits for a supplier that cannot be reached."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.change_waiting"]] = "booking.change_waiting"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ReplacementData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ChangeAbandonedEvent(Model, frozen=True, kw_only=True, tag="booking.change_abandoned", tag_field="type"):
    """A change was given up; everything stays booked."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.change_abandoned"]] = "booking.change_abandoned"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: ReplacementData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class SupplierChangedEvent(Model, frozen=True, kw_only=True, tag="booking.supplier_changed", tag_field="type"):
    """A supplier changed or cancelled a part."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.supplier_changed"]] = "booking.supplier_changed"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: SupplierChangedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class SupplierChangeAcceptedEvent(
    Model, frozen=True, kw_only=True, tag="booking.supplier_change_accepted", tag_field="type"
):
    """The supplier's change was accepted."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.supplier_change_accepted"]] = "booking.supplier_change_accepted"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: SupplierChangeAnsweredData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class SupplierChangeDeclinedEvent(
    Model, frozen=True, kw_only=True, tag="booking.supplier_change_declined", tag_field="type"
):
    """The supplier's change was declined."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.supplier_change_declined"]] = "booking.supplier_change_declined"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: SupplierChangeAnsweredData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class SupplierNoticeDismissedEvent(
    Model, frozen=True, kw_only=True, tag="booking.supplier_notice_dismissed", tag_field="type"
):
    """A travel manager dismissed a supplier's notice."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.supplier_notice_dismissed"]] = "booking.supplier_notice_dismissed"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: NoticeDismissedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class CompensatingEvent(Model, frozen=True, kw_only=True, tag="booking.compensating", tag_field="type"):
    """What was done is taken back."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.compensating"]] = "booking.compensating"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: CompensatingData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class DeclinedEvent(Model, frozen=True, kw_only=True, tag="booking.declined", tag_field="type"):
    """Ended: declined."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.declined"]] = "booking.declined"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: EndedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class ExpiredEvent(Model, frozen=True, kw_only=True, tag="booking.expired", tag_field="type"):
    """Ended: a deadline passed."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.expired"]] = "booking.expired"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: EndedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class CancelledEvent(Model, frozen=True, kw_only=True, tag="booking.cancelled", tag_field="type"):
    """Ended: cancelled."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.cancelled"]] = "booking.cancelled"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: CancelledData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class FailedEvent(Model, frozen=True, kw_only=True, tag="booking.failed", tag_field="type"):
    """Ended: failed."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.failed"]] = "booking.failed"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: EndedData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class CompensationRequiredEvent(
    Model, frozen=True, kw_only=True, tag="booking.compensation_required", tag_field="type"
):
    """Taking back failed; it is retried."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.compensation_required"]] = "booking.compensation_required"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: CompensationRequiredData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class CompensationRedrivenEvent(
    Model, frozen=True, kw_only=True, tag="booking.compensation_redriven", tag_field="type"
):
    """An operator had it retried."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.compensation_redriven"]] = "booking.compensation_redriven"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: EventData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class AnonymisedEvent(Model, frozen=True, kw_only=True, tag="booking.anonymised", tag_field="type"):
    """A person's data was removed from it."""

    event_id: str
    """Id of the event, the same wherever it is read"""
    booking_id: str
    """Id of the booking, as paths name it"""
    seq: int
    """The booking's version after this event"""
    type: ClassVar[Literal["booking.anonymised"]] = "booking.anonymised"
    status: BookingStatus
    """Status of the booking after it"""
    at: dt.datetime
    """When it was committed"""
    data: EventData
    """What it is about"""
    requester_id: str | None = None
    """`userId` of the requester"""
    traveller_ids: tuple[str, ...] = ()
    """`userId` of each traveller with an account; of others than yourself only for the requester, travel
    managers and webhooks
    """
    requester_name: str | UnsetType | None = UNSET
    """Name of `requesterId`; null if there is no employee record"""
    traveller_names: tuple[str | None, ...] | UnsetType = UNSET
    """Names of `travellerIds`, in the same order"""


class EventMessage(Model, frozen=True, kw_only=True):
    """What a webhook is sent"""

    type: EventType
    """What happened"""
    timestamp: dt.datetime
    """When it happened"""
    data: Event
    """What it is about, as of then"""


class ExpiryNoticeMessage(Model, frozen=True, kw_only=True, tag="document.expiring", tag_field="type"):
    """What a webhook is sent"""

    type: ClassVar[Literal["document.expiring"]] = "document.expiring"
    timestamp: dt.datetime
    """When it happened"""
    data: ExpiryNotice
    """What it is about, as of then"""


class BudgetReachedMessage(Model, frozen=True, kw_only=True, tag="budget.threshold_reached", tag_field="type"):
    """What a webhook is sent"""

    type: ClassVar[Literal["budget.threshold_reached"]] = "budget.threshold_reached"
    timestamp: dt.datetime
    """When it happened"""
    data: BudgetReached
    """What it is about, as of then"""


class PolicyDocumentNoticeMessage(Model, frozen=True, kw_only=True):
    """What a webhook is sent"""

    type: Literal["policy_document.parsed", "policy_document.failed"]
    """What happened"""
    timestamp: dt.datetime
    """When it happened"""
    data: PolicyDocumentNotice
    """What it is about, as of then"""


class TrackingEventMessage(Model, frozen=True, kw_only=True):
    """What a webhook is sent"""

    type: TrackingEventType
    """What happened"""
    timestamp: dt.datetime
    """When it happened"""
    data: TrackingEvent
    """What it is about, as of then"""


class DisabledNoticeMessage(Model, frozen=True, kw_only=True, tag="webhook.disabled", tag_field="type"):
    """What a webhook is sent"""

    type: ClassVar[Literal["webhook.disabled"]] = "webhook.disabled"
    timestamp: dt.datetime
    """When it happened"""
    data: DisabledNotice
    """What it is about, as of then"""


class PingNoticeMessage(Model, frozen=True, kw_only=True, tag="webhook.ping", tag_field="type"):
    """What a webhook is sent"""

    type: ClassVar[Literal["webhook.ping"]] = "webhook.ping"
    timestamp: dt.datetime
    """When it happened"""
    data: PingNotice
    """What it is about, as of then"""


Preference = (
    MostStops
    | NoOvernight
    | CabinAsRequested
    | WithCarriers
    | WithoutCarriers
    | RefundableComponents
    | CheckedBags
    | SeatChoice
    | NearPlace
)


OptionComponent = FlightOfferView | RailOfferView | StayOfferView | CarOfferView


GeofenceShape = CircleShape | PolygonShape | CorridorShape | PlaceShape | RouteShape | TripShape


GeofenceArea = CircleShape | CorridorShape


PolicyRule = (
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
    | OverlappingTrip
)


StretchGeometry = PointGeometry | PathGeometry | CutPathGeometry


Event = (
    RequestedEvent
    | PolicyRetrievedEvent
    | OptionsPlannedEvent
    | OptionsEvaluatedEvent
    | AwaitingSelectionEvent
    | SelectedEvent
    | HeldEvent
    | SoldOutEvent
    | PriceChangedEvent
    | AwaitingApprovalEvent
    | ApprovalStepDecidedEvent
    | ApprovalRemindedEvent
    | ApprovalEscalatedEvent
    | ApprovalReassignedEvent
    | ApprovalBlockedEvent
    | ApprovalUnblockedEvent
    | ApprovalExpiredEvent
    | ApproversNotifiedEvent
    | ApprovedEvent
    | ApprovalDeclinedEvent
    | SentBackEvent
    | RecalledEvent
    | ReopenedEvent
    | AwaitingRevisionEvent
    | RevisedEvent
    | MessageAnsweredEvent
    | ApprovalVoidedEvent
    | CancelRequestedEvent
    | RepricedEvent
    | OrderedEvent
    | BookedEvent
    | DelayedEvent
    | ResumedEvent
    | ChangingEvent
    | ChangedEvent
    | ChangeWaitingEvent
    | ChangeAbandonedEvent
    | SupplierChangedEvent
    | SupplierChangeAcceptedEvent
    | SupplierChangeDeclinedEvent
    | SupplierNoticeDismissedEvent
    | CompensatingEvent
    | DeclinedEvent
    | ExpiredEvent
    | CancelledEvent
    | FailedEvent
    | CompensationRequiredEvent
    | CompensationRedrivenEvent
    | AnonymisedEvent
)
