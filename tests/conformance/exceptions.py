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
PROFILE = "This profile cannot be right."
UNKNOWN_EVENTS = "Some types of events are not known."
BOOKED_ITEM = "Of what was booked, only the description may change here."
BOOKED_TRIP = "Of a booked trip, only the name and the notes may change here."

# What depends on the calendar, on two fields at once, or on what is there, in the words of the rule that refuses it.
# The decoder's own words stand nowhere here: where it refuses what the document allows, the document is wrong.
RULES: frozenset[tuple[str, str]] = frozenset(
    {
        ("create_item", ITEM),
        ("replace_item", ITEM),
        ("replace_item", BOOKED_ITEM),
        ("change_item", ITEM),
        ("change_item", BOOKED_ITEM),
        ("create_trip", TRIP),
        ("replace_trip", TRIP),
        ("replace_trip", BOOKED_TRIP),
        ("change_trip", TRIP),
        ("change_trip", BOOKED_TRIP),
        ("add_passenger", PROFILE),
        ("change_passenger", PROFILE),
        ("create_booking", "You are not among them: book for others by their profiles, in `passengerIds`."),
        ("create_booking", "Say where and when: in words, or as fields."),
        ("create_booking", "These dates cannot be booked."),
        ("create_booking", "Passengers are given by name or as profiles, not both."),
        ("create_booking", "A trip is given in words or as fields, not both."),
        ("create_booking", "A place could not be found."),
        ("create_booking", "Origin and destination are the same place."),
        ("create_booking", "Say until when to stay."),
        ("select_option", "There is no such option."),
        ("select_option", "The travel policy does not allow this option."),
        ("create_booking", "Some of the passengers cannot be booked for."),
        ("create_quote", "Some of the segments cannot be given back."),
        ("create_quote", "This cannot be moved so."),
        ("create_quote", "This kind of quote takes other fields."),
        ("create_quote", "Say which dates."),
        ("create_quote", "Say until when to stay."),
        ("create_quote", "These dates cannot be booked."),
        ("create_quote", "The sandbox supplier sells at most 60 nights at once."),
        ("announce_document", "The document cannot be taken like this."),
        ("publish_policy", "The travel policy cannot be published as it is."),
        ("set_budget", "A budget cannot be negative."),
        ("set_budget", "A budget stays in its currency."),
        ("set_budget", "Thresholds ascend, none twice."),
        ("decide_approval", "Say what should be revised."),
        ("put_employee", "The employee cannot be kept like this."),
        ("change_employee", "The employee cannot be kept like this."),
        ("set_delegation", "They cannot stand in for you."),
        ("revise_booking", "These dates cannot be booked."),
        ("revise_booking", "A place could not be found."),
        ("revise_booking", "Origin and destination are the same place."),
        ("revise_booking", "Say until when to stay."),
        ("put_share", "The trip is yours already."),
        ("create_webhook", UNKNOWN_EVENTS),
        ("replace_webhook", UNKNOWN_EVENTS),
        ("stream_events", "That event is not one of this booking's."),
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
        lambda answered: answered.operation_id == "list_trips" and answered.pointers == ("/employeeId",),
    ),
    Excuse(
        "a-patch-must-make-a-whole",
        "positive_data_acceptance",
        lambda answered: (
            answered.operation_id == "change_item"
            and answered.is_invalid_input
            and answered.pointers == ("/place/name",)
        ),
    ),
    Excuse(
        "questions-are-422",
        "positive_data_acceptance",
        lambda answered: (
            answered.operation_id == "create_booking" and answered.type == "urn:sojourn:problem:ambiguous-request"
        ),
    ),
    Excuse(
        "versions-are-read-not-made-up",
        "positive_data_acceptance",
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
        lambda answered: answered.operation_id == "change_employee" and answered.active is not None,
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
        "the-gateway-has-no-405",
        "unsupported_method",
        lambda answered: (
            answered.status == 404
            and answered.type == "about:blank"
            and answered.detail == "Missing Authentication Token"
        ),
    ),
)


def excuse_for(check: str, answered: Answered) -> str | None:
    """The name of the exception that covers what `check` complains of, if one does."""
    return next((each.name for each in EXCUSES if each.check == check and each.holds(answered)), None)
