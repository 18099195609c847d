"""Pools in which nobody is left: roles are taken away and given back, and what waits meanwhile has to say so.

What is said is compared, after each sweep, with an account of its own of who could answer.
"""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from chalicelib.domain.approvals.approval import ApprovalStep, Pool
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.identity import Role
from chalicelib.domain.verdict import ApprovalKind
from tests.simulation.cloud import accounts
from tests.simulation.company import leaves, send
from tests.simulation.schedules import QUIET_AFTER
from tests.simulation.watch_rights import NOW
from tests.simulation.world import World

_MANAGERS = ("clara", "emil")
_LOST = frozenset({Role.TRAVEL_MANAGER, Role.APPROVER})
_LOOKS = range(1, 40)
_EVERY = 900.0  # seconds
_SETTLED = timedelta(seconds=100)  # longer than the sweeper's pause: what changed before has been looked at


def empty_pools(made: World, seed: int) -> None:
    """Let all managers leave, and then everybody lose the roles by which pools decide, in some schedules; and get them
    back later, in some."""
    rng = Random(f"pools {seed}")
    if rng.random() > 0.3:
        return
    if rng.random() < 0.8:  # so that the travel managers are next
        made.later(0.0, lambda: send(made, leaves("ben")))
        made.later(0.5, lambda: send(made, leaves("clara")))
    everybody = {*_MANAGERS, *accounts.MEMBERS[Role.APPROVER]}
    lose = lambda: made.wire.lost_roles.update(dict.fromkeys(everybody, _LOST))  # noqa: E731 - happens later
    made.later(rng.choice([1.0, 30.0, rng.uniform(1, 3000)]), lose)
    if rng.random() < 0.5:
        made.later(rng.uniform(4000, 12_000), made.wire.lost_roles.clear)
    for number in _LOOKS:  # else nobody would come by as long as no booking is due
        made.later(QUIET_AFTER + number * _EVERY, lambda: made._sweep(None))
    made.swept = lambda: made.found.extend(_find_wrong(made))


def _find_wrong(made: World) -> Iterator[str]:
    """Yield what waits for a pool and says something else of it than is so; while calls fail nothing is known."""
    if made.clock.time < made.began + timedelta(seconds=QUIET_AFTER) + 2 * _SETTLED:
        return
    for booking in made.asked():
        approval = booking.approval_request
        waits = booking.decidable and booking.ending is None and booking.updated_at < made.clock.time - _SETTLED
        if approval is None or not waits or approval.kind is not ApprovalKind.HARD:
            continue
        needed = {each for step in approval.open_steps for each in step.traveller_ids or (step.cost_centre or "",)}
        able = [_list_able(made, booking, each) for each in sorted(needed)]
        if all(able) == (approval.blocked is not None):
            yield f"{booking.booking_id}: {able} can answer, and it says {approval.blocked}"


def _list_able(made: World, booking: Booking, of_whom: str) -> list[str]:
    """Who can answer for a traveller, or for a cost centre: who is asked by name, or who in the pools may."""
    approval = booking.approval_request
    assert approval is not None
    steps = [each for each in approval.open_steps if of_whom in (*each.traveller_ids, each.cost_centre or "")]
    named = [person for step in steps for person in step.people]
    return named or [each for each in _list_pool(made, steps) if _may_answer(made, booking, each)]


def _list_pool(made: World, steps: list[ApprovalStep]) -> list[str]:
    pools = {step.pool for step in steps}
    roles = [Role.TRAVEL_MANAGER, *([Role.APPROVER] if Pool.APPROVERS in pools else [])]
    found = [each for role in roles for each in accounts.MEMBERS[role]]
    return [each for each in found if each in made.wire.accounts and not made.wire.lost_roles.get(each)]


def _may_answer(made: World, booking: Booking, user_id: str) -> bool:
    approval = booking.approval_request
    assert approval is not None
    involved = {booking.requester_id, *booking.barred, *(each.user_id for each in booking.travellers)}
    unknown = {each.full_name for each in booking.travellers if each.user_id is None}
    ruled = {step.decided_by for step in approval.steps}
    left = made.watch.rights.has_left(user_id, NOW)
    return user_id not in involved | ruled and made.wire.accounts[user_id] not in unknown and not left
