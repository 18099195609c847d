"""One whole booking through the public API of the deployed copy, step by step, as `make run` shows it.

Everything printed comes from an answer of the API: HTTP, server-sent events, or WebSocket.
"""

import argparse
import datetime as dt
import json
import sys
import threading
import time
import uuid
from collections.abc import Sequence
from typing import Any

import msgspec

from local.descriptions import (
    Component,
    describe_clause,
    describe_event,
    describe_options,
    describe_profile,
    describe_request,
    money,
    name_clauses,
    outcome,
)
from local.stack import Stack, load
from sojourn_client import ENDED, Client, Event, errors
from sojourn_client.live import Live, listen
from sojourn_client.models import (
    ApprovalDecisionRequest,
    BookingAccepted,
    BookingRequest,
    BookingStatus,
    BookingView,
    Cabin,
    CarOfferView,
    FlightOfferView,
    OptionView,
    Outcome,
    PassengerRequest,
    RailOfferView,
    Relation,
    Seat,
    SelectionRequest,
    SliceRequest,
    StayOfferView,
    TravelDocument,
    TravelDocumentKind,
)

REQUEST = (
    "Munich to Tokyo 8-12 March 2027 in business class, hotel near the centre under 300 EUR a night, "
    "to meet the Tokyo team"
)
COST_CENTRE = "SALES-EU"
PROFILE = PassengerRequest(  # what carriers need of whoever crosses a border
    given_name="Anna",
    family_name="Berger",
    birth_date=dt.date(1988, 4, 12),
    nationality="DE",
    documents=(
        TravelDocument(
            kind=TravelDocumentKind.PASSPORT,
            number="C01X00T47",
            issuing_country="DE",
            expires_on=dt.date(2034, 5, 31),
        ),
    ),
    seat=Seat.AISLE,
)
OVER = ENDED | {BookingStatus.COMPENSATION_REQUIRED}
PATIENCE_SECONDS = 90


class Step:
    """Numbers the steps and says how long each took."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, title: str, *lines: str) -> None:
        self.number += 1
        print(f"\n{self.number:2}. {title}", flush=True)
        for line in lines:
            print(f"    {line}", flush=True)


def sign_in(stack: Stack, role: str) -> Client:
    """Return a client for the user of `role`, with a fresh id token."""
    return Client(stack.base_url, stack.token(role))


def show_policy(manager: Client, step: Step) -> None:
    """Show the travel policy that the options will be judged by."""
    policy = manager.get_policy().body
    clauses, rules = len(policy.clauses), len(policy.rules)
    cited = sorted({f"{each.citation.title} (version {each.citation.version})" for each in policy.citations})
    step(
        f"GET /v1/policies/current: version {policy.version}, {clauses} clauses, {rules} rules",
        f"{len(policy.citations)} clauses cite {', '.join(cited) or 'no document'}",
    )


def show_profile(traveller: Client, step: Step) -> None:
    """Show the profile that the traveller books with; a first demo keeps it."""
    known = next(traveller.all_passengers(relation=Relation.OWN), None)
    if known is None:
        step(
            "POST /v1/passengers: keeps a passenger profile", describe_profile(traveller.create_passenger(PROFILE).body)
        )
    else:
        shown = traveller.get_passenger(known.passenger_id).body
        step(f"GET /v1/passengers/{known.passenger_id}", describe_profile(shown))


def follow(client: Client, booking_id: str, seen: list[str], *statuses: BookingStatus) -> BookingStatus:
    """Print the booking's events from where we left off until it is in one of `statuses`; the status."""
    after = seen[-1] if seen else None
    for event in client.follow(booking_id, after=after, until=statuses, seconds=PATIENCE_SECONDS, wait=5):
        seen.append(event.event_id)
        print(f"    sse  {event.event_id[-6:]}  {event.type:28} {describe_event(event)}", flush=True)
    return event.status


def best(booking: BookingView) -> OptionView | None:
    """Return the first option in the cabin asked for that the policy lets one choose, or the first in any cabin."""
    allowed = [option for option in booking.options if outcome(option) != Outcome.DENIED]
    slices = booking.request.slices
    as_asked = [option for option in allowed if all(is_in_cabin(each, slices) for each in option.components)]
    return next(iter(as_asked or allowed), None)


def is_in_cabin(component: Component, slices: Sequence[SliceRequest]) -> bool:
    """Return whether each slice that a fare is for is in the cabin asked for, of a train in the class; what is no fare
    has none."""
    match component:
        case FlightOfferView():
            return all(component.cabin == slices[index].cabin for index in component.slice_indexes)
        case RailOfferView():
            is_economy = component.cabin == Cabin.ECONOMY
            return all(is_economy == (slices[index].cabin == Cabin.ECONOMY) for index in component.slice_indexes)
        case StayOfferView() | CarOfferView():
            return True


class Listener(threading.Thread):
    """Reads what is pushed to a WebSocket connection until it is closed."""

    def __init__(self, live: Live) -> None:
        super().__init__(daemon=True)
        self.live = live
        self.pushed: list[Event] = []

    def run(self) -> None:
        self.pushed.extend(self.live)


def approve(stack: Stack, booking_id: str, step: Step) -> None:
    """Let those who are asked find it in their inboxes, one level after the other, and approve exactly that."""
    for role in ("approver", "travel-manager"):
        approver = sign_in(stack, role)
        task = next((each for each in approver.all_approvals() if each.booking_id == booking_id), None)
        if task is None or task.approval_request is None or task.request is None:
            continue
        asked = task.approval_request
        approver.decide_approval(
            booking_id, ApprovalDecisionRequest(decision="approved", approval_hash=asked.hash, comment="Go ahead.")
        )
        step(
            f"{stack.users[role].name} finds it in GET /v1/approvals and approves",
            f"{task.requester_name}: {'; '.join(describe_request(task.request))}, {money(task.price)}; "
            f"approve until {asked.deadline}",
            *(line for clause in task.clauses for line in describe_clause(clause)),
            f"POST /v1/bookings/{booking_id}/approval: bound to {asked.hash[:16]}...",
        )


def read_request(text: str) -> str | dict[str, Any]:
    """Return a trip request as it was typed: words, or its fields as a JSON object. Raises ArgumentTypeError."""
    if not text.lstrip().startswith("{"):
        return text
    try:
        return dict(json.loads(text))
    except json.JSONDecodeError as error:
        raise argparse.ArgumentTypeError(f"not JSON: {error}") from error


def create_booking(traveller: Client, asked: str | dict[str, Any]) -> BookingAccepted:
    """Request a trip, in words or in fields as they are, so that the API says what is wrong with them. Raises
    ApiError."""
    if isinstance(asked, str):
        return traveller.create_booking(BookingRequest(request=asked, cost_centre=COST_CENTRE)).body
    headers = {"Idempotency-Key": uuid.uuid4().hex, "Content-Type": "application/json"}
    body = msgspec.json.encode({"costCentre": COST_CENTRE, **asked})
    reply = traveller.transport.expect("POST", "/v1/bookings", headers, body, again=True)
    return msgspec.json.decode(reply.body, type=BookingAccepted)


def demonstrate(stack: Stack, asked: str | dict[str, Any]) -> int:
    """Book the trip that is asked for; the exit code."""
    step = Step()
    health = Client(stack.base_url).get_health().body
    step(f"GET /v1/health: {health.status}, version {health.version}, stage {health.stage}")
    traveller = sign_in(stack, "traveller")
    me = traveller.get_me().body
    step(f"{me.name} signs in: {', '.join(me.roles)}")
    show_profile(traveller, step)
    show_policy(sign_in(stack, "travel-manager"), step)

    with listen(traveller, stack.websocket_url) as live:
        begun = time.monotonic()
        try:
            accepted = create_booking(traveller, asked)
        except errors.ApiError as refused:
            return explain(refused)
        booking_id = accepted.booking_id
        understood = accepted.request
        step(
            f"Requests: {json.dumps(asked, ensure_ascii=False)}",
            f"202 in {time.monotonic() - begun:.2f} s: {booking_id}, execution {accepted.execution_id}",
            *(f"understood: {line}" for line in describe_request(understood)),
            f"travels: {', '.join(f'{each.given_name} {each.family_name}' for each in understood.travellers)}",
        )
        live.subscribe(booking_id)
        listener = Listener(live)
        listener.start()

        step("Events over server-sent events (SSE)")
        seen: list[str] = []
        status = follow(traveller, booking_id, seen, BookingStatus.AWAITING_SELECTION, *OVER)
        options_after = time.monotonic() - begun
        if status != BookingStatus.AWAITING_SELECTION:
            return report(traveller, booking_id)

        booking = traveller.get_booking(booking_id).body
        clauses = ", ".join(f"{clause.number} {clause.title}" for clause in booking.clauses[:4])
        missing = [f"missing by check-in: {each.detail}" for each in booking.missing]
        step(
            "The options, each with its verdict", f"clauses that apply: {clauses}", *missing, *describe_options(booking)
        )
        chosen = best(booking)
        if chosen is None:
            return report(traveller, booking_id)
        traveller.select_option(booking_id, SelectionRequest(option_id=chosen.option_id))
        step(f"Selects option {chosen.rank} ({', '.join(chosen.reasons)})")
        status = follow(traveller, booking_id, seen, BookingStatus.AWAITING_APPROVAL, *OVER)
        while status == BookingStatus.AWAITING_APPROVAL:
            approve(stack, booking_id, step)
            status = follow(traveller, booking_id, seen, BookingStatus.PURCHASING, *OVER)
        if status not in OVER:
            status = follow(traveller, booking_id, seen, *OVER)
        booked_after = time.monotonic() - begun
        if status != BookingStatus.BOOKED:
            return report(traveller, booking_id)
        wait_for_push(listener, seen[-1])
    price = show_result(traveller, booking_id, listener, step)
    print(f"\nbooked {booking_id} for {price}: options after {options_after:.1f} s, booked after {booked_after:.1f} s")
    return 0


def wait_for_push(listener: Listener, event_id: str) -> None:
    """Give the last event up to ten seconds to arrive over WebSocket too."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if event_id in [event.event_id for event in listener.pushed]:
            return
        time.sleep(0.1)


def show_result(traveller: Client, booking_id: str, listener: Listener, step: Step) -> str:
    """Show what has become of the booking: pushes, trip, audit; its price."""
    pushed = {event.event_id: event.type for event in listener.pushed}
    types = [pushed[event_id] for event_id in sorted(pushed)]
    step(f"Over WebSocket came {len(types)} events, the last {types[-1] if types else 'none'}")
    booking = traveller.get_booking(booking_id).body
    found = traveller.get_trip(booking.trip_id or "").body
    step(
        f"GET /v1/trips/{booking.trip_id}: {found.trip.name}",
        *(
            f"{item.starts_at}  {item.kind:7} {item.name} ({item.description}), {item.record_locator}"
            for item in found.items
        ),
    )
    audit = list(traveller.all_audit_entries(booking_id))
    verification = traveller.verify_audit(booking_id).body
    step(
        f"GET .../audit: {len(audit)} entries, chain {'intact' if verification.intact else 'BROKEN'}",
        *(
            f"{entry.timestamp}  {entry.action:28} {entry.status_before or '-'} -> {entry.status_after}"
            f"{name_clauses(entry.cited_clauses)}"
            for entry in audit
        ),
    )
    return money(booking.price) if booking.price else "nothing"


def explain(refused: errors.ApiError) -> int:
    """Say why the request was not taken, and what has to be asked back."""
    print(f"\nrefused: {refused}")
    for error in refused.errors:
        print(f"    {error.pointer}: {error.detail}")
    for asked in refused.questions:
        print(f"    {asked.field}: {asked.question}")
        for choice in asked.choices:
            print(f"        {choice.code:24} {choice.label}")
    return 2


def report(traveller: Client, booking_id: str) -> int:
    """Say how a booking ended that was not bought."""
    booking = traveller.get_booking(booking_id).body
    failure = booking.failure.detail if booking.failure else "no option may be selected"
    print(f"\nnot booked: {booking_id} is {booking.status}: {failure}")
    return 1


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local.demo", description=__doc__)
    request_help = "the trip request, in words or as a JSON object of its fields"
    parser.add_argument("--request", default=REQUEST, type=read_request, help=request_help)
    arguments = parser.parse_args()
    return demonstrate(load(), arguments.request)


if __name__ == "__main__":
    sys.exit(main())
