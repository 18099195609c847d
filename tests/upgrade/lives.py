"""What people do while releases change under them: bookings that wait at each place where one can wait for days."""

from typing import NamedTuple

from tests.e2e.ear import Json
from tests.e2e.world import ENDED, World, allowed, at_once

Bookings = dict[str, str]  # how each was left, and its id


class Row(NamedTuple):
    """A booking as a caller sees it, as far as no release may change it."""

    booking_id: str
    created_at: str
    requester_id: str


def live(world: World, when: str) -> Bookings:
    """Leave bookings of every kind behind: finished, waiting for a selection, an approval, a revision, under way."""
    kinds = {
        "finished": _finish,
        "selecting": _plan,
        "approving": _await_approval,
        "revising": _send_back,
        "asked": _ask,
    }
    ids = at_once(lambda leave: leave(world), list(kinds.values()))
    return {f"{kind} {when}": booking_id for kind, booking_id in zip(kinds, ids, strict=True)}


def _ask(world: World) -> str:
    return world.ask(world.trip_request(ahead=40))


def _plan(world: World) -> str:
    return str(world.options(world.trip_request(ahead=50))["bookingId"])


def _finish(world: World) -> str:
    return str(world.finish(world.options(world.trip_request(ahead=60)))["bookingId"])


def _await_approval(world: World) -> str:
    booking = world.options(world.trip_request(ahead=2))
    world.select(booking, allowed(booking, "approval_required"))
    return str(world.traveller.wait_for(booking["bookingId"], "awaiting_approval", *ENDED)["bookingId"])


def _send_back(world: World) -> str:
    booking_id = _await_approval(world)
    booking = world.traveller.get(f"/v1/bookings/{booking_id}")
    answer = {"decision": "sent_back", "approvalHash": booking["approvalRequest"]["hash"], "comment": "Later, please."}
    world.approver.post(f"/v1/bookings/{booking_id}/approval", answer)
    world.traveller.wait_for(booking_id, "revising", *ENDED)
    return booking_id


def see(world: World, bookings: Bookings) -> dict[str, Row]:
    """Read every booking. Refused: this release cannot read one."""
    found = {kind: world.traveller.get(f"/v1/bookings/{booking_id}") for kind, booking_id in bookings.items()}
    return {kind: Row(it["bookingId"], it["createdAt"], it["requesterId"]) for kind, it in found.items()}


def finish(world: World, bookings: Bookings) -> dict[str, str]:
    """Bring every booking to its end; how each ended."""
    ended = at_once(lambda booking_id: _finish_one(world, booking_id), list(bookings.values()))
    return dict(zip(bookings, ended, strict=True))


def _finish_one(world: World, booking_id: str) -> str:
    booking = world.traveller.wait_for(booking_id, "awaiting_selection", "awaiting_approval", "revising", *ENDED)
    if booking["status"] == "revising":
        _revise(world, booking)
        booking = world.traveller.wait_for(booking_id, "awaiting_selection", *ENDED)
    if booking["status"] == "awaiting_selection":
        world.select(booking, allowed(booking))
    return str(world.see_through(booking_id)["status"])


def _revise(world: World, booking: Json) -> None:
    body = {"purpose": "a customer's workshop, a little later", "comment": "Later, then."}
    world.traveller.post(f"/v1/bookings/{booking['bookingId']}/revision", body)
