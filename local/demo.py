"""One whole booking through the public API of the deployed copy, step by step, as `make run` shows it.

Everything printed comes from an answer of the API: HTTP, server-sent events, or WebSocket.
"""

import argparse
import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from local.client import Client, Refused, open_socket, signed_in
from local.stack import Stack, load

SEED_DATA = Path(__file__).parent / "seed_data"
REQUEST = "Munich to Tokyo 8-12 March 2027 in business class, hotel near the centre under 300 EUR a night, to meet the Tokyo team"
COST_CENTRE = "SALES-EU"
ENDED = frozenset({"booked", "declined", "expired", "cancelled", "failed", "compensation_required"})
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


def money(value: dict[str, Any]) -> str:
    """An amount for people; the demo's currencies all have hundredths."""
    return f"{value['amount'] / 100:,.2f} {value['currency']}"


def publish(manager: Client, step: Step) -> None:
    """The travel manager publishes the policy and sets the budgets, unless that has been done."""
    if manager.call("GET", "/v1/policies/current").status == 200:
        policy = manager.get("/v1/policies/current")
        step(f"The travel policy is version {policy['version']} with {len(policy['clauses'])} clauses")
        return
    document = json.loads((SEED_DATA / "travel-policy.json").read_text(encoding="utf-8"))
    policy = manager.put("/v1/policies/current", document, if_match='"v0"')
    budgets = json.loads((SEED_DATA / "budgets.json").read_text(encoding="utf-8"))
    for budget in budgets:
        path = f"/v1/budgets/{budget['costCentre']}/{budget['period']}"
        manager.put(path, {"limit": budget["limit"]})
    step(
        "The travel manager publishes the policy and sets the budgets",
        f"PUT /v1/policies/current: version {policy['version']}, {len(policy['clauses'])} clauses, "
        f"{len(policy['rules'])} rules",
        f"PUT /v1/budgets/...: {len(budgets)} budgets",
    )


def follow(client: Client, booking_id: str, seen: list[str], *states: str) -> str:
    """Print the booking's events from where we left off until it is in one of `states`; the state."""
    after = seen[-1] if seen else None
    for event in client.events(booking_id, seconds=PATIENCE_SECONDS, after=after):
        seen.append(event["eventId"])
        print(f"    sse  {event['eventId'][-6:]}  {event['type']:28} {told(event['data'])}", flush=True)
        if event["state"] in states:
            return str(event["state"])
    raise TimeoutError(booking_id)


def told(data: dict[str, Any]) -> str:
    """An event's data on one line."""
    parts = [f"{name}={money(v) if isinstance(v, dict) and 'amount' in v else v}" for name, v in data.items()]
    line = ", ".join(parts)
    return line if len(line) <= 90 else f"{line[:87]}..."


def show_options(booking: dict[str, Any]) -> list[str]:
    """The options as people would compare them."""
    lines = []
    for option in booking["options"]:
        flight = next(c for c in option["components"] if c["kind"] == "flight")
        stays = [c for c in option["components"] if c["kind"] == "stay"]
        numbers = " ".join(s["flightNumber"] for leg in flight["legs"] for s in leg["segments"])
        price = {
            "amount": sum(c["price"]["amount"] for c in option["components"]),
            "currency": flight["price"]["currency"],
        }
        stay = f" + {stays[0]['name']} ({stays[0]['distanceToCentre'] / 1000:.1f} km)" if stays else ""
        verdict = option["verdict"]
        lines.append(f"{option['rank']}. {money(price):>14}  {verdict['outcome']:17} {numbers}{stay}")
        lines.extend(
            f"      clause {v['clause']} {v['rule']}: {v['expected']}; {v['actual']} -> {v['action']}"
            for v in verdict["violations"]
        )
    return lines


def best(booking: dict[str, Any]) -> dict[str, Any] | None:
    """The first option in the cabin asked for that the policy lets one choose, or the first in any cabin."""
    allowed = [option for option in booking["options"] if option["verdict"]["outcome"] != "denied"]
    cabin = booking["request"]["cabin"]
    as_asked = [o for o in allowed if all(c.get("cabin", cabin) == cabin for c in o["components"])]
    return next(iter(as_asked or allowed), None)


class Listener(threading.Thread):
    """Reads what is pushed to a WebSocket connection until it is closed."""

    def __init__(self, socket: ClientConnection) -> None:
        super().__init__(daemon=True)
        self.socket = socket
        self.pushed: list[dict[str, Any]] = []

    def run(self) -> None:
        try:
            for message in self.socket:
                self.pushed.append(json.loads(message))
        except ConnectionClosed:
            return


def approve(stack: Stack, booking_id: str, step: Step) -> None:
    """The approver reads what is asked and gives leave for exactly that."""
    approver = signed_in(stack, "approver")
    booking = approver.get(f"/v1/bookings/{booking_id}")
    asked = booking["approval"]
    approver.post(
        f"/v1/bookings/{booking_id}/approval",
        {"decision": "approved", "approvalHash": asked["hash"], "comment": "Go ahead."},
    )
    step(
        "The approver reads it and approves",
        f"{booking['request']['origin']['name']} to {booking['request']['destination']['name']}, "
        f"{money(asked['price'])}, leave until {asked['deadline']}",
        f"POST /v1/bookings/{booking_id}/approval: bound to {asked['hash'][:16]}...",
    )


def demonstrate(stack: Stack, words: str) -> int:
    """Book the trip that `words` ask for; the exit code."""
    step = Step()
    health = Client(stack.base_url).get("/v1/health")
    step(f"GET /v1/health: {health['status']}, version {health['version']}, stage {health['stage']}")
    traveller = signed_in(stack, "traveller")
    me = traveller.get("/v1/me")
    step(f"{me['name']} signs in: {', '.join(me['roles'])}")
    publish(signed_in(stack, "travel-manager"), step)

    with open_socket(stack, traveller.token or "") as socket:
        begun = time.monotonic()
        try:
            accepted = traveller.post("/v1/bookings", {"request": words, "costCentre": COST_CENTRE})
        except Refused as refused:
            return explain(refused)
        booking_id = accepted["bookingId"]
        understood = accepted["request"]
        step(
            f'Asks: "{words}"',
            f"202 in {time.monotonic() - begun:.2f} s: {booking_id}, execution {accepted['executionId']}",
            f"understood: {understood['origin']['name']} ({understood['origin']['country']}) to "
            f"{understood['destination']['name']} ({understood['destination']['country']}), "
            f"{understood['departOn']} to {understood['returnOn'] or 'one way'}, {understood['cabin']}",
        )
        socket.send(json.dumps({"action": "subscribe", "bookingId": booking_id}))
        listener = Listener(socket)
        listener.start()

        step("Progress over server-sent events")
        seen: list[str] = []
        state = follow(traveller, booking_id, seen, "awaiting_selection", *ENDED)
        options_after = time.monotonic() - begun
        if state != "awaiting_selection":
            return report(traveller, booking_id)

        booking = traveller.get(f"/v1/bookings/{booking_id}")
        clauses = ", ".join(f"{clause['number']} {clause['title']}" for clause in booking["clauses"][:4])
        step("The options, each with its verdict", f"clauses that apply: {clauses}", *show_options(booking))
        chosen = best(booking)
        if chosen is None:
            return report(traveller, booking_id)
        traveller.post(f"/v1/bookings/{booking_id}/selection", {"optionId": chosen["optionId"]})
        step(f"Chooses option {chosen['rank']} ({', '.join(chosen['reasons'])})")
        state = follow(traveller, booking_id, seen, "awaiting_approval", *ENDED)
        while state == "awaiting_approval":
            approve(stack, booking_id, step)
            state = follow(traveller, booking_id, seen, "booking", *ENDED)
        if state not in ENDED:
            state = follow(traveller, booking_id, seen, *ENDED)
        booked_after = time.monotonic() - begun
        if state != "booked":
            return report(traveller, booking_id)
        listener.socket.send(json.dumps({"action": "ping"}))
        wait_for_push(listener, seen[-1])
    show_result(traveller, booking_id, listener, step)
    price = money(traveller.get(f"/v1/bookings/{booking_id}")["price"])
    print(f"\nbooked {booking_id} for {price}: options after {options_after:.1f} s, booked after {booked_after:.1f} s")
    return 0


def wait_for_push(listener: Listener, event_id: str) -> None:
    """Give the last event up to ten seconds to arrive over WebSocket too."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if any(m.get("event", {}).get("eventId") == event_id for m in listener.pushed):
            return
        time.sleep(0.1)


def show_result(traveller: Client, booking_id: str, listener: Listener, step: Step) -> None:
    """What has become of the booking: pushes, trip, audit."""
    events = [m["event"]["type"] for m in listener.pushed if m.get("type") == "event"]
    step(f"Over WebSocket came {len(events)} live events, the last {events[-1] if events else 'none'}")
    booking = traveller.get(f"/v1/bookings/{booking_id}")
    found = traveller.get(f"/v1/trips/{booking['tripId']}")
    step(
        f"GET /v1/trips/{booking['tripId']}: {found['trip']['name']}",
        *(
            f"{item['startsAt']}  {item['kind']:7} {item['name']} ({item['description']}), {item['reference']}"
            for item in found["items"]
        ),
    )
    audit = traveller.get(f"/v1/bookings/{booking_id}/audit?limit=100")
    verification = traveller.get(f"/v1/bookings/{booking_id}/audit/verification")
    step(
        f"GET .../audit: {len(audit['items'])} entries, chain {'whole' if verification['whole'] else 'BROKEN'}",
        *(
            f"{entry['timestamp']}  {entry['action']:28} {entry['stateBefore'] or '-'} -> {entry['stateAfter']}"
            for entry in audit["items"]
        ),
    )


def explain(refused: Refused) -> int:
    """Say why the request was not taken, and what has to be asked back."""
    print(f"\nnot taken: {refused}")
    for error in refused.problem.get("errors", []):
        print(f"    {error['pointer']}: {error['detail']}")
    for asked in refused.problem.get("questions", []):
        print(f"    {asked['field']}: {asked['question']}")
        for choice in asked["choices"]:
            print(f"        {choice['code']:24} {choice['label']}")
    return 2


def report(traveller: Client, booking_id: str) -> int:
    """Say how a booking ended that was not bought."""
    booking = traveller.get(f"/v1/bookings/{booking_id}")
    failure = booking["failure"] or {"detail": "no option may be chosen"}
    print(f"\nnot booked: {booking_id} is {booking['state']}: {failure['detail']}")
    return 1


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local.demo", description=__doc__)
    parser.add_argument("--request", default=REQUEST, help="the trip in words")
    arguments = parser.parse_args()
    return demonstrate(load(), arguments.request)


if __name__ == "__main__":
    sys.exit(main())
