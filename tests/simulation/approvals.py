"""A company whose people are asked for approval, and what there is to see of it."""

from datetime import timedelta
from functools import partial
from typing import Any

import msgspec

from chalicelib.domain.approvals.approval import ApprovalRequest, ApprovalStep
from chalicelib.domain.employees import Delegation, EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.domain.policies.approval_rules import ApprovalRules, ApprovalTier
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.policies.rules.money import TotalCap
from chalicelib.domain.verdict import Action
from chalicelib.models import booking_events
from chalicelib.services import employees, policies
from chalicelib.services.approvals import inbox as approval_inbox
from chalicelib.services.booking_workflow import decisions
from tests.simulation.world import ANNA, CLARA, SEED_POLICY, World
from tests.unit.policy_samples import euros

EMIL = Identity(user_id="emil", email="emil@example.com", name="Emil", groups=frozenset({"travel-manager"}))
HOUR = 3600
TIMED = ApprovalRules(limit_seconds=8 * HOUR, remind_after_seconds=HOUR, escalate_after_seconds=2 * HOUR)
TWO_LEVELS = ApprovalRules(tiers=(ApprovalTier(from_amount=0, levels=2),), limit_seconds=8 * HOUR)


def cap(action: Action) -> TotalCap:
    """A rule that everything breaks, with this to follow."""
    return TotalCap(clause="3.2", action=action, amounts=(euros(1),))


def company(world: World, **people: Any) -> None:
    """Clara above Ben above Anna and David, unless said otherwise: `ben={"delegate": ...}`."""
    with world.wire.quiet():
        for name, manager in (("clara", None), ("ben", "clara"), ("anna", "ben"), ("david", "ben")):
            keep(name, name=name.title(), manager_id=manager)
        for name, changes in people.items():
            employees.rewrite_employee(CLARA, name, partial(msgspec.structs.replace, **changes), expected=None)


def keep(user_id: str, **details: Any) -> None:
    employees.put_employee(CLARA, user_id, EmployeeDetails(**details), expected=None)


def away(world: World, delegate: str) -> Delegation:
    today = world.clock.time.date()
    return Delegation(delegate_id=delegate, first_day=today, until=today + timedelta(days=3))


def publish(world: World, rules: ApprovalRules, action: Action = Action.APPROVE) -> None:
    """The seeded policy with these approvals, and with nothing to judge but that a trip costs more than a euro."""
    with world.wire.quiet():
        document = SEED_POLICY
        only: tuple[AnyRule, ...] = (cap(action),)
        policies.publish_policy(CLARA, msgspec.structs.replace(document, rules=only, approvals=rules))


def asked_for(world: World, identity: Identity = ANNA, **preferences: Any) -> str:
    """A booking for which its best option was chosen, as far as it goes by itself."""
    booking_id = world.ask(identity, **preferences)
    world.run()
    option = world.booking(booking_id).options[0]
    decisions.select_option(identity, booking_id, option.option_id)
    world.run()
    return booking_id


def approval_of(world: World, booking_id: str) -> ApprovalRequest:
    approval = world.booking(booking_id).approval_request
    assert approval is not None
    return approval


def asked(world: World, booking_id: str) -> list[str]:
    """Who is asked at this moment."""
    return [named(step) for step in approval_of(world, booking_id).open_steps]


def named(step: ApprovalStep) -> str:
    return f"{step.asked} for {step.delegator_id}" if step.delegator_id else step.asked


def inbox(world: World, identity: Identity, scope: approval_inbox.InboxScope = "mine") -> list[str]:
    with world.wire.quiet():
        return [
            task.booking_id for task in approval_inbox.list_approvals(identity, scope=scope, limit=9, start=None)[0]
        ]


def data_of(world: World, booking_id: str, kind: str) -> list[dict[str, Any]]:
    with world.wire.quiet():
        events = booking_events.list_events(booking_id, after=0, limit=100)
    return [event.data for event in events if event.type == f"booking.{kind}"]


def left(world: World, booking_id: str) -> float:
    """Seconds until the deadline."""
    return (approval_of(world, booking_id).deadline - world.clock.time).total_seconds()
