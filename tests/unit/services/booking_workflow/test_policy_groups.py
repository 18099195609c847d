"""Options of a trip of several people: each of them is judged by the rules of their own policy group."""

from functools import partial

import msgspec
import pytest

from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.policies.rules.carriers import Carrier, PreferredCarriers
from chalicelib.domain.policies.rules.purposes import PurposeStated
from chalicelib.domain.verdict import Action, Outcome
from chalicelib.services import employees
from tests.simulation.arranging import arrange, only
from tests.simulation.stages import NEEDS_APPROVAL
from tests.simulation.world import CLARA, World

GROUPS = {"clara": "board", "anna": None, "david": "crew", "zora": "board", "ben": "crew"}
EVERYBODYS = PurposeStated(clause="1.3", action=Action.NOTE)
# What anything breaks, of everybody, of the crew and of the board.
ASKED = msgspec.structs.replace(NEEDS_APPROVAL, groups=("crew",))
FORBIDDEN = msgspec.structs.replace(NEEDS_APPROVAL, clause="3.3", action=Action.DENY, groups=("board",))


@pytest.fixture(autouse=True)
def company(world: World) -> None:
    with world.wire.quiet():
        for name, group in GROUPS.items():
            manager = None if name == "clara" else "clara"
            keep = EmployeeDetails(name=f"{name.title()} Somebody", manager_id=manager, policy_group=group)
            employees.put_employee(CLARA, name, keep, expected=None)
        only(EVERYBODYS, ASKED, FORBIDDEN)


def options(world: World, booking_id: str) -> tuple[Option, ...]:
    world.run()
    return world.booking(booking_id).options


CASES: dict[str, tuple[tuple[str, ...], Outcome, dict[str, tuple[int, ...]]]] = {
    "oneself": (("anna",), Outcome.COMPLIANT, {}),
    "a guest": (("grace",), Outcome.COMPLIANT, {}),
    "one of the crew": (("david",), Outcome.APPROVAL_REQUIRED, {"3.2": ()}),
    "one of the board": (("zora",), Outcome.DENIED, {"3.3": ()}),
    "oneself and one of the crew": (("anna", "david"), Outcome.APPROVAL_REQUIRED, {"3.2": (1,)}),
    "one of the crew and oneself": (("david", "anna"), Outcome.APPROVAL_REQUIRED, {"3.2": (0,)}),
    "two of the crew": (("david", "ben"), Outcome.APPROVAL_REQUIRED, {"3.2": ()}),
    "two of the crew and a guest": (("david", "grace", "ben"), Outcome.APPROVAL_REQUIRED, {"3.2": (0, 2)}),
    "one of each": (("anna", "david", "zora"), Outcome.DENIED, {"3.2": (1,), "3.3": (2,)}),
    "crew and board": (("zora", "david"), Outcome.DENIED, {"3.2": (1,), "3.3": (0,)}),
    "a guest of the board's": (("grace", "zora"), Outcome.DENIED, {"3.3": (1,)}),
}


@pytest.mark.parametrize("name", CASES)
def test_option_has_the_gravest_verdict_of_its_travellers(world: World, name: str) -> None:
    travellers, outcome, broken = CASES[name]

    shown = options(world, arrange(world, *travellers))

    verdicts = [option.verdict for option in shown if option.verdict]
    assert len(verdicts) == len(shown) > 0
    assert {each.outcome for each in verdicts} == {outcome}
    assert all({found.clause: found.travellers for found in each.violations} == broken for each in verdicts)


def test_guests_follow_the_group_of_the_requester(world: World) -> None:
    shown = options(world, arrange(world, "grace", identity=CLARA))

    assert {option.verdict.outcome for option in shown if option.verdict} == {Outcome.DENIED}


def test_group_counts_as_it_is_when_the_booking_is_evaluated(world: World) -> None:
    booking_id = arrange(world, "anna")
    option = options(world, booking_id)[0]
    with world.wire.quiet():
        change = partial(msgspec.structs.replace, policy_group="crew")
        employees.rewrite_employee(CLARA, "anna", change, expected=None)

    world.choose(booking_id)
    world.run()

    approval = world.booking(booking_id).approval_request
    assert approval is not None
    assert option.verdict is not None
    assert (option.verdict.outcome, approval.pending) == (Outcome.COMPLIANT, True)


def test_what_is_said_of_the_policy_and_preferred_is_of_the_travellers_groups(world: World) -> None:
    """Clauses of rules that hold for nobody who travels are not shown, and their carriers not preferred."""
    carriers = (Carrier(code="ZZ", name="Zed"),)
    with world.wire.quiet():
        only(PreferredCarriers(clause="4.1", action=Action.NOTE, carriers=carriers, groups=("crew",)))
    mine, theirs = arrange(world, "anna"), arrange(world, "david")
    world.run()

    reasons = [
        [why for clause in world.booking(each).clauses for why in clause.why if "preferred_carriers" in why]
        for each in (mine, theirs)
    ]
    assert [bool(each) for each in reasons] == [False, True]
