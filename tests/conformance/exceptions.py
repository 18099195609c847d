"""Where a check of schemathesis asks for something else than Sojourn does on purpose: each case narrow, each argued in
docs/decisions/conformance-exceptions.md under the same name.
"""

from collections.abc import Callable
from typing import NamedTuple


class Answered(NamedTuple):
    """What an exception may look at: the operation, how it was called, and the problem that it answered."""

    operation_id: str
    method: str
    status: int
    type: str
    detail: str
    pointers: tuple[str, ...]
    active: bool | None = None  # of an employee's record

    @property
    def is_invalid_input(self) -> bool:
        """Refused with a pointer to what is wrong."""
        return self.status == 400 and self.type == "urn:sojourn:problem:invalid-input" and bool(self.pointers)


class Excuse(NamedTuple):
    """`check` may complain of what `holds` for."""

    name: str
    check: str
    holds: Callable[[Answered], bool]


DECODER = "The body is not valid."
ITEM = "The item is not valid."
TRIP = "The trip is not valid."
PROFILE = "The passenger profile is not valid."
LOST_TEXT = {"The body has text that is none.", "The query has text that is none."}
CANNOT_BE_BOOKED = "This trip cannot be booked."
UNKNOWN_EVENTS = "Some event types are unknown."
BOOKED_ITEM = "Only the description of a booked item can be changed."
BOOKED_TRIP = "Only the name and the notes of a booked trip can be changed."
COMPANY_LISTS = ("list_bookings", "list_trips")
COMPANY_FILTERS = "These filters are for lists of the whole company."
EMPTY_DAYS, MANY_DAYS = "The range of days is empty.", "The range of days is too long."
REPORTS = ("report_spend", "report_compliance")
TRACKS = ("list_my_positions", "get_my_track_summary", "list_positions", "get_track_summary")
GEOFENCE_EVENTS = ("list_my_geofence_events", "list_geofence_events")

# What depends on the calendar, on two fields at once, or on what is there, in the words of the rule that refuses it.
# The decoder's own words stand nowhere here: where it refuses what the document allows, the document is wrong.
RULES: frozenset[tuple[str, str]] = frozenset(
    {
        ("create_item", ITEM),
        ("replace_item", ITEM),
        ("replace_item", BOOKED_ITEM),
        ("update_item", ITEM),
        ("update_item", BOOKED_ITEM),
        ("create_trip", TRIP),
        ("replace_trip", TRIP),
        ("replace_trip", BOOKED_TRIP),
        ("update_trip", TRIP),
        ("update_trip", BOOKED_TRIP),
        ("create_passenger", PROFILE),
        ("replace_passenger", PROFILE),
        (
            "create_booking",
            ("You are not among the travellers: book for others by their passenger profiles, in `passengerIds`."),
        ),
        ("create_booking", "Travellers are given by name or as profiles, not both."),
        ("create_booking", "The travellers' names are not valid."),
        ("create_booking", "Somebody is named twice."),
        ("create_booking", "Your given and family names are not known."),
        ("create_booking", "A trip is given in words or as fields, not both."),
        ("create_booking", "A place could not be found."),
        ("create_booking", "No supplier sells this trip in this currency."),
        ("create_booking", "A trip is given in words, or by slices, stays or cars."),
        ("create_booking", "Each slice has a cabin of its own."),
        ("create_booking", "No supplier sells a trip for so many."),
        ("create_booking", CANNOT_BE_BOOKED),
        ("select_option", "There is no such option."),
        ("select_option", "The travel policy does not allow this option."),
        ("create_booking", "You may not book for some of the travellers."),
        ("create_booking", "You may not charge this cost centre."),
        ("revise_booking", "You may not charge this cost centre."),
        ("create_quote", "Some of the parts cannot be cancelled."),
        ("create_quote", "Some of this cannot be moved."),
        ("create_quote", "Nothing would be moved."),
        ("create_quote", "The trip cannot be moved to these dates."),
        ("create_quote", "This kind of quote takes other fields."),
        ("create_quote", "These dates cannot be booked."),
        ("create_document", "The document is not valid."),
        ("publish_policy", "The travel policy is not valid."),
        ("publish_policy", "The travel policy leaves budgets without an exchange rate."),
        ("set_budget", "A budget cannot be negative."),
        ("set_budget", "The currency of a budget cannot be changed."),
        ("set_budget", "There is no exchange rate for this currency."),
        ("set_budget", "Thresholds must ascend, without duplicates."),
        ("set_budget", "This person cannot own a cost centre."),
        ("decide_approval", "A comment is required: say what to revise."),
        ("put_employee", "The employee record is not valid."),
        ("update_employee", "The employee record is not valid."),
        ("preview_employee_import", "The file cannot be read."),
        ("preview_employee_import", "The header of the file is not valid."),
        ("set_delegate", "This person cannot be your delegate."),
        ("revise_booking", CANNOT_BE_BOOKED),
        ("revise_booking", "Nothing would be left of the trip."),
        ("revise_booking", "A place could not be found."),
        ("request_erasure", "An erasure concerns a user or a guest."),
        ("list_trips", "These filters exclude each other."),
        ("find_colleagues", "Too little to search by."),
        ("put_share", "The trip is theirs already."),
        ("put_share", "The trip cannot be shared with this person."),
        ("create_webhook", UNKNOWN_EVENTS),
        ("replace_webhook", UNKNOWN_EVENTS),
        ("stream_booking_events", "The event does not belong to this booking."),
        ("create_policy_document", "The file is not valid."),
        ("create_policy_document_version", "The file is not valid."),
        ("stream_policy_document_events", "The event does not belong to this document."),
        ("stream_conversation", "This is no event of this conversation."),
        ("stream_my_events", "This is no place in your stream."),
        ("stream_tracking", "The event does not belong to a feed of a traveller."),
        *((each, COMPANY_FILTERS) for each in ("list_bookings", "list_trips", "request_list_export")),
        *((each, EMPTY_DAYS) for each in (*COMPANY_LISTS, "request_list_export")),
        *((each, MANY_DAYS) for each in (*COMPANY_LISTS, "request_list_export")),
        *((each, "A role is somebody's.") for each in (*COMPANY_LISTS, "request_list_export")),
        *((each, "A day and a country say which trips are meant.") for each in ("list_trips", "request_list_export")),
        ("request_list_export", "An export is of one list."),
        *((each, "The months that are asked for are none.") for each in REPORTS),
        *((each, "The months that are asked for are too many.") for each in REPORTS),
        *((each, "There is no such report of one cost centre.") for each in REPORTS),
        ("geocode", "Half of a point is none."),
        ("plan_route", "That is off the globe."),
        ("plan_route", "Nobody goes so far in this way."),
        *((each, "The time that is asked for is none.") for each in (*TRACKS, *GEOFENCE_EVENTS)),
        *((each, "The time that is asked for is too long.") for each in TRACKS),
        *((each, "To look at somebody's position takes a reason.") for each in (*TRACKS, *GEOFENCE_EVENTS)),
        ("create_geofence", "The geofence is not valid."),
        ("replace_geofence", "The geofence is not valid."),
        ("create_geofence", "There is no such corridor."),
        ("replace_geofence", "There is no such corridor."),
        ("create_track_share", "The link is not valid."),
        ("set_tracking", "The quiet hours are not valid."),
        ("set_tracking", "A consent needs its text."),
        ("set_tracking", "Positions cannot be shared."),
        ("set_tracking", "Positions cannot be shared so exactly."),
        *((each, "Fields are changed by fields.") for each in ("create_booking", "revise_booking")),
        *((each, "Too many preferences.") for each in ("create_booking", "revise_booking")),
        *((each, "This cannot be followed.") for each in ("create_booking", "revise_booking")),
        ("publish_policy", "The travel policy cites too much."),
        ("publish_policy", "The travel policy changes what only Sojourn sets."),
        ("publish_policy", "The travel policy cites what cannot be cited."),
        ("create_webhook", "Events cannot be sent to this address."),
        ("replace_webhook", "Events cannot be sent to this address."),
    }
)


EXCUSES: tuple[Excuse, ...] = (
    Excuse(
        "rules-beyond-a-schema",
        "positive_data_acceptance",
        lambda answered: answered.is_invalid_input and (answered.operation_id, answered.detail) in RULES,
    ),
    Excuse(
        "words-must-say-a-trip",
        "positive_data_acceptance",
        lambda answered: (
            answered.operation_id == "create_booking"
            and answered.is_invalid_input
            and all(each == "/request" or each.startswith("/answers/") for each in answered.pointers)
            and answered.detail != DECODER
        ),
    ),
    Excuse(
        "cursors-are-made-here",
        "positive_data_acceptance",
        lambda answered: answered.is_invalid_input and answered.pointers == ("/cursor",),
    ),
    Excuse(
        "mine-or-somebody-elses",
        "positive_data_acceptance",
        lambda answered: answered.operation_id == "list_trips" and answered.pointers == ("/userId",),
    ),
    Excuse(
        "a-patch-must-make-a-whole",
        "positive_data_acceptance",
        lambda answered: (
            answered.operation_id == "update_item"
            and answered.is_invalid_input
            and answered.pointers == ("/place/name",)
        ),
    ),
    Excuse(
        "questions-are-422",
        "positive_data_acceptance",
        lambda answered: (
            answered.operation_id in {"create_booking", "revise_booking"}
            and answered.type == "urn:sojourn:problem:ambiguous-request"
        ),
    ),
    Excuse(
        "lost-text-is-none",
        "positive_data_acceptance",
        lambda answered: answered.is_invalid_input and answered.detail in LOST_TEXT,
    ),
    Excuse(
        "a-stream-is-text",
        "response_schema_conformance",
        lambda answered: answered.operation_id.startswith("stream_") and answered.status == 200,
    ),
    Excuse(
        "versions-are-read-not-made-up",
        "positive_data_acceptance",
        lambda answered: (
            (answered.status == 412 and answered.type == "urn:sojourn:problem:precondition-failed")
            or (answered.is_invalid_input and answered.pointers == ("/If-Match",))
        ),
    ),
    Excuse(
        "versions-come-before-bodies",
        "negative_data_rejection",
        lambda answered: answered.status == 412 and answered.type == "urn:sojourn:problem:precondition-failed",
    ),
    Excuse(
        "who-has-left-stays-on-record",
        "use_after_free",
        lambda answered: (
            answered.operation_id == "get_employee" and (answered.active is False or answered.status == 304)
        ),
    ),
    Excuse(
        "who-has-left-may-come-back",
        "use_after_free",
        lambda answered: answered.operation_id == "update_employee" and answered.active is not None,
    ),
    Excuse(
        "no-if-match-is-428",
        "missing_required_header",
        lambda answered: answered.type == "urn:sojourn:problem:precondition-required",
    ),
    Excuse(
        "too-large-is-413",
        "negative_data_rejection",
        lambda answered: answered.type == "urn:sojourn:problem:body-too-large",
    ),
    Excuse(
        "a-body-has-a-size",
        "positive_data_acceptance",
        lambda answered: answered.status == 413 and answered.type == "urn:sojourn:problem:body-too-large",
    ),
    Excuse(
        "the-gateway-has-no-405",
        "unsupported_method",
        lambda answered: (
            answered.status == 404
            and answered.type == "urn:sojourn:problem:not-found"
            and answered.detail.startswith("There is no such operation")
        ),
    ),
)


def excuse_for(check: str, answered: Answered) -> str | None:
    """The name of the exception that covers what `check` complains of, if one does."""
    return next((each.name for each in EXCUSES if each.check == check and each.holds(answered)), None)
