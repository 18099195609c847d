"""One trip, used as the example throughout the API's documentation: Berlin to London for two nights in March 2027."""

from datetime import UTC, date, datetime

from chalicelib.domain.approvals.approval import ApprovalRequest, ApprovalStatus, ApprovalStep, ApprovalStepStatus
from chalicelib.domain.bookings.anchors import Leaf, Receipt, Signed
from chalicelib.domain.bookings.audit import Actor, AuditEntry, Verification
from chalicelib.domain.bookings.booking import BookingStatus, BudgetShare
from chalicelib.domain.bookings.carrier_facts import MissingFact
from chalicelib.domain.bookings.events import Event, EventType
from chalicelib.domain.bookings.revisions import RequestChange, ReturnCause, Revision
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.employees import Delegation, Employee
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import FlightOffer, Option, Order, Segment, Slice, StayOffer
from chalicelib.domain.offers.terms import BagAllowance, Refundability, SeatSelection
from chalicelib.domain.places.place import Place
from chalicelib.domain.policies.document import CitedClause
from chalicelib.domain.policies.retrieval import ClauseHit
from chalicelib.domain.policy_documents.citation import Citation
from chalicelib.domain.policy_documents.search import SectionHit
from chalicelib.domain.trip_requests.request_reading import ReadWords, RequestReading
from chalicelib.domain.trip_requests.trip_request import Cabin, SliceRequest, StayRequest, Traveller, TripRequest
from chalicelib.domain.trips.item import SUPPLIER, Item, ItemDetails, ItemKind, ItemPlace, ItemStatus, details_of
from chalicelib.domain.trips.share import Right, Share
from chalicelib.domain.trips.trip import Trip, TripDetails, TripStatus
from chalicelib.domain.verdict import Action, Outcome, Verdict, Violation

BOOKING_ID = "bkg_01JQZX5V9D7R8M3T2K6W4H0YBE"
TRIP_ID = "trp_01JQZXB2M4C6N8P0R2T4V6X8Z0"
TRAVELLER_ID = "6b1f0c7e-0d0a-4a9e-9a43-3c1d2e8f7a10"
APPROVER_ID = "c2a9d1f4-5e36-4d1b-8a77-1f0b9c3d5e24"
MANAGER_ID = "f4b7c1d2-8a3e-4f65-9b0c-2d6e7a1f5c38"
AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

REQUEST_TEXT = "Berlin to London 3-5 March 2027, hotel near the centre under 200 EUR a night"
REQUEST_READING = RequestReading(
    read=(
        ReadWords(words="Berlin to London", field="slices"),
        ReadWords(words="3-5 March 2027", field="slices.departOn"),
        ReadWords(words="hotel near the centre under 200 EUR a night", field="stays"),
    ),
    unread=(),
)


def euros(cents: int) -> Money:
    return Money(amount=cents, currency="EUR")


BERLIN = Place(
    name="Berlin", country="DE", airports=("BER",), latitude=52.5244, longitude=13.4105, timezone="Europe/Berlin"
)
LONDON = Place(
    name="London",
    country="GB",
    airports=("LHR", "LGW", "STN", "LTN", "LCY"),
    latitude=51.5085,
    longitude=-0.1257,
    timezone="Europe/London",
)
REQUEST = TripRequest(
    slices=(
        SliceRequest(origin=BERLIN, destination=LONDON, depart_on=date(2027, 3, 3)),
        SliceRequest(origin=LONDON, destination=BERLIN, depart_on=date(2027, 3, 5)),
    ),
    stays=(
        StayRequest(
            place=LONDON,
            check_in=date(2027, 3, 3),
            check_out=date(2027, 3, 5),
            nightly_cap=euros(20000),
            near_centre=True,
            arrives_by=0,
            leaves_by=1,
        ),
    ),
    purpose="Meeting the London sales team",
    cost_centre="SALES-EU",
    travellers=(Traveller(given_name="Anna", family_name="Weber"),),
    currency="EUR",
)

TRAVELLERS = (BookingTraveller(given_name="Anna", family_name="Weber", user_id=TRAVELLER_ID),)
MISSING = (
    MissingFact(
        traveller_index=0,
        passenger_id=None,
        pointer="",
        detail="Carriers need birth date and travel document by check-in: keep a passenger profile with both.",
    ),
)


def _slice(number: str, origin: str, destination: str, departs_at: datetime, arrives_at: datetime) -> Slice:
    zones = {"BER": "Europe/Berlin", "LHR": "Europe/London"}
    segment = Segment(
        marketing_carrier="BA",
        flight_number=number,
        origin=origin,
        destination=destination,
        departs_at=departs_at,
        arrives_at=arrives_at,
        origin_timezone=zones[origin],
        destination_timezone=zones[destination],
        distance_metres=947_000,
        cabin=Cabin.ECONOMY,
        operating_carrier="BA",
    )
    return Slice(segments=(segment,))


OPTIONS_EXPIRE_AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
FLIGHT = FlightOffer(
    offer_id="flt_BA981-20270303-BA986-20270305-Y",
    supplier="sandbox",
    slices=(
        _slice("981", "BER", "LHR", datetime(2027, 3, 3, 6, 15, tzinfo=UTC), datetime(2027, 3, 3, 8, 10, tzinfo=UTC)),
        _slice("986", "LHR", "BER", datetime(2027, 3, 5, 17, 0, tzinfo=UTC), datetime(2027, 3, 5, 18, 50, tzinfo=UTC)),
    ),
    slice_indexes=(0, 1),
    cabin=Cabin.ECONOMY,
    fare_brand="Economy Standard",
    bags=BagAllowance(cabin=1, checked=1, checked_kilograms=23),
    seat_selection=SeatSelection.FOR_A_FEE,
    price=euros(21840),
    refundability=Refundability.WITH_FEE,
    cancellation_fee=euros(7000),
    co2_grams=171_000,
    expires_at=OPTIONS_EXPIRE_AT,
)
STAY = StayOffer(
    offer_id="sty_london-03-20270303-20270305",
    supplier="sandbox",
    name="Sandbox London Hotel 3",
    city="London",
    country="GB",
    timezone="Europe/London",
    stay_index=0,
    latitude=51.5136,
    longitude=-0.1365,
    stars=4,
    distance_to_centre_metres=900,
    check_in=date(2027, 3, 3),
    check_out=date(2027, 3, 5),
    rooms=1,
    nightly=euros(18900),
    price=euros(37800),
    refundability=Refundability.FULL,
    cancellation_fee=None,
    expires_at=OPTIONS_EXPIRE_AT,
    breakfast_included=True,
)
VERDICT = Verdict(
    outcome=Outcome.APPROVAL_REQUIRED,
    policy_version=1,
    violations=(
        Violation(
            rule="nightly_cap",
            clause="5.2",
            expected="at most 180.00 EUR a night in London",
            actual="189.00 EUR a night",
            action=Action.APPROVE,
        ),
    ),
)
OPTION = Option(
    option_id="opt_3f9a1c2b7d4e",
    components=(FLIGHT, STAY),
    rank=1,
    reasons=("cheapest", "900 m from the centre"),
    verdict=VERDICT,
)
PRICE = OPTION.price
CLAUSE = ClauseHit(
    number="5.2",
    title="Hotel rates by city",
    excerpt="A night may cost no more than the limit of its city, all taxes in.",
    why=("rule nightly_cap",),
)
CITATION = Citation(
    document_id="pdc_01JQZX5V9D7R8M3T2K6W4H0YBE",
    version=1,
    title="Travel handbook",
    position=17,
    number="5.2",
    heading="Hotel rates by city",
    page=7,
    quote="A night in London may cost 180 EUR, all taxes in.",
    start=64,
    end=113,
)
CITED_CLAUSE = CitedClause(
    policy_version=1, number=CLAUSE.number, title=CLAUSE.title, text=CLAUSE.excerpt, citation=CITATION
)


def find_clause(_version: int, number: str) -> CitedClause | None:
    """Return the documentation's clause, if it is the one of this number."""
    return CITED_CLAUSE if number == CITED_CLAUSE.number else None


POLICY_SECTION = SectionHit(
    citation=Citation(
        document_id="pdc_01JQZX5V9D7R8M3T2K6W4H0YBE",
        version=2,
        title="Travel handbook",
        position=17,
        number="4.2",
        heading="Taxis and rides",
        page=9,
        quote="A taxi to or from an airport is paid between 22:00 and 06:00.",
        start=112,
        end=173,
    ),
    score=3.8214,
    why=("meaning", "words: taxi, airport"),
)
APPROVAL = ApprovalRequest(
    hash=HASH,
    status=ApprovalStatus.APPROVED,
    price=PRICE,
    deadline=datetime(2026, 11, 21, 9, 0, tzinfo=UTC),
    decided_by=APPROVER_ID,
    decided_at=AT,
    comment="Closest hotel to the office.",
    steps=(
        ApprovalStep(
            level=1,
            requested_at=AT,
            approver_id=APPROVER_ID,
            delegator_id=MANAGER_ID,
            status=ApprovalStepStatus.APPROVED,
            decided_by=APPROVER_ID,
            decided_at=AT,
            comment="Closest hotel to the office.",
        ),
    ),
    excluded_user_ids=(TRAVELLER_ID,),
)
ASKED = ApprovalRequest(
    hash=HASH,
    status=ApprovalStatus.PENDING,
    price=PRICE,
    deadline=APPROVAL.deadline,
    steps=(ApprovalStep(level=1, requested_at=AT, approver_id=APPROVER_ID, delegator_id=MANAGER_ID),),
    excluded_user_ids=(TRAVELLER_ID,),
)
REVISION = Revision(
    number=1,
    cause=ReturnCause.SENT_BACK,
    returned_by=APPROVER_ID,
    comment="Three nights are enough.",
    at=datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
    option=OPTION,
    price=euros(78540),
    approval_hash="2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    round=1,
    revise_until=datetime(2026, 11, 23, 8, 30, tzinfo=UTC),
    revised_at=datetime(2026, 11, 20, 8, 45, tzinfo=UTC),
    traveller_comment="Shortened to two nights.",
    changes=(RequestChange(pointer="/slices/1/departOn", before="2027-03-07", after="2027-03-05"),),
)
SHARE = BudgetShare(cost_centre="SALES-EU", period="2027", amount=PRICE, status="committed")
ORDERS = (
    Order(
        component_index=0,
        order_id="ord_7Q2M4X",
        supplier="sandbox",
        encrypted_locator=None,
        price=FLIGHT.price,
        status="confirmed",
    ),
    Order(
        component_index=1,
        order_id="ord_9T5B1C",
        supplier="sandbox",
        encrypted_locator=None,
        price=STAY.price,
        status="confirmed",
    ),
)
RECORD_LOCATORS = ("K7QX2M", "T5B1CW")
EMPLOYEE = Employee(
    user_id=TRAVELLER_ID,
    name="Anna Weber",
    email="anna.weber@example.com",
    manager_id=APPROVER_ID,
    grade=7,
    cost_centre="SALES-EU",
    delegate=None,
    active=True,
    version=1,
    created_at=AT,
    updated_at=AT,
)
DELEGATION = Delegation(delegate_id=MANAGER_ID, first_day=date(2026, 12, 21), until=date(2027, 1, 1))
EVENT = Event(
    event_id="evt_01JQZX5V9D7R8M3T2K6W4H0YBE_000001",
    booking_id=BOOKING_ID,
    seq=1,
    type=EventType.REQUESTED,
    status=BookingStatus.REQUESTED,
    at=AT,
    data={"name": "Berlin to London", "startsOn": "2027-03-03", "endsOn": "2027-03-05"},
    requester_id=TRAVELLER_ID,
    traveller_ids=(TRAVELLER_ID,),
)
AUDIT_ENTRY = AuditEntry(
    audit_id="aud_01JQZX5V9D7R8M3T2K6W4H0YBE_000001",
    booking_id=BOOKING_ID,
    requester_id=TRAVELLER_ID,
    seq=1,
    timestamp=AT,
    actor=Actor(kind="person", id=TRAVELLER_ID),
    action="booking.requested",
    status_before=None,
    status_after="requested",
    detail=EVENT.data,
    previous_hash="0" * 64,
    subject_ids=(TRAVELLER_ID,),
    hash=HASH,
)
RECEIPT = Receipt(
    anchored_at=AT,
    root=HASH,
    leaf=Leaf(booking_id=BOOKING_ID, version=11, head=HASH, changed_at=AT),
    place=1,
    path=(HASH,),
    signed=Signed(
        text='{"stage":"prod","number":1,"anchoredAt":"2026-11-20T09:00:00Z","formerRoot":"0","root":"1","leaves":2}',
        signature="MEUCIQDk",
        key_id="arn:aws:kms:eu-central-1:123456789012:key/7d9a2c1e-5b3f-4a8e-9c6d-1f2e3a4b5c6d",
    ),
)
VERIFICATION = Verification(booking_id=BOOKING_ID, intact=True, entries=11, version=11, head=HASH, anchor=RECEIPT)
TRIP = Trip(
    trip_id=TRIP_ID,
    traveller_id=TRAVELLER_ID,
    requester_id=TRAVELLER_ID,
    traveller_ids=(TRAVELLER_ID,),
    booking_id=BOOKING_ID,
    name="Berlin to London",
    status=TripStatus.CONFIRMED,
    starts_at=FLIGHT.slices[0].departs_at,
    ends_at=FLIGHT.slices[1].arrives_at,
    price=PRICE,
    created_at=AT,
    updated_at=AT,
    created_by=SUPPLIER,
)
TRIP_DETAILS = TripDetails(name=TRIP.name, notes="Bring the contracts.", starts_at=TRIP.starts_at, ends_at=TRIP.ends_at)
TRIP_SHARE = Share(
    trip_id=TRIP_ID, user_id=APPROVER_ID, right=Right.READ, shared_at=AT, updated_at=AT, shared_by=TRAVELLER_ID
)
TRIP_ITEM = Item(
    item_id="itm_01JQZXB2M4C6N8P0R2T4V6X8Z1",
    trip_id=TRIP_ID,
    user_id=TRAVELLER_ID,
    kind=ItemKind.FLIGHT,
    name="BA981 BER to LHR",
    description="economy, 947 km",
    booking_id=BOOKING_ID,
    part_id="0.0",
    status=ItemStatus.CONFIRMED,
    record_locator="K7QX2M",
    starts_at=FLIGHT.slices[0].departs_at,
    ends_at=FLIGHT.slices[0].arrives_at,
    start_timezone="Europe/Berlin",
    end_timezone="Europe/London",
    origin="BER",
    destination="LHR",
    created_at=AT,
    updated_at=AT,
    created_by=SUPPLIER,
)
MEETING = Item(
    item_id="itm_01JQZXB2M4C6N8P0R2T4V6X8Z2",
    trip_id=TRIP_ID,
    user_id=TRAVELLER_ID,
    kind=ItemKind.MEETING,
    name="London sales team",
    description="Fourth floor, ask for Maya.",
    starts_at=datetime(2027, 3, 4, 9, 0, tzinfo=UTC),
    ends_at=datetime(2027, 3, 4, 11, 30, tzinfo=UTC),
    start_timezone="Europe/London",
    end_timezone="Europe/London",
    place=ItemPlace(name="London office", address="1 Poultry, London", latitude=51.5134, longitude=-0.0905),
    created_at=AT,
    updated_at=AT,
    created_by=TRAVELLER_ID,
)
MEETING_DETAILS: ItemDetails = details_of(MEETING)
