"""Trips that somebody arranges for others, by passenger profiles that let them."""

from typing import Any

import msgspec

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.domain.passengers import PassengerKind
from chalicelib.domain.policies.approval_rules import ApprovalRules
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.services import passengers, policies
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, SEED_POLICY, World
from tests.support.passenger_samples import details
from tests.support.people import person_of

ZORA = person_of("zora", "Zora Quillfeather", "traveller")
_USERS = {each.user_id: each for each in (ANNA, BEN, CLARA, DAVID, ZORA)}


def only(*rules: AnyRule, approvals: ApprovalRules | None = None) -> int:
    """Publish the seeded policy with these rules alone; its version."""
    document = SEED_POLICY
    changed = msgspec.structs.replace(document, rules=rules, approvals=approvals or document.approvals)
    return policies.publish_policy(CLARA, changed).version


def profile_of(name: str, arranger: Identity = ANNA) -> str:
    """A passenger profile that the arranger may book for: a user's own, or else a guest's."""
    owner, kind = _USERS.get(name, arranger), PassengerKind.EMPLOYEE if name in _USERS else PassengerKind.GUEST
    arrangers = () if owner.user_id == arranger.user_id else (arranger.user_id,)
    given = details(given_name=name.title(), family_name=f"{name.title()}son", arranger_ids=arrangers)
    return passengers.create_passenger(owner, kind, given, passenger_id=clock.new_id("psg")).profile.passenger_id


def arrange(world: World, *names: str, identity: Identity = ANNA, **changes: Any) -> str:
    """A trip for those who are named, charged as it comes; its id."""
    with world.wire.quiet():
        profiles = tuple(profile_of(name, identity) for name in names)
    return world.ask(identity, **{"passenger_ids": profiles, "cost_centre": None, **changes})
