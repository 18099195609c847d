"""What can be looked up for an answer, by name: the table of tools.

A tool takes what its input type says and nothing else, asks a service as the person whose box it is, and returns plain
JSON. None of them changes anything: `propose_action` makes a request ready, for its reader to send or not.
"""

from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec

from chalicelib.domain.assistant.answer import ActionLink
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.documents import DocumentKind
from chalicelib.domain.identity import Identity
from chalicelib.domain.ids import BookingId, OptionId, TripId
from chalicelib.domain.policy_documents.search import LONGEST_QUESTION, SectionHit
from chalicelib.domain.text import CostCentre
from chalicelib.domain.value import JsonObject, Value
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.services.assistant import actions, facts
from chalicelib.services.assistant.actions import ProposedAction
from chalicelib.services.assistant.toolbox import PolicyReader, Tool, Toolbox

MOST_SECTIONS = 10
Limit = Annotated[int, msgspec.Meta(ge=1, le=20, description="How many at most")]


class SearchPolicyInput(Value, frozen=True):
    """What to look for in the travel policy."""

    question: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_QUESTION)]
    limit: Annotated[int, msgspec.Meta(ge=1, le=MOST_SECTIONS)] = 5


class ListTripsInput(Value, frozen=True):
    """Which of the user's own trips."""

    when: Literal["upcoming", "past", "all"] = "upcoming"
    limit: Limit = 10


class GetTripInput(Value, frozen=True):
    """Which trip."""

    trip_id: TripId


class ListBookingsInput(Value, frozen=True):
    """Which of the user's own bookings."""

    status: BookingStatus | None = None
    limit: Limit = 10


class GetBookingInput(Value, frozen=True):
    """Which booking."""

    booking_id: BookingId


class ListApprovalsInput(Value, frozen=True):
    """How many of the approval requests that wait for the user."""

    limit: Limit = 10


class GetBudgetInput(Value, frozen=True):
    """Which budget: by default that of the user's own cost centre, for this year."""

    cost_centre: CostCentre | None = None
    period: Annotated[str, msgspec.Meta(pattern="^20[0-9]{2}$", description="A calendar year")] | None = None


class ListDocumentsInput(Value, frozen=True):
    """Which of the user's own documents."""

    kind: DocumentKind | None = None
    expiring_within_days: Annotated[int, msgspec.Meta(ge=0, le=3650)] | None = None
    limit: Limit = 10


class ProposeActionInput(Value, frozen=True):
    """What to offer: something to do with a booking, the cancellation of a trip planned by hand, or a new request."""

    action: ProposedAction
    booking_id: BookingId | None = None
    option_id: Annotated[OptionId | None, msgspec.Meta(description="To select an option")] = None
    trip_id: TripId | None = None
    request: Annotated[
        Annotated[str, msgspec.Meta(min_length=1, max_length=1000)] | None,
        msgspec.Meta(description="To request a trip: the trip in words"),
    ] = None


def _search_policy(box: Toolbox, given: SearchPolicyInput) -> JsonObject:
    ranking = box.search_policy(given.question, given.limit)
    return {"rankedBy": ranking.method.value, "sections": [_show_hit(box, hit) for hit in ranking.hits]}


def _show_hit(box: Toolbox, hit: SectionHit) -> JsonObject:
    citation = hit.citation
    return {
        "quoteHandle": box.hand_out_citation(citation),
        "document": citation.title,
        "section": " ".join(each for each in (citation.number, citation.heading) if each),
        "page": citation.page,
        "quote": citation.quote,
        "score": round(hit.score, 4),
    }


def _list_trips(box: Toolbox, given: ListTripsInput) -> JsonObject:
    upcoming = {"upcoming": True, "past": False, "all": None}[given.when]
    return {"trips": _show_all(box, facts.list_trips(box.identity, upcoming=upcoming, limit=given.limit))}


def _get_trip(box: Toolbox, given: GetTripInput) -> JsonObject:
    return _show(box, facts.get_trip(box.identity, given.trip_id))


def _list_bookings(box: Toolbox, given: ListBookingsInput) -> JsonObject:
    return {"bookings": _show_all(box, facts.list_bookings(box.identity, status=given.status, limit=given.limit))}


def _get_booking(box: Toolbox, given: GetBookingInput) -> JsonObject:
    return _show(box, facts.get_booking(box.identity, given.booking_id)[0])


def _list_approvals(box: Toolbox, given: ListApprovalsInput) -> JsonObject:
    return {"approvals": _show_all(box, facts.list_approvals(box.identity, limit=given.limit))}


def _get_budget(box: Toolbox, given: GetBudgetInput) -> JsonObject:
    return _show(box, facts.get_budget(box.identity, given.cost_centre, given.period))


def _list_documents(box: Toolbox, given: ListDocumentsInput) -> JsonObject:
    found = facts.list_documents(
        box.identity, kind=given.kind, expiring_within_days=given.expiring_within_days, limit=given.limit
    )
    return {"documents": _show_all(box, found)}


def _propose_action(box: Toolbox, given: ProposeActionInput) -> JsonObject:
    action = _make_action(box.identity, given)
    return {"actionHandle": box.hand_out_action(action), "title": action.title, "effect": action.effect}


def _make_action(identity: Identity, given: ProposeActionInput) -> ActionLink:
    match given.action:
        case ProposedAction.CANCEL_TRIP:
            return actions.offer_trip_cancellation(identity, _needed(given.trip_id, "tripId"))
        case ProposedAction.REQUEST_TRIP:
            return actions.offer_new_booking(identity, _needed(given.request, "request"))
        case _:
            booking_id = _needed(given.booking_id, "bookingId")
            return actions.offer_booking_action(identity, booking_id, given.action, given.option_id)


def _needed(value: str | None, field: str) -> str:
    if value is None:
        raise InvalidInput("This action needs another argument.", [FieldError(f"/{field}", "required for this action")])
    return value


def _show(box: Toolbox, fact: facts.AnyFact) -> JsonObject:
    handle = box.hand_out_fact(fact, facts.name_fact(fact))
    shown: JsonObject = msgspec.json.decode(msgspec.json.encode(fact))
    return {"linkHandle": handle, **shown}


def _show_all(box: Toolbox, found: Sequence[facts.AnyFact]) -> list[JsonObject]:
    return [_show(box, each) for each in found]


_ALL = (
    Tool(
        "search_policy",
        "Find what the company's travel policy says: sections of its documents with verbatim quotes.",
        SearchPolicyInput,
        _search_policy,
    ),
    Tool("list_trips", "List the user's own trips.", ListTripsInput, _list_trips),
    Tool("get_trip", "Get a trip of the user's with its flights, hotels and meetings.", GetTripInput, _get_trip),
    Tool("list_bookings", "List the user's own bookings with their status.", ListBookingsInput, _list_bookings),
    Tool(
        "get_booking",
        "Get a booking: status, options, approval request, and what the user may do with it now.",
        GetBookingInput,
        _get_booking,
    ),
    Tool("list_approvals", "List what waits for the user's approval.", ListApprovalsInput, _list_approvals),
    Tool("get_budget", "Get a cost centre's budget, and what is left of it.", GetBudgetInput, _get_budget),
    Tool(
        "list_documents",
        "List the user's own documents, such as passports, visas and receipts.",
        ListDocumentsInput,
        _list_documents,
    ),
    Tool(
        "propose_action",
        "Make a request ready that the user may send, such as to cancel a booking. It changes nothing by itself.",
        ProposeActionInput,
        _propose_action,
    ),
)
TOOLS = {tool.name: tool for tool in _ALL}


def open_toolbox(identity: Identity, policy: PolicyReader) -> Toolbox:
    """Return the tools for one message of this person."""
    return Toolbox(identity, policy, TOOLS)
